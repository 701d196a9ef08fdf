//! Laws of the review's formulas, for any input.
//!
//! | family | laws |
//! |---|---|
//! | a group is the merge of its subgroups | `aggregation::a_group_is_the_merge_of_its_subgroups`, `comparison::effects_of_members_sum_to_those_of_the_group`, `decomposition::sectors_add`, `shapley::countries_add_up_to_their_group` |
//! | order does not matter | `validation::the_order_of_rows_changes_no_finding_and_no_value`, `comparison::rows_have_no_order`, `fill::order_does_not_matter`, `decomposition::order_and_units_do_not_matter`, `ranking::order_and_unit_do_not_matter`, `disclosure::order_does_not_matter`; in `tests/review.rs`: `the_order_of_observations_changes_no_bit` |
//! | units do not matter | `validation::another_unit_is_the_same_dataset`, `comparison::units_have_no_say`, `comparison::intervals_scale`, `fill::fills_scale`, `fill_methods::filling_scales`, `decomposition::order_and_units_do_not_matter`, `disclosure::totals_are_kept_and_decisions_scale`; in `tests/review.rs`: `the_unit_of_a_report_changes_nothing_but_rounding` |
//! | LMDI is exact and reverses in time | `decomposition::additive_effects_close`, `decomposition::multiplicative_effects_close`, `decomposition::time_reverses` |
//! | ratios lie between those of the members | `aggregation::ratios_lie_within_what_they_are_made_of`; in `tests/review.rs`: `a_ratio_lies_between_those_of_its_members` |
//! | what is suppressed is not recovered by linear programming | `disclosure::suppressed_cells_stay_unknown`, `disclosure::no_insider_comes_too_close`, `disclosure::an_attack_finds_the_intervals_of_another_solver` |
//! | JSON, CSV and SDMX read back | `written::observations_read_back_from_csv_and_json`; in `tests/review_output`: `json::values_read_back_to_the_same_bits`, `tables::tables_read_back_to_the_same_bits`, `sdmx::values_read_back_to_the_same_bits` |
//! | a changed ledger is found out | in `tests/ledger_laws`: `chain::a_change_of_any_field_is_found_at_its_step`, `chain::steps_swapped_left_out_put_in_or_cut_off_are_found`, `chain::the_seal_of_a_file_is_held` |

mod aggregation;
mod arrival;
mod comparison;
mod decomposition;
mod disclosure;
mod downscaling;
mod extrapolation;
mod fill;
mod fill_methods;
mod insignificance;
mod key_category;
mod peer_group;
mod ranking;
mod restatement;
mod shapley;
mod target;
mod validation;
mod written;

use ict_impact::quantity::Co2e;
use ict_impact::time::Year;

fn kg(value: f64) -> Co2e {
    Co2e::from_kg(value)
}

fn year(number: i64) -> Year {
    Year::new(number).unwrap()
}

/// Whether two numbers differ by no more than 1e-12 of `scale`.
fn close(a: f64, b: f64, scale: f64) -> bool {
    (a - b).abs() <= 1e-12 * scale
}
