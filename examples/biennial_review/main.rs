//! The biennial review of ICT climate impacts, from reports to a page.
//!
//! Without arguments it reviews 2022–2023 on the embedded country-year panel, beside what the
//! panel said in July 2025, and models the ICT devices of six countries for 2020–2021. With
//! `--input` it reviews a folder of reports or CSV files: see `README.md`.

#[path = "program.rs"]
mod program;

use std::io;
use std::process::ExitCode;

fn main() -> ExitCode {
    let (mut out, mut err) = (io::stdout().lock(), io::stderr().lock());
    let parser = lexopt::Parser::from_env();
    ExitCode::from(program::program(parser, &mut out, &mut err))
}
