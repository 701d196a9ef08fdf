use alloc::vec;
use alloc::vec::Vec;

use super::flows::add_cohort;
use super::{Flow, StockAndFlows, StockError};
use crate::column::Column;
use crate::fleet::{CohortLifetimes, Entry, Intervals, SurvivalTable};
use crate::time::YearSeries;

impl SurvivalTable {
    /// Stock and outflow from the inflow.
    ///
    /// Shape: one inflow per year of the table, in order.
    ///
    /// # Equation
    /// ```text
    /// s[t] = Σ_c i[c]·L[c]·sf[t,c]                              c ≤ t
    /// o[t] = Σ_c i[c]·L[c]·(sf[t−1,c] − sf[t,c]) / L[t]         sf[c−1,c] = 1
    ///      = (i[t]·L[t] − (s[t] − s[t−1])) / L[t]
    ///
    /// i, o  inflow and outflow in each year of interval t, in the flow's unit per year
    /// s     stock at the end of interval t, in the flow's unit
    /// L     length of the interval, years
    /// sf    share of cohort c in use at the end of interval t
    /// ```
    ///
    /// # Source
    /// ODYM 1.0.0, `compute_stock_total` and `compute_outflow_total`; flodym 1.1.0,
    /// `InflowDrivenDSM`, which leaves `L` out of the outflow: over unequal intervals its
    /// outflows differ from these and do not balance.
    ///
    /// # Errors
    /// [`StockError::DifferentLengths`]; [`StockError::Refused`] with every year whose inflow is
    /// negative; [`StockError::Overflow`].
    ///
    /// # Example
    /// ```
    /// use ict_impact::column::ColumnBuf;
    /// use ict_impact::fleet::{Entry, Intervals, Lifetime, SurvivalTable, Years};
    /// use ict_impact::quantity::Mass;
    /// use ict_impact::time::Year;
    /// let years = Intervals::yearly(Year::new(2020)?, Year::new(2022)?)?;
    /// let lifetime = Lifetime::fixed(Years::new(1.0))?;
    /// let table = SurvivalTable::new(&years, &lifetime.into(), Entry::Middle)?;
    /// let sold = ColumnBuf::<Mass>::read("t", &[5.0, 7.0, 4.0])?;
    /// let flows = table.inflow_driven(sold.column())?;
    /// assert_eq!(flows.stock().base(), [5000.0, 7000.0, 4000.0]);
    /// assert_eq!(flows.outflow().base(), [0.0, 5000.0, 7000.0]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn inflow_driven<Q: Flow>(
        &self,
        inflow: Column<'_, Q>,
    ) -> Result<StockAndFlows<Q>, StockError> {
        StockError::same_length("values of the inflow", self.len(), inflow.len())?;
        StockError::not_negative("inflow", self.intervals().years(), inflow.base())?;
        self.flows_of(inflow.base().to_vec())
    }

    /// Stock and outflow from the inflow after an initial stock of known ages.
    ///
    /// Shape: the stock of the first h cohorts of the table in order, as observed at the end of
    /// year h; one inflow for each of the remaining years. What entered in the first h years is
    /// computed and part of the result.
    ///
    /// # Equation
    /// ```text
    /// i[c] = initial[c] / (sf[h,c]·L[c])        c ≤ h, then as inflow_driven
    ///
    /// initial  in the flow's unit; i, sf, L as in inflow_driven; h the last historic year
    /// ```
    ///
    /// # Source
    /// ODYM 1.0.0, `compute_stock_driven_model_initialstock`, for the historic inflow.
    ///
    /// # Errors
    /// As [`inflow_driven`](Self::inflow_driven); [`StockError::NothingLeft`] with the first
    /// cohort of which nothing can be left, [`StockError::NothingToCompute`].
    ///
    /// # Example
    /// ```
    /// use ict_impact::column::ColumnBuf;
    /// use ict_impact::fleet::{Entry, Intervals, Lifetime, SurvivalTable, Years};
    /// use ict_impact::quantity::Devices;
    /// use ict_impact::time::Year;
    /// let years = Intervals::yearly(Year::new(2020)?, Year::new(2022)?)?;
    /// let lifetime = Lifetime::fixed(Years::new(2.0))?;
    /// let table = SurvivalTable::new(&years, &lifetime.into(), Entry::Middle)?;
    /// let in_use = ColumnBuf::<Devices>::from_base(vec![3.0, 4.0])?;
    /// let sold = ColumnBuf::<Devices>::from_base(vec![5.0])?;
    /// let flows = table.inflow_driven_from(in_use.column(), sold.column())?;
    /// assert_eq!(flows.stock().base(), [3.0, 7.0, 9.0]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn inflow_driven_from<Q: Flow>(
        &self,
        initial_by_cohort: Column<'_, Q>,
        inflow: Column<'_, Q>,
    ) -> Result<StockAndFlows<Q>, StockError> {
        let mut whole = self.historic_inflow(initial_by_cohort)?;
        let (past, future) = self.intervals().years().split_at(whole.len());
        StockError::same_length("values of the inflow", future.len(), inflow.len())?;
        StockError::not_negative("initial stock", past, initial_by_cohort.base())?;
        StockError::not_negative("inflow", future, inflow.base())?;
        whole.extend_from_slice(inflow.base());
        self.flows_of(whole)
    }

    /// What must have entered in the first years for this stock to be left.
    pub(super) fn historic_inflow<Q: Flow>(
        &self,
        initial_by_cohort: Column<'_, Q>,
    ) -> Result<Vec<f64>, StockError> {
        let years = self.intervals().years();
        let cohorts = initial_by_cohort.len();
        let Some(last) = cohorts.checked_sub(1) else {
            return Ok(Vec::new());
        };
        if cohorts >= years.len() {
            return Err(StockError::NothingToCompute {
                cohorts,
                years: years.len(),
            });
        }
        let initial = initial_by_cohort.base().iter().enumerate();
        initial
            .map(|(c, &value)| {
                let share = self.at(last, c);
                if value == 0.0 {
                    Ok(0.0)
                } else if share == 0.0 {
                    Err(StockError::NothingLeft {
                        cohort: years[c],
                        year: years[last],
                        value,
                    })
                } else {
                    Ok(value / share / self.lengths()[c])
                }
            })
            .collect()
    }

    fn flows_of<Q: Flow>(&self, inflow: Vec<f64>) -> Result<StockAndFlows<Q>, StockError> {
        let mut stock = vec![0.0; self.len()];
        let mut outflow = vec![0.0; self.len()];
        for (c, (&inflow, &length)) in inflow.iter().zip(self.lengths()).enumerate() {
            add_cohort(self, c, inflow * length, &mut stock, &mut outflow);
        }
        for (outflow, length) in outflow.iter_mut().zip(self.lengths()) {
            *outflow /= length;
        }
        Ok(StockAndFlows::new(
            self.clone(),
            [inflow, stock, outflow],
            None,
        )?)
    }
}

impl<Q: Flow> StockAndFlows<Q> {
    /// Stock and outflow from a yearly series of inflows, with a table of its own.
    ///
    /// # Equation
    /// As [`SurvivalTable::inflow_driven`].
    ///
    /// # Source
    /// As [`SurvivalTable::inflow_driven`].
    ///
    /// # Errors
    /// As [`SurvivalTable::new`] and [`SurvivalTable::inflow_driven`].
    ///
    /// # Example
    /// ```
    /// use ict_impact::fleet::{Entry, Lifetime, StockAndFlows, Years};
    /// use ict_impact::quantity::Devices;
    /// use ict_impact::time::{Year, YearSeries};
    /// let sold = YearSeries::new(Year::new(2020)?, vec![Devices::new(4.0), Devices::new(6.0)])?;
    /// let lifetime = Lifetime::fixed(Years::new(1.0))?;
    /// let flows = StockAndFlows::inflow_driven(&sold, &lifetime.into(), Entry::Middle)?;
    /// assert_eq!(flows.stock_in(Year::new(2021)?), Some(Devices::new(6.0)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn inflow_driven(
        inflow: &YearSeries<Q>,
        lifetimes: &CohortLifetimes,
        entry: Entry,
    ) -> Result<Self, StockError> {
        let intervals = Intervals::yearly(inflow.first(), inflow.last())?;
        let table = SurvivalTable::new(&intervals, lifetimes, entry)?;
        let base: Vec<f64> = inflow.values().iter().map(|value| value.base()).collect();
        table.inflow_driven(Column::new(&base)?)
    }
}
