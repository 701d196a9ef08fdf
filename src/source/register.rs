use alloc::collections::BTreeMap;

use super::{Source, SourceError, SourceId, Sourced, Status};

mod data {
    use super::super::{Source, Status};
    include!(concat!(env!("OUT_DIR"), "/sources.rs"));
}

/// The sources that can be cited: those of the embedded tables, and any that are added.
///
/// # Example
/// ```
/// use ict_impact::source::{SourceId, SourceRegister};
/// let register = SourceRegister::embedded();
/// let ember = register.require(&SourceId::new("ember-owid-electricity")?)?;
/// assert_eq!(ember.licence(), "CC BY 4.0");
/// assert!(register.require(&SourceId::new("hearsay")?).is_err());
/// # Ok::<(), ict_impact::source::SourceError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SourceRegister {
    added: BTreeMap<SourceId, Source>,
}

impl SourceRegister {
    /// The sources of the embedded tables.
    pub const fn embedded() -> Self {
        Self {
            added: BTreeMap::new(),
        }
    }

    /// Adds a source; adding the same one again changes nothing.
    ///
    /// # Errors
    /// [`SourceError::DuplicateId`] if there is another source of the same id, embedded or
    /// added before.
    pub fn add(&mut self, source: Source) -> Result<(), SourceError> {
        let difference = self
            .get(source.id())
            .map(|registered| registered.difference(&source));
        match difference {
            None => {
                self.added.insert(source.id().clone(), source);
                Ok(())
            }
            Some(None) => Ok(()),
            Some(Some((field, registered, given))) => Err(SourceError::DuplicateId {
                id: source.id().clone(),
                field,
                registered,
                given,
            }),
        }
    }

    /// The source of this id, if there is one.
    pub fn get(&self, id: &SourceId) -> Option<&Source> {
        match data::SOURCES.binary_search_by(|source| source.id().cmp(id)) {
            Ok(at) => data::SOURCES.get(at),
            Err(_) => self.added.get(id),
        }
    }

    /// The source of this id.
    ///
    /// # Errors
    /// [`SourceError::UnknownId`] if there is none.
    pub fn require(&self, id: &SourceId) -> Result<&Source, SourceError> {
        self.get(id)
            .ok_or_else(|| SourceError::UnknownId { id: id.clone() })
    }

    /// All sources: the embedded ones, then the added ones, each by id.
    pub fn iter(&self) -> impl Iterator<Item = &Source> {
        data::SOURCES.iter().chain(self.added.values())
    }
}

/// The embedded source at a position that the build script has checked.
pub(crate) fn embedded_source(position: u8) -> &'static Source {
    &data::SOURCES[usize::from(position)]
}

/// A figure of an embedded table.
pub(crate) fn embedded<T>(value: T, source: u8, status: Status) -> Sourced<T> {
    Sourced::new(value, embedded_source(source).id().clone(), status)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    fn source(title: &'static str) -> Source {
        Source::new(SourceId::new("own").unwrap(), "Us", title, "CC0").unwrap()
    }

    #[test]
    fn one_id_has_one_content() {
        let mut register = SourceRegister::embedded();
        let embedded = register.iter().count();
        register.add(source("One")).unwrap();
        register.add(source("One")).unwrap();
        assert_eq!(register.iter().count(), embedded + 1);
        let error = register.add(source("Two")).unwrap_err();
        assert_eq!(
            error.to_string(),
            "source `own` is registered already with another title: `One`, not `Two`"
        );
        let ember = SourceId::new("ember-owid-electricity").unwrap();
        let impostor = Source::new(ember, "Us", "One", "CC0").unwrap();
        assert!(matches!(
            register.add(impostor),
            Err(SourceError::DuplicateId { .. })
        ));
    }

    #[test]
    fn every_embedded_source_is_found_and_reads_what_it_writes() {
        let register = SourceRegister::embedded();
        for source in register.iter() {
            assert_eq!(register.require(source.id()), Ok(source));
            let json = serde_json::to_string(source).unwrap();
            assert_eq!(serde_json::from_str::<Source>(&json).unwrap(), *source);
            assert_eq!(source.difference(source), None);
        }
        let blank = Source::new(SourceId::new("x").unwrap(), "Us", " ", "CC0").unwrap_err();
        assert!(matches!(
            blank,
            SourceError::EmptyField { field: "title", .. }
        ));
    }
}
