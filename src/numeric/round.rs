/// Rounds to a number of decimals, for presentation.
///
/// The exact binary value decides, and a tie goes to the even digit, as a decimal print-out of
/// the value does. Nothing inside a computation is rounded.
///
/// # Example
/// ```
/// use ict_impact::numeric::round_decimals;
/// assert_eq!(round_decimals(1.0 / 53.0, 6), 0.018868);
/// assert_eq!(round_decimals(0.125, 2), 0.12);
/// ```
pub fn round_decimals(value: f64, decimals: usize) -> f64 {
    if !value.is_finite() {
        return value;
    }
    alloc::format!("{value:.decimals$}")
        .parse()
        .unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::round_decimals;

    #[test]
    fn keeps_sign_and_magnitude() {
        assert_eq!(round_decimals(-2.5, 0), -2.0);
        assert_eq!(round_decimals(1e300, 6), 1e300);
        assert_eq!(round_decimals(5e-324, 6), 0.0);
        assert!(round_decimals(f64::NAN, 2).is_nan());
    }
}
