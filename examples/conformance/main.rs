//! Do the library's results equal those of other tools and of published texts?
//!
//! Runs the conformance cases through the public API, prints what came out per method, and ends
//! with `N passed, M failed, K unsupported`. The cases and their format are in `tests/vectors`.

mod program;

use std::io;
use std::process::ExitCode;

fn main() -> ExitCode {
    let (mut out, mut err) = (io::stdout().lock(), io::stderr().lock());
    let parser = lexopt::Parser::from_env();
    let adapter_of = program::common::adapters::adapter;
    ExitCode::from(program::program(parser, adapter_of, &mut out, &mut err))
}
