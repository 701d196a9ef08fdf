//! The facts of a review in one order, each fit to be shown.

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::OutputError;
use crate::review::{
    ChangeCertainty, Comparison, Entity, Fact, Publication, RestatedComparison, Review,
};
use crate::source::Digest;

/// A fact, and the digest by which it is found again.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shown<'a> {
    pub(super) fact: &'a Fact,
    pub(super) lineage: Digest,
}

/// Every fact: of each comparison the previous and the current one, then the trends, then the
/// parts.
///
/// Refuses a number that is not published, and two facts of one key.
pub(super) fn facts(review: &Review) -> Result<Vec<Shown<'_>>, OutputError> {
    let mut keys = BTreeSet::new();
    let mut shown = Vec::new();
    for fact in review.facts() {
        check(fact)?;
        if !keys.insert((&fact.indicator, &fact.group, &fact.part, fact.period)) {
            return Err(OutputError::Duplicate { key: name(fact) });
        }
        let lineage = Digest::of(fact)?;
        shown.push(Shown { fact, lineage });
    }
    review.comparisons.iter().try_for_each(check_change)?;
    Ok(shown)
}

fn check(fact: &Fact) -> Result<(), OutputError> {
    let published = fact.publication == Publication::Published;
    let numbers = [
        ("value", fact.value.is_some()),
        ("sum", fact.both_years.is_some()),
        ("interval", fact.interval.is_some()),
    ];
    if let Some((number, _)) = numbers.into_iter().find(|(_, is)| *is && !published) {
        return Err(refusal(fact, number));
    }
    match &fact.estimate {
        // An estimate has its own status, and none may tell what is confidential.
        Some(estimate) if estimate.publication != Publication::Published => {
            Err(OutputError::NotPublished {
                what: name(fact),
                number: "estimate",
                status: word(&estimate.publication),
            })
        }
        Some(_) if fact.publication == Publication::Confidential => Err(refusal(fact, "estimate")),
        _ => Ok(()),
    }
}

/// The comparison without what it says whatever is published: the steps from one value to the
/// other, and the interval of a change, tell a value that is not published to whoever knows the
/// other.
pub fn comparison(comparison: &Comparison) -> Comparison {
    let mut shown = comparison.clone();
    let facts = [&comparison.previous, &comparison.current];
    let published = facts
        .into_iter()
        .all(|fact| fact.publication == Publication::Published);
    if !published || comparison.change.is_none() {
        shown.certainty = ChangeCertainty::NoChange;
    }
    if comparison.like_for_like.is_none() {
        shown.like_for_like_certainty = ChangeCertainty::NoChange;
    }
    if !published || comparison.change.is_none() || comparison.like_for_like.is_none() {
        shown.composition.hide_effects();
    }
    shown
}

/// The comparison with what was published then, without the steps between values of which one
/// is not published, and without the values of those in `kept`.
pub(super) fn restated(
    comparison: &RestatedComparison,
    kept: &BTreeSet<Entity>,
) -> RestatedComparison {
    let mut shown = comparison.clone();
    if comparison.numbers.is_none() {
        shown.certainty = None;
        shown.bridge = None;
        shown.composition.hide_effects();
        shown.restated_values.clear();
    }
    shown
        .restated_values
        .retain(|value| !kept.contains(&value.entity));
    shown
}

/// A change tells the one value to whoever knows the other.
fn check_change(comparison: &Comparison) -> Result<(), OutputError> {
    let facts = [&comparison.previous, &comparison.current];
    let unpublished = facts
        .into_iter()
        .find(|fact| fact.publication != Publication::Published);
    let confidential = facts
        .into_iter()
        .find(|fact| fact.publication == Publication::Confidential);
    let panel = comparison
        .like_for_like
        .or(comparison.composition_effect)
        .and(confidential);
    if let Some(fact) = comparison.change.and(unpublished) {
        return Err(refusal(fact, "change"));
    }
    match panel {
        Some(fact) => Err(refusal(fact, "like-for-like change")),
        None => Ok(()),
    }
}

fn refusal(fact: &Fact, number: &'static str) -> OutputError {
    OutputError::NotPublished {
        what: name(fact),
        number,
        status: word(&fact.publication),
    }
}

/// Indicator, group, period and part of a fact.
pub(super) fn name(fact: &Fact) -> String {
    let name = format!("{} of {}, {}", fact.indicator, fact.group, fact.period);
    if fact.part.is_whole() {
        name
    } else {
        format!("{name}, {}", fact.part)
    }
}

/// Every status in a word, as JSON writes it.
pub(super) const STATUS: &[&str] = &[
    "published",
    "withheld",
    "no_data",
    "undefined",
    "not_additive",
    "not_comparable",
    "weight_missing",
    "weight_negative",
    "confidential",
];

/// The status in a word, as JSON writes it.
pub(super) const fn word(publication: &Publication) -> &'static str {
    match publication {
        Publication::Published => "published",
        Publication::Withheld { .. } => "withheld",
        Publication::NoData => "no_data",
        Publication::Undefined => "undefined",
        Publication::NotAdditive { .. } => "not_additive",
        Publication::NotComparable { .. } => "not_comparable",
        Publication::WeightMissing { .. } => "weight_missing",
        Publication::WeightNegative { .. } => "weight_negative",
        Publication::Confidential => "confidential",
    }
}

/// Why a fact is not published, in words; `None` if it is.
pub(super) fn reason(publication: &Publication) -> Option<String> {
    Some(match publication {
        Publication::Published => return None,
        Publication::Withheld { coverage, least } => {
            format!("coverage {coverage} is less than {least}")
        }
        Publication::NoData => "no member reported".to_string(),
        Publication::Undefined => "the denominator is zero".to_string(),
        Publication::NotAdditive { why } => (*why).to_string(),
        Publication::NotComparable { what, found } => {
            format!("members differ in {what}: {}", found.join(", "))
        }
        Publication::WeightMissing { of } => format!("no weight of {}", words(of)),
        Publication::WeightNegative { of } => format!("a negative weight of {}", words(of)),
        Publication::Confidential => "it would tell what single organisations reported".to_string(),
    })
}

/// Words with one blank between them.
pub(super) fn words<T: ToString>(items: impl IntoIterator<Item = T>) -> String {
    let words: Vec<String> = items.into_iter().map(|item| item.to_string()).collect();
    words.join(" ")
}
