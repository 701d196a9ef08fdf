use super::{UNCONFIRMED, method};
use crate::circularity::error::{not_negative, undefined};
use crate::circularity::indicator::Fraction;
use crate::circularity::scorecard::{CONSUMERS, DURABILITY, Description, ENVIRONMENT, Range};
use crate::circularity::{CircularityError, Flag, Indicator, Input, Revenue};
use crate::numeric::ExactSum;
use crate::quantity::{Currency, Factor, Mass, Money, PerMass, Quantity, Share, Time};

/// The revenue per mass of linear inflow.
///
/// # Equation
/// ```text
/// circular material productivity = revenue / linear inflow
///
/// revenue        [money of one currency and price year]
/// linear inflow  mass of virgin, non-renewable inflow [kg]
/// ```
///
/// # Source
/// WBCSD CTI V4.0 (2023), circular material productivity.
///
/// # Errors
/// [`CircularityError::OutOfRange`] for a negative, NaN or infinite value;
/// [`CircularityError::Quantity`] with
/// [`Undefined`](crate::quantity::QuantityError::Undefined) if there is no linear inflow.
///
/// # Example
/// ```
/// use ict_impact::circularity::cti::circular_material_productivity;
/// use ict_impact::quantity::{Eur, Money, parse};
/// let revenue = Money::<Eur, 2023>::new(1e6);
/// let productivity = circular_material_productivity(revenue, parse("250 t")?)?;
/// assert_eq!(productivity.value(), "4000 EUR2023/t".parse()?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn circular_material_productivity<C: Currency, const YEAR: u16>(
    revenue: Money<C, YEAR>,
    linear_inflow: Mass,
) -> Result<Indicator<Factor<Money<C, YEAR>, PerMass>>, CircularityError> {
    let revenue = not_negative("revenue", revenue)?;
    let linear_inflow = not_negative("linear inflow", linear_inflow)?;
    if linear_inflow.value == 0.0 {
        return Err(undefined("circular material productivity", "linear inflow"));
    }
    let of = method("circular material productivity");
    let value = Factor::per(revenue, linear_inflow)?;
    Ok(Indicator::new(value, of, UNCONFIRMED))
}

/// The revenue of a product, and how circular its inflow and outflow are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ProductRevenue<C: Currency, const YEAR: u16> {
    revenue: Money<C, YEAR>,
    circular_inflow: Share,
    circular_outflow: Share,
}

impl<C: Currency, const YEAR: u16> ProductRevenue<C, YEAR> {
    /// The revenue of a product whose inflow and outflow are circular to these parts.
    ///
    /// # Errors
    /// [`CircularityError::OutOfRange`] for a negative, NaN or infinite revenue.
    pub fn new(
        revenue: Money<C, YEAR>,
        circular_inflow: Share,
        circular_outflow: Share,
    ) -> Result<Self, CircularityError> {
        Ok(Self {
            revenue: not_negative("revenue of a product", revenue)?,
            circular_inflow,
            circular_outflow,
        })
    }
}

/// The revenue of products, each weighted by how circular it is.
///
/// # Equation
/// ```text
/// CTI revenue = Σ_p R_p · (i_p + o_p) / 2      R_p  revenue of the product p [money]
///                                              i_p  % circular inflow [1]
///                                              o_p  % circular outflow [1]
/// ```
/// Without a product it is 0.
///
/// # Source
/// WBCSD CTI V4.0 (2023), CTI revenue.
///
/// # Errors
/// [`CircularityError::Sum`] if the sum is too large for a number.
///
/// # Example
/// ```
/// use ict_impact::circularity::cti::{ProductRevenue, circular_revenue};
/// use ict_impact::quantity::{Eur, Money, Share};
/// let euros = Money::<Eur, 2023>::new;
/// let phones = ProductRevenue::new(euros(1000.0), Share::new(0.25)?, Share::new(0.75)?)?;
/// let cables = ProductRevenue::new(euros(200.0), Share::NONE, Share::new(0.5)?)?;
/// assert_eq!(circular_revenue(&[phones, cables])?.value(), euros(550.0)); // 500 + 50
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn circular_revenue<C: Currency, const YEAR: u16>(
    products: &[ProductRevenue<C, YEAR>],
) -> Result<Indicator<Money<C, YEAR>>, CircularityError> {
    let mut total = ExactSum::new();
    for product in products {
        let circular = (product.circular_inflow.get() + product.circular_outflow.get()) / 2.0;
        total.add_product(product.revenue.amount(), circular);
    }
    let total = Money::from_base(total.value()?)?;
    Ok(Indicator::new(total, method("CTI revenue"), UNCONFIRMED))
}

/// The actual lifetime of a product over that of the average equivalent product.
///
/// # Equation
/// ```text
/// actual lifetime = t_actual / t_average        both [s]
/// ```
///
/// # Source
/// WBCSD CTI V4.0 (2023), actual lifetime.
///
/// # Errors
/// [`CircularityError::OutOfRange`] for a negative, NaN or infinite lifetime;
/// [`CircularityError::Quantity`] with
/// [`Undefined`](crate::quantity::QuantityError::Undefined) if the average is zero.
///
/// # Example
/// ```
/// use ict_impact::circularity::cti::actual_lifetime;
/// use ict_impact::quantity::parse;
/// assert_eq!(actual_lifetime(parse("5 a")?, parse("4 a")?)?.value().value, 1.25);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn actual_lifetime(product: Time, average: Time) -> Result<Indicator, CircularityError> {
    let fraction = Fraction {
        name: "actual lifetime",
        part: "lifetime of the product",
        whole: "average lifetime",
    };
    Ok(fraction
        .ratio(product, average, method("actual lifetime"))?
        .flagged(true, Flag::Unconfirmed))
}

/// Circular material productivity.
pub(in crate::circularity) static MATERIAL_PRODUCTIVITY: Description = Description::new(
    "cti.circular_material_productivity",
    "Circular material productivity",
    method("circular material productivity"),
    |inputs| {
        let linear = inputs.balance().inflow()?.linear();
        inputs
            .balance()
            .revenue()?
            .circular_material_productivity(linear)
    },
)
.needing(&[Input::Revenue, Input::Inflow])
.in_unit_of_money()
.relevant_to(&["12.2", "8.4"], ENVIRONMENT);

/// CTI revenue.
pub(in crate::circularity) static REVENUE: Description = Description::new(
    "cti.revenue",
    "CTI revenue",
    method("CTI revenue"),
    |inputs| Revenue::of_products(inputs.product_revenues()?),
)
.needing(&[Input::ProductRevenues])
.in_unit_of_money()
.relevant_to(&["12.2", "8.4"], ENVIRONMENT);

/// Actual lifetime.
pub(in crate::circularity) static ACTUAL_LIFETIME: Description = Description::new(
    "cti.actual_lifetime",
    "Actual lifetime over the average",
    method("actual lifetime"),
    |inputs| Ok(inputs.balance().lifetimes()?.actual_lifetime()?.into()),
)
.needing(&[Input::Lifetimes])
.in_unit("1", Range::NOT_NEGATIVE)
.relevant_to(DURABILITY, CONSUMERS);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::Eur;

    #[test]
    fn no_inflow_and_no_average_are_undefined() {
        let (revenue, loss) = (Money::<Eur, 2023>::new(1.0), Money::<Eur, 2023>::new(-1.0));
        let kg = Mass::from_checked;
        assert!(circular_material_productivity(revenue, kg(0.0)).is_err());
        assert!(circular_material_productivity(loss, kg(1.0)).is_err());
        assert!(ProductRevenue::new(loss, Share::NONE, Share::NONE).is_err());
        let s = Time::from_checked;
        assert!(actual_lifetime(s(1.0), s(0.0)).is_err());
        assert!(actual_lifetime(s(f64::INFINITY), s(1.0)).is_err());
        assert_eq!(
            circular_revenue::<Eur, 2023>(&[]).unwrap().value().amount(),
            0.0
        );
    }
}
