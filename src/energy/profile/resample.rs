use super::mean::Mean;
use super::sum::sum;
use super::values::reserved;
use super::{Calendar, IntervalQuantity, Profile, ProfileError, TimeAxis};
use crate::numeric::SumError;
use crate::time::{Interval, Step, Timestamp, UtcOffset};

impl<Q: IntervalQuantity> Profile<Q> {
    /// The profile on the intervals of another axis, which must cover all of it.
    ///
    /// # Equation
    /// ```text
    /// amounts   Q_j = Σ_i q_i · o_ij / Δ_i
    /// means     Q_j = Σ_i q_i · o_ij / Σ_i o_ij
    ///
    /// Q_j   value in interval j of the new axis
    /// q_i   value in interval i of this profile
    /// o_ij  time that both intervals have in common [s]
    /// Δ_i   length of interval i [s]
    /// ```
    /// Within an interval an amount flows evenly and a mean is constant: no more is known.
    ///
    /// - Amounts are kept. The n equal parts of an interval are `q / n` each, rounded once; a part of
    ///   any other length is rounded twice; whole intervals are not rounded. What falls into a new
    ///   interval is added exactly and rounded once. So each value, and with it the total, is off by
    ///   at most three roundings of 2⁻⁵³ of it, however many intervals there are.
    /// - A mean lies between the lowest and the highest value that goes into it: a constant stays
    ///   the same constant at any step, up to and including the last interval.
    /// - Where the profile begins or ends inside an interval of the new axis, that interval is cut
    ///   there, not dropped and not filled up; [`TimeAxis::coverage`] says how much of it is left.
    ///   New intervals outside the profile are not part of the result.
    ///
    /// An intensity is weighted by time here; to weight it by a load see
    /// [`resample_by_energy`](Profile::resample_by_energy).
    ///
    /// # Errors
    /// - [`ProfileError::NotCovered`] with the time of the profile that the axis does not cover.
    /// - [`ProfileError::Sum`] or [`ProfileError::Column`] if a value is too large for a number.
    ///
    /// # Example
    /// ```
    /// use ict_impact::energy::profile::{Profile, TimeAxis};
    /// use ict_impact::quantity::{CarbonIntensity, Energy, parse};
    /// let start = "2024-01-01T00:00:00Z".parse()?;
    /// let halves = TimeAxis::even(start, "30 min".parse()?, 4)?;
    /// let load = Profile::<Energy>::read(halves.clone(), "kWh", &[1.0, 2.0, 3.0, 6.0])?;
    /// let grid = Profile::<CarbonIntensity>::read(halves, "gCO2e/kWh", &[400.0, 200.0, 300.0, 100.0])?;
    /// let forties = TimeAxis::even(start, "40 min".parse()?, 3)?;
    /// // the last 10 of 30 minutes with 3 kWh, and 6 kWh
    /// assert_eq!(load.resample(&forties)?.values().get(2), Some(parse("7 kWh")?));
    /// // ¾ · 400 + ¼ · 200 g/kWh
    /// let first = grid.resample(&forties)?.values().get(0).unwrap();
    /// assert_eq!(format!("{first:.0}"), "350 gCO2e/kWh");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn resample(&self, axis: &TimeAxis) -> Result<Self, ProfileError> {
        axis.check_covers(self.axis(), "the new axis")?;
        self.on(axis.clipped(self.axis().begin(), self.axis().end()))
    }

    /// The profile in intervals of one length from its begin; the last is cut where it ends.
    ///
    /// # Errors
    /// As [`resample`](Self::resample), and [`ProfileError::TooManyIntervals`].
    ///
    /// # Example
    /// ```
    /// use ict_impact::column::ColumnBuf;
    /// use ict_impact::energy::profile::Profile;
    /// use ict_impact::quantity::CarbonIntensity;
    /// use ict_impact::time::Step;
    /// let grid = ColumnBuf::<CarbonIntensity>::read("gCO2e/kWh", &[400.0; 4])?;
    /// let grid = Profile::from_start("2024-01-01T00:00:00Z".parse()?, Step::QUARTER_HOUR, grid)?;
    /// let minutes = grid.every(Step::MINUTE)?;
    /// assert_eq!(minutes.values().len(), 60);
    /// assert!(minutes.values().iter().all(|value| value.grams_per_kwh() == 400.0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn every(&self, step: Step) -> Result<Self, ProfileError> {
        self.on(TimeAxis::covering(self.axis().span(), step)?)
    }

    /// The profile by hours, days, months or years of a calendar that is `offset` ahead of UTC; the
    /// first and the last are cut where the profile begins and ends.
    ///
    /// # Errors
    /// As [`resample`](Self::resample) and [`TimeAxis::calendar`].
    ///
    /// # Example
    /// See [`Profile::from_meter`].
    pub fn by_calendar(&self, calendar: Calendar, offset: UtcOffset) -> Result<Self, ProfileError> {
        self.on(TimeAxis::calendar(calendar, offset, self.axis().span())?)
    }

    /// The part of the profile from one instant until before another.
    ///
    /// An interval that an end falls into is cut, with the part of its amount that flows until
    /// then.
    ///
    /// # Errors
    /// - [`ProfileError::Time`] unless `to` is later than `from`.
    /// - [`ProfileError::NotCovered`] with the time that the profile does not cover.
    ///
    /// # Example
    /// ```
    /// use ict_impact::column::ColumnBuf;
    /// use ict_impact::energy::profile::Profile;
    /// use ict_impact::quantity::{Energy, parse};
    /// use ict_impact::time::Step;
    /// let load = ColumnBuf::<Energy>::read("kWh", &[1.0, 2.0, 4.0])?;
    /// let load = Profile::from_start("2024-01-01T00:00:00Z".parse()?, Step::HOUR, load)?;
    /// let part = load.between("2024-01-01T01:00:00Z".parse()?, "2024-01-01T02:30:00Z".parse()?)?;
    /// assert_eq!(part.total()?, parse("4 kWh")?); // 2 + half of 4
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn between(&self, from: Timestamp, to: Timestamp) -> Result<Self, ProfileError> {
        let part = Interval::new(from, to)?;
        let (from, to) = (
            part.from().unix_microseconds(),
            part.to().unix_microseconds(),
        );
        let part = TimeAxis::of_edges(alloc::vec![from, to], from, to);
        self.axis().check_covers(&part, "the profile")?;
        self.on(self.axis().clipped(from, to))
    }

    /// The profile on an axis that lies in its span.
    pub(super) fn on(&self, axis: TimeAxis) -> Result<Self, ProfileError> {
        let mut values = reserved(axis.len())?;
        let mut reader = Reader::new(self, &axis);
        let mut chunk = [0.0; 1024];
        while values.len() < axis.len() {
            let chunk = &mut chunk[..(axis.len() - values.len()).min(1024)];
            reader.fill(chunk)?;
            values.extend_from_slice(chunk);
        }
        Self::computed(axis, values)
    }
}

/// Reads a profile in the intervals of another axis, in order.
pub(super) struct Reader<'a> {
    axis: &'a TimeAxis,
    values: &'a [f64],
    is_amount: bool,
    /// The interval in which the next one of the other axis begins.
    row: usize,
    other: &'a TimeAxis,
    /// The next interval of the other axis.
    next: usize,
}

impl<'a> Reader<'a> {
    /// Reads from the first interval of `other`, which must lie in the span of the profile.
    pub(super) fn new<Q: IntervalQuantity>(profile: &'a Profile<Q>, other: &'a TimeAxis) -> Self {
        Self {
            axis: profile.axis(),
            values: profile.base(),
            is_amount: Q::IS_AMOUNT,
            row: profile.axis().row_at(other.begin()),
            other,
            next: 0,
        }
    }

    /// Writes the values of the next intervals, as many as there is room for.
    pub(super) fn fill(&mut self, mut out: &mut [f64]) -> Result<(), SumError> {
        while !out.is_empty() {
            let written = self.run(out)?;
            self.next += written;
            out = &mut out[written..];
        }
        Ok(())
    }

    /// Writes at least one value; how many.
    fn run(&mut self, out: &mut [f64]) -> Result<usize, SumError> {
        let (from, to) = (self.other.edge(self.next), self.other.edge(self.next + 1));
        while self.axis.edge(self.row + 1) <= from {
            self.row += 1;
        }
        let (begin, end) = (self.axis.edge(self.row), self.axis.edge(self.row + 1));
        if to > end {
            out[0] = self.across(from, to)?;
            return Ok(1);
        }
        let equal = self.other.equal_from(self.next).min(out.len());
        if (from, to) == (begin, end) {
            let equal = equal.min(self.axis.equal_from(self.row));
            out[..equal].copy_from_slice(&self.values[self.row..self.row + equal]);
            self.row += equal - 1;
            return Ok(equal);
        }
        let inside = ((end - from) / (to - from)) as usize;
        let equal = equal.min(inside);
        let value = self.values[self.row];
        out[..equal].fill(if self.is_amount {
            part(value, to - from, end - begin)
        } else {
            value
        });
        Ok(equal)
    }

    /// The value from one instant to another in a later interval.
    fn across(&mut self, from: i64, to: i64) -> Result<f64, SumError> {
        let first = self.row;
        let last = self.axis.row_at(to - 1);
        self.row = last;
        if !self.is_amount {
            let rows = first..last + 1;
            return Ok(Mean::over(self.axis, self.values, rows, from, to)?.mean);
        }
        let edge = |row| self.axis.edge(row);
        let (begin, end) = (edge(first + 1), edge(last));
        sum(
            part(self.values[first], begin - from, begin - edge(first)),
            &self.values[first + 1..last],
            part(self.values[last], to - end, edge(last + 1) - end),
        )
    }
}

/// The part of an amount that flows in `common` of the `length` of its interval.
pub(super) fn part(amount: f64, common: i64, length: i64) -> f64 {
    if common == length {
        amount
    } else if length % common == 0 {
        amount / (length / common) as f64
    } else {
        amount * (common as f64 / length as f64)
    }
}
