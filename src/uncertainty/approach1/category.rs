use core::f64::consts::SQRT_2;

use super::super::propagation::product_rule;
use super::super::{RelativeUncertainty, UncertaintyError};
use crate::quantity::Quantity;

/// Are the errors of a parameter in the base year and in year t the same, or independent?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AcrossYears {
    /// One error in both years, such as one emission factor for both.
    Correlated,
    /// An error of its own in each year, such as a meter read anew.
    Independent,
}

/// A category of an inventory: its emissions in two years and how uncertain they are.
///
/// Categories are taken as independent of each other; put those that share a factor into one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct InventoryCategory<Q> {
    base: Q,
    year_t: Q,
    activity: RelativeUncertainty,
    factor: RelativeUncertainty,
    activity_years: AcrossYears,
    factor_years: AcrossYears,
}

impl<Q: Quantity> InventoryCategory<Q> {
    /// A category that emits `base` in the base year and `year_t` in year t, removals negative,
    /// with the uncertainty of its `activity` data and of its emission `factor`.
    ///
    /// As table 3.2 has it where nothing else is known, the factor's error is the same in both
    /// years and the activity's is not; [`across_years`](Self::across_years) says otherwise.
    ///
    /// # Errors
    /// [`UncertaintyError::Quantity`] if an amount is not finite.
    pub fn new(
        base: Q,
        year_t: Q,
        activity: RelativeUncertainty,
        factor: RelativeUncertainty,
    ) -> Result<Self, UncertaintyError> {
        Q::check(base.base())?;
        Q::check(year_t.base())?;
        Ok(Self {
            base,
            year_t,
            activity,
            factor,
            activity_years: AcrossYears::Independent,
            factor_years: AcrossYears::Correlated,
        })
    }

    /// The category with this correlation of its `activity` data and of its `factor`.
    ///
    /// # Example
    /// ```
    /// use ict_impact::quantity::Co2e;
    /// use ict_impact::uncertainty::{AcrossYears, InventoryCategory, RelativeUncertainty, approach_1};
    /// let percent = RelativeUncertainty::from_percent;
    /// let kg = Co2e::from_kg;
    /// let same = InventoryCategory::new(kg(100.0), kg(120.0), percent(3.0)?, percent(4.0)?)?
    ///     .across_years(AcrossYears::Correlated, AcrossYears::Correlated);
    /// // One category whose errors are the same in both years: they cancel in the trend.
    /// assert_eq!(approach_1(&[same])?.trend.half_width(), 0.0);
    /// # Ok::<(), ict_impact::uncertainty::UncertaintyError>(())
    /// ```
    #[must_use]
    pub const fn across_years(mut self, activity: AcrossYears, factor: AcrossYears) -> Self {
        self.activity_years = activity;
        self.factor_years = factor;
        self
    }

    /// The emissions of the base year.
    pub const fn base(&self) -> Q {
        self.base
    }

    /// The emissions of year t.
    pub const fn year_t(&self) -> Q {
        self.year_t
    }

    /// A line of table 3.2, unless the sensitivity of type A is undefined.
    pub(super) fn contribution(
        &self,
        base_total: f64,
        total: f64,
    ) -> Result<Option<CategoryContribution>, UncertaintyError> {
        let (base, year_t) = (self.base.base(), self.year_t.base());
        let raised = (base_total + 0.01 * base).abs();
        if raised == 0.0 {
            return Ok(None);
        }
        let sensitivity_a = (year_t - base * (total / base_total)).abs() / raised;
        let sensitivity_b = (year_t / base_total).abs();
        let trend_by = |uncertainty: RelativeUncertainty, years| match years {
            AcrossYears::Correlated => sensitivity_a * uncertainty.percent(),
            AcrossYears::Independent => sensitivity_b * uncertainty.percent() * SQRT_2,
        };
        let combined = product_rule(&[self.activity, self.factor])?;
        let level = combined.percent() * (year_t / total);
        Ok(Some(CategoryContribution {
            combined,
            level_variance: level * level,
            sensitivity_a,
            sensitivity_b,
            trend_by_factor: trend_by(self.factor, self.factor_years),
            trend_by_activity: trend_by(self.activity, self.activity_years),
        }))
    }
}

/// What one category adds to the uncertainty of the inventory: a line of table 3.2.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct CategoryContribution {
    /// Column G: uncertainty of the category in year t.
    pub combined: RelativeUncertainty,
    /// Column H: contribution to the variance of year t, in %².
    pub level_variance: f64,
    /// Column I: percentage points of trend for 1 % more of the category in both years.
    pub sensitivity_a: f64,
    /// Column J: percentage points of trend for 1 % more of the category in year t only.
    pub sensitivity_b: f64,
    /// Column K: uncertainty of the trend by the emission factor, in percentage points.
    pub trend_by_factor: f64,
    /// Column L: uncertainty of the trend by the activity data, in percentage points.
    pub trend_by_activity: f64,
}

impl CategoryContribution {
    /// Column M: contribution to the variance of the trend, in squared percentage points.
    #[must_use]
    pub fn trend_variance(&self) -> f64 {
        self.trend_by_factor * self.trend_by_factor
            + self.trend_by_activity * self.trend_by_activity
    }
}
