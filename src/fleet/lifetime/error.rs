/// What can be wrong with a lifetime.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum LifetimeError {
    /// A parameter that the distribution does not have.
    #[error("{distribution} lifetime: {parameter} must be {accepted}, not {value}")]
    Parameter {
        /// The distribution.
        distribution: &'static str,
        /// The parameter.
        parameter: &'static str,
        /// What was given; lifetimes in years.
        value: f64,
        /// What is accepted.
        accepted: &'static str,
    },
    /// A row of a table of survival.
    #[error("survival table, row {row}: {column} must be {accepted}, not {value}")]
    Table {
        /// The row, from 0.
        row: usize,
        /// `age` (in years) or `share`.
        column: &'static str,
        /// What was given.
        value: f64,
        /// What is accepted.
        accepted: &'static str,
    },
    /// A factor that a lifetime cannot be multiplied by.
    #[error("a lifetime is multiplied by a finite number above 0, not {value}")]
    Factor {
        /// What was given.
        value: f64,
    },
    /// A factor in a list.
    #[error("factor {row} {per}: a lifetime is multiplied by a finite number above 0, not {value}")]
    FactorRow {
        /// `by cohort` or `by year`.
        per: &'static str,
        /// Its row, from 0.
        row: usize,
        /// What was given.
        value: f64,
    },
    /// A number of nodes for which there is no rule.
    #[error("a Gauss–Lobatto rule has 2 to 10 nodes here, not {nodes}")]
    Nodes {
        /// What was given.
        nodes: usize,
    },
}
