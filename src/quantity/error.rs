use alloc::string::{String, ToString};

use super::Quantity;

/// What can be wrong with a value and its unit.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum QuantityError {
    /// A number without a unit.
    #[error("`{given}` has no unit; {quantity} is read with one of: {accepted}")]
    MissingUnit {
        /// The quantity that was asked for.
        quantity: String,
        /// The text that was given.
        given: String,
        /// The units that are accepted.
        accepted: String,
    },
    /// A unit that is not one of the quantity's.
    #[error("`{given}` is not a unit of {quantity}; accepted are: {accepted}")]
    UnknownUnit {
        /// The quantity that was asked for.
        quantity: String,
        /// The unit that was given.
        given: String,
        /// The units that are accepted.
        accepted: String,
    },
    /// No number where one is expected.
    #[error("`{given}` does not begin with a number such as 1.5 or 2e3 ({quantity})")]
    NotANumber {
        /// The quantity that was asked for.
        quantity: String,
        /// The text that was given.
        given: String,
    },
    /// NaN, or an infinity.
    #[error("{quantity} must be a finite number, not {value}")]
    NotFinite {
        /// The quantity.
        quantity: String,
        /// The value in base units.
        value: f64,
    },
    /// Outside the range of the quantity.
    #[error("{quantity} must be {accepted}, not {value}")]
    OutOfRange {
        /// The quantity.
        quantity: String,
        /// The value in base units.
        value: f64,
        /// What is accepted.
        accepted: &'static str,
    },
    /// A ratio whose denominator is zero.
    #[error("{ratio} is undefined: {denominator} is zero")]
    Undefined {
        /// The ratio that was asked for.
        ratio: &'static str,
        /// What stands below the line.
        denominator: &'static str,
    },
}

impl QuantityError {
    pub(crate) fn unknown_unit<Q: Quantity>(given: &str) -> Self {
        Self::UnknownUnit {
            quantity: Q::name(),
            given: given.to_string(),
            accepted: accepted::<Q>(),
        }
    }
}

/// The accepted symbols in a line; a factor has many, of which the first say the pattern.
pub(super) fn accepted<Q: Quantity>() -> String {
    const SHOWN: usize = 12;
    let symbols = Q::symbols();
    let mut line = symbols
        .iter()
        .take(SHOWN)
        .cloned()
        .collect::<alloc::vec::Vec<_>>()
        .join(", ");
    if symbols.len() > SHOWN {
        line.push_str(", …");
    }
    line
}
