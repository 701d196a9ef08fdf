//! How are the library's results held against those of other tools and of published texts?
//!
//! `load` finds the case files, `case` and `tolerance` read them, an adapter of `adapters` calls
//! the library for one method, `compare` checks every expected field, `run` judges a case and
//! `report` puts the judgements into a table or a JSON document. The conformance example and
//! `cargo test` share this code, so both run the same cases in the same way.
#![allow(
    dead_code,
    reason = "adapters not written yet will use the rest of the getters"
)]

pub(crate) mod adapters;
pub(crate) mod case;
pub(crate) mod compare;
pub(crate) mod inputs;
pub(crate) mod load;
pub(crate) mod output;
pub(crate) mod report;
pub(crate) mod run;
pub(crate) mod strict;
pub(crate) mod tolerance;
