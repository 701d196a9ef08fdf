use crate::quantity::QuantityError;

/// One of the two moments that a decomposition compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Moment {
    /// The earlier one.
    Start,
    /// The later one.
    End,
}

impl core::fmt::Display for Moment {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.pad(match self {
            Self::Start => "start",
            Self::End => "end",
        })
    }
}

/// Why a change has no decomposition.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum DecompositionError {
    /// A value is not finite, too large, or a ratio has a zero below the line.
    #[error(transparent)]
    Quantity(#[from] QuantityError),
    /// There is no sector, or there are no factors.
    #[error("a decomposition needs at least one sector with at least one factor")]
    Empty,
    /// A sector has another number of factors than the first sector at its start.
    #[error("sector {sector} (counted from 0) has {found} factors at its {moment}, not {expected}")]
    FactorCount {
        /// The sector, counted from 0.
        sector: usize,
        /// At which moment.
        moment: Moment,
        /// Number of factors of the first sector at its start.
        expected: usize,
        /// Number of factors here.
        found: usize,
    },
    /// A factor is negative: a logarithm has no meaning there.
    #[error(
        "factor {factor} of sector {sector} (counted from 0) is {value} at the {moment}; \
         LMDI takes values of 0 or more"
    )]
    Negative {
        /// The sector, counted from 0.
        sector: usize,
        /// The factor, counted from 0.
        factor: usize,
        /// At which moment.
        moment: Moment,
        /// The value.
        value: f64,
    },
    /// A factor is NaN or infinite, or the product of factors is too large or too small.
    #[error(
        "the factors of sector {sector} (counted from 0) give {value} at the {moment}; \
         each factor and their product must be finite, and factors other than 0 a product other than 0"
    )]
    Product {
        /// The sector, counted from 0.
        sector: usize,
        /// At which moment.
        moment: Moment,
        /// The factor that is not finite, or the product.
        value: f64,
    },
    /// A total of a chain is negative, NaN or infinite.
    #[error(
        "total {position} of the chain (counted from 0) is {value}; each is finite and 0 or more"
    )]
    Driver {
        /// The total, counted from 0.
        position: usize,
        /// The value.
        value: f64,
    },
    /// A total of a chain that the next one is divided by is zero.
    #[error("total {position} of the chain (counted from 0) is zero: nothing is told per it")]
    ZeroDriver {
        /// The total, counted from 0.
        position: usize,
    },
    /// A product of one is worth nothing, or less.
    #[error("a product of 1 is worth {value}: it must be worth more than 0")]
    WorthOfOne {
        /// The worth in base units.
        value: f64,
    },
    /// One of two values of a logarithmic mean is negative.
    #[error("a logarithmic mean takes values of 0 or more, not {value}")]
    NegativeMean {
        /// The value in base units.
        value: f64,
    },
    /// The total is zero at one moment, so no ratio leads from one to the other.
    #[error(
        "the total is zero at the {moment}: there are no multiplicative effects, only additive"
    )]
    ZeroTotal {
        /// At which moment.
        moment: Moment,
    },
    /// A Shapley split is a mean over all orders of change, whose number grows fast.
    #[error("{found} factors: a Shapley split takes at most {most}")]
    TooManyFactors {
        /// Number of factors.
        found: usize,
        /// The largest number.
        most: usize,
    },
    /// A Shapley split has additive effects alone.
    #[error("a Shapley split has no multiplicative effects, only additive")]
    OnlyAdditive,
}
