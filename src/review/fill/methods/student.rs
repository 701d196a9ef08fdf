use core::f64::consts::FRAC_2_PI;

use crate::numeric::sqrt;

/// The t that a Student variable stays within, on both sides of zero, with probability 0.95.
///
/// # Equation
/// ```text
/// A(t|ν) = 0.95,   θ = arctan(t/√ν)
///
/// ν even  A = sin θ·(1 + cos²θ·1/2 + cos⁴θ·(1·3)/(2·4) + …)                 to cos^(ν−2) θ
/// ν odd   A = (2/π)·(θ + sin θ·(cos θ + cos³θ·2/3 + …))                     to cos^(ν−2) θ
/// ```
///
/// # Source
/// Abramowitz and Stegun (1964), *Handbook of Mathematical Functions*, 26.7.3 and 26.7.4.
pub(super) fn two_sided_95(degrees: usize) -> f64 {
    // 12.706… at one degree is the largest
    let (mut low, mut high) = (1.0, 13.0);
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if within(middle, degrees) < 0.95 {
            low = middle;
        } else {
            high = middle;
        }
    }
    0.5 * (low + high)
}

/// A(t|ν) for t > 0 and at least one degree of freedom.
fn within(t: f64, degrees: usize) -> f64 {
    let freedom = degrees as f64;
    let square = freedom / (freedom + t * t); // cos²θ
    let sine = t / sqrt(freedom + t * t);
    let odd = degrees % 2 == 1;
    let (mut term, mut sum) = match (odd, degrees) {
        (true, 1) => (0.0, 0.0),
        (true, _) => (sqrt(square), sqrt(square)),
        (false, _) => (1.0, 1.0),
    };
    let mut step = if odd { 3 } else { 2 };
    while step < degrees {
        let factor = (step - 1) as f64 / step as f64;
        term *= square * factor;
        sum += term;
        step += 2;
    }
    if odd {
        FRAC_2_PI * (libm::atan(t / sqrt(freedom)) + sine * sum)
    } else {
        sine * sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use statrs::distribution::{ContinuousCDF, StudentsT};

    #[test]
    fn agrees_with_statrs() {
        for degrees in 1..60 {
            let student = StudentsT::new(0.0, 1.0, degrees as f64).unwrap();
            for t in [0.5, 1.0, 2.0, 5.0] {
                let exact = 2.0 * student.cdf(t) - 1.0;
                assert!((within(t, degrees) - exact).abs() < 1e-10, "{degrees} {t}");
            }
            let quantile = student.inverse_cdf(0.975);
            let found = two_sided_95(degrees);
            assert!(
                (found / quantile - 1.0).abs() < 1e-6,
                "{degrees} {found} {quantile}"
            );
        }
    }

    #[test]
    fn one_and_two_degrees_have_closed_forms() {
        // tan(0.95·π/2); and 2 degrees: A = t/√(2 + t²), t = 0.95·√(2/(1 − 0.95²))
        let one = libm::tan(0.95 * core::f64::consts::FRAC_PI_2);
        assert!((two_sided_95(1) - one).abs() < 1e-12);
        let two = 0.95 * sqrt(2.0 / (1.0 - 0.95 * 0.95));
        assert!((two_sided_95(2) - two).abs() < 1e-12);
    }
}
