use alloc::borrow::Cow;
use alloc::collections::BTreeSet;
use alloc::string::ToString;

use crate::review::{IndicatorSet, Key, Part, ReviewError};

use super::Report;

/// The values that a report has to give for each of its two years: which indicators, by which
/// parts.
///
/// Which ones these are depends on the kind of entity: make one matrix for each kind. A country
/// that applies flexibility has to give the core of the matrix only.
///
/// # Example
/// ```
/// use ict_impact::review::{ExpectedMatrix, IndicatorSet, Part};
/// let set = IndicatorSet::embedded()?;
/// let sub_sectors = ["sub_sector=networks".parse()?, "sub_sector=data_centres".parse()?];
/// let matrix = ExpectedMatrix::new(&set, ["SDG.12.4.2.EWG"], [Part::WHOLE])?
///     .and(&set, ["PRJ.ICT.ELEC"], sub_sectors)?
///     .with_core(|code, _| code == "SDG.12.4.2.EWG");
/// assert_eq!((matrix.len(), matrix.core_len()), (3, 1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpectedMatrix {
    cells: BTreeSet<(Cow<'static, str>, Part)>,
    core: BTreeSet<(Cow<'static, str>, Part)>,
}

impl ExpectedMatrix {
    /// Each of these indicators by each of these parts, all of it core.
    ///
    /// # Errors
    /// [`ReviewError::UnknownIndicator`].
    pub fn new(
        set: &IndicatorSet,
        indicators: impl IntoIterator<Item = impl Into<Cow<'static, str>>>,
        parts: impl IntoIterator<Item = Part>,
    ) -> Result<Self, ReviewError> {
        let nothing = Self {
            cells: BTreeSet::new(),
            core: BTreeSet::new(),
        };
        nothing.and(set, indicators, parts)
    }

    /// The same, and each of these indicators by each of these parts.
    ///
    /// # Errors
    /// [`ReviewError::UnknownIndicator`].
    pub fn and(
        mut self,
        set: &IndicatorSet,
        indicators: impl IntoIterator<Item = impl Into<Cow<'static, str>>>,
        parts: impl IntoIterator<Item = Part>,
    ) -> Result<Self, ReviewError> {
        let parts: BTreeSet<Part> = parts.into_iter().collect();
        for indicator in indicators {
            let indicator = indicator.into();
            if set.index(&indicator).is_none() {
                return Err(ReviewError::UnknownIndicator {
                    code: indicator.to_string(),
                });
            }
            for part in &parts {
                self.cells.insert((indicator.clone(), part.clone()));
                self.core.insert((indicator.clone(), part.clone()));
            }
        }
        Ok(self)
    }

    /// The same with the cells that `is_core` picks as its core.
    #[must_use]
    pub fn with_core(mut self, is_core: impl Fn(&str, &Part) -> bool) -> Self {
        self.core = self.cells.clone();
        self.core
            .retain(|(indicator, part)| is_core(indicator, part));
        self
    }

    /// Number of values a year.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether nothing is expected.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// Number of values a year in the core.
    pub fn core_len(&self) -> usize {
        self.core.len()
    }

    /// The keys that a report has to give; without those outside the core that its flexibility
    /// provisions are applied to, if it is `entitled` to them.
    pub fn required<'a>(
        &'a self,
        report: &'a Report,
        entitled: bool,
    ) -> impl Iterator<Item = Key> + 'a {
        let spared = move |cell: &(Cow<'static, str>, Part)| {
            let mut provisions = report.flexibility.iter();
            entitled
                && !self.core.contains(cell)
                && provisions.any(|provision| provision.covers(&cell.0))
        };
        let years = report.biennium.years();
        self.cells
            .iter()
            .filter(move |cell| !spared(cell))
            .flat_map(move |(indicator, part)| {
                years.map(|year| {
                    Key::new(report.entity, year, indicator.clone()).of_part(part.clone())
                })
            })
    }
}
