use super::error::BadRows;
use super::values::reserved;
use super::{IntervalQuantity, Profile, ProfileError, RowFault, TimeAxis};
use crate::energy::EnergyError;
use crate::time::UtcOffset;

impl<Q: IntervalQuantity> Profile<Q> {
    /// The profile of `formula(value)` for each interval.
    ///
    /// A mean goes through a formula that is no straight line to something else than the mean of
    /// the results: the power at the mean load of a day is not the mean power. So apply load
    /// curves at the finest step there is and resample afterwards. (A
    /// [`LogCurve`](crate::energy::LogCurve) has a power at every load: `|load| Ok(curve.at(load))`.)
    ///
    /// # Errors
    /// [`ProfileError::Rows`] with all rows whose value has no result or a negative one.
    ///
    /// # Example
    /// Load in per cent, through the load curve of a server, to energy.
    /// ```
    /// use ict_impact::column::ColumnBuf;
    /// use ict_impact::energy::profile::Profile;
    /// use ict_impact::energy::{LoadCurve, LoadPoint};
    /// use ict_impact::quantity::{Power, Share, parse};
    /// use ict_impact::time::Step;
    /// let curve = LoadCurve::linear([
    ///     LoadPoint::new(Share::NONE, parse::<Power>("100 W")?)?,
    ///     LoadPoint::new(Share::WHOLE, parse("300 W")?)?,
    /// ])?;
    /// let load = ColumnBuf::<Share>::read("%", &[0.0, 50.0, 75.0])?;
    /// let load = Profile::from_start("2024-01-01T00:00:00Z".parse()?, Step::HOUR, load)?;
    /// let power = load.map(|load| curve.at(load))?;
    /// assert_eq!(power.energy()?.total()?, parse("550 Wh")?); // 100 + 200 + 250
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn map<S: IntervalQuantity>(
        &self,
        formula: impl Fn(Q) -> Result<S, EnergyError>,
    ) -> Result<Profile<S>, ProfileError> {
        Profile::of_results(self.axis(), self.values().iter().map(formula))
    }

    /// The profile of `formula(left, right)` for each interval, such as the sum of two loads.
    ///
    /// # Errors
    /// [`ProfileError::DifferentAxes`] unless both have the same intervals in the same frames; otherwise as
    /// [`map`](Self::map).
    ///
    /// # Example
    /// ```
    /// use ict_impact::energy::profile::{Profile, TimeAxis};
    /// use ict_impact::quantity::{Power, parse};
    /// use ict_impact::time::Step;
    /// let hours = TimeAxis::even("2024-01-01T00:00:00Z".parse()?, Step::HOUR, 2)?;
    /// let servers = Profile::<Power>::read(hours.clone(), "kW", &[10.0, 14.0])?;
    /// let cooling = Profile::<Power>::read(hours, "kW", &[3.0, 4.0])?;
    /// let both = servers.zip_map(&cooling, |servers, cooling| Ok(servers + cooling))?;
    /// assert_eq!(both.mean()?, parse("15.5 kW")?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn zip_map<P: IntervalQuantity, S: IntervalQuantity>(
        &self,
        right: &Profile<P>,
        formula: impl Fn(Q, P) -> Result<S, EnergyError>,
    ) -> Result<Profile<S>, ProfileError> {
        if self.axis() != right.axis() {
            return Err(ProfileError::DifferentAxes);
        }
        let pairs = self.values().iter().zip(right.values().iter());
        Profile::of_results(self.axis(), pairs.map(|(left, right)| formula(left, right)))
    }

    fn of_results(
        axis: &TimeAxis,
        rows: impl Iterator<Item = Result<Q, EnergyError>>,
    ) -> Result<Self, ProfileError> {
        let mut bad = BadRows::none(UtcOffset::UTC);
        let mut results = reserved(axis.len())?;
        for (row, result) in rows.enumerate() {
            match result {
                Ok(result) => results.push(result.base()),
                Err(reason) => bad.push(row, RowFault::Energy(reason)),
            }
        }
        bad.result()?;
        Self::of_base(axis.clone(), results)
    }

    /// This profile and, from its end on, the next.
    ///
    /// # Errors
    /// [`ProfileError::NotAdjacent`] unless `next` begins where this one ends.
    ///
    /// # Example
    /// ```
    /// use ict_impact::column::ColumnBuf;
    /// use ict_impact::energy::profile::Profile;
    /// use ict_impact::quantity::{Energy, parse};
    /// use ict_impact::time::Step;
    /// let hours = |start: &str, kwh: &[f64]| Ok::<_, Box<dyn std::error::Error>>(
    ///     Profile::from_start(start.parse()?, Step::HOUR, ColumnBuf::<Energy>::read("kWh", kwh)?)?,
    /// );
    /// let first = hours("2024-01-01T00:00:00Z", &[1.0, 2.0])?;
    /// let second = hours("2024-01-01T02:00:00Z", &[4.0])?;
    /// assert_eq!(first.clone().followed_by(second)?.total()?, parse("7 kWh")?);
    /// assert!(first.clone().followed_by(first).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn followed_by(self, next: Self) -> Result<Self, ProfileError> {
        if next.axis().begin() != self.axis().end() {
            return Err(ProfileError::NotAdjacent {
                end: self.axis().span().to(),
                next: next.axis().span().from(),
            });
        }
        let axis = self.axis().joined(next.axis());
        let mut values = self.into_base();
        let more = next.base();
        values
            .try_reserve(more.len())
            .map_err(|_| ProfileError::TooManyIntervals {
                intervals: axis.len(),
            })?;
        values.extend_from_slice(more);
        Self::computed(axis, values)
    }
}
