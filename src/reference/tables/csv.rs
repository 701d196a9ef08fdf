//! A strict reader of RFC 4180 text: no guessing, no trimming, no "missing" but the empty
//! cell (so that `NA` stays Namibia).

use super::problem::Problem;

/// One record and the line it starts on (the header is line 1).
pub(crate) struct Record {
    pub(crate) line: usize,
    pub(crate) fields: Vec<String>,
}

/// Splits `text` into records, header first.
pub(crate) fn records(file: &'static str, text: &str) -> Result<Vec<Record>, Problem> {
    let wrong = |line, value: &str, accepted: &str| Problem::new(file, line, "", value, accepted);
    if text.starts_with('\u{feff}') {
        return Err(wrong(
            1,
            "a byte order mark",
            "UTF-8 without byte order mark",
        ));
    }
    let mut records = Vec::new();
    let mut fields = Vec::new();
    let (mut line, mut start) = (1, 1);
    let mut rest = text;
    while !rest.is_empty() {
        let (field, after) = match rest.strip_prefix('"') {
            Some(quoted) => read_quoted(quoted)
                .ok_or_else(|| wrong(line, "an open quote", "a closing quote, doubled inside"))?,
            None => {
                let end = rest.find([',', '\n', '\r']).unwrap_or(rest.len());
                (rest[..end].to_owned(), &rest[end..])
            }
        };
        if field.contains('"') && !rest.starts_with('"') {
            return Err(wrong(line, &field, "quotes only around a whole field"));
        }
        line += field.matches('\n').count();
        fields.push(field);
        if let Some(next) = after.strip_prefix(',') {
            rest = next;
            if rest.is_empty() {
                return Err(wrong(
                    line,
                    "end of file after a comma",
                    "a last line break",
                ));
            }
            continue;
        }
        let Some(next) = after
            .strip_prefix("\r\n")
            .or_else(|| after.strip_prefix('\n'))
        else {
            let value = after
                .chars()
                .next()
                .map_or("end of file".to_owned(), |c| format!("{c:?}"));
            return Err(wrong(line, &value, "a comma or a line break after a field"));
        };
        if fields.len() == 1 && fields[0].is_empty() {
            return Err(wrong(line, "an empty line", "a record on every line"));
        }
        records.push(Record {
            line: start,
            fields: std::mem::take(&mut fields),
        });
        line += 1;
        start = line;
        rest = next;
    }
    Ok(records)
}

/// The text up to the closing quote, with doubled quotes undone, and what follows it.
fn read_quoted(text: &str) -> Option<(String, &str)> {
    let mut field = String::new();
    let mut rest = text;
    loop {
        let end = rest.find('"')?;
        field.push_str(&rest[..end]);
        rest = &rest[end + 1..];
        match rest.strip_prefix('"') {
            Some(after) => {
                field.push('"');
                rest = after;
            }
            None => return Some((field, rest)),
        }
    }
}
