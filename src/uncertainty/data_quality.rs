use alloc::string::String;
use alloc::vec::Vec;

use super::UncertaintyError;
use super::error::out_of_range;

/// The scores of a data set in the four criteria of the Product Environmental Footprint, 1 (best)
/// to 5 (worst).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DataQualityScores {
    scores: [f64; 4],
}

impl DataQualityScores {
    /// Technological, geographical and time representativeness and precision, each 1 to 5;
    /// fractions come from weighted means over processes.
    ///
    /// # Example
    /// ```
    /// use ict_impact::uncertainty::DataQualityScores;
    /// assert!(DataQualityScores::new(2.0, 1.0, 3.0, 2.5).is_ok());
    /// assert!(DataQualityScores::new(0.0, 1.0, 3.0, 2.5).is_err());
    /// ```
    ///
    /// # Errors
    /// [`UncertaintyError::OutOfRange`] outside 1 to 5.
    pub fn new(
        technological: f64,
        geographical: f64,
        time: f64,
        precision: f64,
    ) -> Result<Self, UncertaintyError> {
        for (field, score) in [
            ("technological representativeness", technological),
            ("geographical representativeness", geographical),
            ("time representativeness", time),
            ("precision", precision),
        ] {
            if !(1.0..=5.0).contains(&score) {
                return Err(out_of_range(field, score, "from 1 to 5"));
            }
        }
        Ok(Self {
            scores: [technological, geographical, time, precision],
        })
    }
}

/// A data quality rating, 1 (best) to 5 (worst).
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct DataQualityRating(f64);

impl DataQualityRating {
    /// The rating.
    #[must_use]
    pub const fn value(self) -> f64 {
        self.0
    }
}

/// The data quality rating of the Product Environmental Footprint.
///
/// # Equation
/// ```text
/// DQR = (TeR + GeR + TiR + P) / 4     DQR  data quality rating, 1 to 5
///                                     TeR  technological representativeness
///                                     GeR  geographical representativeness
///                                     TiR  time representativeness
///                                     P    precision
/// ```
/// # Source
/// Product Environmental Footprint, Recommendation (EU) 2021/2279.
///
/// # Example
/// ```
/// use ict_impact::uncertainty::{DataQualityScores, data_quality_rating};
/// let rating = data_quality_rating(DataQualityScores::new(2.0, 1.0, 3.0, 2.0)?);
/// assert_eq!(rating.value(), 2.0); // 8 / 4
/// # Ok::<(), ict_impact::uncertainty::UncertaintyError>(())
/// ```
#[doc(alias = "DQR")]
#[must_use]
pub fn data_quality_rating(scores: DataQualityScores) -> DataQualityRating {
    let [technological, geographical, time, precision] = scores.scores;
    DataQualityRating((technological + geographical + time + precision) / 4.0)
}

/// Names for ranges of ratings, with the edition that set their bounds.
///
/// Editions and tools draw the bounds differently, so a class means nothing without its edition.
/// None is built in: take the bounds from the text that is to be followed.
///
/// # Example
/// ```
/// use ict_impact::uncertainty::{DataQualityScores, QualityClasses, data_quality_rating};
/// let ours = QualityClasses::new("our guide 2025", [(1.6, "good"), (3.0, "fair")], "poor")?;
/// let rating = data_quality_rating(DataQualityScores::new(2.0, 2.0, 1.0, 1.4)?); // 6.4 / 4
/// assert_eq!((ours.class(rating), ours.edition()), ("good", "our guide 2025"));
/// # Ok::<(), ict_impact::uncertainty::UncertaintyError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct QualityClasses {
    edition: String,
    /// Upper bounds, part of their class, rising.
    bounds: Vec<(f64, String)>,
    beyond: String,
}

impl QualityClasses {
    /// Classes of an `edition`: each has its upper bound, which belongs to it, from the best to
    /// the worst; `beyond` is what lies above the last.
    ///
    /// # Errors
    /// [`UncertaintyError::BoundsNotRising`] if a bound is not finite or not above the one before.
    pub fn new<'a>(
        edition: &str,
        bounds: impl IntoIterator<Item = (f64, &'a str)>,
        beyond: &str,
    ) -> Result<Self, UncertaintyError> {
        let mut checked: Vec<(f64, String)> = Vec::new();
        for (index, (bound, class)) in bounds.into_iter().enumerate() {
            let rises = checked.last().is_none_or(|before| before.0 < bound);
            if !(bound.is_finite() && rises) {
                return Err(UncertaintyError::BoundsNotRising { index, bound });
            }
            checked.push((bound, class.into()));
        }
        Ok(Self {
            edition: edition.into(),
            bounds: checked,
            beyond: beyond.into(),
        })
    }

    /// The edition that set the bounds.
    #[must_use]
    pub fn edition(&self) -> &str {
        &self.edition
    }

    /// The class of a rating.
    #[must_use]
    pub fn class(&self, rating: DataQualityRating) -> &str {
        let within = self.bounds.iter().find(|bound| rating.0 <= bound.0);
        within.map_or(&self.beyond, |bound| &bound.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bound_belongs_to_the_better_class() {
        let bounds = [(1.5, "first"), (2.0, "second"), (3.0, "third")];
        let classes = QualityClasses::new("own", bounds, "last").unwrap();
        for (rating, class) in [
            (1.0, "first"),
            (1.5, "first"),
            (1.5_f64.next_up(), "second"),
            (3.0, "third"),
            (5.0, "last"),
        ] {
            assert_eq!(classes.class(DataQualityRating(rating)), class, "{rating}");
        }
    }

    #[test]
    fn scores_and_bounds_are_checked() {
        for bad in [0.9, 5.1, f64::NAN] {
            assert!(DataQualityScores::new(bad, 1.0, 1.0, 1.0).is_err());
            assert!(DataQualityScores::new(1.0, 1.0, 1.0, bad).is_err());
        }
        for bounds in [[2.0, 2.0], [2.0, 1.0], [1.0, f64::NAN]] {
            let bounds = bounds.map(|bound| (bound, "class"));
            let error = QualityClasses::new("own", bounds, "rest").unwrap_err();
            assert!(matches!(
                error,
                UncertaintyError::BoundsNotRising { index: 1, .. }
            ));
        }
    }
}
