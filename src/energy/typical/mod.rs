//! The energy that a programme counts for a product in a year.

mod display;
mod limit;
mod modes;

pub use display::{DISPLAYS_V7_DRAFT_2, DisplayResolution, display_limit_v7_draft_2};
pub use limit::{MemoryAllowance, TecCheck, TecLimit, memory_adder};
pub use modes::ModePowers;

use super::{EnergyError, EnergyPerDevice, PowerProfile};
use crate::quantity::Power;
use crate::reference::computer_modes::{Computer, ModeScheme, weights, workstation_weights};
use crate::source::MethodId;
use crate::time::YearLength;

/// The typical energy consumption `E_TEC` of a product: what it uses in a year of 8760 h as its
/// programme counts it, and which programme that is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TypicalEnergy {
    yearly: EnergyPerDevice,
    method: MethodId,
}

impl TypicalEnergy {
    /// The typical energy of a product by modes and weights of one's own, such as those of a
    /// version that is not in the table.
    ///
    /// # Equation
    /// ```text
    /// E_TEC = P · 8760 h      E_TEC  typical energy consumption [kWh/device], in a year
    ///                         P      mean power over the modes [W], Σ P_mode · w_mode
    /// ```
    ///
    /// # Source
    /// ENERGY STAR Program Requirements for Computers, equation 1: the year has 8760 h.
    ///
    /// # Errors
    /// [`EnergyError::Quantity`] if the energy is too large for a number.
    ///
    /// # Example
    /// ```
    /// use ict_impact::energy::{PowerProfile, PowerState, TypicalEnergy};
    /// use ict_impact::quantity::{Share, parse};
    /// use ict_impact::source::MethodId;
    /// let printer = PowerProfile::new([
    ///     PowerState::new(parse("50 W")?, Share::new(0.02)?)?,
    ///     PowerState::new(parse("1 W")?, Share::new(0.98)?)?,
    /// ])?;
    /// let own = MethodId::new("own programme", "2026", "printers");
    /// // (1 + 0.98) W · 8.76 kh
    /// let energy = TypicalEnergy::of_profile(&printer, own)?;
    /// assert_eq!(energy.yearly().to_string(), "17.3448 kWh/device");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[doc(alias = "TEC")]
    pub fn of_profile(profile: &PowerProfile, method: MethodId) -> Result<Self, EnergyError> {
        let yearly = profile.energy_per_device(YearLength::Common.duration())?;
        Ok(Self { yearly, method })
    }

    /// What one product uses in a year.
    pub const fn yearly(self) -> EnergyPerDevice {
        self.yearly
    }

    /// The programme, its version and the product.
    pub const fn method(self) -> MethodId {
        self.method
    }
}

/// The typical power `P_TEC` of a workstation: its mean power, which is no energy.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TypicalPower {
    power: Power,
    method: MethodId,
}

impl TypicalPower {
    /// The mean power over the modes.
    pub const fn power(self) -> Power {
        self.power
    }

    /// The programme, its version and the product.
    pub const fn method(self) -> MethodId {
        self.method
    }
}

/// The typical energy consumption of a computer, by the weights of its programme.
///
/// # Equation
/// ```text
/// E_TEC = 8760 h · Σ_m P_m · w_m      E_TEC  typical energy consumption [kWh/device], in a year
///                                     P_m    power in mode m [W]
///                                     w_m    part of the year in mode m [1]
/// m: off, sleep, idle, or off, sleep, long idle, short idle
/// ```
///
/// # Source
/// ENERGY STAR Program Requirements for Computers, equation 1; Regulation (EU) No 617/2013,
/// Annex II. Weights: [`reference::computer_modes`](mod@crate::reference::computer_modes), all
/// [`Secondary`](crate::source::Status::Secondary).
///
/// # Errors
/// - [`EnergyError::NoWeights`] if the table has none for the computer in this scheme.
/// - [`EnergyError::OtherIdleModes`] if the powers are not those of the modes that it weights.
/// - [`EnergyError::Sum`] or [`EnergyError::Quantity`] if the energy is too large for a number.
///
/// # Example
/// ```
/// use ict_impact::energy::{ModePowers, typical_energy_consumption};
/// use ict_impact::quantity::parse;
/// use ict_impact::reference::computer_modes::{Computer, ModeScheme};
/// let powers = ModePowers::with_long_and_short_idle(
///     parse("0.4 W")?, parse("1 W")?, parse("5 W")?, parse("8 W")?)?;
/// let notebook =
///     typical_energy_consumption(ModeScheme::EnergyStar8_0, Computer::Notebook, &powers)?;
/// // 8.76 kh · (0.4·0.25 + 1·0.35 + 5·0.1 + 8·0.3) W
/// assert_eq!(notebook.yearly().to_string(), "29.346 kWh/device");
/// assert_eq!(notebook.method().to_string(), "ENERGY-STAR-Computers:8.0/notebook");
/// // Version 5.2 has one idle mode.
/// assert!(typical_energy_consumption(ModeScheme::EnergyStar5_2, Computer::Notebook, &powers)
///     .is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[doc(alias = "E_TEC")]
pub fn typical_energy_consumption(
    scheme: ModeScheme,
    computer: Computer,
    powers: &ModePowers,
) -> Result<TypicalEnergy, EnergyError> {
    let weights = weights(scheme, computer).ok_or(EnergyError::NoWeights {
        scheme,
        product: computer.name(),
    })?;
    let profile = powers.weighted(scheme, &weights.value)?;
    TypicalEnergy::of_profile(&profile, method_of(scheme, computer.name()))
}

/// The typical power of a workstation, by the weights of its programme.
///
/// # Equation
/// ```text
/// P_TEC = Σ_m P_m · w_m      P_TEC  typical power [W]
///                            P_m    power in mode m [W]
///                            w_m    part of the year in mode m [1]
/// ```
///
/// # Source
/// ENERGY STAR Program Requirements for Computers 8.0, equation 4, and its like in earlier
/// versions. Weights: [`reference::computer_modes`](mod@crate::reference::computer_modes), all
/// [`Secondary`](crate::source::Status::Secondary).
///
/// # Errors
/// As [`typical_energy_consumption`].
///
/// # Example
/// ```
/// use ict_impact::energy::{ModePowers, workstation_typical_power};
/// use ict_impact::quantity::{Quantity, parse};
/// use ict_impact::reference::computer_modes::ModeScheme;
/// let powers = ModePowers::with_idle(parse("1 W")?, parse("4 W")?, parse("60 W")?)?;
/// let workstation = workstation_typical_power(ModeScheme::EnergyStar5_2, &powers)?;
/// // 1·0.35 + 4·0.1 + 60·0.55
/// assert_eq!(workstation.power(), parse("33.75 W")?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[doc(alias = "P_TEC")]
pub fn workstation_typical_power(
    scheme: ModeScheme,
    powers: &ModePowers,
) -> Result<TypicalPower, EnergyError> {
    const PRODUCT: &str = "workstation";
    let weights = workstation_weights(scheme).ok_or(EnergyError::NoWeights {
        scheme,
        product: PRODUCT,
    })?;
    Ok(TypicalPower {
        power: powers.weighted(scheme, &weights.value)?.mean_power(),
        method: method_of(scheme, PRODUCT),
    })
}

/// The method of a typical energy, and of the limit that it is held against.
pub(super) const fn method_of(scheme: ModeScheme, product: &'static str) -> MethodId {
    const ENERGY_STAR: &str = "ENERGY-STAR-Computers";
    match scheme {
        ModeScheme::EnergyStar5_2 => MethodId::new(ENERGY_STAR, "5.2", product),
        ModeScheme::EnergyStar6_0 => MethodId::new(ENERGY_STAR, "6.0", product),
        ModeScheme::EnergyStar7_0 => MethodId::new(ENERGY_STAR, "7.0", product),
        ModeScheme::EnergyStar8_0 => MethodId::new(ENERGY_STAR, "8.0", product),
        ModeScheme::Eu617_2013 => MethodId::new("EU-617/2013", "2013", product),
    }
}
