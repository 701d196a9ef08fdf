//! Lifetimes lengthened or shortened by a factor.

use super::distribution::Kind;
use super::{Lifetime, LifetimeError, Years};

impl Lifetime {
    /// The lifetime stretched by a factor: scale, or mean and standard deviation, times it.
    ///
    /// # Equation
    /// ```text
    /// S_scaled(a) = S(a / factor)        factor without unit
    /// ```
    /// A normal distribution of mean 0 keeps its convention.
    ///
    /// # Source
    /// C. Krych et al., Journal of Industrial Ecology (2024), doi:10.1111/jiec.13586, as in
    /// flodym 1.1.0.
    ///
    /// # Errors
    /// [`LifetimeError::Factor`] unless it is finite and above 0; [`LifetimeError::Parameter`] if
    /// a parameter leaves its range.
    ///
    /// # Example
    /// ```
    /// use ict_impact::fleet::{Lifetime, Years};
    /// let longer = Lifetime::weibull(2.0, Years::new(5.0))?.scaled(1.2)?;
    /// assert_eq!(longer, Lifetime::weibull(2.0, Years::new(6.0))?);
    /// # Ok::<(), ict_impact::fleet::LifetimeError>(())
    /// ```
    pub fn scaled(&self, factor: f64) -> Result<Self, LifetimeError> {
        if !(factor.is_finite() && factor > 0.0) {
            return Err(LifetimeError::Factor { value: factor });
        }
        let years = |value: f64| Years::new(value * factor);
        match &self.0 {
            &Kind::Fixed { mean } => Self::fixed(years(mean)),
            &Kind::Normal { mean, std } => Self::normal(years(mean), years(std)),
            &Kind::FoldedNormal { mean, std } => Self::folded_normal(years(mean), years(std)),
            Kind::LogNormal(by) => {
                Self::log_normal_by(by.mean * factor, by.std * factor, by.odym_moments)
            }
            &Kind::Weibull { shape, scale } => Self::weibull(shape, years(scale)),
            &Kind::Gamma { shape, scale } => Self::gamma(shape, years(scale)),
            &Kind::Exponential { mean } => Self::exponential(years(mean)),
            Kind::Table(table) => Ok(Self(Kind::Table(table.scaled(factor)))),
        }
    }
}
