use alloc::vec::Vec;

use super::{
    DeviceModel, FleetError, FleetFlows, Intervals, ModelFlows, StockError, SurvivalTable, Years,
};
use crate::column::{Column, ColumnBuf};
use crate::quantity::{Devices, Mass, Quantity};
use crate::time::Year;

/// Device models and what of each was put on the market, over the same years.
///
/// # Example
/// ```
/// use ict_impact::column::ColumnBuf;
/// use ict_impact::fleet::{DeviceKind, DeviceModel, Fleet, Intervals, Lifetime, Years};
/// use ict_impact::quantity::{Devices, Mass, Quantity, parse};
/// use ict_impact::time::Year;
/// // Round figures, for illustration: phones of 0.2 kg for 2 years, screens of 5 kg for 4.
/// let model = |name: &str, years: f64, mass: &str| -> Result<_, Box<dyn std::error::Error>> {
///     let kind = DeviceKind::Own(name.into());
///     Ok(DeviceModel::new(kind, Lifetime::fixed(Years::new(years))?).with_unit_mass(parse::<Mass>(mass)?)?)
/// };
/// let phones = ColumnBuf::<Devices>::from_base(vec![10.0; 4])?;
/// let screens = ColumnBuf::<Mass>::read("kg", &[20.0, 0.0, 0.0, 0.0])?;
/// let fleet = Fleet::new(Intervals::yearly(Year::of::<2020>(), Year::of::<2023>())?)
///     .with_devices(model("phone", 2.0, "0.2 kg")?, phones.column())?
///     .with_mass(model("screen", 4.0, "5 kg")?, screens.column())?;
/// let flows = fleet.inflow_driven()?;
/// // 20 phones and 4 screens in use; the phones of 2021 leave.
/// assert_eq!(flows.total().stock_in(Year::of::<2023>()), Some(Devices::new(24.0)));
/// assert_eq!(flows.total().outflow_in(Year::of::<2023>()), Some(Devices::new(10.0)));
/// assert_eq!(flows.total_mass()?.stock_in(Year::of::<2023>()), Some(Mass::of(24.0, "kg")?));
/// // 10 phones of 1.5 years, 10 of half a year, 4 screens of 3.5 years
/// let ages = flows.ages(Year::of::<2023>())?.ok_or("no such year")?;
/// assert_eq!(ages.mean(), Some(Years::new(34.0 / 24.0)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Fleet {
    intervals: Intervals,
    members: Vec<Member>,
}

#[derive(Debug, Clone, PartialEq)]
struct Member {
    model: DeviceModel,
    /// Stock by cohort of the first years, where it is known.
    initial: Option<ColumnBuf<Devices>>,
    /// Inflow of the years after them, or of all.
    inflow: ColumnBuf<Devices>,
}

pub(super) const INFLOW: [&str; 2] = ["values of the inflow", "inflow"];
const INITIAL: [&str; 2] = ["cohorts of the initial stock", "initial stock"];

impl Fleet {
    /// A fleet of no devices over these years.
    pub fn new(intervals: Intervals) -> Self {
        Self {
            intervals,
            members: Vec::new(),
        }
    }

    /// The fleet with devices of `model` put on the market.
    ///
    /// Shape: one inflow per year of the fleet, in devices per year.
    ///
    /// # Errors
    /// [`FleetError::Twice`]; [`FleetError::Stock`] if there is not one inflow per year, or with
    /// every year whose inflow is negative.
    pub fn with_devices(
        self,
        model: DeviceModel,
        inflow: Column<'_, Devices>,
    ) -> Result<Self, FleetError> {
        let years = self.intervals.years();
        check(&model, INFLOW, years, inflow)?;
        let inflow = ColumnBuf::from_base(inflow.base().to_vec())?;
        self.with(Member {
            model,
            initial: None,
            inflow,
        })
    }

    /// The fleet with devices of `model` put on the market, given as a mass.
    ///
    /// Shape: one inflow per year of the fleet, in mass per year.
    ///
    /// # Equation
    /// ```text
    /// i[t] = M[t] / m[t]        i  inflow [device/year]
    ///                           M  mass of the inflow [kg/year]
    ///                           m  unit mass in year t [kg/device]
    /// ```
    ///
    /// # Source
    /// Average weights by UNU-KEY and year: Baldé et al., E-waste Statistics: Guidelines on
    /// Classification, Reporting and Indicators (UNU, 2015).
    ///
    /// # Errors
    /// [`FleetError::NoUnitMass`] with all years of an inflow other than 0 for which the model
    /// has no unit mass; as [`with_devices`](Self::with_devices).
    pub fn with_mass(
        self,
        model: DeviceModel,
        inflow: Column<'_, Mass>,
    ) -> Result<Self, FleetError> {
        let years = self.intervals.years();
        check(&model, INFLOW, years, inflow)?;
        let masses = unit_masses(&model, years, inflow.base())?;
        let devices = inflow.base().iter().zip(masses);
        let devices = devices.map(|(inflow, mass)| inflow / mass).collect();
        let inflow = ColumnBuf::from_base(devices)?;
        self.with(Member {
            model,
            initial: None,
            inflow,
        })
    }

    /// The fleet with devices of `model` that were in use before, by year of entry, and those
    /// put on the market after.
    ///
    /// Shape: the stock of the first h years of entry in order, as observed at the end of year
    /// h; one inflow for each of the remaining years. What entered in the first h years is
    /// computed, see [`SurvivalTable::inflow_driven_from`].
    ///
    /// # Errors
    /// As [`with_devices`](Self::with_devices); [`FleetError::Stock`] with
    /// [`StockError::NothingToCompute`] if the initial stock covers all years.
    ///
    /// # Example
    /// ```
    /// use ict_impact::column::ColumnBuf;
    /// use ict_impact::fleet::{DeviceKind, DeviceModel, Fleet, Intervals, Lifetime, Years};
    /// use ict_impact::quantity::Devices;
    /// use ict_impact::time::Year;
    /// let router = DeviceModel::new(DeviceKind::Own("router".into()), Lifetime::fixed(Years::new(2.0))?);
    /// let in_use = ColumnBuf::<Devices>::from_base(vec![3.0, 4.0])?;
    /// let sold = ColumnBuf::<Devices>::from_base(vec![5.0])?;
    /// let flows = Fleet::new(Intervals::yearly(Year::of::<2020>(), Year::of::<2022>())?)
    ///     .with_initial_stock(router, in_use.column(), sold.column())?
    ///     .inflow_driven()?;
    /// assert_eq!(flows.total().stock().base(), [3.0, 7.0, 9.0]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn with_initial_stock(
        self,
        model: DeviceModel,
        initial_by_cohort: Column<'_, Devices>,
        inflow: Column<'_, Devices>,
    ) -> Result<Self, FleetError> {
        let (years, cohorts) = (self.intervals.years(), initial_by_cohort.len());
        if cohorts >= years.len() {
            let years = years.len();
            let error = StockError::NothingToCompute { cohorts, years };
            return Err(of(&model)(error));
        }
        let (past, future) = years.split_at(cohorts);
        check(&model, INITIAL, past, initial_by_cohort)?;
        check(&model, INFLOW, future, inflow)?;
        let initial = ColumnBuf::from_base(initial_by_cohort.base().to_vec())?;
        let inflow = ColumnBuf::from_base(inflow.base().to_vec())?;
        self.with(Member {
            model,
            initial: Some(initial),
            inflow,
        })
    }

    fn with(mut self, member: Member) -> Result<Self, FleetError> {
        let kind = member.model.kind();
        if self.models().any(|model| model.kind() == kind) {
            return Err(FleetError::Twice { kind: kind.clone() });
        }
        self.members.push(member);
        Ok(self)
    }

    /// The years and their intervals.
    pub fn intervals(&self) -> &Intervals {
        &self.intervals
    }

    /// The device models, in the order in which they were given.
    pub fn models(&self) -> impl ExactSizeIterator<Item = &DeviceModel> {
        self.members.iter().map(|member| &member.model)
    }

    /// The fleet if the lifetime of all devices that enter in `from` or later had a mean longer
    /// by `by` years, everything put on the market being the same.
    ///
    /// Lifetimes are stretched, see [`Lifetime::lengthened`](super::Lifetime::lengthened). That
    /// fewer new devices would then be bought is not in it. An initial stock stays as observed;
    /// with a `from` before the end of its years, less must have entered for it to be left. The
    /// sources of the lifetimes are kept: what is lengthened is theirs.
    ///
    /// # Errors
    /// [`FleetError::Stock`] as
    /// [`CohortLifetimes::lengthened_from`](super::CohortLifetimes::lengthened_from).
    ///
    /// # Example
    /// ```
    /// use ict_impact::column::ColumnBuf;
    /// use ict_impact::fleet::{DeviceKind, DeviceModel, Fleet, Intervals, Lifetime, Years};
    /// use ict_impact::quantity::Devices;
    /// use ict_impact::time::Year;
    /// let phone = DeviceModel::new(DeviceKind::Own("phone".into()), Lifetime::fixed(Years::new(2.0))?);
    /// let sold = ColumnBuf::<Devices>::from_base(vec![10.0; 4])?;
    /// let fleet = Fleet::new(Intervals::yearly(Year::of::<2020>(), Year::of::<2023>())?)
    ///     .with_devices(phone, sold.column())?;
    /// let longer = fleet.lengthened_from(Year::of::<2021>(), Years::new(1.0))?;
    /// let outflow = |fleet: Fleet| fleet.inflow_driven().map(|flows| flows.total().outflow().base().to_vec());
    /// assert_eq!(outflow(fleet)?, [0.0, 0.0, 10.0, 10.0]);
    /// assert_eq!(outflow(longer)?, [0.0, 0.0, 10.0, 0.0]); // those of 2021 stay until 2024
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn lengthened_from(&self, from: Year, by: Years) -> Result<Self, FleetError> {
        let mut longer = self.clone();
        for Member { model, .. } in &mut longer.members {
            let lifetimes = model
                .lifetimes()
                .lengthened_from(from, by, &self.intervals)
                .map_err(of(model))?;
            *model = model.clone().with_stretched(lifetimes);
        }
        Ok(longer)
    }

    /// Stocks and outflows of all kinds of devices.
    ///
    /// # Equation
    /// As [`SurvivalTable::inflow_driven`], for each kind by itself.
    ///
    /// # Source
    /// As [`SurvivalTable::inflow_driven`].
    ///
    /// # Errors
    /// [`FleetError::Stock`] with the kind of device and what is wrong;
    /// [`FleetError::Overflow`] if a total is too large for a number.
    pub fn inflow_driven(&self) -> Result<FleetFlows, FleetError> {
        let models = self
            .members
            .iter()
            .map(|member| member.run(&self.intervals));
        FleetFlows::new(&self.intervals, models.collect::<Result<_, _>>()?)
    }
}

impl Member {
    fn run(&self, intervals: &Intervals) -> Result<ModelFlows, FleetError> {
        let model = &self.model;
        let table = SurvivalTable::new(intervals, model.lifetimes(), model.entry());
        let table = table.map_err(of(model))?;
        let inflow = self.inflow.column();
        let devices = match &self.initial {
            Some(initial) => table.inflow_driven_from(initial.column(), inflow),
            None => table.inflow_driven(inflow),
        };
        Ok(ModelFlows {
            devices: devices.map_err(of(model))?,
            model: model.clone(),
        })
    }
}

/// The unit mass of each year; 1 where nothing entered and none is known.
pub(super) fn unit_masses(
    model: &DeviceModel,
    years: &[Year],
    inflow: &[f64],
) -> Result<Vec<f64>, FleetError> {
    let mut missing = Vec::new();
    let mass = |(&year, &inflow): (&Year, &f64)| match model.unit_mass_in(year) {
        Some(mass) => mass.base(),
        None => {
            if inflow != 0.0 {
                missing.push(year);
            }
            1.0
        }
    };
    let masses = years.iter().zip(inflow).map(mass).collect();
    if missing.is_empty() {
        return Ok(masses);
    }
    Err(FleetError::NoUnitMass {
        kind: model.kind().clone(),
        years: missing,
    })
}

pub(super) fn of(model: &DeviceModel) -> impl Fn(StockError) -> FleetError + use<> {
    let kind = model.kind().clone();
    move |error| FleetError::Stock {
        kind: kind.clone(),
        error,
    }
}

fn check<Q: Quantity>(
    model: &DeviceModel,
    what: [&'static str; 2],
    years: &[Year],
    values: Column<'_, Q>,
) -> Result<(), FleetError> {
    one_per_year(what, years, values.base()).map_err(of(model))
}

/// Checks that there is one value for each year, 0 or more: `what` of many, and what a value is.
pub(super) fn one_per_year(
    [what, value]: [&'static str; 2],
    years: &[Year],
    values: &[f64],
) -> Result<(), StockError> {
    StockError::same_length(what, years.len(), values.len())?;
    let rows = years.iter().copied().zip(values.iter().copied());
    let rows: Vec<(Year, f64)> = rows.filter(|row| row.1 < 0.0).collect();
    if rows.is_empty() {
        return Ok(());
    }
    Err(StockError::Refused {
        what: value,
        accepted: "0 or more",
        rows,
    })
}
