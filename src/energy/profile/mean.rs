use core::ops::Range;

use super::resample::part;
use super::sum::{range, sum_and_range};
use super::{IntervalMean, Profile, TimeAxis};
use crate::numeric::{ExactSum, SumError};

/// A mean over some time, and the lowest and the highest value that go into it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mean {
    pub(super) mean: f64,
    pub(super) lowest: f64,
    pub(super) highest: f64,
}

impl Mean {
    /// The mean from one instant to another, which `rows` of the axis have in common with it.
    pub(super) fn over(
        axis: &TimeAxis,
        values: &[f64],
        rows: Range<usize>,
        from: i64,
        to: i64,
    ) -> Result<Self, SumError> {
        let common = |row| axis.edge(row + 1).min(to) - axis.edge(row).max(from);
        let (head, tail) = (common(rows.start), common(rows.end - 1));
        let within = &values[rows.clone()];
        let (mean, lowest, highest) = match (within, axis.even_step()) {
            (&[first, ref inner @ .., last], Some(step)) => {
                // Inner intervals are whole frames, so that all are counted in frames.
                let (first, last) = (
                    (first, part(first, head, step)),
                    (last, part(last, tail, step)),
                );
                let (sum, lowest, highest) = sum_and_range(first, inner, last)?;
                (sum / ((to - from) as f64 / step as f64), lowest, highest)
            }
            _ => {
                let mut sum = ExactSum::new();
                for row in rows {
                    sum.add(values[row] * (common(row) as f64 / (to - from) as f64));
                }
                let (lowest, highest) = range(within);
                (sum.value()?, lowest, highest)
            }
        };
        // Rounding may move it out of the range of its values, where no mean is.
        Ok(Self {
            mean: mean.clamp(lowest, highest),
            lowest,
            highest,
        })
    }
}

impl<Q: IntervalMean> Profile<Q> {
    /// The mean from one instant to a later one in microseconds, which must lie in the span.
    pub(super) fn mean_within(&self, from: i64, to: i64) -> Result<Mean, SumError> {
        let rows = self.axis().rows_within(from, to);
        Mean::over(self.axis(), self.base(), rows, from, to)
    }
}
