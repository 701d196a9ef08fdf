//! The whole program but for its process, so that tests can call it too.

#[path = "../../tests/common/mod.rs"]
pub(crate) mod common;
#[path = "../common/mod.rs"]
pub(crate) mod kit;

use std::io::Write;

use common::adapters::Adapter;
use common::case::Case;
use common::report::{self, Counts};
use common::run::run;

const ABOUT: kit::About = kit::About {
    name: "conformance",
    purpose: "runs the conformance cases through the library and compares the results\n\
              with those of other tools and published texts, each within its tolerance.",
    input: "a file of cases, or a folder whose *.json are; may be repeated\n\
            (without it: the package's own tests/vectors)",
    output: "write the report to DIR/conformance.json",
    options: &[
        (
            "--json",
            "print the report as one JSON document; the totals go to stderr",
        ),
        ("--method NAME", "run only this method; may be repeated"),
        (
            "--id TEXT",
            "run only cases whose id contains this text; may be repeated",
        ),
    ],
};

/// The exit code of a run in which a case failed or is unsupported.
pub(crate) const NOT_ALL_PASSED: u8 = 1;

/// The options beside those of every example.
#[derive(Default)]
struct Own {
    json: bool,
    methods: Vec<String>,
    ids: Vec<String>,
}

impl Own {
    fn take(&mut self, name: &str, parser: &mut lexopt::Parser) -> Result<bool, lexopt::Error> {
        use lexopt::ValueExt;
        match name {
            "json" => self.json = true,
            "method" => self.methods.push(parser.value()?.string()?),
            "id" => self.ids.push(parser.value()?.string()?),
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn wants(&self, case: &Case) -> bool {
        (self.methods.is_empty() || self.methods.contains(&case.method))
            && (self.ids.is_empty() || self.ids.iter().any(|part| case.id.contains(part)))
    }
}

/// Runs the program and gives its exit code.
pub(crate) fn program(
    parser: lexopt::Parser,
    adapter_of: fn(&str) -> Option<Adapter>,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> u8 {
    let mut own = Own::default();
    let args = match ABOUT.parse(parser, |name, parser| own.take(name, parser)) {
        Ok(kit::Asked::Run(args)) => args,
        Ok(kit::Asked::Help(text)) => return kit::finish(out, &text, 0),
        Err(error) => return kit::refuse(err, &[error]),
    };
    let input = if args.input.is_empty() {
        vec![common::load::own_cases()]
    } else {
        args.input
    };
    let cases = match common::load::load(&input) {
        Ok(cases) => cases,
        Err(problems) => return kit::refuse(err, &problems),
    };
    let chosen: Vec<&Case> = cases.iter().filter(|case| own.wants(case)).collect();
    if chosen.is_empty() {
        return kit::refuse(err, &["no case has such a method and id"]);
    }
    let judged = run(chosen, adapter_of);
    let document = || format!("{:#}\n", report::document(&judged));
    if let Some(dir) = &args.out
        && let Err(error) = kit::write_all(dir, &[("conformance.json", document())])
    {
        return kit::refuse(err, &[error]);
    }
    let counts = Counts::of(&judged);
    let code = if counts.all_passed() {
        0
    } else {
        NOT_ALL_PASSED
    };
    if own.json {
        kit::finish(err, &format!("{counts}\n"), code);
        kit::finish(out, &document(), code)
    } else {
        kit::finish(out, &report::text(&judged), code)
    }
}
