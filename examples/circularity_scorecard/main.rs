//! How circular is a take-back and refurbishing operator?
//!
//! From a folder of CSV files: what came in by origin and went out by fate, energy, water,
//! devices, products with their real bills of materials, e-waste, batteries and revenue of each
//! site; every circularity indicator they support, and why the others have no value; rates
//! against their legal minima; the flows as a diagram. The files are described in `README.md`.

#[path = "program.rs"]
mod program;

use std::io;
use std::process::ExitCode;

fn main() -> ExitCode {
    let (mut out, mut err) = (io::stdout().lock(), io::stderr().lock());
    let parser = lexopt::Parser::from_env();
    ExitCode::from(program::program(parser, &mut out, &mut err))
}
