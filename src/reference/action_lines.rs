//! Action Lines of the World Summit on the Information Society (Geneva Plan of Action, 2003).
//!
//! 18 lines report: C1–C6, the eight parts of C7, C8–C11. C7 itself is a heading.
//!
//! # Source
//! Names: ITU, WSIS Forum 2019, session 231. Facilitators: documents of the years that the note
//! says, each with the status of its evidence; those stated from memory are
//! [`Unverified`](Status::Unverified) and must be shown so. Facilitators change: confirm before
//! you write to one.
//!
//! # Example
//! ```
//! use ict_impact::{reference::action_lines, source::Status};
//! assert_eq!(action_lines::reporting().count(), 18);
//! let environment = action_lines::action_line("C7.eenv")?;
//! assert_eq!(environment.name(), "E-environment");
//! let facilitator = environment.facilitator().unwrap();
//! assert_eq!((facilitator.lead, facilitator.status), ("WMO", Status::Verified));
//! assert!(action_lines::action_line("C7")?.is_heading());
//! # Ok::<(), ict_impact::reference::ReferenceError>(())
//! ```

use super::ReferenceError;
use crate::source::{Sourced, Status, embedded, embedded_source};

mod data {
    use super::{ActionLine, Facilitator};
    use crate::source::Status;
    include!(concat!(env!("OUT_DIR"), "/action_lines.rs"));
}

/// Who moderates an Action Line, and how sure that is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Facilitator {
    /// The lead facilitator; several names are separated by `; `.
    pub lead: &'static str,
    /// Co-facilitators.
    pub co: &'static [&'static str],
    /// Status of the evidence.
    pub status: Status,
    /// Year or document of the evidence.
    pub note: Option<&'static str>,
}

/// An Action Line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActionLine {
    code: &'static str,
    parent: Option<&'static str>,
    name: &'static str,
    heading: bool,
    facilitator: Option<Facilitator>,
    source: u8,
}

impl ActionLine {
    /// Its code: `C1`, `C7.eenv`.
    pub const fn code(&self) -> &'static str {
        self.code
    }

    /// Code of the heading that it stands under.
    pub const fn parent(&self) -> Option<&'static str> {
        self.parent
    }

    /// Its name.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Whether it only stands over other lines, and does not report.
    pub const fn is_heading(&self) -> bool {
        self.heading
    }

    /// Its facilitator, none for a heading.
    pub const fn facilitator(&self) -> Option<Facilitator> {
        self.facilitator
    }

    /// Where its name comes from.
    pub fn source(&self) -> Sourced<&'static str> {
        embedded(
            self.name,
            self.source,
            embedded_source(self.source).status(),
        )
    }
}

/// All lines, headings included, in the order of the Plan of Action.
pub fn all() -> impl DoubleEndedIterator<Item = &'static ActionLine> + ExactSizeIterator {
    data::LINES.iter()
}

/// The 18 lines that report.
pub fn reporting() -> impl DoubleEndedIterator<Item = &'static ActionLine> {
    all().filter(|line| !line.heading)
}

/// The line of this code.
///
/// # Errors
/// [`ReferenceError::UnknownCode`].
pub fn action_line(code: &str) -> Result<&'static ActionLine, ReferenceError> {
    all().find(|line| line.code == code).ok_or_else(|| {
        let codes = all().map(ActionLine::code);
        ReferenceError::unknown("a WSIS Action Line", code, code, "C7.eenv", codes)
    })
}
