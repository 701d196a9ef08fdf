//! What if devices lasted longer?

use alloc::vec::Vec;

use super::{CohortLifetimes, Intervals, Lifetime, LifetimeError, StockError, Years};
use crate::time::Year;

impl Lifetime {
    /// The lifetime stretched so that its mean is longer by `by` years; shorter, if negative.
    ///
    /// All ages are stretched alike: the shape of the distribution stays, and its spread grows
    /// with the mean.
    ///
    /// # Equation
    /// ```text
    /// S'(a) = S(a / f)        f = (M + n) / M
    ///
    /// S, S'  share still in use, before and after, without unit
    /// a      age, years
    /// M      mean of the lifetime, years
    /// n      years by which it grows
    /// f      factor of Lifetime::scaled, without unit
    /// ```
    ///
    /// # Source
    /// Scaling of lifetimes: C. Krych et al., Journal of Industrial Ecology (2024),
    /// doi:10.1111/jiec.13586. That `n` is added to the mean is a convention of this library.
    ///
    /// # Errors
    /// [`LifetimeError::Parameter`] unless the mean is above 0 before and after, and finite.
    ///
    /// # Example
    /// ```
    /// use ict_impact::fleet::{Lifetime, Years};
    /// // A shape of 1 has the mean 4; 4 + 1 is 1.25 times as long.
    /// let lifetime = Lifetime::weibull(1.0, Years::new(4.0))?;
    /// assert_eq!(lifetime.lengthened(Years::new(1.0))?, Lifetime::weibull(1.0, Years::new(5.0))?);
    /// assert!(lifetime.lengthened(Years::new(-4.0)).is_err());
    /// # Ok::<(), ict_impact::fleet::LifetimeError>(())
    /// ```
    pub fn lengthened(&self, by: Years) -> Result<Self, LifetimeError> {
        let mean = self.mean().get();
        let refuse = |parameter, value| {
            Err(LifetimeError::Parameter {
                distribution: "lengthened",
                parameter,
                value,
                accepted: "a finite number of years above 0",
            })
        };
        let above_0 = |years: f64| years.is_finite() && years > 0.0;
        if !above_0(mean) {
            return refuse("mean before", mean);
        }
        if !above_0(mean + by.get()) {
            return refuse("mean after", mean + by.get());
        }
        self.scaled((mean + by.get()) / mean)
    }
}

impl CohortLifetimes {
    /// The same with lifetimes whose mean is longer by `by` years for the devices that enter in
    /// `from` or later; shorter, if negative.
    ///
    /// Each cohort is stretched by its own factor, see [`Lifetime::lengthened`]. Factors by year
    /// stay as they are, on top of it: the mean that grows by `by` is that before them.
    ///
    /// # Equation
    /// ```text
    /// S'_c(a) = S_c(a / f_c)        f_c = (M_c + n) / M_c for c ≥ from, otherwise 1
    ///
    /// M_c  mean lifetime of cohort c with its factor by cohort, years; others as there
    /// ```
    ///
    /// # Errors
    /// [`StockError::DifferentLengths`] if lifetimes or factors are listed, but not one per
    /// year; [`StockError::Lifetime`] as [`Lifetime::lengthened`].
    ///
    /// # Example
    /// ```
    /// use ict_impact::fleet::{CohortLifetimes, Entry, Intervals, Lifetime, SurvivalTable, Years};
    /// use ict_impact::time::Year;
    /// let years = Intervals::yearly(Year::of::<2020>(), Year::of::<2023>())?;
    /// let one_year = CohortLifetimes::from(Lifetime::fixed(Years::new(1.0))?);
    /// let longer = one_year.lengthened_from(Year::of::<2021>(), Years::new(1.0), &years)?;
    /// let table = SurvivalTable::new(&years, &longer, Entry::Middle)?;
    /// // Half a year old at the end of the first year, one and a half at the end of the second.
    /// assert_eq!(table.share(Year::of::<2021>(), Year::of::<2020>()), Some(0.0));
    /// assert_eq!(table.share(Year::of::<2022>(), Year::of::<2021>()), Some(1.0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn lengthened_from(
        &self,
        from: Year,
        by: Years,
        years: &Intervals,
    ) -> Result<Self, StockError> {
        let years = years.years();
        for (what, found) in self.lengths() {
            StockError::same_length(what, years.len(), found)?;
        }
        if let Some(lifetime) = self.constant()
            && years.first().is_none_or(|&first| first >= from)
        {
            return Ok(lifetime.lengthened(by)?.into());
        }
        let cohort = |(c, &year): (usize, &Year)| {
            let lifetime = self.cohort(c)?;
            if year < from {
                return Ok(lifetime);
            }
            lifetime.lengthened(by)
        };
        let each: Vec<Lifetime> = years
            .iter()
            .enumerate()
            .map(cohort)
            .collect::<Result<_, LifetimeError>>()?;
        let each = Self::from(each);
        Ok(match self.by_year() {
            Some(factors) => each.with_factor_by_year(factors.to_vec())?,
            None => each,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::Share;
    use alloc::vec;

    fn years(number: f64) -> Years {
        Years::new(number)
    }

    fn listed(first: i64, last: i64) -> Intervals {
        Intervals::yearly(Year::new(first).unwrap(), Year::new(last).unwrap()).unwrap()
    }

    #[test]
    fn the_mean_of_every_distribution_grows_by_the_years() {
        let points = [(years(2.0), 0.7), (years(7.0), 0.0)];
        let points = points.map(|(age, share)| (age, Share::new(share).unwrap()));
        for lifetime in [
            Lifetime::fixed(years(4.5)),
            Lifetime::normal(years(6.0), years(3.0)),
            Lifetime::folded_normal(years(3.0), years(4.0)),
            Lifetime::log_normal(years(10.0), years(4.0)),
            Lifetime::log_normal_with_odym_moments(years(10.0), years(9.0)),
            Lifetime::weibull(1.6, years(6.57)),
            Lifetime::gamma(2.3, years(2.0)),
            Lifetime::exponential(years(3.0)),
            Lifetime::table(&points),
        ] {
            let lifetime = lifetime.unwrap();
            for by in [1.0, 2.0, -0.5] {
                let longer = lifetime.lengthened(years(by)).unwrap();
                let grown = longer.mean().get() - lifetime.mean().get();
                assert!((grown - by).abs() < 1e-13, "{lifetime}: {grown}");
            }
        }
    }

    #[test]
    fn a_mean_that_cannot_grow_or_shrink_is_named() {
        let refused = |lifetime: Lifetime, by: f64| match lifetime.lengthened(years(by)) {
            Err(LifetimeError::Parameter { parameter, .. }) => parameter,
            other => panic!("{other:?}"),
        };
        let fixed = |mean| Lifetime::fixed(years(mean)).unwrap();
        assert_eq!(refused(fixed(0.0), 1.0), "mean before");
        assert_eq!(refused(fixed(2.0), -2.0), "mean after");
        assert_eq!(refused(fixed(2.0), f64::NAN), "mean after");
        assert_eq!(refused(fixed(2.0), f64::INFINITY), "mean after");
    }

    #[test]
    fn factors_by_cohort_count_and_factors_by_year_stay() {
        let years_of = listed(2020, 2022);
        let two = CohortLifetimes::from(Lifetime::fixed(years(2.0)).unwrap())
            .with_factor_by_cohort(vec![1.0, 2.0, 3.0])
            .unwrap()
            .with_factor_by_year(vec![1.0, 1.5, 1.0])
            .unwrap();
        let longer = two
            .lengthened_from(Year::of::<2021>(), years(1.0), &years_of)
            .unwrap();
        let means: Vec<f64> = (0..3)
            .map(|c| longer.cohort(c).unwrap().mean().get())
            .collect();
        assert_eq!(means, [2.0, 5.0, 7.0]);
        assert_eq!(longer.by_year(), Some(&[1.0, 1.5, 1.0][..]));
        let short = two.lengthened_from(Year::of::<2021>(), years(1.0), &listed(2020, 2023));
        assert!(matches!(
            short,
            Err(StockError::DifferentLengths { expected: 4, .. })
        ));
    }

    #[test]
    fn one_lifetime_for_all_stays_one() {
        let lifetime = Lifetime::weibull(1.6, years(6.57)).unwrap();
        let longer = CohortLifetimes::from(lifetime.clone())
            .lengthened_from(Year::MIN, years(2.0), &listed(2000, 2005))
            .unwrap();
        assert_eq!(
            longer.constant(),
            Some(&lifetime.lengthened(years(2.0)).unwrap())
        );
    }
}
