//! Adapters of the suite `digital_services`: services: SCI, load curves, cloud, web and AI.

use super::Entry;

pub(super) const ADAPTERS: &[Entry] = &[];
