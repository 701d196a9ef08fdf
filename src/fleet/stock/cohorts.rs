use alloc::vec;
use alloc::vec::Vec;

use super::{Flow, StockAndFlows, StockError};
use crate::column::{Column, ColumnBuf};
use crate::time::Year;

/// What of each year's entries is in use at the end of a year, and leaves in it.
#[derive(Debug, Clone, PartialEq)]
pub struct AgeStructure<Q: Flow> {
    year: Year,
    cohorts: Vec<Year>,
    stock: ColumnBuf<Q>,
    outflow: ColumnBuf<Q>,
}

impl<Q: Flow> AgeStructure<Q> {
    /// The year at whose end the stock is counted.
    pub fn year(&self) -> Year {
        self.year
    }

    /// The years of entry, from the first of the table to this one.
    pub fn cohorts(&self) -> &[Year] {
        &self.cohorts
    }

    /// What is in use of each cohort, oldest first.
    pub fn stock(&self) -> Column<'_, Q> {
        self.stock.column()
    }

    /// What leaves of each cohort per year, oldest first.
    pub fn outflow(&self) -> Column<'_, Q> {
        self.outflow.column()
    }
}

/// A value for each year and cohort, zero for cohorts that enter later.
#[derive(Debug, Clone, PartialEq)]
pub struct CohortMatrix<Q: Flow> {
    years: usize,
    values: ColumnBuf<Q>,
}

impl<Q: Flow> CohortMatrix<Q> {
    /// The value of year number `t` and cohort number `c`, from 0.
    pub fn get(&self, t: usize, c: usize) -> Option<Q> {
        let inside = t < self.years && c < self.years;
        inside.then(|| self.values().get(t * self.years + c))?
    }

    /// The cohorts of year number `t`, oldest first, as many as there are years.
    pub fn row(&self, t: usize) -> Option<Column<'_, Q>> {
        let from = t.checked_mul(self.years)?;
        self.values().rows(from..from.checked_add(self.years)?)
    }

    /// All values: year after year, in each the cohorts, oldest first.
    pub fn values(&self) -> Column<'_, Q> {
        self.values.column()
    }
}

impl<Q: Flow> StockAndFlows<Q> {
    /// The ages of what is in use at the end of `year` and of what leaves in it.
    ///
    /// `Ok(None)` if the table does not have the year. Time and memory: one value per cohort.
    ///
    /// # Equation
    /// ```text
    /// s_c[t] = i[c]·L[c]·sf[t,c]·Π g[m]                       c < m ≤ t
    /// o_c[t] = (s_c[t−1] − s_c[t]) / L[t],  o_t[t] = (i[t]·L[t] − s_t[t]) / L[t]
    ///
    /// i, L, sf  as in SurvivalTable::inflow_driven
    /// g[m]      what a shrinking of the stock in year m left of the older cohorts, otherwise 1
    /// ```
    ///
    /// # Source
    /// ODYM 1.0.0, `compute_s_c_inflow_driven` and `compute_o_c_from_s_c`.
    ///
    /// # Errors
    /// [`StockError::Overflow`].
    ///
    /// # Example
    /// ```
    /// use ict_impact::fleet::{Entry, Lifetime, StockAndFlows, Years};
    /// use ict_impact::quantity::Devices;
    /// use ict_impact::time::{Year, YearSeries};
    /// let year = Year::new(2021)?;
    /// let sold = YearSeries::new(Year::new(2020)?, vec![Devices::new(8.0), Devices::new(6.0)])?;
    /// let lifetime = Lifetime::weibull(1.0, Years::new(1.0))?;
    /// let flows = StockAndFlows::inflow_driven(&sold, &lifetime.into(), Entry::End)?;
    /// let ages = flows.cohorts(year)?.unwrap();
    /// assert_eq!(ages.stock().base(), [8.0 * ict_impact::numeric::exp(-1.0), 6.0]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn cohorts(&self, year: Year) -> Result<Option<AgeStructure<Q>>, StockError> {
        let Some(t) = self.table.intervals().position(year) else {
            return Ok(None);
        };
        let stock = (0..=t).map(|c| self.of_cohort(t, c)[0]).collect();
        let outflow = (0..=t).map(|c| self.of_cohort(t, c)[1]).collect();
        Ok(Some(AgeStructure {
            year,
            cohorts: self.years()[..=t].to_vec(),
            stock: ColumnBuf::from_base(stock)?,
            outflow: ColumnBuf::from_base(outflow)?,
        }))
    }

    /// What of each year's entries is in use at the end of each year.
    ///
    /// Memory: the square of the number of years. Equation as [`cohorts`](Self::cohorts).
    ///
    /// # Errors
    /// [`StockError::Overflow`].
    pub fn stock_by_cohort(&self) -> Result<CohortMatrix<Q>, StockError> {
        self.matrix(0)
    }

    /// What of each year's entries leaves in each year.
    ///
    /// Memory: the square of the number of years. Equation as [`cohorts`](Self::cohorts).
    ///
    /// # Errors
    /// [`StockError::Overflow`].
    pub fn outflow_by_cohort(&self) -> Result<CohortMatrix<Q>, StockError> {
        self.matrix(1)
    }

    fn matrix(&self, which: usize) -> Result<CohortMatrix<Q>, StockError> {
        let years = self.years().len();
        let mut values = vec![0.0; years * years];
        for t in 0..years {
            for c in 0..=t {
                values[t * years + c] = self.of_cohort(t, c)[which];
            }
        }
        Ok(CohortMatrix {
            years,
            values: ColumnBuf::from_base(values)?,
        })
    }

    /// Stock of cohort `c` at the end of year `t`, and its outflow in that year.
    fn of_cohort(&self, t: usize, c: usize) -> [f64; 2] {
        let lengths = self.table.lengths();
        let entered = self.inflow().base()[c] * lengths[c];
        let share = self.table.at(t, c);
        let (before, left) = match &self.left {
            Some(left) if t > c => (left[c + 1..t].iter().product(), left[t]),
            _ => (1.0, 1.0),
        };
        let shares_before = if t == c { 1.0 } else { self.table.at(t - 1, c) };
        let gone = shares_before - left * share;
        [
            entered * share * (before * left),
            entered * gone * before / lengths[t],
        ]
    }
}
