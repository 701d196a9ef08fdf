use super::super::EnergyError;
use super::super::error::not_negative;
use crate::quantity::{
    Co2e, DataEnergyIntensity, Denominator, Energy, Factor, Information, PerInformation,
    PerSubscription, Quantity, QuantityError, Subscriptions,
};
use crate::time::Year;

/// Energy per subscription, such as 18 kWh/subscription in a year.
pub type EnergyPerSubscription = Factor<Energy, PerSubscription>;
/// Emissions per subscription, such as 7 kgCO2e/subscription in a year.
pub type EmissionsPerSubscription = Factor<Co2e, PerSubscription>;
/// Emissions per amount of data, such as kgCO2e/GB.
pub type EmissionsPerData = Factor<Co2e, PerInformation>;

pub(super) const SUBSCRIPTIONS: &str = "subscriptions";
pub(super) const TRAFFIC: &str = "traffic";

/// A network in one year: its energy, and what else is known of the same year and boundary.
///
/// # Source
/// The intensities that operators report: kWh and kgCO2e per subscription, kWh and kgCO2e per
/// amount of data. Which parts of the network are in them is the caller's to say, and has to be
/// the same for all figures.
///
/// # Example
/// ```
/// use ict_impact::energy::NetworkYear;
/// use ict_impact::quantity::{Co2e, Subscriptions, parse};
/// use ict_impact::time::Year;
/// let year = Year::of::<2023>();
/// let network = NetworkYear::new(year, parse("180 GWh")?)?
///     .with_subscriptions(year, Subscriptions::new(10e6))?
///     .with_traffic(year, parse("1500 PB")?)?
///     .with_sites(year, 9000)?
///     .with_emissions(year, Co2e::from_tonnes(72e3))?;
/// assert_eq!(network.energy_per_subscription()?.to_string(), "18 kWh/subscription");
/// assert_eq!(network.energy_per_traffic()?.to_string(), "0.12 kWh/GB");
/// assert_eq!(network.energy_per_site()?, parse("20 MWh")?);
/// assert_eq!(network.emissions_per_subscription()?.to_string(), "7.2 kgCO2e/subscription");
/// assert_eq!(network.emissions_per_traffic()?.to_string(), "0.048 kgCO2e/GB");
/// // Subscriptions of another year are refused.
/// assert!(network.with_subscriptions(Year::of::<2024>(), Subscriptions::new(11e6)).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NetworkYear {
    year: Year,
    energy: Energy,
    subscriptions: Option<Subscriptions>,
    traffic: Option<Information>,
    sites: Option<u32>,
    emissions: Option<Co2e>,
}

impl NetworkYear {
    /// A network that used this energy in the year.
    ///
    /// # Errors
    /// [`EnergyError::OutOfRange`] for a negative, NaN or infinite energy.
    pub fn new(year: Year, energy: Energy) -> Result<Self, EnergyError> {
        Ok(Self {
            year,
            energy: not_negative("energy of the network", energy)?,
            subscriptions: None,
            traffic: None,
            sites: None,
            emissions: None,
        })
    }

    /// With its subscriptions.
    ///
    /// # Errors
    /// [`EnergyError::OtherYear`] if they are not of the year of the energy;
    /// [`EnergyError::OutOfRange`] for a negative, NaN or infinite number.
    pub fn with_subscriptions(
        mut self,
        year: Year,
        subscriptions: Subscriptions,
    ) -> Result<Self, EnergyError> {
        self.of_the_year(SUBSCRIPTIONS, year)?;
        self.subscriptions = Some(not_negative(SUBSCRIPTIONS, subscriptions)?);
        Ok(self)
    }

    /// With the traffic that it carried.
    ///
    /// # Errors
    /// As [`with_subscriptions`](Self::with_subscriptions).
    pub fn with_traffic(mut self, year: Year, traffic: Information) -> Result<Self, EnergyError> {
        self.of_the_year(TRAFFIC, year)?;
        self.traffic = Some(not_negative(TRAFFIC, traffic)?);
        Ok(self)
    }

    /// With the number of its sites, such as base stations.
    ///
    /// # Errors
    /// [`EnergyError::OtherYear`] if they are not of the year of the energy.
    pub fn with_sites(mut self, year: Year, sites: u32) -> Result<Self, EnergyError> {
        self.of_the_year("sites", year)?;
        self.sites = Some(sites);
        Ok(self)
    }

    /// With its emissions.
    ///
    /// # Errors
    /// As [`with_subscriptions`](Self::with_subscriptions).
    pub fn with_emissions(mut self, year: Year, emissions: Co2e) -> Result<Self, EnergyError> {
        self.of_the_year("emissions", year)?;
        self.emissions = Some(not_negative("emissions of the network", emissions)?);
        Ok(self)
    }

    fn of_the_year(&self, figure: &'static str, given: Year) -> Result<(), EnergyError> {
        if given == self.year {
            return Ok(());
        }
        Err(EnergyError::OtherYear {
            figure,
            given,
            expected: self.year,
        })
    }

    /// The year.
    pub const fn year(&self) -> Year {
        self.year
    }

    /// The energy of the network in the year.
    pub const fn energy(&self) -> Energy {
        self.energy
    }

    pub(super) fn subscriptions_for(
        &self,
        result: &'static str,
    ) -> Result<Subscriptions, EnergyError> {
        known(self.subscriptions, result, SUBSCRIPTIONS)
    }

    pub(super) fn traffic_for(&self, result: &'static str) -> Result<Information, EnergyError> {
        known(self.traffic, result, TRAFFIC)
    }

    /// Energy per subscription in the year.
    ///
    /// # Equation
    /// ```text
    /// e = E / N      e  energy per subscription [J/subscription], usually kWh/subscription
    ///                E  energy of the network in the year [J]
    ///                N  subscriptions in the year [subscription]
    /// ```
    ///
    /// # Errors
    /// [`EnergyError::FigureMissing`] without subscriptions; [`EnergyError::Quantity`] with
    /// [`Undefined`](QuantityError::Undefined) if there are none.
    ///
    /// # Example
    /// See [`NetworkYear`].
    pub fn energy_per_subscription(&self) -> Result<EnergyPerSubscription, EnergyError> {
        const NAME: &str = "energy per subscription";
        per(
            NAME,
            self.energy,
            self.subscriptions_for(NAME)?,
            SUBSCRIPTIONS,
        )
    }

    /// Energy per traffic. It is a mean of the year, not what one more gigabyte takes.
    ///
    /// # Equation
    /// ```text
    /// e = E / V      e  energy per traffic [J/B], usually kWh/GB
    ///                E  energy of the network in the year [J]
    ///                V  traffic in the year [B]
    /// ```
    ///
    /// # Errors
    /// [`EnergyError::FigureMissing`] without traffic; [`EnergyError::Quantity`] with
    /// [`Undefined`](QuantityError::Undefined) if there is none.
    ///
    /// # Example
    /// See [`NetworkYear`].
    pub fn energy_per_traffic(&self) -> Result<DataEnergyIntensity, EnergyError> {
        const NAME: &str = "energy per traffic";
        per(NAME, self.energy, self.traffic_for(NAME)?, TRAFFIC)
    }

    /// The mean energy of a site in the year.
    ///
    /// # Equation
    /// ```text
    /// E_site = E / n      E_site  mean energy of a site [J]
    ///                     E       energy of the network in the year [J]
    ///                     n       number of sites
    /// ```
    ///
    /// # Errors
    /// [`EnergyError::FigureMissing`] without the number of sites; [`EnergyError::Quantity`] with
    /// [`Undefined`](QuantityError::Undefined) if there is none.
    ///
    /// # Example
    /// See [`NetworkYear`].
    pub fn energy_per_site(&self) -> Result<Energy, EnergyError> {
        const NAME: &str = "energy per site";
        match known(self.sites, NAME, "sites")? {
            0 => Err(undefined(NAME, "sites")),
            sites => Ok(self.energy / f64::from(sites)),
        }
    }

    /// Emissions per subscription in the year.
    ///
    /// # Equation
    /// ```text
    /// g = G / N      g  emissions per subscription [kgCO2e/subscription]
    ///                G  emissions of the network in the year [kgCO2e]
    ///                N  subscriptions in the year [subscription]
    /// ```
    ///
    /// # Errors
    /// As [`energy_per_subscription`](Self::energy_per_subscription), also without emissions.
    ///
    /// # Example
    /// See [`NetworkYear`].
    pub fn emissions_per_subscription(&self) -> Result<EmissionsPerSubscription, EnergyError> {
        const NAME: &str = "emissions per subscription";
        let emissions = known(self.emissions, NAME, "emissions")?;
        per(
            NAME,
            emissions,
            self.subscriptions_for(NAME)?,
            SUBSCRIPTIONS,
        )
    }

    /// Emissions per traffic.
    ///
    /// # Equation
    /// ```text
    /// g = G / V      g  emissions per traffic [kgCO2e/B], usually kgCO2e/GB
    ///                G  emissions of the network in the year [kgCO2e]
    ///                V  traffic in the year [B]
    /// ```
    ///
    /// # Errors
    /// As [`energy_per_traffic`](Self::energy_per_traffic), also without emissions.
    ///
    /// # Example
    /// See [`NetworkYear`].
    pub fn emissions_per_traffic(&self) -> Result<EmissionsPerData, EnergyError> {
        const NAME: &str = "emissions per traffic";
        let emissions = known(self.emissions, NAME, "emissions")?;
        per(NAME, emissions, self.traffic_for(NAME)?, TRAFFIC)
    }
}

fn known<T>(
    value: Option<T>,
    result: &'static str,
    figure: &'static str,
) -> Result<T, EnergyError> {
    value.ok_or(EnergyError::FigureMissing { result, figure })
}

fn undefined(ratio: &'static str, denominator: &'static str) -> EnergyError {
    QuantityError::Undefined { ratio, denominator }.into()
}

fn per<N: Quantity, D: Denominator>(
    name: &'static str,
    amount: N,
    activity: D::Activity,
    denominator: &'static str,
) -> Result<Factor<N, D>, EnergyError> {
    if activity.base() == 0.0 {
        return Err(undefined(name, denominator));
    }
    Ok(Factor::per(amount, activity)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::parse;
    use alloc::string::ToString;

    const YEAR: Year = Year::of::<2023>();

    fn network() -> NetworkYear {
        NetworkYear::new(YEAR, parse("1 MWh").unwrap()).unwrap()
    }

    #[test]
    fn what_was_not_given_is_named() {
        let text = |error: EnergyError| error.to_string();
        assert_eq!(
            text(network().energy_per_subscription().unwrap_err()),
            "energy per subscription needs a figure of the network that was not given: subscriptions"
        );
        for (error, result, figure) in [
            (
                network().energy_per_traffic().map(|_| ()),
                "energy per traffic",
                "traffic",
            ),
            (
                network().energy_per_site().map(|_| ()),
                "energy per site",
                "sites",
            ),
            (
                network().emissions_per_subscription().map(|_| ()),
                "emissions per subscription",
                "emissions",
            ),
            (
                network().emissions_per_traffic().map(|_| ()),
                "emissions per traffic",
                "emissions",
            ),
        ] {
            assert_eq!(error, Err(EnergyError::FigureMissing { result, figure }));
        }
    }

    #[test]
    fn nobody_and_nothing_carried_are_undefined() {
        let empty = network()
            .with_subscriptions(YEAR, Subscriptions::new(0.0))
            .and_then(|network| network.with_traffic(YEAR, Information::from_checked(0.0)))
            .and_then(|network| network.with_sites(YEAR, 0))
            .and_then(|network| network.with_emissions(YEAR, Co2e::from_kg(1.0)))
            .unwrap();
        for result in [
            empty.energy_per_subscription().map(Quantity::base),
            empty.energy_per_traffic().map(Quantity::base),
            empty.energy_per_site().map(Quantity::base),
            empty.emissions_per_subscription().map(Quantity::base),
            empty.emissions_per_traffic().map(Quantity::base),
        ] {
            assert!(matches!(
                result,
                Err(EnergyError::Quantity(QuantityError::Undefined { .. }))
            ));
        }
    }

    #[test]
    fn all_figures_are_of_one_year() {
        let other = Year::of::<2022>();
        assert_eq!(
            network()
                .with_traffic(other, parse("1 GB").unwrap())
                .unwrap_err()
                .to_string(),
            "traffic of 2022 with the energy of the network of 2023"
        );
        assert!(
            network()
                .with_subscriptions(other, Subscriptions::new(1.0))
                .is_err()
        );
        assert!(network().with_sites(other, 1).is_err());
        assert!(network().with_emissions(other, Co2e::from_kg(1.0)).is_err());
        assert_eq!(
            (network().year(), network().energy()),
            (YEAR, parse("1 MWh").unwrap())
        );
    }

    #[test]
    fn figures_that_are_none_are_refused() {
        for bad in [-1.0, f64::NAN, f64::INFINITY] {
            assert!(NetworkYear::new(YEAR, Energy::from_checked(bad)).is_err());
            assert!(
                network()
                    .with_subscriptions(YEAR, Subscriptions::new(bad))
                    .is_err()
            );
            assert!(
                network()
                    .with_traffic(YEAR, Information::from_checked(bad))
                    .is_err()
            );
            assert!(network().with_emissions(YEAR, Co2e::from_kg(bad)).is_err());
        }
    }
}
