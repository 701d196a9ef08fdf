//! How long does a device stay in use, and what share of a year's devices is still there?
//!
//! | distribution | survival S(a), a in years | parameters |
//! |---|---|---|
//! | [fixed](Lifetime::fixed) | 1 if a < mean, else 0 | mean |
//! | [normal](Lifetime::normal) | 1 − Φ((a−μ)/σ), not truncated | mean, standard deviation |
//! | [folded normal](Lifetime::folded_normal) | Φ((μ−a)/σ) + Φ(−(a+μ)/σ) | of the normal before folding |
//! | [log-normal](Lifetime::log_normal) | 1 − Φ((ln a − m)/v) | mean, standard deviation of the lifetime |
//! | [Weibull](Lifetime::weibull) | exp(−(a/λ)^k) | shape k, scale λ |
//! | [gamma](Lifetime::gamma) | Γ(k, a/θ)/Γ(k) | shape k, scale θ |
//! | [exponential](Lifetime::exponential) | exp(−a/mean) | mean |
//! | [table](Lifetime::table) | linear between points | ages and shares |
//!
//! Weibull is the distribution of the UNU-KEYS.

mod cohorts;
mod distribution;
mod entry;
mod error;
mod incomplete_gamma;
mod moments;
mod scaled;
mod table;

pub use self::cohorts::CohortLifetimes;
pub use self::entry::{Entry, GaussLobatto};
pub use self::error::LifetimeError;
pub use super::years::Years;

use core::fmt;

use self::distribution::{Kind, LogNormal};
use self::table::Table;
use crate::numeric::{ln, sqrt};
use crate::quantity::Share;

/// How long devices stay in use, as a distribution.
///
/// # Example
/// ```
/// use ict_impact::fleet::{Lifetime, Years};
/// // After one scale, 1/e of a Weibull lot is in use, whatever its shape.
/// let laptop = Lifetime::weibull(1.5, Years::new(5.2))?;
/// assert!((laptop.survival(Years::new(5.2)) - 0.36788).abs() < 1e-5);
/// assert!(Lifetime::weibull(-1.5, Years::new(5.2)).is_err());
/// # Ok::<(), ict_impact::fleet::LifetimeError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Lifetime(Kind);

const ABOVE_0: &str = "a finite number above 0";
const FROM_0: &str = "a finite number, 0 or more";

fn parameter(
    distribution: &'static str,
    parameter: &'static str,
    value: f64,
    accepted: &'static str,
    holds: bool,
) -> Result<(), LifetimeError> {
    if value.is_finite() && holds {
        return Ok(());
    }
    Err(LifetimeError::Parameter {
        distribution,
        parameter,
        value,
        accepted,
    })
}

impl Lifetime {
    /// Every device leaves at the same age.
    ///
    /// # Equation
    /// ```text
    /// S(a) = 1 if a < mean, else 0        a, mean  years
    /// ```
    /// With a mean of 0 a device leaves in the year in which it enters.
    ///
    /// # Source
    /// ODYM 1.0.0 and flodym 1.1.0, `FixedLifetime`.
    ///
    /// # Errors
    /// [`LifetimeError::Parameter`] if the mean is negative or not finite.
    ///
    /// # Example
    /// ```
    /// use ict_impact::fleet::{Lifetime, Years};
    /// let lifetime = Lifetime::fixed(Years::new(3.5))?;
    /// assert_eq!(lifetime.survival(Years::new(3.0)), 1.0);
    /// assert_eq!(lifetime.survival(Years::new(3.5)), 0.0);
    /// # Ok::<(), ict_impact::fleet::LifetimeError>(())
    /// ```
    pub fn fixed(mean: Years) -> Result<Self, LifetimeError> {
        let mean = mean.get();
        parameter("fixed", "mean", mean, FROM_0, mean >= 0.0)?;
        Ok(Self(Kind::Fixed { mean }))
    }

    /// A normal distribution, not truncated: what lies below age 0 leaves in the entry year.
    ///
    /// # Equation
    /// ```text
    /// S(a) = 1 − Φ((a − μ)/σ)        a, μ, σ  years; Φ the normal distribution function
    /// S(a) = 0 if μ = 0
    /// ```
    ///
    /// # Source
    /// ODYM 1.0.0 and flodym 1.1.0, `NormalLifetime`; the convention for a mean of 0 is ODYM's.
    ///
    /// # Errors
    /// [`LifetimeError::Parameter`] if the mean is negative, or if the standard deviation is not
    /// above 0 (with a mean of 0 it may be 0).
    ///
    /// # Example
    /// ```
    /// use ict_impact::fleet::{Lifetime, Years};
    /// let lifetime = Lifetime::normal(Years::new(8.0), Years::new(2.0))?;
    /// assert_eq!(lifetime.survival(Years::new(8.0)), 0.5);
    /// assert_eq!(Lifetime::normal(Years::new(0.0), Years::new(2.0))?.survival(Years::new(0.0)), 0.0);
    /// # Ok::<(), ict_impact::fleet::LifetimeError>(())
    /// ```
    pub fn normal(mean: Years, std: Years) -> Result<Self, LifetimeError> {
        let (mean, std) = (mean.get(), std.get());
        parameter("normal", "mean", mean, FROM_0, mean >= 0.0)?;
        let spread = std > 0.0 || (mean == 0.0 && std == 0.0);
        parameter("normal", "standard deviation", std, ABOVE_0, spread)?;
        Ok(Self(Kind::Normal { mean, std }))
    }

    /// A normal distribution whose negative part is folded over to positive ages.
    ///
    /// # Equation
    /// ```text
    /// S(a) = Φ((μ − a)/σ) + Φ(−(μ + a)/σ)
    ///
    /// a     age, years
    /// μ, σ  mean and standard deviation of the normal distribution before folding, years
    /// ```
    ///
    /// # Source
    /// F. C. Leone et al., "The Folded Normal Distribution", Technometrics 3 (1961); as
    /// `scipy.stats.foldnorm(c = μ/σ, scale = σ)`, ODYM 1.0.0 and flodym 1.1.0.
    ///
    /// # Errors
    /// [`LifetimeError::Parameter`] unless both are above 0.
    ///
    /// # Example
    /// ```
    /// use ict_impact::fleet::{Lifetime, Years};
    /// let lifetime = Lifetime::folded_normal(Years::new(6.0), Years::new(4.0))?;
    /// // Φ(0.5) + Φ(-2.5) = 0.69146 + 0.00621
    /// assert!((lifetime.survival(Years::new(4.0)) - 0.69767).abs() < 1e-5);
    /// # Ok::<(), ict_impact::fleet::LifetimeError>(())
    /// ```
    pub fn folded_normal(mean: Years, std: Years) -> Result<Self, LifetimeError> {
        let (mean, std) = (mean.get(), std.get());
        parameter("folded normal", "mean", mean, ABOVE_0, mean > 0.0)?;
        parameter(
            "folded normal",
            "standard deviation",
            std,
            ABOVE_0,
            std > 0.0,
        )?;
        Ok(Self(Kind::FoldedNormal { mean, std }))
    }

    /// A log-normal distribution by the mean and standard deviation of the lifetime itself.
    ///
    /// # Equation
    /// ```text
    /// S(a) = 1 − Φ((ln a − m)/v)
    /// m = ln(M²/√(M² + s²)),  v² = ln(1 + s²/M²)
    ///
    /// a     age, years
    /// M, s  mean and standard deviation of the lifetime, years
    /// ```
    ///
    /// # Source
    /// flodym 1.1.0, `LogNormalLifetime`; NIST/SEMATECH e-Handbook 1.3.6.6.9 for the moments.
    ///
    /// # Errors
    /// [`LifetimeError::Parameter`] unless both are above 0 and of magnitudes whose ratio has a
    /// spread.
    ///
    /// # Example
    /// ```
    /// use ict_impact::fleet::{Lifetime, Years};
    /// let lifetime = Lifetime::log_normal(Years::new(10.0), Years::new(4.0))?;
    /// // The median is M/√(1 + s²/M²) = 10/√1.16.
    /// assert!((lifetime.median().get() - 9.28477).abs() < 1e-5);
    /// # Ok::<(), ict_impact::fleet::LifetimeError>(())
    /// ```
    pub fn log_normal(mean: Years, std: Years) -> Result<Self, LifetimeError> {
        Self::log_normal_by(mean.get(), std.get(), false)
    }

    /// The log-normal distribution that ODYM computes from a mean and a standard deviation.
    ///
    /// For comparison with ODYM only: it uses M²/s² where s²/M² is meant. The mean is kept, but
    /// the standard deviation becomes M²/s instead of s.
    ///
    /// # Equation
    /// ```text
    /// S(a) = 1 − Φ((ln a − m)/v)
    /// m = ln(M/√(1 + M²/s²)),  v² = ln(1 + M²/s²)        a, M, s  years
    /// ```
    ///
    /// # Source
    /// ODYM 1.0.0, `dynamic_stock_model.py`, `compute_sf`.
    ///
    /// # Errors
    /// As [`log_normal`](Self::log_normal).
    ///
    /// # Example
    /// ```
    /// use ict_impact::fleet::{Lifetime, Years};
    /// let [ten, four] = [10.0, 4.0].map(Years::new);
    /// let odym = Lifetime::log_normal_with_odym_moments(ten, four)?;
    /// // What it computes is the distribution of mean 10 and standard deviation 10²/4 = 25.
    /// assert_eq!(odym.survival(ten), Lifetime::log_normal(ten, Years::new(25.0))?.survival(ten));
    /// # Ok::<(), ict_impact::fleet::LifetimeError>(())
    /// ```
    pub fn log_normal_with_odym_moments(mean: Years, std: Years) -> Result<Self, LifetimeError> {
        Self::log_normal_by(mean.get(), std.get(), true)
    }

    fn log_normal_by(mean: f64, std: f64, odym_moments: bool) -> Result<Self, LifetimeError> {
        parameter("log-normal", "mean", mean, ABOVE_0, mean > 0.0)?;
        parameter("log-normal", "standard deviation", std, ABOVE_0, std > 0.0)?;
        let ratio = if odym_moments { mean / std } else { std / mean };
        let variance = libm::log1p(ratio * ratio);
        let (location, spread) = (ln(mean) - variance / 2.0, sqrt(variance));
        let comparable = "of a magnitude comparable to the mean";
        let holds = spread.is_finite() && spread > 0.0;
        parameter("log-normal", "standard deviation", std, comparable, holds)?;
        Ok(Self(Kind::LogNormal(LogNormal {
            mean,
            std,
            odym_moments,
            location,
            spread,
        })))
    }

    /// A Weibull distribution.
    ///
    /// # Equation
    /// ```text
    /// S(a) = exp(−(a/λ)^k)
    ///
    /// a  age, years
    /// k  shape, without unit: below 1 the hazard falls with age, above 1 it rises
    /// λ  scale, years
    /// ```
    ///
    /// # Source
    /// Regulation (EU) 2017/699, Annex II; Baldé et al., E-waste Statistics: Guidelines on
    /// Classification, Reporting and Indicators (UNU, 2015).
    ///
    /// # Errors
    /// [`LifetimeError::Parameter`] unless both are above 0.
    ///
    /// # Example
    /// ```
    /// use ict_impact::fleet::{Lifetime, Years};
    /// let lifetime = Lifetime::weibull(1.0, Years::new(2.0))?;
    /// assert_eq!(lifetime.survival(Years::new(0.0)), 1.0);
    /// assert!((lifetime.survival(Years::new(2.0)) - 0.36788).abs() < 1e-5);
    /// # Ok::<(), ict_impact::fleet::LifetimeError>(())
    /// ```
    pub fn weibull(shape: f64, scale: Years) -> Result<Self, LifetimeError> {
        let scale = scale.get();
        parameter("Weibull", "shape", shape, ABOVE_0, shape > 0.0)?;
        parameter("Weibull", "scale", scale, ABOVE_0, scale > 0.0)?;
        Ok(Self(Kind::Weibull { shape, scale }))
    }

    /// A gamma distribution.
    ///
    /// # Equation
    /// ```text
    /// S(a) = Γ(k, a/θ) / Γ(k)
    ///
    /// a  age, years
    /// k  shape, without unit, at most a million
    /// θ  scale, years
    /// ```
    ///
    /// # Source
    /// NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.6.11.
    ///
    /// # Errors
    /// [`LifetimeError::Parameter`] unless both are above 0 and the shape at most 10⁶.
    ///
    /// # Example
    /// ```
    /// use ict_impact::fleet::{Lifetime, Years};
    /// let lifetime = Lifetime::gamma(2.0, Years::new(3.0))?;
    /// // S(a) = (1 + a/θ) e^(−a/θ) for k = 2; at a = θ that is 2/e.
    /// assert!((lifetime.survival(Years::new(3.0)) - 0.73576).abs() < 1e-5);
    /// # Ok::<(), ict_impact::fleet::LifetimeError>(())
    /// ```
    pub fn gamma(shape: f64, scale: Years) -> Result<Self, LifetimeError> {
        let scale = scale.get();
        let up_to = "a number above 0, at most 1e6";
        parameter("gamma", "shape", shape, up_to, shape > 0.0 && shape <= 1e6)?;
        parameter("gamma", "scale", scale, ABOVE_0, scale > 0.0)?;
        Ok(Self(Kind::Gamma { shape, scale }))
    }

    /// A constant share of what is in use leaves each year.
    ///
    /// # Equation
    /// ```text
    /// S(a) = exp(−a/mean)        a, mean  years
    /// ```
    ///
    /// # Source
    /// NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.6.7.
    ///
    /// # Errors
    /// [`LifetimeError::Parameter`] unless the mean is above 0.
    ///
    /// # Example
    /// ```
    /// use ict_impact::fleet::{Lifetime, Years};
    /// let lifetime = Lifetime::exponential(Years::new(4.0))?;
    /// assert_eq!(lifetime.hazard(Years::new(9.0)), Some(0.25));
    /// # Ok::<(), ict_impact::fleet::LifetimeError>(())
    /// ```
    pub fn exponential(mean: Years) -> Result<Self, LifetimeError> {
        let mean = mean.get();
        parameter("exponential", "mean", mean, ABOVE_0, mean > 0.0)?;
        Ok(Self(Kind::Exponential { mean }))
    }

    /// Observed shares still in use at given ages, linear in between.
    ///
    /// Shape: one point per age, ages increasing, shares not increasing, the last share 0. Unless
    /// there is a point at age 0, all are in use there.
    ///
    /// # Errors
    /// [`LifetimeError::Table`] with the row and what it must be.
    ///
    /// # Example
    /// ```
    /// use ict_impact::fleet::{Lifetime, Years};
    /// use ict_impact::quantity::Share;
    /// let point = |age, share| Ok::<_, ict_impact::quantity::QuantityError>((Years::new(age), Share::new(share)?));
    /// let observed = Lifetime::table(&[point(2.0, 0.8)?, point(6.0, 0.0)?])?;
    /// assert_eq!(observed.survival(Years::new(1.0)), 0.9);
    /// assert_eq!(observed.survival(Years::new(4.0)), 0.4);
    /// assert!(Lifetime::table(&[point(2.0, 0.8)?]).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn table(points: &[(Years, Share)]) -> Result<Self, LifetimeError> {
        Table::new(points).map(|table| Self(Kind::Table(table)))
    }
}

impl fmt::Display for Lifetime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let moments = |f: &mut fmt::Formatter<'_>, name: &str, mean: f64, std: f64| {
            write!(
                f,
                "{name}, mean {mean} years, standard deviation {std} years"
            )
        };
        match &self.0 {
            Kind::Fixed { mean } => write!(f, "fixed, {mean} years"),
            Kind::Normal { mean, std } => moments(f, "normal", *mean, *std),
            Kind::FoldedNormal { mean, std } => {
                moments(f, "folded normal (before folding)", *mean, *std)
            }
            Kind::LogNormal(by) if by.odym_moments => {
                moments(f, "log-normal with ODYM's moments", by.mean, by.std)
            }
            Kind::LogNormal(by) => moments(f, "log-normal", by.mean, by.std),
            Kind::Weibull { shape, scale } => {
                write!(f, "Weibull, shape {shape}, scale {scale} years")
            }
            Kind::Gamma { shape, scale } => write!(f, "gamma, shape {shape}, scale {scale} years"),
            Kind::Exponential { mean } => write!(f, "exponential, mean {mean} years"),
            Kind::Table(_) => f.write_str("survival table"),
        }
    }
}
