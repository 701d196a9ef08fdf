//! Where did this number come from, and how is the result recomputed?
//!
//! - [`Source`] is one citation: publisher, title, edition, year, licence and locator; a
//!   [`SourceId`] names it, and a [`SourceRegister`] finds it by that name.
//! - [`Status`] says how a figure was come by: read in the publisher's own text, in a copy,
//!   computed, doubtful, or from memory.
//! - [`Sourced`] is a value with both.
//! - [`MethodId`] names the clause and edition of the standard by which a result was computed.
//! - [`SourceSpans`] gives the source of every row of a column beside its numbers, so that
//!   arithmetic over the column never sees it.
//! - [`Digest`] names bytes, or a value by its [`canonical_json`], so that anyone can check it.
//! - A [`Ledger`] records the steps by which results were made; it explains a result down to
//!   what was read, shows tampering, and is held against one made anew.
//!
//! # Example
//! ```
//! use ict_impact::source::{Source, SourceId, SourceRegister, Sourced, Status};
//! let mut register = SourceRegister::embedded();
//! let id = SourceId::new("national-inventory-2024")?;
//! register.add(
//!     Source::new(id.clone(), "Ministry of Environment", "National inventory report", "CC BY 4.0")?
//!         .with_year(2024),
//! )?;
//! let emissions = Sourced::new(1.25, id, Status::Verified);
//! assert_eq!(emissions.to_string(), "1.25 [national-inventory-2024]");
//! assert_eq!(register.require(&emissions.source)?.year(), Some(2024));
//! # Ok::<(), ict_impact::source::SourceError>(())
//! ```

mod citation;
pub mod digest;
mod error;
mod id;
pub mod ledger;
mod method;
mod register;
mod sourced;
mod spans;

pub use citation::Source;
pub use digest::{Digest, DigestError, Digester, canonical_json, write_canonical_json};
pub use error::SourceError;
pub use id::SourceId;
pub use ledger::{Ledger, LedgerError};
pub use method::MethodId;
pub use register::SourceRegister;
pub use sourced::{Sourced, Status};
pub use spans::{SourceSpan, SourceSpans};

pub(crate) use register::{embedded, embedded_source};
