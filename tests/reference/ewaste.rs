//! Materials of devices; categories and targets of the Directive.

use ict_impact::quantity::Quantity;
use ict_impact::reference::bill_of_materials::{self as materials, Element, Material};
use ict_impact::reference::unu_keys::UnuKey;
use ict_impact::reference::weee_targets::{self, CategoryScheme, TargetKind, WeeeCategory, target};
use ict_impact::source::Status;

use super::checks::{line_of, problems, refused};
use super::{day, registered, rows};

const BILLS: &str = "bill_of_materials.csv";
const TARGETS: &str = "weee_targets.csv";

#[test]
fn materials_of_fifteen_products() {
    let file = rows(BILLS);
    assert_eq!((file.len(), materials::all().len()), (16, 15));
    for (row, bill) in file[1..].iter().zip(materials::all()) {
        assert_eq!((bill.id(), bill.product()), (&row[0], &row[1]));
        assert_eq!(bill.key().value.code(), &row[2]);
        assert_eq!(bill.key().status, Status::Proposal);
        registered(&bill.key().source);
        let number = |at: usize| (!row[at].is_empty()).then(|| row[at].parse::<f64>().unwrap());
        assert_eq!(bill.models().map(f64::from), number(4));
        for (material, column) in Material::ALL.into_iter().zip(5..) {
            let mass = bill
                .mass(material)
                .map(|mass| mass.value.get_in("g").unwrap());
            assert_eq!(mass, number(column), "{} {material}", bill.id());
        }
        assert_eq!(bill.total().value.get_in("g").ok(), number(18));
        assert_eq!(bill.total().source.as_str(), &row[19]);
        registered(&bill.total().source);
    }
    // A column is a material, in the order of the enum.
    for (material, column) in Material::ALL.into_iter().zip(5..) {
        let header = file[0][column].trim_end_matches("_g");
        assert_eq!(
            serde_json::to_string(&material).unwrap(),
            format!("{header:?}")
        );
    }
    let doubtful: Vec<_> = materials::all()
        .filter(|bill| bill.total().status == Status::Questionable)
        .map(|bill| bill.id())
        .collect();
    assert_eq!(doubtful, ["netbook"]);
    let key = |code: &str| materials::of_key(code.parse().unwrap()).map(|bill| bill.id());
    assert_eq!(
        key("0303").collect::<Vec<_>>(),
        ["laptop", "netbook", "tablet"]
    );
    assert_eq!(key("0101").count(), 0);
    assert!(
        materials::product("Laptop")
            .unwrap_err()
            .to_string()
            .ends_with("laptop?")
    );
}

#[test]
fn metals_have_a_source_each() {
    let all: Vec<_> = materials::all_metal_contents().collect();
    assert_eq!(all.len(), 10);
    for content in &all {
        registered(&content.per_device().source);
        assert_eq!(content.per_device().status, Status::Secondary);
    }
    let silver = materials::metal_contents("mobile-phone", Element::Silver)
        .next()
        .unwrap();
    assert_eq!(silver.per_device().value.to_string(), "0.00025 kg/device");
    assert_eq!(
        materials::metal_contents("smartphone", Element::Gold).count(),
        2
    );
}

#[test]
fn targets_of_every_category_and_day() {
    let percent = |code: &str, kind, on| {
        let found = target(code.parse().unwrap(), kind, day(on));
        found.map(|target| target.minimum().value.percent())
    };
    use TargetKind::{Recovery, Recycling, ReuseAndRecycling};
    // The summary of Annex V, part 3, in another file of the same transposition.
    for (code, recovery, reuse) in [
        ("EU6-1", 85.0, 80.0),
        ("EU6-2", 80.0, 70.0),
        ("EU6-4", 85.0, 80.0),
        ("EU6-5", 75.0, 55.0),
        ("EU6-6", 75.0, 55.0),
    ] {
        for on in ["2018-08-15", "2024-12-31"] {
            assert_eq!(percent(code, Recovery, on), Some(recovery));
            assert_eq!(percent(code, ReuseAndRecycling, on), Some(reuse));
            assert_eq!(percent(code, Recycling, on), None);
        }
        assert_eq!(percent(code, Recovery, "2018-08-14"), None);
    }
    assert_eq!(percent("EU6-3", Recycling, "2020-01-01"), Some(80.0));
    assert_eq!(percent("EU6-3", Recovery, "2020-01-01"), None);
    assert_eq!(
        percent("EU10-5-gas-discharge-lamps", Recycling, "2014-01-01"),
        Some(80.0)
    );
    assert_eq!(percent("EU10-1", Recovery, "2012-08-31"), None);
    assert_eq!(percent("EU10-1", Recovery, "2012-09-01"), Some(80.0));
    assert_eq!(percent("EU10-1", Recovery, "2018-08-14"), Some(85.0));
    // From 2015 each target of EU-10 but that of lamps is 5 points more.
    for category in WeeeCategory::all().filter(|c| c.scheme() == CategoryScheme::Eu10) {
        for kind in [Recovery, ReuseAndRecycling] {
            let [first, second] =
                ["2015-08-14", "2015-08-15"].map(|on| percent(category.code(), kind, on));
            assert_eq!(first.map(|f| f + 5.0), second);
            assert_eq!(first.is_none(), category.is_part());
        }
    }
    let file = rows(TARGETS);
    assert_eq!((file.len(), weee_targets::all().len()), (54, 53));
    for (row, target) in file[1..].iter().zip(weee_targets::all()) {
        assert_eq!(target.category().code(), &row[0]);
        assert_eq!(target.from().to_string(), &row[2]);
        assert_eq!(
            target.to().map_or(String::new(), |to| to.to_string()),
            &row[3]
        );
        registered(&target.minimum().source);
        registered(&target.category().source().source);
    }
}

#[test]
fn every_key_has_its_category_in_both_schemes() {
    for key in UnuKey::all() {
        for (scheme, code) in [
            (CategoryScheme::Eu6, key.eu6().code),
            (CategoryScheme::Eu10, key.eu10().code),
        ] {
            let category = WeeeCategory::of(key, scheme);
            assert_eq!(category.scheme(), scheme);
            assert_eq!(
                category.number().to_string(),
                code.trim_end_matches(['a', 'b'])
            );
            assert!(!category.is_part());
        }
    }
    let error = "eu6-2".parse::<WeeeCategory>().unwrap_err();
    assert!(
        error.to_string().ends_with("did you mean EU6-2?"),
        "{error}"
    );
}

#[test]
fn the_tables_are_checked() {
    let laptop = line_of(BILLS, "laptop,");
    refused(
        BILLS,
        "laptop,Laptop,0303",
        "laptop,Laptop,0310",
        laptop,
        "key",
    );
    refused(
        BILLS,
        "0303,ict-impact,16,",
        "0303,ict-impact,0,",
        laptop,
        "models",
    );
    refused(BILLS, "415.635", "415.645", laptop, "total_g");
    refused(BILLS, "415.635", "-415.635", laptop, "aluminium_g");
    let metals = "metal_content.csv";
    refused(metals, "mobile-phone,Ag", "mobile-phone,Hg", 2, "element");
    refused(metals, "mobile-phone,Au", "mobile-phone,Ag", 3, "source");
    let categories = "weee_categories.csv";
    refused(categories, "EU10-1,EU10,1,", "EU10-1,EU10,2,", 2, "code");
    refused(categories, "EU6,6,", "EU6,7,", 18, "number");
    let missing = problems(categories, |text| {
        text.replacen("EU6-6,EU6,6,", "EU6-5-x,EU6,5,", 1)
    });
    assert!(
        missing
            .iter()
            .any(|p| p.accepted.contains("all 6 categories"))
    );
    refused(
        TARGETS,
        "EU10-1,recovery,2012-08",
        "EU10-0,recovery,2012-08",
        2,
        "category",
    );
    refused(
        TARGETS,
        "2012-08,2015-08-14,80",
        "2012-08,2015-08-14,0",
        2,
        "minimum_percent",
    );
    refused(
        TARGETS,
        "2012-08,2015-08-14,80",
        ",2015-08-14,80",
        2,
        "from",
    );
    refused(
        TARGETS,
        "2012-08,2015-08-14,80",
        "2012-08,2015-08-15,80",
        3,
        "to",
    );
    refused(
        TARGETS,
        "2012-08,2015-08-14,80",
        "2012-08,2011-08-14,80",
        2,
        "to",
    );
    refused(
        TARGETS,
        "EU10-1,recovery,2015-08-15",
        "EU10-1,recovery,2012-08",
        3,
        "from",
    );
}
