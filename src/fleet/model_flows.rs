use alloc::vec::Vec;

use super::models::{of, unit_masses};
use super::{
    Ages, DeviceKind, DeviceModel, FleetError, Flow, Intervals, StockAndFlows, TotalFlows,
};
use crate::column::ColumnBuf;
use crate::quantity::{Devices, Mass};
use crate::time::Year;

/// Stock and flows of the devices of one model.
///
/// # Example
/// ```
/// use ict_impact::column::ColumnBuf;
/// use ict_impact::fleet::{DeviceKind, DeviceModel, Fleet, Intervals, Lifetime, Years};
/// use ict_impact::quantity::{Devices, Mass, parse};
/// use ict_impact::time::{Year, YearSeries};
/// // 2 kg in 2020 and 1 kg in 2021, for illustration.
/// let weights: Vec<Mass> = vec![parse("2 kg")?, parse("1 kg")?];
/// let kind = DeviceKind::Own("router".into());
/// let router = DeviceModel::new(kind.clone(), Lifetime::fixed(Years::new(1.0))?)
///     .with_unit_mass(YearSeries::new(Year::of::<2020>(), weights)?)?;
/// let sold = ColumnBuf::<Devices>::from_base(vec![10.0, 10.0])?;
/// let flows = Fleet::new(Intervals::yearly(Year::of::<2020>(), Year::of::<2021>())?)
///     .with_devices(router, sold.column())?
///     .inflow_driven()?;
/// let routers = flows.of(kind).ok_or("not in the fleet")?;
/// let mass = routers.mass()?;
/// assert_eq!(mass.stock_in(Year::of::<2021>()), Some(parse("10 kg")?));
/// assert_eq!(mass.outflow_in(Year::of::<2021>()), Some(parse("20 kg")?)); // those of 2020
/// let ages = routers.ages(Year::of::<2021>())?.ok_or("no such year")?;
/// assert_eq!(ages.mean(), Some(Years::new(0.5)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct ModelFlows {
    pub(super) model: DeviceModel,
    pub(super) devices: StockAndFlows<Devices>,
}

impl ModelFlows {
    /// The kind of device.
    pub fn model(&self) -> &DeviceModel {
        &self.model
    }

    /// Inflow, stock and outflow in devices.
    pub fn devices(&self) -> &StockAndFlows<Devices> {
        &self.devices
    }

    /// Inflow, stock and outflow in mass: each device weighs what was usual in the year in which
    /// it entered, until it leaves.
    ///
    /// # Equation
    /// ```text
    /// M[t] = i[t]·m[t]        M  mass of the inflow [kg/year], then as inflow_driven
    ///                         i  inflow [device/year]
    ///                         m  unit mass in year t [kg/device]
    /// ```
    ///
    /// # Errors
    /// [`FleetError::NoUnitMass`] with all years in which devices entered and for which the
    /// model has no unit mass; [`FleetError::Stock`] if a mass is too large for a number.
    pub fn mass(&self) -> Result<StockAndFlows<Mass>, FleetError> {
        let inflow = self.devices.inflow().base();
        let masses = unit_masses(&self.model, self.devices.years(), inflow)?;
        let mass = inflow.iter().zip(masses).map(|(inflow, m)| inflow * m);
        let mass = ColumnBuf::<Mass>::from_base(mass.collect())?;
        let table = self.devices.table();
        table.inflow_driven(mass.column()).map_err(of(&self.model))
    }

    /// The ages of what is in use at the end of `year`; `None` if there is no such year.
    ///
    /// # Errors
    /// [`FleetError::Stock`] if a sum is too large for a number.
    pub fn ages(&self, year: Year) -> Result<Option<Ages<Devices>>, FleetError> {
        Ages::of(&self.devices, self.model.entry(), year).map_err(of(&self.model))
    }
}

/// Stock and flows of a [`Fleet`](super::Fleet): each model by itself, and all together.
///
/// For examples see [`Fleet`](super::Fleet) and [`ModelFlows`].
#[derive(Debug, Clone, PartialEq)]
pub struct FleetFlows {
    models: Vec<ModelFlows>,
    total: TotalFlows<Devices>,
}

impl FleetFlows {
    pub(super) fn new(intervals: &Intervals, models: Vec<ModelFlows>) -> Result<Self, FleetError> {
        let devices: Vec<_> = models.iter().map(ModelFlows::devices).collect();
        let total = total(intervals.years(), &devices)?;
        Ok(Self { models, total })
    }

    /// The results of each model, in the order of the fleet.
    pub fn models(&self) -> &[ModelFlows] {
        &self.models
    }

    /// The results of one kind of device, if the fleet has it.
    pub fn of(&self, kind: impl Into<DeviceKind>) -> Option<&ModelFlows> {
        let kind = kind.into();
        self.models.iter().find(|flows| *flows.model.kind() == kind)
    }

    /// All kinds together, in devices.
    pub fn total(&self) -> &TotalFlows<Devices> {
        &self.total
    }

    /// All kinds together, in mass.
    ///
    /// # Errors
    /// As [`ModelFlows::mass`], for the first kind that has no mass.
    pub fn total_mass(&self) -> Result<TotalFlows<Mass>, FleetError> {
        let masses: Vec<_> = self
            .models
            .iter()
            .map(ModelFlows::mass)
            .collect::<Result<_, _>>()?;
        total(self.total.years(), &masses.iter().collect::<Vec<_>>())
    }

    /// The ages of all that is in use at the end of `year`; `None` if there is no such year.
    ///
    /// # Errors
    /// As [`ModelFlows::ages`].
    pub fn ages(&self, year: Year) -> Result<Option<Ages<Devices>>, FleetError> {
        if self.total.stock_in(year).is_none() {
            return Ok(None);
        }
        let mut all = Vec::new();
        for flows in &self.models {
            all.extend(flows.ages(year)?);
        }
        Ok(Some(Ages::together(year, &all)?))
    }
}

fn total<Q: Flow>(years: &[Year], all: &[&StockAndFlows<Q>]) -> Result<TotalFlows<Q>, FleetError> {
    let inflow: Vec<_> = all.iter().map(|flows| flows.inflow()).collect();
    let stock: Vec<_> = all.iter().map(|flows| flows.stock()).collect();
    let outflow: Vec<_> = all.iter().map(|flows| flows.outflow()).collect();
    Ok(TotalFlows::sum(years, &inflow, &stock, &outflow)?)
}
