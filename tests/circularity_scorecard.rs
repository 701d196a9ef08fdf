//! What the circularity scorecard computes from the shipped files, and what it refuses.

#[path = "../examples/circularity_scorecard/program.rs"]
mod program;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use ict_impact::circularity::scorecard::{INDICATORS, Row};
use ict_impact::time::Year;
use program::Results;
use program::kit::parser_of;
use program::model::Scope;
use program::target_checks::{Reached, in_force, later};
use program::themes::THEMES;

static SAMPLE: LazyLock<Results> = LazyLock::new(|| program::results(&[], None).unwrap());

/// Runs the program and gives its exit code, what it prints and what it complains of.
fn run<const N: usize>(args: [&str; N]) -> (u8, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let code = program::program(parser_of(args), &mut out, &mut err);
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (code, text(out), text(err))
}

/// A folder that does not exist yet.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("circularity-{name}"));
    let _ = fs::remove_dir_all(&folder);
    folder
}

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// A copy of the shipped files that a test may change.
fn copy(name: &str) -> PathBuf {
    let folder = folder(name);
    fs::create_dir_all(&folder).unwrap();
    for file in fs::read_dir(root("examples/circularity_scorecard/sample")).unwrap() {
        let file = file.unwrap();
        fs::copy(file.path(), folder.join(file.file_name())).unwrap();
    }
    folder
}

fn value(scope: &Scope, id: &str) -> Option<f64> {
    scope.card.row(id).and_then(Row::value)
}

fn assert_close(found: f64, expected: f64, what: &str) {
    let off = (found / expected - 1.0).abs();
    assert!(off < 1e-12, "{what}: {found} instead of {expected}");
}

/// The figures of another program, which computes them from the files with exact fractions.
#[test]
fn the_shipped_figures_are_those_of_a_program_written_apart() {
    let ids = [
        "iso59020.linear_inflow",
        "iso59020.reused_outflow",
        "iso59020.recycled_outflow",
        "weee.collection_put_on_market",
        "iso59020.renewable_energy",
        "reuse.reuse_rate",
        "eu_battery.collection",
        "eu_battery.recycling_efficiency",
        "mci",
    ];
    let expected = [
        (
            "Gdansk",
            [
                2.582_644_628_099_173_7,
                18.114_511_352_418_56,
                58.835_143_139_190_52,
                67.759_259_259_259_25,
                21.929_824_561_403_51,
                51.842_105_263_157_9,
                41.5,
                63.75,
                0.835_807_698_567_526_3,
            ],
        ),
        (
            "Rotterdam",
            [
                2.726_556_343_577_62,
                29.102_067_183_462_534,
                54.570_413_436_692_505,
                63.741_935_483_870_97,
                49.841_269_841_269_84,
                53.050_552_004_648_46,
                45.882_352_941_176_47,
                66.666_666_666_666_67,
                0.878_015_802_097_799_7,
            ],
        ),
        (
            "All sites",
            [
                2.672_017_226_191_641_3,
                24.755_954_705_193_282,
                56.257_321_358_844_2,
                65.217_687_074_829_93,
                38.121_546_961_325_97,
                52.483_801_295_896_33,
                43.956_043_956_043_956,
                65.463_917_525_773_2,
                0.865_557_124_396_344_7,
            ],
        ),
    ];
    let scopes = SAMPLE.model.scopes();
    assert_eq!(scopes.len(), expected.len());
    for (scope, (name, values)) in scopes.into_iter().zip(expected) {
        assert_eq!(scope.name, name);
        for (id, expected) in ids.into_iter().zip(values) {
            let found = value(scope, id).unwrap_or_else(|| panic!("{name} {id}"));
            assert_close(found, expected, &format!("{name} {id}"));
        }
    }
    let whole = &SAMPLE.model.whole;
    let productivity = value(whole, "iso59020.material_productivity");
    assert_close(productivity.unwrap(), 486.446_886_446_886_4, "productivity");
    for (id, expected) in [
        ("iso59020.reused_inflow", 276.9 / 10.217),
        ("iso59020.recycled_inflow", 711.0 / 10.217),
        ("iso59020.renewable_inflow", 6.5 / 10.217),
        ("iso59020.biological_outflow", 2.1 / 10.244),
    ] {
        assert_close(value(whole, id).unwrap(), expected, id);
    }
    let lifetime = value(whole, "iso59020.lifetime").unwrap();
    assert_close(lifetime, 1.522_447_116_116_268_5, "lifetime");
    let products: Vec<(&str, f64)> = whole
        .products
        .iter()
        .map(|it| (it.name.as_str(), it.mci.value().get()))
        .collect();
    let expected = [
        ("Laptop", 0.839_930_254_037_015_8),
        ("Desktop", 0.853_236_292_291_685_3),
        ("Smartphone", 0.779_618_602_498_992_7),
        ("Tablet", 0.771_667_558_014_833_7),
        ("Laptop", 0.879_168_611_275_949),
        ("Desktop", 0.894_870_226_238_216_1),
        ("Display", 0.851_157_038_878_581_6),
        ("Smartphone", 0.843_555_369_139_749_3),
        ("Tablet", 0.821_398_029_325_305_5),
        ("Router", 0.897_607_321_759_419_3),
    ];
    assert_eq!(products.len(), expected.len());
    for ((name, mci), (expected_name, expected)) in products.into_iter().zip(expected) {
        assert_eq!(name, expected_name);
        assert_close(mci, expected, name);
    }
}

#[test]
fn masses_balance_and_sites_add() {
    let model = &SAMPLE.model;
    let stock = |scope: &Scope| scope.flows.stock_change().unwrap().value;
    for (scope, tonnes) in model.scopes().into_iter().zip([-18.0, 15.3, -2.7]) {
        assert_close(stock(scope), tonnes * 1e3, &scope.name);
        let sum = |masses: Vec<f64>| masses.iter().sum::<f64>();
        let flows = &scope.flows;
        let inflow = flows.inflow.iter().flatten().map(|it| it.1.value).collect();
        let outflow = flows
            .outflow
            .iter()
            .flatten()
            .map(|it| it.1.value)
            .collect();
        let balance = sum(inflow) - sum(outflow) - stock(scope);
        assert!(balance.abs() < 1e-6, "{}: {balance} kg", scope.name);
    }
    let sites: f64 = model.sites.iter().map(stock).sum();
    assert!((sites - stock(&model.whole)).abs() < 1e-6);
}

#[test]
fn minima_are_those_of_the_year() {
    let year = Year::of::<2025>();
    let check = |name: &str, id: &str| {
        let minima = in_force(year);
        let minimum = minima.iter().find(|it| it.id == id).unwrap();
        let scopes = SAMPLE.model.scopes();
        let scope = scopes.iter().find(|it| it.name == name).unwrap();
        match minimum.reached(scope) {
            Reached::Value(_, met) => (minimum.percent, Some(met)),
            Reached::Unknown => (minimum.percent, None),
        }
    };
    for (name, id, expected) in [
        (
            "Gdansk",
            "weee.collection_put_on_market",
            (65.0, Some(true)),
        ),
        (
            "Rotterdam",
            "weee.collection_put_on_market",
            (65.0, Some(false)),
        ),
        (
            "All sites",
            "weee.collection_put_on_market",
            (65.0, Some(true)),
        ),
        (
            "All sites",
            "weee.collection_generated",
            (85.0, Some(false)),
        ),
        ("Gdansk", "weee.recovery.EU6-2", (80.0, Some(false))), // 72.9 / 92.7
        ("All sites", "weee.recovery.EU6-2", (80.0, Some(true))), // 223.1 / 264.1
        ("All sites", "weee.recovery.EU6-1", (85.0, None)),
        ("All sites", "eu_battery.collection", (45.0, Some(false))),
        (
            "All sites",
            "eu_battery.recycling_efficiency",
            (65.0, Some(true)),
        ),
    ] {
        assert_eq!(check(name, id), expected, "{name} {id}");
    }
    assert_eq!(in_force(year).len(), 15);
    // The six categories have targets since 2018, e-waste is collected for one since 2016.
    let early = in_force(Year::of::<2012>());
    assert!(early.is_empty(), "{}", early.len());
    assert!(
        in_force(Year::of::<2017>())
            .iter()
            .all(|it| it.percent == 45.0)
    );
    // From a day on: on that day it is in force, and no longer to come.
    for (year, percent, from) in [
        (year, 90.0, "2027-12-31"),
        (Year::of::<2027>(), 95.0, "2031-12-31"),
    ] {
        let cobalt = later(year);
        let cobalt = cobalt
            .iter()
            .find(|it| it.id == "eu_battery.recovery.cobalt");
        let cobalt = cobalt.map(|it| (it.percent, it.from.to_string()));
        assert_eq!(cobalt, Some((percent, from.to_owned())));
    }
}

#[test]
fn every_indicator_has_one_theme() {
    for description in INDICATORS {
        let id = description.id();
        let found = THEMES.iter().filter(|theme| theme.has(id)).count();
        assert_eq!(found, 1, "{id}");
    }
}

#[test]
fn what_is_missing_is_named_with_its_site_and_part() {
    let model = &SAMPLE.model;
    let words = |id: &str| {
        let reason = model.whole.card.row(id).and_then(Row::reason).unwrap();
        model.words_of(id, reason)
    };
    for (id, expected) in [
        (
            "iso59020.onsite_water_reuse",
            "missing: water used on site of Gdansk",
        ),
        (
            "weee.recovery.EU6-1",
            "missing: treatment of e-waste by category (category EU6-1)",
        ),
        (
            "eu_battery.recovery.nickel",
            "missing: metal recovered from batteries of Gdansk (nickel)",
        ),
        (
            "sdg.ewaste_generated_per_inhabitant",
            "missing: inhabitants",
        ),
    ] {
        assert_eq!(words(id), expected);
    }
}

#[test]
fn a_file_that_is_not_there_is_missing_and_said() {
    let input = copy("absent");
    for name in [
        "outflow.csv",
        "water.csv",
        "products.csv",
        "materials.csv",
        "devices.csv",
    ] {
        fs::remove_file(input.join(name)).unwrap();
    }
    let to = input.join("out");
    let (code, out, err) = run([
        "--input",
        input.to_str().unwrap(),
        "--out",
        to.to_str().unwrap(),
    ]);
    assert_eq!((code, err.as_str()), (0, ""));
    let absent = "Not given: outflow.csv, water.csv, devices.csv, products.csv, materials.csv.";
    assert!(out.contains(absent), "{out}");
    let html = fs::read_to_string(to.join("scorecard.html")).unwrap();
    assert!(html.contains("no diagram, because inflow.csv or outflow.csv has no row of it"));
    let csv = fs::read_to_string(to.join("scorecard.csv")).unwrap();
    for row in [
        "All sites,iso59020.recycled_outflow,Actual recycled outflow,,%,,,missing: resource outflow by fate,",
        "Gdansk,reuse.reuse_rate,Reuse rate,,%,,,missing: devices collected and reused,",
    ] {
        assert!(csv.contains(row), "{row}");
    }
}

#[test]
fn another_year_has_its_own_rows() {
    let (code, out, err) = run(["--year", "2024", "--out", folder("2024").to_str().unwrap()]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.starts_with("Circularity scorecard 2024"), "{out}");
    // 376.6 − 384.0, 595.6 − 587.5
    for line in [
        "  Gdansk                                               376.6         384.0            -7.4",
        "  Rotterdam                                            595.6         587.5            +8.1",
    ] {
        assert!(out.contains(line), "{out}");
    }
}

#[test]
fn masses_may_be_in_another_unit() {
    let input = copy("kilograms");
    let rows = "site,year,item,mass_kg,origin\nGdansk,2025,parts,500,virgin\n\
                Gdansk,2025,devices,1500,reused\nRotterdam,2025,devices,2000,reused\n";
    fs::write(input.join("inflow.csv"), rows).unwrap();
    let results = program::results(&[input], None).unwrap();
    let linear = value(&results.model.whole, "iso59020.linear_inflow");
    assert_eq!(linear, Some(12.5)); // 0.5 / 4 t
}

#[test]
fn every_error_is_listed_and_nothing_written() {
    let dir = folder("bad");
    let input = root("tests/data/bad_circularity");
    let input = input.to_str().unwrap();
    let (code, out, err) = run(["--input", input, "--out", dir.to_str().unwrap()]);
    assert_eq!((code, out.as_str()), (2, ""));
    let expected = [
        "inflow.csv line 2: mass_kg: `-3` is not a number such as 1234.5; accepted is 0 and above",
        "inflow.csv line 3: item: is missing; any text is accepted",
        "inflow.csv line 3: origin: `used` is not one of reused, recycled, renewable, virgin",
        "inflow.csv line 4: year: `20x5` is not a year such as 2022",
        "inflow.csv line 4: mass_kg: `NaN` is not a number such as 1234.5; accepted is 0 and above",
        "inflow.csv line 5: site: is missing; any text is accepted",
        "inflow.csv line 5: mass_kg: is missing; accepted is 0 and above",
        "outflow.csv line 1: the columns must be site,year,item,mass_t,fate, not site,year,item,mass_pounds,fate",
        "energy.csv line 2: renewable_in_MWh: `101` is more than in_MWh `100` of which it is a part",
        "energy.csv line 2: renewable_out_MWh: `1` is more than out_MWh `0` of which it is a part",
        "energy.csv: CSV error: record 2 (line: 3, byte: 103): found record with 6 fields, but the previous record has 7 fields",
        "water.csv line 2: onsite_withdrawn_m3: is missing; onsite_used_m3 needs it",
        "water.csv line 2: circular_in_m3: `200` is more than withdrawn_m3 `100` of which it is a part",
        "water.csv line 2: circular_out_m3: `60` is more than discharged_m3 `50` of which it is a part",
        "devices.csv line 2: returned: `10.5` is not a whole number, 0 and above",
        "devices.csv line 3: North 2025 Laptop stands already on line 2",
        "products.csv line 2: bill: `laptops` is not one of desktop, desktop-integrated, display-electronic, e-reader, laptop, mobile-phone-basic, monitor-crt, monitor-lcd, monitor-led, netbook, printer, server-blade, server-rack, smartphone, tablet; or empty, with rows in materials.csv",
        "products.csv line 2: collected_recycling_percent: and collected_reuse_percent are more than 100 together",
        "products.csv line 3: reused_percent: `101` is above 100; accepted is 0 to 100",
        "products.csv line 3: industry_life_years: is 0; accepted is above 0",
        "materials.csv line 2: mass_g: must be empty where product is: the row is for all products",
        "materials.csv line 3: recycling_efficiency_percent: is 0; accepted is above 0 where recycled_percent is",
        "treatment.csv line 2: category: `EU6-9` is not a category of e-waste, such as EU6-2",
        "treatment.csv line 3: recycled_t: e-waste prepared for re-use and recycled, 9000 kg, is more than e-waste recovered, 8000 kg",
        "batteries.csv line 2: recycling_in_t: is missing; recycling_out_t needs it",
        "battery_metals.csv line 2: metal: `gold` is not one of cobalt, copper, lead, lithium, nickel",
        "revenue.csv line 2: currency: `euro` is not one of EUR, USD, BRL, CHF, CNY, CZK, DKK, EGP, GBP, GHS, INR, JPY, KES, MXN, NGN, NOK, PLN, RWF, SEK, ZAR",
        "materials.csv line 4: material: `aluminum` is not one of aluminium, copper, steel, ferrous metal, other metals, flat panel glass, CRT glass, other glass, plastic, printed circuit boards, electronics, Li-ion battery, others",
    ];
    let found: Vec<&str> = err.lines().collect();
    assert_eq!(found.len(), expected.len() + 1, "{err}");
    for (found, expected) in found.iter().zip(expected) {
        assert_eq!(*found, format!("error: {input}/{expected}"));
    }
    assert_eq!(found[expected.len()], "28 errors; nothing was written");
    assert!(!dir.exists());
}

#[test]
fn materials_that_do_not_fit_the_products_are_refused() {
    let input = copy("materials");
    let path = input.join("materials.csv");
    let rows = fs::read_to_string(&path).unwrap();
    let without = rows.replace(",printed circuit boards,,0,35\n", "");
    let added = "Toaster,steel,100,10,50\nRouter,rubber,,0,0\n";
    for (rows, parts) in [
        (
            without,
            "materials.csv has no row of `printed circuit boards`, which is in the bill laptop",
        ),
        (
            format!("{rows}{added}"),
            "materials.csv line 17: product: `Toaster` is not a product of products.csv",
        ),
        (
            format!("{rows}{added}"),
            "materials.csv line 18: mass_g: is missing; a product without a bill needs it",
        ),
        (
            format!("{rows}Laptop,plastic,900,10,50\n"),
            "bill is laptop, and materials.csv has another mass_g of `plastic` for Laptop",
        ),
        (
            rows.lines()
                .filter(|line| !line.starts_with("Router"))
                .map(|line| format!("{line}\n"))
                .collect(),
            "bill is empty, and materials.csv has no row of `Router` with mass_g",
        ),
    ] {
        fs::write(&path, rows).unwrap();
        let (code, out, err) = run([input.to_str().unwrap()]);
        assert_eq!((code, out.as_str()), (2, ""));
        assert!(err.contains(parts), "{parts} in {err}");
    }
}

#[test]
fn folders_and_options_that_make_no_sense_are_refused() {
    let typo = copy("typo");
    fs::write(typo.join("inflows.csv"), "").unwrap();
    let empty = folder("empty");
    fs::create_dir_all(&empty).unwrap();
    let money = copy("money");
    let rows = "site,year,currency,revenue\nGdansk,2025,PLN,10\nRotterdam,2025,EUR,10\n";
    fs::write(money.join("revenue.csv"), rows).unwrap();
    let [typo, empty, money] = [&typo, &empty, &money].map(|it| it.to_str().unwrap());
    for (args, part) in [
        (
            ["--year", "2019"],
            "--year 2019: the files have rows of 2022, 2023, 2024, 2025",
        ),
        (["--year", "soon"], "--year: `soon` is not a year"),
        (["--input", "no/such/folder"], "no/such/folder"),
        (["one", "two"], "one folder"),
        (["--input", typo], "inflows.csv: is not one of inflow.csv"),
        (["--input", empty], "has none of inflow.csv"),
        (["--input", money], "the sites do not add"),
    ] {
        let (code, out, err) = run(args);
        assert_eq!((code, out.as_str()), (2, ""), "{args:?}");
        assert!(err.contains(part), "{part} in {err}");
    }
}

#[test]
fn the_same_run_writes_the_same_bytes() {
    let dirs = ["one", "two"].map(folder);
    for dir in &dirs {
        let (code, out, err) = run(["--out", dir.to_str().unwrap()]);
        assert_eq!((code, err.as_str()), (0, ""));
        assert!(out.lines().all(|line| line.chars().count() <= 100), "{out}");
    }
    for file in ["scorecard.html", "scorecard.json", "scorecard.csv"] {
        let [one, two] = [&dirs[0], &dirs[1]].map(|dir| fs::read(dir.join(file)).unwrap());
        assert!(one == two, "{file}");
        assert!(!one.is_empty() && *one.last().unwrap() == b'\n', "{file}");
    }
}

#[test]
fn every_row_is_in_every_file() {
    let dir = folder("rows");
    let (code, _, _) = run(["--out", dir.to_str().unwrap()]);
    assert_eq!(code, 0);
    let read = |name: &str| fs::read_to_string(dir.join(name)).unwrap();
    let json: serde_json::Value = serde_json::from_str(&read("scorecard.json")).unwrap();
    let scopes = json["scopes"].as_array().unwrap();
    assert_eq!(scopes.len(), 3);
    for scope in scopes {
        let rows = scope["rows"].as_array().unwrap();
        assert_eq!(rows.len(), INDICATORS.len());
        for row in rows {
            let either = row["value"]["unit"].is_string() != row["reason"].is_object();
            assert!(either, "{row}");
            for part in [
                "id",
                "method",
                "direction",
                "range",
                "sdg_targets",
                "action_lines",
            ] {
                assert!(!row[part].is_null(), "{part} of {row}");
            }
        }
    }
    assert_eq!(
        read("scorecard.csv").lines().count(),
        1 + 3 * INDICATORS.len()
    );
    let html = read("scorecard.html");
    for description in INDICATORS {
        let row = format!("<th scope=\"row\">{}</th>", description.name());
        assert!(html.contains(&row), "{}", description.name());
    }
    assert!(html.contains("are invented"));
}
