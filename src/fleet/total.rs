use alloc::vec::Vec;

use super::Flow;
use crate::column::{Column, ColumnBuf, ColumnError};
use crate::numeric::ExactSum;
use crate::time::Year;

/// Inflow, stock and outflow of several kinds of devices or stages together.
///
/// # Equation
/// ```text
/// i[t] = Σ_k i_k[t],  s[t] = Σ_k s_k[t],  o[t] = Σ_k o_k[t]        each sum rounded once
///
/// i, o  inflow and outflow in each year of interval t, in the flow's unit per year
/// s     stock at the end of interval t, in the flow's unit
/// k     kinds or stages; between stages nothing is counted, see StageFlows::total
/// ```
///
/// # Example
/// ```
/// use ict_impact::column::ColumnBuf;
/// use ict_impact::fleet::{DeviceKind, DeviceModel, Fleet, Intervals, Lifetime, Years};
/// use ict_impact::quantity::Devices;
/// use ict_impact::time::Year;
/// let year = Year::of::<2021>();
/// let sold = ColumnBuf::<Devices>::from_base(vec![4.0, 6.0])?;
/// let mut fleet = Fleet::new(Intervals::yearly(Year::of::<2020>(), year)?);
/// for (name, years) in [("a", 1.0), ("b", 2.0)] {
///     let model = DeviceModel::new(DeviceKind::Own(name.into()), Lifetime::fixed(Years::new(years))?);
///     fleet = fleet.with_devices(model, sold.column())?;
/// }
/// let flows = fleet.inflow_driven()?;
/// // Of `a` the 6 of 2021, of `b` all 10.
/// assert_eq!(flows.total().inflow_in(year), Some(Devices::new(12.0)));
/// assert_eq!(flows.total().stock_in(year), Some(Devices::new(16.0)));
/// assert_eq!(flows.total().outflow_in(year), Some(Devices::new(4.0)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct TotalFlows<Q: Flow> {
    years: Vec<Year>,
    inflow: ColumnBuf<Q>,
    stock: ColumnBuf<Q>,
    outflow: ColumnBuf<Q>,
}

impl<Q: Flow> TotalFlows<Q> {
    /// The sums of columns that have one row per year.
    pub(super) fn sum(
        years: &[Year],
        inflow: &[Column<'_, Q>],
        stock: &[Column<'_, Q>],
        outflow: &[Column<'_, Q>],
    ) -> Result<Self, ColumnError> {
        Ok(Self {
            years: years.to_vec(),
            inflow: sum_rows(years.len(), inflow)?,
            stock: sum_rows(years.len(), stock)?,
            outflow: sum_rows(years.len(), outflow)?,
        })
    }

    /// The years in order.
    pub fn years(&self) -> &[Year] {
        &self.years
    }

    /// Inflow per year, one row per year.
    pub fn inflow(&self) -> Column<'_, Q> {
        self.inflow.column()
    }

    /// Stock at the end of each year, one row per year.
    pub fn stock(&self) -> Column<'_, Q> {
        self.stock.column()
    }

    /// Outflow per year, one row per year.
    pub fn outflow(&self) -> Column<'_, Q> {
        self.outflow.column()
    }

    /// Inflow in `year`, if there is such a year.
    pub fn inflow_in(&self, year: Year) -> Option<Q> {
        self.inflow().get(self.position(year)?)
    }

    /// Stock at the end of `year`, if there is such a year.
    pub fn stock_in(&self, year: Year) -> Option<Q> {
        self.stock().get(self.position(year)?)
    }

    /// Outflow in `year`, if there is such a year.
    pub fn outflow_in(&self, year: Year) -> Option<Q> {
        self.outflow().get(self.position(year)?)
    }

    fn position(&self, year: Year) -> Option<usize> {
        self.years.binary_search(&year).ok()
    }
}

/// The exact sum of each row.
pub(super) fn sum_rows<Q: Flow>(
    rows: usize,
    columns: &[Column<'_, Q>],
) -> Result<ColumnBuf<Q>, ColumnError> {
    let row = |t: usize| {
        let values = columns.iter().filter_map(|column| column.base().get(t));
        let sum: ExactSum = values.copied().collect();
        sum.value().map_err(ColumnError::Sum)
    };
    let sums: Vec<f64> = (0..rows).map(row).collect::<Result<_, _>>()?;
    ColumnBuf::from_base(sums)
}
