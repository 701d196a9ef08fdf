//! Adapters of the suite `ewaste`: e-waste generated.

use super::Entry;

pub(super) const ADAPTERS: &[Entry] = &[];
