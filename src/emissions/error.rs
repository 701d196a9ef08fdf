use alloc::string::String;

use super::{GwpBasis, LifeCycleStage};
use crate::numeric::SumError;
use crate::quantity::{Quantity, QuantityError, text};
use crate::reference::gwp::Gas;

/// What can be wrong with an account of emissions.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum EmissionsError {
    /// A quantity that is not finite, or a ratio whose denominator is zero.
    #[error(transparent)]
    Quantity(#[from] QuantityError),
    /// An input outside its range.
    #[error("{field} must be {accepted}, not {given}")]
    OutOfRange {
        /// The input.
        field: &'static str,
        /// What was given, with its unit.
        given: String,
        /// What is accepted.
        accepted: &'static str,
    },
    /// A part that is larger than the whole.
    #[error("{part_name} is {part}, more than {whole_name} of {whole}")]
    PartAboveWhole {
        /// What the part is.
        part_name: &'static str,
        /// The part, with its unit.
        part: String,
        /// What the whole is.
        whole_name: &'static str,
        /// The whole, with its unit.
        whole: String,
    },
    /// A life-cycle stage that is given twice, by itself or within another.
    #[error("`{second}` is already in `{first}`: a stage of a product counts once")]
    StageTwice {
        /// The stage given first.
        first: LifeCycleStage,
        /// The stage that repeats a part of it.
        second: LifeCycleStage,
    },
    /// A typical server whose processors the table does not describe.
    #[error("the die of the processors of `{server}` is not in the table: give it")]
    NoDie {
        /// Name of the typical server.
        server: &'static str,
    },
    /// Global warming potentials of different sets or horizons in one assessment.
    #[error("{other} cannot be added to an assessment by {first}: take one set and horizon")]
    MixedGwp {
        /// The set and horizon of the assessment.
        first: GwpBasis,
        /// The set and horizon that differ.
        other: GwpBasis,
    },
    /// A gas without a global warming potential of the set and horizon.
    #[error("the table has no {basis} of {gas}")]
    NoGwp {
        /// The gas.
        gas: Gas,
        /// The set and horizon that were asked for.
        basis: GwpBasis,
    },
    /// The mass shares of a blend are not the whole mass.
    #[error("the mass shares of {components} component(s) sum to {sum}, not to 1 (± 1e-9)")]
    BlendNotWhole {
        /// Number of components.
        components: usize,
        /// The sum of their shares.
        sum: f64,
    },
    /// Contracts for more electricity than was consumed.
    #[error("contracts claim {claimed}, more than the {consumed} consumed")]
    OverCoverage {
        /// Energy under contract, with its unit.
        claimed: String,
        /// Energy consumed, with its unit.
        consumed: String,
    },
    /// Software carbon intensities per different functional units.
    #[error("`{other}` is not the functional unit `{first}`: only scores per one unit add")]
    DifferentFunctionalUnits {
        /// The functional unit of the first score.
        first: String,
        /// The functional unit that differs.
        other: String,
    },
    /// A sum that is too large for a number.
    #[error(transparent)]
    Sum(#[from] SumError),
}

/// `value` if it is finite and not negative.
pub(super) fn not_negative<Q: Quantity>(
    field: &'static str,
    value: Q,
) -> Result<Q, EmissionsError> {
    if value.base().is_finite() && value.base() >= 0.0 {
        Ok(value)
    } else {
        Err(out_of_range(field, text(value), "finite and not negative"))
    }
}

#[cold]
pub(super) fn out_of_range(
    field: &'static str,
    given: impl Into<String>,
    accepted: &'static str,
) -> EmissionsError {
    EmissionsError::OutOfRange {
        field,
        given: given.into(),
        accepted,
    }
}
