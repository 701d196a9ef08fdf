use alloc::borrow::ToOwned;
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use super::{LeftOut, Member, Ranking, RankingRule, rank};
use crate::quantity::{Quantity, Ratio};
use crate::reference::gwp::GwpSet;
use crate::review::aggregation::{Question, aggregate_entities};
use crate::review::{
    CoverageWeight, Dataset, Entity, Observation, Origin, Part, Period, PublicationRule, Qualifier,
    ReviewError,
};
use crate::time::{Date, Year};

/// Members ranked by one indicator.
///
/// Values are in [`unit`](Self::unit), carried as bare numbers.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct MemberRanking {
    /// The unit of the values.
    pub unit: String,
    /// The boundary of the ranked values: that of most members, none if most state none.
    pub boundary: Option<String>,
    /// The global warming potentials of the ranked values, alike.
    pub gwp: Option<GwpSet>,
    /// The places, and who has none with the reason.
    pub ranking: Ranking<Entity, Ratio>,
}

/// What of a value has to be alike for a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Basis<'a> {
    boundary: Option<&'a str>,
    gwp: Option<GwpSet>,
}

/// Ranks members by one indicator in one year.
///
/// Left out, with the reason, is who has no value, one that was filled or is not for
/// publication, one of other days than those of the year, or one whose boundary or global
/// warming potentials are not those of most. Where every ranked value states its uncertainty, the
/// possible ranks are told too.
///
/// # Source
/// Our choice: only what is comparable is ranked; the basis of most members, and of equally many
/// the first in order, is the one of the ranking.
///
/// # Errors
/// [`ReviewError::UnknownIndicator`]; [`ReviewError::Ranking`] as [`rank`].
///
/// # Example
/// ```
/// use ict_impact::review::ranking::{RankingRule, rank_members};
/// use ict_impact::review::target::Direction;
/// use ict_impact::review::{IndicatorSet, panel, validate};
/// use ict_impact::time::Year;
/// let year = Year::of::<2022>();
/// let data = validate(panel::observations(year, year)?, IndicatorSet::embedded()?).dataset;
/// let members = ["KEN".parse()?, "IND".parse()?, "FRA".parse()?];
/// let rule = RankingRule::new(Direction::Down).with_least_members(3);
/// let found = rank_members(&data, &members, "PRJ.GRID.CI", year, rule)?;
/// let order: Vec<String> = found.ranking.places().iter().map(|p| p.key.to_string()).collect();
/// assert_eq!(order, ["FRA", "KEN", "IND"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn rank_members(
    data: &Dataset,
    members: &[Entity],
    indicator: &str,
    year: Year,
    rule: RankingRule,
) -> Result<MemberRanking, ReviewError> {
    let entry = data.indicators().entry(indicator)?;
    let question = Question {
        group: "each",
        indicator,
        part: &Part::WHOLE,
        period: Period::Year(year),
        rule: PublicationRule {
            weight: CoverageWeight::Count,
            least: 0.0,
            least_for_change: 0.0,
        },
    };
    let (mut found, mut bases) = (Vec::new(), BTreeMap::new());
    for &member in members {
        let mut rows = Vec::new();
        data.add_rows(indicator, member, year, &mut rows)?;
        let rows: Vec<&Observation> = rows
            .iter()
            .filter_map(|row| data.observation(*row))
            .collect();
        let value = data.value(member, year, indicator)?;
        let reason = match value {
            None => Some(LeftOut::Missing),
            Some(_) => rows.iter().find_map(|row| reason(row, year)),
        };
        let basis = Basis {
            boundary: rows.iter().find_map(|row| row.meta.boundary.as_deref()),
            gwp: rows.iter().find_map(|row| row.meta.gwp),
        };
        if reason.is_none() {
            *bases.entry(basis).or_insert(0_usize) += 1;
        }
        found.push((member, value, reason, basis));
    }
    let mut most: Option<(Basis<'_>, usize)> = None;
    for (basis, count) in bases {
        if most.is_none_or(|(_, so_far)| count > so_far) {
            most = Some((basis, count));
        }
    }
    let most = most.map(|(basis, _)| basis);
    let mut rows = Vec::new();
    for (member, value, reason, basis) in found {
        let mut row = Member::new(member, Ratio::from_base(value.unwrap_or(0.0))?);
        let reason = reason.or_else(|| match most {
            Some(most) if most.boundary != basis.boundary => Some(LeftOut::OtherBoundary),
            Some(most) if most.gwp != basis.gwp => Some(LeftOut::OtherWarmingPotentials),
            _ => None,
        });
        match reason {
            Some(reason) => row = row.left_out(reason),
            None => {
                let fact = aggregate_entities(data, &[member], &question)?;
                let interval = fact.interval.zip(value);
                if let Some((interval, value)) = interval {
                    // of a ratio, the last bit of the middle may be another one
                    let (low, high) = (interval.low.min(value), interval.high.max(value));
                    row = row.with_interval(Ratio::from_base(low)?, Ratio::from_base(high)?);
                }
            }
        }
        rows.push(row);
    }
    Ok(MemberRanking {
        unit: entry.indicator.unit().to_owned(),
        boundary: most.and_then(|most| most.boundary).map(ToOwned::to_owned),
        gwp: most.and_then(|most| most.gwp),
        ranking: rank(&rows, rule)?,
    })
}

fn reason(row: &Observation, year: Year) -> Option<LeftOut> {
    let meta = &row.meta;
    if meta.origin == Origin::Filled {
        return Some(LeftOut::Filled);
    }
    if meta.qualifiers.contains(&Qualifier::Restricted) {
        return Some(LeftOut::Other(
            "its value is not for publication".to_owned(),
        ));
    }
    let of_year = (Date::first_of(year), Date::last_of(year));
    let other = meta
        .days
        .is_some_and(|days| (days.first(), days.last()) != of_year);
    other.then_some(LeftOut::OtherPeriod)
}
