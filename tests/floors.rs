//! A module uses only what is on the floors below it, and what stands beside it is named here.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The floor of each module of the library.
const FLOORS: [(&str, u8); 15] = [
    ("numeric", 0),
    ("quantity", 1),
    ("column", 1),
    ("time", 1),
    ("place", 1),
    ("source", 2),
    ("reference", 2),
    ("uncertainty", 2),
    ("fleet", 3),
    ("energy", 3),
    ("emissions", 3),
    ("ewaste", 3),
    ("circularity", 3),
    ("footprint", 4),
    ("review", 4),
];

/// Which module may use which on its own floor.
const BESIDE: [(&str, &str); 12] = [
    ("column", "quantity"),
    ("time", "quantity"),
    ("place", "time"),
    ("reference", "source"),
    ("reference", "uncertainty"),
    ("fleet", "energy"),
    ("emissions", "energy"),
    ("ewaste", "fleet"),
    ("ewaste", "emissions"),
    ("circularity", "emissions"),
    ("circularity", "ewaste"),
    ("circularity", "fleet"),
];

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{folder:?}: {error}"));
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The modules that a source text names as `crate::module`.
fn used(text: &str) -> impl Iterator<Item = &str> {
    let code = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    code.flat_map(|line| line.split("crate::").skip(1))
        .map(|rest| {
            rest.split(|c: char| !c.is_alphanumeric() && c != '_')
                .next()
                .unwrap_or("")
        })
}

#[test]
fn data_flows_down_the_floors() {
    let floors: BTreeMap<&str, u8> = FLOORS.into_iter().collect();
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    let (mut checked, mut beside) = (0, Vec::<(&str, String)>::new());
    for (module, floor) in FLOORS {
        let mut files = Vec::new();
        rust_files(&source.join(module), &mut files);
        assert!(!files.is_empty(), "{module} has no file");
        // The build script and its checks are no part of the library.
        let is_check = |file: &Path| file.iter().any(|part| part == "tables");
        files.retain(|file| {
            !file.ends_with("build.rs") && !is_check(file.strip_prefix(&source).unwrap())
        });
        for file in files {
            let text = fs::read_to_string(&file).unwrap();
            for other in used(&text).filter(|other| floors.contains_key(other)) {
                checked += 1;
                let below = floors[other] < floor || other == module;
                if !below && BESIDE.contains(&(module, other)) {
                    beside.push((module, other.to_owned()));
                } else if !below {
                    wrong.push(format!("{} uses {other}", file.display()));
                }
            }
        }
    }
    assert!(
        checked > 100,
        "only {checked} uses were found: the test no longer sees them"
    );
    assert_eq!(wrong, Vec::<String>::new());
    let used = |pair: &(&str, &str)| beside.iter().any(|b| (b.0, b.1.as_str()) == *pair);
    let unused: Vec<_> = BESIDE.iter().filter(|pair| !used(pair)).collect();
    assert!(unused.is_empty(), "named and not used: {unused:?}");
}

#[test]
fn every_module_has_a_floor() {
    let source = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs"));
    let modules: Vec<String> = source
        .unwrap()
        .lines()
        .filter_map(|line| Some(line.strip_prefix("pub mod ")?.strip_suffix(';')?.to_owned()))
        .collect();
    let mut floors: Vec<&str> = FLOORS.iter().map(|floor| floor.0).collect();
    floors.sort_unstable();
    assert_eq!(modules, floors);
}
