//! Rule V18: which sources have a newer edition.

use alloc::collections::BTreeMap;
use alloc::string::ToString;

use crate::review::ReviewError;
use crate::source::{SourceId, SourceRegister};

/// Which source is a newer edition of which.
///
/// Editions are words of their publishers and have no order by themselves. Two things are taken
/// as newer: in a register a source of the same publisher and title with a later year; and
/// whatever the caller says.
///
/// # Example
/// ```
/// use ict_impact::review::Editions;
/// use ict_impact::source::{Source, SourceId, SourceRegister};
/// let (old, new) = (SourceId::new("monitor-2020")?, SourceId::new("monitor-2024")?);
/// let mut register = SourceRegister::embedded();
/// for (id, year) in [(&old, 2020), (&new, 2024)] {
///     register.add(Source::new(id.clone(), "Us", "Monitor", "CC0")?.with_year(year))?;
/// }
/// let editions = Editions::of(&register);
/// assert_eq!(editions.newest(&old), Some(&new));
/// assert_eq!(editions.newest(&new), None);
/// # Ok::<(), ict_impact::source::SourceError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Editions {
    /// From each source to the one that came after it.
    newer: BTreeMap<SourceId, SourceId>,
}

impl Editions {
    /// No newer edition is known of anything.
    pub const fn none() -> Self {
        Self {
            newer: BTreeMap::new(),
        }
    }

    /// What the years of a register say: of sources with one publisher and title, each is
    /// followed by that of the next later year. A source without a year is left out.
    pub fn of(register: &SourceRegister) -> Self {
        let mut titles: BTreeMap<(&str, &str), BTreeMap<u16, &SourceId>> = BTreeMap::new();
        for source in register.iter() {
            if let Some(year) = source.year() {
                let editions = titles
                    .entry((source.publisher(), source.title()))
                    .or_default();
                editions.entry(year).or_insert(source.id());
            }
        }
        let mut newer = BTreeMap::new();
        for source in register.iter() {
            let title = (source.publisher(), source.title());
            let later = source
                .year()
                .zip(titles.get(&title))
                .and_then(|(year, editions)| {
                    editions.range(year..).find(|(later, _)| **later > year)
                });
            if let Some((_, id)) = later {
                newer.insert(source.id().clone(), (*id).clone());
            }
        }
        Self { newer }
    }

    /// The same, and `newer` came after `older`.
    ///
    /// # Errors
    /// [`ReviewError::Edition`] if `older` is `newer` or came after it.
    pub fn with(mut self, older: SourceId, newer: SourceId) -> Result<Self, ReviewError> {
        if older == newer || self.after(&newer).any(|later| *later == older) {
            return Err(ReviewError::Edition {
                older: older.to_string(),
                newer: newer.to_string(),
            });
        }
        self.newer.insert(older, newer);
        Ok(self)
    }

    /// The newest edition of a source, if there is a newer one.
    pub fn newest(&self, source: &SourceId) -> Option<&SourceId> {
        self.after(source).last()
    }

    /// Whether no newer edition is known of anything.
    pub fn is_empty(&self) -> bool {
        self.newer.is_empty()
    }

    /// The editions after this one; there is no circle.
    fn after<'a>(&'a self, source: &SourceId) -> impl Iterator<Item = &'a SourceId> + use<'a> {
        core::iter::successors(self.newer.get(source), |next| self.newer.get(*next))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    fn id(text: &'static str) -> SourceId {
        SourceId::new(text).unwrap()
    }

    #[test]
    fn editions_follow_each_other_and_never_in_a_circle() {
        let editions = Editions::none().with(id("a"), id("b")).unwrap();
        let editions = editions.with(id("b"), id("c")).unwrap();
        assert_eq!(editions.newest(&id("a")), Some(&id("c")));
        for (older, newer) in [("c", "a"), ("b", "a"), ("a", "a")] {
            let refused = editions.clone().with(id(older), id(newer));
            assert!(
                matches!(refused, Err(ReviewError::Edition { .. })),
                "{older} {newer}"
            );
        }
    }

    #[test]
    fn a_register_orders_one_title_by_its_years() {
        let mut register = SourceRegister::embedded();
        let embedded = Editions::of(&register);
        for (name, title, year) in [
            ("m-1", "Monitor", Some(2017)),
            ("m-2", "Monitor", Some(2020)),
            ("m-2b", "Monitor", Some(2020)),
            ("m-3", "Monitor", Some(2024)),
            ("m-x", "Monitor", None),
            ("o-1", "Other", Some(2030)),
        ] {
            let source = Source::new(id(name), "Us", title, "CC0").unwrap();
            let source = match year {
                Some(year) => source.with_year(year),
                None => source,
            };
            register.add(source).unwrap();
        }
        let editions = Editions::of(&register);
        for old in ["m-1", "m-2", "m-2b"] {
            assert_eq!(editions.newest(&id(old)), Some(&id("m-3")), "{old}");
        }
        for newest in ["m-3", "m-x", "o-1", "not-there"] {
            assert_eq!(editions.newest(&id(newest)), None, "{newest}");
        }
        assert_eq!(editions.newer.len(), embedded.newer.len() + 3);
    }
}
