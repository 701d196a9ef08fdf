//! What may be added to, multiplied by what? How is a value with its unit read, written, serialised?
//!
//! | a value of | is a | written in |
//! |---|---|---|
//! | energy, power, mass, time, data, volume, length, area, a ratio | [`Energy`], [`Power`], [`Mass`], [`Time`], [`Information`], [`Volume`], [`Length`], [`Area`], [`Ratio`] (from [`uom`]) | kWh, W, kg, h, GB, m3, m, m2, 1 |
//! | a life-cycle impact | [`Impact<C>`]: [`Co2e`], [`AbioticDepletion`], [`PrimaryEnergy`], [`FossilDepletion`], [`WaterUse`] | kgCO2e, kgSbe, MJ, MJ, m3 |
//! | something per something | [`Factor<N, D>`]: [`CarbonIntensity`], [`DataEnergyIntensity`], … | gCO2e/kWh, kWh/GB, … |
//! | pieces, people, contracts, freight, money | [`Devices`], [`Persons`], [`Subscriptions`], [`Freight`], [`Money`] | device, person, subscription, tkm, EUR2023 |
//! | a part of a whole, 0 to 1 | [`Share`] | % |
//!
//! Impacts of different categories do not add, a mass is not an impact, a power is not an
//! energy, and none of this is found out at run time:
//!
//! ```compile_fail
//! use ict_impact::quantity::{Co2e, WaterUse};
//! let nonsense = Co2e::from_kg(1.0) + WaterUse::from_m3(1.0);
//! ```
//!
//! # Text and serde
//! A value is read and written with its unit: [`parse`] and [`text`] for every quantity,
//! `Display` and `FromStr` on our own types, and in serde as `{"value": 2.5, "unit": "kWh"}`
//! (or the text `"2.5 kWh"`). For fields of [`uom`] types say
//! `#[serde(with = "ict_impact::quantity::with_unit")]`. A bare number is refused.
//!
//! # What is not checked
//! A bare scalar can hold NaN or a negative number, as any `f64`. What is read, deserialised or
//! put into a [`Column`](crate::column::Column) is finite; types with a range of their own
//! ([`Share`]) cannot hold anything outside it.
//!
//! `Energy / Information` is an `Energy` to [`uom`], whose information is dimensionless. Say
//! kWh/GB with [`DataEnergyIntensity`], which is not an energy.

mod count;
mod error;
mod factor;
mod impact;
mod money;
mod physical;
mod ratio;
mod share;
mod sum;
mod text;
mod unit;
pub mod with_unit;

pub use count::{Devices, Freight, Persons, Subscriptions};
pub use error::QuantityError;
pub use factor::{
    ActivityOf, CarbonIntensity, DataEnergyIntensity, Denominator, EmbodiedFactor, Factor, PerArea,
    PerDevice, PerEnergy, PerFreight, PerInformation, PerMass, PerMoney, PerPerson,
    PerSubscription, PerTime, PerVolume, SameFactor,
};
pub use impact::{
    AbioticDepletion, AbioticDepletionElements, ClimateChange, Co2e, FossilDepletion,
    FossilResourceUse, Impact, ImpactCategory, PrimaryEnergy, PrimaryEnergyUse, SameImpact,
    WaterConsumption, WaterUse,
};
pub use money::{CURRENT_PRICES, Currency, Eur, Money, Usd};
pub use physical::{Area, Energy, Information, Length, Mass, Power, Ratio, Time, Volume};
pub use ratio::ratio;
pub use share::Share;
pub use sum::sum;
pub use text::{parse, text, unit_of_column};
pub use unit::Unit;

use alloc::string::String;
use alloc::vec::Vec;

mod sealed {
    pub trait Sealed {}
}

/// A kind of value with a unit: what all quantities can do.
///
/// The trait is sealed: the library's formulas know all its implementors.
pub trait Quantity:
    sealed::Sealed + Copy + PartialEq + PartialOrd + core::fmt::Debug + Send + Sync + 'static
{
    /// The name of the quantity in words, such as `energy`.
    fn name() -> String;

    /// The value of `base` base units, without a check.
    #[doc(hidden)]
    fn from_checked(base: f64) -> Self;

    /// The value in base units.
    fn base(self) -> f64;

    /// The unit in which values are written.
    fn unit() -> Unit;

    /// The unit with this symbol, if the quantity has it.
    fn find_unit(symbol: &str) -> Option<Unit>;

    /// The symbols that can be read.
    fn symbols() -> Vec<String>;

    /// Whether a value of `base` base units is allowed: finite and in the quantity's range.
    #[inline]
    fn allows(base: f64) -> bool {
        base.is_finite()
    }

    /// Whether a value of `base` base units is allowed, and if not, why.
    ///
    /// # Errors
    /// [`QuantityError::NotFinite`], or [`QuantityError::OutOfRange`] for quantities with a
    /// range.
    fn check(base: f64) -> Result<(), QuantityError> {
        if Self::allows(base) {
            Ok(())
        } else {
            Err(QuantityError::NotFinite {
                quantity: Self::name(),
                value: base,
            })
        }
    }

    /// The value of `base` base units.
    ///
    /// # Errors
    /// As [`check`](Self::check).
    fn from_base(base: f64) -> Result<Self, QuantityError> {
        Self::check(base)?;
        Ok(Self::from_checked(base))
    }

    /// `value` of the unit with this symbol.
    ///
    /// # Errors
    /// [`QuantityError::UnknownUnit`], and as [`check`](Self::check).
    ///
    /// # Example
    /// ```
    /// use ict_impact::quantity::{Energy, Quantity};
    /// assert_eq!(Energy::of(2.0, "MWh")?.base(), 7.2e9);
    /// assert!(Energy::of(2.0, "kW").is_err());
    /// # Ok::<(), ict_impact::quantity::QuantityError>(())
    /// ```
    fn of(value: f64, symbol: &str) -> Result<Self, QuantityError> {
        let unit =
            Self::find_unit(symbol).ok_or_else(|| QuantityError::unknown_unit::<Self>(symbol))?;
        Self::from_base(unit.to_base(value))
    }

    /// The value in the unit with this symbol.
    ///
    /// # Errors
    /// [`QuantityError::UnknownUnit`].
    fn get_in(self, symbol: &str) -> Result<f64, QuantityError> {
        let unit =
            Self::find_unit(symbol).ok_or_else(|| QuantityError::unknown_unit::<Self>(symbol))?;
        Ok(unit.value_of(self.base()))
    }
}
