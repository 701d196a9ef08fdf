//! Counts devices by class, year, country and age: exactly, in one pass over the rows.

use alloc::collections::BTreeMap;
use alloc::vec;
use alloc::vec::Vec;

use super::DeviceRows;
use crate::footprint::error::{RowProblem, RowProblems};
use crate::numeric::{ExactSum, SumError};
use crate::place::Country;
use crate::time::Year;

/// Which cells there are: every class, year, country and age.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Shape {
    pub(super) classes: usize,
    pub(super) first: Year,
    pub(super) years: usize,
    /// Ages 0 to `oldest`; what is older counts there.
    pub(super) oldest: u8,
}

/// Most cells that are held in one block: 128 MiB, of which only pages in use are touched.
const BLOCK: usize = 1 << 24;

/// A cell is numbered by class, year, country and age, each in bits of its own: shifts are cheap
/// where a row has to be quick.
impl Shape {
    /// Bits of a country.
    const COUNTRY: u32 = Country::COUNT.next_power_of_two().trailing_zeros();

    /// Bits of an age; the last number is the unknown one.
    const fn age_bits(self) -> u32 {
        (self.oldest as usize + 2)
            .next_power_of_two()
            .trailing_zeros()
    }

    /// Bits of country and age.
    const fn year_at(self) -> u32 {
        self.age_bits() + Self::COUNTRY
    }

    /// Bits of year, country and age.
    const fn class_at(self) -> u32 {
        self.year_at() + self.years.next_power_of_two().trailing_zeros()
    }

    /// The number of an age.
    #[inline]
    fn age(self, age: Option<u8>) -> u32 {
        match age {
            Some(age) => u32::from(age.min(self.oldest)),
            None => (1 << self.age_bits()) - 1,
        }
    }

    /// Number of cells, if they fit a block.
    fn cells(self) -> Option<usize> {
        let cells = self
            .classes
            .checked_mul(1usize.checked_shl(self.class_at())?)?;
        (cells <= BLOCK).then_some(cells)
    }
}

/// Rows looked at together.
const ROWS: usize = 4096;

/// Some rows, column by column.
struct Block<'a> {
    class: &'a [u32],
    country: &'a [Country],
    year: &'a [Year],
    age: Option<&'a [Option<u8>]>,
    count: &'a [f64],
}

impl<'a> Block<'a> {
    fn of(rows: &DeviceRows<'a>, range: core::ops::Range<usize>) -> Self {
        Self {
            class: &rows.class[range.clone()],
            country: &rows.country[range.clone()],
            year: &rows.year[range.clone()],
            age: rows.age.map(|age| &age[range.clone()]),
            count: &rows.count.base()[range],
        }
    }

    /// Whether all is in range and all counts are whole: without a branch a row.
    fn is_plain(&self, shape: Shape, bound: f64) -> bool {
        let classes = u32::try_from(shape.classes).unwrap_or(u32::MAX);
        let (first, years) = (shape.first.get(), shape.years as u32);
        let class = self
            .class
            .iter()
            .fold(true, |all, &class| all & (class < classes));
        let year = self.year.iter().fold(true, |all, year| {
            all & ((year.get().wrapping_sub(first) as u32) < years)
        });
        let count = self.count.iter().fold(true, |all, &count| {
            all & (count >= 0.0) & is_whole(count, bound)
        });
        class & year & count
    }
}

/// Whether a number that is not negative is a whole one and at most `bound`.
#[inline]
fn is_whole(count: f64, bound: f64) -> bool {
    (count <= bound) & ((count + WHOLE) - WHOLE == count)
}

/// Numbers of devices by cell.
///
/// Whole numbers are added as such, which no order of the rows changes; others exactly.
#[derive(Debug)]
pub(super) struct Tally {
    shape: Shape,
    whole: Vec<f64>,
    exact: BTreeMap<u64, ExactSum>,
}

impl Tally {
    /// Counts the rows, or says all that is wrong with them. They are a part of `all` rows, from
    /// `first_row` on.
    pub(super) fn of(
        rows: &DeviceRows<'_>,
        shape: Shape,
        first_row: usize,
        all: usize,
    ) -> Result<Self, RowProblems> {
        let cells = shape.cells();
        let mut tally = Self {
            shape,
            whole: vec![0.0; cells.unwrap_or(0)],
            exact: BTreeMap::new(),
        };
        // Below this bound no sum of whole numbers over all rows passes 2⁵².
        let bound = match cells {
            Some(_) => WHOLE / (all.max(1) as f64),
            None => -1.0,
        };
        let mut problems = RowProblems::default();
        for (block, counts) in rows.count.base().chunks(ROWS).enumerate() {
            let first = block * ROWS;
            let block = Block::of(rows, first..first + counts.len());
            if block.is_plain(shape, bound) {
                tally.add_plain(&block);
            } else {
                tally.add_any(&block, bound, first_row + first, &mut problems);
            }
        }
        problems.none_or(tally)
    }

    /// Adds rows that are in range and whose counts are whole: no row needs a look of its own.
    fn add_plain(&mut self, block: &Block<'_>) {
        let shape = self.shape;
        let (first, class_at, year_at) = (shape.first.get(), shape.class_at(), shape.year_at());
        let (age_bits, unknown) = (shape.age_bits(), shape.age(None));
        let mut cells = [unknown; ROWS];
        if let Some(ages) = block.age {
            for (cell, &age) in cells.iter_mut().zip(ages) {
                *cell = shape.age(age);
            }
        }
        let keys = block.class.iter().zip(block.country).zip(block.year);
        for (cell, ((class, country), year)) in cells.iter_mut().zip(keys) {
            let year = (year.get() - first) as u32;
            *cell |= class << class_at | year << year_at | (country.position() as u32) << age_bits;
        }
        for (&cell, &count) in cells.iter().zip(block.count) {
            self.whole[cell as usize] += count;
        }
    }

    /// Adds rows one by one, and notes what is wrong with them.
    fn add_any(
        &mut self,
        block: &Block<'_>,
        bound: f64,
        first_row: usize,
        problems: &mut RowProblems,
    ) {
        let shape = self.shape;
        for (row, &count) in block.count.iter().enumerate() {
            let (class, year) = (block.class[row] as usize, block.year[row]);
            let at = year.since(shape.first);
            if class >= shape.classes || !(0..shape.years as i32).contains(&at) || count < 0.0 {
                problems.add(first_row + row, problem(shape, class, year, count));
                continue;
            }
            let age = shape.age(block.age.and_then(|ages| ages[row]));
            let cell = (class as u64) << shape.class_at()
                | (at as u64) << shape.year_at()
                | (block.country[row].position() as u64) << shape.age_bits()
                | u64::from(age);
            if is_whole(count, bound) {
                self.whole[cell as usize] += count;
            } else {
                self.exact.entry(cell).or_default().add(count);
            }
        }
    }

    /// Adds what was counted of other rows with the same shape.
    #[cfg(feature = "parallel")]
    pub(super) fn merge(&mut self, other: Self) {
        for (sum, part) in self.whole.iter_mut().zip(&other.whole) {
            *sum += part;
        }
        for (cell, part) in other.exact {
            self.exact.entry(cell).or_default().merge(&part);
        }
    }

    /// Every class, year and country with devices.
    pub(super) fn groups(mut self) -> Result<Vec<Group>, SumError> {
        for (&cell, sum) in &mut self.exact {
            if let Some(&whole) = self.whole.get(cell as usize) {
                sum.add(whole);
            }
        }
        let shape = self.shape;
        let (bits, ages) = (shape.age_bits(), 1 << shape.age_bits());
        let mut groups: BTreeMap<u64, Vec<f64>> = BTreeMap::new();
        for (place, numbers) in self.whole.chunks_exact(ages).enumerate() {
            if numbers.iter().any(|&number| number != 0.0) {
                groups.insert(place as u64, numbers.to_vec());
            }
        }
        for (cell, sum) in self.exact {
            let (place, age) = (cell >> bits, cell as usize % ages);
            groups.entry(place).or_insert_with(|| vec![0.0; ages])[age] = sum.value()?;
        }
        let years = shape.class_at() - shape.year_at();
        let low = |number: u64, bits: u32| number & ((1 << bits) - 1);
        let group = |(place, by_age): (u64, Vec<f64>)| {
            let class_and_year = place >> Shape::COUNTRY;
            let year = low(class_and_year, years) as i32;
            Group {
                class: (class_and_year >> years) as usize,
                year: shape.first.plus(year).unwrap_or(Year::MAX),
                country: Country::at(low(place, Shape::COUNTRY) as u16),
                by_age,
            }
        };
        Ok(groups.into_iter().map(group).collect())
    }
}

/// Devices of one class, year and country.
#[derive(Debug, PartialEq)]
pub(super) struct Group {
    pub(super) class: usize,
    pub(super) year: Year,
    pub(super) country: Country,
    /// By age, and last those of unknown age.
    pub(super) by_age: Vec<f64>,
}

/// 2⁵²: adding it to a number from 0 to it rounds the number to a whole one.
const WHOLE: f64 = 4_503_599_627_370_496.0;

#[cold]
fn problem(shape: Shape, class: usize, year: Year, count: f64) -> RowProblem {
    let last = shape.first.plus(shape.years as i32 - 1);
    let last = last.unwrap_or(Year::MAX);
    if class >= shape.classes {
        RowProblem::UnknownClass {
            class,
            classes: shape.classes,
        }
    } else if year < shape.first || year > last {
        RowProblem::YearOutside {
            year,
            first: shape.first,
            last,
        }
    } else {
        RowProblem::NegativeCount { count }
    }
}
