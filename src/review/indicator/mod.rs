//! The indicators of a review, embedded and added, with their units.

mod row;
mod unit;

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::ToString;
use alloc::vec::Vec;

use crate::reference::indicators::{self, Indicator, Kind, Mapping};

use super::ReviewError;

pub(super) use unit::IndicatorUnit;

pub use row::{IndicatorRow, MappingRow, own_indicators, own_mappings};

/// The indicators that a review knows, with their units checked against each other.
///
/// A set of one's own is added to the embedded one: what a new technology needs is data, not
/// code.
///
/// # Example
/// ```
/// use ict_impact::reference::indicators::{Indicator, Kind, Mapping};
/// use ict_impact::review::IndicatorSet;
/// use ict_impact::source::{SourceId, Status};
/// let set = IndicatorSet::embedded()?;
/// assert_eq!(set.get("PRJ.GRID.CI")?.unit(), "gCO2e/kWh");
/// assert!(set.get("PRJ.GRID").is_err());
///
/// let source = SourceId::new("ai-task-force-2026")?;
/// let code = "OWN.AI.TRAINING";
/// let name = "Electricity used to train models";
/// let training =
///     Indicator::own(code, name, "MWh", Kind::Sum, source.clone(), Status::Proposal)?;
/// let line = Mapping::own(code, "C2", "training runs in data centres", source, Status::Proposal)?;
/// let set = set.with([training], [line])?;
/// assert_eq!(set.get(code)?.name(), name);
/// assert_eq!(set.action_lines(code).count(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct IndicatorSet {
    /// In the order of the codes.
    entries: Vec<Entry>,
    /// Action Lines of the added indicators.
    added: Vec<Mapping>,
}

#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) indicator: Cow<'static, Indicator>,
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
            added: Vec::new(),
        }
        .and(indicators::all().map(Cow::Borrowed))
    }

    /// This set, and these indicators with the Action Lines that they speak to.
    ///
    /// # Errors
    /// [`ReviewError::Indicator`] for a code that is there already, a unit that is not known,
    /// parts that are not there or do not give the unit, or an Action Line of an indicator that
    /// is not in the set.
    pub fn with(
        self,
        indicators: impl IntoIterator<Item = Indicator>,
        lines: impl IntoIterator<Item = Mapping>,
    ) -> Result<Self, ReviewError> {
        let mut set = self.and(indicators.into_iter().map(Cow::Owned))?;
        for line in lines {
            set.entry(line.indicator())?;
            if set
                .action_lines(line.indicator())
                .any(|there| there.action_line() == line.action_line())
            {
                return Err(ReviewError::Indicator {
                    code: line.indicator().to_string(),
                    reason: format!("{} is named twice", line.action_line()),
                });
            }
            set.added.push(line);
        }
        Ok(set)
    }

    /// The Action Lines that an indicator speaks to.
    pub fn action_lines<'a>(&'a self, code: &'a str) -> impl Iterator<Item = &'a Mapping> {
        let embedded = indicators::mappings().map(|mapping| -> &'a Mapping { mapping });
        embedded
            .chain(&self.added)
            .filter(move |mapping| mapping.indicator() == code)
    }

    fn and(
        mut self,
        more: impl Iterator<Item = Cow<'static, Indicator>>,
    ) -> Result<Self, ReviewError> {
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
        let code = || entry.indicator.code().to_string();
        for part in entry.indicator.parts() {
            let kind = self.entry(part)?.indicator.kind();
            if !matches!(kind, Kind::Sum | Kind::Stock | Kind::Count) {
                return Err(ReviewError::Indicator {
                    code: code(),
                    reason: format!("its part {part} is no amount"),
                });
            }
        }
        if let Kind::WeightedMean { weight } = entry.indicator.kind() {
            self.entry(weight)?;
        }
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
            code: code(),
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
    pub fn get(&self, code: &str) -> Result<&Indicator, ReviewError> {
        self.entry(code).map(|entry| &*entry.indicator)
    }

    /// Every indicator in the order of the codes.
    pub fn iter(&self) -> impl Iterator<Item = &Indicator> {
        self.entries.iter().map(|entry| &*entry.indicator)
    }

    fn position(&self, code: &str) -> Result<usize, usize> {
        self.entries
            .binary_search_by(|entry| entry.indicator.code().cmp(code))
    }

    /// Place of the indicator in the set.
    pub(super) fn index(&self, code: &str) -> Option<usize> {
        self.position(code).ok()
    }

    /// The indicator at this place of the set.
    pub(super) fn at(&self, index: usize) -> Option<&Entry> {
        self.entries.get(index)
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
