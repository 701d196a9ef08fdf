use super::equation;
use crate::circularity::indicator::Fraction;
use crate::circularity::{CircularityError, Flag, Indicator};
use crate::quantity::{Mass, Quantity};

const INFLOW: &str = "total resource inflow";
const OUTFLOW: &str = "total resource outflow";

/// The part of the inflow that is reused products or components.
///
/// # Equation
/// ```text
/// REUI = m_REUI / m_TI      m_REUI  mass of reused inflow [kg]
///                           m_TI    mass of the total inflow [kg]
/// ```
///
/// # Source
/// ISO 59020:2024, A.2.2, equation A.1.
///
/// # Errors
/// [`CircularityError::OutOfRange`] for a negative, NaN or infinite mass;
/// [`CircularityError::Quantity`] with
/// [`Undefined`](crate::quantity::QuantityError::Undefined) if there is no inflow.
///
/// # Example
/// ```
/// use ict_impact::circularity::iso59020::reused_inflow_content;
/// use ict_impact::quantity::parse;
/// assert_eq!(reused_inflow_content(parse("50 t")?, parse("100 t")?)?.value().value, 0.5);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn reused_inflow_content(part: Mass, total: Mass) -> Result<Indicator, CircularityError> {
    let fraction = Fraction {
        name: "reused inflow content",
        part: "mass of reused inflow",
        whole: INFLOW,
    };
    fraction.share(part, total, equation("A.1"))
}

/// The part of the inflow that is recycled material.
///
/// # Equation
/// ```text
/// RECI = m_RECI / m_TI      m_RECI  mass of recycled inflow [kg]
///                           m_TI    mass of the total inflow [kg]
/// ```
///
/// # Source
/// ISO 59020:2024, A.2.3, equation A.2.
///
/// # Errors
/// [`CircularityError::OutOfRange`] for a negative, NaN or infinite mass;
/// [`CircularityError::Quantity`] with
/// [`Undefined`](crate::quantity::QuantityError::Undefined) if there is no inflow.
///
/// # Example
/// ```
/// use ict_impact::circularity::iso59020::recycled_inflow_content;
/// use ict_impact::quantity::parse;
/// assert_eq!(recycled_inflow_content(parse("30 t")?, parse("120 t")?)?.value().value, 0.25);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn recycled_inflow_content(part: Mass, total: Mass) -> Result<Indicator, CircularityError> {
    let fraction = Fraction {
        name: "recycled inflow content",
        part: "mass of recycled inflow",
        whole: INFLOW,
    };
    fraction.share(part, total, equation("A.2"))
}

/// The part of the inflow that is renewable and sustainably produced.
///
/// # Equation
/// ```text
/// RENI = m_RENI / m_TI      m_RENI  mass of renewable inflow [kg]
///                           m_TI    mass of the total inflow [kg]
/// ```
///
/// # Source
/// ISO 59020:2024, A.2.4, equation A.3.
///
/// # Errors
/// [`CircularityError::OutOfRange`] for a negative, NaN or infinite mass;
/// [`CircularityError::Quantity`] with
/// [`Undefined`](crate::quantity::QuantityError::Undefined) if there is no inflow.
///
/// # Example
/// ```
/// use ict_impact::circularity::iso59020::renewable_inflow_content;
/// use ict_impact::quantity::parse;
/// assert_eq!(renewable_inflow_content(parse("25 t")?, parse("200 t")?)?.value().value, 0.125);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn renewable_inflow_content(part: Mass, total: Mass) -> Result<Indicator, CircularityError> {
    let fraction = Fraction {
        name: "renewable inflow content",
        part: "mass of renewable inflow",
        whole: INFLOW,
    };
    fraction.share(part, total, equation("A.3"))
}

/// The part of the outflow that is actually reused.
///
/// # Equation
/// ```text
/// REUO = m_REUO / m_TO      m_REUO  mass of reused outflow [kg]
///                           m_TO    mass of the total outflow [kg]
/// ```
///
/// # Source
/// ISO 59020:2024, A.3.3, equation A.5.
///
/// # Errors
/// [`CircularityError::OutOfRange`] for a negative, NaN or infinite mass;
/// [`CircularityError::Quantity`] with
/// [`Undefined`](crate::quantity::QuantityError::Undefined) if there is no outflow.
///
/// # Example
/// ```
/// use ict_impact::circularity::iso59020::reused_outflow;
/// use ict_impact::quantity::parse;
/// assert_eq!(reused_outflow(parse("30 t")?, parse("120 t")?)?.value().value, 0.25);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn reused_outflow(part: Mass, total: Mass) -> Result<Indicator, CircularityError> {
    let fraction = Fraction {
        name: "reused outflow",
        part: "mass of reused outflow",
        whole: OUTFLOW,
    };
    fraction.share(part, total, equation("A.5"))
}

/// The part of the outflow that is actually recycled; what cannot be traced is not.
///
/// # Equation
/// ```text
/// RECO = m_RECO / m_TO      m_RECO  mass of recycled outflow [kg]
///                           m_TO    mass of the total outflow [kg]
/// ```
///
/// # Source
/// ISO 59020:2024, A.3.4, equation A.6.
///
/// # Errors
/// [`CircularityError::OutOfRange`] for a negative, NaN or infinite mass;
/// [`CircularityError::Quantity`] with
/// [`Undefined`](crate::quantity::QuantityError::Undefined) if there is no outflow.
///
/// # Example
/// ```
/// use ict_impact::circularity::{Flag, iso59020::recycled_outflow};
/// use ict_impact::quantity::parse;
/// assert_eq!(recycled_outflow(Some(parse("50 t")?), parse("200 t")?)?.value().value, 0.25);
/// let untraced = recycled_outflow(None, parse("200 t")?)?;
/// assert_eq!(untraced.value().value, 0.0);
/// assert!(untraced.flags().contains(Flag::UntracedAsZero));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn recycled_outflow(part: Option<Mass>, total: Mass) -> Result<Indicator, CircularityError> {
    let fraction = Fraction {
        name: "recycled outflow",
        part: "mass of recycled outflow",
        whole: OUTFLOW,
    };
    let traced = part.unwrap_or(Mass::from_checked(0.0));
    let result = fraction.share(traced, total, equation("A.6"))?;
    Ok(result.flagged(part.is_none(), Flag::UntracedAsZero))
}

/// The part of the outflow that actually recirculates in the biological cycle.
///
/// # Equation
/// ```text
/// RENO = m_RENO / m_TO      m_RENO  mass of biological outflow [kg]
///                           m_TO    mass of the total outflow [kg]
/// ```
///
/// # Source
/// ISO 59020:2024, A.3.5, equation A.7.
///
/// # Errors
/// [`CircularityError::OutOfRange`] for a negative, NaN or infinite mass;
/// [`CircularityError::Quantity`] with
/// [`Undefined`](crate::quantity::QuantityError::Undefined) if there is no outflow.
///
/// # Example
/// ```
/// use ict_impact::circularity::iso59020::biological_outflow;
/// use ict_impact::quantity::parse;
/// assert_eq!(biological_outflow(parse("25 t")?, parse("200 t")?)?.value().value, 0.125);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn biological_outflow(part: Mass, total: Mass) -> Result<Indicator, CircularityError> {
    let fraction = Fraction {
        name: "biological outflow",
        part: "mass of biological outflow",
        whole: OUTFLOW,
    };
    fraction.share(part, total, equation("A.7"))
}
