//! Energy and emissions.

use ict_impact::emissions::{
    Attribution, BaseYearChange, ChangeReason, Contract, FunctionalUnits, GasInventory, Gwp,
    GwpBasis, GwpSet, Horizon, Instrument, PurchasedElectricity, RecalculationPolicy, Sci,
    SecondOrderEffects, attributed_impact, software_carbon,
};
use ict_impact::energy::eu_617_2013::{
    Category, DesktopCategory, EcodesignComputer, NotebookCategory, Tier,
};
use ict_impact::energy::{
    DataCentreEnergy, DisplayResolution, EnergyPerDevice, MemoryAllowance, PowerProfile,
    PowerState, ServerPerformance, aggregate_power_usage_effectiveness, carbon_usage_effectiveness,
    data_energy_efficiency, display_limit_v7_draft_2, energy_reuse_factor, memory_adder,
    power_usage_effectiveness, renewable_energy_factor, server_energy_efficiency,
    server_utilisation, water_usage_effectiveness,
};
use ict_impact::quantity::{
    Area, CarbonIntensity, Co2e, Energy, Information, Mass, Power, Quantity, Ratio, Share, Time,
    Volume,
};
use ict_impact::reference::gwp::Gas;
use ict_impact::time::YearLength;
use serde_json::Value;

use super::{AdapterError, Inputs, Known, Output, read, read_all};

pub(super) fn pue(inputs: &Inputs<'_>) -> Result<Output, AdapterError> {
    let [total, it] = read(inputs, ["E_DC_kWh", "E_IT_kWh"], "kWh")?;
    let pue = power_usage_effectiveness(total, it).known()?;
    Ok(Output::new().set("PUE", pue.base()))
}

pub(super) fn wue(inputs: &Inputs<'_>) -> Result<Output, AdapterError> {
    let water = Volume::of(inputs.f64("W_m3")?, "m3")?;
    let it = Energy::of(inputs.f64("E_IT_MWh")?, "MWh")?;
    let wue = water_usage_effectiveness(water, it).known()?;
    Ok(Output::new().set("WUE_m3_per_MWh", wue.get_in("m3/MWh")?))
}

pub(super) fn cue(inputs: &Inputs<'_>) -> Result<Output, AdapterError> {
    let co2 = Co2e::from_kg(inputs.f64("CO2_kg")?);
    let it = Energy::of(inputs.f64("E_IT_kWh")?, "kWh")?;
    let cue = carbon_usage_effectiveness(co2, it).known()?;
    Ok(Output::new().set("CUE", cue.get_in("kgCO2e/kWh")?))
}

pub(super) fn erf(inputs: &Inputs<'_>) -> Result<Output, AdapterError> {
    let [reused, total] = read(inputs, ["E_REUSE", "E_DC"], "kWh")?;
    let erf = energy_reuse_factor(reused, total).known()?;
    Ok(Output::new().set("ERF", erf.base()))
}

pub(super) fn renewable(inputs: &Inputs<'_>) -> Result<Output, AdapterError> {
    let [renewable, total] = read(inputs, ["E_REN", "E_DC"], "kWh")?;
    let site = renewable_energy_factor(renewable, total).known()?;
    Ok(Output::new().set("REF", site.factor.get()))
}

pub(super) fn iteesv(inputs: &Inputs<'_>) -> Result<Output, AdapterError> {
    let powers: Vec<Power> = read_all(inputs, "SMPO", "W")?;
    let scores = inputs.series("SMPE")?;
    if scores.len() != powers.len() {
        return Err(inputs.unfit("SMPE", "as many numbers as SMPO has"));
    }
    let servers = scores
        .into_iter()
        .zip(powers)
        .map(|(score, power)| ServerPerformance::new(score, power))
        .collect::<Result<Vec<_>, _>>()?;
    let efficiency = server_energy_efficiency(&servers).known()?;
    Ok(Output::new().set("ITEEsv", efficiency.per_watt()))
}

pub(super) fn iteusv(inputs: &Inputs<'_>) -> Result<Output, AdapterError> {
    let servers: Vec<Share> = read_all(inputs, "util_pct", "%")?;
    let mean = server_utilisation(&servers).known()?;
    Ok(Output::new().set("ITEUsv_pct", mean.percent()))
}

/// The library has no mean over sites. The case lists it as what it is not, so it is found here
/// as the ratio of sums of sites of one size.
pub(super) fn aggregate_pue(inputs: &Inputs<'_>) -> Result<Output, AdapterError> {
    let totals: Vec<Energy> = read_all(inputs, "E_DC", "kWh")?;
    let its: Vec<Energy> = read_all(inputs, "E_IT", "kWh")?;
    if totals.len() != its.len() {
        return Err(inputs.unfit("E_DC", "as many numbers as E_IT has"));
    }
    let sites = totals
        .into_iter()
        .zip(its)
        .map(|(total, it)| DataCentreEnergy::new(total, it))
        .collect::<Result<Vec<_>, _>>()
        .known()?;
    let unit = Energy::of(1.0, "kWh")?;
    let of_one_size = sites
        .iter()
        .map(|site| DataCentreEnergy::new(unit * site.power_usage_effectiveness(), unit))
        .collect::<Result<Vec<_>, _>>()?;
    let pue = aggregate_power_usage_effectiveness(&sites).known()?;
    let simple = aggregate_power_usage_effectiveness(&of_one_size).known()?;
    Ok(Output::new()
        .set("PUE_ratio_of_sums", pue.ratio_of_sums.base())
        .set("energy_weighted_mean", pue.energy_weighted_mean.base())
        .set("simple_mean", simple.ratio_of_sums.base()))
}

pub(super) fn mobile_network(inputs: &Inputs<'_>) -> Result<Output, AdapterError> {
    let volume = Information::of(inputs.f64("DV_TB")?, "TB")?;
    let energy = Energy::of(inputs.f64("EC_MWh")?, "MWh")?;
    let efficiency = data_energy_efficiency(volume, energy).known()?;
    Ok(Output::new().set("bit_per_J", efficiency.get_in("bit/J")?))
}

pub(super) fn tec_computer(inputs: &Inputs<'_>) -> Result<Output, AdapterError> {
    let [off, sleep, idle] = read(inputs, ["P_off_W", "P_sleep_W", "P_idle_W"], "W")?;
    let [w_off, w_sleep, w_idle] = read(inputs, ["w_off", "w_sleep", "w_idle"], "1")?;
    let profile = PowerProfile::new([
        PowerState::new(off, w_off)?,
        PowerState::new(sleep, w_sleep)?,
        PowerState::new(idle, w_idle)?,
    ])?;
    let yearly = profile.energy_per_device_and_year(YearLength::Common);
    Ok(Output::new().set("E_TEC_kWh", yearly.get_in("kWh/device")?))
}

pub(super) fn tec_memory_adder(inputs: &Inputs<'_>) -> Result<Output, AdapterError> {
    let over_base = Information::of(inputs.f64("GB_over_base")?, "GB")?;
    let allowance = MemoryAllowance::of(inputs.f64("kWh_per_GB")?, "kWh/device/GB")?;
    let adder = memory_adder(over_base, allowance)?;
    Ok(Output::new().set("adder_kWh", adder.get_in("kWh/device")?))
}

pub(super) fn tec_display_max(inputs: &Inputs<'_>) -> Result<Output, AdapterError> {
    let resolution = DisplayResolution::from_megapixels(inputs.f64("r_MP")?)?;
    let area = Area::of(inputs.f64("A_in2")?, "in2")?;
    let limit = display_limit_v7_draft_2(resolution, area)?;
    let maximum = limit.maximum().get_in("kWh/device")?;
    Ok(Output::new().set("E_TEC_MAX_kWh", maximum))
}

pub(super) fn ecodesign_max(inputs: &Inputs<'_>) -> Result<Output, AdapterError> {
    const KNOWN: [&str; 4] = ["category", "base", "memory_GB_over_base", "storage_extra"];
    if let Some(other) = inputs.names().iter().find(|name| !KNOWN.contains(name)) {
        return Err(AdapterError::unsupported(format!("the input `{other}`")));
    }
    match inputs.text("category")?.split_once(' ') {
        Some(("Desktop", class)) => ecodesign_max_of(inputs, class, DesktopCategory::ALL),
        Some(("Notebook", class)) => ecodesign_max_of(inputs, class, NotebookCategory::ALL),
        _ => Err(inputs.unfit("category", "`Desktop` or `Notebook` and a category")),
    }
}

/// The tier is the one in which the category has the base of the case.
fn ecodesign_max_of<C: Category + std::fmt::Display>(
    inputs: &Inputs<'_>,
    class: &str,
    categories: &[C],
) -> Result<Output, AdapterError> {
    let category = categories.iter().find(|known| known.to_string() == class);
    let category =
        *category.ok_or_else(|| inputs.unfit("category", "a category of the product"))?;
    let base = EnergyPerDevice::of(inputs.f64("base")?, "kWh/device")?;
    let computers = Tier::ALL.map(|tier| EcodesignComputer::new(category, tier));
    let has_base =
        |computer: &EcodesignComputer<C>| computer.limit().is_ok_and(|limit| limit.base() == base);
    let computer = computers.into_iter().find(has_base);
    let computer =
        computer.ok_or_else(|| inputs.unfit("base", "the base of the category in a tier"))?;
    let over_base = Information::of(inputs.f64("memory_GB_over_base")?, "GB")?;
    let storages = inputs.i64("storage_extra")?;
    let storages = u16::try_from(storages)
        .map_err(|_| inputs.unfit("storage_extra", "a number of storages"))?;
    let computer = computer
        .with_memory_over_base(over_base)?
        .with_additional_storages(storages);
    let maximum = computer.limit()?.maximum().get_in("kWh/device")?;
    Ok(Output::new().set("E_TEC_max_kWh", maximum))
}

pub(super) fn sci(inputs: &Inputs<'_>) -> Result<Output, AdapterError> {
    let energy = Energy::of(inputs.f64("E_kWh")?, "kWh")?;
    let grid = CarbonIntensity::of(inputs.f64("I_g_per_kWh")?, "gCO2e/kWh")?;
    let carbon = software_carbon(energy, grid, Co2e::of(inputs.f64("M_g")?, "gCO2e")?);
    let sci = Sci::new(carbon, &FunctionalUnits::new("R", inputs.f64("R")?)?).known()?;
    Ok(Output::new().set("SCI_g", sci.per_unit().get_in("gCO2e")?))
}

pub(super) fn sci_components(inputs: &Inputs<'_>) -> Result<Output, AdapterError> {
    let unit = FunctionalUnits::new("R", 1.0)?;
    let components = read_all(inputs, "parts_g", "gCO2e")?
        .into_iter()
        .map(|carbon| Sci::new(carbon, &unit))
        .collect::<Result<Vec<_>, _>>()?;
    let sci = Sci::of_components(&components).known()?;
    Ok(Output::new().set("SCI_g", sci.per_unit().get_in("gCO2e")?))
}

pub(super) fn sci_embodied(inputs: &Inputs<'_>) -> Result<Output, AdapterError> {
    let [reserved, life] = read::<Time, 2>(inputs, ["TiR_h", "EL_h"], "h")?;
    let mut attribution = Attribution::of_time(reserved, life).known()?;
    if inputs.has("RR") || inputs.has("ToR") {
        let [reserved, total] = read::<Ratio, 2>(inputs, ["RR", "ToR"], "1")?;
        attribution = attribution.with_resources(reserved, total).known()?;
    }
    let total = Co2e::of(inputs.f64("TE_kg")?, "kgCO2e")?;
    let part = attributed_impact(total, attribution.share());
    Ok(Output::new().set("M_g", part.get_in("gCO2e")?))
}

pub(super) fn gas(inputs: &Inputs<'_>) -> Result<Output, AdapterError> {
    let basis = basis(inputs)?;
    let mass = match inputs.opt_f64("mass_t")? {
        Some(tonnes) => Mass::of(tonnes, "t")?,
        None => Mass::of(inputs.f64("mass_kg")?, "kg")?,
    };
    let gwp = if inputs.has("blend") {
        let components = inputs
            .number_map("blend")?
            .into_iter()
            .map(|(gas, share)| Ok((Share::new(share)?, Gwp::of(gas.parse::<Gas>()?, basis)?)))
            .collect::<Result<Vec<_>, AdapterError>>()?;
        Gwp::blend(&components)?
    } else {
        Gwp::of(inputs.text("gas")?.parse::<Gas>()?, basis)?
    };
    let mut inventory = GasInventory::new(basis);
    inventory.add(mass, gwp)?;
    let total = inventory.total()?;
    Ok(Output::new()
        .set("co2e_t", total.get_in("tCO2e")?)
        .set("co2e_kg", total.get_in("kgCO2e")?))
}

pub(super) fn blend(inputs: &Inputs<'_>) -> Result<Output, AdapterError> {
    let basis = basis(inputs)?;
    let components = inputs
        .objects("components")?
        .iter()
        .map(|part| {
            let share = Share::new(part.f64("w")?)?;
            Ok((share, Gwp::new(part.f64("gwp")?, basis)?))
        })
        .collect::<Result<Vec<_>, AdapterError>>()?;
    Ok(Output::new().set("gwp", Gwp::blend(&components)?.value()))
}

fn basis(inputs: &Inputs<'_>) -> Result<GwpBasis, AdapterError> {
    let set = Value::from(inputs.text("set")?);
    let horizon = Value::from(inputs.i64("horizon")?.to_string());
    Ok(GwpBasis {
        set: serde_json::from_value::<GwpSet>(set)?,
        horizon: serde_json::from_value::<Horizon>(horizon)?,
    })
}

pub(super) fn scope_2(inputs: &Inputs<'_>) -> Result<Output, AdapterError> {
    let intensity = |kg| CarbonIntensity::of(kg, "kgCO2e/MWh");
    let consumed = Energy::of(inputs.f64("MWh")?, "MWh")?;
    let contracts = inputs
        .objects("contracts")?
        .iter()
        .map(|contract| {
            let energy = Energy::of(contract.f64("MWh")?, "MWh")?;
            Ok(Contract::new(
                Instrument::SupplierRate,
                energy,
                intensity(contract.f64("kg_per_MWh")?)?,
            )?)
        })
        .collect::<Result<Vec<_>, AdapterError>>()?;
    let mut site = PurchasedElectricity::new(consumed, intensity(inputs.f64("grid_kg_per_MWh")?)?)?
        .with_contracts(contracts)?;
    if let Some(residual) = inputs.opt_f64("residual_kg_per_MWh")? {
        site = site.with_residual_mix(intensity(residual)?)?;
    }
    let scope_2 = site.scope_2()?;
    Ok(Output::new()
        .set("location_t", scope_2.location_based.co2e().get_in("tCO2e")?)
        .set("market_t", scope_2.market_based.co2e().get_in("tCO2e")?))
}

pub(super) fn base_year(inputs: &Inputs<'_>) -> Result<Output, AdapterError> {
    let policy = RecalculationPolicy::new(Share::from_percent(inputs.f64("threshold_pct")?)?);
    let [base, effect] = read(inputs, ["base", "structural_change"], "tCO2e")?;
    let change = BaseYearChange {
        reason: ChangeReason::Structural,
        effect,
    };
    let found = policy.apply(base, &[change])?;
    Ok(Output::new()
        .set("recalculate", found.recalculate)
        .set("new_base", found.base_year.get_in("tCO2e")?))
}

pub(super) fn second_order(inputs: &Inputs<'_>) -> Result<Output, AdapterError> {
    let [saving, first, higher] = read(
        inputs,
        ["second_order_saving_t", "first_order_t", "higher_order_t"],
        "tCO2e",
    )?;
    let effects = SecondOrderEffects::new(saving, Co2e::ZERO, first)?;
    Ok(Output::new()
        .set("net_second_order_saving_t", effects.net()?.tonnes())
        .set(
            "incl_higher_order_t",
            effects.net_with_higher_order(higher)?.tonnes(),
        ))
}
