//! Adapters of the suite `stock_flow`: dynamic stocks.

use super::Entry;

pub(super) const ADAPTERS: &[Entry] = &[];
