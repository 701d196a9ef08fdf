//! How are powers and logarithms computed to the same bits on every machine?

/// The exponential function, the same bits on every platform.
///
/// # Equation
/// ```text
/// y = e^x
///
/// x  any number; above 709.78… the result is infinite, below -745.13… it is 0
/// y  within 1 unit in the last place
/// ```
///
/// # Source
/// FreeBSD msun `e_exp.c`, as ported by the `libm` crate.
///
/// # Example
/// ```
/// assert!((ict_impact::numeric::exp(1.0) - 2.718281828459045).abs() < 1e-15);
/// ```
#[must_use]
pub fn exp(x: f64) -> f64 {
    libm::exp(x)
}

/// The natural logarithm, the same bits on every platform.
///
/// # Equation
/// ```text
/// y = ln x
///
/// x  0 gives negative infinity, a negative number gives NaN
/// y  within 1 unit in the last place
/// ```
///
/// # Source
/// FreeBSD msun `e_log.c`, as ported by the `libm` crate.
///
/// # Example
/// ```
/// assert_eq!(ict_impact::numeric::ln(2.0), core::f64::consts::LN_2);
/// ```
#[must_use]
pub fn ln(x: f64) -> f64 {
    libm::log(x)
}

/// A power, the same bits on every platform.
///
/// # Equation
/// ```text
/// y = x^n
///
/// x  the base; a negative one gives NaN unless n is an integer
/// n  the exponent, an integer or not
/// y  within 1 unit in the last place
/// ```
///
/// # Source
/// FreeBSD msun `e_pow.c`, as ported by the `libm` crate.
///
/// # Example
/// ```
/// assert_eq!(ict_impact::numeric::pow(1.5, 2.0), 2.25);
/// ```
#[must_use]
pub fn pow(x: f64, n: f64) -> f64 {
    libm::pow(x, n)
}

/// The square root, correctly rounded.
///
/// # Equation
/// ```text
/// y = √x
///
/// x  a negative number gives NaN
/// ```
///
/// # Source
/// IEEE 754-2019, clause 5.4.1, `squareRoot`.
///
/// # Example
/// ```
/// assert_eq!(ict_impact::numeric::sqrt(6.25), 2.5);
/// ```
#[must_use]
pub fn sqrt(x: f64) -> f64 {
    libm::sqrt(x)
}

/// The hyperbolic tangent, the same bits on every platform.
///
/// # Equation
/// ```text
/// y = tanh x = (e^x − e^−x) / (e^x + e^−x)
///
/// x  any number; large ones give 1 or -1, never NaN
/// y  from -1 to 1, to a few units in the last place
/// ```
///
/// # Source
/// musl `tanh.c`, as ported by the `libm` crate.
///
/// # Example
/// ```
/// use ict_impact::numeric::tanh;
/// assert!((tanh(0.5) - 0.46211715726000973).abs() < 1e-15);
/// assert_eq!(tanh(1e300), 1.0);
/// ```
#[must_use]
pub fn tanh(x: f64) -> f64 {
    libm::tanh(x)
}

/// The gamma function, the same bits on every platform.
///
/// # Equation
/// ```text
/// y = Γ(x),  Γ(n + 1) = n! for an integer n ≥ 0
///
/// x  a negative integer gives NaN; above 171.62… the result is infinite
/// ```
///
/// # Source
/// musl `tgamma.c` (Lanczos approximation), as ported by the `libm` crate.
///
/// # Example
/// The mean of a Weibull lifetime of scale 1 and shape 1/4 is Γ(5) = 4! = 24.
/// ```
/// assert_eq!(ict_impact::numeric::gamma(5.0), 24.0);
/// ```
#[must_use]
pub fn gamma(x: f64) -> f64 {
    libm::tgamma(x)
}

/// The logarithm of the magnitude of the gamma function, the same bits on every platform.
///
/// # Equation
/// ```text
/// y = ln |Γ(x)|
///
/// x  0 or a negative integer gives infinity
/// ```
///
/// # Source
/// FreeBSD msun `e_lgamma_r.c`, as ported by the `libm` crate.
///
/// # Example
/// ```
/// assert_eq!(ict_impact::numeric::ln_gamma(3.0), core::f64::consts::LN_2);
/// ```
#[must_use]
pub fn ln_gamma(x: f64) -> f64 {
    libm::lgamma(x)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bits computed on x86-64; another platform or library version must give the same.
    #[test]
    fn bits_are_fixed() {
        for (name, value, bits) in [
            ("exp", exp(0.1), 0x3ff1_aec7_b35a_00d4),
            ("exp", exp(-20.3), 0x3e1a_3b8d_c86d_1c8e),
            ("ln", ln(3.0), 0x3ff1_93ea_7aad_030a),
            ("ln", ln(1e-5), 0xc027_069e_2aa2_aa5b),
            ("pow", pow(2.5, 3.3), 0x4034_9187_6092_afc1),
            ("pow", pow(1.02, -7.5), 0x3feb_955d_6b14_280d),
            ("sqrt", sqrt(2.0), 0x3ff6_a09e_667f_3bcd),
            ("tanh", tanh(0.3666), 0x3fd6_7704_3db6_fe57),
            ("tanh", tanh(-1.75), 0xbfee_1fbf_97e3_3527),
            ("gamma", gamma(1.3), 0x3fec_b814_7738_1f34),
            ("ln_gamma", ln_gamma(12.7), 0x4033_3ba8_b7c2_cf34),
        ] {
            assert_eq!(
                value.to_bits(),
                bits,
                "{name}: {value:e} {:#x}",
                value.to_bits()
            );
        }
    }

    #[test]
    fn the_hyperbolic_tangent_is_that_of_exponentials() {
        for x in [
            -8.0, -0.7, -1e-9, 0.0, 1e-300, 0.0094, 0.3666, 1.0, 3.5, 12.0,
        ] {
            let (up, down) = (exp(x), exp(-x));
            let by_definition = (up - down) / (up + down);
            assert!((tanh(x) - by_definition).abs() < 1e-15, "{x}: {}", tanh(x));
            assert_eq!(tanh(-x), -tanh(x));
        }
        for x in [40.0, 800.0, f64::MAX, f64::INFINITY] {
            assert_eq!((tanh(x), tanh(-x)), (1.0, -1.0), "{x}");
        }
        assert!(tanh(f64::NAN).is_nan());
    }
}
