use alloc::string::{String, ToString};

/// What can be wrong with a look-up in the embedded tables.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReferenceError {
    /// The table has no such code.
    #[error("`{given}` is not {table}, such as {example}{}", suggestion(.nearest))]
    UnknownCode {
        /// What the codes of the table are.
        table: &'static str,
        /// The text that was given.
        given: String,
        /// A code that is accepted.
        example: &'static str,
        /// The code that is the same but for capitals and blanks, if there is one.
        nearest: Option<&'static str>,
    },
    /// A text that cannot be a code.
    #[error(
        "`{given}` cannot be the code of {what}; accepted are ASCII letters, digits, -, . and _"
    )]
    NotACode {
        /// What it should be the code of.
        what: &'static str,
        /// The text that was given.
        given: String,
    },
}

impl ReferenceError {
    /// The error for `given`, with the code that equals `tidied` but for capitals and blanks.
    #[cold]
    pub(super) fn unknown(
        table: &'static str,
        given: &str,
        tidied: &str,
        example: &'static str,
        mut codes: impl Iterator<Item = &'static str>,
    ) -> Self {
        let nearest = codes.find(|code| code.eq_ignore_ascii_case(tidied.trim()));
        Self::UnknownCode {
            table,
            given: given.to_string(),
            example,
            nearest,
        }
    }
}

fn suggestion(nearest: &Option<&'static str>) -> String {
    nearest.map_or_else(String::new, |code| alloc::format!("; did you mean {code}?"))
}
