use core::fmt;

use serde::{Deserialize, Serialize};

macro_rules! inputs {
    ($($(#[$doc:meta])* $input:ident: $words:literal,)+) => {
        /// What an indicator is computed from; in serde its name in snake case.
        ///
        /// # Example
        /// ```
        /// use ict_impact::circularity::Input;
        /// assert_eq!(Input::EwasteCollected.to_string(), "e-waste collected in the year");
        /// ```
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
        )]
        #[serde(rename_all = "snake_case")]
        #[non_exhaustive]
        pub enum Input {
            $($(#[$doc])* $input,)+
        }

        impl Input {
            /// All inputs.
            pub const ALL: &'static [Self] = &[$(Self::$input,)+];
        }

        impl fmt::Display for Input {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(match self {
                    $(Self::$input => $words,)+
                })
            }
        }
    };
}

inputs! {
    /// Mass of the resource inflow by origin: [`iso59020::Inflow`](super::iso59020::Inflow).
    Inflow: "resource inflow by origin",
    /// Mass of the resource outflow by fate: [`iso59020::Outflow`](super::iso59020::Outflow).
    Outflow: "resource outflow by fate",
    /// Energy in and out: [`iso59020::EnergyFlows`](super::iso59020::EnergyFlows).
    Energy: "energy in and out",
    /// Total water withdrawn: [`iso59020::WaterFlows`](super::iso59020::WaterFlows).
    WaterWithdrawn: "total water withdrawn",
    /// Water withdrawn from circular sources.
    CircularWaterInflow: "water from circular inflow",
    /// Water discharged by circular principles.
    CircularWaterDischarge: "water discharged by circular principles",
    /// Total water discharged.
    WaterDischarged: "total water discharged",
    /// Water used on site, each cycle counted, and the water withdrawn for it.
    OnsiteWaterUse: "water used on site",
    /// Revenue: [`Revenue`](super::Revenue).
    Revenue: "revenue",
    /// Lifetimes against those of the industry:
    /// [`iso59020::Lifetimes`](super::iso59020::Lifetimes).
    Lifetimes: "lifetimes and those of the industry",
    /// Measures of economic growth and of total resource use.
    GrowthAndResourceUse: "measures of economic growth and total resource use",
    /// Material flows and utility of products: [`mci::Product`](super::mci::Product).
    Products: "material flows and utility of products",
    /// Outflow with its recovery potential and actual recovery:
    /// [`cti::Outflow`](super::cti::Outflow).
    RecoverableOutflow: "outflow with its potential and actual recovery",
    /// Mass of the inflow that is critical material.
    CriticalInflow: "inflow of critical material",
    /// Mass recovered by kind of recovery: [`cti::Recovered`](super::cti::Recovered).
    RecoveredOutflow: "outflow recovered by kind of recovery",
    /// Revenue of products with their circular inflow and outflow:
    /// [`cti::ProductRevenue`](super::cti::ProductRevenue).
    ProductRevenues: "revenue of products with their circularity",
    /// Recycled material bought instead of virgin material:
    /// [`cti::RecycledSourcing`](super::cti::RecycledSourcing).
    RecycledSourcing: "recycled sourcing",
    /// Recovered waste of a country: [`cmu::RecoveredWaste`](super::cmu::RecoveredWaste).
    RecoveredWaste: "recovered waste",
    /// Domestic material consumption of a country.
    DomesticMaterialConsumption: "domestic material consumption",
    /// Metal that goes into production:
    /// [`recycled_content::MetalInput`](super::recycled_content::MetalInput).
    MetalInput: "metal input by origin",
    /// Metal in products at the end of life:
    /// [`recycled_content::EndOfLifeMetal`](super::recycled_content::EndOfLifeMetal).
    EndOfLifeMetal: "metal at the end of life",
    /// Equipment put on the market in the three preceding years.
    PutOnMarket: "equipment put on the market in the three preceding years",
    /// E-waste generated in the year.
    EwasteGenerated: "e-waste generated in the year",
    /// E-waste collected in the year.
    EwasteCollected: "e-waste collected in the year",
    /// E-waste treated at home and abroad: [`NationalFlows`](crate::ewaste::NationalFlows).
    EwasteTreated: "e-waste treated at home and abroad",
    /// E-waste recycled at home and abroad: [`NationalFlows`](crate::ewaste::NationalFlows).
    EwasteRecycled: "e-waste recycled at home and abroad",
    /// What became of the e-waste collected separately, by category:
    /// [`CategoryTreatment`](crate::ewaste::targets::CategoryTreatment).
    EwasteTreatment: "treatment of e-waste by category",
    /// Inhabitants.
    Inhabitants: "inhabitants",
    /// Batteries collected, and made available in the three preceding years.
    BatteryCollection: "batteries collected and made available",
    /// Waste batteries recycled, and what came out.
    BatteryRecycling: "batteries recycled",
    /// Metals in the waste batteries recycled, and recovered.
    BatteryRecovery: "metal recovered from batteries",
    /// Metals in new batteries, and recovered from waste.
    BatteryContent: "recycled metal in batteries",
    /// Scores of Regulation (EU) 2023/1669:
    /// [`RepairScores`](super::eu_2023_1669::RepairScores).
    RepairScores: "repair scores",
    /// Endurance and energy of the battery of a smartphone or tablet.
    BatteryEndurance: "battery endurance",
    /// Points of the French repairability index.
    FrenchCriteria: "points of the French repairability index",
    /// Shares and lives of the longevity indicator.
    LifeCycles: "first use, refurbishment and recycling of a product",
    /// Devices collected and reused: [`reuse::ReuseCounts`](super::reuse::ReuseCounts).
    Reuse: "devices collected and reused",
    /// Devices accepted for refurbishing, and refurbished.
    Refurbishing: "devices accepted for refurbishing and refurbished",
    /// Devices in use, in drawers and in later lives:
    /// [`reuse::LifeStages`](super::reuse::LifeStages).
    LifeStages: "devices by stage of life",
    /// What reuse displaces: [`reuse::Displacement`](super::reuse::Displacement).
    Displacement: "displacement by reuse",
    /// Criteria of Recommendation ITU-T L.1023 with their scoring table.
    DesignCriteria: "design criteria with their scoring table",
}
