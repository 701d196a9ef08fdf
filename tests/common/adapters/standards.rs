//! Adapters of the suite `standards`: the formulas of the standards.

use super::Entry;

pub(super) const ADAPTERS: &[Entry] = &[];
