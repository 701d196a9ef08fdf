use super::{ComponentFactors, bounded};
use crate::emissions::EmissionsError;
use crate::quantity::{Area, Devices, Impact, ImpactCategory, Mass};
use crate::uncertainty::Bounded;

const ONE: Devices = Devices::new(1.0);

/// A processor, by the area of its die.
///
/// # Example
/// ```
/// use ict_impact::emissions::component::{ComponentFactors, Processor};
/// use ict_impact::quantity::ClimateChange;
/// let processor = Processor::new("694 mm2".parse()?)?;
/// let made = processor.embodied(&ComponentFactors::<ClimateChange>::reference());
/// // 694 mm2 · 0.0197 kg/mm2 + 9.14 kg
/// assert!((made.value().kg() - 22.8118).abs() < 1e-9);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Processor {
    die: Bounded<Area>,
}

impl Processor {
    /// A processor of this die, in all its pieces together.
    ///
    /// # Errors
    /// [`EmissionsError::OutOfRange`] for a negative, NaN or infinite area.
    pub fn new(die: Bounded<Area>) -> Result<Self, EmissionsError> {
        Ok(Self {
            die: bounded("die of a processor", die)?,
        })
    }

    /// What making one costs.
    ///
    /// # Equation
    /// ```text
    /// I = A · f_die + f_base      I       impact [unit of C]
    ///                             A       area of the die [m2]
    ///                             f_die   impact per area of die [unit of C / m2]
    ///                             f_base  impact of the rest of a processor [unit of C]
    /// ```
    #[inline]
    #[must_use]
    pub fn embodied<C: ImpactCategory>(&self, factors: &ComponentFactors<C>) -> Bounded<Impact<C>> {
        let base = ONE * factors.processor;
        self.die.map(|die| die * factors.processor_die + base)
    }
}

/// A power supply, by its mass.
///
/// # Example
/// ```
/// use ict_impact::emissions::component::{ComponentFactors, PowerSupply};
/// use ict_impact::quantity::{ClimateChange, Co2e};
/// let supply = PowerSupply::new("5 kg".parse()?)?;
/// let made = supply.embodied(&ComponentFactors::<ClimateChange>::reference());
/// assert_eq!(made.value(), Co2e::from_kg(121.5)); // 5 kg · 24.3
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PowerSupply {
    mass: Bounded<Mass>,
}

impl PowerSupply {
    /// A power supply of this mass.
    ///
    /// # Errors
    /// [`EmissionsError::OutOfRange`] for a negative, NaN or infinite mass.
    pub fn new(mass: Bounded<Mass>) -> Result<Self, EmissionsError> {
        Ok(Self {
            mass: bounded("mass of a power supply", mass)?,
        })
    }

    /// What making one costs.
    ///
    /// # Equation
    /// ```text
    /// I = m · f       I  impact [unit of C]
    ///                 m  mass of the power supply [kg]
    ///                 f  impact per mass [unit of C / kg]
    /// ```
    #[inline]
    #[must_use]
    pub fn embodied<C: ImpactCategory>(&self, factors: &ComponentFactors<C>) -> Bounded<Impact<C>> {
        self.mass.map(|mass| mass * factors.power_supply)
    }
}
