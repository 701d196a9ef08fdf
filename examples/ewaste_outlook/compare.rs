//! The other model, and what the tool of UNU and Statistics Netherlands published.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;

use ict_impact::ewaste::{Generated, GeneratedModel, Generation};
use ict_impact::fleet::CohortLifetimes;
use ict_impact::place::Country;
use ict_impact::quantity::{Mass, QuantityError, ratio, sum};
use ict_impact::reference::unu_keys::{LifetimeProfile, UnuKey};
use ict_impact::time::Year;

use super::input::{Published, Series};
use super::model::{Kind, Outlook};
use super::scenario::lifetime;

const PROFILES: [LifetimeProfile; 3] = [
    LifetimeProfile::NetherlandsFranceBelgium2023,
    LifetimeProfile::Italy2023,
    LifetimeProfile::UnuGuidelines2015,
];

/// E-waste of a country, key and year by three ways.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Row {
    pub(crate) country: Country,
    pub(crate) key: UnuKey,
    pub(crate) year: Year,
    pub(crate) ewaste: Ways,
}

/// The same e-waste by the mass-conserving model, by the density at mid-age, and as published.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Ways {
    pub(crate) conserving: Mass,
    pub(crate) density: Mass,
    pub(crate) published: Mass,
}

impl Ways {
    /// How far the mass-conserving model is from what was published, %.
    pub(crate) fn deviation(&self) -> Result<f64, QuantityError> {
        deviation(self.conserving, self.published)
    }

    /// How far the density at mid-age is from what was published, %.
    pub(crate) fn density_deviation(&self) -> Result<f64, QuantityError> {
        deviation(self.density, self.published)
    }

    fn sum<'a>(rows: impl Iterator<Item = &'a Row> + Clone) -> Result<Self, Box<dyn Error>> {
        let of = |way: fn(&Ways) -> Mass| sum(rows.clone().map(|row| way(&row.ewaste)));
        Ok(Self {
            conserving: of(|ways| ways.conserving)?,
            density: of(|ways| ways.density)?,
            published: of(|ways| ways.published)?,
        })
    }
}

fn deviation(ours: Mass, theirs: Mass) -> Result<f64, QuantityError> {
    let ratio = ratio(ours, theirs, "deviation", "e-waste as published")?;
    Ok(100.0 * (ratio.value - 1.0))
}

/// A key over all countries and years that were published.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct KeyDeviation {
    pub(crate) key: UnuKey,
    pub(crate) total: Ways,
    /// Median of the deviations of the countries and years, %; none if nothing was published.
    pub(crate) median: Option<f64>,
    /// Lowest and highest of them.
    pub(crate) range: Option<(f64, f64)>,
    /// Countries and years in which nothing was published, so that there is no deviation.
    pub(crate) undefined: usize,
}

/// What the density model says of a key, over all countries and cohorts.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Imbalance {
    /// The key, or none for all together.
    pub(crate) key: Option<UnuKey>,
    pub(crate) mass: Mass,
    /// Relative to what was put on the market, %; none if nothing was.
    pub(crate) percent: Option<f64>,
}

/// E-waste with the lifetimes of a profile against what was published.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Profile {
    pub(crate) profile: LifetimeProfile,
    pub(crate) keys: usize,
    pub(crate) conserving: Mass,
    pub(crate) published: Mass,
}

impl Profile {
    /// How far it is from what was published, %.
    pub(crate) fn deviation(&self) -> Result<f64, QuantityError> {
        deviation(self.conserving, self.published)
    }
}

/// All comparisons.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Comparison {
    pub(crate) rows: Vec<Row>,
    /// The largest deviation of the total first.
    pub(crate) keys: Vec<KeyDeviation>,
    pub(crate) years: Vec<(Year, Ways)>,
    pub(crate) countries: Vec<(Country, Ways)>,
    pub(crate) total: Ways,
    /// E-waste by the density at mid-age, all series, in the years of the outlook.
    pub(crate) density: Vec<Mass>,
    /// The largest first.
    pub(crate) imbalances: Vec<Imbalance>,
    pub(crate) imbalance: Imbalance,
    /// The same comparison with each set of lifetimes, over the keys that all sets have.
    pub(crate) profiles: Vec<Profile>,
    /// Countries and keys with years in which more became waste than was put on the market.
    pub(crate) negative_stock: Vec<(Country, UnuKey)>,
}

impl Comparison {
    pub(crate) fn of(outlook: &Outlook, published: &Published) -> Result<Self, Box<dyn Error>> {
        let generated = densities(outlook)?;
        let mut rows = Vec::new();
        for (series, density) in outlook.reference().keys.iter().zip(&generated) {
            let conserving = series.mass(Kind::Ewaste);
            for (t, &year) in outlook.years.iter().enumerate() {
                let place = (series.country, series.key, year);
                let three = conserving.get(t).zip(density.ewaste().get(year).copied());
                if let (Some(&published), Some((conserving, density))) =
                    (published.get(&place), three)
                {
                    rows.push(Row {
                        country: series.country,
                        key: series.key,
                        year,
                        ewaste: Ways {
                            conserving,
                            density,
                            published,
                        },
                    });
                }
            }
        }
        let density = |year: &Year| {
            sum(generated
                .iter()
                .filter_map(|one| one.ewaste().get(*year).copied()))
        };
        let negative = outlook.market.iter().zip(&generated);
        let negative = negative.filter(|(_, one)| !one.years_of_negative_stock().is_empty());
        Ok(Self {
            keys: key_deviations(&rows)?,
            years: by(&rows, |row| row.year)?,
            countries: by(&rows, |row| row.country)?,
            total: Ways::sum(rows.iter())?,
            density: outlook
                .years
                .iter()
                .map(density)
                .collect::<Result<_, _>>()?,
            imbalances: imbalances(outlook, &generated)?,
            imbalance: imbalance(None, outlook, &generated)?,
            profiles: profiles(outlook, published)?,
            negative_stock: negative.map(|(one, _)| (one.country, one.key)).collect(),
            rows,
        })
    }
}

/// The density at mid-age of every series.
fn densities(outlook: &Outlook) -> Result<Vec<Generated>, Box<dyn Error>> {
    let of = |series: &Series| {
        let profile = outlook.assumptions.profile;
        let lifetimes = CohortLifetimes::from(lifetime(series.key, profile)?);
        let generation = Generation::of(&series.mass, &lifetimes);
        Ok(generation
            .model(GeneratedModel::DensityAtMidAge)
            .compute()?)
    };
    outlook.market.iter().map(of).collect()
}

/// The mass-conserving model with each set of lifetimes.
fn profiles(outlook: &Outlook, published: &Published) -> Result<Vec<Profile>, Box<dyn Error>> {
    let in_all = |key: UnuKey| {
        PROFILES
            .iter()
            .all(|profile| key.lifetime(*profile).is_some())
    };
    let series = || outlook.market.iter().filter(|one| in_all(one.key));
    let keys: BTreeSet<UnuKey> = series().map(|one| one.key).collect();
    let of = |profile: LifetimeProfile| {
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for one in series() {
            let lifetimes = CohortLifetimes::from(lifetime(one.key, profile)?);
            let generated = Generation::of(&one.mass, &lifetimes).compute()?;
            for (year, &mass) in generated.ewaste() {
                if let Some(&published) = published.get(&(one.country, one.key, year)) {
                    ours.push(mass);
                    theirs.push(published);
                }
            }
        }
        Ok(Profile {
            profile,
            keys: keys.len(),
            conserving: sum(ours)?,
            published: sum(theirs)?,
        })
    };
    PROFILES.into_iter().map(of).collect()
}

/// The rows of each country or year, added.
fn by<K: Ord + Copy>(
    rows: &[Row],
    group: impl Fn(&Row) -> K,
) -> Result<Vec<(K, Ways)>, Box<dyn Error>> {
    let mut groups: BTreeMap<K, Vec<&Row>> = BTreeMap::new();
    for row in rows {
        groups.entry(group(row)).or_default().push(row);
    }
    let groups = groups.into_iter();
    groups
        .map(|(key, rows)| Ok((key, Ways::sum(rows.iter().copied())?)))
        .collect()
}

fn key_deviations(rows: &[Row]) -> Result<Vec<KeyDeviation>, Box<dyn Error>> {
    let mut keys = Vec::new();
    for (key, total) in by(rows, |row| row.key)? {
        let each = rows.iter().filter(|row| row.key == key);
        let (mut deviations, mut undefined) = (Vec::new(), 0);
        for row in each {
            match row.ewaste.deviation() {
                Ok(deviation) => deviations.push(deviation),
                Err(_) => undefined += 1,
            }
        }
        deviations.sort_by(f64::total_cmp);
        keys.push(KeyDeviation {
            key,
            total,
            median: median(&deviations),
            range: deviations.first().copied().zip(deviations.last().copied()),
            undefined,
        });
    }
    let size = |one: &KeyDeviation| one.total.deviation().map_or(f64::INFINITY, f64::abs);
    keys.sort_by(|a, b| size(b).total_cmp(&size(a)));
    Ok(keys)
}

/// The value in the middle of sorted values, the mean of two.
fn median(sorted: &[f64]) -> Option<f64> {
    let upper = *sorted.get(sorted.len() / 2)?;
    let lower = *sorted.get((sorted.len() - 1) / 2)?;
    Some((lower + upper) / 2.0)
}

fn imbalances(
    outlook: &Outlook,
    generated: &[Generated],
) -> Result<Vec<Imbalance>, Box<dyn Error>> {
    let keys: BTreeSet<UnuKey> = outlook.market.iter().map(|one| one.key).collect();
    let all = keys
        .into_iter()
        .map(|key| imbalance(Some(key), outlook, generated));
    let mut all: Vec<Imbalance> = all.collect::<Result<_, _>>()?;
    let size = |one: &Imbalance| one.percent.map_or(0.0, f64::abs);
    all.sort_by(|a, b| size(b).total_cmp(&size(a)));
    Ok(all)
}

/// Of one key or of all.
fn imbalance(
    key: Option<UnuKey>,
    outlook: &Outlook,
    generated: &[Generated],
) -> Result<Imbalance, Box<dyn Error>> {
    let of = || {
        let all = outlook.market.iter().zip(generated);
        all.filter(move |(series, _)| key.is_none_or(|key| series.key == key))
    };
    let mass = sum(of().map(|(_, generated)| generated.imbalance()))?;
    let market = sum(of().flat_map(|(series, _)| series.mass.values().iter().copied()))?;
    let part = ratio(mass, market, "imbalance", "mass put on the market");
    Ok(Imbalance {
        key,
        mass,
        percent: part.ok().map(|part| 100.0 * part.value),
    })
}
