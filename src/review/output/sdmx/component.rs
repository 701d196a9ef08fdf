//! The components of the structure definition, each declared once.

use alloc::string::{String, ToString};

use super::record::{Code, Record};
use crate::review::Dimension;

/// What a component is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Dimension,
    Time,
    Measure,
    /// Whether every record has it.
    Attribute {
        mandatory: bool,
    },
}

/// How a component is written, and where its content comes from.
pub(super) enum Representation {
    Codes(fn(&Record) -> Option<Code>),
    Time,
    Number(fn(&Record) -> Option<f64>),
    Text(fn(&Record) -> Option<String>),
}

/// A dimension, a measure or an attribute.
pub(super) struct Component {
    pub(super) id: &'static str,
    pub(super) name: &'static str,
    pub(super) role: Role,
    pub(super) representation: Representation,
}

impl Component {
    pub(super) fn is_dimension(&self) -> bool {
        matches!(self.role, Role::Dimension | Role::Time)
    }

    /// The cell in a table; empty for none.
    pub(super) fn text(&self, record: &Record) -> String {
        match &self.representation {
            Representation::Codes(of) => of(record).map_or_else(String::new, |code| code.id),
            Representation::Time => record.period.text(),
            Representation::Number(of) => of(record).map_or_else(String::new, |n| n.to_string()),
            Representation::Text(of) => of(record).unwrap_or_default(),
        }
    }
}

const fn dimension(
    id: &'static str,
    name: &'static str,
    of: fn(&Record) -> Option<Code>,
) -> Component {
    Component {
        id,
        name,
        role: Role::Dimension,
        representation: Representation::Codes(of),
    }
}

const fn attribute(
    id: &'static str,
    name: &'static str,
    mandatory: bool,
    representation: Representation,
) -> Component {
    Component {
        id,
        name,
        role: Role::Attribute { mandatory },
        representation,
    }
}

/// A dimension of the SDG structure definition by which nothing here is divided.
fn total(_: &Record) -> Option<Code> {
    Some(Code::new("_T", "Total or no breakdown"))
}

fn frequency(record: &Record) -> Option<Code> {
    Some(match record.period {
        super::record::Days::Year(_) => Code::new("A", "Annual"),
        super::record::Days::Two(_) => Code::new("A2", "Biennial"),
    })
}

fn reporting_type(record: &Record) -> Option<Code> {
    Some(if record.national {
        Code::new("N", "National")
    } else {
        Code::new("G", "Global")
    })
}

fn status(record: &Record) -> Option<Code> {
    Some(Code::new(record.status.code(), record.status.name()))
}

static COMPONENTS: &[Component] = &[
    dimension("FREQ", "Frequency", frequency),
    dimension("REPORTING_TYPE", "Reporting type", reporting_type),
    dimension("SERIES", "Series", |r| Some(r.series.clone())),
    dimension("REF_AREA", "Reference area", |r| Some(r.area.clone())),
    dimension("SEX", "Sex", |r| Some(r.code(Dimension::Sex))),
    dimension("AGE", "Age", total),
    dimension("URBANISATION", "Degree of urbanisation", total),
    dimension("INCOME_WEALTH_QUANTILE", "Income or wealth quantile", total),
    dimension("EDUCATION_LEV", "Education level", total),
    dimension("OCCUPATION", "Occupation", total),
    dimension("CUST_BREAKDOWN", "Custom breakdown", total),
    dimension("COMPOSITE_BREAKDOWN", "Composite breakdown", total),
    dimension("DISABILITY_STATUS", "Disability status", total),
    dimension("ACTIVITY", "Activity: sub-sector of ICT", |r| {
        Some(r.code(Dimension::SubSector))
    }),
    dimension("PRODUCT", "Product: category of equipment", |r| {
        Some(r.code(Dimension::Category))
    }),
    dimension("GAS", "Greenhouse gas", |r| Some(r.code(Dimension::Gas))),
    dimension("COUNTERPART_AREA", "Counterpart area", |r| {
        Some(r.code(Dimension::Partner))
    }),
    dimension("SCOPE", "Scope of the GHG Protocol", |r| {
        Some(r.code(Dimension::Scope))
    }),
    dimension("STAGE", "Life-cycle stage", |r| {
        Some(r.code(Dimension::Stage))
    }),
    Component {
        id: "TIME_PERIOD",
        name: "Time period",
        role: Role::Time,
        representation: Representation::Time,
    },
    Component {
        id: "OBS_VALUE",
        name: "Observation value",
        role: Role::Measure,
        representation: Representation::Number(|r| r.value),
    },
    attribute(
        "OBS_STATUS",
        "Observation status",
        true,
        Representation::Codes(status),
    ),
    attribute(
        "UNIT_MEASURE",
        "Unit of measure, by its symbol",
        false,
        Representation::Text(|r| Some(r.unit.clone()).filter(|unit| !unit.is_empty())),
    ),
    attribute(
        "UNIT_MULT",
        "Unit multiplier",
        true,
        Representation::Codes(|_| Some(Code::new("0", "Units"))),
    ),
    attribute(
        "NATURE",
        "Nature of the data",
        false,
        Representation::Codes(|r| r.nature.map(|n| Code::new(n.code(), n.name()))),
    ),
    attribute(
        "LOWER_BOUND",
        "Lower end of the 95 % interval, in the unit of measure",
        false,
        Representation::Number(|r| r.bounds.map(|bounds| bounds.0)),
    ),
    attribute(
        "UPPER_BOUND",
        "Upper end of the 95 % interval, in the unit of measure",
        false,
        Representation::Number(|r| r.bounds.map(|bounds| bounds.1)),
    ),
    attribute(
        "COVERAGE",
        "Coverage by the weight of the publication rule, 0 to 1",
        false,
        Representation::Number(|r| r.coverage),
    ),
    attribute(
        "COMMENT",
        "Comment: why there is no value",
        false,
        Representation::Text(|r| r.comment.clone()),
    ),
    attribute(
        "POINTER",
        "The key that includes this one",
        false,
        Representation::Text(|r| r.pointer.clone()),
    ),
    attribute(
        "DATA_SOURCE",
        "Data sources, by their ids with a blank between them",
        false,
        Representation::Text(|r| Some(r.sources.clone()).filter(|ids| !ids.is_empty())),
    ),
    attribute(
        "LINEAGE",
        "SHA-256 of the fact or observation as JSON",
        true,
        Representation::Text(|r| Some(r.lineage.to_string())),
    ),
];

/// Every component in the order of the structure definition.
pub(super) fn components() -> &'static [Component] {
    COMPONENTS
}
