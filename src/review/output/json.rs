//! What does a program read of a review?
//!
//! One JSON object with the id and version of its schema ([`schema::REVIEW`]), what the review
//! was asked, and everything that it found. A fact stands in it as it was hashed: the SHA-256 of
//! its compact text is the lineage that all outputs give it.

use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec::Vec;

use super::finding::{ShownFinding, findings};
use super::{OutputError, schema, shown};
use crate::review::follow_up::{CarriedFindings, ImprovementProgress};
use crate::review::target::TargetOutcome;
use crate::review::{
    AccessGap, Comparison, Fact, FlexibilityUse, LineReport, MembersAt, OrganisationFact,
    PublicationRule, RestatedComparison, Review, Taccc,
};
use crate::source::{Digest, SourceId, canonical_json};
use crate::time::Biennium;

/// A review as it is written.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Review"))]
pub struct ReviewDocument<'a> {
    /// Id of the schema.
    schema: &'static str,
    /// Version of the schema.
    schema_version: &'static str,
    /// The biennium under review.
    biennium: Biennium,
    /// The publication rule that was applied.
    rule: PublicationRule,
    /// At which date countries were members.
    members_at: MembersAt,
    /// What validation found.
    findings: Vec<ShownFinding<'a>>,
    /// Each indicator that was reported, in each group, against the biennium before.
    comparisons: Vec<Comparison>,
    /// The same year by year.
    trends: &'a [Fact],
    /// The parts by scope, sex, life-cycle stage or sub-sector.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    parts: &'a [Fact],
    /// The lineages of the facts: of each comparison the previous and the current one, then the
    /// trends, then the parts.
    lineages: Vec<Digest>,
    /// Against the biennium before as it was published then.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    restated: Vec<RestatedComparison>,
    /// Single countries whose change has another sign like for like.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sign_flips: Vec<RestatedComparison>,
    /// Totals of organisations.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    organisations: &'a [OrganisationFact],
    /// The trends beside their targets.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    targets: &'a [TargetOutcome],
    /// What each Action Line reported and lacks.
    action_lines: &'a [LineReport],
    /// Electricity access and connectivity of the least developed countries.
    access: Option<AccessGap>,
    /// Flexibility provisions that were applied.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    flexibility: &'a [FlexibilityUse],
    /// Scores of the reports that count, by their places.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    scores: &'a [(usize, Taccc)],
    /// Review findings about reports.
    #[serde(skip_serializing_if = "Option::is_none")]
    follow_up: Option<CarriedFindings>,
    /// What became of planned improvements.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    improvements: &'a [ImprovementProgress],
    /// Every source that a value of this review came from.
    sources: &'a BTreeSet<SourceId>,
}

/// The review as a value that serialises to the JSON described by [`schema::REVIEW`].
///
/// Findings about organisations, or about whoever has a restricted value, stand without their
/// message, which may name a number; so do such countries in the access figures.
///
/// # Errors
/// [`OutputError::NotPublished`] for a number that is not published, [`OutputError::Duplicate`]
/// for two facts of one key, [`OutputError::Digest`] for a number that is not finite.
pub fn document(review: &Review) -> Result<ReviewDocument<'_>, OutputError> {
    let facts = shown::facts(review)?;
    // A field that is added to the review has to be named here.
    let Review {
        biennium,
        rule,
        members_at,
        findings: _,
        comparisons,
        trends,
        parts,
        restated,
        sign_flips,
        organisations,
        targets,
        action_lines,
        access,
        flexibility,
        scores,
        follow_up: _,
        improvements,
        sources,
        fills: _,
        reports: _,
        then: _,
        dataset: _,
    } = review;
    let kept = review.restricted();
    let of_countries = |found: &RestatedComparison| shown::restated(found, &kept);
    Ok(ReviewDocument {
        schema: schema::REVIEW_ID,
        schema_version: schema::VERSION,
        biennium: *biennium,
        rule: *rule,
        members_at: *members_at,
        findings: findings(review),
        comparisons: comparisons.iter().map(shown::comparison).collect(),
        trends,
        parts,
        lineages: facts.iter().map(|fact| fact.lineage).collect(),
        restated: restated.iter().map(of_countries).collect(),
        sign_flips: sign_flips.iter().map(of_countries).collect(),
        organisations,
        targets,
        action_lines,
        access: access.clone(),
        flexibility,
        scores,
        follow_up: super::finding::follow_up(review),
        improvements,
        sources,
    })
}

/// The text of [`document`], as [`canonical_json`] writes it.
///
/// # Errors
/// As [`document`].
///
/// # Example
/// ```
/// use ict_impact::review::output::json;
/// use ict_impact::review::{ReviewOptions, panel, review};
/// use ict_impact::time::{Biennium, Year};
/// let observations = panel::observations(Year::of::<2020>(), Year::of::<2023>())?;
/// let review = review(observations, &ReviewOptions::of(Biennium::of::<2022>()))?;
/// let text = json::text(&review)?;
/// assert!(text.starts_with(r#"{"schema":"urn:ict-impact:review","schema_version":"1.0.0","#));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn text(review: &Review) -> Result<String, OutputError> {
    Ok(canonical_json(&document(review)?)?)
}
