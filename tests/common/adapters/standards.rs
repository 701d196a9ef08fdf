//! Adapters of the suite `standards`: the formulas of the standards.

mod circularity;
mod climate;
mod uncertainty;

use std::error::Error;

use ict_impact::circularity::CircularityError;
use ict_impact::column::ColumnBuf;
use ict_impact::emissions::EmissionsError;
use ict_impact::energy::EnergyError;
use ict_impact::quantity::{Quantity, QuantityError, Ratio, ratio};

use super::{AdapterError, Entry, Inputs, Output};

pub(super) const ADAPTERS: &[Entry] = &[
    ("any.ratio", any_ratio),
    (
        "cti.circular_material_productivity",
        circularity::cti_productivity,
    ),
    ("cti.circular_outflow", circularity::cti_outflow),
    ("dc.aggregate_pue", climate::aggregate_pue),
    ("dc.cue", climate::cue),
    ("dc.erf", climate::erf),
    ("dc.iteesv", climate::iteesv),
    ("dc.iteusv", climate::iteusv),
    ("dc.pue", climate::pue),
    ("dc.ref", climate::renewable),
    ("dc.ref_capped", climate::renewable),
    ("dc.wue", climate::wue),
    ("displacement.net", circularity::displacement),
    ("displacement.rebound", circularity::rebound),
    (
        "energy_star.display_tec_max_v7_draft2",
        climate::tec_display_max,
    ),
    ("energy_star.memory_adder", climate::tec_memory_adder),
    ("energy_star.tec_computer", climate::tec_computer),
    ("eu_1669.eei", circularity::endurance),
    ("eu_617_2013.etec_max", climate::ecodesign_max),
    ("eu_battery.cr4", circularity::battery_collection),
    ("eu_battery.rRM", circularity::battery_recovery),
    ("eu_repairability_class", circularity::repairability_class),
    ("eu_repairability_index", circularity::repairability_index),
    (
        "eu_repairability_part_weighted",
        circularity::disassembly_depth,
    ),
    ("eurostat.cmu", circularity::cmu),
    ("fr.repairability", circularity::french_repairability),
    ("ghgp.base_year", climate::base_year),
    ("ghgp.scope2", climate::scope_2),
    ("gwp.blend", climate::blend),
    ("gwp.co2e", climate::gas),
    ("ipcc.approach1", uncertainty::approach1),
    ("ipcc.product_rule", uncertainty::products),
    ("ipcc.sum_rule", uncertainty::sums),
    (
        "iso59020.circular_water_discharge_pct",
        circularity::water_discharge,
    ),
    (
        "iso59020.circular_water_withdrawal_pct",
        circularity::water_withdrawal,
    ),
    ("iso59020.lifetime_ratio", circularity::lifetime_ratio),
    (
        "iso59020.material_productivity",
        circularity::material_productivity,
    ),
    (
        "iso59020.onsite_water_reuse_ratio",
        circularity::water_reuse,
    ),
    ("iso59020.recycled_inflow_pct", circularity::recycled_inflow),
    (
        "iso59020.recycled_outflow_pct",
        circularity::recycled_outflow,
    ),
    (
        "iso59020.renewable_energy_pct",
        circularity::renewable_energy,
    ),
    (
        "iso59020.renewable_inflow_pct",
        circularity::renewable_inflow,
    ),
    (
        "iso59020.renewable_outflow_pct",
        circularity::biological_outflow,
    ),
    ("iso59020.reused_inflow_pct", circularity::reused_inflow),
    ("iso59020.reused_outflow_pct", circularity::reused_outflow),
    ("l1480.net_second_order", climate::second_order),
    ("longevity.franklin_johnson", circularity::longevity),
    ("mci", circularity::mci),
    ("mci.company", circularity::company_mci),
    ("metal.eol_rates", circularity::metal_end_of_life),
    ("metal.old_scrap_ratio", circularity::old_scrap_ratio),
    ("metal.recycled_content", circularity::recycled_content),
    ("mobile.ee_dv", climate::mobile_network),
    ("pedigree.gsd", uncertainty::pedigree),
    ("pef.cff", circularity::circular_footprint),
    ("pef.dqr", uncertainty::data_quality),
    ("sci", climate::sci),
    ("sci.aggregate_same_R", climate::sci_components),
    ("sci.embodied", climate::sci_embodied),
    ("sci.embodied_time_share", climate::sci_embodied),
    ("sector.share_pct", sector_share),
    ("sector.sum", sector_sum),
];

fn any_ratio(inputs: &Inputs<'_>) -> Result<Output, AdapterError> {
    let [part, whole] = read::<Ratio, 2>(inputs, ["numerator", "denominator"], "1")?;
    let value = ratio(part, whole, "ratio", "denominator").known()?;
    Ok(Output::new().set("value", value.base()))
}

fn sector_sum(inputs: &Inputs<'_>) -> Result<Output, AdapterError> {
    let parts = ColumnBuf::<Ratio>::read("1", &inputs.series("parts")?)?;
    Ok(Output::new().set("total", parts.column().sum()?.base()))
}

fn sector_share(inputs: &Inputs<'_>) -> Result<Output, AdapterError> {
    let [part, total] = read::<Ratio, 2>(inputs, ["part", "total"], "1")?;
    let share = ratio(part, total, "share", "total").known()?;
    Ok(Output::new().set("pct", share.get_in("%")?))
}

/// The inputs of these names, all in one unit.
fn read<Q: Quantity, const N: usize>(
    inputs: &Inputs<'_>,
    fields: [&str; N],
    unit: &str,
) -> Result<[Q; N], AdapterError> {
    let mut values = Vec::with_capacity(N);
    for field in fields {
        values.push(Q::of(inputs.f64(field)?, unit)?);
    }
    values
        .try_into()
        .map_err(|_| AdapterError::unsupported("a list that changed its length"))
}

/// A list of numbers, all in one unit.
fn read_all<Q: Quantity>(
    inputs: &Inputs<'_>,
    field: &str,
    unit: &str,
) -> Result<Vec<Q>, AdapterError> {
    let numbers = inputs.series(field)?;
    Ok(numbers
        .into_iter()
        .map(|number| Q::of(number, unit))
        .collect::<Result<_, _>>()?)
}

/// Tells what the library calls undefined from its other errors.
trait Known<T> {
    fn known(self) -> Result<T, AdapterError>;
}

impl<T, E: MayBeUndefined> Known<T> for Result<T, E> {
    fn known(self) -> Result<T, AdapterError> {
        self.map_err(|error| match error.is_undefined() {
            true => AdapterError::undefined(error),
            false => error.into(),
        })
    }
}

trait MayBeUndefined: Error {
    fn is_undefined(&self) -> bool;
}

impl MayBeUndefined for QuantityError {
    fn is_undefined(&self) -> bool {
        matches!(self, Self::Undefined { .. })
    }
}

macro_rules! may_be_undefined {
    ($($error:ty),+) => {$(
        impl MayBeUndefined for $error {
            fn is_undefined(&self) -> bool {
                matches!(self, Self::Quantity(inner) if inner.is_undefined())
            }
        }
    )+};
}
may_be_undefined!(CircularityError, EmissionsError, EnergyError);
