//! Scope 2: purchased electricity, steam, heating and cooling, by location and by market.
//!
//! | to … | use |
//! |---|---|
//! | account for electricity, its contracts and the residual mix | [`PurchasedElectricity`] |
//! | account for steam, heating and cooling | [`PurchasedHeat`] |
//! | add sites, each method for itself | [`Scope2`] |

use core::iter::Sum;
use core::ops::{Add, Mul};

use alloc::vec::Vec;

mod electricity;
mod heat;

pub use electricity::{Contract, Instrument, MarketSource, PurchasedElectricity};
pub use heat::{HeatCarrier, PurchasedHeat};

use crate::quantity::{Co2e, Share};

macro_rules! methods_of_scope_2 {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
        pub struct $name(Co2e);

        impl $name {
            /// Emissions that a purchase was found to have.
            pub(in crate::emissions) const fn of(co2e: Co2e) -> Self {
                Self(co2e)
            }

            /// The emissions, for a report that says by which method.
            pub const fn co2e(self) -> Co2e {
                self.0
            }
        }

        impl Mul<Share> for $name {
            type Output = Self;
            fn mul(self, share: Share) -> Self {
                Self(self.0 * share)
            }
        }

        impl Add for $name {
            type Output = Self;
            fn add(self, other: Self) -> Self {
                Self(self.0 + other.0)
            }
        }

        /// Adds exactly, as [`Co2e`] does.
        impl Sum for $name {
            fn sum<I: Iterator<Item = Self>>(sites: I) -> Self {
                Self(sites.map(|site| site.0).sum())
            }
        }
    )+};
}

methods_of_scope_2! {
    /// Scope 2 emissions by the location-based method: what the grids that supply the sites emit.
    ///
    /// Adds to location-based emissions of other sites and to nothing else:
    /// ```
    /// use ict_impact::emissions::LocationBased;
    /// fn total(a: LocationBased, b: LocationBased) -> LocationBased { a + b }
    /// ```
    /// ```compile_fail
    /// use ict_impact::emissions::{LocationBased, MarketBased};
    /// fn total(a: LocationBased, b: MarketBased) -> LocationBased { a + b }
    /// ```
    LocationBased;
    /// Scope 2 emissions by the market-based method: what the chosen contracts and the residual
    /// mix emit. Adds to market-based emissions of other sites and to nothing else.
    MarketBased;
}

/// Scope 2 emissions by both methods, which are reported side by side and never added.
///
/// Purchases and sites add in each method, never across them; a share takes the same part of both.
///
/// # Example
/// ```
/// use ict_impact::emissions::{HeatCarrier, PurchasedElectricity, PurchasedHeat, Scope2};
/// use ict_impact::quantity::{Co2e, parse};
/// let electricity = PurchasedElectricity::new(parse("100 MWh")?, "400 gCO2e/kWh".parse()?)?;
/// let heating = PurchasedHeat::new(
///     HeatCarrier::Heating,
///     parse("50 MWh")?,
///     "180 gCO2e/kWh".parse()?,
/// )?
/// .with_contract("20 gCO2e/kWh".parse()?)?;
/// let site: Scope2 = [electricity.scope_2()?, heating.scope_2()?].into_iter().sum();
/// assert_eq!(site.location_based.co2e(), Co2e::from_tonnes(49.0)); // 40 + 9
/// assert_eq!(site.market_based.co2e(), Co2e::from_tonnes(41.0)); // 40 + 1
/// assert!(site.grid_for_residual);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Scope2 {
    /// By the location-based method.
    pub location_based: LocationBased,
    /// By the market-based method.
    pub market_based: MarketBased,
    /// Whether the grid stands in for a residual mix that was not given. To be disclosed: what
    /// others claim is then counted twice.
    pub grid_for_residual: bool,
}

/// Adds each method exactly.
impl Sum for Scope2 {
    fn sum<I: Iterator<Item = Self>>(purchases: I) -> Self {
        let purchases: Vec<Self> = purchases.collect();
        Self {
            location_based: purchases.iter().map(|one| one.location_based).sum(),
            market_based: purchases.iter().map(|one| one.market_based).sum(),
            grid_for_residual: purchases.iter().any(|one| one.grid_for_residual),
        }
    }
}

/// A share of both. Of none of it nothing has to be disclosed.
impl Mul<Share> for Scope2 {
    type Output = Self;
    fn mul(self, share: Share) -> Self {
        Self {
            location_based: self.location_based * share,
            market_based: self.market_based * share,
            grid_for_residual: self.grid_for_residual && share > Share::NONE,
        }
    }
}
