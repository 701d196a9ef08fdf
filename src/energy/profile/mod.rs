//! When is energy used, and what does the grid emit at that time?
//!
//! | to … | use |
//! |---|---|
//! | read the timestamps of a table | [`Timestamps`](crate::time::Timestamps), then [`TimeAxis::from_starts`], [`from_ends`](TimeAxis::from_ends) or, for meters, [`from_edges`](TimeAxis::from_edges) |
//! | read power, energy, a load or an intensity of each interval | [`Profile::read`], [`Profile::new`], [`Profile::from_start`] |
//! | read a running meter | [`Profile::from_meter`] |
//! | turn a load in per cent into power, add two loads | [`Profile::map`], [`Profile::zip_map`] |
//! | turn power into energy and back | [`Profile::energy`], [`Profile::mean_power`] |
//! | change the step, report by month | [`Profile::every`], [`Profile::resample`], [`Profile::by_calendar`] |
//! | cut out and put together | [`Profile::between`], [`Profile::followed_by`] |
//! | find the emissions of a load on a grid | [`Profile::impact`], [`Profile::impact_profile`] |
//! | weight an intensity by a load | [`Profile::resample_by_energy`] |
//! | find when a load emits least | [`Profile::lowest_window`] |
//!
//! # Conventions
//! - Intervals are half-open, `[t_i, t_i+1)`: each begins where the one before it ends.
//! - The quantity says what a value is. Energy, impacts and data are [amounts](IntervalAmount) in
//!   the interval; power, loads and intensities are [means](IntervalMean) over it.
//! - Nothing is known of what happens within an interval: an amount flows evenly in it, a mean is
//!   constant.
//! - Nothing is missing. A table with a gap, a row out of order, a repeated instant or a step that
//!   changes is refused, with all its bad rows. What to fill a gap with is the analyst's to say.
//! - Instants are in UTC. A local time without offset is ambiguous and refused, unless one fixed
//!   offset is given for all rows; a day of 23 or 25 hours is right with the offset in each row.
//! - Where an axis does not fit, the first and last intervals are cut and say how much of their
//!   frame they cover. No sample is dropped, and amounts are kept.
//!
//! # Example
//! A table with the columns `timestamp`, `power_kW` and `grid_gCO2e/kWh`, in the night in which
//! clocks are put forward.
//! ```
//! use ict_impact::energy::profile::{Calendar, Profile, TimeAxis};
//! use ict_impact::quantity::{CarbonIntensity, Power, parse};
//! use ict_impact::time::{Step, Timestamps};
//! let table = [
//!     ("2024-03-31T00:00:00+01:00", 10.0, 300.0),
//!     ("2024-03-31T01:00:00+01:00", 10.0, 200.0),
//!     ("2024-03-31T03:00:00+02:00", 20.0, 100.0),
//! ];
//! let stamps = Timestamps::read(table.map(|row| row.0))?;
//! let axis = TimeAxis::from_starts(&stamps, Step::HOUR)?;
//! let power = Profile::<Power>::read(axis.clone(), "kW", &table.map(|row| row.1))?;
//! let grid = Profile::<CarbonIntensity>::read(axis, "gCO2e/kWh", &table.map(|row| row.2))?;
//!
//! let load = power.energy()?;
//! let used = load.impact(&grid)?;
//! assert_eq!(used.energy(), parse("40 kWh")?);
//! assert_eq!(used.impact().grams(), 7000.0); // 10 · 300 + 10 · 200 + 20 · 100
//! assert_eq!(format!("{:.0}", used.load_weighted()?), "175 gCO2e/kWh"); // 7000 / 40
//! assert_eq!(format!("{:.0}", used.time_weighted()), "200 gCO2e/kWh");
//!
//! let days = load.impact_profile(&grid)?.by_calendar(Calendar::Day, "+01:00".parse()?)?;
//! assert_eq!(days.total()?, used.impact());
//! let (_, covered) = days.axis().partial().next().unwrap();
//! assert_eq!(covered.percent(), 12.5); // 3 of 24 hours
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod axis;
mod calendar;
mod combine;
mod energy;
mod error;
mod impact;
mod mean;
mod quantity;
mod resample;
mod rows;
mod sum;
mod values;
mod window;

pub use axis::TimeAxis;
pub use calendar::Calendar;
pub use error::{BadRows, ProfileError, RowFault};
pub use impact::ProfileImpact;
pub use quantity::{IntervalAmount, IntervalMean, IntervalQuantity};
pub use values::Profile;
