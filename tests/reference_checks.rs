//! Each check of the build script over the embedded tables is seen to fail.

#[path = "../src/reference/tables/mod.rs"]
mod tables;

use tables::problem::Problem;

fn read(name: &str) -> Result<String, String> {
    let path = format!("{}/src/reference/data/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).map_err(|error| format!("{path}: {error}"))
}

/// What the checks say when one file is changed.
fn problems(file: &str, change: impl Fn(&str) -> String) -> Vec<Problem> {
    let changed = |name: &str| {
        let text = read(name)?;
        if name != file {
            return Ok(text);
        }
        let new = change(&text);
        assert_ne!(new, text, "{file}: the change did not change anything");
        Ok(new)
    };
    tables::generate(&changed).err().unwrap_or_default()
}

/// The file is refused at that line and column when `from`, which stands in it, becomes `to`.
#[track_caller]
fn refused(file: &str, from: &str, to: &str, line: usize, column: &str) {
    let text = read(file).unwrap();
    assert!(text.contains(from), "{file} has no {from:?}");
    let found = problems(file, |text| text.replacen(from, to, 1));
    let at = |p: &&Problem| p.file == file && p.line == line && p.column == column;
    assert!(found.iter().any(|p| at(&p)), "{file}:{line} {column}: {found:#?}");
    assert!(found.iter().all(|p| !p.to_string().is_empty() && !p.accepted.is_empty()));
}

fn line_of(file: &str, row: &str) -> usize {
    let text = read(file).unwrap();
    1 + text.lines().position(|line| line.starts_with(row)).unwrap()
}

#[test]
fn the_tables_pass() {
    let files = tables::generate(&|name| read(name)).unwrap();
    assert_eq!(files.len(), 10);
}

#[test]
fn a_message_says_where_what_and_what_is_accepted() {
    let found = problems("panel.csv", |text| text.replacen("101838,", "many,", 1));
    assert_eq!(
        found[0].to_string(),
        "panel.csv:2: column `population`: found `many`; accepted: a finite decimal number in 0..=20000000000"
    );
}

#[test]
fn the_shape_of_a_file_is_checked() {
    refused("gwp.csv", "gas,set", "gas,SET", 1, "");
    let line = line_of("gwp.csv", "CF4,SAR");
    refused("gwp.csv", "CF4,SAR,100,6500,", "CF4,SAR,100,", line, "");
    refused("countries.csv", "alpha2", "\u{feff}alpha2", 1, "");
    refused("countries.csv", "Aruba", "Aru\"ba", 2, "");
    refused("countries.csv", "Aruba", "\"Aruba\" ", 2, "");
    refused("countries.csv", "AF,AFG", "\nAF,AFG", 3, "");
    let open = problems("sources.csv", |text| format!("{text}x,\"y\n"));
    assert!(open.iter().any(|p| p.accepted.contains("closing quote")), "{open:?}");
    let cut = problems("sources.csv", |text| text.trim_end().to_owned());
    assert!(cut.iter().any(|p| p.accepted.contains("line break")), "{cut:?}");
    let empty = problems("gwp.csv", |text| text.lines().take(1).map(|l| format!("{l}\n")).collect());
    assert!(empty.iter().any(|p| p.value == "no rows"), "{empty:?}");
    let missing = tables::generate(&|name| {
        if name == "gwp.csv" { Err("gone".to_owned()) } else { read(name) }
    });
    assert!(missing.unwrap_err().iter().any(|p| p.file == "gwp.csv" && p.value == "gone"));
}

#[test]
fn both_line_ends_are_read_and_give_the_same() {
    let unix = tables::generate(&|name| read(name)).unwrap();
    let windows = tables::generate(&|name| read(name).map(|text| text.replace('\n', "\r\n")));
    assert_eq!(unix, windows.unwrap());
}

#[test]
fn sources_are_checked() {
    let line = line_of("sources.csv", "bblocks-places");
    refused("sources.csv", "bblocks-places", "bblocks places", line, "id");
    refused("sources.csv", "bblocks-places,ONE Campaign", "bblocks-places,", line, "publisher");
    refused("sources.csv", "MIT,https://pypi.org/project/bblocks", ",https://pypi.org/project/bblocks", line, "licence");
    let line = line_of("sources.csv", "gwp-definition");
    refused("sources.csv", "definition,,,verified", "definition,,,true", line, "status");
}

#[test]
fn countries_are_checked() {
    refused("countries.csv", "AF,AFG", "af,AFG", 3, "alpha2");
    refused("countries.csv", "AF,AFG", "AF,ZZZ", 4, "alpha3");
    refused("countries.csv", "AF,AFG,004", "AF,AFG,4", 3, "numeric");
    refused("countries.csv", "AF,AFG,004", "AF,AFG,", 3, "numeric");
    refused("countries.csv", "AF,AFG,004,004", "AF,AFG,004,x04", 3, "m49");
    refused("countries.csv", "Afghanistan", " Afghanistan", 3, "name");
    refused("countries.csv", "Afghanistan,datahub-country-codes", "Afghanistan,hearsay", 3, "source");
    refused("countries.csv", "AF,AFG", "AW,AFG", 3, "alpha2");
    refused("countries.csv", "AF,AFG,004", "AF,AFG,533", 3, "numeric");
}

#[test]
fn groups_are_checked() {
    refused("groups.csv", "LDC,ldc", "LDC,poor", 2, "kind");
    refused("groups.csv", "LDC,ldc", "LLDC,ldc", 3, "code");
    refused("groups.csv", "un-cdp-ldc,secondary", "un-cdp-ldc,", 2, "status");
    let file = "group_members.csv";
    let line = line_of(file, "LDC,VUT");
    refused(file, "LDC,VUT", "LDCS,VUT", line, "group");
    refused(file, "LDC,VUT", "LDC,VTU", line, "country");
    refused(file, "VUT,,2020-12-04", "VUT,,2020-13-04", line, "until");
    refused(file, "VUT,,2020-12-04", "VUT,,2021-02-29", line, "until");
    refused(file, "VUT,,2020-12-04", "VUT,2020-12-04,2020-12-04", line, "until");
    refused(file, "2020-12-04,recorded", "2020-12-04,", line, "end");
    refused(file, "2020-12-04,recorded", ",recorded", line, "end");
    refused(file, "recorded,un-ohrlls-vanuatu-2020", "recorded,", line, "source");
    refused(file, "LDC,AGO", "LDC,AFG", line_of(file, "LDC,AGO"), "country");
    let none = problems(file, |text| {
        text.lines().filter(|l| !l.starts_with("SIDS,")).map(|l| format!("{l}\n")).collect()
    });
    assert!(none.iter().any(|p| p.file == "groups.csv" && p.value == "SIDS"), "{none:?}");
}

#[test]
fn the_panel_is_checked() {
    let row = "ABW,2010,101838,2453597207,0.94,585.11,11.7021,62,93.4,129.6364";
    let with = |from: &str, to: &str, column: &str| {
        refused("panel.csv", row, &row.replacen(from, to, 1), 2, column);
    };
    with("ABW", "XXX", "country");
    with("2010", "2009", "year");
    with("101838", "1e400", "population");
    with("101838", "-1", "population");
    with("2453597207", "\"2,453,597,207\"", "gdp_current_USD");
    with("0.94", "NaN", "electricity_generation_TWh");
    with("585.11", "inf", "carbon_intensity_gCO2e_per_kWh");
    with("585.11", "585110", "carbon_intensity_gCO2e_per_kWh");
    with("11.7021", "100.1", "renewables_share_of_electricity_pct");
    with("62", "NA", "internet_users_pct");
    with("101838,2453597207,0.94,585.11,11.7021,62,93.4,129.6364", ",,,,,,,", "year");
    refused("panel.csv", "ABW,2011", "ABW,2010", 3, "year");
    let columns = "panel_columns.csv";
    refused(columns, "population,", "people,", 2, "column");
    refused(columns, "worldbank-population", "worldbank", 2, "source");
    let short = problems(columns, |text| text.lines().take(5).map(|l| format!("{l}\n")).collect());
    assert!(short.iter().any(|p| p.file == columns && p.value == "no row"), "{short:?}");
    refused("panel_notes.csv", "BDI,2012,2012", "BDI,2012,2011", 2, "last_year");
    refused("panel_notes.csv", "BDI,2012,2012", "BDI,2025,2025", 2, "column");
    refused("panel_notes.csv", "BDI,2012,2012", "VAT,2012,2012", 2, "column");
}

#[test]
fn the_other_tables_are_checked() {
    refused("gwp.csv", "CO2,SAR", "CO2,XAR", line_of("gwp.csv", "CO2,SAR"), "set");
    refused("gwp.csv", "CO2,SAR,100,1,", "CO2,SAR,100,<1,", line_of("gwp.csv", "CO2,SAR"), "gwp");
    refused("gwp.csv", "CO2,SAR,100", "CO2,SAR,50", line_of("gwp.csv", "CO2,SAR"), "horizon_years");
    refused("gwp.csv", "CO2,TAR", "CO2,SAR", line_of("gwp.csv", "CO2,TAR"), "horizon_years");
    refused("gwp.csv", "SF6,SAR", "SF 6,SAR", line_of("gwp.csv", "SF6,SAR"), "gas");

    refused("unu_keys.csv", "0001,", "001,", 2, "key");
    refused("unu_keys.csv", "1960,", "60,", 2, "introduced");
    let line = line_of("unu_key_weights.csv", "0303,1991");
    refused("unu_key_weights.csv", "0303,1991,1991", "0303,1992,1991", line, "last_year");
    refused("unu_key_weights.csv", "0303,1991,1991,4.96", "0303,1991,1991,0", line, "average_mass_kg");
    refused("unu_key_weights.csv", "0303,1991,1991", "0303,1990,1991", line, "first_year");
    refused("unu_key_weights.csv", "0303,1991", "0107,1991", line, "key");
    refused("unu_key_lifetimes.csv", "0001,NL_FR_BE,2.0,", "0001,NL_FR_BE,,", 2, "weibull_shape");
    refused("unu_key_lifetimes.csv", "0001,IT", "0001,NL_FR_BE", 3, "profile");

    refused("put_on_market.csv", "DEU,0302,1980", "DEU,0302,1979", 2, "year");
    refused("put_on_market.csv", "DEU,0302,1981", "DEU,0303,1981", 3, "country");
    refused("put_on_market.csv", "DEU,0302,1980,0,0,200", "DEU,0302,1980,0,0,7", 2, "cbs_flag");
    refused("put_on_market.csv", "DEU,0302,1980,0,", "DEU,0302,1980,-1,", 2, "mass_t");

    refused("device_archetypes.csv", "desktop,personal", "desk,personal", 2, "device");
    refused("device_archetypes.csv", "277.0,175,100", "277.0,75,100", 2, "power_W");
    refused("device_archetypes.csv", "450,0.3", "450,1.3", 2, "use_time_ratio");
}

#[test]
fn action_lines_and_indicators_are_checked() {
    let lines = "action_lines.csv";
    refused(lines, "C7.egov,C7", "C7.egov,C12", line_of(lines, "C7.egov"), "parent");
    refused(lines, "C2,,", "C1,,", 3, "code");
    refused(lines, "UNDESA,ITU,secondary", "UNDESA,ITU,", 2, "facilitator_status");
    refused(lines, "UNDESA,ITU,secondary", ",ITU,", 2, "co_facilitators");

    let file = "indicators.csv";
    let line = line_of(file, "PRJ.GRID.CI");
    refused(file, "PART.POWER.GHG,PART.ELECTRICITY.GENERATION", ",PART.ELECTRICITY.GENERATION", line, "numerator");
    refused(file, "PART.POWER.GHG,PART.ELECTRICITY.GENERATION", "PART.POWER.GHG,PART.NONE", line, "denominator");
    refused(file, "PART.POWER.GHG,PART.ELECTRICITY.GENERATION", "PART.POWER.GHG,SDG.7.1.1", line, "denominator");
    refused(file, "gCO2e/kWh,ratio", "gCO2e/kWh,sum", line, "numerator");
    refused(file, "gCO2e/kWh,ratio", "gCO2e/kWh,mean", line, "kind");
    let line = line_of(file, "PRJ.ICT.GHG.S2L");
    refused(file, ",PRJ.ICT.GHG.S2M,", ",PRJ.ICT.GHG.S1,", line, "mutually_exclusive_with");
    let line = line_of(file, "SDG.12.4.1,");
    refused(file, "SDG.12.4.1,", "SDG.12,", line, "code");
    let population = "PART.POPULATION,Population,persons,stock,,,context,part";
    let line = line_of(file, population);
    refused(file, population, &population.replace(",part", ",project"), line, "framework");

    let map = "indicator_action_lines.csv";
    refused(map, "ITU.C2030.3.2,C7.eenv", "ITU.C2030.3.2,C7.env", 2, "action_line");
    refused(map, "ITU.C2030.3.2,", "ITU.C2030.3.9,", 2, "indicator");
    refused(map, "ITU.C2030.3.3,C7.eenv", "ITU.C2030.3.3,C6", line_of(map, "ITU.C2030.3.3,C7.eenv"), "action_line");
}
