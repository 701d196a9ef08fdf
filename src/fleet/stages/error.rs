use alloc::string::String;
use alloc::vec::Vec;

use crate::column::ColumnError;
use crate::fleet::StockError;
use crate::time::Year;

/// What can be wrong with life stages.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum StageError {
    /// A network of nothing.
    #[error("there is no stage: a network has one at least, in which new devices are used")]
    NoStage,
    /// Two stages of the same name.
    #[error("there are two stages `{stage}`")]
    Twice {
        /// The name.
        stage: String,
    },
    /// A stage that is named and not there.
    #[error("there is no stage `{stage}`; {named_by}; the stages are {}", stages.join(", "))]
    Unknown {
        /// The name.
        stage: String,
        /// What names it.
        named_by: String,
        /// The stages that there are.
        stages: Vec<String>,
    },
    /// Shares of what leaves a stage that are not the whole of it.
    #[error(
        "what leaves `{stage}`{} is split by shares that sum to {sum}, not 1",
        in_year(*year)
    )]
    Shares {
        /// The stage that is left.
        stage: String,
        /// The year, where a share is given by year.
        year: Option<Year>,
        /// Their sum.
        sum: f64,
    },
    /// A share or a yield that is not given for a year.
    #[error("`{stage}` to {to}: there is no {what} for {year}")]
    NoShare {
        /// The stage that is left.
        stage: String,
        /// The next stage, or `discarded`.
        to: String,
        /// `share` or `yield`.
        what: &'static str,
        /// The first such year.
        year: Year,
    },
    /// Stages from which devices come back to the first of them.
    #[error(
        "devices come back to where they were: {}; make a stage of each further life",
        stages.join(" → ")
    )]
    Cycle {
        /// The stages on the way round; the last is the first again.
        stages: Vec<String>,
    },
    /// The stock of a stage.
    #[error("stage `{stage}`: {error}")]
    Stock {
        /// The stage.
        stage: String,
        /// What is wrong with it.
        error: StockError,
    },
    /// A sum over the stages that is not a finite number.
    #[error(transparent)]
    Overflow(#[from] ColumnError),
}

fn in_year(year: Option<Year>) -> String {
    year.map_or_else(String::new, |year| alloc::format!(" in {year}"))
}
