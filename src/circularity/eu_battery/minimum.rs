use super::Requirement;
use crate::circularity::{CircularityError, Indicator};
use crate::reference::battery_targets::{BatteryTarget, target};
use crate::time::Date;

/// A rate held against its minimum.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MinimumCheck {
    target: BatteryTarget,
    rate: Indicator,
}

impl MinimumCheck {
    /// The minimum, with its clause and source.
    pub const fn target(&self) -> BatteryTarget {
        self.target
    }

    /// The rate.
    pub const fn rate(&self) -> Indicator {
        self.rate
    }

    /// Whether the rate reaches the minimum.
    pub fn is_met(&self) -> bool {
        self.rate.value().value >= self.target.minimum().value.get()
    }
}

/// Holds a rate against the minimum that applies on a day.
///
/// The rate must be the one that the requirement is about.
///
/// # Source
/// See [`reference::battery_targets`](crate::reference::battery_targets).
///
/// # Errors
/// [`CircularityError::NoMinimum`] if none applies on the day, such as before the first or for
/// copper in new batteries.
///
/// # Example
/// ```
/// use ict_impact::circularity::eu_battery::{Battery, Requirement, against_minimum, collection_rate};
/// use ict_impact::quantity::parse;
/// let rate = collection_rate(parse("500 t")?, [parse("1000 t")?; 3])?;
/// let portable = Requirement::Collection(Battery::Portable);
/// assert!(against_minimum(portable, rate, "2026-12-31".parse()?)?.is_met()); // 45 %
/// assert!(!against_minimum(portable, rate, "2027-12-31".parse()?)?.is_met()); // 63 %
/// assert!(against_minimum(portable, rate, "2022-12-31".parse()?).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn against_minimum(
    requirement: Requirement,
    rate: Indicator,
    day: Date,
) -> Result<MinimumCheck, CircularityError> {
    match target(requirement, day) {
        Some(target) => Ok(MinimumCheck { target, rate }),
        None => Err(CircularityError::NoMinimum { requirement, day }),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Battery, BatteryMetal, Chemistry, recycled_content, recycling_efficiency};
    use super::*;
    use crate::quantity::{Mass, Quantity};
    use alloc::string::ToString;

    #[test]
    fn the_minimum_itself_is_enough() {
        let kg = Mass::from_checked;
        let met = |rate, requirement, day: &str| {
            against_minimum(requirement, rate, day.parse().unwrap()).map(|check| check.is_met())
        };
        let lithium = Requirement::RecyclingEfficiency(Chemistry::LithiumBased);
        let rate = |out| recycling_efficiency(kg(out), kg(100.0)).unwrap();
        assert_eq!(met(rate(65.0), lithium, "2025-12-31"), Ok(true));
        assert_eq!(met(rate(64.9), lithium, "2025-12-31"), Ok(false));
        assert_eq!(met(rate(65.0), lithium, "2030-12-31"), Ok(false));
        let content = recycled_content(kg(6.0), kg(100.0)).unwrap();
        let in_car =
            Requirement::RecycledContent(Battery::IndustrialVehicleStarter, BatteryMetal::Lithium);
        assert_eq!(met(content, in_car, "2031-08-18"), Ok(true));
        assert_eq!(met(content, in_car, "2036-08-18"), Ok(false));
        let on_bicycle =
            Requirement::RecycledContent(Battery::LightMeansOfTransport, BatteryMetal::Lithium);
        let error = met(content, on_bicycle, "2031-08-18").unwrap_err();
        assert_eq!(
            error.to_string(),
            "there is no minimum for recycled content of Lithium in LightMeansOfTransport on \
             2031-08-18"
        );
    }
}
