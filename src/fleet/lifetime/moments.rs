//! Mean and median of each distribution.

use super::distribution::Kind;
use super::{Lifetime, Years};
use crate::numeric::{exp, gamma, normal_cdf, normal_survival, pow};

/// √(2/π)
const SQRT_2_OVER_PI: f64 = 0.797_884_560_802_865_4;

impl Lifetime {
    /// The mean time in use.
    ///
    /// # Equation
    /// ```text
    /// mean = ∫ S(a) da from 0        years
    ///
    /// fixed, log-normal, exponential  the parameter
    /// normal         μ·Φ(μ/σ) + σ·φ(μ/σ): what lies below age 0 counts as 0
    /// folded normal  σ·√(2/π)·exp(−μ²/2σ²) + μ·(1 − 2Φ(−μ/σ))
    /// Weibull        λ·Γ(1 + 1/k)
    /// gamma          k·θ
    /// table          the area under its lines
    /// ```
    ///
    /// # Source
    /// NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.6; Leone et al. (1961) for the
    /// folded normal.
    ///
    /// # Example
    /// ```
    /// use ict_impact::fleet::{Lifetime, Years};
    /// // Γ(1 + 1/0.5) = 2! = 2
    /// assert_eq!(Lifetime::weibull(0.5, Years::new(3.0))?.mean(), Years::new(6.0));
    /// # Ok::<(), ict_impact::fleet::LifetimeError>(())
    /// ```
    pub fn mean(&self) -> Years {
        let mean = match &self.0 {
            &Kind::Fixed { mean } | &Kind::Exponential { mean } => mean,
            &Kind::Normal { mean: 0.0, .. } => 0.0,
            &Kind::Normal { mean, std } => {
                let z = mean / std;
                mean * normal_cdf(z) + std * (SQRT_2_OVER_PI / 2.0) * exp(-z * z / 2.0)
            }
            &Kind::FoldedNormal { mean, std } => {
                let z = mean / std;
                std * SQRT_2_OVER_PI * exp(-z * z / 2.0) + mean * (1.0 - 2.0 * normal_survival(z))
            }
            Kind::LogNormal(by) => by.mean,
            &Kind::Weibull { shape, scale } => scale * gamma(1.0 + 1.0 / shape),
            &Kind::Gamma { shape, scale } => shape * scale,
            Kind::Table(table) => table.mean(),
        };
        Years::new(mean)
    }

    /// The age at which half are still in use.
    ///
    /// # Equation
    /// ```text
    /// S(median) = 1/2        years; the lowest age with S ≤ 1/2
    ///
    /// Weibull     λ·(ln 2)^(1/k)
    /// log-normal  exp(m)
    /// ```
    ///
    /// # Example
    /// ```
    /// use ict_impact::fleet::{Lifetime, Years};
    /// let median = Lifetime::weibull(1.0, Years::new(10.0))?.median();
    /// assert!((median.get() - 6.93147).abs() < 1e-5);
    /// # Ok::<(), ict_impact::fleet::LifetimeError>(())
    /// ```
    pub fn median(&self) -> Years {
        let median = match &self.0 {
            &Kind::Fixed { mean } | &Kind::Normal { mean, .. } => mean,
            &Kind::Exponential { mean } => mean * core::f64::consts::LN_2,
            &Kind::Weibull { shape, scale } => scale * pow(core::f64::consts::LN_2, 1.0 / shape),
            Kind::LogNormal(by) => exp(by.location),
            Kind::FoldedNormal { .. } | Kind::Gamma { .. } | Kind::Table(_) => self.halved(),
        };
        Years::new(median)
    }

    /// The lowest age with S ≤ 1/2, by halving an interval in which it lies. The first interval
    /// is found on a logarithmic scale, so that a median of 1e-9 years is as exact as one of 9.
    fn halved(&self) -> f64 {
        let gone = |age: f64| self.survival(Years::new(age)) <= 0.5;
        if gone(0.0) {
            return 0.0;
        }
        let mean = self.mean().get();
        let (mut low, mut high) = (0.0, mean);
        while !gone(high) && high.is_finite() {
            (low, high) = (high, 2.0 * high);
        }
        while low == 0.0 && high > f64::MIN_POSITIVE {
            let lower = high / 1024.0;
            if gone(lower) {
                high = lower;
            } else {
                low = lower;
            }
        }
        loop {
            let middle = low + (high - low) / 2.0;
            if middle <= low || middle >= high {
                return high;
            }
            if gone(middle) {
                high = middle;
            } else {
                low = middle;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::Share;

    fn years(number: f64) -> Years {
        Years::new(number)
    }

    fn all() -> [Lifetime; 9] {
        let share = |x| Share::new(x).unwrap();
        [
            Lifetime::fixed(years(4.5)),
            Lifetime::normal(years(6.0), years(3.0)),
            Lifetime::folded_normal(years(3.0), years(4.0)),
            Lifetime::log_normal(years(10.0), years(4.0)),
            Lifetime::log_normal_with_odym_moments(years(10.0), years(9.0)),
            Lifetime::weibull(1.6, years(6.57)),
            Lifetime::gamma(2.3, years(2.0)),
            Lifetime::exponential(years(3.0)),
            Lifetime::table(&[
                (years(0.0), share(0.95)),
                (years(2.0), share(0.7)),
                (years(7.0), share(0.0)),
            ]),
        ]
        .map(Result::unwrap)
    }

    #[test]
    fn the_mean_is_the_area_under_survival() {
        for lifetime in all() {
            let step = 0.002;
            let area: f64 = (0..150_000)
                .map(|k| step * lifetime.survival(years((f64::from(k) + 0.5) * step)))
                .sum();
            let tolerance = if lifetime.to_string().contains("ODYM") {
                2e-3
            } else {
                1e-5
            };
            approx::assert_relative_eq!(lifetime.mean().get(), area, max_relative = tolerance);
        }
    }

    #[test]
    fn half_are_in_use_at_the_median() {
        for lifetime in all().into_iter().skip(1) {
            let found = lifetime.survival(lifetime.median());
            assert!((found - 0.5).abs() < 1e-12, "{lifetime}: {found}");
        }
        let tiny = Lifetime::gamma(0.01, years(1.0)).unwrap();
        assert!((tiny.survival(tiny.median()) - 0.5).abs() < 1e-9);
        assert!(tiny.median().get() < 1e-20);
    }

    #[test]
    fn the_density_is_the_slope_of_survival() {
        for lifetime in all().into_iter().skip(1) {
            for age in [0.3, 1.0, 2.5, 5.0, 6.9] {
                let h = 1e-5;
                let fall = lifetime.survival(years(age - h)) - lifetime.survival(years(age + h));
                let density = lifetime.density(years(age)).unwrap();
                approx::assert_relative_eq!(
                    density,
                    fall / (2.0 * h),
                    max_relative = 1e-6,
                    epsilon = 1e-9
                );
                let hazard = lifetime.hazard(years(age)).unwrap();
                let survival = lifetime.survival(years(age));
                approx::assert_relative_eq!(hazard, density / survival, max_relative = 1e-13);
            }
        }
    }
}
