use crate::quantity::QuantityError;
use crate::time::Year;

/// Why a target, or progress towards it, has no figure.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum TargetError {
    /// A value is not finite, or a ratio has a zero below the line.
    #[error(transparent)]
    Quantity(#[from] QuantityError),
    /// The target year comes before the base year.
    #[error("the target year {target_year} comes before the base year {base_year}")]
    TargetBeforeBase {
        /// The base year.
        base_year: Year,
        /// The target year.
        target_year: Year,
    },
    /// A year before the base year, where the path does not exist.
    #[error("{year} comes before the base year {base_year}; a path begins there")]
    BeforeBase {
        /// The year that was asked for.
        year: Year,
        /// The base year.
        base_year: Year,
    },
    /// No year lies between two years, so there is no annual rate.
    #[error("an annual rate from {from} to {to} is undefined: {to} must be later than {from}")]
    NoYearsBetween {
        /// Where the rate would begin.
        from: Year,
        /// Where it would end.
        to: Year,
    },
    /// A geometric path or rate through a value that is zero or negative.
    #[error("{what} of {year} is {value}: a geometric path or rate takes values above 0")]
    NotPositive {
        /// Which value.
        what: &'static str,
        /// Its year.
        year: Year,
        /// The value in base units.
        value: f64,
    },
    /// Base and target are equal, so they do not say which way is better.
    #[error("base and target are equal: say with a direction whether less or more is better")]
    NoDirection,
    /// The years of use do not begin right after the base year, or pass the target year.
    #[error("use from {first} to {last}: a budget takes the years from {from}, at most to {to}")]
    UsedYears {
        /// First year of the use that was given.
        first: Year,
        /// Last year of the use that was given.
        last: Year,
        /// Where the budget begins.
        from: Year,
        /// Where it ends.
        to: Year,
    },
    /// Facts that are no trend with a base.
    #[error("the facts cannot be held against a target: {reason}")]
    Facts {
        /// What is wrong with them.
        reason: &'static str,
    },
    /// A path through milestones has fewer than two.
    #[error("{found} milestones: a path needs a base and at least one milestone more")]
    TooFewMilestones {
        /// Number of milestones, the base among them.
        found: usize,
    },
    /// A milestone is not later than the one before.
    #[error("milestone {row} (counted from 0) is of {year}, not later than {previous}")]
    MilestoneOrder {
        /// The row.
        row: usize,
        /// Its year.
        year: Year,
        /// The year of the row before.
        previous: Year,
    },
    /// A version of a target is the same as the one before.
    #[error("nothing of the target changes: a new version would repeat the old one")]
    SameVersion,
    /// The form of a target has no base value of this kind.
    #[error("a target of this form has no such base value to restate")]
    NoSuchBase,
}
