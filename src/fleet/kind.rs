use alloc::string::String;
use core::fmt;

use crate::energy::PowerProfile;
use crate::quantity::{Energy, Factor, PerDevice, Power};
use crate::reference::unu_keys::UnuKey;

/// What a kind of device is called: a UNU-KEY, or a name of the user's own.
///
/// # Example
/// ```
/// use ict_impact::fleet::DeviceKind;
/// use ict_impact::reference::unu_keys::UnuKey;
/// let laptops = DeviceKind::from("0303".parse::<UnuKey>()?);
/// assert_eq!(laptops.to_string(), "0303 Laptops (incl. tablets)");
/// assert_eq!(DeviceKind::Own("rugged tablet".into()).to_string(), "rugged tablet");
/// assert!("9999".parse::<UnuKey>().is_err());
/// # Ok::<(), ict_impact::reference::ReferenceError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum DeviceKind {
    /// A UNU-KEY.
    Unu(UnuKey),
    /// A kind of one's own, by its name.
    Own(String),
}

impl From<UnuKey> for DeviceKind {
    fn from(key: UnuKey) -> Self {
        Self::Unu(key)
    }
}

impl fmt::Display for DeviceKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unu(key) => write!(f, "{key} {}", key.description()),
            Self::Own(name) => f.write_str(name),
        }
    }
}

/// What one device uses: power states, a mean power, or the energy of a year.
///
/// # Example
/// ```
/// use ict_impact::energy::{PowerProfile, PowerState};
/// use ict_impact::fleet::{DeviceKind, DeviceModel, EnergyUse, Lifetime, Years};
/// use ict_impact::quantity::{Share, parse, text};
/// use ict_impact::time::YearLength;
/// // 8 W for a quarter of the time, 1 W for the rest: 2.75 W over 8760 h
/// let states = PowerProfile::new([
///     PowerState::new(parse("8 W")?, Share::new(0.25)?)?,
///     PowerState::new(parse("1 W")?, Share::new(0.75)?)?,
/// ])?;
/// let router = DeviceModel::new(DeviceKind::Own("router".into()), Lifetime::fixed(Years::new(5.0))?)
///     .with_power_states(states.clone());
/// assert_eq!(router.energy_use(), Some(&EnergyUse::PowerStates(states)));
/// let yearly = router.energy_per_device_and_year(YearLength::Common).ok_or("unknown")?;
/// assert_eq!(text(yearly), "24.09 kWh/device");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum EnergyUse {
    /// Power states, each with its share of the time.
    PowerStates(PowerProfile),
    /// The mean power over all hours of the year.
    MeanPower(Power),
    /// The energy of a year, whatever its length.
    PerYear(Factor<Energy, PerDevice>),
}

/// A figure of a [`DeviceModel`](super::DeviceModel) that has a source.
///
/// # Example
/// ```
/// use ict_impact::fleet::{DeviceKind, DeviceModel, Figure, Lifetime, Years};
/// use ict_impact::source::{SourceId, Status};
/// let router = DeviceModel::new(DeviceKind::Own("router".into()), Lifetime::fixed(Years::new(5.0))?)
///     .with_source(Figure::Lifetime, SourceId::new("own-survey-2024")?, Status::Verified);
/// assert_eq!(router.sources()[0].source.as_str(), "own-survey-2024");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Figure {
    /// The lifetimes.
    Lifetime,
    /// The mass of one device.
    UnitMass,
    /// What one device uses.
    EnergyUse,
    /// The embodied emissions of one device.
    Embodied,
}
