use super::{Country, PartialDate};
use crate::time::Date;

/// How sure the end of a membership is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum End {
    /// It happened, or there is none.
    #[default]
    Recorded,
    /// It was decided beforehand; whether it counts is said by [`ScheduledChanges`].
    Scheduled,
    /// Nobody has verified it: listed, and left out of every computation.
    Unverified,
}

/// Whether an end of membership that was decided beforehand counts.
///
/// There is no clock in this library: it cannot know whether a scheduled date has come to
/// pass, and scheduled graduations have been deferred before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ScheduledChanges {
    /// Only what is recorded counts; a scheduled end is as no end.
    Ignore,
    /// Scheduled ends count as if they took effect on their date.
    Apply,
}

/// The spell of one country in a group.
///
/// A country is a member from the first day of `from` on. With `until` known to the day, that
/// day is the first on which it is no member (Vanuatu left on 2020-12-04 and was a member to
/// 2020-12-03); known to the month or year only, it counts as a member to the end of that
/// month or year. `None` means that no such date is known.
///
/// # Example
/// ```
/// use ict_impact::place::{Membership, ScheduledChanges};
/// let vanuatu = Membership::new("VUT".parse()?).ending("2020-12-04".parse()?);
/// assert!(vanuatu.holds_at("2020-12-03".parse()?, ScheduledChanges::Ignore));
/// assert!(!vanuatu.holds_at("2020-12-04".parse()?, ScheduledChanges::Ignore));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Membership {
    /// The member.
    pub country: Country,
    /// Since when, if it is known.
    #[serde(default)]
    pub from: Option<PartialDate>,
    /// Until when, if it ends.
    #[serde(default)]
    pub until: Option<PartialDate>,
    /// How sure that end is.
    #[serde(default)]
    pub end: End,
}

impl Membership {
    /// A membership without known beginning or end.
    pub const fn new(country: Country) -> Self {
        Self {
            country,
            from: None,
            until: None,
            end: End::Recorded,
        }
    }

    /// The same from a date on.
    #[must_use]
    pub const fn beginning(self, from: PartialDate) -> Self {
        Self {
            from: Some(from),
            ..self
        }
    }

    /// The same until a date that is on record.
    #[must_use]
    pub const fn ending(self, until: PartialDate) -> Self {
        Self {
            until: Some(until),
            end: End::Recorded,
            ..self
        }
    }

    /// The same until a date that has been decided beforehand.
    #[must_use]
    pub const fn scheduled_to_end(self, until: PartialDate) -> Self {
        Self {
            until: Some(until),
            end: End::Scheduled,
            ..self
        }
    }

    /// A membership that the build script has checked.
    pub(crate) const fn embedded(
        country: Country,
        from: Option<PartialDate>,
        until: Option<PartialDate>,
        end: End,
    ) -> Self {
        Self {
            country,
            from,
            until,
            end,
        }
    }

    /// Whether the country is a member on that day.
    pub fn holds_at(&self, date: Date, scheduled: ScheduledChanges) -> bool {
        self.first_day().is_none_or(|first| first <= date)
            && self
                .first_day_after(scheduled)
                .is_none_or(|after| date < after)
    }

    /// The first day of membership, if it is known.
    pub fn first_day(&self) -> Option<Date> {
        self.from.map(PartialDate::first_day)
    }

    /// When the country left, if it did and that end counts.
    pub fn left(&self, scheduled: ScheduledChanges) -> Option<PartialDate> {
        match (self.end, scheduled) {
            (End::Recorded, _) | (End::Scheduled, ScheduledChanges::Apply) => self.until,
            (End::Scheduled, ScheduledChanges::Ignore) | (End::Unverified, _) => None,
        }
    }

    /// The first day after the membership, if it ends and that end counts.
    pub fn first_day_after(&self, scheduled: ScheduledChanges) -> Option<Date> {
        self.left(scheduled)
            .and_then(PartialDate::first_day_after_end)
    }
}
