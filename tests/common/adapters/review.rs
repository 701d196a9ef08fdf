//! Adapters of the suite `review`: the review: groups, splices, decomposition, targets, disclosure.

use super::Entry;

pub(super) const ADAPTERS: &[Entry] = &[];
