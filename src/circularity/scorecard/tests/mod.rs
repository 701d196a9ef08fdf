use alloc::collections::BTreeSet;
use alloc::string::ToString;
use alloc::vec;
use alloc::vec::Vec;

use super::*;
use crate::circularity::cmu::RecoveredWaste;
use crate::circularity::eu_2023_1669::{LabelledDevice, RepairScores, Score};
use crate::circularity::eu_battery::{BatteryAccount, BatteryMetal};
use crate::circularity::iso59020::{Balance, EnergyFlows, Inflow, Lifetimes, Outflow, WaterFlows};
use crate::circularity::itu_l1023::{Aspect, Assessment, Criterion, ScoringTable};
use crate::circularity::longevity::Return;
use crate::circularity::recycled_content::{EndOfLifeMetal, MetalInput};
use crate::circularity::reuse::{Displacement, LifeStages, ReuseCounts, StageRoles};
use crate::circularity::slot::Slot;
use crate::circularity::weee::EwasteAccount;
use crate::circularity::{CircularityError, Flag, Flags, Indicator, Input, MethodId, cti, mci};
use crate::column::ColumnBuf;
use crate::ewaste::NationalFlows;
use crate::ewaste::targets::CategoryTreatment;
use crate::fleet::{Intervals, Lifetime, Stage, StageNetwork, Years};
use crate::quantity::{
    Devices, Eur, Factor, Mass, Money, Persons, Quantity, Ratio, Share, Usd, parse,
};
use crate::reference::action_lines::action_line;
use crate::time::{Year, YearSeries};

type Fallible<T> = Result<T, CircularityError>;

mod given;
mod sites;
mod values;
mod written;

use given::*;

#[test]
fn descriptions_are_well_formed() {
    let mut ids = BTreeSet::new();
    for it in INDICATORS {
        let id = it.id();
        assert!(ids.insert(id), "{id} is there twice");
        assert!(!it.name().is_empty() && !it.needs().is_empty(), "{id}");
        let needs: BTreeSet<_> = it.needs().iter().collect();
        assert_eq!(needs.len(), it.needs().len(), "{id} needs something twice");
        assert!(
            !it.sdg_targets().is_empty() && !it.action_lines().is_empty(),
            "{id}"
        );
        for target in it.sdg_targets() {
            let parts: Vec<u8> = target
                .split('.')
                .map(|part| part.parse().unwrap())
                .collect();
            assert!(
                parts.len() == 2 && (1..=17).contains(&parts[0]),
                "{id}: {target}"
            );
        }
        for line in it.action_lines() {
            assert!(!action_line(line).unwrap().is_heading(), "{id}: {line}");
        }
    }
}

#[test]
fn with_everything_given_every_indicator_has_its_value() {
    let card = full().scorecard();
    assert_eq!(card.rows().len(), INDICATORS.len());
    for row in card.rows() {
        let (it, id) = (row.description(), row.description().id());
        let Some(indicator) = row.indicator() else {
            panic!("{id}: {}", row.reason().unwrap());
        };
        assert_eq!(indicator.method(), it.method(), "{id}");
        let value = row.value().unwrap();
        let flags = row.flags();
        let outside = [Flag::Over100, Flag::Negative, Flag::NegativeDenominator];
        let flagged = outside.into_iter().any(|flag| flags.contains(flag));
        assert!(it.range().contains(value) || flagged, "{id}: {value}");
        match it.unit() {
            Some(unit) => assert_eq!(row.unit(), Some(unit), "{id}"),
            None => assert!(row.unit().unwrap().starts_with("EUR2023"), "{id}"),
        }
    }
}

#[test]
fn each_input_named_is_needed_and_no_other_is() {
    let all = full().scorecard();
    for &input in Input::ALL {
        let inputs = without(input);
        for (row, before) in inputs.scorecard().rows().iter().zip(all.rows()) {
            let it = row.description();
            let missing: Vec<Input> = it
                .needs()
                .iter()
                .copied()
                .filter(|&need| contains(input, need))
                .collect();
            if missing.is_empty() {
                assert_eq!(row.value(), before.value(), "{} without {input}", it.id());
                continue;
            }
            let Some(Reason::Missing { inputs }) = row.reason() else {
                panic!("{} without {input}: {:?}", it.id(), row.value());
            };
            let found: Vec<Input> = inputs.iter().map(|missing| missing.input).collect();
            assert_eq!(found, missing, "{}", it.id());
            assert!(inputs.iter().all(|missing| missing.sites.is_empty()));
        }
    }
}

#[test]
fn with_nothing_given_everything_needed_is_named() {
    for row in ScorecardInputs::new().scorecard().rows() {
        let Some(Reason::Missing { inputs }) = row.reason() else {
            panic!("{}", row.description().id());
        };
        let found: Vec<Input> = inputs.iter().map(|missing| missing.input).collect();
        assert_eq!(found, row.description().needs());
    }
    let none = ScorecardInputs::total_of(&[]).unwrap();
    assert_eq!(none, ScorecardInputs::new());
    assert_eq!(none.scorecard().known().count(), 0);
}
