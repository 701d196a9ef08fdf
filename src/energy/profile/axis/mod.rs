use alloc::vec::Vec;

use super::ProfileError;
use crate::quantity::{Quantity, Share};
use crate::time::{Interval, Step, Timestamp};

/// Intervals of time, each beginning where the one before it ends: the rows of a [`Profile`].
///
/// Each is half-open, `[t_i, t_i+1)`. They are parts of frames that have one length (a step) or
/// lengths of their own (months, or the time between two readings of a meter). The first and
/// the last interval may be only part of their frame, where the data begin or end inside it;
/// [`coverage`](Self::coverage) says which part.
///
/// # Equation
/// ```text
/// t_i = min( max( f_i, begin ), end )       t_i  edge between intervals i−1 and i
///                                           f_i  edge between frames i−1 and i
/// ```
///
/// # Example
/// ```
/// use ict_impact::energy::profile::TimeAxis;
/// use ict_impact::time::Step;
/// let day = TimeAxis::even("2024-01-01T00:00:00Z".parse()?, Step::HOUR, 24)?;
/// assert_eq!(day.len(), 24);
/// assert_eq!(day.interval(1).unwrap().from().to_string(), "2024-01-01T01:00:00Z");
/// assert_eq!(day.partial().count(), 0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// [`Profile`]: super::Profile
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeAxis {
    frames: Frames,
    begin: i64,
    end: i64,
}

/// Edges of the frames in microseconds; frames of one length are always `Even`.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Frames {
    Even { first: i64, step: i64, count: usize },
    Edges(Vec<i64>),
}

impl TimeAxis {
    /// `count` intervals of one length, the first beginning at `start`.
    ///
    /// # Errors
    /// [`ProfileError::Empty`] for no interval; [`ProfileError::Time`] if the last one ends after
    /// the year 9999.
    pub fn even(start: Timestamp, step: Step, count: usize) -> Result<Self, ProfileError> {
        if count == 0 {
            return Err(ProfileError::Empty);
        }
        let (first, step) = (start.unix_microseconds(), step.microseconds());
        let length = i64::try_from(count).unwrap_or(i64::MAX);
        let end = first.saturating_add(length.saturating_mul(step));
        Timestamp::from_unix_microseconds(end)?;
        Ok(Self {
            frames: Frames::Even { first, step, count },
            begin: first,
            end,
        })
    }

    /// Intervals of one length that begin with `span` and cover it; the last is cut where it ends.
    ///
    /// # Errors
    /// As [`even`](Self::even).
    ///
    /// # Example
    /// ```
    /// use ict_impact::energy::profile::TimeAxis;
    /// use ict_impact::time::{Interval, Step};
    /// let span = Interval::new("2024-01-01T00:00:00Z".parse()?, "2024-01-01T02:15:00Z".parse()?)?;
    /// let hours = TimeAxis::covering(span, Step::HOUR)?;
    /// assert_eq!(hours.len(), 3);
    /// assert_eq!(hours.coverage(2).unwrap().percent(), 25.0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn covering(span: Interval, step: Step) -> Result<Self, ProfileError> {
        let count = span.microseconds().div_euclid(step.microseconds());
        let rest = span.microseconds() % step.microseconds();
        let count = usize::try_from(count + i64::from(rest != 0)).unwrap_or(usize::MAX);
        let axis = Self::even(span.from(), step, count)?;
        Ok(axis.clipped(
            span.from().unix_microseconds(),
            span.to().unix_microseconds(),
        ))
    }

    /// The axis of frames between increasing edges, of which `begin` to `end` is part of each.
    pub(super) fn of_edges(edges: Vec<i64>, begin: i64, end: i64) -> Self {
        let step = edges[1] - edges[0];
        let even = step <= Step::MAX.microseconds()
            && edges.windows(2).all(|pair| pair[1] - pair[0] == step);
        let frames = if even {
            Frames::Even {
                first: edges[0],
                step,
                count: edges.len() - 1,
            }
        } else {
            Frames::Edges(edges)
        };
        Self { frames, begin, end }
    }

    /// Number of intervals, at least 1.
    pub fn len(&self) -> usize {
        match &self.frames {
            Frames::Even { count, .. } => *count,
            Frames::Edges(edges) => edges.len() - 1,
        }
    }

    /// Always false: an axis has at least one interval.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The length of all frames, if they have one.
    pub fn step(&self) -> Option<Step> {
        match &self.frames {
            Frames::Even { step, .. } => Step::from_microseconds(*step).ok(),
            Frames::Edges(_) => None,
        }
    }

    /// The time from the begin of the first interval to the end of the last.
    pub fn span(&self) -> Interval {
        Interval::of_microseconds(self.begin, self.end)
    }

    /// Interval `row`, from 0.
    pub fn interval(&self, row: usize) -> Option<Interval> {
        (row < self.len()).then(|| Interval::of_microseconds(self.edge(row), self.edge(row + 1)))
    }

    /// The whole frame of interval `row`.
    pub fn frame(&self, row: usize) -> Option<Interval> {
        (row < self.len())
            .then(|| Interval::of_microseconds(self.frame_edge(row), self.frame_edge(row + 1)))
    }

    /// How much of its frame interval `row` is.
    ///
    /// # Equation
    /// ```text
    /// c = (t_i+1 − t_i) / (f_i+1 − f_i)     c    coverage [1], 1 for whole frames
    ///                                       t_i  edges of the interval
    ///                                       f_i  edges of its frame
    /// ```
    pub fn coverage(&self, row: usize) -> Option<Share> {
        let part = self.interval(row)?.microseconds() as f64;
        Some(Share::from_checked(
            part / self.frame(row)?.microseconds() as f64,
        ))
    }

    /// The intervals that are only part of their frame, with that part: at most the first and the
    /// last.
    pub fn partial(&self) -> impl Iterator<Item = (usize, Share)> + '_ {
        let last = self.len() - 1;
        let rows = core::iter::once(0).chain((last > 0).then_some(last));
        rows.filter_map(|row| Some((row, self.coverage(row)?)))
            .filter(|(_, coverage)| *coverage < Share::WHOLE)
    }

    /// The intervals in order.
    pub fn intervals(&self) -> impl ExactSizeIterator<Item = Interval> + '_ {
        (0..self.len()).map(|row| Interval::of_microseconds(self.edge(row), self.edge(row + 1)))
    }

    pub(super) fn begin(&self) -> i64 {
        self.begin
    }

    pub(super) fn end(&self) -> i64 {
        self.end
    }

    /// Length of the frames in microseconds, if they have one.
    #[inline]
    pub(super) fn even_step(&self) -> Option<i64> {
        match &self.frames {
            Frames::Even { step, .. } => Some(*step),
            Frames::Edges(_) => None,
        }
    }

    #[inline]
    fn frame_edge(&self, row: usize) -> i64 {
        match &self.frames {
            Frames::Even { first, step, .. } => first + row as i64 * step,
            Frames::Edges(edges) => edges[row],
        }
    }

    /// Where interval `row` begins and the one before it ends.
    #[inline]
    pub(super) fn edge(&self, row: usize) -> i64 {
        self.frame_edge(row).clamp(self.begin, self.end)
    }

    /// How many intervals from `row` on are known to be as long as it: 1, or whole frames of one
    /// step.
    #[inline]
    pub(super) fn equal_from(&self, row: usize) -> usize {
        let Frames::Even { first, step, count } = &self.frames else {
            return 1;
        };
        if row == 0 && *first < self.begin {
            return 1;
        }
        let cut = self.end < first + *count as i64 * step;
        (count - usize::from(cut)).saturating_sub(row).max(1)
    }

    /// The interval that `instant`, which must lie in the span, is part of.
    #[inline]
    pub(super) fn row_at(&self, instant: i64) -> usize {
        match &self.frames {
            Frames::Even { first, step, .. } => ((instant - first) / step) as usize,
            Frames::Edges(edges) => edges.partition_point(|&edge| edge <= instant) - 1,
        }
    }

    /// The rows that have a part in the time from `from` to `to`, which must lie in the span.
    pub(super) fn rows_within(&self, from: i64, to: i64) -> core::ops::Range<usize> {
        self.row_at(from)..self.row_at(to - 1) + 1
    }

    /// The part of the axis from `from` to `to`, which must lie in the span.
    pub(super) fn clipped(&self, from: i64, to: i64) -> Self {
        let rows = self.rows_within(from, to);
        match &self.frames {
            Frames::Even { first, step, .. } => Self {
                frames: Frames::Even {
                    first: first + rows.start as i64 * step,
                    step: *step,
                    count: rows.len(),
                },
                begin: from,
                end: to,
            },
            Frames::Edges(edges) => Self::of_edges(edges[rows.start..=rows.end].to_vec(), from, to),
        }
    }

    /// The time in `other` that this axis does not cover.
    pub(super) fn check_covers(
        &self,
        other: &Self,
        what: &'static str,
    ) -> Result<(), ProfileError> {
        let mut missing = Vec::new();
        if other.begin < self.begin {
            missing.push(Interval::of_microseconds(
                other.begin,
                other.end.min(self.begin),
            ));
        }
        if other.end > self.end {
            missing.push(Interval::of_microseconds(
                other.begin.max(self.end),
                other.end,
            ));
        }
        if missing.is_empty() {
            return Ok(());
        }
        Err(ProfileError::NotCovered { what, missing })
    }

    /// This axis with the edges of `other` as well, or nothing if it has them all.
    pub(super) fn refined_by(&self, other: &Self) -> Option<Self> {
        let inner = (1..other.len()).map(|row| other.edge(row));
        let mut edges: Vec<i64> = inner
            .filter(|edge| (self.begin..self.end).contains(edge))
            .filter(|&edge| self.edge(self.row_at(edge)) != edge)
            .collect();
        if edges.is_empty() {
            return None;
        }
        let own = 0..=self.len();
        edges.extend(own.map(|row| self.frame_edge(row)));
        edges.sort();
        Some(Self::of_edges(edges, self.begin, self.end))
    }

    /// This axis and `next`, which must begin where this one ends.
    pub(super) fn joined(&self, next: &Self) -> Self {
        let (last, next_last) = (self.frame_edge(self.len()), next.frame_edge(next.len()));
        if let (
            Frames::Even { first, step, count },
            Frames::Even {
                step: next_step,
                count: next_count,
                ..
            },
        ) = (&self.frames, &next.frames)
            && step == next_step
            && next.frame_edge(0) == last
        {
            return Self {
                frames: Frames::Even {
                    first: *first,
                    step: *step,
                    count: count + next_count,
                },
                begin: self.begin,
                end: next.end,
            };
        }
        let mut edges = Vec::with_capacity(self.len() + next.len() + 1);
        edges.push(self.frame_edge(0));
        edges.extend((1..=self.len()).map(|row| self.edge(row)));
        edges.extend((1..next.len()).map(|row| next.edge(row)));
        edges.push(next_last);
        Self::of_edges(edges, self.begin, next.end)
    }
}

#[cfg(test)]
mod tests;
