//! The files of an inventory: those of a folder, or those of the sample.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::{fs, io};

use super::problems::{Place, Problems};
use super::table::{Format, Table};
use super::{classes, direct, rows, services, sites};

/// Every file that an inventory may have; the sample of each that it has.
const FILES: [(Format, Option<&[u8]>); 10] = [
    (
        classes::FORMAT,
        Some(include_bytes!("../sample/classes.csv")),
    ),
    (rows::DEVICES, Some(include_bytes!("../sample/devices.csv"))),
    (sites::SITES, Some(include_bytes!("../sample/sites.csv"))),
    (
        sites::CONTRACTS,
        Some(include_bytes!("../sample/contracts.csv")),
    ),
    (
        direct::FORMAT,
        Some(include_bytes!("../sample/direct_emissions.csv")),
    ),
    (
        services::FORMAT,
        Some(include_bytes!("../sample/services.csv")),
    ),
    (rows::GRIDS, None),
    (rows::RESIDUAL_MIX, None),
    (rows::GRID_LOSSES, None),
    (
        rows::ACTIVITY,
        Some(include_bytes!("../sample/activity.csv")),
    ),
];

/// What there is of a file.
#[derive(Debug)]
pub(super) enum File {
    Absent,
    /// Its header could not be used, which was noted.
    Unusable,
    Table(Table),
}

impl File {
    /// What is read from it; nothing of a file that is not there.
    pub(super) fn read<T: Default>(&self, read: impl FnOnce(&Table) -> T) -> T {
        match self {
            Self::Table(table) => read(table),
            _ => T::default(),
        }
    }
}

pub(super) type Files = BTreeMap<&'static str, File>;

fn table(file: Place, bytes: &[u8], format: &Format, problems: &mut Problems) -> File {
    Table::read(file, bytes, format, problems).map_or(File::Unusable, File::Table)
}

pub(super) fn sample(problems: &mut Problems) -> Files {
    let present = FILES.iter().filter_map(|(format, bytes)| {
        let place = Place::file(format.name);
        Some((format.name, table(place, (*bytes)?, format, problems)))
    });
    present.collect()
}

/// The files of a folder. Any other file in it is a problem: a name that is mistyped would
/// otherwise be a part of the inventory that nobody misses.
pub(super) fn read(folder: &Path, problems: &mut Problems) -> Files {
    let mut files = Files::new();
    let place = Place::file(&folder.display().to_string());
    let known = FILES.map(|(format, _)| format.name).join(", ");
    let names = match names(folder) {
        Ok(names) => names,
        Err(error) => {
            problems.add(
                &place,
                format_args!("{error}; accepted: a folder with {known}"),
            );
            return files;
        }
    };
    for name in names {
        let path = folder.join(&name);
        let place = Place::file(&path.display().to_string());
        let Some((format, _)) = FILES.iter().find(|(format, _)| format.name == name) else {
            let what = format!("is not part of an inventory; accepted: {known}");
            problems.add(&place, what);
            continue;
        };
        let read = match fs::read(&path) {
            Ok(bytes) => table(place, &bytes, format, problems),
            Err(error) => {
                problems.add(&place, error);
                File::Unusable
            }
        };
        files.insert(format.name, read);
    }
    if files.is_empty() {
        let what = format!("has no file of an inventory; accepted: {known}");
        problems.add(&place, what);
    }
    files
}

/// The files of a folder in order, but for hidden ones and a README.
fn names(folder: &Path) -> io::Result<BTreeSet<String>> {
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let aside = name.starts_with('.') || name.starts_with("README");
        if !aside && !entry.path().is_dir() {
            names.insert(name);
        }
    }
    Ok(names)
}
