//! Reads the folder of an operator.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use ict_impact::ewaste::targets::CategoryTreatment;
use ict_impact::quantity::{Devices, Persons, Quantity, Time};
use ict_impact::reference::battery_targets::BatteryMetal;
use ict_impact::reference::bill_of_materials::{self, Bill, Material};
use ict_impact::reference::weee_targets::WeeeCategory;
use ict_impact::time::Year;

use super::money;
use super::rows::{
    BatteriesRow, DevicesRow, EnergyRow, EwasteRow, Fate, InflowRow, MaterialRow, MetalRow, Origin,
    OutflowRow, ProductRow, RevenueRow, TreatmentRow, WaterRow,
};
use super::table::{Cells, Layout, Row, read as read_table};

macro_rules! files {
    ($($name:literal $key:literal [$($column:literal)+],)+) => {
        const LAYOUTS: &[Layout] = &[$(Layout {
            name: $name,
            columns: &[$($column),+],
            key: $key,
        },)+];

        /// The files of the invented operator.
        const SHIPPED: &[(&str, &[u8])] =
            &[$(($name, include_bytes!(concat!("sample/", $name))),)+];
    };
}

// Rows of inflow, outflow and energy with the same names are added.
files! {
    "inflow.csv" 0 ["site" "year" "item" "mass_t" "origin"],
    "outflow.csv" 0 ["site" "year" "item" "mass_t" "fate"],
    "energy.csv" 0 ["site" "year" "carrier" "in_MWh" "renewable_in_MWh" "out_MWh"
        "renewable_out_MWh"],
    "water.csv" 2 ["site" "year" "withdrawn_m3" "circular_in_m3" "discharged_m3"
        "circular_out_m3" "onsite_used_m3" "onsite_withdrawn_m3"],
    "devices.csv" 3 ["site" "year" "kind" "returned" "accepted" "refurbished"
        "sold_again" "dismantled"],
    "products.csv" 3 ["site" "year" "product" "bill" "pieces" "reused_percent"
        "collected_reuse_percent" "collected_recycling_percent" "life_years"
        "industry_life_years"],
    "materials.csv" 2 ["product" "material" "mass_g" "recycled_percent"
        "recycling_efficiency_percent"],
    "ewaste.csv" 2 ["site" "year" "put_on_market_t" "generated_t" "collected_t"
        "treated_t" "recycled_t" "inhabitants"],
    "treatment.csv" 3 ["site" "year" "category" "collected_t" "recovered_t"
        "prepared_for_reuse_t" "recycled_t"],
    "batteries.csv" 2 ["site" "year" "made_available_t" "collected_t"
        "recycling_in_t" "recycling_out_t"],
    "battery_metals.csv" 3 ["site" "year" "metal" "in_kg" "recovered_kg"],
    "revenue.csv" 2 ["site" "year" "currency" "revenue"],
}

const METALS: &[(&str, BatteryMetal)] = &[
    ("cobalt", BatteryMetal::Cobalt),
    ("copper", BatteryMetal::Copper),
    ("lead", BatteryMetal::Lead),
    ("lithium", BatteryMetal::Lithium),
    ("nickel", BatteryMetal::Nickel),
];

/// The rows of all files.
#[derive(Debug, Default)]
pub(crate) struct Data {
    /// Files that were not given.
    pub(crate) absent: Vec<&'static str>,
    pub(crate) inflow: Vec<Row<InflowRow>>,
    pub(crate) outflow: Vec<Row<OutflowRow>>,
    pub(crate) energy: Vec<Row<EnergyRow>>,
    pub(crate) water: Vec<Row<WaterRow>>,
    pub(crate) devices: Vec<Row<DevicesRow>>,
    pub(crate) products: Vec<Row<ProductRow>>,
    /// With file and line.
    pub(crate) materials: Vec<(String, MaterialRow)>,
    pub(crate) ewaste: Vec<Row<EwasteRow>>,
    pub(crate) treatment: Vec<Row<TreatmentRow>>,
    pub(crate) batteries: Vec<Row<BatteriesRow>>,
    pub(crate) battery_metals: Vec<Row<MetalRow>>,
    pub(crate) revenue: Vec<Row<RevenueRow>>,
}

impl Data {
    /// Site and year of every row.
    pub(crate) fn sites_and_years(&self) -> BTreeSet<(Year, &str)> {
        let mut all = BTreeSet::new();
        macro_rules! add {
            ($($field:ident)+) => {
                $(all.extend(self.$field.iter().map(|row| (row.year, row.site.as_str())));)+
            };
        }
        add!(inflow outflow energy water devices products ewaste treatment batteries
            battery_metals revenue);
        all
    }
}

/// The files of a folder, or everything that is wrong with them; without a folder those of the
/// invented operator.
pub(crate) fn read(folder: Option<&Path>) -> Result<Data, Vec<String>> {
    let mut errors = Vec::new();
    let given = match folder {
        None => SHIPPED
            .iter()
            .map(|&(name, bytes)| (name, Some(bytes.to_vec())))
            .collect(),
        Some(folder) => in_folder(folder, &mut errors),
    };
    if !errors.is_empty() {
        return Err(errors);
    }
    let mut data = Data::default();
    for (layout, (name, bytes)) in LAYOUTS.iter().zip(&given) {
        match bytes {
            Some(bytes) => data.take(layout, bytes, &mut errors),
            None => data.absent.push(name),
        }
    }
    data.check_materials(&mut errors);
    if errors.is_empty() && data.sites_and_years().is_empty() {
        errors.push("the files have no row of a site and year".to_owned());
    }
    let prefix = folder.map(|folder| format!("{}/", folder.display()));
    match (errors.is_empty(), prefix) {
        (true, _) => Ok(data),
        (false, None) => Err(errors),
        (false, Some(prefix)) => Err(errors
            .iter()
            .map(|error| format!("{prefix}{error}"))
            .collect()),
    }
}

/// Each file that is read, with its bytes if it is there.
fn in_folder(folder: &Path, errors: &mut Vec<String>) -> Vec<(&'static str, Option<Vec<u8>>)> {
    let known: Vec<&str> = LAYOUTS.iter().map(|layout| layout.name).collect();
    let mut found = BTreeSet::new();
    match fs::read_dir(folder) {
        Err(error) => errors.push(format!("{}: {error}", folder.display())),
        Ok(entries) => {
            for entry in entries {
                match entry {
                    Ok(entry) => {
                        found.insert(entry.file_name().to_string_lossy().into_owned());
                    }
                    Err(error) => errors.push(format!("{}: {error}", folder.display())),
                }
            }
        }
    }
    for name in &found {
        let is_csv = name
            .rsplit_once('.')
            .is_some_and(|(_, end)| end.eq_ignore_ascii_case("csv"));
        if is_csv && !known.contains(&name.as_str()) {
            let (path, all) = (folder.join(name), known.join(", "));
            errors.push(format!("{}: is not one of {all}", path.display()));
        }
    }
    if errors.is_empty() && !known.iter().any(|&name| found.contains(name)) {
        let all = known.join(", ");
        errors.push(format!("{}: has none of {all}", folder.display()));
    }
    let mut read = |name: &'static str| {
        let path = folder.join(name);
        let bytes = found.contains(name).then(|| fs::read(&path))?;
        bytes
            .map_err(|error| errors.push(format!("{}: {error}", path.display())))
            .ok()
    };
    known.iter().map(|&name| (name, read(name))).collect()
}

/// Reads the rest of a row after its site and year.
fn rows<T>(
    layout: &Layout,
    bytes: &[u8],
    errors: &mut Vec<String>,
    mut rest: impl FnMut(&mut Cells<'_>) -> Option<T>,
) -> Vec<Row<T>> {
    let read = read_table(layout, bytes, errors, |cells| {
        let (site, year) = (cells.text("site"), cells.parsed::<Year>("year"));
        let value = rest(cells);
        Some((site?, year?, value?))
    });
    let row = |(at, (site, year, value))| Row {
        at,
        site,
        year,
        value,
    };
    read.into_iter().map(row).collect()
}

impl Data {
    /// Every row of a material belongs to a product, or to the materials of the bills.
    fn check_materials(&self, errors: &mut Vec<String>) {
        let bills: Vec<&str> = Material::ALL.iter().map(|it| it.name()).collect();
        let with = |product: &str| {
            let mut rows = self.products.iter();
            rows.find(|row| row.value.product == product)
        };
        for (at, row) in &self.materials {
            let of_bill = match row.product.as_str() {
                "" => true,
                product => match with(product) {
                    Some(found) => found.value.bill.is_some(),
                    // The product may stand on a row with an error of its own.
                    None if errors.iter().any(|it| it.starts_with("products.csv")) => continue,
                    None => {
                        let what = "is not a product of products.csv; or empty for all";
                        errors.push(format!("{at}: product: `{product}` {what}"));
                        continue;
                    }
                },
            };
            if of_bill && !bills.contains(&row.material.as_str()) {
                errors.push(format!(
                    "{at}: material: `{}` is not one of {}",
                    row.material,
                    bills.join(", ")
                ));
            } else if !of_bill && row.mass.is_none() {
                let what = "is missing; a product without a bill needs it";
                errors.push(format!("{at}: mass_g: {what}"));
            }
        }
    }

    fn take(&mut self, layout: &Layout, bytes: &[u8], errors: &mut Vec<String>) {
        match layout.name {
            "inflow.csv" => self.inflow = rows(layout, bytes, errors, inflow),
            "outflow.csv" => self.outflow = rows(layout, bytes, errors, outflow),
            "energy.csv" => self.energy = rows(layout, bytes, errors, energy),
            "water.csv" => self.water = rows(layout, bytes, errors, water),
            "devices.csv" => self.devices = rows(layout, bytes, errors, devices),
            "products.csv" => self.products = rows(layout, bytes, errors, product),
            "materials.csv" => self.materials = read_table(layout, bytes, errors, material),
            "ewaste.csv" => self.ewaste = rows(layout, bytes, errors, ewaste),
            "treatment.csv" => self.treatment = rows(layout, bytes, errors, treatment),
            "batteries.csv" => self.batteries = rows(layout, bytes, errors, batteries),
            "battery_metals.csv" => self.battery_metals = rows(layout, bytes, errors, metal),
            _ => self.revenue = rows(layout, bytes, errors, revenue),
        }
    }
}

// Every cell is read before the first `?`, so that all errors of a row are listed.

fn inflow(cells: &mut Cells<'_>) -> Option<InflowRow> {
    let item = cells.text("item");
    let mass = cells.quantity("mass_t");
    let origin = cells.word("origin", Origin::WORDS);
    item?;
    Some(InflowRow {
        mass: mass?,
        origin: origin?,
    })
}

fn outflow(cells: &mut Cells<'_>) -> Option<OutflowRow> {
    let item = cells.text("item");
    let mass = cells.quantity("mass_t");
    let fate = cells.word("fate", Fate::WORDS);
    item?;
    Some(OutflowRow {
        mass: mass?,
        fate: fate?,
    })
}

fn energy(cells: &mut Cells<'_>) -> Option<EnergyRow> {
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

fn water(cells: &mut Cells<'_>) -> Option<WaterRow> {
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

fn devices(cells: &mut Cells<'_>) -> Option<DevicesRow> {
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

fn product(cells: &mut Cells<'_>) -> Option<ProductRow> {
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

fn material(cells: &mut Cells<'_>) -> Option<MaterialRow> {
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

fn ewaste(cells: &mut Cells<'_>) -> Option<EwasteRow> {
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

fn treatment(cells: &mut Cells<'_>) -> Option<TreatmentRow> {
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

fn batteries(cells: &mut Cells<'_>) -> Option<BatteriesRow> {
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

fn metal(cells: &mut Cells<'_>) -> Option<MetalRow> {
    let metal = cells.word("metal", METALS);
    let [input, recovered] = ["in_kg", "recovered_kg"].map(|column| cells.quantity(column));
    Some(MetalRow {
        metal: metal?,
        input: input?,
        recovered: recovered?,
    })
}

fn revenue(cells: &mut Cells<'_>) -> Option<RevenueRow> {
    let currency = cells.word("currency", money::CODES);
    let amount = cells.number("revenue");
    Some(RevenueRow {
        currency: currency?,
        amount: amount?,
    })
}
