//! Devices of a fleet model, which knows what was acquired and what left.

use alloc::collections::BTreeMap;

use super::{Counted, EmbodiedAccounting};
use crate::fleet::ModelFlows;
use crate::footprint::{DeviceClass, FootprintError};
use crate::numeric::ExactSum;
use crate::place::Country;
use crate::quantity::Devices;
use crate::time::Year;

/// Counts a fleet in one year.
///
/// # Equation
/// ```text
/// in use      (S[t−1] + S[t]) / 2, with S[t−1] = S[t] − i[t] + o[t]
/// made        year of acquisition: i[t]
///             over life:           A[t] − A[t−1],  A[t] = Σ_c ( i[c] − s[t,c] · max(0, 1 − (t − c + 1) / L) )
/// ended       year of acquisition: o[t]
///             over life:           as made
///
/// S, s[t,c]  stock at the end of the year, of the cohort c [device]   i, o  in- and outflow [device]
/// A          attributed by the end of the year [device]               L     life of the class [years]
/// ```
/// What leaves before its life is over has the rest of it in the year in which it leaves, so that
/// over all years each device is attributed once.
pub(in crate::footprint) fn count_fleet(
    (position, class): (usize, &DeviceClass),
    country: Country,
    fleet: &ModelFlows,
    year: Year,
    accounting: EmbodiedAccounting,
) -> Result<Counted, FootprintError> {
    let flows = fleet.devices();
    let outside = || {
        let years = flows.years();
        FootprintError::YearOutside {
            name: class.name().into(),
            year,
            first: years.first().copied().unwrap_or(year),
            last: years.last().copied().unwrap_or(year),
        }
    };
    let at = flows.years().iter().position(|&other| other == year);
    let at = at.ok_or_else(outside)?;
    let alone = |place: Option<&Year>| place.is_none_or(|other| year.since(*other).abs() == 1);
    if !alone(
        at.checked_sub(1)
            .and_then(|before| flows.years().get(before)),
    ) || !alone(flows.years().get(at + 1))
    {
        return Err(FootprintError::FleetNotYearly {
            class: class.name().into(),
            year,
        });
    }
    let [inflow, stock, outflow] =
        [flows.inflow(), flows.stock(), flows.outflow()].map(|column| column.base()[at]);
    let opening: ExactSum = [stock, -inflow, outflow].into_iter().collect();
    let opening = opening.value()?;
    let (made, ended) = match accounting {
        EmbodiedAccounting::YearOfAcquisition => (inflow, outflow),
        EmbodiedAccounting::OverLife => {
            let made = over_life(class, fleet, year, opening)?;
            (made, made)
        }
    };
    Ok(Counted {
        class: position,
        country,
        year,
        devices: Devices::new((opening + stock) / 2.0),
        made: Devices::new(made),
        ended: Devices::new(ended),
    })
}

fn over_life(
    class: &DeviceClass,
    fleet: &ModelFlows,
    year: Year,
    opening: f64,
) -> Result<f64, FootprintError> {
    let in_use = |year: Year| -> Result<BTreeMap<Year, f64>, FootprintError> {
        let ages = fleet.ages(year)?;
        let cohorts = ages.iter().flat_map(|ages| ages.cohorts());
        Ok(cohorts
            .map(|(cohort, _, count)| (cohort, count.get()))
            .collect())
    };
    let before = year.plus(-1).unwrap_or(year);
    let (now, earlier) = (in_use(year)?, in_use(before)?);
    if earlier.is_empty() && opening > 1e-9 * (opening + 1.0) {
        return Err(FootprintError::YearOutside {
            name: class.name().into(),
            year: before,
            first: year,
            last: fleet.devices().years().last().copied().unwrap_or(year),
        });
    }
    let life = class.life().get();
    let left = |age: i32| (1.0 - f64::from(age + 1) / life).max(0.0);
    let mut sum = ExactSum::new();
    for (&cohort, &count) in &now {
        sum.add(-count * left(year.since(cohort)));
    }
    for (&cohort, &count) in &earlier {
        sum.add(count * left(before.since(cohort)));
    }
    sum.add(fleet.devices().inflow_in(year).map_or(0.0, Devices::get));
    Ok(sum.value()?)
}
