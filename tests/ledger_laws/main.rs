//! Laws of the audit ledger and of the texts that its digests are of.

mod chain;
mod explain;
mod json;
mod made;
mod replay;
