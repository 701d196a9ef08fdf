use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use super::{Description, INDICATORS, MissingInput, Reason, ScorecardInputs};
use crate::circularity::{AnyIndicator, CircularityError, Flags, Input};

/// Every indicator that its inputs support with its value, and every other with the reason why
/// not.
///
/// For an example see the [module](super).
#[derive(Debug, Clone, Serialize)]
#[serde(transparent)]
pub struct Scorecard {
    rows: Vec<Row>,
}

impl Scorecard {
    /// The indicators described, computed from these inputs, in the order given.
    pub fn of(inputs: &ScorecardInputs, descriptions: &[&'static Description]) -> Self {
        let row = |&description: &&'static Description| Row {
            description,
            outcome: outcome(description, inputs),
        };
        Self {
            rows: descriptions.iter().map(row).collect(),
        }
    }

    /// A row for each indicator.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The row of the indicator with this id, if it is there.
    pub fn row(&self, id: &str) -> Option<&Row> {
        self.rows.iter().find(|row| row.description.id() == id)
    }

    /// The rows that have a value.
    pub fn known(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(|row| row.outcome.is_ok())
    }
}

impl ScorecardInputs {
    /// All [`INDICATORS`], computed from these inputs.
    pub fn scorecard(&self) -> Scorecard {
        Scorecard::of(self, INDICATORS)
    }
}

/// An indicator with its value, or why it has none.
#[derive(Debug, Clone)]
pub struct Row {
    description: &'static Description,
    outcome: Result<Outcome, Reason>,
}

/// The value in the unit of the description, or of the money given.
#[derive(Debug, Clone)]
struct Outcome {
    value: f64,
    unit: String,
    indicator: AnyIndicator,
}

fn outcome(description: &'static Description, inputs: &ScorecardInputs) -> Result<Outcome, Reason> {
    let (mut missing, mut not_additive): (Vec<MissingInput>, Vec<Input>) = Default::default();
    for &need in description.needs() {
        match inputs.has(need) {
            Err(CircularityError::Missing { input, sites }) => {
                missing.push(MissingInput { input, sites });
            }
            Err(CircularityError::NotAdditive { input }) => not_additive.push(input),
            Err(error) => return Err(error.into()),
            Ok(()) => {}
        }
    }
    if !missing.is_empty() {
        return Err(Reason::Missing { inputs: missing });
    }
    if !not_additive.is_empty() {
        return Err(Reason::NotAdditive {
            inputs: not_additive,
        });
    }
    let indicator = description.compute(inputs)?;
    let (value, unit) = match description.unit() {
        None => (indicator.value(), indicator.unit()),
        Some(unit) => {
            let value = indicator.value_in(unit).map_err(CircularityError::from)?;
            (value, unit.to_string())
        }
    };
    Ok(Outcome {
        value,
        unit,
        indicator,
    })
}

impl Row {
    /// What the indicator is.
    pub const fn description(&self) -> &'static Description {
        self.description
    }

    /// The indicator, if it could be computed.
    pub fn indicator(&self) -> Option<&AnyIndicator> {
        self.outcome.as_ref().ok().map(|outcome| &outcome.indicator)
    }

    /// The value in its [unit](Self::unit).
    pub fn value(&self) -> Option<f64> {
        self.outcome.as_ref().ok().map(|outcome| outcome.value)
    }

    /// The unit of the value.
    pub fn unit(&self) -> Option<&str> {
        self.outcome
            .as_ref()
            .ok()
            .map(|outcome| outcome.unit.as_str())
    }

    /// The class of the value, where the standard has classes.
    pub fn class(&self) -> Option<&'static str> {
        self.indicator()?.class()
    }

    /// What to know about the value.
    pub fn flags(&self) -> Flags {
        self.indicator().map_or(Flags::NONE, AnyIndicator::flags)
    }

    /// Why there is no value.
    pub fn reason(&self) -> Option<&Reason> {
        self.outcome.as_ref().err()
    }
}

impl Serialize for Row {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Value<'a> {
            value: f64,
            unit: &'a str,
        }
        let it = self.description;
        let mut fields = serializer.serialize_struct("Row", 11)?;
        fields.serialize_field("id", it.id())?;
        fields.serialize_field("name", it.name())?;
        fields.serialize_field("method", &it.method())?;
        fields.serialize_field("direction", &it.direction())?;
        fields.serialize_field("range", &it.range())?;
        fields.serialize_field("sdg_targets", it.sdg_targets())?;
        fields.serialize_field("action_lines", it.action_lines())?;
        match &self.outcome {
            Ok(outcome) => {
                let (value, unit) = (outcome.value, outcome.unit.as_str());
                fields.serialize_field("value", &Value { value, unit })?;
                match self.class() {
                    Some(class) => fields.serialize_field("class", class)?,
                    None => fields.skip_field("class")?,
                }
                fields.serialize_field("flags", &self.flags())?;
                fields.skip_field("reason")?;
            }
            Err(reason) => {
                fields.skip_field("value")?;
                fields.skip_field("class")?;
                fields.skip_field("flags")?;
                fields.serialize_field("reason", reason)?;
            }
        }
        fields.end()
    }
}
