//! A source of the library's register, as the page lists it.

use ict_impact::source::{Source as Registered, SourceId, SourceRegister, Status};

use super::model::{Badge, Source, Tone};

impl Source {
    /// A source with what the register knows of it.
    pub fn registered(source: &Registered) -> Self {
        let mut title = format!("{}: {}", source.publisher(), source.title());
        if let Some(edition) = source.edition() {
            title.push_str(&format!(", {edition}"));
        }
        let id = id_on_page(source.id());
        let mut entry = Self::new(&id, &title, source.licence());
        if let Some(locator) = source.locator() {
            entry = entry.url(locator);
        }
        match source.status() {
            Status::Verified => entry,
            status => entry.badge(Badge::new(
                status.as_str(),
                "How the source was read; see the register of sources.",
                Tone::Care,
            )),
        }
    }

    /// The source of this id in the embedded register, if it is there.
    pub fn embedded(id: &SourceId) -> Option<Self> {
        SourceRegister::embedded().get(id).map(Self::registered)
    }
}

/// On the page an id is part of an address.
pub fn id_on_page(id: &SourceId) -> String {
    id.as_str().replace('.', "-")
}
