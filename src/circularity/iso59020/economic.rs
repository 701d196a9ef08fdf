use super::equation;
use crate::circularity::error::{not_negative, undefined};
use crate::circularity::indicator::Fraction;
use crate::circularity::{CircularityError, Flag, Flags, Indicator};
use crate::quantity::{Currency, Factor, Mass, Money, PerMass, Ratio, Time};

/// The average lifetime of a product over that of its industry; above 1 is longer.
///
/// # Equation
/// ```text
/// R_LP = t_LP / t_IALP      t_LP    average lifetime of the product [s]
///                           t_IALP  average lifetime in the industry [s]
/// ```
///
/// # Source
/// ISO 59020:2024, A.3.2, equation A.4.
///
/// # Errors
/// [`CircularityError::OutOfRange`] for a negative, NaN or infinite lifetime;
/// [`CircularityError::Quantity`] with
/// [`Undefined`](crate::quantity::QuantityError::Undefined) if the industry's is zero.
///
/// # Example
/// ```
/// use ict_impact::circularity::iso59020::lifetime_ratio;
/// use ict_impact::quantity::parse;
/// assert_eq!(lifetime_ratio(parse("6 a")?, parse("4 a")?)?.value().value, 1.5);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn lifetime_ratio(product: Time, industry: Time) -> Result<Indicator, CircularityError> {
    let fraction = Fraction {
        name: "lifetime ratio",
        part: "lifetime of the product",
        whole: "lifetime in the industry",
    };
    fraction.ratio(product, industry, equation("A.4"))
}

/// The revenue per mass of linear resource inflow.
///
/// # Equation
/// ```text
/// R_MP = C / D      C  revenue [money of one currency and price year]
///                   D  total mass of linear resource inflow [kg]
/// ```
///
/// # Source
/// ISO 59020:2024, A.6.2, equation A.12.
///
/// # Errors
/// [`CircularityError::OutOfRange`] for a negative, NaN or infinite value;
/// [`CircularityError::Quantity`] with
/// [`Undefined`](crate::quantity::QuantityError::Undefined) if there is no linear inflow.
///
/// # Example
/// ```
/// use ict_impact::circularity::iso59020::material_productivity;
/// use ict_impact::quantity::{Eur, Money, parse};
/// let productivity = material_productivity(Money::<Eur, 2023>::new(1000.0), parse("500 kg")?)?;
/// assert_eq!(productivity.value(), "2 EUR2023/kg".parse()?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn material_productivity<C: Currency, const YEAR: u16>(
    revenue: Money<C, YEAR>,
    linear_inflow: Mass,
) -> Result<Indicator<Factor<Money<C, YEAR>, PerMass>>, CircularityError> {
    let revenue = not_negative("revenue", revenue)?;
    let linear_inflow = not_negative("linear resource inflow", linear_inflow)?;
    if linear_inflow.value == 0.0 {
        return Err(undefined("material productivity", "linear resource inflow"));
    }
    let value = Factor::per(revenue, linear_inflow)?;
    Ok(Indicator::new(value, equation("A.12"), Flags::NONE))
}

/// The growth of an economy over its growth in resource use, both as indices.
///
/// The two symbols are those of a transcription: which measures of growth and of use the standard
/// prescribes is to be confirmed by its text, and the result is flagged
/// [`Unconfirmed`](Flag::Unconfirmed).
///
/// # Equation
/// ```text
/// I_RII = E / F     E  measure of economic growth [1]
///                   F  measure of total resource use [1]
/// ```
///
/// # Source
/// ISO 59020:2024, A.6.3, equation A.13.
///
/// # Errors
/// [`CircularityError::OutOfRange`] for a negative, NaN or infinite value;
/// [`CircularityError::Quantity`] with
/// [`Undefined`](crate::quantity::QuantityError::Undefined) if the resource use is zero.
///
/// # Example
/// ```
/// use ict_impact::circularity::iso59020::resource_intensity_index;
/// use ict_impact::quantity::parse;
/// assert_eq!(resource_intensity_index(parse("1.25 1")?, parse("0.5 1")?)?.value(), parse("2.5 1")?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn resource_intensity_index(
    economic_growth: Ratio,
    resource_use: Ratio,
) -> Result<Indicator, CircularityError> {
    let fraction = Fraction {
        name: "resource intensity index",
        part: "economic growth",
        whole: "resource use",
    };
    let result = fraction.ratio(economic_growth, resource_use, equation("A.13"))?;
    Ok(result.flagged(true, Flag::Unconfirmed))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::{Quantity, Usd};

    #[test]
    fn no_industry_and_no_inflow_are_undefined() {
        let s = Time::from_checked;
        assert!(lifetime_ratio(s(1.0), s(0.0)).is_err());
        assert!(lifetime_ratio(s(f64::NAN), s(1.0)).is_err());
        let revenue = Money::<Usd, 2023>::new(1.0);
        assert!(material_productivity(revenue, Mass::from_checked(0.0)).is_err());
        assert!(material_productivity(revenue, Mass::from_checked(-1.0)).is_err());
        let index = Ratio::from_checked;
        assert!(resource_intensity_index(index(1.0), index(0.0)).is_err());
    }

    #[test]
    fn a_longer_life_is_no_rate_above_the_whole() {
        let s = Time::from_checked;
        assert!(lifetime_ratio(s(3.0), s(2.0)).unwrap().flags().is_empty());
    }
}
