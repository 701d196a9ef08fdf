use alloc::borrow::ToOwned;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::{
    Candidate, KeyCategoryError, ObservedCategories, Threshold, observed_by_level,
    observed_by_trend,
};
use crate::quantity::{Quantity, QuantityError, Ratio};
use crate::reference::indicators::Kind;
use crate::review::{
    Dataset, Dimension, Entity, Observation, Origin, Part, Qualifier, ReviewError,
};
use crate::time::Year;

/// How key members or parts are found. The defaults are those of the guidelines, and ours.
///
/// # Example
/// ```
/// use ict_impact::review::key_category::{KeyRule, Threshold};
/// let rule = KeyRule::default().with_threshold(Threshold::with_flexibility(0.85)?);
/// assert!(rule.threshold.is_flexible() && !rule.with_filled);
/// # Ok::<(), ict_impact::review::key_category::KeyCategoryError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[non_exhaustive]
pub struct KeyRule {
    /// The cumulative share. Default 95 %.
    pub threshold: Threshold,
    /// Whether filled values are ranked too. Default no.
    pub with_filled: bool,
}

impl KeyRule {
    /// The rule with another cumulative share.
    #[must_use]
    pub fn with_threshold(mut self, threshold: Threshold) -> Self {
        self.threshold = threshold;
        self
    }

    /// The rule that ranks filled values too.
    #[must_use]
    pub fn ranking_filled(mut self) -> Self {
        self.with_filled = true;
        self
    }
}

/// Who or what makes up nearly all of an indicator, and of its change.
///
/// Values are in [`unit`](Self::unit), carried as bare numbers.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct KeyShares<K> {
    /// Code of the amount that is ranked: the indicator, or the numerator of a ratio.
    pub amount: String,
    /// The unit of the values.
    pub unit: String,
    /// The rule.
    pub rule: KeyRule,
    /// By level in the year.
    pub level: ObservedCategories<K, Ratio>,
    /// By trend since the base year; none if no base year was asked for, or if nothing moved
    /// otherwise than the total.
    pub trend: Option<ObservedCategories<K, Ratio>>,
    /// Those without a value in the year, in the order given.
    pub missing: Vec<K>,
    /// Those without a value in the base year that have one in the year.
    pub missing_in_base_year: Vec<K>,
}

impl<K: Clone> KeyShares<K> {
    /// The key ones by level, the largest first.
    pub fn key_by_level(&self) -> Vec<K> {
        let key = self.level.ranked().key(self.rule.threshold).iter();
        key.map(|category| category.key.clone()).collect()
    }

    /// The key ones by trend; none where there is no trend.
    pub fn key_by_trend(&self) -> Vec<K> {
        let trend = self.trend.iter();
        let key = trend.flat_map(|trend| trend.ranked().key(self.rule.threshold));
        key.map(|category| category.key.clone()).collect()
    }
}

/// A value and whether it may be ranked.
struct Found {
    value: f64,
    set_aside: bool,
}

/// Which members make up an indicator in a year, and its change since a base year.
///
/// For a ratio its numerators are ranked, as only amounts have shares. Filled values and those
/// not for publication are left out and named; who has no value is missing, not zero.
///
/// # Source
/// IPCC 2006 Guidelines, volume 1, chapter 4, with members as categories. What is left out is
/// our choice.
///
/// # Errors
/// [`ReviewError::UnknownIndicator`]; [`ReviewError::Indicator`] for a kind without shares;
/// [`ReviewError::KeyCategory`] if nothing is left or all is zero.
///
/// # Example
/// Of 212 countries with figures, 44 emit 95 % of what electricity emits.
/// ```
/// use ict_impact::review::key_category::{KeyRule, key_members};
/// use ict_impact::review::{IndicatorSet, panel, validate};
/// use ict_impact::time::Year;
/// let (base, year) = (Year::of::<2020>(), Year::of::<2022>());
/// let data = validate(panel::observations(base, year)?, IndicatorSet::embedded()?).dataset;
/// let rule = KeyRule::default();
/// let found = key_members(&data, data.entities(), "PRJ.GRID.CI", year, Some(base), rule)?;
/// assert_eq!(found.amount, "PART.POWER.GHG");
/// assert_eq!(found.key_by_level().len(), 44);
/// assert_eq!(found.key_by_level()[0].to_string(), "CHN");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn key_members(
    data: &Dataset,
    members: &[Entity],
    indicator: &str,
    year: Year,
    base_year: Option<Year>,
    rule: KeyRule,
) -> Result<KeyShares<Entity>, ReviewError> {
    let entry = data.indicators().entry(indicator)?;
    let amount = match entry.indicator.kind() {
        Kind::Ratio { numerator, .. } => numerator.to_string(),
        Kind::Sum | Kind::Stock | Kind::Count => indicator.to_owned(),
        _ => return Err(no_shares(indicator)),
    };
    let unit = data.indicators().entry(&amount)?;
    let find = |member: &Entity, year| -> Result<Option<Found>, ReviewError> {
        let base = match entry.indicator.kind() {
            Kind::Ratio { .. } => data
                .ratio_parts(indicator, *member, year)?
                .map(|parts| parts.numerator),
            _ => data.amount(indicator, *member, year),
        };
        let Some(base) = base else {
            return Ok(None);
        };
        let mut rows = Vec::new();
        data.add_rows(indicator, *member, year, &mut rows)?;
        let mut rows = rows.iter().filter_map(|row| data.observation(*row));
        Ok(Some(Found {
            value: unit.unit.value_of(base),
            set_aside: rows.any(|row| set_aside(row, rule)),
        }))
    };
    let what = (amount, unit.indicator.unit().to_owned());
    shares(members, what, (year, base_year), rule, find)
}

/// Which parts make up an indicator of one member in a year, and its change since a base year:
/// the parts of the division by `dimension` alone, such as the life-cycle stages.
///
/// # Source
/// As [`key_members`].
///
/// # Errors
/// As [`key_members`].
pub fn key_parts(
    data: &Dataset,
    member: Entity,
    indicator: &str,
    dimension: Dimension,
    (year, base_year): (Year, Option<Year>),
    rule: KeyRule,
) -> Result<KeyShares<Part>, ReviewError> {
    let entry = data.indicators().entry(indicator)?;
    if !matches!(
        entry.indicator.kind(),
        Kind::Sum | Kind::Stock | Kind::Count
    ) {
        return Err(no_shares(indicator));
    }
    let mut parts: Vec<Part> = Vec::new();
    for year in base_year.into_iter().chain([year]) {
        for cell in data.parts_of(indicator, member, year) {
            let part = data.observation(cell.row).map(|row| &row.key.part);
            parts.extend(
                part.filter(|part| part.dimensions().eq([dimension]))
                    .cloned(),
            );
        }
    }
    parts.sort();
    parts.dedup();
    let find = |part: &Part, year| -> Result<Option<Found>, ReviewError> {
        let mut cells = data.parts_of(indicator, member, year).iter();
        let of_part = cells.find_map(|cell| {
            let row = data.observation(cell.row)?;
            (row.key.part == *part).then_some((row, cell.state.amount()?))
        });
        Ok(of_part.map(|(row, base)| Found {
            value: entry.unit.value_of(base),
            set_aside: set_aside(row, rule),
        }))
    };
    let what = (indicator.to_owned(), entry.indicator.unit().to_owned());
    shares(&parts, what, (year, base_year), rule, find)
}

fn no_shares(code: &str) -> ReviewError {
    ReviewError::Indicator {
        code: code.to_owned(),
        reason: "its values do not add up, so none has a share".to_owned(),
    }
}

fn set_aside(row: &Observation, rule: KeyRule) -> bool {
    let filled = row.meta.origin == Origin::Filled && !rule.with_filled;
    filled || row.meta.qualifiers.contains(&Qualifier::Restricted)
}

fn shares<K: Ord + Clone>(
    keys: &[K],
    (amount, unit): (String, String),
    (year, base_year): (Year, Option<Year>),
    rule: KeyRule,
    find: impl Fn(&K, Year) -> Result<Option<Found>, ReviewError>,
) -> Result<KeyShares<K>, ReviewError> {
    let (mut level, mut trend) = (Vec::new(), Vec::new());
    let (mut missing, mut missing_in_base_year) = (Vec::new(), Vec::new());
    for key in keys {
        let Some(now) = find(key, year)? else {
            missing.push(key.clone());
            continue;
        };
        let value = Ratio::from_base(now.value)?;
        level.push(Candidate {
            key: key.clone(),
            value,
            filled: now.set_aside,
        });
        let Some(base_year) = base_year else {
            continue;
        };
        match find(key, base_year)? {
            None => missing_in_base_year.push(key.clone()),
            Some(base) => trend.push(Candidate {
                key: key.clone(),
                value: (Ratio::from_base(base.value)?, value),
                filled: base.set_aside || now.set_aside,
            }),
        }
    }
    let trend = match base_year {
        None => None,
        Some(_) => match observed_by_trend(&trend) {
            Ok(found) => Some(found),
            Err(KeyCategoryError::Quantity(QuantityError::Undefined { .. })) => None,
            Err(error) => return Err(error.into()),
        },
    };
    Ok(KeyShares {
        amount,
        unit,
        rule,
        level: observed_by_level(&level)?,
        trend,
        missing,
        missing_in_base_year,
    })
}
