use alloc::string::String;

use super::error::not_negative;
use super::{FootprintError, Kind};
use crate::emissions::{CategoryEmissions, GwpBasis, Scope3Category};
use crate::place::Country;
use crate::quantity::{Co2e, DataEnergyIntensity, Energy, Information};
use crate::time::Year;

/// A service bought in one year: traffic over the networks of others, or computing.
///
/// It is in scope 3, category 1; [`of_category`](Self::of_category) takes whatever else of scope 3
/// was computed elsewhere.
///
/// # Example
/// ```
/// use ict_impact::footprint::Service;
/// use ict_impact::quantity::{Co2e, parse};
/// use ict_impact::time::Year;
/// let year = Year::of::<2022>();
/// let cloud = Service::reported("cloud", "IRL".parse()?, year, Co2e::from_tonnes(12.0))?;
/// // 100 TB at 0.01 kWh/GB: 1 MWh
/// let traffic = Service::traffic(
///     "fixed network", "IRL".parse()?, year, parse("100 TB")?, "0.01 kWh/GB".parse()?,
/// )?;
/// assert_eq!((cloud.name(), traffic.name()), ("cloud", "fixed network"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Service {
    pub(super) name: String,
    pub(super) kind: Kind,
    pub(super) country: Country,
    pub(super) year: Year,
    pub(super) category: Scope3Category,
    pub(super) amount: Amount,
    pub(super) gwp_basis: Option<GwpBasis>,
}

/// What is known of a service.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Amount {
    Emissions(Co2e),
    Energy(Energy),
}

impl Service {
    /// A service whose supplier states its emissions.
    ///
    /// # Errors
    /// [`FootprintError::OutOfRange`] for negative, NaN or infinite emissions.
    pub fn reported(
        name: impl Into<String>,
        country: Country,
        year: Year,
        emissions: Co2e,
    ) -> Result<Self, FootprintError> {
        let name = name.into();
        let amount = Amount::Emissions(not_negative(&name, "emissions", emissions)?);
        Ok(Self::new(name, Kind::Services, country, year, amount))
    }

    /// A service of which the energy is known, on the grid of a country.
    ///
    /// # Errors
    /// [`FootprintError::OutOfRange`] for a negative, NaN or infinite energy.
    pub fn metered(
        name: impl Into<String>,
        country: Country,
        year: Year,
        energy: Energy,
    ) -> Result<Self, FootprintError> {
        let name = name.into();
        let amount = Amount::Energy(not_negative(&name, "energy", energy)?);
        Ok(Self::new(name, Kind::Services, country, year, amount))
    }

    /// Traffic over a network that uses so much energy per data, on the grid of a country.
    ///
    /// # Equation
    /// ```text
    /// E = D · i       E  energy [J]
    ///                 D  data [byte]
    ///                 i  energy intensity of the network [J/byte]
    /// ```
    ///
    /// # Errors
    /// [`FootprintError::OutOfRange`] for a negative, NaN or infinite amount or intensity, or a
    /// product of that kind.
    pub fn traffic(
        name: impl Into<String>,
        country: Country,
        year: Year,
        data: Information,
        intensity: DataEnergyIntensity,
    ) -> Result<Self, FootprintError> {
        let name = name.into();
        let data = not_negative(&name, "traffic", data)?;
        let intensity = not_negative(&name, "energy intensity of the network", intensity)?;
        let energy: Energy = data * intensity;
        let amount = Amount::Energy(not_negative(&name, "energy of the traffic", energy)?);
        Ok(Self::new(name, Kind::Networks, country, year, amount))
    }

    /// Emissions of a category of scope 3, such as business travel.
    ///
    /// # Example
    /// ```
    /// use ict_impact::emissions::{CategoryEmissions, Scope3Category, Scope3Method};
    /// use ict_impact::footprint::Service;
    /// use ict_impact::quantity::Co2e;
    /// use ict_impact::time::Year;
    /// let travel = CategoryEmissions::new(
    ///     Scope3Category::BusinessTravel,
    ///     Scope3Method::SupplierSpecific,
    ///     Co2e::from_tonnes(7.0),
    /// )?;
    /// let travel = Service::of_category("flights", "KEN".parse()?, Year::of::<2022>(), travel);
    /// assert_eq!(travel.name(), "flights");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of_category(
        name: impl Into<String>,
        country: Country,
        year: Year,
        emissions: CategoryEmissions,
    ) -> Self {
        let amount = Amount::Emissions(emissions.co2e());
        Self {
            category: emissions.category(),
            gwp_basis: emissions.basis(),
            ..Self::new(name.into(), Kind::Services, country, year, amount)
        }
    }

    /// The same service, whose emissions are by this set and horizon of global warming potentials.
    #[must_use]
    pub const fn with_gwp(mut self, basis: GwpBasis) -> Self {
        self.gwp_basis = Some(basis);
        self
    }

    fn new(name: String, kind: Kind, country: Country, year: Year, amount: Amount) -> Self {
        Self {
            name,
            kind,
            country,
            year,
            category: Scope3Category::PurchasedGoodsAndServices,
            amount,
            gwp_basis: None,
        }
    }

    /// The name.
    pub fn name(&self) -> &str {
        &self.name
    }
}
