//! From reports to a review, in one call.

mod options;
mod organisations;
mod record;
mod run;

use alloc::collections::BTreeSet;
use alloc::vec::Vec;

use crate::review::target::TargetOutcome;
use crate::source::SourceId;
use crate::time::Biennium;

use super::fill::Fills;
use super::follow_up::{CarriedFindings, ImprovementProgress};
use super::{
    AccessGap, Comparison, Dataset, Entity, Fact, Finding, FlexibilityUse, LineReport, MembersAt,
    PublicationRule, ReportRows, RestatedComparison, Taccc,
};

pub use options::{OrganisationOptions, PreviousReview, ReviewOptions};
pub use organisations::OrganisationFact;
pub use record::{Input, ReviewRecord};
pub use run::{review, review_reports};

/// The review of one biennium.
#[derive(Debug, Clone, serde::Serialize)]
#[non_exhaustive]
pub struct Review {
    /// The biennium under review.
    pub biennium: Biennium,
    /// The publication rule that was applied.
    pub rule: PublicationRule,
    /// At which date countries were members.
    pub members_at: MembersAt,
    /// What validation found.
    pub findings: Vec<Finding>,
    /// Each indicator that was reported, in each group, against the biennium before.
    pub comparisons: Vec<Comparison>,
    /// The same year by year.
    pub trends: Vec<Fact>,
    /// The parts by scope, sex, life-cycle stage or sub-sector of amounts that a country reported
    /// so, in each group with a value, over the biennium.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Fact>,
    /// Each indicator in each group against the biennium before as it was published then, if that
    /// is known.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub restated: Vec<RestatedComparison>,
    /// Single countries whose change has another sign like for like than against what was
    /// published.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sign_flips: Vec<RestatedComparison>,
    /// Totals of organisations, with what is confidential held back.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub organisations: Vec<OrganisationFact>,
    /// The trends beside their targets.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub targets: Vec<TargetOutcome>,
    /// What each Action Line reported and lacks.
    pub action_lines: Vec<LineReport>,
    /// Electricity access and connectivity of the least developed countries, in the latest year
    /// of the biennium for which it may be published, or the last if there is none.
    pub access: Option<AccessGap>,
    /// Flexibility provisions that were applied.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub flexibility: Vec<FlexibilityUse>,
    /// Scores of the reports that count, by their places.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub scores: Vec<(usize, Taccc)>,
    /// Review findings about reports: carried from the biennium before, resolved, and new.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub follow_up: Option<CarriedFindings>,
    /// What became of the improvements that were planned in the biennium before.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub improvements: Vec<ImprovementProgress>,
    /// Every source that a value of this review came from.
    pub sources: BTreeSet<SourceId>,
    /// What was filled for the estimates, and what stayed open.
    #[serde(skip)]
    pub fills: Fills,
    /// The reports that count, and where their rows are in the dataset.
    #[serde(skip)]
    pub reports: Vec<ReportRows>,
    /// The values as they were known when the biennium before was reviewed.
    #[serde(skip)]
    pub then: Option<Dataset>,
    /// The usable observations, for figures by country.
    #[serde(skip)]
    pub dataset: Dataset,
}

impl Review {
    /// The comparison of an indicator in a group.
    pub fn comparison(&self, indicator: &str, group: &str) -> Option<&Comparison> {
        self.comparisons
            .iter()
            .find(|c| c.current.indicator == indicator && c.current.group == group)
    }

    /// The comparison of an indicator in a group with what was published then.
    pub fn restatement(&self, indicator: &str, group: &str) -> Option<&RestatedComparison> {
        self.restated
            .iter()
            .find(|c| c.current.indicator == indicator && c.current.group == group)
    }

    /// The trend of an indicator in a group, year by year.
    pub fn trend<'a>(
        &'a self,
        indicator: &'a str,
        group: &'a str,
    ) -> impl Iterator<Item = &'a Fact> {
        self.trends
            .iter()
            .filter(move |fact| fact.indicator == indicator && fact.group == group)
    }

    /// Who has a value that is not for publication by itself, now or in what was known then.
    pub fn restricted(&self) -> BTreeSet<Entity> {
        let then = self.then.iter().flat_map(Dataset::restricted);
        self.dataset.restricted().chain(then).collect()
    }

    /// Every fact of the review: of each indicator and group both bienniums, then every year, then
    /// the parts.
    pub fn facts(&self) -> impl Iterator<Item = &Fact> {
        let compared = self
            .comparisons
            .iter()
            .flat_map(|c| [&c.previous, &c.current]);
        compared.chain(&self.trends).chain(&self.parts)
    }
}
