use super::{UNCONFIRMED, method};
use crate::circularity::error::{not_negative, sum_within};
use crate::circularity::indicator::Fraction;
use crate::circularity::scorecard::{Description, ENVIRONMENT, ScorecardInputs};
use crate::circularity::{CircularityError, Flag, Indicator, Input};
use crate::quantity::{Energy, Quantity, Ratio, Volume, ratio};

/// Water withdrawn and discharged, and the circular part of each.
///
/// # Example
/// ```
/// use ict_impact::circularity::cti::Water;
/// use ict_impact::quantity::parse;
/// let inflow = (parse("40 m3")?, parse("160 m3")?);
/// let outflow = (parse("60 m3")?, parse("80 m3")?);
/// let site = Water::new(inflow, outflow)?;
/// assert_eq!(site.circular_inflow()?.value().value, 0.25);
/// assert_eq!(site.circular_outflow()?.value().value, 0.75);
/// assert_eq!(site.circularity()?.value().value, 0.5);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Water {
    circular_inflow: Volume,
    inflow: Volume,
    circular_outflow: Volume,
    outflow: Volume,
}

impl Water {
    /// The circular and the total inflow, and the circular and the total outflow.
    ///
    /// # Errors
    /// [`CircularityError::OutOfRange`] for a negative, NaN or infinite volume;
    /// [`CircularityError::PartsAboveWhole`] if a part is more than its whole.
    pub fn new(
        circular_and_total_inflow: (Volume, Volume),
        circular_and_total_outflow: (Volume, Volume),
    ) -> Result<Self, CircularityError> {
        let part_of = |(part, whole): (Volume, Volume), name| {
            let whole = not_negative(name, whole)?;
            let part = sum_within(name, &[not_negative(name, part)?], whole)?;
            Ok::<_, CircularityError>((part, whole))
        };
        let (circular_inflow, inflow) = part_of(circular_and_total_inflow, "water inflow")?;
        let (circular_outflow, outflow) = part_of(circular_and_total_outflow, "water outflow")?;
        Ok(Self {
            circular_inflow,
            inflow,
            circular_outflow,
            outflow,
        })
    }

    /// The part of the water inflow that is circular.
    ///
    /// # Equation
    /// ```text
    /// % circular water inflow = V_ci / V_i        circular and total inflow [m3]
    /// ```
    ///
    /// # Source
    /// WBCSD CTI V4.0 (2023), % water circularity.
    ///
    /// # Errors
    /// [`CircularityError::Quantity`] with
    /// [`Undefined`](crate::quantity::QuantityError::Undefined) if there is no inflow.
    pub fn circular_inflow(&self) -> Result<Indicator, CircularityError> {
        let name = "circular water inflow";
        let value = ratio(self.circular_inflow, self.inflow, name, "water inflow")?;
        Ok(Indicator::new(value, method(name), UNCONFIRMED))
    }

    /// The part of the water outflow that is circular.
    ///
    /// # Equation
    /// ```text
    /// % circular water outflow = V_co / V_o        circular and total outflow [m3]
    /// ```
    ///
    /// # Source
    /// WBCSD CTI V4.0 (2023), % water circularity.
    ///
    /// # Errors
    /// [`CircularityError::Quantity`] with
    /// [`Undefined`](crate::quantity::QuantityError::Undefined) if there is no outflow.
    pub fn circular_outflow(&self) -> Result<Indicator, CircularityError> {
        let name = "circular water outflow";
        let value = ratio(self.circular_outflow, self.outflow, name, "water outflow")?;
        Ok(Indicator::new(value, method(name), UNCONFIRMED))
    }

    /// The mean of the two parts.
    ///
    /// # Equation
    /// ```text
    /// % water circularity = (% circular water inflow + % circular water outflow) / 2
    /// ```
    ///
    /// # Source
    /// WBCSD CTI V4.0 (2023), % water circularity.
    ///
    /// # Errors
    /// As [`circular_inflow`](Self::circular_inflow) and
    /// [`circular_outflow`](Self::circular_outflow).
    pub fn circularity(&self) -> Result<Indicator, CircularityError> {
        let (inflow, outflow) = (self.circular_inflow()?, self.circular_outflow()?);
        let mean = Ratio::from_base((inflow.value().value + outflow.value().value) / 2.0)?;
        let of = method("water circularity");
        Ok(Indicator::new(mean, of, UNCONFIRMED))
    }
}

/// The part of the energy consumed that is renewable.
///
/// # Equation
/// ```text
/// % renewable energy = E_renewable / E_total        both consumed in the year [J]
/// ```
///
/// # Source
/// WBCSD CTI V4.0 (2023), % renewable energy.
///
/// # Errors
/// [`CircularityError::OutOfRange`] for a negative, NaN or infinite energy;
/// [`CircularityError::Quantity`] with
/// [`Undefined`](crate::quantity::QuantityError::Undefined) if no energy is consumed.
///
/// # Example
/// ```
/// use ict_impact::circularity::cti::renewable_energy;
/// use ict_impact::quantity::parse;
/// assert_eq!(renewable_energy(parse("200 MWh")?, parse("800 MWh")?)?.value().value, 0.25);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn renewable_energy(renewable: Energy, total: Energy) -> Result<Indicator, CircularityError> {
    let fraction = Fraction {
        name: "renewable energy",
        part: "renewable energy consumed",
        whole: "energy consumed",
    };
    Ok(fraction
        .share(renewable, total, method("renewable energy"))?
        .flagged(true, Flag::Unconfirmed))
}

/// Water of a balance that says what is discharged.
fn water(inputs: &ScorecardInputs) -> Result<Water, CircularityError> {
    let flows = inputs.balance().water()?;
    let circular_in = *flows.circular_inflow.get(Input::CircularWaterInflow)?;
    let circular_out = *flows
        .circular_discharge
        .get(Input::CircularWaterDischarge)?;
    let out = *flows.discharged.get(Input::WaterDischarged)?;
    Water::new((circular_in, flows.withdrawn), (circular_out, out))
}

/// % water circularity.
pub(in crate::circularity) static WATER_CIRCULARITY: Description = Description::new(
    "cti.water_circularity",
    "Water circularity",
    method("water circularity"),
    |inputs| Ok(water(inputs)?.circularity()?.into()),
)
.needing(&[
    Input::WaterWithdrawn,
    Input::CircularWaterInflow,
    Input::WaterDischarged,
    Input::CircularWaterDischarge,
])
.relevant_to(&["6.4", "12.2"], ENVIRONMENT);

/// % circular water inflow.
pub(in crate::circularity) static CIRCULAR_WATER_INFLOW: Description = Description::new(
    "cti.circular_water_inflow",
    "Circular water inflow",
    method("circular water inflow"),
    |inputs| Ok(water(inputs)?.circular_inflow()?.into()),
)
.needing(WATER_CIRCULARITY.needs())
.relevant_to(&["6.4", "12.2"], ENVIRONMENT);

/// % circular water outflow.
pub(in crate::circularity) static CIRCULAR_WATER_OUTFLOW: Description = Description::new(
    "cti.circular_water_outflow",
    "Circular water outflow",
    method("circular water outflow"),
    |inputs| Ok(water(inputs)?.circular_outflow()?.into()),
)
.needing(WATER_CIRCULARITY.needs())
.relevant_to(&["6.4", "12.2"], ENVIRONMENT);

/// % renewable energy.
pub(in crate::circularity) static RENEWABLE_ENERGY: Description = Description::new(
    "cti.renewable_energy",
    "Renewable energy",
    method("renewable energy"),
    |inputs| {
        let (renewable, total) = inputs.balance().energy()?.consumed();
        Ok(renewable_energy(renewable, total)?.into())
    },
)
.needing(&[Input::Energy])
.relevant_to(&["7.2", "12.2"], ENVIRONMENT);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_side_is_undefined_on_its_own() {
        let m3 = Volume::from_checked;
        let dry = Water::new((m3(1.0), m3(2.0)), (m3(0.0), m3(0.0))).unwrap();
        assert_eq!(dry.circular_inflow().unwrap().value().value, 0.5);
        assert!(dry.circular_outflow().is_err() && dry.circularity().is_err());
        assert!(Water::new((m3(3.0), m3(2.0)), (m3(0.0), m3(1.0))).is_err());
        assert!(Water::new((m3(1.0), m3(2.0)), (m3(2.0), m3(1.0))).is_err());
        assert!(Water::new((m3(-1.0), m3(2.0)), (m3(0.0), m3(1.0))).is_err());
        assert!(Water::new((m3(1.0), m3(f64::NAN)), (m3(0.0), m3(1.0))).is_err());
    }

    #[test]
    fn no_energy_is_undefined() {
        let j = Energy::from_checked;
        assert!(renewable_energy(j(0.0), j(0.0)).is_err());
        assert!(renewable_energy(j(-1.0), j(1.0)).is_err());
    }
}
