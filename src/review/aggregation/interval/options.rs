use alloc::string::String;
use alloc::vec::Vec;

use crate::review::Observation;
use crate::uncertainty::{
    AcrossYears, Approach1Limits, GeometricSpread, RelativeUncertainty, UncertaintyError,
};

/// Whether the errors of members have to do with each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum AcrossMembers {
    /// Each value has an error of its own.
    Independent,
    /// Values of one indicator from one source have one error in common, as those that rest on
    /// one emission factor.
    SameSource,
}

/// How intervals are made out of what the values state. The defaults are our choice.
///
/// # Example
/// ```
/// use ict_impact::review::{AcrossMembers, IntervalOptions};
/// let options = IntervalOptions::default()
///     .with_members(AcrossMembers::SameSource)
///     .taking_as_exact(["PART.POPULATION"]);
/// assert_eq!(options.members, AcrossMembers::SameSource);
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct IntervalOptions {
    /// Default [`AcrossMembers::Independent`].
    pub members: AcrossMembers,
    /// Whether the errors of one member in different years are one. By the convention of the
    /// IPCC those of activity data are independent and those of emission factors are one; a
    /// value may be either, so the default is [`AcrossYears::Independent`].
    pub years: AcrossYears,
    /// With this basic spread the scores of data quality stand in where a value states no
    /// uncertainty. Default none: nothing stands in.
    pub quality: Option<GeometricSpread>,
    /// Codes of amounts that count as exact, such as a population without a stated uncertainty.
    /// Default none.
    pub exact: Vec<String>,
    /// Beyond which limits Approach 1 is not trusted. Default 30 %.
    pub limits: Approach1Limits,
}

impl Default for IntervalOptions {
    fn default() -> Self {
        Self {
            members: AcrossMembers::Independent,
            years: AcrossYears::Independent,
            quality: None,
            exact: Vec::new(),
            limits: Approach1Limits::default(),
        }
    }
}

impl IntervalOptions {
    /// The same with another relation between members.
    #[must_use]
    pub fn with_members(mut self, members: AcrossMembers) -> Self {
        self.members = members;
        self
    }

    /// The same with another relation between years.
    #[must_use]
    pub fn with_years(mut self, years: AcrossYears) -> Self {
        self.years = years;
        self
    }

    /// The same with data quality in place of an uncertainty that is not stated.
    ///
    /// # Equation
    /// ```text
    /// U = (GSD² − 1/GSD²) / 2 · 100
    ///
    /// GSD  geometric standard deviation from the scores and `basic` [1]
    /// U    half the width of the interval m/GSD² to m·GSD² [% of the median m]
    /// ```
    ///
    /// # Source
    /// GSD: see [`PedigreeScores::spread`](crate::uncertainty::PedigreeScores::spread). That a
    /// symmetric interval of the same width stands in for a log-normal one is our choice.
    #[must_use]
    pub fn with_quality(mut self, basic: GeometricSpread) -> Self {
        self.quality = Some(basic);
        self
    }

    /// The same with these amounts as exact.
    #[must_use]
    pub fn taking_as_exact<C: Into<String>>(mut self, codes: impl IntoIterator<Item = C>) -> Self {
        self.exact.extend(codes.into_iter().map(Into::into));
        self
    }

    /// The same with other limits of Approach 1.
    #[must_use]
    pub fn with_limits(mut self, limits: Approach1Limits) -> Self {
        self.limits = limits;
        self
    }

    /// The uncertainty of a value, and whether it is from the scores of its quality.
    pub(super) fn uncertainty_of(
        &self,
        observation: &Observation,
    ) -> Result<Option<(RelativeUncertainty, bool)>, UncertaintyError> {
        let code = observation.key.indicator.as_ref();
        if self.exact.iter().any(|exact| exact == code) {
            return Ok(Some((RelativeUncertainty::NONE, false)));
        }
        if let Some(stated) = observation.meta.uncertainty {
            return Ok(Some((stated, false)));
        }
        let (Some(basic), Some(scores)) = (self.quality, observation.meta.quality) else {
            return Ok(None);
        };
        let gsd2 = scores.pedigree()?.spread(basic)?.gsd2();
        let percent = (gsd2 - 1.0 / gsd2) / 2.0 * 100.0;
        Ok(Some((RelativeUncertainty::from_percent(percent)?, true)))
    }
}
