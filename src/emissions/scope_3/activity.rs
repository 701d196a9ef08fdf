use super::super::error::not_negative;
use super::super::{BiogenicCo2, EmissionsError, GwpBasis};
use super::Scope3Category;
use crate::quantity::{Co2e, Share};

/// How the emissions of an activity were found, in the words of the guidance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Scope3Method {
    /// By the supplier's own figure for the product.
    SupplierSpecific,
    /// By figures of the supplier where there are any, and averages for the rest.
    Hybrid,
    /// By an average factor per piece, mass, energy or other physical amount.
    AverageData,
    /// By an average factor per money spent.
    SpendBased,
    /// By the mass carried and the distance.
    DistanceBased,
    /// By the energy that products use over their life.
    DirectUsePhase,
    /// By what each treatment of waste emits.
    WasteTypeSpecific,
}

/// Scope 3 emissions of one activity, in their category, with biogenic CO2 beside them.
///
/// They add within the [`Scope3`](super::Scope3) of one reporter and nowhere else.
///
/// # Source
/// GHG Protocol Technical Guidance for Calculating Scope 3 Emissions, version 1.0 (2013); the
/// number of the formula stands at each function.
///
/// # Example
/// ```
/// use ict_impact::emissions::{CategoryEmissions, Scope3Category};
/// use ict_impact::quantity::{Co2e, Factor, Mass, Money, PerMass, PerMoney, Usd, parse};
/// let goods = Scope3Category::PurchasedGoodsAndServices;
/// let per_kg: Factor<Co2e, PerMass> = "70 kgCO2e/kg".parse()?;
/// let chips = CategoryEmissions::average_data(goods, parse::<Mass>("100 kg")?, per_kg)?;
/// assert_eq!(chips.co2e(), Co2e::from_kg(7000.0));
/// let per_dollar: Factor<Co2e, PerMoney<Usd, 2021>> = "0.25 kgCO2e/USD2021".parse()?;
/// let services = CategoryEmissions::spend_based(goods, Money::new(40_000.0), per_dollar)?;
/// assert_eq!(services.co2e(), Co2e::from_kg(10_000.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
/// Prices of another year want to be converted first:
/// ```compile_fail
/// use ict_impact::emissions::{CategoryEmissions, Scope3Category};
/// use ict_impact::quantity::{Co2e, Factor, Money, PerMoney, Usd};
/// fn wrong(spent: Money<Usd, 2024>, per_dollar: Factor<Co2e, PerMoney<Usd, 2021>>) {
///     CategoryEmissions::spend_based(Scope3Category::CapitalGoods, spent, per_dollar);
/// }
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CategoryEmissions {
    category: Scope3Category,
    method: Scope3Method,
    co2e: Co2e,
    biogenic_co2: BiogenicCo2,
    basis: Option<GwpBasis>,
}

impl CategoryEmissions {
    /// Emissions that were computed elsewhere.
    ///
    /// # Errors
    /// [`EmissionsError::OutOfRange`] for negative, NaN or infinite emissions: removals and
    /// avoided emissions are reported apart.
    pub fn new(
        category: Scope3Category,
        method: Scope3Method,
        co2e: Co2e,
    ) -> Result<Self, EmissionsError> {
        Ok(Self {
            category,
            method,
            co2e: not_negative("scope 3 emissions", co2e)?,
            biogenic_co2: BiogenicCo2::NONE,
            basis: None,
        })
    }

    /// The same emissions, with biogenic CO2 beside them.
    #[must_use]
    pub const fn with_biogenic_co2(self, biogenic_co2: BiogenicCo2) -> Self {
        Self {
            biogenic_co2,
            ..self
        }
    }

    /// The same emissions, which are by this set and horizon of global warming potentials.
    #[must_use]
    pub const fn with_basis(self, basis: GwpBasis) -> Self {
        Self {
            basis: Some(basis),
            ..self
        }
    }

    /// A share of these emissions, as an operation counts by the consolidation approach.
    #[must_use]
    pub fn share(self, share: Share) -> Self {
        Self {
            co2e: self.co2e * share,
            biogenic_co2: self.biogenic_co2 * share,
            ..self
        }
    }

    /// The category.
    pub const fn category(self) -> Scope3Category {
        self.category
    }

    /// How the emissions were found.
    pub const fn method(self) -> Scope3Method {
        self.method
    }

    /// The emissions without biogenic CO2.
    pub const fn co2e(self) -> Co2e {
        self.co2e
    }

    /// Biogenic CO2, reported beside the category.
    pub const fn biogenic_co2(self) -> BiogenicCo2 {
        self.biogenic_co2
    }

    /// The set and horizon, if it was said.
    pub const fn basis(self) -> Option<GwpBasis> {
        self.basis
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn removals_are_no_emissions() {
        let goods = Scope3Category::PurchasedGoodsAndServices;
        for bad in [-1.0, f64::NAN, f64::INFINITY] {
            let method = Scope3Method::Hybrid;
            assert!(CategoryEmissions::new(goods, method, Co2e::from_kg(bad)).is_err());
        }
    }
}
