use alloc::vec::Vec;

use super::super::EmissionsError;
use super::super::error::not_negative;
use super::super::operational::operational_emissions;
use super::{LocationBased, MarketBased, Scope2};
use crate::quantity::{CarbonIntensity, Co2e, Energy, Quantity, sum, text};

/// A kind of contractual instrument: how the claim to the emissions of electricity was bought.
/// In the order in which the guidance prefers them.
///
/// # Source
/// GHG Protocol Scope 2 Guidance (2015), chapter 6: hierarchy of emission factors of the
/// market-based method, as summarised by third parties.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Instrument {
    /// An energy attribute certificate, such as a guarantee of origin or a REC.
    EnergyAttributeCertificate,
    /// A contract with a generator, such as a power purchase agreement, that conveys the claim.
    PowerPurchaseAgreement,
    /// The emission rate of what the supplier delivers, or of a product of its.
    SupplierRate,
}

impl Instrument {
    /// The name in words, such as `power purchase agreement`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::EnergyAttributeCertificate => "energy attribute certificate",
            Self::PowerPurchaseAgreement => "power purchase agreement",
            Self::SupplierRate => "supplier-specific rate",
        }
    }
}

impl core::fmt::Display for Instrument {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.pad(self.name())
    }
}

/// Where the market-based method takes an intensity from. In the order in which the guidance
/// prefers them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum MarketSource {
    /// A contractual instrument.
    Instrument(Instrument),
    /// The residual mix: what is left of the grid when all claims are taken out.
    ResidualMix,
    /// The average of the grid, where there is no residual mix.
    Grid,
}

/// Electricity bought with the claim to its emissions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Contract {
    instrument: Instrument,
    energy: Energy,
    intensity: CarbonIntensity,
}

impl Contract {
    /// Electricity of this intensity, claimed by this instrument.
    ///
    /// # Errors
    /// [`EmissionsError::OutOfRange`] for a negative, NaN or infinite value.
    pub fn new(
        instrument: Instrument,
        energy: Energy,
        intensity: CarbonIntensity,
    ) -> Result<Self, EmissionsError> {
        Ok(Self {
            instrument,
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
/// use ict_impact::emissions::{Contract, Instrument, MarketSource, PurchasedElectricity};
/// use ict_impact::quantity::{Co2e, parse};
/// let wind = Contract::new(
///     Instrument::PowerPurchaseAgreement,
///     parse("600 MWh")?,
///     "0 gCO2e/kWh".parse()?,
/// )?;
/// let site = PurchasedElectricity::new(parse("1000 MWh")?, "400 gCO2e/kWh".parse()?)?
///     .with_contracts([wind])?
///     .with_residual_mix("480 gCO2e/kWh".parse()?)?;
/// let scope_2 = site.scope_2()?;
/// assert_eq!(scope_2.location_based.co2e(), Co2e::from_tonnes(400.0));
/// assert_eq!(scope_2.market_based.co2e(), Co2e::from_tonnes(192.0)); // 400 MWh · 480 g/kWh
/// let sources: Vec<_> = site.market_sources().map(|(source, ..)| source).collect();
/// assert_eq!(sources, [
///     MarketSource::Instrument(Instrument::PowerPurchaseAgreement),
///     MarketSource::ResidualMix,
/// ]);
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
        self.contracts.sort_by_key(|contract| contract.instrument);
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

    /// What the market-based method multiplies, for a report: each contract by the order of
    /// instruments, then what nobody claims. Sources without energy are left out.
    pub fn market_sources(
        &self,
    ) -> impl Iterator<Item = (MarketSource, Energy, CarbonIntensity)> + use<'_> {
        let rest = match self.residual_mix {
            Some(mix) => (MarketSource::ResidualMix, self.unclaimed, mix),
            None => (MarketSource::Grid, self.unclaimed, self.grid),
        };
        self.contracts
            .iter()
            .map(|one| {
                let source = MarketSource::Instrument(one.instrument);
                (source, one.energy, one.intensity)
            })
            .chain([rest])
            .filter(|(_, energy, _)| energy.value > 0.0)
    }

    /// Both results.
    ///
    /// # Errors
    /// [`EmissionsError::Quantity`] or [`EmissionsError::Sum`] if the emissions are too large
    /// for a number.
    pub fn scope_2(&self) -> Result<Scope2, EmissionsError> {
        let location = operational_emissions(self.consumed, self.grid);
        let market = self
            .market_sources()
            .map(|(_, energy, intensity)| operational_emissions(energy, intensity));
        Ok(Scope2 {
            location_based: LocationBased::of(Co2e::from_base(location.kg())?),
            market_based: MarketBased::of(sum(market)?),
            grid_for_residual: self
                .market_sources()
                .any(|(source, ..)| source == MarketSource::Grid),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::parse;

    fn claim(energy: Energy, intensity: CarbonIntensity) -> Result<Contract, EmissionsError> {
        Contract::new(Instrument::SupplierRate, energy, intensity)
    }

    fn site(contract: &str) -> Result<PurchasedElectricity, EmissionsError> {
        let contract = claim(parse(contract).unwrap(), "20 gCO2e/kWh".parse().unwrap()).unwrap();
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
            claim(energy, CarbonIntensity::from_grams_per_kwh(0.0)).unwrap()
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
        assert!(claim(kwh, negative).is_err());
        assert!(PurchasedElectricity::new(kwh, negative).is_err());
        assert!(PurchasedElectricity::new(Energy::from_checked(f64::NAN), grid).is_err());
        let site = PurchasedElectricity::new(kwh, grid).unwrap();
        assert!(site.with_residual_mix(negative).is_err());
    }

    #[test]
    fn sources_stand_in_the_order_of_the_hierarchy() {
        use Instrument::{EnergyAttributeCertificate, PowerPurchaseAgreement, SupplierRate};
        let (kwh, grid) = (parse("1 kWh").unwrap(), "400 gCO2e/kWh".parse().unwrap());
        let contracts = [
            SupplierRate,
            EnergyAttributeCertificate,
            PowerPurchaseAgreement,
        ]
        .map(|instrument| Contract::new(instrument, kwh, grid).unwrap());
        let site = PurchasedElectricity::new(parse("4 kWh").unwrap(), grid).unwrap();
        let site = site.with_contracts(contracts).unwrap();
        let sources: Vec<_> = site.market_sources().map(|(source, ..)| source).collect();
        let instruments = [
            EnergyAttributeCertificate,
            PowerPurchaseAgreement,
            SupplierRate,
        ];
        assert_eq!(sources[..3], instruments.map(MarketSource::Instrument));
        assert_eq!(sources[3..], [MarketSource::Grid]);
        assert!(sources.is_sorted());
        let mixed = site.with_residual_mix(grid).unwrap();
        let last = mixed.market_sources().last().unwrap();
        assert_eq!((last.0, last.1), (MarketSource::ResidualMix, kwh));
    }
}
