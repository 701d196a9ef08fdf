mod category;

pub use category::{AcrossYears, CategoryContribution, InventoryCategory};

use core::ops::Add;

use alloc::vec::Vec;

use super::root_sum::root_sum_of_squares;
use super::{RelativeUncertainty, Uncertain, UncertaintyError};
use crate::quantity::{Quantity, sum, text};

/// The change of a total since its base year, and half the width of its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trend {
    percent: f64,
    half_width: f64,
}

impl Trend {
    /// The change in per cent of the base year.
    #[must_use]
    pub const fn percent(self) -> f64 {
        self.percent
    }

    /// Half the width of the interval, in percentage points.
    #[must_use]
    pub const fn half_width(self) -> f64 {
        self.half_width
    }

    /// Whether the interval leaves out zero, so that the total surely rose or fell.
    #[must_use]
    pub fn exceeds_its_uncertainty(self) -> bool {
        self.percent.abs() > self.half_width
    }
}

/// The uncertainty of an inventory in year t and of its trend since the base year.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Approach1<Q> {
    /// A line for each category, in the order given.
    pub categories: Vec<CategoryContribution>,
    /// The total of the base year.
    pub base: Q,
    /// The total of year t with its uncertainty.
    pub level: Uncertain<Q>,
    /// The change from the base year to year t.
    pub trend: Trend,
}

/// The uncertainty of an inventory's total and trend by error propagation, IPCC Approach 1.
///
/// # Equation
/// ```text
/// G_x = √(E_x² + F_x²)                    U_level = √( Σ_x (G_x · D_x)² ) / ΣD
/// J_x = |D_x / ΣC|                        U_trend = √( Σ_x (K_x² + L_x²) )
/// I_x = | (0.01 D_x + ΣD − (0.01 C_x + ΣC)) / (0.01 C_x + ΣC) · 100 − (ΣD − ΣC) / ΣC · 100 |
///     = | D_x − C_x · ΣD / ΣC | / | ΣC + 0.01 C_x |
/// K_x = I_x · F_x  if the factor's error is the same in both years, else  J_x · F_x · √2
/// L_x = I_x · E_x  if the activity's error is the same in both years, else  J_x · E_x · √2
///
/// C_x, D_x  emissions of category x in the base year, in year t [any one unit]
/// E_x, F_x  uncertainty of activity data, of emission factor [%]
/// G_x       uncertainty of the category [%]
/// I_x, J_x  sensitivity of type A, of type B [percentage points per %]
/// K_x, L_x  uncertainty of the trend by factor, by activity data [percentage points]
/// ```
/// It assumes errors that are about normal and not above some 30 %, and categories independent of
/// each other.
///
/// # Source
/// IPCC 2006 Guidelines, volume 1, chapter 3, table 3.2 and its notes.
///
/// # Errors
/// [`UncertaintyError::TotalNotPositive`] if a total is zero or negative;
/// [`UncertaintyError::SensitivityUndefined`] if `ΣC + 0.01 C_x` is zero;
/// [`UncertaintyError::OutOfRange`] for a trend that is too large for a number;
/// [`UncertaintyError::Sum`] or [`UncertaintyError::Quantity`] for a sum that is.
///
/// # Example
/// ```
/// use ict_impact::quantity::Co2e;
/// use ict_impact::uncertainty::{InventoryCategory, RelativeUncertainty, approach_1};
/// let percent = RelativeUncertainty::from_percent;
/// let kg = Co2e::from_kg;
/// let networks = InventoryCategory::new(kg(100.0), kg(120.0), percent(3.0)?, percent(4.0)?)?;
/// let inventory = approach_1(&[networks])?;
/// // √(3² + 4²) = 5 % of 120 kg
/// assert!((inventory.level.half_width().kg() - 6.0).abs() < 1e-12);
/// // One category: the factor's error cancels, and 120/100 · 3 · √2 is left.
/// assert_eq!(inventory.trend.percent(), 20.0);
/// assert!((inventory.trend.half_width() - 5.091).abs() < 1e-3);
/// assert!(inventory.trend.exceeds_its_uncertainty());
/// # Ok::<(), ict_impact::uncertainty::UncertaintyError>(())
/// ```
pub fn approach_1<Q>(categories: &[InventoryCategory<Q>]) -> Result<Approach1<Q>, UncertaintyError>
where
    Q: Quantity + Add<Output = Q>,
{
    let base = positive("base year", sum(categories.iter().map(|c| c.base()))?)?;
    let year_t = positive("year t", sum(categories.iter().map(|c| c.year_t()))?)?;
    let lines = categories.iter().enumerate().map(|(index, category)| {
        category
            .contribution(base.base(), year_t.base())?
            .ok_or(UncertaintyError::SensitivityUndefined { index })
    });
    let lines = lines.collect::<Result<Vec<_>, UncertaintyError>>()?;

    let spreads = categories.iter().zip(&lines);
    let spreads =
        spreads.map(|(category, line)| line.combined.percent() / 100.0 * category.year_t().base());
    let half_width = Q::from_base(root_sum_of_squares(spreads)?)?;
    let parts = |line: &CategoryContribution| [line.trend_by_factor, line.trend_by_activity];
    let trend = root_sum_of_squares(lines.iter().flat_map(parts))?;
    Ok(Approach1 {
        trend: Trend {
            percent: (year_t.base() - base.base()) / base.base() * 100.0,
            half_width: RelativeUncertainty::from_percent(trend)?.percent(),
        },
        level: Uncertain::with_half_width(year_t, half_width)?,
        base,
        categories: lines,
    })
}

fn positive<Q: Quantity>(year: &'static str, total: Q) -> Result<Q, UncertaintyError> {
    if total.base() > 0.0 {
        return Ok(total);
    }
    let total = text(total);
    Err(UncertaintyError::TotalNotPositive { year, total })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::Co2e;
    use AcrossYears::{Correlated, Independent};

    fn category(
        amounts: [f64; 2],
        percents: [f64; 2],
        factor: AcrossYears,
    ) -> InventoryCategory<Co2e> {
        let [base, year_t] = amounts.map(Co2e::from_kg);
        let [activity, emission] = percents.map(|p| RelativeUncertainty::from_percent(p).unwrap());
        let category = InventoryCategory::new(base, year_t, activity, emission).unwrap();
        category.across_years(Independent, factor)
    }

    /// Columns G to M of four categories, worked by hand.
    #[test]
    fn every_column_of_table_3_2_is_met() {
        let categories = [
            category([400.0, 500.0], [2.0, 10.0], Correlated),
            category([600.0, 550.0], [5.0, 10.0], Correlated),
            category([800.0, 900.0], [10.0, 40.0], Correlated),
            category([20.0, 30.0], [25.0, 20.0], Independent),
        ];
        let found = approach_1(&categories).unwrap();
        let expected = [
            [
                10.19803903,
                6.63197633,
                0.03554559,
                0.27472527,
                0.35545595,
                0.77704042,
                0.73014074,
            ],
            [
                11.18033989,
                9.64506173,
                0.05626903,
                0.3021978,
                0.56269032,
                2.13686115,
                4.88279598,
            ],
            [
                41.23105626,
                351.23966942,
                0.01623103,
                0.49450549,
                0.64924135,
                6.99336377,
                49.32865115,
            ],
            [
                32.01562119,
                0.23530762,
                0.00452794,
                0.01648352,
                0.46622425,
                0.58278031,
                0.55699795,
            ],
        ];
        for (line, expected) in found.categories.iter().zip(expected) {
            let line = [
                line.combined.percent(),
                line.level_variance,
                line.sensitivity_a,
                line.sensitivity_b,
                line.trend_by_factor,
                line.trend_by_activity,
                line.trend_variance(),
            ];
            for (found, expected) in line.into_iter().zip(expected) {
                approx::assert_relative_eq!(found, expected, epsilon = 6e-9);
            }
        }
        assert!(found.trend.exceeds_its_uncertainty());
    }

    #[test]
    fn a_total_of_zero_or_less_is_an_error() {
        for (amounts, year) in [([0.0, 1.0], "base year"), ([1.0, -1.0], "year t")] {
            let error = approach_1(&[category(amounts, [1.0, 1.0], Correlated)]).unwrap_err();
            assert!(
                matches!(error, UncertaintyError::TotalNotPositive { year: y, .. } if y == year)
            );
        }
        assert!(approach_1::<Co2e>(&[]).is_err());
    }

    #[test]
    fn a_category_that_begins_or_is_removed_has_a_line() {
        let old = category([100.0, 90.0], [1.0, 1.0], Correlated);
        let new = category([0.0, 10.0], [5.0, 5.0], Correlated);
        let line = approach_1(&[old, new]).unwrap().categories[1];
        assert_eq!((line.sensitivity_a, line.sensitivity_b), (0.1, 0.1));
        let removal = category([-100.0, -50.0], [1.0, 1.0], Correlated);
        let rest = category([101.0, 60.0], [1.0, 1.0], Correlated);
        let error = approach_1(&[removal, rest]);
        assert_eq!(
            error,
            Err(UncertaintyError::SensitivityUndefined { index: 0 })
        );
    }
}
