use crate::emissions::{AvoidedEmissions, EmissionsError, SecondOrderEffects};
use crate::ewaste::TreatmentError;
use crate::ewaste::partition::not_negative;
use crate::quantity::{Co2e, Factor, Mass, PerMass, Quantity, Share, sum};

/// What a recovered material displaces: no rate is assumed, 1 is a strong claim on the market.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MaterialDisplacement {
    rate: Share,
    primary: Factor<Co2e, PerMass>,
    secondary: Factor<Co2e, PerMass>,
}

impl MaterialDisplacement {
    /// Each kilogram recovered displaces `rate` of a kilogram of primary production (emissions
    /// `primary`), at the emissions `secondary` of recycling it.
    ///
    /// # Errors
    /// [`TreatmentError::Negative`]; [`TreatmentError::Quantity`] for what is not finite.
    pub fn new(
        rate: Share,
        primary: Factor<Co2e, PerMass>,
        secondary: Factor<Co2e, PerMass>,
    ) -> Result<Self, TreatmentError> {
        Ok(Self {
            rate,
            primary: not_negative("emissions of primary production", primary)?,
            secondary: not_negative("emissions of recycling", secondary)?,
        })
    }

    /// The primary production that a recovered mass avoids.
    ///
    /// # Equation
    /// ```text
    /// displaced = d · m
    /// avoided   = d · m · E_primary − m · E_secondary
    ///
    /// m  recovered mass [kg]
    /// d  displacement rate [1]
    /// E  emissions of primary production and of recycling [kgCO2e/kg]
    /// ```
    /// Below 0 where recycling emits more than it avoids.
    ///
    /// # Source
    /// T. Zink and R. Geyer, "Circular Economy Rebound", *Journal of Industrial Ecology* 21
    /// (2017); reported apart after Recommendation ITU-T L.1480 (12/2022).
    ///
    /// # Errors
    /// As [`new`](Self::new), and [`TreatmentError::Emissions`] if a product is not finite.
    ///
    /// # Example
    /// ```
    /// use ict_impact::ewaste::recycling::MaterialDisplacement;
    /// use ict_impact::quantity::{Share, parse};
    /// let metal = MaterialDisplacement::new(
    ///     Share::new(0.75)?,
    ///     "8 kgCO2e/kg".parse()?,
    ///     "2 kgCO2e/kg".parse()?,
    /// )?;
    /// let avoided = metal.avoided(parse("10 kg")?)?;
    /// assert_eq!(avoided.displaced(), parse("7.5 kg")?);
    /// assert_eq!(avoided.emissions().kg(), 40.0); // 0.75 · 10 · 8 − 10 · 2
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn avoided(&self, recovered: Mass) -> Result<AvoidedPrimaryProduction, TreatmentError> {
        let recovered = not_negative("a recovered mass", recovered)?;
        let displaced = recovered * self.rate.get();
        let none = Co2e::ZERO;
        let effects =
            SecondOrderEffects::new(displaced * self.primary, none, recovered * self.secondary)?;
        Ok(AvoidedPrimaryProduction {
            displaced,
            emissions: effects.net()?,
        })
    }
}

/// Primary production that recovered material avoids. It stands beside a footprint:
///
/// ```compile_fail
/// use ict_impact::ewaste::recycling::AvoidedPrimaryProduction;
/// use ict_impact::quantity::Co2e;
/// fn net(footprint: Co2e, avoided: AvoidedPrimaryProduction) -> Co2e {
///     footprint - avoided.emissions()
/// }
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AvoidedPrimaryProduction {
    displaced: Mass,
    emissions: AvoidedEmissions,
}

impl AvoidedPrimaryProduction {
    /// The mass of primary material that is not produced.
    pub fn displaced(&self) -> Mass {
        self.displaced
    }

    /// The emissions avoided, those of recycling taken off.
    pub fn emissions(&self) -> AvoidedEmissions {
        self.emissions
    }

    /// Several materials together. Masses of different materials add to a mass of no material:
    /// the displaced mass is only for a statement of tonnes.
    ///
    /// # Errors
    /// [`TreatmentError::Sum`] and [`TreatmentError::Emissions`] if a sum is too large for a
    /// number.
    pub fn total_of(parts: &[Self]) -> Result<Self, TreatmentError> {
        let displaced = sum(parts.iter().map(|part| part.displaced))?;
        let emissions: AvoidedEmissions = parts.iter().map(|part| part.emissions).sum();
        Co2e::check(emissions.kg()).map_err(EmissionsError::from)?;
        Ok(Self {
            displaced,
            emissions,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kg(value: f64) -> Mass {
        Mass::from_checked(value)
    }

    #[test]
    fn recycling_may_emit_more_than_it_avoids() {
        let metal = MaterialDisplacement::new(
            Share::new(0.5).unwrap(),
            Factor::from_checked(3.0),
            Factor::from_checked(2.0),
        );
        let metal = metal.unwrap();
        let avoided = metal.avoided(kg(4.0)).unwrap();
        assert!(avoided.emissions().is_added());
        let twice = AvoidedPrimaryProduction::total_of(&[avoided, avoided]).unwrap();
        assert_eq!((twice.displaced(), twice.emissions().kg()), (kg(4.0), -4.0));
        assert!(metal.avoided(kg(-4.0)).is_err());
        let negative = Factor::from_checked(-1.0);
        assert!(MaterialDisplacement::new(Share::WHOLE, negative, negative).is_err());
    }
}
