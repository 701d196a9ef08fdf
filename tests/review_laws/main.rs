//! Laws of the review's formulas, for any input.

mod aggregation;
mod arrival;
mod comparison;
mod decomposition;
mod disclosure;
mod downscaling;
mod extrapolation;
mod fill;
mod filling;
mod insignificance;
mod key_category;
mod peer_group;
mod ranking;
mod restatement;
mod shapley;
mod target;
mod validation;

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
