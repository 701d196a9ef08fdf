mod checks;
mod shape;

use core::marker::PhantomData;

use self::checks::{above_zero, at_least_zero, range};
pub(super) use self::shape::Shape;
use super::error::out_of_range;
use super::{GeometricSpread, Uncertain, UncertaintyError};
use crate::numeric::{ln, sqrt};
use crate::quantity::{Quantity, text};

/// The standard normal quantile of 97.5 %: half a 95 % interval in standard deviations.
const HALF_INTERVAL: f64 = 1.959_963_984_540_054;

/// Which values a figure may have, and how probable they are.
///
/// # Example
/// ```
/// use ict_impact::quantity::{Power, parse, text};
/// use ict_impact::uncertainty::Distribution;
/// let idle = Distribution::uniform(parse::<Power>("20 W")?, parse("60 W")?)?;
/// assert_eq!(text(idle.mean()?), "40 W");
/// assert_eq!(text(idle.quantile(0.25)?), "30 W");
/// let (low, high) = idle.interval()?; // 20 W + 40 W · 2.5 % to 97.5 %
/// assert_eq!((text(low), text(high)), ("21 W".into(), "59 W".into()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Distribution<Q> {
    shape: Shape,
    quantity: PhantomData<Q>,
}

impl<Q: Quantity> Distribution<Q> {
    const fn of(shape: Shape) -> Self {
        Self {
            shape,
            quantity: PhantomData,
        }
    }

    /// A normal distribution with this mean and standard deviation.
    ///
    /// # Errors
    /// [`UncertaintyError::Quantity`] if either is not finite; [`UncertaintyError::OutOfRange`] for
    /// a negative deviation.
    ///
    /// # Example
    /// ```
    /// use ict_impact::quantity::Co2e;
    /// use ict_impact::uncertainty::Distribution;
    /// let kg = Co2e::from_kg;
    /// let known = Distribution::normal(kg(100.0), kg(10.0))?;
    /// assert!((known.quantile(0.975)?.kg() - 119.6).abs() < 0.01); // 100 + 1.96 · 10
    /// # Ok::<(), ict_impact::uncertainty::UncertaintyError>(())
    /// ```
    pub fn normal(mean: Q, deviation: Q) -> Result<Self, UncertaintyError> {
        Q::check(mean.base())?;
        let deviation = at_least_zero("standard deviation", deviation)?;
        let mean = mean.base();
        Ok(Self::of(Shape::Normal { mean, deviation }))
    }

    /// The normal distribution with this value in the middle of this 95 % interval.
    ///
    /// # Equation
    /// ```text
    /// s = h / 1.95996     s  standard deviation, h  half-width [unit of the value]
    /// ```
    ///
    /// # Example
    /// ```
    /// use ict_impact::quantity::Co2e;
    /// use ict_impact::uncertainty::{Distribution, Uncertain};
    /// let kg = Co2e::from_kg;
    /// let known = Uncertain::with_half_width(kg(100.0), kg(10.0))?;
    /// let (low, high) = Distribution::normal_of(known).interval()?;
    /// assert!((low.kg() - 90.0).abs() < 1e-12 && (high.kg() - 110.0).abs() < 1e-12);
    /// # Ok::<(), ict_impact::uncertainty::UncertaintyError>(())
    /// ```
    #[must_use]
    pub fn normal_of(known: Uncertain<Q>) -> Self {
        Self::of(Shape::Normal {
            mean: known.value().base(),
            deviation: known.half_width().base() / HALF_INTERVAL,
        })
    }

    /// The part above zero of a normal distribution with its top at `mode`: for a quantity that
    /// cannot be negative.
    ///
    /// # Equation
    /// ```text
    /// P(x ≤ q) = (Φ((q − m) / s) − Φ(−m / s)) / Φ(m / s)     q ≥ 0
    ///
    /// m  mode, which is the mean before the cut [unit of the value]
    /// s  standard deviation before the cut [unit of the value]
    /// Φ  standard normal distribution function
    /// ```
    /// The cut raises the mean above the mode; where `s` is below about a third of `m`, by less
    /// than 0.2 %.
    ///
    /// # Source
    /// IPCC 2006 Guidelines, volume 1, chapter 3, names the truncated normal distribution for
    /// quantities that cannot be negative; the cut at zero follows from the quantity.
    ///
    /// # Errors
    /// [`UncertaintyError::Quantity`] if either is not finite; [`UncertaintyError::OutOfRange`] if
    /// either is negative.
    ///
    /// # Example
    /// ```
    /// use ict_impact::quantity::Co2e;
    /// use ict_impact::uncertainty::Distribution;
    /// let kg = Co2e::from_kg;
    /// // Cut in its middle: the upper half of a normal distribution.
    /// let half = Distribution::truncated_normal(kg(0.0), kg(10.0))?;
    /// let whole = Distribution::normal(kg(0.0), kg(10.0))?;
    /// assert_eq!(half.quantile(0.5)?, whole.quantile(0.75)?);
    /// assert!((half.mean()?.kg() - 7.979).abs() < 1e-3); // 10 · √(2 / π)
    /// # Ok::<(), ict_impact::uncertainty::UncertaintyError>(())
    /// ```
    pub fn truncated_normal(mode: Q, deviation: Q) -> Result<Self, UncertaintyError> {
        let mode = at_least_zero("mode of a truncated normal distribution", mode)?;
        let deviation = at_least_zero("standard deviation", deviation)?;
        Ok(Self::of(Shape::TruncatedNormal { mode, deviation }))
    }

    /// The part above zero of [`normal_of`](Self::normal_of).
    ///
    /// # Errors
    /// [`UncertaintyError::OutOfRange`] for a negative value.
    pub fn truncated_normal_of(known: Uncertain<Q>) -> Result<Self, UncertaintyError> {
        let deviation = Q::from_base(known.half_width().base() / HALF_INTERVAL)?;
        Self::truncated_normal(known.value(), deviation)
    }

    /// A log-normal distribution with this median and spread.
    ///
    /// # Example
    /// ```
    /// use ict_impact::quantity::Co2e;
    /// use ict_impact::uncertainty::{Distribution, GeometricSpread};
    /// let spread = GeometricSpread::from_gsd2(2.0)?;
    /// let scored = Distribution::log_normal(Co2e::from_kg(10.0), spread)?;
    /// let (low, high) = scored.interval()?; // about 10/2 to 10·2: 1.96 deviations, not 2
    /// assert!((low.kg() - 5.07).abs() < 0.01 && (high.kg() - 19.72).abs() < 0.01);
    /// # Ok::<(), ict_impact::uncertainty::UncertaintyError>(())
    /// ```
    ///
    /// # Errors
    /// [`UncertaintyError::Quantity`] if the median is not finite;
    /// [`UncertaintyError::OutOfRange`] if it is not above zero.
    pub fn log_normal(median: Q, spread: GeometricSpread) -> Result<Self, UncertaintyError> {
        Ok(Self::of(Shape::LogNormal {
            median: above_zero("median of a log-normal distribution", median)?,
            sigma: spread.sigma(),
        }))
    }

    /// The log-normal distribution with this mean and standard deviation.
    ///
    /// # Equation
    /// ```text
    /// σ² = ln(1 + (s / m)²)     median = m / √(1 + (s / m)²)
    ///
    /// m, s  mean and standard deviation [one unit]
    /// σ     standard deviation of the logarithm
    /// ```
    ///
    /// # Errors
    /// [`UncertaintyError::Quantity`] if either is not finite; [`UncertaintyError::OutOfRange`] for
    /// a mean that is not above zero, a negative deviation, or one too large for the mean.
    ///
    /// # Example
    /// ```
    /// use ict_impact::quantity::Co2e;
    /// use ict_impact::uncertainty::Distribution;
    /// let kg = Co2e::from_kg;
    /// // √(1 + (3/4)²) = 1.25
    /// let skewed = Distribution::log_normal_of_mean(kg(4.0), kg(3.0))?;
    /// assert_eq!(skewed.quantile(0.5)?.kg(), 3.2); // 4 / 1.25
    /// # Ok::<(), ict_impact::uncertainty::UncertaintyError>(())
    /// ```
    pub fn log_normal_of_mean(mean: Q, deviation: Q) -> Result<Self, UncertaintyError> {
        let m = above_zero("mean of a log-normal distribution", mean)?;
        let s = at_least_zero("standard deviation", deviation)?;
        let variation = (s / m) * (s / m);
        let (growth, median) = (1.0 + variation, m / sqrt(1.0 + variation));
        if !(growth.is_finite() && median > 0.0) {
            let accepted = "small enough for a log-normal distribution of this mean";
            return Err(out_of_range(
                "standard deviation",
                text(deviation),
                accepted,
            ));
        }
        // ln(1 + v) without the loss of digits of a small v.
        let variance = match growth - 1.0 {
            0.0 => variation,
            kept => ln(growth) * (variation / kept),
        };
        let sigma = sqrt(variance);
        Ok(Self::of(Shape::LogNormal { median, sigma }))
    }

    /// Every value from `low` to `high` as probable as any other.
    ///
    /// # Errors
    /// [`UncertaintyError::Quantity`] if an end or the range is not finite;
    /// [`UncertaintyError::OutOfRange`] unless `low < high`.
    pub fn uniform(low: Q, high: Q) -> Result<Self, UncertaintyError> {
        let (low, width, _) = range(low, low, high)?;
        Ok(Self::of(Shape::Uniform { low, width }))
    }

    /// From `low` to `high`, its density a triangle with its top at `mode`.
    ///
    /// # Errors
    /// As [`uniform`](Self::uniform), and unless `low ≤ mode ≤ high`.
    ///
    /// # Example
    /// ```
    /// use ict_impact::quantity::Co2e;
    /// use ict_impact::uncertainty::Distribution;
    /// let kg = Co2e::from_kg;
    /// let guess = Distribution::triangular(kg(0.0), kg(2.0), kg(4.0))?;
    /// assert_eq!(guess.quantile(0.125)?.kg(), 1.0); // √(0.125 · 4 · 2)
    /// # Ok::<(), ict_impact::uncertainty::UncertaintyError>(())
    /// ```
    pub fn triangular(low: Q, mode: Q, high: Q) -> Result<Self, UncertaintyError> {
        let (low, width, mode) = range(low, mode, high)?;
        Ok(Self::of(Shape::Triangular { low, width, mode }))
    }

    /// From `low` to `high`, most probably near `mode`: the beta distribution of PERT.
    ///
    /// # Equation
    /// ```text
    /// α = 1 + 4 (m − a) / (b − a)     β = 1 + 4 (b − m) / (b − a)
    ///
    /// a, m, b  least, most probable, greatest value [one unit]
    /// ```
    ///
    /// # Source
    /// Malcolm et al. 1959, "Application of a technique for research and development program
    /// evaluation".
    ///
    /// # Errors
    /// As [`triangular`](Self::triangular).
    ///
    /// # Example
    /// ```
    /// use ict_impact::quantity::Co2e;
    /// use ict_impact::uncertainty::Distribution;
    /// let kg = Co2e::from_kg;
    /// let guess = Distribution::pert(kg(1.0), kg(2.0), kg(9.0))?;
    /// assert_eq!(guess.mean()?.kg(), 3.0); // (1 + 4 · 2 + 9) / 6
    /// # Ok::<(), ict_impact::uncertainty::UncertaintyError>(())
    /// ```
    pub fn pert(low: Q, mode: Q, high: Q) -> Result<Self, UncertaintyError> {
        let (low, width, mode) = range(low, mode, high)?;
        Ok(Self::of(Shape::Pert { low, width, mode }))
    }

    /// The mean.
    ///
    /// # Equation
    /// ```text
    /// truncated   m + s · φ(m / s) / Φ(m / s)      φ  standard normal density
    /// log-normal  m · exp(σ² / 2)      m  median
    /// uniform     (a + b) / 2          a, b  ends
    /// triangular  (a + m + b) / 3      m  mode
    /// PERT        (a + 4 m + b) / 6
    /// ```
    ///
    /// # Errors
    /// [`UncertaintyError::Quantity`] if it is too large for a number.
    pub fn mean(&self) -> Result<Q, UncertaintyError> {
        Ok(Q::from_base(self.shape.mean())?)
    }

    /// The value that the figure stays below with this probability.
    ///
    /// # Equation
    /// ```text
    /// normal      m + s · Φ⁻¹(p)
    /// truncated   m + s · Φ⁻¹(Φ(−m / s) + p · Φ(m / s))
    /// log-normal  m · exp(σ · Φ⁻¹(p))                                     m  median
    /// uniform     a + p (b − a)
    /// triangular  a + √(p (b − a) (m − a))  up to the mode, then  b − √((1 − p) (b − a) (b − m))
    /// PERT        a + (b − a) · I⁻¹(p; α, β)                              I  regularised beta
    /// ```
    ///
    /// # Errors
    /// [`UncertaintyError::Quantile`] unless 0 < `probability` < 1;
    /// [`UncertaintyError::Quantity`] if the value leaves the range of the quantity.
    pub fn quantile(&self, probability: f64) -> Result<Q, UncertaintyError> {
        Ok(Q::from_base(self.shape.quantile(probability)?)?)
    }

    /// The 95 % interval: the quantiles of 2.5 % and 97.5 %.
    ///
    /// # Source
    /// IPCC 2006 Guidelines, volume 1, chapter 3.
    ///
    /// # Errors
    /// As [`quantile`](Self::quantile).
    pub fn interval(&self) -> Result<(Q, Q), UncertaintyError> {
        Ok((self.quantile(0.025)?, self.quantile(0.975)?))
    }
}

impl<Q> Distribution<Q> {
    /// Whether it is a whole normal distribution, as IPCC Approach 1 assumes.
    #[must_use]
    pub const fn is_normal(&self) -> bool {
        matches!(self.shape, Shape::Normal { .. })
    }

    /// The shape, its numbers in base units.
    pub(super) const fn shape(&self) -> Shape {
        self.shape
    }
}

#[cfg(test)]
mod tests;
