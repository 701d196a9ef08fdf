use alloc::vec::Vec;

use crate::place::Group;
use crate::time::Biennium;

use super::aggregation::{CoverageTally, Question, aggregate_entities};
use super::{
    AggregationOptions, CoverageWeight, Dataset, Entity, Fact, MembersAt, Part, Period,
    PublicationRule, ReviewError,
};

/// One aggregate in two bienniums, and what of its change comes from who reported.
///
/// # Equation
/// ```text
/// change             = C − P
/// like-for-like      = C_f − P_f         over the countries that reported all four years
/// composition effect = (C − P) − (C_f − P_f)
///
/// C, P      the aggregate in the current and in the previous biennium [unit of the indicator]
/// C_f, P_f  the same over the fixed panel
/// ```
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Comparison {
    /// The biennium before.
    pub previous: Fact,
    /// The biennium under review.
    pub current: Fact,
    /// Current less previous, if both are published.
    pub change: Option<f64>,
    /// The countries that reported every year of both bienniums.
    pub panel: Vec<Entity>,
    /// Change over these countries alone, if they are enough to publish.
    pub like_for_like: Option<f64>,
    /// What the change owes to who reported.
    pub composition_effect: Option<f64>,
}

impl Comparison {
    /// Whether the change and the like-for-like change have different signs.
    pub fn sign_flips(&self) -> bool {
        matches!((self.change, self.like_for_like), (Some(a), Some(b)) if a * b < 0.0)
    }
}

/// Compares a biennium with the one before, over one list of members.
///
/// # Errors
/// [`ReviewError::UnknownIndicator`], [`ReviewError::Sum`], [`ReviewError::Time`] if there is no
/// biennium before.
pub fn compare(
    data: &Dataset,
    group: &Group,
    indicator: &str,
    biennium: Biennium,
    options: &AggregationOptions,
) -> Result<Comparison, ReviewError> {
    let before = biennium.previous()?;
    // One list for both: a country that left in between must not look like a change.
    let fixed = match options.members_at {
        MembersAt::Start => MembersAt::Date(biennium.start()),
        MembersAt::End => MembersAt::Date(biennium.end()),
        date => date,
    };
    let members = fixed.members(group, Period::Biennium(biennium));
    let members: Vec<Entity> = members.into_iter().map(Entity::Country).collect();
    let fact = |members: &[Entity], biennium, rule| {
        let question = Question {
            group: group.code(),
            indicator,
            part: &Part::WHOLE,
            period: Period::Biennium(biennium),
            rule,
        };
        aggregate_entities(data, members, &question)
    };
    let previous = fact(&members, before, options.rule)?;
    let current = fact(&members, biennium, options.rule)?;
    let panel: Vec<Entity> = current
        .reporting
        .iter()
        .copied()
        .filter(|member| previous.reporting.contains(member))
        .collect();

    let mut tally = CoverageTally::by(&CoverageWeight::ALL);
    for &member in &members {
        tally.count(member, panel.contains(&member), |weight| {
            data.amount(weight, member, biennium.last())
        });
    }
    let coverage = tally.finish().map_err(|error| ReviewError::Sum {
        what: alloc::format!("population of {}", group.code()),
        error,
    })?;
    let like_for_like = match options.rule.measure(&coverage) {
        Some(share) if !panel.is_empty() && options.rule.allows(share) => {
            let all = PublicationRule {
                least: 0.0,
                ..options.rule
            };
            let (p, c) = (fact(&panel, before, all)?, fact(&panel, biennium, all)?);
            difference(c.value, p.value)
        }
        _ => None,
    };
    let change = difference(current.value, previous.value);
    Ok(Comparison {
        composition_effect: difference(change, like_for_like),
        previous,
        current,
        change,
        panel,
        like_for_like,
    })
}

fn difference(a: Option<f64>, b: Option<f64>) -> Option<f64> {
    Some(a? - b?)
}
