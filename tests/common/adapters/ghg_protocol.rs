//! Adapters of the suite `ghg_protocol`: scope 3 by category.

use ict_impact::emissions::{CategoryEmissions, Scope3, Scope3Category};
use ict_impact::energy::GridLosses;
use ict_impact::quantity::{
    CURRENT_PRICES, CarbonIntensity, Co2e, Devices, Energy, Factor, Freight, Length, Mass, Money,
    PerFreight, PerMass, PerMoney, Quantity, Share, Time, Usd,
};

use super::{AdapterError, Entry, Inputs, Output};

pub(super) const ADAPTERS: &[Entry] = &[
    ("ghgp.scope3_end_of_life", end_of_life),
    ("ghgp.scope3_energy", energy),
    ("ghgp.scope3_purchased", purchased),
    ("ghgp.scope3_transport", transport),
    ("ghgp.scope3_use_of_sold_products", use_of_sold_products),
];

type Found = Result<CategoryEmissions, AdapterError>;

fn purchased(inputs: &Inputs<'_>) -> Result<Output, AdapterError> {
    let goods = Scope3Category::PurchasedGoodsAndServices;
    let mass = |line: &Inputs<'_>| -> Result<(Mass, Factor<Co2e, PerMass>), AdapterError> {
        let factor = Factor::of(line.f64("kgCO2e_per_kg")?, "kgCO2e/kg")?;
        Ok((Mass::of(line.f64("kg")?, "kg")?, factor))
    };
    let supplier = |line: &Inputs<'_>| -> Found {
        let (mass, factor) = mass(line)?;
        Ok(CategoryEmissions::supplier_specific(goods, mass, factor)?)
    };
    let average = |line: &Inputs<'_>| -> Found {
        let (mass, factor) = mass(line)?;
        Ok(CategoryEmissions::average_data(goods, mass, factor)?)
    };
    let spend = |line: &Inputs<'_>| -> Found {
        let spent = Money::<Usd, CURRENT_PRICES>::of(line.f64("USD")?, "USD")?;
        let factor: Factor<Co2e, PerMoney<Usd, CURRENT_PRICES>> =
            Factor::of(line.f64("kgCO2e_per_USD")?, "kgCO2e/USD")?;
        Ok(CategoryEmissions::spend_based(goods, spent, factor)?)
    };
    let mut activities = Vec::new();
    for (field, find) in [
        (
            "supplier_specific",
            &supplier as &dyn Fn(&Inputs<'_>) -> Found,
        ),
        ("average_data", &average),
        ("spend_based", &spend),
    ] {
        if inputs.has(field) {
            activities.extend(each(inputs, field, find)?);
        }
    }
    Ok(Output::new().set("kgCO2e", total(activities)?))
}

fn energy(inputs: &Inputs<'_>) -> Result<Output, AdapterError> {
    let intensity = |line: &Inputs<'_>| -> Result<CarbonIntensity, AdapterError> {
        Ok(Factor::of(line.f64("kgCO2e_per_kWh")?, "kgCO2e/kWh")?)
    };
    let upstream = each(inputs, "upstream", &|line| {
        let energy = Energy::of(line.f64("kWh")?, "kWh")?;
        Ok(CategoryEmissions::upstream_of_energy(
            energy,
            intensity(line)?,
        )?)
    })?;
    let losses = each(inputs, "losses", &|line| {
        let energy = Energy::of(line.f64("kWh")?, "kWh")?;
        let rate = Share::from_percent(line.f64("loss_pct")?)?;
        let lost = GridLosses::per_delivered(rate).of_delivered(energy)?.lost();
        let losses = CategoryEmissions::transmission_and_distribution_losses;
        Ok(losses(lost, intensity(line)?)?)
    })?;
    Ok(Output::new()
        .set("upstream_kgCO2e", total(upstream.clone())?)
        .set("losses_kgCO2e", total(losses.clone())?)
        .set("kgCO2e", total([upstream, losses].concat())?))
}

fn transport(inputs: &Inputs<'_>) -> Result<Output, AdapterError> {
    let legs = each(inputs, "legs", &|leg| {
        let mass = Mass::of(leg.f64("t")?, "t")?;
        let distance = Length::of(leg.f64("km")?, "km")?;
        let factor: Factor<Co2e, PerFreight> =
            Factor::of(leg.f64("kgCO2e_per_tkm")?, "kgCO2e/tkm")?;
        let load = Freight::carried(mass, distance);
        Ok(CategoryEmissions::upstream_transportation(load, factor)?)
    })?;
    Ok(Output::new().set("kgCO2e", total(legs)?))
}

fn use_of_sold_products(inputs: &Inputs<'_>) -> Result<Output, AdapterError> {
    let products = each(inputs, "products", &|product| {
        Ok(CategoryEmissions::use_of_sold_products(
            Devices::new(product.f64("sold")?),
            Time::of(product.f64("life_a")?, "a")?,
            Factor::of(product.f64("kWh_per_a")?, "kWh/device")?,
            Factor::of(product.f64("kgCO2e_per_kWh")?, "kgCO2e/kWh")?,
        )?)
    })?;
    Ok(Output::new().set("kgCO2e", total(products)?))
}

fn end_of_life(inputs: &Inputs<'_>) -> Result<Output, AdapterError> {
    let treatments = inputs
        .objects("treatments")?
        .iter()
        .map(|treatment| {
            let share = Share::from_percent(treatment.f64("pct")?)?;
            Ok((
                share,
                Factor::of(treatment.f64("kgCO2e_per_kg")?, "kgCO2e/kg")?,
            ))
        })
        .collect::<Result<Vec<_>, AdapterError>>()?;
    let mass = Mass::of(inputs.f64("kg")?, "kg")?;
    let waste = CategoryEmissions::end_of_life_of_sold_products(mass, &treatments)?;
    Ok(Output::new().set("kgCO2e", total([waste])?))
}

fn each(
    inputs: &Inputs<'_>,
    field: &str,
    find: &dyn Fn(&Inputs<'_>) -> Found,
) -> Result<Vec<CategoryEmissions>, AdapterError> {
    inputs.objects(field)?.iter().map(find).collect()
}

/// The activities as one reporter's scope 3.
fn total(activities: impl IntoIterator<Item = CategoryEmissions>) -> Result<f64, AdapterError> {
    let scope_3 = Scope3::new("the company of the example", activities)?;
    Ok(scope_3.total().co2e().kg())
}
