//! How are numbers added and exponentiated so that every machine and every partition gives the same bits?
//!
//! | to … | use |
//! |---|---|
//! | add a slice | [`exact_sum`] (Neal 2015, Demmel and Nguyen 2015) |
//! | add a formula over columns | [`exact_sum_zip`], or [`exact_sum_by`] for a function of the index |
//! | add products without rounding them | [`exact_dot`] |
//! | add in parts, on threads or machines | [`ExactSum`] and its [`merge`](ExactSum::merge) |
//! | raise to a power, take a logarithm, saturate | [`exp`], [`ln`], [`pow`], [`sqrt`], [`tanh`] |
//! | find moments of lifetime distributions | [`gamma`], [`ln_gamma`] |
//! | round for presentation | [`round_decimals`] |
//! | find a normal probability or its inverse | [`normal_cdf`], [`normal_survival`], [`normal_quantile`] (Wichura 1988) |
//!
//! Each gives the same bits on every platform, with any number of threads, features and
//! processor extensions: sums are rounded once, and elementary functions are computed here
//! instead of by the platform.

mod elementary;
mod error;
mod exact;
mod normal;
mod round;

pub use self::elementary::{exp, gamma, ln, ln_gamma, pow, sqrt, tanh};
pub use self::error::{QuantileError, SumError};
pub use self::exact::{ExactSum, exact_dot, exact_sum, exact_sum_by, exact_sum_zip};
pub use self::normal::{normal_cdf, normal_quantile, normal_survival};
pub use self::round::round_decimals;
