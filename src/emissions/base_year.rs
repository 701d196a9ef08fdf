use super::EmissionsError;
use super::error::not_negative;
use crate::quantity::{Co2e, Share, sum, text};

/// Why the emissions of the base year would be other than reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ChangeReason {
    /// Mergers, acquisitions, divestments, outsourcing and insourcing.
    Structural,
    /// A better method, emission factor or set of data.
    Methodology,
    /// Categories or activities that are new in the inventory, or left out.
    Boundary,
    /// An error that was found.
    Error,
    /// Growth or decline of the organisation as it is: never a reason to recalculate.
    OrganicGrowth,
}

/// A change to the emissions of the base year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BaseYearChange {
    /// Why.
    pub reason: ChangeReason,
    /// What it adds to the base year; negative if it takes away.
    pub effect: Co2e,
}

/// The significance threshold of a base-year recalculation policy.
///
/// # Equation
/// ```text
/// recalculate  if |Σ_i Δ_i| > τ · B  or  max_i |Δ_i| > τ · B
/// B' = B + Σ_i Δ_i   if so;   B' = B   otherwise
///
/// B    emissions of the base year [kgCO2e]
/// Δ_i  change i to them [kgCO2e], organic growth left out
/// τ    significance threshold [1]
/// ```
///
/// # Source
/// GHG Protocol Corporate Accounting and Reporting Standard (2004), chapter 5; Scope 3 Standard
/// (2011), section 9.3: for increases and decreases, and for small changes that are significant
/// together. The threshold is left to the company's policy; 5 % is common.
///
/// # Example
/// ```
/// use ict_impact::emissions::{BaseYearChange, ChangeReason, RecalculationPolicy};
/// use ict_impact::quantity::{Co2e, Share};
/// let policy = RecalculationPolicy::new(Share::from_percent(5.0)?);
/// let acquired = |tonnes| BaseYearChange {
///     reason: ChangeReason::Structural,
///     effect: Co2e::from_tonnes(tonnes),
/// };
/// let base = Co2e::from_tonnes(1000.0);
/// assert_eq!(policy.apply(base, &[acquired(80.0)])?.base_year, Co2e::from_tonnes(1080.0));
/// assert_eq!(policy.apply(base, &[acquired(40.0)])?.base_year, base);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RecalculationPolicy {
    threshold: Share,
}

/// Whether the base year is recalculated, and what it is then.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Recalculation {
    /// Whether the changes are significant.
    pub recalculate: bool,
    /// Emissions of the base year to compare with.
    pub base_year: Co2e,
    /// Net change that was found, applied or not.
    pub change: Co2e,
}

impl RecalculationPolicy {
    /// The policy to recalculate for changes above this share of the base year.
    pub const fn new(threshold: Share) -> Self {
        Self { threshold }
    }

    /// Applies the policy to the changes found since the base year was last calculated.
    ///
    /// # Errors
    /// - [`EmissionsError::OutOfRange`] if the base year is negative, NaN or infinite.
    /// - [`EmissionsError::PartAboveWhole`] if the changes take away more than there was.
    /// - [`EmissionsError::Sum`] if a change is NaN or infinite, or the sum too large.
    pub fn apply(
        self,
        base_year: Co2e,
        changes: &[BaseYearChange],
    ) -> Result<Recalculation, EmissionsError> {
        let base_year = not_negative("emissions of the base year", base_year)?;
        let effects = || {
            changes
                .iter()
                .filter(|change| change.reason != ChangeReason::OrganicGrowth)
                .map(|change| change.effect)
        };
        let change: Co2e = sum(effects())?;
        if change < -base_year {
            return Err(EmissionsError::PartAboveWhole {
                part_name: "what the changes take away",
                part: text(-change),
                whole_name: "the base year",
                whole: text(base_year),
            });
        }
        let limit = (base_year * self.threshold).kg();
        let recalculate = core::iter::once(change)
            .chain(effects())
            .any(|effect| effect.kg().abs() > limit);
        Ok(Recalculation {
            recalculate,
            base_year: if recalculate {
                sum([base_year, change])?
            } else {
                base_year
            },
            change,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: Co2e = Co2e::from_tonnes(1000.0);

    fn apply(changes: &[(ChangeReason, f64)]) -> Recalculation {
        let changes: alloc::vec::Vec<_> = changes
            .iter()
            .map(|&(reason, tonnes)| BaseYearChange {
                reason,
                effect: Co2e::from_tonnes(tonnes),
            })
            .collect();
        let policy = RecalculationPolicy::new(Share::new(0.05).unwrap());
        policy.apply(BASE, &changes).unwrap()
    }

    #[test]
    fn small_changes_count_together() {
        let found = apply(&[
            (ChangeReason::Structural, 30.0),
            (ChangeReason::Error, 30.0),
        ]);
        assert!(found.recalculate);
        assert_eq!(found.base_year, Co2e::from_tonnes(1060.0));
    }

    #[test]
    fn a_large_change_counts_even_if_another_hides_it() {
        let found = apply(&[
            (ChangeReason::Structural, 100.0),
            (ChangeReason::Methodology, -90.0),
        ]);
        assert_eq!(
            (found.recalculate, found.base_year),
            (true, Co2e::from_tonnes(1010.0))
        );
    }

    #[test]
    fn a_decrease_and_a_new_boundary_count_like_any_other() {
        let found = apply(&[(ChangeReason::Structural, -80.0)]);
        assert_eq!(
            (found.recalculate, found.base_year),
            (true, Co2e::from_tonnes(920.0))
        );
        assert!(apply(&[(ChangeReason::Boundary, 51.0)]).recalculate);
        // The threshold itself is not above the threshold.
        assert!(!apply(&[(ChangeReason::Boundary, 50.0)]).recalculate);
    }

    #[test]
    fn no_more_can_be_taken_away_than_there_was() {
        let policy = RecalculationPolicy::new(Share::NONE);
        let change = |tonnes| BaseYearChange {
            reason: ChangeReason::Structural,
            effect: Co2e::from_tonnes(tonnes),
        };
        let all = policy.apply(BASE, &[change(-1000.0)]).unwrap();
        assert_eq!(all.base_year, Co2e::ZERO);
        let error = policy.apply(BASE, &[change(-1001.0)]).unwrap_err();
        assert!(
            matches!(error, EmissionsError::PartAboveWhole { .. }),
            "{error}"
        );
    }

    #[test]
    fn growth_is_no_reason() {
        let found = apply(&[(ChangeReason::OrganicGrowth, 500.0)]);
        assert_eq!((found.recalculate, found.base_year), (false, BASE));
        assert_eq!(found.change, Co2e::ZERO);
    }

    #[test]
    fn a_base_year_that_is_no_number_is_refused() {
        let policy = RecalculationPolicy::new(Share::NONE);
        assert!(policy.apply(Co2e::from_kg(f64::NAN), &[]).is_err());
        assert!(policy.apply(Co2e::from_kg(-1.0), &[]).is_err());
        let change = BaseYearChange {
            reason: ChangeReason::Error,
            effect: Co2e::from_kg(f64::NAN),
        };
        assert!(policy.apply(BASE, &[change]).is_err());
    }
}
