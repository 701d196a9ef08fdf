use alloc::string::{String, ToString};
use alloc::vec::Vec;

use core::fmt;
use core::marker::PhantomData;

use super::error::not_negative;
use super::{AnyIndicator, CircularityError, cti, iso59020};
use crate::numeric::exact_sum;
use crate::quantity::{Currency, Mass, Money, Quantity, Share};

/// Revenue in a currency and price year that are known at run time only.
///
/// # Example
/// ```
/// use ict_impact::circularity::Revenue;
/// use ict_impact::quantity::{Eur, Money, Usd};
/// let revenue = Revenue::new(Money::<Eur, 2023>::new(1000.0))?;
/// assert_eq!(revenue.to_string(), "1000 EUR2023");
/// let twice = Revenue::total_of(&[revenue, revenue])?;
/// assert_eq!(twice.amount(), 2000.0);
/// let dollars = Revenue::new(Money::<Usd, 2023>::new(1000.0))?;
/// assert!(Revenue::total_of(&[revenue, dollars]).is_err());
/// # Ok::<(), ict_impact::circularity::CircularityError>(())
/// ```
#[derive(Clone, Copy)]
pub struct Revenue {
    amount: f64,
    money: &'static dyn AnyMoney,
}

/// The formulas that take money, for one currency and price year.
trait AnyMoney: Send + Sync {
    fn unit(&self) -> String;
    fn material_productivity(
        &self,
        revenue: f64,
        linear_inflow: Mass,
    ) -> Result<AnyIndicator, CircularityError>;
    fn circular_material_productivity(
        &self,
        revenue: f64,
        linear_inflow: Mass,
    ) -> Result<AnyIndicator, CircularityError>;
    fn circular_revenue(
        &self,
        products: &[(f64, Share, Share)],
    ) -> Result<AnyIndicator, CircularityError>;
}

struct In<C: Currency, const YEAR: u16>(PhantomData<C>);

impl<C: Currency, const YEAR: u16> AnyMoney for In<C, YEAR> {
    fn unit(&self) -> String {
        Money::<C, YEAR>::unit().symbol().to_string()
    }

    fn material_productivity(
        &self,
        revenue: f64,
        linear_inflow: Mass,
    ) -> Result<AnyIndicator, CircularityError> {
        let revenue = Money::<C, YEAR>::new(revenue);
        Ok(iso59020::material_productivity(revenue, linear_inflow)?.into())
    }

    fn circular_material_productivity(
        &self,
        revenue: f64,
        linear_inflow: Mass,
    ) -> Result<AnyIndicator, CircularityError> {
        let revenue = Money::<C, YEAR>::new(revenue);
        Ok(cti::circular_material_productivity(revenue, linear_inflow)?.into())
    }

    fn circular_revenue(
        &self,
        products: &[(f64, Share, Share)],
    ) -> Result<AnyIndicator, CircularityError> {
        let products = products.iter().map(|&(revenue, inflow, outflow)| {
            cti::ProductRevenue::new(Money::<C, YEAR>::new(revenue), inflow, outflow)
        });
        let products = products.collect::<Result<Vec<_>, _>>()?;
        Ok(cti::circular_revenue(&products)?.into())
    }
}

impl Revenue {
    /// A revenue.
    ///
    /// # Errors
    /// [`CircularityError::OutOfRange`] for a negative, NaN or infinite amount.
    pub fn new<C: Currency, const YEAR: u16>(
        revenue: Money<C, YEAR>,
    ) -> Result<Self, CircularityError> {
        Ok(Self {
            amount: not_negative("revenue", revenue)?.amount(),
            money: &In::<C, YEAR>(PhantomData),
        })
    }

    /// The amount of its [unit](Self::unit).
    pub const fn amount(&self) -> f64 {
        self.amount
    }

    /// Currency and price year, such as `EUR2023`.
    pub fn unit(&self) -> String {
        self.money.unit()
    }

    /// The revenue of several sites together.
    ///
    /// # Errors
    /// [`CircularityError::DifferentMoney`] unless all are of one currency and price year;
    /// [`CircularityError::Missing`] if there is none; [`CircularityError::Sum`].
    pub fn total_of(revenues: &[Self]) -> Result<Self, CircularityError> {
        let first = Self::one_money(revenues.iter())?;
        let amounts: Vec<f64> = revenues.iter().map(|revenue| revenue.amount).collect();
        Ok(Self {
            amount: exact_sum(&amounts)?,
            money: first.money,
        })
    }

    /// Material productivity, [`iso59020::material_productivity`].
    ///
    /// # Errors
    /// As that function.
    pub fn material_productivity(
        &self,
        linear_inflow: Mass,
    ) -> Result<AnyIndicator, CircularityError> {
        let Self { amount, money } = self;
        money.material_productivity(*amount, linear_inflow)
    }

    /// Circular material productivity, [`cti::circular_material_productivity`].
    ///
    /// # Errors
    /// As that function.
    pub fn circular_material_productivity(
        &self,
        linear_inflow: Mass,
    ) -> Result<AnyIndicator, CircularityError> {
        let Self { amount, money } = self;
        money.circular_material_productivity(*amount, linear_inflow)
    }

    /// Circular revenue, [`cti::circular_revenue`], of products with their circular inflow and
    /// outflow.
    pub(super) fn of_products(
        products: &[(Self, Share, Share)],
    ) -> Result<AnyIndicator, CircularityError> {
        let first = Self::one_money(products.iter().map(|product| &product.0))?;
        let products: Vec<_> = products
            .iter()
            .map(|&(revenue, inflow, outflow)| (revenue.amount, inflow, outflow))
            .collect();
        first.money.circular_revenue(&products)
    }

    /// The first of revenues of one currency and price year.
    fn one_money<'a>(
        mut revenues: impl Iterator<Item = &'a Self>,
    ) -> Result<&'a Self, CircularityError> {
        let first = revenues.next().ok_or(CircularityError::Missing {
            input: super::Input::Revenue,
            sites: Vec::new(),
        })?;
        match revenues.find(|revenue| revenue.unit() != first.unit()) {
            None => Ok(first),
            Some(other) => Err(CircularityError::DifferentMoney {
                first: first.unit(),
                other: other.unit(),
            }),
        }
    }
}

impl PartialEq for Revenue {
    fn eq(&self, other: &Self) -> bool {
        self.amount == other.amount && self.unit() == other.unit()
    }
}

impl fmt::Display for Revenue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.amount, self.unit())
    }
}

impl fmt::Debug for Revenue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::{CURRENT_PRICES, Eur};

    #[test]
    fn price_years_do_not_mix() {
        let of_2023 = Revenue::new(Money::<Eur, 2023>::new(1.0)).unwrap();
        let of_2020 = Revenue::new(Money::<Eur, 2020>::new(1.0)).unwrap();
        let nominal = Revenue::new(Money::<Eur, CURRENT_PRICES>::new(1.0)).unwrap();
        assert_ne!(of_2023, of_2020);
        for other in [of_2020, nominal] {
            let error = Revenue::total_of(&[of_2023, of_2023, other]).unwrap_err();
            assert!(error.to_string().contains("cannot be added to EUR2023"));
        }
        assert!(Revenue::total_of(&[]).is_err());
        assert!(Revenue::new(Money::<Eur, 2023>::new(-1.0)).is_err());
        assert!(Revenue::new(Money::<Eur, 2023>::new(f64::NAN)).is_err());
    }
}
