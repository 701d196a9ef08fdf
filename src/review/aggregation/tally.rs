//! One aggregate, member by member.

use alloc::borrow::ToOwned;
use alloc::collections::BTreeSet;
use alloc::string::ToString;
use alloc::vec::Vec;

use crate::numeric::{ExactSum, SumError};
use crate::reference::indicators::Kind;
use crate::source::SourceId;
use crate::time::Year;

use super::interval::{self, IntervalOptions};
use super::{CoverageTally, CoverageWeight, Fact, Period, Publication, PublicationRule};
use crate::review::double_counting::Accounting;
use crate::review::indicator::Entry;
use crate::review::{Dataset, Datum, Dimension, Entity, Key, Origin, Part, ReviewError};

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
    let tally = Tally::over(data, members, question, entry)?;
    let (stated, without) = tally.uncertainties();
    let mut fact = tally.fact(members, question)?;
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
    years: Vec<Year>,
    above: ExactSum,
    below: ExactSum,
    means: ExactSum,
    greatest: Option<f64>,
    coverage: CoverageTally,
    reporting: Vec<Entity>,
    partly: Vec<Entity>,
    missing: Vec<Entity>,
    without_weight: Vec<Entity>,
    negative_weight: Vec<Entity>,
    flexibility: Vec<Entity>,
    rows: Vec<u32>,
}

/// One value of one member, with what it is divided or weighted by.
struct Contribution {
    above: f64,
    below: f64,
}

impl<'a> Tally<'a> {
    fn over(
        data: &'a Dataset,
        members: &[Entity],
        question: &Question<'_>,
        entry: &'a Entry,
    ) -> Result<Self, ReviewError> {
        let years = years_that_count(entry.indicator.kind(), question.period);
        let mut tally = Self {
            data,
            entry,
            years,
            above: ExactSum::new(),
            below: ExactSum::new(),
            means: ExactSum::new(),
            greatest: None,
            coverage: CoverageTally::by(&CoverageWeight::ALL),
            reporting: Vec::new(),
            partly: Vec::new(),
            missing: Vec::new(),
            without_weight: Vec::new(),
            negative_weight: Vec::new(),
            flexibility: Vec::new(),
            rows: Vec::new(),
        };
        for &member in members {
            tally.add(member, question)?;
        }
        Ok(tally)
    }

    fn add(&mut self, member: Entity, question: &Question<'_>) -> Result<(), ReviewError> {
        let (data, code) = (self.data, question.indicator);
        let mut own = ExactSum::new();
        let mut reported: usize = 0;
        for at in 0..self.years.len() {
            let Some(&year) = self.years.get(at) else {
                break;
            };
            let found = self.contribution(member, year, question)?;
            if self.flexibility.last() != Some(&member) && self.is_flexible(member, year) {
                self.flexibility.push(member);
            }
            self.coverage.count(member, found.is_some(), |weight| {
                data.amount(weight, member, year)
            });
            let Some(Contribution { above, below }) = found else {
                continue;
            };
            reported += 1;
            own.add(above);
            self.below.add(below);
            self.greatest = Some(self.greatest.map_or(above, |most| most.max(above)));
            match question.part.is_whole() {
                true => data.add_rows(code, member, year, &mut self.rows)?,
                false => {
                    let parts = data.parts_of(code, member, year).iter();
                    let within = parts.filter(|cell| {
                        data.observation(cell.row)
                            .is_some_and(|o| o.key.part.is_within(question.part))
                    });
                    self.rows.extend(within.map(|cell| cell.row));
                }
            }
        }
        self.above.merge(&own);
        if reported > 0 {
            let mean = own
                .value()
                .map_err(|error| self.too_large(question, error))?;
            self.means.add(mean / reported as f64);
        }
        match reported {
            0 => self.missing.push(member),
            all if all == self.years.len() => self.reporting.push(member),
            _ => self.partly.push(member),
        }
        Ok(())
    }

    /// Whether a flexibility provision is applied to the indicator or a part of it.
    fn is_flexible(&self, member: Entity, year: Year) -> bool {
        let indicator = &self.entry.indicator;
        core::iter::once(indicator.code())
            .chain(indicator.parts())
            .any(|code| self.data.is_flexible(code, member, year))
    }

    fn contribution(
        &mut self,
        member: Entity,
        year: Year,
        question: &Question<'_>,
    ) -> Result<Option<Contribution>, ReviewError> {
        let (data, code) = (self.data, question.indicator);
        let plain = |above| Contribution { above, below: 0.0 };
        if !question.part.is_whole() {
            let amount = data.amount_of_part(code, member, year, question.part)?;
            return Ok(amount.map(plain));
        }
        Ok(match self.entry.indicator.kind() {
            Kind::Ratio { .. } => data
                .ratio_parts(code, member, year)?
                .map(|parts| Contribution {
                    above: parts.numerator,
                    below: parts.denominator,
                }),
            Kind::WeightedMean { weight } => match data.amount(code, member, year) {
                None => None,
                Some(value) => match data.amount(weight, member, year) {
                    Some(weight) => {
                        if weight < 0.0 {
                            self.negative_weight.push(member);
                        }
                        Some(Contribution {
                            above: value * weight,
                            below: weight,
                        })
                    }
                    None => {
                        self.without_weight.push(member);
                        Some(plain(0.0))
                    }
                },
            },
            Kind::RelativeTo { amount, base_year } => {
                let base_year = Year::new(i64::from(*base_year))?;
                let base = data.amount(amount, member, base_year);
                let now = data.amount(amount, member, year);
                base.zip(now).map(|(base, now)| Contribution {
                    above: now,
                    below: base,
                })
            }
            _ => data.amount(code, member, year).map(plain),
        })
    }

    /// Whether a value states its uncertainty, and how many members have a value.
    fn uncertainties(&self) -> (bool, usize) {
        let (mut stated, mut members) = (false, BTreeSet::new());
        for observation in self
            .rows
            .iter()
            .filter_map(|row| self.data.observation(*row))
        {
            if matches!(observation.datum, Datum::Value(_)) {
                stated |= observation.meta.uncertainty.is_some();
                members.insert(observation.key.entity);
            }
        }
        (stated, members.len())
    }

    fn too_large(&self, question: &Question<'_>, error: SumError) -> ReviewError {
        ReviewError::Sum {
            what: alloc::format!("{} over {}", self.entry.indicator.code(), question.group),
            error,
        }
    }

    fn fact(self, members: &[Entity], question: &Question<'_>) -> Result<Fact, ReviewError> {
        let too_large = |error| ReviewError::Sum {
            what: alloc::format!("{} over {}", self.entry.indicator.code(), question.group),
            error,
        };
        let (indicator, unit) = (&self.entry.indicator, &self.entry.unit);
        let divided = question.part.is_whole()
            && matches!(
                indicator.kind(),
                Kind::Ratio { .. } | Kind::WeightedMean { .. } | Kind::RelativeTo { .. }
            );
        let above = self.above.value().map_err(too_large)?;
        let below = self.below.value().map_err(too_large)?;
        let base = match indicator.kind() {
            _ if divided => above / below,
            Kind::Maximum => self.greatest.unwrap_or_default(),
            Kind::ShareOfCountries => above / members.len() as f64,
            _ => self.means.value().map_err(too_large)?,
        };
        let coverage = self.coverage.finish().map_err(too_large)?;
        let lineage = Lineage::of(self.data, &self.rows, question.indicator);
        let undefined = divided && below == 0.0;
        let publication = match question.rule.measure(&coverage) {
            None => Publication::NoData,
            Some(_) if coverage.reported == 0 => Publication::NoData,
            Some(_) if *indicator.kind() == Kind::Index => Publication::NotAdditive {
                why: "an index has no sum and no mean",
            },
            Some(_) if !question.part.is_whole() && !adds(indicator.kind()) => {
                Publication::NotAdditive {
                    why: "the parts of a ratio do not add up",
                }
            }
            Some(_) if lineage.scope_3_of_organisations => Publication::NotAdditive {
                why: "scope 3 of one organisation is in the scopes of others",
            },
            Some(_) if lineage.ledgers.len() > 1 => Publication::NotComparable {
                what: "ledger",
                found: lineage.ledgers.iter().map(ToString::to_string).collect(),
            },
            Some(_) if lineage.boundaries.len() > 1 => Publication::NotComparable {
                what: "boundary",
                found: lineage.boundaries.iter().map(|s| (*s).to_owned()).collect(),
            },
            Some(_) if !self.without_weight.is_empty() => {
                let mut of = self.without_weight.clone();
                of.dedup();
                Publication::WeightMissing { of }
            }
            Some(_) if !self.negative_weight.is_empty() => {
                let mut of = self.negative_weight.clone();
                of.dedup();
                Publication::WeightNegative { of }
            }
            Some(share) if !question.rule.allows(share) => Publication::Withheld {
                coverage: share,
                least: question.rule.least,
            },
            Some(_) if undefined => Publication::Undefined,
            Some(_) => Publication::Published,
        };
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
            } if divided => (
                &self.data.indicators().entry(numerator)?.unit,
                Some(&self.data.indicators().entry(denominator)?.unit),
            ),
            _ => (unit, None),
        };
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

fn adds(kind: &Kind) -> bool {
    matches!(kind, Kind::Sum | Kind::Stock | Kind::Count)
}

/// By its part, or by our naming of indicators, in which `.S3` is scope 3.
fn is_scope_3(key: &Key) -> bool {
    key.part.code(Dimension::Scope) == Some("3") || key.indicator.ends_with(".S3")
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

/// What is known of the rows behind an aggregate.
struct Lineage<'a> {
    origins: BTreeSet<Origin>,
    sources: BTreeSet<SourceId>,
    boundaries: BTreeSet<&'a str>,
    /// Of the parts of a ratio too: one ledger above the line and another below do not mix.
    ledgers: BTreeSet<Accounting>,
    filled_by_reporter: BTreeSet<Entity>,
    scope_3_of_organisations: bool,
}

impl<'a> Lineage<'a> {
    fn of(data: &'a Dataset, rows: &[u32], indicator: &str) -> Self {
        let mut sources: BTreeSet<&SourceId> = BTreeSet::new();
        let mut lineage = Self {
            origins: BTreeSet::new(),
            sources: BTreeSet::new(),
            boundaries: BTreeSet::new(),
            ledgers: BTreeSet::new(),
            filled_by_reporter: BTreeSet::new(),
            scope_3_of_organisations: false,
        };
        for observation in rows.iter().filter_map(|row| data.observation(*row)) {
            let (key, meta) = (&observation.key, &observation.meta);
            lineage.origins.insert(meta.origin);
            if meta.origin == Origin::Filled {
                lineage.filled_by_reporter.insert(key.entity);
            }
            sources.insert(&meta.source);
            sources.extend(&meta.also);
            let boundary = meta.boundary.as_deref();
            if key.indicator == indicator {
                lineage.boundaries.extend(boundary);
            }
            lineage
                .ledgers
                .extend(boundary.and_then(Accounting::of_boundary));
            lineage.scope_3_of_organisations |= key.entity.country().is_none() && is_scope_3(key);
        }
        lineage.sources = sources.into_iter().cloned().collect();
        lineage
    }
}
