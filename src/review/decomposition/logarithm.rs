use crate::numeric::ln;
use crate::quantity::Quantity;

use super::DecompositionError;
use crate::review::amount::finite;

/// The logarithmic mean of two values.
///
/// # Equation
/// ```text
/// L(a, b) = (a − b) / (ln a − ln b)      a ≠ b, both > 0
/// L(a, a) = a
/// L(a, 0) = L(0, b) = 0                  the limits
///
/// a, b  values ≥ 0        [unit of Q]
/// L     between a and b   [unit of Q]
/// ```
///
/// Where a and b are close, the difference of logarithms is taken from the series
/// 2·(z + z³/3 + z⁵/5 + …), z = (a − b)/(a + b), which loses no digit to cancellation.
///
/// # Source
/// Ang (2005), *The LMDI approach to decomposition analysis: a practical guide*, Energy Policy
/// 33, 867–871. The limits: Wood and Lenzen (2006), Energy Policy 34, 1326–1331.
///
/// # Errors
/// [`DecompositionError::NegativeMean`]; [`DecompositionError::Quantity`] for NaN or infinity.
///
/// # Example
/// (8 − 1) / (ln 8 − ln 1) = 7 / (3 ln 2).
/// ```
/// use ict_impact::quantity::Co2e;
/// use ict_impact::review::decomposition::logarithmic_mean;
/// let mean = logarithmic_mean(Co2e::from_kg(8.0), Co2e::from_kg(1.0))?.kg();
/// assert!((mean - 7.0 / (3.0 * core::f64::consts::LN_2)).abs() < 1e-15);
/// # Ok::<(), ict_impact::review::decomposition::DecompositionError>(())
/// ```
pub fn logarithmic_mean<Q: Quantity>(a: Q, b: Q) -> Result<Q, DecompositionError> {
    for value in [a, b] {
        let value = finite(value)?;
        if value < 0.0 {
            return Err(DecompositionError::NegativeMean { value });
        }
    }
    Ok(Q::from_base(log_mean(a.base(), b.base()))?)
}

/// The logarithmic mean of finite values that are not negative.
pub(super) fn log_mean(a: f64, b: f64) -> f64 {
    if a == 0.0 || b == 0.0 {
        0.0
    } else if a == b {
        a
    } else {
        (a - b) / log_ratio(a, b)
    }
}

/// ln(a/b) of positive numbers, to full relative precision however close they are, and the
/// exact opposite of ln(b/a).
pub(super) fn log_ratio(a: f64, b: f64) -> f64 {
    if a < b {
        return -log_ratio(b, a);
    }
    // halves, so that the sum cannot overflow; the difference of close numbers is exact
    let z = (a / 2.0 - b / 2.0) / (a / 2.0 + b / 2.0);
    if z < 0.05 {
        let square = z * z;
        // z²/3 + z⁴/5 + … + z¹²/13; the next term is below 1e-19
        let series = (1..=6)
            .rev()
            .fold(0.0, |tail, k| square * (tail + 1.0 / f64::from(2 * k + 1)));
        return 2.0 * z * (1.0 + series);
    }
    let quotient = a / b;
    if quotient.is_finite() {
        ln(quotient)
    } else {
        ln(a) - ln(b)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::Co2e;

    #[test]
    fn close_values_lose_no_digit() {
        // L = m·(1 − z²/3 − …) with m the arithmetic mean: here z² is below 1e-18
        for step in [1e-15, 1e-12, 1e-9] {
            let a = 1.0 + step;
            assert_eq!(log_mean(a, 1.0), log_mean(1.0, a));
            let mean = (a - 1.0) / 2.0 + 1.0;
            assert!((log_mean(a, 1.0) - mean).abs() <= f64::EPSILON, "{step}");
        }
        assert_eq!(log_mean(3.0, 3.0), 3.0);
    }

    #[test]
    fn series_and_logarithm_meet() {
        for a in [1.104, 1.105, 1.106, 0.904, 0.905, 0.906] {
            let (here, direct) = (log_ratio(a, 1.0), ln(a));
            assert!((here / direct - 1.0).abs() < 4e-15, "{a} {here} {direct}");
        }
    }

    #[test]
    fn the_extremes_of_the_range_stay_finite() {
        let (tiny, huge) = (f64::MIN_POSITIVE / 8.0, f64::MAX);
        assert!((log_ratio(huge, tiny) - (ln(huge) - ln(tiny))).abs() < 1e-12);
        assert!(log_mean(huge, tiny) < huge && log_mean(huge, huge.next_down()) >= huge / 2.0);
        assert_eq!(log_ratio(tiny, huge), -log_ratio(huge, tiny));
    }

    #[test]
    fn zero_is_a_limit_and_a_negative_is_refused() {
        let kg = Co2e::from_kg;
        assert_eq!(logarithmic_mean(kg(5.0), kg(0.0)), Ok(kg(0.0)));
        assert_eq!(logarithmic_mean(kg(0.0), kg(0.0)), Ok(kg(0.0)));
        assert_eq!(
            logarithmic_mean(kg(5.0), kg(-1.0)),
            Err(DecompositionError::NegativeMean { value: -1.0 })
        );
        assert!(logarithmic_mean(kg(f64::NAN), kg(1.0)).is_err());
    }
}
