use alloc::collections::BTreeMap;

use crate::numeric::ExactSum;
use crate::place::Group;
use crate::review::{
    AggregationOptions, CoverageWeight, Dataset, Period, PublicationRule, ReviewError,
};

use super::{MemberStatus, member_status};

/// How many members have one status, and how much of the population they are.
#[derive(Debug, Clone, Copy, Default, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MemberCount {
    /// Number of members.
    pub members: usize,
    /// Their population by that of all members with a known one, 0 to 1; `None` if no
    /// population is known.
    pub population_share: Option<f64>,
}

/// What the members of a group said of one indicator.
///
/// # Equation
/// ```text
/// population_share_s = Σ_{m in s} P_m / Σ_m P_m
///
/// s    a status
/// P_m  population of member m in the last year of the period that has a figure [persons];
///      members without one count by number only
/// ```
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Answers {
    /// Members expected to report.
    pub expected: usize,
    /// Of them those without a population figure.
    pub without_population: usize,
    /// Members by status; only statuses that occur.
    pub by_status: BTreeMap<MemberStatus, MemberCount>,
}

impl Answers {
    /// The members of one status.
    pub fn of(&self, status: MemberStatus) -> MemberCount {
        self.by_status.get(&status).copied().unwrap_or_default()
    }

    /// The members of all statuses that are `so`.
    pub fn that(&self, so: impl Fn(MemberStatus) -> bool) -> MemberCount {
        let mut all = MemberCount::default();
        for (_, count) in self.by_status.iter().filter(|(status, _)| so(**status)) {
            all.members += count.members;
            if let Some(share) = count.population_share {
                all.population_share = Some(all.population_share.unwrap_or_default() + share);
            }
        }
        all
    }

    /// Members that have nothing more to say: reported, NO, NA, IE and C.
    pub fn complete(&self) -> MemberCount {
        self.that(MemberStatus::is_complete)
    }

    /// Members that lack the indicator: NE, NR, refused, or nothing was sent.
    pub fn missing(&self) -> MemberCount {
        self.that(MemberStatus::is_missing)
    }

    /// Whether the members that neither lack the indicator nor had it filled are enough by the
    /// rule; by population where the rule says so and it is known, else by number.
    pub(super) fn suffice_without_filled(&self, rule: PublicationRule) -> bool {
        let kept = self.that(|status| !status.is_missing() && status != MemberStatus::Filled);
        let share = match (rule.weight, kept.population_share) {
            (CoverageWeight::Population, Some(share)) => share,
            _ if self.expected == 0 => return false,
            _ => kept.members as f64 / self.expected as f64,
        };
        rule.allows(share)
    }
}

/// Counts what the members of a group said of one indicator.
///
/// # Errors
/// As [`member_status`]; [`ReviewError::Sum`] if a population overflows.
///
/// # Example
/// ```
/// use ict_impact::reference::groups;
/// use ict_impact::review::{AggregationOptions, IndicatorSet, MemberStatus, MembersAt};
/// use ict_impact::review::{Period, PublicationRule, answers, panel, validate};
/// use ict_impact::time::Year;
/// let observations = panel::observations(Year::of::<2022>(), Year::of::<2022>())?;
/// let data = validate(observations, IndicatorSet::embedded()?).dataset;
/// let options = AggregationOptions {
///     rule: PublicationRule::one_third(),
///     members_at: MembersAt::End,
/// };
/// let ldc = groups::group("LDC")?;
/// let said = answers(&data, ldc, "SDG.7.1.1", Period::Year(Year::of::<2022>()), &options)?;
/// let counted: usize = said.by_status.values().map(|count| count.members).sum();
/// assert_eq!(counted, said.expected);
/// assert_eq!(said.of(MemberStatus::Filled).members, 0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn answers(
    data: &Dataset,
    group: &Group,
    indicator: &str,
    period: Period,
    options: &AggregationOptions,
) -> Result<Answers, ReviewError> {
    let mut of: BTreeMap<MemberStatus, (usize, ExactSum)> = BTreeMap::new();
    let mut all = ExactSum::new();
    let (mut expected, mut without_population) = (0, 0);
    for member in options.members_at.members(group, period) {
        let status = member_status(data, member, indicator, period)?;
        let years = period.years();
        let population = years
            .iter()
            .rev()
            .find_map(|year| data.population(member.into(), *year));
        let (members, persons) = of.entry(status).or_default();
        *members += 1;
        expected += 1;
        match population {
            Some(population) => {
                persons.add(population);
                all.add(population);
            }
            None => without_population += 1,
        }
    }
    let persons = |sum: &ExactSum| {
        sum.value().map_err(|error| ReviewError::Sum {
            what: alloc::format!("population of {}", group.code()),
            error,
        })
    };
    let total = persons(&all)?;
    let mut by_status = BTreeMap::new();
    for (status, (members, population)) in &of {
        let population = persons(population)?;
        let count = MemberCount {
            members: *members,
            population_share: (total > 0.0).then(|| population / total),
        };
        by_status.insert(*status, count);
    }
    Ok(Answers {
        expected,
        without_population,
        by_status,
    })
}
