use super::super::EmissionsError;

macro_rules! categories {
    ($($(#[$doc:meta])* $variant:ident, $name:literal;)+) => {
        /// One of the 15 categories of scope 3, 1 to 8 upstream, 9 to 15 downstream.
        ///
        /// # Source
        /// GHG Protocol Corporate Value Chain (Scope 3) Accounting and Reporting Standard (2011),
        /// table 5.3; each is described in section 5.5.
        ///
        /// # Example
        /// ```
        /// use ict_impact::emissions::Scope3Category;
        /// let category = Scope3Category::numbered(11)?;
        /// assert_eq!(category, Scope3Category::UseOfSoldProducts);
        /// assert_eq!(category.to_string(), "11. Use of sold products");
        /// assert!(!category.is_upstream());
        /// assert!(Scope3Category::numbered(16).is_err());
        /// # Ok::<(), ict_impact::emissions::EmissionsError>(())
        /// ```
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Scope3Category {
            $($(#[$doc])* $variant,)+
        }

        impl Scope3Category {
            /// Every category, by number.
            pub const ALL: [Self; 15] = [$(Self::$variant),+];

            /// The name in the standard's words.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }
        }
    };
}

categories! {
    /// 1: everything bought that is in no other category, from cradle to gate.
    PurchasedGoodsAndServices, "Purchased goods and services";
    /// 2: what is used for years, from cradle to gate, whole in the year of acquisition.
    CapitalGoods, "Capital goods";
    /// 3: making of fuels and energy, losses of the grid; not their combustion.
    FuelAndEnergyRelatedActivities,
        "Fuel- and energy-related activities (not included in scope 1 or scope 2)";
    /// 4: transport that the reporter buys, and from its suppliers.
    UpstreamTransportationAndDistribution, "Upstream transportation and distribution";
    /// 5: treatment of the reporter's waste.
    WasteGeneratedInOperations, "Waste generated in operations";
    /// 6: travel for the reporter in vehicles of others.
    BusinessTravel, "Business travel";
    /// 7: travel between home and work.
    EmployeeCommuting, "Employee commuting";
    /// 8: assets leased from others that are in no scope 1 or 2 of the reporter.
    UpstreamLeasedAssets, "Upstream leased assets";
    /// 9: transport of sold products that the reporter does not buy.
    DownstreamTransportationAndDistribution, "Downstream transportation and distribution";
    /// 10: processing of sold intermediate products.
    ProcessingOfSoldProducts, "Processing of sold products";
    /// 11: use of what was sold in the year, over its whole expected life.
    UseOfSoldProducts, "Use of sold products";
    /// 12: treatment of what was sold in the year, when it is waste.
    EndOfLifeTreatmentOfSoldProducts, "End-of-life treatment of sold products";
    /// 13: assets leased to others that are in no scope 1 or 2 of the reporter.
    DownstreamLeasedAssets, "Downstream leased assets";
    /// 14: operation of franchises.
    Franchises, "Franchises";
    /// 15: what investments emit.
    Investments, "Investments";
}

impl Scope3Category {
    /// The category of this number, 1 to 15.
    ///
    /// # Errors
    /// [`EmissionsError::OutOfRange`] for any other number.
    pub fn numbered(number: u8) -> Result<Self, EmissionsError> {
        usize::from(number)
            .checked_sub(1)
            .and_then(|at| Self::ALL.get(at).copied())
            .ok_or_else(|| EmissionsError::OutOfRange {
                field: "number of a scope 3 category",
                given: alloc::format!("{number}"),
                accepted: "from 1 to 15",
            })
    }

    /// The number in the standard, 1 to 15.
    pub const fn number(self) -> u8 {
        self as u8 + 1
    }

    /// Whether it is about what comes to the reporter, not about what leaves it.
    pub const fn is_upstream(self) -> bool {
        self.number() <= 8
    }
}

impl core::fmt::Display for Scope3Category {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{}. {}", self.number(), self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_those_of_the_standard() {
        use Scope3Category as C;
        for (at, category) in C::ALL.into_iter().enumerate() {
            assert_eq!(usize::from(category.number()), at + 1);
            assert_eq!(C::numbered(category.number()), Ok(category));
        }
        assert_eq!(C::CapitalGoods.number(), 2);
        assert_eq!(C::UpstreamTransportationAndDistribution.number(), 4);
        assert_eq!(C::UpstreamLeasedAssets.number(), 8);
        assert_eq!(C::EndOfLifeTreatmentOfSoldProducts.number(), 12);
        assert_eq!(C::Investments.number(), 15);
        assert!(C::UpstreamLeasedAssets.is_upstream());
        assert!(!C::DownstreamTransportationAndDistribution.is_upstream());
        assert!(C::numbered(0).is_err() && C::numbered(255).is_err());
    }
}
