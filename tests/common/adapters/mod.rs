//! Which call of the library computes what a case names? One adapter per method, one file per
//! suite.
//!
//! An adapter reads the inputs, calls the public API of `ict_impact` and hands back what it got.
//! None of the arithmetic is here: a conversion of units is the library's as well. To add one,
//! write the function in its suite's file and put it into that file's `ADAPTERS`, which is sorted
//! by method:
//!
//! ```text
//! pub(super) const ADAPTERS: &[Entry] = &[("dc.pue", pue), ("mci", mci)];
//!
//! fn pue(inputs: &Inputs<'_>) -> Result<Output, AdapterError> {
//!     let total = kilowatt_hours(inputs.f64("E_DC_kWh")?)?;
//!     let it = kilowatt_hours(inputs.f64("E_IT_kWh")?)?;
//!     let pue = power_usage_effectiveness(total, it).map_err(AdapterError::undefined)?;
//!     Ok(Output::new().set("PUE", pue.value()))
//! }
//! ```

mod digital_services;
mod ewaste;
mod footprint;
mod ghg_protocol;
mod review;
mod review_disclosure;
mod review_formulas;
mod standards;
mod stock_flow;

use super::inputs::Inputs;
use super::output::{AdapterError, Got, Output};

/// Computes one case through the library.
pub(crate) type Adapter = fn(&Inputs<'_>) -> Result<Output, AdapterError>;

/// A method and its adapter.
pub(crate) type Entry = (&'static str, Adapter);

const SUITES: &[&[Entry]] = &[
    digital_services::ADAPTERS,
    ewaste::ADAPTERS,
    footprint::ADAPTERS,
    ghg_protocol::ADAPTERS,
    review::ADAPTERS,
    review_disclosure::ADAPTERS,
    review_formulas::ADAPTERS,
    standards::ADAPTERS,
    stock_flow::ADAPTERS,
];

/// The adapter of a method, if the library offers the method.
pub(crate) fn adapter(method: &str) -> Option<Adapter> {
    SUITES.iter().find_map(|suite| find(suite, method))
}

fn find(suite: &[Entry], method: &str) -> Option<Adapter> {
    let place = suite.binary_search_by_key(&method, |entry| entry.0).ok()?;
    Some(suite[place].1)
}

#[cfg(test)]
mod tests {
    use super::{Adapter, Output, SUITES, find};

    #[test]
    fn each_suite_is_sorted_and_no_method_has_two_adapters() {
        for suite in SUITES {
            assert!(suite.is_sorted_by(|a, b| a.0 < b.0));
        }
        let mut methods: Vec<&str> = SUITES.iter().copied().flatten().map(|e| e.0).collect();
        methods.sort_unstable();
        assert!(methods.is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn a_method_is_found_by_its_whole_name() {
        let toy: Adapter = |_| Ok(Output::new());
        let suite = [("a", toy), ("a.b", toy), ("c", toy)];
        assert!(find(&suite, "a.b").is_some() && find(&suite, "c").is_some());
        assert!(find(&suite, "a.").is_none() && find(&[], "a").is_none());
    }
}
