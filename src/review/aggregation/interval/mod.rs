//! How sure is an aggregate? The interval that follows from what its values state.

mod inputs;
mod options;
mod simulation;
mod spread;

use alloc::vec::Vec;

use crate::review::{Dataset, Entity, Fact, ReviewError};
use crate::uncertainty::{RelativeUncertainty, WhyApproach2};

use inputs::Inputs;
pub use options::{AcrossMembers, IntervalOptions};
pub use simulation::{FactSimulation, simulate};
use spread::Spreads;
pub(in crate::review) use spread::combined;

/// The 95 % interval of a fact.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct FactInterval {
    /// Its lower end, in the unit of the fact.
    pub low: f64,
    /// Its upper end, in the unit of the fact.
    pub high: f64,
    /// How it was found.
    pub method: IntervalMethod,
    /// Half its width in per cent of the value; none where the value is about zero, which is
    /// where the interval holds zero: read the ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relative_percent: Option<f64>,
    /// Why [`simulate`] should be asked instead, if it should.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why_approach_2: Option<WhyApproach2>,
    /// How many uncertainties are from scores of data quality and not stated.
    pub from_quality: usize,
}

/// How an interval was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum IntervalMethod {
    /// Error propagation, Approach 1 of the IPCC.
    Approach1,
}

/// The interval of a fact, and whose values state no uncertainty.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct FactUncertainty {
    /// The interval, if every value that was used has an uncertainty.
    pub interval: Option<FactInterval>,
    /// Members with a value that states none. What does not occur needs none.
    pub without: Vec<Entity>,
}

/// The 95 % interval of a fact, by Approach 1.
///
/// It is that of [`Fact::of_reporting`], whatever the publication rule says.
///
/// # Equation
/// ```text
/// sum            h = √( Σ_i (k_i·U_i·x_i)² )                       k = 1, or 1/2 for an annual mean
/// ratio N/D      U = √( U_N² + U_D² ),   U_N = √( Σ_i (U_i·n_i)² ) / |N|,   D alike
/// n_i = r_i·d_i  h = √( Σ_i (U_i·r_i·d_i/D)² + Σ_i (U'_i·d_i·(r_i − R)/D)² )
///
/// x_i, n_i, d_i  values, numerators, denominators        [unit of each]
/// r_i, R         reported ratios and the ratio of sums   [unit of the indicator]
/// U_i, U'_i      half-widths of the 95 % intervals, stated by each value  [part of the value]
/// h              half-width of the interval              [unit of the indicator]
/// ```
/// Where a member states its ratio and its denominator, the denominator is above and below the
/// line and mostly cancels; a weighted mean is alike. Values that have one error in common
/// ([`IntervalOptions`]) are added before they are squared.
///
/// # Source
/// IPCC 2006 Guidelines, volume 1, chapter 3, equations 3.1 and 3.2; for what is above and below
/// the line at once the same first-order propagation (JCGM 100:2008, 5.1.2).
///
/// # Errors
/// [`ReviewError::UnknownIndicator`]; [`ReviewError::Sum`] or [`ReviewError::Uncertainty`] if
/// something is too large for a number.
///
/// # Example
/// 100 t ± 30 % and 400 t ± 10 %: √(30² + 40²) = 50 t.
/// ```
/// use ict_impact::place::{Country, Group, GroupKind, Membership};
/// use ict_impact::review::{AggregationOptions, Datum, IndicatorSet, IntervalOptions, Key};
/// use ict_impact::review::{MembersAt, Meta, Observation, Period, PublicationRule, Reading};
/// use ict_impact::review::{aggregate, interval, validate};
/// use ict_impact::source::{SourceId, Status};
/// use ict_impact::time::Year;
/// use ict_impact::uncertainty::RelativeUncertainty;
/// let row = |code: &str, tonnes, percent| -> Result<_, Box<dyn std::error::Error>> {
///     let key = Key::new(code.parse::<Country>()?, Year::of::<2022>(), "SDG.12.4.2.EWG");
///     let mut meta = Meta::reported(SourceId::new("my-source")?, Status::Verified);
///     meta.uncertainty = Some(RelativeUncertainty::from_percent(percent)?);
///     Ok(Observation { key, datum: Datum::Value(Reading::new(tonnes, "t")?), meta })
/// };
/// let rows = vec![row("KEN", 100.0, 30.0)?, row("NAM", 400.0, 10.0)?];
/// let data = validate(rows, IndicatorSet::embedded()?).dataset;
/// let members = ["KEN", "NAM"].map(|code| Membership::new(code.parse().unwrap()));
/// let group = Group::new("TWO", "Two", GroupKind::Custom, members.to_vec())?;
/// let options = AggregationOptions {
///     rule: PublicationRule::one_third(),
///     members_at: MembersAt::End,
/// };
/// let period = Period::Year(Year::of::<2022>());
/// let fact = aggregate(&data, &group, "SDG.12.4.2.EWG", period, &options)?;
/// let found = interval(&data, &fact, &IntervalOptions::default())?.interval.unwrap();
/// assert_eq!((found.low, found.high), (450.0, 550.0));
/// assert_eq!(fact.interval, Some(found));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn interval(
    data: &Dataset,
    fact: &Fact,
    options: &IntervalOptions,
) -> Result<FactUncertainty, ReviewError> {
    let nothing = |without| FactUncertainty {
        interval: None,
        without,
    };
    let Some(inputs) = Inputs::of(data, fact, options)? else {
        return Ok(nothing(Vec::new()));
    };
    let without = without(&inputs);
    let (Some(value), true) = (fact.of_reporting(), without.is_empty()) else {
        return Ok(nothing(without));
    };
    let Some(spreads) = Spreads::of(&inputs, options).map_err(too_large(fact))? else {
        return Ok(nothing(without));
    };
    let half_width = combined(spreads.blocks(1.0)).map_err(ReviewError::Uncertainty)?;
    let unit = &data.indicators().entry(&fact.indicator)?.unit;
    let half_width = unit.value_of(half_width);
    let interval = of_half_width(value, half_width, &spreads, options)?;
    Ok(FactUncertainty {
        interval: Some(interval),
        without,
    })
}

fn of_half_width(
    value: f64,
    half_width: f64,
    spreads: &Spreads<'_>,
    options: &IntervalOptions,
) -> Result<FactInterval, ReviewError> {
    let about_zero = half_width > 0.0 && half_width >= value.abs();
    let relative_percent = match (half_width, about_zero) {
        (0.0, _) => Some(0.0),
        (_, true) => None,
        _ => Some(half_width / value.abs() * 100.0),
    };
    let largest = relative_percent
        .into_iter()
        .chain(spreads.percents())
        .fold(0.0, f64::max);
    let uncertainty = RelativeUncertainty::from_percent(largest)?;
    let why_approach_2 = if about_zero {
        Some(WhyApproach2::AboutZero)
    } else {
        let exceeded = options.limits.exceeded(uncertainty);
        exceeded.then_some(WhyApproach2::TooUncertain { uncertainty })
    };
    Ok(FactInterval {
        low: value - half_width,
        high: value + half_width,
        method: IntervalMethod::Approach1,
        relative_percent,
        why_approach_2,
        from_quality: spreads.count_from_quality(),
    })
}

/// The linear spreads of a fact; `None` if a value states no uncertainty.
pub(in crate::review) fn spreads<'a>(
    data: &'a Dataset,
    fact: &Fact,
    options: &IntervalOptions,
) -> Result<Option<Spreads<'a>>, ReviewError> {
    match Inputs::of(data, fact, options)? {
        Some(inputs) if without(&inputs).is_empty() => {
            Spreads::of(&inputs, options).map_err(too_large(fact))
        }
        _ => Ok(None),
    }
}

fn without(inputs: &Inputs<'_>) -> Vec<Entity> {
    let unstated = |amount: &&inputs::Amount<'_>| {
        let mut each = amount.inputs.iter();
        each.any(|input| input.uncertainty.is_none())
    };
    let mut without: Vec<Entity> = inputs
        .amounts
        .iter()
        .filter(unstated)
        .map(|amount| amount.entity)
        .collect();
    without.sort_unstable();
    without.dedup();
    without
}

fn too_large(fact: &Fact) -> impl Fn(crate::numeric::SumError) -> ReviewError {
    let what = alloc::format!("the interval of {} over {}", fact.indicator, fact.group);
    move |error| ReviewError::Sum {
        what: what.clone(),
        error,
    }
}
