//! Wrong cells in the tables of figures, indicators and Action Lines.

use super::checks::{line_of, problems, refused};

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
    with(
        "101838,2453597207,0.94,585.11,11.7021,62,93.4,129.6364",
        ",,,,,,,",
        "year",
    );
    refused("panel.csv", "ABW,2011", "ABW,2010", 3, "year");
    let columns = "panel_columns.csv";
    refused(columns, "population,", "people,", 2, "column");
    refused(columns, "worldbank-population", "worldbank", 2, "source");
    let short = problems(columns, |text| {
        text.lines().take(5).map(|l| format!("{l}\n")).collect()
    });
    assert!(
        short
            .iter()
            .any(|p| p.file == columns && p.value == "no row"),
        "{short:?}"
    );
    refused(
        "panel_notes.csv",
        "BDI,2012,2012",
        "BDI,2012,2011",
        2,
        "last_year",
    );
    refused(
        "panel_notes.csv",
        "BDI,2012,2012",
        "BDI,2025,2025",
        2,
        "column",
    );
    refused(
        "panel_notes.csv",
        "BDI,2012,2012",
        "VAT,2012,2012",
        2,
        "column",
    );
}

#[test]
fn refrigerants_are_checked() {
    let file = "refrigerants.csv";
    let line = line_of(file, "R-404A,HFC143a");
    refused(
        file,
        "R-404A,HFC143a,52",
        "R-404A,HFC143a,53",
        line,
        "share_pct",
    );
    refused(
        file,
        "R-404A,HFC143a,52",
        "R-404A,HFC143a,0",
        line,
        "share_pct",
    );
    refused(file, "R-404A,HFC143a", "R-404A,R-143a", line, "gas");
    refused(file, "R-404A,HFC143a", "R404A,HFC143a", line, "refrigerant");
    refused(file, "R-404A,HFC143a", "R-404A,HFC125", line, "gas");
    let line = line_of(file, "R-32,HFC32");
    refused(file, "R-32,HFC32,100", "R-32,HFC32,99.9", line, "share_pct");
    refused(file, "R-32,HFC32", "R-,HFC32", line, "refrigerant");
    refused(file, "100,ashrae-handbook-2021", "100,hearsay", 2, "source");
}

#[test]
fn the_other_tables_are_checked() {
    refused(
        "gwp.csv",
        "CO2,SAR",
        "CO2,XAR",
        line_of("gwp.csv", "CO2,SAR"),
        "set",
    );
    refused(
        "gwp.csv",
        "CO2,SAR,100,1,",
        "CO2,SAR,100,<1,",
        line_of("gwp.csv", "CO2,SAR"),
        "gwp",
    );
    refused(
        "gwp.csv",
        "CO2,SAR,100",
        "CO2,SAR,50",
        line_of("gwp.csv", "CO2,SAR"),
        "horizon_years",
    );
    refused(
        "gwp.csv",
        "CO2,TAR",
        "CO2,SAR",
        line_of("gwp.csv", "CO2,TAR"),
        "horizon_years",
    );
    refused(
        "gwp.csv",
        "SF6,SAR",
        "SF 6,SAR",
        line_of("gwp.csv", "SF6,SAR"),
        "gas",
    );

    refused("unu_keys.csv", "0001,", "001,", 2, "key");
    refused("unu_keys.csv", "1960,", "60,", 2, "introduced");
    let line = line_of("unu_key_weights.csv", "0303,1991");
    refused(
        "unu_key_weights.csv",
        "0303,1991,1991",
        "0303,1992,1991",
        line,
        "last_year",
    );
    refused(
        "unu_key_weights.csv",
        "0303,1991,1991,4.96",
        "0303,1991,1991,0",
        line,
        "average_mass_kg",
    );
    refused(
        "unu_key_weights.csv",
        "0303,1991,1991",
        "0303,1990,1991",
        line,
        "first_year",
    );
    refused("unu_key_weights.csv", "0303,1991", "0107,1991", line, "key");
    refused(
        "unu_key_lifetimes.csv",
        "0001,NL_FR_BE,2.0,",
        "0001,NL_FR_BE,,",
        2,
        "weibull_shape",
    );
    refused(
        "unu_key_lifetimes.csv",
        "0001,IT",
        "0001,NL_FR_BE",
        3,
        "profile",
    );

    refused(
        "put_on_market.csv",
        "DEU,0302,1980",
        "DEU,0302,1979",
        2,
        "year",
    );
    refused(
        "put_on_market.csv",
        "DEU,0302,1981",
        "DEU,0303,1981",
        3,
        "country",
    );
    refused(
        "put_on_market.csv",
        "DEU,0302,1980,0,0,200",
        "DEU,0302,1980,0,0,7",
        2,
        "cbs_flag",
    );
    refused(
        "put_on_market.csv",
        "DEU,0302,1980,0,",
        "DEU,0302,1980,-1,",
        2,
        "mass_t",
    );
}

#[test]
fn devices_and_components_are_checked() {
    let file = "device_archetypes.csv";
    let line = line_of(file, "desktop-perso");
    refused(file, "desktop,personal", "desk,personal", line, "device");
    refused(file, "5110.0,175,100", "5110.0,75,100", line, "power_W");
    refused(file, "450,0.3", "450,1.3", line, "use_time_ratio");
    refused(file, "277.0,0.00852", "277.0,", line, "embodied_kgSbe");

    let file = "component_factors.csv";
    refused(file, "processor,device", "processor,kg", 3, "per");
    refused(file, "processor,device", "cpu,device", 3, "id");
    refused(file, "9.14,0.0204", "-9.14,0.0204", 3, "kgCO2e");
    let line = line_of(file, "graphics-end-of-life");
    let end = "graphics-end-of-life,kg,1.5062,3.714e-06,22.348,boaviztapi-2.5.0,secondary\n";
    refused(file, end, "", line - 1, "id");
    refused(file, end, &end.repeat(2), line + 1, "id");

    let file = "memory_density.csv";
    refused(file, "Micron,20,,", "Micron,20,32,", 2, "process_nm");
    refused(file, "Micron,20,,", "Micron,,,", 2, "process_nm");
    refused(file, "1.125,", "0,", 2, "GB_per_cm2");
    refused(file, "memory,Micron,20", "dram,Micron,20", 2, "kind");
    let line = line_of(file, "memory,SK hynix,26");
    refused(
        file,
        "memory,SK hynix,26",
        "memory,SK hynix,20",
        line,
        "GB_per_cm2",
    );

    let file = "server_archetypes.csv";
    let line = line_of(file, "compute-medium");
    refused(file, "24,16,48", "24,32,48", line, "cores");
    refused(file, "523,41.2,3640", "523,41.2,", line, "die_mm2_max");
    refused(file, "523,41.2,3640", "523,541.2,3640", line, "die_mm2");

    let file = "graphics_cards.csv";
    let line = line_of(file, "NVIDIA A10,");
    refused(
        file,
        "0.141,0.303,0.55",
        "0.141,0.303,0.35",
        line,
        "mass_kg",
    );
    refused(file, "NVIDIA A10,12", "NVIDIA A10,0", line, "memory_dies");
}

#[test]
fn action_lines_and_indicators_are_checked() {
    let lines = "action_lines.csv";
    refused(
        lines,
        "C7.egov,C7",
        "C7.egov,C12",
        line_of(lines, "C7.egov"),
        "parent",
    );
    refused(lines, "C2,,", "C1,,", 3, "code");
    refused(
        lines,
        "UNDESA,ITU,secondary",
        "UNDESA,ITU,",
        2,
        "facilitator_status",
    );
    refused(lines, "UNDESA,ITU,secondary", ",ITU,", 2, "co_facilitators");

    let file = "indicators.csv";
    let line = line_of(file, "PRJ.GRID.CI");
    refused(
        file,
        "PART.POWER.GHG,PART.ELECTRICITY.GENERATION",
        ",PART.ELECTRICITY.GENERATION",
        line,
        "numerator",
    );
    refused(
        file,
        "PART.POWER.GHG,PART.ELECTRICITY.GENERATION",
        "PART.POWER.GHG,PART.NONE",
        line,
        "denominator",
    );
    refused(
        file,
        "PART.POWER.GHG,PART.ELECTRICITY.GENERATION",
        "PART.POWER.GHG,SDG.7.1.1",
        line,
        "denominator",
    );
    refused(file, "gCO2e/kWh,ratio", "gCO2e/kWh,sum", line, "numerator");
    refused(file, "gCO2e/kWh,ratio", "gCO2e/kWh,mean", line, "kind");
    let line = line_of(file, "PRJ.ICT.GHG.S2L");
    refused(
        file,
        ",PRJ.ICT.GHG.S2M,",
        ",PRJ.ICT.GHG.S1,",
        line,
        "mutually_exclusive_with",
    );
    let line = line_of(file, "SDG.12.4.1,");
    refused(file, "SDG.12.4.1,", "SDG.12,", line, "code");
    let population = "PART.POPULATION,Population,persons,stock,,,context,part";
    let line = line_of(file, population);
    refused(
        file,
        population,
        &population.replace(",part", ",project"),
        line,
        "framework",
    );

    let map = "indicator_action_lines.csv";
    refused(
        map,
        "ITU.C2030.3.2,C7.eenv",
        "ITU.C2030.3.2,C7.env",
        2,
        "action_line",
    );
    refused(map, "ITU.C2030.3.2,", "ITU.C2030.3.9,", 2, "indicator");
    refused(
        map,
        "ITU.C2030.3.3,C7.eenv",
        "ITU.C2030.3.3,C6",
        line_of(map, "ITU.C2030.3.3,C7.eenv"),
        "action_line",
    );
}
