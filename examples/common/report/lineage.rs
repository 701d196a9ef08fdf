//! From a figure to the records of the ledger behind it.

use minijinja::{Value, context};

/// The file that holds the records, beside the page.
const LEDGER: &str = "ledger.json";
/// Characters of an id that are shown first, unless more are needed to tell ids apart.
const SHORT: usize = 12;

/// One record of the ledger: what was done, and the id under which the ledger has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lineage {
    /// What the record says was done, in words.
    pub step: String,
    /// Its id or hash, as the ledger writes it.
    pub id: String,
}

impl Lineage {
    /// Whether the id can be looked up: something without white space.
    pub(super) fn is_named(&self) -> bool {
        !self.id.is_empty() && !self.id.contains(char::is_whitespace)
    }
}

/// The length at which the beginnings of different ids differ.
fn short_length(records: &[Lineage]) -> usize {
    let mut ids: Vec<&str> = records.iter().map(|r| r.id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    let shared = |pair: &[&str]| {
        let both = pair[0].chars().zip(pair[1].chars());
        both.take_while(|(a, b)| a == b).count()
    };
    let least = ids.windows(2).map(|pair| shared(pair) + 1).max();
    SHORT.max(least.unwrap_or(0))
}

/// What the page template reads; nothing if there are no records.
pub(super) fn view(records: &[Lineage]) -> Option<Value> {
    if records.is_empty() {
        return None;
    }
    let length = short_length(records);
    let rows = records.iter().map(|record| {
        let mut short: String = record.id.chars().take(length).collect();
        if short.len() < record.id.len() {
            short.push('…');
        }
        context! { step => &record.step, short, id => &record.id }
    });
    Some(context! { ledger => LEDGER, rows => rows.collect::<Vec<_>>() })
}
