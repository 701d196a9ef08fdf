//! Rates of e-waste: collection, treatment and recycling of a country and year.
//!
//! The formulas are those of [`ewaste`](crate::ewaste), which defines each of them once;
//! [`EwasteAccount`] brings the figures of a year to them, and several countries together.
//!
//! # Source
//! Directive 2012/19/EU, Articles 7 and 11; Eurostat, recycling rate of e-waste (cei_wm050); UN
//! SDG metadata 12.4.2 and 12.5.1.

mod account;
pub(super) mod descriptions;
mod rates;

pub use account::EwasteAccount;
