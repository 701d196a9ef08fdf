use alloc::vec;

use super::line::{around, known, line};
use super::{Filling, FillingError, Method, Open};
use crate::quantity::Quantity;
use crate::time::{Year, YearSeries};

/// What a quantity is taken to be proportional to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[non_exhaustive]
pub enum Driver {
    /// Population.
    Population,
    /// Subscriptions.
    Subscriptions,
    /// Gross domestic product.
    GrossDomesticProduct,
    /// Electricity generated or used.
    Electricity,
    /// Another driver, which the report has to name.
    Other,
}

/// One observed value, in proportion to a driver.
///
/// # Equation
/// ```text
/// y₀ = yₜ·s₀/sₜ
///
/// yₜ      observed value                                          [unit of Q]
/// s₀, sₜ  driver in the year to fill, and in the observed year    [unit of D]
/// y₀      filled value                                            [unit of Q]
/// ```
///
/// # Source
/// IPCC 2006 Guidelines, Volume 1, Chapter 5, Eq. 5.2 (surrogate data).
///
/// # Errors
/// [`FillingError::OutOfRange`] if sₜ is zero or negative, or s₀ negative;
/// [`FillingError::Quantity`] for NaN or infinity.
///
/// # Example
/// ```
/// use ict_impact::quantity::{Co2e, Persons};
/// use ict_impact::review::fill::methods::in_proportion;
/// let (then, now) = (Persons::new(80.0), Persons::new(100.0));
/// assert_eq!(in_proportion(Co2e::from_kg(50.0), then, now)?.kg(), 40.0);
/// # Ok::<(), ict_impact::review::fill::methods::FillingError>(())
/// ```
pub fn in_proportion<Q: Quantity, D: Quantity>(
    observed: Q,
    driver_to_fill: D,
    driver_observed: D,
) -> Result<Q, FillingError> {
    Q::check(observed.base())?;
    for (what, value, zero) in [
        ("the driver of the observed year", driver_observed, false),
        ("the driver of the year to fill", driver_to_fill, true),
    ] {
        D::check(value.base())?;
        let value = value.base();
        if value < 0.0 || (value == 0.0 && !zero) {
            return Err(FillingError::OutOfRange {
                what,
                value,
                accepted: if zero { "0 or more" } else { "above 0" },
            });
        }
    }
    let value = observed.base() * driver_to_fill.base() / driver_observed.base();
    Ok(Q::from_base(value)?)
}

/// Fills every year that has a driver from the nearest observed year that has one.
///
/// Of two observed years at the same distance the later one is taken.
///
/// # Equation
/// As [`in_proportion`], with t the nearest observed year whose driver is known.
///
/// # Source
/// IPCC 2006 Guidelines, Volume 1, Chapter 5, Eq. 5.2 (surrogate data).
///
/// # Errors
/// [`FillingError::Quantity`] for NaN or infinity. A driver that is negative, or zero in the
/// observed year, leaves the year open.
///
/// # Example
/// ```
/// use ict_impact::quantity::{Co2e, Persons};
/// use ict_impact::review::fill::methods::{Driver, surrogate};
/// use ict_impact::time::{Year, YearSeries};
/// let known = YearSeries::new(Year::of::<2020>(), vec![Some(Co2e::from_kg(50.0))])?;
/// let people = [80.0, 90.0, 100.0].map(|n| Some(Persons::new(n)));
/// let people = YearSeries::new(Year::of::<2018>(), people.to_vec())?;
/// let filled = surrogate(&known, &people, Driver::Population)?;
/// let kg: Vec<_> = filled.filled().map(|line| line.value.kg()).collect();
/// assert_eq!(kg, [40.0, 45.0]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn surrogate<Q: Quantity, D: Quantity>(
    series: &YearSeries<Option<Q>>,
    driver_series: &YearSeries<Option<D>>,
    driver: Driver,
) -> Result<Filling<Q>, FillingError> {
    known(driver_series)?;
    let drives = |year: Year| driver_series.get(year).copied().flatten();
    let mut anchors = known(series)?;
    anchors.retain(|&(year, _)| drives(year).is_some());
    let first = series.first().min(driver_series.first());
    let last = series.last().max(driver_series.last());
    Filling::over((first, last), series, |year| {
        let driver_to_fill = drives(year).ok_or(Open::NoDonor)?;
        let (when, value) = match around(&anchors, year) {
            [Some(before), Some(after)] => {
                let earlier_is_nearer = year.since(before.0) < after.0.since(year);
                if earlier_is_nearer { before } else { after }
            }
            [before, after] => before.or(after).ok_or(Open::NoAnchor)?,
        };
        let driver_observed = drives(when).ok_or(Open::NoDonor)?.base();
        for (year, value) in [(when, driver_observed), (year, driver_to_fill.base())] {
            if value < 0.0 || driver_observed == 0.0 {
                return Err(Open::NotPositive { year, value });
            }
        }
        let value = value * driver_to_fill.base() / driver_observed;
        line(year, value, Method::Surrogate { driver }, vec![when], None)
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{kg, series};
    use super::*;
    use crate::quantity::{Co2e, Persons};

    #[test]
    fn the_nearest_year_gives_the_level_and_the_later_one_of_two() {
        let known = series(&[Some(10.0), None, Some(30.0), None, None]);
        let drive = series(&[Some(1.0), Some(2.0), Some(3.0), Some(4.0), None]);
        let filled = surrogate(&known, &drive, Driver::Electricity).unwrap();
        assert_eq!(kg(&filled), [20.0, 40.0]);
        let line = filled.filled().next().unwrap();
        assert_eq!(line.from, [Year::of::<2020>()]);
        assert_eq!(
            filled.open().next(),
            Some((Year::of::<2022>(), Open::NoDonor))
        );
    }

    #[test]
    fn an_observed_year_without_a_driver_is_no_anchor() {
        let known = series(&[Some(10.0), None, Some(30.0)]);
        let drive = series(&[Some(1.0), Some(2.0), None]);
        let filled = surrogate(&known, &drive, Driver::Other).unwrap();
        assert_eq!(kg(&filled), [20.0]);
        let none = surrogate(&known, &series(&[None, Some(2.0)]), Driver::Other).unwrap();
        assert_eq!(
            none.open().next(),
            Some((Year::of::<2019>(), Open::NoAnchor))
        );
    }

    #[test]
    fn a_driver_of_zero_drives_nothing() {
        let known = series(&[Some(10.0), None]);
        let filled = surrogate(&known, &series(&[Some(0.0), Some(2.0)]), Driver::Other).unwrap();
        assert!(matches!(
            filled.open().next(),
            Some((_, Open::NotPositive { .. }))
        ));
        let filled = surrogate(&known, &series(&[Some(2.0), Some(0.0)]), Driver::Other).unwrap();
        assert_eq!(kg(&filled), [0.0]);
        let filled = surrogate(&known, &series(&[Some(2.0), Some(-1.0)]), Driver::Other).unwrap();
        assert_eq!(filled.filled().count(), 0);
        let one = Persons::new(1.0);
        for (fill, seen) in [(one, Persons::new(0.0)), (Persons::new(-1.0), one)] {
            assert!(matches!(
                in_proportion(Co2e::from_kg(1.0), fill, seen),
                Err(FillingError::OutOfRange { .. })
            ));
        }
    }
}
