//! Does a review say what its inputs say, to the bit?
//!
//! Without arguments the embedded review is made twice and held against the seal that this
//! program carries. With `--record` a folder that `biennial_review` wrote is checked against its
//! ledger and against a review made anew from the input files: see `README.md`.

#[path = "program.rs"]
mod program;

use std::io;
use std::process::ExitCode;

fn main() -> ExitCode {
    let (mut out, mut err) = (io::stdout().lock(), io::stderr().lock());
    let parser = lexopt::Parser::from_env();
    ExitCode::from(program::program(parser, &mut out, &mut err))
}
