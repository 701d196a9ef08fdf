//! How much of a change is real, and how much is a corrected past?
//!
//! A review publishes four numbers: the previous period as it was published then, the same
//! period as it is known now, the current period, and the change between the last two, which
//! is the only one that compares like with like. [`Restatement`] holds the first three and
//! derives the rest; [`biennium_mean`] brings an annual series to one number a biennium.
//!
//! A change of shares can be negative, which a [`Share`](crate::quantity::Share) cannot: turn
//! shares into [`Ratio`]s first.

use crate::quantity::{Quantity, QuantityError, Ratio, ratio};
use crate::time::{Biennium, Year, YearSeries};

use super::amount::{finite, minus, total};

/// Why a restatement has no result.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum RestatementError {
    /// A value is not finite, or a change cannot be told in this quantity.
    #[error(transparent)]
    Quantity(#[from] QuantityError),
    /// A year of the biennium has no value.
    #[error("{biennium} needs a value for {year}; a biennial mean takes both years")]
    MissingYear {
        /// The biennium that was asked for.
        biennium: Biennium,
        /// The year without a value.
        year: Year,
    },
}

/// The arithmetic mean of the two years of a biennium.
///
/// For a quantity whose biennial figure is a ratio of sums (an intensity weighted by its
/// denominator) sum the parts instead; this mean weighs both years alike.
///
/// # Equation
/// ```text
/// m = (v₁ + v₂) / 2
///
/// v₁, v₂  value in the first and the second year      [unit of Q]
/// m       annual mean of the biennium                 [unit of Q]
/// ```
///
/// # Errors
/// [`RestatementError::MissingYear`] unless both years have a value;
/// [`RestatementError::Quantity`] for NaN or infinity.
///
/// # Example
/// ```
/// use ict_impact::quantity::Co2e;
/// use ict_impact::review::restatement::biennium_mean;
/// use ict_impact::time::{Biennium, Year, YearSeries};
/// let emitted = YearSeries::new(
///     Year::of::<2020>(),
///     vec![Some(Co2e::from_kg(10.0)), Some(Co2e::from_kg(14.0))],
/// )?;
/// assert_eq!(biennium_mean(&emitted, Biennium::of::<2020>())?.kg(), 12.0);
/// assert!(biennium_mean(&emitted, Biennium::of::<2021>()).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn biennium_mean<Q: Quantity>(
    series: &YearSeries<Option<Q>>,
    biennium: Biennium,
) -> Result<Q, RestatementError> {
    let mut sum = [0.0; 2];
    for (slot, year) in sum.iter_mut().zip(biennium.years()) {
        let value = series.get(year).copied().flatten();
        *slot = finite(value.ok_or(RestatementError::MissingYear { biennium, year })?)? / 2.0;
    }
    Ok(Q::from_base(total(sum))?)
}

/// When is a restatement large enough to be explained?
///
/// The 5 % are our choice: a common practice of company reports. The GHG Protocol Corporate
/// Standard (2004, chapter 5) asks for a significance threshold and leaves it to the reporter.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct RestatementRule {
    /// Magnitude of the relative restatement above which it is explained. Default 5 %.
    pub threshold: Ratio,
}

impl RestatementRule {
    /// The rule with another threshold.
    #[must_use]
    pub fn with_threshold(mut self, threshold: Ratio) -> Self {
        self.threshold = threshold;
        self
    }
}

impl Default for RestatementRule {
    fn default() -> Self {
        Self {
            threshold: Ratio::from_checked(0.05),
        }
    }
}

/// Which parts of a [`RestatementRule`] a restatement sets off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Triggers {
    /// The previous value moved by more than the threshold, or away from zero.
    pub over_threshold: bool,
    /// The previous value changed its sign.
    pub value_changes_sign: bool,
    /// The change between the periods changes its sign when it is told like for like.
    pub change_changes_sign: bool,
}

impl Triggers {
    /// Whether the restatement has to be explained at all.
    pub fn any(self) -> bool {
        self.over_threshold || self.value_changes_sign || self.change_changes_sign
    }
}

/// A previous value as published and as known now, and the current one.
///
/// # Equation
/// ```text
/// naive change          = C − P₀
/// like-for-like change  = C − P₁
/// restatement effect    = P₁ − P₀          naive = like for like + effect
/// relative restatement  = (P₁ − P₀) / P₀
///
/// P₀  previous period as published then        [unit of Q]
/// P₁  previous period as known now             [unit of Q]
/// C   current period as known now              [unit of Q]
/// ```
///
/// # Source
/// GHG Protocol Corporate Standard (2004), chapter 5, base-year recalculation: compare only
/// values of one method.
///
/// # Example
/// Published 100, corrected to 110, now 106: what looked like growth is a fall.
/// ```
/// use ict_impact::quantity::Co2e;
/// use ict_impact::review::restatement::{Restatement, RestatementRule};
/// let kg = Co2e::from_kg;
/// let grid = Restatement::new(kg(100.0), kg(110.0), kg(106.0))?;
/// assert_eq!(grid.naive_change()?, kg(6.0));
/// assert_eq!(grid.like_for_like_change()?, kg(-4.0));
/// assert_eq!(grid.effect()?, kg(10.0));
/// assert_eq!(grid.relative()?.value, 0.1);
/// assert!(grid.sign_flips());
/// assert!(grid.triggers(RestatementRule::default()).any());
/// # Ok::<(), ict_impact::review::restatement::RestatementError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Restatement<Q> {
    published: Q,
    restated: Q,
    current: Q,
}

impl<Q: Quantity> Restatement<Q> {
    /// The previous value as published, the previous value as restated, and the current one.
    ///
    /// # Errors
    /// [`RestatementError::Quantity`] for NaN or infinity.
    pub fn new(published: Q, restated: Q, current: Q) -> Result<Self, RestatementError> {
        for value in [published, restated, current] {
            finite(value)?;
        }
        Ok(Self {
            published,
            restated,
            current,
        })
    }

    /// The three numbers as means over the years of two bienniums.
    ///
    /// `published` is the older vintage of the series, `restated` the newer one, which also
    /// gives the current biennium. Of `published` only the years of `previous` are read.
    ///
    /// # Errors
    /// As [`biennium_mean`].
    pub fn of_bienniums(
        published: &YearSeries<Option<Q>>,
        restated: &YearSeries<Option<Q>>,
        previous: Biennium,
        current: Biennium,
    ) -> Result<Self, RestatementError> {
        Self::new(
            biennium_mean(published, previous)?,
            biennium_mean(restated, previous)?,
            biennium_mean(restated, current)?,
        )
    }

    /// The previous period as it was published then.
    pub fn previous_as_published(&self) -> Q {
        self.published
    }

    /// The previous period as it is known now.
    pub fn previous_restated(&self) -> Q {
        self.restated
    }

    /// The current period.
    pub fn current(&self) -> Q {
        self.current
    }

    /// The current period less the previous one as published: a change of two methods.
    ///
    /// # Errors
    /// [`RestatementError::Quantity`] if `Q` cannot hold the difference.
    pub fn naive_change(&self) -> Result<Q, RestatementError> {
        Ok(minus(self.current, self.published)?)
    }

    /// The current period less the previous one as known now.
    ///
    /// # Errors
    /// [`RestatementError::Quantity`] if `Q` cannot hold the difference.
    pub fn like_for_like_change(&self) -> Result<Q, RestatementError> {
        Ok(minus(self.current, self.restated)?)
    }

    /// What the restatement added to the previous period.
    ///
    /// # Errors
    /// [`RestatementError::Quantity`] if `Q` cannot hold the difference.
    pub fn effect(&self) -> Result<Q, RestatementError> {
        Ok(minus(self.restated, self.published)?)
    }

    /// The restatement relative to the published value, 0.05 for 5 %.
    ///
    /// # Errors
    /// [`RestatementError::Quantity`] if the published value is zero.
    pub fn relative(&self) -> Result<Ratio, RestatementError> {
        let moved = Ratio::from_base(self.restated.base() - self.published.base())?;
        let published = Ratio::from_base(self.published.base())?;
        Ok(ratio(
            moved,
            published,
            "relative restatement",
            "the previous value as published",
        )?)
    }

    /// Whether the naive change and the like-for-like change have opposite signs.
    ///
    /// A change of exactly zero has no sign, so nothing flips.
    pub fn sign_flips(&self) -> bool {
        let (now, then) = (self.current.base(), self.published.base());
        let known = self.restated.base();
        (now > then && now < known) || (now < then && now > known)
    }

    /// Which parts of the rule this restatement sets off.
    pub fn triggers(&self, rule: RestatementRule) -> Triggers {
        let (then, known) = (self.published.base(), self.restated.base());
        let moved = (known - then).abs();
        Triggers {
            over_threshold: moved > rule.threshold.value * then.abs(),
            value_changes_sign: (then < 0.0 && known > 0.0) || (then > 0.0 && known < 0.0),
            change_changes_sign: self.sign_flips(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::{Co2e, Share};

    fn of(published: f64, restated: f64, current: f64) -> Restatement<Co2e> {
        let kg = Co2e::from_kg;
        Restatement::new(kg(published), kg(restated), kg(current)).unwrap()
    }

    #[test]
    fn a_published_zero_has_no_relative_restatement_but_triggers() {
        let risen = of(0.0, 1.0, 2.0);
        assert!(matches!(
            risen.relative(),
            Err(RestatementError::Quantity(QuantityError::Undefined { .. }))
        ));
        assert!(risen.triggers(RestatementRule::default()).over_threshold);
        assert!(!of(0.0, 0.0, 2.0).triggers(RestatementRule::default()).any());
    }

    #[test]
    fn the_threshold_itself_is_not_over_it() {
        let rule = RestatementRule::default();
        assert!(!of(100.0, 105.0, 200.0).triggers(rule).any());
        assert!(of(100.0, 105.1, 200.0).triggers(rule).over_threshold);
        let lax = rule.with_threshold(Ratio::from_checked(0.1));
        assert!(!of(100.0, 105.1, 200.0).triggers(lax).any());
    }

    #[test]
    fn signs_of_value_and_change_are_told_apart() {
        let rule = RestatementRule::default();
        let removal = of(-1.0, 1.0, 5.0).triggers(rule);
        assert!(removal.value_changes_sign && !removal.change_changes_sign);
        let india = of(707.06295, 712.2, 709.555).triggers(rule);
        assert!(india.change_changes_sign && !india.over_threshold && india.any());
        assert!(!of(100.0, 106.0, 106.0).sign_flips());
    }

    #[test]
    fn a_fall_of_shares_is_refused_and_a_ratio_takes_it() {
        let share = |part| Share::new(part).unwrap();
        let fall = Restatement::new(share(0.5), share(0.5), share(0.4)).unwrap();
        assert!(fall.naive_change().is_err());
        let fall = Restatement::new(
            Ratio::from(share(0.5)),
            share(0.5).into(),
            share(0.25).into(),
        );
        assert_eq!(fall.unwrap().naive_change().unwrap().value, -0.25);
        assert!(
            Restatement::new(
                Ratio::from_checked(f64::NAN),
                share(0.1).into(),
                share(0.1).into()
            )
            .is_err()
        );
    }
}
