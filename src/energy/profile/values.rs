use core::fmt;

use alloc::vec::Vec;

use super::error::BadRows;
use super::{IntervalAmount, IntervalMean, IntervalQuantity, ProfileError, RowFault, TimeAxis};
use crate::column::{Column, ColumnBuf};
use crate::numeric::SumError;
use crate::quantity::{Quantity, QuantityError, text};
use crate::time::{Step, Timestamp, UtcOffset};

/// One value of a quantity for each interval of an axis, none missing and none negative.
///
/// The quantity says what a value is: a `Profile<Energy>` holds the energy used in each interval,
/// a `Profile<Power>` the mean power over it, a `Profile<CarbonIntensity>` the mean intensity.
///
/// # Example
/// Half an hour at 2 kW and another at 4 kW.
/// ```
/// use ict_impact::column::ColumnBuf;
/// use ict_impact::energy::profile::Profile;
/// use ict_impact::quantity::{Power, parse};
/// let start = "2024-01-01T00:00:00Z".parse()?;
/// let power = ColumnBuf::<Power>::read("kW", &[2.0, 4.0])?;
/// let power = Profile::from_start(start, "30 min".parse()?, power)?;
/// assert_eq!(power.mean()?, parse("3 kW")?);
/// assert_eq!(power.energy()?.total()?, parse("3 kWh")?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq)]
pub struct Profile<Q: IntervalQuantity> {
    axis: TimeAxis,
    values: ColumnBuf<Q>,
}

impl<Q: IntervalQuantity> Profile<Q> {
    /// The profile of these values, one for each interval of the axis.
    ///
    /// # Errors
    /// - [`ProfileError::DifferentLengths`] unless there are as many values as intervals.
    /// - [`ProfileError::Rows`] with all rows that are negative.
    pub fn new(axis: TimeAxis, values: ColumnBuf<Q>) -> Result<Self, ProfileError> {
        Self::of_base(axis, values.into_base())
    }

    /// The profile of values in the unit with this symbol, one for each interval of the axis.
    ///
    /// # Errors
    /// As [`new`](Self::new), also for rows that are not finite or out of the quantity's range;
    /// [`ProfileError::Quantity`] for an unknown unit.
    ///
    /// # Example
    /// ```
    /// use ict_impact::energy::profile::{Profile, ProfileError, TimeAxis};
    /// use ict_impact::quantity::CarbonIntensity;
    /// use ict_impact::time::Step;
    /// let day = TimeAxis::even("2024-01-01T00:00:00Z".parse()?, Step::HOUR, 3)?;
    /// let grid = |grams| Profile::<CarbonIntensity>::read(day.clone(), "gCO2e/kWh", grams);
    /// assert!(grid(&[400.0, 380.0, 310.0]).is_ok());
    /// let Err(ProfileError::Rows(bad)) = grid(&[400.0, f64::NAN, -1.0]) else { panic!() };
    /// assert_eq!(bad.rows().iter().map(|row| row.0).collect::<Vec<_>>(), [1, 2]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn read(axis: TimeAxis, symbol: &str, values: &[f64]) -> Result<Self, ProfileError> {
        let unit = Q::find_unit(symbol).ok_or_else(|| QuantityError::unknown_unit::<Q>(symbol))?;
        Self::of_base(
            axis,
            values.iter().map(|&value| unit.to_base(value)).collect(),
        )
    }

    /// The profile of values for intervals of one length, the first beginning at `start`.
    ///
    /// # Errors
    /// As [`new`](Self::new) and [`TimeAxis::even`].
    ///
    /// # Example
    /// See [`Profile`].
    pub fn from_start(
        start: Timestamp,
        step: Step,
        values: ColumnBuf<Q>,
    ) -> Result<Self, ProfileError> {
        Self::new(TimeAxis::even(start, step, values.column().len())?, values)
    }

    pub(super) fn of_base(axis: TimeAxis, values: Vec<f64>) -> Result<Self, ProfileError> {
        if values.len() != axis.len() {
            return Err(ProfileError::DifferentLengths {
                intervals: axis.len(),
                given: values.len(),
                accepted: "a profile has one for each",
            });
        }
        check_values::<Q>(&values)?;
        Self::computed(axis, values)
    }

    /// The profile of results, which are as many as the intervals and not negative.
    pub(super) fn computed(axis: TimeAxis, values: Vec<f64>) -> Result<Self, ProfileError> {
        Ok(Self {
            axis,
            values: ColumnBuf::from_base(values)?,
        })
    }

    /// The intervals.
    pub fn axis(&self) -> &TimeAxis {
        &self.axis
    }

    /// The values, one for each interval.
    pub fn values(&self) -> Column<'_, Q> {
        self.values.column()
    }

    pub(super) fn base(&self) -> &[f64] {
        self.values.column().base()
    }

    pub(super) fn into_base(self) -> Vec<f64> {
        self.values.into_base()
    }
}

impl<Q: IntervalAmount> Profile<Q> {
    /// The amount in all intervals together.
    ///
    /// # Equation
    /// ```text
    /// total = round( q_1 + q_2 + … )       q_i  amount in interval i; rounded once
    /// ```
    ///
    /// # Errors
    /// [`SumError`] if it is too large for a number.
    ///
    /// # Example
    /// See [`Profile`].
    pub fn total(&self) -> Result<Q, SumError> {
        self.values().partial_sum().value().map(Q::from_checked)
    }
}

impl<Q: IntervalMean> Profile<Q> {
    /// The mean over all the time, each interval weighted by its length.
    ///
    /// # Equation
    /// ```text
    /// mean = Σ q_i · Δ_i / Σ Δ_i       q_i  mean over interval i
    ///                                  Δ_i  length of interval i [s]
    /// ```
    /// It lies between the lowest and the highest value; so a constant is its own mean.
    ///
    /// # Errors
    /// [`SumError`] if the values are too large for their sum to be a number.
    ///
    /// # Example
    /// See [`Profile`].
    pub fn mean(&self) -> Result<Q, SumError> {
        let mean = self.mean_within(self.axis.begin(), self.axis.end())?.mean;
        Ok(Q::from_checked(mean))
    }
}

/// An empty vector with room for a value per interval.
pub(super) fn reserved(intervals: usize) -> Result<Vec<f64>, ProfileError> {
    let mut values = Vec::new();
    values
        .try_reserve_exact(intervals)
        .map_err(|_| ProfileError::TooManyIntervals { intervals })?;
    Ok(values)
}

pub(super) fn check_values<Q: Quantity>(values: &[f64]) -> Result<(), BadRows> {
    let allowed = |value: f64| Q::allows(value) & (value >= 0.0);
    // Without an exit inside a block the check of a block is computed on several rows at once.
    let all = |block: &[f64]| block.iter().fold(true, |all, &value| all & allowed(value));
    if values.chunks(1024).all(all) {
        return Ok(());
    }
    let mut bad = BadRows::none(UtcOffset::UTC);
    for (row, &value) in values.iter().enumerate() {
        let fault = match Q::check(value) {
            Ok(()) if value >= 0.0 => continue,
            Ok(()) => RowFault::Negative {
                given: text(Q::from_checked(value)),
            },
            Err(reason) => RowFault::Value(reason),
        };
        bad.push(row, fault);
    }
    bad.result()
}

impl<Q: IntervalQuantity> fmt::Debug for Profile<Q> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (values, span) = (self.values(), self.axis.span());
        write!(f, "{values:?}, {span}")
    }
}
