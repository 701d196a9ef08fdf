use core::fmt;

use alloc::string::{String, ToString};
use alloc::sync::Arc;

use crate::emissions::{LifeCycleStage, Scope3Category};
use crate::place::Country;
use crate::quantity::{Co2e, Energy, Share};
use crate::time::Year;

/// The scope of an emission.
///
/// # Source
/// GHG Protocol Corporate Standard (2004), chapter 4; Scope 3 Standard (2011), table 5.3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Scope {
    /// Direct emissions.
    Scope1,
    /// Emissions of purchased electricity.
    Scope2,
    /// Other indirect emissions, by category.
    Scope3(Scope3Category),
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Scope1 => f.pad("Scope 1"),
            Self::Scope2 => f.pad("Scope 2"),
            Self::Scope3(category) => f.pad(&alloc::format!("Scope 3, {category}")),
        }
    }
}

/// What causes an emission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// Devices that the organisation uses.
    Devices,
    /// Devices that it sold.
    SoldDevices,
    /// Offices and other sites.
    Offices,
    /// Data centres.
    DataCentres,
    /// Sites of networks, and traffic over the networks of others.
    Networks,
    /// Services bought, such as cloud computing.
    Services,
}

impl Kind {
    /// The name in words, such as `data centres`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Devices => "devices",
            Self::SoldDevices => "devices sold",
            Self::Offices => "offices",
            Self::DataCentres => "data centres",
            Self::Networks => "networks",
            Self::Services => "services",
        }
    }
}

macro_rules! totals {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
        pub struct $name(pub(super) Co2e);

        impl $name {
            /// The emissions, for a report that says by which method.
            pub const fn co2e(self) -> Co2e {
                self.0
            }

            /// Kilograms of CO2 equivalent.
            pub const fn kg(self) -> f64 {
                self.0.kg()
            }

            /// Tonnes of CO2 equivalent.
            pub const fn tonnes(self) -> f64 {
                self.0.tonnes()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0, f)
            }
        }
    )+};
}

totals! {
    /// Emissions of any scopes, with scope 2 by the location-based method.
    ///
    /// The same emissions by the other method are not added to them:
    /// ```compile_fail
    /// use ict_impact::footprint::Total;
    /// fn twice(total: Total) { let both = total.location_based + total.market_based; }
    /// ```
    ByLocation;
    /// Emissions of any scopes, with scope 2 by the market-based method.
    ByMarket;
}

/// One line of a footprint: what one thing emits in one country and year, at one stage of its
/// life, in one scope.
///
/// The two figures are the same emission by two methods of scope 2, and equal outside of scope 2.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    pub(super) year: Year,
    pub(super) country: Country,
    pub(super) kind: Kind,
    pub(super) name: Arc<str>,
    pub(super) stage: Option<LifeCycleStage>,
    pub(super) scope: Scope,
    pub(super) energy: Energy,
    pub(super) location_based: ByLocation,
    pub(super) market_based: ByMarket,
    pub(super) operation: Arc<str>,
}

impl Line {
    /// The year.
    pub const fn year(&self) -> Year {
        self.year
    }

    /// The country.
    pub const fn country(&self) -> Country {
        self.country
    }

    /// What causes the emission.
    pub const fn kind(&self) -> Kind {
        self.kind
    }

    /// The name of the device class, site or service.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The organisation or operation whose inventory the line is from.
    pub fn operation(&self) -> &str {
        &self.operation
    }

    /// The stage of the life cycle; none for a service that is bought as a whole.
    pub const fn stage(&self) -> Option<LifeCycleStage> {
        self.stage
    }

    /// The scope.
    pub const fn scope(&self) -> Scope {
        self.scope
    }

    /// The electricity behind it, if any.
    pub const fn energy(&self) -> Energy {
        self.energy
    }

    /// The emission, with scope 2 by the location-based method.
    pub const fn location_based(&self) -> ByLocation {
        self.location_based
    }

    /// The emission, with scope 2 by the market-based method.
    pub const fn market_based(&self) -> ByMarket {
        self.market_based
    }

    /// A share of the line.
    pub(super) fn share(&self, share: Share) -> Self {
        Self {
            energy: self.energy * share.get(),
            location_based: ByLocation(self.location_based.0 * share),
            market_based: ByMarket(self.market_based.0 * share),
            ..self.clone()
        }
    }

    /// The name of the stage, for a table.
    pub fn stage_name(&self) -> String {
        self.stage
            .map_or("not by stage".to_string(), |stage| stage.name().to_string())
    }
}
