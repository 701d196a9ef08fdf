//! How much equipment is in use, and how much becomes waste, to 2030?
//!
//! From what six EU countries put on the market, 54 kinds of equipment, 1980–2021: stocks and
//! e-waste by EU-6 category, scenarios of longer lifetimes and of reuse, and the deviations from
//! what the tool of UNU and Statistics Netherlands published. Sources of the data: `README.md`.

#[path = "program.rs"]
mod program;

use std::io;
use std::process::ExitCode;

fn main() -> ExitCode {
    let (mut out, mut err) = (io::stdout().lock(), io::stderr().lock());
    let parser = lexopt::Parser::from_env();
    ExitCode::from(program::program(parser, &mut out, &mut err))
}
