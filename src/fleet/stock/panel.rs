use core::marker::PhantomData;
use core::ops::Range;

use alloc::vec;
use alloc::vec::Vec;

use super::{Flow, StockError};
use crate::column::Column;
use crate::fleet::SurvivalTable;

/// Years computed together.
const ROWS: usize = 2;
/// Series computed together.
const LANES: usize = 8;

/// Stock and outflow of many series: kinds of device × years × countries.
#[derive(Debug, Clone)]
pub struct Panel<Q: Flow> {
    years: usize,
    series: usize,
    stock: Vec<f64>,
    outflow: Vec<f64>,
    kernel: Kernel,
    quantity: PhantomData<Q>,
}

/// Without any series, to be computed into.
impl<Q: Flow> Default for Panel<Q> {
    fn default() -> Self {
        Self {
            years: 0,
            series: 0,
            stock: Vec::new(),
            outflow: Vec::new(),
            kernel: Kernel::default(),
            quantity: PhantomData,
        }
    }
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
/// number of years. The results have the same shape. The stock has the bits of
/// [`SurvivalTable::inflow_driven`] for each series alone; the outflow is taken from the balance,
/// which halves the work and leaves it a rounding error of the stock's size.
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
    let mut panel = Panel::default();
    panel.inflow_driven(tables, inflow, series)?;
    Ok(panel)
}

impl<Q: Flow> Panel<Q> {
    /// As [`inflow_driven_panel`], into the memory of an earlier result: for many scenarios of
    /// one size, whose memory the system then need not clear each time.
    ///
    /// After an error the panel is empty.
    ///
    /// # Equation
    /// As [`inflow_driven_panel`].
    ///
    /// # Source
    /// As [`inflow_driven_panel`].
    ///
    /// # Errors
    /// As [`inflow_driven_panel`].
    ///
    /// # Example
    /// ```
    /// use ict_impact::column::Column;
    /// use ict_impact::fleet::{Entry, Intervals, Lifetime, Panel, SurvivalTable, Years};
    /// use ict_impact::quantity::Devices;
    /// use ict_impact::time::Year;
    /// let years = Intervals::yearly(Year::new(2020)?, Year::new(2021)?)?;
    /// let sold = Column::<Devices>::new(&[5.0, 7.0])?;
    /// let mut panel = Panel::default();
    /// let mut in_use = Vec::new();
    /// for lifetime in [1.0, 2.0] {
    ///     let lifetime = Lifetime::fixed(Years::new(lifetime))?;
    ///     let table = SurvivalTable::new(&years, &lifetime.into(), Entry::Middle)?;
    ///     panel.inflow_driven(&[table], sold, 1)?;
    ///     in_use.push(panel.stock()[1]);
    /// }
    /// assert_eq!(in_use, [7.0, 12.0]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn inflow_driven(
        &mut self,
        tables: &[SurvivalTable],
        inflow: Column<'_, Q>,
        series: usize,
    ) -> Result<(), StockError> {
        let result = self.compute(tables, inflow, series);
        if result.is_err() {
            self.stock.clear();
            self.outflow.clear();
        }
        result
    }

    fn compute(
        &mut self,
        tables: &[SurvivalTable],
        inflow: Column<'_, Q>,
        series: usize,
    ) -> Result<(), StockError> {
        let years = tables.first().map_or(0, SurvivalTable::len);
        for table in tables {
            StockError::same_length("years of a survival table", years, table.len())?;
        }
        let block = years.saturating_mul(series);
        let expected = tables.len().saturating_mul(block);
        StockError::same_length("values of the inflow", expected, inflow.len())?;
        let inflow = inflow.base();
        (self.years, self.series) = (years, series);
        for values in [&mut self.stock, &mut self.outflow] {
            if values.len() != expected {
                *values = vec![0.0; expected];
            }
        }
        let mut all_finite = true;
        for (k, table) in tables.iter().enumerate().take_while(|_| block > 0) {
            let part = k * block..(k + 1) * block;
            let inflow = &inflow[part.clone()];
            let stock = &mut self.stock[part.clone()];
            let outflow = &mut self.outflow[part];
            self.kernel.take(table);
            if self.kernel.pack(inflow, series) {
                return Err(negative(table, inflow, series));
            }
            for from in (0..series).step_by(LANES) {
                let lanes = from..series.min(from + LANES);
                all_finite &= if lanes.len() == LANES {
                    self.kernel.run::<true>(series, lanes, stock, outflow)
                } else {
                    self.kernel.run::<false>(series, lanes, stock, outflow)
                };
            }
        }
        if !all_finite {
            Column::<Q>::new(&self.stock)?;
            Column::<Q>::new(&self.outflow)?;
        }
        Ok(())
    }
}

/// The error of the first series that has a negative inflow.
fn negative(table: &SurvivalTable, inflow: &[f64], series: usize) -> StockError {
    let years = table.intervals().years();
    let of = |j: usize| -> Vec<f64> { inflow.iter().skip(j).step_by(series).copied().collect() };
    let error = (0..series).find_map(|j| StockError::not_negative("inflow", years, &of(j)).err());
    error.unwrap_or(StockError::Refused {
        what: "inflow",
        accepted: "0 or more",
        rows: Vec::new(),
    })
}

/// Two years of eight series are summed at a time, in registers. Each sum adds cohorts in order
/// of entry, as for one series alone.
#[derive(Debug, Clone, Default)]
struct Kernel {
    lengths: Vec<f64>,
    /// For each pair of years, the shares of the cohorts in both; 0 before a cohort enters.
    shares: Vec<[f64; ROWS]>,
    /// What enters: for each eight series, each interval; 0 in lanes without a series.
    entered: Vec<[f64; LANES]>,
}

impl Kernel {
    fn take(&mut self, table: &SurvivalTable) {
        let years = table.len();
        self.lengths.clear();
        self.lengths.extend_from_slice(table.lengths());
        // Pair p has the cohorts up to its second year, 2p + 2 of them: those before are p(p+1).
        let pairs = years.div_ceil(ROWS);
        self.shares.clear();
        self.shares.resize(pairs * (pairs + 1), [0.0; ROWS]);
        for c in 0..years {
            let mut shares = table.cohort(c);
            let mut first_pair = c / ROWS;
            if c % ROWS == 1 {
                let (own, later) = shares.split_at(1);
                self.shares[first_pair * (first_pair + 1) + c][1] = own[0];
                shares = later;
                first_pair += 1;
            }
            let (pairs, last) = shares.as_chunks::<ROWS>();
            for (p, shares) in (first_pair..).zip(pairs) {
                self.shares[p * (p + 1) + c] = *shares;
            }
            if let &[share] = last {
                let p = first_pair + pairs.len();
                self.shares[p * (p + 1) + c] = [share, 0.0];
            }
        }
    }

    /// Takes the inflow of a table's series; whether one is negative.
    fn pack(&mut self, inflow: &[f64], series: usize) -> bool {
        let years = self.lengths.len();
        self.entered
            .resize(series.div_ceil(LANES) * years, [0.0; LANES]);
        let mut least = [0.0_f64; LANES];
        for (t, (row, &length)) in inflow.chunks_exact(series).zip(&self.lengths).enumerate() {
            let (whole, rest) = row.as_chunks::<LANES>();
            let mut places = self.entered[t..].iter_mut().step_by(years);
            for (values, entered) in whole.iter().zip(&mut places) {
                for lane in 0..LANES {
                    let value = values[lane];
                    least[lane] = if value < least[lane] {
                        value
                    } else {
                        least[lane]
                    };
                    entered[lane] = value * length;
                }
            }
            if let Some(entered) = places.next() {
                *entered = [0.0; LANES];
                for (lane, &value) in rest.iter().enumerate() {
                    least[lane] = least[lane].min(value);
                    entered[lane] = value * length;
                }
            }
        }
        least.iter().any(|&value| value < 0.0)
    }

    /// Writes stock and outflow of the series `lanes`; whether all are finite.
    fn run<const FULL: bool>(
        &self,
        series: usize,
        lanes: Range<usize>,
        stock: &mut [f64],
        outflow: &mut [f64],
    ) -> bool {
        let mut previous = [0.0_f64; LANES];
        let mut most = [0.0_f64; LANES];
        let mut shares = self.shares.as_slice();
        let years = self.lengths.len();
        let entered = &self.entered[lanes.start / LANES * years..][..years];
        for first in (0..self.lengths.len()).step_by(ROWS) {
            let last = (first + ROWS).min(self.lengths.len());
            let (own, rest) = shares.split_at(first + ROWS);
            shares = rest;
            let sums = sums(&entered[..last], own);
            for (t, sums) in (first..last).zip(&sums) {
                let place = t * series + lanes.start;
                let (entered, length) = (&entered[t], self.lengths[t]);
                let mut left = [0.0; LANES];
                for lane in 0..LANES {
                    let (now, before) = (sums[lane], previous[lane]);
                    left[lane] = outflow_by_balance(entered[lane], length, now, before);
                    most[lane] = if now > most[lane] { now } else { most[lane] };
                }
                write::<FULL>(&mut stock[place..], sums, lanes.len());
                write::<FULL>(&mut outflow[place..], &left, lanes.len());
                previous = *sums;
            }
        }
        most.iter().all(|most| most.is_finite())
    }
}

/// Nothing negative enters, so nothing negative leaves: what rounding puts below 0 is 0.
#[inline]
fn outflow_by_balance(entered: f64, length: f64, stock: f64, previous: f64) -> f64 {
    let left = entered - (stock - previous);
    let left = if left > 0.0 { left } else { 0.0 };
    if length == 1.0 { left } else { left / length }
}

/// Writes the first `len` lanes; `FULL` if these are all.
#[inline]
fn write<const FULL: bool>(to: &mut [f64], lanes: &[f64; LANES], len: usize) {
    if !FULL {
        to[..len].copy_from_slice(&lanes[..len]);
    } else if let Some(to) = to.first_chunk_mut::<LANES>() {
        *to = *lanes;
    }
}

#[inline]
fn sums(entered: &[[f64; LANES]], shares: &[[f64; ROWS]]) -> [[f64; LANES]; ROWS] {
    let [mut first, mut second] = [[0.0_f64; LANES]; ROWS];
    for (entered, shares) in entered.iter().zip(shares) {
        for lane in 0..LANES {
            first[lane] += entered[lane] * shares[0];
        }
        for lane in 0..LANES {
            second[lane] += entered[lane] * shares[1];
        }
    }
    [first, second]
}
