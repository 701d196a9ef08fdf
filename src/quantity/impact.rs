use core::cmp::Ordering;
use core::fmt;
use core::iter::Sum;
use core::marker::PhantomData;
use core::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::physical::symbols;
use super::unit::{self, UnitTable};
use super::{Quantity, Ratio, Share, Unit, sealed, text};

/// A life-cycle impact category, such as [`ClimateChange`].
///
/// # Source
/// Category names follow the Environmental Footprint method (Recommendation (EU) 2021/2279).
pub trait ImpactCategory: sealed::Sealed + Copy + Send + Sync + fmt::Debug + 'static {
    /// The name of the category in words.
    const NAME: &'static str;
    #[doc(hidden)]
    const UNITS: CategoryUnits;
}

/// The unit table of a category.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub struct CategoryUnits(UnitTable);

macro_rules! categories {
    ($($(#[$doc:meta])* $category:ident, $name:literal, $table:expr;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub struct $category;
        impl sealed::Sealed for $category {}
        impl ImpactCategory for $category {
            const NAME: &'static str = $name;
            const UNITS: CategoryUnits = CategoryUnits($table);
        }
    )+};
}

categories! {
    /// Climate change: global warming potential, in kg CO2 equivalent.
    ClimateChange, "climate change", unit::CO2E;
    /// Abiotic depletion of mineral and metal resources, in kg antimony equivalent.
    AbioticDepletionElements, "abiotic depletion (elements)", unit::SBE;
    /// Primary energy use, in MJ.
    PrimaryEnergyUse, "primary energy", unit::MEGAJOULE;
    /// Depletion of fossil energy carriers, in MJ.
    FossilResourceUse, "fossil depletion", unit::MEGAJOULE;
    /// Water consumption, in m3.
    WaterConsumption, "water", unit::VOLUME;
}

/// An amount of one impact category `C`.
///
/// Impacts add within a category, may be negative (removals, credits) and scale by numbers,
/// shares and ratios. Nothing else adds to them.
///
/// # Example
/// ```
/// use ict_impact::quantity::Co2e;
/// let total = Co2e::from_kg(1.5) + Co2e::from_tonnes(0.001);
/// assert_eq!(total.kg(), 2.5);
/// assert_eq!(total.to_string(), "2.5 kgCO2e");
/// assert_eq!("2500 gCO2e".parse(), Ok(total));
/// ```
#[repr(transparent)]
pub struct Impact<C: ImpactCategory> {
    base: f64,
    category: PhantomData<C>,
}

/// Climate change, in CO2 equivalents. Not a mass: it depends on the GWP set.
pub type Co2e = Impact<ClimateChange>;
/// Abiotic depletion of elements, in antimony equivalents.
pub type AbioticDepletion = Impact<AbioticDepletionElements>;
/// Primary energy. Not the energy a device draws: that is [`Energy`](super::Energy).
pub type PrimaryEnergy = Impact<PrimaryEnergyUse>;
/// Fossil resource depletion.
pub type FossilDepletion = Impact<FossilResourceUse>;
/// Water consumed.
pub type WaterUse = Impact<WaterConsumption>;

impl<C: ImpactCategory> Impact<C> {
    /// No impact.
    pub const ZERO: Self = Self::of_base(0.0);

    const fn of_base(base: f64) -> Self {
        Self {
            base,
            category: PhantomData,
        }
    }
}

impl Co2e {
    /// `kg` kilograms of CO2 equivalent.
    pub const fn from_kg(kg: f64) -> Self {
        Self::of_base(kg)
    }

    /// `grams` grams of CO2 equivalent.
    pub const fn from_grams(grams: f64) -> Self {
        Self::of_base(grams / 1e3)
    }

    /// `tonnes` tonnes of CO2 equivalent.
    pub const fn from_tonnes(tonnes: f64) -> Self {
        Self::of_base(tonnes * 1e3)
    }

    /// Kilograms of CO2 equivalent.
    pub const fn kg(self) -> f64 {
        self.base
    }

    /// Grams of CO2 equivalent.
    pub const fn grams(self) -> f64 {
        self.base * 1e3
    }

    /// Tonnes of CO2 equivalent.
    pub const fn tonnes(self) -> f64 {
        self.base / 1e3
    }
}

impl AbioticDepletion {
    /// `kg` kilograms of antimony equivalent.
    pub const fn from_kg(kg: f64) -> Self {
        Self::of_base(kg)
    }

    /// Kilograms of antimony equivalent.
    pub const fn kg(self) -> f64 {
        self.base
    }
}

impl PrimaryEnergy {
    /// `megajoules` MJ of primary energy.
    pub const fn from_mj(megajoules: f64) -> Self {
        Self::of_base(megajoules)
    }

    /// Megajoules of primary energy.
    pub const fn mj(self) -> f64 {
        self.base
    }
}

impl FossilDepletion {
    /// `megajoules` MJ of fossil energy carriers.
    pub const fn from_mj(megajoules: f64) -> Self {
        Self::of_base(megajoules)
    }

    /// Megajoules of fossil energy carriers.
    pub const fn mj(self) -> f64 {
        self.base
    }
}

impl WaterUse {
    /// `cubic_metres` m3 of water.
    pub const fn from_m3(cubic_metres: f64) -> Self {
        Self::of_base(cubic_metres)
    }

    /// Cubic metres of water.
    pub const fn m3(self) -> f64 {
        self.base
    }
}

impl<C: ImpactCategory> sealed::Sealed for Impact<C> {}

impl<C: ImpactCategory> Quantity for Impact<C> {
    fn name() -> String {
        C::NAME.to_string()
    }
    #[inline]
    fn from_checked(base: f64) -> Self {
        Self::of_base(base)
    }
    #[inline]
    fn base(self) -> f64 {
        self.base
    }
    fn unit() -> Unit {
        C::UNITS.0[0].clone()
    }
    fn find_unit(symbol: &str) -> Option<Unit> {
        unit::find(C::UNITS.0, symbol)
    }
    fn symbols() -> Vec<String> {
        symbols(C::UNITS.0)
    }
}

/// What can be added to an impact of category `C`: an impact of the same category.
#[diagnostic::on_unimplemented(
    message = "only an impact of the category `{C}` can be added to or subtracted from one",
    label = "not an impact of the category `{C}`",
    note = "impacts add within one category only; energy, mass and volume become an impact by multiplying with a `Factor`"
)]
pub trait SameImpact<C: ImpactCategory>: sealed::Sealed {
    #[doc(hidden)]
    fn same(self) -> Impact<C>;
}

impl<C: ImpactCategory> SameImpact<C> for Impact<C> {
    #[inline]
    fn same(self) -> Impact<C> {
        self
    }
}

impl<C: ImpactCategory, R: SameImpact<C>> Add<R> for Impact<C> {
    type Output = Self;
    #[inline]
    fn add(self, other: R) -> Self {
        Self::of_base(self.base + other.same().base)
    }
}

impl<C: ImpactCategory, R: SameImpact<C>> Sub<R> for Impact<C> {
    type Output = Self;
    #[inline]
    fn sub(self, other: R) -> Self {
        Self::of_base(self.base - other.same().base)
    }
}

impl<C: ImpactCategory, R: SameImpact<C>> AddAssign<R> for Impact<C> {
    #[inline]
    fn add_assign(&mut self, other: R) {
        *self = *self + other;
    }
}

impl<C: ImpactCategory, R: SameImpact<C>> SubAssign<R> for Impact<C> {
    #[inline]
    fn sub_assign(&mut self, other: R) {
        *self = *self - other;
    }
}

impl<C: ImpactCategory> Neg for Impact<C> {
    type Output = Self;
    #[inline]
    fn neg(self) -> Self {
        Self::of_base(-self.base)
    }
}

impl<C: ImpactCategory> Mul<f64> for Impact<C> {
    type Output = Self;
    #[inline]
    fn mul(self, times: f64) -> Self {
        Self::of_base(self.base * times)
    }
}

impl<C: ImpactCategory> Mul<Ratio> for Impact<C> {
    type Output = Self;
    #[inline]
    fn mul(self, ratio: Ratio) -> Self {
        self * ratio.value
    }
}

impl<C: ImpactCategory> Mul<Share> for Impact<C> {
    type Output = Self;
    #[inline]
    fn mul(self, share: Share) -> Self {
        self * share.get()
    }
}

impl<C: ImpactCategory> Div<f64> for Impact<C> {
    type Output = Self;
    #[inline]
    fn div(self, parts: f64) -> Self {
        Self::of_base(self.base / parts)
    }
}

/// Adds exactly: the result does not depend on the order. NaN or an infinity among the values,
/// or an overflow, gives NaN; [`Column::sum`](crate::column::Column::sum) says which row.
impl<C: ImpactCategory> Sum for Impact<C> {
    fn sum<I: Iterator<Item = Self>>(values: I) -> Self {
        let exact: crate::numeric::ExactSum = values.map(|impact| impact.base).collect();
        Self::of_base(exact.value().unwrap_or(f64::NAN))
    }
}

impl<C: ImpactCategory> Clone for Impact<C> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<C: ImpactCategory> Copy for Impact<C> {}

impl<C: ImpactCategory> Default for Impact<C> {
    fn default() -> Self {
        Self::ZERO
    }
}

impl<C: ImpactCategory> PartialEq for Impact<C> {
    fn eq(&self, other: &Self) -> bool {
        self.base == other.base
    }
}

impl<C: ImpactCategory> PartialOrd for Impact<C> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.base.partial_cmp(&other.base)
    }
}

impl<C: ImpactCategory> fmt::Debug for Impact<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

text::own_text!(impl<C: ImpactCategory> for Impact<C>);
