use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use crate::place::{Country, Group, ScheduledChanges};
use crate::review::{Organisation, ReviewError};
use crate::time::Date;

use super::Period;

/// At which date a country has to be a member to be counted in a group.
///
/// Lists change: a country can leave the LDC list inside a biennium. Comparisons between
/// periods want one fixed list; a review of one period may want the list of its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum MembersAt {
    /// The last day of the period.
    End,
    /// The first day of the period.
    Start,
    /// One date for all periods: a fixed panel.
    Date(Date),
    /// One date for all periods, and ends of membership that are scheduled until then count as
    /// if they took effect: the list as it is expected to be. Scheduled graduations have been
    /// deferred before.
    DateAsScheduled(Date),
}

impl MembersAt {
    /// The day that counts for a period.
    pub fn date(self, period: Period) -> Date {
        let (first, last) = period.days();
        match self {
            Self::Start => first,
            Self::End => last,
            Self::Date(date) | Self::DateAsScheduled(date) => date,
        }
    }

    /// Whether ends of membership that are only scheduled count.
    pub const fn scheduled(self) -> ScheduledChanges {
        match self {
            Self::DateAsScheduled(_) => ScheduledChanges::Apply,
            Self::Start | Self::End | Self::Date(_) => ScheduledChanges::Ignore,
        }
    }

    /// The members that count, in the order of their codes. A change that is only scheduled
    /// counts with [`DateAsScheduled`](Self::DateAsScheduled) alone.
    pub fn members(self, group: &Group, period: Period) -> Vec<Country> {
        group.members_at(self.date(period), self.scheduled())
    }
}

/// What is known of one organisation.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrganisationEntry {
    /// Its id.
    pub organisation: Organisation,
    /// Its name.
    pub name: String,
    /// The country whose total it is part of.
    pub country: Country,
    /// The organisation that consolidates it, if one does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<Organisation>,
}

/// Organisations and who consolidates whom.
///
/// # Example
/// ```
/// use ict_impact::review::{OrganisationEntry, OrganisationGroup, Organisations};
/// let entry = |id: &str, parent: Option<&str>| Ok::<_, Box<dyn std::error::Error>>(OrganisationEntry {
///     organisation: id.parse()?,
///     name: id.to_owned(),
///     country: "KEN".parse()?,
///     parent: parent.map(str::parse).transpose()?,
/// });
/// let register = Organisations::new([entry("HOLDING", None)?, entry("MOBILE", Some("HOLDING"))?])?;
/// let (holding, mobile) = ("HOLDING".parse()?, "MOBILE".parse()?);
/// assert!(OrganisationGroup::new("BOTH", [holding, mobile], &register).is_err());
/// assert!(OrganisationGroup::new("TOP", [holding], &register).is_ok());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Organisations(BTreeMap<Organisation, OrganisationEntry>);

impl Organisations {
    /// The register of these entries.
    ///
    /// # Errors
    /// [`ReviewError::Organisations`] for an id that is there twice, a parent that is not there,
    /// or a parent that is its own subsidiary.
    pub fn new(entries: impl IntoIterator<Item = OrganisationEntry>) -> Result<Self, ReviewError> {
        let mut register = Self::default();
        for entry in entries {
            let id = entry.organisation;
            if register.0.insert(id, entry).is_some() {
                return Err(refuse(id, "it is there twice"));
            }
        }
        for &id in register.0.keys() {
            let mut at = id;
            for _ in 0..=register.0.len() {
                match register.0.get(&at) {
                    None => return Err(refuse(id, "its parent is not in the register")),
                    Some(entry) => match entry.parent {
                        None => break,
                        Some(parent) if parent == id => {
                            return Err(refuse(id, "it is its own subsidiary"));
                        }
                        Some(parent) => at = parent,
                    },
                }
            }
        }
        Ok(register)
    }

    /// What is known of an organisation.
    pub fn get(&self, organisation: Organisation) -> Option<&OrganisationEntry> {
        self.0.get(&organisation)
    }

    /// Every entry, in the order of the ids.
    pub fn iter(&self) -> impl Iterator<Item = &OrganisationEntry> {
        self.0.values()
    }

    /// The organisations that consolidate this one, nearest first.
    pub fn above(&self, organisation: Organisation) -> impl Iterator<Item = Organisation> + '_ {
        let parent = |id: &Organisation| self.0.get(id)?.parent;
        core::iter::successors(parent(&organisation), move |id| parent(id)).take(self.0.len())
    }
}

fn refuse(organisation: Organisation, reason: &'static str) -> ReviewError {
    ReviewError::Organisations {
        organisation,
        reason,
    }
}

/// Organisations that are added up: none of them consolidates another.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct OrganisationGroup {
    code: String,
    members: Vec<Organisation>,
}

impl OrganisationGroup {
    /// The group of these members.
    ///
    /// # Errors
    /// [`ReviewError::Organisations`] for a member that is not in the register, is there twice,
    /// or is consolidated by another member, which would count it twice.
    pub fn new(
        code: impl Into<String>,
        members: impl IntoIterator<Item = Organisation>,
        register: &Organisations,
    ) -> Result<Self, ReviewError> {
        let mut members: Vec<Organisation> = members.into_iter().collect();
        members.sort();
        if let Some(twice) = members.windows(2).find(|pair| pair[0] == pair[1]) {
            return Err(refuse(twice[0], "it is a member twice"));
        }
        for &member in &members {
            if register.get(member).is_none() {
                return Err(refuse(member, "it is not in the register"));
            }
            if register.above(member).any(|above| members.contains(&above)) {
                return Err(refuse(member, "another member consolidates it"));
            }
        }
        Ok(Self {
            code: code.into(),
            members,
        })
    }

    /// The organisations of these countries that no other one consolidates.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn of_countries(
        code: impl Into<String>,
        countries: &[Country],
        register: &Organisations,
    ) -> Result<Self, ReviewError> {
        let members = register
            .iter()
            .filter(|entry| entry.parent.is_none() && countries.contains(&entry.country))
            .map(|entry| entry.organisation);
        Self::new(code, members, register)
    }

    /// The organisations of one country that no other organisation of the country consolidates.
    ///
    /// A subsidiary of a company abroad is a member: its part is in the total of this country.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn within(
        code: impl Into<String>,
        country: Country,
        register: &Organisations,
    ) -> Result<Self, ReviewError> {
        let here = |id: Organisation| register.get(id).is_some_and(|e| e.country == country);
        let members = register
            .iter()
            .filter(|entry| entry.country == country)
            .map(|entry| entry.organisation)
            .filter(|id| !register.above(*id).any(here));
        Self::new(code, members, register)
    }

    /// Code of the group.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// The members in order.
    pub fn members(&self) -> &[Organisation] {
        &self.members
    }
}
