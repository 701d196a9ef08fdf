mod closing;

use alloc::vec;
use alloc::vec::Vec;

use super::line::{around, known, line};
use super::{Driver, Filled, Filling, FillingError, Method, Open};
use crate::quantity::{Quantity, Ratio};
use crate::review::amount::total;
use crate::time::{Year, YearSeries};
use closing::close;

/// What the parts of a total follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[non_exhaustive]
pub enum SharesBy {
    /// A driver of every part.
    Driver {
        /// The driver.
        driver: Driver,
    },
    /// The shares of the years in which every part is observed.
    ObservedShares,
}

/// How far observed parts may be from their total.
///
/// # Source
/// The 1 % is the tolerance of primap2 (0.13.0) for merging and downscaling.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct DownscalingRule {
    /// Largest difference between the sum of the parts and the total, as a part of the total.
    /// Default 1 %.
    pub tolerance: Ratio,
}

impl DownscalingRule {
    /// The rule with another largest difference.
    #[must_use]
    pub fn with_tolerance(mut self, tolerance: Ratio) -> Self {
        self.tolerance = tolerance;
        self
    }
}

impl Default for DownscalingRule {
    fn default() -> Self {
        Self {
            tolerance: Ratio::from_checked(0.01),
        }
    }
}

/// Fills the parts of a total in proportion to a driver.
///
/// # Equation
/// ```text
/// yᵢ = (T − Σ y_o)·dᵢ / Σ dⱼ
///
/// T    total of the group                                   [unit of Q]
/// y_o  parts that are observed in the year                  [unit of Q]
/// dᵢ   driver of a part that is not; Σ over all such parts  [unit of D]; slice: one a part
/// yᵢ   filled part                                          [unit of Q]
/// ```
/// The parts of a year in which none is observed sum to T to the last bit. Beside observed parts
/// they sum to T within the last bit of the largest value: there may be no number that does
/// better. A year in which a driver of a part to fill is unknown stays open.
///
/// # Source
/// The shares of a driver in place of those of the group: IPCC 2006 Guidelines, Volume 1,
/// Chapter 5, Eq. 5.2, applied to parts. Keeping what is observed is our choice.
///
/// # Errors
/// [`FillingError::Inconsistent`] if all parts of a year are observed and do not give the total
/// within the tolerance; [`FillingError::Parts`]; [`FillingError::OutOfRange`] for a tolerance
/// below 0; [`FillingError::Quantity`] for NaN or infinity.
///
/// # Example
/// ```
/// use ict_impact::quantity::{Co2e, Persons};
/// use ict_impact::review::fill::methods::{Driver, DownscalingRule, downscale_by_driver};
/// use ict_impact::time::{Year, YearSeries};
/// let year = Year::of::<2020>();
/// let group = YearSeries::new(year, vec![Some(Co2e::from_kg(90.0))])?;
/// let parts = vec![YearSeries::new(year, vec![None])?; 2];
/// let people = |n| YearSeries::new(year, vec![Some(Persons::new(n))]);
/// let people = [people(1.0)?, people(2.0)?];
/// let rule = DownscalingRule::default();
/// let filled = downscale_by_driver(&group, &parts, &people, Driver::Population, rule)?;
/// let kg: Vec<_> = filled.iter().flat_map(|f| f.filled()).map(|l| l.value.kg()).collect();
/// assert_eq!(kg, [30.0, 60.0]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn downscale_by_driver<Q: Quantity, D: Quantity>(
    group: &YearSeries<Option<Q>>,
    parts: &[YearSeries<Option<Q>>],
    drivers: &[YearSeries<Option<D>>],
    driver: Driver,
    rule: DownscalingRule,
) -> Result<Vec<Filling<Q>>, FillingError> {
    if parts.len() != drivers.len() {
        return Err(FillingError::Parts {
            parts: parts.len(),
            drivers: drivers.len(),
        });
    }
    for series in drivers {
        known(series)?;
    }
    let by = SharesBy::Driver { driver };
    downscale(group, parts, by, rule, |part, year| {
        let series = drivers.get(part).ok_or(Open::NoDonor)?;
        let value = series.get(year).copied().flatten();
        let value = value.ok_or(Open::NoDonor)?.base();
        if value < 0.0 {
            return Err(Open::NotPositive { year, value });
        }
        Ok(Weight {
            share: value,
            from: Vec::new(),
            ends: None,
        })
    })
}

/// Fills the parts of a total by the shares they had when all of them were observed.
///
/// # Equation
/// ```text
/// yᵢ = (T − Σ y_o)·sᵢ / Σ sⱼ,    sᵢ = yᵢ/Σ yⱼ in a year in which all parts are observed
///
/// sᵢ  share of a part; between two such years it goes by equal steps, before the first and
///     after the last it stays as it is
/// T, y_o, yᵢ  as in `downscale_by_driver`
/// ```
/// The range of a line is T times its share in the two years around it, where there are two and
/// no part of the year is observed.
///
/// # Source
/// primap2 (0.13.0), downscaling by shares: linear between years, constant beyond. Keeping what
/// is observed is our choice.
///
/// # Errors
/// As [`downscale_by_driver`]; [`FillingError::NotPositive`] for a negative part in a year that
/// shares are taken from.
///
/// # Example
/// The shares go from 1/4 to 3/4, so they are equal half-way.
/// ```
/// use ict_impact::quantity::Co2e;
/// use ict_impact::review::fill::methods::{DownscalingRule, downscale_by_shares};
/// use ict_impact::time::{Year, YearSeries};
/// let of = |kg: [Option<f64>; 3]| {
///     YearSeries::new(Year::of::<2018>(), kg.map(|v| v.map(Co2e::from_kg)).to_vec())
/// };
/// let group = of([Some(40.0), Some(50.0), Some(80.0)])?;
/// let parts = [of([Some(10.0), None, Some(60.0)])?, of([Some(30.0), None, Some(20.0)])?];
/// let filled = downscale_by_shares(&group, &parts, DownscalingRule::default())?;
/// let kg: Vec<_> = filled.iter().flat_map(|f| f.filled()).map(|l| l.value.kg()).collect();
/// assert_eq!(kg, [25.0, 25.0]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn downscale_by_shares<Q: Quantity>(
    group: &YearSeries<Option<Q>>,
    parts: &[YearSeries<Option<Q>>],
    rule: DownscalingRule,
) -> Result<Vec<Filling<Q>>, FillingError> {
    let shares = shares(parts)?;
    downscale(
        group,
        parts,
        SharesBy::ObservedShares,
        rule,
        |part, year| {
            let of_part = shares.get(part).map(Vec::as_slice).unwrap_or_default();
            match around(of_part, year) {
                [Some((a, from)), Some((b, to))] => {
                    let along = f64::from(year.since(a)) / f64::from(b.since(a));
                    Ok(Weight {
                        share: from + (to - from) * along,
                        from: vec![a, b],
                        ends: Some((from, to)),
                    })
                }
                [before, after] => {
                    let (when, share) = before.or(after).ok_or(Open::NoAnchor)?;
                    Ok(Weight {
                        share,
                        from: vec![when],
                        ends: None,
                    })
                }
            }
        },
    )
}

/// What a part to fill weighs in one year.
struct Weight {
    share: f64,
    from: Vec<Year>,
    ends: Option<(f64, f64)>,
}

/// The share of each part in every year in which all are observed and their sum is not zero.
fn shares<Q: Quantity>(
    parts: &[YearSeries<Option<Q>>],
) -> Result<Vec<Vec<(Year, f64)>>, FillingError> {
    let mut shares = vec![Vec::new(); parts.len()];
    let Some(one) = parts.first() else {
        return Ok(shares);
    };
    for year in one.years() {
        let values = parts.iter().map(|part| part.get(year).copied().flatten());
        let Some(values) = values.collect::<Option<Vec<Q>>>() else {
            continue;
        };
        let values: Vec<f64> = values.into_iter().map(Q::base).collect();
        if let Some(&value) = values.iter().find(|&&value| value < 0.0) {
            return Err(FillingError::NotPositive {
                series: "a part",
                year,
                value,
            });
        }
        let sum = total(values.iter().copied());
        if sum > 0.0 {
            for (shares, value) in shares.iter_mut().zip(values) {
                shares.push((year, value / sum));
            }
        }
    }
    Ok(shares)
}

fn downscale<Q: Quantity>(
    group: &YearSeries<Option<Q>>,
    parts: &[YearSeries<Option<Q>>],
    by: SharesBy,
    rule: DownscalingRule,
    weight: impl Fn(usize, Year) -> Result<Weight, Open>,
) -> Result<Vec<Filling<Q>>, FillingError> {
    known(group)?;
    if parts.is_empty() {
        return Err(FillingError::Parts {
            parts: 0,
            drivers: 0,
        });
    }
    let limit = rule.tolerance.value;
    if limit.is_nan() || limit < 0.0 {
        return Err(FillingError::OutOfRange {
            what: "the tolerance",
            value: limit,
            accepted: "0 or more",
        });
    }
    let (mut first, mut last) = (group.first(), group.last());
    for part in parts {
        known(part)?;
        first = first.min(part.first());
        last = last.max(part.last());
    }
    let mut years: Vec<Vec<Result<Filled<Q>, Open>>> = Vec::new();
    for year in first.to(last) {
        let whole = group.get(year).copied().flatten().map(Q::base);
        let seen: Vec<Option<f64>> = parts
            .iter()
            .map(|part| part.get(year).copied().flatten().map(Q::base))
            .collect();
        if let (Some(whole), Some(all)) = (whole, seen.iter().copied().collect::<Option<Vec<_>>>())
        {
            let sum = total(all);
            if sum.is_nan() || (sum - whole).abs() > limit * whole.abs() {
                return Err(FillingError::Inconsistent {
                    year,
                    sum,
                    total: whole,
                    limit,
                });
            }
        }
        years.push(one_year(year, whole, &seen, by, &weight));
    }
    let filling = |(at, part): (usize, &YearSeries<Option<Q>>)| {
        Filling::over((first, last), part, |year| {
            let row = usize::try_from(year.since(first)).ok();
            let row = row.and_then(|row| years.get(row));
            let found = row.and_then(|row| row.get(at));
            found.cloned().unwrap_or(Err(Open::NoDonor))
        })
    };
    parts.iter().enumerate().map(filling).collect()
}

/// What each part gets in a year with this total; what observed parts get is not read.
fn one_year<Q: Quantity>(
    year: Year,
    whole: Option<f64>,
    seen: &[Option<f64>],
    by: SharesBy,
    weight: impl Fn(usize, Year) -> Result<Weight, Open>,
) -> Vec<Result<Filled<Q>, Open>> {
    let open = |why: Open| vec![Err(why); seen.len()];
    let Some(whole) = whole else {
        return open(Open::NoDonor);
    };
    let missing = seen.iter().enumerate().filter(|part| part.1.is_none());
    let missing: Vec<usize> = missing.map(|part| part.0).collect();
    let weights = missing.iter().map(|&part| weight(part, year));
    let weights = match weights.collect::<Result<Vec<_>, _>>() {
        Ok(weights) => weights,
        Err(why) => return open(why),
    };
    let fixed: Vec<f64> = seen.iter().copied().flatten().collect();
    let rest = total(core::iter::once(whole).chain(fixed.iter().map(|value| -value)));
    if rest * whole < 0.0 || (whole == 0.0 && rest != 0.0) || rest.is_nan() {
        return open(Open::NothingLeft { rest });
    }
    let sum = total(weights.iter().map(|weight| weight.share));
    if sum.is_nan() || sum <= 0.0 {
        return open(Open::NotPositive { year, value: sum });
    }
    let mut values: Vec<f64> = weights
        .iter()
        .map(|weight| rest * (weight.share / sum))
        .collect();
    close(whole, &fixed, &mut values);
    let method = Method::Downscaled { by };
    let mut found = open(Open::NoDonor);
    for ((part, weight), value) in missing.into_iter().zip(weights).zip(values) {
        let ends = weight.ends.filter(|_| fixed.is_empty());
        let range = ends.map(|(a, b)| (whole * a, whole * b));
        if let Some(slot) = found.get_mut(part) {
            *slot = line(year, value, method, weight.from, range);
        }
    }
    found
}

#[cfg(test)]
mod tests;
