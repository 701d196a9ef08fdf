//! What a report says, as plain data: its parts in the order in which a reader meets them.

use super::chart::Chart;
use super::lineage::Lineage;
use super::number::Precision;
use super::table::Table;

/// What stands at one place of a chart or table: a number, or the words that say why there is none.
#[derive(Debug, Clone, PartialEq)]
pub enum Entry {
    /// A number in the unit of its chart.
    Value(f64),
    /// No number, and why: "not published — coverage 16.6 %". Never drawn, never a zero.
    Missing(String),
    /// There is a number, and it is kept back: it is not in here, so that no chart can show it.
    Withheld(String),
}

impl Entry {
    /// No number, with the reason. Write numbers in it with [`with_unit`](super::with_unit), which
    /// keeps them and their unit on one line.
    pub fn missing(reason: impl Into<String>) -> Self {
        Entry::Missing(reason.into())
    }

    /// A number that is kept back, with the reason; it reads "withheld: one reporter".
    pub fn withheld(reason: &str) -> Self {
        Entry::Withheld(match reason {
            "" => "withheld".to_string(),
            reason => format!("withheld: {reason}"),
        })
    }

    /// Whether a number is kept back.
    pub fn is_withheld(&self) -> bool {
        matches!(self, Entry::Withheld(_))
    }

    /// The number, if there is a finite one.
    pub fn value(&self) -> Option<f64> {
        match self {
            Entry::Value(v) if v.is_finite() => Some(*v),
            _ => None,
        }
    }

    /// Why there is no number.
    pub fn reason(&self) -> &str {
        match self {
            Entry::Missing(reason) | Entry::Withheld(reason) if !reason.is_empty() => reason,
            _ => "not available",
        }
    }
}

impl From<f64> for Entry {
    fn from(value: f64) -> Self {
        Entry::Value(value)
    }
}

impl From<Option<f64>> for Entry {
    fn from(value: Option<f64>) -> Self {
        value.map_or_else(|| Entry::missing("no data"), Entry::Value)
    }
}

/// How a badge is coloured; its words carry the meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// As one would expect.
    Good,
    /// To be read with care.
    Care,
    /// Neither.
    Plain,
}

/// A short status beside a figure, a card or a source. Each one used is explained on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Badge {
    /// One to three words.
    pub label: String,
    /// What the label means, in a sentence.
    pub meaning: String,
    /// Its colour.
    pub tone: Tone,
}

impl Tone {
    pub(super) fn class(self) -> &'static str {
        match self {
            Tone::Good => "good",
            Tone::Care => "care",
            Tone::Plain => "plain",
        }
    }
}

impl Badge {
    /// A badge of one's own.
    pub fn new(label: &str, meaning: &str, tone: Tone) -> Self {
        Badge {
            label: label.to_string(),
            meaning: meaning.to_string(),
            tone,
        }
    }

    /// Every figure behind it was read in the source.
    pub fn verified() -> Self {
        let meaning = "Every value was read in the source and checked against it.";
        Self::new("verified", meaning, Tone::Good)
    }

    /// Part of what is behind it could not be checked against the source.
    pub fn partly_verified() -> Self {
        let meaning = "Some of the values behind it could not be checked against the source.";
        Self::new("partly verified", meaning, Tone::Care)
    }

    /// Calculated from a model, not reported or measured.
    pub fn modelled() -> Self {
        let meaning = "Calculated by a model from other data, not reported or measured.";
        Self::new("modelled", meaning, Tone::Care)
    }

    /// Contains values that fill gaps in what was reported.
    pub fn filled() -> Self {
        let meaning = "Contains values estimated to fill gaps in what was reported.";
        Self::new("partly filled", meaning, Tone::Care)
    }
}

/// Where figures came from. Listed once, at the end; figures refer to it by `id`.
#[derive(Debug, Clone)]
pub struct Source {
    /// Short name for references: lower-case letters, digits and hyphens.
    pub id: String,
    /// Publisher, title and edition.
    pub title: String,
    /// The licence under which it may be used.
    pub licence: String,
    /// Where it was published.
    pub url: Option<String>,
    /// What of it is used here, or what to know about it.
    pub note: Option<String>,
    /// Whether its values were checked.
    pub badge: Badge,
}

impl Source {
    /// A source whose values were checked.
    pub fn new(id: &str, title: &str, licence: &str) -> Self {
        Source {
            id: id.to_string(),
            title: title.to_string(),
            licence: licence.to_string(),
            url: None,
            note: None,
            badge: Badge::verified(),
        }
    }

    /// Where it was published; made a link if it is an `https` address.
    pub fn url(mut self, url: &str) -> Self {
        self.url = Some(url.to_string());
        self
    }

    /// What of it is used here.
    pub fn note(mut self, note: &str) -> Self {
        self.note = Some(note.to_string());
        self
    }

    /// Another status than "verified".
    pub fn badge(mut self, badge: Badge) -> Self {
        self.badge = badge;
        self
    }
}

/// A figure's use of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceRef {
    /// The [`Source::id`].
    pub id: String,
    /// Which part of it: a table, a column, the years.
    pub detail: String,
}

/// One figure: a chart, the sentence to take away, its table, sources and method.
#[derive(Debug, Clone)]
pub struct Figure {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) takeaway: String,
    pub(super) chart: Chart,
    pub(super) table: Option<Table>,
    pub(super) steps: Vec<String>,
    pub(super) lineage: Vec<Lineage>,
    pub(super) sources: Vec<SourceRef>,
    pub(super) notes: Vec<String>,
    pub(super) badges: Vec<Badge>,
}

impl Figure {
    /// A figure; its table is made from the chart, so that the two cannot differ.
    ///
    /// `id` becomes part of the address (`#figure-…`): lower-case letters, digits and hyphens.
    pub fn new(id: &str, title: &str, chart: impl Into<Chart>) -> Self {
        Figure {
            id: id.to_string(),
            title: title.to_string(),
            takeaway: String::new(),
            chart: chart.into(),
            table: None,
            steps: Vec::new(),
            lineage: Vec::new(),
            sources: Vec::new(),
            notes: Vec::new(),
            badges: Vec::new(),
        }
    }

    /// The one sentence a reader should take away.
    pub fn takeaway(mut self, sentence: impl Into<String>) -> Self {
        self.takeaway = sentence.into();
        self
    }

    /// A table other than the one made from the chart.
    pub fn table(mut self, table: Table) -> Self {
        self.table = Some(table);
        self
    }

    /// The next step of how the figure is computed.
    pub fn step(mut self, step: impl Into<String>) -> Self {
        self.steps.push(step.into());
        self
    }

    /// A record of the ledger behind its numbers: what was done there, and the id of the record.
    pub fn lineage(mut self, step: impl Into<String>, id: impl Into<String>) -> Self {
        self.lineage.push(Lineage {
            step: step.into(),
            id: id.into(),
        });
        self
    }

    /// A source it uses, and which part of it.
    pub fn source(mut self, id: &str, detail: &str) -> Self {
        self.sources.push(SourceRef {
            id: id.to_string(),
            detail: detail.to_string(),
        });
        self
    }

    /// Something the reader needs to know before using the numbers.
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// A status shown beside the title.
    pub fn badge(mut self, badge: Badge) -> Self {
        self.badges.push(badge);
        self
    }
}

/// A number on a card at the head of the report.
#[derive(Debug, Clone)]
pub struct KeyFigure {
    pub(super) label: String,
    pub(super) entry: Entry,
    pub(super) text: Option<String>,
    pub(super) unit: String,
    pub(super) precision: Precision,
    pub(super) note: String,
    pub(super) badge: Option<Badge>,
}

impl KeyFigure {
    /// A number with its unit, or the reason why it is missing.
    pub fn new(label: &str, entry: impl Into<Entry>, unit: &str) -> Self {
        KeyFigure {
            label: label.to_string(),
            entry: entry.into(),
            text: None,
            unit: unit.to_string(),
            precision: Precision::default(),
            note: String::new(),
            badge: None,
        }
    }

    /// Words instead of one number: "12 of 18".
    pub fn text(label: &str, text: &str) -> Self {
        let mut figure = Self::new(label, Entry::missing(text), "");
        figure.text = Some(text.to_string());
        figure
    }

    /// Other rounding than three significant digits.
    pub fn precision(mut self, precision: Precision) -> Self {
        self.precision = precision;
        self
    }

    /// What it covers: group, years, comparison.
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }

    /// A status.
    pub fn badge(mut self, badge: Badge) -> Self {
        self.badge = Some(badge);
        self
    }
}

/// A chapter of the report.
#[derive(Debug, Clone)]
pub struct Section {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) paragraphs: Vec<String>,
    pub(super) figures: Vec<Figure>,
}

impl Section {
    /// An empty chapter. `id`: lower-case letters, digits and hyphens.
    pub fn new(id: &str, title: &str) -> Self {
        Section {
            id: id.to_string(),
            title: title.to_string(),
            paragraphs: Vec::new(),
            figures: Vec::new(),
        }
    }

    /// A paragraph before the figures.
    pub fn paragraph(mut self, text: impl Into<String>) -> Self {
        self.paragraphs.push(text.into());
        self
    }

    /// The next figure.
    pub fn figure(mut self, figure: Figure) -> Self {
        self.figures.push(figure);
        self
    }

    /// The same with the figures that there are; none if there is none.
    pub fn with_any(self, figures: impl IntoIterator<Item = Option<Figure>>) -> Option<Self> {
        let mut figures = figures.into_iter().flatten().peekable();
        figures.peek()?;
        Some(self.figures(figures))
    }

    /// The next figures, such as one that there may be.
    pub fn figures(mut self, figures: impl IntoIterator<Item = Figure>) -> Self {
        self.figures.extend(figures);
        self
    }
}
