//! The edge cases that a biennial review has to get right, by their numbers.
//!
//! | case | what | tests |
//! |---|---|---|
//! | 01 | one of two years is missing | `groups::case_01_one_year_of_two_is_shown_as_such_and_no_sum` |
//! | 02 | a report only in the current biennium | `comparison::case_02_who_reports_only_now_is_a_new_reporter`, `groups::case_02_who_reports_for_the_first_time_has_a_level_and_no_change` |
//! | 03 | a report only in the previous biennium | `comparison::case_03_who_reported_only_before_is_a_drop_out`, `groups::case_03_who_no_longer_reports_is_no_fall` |
//! | 04 | the boundary changes inside a biennium | `comparison::case_04_a_boundary_that_changes_inside_a_biennium_does_not_compare` |
//! | 05 | negative values | `comparison::case_05_negative_values_bridge_and_have_absolute_intervals` |
//! | 06 | a base of zero | `comparison::case_06_a_zero_base_has_no_relative_restatement_and_splits_in_the_limit` |
//! | 07 | mixed sets of global warming potentials | `inputs::case_07_totals_by_different_potentials_are_not_added_and_masses_of_gases_are` |
//! | 08 | kt, t and Mt; % and share; above 100 % | `inputs::case_08_a_share_given_as_a_percentage_is_a_hundredth`, `inputs::case_08_a_wrong_unit_in_one_year_is_a_power_of_ten_away_from_the_other_years`, `inputs::case_08_a_wrong_unit_is_a_power_of_ten_away_from_the_peers`, `inputs::case_08_subscriptions_may_pass_one_hundred_and_are_shown_as_percent_only`, `inputs::case_08_units_of_one_quantity_are_one_dataset` |
//! | 09 | IE in a circle | `inputs::case_09_pointers_in_a_circle_are_no_values` |
//! | 10 | two reports of one version | `versions::case_10_a_version_that_supersedes_nothing_known_is_not_used`, `versions::case_10_two_reports_of_one_version_are_none` |
//! | 11 | a withdrawn report | `versions::case_11_a_withdrawn_report_leaves_nothing` |
//! | 12 | a fiscal year that is not the calendar's | `periods::case_12_a_bare_value_declares_its_own_days`, `periods::case_12_a_fiscal_year_is_declared_and_counts_for_the_year_it_begins_in`, `periods::case_12_a_year_outside_the_biennium_is_refused` |
//! | 13 | a country splits, merges or changes its code | `groups::case_13_a_country_that_split_is_not_its_parts` |
//! | 14 | XKX, TWN and territories in groups | `groups::case_14_kosovo_and_taiwan_are_where_the_table_has_them` |
//! | 15 | all members suppressed | `disclosure::case_15_when_all_members_are_suppressed_the_total_stands_or_goes_with_them` |
//! | 16 | a group with one reporter | `disclosure::case_16_a_group_with_one_reporter_is_confidential_and_so_is_its_complement` |
//! | 17 | a weight missing, zero or negative | `groups::case_17_a_member_without_a_part_is_missing_from_the_ratio`, `groups::case_17_weights_are_there_and_not_negative_or_there_is_no_mean` |
//! | 18 | target in the base year, met, or through zero | `comparison::case_18_a_target_of_what_should_fall_is_a_limit`, `comparison::case_18_targets_of_the_base_year_met_ones_and_through_zero` |
//! | 19 | a filled value is reported later | `comparison::case_19_a_filled_value_that_was_reported_later_is_named` |
//! | 20 | an indicator is redefined | `comparison::case_20_a_new_edition_of_an_indicator_is_a_restatement_by_method`, `versions::case_20_a_later_report_restates_what_an_earlier_one_said`, `versions::case_20_values_of_another_edition_of_the_definition_do_not_compare` |
//! | 21 | graduation from LDC inside the biennium | `groups::case_21_scheduled_graduations_count_only_when_told`, `periods::case_21_country_lists_are_of_the_biennium`, `periods::case_21_who_leaves_the_list_inside_the_biennium_is_entitled_by_what_counts_at_its_end` |
//! | 22 | NaN, infinity, 1e400, `1,234`, BOM, CRLF | `inputs::case_22_marks_and_line_ends_of_files_change_nothing`, `inputs::case_22_what_is_no_number_is_no_value` |
//! | 23 | an empty biennium | `groups::case_23_an_empty_biennium_has_no_figure_and_no_zero` |
//! | 24 | very many observations | `large::case_24_a_hundred_thousand_observations_add_up_to_the_last_tonne` |
//! | 25 | scope 2 by market above that by location; certificates above 100 % | `groups::case_25_market_alone_does_not_make_a_whole`, `groups::case_25_more_by_market_than_by_location_is_legal`, `groups::case_25_more_certificates_than_electricity_is_legal_with_a_warning` |
//! | 26 | revised population denominators | `comparison::case_26_a_revised_population_moves_the_ratio_of_a_group`, `versions::case_26_a_revised_population_is_held_against_the_revised_series` |
//! | 27 | Namibia's code and the key NA | `inputs::case_27_namibia_is_a_country_and_not_applicable_is_a_key` |
//!
//! Case 24 has a hundred thousand observations here and a million in `benches/review.rs`.

mod accounts;
mod clause;
mod comparison;
mod disclosure;
mod double_counting;
mod follow_up;
mod groups;
mod inputs;
mod large;
mod made;
mod periods;
mod pitfalls;
mod rules;
mod versions;
mod wholes;

use ict_impact::place::Country;
use ict_impact::reference::gwp::GwpSet;
use ict_impact::review::{
    Datum, Entity, Finding, IndicatorSet, Key, Meta, NotationKey, Observation, Reading, Report,
    ReportOptions, Rule, Severity, Validated, validate, validate_reports,
};
use ict_impact::source::{SourceId, Status};
use ict_impact::time::{Biennium, Year};

const GRID: &str = "PRJ.GRID.CI";
const GENERATION: &str = "PART.ELECTRICITY.GENERATION";
const EWASTE: &str = "SDG.12.4.2.EWG";
const POPULATION: &str = "PART.POPULATION";
const USE: &str = "PRJ.DEV.USE";
const ELECTRICITY: &str = "PRJ.ICT.ELEC";

fn country(code: &str) -> Country {
    code.parse().unwrap()
}

fn year(number: u16) -> Year {
    Year::new(i64::from(number)).unwrap()
}

fn key(code: &str, in_year: u16, indicator: &'static str) -> Key {
    let entity: Entity = code.parse().unwrap();
    Key::new(entity, year(in_year), indicator)
}

fn value(key: Key, value: f64, unit: &'static str) -> Observation {
    Observation {
        key,
        datum: Datum::Value(Reading::new(value, unit).unwrap()),
        meta: Meta::reported(SourceId::new("test").unwrap(), Status::Verified),
    }
}

fn notation(key: Key, notation: NotationKey) -> Observation {
    Observation {
        datum: Datum::Notation(notation),
        ..value(key, 0.0, "1")
    }
}

/// A first version for 2022-2023 with AR6.
fn report(code: &str, observations: Vec<Observation>) -> Report {
    let entity: Entity = code.parse().unwrap();
    let day = "2024-12-31".parse().unwrap();
    let mut report = Report::new(entity, Biennium::of::<2022>(), day);
    report.gwp = Some(GwpSet::Ar6);
    report.observations = observations;
    report
}

fn set() -> IndicatorSet {
    IndicatorSet::embedded().unwrap()
}

fn bare(observations: &[Observation]) -> Validated {
    validate(observations.to_vec(), set())
}

fn of_reports(reports: &[Report]) -> Validated {
    validate_reports(reports, Vec::new(), set(), &ReportOptions::default()).unwrap()
}

fn amount(found: &Validated, code: &str, in_year: u16, indicator: &str) -> Option<f64> {
    let entity: Entity = code.parse().unwrap();
    found
        .dataset
        .value(entity, year(in_year), indicator)
        .unwrap()
}

/// What a rule found, as severity, issue and row.
fn by(found: &Validated, rule: Rule) -> Vec<(Severity, &'static str, Option<usize>)> {
    let of_rule = found.findings.iter().filter(|finding| finding.rule == rule);
    of_rule.map(|f| (f.severity, f.issue, f.row)).collect()
}

fn errors(found: &Validated) -> Vec<&Finding> {
    let errors = found.findings.iter();
    errors
        .filter(|finding| finding.severity == Severity::Error)
        .collect()
}
