use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::numeric::{ExactSum, SumError};
use crate::place::Group;
use crate::reference::indicators::{Direction, Kind};
use crate::review::aggregation::{CoverageTally, years_that_count};
use crate::review::{AggregationOptions, CoverageWeight, Dataset, Entity, Period, ReviewError};
use crate::time::Biennium;

/// How a change is to be read beside the level per person that it comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum LowBaseVerdict {
    /// The total does not rise.
    NotRising,
    /// The total rises because there are more persons; per person it does not rise.
    MorePersons,
    /// Total and level per person rise, from below the level of the world.
    FromLowBase,
    /// Total and level per person rise, at or above the level of the world.
    WrongDirection,
    /// The member lacks a value or a number of persons in one of the bienniums.
    NoData,
    /// It rises, and the level of the world may not be published, so it is not judged.
    NoReference,
}

impl LowBaseVerdict {
    /// The verdict in words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::NotRising => "the total does not rise",
            Self::MorePersons => "the total rises with the number of persons, not per person",
            Self::FromLowBase => "growth from a low base: per person below the world",
            Self::WrongDirection => "wrong direction: it rises, per person at or above the world",
            Self::NoData => "not judged: a value or a number of persons is missing",
            Self::NoReference => "not judged: the level of the world is not known well enough",
        }
    }
}

/// The change of an amount of which less is better, beside its level per person.
///
/// # Equation
/// ```text
/// change            = C − P
/// per person        c = Σ_y v_y / Σ_y p_y       over the years that have both
/// per-person change = c − c₋₁
/// world             w = Σ_m Σ_y v_my / Σ_m Σ_y p_my       over the members that have both
///
/// C, P      annual mean (of a stock: the last year) in the current and the previous biennium,
///           over the years that have both value and persons [unit of the indicator]
/// v, p      value [unit of the indicator] and persons [persons] of a year
/// c₋₁       the level per person in the previous biennium
/// m         members of the world
/// ```
/// Rule (ours), the first that holds:
///
/// | condition | verdict |
/// |---|---|
/// | a value or number of persons is missing in a biennium | no data |
/// | C ≤ P | not rising |
/// | c ≤ c₋₁ | more persons |
/// | w is not published | no reference |
/// | c < w | from a low base |
/// | otherwise | wrong direction |
///
/// So a member below the level of the world per person is never told that it goes in the wrong
/// direction, however much it grows.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct LowBaseView {
    /// Code of the indicator.
    pub indicator: String,
    /// Who it is about.
    pub entity: Entity,
    /// Code of the amount of persons that it is divided by.
    pub per: String,
    /// Unit of the totals.
    pub unit: String,
    /// Unit of the levels.
    pub per_person_unit: String,
    /// Total in the previous biennium.
    pub previous: Option<f64>,
    /// Total in the current one.
    pub current: Option<f64>,
    /// Current less previous.
    pub change: Option<f64>,
    /// Level per person in the previous biennium.
    pub per_person_previous: Option<f64>,
    /// Level per person in the current one.
    pub per_person: Option<f64>,
    /// Current less previous level.
    pub per_person_change: Option<f64>,
    /// Level per person of the world in the current biennium, if it may be published.
    pub world: Option<f64>,
    /// How the change is to be read.
    pub verdict: LowBaseVerdict,
    /// The verdict in words.
    pub words: &'static str,
}

/// Reads the change of an amount of one member beside its level per person and that of the world.
///
/// `per` is the amount of persons: `PART.POPULATION`, or `PART.PERSONS.INTERNET_USERS` for a level
/// per user. See [`LowBaseView`] for the rule.
///
/// # Errors
/// [`ReviewError::Indicator`] unless less of the indicator is better and it is an amount (a sum, a
/// stock or a count), and `per` is a stock of persons; [`ReviewError::UnknownIndicator`];
/// [`ReviewError::Sum`]; [`ReviewError::Time`] if there is no biennium before.
///
/// # Example
/// ```
/// use ict_impact::place::{Country, Group, GroupKind, Membership};
/// use ict_impact::review::{
///     AggregationOptions, Datum, IndicatorSet, Key, LowBaseVerdict, Meta, MembersAt, Observation,
///     PublicationRule, Reading, low_base_view, validate,
/// };
/// use ict_impact::source::{SourceId, Status};
/// use ict_impact::time::Biennium;
/// // Chad alone is the world here: 10 t, then 30 t, of 100 persons; every level is that of the world.
/// let chad: Country = "TCD".parse()?;
/// let mut rows = Vec::new();
/// for (year, tonnes) in [("2020", 10.0), ("2021", 10.0), ("2022", 30.0), ("2023", 30.0)] {
///     for (code, value, unit) in
///         [("SDG.12.4.2.EWG", tonnes, "t"), ("PART.POPULATION", 100.0, "persons")]
///     {
///         rows.push(Observation {
///             key: Key::new(chad, year.parse()?, code),
///             datum: Datum::Value(Reading::new(value, unit)?),
///             meta: Meta::reported(SourceId::new("s")?, Status::Verified),
///         });
///     }
/// }
/// let data = validate(rows, IndicatorSet::embedded()?).dataset;
/// let options = AggregationOptions {
///     rule: PublicationRule::one_third(),
///     members_at: MembersAt::End,
/// };
/// let world = Group::new("W", "World", GroupKind::Custom, vec![Membership::new(chad)])?;
/// let view = low_base_view(
///     &data, chad, &world, "SDG.12.4.2.EWG", "PART.POPULATION",
///     Biennium::of::<2022>(), &options,
/// )?;
/// assert_eq!(view.change, Some(20.0)); // t
/// assert_eq!(view.per_person, Some(0.3)); // t/person
/// assert_eq!(view.verdict, LowBaseVerdict::WrongDirection);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn low_base_view(
    data: &Dataset,
    entity: impl Into<Entity>,
    world: &Group,
    indicator: &str,
    per: &str,
    biennium: Biennium,
    options: &AggregationOptions,
) -> Result<LowBaseView, ReviewError> {
    let entity = entity.into();
    check(data, indicator, per)?;
    let before = level(data, entity, indicator, per, biennium.previous()?)?;
    let now = level(data, entity, indicator, per, biennium)?;
    let world = world_level(data, world, indicator, per, biennium, options)?;
    let unit = data.indicators().get(indicator)?.unit().to_owned();
    let verdict = match (before, now) {
        (Some(before), Some(now)) => verdict(before, now, world),
        _ => LowBaseVerdict::NoData,
    };
    let total = |level: Option<Level>| level.map(|level| level.total);
    let per_person = |level: Option<Level>| level.map(|level| level.per_person);
    let change = |now: Option<f64>, before: Option<f64>| Some(now? - before?);
    Ok(LowBaseView {
        indicator: indicator.to_owned(),
        entity,
        per: per.to_owned(),
        per_person_unit: format!("{unit}/person"),
        unit,
        previous: total(before),
        current: total(now),
        change: change(total(now), total(before)),
        per_person_previous: per_person(before),
        per_person: per_person(now),
        per_person_change: change(per_person(now), per_person(before)),
        world,
        verdict,
        words: verdict.words(),
    })
}

#[derive(Debug, Clone, Copy)]
struct Level {
    total: f64,
    per_person: f64,
}

fn verdict(before: Level, now: Level, world: Option<f64>) -> LowBaseVerdict {
    if now.total <= before.total {
        return LowBaseVerdict::NotRising;
    }
    if now.per_person <= before.per_person {
        return LowBaseVerdict::MorePersons;
    }
    match world {
        None => LowBaseVerdict::NoReference,
        Some(world) if now.per_person < world => LowBaseVerdict::FromLowBase,
        Some(_) => LowBaseVerdict::WrongDirection,
    }
}

fn check(data: &Dataset, indicator: &str, per: &str) -> Result<(), ReviewError> {
    let refuse = |code: &str, reason: &str| {
        Err(ReviewError::Indicator {
            code: code.to_owned(),
            reason: reason.to_owned(),
        })
    };
    let of = data.indicators().get(indicator)?;
    if of.direction() != Direction::Down {
        return refuse(indicator, "less of it is not better, so growth is no fault");
    }
    if !matches!(of.kind(), Kind::Sum | Kind::Stock | Kind::Count) {
        return refuse(indicator, "it is no amount, so it has no level per person");
    }
    let entry = data.indicators().entry(per)?;
    if *entry.indicator.kind() != Kind::Stock || !entry.unit.counts_persons() {
        return refuse(per, "it is no stock of persons");
    }
    Ok(())
}

/// Total and level per person over the years that have both, in the unit of the indicator.
fn level(
    data: &Dataset,
    entity: Entity,
    indicator: &str,
    per: &str,
    biennium: Biennium,
) -> Result<Option<Level>, ReviewError> {
    let mut sums = Sums::default();
    sums.add(data, entity, indicator, per, biennium)?;
    let Some(per_person) = sums.per_person(data, indicator)? else {
        return Ok(None);
    };
    let entry = data.indicators().entry(indicator)?;
    let value = sums.value.value().map_err(too_large(indicator))?;
    Ok(Some(Level {
        total: entry.unit.value_of(value / sums.years as f64),
        per_person,
    }))
}

#[derive(Default)]
struct Sums {
    value: ExactSum,
    persons: ExactSum,
    years: usize,
}

impl Sums {
    /// Adds the years of an entity that have both; says of each year whether it has.
    fn add(
        &mut self,
        data: &Dataset,
        entity: Entity,
        indicator: &str,
        per: &str,
        biennium: Biennium,
    ) -> Result<Vec<bool>, ReviewError> {
        let kind = data.indicators().get(indicator)?.kind();
        let mut there = Vec::new();
        for year in years_that_count(kind, Period::Biennium(biennium)) {
            let both = data
                .amount(indicator, entity, year)
                .zip(data.amount(per, entity, year));
            there.push(both.is_some());
            if let Some((value, persons)) = both {
                self.value.add(value);
                self.persons.add(persons);
                self.years += 1;
            }
        }
        Ok(there)
    }

    /// The level per person in the unit of the indicator; `None` without a person.
    fn per_person(&self, data: &Dataset, indicator: &str) -> Result<Option<f64>, ReviewError> {
        let persons = self.persons.value().map_err(too_large(indicator))?;
        let value = self.value.value().map_err(too_large(indicator))?;
        let unit = &data.indicators().entry(indicator)?.unit;
        Ok((persons > 0.0).then(|| unit.value_of(value / persons)))
    }
}

/// The level of the world in the current biennium, if the rule lets it be published.
fn world_level(
    data: &Dataset,
    world: &Group,
    indicator: &str,
    per: &str,
    biennium: Biennium,
    options: &AggregationOptions,
) -> Result<Option<f64>, ReviewError> {
    let period = Period::Biennium(biennium);
    let mut sums = Sums::default();
    let mut coverage = CoverageTally::by(data, &CoverageWeight::ALL);
    let kind = data.indicators().get(indicator)?.kind();
    let years = years_that_count(kind, period);
    for country in options.members_at.members(world, period) {
        let entity = Entity::Country(country);
        let there = sums.add(data, entity, indicator, per, biennium)?;
        for (year, there) in years.iter().zip(there) {
            coverage.count(data.member(entity), *year, there);
        }
    }
    let coverage = coverage.finish().map_err(too_large(indicator))?;
    match options.rule.measure(&coverage) {
        Some(share) if options.rule.allows(share) => sums.per_person(data, indicator),
        _ => Ok(None),
    }
}

fn too_large(indicator: &str) -> impl Fn(SumError) -> ReviewError + '_ {
    move |error| ReviewError::Sum {
        what: format!("{indicator} per person"),
        error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_rule_that_holds_decides() {
        let level = |total, per_person| Level { total, per_person };
        let before = level(10.0, 1.0);
        for (now, world, expected) in [
            (level(10.0, 2.0), Some(0.5), LowBaseVerdict::NotRising),
            (level(11.0, 1.0), Some(0.5), LowBaseVerdict::MorePersons),
            (level(11.0, 1.1), None, LowBaseVerdict::NoReference),
            (level(99.0, 9.9), Some(10.0), LowBaseVerdict::FromLowBase),
            (
                level(99.0, 10.0),
                Some(10.0),
                LowBaseVerdict::WrongDirection,
            ),
        ] {
            assert_eq!(verdict(before, now, world), expected);
        }
        assert!(
            !LowBaseVerdict::FromLowBase
                .words()
                .contains("wrong direction")
        );
    }
}
