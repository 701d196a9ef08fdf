use alloc::collections::BTreeSet;
use alloc::vec::Vec;

use crate::place::Group;
use crate::reference::groups;
use crate::reference::indicators::{Framework, Indicator};
use crate::source::SourceId;
use crate::time::{Biennium, Year};

use super::{
    AccessGap, AggregationOptions, Comparison, Dataset, Fact, Finding, IndicatorSet, LineReport,
    MembersAt, Observation, Period, Publication, PublicationRule, ReviewError, access_gap,
    action_lines, aggregate, compare, validate,
};

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
        }
    }

    /// The same over groups of the caller's own, of which the first is the whole.
    #[must_use]
    pub fn over(mut self, groups: Vec<Group>) -> Self {
        self.groups = groups;
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

    fn aggregation(&self) -> AggregationOptions {
        AggregationOptions {
            rule: self.rule,
            members_at: self.members_at,
        }
    }
}

/// The review of one biennium.
#[derive(Debug, Clone, serde::Serialize)]
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
    /// What each Action Line reported and lacks.
    pub action_lines: Vec<LineReport>,
    /// Electricity access and connectivity of the least developed countries, in the latest year
    /// of the biennium for which it may be published, or the last if there is none.
    pub access: Option<AccessGap>,
    /// Every source that a value of this review came from.
    pub sources: BTreeSet<SourceId>,
    /// The usable observations, for figures by country.
    #[serde(skip)]
    pub dataset: Dataset,
}

/// Makes the review of a biennium out of observations.
///
/// # Errors
/// [`ReviewError`] where an indicator's definition does not hold or a sum overflows. What is
/// wrong with single observations is in [`Review::findings`].
///
/// # Example
/// ```
/// use ict_impact::review::{ReviewOptions, panel, review};
/// use ict_impact::time::{Biennium, Year};
/// let observations = panel::observations(Year::of::<2018>(), Year::of::<2023>())?;
/// let review = review(observations, &ReviewOptions::of(Biennium::of::<2022>()))?;
/// let ldc = review.comparison("PRJ.GRID.CI", "LDC").unwrap();
/// assert_eq!(ldc.current.unit, "gCO2e/kWh");
/// assert_eq!(review.action_lines.len(), 18);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn review(
    observations: Vec<Observation>,
    options: &ReviewOptions,
) -> Result<Review, ReviewError> {
    let validated = validate(observations, IndicatorSet::embedded()?);
    let data = validated.dataset;
    let aggregation = options.aggregation();
    let reported: BTreeSet<&str> = data
        .observations()
        .iter()
        .map(|observation| observation.key.indicator.as_ref())
        .collect();
    let of_parts = |indicator: &Indicator| {
        let mut parts = indicator.parts().peekable();
        parts.peek().is_some() && parts.all(|part| reported.contains(part))
    };
    let indicators: Vec<&Indicator> = data
        .indicators()
        .iter()
        .filter(|indicator| indicator.framework() != Framework::Part)
        .filter(|indicator| reported.contains(indicator.code()) || of_parts(indicator))
        .collect();

    let (mut comparisons, mut trends) = (Vec::new(), Vec::new());
    for indicator in indicators {
        for group in &options.groups {
            comparisons.push(compare(
                &data,
                group,
                indicator.code(),
                options.biennium,
                &aggregation,
            )?);
            for year in options.trend_from.to(options.biennium.last()) {
                let period = Period::Year(year);
                trends.push(aggregate(
                    &data,
                    group,
                    indicator.code(),
                    period,
                    &aggregation,
                )?);
            }
        }
    }
    let lines = match options.groups.first() {
        Some(whole) => action_lines(&data, whole, options.biennium, &aggregation)?,
        None => Vec::new(),
    };
    Ok(Review {
        biennium: options.biennium,
        rule: options.rule,
        members_at: options.members_at,
        findings: validated.findings,
        sources: comparisons
            .iter()
            .flat_map(|c| c.previous.sources.iter().chain(&c.current.sources))
            .cloned()
            .collect(),
        comparisons,
        trends,
        action_lines: lines,
        access: latest_access(&data, options)?,
        dataset: data,
    })
}

fn latest_access(
    data: &Dataset,
    options: &ReviewOptions,
) -> Result<Option<AccessGap>, ReviewError> {
    let Some(ldc) = options.groups.iter().find(|group| group.code() == "LDC") else {
        return Ok(None);
    };
    let gap = |year| access_gap(data, ldc, year, &options.aggregation());
    let (first, last) = (
        gap(options.biennium.first())?,
        gap(options.biennium.last())?,
    );
    let published = |gap: &AccessGap| gap.publication == Publication::Published;
    Ok(Some(if !published(&last) && published(&first) {
        first
    } else {
        last
    }))
}

impl Review {
    /// The comparison of an indicator in a group.
    pub fn comparison(&self, indicator: &str, group: &str) -> Option<&Comparison> {
        self.comparisons
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
}
