//! Circularity.

use ict_impact::circularity::cff::{
    Allocation, CircularFootprint, EnergyRecovery, RecycledInput, RecyclingAfterUse,
};
use ict_impact::circularity::cmu::RecoveredWaste;
use ict_impact::circularity::cti::{Outflow, circular_material_productivity, circular_outflow};
use ict_impact::circularity::eu_2023_1669::{
    EnduranceClass, Form, LabelledDevice, PriorityPart, RepairScores, RepairabilityClass, Score,
    battery_endurance_index, weighted_part_score,
};
use ict_impact::circularity::longevity::Return;
use ict_impact::circularity::mci::{
    Component, EndOfUse, Feedstock, MaterialFlows, Utility, material_circularity_indicator,
};
use ict_impact::circularity::recycled_content::{EndOfLifeMetal, MetalInput};
use ict_impact::circularity::reuse::{Displacement, saving_after_rebound};
use ict_impact::circularity::{
    CircularityError, Indicator, eu_2023_1669, eu_battery, french_repairability, iso59020,
    longevity as life, mci as material_circularity,
};
use ict_impact::quantity::{
    ClimateChange, Co2e, Devices, EmbodiedFactor, Energy, Factor, Mass, Money, PerEnergy, PerMass,
    Quantity, Ratio, Share, Time, Usd, Volume,
};
use ict_impact::uom::si::electric_charge::ampere_hour;
use ict_impact::uom::si::electric_potential::volt;
use ict_impact::uom::si::f64::{ElectricCharge, ElectricPotential};

use super::{AdapterError, Inputs, Known, Output, read, read_all};

type Adapted = Result<Output, AdapterError>;

/// The percentage of an indicator in the field `name`.
fn percent(name: &str, indicator: Result<Indicator, CircularityError>) -> Adapted {
    Ok(Output::new().set(name, indicator.known()?.value().get_in("%")?))
}

/// The ratio of an indicator in the field `name`.
fn number(name: &str, indicator: Result<Indicator, CircularityError>) -> Adapted {
    Ok(Output::new().set(name, indicator.known()?.value().base()))
}

fn share_of(
    inputs: &Inputs<'_>,
    part: &str,
    total: &str,
    formula: fn(Mass, Mass) -> Result<Indicator, CircularityError>,
) -> Adapted {
    let [part, total] = read(inputs, [part, total], "kg")?;
    percent("value", formula(part, total))
}

pub(super) fn reused_inflow(inputs: &Inputs<'_>) -> Adapted {
    share_of(inputs, "m_REUI", "m_TI", iso59020::reused_inflow_content)
}

pub(super) fn recycled_inflow(inputs: &Inputs<'_>) -> Adapted {
    share_of(inputs, "m_RECI", "m_TI", iso59020::recycled_inflow_content)
}

pub(super) fn renewable_inflow(inputs: &Inputs<'_>) -> Adapted {
    share_of(inputs, "m_RENI", "m_TI", iso59020::renewable_inflow_content)
}

pub(super) fn reused_outflow(inputs: &Inputs<'_>) -> Adapted {
    share_of(inputs, "m_REUO", "m_TO", iso59020::reused_outflow)
}

pub(super) fn biological_outflow(inputs: &Inputs<'_>) -> Adapted {
    share_of(inputs, "m_RENO", "m_TO", iso59020::biological_outflow)
}

pub(super) fn recycled_outflow(inputs: &Inputs<'_>) -> Adapted {
    let traced = inputs.opt_f64("m_RECO")?;
    let recycled = traced.map(|kg| Mass::of(kg, "kg")).transpose()?;
    let total = Mass::of(inputs.f64("m_TO")?, "kg")?;
    percent("value", iso59020::recycled_outflow(recycled, total))
}

pub(super) fn lifetime_ratio(inputs: &Inputs<'_>) -> Adapted {
    let [product, industry] = read(inputs, ["t_LP", "t_IALP"], "a")?;
    number("value", iso59020::lifetime_ratio(product, industry))
}

pub(super) fn renewable_energy(inputs: &Inputs<'_>) -> Adapted {
    let [renewable_in, renewable_out, total_in, total_out] =
        read::<Energy, 4>(inputs, ["E_IRENE", "E_ORENE", "E_ITE", "E_OTE"], "kWh")?;
    let flows = iso59020::EnergyFlows::inflow(renewable_in, total_in)?
        .with_outflow(renewable_out, total_out)?;
    percent("value", flows.renewable_energy())
}

pub(super) fn water_withdrawal(inputs: &Inputs<'_>) -> Adapted {
    let [part, total] = read::<Volume, 2>(inputs, ["V_CIW", "V_AIW"], "m3")?;
    percent("value", iso59020::circular_water_inflow(part, total))
}

pub(super) fn water_discharge(inputs: &Inputs<'_>) -> Adapted {
    let [part, total] = read::<Volume, 2>(inputs, ["V_CDW", "V_AIW"], "m3")?;
    percent("value", iso59020::circular_water_discharge(part, total))
}

pub(super) fn water_reuse(inputs: &Inputs<'_>) -> Adapted {
    let [used, withdrawn] = read::<Volume, 2>(inputs, ["V_TWU", "V_TWW"], "m3")?;
    number("value", iso59020::onsite_water_reuse(used, withdrawn))
}

pub(super) fn material_productivity(inputs: &Inputs<'_>) -> Adapted {
    let revenue = Money::<Usd, 2024>::new(inputs.f64("C_revenue")?);
    let inflow = Mass::of(inputs.f64("D_linear_inflow_mass")?, "kg")?;
    let productivity = iso59020::material_productivity(revenue, inflow).known()?;
    Ok(Output::new().set("value", productivity.value().get_in("USD2024/kg")?))
}

pub(super) fn cti_productivity(inputs: &Inputs<'_>) -> Adapted {
    let revenue = Money::<Usd, 2024>::new(inputs.f64("revenue")?);
    let inflow = Mass::of(inputs.f64("linear_inflow_t")?, "t")?;
    let productivity = circular_material_productivity(revenue, inflow).known()?;
    Ok(Output::new().set("value", productivity.value().get_in("USD2024/t")?))
}

pub(super) fn cti_outflow(inputs: &Inputs<'_>) -> Adapted {
    let masses: Vec<Mass> = read_all(inputs, "masses", "t")?;
    let potentials: Vec<Share> = read_all(inputs, "recovery_potential", "1")?;
    let recoveries: Vec<Share> = read_all(inputs, "actual_recovery", "1")?;
    if potentials.len() != masses.len() || recoveries.len() != masses.len() {
        return Err(inputs.unfit("masses", "as many numbers as the shares have"));
    }
    let outflows = masses
        .into_iter()
        .zip(potentials.into_iter().zip(recoveries))
        .map(|(mass, (potential, recovery))| Outflow::new(mass, potential, recovery))
        .collect::<Result<Vec<_>, _>>()?;
    percent("pct", circular_outflow(&outflows))
}

pub(super) fn mci(inputs: &Inputs<'_>) -> Adapted {
    let share = |field: &str, otherwise: Share| -> Result<Share, AdapterError> {
        let given = inputs.opt_f64(field)?.map(Share::new).transpose()?;
        Ok(given.unwrap_or(otherwise))
    };
    let (none, whole) = (Share::NONE, Share::WHOLE);
    let feedstock = Feedstock::new(share("FR", none)?, share("FU", none)?, share("FS", none)?)?
        .with_recycling_efficiency(share("EF", whole)?)?;
    let end_of_use = EndOfUse::new(
        share("CR", none)?,
        share("CU", none)?,
        share("CC", none)?,
        share("CE", none)?,
    )?
    .with_recycling_efficiency(share("EC", whole)?);
    let mass = Mass::of(inputs.f64("M")?, "kg")?;
    let product = Component::new(mass, feedstock, end_of_use)?;
    let utility = match inputs.opt_f64("X")? {
        Some(utility) => Utility::new(Ratio::of(utility, "1")?).known()?,
        None => Utility::AVERAGE,
    };
    let flows = MaterialFlows::of_bill_of_materials(&[product])?;
    let mci = material_circularity_indicator(&flows, utility).known()?;
    Ok(Output::new()
        .set("V", flows.virgin.get_in("kg")?)
        .set("W", flows.waste().get_in("kg")?)
        .set("LFI", flows.linear_flow_index().known()?.get())
        .set("MCI", mci.value().get()))
}

pub(super) fn company_mci(inputs: &Inputs<'_>) -> Adapted {
    let products: Vec<Share> = read_all(inputs, "mci", "1")?;
    let factors: Vec<Ratio> = read_all(inputs, "weight", "1")?;
    if products.len() != factors.len() {
        return Err(inputs.unfit("weight", "as many numbers as mci has"));
    }
    let products: Vec<_> = products.into_iter().zip(factors).collect();
    let company = material_circularity::company(&products).known()?;
    Ok(Output::new().set("MCI", company.value().get()))
}

pub(super) fn metal_end_of_life(inputs: &Inputs<'_>) -> Adapted {
    let [available, collected, recycled] =
        read(inputs, ["available_eol", "collected", "recycled_eol"], "t")?;
    let metal = EndOfLifeMetal::new(available, collected, recycled)?;
    Ok(Output::new()
        .set("EOL_CR", metal.collection_rate().known()?.value().base())
        .set("EOL_PR", metal.process_efficiency().known()?.value().base())
        .set("EOL_RR", metal.recycling_rate().known()?.value().base()))
}

pub(super) fn old_scrap_ratio(inputs: &Inputs<'_>) -> Adapted {
    let [old, new] = read(inputs, ["old_scrap", "new_scrap"], "t")?;
    let input = MetalInput::new(Mass::of(0.0, "t")?, old, new)?;
    number("OSR", input.old_scrap_ratio())
}

pub(super) fn recycled_content(inputs: &Inputs<'_>) -> Adapted {
    let [primary, old, new] = read(inputs, ["primary", "old_scrap", "new_scrap"], "t")?;
    let input = MetalInput::new(primary, old, new)?;
    let rir = input.recycling_input_rate().known()?;
    Ok(number("RC", input.recycled_content())?.set("RIR", rir.value().base()))
}

pub(super) fn cmu(inputs: &Inputs<'_>) -> Adapted {
    let [recovered, imported, exported, consumed] =
        read::<Mass, 4>(inputs, ["RCV_R", "IMPw", "EXPw", "DMC"], "t")?;
    let waste = RecoveredWaste::new(recovered, imported, exported)?;
    let rate = waste.circular_material_use_rate(consumed);
    Ok(percent("CMU_pct", rate)?.set("U", waste.circular_use().get_in("t")?))
}

pub(super) fn circular_footprint(inputs: &Inputs<'_>) -> Adapted {
    let share =
        |field: &str| -> Result<Share, AdapterError> { Ok(Share::new(inputs.f64(field)?)?) };
    let ratio = |field| -> Result<Ratio, AdapterError> { Ok(Ratio::of(inputs.f64(field)?, "1")?) };
    let per_kg = |field| -> Result<Factor<Co2e, PerMass>, AdapterError> {
        Ok(Factor::of(inputs.f64(field)?, "kgCO2e/kg")?)
    };
    let replaced = |efficiency, impact| -> Result<_, AdapterError> {
        let impact: Factor<Co2e, PerEnergy> = Factor::of(inputs.f64(impact)?, "kgCO2e/MJ")?;
        Ok((share(efficiency)?, impact))
    };
    let footprint = CircularFootprint::<ClimateChange>::new(
        per_kg("Ev")?,
        RecycledInput {
            share: share("R1")?,
            impact: per_kg("Erec")?,
            quality: ratio("Qsin_Qp")?,
        },
        RecyclingAfterUse {
            share: share("R2")?,
            impact: per_kg("ErecEoL")?,
            replaced: per_kg("Evstar")?,
            quality: ratio("Qsout_Qp")?,
        },
        EnergyRecovery {
            share: share("R3")?,
            impact: per_kg("EER")?,
            lower_heating_value: Factor::of(inputs.f64("LHV")?, "MJ/kg")?,
            heat: replaced("Xh", "ESEh")?,
            electricity: replaced("Xe", "ESEe")?,
        },
        per_kg("ED")?,
        Allocation {
            material: share("A")?,
            energy: share("B")?,
        },
    )?;
    let unit = "kgCO2e/kg";
    Ok(Output::new()
        .set("material", footprint.material.get_in(unit)?)
        .set("energy", footprint.energy.get_in(unit)?)
        .set("disposal", footprint.disposal.get_in(unit)?)
        .set("total", footprint.total().get_in(unit)?))
}

pub(super) fn repairability_index(inputs: &Inputs<'_>) -> Adapted {
    let score = |field| -> Result<Score, AdapterError> { Ok(Score::new(inputs.f64(field)?)?) };
    let index = eu_2023_1669::repairability_index(&RepairScores {
        disassembly_depth: score("SDD")?,
        fasteners: score("SF")?,
        tools: score("ST")?,
        spare_parts: score("SSP")?,
        software_updates: score("SSU")?,
        repair_information: score("SRI")?,
    })?;
    let class = RepairabilityClass::of(index.value())?;
    Ok(Output::new()
        .set("index", index.value().base())
        .set("class", class.to_string()))
}

pub(super) fn repairability_class(inputs: &Inputs<'_>) -> Adapted {
    let classes = read_all(inputs, "R", "1")?
        .into_iter()
        .map(|index| Ok(RepairabilityClass::of(index)?.to_string()))
        .collect::<Result<Vec<_>, AdapterError>>()?;
    Ok(Output::new().set("class", classes))
}

pub(super) fn disassembly_depth(inputs: &Inputs<'_>) -> Adapted {
    let parts = inputs
        .number_map("scores")?
        .into_iter()
        .map(|(name, score)| {
            let part = PriorityPart::of_abbreviation(name)
                .ok_or_else(|| inputs.unfit("scores", "scores by priority part"))?;
            Ok((part, Score::new(score)?))
        })
        .collect::<Result<Vec<_>, AdapterError>>()?;
    let folds = parts
        .iter()
        .any(|(part, _)| *part == PriorityPart::FoldingMechanism);
    let form = match inputs.opt_bool("foldable")?.unwrap_or(folds) {
        true => Form::Foldable,
        false => Form::Rigid,
    };
    Ok(Output::new().set("SDD", weighted_part_score(form, &parts)?.get()))
}

pub(super) fn endurance(inputs: &Inputs<'_>) -> Adapted {
    let index = battery_endurance_index(
        Time::of(inputs.f64("END_h")?, "h")?,
        ElectricPotential::new::<volt>(inputs.f64("U_nom_V")?),
        ElectricCharge::new::<ampere_hour>(inputs.f64("C_rated_Ah")?),
    )
    .known()?
    .value();
    Ok(Output::new()
        .set("EEI", index.get_in("h/Wh")?)
        .set(
            "class_smartphone",
            EnduranceClass::of(LabelledDevice::Smartphone, index).to_string(),
        )
        .set(
            "class_tablet",
            EnduranceClass::of(LabelledDevice::SlateTablet, index).to_string(),
        ))
}

pub(super) fn french_repairability(inputs: &Inputs<'_>) -> Adapted {
    let points: [f64; 5] = inputs
        .series("points")?
        .try_into()
        .map_err(|_| inputs.unfit("points", "five numbers"))?;
    let index = french_repairability::repairability_index(points)?.value();
    let band = french_repairability::Band::of(index)?;
    Ok(Output::new()
        .set("index", index.base())
        .set("band", band.to_string()))
}

pub(super) fn battery_collection(inputs: &Inputs<'_>) -> Adapted {
    let sold: [Mass; 3] = read_all(inputs, "S", "t")?
        .try_into()
        .map_err(|_| inputs.unfit("S", "three numbers"))?;
    let collected = Mass::of(inputs.f64("C4")?, "t")?;
    percent("pct", eu_battery::collection_rate(collected, sold))
}

pub(super) fn battery_recovery(inputs: &Inputs<'_>) -> Adapted {
    let [output, input] = read(inputs, ["output", "input"], "t")?;
    percent("pct", eu_battery::material_recovery(output, input))
}

pub(super) fn displacement(inputs: &Inputs<'_>) -> Adapted {
    let [primary, secondary] =
        read::<EmbodiedFactor, 2>(inputs, ["E_primary", "E_secondary"], "kgCO2e/device")?;
    let devices = Displacement::new(Share::new(inputs.f64("d")?)?, primary, secondary)?;
    let saving = devices.saving(Devices::new(inputs.f64("units")?));
    Ok(percent("rebound_pct", devices.rebound())?.set("net_saving", saving.get_in("kgCO2e")?))
}

pub(super) fn rebound(inputs: &Inputs<'_>) -> Adapted {
    let potential = Co2e::of(inputs.f64("potential")?, "kgCO2e")?;
    let saving = saving_after_rebound(potential, Ratio::of(inputs.f64("rebound")?, "1")?);
    Ok(Output::new().set("actual", saving.get_in("kgCO2e")?))
}

pub(super) fn longevity(inputs: &Inputs<'_>) -> Adapted {
    let share =
        |field: &str| -> Result<Share, AdapterError> { Ok(Share::new(inputs.f64(field)?)?) };
    let years =
        |field: &str| -> Result<Time, AdapterError> { Ok(Time::of(inputs.f64(field)?, "a")?) };
    let step = |[w, x, y, z, life]: [&str; 5]| -> Result<Return, AdapterError> {
        Ok(Return {
            returned: share(w)?,
            refurbished: share(x)?,
            recycled: share(y)?,
            yielded: share(z)?,
            life: years(life)?,
        })
    };
    let first = step(["w1", "x1", "y1", "z1", "U1"])?;
    let second = step(["w2", "x2", "y2", "z2", "U2"])?;
    let product = life::longevity(years("A")?, first, second).known()?;
    Ok(Output::new()
        .set("B", product.refurbishment.get_in("a")?)
        .set("C", product.recycling.get_in("a")?)
        .set("longevity", product.longevity.value().get_in("a")?))
}
