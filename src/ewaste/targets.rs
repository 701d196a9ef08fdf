//! Does the treatment of e-waste reach the targets of the Directive?
//!
//! Recovery and recycling rates are per category, over what was collected separately, and are
//! held against the target of the day: see [`reference::weee_targets`](mod@weee_targets).
//! Collection targets are [`CollectionTarget`](super::CollectionTarget).
//!
//! # Source
//! Directive 2012/19/EU, Article 11 and Annex V, by its German transposition (ElektroG,
//! section 22(2)): what enters recovery, recycling or preparing for re-use after proper
//! treatment, over all e-waste of the category collected separately.

use alloc::vec::Vec;

use super::partition::not_negative;
use super::{Rate, TreatmentError};
use crate::quantity::{Mass, Quantity, QuantityError, sum, text};
use crate::reference::weee_targets::{self, CategoryScheme, TargetKind, WeeeCategory, WeeeTarget};
use crate::time::Date;

/// Recovered over separately collected e-waste of a category.
///
/// # Equation
/// ```text
/// rate = recovered / collected        both kg, recovery includes recycling and re-use
/// ```
/// Above 100 % where stocks of earlier years are treated: flagged, not clamped.
///
/// # Source
/// See the [module](self).
///
/// # Errors
/// [`TreatmentError::Negative`]; [`TreatmentError::Quantity`] as undefined if nothing was
/// collected, or for what is not finite.
///
/// # Example
/// ```
/// use ict_impact::ewaste::targets::recovery_rate;
/// use ict_impact::quantity::parse;
/// assert_eq!(recovery_rate(parse("85 t")?, parse("100 t")?)?.percent(), 85.0);
/// assert!(recovery_rate(parse("110 t")?, parse("100 t")?)?.over_100());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn recovery_rate(recovered: Mass, collected: Mass) -> Result<Rate, TreatmentError> {
    rate(recovered, collected, "recovery rate", "e-waste recovered")
}

/// Recycled e-waste, and what was prepared for re-use, over separately collected e-waste of a
/// category.
///
/// # Equation
/// ```text
/// rate = (prepared for re-use + recycled) / collected        all kg
/// ```
///
/// # Source
/// See the [module](self).
///
/// # Errors
/// As [`recovery_rate`].
///
/// # Example
/// ```
/// use ict_impact::ewaste::targets::recycling_rate;
/// use ict_impact::quantity::parse;
/// assert_eq!(recycling_rate(parse("5 t")?, parse("65 t")?, parse("100 t")?)?.percent(), 70.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn recycling_rate(
    prepared_for_reuse: Mass,
    recycled: Mass,
    collected: Mass,
) -> Result<Rate, TreatmentError> {
    let prepared = not_negative("e-waste prepared for re-use", prepared_for_reuse)?;
    let recycled = not_negative("e-waste recycled", recycled)?;
    let name = "rate of re-use and recycling";
    rate(prepared + recycled, collected, name, "e-waste recycled")
}

fn rate(
    part: Mass,
    collected: Mass,
    name: &'static str,
    what: &'static str,
) -> Result<Rate, TreatmentError> {
    let part = not_negative(what, part)?;
    let collected = not_negative("e-waste collected separately", collected)?;
    Ok(Rate::of(
        part,
        collected,
        name,
        "e-waste collected separately",
    )?)
}

/// What became of the e-waste of a category that was collected separately.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CategoryTreatment {
    category: WeeeCategory,
    collected: Mass,
    recovered: Mass,
    prepared_for_reuse: Mass,
    recycled: Mass,
}

impl CategoryTreatment {
    /// E-waste of a category collected separately, and of it recovered; nothing yet prepared
    /// for re-use or recycled.
    ///
    /// # Errors
    /// [`TreatmentError::Negative`]; [`TreatmentError::Quantity`] for what is not finite.
    pub fn new(
        category: WeeeCategory,
        collected: Mass,
        recovered: Mass,
    ) -> Result<Self, TreatmentError> {
        Ok(Self {
            category,
            collected: not_negative("e-waste collected separately", collected)?,
            recovered: not_negative("e-waste recovered", recovered)?,
            prepared_for_reuse: Mass::from_checked(0.0),
            recycled: Mass::from_checked(0.0),
        })
    }

    /// With what of the recovered mass was prepared for re-use, and what was recycled.
    ///
    /// # Errors
    /// As [`new`](Self::new); [`TreatmentError::PartAboveWhole`] if they are together more than
    /// was recovered, which includes both.
    pub fn with_recycling(
        self,
        prepared_for_reuse: Mass,
        recycled: Mass,
    ) -> Result<Self, TreatmentError> {
        let prepared_for_reuse = not_negative("e-waste prepared for re-use", prepared_for_reuse)?;
        let recycled = not_negative("e-waste recycled", recycled)?;
        let both = prepared_for_reuse + recycled;
        if both > self.recovered * (1.0 + super::partition::TOLERANCE) {
            return Err(TreatmentError::PartAboveWhole {
                part_name: "e-waste prepared for re-use and recycled",
                part: text(both),
                whole_name: "e-waste recovered",
                whole: text(self.recovered),
            });
        }
        Ok(Self {
            prepared_for_reuse,
            recycled,
            ..self
        })
    }

    /// The category.
    pub fn category(&self) -> WeeeCategory {
        self.category
    }

    /// The mass collected separately.
    pub fn collected(&self) -> Mass {
        self.collected
    }

    /// The mass prepared for re-use.
    pub fn prepared_for_reuse(&self) -> Mass {
        self.prepared_for_reuse
    }

    /// The mass recycled.
    pub fn recycled(&self) -> Mass {
        self.recycled
    }

    /// The rate that a kind of target is about.
    ///
    /// # Errors
    /// As [`recovery_rate`].
    pub fn rate(&self, kind: TargetKind) -> Result<Rate, TreatmentError> {
        match kind {
            TargetKind::Recovery => recovery_rate(self.recovered, self.collected),
            TargetKind::Recycling => {
                let none = Mass::from_checked(0.0);
                recycling_rate(none, self.recycled, self.collected)
            }
            _ => recycling_rate(self.prepared_for_reuse, self.recycled, self.collected),
        }
    }

    /// Every rate with a target on a day, held against it.
    ///
    /// # Errors
    /// [`TreatmentError::NoTarget`] if the category has none on the day, such as a category of
    /// EU-10 after 14 August 2018; and as [`recovery_rate`].
    ///
    /// # Example
    /// ```
    /// use ict_impact::ewaste::targets::CategoryTreatment;
    /// use ict_impact::quantity::parse;
    /// let screens = CategoryTreatment::new("EU6-2".parse()?, parse("200 t")?, parse("170 t")?)?
    ///     .with_recycling(parse("10 t")?, parse("120 t")?)?;
    /// let checks = screens.against_targets("2024-12-31".parse()?)?;
    /// assert!(checks[0].is_met()); // recovery: 85 % of at least 80 %
    /// assert!(!checks[1].is_met()); // re-use and recycling: 65 % of at least 70 %
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn against_targets(&self, day: Date) -> Result<Vec<TargetCheck>, TreatmentError> {
        let mut checks = Vec::new();
        for kind in TargetKind::ALL {
            if let Some(target) = weee_targets::target(self.category, kind, day) {
                let rate = self.rate(kind)?;
                checks.push(TargetCheck { target, rate });
            }
        }
        if checks.is_empty() {
            return Err(TreatmentError::NoTarget {
                category: self.category,
                day,
            });
        }
        Ok(checks)
    }

    /// Treatments of one category, such as those of several countries: the exact sums.
    ///
    /// # Errors
    /// [`TreatmentError::OtherCategory`] if they are of different categories; [`TreatmentError::Sum`]; [`TreatmentError::Quantity`] if there is none.
    pub fn total_of(treatments: &[Self]) -> Result<Self, TreatmentError> {
        let Some(first) = treatments.first() else {
            return Err(TreatmentError::Quantity(QuantityError::Undefined {
                ratio: "recovery rate",
                denominator: "e-waste collected separately",
            }));
        };
        if let Some(other) = treatments.iter().find(|t| t.category != first.category) {
            return Err(TreatmentError::OtherCategory {
                first: first.category,
                other: other.category,
            });
        }
        let sum = |of: fn(&Self) -> Mass| sum(treatments.iter().map(of));
        Ok(Self {
            category: first.category,
            collected: sum(|t| t.collected)?,
            recovered: sum(|t| t.recovered)?,
            prepared_for_reuse: sum(|t| t.prepared_for_reuse)?,
            recycled: sum(|t| t.recycled)?,
        })
    }
}

/// A rate of a category held against its target.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TargetCheck {
    target: WeeeTarget,
    rate: Rate,
}

impl TargetCheck {
    /// The target, with its source.
    pub fn target(&self) -> WeeeTarget {
        self.target
    }

    /// The rate; above 100 % it is [flagged](Rate::over_100).
    pub fn rate(&self) -> Rate {
        self.rate
    }

    /// Whether the rate reaches the target.
    pub fn is_met(&self) -> bool {
        self.rate.ratio().value >= self.target.minimum().value.get()
    }

    /// Percentage points above the target, negative below it.
    pub fn margin_percentage_points(&self) -> f64 {
        self.rate.percent() - self.target.minimum().value.percent()
    }
}

/// Holds many categories against their targets on a day.
///
/// # Errors
/// [`TreatmentError::Rows`] with every row that cannot be held against a target, and why.
pub fn against_targets(
    treatments: &[CategoryTreatment],
    day: Date,
) -> Result<Vec<TargetCheck>, TreatmentError> {
    let (mut checks, mut rows) = (Vec::new(), Vec::new());
    for (row, treatment) in treatments.iter().enumerate() {
        match treatment.against_targets(day) {
            Ok(found) => checks.extend(found),
            Err(error) => rows.push((row, error)),
        }
    }
    if rows.is_empty() {
        Ok(checks)
    } else {
        Err(TreatmentError::Rows { rows })
    }
}

/// The scheme that has targets on a day: none before September 2012.
///
/// # Source
/// See [`reference::weee_targets`](mod@weee_targets).
///
/// # Example
/// ```
/// use ict_impact::ewaste::targets::scheme_on;
/// use ict_impact::reference::weee_targets::CategoryScheme;
/// assert_eq!(scheme_on("2018-08-14".parse()?), Some(CategoryScheme::Eu10));
/// assert_eq!(scheme_on("2018-08-15".parse()?), Some(CategoryScheme::Eu6));
/// # Ok::<(), ict_impact::time::TimeError>(())
/// ```
pub fn scheme_on(day: Date) -> Option<CategoryScheme> {
    let mut targets = weee_targets::all();
    let target = targets.find(|target| target.applies_on(day))?;
    Some(target.category().scheme())
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    fn t(value: f64) -> Mass {
        Mass::of(value, "t").unwrap()
    }

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn treatment(code: &str, masses: [f64; 4]) -> CategoryTreatment {
        let [collected, recovered, prepared, recycled] = masses.map(t);
        CategoryTreatment::new(code.parse().unwrap(), collected, recovered)
            .and_then(|treatment| treatment.with_recycling(prepared, recycled))
            .unwrap()
    }

    #[test]
    fn the_target_is_that_of_the_day() {
        let it = treatment("EU10-3", [100.0, 75.0, 5.0, 62.0]);
        let met = |on| {
            let checks = it.against_targets(day(on)).unwrap();
            checks.iter().map(TargetCheck::is_met).collect::<Vec<_>>()
        };
        assert_eq!(met("2015-08-14"), [true, true]);
        assert_eq!(met("2015-08-15"), [false, false]);
        let error = it.against_targets(day("2018-08-15")).unwrap_err();
        assert_eq!(error.to_string(), "EU10-3 has no target on 2018-08-15");
    }

    #[test]
    fn lamps_are_recycled_only() {
        let lamps = treatment("EU6-3", [10.0, 9.0, 1.0, 8.0]);
        let checks = lamps.against_targets(day("2024-01-01")).unwrap();
        assert_eq!((checks.len(), checks[0].rate().percent()), (1, 80.0));
        assert_eq!(checks[0].target().kind(), TargetKind::Recycling);
        assert!(checks[0].is_met() && checks[0].margin_percentage_points() == 0.0);
    }

    #[test]
    fn more_than_was_collected_is_flagged() {
        let drawn_down = treatment("EU6-6", [10.0, 12.0, 0.0, 11.0]);
        let checks = drawn_down.against_targets(day("2024-01-01")).unwrap();
        assert!(
            checks
                .iter()
                .all(|check| check.rate().over_100() && check.is_met())
        );
    }

    #[test]
    fn every_wrong_row_is_listed() {
        let good = treatment("EU6-1", [10.0, 9.0, 0.0, 9.0]);
        let rows = [
            good,
            treatment("EU10-1", [4.0, 3.0, 1.0, 1.0]),
            treatment("EU6-2", [0.0; 4]),
        ];
        let Err(TreatmentError::Rows { rows }) = against_targets(&rows, day("2024-01-01")) else {
            panic!("the second and third rows are wrong");
        };
        assert_eq!(rows.iter().map(|row| row.0).collect::<Vec<_>>(), [1, 2]);
        assert_eq!(
            against_targets(&[good, good], day("2024-01-01"))
                .unwrap()
                .len(),
            4
        );
    }

    #[test]
    fn parts_are_within_their_whole() {
        let small = CategoryTreatment::new("EU6-5".parse().unwrap(), t(10.0), t(7.0)).unwrap();
        assert!(small.with_recycling(t(3.0), t(4.5)).is_err());
        assert!(small.with_recycling(t(-1.0), t(4.0)).is_err());
        assert!(recovery_rate(t(1.0), t(0.0)).is_err());
        assert!(recycling_rate(t(1.0) * f64::NAN, t(1.0), t(1.0)).is_err());
        let screens = CategoryTreatment::new("EU6-2".parse().unwrap(), t(1.0), t(1.0)).unwrap();
        assert!(CategoryTreatment::total_of(&[small, screens]).is_err());
        assert!(CategoryTreatment::total_of(&[]).is_err());
        let twice = CategoryTreatment::total_of(&[small, small]).unwrap();
        assert_eq!(
            twice.rate(TargetKind::Recovery),
            small.rate(TargetKind::Recovery)
        );
    }
}
