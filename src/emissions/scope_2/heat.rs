use super::super::EmissionsError;
use super::super::error::not_negative;
use super::super::operational::operational_emissions;
use super::{LocationBased, MarketBased, Scope2};
use crate::quantity::{CarbonIntensity, Co2e, Energy, Quantity};

/// What heat or cold is bought as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum HeatCarrier {
    /// Steam.
    Steam,
    /// Heating, such as district heating.
    Heating,
    /// Cooling, such as district cooling.
    Cooling,
}

impl HeatCarrier {
    /// The name in words, such as `steam`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Steam => "steam",
            Self::Heating => "heating",
            Self::Cooling => "cooling",
        }
    }
}

impl core::fmt::Display for HeatCarrier {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.pad(self.name())
    }
}

/// Purchased steam, heating or cooling of one site in one year.
///
/// # Equation
/// ```text
/// location-based  S = E · I_network
/// market-based    S = E · I_contract      where there is none, as location-based
///
/// S           scope 2 emissions [kgCO2e]
/// E           heat or cold consumed [J]
/// I_network   average intensity of the network or supplier [kgCO2e/J]
/// I_contract  intensity of what was contracted [kgCO2e/J]
/// ```
///
/// # Source
/// GHG Protocol Scope 2 Guidance (2015): scope 2 includes steam, heating and cooling, by both
/// methods. Its appendix A on them was not read; there is no residual mix here.
///
/// # Example
/// See [`Scope2`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PurchasedHeat {
    carrier: HeatCarrier,
    consumed: Energy,
    network: CarbonIntensity,
    contract: Option<CarbonIntensity>,
}

impl PurchasedHeat {
    /// Heat or cold consumed, from a network of this average intensity.
    ///
    /// # Errors
    /// [`EmissionsError::OutOfRange`] for a negative, NaN or infinite value.
    pub fn new(
        carrier: HeatCarrier,
        consumed: Energy,
        network: CarbonIntensity,
    ) -> Result<Self, EmissionsError> {
        Ok(Self {
            carrier,
            consumed: not_negative("heat or cold consumed", consumed)?,
            network: not_negative("carbon intensity of the network", network)?,
            contract: None,
        })
    }

    /// The same purchase, all of it under a contract of this intensity.
    ///
    /// # Errors
    /// [`EmissionsError::OutOfRange`] for a negative, NaN or infinite value.
    pub fn with_contract(self, intensity: CarbonIntensity) -> Result<Self, EmissionsError> {
        Ok(Self {
            contract: Some(not_negative("carbon intensity of a contract", intensity)?),
            ..self
        })
    }

    /// What is bought.
    pub const fn carrier(self) -> HeatCarrier {
        self.carrier
    }

    /// Both results.
    ///
    /// # Errors
    /// [`EmissionsError::Quantity`] if the emissions are too large for a number.
    pub fn scope_2(self) -> Result<Scope2, EmissionsError> {
        let location = operational_emissions(self.consumed, self.network);
        let market = operational_emissions(self.consumed, self.contract.unwrap_or(self.network));
        Ok(Scope2 {
            location_based: LocationBased::of(Co2e::from_base(location.kg())?),
            market_based: MarketBased::of(Co2e::from_base(market.kg())?),
            grid_for_residual: false,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::parse;

    #[test]
    fn without_a_contract_the_market_is_the_network() {
        let (mwh, network) = (parse("1 MWh").unwrap(), "90 gCO2e/kWh".parse().unwrap());
        let steam = PurchasedHeat::new(HeatCarrier::Steam, mwh, network).unwrap();
        let plain = steam.scope_2().unwrap();
        assert_eq!(plain.location_based.co2e(), Co2e::from_kg(90.0));
        assert_eq!(plain.market_based.co2e(), Co2e::from_kg(90.0));
        assert!(!plain.grid_for_residual);
        let green = steam.with_contract("0 gCO2e/kWh".parse().unwrap()).unwrap();
        let green = green.scope_2().unwrap();
        assert_eq!(green.location_based, plain.location_based);
        assert_eq!(green.market_based.co2e(), Co2e::ZERO);
    }

    #[test]
    fn refuses_what_is_negative() {
        let (kwh, network) = (parse("1 kWh").unwrap(), "1 gCO2e/kWh".parse().unwrap());
        let negative = "-1 gCO2e/kWh".parse().unwrap();
        let cooling = HeatCarrier::Cooling;
        assert!(PurchasedHeat::new(cooling, kwh, negative).is_err());
        assert!(PurchasedHeat::new(cooling, Energy::from_checked(f64::NAN), network).is_err());
        let cold = PurchasedHeat::new(cooling, kwh, network).unwrap();
        assert!(cold.with_contract(negative).is_err());
    }
}
