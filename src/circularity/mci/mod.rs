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
//! 4. [`company`] is the weighted mean over products, [`company_by_mass`] that weighted by mass.
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
//! - Left out at the level of a company: reference products for groups of products, and the
//!   rule for products too small to matter. Give the products that the company reports.
//!
//! # Source
//! Ellen MacArthur Foundation and ANSYS Granta, *Circularity Indicators: An Approach to Measuring
//! Circularity. Methodology* (2015, revised 2019), chapter 2.

mod company;
mod flows;

pub(super) use company::{LINEAR_FLOW_INDEX, MATERIAL_CIRCULARITY};
pub use company::{Product, company, company_by_mass};
pub use flows::{Component, EndOfUse, Feedstock, MaterialFlows};

use super::error::{not_negative, undefined};
use super::{CircularityError, Flag, Flags, Indicator, MethodId};
use crate::quantity::{Quantity, Ratio, Share, Time, ratio};

const PRODUCT: MethodId = MethodId::new("EMF-MCI", "2019", "product");

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
    /// Where only the life is known: [`of_life`](Self::of_life).
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

    /// The utility of a product of which only the life is known: it is used as intensely as the
    /// average.
    ///
    /// # Equation
    /// ```text
    /// X = L / L_av        life of the product and of the average one [s]
    /// ```
    ///
    /// # Errors
    /// As [`new`](Self::new), also if the average is zero.
    ///
    /// # Example
    /// ```
    /// use ict_impact::circularity::mci::Utility;
    /// use ict_impact::quantity::parse;
    /// assert_eq!(Utility::of_life(parse("6 a")?, parse("4 a")?)?.get(), 1.5);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of_life(life: Time, average: Time) -> Result<Self, CircularityError> {
        let once = Ratio::from_checked(1.0);
        Self::of_life_and_use((life, average), (once, once))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::Mass;

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
            EndOfUse::new(half, none, none, none)
                .unwrap()
                .with_recycling_efficiency(share(0.8)),
        );
        // V = 5, W0 = 5, WF = 10 · 0.5 · 0.5 / 0.5 = 5, WC = 10 · 0.2 · 0.5 = 1, W = 8
        assert_eq!((flows.virgin.value, flows.lost.value), (5.0, 5.0));
        let index = flows.linear_flow_index().unwrap().get();
        assert!((index - 13.0 / 22.0).abs() < 1e-15, "{index}");
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
        let s = Time::from_checked;
        assert!(Utility::of_life(s(1.0), s(0.0)).is_err());
        assert!(Utility::of_life(s(-1.0), s(1.0)).is_err());
    }
}
