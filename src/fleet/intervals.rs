use alloc::vec::Vec;

use super::StockError;
use crate::time::{TimeError, Year};

/// The years of a stock model and the interval of time that each stands for.
///
/// # Equation
/// ```text
/// b[k] = (y[k−1] + y[k]) / 2      bound between two years, midway
/// b[0] = b[1] − (b[2] − b[1])     the first interval is as long as the second,
/// b[n] = b[n−1] + (b[n−1] − b[n−2])   and the last as the one before it
/// L[k] = b[k+1] − b[k]            length in years; 1 where every year is listed
///
/// y  year k of n as a number
/// ```
/// Two years alone have intervals as long as their distance; a year alone has one of length 1.
///
/// # Source
/// flodym 1.1.0, `UnevenTimeDim`.
///
/// # Example
/// ```
/// use ict_impact::fleet::Intervals;
/// use ict_impact::time::Year;
/// let years = [1980, 1985, 1990, 2000].map(Year::new).into_iter().collect::<Result<Vec<_>, _>>()?;
/// let intervals = Intervals::new(&years)?;
/// assert_eq!(intervals.bounds(), [1977.5, 1982.5, 1987.5, 1995.0, 2002.5]);
/// assert_eq!(intervals.lengths().collect::<Vec<_>>(), [5.0, 5.0, 7.5, 7.5]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Intervals {
    years: Vec<Year>,
    bounds: Vec<f64>,
}

impl Intervals {
    /// The intervals of these years, with bounds midway between them.
    ///
    /// # Errors
    /// [`StockError::Years`] if there is no year, or with the row that does not increase.
    pub fn new(years: &[Year]) -> Result<Self, StockError> {
        check(years)?;
        let y = |k: usize| f64::from(years[k].get());
        let n = years.len();
        let mut bounds = Vec::with_capacity(n + 1);
        bounds.push(0.0);
        bounds.extend((1..n).map(|k| (y(k - 1) + y(k)) / 2.0));
        bounds.push(0.0);
        let (first, last) = match n {
            1 => (y(0) - 0.5, y(0) + 0.5),
            2 => (bounds[1] - (y(1) - y(0)), bounds[1] + (y(1) - y(0))),
            _ => (
                bounds[1] - (bounds[2] - bounds[1]),
                bounds[n - 1] + (bounds[n - 1] - bounds[n - 2]),
            ),
        };
        bounds[0] = first;
        bounds[n] = last;
        Ok(Self {
            years: years.to_vec(),
            bounds,
        })
    }

    /// Every year from `first` to `last`, both included.
    ///
    /// # Errors
    /// [`StockError::Years`] if `last` is before `first`.
    pub fn yearly(first: Year, last: Year) -> Result<Self, StockError> {
        Self::new(&first.to(last).collect::<Vec<_>>())
    }

    /// The intervals of these years with bounds of one's own.
    ///
    /// Shape: one bound more than years, as calendar years with fractions, increasing.
    ///
    /// # Errors
    /// [`StockError::Years`] as [`new`](Self::new); [`StockError::DifferentLengths`];
    /// [`StockError::Bounds`] with the first bound that is not finite or does not increase.
    ///
    /// # Example
    /// ```
    /// use ict_impact::fleet::Intervals;
    /// use ict_impact::time::Year;
    /// let intervals = Intervals::with_bounds(&[Year::new(2020)?, Year::new(2021)?], &[2018.0, 2020.5, 2021.5])?;
    /// assert_eq!(intervals.lengths().collect::<Vec<_>>(), [2.5, 1.0]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn with_bounds(years: &[Year], bounds: &[f64]) -> Result<Self, StockError> {
        check(years)?;
        StockError::same_length("bounds of the intervals", years.len() + 1, bounds.len())?;
        let mut previous = f64::NEG_INFINITY;
        for (row, &value) in bounds.iter().enumerate() {
            if !(value.is_finite() && value > previous) {
                return Err(StockError::Bounds { row, value });
            }
            previous = value;
        }
        Ok(Self {
            years: years.to_vec(),
            bounds: bounds.to_vec(),
        })
    }

    /// The years in order.
    pub fn years(&self) -> &[Year] {
        &self.years
    }

    /// The bounds, one more than years.
    pub fn bounds(&self) -> &[f64] {
        &self.bounds
    }

    /// The length of each interval in years.
    pub fn lengths(&self) -> impl ExactSizeIterator<Item = f64> + '_ {
        self.bounds.windows(2).map(|ends| ends[1] - ends[0])
    }

    /// The position of a year.
    pub fn position(&self, year: Year) -> Option<usize> {
        self.years.binary_search(&year).ok()
    }

    pub(super) fn length(&self, k: usize) -> f64 {
        self.bounds[k + 1] - self.bounds[k]
    }

    pub(super) fn are_equal(&self) -> bool {
        self.lengths().all(|length| length == self.length(0))
    }
}

fn check(years: &[Year]) -> Result<(), StockError> {
    if years.is_empty() {
        return Err(TimeError::Empty.into());
    }
    for (row, pair) in years.windows(2).enumerate() {
        if pair[1] <= pair[0] {
            return Err(StockError::Years(TimeError::OutOfOrder {
                row: row + 1,
                year: pair[1],
                previous: pair[0],
            }));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn years(numbers: &[i64]) -> Vec<Year> {
        numbers.iter().map(|&y| Year::new(y).unwrap()).collect()
    }

    #[test]
    fn consecutive_years_have_intervals_of_one_year() {
        for n in 1..6 {
            let listed: Vec<i64> = (2000..2000 + n).collect();
            let intervals = Intervals::new(&years(&listed)).unwrap();
            assert!(intervals.lengths().all(|length| length == 1.0), "{n}");
            assert_eq!(intervals.bounds()[0], 1999.5);
        }
        let two = Intervals::new(&years(&[2000, 2010])).unwrap();
        assert_eq!(two.bounds(), [1995.0, 2005.0, 2015.0]);
    }

    #[test]
    fn names_what_is_out_of_order() {
        let error = Intervals::new(&years(&[2000, 2005, 2005])).unwrap_err();
        assert!(matches!(
            error,
            StockError::Years(TimeError::OutOfOrder { row: 2, .. })
        ));
        assert_eq!(
            Intervals::new(&[]),
            Err(StockError::Years(TimeError::Empty))
        );
        let listed = years(&[2000, 2001]);
        for (bounds, row) in [
            ([2000.0, 2000.0, 2001.0], 1),
            ([f64::NAN, 2000.0, 2001.0], 0),
            ([1.0, 2.0, f64::INFINITY], 2),
        ] {
            let error = Intervals::with_bounds(&listed, &bounds).unwrap_err();
            assert!(matches!(error, StockError::Bounds { row: at, .. } if at == row));
        }
        assert!(Intervals::with_bounds(&listed, &[1.0, 2.0]).is_err());
    }
}
