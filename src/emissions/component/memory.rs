use super::{Chip, ChipKind, ComponentFactors, MemoryDensity, bounded};
use crate::emissions::EmissionsError;
use crate::emissions::error::not_negative;
use crate::numeric::ExactSum;
use crate::quantity::{
    Area, Devices, Factor, Impact, ImpactCategory, Information, PerArea, PerDevice, Quantity,
    QuantityError,
};
use crate::reference::memory_density;
use crate::uncertainty::Bounded;

macro_rules! chips {
    ($($(#[$doc:meta])* $name:ident, $what:literal, $die:ident, $base:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq)]
        pub struct $name {
            dies: Bounded<Area>,
        }

        impl $name {
            /// One of this capacity, on chips of this density.
            ///
            /// # Equation
            /// ```text
            /// A = G / d       A  area of the dies [m2]
            ///                 G  capacity [byte]
            ///                 d  data per area [byte/m2]; the denser, the less area
            /// ```
            ///
            /// # Errors
            /// [`EmissionsError::OutOfRange`] for a negative, NaN or infinite capacity or
            /// density; [`EmissionsError::Quantity`] if the density is zero or the area too large
            /// for a number.
            pub fn new(
                capacity: Information,
                density: Bounded<MemoryDensity>,
            ) -> Result<Self, EmissionsError> {
                Ok(Self {
                    dies: dies(capacity, density, $what)?,
                })
            }

            /// The area of the dies.
            #[must_use]
            pub const fn dies(&self) -> Bounded<Area> {
                self.dies
            }

            /// What making one costs.
            ///
            /// # Equation
            /// ```text
            /// I = A · f_die + f_base      I       impact [unit of C]
            ///                             A       area of the dies [m2]
            ///                             f_die   impact per area of die [unit of C / m2]
            ///                             f_base  impact of the rest [unit of C]
            /// ```
            #[inline]
            #[must_use]
            pub fn embodied<C: ImpactCategory>(
                &self,
                factors: &ComponentFactors<C>,
            ) -> Bounded<Impact<C>> {
                made(self.dies, factors.$die, factors.$base)
            }
        }
    )+};
}

chips! {
    /// A memory module (DRAM), by its capacity and the density of its chips.
    ///
    /// # Example
    /// ```
    /// use ict_impact::emissions::component::{ComponentFactors, MemoryModule};
    /// use ict_impact::quantity::{ClimateChange, parse};
    /// let module = MemoryModule::new(parse("32 GB")?, "0.625 GB/cm2".parse()?)?;
    /// let made = module.embodied(&ComponentFactors::<ClimateChange>::reference());
    /// // 51.2 cm2 · 2.2 kg/cm2 + 5.22 kg
    /// assert!((made.value().kg() - 117.86).abs() < 1e-9);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    MemoryModule, "density of memory", memory_die, memory;
    /// A solid-state drive, by its capacity and the density of its chips.
    ///
    /// # Example
    /// ```
    /// use ict_impact::emissions::component::{ComponentFactors, SolidStateDrive};
    /// use ict_impact::quantity::{ClimateChange, parse};
    /// let drive = SolidStateDrive::new(parse("1000 GB")?, "50 GB/cm2".parse()?)?;
    /// let made = drive.embodied(&ComponentFactors::<ClimateChange>::reference());
    /// // 20 cm2 · 2.2 kg/cm2 + 6.34 kg
    /// assert!((made.value().kg() - 50.34).abs() < 1e-9);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    SolidStateDrive, "density of a solid-state drive", solid_state_die, solid_state;
}

fn dies(
    capacity: Information,
    density: Bounded<MemoryDensity>,
    what: &'static str,
) -> Result<Bounded<Area>, EmissionsError> {
    let capacity = not_negative("capacity", capacity)?;
    let density: Bounded<MemoryDensity> = bounded(what, density)?;
    if density.min().base() == 0.0 {
        let undefined = QuantityError::Undefined {
            ratio: "area of the dies",
            denominator: what,
        };
        return Err(undefined.into());
    }
    let area = density.map_falling(|density| Area::from_checked(capacity.base() / density.base()));
    Area::check(area.max().base())?;
    Ok(area)
}

#[inline]
fn made<C: ImpactCategory>(
    dies: Bounded<Area>,
    per_area: Factor<Impact<C>, PerArea>,
    rest: Factor<Impact<C>, PerDevice>,
) -> Bounded<Impact<C>> {
    let rest = Devices::new(1.0) * rest;
    dies.map(|dies| dies * per_area + rest)
}

/// The density of the chips of the embedded table that are `wanted`: their mean, the least and
/// the greatest.
///
/// # Equation
/// ```text
/// d = Σ_i d_i / n, min_i d_i, max_i d_i       d_i  data per area of the chip i [byte/m2]
///                                             n    number of chips wanted
/// ```
///
/// # Source
/// See [`reference::memory_density`](crate::reference::memory_density); the unweighted mean is
/// that of BoaviztAPI 2.5.0.
///
/// # Errors
/// [`EmissionsError::Quantity`] with [`Undefined`](QuantityError::Undefined) if the table has no
/// such chip.
///
/// # Example
/// ```
/// use ict_impact::emissions::component::{ChipKind, density_of_chips};
/// let micron_128 = density_of_chips(ChipKind::SolidState, |chip| {
///     chip.manufacturer() == "Micron" && chip.layers() == Some(128)
/// })?;
/// assert_eq!(micron_128.to_string(), "112.45 GB/cm2 (96.9 GB/cm2 to 128 GB/cm2)");
/// assert!(density_of_chips(ChipKind::Memory, |chip| chip.manufacturer() == "Nobody").is_err());
/// # Ok::<(), ict_impact::emissions::EmissionsError>(())
/// ```
pub fn density_of_chips(
    kind: ChipKind,
    wanted: impl Fn(&Chip) -> bool,
) -> Result<Bounded<MemoryDensity>, EmissionsError> {
    let mut sum = ExactSum::new();
    let (mut number, mut min, mut max) = (0.0, f64::INFINITY, 0.0_f64);
    for chip in memory_density::all().filter(|chip| chip.kind() == kind && wanted(chip)) {
        let density = chip.density().value.base();
        sum.add(density);
        number += 1.0;
        min = min.min(density);
        max = max.max(density);
    }
    if number == 0.0 {
        let undefined = QuantityError::Undefined {
            ratio: "density of chips",
            denominator: "number of chips wanted",
        };
        return Err(undefined.into());
    }
    let mean = sum.value()? / number;
    let [mean, min, max] = [mean.clamp(min, max), min, max].map(MemoryDensity::from_checked);
    Ok(Bounded::of_checked(mean, min, max))
}
