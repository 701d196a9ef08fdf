//! Laws of the e-waste outlook, and what it refuses.

#[path = "../examples/ewaste_outlook/program.rs"]
mod program;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use ict_impact::ewaste::Generation;
use ict_impact::fleet::CohortLifetimes;
use ict_impact::quantity::{Quantity, Share};
use ict_impact::reference::unu_keys::LifetimeProfile;
use ict_impact::time::Year;
use program::compare::Comparison;
use program::input;
use program::kit::parser_of;
use program::model::{KeyFlows, Kind, Outcome, Outlook};
use program::scenario::{Assumptions, Scenario, lifetime};

static OUTLOOK: LazyLock<Outlook> = LazyLock::new(|| outlook(Assumptions::default()));

static COMPARISON: LazyLock<Comparison> =
    LazyLock::new(|| Comparison::of(&OUTLOOK, &input::published().unwrap()).unwrap());

fn outlook(assumptions: Assumptions) -> Outlook {
    let series = input::put_on_market(None).unwrap();
    Outlook::compute(&series, assumptions).unwrap()
}

fn base(flows: &KeyFlows, kind: Kind) -> &[f64] {
    flows.mass(kind).base()
}

/// Runs the program and gives its exit code, what it prints and what it complains of.
fn run<const N: usize>(args: [&str; N]) -> (u8, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let code = program::program(parser_of(args), &mut out, &mut err);
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (code, text(out), text(err))
}

/// A folder that does not exist yet.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("outlook-{name}"));
    let _ = fs::remove_dir_all(&folder);
    folder
}

fn data(name: &str) -> String {
    format!("{}/tests/data/{name}", env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn what_is_put_on_the_market_is_in_use_or_has_become_waste() {
    for outcome in &OUTLOOK.outcomes {
        for flows in &outcome.keys {
            let [put, stock, waste] =
                [Kind::PutOnMarket, Kind::InUse, Kind::Ewaste].map(|kind| base(flows, kind));
            let scale = stock.iter().fold(1.0, |a: f64, b| a.max(*b));
            let mut before = 0.0;
            for t in 0..put.len() {
                let balance = stock[t] - before - put[t] + waste[t];
                let name = outcome.scenario.name();
                assert!(
                    balance.abs() <= 1e-12 * scale,
                    "{name} {} {}: {balance}",
                    flows.country,
                    flows.key
                );
                assert!(put[t] >= 0.0 && stock[t] >= 0.0 && waste[t] >= 0.0);
                before = stock[t];
            }
        }
    }
}

#[test]
fn countries_and_categories_add_up_to_all() {
    let (until, reference) = (OUTLOOK.row(Year::of::<2030>()), OUTLOOK.reference());
    let kinds = [Kind::PutOnMarket, Kind::InUse, Kind::Ewaste];
    for kind in kinds {
        let of = |total: &program::model::Total| total.mass(kind)[until].base();
        let all = of(reference.all());
        let countries = OUTLOOK.countries.iter();
        let countries: f64 = countries
            .map(|&country| of(reference.total(Some(country), None)))
            .sum();
        let categories = OUTLOOK.categories.iter();
        let categories: f64 = categories
            .map(|&category| of(reference.total(None, Some(category))))
            .sum();
        assert!((countries - all).abs() < 1e-12 * all);
        assert!((categories - all).abs() < 1e-12 * all);
    }
    assert_eq!((OUTLOOK.countries.len(), OUTLOOK.categories.len()), (6, 7));
}

/// E-waste of a series since the first year, at the end of each year.
fn cumulated(flows: &KeyFlows) -> Vec<f64> {
    let mut sum = 0.0;
    let waste = base(flows, Kind::Ewaste).iter();
    waste
        .map(|value| {
            sum += value;
            sum
        })
        .collect()
}

fn assert_never_more(less: &Outcome, more: &Outcome) {
    for (less, more) in less.keys.iter().zip(&more.keys) {
        for (t, (less, more)) in cumulated(less).iter().zip(cumulated(more)).enumerate() {
            assert!(
                *less <= more * (1.0 + 1e-12) + 1e-6,
                "row {t}: {less} > {more}"
            );
        }
    }
}

#[test]
fn what_lasts_longer_is_never_more_waste() {
    let of = |scenario| OUTLOOK.of(scenario);
    let (one, two) = (of(Scenario::Longer(1)), of(Scenario::Longer(2)));
    assert_never_more(one, OUTLOOK.reference());
    assert_never_more(two, one);
    assert_never_more(of(Scenario::Reuse), OUTLOOK.reference());
    assert_never_more(of(Scenario::LongerSameStock(1)), OUTLOOK.reference());
    let total = |outcome: &Outcome| outcome.all().ewaste_since();
    assert!(total(two) < total(one) && total(one) < total(OUTLOOK.reference()));
}

#[test]
fn the_same_stock_needs_no_more_sales() {
    for years in [1, 2] {
        let outcome = OUTLOOK.of(Scenario::LongerSameStock(years));
        for (one, reference) in outcome.keys.iter().zip(&OUTLOOK.reference().keys) {
            let scale = base(reference, Kind::InUse)
                .iter()
                .fold(1.0, |a: f64, b| a.max(*b));
            for kind in [Kind::InUse, Kind::PutOnMarket] {
                for (one, reference) in base(one, kind).iter().zip(base(reference, kind)) {
                    let more = one - reference;
                    assert!(more <= 1e-12 * scale, "{kind:?} {more}");
                    if kind == Kind::InUse {
                        assert!(more >= -1e-12 * scale, "{kind:?} {more}");
                    }
                }
            }
        }
    }
}

#[test]
fn nothing_changes_before_the_scenarios_begin() {
    let from = OUTLOOK.row(OUTLOOK.from);
    for outcome in &OUTLOOK.outcomes {
        for (one, reference) in outcome.keys.iter().zip(&OUTLOOK.reference().keys) {
            let before = |flows| &base(flows, Kind::Ewaste)[..from];
            for (one, reference) in before(one).iter().zip(before(reference)) {
                assert!((one - reference).abs() <= 1e-9 * reference + 1e-6);
            }
        }
    }
}

#[test]
fn reusing_nothing_is_the_reference() {
    let nothing = outlook(Assumptions {
        reuse: Share::NONE,
        ..Assumptions::default()
    });
    let [reuse, reference] = [nothing.of(Scenario::Reuse), nothing.reference()];
    assert_eq!(reuse.keys, reference.keys);
}

#[test]
fn the_reference_is_the_mass_conserving_model() {
    let keys = OUTLOOK.market.iter().zip(&OUTLOOK.reference().keys);
    for (series, flows) in keys.step_by(7) {
        let lifetimes = lifetime(series.key, OUTLOOK.assumptions.profile).unwrap();
        let lifetimes = CohortLifetimes::from(lifetimes);
        let generated = Generation::of(&series.mass, &lifetimes).compute().unwrap();
        let generated: Vec<f64> = generated
            .ewaste()
            .values()
            .iter()
            .map(|m| m.value)
            .collect();
        assert_eq!(base(flows, Kind::Ewaste), generated);
    }
}

#[test]
fn sales_are_held_or_grow_after_the_data() {
    let growing = outlook(Assumptions {
        growth: 10.0,
        ..Assumptions::default()
    });
    for (outlook, factor) in [(&*OUTLOOK, 1.0), (&growing, 1.1 * 1.1)] {
        for series in &outlook.market {
            let at = |year| series.mass.get(year).unwrap().value;
            let (last, later) = (at(Year::of::<2021>()), at(Year::of::<2023>()));
            let held = outlook.ended_early.iter();
            if !held.map(|early| early.1).any(|key| key == series.key) {
                assert!((later - last * factor).abs() <= 1e-12 * later);
            }
        }
    }
    let early: Vec<String> = OUTLOOK
        .ended_early
        .iter()
        .map(|(country, key, year)| format!("{} {key} {year}", country.alpha3()))
        .collect();
    assert_eq!(early, ["EST 0002 2015", "ROU 0002 2015"]);
}

/// The totals of another program, which adds the same survival in Python.
#[test]
fn the_comparison_is_that_of_a_program_written_apart() {
    let comparison = &*COMPARISON;
    assert_eq!((comparison.rows.len(), comparison.keys.len()), (3888, 54));
    let expected = [
        (
            LifetimeProfile::NetherlandsFranceBelgium2023,
            49_705_705.761_255_15,
        ),
        (LifetimeProfile::Italy2023, 49_360_233.715_081_014),
        (LifetimeProfile::UnuGuidelines2015, 49_342_622.037_943_475),
    ];
    for (one, (profile, tonnes)) in comparison.profiles.iter().zip(expected) {
        assert_eq!((one.profile, one.keys), (profile, 52));
        let relative = one.conserving.value / 1e3 / tonnes - 1.0;
        assert!(relative.abs() < 1e-12, "{profile:?} {relative}");
        let published = one.published.value / 1e3 / 42_968_571.387_205_69 - 1.0;
        assert!(published.abs() < 1e-12);
    }
    // 22 of 54 keys are within a tenth of what was published.
    let near = |one: &&program::compare::KeyDeviation| {
        one.total
            .deviation()
            .is_ok_and(|deviation| deviation.abs() <= 10.0)
    };
    assert_eq!(comparison.keys.iter().filter(near).count(), 22);
    let worst = &comparison.keys[0];
    assert_eq!(worst.key.code(), "0308");
    assert!(
        worst
            .median
            .is_some_and(|median| (median - 228.1).abs() < 0.1)
    );
}

#[test]
fn the_density_model_says_how_far_it_is_out_of_balance() {
    let comparison = &*COMPARISON;
    let total: f64 = comparison.imbalances.iter().map(|one| one.mass.value).sum();
    let all = comparison.imbalance.mass.value;
    assert!((total - all).abs() < 1e-9 * all.abs());
    let percents = || comparison.imbalances.iter().filter_map(|one| one.percent);
    assert!(percents().all(|percent| (-3.8..=0.99).contains(&percent)));
    assert!(percents().any(|percent| percent < 0.0) && percents().any(|percent| percent > 0.0));
    let density = comparison.density[OUTLOOK.row(Year::of::<2021>())];
    let conserving = OUTLOOK.reference().all().mass(Kind::Ewaste)[OUTLOOK.row(Year::of::<2021>())];
    assert_ne!(density, conserving);
}

#[test]
fn every_bad_row_is_listed_and_nothing_written() {
    let dir = folder("bad");
    let input = data("bad_put_on_market.csv");
    let (code, out, err) = run(["--input", &input, "--out", dir.to_str().unwrap()]);
    assert_eq!((code, out.as_str()), (2, ""));
    let expected = [
        "line 6: mass_t `-3` is negative: production, imports and exports do not fit",
        "line 7: mass_t `NaN` is not a finite number",
        "line 8: mass_t is missing; leave out years before the first sales",
        "line 9: mass_t `inf` is not a finite number",
        "line 9: pieces `many` is not a number such as 1234.5",
        "line 4: DEU 0303 2019 stands already on line 3",
        "line 5: DEU 0303 2018 stands after 2019; years must rise",
        "line 11: FRA 0303 2021 follows 2018: years are missing",
    ];
    let found: Vec<&str> = err.lines().collect();
    assert_eq!(found.len(), expected.len() + 1, "{err}");
    for (found, expected) in found.iter().zip(expected) {
        assert_eq!(*found, format!("error: {input} {expected}"));
    }
    assert_eq!(found[expected.len()], "8 errors; nothing was written");
    assert!(!dir.exists());
}

#[test]
fn unreadable_rows_hide_no_other_error() {
    let (code, _, err) = run(["--input", &data("unreadable_put_on_market.csv")]);
    assert_eq!(code, 2);
    for part in [
        "line 2: country: `XX` is not",
        "line 3: unu_key: `303` is not",
        "line 4: year: `two` is not",
        "line 5: year is missing",
        "line: 6",
        "line 7: mass_t `-1` is negative",
        "6 errors; nothing was written",
    ] {
        assert!(err.contains(part), "{part} in {err}");
    }
}

#[test]
fn options_that_make_no_sense_are_refused() {
    for (args, part) in [
        (["--until", "2010"], "--until 2010: the data reach 2021"),
        (["--from", "1980"], "must be after 1980 and up to 2030"),
        (["--from", "2031"], "must be after 1980 and up to 2030"),
        (["--profile", "DE"], "`DE` is not NL_FR_BE or IT"),
        (["--growth", "inf"], "must be a finite number"),
        (["--reuse", "101"], "--reuse"),
        (["--reused-for", "0"], "above 0"),
        (["--input", "no/such/file.csv"], "no/such/file.csv"),
        (["a.csv", "b.csv"], "one file"),
    ] {
        let (code, out, err) = run(args);
        assert_eq!((code, out.as_str()), (2, ""), "{args:?}");
        assert!(err.contains(part), "{part} in {err}");
    }
}

#[test]
fn the_same_run_writes_the_same_bytes() {
    let dirs = ["one", "two"].map(folder);
    for dir in &dirs {
        let (code, out, err) = run(["--out", dir.to_str().unwrap()]);
        assert_eq!((code, err.as_str()), (0, ""));
        assert!(out.lines().all(|line| line.chars().count() <= 100), "{out}");
    }
    for file in ["outlook.html", "outlook.csv", "comparison.csv"] {
        let [one, two] = [&dirs[0], &dirs[1]].map(|dir| fs::read(dir.join(file)).unwrap());
        assert!(one == two, "{file}");
        assert!(!one.is_empty() && *one.last().unwrap() == b'\n', "{file}");
    }
}

#[test]
fn an_input_of_one_series_needs_no_published_results() {
    let dir = folder("own");
    fs::create_dir_all(&dir).unwrap();
    let input = dir.join("own.csv");
    let rows =
        "country,unu_key,year,mass_t,pieces\nKEN,0306,2020,10,80000\nKEN,0306,2021,12,90000\n";
    fs::write(&input, rows).unwrap();
    let out_dir = dir.join("out");
    let args = ["--until", "2025", "--reused-for", "1.5", "--profile", "IT"];
    let [a, b, c, d, e, f] = args;
    let (input, to) = (input.to_str().unwrap(), out_dir.to_str().unwrap());
    let (code, out, err) = run([input, "--out", to, a, b, c, d, e, f]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains("Nothing to compare"), "{out}");
    let csv = fs::read_to_string(out_dir.join("outlook.csv")).unwrap();
    let row = csv
        .lines()
        .find(|line| line.starts_with("reference,KEN,6,2021,"));
    assert!(row.is_some_and(|row| row.contains(",12,")), "{csv}");
    let comparison = fs::read_to_string(out_dir.join("comparison.csv")).unwrap();
    assert_eq!(comparison.lines().count(), 1);
}
