use alloc::vec::Vec;

use super::Flow;
use crate::column::{Column, ColumnBuf, ColumnError};
use crate::fleet::SurvivalTable;
use crate::time::{TimeError, Year, YearSeries};

/// Inflow, stock and outflow of one kind of device over years.
///
/// # Equation
/// ```text
/// s[t] − s[t−1] = (i[t] − o[t])·L[t]        to rounding; s before the first year is 0
///
/// i, o  inflow and outflow in each year of interval t, in the flow's unit per year
/// s     stock at the end of interval t, in the flow's unit
/// L     length of the interval, years
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct StockAndFlows<Q: Flow> {
    pub(super) table: SurvivalTable,
    inflow: ColumnBuf<Q>,
    stock: ColumnBuf<Q>,
    outflow: ColumnBuf<Q>,
    /// For each year, the part of the older cohorts that a shrinking of the stock left.
    pub(super) left: Option<Vec<f64>>,
}

/// Adds what of a cohort is in stock at the end of each year, and what leaves in each year.
///
/// Each is summed on its own, so that an outflow is as exact as the shares it is made of,
/// however large the stock beside it.
pub(super) fn add_cohort(
    table: &SurvivalTable,
    c: usize,
    entered: f64,
    stock: &mut [f64],
    left: &mut [f64],
) {
    let shares = table.cohort(c);
    for (stock, share) in stock[c..].iter_mut().zip(shares) {
        *stock += entered * share;
    }
    let (Some((first, later)), Some(left)) = (shares.split_first(), left.get_mut(c..)) else {
        return;
    };
    left[0] += entered * (1.0 - first);
    for ((left, before), share) in left[1..].iter_mut().zip(shares).zip(later) {
        *left += entered * (before - share);
    }
}

impl<Q: Flow> StockAndFlows<Q> {
    pub(super) fn new(
        table: SurvivalTable,
        [inflow, stock, outflow]: [Vec<f64>; 3],
        left: Option<Vec<f64>>,
    ) -> Result<Self, ColumnError> {
        Ok(Self {
            table,
            inflow: ColumnBuf::from_base(inflow)?,
            stock: ColumnBuf::from_base(stock)?,
            outflow: ColumnBuf::from_base(outflow)?,
            left,
        })
    }

    /// The survival table that was used.
    pub fn table(&self) -> &SurvivalTable {
        &self.table
    }

    /// The years in order.
    pub fn years(&self) -> &[Year] {
        self.table.intervals().years()
    }

    /// Inflow per year, one row per year of the table.
    pub fn inflow(&self) -> Column<'_, Q> {
        self.inflow.column()
    }

    /// Stock at the end of each year, one row per year of the table.
    pub fn stock(&self) -> Column<'_, Q> {
        self.stock.column()
    }

    /// Outflow per year, one row per year of the table.
    pub fn outflow(&self) -> Column<'_, Q> {
        self.outflow.column()
    }

    /// Inflow in `year`, if the table has it.
    pub fn inflow_in(&self, year: Year) -> Option<Q> {
        self.inflow().get(self.table.intervals().position(year)?)
    }

    /// Stock at the end of `year`, if the table has it.
    pub fn stock_in(&self, year: Year) -> Option<Q> {
        self.stock().get(self.table.intervals().position(year)?)
    }

    /// Outflow in `year`, if the table has it.
    pub fn outflow_in(&self, year: Year) -> Option<Q> {
        self.outflow().get(self.table.intervals().position(year)?)
    }

    /// The stock as a series of years.
    ///
    /// # Errors
    /// [`TimeError::Gap`] unless the table has every year.
    pub fn stock_series(&self) -> Result<YearSeries<Q>, TimeError> {
        self.series(self.stock())
    }

    /// The inflow as a series of years.
    ///
    /// # Errors
    /// [`TimeError::Gap`] unless the table has every year.
    pub fn inflow_series(&self) -> Result<YearSeries<Q>, TimeError> {
        self.series(self.inflow())
    }

    /// The outflow as a series of years.
    ///
    /// # Errors
    /// [`TimeError::Gap`] unless the table has every year.
    pub fn outflow_series(&self) -> Result<YearSeries<Q>, TimeError> {
        self.series(self.outflow())
    }

    fn series(&self, column: Column<'_, Q>) -> Result<YearSeries<Q>, TimeError> {
        YearSeries::from_pairs(self.years().iter().copied().zip(column.iter()))
    }
}
