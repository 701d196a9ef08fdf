use alloc::vec::Vec;

use super::{Lifetime, LifetimeError};

/// The lifetimes of all cohorts: one for all, or one per year of entry, with policies that
/// lengthen them.
///
/// # Equation
/// ```text
/// sf[t,c] = S_c(age)                         lifetime of cohort c
/// factor by cohort g:  S_c scaled by g[c]    a better product
/// factor by year f:    sf[t,c] = sf[t−1,c] · S_c,f[t](age_t) / S_c,f[t](age_t−1)
///                      sf[c,c] = S_c,f[c](age_c);  0 where the denominator is 0
///                                            better care of all that is in use in year t
///
/// sf[t,c]  share of cohort c in use at the end of year t, without unit
/// S_c,f    survival with the lifetime of cohort c scaled by f
/// ```
///
/// # Source
/// flodym 1.1.0, `lt_factor_by_cohort` and `lt_factor_by_year`, after Krych et al. (2024),
/// doi:10.1111/jiec.13586 ("nature" and "nurture").
///
/// # Example
/// ```
/// use ict_impact::fleet::{CohortLifetimes, Lifetime, Years};
/// let laptop = Lifetime::weibull(1.5, Years::new(5.2))?;
/// let constant = CohortLifetimes::from(laptop.clone());
/// let repairable_from_the_third_year = CohortLifetimes::from(laptop)
///     .with_factor_by_cohort(vec![1.0, 1.0, 1.2])?;
/// # Ok::<(), ict_impact::fleet::LifetimeError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct CohortLifetimes {
    base: Base,
    by_cohort: Option<Vec<f64>>,
    by_year: Option<Vec<f64>>,
}

#[derive(Debug, Clone, PartialEq)]
enum Base {
    Same(Lifetime),
    Each(Vec<Lifetime>),
}

impl From<Lifetime> for CohortLifetimes {
    fn from(lifetime: Lifetime) -> Self {
        Self::of(Base::Same(lifetime))
    }
}

/// One lifetime per cohort, in the order of the years.
impl From<Vec<Lifetime>> for CohortLifetimes {
    fn from(lifetimes: Vec<Lifetime>) -> Self {
        Self::of(Base::Each(lifetimes))
    }
}

impl CohortLifetimes {
    fn of(base: Base) -> Self {
        Self {
            base,
            by_cohort: None,
            by_year: None,
        }
    }

    /// The lifetime of each cohort times its factor.
    ///
    /// Shape: one factor per cohort, in the order of the years.
    ///
    /// # Errors
    /// [`LifetimeError::FactorRow`] unless all are finite and above 0.
    pub fn with_factor_by_cohort(mut self, factors: Vec<f64>) -> Result<Self, LifetimeError> {
        check("by cohort", &factors)?;
        self.by_cohort = Some(factors);
        Ok(self)
    }

    /// The lifetime of everything in use in a year times the factor of that year.
    ///
    /// Shape: one factor per year.
    ///
    /// # Errors
    /// [`LifetimeError::FactorRow`] unless all are finite and above 0.
    pub fn with_factor_by_year(mut self, factors: Vec<f64>) -> Result<Self, LifetimeError> {
        check("by year", &factors)?;
        self.by_year = Some(factors);
        Ok(self)
    }

    /// The lists that must have a value for every year, with their lengths.
    pub(crate) fn lengths(&self) -> impl Iterator<Item = (&'static str, usize)> {
        let each = match &self.base {
            Base::Same(_) => None,
            Base::Each(lifetimes) => Some(("lifetimes", lifetimes.len())),
        };
        let len = |factors: &Option<Vec<f64>>| factors.as_ref().map(Vec::len);
        let by_cohort = len(&self.by_cohort).map(|n| ("lifetime factors by cohort", n));
        let by_year = len(&self.by_year).map(|n| ("lifetime factors by year", n));
        [each, by_cohort, by_year].into_iter().flatten()
    }

    /// The one lifetime of all cohorts and years, if there is one.
    pub(in crate::fleet) fn constant(&self) -> Option<&Lifetime> {
        match (&self.base, &self.by_cohort, &self.by_year) {
            (Base::Same(lifetime), None, None) => Some(lifetime),
            _ => None,
        }
    }

    /// The lifetime of cohort `c` with its own factor.
    pub(crate) fn cohort(&self, c: usize) -> Result<Lifetime, LifetimeError> {
        let lifetime = match &self.base {
            Base::Same(lifetime) => lifetime,
            Base::Each(lifetimes) => &lifetimes[c],
        };
        match &self.by_cohort {
            Some(factors) => lifetime.scaled(factors[c]),
            None => Ok(lifetime.clone()),
        }
    }

    pub(crate) fn by_year(&self) -> Option<&[f64]> {
        self.by_year.as_deref()
    }

    /// The same lifetimes for `more` years: the last cohort's lifetime and factors go on.
    pub(crate) fn extended(&self, more: usize) -> Self {
        fn go_on<T: Clone>(values: &mut Vec<T>, more: usize) {
            if let Some(last) = values.last().cloned() {
                values.extend(core::iter::repeat_n(last, more));
            }
        }
        let mut longer = self.clone();
        if let Base::Each(lifetimes) = &mut longer.base {
            go_on(lifetimes, more);
        }
        for factors in [&mut longer.by_cohort, &mut longer.by_year]
            .into_iter()
            .flatten()
        {
            go_on(factors, more);
        }
        longer
    }
}

fn check(per: &'static str, factors: &[f64]) -> Result<(), LifetimeError> {
    let bad = |value: &f64| !(value.is_finite() && *value > 0.0);
    match factors.iter().position(bad) {
        Some(row) => Err(LifetimeError::FactorRow {
            per,
            row,
            value: factors[row],
        }),
        None => Ok(()),
    }
}
