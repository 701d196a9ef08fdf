//! The rates of e-waste on a scorecard.

use crate::circularity::scorecard::{Description, ENVIRONMENT, INFRASTRUCTURE, Range, WASTE};
use crate::circularity::{Input, MethodId};
use crate::reference::indicators::Direction;
use crate::reference::weee_targets::TargetKind;

const HAZARDOUS: &[&str] = &["12.4"];
const RECYCLED: &[&str] = &["12.5"];

/// Collection rate of e-waste against put on market.
pub(in crate::circularity) static COLLECTION_POM: Description = Description::new(
    "weee.collection_put_on_market",
    "Collection rate of e-waste against put on market",
    MethodId::new("EU-2012/19", "2012", "Article 7, put on market"),
    |inputs| Ok(inputs.ewaste()?.collection_rate_pom()?.into()),
)
.needing(&[Input::EwasteCollected, Input::PutOnMarket])
.relevant_to(WASTE, INFRASTRUCTURE);

/// Collection rate of e-waste against e-waste generated.
pub(in crate::circularity) static COLLECTION_GENERATED: Description = Description::new(
    "weee.collection_generated",
    "Collection rate of e-waste against e-waste generated",
    MethodId::new("EU-2012/19", "2012", "Article 7, generated"),
    |inputs| Ok(inputs.ewaste()?.collection_rate_generated()?.into()),
)
.needing(&[Input::EwasteCollected, Input::EwasteGenerated])
.relevant_to(WASTE, INFRASTRUCTURE);

/// Recycling rate of e-waste.
pub(in crate::circularity) static OVERALL_RECYCLING: Description = Description::new(
    "eurostat.ewaste_recycling",
    "Recycling rate of e-waste",
    MethodId::new("Eurostat-cei_wm050", "2020", ""),
    |inputs| Ok(inputs.ewaste()?.overall_recycling_rate()?.into()),
)
.needing(&[
    Input::EwasteCollected,
    Input::PutOnMarket,
    Input::EwasteTreatment,
])
.relevant_to(WASTE, ENVIRONMENT);

/// SDG 12.4.2: e-waste collected per e-waste generated.
pub(in crate::circularity) static SDG_COLLECTION: Description = Description::new(
    "sdg.ewaste_collection",
    "SDG 12.4.2: e-waste collected per e-waste generated",
    MethodId::new("SDG-12.4.2", "2023-03", "EN_EWT_COLLR"),
    |inputs| Ok(inputs.ewaste()?.sdg_collection_rate()?.into()),
)
.needing(&[Input::EwasteCollected, Input::EwasteGenerated])
.relevant_to(HAZARDOUS, ENVIRONMENT);

/// SDG 12.4.2: treated share of the e-waste generated.
pub(in crate::circularity) static SDG_TREATED: Description = Description::new(
    "sdg.ewaste_treated",
    "SDG 12.4.2: treated share of the e-waste generated",
    MethodId::new("SDG-12.4.2", "2023-03", "treated share"),
    |inputs| Ok(inputs.ewaste()?.sdg_treated_share()?.into()),
)
.needing(&[Input::EwasteTreated, Input::EwasteGenerated])
.relevant_to(HAZARDOUS, ENVIRONMENT);

/// SDG 12.5.1: recycling rate of the e-waste generated.
pub(in crate::circularity) static SDG_RECYCLING: Description = Description::new(
    "sdg.ewaste_recycling",
    "SDG 12.5.1: recycling rate of the e-waste generated",
    MethodId::new("SDG-12.5.1", "metadata", "EN_EWT_RCYR"),
    |inputs| Ok(inputs.ewaste()?.sdg_recycling_rate()?.into()),
)
.needing(&[Input::EwasteRecycled, Input::EwasteGenerated])
.relevant_to(RECYCLED, ENVIRONMENT);

/// E-waste generated per inhabitant.
pub(in crate::circularity) static GENERATED_PER_INHABITANT: Description = Description::new(
    "sdg.ewaste_generated_per_inhabitant",
    "E-waste generated per inhabitant",
    MethodId::new("SDG-12.4.2", "2023-03", "EN_EWT_GENPCAP"),
    |inputs| inputs.ewaste()?.generated_per_inhabitant(),
)
.needing(&[Input::EwasteGenerated, Input::Inhabitants])
.in_unit("kg/person", Range::NOT_NEGATIVE)
.better(Direction::Down)
.relevant_to(HAZARDOUS, ENVIRONMENT);

/// E-waste collected per inhabitant.
pub(in crate::circularity) static COLLECTED_PER_INHABITANT: Description = Description::new(
    "sdg.ewaste_collected_per_inhabitant",
    "E-waste collected per inhabitant",
    MethodId::new("SDG-12.4.2", "2023-03", "EN_EWT_COLLPCAP"),
    |inputs| inputs.ewaste()?.collected_per_inhabitant(),
)
.needing(&[Input::EwasteCollected, Input::Inhabitants])
.in_unit("kg/person", Range::NOT_NEGATIVE)
.relevant_to(HAZARDOUS, ENVIRONMENT);

/// E-waste recycled per inhabitant.
pub(in crate::circularity) static RECYCLED_PER_INHABITANT: Description = Description::new(
    "sdg.ewaste_recycled_per_inhabitant",
    "E-waste recycled per inhabitant",
    MethodId::new("SDG-12.5.1", "metadata", "EN_EWT_RCYPCAP"),
    |inputs| inputs.ewaste()?.recycled_per_inhabitant(),
)
.needing(&[Input::EwasteRecycled, Input::Inhabitants])
.in_unit("kg/person", Range::NOT_NEGATIVE)
.relevant_to(RECYCLED, ENVIRONMENT);

macro_rules! categories {
    ($($name:ident: $category:literal, $kind:ident, $id:literal, $clause:literal, $words:literal;)+) => {$(
        #[doc = concat!($words, " of e-waste of category ", $category, ".")]
        pub(in crate::circularity) static $name: Description = Description::new(
            concat!("weee.", $id, ".", $category),
            concat!($words, " of e-waste of category ", $category),
            MethodId::new("EU-2012/19", "2012", $clause),
            |inputs| Ok(inputs.ewaste()?.category_rate($category, TargetKind::$kind)?.into()),
        )
        .needing(&[Input::EwasteTreatment])
        .relevant_to(WASTE, INFRASTRUCTURE);
    )+};
}

// Lamps, category 3, have a target for recycling only.
categories! {
    RECOVERY_1: "EU6-1", Recovery, "recovery", "Annex V, recovery", "Recovery";
    RECOVERY_2: "EU6-2", Recovery, "recovery", "Annex V, recovery", "Recovery";
    RECOVERY_4: "EU6-4", Recovery, "recovery", "Annex V, recovery", "Recovery";
    RECOVERY_5: "EU6-5", Recovery, "recovery", "Annex V, recovery", "Recovery";
    RECOVERY_6: "EU6-6", Recovery, "recovery", "Annex V, recovery", "Recovery";
    REUSE_1: "EU6-1", ReuseAndRecycling, "reuse_recycling", "Annex V, re-use and recycling", "Re-use and recycling";
    REUSE_2: "EU6-2", ReuseAndRecycling, "reuse_recycling", "Annex V, re-use and recycling", "Re-use and recycling";
    RECYCLING_3: "EU6-3", Recycling, "recycling", "Annex V, recycling", "Recycling";
    REUSE_4: "EU6-4", ReuseAndRecycling, "reuse_recycling", "Annex V, re-use and recycling", "Re-use and recycling";
    REUSE_5: "EU6-5", ReuseAndRecycling, "reuse_recycling", "Annex V, re-use and recycling", "Re-use and recycling";
    REUSE_6: "EU6-6", ReuseAndRecycling, "reuse_recycling", "Annex V, re-use and recycling", "Re-use and recycling";
}
