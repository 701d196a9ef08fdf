use alloc::string::String;
use alloc::vec::Vec;

use crate::quantity::{Quantity, Ratio};
use crate::reference::targets::{PublishedTarget, TargetForm as PublishedForm};
use crate::review::indicator::IndicatorUnit;
use crate::review::{Fact, Period};
use crate::time::{Year, YearSeries};

use super::{Path, Status, StatusRule, Target, TargetError};

/// One year of a target line.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct TargetPoint {
    /// The year.
    pub year: Year,
    /// The published value, if there is one.
    pub observed: Option<f64>,
    /// The value on the path.
    pub expected: f64,
    /// Observed less expected.
    pub gap: Option<f64>,
}

/// What may be used in all years together, and how much of it was.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct TargetBudget {
    /// The sum of the path over the years after the base year.
    pub allowed: f64,
    /// What was used of it.
    pub used: f64,
    /// What is left; negative once more was used.
    pub remaining: f64,
    /// The last year whose use is counted.
    pub until: Year,
    /// For how many years the rest lasts at the use of that year; none if that is not above zero.
    pub years_left: Option<f64>,
}

/// A trend of published facts beside its target, year by year.
///
/// All values are in [`unit`](Self::unit), carried as bare numbers.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct TargetLine {
    /// Code of the indicator.
    pub indicator: String,
    /// Code of the group.
    pub group: String,
    /// The unit of all values.
    pub unit: String,
    /// How the path goes.
    pub path: Path,
    /// Year and value of the base.
    pub base: (Year, f64),
    /// Year and value of the target.
    pub target: (Year, f64),
    /// Each year from the base year to the target year, or to the last fact after it.
    pub points: Vec<TargetPoint>,
    /// How it goes: only with enough values, see [`StatusRule`].
    pub status: Status,
    /// The latest year with a published value, or the base year.
    pub latest: Year,
    /// How many values the status rests on, the base among them.
    pub values: usize,
    /// Observed over required change; none where the status did not need it.
    pub pace: Option<f64>,
    /// The budget of an annual flow whose every year after the base year is published up to the
    /// last published one; none otherwise.
    pub budget: Option<TargetBudget>,
}

/// Lays a trend of annual facts beside a target. What is not published is no value.
///
/// `target` is in the unit of the facts, carried as a bare number.
///
/// # Equation
/// Path: [`Target::expected`]. Status: [`Target::assess`]. Budget: [`Target::budget`].
///
/// # Errors
/// [`TargetError::Facts`] unless there are facts, all of one indicator, group and part and each
/// of another year; otherwise as [`Target::assess`], with [`TargetError::NotPositive`] for a
/// geometric path that does not exist.
///
/// # Example
/// ```
/// use ict_impact::quantity::Ratio;
/// use ict_impact::review::target::{Path, StatusRule, Target, target_line};
/// use ict_impact::review::{ReviewOptions, panel, review};
/// use ict_impact::time::{Biennium, Year};
/// let rows = panel::observations(Year::of::<2018>(), Year::of::<2023>())?;
/// let review = review(rows, &ReviewOptions::of(Biennium::of::<2022>()))?;
/// let facts: Vec<_> = review.trend("PRJ.GRID.CI", "M49:001").collect();
/// let base = facts[0].value.unwrap(); // 2018
/// let half = Target::reduction(
///     Year::of::<2018>(), Ratio::from_checked(base), Year::of::<2028>(), Ratio::from_checked(0.5),
/// )?;
/// let line = target_line(&facts, &half, StatusRule::default())?;
/// assert_eq!(line.points.len(), 11);
/// assert!((line.points[5].expected - 0.75 * base).abs() < 1e-9 * base);
/// assert!(line.budget.is_none()); // a ratio is no flow
/// # use ict_impact::quantity::Quantity;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn target_line(
    facts: &[&Fact],
    target: &Target<Ratio>,
    rule: StatusRule,
) -> Result<TargetLine, TargetError> {
    let (of, observed) = observed(facts)?;
    let value = |year| observed.get(year).copied().flatten();
    let assessment = target.assess(&observed, rule)?;
    let last = target.year.max(observed.last());
    let mut points = Vec::new();
    for year in target.base_year.to(last) {
        let expected = target.expected(rule.path, year)?.value;
        let observed = value(year).map(|value| value.value);
        points.push(TargetPoint {
            year,
            observed,
            expected,
            gap: observed.map(|observed| observed - expected),
        });
    }
    // sums over years are of annual flows alone
    let budget = match of.method {
        "sum" => budget(target, rule.path, &observed)?,
        _ => None,
    };
    Ok(TargetLine {
        indicator: of.indicator.clone(),
        group: of.group.clone(),
        unit: of.unit.clone(),
        path: rule.path,
        base: (target.base_year, target.base.value),
        target: (target.year, target.value.value),
        points,
        status: assessment.status,
        latest: assessment.year,
        values: assessment.points,
        pace: assessment.pace.map(|pace| pace.value),
        budget,
    })
}

/// The published values by year, and the first fact.
fn observed<'a>(facts: &[&'a Fact]) -> Result<(&'a Fact, YearSeries<Option<Ratio>>), TargetError> {
    let refuse = |reason| Err(TargetError::Facts { reason });
    let Some(&of) = facts.first() else {
        return refuse("there is none");
    };
    let mut values: Vec<(Year, Option<f64>)> = Vec::new();
    for fact in facts {
        if (&fact.indicator, &fact.group, &fact.part) != (&of.indicator, &of.group, &of.part) {
            return refuse("they are of several indicators, groups or parts");
        }
        let Period::Year(year) = fact.period else {
            return refuse("one is not of a year");
        };
        values.push((year, fact.value));
    }
    values.sort_by_key(|(year, _)| *year);
    let mut pairs = values.iter().zip(values.iter().skip(1));
    if pairs.any(|((a, _), (b, _))| a == b) {
        return refuse("two are of one year");
    }
    let (Some(&(first, _)), Some(&(last, _))) = (values.first(), values.last()) else {
        return refuse("there is none");
    };
    let mut series = Vec::new();
    for year in first.to(last) {
        let of_year = values.iter().find(|(own, _)| *own == year);
        let value = of_year.and_then(|(_, value)| *value);
        series.push(value.map(Ratio::from_base).transpose()?);
    }
    match YearSeries::new(first, series) {
        Ok(series) => Ok((of, series)),
        Err(_) => refuse("their years make no series"),
    }
}

fn budget(
    target: &Target<Ratio>,
    path: Path,
    observed: &YearSeries<Option<Ratio>>,
) -> Result<Option<TargetBudget>, TargetError> {
    let Ok(first) = target.base_year.plus(1) else {
        return Ok(None);
    };
    let mut used = Vec::new();
    let mut ended = false;
    for year in first.to(target.year) {
        match observed.get(year).copied().flatten() {
            Some(_) if ended => return Ok(None),
            Some(value) => used.push(value),
            None => ended = true,
        }
    }
    let Ok(used) = YearSeries::new(first, used) else {
        return Ok(None);
    };
    let budget = target.budget(path, &used)?;
    Ok(Some(TargetBudget {
        allowed: budget.allowed().value,
        used: budget.used().value,
        remaining: budget.remaining().value,
        until: used.last(),
        years_left: budget.years_left().ok().map(|years| years.value),
    }))
}

/// A published target with the base value that a trend of facts has, in the unit of the facts.
///
/// A level begins at the first published fact; a contraction ends in `until` and begins there too.
///
/// # Errors
/// [`TargetError::Facts`] as [`target_line`], if no value of the base year is published, if a
/// level is asked of facts that are no shares, or if a contraction has no `until`; otherwise as
/// [`Target::new`].
///
/// # Example
/// See [`reference::targets`](crate::reference::targets) for the targets.
/// ```
/// use ict_impact::reference::targets::target;
/// use ict_impact::review::target::published_target;
/// assert!(published_target(target("itu-l1470")?, &[], None).is_err()); // no fact, no base
/// # Ok::<(), ict_impact::reference::ReferenceError>(())
/// ```
pub fn published_target(
    published: &PublishedTarget,
    facts: &[&Fact],
    until: Option<Year>,
) -> Result<Target<Ratio>, TargetError> {
    let (of, observed) = observed(facts)?;
    let refuse = |reason| TargetError::Facts { reason };
    let at = |year| {
        let value = observed.get(year).copied().flatten();
        value.ok_or(refuse("no value of the base year is published"))
    };
    let first = || {
        let mut each = observed.iter();
        let first = each.find_map(|(year, value)| Some((year, (*value)?)));
        first.ok_or(refuse("no value is published"))
    };
    match published.form().value {
        PublishedForm::Reduction {
            base_year,
            year,
            reduction,
        } => Target::reduction(base_year, at(base_year)?, year, reduction),
        PublishedForm::Level { year, level } => {
            let unit = IndicatorUnit::find(&of.unit);
            let one = IndicatorUnit::find("1");
            let share = unit.filter(|unit| one.is_some_and(|one| unit.measures_as(&one)));
            let unit = share.ok_or(refuse("a level is a share, and they are none"))?;
            let (base_year, base) = first()?;
            let level = Ratio::from_base(unit.value_of(level.value))?;
            Target::new(base_year, base, year, level)
        }
        PublishedForm::AnnualContraction { annual_rate } => {
            let year = until.ok_or(refuse("a contraction needs a year in which it ends"))?;
            let (base_year, base) = first()?;
            let years = f64::from(year.since(base_year));
            let reduction = Ratio::from_base(annual_rate.value * years)?;
            Target::reduction(base_year, base, year, reduction)
        }
    }
}
