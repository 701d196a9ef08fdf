//! bill_of_materials.csv, metal_content.csv: what devices are made of.

use std::fmt::Write;

use super::sheet::{Sheet, literal, optional, quoted};
use super::{Read, Tables, status};

const FILE: &str = "bill_of_materials.csv";
const COLUMNS: [&str; 21] = [
    "id",
    "product",
    "key",
    "key_source",
    "models",
    "aluminium_g",
    "copper_g",
    "steel_g",
    "ferrous_metal_g",
    "other_metals_g",
    "flat_panel_glass_g",
    "crt_glass_g",
    "other_glass_g",
    "plastic_g",
    "printed_circuit_boards_g",
    "electronics_g",
    "li_ion_battery_g",
    "others_g",
    "total_g",
    "source",
    "status",
];
const FIRST_MATERIAL: usize = 5;
const MATERIALS: usize = 13;
/// How far the materials may sum from the total, in grams: the source rounds to 0.1 mg.
const TOLERANCE: f64 = 0.005;

const METALS: &str = "metal_content.csv";
const METAL_COLUMNS: [&str; 6] = [
    "device",
    "element",
    "source",
    "content_mg",
    "note",
    "status",
];
const ELEMENTS: [&str; 6] = ["Ag", "Au", "Co", "Nd", "Pd", "Pr"];
const ELEMENT_VARIANTS: [&str; 6] = [
    "Element::Silver",
    "Element::Gold",
    "Element::Cobalt",
    "Element::Neodymium",
    "Element::Palladium",
    "Element::Praseodymium",
];

pub(super) fn generate(tables: &mut Tables, read: Read<'_>) {
    let mut sheet = Sheet::read(FILE, &COLUMNS, read(FILE));
    sheet.increasing(&[0], |s, row| s.text(row, 0).to_owned());
    let mut text = format!("pub(super) static ROWS: [Row; {}] = [\n", sheet.rows.len());
    for row in 0..sheet.rows.len() {
        let [id, product] = [0, 1].map(|column| quoted(&sheet.words(row, column)));
        let key = sheet.code(row, 2, &tables.unu_keys, "unu_keys.csv");
        let key_source = tables.source(&mut sheet, row, 3);
        let models = match sheet.text(row, 4) {
            "" => "None".to_owned(),
            _ => format!("Some({})", sheet.integer(row, 4, 1..=1000)),
        };
        let mut sum = 0.0;
        let mut grams = String::new();
        for column in FIRST_MATERIAL..FIRST_MATERIAL + MATERIALS {
            let gram = sheet.number_or_none(row, column, 0.0..=1e6);
            sum += gram.unwrap_or(0.0);
            grams
                .push_str(&gram.map_or("None, ".to_owned(), |g| format!("Some({}), ", literal(g))));
        }
        let total = sheet.number(row, FIRST_MATERIAL + MATERIALS, 1.0..=1e6);
        if (sum - total).abs() > TOLERANCE {
            let accepted = format!("the sum of the materials, {sum} g (± {TOLERANCE} g)");
            sheet.refuse(row, FIRST_MATERIAL + MATERIALS, accepted);
        }
        let source = tables.source(&mut sheet, row, 19);
        let status = status(&mut sheet, row, 20);
        let _ = writeln!(
            text,
            "Row {{ id: {id}, product: {product}, key: UnuKey::at({key}), key_source: {key_source}, models: {models}, grams: [{grams}], total_g: {}, source: {source}, status: {status} }},",
            literal(total),
        );
    }
    text.push_str("];\n");

    let mut metals = Sheet::read(METALS, &METAL_COLUMNS, read(METALS));
    let key = |s: &Sheet, row| [0, 1, 2].map(|column| s.text(row, column).to_owned());
    metals.increasing(&[0, 1, 2], key);
    let _ = writeln!(
        text,
        "pub(super) static METALS: [MetalContent; {}] = [",
        metals.rows.len()
    );
    for row in 0..metals.rows.len() {
        let device = quoted(&metals.words(row, 0));
        let element = ELEMENT_VARIANTS[metals.one_of(row, 1, &ELEMENTS)];
        let source = tables.source(&mut metals, row, 2);
        let content = literal(metals.number(row, 3, 1e-3..=1e5));
        let note = optional(metals.words_or_none(row, 4).as_deref());
        let status = status(&mut metals, row, 5);
        let _ = writeln!(
            text,
            "MetalContent {{ device: {device}, element: {element}, milligram: {content}, note: {note}, source: {source}, status: {status} }},",
        );
    }
    text.push_str("];\n");
    tables.finish(vec![sheet, metals], "bill_of_materials.rs", text);
}
