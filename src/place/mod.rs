//! Which country, and which group of countries at which date?
//!
//! A [`Country`] is a row of ISO 3166-1 in 2 bytes; a [`Group`] has members in time, since
//! lists such as that of the least developed countries change, sometimes inside a biennium.
//! The groups themselves (UN regions, LDC, LLDC, SIDS, income) are in
//! [`reference::groups`](crate::reference::groups).
//!
//! # Example
//! ```
//! use ict_impact::place::Country;
//! let namibia: Country = "NA".parse()?;
//! assert_eq!((namibia.alpha3(), namibia.numeric()), ("NAM", Some(516)));
//! # Ok::<(), ict_impact::place::PlaceError>(())
//! ```

mod country;
mod error;
mod group;
mod membership;
mod partial_date;

pub use country::Country;
pub use error::PlaceError;
pub use group::{Group, GroupKind};
pub use membership::{End, Membership, ScheduledChanges};
pub use partial_date::{PartialDate, Precision};
