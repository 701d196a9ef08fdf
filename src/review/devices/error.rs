use crate::circularity::CircularityError;
use crate::column::ColumnError;
use crate::energy::EnergyError;
use crate::ewaste::{EwasteError, TreatmentError};
use crate::fleet::{LifetimeError, StockError};
use crate::numeric::SumError;
use crate::place::{Country, PlaceError};
use crate::reference::ReferenceError;
use crate::reference::unu_keys::{LifetimeProfile, UnuKey};
use crate::review::ObservationError;
use crate::time::{TimeError, Year};

/// Why the model of devices cannot be run.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum DeviceModelError {
    /// There is no put-on-market series of this country and UNU-KEY.
    #[error("there is no put-on-market series of {key} in {country}")]
    NoSeries {
        /// The country.
        country: Country,
        /// The UNU-KEY.
        key: UnuKey,
    },
    /// There is no lifetime of this UNU-KEY in the profile.
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
    /// A country and year that were not modelled.
    #[error("{country} {year} is not among what was modelled")]
    NoYear {
        /// The country.
        country: Country,
        /// The year.
        year: Year,
    },
    /// An unknown code in a reference table.
    #[error(transparent)]
    Reference(#[from] ReferenceError),
    /// A lifetime that cannot be.
    #[error(transparent)]
    Lifetime(#[from] LifetimeError),
    /// A stock that cannot be computed.
    #[error(transparent)]
    Stock(#[from] StockError),
    /// A power profile that cannot be.
    #[error(transparent)]
    Energy(#[from] EnergyError),
    /// Collection targets that cannot be computed.
    #[error(transparent)]
    Ewaste(#[from] EwasteError),
    /// Materials that cannot be computed.
    #[error(transparent)]
    Materials(#[from] TreatmentError),
    /// An account of e-waste that cannot be.
    #[error(transparent)]
    Circularity(#[from] CircularityError),
    /// A sum that is too large for a number.
    #[error(transparent)]
    Sum(#[from] SumError),
    /// A series with values that are not allowed.
    #[error(transparent)]
    Column(#[from] ColumnError),
    /// A value that is not finite.
    #[error(transparent)]
    Observation(#[from] ObservationError),
    /// A group that cannot be.
    #[error(transparent)]
    Place(#[from] PlaceError),
    /// A year that cannot be.
    #[error(transparent)]
    Time(#[from] TimeError),
}
