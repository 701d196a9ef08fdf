use alloc::borrow::Cow;
use alloc::string::{String, ToString};

use super::super::ObservationError;

/// A finite number with the unit it was reported in.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "RawReading")]
pub struct Reading {
    value: f64,
    unit: Cow<'static, str>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct RawReading {
    value: f64,
    unit: String,
}

impl TryFrom<RawReading> for Reading {
    type Error = ObservationError;
    fn try_from(raw: RawReading) -> Result<Self, ObservationError> {
        Self::new(raw.value, raw.unit)
    }
}

impl Reading {
    /// `value` in `unit`.
    ///
    /// # Errors
    /// [`ObservationError::NotFinite`], [`ObservationError::NoUnit`]. Whether the unit fits the
    /// indicator is found by [`validate`](crate::review::validate).
    pub fn new(value: f64, unit: impl Into<Cow<'static, str>>) -> Result<Self, ObservationError> {
        let unit = unit.into();
        if !value.is_finite() {
            return Err(ObservationError::NotFinite {
                value: value.to_string(),
            });
        }
        if unit.trim().is_empty() {
            return Err(ObservationError::NoUnit { value });
        }
        Ok(Self { value, unit })
    }

    /// The number.
    pub fn value(&self) -> f64 {
        self.value
    }

    /// Symbol of the unit.
    pub fn unit(&self) -> &str {
        &self.unit
    }
}
