use alloc::vec::Vec;

use crate::circularity::cmu::RecoveredWaste;
use crate::circularity::eu_2023_1669::{BatteryEnduranceIndex, LabelledDevice, RepairScores};
use crate::circularity::eu_battery::BatteryAccount;
use crate::circularity::iso59020::Balance;
use crate::circularity::itu_l1023::Assessment;
use crate::circularity::longevity::Return;
use crate::circularity::recycled_content::{EndOfLifeMetal, MetalInput};
use crate::circularity::reuse::{Displacement, LifeStages, ReuseCounts};
use crate::circularity::slot::Slot;
use crate::circularity::weee::EwasteAccount;
use crate::circularity::{CircularityError, Indicator, Input, Revenue, cti, mci};
use crate::quantity::{ClimateChange, Mass, Share, Time, sum};

macro_rules! inputs {
    (
        additive { $($(#[$doc:meta])* $field:ident: $type:ty, $input:ident, $total:expr;)+ }
        single { $($(#[$single_doc:meta])* $single:ident: $single_type:ty, $single_input:ident;)+ }
    ) => {
        /// What a scorecard is computed from. All of it is optional: what was not given is
        /// missing, and every indicator that needs it says so.
        ///
        /// For an example see the [module](super).
        #[derive(Debug, Clone, PartialEq, Default)]
        pub struct ScorecardInputs {
            pub(super) balance: Balance,
            $(pub(super) $field: Slot<$type>,)+
            $(pub(super) $single: Slot<$single_type>,)+
        }

        impl ScorecardInputs {
            /// The inputs of several sites together: masses, energies and counts are added, and
            /// the indicators computed from the sums. What one of the sites lacks is missing in
            /// the total; scores of a product do not add. Indicators are never averaged.
            ///
            /// # Source
            /// ISO 59020:2024, Annex G.2: masses are added, then divided.
            ///
            /// # Errors
            /// [`CircularityError::DifferentYear`] and [`CircularityError::DifferentMoney`] for
            /// sites that do not add; [`CircularityError::Sum`] if a sum is too large for a
            /// number.
            pub fn total_of(sites: &[Self]) -> Result<Self, CircularityError> {
                let balances: Vec<Balance> = sites.iter().map(|it| it.balance.clone()).collect();
                Ok(Self {
                    balance: Balance::total_of(&balances)?,
                    $($field: Slot::total(sites.iter().map(|it| &it.$field), $total)?,)+
                    $($single: Slot::total_of_none(sites.iter().map(|it| &it.$single)),)+
                })
            }

            $(
                $(#[$doc])*
                ///
                /// # Errors
                /// [`CircularityError::Missing`].
                pub fn $field(&self) -> Result<&$type, CircularityError> {
                    self.$field.get(Input::$input)
                }
            )+
            $(
                $(#[$single_doc])*
                ///
                /// # Errors
                /// [`CircularityError::Missing`], or [`CircularityError::NotAdditive`] for
                /// several sites.
                pub fn $single(&self) -> Result<&$single_type, CircularityError> {
                    self.$single.get(Input::$single_input)
                }
            )+
        }
    };
}

fn concat<T: Clone>(lists: &[Vec<T>]) -> Result<Vec<T>, CircularityError> {
    Ok(lists.concat())
}

fn add(masses: &[Mass]) -> Result<Mass, CircularityError> {
    Ok(sum(masses.iter().copied())?)
}

inputs! {
    additive {
        /// Products with their material flows and utility.
        products: Vec<mci::Product>, Products, concat;
        /// Outflow with its recovery potential and actual recovery.
        recoverable_outflow: Vec<cti::Outflow>, RecoverableOutflow, concat;
        /// Mass of the inflow that is critical material.
        critical_inflow: Mass, CriticalInflow, add;
        /// Outflow recovered by type of recovery.
        recovered_outflow: cti::Recovered, RecoveredOutflow, cti::Recovered::total_of;
        /// Revenue of products, with their circular inflow and outflow.
        product_revenues: Vec<(Revenue, Share, Share)>, ProductRevenues, concat;
        /// Recycled material bought instead of virgin material.
        recycled_sourcing: Vec<cti::RecycledSourcing>, RecycledSourcing, concat;
        /// Recovered waste of a country.
        recovered_waste: RecoveredWaste, RecoveredWaste, RecoveredWaste::total_of;
        /// Domestic material consumption of a country.
        domestic_material_consumption: Mass, DomesticMaterialConsumption, add;
        /// Metal that goes into production.
        metal_input: MetalInput, MetalInput, MetalInput::total_of;
        /// Metal in products at the end of life.
        end_of_life_metal: EndOfLifeMetal, EndOfLifeMetal, EndOfLifeMetal::total_of;
        /// The account of e-waste.
        ewaste: EwasteAccount, EwasteCollected, EwasteAccount::total_of;
        /// The account of batteries.
        batteries: BatteryAccount, BatteryCollection, BatteryAccount::total_of;
        /// Devices collected, refurbished and reused.
        reuse: ReuseCounts, Reuse, ReuseCounts::total_of;
        /// Devices by stage of life.
        life_stages: LifeStages, LifeStages, LifeStages::total_of;
    }
    single {
        /// The six repair scores of a smartphone or tablet.
        repair_scores: RepairScores, RepairScores;
        /// The energy efficiency index of a smartphone or tablet.
        battery_endurance: (LabelledDevice, Indicator<BatteryEnduranceIndex>), BatteryEndurance;
        /// The points of the five criteria of the French index.
        french_criteria: [f64; 5], FrenchCriteria;
        /// The first use of a product, and what happens after it and after refurbishing.
        life_cycles: (Time, Return, Return), LifeCycles;
        /// What reuse displaces.
        displacement: Displacement<ClimateChange>, Displacement;
        /// The scores of design criteria by ITU-T L.1023.
        design_criteria: Assessment, DesignCriteria;
    }
}

impl ScorecardInputs {
    /// Nothing given.
    pub fn new() -> Self {
        Self::default()
    }

    /// The balance; its parts may be missing.
    pub const fn balance(&self) -> &Balance {
        &self.balance
    }

    /// Whether an input was given.
    ///
    /// Of metals of batteries and categories of e-waste it is only said whether there is an
    /// account that may hold them.
    ///
    /// # Errors
    /// [`CircularityError::Missing`] or [`CircularityError::NotAdditive`] if not.
    pub fn has(&self, input: Input) -> Result<(), CircularityError> {
        let ewaste = || self.ewaste.get(input);
        let batteries = || self.batteries.get(input);
        let balance = &self.balance;
        let water = || balance.water.get(input);
        match input {
            Input::Inflow => balance.inflow.get(input).map(drop),
            Input::Outflow => balance.outflow.get(input).map(drop),
            Input::Energy => balance.energy.get(input).map(drop),
            Input::WaterWithdrawn => water().map(drop),
            Input::CircularWaterInflow => water()?.circular_inflow.get(input).map(drop),
            Input::CircularWaterDischarge => water()?.circular_discharge.get(input).map(drop),
            Input::WaterDischarged => water()?.discharged.get(input).map(drop),
            Input::OnsiteWaterUse => water()?.onsite.get(input).map(drop),
            Input::Revenue => balance.revenue.get(input).map(drop),
            Input::Lifetimes => balance.lifetimes.get(input).map(drop),
            Input::GrowthAndResourceUse => balance.growth.get(input).map(drop),
            Input::Products => self.products().map(drop),
            Input::RecoverableOutflow => self.recoverable_outflow().map(drop),
            Input::CriticalInflow => self.critical_inflow().map(drop),
            Input::RecoveredOutflow => self.recovered_outflow().map(drop),
            Input::ProductRevenues => self.product_revenues().map(drop),
            Input::RecycledSourcing => self.recycled_sourcing().map(drop),
            Input::RecoveredWaste => self.recovered_waste().map(drop),
            Input::DomesticMaterialConsumption => self.domestic_material_consumption().map(drop),
            Input::MetalInput => self.metal_input().map(drop),
            Input::EndOfLifeMetal => self.end_of_life_metal().map(drop),
            Input::PutOnMarket => ewaste()?.put_on_market.get(input).map(drop),
            Input::EwasteGenerated => ewaste()?.generated.get(input).map(drop),
            Input::EwasteCollected => ewaste()?.collected.get(input).map(drop),
            Input::EwasteTreated => ewaste()?.treated.get(input).map(drop),
            Input::EwasteRecycled => ewaste()?.recycled.get(input).map(drop),
            Input::EwasteTreatment => ewaste()?.treatments.get(input).map(drop),
            Input::Inhabitants => ewaste()?.inhabitants.get(input).map(drop),
            Input::BatteryCollection => batteries()?.collection.get(input).map(drop),
            Input::BatteryRecycling => batteries()?.recycling.get(input).map(drop),
            Input::BatteryRecovery | Input::BatteryContent => batteries().map(drop),
            Input::RepairScores => self.repair_scores().map(drop),
            Input::BatteryEndurance => self.battery_endurance().map(drop),
            Input::FrenchCriteria => self.french_criteria().map(drop),
            Input::LifeCycles => self.life_cycles().map(drop),
            Input::Reuse => self.reuse().map(drop),
            Input::Refurbishing => self.reuse.get(input)?.refurbishing.get(input).map(drop),
            Input::LifeStages => self.life_stages().map(drop),
            Input::Displacement => self.displacement().map(drop),
            Input::DesignCriteria => self.design_criteria().map(drop),
        }
    }
}
