use alloc::borrow::Cow;
use alloc::vec;
use alloc::vec::Vec;

use super::flows::outflow_by_balance;
use super::{Flow, StockError};
use crate::column::Column;
use crate::fleet::SurvivalTable;

/// Years computed together.
const ROWS: usize = 2;
/// Series computed together.
const LANES: usize = 8;

/// Stock and outflow of many series: kinds of device × years × countries.
#[derive(Debug, Clone, PartialEq)]
pub struct Panel<Q: Flow> {
    years: usize,
    series: usize,
    stock: Vec<f64>,
    outflow: Vec<f64>,
    quantity: core::marker::PhantomData<Q>,
}

impl<Q: Flow> Panel<Q> {
    /// Stock at the end of each year in base units, in the order of the inflow.
    pub fn stock(&self) -> &[f64] {
        &self.stock
    }

    /// Outflow per year in base units, in the order of the inflow.
    pub fn outflow(&self) -> &[f64] {
        &self.outflow
    }

    /// Stock of kind of device number `kind`, year number `t` and series number `series`.
    pub fn stock_at(&self, kind: usize, t: usize, series: usize) -> Option<Q> {
        self.at(&self.stock, kind, t, series)
    }

    /// Outflow of kind of device number `kind`, year number `t` and series number `series`.
    pub fn outflow_at(&self, kind: usize, t: usize, series: usize) -> Option<Q> {
        self.at(&self.outflow, kind, t, series)
    }

    fn at(&self, values: &[f64], kind: usize, t: usize, series: usize) -> Option<Q> {
        let inside = t < self.years && series < self.series;
        let place = kind.checked_mul(self.years)?.checked_add(t)?;
        let place = place.checked_mul(self.series)?.checked_add(series)?;
        let value = values.get(place).filter(|_| inside);
        value.map(|&value| Q::from_checked(value))
    }
}

/// Stock and outflow of many series at once: kinds of device × years × countries.
///
/// Shape: `inflow` holds, for each table in order (a kind of device), for each year in order,
/// one value per series (a country): `inflow[(k·years + t)·series + j]`. All tables have the same
/// number of years. The results have the same shape and the same bits as those of
/// [`SurvivalTable::inflow_driven`] for each series alone.
///
/// # Equation
/// ```text
/// s[k,t,j] = Σ_c i[k,c,j]·L[c]·sf_k[t,c]                            c ≤ t
/// o[k,t,j] = (i[k,t,j]·L[t] − (s[k,t,j] − s[k,t−1,j])) / L[t]
///
/// symbols as in SurvivalTable::inflow_driven; k kind of device, j series
/// ```
///
/// # Source
/// As [`SurvivalTable::inflow_driven`].
///
/// # Errors
/// [`StockError::DifferentLengths`] if the tables differ in their years or the inflow has not
/// one value for each kind, year and series; [`StockError::Refused`] with the years of the first
/// series that has a negative inflow; [`StockError::Overflow`].
///
/// # Example
/// ```
/// use ict_impact::column::Column;
/// use ict_impact::fleet::{Entry, Intervals, Lifetime, SurvivalTable, Years, inflow_driven_panel};
/// use ict_impact::quantity::Devices;
/// use ict_impact::time::Year;
/// let years = Intervals::yearly(Year::new(2020)?, Year::new(2021)?)?;
/// let one_year = Lifetime::fixed(Years::new(1.0))?;
/// let table = SurvivalTable::new(&years, &one_year.into(), Entry::Middle)?;
/// // Two years of three countries.
/// let sold = [1.0, 2.0, 3.0, 10.0, 20.0, 30.0];
/// let panel = inflow_driven_panel(&[table], Column::<Devices>::new(&sold)?, 3)?;
/// assert_eq!(panel.stock(), sold);
/// assert_eq!(panel.outflow(), [0.0, 0.0, 0.0, 1.0, 2.0, 3.0]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn inflow_driven_panel<Q: Flow>(
    tables: &[SurvivalTable],
    inflow: Column<'_, Q>,
    series: usize,
) -> Result<Panel<Q>, StockError> {
    let years = tables.first().map_or(0, SurvivalTable::len);
    for table in tables {
        StockError::same_length("years of a survival table", years, table.len())?;
    }
    let block = years.saturating_mul(series);
    let expected = tables.len().saturating_mul(block);
    StockError::same_length("values of the inflow", expected, inflow.len())?;
    let inflow = inflow.base();
    let mut stock = vec![0.0; inflow.len()];
    let mut outflow = vec![0.0; inflow.len()];
    if block > 0 {
        for (k, table) in tables.iter().enumerate() {
            let part = k * block..(k + 1) * block;
            let inflow = &inflow[part.clone()];
            refuse_negative(table, inflow, series)?;
            stock_of_series(table, inflow, series, &mut stock[part.clone()]);
            outflow_of_series(
                table,
                inflow,
                series,
                &stock[part.clone()],
                &mut outflow[part],
            );
        }
    }
    // The outflow of finite inflow and stock may only overflow where they nearly do.
    let finite = |values: &[f64]| {
        values
            .iter()
            .fold(true, |all, value| all & value.is_finite())
    };
    if !finite(&stock) || !finite(&outflow) {
        Column::<Q>::new(&stock)?;
        Column::<Q>::new(&outflow)?;
    }
    Ok(Panel {
        years,
        series,
        stock,
        outflow,
        quantity: core::marker::PhantomData,
    })
}

fn refuse_negative(table: &SurvivalTable, inflow: &[f64], series: usize) -> Result<(), StockError> {
    let Some(place) = first_negative(inflow) else {
        return Ok(());
    };
    let own: Vec<f64> = inflow
        .iter()
        .skip(place % series)
        .step_by(series)
        .copied()
        .collect();
    StockError::not_negative("inflow", table.intervals().years(), &own)
}

fn first_negative(values: &[f64]) -> Option<usize> {
    let any = values.iter().fold(false, |any, &value| any | (value < 0.0));
    any.then(|| values.iter().position(|&value| value < 0.0))?
}

/// Everything that enters in an interval, per cohort and series.
fn entered<'a>(table: &SurvivalTable, inflow: &'a [f64], series: usize) -> Cow<'a, [f64]> {
    if table.lengths().iter().all(|&length| length == 1.0) {
        return Cow::Borrowed(inflow);
    }
    let rows = inflow.chunks_exact(series).zip(table.lengths());
    rows.flat_map(|(row, &length)| row.iter().map(move |value| value * length))
        .collect()
}

/// Each stock is the sum over cohorts in order of entry, as for one series alone; two years of
/// eight series are summed at a time, in registers.
fn stock_of_series(table: &SurvivalTable, inflow: &[f64], series: usize, stock: &mut [f64]) {
    let entered = entered(table, inflow, series);
    let whole = series - series % LANES;
    for from in (0..whole).step_by(LANES) {
        for first in (0..table.len()).step_by(ROWS) {
            lanes(table, &entered, series, from, first, stock);
        }
    }
    for j in whole..series {
        for t in 0..table.len() {
            stock[t * series + j] =
                (0..=t).fold(0.0, |sum, c| sum + entered[c * series + j] * table.at(t, c));
        }
    }
}

/// Years `first` and the next of the eight series at `from`.
#[inline]
fn lanes(
    table: &SurvivalTable,
    entered: &[f64],
    series: usize,
    from: usize,
    first: usize,
    stock: &mut [f64],
) {
    let mut sums = [[0.0_f64; LANES]; ROWS];
    let rows = ROWS.min(table.len() - first);
    let lanes_of = |c: usize| entered[c * series + from..].first_chunk::<LANES>();
    for c in 0..=first {
        let shares = &table.cohort(c)[first - c..];
        let (Some(x), Some(&this)) = (lanes_of(c), shares.first()) else {
            return;
        };
        let next = shares.get(1).copied().unwrap_or(0.0);
        for lane in 0..LANES {
            sums[0][lane] += x[lane] * this;
            sums[1][lane] += x[lane] * next;
        }
    }
    if rows == ROWS
        && let (Some(x), Some(&own)) = (lanes_of(first + 1), table.cohort(first + 1).first())
    {
        for lane in 0..LANES {
            sums[1][lane] += x[lane] * own;
        }
    }
    for (row, sums) in sums.iter().take(rows).enumerate() {
        let place = (first + row) * series + from;
        stock[place..place + LANES].copy_from_slice(sums);
    }
}

fn outflow_of_series(
    table: &SurvivalTable,
    inflow: &[f64],
    series: usize,
    stock: &[f64],
    outflow: &mut [f64],
) {
    let nothing = vec![0.0; series];
    let mut previous: &[f64] = &nothing;
    let rows = inflow.chunks_exact(series).zip(stock.chunks_exact(series));
    let rows = rows
        .zip(outflow.chunks_exact_mut(series))
        .zip(table.lengths());
    for (((inflow, stock), outflow), &length) in rows {
        for j in 0..series {
            outflow[j] = outflow_by_balance(inflow[j], length, stock[j], previous[j], false);
        }
        previous = stock;
    }
}
