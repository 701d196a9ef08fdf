use crate::circularity::CircularityError;
use crate::column::ColumnError;
use crate::emissions::EmissionsError;
use crate::energy::EnergyError;
use crate::energy::profile::ProfileError;
use crate::ewaste::put_on_market::PutOnMarketError;
use crate::ewaste::{EwasteError, TreatmentError};
use crate::fleet::{FleetError, LifetimeError, StageError, StockError};
use crate::footprint::FootprintError;
use crate::numeric::SumError;
use crate::place::PlaceError;
use crate::quantity::QuantityError;
use crate::reference::ReferenceError;
use crate::review::{ObservationError, ReviewError};
use crate::source::{DigestError, LedgerError, SourceError};
use crate::time::TimeError;
use crate::uncertainty::{MonteCarloError, UncertaintyError};

/// Any error of the library, for callers that use several modules.
///
/// # Example
/// ```
/// use ict_impact::quantity::{Energy, parse};
/// use ict_impact::time::Year;
/// fn read(energy: &str, year: &str) -> Result<(Energy, Year), ict_impact::Error> {
///     Ok((parse(energy)?, year.parse()?))
/// }
/// assert!(read("1.5 kWh", "2022").is_ok());
/// assert!(matches!(read("1.5 kWh", "22222"), Err(ict_impact::Error::Time(_))));
/// ```
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
#[allow(
    missing_docs,
    reason = "each variant is the error of the module it is named after"
)]
pub enum Error {
    #[error(transparent)]
    Circularity(#[from] CircularityError),
    #[error(transparent)]
    Column(#[from] ColumnError),
    #[error(transparent)]
    Digest(#[from] DigestError),
    #[error(transparent)]
    Emissions(#[from] EmissionsError),
    #[error(transparent)]
    Energy(#[from] EnergyError),
    #[error(transparent)]
    Ewaste(#[from] EwasteError),
    #[error(transparent)]
    Fleet(#[from] FleetError),
    #[error(transparent)]
    Footprint(#[from] FootprintError),
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    #[error(transparent)]
    Lifetime(#[from] LifetimeError),
    #[error(transparent)]
    MonteCarlo(#[from] MonteCarloError),
    #[error(transparent)]
    Observation(#[from] ObservationError),
    #[error(transparent)]
    Place(#[from] PlaceError),
    #[error(transparent)]
    Profile(#[from] ProfileError),
    #[error(transparent)]
    PutOnMarket(#[from] PutOnMarketError),
    #[error(transparent)]
    Quantity(#[from] QuantityError),
    #[error(transparent)]
    Reference(#[from] ReferenceError),
    #[error(transparent)]
    Review(#[from] ReviewError),
    #[error(transparent)]
    Source(#[from] SourceError),
    #[error(transparent)]
    Stage(#[from] StageError),
    #[error(transparent)]
    Stock(#[from] StockError),
    #[error(transparent)]
    Sum(#[from] SumError),
    #[error(transparent)]
    Time(#[from] TimeError),
    #[error(transparent)]
    Treatment(#[from] TreatmentError),
    #[error(transparent)]
    Uncertainty(#[from] UncertaintyError),
}
