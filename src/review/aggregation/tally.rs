//! One aggregate, member by member.

use alloc::borrow::ToOwned;
use alloc::string::ToString;
use alloc::vec::Vec;

use crate::numeric::{ExactSum, SumError};
use crate::reference::indicators::Kind;
use crate::time::Year;

use super::formula::{Contribution, Formula};
use super::interval::{self, IntervalOptions};
use super::lineage::{Lineage, Rows};
use super::{CoverageTally, CoverageWeight, Fact, Period, Publication, PublicationRule};
use crate::review::dataset::{Among, Member};
use crate::review::indicator::Entry;
use crate::review::observation::is_scope_3;
use crate::review::{Coverage, Dataset, Entity, Part, ReviewError};

/// What is asked of a list of members.
#[derive(Debug, Clone, Copy)]
pub(in crate::review) struct Question<'a> {
    pub(in crate::review) group: &'a str,
    pub(in crate::review) indicator: &'a str,
    pub(in crate::review) part: &'a Part,
    pub(in crate::review) period: Period,
    pub(in crate::review) rule: PublicationRule,
}

/// The aggregate of a list of members.
pub(in crate::review) fn aggregate_entities(
    data: &Dataset,
    members: &[Entity],
    question: &Question<'_>,
) -> Result<Fact, ReviewError> {
    let entry = data.indicators().entry(question.indicator)?;
    let formula = Formula::of(data, entry, question.part)?;
    let (mut tally, mut rows) = (Tally::new(data, entry, question), Rows::new(data));
    for &member in members {
        tally.add(data.member(member), members, &formula, &mut rows)?;
    }
    let without = rows.with_value();
    let lineage = rows.lineage();
    let stated = lineage.has_uncertainty;
    let mut fact = tally.fact(members, &formula, lineage)?;
    fact.without_uncertainty = without;
    if stated {
        let found = interval::interval(data, &fact, &IntervalOptions::default())?;
        fact.without_uncertainty = found.without.len();
        let published = fact.publication == Publication::Published;
        fact.interval = found.interval.filter(|_| published);
    }
    Ok(fact)
}

/// The years of a period whose values enter an aggregate.
pub(in crate::review) fn years_that_count(kind: &Kind, period: Period) -> Vec<Year> {
    match kind {
        Kind::Stock | Kind::CountOfCountries | Kind::ShareOfCountries => {
            alloc::vec![period.last()]
        }
        _ => period.years(),
    }
}

/// What the members add up to, in base units.
struct Tally<'a> {
    data: &'a Dataset,
    entry: &'a Entry,
    question: &'a Question<'a>,
    years: Vec<Year>,
    above: ExactSum,
    below: ExactSum,
    means: ExactSum,
    greatest: Option<f64>,
    coverage: CoverageTally<'a>,
    reporting: Vec<Entity>,
    partly: Vec<Entity>,
    missing: Vec<Entity>,
    without_weight: Vec<Entity>,
    negative_weight: Vec<Entity>,
    flexibility: Vec<Entity>,
}

impl<'a> Tally<'a> {
    fn new(data: &'a Dataset, entry: &'a Entry, question: &'a Question<'a>) -> Self {
        Self {
            data,
            entry,
            question,
            years: years_that_count(entry.indicator.kind(), question.period),
            above: ExactSum::new(),
            below: ExactSum::new(),
            means: ExactSum::new(),
            greatest: None,
            coverage: CoverageTally::by(data, &CoverageWeight::ALL),
            reporting: Vec::new(),
            partly: Vec::new(),
            missing: Vec::new(),
            without_weight: Vec::new(),
            negative_weight: Vec::new(),
            flexibility: Vec::new(),
        }
    }

    fn add(
        &mut self,
        member: Member,
        members: &[Entity],
        formula: &Formula<'_>,
        rows: &mut Rows<'_>,
    ) -> Result<(), ReviewError> {
        let years = &self.years;
        let among = Among { members, years };
        let mut own = ExactSum::new();
        let (mut reported, mut flexible) = (0_usize, false);
        for &year in &self.years {
            let found = formula.contribution(member, year, &among)?;
            flexible = flexible || formula.is_flexible(member, year);
            self.coverage.count(member, year, found.is_some());
            let Some(found) = found else { continue };
            reported += 1;
            formula.add_rows(member, year, rows);
            match found {
                Contribution::WithoutWeight => push_once(&mut self.without_weight, member.entity),
                Contribution::Terms { above, below } => {
                    if formula.is_weighted() && below < 0.0 {
                        push_once(&mut self.negative_weight, member.entity);
                    }
                    own.add(above);
                    self.below.add(below);
                    self.greatest = Some(self.greatest.map_or(above, |most| most.max(above)));
                }
            }
        }
        rows.end_member(member.entity);
        if flexible {
            self.flexibility.push(member.entity);
        }
        self.above.merge(&own);
        if reported > 0 {
            let mean = own.value().map_err(|error| self.too_large(error))?;
            self.means.add(mean / reported as f64);
        }
        let list = match reported {
            0 => &mut self.missing,
            all if all == self.years.len() => &mut self.reporting,
            _ => &mut self.partly,
        };
        list.push(member.entity);
        Ok(())
    }

    fn too_large(&self, error: SumError) -> ReviewError {
        ReviewError::Sum {
            what: alloc::format!(
                "{} over {}",
                self.entry.indicator.code(),
                self.question.group
            ),
            error,
        }
    }

    /// Whether the aggregate is published: the first reason against it that holds.
    fn publication(
        &self,
        coverage: &Coverage,
        lineage: &Lineage<'_>,
        members: usize,
        undefined: bool,
    ) -> Publication {
        let (kind, rule) = (self.entry.indicator.kind(), self.question.rule);
        let additive = matches!(kind, Kind::Sum | Kind::Stock | Kind::Count);
        let asked = is_scope_3(self.question.indicator, self.question.part);
        if additive && members > 1 && (asked || lineage.has_scope_3) {
            return Publication::NotAdditive {
                why: "scope 3 of one is in the scopes of others",
            };
        }
        let Some(share) = rule.measure(coverage).filter(|_| coverage.reported > 0) else {
            return Publication::NoData;
        };
        if *kind == Kind::Index {
            return Publication::NotAdditive {
                why: "an index has no sum and no mean",
            };
        }
        if !self.question.part.is_whole() && !additive {
            return Publication::NotAdditive {
                why: "the parts of a ratio do not add up",
            };
        }
        if lineage.ledgers.len() > 1 {
            return Publication::NotComparable {
                what: "ledger",
                found: lineage.ledgers.iter().map(ToString::to_string).collect(),
            };
        }
        if lineage.boundaries.len() > 1 {
            return Publication::NotComparable {
                what: "boundary",
                found: lineage.boundaries.iter().map(|s| (*s).to_owned()).collect(),
            };
        }
        if !self.without_weight.is_empty() {
            return Publication::WeightMissing {
                of: self.without_weight.clone(),
            };
        }
        if !self.negative_weight.is_empty() {
            return Publication::WeightNegative {
                of: self.negative_weight.clone(),
            };
        }
        if !rule.allows(share) {
            return Publication::Withheld {
                coverage: share,
                least: rule.least,
            };
        }
        match undefined {
            true => Publication::Undefined,
            false => Publication::Published,
        }
    }

    fn fact(
        mut self,
        members: &[Entity],
        formula: &Formula<'_>,
        lineage: Lineage<'_>,
    ) -> Result<Fact, ReviewError> {
        let coverage = core::mem::take(&mut self.coverage).finish();
        let coverage = coverage.map_err(|error| self.too_large(error))?;
        let value = |sum: &ExactSum| sum.value().map_err(|error| self.too_large(error));
        let (indicator, unit) = (&self.entry.indicator, &self.entry.unit);
        let (above, below) = (value(&self.above)?, value(&self.below)?);
        let base = match indicator.kind() {
            _ if formula.is_quotient() => above / below,
            Kind::Maximum => self.greatest.unwrap_or_default(),
            Kind::ShareOfCountries => above / members.len() as f64,
            _ => value(&self.means)?,
        };
        let undefined = formula.is_quotient() && below == 0.0;
        let publication = self.publication(&coverage, &lineage, members.len(), undefined);
        let of_reporting = match publication {
            Publication::Published | Publication::Withheld { .. } if !undefined => {
                Some(unit.value_of(base))
            }
            _ => None,
        };
        let published = |value: f64| (publication == Publication::Published).then_some(value);
        let flow = matches!(indicator.kind(), Kind::Sum | Kind::Count);
        let whole_biennium = flow && self.years.len() > 1 && self.partly.is_empty();
        let (above_unit, below_unit) = match indicator.kind() {
            Kind::Ratio {
                numerator,
                denominator,
            } if formula.is_quotient() => (
                &self.data.indicators().entry(numerator)?.unit,
                Some(&self.data.indicators().entry(denominator)?.unit),
            ),
            _ => (unit, None),
        };
        let question = self.question;
        Ok(Fact {
            indicator: indicator.code().to_owned(),
            group: question.group.to_owned(),
            part: question.part.clone(),
            period: question.period,
            value: of_reporting.and_then(published),
            unit: indicator.unit().to_owned(),
            both_years: whole_biennium
                .then(|| unit.value_of(above))
                .and_then(published),
            of_reporting,
            members: members.len(),
            reported_sum: above_unit.value_of(above),
            reported_denominator: below_unit.map(|unit| unit.value_of(below)),
            estimate: None,
            filled: Vec::new(),
            filled_by_reporter: lineage.filled_by_reporter.into_iter().collect(),
            origins: lineage.origins,
            sources: lineage.sources,
            method: method(indicator.kind(), question.period),
            publication,
            reporting: self.reporting,
            partly: self.partly,
            missing: self.missing,
            flexibility: self.flexibility,
            coverage,
            interval: None,
            without_uncertainty: 0,
        })
    }
}

fn push_once(list: &mut Vec<Entity>, member: Entity) {
    if list.last() != Some(&member) {
        list.push(member);
    }
}

fn method(kind: &Kind, period: Period) -> &'static str {
    match (kind, period) {
        (Kind::Ratio { .. }, _) => "ratio of sums",
        (Kind::WeightedMean { .. }, _) => "weighted mean",
        (Kind::RelativeTo { .. }, _) => "sum relative to the base year",
        (Kind::Stock, _) => "sum at the end of the period",
        (Kind::CountOfCountries, _) => "number of countries at the end of the period",
        (Kind::ShareOfCountries, _) => "share of all members at the end of the period",
        (Kind::Maximum, _) => "greatest value",
        (Kind::Index, _) => "none",
        (Kind::Sum | Kind::Count, Period::Year(_)) => "sum",
        (Kind::Sum | Kind::Count, Period::Biennium(_)) => "sum of annual means",
    }
}
