use core::ops::Mul;

use alloc::vec::Vec;

use super::{BiogenicCo2, EmissionsError, LocationBased, MarketBased, Scope1, Scope2, Scope3};
use crate::quantity::{Co2e, QuantityError, Share, sum};

/// How the emissions of operations that an organisation shares with others are put together.
///
/// # Equation
/// ```text
/// S = Σ_o s_o · S_o       S_o  emissions of the operation o
///                         s_o  share that counts: see Operation::counted [1]
/// ```
/// One approach is taken for all operations, in all three scopes.
///
/// # Source
/// GHG Protocol Corporate Accounting and Reporting Standard (2004), chapter 3; Scope 3 Standard
/// (2011), table 5.2.
///
/// # Example
/// ```
/// use ict_impact::emissions::{ConsolidationApproach, FinancialControl, Operation};
/// use ict_impact::quantity::{Co2e, Share};
/// // 40 % of a joint venture that the organisation runs, and a plant of its own
/// let venture = Operation::new(Share::from_percent(40.0)?)
///     .with_financial_control(FinancialControl::Joint)
///     .with_operational_control();
/// let emissions = [
///     (venture, Co2e::from_tonnes(1000.0)),
///     (Operation::WHOLLY_OWNED, Co2e::from_tonnes(50.0)),
/// ];
/// let by = |approach: ConsolidationApproach| approach.consolidate(emissions);
/// let tonnes = |t| Co2e::from_tonnes(t);
/// assert_eq!(by(ConsolidationApproach::EquityShare)?.value(), tonnes(450.0));
/// assert_eq!(by(ConsolidationApproach::FinancialControl)?.value(), tonnes(450.0));
/// assert_eq!(by(ConsolidationApproach::OperationalControl)?.value(), tonnes(1050.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ConsolidationApproach {
    /// By the share of equity: of the risks and rewards of the operation.
    EquityShare,
    /// All of what the organisation can direct the financial and operating policies of.
    FinancialControl,
    /// All of what the organisation has full authority to introduce its operating policies at.
    OperationalControl,
}

impl ConsolidationApproach {
    /// The name in words, such as `equity share`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::EquityShare => "equity share",
            Self::FinancialControl => "financial control",
            Self::OperationalControl => "operational control",
        }
    }

    /// What the organisation counts of the emissions of its operations.
    ///
    /// # Errors
    /// As the sum of `T`: [`Scope1::together`], [`Scope3::together`], or
    /// [`EmissionsError::Sum`] if it is too large for a number.
    pub fn consolidate<T: InventoryPart>(
        self,
        operations: impl IntoIterator<Item = (Operation, T)>,
    ) -> Result<Consolidated<T>, EmissionsError> {
        let counted = operations
            .into_iter()
            .map(|(operation, emissions)| emissions * operation.counted(self));
        Ok(Consolidated {
            approach: self,
            value: T::sum_of(counted.collect())?,
        })
    }
}

impl core::fmt::Display for ConsolidationApproach {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.pad(self.name())
    }
}

/// Who can direct the financial policies of an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[non_exhaustive]
pub enum FinancialControl {
    /// Others.
    #[default]
    None,
    /// The organisation together with partners: its share of equity counts.
    Joint,
    /// The organisation.
    Sole,
}

/// An operation that an organisation has a share in or controls.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Operation {
    equity: Share,
    financial: FinancialControl,
    operational: bool,
}

impl Operation {
    /// An operation that the organisation owns and controls alone.
    pub const WHOLLY_OWNED: Self = Self {
        equity: Share::WHOLE,
        financial: FinancialControl::Sole,
        operational: true,
    };

    /// An operation with this share of equity, which others control. A leased one may have none.
    pub const fn new(equity: Share) -> Self {
        Self {
            equity,
            financial: FinancialControl::None,
            operational: false,
        }
    }

    /// The same operation, under this financial control.
    #[must_use]
    pub const fn with_financial_control(self, financial: FinancialControl) -> Self {
        Self { financial, ..self }
    }

    /// The same operation, under the operational control of the organisation.
    #[must_use]
    pub const fn with_operational_control(self) -> Self {
        Self {
            operational: true,
            ..self
        }
    }

    /// The share of the emissions that the organisation counts in its scopes 1 and 2. What it
    /// does not count is in its scope 3: investments or leased assets.
    ///
    /// # Equation
    /// ```text
    /// equity share         s = equity
    /// financial control    s = 1 if sole, equity if joint, 0 if none
    /// operational control  s = 1 if it has it, 0 otherwise
    /// ```
    ///
    /// # Source
    /// GHG Protocol Corporate Standard (2004), chapter 3 and its table 1, of which joint
    /// financial control is read from third parties' implementations.
    pub const fn counted(self, approach: ConsolidationApproach) -> Share {
        match approach {
            ConsolidationApproach::EquityShare => self.equity,
            ConsolidationApproach::FinancialControl => match self.financial {
                FinancialControl::Sole => Share::WHOLE,
                FinancialControl::Joint => self.equity,
                FinancialControl::None => Share::NONE,
            },
            ConsolidationApproach::OperationalControl if self.operational => Share::WHOLE,
            ConsolidationApproach::OperationalControl => Share::NONE,
        }
    }
}

/// What was consolidated by one approach.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Consolidated<T> {
    approach: ConsolidationApproach,
    value: T,
}

impl<T> Consolidated<T> {
    /// The approach.
    pub const fn approach(&self) -> ConsolidationApproach {
        self.approach
    }

    /// What the organisation counts.
    pub fn value(self) -> T {
        self.value
    }
}

impl<T: InventoryPart> Consolidated<T> {
    /// Parts of one inventory, such as of regions, together.
    ///
    /// # Errors
    /// - [`EmissionsError::MixedConsolidation`] if a part is by another approach: what one counts
    ///   and another does not would be missing or count twice.
    /// - [`EmissionsError::Quantity`] with [`Undefined`](QuantityError::Undefined) if there is no
    ///   part.
    /// - As [`ConsolidationApproach::consolidate`].
    pub fn together(parts: impl IntoIterator<Item = Self>) -> Result<Self, EmissionsError> {
        let parts: Vec<Self> = parts.into_iter().collect();
        let approach = parts.first().map(|part| part.approach);
        let approach = approach.ok_or(QuantityError::Undefined {
            ratio: "consolidated emissions",
            denominator: "number of parts",
        })?;
        if let Some(other) = parts.iter().find(|part| part.approach != approach) {
            return Err(EmissionsError::MixedConsolidation {
                first: approach,
                other: other.approach,
            });
        }
        let values = parts.into_iter().map(|part| part.value);
        Ok(Self {
            approach,
            value: T::sum_of(values.collect())?,
        })
    }
}

mod sealed {
    pub trait Sealed {}
}

/// A part of an inventory, of which an operation counts with a share: a scope, or an amount.
///
/// The trait is sealed.
pub trait InventoryPart: sealed::Sealed + Mul<Share, Output = Self> + Sized {
    #[doc(hidden)]
    fn sum_of(parts: Vec<Self>) -> Result<Self, EmissionsError>;
}

macro_rules! inventory_parts {
    ($($part:ty: $sum:expr;)+) => {$(
        impl sealed::Sealed for $part {}
        impl InventoryPart for $part {
            fn sum_of(parts: Vec<Self>) -> Result<Self, EmissionsError> {
                $sum(parts)
            }
        }
    )+};
}

inventory_parts! {
    Co2e: |parts| Ok(sum::<Co2e>(parts)?);
    BiogenicCo2: |parts: Vec<BiogenicCo2>| {
        BiogenicCo2::new(sum(parts.into_iter().map(BiogenicCo2::mass))?)
    };
    LocationBased: |parts: Vec<LocationBased>| {
        sum(parts.iter().map(|part| part.co2e()))?;
        Ok(parts.into_iter().sum())
    };
    MarketBased: |parts: Vec<MarketBased>| {
        sum(parts.iter().map(|part| part.co2e()))?;
        Ok(parts.into_iter().sum())
    };
    Scope1: Scope1::together;
    Scope2: |parts: Vec<Scope2>| {
        sum(parts.iter().map(|part| part.location_based.co2e()))?;
        sum(parts.iter().map(|part| part.market_based.co2e()))?;
        Ok(parts.into_iter().sum())
    };
    Scope3: Scope3::together;
}

#[cfg(test)]
mod tests {
    use super::super::{
        CategoryEmissions, DirectEmissions, GwpBasis, GwpSet, Horizon, PurchasedElectricity,
        Scope1Source, Scope3Category, Scope3Method,
    };
    use super::*;
    use crate::quantity::parse;
    use ConsolidationApproach as By;

    const APPROACHES: [By; 3] = [
        By::EquityShare,
        By::FinancialControl,
        By::OperationalControl,
    ];

    fn forty() -> Operation {
        Operation::new(Share::new(0.4).unwrap())
    }

    #[test]
    fn control_counts_all_or_nothing_and_joint_control_the_equity() {
        let counted = |operation: Operation| APPROACHES.map(|by| operation.counted(by).get());
        assert_eq!(counted(forty()), [0.4, 0.0, 0.0]);
        assert_eq!(counted(forty().with_operational_control()), [0.4, 0.0, 1.0]);
        let sole = forty().with_financial_control(FinancialControl::Sole);
        assert_eq!(counted(sole), [0.4, 1.0, 0.0]);
        let joint = forty().with_financial_control(FinancialControl::Joint);
        assert_eq!(counted(joint), [0.4, 0.4, 0.0]);
        assert_eq!(counted(Operation::WHOLLY_OWNED), [1.0; 3]);
        let leased = Operation::new(Share::NONE).with_operational_control();
        assert_eq!(counted(leased), [0.0, 0.0, 1.0]);
    }

    #[test]
    fn every_scope_is_consolidated_in_its_own_way() {
        let basis = GwpBasis {
            set: GwpSet::Ar6,
            horizon: Horizon::Years100,
        };
        let direct = DirectEmissions::new(Co2e::from_kg(10.0), basis).unwrap();
        let scope_1 = Scope1::new(basis, [(Scope1Source::Fugitive, direct)]).unwrap();
        let both = [(forty(), scope_1), (Operation::WHOLLY_OWNED, scope_1)];
        let found = By::EquityShare.consolidate(both).unwrap().value();
        assert_eq!(found.total(), Co2e::from_kg(14.0));

        let grid = "1000 gCO2e/kWh".parse().unwrap();
        let site = PurchasedElectricity::new(parse("10 kWh").unwrap(), grid).unwrap();
        let scope_2 = site.scope_2().unwrap();
        let found = By::EquityShare.consolidate([(forty(), scope_2)]).unwrap();
        assert_eq!(found.value().location_based.co2e(), Co2e::from_kg(4.0));
        assert!(found.value().grid_for_residual);
        let found = By::OperationalControl.consolidate([(forty(), scope_2)]);
        let found = found.unwrap().value();
        assert_eq!(found.market_based.co2e(), Co2e::ZERO);
        assert!(!found.grid_for_residual);

        let travel = CategoryEmissions::new(
            Scope3Category::BusinessTravel,
            Scope3Method::AverageData,
            Co2e::from_kg(10.0),
        );
        let of = |name: &str| Scope3::new(name, [travel.clone().unwrap()]).unwrap();
        let both = [(forty(), of("A")), (Operation::WHOLLY_OWNED, of("A"))];
        let found = By::EquityShare.consolidate(both).unwrap().value();
        assert_eq!(found.total().co2e(), Co2e::from_kg(14.0));
        let others = [(forty(), of("A")), (forty(), of("B"))];
        assert!(By::EquityShare.consolidate(others).is_err());
    }

    #[test]
    fn one_inventory_has_one_approach() {
        let part = |by: By| by.consolidate([(forty(), Co2e::from_kg(10.0))]).unwrap();
        let same = Consolidated::together([part(By::EquityShare), part(By::EquityShare)]).unwrap();
        assert_eq!(
            (same.approach(), same.value()),
            (By::EquityShare, Co2e::from_kg(8.0))
        );
        let mixed = Consolidated::together([part(By::EquityShare), part(By::OperationalControl)]);
        assert_eq!(
            mixed.unwrap_err().to_string(),
            "emissions by operational control cannot be added to an inventory by equity share: \
             take one approach"
        );
        assert!(Consolidated::<Co2e>::together([]).is_err());
    }

    #[test]
    fn what_is_too_large_is_no_number() {
        let vast = (Operation::WHOLLY_OWNED, Co2e::from_kg(f64::MAX));
        assert!(By::EquityShare.consolidate([vast, vast]).is_err());
        let scope_2 = Scope2 {
            location_based: LocationBased::of(Co2e::from_kg(f64::MAX)),
            market_based: MarketBased::default(),
            grid_for_residual: false,
        };
        let vast = (Operation::WHOLLY_OWNED, scope_2);
        assert!(By::EquityShare.consolidate([vast, vast]).is_err());
    }
}
