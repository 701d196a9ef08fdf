//! Where is a device after its first use: in a drawer, with a second user, or discarded?
//!
//! A [`Stage`] is a place where devices stay for a time with a lifetime of its own: in use,
//! hibernating, second life. What leaves a stage is split by shares that sum to 1: over next
//! stages, as it is or refurbished with a yield, and to those who discard it. A [`StageNetwork`]
//! holds the stages and checks them; [`StageFlows`] is the stock and the flows of each of them.
//! No stage loses or creates a device.
//!
//! # Equation
//! ```text
//! i_B[t] = new_B[t] + Σ_A o_A[t]·p_AB[t]·y_AB[t]          into stage B
//! s_B, o_B from i_B and the lifetime of B as SurvivalTable::inflow_driven
//! d_A[t] = o_A[t]·(p_A[t] + Σ_B p_AB[t]·(1 − y_AB[t]))    discarded after stage A
//! Σ_B p_AB[t] + p_A[t] = 1
//! Σ_A (s_A[t] − s_A[t−1]) = (Σ_A new_A[t] − Σ_A d_A[t])·L[t]        to rounding
//!
//! i, o  inflow and outflow in each year of interval t, in the flow's unit per year
//! new   inflow from outside: new devices, or second-hand imports, in the flow's unit per year
//! s     stock at the end of interval t, in the flow's unit
//! d     discarded, in the flow's unit per year
//! p_AB  share of what leaves A that goes to B, without unit; p_A share that is discarded
//! y_AB  yield of refurbishing between A and B, without unit; 1 where nothing is refurbished
//! L     length of the interval, years
//! ```
//!
//! # What to know
//! - What leaves a stage in a year enters the next in the same year, at the point of
//!   [`Entry`](super::Entry) of that stage. Entry in the middle is right where devices leave
//!   over the whole year; entry at the start counts each change of stage up to a year early,
//!   entry at the end up to a year late.
//! - A device does not come back to a stage: a third user is a stage after the second. A network
//!   that goes round is refused, with the stages on the way.
//! - Shares, yields and lifetimes of stages are the user's. The library has none: figures on
//!   hibernation and reuse differ between countries, kinds of device and surveys.
//! - Whether a second life spares the making of a new device is not said here: see displacement
//!   in [`circularity::reuse`](crate::circularity::reuse).
//! - Stages begin empty: start the years early enough for what is in drawers today.
//!
//! # Source
//! Cascade of first, second and further use, each with a stock in use and a stock in storage:
//! E. Thiébaud, L. M. Hilty, M. Schluep, M. Faulstich, "Use, Storage, and Disposal of Electronic
//! Equipment in Switzerland", Environmental Science & Technology 51 (2017),
//! doi:10.1021/acs.est.6b06336. The equations are bookkeeping on the dynamic stock of each.
//!
//! # Example
//! ```
//! use ict_impact::column::ColumnBuf;
//! use ict_impact::fleet::{Intervals, Lifetime, Stage, StageNetwork, Years};
//! use ict_impact::quantity::{Devices, Share};
//! use ict_impact::time::Year;
//! // Round figures, for illustration: after 2 years a half is put away for a year, a quarter
//! // is refurbished, of which 4 in 5 work for 2 more years, and a quarter is discarded.
//! let years = |n| Lifetime::fixed(Years::new(n));
//! let network = StageNetwork::new(
//!     &Intervals::yearly(Year::of::<2020>(), Year::of::<2025>())?,
//!     [
//!         Stage::new("in use", years(2.0)?)
//!             .then("hibernating", Share::new(0.5)?)
//!             .then_refurbished("second life", Share::new(0.25)?, Share::new(0.8)?)
//!             .discarded(Share::new(0.25)?),
//!         Stage::new("hibernating", years(1.0)?),
//!         Stage::new("second life", years(2.0)?),
//!     ],
//! )?;
//! let sold = ColumnBuf::<Devices>::from_base(vec![100.0, 0.0, 0.0, 0.0, 0.0, 0.0])?;
//! let flows = network.inflow_driven(sold.column())?;
//! let stock = |stage: &str| flows.stage(stage).map(|stage| stage.flows().stock().base());
//! assert_eq!(stock("in use"), Some(&[100.0, 100.0, 0.0, 0.0, 0.0, 0.0][..]));
//! assert_eq!(stock("hibernating"), Some(&[0.0, 0.0, 50.0, 0.0, 0.0, 0.0][..]));
//! assert_eq!(stock("second life"), Some(&[0.0, 0.0, 20.0, 20.0, 0.0, 0.0][..]));
//! // 25 and 5 that could not be refurbished, then 50 out of drawers, then 20 of second users.
//! assert_eq!(flows.total().outflow().base(), [0.0, 0.0, 30.0, 50.0, 20.0, 0.0]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod error;
mod flows;
mod network;
mod order;
mod stage;

pub use self::error::StageError;
pub use self::flows::{Passed, StageFlow, StageFlows};
pub use self::network::StageNetwork;
pub use self::stage::Stage;

#[cfg(test)]
mod tests;
