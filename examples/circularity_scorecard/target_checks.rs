//! Which indicators have a legal minimum in the year, and whether it is reached.

use ict_impact::circularity::scorecard::INDICATORS;
use ict_impact::ewaste::CollectionTarget;
use ict_impact::reference::battery_targets::{
    self, Battery, BatteryMetal, BatteryTarget, Chemistry, Requirement,
};
use ict_impact::reference::weee_targets::{self, TargetKind, WeeeCategory};
use ict_impact::time::{Date, Year};

use super::model::Scope;

/// Where the collection targets of e-waste are written.
pub(crate) const DIRECTIVE: &str = "eu-2012-19";

/// A legal minimum of an indicator.
pub(crate) struct Minimum {
    /// The indicator.
    pub(crate) id: &'static str,
    pub(crate) name: String,
    /// As a share of 1.
    pub(crate) share: f64,
    pub(crate) percent: f64,
    pub(crate) clause: String,
    pub(crate) source: &'static str,
}

/// A minimum that is not yet in force.
pub(crate) struct Later {
    pub(crate) id: &'static str,
    pub(crate) name: &'static str,
    pub(crate) percent: f64,
    pub(crate) from: Date,
    pub(crate) clause: &'static str,
}

/// What a scope reaches of a minimum.
pub(crate) enum Reached {
    /// The value in per cent, and whether it is enough.
    Value(f64, bool),
    /// It has no value.
    Unknown,
}

impl Minimum {
    pub(crate) fn reached(&self, scope: &Scope) -> Reached {
        let row = scope.card.row(self.id);
        let found = row.and_then(|row| Some((row.value()?, row.indicator()?.value())));
        match found {
            // The ratio itself decides: per cent are rounded once more.
            Some((percent, ratio)) => Reached::Value(percent, ratio >= self.share),
            None => Reached::Unknown,
        }
    }
}

/// The last day of the year, on which the minima are read.
pub(crate) fn day(year: Year) -> Option<Date> {
    format!("{year}-12-31").parse().ok()
}

/// The minima in force at the end of the year.
pub(crate) fn in_force(year: Year) -> Vec<Minimum> {
    let mut all = Vec::new();
    let Some(day) = day(year) else {
        return all;
    };
    for target in CollectionTarget::ALL {
        if !target.applies_in(year) {
            continue;
        }
        let (id, name) = match target {
            CollectionTarget::Generated85 => (
                "weee.collection_generated",
                "Collection of e-waste, against generated",
            ),
            _ => (
                "weee.collection_put_on_market",
                "Collection of e-waste, against put on market",
            ),
        };
        all.push(Minimum {
            id,
            name: name.to_owned(),
            share: target.percent() / 100.0,
            percent: target.percent(),
            clause: "Directive 2012/19/EU, Article 7(1)".to_owned(),
            source: DIRECTIVE,
        });
    }
    for description in INDICATORS {
        all.extend(of_category(description.id(), day));
        if let Some((name, requirement)) = of_battery(description.id()) {
            let target = battery_targets::target(requirement, day);
            all.extend(target.map(|target| Minimum {
                id: description.id(),
                name: name.to_owned(),
                share: target.minimum().value.get(),
                percent: target.minimum().value.percent(),
                clause: format!("Regulation (EU) 2023/1542, {}", target.clause()),
                source: "eu-2023-1542",
            }));
        }
    }
    all
}

/// Minima of batteries whose first day is after the year.
pub(crate) fn later(year: Year) -> Vec<Later> {
    let Some(day) = day(year) else {
        return Vec::new();
    };
    let next = |id: &'static str| {
        let (name, requirement) = of_battery(id)?;
        let mut targets = battery_targets::all().filter(|it| it.requirement() == requirement);
        let target: BatteryTarget = targets.find(|it| it.from() > day)?;
        Some(Later {
            id,
            name,
            percent: target.minimum().value.percent(),
            from: target.from(),
            clause: target.clause(),
        })
    };
    INDICATORS.iter().filter_map(|it| next(it.id())).collect()
}

/// The minimum of a rate of a category of e-waste.
fn of_category(id: &'static str, day: Date) -> Option<Minimum> {
    let (kind, category) = id.strip_prefix("weee.")?.split_once('.')?;
    let (kind, words) = match kind {
        "recovery" => (TargetKind::Recovery, "Recovery"),
        "reuse_recycling" => (TargetKind::ReuseAndRecycling, "Re-use and recycling"),
        "recycling" => (TargetKind::Recycling, "Recycling"),
        _ => return None,
    };
    let category: WeeeCategory = category.parse().ok()?;
    let target = weee_targets::target(category, kind, day)?;
    Some(Minimum {
        id,
        name: format!(
            "{words}, category {}: {}",
            category.number(),
            category.name()
        ),
        share: target.minimum().value.get(),
        percent: target.minimum().value.percent(),
        clause: "Directive 2012/19/EU, Annex V".to_owned(),
        source: "de-elektrog-22",
    })
}

/// The requirement that an indicator is about: portable batteries, and lithium-based ones, which
/// are those of ICT devices.
fn of_battery(id: &str) -> Option<(&'static str, Requirement)> {
    let metal = |name, metal| Some((name, Requirement::MaterialRecovery(metal)));
    match id {
        "eu_battery.collection" => Some((
            "Collection of portable batteries",
            Requirement::Collection(Battery::Portable),
        )),
        "eu_battery.recycling_efficiency" => Some((
            "Recycling efficiency of lithium-based batteries",
            Requirement::RecyclingEfficiency(Chemistry::LithiumBased),
        )),
        "eu_battery.recovery.cobalt" => metal("Recovery of cobalt", BatteryMetal::Cobalt),
        "eu_battery.recovery.copper" => metal("Recovery of copper", BatteryMetal::Copper),
        "eu_battery.recovery.lead" => metal("Recovery of lead", BatteryMetal::Lead),
        "eu_battery.recovery.lithium" => metal("Recovery of lithium", BatteryMetal::Lithium),
        "eu_battery.recovery.nickel" => metal("Recovery of nickel", BatteryMetal::Nickel),
        _ => None,
    }
}
