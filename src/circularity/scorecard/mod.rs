//! A scorecard: every indicator that the data support, and for every other the reason why not.
//!
//! 1. [`ScorecardInputs`] take a balance, lifetimes and life stages of a fleet, an account of
//!    e-waste, and more; all of it is optional.
//! 2. [`ScorecardInputs::scorecard`] computes all [`INDICATORS`]. Each [`Row`] has its value with
//!    unit, method, flags and class, or its [`Reason`]: inputs that are missing, a denominator
//!    that is zero, an input that was refused. Unit, direction, range, SDG targets and Action
//!    Lines are in its [`Description`].
//! 3. [`ScorecardInputs::total_of`] adds the inputs of several sites; indicators are computed from
//!    the sums and never averaged.
//!
//! # Example
//! ```
//! use ict_impact::circularity::iso59020::{Balance, Inflow, Lifetimes, Outflow};
//! use ict_impact::circularity::scorecard::ScorecardInputs;
//! use ict_impact::circularity::weee::EwasteAccount;
//! use ict_impact::quantity::{Devices, Mass, parse};
//! use ict_impact::time::{Year, YearSeries};
//!
//! let year = Year::of::<2022>();
//! let masses = |first, all: &[&str]| {
//!     let all = all.iter().map(|mass| parse::<Mass>(mass)).collect::<Result<_, _>>()?;
//!     Ok::<_, ict_impact::Error>(YearSeries::new(first, all)?)
//! };
//! let inputs = ScorecardInputs::new()
//!     .with_balance(
//!         Balance::new()
//!             .with_inflow(Inflow::new(parse("200 t")?)?.with_recycled(parse("50 t")?)?)
//!             .with_outflow(Outflow::new(parse("0 t")?)?),
//!     )
//!     .with_lifetimes(Lifetimes::of_product(parse("6 a")?, parse("4 a")?, Devices::new(1.0))?)
//!     .with_ewaste(
//!         EwasteAccount::in_year(year)
//!             .with_generated(&masses(year, &["80 t"])?)?
//!             .with_collected(&masses(year, &["20 t"])?)?,
//!     );
//! let card = inputs.scorecard();
//! let value = |id| card.row(id).and_then(|row| row.value());
//! assert_eq!(value("iso59020.recycled_inflow"), Some(25.0)); // %
//! assert_eq!(value("iso59020.lifetime"), Some(1.5));
//! assert_eq!(value("weee.collection_generated"), Some(25.0)); // %
//!
//! let reason = |id| card.row(id).and_then(|row| row.reason()).map(|reason| reason.to_string());
//! assert_eq!(
//!     reason("weee.collection_put_on_market").as_deref(),
//!     Some("missing: equipment put on the market in the three preceding years")
//! );
//! assert_eq!(
//!     reason("iso59020.recycled_outflow").as_deref(),
//!     Some("recycled outflow is undefined: total resource outflow is zero")
//! );
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # To add an indicator
//! 1. Write one file in `src/circularity`: the function that computes it, and its description,
//!
//!    ```text
//!    pub(super) static MINE: Description = Description::new(
//!        "standard.mine", "My indicator", METHOD,
//!        |inputs| Ok(mine(inputs.balance().inflow()?)?.into()),
//!    )
//!    .needing(&[Input::Inflow]);
//!    ```
//! 2. Add one line, `&my_file::MINE,`, to `INDICATORS` in `scorecard/registry.rs`.
//!
//! If it needs something that no indicator needed before, that is a line or two in `input.rs`,
//! `scorecard/inputs.rs` and `scorecard/builder.rs`. Tests hold that the description tells
//! the truth: ids and units, that each input named is needed, that no other is. Outside this
//! crate the same [`Description`] works with [`Scorecard::of`].

mod builder;
mod card;
mod description;
mod inputs;
mod reason;
mod registry;

pub use card::{Row, Scorecard};
pub use description::{Compute, Description, Range};
pub use inputs::ScorecardInputs;
pub use reason::{MissingInput, Reason};
pub use registry::INDICATORS;

/// SDG targets of materials and their use.
pub(super) const MATERIALS: &[&str] = &["12.2", "12.5", "9.4"];
/// SDG targets of waste and its handling.
pub(super) const WASTE: &[&str] = &["12.4", "12.5", "11.6", "3.9"];
/// SDG targets of durable products.
pub(super) const DURABILITY: &[&str] = &["12.1", "12.5"];
/// The Action Line on the environment.
pub(super) const ENVIRONMENT: &[&str] = &["C7.eenv"];
/// Action Lines on infrastructure, whose equipment becomes waste, and the environment.
pub(super) const INFRASTRUCTURE: &[&str] = &["C2", "C7.eenv"];
/// Action Lines on information of consumers and on policies.
pub(super) const CONSUMERS: &[&str] = &["C3", "C6"];

#[cfg(test)]
mod tests;
