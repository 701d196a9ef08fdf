use alloc::vec::Vec;

use super::DeviceRows;
use crate::column::Column;
use crate::fleet::ModelFlows;
use crate::footprint::FootprintError;
use crate::place::Country;
use crate::quantity::{Devices, Quantity};
use crate::time::Year;

/// Rows of devices that are put together one by one.
///
/// # Example
/// ```
/// use ict_impact::footprint::DeviceRowsBuf;
/// use ict_impact::quantity::Devices;
/// use ict_impact::time::Year;
/// let mut rows = DeviceRowsBuf::default();
/// rows.push(0, "KEN".parse()?, Year::of::<2022>(), Some(1), Devices::new(120.0))?;
/// rows.push(0, "UGA".parse()?, Year::of::<2022>(), None, Devices::new(80.0))?;
/// assert_eq!(rows.rows().len(), 2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct DeviceRowsBuf {
    class: Vec<u32>,
    country: Vec<Country>,
    year: Vec<Year>,
    age: Vec<Option<u8>>,
    count: Vec<f64>,
}

impl DeviceRowsBuf {
    /// Adds a row: so many devices of a class (its position in the inventory's list), used in a
    /// country in a year, of an age in completed years if it is known.
    ///
    /// # Errors
    /// [`FootprintError::Quantity`] for a number that is NaN or infinite.
    pub fn push(
        &mut self,
        class: u32,
        country: Country,
        year: Year,
        age: Option<u8>,
        count: Devices,
    ) -> Result<(), FootprintError> {
        Devices::check(count.get())?;
        self.class.push(class);
        self.country.push(country);
        self.year.push(year);
        self.age.push(age);
        self.count.push(count.get());
        Ok(())
    }

    /// Adds the devices that a fleet model has in use at the end of a year, by age.
    ///
    /// # Errors
    /// [`FootprintError::Fleet`] if the fleet does not cover the year, or a sum is too large for
    /// a number.
    ///
    /// # Example
    /// ```
    /// use ict_impact::column::ColumnBuf;
    /// use ict_impact::fleet::{DeviceKind, DeviceModel, Fleet, Intervals, Lifetime, Years};
    /// use ict_impact::footprint::DeviceRowsBuf;
    /// use ict_impact::quantity::Devices;
    /// use ict_impact::time::Year;
    /// let router = DeviceModel::new(DeviceKind::Own("router".into()), Lifetime::fixed(Years::new(4.0))?);
    /// let years = Intervals::yearly(Year::of::<2019>(), Year::of::<2021>())?;
    /// let bought = ColumnBuf::<Devices>::from_base(vec![10.0, 20.0, 30.0])?;
    /// let fleet = Fleet::new(years).with_devices(router, bought.column())?.inflow_driven()?;
    /// let mut rows = DeviceRowsBuf::default();
    /// rows.push_fleet(0, "KEN".parse()?, &fleet.models()[0], Year::of::<2021>())?;
    /// assert_eq!(rows.rows().len(), 3); // ages 2, 1 and 0
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn push_fleet(
        &mut self,
        class: u32,
        country: Country,
        fleet: &ModelFlows,
        year: Year,
    ) -> Result<(), FootprintError> {
        let ages = fleet.ages(year)?.ok_or_else(|| {
            let years = fleet.devices().years();
            FootprintError::YearOutside {
                name: alloc::format!("{}", fleet.model().kind()),
                year,
                first: years.first().copied().unwrap_or(year),
                last: years.last().copied().unwrap_or(year),
            }
        })?;
        for (cohort, _, in_use) in ages.cohorts() {
            let age = u8::try_from(year.since(cohort)).unwrap_or(u8::MAX);
            self.push(class, country, year, Some(age), in_use)?;
        }
        Ok(())
    }

    /// The rows.
    pub fn rows(&self) -> DeviceRows<'_> {
        DeviceRows {
            class: &self.class,
            country: &self.country,
            year: &self.year,
            age: Some(&self.age),
            count: Column::of_checked(&self.count),
        }
    }
}
