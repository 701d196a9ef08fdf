use alloc::vec;
use alloc::vec::Vec;

use super::flows::add_cohort;
use super::{Flow, StockAndFlows, StockError};
use crate::column::Column;
use crate::fleet::SurvivalTable;

/// What happens in a year whose stock is lower than what is left of the older cohorts?
///
/// # Source
/// ODYM 1.0.0, `compute_stock_driven_model`, `NegativeInflowCorrect`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum NegativeInflow {
    /// The inflow that the equation gives stands, negative.
    #[default]
    Keep,
    /// Nothing enters; every older cohort loses the same share, now and for all later years.
    ShrinkCohorts,
}

impl SurvivalTable {
    /// Inflow and outflow from the stock.
    ///
    /// Shape: one stock at the end of each year of the table, in order.
    ///
    /// # Equation
    /// ```text
    /// i[m]·L[m] = (s[m] − r[m]) / sf[m,m],   r[m] = Σ_{c<m} i[c]·L[c]·sf[m,c]
    /// o[m]      = (i[m]·L[m] − (s[m] − s[m−1])) / L[m], summed over cohorts as inflow_driven
    ///
    /// ShrinkCohorts, where s[m] < r[m]: i[m] = 0, and what is left of each older cohort is
    /// multiplied by s[m]/r[m] in year m and all later years
    ///
    /// i, o  inflow and outflow in each year of interval m, in the flow's unit per year
    /// s     stock at the end of interval m, in the flow's unit; r what is left of older cohorts
    /// L     length of the interval, years
    /// sf    share of cohort c in use at the end of interval m
    /// ```
    ///
    /// # Source
    /// ODYM 1.0.0, `compute_stock_driven_model`; flodym 1.1.0, `StockDrivenDSM`.
    ///
    /// # Errors
    /// [`StockError::DifferentLengths`]; [`StockError::Refused`] with every year whose stock is
    /// negative; [`StockError::NothingSurvives`] with the first year of which `sf[m,m]` is 0;
    /// [`StockError::Overflow`].
    ///
    /// # Example
    /// ```
    /// use ict_impact::column::ColumnBuf;
    /// use ict_impact::fleet::{Entry, Intervals, Lifetime, NegativeInflow, SurvivalTable, Years};
    /// use ict_impact::quantity::Devices;
    /// use ict_impact::time::Year;
    /// let years = Intervals::yearly(Year::new(2020)?, Year::new(2022)?)?;
    /// let lifetime = Lifetime::fixed(Years::new(2.0))?;
    /// let table = SurvivalTable::new(&years, &lifetime.into(), Entry::Middle)?;
    /// let in_use = ColumnBuf::<Devices>::from_base(vec![10.0, 15.0, 15.0])?;
    /// let flows = table.stock_driven(in_use.column(), NegativeInflow::Keep)?;
    /// // In 2022 the 10 of 2020 are replaced.
    /// assert_eq!(flows.inflow().base(), [10.0, 5.0, 10.0]);
    /// assert_eq!(flows.outflow().base(), [0.0, 0.0, 10.0]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn stock_driven<Q: Flow>(
        &self,
        stock: Column<'_, Q>,
        negative_inflow: NegativeInflow,
    ) -> Result<StockAndFlows<Q>, StockError> {
        self.solve(Vec::new(), stock, negative_inflow)
    }

    /// Inflow and outflow from the stock that follows an initial stock of known ages.
    ///
    /// Shape: the stock of the first h cohorts of the table in order, as observed at the end of
    /// year h; one stock for each of the remaining years. What entered in the first h years, and
    /// the stocks and outflows of those years, are computed and part of the result.
    ///
    /// # Equation
    /// ```text
    /// i[c] = initial[c] / (sf[h,c]·L[c])        c ≤ h, then as stock_driven
    ///
    /// initial  in the flow's unit; i, sf, L as in stock_driven; h the last historic year
    /// ```
    ///
    /// # Source
    /// ODYM 1.0.0, `compute_stock_driven_model_initialstock`.
    ///
    /// # Errors
    /// As [`stock_driven`](Self::stock_driven); [`StockError::NothingLeft`] with the first cohort
    /// of which nothing can be left, [`StockError::NothingToCompute`].
    ///
    /// # Example
    /// ```
    /// use ict_impact::column::ColumnBuf;
    /// use ict_impact::fleet::{Entry, Intervals, Lifetime, NegativeInflow, SurvivalTable, Years};
    /// use ict_impact::quantity::Devices;
    /// use ict_impact::time::Year;
    /// let years = Intervals::yearly(Year::new(2020)?, Year::new(2022)?)?;
    /// let lifetime = Lifetime::fixed(Years::new(2.0))?;
    /// let table = SurvivalTable::new(&years, &lifetime.into(), Entry::Middle)?;
    /// let in_use = ColumnBuf::<Devices>::from_base(vec![3.0, 4.0])?;
    /// let goal = ColumnBuf::<Devices>::from_base(vec![9.0])?;
    /// let flows = table.stock_driven_from(in_use.column(), goal.column(), NegativeInflow::Keep)?;
    /// // The 3 of 2020 leave: 5 enter.
    /// assert_eq!(flows.inflow().base(), [3.0, 4.0, 5.0]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn stock_driven_from<Q: Flow>(
        &self,
        initial_by_cohort: Column<'_, Q>,
        stock: Column<'_, Q>,
        negative_inflow: NegativeInflow,
    ) -> Result<StockAndFlows<Q>, StockError> {
        let historic = self.historic_inflow(initial_by_cohort)?;
        let past = &self.intervals().years()[..historic.len()];
        StockError::not_negative("initial stock", past, initial_by_cohort.base())?;
        self.solve(historic, stock, negative_inflow)
    }

    /// Forward substitution after `historic` inflows.
    fn solve<Q: Flow>(
        &self,
        historic: Vec<f64>,
        targets: Column<'_, Q>,
        policy: NegativeInflow,
    ) -> Result<StockAndFlows<Q>, StockError> {
        let n = self.len();
        let years = self.intervals().years();
        let past = historic.len();
        StockError::same_length("values of the stock", n - past, targets.len())?;
        StockError::not_negative("stock", &years[past..], targets.base())?;

        let mut inflow = historic;
        let mut stock = Vec::with_capacity(n);
        // What of the cohorts so far is in stock at the end of each year, and leaves in it.
        let mut remaining = vec![0.0; n];
        let mut outflow = vec![0.0; n];
        let mut left = Vec::new();
        for m in 0..n {
            let length = self.lengths()[m];
            let entered = if m < past {
                inflow[m] * length
            } else {
                let (own, older) = (self.at(m, m), remaining[m]);
                let target = targets.base()[m - past];
                if own == 0.0 {
                    return Err(StockError::NothingSurvives { year: years[m] });
                }
                let shrinks = target < older && policy == NegativeInflow::ShrinkCohorts;
                let entered = if shrinks { 0.0 } else { (target - older) / own };
                if shrinks {
                    left.resize(n, 1.0);
                    left[m] = target / older;
                    outflow[m] += older - target;
                    remaining[m..]
                        .iter_mut()
                        .for_each(|value| *value *= left[m]);
                    outflow[m + 1..]
                        .iter_mut()
                        .for_each(|value| *value *= left[m]);
                }
                inflow.push(entered / length);
                entered
            };
            add_cohort(self, m, entered, &mut remaining, &mut outflow);
            outflow[m] /= length;
            stock.push(match m.checked_sub(past) {
                Some(target) => targets.base()[target],
                None => remaining[m],
            });
        }
        let left = (!left.is_empty()).then_some(left);
        Ok(StockAndFlows::new(
            self.clone(),
            [inflow, stock, outflow],
            left,
        )?)
    }
}
