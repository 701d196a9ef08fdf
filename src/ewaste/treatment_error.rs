use alloc::string::String;
use alloc::vec::Vec;

use super::fates::Fate;
use crate::emissions::EmissionsError;
use crate::numeric::SumError;
use crate::quantity::QuantityError;
use crate::reference::bill_of_materials::Material;
use crate::reference::weee_targets::{CategoryScheme, WeeeCategory};
use crate::time::Date;

/// What can be wrong with an account of what becomes of e-waste.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum TreatmentError {
    /// A value that cannot be negative.
    #[error("{what} must be 0 or more, not {given}")]
    Negative {
        /// What was given.
        what: &'static str,
        /// Its value, with its unit.
        given: String,
    },
    /// Something is listed twice.
    #[error("{what} is listed twice")]
    Repeated {
        /// The fate, material or key.
        what: String,
    },
    /// Shares of a whole that do not sum to it.
    #[error("the shares of the fates sum to {sum}, not to 1 (± 1e-9)")]
    SharesNotWhole {
        /// Their sum.
        sum: f64,
    },
    /// Parts of a whole that do not sum to it.
    #[error("the parts by fate sum to {sum}, not to the whole of {whole} (± 1e-9 of it)")]
    PartsNotWhole {
        /// Their sum, with its unit.
        sum: String,
        /// The whole, with its unit.
        whole: String,
    },
    /// A part that is larger than the whole.
    #[error("{part_name}, {part}, is more than {whole_name}, {whole}")]
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
    /// Devices meet fates of which it is not said how much they release.
    #[error("no fraction released is given for {} fate(s), first {}", fates.len(), fates[0])]
    NoReleaseFraction {
        /// Every such fate, at least one.
        fates: Vec<Fate>,
    },
    /// Materials without a recycling chain.
    #[error("no recycling chain is given for {} material(s), first {}", materials.len(), materials[0])]
    NoChain {
        /// Every such material, at least one.
        materials: Vec<Material>,
    },
    /// A category without a target on a day.
    #[error("{category} has no target on {day}")]
    NoTarget {
        /// The category.
        category: WeeeCategory,
        /// The day.
        day: Date,
    },
    /// A category of another scheme.
    #[error("{category} is no category of {scheme}")]
    OtherScheme {
        /// The category.
        category: WeeeCategory,
        /// The scheme that was asked for.
        scheme: CategoryScheme,
    },
    /// Different categories where one was expected.
    #[error("{other} cannot be added to {first}")]
    OtherCategory {
        /// The category of the first.
        first: WeeeCategory,
        /// The category that differs.
        other: WeeeCategory,
    },
    /// Rows of a list with what is wrong with each.
    #[error("{} row(s) are wrong, first row {} (counted from 0): {}", rows.len(), rows[0].0, rows[0].1)]
    Rows {
        /// Every such row and its error, at least one.
        rows: Vec<(usize, TreatmentError)>,
    },
    /// A value that is not finite, or a rate that is undefined.
    #[error(transparent)]
    Quantity(#[from] QuantityError),
    /// A sum that is too large for a number.
    #[error(transparent)]
    Sum(#[from] SumError),
    /// The emissions of a gas.
    #[error(transparent)]
    Emissions(#[from] EmissionsError),
}
