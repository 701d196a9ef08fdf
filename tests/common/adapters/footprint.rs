//! Adapters of the suite `footprint`: footprints of devices and their components.

use super::Entry;

pub(super) const ADAPTERS: &[Entry] = &[];
