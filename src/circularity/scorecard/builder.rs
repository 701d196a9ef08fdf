use alloc::vec::Vec;

use super::ScorecardInputs;
use crate::circularity::cmu::RecoveredWaste;
use crate::circularity::error::not_negative;
use crate::circularity::eu_2023_1669::{BatteryEnduranceIndex, LabelledDevice, RepairScores};
use crate::circularity::eu_battery::BatteryAccount;
use crate::circularity::iso59020::{Balance, Lifetimes};
use crate::circularity::itu_l1023::Assessment;
use crate::circularity::longevity::Return;
use crate::circularity::recycled_content::{EndOfLifeMetal, MetalInput};
use crate::circularity::reuse::{Displacement, LifeStages, ReuseCounts};
use crate::circularity::slot::Slot;
use crate::circularity::weee::EwasteAccount;
use crate::circularity::{CircularityError, Indicator, Revenue, cti, french_repairability, mci};
use crate::quantity::{ClimateChange, Currency, Mass, Money, Share, Time};

macro_rules! given {
    ($($(#[$doc:meta])* $method:ident($field:ident: $type:ty);)+) => {
        /// What is given again takes the place of what was given before.
        impl ScorecardInputs {
            $(
                $(#[$doc])*
                #[must_use]
                pub fn $method(mut self, $field: $type) -> Self {
                    self.$field = Slot::Given($field);
                    self
                }
            )+
        }
    };
}

given! {
    /// The same, with the recovery of the outflow: its potential, and how much of it happens.
    with_recoverable_outflow(recoverable_outflow: Vec<cti::Outflow>);
    /// The same, with the outflow recovered by type.
    with_recovered_outflow(recovered_outflow: cti::Recovered);
    /// The same, with recycled material bought instead of virgin material.
    with_recycled_sourcing(recycled_sourcing: Vec<cti::RecycledSourcing>);
    /// The same, with these products.
    with_products(products: Vec<mci::Product>);
    /// The same, with the metal that goes into production.
    with_metal_input(metal_input: MetalInput);
    /// The same, with the metal in products at the end of life.
    with_end_of_life_metal(end_of_life_metal: EndOfLifeMetal);
    /// The same, with this account of e-waste.
    with_ewaste(ewaste: EwasteAccount);
    /// The same, with this account of batteries.
    with_batteries(batteries: BatteryAccount);
    /// The same, with these devices collected, refurbished and reused.
    with_reuse(reuse: ReuseCounts);
    /// The same, with what reuse displaces.
    with_displacement(displacement: Displacement<ClimateChange>);
    /// The same, with the repair scores of a smartphone or tablet.
    with_repair_scores(repair_scores: RepairScores);
    /// The same, with the scores of design criteria.
    with_design_criteria(design_criteria: Assessment);
}

impl ScorecardInputs {
    /// The same, with this balance.
    #[must_use]
    pub fn with_balance(mut self, balance: Balance) -> Self {
        self.balance = balance;
        self
    }

    /// The same, with the lifetimes of a fleet against those of the industry: see
    /// [`Lifetimes::of_fleet`]. They take the place of those of the balance.
    #[must_use]
    pub fn with_lifetimes(mut self, lifetimes: Lifetimes) -> Self {
        self.balance = self.balance.with_lifetimes(lifetimes);
        self
    }

    /// The same, with the life stages of a fleet: see [`LifeStages::of`]. What they say on reuse
    /// is taken over as [`with_reuse`](Self::with_reuse).
    #[must_use]
    pub fn with_life_stages(mut self, stages: LifeStages) -> Self {
        self.reuse = Slot::Given(stages.counts().clone());
        self.life_stages = Slot::Given(stages);
        self
    }

    /// The same, with the mass of the inflow that is critical material.
    ///
    /// # Errors
    /// [`CircularityError::OutOfRange`] for a negative, NaN or infinite mass.
    pub fn with_critical_inflow(mut self, critical: Mass) -> Result<Self, CircularityError> {
        let critical = not_negative("inflow of critical material", critical)?;
        self.critical_inflow = Slot::Given(critical);
        Ok(self)
    }

    /// The same, with the revenue of products, and to what part inflow and outflow of each are
    /// circular.
    ///
    /// # Errors
    /// [`CircularityError::OutOfRange`] for a negative, NaN or infinite revenue.
    pub fn with_product_revenues<C: Currency, const YEAR: u16>(
        mut self,
        products: &[(Money<C, YEAR>, Share, Share)],
    ) -> Result<Self, CircularityError> {
        let product = |&(revenue, inflow, outflow): &(Money<C, YEAR>, Share, Share)| {
            Ok::<_, CircularityError>((Revenue::new(revenue)?, inflow, outflow))
        };
        let products = products.iter().map(product).collect::<Result<_, _>>()?;
        self.product_revenues = Slot::Given(products);
        Ok(self)
    }

    /// The same, with the recovered waste and the domestic material consumption of a country.
    ///
    /// # Errors
    /// [`CircularityError::Quantity`] if the consumption is NaN or infinite.
    pub fn with_recovered_waste(
        mut self,
        waste: RecoveredWaste,
        domestic_material_consumption: Mass,
    ) -> Result<Self, CircularityError> {
        <Mass as crate::quantity::Quantity>::check(domestic_material_consumption.value)?;
        self.recovered_waste = Slot::Given(waste);
        self.domestic_material_consumption = Slot::Given(domestic_material_consumption);
        Ok(self)
    }

    /// The same, with the energy efficiency index of a smartphone or tablet.
    #[must_use]
    pub fn with_battery_endurance(
        mut self,
        device: LabelledDevice,
        index: Indicator<BatteryEnduranceIndex>,
    ) -> Self {
        self.battery_endurance = Slot::Given((device, index));
        self
    }

    /// The same, with the points of the five criteria of the French repairability index.
    ///
    /// # Errors
    /// As [`french_repairability::repairability_index`].
    pub fn with_french_criteria(mut self, points: [f64; 5]) -> Result<Self, CircularityError> {
        french_repairability::repairability_index(points)?;
        self.french_criteria = Slot::Given(points);
        Ok(self)
    }

    /// The same, with the first use of a product and what happens after it and after
    /// refurbishing: see [`longevity`](crate::circularity::longevity::longevity).
    ///
    /// # Errors
    /// [`CircularityError::OutOfRange`] for a negative, NaN or infinite life.
    pub fn with_life_cycles(
        mut self,
        first_use: Time,
        first: Return,
        second: Return,
    ) -> Result<Self, CircularityError> {
        let first_use = not_negative("life of the first use", first_use)?;
        for step in [first, second] {
            not_negative("life after refurbishment", step.life)?;
        }
        self.life_cycles = Slot::Given((first_use, first, second));
        Ok(self)
    }
}
