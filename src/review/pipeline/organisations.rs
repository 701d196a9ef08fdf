//! Totals of organisations that do not tell what one of them reported.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::reference::indicators::Kind;
use crate::review::aggregation::years_that_count;
use crate::review::dataset::State;
use crate::review::disclosure::{Cell, Contribution, Outcome, Suppression, suppress};
use crate::review::{
    CoverageWeight, Dataset, Entity, Fact, OrganisationGroup, Part, Period, Publication,
    PublicationRule, ReviewError, aggregate_organisations,
};
use crate::time::{Biennium, Year};

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

/// One value of one organisation: whose, of which year, and whether it was restated since.
type Contributor = (Entity, Year, bool);

/// Every amount that organisations reported, added up over the organisations of each group, in the
/// biennium under review and the one before and in each of their years.
///
/// The totals of one indicator are protected together: over the groups, the years and the two
/// bienniums, and with the totals that the review before published of what was known `then`, by
/// the same rules. Ratios are left out, since their parts are protected amounts. Where an
/// organisation reported a negative amount every total of the indicator is confidential.
pub(super) fn organisation_facts(
    data: &Dataset,
    then: Option<&Dataset>,
    options: &ReviewOptions,
    organisations: &OrganisationOptions,
) -> Result<Vec<OrganisationFact>, ReviewError> {
    let reported: BTreeSet<&str> = data
        .observations()
        .iter()
        .filter(|observation| observation.key.entity.country().is_none())
        .map(|observation| &*observation.key.indicator)
        .collect();
    let now = Totals::new(data, options.biennium, options, organisations)?;
    let before = options.biennium.previous()?;
    let then = then.map(|then| Totals::new(then, before, options, organisations));
    let then = then.transpose()?;
    let mut facts = Vec::new();
    for code in reported {
        let Ok(indicator) = data.indicators().get(code) else {
            continue;
        };
        let kind = indicator.kind();
        if matches!(kind, Kind::Sum | Kind::Count | Kind::Stock) {
            facts.extend(now.protected(code, kind, then.as_ref())?);
        }
    }
    Ok(facts)
}

/// What the totals of one review are made of.
struct Totals<'a> {
    data: &'a Dataset,
    groups: Vec<OrganisationGroup>,
    periods: Vec<Period>,
    options: &'a ReviewOptions,
    organisations: &'a OrganisationOptions,
}

/// The totals of one indicator as they would be published if there were nothing to protect.
#[derive(Default)]
struct Plain {
    facts: BTreeMap<Total, Fact>,
    cells: Vec<Cell<Total, Contributor>>,
    values: BTreeMap<Contributor, f64>,
}

impl<'a> Totals<'a> {
    fn new(
        data: &'a Dataset,
        biennium: Biennium,
        options: &'a ReviewOptions,
        organisations: &'a OrganisationOptions,
    ) -> Result<Self, ReviewError> {
        let mut periods = Vec::new();
        for biennium in [biennium.previous()?, biennium] {
            periods.push(Period::Biennium(biennium));
            periods.extend(biennium.years().map(Period::Year));
        }
        let mut groups = Vec::new();
        for group in &options.groups {
            let period = Period::Biennium(biennium);
            let countries = options.members_at.members(group, period);
            let register = &organisations.register;
            groups.push(OrganisationGroup::of_countries(
                group.code(),
                &countries,
                register,
            )?);
        }
        Ok(Self {
            data,
            groups,
            periods,
            options,
            organisations,
        })
    }

    fn plain(&self, code: &str, kind: &Kind) -> Result<Plain, ReviewError> {
        // A share by weight tells the weights, which organisations reported too.
        let by_number = PublicationRule {
            weight: CoverageWeight::Count,
            ..self.options.rule
        };
        let data = self.data;
        let mut plain = Plain::default();
        for group in &self.groups {
            for &period in &self.periods {
                let mut fact =
                    aggregate_organisations(data, group, code, &Part::WHOLE, period, by_number)?;
                // What coverage is weighed by are values of organisations too, and the width of an
                // interval tells how a total is shared out.
                fact.coverage.weights.clear();
                fact.interval = None;
                let mut contributors = Vec::new();
                for member in fact.contributors() {
                    for year in years_that_count(kind, period) {
                        // A notation key is no value that could hide another.
                        let cell = data.cell(code, member, year);
                        if let Some(State::Value(value)) = cell.map(|cell| cell.state) {
                            contributors.push((member, year, false));
                            plain.values.insert((member, year, false), value);
                        }
                    }
                }
                let key = (group.code().to_string(), period);
                if fact.publication == Publication::Published {
                    // With one of two years missing, the sum of annual means is no sum of the
                    // values that the rules protect; without a value it tells who has none.
                    if contributors.is_empty() || !fact.partly.is_empty() {
                        fact.withhold();
                    } else {
                        let key = key.clone();
                        plain.cells.push(Cell { key, contributors });
                    }
                }
                plain.facts.insert(key, fact);
            }
        }
        // Dominance is of amounts that are not negative: with one that is, no total is published.
        if plain.values.values().any(|value| *value < 0.0) {
            plain.facts.values_mut().for_each(Fact::withhold);
            plain.cells.clear();
            plain.values.clear();
        }
        Ok(plain)
    }

    fn protected(
        &self,
        code: &str,
        kind: &Kind,
        then: Option<&Self>,
    ) -> Result<Vec<OrganisationFact>, ReviewError> {
        let mut plain = self.plain(code, kind)?;
        let earlier = match then {
            Some(then) => then.published(code, kind, &mut plain.values)?,
            None => Vec::new(),
        };
        let found = self.suppressed(&plain, &earlier)?;
        let protect = |(key, mut fact): (Total, Fact)| {
            let mut part_of = None;
            if let Some(Outcome::Suppressed { part_of: of, .. }) = found.outcome(&key) {
                fact.withhold();
                part_of = of.as_ref().map(|(group, _)| group.clone());
            }
            OrganisationFact { fact, part_of }
        };
        Ok(plain.facts.into_iter().map(protect).collect())
    }

    /// What this review published by itself, over values that are added to `known`: a value that
    /// was restated since is another one.
    fn published(
        &self,
        code: &str,
        kind: &Kind,
        known: &mut BTreeMap<Contributor, f64>,
    ) -> Result<Vec<Cell<Total, Contributor>>, ReviewError> {
        let plain = self.plain(code, kind)?;
        let found = self.suppressed(&plain, &[])?;
        let mut cells = plain.cells;
        cells.retain(|cell| matches!(found.outcome(&cell.key), Some(Outcome::Published { .. })));
        for contributor in cells.iter_mut().flat_map(|cell| &mut cell.contributors) {
            let Some(&value) = plain.values.get(contributor) else {
                continue;
            };
            contributor.2 = known.get(contributor).is_some_and(|now| *now != value);
            known.insert(*contributor, value);
        }
        Ok(cells)
    }

    fn suppressed(
        &self,
        plain: &Plain,
        earlier: &[Cell<Total, Contributor>],
    ) -> Result<Suppression<Total, Entity>, ReviewError> {
        let contribution = |(contributor, value): (&Contributor, &f64)| Contribution {
            contributor: *contributor,
            owner: owner(contributor.0, self.organisations),
            value: *value,
        };
        let contributions: Vec<_> = plain.values.iter().map(contribution).collect();
        let (rules, how) = (&self.organisations.rules, self.organisations.suppression);
        Ok(suppress(&contributions, &plain.cells, earlier, rules, how)?)
    }
}

/// Whoever consolidates an organisation in the end, or itself.
fn owner(member: Entity, organisations: &OrganisationOptions) -> Entity {
    let top = member
        .organisation()
        .and_then(|id| organisations.register.above(id).last());
    top.map_or(member, Entity::Organisation)
}
