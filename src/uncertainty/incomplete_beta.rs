use crate::numeric::{exp, ln, ln_gamma};

/// Halvings of the unit interval until a quantile stands to the last bit near 1.
const HALVINGS: u32 = 60;

/// The value that a beta variable stays below with a probability, to about 1e-16 of the range.
///
/// For `a` and `b` of 1 to 5, as PERT has them, and a probability of 0 to 1.
pub(super) fn beta_quantile(a: f64, b: f64, probability: f64) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..HALVINGS {
        let middle = 0.5 * (low + high);
        if regularised_beta(a, b, middle) < probability {
            low = middle;
        } else {
            high = middle;
        }
    }
    0.5 * (low + high)
}

/// `I_x(a, b)` for `0 < x < 1`.
///
/// NIST Digital Library of Mathematical Functions, 8.17.22, on the side where it converges fast
/// (8.17.4).
fn regularised_beta(a: f64, b: f64, x: f64) -> f64 {
    if x > (a + 1.0) / (a + b + 2.0) {
        1.0 - by_fraction(b, a, 1.0 - x, x)
    } else {
        by_fraction(a, b, x, 1.0 - x)
    }
}

/// The continued fraction of `I_x(a, b)`, by the method of Lentz.
fn by_fraction(a: f64, b: f64, x: f64, rest: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    let ln_beta = ln_gamma(a) + ln_gamma(b) - ln_gamma(a + b);
    let front = exp(a * ln(x) + b * ln(rest) - ln_beta) / a;
    let not_zero = |value: f64| {
        if value == 0.0 {
            f64::MIN_POSITIVE
        } else {
            value
        }
    };
    let (mut numerator, mut denominator, mut fraction) = (1.0, 0.0, 1.0);
    for step in 0..200_u32 {
        let m = f64::from(step / 2);
        let term = match step % 2 {
            0 => -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0)),
            _ => {
                let n = m + 1.0;
                n * (b - n) * x / ((a + 2.0 * n - 1.0) * (a + 2.0 * n))
            }
        };
        denominator = 1.0 / not_zero(1.0 + term * denominator);
        numerator = not_zero(1.0 + term / numerator);
        let factor = numerator * denominator;
        fraction *= factor;
        if (factor - 1.0).abs() < f64::EPSILON {
            break;
        }
    }
    front / fraction
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numeric::pow;
    use statrs::distribution::{Beta, ContinuousCDF};

    #[test]
    fn agrees_with_closed_forms() {
        for step in 1..100 {
            let x = f64::from(step) / 100.0;
            let polynomial = x * x * x * (10.0 - 15.0 * x + 6.0 * x * x);
            approx::assert_relative_eq!(
                regularised_beta(3.0, 3.0, x),
                polynomial,
                max_relative = 1e-13
            );
            let quantile = 1.0 - pow(1.0 - x, 0.2);
            approx::assert_relative_eq!(beta_quantile(1.0, 5.0, x), quantile, max_relative = 1e-13);
            approx::assert_relative_eq!(
                beta_quantile(5.0, 1.0, x),
                pow(x, 0.2),
                max_relative = 1e-13
            );
        }
    }

    #[test]
    fn agrees_with_statrs() {
        for mode in 0..=20 {
            let a = 1.0 + f64::from(mode) / 5.0;
            let beta = Beta::new(a, 6.0 - a).unwrap();
            for step in 1..50 {
                let x = f64::from(step) / 50.0;
                approx::assert_relative_eq!(
                    regularised_beta(a, 6.0 - a, x),
                    beta.cdf(x),
                    max_relative = 1e-12
                );
            }
        }
    }
}
