use core::fmt;

use super::super::EnergyError;
use super::super::error::not_negative;
use super::NetworkYear;
use super::year::{SUBSCRIPTIONS, TRAFFIC};
use crate::quantity::{Energy, Information, Quantity, Share, Subscriptions, ratio, text};

/// By what the energy of a network is given to a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum AllocationModel {
    /// By the service's part of the traffic.
    ByTraffic,
    /// By the service's part of the subscriptions.
    BySubscriptions,
}

impl fmt::Display for AllocationModel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::ByTraffic => "by traffic",
            Self::BySubscriptions => "by subscriptions",
        })
    }
}

/// The energy of a network that is given to a service, and by what.
///
/// The two models answer different questions and give different numbers: results of both are not
/// added, and no result is without its model.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AllocatedEnergy {
    energy: Energy,
    share: Share,
    model: AllocationModel,
}

impl AllocatedEnergy {
    /// The energy given to the service.
    pub const fn energy(self) -> Energy {
        self.energy
    }

    /// The service's part of the network.
    pub const fn share(self) -> Share {
        self.share
    }

    /// By what it was given.
    pub const fn model(self) -> AllocationModel {
        self.model
    }
}

impl NetworkYear {
    /// The energy of a service by its part of the traffic.
    ///
    /// # Equation
    /// ```text
    /// E_s = E · v / V      E_s  energy given to the service [J]
    ///                      E    energy of the network in the year [J]
    ///                      v    traffic of the service in the year [B]
    ///                      V    traffic of the network in the year [B]
    /// ```
    ///
    /// # Errors
    /// - [`EnergyError::FigureMissing`] without the traffic of the network.
    /// - [`EnergyError::Quantity`] with [`Undefined`](crate::quantity::QuantityError::Undefined)
    ///   if the network carried none.
    /// - [`EnergyError::OutOfRange`] for a negative, NaN or infinite traffic.
    /// - [`EnergyError::PartAboveWhole`] if the service has more traffic than the network.
    ///
    /// # Example
    /// ```
    /// use ict_impact::energy::{AllocationModel, NetworkYear};
    /// use ict_impact::quantity::{Subscriptions, parse};
    /// use ict_impact::time::Year;
    /// let year = Year::of::<2023>();
    /// let network = NetworkYear::new(year, parse("180 GWh")?)?
    ///     .with_traffic(year, parse("1500 PB")?)?
    ///     .with_subscriptions(year, Subscriptions::new(10e6))?;
    /// let video = network.allocate_by_traffic(parse("600 PB")?)?;
    /// assert_eq!((video.energy(), video.share().percent()), (parse("72 GWh")?, 40.0));
    /// assert_eq!(video.model(), AllocationModel::ByTraffic);
    /// let meters = network.allocate_by_subscriptions(Subscriptions::new(1e6))?;
    /// assert_eq!((meters.energy(), meters.share().percent()), (parse("18 GWh")?, 10.0));
    /// assert_eq!(meters.model().to_string(), "by subscriptions");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn allocate_by_traffic(
        &self,
        traffic: Information,
    ) -> Result<AllocatedEnergy, EnergyError> {
        let all = self.traffic_for("allocation by traffic")?;
        let names = ("traffic of the service", TRAFFIC);
        self.allocate(traffic, all, names, AllocationModel::ByTraffic)
    }

    /// The energy of a service by its part of the subscriptions.
    ///
    /// # Equation
    /// ```text
    /// E_s = E · n / N      E_s  energy given to the service [J]
    ///                      E    energy of the network in the year [J]
    ///                      n    subscriptions of the service [subscription]
    ///                      N    subscriptions of the network [subscription]
    /// ```
    ///
    /// # Errors
    /// As [`allocate_by_traffic`](Self::allocate_by_traffic), of subscriptions.
    ///
    /// # Example
    /// See [`allocate_by_traffic`](Self::allocate_by_traffic).
    pub fn allocate_by_subscriptions(
        &self,
        subscriptions: Subscriptions,
    ) -> Result<AllocatedEnergy, EnergyError> {
        let all = self.subscriptions_for("allocation by subscriptions")?;
        let names = ("subscriptions of the service", SUBSCRIPTIONS);
        self.allocate(subscriptions, all, names, AllocationModel::BySubscriptions)
    }

    fn allocate<Q: Quantity>(
        &self,
        part: Q,
        whole: Q,
        (part_name, whole_name): (&'static str, &'static str),
        model: AllocationModel,
    ) -> Result<AllocatedEnergy, EnergyError> {
        let part = not_negative(part_name, part)?;
        let share = ratio(part, whole, "share of the service", whole_name)?;
        if part > whole {
            return Err(EnergyError::PartAboveWhole {
                part_name,
                part: text(part),
                whole_name: "that of the network",
                whole: text(whole),
            });
        }
        Ok(AllocatedEnergy {
            energy: self.energy() * share,
            share: Share::new(share.value)?,
            model,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::{QuantityError, parse};
    use crate::time::Year;
    use alloc::string::ToString;

    const YEAR: Year = Year::of::<2023>();

    fn network() -> NetworkYear {
        NetworkYear::new(YEAR, parse("1 MWh").unwrap())
            .and_then(|network| network.with_traffic(YEAR, parse("100 GB").unwrap()))
            .unwrap()
    }

    #[test]
    fn a_service_is_at_most_the_network() {
        let all = network()
            .allocate_by_traffic(parse("100 GB").unwrap())
            .unwrap();
        assert_eq!(
            (all.energy(), all.share()),
            (parse("1 MWh").unwrap(), Share::WHOLE)
        );
        let none = network()
            .allocate_by_traffic(parse("0 GB").unwrap())
            .unwrap();
        assert_eq!(none.energy().value, 0.0);
        assert_eq!(
            network()
                .allocate_by_traffic(parse("101 GB").unwrap())
                .unwrap_err()
                .to_string(),
            "traffic of the service of 101 GB is above that of the network of 100 GB"
        );
        for bad in [-1.0, f64::NAN, f64::INFINITY] {
            let bad = Information::from_checked(bad);
            assert!(matches!(
                network().allocate_by_traffic(bad),
                Err(EnergyError::OutOfRange { .. })
            ));
        }
    }

    #[test]
    fn a_model_needs_its_own_figure() {
        let one = Subscriptions::new(1.0);
        assert_eq!(
            network().allocate_by_subscriptions(one),
            Err(EnergyError::FigureMissing {
                result: "allocation by subscriptions",
                figure: "subscriptions"
            })
        );
        let nobody = network()
            .with_subscriptions(YEAR, Subscriptions::new(0.0))
            .unwrap();
        assert!(matches!(
            nobody.allocate_by_subscriptions(one),
            Err(EnergyError::Quantity(QuantityError::Undefined { .. }))
        ));
    }
}
