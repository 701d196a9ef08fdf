use crate::quantity::{Quantity, Ratio};
use crate::time::{Year, YearSeries};

use super::{Path, Target, TargetError};

/// How it goes with a target, in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Status {
    /// The latest value is at the target or better.
    Achieved,
    /// Not there, but fast enough.
    OnTrack,
    /// The right way, or no way at all, but not fast enough; or the target year is over.
    OffTrack,
    /// Away from the target.
    WrongDirection,
    /// Not at the target, and too few values to speak of a trend.
    InsufficientData,
}

impl Status {
    /// The status in words.
    ///
    /// ```
    /// use ict_impact::review::target::Status;
    /// assert_eq!(Status::OnTrack.name(), "on track");
    /// ```
    pub const fn name(self) -> &'static str {
        match self {
            Self::Achieved => "achieved",
            Self::OnTrack => "on track",
            Self::OffTrack => "off track",
            Self::WrongDirection => "wrong direction",
            Self::InsufficientData => "insufficient data",
        }
    }
}

/// What a status asks for. The defaults are our choice, the pace that of Eurostat.
///
/// # Source
/// Eurostat, *Sustainable development in the European Union*, method for indicators with a
/// target: significant progress from a ratio of observed to required growth of 95 % on.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct StatusRule {
    /// The path against which the pace is told. Default [`Path::Linear`], which every value has.
    pub path: Path,
    /// The pace from which on a value is on track, 1 being the path itself. Default 0.95.
    pub on_track: Ratio,
    /// How many values, the base among them, make a trend. Default 3.
    pub least_points: usize,
    /// How many years must lie between the first and the last of them. Default 3.
    pub least_years: u16,
}

impl StatusRule {
    /// The rule with the pace told against another path.
    #[must_use]
    pub fn with_path(mut self, path: Path) -> Self {
        self.path = path;
        self
    }

    /// The rule with another pace from which on a value is on track.
    #[must_use]
    pub fn with_on_track(mut self, pace: Ratio) -> Self {
        self.on_track = pace;
        self
    }

    /// The rule with another number of values, and of years between first and last.
    #[must_use]
    pub fn with_least(mut self, points: usize, years: u16) -> Self {
        self.least_points = points;
        self.least_years = years;
        self
    }
}

impl Default for StatusRule {
    fn default() -> Self {
        Self {
            path: Path::Linear,
            on_track: Ratio::from_checked(0.95),
            least_points: 3,
            least_years: 3,
        }
    }
}

/// A status and what it rests on.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Assessment {
    /// How it goes.
    pub status: Status,
    /// The latest year with a value.
    pub year: Year,
    /// How many values were found, the base among them.
    pub points: usize,
    /// Years from the base to the latest value.
    pub years: u16,
    /// Observed over required change; `None` where the status did not need it.
    pub pace: Option<Ratio>,
}

impl<Q: Quantity> Target<Q> {
    /// How it goes with this target, given the values observed.
    ///
    /// Only values after the base year are read; the base value is the target's own.
    ///
    /// # Equation
    /// ```text
    /// achieved           the latest value is at the target or better, however few there are
    /// insufficient data  fewer than n values, or fewer than m years from first to last
    /// wrong direction    pace < 0, or worse than a target that the base respects
    /// on track           pace ≥ p, and the target year is not over
    /// off track          otherwise
    ///
    /// pace     see `Progress`; n, m, p from the rule: 3 values, 3 years, 0.95
    /// ```
    ///
    /// # Source
    /// As [`StatusRule`].
    ///
    /// # Errors
    /// [`TargetError::NoDirection`] if base and target are equal and no direction was said;
    /// [`TargetError::NotPositive`] if the rule asks for the geometric path of values that
    /// have none; [`TargetError::Quantity`] for NaN or infinity.
    ///
    /// # Example
    /// ```
    /// use ict_impact::quantity::Co2e;
    /// use ict_impact::review::target::{Status, StatusRule, Target};
    /// use ict_impact::time::{Year, YearSeries};
    /// let kg = Co2e::from_kg;
    /// let target = Target::new(Year::of::<2020>(), kg(100.0), Year::of::<2030>(), kg(60.0))?;
    /// let seen = YearSeries::new(Year::of::<2021>(), vec![Some(kg(97.0)), None, Some(kg(94.0))])?;
    /// let found = target.assess(&seen, StatusRule::default())?;
    /// assert_eq!(found.status, Status::OffTrack); // 2 a year where 4 are needed
    /// assert_eq!(found.pace.unwrap().value, 0.5);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn assess(
        &self,
        observed: &YearSeries<Option<Q>>,
        rule: StatusRule,
    ) -> Result<Assessment, TargetError> {
        let (mut year, mut latest, mut points) = (self.base_year, self.base, 1);
        for (when, value) in observed {
            if let (true, Some(value)) = (when > self.base_year, value) {
                Q::check(value.base())?;
                (year, latest, points) = (when, *value, points + 1);
            }
        }
        let years = u16::try_from(year.since(self.base_year)).unwrap_or_default();
        let found = |status, pace| Assessment {
            status,
            year,
            points,
            years,
            pace,
        };
        if self.is_met_by(latest)? {
            return Ok(found(Status::Achieved, None));
        }
        if points < rule.least_points || years < rule.least_years || years == 0 {
            return Ok(found(Status::InsufficientData, None));
        }
        if self.is_met_by(self.base)? {
            return Ok(found(Status::WrongDirection, None));
        }
        if self.year == self.base_year {
            return Ok(found(Status::OffTrack, None));
        }
        let pace = self.progress(year, latest)?.pace(rule.path)?;
        let status = if pace.value < 0.0 {
            Status::WrongDirection
        } else if pace >= rule.on_track && year < self.year {
            Status::OnTrack
        } else {
            Status::OffTrack
        };
        Ok(found(status, Some(pace)))
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec::Vec;

    use super::super::Direction;
    use super::*;
    use crate::quantity::Co2e;

    fn status(target: (f64, f64), observed: &[Option<f64>]) -> Status {
        assess(target, None, observed).unwrap().status
    }

    fn assess(
        (base, value): (f64, f64),
        direction: Option<Direction>,
        observed: &[Option<f64>],
    ) -> Result<Assessment, TargetError> {
        let kg = Co2e::from_kg;
        let mut target =
            Target::new(Year::of::<2020>(), kg(base), Year::of::<2030>(), kg(value)).unwrap();
        if let Some(direction) = direction {
            target = target.with_direction(direction);
        }
        let observed: Vec<_> = observed.iter().map(|value| value.map(kg)).collect();
        let observed = YearSeries::new(Year::of::<2021>(), observed).unwrap();
        target.assess(&observed, StatusRule::default())
    }

    #[test]
    fn each_status_has_its_case() {
        let seen = |last| [Some(100.0), Some(100.0), Some(last)];
        let half = (100.0, 50.0); // 5 a year: 85 after three
        assert_eq!(status(half, &seen(50.0)), Status::Achieved);
        assert_eq!(status(half, &seen(85.0)), Status::OnTrack);
        assert_eq!(status(half, &seen(85.7)), Status::OnTrack); // 14.3 of 15
        assert_eq!(status(half, &seen(85.8)), Status::OffTrack);
        assert_eq!(status(half, &seen(100.0)), Status::OffTrack);
        assert_eq!(status(half, &seen(100.1)), Status::WrongDirection);
        let up = (50.0, 100.0);
        assert_eq!(status(up, &[Some(55.0), None, Some(65.0)]), Status::OnTrack);
        assert_eq!(
            status(up, &[Some(55.0), None, Some(49.0)]),
            Status::WrongDirection
        );
    }

    #[test]
    fn too_few_points_or_years_are_no_trend() {
        let half = (100.0, 50.0);
        assert_eq!(
            status(half, &[Some(90.0), Some(85.0)]),
            Status::InsufficientData
        );
        assert_eq!(
            status(half, &[None, None, Some(85.0)]),
            Status::InsufficientData
        );
        assert_eq!(status(half, &[None]), Status::InsufficientData);
        assert_eq!(status(half, &[Some(40.0)]), Status::Achieved);
    }

    #[test]
    fn a_target_year_that_is_over_is_missed_however_close() {
        let mut seen = [Some(80.0); 10];
        seen[9] = Some(50.5);
        assert_eq!(status((100.0, 50.0), &seen), Status::OffTrack);
    }

    #[test]
    fn a_value_to_keep_is_kept_or_lost() {
        let keep = |last, direction| {
            assess(
                (50.0, 50.0),
                direction,
                &[Some(50.0), Some(50.0), Some(last)],
            )
        };
        assert_eq!(keep(50.0, None), Err(TargetError::NoDirection));
        let down = Some(Direction::Down);
        assert_eq!(keep(49.0, down).unwrap().status, Status::Achieved);
        assert_eq!(keep(51.0, down).unwrap().status, Status::WrongDirection);
    }

    #[test]
    fn a_rising_limit_that_the_base_respects_can_only_be_lost() {
        let limit = |last| {
            let seen = [Some(50.0), Some(50.0), Some(last)];
            assess((50.0, 55.0), Some(Direction::Down), &seen)
                .unwrap()
                .status
        };
        assert_eq!(limit(54.0), Status::Achieved);
        assert_eq!(limit(56.0), Status::WrongDirection);
    }

    #[test]
    fn only_years_after_the_base_count() {
        let kg = Co2e::from_kg;
        let target = Target::new(Year::of::<2020>(), kg(100.0), Year::of::<2030>(), kg(50.0));
        let seen = [200.0, 150.0, 120.0, 95.0, 90.0].map(|v| Some(kg(v)));
        let seen = YearSeries::new(Year::of::<2017>(), seen.to_vec()).unwrap();
        let found = target
            .unwrap()
            .assess(&seen, StatusRule::default())
            .unwrap();
        assert_eq!((found.points, found.years), (2, 1));
        assert_eq!(found.status, Status::InsufficientData);
    }
}
