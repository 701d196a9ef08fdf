//! From the cells of a row to what it says.

use ict_impact::ewaste::targets::CategoryTreatment;
use ict_impact::quantity::{Devices, Persons, Quantity, Time};
use ict_impact::reference::battery_targets::BatteryMetal;
use ict_impact::reference::bill_of_materials::{self, Bill};
use ict_impact::reference::weee_targets::WeeeCategory;

use super::money::CURRENCIES;
use super::rows::{
    BatteriesRow, DevicesRow, EnergyRow, EwasteRow, Fate, InflowRow, MaterialRow, MetalRow, Origin,
    OutflowRow, ProductRow, RevenueRow, TreatmentRow, WaterRow,
};
use super::table::Cells;

const METALS: &[(&str, BatteryMetal)] = &[
    ("cobalt", BatteryMetal::Cobalt),
    ("copper", BatteryMetal::Copper),
    ("lead", BatteryMetal::Lead),
    ("lithium", BatteryMetal::Lithium),
    ("nickel", BatteryMetal::Nickel),
];

// Every cell is read before the first `?`, so that all errors of a row are listed.

pub(crate) fn inflow(cells: &mut Cells<'_>) -> Option<InflowRow> {
    let item = cells.text("item");
    let mass = cells.quantity("mass_t");
    let origin = cells.word("origin", Origin::WORDS);
    item?;
    Some(InflowRow {
        mass: mass?,
        origin: origin?,
    })
}

pub(crate) fn outflow(cells: &mut Cells<'_>) -> Option<OutflowRow> {
    let item = cells.text("item");
    let mass = cells.quantity("mass_t");
    let fate = cells.word("fate", Fate::WORDS);
    item?;
    Some(OutflowRow {
        mass: mass?,
        fate: fate?,
    })
}

pub(crate) fn energy(cells: &mut Cells<'_>) -> Option<EnergyRow> {
    let carrier = cells.text("carrier");
    let [total_in, renewable_in, total_out, renewable_out] =
        ["in_MWh", "renewable_in_MWh", "out_MWh", "renewable_out_MWh"]
            .map(|column| cells.quantity(column));
    carrier?;
    let row = EnergyRow {
        total_in: total_in?,
        renewable_in: renewable_in?,
        total_out: total_out?,
        renewable_out: renewable_out?,
    };
    let fits = [
        cells.within(
            "renewable_in_MWh",
            "in_MWh",
            row.renewable_in <= row.total_in,
        ),
        cells.within(
            "renewable_out_MWh",
            "out_MWh",
            row.renewable_out <= row.total_out,
        ),
    ];
    fits.iter().all(Option::is_some).then_some(row)
}

pub(crate) fn water(cells: &mut Cells<'_>) -> Option<WaterRow> {
    let withdrawn = cells.quantity("withdrawn_m3");
    let [circular_in, discharged, circular_out, used, for_use] = [
        "circular_in_m3",
        "discharged_m3",
        "circular_out_m3",
        "onsite_used_m3",
        "onsite_withdrawn_m3",
    ]
    .map(|column| cells.quantity_if(column));
    let onsite = both(
        cells,
        ("onsite_used_m3", used?),
        ("onsite_withdrawn_m3", for_use?),
    );
    let (withdrawn, circular_in) = (withdrawn?, circular_in?);
    let (discharged, circular_out) = (discharged?, circular_out?);
    let fits = [
        circular_in.is_none_or(|part| part <= withdrawn),
        discharged.is_none_or(|whole| circular_out.is_none_or(|part| part <= whole)),
    ];
    let fits = [
        cells.within("circular_in_m3", "withdrawn_m3", fits[0]),
        cells.within("circular_out_m3", "discharged_m3", fits[1]),
    ];
    let row = WaterRow {
        withdrawn,
        circular_in,
        discharged,
        circular_out,
        onsite: onsite?,
    };
    fits.iter().all(Option::is_some).then_some(row)
}

/// Two cells that are filled or empty together.
fn both<T>(
    cells: &mut Cells<'_>,
    (first, one): (&'static str, Option<T>),
    (second, other): (&'static str, Option<T>),
) -> Option<Option<(T, T)>> {
    match (one, other) {
        (Some(one), Some(other)) => Some(Some((one, other))),
        (None, None) => Some(None),
        (None, Some(_)) => {
            cells.error(
                first,
                format!("is missing; {} needs it", cells.found(second)),
            );
            None
        }
        (Some(_), None) => {
            cells.error(
                second,
                format!("is missing; {} needs it", cells.found(first)),
            );
            None
        }
    }
}

pub(crate) fn devices(cells: &mut Cells<'_>) -> Option<DevicesRow> {
    let kind = cells.text("kind");
    let [returned, accepted, refurbished, sold_again, dismantled] = [
        "returned",
        "accepted",
        "refurbished",
        "sold_again",
        "dismantled",
    ]
    .map(|column| cells.count(column).map(Devices::new));
    Some(DevicesRow {
        kind: kind?,
        returned: returned?,
        accepted: accepted?,
        refurbished: refurbished?,
        sold_again: sold_again?,
        dismantled: dismantled?,
    })
}

pub(crate) fn product(cells: &mut Cells<'_>) -> Option<ProductRow> {
    let name = cells.text("product");
    let id = cells.raw("bill").to_owned();
    let bill = match id.as_str() {
        "" => Some(None),
        id => match bill_of_materials::product(id) {
            Ok(bill) => Some(Some(bill)),
            Err(_) => {
                let all: Vec<&str> = bill_of_materials::all().map(Bill::id).collect();
                let what = format!(
                    "`{id}` is not one of {}; or empty, with rows in materials.csv",
                    all.join(", ")
                );
                cells.error("bill", what);
                None
            }
        },
    };
    let pieces = cells.count("pieces").map(Devices::new);
    let [reused, collected_reuse, collected_recycling] = [
        "reused_percent",
        "collected_reuse_percent",
        "collected_recycling_percent",
    ]
    .map(|column| cells.percent(column));
    let [life, industry_life] = ["life_years", "industry_life_years"].map(|column| {
        let years = cells.number(column)?;
        if years == 0.0 {
            cells.error(column, "is 0; accepted is above 0");
            return None;
        }
        match Time::of(years, "a") {
            Ok(time) => Some(time),
            Err(error) => {
                cells.error(column, error);
                None
            }
        }
    });
    let collected = collected_reuse.zip(collected_recycling);
    let fits = collected
        .is_none_or(|(reuse, recycling)| reuse.percent() + recycling.percent() <= 100.0 + 1e-9);
    if !fits {
        let what = "and collected_reuse_percent are more than 100 together";
        cells.error("collected_recycling_percent", what);
    }
    let row = ProductRow {
        product: name?,
        bill: bill?,
        pieces: pieces?,
        reused: reused?,
        collected_reuse: collected_reuse?,
        collected_recycling: collected_recycling?,
        life: life?,
        industry_life: industry_life?,
    };
    fits.then_some(row)
}

pub(crate) fn material(cells: &mut Cells<'_>) -> Option<MaterialRow> {
    let product = cells.raw("product").to_owned();
    let material = cells.text("material");
    let mass = cells.quantity_if("mass_g");
    let recycled = cells.percent("recycled_percent");
    let efficiency = cells.percent("recycling_efficiency_percent");
    let row = MaterialRow {
        product,
        material: material?,
        mass: mass?,
        recycled: recycled?,
        efficiency: efficiency?,
    };
    if row.product.is_empty() && row.mass.is_some() {
        let what = "must be empty where product is: the row is for all products";
        cells.error("mass_g", what);
        return None;
    }
    if row.recycled.get() > 0.0 && row.efficiency.get() == 0.0 {
        let what = "is 0; accepted is above 0 where recycled_percent is";
        cells.error("recycling_efficiency_percent", what);
        return None;
    }
    Some(row)
}

pub(crate) fn ewaste(cells: &mut Cells<'_>) -> Option<EwasteRow> {
    let [put_on_market, generated, collected, treated, recycled] = [
        "put_on_market_t",
        "generated_t",
        "collected_t",
        "treated_t",
        "recycled_t",
    ]
    .map(|column| cells.quantity_if(column));
    let inhabitants = cells.count_if("inhabitants");
    Some(EwasteRow {
        put_on_market: put_on_market?,
        generated: generated?,
        collected: collected?,
        treated: treated?,
        recycled: recycled?,
        inhabitants: inhabitants?.map(Persons::new),
    })
}

pub(crate) fn treatment(cells: &mut Cells<'_>) -> Option<TreatmentRow> {
    let category = cells.parsed::<WeeeCategory>("category");
    let [collected, recovered, prepared, recycled] = [
        "collected_t",
        "recovered_t",
        "prepared_for_reuse_t",
        "recycled_t",
    ]
    .map(|column| cells.quantity(column));
    let (prepared, recycled) = (prepared?, recycled?);
    let treatment = CategoryTreatment::new(category?, collected?, recovered?)
        .and_then(|it| it.with_recycling(prepared, recycled));
    match treatment {
        Ok(treatment) => Some(treatment),
        Err(error) => {
            cells.error("recycled_t", error);
            None
        }
    }
}

pub(crate) fn batteries(cells: &mut Cells<'_>) -> Option<BatteriesRow> {
    let [made_available, collected, input, output] = [
        "made_available_t",
        "collected_t",
        "recycling_in_t",
        "recycling_out_t",
    ]
    .map(|column| cells.quantity_if(column));
    let recycling = both(
        cells,
        ("recycling_out_t", output?),
        ("recycling_in_t", input?),
    );
    Some(BatteriesRow {
        made_available: made_available?,
        collected: collected?,
        recycling: recycling?,
    })
}

pub(crate) fn metal(cells: &mut Cells<'_>) -> Option<MetalRow> {
    let metal = cells.word("metal", METALS);
    let [input, recovered] = ["in_kg", "recovered_kg"].map(|column| cells.quantity(column));
    Some(MetalRow {
        metal: metal?,
        input: input?,
        recovered: recovered?,
    })
}

pub(crate) fn revenue(cells: &mut Cells<'_>) -> Option<RevenueRow> {
    let with_revenue = cells.word("currency", CURRENCIES);
    let amount = cells.number("revenue");
    Some(RevenueRow {
        with_revenue: with_revenue?,
        amount: amount?,
    })
}
