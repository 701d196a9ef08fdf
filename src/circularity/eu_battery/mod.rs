//! Collection, recycling, recovery and recycled content of batteries, Regulation (EU) 2023/1542.
//!
//! | to … | use |
//! |---|---|
//! | rate a year | [`collection_rate`], [`recycling_efficiency`], [`material_recovery`], [`recycled_content`] |
//! | hold a rate against the minimum of the day | [`against_minimum`] |
//! | put the figures of several recyclers or producers together | [`BatteryAccount`] |
//!
//! What is collected in a year was sold in earlier ones, and what comes out of a recycler may
//! have gone in before: rates above 100 % are returned as they are, flagged
//! [`Over100`](super::Flag::Over100).
//!
//! # Source
//! Regulation (EU) 2023/1542, Articles 8, 59 and 60, Annexes XI and XII; Commission Delegated
//! Regulation (EU) 2025/606. The minima are in
//! [`reference::battery_targets`](crate::reference::battery_targets).

mod account;
pub(super) mod descriptions;
mod minimum;

pub use crate::reference::battery_targets::{Battery, BatteryMetal, Chemistry, Requirement};
pub use account::BatteryAccount;
pub use minimum::{MinimumCheck, against_minimum};

use super::error::not_negative;
use super::indicator::Fraction;
use super::{CircularityError, Indicator, MethodId};
use crate::quantity::{Mass, sum};

/// The collection rate of portable batteries, or of those of light means of transport, in year 4: the collected mass over the mean mass
/// made available in the three years before.
///
/// # Equation
/// ```text
/// CR4 = 3 · C4 / (S1 + S2 + S3)      CR4  collection rate in year 4 [1]
///                                    C4   mass collected in year 4 [kg]
///                                    S    mass made available in years 1 to 3 [kg]
/// ```
///
/// # Source
/// Regulation (EU) 2023/1542, Annex XI.
///
/// # Errors
/// [`CircularityError::OutOfRange`] for a negative, NaN or infinite mass;
/// [`CircularityError::Quantity`] with
/// [`Undefined`](crate::quantity::QuantityError::Undefined) if nothing was made available.
///
/// # Example
/// ```
/// use ict_impact::circularity::eu_battery::collection_rate;
/// use ict_impact::quantity::parse;
/// let sold = [parse("900 t")?, parse("1000 t")?, parse("1100 t")?];
/// assert_eq!(collection_rate(parse("500 t")?, sold)?.value().value, 0.5);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[doc(alias = "CR4")]
pub fn collection_rate(
    collected: Mass,
    made_available: [Mass; 3],
) -> Result<Indicator, CircularityError> {
    for mass in made_available {
        not_negative("batteries made available", mass)?;
    }
    let mean = sum(made_available)? / 3.0;
    let fraction = Fraction {
        name: "collection rate of batteries",
        part: "batteries collected",
        whole: "batteries made available",
    };
    let method = MethodId::new("EU-2023/1542", "2023", "Annex XI");
    fraction.share(collected, mean, method)
}

/// The recycling efficiency of a process: the recycled mass that comes out per mass of waste
/// batteries that goes in.
///
/// # Equation
/// ```text
/// rRE = m_out / m_in      m_out  mass of recycled output fractions in a year [kg]
///                         m_in   mass of waste batteries that enter in that year [kg]
/// ```
///
/// # Source
/// Delegated Regulation (EU) 2025/606, Annex, point 2, for each chemistry by itself. Black mass is
/// an intermediate, not an output.
///
/// # Errors
/// As [`collection_rate`].
///
/// # Example
/// ```
/// use ict_impact::circularity::eu_battery::recycling_efficiency;
/// use ict_impact::quantity::parse;
/// assert_eq!(recycling_efficiency(parse("65 t")?, parse("100 t")?)?.value().value, 0.65);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[doc(alias = "rRE")]
pub fn recycling_efficiency(output: Mass, input: Mass) -> Result<Indicator, CircularityError> {
    let fraction = Fraction {
        name: "recycling efficiency of batteries",
        part: "recycled output",
        whole: "waste batteries put in",
    };
    fraction.share(output, input, MethodId::new("EU-2025/606", "2025", "rRE"))
}

/// The recovery of one material, such as cobalt or lithium: its mass recovered per mass of it
/// that goes in.
///
/// # Equation
/// ```text
/// rRM = m_TM,out / m_TM,in      m_TM,out  mass of the target material recovered [kg]
///                               m_TM,in   mass of it in the waste batteries [kg]
/// ```
///
/// # Source
/// Delegated Regulation (EU) 2025/606, Annex, point 3. Metals in slag are not recovered.
///
/// # Errors
/// As [`collection_rate`].
///
/// # Example
/// ```
/// use ict_impact::circularity::eu_battery::material_recovery;
/// use ict_impact::quantity::parse;
/// assert_eq!(material_recovery(parse("4.5 t")?, parse("5 t")?)?.value().value, 0.9);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[doc(alias = "rRM")]
pub fn material_recovery(output: Mass, input: Mass) -> Result<Indicator, CircularityError> {
    let fraction = Fraction {
        name: "material recovery from batteries",
        part: "target material recovered",
        whole: "target material put in",
    };
    fraction.share(output, input, MethodId::new("EU-2025/606", "2025", "rRM"))
}

/// The recycled content of one metal in new batteries: what of it was recovered from waste.
///
/// # Equation
/// ```text
/// content = m_recovered / m_total      m_recovered  mass of the metal recovered from battery
///                                                   manufacturing or post-consumer waste [kg]
///                                      m_total      mass of it in the active materials; of lead
///                                                   in the battery [kg]
/// ```
///
/// # Source
/// Regulation (EU) 2023/1542, Article 8, per model, year and plant. The method of calculation is
/// left to a delegated act, due by 18 August 2026, and the result is flagged
/// [`Unconfirmed`](super::Flag::Unconfirmed).
///
/// # Errors
/// As [`collection_rate`].
///
/// # Example
/// ```
/// use ict_impact::circularity::eu_battery::recycled_content;
/// use ict_impact::quantity::parse;
/// assert_eq!(recycled_content(parse("40 kg")?, parse("250 kg")?)?.value().value, 0.16);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn recycled_content(recovered: Mass, total: Mass) -> Result<Indicator, CircularityError> {
    let fraction = Fraction {
        name: "recycled content of batteries",
        part: "metal recovered from waste",
        whole: "metal in the batteries",
    };
    let method = MethodId::new("EU-2023/1542", "2023", "Article 8");
    let content = fraction.share(recovered, total, method)?;
    Ok(content.flagged(true, super::Flag::Unconfirmed))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::circularity::Flag;
    use crate::quantity::Quantity;

    #[test]
    fn stock_from_earlier_years_is_flagged_and_nothing_sold_is_undefined() {
        let t = Mass::from_checked;
        let rate = collection_rate(t(30.0), [t(10.0); 3]).unwrap();
        assert_eq!(rate.value().value, 3.0);
        assert!(rate.flags().contains(Flag::Over100));
        assert!(collection_rate(t(1.0), [t(0.0); 3]).is_err());
        assert!(collection_rate(t(1.0), [t(5.0), t(-4.0), t(5.0)]).is_err());
        assert!(material_recovery(t(1.0), t(0.0)).is_err());
        assert!(recycling_efficiency(t(f64::NAN), t(1.0)).is_err());
        assert!(recycled_content(t(0.0), t(0.0)).is_err());
        let content = recycled_content(t(1.0), t(4.0)).unwrap();
        assert!(content.flags().contains(Flag::Unconfirmed));
    }
}
