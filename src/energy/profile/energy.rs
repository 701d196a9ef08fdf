use alloc::vec::Vec;

use super::error::BadRows;
use super::values::{check_values, reserved};
use super::{IntervalQuantity, Profile, ProfileError, RowFault, TimeAxis};
use crate::column::ColumnBuf;
use crate::quantity::{Energy, Power, Quantity, text};
use crate::time::UtcOffset;

impl Profile<Energy> {
    /// The energy that a running meter counted between its readings, one reading at each edge of
    /// the axis.
    ///
    /// # Equation
    /// ```text
    /// E_i = r_i+1 − r_i       E_i  energy in interval i [J]
    ///                         r_i  reading at the begin of interval i [J]
    /// ```
    ///
    /// # Errors
    /// - [`ProfileError::DifferentLengths`] unless there is one reading more than intervals.
    /// - [`ProfileError::Rows`] with all readings that are negative or below the one before.
    ///
    /// # Example
    /// A meter read on odd dates, and its energy by month.
    /// ```
    /// use ict_impact::column::ColumnBuf;
    /// use ict_impact::energy::profile::{Calendar, Profile, TimeAxis};
    /// use ict_impact::quantity::{Energy, parse};
    /// use ict_impact::time::{Timestamps, UtcOffset};
    /// let read_on = ["2024-01-02T00:00:00Z", "2024-01-27T00:00:00Z", "2024-02-06T00:00:00Z"];
    /// let axis = TimeAxis::from_edges(&Timestamps::read(read_on)?)?;
    /// let readings = ColumnBuf::read("kWh", &[10_400.0, 10_700.0, 10_900.0])?;
    /// let load = Profile::from_meter(axis, readings)?;
    /// let monthly = load.by_calendar(Calendar::Month, UtcOffset::UTC)?;
    /// let january: Energy = monthly.values().get(0).unwrap();
    /// assert_eq!(january, parse("400 kWh")?); // 300 in 25 days, and 5 of 10 days with 200
    /// assert_eq!(monthly.total()?, parse("500 kWh")?);
    /// assert_eq!(monthly.axis().coverage(0).unwrap().get(), 30.0 / 31.0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn from_meter(axis: TimeAxis, readings: ColumnBuf<Energy>) -> Result<Self, ProfileError> {
        let readings = readings.column();
        if readings.len() != axis.len() + 1 {
            return Err(ProfileError::DifferentLengths {
                intervals: axis.len(),
                given: readings.len(),
                accepted: "a meter has a reading at each edge, one more than intervals",
            });
        }
        let mut bad = BadRows::none(UtcOffset::UTC);
        for (row, pair) in readings.base().windows(2).enumerate() {
            if pair[1] < pair[0] {
                let [previous, given] = [pair[0], pair[1]].map(|r| text(Energy::from_checked(r)));
                bad.push(row + 1, RowFault::MeterFell { previous, given });
            }
        }
        bad.result()?;
        check_values::<Energy>(&readings.base()[..1])?;
        let mut values = reserved(axis.len())?;
        values.extend(readings.base().windows(2).map(|pair| pair[1] - pair[0]));
        Self::computed(axis, values)
    }

    /// The mean power over each interval.
    ///
    /// # Equation
    /// ```text
    /// P_i = E_i / Δ_i       P_i  mean power over interval i [W]
    ///                       E_i  energy in interval i [J]
    ///                       Δ_i  length of interval i [s]
    /// ```
    ///
    /// # Errors
    /// [`ProfileError::Column`] if a power is too large for a number.
    ///
    /// # Example
    /// ```
    /// use ict_impact::column::ColumnBuf;
    /// use ict_impact::energy::profile::Profile;
    /// use ict_impact::quantity::{Energy, parse};
    /// use ict_impact::time::Step;
    /// let energy = ColumnBuf::<Energy>::read("kWh", &[0.5])?;
    /// let energy = Profile::from_start("2024-01-01T00:00:00Z".parse()?, Step::QUARTER_HOUR, energy)?;
    /// assert_eq!(energy.mean_power()?.values().get(0), Some(parse("2 kW")?));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn mean_power(&self) -> Result<Profile<Power>, ProfileError> {
        let powers = self.by_length(|energy, seconds| energy / seconds)?;
        Profile::computed(self.axis().clone(), powers)
    }
}

impl Profile<Power> {
    /// The energy used in each interval.
    ///
    /// # Equation
    /// ```text
    /// E_i = P_i · Δ_i       E_i  energy in interval i [J]
    ///                       P_i  mean power over interval i [W]
    ///                       Δ_i  length of interval i [s]
    /// ```
    ///
    /// # Errors
    /// [`ProfileError::Column`] if an energy is too large for a number.
    ///
    /// # Example
    /// See [`Profile`].
    pub fn energy(&self) -> Result<Profile<Energy>, ProfileError> {
        let energies = self.by_length(|power, seconds| power * seconds)?;
        Profile::computed(self.axis().clone(), energies)
    }
}

impl<Q: IntervalQuantity> Profile<Q> {
    fn by_length(&self, formula: impl Fn(f64, f64) -> f64) -> Result<Vec<f64>, ProfileError> {
        let mut results = reserved(self.axis().len())?;
        let (mut rest, mut row) = (self.base(), 0);
        while !rest.is_empty() {
            let seconds = (self.axis().edge(row + 1) - self.axis().edge(row)) as f64 / 1e6;
            let (equal, after) = rest.split_at(self.axis().equal_from(row).min(rest.len()));
            results.extend(equal.iter().map(|&value| formula(value, seconds)));
            row += equal.len();
            rest = after;
        }
        Ok(results)
    }
}
