use super::{
    EnergyFlows, Inflow, Lifetimes, Outflow, WaterFlows, equation, resource_intensity_index,
};
use crate::circularity::error::not_negative;
use crate::circularity::scorecard::{Description, ENVIRONMENT, Range};
use crate::circularity::slot::Slot;
use crate::circularity::{AnyIndicator, CircularityError, Indicator, Input, Revenue};
use crate::quantity::{Currency, Money, Ratio};

/// The balance of a product, site or organisation, from which the core indicators follow: the
/// mass of its inflow by origin and of its outflow by fate, its energy, water, revenue and
/// lifetimes. Each part was checked when it was made; what was not given is missing, not zero.
///
/// Balances of several sites or products are put together by adding
/// ([`total_of`](Self::total_of)), never by averaging their indicators.
///
/// # Source
/// ISO 59020:2024, Annex A; Annex G.2 for several sites.
///
/// # Example
/// ```
/// use ict_impact::circularity::iso59020::{Balance, EnergyFlows, Inflow, Outflow};
/// use ict_impact::circularity::CircularityError;
/// use ict_impact::quantity::{Eur, Money, parse};
/// let site = Balance::new()
///     .with_inflow(Inflow::new(parse("200 t")?)?.with_recycled(parse("50 t")?)?)
///     .with_outflow(Outflow::new(parse("180 t")?)?.with_reused(parse("45 t")?)?)
///     .with_revenue(Money::<Eur, 2023>::new(3e6))?;
/// assert_eq!(site.inflow()?.recycled_content()?.value().value, 0.25); // A.2
/// assert_eq!(site.outflow()?.reused()?.value().value, 0.25); // A.5
/// assert_eq!(site.material_productivity()?.to_string(), "20 EUR2023/kg"); // A.12: 3e6 / 150 t
/// assert!(matches!(site.energy(), Err(CircularityError::Missing { .. })));
///
/// let other = Balance::new().with_inflow(Inflow::new(parse("300 t")?)?);
/// let both = Balance::total_of(&[site, other])?;
/// assert_eq!(both.inflow()?.recycled_content()?.value().value, 0.1); // 50 / 500
/// let error = both.outflow().unwrap_err();
/// assert_eq!(error.to_string(), "resource outflow by fate is missing in site(s) 1 (counted from 0)");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Balance {
    pub(in crate::circularity) inflow: Slot<Inflow>,
    pub(in crate::circularity) outflow: Slot<Outflow>,
    pub(in crate::circularity) energy: Slot<EnergyFlows>,
    pub(in crate::circularity) water: Slot<WaterFlows>,
    pub(in crate::circularity) revenue: Slot<Revenue>,
    pub(in crate::circularity) lifetimes: Slot<Lifetimes>,
    pub(in crate::circularity) growth: Slot<GrowthAndResourceUse>,
}

/// What is above and below the line of the resource intensity index.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::circularity) struct GrowthAndResourceUse {
    growth: Ratio,
    resource_use: Ratio,
}

impl Balance {
    /// A balance of which nothing is known.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same, with this inflow of resources.
    #[must_use]
    pub fn with_inflow(mut self, inflow: Inflow) -> Self {
        self.inflow = Slot::Given(inflow);
        self
    }

    /// The same, with this outflow of resources.
    #[must_use]
    pub fn with_outflow(mut self, outflow: Outflow) -> Self {
        self.outflow = Slot::Given(outflow);
        self
    }

    /// The same, with this energy in and out.
    #[must_use]
    pub fn with_energy(mut self, energy: EnergyFlows) -> Self {
        self.energy = Slot::Given(energy);
        self
    }

    /// The same, with this water.
    #[must_use]
    pub fn with_water(mut self, water: WaterFlows) -> Self {
        self.water = Slot::Given(water);
        self
    }

    /// The same, with this revenue.
    ///
    /// # Errors
    /// As [`Revenue::new`].
    pub fn with_revenue<C: Currency, const YEAR: u16>(
        mut self,
        revenue: Money<C, YEAR>,
    ) -> Result<Self, CircularityError> {
        self.revenue = Slot::Given(Revenue::new(revenue)?);
        Ok(self)
    }

    /// The same, with these lifetimes.
    #[must_use]
    pub fn with_lifetimes(mut self, lifetimes: Lifetimes) -> Self {
        self.lifetimes = Slot::Given(lifetimes);
        self
    }

    /// The same, with the measures of economic growth and of total resource use that the
    /// resource intensity index sets against each other.
    ///
    /// # Errors
    /// [`CircularityError::OutOfRange`] for a negative, NaN or infinite measure.
    pub fn with_growth_and_resource_use(
        mut self,
        growth: Ratio,
        resource_use: Ratio,
    ) -> Result<Self, CircularityError> {
        self.growth = Slot::Given(GrowthAndResourceUse {
            growth: not_negative("economic growth", growth)?,
            resource_use: not_negative("resource use", resource_use)?,
        });
        Ok(self)
    }

    /// The balances of several sites or products together. What one of them lacks is missing in
    /// the total; the measures of growth and resource use do not add.
    ///
    /// # Source
    /// ISO 59020:2024, Annex G.2: masses are added, then divided.
    ///
    /// # Errors
    /// [`CircularityError::DifferentMoney`]; [`CircularityError::Sum`] if a sum is too large for
    /// a number.
    pub fn total_of(balances: &[Self]) -> Result<Self, CircularityError> {
        let all = || balances.iter();
        Ok(Self {
            inflow: Slot::total(all().map(|it| &it.inflow), Inflow::total_of)?,
            outflow: Slot::total(all().map(|it| &it.outflow), Outflow::total_of)?,
            energy: Slot::total(all().map(|it| &it.energy), EnergyFlows::total_of)?,
            water: Slot::total(all().map(|it| &it.water), WaterFlows::total_of)?,
            revenue: Slot::total(all().map(|it| &it.revenue), Revenue::total_of)?,
            lifetimes: Slot::total(all().map(|it| &it.lifetimes), Lifetimes::total_of)?,
            growth: Slot::total_of_none(all().map(|it| &it.growth)),
        })
    }

    /// The inflow of resources: A.1 to A.3.
    ///
    /// # Errors
    /// [`CircularityError::Missing`].
    pub fn inflow(&self) -> Result<&Inflow, CircularityError> {
        self.inflow.get(Input::Inflow)
    }

    /// The outflow of resources: A.5 to A.7.
    ///
    /// # Errors
    /// [`CircularityError::Missing`].
    pub fn outflow(&self) -> Result<&Outflow, CircularityError> {
        self.outflow.get(Input::Outflow)
    }

    /// The energy in and out: A.8.
    ///
    /// # Errors
    /// [`CircularityError::Missing`].
    pub fn energy(&self) -> Result<&EnergyFlows, CircularityError> {
        self.energy.get(Input::Energy)
    }

    /// The water: A.9 to A.11.
    ///
    /// # Errors
    /// [`CircularityError::Missing`].
    pub fn water(&self) -> Result<&WaterFlows, CircularityError> {
        self.water.get(Input::WaterWithdrawn)
    }

    /// The revenue.
    ///
    /// # Errors
    /// [`CircularityError::Missing`].
    pub fn revenue(&self) -> Result<&Revenue, CircularityError> {
        self.revenue.get(Input::Revenue)
    }

    /// The lifetimes: A.4.
    ///
    /// # Errors
    /// [`CircularityError::Missing`].
    pub fn lifetimes(&self) -> Result<&Lifetimes, CircularityError> {
        self.lifetimes.get(Input::Lifetimes)
    }

    /// Material productivity, A.12.
    ///
    /// # Errors
    /// [`CircularityError::Missing`], and as
    /// [`material_productivity`](super::material_productivity).
    pub fn material_productivity(&self) -> Result<AnyIndicator, CircularityError> {
        let revenue = self.revenue()?;
        revenue.material_productivity(self.inflow()?.linear())
    }

    /// The resource intensity index, A.13.
    ///
    /// # Errors
    /// [`CircularityError::Missing`] and [`CircularityError::NotAdditive`], and as
    /// [`resource_intensity_index`].
    pub fn resource_intensity_index(&self) -> Result<Indicator, CircularityError> {
        let it = self.growth.get(Input::GrowthAndResourceUse)?;
        resource_intensity_index(it.growth, it.resource_use)
    }
}

/// Material productivity, A.12.
pub(in crate::circularity) static MATERIAL_PRODUCTIVITY: Description = Description::new(
    "iso59020.material_productivity",
    "Material productivity",
    equation("A.12"),
    |inputs| inputs.balance().material_productivity(),
)
.needing(&[Input::Revenue, Input::Inflow])
.in_unit_of_money()
.relevant_to(&["12.2", "8.4"], ENVIRONMENT);

/// Resource intensity index, A.13.
pub(in crate::circularity) static RESOURCE_INTENSITY: Description = Description::new(
    "iso59020.resource_intensity",
    "Resource intensity index",
    equation("A.13"),
    |inputs| Ok(inputs.balance().resource_intensity_index()?.into()),
)
.needing(&[Input::GrowthAndResourceUse])
.in_unit("1", Range::NOT_NEGATIVE)
.relevant_to(&["12.2", "8.4"], ENVIRONMENT);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::{Eur, Mass, Quantity, Usd};

    fn inflow(total: f64) -> Inflow {
        Inflow::new(Mass::from_checked(total)).unwrap()
    }

    #[test]
    fn an_index_does_not_add_over_sites() {
        let index = Ratio::from_checked;
        let one = Balance::new()
            .with_growth_and_resource_use(index(1.2), index(0.8))
            .unwrap();
        let alone = Balance::total_of(core::slice::from_ref(&one)).unwrap();
        assert_eq!(alone, one);
        assert!(alone.resource_intensity_index().is_ok());
        let input = Input::GrowthAndResourceUse;
        let two = Balance::total_of(&[one.clone(), one]).unwrap();
        assert_eq!(
            two.resource_intensity_index(),
            Err(CircularityError::NotAdditive { input })
        );
        let wrong = Balance::new().with_growth_and_resource_use(index(-1.0), index(1.0));
        assert!(wrong.is_err());
    }

    #[test]
    fn revenue_of_two_currencies_does_not_add() {
        let euros = Balance::new().with_revenue(Money::<Eur, 2023>::new(1.0));
        let dollars = Balance::new().with_revenue(Money::<Usd, 2023>::new(1.0));
        let total = Balance::total_of(&[euros.unwrap(), dollars.unwrap()]);
        assert!(matches!(
            total,
            Err(CircularityError::DifferentMoney { .. })
        ));
    }

    #[test]
    fn productivity_needs_linear_inflow() {
        let revenue = Money::<Eur, 2023>::new(10.0);
        let all_recycled = inflow(5.0).with_recycled(Mass::from_checked(5.0)).unwrap();
        let site = Balance::new().with_revenue(revenue).unwrap();
        assert!(matches!(
            site.material_productivity(),
            Err(CircularityError::Missing {
                input: Input::Inflow,
                ..
            })
        ));
        let circular = site.clone().with_inflow(all_recycled);
        assert!(matches!(
            circular.material_productivity(),
            Err(CircularityError::Quantity(_))
        ));
        let linear = site.with_inflow(inflow(5.0));
        assert_eq!(linear.material_productivity().unwrap().value(), 2.0);
    }
}
