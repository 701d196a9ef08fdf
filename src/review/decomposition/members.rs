use alloc::borrow::ToOwned;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::{Sector, SplitMethod, decompose};
use crate::quantity::{Quantity, Ratio};
use crate::reference::indicators::Kind;
use crate::review::indicator::Entry;
use crate::review::{Dataset, Entity, ReviewError};
use crate::time::Year;

/// Why a member has no part in a decomposition.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(tag = "why", rename_all = "snake_case")]
#[non_exhaustive]
pub enum NotSplit {
    /// It has no value of this amount in this year.
    Missing {
        /// Code of the amount.
        amount: String,
        /// The year.
        year: Year,
    },
    /// This amount is zero in this year, so that the next one per it has no value.
    ZeroDriver {
        /// Code of the amount.
        amount: String,
        /// The year.
        year: Year,
    },
}

/// What each driver added to the change of an amount of many members.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct MemberDecomposition {
    /// The factors in the order of the identity: the first amount, then each amount per the one
    /// before it.
    pub factors: Vec<String>,
    /// Unit of all values and effects: that of the last amount.
    pub unit: String,
    /// The first and the last year.
    pub years: (Year, Year),
    /// The total of the members in the first year.
    pub start: f64,
    /// Their total in the last year.
    pub end: f64,
    /// End less start.
    pub change: f64,
    /// The effect of each factor.
    pub effects: Vec<f64>,
    /// The members and the effects of each factor within each of them.
    pub members: Vec<(Entity, Vec<f64>)>,
    /// Members without a part in it.
    pub left_out: Vec<(Entity, NotSplit)>,
    /// Change less effects: rounding alone.
    pub residual: f64,
    /// By logarithmic means, or by the mean over all orders where a value is negative.
    pub method: SplitMethod,
}

/// Splits the change of an amount of many members over a chain of drivers, the members being the
/// sectors.
///
/// `amounts` goes from the widest driver to the amount itself, as population, electricity
/// generated, its emissions. A ratio stands for its numerator, so that a carbon intensity stands
/// for the emissions.
///
/// # Equation
/// ```text
/// E = Σ_m Π_k x_km,   x_1m = a_1m,   x_km = a_km / a_(k−1)m
///
/// a_km  amount k of member m in a year    slice: in the order of `amounts`, each in its base unit
/// x_km  factors: population, generation per person, emissions per generation
/// E     the last amount of all members    [unit of the last amount]
/// ```
/// Effects by [`decompose`]. Members are left out that lack a value or divide by zero.
///
/// # Source
/// As [`decompose`]; the chain is that of Kaya (1990), see [`chain`](super::chain()).
///
/// # Errors
/// [`ReviewError::UnknownIndicator`]; [`ReviewError::Indicator`] for a code without an amount;
/// [`ReviewError::Decomposition`] if nobody or no driver is left.
///
/// # Example
/// ```
/// use ict_impact::reference::groups;
/// use ict_impact::place::ScheduledChanges;
/// use ict_impact::review::decomposition::decompose_members;
/// use ict_impact::review::{Entity, IndicatorSet, panel, validate};
/// use ict_impact::time::Year;
/// let (from, to) = (Year::of::<2020>(), Year::of::<2022>());
/// let data = validate(panel::observations(from, to)?, IndicatorSet::embedded()?).dataset;
/// let ldc = groups::group("LDC")?.members_at("2022-12-31".parse()?, ScheduledChanges::Ignore);
/// let ldc: Vec<Entity> = ldc.into_iter().map(Entity::Country).collect();
/// let chain = ["PART.POPULATION", "PART.ELECTRICITY.GENERATION", "PRJ.GRID.CI"];
/// let found = decompose_members(&data, &ldc, &chain, from, to)?;
/// assert_eq!(found.unit, "gCO2e");
/// assert!(found.effects[0] > 0.0); // more people
/// assert!(found.residual.abs() < 1e-12 * found.end);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn decompose_members(
    data: &Dataset,
    members: &[Entity],
    amounts: &[&str],
    from: Year,
    to: Year,
) -> Result<MemberDecomposition, ReviewError> {
    let mut chain: Vec<Link<'_>> = Vec::new();
    for code in amounts {
        chain.push(Link::of(data, code)?);
    }
    let (mut split, mut left_out) = (Vec::new(), Vec::new());
    for &member in members {
        let factors = |year| factors(data, &chain, member, year);
        match (factors(from)?, factors(to)?) {
            (Ok(start), Ok(end)) => split.push((member, start, end)),
            (Err(why), _) | (_, Err(why)) => left_out.push((member, why)),
        }
    }
    let sectors: Vec<Sector<'_>> = split
        .iter()
        .map(|(_, start, end)| Sector { start, end })
        .collect();
    let found = decompose(Ratio::from_base(1.0)?, &sectors)?;
    let last = chain.last().map(|link| link.amount);
    let value_of = |base: &Ratio| last.map_or(base.value, |of| of.unit.value_of(base.value));
    let values = |row: &[Ratio]| row.iter().map(value_of).collect::<Vec<f64>>();
    let mut factors = Vec::new();
    let mut per: Option<&str> = None;
    for link in &chain {
        let code = link.amount.indicator.code();
        factors.push(match per {
            None => code.to_string(),
            Some(per) => alloc::format!("{code} / {per}"),
        });
        per = Some(code);
    }
    let residual = found.residual()?;
    Ok(MemberDecomposition {
        factors,
        unit: last.map_or_else(String::new, |of| of.indicator.unit().to_owned()),
        years: (from, to),
        start: value_of(&found.start()),
        end: value_of(&found.end()),
        change: value_of(&found.change()),
        effects: values(found.effects()),
        members: split
            .iter()
            .map(|(member, ..)| *member)
            .zip(found.by_sector().map(values))
            .collect(),
        left_out,
        residual: value_of(&residual),
        method: found.method(),
    })
}

/// One amount of the chain, and the ratio that stands for it.
struct Link<'a> {
    code: &'a str,
    ratio: bool,
    amount: &'a Entry,
}

impl<'a> Link<'a> {
    fn of(data: &'a Dataset, code: &str) -> Result<Self, ReviewError> {
        let entry = data.indicators().entry(code)?;
        let (ratio, amount) = match entry.indicator.kind() {
            Kind::Ratio { numerator, .. } => (true, data.indicators().entry(numerator)?),
            Kind::Sum | Kind::Stock | Kind::Count => (false, entry),
            _ => {
                return Err(ReviewError::Indicator {
                    code: code.to_owned(),
                    reason: "its values do not add up, so it drives nothing".to_owned(),
                });
            }
        };
        Ok(Self {
            code: entry.indicator.code(),
            ratio,
            amount,
        })
    }
}

fn factors(
    data: &Dataset,
    chain: &[Link<'_>],
    member: Entity,
    year: Year,
) -> Result<Result<Vec<f64>, NotSplit>, ReviewError> {
    let mut factors = Vec::with_capacity(chain.len());
    let mut driver: Option<(f64, &str)> = None;
    for link in chain {
        let amount = link.amount.indicator.code();
        let base = match link.ratio {
            true => data
                .ratio_parts(link.code, member, year)?
                .map(|parts| parts.numerator),
            false => data.amount(link.code, member, year),
        };
        let Some(base) = base else {
            let amount = amount.to_owned();
            return Ok(Err(NotSplit::Missing { amount, year }));
        };
        factors.push(match driver {
            None => base,
            Some((0.0, driver)) => {
                let amount = driver.to_owned();
                return Ok(Err(NotSplit::ZeroDriver { amount, year }));
            }
            Some((driver, _)) => base / driver,
        });
        driver = Some((base, amount));
    }
    Ok(Ok(factors))
}
