use super::super::{Distribution, RelativeUncertainty, UncertaintyError};
use crate::quantity::Quantity;

/// How far the error propagation of Approach 1 is trusted.
///
/// # Source
/// IPCC 2006 Guidelines, volume 1, chapter 3: Approach 1 assumes errors about normal and
/// uncertainties that are not large; 30 % is the usual reading of it.
///
/// # Example
/// ```
/// use ict_impact::quantity::Co2e;
/// use ict_impact::uncertainty::{
///     Approach1Limits, Distribution, RelativeUncertainty, Uncertain, WhyApproach2,
/// };
/// let limits = Approach1Limits::default();
/// let of = |percent| -> Result<_, ict_impact::uncertainty::UncertaintyError> {
///     let percent = RelativeUncertainty::from_percent(percent)?;
///     Ok(Distribution::normal_of(Uncertain::new(Co2e::from_kg(10.0), percent)?))
/// };
/// assert_eq!(limits.exceeded_by(&of(29.0)?)?, None);
/// assert!(matches!(limits.exceeded_by(&of(31.0)?)?, Some(WhyApproach2::TooUncertain { .. })));
/// let guess = Distribution::uniform(Co2e::from_kg(99.0), Co2e::from_kg(101.0))?;
/// assert_eq!(limits.exceeded_by(&guess)?, Some(WhyApproach2::NotNormal));
/// # Ok::<(), ict_impact::uncertainty::UncertaintyError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Approach1Limits {
    most: f64,
}

/// Why a figure calls for Approach 2.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum WhyApproach2 {
    /// Its errors are not normal.
    NotNormal,
    /// Its uncertainty is above the limit.
    TooUncertain {
        /// The uncertainty of the figure.
        uncertainty: RelativeUncertainty,
    },
    /// It is zero or so near to zero that its uncertainty has no percentage.
    AboutZero,
}

/// 30 %.
impl Default for Approach1Limits {
    fn default() -> Self {
        Self { most: 30.0 }
    }
}

impl Approach1Limits {
    /// Approach 1 up to and with this uncertainty.
    #[must_use]
    pub const fn up_to(most: RelativeUncertainty) -> Self {
        Self {
            most: most.percent(),
        }
    }

    /// Whether an uncertainty calls for Approach 2.
    #[must_use]
    pub fn exceeded(self, uncertainty: RelativeUncertainty) -> bool {
        uncertainty.percent() > self.most
    }

    /// Why a figure with this distribution calls for Approach 2, if it does.
    ///
    /// A figure without a spread does not, whatever its distribution.
    ///
    /// # Equation
    /// ```text
    /// U = (q(0.975) − q(0.025)) / 2 / |m| · 100
    ///
    /// U  uncertainty [%], q quantile and m mean [one unit]
    /// ```
    ///
    /// # Errors
    /// [`UncertaintyError::Quantity`] if an end of the interval leaves the range of the quantity,
    /// such as a share above 1.
    pub fn exceeded_by<Q: Quantity>(
        self,
        distribution: &Distribution<Q>,
    ) -> Result<Option<WhyApproach2>, UncertaintyError> {
        let (low, high) = distribution.interval()?;
        if low == high {
            return Ok(None);
        }
        if !distribution.is_normal() {
            return Ok(Some(WhyApproach2::NotNormal));
        }
        let half_width = 0.5 * high.base() - 0.5 * low.base();
        let percent = half_width / distribution.mean()?.base().abs() * 100.0;
        if !percent.is_finite() {
            return Ok(Some(WhyApproach2::AboutZero));
        }
        let uncertainty = RelativeUncertainty::from_percent(percent)?;
        let beyond = self.exceeded(uncertainty);
        Ok(beyond.then_some(WhyApproach2::TooUncertain { uncertainty }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::{Co2e, Share};
    use crate::uncertainty::GeometricSpread;

    #[test]
    fn only_small_and_normal_errors_are_propagated() {
        let limits = Approach1Limits::default();
        let kg = Co2e::from_kg;
        let why =
            |found: Result<Distribution<Co2e>, _>| limits.exceeded_by(&found.unwrap()).unwrap();
        let none = GeometricSpread::NONE;
        assert_eq!(why(Distribution::normal(kg(0.0), kg(0.0))), None);
        assert_eq!(why(Distribution::log_normal(kg(5.0), none)), None);
        assert_eq!(why(Distribution::normal(kg(-10.0), kg(1.5))), None);
        let (zero, cut) = (
            Distribution::normal(kg(0.0), kg(1.0)),
            Distribution::truncated_normal(kg(10.0), kg(1.0)),
        );
        assert_eq!(why(zero), Some(WhyApproach2::AboutZero));
        assert_eq!(why(cut), Some(WhyApproach2::NotNormal));
        let wide = why(Distribution::normal(kg(-10.0), kg(2.0)));
        let Some(WhyApproach2::TooUncertain { uncertainty }) = wide else {
            panic!("{wide:?}");
        };
        approx::assert_relative_eq!(uncertainty.percent(), 39.199_279_690_801_08);
        let sixty = Approach1Limits::up_to(RelativeUncertainty::from_percent(60.0).unwrap());
        assert!(!sixty.exceeded(uncertainty));
        let share = |part| Share::new(part).unwrap();
        let beyond = Distribution::normal(share(0.9), share(0.1)).unwrap();
        assert!(limits.exceeded_by(&beyond).is_err());
    }
}
