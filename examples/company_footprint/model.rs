//! From an inventory to its footprint, and what follows from it.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;

use ict_impact::emissions::LifeCycleStage;
use ict_impact::energy::{AggregateKpi, DataCentreEnergy, aggregate_power_usage_effectiveness};
use ict_impact::footprint::{
    DeviceRole, DeviceRowsBuf, Footprint, FootprintError, Inventory, Kind, Line, Scope, Total,
};
use ict_impact::place::{Country, ScheduledChanges};
use ict_impact::quantity::{
    CURRENT_PRICES, Currency, Denominator, Devices, Energy, Information, Money, PerInformation,
    PerMoney, PerPerson, PerSubscription, Persons, Quantity, Ratio, Subscriptions,
};
use ict_impact::reference::groups;
use ict_impact::time::{Date, Year};

use super::input::rows::ActivityRow;
use super::input::sites::complete;
use super::input::{Assumptions, Inputs};

/// What the page, the files and the summary are made from.
#[derive(Debug)]
pub(crate) struct Results {
    pub(crate) inputs: Inputs,
    pub(crate) assumptions: Assumptions,
    pub(crate) footprint: Footprint,
    pub(crate) data_centres: Vec<DataCentre>,
    /// The data centres of each year together.
    pub(crate) together: Vec<(Year, DataCentreEnergy, AggregateKpi<Ratio>)>,
    pub(crate) intensities: Vec<Intensity>,
    pub(crate) gaps: Vec<Gap>,
}

/// A data centre in a year.
#[derive(Debug, Clone)]
pub(crate) struct DataCentre {
    pub(crate) name: String,
    pub(crate) country: Country,
    pub(crate) year: Year,
    pub(crate) energy: DataCentreEnergy,
}

/// Emissions per activity of a year.
#[derive(Debug, Clone)]
pub(crate) struct Intensity {
    pub(crate) year: Year,
    pub(crate) activity: Activity,
    pub(crate) amount: f64,
    /// By location and by market, in the unit of the activity.
    pub(crate) emissions: [f64; 2],
}

/// What emissions are divided by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Activity {
    Revenue,
    Employees,
    Subscriptions,
    Data,
}

impl Activity {
    /// What one of it is called, such as `GB of data`.
    pub(crate) fn one(self, currency: &str) -> String {
        match self {
            Self::Revenue => format!("million {currency} of revenue"),
            Self::Employees => "employee".to_owned(),
            Self::Subscriptions => "subscription".to_owned(),
            Self::Data => "GB of data".to_owned(),
        }
    }

    /// The unit of emissions per one of it, and how many of the unit are a kilogram.
    pub(crate) fn unit(self) -> (&'static str, f64) {
        match self {
            Self::Revenue | Self::Employees => ("tCO2e", 1e-3),
            Self::Subscriptions => ("kgCO2e", 1.0),
            Self::Data => ("gCO2e", 1e3),
        }
    }
}

/// Something that is not in the footprint.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Gap {
    pub(crate) class: String,
    pub(crate) what: String,
    pub(crate) why: &'static str,
}

/// The currency of a revenue, whose code is not known before the program runs.
#[derive(Debug, Clone, Copy)]
struct AsStated;

impl Currency for AsStated {
    /// No currency, in ISO 4217: the code of the file is printed from [`Results::currency`].
    const CODE: &'static str = "XXX";
}

impl Results {
    pub(crate) fn compute(
        inputs: Inputs,
        assumptions: &Assumptions,
    ) -> Result<Self, Box<dyn Error>> {
        let footprint = footprint(&inputs, assumptions)?;
        let data_centres = data_centres(&inputs)?;
        let mut together = Vec::new();
        for year in inputs.years() {
            let of_year = data_centres.iter().filter(|one| one.year == year);
            let of_year: Vec<DataCentreEnergy> = of_year.map(|one| one.energy).collect();
            if !of_year.is_empty() {
                let total = of_year.iter().map(|one| one.total());
                let it = of_year.iter().map(|one| one.it());
                let (total, it) = (
                    ict_impact::quantity::sum(total)?,
                    ict_impact::quantity::sum(it)?,
                );
                let pue = aggregate_power_usage_effectiveness(&of_year)?;
                together.push((year, DataCentreEnergy::new(total, it)?, pue));
            }
        }
        let intensities = intensities(&footprint, &inputs.activity)?;
        let gaps = gaps(&footprint, &inputs);
        Ok(Self {
            inputs,
            assumptions: assumptions.clone(),
            footprint,
            data_centres,
            together,
            intensities,
            gaps,
        })
    }

    /// Sums of the lines by key and year, for each key in order all years.
    pub(crate) fn by_year<K: Ord + Clone>(
        &self,
        key: impl Fn(&Line) -> K,
    ) -> Vec<(K, Vec<Option<Total>>)> {
        let years = self.inputs.years();
        let mut sums: BTreeMap<K, Vec<Option<Total>>> = BTreeMap::new();
        for ((key, year), total) in self.footprint.by(|line| (key(line), line.year())) {
            let of_key = sums.entry(key).or_insert_with(|| vec![None; years.len()]);
            if let Some(place) = years.iter().position(|other| *other == year) {
                of_key[place] = Some(total);
            }
        }
        sums.into_iter().collect()
    }

    /// Countries with purchased electricity whose grids lose nobody knows how much.
    pub(crate) fn without_losses(&self) -> Vec<Country> {
        let known =
            |country: &Country| self.inputs.losses.iter().any(|row| row.country == *country);
        let purchased = self.footprint.by(|line| {
            let purchased = line.scope() == Scope::Scope2;
            purchased.then_some(line.country())
        });
        let countries = purchased.into_iter().filter_map(|(country, _)| country);
        countries.filter(|country| !known(country)).collect()
    }

    /// The least developed countries of the inventory, at the end of its last year.
    pub(crate) fn least_developed(&self) -> Vec<Country> {
        let (_, last) = self.inputs.period;
        let members = match groups::group("LDC") {
            Ok(group) => group.members_at(Date::last_of(last), ScheduledChanges::Ignore),
            Err(_) => Vec::new(),
        };
        let countries = self.footprint.by_country().into_iter();
        let countries = countries.map(|(country, _)| country);
        countries
            .filter(|country| members.contains(country))
            .collect()
    }

    /// The currency of the revenue, as far as one was given.
    pub(crate) fn currency(&self) -> &str {
        self.inputs.currency.as_deref().unwrap_or_default()
    }

    /// "7 parts", of what is not in the footprint.
    pub(crate) fn parts_missing(&self) -> String {
        match self.gaps.len() {
            1 => "1 part".to_owned(),
            parts => format!("{parts} parts"),
        }
    }

    /// The years from first to last, such as `2022–2023`.
    pub(crate) fn period(&self) -> String {
        match self.inputs.period {
            (first, last) if first == last => first.to_string(),
            (first, last) => format!("{first}–{last}"),
        }
    }
}

/// Megawatt hours.
pub(crate) fn megawatt_hours(energy: Energy) -> f64 {
    energy.get_in("MWh").unwrap_or(f64::NAN)
}

/// Both figures of a total in tonnes: by location, by market.
pub(crate) fn both(total: &Total) -> [f64; 2] {
    [total.location_based.tonnes(), total.market_based.tonnes()]
}

fn footprint(inputs: &Inputs, assumptions: &Assumptions) -> Result<Footprint, Box<dyn Error>> {
    let roles = [
        DeviceRole::InUse,
        DeviceRole::InUseAtMeteredSites,
        DeviceRole::Discarded,
        DeviceRole::Sold,
    ];
    let mut rows = roles.map(|role| (role, DeviceRowsBuf::default()));
    for row in &inputs.devices {
        if let Some((_, buffer)) = rows.iter_mut().find(|(role, _)| *role == row.role) {
            let count = Devices::new(row.count);
            buffer.push(row.class, row.country, row.year, row.age, count)?;
        }
    }
    let (first, last) = inputs.period;
    let mut inventory = Inventory::new(&inputs.organisation, first, last)?
        .with_grids(inputs.grids.clone())
        .with_accounting(assumptions.accounting)
        .with_classes(inputs.classes.iter().map(|class| class.device.clone()))
        .with_services(inputs.services.iter().map(|row| row.service.clone()));
    for mix in &inputs.residual_mixes {
        inventory = inventory.with_residual_mix(mix.country, mix.year, mix.intensity)?;
    }
    for row in &inputs.losses {
        inventory = inventory.with_losses(row.country, row.losses)?;
    }
    for (role, buffer) in &rows {
        inventory = inventory.with_devices(*role, buffer.rows());
    }
    let sites: Result<Vec<_>, _> = inputs.sites.iter().map(complete).collect();
    Ok(inventory.with_sites(sites?).footprint()?)
}

fn data_centres(inputs: &Inputs) -> Result<Vec<DataCentre>, Box<dyn Error>> {
    let mut all = Vec::new();
    for row in &inputs.sites {
        if let Some(energy) = row.site.data_centre_energy() {
            all.push(DataCentre {
                name: row.site.name().to_owned(),
                country: row.country,
                year: row.year,
                energy,
            });
        }
    }
    Ok(all)
}

fn intensities(
    footprint: &Footprint,
    activity: &[ActivityRow],
) -> Result<Vec<Intensity>, Box<dyn Error>> {
    type Revenue = PerMoney<AsStated, CURRENT_PRICES>;
    let mut all = Vec::new();
    for (year, total) in footprint.by_year() {
        let Some(row) = activity.iter().find(|row| row.year == year) else {
            continue;
        };
        let amounts = [
            (Activity::Revenue, row.revenue),
            (Activity::Employees, row.employees),
            (Activity::Subscriptions, row.subscriptions),
            (Activity::Data, row.data_gb),
        ];
        for (activity, amount) in amounts {
            let Some(amount) = amount else {
                continue;
            };
            let per = match activity {
                Activity::Revenue => both_per::<Revenue>(&total, Money::new(amount / 1e6))?,
                Activity::Employees => both_per::<PerPerson>(&total, Persons::new(amount))?,
                Activity::Subscriptions => {
                    both_per::<PerSubscription>(&total, Subscriptions::new(amount))?
                }
                // Kilograms per byte.
                Activity::Data => {
                    both_per::<PerInformation>(&total, Information::of(amount, "GB")?)?
                        .map(|per_byte| per_byte * 1e9)
                }
            };
            let (_, of_kilogram) = activity.unit();
            all.push(Intensity {
                year,
                activity,
                amount,
                emissions: per.map(|kilograms| kilograms * of_kilogram),
            });
        }
    }
    all.sort_by_key(|one| (one.activity, one.year));
    Ok(all)
}

/// Kilograms per base unit of the activity, by location and by market.
fn both_per<D: Denominator>(
    total: &Total,
    activity: D::Activity,
) -> Result<[f64; 2], FootprintError> {
    let location = total.intensity::<D>(activity)?.base();
    let market = total.market_based_intensity::<D>(activity)?.base();
    Ok([location, market])
}

/// What is not in the footprint, as it says itself, and why.
fn gaps(footprint: &Footprint, inputs: &Inputs) -> Vec<Gap> {
    let modelled = |name: &str| {
        let mut rows = inputs.devices.iter();
        rows.any(|row| {
            let class = inputs.classes[row.class as usize].device.name();
            row.role == DeviceRole::InUse && row.count > 0.0 && class == name
        })
    };
    let mut stages: BTreeMap<(&str, bool, &str), BTreeSet<LifeCycleStage>> = BTreeMap::new();
    for gap in footprint.not_accounted() {
        let sold = gap.kind == Kind::SoldDevices;
        let why = match (gap.stage, sold) {
            (LifeCycleStage::Use, false) if !modelled(&gap.class) => {
                "no energy was given: it is in the meters of the sites, and how much is not known"
            }
            (LifeCycleStage::Use, _) => "no energy was given",
            (LifeCycleStage::EndOfLife, true) => "the figures of the class do not have it apart",
            (_, true) => "scope 3, categories 1 and 4, are not computed for what is sold",
            (_, false) => "no figure of the class has it",
        };
        let of_class = stages.entry((&gap.class, sold, why)).or_default();
        of_class.insert(gap.stage);
    }
    let gap = |((class, sold, why), stages): ((&str, bool, _), BTreeSet<LifeCycleStage>)| {
        let stages: Vec<String> = stages.iter().map(ToString::to_string).collect();
        let stages = match stages.as_slice() {
            [before @ .., last] if !before.is_empty() => {
                format!("{} and {last}", before.join(", "))
            }
            stages => stages.concat(),
        };
        Gap {
            class: class.to_owned(),
            what: match sold {
                true => format!("{stages} of devices sold"),
                false => stages,
            },
            why,
        }
    };
    stages.into_iter().map(gap).collect()
}
