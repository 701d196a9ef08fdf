//! Global warming potentials by gas, assessment report and time horizon.
//!
//! kg of CO2 that warm as much over the horizon as 1 kg of the gas.
//!
//! # Source
//! IPCC assessment reports as carried by globalwarmingpotentials 0.13.2 (CC0: GHG Protocol
//! table of February 2016, AR5 8.SM.16, AR6 7.SM.7), GHG Protocol values of August 2024 (as
//! described by a secondary page) for methane by origin, premise_gwp 0.9.10 (BSD-3) for 20
//! years of AR5. All [`Secondary`](Status::Secondary); carbon dioxide is 1 by definition.
//!
//! # What to know
//! - Methane is there three times. [`Gas::CH4`] is the one value of a report (27.9 in AR6,
//!   which belongs to no inventory after the GHG Protocol table); [`Gas::CH4_FOSSIL`] is for
//!   fugitive fossil methane, [`Gas::CH4_NONFOSSIL`] for biogenic methane and for combustion.
//!   AR4 and before do not distinguish.
//! - AR5 is there without climate-carbon feedback and, as a set of its own, with it; the values
//!   over 20 years of AR5 are unrounded. Sets are never mixed in one inventory.
//! - Left out: values from memory (20 years of non-fossil methane in AR6, HFO-1234yf and
//!   HFO-1234ze(E), of which AR5 says "<1"), and refrigerant blends, which are computed from
//!   their components.
//!
//! # Example
//! ```
//! use ict_impact::reference::gwp::{Gas, GwpSet, Horizon, gwp};
//! let value = |gas, set| gwp(gas, set, Horizon::Years100).map(|gwp| gwp.value);
//! assert_eq!(value(Gas::CH4_FOSSIL, GwpSet::Ar6), Some(29.8));
//! assert_eq!(value(Gas::CH4_NONFOSSIL, GwpSet::Ar6), Some(27.0));
//! assert_eq!(value(Gas::CH4, GwpSet::Ar5), Some(28.0));
//! assert_eq!(value(Gas::CH4_FOSSIL, GwpSet::Ar4), None);
//! ```

use core::fmt;
use core::str::FromStr;

use alloc::string::{String, ToString};

use super::ReferenceError;
use crate::source::{Sourced, Status, embedded};

struct Row {
    gas: Gas,
    set: GwpSet,
    horizon: Horizon,
    gwp: f64,
    source: u8,
    status: Status,
}

mod data {
    // A figure may happen to look like a mathematical constant.
    #![allow(clippy::approx_constant)]
    use super::{Gas, GwpSet, Horizon, Row};
    use crate::source::Status;
    include!(concat!(env!("OUT_DIR"), "/gwp.rs"));
}

/// A greenhouse gas of the table, named by its code: `CO2`, `CH4_fossil`, `HFC134a`.
///
/// # Example
/// ```
/// use ict_impact::reference::gwp::Gas;
/// assert_eq!("HFC134a".parse::<Gas>()?, Gas::HFC134A);
/// assert_eq!(Gas::all().count(), 44);
/// # Ok::<(), ict_impact::reference::ReferenceError>(())
/// ```
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(try_from = "String", into = "String")]
pub struct Gas(u8);

impl Gas {
    /// Every gas, in the order of the codes.
    pub fn all() -> impl DoubleEndedIterator<Item = Self> + ExactSizeIterator {
        (0..data::GASES.len()).map(|at| Self(at as u8))
    }

    /// The code of the table.
    pub fn code(self) -> &'static str {
        data::GASES[usize::from(self.0)]
    }
}

impl fmt::Debug for Gas {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Gas({})", self.code())
    }
}

impl fmt::Display for Gas {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl FromStr for Gas {
    type Err = ReferenceError;
    fn from_str(text: &str) -> Result<Self, ReferenceError> {
        match data::GASES.binary_search(&text) {
            Ok(at) => Ok(Self(at as u8)),
            Err(_) => {
                let codes = data::GASES.iter().copied();
                Err(ReferenceError::unknown(
                    "a greenhouse gas",
                    text,
                    text,
                    "CH4_fossil",
                    codes,
                ))
            }
        }
    }
}

impl TryFrom<String> for Gas {
    type Error = ReferenceError;
    fn try_from(text: String) -> Result<Self, ReferenceError> {
        text.parse()
    }
}

impl From<Gas> for String {
    fn from(gas: Gas) -> String {
        gas.code().to_string()
    }
}

/// The assessment report that a value is from.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[non_exhaustive]
pub enum GwpSet {
    /// Second Assessment Report, 1995.
    #[serde(rename = "SAR")]
    Sar,
    /// Third Assessment Report, 2001.
    #[serde(rename = "TAR")]
    Tar,
    /// Fourth Assessment Report, 2007.
    #[serde(rename = "AR4")]
    Ar4,
    /// Fifth Assessment Report, 2013, without climate-carbon feedback.
    #[serde(rename = "AR5")]
    Ar5,
    /// Fifth Assessment Report, 2013, with climate-carbon feedback.
    #[serde(rename = "AR5_CCF")]
    Ar5WithFeedback,
    /// Sixth Assessment Report, 2021.
    #[serde(rename = "AR6")]
    Ar6,
}

impl GwpSet {
    /// Every set, oldest first.
    pub const ALL: [Self; 6] = [
        Self::Sar,
        Self::Tar,
        Self::Ar4,
        Self::Ar5,
        Self::Ar5WithFeedback,
        Self::Ar6,
    ];

    /// The code of the set.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sar => "SAR",
            Self::Tar => "TAR",
            Self::Ar4 => "AR4",
            Self::Ar5 => "AR5",
            Self::Ar5WithFeedback => "AR5_CCF",
            Self::Ar6 => "AR6",
        }
    }
}

impl fmt::Display for GwpSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Years over which warming is compared.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[non_exhaustive]
pub enum Horizon {
    /// 20 years.
    #[serde(rename = "20")]
    Years20,
    /// 100 years: the horizon of inventories.
    #[serde(rename = "100")]
    Years100,
    /// 500 years.
    #[serde(rename = "500")]
    Years500,
}

impl Horizon {
    /// The number of years.
    pub const fn years(self) -> u16 {
        match self {
            Self::Years20 => 20,
            Self::Years100 => 100,
            Self::Years500 => 500,
        }
    }
}

/// Kilograms of CO2 equivalent per kilogram of a gas, if the set has a value.
///
/// # Source
/// See the [module](self).
///
/// # Example
/// ```
/// use ict_impact::reference::gwp::{Gas, GwpSet, Horizon, gwp};
/// let sf6 = gwp(Gas::SF6, GwpSet::Ar6, Horizon::Years20).unwrap();
/// assert_eq!(sf6.to_string(), "18300 [globalwarmingpotentials, secondary]");
/// ```
pub fn gwp(gas: Gas, set: GwpSet, horizon: Horizon) -> Option<Sourced<f64>> {
    let key = (gas, set, horizon);
    let at = data::ROWS
        .binary_search_by_key(&key, |row| (row.gas, row.set, row.horizon))
        .ok()?;
    data::ROWS
        .get(at)
        .map(|row| embedded(row.gwp, row.source, row.status))
}
