//! The audit: what verifies, and how what was altered is named.

#[path = "../examples/audit/program.rs"]
mod program;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use program::biennial_review::kit::parser_of;

const REPORTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/review_reports");

/// What `biennial_review` wrote of the folder of reports.
static RECORD: LazyLock<PathBuf> = LazyLock::new(|| {
    let out = folder("record");
    write(&[REPORTS, "--out", out.to_str().unwrap()]);
    out
});

fn write(args: &[&str]) {
    let (mut printed, mut err) = (Vec::new(), Vec::new());
    let code = program::biennial_review::program(parser_of(args), &mut printed, &mut err);
    assert_eq!(code, 0, "{}", String::from_utf8_lossy(&err));
}

/// Runs the audit and gives its exit code, what it prints and what it complains of.
fn run(args: &[&str]) -> (u8, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let code = program::program(parser_of(args), &mut out, &mut err);
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (code, text(out), text(err))
}

/// A folder that does not exist yet.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("audit-{name}"));
    let _ = fs::remove_dir_all(&folder);
    folder
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

/// A copy of the record in which one text of a file stands for another.
fn altered_record(name: &str, file: &str, from: &str, to: &str) -> PathBuf {
    let folder = folder(name);
    copy(&RECORD, &folder);
    replace(&folder.join(file), from, to);
    folder
}

fn replace(path: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(path).unwrap();
    assert!(text.contains(from), "{from} in {}", path.display());
    fs::write(path, text.replacen(from, to, 1)).unwrap();
}

/// The inputs with one text of a file in place of another, under the same name.
fn altered_input(name: &str, file: &str, from: &str, to: &str) -> PathBuf {
    let folder = folder(name).join("review_reports");
    copy(Path::new(REPORTS), &folder);
    replace(&folder.join(file), from, to);
    folder
}

fn audit(input: &Path, record: &Path) -> (u8, String, String) {
    run(&[
        input.to_str().unwrap(),
        "--record",
        record.to_str().unwrap(),
    ])
}

#[test]
fn the_embedded_review_verifies() {
    let (code, out, err) = run(&[]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    assert!(out.ends_with("VERIFIED the embedded review, made twice and held against its seals\n"));
}

/// The model's devices have a ledger of their own, which the seals, the folder and the
/// explanations cover too.
#[test]
fn the_modelled_devices_of_the_embedded_review_verify() {
    let record = folder("embedded");
    write(&["--out", record.to_str().unwrap()]);
    let check = || run(&["--record", record.to_str().unwrap()]);
    let (code, out, err) = check();
    assert_eq!((code, err.as_str()), (0, ""), "{out}");

    let page = fs::read_to_string(record.join("review.html")).unwrap();
    for figure in ["replaced", "age-discarded", "least-collected", "materials"] {
        assert!(page.contains(&format!("figure-{figure}\"")), "{figure}");
    }
    let table = fs::read_to_string(record.join("circularity.csv")).unwrap();
    let rows: Vec<&str> = table.lines().skip(1).collect();
    let of = |start: &str| rows.iter().filter(|row| row.starts_with(start)).count();
    assert_eq!(of("ROU,2021,"), rows.len() / 12);
    // A value or why there is none, and never both.
    for row in &rows {
        let row = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(row.as_bytes())
            .records()
            .next()
            .unwrap()
            .unwrap();
        assert_ne!(row[3].is_empty(), row[5].is_empty(), "{row:?}");
    }

    let (code, out, _) = run(&["--explain", "PRJ.CE.AGE ROU 2020-2021"]);
    assert_eq!(code, 0, "{out}");
    assert!(out.contains("series PART.DEV.LIFE ROU"), "{out}");
    assert!(out.contains("cbs-ewaste-pom-run"), "{out}");

    replace(
        &record.join("circularity.csv"),
        "EST,2021,e-waste generated,1",
        "EST,2021,e-waste generated,2",
    );
    let (code, out, _) = check();
    assert_eq!(code, 1);
    assert!(
        out.contains("(publish circularity.csv): the file was altered"),
        "{out}"
    );
}

#[test]
fn a_record_verifies_from_wherever_its_input_lies() {
    let moved = folder("moved").join("review_reports");
    copy(Path::new(REPORTS), &moved);
    let (code, out, err) = audit(&moved, &RECORD);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    assert!(out.contains("  statistics.csv\n") && out.contains("  previous/findings.csv\n"));
    assert!(out.contains("VERIFIED"));
}

#[test]
fn an_altered_input_is_named_with_what_follows() {
    // One digit of Papua New Guinea's e-waste in 2023, and of what nobody has to compute with.
    let input = altered_input("input", "statistics.csv", "11440.0", "11441.0");
    let (code, out, _) = audit(&input, &RECORD);
    assert_eq!(code, 1, "{out}");
    let first = out.lines().next().unwrap();
    assert!(first.starts_with("DIFFERS  step "), "{out}");
    assert!(
        first.contains("(read statistics.csv): outcome differs"),
        "{out}"
    );
    assert!(out.contains("follows: series SDG.12.4.2.EWG PNG"), "{out}");
    assert!(
        out.contains("follows: aggregate SDG.12.4.2.EWG M49:009"),
        "{out}"
    );
    assert!(!out.contains("VERIFIED"));

    let input = altered_input("comment", "kenya.json", "cooled by air", "cooled by hand");
    let (code, out, _) = audit(&input, &RECORD);
    assert_eq!(code, 1);
    let first = out.lines().next().unwrap();
    assert!(
        first.contains("(read kenya.json): outcome differs"),
        "{out}"
    );
}

#[test]
fn an_input_that_cannot_be_reviewed_any_more_is_named() {
    let input = altered_input("broken", "statistics.csv", "11440.0", "11x40.0");
    let (code, out, err) = audit(&input, &RECORD);
    assert_eq!((code, err.as_str()), (1, ""));
    assert!(
        out.contains("(read statistics.csv): the file was altered"),
        "{out}"
    );
    assert!(
        out.contains("statistics.csv line 54: value `11x40.0`"),
        "{out}"
    );

    let input = altered_input("removed", "statistics.csv", "11440.0", "11440.0");
    fs::remove_file(input.join("organisations.csv")).unwrap();
    let (code, out, _) = audit(&input, &RECORD);
    assert_eq!(code, 1);
    assert!(
        out.contains("(read organisations.csv): the file is missing"),
        "{out}"
    );
}

#[test]
fn an_altered_number_of_a_result_is_named_by_its_place() {
    let record = altered_record("number", "review.json", "713405", "713406");
    let (code, out, _) = audit(Path::new(REPORTS), &record);
    assert_eq!(code, 1);
    assert!(
        out.contains("(publish review.json): the file was altered at /"),
        "{out}"
    );
    assert!(out.contains("/value: made anew 713405"), "{out}");
    assert!(out.contains("found 713406"), "{out}");
    assert_eq!(out.lines().count(), 1, "{out}");

    let record = altered_record("row", "facts.csv", "713405", "713406");
    let (code, out, _) = audit(Path::new(REPORTS), &record);
    assert_eq!(code, 1);
    assert!(
        out.contains("(publish facts.csv): the file was altered from line "),
        "{out}"
    );
}

#[test]
fn an_altered_or_cut_ledger_is_named_by_its_step() {
    let of = |name: &str, from: &str, to: &str| {
        let record = altered_record(name, "ledger.json", from, to);
        audit(Path::new(REPORTS), &record)
    };
    let (code, out, _) = of("digit", "\"713405 t\"", "\"713406 t\"");
    assert_eq!(code, 1);
    assert!(out.contains("ledger.json: "), "{out}");
    let ledger = fs::read_to_string(RECORD.join("ledger.json")).unwrap();
    let before = ledger.split("\"713405 t\"").next().unwrap();
    let number = before.matches("\"operation\":").count();
    assert!(
        (number - 1..=number).any(|step| out.contains(&format!("step {step}"))),
        "{number}: {out}"
    );

    let (code, out, _) = of(
        "observations",
        "\"observations\":\"128\"",
        "\"observations\":\"129\"",
    );
    assert_eq!(code, 1);
    assert!(out.contains("step 7"), "{out}");
    let (code, out, _) = of("cut", "{", "");
    assert_eq!(code, 1);
    assert!(out.contains("ledger.json: "), "{out}");
}

#[test]
fn a_missing_file_is_named() {
    let record = folder("missing");
    copy(&RECORD, &record);
    fs::remove_file(record.join("facts.csv")).unwrap();
    let (code, out, _) = audit(Path::new(REPORTS), &record);
    assert_eq!(code, 1);
    assert!(out.contains("facts.csv"), "{out}");
    assert_eq!(out.lines().count(), 1, "{out}");

    let (code, _, err) = audit(Path::new(REPORTS), &folder("nowhere"));
    assert_eq!(code, 2);
    assert!(err.contains("nowhere/ledger.json: "), "{err}");
}

/// A table laid beside those of the review is not one of them.
#[test]
fn a_file_that_no_step_made_is_named() {
    let record = folder("additional");
    copy(&RECORD, &record);
    fs::write(record.join(".hidden"), "").unwrap();
    assert_eq!(audit(Path::new(REPORTS), &record).0, 0);
    fs::write(record.join("circularity.csv"), "country\n").unwrap();
    let (code, out, _) = audit(Path::new(REPORTS), &record);
    assert_eq!(code, 1);
    assert!(out.contains("circularity.csv: no step made it"), "{out}");
    assert_eq!(out.lines().count(), 1, "{out}");
}

/// Of the biennium before, the fact is the one that was published beside that under review.
#[test]
fn a_fact_of_the_biennium_before_is_that_of_the_review() {
    let (code, out, _) = run(&["--explain", "PRJ.GRID.CI LDC 2020-2021"]);
    assert_eq!(code, 0);
    // by the members at the end of the biennium under review
    assert!(
        out.contains("members: 45") && out.contains("= 368.04"),
        "{out}"
    );
}

/// It does not matter where files lie, nor that two of them have one name.
#[test]
fn two_files_of_one_name_verify_from_elsewhere() {
    let head = "entity,year,indicator,value,unit,source\n";
    let lay = |whole: &Path| -> Vec<PathBuf> {
        let of = |(folder, code): (&str, &str)| {
            let path = whole.join(folder).join("x.csv");
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, format!("{head}{code},2022,SDG.12.4.2.EWG,5,t,s\n")).unwrap();
            path
        };
        [("a", "KEN"), ("b", "NAM")].map(of).to_vec()
    };
    let (here, there) = (folder("here"), folder("there"));
    let record = folder("two-names");
    let paths = lay(&here);
    let [a, b] = [0, 1].map(|at: usize| paths[at].to_str().unwrap());
    write(&[a, b, "--out", record.to_str().unwrap()]);
    let paths = lay(&there);
    let [a, b] = [0, 1].map(|at: usize| paths[at].to_str().unwrap());
    let record = record.to_str().unwrap();
    let (code, out, err) = run(&[a, b, "--record", record]);
    assert_eq!(code, 0, "{out}{err}");
    fs::write(&paths[1], format!("{head}NAM,soon,SDG.12.4.2.EWG,5,t,s\n")).unwrap();
    let (code, out, _) = run(&[a, b, "--record", record]);
    assert_eq!(code, 1);
    assert!(
        out.contains("(read 2/x.csv): the file was altered"),
        "{out}"
    );
    assert!(!out.contains("1/x.csv"), "{out}");
}

#[test]
fn a_fact_is_explained_down_to_its_rows() {
    let (code, out, err) = run(&[REPORTS, "--explain", "SDG.12.4.2.EWG M49:009 2022-2023"]);
    assert_eq!((code, err.as_str()), (0, ""));
    for part in [
        "aggregate SDG.12.4.2.EWG M49:009 2022–2023",
        "= 713405 t",
        "series SDG.12.4.2.EWG PNG",
        "read statistics.csv (observations: 128)",
        "\nRows\n",
        "PNG 2023 SDG.12.4.2.EWG",
        "statistics.csv line 54)",
    ] {
        assert!(out.contains(part), "{part} in {out}");
    }
    assert_eq!(out.split("\nRows\n").nth(1).unwrap().lines().count(), 8);
    // A ratio rests on the rows of its parts, here of a report.
    let (code, out, _) = run(&[REPORTS, "--explain", "PRJ.ICT.WATER M49:002 2023"]);
    assert_eq!(code, 0);
    assert!(out.contains("GHA 2023 PART.DATA_CENTRE.WATER"), "{out}");
    assert!(out.contains("ghana.json observation 9)"), "{out}");
}

#[test]
fn what_cannot_be_audited_is_refused() {
    for fact in ["", "PRJ.GRID.CI", "PRJ.GRID.CI LDC", "PRJ.GRID.CI LDC then"] {
        let (code, out, err) = run(&[REPORTS, "--explain", fact]);
        assert_eq!((code, out.as_str()), (2, ""), "{fact}");
        assert!(
            err.contains("accepted is indicator, group and year"),
            "{err}"
        );
    }
    let (code, _, err) = run(&[REPORTS, "--explain", "PRJ.ICT.WATER MARS 2023"]);
    assert_eq!(code, 2);
    assert!(err.contains("no fact `PRJ.ICT.WATER MARS 2023`"), "{err}");
    assert!(err.contains("M49:009"), "{err}");

    let (code, _, err) = run(&[REPORTS]);
    assert_eq!(code, 2);
    assert!(err.contains("--record DIR is missing"), "{err}");
    let (code, _, err) = run(&["--record", RECORD.to_str().unwrap()]);
    assert_eq!(code, 2);
    assert!(
        err.contains("was made from files (ghana.json, kenya.json"),
        "{err}"
    );
    assert_eq!(run(&["--colour"]).0, 2);
}
