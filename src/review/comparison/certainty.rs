use crate::quantity::{Quantity, Ratio};
use crate::review::aggregation::{combined, spreads};
use crate::review::{Dataset, Fact, IntervalOptions, ReviewError};
use crate::uncertainty::{Change, ChangeStatement, Uncertain};

/// How sure a change is.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "status", rename_all = "snake_case")]
#[non_exhaustive]
pub enum ChangeCertainty {
    /// There is no change to speak of.
    NoChange,
    /// No uncertainty is stated, so nothing is said of whether the change exceeds it.
    NotStated {
        /// Members with a value that states none in the previous biennium.
        previous: usize,
        /// Members with a value that states none in the current biennium.
        current: usize,
    },
    /// The 95 % interval of the change.
    Stated {
        /// Its lower end, in the unit of the indicator.
        low: f64,
        /// Its upper end, in the unit of the indicator.
        high: f64,
        /// What may be said of it in words.
        statement: ChangeStatement,
    },
}

impl ChangeCertainty {
    /// What may be said of the change; `None` where no uncertainty is stated.
    pub fn statement(self) -> Option<ChangeStatement> {
        match self {
            Self::Stated { statement, .. } => Some(statement),
            _ => None,
        }
    }
}

/// How sure the change between two facts of one indicator is, published or not.
///
/// # Equation
/// ```text
/// h = √( Σ_b ( Σ_{i in b} s_i·U_i·x_i )² )
///
/// b    values that have one error in common, by the options; each value alone by default
/// s_i  by how much the change moves where value i moves by one: that of the current fact, or
///      less that of the previous one
/// U_i  half-width of the 95 % interval of value i  [part of the value]
/// h    half-width of the interval of the change    [unit of the indicator]
/// ```
/// With independent errors it is √(h_C² + h_P²). One error in both years
/// ([`AcrossYears::Correlated`](crate::uncertainty::AcrossYears::Correlated)) cancels in part.
///
/// # Source
/// IPCC 2006 Guidelines, volume 1, chapter 3, equation 3.2, and its convention on errors across
/// years, see [`IntervalOptions::years`].
///
/// # Errors
/// As [`interval`](crate::review::interval()).
pub fn change_certainty(
    data: &Dataset,
    previous: &Fact,
    current: &Fact,
    options: &IntervalOptions,
) -> Result<ChangeCertainty, ReviewError> {
    let (Some(p), Some(c)) = (previous.of_reporting(), current.of_reporting()) else {
        return Ok(ChangeCertainty::NoChange);
    };
    // spares the look at every value where it is known that one states nothing
    let known = *options == IntervalOptions::default();
    let (before, now) =
        match known && previous.without_uncertainty + current.without_uncertainty > 0 {
            true => (None, None),
            false => (
                spreads(data, previous, options)?,
                spreads(data, current, options)?,
            ),
        };
    let (Some(before), Some(now)) = (before, now) else {
        return Ok(ChangeCertainty::NotStated {
            previous: previous.without_uncertainty,
            current: current.without_uncertainty,
        });
    };
    let half = combined(now.blocks(1.0).chain(before.blocks(-1.0)))?;
    let unit = &data.indicators().entry(&current.indicator)?.unit;
    let ratio = Ratio::from_base;
    let change = Uncertain::with_half_width(ratio(c - p)?, ratio(unit.value_of(half))?)?;
    let change = Change::of(change)?;
    let (low, high) = change.interval();
    Ok(ChangeCertainty::Stated {
        low: low.value,
        high: high.value,
        statement: change.statement(),
    })
}
