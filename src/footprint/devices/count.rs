use alloc::vec::Vec;

use super::tally::{Group, Shape, Tally};
use super::{DeviceRole, DeviceRows, EmbodiedAccounting};
use crate::footprint::{DeviceClass, FootprintError};
use crate::numeric::{ExactSum, SumError};
use crate::place::Country;
use crate::quantity::Devices;
use crate::time::Year;

/// Devices of one class in one country and year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::footprint) struct Counted {
    /// Position of the class.
    pub(in crate::footprint) class: usize,
    pub(in crate::footprint) country: Country,
    pub(in crate::footprint) year: Year,
    /// All of them.
    pub(in crate::footprint) devices: Devices,
    /// As many as have the whole of their making and transport in this year.
    pub(in crate::footprint) made: Devices,
    /// As many as have the whole of their end of life in this year.
    pub(in crate::footprint) ended: Devices,
}

/// Counts the rows by class, country and year.
///
/// # Equation
/// ```text
///                     devices   made                  ended
/// in use, acquired    N         n_0                   0
/// in use, over life   N         Σ_a n_a · u_a         as made
/// discarded, acquired N         0                     N
/// discarded, over life N        Σ_a n_a · r_a         as made
/// sold                N         N                     N
///
/// u_a = min(1, max(0, L − a)) / L     n_a  devices of the age a [device]; of unknown age min(1, 1 / L)
/// r_a = max(0, L − a) / L             N    Σ_a n_a     L  life of the class [years]
/// ```
/// From age 0 to the year in which it is discarded, the shares of one device sum to 1.
pub(in crate::footprint) fn count(
    rows: &DeviceRows<'_>,
    role: DeviceRole,
    classes: &[DeviceClass],
    (first, years): (Year, usize),
    accounting: EmbodiedAccounting,
    parallel: bool,
) -> Result<Vec<Counted>, FootprintError> {
    let longest = classes.iter().map(|class| class.life().get());
    let longest = longest.fold(0.0_f64, f64::max);
    let shape = Shape {
        classes: classes.len(),
        first,
        years,
        // Devices as old as the longest life, at most 100 years, have nothing left.
        oldest: longest as u8 + 1,
    };
    let tally = tally(rows, shape, parallel)?;
    let groups = tally.groups()?;
    groups
        .iter()
        .map(|group| counted(group, role, &classes[group.class], accounting))
        .collect()
}

fn counted(
    group: &Group,
    role: DeviceRole,
    class: &DeviceClass,
    accounting: EmbodiedAccounting,
) -> Result<Counted, FootprintError> {
    let (unknown, known) = group.by_age.split_last().unwrap_or((&0.0, &[]));
    let devices: ExactSum = group.by_age.iter().copied().collect();
    let devices = devices.value()?;
    let discarded = role == DeviceRole::Discarded;
    let no_age = || FootprintError::NoAge {
        class: class.name().into(),
        count: *unknown,
    };
    let life = class.life().get();
    let (made, ended) = match (role, accounting) {
        (DeviceRole::Sold, _) => (devices, devices),
        (DeviceRole::Discarded, EmbodiedAccounting::YearOfAcquisition) => (0.0, devices),
        // Nothing depends on the age of what has no emissions but those of use.
        _ if class.embodied().iter().next().is_none() => (0.0, 0.0),
        (_, EmbodiedAccounting::YearOfAcquisition) if *unknown > 0.0 => return Err(no_age()),
        (_, EmbodiedAccounting::YearOfAcquisition) => (known.first().copied().unwrap_or(0.0), 0.0),
        (_, EmbodiedAccounting::OverLife) if discarded && *unknown > 0.0 => return Err(no_age()),
        (_, EmbodiedAccounting::OverLife) => {
            let part = if discarded { life } else { 1.0 };
            let made = over_life(known, *unknown, life, part)?;
            (made, made)
        }
    };
    Ok(Counted {
        class: group.class,
        country: group.country,
        year: group.year,
        devices: Devices::new(devices),
        made: Devices::new(made),
        ended: Devices::new(ended),
    })
}

/// Devices attributed: of the rest of its life each has up to `part` years.
fn over_life(by_age: &[f64], unknown: f64, life: f64, part: f64) -> Result<f64, SumError> {
    let mut sum = ExactSum::new();
    for (age, number) in by_age.iter().enumerate() {
        let left = (life - age as f64).clamp(0.0, part);
        sum.add(number * (left / life));
    }
    sum.add(unknown * (1.0 / life).min(1.0));
    sum.value()
}

#[cfg(not(feature = "parallel"))]
fn tally(rows: &DeviceRows<'_>, shape: Shape, _: bool) -> Result<Tally, FootprintError> {
    Ok(Tally::of(rows, shape, 0, rows.len())?)
}

#[cfg(feature = "parallel")]
fn tally(rows: &DeviceRows<'_>, shape: Shape, parallel: bool) -> Result<Tally, FootprintError> {
    use crate::footprint::error::RowProblems;
    use rayon::prelude::*;

    /// Rows given to a thread at the least: below it the cells cost more than the rows.
    const LEAST: usize = 1 << 16;
    let threads = rayon::current_num_threads();
    let each = rows.len().div_ceil(threads.max(1)).max(LEAST);
    let parts = rows.len().div_ceil(each);
    if !parallel || parts < 2 {
        return Ok(Tally::of(rows, shape, 0, rows.len())?);
    }
    let parts: Vec<Result<Tally, RowProblems>> = (0..parts)
        .into_par_iter()
        .map(|part| {
            let first = part * each;
            let last = rows.len().min(first + each);
            let part = rows.part(first..last).unwrap_or(*rows);
            Tally::of(&part, shape, first, rows.len())
        })
        .collect();
    let mut whole: Option<Tally> = None;
    let mut problems = RowProblems::default();
    for part in parts {
        match (part, &mut whole) {
            (Ok(part), Some(whole)) => whole.merge(part),
            (Ok(part), none) => *none = Some(part),
            (Err(wrong), _) => problems.append(&wrong),
        }
    }
    match whole {
        Some(whole) => Ok(problems.none_or(whole)?),
        None => Err(problems.into()),
    }
}
