//! Circular Transition Indicators (CTI): circular outflow and circular material productivity.
//!
//! The formulas follow what is known of version 4.0; its text has still to confirm them, so
//! every result is flagged [`Unconfirmed`](super::Flag::Unconfirmed).
//!
//! # Source
//! World Business Council for Sustainable Development, *Circular Transition Indicators V4.0*
//! (2023).

use super::error::{not_negative, undefined};
use super::{CircularityError, Flag, Flags, Indicator, MethodId};
use crate::numeric::ExactSum;
use crate::quantity::sum;
use crate::quantity::{Currency, Factor, Mass, Money, PerMass, Quantity, Ratio, Share, ratio};

const fn method(indicator: &'static str) -> MethodId {
    MethodId::new("WBCSD-CTI", "4.0", indicator)
}

/// A part of the outflow: products or waste.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outflow {
    mass: Mass,
    recovery_potential: Share,
    actual_recovery: Share,
}

impl Outflow {
    /// An outflow of this mass, of which the design allows `recovery_potential` to be recovered,
    /// and `actual_recovery` of that is.
    ///
    /// # Errors
    /// [`CircularityError::OutOfRange`] for a negative, NaN or infinite mass.
    pub fn new(
        mass: Mass,
        recovery_potential: Share,
        actual_recovery: Share,
    ) -> Result<Self, CircularityError> {
        Ok(Self {
            mass: not_negative("mass of an outflow", mass)?,
            recovery_potential,
            actual_recovery,
        })
    }
}

/// The part of the outflow that is circular.
///
/// # Equation
/// ```text
/// circular outflow = Σ_i m_i · p_i · a_i / Σ_i m_i     m_i  mass of the outflow i [kg]
///                                                      p_i  recovery potential [1]
///                                                      a_i  actual recovery [1]
/// ```
///
/// # Source
/// WBCSD CTI V4.0 (2023), % circular outflow.
///
/// # Errors
/// [`CircularityError::Quantity`] with
/// [`Undefined`](crate::quantity::QuantityError::Undefined) if there is no outflow.
///
/// # Example
/// ```
/// use ict_impact::circularity::cti::{Outflow, circular_outflow};
/// use ict_impact::quantity::{Share, parse};
/// let products = Outflow::new(parse("60 t")?, Share::new(0.75)?, Share::new(0.5)?)?;
/// let waste = Outflow::new(parse("40 t")?, Share::new(0.5)?, Share::new(0.25)?)?;
/// assert_eq!(circular_outflow(&[products, waste])?.value().value, 0.275); // 27.5 / 100
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn circular_outflow(outflows: &[Outflow]) -> Result<Indicator, CircularityError> {
    let mut circular = ExactSum::new();
    for outflow in outflows {
        let recovered = outflow.recovery_potential * outflow.actual_recovery;
        circular.add_product(outflow.mass.value, recovered.get());
    }
    let circular = Mass::from_base(circular.value()?)?;
    let total = sum(outflows.iter().map(|outflow| outflow.mass))?;
    let value: Ratio = ratio(circular, total, "circular outflow", "total outflow")?;
    let flags = Flags::NONE.with(Flag::Unconfirmed);
    Ok(Indicator::new(value, method("circular outflow"), flags))
}

/// The revenue per mass of linear inflow.
///
/// # Equation
/// ```text
/// circular material productivity = revenue / linear inflow
///
/// revenue        [money of one currency and price year]
/// linear inflow  mass of virgin, non-renewable inflow [kg]
/// ```
///
/// # Source
/// WBCSD CTI V4.0 (2023), circular material productivity.
///
/// # Errors
/// [`CircularityError::OutOfRange`] for a negative, NaN or infinite value;
/// [`CircularityError::Quantity`] with
/// [`Undefined`](crate::quantity::QuantityError::Undefined) if there is no linear inflow.
///
/// # Example
/// ```
/// use ict_impact::circularity::cti::circular_material_productivity;
/// use ict_impact::quantity::{Eur, Money, parse};
/// let revenue = Money::<Eur, 2023>::new(1e6);
/// let productivity = circular_material_productivity(revenue, parse("250 t")?)?;
/// assert_eq!(productivity.value(), "4000 EUR2023/t".parse()?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn circular_material_productivity<C: Currency, const YEAR: u16>(
    revenue: Money<C, YEAR>,
    linear_inflow: Mass,
) -> Result<Indicator<Factor<Money<C, YEAR>, PerMass>>, CircularityError> {
    let revenue = not_negative("revenue", revenue)?;
    let linear_inflow = not_negative("linear inflow", linear_inflow)?;
    if linear_inflow.value == 0.0 {
        return Err(undefined("circular material productivity", "linear inflow"));
    }
    Ok(Indicator::new(
        Factor::per(revenue, linear_inflow)?,
        method("circular material productivity"),
        Flags::NONE.with(Flag::Unconfirmed),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::Eur;

    #[test]
    fn no_outflow_and_no_inflow_are_undefined() {
        assert!(circular_outflow(&[]).is_err());
        let (zero, nan) = (Mass::from_checked(0.0), Mass::from_checked(f64::NAN));
        assert!(Outflow::new(nan, Share::WHOLE, Share::WHOLE).is_err());
        let revenue = Money::<Eur, 2023>::new(1.0);
        assert!(circular_material_productivity(revenue, zero).is_err());
        let loss = Money::<Eur, 2023>::new(-1.0);
        assert!(circular_material_productivity(loss, Mass::from_checked(1.0)).is_err());
    }
}
