//! The company footprint: its sample against a program written apart, and what it refuses.

#[path = "../examples/company_footprint/program.rs"]
mod program;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use ict_impact::emissions::{LifeCycleStage, Scope3Category};
use ict_impact::footprint::{EmbodiedAccounting, Kind, Line, Scope, Total};
use ict_impact::quantity::Quantity;
use ict_impact::time::Year;
use program::input::Assumptions;
use program::kit::parser_of;
use program::model::Results;
use serde_json::Value;

static SAMPLE: LazyLock<Results> =
    LazyLock::new(|| program::results(&[], &Assumptions::default()).unwrap());

const YEARS: [Year; 2] = [Year::of::<2022>(), Year::of::<2023>()];

/// Runs the program and gives its exit code, what it prints and what it complains of.
fn run<I: IntoIterator<Item: AsRef<str>>>(args: I) -> (u8, String, String) {
    let args = args.into_iter().map(|arg| arg.as_ref().to_owned());
    let args: Vec<String> = args.collect();
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let code = program::program(parser_of(args), &mut out, &mut err);
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (code, text(out), text(err))
}

/// A folder that does not exist yet.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("company-{name}"));
    let _ = fs::remove_dir_all(&folder);
    folder
}

/// An inventory of these files.
fn inventory(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = folder(name);
    fs::create_dir_all(&folder).unwrap();
    for (file, text) in files {
        fs::write(folder.join(file), text).unwrap();
    }
    folder
}

fn results(folder: &Path, assumptions: &Assumptions) -> Results {
    program::results(&[folder.to_owned()], assumptions).unwrap()
}

/// Everything that is wrong with the inventory, without the path of its folder.
fn errors(name: &str, files: &[(&str, &str)], args: &[&str]) -> Vec<String> {
    let folder = inventory(name, files);
    let out = folder.join("out");
    let paths = [folder.to_str().unwrap(), "--out", out.to_str().unwrap()];
    let (code, printed, err) = run(paths.iter().chain(args));
    assert_eq!((code, printed.as_str()), (2, ""), "{err}");
    assert!(!out.exists());
    let prefix = format!("error: {}/", folder.display());
    let lines = err.lines().filter(|line| line.starts_with("error: "));
    lines
        .map(|line| line.strip_prefix(&prefix).unwrap_or(line).to_owned())
        .collect()
}

/// By location and by market, tonnes, of the lines that are wanted.
fn tonnes(results: &Results, wanted: impl Fn(&Line) -> bool) -> [f64; 2] {
    let sums = results.footprint.by(|line| wanted(line));
    let total = sums.into_iter().find(|(wanted, _)| *wanted);
    total.map_or([0.0; 2], |(_, total): (_, Total)| {
        [total.location_based.tonnes(), total.market_based.tonnes()]
    })
}

fn near(found: f64, expected: f64) {
    let relative = (found / expected - 1.0).abs();
    assert!(relative < 1e-12, "{found} {expected}");
}

/// Sums that a program in Python finds by adding products over the rows of the same files.
#[test]
fn the_sample_is_what_a_program_written_apart_finds() {
    use Scope3Category as C;
    let expected = [
        (Scope::Scope1, [3_147.704_967_2, 2_798.891_521_76]),
        (
            Scope::Scope2,
            [11_145.661_158_392_559, 11_427.900_776_027_858],
        ),
        (
            Scope::Scope3(C::PurchasedGoodsAndServices),
            [884.406_626, 909.193_01],
        ),
        (
            Scope::Scope3(C::CapitalGoods),
            [422.322_955_027_296_7, 422.906_819_091_502_77],
        ),
        (
            Scope::Scope3(C::UpstreamTransportationAndDistribution),
            [5.352_87, 5.3378],
        ),
        (
            Scope::Scope3(C::WasteGeneratedInOperations),
            [0.477656, 0.528593],
        ),
        (
            Scope::Scope3(C::UseOfSoldProducts),
            [1_679.551_04, 2_010.043_448],
        ),
        (
            Scope::Scope3(C::EndOfLifeTreatmentOfSoldProducts),
            [53.0, 65.0],
        ),
    ];
    assert_eq!(SAMPLE.footprint.by_scope().len(), expected.len());
    for (scope, by_year) in expected {
        for (year, expected) in YEARS.into_iter().zip(by_year) {
            let [location, market] =
                tonnes(&SAMPLE, |line| line.scope() == scope && line.year() == year);
            near(location, expected);
            match scope {
                Scope::Scope2 => assert!(market < location),
                _ => near(market, expected),
            }
        }
    }
    let totals = [
        [60_517.429_184, 17338.477272619857, 15288.162172619855],
        [64_960.249_274, 17639.801967879364, 15037.223627879364],
    ];
    for ((_, total), [energy, location, market]) in
        SAMPLE.footprint.by_year().into_iter().zip(totals)
    {
        near(total.energy.get_in("MWh").unwrap(), energy);
        near(total.location_based.tonnes(), location);
        near(total.market_based.tonnes(), market);
    }
}

#[test]
fn single_lines_are_what_a_pencil_gives() {
    let [first, _] = YEARS;
    let of = |name: &str, scope: Scope| {
        tonnes(&SAMPLE, |line| {
            line.name() == name && line.scope() == scope && line.year() == first
        })
    };
    // 2380 MWh · 1.35 on the grid of Poland; certificates for 2400 MWh
    let [location, market] = of("Data centre Warsaw", Scope::Scope2);
    near(location, 2380.0 * 1.35 * 0.732_48);
    near(market, (2380.0 * 1.35 - 2400.0) * 0.732_48);
    // all by a supplier's rate of 180 g
    near(of("Office Lisbon", Scope::Scope2)[1], 165.0 * 0.18);
    // 310 MWh of diesel, 36 kg of R-134a at 1530
    let direct = of("Data centre Nairobi", Scope::Scope1)[0];
    near(direct, 310.0 * 0.267_671_52 + 0.036 * 1530.0);
    // 890 bought in all countries, 84 kg each
    let phones = Scope::Scope3(Scope3Category::CapitalGoods);
    near(of("Smartphone", phones)[0], 890.0 * 0.084);
    // 38 000 in Kenya and 15 000 in Tanzania, 37 kWh a year, 4 years
    let sold = Scope::Scope3(Scope3Category::UseOfSoldProducts);
    let by_hand = 4.0 * 0.037 * (38_000.0 * 0.109_57 + 15_000.0 * 0.349_27);
    near(of("Customer router", sold)[0], by_hand);
    // 12 000 000 GB · 0.059 kWh/GB on the grid of Portugal
    let services = Scope::Scope3(Scope3Category::PurchasedGoodsAndServices);
    near(of("Transit to Europe", services)[0], 708.0 * 0.225_34);
}

#[test]
fn over_life_embodied_emissions_are_spread() {
    let assumptions = Assumptions {
        accounting: EmbodiedAccounting::OverLife,
        ..Assumptions::default()
    };
    let results = program::results(&[], &assumptions).unwrap();
    use Scope3Category as C;
    for (category, by_year) in [
        (C::CapitalGoods, [392.2125066935579, 415.1644247296664]),
        (
            C::UpstreamTransportationAndDistribution,
            [4.86481775, 5.104236],
        ),
        (C::WasteGeneratedInOperations, [0.67349225, 0.703158]),
    ] {
        for (year, expected) in YEARS.into_iter().zip(by_year) {
            let scope = Scope::Scope3(category);
            let found = tonnes(&results, |line| {
                line.scope() == scope && line.year() == year
            });
            near(found[0], expected);
        }
    }
    let use_stage = |line: &Line| line.stage() == Some(LifeCycleStage::Use);
    assert_eq!(tonnes(&results, use_stage), tonnes(&SAMPLE, use_stage));
}

#[test]
fn intensities_and_data_centres_are_ratios_of_sums() {
    let [_, last] = YEARS;
    let of_last: Vec<[f64; 2]> = SAMPLE
        .intensities
        .iter()
        .filter(|one| one.year == last)
        .map(|one| one.emissions)
        .collect();
    let total = [17639.801967879364, 15037.223627879364];
    let amounts = [196.0, 2465.0, 4420.0, 402.0];
    assert_eq!(of_last.len(), amounts.len());
    for (found, amount) in of_last.iter().zip(amounts) {
        for (found, total) in found.iter().zip(total) {
            near(*found, total / amount);
        }
    }
    let pue: Vec<f64> = SAMPLE
        .together
        .iter()
        .map(|(.., pue)| pue.ratio_of_sums.value)
        .collect();
    near(pue[0], (6480.0 + 3213.0) / (4050.0 + 2380.0));
    near(pue[1], (6820.0 + 3180.0) / (4400.0 + 3180.0 / 1.32));
}

#[test]
fn what_the_sample_lacks_is_listed() {
    let gaps: Vec<(&str, &str)> = SAMPLE
        .gaps
        .iter()
        .map(|gap| (gap.class.as_str(), gap.what.as_str()))
        .collect();
    assert_eq!(
        gaps,
        [
            ("Base-station radio", "use"),
            (
                "Base-station radio",
                "raw materials, production, transport and end of life"
            ),
            (
                "Customer router",
                "raw materials, production and transport of devices sold"
            ),
            (
                "Modem",
                "raw materials, production and transport of devices sold"
            ),
            ("Modem", "end of life of devices sold"),
            ("Server", "transport and end of life"),
        ]
    );
    // No residual mix is shipped: the grid stands in wherever contracts leave anything.
    assert_eq!(SAMPLE.footprint.grid_for_residual().len(), 8);
    // 301.868 W all year: (2 · 165 · f(30) + 8 · 6.52 · 0.79) · 1.33 + 8, after the same program
    let server = SAMPLE
        .inputs
        .classes
        .iter()
        .find(|class| class.made.is_some());
    let energy = server.and_then(|class| class.device.energy_per_year());
    near(
        energy.unwrap().get_in("kWh/device").unwrap(),
        2_644.361_273_253_473_4,
    );
    // Servers from their parts: 948 kg (460 to 2087), as the library documents it.
    let servers = SAMPLE.inputs.classes.iter().find_map(|class| class.made);
    let made = servers.unwrap();
    assert_eq!(format!("{:.0}", made.value()), "948 kgCO2e");
    assert!((made.value().kg() - 947.765_406).abs() < 1e-6);
}

#[test]
fn the_same_run_writes_the_same_bytes_and_the_files_agree() {
    let dirs = ["one", "two"].map(folder);
    for dir in &dirs {
        let (code, out, err) = run(["--out", dir.to_str().unwrap()]);
        assert_eq!((code, err.as_str()), (0, ""));
        assert!(out.lines().all(|line| line.chars().count() <= 100), "{out}");
        assert!(
            out.lines().count() <= 45 && out.contains("(invented)"),
            "{out}"
        );
        let blanks = out.split_whitespace().collect::<Vec<_>>().join(" ");
        for line in [
            "Total 17 338 15 288 17 640 15 037",
            "Scope 2 11 146 9 095 11 428 8 825",
            "Data centre Warsaw (data centres) 4 443 616 12.7 %",
            "PUE of the data centres together: 1.507 in 2022, 1.469 in 2023",
            "Grid figures of the life cycle stand in scope 2 for KEN 2022 and 2023",
            "beside the meters of offices in KEN 2022 and 2023",
        ] {
            assert!(blanks.contains(line), "{line} in {out}");
        }
    }
    let read = |dir: &Path, file: &str| fs::read_to_string(dir.join(file)).unwrap();
    for file in ["report.html", "footprint.json", "lines.csv"] {
        let [one, two] = [&dirs[0], &dirs[1]].map(|dir| read(dir, file));
        assert!(one == two && one.ends_with('\n'), "{file}");
        assert!(!one.contains("NaN") && !one.contains("inf,"), "{file}");
    }
    let json: Value = serde_json::from_str(&read(&dirs[0], "footprint.json")).unwrap();
    assert_eq!(json["invented"], true);
    let lines = json["lines"].as_array().unwrap();
    let mut reader = csv::Reader::from_path(dirs[0].join("lines.csv")).unwrap();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), lines.len());
    for (column, field) in [
        (7, "energy_MWh"),
        (8, "location_based_tCO2e"),
        (9, "market_based_tCO2e"),
    ] {
        for (row, line) in rows.iter().zip(lines) {
            assert_eq!(row[column].parse(), Ok(line[field].as_f64().unwrap()));
        }
        let all: f64 = lines.iter().map(|line| line[field].as_f64().unwrap()).sum();
        near(json["total"][field].as_f64().unwrap(), all);
        for sums in [
            "by_year",
            "by_scope",
            "by_stage",
            "by_kind",
            "by_country",
            "by_name",
        ] {
            let sums = json[sums].as_array().unwrap().iter();
            near(sums.map(|sum| sum[field].as_f64().unwrap()).sum(), all);
        }
    }
    let page = read(&dirs[0], "report.html");
    for part in [
        "The company is invented",
        "Power usage effectiveness",
        "Nest Wifi router",
    ] {
        assert!(page.contains(part), "{part}");
    }
    // Long lists of sources are folded, and the bars say how to read them.
    assert!(page.contains("<details><summary>16 sources</summary>"));
    assert!(page.contains("<p class=\"reading\">By both: location-based and market-based"));
    for one in json["data_centres"]["each"].as_array().unwrap() {
        let [total, it, pue] = ["energy_MWh", "it_MWh", "pue"].map(|field| &one[field]);
        near(
            pue.as_f64().unwrap(),
            total.as_f64().unwrap() / it.as_f64().unwrap(),
        );
        assert!(page.contains(&format!("<data value=\"{pue}\">")), "{pue}");
    }
    for scope in 1..=3 {
        for (year, method) in YEARS.into_iter().flat_map(|year| [(year, 0), (year, 1)]) {
            let of_scope = |line: &Line| {
                let number = match line.scope() {
                    Scope::Scope1 => 1,
                    Scope::Scope2 => 2,
                    _ => 3,
                };
                number == scope && line.year() == year
            };
            let value = tonnes(&SAMPLE, of_scope)[method];
            let cell = format!("<data value=\"{value}\">");
            assert!(page.contains(&cell), "scope {scope}, {year}: {cell}");
        }
    }
    for source in json["sources"].as_array().unwrap() {
        let id = format!("id=\"source-{}\"", source["id"].as_str().unwrap());
        assert_eq!(page.matches(&id).count(), 1, "{id}");
    }
}

/// Neither of the two methods is ever a part of the other's bar: bars are stacked from years, or
/// from scopes.
#[test]
fn no_bar_is_stacked_from_both_methods() {
    let dir = folder("stacks");
    assert_eq!(run(["--out", dir.to_str().unwrap()]).0, 0);
    let page = fs::read_to_string(dir.join("report.html")).unwrap();
    let stacks: Vec<&str> = page
        .split("Each bar is stacked from ")
        .skip(1)
        .map(|rest| rest.split('.').next().unwrap())
        .collect();
    assert!(stacks.len() > 5);
    assert!(
        stacks
            .iter()
            .all(|parts| ["2022, 2023", "Scope 1, Scope 2, Scope 3"].contains(parts)),
        "{stacks:?}"
    );
}

#[test]
fn the_readme_names_every_file_and_column() {
    use program::input::{classes, direct, rows, services, sites};
    let readme = include_str!("../examples/company_footprint/README.md");
    for format in [
        classes::FORMAT,
        direct::FORMAT,
        rows::ACTIVITY,
        rows::DEVICES,
        rows::GRIDS,
        rows::RESIDUAL_MIX,
        rows::GRID_LOSSES,
        services::FORMAT,
        sites::CONTRACTS,
        sites::SITES,
    ] {
        assert!(
            readme.contains(&format!("`{}`", format.name)),
            "{}",
            format.name
        );
        for column in format.required.iter().chain(format.optional) {
            let named = readme.contains(&format!("`{column}`"));
            // Said once for all units of fuel.
            assert!(named || column.starts_with("kgCO2e_per_"), "{column}");
        }
    }
}

#[test]
fn every_error_is_listed_with_its_place_and_nothing_written() {
    let dir = folder("bad");
    let input = format!("{}/tests/data/bad_inventory", env!("CARGO_MANIFEST_DIR"));
    let (code, out, err) = run(["--input", &input, "--out", dir.to_str().unwrap()]);
    assert_eq!((code, out.as_str()), (2, ""));
    let expected = [
        "activity.csv line 1, column revenue: is not known; accepted: year, employees,",
        "activity.csv line 1, column staff: is not known; accepted: year, employees,",
        "activity.csv line 1, column year: is there twice; accepted: each column once",
        "classes.csv line 2, column archetype: `laptop-prof`; accepted: box-default, desktop",
        "classes.csv line 3, column class: `Laptop` stands already on line 2; accepted: each",
        "classes.csv line 4, column life_years: `0`; accepted: a number of years above 0",
        "classes.csv line 4, column energy_kWh_per_year: `-5`; accepted: a number from 0 on",
        "classes.csv line 4, column source: is missing, and the row has figures of its own;",
        "classes.csv line 5, column load_pct: `130`; accepted: a number from 0 to 100",
        "classes.csv line 5, column processor_tdp_W: is missing; accepted: load_pct and",
        "classes.csv line 5, column processor_die_mm2: is missing: the die in `compute-high`",
        "classes.csv line 6, column embodied_kgCO2e: `all but use` is already in `raw mat",
        "classes.csv line 7, column server: is given, and an archetype as well; accepted: one",
        "classes.csv line 8, column load_pct: is given, and there is no server; accepted:",
        "contracts.csv line 3, column energy_MWh: contracts claim 160000 kWh, more than the",
        "contracts.csv line 4, column instrument: `ppa`; accepted: energy_attribute_certif",
        "contracts.csv line 4, column intensity_gCO2e_per_kWh: is missing; accepted: a num",
        "contracts.csv line 4, column site: `DC 6` in 2022; accepted: a site of 2022: DC 1,",
        "contracts.csv line 5, column site: `DC 5` in 2023; accepted: no site: sites.csv has",
        "devices.csv line 3, column class: `Laptops`; accepted: Laptop, Desktop, Server, Ph",
        "devices.csv line 3, column country: `Kenya` is not an ISO 3166-1 alpha-3 or alpha-2",
        "devices.csv line 3, column year: year 22022 is outside 1..=9999",
        "devices.csv line 3, column age_years: `1.5`; accepted: completed years from 0 to 255",
        "devices.csv line 3, column count: `-3`; accepted: a number from 0 on",
        "devices.csv line 3, column role: `leased`; accepted: in_use, in_use_at_metered_site,",
        "devices.csv line 4, column country: `ken` is not an ISO 3166-1 alpha-3 or alpha-2",
        "devices.csv line 4, column count: `NaN`; accepted: a number from 0 on",
        "devices.csv line 5, column age_years: is missing, and so is the year of acquisition",
        "devices.csv line 6: has 5 cells; accepted: 6, one for each column",
        "devices.csv line 8, column country: no carbon intensity of the grid of AIA in 2022;",
        "direct_emissions.csv line 2, column refrigerant: `R410A`; accepted: R-125, R-134a,",
        "direct_emissions.csv line 3, column kind: `leak`; accepted: stationary_combustion,",
        "direct_emissions.csv line 3: has leaked_kg and fuel_L; accepted: one of leaked_kg,",
        "direct_emissions.csv line 4, column kgCO2e_per_L: is missing; accepted: a number",
        "direct_emissions.csv line 4, column source: is missing; accepted: where the factor",
        "direct_emissions.csv line 5: says nothing of an emission; accepted: one of leaked_kg",
        "residual_mix.csv line 2, column gCO2e_per_kWh: `1,5`; accepted: a number from 0 on",
        "residual_mix.csv line 3, column country: KEN in 2022 stands already on line 2;",
        "services.csv line 2: has none or several of the figures of a service; accepted: one",
        "services.csv line 3, column source: is missing; accepted: where the figure is from",
        "services.csv line 3, column name: `Cloud` in 2022 stands already on line 2; accepted",
        "services.csv line 4, column intensity_kWh_per_GB: is missing; accepted: the energy",
        "site.csv: is not part of an inventory; accepted: classes.csv, devices.csv, sites.csv",
        "sites.csv line 2, column pue: is given for a site that is no data centre; accepted:",
        "sites.csv line 3, column electricity_MWh: is missing; accepted: the electricity of",
        "sites.csv line 3, column name: `Head office` in 2022 stands already on line 2; acc",
        "sites.csv line 4, column kind: `shop`; accepted: office, data_centre, network",
        "sites.csv line 5, column it_MWh: with electricity_MWh and pue, says too little of a",
        "sites.csv line 6, column pue: 100 MWh at a PUE of 1.3 are not 150 MWh; accepted: two",
        "sites.csv line 7, column it_MWh: 150 MWh are more than the 100 MWh of the whole data",
        "sites.csv line 8, column pue: `0.9`; accepted: a number from 1 on, such as 1.35",
    ];
    let found: Vec<&str> = err.lines().collect();
    assert_eq!(found.len(), expected.len() + 1, "{err}");
    for (found, expected) in found.iter().zip(expected) {
        let expected = format!("error: {input}/{expected}");
        assert!(found.starts_with(&expected), "{found}\n{expected}");
    }
    assert_eq!(found[expected.len()], "51 errors; nothing was written");
    assert!(!dir.exists());
}

const SITES: &str = "name,kind,country,year,electricity_MWh\nHead office,office,KEN,2022,100\n";

#[test]
fn files_that_are_no_tables_are_refused() {
    let semicolons = SITES.replace(',', ";");
    let found = errors("semicolons", &[("sites.csv", &semicolons)], &[]);
    assert_eq!(
        found,
        ["sites.csv line 1: its cells are apart by ';'; accepted: commas"]
    );
    let missing = [("sites.csv", "name,country,year\nHead office,KEN,2022\n")];
    let found = errors("columns", &missing, &[]);
    let needed = "is missing; needed: name, kind, country, year, electricity_MWh";
    assert_eq!(
        found,
        [
            format!("sites.csv line 1, column kind: {needed}"),
            format!("sites.csv line 1, column electricity_MWh: {needed}"),
        ]
    );
    let currencies = [
        ("sites.csv", SITES),
        ("activity.csv", "year,revenue_EUR,revenue_USD\n2022,1,2\n"),
    ];
    let found = errors("currencies", &currencies, &[]);
    assert_eq!(
        found,
        ["activity.csv line 1: has several currencies (EUR, USD); accepted: one"]
    );
    let folder = inventory("latin", &[]);
    fs::write(folder.join("sites.csv"), b"name,kind,country,year,electricity_MWh\nCaf\xE9,office,KEN,2022,1\nX,office,KEN,2022,-1\n").unwrap();
    let (code, _, err) = run([folder.to_str().unwrap()]);
    assert_eq!(code, 2);
    assert!(
        err.contains("line 2: cannot be read") && err.contains("text in UTF-8"),
        "{err}"
    );
    assert!(
        err.contains("line 3, column electricity_MWh: `-1`"),
        "{err}"
    );
    let empty = errors(
        "empty",
        &[(
            "sites.csv",
            "name,kind,country,year,electricity_MWh\n,,,,\n",
        )],
        &[],
    );
    assert!(
        empty[0].contains("the inventory is empty; accepted: rows in"),
        "{empty:?}"
    );
    let (code, _, err) = run([folder.join("sites.csv").to_str().unwrap()]);
    assert!(
        code == 2 && err.contains("accepted: a folder with classes.csv"),
        "{err}"
    );
    let nothing = errors("nothing", &[], &[]);
    assert!(
        nothing[0].contains("has no file of an inventory"),
        "{nothing:?}"
    );
}

#[test]
fn options_that_make_no_sense_are_refused() {
    for (args, part) in [
        (
            ["--accounting", "yearly"],
            "`yearly` is not acquisition or over-life",
        ),
        (
            ["--nearest-year", "-1"],
            "`-1` is not a whole number of years",
        ),
        (["--name", " "], "--name: must not be empty"),
        (["--input", "no/such/folder"], "no/such/folder"),
        (["a", "b"], "one folder with an inventory"),
        (["--approach", "equity"], "--help lists the options"),
    ] {
        let (code, out, err) = run(args);
        assert_eq!((code, out.as_str()), (2, ""), "{args:?}");
        assert!(err.contains(part), "{part} in {err}");
    }
    let (code, help, _) = run(["--help"]);
    assert!(code == 0 && help.contains("--accounting WAY") && help.contains("residual_mix.csv"));
}

#[test]
fn a_small_inventory_needs_few_files() {
    let bom = format!("\u{feff}{SITES},,,,\n");
    let files = [
        ("README.md", "what this is"),
        (".hidden", "not read"),
        ("sites.csv", bom.as_str()),
        (
            "contracts.csv",
            "year,site,energy_MWh,instrument,intensity_gCO2e_per_kWh\n2022,Head office,40,supplier_rate,50\n",
        ),
        (
            "residual_mix.csv",
            "country,year,gCO2e_per_kWh,source\nKEN,2022,300,Invented: for a test\n",
        ),
        (
            "grids.csv",
            "country,year,gCO2e_per_kWh,source\nKEN,2022,200,<b>Invented</b>\n",
        ),
    ];
    let folder = inventory("small", &files);
    let results = results(&folder, &Assumptions::default());
    let [location, market] = tonnes(&results, |_| true);
    near(location, 100.0 * 0.2);
    near(market, 40.0 * 0.05 + 60.0 * 0.3);
    assert!(results.footprint.grid_for_residual().is_empty());
    assert!(results.gaps.is_empty() && results.intensities.is_empty());
    let out = folder.join("out");
    let name = "<script>alert(1)</script> & Sons";
    let (code, printed, err) = run([
        folder.to_str().unwrap(),
        "--out",
        out.to_str().unwrap(),
        "--name",
        name,
    ]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(
        printed.contains("No grid stands in for a residual mix"),
        "{printed}"
    );
    let page = fs::read_to_string(out.join("report.html")).unwrap();
    assert!(!page.contains("<script>") && !page.contains("<b>Invented"));
    assert!(page.contains("&lt;b&gt;Invented") && !page.contains("invented for this example"));
}

#[test]
fn a_data_centre_is_known_by_any_two_of_three() {
    let header = "name,kind,country,year,electricity_MWh,it_MWh,pue\n";
    for (at, cells) in [
        "150,100,",
        "150,,1.5",
        ",100,1.5",
        "150,100,1.5",
        "150,100,1.495",
    ]
    .into_iter()
    .enumerate()
    {
        let sites = format!("{header}DC,data_centre,KEN,2022,{cells}\n");
        let folder = inventory(&format!("pue-{at}"), &[("sites.csv", &sites)]);
        let results = results(&folder, &Assumptions::default());
        let energy = results.data_centres[0].energy;
        near(energy.total().get_in("MWh").unwrap(), 150.0);
        near(energy.it().get_in("MWh").unwrap(), 100.0);
        near(
            tonnes(&results, |line| line.kind() == Kind::DataCentres)[0],
            150.0 * 0.109_57,
        );
    }
}

#[test]
fn three_figures_of_a_data_centre_agree_to_one_per_cent() {
    let header = "name,kind,country,year,electricity_MWh,it_MWh,pue\n";
    let sites = format!("{header}DC,data_centre,KEN,2022,150,100,1.48\n");
    let found = errors("pue-apart", &[("sites.csv", &sites)], &[]);
    assert_eq!(found.len(), 1);
    assert!(
        found[0].contains("100 MWh at a PUE of 1.48 are not 150 MWh"),
        "{found:?}"
    );
}

#[test]
fn only_the_contract_that_claims_too_much_is_refused() {
    let contracts = "site,year,instrument,energy_MWh,intensity_gCO2e_per_kWh\n\
        Head office,2022,supplier_rate,60,0\n\
        Head office,2022,supplier_rate,50,0\n\
        Head office,2022,supplier_rate,40,0\n";
    let files = [("sites.csv", SITES), ("contracts.csv", contracts)];
    let found = errors("claims", &files, &[]);
    assert_eq!(found.len(), 1);
    assert!(
        found[0].starts_with("contracts.csv line 3, column energy_MWh"),
        "{found:?}"
    );
}

#[test]
fn figures_of_a_class_go_before_those_of_the_typical_device() {
    let classes = "class,archetype,server,energy_kWh_per_year,embodied_kgCO2e,source\n\
        Laptop,laptop-pro,,40,,A meter\n\
        Server,,compute-medium,1000,900,A data sheet\n";
    let devices = "class,country,year,age_years,count,role\n\
        Laptop,KEN,2022,0,10,in_use\nServer,KEN,2022,0,1,in_use\n";
    let files = [("classes.csv", classes), ("devices.csv", devices)];
    let results = results(&inventory("own-figures", &files), &Assumptions::default());
    let of = |name: &str, stage| {
        tonnes(&results, |line| {
            line.name() == name && line.stage() == Some(stage)
        })[0]
    };
    near(of("Laptop", LifeCycleStage::Use), 0.4 * 0.109_57);
    near(of("Laptop", LifeCycleStage::Embodied), 10.0 * 0.181);
    near(of("Server", LifeCycleStage::Use), 0.109_57);
    near(of("Server", LifeCycleStage::Embodied), 0.9);
}

#[test]
fn direct_emissions_come_from_leaks_fuels_and_statements() {
    let direct = "site,year,kind,refrigerant,leaked_kg,fuel_kWh,kgCO2e_per_kWh,fuel_L,kgCO2e_per_L,fuel_m3,kgCO2e_per_m3,fuel_kg,kgCO2e_per_kg,emissions_tCO2e,source\n\
        Head office,2022,fugitive,R-32,2,,,,,,,,,,\n\
        Head office,2022,stationary_combustion,,,1000,0.2,,,,,,,,x\n\
        Head office,2022,mobile_combustion,,,,,400,2.5,,,,,,x\n\
        Head office,2022,stationary_combustion,,,,,,,100,2,,,,x\n\
        Head office,2022,stationary_combustion,,,,,,,,,50,3,,x\n\
        Head office,2022,process,,,,,,,,,,,1.5,x\n";
    let files = [("sites.csv", SITES), ("direct_emissions.csv", direct)];
    let results = results(&inventory("direct", &files), &Assumptions::default());
    let direct = tonnes(&results, |line| line.scope() == Scope::Scope1)[0];
    near(direct, 2.0 * 0.771 + 0.2 + 1.0 + 0.2 + 0.15 + 1.5);
    let stray = "site,year,kind,refrigerant,fuel_L,kgCO2e_per_L,fuel_kg,kgCO2e_per_kg,source\n\
        Head office,2022,fugitive,R-32,4,2.5,,3,x\n";
    let files = [("sites.csv", SITES), ("direct_emissions.csv", stray)];
    assert_eq!(
        errors("stray", &files, &[]),
        [
            "direct_emissions.csv line 2, column refrigerant: is given beside fuel_L; accepted: only beside leaked_kg",
            "direct_emissions.csv line 2, column kgCO2e_per_kg: is given beside fuel_L; accepted: only beside fuel_kg",
        ]
    );
}

const CLASSES: &str = "class,archetype,life_years,energy_kWh_per_year,cradle_to_gate_kgCO2e,source\n\
    Laptop,,4,50,200,A report\nPhone,smartphone-default,4,,,A decision\n";

#[test]
fn losses_of_grids_and_named_networks_come_from_tables() {
    let losses = "country,losses_pct,source\nKEN,20,Invented: for a test\n";
    let services = "name,country,year,traffic_GB,network\nRoaming,KEN,2022,1000,onebyte-4g\n";
    let files = [
        ("sites.csv", SITES),
        ("grid_losses.csv", losses),
        ("services.csv", services),
    ];
    let folder = inventory("losses", &files);
    let out = folder.join("out");
    let (code, printed, _) = run([folder.to_str().unwrap(), "--out", out.to_str().unwrap()]);
    assert_eq!(code, 0);
    assert!(printed.contains("3. Fuel- and energy-related"), "{printed}");
    assert!(printed.lines().all(|line| line.chars().count() <= 100));
    let results = results(&folder, &Assumptions::default());
    // 100 MWh arrive of 125 MWh
    let lost = Scope::Scope3(Scope3Category::FuelAndEnergyRelatedActivities);
    near(
        tonnes(&results, |line| line.scope() == lost)[0],
        25.0 * 0.109_57,
    );
    near(
        tonnes(&results, |line| line.name() == "Roaming")[0],
        0.884 * 0.109_57,
    );
    assert!(results.without_losses().is_empty());
    assert_eq!(SAMPLE.without_losses().len(), 4);
    let files = [
        ("sites.csv", SITES),
        (
            "grid_losses.csv",
            "country,losses_pct,source\nKEN,100,x\nUGA,5,x\nUGA,6,x\n",
        ),
        (
            "services.csv",
            "name,country,year,traffic_GB,network,energy_MWh\n\
             Roaming,KEN,2022,1000,swdm-4-embodied,\nCloud,KEN,2022,,swdm-4-operational,3\n",
        ),
    ];
    let found = errors("losses-bad", &files, &[]);
    let expected = [
        "grid_losses.csv line 2, column losses_pct: `100`; accepted: a number from 0 to below 100",
        "grid_losses.csv line 4, column country: UGA is there already; accepted: each country once",
        "services.csv line 2, column network: `swdm-4-embodied`; accepted: ccf-data-centres, one",
        "services.csv line 3: has none or several of the figures of a service; accepted: one of",
    ];
    assert_eq!(found.len(), expected.len(), "{found:?}");
    for (found, expected) in found.iter().zip(expected) {
        assert!(found.starts_with(expected), "{found}");
    }
}

#[test]
fn unknown_ages_have_no_year_of_acquisition() {
    let files = [
        ("classes.csv", CLASSES),
        (
            "devices.csv",
            "class,country,year,count,role\nLaptop,KEN,2022,8,in_use\nPhone,KEN,2022,1,sold\n",
        ),
    ];
    let found = errors("ages", &files, &[]);
    assert_eq!(found.len(), 1);
    assert!(
        found[0].starts_with("devices.csv line 2, column age_years: is missing"),
        "{found:?}"
    );
    let over_life = Assumptions {
        accounting: EmbodiedAccounting::OverLife,
        ..Assumptions::default()
    };
    let results = results(&inventory("ages-over-life", &files), &over_life);
    let made = |line: &Line| line.stage() == Some(LifeCycleStage::CradleToGate);
    near(tonnes(&results, made)[0], 8.0 / 4.0 * 0.2);
    // Of a typical device but for its life: 1 W · 0.3 · 8760 h · 4 a
    let sold = tonnes(&results, |line| line.kind() == Kind::SoldDevices)[0];
    near(sold, 0.3 * 8.76 * 4.0 * 109.57 / 1e6);
}

#[test]
fn a_grid_of_another_year_is_asked_for_and_flagged() {
    let sites = SITES.replace("2022", "2028");
    let files = [("sites.csv", sites.as_str())];
    let found = errors("grid", &files, &["--nearest-year", "2"]);
    assert_eq!(
        found,
        [
            "sites.csv line 2, column country: no carbon intensity of the grid of KEN in 2028; accepted: a row in grids.csv, or --nearest-year where a year nearby has one"
        ]
    );
    let folder = inventory("grid-nearest", &files);
    let out = folder.join("out");
    let (code, printed, _) = run([
        folder.to_str().unwrap(),
        "--out",
        out.to_str().unwrap(),
        "--nearest-year",
        "9",
    ]);
    assert!(
        code == 0 && printed.contains("Grid figures of another year stand in: KEN 2028 by 20"),
        "{printed}"
    );
    let page = fs::read_to_string(out.join("report.html")).unwrap();
    assert!(page.contains("other year") && page.contains("KEN 2028 by 20"));
    let json = fs::read_to_string(out.join("footprint.json")).unwrap();
    assert!(json.contains("\"is_of_another_year\": true"));
}

#[test]
fn devices_at_metered_sites_are_not_counted_twice() {
    let devices =
        "class,country,year,age_years,count,role\nLaptop,KEN,2022,1,3000,in_use_at_metered_site\n";
    let files = [("classes.csv", CLASSES), ("devices.csv", devices)];
    let found = errors("no-meter", &files, &[]);
    assert_eq!(
        found,
        [
            "devices.csv line 2, column role: no site in KEN in 2022 has a meter; accepted: a row in sites.csv, or in_use"
        ]
    );
    let files = [
        ("classes.csv", CLASSES),
        ("devices.csv", devices),
        ("sites.csv", SITES),
    ];
    let folder = inventory("meter", &files);
    // 150 MWh of laptops behind a meter that counts 100 MWh.
    let above = program::results(&[folder], &Assumptions::default());
    assert_eq!(
        above.unwrap_err(),
        [
            "devices at metered sites of KEN use 150000 kWh in 2022, more than the 100000 kWh of all sites there"
        ]
    );
    let fewer = devices.replace("3000", "1000");
    let files = [
        ("classes.csv", CLASSES),
        ("devices.csv", &fewer),
        ("sites.csv", SITES),
    ];
    let results = results(&inventory("meter-enough", &files), &Assumptions::default());
    near(
        tonnes(&results, |line| line.scope() == Scope::Scope2)[0],
        100.0 * 0.109_57,
    );
}

#[test]
fn what_is_discarded_needs_an_age_where_the_rest_of_its_life_counts() {
    let classes = "class,life_years,cradle_to_gate_kgCO2e,end_of_life_kgCO2e,source\n\
        Laptop,4,200,3,A report\n";
    let devices = "class,country,year,age_years,count,role\nLaptop,KEN,2022,,10,discarded\n";
    let files = [("classes.csv", classes), ("devices.csv", devices)];
    assert_eq!(
        errors("discarded", &files, &["--accounting", "over-life"]),
        [
            "devices.csv line 2, column age_years: is missing, and so is the rest of the life; accepted: completed years, or --accounting acquisition"
        ]
    );
    let folder = inventory("discarded-at-once", &files);
    let results = results(&folder, &Assumptions::default());
    let waste = Scope::Scope3(Scope3Category::WasteGeneratedInOperations);
    near(
        tonnes(&results, |line| line.scope() == waste)[0],
        10.0 * 0.003,
    );
}

#[test]
fn an_activity_of_another_year_is_refused() {
    let files = [
        ("sites.csv", SITES),
        ("activity.csv", "year,employees\n2021,10\n2022,0\n2022,5\n"),
    ];
    assert_eq!(
        errors("activity", &files, &[]),
        [
            "activity.csv line 2, column year: 2021; accepted: 2022 to 2022, the years of the inventory",
            "activity.csv line 3, column employees: `0`; accepted: a number above 0, such as 1234.5",
            "activity.csv line 4, column year: 2022 is there already; accepted: each year once",
        ]
    );
}
