use alloc::collections::{BTreeMap, BTreeSet};

use crate::place::Country;
use crate::reference::indicators::Kind;
use crate::source::SourceId;
use crate::time::Year;

use super::{IndicatorSet, Origin, ReviewError};

/// The population that coverage is measured by.
const POPULATION: &str = "PART.POPULATION";

/// What is known of one country, year and indicator after validation.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cell {
    pub(super) state: State,
    pub(super) origins: BTreeSet<Origin>,
    pub(super) sources: BTreeSet<SourceId>,
}

/// The value in base units, or that there is nothing to add, or that it is missing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum State {
    Value(f64),
    NothingToAdd,
    Missing,
}

/// Cells by place of the indicator in the set, country and year.
pub(super) type Cells = BTreeMap<(usize, Country, Year), Cell>;

/// Numerator and denominator of one country and year, in base units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Parts {
    pub(super) numerator: f64,
    pub(super) denominator: f64,
}

/// Observations that passed validation, ready to be aggregated.
#[derive(Debug, Clone)]
pub struct Dataset {
    indicators: IndicatorSet,
    cells: Cells,
}

impl Dataset {
    pub(super) fn new(indicators: IndicatorSet, cells: Cells) -> Self {
        Self { indicators, cells }
    }

    /// The indicators that the observations were held against.
    pub fn indicators(&self) -> &IndicatorSet {
        &self.indicators
    }

    /// Value of one country in the unit of the indicator, if there is one; a ratio
    /// is computed from its parts where both are known.
    ///
    /// # Errors
    /// [`ReviewError::UnknownIndicator`].
    pub fn value(
        &self,
        country: Country,
        year: Year,
        code: &str,
    ) -> Result<Option<f64>, ReviewError> {
        let entry = self.indicators.entry(code)?;
        let base = match entry.indicator.kind() {
            Kind::Ratio { .. } => self
                .parts(code, country, year)?
                .filter(|parts| parts.denominator != 0.0)
                .map(|parts| parts.numerator / parts.denominator)
                .or_else(|| self.amount(code, country, year)),
            _ => self.amount(code, country, year),
        };
        Ok(base.map(|base| entry.unit.value_of(base)))
    }

    /// Population in persons.
    pub(super) fn population(&self, country: Country, year: Year) -> Option<f64> {
        self.amount(POPULATION, country, year)
    }

    pub(super) fn cell(&self, code: &str, country: Country, year: Year) -> Option<&Cell> {
        self.cells
            .get(&(self.indicators.index(code)?, country, year))
    }

    /// A value in base units; nothing for what is missing, zero for what does not occur.
    pub(super) fn amount(&self, code: &str, country: Country, year: Year) -> Option<f64> {
        match self.cell(code, country, year)?.state {
            State::Value(base) => Some(base),
            State::NothingToAdd => Some(0.0),
            State::Missing => None,
        }
    }

    /// Numerator and denominator of a ratio: as reported, or the numerator from ratio and
    /// denominator.
    pub(super) fn parts(
        &self,
        code: &str,
        country: Country,
        year: Year,
    ) -> Result<Option<Parts>, ReviewError> {
        let entry = self.indicators.entry(code)?;
        let Kind::Ratio {
            numerator,
            denominator,
        } = entry.indicator.kind()
        else {
            return Ok(None);
        };
        let Some(denominator) = self.amount(denominator, country, year) else {
            return Ok(None);
        };
        let numerator = self.amount(numerator, country, year).or_else(|| {
            self.amount(code, country, year)
                .map(|ratio| ratio * denominator)
        });
        Ok(numerator.map(|numerator| Parts {
            numerator,
            denominator,
        }))
    }

    /// Origins and sources of what [`amount`](Self::amount) or [`parts`](Self::parts) used.
    pub(super) fn lineage(
        &self,
        code: &str,
        country: Country,
        year: Year,
        origins: &mut BTreeSet<Origin>,
        sources: &mut BTreeSet<SourceId>,
    ) -> Result<(), ReviewError> {
        let mut add = |code: &str| {
            if let Some(cell) = self.cell(code, country, year) {
                origins.extend(&cell.origins);
                sources.extend(cell.sources.iter().cloned());
            }
        };
        add(code);
        if let Kind::Ratio {
            numerator,
            denominator,
        } = self.indicators.entry(code)?.indicator.kind()
        {
            add(numerator);
            add(denominator);
        }
        Ok(())
    }
}
