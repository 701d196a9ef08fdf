use alloc::string::String;
use alloc::vec::Vec;

use crate::place::Group;
use crate::quantity::{Quantity, Ratio};
use crate::review::aggregation::{Question, aggregate_entities};
use crate::review::restatement::{Restatement, RestatementRule, Triggers};
use crate::review::{
    AggregationOptions, Dataset, Entity, Fact, IntervalOptions, MembersAt, Part, Period,
    PublicationRule, RestatementReason, ReviewError,
};
use crate::time::Biennium;

use super::composition::When;
use super::substitution::Vintages;
use super::{
    Bridge, BridgeStep, ChangeCertainty, Composition, RestatedValue, change_certainty, words,
};

/// Which figure stands for a biennium.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum BienniumFigure {
    /// That of [`aggregate`](crate::review::aggregate()): a ratio is Σ numerator over Σ
    /// denominator of both years.
    Aggregate,
    /// The mean of the figures of the two years, both alike, as in
    /// [`biennium_mean`](crate::review::restatement::biennium_mean). For a ratio it is not that
    /// of the sums.
    MeanOfYears,
}

/// How two vintages are compared.
///
/// # Example
/// ```
/// use ict_impact::review::{AggregationOptions, MembersAt, PublicationRule, VintageOptions};
/// let aggregation = AggregationOptions {
///     rule: PublicationRule::one_third(),
///     members_at: MembersAt::End,
/// };
/// let options = VintageOptions::new(aggregation).with_members_then(MembersAt::Start);
/// assert_eq!(options.members_then, MembersAt::Start);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct VintageOptions {
    /// Publication rule, and the list of members now: of the biennium under review, for both
    /// bienniums.
    pub aggregation: AggregationOptions,
    /// The list of members then. Default [`MembersAt::End`], of the previous biennium.
    pub members_then: MembersAt,
    /// Which figure stands for a biennium. Default [`BienniumFigure::Aggregate`].
    pub figure: BienniumFigure,
    /// When a restatement has to be explained. Default 5 %.
    pub restatement: RestatementRule,
}

impl VintageOptions {
    /// The defaults, with this publication rule and these members now.
    pub fn new(aggregation: AggregationOptions) -> Self {
        Self {
            aggregation,
            members_then: MembersAt::End,
            figure: BienniumFigure::Aggregate,
            restatement: RestatementRule::default(),
        }
    }

    /// The same with another list of members then.
    #[must_use]
    pub fn with_members_then(mut self, members_then: MembersAt) -> Self {
        self.members_then = members_then;
        self
    }

    /// The same with another figure for a biennium.
    #[must_use]
    pub fn with_figure(mut self, figure: BienniumFigure) -> Self {
        self.figure = figure;
        self
    }

    /// The same with another rule of restatement.
    #[must_use]
    pub fn with_restatement(mut self, rule: RestatementRule) -> Self {
        self.restatement = rule;
        self
    }
}

/// The previous biennium as published and as known now, the current one, and their differences.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct FourNumbers {
    /// P₀, the previous biennium as published then.
    pub as_published: f64,
    /// P₁, the previous biennium as known now.
    pub restated: f64,
    /// C, the current biennium.
    pub current: f64,
    /// C − P₁, the like-for-like change.
    pub like_for_like_change: f64,
    /// C − P₀, a change of two states of knowledge.
    pub naive_change: f64,
    /// P₁ − P₀, what the restatement adds.
    pub restatement: f64,
    /// (P₁ − P₀) / P₀, 0.05 for 5 %; none if P₀ is zero.
    pub relative_restatement: Option<f64>,
    /// Which parts of the rule the restatement sets off.
    pub triggers: Triggers,
}

/// One aggregate in two bienniums, of which the first was published with what was known then.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct RestatedComparison {
    /// The previous biennium with the values and the members of then.
    pub previous_as_published: Fact,
    /// The previous biennium with the values and the members of now.
    pub previous_restated: Fact,
    /// The current biennium.
    pub current: Fact,
    /// Which figure of a biennium the numbers are.
    pub figure: BienniumFigure,
    /// The four numbers in the unit of the indicator, if all three facts are published.
    pub numbers: Option<FourNumbers>,
    /// From the previous biennium as published to the current one, if all three facts are
    /// published, at least one member reported all four years, and every step has a value.
    pub bridge: Option<Bridge>,
    /// Who came, went or was incomplete from the previous biennium as known now to the current.
    pub composition: Composition,
    /// Every value of the previous biennium that is known otherwise now.
    pub restated_values: Vec<RestatedValue>,
    /// Members now that were none then.
    pub joined: Vec<Entity>,
    /// Members then that are none now.
    pub left: Vec<Entity>,
    /// How sure the like-for-like change is; for the mean of years nothing is said.
    pub certainty: Option<ChangeCertainty>,
}

impl RestatedComparison {
    /// Whether the naive and the like-for-like change have opposite signs.
    pub fn sign_flips(&self) -> bool {
        self.numbers.is_some_and(|n| n.triggers.change_changes_sign)
    }

    /// What the comparison says, in plain sentences.
    pub fn statement(&self) -> String {
        words::restated(self)
    }
}

/// Compares a biennium with the one before as it was published then and as it is known now.
///
/// `then` holds what was known when the previous biennium was reviewed, `now` what is known now of
/// both. [`panel_with`](crate::review::vintages::panel_with) and
/// [`panel::observations`](crate::review::panel::observations) are such a pair.
///
/// # Equation
/// ```text
/// naive change          = C − P₀
/// like-for-like change  = C − P₁
/// restatement           = P₁ − P₀ = Σ_r s_r      by reason, see `Bridge`
///
/// P₀, P₁  previous biennium as published then, as known now  [unit of the indicator]
/// C       current biennium                                   [unit of the indicator]
/// ```
///
/// # Source
/// GHG Protocol Corporate Standard (2004), chapter 5. The four numbers are our choice.
///
/// # Errors
/// As [`compare`](super::compare); [`ReviewError::Indicator`] if the kind or the unit of the
/// indicator or of a part of it then and now differ.
///
/// # Example
/// The carbon intensity of India's electricity rose, it seems; like for like it fell.
/// ```
/// use ict_impact::place::{Group, GroupKind, Membership};
/// use ict_impact::review::{AggregationOptions, BienniumFigure, IndicatorSet, MembersAt};
/// use ict_impact::review::{PublicationRule, VintageOptions, compare_vintages, panel};
/// use ict_impact::review::{validate, vintages};
/// use ict_impact::time::{Biennium, Year};
/// let (first, last) = (Year::of::<2020>(), Year::of::<2023>());
/// let known = |rows| Ok::<_, Box<dyn std::error::Error>>(validate(rows, IndicatorSet::embedded()?).dataset);
/// let then = known(vintages::panel_with("2025-07".parse()?, first, last)?)?;
/// let now = known(panel::observations(first, last)?)?;
/// let india = Group::new("IND", "India", GroupKind::Custom, vec![Membership::new("IND".parse()?)])?;
/// let options = VintageOptions::new(AggregationOptions {
///     rule: PublicationRule::one_third(),
///     members_at: MembersAt::End,
/// });
/// let options = options.with_figure(BienniumFigure::MeanOfYears);
/// let found = compare_vintages(&then, &now, &india, "PRJ.GRID.CI", Biennium::of::<2022>(), &options)?;
/// let numbers = found.numbers.unwrap();
/// assert_eq!(format!("{:+.2}", numbers.naive_change), "+2.49"); // gCO2e/kWh
/// assert_eq!(format!("{:+.3}", numbers.like_for_like_change), "-2.645");
/// assert!(found.sign_flips() && found.statement().contains("opposite"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn compare_vintages(
    then: &Dataset,
    now: &Dataset,
    group: &Group,
    indicator: &str,
    biennium: Biennium,
    options: &VintageOptions,
) -> Result<RestatedComparison, ReviewError> {
    let before = biennium.previous()?;
    let vintages = Vintages {
        then,
        now,
        indicator,
        period: Period::Biennium(before),
    }
    .checked()?;
    let list = |members_at: MembersAt, biennium| -> Vec<Entity> {
        let members = members_at.members(group, Period::Biennium(biennium));
        members.into_iter().map(Entity::Country).collect()
    };
    let members_then = list(options.members_then, before);
    let members = list(options.aggregation.members_at, biennium);
    let of = |data: &Dataset, members: &[Entity], period, rule| {
        let question = Question {
            group: group.code(),
            indicator,
            part: &Part::WHOLE,
            period,
            rule,
        };
        aggregate_entities(data, members, &question)
    };
    let rule = options.aggregation.rule;
    let fact = |data: &Dataset, members: &[Entity], biennium| {
        of(data, members, Period::Biennium(biennium), rule)
    };
    let all = PublicationRule { least: 0.0, ..rule };
    let value = |data: &Dataset, members: &[Entity], biennium: Biennium| {
        let value = |period| Ok::<_, ReviewError>(of(data, members, period, all)?.of_reporting());
        match options.figure {
            BienniumFigure::Aggregate => value(Period::Biennium(biennium)),
            BienniumFigure::MeanOfYears => {
                let [first, second] = biennium.years().map(Period::Year);
                let (first, second) = (value(first)?, value(second)?);
                Ok(first.zip(second).map(|(a, b)| a / 2.0 + b / 2.0))
            }
        }
    };

    let previous_as_published = fact(then, &members_then, before)?;
    let previous_restated = fact(now, &members, before)?;
    let current = fact(now, &members, biennium)?;
    let composition =
        Composition::between(&previous_restated, &current, |members, when| match when {
            When::Previous => value(now, members, before),
            When::Current => value(now, members, biennium),
        })?;
    let facts = [&previous_as_published, &previous_restated, &current];
    let published = facts.into_iter().all(|fact| fact.value.is_some());
    let three = match published {
        false => None,
        true => {
            let p0 = value(then, &members_then, before)?;
            let p1 = value(now, &members, before)?;
            let c = value(now, &members, biennium)?;
            p0.zip(p1).zip(c)
        }
    };
    let restated_values = vintages.restated(&members)?;
    let outside = |of: &[Entity], other: &[Entity]| -> Vec<Entity> {
        let mut outside = of.to_vec();
        outside.retain(|member| !other.contains(member));
        outside
    };
    let joined = outside(&members, &members_then);
    let left = outside(&members_then, &members);
    let (mut numbers, mut bridge, mut certainty) = (None, None, None);
    if let Some(((p0, p1), c)) = three {
        numbers = Some(four_numbers(p0, p1, c, options.restatement)?);
        let moved = joined.len() + left.len();
        let value = |data: &Dataset| value(data, &members, before);
        bridge = steps(
            &vintages,
            &members,
            moved,
            &restated_values,
            (p0, p1),
            value,
        )?
        .and_then(|steps| Bridge::of(p0, steps, p1, &composition, c));
        if options.figure == BienniumFigure::Aggregate {
            let plain = IntervalOptions::default();
            certainty = Some(change_certainty(now, &previous_restated, &current, &plain)?);
        }
    }
    Ok(RestatedComparison {
        previous_as_published,
        previous_restated,
        current,
        figure: options.figure,
        numbers,
        bridge,
        composition,
        restated_values,
        joined,
        left,
        certainty,
    })
}

fn four_numbers(
    p0: f64,
    p1: f64,
    c: f64,
    rule: RestatementRule,
) -> Result<FourNumbers, ReviewError> {
    let ratio = Ratio::from_base;
    let restatement = Restatement::new(ratio(p0)?, ratio(p1)?, ratio(c)?)?;
    Ok(FourNumbers {
        as_published: p0,
        restated: p1,
        current: c,
        like_for_like_change: restatement.like_for_like_change()?.value,
        naive_change: restatement.naive_change()?.value,
        restatement: restatement.effect()?.value,
        relative_restatement: restatement.relative().ok().map(|relative| relative.value),
        triggers: restatement.triggers(rule),
    })
}

/// From P₀ to P₁, one reason after the other; `None` if one of the states between has no value.
fn steps(
    vintages: &Vintages<'_>,
    members: &[Entity],
    moved: usize,
    restated: &[RestatedValue],
    (p0, p1): (f64, f64),
    value: impl Fn(&Dataset) -> Result<Option<f64>, ReviewError>,
) -> Result<Option<Vec<BridgeStep>>, ReviewError> {
    let count = |reason| {
        restated
            .iter()
            .filter(|value| value.reason == reason)
            .count()
    };
    let mut changes: Vec<(RestatementReason, usize)> = Vec::new();
    for reason in RestatementReason::ALL {
        let members = match reason {
            RestatementReason::Membership => moved,
            _ => 0,
        };
        let changed = members + count(reason);
        if changed > 0 {
            changes.push((reason, changed));
        }
    }
    let (mut steps, mut at) = (Vec::new(), p0);
    let mut done: Vec<RestatementReason> = Vec::new();
    for (place, &(reason, changed)) in changes.iter().enumerate() {
        done.push(reason);
        let next = match place + 1 == changes.len() {
            true => p1,
            false => match value(&vintages.mixed(members, &done)?)? {
                Some(next) => next,
                None => return Ok(None),
            },
        };
        steps.push(BridgeStep {
            reason,
            amount: next - at,
            changed,
        });
        at = next;
    }
    Ok(Some(steps))
}
