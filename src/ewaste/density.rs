//! Waste by the density of the lifetime, cohort by cohort.

use alloc::string::ToString;
use alloc::sync::Arc;
use alloc::vec;
use alloc::vec::Vec;

use super::{EwasteError, GeneratedModel};
use crate::fleet::{CohortLifetimes, Lifetime, StockError, Years};
use crate::time::Year;

/// Ages beyond which no density is added up, in years.
const OLDEST: u32 = 10_000;

/// What of a cohort becomes waste, of each unit put on the market.
#[derive(Debug, Clone)]
pub(super) struct Density {
    /// After 0, 1, 2, … years.
    after: Arc<[f64]>,
    /// Over all ages: 1 would conserve mass.
    pub(super) released: f64,
}

impl Density {
    /// Those of all cohorts, for so many years. A cohort of which nothing was put on the market
    /// releases nothing.
    pub(super) fn of(
        lifetimes: &CohortLifetimes,
        put_on_market: &[f64],
        first: Year,
        years: usize,
        model: GeneratedModel,
    ) -> Result<Vec<Self>, EwasteError> {
        let expected = put_on_market.len();
        for (what, found) in lifetimes.lengths() {
            if found != expected {
                return Err(EwasteError::Stock(StockError::DifferentLengths {
                    what,
                    expected,
                    found,
                }));
            }
        }
        if lifetimes.by_year().is_some() {
            return Err(EwasteError::FactorsByYear);
        }
        let first_age = match model {
            GeneratedModel::DensityAtAge => 0.0,
            _ => 0.5,
        };
        let nothing = Self {
            after: Arc::from([]),
            released: 0.0,
        };
        let mut last: Option<(Lifetime, Self)> = None;
        let cohorts = (0..).zip(put_on_market);
        cohorts
            .map(|(c, &mass)| {
                if mass == 0.0 {
                    return Ok(nothing.clone());
                }
                let lifetime = lifetimes.cohort(c as usize)?;
                if let Some((same, density)) = &last
                    && *same == lifetime
                {
                    return Ok(density.clone());
                }
                if lifetime.density(Years::new(first_age)).is_none() {
                    return Err(EwasteError::NoDensity {
                        year: first.plus(c)?,
                        lifetime: lifetime.to_string(),
                    });
                }
                let density = Self {
                    after: values(&lifetime, first_age, years),
                    released: released(&lifetime, first_age),
                };
                last = Some((lifetime, density.clone()));
                Ok(density)
            })
            .collect()
    }
}

fn at(lifetime: &Lifetime, first_age: f64, years: u32) -> f64 {
    let age = Years::new(f64::from(years) + first_age);
    lifetime.density(age).unwrap_or(0.0)
}

fn values(lifetime: &Lifetime, first_age: f64, years: usize) -> Arc<[f64]> {
    let ages = (0..).take(years);
    ages.map(|age| at(lifetime, first_age, age)).collect()
}

fn released(lifetime: &Lifetime, first_age: f64) -> f64 {
    let mut sum = 0.0;
    for years in 0..OLDEST {
        sum += at(lifetime, first_age, years);
        let age = f64::from(years) + first_age;
        if lifetime.survival(Years::new(age)) < 1e-17 {
            break;
        }
    }
    sum
}

/// `W[t] = Σ_c POM[c]·f_c(age)` for `years` years.
pub(super) fn waste(densities: &[Density], put_on_market: &[f64], years: usize) -> Vec<f64> {
    let mut waste = vec![0.0; years];
    let cohorts = densities.iter().zip(put_on_market).enumerate();
    for (c, (density, &mass)) in cohorts.take(years) {
        for (waste, density) in waste[c..].iter_mut().zip(&*density.after) {
            *waste += density * mass;
        }
    }
    waste
}

/// Pieces of each cohort and year, rounded half to even as R's `round`, then added; none where
/// no mass was put on the market.
pub(super) fn rounded_pieces(
    densities: &[Density],
    mass: &[f64],
    pieces: &[f64],
    years: usize,
) -> Vec<f64> {
    let mut waste = vec![0.0; years];
    let cohorts = densities.iter().zip(mass).zip(pieces).enumerate();
    for (c, ((density, &mass), &pieces)) in cohorts.take(years) {
        for (waste, density) in waste[c..].iter_mut().zip(&*density.after) {
            *waste += libm::rint(density * mass / mass * pieces);
        }
    }
    waste
}
