use core::fmt;
use core::iter::Sum;
use core::ops::{Add, Mul};

use super::EmissionsError;
use super::error::not_negative;
use crate::quantity::{Co2e, Mass, Quantity, Share};

/// CO2 from the combustion or decay of biomass: reported beside the scopes, in none of them.
///
/// It adds among itself and neither to a [`Co2e`] nor to a scope. CH4 and N2O from biomass are in
/// the scopes like any other.
///
/// # Source
/// GHG Protocol Corporate Value Chain (Scope 3) Standard (2011), section 6.5, which also restates
/// the Corporate Standard for direct emissions.
///
/// # Example
/// ```
/// use ict_impact::emissions::BiogenicCo2;
/// use ict_impact::quantity::parse;
/// let pellets = BiogenicCo2::new(parse("2 t")?)? + BiogenicCo2::new(parse("500 kg")?)?;
/// assert_eq!(pellets.to_string(), "2500 kg of biogenic CO2");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
/// ```compile_fail
/// use ict_impact::emissions::BiogenicCo2;
/// use ict_impact::quantity::Co2e;
/// fn in_scope(fossil: Co2e, biogenic: BiogenicCo2) -> Co2e { fossil + biogenic }
/// ```
#[derive(Clone, Copy, PartialEq, PartialOrd, Default)]
pub struct BiogenicCo2 {
    kg: f64,
}

impl BiogenicCo2 {
    /// None.
    pub const NONE: Self = Self { kg: 0.0 };

    /// This mass of CO2.
    ///
    /// # Errors
    /// [`EmissionsError::OutOfRange`] for a negative, NaN or infinite mass.
    pub fn new(mass: Mass) -> Result<Self, EmissionsError> {
        let kg = not_negative("biogenic CO2", mass)?.value;
        Ok(Self { kg })
    }

    /// The mass of CO2.
    pub fn mass(self) -> Mass {
        Mass::from_checked(self.kg)
    }
}

impl Add for BiogenicCo2 {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self {
            kg: self.kg + other.kg,
        }
    }
}

impl Mul<Share> for BiogenicCo2 {
    type Output = Self;
    fn mul(self, share: Share) -> Self {
        Self {
            kg: self.kg * share.get(),
        }
    }
}

/// Adds exactly, as [`Co2e`] does.
impl Sum for BiogenicCo2 {
    fn sum<I: Iterator<Item = Self>>(parts: I) -> Self {
        let total: Co2e = parts.map(|part| Co2e::from_kg(part.kg)).sum();
        Self { kg: total.kg() }
    }
}

impl fmt::Display for BiogenicCo2 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.kg, f)?;
        f.write_str(" kg of biogenic CO2")
    }
}

impl fmt::Debug for BiogenicCo2 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn removals_are_no_emissions() {
        for kg in [-1.0, f64::NAN, f64::INFINITY] {
            assert!(BiogenicCo2::new(Mass::from_checked(kg)).is_err(), "{kg}");
        }
    }

    #[test]
    fn adds_exactly() {
        let tenth = BiogenicCo2::new(Mass::from_checked(0.1)).unwrap();
        let ten: BiogenicCo2 = core::iter::repeat_n(tenth, 10).sum();
        assert_eq!(ten.mass().value, 1.0);
        assert_eq!((ten * Share::new(0.5).unwrap()).mass().value, 0.5);
    }
}
