use core::fmt;
use core::iter::Sum;
use core::ops::{Add, Neg, Sub};

use super::super::EmissionsError;
use super::super::error::not_negative;
use crate::quantity::{Co2e, Quantity};

/// Emissions that a digital solution avoids elsewhere; negative if it adds some.
///
/// Avoided emissions add among themselves. They are reported beside a footprint, never inside
/// it, so they neither add to a [`Co2e`] nor subtract from one, and become none:
///
/// ```
/// use ict_impact::emissions::AvoidedEmissions;
/// fn both(a: AvoidedEmissions, b: AvoidedEmissions) -> AvoidedEmissions { a + b }
/// ```
/// ```compile_fail
/// use ict_impact::emissions::AvoidedEmissions;
/// use ict_impact::quantity::Co2e;
/// fn net(footprint: Co2e, avoided: AvoidedEmissions) -> Co2e { footprint - avoided }
/// ```
/// ```compile_fail
/// use ict_impact::emissions::AvoidedEmissions;
/// use ict_impact::quantity::Co2e;
/// fn net(avoided: AvoidedEmissions) -> Co2e { avoided.into() }
/// ```
#[derive(Clone, Copy, PartialEq, PartialOrd, Default)]
pub struct AvoidedEmissions {
    kg: f64,
}

impl AvoidedEmissions {
    /// Kilograms of CO2 equivalent avoided.
    pub const fn kg(self) -> f64 {
        self.kg
    }

    /// Tonnes of CO2 equivalent avoided.
    pub const fn tonnes(self) -> f64 {
        self.kg / 1e3
    }

    /// Whether the solution avoids less than it adds.
    pub const fn is_added(self) -> bool {
        self.kg < 0.0
    }

    pub(super) fn from_kg(kg: f64) -> Result<Self, EmissionsError> {
        Co2e::check(kg)?;
        Ok(Self { kg })
    }
}

impl Add for AvoidedEmissions {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self {
            kg: self.kg + other.kg,
        }
    }
}

impl Sub for AvoidedEmissions {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self {
            kg: self.kg - other.kg,
        }
    }
}

impl Neg for AvoidedEmissions {
    type Output = Self;
    fn neg(self) -> Self {
        Self { kg: -self.kg }
    }
}

/// Adds exactly, as [`Co2e`] does.
impl Sum for AvoidedEmissions {
    fn sum<I: Iterator<Item = Self>>(effects: I) -> Self {
        let total: Co2e = effects.map(|effect| Co2e::from_kg(effect.kg)).sum();
        Self { kg: total.kg() }
    }
}

impl fmt::Display for AvoidedEmissions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&Co2e::from_kg(self.kg), f)?;
        f.write_str(" avoided")
    }
}

impl fmt::Debug for AvoidedEmissions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The effects of a digital solution, against the reference without it.
///
/// # Equation
/// ```text
/// net            = S⁺ − S⁻ − F
/// with rebound   = net + H
///
/// S⁺  second-order effects that avoid emissions [kgCO2e], at least 0
/// S⁻  second-order effects that add emissions [kgCO2e], at least 0
/// F   first-order effects: life cycle of the solution itself [kgCO2e], at least 0
/// H   higher-order effects, such as rebound [kgCO2e]: negative where they add emissions
/// ```
///
/// # Source
/// Recommendation ITU-T L.1480 (12/2022): net second-order effect; higher-order effects are
/// reported apart.
///
/// # Example
/// ```
/// use ict_impact::emissions::SecondOrderEffects;
/// use ict_impact::quantity::Co2e;
/// let t = Co2e::from_tonnes;
/// let effects = SecondOrderEffects::new(t(900.0), t(0.0), t(120.0))?;
/// assert_eq!(effects.net()?.tonnes(), 780.0);
/// assert_eq!(effects.net_with_higher_order(t(-200.0))?.tonnes(), 580.0);
/// # Ok::<(), ict_impact::emissions::EmissionsError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SecondOrderEffects {
    avoiding: Co2e,
    adding: Co2e,
    first_order: Co2e,
}

impl SecondOrderEffects {
    /// The second-order effects that avoid emissions, those that add some, and the solution's
    /// own life cycle.
    ///
    /// # Errors
    /// [`EmissionsError::OutOfRange`] for a negative, NaN or infinite value.
    pub fn new(avoiding: Co2e, adding: Co2e, first_order: Co2e) -> Result<Self, EmissionsError> {
        Ok(Self {
            avoiding: not_negative("second-order effect that avoids emissions", avoiding)?,
            adding: not_negative("second-order effect that adds emissions", adding)?,
            first_order: not_negative("first-order effect", first_order)?,
        })
    }

    /// The net second-order effect.
    ///
    /// # Errors
    /// [`EmissionsError::Quantity`] if it is too large for a number.
    pub fn net(self) -> Result<AvoidedEmissions, EmissionsError> {
        let net: Co2e = [self.avoiding, -self.adding, -self.first_order]
            .into_iter()
            .sum();
        AvoidedEmissions::from_kg(net.kg())
    }

    /// The net second-order effect and the higher-order effects, which are negative where they
    /// add emissions (rebound). Reported beside [`net`](Self::net), not in its place.
    ///
    /// # Errors
    /// [`EmissionsError::Quantity`] if an effect is NaN, infinite or too large for a number.
    pub fn net_with_higher_order(
        self,
        higher_order: Co2e,
    ) -> Result<AvoidedEmissions, EmissionsError> {
        AvoidedEmissions::from_kg((self.net()? + AvoidedEmissions::from_kg(higher_order.kg())?).kg)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn a_solution_may_add_more_than_it_avoids() {
        let t = Co2e::from_tonnes;
        let effects = SecondOrderEffects::new(t(100.0), t(30.0), t(120.0)).unwrap();
        let net = effects.net().unwrap();
        assert!(net.is_added());
        assert_eq!(net.to_string(), "-50000 kgCO2e avoided");
    }

    #[test]
    fn refuses_effects_on_the_wrong_side() {
        let t = Co2e::from_tonnes;
        assert!(SecondOrderEffects::new(t(-1.0), t(0.0), t(0.0)).is_err());
        assert!(SecondOrderEffects::new(t(1.0), t(-1.0), t(0.0)).is_err());
        assert!(SecondOrderEffects::new(t(1.0), t(0.0), t(f64::NAN)).is_err());
        let effects = SecondOrderEffects::new(t(1.0), t(0.0), t(0.0)).unwrap();
        assert!(effects.net_with_higher_order(t(f64::NAN)).is_err());
    }
}
