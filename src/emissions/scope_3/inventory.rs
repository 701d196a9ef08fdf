use core::ops::Mul;

use alloc::string::String;
use alloc::vec::Vec;

use super::super::{BiogenicCo2, EmissionsError, GwpBasis};
use super::{CategoryEmissions, Scope3Category};
use crate::quantity::{Co2e, QuantityError, Share, sum};

/// Scope 3 emissions of one reporter, which add to nothing.
///
/// One emission is in the scope 3 of every company along a value chain, so a sum over companies
/// counts it several times and is no emission of anything:
/// ```compile_fail
/// use ict_impact::emissions::ValueChainEmissions;
/// fn of_all(ours: ValueChainEmissions, theirs: ValueChainEmissions) -> ValueChainEmissions {
///     ours + theirs
/// }
/// ```
/// ```compile_fail
/// use ict_impact::emissions::Scope3;
/// fn of_all(companies: Vec<Scope3>) -> Scope3 { companies.into_iter().sum() }
/// ```
///
/// # Source
/// GHG Protocol Corporate Value Chain (Scope 3) Standard (2011), section 9.6.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct ValueChainEmissions(Co2e);

impl ValueChainEmissions {
    /// The emissions, for a report that says whose they are.
    pub const fn co2e(self) -> Co2e {
        self.0
    }
}

/// Scope 3 of one reporter: its activities by category.
///
/// # Equation
/// ```text
/// S3_c = Σ_i CO2e_i        c  category
/// S3   = Σ_c S3_c          i  activities of the category [kgCO2e]
/// ```
/// A category without an activity is not accounted for: absent, not zero. Sums are exact: the
/// order of the activities changes no bit.
///
/// # Source
/// GHG Protocol Corporate Value Chain (Scope 3) Standard (2011), chapters 5 and 11: reported by
/// category, biogenic CO2 apart.
///
/// # Example
/// ```
/// use ict_impact::emissions::{CategoryEmissions, Scope3, Scope3Category, Scope3Method};
/// use ict_impact::quantity::{Co2e, Devices, EmbodiedFactor};
/// let laptops = CategoryEmissions::capital_goods(
///     Devices::new(100.0),
///     EmbodiedFactor::from_kg_per_device(180.0),
/// )?;
/// let travel = CategoryEmissions::new(
///     Scope3Category::BusinessTravel,
///     Scope3Method::SupplierSpecific,
///     Co2e::from_tonnes(7.0),
/// )?;
/// let scope_3 = Scope3::new("Example Ltd", [laptops, travel])?;
/// assert_eq!(scope_3.total().co2e(), Co2e::from_tonnes(25.0));
/// assert_eq!(scope_3.category(Scope3Category::UseOfSoldProducts), None);
/// assert_eq!(scope_3.not_accounted_for().count(), 13);
/// # Ok::<(), ict_impact::emissions::EmissionsError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Scope3 {
    reporter: String,
    activities: Vec<CategoryEmissions>,
}

impl Scope3 {
    /// The activities of this reporter.
    ///
    /// # Errors
    /// - [`EmissionsError::MixedGwp`] if activities are by different sets or horizons.
    /// - [`EmissionsError::Sum`] if the emissions are too large for a number.
    pub fn new(
        reporter: impl Into<String>,
        activities: impl IntoIterator<Item = CategoryEmissions>,
    ) -> Result<Self, EmissionsError> {
        let mut activities: Vec<_> = activities.into_iter().collect();
        activities.sort_by_key(|activity| activity.category());
        let mut stated = activities.iter().filter_map(|activity| activity.basis());
        if let Some(first) = stated.next() {
            stated.try_for_each(|other| first.must_be(other))?;
        }
        sum(activities.iter().map(|activity| activity.co2e()))?;
        sum(activities
            .iter()
            .map(|activity| activity.biogenic_co2().mass()))?;
        Ok(Self {
            reporter: reporter.into(),
            activities,
        })
    }

    /// The scope 3 of one reporter that was computed in parts, such as by operation.
    ///
    /// # Errors
    /// - [`EmissionsError::DifferentReporters`] if the parts are of different reporters: scope 3
    ///   is never added over organisations.
    /// - [`EmissionsError::Quantity`] with [`Undefined`](QuantityError::Undefined) if there is no
    ///   part.
    /// - As [`new`](Self::new).
    ///
    /// # Example
    /// ```
    /// use ict_impact::emissions::Scope3;
    /// let of = |reporter| Scope3::new(reporter, []);
    /// assert!(Scope3::together([of("Example Ltd")?, of("Example Ltd")?]).is_ok());
    /// assert!(Scope3::together([of("Example Ltd")?, of("Supplier Ltd")?]).is_err());
    /// # Ok::<(), ict_impact::emissions::EmissionsError>(())
    /// ```
    pub fn together(parts: impl IntoIterator<Item = Self>) -> Result<Self, EmissionsError> {
        let mut parts = parts.into_iter();
        let mut whole = parts.next().ok_or(QuantityError::Undefined {
            ratio: "scope 3",
            denominator: "number of parts",
        })?;
        for part in parts {
            if part.reporter != whole.reporter {
                return Err(EmissionsError::DifferentReporters {
                    first: whole.reporter,
                    other: part.reporter,
                });
            }
            whole.activities.extend(part.activities);
        }
        Self::new(whole.reporter, whole.activities)
    }

    /// Whose scope 3 it is.
    pub fn reporter(&self) -> &str {
        &self.reporter
    }

    /// The activities, by category.
    pub fn activities(&self) -> &[CategoryEmissions] {
        &self.activities
    }

    /// The emissions of a category, if any activity of it is accounted for.
    pub fn category(&self, category: Scope3Category) -> Option<ValueChainEmissions> {
        let activities = self.of(category);
        activities.clone().next()?;
        Some(ValueChainEmissions(
            activities.map(|activity| activity.co2e()).sum(),
        ))
    }

    /// Biogenic CO2 of a category, reported beside it, if any activity is accounted for.
    pub fn biogenic_co2(&self, category: Scope3Category) -> Option<BiogenicCo2> {
        let activities = self.of(category);
        activities.clone().next()?;
        Some(activities.map(|activity| activity.biogenic_co2()).sum())
    }

    /// Categories without an activity, to be reported and justified.
    pub fn not_accounted_for(&self) -> impl Iterator<Item = Scope3Category> + use<'_> {
        Scope3Category::ALL
            .into_iter()
            .filter(|&category| self.of(category).next().is_none())
    }

    /// The emissions of all categories that are accounted for, without biogenic CO2.
    pub fn total(&self) -> ValueChainEmissions {
        let activities = self.activities.iter();
        ValueChainEmissions(activities.map(|activity| activity.co2e()).sum())
    }

    /// The set and horizon, if every activity says it.
    pub fn basis(&self) -> Option<GwpBasis> {
        let mut bases = self.activities.iter().map(|activity| activity.basis());
        let first = bases.next()??;
        bases.all(|basis| basis.is_some()).then_some(first)
    }

    fn of(
        &self,
        category: Scope3Category,
    ) -> impl Iterator<Item = &CategoryEmissions> + Clone + use<'_> {
        self.activities
            .iter()
            .filter(move |activity| activity.category() == category)
    }
}

/// A share of each activity. Of none of it no category is accounted for.
impl Mul<Share> for Scope3 {
    type Output = Self;
    fn mul(mut self, share: Share) -> Self {
        if share == Share::NONE {
            self.activities.clear();
        }
        for activity in &mut self.activities {
            *activity = activity.share(share);
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::{GwpSet, Horizon};
    use super::super::Scope3Method;
    use super::*;
    use crate::quantity::parse;
    use Scope3Category::{BusinessTravel, CapitalGoods, EmployeeCommuting};

    fn activity(category: Scope3Category, kg: f64) -> CategoryEmissions {
        CategoryEmissions::new(category, Scope3Method::AverageData, Co2e::from_kg(kg)).unwrap()
    }

    fn basis(set: GwpSet) -> GwpBasis {
        let horizon = Horizon::Years100;
        GwpBasis { set, horizon }
    }

    #[test]
    fn a_category_is_the_sum_of_its_activities_or_absent() {
        let wood = BiogenicCo2::new(parse("3 kg").unwrap()).unwrap();
        let scope_3 = Scope3::new(
            "A",
            [
                activity(BusinessTravel, 5.0),
                activity(CapitalGoods, 1.0).with_biogenic_co2(wood),
                activity(BusinessTravel, 2.0),
            ],
        )
        .unwrap();
        let kg = |category| scope_3.category(category).map(|found| found.co2e().kg());
        assert_eq!(kg(BusinessTravel), Some(7.0));
        assert_eq!(kg(CapitalGoods), Some(1.0));
        assert_eq!(kg(EmployeeCommuting), None);
        assert_eq!(scope_3.total().co2e().kg(), 8.0);
        assert_eq!(scope_3.biogenic_co2(CapitalGoods), Some(wood));
        assert_eq!(
            scope_3.biogenic_co2(BusinessTravel),
            Some(BiogenicCo2::NONE)
        );
        assert_eq!(scope_3.biogenic_co2(EmployeeCommuting), None);
        assert_eq!(scope_3.activities()[0].category(), CapitalGoods);
        let none = scope_3.clone() * Share::NONE;
        assert_eq!(none.not_accounted_for().count(), 15);
        let half = scope_3 * Share::new(0.5).unwrap();
        assert_eq!(half.total().co2e().kg(), 4.0);
        assert_eq!(half.biogenic_co2(CapitalGoods).unwrap().mass().value, 1.5);
    }

    #[test]
    fn parts_of_one_reporter_add_and_organisations_do_not() {
        let of = |reporter: &str, kg| Scope3::new(reporter, [activity(CapitalGoods, kg)]).unwrap();
        let whole = Scope3::together([of("A", 1.0), of("A", 2.0)]).unwrap();
        assert_eq!(whole.total().co2e().kg(), 3.0);
        assert_eq!(
            Scope3::together([of("A", 1.0), of("B", 2.0)]).unwrap_err(),
            EmissionsError::DifferentReporters {
                first: "A".into(),
                other: "B".into()
            }
        );
        assert!(Scope3::together([]).is_err());
    }

    #[test]
    fn sets_do_not_mix_and_one_that_is_not_said_is_unknown() {
        let [ar5, ar6] = [GwpSet::Ar5, GwpSet::Ar6].map(basis);
        let plain = activity(CapitalGoods, 1.0);
        let said = Scope3::new("A", [plain.with_basis(ar6), plain.with_basis(ar6)]).unwrap();
        assert_eq!(said.basis(), Some(ar6));
        let open = [plain.with_basis(ar6), plain, plain.with_basis(ar6)];
        let open = Scope3::new("A", open).unwrap();
        assert_eq!(open.basis(), None);
        let mixed = Scope3::new("A", [plain.with_basis(ar6), plain, plain.with_basis(ar5)]);
        assert!(matches!(mixed, Err(EmissionsError::MixedGwp { .. })));
        let parts = [said, Scope3::new("A", [plain.with_basis(ar5)]).unwrap()];
        assert!(Scope3::together(parts).is_err());
    }

    #[test]
    fn refuses_what_is_too_large() {
        let vast = activity(CapitalGoods, f64::MAX);
        assert!(Scope3::new("A", [vast, vast]).is_err());
    }
}
