//! Material Circularity Indicator (MCI) of products and companies.
//!
//! How much of a product's material comes from the linear economy, and how long and how much the
//! product is used: 1 is fully circular, 0.1 a linear product of average life, 0 worse than that.
//! The indicator does not ask how scarce or how toxic a material is.
//!
//! 1. A [`Component`] says what its [`Feedstock`] is and what becomes of it
//!    ([`EndOfUse`]).
//! 2. [`MaterialFlows`] are those of one component or of a bill of materials: virgin feedstock
//!    and unrecoverable waste are added over the components.
//! 3. [`material_circularity_indicator`] puts them together with the product's [`Utility`].
//! 4. [`company`] is the weighted mean over products.
//!
//! ```
//! use ict_impact::circularity::mci::{
//!     Component, EndOfUse, Feedstock, MaterialFlows, Utility, material_circularity_indicator,
//! };
//! use ict_impact::quantity::{Share, parse};
//! let none = Share::NONE;
//! let product = Component::new(
//!     parse("100 kg")?,
//!     Feedstock::new(Share::new(0.3)?, none, none)?,
//!     EndOfUse::new(Share::new(0.5)?, none, none, none)?,
//! )?;
//! let flows = MaterialFlows::of_bill_of_materials(&[product])?;
//! // V = 70 kg, W = 50 kg, LFI = 120 / 200 = 0.6, MCI = 1 − 0.6 · 0.9
//! let mci = material_circularity_indicator(&flows, Utility::AVERAGE)?;
//! assert!((mci.value().get() - 0.46).abs() < 1e-15);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Decisions
//! - The linear flow index has its full denominator `2M + (WF − WC)/2`. Forms with `2M + W/2`
//!   or `(1 − LFI) · F(X)` that circulate are something else.
//! - A linear product with a utility below 0.9 would be negative; it is 0 and flagged
//!   [`RaisedToZero`](super::Flag::RaisedToZero).
//! - Recycled feedstock with a recycling efficiency of zero has no finite waste and is refused;
//!   without recycled feedstock the efficiency does not matter.
//!
//! # Source
//! Ellen MacArthur Foundation and ANSYS Granta, *Circularity Indicators: An Approach to Measuring
//! Circularity. Methodology* (2015, revised 2019), chapter 2.

use super::error::{not_negative, shares_within, sum, undefined};
use super::{CircularityError, Flag, Flags, Indicator, MethodId};
use crate::numeric::ExactSum;
use crate::quantity::{Mass, Quantity, Ratio, Share, ratio, text};

const PRODUCT: MethodId = MethodId::new("EMF-MCI", "2019", "product");
const COMPANY: MethodId = MethodId::new("EMF-MCI", "2019", "company");

/// What a component is made of, as shares of its mass; the rest is virgin.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Feedstock {
    recycled: Share,
    virgin: f64,
    efficiency: Share,
}

impl Feedstock {
    /// Shares from recycled sources (`F_R`), reused sources (`F_U`) and biological materials
    /// from sustained production (`F_S`). The recycling loses nothing.
    ///
    /// # Errors
    /// [`CircularityError::PartsAboveWhole`] if they are more than the whole.
    pub fn new(
        recycled: Share,
        reused: Share,
        biological: Share,
    ) -> Result<Self, CircularityError> {
        let circular = shares_within(
            "shares of recycled, reused and biological feedstock",
            &[recycled, reused, biological],
        )?;
        Ok(Self {
            recycled,
            virgin: (1.0 - circular).max(0.0),
            efficiency: Share::WHOLE,
        })
    }

    /// The same feedstock, where the process that made its recycled part has this efficiency
    /// (`E_F`).
    ///
    /// # Errors
    /// [`CircularityError::OutOfRange`] if it is zero though there is recycled feedstock.
    pub fn with_recycling_efficiency(self, efficiency: Share) -> Result<Self, CircularityError> {
        if efficiency == Share::NONE && self.recycled > Share::NONE {
            return Err(CircularityError::OutOfRange {
                field: "efficiency of recycling feedstock",
                given: text(efficiency),
                accepted: "above zero where there is recycled feedstock",
            });
        }
        Ok(Self { efficiency, ..self })
    }
}

/// What becomes of a component after use, as shares of its mass; the rest is landfilled or burnt.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EndOfUse {
    recycling: Share,
    lost: f64,
    efficiency: Share,
}

impl EndOfUse {
    /// Shares collected for recycling (`C_R`), reuse (`C_U`), composting (`C_C`) and energy
    /// recovery (`C_E`). The recycling loses nothing.
    ///
    /// Energy recovery counts only for biological materials from sustained production that
    /// cannot be put to another use; for all others give none.
    ///
    /// # Errors
    /// [`CircularityError::PartsAboveWhole`] if they are more than the whole.
    pub fn new(
        recycling: Share,
        reuse: Share,
        composting: Share,
        energy_recovery: Share,
    ) -> Result<Self, CircularityError> {
        let collected = shares_within(
            "shares collected for recycling, reuse, composting and energy recovery",
            &[recycling, reuse, composting, energy_recovery],
        )?;
        Ok(Self {
            recycling,
            lost: (1.0 - collected).max(0.0),
            efficiency: Share::WHOLE,
        })
    }

    /// The same fate, where the recycling process has this efficiency (`E_C`).
    #[must_use]
    pub const fn with_recycling_efficiency(self, efficiency: Share) -> Self {
        Self { efficiency, ..self }
    }
}

/// A component or material of a product.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Component {
    mass: Mass,
    feedstock: Feedstock,
    end_of_use: EndOfUse,
}

impl Component {
    /// A component of this mass.
    ///
    /// # Errors
    /// [`CircularityError::OutOfRange`] for a negative, NaN or infinite mass.
    pub fn new(
        mass: Mass,
        feedstock: Feedstock,
        end_of_use: EndOfUse,
    ) -> Result<Self, CircularityError> {
        Ok(Self {
            mass: not_negative("mass of a component", mass)?,
            feedstock,
            end_of_use,
        })
    }

    fn virgin(self) -> f64 {
        self.mass.value * self.feedstock.virgin
    }

    fn lost(self) -> f64 {
        self.mass.value * self.end_of_use.lost
    }

    fn waste_of_feedstock(self) -> f64 {
        let Feedstock {
            recycled,
            efficiency,
            ..
        } = self.feedstock;
        if recycled == Share::NONE {
            return 0.0;
        }
        self.mass.value * efficiency.rest().get() * recycled.get() / efficiency.get()
    }

    fn waste_of_recycling(self) -> f64 {
        let end = self.end_of_use;
        self.mass.value * end.efficiency.rest().get() * end.recycling.get()
    }
}

/// The material flows of a product: those of its components, added.
///
/// # Equation
/// ```text
/// V  = M · (1 − F_R − F_U − F_S)          virgin feedstock [kg]
/// W0 = M · (1 − C_R − C_U − C_C − C_E)    landfilled or burnt after use [kg]
/// WF = M · (1 − E_F) · F_R / E_F          lost in making recycled feedstock [kg]
/// WC = M · (1 − E_C) · C_R                lost in recycling after use [kg]
/// W  = W0 + (WF + WC) / 2                 unrecoverable waste [kg]
///
/// M                        mass of the component [kg]
/// F_R, F_U, F_S, E_F       see Feedstock [1]
/// C_R, C_U, C_C, C_E, E_C  see EndOfUse [1]
/// ```
/// Half of the waste of recycling belongs to this product, half to the one before or after it.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct MaterialFlows {
    /// Mass of the product, `M`.
    pub mass: Mass,
    /// Virgin feedstock, `V`.
    pub virgin: Mass,
    /// Mass landfilled or burnt after use, `W0`.
    pub lost: Mass,
    /// Waste of making recycled feedstock, `WF`.
    pub waste_of_feedstock: Mass,
    /// Waste of recycling after use, `WC`.
    pub waste_of_recycling: Mass,
}

impl MaterialFlows {
    /// The flows of a product made of these components.
    ///
    /// # Errors
    /// [`CircularityError::Sum`] if a flow is too large for a number.
    pub fn of_bill_of_materials(components: &[Component]) -> Result<Self, CircularityError> {
        let add = |flow: fn(Component) -> f64| {
            sum(components
                .iter()
                .map(|&component| Mass::from_checked(flow(component))))
        };
        Ok(Self {
            mass: add(|component| component.mass.value)?,
            virgin: add(Component::virgin)?,
            lost: add(Component::lost)?,
            waste_of_feedstock: add(Component::waste_of_feedstock)?,
            waste_of_recycling: add(Component::waste_of_recycling)?,
        })
    }

    /// Unrecoverable waste, `W`.
    pub fn waste(&self) -> Mass {
        self.lost + (self.waste_of_feedstock + self.waste_of_recycling) / 2.0
    }

    /// The linear flow index: 0 for a product without virgin feedstock and waste, 1 for a linear
    /// one.
    ///
    /// # Equation
    /// ```text
    /// LFI = (V + W) / (2M + (WF − WC)/2)
    /// ```
    ///
    /// # Errors
    /// [`CircularityError::Quantity`] with
    /// [`Undefined`](crate::quantity::QuantityError::Undefined) if the product has no mass.
    pub fn linear_flow_index(&self) -> Result<Share, CircularityError> {
        let linear = self.virgin + self.waste();
        let all = self.mass * 2.0 + (self.waste_of_feedstock - self.waste_of_recycling) / 2.0;
        let index = ratio(linear, all, "linear flow index", "mass of the product")?;
        // At most 1 but for rounding: W0 + WC ≤ M and V ≤ M.
        Ok(Share::new(index.value.min(1.0))?)
    }
}

/// How long and how intensely a product is used, against its industry's average; 1 is average.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Utility(f64);

impl Utility {
    /// As long and as intensely as the average.
    pub const AVERAGE: Self = Self(1.0);

    /// The utility `X`.
    ///
    /// # Errors
    /// [`CircularityError::Quantity`] with
    /// [`Undefined`](crate::quantity::QuantityError::Undefined) if it is zero,
    /// [`CircularityError::OutOfRange`] if it is negative, NaN or infinite.
    pub fn new(utility: Ratio) -> Result<Self, CircularityError> {
        let utility = not_negative("utility", utility)?;
        if utility.value == 0.0 {
            return Err(undefined("Material Circularity Indicator", "utility"));
        }
        Ok(Self(utility.value))
    }

    /// The utility of a product by its life and by the functional units it gives in it, each
    /// against the average.
    ///
    /// # Equation
    /// ```text
    /// X = (L / L_av) · (U / U_av)      L, L_av  life of the product and of the average one [s]
    ///                                  U, U_av  functional units over that life
    /// ```
    /// Where only the life is known, give equal units.
    ///
    /// # Errors
    /// As [`new`](Self::new), also if an average is zero.
    ///
    /// # Example
    /// ```
    /// use ict_impact::circularity::mci::Utility;
    /// use ict_impact::quantity::{Ratio, Time, parse};
    /// let (life, average): (Time, Time) = (parse("6 a")?, parse("4 a")?);
    /// let (units, usual): (Ratio, Ratio) = (parse("100 1")?, parse("200 1")?);
    /// assert_eq!(Utility::of_life_and_use((life, average), (units, usual))?.get(), 0.75);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of_life_and_use<L: Quantity, U: Quantity>(
        life_and_average: (L, L),
        units_and_average: (U, U),
    ) -> Result<Self, CircularityError> {
        let (life, average_life) = life_and_average;
        let (units, average_units) = units_and_average;
        let life = ratio(
            not_negative("life", life)?,
            not_negative("average life", average_life)?,
            "utility",
            "average life",
        )?;
        let units = ratio(
            not_negative("functional units", units)?,
            not_negative("average functional units", average_units)?,
            "utility",
            "average functional units",
        )?;
        Self::new(life * units)
    }

    /// The utility `X`.
    pub const fn get(self) -> f64 {
        self.0
    }
}

/// The Material Circularity Indicator of a product with these material flows.
///
/// # Equation
/// ```text
/// MCI = max(0, 1 − LFI · F(X))      F(X) = 0.9 / X
///
/// LFI  linear flow index [1], see MaterialFlows
/// X    utility [1]
/// ```
///
/// # Source
/// Ellen MacArthur Foundation and ANSYS Granta (2015, revised 2019), chapter 2.
///
/// # Errors
/// [`CircularityError::Quantity`] with
/// [`Undefined`](crate::quantity::QuantityError::Undefined) if the product has no mass.
///
/// # Example
/// See the [module](self).
#[doc(alias = "MCI")]
pub fn material_circularity_indicator(
    flows: &MaterialFlows,
    utility: Utility,
) -> Result<Indicator<Share>, CircularityError> {
    let index = flows.linear_flow_index()?;
    let negative = unraised(index, utility) < 0.0;
    let flags = Flags::NONE.with_if(negative, Flag::RaisedToZero);
    Ok(Indicator::new(
        of_linear_flow_index(index, utility),
        PRODUCT,
        flags,
    ))
}

/// The Material Circularity Indicator of a linear flow index: the formula alone.
///
/// # Equation
/// ```text
/// MCI = max(0, 1 − LFI · 0.9 / X)
/// ```
///
/// # Source
/// Ellen MacArthur Foundation and ANSYS Granta (2015, revised 2019), chapter 2.
///
/// # Example
/// ```
/// use ict_impact::circularity::mci::{Utility, of_linear_flow_index};
/// use ict_impact::quantity::Share;
/// assert_eq!(of_linear_flow_index(Share::new(0.5)?, Utility::AVERAGE), Share::new(0.55)?);
/// # Ok::<(), ict_impact::quantity::QuantityError>(())
/// ```
#[inline]
pub fn of_linear_flow_index(index: Share, utility: Utility) -> Share {
    Share::from_checked(unraised(index, utility).max(0.0))
}

fn unraised(index: Share, utility: Utility) -> f64 {
    1.0 - index.get() * 0.9 / utility.0
}

/// The Material Circularity Indicator of a company: the mean over its products, weighted by a
/// normalising factor such as their revenue or mass.
///
/// # Equation
/// ```text
/// MCI_c = Σ_i N_i · MCI_i / Σ_i N_i     MCI_i  of the product i [1]
///                                       N_i    its normalising factor, all of one unit
/// ```
///
/// # Source
/// Ellen MacArthur Foundation and ANSYS Granta (2015, revised 2019), chapter 3.
///
/// # Errors
/// [`CircularityError::OutOfRange`] for a negative, NaN or infinite factor;
/// [`CircularityError::Quantity`] with
/// [`Undefined`](crate::quantity::QuantityError::Undefined) if the factors sum to zero.
///
/// # Example
/// ```
/// use ict_impact::circularity::mci::company;
/// use ict_impact::quantity::{Eur, Money, Share};
/// let revenue = Money::<Eur, 2023>::new;
/// let products = [(Share::new(0.25)?, revenue(300.0)), (Share::new(0.75)?, revenue(100.0))];
/// assert_eq!(company(&products)?.value(), Share::new(0.375)?); // 150 / 400
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn company<Q: Quantity>(products: &[(Share, Q)]) -> Result<Indicator<Share>, CircularityError> {
    let mut weighted = ExactSum::new();
    let mut weights = ExactSum::new();
    for &(mci, factor) in products {
        let factor = not_negative("normalising factor", factor)?.base();
        weighted.add_product(mci.get(), factor);
        weights.add(factor);
    }
    let (weighted, weights) = (weighted.value()?, weights.value()?);
    let mean = ratio(
        Ratio::from_base(weighted)?,
        Ratio::from_base(weights)?,
        "Material Circularity Indicator of the company",
        "sum of the normalising factors",
    )?;
    let mean = Share::new(mean.value.min(1.0))?;
    Ok(Indicator::new(mean, COMPANY, Flags::NONE))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(part: f64) -> Share {
        Share::new(part).unwrap()
    }

    fn product(feedstock: Feedstock, end_of_use: EndOfUse) -> MaterialFlows {
        let mass = Mass::from_checked(10.0);
        let component = Component::new(mass, feedstock, end_of_use).unwrap();
        MaterialFlows::of_bill_of_materials(&[component]).unwrap()
    }

    fn linear() -> MaterialFlows {
        let none = Share::NONE;
        product(
            Feedstock::new(none, none, none).unwrap(),
            EndOfUse::new(none, none, none, none).unwrap(),
        )
    }

    #[test]
    fn waste_of_recycling_counts_in_the_denominator() {
        let (none, half) = (Share::NONE, share(0.5));
        let flows = product(
            Feedstock::new(half, none, none)
                .unwrap()
                .with_recycling_efficiency(half)
                .unwrap(),
            EndOfUse::new(half, none, none, none).unwrap(),
        );
        // V = 5, W0 = 5, WF = 10 · 0.5 · 0.5 / 0.5 = 5, WC = 0, W = 7.5
        assert_eq!((flows.virgin.value, flows.waste().value), (5.0, 7.5));
        assert_eq!(flows.linear_flow_index().unwrap().get(), 12.5 / 22.5);
    }

    #[test]
    fn the_efficiency_matters_only_where_there_is_recycled_feedstock() {
        let none = Share::NONE;
        let virgin = Feedstock::new(none, none, none).unwrap();
        let virgin = virgin.with_recycling_efficiency(none).unwrap();
        let end = EndOfUse::new(none, none, none, none).unwrap();
        assert_eq!(product(virgin, end), linear());
        let recycled = Feedstock::new(share(0.1), none, none).unwrap();
        assert!(recycled.with_recycling_efficiency(none).is_err());
    }

    #[test]
    fn a_short_lived_linear_product_is_zero_and_says_so() {
        let half = Utility::new(Ratio::from_checked(0.5)).unwrap();
        let mci = material_circularity_indicator(&linear(), half).unwrap();
        assert_eq!(mci.value(), Share::NONE);
        assert!(mci.flags().contains(Flag::RaisedToZero));
        let average = material_circularity_indicator(&linear(), Utility::AVERAGE).unwrap();
        assert!(average.flags().is_empty());
        assert!((average.value().get() - 0.1).abs() < 1e-15);
    }

    #[test]
    fn refuses_shares_above_the_whole_and_what_is_not_there() {
        let (none, most) = (Share::NONE, share(0.6));
        assert!(Feedstock::new(most, most, none).is_err());
        assert!(EndOfUse::new(most, none, none, most).is_err());
        assert!(Feedstock::new(share(0.7), share(0.2), share(0.1)).is_ok());
        let empty = MaterialFlows::of_bill_of_materials(&[]).unwrap();
        assert!(material_circularity_indicator(&empty, Utility::AVERAGE).is_err());
        for x in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert!(Utility::new(Ratio::from_checked(x)).is_err(), "{x}");
        }
        assert!(company::<Mass>(&[]).is_err());
        assert!(company(&[(most, Mass::from_checked(-1.0))]).is_err());
    }
}
