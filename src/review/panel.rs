//! The embedded country-year panel as observations.

use alloc::vec::Vec;

use crate::place::Country;
use crate::reference::panel::{self, Column};
use crate::source::Status;
use crate::time::Year;

use super::{Datum, Key, Meta, Observation, ObservationError, Origin, Reading};

/// Which indicator each column of the panel is, and in which unit.
const INDICATORS: [(Column, &str, &str); 6] = [
    (Column::Population, "PART.POPULATION", "persons"),
    (Column::GrossDomesticProduct, "PART.GDP", "USD"),
    (
        Column::ElectricityGeneration,
        "PART.ELECTRICITY.GENERATION",
        "TWh",
    ),
    (Column::CarbonIntensity, "PRJ.GRID.CI", "gCO2e/kWh"),
    (Column::InternetUsers, "SDG.17.8.1", "%"),
    (Column::ElectricityAccess, "SDG.7.1.1", "%"),
];

/// Mobile subscriptions from their number per 100 inhabitants, as a weight of coverage.
fn mobile_subscriptions(
    country: Country,
    year: Year,
) -> Result<Option<Observation>, ObservationError> {
    let (Some(rate), Some(people)) = (
        panel::mobile_subscriptions(country, year),
        panel::population(country, year),
    ) else {
        return Ok(None);
    };
    let subscriptions = rate.value.value * people.value.get();
    Ok(Some(Observation {
        key: Key::new(country, year, "PART.SUBSCRIPTIONS.MOBILE"),
        datum: Datum::Value(Reading::new(subscriptions, "subscriptions")?),
        meta: Meta {
            origin: Origin::Derived,
            also: alloc::vec![people.source],
            ..Meta::reported(rate.source, Status::Derived)
        },
    }))
}

/// The panel's figures from `first` to `last`, with their sources; what the panel lacks is no
/// observation.
///
/// # Source
/// See [`reference::panel`](crate::reference::panel).
///
/// # Errors
/// [`ObservationError`] if a figure is not finite, which the build of the table rules out.
///
/// # Example
/// ```
/// use ict_impact::review::panel;
/// use ict_impact::time::Year;
/// let observations = panel::observations(Year::of::<2020>(), Year::of::<2023>())?;
/// assert!(observations.len() > 4000);
/// assert!(observations.iter().any(|row| row.key.to_string() == "NAM 2022 PRJ.GRID.CI"));
/// # Ok::<(), ict_impact::review::ObservationError>(())
/// ```
pub fn observations(first: Year, last: Year) -> Result<Vec<Observation>, ObservationError> {
    let mut observations = Vec::new();
    for country in panel::countries() {
        for year in first.to(last) {
            for (column, indicator, unit) in INDICATORS {
                let Some(figure) = panel::figure(column, country, year) else {
                    continue;
                };
                let mut meta = Meta::reported(figure.source, figure.status);
                meta.comment = panel::note(column, country, year).map(Into::into);
                observations.push(Observation {
                    key: Key::new(country, year, indicator),
                    datum: Datum::Value(Reading::new(figure.value, unit)?),
                    meta,
                });
            }
            observations.extend(mobile_subscriptions(country, year)?);
        }
    }
    Ok(observations)
}
