//! Totals of organisations that do not tell what one of them reported.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::reference::indicators::Kind;
use crate::review::disclosure::{Cell, Contribution, Outcome, suppress};
use crate::review::{
    Dataset, Entity, Fact, OrganisationGroup, Part, Period, Publication, ReviewError,
    aggregate_organisations,
};
use crate::time::Year;

use super::{OrganisationOptions, ReviewOptions};

/// A total of organisations, and where it can be found if it is confidential.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct OrganisationFact {
    /// The total; without a value if it is confidential.
    pub fact: Fact,
    /// Group of the smallest published total that a confidential one is part of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part_of: Option<String>,
}

/// A total by group and period.
type Total = (String, Period);

/// Every amount that organisations reported, added up over the organisations of each group, in the
/// biennium under review and the one before and in each of their years.
///
/// The totals of one indicator are protected together: over the groups, the years and the two
/// bienniums. Ratios are left out, since their parts are protected amounts.
pub(super) fn organisation_facts(
    data: &Dataset,
    options: &ReviewOptions,
    organisations: &OrganisationOptions,
) -> Result<Vec<OrganisationFact>, ReviewError> {
    let reported: BTreeSet<&str> = data
        .observations()
        .iter()
        .filter(|observation| observation.key.entity.country().is_none())
        .map(|observation| &*observation.key.indicator)
        .collect();
    let previous = options.biennium.previous()?;
    let mut periods = Vec::new();
    for biennium in [previous, options.biennium] {
        periods.push(Period::Biennium(biennium));
        periods.extend(biennium.years().map(Period::Year));
    }
    let mut groups = Vec::new();
    for group in &options.groups {
        let countries = options
            .members_at
            .members(group, Period::Biennium(options.biennium));
        groups.push(OrganisationGroup::of_countries(
            group.code(),
            &countries,
            &organisations.register,
        )?);
    }
    let mut facts = Vec::new();
    for code in reported {
        let Ok(entry) = data.indicators().get(code) else {
            continue;
        };
        if matches!(entry.kind(), Kind::Sum | Kind::Count | Kind::Stock) {
            of_indicator(
                data,
                code,
                &groups,
                &periods,
                options,
                organisations,
                &mut facts,
            )?;
        }
    }
    Ok(facts)
}

fn of_indicator(
    data: &Dataset,
    code: &str,
    groups: &[OrganisationGroup],
    periods: &[Period],
    options: &ReviewOptions,
    organisations: &OrganisationOptions,
    facts: &mut Vec<OrganisationFact>,
) -> Result<(), ReviewError> {
    let mut own: BTreeMap<Total, Fact> = BTreeMap::new();
    let mut contributions: BTreeMap<(Entity, Year), Contribution<(Entity, Year), Entity>> =
        BTreeMap::new();
    let mut cells = Vec::new();
    for group in groups {
        for &period in periods {
            let fact =
                aggregate_organisations(data, group, code, &Part::WHOLE, period, options.rule)?;
            let years = match data.indicators().get(code)?.kind() {
                Kind::Stock => alloc::vec![period.last()],
                _ => period.years(),
            };
            let mut contributors = Vec::new();
            for member in fact.contributors() {
                for &year in &years {
                    let Some(value) = data.amount(code, member, year) else {
                        continue;
                    };
                    contributors.push((member, year));
                    contributions
                        .entry((member, year))
                        .or_insert_with(|| Contribution {
                            contributor: (member, year),
                            owner: owner(member, organisations),
                            value,
                        });
                }
            }
            let key = (group.code().to_string(), period);
            if !contributors.is_empty() && fact.publication == Publication::Published {
                cells.push(Cell {
                    key: key.clone(),
                    contributors,
                });
            }
            own.insert(key, fact);
        }
    }
    let contributions: Vec<_> = contributions.into_values().collect();
    let found = suppress(
        &contributions,
        &cells,
        &[],
        &organisations.rules,
        organisations.suppression,
    )?;
    for (key, mut fact) in own {
        let mut part_of = None;
        if let Some(Outcome::Suppressed { part_of: of, .. }) = found.outcome(&key) {
            fact.withhold();
            part_of = of.as_ref().map(|(group, _)| group.clone());
        }
        facts.push(OrganisationFact { fact, part_of });
    }
    Ok(())
}

/// Whoever consolidates an organisation in the end, or itself.
fn owner(member: Entity, organisations: &OrganisationOptions) -> Entity {
    let top = member
        .organisation()
        .and_then(|id| organisations.register.above(id).last());
    top.map_or(member, Entity::Organisation)
}
