use alloc::vec::Vec;
use core::ops::Range;

use super::{SourceError, SourceId};

/// The source of the rows `start..end` of a column.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct SourceSpan {
    /// First row.
    pub start: usize,
    /// The row after the last.
    pub end: usize,
    /// Where these rows come from.
    pub source: SourceId,
}

impl SourceSpan {
    /// The span of `rows`.
    pub const fn new(rows: Range<usize>, source: SourceId) -> Self {
        Self {
            start: rows.start,
            end: rows.end,
            source,
        }
    }
}

/// The source of every row of a column: spans in order, without gap or overlap.
///
/// # Example
/// ```
/// use ict_impact::source::{SourceId, SourceSpan, SourceSpans};
/// let (ember, own) = (SourceId::new("ember-owid-electricity")?, SourceId::new("own-meter")?);
/// let spans = SourceSpans::new(5, vec![
///     SourceSpan::new(0..3, ember.clone()),
///     SourceSpan::new(3..5, own.clone()),
/// ])?;
/// assert_eq!(spans.at(2), Some(&ember));
/// assert_eq!(spans.at(3), Some(&own));
/// assert_eq!(spans.at(5), None);
/// # Ok::<(), ict_impact::source::SourceError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "Raw")]
pub struct SourceSpans {
    len: usize,
    spans: Vec<SourceSpan>,
}

#[derive(serde::Deserialize)]
struct Raw {
    len: usize,
    spans: Vec<SourceSpan>,
}

impl TryFrom<Raw> for SourceSpans {
    type Error = SourceError;
    fn try_from(raw: Raw) -> Result<Self, SourceError> {
        Self::new(raw.len, raw.spans)
    }
}

impl SourceSpans {
    /// The spans of a column of `len` rows, in the order of the rows.
    ///
    /// # Errors
    /// - [`SourceError::EmptySpan`] for a span without a row.
    /// - [`SourceError::Gap`] for rows without a source, also at either end.
    /// - [`SourceError::Overlap`] for rows with two.
    /// - [`SourceError::BeyondColumn`] for a span that passes the last row.
    pub fn new(len: usize, spans: Vec<SourceSpan>) -> Result<Self, SourceError> {
        let mut covered = 0;
        for (position, span) in spans.iter().enumerate() {
            let SourceSpan { start, end, source } = span;
            let source_id = source.clone();
            if start >= end {
                let (start, end) = (*start, *end);
                return Err(SourceError::EmptySpan {
                    span: position,
                    source_id,
                    start,
                    end,
                });
            }
            if *start > covered {
                return Err(SourceError::Gap {
                    start: covered,
                    end: *start,
                });
            }
            if *start < covered {
                let first = spans[position - 1].source.clone();
                let end = covered.min(*end);
                return Err(SourceError::Overlap {
                    start: *start,
                    end,
                    first,
                    second: source_id,
                });
            }
            if *end > len {
                return Err(SourceError::BeyondColumn {
                    span: position,
                    source_id,
                    end: *end,
                    len,
                });
            }
            covered = *end;
        }
        if covered < len {
            return Err(SourceError::Gap {
                start: covered,
                end: len,
            });
        }
        Ok(Self { len, spans })
    }

    /// One source for all rows of a column.
    pub fn uniform(len: usize, source: SourceId) -> Self {
        let spans = if len == 0 {
            Vec::new()
        } else {
            alloc::vec![SourceSpan::new(0..len, source)]
        };
        Self { len, spans }
    }

    /// Rows of the column.
    pub const fn len(&self) -> usize {
        self.len
    }

    /// Whether the column has no row.
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The source of a row, none beyond the column; found by bisection.
    pub fn at(&self, row: usize) -> Option<&SourceId> {
        let at = self.spans.partition_point(|span| span.end <= row);
        self.spans.get(at).map(|span| &span.source)
    }

    /// The spans in the order of the rows.
    pub fn iter(&self) -> core::slice::Iter<'_, SourceSpan> {
        self.spans.iter()
    }
}

impl<'a> IntoIterator for &'a SourceSpans {
    type Item = &'a SourceSpan;
    type IntoIter = core::slice::Iter<'a, SourceSpan>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(rows: Range<usize>, id: &'static str) -> SourceSpan {
        SourceSpan::new(rows, SourceId::new(id).unwrap())
    }

    #[test]
    fn refuses_gaps_overlaps_and_what_lies_beyond() {
        let new = |spans| SourceSpans::new(4, spans);
        let ok = new(alloc::vec![span(0..1, "a"), span(1..4, "b")]).unwrap();
        let ids: Vec<_> = (0..5).map(|row| ok.at(row).map(SourceId::as_str)).collect();
        assert_eq!(ids, [Some("a"), Some("b"), Some("b"), Some("b"), None]);

        let gap = |spans| matches!(new(spans), Err(SourceError::Gap { start: 1, end: 2 }));
        assert!(gap(alloc::vec![span(0..1, "a"), span(2..4, "b")]));
        assert_eq!(
            new(alloc::vec![span(0..3, "a")]),
            Err(SourceError::Gap { start: 3, end: 4 })
        );
        assert_eq!(new(Vec::new()), Err(SourceError::Gap { start: 0, end: 4 }));
        assert!(matches!(
            new(alloc::vec![span(0..3, "a"), span(1..4, "b")]),
            Err(SourceError::Overlap {
                start: 1,
                end: 3,
                ..
            })
        ));
        assert!(matches!(
            new(alloc::vec![span(0..5, "a")]),
            Err(SourceError::BeyondColumn { end: 5, len: 4, .. })
        ));
        assert!(matches!(
            new(alloc::vec![span(0..0, "a"), span(0..4, "b")]),
            Err(SourceError::EmptySpan { span: 0, .. })
        ));
    }

    #[test]
    fn a_column_without_rows_needs_no_source() {
        let spans = SourceSpans::uniform(0, SourceId::new("a").unwrap());
        assert_eq!(SourceSpans::new(0, Vec::new()).unwrap(), spans);
        assert!(spans.is_empty() && spans.at(0).is_none());
    }

    #[test]
    fn is_read_through_the_same_checks() {
        let json = r#"{"len":2,"spans":[{"start":0,"end":1,"source":"a"}]}"#;
        assert!(serde_json::from_str::<SourceSpans>(json).is_err());
    }
}
