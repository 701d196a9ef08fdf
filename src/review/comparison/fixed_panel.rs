use alloc::string::String;
use alloc::vec::Vec;

use crate::place::Group;
use crate::review::aggregation::{CoverageTally, Question, aggregate_entities};
use crate::review::{
    AggregationOptions, CoverageWeight, Dataset, Entity, Fact, IntervalOptions, MembersAt, Part,
    Period, PublicationRule, ReviewError,
};
use crate::time::Biennium;

use super::composition::{When, difference, sum};
use super::{ChangeCertainty, Composition, change_certainty, words};

/// One aggregate in two bienniums, and what of its change comes from who reported.
///
/// # Equation
/// ```text
/// change             = C − P
/// like-for-like      = C_f − P_f         over the countries that reported all four years
/// composition effect = (C − P) − (C_f − P_f)
///
/// C, P      the aggregate in the current and in the previous biennium [unit of the indicator]
/// C_f, P_f  the same over the fixed panel
/// ```
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Comparison {
    /// The biennium before.
    pub previous: Fact,
    /// The biennium under review.
    pub current: Fact,
    /// Current less previous, if both are published and cover enough for a change.
    pub change: Option<f64>,
    /// Why there is no change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why_no_change: Option<NoChange>,
    /// The countries that reported every year of both bienniums.
    pub panel: Vec<Entity>,
    /// Change over these countries alone, if they are enough for a change. A change needs less
    /// coverage than a level: it may be told where one of the levels is not published.
    pub like_for_like: Option<f64>,
    /// What the change owes to who reported.
    pub composition_effect: Option<f64>,
    /// The same by new reporters, drop-outs and those who missed a year, whatever is published.
    pub composition: Composition,
    /// How sure the change is, with independent errors.
    pub certainty: ChangeCertainty,
    /// How sure the like-for-like change is, with independent errors.
    pub like_for_like_certainty: ChangeCertainty,
}

/// Why no change is told.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "why", rename_all = "snake_case")]
#[non_exhaustive]
pub enum NoChange {
    /// Nobody reported in the biennium before: there is a level only.
    NothingBefore,
    /// Nobody reported in the biennium under review.
    NothingNow,
    /// One of the two is not published; its own publication says why.
    NotPublished,
    /// Too little of the group reported for a change.
    TooFew {
        /// The coverage of the biennium that less is covered of, 0 to 1.
        coverage: f64,
        /// The least that the rule asks.
        least: f64,
    },
}

impl Comparison {
    /// Whether the change and the like-for-like change have different signs.
    pub fn sign_flips(&self) -> bool {
        matches!((self.change, self.like_for_like), (Some(a), Some(b)) if a * b < 0.0)
    }

    /// The change in words: a direction only where it exceeds its uncertainty, or, where none is
    /// stated, with the words that none is.
    pub fn in_words(&self) -> String {
        words::change(self)
    }
}

/// Compares a biennium with the one before, over one list of members.
///
/// A change is told if both bienniums are published and cover at least
/// [`PublicationRule::least_for_change`]; the like-for-like change if the panel does.
///
/// # Source
/// World Bank, World Development Indicators: no growth if more than half is missing.
///
/// # Errors
/// [`ReviewError::UnknownIndicator`], [`ReviewError::Sum`], [`ReviewError::Time`] if there is no
/// biennium before.
pub fn compare(
    data: &Dataset,
    group: &Group,
    indicator: &str,
    biennium: Biennium,
    options: &AggregationOptions,
) -> Result<Comparison, ReviewError> {
    let before = biennium.previous()?;
    // One list for both: a country that left in between must not look like a change.
    let fixed = match options.members_at {
        MembersAt::Start => MembersAt::Date(biennium.start()),
        MembersAt::End => MembersAt::Date(biennium.end()),
        date => date,
    };
    let members = fixed.members(group, Period::Biennium(biennium));
    let members: Vec<Entity> = members.into_iter().map(Entity::Country).collect();
    let fact = |members: &[Entity], biennium, rule| {
        let question = Question {
            group: group.code(),
            indicator,
            part: &Part::WHOLE,
            period: Period::Biennium(biennium),
            rule,
        };
        aggregate_entities(data, members, &question)
    };
    let all = PublicationRule {
        least: 0.0,
        ..options.rule
    };
    let previous = fact(&members, before, options.rule)?;
    let current = fact(&members, biennium, options.rule)?;
    let of = |members: &[Entity], when| {
        let biennium = match when {
            When::Previous => before,
            When::Current => biennium,
        };
        Ok(fact(members, biennium, all)?.of_reporting())
    };
    let composition = Composition::between(&previous, &current, of)?;
    let panel = composition.panel.clone();

    let mut tally = CoverageTally::by(data, &CoverageWeight::ALL);
    for &member in &members {
        tally.count(
            data.member(member),
            biennium.last(),
            panel.contains(&member),
        );
    }
    let coverage = tally.finish().map_err(|error| ReviewError::Sum {
        what: alloc::format!("population of {}", group.code()),
        error,
    })?;
    let enough = options.rule.measure(&coverage);
    let enough = enough.is_some_and(|share| options.rule.allows_change(share));
    let plain = IntervalOptions::default();
    let (mut like_for_like, mut like_for_like_certainty) = (None, ChangeCertainty::NoChange);
    if enough && !panel.is_empty() {
        let (p, c) = (fact(&panel, before, all)?, fact(&panel, biennium, all)?);
        like_for_like = difference(c.value, p.value);
        if like_for_like.is_some() {
            like_for_like_certainty = change_certainty(data, &p, &c, &plain)?;
        }
    }
    let why_no_change = why_no_change(&previous, &current, options.rule);
    let change = match why_no_change {
        None => difference(current.value, previous.value),
        Some(_) => None,
    };
    let certainty = match change {
        Some(_) => change_certainty(data, &previous, &current, &plain)?,
        None => ChangeCertainty::NoChange,
    };
    Ok(Comparison {
        composition_effect: sum(&[change, like_for_like.map(|v| -v)]),
        previous,
        current,
        change,
        why_no_change,
        panel,
        like_for_like,
        composition,
        certainty,
        like_for_like_certainty,
    })
}

fn why_no_change(previous: &Fact, current: &Fact, rule: PublicationRule) -> Option<NoChange> {
    let nobody = |fact: &Fact| fact.reporting.is_empty() && fact.partly.is_empty();
    if nobody(current) {
        return Some(NoChange::NothingNow);
    }
    if nobody(previous) {
        return Some(NoChange::NothingBefore);
    }
    if previous.value.is_none() || current.value.is_none() {
        return Some(NoChange::NotPublished);
    }
    let measure = |fact: &Fact| rule.measure(&fact.coverage).unwrap_or_default();
    let coverage = measure(previous).min(measure(current));
    (!rule.allows_change(coverage)).then_some(NoChange::TooFew {
        coverage,
        least: rule.least_for_change,
    })
}
