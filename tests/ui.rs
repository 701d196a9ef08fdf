//! What must not compile does not, and says why in the library's own words.

use std::process::Command;

/// The compiler's own words around ours change between its releases, so the whole output is
/// compared on the release that the package names; `compile_fail` examples hold on all others.
#[test]
fn wrong_units_do_not_compile() {
    let compiler = Command::new(option_env!("RUSTC").unwrap_or("rustc"))
        .arg("--version")
        .output();
    let version = compiler.map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
    let tested = format!("rustc {}.", env!("CARGO_PKG_RUST_VERSION"));
    match version {
        Ok(version) if !version.starts_with(&tested) => {
            println!("not compared: {} is not {tested}*", version.trim());
        }
        _ => trybuild::TestCases::new().compile_fail("tests/ui/*.rs"),
    }
}
