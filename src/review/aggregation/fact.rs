use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec::Vec;

use super::interval::FactInterval;
use super::{Coverage, Period, Publication};
use crate::review::fill::Estimate;
use crate::review::{Entity, Origin, Part};
use crate::source::SourceId;

/// One aggregate of one group: what is known, of whom, and whether it is published.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Fact {
    /// Code of the indicator.
    pub indicator: String,
    /// Code of the group.
    pub group: String,
    /// Which part of the whole.
    #[serde(skip_serializing_if = "Part::is_whole")]
    pub part: Part,
    /// The period.
    pub period: Period,
    /// The value in [`unit`](Self::unit), if it is published, of the members that reported. For
    /// sums over a biennium it is the annual mean; for stocks the end of the last year; for
    /// ratios Σ numerator over Σ denominator.
    pub value: Option<f64>,
    /// Unit of the value.
    pub unit: String,
    /// Sum over both years of a biennium, for flows of which every member that reported reported
    /// both years; if it is published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub both_years: Option<f64>,
    /// Whether it is published.
    pub publication: Publication,
    /// Number of members.
    pub members: usize,
    /// Members that reported every year that counts.
    pub reporting: Vec<Entity>,
    /// Members that reported one of two years.
    pub partly: Vec<Entity>,
    /// Members that reported nothing.
    pub missing: Vec<Entity>,
    /// Members that apply a flexibility provision to the indicator or its parts, whether they
    /// reported it or not.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub flexibility: Vec<Entity>,
    /// How much of the group that is.
    pub coverage: Coverage,
    /// The 95 % interval of the value, if it is published and every value behind it states its
    /// uncertainty. Errors count as independent;
    /// [`interval`](crate::review::interval()) takes other options.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interval: Option<FactInterval>,
    /// Number of members with a value that states no uncertainty.
    pub without_uncertainty: usize,
    /// Sum of the numerators (of the values, if it is no ratio) over the period, in the unit of
    /// the numerator; of those who reported only, whatever the rule says.
    #[serde(skip)]
    pub reported_sum: f64,
    /// Sum of the denominators over the period in the denominator's unit, for ratios.
    #[serde(skip)]
    pub reported_denominator: Option<f64>,
    #[serde(skip)]
    pub(in crate::review) of_reporting: Option<f64>,
    /// Estimate of the full total beside the value, from
    /// [`aggregate_filled`](crate::review::fill::aggregate_filled), if something is filled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub estimate: Option<Estimate>,
    /// Members of which the estimate has a filled value.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub filled: Vec<Entity>,
    /// Members of which a reported value was filled by the reporter. It is in the value.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub filled_by_reporter: Vec<Entity>,
    /// How the values came about.
    pub origins: BTreeSet<Origin>,
    /// Where they came from.
    pub sources: BTreeSet<SourceId>,
    /// Method and edition.
    pub method: &'static str,
}

impl Fact {
    /// The value over the members that reported, whatever the publication rule says; `None` if
    /// none did. It is a figure of these members, not of the group.
    pub fn of_reporting(&self) -> Option<f64> {
        self.of_reporting
    }

    /// The members whose values are in it, of every year or of one.
    pub fn contributors(&self) -> impl Iterator<Item = Entity> {
        self.reporting.iter().chain(&self.partly).copied()
    }

    /// Puts the estimate of the full total beside the reported one, if it may be published.
    pub(in crate::review) fn estimated_by(&mut self, estimate: Option<Estimate>) {
        self.filled = estimate
            .iter()
            .flat_map(|estimate| estimate.filled.iter().map(|member| member.entity))
            .collect();
        self.estimate = estimate.filter(|estimate| estimate.publication == Publication::Published);
    }

    /// Holds every number of it back.
    pub(in crate::review) fn withhold(&mut self) {
        self.publication = Publication::Confidential;
        (self.value, self.both_years, self.of_reporting) = (None, None, None);
        (self.interval, self.estimate) = (None, None);
        self.filled.clear();
        (self.reported_sum, self.reported_denominator) = (0.0, None);
    }
}
