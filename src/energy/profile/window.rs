use super::{IntervalMean, Profile, ProfileError};
use crate::numeric::{ExactSum, SumError};
use crate::time::{Interval, Step};

impl<Q: IntervalMean> Profile<Q> {
    /// The window of this length whose mean is the lowest, and that mean; of several, the earliest.
    ///
    /// With a carbon intensity it is when to run a constant load that takes so long. The window
    /// may begin at any instant. To keep it before a deadline, take the part
    /// [`between`](Self::between) now and then.
    ///
    /// # Equation
    /// ```text
    /// min over s of  1/L · ∫_s^(s+L) q(t) dt       L  length of the window [s]
    ///                                              q  the value at each instant
    /// ```
    /// The mean changes linearly while neither end passes an edge, so the lowest is where one of
    /// them is at an edge. All such windows are compared, by the exact differences of their
    /// integrals.
    ///
    /// # Errors
    /// [`ProfileError::WindowTooLong`] if the profile is shorter than the window.
    ///
    /// # Example
    /// Two and a half hours that end with the second clean hour.
    /// ```
    /// use ict_impact::column::ColumnBuf;
    /// use ict_impact::energy::profile::Profile;
    /// use ict_impact::quantity::CarbonIntensity;
    /// use ict_impact::time::Step;
    /// let grid = ColumnBuf::<CarbonIntensity>::read("gCO2e/kWh", &[300.0, 250.0, 100.0, 100.0, 400.0])?;
    /// let grid = Profile::from_start("2024-06-01T10:00:00Z".parse()?, Step::HOUR, grid)?;
    /// let (window, mean) = grid.lowest_window("150 min".parse()?)?;
    /// assert_eq!(window.from().to_string(), "2024-06-01T11:30:00Z");
    /// assert_eq!(mean.grams_per_kwh(), 130.0); // (0.5 · 250 + 2 · 100) / 2.5
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[doc(alias = "carbon-aware")]
    #[doc(alias = "shifting")]
    pub fn lowest_window(&self, length: Step) -> Result<(Interval, Q), ProfileError> {
        let window = length.microseconds();
        let (axis, values) = (self.axis(), self.base());
        if window > axis.end() - axis.begin() {
            return Err(ProfileError::WindowTooLong {
                window: length,
                profile: axis.span(),
            });
        }
        let mut begin = axis.begin();
        let (mut first, mut last) = (0, axis.row_at((begin + window).min(axis.end() - 1)));
        let mut best = begin;
        // Integral over the window less that over the best one, without any rounding.
        let mut above_best = ExactSum::new();
        while begin + window < axis.end() {
            let until_first = axis.edge(first + 1) - begin;
            let until_last = axis.edge(last + 1) - (begin + window);
            let moved = until_first.min(until_last);
            if first != last {
                above_best.add_product(values[last], moved as f64);
                above_best.add_product(values[first], -moved as f64);
            }
            begin += moved;
            first += usize::from(moved == until_first);
            last += usize::from(moved == until_last);
            if is_negative(&above_best)? {
                (best, above_best) = (begin, ExactSum::new());
            }
        }
        let window = Interval::of_microseconds(best, best + window);
        let mean = self
            .mean_within(best, window.to().unix_microseconds())?
            .mean;
        Ok((window, Q::from_checked(mean)))
    }
}

/// Whether a sum is below zero: its rounding keeps the sign.
fn is_negative(sum: &ExactSum) -> Result<bool, SumError> {
    match sum.value() {
        Ok(value) => Ok(value < 0.0),
        Err(SumError::Overflow { negative, .. }) => Ok(negative),
        Err(error) => Err(error),
    }
}
