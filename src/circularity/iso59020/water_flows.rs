use super::{circular_water_discharge, circular_water_inflow, equation, onsite_water_reuse};
use crate::circularity::error::{not_negative, sum_within};
use crate::circularity::scorecard::{Description, ENVIRONMENT, Range};
use crate::circularity::slot::Slot;
use crate::circularity::{CircularityError, Indicator, Input};
use crate::quantity::{Volume, sum};

/// Water that a site withdraws, uses and discharges. What was not given is missing, not zero.
///
/// # Example
/// ```
/// use ict_impact::circularity::CircularityError;
/// use ict_impact::circularity::iso59020::WaterFlows;
/// use ict_impact::quantity::parse;
/// let site = WaterFlows::new(parse("160 m3")?)?.with_circular_inflow(parse("40 m3")?)?;
/// assert_eq!(site.circular_inflow()?.value().value, 0.25);
/// assert!(matches!(site.circular_discharge(), Err(CircularityError::Missing { .. })));
/// assert!(site.with_circular_inflow(parse("170 m3")?).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct WaterFlows {
    pub(in crate::circularity) withdrawn: Volume,
    pub(in crate::circularity) circular_inflow: Slot<Volume>,
    pub(in crate::circularity) circular_discharge: Slot<Volume>,
    pub(in crate::circularity) discharged: Slot<Volume>,
    pub(in crate::circularity) onsite: Slot<OnsiteUse>,
}

/// Water used on site, each cycle counted, and the water withdrawn for it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::circularity) struct OnsiteUse {
    used: Volume,
    withdrawn: Volume,
}

impl WaterFlows {
    /// The total water withdrawn, `V_AIW`.
    ///
    /// # Errors
    /// [`CircularityError::OutOfRange`] for a negative, NaN or infinite volume.
    pub fn new(withdrawn: Volume) -> Result<Self, CircularityError> {
        Ok(Self {
            withdrawn: not_negative("total water withdrawn", withdrawn)?,
            circular_inflow: Slot::default(),
            circular_discharge: Slot::default(),
            discharged: Slot::default(),
            onsite: Slot::default(),
        })
    }

    /// The same, of whose withdrawn water this volume comes from circular sources, `V_CIW`.
    ///
    /// # Errors
    /// [`CircularityError::OutOfRange`] for a negative, NaN or infinite volume;
    /// [`CircularityError::PartsAboveWhole`] if it is more than was withdrawn.
    pub fn with_circular_inflow(mut self, volume: Volume) -> Result<Self, CircularityError> {
        let name = "water from circular inflow";
        let volume = not_negative(name, volume)?;
        self.circular_inflow = Slot::Given(sum_within(name, &[volume], self.withdrawn)?);
        Ok(self)
    }

    /// The same, with this volume discharged by circular principles, `V_CDW`.
    ///
    /// # Errors
    /// [`CircularityError::OutOfRange`] for a negative, NaN or infinite volume;
    /// [`CircularityError::PartsAboveWhole`] if it is more than is discharged in all.
    pub fn with_circular_discharge(mut self, volume: Volume) -> Result<Self, CircularityError> {
        let volume = not_negative("water discharged by circular principles", volume)?;
        self.circular_discharge = Slot::Given(volume);
        self.discharge_checked()
    }

    /// The same, with this volume discharged in all, which Circular Transition Indicators ask
    /// for.
    ///
    /// # Errors
    /// As [`with_circular_discharge`](Self::with_circular_discharge).
    pub fn with_discharge(mut self, volume: Volume) -> Result<Self, CircularityError> {
        self.discharged = Slot::Given(not_negative("total water discharged", volume)?);
        self.discharge_checked()
    }

    /// The same, with water used on site, each cycle counted, `V_TWU`, and the volume withdrawn
    /// for it, `V_TWW`.
    ///
    /// # Errors
    /// [`CircularityError::OutOfRange`] for a negative, NaN or infinite volume.
    pub fn with_onsite_use(
        mut self,
        used: Volume,
        withdrawn: Volume,
    ) -> Result<Self, CircularityError> {
        self.onsite = Slot::Given(OnsiteUse {
            used: not_negative("water used on site", used)?,
            withdrawn: not_negative("water withdrawn for use on site", withdrawn)?,
        });
        Ok(self)
    }

    /// The water of several sites together. What one of them lacks is missing in the total.
    ///
    /// # Source
    /// ISO 59020:2024, Annex G.2: amounts are added, then divided.
    ///
    /// # Errors
    /// [`CircularityError::Sum`] if a sum is too large for a number.
    pub fn total_of(sites: &[Self]) -> Result<Self, CircularityError> {
        let add = |of: fn(&Self) -> &Slot<Volume>| {
            Slot::total(sites.iter().map(of), |all| Ok(sum(all.iter().copied())?))
        };
        Ok(Self {
            withdrawn: sum(sites.iter().map(|site| site.withdrawn))?,
            circular_inflow: add(|site| &site.circular_inflow)?,
            circular_discharge: add(|site| &site.circular_discharge)?,
            discharged: add(|site| &site.discharged)?,
            onsite: Slot::total(sites.iter().map(|site| &site.onsite), |all| {
                Ok(OnsiteUse {
                    used: sum(all.iter().map(|site| site.used))?,
                    withdrawn: sum(all.iter().map(|site| site.withdrawn))?,
                })
            })?,
        })
    }

    /// Water withdrawn from circular sources, A.9.
    ///
    /// # Errors
    /// [`CircularityError::Missing`], and as [`circular_water_inflow`].
    pub fn circular_inflow(&self) -> Result<Indicator, CircularityError> {
        let part = self.circular_inflow.get(Input::CircularWaterInflow)?;
        circular_water_inflow(*part, self.withdrawn)
    }

    /// Water discharged by circular principles, A.10.
    ///
    /// # Errors
    /// [`CircularityError::Missing`], and as [`circular_water_discharge`].
    pub fn circular_discharge(&self) -> Result<Indicator, CircularityError> {
        let part = self.circular_discharge.get(Input::CircularWaterDischarge)?;
        circular_water_discharge(*part, self.withdrawn)
    }

    /// On-site water reuse, A.11.
    ///
    /// # Errors
    /// [`CircularityError::Missing`], and as [`onsite_water_reuse`].
    pub fn onsite_reuse(&self) -> Result<Indicator, CircularityError> {
        let onsite = self.onsite.get(Input::OnsiteWaterUse)?;
        onsite_water_reuse(onsite.used, onsite.withdrawn)
    }

    fn discharge_checked(self) -> Result<Self, CircularityError> {
        if let (Slot::Given(part), Slot::Given(whole)) =
            (&self.circular_discharge, &self.discharged)
        {
            sum_within("water discharged by circular principles", &[*part], *whole)?;
        }
        Ok(self)
    }
}

const WATER: &[&str] = &["6.4", "12.2"];

/// Water withdrawn from circular inflow, A.9.
pub(in crate::circularity) static CIRCULAR_WATER_INFLOW: Description = Description::new(
    "iso59020.circular_water_inflow",
    "Water withdrawn from circular inflow",
    equation("A.9"),
    |inputs| Ok(inputs.balance().water()?.circular_inflow()?.into()),
)
.needing(&[Input::WaterWithdrawn, Input::CircularWaterInflow])
.relevant_to(WATER, ENVIRONMENT);

/// Water discharged by circular principles, A.10.
pub(in crate::circularity) static CIRCULAR_WATER_DISCHARGE: Description = Description::new(
    "iso59020.circular_water_discharge",
    "Water discharged by circular principles",
    equation("A.10"),
    |inputs| Ok(inputs.balance().water()?.circular_discharge()?.into()),
)
.needing(&[Input::WaterWithdrawn, Input::CircularWaterDischarge])
.relevant_to(WATER, ENVIRONMENT);

/// On-site water reuse, A.11.
pub(in crate::circularity) static ONSITE_WATER_REUSE: Description = Description::new(
    "iso59020.onsite_water_reuse",
    "On-site water reuse",
    equation("A.11"),
    |inputs| Ok(inputs.balance().water()?.onsite_reuse()?.into()),
)
.needing(&[Input::OnsiteWaterUse])
.in_unit("1", Range::NOT_NEGATIVE)
.relevant_to(WATER, ENVIRONMENT);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::Quantity;

    fn m3(volume: f64) -> Volume {
        Volume::from_checked(volume)
    }

    fn site() -> WaterFlows {
        WaterFlows::new(m3(100.0))
            .and_then(|site| site.with_circular_inflow(m3(20.0)))
            .and_then(|site| site.with_circular_discharge(m3(60.0)))
            .and_then(|site| site.with_onsite_use(m3(150.0), m3(100.0)))
            .unwrap()
    }

    #[test]
    fn a_part_is_not_more_than_its_whole() {
        assert!(site().with_circular_inflow(m3(101.0)).is_err());
        assert!(site().with_discharge(m3(59.0)).is_err());
        assert!(site().with_discharge(m3(60.0)).is_ok());
        for bad in [-1.0, f64::NAN, f64::INFINITY] {
            assert!(WaterFlows::new(m3(bad)).is_err());
            assert!(site().with_circular_inflow(m3(bad)).is_err());
            assert!(site().with_circular_discharge(m3(bad)).is_err());
            assert!(site().with_discharge(m3(bad)).is_err());
            assert!(site().with_onsite_use(m3(bad), m3(1.0)).is_err());
            assert!(site().with_onsite_use(m3(1.0), m3(bad)).is_err());
        }
    }

    #[test]
    fn what_one_site_lacks_is_missing_in_all() {
        let both = WaterFlows::total_of(&[site(), site()]).unwrap();
        assert_eq!(both.circular_inflow().unwrap().value().value, 0.2);
        assert_eq!(both.circular_discharge().unwrap().value().value, 0.6);
        assert_eq!(both.onsite_reuse().unwrap().value().value, 1.5);
        let bare = WaterFlows::new(m3(300.0)).unwrap();
        let lacking = WaterFlows::total_of(&[site(), bare]).unwrap();
        assert_eq!(
            lacking.onsite_reuse(),
            Err(CircularityError::Missing {
                input: Input::OnsiteWaterUse,
                sites: alloc::vec![1],
            })
        );
        assert!(lacking.circular_inflow().is_err() && lacking.circular_discharge().is_err());
    }
}
