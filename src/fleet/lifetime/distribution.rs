//! Survival, density and hazard of each distribution.

use super::table::Table;
use super::{Lifetime, Years, incomplete_gamma};
use crate::numeric::{exp, ln, ln_gamma, normal_survival, pow};

/// A distribution with checked parameters, lifetimes in years.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
    Fixed { mean: f64 },
    Normal { mean: f64, std: f64 },
    FoldedNormal { mean: f64, std: f64 },
    LogNormal(LogNormal),
    Weibull { shape: f64, scale: f64 },
    Gamma { shape: f64, scale: f64 },
    Exponential { mean: f64 },
    Table(Table),
}

/// Mean and standard deviation of the lifetime, and of its logarithm.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct LogNormal {
    pub(super) mean: f64,
    pub(super) std: f64,
    pub(super) odym_moments: bool,
    pub(super) location: f64,
    pub(super) spread: f64,
}

/// The density of the standard normal distribution.
fn normal_density(z: f64) -> f64 {
    const SQRT_TAU: f64 = 2.506_628_274_631_000_7;
    exp(-z * z / 2.0) / SQRT_TAU
}

/// The density of the Weibull distribution, operation by operation as R's `dweibull`.
fn weibull_density(shape: f64, scale: f64, age: f64) -> f64 {
    let power_below = pow(age / scale, shape - 1.0);
    let power = power_below * (age / scale);
    // Infinity times the zero it is multiplied by in the far tail has the limit 0.
    let survival = exp(-power);
    if survival == 0.0 {
        return 0.0;
    }
    shape * power_below * survival / scale
}

fn gamma_density(shape: f64, scale: f64, age: f64) -> f64 {
    let x = age / scale;
    if x == 0.0 {
        return match shape {
            k if k < 1.0 => f64::INFINITY,
            k if k > 1.0 => 0.0,
            _ => 1.0 / scale,
        };
    }
    exp((shape - 1.0) * ln(x) - x - ln_gamma(shape)) / scale
}

impl Lifetime {
    /// The share of devices still in use at an age.
    ///
    /// # Equation
    /// ```text
    /// S(a) = P(lifetime > a)        a  age in years; S without unit, 0 to 1
    /// ```
    /// 1 for an age below 0, NaN for an age that is not a number.
    ///
    /// # Example
    /// ```
    /// use ict_impact::fleet::{Lifetime, Years};
    /// let lifetime = Lifetime::exponential(Years::new(1.0))?;
    /// assert_eq!(lifetime.survival(Years::new(1.0)), ict_impact::numeric::exp(-1.0));
    /// # Ok::<(), ict_impact::fleet::LifetimeError>(())
    /// ```
    pub fn survival(&self, age: Years) -> f64 {
        let age = age.get();
        if age < 0.0 {
            return 1.0;
        }
        if age.is_nan() {
            return age;
        }
        let share = match &self.0 {
            &Kind::Fixed { mean } => f64::from(u8::from(age < mean)),
            &Kind::Normal { mean: 0.0, .. } => 0.0,
            &Kind::Normal { mean, std } => normal_survival((age - mean) / std),
            &Kind::FoldedNormal { mean, std } => {
                normal_survival((age - mean) / std) + normal_survival((age + mean) / std)
            }
            Kind::LogNormal(by) => normal_survival((ln(age) - by.location) / by.spread),
            &Kind::Weibull { shape, scale } => exp(-pow(age / scale, shape)),
            &Kind::Gamma { shape, scale } => incomplete_gamma::upper(shape, age / scale),
            &Kind::Exponential { mean } => exp(-age / mean),
            Kind::Table(table) => table.survival(age),
        };
        share.clamp(0.0, 1.0)
    }

    /// The density of the lifetime at an age, per year.
    ///
    /// `None` for a fixed lifetime and a normal one of mean 0, which end at a single age.
    ///
    /// # Equation
    /// ```text
    /// f(a) = −dS/da        a  age in years; f per year; infinite at 0 for a shape below 1
    ///
    /// Weibull  f(a) = (k/λ)·(a/λ)^(k−1)·exp(−(a/λ)^k)
    /// ```
    /// 0 for an age below 0. The part of a normal distribution below 0 is not in it.
    ///
    /// # Source
    /// NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.6; the Weibull density in the order
    /// of operations of R 4.2 `dweibull`.
    ///
    /// # Example
    /// ```
    /// use ict_impact::fleet::{Lifetime, Years};
    /// let lifetime = Lifetime::weibull(2.0, Years::new(8.0))?;
    /// // (2/8)·(10/8)·exp(−(10/8)²) = 0.3125·0.20961
    /// assert!((lifetime.density(Years::new(10.0)).unwrap() - 0.06550).abs() < 1e-5);
    /// # Ok::<(), ict_impact::fleet::LifetimeError>(())
    /// ```
    pub fn density(&self, age: Years) -> Option<f64> {
        let age = age.get();
        let density = match &self.0 {
            Kind::Fixed { .. } | Kind::Normal { mean: 0.0, .. } => return None,
            _ if age < 0.0 => 0.0,
            _ if age.is_nan() => age,
            _ if age == f64::INFINITY => 0.0,
            &Kind::Normal { mean, std } => normal_density((age - mean) / std) / std,
            &Kind::FoldedNormal { mean, std } => {
                (normal_density((age - mean) / std) + normal_density((age + mean) / std)) / std
            }
            Kind::LogNormal(_) if age == 0.0 => 0.0,
            Kind::LogNormal(by) => {
                normal_density((ln(age) - by.location) / by.spread) / (age * by.spread)
            }
            &Kind::Weibull { shape, scale } => weibull_density(shape, scale, age),
            &Kind::Gamma { shape, scale } => gamma_density(shape, scale, age),
            &Kind::Exponential { mean } => exp(-age / mean) / mean,
            Kind::Table(table) => table.density(age),
        };
        Some(density)
    }

    /// The rate at which devices of an age leave, per year and per device still in use.
    ///
    /// `None` where there is no [`density`](Self::density), and where nothing is in use any more.
    ///
    /// # Equation
    /// ```text
    /// h(a) = f(a) / S(a)        a  age in years; h per year
    ///
    /// Weibull  h(a) = (k/λ)·(a/λ)^(k−1)
    /// ```
    ///
    /// # Source
    /// NIST/SEMATECH e-Handbook of Statistical Methods, 8.1.2.3.
    ///
    /// # Example
    /// ```
    /// use ict_impact::fleet::{Lifetime, Years};
    /// let lifetime = Lifetime::weibull(2.0, Years::new(8.0))?;
    /// assert_eq!(lifetime.hazard(Years::new(16.0)), Some(0.5));
    /// # Ok::<(), ict_impact::fleet::LifetimeError>(())
    /// ```
    pub fn hazard(&self, age: Years) -> Option<f64> {
        match self.0 {
            Kind::Weibull { shape, scale } if age.get() >= 0.0 => {
                Some(shape / scale * pow(age.get() / scale, shape - 1.0))
            }
            Kind::Exponential { mean } if age.get() >= 0.0 => Some(1.0 / mean),
            _ => {
                let survival = self.survival(age);
                if survival == 0.0 {
                    return None;
                }
                Some(self.density(age)? / survival)
            }
        }
    }
}
