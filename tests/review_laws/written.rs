use ict_impact::place::Country;
use ict_impact::review::{Datum, Observation, Report, Row};
use ict_impact::time::Biennium;
use proptest::prelude::*;

/// Rows as a reporter writes them: every column, and text that CSV and JSON have to quote.
fn row() -> impl Strategy<Value = Row> {
    let finite = any::<f64>().prop_filter("finite", |value| value.is_finite());
    let of = |codes: &[&'static str]| prop::sample::select(codes.to_vec());
    let what = (
        of(&["KEN", "NAM", "NA", "org:OP-1"]),
        2022..=2023_u16,
        prop::option::weighted(0.8, finite),
        of(&["NO", "NE", "NA", "NR", "IE", "C"]),
    );
    let part = (
        of(&["", "0302"]),
        of(&["", "2_market"]),
        of(&["", "networks"]),
        of(&["", "use"]),
    );
    let meta = (
        of(&["", "measured", "modelled", "derived", "filled"]),
        of(&["", "1", "3"]),
        prop::option::of(0.0..200.0_f64),
        of(&["", "AR5", "AR6"]),
        of(&["", "2022-04-01/2023-03-31"]),
        of(&["", "flexibility", "imports_included restricted"]),
        "[ -~äß\n]{0,20}",
    );
    (what, part, meta).prop_map(|(what, part, meta)| {
        let (entity, year, value, key) = what;
        let (category, scope, sub_sector, stage) = part;
        let (origin, tier, uncertainty, gwp, days, qualifiers, comment) = meta;
        let points = value.is_none() && ["IE", "C"].contains(&key);
        Row {
            entity: entity.into(),
            year: year.to_string(),
            indicator: "PRJ.DEV.USE".into(),
            value: value.map(|value| value.to_string()).unwrap_or_default(),
            unit: "tCO2e".into(),
            notation_key: value.map_or(key, |_| "").into(),
            points_to: if points {
                "NAM 2022 SDG.12.4.2.EWG"
            } else {
                ""
            }
            .into(),
            origin: origin.into(),
            tier: tier.into(),
            source: "test".into(),
            category: category.into(),
            scope: scope.into(),
            sub_sector: sub_sector.into(),
            stage: stage.into(),
            uncertainty_percent: uncertainty.map(|of| of.to_string()).unwrap_or_default(),
            gwp: gwp.into(),
            boundary: "national, \"own\"".into(),
            days: days.into(),
            qualifiers: qualifiers.into(),
            comment,
            ..Row::default()
        }
    })
}

fn bits(observation: &Observation) -> Option<u64> {
    match &observation.datum {
        Datum::Value(reading) => Some(reading.value().to_bits()),
        Datum::Notation(_) => None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn observations_read_back_from_csv_and_json(rows in prop::collection::vec(row(), 1..12)) {
        let given: Vec<Observation> =
            rows.iter().cloned().map(|row| Observation::try_from(row).unwrap()).collect();
        // The text of a number is the number.
        for (row, observation) in rows.iter().zip(&given) {
            let written = row.value.parse::<f64>().ok().map(f64::to_bits);
            prop_assert_eq!(bits(observation), written);
        }

        let mut writer = csv::Writer::from_writer(Vec::new());
        for row in &rows {
            writer.serialize(row).unwrap();
        }
        let text = writer.into_inner().unwrap();
        let read: Vec<Row> =
            csv::Reader::from_reader(&*text).deserialize().map(|row| row.unwrap()).collect();
        prop_assert_eq!(&read, &rows);

        let text = serde_json::to_string(&given).unwrap();
        let read: Vec<Observation> = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(&read, &given);
        prop_assert_eq!(
            read.iter().map(bits).collect::<Vec<_>>(),
            given.iter().map(bits).collect::<Vec<_>>()
        );
    }

    /// A report that was written and read is the same report, by its digest.
    #[test]
    fn a_report_reads_back_from_json_with_its_id(rows in prop::collection::vec(row(), 0..6)) {
        let kenya: Country = "KEN".parse().unwrap();
        let mut report = Report::new(kenya, Biennium::of::<2022>(), "2024-12-31".parse().unwrap());
        report.boundary = Some("national".into());
        let rows = rows.into_iter().map(|row| Observation::try_from(row).unwrap());
        report.observations = rows.collect();
        let text = serde_json::to_string(&report).unwrap();
        let read: Report = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(read.id().unwrap(), report.id().unwrap());
        prop_assert_eq!(read, report);
    }
}
