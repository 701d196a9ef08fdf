//! Laws of the audit ledger and of the texts that its digests are of.

mod json;
