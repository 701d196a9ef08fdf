//! The biennial review: a folder of reports from its files to its results, and what it refuses.

#[path = "../examples/biennial_review/program.rs"]
mod program;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use program::kit::parser_of;
use serde_json::Value;

const REPORTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/review_reports");
const BAD: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/bad_review_reports");

/// What the program wrote of the folder, once for all tests.
static WRITTEN: LazyLock<PathBuf> = LazyLock::new(|| {
    let out = folder("written");
    let (code, printed, err) = run(&[REPORTS, "--out", out.to_str().unwrap()]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(printed.contains("Biennial review 2022–2023 (review_reports)"));
    out
});

static REVIEW: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(&text("review.json")).unwrap());

/// Runs the program and gives its exit code, what it prints and what it complains of.
fn run(args: &[&str]) -> (u8, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let code = program::program(parser_of(args), &mut out, &mut err);
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (code, text(out), text(err))
}

/// A folder that does not exist yet.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("review-{name}"));
    let _ = fs::remove_dir_all(&folder);
    folder
}

fn text(file: &str) -> String {
    fs::read_to_string(WRITTEN.join(file)).unwrap()
}

/// Every file that was written.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
    entries
        .map(|entry| {
            let name = entry.file_name().into_string().unwrap();
            (name, fs::read(entry.path()).unwrap())
        })
        .collect()
}

/// Everything that is wrong with a folder, without its path.
fn errors(folder_of: &Path) -> Vec<String> {
    let out = folder(&format!(
        "refused-{}",
        folder_of.file_name().unwrap().to_string_lossy()
    ));
    let (code, printed, err) = run(&[folder_of.to_str().unwrap(), "--out", out.to_str().unwrap()]);
    assert_eq!((code, printed.as_str()), (2, ""), "{err}");
    assert!(!out.exists(), "nothing is written");
    let prefix = format!("{}/", folder_of.display());
    let lines = err.lines().filter_map(|line| line.strip_prefix("error: "));
    lines.map(|line| line.replace(&prefix, "")).collect()
}

/// A folder of these files.
fn of_files(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = folder(name);
    for (file, text) in files {
        let path = folder.join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

/// The fact of an indicator in a group and the biennium under review.
fn current(indicator: &str, group: &str) -> &'static Value {
    let comparisons = REVIEW["comparisons"].as_array().unwrap();
    let found = comparisons.iter().map(|comparison| &comparison["current"]);
    found
        .into_iter()
        .find(|fact| fact["indicator"] == indicator && fact["group"] == group)
        .unwrap()
}

#[test]
fn a_folder_becomes_files_that_can_be_read_and_are_the_same_twice() {
    let first = files(&WRITTEN);
    let again = folder("again");
    // From elsewhere and by another path: what is written does not depend on it.
    let elsewhere = folder("elsewhere").join("review_reports");
    copy(Path::new(REPORTS), &elsewhere);
    let (code, ..) = run(&[
        elsewhere.to_str().unwrap(),
        "--out",
        again.to_str().unwrap(),
    ]);
    assert_eq!(code, 0);
    assert_eq!(
        first.keys().collect::<Vec<_>>(),
        files(&again).keys().collect::<Vec<_>>()
    );
    for (name, bytes) in files(&again) {
        assert!(first[&name] == bytes, "{name} differs");
    }
    for (name, bytes) in &first {
        match name.rsplit_once('.').unwrap().1 {
            "json" => assert!(serde_json::from_slice::<Value>(bytes).is_ok(), "{name}"),
            "csv" => {
                let mut reader = csv::Reader::from_reader(bytes.as_slice());
                let rows = reader.records().map(Result::unwrap).count();
                assert!(rows > 0 || name == "fills.csv", "{name}");
            }
            _ => assert!(bytes.ends_with(b"\n"), "{name}"),
        }
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("NaN"), "{name}");
        assert!(!text.contains(env!("CARGO_MANIFEST_DIR")), "{name}");
    }
    assert!(first.len() >= 11);
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        match entry.path().is_dir() {
            true => copy(&entry.path(), &target),
            false => drop(fs::copy(entry.path(), target).unwrap()),
        }
    }
}

#[test]
fn totals_are_those_of_the_rows() {
    // Means of 2022 and 2023 in statistics.csv: 588 600 + 6 649 + 106 820 + 11 336 t
    let oceania = current("SDG.12.4.2.EWG", "M49:009");
    assert_eq!(oceania["value"], 713_405.0);
    assert_eq!(oceania["publication"]["status"], "published");
    // Namibia is written NA, and its notation keys are no zeros.
    let africa = current("SDG.12.4.2.EWG", "M49:002");
    assert_eq!(africa["publication"]["status"], "withheld");
    let ledger = text("ledger.json");
    assert!(ledger.contains("SDG.12.4.2.EWG NAM"));
}

/// Version 2 of Kenya's report counts, with what it says and not what version 1 said.
/// Whatever indicator was reported, the page and the terminal have its published totals, and say
/// which are not.
#[test]
fn published_totals_are_on_the_page_and_in_the_terminal() {
    let page = text("review.html");
    let section = page.split("section-totals").last().unwrap();
    let section = section.split("section-change").next().unwrap();
    let oceania = current("SDG.12.4.2.EWG", "M49:009")["value"]
        .as_f64()
        .unwrap();
    assert!(
        section.contains(&format!("<data value=\"{oceania}\"")),
        "{oceania}"
    );
    let world = current("SDG.12.4.2.EWG", "M49:001");
    assert_eq!(world["publication"]["status"], "withheld");
    assert!(section.contains("figure-totals-withheld"));

    let (_, printed, _) = run(&[REPORTS, "--out", folder("printed").to_str().unwrap()]);
    let line = printed
        .lines()
        .find(|line| line.contains("SDG.12.4.2.EWG "));
    let line = line.unwrap();
    assert!(line.contains("Oceania") && line.contains(" t "), "{line}");
    assert!(
        printed.lines().all(|line| line.chars().count() <= 96),
        "{printed}"
    );
}

/// Of the targets of the input: from a base that was published or stated, in another unit, along
/// a path of one's own, and one that no trend can be held against.
#[test]
fn targets_are_held_against_their_trends() {
    let targets = REVIEW["targets"].as_array().unwrap();
    let of = |name: &str| {
        let found = targets.iter().find(|held| held["target"]["name"] == name);
        found.unwrap_or_else(|| panic!("{name}"))
    };
    let trend = REVIEW["trends"].as_array().unwrap().iter();
    let base = trend.clone().find(|fact| {
        (&fact["indicator"], &fact["group"], &fact["period"]["year"])
            == (&"PRJ.ICT.ELEC".into(), &"M49:009".into(), &2020.into())
    });
    let base = base.unwrap()["value"].as_f64().unwrap();
    let line = &of("Less electricity")["line"];
    assert_eq!(line["base"][1].as_f64(), Some(base));
    let reach = line["target"][1].as_f64().unwrap();
    assert!((reach - 0.8 * base).abs() < 1e-9 * base, "{reach}");
    assert_eq!(line["status"], "WrongDirection");
    // kt of a target in t of the indicator
    assert_eq!(of("Less e-waste")["line"]["target"][1], 600_000.0);
    assert_eq!(of("Half is collected")["line"]["path"], "Geometric");
    let none = of("Far too few report");
    assert!(none.get("line").is_none());
    assert!(none["why_none"].as_str().unwrap().contains("base year"));
    assert!(text("review.html").contains("figure-target-1\""));
    assert!(text("review.md").contains("| Less electricity |"));

    let rows = "entity,year,indicator,value,unit,source\nKEN,2022,PRJ.ICT.ELEC,1,MWh,s\n";
    let head = "name,indicator,group,base_year,base_value,year,value,unit,source\n";
    for (row, expected) in [
        ("a,PRJ.ICT.ELEC,LDC,2020,,2030,,,s", "targets.csv line 2: "),
        ("a,PRJ.NONE,LDC,2020,1,2030,2,MWh,s", "PRJ.NONE"),
        (
            "a,PRJ.ICT.ELEC,MARS,2020,1,2030,2,MWh,s",
            "target `a`: the review has no group `MARS`",
        ),
        (
            "a,PRJ.ICT.ELEC,LDC,2020,1,2030,2,t,s",
            "target `a`: `t` does not measure",
        ),
    ] {
        let files = [("a.csv", rows), ("targets.csv", &format!("{head}{row}\n"))];
        let errors = errors(&of_files("refused-target", &files));
        assert!(
            errors.iter().any(|error| error.contains(expected)),
            "{errors:?}"
        );
    }
}

#[test]
fn of_several_versions_the_latest_counts() {
    let explained = program::results(&[REPORTS.into()], program::BIENNIUM).unwrap();
    let data = &explained.review.dataset;
    let kenya: ict_impact::place::Country = "KEN".parse().unwrap();
    let value = |year: &str, code: &str| data.value(kenya, year.parse().unwrap(), code).unwrap();
    assert_eq!(value("2022", "SDG.12.4.2.EWG"), Some(54_300.0));
    // Parts add up to the whole: 412 000 + 655 500 + 231 250 + 98 000 MWh
    assert_eq!(value("2022", "PRJ.ICT.ELEC"), Some(1_396_750.0));
    // Refurbished is in collected and recycled, data centres use no water, traffic is unknown.
    assert_eq!(value("2022", "PART.DATA_CENTRE.WATER"), Some(0.0));
    assert_eq!(value("2022", "PART.NETWORK.TRAFFIC"), None);
    let reports: Vec<usize> = explained
        .review
        .reports
        .iter()
        .map(|rows| rows.report)
        .collect();
    assert_eq!(reports.len(), 2);
    let of_rows: BTreeSet<&str> = explained
        .places
        .iter()
        .filter_map(|place| place.strip_prefix(REPORTS)?.split_whitespace().next())
        .collect();
    assert!(of_rows.contains("/kenya.json") && of_rows.contains("/ghana.json"));
    assert!(!of_rows.contains("/kenya_version_1.json"));
    for (name, bytes) in files(&WRITTEN) {
        let text = String::from_utf8(bytes).unwrap();
        assert!(!text.contains("98765.25"), "{name}");
        assert_eq!(
            text.contains("kenya_version_1.json"),
            name == "ledger.json",
            "{name}"
        );
    }
}

/// What organisations reported, and every total of them that is held back, is in no file.
#[test]
fn confidential_totals_are_in_no_file() {
    let mut of: BTreeMap<(String, String), f64> = BTreeMap::new();
    let mut reader = csv::Reader::from_path(format!("{REPORTS}/operators.csv")).unwrap();
    for row in reader.records().map(Result::unwrap) {
        of.insert((row[0].into(), row[1].into()), row[3].parse().unwrap());
    }
    let own: BTreeMap<&str, Vec<&str>> = BTreeMap::from([
        (
            "M49:001",
            vec![
                "SAVANNA", "VOLTA", "BAOBAB", "DUNE", "REEF", "CORAL", "KAURI", "KUNDU", "CERRADO",
                "ALPINE",
            ],
        ),
        ("M49:002", vec!["SAVANNA", "VOLTA", "BAOBAB", "DUNE"]),
        ("M49:009", vec!["REEF", "CORAL", "KAURI", "KUNDU"]),
        ("M49:019", vec!["CERRADO"]),
        ("M49:150", vec!["ALPINE"]),
        ("SIDS", vec!["KUNDU"]),
        ("WB:High income", vec!["REEF", "CORAL", "KAURI", "ALPINE"]),
        (
            "WB:Lower middle income",
            vec!["SAVANNA", "VOLTA", "BAOBAB", "KUNDU"],
        ),
    ]);
    let total = |members: &[&str], year: &str| -> f64 {
        let value = |member: &&str| of[&(format!("org:{member}"), year.to_owned())];
        members.iter().map(value).sum()
    };
    let facts = REVIEW["organisations"].as_array().unwrap();
    let mut confidential: Vec<f64> = of.values().copied().collect();
    let mut seen = BTreeMap::new();
    for (group, members) in &own {
        for year in ["2020", "2021", "2022", "2023"] {
            let fact = facts.iter().map(|one| &one["fact"]).find(|fact| {
                fact["group"] == *group && fact["period"]["year"].to_string().contains(year)
            });
            let fact = fact.unwrap();
            let expected = total(members, year);
            *seen
                .entry(fact["publication"]["status"].as_str().unwrap())
                .or_insert(0) += 1;
            match fact["publication"]["status"].as_str().unwrap() {
                "confidential" => {
                    assert!(fact["value"].is_null(), "{fact}");
                    confidential.push(expected);
                }
                // A holding stands for its subsidiaries: they are not added beside it.
                "published" => {
                    let found = fact["value"].as_f64().unwrap();
                    assert!((found / expected - 1.0).abs() < 1e-12, "{found} {expected}");
                }
                other => panic!("{group} {year} {other}"),
            }
        }
    }
    assert!(
        seen["confidential"] > 8 && seen["published"] >= 4,
        "{seen:?}"
    );
    // Nor is one the difference of two that are published.
    let published: Vec<f64> = facts
        .iter()
        .filter_map(|one| one["fact"]["value"].as_f64())
        .collect();
    for (a, b) in published
        .iter()
        .flat_map(|a| published.iter().map(move |b| (a, b)))
    {
        for secret in &confidential {
            assert!(((a - b).abs() / secret - 1.0).abs() > 1e-9, "{a} - {b}");
        }
    }
    // As it is written, rounded or cut to whole numbers, and in kWh.
    let secrets: BTreeSet<String> = confidential
        .iter()
        .flat_map(|secret| {
            [
                secret.to_string(),
                format!("{secret:.0}"),
                format!("{:.0}", secret.trunc()),
                format!("{:.0}", secret * 1000.0),
            ]
        })
        .collect();
    for (name, bytes) in files(&WRITTEN) {
        let numbers = numbers(&String::from_utf8(bytes).unwrap());
        assert!(!numbers.is_empty() || name == "fills.csv", "{name}");
        let found: Vec<_> = numbers.intersection(&secrets).collect();
        assert!(found.is_empty(), "{found:?} in {name}");
    }
}

/// Every number of a text, as it stands there and without the blanks between thousands.
fn numbers(text: &str) -> BTreeSet<String> {
    let joined: String = text
        .chars()
        .filter(|c| !c.is_whitespace() || *c == '\n')
        .collect();
    let split = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_ascii_alphanumeric() && c != '.')
            .map(|word| word.trim_matches('.').to_owned())
            .filter(|word| word.starts_with(|c: char| c.is_ascii_digit()))
            .collect()
    };
    split(text).into_iter().chain(split(&joined)).collect()
}

#[test]
fn own_indicators_are_under_their_action_lines() {
    let lines = REVIEW["action_lines"].as_array().unwrap();
    let of_line = |code: &str| {
        let line = lines.iter().find(|line| line["line"] == code).unwrap();
        let indicators = line["indicators"].as_array().unwrap().iter();
        indicators
            .filter(|indicator| indicator["indicator"].as_str().unwrap().contains(".AI."))
            .map(|indicator| {
                (
                    indicator["indicator"].as_str().unwrap(),
                    indicator["countries"].as_u64().unwrap(),
                )
            })
            .collect::<BTreeMap<_, _>>()
    };
    assert_eq!(
        of_line("C2"),
        BTreeMap::from([
            ("PRJ.AI.ACCELERATORS", 0),
            ("PRJ.AI.SHARE", 3),
            ("PRJ.AI.WATER", 3)
        ])
    );
    assert_eq!(of_line("C6"), BTreeMap::from([("PRJ.AI.TRAINING", 3)]));
    assert_eq!(of_line("C7.eenv").len(), 6);
    // (310 · 1.5 + 310 · 2) / (4100 · (√1.5 + √2)) of each, the same in all three: a ratio of sums
    let share = current("PRJ.AI.SHARE", "M49:009")["value"]
        .as_f64()
        .unwrap();
    let by_hand = 100.0 * 310.0 * 3.5 / (4100.0 * (1.5_f64.sqrt() + 2.0_f64.sqrt()));
    assert!((share / by_hand - 1.0).abs() < 1e-6, "{share} {by_hand}");
}

#[test]
fn findings_and_plans_of_the_biennium_before_are_followed_up() {
    let list = |value: &Value, name: &str, state: &str| -> BTreeMap<String, String> {
        let of = |one: &Value, field: &str| one[field].as_str().unwrap().to_owned();
        let all = value.as_array().unwrap().iter();
        all.map(|one| (of(one, name), of(one, state))).collect()
    };
    let expected = |pairs: &[(&str, &str)]| -> BTreeMap<String, String> {
        let pairs = pairs.iter();
        pairs.map(|(a, b)| ((*a).into(), (*b).into())).collect()
    };
    assert_eq!(
        list(&REVIEW["follow_up"]["carried"], "id", "status"),
        expected(&[
            ("2020-GHA-01", "open"),
            ("2020-KEN-01", "answered"),
            ("2020-KEN-02", "open")
        ])
    );
    assert_eq!(
        list(&REVIEW["improvements"], "key", "outcome"),
        expected(&[
            ("ask-operators-for-traffic", "new"),
            ("household-survey", "overdue"),
            ("list-of-sources", "dropped_without_a_word"),
            ("meter-networks", "done"),
        ])
    );
    let flexible = REVIEW["flexibility"].as_array().unwrap();
    assert!(flexible.iter().any(|one| one["entity"] == "KEN"));
    assert!(!REVIEW["restated"].as_array().unwrap().is_empty());
}

#[test]
fn what_cannot_be_read_is_named_by_file_and_line_or_observation() {
    let errors = errors(&Path::new(BAD).join("unreadable"));
    let expected = [
        "action_lines.csv line 2: `C99` is not",
        "energy.csv line 1: unknown column `units`, expected one of",
        "ghana.json observation 2 GHX 2022 SDG.12.4.2.EWG: `GHX` is not",
        "ghana.json observation 3 GHA 2023 SDG.12.4.2.EWG: quality `9 9 9 9 9`",
        "ghana.json observation 4 GHA 2023 SDG.12.4.2.EWC: stage `usage`",
        "ghana.json is no report: unknown variant `sent`",
        "indicators.csv line 2: denominator",
        "indicators.csv line 3: kind `summe`",
        "kenya.json is no JSON: expected `,` or `}` at line 4 column 2",
        "notes.xlsx: is neither a report (.json) nor a table (.csv)",
        "organisations.csv line 4: organisation `BAD ID`",
        "organisations.csv line 5: `ZZZ` is not",
        "statistics.csv line 3: `XX` is not",
        "statistics.csv line 5: value `1,234`",
        "statistics.csv line 6: give either a value or a notation key",
        "statistics.csv line 7: 5 cells under 7 columns",
        "statistics.csv line 8: year `23`",
        "previous/findings.csv line 2: principle `beauty`",
        "organisations.csv line 6: organisation `SAVANNA`: it is there twice",
        "organisations.csv line 3: organisation `SAVANNA-GH`: its parent is not",
        "statistics.csv line 9: org:GHOST is not in organisations.csv",
    ];
    assert_eq!(errors.len(), expected.len(), "{errors:#?}");
    for (error, expected) in errors.iter().zip(expected) {
        assert!(error.starts_with(expected), "{error}\n{expected}");
    }
}

#[test]
fn what_breaks_a_rule_is_named_by_file_and_line_or_observation() {
    let errors = errors(&Path::new(BAD).join("implausible"));
    let expected = [
        "previous/statistics.csv line 2: V01 NAM 2020 SDG.12.4.2.EWG: `kWh`",
        "fiji.json: V12: the report 0000",
        "ghana.json observation 1: V01 GHA 2022 SDG.12.4.2.EWG: `kWh`",
        "kenya.json observation 1: V01 KEN 2022 SDG.12.4.2.EWG: `kWh`",
        "kenya.json observation 2: V03 KEN 2023 SDG.12.4.2.EWG: -5 t is negative",
        "kenya.json observation 3: V00 KEN 2023 PRJ.NO.SUCH: there is no indicator",
        "statistics.csv line 2: V07 NAM 2022 SDG.12.4.2.EWG: given again",
        "statistics.csv line 3: V07 NAM 2022 SDG.12.4.2.EWG: given again",
    ];
    assert_eq!(errors.len(), expected.len(), "{errors:#?}");
    for (error, expected) in errors.iter().zip(expected) {
        assert!(error.starts_with(expected), "{error}\n{expected}");
    }
    // Whoever wrote a wrong id is told the right ones.
    assert!(errors[1].contains("kenya.json has the id "));
}

#[test]
fn other_folders_are_refused() {
    let header = "entity,year,indicator,value,unit,source\n";
    let row = "KEN,2022,PRJ.ICT.ELEC,1,MWh,s\n";
    let rows = format!("{header}{row}");
    type Named<'a> = &'a [(&'a str, &'a str)];
    let cases: [(&str, Named<'_>, &str); 6] = [
        (
            "empty",
            &[(".hidden", "")],
            "a folder without a .json or .csv file",
        ),
        (
            "no-row",
            &[("a.csv", header)],
            "the input has no observation",
        ),
        (
            "folder",
            &[("a.csv", &rows), ("2020/a.csv", &rows)],
            "2020: is a folder; accepted in a folder of reports is `previous`",
        ),
        (
            "twice",
            &[
                ("a.csv", &rows),
                (
                    "indicators.csv",
                    "code,name,unit,kind,source\nPRJ.ICT.ELEC,again,MWh,sum,s\n",
                ),
            ],
            "indicators.csv and action_lines.csv: ",
        ),
        (
            "columns",
            &[(
                "a.csv",
                "entity,year,indicator,value,source\nKEN,2022,A,1,s\n",
            )],
            "a.csv line 1: missing column `unit`",
        ),
        (
            "encoding",
            &[
                ("a.csv", &rows),
                ("README.txt", "any"),
                ("b.csv", "entity\n\""),
            ],
            "b.csv line ",
        ),
    ];
    for (name, files, expected) in cases {
        let errors = errors(&of_files(&format!("refused-input-{name}"), files));
        assert!(
            errors.iter().any(|error| error.contains(expected)),
            "{name}: {errors:#?}"
        );
    }
    let (code, _, err) = run(&[&format!("{REPORTS}/none")]);
    assert_eq!(code, 2);
    assert!(err.contains("review_reports/none: "), "{err}");
    assert_eq!(run(&[REPORTS, "--biennium", "2022"]).0, 2);
}

/// What one organisation reported, or a country keeps, is in no file: not in what its gaps were
/// filled with, not in what was found about it, and not in a sum less all the others.
#[test]
fn no_file_tells_a_value_that_is_kept() {
    let operators: String = [(2020, 4711.0625), (2022, 4733.0625), (2023, 130.0)]
        .iter()
        .map(|(year, value)| match year {
            2023 => format!("org:A,2023,ITU.SP24.2.5a,{value},%,s,reported,\n"),
            _ => format!("org:A,{year},PRJ.ICT.ELEC,{value},MWh,s,reported,\n"),
        })
        .collect();
    let kept = "KEN,2022,PRJ.ICT.ELEC,8317.0625,MWh,s,reported,restricted\n\
                KEN,2023,SDG.7.1.1,71.0625,%,s,reported,restricted\n\
                KEN,2023,SDG.17.8.1,41.0625,%,s,reported,restricted\n\
                RWA,2023,SDG.7.1.1,50,%,s,reported,\n\
                RWA,2023,SDG.17.8.1,30,%,s,reported,\n";
    let table =
        format!("entity,year,indicator,value,unit,source,origin,qualifiers\n{operators}{kept}");
    let input = of_files(
        "kept",
        &[
            ("values.csv", &table),
            (
                "organisations.csv",
                "organisation,name,country,parent\nA,Operator A,KEN,\n",
            ),
        ],
    );
    let out = folder("kept-out");
    let (code, printed, err) = run(&[input.to_str().unwrap(), "--out", out.to_str().unwrap()]);
    assert_eq!((code, err.as_str()), (0, ""));
    let written = files(&out);
    let printed = ("printed".to_owned(), printed.into_bytes());
    for (name, bytes) in written.into_iter().chain([printed]) {
        let text = String::from_utf8(bytes).unwrap();
        // 4722.0625 is the mean of 2020 and 2022 that fills 2021
        for number in [
            "4711.0625",
            "4733.0625",
            "4722.0625",
            "8317.0625",
            "71.0625",
            "41.0625",
        ] {
            assert!(!text.contains(number), "{name} has {number}");
        }
        assert!(!text.contains("130 % is above"), "{name}");
    }
}

/// The panel's population stands in for what no counting report says, whole or in parts.
#[test]
fn population_is_added_where_no_report_that_counts_has_it() {
    let report = |version: u32, status: &str, rows: &str| {
        format!(
            r#"{{"entity":"KEN","biennium":"2022-2023","submitted":"2024-01-01","version":{version},"status":"{status}","observations":[{rows}]}}"#
        )
    };
    let of = |year: u32, part: &str, persons: f64| {
        format!(
            r#"{{"key":{{"indicator":"PART.POPULATION","entity":"KEN","year":{year},"part":{{{part}}}}},"datum":{{"value":{{"value":{persons},"unit":"persons"}}}},"meta":{{"origin":"reported","source":"s","status":"verified"}}}}"#
        )
    };
    let halves = [r#""sex":"female""#, r#""sex":"male""#].map(|part| of(2023, part, 27e6));
    let input = of_files(
        "population",
        &[
            ("counts.json", &report(1, "submitted", &halves.join(","))),
            ("draft.json", &report(2, "draft", &of(2022, "", 1.0))),
        ],
    );
    let explained = program::results(&[input], program::BIENNIUM).unwrap();
    let data = &explained.review.dataset;
    let kenya: ict_impact::place::Country = "KEN".parse().unwrap();
    let persons = |year: &str| {
        let year = year.parse().unwrap();
        data.value(kenya, year, "PART.POPULATION").unwrap().unwrap()
    };
    assert!(persons("2022") > 5e7);
    assert_eq!(persons("2023"), 54e6);
}

/// A table without its columns is refused, with rows or without.
#[test]
fn a_table_of_no_rows_has_its_columns_all_the_same() {
    let head = "entity,year,indicator,value,unit,source\n";
    let row = format!("{head}KEN,2022,PRJ.ICT.ELEC,1,MWh,s\n");
    for (text, expected) in [
        ("no table\n", "x.csv line 1: unknown column"),
        ("", "x.csv line 1: missing column"),
        ("entity,year\n", "x.csv line 1: missing column"),
    ] {
        let errors = errors(&of_files("no-rows", &[("a.csv", &row), ("x.csv", text)]));
        assert!(errors[0].starts_with(expected), "{errors:?}");
    }
    let fine = of_files("only-columns", &[("a.csv", &row), ("x.csv", head)]);
    assert!(program::results(&[fine], program::BIENNIUM).is_ok());
}

/// The page tells no step of a change that the JSON withholds.
#[test]
fn the_page_has_the_steps_of_a_change_that_the_json_has() {
    // Australia came and went: of the second biennium too little is known of Oceania.
    let mut rows = "entity,year,indicator,value,unit,source\n".to_owned();
    for (code, years) in [("AUS", 2020..2022), ("NZL", 2020..2024)] {
        rows.extend(years.map(|year| format!("{code},{year},PRJ.ICT.ELEC,7,MWh,s\n")));
    }
    let input = of_files("steps", &[("a.csv", &rows)]);
    let out = folder("steps-out");
    let (code, ..) = run(&[input.to_str().unwrap(), "--out", out.to_str().unwrap()]);
    assert_eq!(code, 0);
    let read = |file: &str| fs::read_to_string(out.join(file)).unwrap();
    let review: Value = serde_json::from_str(&read("review.json")).unwrap();
    let mut withheld = 0;
    for comparison in review["comparisons"].as_array().unwrap() {
        let why = comparison["why_no_change"]["why"].as_str();
        if why.is_some_and(|why| why.starts_with("nothing")) {
            continue;
        }
        let split = &comparison["composition"];
        for who in ["drop_outs", "incomplete", "new_reporters"] {
            let somebody = !split[who].as_array().unwrap().is_empty();
            withheld += usize::from(somebody && split[format!("{who}_effect")].is_null());
        }
    }
    assert!(withheld > 0);
    assert_eq!(read("review.html").matches(">no value (").count(), withheld);
}
