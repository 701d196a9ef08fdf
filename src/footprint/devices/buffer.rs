use alloc::vec::Vec;

use super::DeviceRows;
use crate::column::Column;
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
