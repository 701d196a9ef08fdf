//! Circular material use rate (CMU): the part of a country's material use that is waste brought
//! back into the economy.
//!
//! What is recovered counts for the country that collects it: waste imported for recovery is
//! taken off, waste exported for recovery is added. A country that recovers mostly imported
//! waste has a negative circular use and rate. Both are legal, returned as they are and flagged
//! [`Negative`](super::Flag::Negative).
//!
//! # Source
//! Eurostat, *Circular material use rate: calculation method* (2018 edition, KS-FT-18-009);
//! datasets env_ac_cur and cei_srm030.

use super::error::{not_negative, undefined};
use super::scorecard::{Description, ENVIRONMENT};
use super::{CircularityError, Flag, Flags, Indicator, Input, MethodId};
use crate::quantity::{Mass, Quantity, Ratio, sum};

const METHOD: MethodId = MethodId::new("Eurostat-CMU", "2018", "");

/// The flows of recovered waste of a country in a year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RecoveredWaste {
    recovered: Mass,
    imported: Mass,
    exported: Mass,
}

impl RecoveredWaste {
    /// Waste recovered in the country (operations R2 to R11: no energy recovery, no backfilling),
    /// waste imported for recovery and waste exported for recovery.
    ///
    /// # Errors
    /// [`CircularityError::OutOfRange`] for a negative, NaN or infinite mass.
    pub fn new(recovered: Mass, imported: Mass, exported: Mass) -> Result<Self, CircularityError> {
        Ok(Self {
            recovered: not_negative("recovered waste", recovered)?,
            imported: not_negative("waste imported for recovery", imported)?,
            exported: not_negative("waste exported for recovery", exported)?,
        })
    }

    /// The flows of several countries together. Trade between them stays in: take it off first
    /// where the whole is to count as one country.
    ///
    /// # Errors
    /// [`CircularityError::Sum`] if a sum is too large for a number.
    pub fn total_of(countries: &[Self]) -> Result<Self, CircularityError> {
        Ok(Self {
            recovered: sum(countries.iter().map(|it| it.recovered))?,
            imported: sum(countries.iter().map(|it| it.imported))?,
            exported: sum(countries.iter().map(|it| it.exported))?,
        })
    }

    /// Circular use of materials `U`; negative if imports for recovery dominate.
    ///
    /// # Equation
    /// ```text
    /// U = RCV_R − IMP_w + EXP_w       RCV_R  waste recovered in the country [kg]
    ///                                 IMP_w  waste imported for recovery [kg]
    ///                                 EXP_w  waste exported for recovery [kg]
    /// ```
    pub fn circular_use(self) -> Mass {
        self.recovered - self.imported + self.exported
    }

    /// The circular material use rate.
    ///
    /// # Equation
    /// ```text
    /// CMU = U / (DMC + U)             U    circular use of materials [kg]
    ///                                 DMC  domestic material consumption [kg]
    /// ```
    ///
    /// # Errors
    /// [`CircularityError::Quantity`] with
    /// [`Undefined`](crate::quantity::QuantityError::Undefined) if overall material use
    /// `DMC + U` is zero, with
    /// [`NotFinite`](crate::quantity::QuantityError::NotFinite) if the consumption is NaN or
    /// infinite.
    ///
    /// # Example
    /// ```
    /// use ict_impact::circularity::cmu::RecoveredWaste;
    /// use ict_impact::quantity::{Quantity, parse};
    /// let waste = RecoveredWaste::new(parse("850 Mt")?, parse("60 Mt")?, parse("210 Mt")?)?;
    /// assert_eq!(waste.circular_use(), parse("1000 Mt")?);
    /// let rate = waste.circular_material_use_rate(parse("7000 Mt")?)?;
    /// assert_eq!(rate.value().get_in("%")?, 12.5);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[doc(alias = "CMU")]
    pub fn circular_material_use_rate(
        self,
        domestic_material_consumption: Mass,
    ) -> Result<Indicator, CircularityError> {
        Mass::check(domestic_material_consumption.value)?;
        let circular = self.circular_use();
        let overall = domestic_material_consumption + circular;
        if overall.value == 0.0 {
            return Err(undefined(
                "circular material use rate",
                "overall material use",
            ));
        }
        let value = Ratio::from_base(circular.value / overall.value)?;
        let flags = Flags::NONE
            .with_if(value.value < 0.0, Flag::Negative)
            .with_if(overall.value < 0.0, Flag::NegativeDenominator)
            .with_if(value.value > 1.0, Flag::Over100);
        Ok(Indicator::new(value, METHOD, flags))
    }
}

/// The circular material use rate.
pub(super) static CIRCULAR_MATERIAL_USE: Description = Description::new(
    "eurostat.circular_material_use",
    "Circular material use rate",
    METHOD,
    |inputs| {
        let consumption = *inputs.domestic_material_consumption()?;
        let waste = inputs.recovered_waste()?;
        Ok(waste.circular_material_use_rate(consumption)?.into())
    },
)
.needing(&[Input::RecoveredWaste, Input::DomesticMaterialConsumption])
.relevant_to(&["12.2", "12.5"], ENVIRONMENT);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::QuantityError;

    fn waste(flows: [f64; 3]) -> RecoveredWaste {
        let [recovered, imported, exported] = flows.map(Mass::from_checked);
        RecoveredWaste::new(recovered, imported, exported).unwrap()
    }

    #[test]
    fn a_negative_rate_is_returned_and_flagged() {
        let rate = waste([5.0, 20.0, 1.0])
            .circular_material_use_rate(Mass::from_checked(100.0))
            .unwrap();
        assert_eq!(rate.value().value, -14.0 / 86.0);
        assert!(rate.flags().contains(Flag::Negative));
    }

    #[test]
    fn countries_add() {
        let both = RecoveredWaste::total_of(&[waste([5.0, 20.0, 1.0]), waste([30.0, 0.0, 4.0])]);
        assert_eq!(both.unwrap(), waste([35.0, 20.0, 5.0]));
    }

    #[test]
    fn no_material_use_is_undefined() {
        let error = waste([0.0, 20.0, 0.0])
            .circular_material_use_rate(Mass::from_checked(20.0))
            .unwrap_err();
        assert!(matches!(
            error,
            CircularityError::Quantity(QuantityError::Undefined { .. })
        ));
        let nan = Mass::from_checked(f64::NAN);
        assert!(
            waste([1.0, 0.0, 0.0])
                .circular_material_use_rate(nan)
                .is_err()
        );
        assert!(RecoveredWaste::new(nan, nan, nan).is_err());
    }
}
