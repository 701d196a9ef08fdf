//! What each value adds to the half-width of an aggregate, and how that is combined.

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::inputs::Inputs;
use super::{AcrossMembers, IntervalOptions};
use crate::numeric::{ExactSum, SumError};
use crate::quantity::{Quantity, Ratio};
use crate::review::{Entity, Part};
use crate::source::SourceId;
use crate::time::Year;
use crate::uncertainty::{AcrossYears, Uncertain, UncertaintyError, sum_rule};

/// What has one error: values of one block move together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::review) struct Block<'a> {
    code: &'a str,
    source: Option<&'a SourceId>,
    entity: Option<Entity>,
    part: Option<&'a Part>,
    year: Option<Year>,
}

impl<'a> Block<'a> {
    pub(super) fn new(
        options: &IntervalOptions,
        (code, entity, year): (&'a str, Entity, Year),
        part: &'a Part,
        source: &'a SourceId,
    ) -> Self {
        let alone = options.members == AcrossMembers::Independent;
        Self {
            code,
            source: (!alone).then_some(source),
            entity: alone.then_some(entity),
            part: alone.then_some(part),
            year: (options.years == AcrossYears::Independent).then_some(year),
        }
    }

    /// A name of its own, from which its random numbers follow.
    pub(super) fn name(&self) -> String {
        let mut name = String::from(self.code);
        let mut add = |kind: &str, what: Option<String>| {
            if let Some(what) = what {
                name.push_str(kind);
                name.push_str(&what);
            }
        };
        add(" source=", self.source.map(ToString::to_string));
        add(" entity=", self.entity.map(|entity| entity.to_string()));
        add(" year=", self.year.map(|year| year.to_string()));
        let part = self.part.filter(|part| !part.is_whole());
        add(" part=", part.map(ToString::to_string));
        name
    }
}

/// What the values add to the half-width, in base units.
#[derive(Debug)]
pub(in crate::review) struct Spreads<'a> {
    /// Half-widths with the sign in which a value that is too high moves the aggregate.
    signed: Vec<(Block<'a>, f64)>,
    percents: Vec<f64>,
    from_quality: usize,
}

impl<'a> Spreads<'a> {
    /// `None` if the aggregate is divided by zero.
    pub(super) fn of(
        inputs: &Inputs<'a>,
        options: &IntervalOptions,
    ) -> Result<Option<Self>, SumError> {
        let Some(moves) = inputs.sensitivities()? else {
            return Ok(None);
        };
        let mut spreads = Self {
            signed: Vec::new(),
            percents: Vec::new(),
            from_quality: 0,
        };
        for (amount, by) in inputs.amounts.iter().zip(moves) {
            let at = (amount.code, amount.entity, amount.year);
            for input in &amount.inputs {
                let percent = input.uncertainty.map_or(0.0, |u| u.percent());
                let block = Block::new(options, at, input.part, input.source);
                let signed = by * input.value * (percent / 100.0);
                spreads.signed.push((block, signed));
                spreads.percents.push(percent);
                spreads.from_quality += usize::from(input.from_quality);
            }
        }
        Ok(Some(spreads))
    }

    /// Each block and what it moves, times `sign`.
    pub(in crate::review) fn blocks(&self, sign: f64) -> impl Iterator<Item = (Block<'a>, f64)> {
        self.signed
            .iter()
            .map(move |(block, half)| (*block, sign * half))
    }

    pub(super) fn percents(&self) -> impl Iterator<Item = f64> {
        self.percents.iter().copied()
    }

    pub(super) fn from_quality(&self) -> usize {
        self.from_quality
    }
}

/// Half the width of what blocks move together: linear in a block, squared across.
pub(in crate::review) fn combined<'a>(
    spreads: impl Iterator<Item = (Block<'a>, f64)>,
) -> Result<f64, UncertaintyError> {
    let mut blocks: BTreeMap<Block<'a>, ExactSum> = BTreeMap::new();
    for (block, half) in spreads {
        blocks.entry(block).or_default().add(half);
    }
    let mut each = Vec::with_capacity(blocks.len());
    for sum in blocks.values() {
        let half = Ratio::from_base(sum.value()?.abs())?;
        each.push(Uncertain::with_half_width(Ratio::from_base(0.0)?, half)?);
    }
    Ok(sum_rule(&each)?.half_width().base())
}
