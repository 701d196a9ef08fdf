//! The products of the family: their materials, and how circular each is.

use ict_impact::circularity::mci::{
    Component, EndOfUse, Feedstock, MaterialFlows, Product, Utility, material_circularity_indicator,
};
use ict_impact::circularity::{CircularityError, Indicator};
use ict_impact::quantity::{Devices, Mass, Quantity, Share};
use ict_impact::reference::bill_of_materials::Bill;

use super::input::Data;
use super::rows::{MaterialRow, ProductRow};
use super::table::Row;

/// All pieces of a product at a site.
#[derive(Debug, Clone)]
pub(crate) struct ProductResult {
    pub(crate) site: String,
    pub(crate) name: String,
    pub(crate) bill: Option<&'static Bill>,
    pub(crate) pieces: Devices,
    /// Materials of one piece.
    pub(crate) materials: Vec<(String, Mass)>,
    pub(crate) product: Product,
    pub(crate) mci: Indicator<Share>,
}

impl ProductResult {
    pub(crate) fn of(data: &Data, row: &Row<ProductRow>) -> Result<Self, Vec<String>> {
        let (at, it) = (&row.at, &row.value);
        let materials = materials(data, at, it)?;
        let compute = || {
            let mut components = Vec::new();
            for (material, mass) in &materials {
                let all = Mass::from_base(mass.base() * it.pieces.get())?;
                components.push(component(it, material, all)?);
            }
            let flows = MaterialFlows::of_bill_of_materials(&components)?;
            let utility = Utility::of_life(it.life, it.industry_life)?;
            let mci = material_circularity_indicator(&flows, utility)?;
            Ok::<_, CircularityError>((Product { flows, utility }, mci))
        };
        let (product, mci) = compute().map_err(|error| vec![format!("{at}: {error}")])?;
        Ok(Self {
            site: row.site.clone(),
            name: it.product.clone(),
            bill: it.bill,
            pieces: it.pieces,
            materials: materials
                .iter()
                .map(|(material, mass)| (material.material.clone(), *mass))
                .collect(),
            product,
            mci,
        })
    }

    /// Mass of one piece.
    pub(crate) fn piece(&self) -> f64 {
        let kilograms = self.materials.iter().map(|(_, mass)| mass.base());
        kilograms.sum()
    }
}

/// The materials of a piece with their shares, or everything that is missing.
fn materials<'a>(
    data: &'a Data,
    at: &str,
    row: &ProductRow,
) -> Result<Vec<(&'a MaterialRow, Mass)>, Vec<String>> {
    if data.absent.contains(&"materials.csv") {
        return Err(vec![format!(
            "{at}: products.csv needs materials.csv, which says what part of each material is recycled"
        )]);
    }
    let rows = || data.materials.iter().map(|(_, material)| material);
    let own = || rows().filter(|material| material.product == row.product);
    let mut errors = Vec::new();
    let mut found = Vec::new();
    match row.bill {
        None => {
            found.extend(own().filter_map(|material| Some((material, material.mass?))));
            if found.is_empty() {
                errors.push(format!(
                    "{at}: bill is empty, and materials.csv has no row of `{}` with mass_g",
                    row.product
                ));
            }
        }
        Some(bill) => {
            if let Some(material) = own().find(|material| material.mass.is_some()) {
                errors.push(format!(
                    "{at}: bill is {}, and materials.csv has another mass_g of `{}` for {}",
                    bill.id(),
                    material.material,
                    row.product
                ));
            }
            for (material, mass) in bill.materials() {
                if mass.value.base() == 0.0 {
                    continue;
                }
                let named = |it: &&MaterialRow| it.material == material.name();
                let everyone = rows().filter(|it| it.product.is_empty());
                match own().chain(everyone).find(named) {
                    Some(found_row) => found.push((found_row, mass.value)),
                    None => errors.push(format!(
                        "{at}: materials.csv has no row of `{}`, which is in the bill {}",
                        material.name(),
                        bill.id()
                    )),
                }
            }
        }
    }
    if errors.is_empty() {
        Ok(found)
    } else {
        Err(errors)
    }
}

/// What is not reused is new material, of which a part is recycled. What is collected for
/// recycling and has no recycling is lost.
fn component(
    row: &ProductRow,
    material: &MaterialRow,
    mass: Mass,
) -> Result<Component, CircularityError> {
    let recycled = Share::new(row.reused.rest().get() * material.recycled.get())?;
    let mut feedstock = Feedstock::new(recycled, row.reused, Share::NONE)?;
    if recycled > Share::NONE {
        feedstock = feedstock.with_recycling_efficiency(material.efficiency)?;
    }
    let recycling = match material.efficiency > Share::NONE {
        true => row.collected_recycling,
        false => Share::NONE,
    };
    let end = EndOfUse::new(recycling, row.collected_reuse, Share::NONE, Share::NONE)?;
    Component::new(
        mass,
        feedstock,
        end.with_recycling_efficiency(material.efficiency),
    )
}
