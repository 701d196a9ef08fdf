//! Reads the folder of an operator.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use ict_impact::reference::bill_of_materials::Material;
use ict_impact::time::Year;

use super::parse;
use super::rows::{
    BatteriesRow, DevicesRow, EnergyRow, EwasteRow, InflowRow, MaterialRow, MetalRow, OutflowRow,
    ProductRow, RevenueRow, TreatmentRow, WaterRow,
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
            "inflow.csv" => self.inflow = rows(layout, bytes, errors, parse::inflow),
            "outflow.csv" => self.outflow = rows(layout, bytes, errors, parse::outflow),
            "energy.csv" => self.energy = rows(layout, bytes, errors, parse::energy),
            "water.csv" => self.water = rows(layout, bytes, errors, parse::water),
            "devices.csv" => self.devices = rows(layout, bytes, errors, parse::devices),
            "products.csv" => self.products = rows(layout, bytes, errors, parse::product),
            "materials.csv" => self.materials = read_table(layout, bytes, errors, parse::material),
            "ewaste.csv" => self.ewaste = rows(layout, bytes, errors, parse::ewaste),
            "treatment.csv" => self.treatment = rows(layout, bytes, errors, parse::treatment),
            "batteries.csv" => self.batteries = rows(layout, bytes, errors, parse::batteries),
            "battery_metals.csv" => self.battery_metals = rows(layout, bytes, errors, parse::metal),
            _ => self.revenue = rows(layout, bytes, errors, parse::revenue),
        }
    }
}
