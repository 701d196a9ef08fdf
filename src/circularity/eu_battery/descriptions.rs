//! The rates of batteries on a scorecard.

use super::BatteryMetal;
use crate::circularity::scorecard::{Description, INFRASTRUCTURE, WASTE};
use crate::circularity::{Input, MethodId};

/// Collection rate of batteries.
pub(in crate::circularity) static COLLECTION: Description = Description::new(
    "eu_battery.collection",
    "Collection rate of batteries",
    MethodId::new("EU-2023/1542", "2023", "Annex XI"),
    |inputs| Ok(inputs.batteries()?.collection_rate()?.into()),
)
.needing(&[Input::BatteryCollection])
.relevant_to(WASTE, INFRASTRUCTURE);

/// Recycling efficiency of batteries.
pub(in crate::circularity) static RECYCLING: Description = Description::new(
    "eu_battery.recycling_efficiency",
    "Recycling efficiency of batteries",
    MethodId::new("EU-2025/606", "2025", "rRE"),
    |inputs| Ok(inputs.batteries()?.recycling_efficiency()?.into()),
)
.needing(&[Input::BatteryRecycling])
.relevant_to(WASTE, INFRASTRUCTURE);

macro_rules! recoveries {
    ($($name:ident: $metal:ident, $id:literal;)+) => {$(
        #[doc = concat!("Recovery of ", $id, " from batteries.")]
        pub(in crate::circularity) static $name: Description = Description::new(
            concat!("eu_battery.recovery.", $id),
            concat!("Recovery of ", $id, " from batteries"),
            MethodId::new("EU-2025/606", "2025", "rRM"),
            |inputs| Ok(inputs.batteries()?.material_recovery(BatteryMetal::$metal)?.into()),
        )
        .needing(&[Input::BatteryRecovery])
        .relevant_to(WASTE, INFRASTRUCTURE);
    )+};
}

recoveries! {
    RECOVERY_COBALT: Cobalt, "cobalt";
    RECOVERY_COPPER: Copper, "copper";
    RECOVERY_LEAD: Lead, "lead";
    RECOVERY_LITHIUM: Lithium, "lithium";
    RECOVERY_NICKEL: Nickel, "nickel";
}

// Article 8 does not name copper.
macro_rules! contents {
    ($($name:ident: $metal:ident, $id:literal;)+) => {$(
        #[doc = concat!("Recycled content of ", $id, " in batteries.")]
        pub(in crate::circularity) static $name: Description = Description::new(
            concat!("eu_battery.recycled_content.", $id),
            concat!("Recycled content of ", $id, " in batteries"),
            MethodId::new("EU-2023/1542", "2023", "Article 8"),
            |inputs| Ok(inputs.batteries()?.recycled_content(BatteryMetal::$metal)?.into()),
        )
        .needing(&[Input::BatteryContent])
        .relevant_to(WASTE, INFRASTRUCTURE);
    )+};
}

contents! {
    CONTENT_COBALT: Cobalt, "cobalt";
    CONTENT_LEAD: Lead, "lead";
    CONTENT_LITHIUM: Lithium, "lithium";
    CONTENT_NICKEL: Nickel, "nickel";
}
