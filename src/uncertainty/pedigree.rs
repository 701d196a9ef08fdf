use super::UncertaintyError;
use super::error::out_of_range;
use super::root_sum::root_sum_of_squares;
use crate::numeric::{exp, ln};

/// A table of uncertainty factors for the scores of a pedigree.
///
/// The two give very different spreads; never mix them in one inventory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PedigreeMatrix {
    /// Six indicators, factors by expert judgement: ecoinvent 2.
    ///
    /// # Source
    /// Frischknecht et al. 2005/2007, after Weidema and Wesnæs 1996.
    Expert,
    /// Five indicators, factors found from data.
    ///
    /// # Source
    /// Ciroth et al. 2012/2016.
    Empirical,
}

/// Factors `U` of the scores 1 to 5, in the order of [`INDICATORS`].
///
/// Frischknecht et al. 2005/2007; read from `pedigree_matrix` 0.2.2 (PyPI, BSD-3-Clause), version 1.
const EXPERT: [[f64; 5]; 6] = [
    [1.0, 1.05, 1.1, 1.2, 1.5],
    [1.0, 1.02, 1.05, 1.1, 1.2],
    [1.0, 1.03, 1.1, 1.2, 1.5],
    [1.0, 1.01, 1.02, 1.02, 1.1],
    [1.0, 1.0, 1.2, 1.5, 2.0],
    [1.0, 1.02, 1.05, 1.1, 1.2],
];

/// Factors `U` of the scores 1 to 5, in the order of [`INDICATORS`] without the sample size.
///
/// Ciroth et al. 2012/2016; read from `pedigree_matrix` 0.2.2 (PyPI, BSD-3-Clause), version 2.
const EMPIRICAL: [[f64; 5]; 5] = [
    [1.0, 1.54, 1.61, 1.69, 1.69],
    [1.0, 1.03, 1.04, 1.08, 1.08],
    [1.0, 1.03, 1.1, 1.19, 1.29],
    [1.0, 1.04, 1.08, 1.11, 1.11],
    [1.0, 1.18, 1.65, 2.08, 2.8],
];

const INDICATORS: [&str; 6] = [
    "score of reliability",
    "score of completeness",
    "score of temporal correlation",
    "score of geographical correlation",
    "score of further technological correlation",
    "score of sample size",
];

/// The scores of a figure in a pedigree matrix, 1 (best) to 5 (worst).
///
/// # Example
/// ```
/// use ict_impact::uncertainty::{GeometricSpread, PedigreeScores};
/// // Only the reliability is scored 5: U = 1.5; a basic uncertainty of 1 adds nothing.
/// let scores = PedigreeScores::expert([5, 1, 1, 1, 1, 1])?;
/// assert!((scores.spread(GeometricSpread::NONE)?.gsd2() - 1.5).abs() < 1e-15);
/// assert!(PedigreeScores::expert([6, 1, 1, 1, 1, 1]).is_err());
/// # Ok::<(), ict_impact::uncertainty::UncertaintyError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PedigreeScores {
    matrix: PedigreeMatrix,
    /// `U` of each indicator; 1 where the matrix has no such indicator.
    factors: [f64; 6],
}

impl PedigreeScores {
    /// Scores of reliability, completeness, temporal, geographical and further technological
    /// correlation and sample size, by the factors of [`PedigreeMatrix::Expert`].
    ///
    /// # Errors
    /// [`UncertaintyError::OutOfRange`] for a score outside 1 to 5.
    pub fn expert(scores: [u8; 6]) -> Result<Self, UncertaintyError> {
        Self::read(PedigreeMatrix::Expert, &EXPERT, &scores)
    }

    /// Scores of reliability, completeness, temporal, geographical and further technological
    /// correlation, by the factors of [`PedigreeMatrix::Empirical`].
    ///
    /// # Errors
    /// As [`expert`](Self::expert).
    pub fn empirical(scores: [u8; 5]) -> Result<Self, UncertaintyError> {
        Self::read(PedigreeMatrix::Empirical, &EMPIRICAL, &scores)
    }

    fn read(
        matrix: PedigreeMatrix,
        table: &[[f64; 5]],
        scores: &[u8],
    ) -> Result<Self, UncertaintyError> {
        let mut factors = [1.0; 6];
        let rows = factors
            .iter_mut()
            .zip(INDICATORS)
            .zip(table.iter().zip(scores));
        for ((factor, indicator), (row, &score)) in rows {
            *factor = usize::from(score)
                .checked_sub(1)
                .and_then(|place| row.get(place).copied())
                .ok_or_else(|| out_of_range(indicator, score, "from 1 to 5"))?;
        }
        Ok(Self { matrix, factors })
    }

    /// The matrix that the scores are of.
    #[must_use]
    pub const fn matrix(&self) -> PedigreeMatrix {
        self.matrix
    }

    /// The spread that the scores add to a `basic` one.
    ///
    /// # Equation
    /// ```text
    /// GSD² = exp √( Σ_i ln² U_i + ln² U_b )
    ///
    /// U_i  factor of the score of indicator i [1]
    /// U_b  basic uncertainty factor, by the kind of exchange [1]
    /// GSD  geometric standard deviation [1]
    /// ```
    /// This is a sum of log-variances `σ² = (ln U / 2)²`, the form that ecoinvent 3 tabulates.
    ///
    /// # Source
    /// Frischknecht et al. 2007, "Overview and Methodology", ecoinvent report 1.
    ///
    /// # Errors
    /// [`UncertaintyError::OutOfRange`] if the result is too large for a number.
    ///
    /// # Example
    /// ```
    /// use ict_impact::uncertainty::{GeometricSpread, PedigreeScores};
    /// let basic = GeometricSpread::from_gsd2(1.05)?;
    /// let spread = PedigreeScores::expert([4, 3, 3, 3, 3, 1])?.spread(basic)?;
    /// assert!((spread.gsd2() - 1.3286).abs() < 1e-4);
    /// assert!((spread.sigma() - 0.1421).abs() < 1e-4); // ln 1.3286 / 2
    /// # Ok::<(), ict_impact::uncertainty::UncertaintyError>(())
    /// ```
    pub fn spread(&self, basic: GeometricSpread) -> Result<GeometricSpread, UncertaintyError> {
        let factors = self.factors.iter().copied().chain([basic.gsd2]);
        GeometricSpread::from_gsd2(exp(root_sum_of_squares(factors.map(ln))?))
    }
}

/// The spread of a log-normal figure: its squared geometric standard deviation.
///
/// The 95 % interval of a median `m` is about `m / GSD²` to `m · GSD²`.
///
/// # Example
/// ```
/// use ict_impact::uncertainty::GeometricSpread;
/// assert_eq!(GeometricSpread::NONE.sigma(), 0.0);
/// assert!(GeometricSpread::from_gsd2(0.9).is_err());
/// # Ok::<(), ict_impact::uncertainty::UncertaintyError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct GeometricSpread {
    gsd2: f64,
}

impl GeometricSpread {
    /// An exact figure.
    pub const NONE: Self = Self { gsd2: 1.0 };

    /// The spread with this squared geometric standard deviation, also called `U`.
    ///
    /// # Errors
    /// [`UncertaintyError::OutOfRange`] below 1, for NaN or infinity.
    pub fn from_gsd2(gsd2: f64) -> Result<Self, UncertaintyError> {
        if gsd2.is_finite() && gsd2 >= 1.0 {
            Ok(Self { gsd2 })
        } else {
            Err(out_of_range("GSD²", gsd2, "finite and at least 1"))
        }
    }

    /// The squared geometric standard deviation.
    #[must_use]
    pub const fn gsd2(self) -> f64 {
        self.gsd2
    }

    /// The standard deviation of the logarithm.
    ///
    /// # Equation
    /// ```text
    /// σ = ln(GSD²) / 2
    /// ```
    #[must_use]
    pub fn sigma(self) -> f64 {
        ln(self.gsd2) / 2.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_worse_score_never_narrows() {
        for row in EXPERT.iter().chain(&EMPIRICAL) {
            assert!(row[0] == 1.0 && row.is_sorted());
        }
    }

    #[test]
    fn the_best_scores_leave_the_basic_uncertainty() {
        let basic = GeometricSpread::from_gsd2(1.3).unwrap();
        for scores in [
            PedigreeScores::expert([1; 6]).unwrap(),
            PedigreeScores::empirical([1; 5]).unwrap(),
        ] {
            approx::assert_relative_eq!(
                scores.spread(basic).unwrap().gsd2(),
                1.3,
                max_relative = 1e-15
            );
            assert_eq!(
                scores.spread(GeometricSpread::NONE),
                Ok(GeometricSpread::NONE)
            );
        }
    }

    #[test]
    fn a_score_outside_1_to_5_is_named() {
        let error = PedigreeScores::empirical([1, 1, 0, 1, 1]).unwrap_err();
        assert_eq!(
            error.to_string(),
            "score of temporal correlation must be from 1 to 5, not 0"
        );
        assert!(PedigreeScores::expert([1, 1, 1, 1, 1, 6]).is_err());
        let huge = GeometricSpread::from_gsd2(f64::MAX).unwrap();
        assert!(
            PedigreeScores::expert([5; 6])
                .unwrap()
                .spread(huge)
                .is_err()
        );
    }
}
