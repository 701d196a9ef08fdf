use alloc::string::String;

use super::SourceId;

/// What can be wrong with a source, a register of sources, or the spans of a column.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SourceError {
    /// The text cannot be the id of a source.
    #[error("`{given}` is not a source id; accepted: ASCII letters, digits, `-`, `.` and `_`")]
    InvalidId {
        /// The text that was given.
        given: String,
    },
    /// A field of a source is empty.
    #[error("source `{id}`: {field} is empty")]
    EmptyField {
        /// Id of the source.
        id: SourceId,
        /// Name of the empty field.
        field: &'static str,
    },
    /// The register already has another source of this id.
    #[error(
        "source `{id}` is registered already with another {field}: `{registered}`, not `{given}`"
    )]
    DuplicateId {
        /// The id of both.
        id: SourceId,
        /// The first field that differs.
        field: &'static str,
        /// The field of the registered source.
        registered: String,
        /// The field of the refused source.
        given: String,
    },
    /// The register has no source of this id.
    #[error("no source `{id}` in the register")]
    UnknownId {
        /// The id that was looked for.
        id: SourceId,
    },
    /// A span holds no row.
    #[error("span {span} (source `{source_id}`) is empty: rows {start}..{end}")]
    EmptySpan {
        /// Position of the span, from 0.
        span: usize,
        /// Its source.
        source_id: SourceId,
        /// Its first row.
        start: usize,
        /// The row after its last.
        end: usize,
    },
    /// Rows without a source.
    #[error("rows {start}..{end} have no source")]
    Gap {
        /// First row without a source.
        start: usize,
        /// The row after the last one without.
        end: usize,
    },
    /// Rows with two sources.
    #[error("rows {start}..{end} have two sources: `{first}` and `{second}`")]
    Overlap {
        /// First row with two sources.
        start: usize,
        /// The row after the last one with two.
        end: usize,
        /// Source of the earlier span.
        first: SourceId,
        /// Source of the later span.
        second: SourceId,
    },
    /// A span reaches beyond the column.
    #[error("span {span} (source `{source_id}`) ends at row {end}, but the column has {len} rows")]
    BeyondColumn {
        /// Position of the span, from 0.
        span: usize,
        /// Its source.
        source_id: SourceId,
        /// The row after its last.
        end: usize,
        /// Rows of the column.
        len: usize,
    },
}
