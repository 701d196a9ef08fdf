use super::super::{EnergyError, EnergyPerDevice};
use super::TecLimit;
use crate::numeric::tanh;
use crate::quantity::{Area, Quantity, Ratio, text};
use crate::source::MethodId;

/// The method of [`display_limit_v7_draft_2`]: a draft, which the final version may differ from.
pub const DISPLAYS_V7_DRAFT_2: MethodId =
    MethodId::new("ENERGY-STAR-Displays", "7.0 draft 2", "E_TEC_MAX");

/// The native resolution of a display, in megapixels.
///
/// # Example
/// ```
/// use ict_impact::energy::DisplayResolution;
/// let full_hd = DisplayResolution::of_pixels(1920, 1080)?;
/// assert_eq!(full_hd.megapixels(), 2.0736);
/// assert_eq!(full_hd, DisplayResolution::from_megapixels(2.0736)?);
/// # Ok::<(), ict_impact::energy::EnergyError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct DisplayResolution(f64);

impl DisplayResolution {
    /// A resolution of so many million pixels.
    ///
    /// # Errors
    /// [`EnergyError::OutOfRange`] unless finite and above 0.
    pub fn from_megapixels(megapixels: f64) -> Result<Self, EnergyError> {
        let megapixels = positive("resolution in megapixels", Ratio::from_checked(megapixels))?;
        Ok(Self(megapixels.value))
    }

    /// A resolution of so many columns and rows of pixels.
    ///
    /// # Errors
    /// [`EnergyError::OutOfRange`] for no column or no row.
    pub fn of_pixels(columns: u32, rows: u32) -> Result<Self, EnergyError> {
        Self::from_megapixels(f64::from(columns) * f64::from(rows) / 1e6)
    }

    /// Million pixels.
    pub const fn megapixels(self) -> f64 {
        self.0
    }
}

/// The limit of a display's typical energy consumption by draft 2 of version 7 of ENERGY STAR
/// for displays.
///
/// # Equation
/// ```text
/// E_TEC,max = 6.13·r + 91·tanh(0.0016·(A − 59) + 0.085) + 9
///
/// E_TEC,max  limit [kWh/device], in a year
/// r          native resolution [megapixel]
/// A          visible area of the screen [in2]
/// ```
///
/// # Source
/// ENERGY STAR Program Requirements for Displays, version 7.0, draft 2: a draft, as the
/// [method](DISPLAYS_V7_DRAFT_2) says. The final version was not read.
///
/// # Errors
/// [`EnergyError::OutOfRange`] unless the area is finite and above 0.
///
/// # Example
/// ```
/// use ict_impact::energy::{DisplayResolution, display_limit_v7_draft_2};
/// use ict_impact::quantity::{Quantity, parse};
/// let full_hd = DisplayResolution::of_pixels(1920, 1080)?;
/// let limit = display_limit_v7_draft_2(full_hd, parse("59 in2")?)?;
/// // 12.711168 + 91 · tanh 0.085 + 9, where tanh 0.085 = 0.085 − 0.085³/3 + … = 0.084796
/// assert!((limit.maximum().get_in("kWh/device")? - 29.4276).abs() < 1e-4);
/// assert_eq!(limit.method().edition(), "7.0 draft 2");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn display_limit_v7_draft_2(
    resolution: DisplayResolution,
    area: Area,
) -> Result<TecLimit, EnergyError> {
    let area = positive("visible area of the screen", area)?;
    let square_inches = area.get_in("in2")?;
    let by_area = 91.0 * tanh(0.0016 * (square_inches - 59.0) + 0.085);
    let kwh = 6.13 * resolution.megapixels() + by_area + 9.0;
    TecLimit::new(DISPLAYS_V7_DRAFT_2, EnergyPerDevice::of(kwh, "kWh/device")?)
}

fn positive<Q: Quantity>(field: &'static str, value: Q) -> Result<Q, EnergyError> {
    if value.base().is_finite() && value.base() > 0.0 {
        Ok(value)
    } else {
        Err(EnergyError::OutOfRange {
            field,
            given: text(value),
            accepted: "finite and above 0",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kwh(megapixels: f64, square_inches: f64) -> f64 {
        let resolution = DisplayResolution::from_megapixels(megapixels).unwrap();
        let area = Area::of(square_inches, "in2").unwrap();
        let limit = display_limit_v7_draft_2(resolution, area).unwrap();
        limit.maximum().get_in("kWh/device").unwrap()
    }

    #[test]
    fn each_term_counts() {
        // 12.711168 + 91 · tanh 0.3666 + 9, with tanh from a table of e^0.7332 = 2.08173
        assert!((kwh(2.0736, 235.0) - 53.65346).abs() < 1e-5);
        assert!((kwh(3.0736, 235.0) - kwh(2.0736, 235.0) - 6.13).abs() < 1e-12);
        assert!(kwh(2.0736, 236.0) > kwh(2.0736, 235.0));
        // A large screen saturates: 6.13 + 91 + 9.
        assert_eq!(kwh(1.0, 1e9), 106.13);
    }

    #[test]
    fn a_display_has_pixels_and_an_area() {
        for bad in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert!(DisplayResolution::from_megapixels(bad).is_err());
            let fine = DisplayResolution::from_megapixels(1.0).unwrap();
            assert!(display_limit_v7_draft_2(fine, Area::from_checked(bad)).is_err());
        }
        assert!(DisplayResolution::of_pixels(0, 1080).is_err());
        assert!(DisplayResolution::of_pixels(u32::MAX, u32::MAX).is_ok());
    }
}
