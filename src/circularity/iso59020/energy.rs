use super::equation;
use crate::circularity::error::{not_negative, undefined};
use crate::circularity::scorecard::{Description, ENVIRONMENT};
use crate::circularity::{CircularityError, Flag, Flags, Indicator, Input};
use crate::quantity::{Energy, Quantity, Ratio, sum};

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

    /// The energy of several sites together.
    ///
    /// # Source
    /// ISO 59020:2024, Annex G.2: amounts are added, then divided.
    ///
    /// # Errors
    /// [`CircularityError::Sum`] if a sum is too large for a number.
    pub fn total_of(flows: &[Self]) -> Result<Self, CircularityError> {
        Ok(Self {
            renewable_in: sum(flows.iter().map(|flow| flow.renewable_in))?,
            renewable_out: sum(flows.iter().map(|flow| flow.renewable_out))?,
            total_in: sum(flows.iter().map(|flow| flow.total_in))?,
            total_out: sum(flows.iter().map(|flow| flow.total_out))?,
        })
    }

    /// The renewable energy consumed, and all energy consumed: what came in and did not go out;
    /// negative where more went out.
    pub fn consumed(&self) -> (Energy, Energy) {
        (
            self.renewable_in - self.renewable_out,
            self.total_in - self.total_out,
        )
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
        let (renewable, total) = self.consumed();
        if total.value == 0.0 {
            return Err(undefined("renewable energy", "net energy inflow"));
        }
        let value = Ratio::from_base(renewable.value / total.value)?;
        let flags = Flags::NONE
            .with_if(value.value < 0.0, Flag::Negative)
            .with_if(total.value < 0.0, Flag::NegativeDenominator)
            .with_if(value.value > 1.0, Flag::Over100);
        Ok(Indicator::new(value, equation("A.8"), flags))
    }
}

/// Renewable energy consumed, A.8.
pub(in crate::circularity) static RENEWABLE_ENERGY: Description = Description::new(
    "iso59020.renewable_energy",
    "Renewable energy consumed",
    equation("A.8"),
    |inputs| Ok(inputs.balance().energy()?.renewable_energy()?.into()),
)
.needing(&[Input::Energy])
.relevant_to(&["7.2", "12.2"], ENVIRONMENT);

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
}
