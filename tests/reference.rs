//! The embedded tables hold what their files say, and say what their sources say.

use std::collections::BTreeSet;

use ict_impact::place::{Country, GroupKind, ScheduledChanges};
use ict_impact::quantity::{CarbonIntensity, Energy, Quantity, parse};
use ict_impact::reference::gwp::{Gas, GwpSet, Horizon, gwp};
use ict_impact::reference::indicators::{self, Framework, Kind};
use ict_impact::reference::panel::{self, Column};
use ict_impact::reference::unu_keys::{LifetimeProfile, UnuKey};
use ict_impact::reference::{action_lines, device_archetypes, groups, put_on_market};
use ict_impact::source::{SourceId, SourceRegister, Status};
use ict_impact::time::{Biennium, Date, Year};

const IGNORE: ScheduledChanges = ScheduledChanges::Ignore;
const APPLY: ScheduledChanges = ScheduledChanges::Apply;

fn country(code: &str) -> Country {
    code.parse().unwrap()
}

fn year(text: &str) -> Year {
    text.parse().unwrap()
}

/// Rows of a data file, header first, read by an independent CSV reader.
fn rows(file: &str) -> Vec<csv::StringRecord> {
    let path = format!("{}/src/reference/data/{file}", env!("CARGO_MANIFEST_DIR"));
    let reader = csv::ReaderBuilder::new().has_headers(false).from_path(path);
    reader.unwrap().records().map(Result::unwrap).collect()
}

fn registered(id: &SourceId) {
    SourceRegister::embedded().require(id).unwrap();
}

#[test]
fn namibia_is_a_country_and_not_a_missing_value() {
    let namibia = Country::from_alpha2("NA").unwrap();
    assert_eq!((namibia.alpha3(), namibia.numeric(), namibia.m49()), ("NAM", Some(516), 516));
    assert!(groups::group("M49:018").unwrap().members_at(day("2023-01-01"), IGNORE).contains(&namibia));
    assert!(panel::population(namibia, year("2022")).is_some());
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

#[test]
fn ldc_members_change_on_the_dates_of_the_source() {
    let ldc = groups::group("LDC").unwrap();
    let count = |date: &str, scheduled| ldc.members_at(day(date), scheduled).len();
    // UNCTAD's Least Developed Countries Report 2008 names fifty, Cape Verde until December 2007.
    assert_eq!(count("2006-12-31", IGNORE), 50);
    assert_eq!(count("2007-12-31", IGNORE), 50);
    assert_eq!(count("2008-01-01", IGNORE), 49);
    // 48 in UNCTAD's report of 2011, 49 with South Sudan at the end of 2012.
    assert_eq!(count("2012-11-30", IGNORE), 48);
    assert_eq!(count("2012-12-31", IGNORE), 49);
    assert_eq!(count("2020-12-03", IGNORE), 47);
    assert_eq!(count("2020-12-04", IGNORE), 46);
    assert_eq!(count("2020-12-05", IGNORE), 46);
    assert_eq!(count("2023-12-12", IGNORE), 46);
    assert_eq!(count("2023-12-13", IGNORE), 45);
    assert_eq!(count("2024-12-12", IGNORE), 45);
    assert_eq!(count("2024-12-13", IGNORE), 44);
    assert_eq!(count("2025-12-31", IGNORE), 44);
    assert_eq!(count("2025-12-31", APPLY), 44);
    assert_eq!(count("2026-12-31", IGNORE), 44);
    assert_eq!(count("2026-12-31", APPLY), 41);
    assert_eq!(count("2030-12-31", APPLY), 41, "the end of SLB is unverified and does not count");

    let member = |code: &str, date: &str| ldc.members_at(day(date), IGNORE).contains(&country(code));
    assert!(member("VUT", "2020-12-03") && !member("VUT", "2020-12-05"));
    assert!(member("BTN", "2023-06-30") && !member("STP", "2025-01-01"));
    assert!(member("SLB", "2026-01-01") && member("AGO", "2026-01-01"));
}

#[test]
fn ldc_graduation_inside_a_biennium() {
    let ldc = groups::group("LDC").unwrap();
    let biennium: Biennium = "2022-2023".parse().unwrap();
    let left: Vec<_> = ldc.left_during(biennium, IGNORE).iter().map(|m| m.country).collect();
    assert_eq!(left, [country("BTN")]);
    assert_eq!(ldc.members_at_any_time(biennium, IGNORE).len(), 46);
    assert_eq!(ldc.members_throughout(biennium, IGNORE).len(), 45);

    let next: Biennium = "2026-2027".parse().unwrap();
    assert_eq!(ldc.left_during(next, IGNORE), []);
    assert_eq!(ldc.left_during(next, APPLY).len(), 3);
    assert_eq!(ldc.members_throughout(next, APPLY).len(), 41);
    // Left in 2017 is all that is known of Equatorial Guinea.
    let left = ldc.left_during("2016-2017".parse().unwrap(), IGNORE);
    assert_eq!(left.iter().map(|m| m.country.alpha3()).collect::<Vec<_>>(), ["GNQ"]);
}

#[test]
fn groups_have_the_members_of_the_source() {
    let size = |code: &str| groups::group(code).unwrap().members_at(day("2025-12-31"), IGNORE).len();
    let sizes = [
        ("M49:World", 250),
        ("M49:Africa", 60),
        ("M49:Americas", 57),
        ("M49:Asia", 51),
        ("M49:Europe", 52),
        ("M49:Oceania", 29),
        ("M49:Sub-Saharan Africa", 53),
        ("M49:029", 28),
        ("LDC", 44),
        ("LLDC", 32),
        ("SIDS", 53),
        ("High income", 86),
        ("Upper middle income", 54),
        ("Lower middle income", 50),
        ("WB:Low income", 25),
        ("WB:Not classified", 2),
    ];
    for (code, expected) in sizes {
        assert_eq!(size(code), expected, "{code}");
    }
    assert_eq!(groups::all().count(), 38);
}

#[test]
fn every_group_is_found_by_code_and_m49_name() {
    let mut names = BTreeSet::new();
    for group in groups::all() {
        assert_eq!(groups::group(group.code()), Ok(group));
        assert!(names.insert(group.name()), "{} twice", group.name());
        if group.code().starts_with("M49:") {
            assert_eq!(groups::group(&format!("M49:{}", group.name())), Ok(group));
        }
        registered(&groups::source(group).unwrap().source);
        for membership in group.memberships() {
            registered(&groups::membership(group, membership.country).unwrap().source);
        }
    }
    for wrong in ["", "Africa", "M49:2", "M49:Atlantis", "LDCs", "WB:Africa"] {
        assert!(groups::group(wrong).is_err(), "{wrong}");
    }
    let solomon = groups::membership(groups::group("LDC").unwrap(), country("SLB")).unwrap();
    assert_eq!(solomon.status, Status::Unverified);
}

#[test]
fn regions_are_disjoint_and_subregions_are_inside_them() {
    let of = |kind| groups::of_kind(kind).flat_map(|group| group.memberships());
    let members = |kind| of(kind).map(|m| m.country).collect::<Vec<_>>();
    let regions = members(GroupKind::Region);
    let distinct: BTreeSet<_> = regions.iter().collect();
    assert_eq!((regions.len(), distinct.len()), (249, 249));
    assert!(!distinct.contains(&country("ATA")));
    let mut subregions = members(GroupKind::Subregion);
    subregions.sort();
    let mut sorted = regions.clone();
    sorted.sort();
    assert_eq!(subregions, sorted);
}

#[test]
fn the_panel_has_every_figure_of_its_file() {
    let rows = rows("panel.csv");
    for row in &rows[1..] {
        let (country, year) = (country(&row[0]), year(&row[1]));
        for (column, cell) in Column::ALL.into_iter().zip(row.iter().skip(2)) {
            let figure = panel::figure(column, country, year);
            assert_eq!(figure.map(|f| f.value), cell.parse().ok(), "{country} {year} {column:?}");
        }
    }
    for (column, name) in Column::ALL.into_iter().zip(rows[0].iter().skip(2)) {
        assert_eq!(column.name(), name);
        panel::sources(column).iter().for_each(|span| registered(&span.source));
        assert_eq!(panel::sources(column).len(), 227 * 16);
    }
    assert_eq!(panel::countries().count(), 227);
    assert_eq!(panel::years().count(), 16);
    assert_eq!(panel::row(country("NAM"), year("2009")), None);
    assert_eq!(panel::row(country("NAM"), year("2026")), None);
    assert_eq!(panel::row(country("VAT"), year("2020")), None);

    // Counts of the original table.
    let count = |column| {
        let cells = panel::countries().flat_map(|c| panel::years().map(move |y| (c, y)));
        cells.filter(|(c, y)| panel::figure(column, *c, *y).is_some()).count()
    };
    let counts = [3240, 2904, 3265, 3249, 3249, 2594, 2996, 1986];
    assert_eq!(Column::ALL.map(count), counts);
}

#[test]
fn the_panel_speaks_in_quantities() {
    let (aruba, y) = (country("ABW"), year("2010"));
    assert_eq!(panel::population(aruba, y).unwrap().value.get(), 101_838.0);
    assert_eq!(
        panel::gross_domestic_product(aruba, y).unwrap().value.amount(),
        2_453_597_207.0
    );
    assert_eq!(
        panel::electricity_generation(aruba, y).unwrap().value,
        parse::<Energy>("0.94 TWh").unwrap()
    );
    assert_eq!(
        panel::carbon_intensity(aruba, y).unwrap().value,
        parse::<CarbonIntensity>("585.11 gCO2e/kWh").unwrap()
    );
    assert_eq!(panel::renewables_share(aruba, y).unwrap().value.percent(), 11.7021);
    assert_eq!(panel::internet_users(aruba, y).unwrap().value.percent(), 62.0);
    assert_eq!(panel::electricity_access(aruba, y).unwrap().value.percent(), 93.4);
    assert_eq!(panel::mobile_subscriptions(aruba, y).unwrap().value.get_in("%"), Ok(129.6364));
    for country in panel::countries() {
        for year in panel::years() {
            let generated = panel::figure(Column::ElectricityGeneration, country, year);
            let energy = panel::electricity_generation(country, year);
            assert_eq!(
                energy.map(|energy| energy.value),
                generated.map(|figure| Energy::of(figure.value, "TWh").unwrap())
            );
        }
    }
}

#[test]
fn artefacts_of_the_panel_carry_a_warning() {
    for y in 2013..=2023 {
        let y = Year::new(y).unwrap();
        let grid = panel::carbon_intensity(country("CAF"), y).unwrap();
        assert_eq!((grid.value.grams_per_kwh(), grid.status), (0.0, Status::Questionable));
        assert!(panel::note(Column::CarbonIntensity, country("CAF"), y).is_some());
        assert_eq!(panel::note(Column::Population, country("CAF"), y), None);
    }
    // No intensity of zero, and no generation of zero, passes without a warning.
    for country in panel::countries() {
        for year in panel::years() {
            for column in [Column::CarbonIntensity, Column::ElectricityGeneration] {
                if let Some(figure) = panel::figure(column, country, year) {
                    let questionable = figure.status == Status::Questionable;
                    assert_eq!(figure.value == 0.0, questionable, "{country} {year} {column:?}");
                }
            }
        }
    }
}

/// Ratio of sums over the members that report both, in gCO2e/kWh, and how many they are.
fn grid_intensity(group: &str, date: &str, y: &str) -> (usize, f64, f64) {
    let (mut n, mut grams, mut twh) = (0, 0.0, 0.0);
    for country in groups::group(group).unwrap().members_at(day(date), IGNORE) {
        let generated = panel::figure(Column::ElectricityGeneration, country, year(y));
        if let (Some(generated), Some(grid)) = (generated, panel::carbon_intensity(country, year(y))) {
            n += 1;
            grams += generated.value * grid.value.grams_per_kwh();
            twh += generated.value;
        }
    }
    (n, grams / twh, twh)
}

#[test]
fn group_sums_are_those_computed_elsewhere() {
    for (group, n, intensity, twh) in [
        ("LDC", 43, 363.918764, 355.52),
        ("M49:Africa", 56, 549.117316, 923.17),
        ("SIDS", 43, 569.023819, 157.92),
        ("LLDC", 32, 572.372758, 509.79),
        ("High income", 76, 398.517271, 12849.97),
    ] {
        let found = grid_intensity(group, "2025-12-31", "2022");
        assert_eq!(found.0, n, "{group}");
        assert!((found.1 / intensity - 1.0).abs() < 2e-6, "{group}: {}", found.1);
        assert!((found.2 / twh - 1.0).abs() < 2e-6, "{group}: {}", found.2);
    }
}

#[test]
fn global_warming_potentials() {
    let value = |gas, set, horizon| gwp(gas, set, horizon).map(|gwp| gwp.value);
    let hundred = |gas, set| value(gas, set, Horizon::Years100);
    assert_eq!(hundred(Gas::CH4, GwpSet::Ar4), Some(25.0));
    assert_eq!(hundred(Gas::N2O, GwpSet::Ar5), Some(265.0));
    assert_eq!(hundred(Gas::CH4, GwpSet::Ar6), Some(27.9));
    assert_eq!(hundred(Gas::CH4_FOSSIL, GwpSet::Ar6), Some(29.8));
    assert_eq!(hundred(Gas::CH4_FOSSIL, GwpSet::Ar5), Some(30.0));
    assert_eq!(hundred(Gas::CH4_NONFOSSIL, GwpSet::Ar6), Some(27.0));
    assert_eq!(hundred(Gas::CH4, GwpSet::Ar5WithFeedback), Some(34.0));
    assert_eq!(hundred(Gas::HFC134A, GwpSet::Ar6), Some(1530.0));
    assert_eq!(value(Gas::CH4_FOSSIL, GwpSet::Ar6, Horizon::Years20), Some(82.5));
    assert_eq!(value(Gas::CH4_NONFOSSIL, GwpSet::Ar6, Horizon::Years20), None);
    assert_eq!(value(Gas::SF6, GwpSet::Ar6, Horizon::Years500), Some(34100.0));
    for (set, horizon) in [(GwpSet::Sar, Horizon::Years100), (GwpSet::Ar6, Horizon::Years20)] {
        let co2 = gwp(Gas::CO2, set, horizon).unwrap();
        assert_eq!((co2.value, co2.status), (1.0, Status::Verified));
    }
    let rows = rows("gwp.csv");
    for row in &rows[1..] {
        let set = serde_json::from_str(&format!("{:?}", &row[1])).unwrap();
        let horizon = serde_json::from_str(&format!("{:?}", &row[2])).unwrap();
        let found = gwp(row[0].parse().unwrap(), set, horizon).unwrap();
        assert_eq!(found.value, row[3].parse::<f64>().unwrap());
        assert_eq!(found.source.as_str(), &row[4]);
        registered(&found.source);
    }
    assert_eq!((rows.len(), Gas::all().count()), (329, 44));
    for out in ["HFO1234yf", "R-410A", "ch4"] {
        assert!(out.parse::<Gas>().is_err(), "{out}");
    }
}

#[test]
fn unu_keys_with_masses_and_lifetimes() {
    assert_eq!(UnuKey::all().count(), 54);
    let laptop: UnuKey = "0303".parse().unwrap();
    let kg = |y| laptop.average_mass(year(y)).map(|mass| mass.value.get_in("kg").unwrap());
    assert_eq!((kg("1979"), kg("1980"), kg("2005")), (None, Some(5.0), Some(2.98)));
    assert_eq!((kg("2021"), kg("2022")), (Some(0.82), None));
    assert_eq!(laptop.nearest_average_mass(year("1950")).unwrap().0, year("1980"));
    assert_eq!((laptop.eu6().code, laptop.eu10().code, laptop.introduced()), ("2", "3", 1981));
    let it: Vec<_> = UnuKey::all().filter(|k| k.is_it_and_telecommunications()).collect();
    assert_eq!((it.len(), it[0].code(), it[8].code()), (9, "0301", "0309"));

    let lifetime = |key: &str, profile| {
        let found = key.parse::<UnuKey>().unwrap().lifetime(profile);
        found.map(|found| (found.value.shape, found.value.scale_years))
    };
    use LifetimeProfile::{Italy2023, NetherlandsFranceBelgium2023, UnuGuidelines2015};
    assert_eq!(lifetime("0302", NetherlandsFranceBelgium2023), Some((1.58, 8.95)));
    assert_eq!(lifetime("0302", Italy2023), Some((1.57, 8.91)));
    assert_eq!(lifetime("0302", UnuGuidelines2015), Some((2.1, 9.6)));
    assert_eq!(lifetime("0306", UnuGuidelines2015), Some((0.7, 7.6)));
    assert_eq!(lifetime("0001", UnuGuidelines2015), None);

    let mut masses = 0;
    for key in UnuKey::all() {
        registered(&key.source().source);
        for profile in [NetherlandsFranceBelgium2023, Italy2023, UnuGuidelines2015] {
            let lifetime = key.lifetime(profile);
            assert_eq!(
                lifetime.is_none(),
                profile == UnuGuidelines2015 && matches!(key.code(), "0001" | "0002")
            );
            lifetime.iter().for_each(|lifetime| registered(&lifetime.source));
        }
        for y in 1980..=2030 {
            masses += usize::from(key.average_mass(Year::new(y).unwrap()).is_some());
        }
    }
    assert_eq!(masses, 1579, "rows of the source before equal years were joined");
    let error = "303".parse::<UnuKey>().unwrap_err();
    assert!(error.to_string().ends_with("did you mean 0303?"), "{error}");
}

#[test]
fn put_on_market_of_six_countries() {
    let codes: BTreeSet<_> = put_on_market::all().map(|series| series.country().alpha3()).collect();
    assert_eq!(codes.into_iter().collect::<Vec<_>>(), ["DEU", "EST", "FRA", "NLD", "POL", "ROU"]);
    let series = |c, k: &str| put_on_market::series(country(c), k.parse().unwrap());
    let laptops = series("NLD", "0303").unwrap();
    let first = laptops.year(year("1981")).unwrap();
    assert_eq!(first.value.mass.get_in("t"), Ok(42.7421620218931));
    assert_eq!(first.value.pieces.get(), 9964.931_161_912_98);
    assert_eq!((first.value.cbs_flag, first.status), (200, Status::Derived));
    assert_eq!(laptops.year(year("2021")).unwrap().value.pieces.get(), 4515725.40443998);
    assert_eq!((laptops.years().count(), laptops.year(year("2022"))), (42, None));
    assert!(series("NLD", "0301").is_none() && series("BEL", "0303").is_none());
    let rows = rows("put_on_market.csv");
    for (row, (series, figures)) in
        rows[1..].iter().zip(put_on_market::all().flat_map(|s| s.years().map(move |y| (s, y))))
    {
        assert_eq!((series.country().alpha3(), series.key().code()), (&row[0], &row[1]));
        assert_eq!(figures.value.year.get().to_string(), &row[2]);
        assert_eq!(figures.value.mass, parse(&format!("{} t", &row[3])).unwrap());
        assert_eq!(figures.value.pieces.get(), row[4].parse::<f64>().unwrap());
        registered(&figures.source);
    }
    assert_eq!(rows.len(), 1009);
}

#[test]
fn six_device_archetypes() {
    let ids: Vec<_> = device_archetypes::all().map(|device| device.id()).collect();
    assert_eq!(
        ids,
        ["desktop-perso", "desktop-pro", "laptop-perso", "laptop-pro", "monitor-default", "smartphone-default"]
    );
    for (id, kg, watt, years) in [
        ("desktop-pro", 277.0, 175.0, 6.0),
        ("laptop-perso", 175.0, 75.0, 5.0),
        ("monitor-default", 64.7, 55.0, 6.6),
        ("smartphone-default", 84.0, 1.0, 2.5),
    ] {
        let device = device_archetypes::archetype(id).unwrap();
        assert_eq!(device.embodied().value.base(), kg);
        assert_eq!(device.power().value.get_in("W"), Ok(watt));
        assert_eq!(device.lifetime_years().value, years);
        assert_eq!(device.use_time_ratio().unwrap().value.get(), 0.3);
        let (lowest, highest) = device.power_range().value;
        assert!(lowest <= device.power().value && device.power().value <= highest);
        assert_eq!(device.power().status, Status::Secondary);
        registered(&device.power().source);
    }
    assert!(device_archetypes::archetype("server").is_err());
}

#[test]
fn eighteen_lines_report() {
    let codes: Vec<_> = action_lines::reporting().map(|line| line.code()).collect();
    assert_eq!(codes.len(), 18);
    assert_eq!(codes[..6], ["C1", "C2", "C3", "C4", "C5", "C6"]);
    assert!(codes[6..14].iter().all(|code| code.starts_with("C7.")));
    assert_eq!(codes[14..], ["C8", "C9", "C10", "C11"]);
    for line in action_lines::all() {
        assert_eq!(action_lines::action_line(line.code()), Ok(line));
        assert_eq!(line.is_heading(), line.facilitator().is_none());
        registered(&line.source().source);
    }
    let unverified = |code| {
        let line = action_lines::action_line(code).unwrap();
        line.facilitator().unwrap().status == Status::Unverified
    };
    assert!(unverified("C7.egov") && unverified("C11") && !unverified("C7.eenv"));
    assert!(action_lines::action_line("c7.eenv").unwrap_err().to_string().ends_with("did you mean C7.eenv?"));
}

#[test]
fn every_ratio_is_made_of_amounts_of_the_table() {
    for indicator in indicators::all() {
        assert_eq!(indicators::indicator(indicator.code()), Ok(indicator));
        registered(&indicator.source().source);
        for part in indicator.parts() {
            let kind = indicators::indicator(part).unwrap().kind();
            assert!(matches!(kind, Kind::Sum | Kind::Stock | Kind::Count), "{part}");
        }
        if let Some(other) = indicator.mutually_exclusive_with() {
            let back = indicators::indicator(other).unwrap().mutually_exclusive_with();
            assert_eq!(back, Some(indicator.code()));
        }
        let sdg = indicator.framework() == Framework::Sdg;
        assert_eq!(indicator.sdg_target().is_some(), sdg, "{}", indicator.code());
        let ours = matches!(indicator.framework(), Framework::Project | Framework::Part);
        assert_eq!(indicator.source().status == Status::Proposal, ours);
        assert!(indicator.source().status != Status::Unverified);
    }
    // Every part is a part of something, and every line exists and reports.
    let used: BTreeSet<_> = indicators::all().flat_map(|indicator| indicator.parts()).collect();
    for part in indicators::all().filter(|i| i.framework() == Framework::Part) {
        assert!(used.contains(part.code()), "{}", part.code());
    }
    for mapping in indicators::mappings() {
        assert!(!action_lines::action_line(mapping.action_line()).unwrap().is_heading());
        assert_eq!(mapping.reason().status, Status::Proposal);
        registered(&mapping.reason().source);
    }
    assert_eq!((indicators::all().count(), indicators::mappings().count()), (83, 44));
    assert_eq!(indicators::indicator("SDG.12.a.1").unwrap().sdg_target(), Some("12.a"));
    assert_eq!(indicators::indicator("PRJ.DEV.STOCK").unwrap().kind(), Kind::Stock);
    for sum in ["PRJ.DEV.USE", "PRJ.DEV.EMB", "SDG.12.4.2.EWG"] {
        assert_eq!(indicators::indicator(sum).unwrap().kind(), Kind::Sum);
    }
}
