//! The upper tail of the gamma distribution.

use crate::numeric::{exp, ln, ln_gamma};

/// Terms beyond which no sum in the accepted range of shapes goes.
const MOST_TERMS: usize = 100_000;

/// The probability that a gamma variable of this shape and scale 1 exceeds `x`.
///
/// ```text
/// Q(k, x) = Γ(k, x) / Γ(k)
///
/// x < k + 1   1 − x^k e^−x / Γ(k + 1) · (1 + x/(k+1) + x²/((k+1)(k+2)) + …)
/// otherwise   x^k e^−x / Γ(k) · 1/(x+1−k− 1(1−k)/(x+3−k− 2(2−k)/(x+5−k− …)))
/// ```
///
/// NIST Digital Library of Mathematical Functions 8.7.1, 8.9.2; the fraction by the modified
/// method of Lentz.
pub(super) fn upper(shape: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 1.0;
    }
    if x == f64::INFINITY {
        return 0.0;
    }
    let front = exp(shape * ln(x) - x - ln_gamma(shape));
    if x < shape + 1.0 {
        return 1.0 - front * lower_series(shape, x);
    }
    front * upper_fraction(shape, x)
}

fn lower_series(shape: f64, x: f64) -> f64 {
    let mut term = 1.0 / shape;
    let mut sum = term;
    for n in 1..MOST_TERMS {
        term *= x / (shape + n as f64);
        sum += term;
        if term <= sum * (f64::EPSILON / 4.0) {
            break;
        }
    }
    sum
}

fn upper_fraction(shape: f64, x: f64) -> f64 {
    const TINY: f64 = f64::MIN_POSITIVE / f64::EPSILON;
    let away_from_zero = |value: f64| if value.abs() < TINY { TINY } else { value };
    let mut b = x + 1.0 - shape;
    let mut c = 1.0 / TINY;
    let mut d = 1.0 / away_from_zero(b);
    let mut fraction = d;
    for n in 1..MOST_TERMS {
        let a = -(n as f64) * (n as f64 - shape);
        b += 2.0;
        d = 1.0 / away_from_zero(a * d + b);
        c = away_from_zero(b + a / c);
        let change = d * c;
        fraction *= change;
        if (change - 1.0).abs() <= f64::EPSILON {
            break;
        }
    }
    fraction
}

#[cfg(test)]
mod tests {
    use super::*;
    use statrs::distribution::{ContinuousCDF, Gamma};

    #[test]
    fn agrees_with_statrs() {
        for shape in [0.05, 0.3, 1.0, 2.5, 9.0, 40.0, 900.0] {
            let gamma = Gamma::new(shape, 1.0).unwrap();
            for part in [0.001, 0.1, 0.5, 0.9, 1.0, 1.1, 2.0, 4.0] {
                let x = shape * part;
                approx::assert_relative_eq!(
                    upper(shape, x),
                    gamma.sf(x),
                    max_relative = 1e-9,
                    epsilon = 1e-13
                );
            }
        }
    }

    #[test]
    fn has_the_values_of_whole_shapes() {
        for x in [0.1, 1.0, 2.0, 7.0, 50.0] {
            approx::assert_relative_eq!(upper(1.0, x), exp(-x), max_relative = 1e-14);
            let three = exp(-x) * (1.0 + x + x * x / 2.0);
            approx::assert_relative_eq!(upper(3.0, x), three, max_relative = 1e-13);
        }
        assert_eq!((upper(2.0, 0.0), upper(2.0, f64::INFINITY)), (1.0, 0.0));
    }
}
