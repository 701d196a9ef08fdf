use crate::numeric::{ExactSum, SumError, sqrt};

/// The exponent bits of a double: of a positive normal number, the power of two at or below it.
const EXPONENT: u64 = 0x7ff0_0000_0000_0000;

/// `√Σ v²`, the same bits in any order, without overflow of a square.
///
/// The result is infinite where it is above [`f64::MAX`].
pub(super) fn root_sum_of_squares(
    values: impl Iterator<Item = f64> + Clone,
) -> Result<f64, SumError> {
    let largest = values.clone().fold(0.0, |most: f64, v| most.max(v.abs()));
    // Divided by a power of two, so that scaling rounds nothing.
    let scale = f64::from_bits(largest.to_bits() & EXPONENT).max(f64::MIN_POSITIVE);
    let squares: ExactSum = values
        .map(|v| v / scale)
        .map(|scaled| scaled * scaled)
        .collect();
    Ok(sqrt(squares.value()?) * scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn root(values: &[f64]) -> f64 {
        root_sum_of_squares(values.iter().copied()).unwrap()
    }

    #[test]
    fn small_and_large_values_neither_vanish_nor_overflow() {
        assert_eq!(root(&[]), 0.0);
        assert_eq!(root(&[0.0, -0.0]), 0.0);
        assert_eq!(root(&[3.0, -4.0]), 5.0);
        assert_eq!(root(&[3e300, 4e300]), 5e300);
        assert_eq!(root(&[f64::MAX]), f64::MAX);
        assert_eq!(root(&[5e-324]), 5e-324);
        assert!(root(&[f64::MAX, f64::MAX]).is_infinite());
        approx::assert_relative_eq!(root(&[3e-300, 4e-300]), 5e-300, max_relative = 1e-15);
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for bad in [f64::NAN, f64::INFINITY] {
            assert!(root_sum_of_squares([1.0, bad].into_iter()).is_err());
        }
    }
}
