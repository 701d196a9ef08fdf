use super::{UNCONFIRMED, method};
use crate::circularity::error::not_negative;
use crate::circularity::indicator::Fraction;
use crate::circularity::scorecard::{Description, ENVIRONMENT, MATERIALS};
use crate::circularity::{CircularityError, Flag, Indicator, Input, iso59020};
use crate::numeric::ExactSum;
use crate::quantity::{Mass, Quantity, Share, ratio, sum};
use crate::reference::indicators::Direction;

/// A part of the inflow.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Inflow {
    mass: Mass,
    linear: Mass,
}

impl Inflow {
    /// An inflow of this mass, of which this share is circular: non-virgin, or renewable and
    /// used at a rate in line with natural renewal.
    ///
    /// # Errors
    /// [`CircularityError::OutOfRange`] for a negative, NaN or infinite mass.
    pub fn new(mass: Mass, circular: Share) -> Result<Self, CircularityError> {
        let mass = not_negative("mass of an inflow", mass)?;
        Ok(Self {
            mass,
            linear: mass * circular.rest().get(),
        })
    }
}

/// The inflow of a balance: what is reused, recycled or renewable is circular.
impl From<iso59020::Inflow> for Inflow {
    fn from(inflow: iso59020::Inflow) -> Self {
        Self {
            mass: inflow.total(),
            linear: inflow.linear(),
        }
    }
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

/// The circular mass and the whole mass of inflows.
fn of_inflows(inflows: &[Inflow]) -> Result<(Mass, Mass), CircularityError> {
    let linear: Mass = sum(inflows.iter().map(|inflow| inflow.linear))?;
    let mass: Mass = sum(inflows.iter().map(|inflow| inflow.mass))?;
    let circular = (mass.value - linear.value).max(0.0);
    Ok((Mass::from_checked(circular), mass))
}

/// The circular mass and the whole mass of outflows.
fn of_outflows(outflows: &[Outflow]) -> Result<(Mass, Mass), CircularityError> {
    let mut circular = ExactSum::new();
    for outflow in outflows {
        let recovered = outflow.recovery_potential * outflow.actual_recovery;
        circular.add_product(outflow.mass.value, recovered.get());
    }
    let circular = Mass::from_base(circular.value()?)?;
    let mass: Mass = sum(outflows.iter().map(|outflow| outflow.mass))?;
    // Each product is at most its mass; rounding of the sums may add a last bit.
    Ok((Mass::from_checked(circular.value.min(mass.value)), mass))
}

fn share_of(
    (circular, mass): (Mass, Mass),
    name: &'static str,
    whole: &'static str,
) -> Result<Indicator, CircularityError> {
    let value = ratio(circular, mass, name, whole)?;
    Ok(Indicator::new(value, method(name), UNCONFIRMED))
}

/// The part of the inflow that is circular.
///
/// # Equation
/// ```text
/// circular inflow = Σ_i m_i · c_i / Σ_i m_i      m_i  mass of the inflow i [kg]
///                                                c_i  its circular share [1]
/// ```
///
/// # Source
/// WBCSD CTI V4.0 (2023), % circular inflow.
///
/// # Errors
/// [`CircularityError::Quantity`] with
/// [`Undefined`](crate::quantity::QuantityError::Undefined) if there is no inflow.
///
/// # Example
/// ```
/// use ict_impact::circularity::cti::{Inflow, circular_inflow};
/// use ict_impact::quantity::{Share, parse};
/// let steel = Inflow::new(parse("60 t")?, Share::new(0.5)?)?;
/// let plastic = Inflow::new(parse("40 t")?, Share::NONE)?;
/// assert_eq!(circular_inflow(&[steel, plastic])?.value().value, 0.3); // 30 / 100
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn circular_inflow(inflows: &[Inflow]) -> Result<Indicator, CircularityError> {
    share_of(of_inflows(inflows)?, "circular inflow", "total inflow")
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
    share_of(of_outflows(outflows)?, "circular outflow", "total outflow")
}

/// The part of inflow and outflow together that is circular: both weighted by their mass.
///
/// # Equation
/// ```text
/// material circularity = (m_ci + m_co) / (m_i + m_o)
///
/// m_i, m_o    mass of the total inflow and outflow [kg]
/// m_ci, m_co  circular mass in them, as in circular_inflow and circular_outflow [kg]
/// ```
///
/// # Source
/// WBCSD CTI V4.0 (2023), % material circularity.
///
/// # Errors
/// [`CircularityError::Quantity`] with
/// [`Undefined`](crate::quantity::QuantityError::Undefined) if there is neither inflow nor
/// outflow.
///
/// # Example
/// ```
/// use ict_impact::circularity::cti::{Inflow, Outflow, material_circularity};
/// use ict_impact::quantity::{Share, parse};
/// let inflow = [Inflow::new(parse("100 t")?, Share::new(0.5)?)?];
/// let outflow = [Outflow::new(parse("60 t")?, Share::WHOLE, Share::new(0.25)?)?];
/// let circularity = material_circularity(&inflow, &outflow)?;
/// assert_eq!(circularity.value().value, 0.40625); // (50 + 15) / 160
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn material_circularity(
    inflows: &[Inflow],
    outflows: &[Outflow],
) -> Result<Indicator, CircularityError> {
    let (circular_in, mass_in) = of_inflows(inflows)?;
    let (circular_out, mass_out) = of_outflows(outflows)?;
    let circular = sum([circular_in, circular_out])?;
    let mass = sum([mass_in, mass_out])?;
    share_of(
        (circular, mass),
        "material circularity",
        "inflow and outflow",
    )
}

/// The mass of critical material per mass of linear inflow; above 100 %, and flagged, where more
/// of it is critical than is linear.
///
/// Which list says what is critical, the EU's or another, and whether the mass below the line is
/// the linear or the whole inflow, the text has still to confirm: here it is the linear inflow.
///
/// # Equation
/// ```text
/// critical material = m_critical / m_linear      m_critical  inflow of critical material [kg]
///                                                m_linear    virgin, non-renewable inflow [kg]
/// ```
///
/// # Source
/// WBCSD CTI V4.0 (2023), % critical material.
///
/// # Errors
/// [`CircularityError::OutOfRange`] for a negative, NaN or infinite mass;
/// [`CircularityError::Quantity`] with
/// [`Undefined`](crate::quantity::QuantityError::Undefined) if there is no linear inflow.
///
/// # Example
/// ```
/// use ict_impact::circularity::cti::critical_material;
/// use ict_impact::quantity::parse;
/// assert_eq!(critical_material(parse("5 t")?, parse("80 t")?)?.value().value, 0.0625);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn critical_material(
    critical: Mass,
    linear_inflow: Mass,
) -> Result<Indicator, CircularityError> {
    let fraction = Fraction {
        name: "critical material",
        part: "inflow of critical material",
        whole: "linear inflow",
    };
    Ok(fraction
        .share(critical, linear_inflow, method("critical material"))?
        .flagged(true, Flag::Unconfirmed))
}

/// % circular inflow.
pub(in crate::circularity) static CIRCULAR_INFLOW: Description = Description::new(
    "cti.circular_inflow",
    "Circular inflow",
    method("circular inflow"),
    |inputs| Ok(circular_inflow(&[(*inputs.balance().inflow()?).into()])?.into()),
)
.needing(&[Input::Inflow])
.relevant_to(MATERIALS, ENVIRONMENT);

/// % circular outflow.
pub(in crate::circularity) static CIRCULAR_OUTFLOW: Description = Description::new(
    "cti.circular_outflow",
    "Circular outflow",
    method("circular outflow"),
    |inputs| Ok(circular_outflow(inputs.recoverable_outflow()?)?.into()),
)
.needing(&[Input::RecoverableOutflow])
.relevant_to(MATERIALS, ENVIRONMENT);

/// % material circularity.
pub(in crate::circularity) static MATERIAL_CIRCULARITY: Description = Description::new(
    "cti.material_circularity",
    "Material circularity",
    method("material circularity"),
    |inputs| {
        let inflow = [(*inputs.balance().inflow()?).into()];
        Ok(material_circularity(&inflow, inputs.recoverable_outflow()?)?.into())
    },
)
.needing(&[Input::Inflow, Input::RecoverableOutflow])
.relevant_to(MATERIALS, ENVIRONMENT);

/// % critical material.
pub(in crate::circularity) static CRITICAL_MATERIAL: Description = Description::new(
    "cti.critical_material",
    "Critical material per linear inflow",
    method("critical material"),
    |inputs| {
        let linear = inputs.balance().inflow()?.linear();
        Ok(critical_material(*inputs.critical_inflow()?, linear)?.into())
    },
)
.needing(&[Input::CriticalInflow, Input::Inflow])
.better(Direction::Down)
.relevant_to(MATERIALS, ENVIRONMENT);

#[cfg(test)]
mod tests {
    use super::*;

    fn t(mass: f64) -> Mass {
        Mass::from_checked(mass)
    }

    #[test]
    fn nothing_in_or_out_is_undefined() {
        assert!(circular_inflow(&[]).is_err() && circular_outflow(&[]).is_err());
        assert!(material_circularity(&[], &[]).is_err());
        assert!(critical_material(t(1.0), t(0.0)).is_err());
        let more = critical_material(t(3.0), t(2.0)).unwrap();
        assert!(more.flags().contains(Flag::Over100) && more.flags().contains(Flag::Unconfirmed));
        for bad in [-1.0, f64::NAN, f64::INFINITY] {
            assert!(Inflow::new(t(bad), Share::WHOLE).is_err());
            assert!(Outflow::new(t(bad), Share::WHOLE, Share::WHOLE).is_err());
            assert!(critical_material(t(bad), t(1.0)).is_err());
        }
    }

    #[test]
    fn one_side_alone_has_a_circularity() {
        let inflow = [Inflow::new(t(4.0), Share::new(0.25).unwrap()).unwrap()];
        let of = material_circularity(&inflow, &[]).unwrap();
        assert_eq!(of.value(), circular_inflow(&inflow).unwrap().value());
        assert!(of.flags().contains(Flag::Unconfirmed));
        assert_eq!(
            of.method().to_string(),
            "WBCSD-CTI:4.0/material circularity"
        );
    }

    #[test]
    fn both_sides_add_before_they_divide() {
        let share = |fraction| Share::new(fraction).unwrap();
        let inflow = [Inflow::new(t(4.0), share(0.25)).unwrap()];
        for (potential, recovered, circular) in [(0.5, 0.5, 4.0), (1.0, 0.25, 4.0), (1.0, 0.0, 1.0)]
        {
            let outflow = Outflow::new(t(12.0), share(potential), share(recovered)).unwrap();
            let of = material_circularity(&inflow, &[outflow]).unwrap();
            assert_eq!(of.value().value, circular / 16.0);
        }
    }

    #[test]
    fn a_balance_has_the_same_circular_inflow() {
        let balance = iso59020::Inflow::new(t(10.0))
            .and_then(|inflow| inflow.with_recycled(t(2.0)))
            .and_then(|inflow| inflow.with_renewable(t(0.5)))
            .unwrap();
        let inflow = circular_inflow(&[balance.into()]).unwrap();
        assert_eq!(inflow.value().value, 0.25);
        let linear = balance.linear_content().unwrap().value().value;
        assert_eq!(linear, 1.0 - inflow.value().value);
    }
}
