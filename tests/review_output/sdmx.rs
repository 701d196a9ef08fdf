//! SDMX messages read back as they were written.

use std::collections::BTreeMap;

use ict_impact::review::output::OutputError;
use ict_impact::review::output::sdmx::{self, Record};
use ict_impact::review::{Dimension, Observation, Part};
use proptest::prelude::*;
use serde_json::Value;

use crate::made::{EWASTE, day, of_panel, of_three, value};

type Cells = BTreeMap<String, String>;

fn from_csv(text: &str) -> Vec<Cells> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().map(|row| row.unwrap()).collect()
}

/// The observations of a data message, by component, as a reader of SDMX-JSON finds them.
fn from_json(message: &Value) -> Vec<Cells> {
    let structure = &message["data"]["structures"][0];
    let list = |of: &str| structure[of]["observation"].as_array().unwrap().clone();
    let (dimensions, content) = (
        list("dimensions"),
        [list("measures"), list("attributes")].concat(),
    );
    let coded = |component: &Value, at: usize| {
        let value = &component["values"][at];
        let id = value.get("id").or_else(|| value.get("value")).unwrap();
        id.as_str().unwrap().to_string()
    };
    let observations = message["data"]["dataSets"][0]["observations"]
        .as_object()
        .unwrap();
    let read = |(key, cells): (&String, &Value)| {
        let places: Vec<usize> = key.split(':').map(|at| at.parse().unwrap()).collect();
        let cells = cells.as_array().unwrap();
        assert_eq!(
            (places.len(), cells.len()),
            (dimensions.len(), content.len())
        );
        let of = |component: &Value, text| (component["id"].as_str().unwrap().to_string(), text);
        let key = dimensions
            .iter()
            .zip(places)
            .map(|(d, at)| of(d, coded(d, at)));
        let content = content.iter().zip(cells).map(|(component, cell)| {
            let text = match cell {
                Value::Null => String::new(),
                Value::String(text) => text.clone(),
                cell if component.get("values").is_some() => {
                    coded(component, cell.as_u64().unwrap() as usize)
                }
                cell => cell.as_f64().unwrap().to_string(),
            };
            of(component, text)
        });
        key.chain(content).collect()
    };
    observations.iter().map(read).collect()
}

fn message(records: &[Record]) -> Value {
    let text = sdmx::data_message(records, day()).unwrap().text().unwrap();
    serde_json::from_str(&text).unwrap()
}

fn of(observations: &[Observation]) -> Vec<Record> {
    let review = of_three([1.0; 12]);
    sdmx::observation_records(observations, review.dataset.indicators()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn values_read_back_to_the_same_bits(
        values in prop::collection::vec(any::<f64>().prop_filter("finite", |v| v.is_finite()), 1..5),
    ) {
        let observation = |(at, v): (usize, &f64)| value("KEN", 2000 + at as u16, EWASTE, *v, "t");
        let observations: Vec<_> = values.iter().enumerate().map(observation).collect();
        let records = of(&observations);
        let text = sdmx::csv(&records).unwrap();
        let bits = |cells: Vec<Cells>| -> Vec<u64> {
            cells.iter().map(|c| c["OBS_VALUE"].parse::<f64>().unwrap().to_bits()).collect()
        };
        let expected: Vec<u64> = values.iter().map(|v| v.to_bits()).collect();
        prop_assert_eq!(bits(from_csv(&text)), &expected[..]);
        prop_assert_eq!(bits(from_json(&message(&records))), expected);
    }
}

/// Both forms hold the same cells for every component, and `I` beside them.
#[test]
fn csv_and_json_say_the_same() {
    let review = of_panel();
    let records = sdmx::records(&review).unwrap();
    let mut table = from_csv(&sdmx::csv(&records).unwrap());
    assert_eq!(table.len(), records.len());
    for cells in &mut table {
        assert_eq!(cells.remove("STRUCTURE").as_deref(), Some("datastructure"));
        let id = cells.remove("STRUCTURE_ID");
        assert_eq!(id.as_deref(), Some("ICT_IMPACT:BIENNIAL_REVIEW(1.0.0)"));
        assert_eq!(cells.remove("ACTION").as_deref(), Some("I"));
    }
    assert_eq!(table, from_json(&message(&records)));
    let statuses: std::collections::BTreeSet<&str> =
        table.iter().map(|cells| &*cells["OBS_STATUS"]).collect();
    assert!(
        statuses.contains("A") && statuses.contains("O"),
        "{statuses:?}"
    );
    for cells in &table {
        assert_eq!(
            cells["OBS_VALUE"].is_empty(),
            "OQM".contains(&cells["OBS_STATUS"])
        );
        assert_eq!(cells["OBS_VALUE"].is_empty(), !cells["COMMENT"].is_empty());
    }
}

#[test]
fn a_biennium_is_a_range_and_a_year_a_year() {
    let records = sdmx::records(&of_three([1.0; 12])).unwrap();
    let table = from_csv(&sdmx::csv(&records).unwrap());
    let period = |cells: &Cells| [&cells["FREQ"], &cells["TIME_PERIOD"]].map(String::clone);
    assert_eq!(period(&table[0]), ["A2", "2020-01-01/P2Y"]);
    assert_eq!(period(&table[1]), ["A2", "2022-01-01/P2Y"]);
    assert_eq!(period(table.last().unwrap()), ["A", "2023"]);
    assert_eq!(table[0]["SERIES"], "SDG_12_4_2_EWG");
    assert_eq!(table[0]["REF_AREA"], "ALL");
    assert_eq!(table[2]["REF_AREA"], "T_one__two");
}

#[test]
fn every_part_is_a_code_of_its_dimension() {
    let part = |text: &str| text.parse::<Part>().unwrap();
    let mut observations = Vec::new();
    for text in [
        "",
        "sex=female",
        "sex=male",
        "category=0303",
        "gas=CO2",
        "partner=NAM",
        "scope=2_location",
        "stage=use",
        "sub_sector=networks",
    ] {
        let mut observation = value("KEN", 2022, EWASTE, 1.0, "t");
        observation.key.part = part(text);
        observations.push(observation);
    }
    let table = from_csv(&sdmx::csv(&of(&observations)).unwrap());
    for (row, (id, code)) in table.iter().skip(1).zip([
        ("SEX", "F"),
        ("SEX", "M"),
        ("PRODUCT", "0303"),
        ("GAS", "CO2"),
        ("COUNTERPART_AREA", "NAM"),
        ("SCOPE", "2_location"),
        ("STAGE", "use"),
        ("ACTIVITY", "networks"),
    ]) {
        assert_eq!((row[id].as_str(), table[0][id].as_str()), (code, "_T"));
    }
    assert_eq!(Dimension::ALL.len(), 7, "each dimension is tried above");
}

#[test]
fn what_sdmx_cannot_tell_apart_is_refused() {
    let one = value("KEN", 2022, "OWN.A_B", 1.0, "t");
    let other = value("KEN", 2022, "OWN.A.B", 1.0, "t");
    let refused = sdmx::csv(&of(&[one.clone(), other]));
    assert!(
        matches!(refused, Err(OutputError::SameId { .. })),
        "{refused:?}"
    );
    let refused = sdmx::csv(&of(&[one.clone(), one]));
    assert!(
        matches!(refused, Err(OutputError::Duplicate { .. })),
        "{refused:?}"
    );
    assert_eq!(sdmx::csv(&[]), Err(OutputError::Empty));
}

/// Every component of the data is described, and every code that it has is in its list.
#[test]
fn the_structure_describes_the_data() {
    let records = sdmx::records(&of_panel()).unwrap();
    let text = sdmx::structure_message(&records, day())
        .unwrap()
        .text()
        .unwrap();
    let structure: Value = serde_json::from_str(&text).unwrap();
    let parts = &structure["data"]["dataStructures"][0]["dataStructureComponents"];
    let lists = [
        parts["dimensionList"]["dimensions"]
            .as_array()
            .unwrap()
            .clone(),
        vec![parts["dimensionList"]["timeDimension"].clone()],
        parts["measureList"]["measures"].as_array().unwrap().clone(),
        parts["attributeList"]["attributes"]
            .as_array()
            .unwrap()
            .clone(),
    ];
    let described: Vec<&str> = lists
        .iter()
        .flatten()
        .map(|c| c["id"].as_str().unwrap())
        .collect();
    let table = sdmx::csv(&records).unwrap();
    let head: Vec<&str> = table.lines().next().unwrap().split(',').skip(3).collect();
    assert_eq!(described, head);
    let codes: BTreeMap<String, Vec<&str>> = structure["data"]["codelists"]
        .as_array()
        .unwrap()
        .iter()
        .map(|list| {
            let ids = list["codes"].as_array().unwrap().iter();
            let urn = format!(
                "urn:sdmx:org.sdmx.infomodel.codelist.Codelist=ICT_IMPACT:{}(1.0.0)",
                list["id"].as_str().unwrap()
            );
            (urn, ids.map(|code| code["id"].as_str().unwrap()).collect())
        })
        .collect();
    let rows = from_csv(&table);
    let mut enumerated = 0;
    for component in lists.iter().flatten() {
        let Some(list) = component["localRepresentation"]["enumeration"].as_str() else {
            continue;
        };
        if list.contains("SDMX:CL_OBS_STATUS") {
            continue;
        }
        enumerated += 1;
        for row in &rows {
            let code = &*row[component["id"].as_str().unwrap()];
            assert!(
                code.is_empty() || codes[list].contains(&code),
                "{code} in {list}"
            );
        }
    }
    assert_eq!(enumerated, codes.len());
}
