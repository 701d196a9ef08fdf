use alloc::vec::Vec;

use crate::place::Group;
use crate::reference::groups;
use crate::reference::indicators::{Indicator, Mapping};
use crate::review::disclosure::{DisclosureRules, SuppressionOptions};
use crate::review::fill::FillingPlan;
use crate::review::follow_up::ReviewFinding;
use crate::review::target::StatedTarget;
use crate::review::{
    AggregationOptions, BienniumFigure, MembersAt, Observation, Organisations, PublicationRule,
    Report, ReportOptions, TacccOptions,
};
use crate::time::{Biennium, Year};

/// What a review is asked to do.
///
/// # Example
/// ```
/// use ict_impact::review::ReviewOptions;
/// use ict_impact::time::Biennium;
/// let options = ReviewOptions::of(Biennium::of::<2022>());
/// assert_eq!(options.groups[0].code(), "M49:001"); // the world, then regions and lists
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ReviewOptions {
    /// The biennium under review.
    pub biennium: Biennium,
    /// First year of the trends; the last is that of the biennium.
    pub trend_from: Year,
    /// The groups, in the order of the report; the first is the whole.
    pub groups: Vec<Group>,
    /// The publication rule.
    pub rule: PublicationRule,
    /// At which date countries are members.
    pub members_at: MembersAt,
    /// What reports and values are held against.
    pub reports: ReportOptions,
    /// How gaps are filled for the estimate beside each reported total.
    pub filling: FillingPlan,
    /// Indicators beyond the embedded ones.
    pub indicators: Vec<Indicator>,
    /// The Action Lines of these indicators.
    pub lines: Vec<Mapping>,
    /// What was known when the biennium before was reviewed.
    pub previous: Option<PreviousReview>,
    /// Which figure of a biennium is compared with what was published.
    pub figure: BienniumFigure,
    /// The organisations whose values are added up, and how they are protected.
    pub organisations: Option<OrganisationOptions>,
    /// What the reports are scored by.
    pub scores: Option<TacccOptions>,
    /// The targets that trends are held against.
    pub targets: Vec<StatedTarget>,
}

/// What was known when the biennium before was reviewed.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct PreviousReview {
    /// The values as they were known then.
    pub observations: Vec<Observation>,
    /// The reports of then, for their plans of improvement.
    pub reports: Vec<Report>,
    /// The review findings of then.
    pub findings: Vec<ReviewFinding>,
}

impl PreviousReview {
    /// These values, without reports and findings.
    pub fn of(observations: Vec<Observation>) -> Self {
        Self {
            observations,
            ..Self::default()
        }
    }

    /// The same with the reports of then.
    #[must_use]
    pub fn with_reports(mut self, reports: Vec<Report>) -> Self {
        self.reports = reports;
        self
    }

    /// The same with the findings of then.
    #[must_use]
    pub fn with_findings(mut self, findings: Vec<ReviewFinding>) -> Self {
        self.findings = findings;
        self
    }
}

/// The organisations of a review, and how the totals keep their values.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct OrganisationOptions {
    /// Who they are and who consolidates whom.
    pub register: Organisations,
    /// When a total tells too much.
    pub rules: DisclosureRules,
    /// How further totals are held back.
    pub suppression: SuppressionOptions,
}

impl OrganisationOptions {
    /// These organisations, protected by the default rules.
    pub fn of(register: Organisations) -> Self {
        Self {
            register,
            ..Self::default()
        }
    }

    /// The same protected by other rules.
    #[must_use]
    pub fn protected_by(mut self, rules: DisclosureRules, options: SuppressionOptions) -> Self {
        (self.rules, self.suppression) = (rules, options);
        self
    }
}

impl ReviewOptions {
    /// The world, the M49 regions, LDC, LLDC, SIDS and the income groups as they stood at the end
    /// of the biennium; the one-third rule; trends from four years before.
    pub fn of(biennium: Biennium) -> Self {
        const GROUPS: [&str; 13] = [
            "M49:001",
            "M49:002",
            "M49:019",
            "M49:142",
            "M49:150",
            "M49:009",
            "LDC",
            "LLDC",
            "SIDS",
            "WB:Low income",
            "WB:Lower middle income",
            "WB:Upper middle income",
            "WB:High income",
        ];
        Self {
            biennium,
            trend_from: biennium.first().plus(-4).unwrap_or(biennium.first()),
            groups: GROUPS
                .iter()
                .filter_map(|code| groups::group(code).ok().cloned())
                .collect(),
            rule: PublicationRule::one_third(),
            members_at: MembersAt::Date(biennium.end()),
            reports: ReportOptions::default(),
            filling: FillingPlan::default(),
            indicators: Vec::new(),
            lines: Vec::new(),
            previous: None,
            figure: BienniumFigure::Aggregate,
            organisations: None,
            scores: None,
            targets: Vec::new(),
        }
    }

    /// The same over groups of the caller's own, of which the first is the whole.
    #[must_use]
    pub fn over(mut self, groups: Vec<Group>) -> Self {
        self.groups = groups;
        self
    }

    /// The same with trends from another year.
    #[must_use]
    pub fn with_trend_from(mut self, year: Year) -> Self {
        self.trend_from = year;
        self
    }

    /// The same with another publication rule.
    #[must_use]
    pub fn publishing(mut self, rule: PublicationRule) -> Self {
        self.rule = rule;
        self
    }

    /// The same with members as of another date.
    #[must_use]
    pub fn with_members_at(mut self, members_at: MembersAt) -> Self {
        self.members_at = members_at;
        self
    }

    /// The same with other limits for reports and values.
    #[must_use]
    pub fn checking(mut self, reports: ReportOptions) -> Self {
        self.reports = reports;
        self
    }

    /// The same with another way to fill gaps.
    #[must_use]
    pub fn filling(mut self, plan: FillingPlan) -> Self {
        self.filling = plan;
        self
    }

    /// The same with indicators beyond the embedded ones, and their Action Lines.
    #[must_use]
    pub fn with_indicators(mut self, indicators: Vec<Indicator>, lines: Vec<Mapping>) -> Self {
        self.indicators.extend(indicators);
        self.lines.extend(lines);
        self
    }

    /// The same compared with what was known when the biennium before was reviewed.
    #[must_use]
    pub fn against(mut self, previous: PreviousReview) -> Self {
        self.previous = Some(previous);
        self
    }

    /// The same with another figure of a biennium to compare with what was published.
    #[must_use]
    pub fn comparing(mut self, figure: BienniumFigure) -> Self {
        self.figure = figure;
        self
    }

    /// The same with totals of organisations.
    #[must_use]
    pub fn with_organisations(mut self, organisations: OrganisationOptions) -> Self {
        self.organisations = Some(organisations);
        self
    }

    /// The same with targets that the trends are held against: see [`stated_targets`].
    ///
    /// [`stated_targets`]: crate::review::target::stated_targets
    #[must_use]
    pub fn aiming_at(mut self, targets: Vec<StatedTarget>) -> Self {
        self.targets = targets;
        self
    }

    /// The same with scores of the reports.
    #[must_use]
    pub fn scoring(mut self, scores: TacccOptions) -> Self {
        self.scores = Some(scores);
        self
    }

    pub(super) fn aggregation(&self) -> AggregationOptions {
        AggregationOptions {
            rule: self.rule,
            members_at: self.members_at,
        }
    }
}
