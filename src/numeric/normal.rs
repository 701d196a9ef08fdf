//! How probable is a normal deviation, and how large is the one of a given probability?

use core::f64::consts::FRAC_1_SQRT_2;

use super::{QuantileError, ln, sqrt};

/// The probability that a standard normal variable is at most `z`.
///
/// # Equation
/// ```text
/// Φ(z) = erfc(-z / √2) / 2
///
/// z     distance from the mean in standard deviations
/// erfc  the complementary error function
/// Φ     the probability, 0 to 1
/// ```
///
/// The relative error grows with z² in the lower tail, to about 10^-13 at z = -37.
///
/// # Source
/// NIST Digital Library of Mathematical Functions, 7.2(i) and 7.18; erfc of FreeBSD msun
/// `s_erf.c`, as ported by the `libm` crate.
///
/// # Example
/// ```
/// use ict_impact::numeric::normal_cdf;
///
/// assert_eq!(normal_cdf(0.0), 0.5);
/// assert!((normal_cdf(1.959963984540054) - 0.975).abs() < 1e-15);
/// ```
#[must_use]
pub fn normal_cdf(z: f64) -> f64 {
    0.5 * libm::erfc(-z * FRAC_1_SQRT_2)
}

/// The probability that a standard normal variable exceeds `z`.
///
/// # Equation
/// ```text
/// Q(z) = erfc(z / √2) / 2 = 1 - Φ(z)
///
/// z     distance from the mean in standard deviations
/// erfc  the complementary error function
/// Q     the probability, 0 to 1, without the cancellation of 1 - Φ(z)
/// ```
///
/// # Source
/// As [`normal_cdf`].
///
/// # Example
/// ```
/// use ict_impact::numeric::{normal_cdf, normal_survival};
///
/// assert_eq!(normal_survival(3.0), normal_cdf(-3.0));
/// ```
#[must_use]
pub fn normal_survival(z: f64) -> f64 {
    normal_cdf(-z)
}

/// The value that a standard normal variable stays below with a given probability.
///
/// # Equation
/// ```text
/// z = Φ⁻¹(p)
///
/// p  probability, 0 < p < 1
/// Φ  the standard normal distribution function
/// z  distance from the mean in standard deviations, relative error about 10^-16
/// ```
///
/// # Source
/// M. J. Wichura, "Algorithm AS 241: The percentage points of the normal distribution",
/// Applied Statistics 37 (1988), 477–484, routine PPND16.
///
/// # Errors
/// [`QuantileError::ProbabilityOutOfRange`] unless 0 < `probability` < 1.
///
/// # Example
/// ```
/// use ict_impact::numeric::normal_quantile;
///
/// assert_eq!(normal_quantile(0.5), Ok(0.0));
/// assert!((normal_quantile(0.975)? - 1.959963984540054).abs() < 1e-15);
/// assert!(normal_quantile(1.0).is_err());
/// # Ok::<(), ict_impact::numeric::QuantileError>(())
/// ```
pub fn normal_quantile(probability: f64) -> Result<f64, QuantileError> {
    if !(probability > 0.0 && probability < 1.0) {
        return Err(QuantileError::ProbabilityOutOfRange { probability });
    }
    let offset = probability - 0.5;
    if offset.abs() <= 0.425 {
        let r = 0.180_625 - offset * offset;
        return Ok(offset * polynomial(&CENTRE, r) / polynomial(&CENTRE_BELOW, r));
    }
    let tail = if offset < 0.0 {
        probability
    } else {
        1.0 - probability
    };
    let r = sqrt(-ln(tail));
    let z = if r <= 5.0 {
        polynomial(&MIDDLE, r - 1.6) / polynomial(&MIDDLE_BELOW, r - 1.6)
    } else {
        polynomial(&TAIL, r - 5.0) / polynomial(&TAIL_BELOW, r - 5.0)
    };
    Ok(if offset < 0.0 { -z } else { z })
}

/// A polynomial by Horner's rule, coefficients from the constant up.
fn polynomial(coefficients: &[f64; 8], x: f64) -> f64 {
    coefficients
        .iter()
        .rev()
        .fold(0.0, |sum, coefficient| sum * x + coefficient)
}

// The coefficients of PPND16 for |p - 1/2| ≤ 0.425, then for r = √(-ln min(p, 1-p)) up to 5,
// then beyond, each as numerator and denominator.

const CENTRE: [f64; 8] = [
    3.387_132_872_796_366_5,
    133.141_667_891_784_38,
    1_971.590_950_306_551_3,
    13_731.693_765_509_46,
    45_921.953_931_549_87,
    67_265.770_927_008_7,
    33_430.575_583_588_13,
    2_509.080_928_730_122_7,
];
const CENTRE_BELOW: [f64; 8] = [
    1.0,
    42.313_330_701_600_91,
    687.187_007_492_057_9,
    5_394.196_021_424_751,
    21_213.794_301_586_597,
    39_307.895_800_092_71,
    28_729.085_735_721_943,
    5_226.495_278_852_854,
];
const MIDDLE: [f64; 8] = [
    1.423_437_110_749_683_5,
    4.630_337_846_156_546,
    5.769_497_221_460_691,
    3.647_848_324_763_204_5,
    1.270_458_252_452_368_4,
    0.241_780_725_177_450_6,
    0.022_723_844_989_269_184,
    7.745_450_142_783_414e-4,
];
const MIDDLE_BELOW: [f64; 8] = [
    1.0,
    2.053_191_626_637_759,
    1.676_384_830_183_803_8,
    0.689_767_334_985_1,
    0.148_103_976_427_480_08,
    0.015_198_666_563_616_457,
    5.475_938_084_995_345e-4,
    1.050_750_071_644_416_9e-9,
];
const TAIL: [f64; 8] = [
    6.657_904_643_501_103,
    5.463_784_911_164_114,
    1.784_826_539_917_291_3,
    0.296_560_571_828_504_87,
    0.026_532_189_526_576_124,
    0.001_242_660_947_388_078_4,
    2.711_555_568_743_487_6e-5,
    2.010_334_399_292_288_1e-7,
];
const TAIL_BELOW: [f64; 8] = [
    1.0,
    0.599_832_206_555_888,
    0.136_929_880_922_735_8,
    0.014_875_361_290_850_615,
    7.868_691_311_456_133e-4,
    1.846_318_317_510_054_8e-5,
    1.421_511_758_316_446e-7,
    2.044_263_103_389_939_8e-15,
];

#[cfg(test)]
mod tests {
    use super::*;
    use statrs::distribution::{ContinuousCDF, Normal};

    #[test]
    fn quantile_agrees_with_statrs() {
        let normal = Normal::new(0.0, 1.0).unwrap();
        for step in 1..2000 {
            let probability = f64::from(step) / 2000.0;
            let found = normal_quantile(probability).unwrap();
            approx::assert_relative_eq!(
                found,
                normal.inverse_cdf(probability),
                max_relative = 1e-12,
                epsilon = 1e-13
            );
        }
    }

    #[test]
    fn quantile_inverts_the_distribution_far_into_the_tail() {
        for step in 1..=300 {
            let probability = super::super::pow(10.0, -f64::from(step));
            let z = normal_quantile(probability).unwrap();
            approx::assert_relative_eq!(normal_cdf(z), probability, max_relative = 5e-13);
        }
    }

    /// From the same algorithm in Python 3.11, `statistics.NormalDist().inv_cdf`.
    #[test]
    fn quantile_agrees_with_another_implementation() {
        for (probability, z) in [
            (0.25, -0.674_489_750_196_081_7),
            (0.001, -3.090_232_306_167_813),
            (1e-20, -9.262_340_089_798_405),
        ] {
            approx::assert_relative_eq!(
                normal_quantile(probability).unwrap(),
                z,
                max_relative = 4e-16
            );
        }
    }

    #[test]
    fn quantile_refuses_what_is_no_probability() {
        for probability in [0.0, -0.0, 1.0, -0.5, 1.5, f64::NAN, f64::INFINITY] {
            assert!(normal_quantile(probability).is_err(), "{probability}");
        }
        assert!(normal_quantile(f64::from_bits(1)).unwrap() < -38.0);
        assert!(normal_quantile(1_f64.next_down()).unwrap() > 8.2);
    }

    #[test]
    fn quantile_is_odd_about_one_half() {
        for step in 1..64 {
            let probability = f64::from(step) / 128.0;
            assert_eq!(
                normal_quantile(probability).unwrap(),
                -normal_quantile(1.0 - probability).unwrap()
            );
        }
    }

    #[test]
    fn tails_mirror_each_other() {
        for z in [0.0, 0.3, 1.0, 5.0, 30.0] {
            assert_eq!(normal_survival(z), normal_cdf(-z));
        }
        approx::assert_relative_eq!(
            normal_survival(5.0),
            2.866_515_718_791_939e-7,
            max_relative = 1e-14
        );
    }
}
