//! Refrigerants by their number, and the gases they are made of.
//!
//! # Source
//! Blends: ANSI/ASHRAE Standard 34-2019 as carried by openscm-units 0.6.3 (BSD-3-Clause), which
//! agrees with a transcription of the 2021 ASHRAE Handbook. Single gases: the numbers of the
//! same transcription. All [`Secondary`](Status::Secondary): the standard itself was not read.
//!
//! # What to know
//! - Shares are of the mass, nominal: the standard's tolerances are left out.
//! - No potential of a blend is tabled. It follows from the gases by the set and horizon of the
//!   assessment: see [`Gwp::of_refrigerant`](crate::emissions::Gwp::of_refrigerant).
//! - Left out: blends with a gas that [`gwp`](super::gwp) does not have.
//!
//! # Example
//! ```
//! use ict_impact::reference::gwp::Gas;
//! use ict_impact::reference::refrigerants::Refrigerant;
//! let components: Vec<_> = Refrigerant::R407C
//!     .components()
//!     .map(|(gas, share)| (gas, share.value.percent()))
//!     .collect();
//! assert_eq!(components, [(Gas::HFC125, 25.0), (Gas::HFC134A, 52.0), (Gas::HFC32, 23.0)]);
//! ```

use core::fmt;
use core::str::FromStr;

use super::ReferenceError;
use super::gwp::Gas;
use crate::quantity::{Quantity, Share};
use crate::source::{Sourced, Status, embedded};

struct Row {
    refrigerant: Refrigerant,
    gas: Gas,
    percent: f64,
    source: u8,
    status: Status,
}

mod data {
    use super::{Gas, Refrigerant, Row};
    use crate::source::Status;
    include!(concat!(env!("OUT_DIR"), "/refrigerants.rs"));
}

/// A refrigerant, named by its number: `R-32`, `R-410A`.
///
/// # Example
/// ```
/// use ict_impact::reference::refrigerants::Refrigerant;
/// assert_eq!("R-410A".parse::<Refrigerant>()?, Refrigerant::R410A);
/// assert!("R410A".parse::<Refrigerant>().is_err());
/// # Ok::<(), ict_impact::reference::ReferenceError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Refrigerant(u8);

impl Refrigerant {
    /// Every refrigerant, in the order of the names.
    pub fn all() -> impl DoubleEndedIterator<Item = Self> + ExactSizeIterator {
        (0..data::NAMES.len()).map(|at| Self(at as u8))
    }

    /// The name of the table.
    pub fn name(self) -> &'static str {
        data::NAMES[usize::from(self.0)]
    }

    /// The gases, and what part of the mass each is.
    pub fn components(self) -> impl Iterator<Item = (Gas, Sourced<Share>)> {
        data::ROWS
            .iter()
            .filter(move |row| row.refrigerant == self)
            .map(|row| {
                let share = Share::from_checked(row.percent / 100.0);
                (row.gas, embedded(share, row.source, row.status))
            })
    }
}

impl fmt::Debug for Refrigerant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Refrigerant({})", self.name())
    }
}

impl fmt::Display for Refrigerant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Refrigerant {
    type Err = ReferenceError;
    fn from_str(text: &str) -> Result<Self, ReferenceError> {
        Self::all()
            .find(|refrigerant| refrigerant.name() == text)
            .ok_or_else(|| {
                let names = data::NAMES.iter().copied();
                ReferenceError::unknown("a refrigerant", text, text, "R-410A", names)
            })
    }
}
