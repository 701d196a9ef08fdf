use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use super::{DeviceKind, LifetimeError, StockError};
use crate::column::ColumnError;
use crate::reference::unu_keys::{LifetimeProfile, UnuKey};
use crate::time::{TimeError, Year};

/// What can be wrong with device models and a fleet of them.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum FleetError {
    /// A figure of a device model.
    #[error(
        "{kind}: {figure}{} must be finite and {accepted}, not {value}",
        year.map_or_else(String::new, |year| alloc::format!(" of {year}"))
    )]
    OutOfRange {
        /// The kind of device.
        kind: DeviceKind,
        /// The figure.
        figure: &'static str,
        /// The year, where the figure is given by year.
        year: Option<Year>,
        /// What was given, with its unit.
        value: String,
        /// What is accepted.
        accepted: &'static str,
    },
    /// A UNU-KEY without a lifetime in a profile.
    #[error("there is no lifetime of {key} in the profile {profile:?}")]
    NoLifetime {
        /// The UNU-KEY.
        key: UnuKey,
        /// The profile.
        profile: LifetimeProfile,
    },
    /// A typical device without a share of the time in use.
    #[error("the typical device `{archetype}` has no share of the time in use")]
    NoUseTime {
        /// Id of the typical device.
        archetype: &'static str,
    },
    /// Years in which devices entered and for which the mass of one is not known.
    #[error("{kind}: there is no unit mass for {}", Listed(years))]
    NoUnitMass {
        /// The kind of device.
        kind: DeviceKind,
        /// All such years.
        years: Vec<Year>,
    },
    /// A kind of device that the fleet has already.
    #[error("{kind} is in the fleet already")]
    Twice {
        /// The kind of device.
        kind: DeviceKind,
    },
    /// The stock of a kind of device.
    #[error("{kind}: {error}")]
    Stock {
        /// The kind of device.
        kind: DeviceKind,
        /// What is wrong with it.
        error: StockError,
    },
    /// A lifetime.
    #[error(transparent)]
    Lifetime(#[from] LifetimeError),
    /// Years.
    #[error(transparent)]
    Years(#[from] TimeError),
    /// A sum over the fleet that is not a finite number.
    #[error(transparent)]
    Overflow(#[from] ColumnError),
}

struct Listed<'a>(&'a [Year]);

impl fmt::Display for Listed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN: usize = 5;
        for (place, year) in self.0.iter().take(SHOWN).enumerate() {
            let separator = if place == 0 { "" } else { ", " };
            write!(f, "{separator}{year}")?;
        }
        if self.0.len() > SHOWN {
            write!(f, " and {} more years", self.0.len() - SHOWN)?;
        }
        Ok(())
    }
}
