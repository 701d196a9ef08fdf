//! Comma-separated values after RFC 4180.

use alloc::string::String;

/// Adds one record and its line break.
///
/// A field with a comma, a quote or a line break stands in quotes, and its quotes are doubled.
/// Records end with CRLF, as RFC 4180 (2005), section 2, asks; the text is UTF-8 without a mark.
pub(super) fn record<T: AsRef<str>>(text: &mut String, fields: impl IntoIterator<Item = T>) {
    for (at, field) in fields.into_iter().enumerate() {
        if at > 0 {
            text.push(',');
        }
        let field = field.as_ref();
        if field.contains([',', '"', '\r', '\n']) {
            text.push('"');
            for (at, piece) in field.split('"').enumerate() {
                text.push_str(if at == 0 { "" } else { "\"\"" });
                text.push_str(piece);
            }
            text.push('"');
        } else {
            text.push_str(field);
        }
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;
    use proptest::prelude::*;

    proptest! {
        /// Another reader finds the same fields.
        #[test]
        fn what_is_written_is_read_back(
            rows in prop::collection::vec(prop::collection::vec("[a-z,\"\r\n é]{0,6}", 3), 1..5),
        ) {
            let mut text = String::new();
            rows.iter().for_each(|row| record(&mut text, row));
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
            let read: Vec<Vec<String>> = reader
                .records()
                .map(|record| record.unwrap().iter().map(String::from).collect())
                .collect();
            prop_assert_eq!(read, rows);
        }
    }

    #[test]
    fn only_what_must_be_quoted_is() {
        let mut text = String::new();
        record(&mut text, ["a b", "1,5", "say \"x\"", ""]);
        assert_eq!(text, "a b,\"1,5\",\"say \"\"x\"\"\",\r\n");
    }
}
