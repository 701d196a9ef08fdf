use alloc::string::String;

use super::{AssessmentTier, ConsolidationApproach, GwpBasis, LifeCycleStage};
use crate::numeric::{ExactSum, SumError};
use crate::quantity::{Quantity, QuantityError, Share, text};
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
    /// Shares that are not the whole.
    #[error("the {shares} ({parts} in all) sum to {sum}, not to 1 (± 1e-9)")]
    NotWhole {
        /// What the shares are.
        shares: &'static str,
        /// How many there are.
        parts: usize,
        /// Their sum.
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
    /// Scope 3 of different organisations.
    #[error("the scope 3 of `{other}` does not add to that of `{first}`: it is of one reporter")]
    DifferentReporters {
        /// The reporter of the first part.
        first: String,
        /// The reporter that differs.
        other: String,
    },
    /// Emissions consolidated by different approaches.
    #[error("emissions by {other} cannot be added to an inventory by {first}: take one approach")]
    MixedConsolidation {
        /// The approach of the inventory.
        first: ConsolidationApproach,
        /// The approach that differs.
        other: ConsolidationApproach,
    },
    /// A claim to the public that an assessment does not support.
    #[error("an assessment of {tier} is not for public claims")]
    NotForPublicClaims {
        /// The tier of the assessment.
        tier: AssessmentTier,
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

/// How far shares of a whole may sum from 1, for what decimals cannot say exactly.
pub(super) const SHARES_TOLERANCE: f64 = 1e-9;

/// Whether there are shares and they sum to the whole.
pub(super) fn shares_are_whole(
    name: &'static str,
    shares: impl Iterator<Item = Share> + Clone,
) -> Result<(), EmissionsError> {
    let sum: ExactSum = shares.clone().map(Share::get).collect();
    let sum = sum.value()?;
    if (sum - 1.0).abs() <= SHARES_TOLERANCE {
        Ok(())
    } else {
        Err(EmissionsError::NotWhole {
            shares: name,
            parts: shares.count(),
            sum,
        })
    }
}
