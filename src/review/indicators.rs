use alloc::format;
use alloc::string::ToString;
use alloc::vec::Vec;

use crate::reference::indicators::{self, Indicator, Kind};

use super::ReviewError;
use super::unit::IndicatorUnit;

/// The indicators that a review knows, with their units checked against each other.
///
/// # Example
/// ```
/// use ict_impact::review::IndicatorSet;
/// let set = IndicatorSet::embedded()?;
/// assert_eq!(set.get("PRJ.GRID.CI")?.unit(), "gCO2e/kWh");
/// assert!(set.get("PRJ.GRID").is_err());
/// # Ok::<(), ict_impact::review::ReviewError>(())
/// ```
#[derive(Debug, Clone)]
pub struct IndicatorSet {
    /// In the order of the codes.
    entries: Vec<Entry>,
}

#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) indicator: &'static Indicator,
    pub(super) unit: IndicatorUnit,
}

impl IndicatorSet {
    /// The embedded list, [`reference::indicators`](crate::reference::indicators).
    ///
    /// # Errors
    /// [`ReviewError::Indicator`] if a unit or the parts of a ratio do not fit.
    pub fn embedded() -> Result<Self, ReviewError> {
        Self {
            entries: Vec::new(),
        }
        .with(indicators::all())
    }

    fn with(mut self, more: impl Iterator<Item = &'static Indicator>) -> Result<Self, ReviewError> {
        for indicator in more {
            let refuse = |reason: &str| ReviewError::Indicator {
                code: indicator.code().to_string(),
                reason: reason.to_string(),
            };
            let unit = IndicatorUnit::find(indicator.unit())
                .ok_or_else(|| refuse(&format!("unit `{}` is not known", indicator.unit())))?;
            match self.position(indicator.code()) {
                Ok(_) => return Err(refuse("the code is there already")),
                Err(place) => self.entries.insert(place, Entry { indicator, unit }),
            }
        }
        for entry in &self.entries {
            self.check_parts(entry)?;
        }
        Ok(self)
    }

    fn check_parts(&self, entry: &Entry) -> Result<(), ReviewError> {
        let Kind::Ratio {
            numerator,
            denominator,
        } = entry.indicator.kind()
        else {
            return Ok(());
        };
        let (above, below) = (self.entry(numerator)?, self.entry(denominator)?);
        if entry.unit.is_ratio_of(&above.unit, &below.unit) {
            return Ok(());
        }
        Err(ReviewError::Indicator {
            code: entry.indicator.code().to_string(),
            reason: format!(
                "{} is not {} per {}",
                entry.indicator.unit(),
                above.indicator.unit(),
                below.indicator.unit()
            ),
        })
    }

    /// The indicator with this code.
    ///
    /// # Errors
    /// [`ReviewError::UnknownIndicator`].
    pub fn get(&self, code: &str) -> Result<&'static Indicator, ReviewError> {
        self.entry(code).map(|entry| entry.indicator)
    }

    /// Every indicator in the order of the codes.
    pub fn iter(&self) -> impl Iterator<Item = &'static Indicator> {
        self.entries.iter().map(|entry| entry.indicator)
    }

    fn position(&self, code: &str) -> Result<usize, usize> {
        self.entries
            .binary_search_by(|entry| entry.indicator.code().cmp(code))
    }

    /// Place of the indicator in the set.
    pub(super) fn index(&self, code: &str) -> Option<usize> {
        self.position(code).ok()
    }

    pub(super) fn entry(&self, code: &str) -> Result<&Entry, ReviewError> {
        match self.position(code) {
            Ok(index) => Ok(&self.entries[index]),
            Err(_) => Err(ReviewError::UnknownIndicator {
                code: code.to_string(),
            }),
        }
    }
}
