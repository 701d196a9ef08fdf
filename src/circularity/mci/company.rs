use alloc::vec::Vec;

use super::{MaterialFlows, Utility, material_circularity_indicator};
use crate::circularity::error::not_negative;
use crate::circularity::scorecard::{Description, ENVIRONMENT, MATERIALS, Range};
use crate::circularity::{CircularityError, Flag, Flags, Indicator, Input, MethodId};
use crate::numeric::ExactSum;
use crate::quantity::{Quantity, Ratio, Share, ratio};
use crate::reference::indicators::Direction;

const COMPANY: MethodId = MethodId::new("EMF-MCI", "2019", "company");

/// The Material Circularity Indicator of a company: the mean over its products, weighted by a
/// normalising factor such as their revenue or mass.
///
/// # Equation
/// ```text
/// MCI_c = Σ_i N_i · MCI_i / Σ_i N_i     MCI_i  of the product i [1]
///                                       N_i    its normalising factor, all of one unit
/// ```
///
/// # Source
/// Ellen MacArthur Foundation and ANSYS Granta (2015, revised 2019), chapter 3.
///
/// # Errors
/// [`CircularityError::OutOfRange`] for a negative, NaN or infinite factor;
/// [`CircularityError::Quantity`] with
/// [`Undefined`](crate::quantity::QuantityError::Undefined) if the factors sum to zero.
///
/// # Example
/// ```
/// use ict_impact::circularity::mci::company;
/// use ict_impact::quantity::{Eur, Money, Share};
/// let revenue = Money::<Eur, 2023>::new;
/// let products = [(Share::new(0.25)?, revenue(300.0)), (Share::new(0.75)?, revenue(100.0))];
/// assert_eq!(company(&products)?.value(), Share::new(0.375)?); // 150 / 400
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn company<Q: Quantity>(products: &[(Share, Q)]) -> Result<Indicator<Share>, CircularityError> {
    let mut weighted = ExactSum::new();
    let mut weights = ExactSum::new();
    for &(mci, factor) in products {
        let factor = not_negative("normalising factor", factor)?.base();
        weighted.add_product(mci.get(), factor);
        weights.add(factor);
    }
    let (weighted, weights) = (weighted.value()?, weights.value()?);
    let mean = ratio(
        Ratio::from_base(weighted)?,
        Ratio::from_base(weights)?,
        "Material Circularity Indicator of the company",
        "sum of the normalising factors",
    )?;
    let mean = Share::new(mean.value.min(1.0))?;
    Ok(Indicator::new(mean, COMPANY, Flags::NONE))
}

/// A product of a company: its material flows and its utility.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Product {
    /// The material flows of all pieces of the product.
    pub flows: MaterialFlows,
    /// The utility.
    pub utility: Utility,
}

/// The Material Circularity Indicator of a company whose products are weighted by their mass; of
/// one product its own.
///
/// # Equation
/// ```text
/// MCI_c = Σ_i M_i · MCI_i / Σ_i M_i     MCI_i  of the product i [1]
///                                       M_i    its mass [kg]
/// ```
///
/// # Source
/// Ellen MacArthur Foundation and ANSYS Granta (2015, revised 2019), chapter 3.
///
/// # Errors
/// [`CircularityError::Quantity`] with
/// [`Undefined`](crate::quantity::QuantityError::Undefined) if a product has no mass, or if there
/// is none.
///
/// # Example
/// ```
/// use ict_impact::circularity::mci::{
///     Component, EndOfUse, Feedstock, MaterialFlows, Product, Utility, company_by_mass,
/// };
/// use ict_impact::quantity::{Mass, Share, parse};
/// let none = Share::NONE;
/// let linear = |mass: Mass, utility| {
///     let feedstock = Feedstock::new(none, none, none)?;
///     let component = Component::new(mass, feedstock, EndOfUse::new(none, none, none, none)?)?;
///     let flows = MaterialFlows::of_bill_of_materials(&[component])?;
///     Ok::<_, ict_impact::circularity::CircularityError>(Product { flows, utility })
/// };
/// let longer = Utility::of_life(parse("6 a")?, parse("4 a")?)?;
/// let products = [linear(parse("1 t")?, Utility::AVERAGE)?, linear(parse("3 t")?, longer)?];
/// // (1 · 0.1 + 3 · (1 − 0.9/1.5)) / 4
/// assert!((company_by_mass(&products)?.value().get() - 0.325).abs() < 1e-15);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn company_by_mass(products: &[Product]) -> Result<Indicator<Share>, CircularityError> {
    let mut weighted = Vec::new();
    let mut raised = false;
    for product in products {
        let mci = material_circularity_indicator(&product.flows, product.utility)?;
        raised |= mci.flags().contains(Flag::RaisedToZero);
        weighted.push((mci.value(), product.flows.mass));
    }
    Ok(company(&weighted)?.flagged(raised, Flag::RaisedToZero))
}

/// The linear flow index of all products.
pub(in crate::circularity) static LINEAR_FLOW_INDEX: Description = Description::new(
    "mci.linear_flow_index",
    "Linear flow index",
    MethodId::new("EMF-MCI", "2019", "LFI"),
    |inputs| {
        let flows: Vec<MaterialFlows> = inputs.products()?.iter().map(|it| it.flows).collect();
        let index = MaterialFlows::total_of(&flows)?.linear_flow_index()?;
        let method = MethodId::new("EMF-MCI", "2019", "LFI");
        Ok(Indicator::new(index, method, Flags::NONE).into())
    },
)
.needing(&[Input::Products])
.in_unit("1", Range::of(0.0, 1.0))
.better(Direction::Down)
.relevant_to(MATERIALS, ENVIRONMENT);

/// The Material Circularity Indicator of a product, or of a company by mass.
pub(in crate::circularity) static MATERIAL_CIRCULARITY: Description = Description::new(
    "mci",
    "Material Circularity Indicator, products weighted by mass",
    COMPANY,
    |inputs| Ok(company_by_mass(inputs.products()?)?.into()),
)
.needing(&[Input::Products])
.in_unit("1", Range::of(0.0, 1.0))
.relevant_to(MATERIALS, ENVIRONMENT);

#[cfg(test)]
mod tests {
    use super::super::{Component, EndOfUse, Feedstock};
    use super::*;
    use crate::quantity::Mass;

    fn linear() -> MaterialFlows {
        let none = Share::NONE;
        let feedstock = Feedstock::new(none, none, none).unwrap();
        let end = EndOfUse::new(none, none, none, none).unwrap();
        let component = Component::new(Mass::from_checked(10.0), feedstock, end).unwrap();
        MaterialFlows::of_bill_of_materials(&[component]).unwrap()
    }

    #[test]
    fn a_product_raised_to_zero_shows_in_the_company() {
        let flows = linear();
        let short = Utility::new(Ratio::from_checked(0.5)).unwrap();
        let of = |utility| Product { flows, utility };
        let company = company_by_mass(&[of(short), of(Utility::AVERAGE)]).unwrap();
        assert!((company.value().get() - 0.05).abs() < 1e-15);
        assert!(company.flags().contains(Flag::RaisedToZero));
        let average = company_by_mass(&[of(Utility::AVERAGE)]).unwrap();
        assert!(average.flags().is_empty());
    }

    #[test]
    fn no_product_has_no_mean() {
        assert!(company::<Mass>(&[]).is_err() && company_by_mass(&[]).is_err());
        assert!(company(&[(Share::WHOLE, Mass::from_checked(-1.0))]).is_err());
    }
}
