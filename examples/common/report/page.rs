//! The page: checks the description, draws the figures and fills the template.

use minijinja::syntax::SyntaxConfig;
use minijinja::{AutoEscape, Environment, UndefinedBehavior};
use thiserror::Error;

use super::fault::ChartError;
use super::model::{KeyFigure, Section, Source};
use super::svg::escape;
use super::view;

/// Why a description cannot be made into a page.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ReportError {
    /// An id is empty or has other characters than `a-z`, `0-9` and `-`.
    #[error("id {id:?} is not made of a-z, 0-9 and hyphens")]
    Id {
        /// The id as given.
        id: String,
    },
    /// Two parts of the same kind have the same id.
    #[error("id {id:?} is given to more than one {kind}")]
    DuplicateId {
        /// Section, figure or source.
        kind: &'static str,
        /// The id.
        id: String,
    },
    /// A figure names a source that the report does not list.
    #[error("figure {figure:?} refers to source {source_id:?}, which the report does not list")]
    UnknownSource {
        /// The figure.
        figure: String,
        /// The source it names.
        source_id: String,
    },
    /// A figure without what every figure needs.
    #[error("figure {figure:?} has no {lacks}")]
    Bare {
        /// The figure.
        figure: String,
        /// Takeaway, step or source.
        lacks: &'static str,
    },
    /// A figure whose chart cannot be shown.
    #[error("the chart of figure {figure:?} cannot be shown")]
    Chart {
        /// The figure.
        figure: String,
        /// What is wrong with the chart.
        source: ChartError,
    },
    /// A record of the ledger that cannot be looked up.
    #[error(
        "figure {figure:?} names a record of the ledger {id:?}: empty, or with white space in it"
    )]
    Lineage {
        /// The figure.
        figure: String,
        /// The id as given.
        id: String,
    },
    /// The template could not be filled.
    #[error("the page template could not be filled")]
    Template(#[from] minijinja::Error),
}

/// A report, from its title to its sources.
#[derive(Debug, Clone)]
pub struct Report {
    pub(super) lang: String,
    pub(super) title: String,
    pub(super) subtitle: String,
    pub(super) lead: Vec<String>,
    pub(super) meta: Vec<(String, String)>,
    pub(super) key_figures: Vec<KeyFigure>,
    pub(super) sections: Vec<Section>,
    pub(super) limits: Vec<String>,
    pub(super) sources: Vec<Source>,
    pub(super) footer: Vec<String>,
}

impl Report {
    /// An empty report in English.
    pub fn new(title: &str, subtitle: &str) -> Self {
        Report {
            lang: "en".to_string(),
            title: title.to_string(),
            subtitle: subtitle.to_string(),
            lead: Vec::new(),
            meta: Vec::new(),
            key_figures: Vec::new(),
            sections: Vec::new(),
            limits: Vec::new(),
            sources: Vec::new(),
            footer: Vec::new(),
        }
    }

    /// The language of the text, as a BCP 47 tag.
    pub fn lang(mut self, tag: &str) -> Self {
        self.lang = tag.to_string();
        self
    }

    /// The next paragraph of the introduction.
    pub fn lead(mut self, paragraph: impl Into<String>) -> Self {
        self.lead.push(paragraph.into());
        self
    }

    /// A line about the report itself: edition, data digest, method.
    pub fn meta(mut self, label: &str, value: impl Into<String>) -> Self {
        self.meta.push((label.to_string(), value.into()));
        self
    }

    /// A card at the head of the page.
    pub fn key_figure(mut self, figure: KeyFigure) -> Self {
        self.key_figures.push(figure);
        self
    }

    /// The next chapter.
    pub fn section(mut self, section: Section) -> Self {
        self.sections.push(section);
        self
    }

    /// What the report is not, or where it ends.
    pub fn limit(mut self, sentence: impl Into<String>) -> Self {
        self.limits.push(sentence.into());
        self
    }

    /// A source, listed at the end.
    pub fn source(mut self, source: Source) -> Self {
        self.sources.push(source);
        self
    }

    /// A line at the foot of the page.
    pub fn footer(mut self, line: impl Into<String>) -> Self {
        self.footer.push(line.into());
        self
    }

    /// The page, as one HTML document.
    ///
    /// # Errors
    ///
    /// - [`ReportError::Id`], [`ReportError::DuplicateId`]: an id that cannot be an address.
    /// - [`ReportError::UnknownSource`]: a figure refers to a source that is not listed.
    /// - [`ReportError::Bare`]: a figure without takeaway, method or source.
    /// - [`ReportError::Chart`]: a chart that is empty, does not fit together, or gives away what
    ///   it withholds.
    /// - [`ReportError::Lineage`]: the id of a record that cannot be looked up.
    pub fn to_html(&self) -> Result<String, ReportError> {
        self.check()?;
        let mut env = Environment::new();
        env.set_undefined_behavior(UndefinedBehavior::Strict);
        let mut syntax = SyntaxConfig::builder();
        syntax.trim_blocks(true).lstrip_blocks(true);
        env.set_syntax(syntax.keep_trailing_newline(true).build()?);
        // The default also escapes "/", which makes addresses unreadable in the source.
        env.set_formatter(|out, state, value| {
            let html = matches!(state.auto_escape(), AutoEscape::Html);
            if html && !value.is_safe() && !value.is_none() {
                Ok(out.write_str(&escape(&value.to_string()))?)
            } else {
                minijinja::escape_formatter(out, state, value)
            }
        });
        env.add_template("macros.html", include_str!("macros.html"))?;
        env.add_template("report.html", include_str!("report.html"))?;
        Ok(env.get_template("report.html")?.render(view::page(self))?)
    }

    fn check(&self) -> Result<(), ReportError> {
        let figures = || self.sections.iter().flat_map(|s| &s.figures);
        unique("section", self.sections.iter().map(|s| s.id.as_str()))?;
        unique("figure", figures().map(|f| f.id.as_str()))?;
        unique("source", self.sources.iter().map(|s| s.id.as_str()))?;
        for figure in figures() {
            let needs = [
                ("takeaway", figure.takeaway.is_empty()),
                ("step of how it is computed", figure.steps.is_empty()),
                ("source", figure.sources.is_empty()),
            ];
            if let Some((lacks, _)) = needs.into_iter().find(|n| n.1) {
                let figure = figure.id.clone();
                return Err(ReportError::Bare { figure, lacks });
            }
            let known = |id: &str| self.sources.iter().any(|s| s.id == id);
            if let Some(unknown) = figure.sources.iter().find(|s| !known(&s.id)) {
                return Err(ReportError::UnknownSource {
                    figure: figure.id.clone(),
                    source_id: unknown.id.clone(),
                });
            }
            if let Some(record) = figure.lineage.iter().find(|l| !l.is_named()) {
                return Err(ReportError::Lineage {
                    figure: figure.id.clone(),
                    id: record.id.clone(),
                });
            }
            figure.chart.check().map_err(|source| ReportError::Chart {
                figure: figure.id.clone(),
                source,
            })?;
        }
        Ok(())
    }
}

fn unique<'a>(kind: &'static str, ids: impl Iterator<Item = &'a str>) -> Result<(), ReportError> {
    let mut seen: Vec<&str> = Vec::new();
    for id in ids {
        let fits = |c: char| matches!(c, 'a'..='z' | '0'..='9' | '-');
        if id.is_empty() || !id.chars().all(fits) {
            return Err(ReportError::Id { id: id.to_string() });
        }
        if seen.contains(&id) {
            let id = id.to_string();
            return Err(ReportError::DuplicateId { kind, id });
        }
        seen.push(id);
    }
    Ok(())
}
