use super::LeftOut;
use crate::quantity::QuantityError;

/// Why there is no ranking.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum RankingError {
    /// A value is not finite.
    #[error(transparent)]
    Quantity(#[from] QuantityError),
    /// Too few members are comparable.
    #[error("{found} comparable members; {least} are needed for a ranking")]
    TooFew {
        /// How many there are.
        found: usize,
        /// How many are needed.
        least: usize,
    },
    /// A member is not comparable, and the rule refuses to leave it out.
    #[error("row {row} (counted from 0) is not comparable: {reason}")]
    NotComparable {
        /// The row.
        row: usize,
        /// Why.
        reason: LeftOut,
    },
    /// A value lies outside its own interval.
    #[error("the value of row {row} (counted from 0) is {value}, outside {low} to {high}")]
    Interval {
        /// The row.
        row: usize,
        /// The value in base units.
        value: f64,
        /// The low end in base units.
        low: f64,
        /// The high end in base units.
        high: f64,
    },
    /// A member is listed twice.
    #[error("row {row} (counted from 0) repeats the member of row {first}")]
    Duplicate {
        /// The row that repeats.
        row: usize,
        /// The row that has the member already.
        first: usize,
    },
}
