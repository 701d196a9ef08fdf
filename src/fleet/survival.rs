use alloc::sync::Arc;
use alloc::vec::Vec;

use super::lifetime::LifetimeError;
use super::{CohortLifetimes, Entry, Intervals, Lifetime, StockError, Years};
use crate::time::Year;

/// The share of each year's devices that is still in use at the end of each later year.
///
/// Made once from lifetimes, used for every series of the same kind of device; a clone shares
/// the numbers.
///
/// # Equation
/// ```text
/// sf[t,c] = Σ_j w_j · S_c(b[t+1] − b[c] − η_j·L[c])      t ≥ c; without unit, 0 to 1
///
/// S_c       survival of cohort c's lifetime
/// η_j, w_j  points of entry in the interval and their weights, see Entry
/// b, L      bounds and lengths of the intervals, years
/// ```
/// With factors by year see [`CohortLifetimes`]. `sf[t,c]` does not rise with t: what rounding
/// would add is taken off.
///
/// Memory: n·(n + 1)/2 numbers for n years.
///
/// # Source
/// ODYM 1.0.0 and flodym 1.1.0, `compute_survival_factor`.
///
/// # Example
/// ```
/// use ict_impact::fleet::{Entry, Intervals, Lifetime, SurvivalTable, Years};
/// use ict_impact::time::Year;
/// let (first, last) = (Year::new(2020)?, Year::new(2022)?);
/// let lifetime = Lifetime::exponential(Years::new(1.0))?;
/// let table = SurvivalTable::new(&Intervals::yearly(first, last)?, &lifetime.into(), Entry::End)?;
/// assert_eq!(table.share(first, first), Some(1.0));
/// assert_eq!(table.share(last, first), Some(ict_impact::numeric::exp(-2.0)));
/// assert_eq!(table.share(first, last), None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct SurvivalTable(Arc<Inner>);

#[derive(Debug, PartialEq)]
struct Inner {
    intervals: Intervals,
    lengths: Vec<f64>,
    /// Cohort after cohort, each from its own year to the last.
    shares: Vec<f64>,
}

impl SurvivalTable {
    /// The table of these lifetimes.
    ///
    /// # Errors
    /// [`StockError::DifferentLengths`] if lifetimes or factors are listed, but not one per
    /// year; [`StockError::Lifetime`] if a factor takes a lifetime out of its range.
    pub fn new(
        intervals: &Intervals,
        lifetimes: &CohortLifetimes,
        entry: Entry,
    ) -> Result<Self, StockError> {
        let n = intervals.years().len();
        for (what, found) in lifetimes.lengths() {
            StockError::same_length(what, n, found)?;
        }
        let points = Points {
            intervals,
            nodes: entry.nodes(),
        };
        let shares = match (lifetimes.by_year(), lifetimes.constant()) {
            (Some(factors), _) => points.by_year(lifetimes, factors)?,
            (None, Some(lifetime)) if intervals.are_equal() => points.repeated(lifetime),
            _ => points.by_cohort(lifetimes)?,
        };
        Ok(Self(Arc::new(Inner {
            intervals: intervals.clone(),
            lengths: intervals.lengths().collect(),
            shares,
        })))
    }

    /// The years and their intervals.
    pub fn intervals(&self) -> &Intervals {
        &self.0.intervals
    }

    /// The share of the devices that entered in `cohort` still in use at the end of `year`.
    ///
    /// `None` if `year` is before `cohort`, or one of them is not in the table.
    pub fn share(&self, year: Year, cohort: Year) -> Option<f64> {
        let (t, c) = (
            self.intervals().position(year)?,
            self.intervals().position(cohort)?,
        );
        (t >= c).then(|| self.at(t, c))
    }

    /// The shares of cohort number `c` from its own year to the last, none if there is no such
    /// cohort.
    pub fn cohort(&self, c: usize) -> &[f64] {
        let n = self.len();
        if c >= n {
            return &[];
        }
        let from = offset(n, c);
        &self.0.shares[from..from + n - c]
    }

    /// How many years the table has.
    pub(super) fn len(&self) -> usize {
        self.0.lengths.len()
    }

    pub(super) fn lengths(&self) -> &[f64] {
        &self.0.lengths
    }

    /// `sf[t,c]`, t ≥ c.
    #[inline]
    pub(super) fn at(&self, t: usize, c: usize) -> f64 {
        self.0.shares[offset(self.len(), c) + t - c]
    }
}

/// Where cohort `c` begins.
#[inline]
fn offset(n: usize, c: usize) -> usize {
    c * n - c * c.saturating_sub(1) / 2
}

struct Points<'a> {
    intervals: &'a Intervals,
    nodes: Vec<(f64, f64)>,
}

impl Points<'_> {
    fn years(&self) -> usize {
        self.intervals.years().len()
    }

    /// The share of cohort `c` in use at bound `b`, before rounding is reined in.
    fn mean_survival(&self, lifetime: &Lifetime, b: usize, c: usize) -> f64 {
        let bounds = self.intervals.bounds();
        let (since_start, length) = (bounds[b] - bounds[c], self.intervals.length(c));
        let survival = |eta: f64| {
            let age = (since_start - eta * length).max(0.0);
            lifetime.survival(Years::new(age))
        };
        match self.nodes.as_slice() {
            &[(eta, _)] => survival(eta),
            nodes => nodes
                .iter()
                .map(|&(eta, weight)| weight * survival(eta))
                .sum(),
        }
    }

    fn push_cohort(&self, shares: &mut Vec<f64>, lifetime: &Lifetime, c: usize) {
        let mut previous = 1.0_f64;
        shares.extend((c..self.years()).map(|t| {
            previous = self.mean_survival(lifetime, t + 1, c).min(previous);
            previous
        }));
    }

    /// One lifetime and equal intervals: every cohort as the first, to the bit.
    fn repeated(&self, lifetime: &Lifetime) -> Vec<f64> {
        let n = self.years();
        let mut shares = Vec::with_capacity(n * (n + 1) / 2);
        self.push_cohort(&mut shares, lifetime, 0);
        for c in 1..n {
            shares.extend_from_within(..n - c);
        }
        shares
    }

    fn by_cohort(&self, lifetimes: &CohortLifetimes) -> Result<Vec<f64>, LifetimeError> {
        let n = self.years();
        let mut shares = Vec::with_capacity(n * (n + 1) / 2);
        for c in 0..n {
            self.push_cohort(&mut shares, &lifetimes.cohort(c)?, c);
        }
        Ok(shares)
    }

    fn by_year(
        &self,
        lifetimes: &CohortLifetimes,
        factors: &[f64],
    ) -> Result<Vec<f64>, LifetimeError> {
        let n = self.years();
        let mut shares = Vec::with_capacity(n * (n + 1) / 2);
        for c in 0..n {
            let own = lifetimes.cohort(c)?;
            let mut previous = 1.0_f64;
            for (t, &factor) in factors.iter().enumerate().skip(c) {
                let lifetime = own.scaled(factor)?;
                let now = self.mean_survival(&lifetime, t + 1, c);
                let share = if t == c {
                    now
                } else {
                    let before = self.mean_survival(&lifetime, t, c);
                    let ratio = if before > 0.0 { now / before } else { 0.0 };
                    previous * ratio
                };
                previous = share.min(previous);
                shares.push(previous);
            }
        }
        Ok(shares)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;

    fn yearly(first: i64, last: i64) -> Intervals {
        Intervals::yearly(Year::new(first).unwrap(), Year::new(last).unwrap()).unwrap()
    }

    #[test]
    fn one_lifetime_for_all_gives_the_bits_of_one_each() {
        let intervals = yearly(1980, 2025);
        let lifetime = Lifetime::weibull(1.6, Years::new(6.57)).unwrap();
        for entry in [
            Entry::Start,
            Entry::Middle,
            Entry::gauss_lobatto(5).unwrap(),
        ] {
            let same = SurvivalTable::new(&intervals, &lifetime.clone().into(), entry).unwrap();
            let each = vec![lifetime.clone(); 46].into();
            let each = SurvivalTable::new(&intervals, &each, entry).unwrap();
            assert_eq!(same, each);
            assert_eq!(same.cohort(45).len(), 1);
            assert!(same.cohort(46).is_empty());
        }
    }

    #[test]
    fn ages_count_from_the_point_of_entry() {
        let lifetime: CohortLifetimes = Lifetime::exponential(Years::new(1.0)).unwrap().into();
        let (first, second) = (Year::of::<2000>(), Year::of::<2001>());
        let share = |entry| {
            let table = SurvivalTable::new(&yearly(2000, 2001), &lifetime, entry).unwrap();
            [first, second].map(|year| table.share(year, first).unwrap())
        };
        let after = |age: f64| crate::numeric::exp(-age);
        assert_eq!(share(Entry::Start), [after(1.0), after(2.0)]);
        assert_eq!(share(Entry::Middle), [after(0.5), after(1.5)]);
        assert_eq!(share(Entry::End), [1.0, after(1.0)]);
        // Evenly over the year: ∫ e^−a da from 0 to 1 = 1 − 1/e.
        let evenly = share(Entry::gauss_lobatto(7).unwrap());
        approx::assert_relative_eq!(evenly[0], 1.0 - after(1.0), max_relative = 1e-14);
    }

    #[test]
    fn factors_of_one_change_nothing() {
        let intervals = yearly(2000, 2020);
        let lifetime = CohortLifetimes::from(Lifetime::weibull(2.1, Years::new(9.6)).unwrap());
        let plain = SurvivalTable::new(&intervals, &lifetime, Entry::Middle).unwrap();
        let ones = lifetime
            .clone()
            .with_factor_by_cohort(vec![1.0; 21])
            .unwrap();
        assert_eq!(
            plain,
            SurvivalTable::new(&intervals, &ones, Entry::Middle).unwrap()
        );
        let ones = lifetime.with_factor_by_year(vec![1.0; 21]).unwrap();
        let by_year = SurvivalTable::new(&intervals, &ones, Entry::Middle).unwrap();
        for c in 0..21 {
            for (a, b) in plain.cohort(c).iter().zip(by_year.cohort(c)) {
                approx::assert_relative_eq!(a, b, max_relative = 1e-13);
            }
        }
    }

    #[test]
    fn a_factor_by_year_lengthens_what_is_already_in_use() {
        let intervals = yearly(2000, 2003);
        let lifetime = CohortLifetimes::from(Lifetime::exponential(Years::new(2.0)).unwrap());
        let care = lifetime
            .with_factor_by_year(vec![1.0, 1.0, 2.0, 2.0])
            .unwrap();
        let table = SurvivalTable::new(&intervals, &care, Entry::End).unwrap();
        // One year at a hazard of 1/2, then two at 1/4.
        let expected = crate::numeric::exp(-1.0);
        approx::assert_relative_eq!(table.at(3, 0), expected, max_relative = 1e-15);
    }

    #[test]
    fn lists_need_a_value_for_every_year() {
        let lifetime = Lifetime::fixed(Years::new(2.0)).unwrap();
        for (lifetimes, what) in [
            (CohortLifetimes::from(vec![lifetime.clone()]), "lifetimes"),
            (
                CohortLifetimes::from(lifetime.clone())
                    .with_factor_by_cohort(vec![1.0])
                    .unwrap(),
                "lifetime factors by cohort",
            ),
            (
                CohortLifetimes::from(lifetime.clone())
                    .with_factor_by_year(vec![1.0; 3])
                    .unwrap(),
                "lifetime factors by year",
            ),
        ] {
            let error = SurvivalTable::new(&yearly(2000, 2001), &lifetimes, Entry::End);
            assert!(
                matches!(error, Err(StockError::DifferentLengths { what: w, expected: 2, .. }) if w == what)
            );
        }
        for bad in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            let factors =
                CohortLifetimes::from(lifetime.clone()).with_factor_by_year(vec![1.0, bad]);
            assert!(matches!(
                factors,
                Err(LifetimeError::FactorRow { row: 1, .. })
            ));
        }
    }
}
