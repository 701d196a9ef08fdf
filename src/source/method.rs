use core::fmt;

use serde::{Serialize, Serializer};

/// The method of a result: standard, edition and clause, written as `ISO59020:2024/A.5`.
///
/// # Example
/// ```
/// use ict_impact::source::MethodId;
/// let method = MethodId::new("ISO59020", "2024", "A.5");
/// assert_eq!(method.to_string(), "ISO59020:2024/A.5");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MethodId {
    standard: &'static str,
    edition: &'static str,
    clause: &'static str,
}

impl MethodId {
    /// The method in this clause of this edition of a standard. The clause may be empty.
    pub const fn new(standard: &'static str, edition: &'static str, clause: &'static str) -> Self {
        Self {
            standard,
            edition,
            clause,
        }
    }

    /// The standard, without its edition.
    pub const fn standard(self) -> &'static str {
        self.standard
    }

    /// The edition, mostly a year.
    pub const fn edition(self) -> &'static str {
        self.edition
    }

    /// The clause or equation.
    pub const fn clause(self) -> &'static str {
        self.clause
    }
}

impl fmt::Display for MethodId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.standard, self.edition)?;
        match self.clause {
            "" => Ok(()),
            clause => write!(f, "/{clause}"),
        }
    }
}

impl Serialize for MethodId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
