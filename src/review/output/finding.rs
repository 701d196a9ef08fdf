//! Findings of validation, without the numbers of those who do not publish theirs.

use alloc::collections::BTreeSet;
use alloc::vec::Vec;

use crate::review::follow_up::CarriedFindings;
use crate::review::{Entity, Finding, Key, Review, Rule, Severity};

/// A finding as it is handed on.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ShownFinding<'a> {
    /// The rule.
    pub rule: Rule,
    /// How serious it is.
    pub severity: Severity,
    /// What is wrong in a word that does not change.
    pub issue: &'static str,
    /// Place of the report in what was given, from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub report: Option<usize>,
    /// Place of the observation in what was given, from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<usize>,
    /// What the observation is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<&'a Key>,
    /// What is wrong and what is accepted; absent where it might tell a number of an
    /// organisation or a restricted one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<&'a str>,
    /// Other rows that have to do with it.
    #[serde(skip_serializing_if = "<[usize]>::is_empty")]
    pub others: &'a [usize],
}

/// Every finding in the order of the review, each as it may be handed on: what is said of
/// organisations, or of whoever has a restricted value, stands without its message.
pub fn findings(review: &Review) -> Vec<ShownFinding<'_>> {
    let restricted = review.restricted();
    let findings = review.findings.iter();
    findings
        .map(|finding| shown(finding, &restricted))
        .collect()
}

fn shown<'a>(finding: &'a Finding, restricted: &BTreeSet<Entity>) -> ShownFinding<'a> {
    // A field that is added to a finding has to be named here.
    let Finding {
        rule,
        severity,
        issue,
        report,
        row,
        key,
        message,
        others,
    } = finding;
    ShownFinding {
        rule: *rule,
        severity: *severity,
        issue,
        report: *report,
        row: *row,
        key: key.as_ref(),
        message: is_open(key.as_ref(), restricted).then_some(message),
        others,
    }
}

/// The review findings, without the words of validation about those who do not publish theirs.
pub(super) fn follow_up(review: &Review) -> Option<CarriedFindings> {
    let mut shown = review.follow_up.clone()?;
    let restricted = review.restricted();
    let all = [&mut shown.carried, &mut shown.resolved, &mut shown.new];
    for finding in all.into_iter().flatten() {
        let open = match finding.about().entity() {
            Some(entity) => is_open_of(entity, &restricted),
            None => restricted.is_empty(),
        };
        if finding.is_from_validation() && !open {
            finding.drop_quote();
        }
    }
    Some(shown)
}

/// Whether what is said about a key tells nothing that is kept. A finding about one value of an
/// entity can name another of its values, so the whole entity counts.
fn is_open(key: Option<&Key>, restricted: &BTreeSet<Entity>) -> bool {
    match key {
        Some(key) => is_open_of(key.entity, restricted),
        None => restricted.is_empty(),
    }
}

fn is_open_of(entity: Entity, restricted: &BTreeSet<Entity>) -> bool {
    entity.country().is_some() && !restricted.contains(&entity)
}
