//! The four vintages of the carbon intensity of electricity.

use ict_impact::reference::panel;
use ict_impact::reference::vintages::{self, DOUBTFUL_ABOVE, Vintage, figure, note, series};
use ict_impact::review::{IndicatorSet, validate};
use ict_impact::source::{SourceRegister, Status};
use ict_impact::time::Year;

use super::checks::{line_of, problems, refused};
use super::{country, registered, rows, year};

const FILE: &str = "carbon_intensity_vintages.csv";

fn vintage(id: &str) -> Vintage {
    id.parse().unwrap()
}

fn grams(id: &str, code: &str, y: &str) -> Option<f64> {
    figure(vintage(id), country(code), year(y)).map(|found| found.value.grams_per_kwh())
}

#[test]
fn the_vintages_have_every_figure_of_their_file() {
    let mut counts = [0; 4];
    for row in &rows(FILE)[1..] {
        let (country, year) = (country(&row[0]), year(&row[1]));
        for ((vintage, cell), count) in vintages::all().zip(row.iter().skip(2)).zip(&mut counts) {
            let found = figure(vintage, country, year).map(|found| found.value.grams_per_kwh());
            assert_eq!(found, cell.parse().ok(), "{vintage} {country} {year}");
            *count += usize::from(found.is_some());
        }
    }
    assert_eq!(counts, [2464, 2828, 3249, 3050]);
    let of = |vintage| {
        let cells = vintages::countries().flat_map(|c| vintages::years().map(move |y| (c, y)));
        cells
            .filter(|(c, y)| figure(vintage, *c, *y).is_some())
            .count()
    };
    assert_eq!(vintages::all().map(of).collect::<Vec<_>>(), counts);
    assert_eq!(vintages::countries().count(), 212);
    assert_eq!(vintages::years().count(), 16);
    for out_of_the_table in ["2009", "2026"] {
        assert_eq!(grams("2026-04", "IND", out_of_the_table), None);
    }
    assert_eq!(grams("2026-04", "VAT", "2020"), None);
}

#[test]
fn figures_are_those_of_the_copies() {
    for (id, code, y, wanted) in [
        ("2025-05", "ABW", "2015", Some(569.8924)),
        ("2025-07", "ABW", "2015", Some(536.0825)),
        ("2026-04", "ABW", "2015", Some(536.08)),
        ("2025-05", "SWE", "2021", Some(11.5533)),
        ("2025-07", "SWE", "2021", Some(41.7976)),
        ("2025-07", "NGA", "2020", Some(513.2592)),
        ("2025-07", "KEN", "2023", Some(70.4918)),
        ("2026-04", "CRI", "2024", Some(25.46)),
        ("2026-05", "CRI", "2024", Some(63.01)),
        ("2026-04", "AFG", "2024", Some(131.31)),
        ("2026-05", "AFG", "2024", None),
        ("2025-05", "IND", "2022", None),
        ("2025-07", "IND", "2024", None),
        ("2025-05", "REU", "2020", None),
    ] {
        assert_eq!(grams(id, code, y), wanted, "{id} {code} {y}");
    }
}

#[test]
fn the_order_is_that_of_the_record_time() {
    let ids: Vec<&str> = vintages::all().map(Vintage::id).collect();
    assert_eq!(ids, ["2025-05", "2025-07", "2026-04", "2026-05"]);
    let days: Vec<String> = vintages::all().map(|v| v.stored().to_string()).collect();
    assert_eq!(
        days,
        ["2025-05-12", "2025-07-03", "2026-04-29", "2026-05-05"]
    );
    assert!(vintages::all().is_sorted_by(|a, b| a < b));
    let by = |day: &str| vintages::stored_by(day.parse().unwrap()).map(Vintage::id);
    assert_eq!(by("2025-07-02"), Some("2025-05"));
    assert_eq!(by("2025-07-03"), Some("2025-07"));
    assert_eq!(by("2099-01-01"), Some("2026-05"));
    assert!(vintages::all().all(|v| v.heading().contains("arbon")));
}

#[test]
fn each_vintage_has_a_source_of_its_own_under_cc_by() {
    let sources: Vec<_> = vintages::all().map(|v| v.source().source).collect();
    let names: Vec<&str> = sources.iter().map(|id| id.as_str()).collect();
    assert_eq!(
        names,
        [
            "ember-owid-2025-05",
            "ember-owid-2025-07",
            "ember-owid-electricity",
            "ember-owid-2026-05"
        ]
    );
    for (vintage, id) in vintages::all().zip(&sources) {
        registered(id);
        let source = SourceRegister::embedded().require(id).unwrap().clone();
        assert_eq!(source.licence(), "CC BY 4.0");
        assert!(source.publisher().starts_with("Ember"));
        assert!(source.as_of().unwrap().starts_with(vintage.id()));
        let found = figure(vintage, country("IND"), year("2020")).unwrap();
        assert_eq!((&found.source, found.status), (id, Status::Secondary));
        assert_eq!(series(vintage, country("IND")).unwrap().source, *id);
    }
}

#[test]
fn the_panel_equals_the_vintage_of_april_2026_and_no_other() {
    let differences = |vintage: Vintage| {
        let cells = panel::countries().flat_map(|c| panel::years().map(move |y| (c, y)));
        let value = |found: Option<ict_impact::source::Sourced<_>>| found.map(|found| found.value);
        cells
            .filter(|(c, y)| {
                value(figure(vintage, *c, *y)) != value(panel::carbon_intensity(*c, *y))
            })
            .count()
    };
    assert_eq!(differences(vintage("2026-04")), 0);
    for other in ["2025-05", "2025-07", "2026-05"] {
        assert!(differences(vintage(other)) > 300, "{other}");
    }
    let both = |c, y| figure(vintage("2026-04"), c, y) == panel::carbon_intensity(c, y);
    for country in vintages::countries() {
        assert!(vintages::years().all(|year| both(country, year)));
    }
}

#[test]
fn the_copy_stored_last_holds_the_older_release() {
    let (april, may) = (vintage("2026-04"), vintage("2026-05"));
    let mut lacking = 0;
    for country in vintages::countries() {
        for year in vintages::years() {
            let (older, newer) = (figure(april, country, year), figure(may, country, year));
            if older.is_some() && newer.is_none() {
                lacking += 1;
                assert!(year >= Year::of::<2023>());
            }
            assert!(newer.is_none() || older.is_some(), "{country} {year}");
        }
    }
    assert_eq!(lacking, 199);
}

#[test]
fn the_counts_of_moved_figures_are_as_documented() {
    let moved = |from: &str, to: &str| {
        let (mut both, mut over) = (0, 0);
        for country in vintages::countries() {
            for year in vintages::years() {
                let of = |id| figure(vintage(id), country, year).map(|f| f.value.grams_per_kwh());
                if let (Some(from), Some(to)) = (of(from), of(to))
                    && from > 0.0
                {
                    both += 1;
                    over += usize::from((to / from - 1.0).abs() > 0.05);
                }
            }
        }
        (over, both)
    };
    assert_eq!(moved("2025-05", "2025-07"), (1793, 2444));
    assert_eq!(moved("2025-07", "2026-04"), (220, 2817));
    assert_eq!(moved("2026-04", "2026-05"), (58, 3039));
}

#[test]
fn zeros_and_the_figures_of_moldova_carry_a_warning() {
    let mut doubtful = [0; 4];
    for (vintage, count) in vintages::all().zip(&mut doubtful) {
        for country in vintages::countries() {
            for year in vintages::years() {
                let Some(found) = figure(vintage, country, year) else {
                    continue;
                };
                let moldova = found.value > DOUBTFUL_ABOVE;
                assert_eq!(
                    moldova,
                    (vintage.id(), country.alpha3()) == ("2025-05", "MDA")
                        && year < Year::of::<2020>()
                );
                assert!(moldova || found.value.grams_per_kwh() < 1307.0);
                let questionable = found.status == Status::Questionable;
                assert_eq!(questionable, moldova || found.value.grams_per_kwh() == 0.0);
                assert_eq!(note(vintage, country, year).is_some(), questionable);
                *count += usize::from(questionable);
            }
        }
    }
    assert_eq!(doubtful, [30, 11, 12, 11]);
    let moldova = series(vintage("2025-05"), country("MDA")).unwrap();
    assert_eq!(moldova.status, Status::Questionable);
    assert_eq!(note(vintage("2025-05"), country("VAT"), year("2015")), None);
}

#[test]
fn a_series_has_every_year_and_leaves_gaps_open() {
    let india = series(vintage("2025-07"), country("IND")).unwrap();
    assert_eq!(
        (india.value.first(), india.value.last()),
        (year("2010"), year("2025"))
    );
    let at = |y: &str| india.value.get(year(y)).copied().flatten();
    assert_eq!(at("2021").map(|v| v.grams_per_kwh()), Some(711.6973));
    assert_eq!(at("2024"), None);
    assert_eq!(series(vintage("2025-05"), country("BMU")), None);
    assert_eq!(series(vintage("2025-07"), country("VAT")), None);
}

#[test]
fn a_vintage_is_written_and_read_as_its_name() {
    for vintage in vintages::all() {
        let json = serde_json::to_string(&vintage).unwrap();
        assert_eq!(json, format!("\"{}\"", vintage.id()));
        assert_eq!(serde_json::from_str::<Vintage>(&json).unwrap(), vintage);
        assert_eq!(format!("{vintage:?}"), format!("Vintage({vintage})"));
    }
    let error = "2026-06".parse::<Vintage>().unwrap_err().to_string();
    assert!(
        error.contains("2026-06") && error.contains("2026-04"),
        "{error}"
    );
}

#[test]
fn the_review_can_run_on_an_older_vintage() {
    use ict_impact::review::{panel, vintages};
    let (first, last) = (Year::of::<2020>(), Year::of::<2023>());
    // The panel's own vintage gives the panel's own review.
    let set = || IndicatorSet::embedded().unwrap();
    let now = validate(panel::observations(first, last).unwrap(), set()).dataset;
    let same = vintages::panel_with(vintage("2026-04"), first, last).unwrap();
    let same = validate(same, set()).dataset;
    let then = vintages::panel_with(vintage("2025-07"), first, last).unwrap();
    assert!(then.iter().all(|row| row.key.indicator != "PRJ.GRID.CI"
        || row.meta.source.as_str() == "ember-owid-2025-07"));
    let then = validate(then, set()).dataset;
    let intensity = |data, y: &str| {
        use ict_impact::review::{
            AggregationOptions, MembersAt, Period, PublicationRule, aggregate,
        };
        let options = AggregationOptions {
            rule: PublicationRule::one_third(),
            members_at: MembersAt::Date("2023-12-31".parse().unwrap()),
        };
        let group = ict_impact::reference::groups::group("M49:Africa").unwrap();
        let period = Period::Year(year(y));
        let fact = aggregate(data, group, "PRJ.GRID.CI", period, &options).unwrap();
        fact.of_reporting().unwrap()
    };
    assert_eq!(intensity(&now, "2022"), intensity(&same, "2022"));
    let (old, new) = (intensity(&then, "2021"), intensity(&now, "2021"));
    assert!(
        (old / new - 1.0).abs() > 1e-4 && (old / new - 1.0).abs() < 0.1,
        "{old} {new}"
    );
}

#[test]
fn vintages_are_checked() {
    let row = "ABW,2015,569.8924,536.0825,536.08,536.08";
    let line = line_of(FILE, row);
    let with = |from: &str, to: &str, column: &str| {
        refused(FILE, row, &row.replacen(from, to, 1), line, column);
    };
    with("ABW", "XXX", "country");
    with("2015", "2026", "year");
    with("2015", "2014", "year");
    with("569.8924", "-1", "stored_2025-05_gCO2e_per_kWh");
    with("569.8924", "5001", "stored_2025-05_gCO2e_per_kWh");
    with("536.0825", "NA", "stored_2025-07_gCO2e_per_kWh");
    with(
        "536.08,536.08",
        "NaN,536.08",
        "stored_2026-04_gCO2e_per_kWh",
    );
    with(
        "536.08,536.08",
        "536.08,1e400",
        "stored_2026-05_gCO2e_per_kWh",
    );
    with("569.8924,536.0825,536.08,536.08", ",,,", "year");
    refused(FILE, "stored_2026-04", "stored_2026-06", 1, "");
    let list = "vintages.csv";
    refused(list, "2025-05,2025-05-12", "2025-05,2025-05", 2, "stored");
    refused(
        list,
        "2025-05,2025-05-12",
        "2025-05,2025-05-32",
        2,
        "stored",
    );
    refused(
        list,
        "2025-05,2025-05-12",
        "2025-05,2025-06-12",
        2,
        "vintage",
    );
    refused(
        list,
        "2025-07,2025-07-03",
        "2025-05,2025-05-03",
        3,
        "stored",
    );
    refused(
        list,
        "2025-07,2025-07-03",
        "2025-08,2025-08-03",
        3,
        "vintage",
    );
    refused(list, "ember-owid-2026-05", "hearsay", 5, "source");
    refused(
        list,
        "ember-owid-2026-05,secondary",
        "ember-owid-2026-05,",
        5,
        "status",
    );
    let cut = problems(list, |text| {
        text.lines().take(4).map(|l| format!("{l}\n")).collect()
    });
    assert!(
        cut.iter().any(|p| p.file == list && p.value == "no row"),
        "{cut:?}"
    );
    let more = problems(list, |text| {
        format!("{text}2026-06,2026-06-01,x,ember-owid-2026-05,secondary\n")
    });
    assert!(
        more.iter().any(|p| p.file == list && p.line == 6),
        "{more:?}"
    );
}
