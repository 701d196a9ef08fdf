use crate::quantity::{Quantity, Ratio};

use super::{Direction, Progress, TargetError};

impl<Q: Quantity> Progress<Q> {
    /// The progress made since the base year over the progress needed, on a scale to 10.
    ///
    /// # Equation
    /// ```text
    /// Current Status Index = 10·(o − b)/(t − b)
    ///
    /// b, t, o  base, target and observed value      [unit of Q]
    /// ```
    /// 10 at the target, more beyond it, below 0 for a way back.
    ///
    /// # Source
    /// United Nations ESCAP, *Progress assessment methodology* (data.unescap.org), Current Status
    /// Index, step 1, as described there: progress made against all progress needed. The scale to
    /// 10 is that of a published implementation by UNICEF; the formula in the working papers of
    /// ESCAP was not read in the original. Step 2, the mean over indicators, is a composite and
    /// left out.
    ///
    /// # Errors
    /// [`TargetError::Quantity`] if base and target are equal.
    ///
    /// # Example
    /// ```
    /// use ict_impact::quantity::Co2e;
    /// use ict_impact::review::target::{Path, Target};
    /// use ict_impact::time::Year;
    /// let kg = Co2e::from_kg;
    /// let target = Target::new(Year::of::<2020>(), kg(100.0), Year::of::<2030>(), kg(60.0))?;
    /// let progress = target.progress(Year::of::<2025>(), kg(90.0))?;
    /// assert_eq!(progress.current_status_index()?.value, 2.5);
    /// let projected = progress.projected(Path::Linear)?; // 80 in 2030
    /// assert_eq!(progress.anticipated_progress_index(projected)?.value, 50.0);
    /// # Ok::<(), ict_impact::review::target::TargetError>(())
    /// ```
    pub fn current_status_index(&self) -> Result<Ratio, TargetError> {
        Ok(Ratio::from_base(10.0 * self.share()?.value)?)
    }

    /// The gap that is anticipated in the target year over the progress needed, in percent.
    ///
    /// `predicted` is the value anticipated for the target year, by whatever model: ESCAP weighs
    /// recent years more, [`projected`](Self::projected) goes from the base to the observed value.
    ///
    /// # Equation
    /// ```text
    /// Anticipated Progress Index = 100·(t − p)/(t − b)      0 if p is at the target or better
    ///
    /// b, t  base and target value                           [unit of Q]
    /// p     predicted value of the target year              [unit of Q]
    /// ```
    /// Above 100 it is anticipated to end worse than it began.
    ///
    /// # Source
    /// United Nations ECE (2023), technical notes on the progress assessment: for targets that
    /// will not be achieved, the anticipated gap relative to the progress required. The formula in
    /// the working papers of ESCAP was not read in the original.
    ///
    /// # Errors
    /// [`TargetError::Quantity`] if base and target are equal, for NaN or infinity.
    ///
    /// # Example
    /// See [`current_status_index`](Self::current_status_index).
    pub fn anticipated_progress_index(&self, predicted: Q) -> Result<Ratio, TargetError> {
        let there = self.target.progress(self.year, predicted)?;
        let missing = 1.0 - there.share()?.value;
        let met = match self.target.direction {
            Some(Direction::Up) => predicted >= self.target.value,
            Some(Direction::Down) => predicted <= self.target.value,
            None => false, // base and target are equal: refused above
        };
        Ok(Ratio::from_base(if met { 0.0 } else { 100.0 * missing })?)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Target;
    use crate::quantity::Co2e;
    use crate::time::Year;

    fn at(base: f64, value: f64, seen: f64) -> super::Progress<Co2e> {
        let kg = Co2e::from_kg;
        let target = Target::new(Year::of::<2020>(), kg(base), Year::of::<2030>(), kg(value));
        target
            .and_then(|target| target.progress(Year::of::<2025>(), kg(seen)))
            .unwrap()
    }

    #[test]
    fn status_runs_from_the_base_to_the_target_either_way() {
        for (base, value) in [(100.0, 50.0), (50.0, 100.0), (10.0, -10.0)] {
            let index = |seen| at(base, value, seen).current_status_index().unwrap().value;
            assert_eq!((index(base), index(value)), (0.0, 10.0));
            assert_eq!(index((base + value) / 2.0), 5.0);
            assert_eq!(index(2.0 * base - value), -10.0);
        }
    }

    #[test]
    fn a_gap_is_anticipated_only_short_of_the_target() {
        for (base, value) in [(100.0, 50.0), (50.0, 100.0), (10.0, -10.0)] {
            let index = |predicted| {
                let predicted = Co2e::from_kg(predicted);
                let progress = at(base, value, base);
                progress
                    .anticipated_progress_index(predicted)
                    .unwrap()
                    .value
            };
            assert_eq!((index(base), index(value)), (100.0, 0.0));
            assert_eq!(index(2.0 * value - base), 0.0);
            assert_eq!(index(2.0 * base - value), 200.0);
        }
    }

    #[test]
    fn a_value_to_keep_has_neither() {
        let keep = at(5.0, 5.0, 6.0);
        assert!(keep.current_status_index().is_err());
        assert!(keep.anticipated_progress_index(Co2e::from_kg(6.0)).is_err());
        let nan = Co2e::from_kg(f64::NAN);
        assert!(at(5.0, 6.0, 5.0).anticipated_progress_index(nan).is_err());
    }
}
