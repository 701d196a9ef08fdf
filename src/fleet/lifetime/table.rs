//! Survival as observed: ages and the shares still in use.

use alloc::vec::Vec;

use super::{LifetimeError, Years};
use crate::quantity::Share;

/// Ages from 0 and the share in use at each, down to 0.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Table {
    ages: Vec<f64>,
    shares: Vec<f64>,
}

impl Table {
    pub(super) fn new(points: &[(Years, Share)]) -> Result<Self, LifetimeError> {
        let refuse = |row, column, value, accepted| {
            Err(LifetimeError::Table {
                row,
                column,
                value,
                accepted,
            })
        };
        let mut ages = Vec::with_capacity(points.len() + 1);
        let mut shares = Vec::with_capacity(points.len() + 1);
        if points.first().is_none_or(|point| point.0.get() != 0.0) {
            ages.push(0.0);
            shares.push(1.0);
        }
        for (row, &(age, share)) in points.iter().enumerate() {
            let (age, share) = (age.get(), share.get());
            if !age.is_finite() || age < 0.0 {
                return refuse(row, "age", age, "a finite number of years, 0 or more");
            }
            if ages.last().is_some_and(|&previous| age <= previous) {
                return refuse(row, "age", age, "above the age before it");
            }
            if shares.last().is_some_and(|&previous| share > previous) {
                return refuse(row, "share", share, "at most the share before it");
            }
            ages.push(age);
            shares.push(share);
        }
        match shares.last() {
            Some(0.0) => Ok(Self { ages, shares }),
            last => refuse(
                points.len().saturating_sub(1),
                "share",
                last.copied().unwrap_or(1.0),
                "0 in the last row: say at what age the rest has gone",
            ),
        }
    }

    pub(super) fn scaled(&self, factor: f64) -> Self {
        Self {
            ages: self.ages.iter().map(|age| age * factor).collect(),
            shares: self.shares.clone(),
        }
    }

    /// Ages and shares at both ends of the segment that holds `age`.
    fn segment(&self, age: f64) -> Option<[f64; 4]> {
        let next = self.ages.partition_point(|&at| at <= age);
        let before = next.checked_sub(1)?;
        Some([
            self.ages[before],
            *self.ages.get(next)?,
            self.shares[before],
            *self.shares.get(next)?,
        ])
    }

    pub(super) fn survival(&self, age: f64) -> f64 {
        match self.segment(age) {
            Some([from, to, high, low]) => high - (high - low) * ((age - from) / (to - from)),
            None if age < 0.0 => 1.0,
            None => 0.0,
        }
    }

    pub(super) fn density(&self, age: f64) -> f64 {
        self.segment(age)
            .map_or(0.0, |[from, to, high, low]| (high - low) / (to - from))
    }

    pub(super) fn mean(&self) -> f64 {
        let widths = self.ages.windows(2).map(|pair| pair[1] - pair[0]);
        let heights = self.shares.windows(2).map(|pair| (pair[0] + pair[1]) / 2.0);
        widths.zip(heights).map(|(w, h)| w * h).sum()
    }
}
