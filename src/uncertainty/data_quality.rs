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
/// The edition of 2013 divides six scores by six; its ratings do not compare with these.
///
/// # Source
/// Recommendation (EU) 2021/2279, Annex I, section 4.6.5.
///
/// # Example
/// ```
/// use ict_impact::uncertainty::{DataQualityScores, QualityClasses, data_quality_rating};
/// let rating = data_quality_rating(DataQualityScores::new(2.0, 1.0, 3.0, 2.0)?);
/// assert_eq!(rating.value(), 2.0); // 8 / 4
/// assert_eq!(QualityClasses::pef_2021().class(rating), "very good");
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

    /// Excellent to 1.5, very good to 2, good to 3, fair to 4, else poor.
    ///
    /// # Source
    /// Recommendation (EU) 2021/2279, Annex I, section 4.6.5. The pilot phase drew the first bound
    /// at 1.6.
    #[must_use]
    pub fn pef_2021() -> Self {
        let bound = |bound: f64, class: &str| (bound, class.into());
        Self {
            edition: "Recommendation (EU) 2021/2279".into(),
            bounds: alloc::vec![
                bound(1.5, "excellent"),
                bound(2.0, "very good"),
                bound(3.0, "good"),
                bound(4.0, "fair"),
            ],
            beyond: "poor".into(),
        }
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
        let classes = QualityClasses::pef_2021();
        for (rating, class) in [
            (1.0, "excellent"),
            (1.5, "excellent"),
            (1.5_f64.next_up(), "very good"),
            (3.0, "good"),
            (4.0, "fair"),
            (5.0, "poor"),
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
