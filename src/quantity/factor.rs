use core::cmp::Ordering;
use core::fmt;
use core::marker::PhantomData;
use core::ops::{Add, Mul};

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use uom::si::{Dimension, SI};

use super::{
    Area, Co2e, Currency, Devices, Energy, Freight, Information, Mass, Money, Persons, Quantity,
    QuantityError, Ratio, Subscriptions, Time, Unit, Volume, sealed, text,
};

/// What a [`Factor`] is per, such as [`PerEnergy`].
pub trait Denominator: sealed::Sealed + Copy + Send + Sync + fmt::Debug + 'static {
    /// The quantity that a factor with this denominator multiplies.
    type Activity: Quantity;
}

macro_rules! denominators {
    ($($(#[$doc:meta])* $name:ident: $activity:ty;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub struct $name;
        impl sealed::Sealed for $name {}
        impl Denominator for $name { type Activity = $activity; }
        impl ActivityOf<$name> for $activity {
            #[inline]
            fn amount(self) -> f64 { self.base() }
        }
    )+};
}

denominators! {
    /// Per energy, such as gCO2e/kWh.
    PerEnergy: Energy;
    /// Per mass, such as kgCO2e/kg.
    PerMass: Mass;
    /// Per device, such as kgCO2e/device.
    PerDevice: Devices;
    /// Per amount of data, such as kWh/GB.
    PerInformation: Information;
    /// Per volume, such as kgCO2e/m3.
    PerVolume: Volume;
    /// Per area, such as kgCO2e/cm2.
    PerArea: Area;
    /// Per freight, such as kgCO2e/tkm.
    PerFreight: Freight;
    /// Per duration, such as kgCO2e/h.
    PerTime: Time;
    /// Per subscription to a network, such as kWh/subscription.
    PerSubscription: Subscriptions;
    /// Per inhabitant, such as kg/person.
    PerPerson: Persons;
}

/// Per money of one currency and price year, such as kgCO2e/EUR2023.
pub struct PerMoney<C: Currency, const YEAR: u16>(PhantomData<C>);

impl<C: Currency, const YEAR: u16> fmt::Debug for PerMoney<C, YEAR> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PerMoney")
    }
}

impl<C: Currency, const YEAR: u16> Clone for PerMoney<C, YEAR> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<C: Currency, const YEAR: u16> Copy for PerMoney<C, YEAR> {}

impl<C: Currency, const YEAR: u16> sealed::Sealed for PerMoney<C, YEAR> {}

impl<C: Currency, const YEAR: u16> Denominator for PerMoney<C, YEAR> {
    type Activity = Money<C, YEAR>;
}

impl<C: Currency, const YEAR: u16> ActivityOf<PerMoney<C, YEAR>> for Money<C, YEAR> {
    #[inline]
    fn amount(self) -> f64 {
        self.base()
    }
}

/// What a factor with the denominator `D` multiplies.
#[diagnostic::on_unimplemented(
    message = "a factor `{D}` multiplies only what it is per",
    label = "the factor is `{D}`; this is something else",
    note = "a power becomes an energy by multiplying with a time, a kWh/GB by multiplying with an amount of data"
)]
pub trait ActivityOf<D: Denominator>: sealed::Sealed {
    #[doc(hidden)]
    fn amount(self) -> f64;
}

/// `N` per `D`: an emission factor, an intensity, an embodied impact per device.
///
/// # Equation
/// ```text
/// result [N] = activity [what D is per] · factor [N per D]
/// ```
///
/// # Example
/// ```
/// use ict_impact::quantity::{CarbonIntensity, Co2e, Energy, parse};
/// let grid: CarbonIntensity = "400 gCO2e/kWh".parse()?;
/// let energy: Energy = parse("2.5 kWh")?;
/// assert_eq!(energy * grid, Co2e::from_kg(1.0));
/// # Ok::<(), ict_impact::quantity::QuantityError>(())
/// ```
///
/// A power is not an energy:
/// ```compile_fail
/// use ict_impact::quantity::{CarbonIntensity, Power, parse};
/// let grid: CarbonIntensity = "400 gCO2e/kWh".parse().unwrap();
/// let power: Power = parse("75 W").unwrap();
/// let emissions = power * grid;
/// ```
#[repr(transparent)]
pub struct Factor<N: Quantity, D: Denominator> {
    base: f64,
    parts: PhantomData<(N, D)>,
}

/// Climate impact per energy, such as the intensity of a grid.
pub type CarbonIntensity = Factor<Co2e, PerEnergy>;
/// Climate impact of making, moving and disposing of one device.
pub type EmbodiedFactor = Factor<Co2e, PerDevice>;
/// Energy per amount of data. Not an energy, though [`uom`] would say so.
pub type DataEnergyIntensity = Factor<Energy, PerInformation>;

impl<N: Quantity, D: Denominator> Factor<N, D> {
    /// `amount` per `activity`.
    ///
    /// # Errors
    /// [`QuantityError::Undefined`] if the activity is zero, [`QuantityError::NotFinite`] if the
    /// quotient is not finite.
    ///
    /// # Example
    /// ```
    /// use ict_impact::quantity::{CarbonIntensity, Co2e, Energy, Quantity};
    /// let grid = CarbonIntensity::per(Co2e::from_kg(40.0), Energy::of(100.0, "kWh")?)?;
    /// assert_eq!(grid.to_string(), "400 gCO2e/kWh");
    /// assert!(CarbonIntensity::per(Co2e::from_kg(1.0), Energy::of(0.0, "kWh")?).is_err());
    /// # Ok::<(), ict_impact::quantity::QuantityError>(())
    /// ```
    pub fn per(amount: N, activity: D::Activity) -> Result<Self, QuantityError> {
        if activity.base() == 0.0 {
            return Err(QuantityError::Undefined {
                ratio: "factor",
                denominator: "activity",
            });
        }
        Self::from_base(amount.base() / activity.base())
    }
}

impl CarbonIntensity {
    /// `grams` of CO2 equivalent per kilowatt-hour.
    pub const fn from_grams_per_kwh(grams: f64) -> Self {
        Self {
            base: grams / 3.6e9,
            parts: PhantomData,
        }
    }

    /// Grams of CO2 equivalent per kilowatt-hour.
    pub fn grams_per_kwh(self) -> f64 {
        super::unit::Unit::new("", 1.0, 3.6e9).value_of(self.base)
    }
}

impl EmbodiedFactor {
    /// `kg` kilograms of CO2 equivalent per device.
    pub const fn from_kg_per_device(kg: f64) -> Self {
        Self {
            base: kg,
            parts: PhantomData,
        }
    }
}

impl<N: Quantity, D: Denominator> sealed::Sealed for Factor<N, D> {}

impl<N: Quantity, D: Denominator> Quantity for Factor<N, D> {
    fn name() -> String {
        format!("{} per {}", N::name(), D::Activity::name())
    }
    #[inline]
    fn from_checked(base: f64) -> Self {
        Self {
            base,
            parts: PhantomData,
        }
    }
    #[inline]
    fn base(self) -> f64 {
        self.base
    }
    fn unit() -> Unit {
        Self::usual().unwrap_or_else(|| N::unit().per(&D::Activity::unit()))
    }
    fn find_unit(symbol: &str) -> Option<Unit> {
        let (above, below) = symbol.rsplit_once('/')?;
        Some(
            N::find_unit(above)?
                .per(&D::Activity::find_unit(below)?)
                .named(String::from(symbol)),
        )
    }
    fn symbols() -> Vec<String> {
        let below = D::Activity::symbols();
        N::symbols()
            .iter()
            .flat_map(|above| below.iter().map(move |below| format!("{above}/{below}")))
            .collect()
    }
}

impl<N: Quantity, D: Denominator> Factor<N, D> {
    /// Grid intensities are read in grams per kWh everywhere, chips in gigabytes per cm2.
    fn usual() -> Option<Unit> {
        Self::find_unit("gCO2e/kWh").or_else(|| Self::find_unit("GB/cm2"))
    }
}

impl<N: Quantity, D: Denominator, Dim> Mul<Factor<N, D>> for uom::si::Quantity<Dim, SI<f64>, f64>
where
    Dim: Dimension + ?Sized,
    Self: ActivityOf<D>,
{
    type Output = N;
    #[inline]
    fn mul(self, factor: Factor<N, D>) -> N {
        N::from_checked(self.amount() * factor.base)
    }
}

macro_rules! multiply_own {
    ($([$($generic:tt)*] $activity:ty;)+) => {$(
        impl<N: Quantity, D: Denominator, $($generic)*> Mul<Factor<N, D>> for $activity
        where
            Self: ActivityOf<D>,
        {
            type Output = N;
            #[inline]
            fn mul(self, factor: Factor<N, D>) -> N {
                N::from_checked(self.amount() * factor.base)
            }
        }
    )+};
}

multiply_own! {
    [] Devices;
    [] Persons;
    [] Subscriptions;
    [] Freight;
    [C: Currency, const YEAR: u16] Money<C, YEAR>;
}

/// kWh/GB · gCO2e/kWh = gCO2e/GB.
impl<N, M, D, E> Mul<Factor<M, E>> for Factor<N, D>
where
    N: Quantity + ActivityOf<E>,
    M: Quantity,
    D: Denominator,
    E: Denominator,
{
    type Output = Factor<M, D>;
    #[inline]
    fn mul(self, factor: Factor<M, E>) -> Factor<M, D> {
        Factor::from_checked(self.base * factor.base)
    }
}

impl<N: Quantity, D: Denominator> Mul<f64> for Factor<N, D> {
    type Output = Self;
    #[inline]
    fn mul(self, times: f64) -> Self {
        Self::from_checked(self.base * times)
    }
}

impl<N: Quantity, D: Denominator> Mul<Ratio> for Factor<N, D> {
    type Output = Self;
    #[inline]
    fn mul(self, ratio: Ratio) -> Self {
        Self::from_checked(self.base * ratio.value)
    }
}

/// What can be added to a factor of `N` per `D`: a factor of the same.
#[diagnostic::on_unimplemented(
    message = "only a factor `{D}` of the same quantity can be added to one",
    label = "not a factor of the same",
    note = "a factor is per something and no amount by itself: kWh/GB becomes an energy by multiplying with an amount of data"
)]
pub trait SameFactor<N: Quantity, D: Denominator>: sealed::Sealed {
    #[doc(hidden)]
    fn same(self) -> Factor<N, D>;
}

impl<N: Quantity, D: Denominator> SameFactor<N, D> for Factor<N, D> {
    #[inline]
    fn same(self) -> Self {
        self
    }
}

impl<N: Quantity, D: Denominator, R: SameFactor<N, D>> Add<R> for Factor<N, D> {
    type Output = Self;
    #[inline]
    fn add(self, other: R) -> Self {
        Self::from_checked(self.base + other.same().base)
    }
}

impl<N: Quantity, D: Denominator> Clone for Factor<N, D> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<N: Quantity, D: Denominator> Copy for Factor<N, D> {}

impl<N: Quantity, D: Denominator> PartialEq for Factor<N, D> {
    fn eq(&self, other: &Self) -> bool {
        self.base == other.base
    }
}

impl<N: Quantity, D: Denominator> PartialOrd for Factor<N, D> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.base.partial_cmp(&other.base)
    }
}

impl<N: Quantity, D: Denominator> fmt::Debug for Factor<N, D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

text::own_text!(impl<N: Quantity, D: Denominator> for Factor<N, D>);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::{Power, parse};
    use approx::assert_relative_eq;

    #[test]
    fn multiplies_what_it_is_per() {
        let embodied = EmbodiedFactor::from_kg_per_device(181.0);
        assert_eq!(Devices::new(3.0) * embodied, Co2e::from_kg(543.0));
        let data: DataEnergyIntensity = "0.05 kWh/GB".parse().unwrap();
        let grid = CarbonIntensity::from_grams_per_kwh(400.0);
        let traffic: Information = parse("10 GB").unwrap();
        assert_relative_eq!((traffic * data * grid).kg(), 0.2, max_relative = 1e-15);
        assert_relative_eq!((data * grid).base(), 0.02e-9, max_relative = 1e-15);
        let yearly: Factor<Energy, PerSubscription> = "20 kWh/subscription".parse().unwrap();
        assert_eq!(
            Subscriptions::new(50.0) * yearly,
            Energy::of(1.0, "MWh").unwrap()
        );
        let power = Power::of(1.0, "kW").unwrap();
        assert_relative_eq!(
            (power * Time::of(2.0, "h").unwrap() * grid).kg(),
            0.8,
            max_relative = 1e-15
        );
    }

    #[test]
    fn reads_every_pair_of_units_and_refuses_the_rest() {
        let grid: CarbonIntensity = "0.4 tCO2e/MWh".parse().unwrap();
        assert_eq!(grid.grams_per_kwh(), 400.0);
        for text in [
            "400",
            "400 gCO2e",
            "400 g/kWh",
            "400 gCO2e/kW",
            "400 kWh/gCO2e",
            "NaN gCO2e/kWh",
        ] {
            assert!(text.parse::<CarbonIntensity>().is_err(), "{text}");
        }
    }
}
