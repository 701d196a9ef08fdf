use alloc::borrow::ToOwned;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;
use alloc::vec::Vec;

use crate::review::{Dataset, Entity, Flexibility, Qualifier, Report};
use crate::time::{Biennium, Year};

/// A flexibility provision that an entity applies to an indicator.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct FlexibilityUse {
    /// Who applies it.
    pub entity: Entity,
    /// To which indicator; none where a report applies it to all.
    pub indicator: Option<String>,
    /// The years whose observations it covers.
    pub years: Vec<Year>,
    /// Which provision, in words; none where only the value is flagged and no report says which.
    pub provision: Option<String>,
    /// What constrains the entity, if a report says so.
    pub constraint: Option<String>,
    /// When it means to do without.
    pub until: Option<Biennium>,
}

/// Lists every flexibility provision that is applied, by entity and indicator: those that these
/// reports state, and those that only the values are flagged with.
///
/// Give it the reports whose claims count: those that
/// [`ReportOptions::entitles`](crate::review::ReportOptions::entitles) allows them. Facts name the
/// same members in [`Fact::flexibility`](crate::review::Fact::flexibility): flexibility lowers what
/// is asked, it hides nothing.
///
/// # Source
/// The duty to say which provision, why and until when follows the flexibility provisions of the
/// Enhanced Transparency Framework (decision 18/CMA.1, 2018; stated from memory, not verified).
/// That they are listed by entity and indicator is ours.
pub fn flexibility_uses<'a>(
    data: &Dataset,
    reports: impl IntoIterator<Item = &'a Report>,
) -> Vec<FlexibilityUse> {
    let mut flagged: BTreeMap<(Entity, &str), BTreeSet<Year>> = BTreeMap::new();
    for observation in data.observations() {
        if observation
            .meta
            .qualifiers
            .contains(&Qualifier::Flexibility)
        {
            let of = (observation.key.entity, &*observation.key.indicator);
            flagged.entry(of).or_default().insert(observation.key.year);
        }
    }
    let mut uses = Vec::new();
    let mut stated: BTreeSet<(Entity, String)> = BTreeSet::new();
    for report in reports {
        for provision in &report.flexibility {
            let of = |indicator: Option<&str>| FlexibilityUse {
                entity: report.entity,
                indicator: indicator.map(ToOwned::to_owned),
                years: years(report, provision, indicator),
                provision: Some(provision.provision.clone()),
                constraint: Some(provision.constraint.clone()),
                until: provision.until,
            };
            if provision.indicators.is_empty() {
                uses.push(of(None));
                let all = report.observations.iter();
                stated.extend(all.map(|o| (report.entity, o.key.indicator.clone().into_owned())));
            }
            for indicator in &provision.indicators {
                uses.push(of(Some(indicator)));
                stated.insert((report.entity, indicator.clone()));
            }
        }
    }
    for ((entity, indicator), years) in flagged {
        if !stated.contains(&(entity, indicator.to_owned())) {
            uses.push(FlexibilityUse {
                entity,
                indicator: Some(indicator.to_owned()),
                years: years.into_iter().collect(),
                provision: None,
                constraint: None,
                until: None,
            });
        }
    }
    uses.sort_by(|a, b| {
        (a.entity, &a.indicator, &a.provision).cmp(&(b.entity, &b.indicator, &b.provision))
    });
    uses
}

/// The years of the observations of a report that a provision covers.
fn years(report: &Report, provision: &Flexibility, indicator: Option<&str>) -> Vec<Year> {
    let years: BTreeSet<Year> = report
        .observations
        .iter()
        .filter(|observation| observation.key.entity == report.entity)
        .filter(|observation| provision.covers(&observation.key.indicator))
        .filter(|observation| indicator.is_none_or(|code| observation.key.indicator == code))
        .map(|observation| observation.key.year)
        .collect();
    years.into_iter().collect()
}
