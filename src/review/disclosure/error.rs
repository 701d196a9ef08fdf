use alloc::string::String;

/// Why nothing can be said about disclosure.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum DisclosureError {
    /// A contribution or a published total is negative, NaN or infinite.
    ///
    /// The rules and the intervals rest on values of 0 or more. What can be negative (removals,
    /// net exports) is given as two contributions, one for each direction, or by its magnitude.
    #[error("{list}, row {row} (counted from 0) is {value}: a finite number, 0 or more")]
    Value {
        /// Which list the row is of.
        list: &'static str,
        /// The row.
        row: usize,
        /// Its value.
        value: f64,
    },
    /// A parameter of a rule is outside what the rule is defined for.
    #[error("{field} of the {rule} rule is {value}: {accepted}")]
    Parameter {
        /// The rule.
        rule: &'static str,
        /// The parameter.
        field: &'static str,
        /// Its value.
        value: String,
        /// What is accepted.
        accepted: &'static str,
    },
    /// A contributor or the key of a cell is listed twice in one list.
    #[error("{list}, row {row} (counted from 0) repeats row {first}")]
    Duplicate {
        /// Which list the rows are of.
        list: &'static str,
        /// The row that repeats.
        row: usize,
        /// The row that was first.
        first: usize,
    },
    /// A cell names one contributor twice.
    #[error("{list}, row {row} (counted from 0) names its contributor {member} twice")]
    RepeatedContributor {
        /// Which list the row is of.
        list: &'static str,
        /// The row.
        row: usize,
        /// Position of the second mention among the contributors of the cell, from 0.
        member: usize,
    },
    /// A cell names a contributor of whom no contribution is given.
    #[error(
        "{list}, row {row} (counted from 0) names a contributor without contribution: {member}"
    )]
    UnknownContributor {
        /// Which list the row is of.
        list: &'static str,
        /// The row.
        row: usize,
        /// Position among the contributors of the cell, from 0.
        member: usize,
    },
    /// A cell has no contributor: there is nothing to publish and nothing to protect.
    #[error("{list}, row {row} (counted from 0) has no contributor")]
    EmptyCell {
        /// Which list the row is of.
        list: &'static str,
        /// The row.
        row: usize,
    },
    /// The total of a cell is above the largest `f64`.
    #[error("the total of {list}, row {row} (counted from 0) overflows")]
    Overflow {
        /// Which list the row is of.
        list: &'static str,
        /// The row.
        row: usize,
    },
    /// No values of 0 or more have the published totals, as when they were rounded one by one.
    #[error("no contributions of 0 or more add up to the published totals")]
    Inconsistent,
    /// The linear programme did not end within its limit of pivots.
    #[error("a linear programme was not solved within {pivots} pivots")]
    NotSolved {
        /// The limit.
        pivots: usize,
    },
}
