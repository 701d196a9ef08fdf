use alloc::boxed::Box;
use alloc::string::String;

use super::Meter;
use crate::numeric::SumError;
use crate::quantity::{Quantity, QuantityError, Share, text};
use crate::reference::computer_modes::ModeScheme;
use crate::source::MethodId;
use crate::time::Year;
use crate::uncertainty::Bounded;

/// What can be wrong with an energy account.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum EnergyError {
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
    /// The shares of the time in the power states are not the whole time.
    #[error("the shares of the time in {states} power state(s) sum to {sum}, not to 1 (± 1e-9)")]
    TimeNotWhole {
        /// Number of power states.
        states: usize,
        /// The sum of their shares.
        sum: f64,
    },
    /// A data centre that uses less energy than its IT equipment.
    #[error(
        "the data centre used {total}, less than the {it} of its IT equipment: PUE is at least 1"
    )]
    PueBelowOne {
        /// Energy of the whole data centre, with its unit.
        total: String,
        /// Energy of the IT equipment, with its unit.
        it: String,
    },
    /// A load curve of fewer than two points.
    #[error("a load curve needs at least 2 points, not {given}")]
    TooFewPoints {
        /// Number of points given.
        given: usize,
    },
    /// Two points of a load curve at one load.
    #[error("a load curve has one power at {load}, not two")]
    SameLoad {
        /// The load that was given twice.
        load: Share,
    },
    /// A load below the lowest or above the highest point of a load curve.
    #[error("the load of {load} is outside the points of the curve, {lowest} to {highest}")]
    LoadOutsidePoints {
        /// The load that was asked for.
        load: Share,
        /// Load of the first point.
        lowest: Share,
        /// Load of the last point.
        highest: Share,
    },
    /// A programme whose weights for a product are not in the table.
    #[error("{scheme} has no weights for a {product} in the embedded table")]
    NoWeights {
        /// The programme and version.
        scheme: ModeScheme,
        /// The product.
        product: &'static str,
    },
    /// Powers of other idle modes than a programme weights.
    #[error("{scheme} weights {needed}")]
    OtherIdleModes {
        /// The programme and version.
        scheme: ModeScheme,
        /// The idle modes that it weights.
        needed: &'static str,
    },
    /// A typical energy held against the limit of another programme, version or product.
    #[error("a limit of {limit} does not hold for the typical energy of {given}")]
    OtherMethod {
        /// What the limit is of.
        limit: Box<MethodId>,
        /// What the typical energy is of.
        given: Box<MethodId>,
    },
    /// An adder of a limit that is given twice.
    #[error("the limit has an adder for {what} already")]
    AdderTwice {
        /// What the adder is for.
        what: String,
    },
    /// A ratio of a data centre that needs a meter which was not read.
    #[error("{ratio} needs the meter of {meter}, which was not given")]
    MeterMissing {
        /// The ratio that was asked for.
        ratio: &'static str,
        /// The meter that it needs.
        meter: Meter,
    },
    /// Too few data centres for publication.
    #[error(
        "{ratio} of {reporting} data centre(s) is not for publication, which needs {needed} or more"
    )]
    TooFewDataCentres {
        /// The ratio.
        ratio: &'static str,
        /// Number of data centres in it.
        reporting: usize,
        /// The least number.
        needed: usize,
    },
    /// A figure of a network that was not given.
    #[error("{result} needs a figure of the network that was not given: {figure}")]
    FigureMissing {
        /// What was asked for.
        result: &'static str,
        /// The figure that it needs.
        figure: &'static str,
    },
    /// Figures of a network of two years.
    #[error("{figure} of {given} with the energy of the network of {expected}")]
    OtherYear {
        /// The figure.
        figure: &'static str,
        /// Its year.
        given: Year,
        /// The year of the energy.
        expected: Year,
    },
    /// A part that is larger than its whole.
    #[error("{part_name} of {part} is above {whole_name} of {whole}")]
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
    /// A sum that is too large for a number.
    #[error(transparent)]
    Sum(#[from] SumError),
}

/// `value` if it is finite and not negative.
pub(super) fn not_negative<Q: Quantity>(field: &'static str, value: Q) -> Result<Q, EnergyError> {
    if value.base().is_finite() && value.base() >= 0.0 {
        Ok(value)
    } else {
        Err(EnergyError::OutOfRange {
            field,
            given: text(value),
            accepted: "finite and not negative",
        })
    }
}

/// `value` if it and its bounds are finite and not negative.
pub(super) fn bounded<Q: Quantity>(
    field: &'static str,
    value: Bounded<Q>,
) -> Result<Bounded<Q>, EnergyError> {
    for one in [value.min(), value.value(), value.max()] {
        not_negative(field, one)?;
    }
    Ok(value)
}
