//! What all charts share: their list, their legend, and the words for what they do not show.

use super::bars::BarChart;
use super::bridge::BridgeChart;
use super::coverage::CoverageChart;
use super::decomposition::DecompositionChart;
use super::fault::ChartError;
use super::line::LineChart;
use super::matrix::Matrix;
use super::multiples::Multiples;
use super::number::{Precision, with_unit};
use super::pareto::ParetoChart;
use super::ranks::RankChart;
use super::sankey::Sankey;
use super::scatter::ScatterChart;
use super::svg::{Anchor, LINE, Svg, WIDTH, fit, text_width};
use super::table::Table;
use super::targets::TargetChart;
use super::trajectory::TrajectoryChart;
use super::whiskers::WhiskerChart;

/// One of the chart kinds, or a table alone.
#[derive(Debug, Clone)]
pub enum Chart {
    /// Lines over years, labelled at their ends.
    Line(LineChart),
    /// A panel of lines or stacked areas for each country.
    Multiples(Multiples),
    /// Horizontal bars, plain or stacked.
    Bars(BarChart),
    /// Coverage against the publication threshold.
    Coverage(CoverageChart),
    /// One share against another.
    Scatter(ScatterChart),
    /// Inflows and outflows of one place, as ribbons.
    Sankey(Sankey),
    /// Bars, each against a target of its own.
    Targets(TargetChart),
    /// From one level to another over what was restated and what changed.
    Bridge(BridgeChart),
    /// Observed values and the way to a target.
    Trajectory(TrajectoryChart),
    /// What each factor added to a change.
    Decomposition(DecompositionChart),
    /// Points with their intervals.
    Whiskers(WhiskerChart),
    /// Ranks with their intervals.
    Ranks(RankChart),
    /// Categories by size, and which of them are key.
    Pareto(ParetoChart),
    /// A matrix of states, set as a table.
    Matrix(Matrix),
    /// No drawing: the figure is its table.
    TableOnly(Table),
}

macro_rules! chart_from {
    ($($kind:ident($chart:ty)),+ $(,)?) => {$(
        impl From<$chart> for Chart {
            fn from(chart: $chart) -> Self {
                Chart::$kind(chart)
            }
        }
    )+};
}
chart_from!(
    Line(LineChart),
    Multiples(Multiples),
    Bars(BarChart),
    Coverage(CoverageChart),
    Scatter(ScatterChart),
    Sankey(Sankey),
    Targets(TargetChart),
    Bridge(BridgeChart),
    Trajectory(TrajectoryChart),
    Decomposition(DecompositionChart),
    Whiskers(WhiskerChart),
    Ranks(RankChart),
    Pareto(ParetoChart),
    Matrix(Matrix),
    TableOnly(Table),
);

/// A finished drawing and what it leaves out.
#[derive(Debug, Default)]
pub struct Drawing {
    /// The `<svg>` element; empty for a matrix or a table.
    pub svg: String,
    /// How to read it, if that needs saying.
    pub reading: String,
    /// What is not drawn, and why, one entry for each series.
    pub not_shown: Vec<String>,
}

impl Chart {
    /// Whether it can be shown: what it holds fits together, and nothing withheld follows from it.
    ///
    /// # Errors
    ///
    /// [`ChartError`] says what does not fit. Charts that take any input are never refused.
    pub fn check(&self) -> Result<(), ChartError> {
        match self {
            Chart::Bridge(chart) => chart.check(),
            Chart::Trajectory(chart) => chart.check(),
            Chart::Decomposition(chart) => chart.check(),
            Chart::Whiskers(chart) => chart.check(),
            Chart::Ranks(chart) => chart.check(),
            Chart::Pareto(chart) => chart.check(),
            _ => Ok(()),
        }
    }

    /// Draws the chart of the figure with this id and title.
    pub fn draw(&self, id: &str, title: &str) -> Drawing {
        match self {
            Chart::Line(chart) => chart.draw(id, title),
            Chart::Multiples(chart) => chart.draw(id, title),
            Chart::Bars(chart) => chart.draw(id, title),
            Chart::Coverage(chart) => chart.draw(id, title),
            Chart::Scatter(chart) => chart.draw(id, title),
            Chart::Sankey(chart) => chart.draw(id, title),
            Chart::Targets(chart) => chart.draw(id, title),
            Chart::Bridge(chart) => chart.draw(id, title),
            Chart::Trajectory(chart) => chart.draw(id, title),
            Chart::Decomposition(chart) => chart.draw(id, title),
            Chart::Whiskers(chart) => chart.draw(id, title),
            Chart::Ranks(chart) => chart.draw(id, title),
            Chart::Pareto(chart) => chart.draw(id, title),
            Chart::Matrix(_) | Chart::TableOnly(_) => Drawing::default(),
        }
    }

    /// The numbers of the chart. A matrix has none: it is a table itself.
    pub fn table(&self, title: &str) -> Option<Table> {
        match self {
            Chart::Line(chart) => Some(chart.table(title)),
            Chart::Multiples(chart) => Some(chart.table(title)),
            Chart::Bars(chart) => Some(chart.table(title)),
            Chart::Coverage(chart) => Some(chart.table(title)),
            Chart::Scatter(chart) => Some(chart.table(title)),
            Chart::Sankey(chart) => Some(chart.table(title)),
            Chart::Targets(chart) => Some(chart.table(title)),
            Chart::Bridge(chart) => Some(chart.table(title)),
            Chart::Trajectory(chart) => Some(chart.table(title)),
            Chart::Decomposition(chart) => Some(chart.table(title)),
            Chart::Whiskers(chart) => Some(chart.table(title)),
            Chart::Ranks(chart) => Some(chart.table(title)),
            Chart::Pareto(chart) => Some(chart.table(title)),
            Chart::Matrix(_) => None,
            Chart::TableOnly(table) => Some(table.clone()),
        }
    }
}

/// Collects what is not drawn and says it once for each series and reason.
#[derive(Debug, Default)]
pub(super) struct NotShown {
    entries: Vec<(String, String, Vec<String>)>,
}

impl NotShown {
    /// `series` has no value at `place`, for `reason`.
    pub(super) fn add(&mut self, series: &str, place: impl Into<String>, reason: &str) {
        let place = place.into();
        let known = self
            .entries
            .iter_mut()
            .find(|(s, r, _)| s == series && r == reason);
        match known {
            Some((_, _, places)) => places.push(place),
            None => {
                let entry = (series.to_string(), reason.to_string(), vec![place]);
                self.entries.push(entry);
            }
        }
    }

    /// "LDC, 2022 and 2023: not published".
    pub(super) fn into_sentences(self) -> Vec<String> {
        let sentence = |(series, reason, places): (String, String, Vec<String>)| {
            let places: Vec<String> = places.into_iter().filter(|p| !p.is_empty()).collect();
            match places.as_slice() {
                [] => format!("{series}: {reason}"),
                [one] => format!("{series}, {one}: {reason}"),
                [start @ .., last] => {
                    format!("{series}, {} and {last}: {reason}", start.join(", "))
                }
            }
        };
        self.entries.into_iter().map(sentence).collect()
    }
}

/// Draws a legend in rows from `y` on and returns the height below it.
pub(super) fn legend(
    svg: &mut Svg,
    y: f64,
    items: &[String],
    mut swatch: impl FnMut(&mut Svg, usize, (f64, f64)),
) -> f64 {
    const SWATCH: f64 = 18.0;
    let mut x = 0.0;
    let mut y = y + LINE / 2.0;
    for (i, item) in items.iter().enumerate() {
        let lines = fit(item, WIDTH - SWATCH);
        let widest = lines.iter().map(|l| text_width(l)).fold(0.0, f64::max);
        let width = SWATCH + widest + 12.0;
        if x > 0.0 && x + width > WIDTH + 12.0 {
            x = 0.0;
            y += LINE + 2.0;
        }
        swatch(svg, i, (x, y));
        for (n, line) in lines.iter().enumerate() {
            y += if n > 0 { LINE } else { 0.0 };
            svg.text("", x + SWATCH, y, Anchor::Start, line);
        }
        x += width;
    }
    y + LINE / 2.0 + 4.0
}

/// "World, 2021: 461 gCO₂e/kWh", the words shown when a mark is pointed at.
pub(super) fn tip(name: &str, place: &str, value: f64, unit: &str) -> String {
    let value = with_unit(value, Precision::default(), unit);
    if place.is_empty() {
        format!("{name}: {value}")
    } else {
        format!("{name}, {place}: {value}")
    }
}
