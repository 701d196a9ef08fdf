use alloc::string::String;
use alloc::vec::Vec;

use super::error::not_negative;
use super::{FootprintError, Kind};
use crate::emissions::{Contract, PurchasedHeat, Scope1};
use crate::energy::DataCentreEnergy;
use crate::place::Country;
use crate::quantity::{Energy, Ratio};
use crate::time::Year;

/// A site with a meter of its own in one year: an office, a data centre, the sites of a network.
///
/// # Example
/// ```
/// use ict_impact::emissions::Contract;
/// use ict_impact::footprint::Site;
/// use ict_impact::quantity::{Ratio, parse};
/// use ict_impact::time::Year;
/// let year = Year::of::<2022>();
/// let office = Site::office("Nairobi", "KEN".parse()?, year, parse("120 MWh")?)?;
/// // 100 MWh of IT equipment at a PUE of 1.5
/// let data_centre = Site::data_centre_by_pue(
///     "DC 1", "KEN".parse()?, year, parse("100 MWh")?, parse::<Ratio>("1.5 1")?,
/// )?;
/// assert_eq!(data_centre.electricity(), parse("150 MWh")?);
/// assert!(Site::data_centre("DC 2", "KEN".parse()?, year, parse("90 MWh")?, parse("100 MWh")?).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Site {
    pub(super) name: String,
    pub(super) kind: Kind,
    pub(super) country: Country,
    pub(super) year: Year,
    pub(super) electricity: Energy,
    data_centre: Option<DataCentreEnergy>,
    pub(super) contracts: Vec<Contract>,
    pub(super) heat: Vec<PurchasedHeat>,
    pub(super) direct: Option<Scope1>,
}

impl Site {
    /// An office or other site that used this electricity in the year.
    ///
    /// # Errors
    /// [`FootprintError::OutOfRange`] for a negative, NaN or infinite energy.
    pub fn office(
        name: impl Into<String>,
        country: Country,
        year: Year,
        electricity: Energy,
    ) -> Result<Self, FootprintError> {
        Self::metered(name.into(), Kind::Offices, country, year, electricity)
    }

    /// The own sites of a network, such as base stations, that used this electricity in the year.
    ///
    /// # Errors
    /// As [`office`](Self::office).
    pub fn network(
        name: impl Into<String>,
        country: Country,
        year: Year,
        electricity: Energy,
    ) -> Result<Self, FootprintError> {
        Self::metered(name.into(), Kind::Networks, country, year, electricity)
    }

    /// A data centre that used `total` in the year, of which its IT equipment used `it`.
    ///
    /// # Errors
    /// [`FootprintError::Energy`] as [`DataCentreEnergy::new`]: also for a PUE below 1.
    pub fn data_centre(
        name: impl Into<String>,
        country: Country,
        year: Year,
        total: Energy,
        it: Energy,
    ) -> Result<Self, FootprintError> {
        let name = name.into();
        let energy = DataCentreEnergy::new(total, it);
        let energy = energy.map_err(|error| FootprintError::energy(&name, error))?;
        let site = Self::metered(name, Kind::DataCentres, country, year, total)?;
        Ok(Self {
            data_centre: Some(energy),
            ..site
        })
    }

    /// A data centre of which the energy of the IT equipment and the power usage effectiveness are
    /// known.
    ///
    /// # Equation
    /// ```text
    /// E = E_IT · PUE      E     energy of the data centre [J]
    ///                     E_IT  energy of its IT equipment [J]
    ///                     PUE   power usage effectiveness [1], at least 1
    /// ```
    ///
    /// # Errors
    /// As [`data_centre`](Self::data_centre).
    pub fn data_centre_by_pue(
        name: impl Into<String>,
        country: Country,
        year: Year,
        it: Energy,
        pue: Ratio,
    ) -> Result<Self, FootprintError> {
        Self::data_centre(name, country, year, it * pue, it)
    }

    fn metered(
        name: String,
        kind: Kind,
        country: Country,
        year: Year,
        electricity: Energy,
    ) -> Result<Self, FootprintError> {
        let electricity = not_negative(&name, "electricity", electricity)?;
        Ok(Self {
            name,
            kind,
            country,
            year,
            electricity,
            data_centre: None,
            contracts: Vec::new(),
            heat: Vec::new(),
            direct: None,
        })
    }

    /// The same site, whose electricity is bought by these contracts, as far as they reach.
    #[must_use]
    pub fn with_contracts(mut self, contracts: impl IntoIterator<Item = Contract>) -> Self {
        self.contracts.extend(contracts);
        self
    }

    /// The same site, with heat, steam or cold that it bought.
    #[must_use]
    pub fn with_heat(mut self, heat: impl IntoIterator<Item = PurchasedHeat>) -> Self {
        self.heat.extend(heat);
        self
    }

    /// The same site, with its direct emissions: fuels burnt and gases that leaked.
    #[must_use]
    pub fn with_direct_emissions(mut self, scope_1: Scope1) -> Self {
        self.direct = Some(scope_1);
        self
    }

    /// The name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The electricity of the whole site.
    pub const fn electricity(&self) -> Energy {
        self.electricity
    }

    /// Energy of a data centre and of its IT equipment; none for other sites.
    pub const fn data_centre_energy(&self) -> Option<DataCentreEnergy> {
        self.data_centre
    }
}
