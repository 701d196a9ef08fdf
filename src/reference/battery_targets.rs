//! Minima of the EU Battery Regulation: how much of waste batteries to collect, recycle and
//! recover, and how much of new ones to make from waste, from which day.
//!
//! # Source
//! Regulation (EU) 2023/1542, Articles 8, 59 and 60 and Annex XII, as read in a public copy of
//! the consolidated text: [`Secondary`](crate::source::Status::Secondary).
//!
//! # What to know
//! - A minimum holds from its day until a later one takes its place; before the first there is
//!   none. Targets "by" or "no later than" a day hold from that day.
//! - Recycled content is that of the active materials, for lead of the whole battery, per model,
//!   year and plant. Industrial batteries count above 2 kWh and not with exclusively external
//!   storage; batteries prepared for re-use or remanufactured are exempt.
//! - The Commission may amend targets and methods by delegated acts.
//!
//! # Example
//! ```
//! use ict_impact::reference::battery_targets::{BatteryMetal, Requirement, target};
//! let cobalt = Requirement::MaterialRecovery(BatteryMetal::Cobalt);
//! let minimum = target(cobalt, "2029-12-31".parse()?).unwrap();
//! assert_eq!(minimum.minimum().value.percent(), 90.0);
//! assert_eq!(minimum.clause(), "Annex XII, C.1(a)");
//! assert_eq!(target(cobalt, "2027-12-30".parse()?), None);
//! # Ok::<(), ict_impact::time::TimeError>(())
//! ```

use core::fmt;

use crate::place::PartialDate;
use crate::quantity::{Quantity, Share};
use crate::source::{Sourced, Status, embedded};
use crate::time::Date;

struct TargetRow {
    requirement: Requirement,
    from: PartialDate,
    minimum_percent: f64,
    clause: &'static str,
    source: u8,
    status: Status,
}

mod data {
    use super::{Battery, BatteryMetal, Chemistry, Requirement, TargetRow};
    use crate::place::PartialDate;
    use crate::source::Status;
    use crate::time::Year;
    include!(concat!(env!("OUT_DIR"), "/battery_targets.rs"));
}

/// Which batteries a minimum is about.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Battery {
    /// Portable batteries.
    Portable,
    /// Batteries of light means of transport, such as electric bicycles.
    LightMeansOfTransport,
    /// Industrial batteries, those of electric vehicles, and those for starting, lighting and
    /// ignition.
    IndustrialVehicleStarter,
}

/// The chemistry of waste batteries.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Chemistry {
    /// Lead-acid.
    LeadAcid,
    /// Lithium-based.
    LithiumBased,
    /// Nickel-cadmium.
    NickelCadmium,
    /// Any other.
    Other,
}

/// A metal of batteries that is to be recovered.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum BatteryMetal {
    /// Cobalt.
    Cobalt,
    /// Copper; no minimum for recycled content.
    Copper,
    /// Lead.
    Lead,
    /// Lithium.
    Lithium,
    /// Nickel.
    Nickel,
}

impl BatteryMetal {
    /// All metals.
    pub const ALL: [Self; 5] = [
        Self::Cobalt,
        Self::Copper,
        Self::Lead,
        Self::Lithium,
        Self::Nickel,
    ];
}

/// What is to reach a minimum.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Requirement {
    /// The collection rate of portable batteries or those of light means of transport.
    Collection(Battery),
    /// The recycling efficiency of waste batteries of a chemistry.
    RecyclingEfficiency(Chemistry),
    /// The recovery of a metal from waste batteries.
    MaterialRecovery(BatteryMetal),
    /// The part of a metal in new batteries that comes from waste.
    RecycledContent(Battery, BatteryMetal),
}

impl fmt::Display for Requirement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Collection(battery) => write!(f, "collection of {battery:?}"),
            Self::RecyclingEfficiency(chemistry) => {
                write!(f, "recycling efficiency of {chemistry:?}")
            }
            Self::MaterialRecovery(metal) => write!(f, "recovery of {metal:?}"),
            Self::RecycledContent(battery, metal) => {
                write!(f, "recycled content of {metal:?} in {battery:?}")
            }
        }
    }
}

/// A minimum and the day from which it holds.
#[derive(Clone, Copy)]
pub struct BatteryTarget(&'static TargetRow);

impl BatteryTarget {
    /// What is to reach the minimum.
    pub fn requirement(self) -> Requirement {
        self.0.requirement
    }

    /// The minimum.
    pub fn minimum(self) -> Sourced<Share> {
        let share = Share::from_checked(self.0.minimum_percent / 100.0);
        embedded(share, self.0.source, self.0.status)
    }

    /// The first day on which it holds.
    pub fn from(self) -> Date {
        self.0.from.first_day()
    }

    /// The article or annex.
    pub fn clause(self) -> &'static str {
        self.0.clause
    }
}

impl PartialEq for BatteryTarget {
    fn eq(&self, other: &Self) -> bool {
        core::ptr::eq(self.0, other.0)
    }
}

impl Eq for BatteryTarget {}

impl fmt::Debug for BatteryTarget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (requirement, minimum) = (self.requirement(), self.minimum());
        write!(f, "{requirement} from {}: {minimum}", self.from())
    }
}

/// Every minimum, by requirement and day.
pub fn all() -> impl DoubleEndedIterator<Item = BatteryTarget> + ExactSizeIterator {
    data::TARGETS.iter().map(BatteryTarget)
}

/// The minimum that holds on a day, if there is one.
///
/// # Source
/// See the [module](self).
///
/// # Example
/// ```
/// use ict_impact::reference::battery_targets::{Battery, Requirement, target};
/// let portable = Requirement::Collection(Battery::Portable);
/// let on = |day: &str| Ok::<_, ict_impact::time::TimeError>(target(portable, day.parse()?));
/// assert_eq!(on("2023-12-30")?, None);
/// assert_eq!(on("2023-12-31")?.unwrap().minimum().value.percent(), 45.0);
/// assert_eq!(on("2030-12-30")?.unwrap().minimum().value.percent(), 63.0);
/// assert_eq!(on("2030-12-31")?.unwrap().minimum().value.percent(), 73.0);
/// # Ok::<(), ict_impact::time::TimeError>(())
/// ```
pub fn target(requirement: Requirement, day: Date) -> Option<BatteryTarget> {
    all()
        .rev()
        .find(|target| target.requirement() == requirement && target.from() <= day)
}
