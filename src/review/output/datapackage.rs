//! What does someone need to know who is handed the tables of a review?
//!
//! The descriptor of a Data Package: each table with its columns, its size and its digest, and
//! the sources with their licences. The caller writes it as `datapackage.json` beside the tables.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::tidy::{CHANGE_KEY, ChangeRow, FACT_KEY, TidyRow};
use super::{Field, JsonValue, OutputError};
use crate::review::Review;
use crate::source::{Digest, Source, SourceRegister};
use crate::time::Date;

/// A table in a package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resource {
    name: &'static str,
    title: &'static str,
    path: String,
    fields: &'static [Field],
    key: &'static [&'static str],
    bytes: usize,
    digest: Digest,
}

impl Resource {
    /// The facts of [`tidy::csv`](super::tidy::csv), in a file of this size and digest at `path`
    /// beside the descriptor.
    ///
    /// # Errors
    /// [`OutputError::NotAccepted`] for a path that leaves the folder of the descriptor.
    pub fn facts(path: &str, bytes: usize, digest: Digest) -> Result<Self, OutputError> {
        Ok(Self {
            name: "facts",
            title: "Facts of the review",
            path: checked(path)?,
            fields: TidyRow::FIELDS,
            key: FACT_KEY,
            bytes,
            digest,
        })
    }

    /// The changes of [`tidy::changes_csv`](super::tidy::changes_csv), likewise.
    ///
    /// # Errors
    /// [`OutputError::NotAccepted`] for a path that leaves the folder of the descriptor.
    pub fn changes(path: &str, bytes: usize, digest: Digest) -> Result<Self, OutputError> {
        Ok(Self {
            name: "changes",
            title: "Changes since the biennium before",
            path: checked(path)?,
            fields: ChangeRow::FIELDS,
            key: CHANGE_KEY,
            bytes,
            digest,
        })
    }

    fn descriptor(&self) -> JsonValue {
        let fields = self.fields.iter().map(Field::descriptor);
        let key = self.key.iter().map(|name| JsonValue::from(*name));
        let schema = JsonValue::object([
            ("$schema", profile("tableschema")),
            ("fields", JsonValue::list(fields)),
            ("primaryKey", JsonValue::list(key)),
            ("missingValues", JsonValue::list(["".into()])),
        ]);
        JsonValue::object([
            ("$schema", profile("dataresource")),
            ("name", self.name.into()),
            ("type", "table".into()),
            ("title", self.title.into()),
            ("path", self.path.clone().into()),
            ("format", "csv".into()),
            ("mediatype", "text/csv".into()),
            ("encoding", "utf-8".into()),
            ("bytes", self.bytes.into()),
            ("hash", format!("sha256:{}", self.digest).into()),
            ("schema", schema),
        ])
    }
}

/// A path that stays in the folder of the descriptor, as the standard asks for safety.
fn checked(path: &str) -> Result<String, OutputError> {
    let inside = !path.is_empty()
        && !path.contains(['\\', ':', '~'])
        && path
            .split('/')
            .all(|step| !step.is_empty() && !step.starts_with('.'));
    if inside {
        return Ok(path.to_string());
    }
    Err(OutputError::NotAccepted {
        field: "path",
        given: path.to_string(),
        accepted: "a path below the folder of the descriptor, as facts.csv",
    })
}

fn profile(of: &str) -> JsonValue {
    format!("https://datapackage.org/profiles/2.0/{of}.json").into()
}

/// The descriptor of these tables of a review.
///
/// Which licence the package itself is given is for whoever publishes it to say; every source
/// stands with its own, in a property `licence` beside those of the standard.
///
/// # Source
/// Data Package Standard 2.0 (2024): Data Package, Data Resource, Table Schema.
///
/// # Errors
/// [`OutputError::Source`] for a source that is not in the register, [`OutputError::Empty`]
/// without a table, [`OutputError::Duplicate`] for a table that is there twice.
///
/// # Example
/// ```
/// use ict_impact::review::output::datapackage::{Resource, datapackage};
/// use ict_impact::review::output::tidy;
/// use ict_impact::review::{ReviewOptions, panel, review};
/// use ict_impact::source::{Digest, SourceRegister};
/// use ict_impact::time::{Biennium, Year};
/// let observations = panel::observations(Year::of::<2020>(), Year::of::<2023>())?;
/// let review = review(observations, &ReviewOptions::of(Biennium::of::<2022>()))?;
/// let text = tidy::csv(&review)?;
/// let facts = Resource::facts("facts.csv", text.len(), Digest::of_bytes(text.as_bytes()))?;
/// let register = SourceRegister::embedded();
/// let package = datapackage(&review, &register, "2024-12-31".parse()?, &[facts])?;
/// assert!(package.text()?.contains(r#""name":"biennial-review-2022-2023""#));
/// assert!(Resource::facts("../facts.csv", 0, Digest::of_bytes(b"")).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn datapackage(
    review: &Review,
    register: &SourceRegister,
    created: Date,
    resources: &[Resource],
) -> Result<JsonValue, OutputError> {
    if resources.is_empty() {
        return Err(OutputError::Empty);
    }
    for (at, resource) in resources.iter().enumerate() {
        let before = resources.get(..at).unwrap_or_default();
        if before
            .iter()
            .any(|other| other.name == resource.name || other.path == resource.path)
        {
            return Err(OutputError::Duplicate {
                key: resource.path.clone(),
            });
        }
    }
    let sources: Vec<JsonValue> = review
        .sources
        .iter()
        .map(|id| Ok(source(register.require(id)?)))
        .collect::<Result<_, OutputError>>()?;
    let (first, last) = (review.biennium.first(), review.biennium.last());
    let package = JsonValue::object([
        ("$schema", profile("datapackage")),
        ("name", format!("biennial-review-{first}-{last}").into()),
        (
            "title",
            format!("Biennial review {}", review.biennium).into(),
        ),
        ("created", format!("{created}T00:00:00Z").into()),
    ]);
    Ok(package.with("sources", JsonValue::List(sources)).with(
        "resources",
        JsonValue::list(resources.iter().map(Resource::descriptor)),
    ))
}

fn source(source: &Source) -> JsonValue {
    let title = format!("{}: {}", source.publisher(), source.title());
    let mut described = JsonValue::object([("title", title.into())]);
    let is_url = |locator: &&str| {
        ["https://", "http://"]
            .iter()
            .any(|s| locator.starts_with(s))
    };
    if let Some(url) = source.locator().filter(is_url) {
        described = described.with("path", url.to_string());
    }
    if let Some(edition) = source.edition() {
        described = described.with("version", edition.to_string());
    }
    described
        .with("id", source.id().to_string())
        .with("licence", source.licence().to_string())
        .with("status", source.status().as_str())
}
