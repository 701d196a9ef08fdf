use core::fmt;

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde::{Serialize, Serializer};

use crate::circularity::error::in_sites;
use crate::circularity::{CircularityError, Input};
use crate::quantity::QuantityError;

/// Why an indicator has no value.
///
/// In serde an object with one field: `missing`, `not_additive`, `undefined` or `refused`.
///
/// # Example
/// ```
/// use ict_impact::circularity::scorecard::{Reason, ScorecardInputs};
/// let card = ScorecardInputs::new().scorecard();
/// let row = card.row("iso59020.recycled_inflow").ok_or("not there")?;
/// let Some(Reason::Missing { inputs }) = row.reason() else { unreachable!() };
/// assert_eq!(inputs[0].to_string(), "resource inflow by origin");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Reason {
    /// Inputs were not given.
    Missing {
        /// Every such input, at least one.
        inputs: Vec<MissingInput>,
    },
    /// Inputs were given for several sites, over which they do not add.
    NotAdditive {
        /// Every such input, at least one.
        inputs: Vec<Input>,
    },
    /// What stands below the line is zero.
    Undefined {
        /// The ratio.
        ratio: &'static str,
        /// What stands below the line.
        denominator: &'static str,
    },
    /// The inputs were refused.
    Refused {
        /// What is wrong with them.
        error: CircularityError,
    },
}

/// An input that was not given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MissingInput {
    /// The input.
    pub input: Input,
    /// The sites that lack it where others have it, counted from 0; empty if none has it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sites: Vec<usize>,
}

impl fmt::Display for MissingInput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.input, in_sites(&self.sites))
    }
}

impl From<CircularityError> for Reason {
    fn from(error: CircularityError) -> Self {
        match undefined(&error) {
            Some((ratio, denominator)) => Self::Undefined { ratio, denominator },
            None => match error {
                CircularityError::Missing { input, sites } => Self::Missing {
                    inputs: alloc::vec![MissingInput { input, sites }],
                },
                CircularityError::NotAdditive { input } => Self::NotAdditive {
                    inputs: alloc::vec![input],
                },
                error => Self::Refused { error },
            },
        }
    }
}

/// Ratio and denominator of an error that is undefined, in whichever module.
fn undefined(error: &CircularityError) -> Option<(&'static str, &'static str)> {
    use crate::emissions::EmissionsError;
    use crate::ewaste::{EwasteError, TreatmentError};
    let quantity = match error {
        CircularityError::Quantity(error)
        | CircularityError::Ewaste(EwasteError::Quantity(error))
        | CircularityError::Treatment(TreatmentError::Quantity(error))
        | CircularityError::Emissions(EmissionsError::Quantity(error)) => error,
        _ => return None,
    };
    match quantity {
        QuantityError::Undefined { ratio, denominator } => Some((ratio, denominator)),
        _ => None,
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fn list<T: fmt::Display>(all: &[T]) -> String {
            let all: Vec<String> = all.iter().map(ToString::to_string).collect();
            all.join(", ")
        }
        match self {
            Self::Missing { inputs } => write!(f, "missing: {}", list(inputs)),
            Self::NotAdditive { inputs } => write!(f, "does not add over sites: {}", list(inputs)),
            Self::Undefined { ratio, denominator } => {
                write!(f, "{ratio} is undefined: {denominator} is zero")
            }
            Self::Refused { error } => fmt::Display::fmt(error, f),
        }
    }
}

impl Serialize for Reason {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        #[serde(rename_all = "snake_case")]
        enum Written<'a> {
            Missing(&'a [MissingInput]),
            NotAdditive(&'a [Input]),
            Undefined {
                ratio: &'a str,
                denominator: &'a str,
            },
            Refused {
                kind: &'a str,
                message: String,
            },
        }
        let written = match self {
            Self::Missing { inputs } => Written::Missing(inputs),
            Self::NotAdditive { inputs } => Written::NotAdditive(inputs),
            Self::Undefined { ratio, denominator } => Written::Undefined { ratio, denominator },
            Self::Refused { error } => Written::Refused {
                kind: error.kind(),
                message: error.to_string(),
            },
        };
        written.serialize(serializer)
    }
}
