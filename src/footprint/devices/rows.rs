use crate::column::Column;
use crate::footprint::FootprintError;
use crate::place::Country;
use crate::quantity::Devices;
use crate::time::Year;

/// An inventory of devices as columns: one row for so many devices of one class, age, country and
/// year.
///
/// Shape: every column has one entry per row, in any order; rows of the same devices add up. The
/// columns are borrowed, so that millions of rows need no copy.
///
/// # Example
/// ```
/// use ict_impact::column::ColumnBuf;
/// use ict_impact::footprint::DeviceRows;
/// use ict_impact::quantity::Devices;
/// use ict_impact::time::Year;
/// let counts = ColumnBuf::<Devices>::from_base(vec![120.0, 80.0])?;
/// let class = [0, 0];
/// let country = ["KEN".parse()?; 2];
/// let year = [Year::of::<2022>(); 2];
/// let age = [Some(0), Some(3)];
/// let rows = DeviceRows::new(&class, &country, &year, counts.column())?.with_ages(&age)?;
/// assert_eq!(rows.len(), 2);
/// assert!(DeviceRows::new(&class[..1], &country, &year, counts.column()).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct DeviceRows<'a> {
    pub(super) class: &'a [u32],
    pub(super) country: &'a [Country],
    pub(super) year: &'a [Year],
    pub(super) age: Option<&'a [Option<u8>]>,
    pub(super) count: Column<'a, Devices>,
}

impl<'a> DeviceRows<'a> {
    /// Rows of devices in use: the position of their class in the inventory's list, the country
    /// they are used in, the year, and their number.
    ///
    /// # Errors
    /// [`FootprintError::DifferentLengths`].
    pub fn new(
        class: &'a [u32],
        country: &'a [Country],
        year: &'a [Year],
        count: Column<'a, Devices>,
    ) -> Result<Self, FootprintError> {
        let rows = count.len();
        same_length("class", class.len(), rows)?;
        same_length("country", country.len(), rows)?;
        same_length("year", year.len(), rows)?;
        Ok(Self {
            class,
            country,
            year,
            age: None,
            count,
        })
    }

    /// The same rows, with the age of the devices in completed years: 0 in the year in which they
    /// were acquired. `None` is an age that nobody knows.
    ///
    /// # Errors
    /// [`FootprintError::DifferentLengths`].
    pub fn with_ages(mut self, age: &'a [Option<u8>]) -> Result<Self, FootprintError> {
        same_length("age", age.len(), self.len())?;
        self.age = Some(age);
        Ok(self)
    }

    /// Number of rows.
    pub const fn len(&self) -> usize {
        self.count.len()
    }

    /// Whether there is no row.
    pub const fn is_empty(&self) -> bool {
        self.count.is_empty()
    }

    /// The rows in this range.
    #[cfg(feature = "parallel")]
    pub(super) fn part(&self, range: core::ops::Range<usize>) -> Option<Self> {
        Some(Self {
            class: self.class.get(range.clone())?,
            country: self.country.get(range.clone())?,
            year: self.year.get(range.clone())?,
            age: match self.age {
                Some(age) => Some(age.get(range.clone())?),
                None => None,
            },
            count: self.count.rows(range)?,
        })
    }
}

fn same_length(column: &'static str, given: usize, rows: usize) -> Result<(), FootprintError> {
    if given == rows {
        return Ok(());
    }
    Err(FootprintError::DifferentLengths {
        column,
        given,
        rows,
    })
}
