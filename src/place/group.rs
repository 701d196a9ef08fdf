use alloc::borrow::Cow;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use super::{Country, End, Membership, PartialDate, PlaceError, ScheduledChanges};
use crate::time::{Biennium, Date};

/// Which kind of list a group is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum GroupKind {
    /// All countries and areas (M49 code 001).
    World,
    /// M49 region, such as Africa.
    Region,
    /// M49 sub-region, such as Sub-Saharan Africa.
    Subregion,
    /// M49 intermediate region, such as Eastern Africa.
    IntermediateRegion,
    /// Least developed countries.
    Ldc,
    /// Landlocked developing countries.
    Lldc,
    /// Small island developing States.
    Sids,
    /// Income group of the World Bank.
    Income,
    /// A list of the user's own.
    Custom,
}

/// A list of countries with the dates of their membership.
///
/// # Example
/// ```
/// use ict_impact::place::{Group, GroupKind, Membership, ScheduledChanges};
/// let pilot = Group::new("PILOT", "Pilot countries", GroupKind::Custom, vec![
///     Membership::new("KEN".parse()?).beginning("2022".parse()?),
///     Membership::new("NAM".parse()?),
/// ])?;
/// let at = |day: &str| Ok::<_, ict_impact::time::TimeError>(
///     pilot.members_at(day.parse()?, ScheduledChanges::Ignore).len());
/// assert_eq!((at("2021-12-31")?, at("2022-01-01")?), (1, 2));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "Raw")]
pub struct Group {
    code: Cow<'static, str>,
    name: Cow<'static, str>,
    kind: GroupKind,
    memberships: Cow<'static, [Membership]>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    code: String,
    name: String,
    kind: GroupKind,
    memberships: Vec<Membership>,
}

impl TryFrom<Raw> for Group {
    type Error = PlaceError;
    fn try_from(raw: Raw) -> Result<Self, PlaceError> {
        Self::new(raw.code, raw.name, raw.kind, raw.memberships)
    }
}

impl Group {
    /// A group; its memberships are put in the order of country and date.
    ///
    /// # Errors
    /// - [`PlaceError::EmptyField`] for a blank code or name.
    /// - [`PlaceError::EndsBeforeItBegins`] for a membership without a day.
    /// - [`PlaceError::EndWithoutDate`] for a scheduled or unverified end without `until`.
    /// - [`PlaceError::Overlap`] for a country that is twice a member on some day; ends that
    ///   do not count, or may not, are taken as no end.
    pub fn new(
        code: impl Into<Cow<'static, str>>,
        name: impl Into<Cow<'static, str>>,
        kind: GroupKind,
        mut memberships: Vec<Membership>,
    ) -> Result<Self, PlaceError> {
        let (code, name) = (code.into(), name.into());
        for (field, text) in [("code", &code), ("name", &name)] {
            if text.trim().is_empty() {
                return Err(PlaceError::EmptyField { field });
            }
        }
        let group = || code.to_string();
        for &Membership {
            country,
            from,
            until,
            end,
        } in &memberships
        {
            if let (Some(from), Some(until)) = (from, until)
                && until
                    .first_day_after_end()
                    .is_some_and(|after| from.first_day() >= after)
            {
                return Err(PlaceError::EndsBeforeItBegins {
                    group: group(),
                    country,
                    from,
                    until,
                });
            }
            if until.is_none() && end != End::Recorded {
                return Err(PlaceError::EndWithoutDate {
                    group: group(),
                    country,
                });
            }
        }
        memberships.sort_by_key(|m| (m.country, m.first_day()));
        for pair in memberships.windows(2) {
            if let [one, other] = pair
                && one.country == other.country
            {
                let end = one.first_day_after(ScheduledChanges::Ignore);
                let apart = end
                    .zip(other.first_day())
                    .is_some_and(|(end, begin)| end <= begin);
                if !apart {
                    let known = other.from.or(one.until).or(other.until);
                    let at = known.unwrap_or(PartialDate::year(crate::time::Year::MIN));
                    return Err(PlaceError::Overlap {
                        group: group(),
                        country: one.country,
                        at,
                    });
                }
            }
        }
        Ok(Self {
            code,
            name,
            kind,
            memberships: Cow::Owned(memberships),
        })
    }

    /// A group that the build script has checked.
    pub(crate) const fn embedded(
        code: &'static str,
        name: &'static str,
        kind: GroupKind,
        memberships: &'static [Membership],
    ) -> Self {
        Self {
            code: Cow::Borrowed(code),
            name: Cow::Borrowed(name),
            kind,
            memberships: Cow::Borrowed(memberships),
        }
    }

    /// Its code, such as `LDC` or `M49:002`.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Which kind of list it is.
    pub fn kind(&self) -> GroupKind {
        self.kind
    }

    /// All memberships, past, present and announced, by country and date.
    pub fn memberships(&self) -> &[Membership] {
        &self.memberships
    }

    /// The members on a day, in the order of their codes.
    pub fn members_at(&self, date: Date, scheduled: ScheduledChanges) -> Vec<Country> {
        self.select(|spells| spells.iter().any(|spell| spell.holds_at(date, scheduled)))
    }

    /// The countries that are members on every day of the biennium.
    pub fn members_throughout(
        &self,
        biennium: Biennium,
        scheduled: ScheduledChanges,
    ) -> Vec<Country> {
        self.select(|spells| {
            let mut day = biennium.start();
            for spell in spells {
                if spell.holds_at(day, scheduled) {
                    match spell.first_day_after(scheduled) {
                        Some(after) if after <= biennium.end() => day = after,
                        _ => return true,
                    }
                }
            }
            false
        })
    }

    /// The countries that are members on at least one day of the biennium.
    pub fn members_at_any_time(
        &self,
        biennium: Biennium,
        scheduled: ScheduledChanges,
    ) -> Vec<Country> {
        self.select(|spells| {
            spells.iter().any(|spell| {
                spell
                    .first_day()
                    .is_none_or(|first| first <= biennium.end())
                    && spell
                        .first_day_after(scheduled)
                        .is_none_or(|after| biennium.start() < after)
            })
        })
    }

    /// The memberships that end in the biennium: the day, month or year of leaving lies in it.
    pub fn left_during(&self, biennium: Biennium, scheduled: ScheduledChanges) -> Vec<Membership> {
        let left = |spell: &&Membership| {
            let until = spell.left(scheduled);
            until.is_some_and(|u| {
                biennium.start() <= u.first_day() && u.last_day() <= biennium.end()
            })
        };
        self.memberships.iter().filter(left).copied().collect()
    }

    /// The countries whose spells, in the order of time, pass the test.
    fn select(&self, test: impl Fn(&[Membership]) -> bool) -> Vec<Country> {
        let spells = self.memberships.chunk_by(|a, b| a.country == b.country);
        spells
            .filter(|spells| test(spells))
            .map(|spells| spells[0].country)
            .collect()
    }
}

impl fmt::Display for Group {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const IGNORE: ScheduledChanges = ScheduledChanges::Ignore;

    fn group(memberships: Vec<Membership>) -> Result<Group, PlaceError> {
        Group::new("TEST", "Test", GroupKind::Custom, memberships)
    }

    fn member(code: &str) -> Membership {
        Membership::new(code.parse().unwrap())
    }

    fn partial(text: &str) -> PartialDate {
        text.parse().unwrap()
    }

    #[test]
    fn adjacent_spells_are_one_membership_and_a_gap_is_not() {
        let biennium: Biennium = "2022-2023".parse().unwrap();
        let split = |second: &str| {
            group(alloc::vec![
                member("KEN").beginning(partial(second)),
                member("KEN").ending(partial("2023-03")),
            ])
            .unwrap()
        };
        let adjacent = split("2023-04");
        assert_eq!(adjacent.members_throughout(biennium, IGNORE).len(), 1);
        assert_eq!(
            adjacent
                .members_at("2023-03-31".parse().unwrap(), IGNORE)
                .len(),
            1
        );
        let gap = split("2023-04-02");
        assert_eq!(gap.members_throughout(biennium, IGNORE).len(), 0);
        assert_eq!(gap.members_at_any_time(biennium, IGNORE).len(), 1);
        assert_eq!(
            gap.members_at("2023-04-01".parse().unwrap(), IGNORE).len(),
            0
        );
        assert_eq!(gap.left_during(biennium, IGNORE).len(), 1);
    }

    #[test]
    fn refuses_what_cannot_be() {
        let backwards = member("KEN")
            .beginning(partial("2023"))
            .ending(partial("2022-12-31"));
        assert!(matches!(
            group(alloc::vec![backwards]),
            Err(PlaceError::EndsBeforeItBegins { .. })
        ));
        let same_day = member("KEN")
            .beginning(partial("2023-01-01"))
            .ending(partial("2023-01-01"));
        assert!(group(alloc::vec![same_day]).is_err());
        let same_year = member("KEN")
            .beginning(partial("2023"))
            .ending(partial("2023"));
        assert!(group(alloc::vec![same_year]).is_ok());

        let twice = group(alloc::vec![member("KEN"), member("NAM"), member("KEN")]);
        assert!(
            matches!(twice, Err(PlaceError::Overlap { country, .. }) if country.alpha3() == "KEN")
        );
        let overlap = alloc::vec![
            member("KEN").ending(partial("2023")),
            member("KEN").beginning(partial("2023-12-31")),
        ];
        assert!(matches!(group(overlap), Err(PlaceError::Overlap { .. })));
        let scheduled = alloc::vec![
            member("KEN").scheduled_to_end(partial("2023")),
            member("KEN").beginning(partial("2024")),
        ];
        assert!(matches!(group(scheduled), Err(PlaceError::Overlap { .. })));

        let endless = Membership {
            end: End::Scheduled,
            ..member("KEN")
        };
        assert!(matches!(
            group(alloc::vec![endless]),
            Err(PlaceError::EndWithoutDate { .. })
        ));
        let blank = Group::new(" ", "Test", GroupKind::Custom, Vec::new());
        assert_eq!(blank, Err(PlaceError::EmptyField { field: "code" }));
    }

    #[test]
    fn is_read_through_the_same_checks() {
        let one = group(alloc::vec![member("NAM").ending(partial("2024-12"))]).unwrap();
        let json = serde_json::to_string(&one).unwrap();
        assert_eq!(serde_json::from_str::<Group>(&json).unwrap(), one);
        let twice = r#"{"code":"X","name":"X","kind":"custom",
            "memberships":[{"country":"NAM"},{"country":"NA"}]}"#;
        let error = serde_json::from_str::<Group>(twice).unwrap_err();
        assert!(error.to_string().contains("NAM is twice in `X`"), "{error}");
    }
}
