use core::ops::Add;

use alloc::string::String;
use alloc::vec::Vec;

use super::Input;
use crate::emissions::EmissionsError;
use crate::ewaste::{EwasteError, TreatmentError};
use crate::fleet::{LifetimeError, StageError};
use crate::numeric::SumError;
use crate::quantity::{Quantity, QuantityError, Ratio, Share, text};
use crate::reference::battery_targets::Requirement;
use crate::time::{Date, Year};

/// What can be wrong with the inputs of a circularity indicator.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum CircularityError {
    /// A quantity that is not finite, or an indicator whose denominator is zero.
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
    /// Parts that are more than the whole they are of.
    #[error("{parts} sum to {sum}, more than {whole}")]
    PartsAboveWhole {
        /// What the parts are.
        parts: &'static str,
        /// Their sum, with its unit.
        sum: String,
        /// The whole, with its unit.
        whole: String,
    },
    /// Parts of a whole that do not sum to it.
    #[error("{parts} sum to {sum}, not to {whole} (± 1e-9 of it)")]
    PartsNotWhole {
        /// What the parts are.
        parts: &'static str,
        /// Their sum, with its unit.
        sum: String,
        /// The whole, with its unit.
        whole: String,
    },
    /// Something that is listed twice.
    #[error("{what} is listed twice")]
    Repeated {
        /// What it is.
        what: String,
    },
    /// Something that is named and not there.
    #[error("there is no {what} `{given}`; there is: {}", known.join(", "))]
    Unknown {
        /// What was named.
        what: &'static str,
        /// The name that was given.
        given: String,
        /// The names that there are.
        known: Vec<String>,
    },
    /// Money of different currencies or price years, which does not add.
    #[error("{other} cannot be added to {first}: convert one of them first")]
    DifferentMoney {
        /// The money of the first.
        first: String,
        /// The money that differs.
        other: String,
    },
    /// Figures of different years, which do not add.
    #[error("figures of {other} cannot be added to those of {first}")]
    DifferentYear {
        /// The year of the first.
        first: Year,
        /// The year that differs.
        other: Year,
    },
    /// Accounts of which there is none: they have no year.
    #[error("there is no account to add")]
    NoAccount,
    /// A requirement without a minimum on a day.
    #[error("there is no minimum for {requirement} on {day}")]
    NoMinimum {
        /// The requirement.
        requirement: Requirement,
        /// The day.
        day: Date,
    },
    /// A year for which there is no figure.
    #[error("there is no {what} for {year}")]
    NoYear {
        /// The figure.
        what: &'static str,
        /// The year.
        year: Year,
    },
    /// An input that was not given: what is missing is not zero.
    #[error("{} is missing{}", input, in_sites(sites))]
    Missing {
        /// The input.
        input: Input,
        /// The sites that lack it where others have it, counted from 0; empty if none has it.
        sites: Vec<usize>,
    },
    /// An input of several sites that does not add over them, such as a score of a product.
    #[error("{input} was given for several sites, and does not add")]
    NotAdditive {
        /// The input.
        input: Input,
    },
    /// Rows of a list with what is wrong with each.
    #[error("{} row(s) are wrong, first row {} (counted from 0): {}", rows.len(), rows[0].0, rows[0].1)]
    Rows {
        /// Every such row and its error, at least one.
        rows: Vec<(usize, CircularityError)>,
    },
    /// A sum that is too large for a number.
    #[error(transparent)]
    Sum(#[from] SumError),
    /// Emissions that are avoided.
    #[error(transparent)]
    Emissions(#[from] EmissionsError),
    /// An account of e-waste.
    #[error(transparent)]
    Ewaste(#[from] EwasteError),
    /// What becomes of e-waste.
    #[error(transparent)]
    Treatment(#[from] TreatmentError),
    /// A lifetime.
    #[error(transparent)]
    Lifetime(#[from] LifetimeError),
    /// Stages in the life of devices.
    #[error(transparent)]
    Stage(#[from] StageError),
}

impl CircularityError {
    /// The name of the variant in snake case, for data.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Quantity(_) => "quantity",
            Self::OutOfRange { .. } => "out_of_range",
            Self::PartsAboveWhole { .. } => "parts_above_whole",
            Self::PartsNotWhole { .. } => "parts_not_whole",
            Self::Repeated { .. } => "repeated",
            Self::Unknown { .. } => "unknown",
            Self::DifferentMoney { .. } => "different_money",
            Self::DifferentYear { .. } => "different_year",
            Self::NoAccount => "no_account",
            Self::NoMinimum { .. } => "no_minimum",
            Self::NoYear { .. } => "no_year",
            Self::Missing { .. } => "missing",
            Self::NotAdditive { .. } => "not_additive",
            Self::Rows { .. } => "rows",
            Self::Sum(_) => "sum",
            Self::Emissions(_) => "emissions",
            Self::Ewaste(_) => "ewaste",
            Self::Treatment(_) => "treatment",
            Self::Lifetime(_) => "lifetime",
            Self::Stage(_) => "stage",
        }
    }
}

/// Which of several sites, in words; nothing for none.
pub(super) fn in_sites(sites: &[usize]) -> String {
    let numbers: Vec<String> = sites.iter().map(|site| alloc::format!("{site}")).collect();
    match sites {
        [] => String::new(),
        _ => alloc::format!(" in site(s) {} (counted from 0)", numbers.join(", ")),
    }
}

/// `value` if it is finite and not negative.
pub(super) fn not_negative<Q: Quantity>(
    field: &'static str,
    value: Q,
) -> Result<Q, CircularityError> {
    if value.base().is_finite() && value.base() >= 0.0 {
        Ok(value)
    } else {
        Err(CircularityError::OutOfRange {
            field,
            given: text(value),
            accepted: "finite and not negative",
        })
    }
}

/// The exact sum of `parts`, which is not above `whole` by more than a billionth: what decimals
/// cannot say exactly.
pub(super) fn sum_within<Q: Quantity + Add<Output = Q>>(
    name: &'static str,
    parts: &[Q],
    whole: Q,
) -> Result<Q, CircularityError> {
    let sum: Q = crate::quantity::sum(parts.iter().copied())?;
    if sum.base() > whole.base() * (1.0 + 1e-9) {
        return Err(CircularityError::PartsAboveWhole {
            parts: name,
            sum: text(sum),
            whole: text(whole),
        });
    }
    Ok(sum)
}

/// As [`sum_within`], and the parts are not less than the whole either.
pub(super) fn sum_to<Q: Quantity + Add<Output = Q>>(
    name: &'static str,
    parts: &[Q],
    whole: Q,
) -> Result<(), CircularityError> {
    let sum: Q = crate::quantity::sum(parts.iter().copied())?;
    if (sum.base() - whole.base()).abs() > whole.base() * 1e-9 {
        return Err(CircularityError::PartsNotWhole {
            parts: name,
            sum: text(sum),
            whole: text(whole),
        });
    }
    Ok(())
}

pub(super) fn undefined(ratio: &'static str, denominator: &'static str) -> CircularityError {
    QuantityError::Undefined { ratio, denominator }.into()
}

/// The exact sum of shares of one whole.
pub(super) fn shares_within(name: &'static str, shares: &[Share]) -> Result<f64, CircularityError> {
    let shares: Vec<Ratio> = shares.iter().map(|&share| share.into()).collect();
    Ok(sum_within(name, &shares, Ratio::from_checked(1.0))?.value)
}
