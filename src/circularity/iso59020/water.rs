use super::equation;
use crate::circularity::indicator::Fraction;
use crate::circularity::{CircularityError, Indicator};
use crate::quantity::Volume;

/// The part of the water withdrawn that comes from circular sources.
///
/// # Equation
/// ```text
/// CWW = V_CIW / V_AIW       V_CIW  water from circular inflow [m3]
///                           V_AIW  total water withdrawn [m3]
/// ```
///
/// # Source
/// ISO 59020:2024, A.5.2, equation A.9.
///
/// # Errors
/// [`CircularityError::OutOfRange`] for a negative, NaN or infinite volume;
/// [`CircularityError::Quantity`] with
/// [`Undefined`](crate::quantity::QuantityError::Undefined) if no water was withdrawn.
///
/// # Example
/// ```
/// use ict_impact::circularity::iso59020::circular_water_inflow;
/// use ict_impact::quantity::parse;
/// assert_eq!(circular_water_inflow(parse("40 m3")?, parse("160 m3")?)?.value().value, 0.25);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn circular_water_inflow(part: Volume, total: Volume) -> Result<Indicator, CircularityError> {
    let fraction = Fraction {
        name: "circular water inflow",
        part: "water from circular inflow",
        whole: "total water withdrawn",
    };
    fraction.share(part, total, equation("A.9"))
}

/// The part of the water withdrawn that is discharged by circular principles.
///
/// # Equation
/// ```text
/// CDW = V_CDW / V_AIW       V_CDW  water discharged by circular principles [m3]
///                           V_AIW  total water withdrawn [m3]
/// ```
///
/// # Source
/// ISO 59020:2024, A.5.3, equation A.10.
///
/// # Errors
/// [`CircularityError::OutOfRange`] for a negative, NaN or infinite volume;
/// [`CircularityError::Quantity`] with
/// [`Undefined`](crate::quantity::QuantityError::Undefined) if no water was withdrawn.
///
/// # Example
/// ```
/// use ict_impact::circularity::iso59020::circular_water_discharge;
/// use ict_impact::quantity::parse;
/// assert_eq!(circular_water_discharge(parse("30 m3")?, parse("120 m3")?)?.value().value, 0.25);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn circular_water_discharge(
    part: Volume,
    total: Volume,
) -> Result<Indicator, CircularityError> {
    let fraction = Fraction {
        name: "circular water discharge",
        part: "water discharged by circular principles",
        whole: "total water withdrawn",
    };
    fraction.share(part, total, equation("A.10"))
}

/// How often water is reused on site per water withdrawn; 1 and more means recirculation.
///
/// # Equation
/// ```text
/// WRR = V_TWU / V_TWW       V_TWU  water used on site, each cycle counted [m3]
///                           V_TWW  total water withdrawn [m3]
/// ```
///
/// # Source
/// ISO 59020:2024, A.5.4, equation A.11.
///
/// # Errors
/// [`CircularityError::OutOfRange`] for a negative, NaN or infinite volume;
/// [`CircularityError::Quantity`] with
/// [`Undefined`](crate::quantity::QuantityError::Undefined) if no water was withdrawn.
///
/// # Example
/// ```
/// use ict_impact::circularity::iso59020::onsite_water_reuse;
/// use ict_impact::quantity::parse;
/// assert_eq!(onsite_water_reuse(parse("300 m3")?, parse("200 m3")?)?.value().value, 1.5);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn onsite_water_reuse(part: Volume, total: Volume) -> Result<Indicator, CircularityError> {
    let fraction = Fraction {
        name: "onsite water reuse",
        part: "water used on site, each cycle counted",
        whole: "total water withdrawn",
    };
    fraction.ratio(part, total, equation("A.11"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::circularity::Flag;
    use crate::quantity::Quantity;

    #[test]
    fn only_recirculation_may_pass_one_without_a_flag() {
        let m3 = Volume::from_checked;
        let reuse = onsite_water_reuse(m3(3.0), m3(2.0)).unwrap();
        assert!(reuse.flags().is_empty());
        let inflow = circular_water_inflow(m3(3.0), m3(2.0)).unwrap();
        assert_eq!(inflow.value().value, 1.5);
        assert!(inflow.flags().contains(Flag::Over100));
        assert!(circular_water_discharge(m3(0.0), m3(0.0)).is_err());
    }
}
