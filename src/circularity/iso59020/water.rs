use super::equation;
use crate::circularity::error::{not_negative, undefined};
use crate::circularity::indicator::Fraction;
use crate::circularity::{CircularityError, Flag, Flags, Indicator};
use crate::quantity::{Energy, Quantity, Ratio, Volume};

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

/// Energy that crosses the boundary of an organisation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EnergyFlows {
    renewable_in: Energy,
    renewable_out: Energy,
    total_in: Energy,
    total_out: Energy,
}

impl EnergyFlows {
    /// Renewable and total energy that came in, with nothing going out.
    ///
    /// # Errors
    /// [`CircularityError::OutOfRange`] for a negative, NaN or infinite energy.
    pub fn inflow(renewable: Energy, total: Energy) -> Result<Self, CircularityError> {
        let none = Energy::from_checked(0.0);
        Ok(Self {
            renewable_in: not_negative("renewable energy inflow", renewable)?,
            total_in: not_negative("total energy inflow", total)?,
            renewable_out: none,
            total_out: none,
        })
    }

    /// The same inflow, with renewable and total energy that went out.
    ///
    /// # Errors
    /// [`CircularityError::OutOfRange`] for a negative, NaN or infinite energy.
    pub fn with_outflow(self, renewable: Energy, total: Energy) -> Result<Self, CircularityError> {
        Ok(Self {
            renewable_out: not_negative("renewable energy outflow", renewable)?,
            total_out: not_negative("total energy outflow", total)?,
            ..self
        })
    }

    /// The part of the energy consumed that is renewable.
    ///
    /// It is negative, and flagged, where more renewable energy went out than came in. Where
    /// more energy of all kinds went out than came in, what is below the line is negative, and
    /// flagged: the value is then no part of a consumption.
    ///
    /// # Equation
    /// ```text
    /// CONRE = (E_IRENE − E_ORENE) / (E_ITE − E_OTE)
    ///
    /// E_IRENE, E_ORENE  renewable energy in and out [J]
    /// E_ITE, E_OTE      total energy in and out [J]
    /// ```
    ///
    /// # Source
    /// ISO 59020:2024, A.4.2, equation A.8.
    ///
    /// # Errors
    /// [`CircularityError::Quantity`] with
    /// [`Undefined`](crate::quantity::QuantityError::Undefined) if as much energy went out as
    /// came in.
    ///
    /// # Example
    /// ```
    /// use ict_impact::circularity::iso59020::EnergyFlows;
    /// use ict_impact::quantity::parse;
    /// let site = EnergyFlows::inflow(parse("500 MWh")?, parse("1000 MWh")?)?
    ///     .with_outflow(parse("300 MWh")?, parse("200 MWh")?)?;
    /// assert_eq!(site.renewable_energy()?.value().value, 0.25); // 200 / 800
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn renewable_energy(self) -> Result<Indicator, CircularityError> {
        let renewable = self.renewable_in.value - self.renewable_out.value;
        let total = self.total_in.value - self.total_out.value;
        if total == 0.0 {
            return Err(undefined("renewable energy", "net energy inflow"));
        }
        let value = Ratio::from_base(renewable / total)?;
        let flags = Flags::NONE
            .with_if(value.value < 0.0, Flag::Negative)
            .with_if(total < 0.0, Flag::NegativeDenominator)
            .with_if(value.value > 1.0, Flag::Over100);
        Ok(Indicator::new(value, equation("A.8"), flags))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flows(in_out: [f64; 4]) -> Result<Indicator, CircularityError> {
        let [renewable_in, renewable_out, total_in, total_out] = in_out.map(Energy::from_checked);
        EnergyFlows::inflow(renewable_in, total_in)?
            .with_outflow(renewable_out, total_out)?
            .renewable_energy()
    }

    #[test]
    fn a_net_exporter_is_flagged_and_not_clamped() {
        let exporter = flows([10.0, 60.0, 200.0, 100.0]).unwrap();
        assert_eq!(exporter.value().value, -0.5);
        assert!(exporter.flags().contains(Flag::Negative));
        let net = flows([10.0, 60.0, 100.0, 200.0]).unwrap();
        assert_eq!(net.value().value, 0.5);
        assert!(net.flags().contains(Flag::NegativeDenominator));
        assert!(flows([10.0, 5.0, 100.0, 100.0]).is_err());
        assert!(flows([10.0, 5.0, -1.0, 0.0]).is_err());
        assert!(flows([10.0, f64::NAN, 1.0, 0.0]).is_err());
    }

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
