use alloc::string::String;

use crate::numeric::SumError;
use crate::quantity::QuantityError;

use super::super::UncertaintyError;

/// Why a simulation has no result.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum MonteCarloError {
    /// A distribution or a statistic that is not one.
    #[error(transparent)]
    Uncertainty(#[from] UncertaintyError),
    /// A value that is not finite or leaves the range of its quantity.
    #[error(transparent)]
    Quantity(#[from] QuantityError),
    /// A sum that is too large for a number.
    #[error(transparent)]
    Sum(#[from] SumError),
    /// Too few samples for percentiles, or more than the memory is planned for.
    #[error("{given} samples were asked for: a simulation takes {least} to {most}")]
    Samples {
        /// What was asked for.
        given: usize,
        /// The least number that is accepted.
        least: u32,
        /// The greatest number that is accepted.
        most: u32,
    },
    /// A text that is no seed.
    #[error("`{given}` is no seed: it has 64 hexadecimal digits")]
    Seed {
        /// What was given.
        given: String,
    },
    /// A model without parameters has nothing to draw.
    #[error("the model has no parameters")]
    NoParameters,
    /// An inventory without categories has no total.
    #[error("the inventory has no categories")]
    NoCategories,
    /// A parameter or a category without a name.
    #[error("a {kind} needs a name")]
    NoName {
        /// `parameter` or `category`.
        kind: &'static str,
    },
    /// Two parameters or two categories of one name.
    #[error("the {kind} `{name}` is there already")]
    DuplicateName {
        /// `parameter` or `category`.
        kind: &'static str,
        /// The name.
        name: String,
    },
    /// Two parameters whose names give the same stream of random numbers: rename one.
    #[error("`{first}` and `{second}` have the same stream of random numbers: rename one")]
    SameStream {
        /// The parameter that was there.
        first: String,
        /// The parameter that was added.
        second: String,
    },
    /// A parameter of another model.
    #[error("parameter {index} (counted from 0) belongs to another model")]
    ForeignParameter {
        /// Its position in the model it came from, counted from 0.
        index: usize,
    },
    /// A category that the inventory does not have.
    #[error("the inventory has no category `{name}`")]
    UnknownCategory {
        /// The name.
        name: String,
    },
    /// A draw that leaves the range of its quantity, such as a share above 1.
    #[error("sample {sample} of `{parameter}`: {error}")]
    Draw {
        /// The parameter.
        parameter: String,
        /// The number of the sample, counted from 0.
        sample: u64,
        /// What is wrong with the draw.
        error: UncertaintyError,
    },
    /// A sample for which the model gives no value of its quantity.
    #[error("the model in sample {sample}: {error}")]
    Model {
        /// The number of the sample, counted from 0.
        sample: u64,
        /// What is wrong with the value.
        error: QuantityError,
    },
}
