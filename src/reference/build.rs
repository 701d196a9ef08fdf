//! Reads the CSV files under `src/reference/data`, checks every cell, and writes them as
//! Rust statics. A wrong cell stops the build and names its file, line and column.

use std::{env, fs, path::PathBuf, process::ExitCode};

#[path = "tables/mod.rs"]
mod tables;

fn main() -> ExitCode {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let data = root.join("src/reference/data");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    println!("cargo::rerun-if-changed=src/reference/data");
    println!("cargo::rerun-if-changed=src/reference/tables");
    println!("cargo::rerun-if-changed=src/reference/build.rs");

    let read = |name: &str| {
        let path = data.join(name);
        fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))
    };
    match tables::generate(&read) {
        Ok(files) => {
            for (name, text) in files {
                fs::write(out.join(name), text).expect("cargo's OUT_DIR is writable");
            }
            ExitCode::SUCCESS
        }
        Err(problems) => {
            eprintln!("wrong cells in the embedded tables: {}", problems.len());
            for problem in problems {
                eprintln!("  src/reference/data/{problem}");
            }
            ExitCode::FAILURE
        }
    }
}
