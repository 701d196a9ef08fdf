use alloc::vec::Vec;

use super::mean_age::MeanAge;
use super::{Entry, Flow, Intervals, StockAndFlows, StockError, Years};
use crate::column::{Column, ColumnBuf, ColumnError};
use crate::numeric::ExactSum;
use crate::quantity::Share;
use crate::time::Year;

/// How old is what is in use at the end of a year?
///
/// # Equation
/// ```text
/// a_c  = b[t+1] − b[c] − η·L[c]              age of cohort c, years
/// mean = Σ_c n_c·a_c / Σ_c n_c               years
/// share older than x = Σ_{a_c > x} n_c / Σ_c n_c        without unit, 0 to 1
///
/// n_c   what is in use of cohort c at the end of interval t, in the flow's unit
/// b, L  bounds and lengths of the intervals, years; L is 1 in yearly steps
/// η     point of entry: 0 start, 1/2 middle and evenly over the interval, 1 end
/// ```
/// A cohort has one age: devices of one year are not told apart. Sums are exact and rounded
/// once.
///
/// # Source
/// Age structure of a dynamic stock: ODYM 1.0.0, `compute_s_c_inflow_driven`; ages as in
/// [`Entry`].
///
/// # Example
/// ```
/// use ict_impact::fleet::{Ages, Entry, Lifetime, StockAndFlows, Years};
/// use ict_impact::quantity::{Devices, Share};
/// use ict_impact::time::{Year, YearSeries};
/// let sold = [30.0, 10.0, 20.0].map(Devices::new);
/// let sold = YearSeries::new(Year::of::<2020>(), sold.to_vec())?;
/// let lifetime = Lifetime::fixed(Years::new(9.0))?;
/// let flows = StockAndFlows::inflow_driven(&sold, &lifetime.into(), Entry::Middle)?;
/// let ages = Ages::of(&flows, Entry::Middle, Year::of::<2022>())?.ok_or("no such year")?;
/// // 30 of 2.5 years, 10 of 1.5, 20 of 0.5: (75 + 15 + 10) / 60
/// assert_eq!(ages.mean(), Some(Years::new(100.0 / 60.0)));
/// assert_eq!(ages.share_older_than(Years::new(2.0)), Some(Share::new(0.5)?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Ages<Q: Flow> {
    year: Year,
    rows: Vec<Row>,
    in_use: ColumnBuf<Q>,
    total: Q,
    mean: Option<Years>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Row {
    cohort: Year,
    age: f64,
}

impl<Q: Flow> Ages<Q> {
    /// The ages at the end of `year` of a stock whose devices entered at `entry`, the point with
    /// which its survival table was made.
    ///
    /// `Ok(None)` if the table does not have the year.
    ///
    /// # Errors
    /// [`StockError::Overflow`].
    pub fn of(
        flows: &StockAndFlows<Q>,
        entry: Entry,
        year: Year,
    ) -> Result<Option<Self>, StockError> {
        let Some(cohorts) = flows.cohorts(year)? else {
            return Ok(None);
        };
        let stock = cohorts.stock();
        let ages = Self::from_stock(flows.table().intervals(), entry, year, stock)?;
        Ok(Some(ages))
    }

    /// The ages of `in_use`, one row per year up to `year`.
    pub(super) fn from_stock(
        intervals: &Intervals,
        entry: Entry,
        year: Year,
        in_use: Column<'_, Q>,
    ) -> Result<Self, ColumnError> {
        let eta = entry.mean_point();
        let bounds = intervals.bounds();
        let years = intervals.years().iter().enumerate().take(in_use.len());
        let row = |(c, &cohort)| Row {
            cohort,
            age: (bounds[in_use.len()] - bounds[c] - eta * intervals.length(c)).max(0.0),
        };
        Self::new(year, years.map(row).collect(), in_use.base().to_vec())
    }

    /// The ages of several kinds of devices together, at the end of the same year.
    pub(super) fn together(year: Year, all: &[Self]) -> Result<Self, ColumnError> {
        let rows = all.iter().flat_map(|ages| ages.rows.iter().copied());
        let in_use = all.iter().flat_map(|ages| ages.in_use().base());
        Self::new(year, rows.collect(), in_use.copied().collect())
    }

    fn new(year: Year, rows: Vec<Row>, in_use: Vec<f64>) -> Result<Self, ColumnError> {
        let ages = rows.iter().map(|row| row.age);
        let MeanAge { total, mean, .. } = MeanAge::of(ages.zip(in_use.iter().copied()))?;
        Ok(Self {
            year,
            rows,
            in_use: ColumnBuf::from_base(in_use)?,
            total: Q::from_checked(total),
            mean,
        })
    }

    /// The year at whose end the stock is counted.
    pub fn year(&self) -> Year {
        self.year
    }

    /// Year of entry, age and number in use, oldest first for each kind of device.
    pub fn cohorts(&self) -> impl ExactSizeIterator<Item = (Year, Years, Q)> + '_ {
        let rows = self.rows.iter().zip(self.in_use().iter());
        rows.map(|(row, in_use)| (row.cohort, Years::new(row.age), in_use))
    }

    /// What is in use of each cohort, in the order of [`cohorts`](Self::cohorts).
    pub fn in_use(&self) -> Column<'_, Q> {
        self.in_use.column()
    }

    /// All that is in use.
    pub fn total(&self) -> Q {
        self.total
    }

    /// The mean age; `None` if nothing is in use.
    pub fn mean(&self) -> Option<Years> {
        self.mean
    }

    /// The share of what is in use that is older than `age`; `None` if nothing is in use.
    pub fn share_older_than(&self, age: Years) -> Option<Share> {
        let rows = self.rows.iter().zip(self.in_use.column().base());
        let older: ExactSum = rows
            .filter(|(row, _)| row.age > age.get())
            .map(|(_, &in_use)| in_use)
            .collect();
        Share::new(older.value().ok()? / self.total.base()).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fleet::{Lifetime, SurvivalTable};
    use crate::quantity::Devices;
    use alloc::vec;

    fn flows(intervals: &Intervals, entry: Entry, sold: Vec<f64>) -> StockAndFlows<Devices> {
        let lifetime = Lifetime::fixed(Years::new(90.0)).unwrap();
        let table = SurvivalTable::new(intervals, &lifetime.into(), entry).unwrap();
        let sold = ColumnBuf::from_base(sold).unwrap();
        table.inflow_driven(sold.column()).unwrap()
    }

    #[test]
    fn ages_begin_where_devices_enter() {
        let last = Year::of::<2021>();
        let intervals = Intervals::yearly(Year::of::<2020>(), last).unwrap();
        for (entry, expected) in [
            (Entry::Start, [2.0, 1.0]),
            (Entry::Middle, [1.5, 0.5]),
            (Entry::gauss_lobatto(4).unwrap(), [1.5, 0.5]),
            (Entry::End, [1.0, 0.0]),
        ] {
            let flows = flows(&intervals, entry, vec![1.0, 1.0]);
            let ages = Ages::of(&flows, entry, last).unwrap().unwrap();
            let found: Vec<f64> = ages.cohorts().map(|(_, age, _)| age.get()).collect();
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn intervals_of_years_age_by_their_length() {
        let years = [2000, 2005, 2010].map(|y| Year::new(y).unwrap());
        let intervals = Intervals::new(&years).unwrap();
        let flows = flows(&intervals, Entry::Middle, vec![1.0, 0.0, 3.0]);
        let ages = Ages::of(&flows, Entry::Middle, years[2]).unwrap().unwrap();
        // Bounds 1997.5, 2002.5, 2007.5, 2012.5: five of 12.5 years and fifteen of 2.5.
        assert_eq!(ages.mean(), Some(Years::new(5.0)));
        assert_eq!(ages.total(), Devices::new(20.0));
        assert_eq!(ages.cohorts().next().unwrap().0, years[0]);
    }

    #[test]
    fn nothing_in_use_has_no_age() {
        let year = Year::of::<2020>();
        let intervals = Intervals::yearly(year, year).unwrap();
        let flows = flows(&intervals, Entry::Middle, vec![0.0]);
        let ages = Ages::of(&flows, Entry::Middle, year).unwrap().unwrap();
        assert_eq!(ages.mean(), None);
        assert_eq!(ages.share_older_than(Years::new(0.0)), None);
        let none = Ages::of(&flows, Entry::Middle, Year::of::<2021>());
        assert_eq!(none, Ok(None));
    }

    #[test]
    fn older_than_an_age_is_not_of_that_age() {
        let last = Year::of::<2021>();
        let intervals = Intervals::yearly(Year::of::<2020>(), last).unwrap();
        let flows = flows(&intervals, Entry::Middle, vec![1.0, 3.0]);
        let ages = Ages::of(&flows, Entry::Middle, last).unwrap().unwrap();
        let older = |age| ages.share_older_than(Years::new(age)).map(Share::get);
        assert_eq!(older(1.5), Some(0.0));
        assert_eq!(older(0.5), Some(0.25));
    }

    #[test]
    fn the_mean_of_one_age_is_that_age() {
        let last = Year::of::<2021>();
        let intervals = Intervals::yearly(Year::of::<2020>(), last).unwrap();
        // 1.5 · 0.1 / 0.1 is 1.5000000000000002 in binary.
        let flows = flows(&intervals, Entry::Middle, vec![0.1, 0.0]);
        let ages = Ages::of(&flows, Entry::Middle, last).unwrap().unwrap();
        assert_eq!(ages.mean(), Some(Years::new(1.5)));
    }
}
