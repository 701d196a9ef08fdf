//! Tables of the EU label of smartphones and tablets.

use ict_impact::reference::phone_label::{self, Form, LabelledDevice};
use ict_impact::source::{Sourced, Status};

use super::checks::{line_of, refused};
use super::{registered, rows};

const FILE: &str = "phone_label.csv";

/// The values of a table of the file, and those in extended state.
fn table(table: &str, of: &str) -> (Vec<f64>, Vec<f64>) {
    let file = rows(FILE);
    let rows = file[1..]
        .iter()
        .filter(|row| &row[0] == table && &row[1] == of);
    let numbers = |row: &csv::StringRecord| (row[3].parse::<f64>().unwrap(), row[4].parse().ok());
    let (values, extended): (Vec<f64>, Vec<Option<f64>>) = rows.map(numbers).unzip();
    (values, extended.into_iter().flatten().collect())
}

fn same<const N: usize>(found: Sourced<[f64; N]>, expected: (Vec<f64>, Vec<f64>)) {
    assert_eq!(found.value[..], expected.0[..]);
    assert_eq!(found.status, Status::Secondary);
    registered(&found.source);
}

#[test]
fn every_value_is_that_of_the_file() {
    assert_eq!(rows(FILE).len(), 66);
    same(phone_label::index_weights(), table("index_weight", ""));
    same(
        phone_label::part_weights(Form::Foldable),
        table("part_weight", "foldable"),
    );
    let mut rigid = table("part_weight", "rigid");
    rigid.0.push(0.0);
    same(phone_label::part_weights(Form::Rigid), rigid);
    same(phone_label::most_steps(), table("most_steps", ""));
    same(
        phone_label::least_update_years(),
        table("least_update_years", ""),
    );
    same(
        phone_label::repairability_classes(),
        table("repairability_class", ""),
    );
    for (device, name) in [
        (LabelledDevice::Smartphone, "smartphone"),
        (LabelledDevice::SlateTablet, "slate-tablet"),
    ] {
        same(
            phone_label::endurance_classes(device),
            table("endurance_class", name),
        );
        for (form, kind) in [(Form::Rigid, "rigid"), (Form::Foldable, "foldable")] {
            let (falls, extended) = phone_label::free_fall_classes(device, form);
            let expected = table("free_fall_class", &format!("{name}-{kind}"));
            assert_eq!(
                extended.map(|all| all.to_vec()).unwrap_or_default(),
                expected.1
            );
            same(falls, expected);
        }
    }
}

#[test]
fn the_label_is_checked() {
    let weight = line_of(FILE, "part_weight,rigid,SPK");
    refused(
        FILE,
        "part_weight,rigid,SPK,0.05",
        "part_weight,rigid,SPK,0.06",
        weight,
        "value",
    );
    refused(
        FILE,
        "part_weight,rigid,SPK",
        "part_weight,rigid,FM",
        weight,
        "item",
    );
    refused(
        FILE,
        "part_weight,rigid,SPK",
        "part_weight,stiff,SPK",
        weight,
        "of",
    );
    let class = line_of(FILE, "repairability_class,,B");
    refused(
        FILE,
        "repairability_class,,B,3.35",
        "repairability_class,,B,4.35",
        class,
        "value",
    );
    refused(
        FILE,
        "repairability_class,,B,3.35,",
        "repairability_class,,B,3.35,1",
        class,
        "extended",
    );
    let steps = line_of(FILE, "most_steps,,4");
    refused(FILE, "most_steps,,4,5", "most_steps,,4,2", steps, "value");
    let falls = line_of(FILE, "free_fall_class,smartphone-foldable,B");
    let row = "free_fall_class,smartphone-foldable,B,140,35";
    refused(FILE, row, &row.replace(",35", ","), falls, "extended");
    refused(FILE, row, &row.replace(",35", ",45"), falls, "value");
    let last = line_of(FILE, "free_fall_class,slate-tablet-foldable,D");
    let end =
        "free_fall_class,slate-tablet-foldable,D,52,5,\"Annex II, B\",eu-2023-1669,secondary\n";
    refused(FILE, end, "", last - 1, "table");
    refused(FILE, end, &format!("{end}{end}"), last + 1, "table");
    refused(FILE, "SDD,0.25,,\"Annex IV, 5\"", "SDD,0.25,,", 2, "clause");
    refused(
        FILE,
        "SF,0.15,,\"Annex IV, 5\",eu-2023-1669",
        "SF,0.15,,\"Annex IV, 5\",eu-2023-1542",
        3,
        "source",
    );
}
