use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::place::{Country, Group, GroupKind, Membership};
use crate::reference::indicators::{Framework, Indicator, Kind};
use crate::review::fill::{FilledOptions, Fills, estimate, fill};
use crate::review::follow_up::{
    CarriedFindings, ImprovementProgress, carry_findings, findings_of_validation,
    track_improvements,
};
use crate::review::indicator::IndicatorUnit;
use crate::review::target::TargetOutcome;
use crate::review::{
    AccessGap, Dataset, Entity, Fact, IndicatorSet, Observation, Period, Publication, Report,
    RestatedComparison, ReviewError, Taccc, Validated, VintageOptions, access_gap, action_lines,
    aggregate, aggregate_part, compare, compare_vintages, flexibility_uses, validate_reports,
};

use super::organisations::organisation_facts;
use super::{Review, ReviewOptions};

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
    review_reports(&[], observations, options)
}

/// Makes the review of a biennium out of reports, and observations that no report gives.
///
/// Only the current version of each report counts: see
/// [`current_reports`](crate::review::current_reports).
///
/// # Errors
/// As [`review`].
pub fn review_reports(
    reports: &[Report],
    more: Vec<Observation>,
    options: &ReviewOptions,
) -> Result<Review, ReviewError> {
    let set = || {
        IndicatorSet::embedded()?.with(
            options.indicators.iter().cloned(),
            options.lines.iter().cloned(),
        )
    };
    let validated = validate_reports(reports, more, set()?, &options.reports)?;
    let then = match &options.previous {
        Some(previous) if !previous.observations.is_empty() => {
            let known = previous.observations.clone();
            Some(validate_reports(&[], known, set()?, &options.reports)?.dataset)
        }
        _ => None,
    };
    let scores = scores(reports, &validated, options)?;
    let counting = counting(reports, &validated, options);
    let follow_up = follow_up(reports, &validated, &counting, options)?;
    let data = validated.dataset;
    let years = (
        options.biennium.previous()?.first(),
        options.biennium.last(),
    );
    let fills = fill(&data, &options.filling, years, &options.groups)?;
    let indicators = reported(&data);
    let mut made = Made::default();
    for code in &indicators {
        for group in &options.groups {
            made.compare(&data, &fills, code, group, options)?;
            made.divide(&data, code, group, options)?;
            if let Some(then) = &then {
                made.restated
                    .push(restated(then, &data, group, code, options)?);
            }
        }
        if let Some(then) = &then {
            made.flips.extend(flips(then, &data, code, options)?);
        }
    }
    let organisations = match &options.organisations {
        Some(organisations) => organisation_facts(&data, then.as_ref(), options, organisations)?,
        None => Vec::new(),
    };
    let aggregation = options.aggregation();
    let lines = match options.groups.first() {
        Some(whole) => action_lines(&data, whole, options.biennium, &aggregation)?,
        None => Vec::new(),
    };
    let targets = targets(&made.trends, data.indicators(), options)?;
    let entitles = |report: &&Report| {
        let day = report.biennium.end();
        options.reports.entitles(report.entity, day)
    };
    let counted = validated.reports.iter();
    let counted = counted.filter_map(|rows| reports.get(rows.report));
    let flexibility = flexibility_uses(&data, counted.filter(entitles));
    Ok(Review {
        biennium: options.biennium,
        rule: options.rule,
        members_at: options.members_at,
        findings: validated.findings,
        sources: made.sources(&targets),
        comparisons: made.comparisons,
        trends: made.trends,
        parts: made.parts,
        restated: made.restated,
        sign_flips: made.flips,
        organisations,
        targets,
        action_lines: lines,
        access: latest_access(&data, options)?,
        flexibility,
        scores,
        follow_up,
        improvements: improvements(reports, options)?,
        fills: fills.publishable(&data),
        then,
        reports: validated.reports,
        dataset: data,
    })
}

/// What is made indicator by indicator and group by group.
#[derive(Default)]
struct Made {
    comparisons: Vec<crate::review::Comparison>,
    trends: Vec<Fact>,
    parts: Vec<Fact>,
    restated: Vec<RestatedComparison>,
    flips: Vec<RestatedComparison>,
}

impl Made {
    fn compare(
        &mut self,
        data: &Dataset,
        fills: &Fills,
        code: &str,
        group: &Group,
        options: &ReviewOptions,
    ) -> Result<(), ReviewError> {
        let filled = FilledOptions::new(options.aggregation());
        let mut comparison = compare(data, group, code, options.biennium, &options.aggregation())?;
        for fact in [&mut comparison.previous, &mut comparison.current] {
            fact.estimated_by(estimate(data, fills, fact, &filled)?);
        }
        self.comparisons.push(comparison);
        for year in options.trend_from.to(options.biennium.last()) {
            let period = Period::Year(year);
            let mut fact = aggregate(data, group, code, period, &options.aggregation())?;
            fact.estimated_by(estimate(data, fills, &fact, &filled)?);
            self.trends.push(fact);
        }
        Ok(())
    }

    /// Adds what is known of the parts of an amount.
    fn divide(
        &mut self,
        data: &Dataset,
        code: &str,
        group: &Group,
        options: &ReviewOptions,
    ) -> Result<(), ReviewError> {
        let kind = data.indicators().entry(code)?.indicator.kind();
        if !matches!(kind, Kind::Sum | Kind::Stock | Kind::Count) {
            return Ok(());
        }
        let period = Period::Biennium(options.biennium);
        for part in data.divided(code, &period.years()) {
            let aggregation = options.aggregation();
            let fact = aggregate_part(data, group, code, &part, period, &aggregation)?;
            if fact.coverage.reported > 0 {
                self.parts.push(fact);
            }
        }
        Ok(())
    }

    fn sources(&self, targets: &[TargetOutcome]) -> BTreeSet<crate::source::SourceId> {
        let facts = self
            .comparisons
            .iter()
            .flat_map(|c| [&c.previous, &c.current]);
        let then = self.restated.iter().map(|c| &c.previous_as_published);
        facts
            .chain(then)
            .flat_map(|fact| &fact.sources)
            .chain(self.parts.iter().flat_map(|fact| &fact.sources))
            .chain(targets.iter().map(|held| held.target.source()))
            .cloned()
            .collect()
    }
}

/// The trends beside their targets.
fn targets(
    trends: &[Fact],
    indicators: &IndicatorSet,
    options: &ReviewOptions,
) -> Result<Vec<TargetOutcome>, ReviewError> {
    let mut outcomes = Vec::new();
    for target in &options.targets {
        let refuse = |reason| {
            Err(ReviewError::StatedTarget {
                name: target.name().to_string(),
                reason,
            })
        };
        let indicator = indicators.entry(target.indicator())?;
        if !options
            .groups
            .iter()
            .any(|group| group.code() == target.group())
        {
            let known: Vec<&str> = options.groups.iter().map(Group::code).collect();
            let (group, known) = (target.group(), known.join(", "));
            return refuse(format!("the review has no group `{group}`; it has {known}"));
        }
        let unit = indicator.indicator.unit();
        let measures = |stated| {
            IndicatorUnit::find(stated).is_some_and(|stated| indicator.unit.measures_as(&stated))
        };
        if let Some(stated) = target.units().find(|stated| !measures(stated)) {
            return refuse(format!(
                "`{stated}` does not measure {}, which is in {unit}",
                target.indicator()
            ));
        }
        let trend = trends
            .iter()
            .filter(|fact| fact.indicator == target.indicator() && fact.group == target.group());
        let trend: Vec<&Fact> = trend.collect();
        let better = indicator.indicator.direction();
        outcomes.push(TargetOutcome::of(target.clone(), &trend, better));
    }
    Ok(outcomes)
}

/// The indicators that countries reported, or reported all parts of.
fn reported(data: &Dataset) -> Vec<String> {
    let reported: BTreeSet<&str> = data
        .observations()
        .iter()
        .filter(|observation| observation.key.entity.country().is_some())
        .map(|observation| observation.key.indicator.as_ref())
        .collect();
    let of_parts = |indicator: &Indicator| {
        let mut parts = indicator.parts().peekable();
        parts.peek().is_some() && parts.all(|part| reported.contains(part))
    };
    data.indicators()
        .iter()
        .filter(|indicator| indicator.framework() != Framework::Part)
        .filter(|indicator| reported.contains(indicator.code()) || of_parts(indicator))
        .map(|indicator| indicator.code().to_string())
        .collect()
}

fn restated(
    then: &Dataset,
    now: &Dataset,
    group: &Group,
    code: &str,
    options: &ReviewOptions,
) -> Result<RestatedComparison, ReviewError> {
    let vintages = VintageOptions::new(options.aggregation()).with_figure(options.figure);
    compare_vintages(then, now, group, code, options.biennium, &vintages)
}

/// The countries whose change tells the opposite when it is told like for like.
fn flips(
    then: &Dataset,
    now: &Dataset,
    code: &str,
    options: &ReviewOptions,
) -> Result<Vec<RestatedComparison>, ReviewError> {
    let Some(whole) = options.groups.first() else {
        return Ok(Vec::new());
    };
    let period = Period::Biennium(options.biennium);
    let mut flips = Vec::new();
    let kept: BTreeSet<Entity> = then.restricted().chain(now.restricted()).collect();
    let open = |country: &Country| !kept.contains(&Entity::Country(*country));
    for country in options
        .members_at
        .members(whole, period)
        .into_iter()
        .filter(open)
    {
        let member = alloc::vec![Membership::new(country)];
        let one = Group::new(country.alpha3(), country.name(), GroupKind::Custom, member)?;
        let found = restated(then, now, &one, code, options)?;
        if found.sign_flips() {
            flips.push(found);
        }
    }
    Ok(flips)
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
    let mut gap = if !published(&last) && published(&first) {
        first
    } else {
        last
    };
    gap.keep(&data.restricted().collect());
    Ok(Some(gap))
}

fn scores(
    reports: &[Report],
    validated: &Validated,
    options: &ReviewOptions,
) -> Result<Vec<(usize, Taccc)>, ReviewError> {
    let mut scores = Vec::new();
    for place in 0..reports.len() {
        if let Some(by) = &options.scores
            && let Some(taccc) = Taccc::of(reports, place, validated, by)?
        {
            scores.push((place, taccc));
        }
    }
    Ok(scores)
}

/// The findings about reports, with those of the biennium before; none without reports.
fn follow_up(
    reports: &[Report],
    validated: &Validated,
    counting: &[&Report],
    options: &ReviewOptions,
) -> Result<Option<CarriedFindings>, ReviewError> {
    if reports.is_empty() {
        return Ok(None);
    }
    // Of an earlier report the review of its biennium spoke.
    let is_now = |at: usize| {
        reports
            .get(at)
            .is_some_and(|it| it.biennium == options.biennium)
    };
    let about: Vec<_> = validated
        .findings
        .iter()
        .filter(|finding| finding.report.is_some_and(is_now))
        .cloned()
        .collect();
    let now = findings_of_validation(&about, reports, options.biennium)?;
    let last = options.previous.as_ref();
    let last = last.map_or(&[][..], |previous| &previous.findings);
    let counting = counting.iter().copied();
    let carried = carry_findings(last, &now, counting, options.biennium)?;
    Ok(Some(carried))
}

/// The reports of the biennium that count.
fn counting<'a>(
    reports: &'a [Report],
    validated: &Validated,
    options: &ReviewOptions,
) -> Vec<&'a Report> {
    let rows = validated.reports.iter();
    rows.filter_map(|rows| reports.get(rows.report))
        .filter(|report| report.biennium == options.biennium)
        .collect()
}

fn improvements(
    reports: &[Report],
    options: &ReviewOptions,
) -> Result<Vec<ImprovementProgress>, ReviewError> {
    let mut tracked = Vec::new();
    let Some(previous) = &options.previous else {
        return Ok(tracked);
    };
    let of = |reports: &[Report]| -> Result<Vec<usize>, ReviewError> {
        Ok(crate::review::current_reports(reports)?.reports)
    };
    let current: Vec<&Report> = of(reports)?
        .into_iter()
        .filter_map(|at| reports.get(at))
        .filter(|report| report.biennium == options.biennium)
        .collect();
    for at in of(&previous.reports)? {
        let Some(before) = previous.reports.get(at) else {
            continue;
        };
        let entity: Entity = before.entity;
        if let Some(now) = current.iter().find(|report| report.entity == entity) {
            tracked.extend(track_improvements(before, now)?);
        }
    }
    Ok(tracked)
}
