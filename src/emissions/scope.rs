use core::iter::Sum;
use core::ops::Add;

use alloc::vec::Vec;

use super::EmissionsError;
use super::error::not_negative;
use super::operational::operational_emissions;
use crate::quantity::sum;
use crate::quantity::{CarbonIntensity, Co2e, Energy, Quantity, text};

macro_rules! methods_of_scope_2 {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
        pub struct $name(Co2e);

        impl $name {
            /// The emissions, for a report that says by which method.
            pub const fn co2e(self) -> Co2e {
                self.0
            }
        }

        impl Add for $name {
            type Output = Self;
            fn add(self, other: Self) -> Self {
                Self(self.0 + other.0)
            }
        }

        /// Adds exactly, as [`Co2e`] does.
        impl Sum for $name {
            fn sum<I: Iterator<Item = Self>>(sites: I) -> Self {
                Self(sites.map(|site| site.0).sum())
            }
        }
    )+};
}

methods_of_scope_2! {
    /// Scope 2 emissions by the location-based method: what the grids that supply the sites emit.
    ///
    /// Adds to location-based emissions of other sites and to nothing else:
    /// ```
    /// use ict_impact::emissions::LocationBased;
    /// fn total(a: LocationBased, b: LocationBased) -> LocationBased { a + b }
    /// ```
    /// ```compile_fail
    /// use ict_impact::emissions::{LocationBased, MarketBased};
    /// fn total(a: LocationBased, b: MarketBased) -> LocationBased { a + b }
    /// ```
    LocationBased;
    /// Scope 2 emissions by the market-based method: what the chosen contracts and the residual
    /// mix emit. Adds to market-based emissions of other sites and to nothing else.
    MarketBased;
}

/// A contractual instrument: electricity bought with the claim to its emissions, such as a
/// supplier's product, a power purchase agreement or an energy attribute certificate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Contract {
    energy: Energy,
    intensity: CarbonIntensity,
}

impl Contract {
    /// A contract for `energy` of this intensity.
    ///
    /// # Errors
    /// [`EmissionsError::OutOfRange`] for a negative, NaN or infinite value.
    pub fn new(energy: Energy, intensity: CarbonIntensity) -> Result<Self, EmissionsError> {
        Ok(Self {
            energy: not_negative("energy under contract", energy)?,
            intensity: not_negative("carbon intensity of a contract", intensity)?,
        })
    }
}

/// Purchased electricity of one site (or of several in one market) in one year.
///
/// # Equation
/// ```text
/// location-based  S = E · I_grid
/// market-based    S = Σ_c E_c · I_c + (E − Σ_c E_c) · I_residual
///
/// S           scope 2 emissions [kgCO2e]
/// E           electricity consumed [J]
/// E_c, I_c    energy [J] and carbon intensity [kgCO2e/J] under the contract c
/// I_grid      carbon intensity of the grid [kgCO2e/J]
/// I_residual  carbon intensity of the residual mix [kgCO2e/J]; where there is none, I_grid
/// ```
///
/// # Source
/// GHG Protocol Scope 2 Guidance (2015), chapters 6 and 7: both methods are reported.
///
/// # Example
/// ```
/// use ict_impact::emissions::{Contract, PurchasedElectricity};
/// use ict_impact::quantity::{Co2e, parse};
/// let wind = Contract::new(parse("600 MWh")?, "0 gCO2e/kWh".parse()?)?;
/// let site = PurchasedElectricity::new(parse("1000 MWh")?, "400 gCO2e/kWh".parse()?)?
///     .with_contracts([wind])?
///     .with_residual_mix("480 gCO2e/kWh".parse()?)?;
/// let scope_2 = site.scope_2()?;
/// assert_eq!(scope_2.location_based.co2e(), Co2e::from_tonnes(400.0));
/// assert_eq!(scope_2.market_based.co2e(), Co2e::from_tonnes(192.0)); // 400 MWh · 480 g/kWh
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct PurchasedElectricity {
    consumed: Energy,
    grid: CarbonIntensity,
    contracts: Vec<Contract>,
    unclaimed: Energy,
    residual_mix: Option<CarbonIntensity>,
}

impl PurchasedElectricity {
    /// How far contracts may pass the consumption, relative to it, for what decimals cannot say
    /// exactly.
    pub const TOLERANCE: f64 = 1e-9;

    /// Electricity consumed from a grid of this intensity, without contracts.
    ///
    /// # Errors
    /// [`EmissionsError::OutOfRange`] for a negative, NaN or infinite value.
    pub fn new(consumed: Energy, grid: CarbonIntensity) -> Result<Self, EmissionsError> {
        let consumed = not_negative("electricity consumed", consumed)?;
        Ok(Self {
            consumed,
            grid: not_negative("carbon intensity of the grid", grid)?,
            contracts: Vec::new(),
            unclaimed: consumed,
            residual_mix: None,
        })
    }

    /// The same consumption, with these contracts in place of any given before.
    ///
    /// # Errors
    /// - [`EmissionsError::OverCoverage`] if they claim more than was consumed.
    /// - [`EmissionsError::Sum`] if their energy is too large for a number.
    pub fn with_contracts(
        mut self,
        contracts: impl IntoIterator<Item = Contract>,
    ) -> Result<Self, EmissionsError> {
        self.contracts = contracts.into_iter().collect();
        let claimed = sum(self.contracts.iter().map(|contract| contract.energy))?;
        if claimed.value > self.consumed.value * (1.0 + Self::TOLERANCE) {
            return Err(EmissionsError::OverCoverage {
                claimed: text(claimed),
                consumed: text(self.consumed),
            });
        }
        let unclaimed = (self.consumed.value - claimed.value).max(0.0);
        self.unclaimed = Energy::from_base(unclaimed)?;
        Ok(self)
    }

    /// The same consumption, with the residual mix of its market.
    ///
    /// # Errors
    /// [`EmissionsError::OutOfRange`] for a negative, NaN or infinite value.
    pub fn with_residual_mix(mut self, mix: CarbonIntensity) -> Result<Self, EmissionsError> {
        self.residual_mix = Some(not_negative("carbon intensity of the residual mix", mix)?);
        Ok(self)
    }

    /// Both results.
    ///
    /// # Errors
    /// [`EmissionsError::Quantity`] or [`EmissionsError::Sum`] if the emissions are too large
    /// for a number.
    pub fn scope_2(&self) -> Result<Scope2, EmissionsError> {
        let location = operational_emissions(self.consumed, self.grid);
        let rest = operational_emissions(self.unclaimed, self.residual_mix.unwrap_or(self.grid));
        let contracts = self
            .contracts
            .iter()
            .map(|contract| operational_emissions(contract.energy, contract.intensity));
        Ok(Scope2 {
            location_based: LocationBased(Co2e::from_base(location.kg())?),
            market_based: MarketBased(sum(contracts.chain([rest]))?),
            grid_for_residual: self.residual_mix.is_none() && self.unclaimed.value > 0.0,
        })
    }
}

/// Scope 2 emissions by both methods, which are reported side by side and never added.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Scope2 {
    /// By the location-based method.
    pub location_based: LocationBased,
    /// By the market-based method.
    pub market_based: MarketBased,
    /// Whether the grid stands in for a residual mix that was not given. To be disclosed: what
    /// others claim is then counted twice.
    pub grid_for_residual: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::parse;

    fn site(contract: &str) -> Result<PurchasedElectricity, EmissionsError> {
        let contract =
            Contract::new(parse(contract).unwrap(), "20 gCO2e/kWh".parse().unwrap()).unwrap();
        PurchasedElectricity::new(parse("0.3 kWh").unwrap(), "500 gCO2e/kWh".parse().unwrap())
            .unwrap()
            .with_contracts([contract])
    }

    #[test]
    fn no_more_can_be_claimed_than_was_consumed() {
        let error = site("0.301 kWh").unwrap_err();
        assert_eq!(
            error,
            EmissionsError::OverCoverage {
                claimed: "0.301 kWh".into(),
                consumed: "0.3 kWh".into()
            }
        );
    }

    #[test]
    fn decimals_that_make_up_the_whole_leave_nothing_unclaimed() {
        let thirds = [0.1, 0.2].map(|kwh| {
            let energy = Energy::of(kwh, "kWh").unwrap();
            Contract::new(energy, CarbonIntensity::from_grams_per_kwh(0.0)).unwrap()
        });
        let site =
            PurchasedElectricity::new(parse("0.3 kWh").unwrap(), "1 gCO2e/kWh".parse().unwrap())
                .unwrap()
                .with_contracts(thirds)
                .unwrap();
        let scope_2 = site.scope_2().unwrap();
        assert_eq!(scope_2.market_based.co2e(), Co2e::ZERO);
        assert!(!scope_2.grid_for_residual);
    }

    #[test]
    fn the_grid_stands_in_for_a_missing_residual_mix_and_says_so() {
        let scope_2 = site("0.1 kWh").unwrap().scope_2().unwrap();
        assert!(scope_2.grid_for_residual);
        assert!((scope_2.market_based.co2e().grams() - 102.0).abs() < 1e-12);
        let whole = site("0.3 kWh").unwrap().scope_2().unwrap();
        assert!(!whole.grid_for_residual);
    }

    #[test]
    fn refuses_what_is_negative() {
        let (kwh, grid) = (parse("1 kWh").unwrap(), "1 gCO2e/kWh".parse().unwrap());
        let negative = "-1 gCO2e/kWh".parse().unwrap();
        assert!(Contract::new(kwh, negative).is_err());
        assert!(PurchasedElectricity::new(kwh, negative).is_err());
        assert!(PurchasedElectricity::new(Energy::from_checked(f64::NAN), grid).is_err());
        let site = PurchasedElectricity::new(kwh, grid).unwrap();
        assert!(site.with_residual_mix(negative).is_err());
    }
}
