use core::fmt;
use core::iter::Sum;
use core::ops::Add;

use super::EmissionsError;
use super::error::not_negative;
use crate::quantity::Co2e;

/// Carbon credits that were bought and retired: reductions or removals of others, also called
/// offsets.
///
/// They are reported beside the emissions and never netted, so they subtract from nothing and
/// become no [`Co2e`]:
///
/// ```compile_fail
/// use ict_impact::emissions::CarbonCredits;
/// use ict_impact::quantity::Co2e;
/// fn net(emissions: Co2e, credits: CarbonCredits) -> Co2e { emissions - credits }
/// ```
/// ```compile_fail
/// use ict_impact::emissions::{CarbonCredits, MarketBased};
/// fn net(emissions: MarketBased, credits: CarbonCredits) -> MarketBased { emissions - credits }
/// ```
/// ```compile_fail
/// use ict_impact::emissions::{CarbonCredits, Scope1};
/// fn net(emissions: Scope1, credits: CarbonCredits) -> Scope1 { emissions - credits }
/// ```
/// ```compile_fail
/// use ict_impact::emissions::CarbonCredits;
/// use ict_impact::quantity::Co2e;
/// fn net(credits: CarbonCredits) -> Co2e { credits.into() }
/// ```
///
/// # Source
/// GHG Protocol Corporate Value Chain (Scope 3) Standard (2011), chapter 9: internal emissions
/// are reported in accounts apart from offsets, not as a net figure; chapter 11: emissions are
/// independent of any trades of offsets or allowances.
///
/// # Example
/// ```
/// use ict_impact::emissions::CarbonCredits;
/// use ict_impact::quantity::Co2e;
/// let forest = CarbonCredits::retired(Co2e::from_tonnes(120.0))?;
/// let kilns = CarbonCredits::retired(Co2e::from_tonnes(30.0))?;
/// assert_eq!((forest + kilns).to_string(), "150 tCO2e of credits");
/// # Ok::<(), ict_impact::emissions::EmissionsError>(())
/// ```
#[derive(Clone, Copy, PartialEq, PartialOrd, Default)]
pub struct CarbonCredits {
    kg: f64,
}

impl CarbonCredits {
    /// Credits for this amount, retired for the reporting year.
    ///
    /// # Errors
    /// [`EmissionsError::OutOfRange`] for a negative, NaN or infinite amount.
    pub fn retired(amount: Co2e) -> Result<Self, EmissionsError> {
        let kg = not_negative("carbon credits", amount)?.kg();
        Ok(Self { kg })
    }

    /// Tonnes of CO2 equivalent that the credits stand for.
    pub const fn tonnes(self) -> f64 {
        self.kg / 1e3
    }
}

impl Add for CarbonCredits {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self {
            kg: self.kg + other.kg,
        }
    }
}

/// Adds exactly, as [`Co2e`] does.
impl Sum for CarbonCredits {
    fn sum<I: Iterator<Item = Self>>(credits: I) -> Self {
        let total: Co2e = credits.map(|credit| Co2e::from_kg(credit.kg)).sum();
        Self { kg: total.kg() }
    }
}

impl fmt::Display for CarbonCredits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.tonnes(), f)?;
        f.write_str(" tCO2e of credits")
    }
}

impl fmt::Debug for CarbonCredits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credits_are_not_negative_and_add_exactly() {
        for kg in [-1.0, f64::NAN, f64::INFINITY] {
            assert!(CarbonCredits::retired(Co2e::from_kg(kg)).is_err(), "{kg}");
        }
        let tenth = CarbonCredits::retired(Co2e::from_kg(100.0)).unwrap();
        let ten: CarbonCredits = core::iter::repeat_n(tenth, 10).sum();
        assert_eq!(ten.tonnes(), 1.0);
    }
}
