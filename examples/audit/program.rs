//! From arguments to a verdict.

#[path = "../biennial_review/program.rs"]
pub(crate) mod biennial_review;

#[path = "altered.rs"]
mod altered;
#[path = "explain.rs"]
mod explain;

use std::fmt::Write as _;
use std::fs;
use std::io::Write;
use std::iter;
use std::path::{Path, PathBuf};

use biennial_review::kit::{About, Args, Asked, Files, finish, refuse};
use biennial_review::{Results, files, input, results};
use ict_impact::source::ledger::{RecordedLedger, Seal};
use ict_impact::source::{Digest, Ledger};
use ict_impact::time::Biennium;

const ABOUT: About = About {
    name: "audit",
    purpose: "Makes a review again from its inputs and verifies every digest and value to the bit;\n\
              names the first step that differs when a file or a number was altered.",
    input: "the files that the review was made from, as they were given to it.\n\
            Without it: the embedded country-year panel.",
    output: "not used: nothing is written",
    options: &[
        (
            "--record DIR",
            "the folder that biennial_review wrote; without it\nonly the embedded review is checked",
        ),
        (
            "--explain FACT",
            "instead: the steps and the rows behind a fact,\nas \"PRJ.GRID.CI LDC 2022-2023\"",
        ),
    ],
};

/// The exit code when something differs.
const DIFFERS: u8 = 1;

/// The seals of the embedded review and of that of its devices, kept outside of what is checked.
const SEALS: &str = include_str!("embedded_seals.json");

/// Runs the command line and gives the exit code: 0 verified, 1 something differs, 2 refused.
pub(crate) fn program(parser: lexopt::Parser, out: &mut dyn Write, err: &mut dyn Write) -> u8 {
    let (mut record, mut fact) = (None, None);
    let asked = ABOUT.parse(parser, |option, parser| {
        match option {
            "record" => record = Some(PathBuf::from(parser.value()?)),
            "explain" => fact = Some(parser.value()?.to_string_lossy().into_owned()),
            _ => return Ok(false),
        }
        Ok(true)
    });
    let args = match asked {
        Ok(Asked::Run(args)) => args,
        Ok(Asked::Help(text)) => return finish(out, &text, 0),
        Err(error) => return refuse(err, &[error]),
    };
    let answer = match (fact, record) {
        (Some(fact), _) => explain::fact(&args.input, &fact).map(Ok),
        (None, Some(folder)) => recorded(&folder, &args),
        (None, None) => embedded(&args),
    };
    match answer {
        Ok(Ok(text)) => finish(out, &text, 0),
        Ok(Err(text)) => finish(out, &text, DIFFERS),
        Err(errors) => refuse(err, &errors),
    }
}

/// A verdict: what was verified, or what differs.
type Verdict = Result<String, String>;

/// The review of the embedded panel, made twice, against the seal.
fn embedded(args: &Args) -> Result<Verdict, Vec<String>> {
    if !args.input.is_empty() {
        return Err(vec![
            "--record DIR is missing: the folder that biennial_review wrote from these files"
                .to_owned(),
        ]);
    }
    let first = made(&[], biennial_review::BIENNIUM)?;
    let again = made(&[], biennial_review::BIENNIUM)?;
    let mut text = String::new();
    if let Err(difference) = first.ledger.compare(&again.ledger) {
        return Ok(Err(format!("DIFFERS  made twice, {difference}\n")));
    }
    if first.files != again.files {
        return Ok(Err("DIFFERS  two runs wrote different files\n".to_owned()));
    }
    let seals: Vec<Seal> = serde_json::from_str(SEALS).map_err(|error| vec![error.to_string()])?;
    let devices = first.results.devices.iter().map(|devices| &devices.ledger);
    let ledgers: Vec<&Ledger> = iter::once(&first.results.ledger).chain(devices).collect();
    let found: Vec<Seal> = ledgers.iter().map(|ledger| ledger.seal()).collect();
    let broken = ledgers
        .iter()
        .zip(&seals)
        .find_map(|(ledger, seal)| ledger.check_seal(seal).err());
    if broken.is_some() || seals.len() != found.len() {
        let why = broken.map_or_else(
            || "the number of seals is another".to_owned(),
            |error| error.to_string(),
        );
        let found = serde_json::to_string(&found).unwrap_or_default();
        return Ok(Err(format!(
            "DIFFERS  the embedded review is not the one that this program was sealed with: {why}\n         its seals are {found}\n"
        )));
    }
    describe(&mut text, &first);
    text.push_str("VERIFIED the embedded review, made twice and held against its seals\n");
    Ok(Ok(text))
}

/// A folder against its ledger, and its ledger against a review made anew.
fn recorded(folder: &Path, args: &Args) -> Result<Verdict, Vec<String>> {
    let path = folder.join(files::LEDGER);
    let read =
        fs::read_to_string(&path).map_err(|error| vec![format!("{}: {error}", path.display())])?;
    let recorded: RecordedLedger = match serde_json::from_str(&read) {
        Ok(recorded) => recorded,
        Err(error) => return Ok(Err(format!("DIFFERS  {}: {error}\n", path.display()))),
    };
    let ledger = match recorded.verify() {
        Ok(ledger) => ledger,
        Err(error) => return Ok(Err(format!("DIFFERS  {}: {error}\n", path.display()))),
    };
    let of_files: Vec<&str> = ledger
        .steps()
        .iter()
        .filter(|step| step.operation() == "read")
        .map(|step| step.subject())
        .collect();
    if args.input.is_empty() && !of_files.is_empty() {
        return Err(vec![format!(
            "{} was made from files ({}): give them, or their folder, as PATH",
            folder.display(),
            of_files.join(", ")
        )]);
    }
    let biennium = biennium(&ledger).ok_or_else(|| {
        vec![format!(
            "{}: no step says which biennium was reviewed; is it a ledger of biennial_review?",
            path.display()
        )]
    })?;
    let anew = match made(&args.input, biennium) {
        Ok(anew) => anew,
        Err(errors) => return inputs(&ledger, args, errors),
    };
    let mut wrong = String::new();
    if let Err(difference) = ledger.compare(&anew.ledger) {
        let _ = writeln!(wrong, "DIFFERS  {difference}");
        for step in difference
            .consequences
            .iter()
            .filter_map(|pair| pair.recorded)
            .take(8)
        {
            if let Some(step) = ledger.step(step) {
                let _ = writeln!(
                    wrong,
                    "         follows: {} {}",
                    step.operation(),
                    step.subject()
                );
            }
        }
    }
    altered::files(folder, &ledger, &anew.files, &mut wrong);
    altered::additional(folder, &ledger, &mut wrong);
    if !wrong.is_empty() {
        return Ok(Err(wrong));
    }
    let mut text = String::new();
    describe(&mut text, &anew);
    let _ = writeln!(
        text,
        "VERIFIED {}: the chain of its ledger, every file in it, and every digest and value made anew",
        folder.display()
    );
    Ok(Ok(text))
}

/// Which recorded input is another file now, where no review can be made of the input any more.
fn inputs(ledger: &Ledger, args: &Args, errors: Vec<String>) -> Result<Verdict, Vec<String>> {
    let now = input::digests(&args.input);
    let mut text = String::new();
    let reads = ledger.steps().iter();
    for step in reads.filter(|step| step.operation() == "read") {
        let file = now.iter().find(|(name, _)| name == step.subject());
        let what = match file {
            None => "the file is missing",
            Some((_, digest)) if step.outcome().output() == Some(*digest) => continue,
            Some(_) => "the file was altered",
        };
        let _ = writeln!(
            text,
            "DIFFERS  step {} (read {}): {what}",
            step.number(),
            step.subject()
        );
    }
    if text.is_empty() {
        return Err(errors);
    }
    text.push_str("         and no review can be made of the input as it is:\n");
    for error in errors {
        let _ = writeln!(text, "         {error}");
    }
    Ok(Err(text))
}

/// A review made anew, with its files and the ledger that was written with them.
struct Made {
    results: Results,
    files: Files,
    ledger: Ledger,
}

fn made(paths: &[PathBuf], biennium: Biennium) -> Result<Made, Vec<String>> {
    let results = results(paths, biennium)?;
    let files = files::all(&results).map_err(|error| vec![error])?;
    let ledger = files
        .iter()
        .find(|(name, _)| *name == files::LEDGER)
        .and_then(|(_, bytes)| serde_json::from_slice(bytes).ok())
        .ok_or_else(|| vec!["the ledger that was written cannot be read".to_owned()])?;
    Ok(Made {
        results,
        files,
        ledger,
    })
}

fn biennium(ledger: &Ledger) -> Option<Biennium> {
    let validate = ledger
        .steps()
        .iter()
        .find(|step| step.operation() == "validate")?;
    validate
        .parameters()
        .get("biennium")?
        .replace('–', "-")
        .parse()
        .ok()
}

fn describe(text: &mut String, made: &Made) {
    let count = |operation: &str| {
        let steps = made.ledger.steps().iter();
        steps.filter(|step| step.operation() == operation).count()
    };
    let _ = writeln!(
        text,
        "Review   {} of {}",
        made.results.review.biennium, made.results.input
    );
    for step in made
        .ledger
        .steps()
        .iter()
        .filter(|step| ["read", "receive"].contains(&step.operation()))
    {
        let digest = step
            .outcome()
            .output()
            .map_or_else(String::new, |d| d.to_string());
        let _ = writeln!(
            text,
            "  {:<8}{digest}  {}",
            step.operation(),
            step.subject()
        );
    }
    let _ = writeln!(
        text,
        "  steps   {}: {} series, {} facts, {} files",
        made.ledger.steps().len(),
        count("series"),
        count("aggregate"),
        count("publish")
    );
    let _ = writeln!(
        text,
        "  run     {}\n  head    {}",
        made.results.ledger.run(),
        made.results.ledger.head()
    );
}

/// The digest of bytes in hexadecimal digits.
fn hex(bytes: &[u8]) -> String {
    Digest::of_bytes(bytes).to_string()
}
