//! Repairability index of France (*indice de réparabilité*).
//!
//! Five criteria of 20 points each: documentation; disassembly; availability of spare parts;
//! price of spare parts; criteria specific to the product. For some products the durability
//! index has taken its place.
//!
//! # Source
//! Décret n° 2020-1757 of 29 December 2020 and arrêté of the same day on the repairability index
//! of electrical and electronic equipment.

use core::fmt;

use alloc::format;

use super::scorecard::{CONSUMERS, DURABILITY, Description, Range};
use super::{AnyIndicator, CircularityError, Flags, Indicator, Input, MethodId};
use crate::numeric::ExactSum;
use crate::quantity::{Quantity, Ratio};

const METHOD: MethodId = MethodId::new("FR-repairability", "2020", "");

/// The repairability index, from 0 to 10.
///
/// # Equation
/// ```text
/// I = Σ_c p_c / 100 · 10       I    index [1], 0 to 10
///                              p_c  points of the criterion c, 0 to 20; five criteria
/// ```
///
/// # Source
/// Décret n° 2020-1757 (2020).
///
/// # Errors
/// [`CircularityError::OutOfRange`] for points outside 0 to 20.
///
/// # Example
/// ```
/// use ict_impact::circularity::french_repairability::{Band, repairability_index};
/// let index = repairability_index([14.0, 16.0, 12.0, 8.0, 15.0])?;
/// assert_eq!(index.value().value, 6.5);
/// assert_eq!(Band::of(index.value())?, Band::LightGreen);
/// # Ok::<(), ict_impact::circularity::CircularityError>(())
/// ```
pub fn repairability_index(points: [f64; 5]) -> Result<Indicator, CircularityError> {
    for criterion in points {
        in_range("points of a criterion", criterion, 20.0, "from 0 to 20")?;
    }
    let total: ExactSum = points.iter().collect();
    let index = Ratio::from_base(total.value()? / 10.0)?;
    Ok(Indicator::new(index, METHOD, Flags::NONE))
}

/// The colour under which the index is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Band {
    /// 0 to 1.9.
    Red,
    /// 2 to 3.9.
    Orange,
    /// 4 to 5.9.
    Yellow,
    /// 6 to 7.9.
    LightGreen,
    /// 8 to 10.
    DarkGreen,
}

impl Band {
    /// The colour of an index, which is shown with one decimal and rounded to it first, halves
    /// up.
    ///
    /// # Errors
    /// [`CircularityError::OutOfRange`] outside 0 to 10.
    ///
    /// # Example
    /// ```
    /// use ict_impact::circularity::french_repairability::Band;
    /// use ict_impact::quantity::parse;
    /// assert_eq!(Band::of(parse("7.9 1")?)?, Band::LightGreen);
    /// assert_eq!(Band::of(parse("8 1")?)?, Band::DarkGreen);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of(index: Ratio) -> Result<Self, CircularityError> {
        in_range("repairability index", index.value, 10.0, "from 0 to 10")?;
        // A sum that should be 7.95 may end a few last bits below; a billionth brings it back.
        let tenths = libm::floor(index.value * 10.0 + 0.5 + 1e-9);
        Ok(match tenths {
            80.0.. => Self::DarkGreen,
            60.0.. => Self::LightGreen,
            40.0.. => Self::Yellow,
            20.0.. => Self::Orange,
            _ => Self::Red,
        })
    }
}

impl Band {
    /// The name of the colour.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Red => "red",
            Self::Orange => "orange",
            Self::Yellow => "yellow",
            Self::LightGreen => "light_green",
            Self::DarkGreen => "dark_green",
        }
    }
}

impl fmt::Display for Band {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

fn in_range(
    field: &'static str,
    value: f64,
    most: f64,
    accepted: &'static str,
) -> Result<(), CircularityError> {
    if (0.0..=most).contains(&value) {
        return Ok(());
    }
    Err(CircularityError::OutOfRange {
        field,
        given: format!("{value}"),
        accepted,
    })
}

/// The index, with its colour.
pub(super) static REPAIRABILITY: Description = Description::new(
    "fr.repairability",
    "French repairability index",
    METHOD,
    |inputs| {
        let index = repairability_index(*inputs.french_criteria()?)?;
        let band = Band::of(index.value())?;
        Ok(AnyIndicator::from(index).with_class(band.as_str()))
    },
)
.needing(&[Input::FrenchCriteria])
.in_unit("1", Range::of(0.0, 10.0))
.relevant_to(DURABILITY, CONSUMERS);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_begin_at_their_bounds() {
        for (index, band) in [
            (0.0, Band::Red),
            (1.94, Band::Red),
            (1.95, Band::Orange),
            (2.0, Band::Orange),
            (4.0, Band::Yellow),
            (5.9, Band::Yellow),
            (6.0, Band::LightGreen),
            (7.95, Band::DarkGreen),
            (10.0, Band::DarkGreen),
        ] {
            assert_eq!(
                Band::of(Ratio::from_checked(index)).unwrap(),
                band,
                "{index}"
            );
        }
    }

    #[test]
    fn refuses_points_outside_the_scale() {
        for bad in [-1.0, 20.5, f64::NAN] {
            assert!(repairability_index([bad, 0.0, 0.0, 0.0, 0.0]).is_err());
        }
        assert!(Band::of(Ratio::from_checked(10.1)).is_err());
    }
}
