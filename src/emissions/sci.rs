use alloc::string::String;

use super::EmissionsError;
use super::error::not_negative;
use super::operational::operational_emissions;
use crate::quantity::sum;
use crate::quantity::{CarbonIntensity, Co2e, Energy, Quantity, Ratio};

/// A number of functional units: what the emissions of software are reported per, such as 1000
/// requests.
#[derive(Debug, Clone, PartialEq)]
pub struct FunctionalUnits {
    unit: String,
    number: f64,
}

impl FunctionalUnits {
    /// `number` of the functional unit named `unit`.
    ///
    /// # Errors
    /// [`EmissionsError::OutOfRange`] if the number is not finite and above zero.
    ///
    /// # Example
    /// ```
    /// use ict_impact::emissions::FunctionalUnits;
    /// assert!(FunctionalUnits::new("request", 1000.0).is_ok());
    /// assert!(FunctionalUnits::new("request", 0.0).is_err());
    /// ```
    pub fn new(unit: impl Into<String>, number: f64) -> Result<Self, EmissionsError> {
        if !(number.is_finite() && number > 0.0) {
            return Err(EmissionsError::OutOfRange {
                field: "number of functional units",
                given: alloc::format!("{number}"),
                accepted: "finite and above zero",
            });
        }
        Ok(Self {
            unit: unit.into(),
            number,
        })
    }
}

/// The carbon of software: that of its energy and its part of the hardware.
///
/// # Equation
/// ```text
/// C = E · I + M       C  carbon of the software in the period [kgCO2e]
///                     E  energy used, the data centre's overhead included [J]
///                     I  location-based carbon intensity of the grid [kgCO2e/J]
///                     M  embodied emissions attributed to the software [kgCO2e]
/// ```
///
/// Negative, NaN or infinite arguments give what the expression gives.
///
/// # Source
/// ISO/IEC 21031:2024 (Software Carbon Intensity). Market instruments do not change `I`. Replacing
/// hardware early lowers `M` if the rest of the old device's life is left out: see
/// [`RemainingLife`](crate::emissions::RemainingLife).
///
/// # Example
/// ```
/// use ict_impact::emissions::software_carbon;
/// use ict_impact::quantity::{CarbonIntensity, Co2e, parse};
/// let grid = CarbonIntensity::from_grams_per_kwh(400.0);
/// let carbon = software_carbon(parse("2.5 kWh")?, grid, Co2e::from_kg(0.5));
/// assert_eq!(carbon, Co2e::from_kg(1.5));
/// # Ok::<(), ict_impact::quantity::QuantityError>(())
/// ```
#[inline]
pub fn software_carbon(energy: Energy, intensity: CarbonIntensity, embodied: Co2e) -> Co2e {
    operational_emissions(energy, intensity) + embodied
}

/// Software carbon intensity `SCI`: carbon per functional unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Sci {
    per_unit: Co2e,
    unit: String,
}

impl Sci {
    /// The score of software that emitted `carbon` for these functional units.
    ///
    /// # Equation
    /// ```text
    /// SCI = C / R       SCI  software carbon intensity [kgCO2e/unit]
    ///                   C    carbon of the software, see software_carbon [kgCO2e]
    ///                   R    number of functional units [unit]
    /// ```
    ///
    /// # Source
    /// ISO/IEC 21031:2024 (Software Carbon Intensity).
    ///
    /// # Errors
    /// - [`EmissionsError::OutOfRange`] for negative carbon: offsets do not count.
    /// - [`EmissionsError::Quantity`] if the score is too large for a number.
    ///
    /// # Example
    /// ```
    /// use ict_impact::emissions::{FunctionalUnits, Sci, software_carbon};
    /// use ict_impact::quantity::{CarbonIntensity, Co2e, parse};
    /// let grid = CarbonIntensity::from_grams_per_kwh(951.0);
    /// let carbon = software_carbon(parse("0.023 kWh")?, grid, Co2e::from_grams(4.305));
    /// let sci = Sci::new(carbon, &FunctionalUnits::new("user", 1.0)?)?;
    /// // 21.873 g + 4.305 g
    /// assert!((sci.per_unit().grams() - 26.178).abs() < 1e-12);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new(carbon: Co2e, units: &FunctionalUnits) -> Result<Self, EmissionsError> {
        let carbon = not_negative("carbon of the software", carbon)?;
        Ok(Self {
            per_unit: Co2e::from_base((carbon / units.number).kg())?,
            unit: units.unit.clone(),
        })
    }

    /// The score of several components of one software system: their sum, since each is per the
    /// same functional unit.
    ///
    /// # Equation
    /// ```text
    /// SCI = Σ_i SCI_i       i  components, all per the same R
    /// ```
    ///
    /// # Source
    /// ISO/IEC 21031:2024 (Software Carbon Intensity), software boundary.
    ///
    /// # Errors
    /// - [`EmissionsError::DifferentFunctionalUnits`] if a component is per another unit.
    /// - [`EmissionsError::Quantity`] with
    ///   [`Undefined`](crate::quantity::QuantityError::Undefined) if there is no component.
    ///
    /// # Example
    /// ```
    /// use ict_impact::emissions::{FunctionalUnits, Sci};
    /// use ict_impact::quantity::Co2e;
    /// let request = FunctionalUnits::new("request", 1000.0)?;
    /// let page = Sci::new(Co2e::from_grams(500.0), &request)?;
    /// let database = Sci::new(Co2e::from_grams(250.0), &request)?;
    /// assert_eq!(Sci::of_components(&[page, database])?.per_unit(), Co2e::from_grams(0.75));
    /// # Ok::<(), ict_impact::emissions::EmissionsError>(())
    /// ```
    pub fn of_components(components: &[Self]) -> Result<Self, EmissionsError> {
        let unit = same_unit(components.iter().map(|sci| &sci.unit))?;
        Ok(Self {
            per_unit: sum(components.iter().map(|sci| sci.per_unit))?,
            unit,
        })
    }

    /// The score over several periods: all carbon per all functional units, not the mean of the
    /// periods' scores.
    ///
    /// # Equation
    /// ```text
    /// SCI = Σ_t C_t / Σ_t R_t       t  periods
    /// ```
    ///
    /// # Errors
    /// As [`new`](Self::new) and [`of_components`](Self::of_components).
    ///
    /// # Example
    /// ```
    /// use ict_impact::emissions::{FunctionalUnits, Sci};
    /// use ict_impact::quantity::Co2e;
    /// let night = (Co2e::from_grams(125.0), FunctionalUnits::new("request", 100.0)?);
    /// let day = (Co2e::from_grams(375.0), FunctionalUnits::new("request", 900.0)?);
    /// assert_eq!(Sci::over_periods(&[night, day])?.per_unit(), Co2e::from_grams(0.5));
    /// # Ok::<(), ict_impact::emissions::EmissionsError>(())
    /// ```
    pub fn over_periods(periods: &[(Co2e, FunctionalUnits)]) -> Result<Self, EmissionsError> {
        let unit = same_unit(periods.iter().map(|(_, units)| &units.unit))?;
        let number = sum(periods.iter().map(|(_, u)| Ratio::from_checked(u.number)))?;
        let carbon = periods
            .iter()
            .map(|&(carbon, _)| not_negative("carbon of the software", carbon))
            .collect::<Result<alloc::vec::Vec<_>, _>>()?;
        Self::new(sum(carbon)?, &FunctionalUnits::new(unit, number.value)?)
    }

    /// Carbon per functional unit.
    pub const fn per_unit(&self) -> Co2e {
        self.per_unit
    }

    /// The name of the functional unit.
    pub fn unit(&self) -> &str {
        &self.unit
    }
}

fn same_unit<'a>(units: impl IntoIterator<Item = &'a String>) -> Result<String, EmissionsError> {
    let mut units = units.into_iter();
    let first = units
        .next()
        .ok_or(crate::quantity::QuantityError::Undefined {
            ratio: "SCI",
            denominator: "number of parts",
        })?;
    match units.find(|&unit| unit != first) {
        None => Ok(first.clone()),
        Some(other) => Err(EmissionsError::DifferentFunctionalUnits {
            first: first.clone(),
            other: other.clone(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_per_different_units_do_not_add() {
        let sci = |unit: &str| {
            Sci::new(
                Co2e::from_grams(1.0),
                &FunctionalUnits::new(unit, 1.0).unwrap(),
            )
            .unwrap()
        };
        let error = Sci::of_components(&[sci("request"), sci("user")]).unwrap_err();
        assert_eq!(
            error,
            EmissionsError::DifferentFunctionalUnits {
                first: "request".into(),
                other: "user".into()
            }
        );
        assert!(Sci::of_components(&[]).is_err());
    }

    #[test]
    fn refuses_units_that_are_none_and_carbon_that_is_bought_off() {
        for number in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert!(FunctionalUnits::new("request", number).is_err(), "{number}");
        }
        let one = FunctionalUnits::new("request", 1.0).unwrap();
        assert!(Sci::new(Co2e::from_kg(-1.0), &one).is_err());
        let tiny = FunctionalUnits::new("request", f64::MIN_POSITIVE).unwrap();
        assert!(Sci::new(Co2e::from_kg(1e300), &tiny).is_err());
    }
}
