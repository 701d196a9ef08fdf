//! The grid intensity as a vintage of its series has it, as observations: what would the review
//! have said then?

use alloc::vec::Vec;

use crate::reference::vintages::{self, Vintage};
use crate::time::Year;

use super::{Datum, Key, Meta, Observation, ObservationError, Reading, panel};

const GRID_INTENSITY: &str = "PRJ.GRID.CI";

/// The carbon intensity of electricity from `first` to `last` as `vintage` has it; what it lacks
/// is no observation.
///
/// # Source
/// See [`reference::vintages`](crate::reference::vintages).
///
/// # Errors
/// [`ObservationError`] if a figure is not finite, which the build of the table rules out.
///
/// # Example
/// ```
/// use ict_impact::review::vintages;
/// use ict_impact::time::Year;
/// let then = vintages::observations("2025-07".parse()?, Year::of::<2022>(), Year::of::<2023>())?;
/// assert_eq!(then.len(), 286); // 208 of 2022 and 78 of 2023
/// assert!(then.iter().all(|row| row.key.indicator == "PRJ.GRID.CI"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn observations(
    vintage: Vintage,
    first: Year,
    last: Year,
) -> Result<Vec<Observation>, ObservationError> {
    let mut observations = Vec::new();
    for country in vintages::countries() {
        for year in first.to(last) {
            let Some(figure) = vintages::figure(vintage, country, year) else {
                continue;
            };
            let mut meta = Meta::reported(figure.source, figure.status);
            meta.comment = vintages::note(vintage, country, year).map(Into::into);
            let reading = Reading::new(figure.value.grams_per_kwh(), "gCO2e/kWh")?;
            observations.push(Observation {
                key: Key::new(country, year, GRID_INTENSITY),
                datum: Datum::Value(reading),
                meta,
            });
        }
    }
    Ok(observations)
}

/// The embedded panel from `first` to `last` with its carbon intensity replaced by that of
/// `vintage`.
///
/// Only the intensity is as it was known then: population, generation and all else, and with
/// them the weights of a group, stay those of the panel.
///
/// # Source
/// See [`reference::panel`](crate::reference::panel) and
/// [`reference::vintages`](crate::reference::vintages).
///
/// # Errors
/// As [`observations`].
///
/// # Example
/// ```
/// use ict_impact::review::{panel, vintages};
/// use ict_impact::time::Year;
/// let (first, last) = (Year::of::<2020>(), Year::of::<2021>());
/// let now = panel::observations(first, last)?;
/// let then = vintages::panel_with("2025-07".parse()?, first, last)?;
/// assert_eq!(then.len(), now.len()); // both have all of 2020 and 2021
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn panel_with(
    vintage: Vintage,
    first: Year,
    last: Year,
) -> Result<Vec<Observation>, ObservationError> {
    let mut rows = panel::observations(first, last)?;
    rows.retain(|row| row.key.indicator != GRID_INTENSITY);
    rows.extend(observations(vintage, first, last)?);
    Ok(rows)
}
