use super::{Quantity, QuantityError, Ratio};

/// `part` over `whole`, or why there is no such ratio.
///
/// # Equation
/// ```text
/// ratio = part / whole        part, whole in the same unit; not clamped, may pass 1
/// ```
///
/// # Errors
/// [`QuantityError::Undefined`] with both names if `whole` is zero; never 0, NaN or infinity.
/// [`QuantityError::NotFinite`] if either is NaN or infinite, or the quotient overflows.
///
/// # Example
/// ```
/// use ict_impact::quantity::{Mass, parse, ratio};
/// let (collected, generated) = (parse::<Mass>("52 kt")?, parse::<Mass>("65 kt")?);
/// assert_eq!(ratio(collected, generated, "collection rate", "e-waste generated")?.value, 0.8);
/// # Ok::<(), ict_impact::quantity::QuantityError>(())
/// ```
pub fn ratio<Q: Quantity>(
    part: Q,
    whole: Q,
    name: &'static str,
    denominator: &'static str,
) -> Result<Ratio, QuantityError> {
    Q::check(part.base())?;
    Q::check(whole.base())?;
    if whole.base() == 0.0 {
        return Err(QuantityError::Undefined {
            ratio: name,
            denominator,
        });
    }
    Ratio::from_base(part.base() / whole.base())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::Co2e;

    #[test]
    fn zero_below_the_line_is_an_error_that_names_it() {
        let error = ratio(
            Co2e::from_kg(5.0),
            Co2e::ZERO,
            "rebound",
            "potential saving",
        )
        .unwrap_err();
        assert_eq!(
            error,
            QuantityError::Undefined {
                ratio: "rebound",
                denominator: "potential saving"
            }
        );
        assert!(ratio(Co2e::ZERO, Co2e::ZERO, "a", "b").is_err());
        assert!(ratio(Co2e::from_kg(f64::NAN), Co2e::from_kg(1.0), "a", "b").is_err());
        assert!(ratio(Co2e::from_kg(1e300), Co2e::from_kg(1e-300), "a", "b").is_err());
    }
}
