use alloc::vec::Vec;

use super::{TimeError, Year};

/// One value for every year from a first to a last year, without a gap.
///
/// A year for which nothing is known is a value of its own: `YearSeries<Option<T>>`.
///
/// # Example
/// ```
/// use ict_impact::time::{Year, YearSeries};
/// let sold = YearSeries::new(Year::new(2019)?, vec![10.0, 12.0, 9.0])?;
/// assert_eq!(sold.get(Year::new(2020)?), Some(&12.0));
/// assert_eq!(sold.get(Year::new(2022)?), None);
/// # Ok::<(), ict_impact::time::TimeError>(())
/// ```
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "Raw<T>")]
pub struct YearSeries<T> {
    first: Year,
    values: Vec<T>,
}

#[derive(serde::Deserialize)]
struct Raw<T> {
    first: Year,
    values: Vec<T>,
}

impl<T> TryFrom<Raw<T>> for YearSeries<T> {
    type Error = TimeError;
    fn try_from(raw: Raw<T>) -> Result<Self, TimeError> {
        Self::new(raw.first, raw.values)
    }
}

impl<T> YearSeries<T> {
    /// The series that starts in `first` with one of `values` a year.
    ///
    /// # Errors
    /// [`TimeError::Empty`] without a value, [`TimeError::YearOutOfRange`] if the last year
    /// would pass 9999.
    pub fn new(first: Year, values: Vec<T>) -> Result<Self, TimeError> {
        if values.is_empty() {
            return Err(TimeError::Empty);
        }
        let last = i64::from(first.get()) + values.len() as i64 - 1;
        Year::new(last)?;
        Ok(Self { first, values })
    }

    /// The series of `pairs`, which must be consecutive years in order.
    ///
    /// # Errors
    /// [`TimeError::OutOfOrder`] (also for a repeated year) and [`TimeError::Gap`] name the
    /// row; [`TimeError::Empty`] without a pair.
    pub fn from_pairs(pairs: impl IntoIterator<Item = (Year, T)>) -> Result<Self, TimeError> {
        let mut values = Vec::new();
        let mut span: Option<(Year, Year)> = None;
        for (row, (year, value)) in pairs.into_iter().enumerate() {
            let first = match span {
                None => year,
                Some((first, previous)) => match year.since(previous) {
                    1 => first,
                    ..=0 => {
                        return Err(TimeError::OutOfOrder {
                            row,
                            year,
                            previous,
                        });
                    }
                    _ => {
                        return Err(TimeError::Gap {
                            row,
                            year,
                            previous,
                        });
                    }
                },
            };
            span = Some((first, year));
            values.push(value);
        }
        match span {
            Some((first, _)) => Ok(Self { first, values }),
            None => Err(TimeError::Empty),
        }
    }

    /// The first year.
    pub fn first(&self) -> Year {
        self.first
    }

    /// The last year.
    pub fn last(&self) -> Year {
        self.first
            .plus(self.values.len() as i32 - 1)
            .unwrap_or(Year::MAX)
    }

    /// Every year of the series in order.
    pub fn years(&self) -> impl DoubleEndedIterator<Item = Year> + Clone + use<T> {
        self.first.to(self.last())
    }

    /// The value of `year`, if the series covers it.
    pub fn get(&self, year: Year) -> Option<&T> {
        self.values
            .get(usize::try_from(year.since(self.first)).ok()?)
    }

    /// The values in the order of the years.
    pub fn values(&self) -> &[T] {
        &self.values
    }

    /// Year and value in order.
    pub fn iter(&self) -> YearSeriesIter<'_, T> {
        YearSeriesIter {
            next: self.first,
            values: self.values.iter(),
        }
    }

    /// The series of `f(value)`.
    pub fn map<U>(&self, f: impl FnMut(&T) -> U) -> YearSeries<U> {
        YearSeries {
            first: self.first,
            values: self.values.iter().map(f).collect(),
        }
    }

    /// The series of `f(left, right)`, year by year.
    ///
    /// # Errors
    /// [`TimeError::DifferentYears`] unless both cover the same years.
    pub fn zip_map<U, V>(
        &self,
        right: &YearSeries<U>,
        mut f: impl FnMut(&T, &U) -> V,
    ) -> Result<YearSeries<V>, TimeError> {
        if self.first != right.first || self.values.len() != right.values.len() {
            return Err(TimeError::DifferentYears {
                left_first: self.first(),
                left_last: self.last(),
                right_first: right.first(),
                right_last: right.last(),
            });
        }
        let values = self
            .values
            .iter()
            .zip(&right.values)
            .map(|(a, b)| f(a, b))
            .collect();
        Ok(YearSeries {
            first: self.first,
            values,
        })
    }
}

impl<'a, T> IntoIterator for &'a YearSeries<T> {
    type Item = (Year, &'a T);
    type IntoIter = YearSeriesIter<'a, T>;
    fn into_iter(self) -> YearSeriesIter<'a, T> {
        self.iter()
    }
}

/// Years and values of a [`YearSeries`] in order.
#[derive(Debug, Clone)]
pub struct YearSeriesIter<'a, T> {
    next: Year,
    values: core::slice::Iter<'a, T>,
}

impl<'a, T> Iterator for YearSeriesIter<'a, T> {
    type Item = (Year, &'a T);
    fn next(&mut self) -> Option<Self::Item> {
        let value = self.values.next()?;
        let year = self.next;
        self.next = year.next_or_self();
        Some((year, value))
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.values.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;

    fn year(number: i64) -> Year {
        Year::new(number).unwrap()
    }

    #[test]
    fn names_the_row_that_breaks_the_order() {
        let pairs = |years: &[i64]| YearSeries::from_pairs(years.iter().map(|&y| (year(y), 0.0)));
        assert!(matches!(
            pairs(&[2019, 2020, 2020]),
            Err(TimeError::OutOfOrder { row: 2, .. })
        ));
        assert!(matches!(
            pairs(&[2019, 2018]),
            Err(TimeError::OutOfOrder { row: 1, .. })
        ));
        assert!(matches!(
            pairs(&[2019, 2021]),
            Err(TimeError::Gap { row: 1, .. })
        ));
        assert_eq!(pairs(&[]), Err(TimeError::Empty));
        assert_eq!(pairs(&[2019, 2020]).unwrap().last(), year(2020));
    }

    #[test]
    fn refuses_to_pair_different_years() {
        let a = YearSeries::new(year(2019), vec![1, 2]).unwrap();
        let b = YearSeries::new(year(2020), vec![1, 2]).unwrap();
        assert!(matches!(
            a.zip_map(&b, |x, y| x + y),
            Err(TimeError::DifferentYears { .. })
        ));
        assert_eq!(a.zip_map(&a, |x, y| x + y).unwrap().values(), [2, 4]);
    }

    #[test]
    fn deserialises_through_the_same_checks() {
        let ok = r#"{"first":2019,"values":[1,2]}"#;
        let series: YearSeries<u8> = serde_json::from_str(ok).unwrap();
        assert_eq!(serde_json::to_string(&series).unwrap(), ok);
        assert!(serde_json::from_str::<YearSeries<u8>>(r#"{"first":2019,"values":[]}"#).is_err());
        assert!(
            serde_json::from_str::<YearSeries<u8>>(r#"{"first":9999,"values":[1,2]}"#).is_err()
        );
    }

    #[test]
    fn the_calendars_last_year_is_reached_once() {
        let series = YearSeries::new(Year::MAX, vec![1]).unwrap();
        assert_eq!(series.iter().count(), 1);
        assert_eq!(series.last(), Year::MAX);
    }
}
