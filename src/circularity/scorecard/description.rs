use serde::Serialize;

use super::ScorecardInputs;
use crate::circularity::{AnyIndicator, CircularityError, Input, MethodId};
use crate::reference::indicators::Direction;

/// Computes an indicator from what a scorecard was given.
pub type Compute = fn(&ScorecardInputs) -> Result<AnyIndicator, CircularityError>;

/// Where the values of an indicator lie while the figures of a year belong together, in its
/// unit. Values outside are flagged, not cut.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Range {
    /// The least value, if there is one.
    pub least: Option<f64>,
    /// The largest value, if there is one.
    pub most: Option<f64>,
}

impl Range {
    /// 0 % to 100 %.
    pub const PERCENT: Self = Self::of(0.0, 100.0);
    /// 0 and above.
    pub const NOT_NEGATIVE: Self = Self {
        least: Some(0.0),
        most: None,
    };
    /// Any value.
    pub const ANY: Self = Self {
        least: None,
        most: None,
    };

    /// From `least` to `most`.
    pub const fn of(least: f64, most: f64) -> Self {
        Self {
            least: Some(least),
            most: Some(most),
        }
    }

    /// Whether a value lies in it, but for a billionth that rounding may add.
    pub fn contains(&self, value: f64) -> bool {
        let slack = 1e-9 * value.abs();
        self.least.is_none_or(|least| value >= least - slack)
            && self.most.is_none_or(|most| value <= most + slack)
    }
}

/// What an indicator is, what it needs, and how it is computed.
///
/// SDG targets and Action Lines are proposals of this project.
///
/// # Example
/// An indicator of one's own beside those of the library:
/// ```
/// use ict_impact::circularity::iso59020::{Balance, Inflow, Outflow};
/// use ict_impact::circularity::scorecard::{Description, Scorecard, ScorecardInputs};
/// use ict_impact::circularity::{Input, MethodId, iso59020};
/// use ict_impact::quantity::parse;
///
/// static OUTFLOW_PER_INFLOW: Description = Description::new(
///     "own.outflow_per_inflow",
///     "Outflow per inflow",
///     MethodId::new("own", "1", ""),
///     |inputs| {
///         let (inflow, outflow) = (inputs.balance().inflow()?, inputs.balance().outflow()?);
///         Ok(iso59020::reused_outflow(outflow.total(), inflow.total())?.into())
///     },
/// )
/// .needing(&[Input::Inflow, Input::Outflow]);
///
/// let site = Balance::new()
///     .with_inflow(Inflow::new(parse("200 t")?)?)
///     .with_outflow(Outflow::new(parse("50 t")?)?);
/// let inputs = ScorecardInputs::new().with_balance(site);
/// let card = Scorecard::of(&inputs, &[&OUTFLOW_PER_INFLOW]);
/// assert_eq!(card.row("own.outflow_per_inflow").and_then(|row| row.value()), Some(25.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Description {
    id: &'static str,
    name: &'static str,
    method: MethodId,
    unit: Option<&'static str>,
    direction: Direction,
    range: Range,
    sdg_targets: &'static [&'static str],
    action_lines: &'static [&'static str],
    needs: &'static [Input],
    compute: Compute,
}

impl Description {
    /// An indicator in per cent of which more is better, for SDG target 12.5 and Action Line
    /// C7.eenv; the other methods say otherwise.
    pub const fn new(
        id: &'static str,
        name: &'static str,
        method: MethodId,
        compute: Compute,
    ) -> Self {
        Self {
            id,
            name,
            method,
            unit: Some("%"),
            direction: Direction::Up,
            range: Range::PERCENT,
            sdg_targets: &["12.5"],
            action_lines: &["C7.eenv"],
            needs: &[],
            compute,
        }
    }

    /// The same, needing these inputs.
    #[must_use]
    pub const fn needing(mut self, needs: &'static [Input]) -> Self {
        self.needs = needs;
        self
    }

    /// The same, in this unit and range.
    #[must_use]
    pub const fn in_unit(mut self, unit: &'static str, range: Range) -> Self {
        self.unit = Some(unit);
        self.range = range;
        self
    }

    /// The same, in the unit of the money that is given, 0 and above.
    #[must_use]
    pub const fn in_unit_of_money(mut self) -> Self {
        self.unit = None;
        self.range = Range::NOT_NEGATIVE;
        self
    }

    /// The same, of which this way is better.
    #[must_use]
    pub const fn better(mut self, direction: Direction) -> Self {
        self.direction = direction;
        self
    }

    /// The same, for these SDG targets and Action Lines.
    #[must_use]
    pub const fn relevant_to(
        mut self,
        sdg_targets: &'static [&'static str],
        action_lines: &'static [&'static str],
    ) -> Self {
        self.sdg_targets = sdg_targets;
        self.action_lines = action_lines;
        self
    }

    /// What it is called in data: lower case, the standard first.
    pub const fn id(&self) -> &'static str {
        self.id
    }

    /// Its name.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The method, with its edition and clause.
    pub const fn method(&self) -> MethodId {
        self.method
    }

    /// The unit of its values; none where it is that of the money given.
    pub const fn unit(&self) -> Option<&'static str> {
        self.unit
    }

    /// Which way is better.
    pub const fn direction(&self) -> Direction {
        self.direction
    }

    /// Where its values lie, in its unit.
    pub const fn range(&self) -> Range {
        self.range
    }

    /// The SDG targets that it speaks to; a proposal.
    pub const fn sdg_targets(&self) -> &'static [&'static str] {
        self.sdg_targets
    }

    /// Codes of the WSIS Action Lines that it speaks to; a proposal.
    pub const fn action_lines(&self) -> &'static [&'static str] {
        self.action_lines
    }

    /// What it is computed from.
    pub const fn needs(&self) -> &'static [Input] {
        self.needs
    }

    pub(super) fn compute(
        &self,
        inputs: &ScorecardInputs,
    ) -> Result<AnyIndicator, CircularityError> {
        (self.compute)(inputs)
    }
}
