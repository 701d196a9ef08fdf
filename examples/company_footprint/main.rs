//! What is the footprint of an organisation's digital technology?
//!
//! From a folder of CSV files (classes of devices, their numbers and ages, sites, contracts,
//! services): scopes 1 to 3 with scope 2 by location and by market, stages of life, kinds,
//! countries, the largest contributors. The sample of an invented company and the columns of every
//! file: `README.md`.

#[path = "program.rs"]
mod program;

use std::io;
use std::process::ExitCode;

fn main() -> ExitCode {
    let (mut out, mut err) = (io::stdout().lock(), io::stderr().lock());
    let parser = lexopt::Parser::from_env();
    ExitCode::from(program::program(parser, &mut out, &mut err))
}
