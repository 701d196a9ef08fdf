use alloc::borrow::Cow;
use alloc::string::String;

use super::{SourceError, SourceId, Status};

/// One citation: who published what, which edition, under which licence, and where it is.
///
/// # Example
/// ```
/// use ict_impact::source::{Source, SourceId, Status};
/// let id = SourceId::new("gem-2024")?;
/// let source = Source::new(id, "UNITAR and ITU", "The Global E-waste Monitor", "CC BY-NC-SA 3.0 IGO")?
///     .with_edition("2024")
///     .with_year(2024)
///     .with_status(Status::Secondary);
/// assert_eq!(source.to_string(), "UNITAR and ITU: The Global E-waste Monitor, 2024 (2024). CC BY-NC-SA 3.0 IGO [secondary]");
/// # Ok::<(), ict_impact::source::SourceError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "Raw")]
pub struct Source {
    id: SourceId,
    publisher: Cow<'static, str>,
    title: Cow<'static, str>,
    edition: Option<Cow<'static, str>>,
    year: Option<u16>,
    licence: Cow<'static, str>,
    locator: Option<Cow<'static, str>>,
    as_of: Option<Cow<'static, str>>,
    status: Status,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    id: SourceId,
    publisher: String,
    title: String,
    #[serde(default)]
    edition: Option<String>,
    #[serde(default)]
    year: Option<u16>,
    licence: String,
    #[serde(default)]
    locator: Option<String>,
    #[serde(default)]
    as_of: Option<String>,
    status: Status,
}

impl TryFrom<Raw> for Source {
    type Error = SourceError;
    fn try_from(raw: Raw) -> Result<Self, SourceError> {
        let mut source = Self::new(raw.id, raw.publisher, raw.title, raw.licence)?;
        source.edition = raw.edition.map(Cow::Owned);
        source.year = raw.year;
        source.locator = raw.locator.map(Cow::Owned);
        source.as_of = raw.as_of.map(Cow::Owned);
        source.status = raw.status;
        Ok(source)
    }
}

impl Source {
    /// A source with the four fields that none may lack; its status is [`Status::Verified`]
    /// until [`Source::with_status`] says otherwise.
    ///
    /// # Errors
    /// [`SourceError::EmptyField`] if publisher, title or licence is blank. Where no licence
    /// is stated, write that.
    pub fn new(
        id: SourceId,
        publisher: impl Into<Cow<'static, str>>,
        title: impl Into<Cow<'static, str>>,
        licence: impl Into<Cow<'static, str>>,
    ) -> Result<Self, SourceError> {
        let (publisher, title, licence) = (publisher.into(), title.into(), licence.into());
        for (field, text) in [
            ("publisher", &publisher),
            ("title", &title),
            ("licence", &licence),
        ] {
            if text.trim().is_empty() {
                return Err(SourceError::EmptyField { id, field });
            }
        }
        Ok(Self {
            id,
            publisher,
            title,
            edition: None,
            year: None,
            licence,
            locator: None,
            as_of: None,
            status: Status::Verified,
        })
    }

    /// A source that the build script has checked.
    #[allow(clippy::too_many_arguments)] // one for each column of sources.csv
    pub(super) const fn embedded(
        id: &'static str,
        publisher: &'static str,
        title: &'static str,
        edition: Option<&'static str>,
        year: Option<u16>,
        licence: &'static str,
        locator: Option<&'static str>,
        as_of: Option<&'static str>,
        status: Status,
    ) -> Self {
        const fn borrowed(text: Option<&'static str>) -> Option<Cow<'static, str>> {
            match text {
                Some(text) => Some(Cow::Borrowed(text)),
                None => None,
            }
        }
        Self {
            id: SourceId::embedded(id),
            publisher: Cow::Borrowed(publisher),
            title: Cow::Borrowed(title),
            edition: borrowed(edition),
            year,
            licence: Cow::Borrowed(licence),
            locator: borrowed(locator),
            as_of: borrowed(as_of),
            status,
        }
    }

    /// The same source with the edition, version or commit that was read.
    #[must_use]
    pub fn with_edition(mut self, edition: impl Into<Cow<'static, str>>) -> Self {
        self.edition = Some(edition.into());
        self
    }

    /// The same source with its year of publication.
    #[must_use]
    pub fn with_year(mut self, year: u16) -> Self {
        self.year = Some(year);
        self
    }

    /// The same source with its address: a URL, a DOI, a document number.
    #[must_use]
    pub fn with_locator(mut self, locator: impl Into<Cow<'static, str>>) -> Self {
        self.locator = Some(locator.into());
        self
    }

    /// The same source with the date at which it was read or stored.
    #[must_use]
    pub fn with_as_of(mut self, as_of: impl Into<Cow<'static, str>>) -> Self {
        self.as_of = Some(as_of.into());
        self
    }

    /// The same source with another status.
    #[must_use]
    pub fn with_status(mut self, status: Status) -> Self {
        self.status = status;
        self
    }

    /// The name of the source in a register.
    pub fn id(&self) -> &SourceId {
        &self.id
    }

    /// Who published it.
    pub fn publisher(&self) -> &str {
        &self.publisher
    }

    /// Its title.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Edition, version or commit.
    pub fn edition(&self) -> Option<&str> {
        self.edition.as_deref()
    }

    /// Year of publication.
    pub fn year(&self) -> Option<u16> {
        self.year
    }

    /// Licence, as the source states it.
    pub fn licence(&self) -> &str {
        &self.licence
    }

    /// URL, DOI or document number.
    pub fn locator(&self) -> Option<&str> {
        self.locator.as_deref()
    }

    /// When it was read or stored.
    pub fn as_of(&self) -> Option<&str> {
        self.as_of.as_deref()
    }

    /// How figures of this source were read, unless the figure says otherwise.
    pub fn status(&self) -> Status {
        self.status
    }

    /// The first field in which `other` differs, with both texts.
    pub(super) fn difference(&self, other: &Self) -> Option<(&'static str, String, String)> {
        let fields = |s: &Self| {
            let optional = |text: Option<&str>| String::from(text.unwrap_or_default());
            [
                ("publisher", s.publisher().into()),
                ("title", s.title().into()),
                ("edition", optional(s.edition())),
                (
                    "year",
                    s.year
                        .map_or_else(String::new, |year| alloc::format!("{year}")),
                ),
                ("licence", s.licence().into()),
                ("locator", optional(s.locator())),
                ("as_of", optional(s.as_of())),
                ("status", alloc::format!("{}", s.status)),
            ]
        };
        let pairs = fields(self).into_iter().zip(fields(other));
        pairs
            .into_iter()
            .find_map(|((name, a), (_, b))| (a != b).then_some((name, a, b)))
    }
}

impl core::fmt::Display for Source {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{}: {}", self.publisher, self.title)?;
        if let Some(edition) = &self.edition {
            write!(f, ", {edition}")?;
        }
        if let Some(year) = self.year {
            write!(f, " ({year})")?;
        }
        write!(f, ". {}", self.licence)?;
        if let Some(locator) = &self.locator {
            write!(f, ". {locator}")?;
        }
        if self.status != Status::Verified {
            write!(f, " [{}]", self.status)?;
        }
        Ok(())
    }
}
