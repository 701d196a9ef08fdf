//! What does a processor or server draw at a load of 0 to 100 %?

mod log;
mod points;
#[cfg(test)]
mod tests;

pub use log::LogCurve;
pub use points::{LoadCurve, LoadPoint};
