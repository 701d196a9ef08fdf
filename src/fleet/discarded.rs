use super::mean_age::MeanAge;
use super::{Entry, Flow, StockAndFlows, StockError, Years};
use crate::time::Year;

/// How much is discarded in a year, and how old is it then?
///
/// # Equation
/// ```text
/// a_c = (b[t] + b[t+1])/2 − b[c] − η·L[c]    age of what leaves of cohort c < t, years
/// a_t = (1 − η)·L[t]/2                       and of the cohort of the year itself
/// O    = Σ_c o_c                             discarded in the year, in the flow's unit
/// mean = Σ_c o_c·a_c / O                     years
///
/// o_c   what leaves of cohort c in interval t, per year, in the flow's unit
/// b, L  bounds and lengths of the intervals, years; L is 1 in yearly steps
/// η     point of entry: 0 start, 1/2 middle and evenly over the interval, 1 end
/// ```
/// What leaves in an interval leaves in its middle, or in the middle of what is left of it.
/// Sums are exact and rounded once.
///
/// # Source
/// Outflow by cohort: ODYM 1.0.0, `compute_o_c_from_s_c`; ages as in [`Entry`]. The middle of the
/// interval is a convention of this project.
///
/// # Example
/// ```
/// use ict_impact::fleet::{Discarded, Entry, Lifetime, StockAndFlows, Years};
/// use ict_impact::quantity::Devices;
/// use ict_impact::time::{Year, YearSeries};
/// let sold = [30.0, 10.0, 20.0].map(Devices::new);
/// let sold = YearSeries::new(Year::of::<2020>(), sold.to_vec())?;
/// let lifetime = Lifetime::fixed(Years::new(1.0))?;
/// let flows = StockAndFlows::inflow_driven(&sold, &lifetime.into(), Entry::Middle)?;
/// let of = Discarded::of(&flows, Entry::Middle, Year::of::<2021>())?.ok_or("no such year")?;
/// assert_eq!((of.amount(), of.mean_age()), (Devices::new(30.0), Some(Years::new(1.0))));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Discarded<Q: Flow> {
    year: Year,
    amount: Q,
    aged: f64,
    mean: Option<Years>,
}

impl<Q: Flow> Discarded<Q> {
    /// What is discarded in `year` of a stock whose devices entered at `entry`, the point with
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
        let eta = entry.mean_point();
        let intervals = flows.table().intervals();
        let (bounds, last) = (intervals.bounds(), cohorts.cohorts().len() - 1);
        let middle = f64::midpoint(bounds[last], bounds[last + 1]);
        let age = |c: usize| {
            if c == last {
                (1.0 - eta) * intervals.length(c) / 2.0
            } else {
                middle - bounds[c] - eta * intervals.length(c)
            }
        };
        let left = cohorts.outflow().base().iter().copied().enumerate();
        let ages = MeanAge::of(left.map(|(c, left)| (age(c), left)))?;
        Ok(Some(Self {
            year,
            amount: Q::from_checked(ages.total),
            aged: ages.aged,
            mean: ages.mean,
        }))
    }

    /// The year in which it is discarded.
    pub fn year(&self) -> Year {
        self.year
    }

    /// What is discarded, per year.
    pub fn amount(&self) -> Q {
        self.amount
    }

    /// The ages of all that is discarded, added: amount × years.
    pub fn life(&self) -> Years {
        Years::new(self.aged)
    }

    /// The mean age of what is discarded; `None` if nothing is.
    pub fn mean_age(&self) -> Option<Years> {
        self.mean
    }
}
