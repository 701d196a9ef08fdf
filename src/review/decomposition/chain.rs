use alloc::vec::Vec;

use super::DecompositionError;

/// The factors of an identity that is given as a chain of totals.
///
/// # Equation
/// ```text
/// x₁ = t₁,   xₖ = tₖ / tₖ₋₁          so that x₁·x₂·…·xₙ = tₙ
///
/// tₖ  totals of one sector at one moment, from the widest driver to the value itself; for the
///     Kaya identity population, GDP, energy, emissions    slice: in that order, any units
/// xₖ  factors: population, GDP per person, energy per GDP, emissions per energy
/// ```
///
/// # Source
/// Kaya (1990), *Impact of carbon dioxide emission control on GNP growth*, IPCC Energy and
/// Industry Subgroup.
///
/// # Errors
/// [`DecompositionError::ZeroDriver`] if a total that is divided by is zero;
/// [`DecompositionError::Driver`] if a total is negative, NaN or infinite.
///
/// # Example
/// ```
/// use ict_impact::quantity::Co2e;
/// use ict_impact::review::decomposition::{Sector, chain, lmdi};
/// // users, devices, kWh, kgCO2e
/// let (start, end) = (chain(&[10.0, 20.0, 40.0, 8.0])?, chain(&[10.0, 40.0, 80.0, 16.0])?);
/// assert_eq!(start, [10.0, 2.0, 2.0, 0.2]);
/// let split = lmdi(Co2e::from_kg(1.0), &[Sector { start: &start, end: &end }])?;
/// assert_eq!(split.effects()[1].kg(), 8.0); // all of it by devices per user
/// # Ok::<(), ict_impact::review::decomposition::DecompositionError>(())
/// ```
pub fn chain(totals: &[f64]) -> Result<Vec<f64>, DecompositionError> {
    let mut factors = Vec::with_capacity(totals.len());
    let mut driver = 1.0;
    for (position, &value) in totals.iter().enumerate() {
        if !value.is_finite() || value < 0.0 {
            return Err(DecompositionError::Driver { position, value });
        }
        if driver == 0.0 {
            return Err(DecompositionError::ZeroDriver {
                position: position - 1,
            });
        }
        factors.push(value / driver);
        driver = value;
    }
    Ok(factors)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_last_total_may_be_zero() {
        assert_eq!(chain(&[5.0, 0.0]).unwrap(), [5.0, 0.0]);
        assert_eq!(
            chain(&[5.0, 0.0, 1.0]),
            Err(DecompositionError::ZeroDriver { position: 1 })
        );
        assert!(chain(&[]).unwrap().is_empty());
        for bad in [-1.0, f64::NAN, f64::INFINITY] {
            assert!(matches!(
                chain(&[1.0, bad]),
                Err(DecompositionError::Driver { position: 1, .. })
            ));
        }
    }
}
