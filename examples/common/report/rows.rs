//! Charts set in rows: a name on the left, marks in the middle, a number on the right.

use super::axis;
use super::scale::Scale;
use super::svg::{Anchor, LINE, Svg, WIDTH, fit, text_width};

/// Height of a bar in a row.
pub(super) const BAR: f64 = 13.0;
/// Widest a name is set before it is broken into lines.
const NAME: f64 = 136.0;
/// From one row to the next.
const PITCH: f64 = LINE + 3.0;
/// Bold is about a tenth wider than the estimate.
const BOLD: f64 = 0.9;
/// Narrowest bar that the line around it leaves to be seen.
const THINNEST: f64 = 2.4;
/// Room for a mark at either end of the plot.
const EDGE: f64 = 6.0;

/// One row, but for its marks.
#[derive(Debug, Clone, Default)]
pub(super) struct Row {
    /// Its name.
    pub(super) name: String,
    /// Whether it is set in bold.
    pub(super) strong: bool,
    /// What stands at its right end.
    pub(super) words: String,
    /// What stands where its marks would be, if it has none.
    pub(super) reason: Option<String>,
}

/// Where names, marks and numbers of all rows stand.
#[derive(Debug, Clone)]
pub(super) struct Columns {
    left: f64,
    right: f64,
}

impl Columns {
    /// Room for these rows.
    pub(super) fn of(rows: &[Row]) -> Self {
        let names = rows.iter().flat_map(|row| {
            let lines = fit(&row.name, NAME * if row.strong { BOLD } else { 1.0 });
            let scale = if row.strong { 1.0 / BOLD } else { 1.0 };
            lines.into_iter().map(move |line| text_width(&line) * scale)
        });
        let words = rows.iter().map(|row| {
            let scale = if row.strong { 1.0 / BOLD } else { 1.0 };
            text_width(&row.words) * scale
        });
        Columns {
            left: names.fold(0.0, f64::max).min(NAME) + 6.0,
            right: WIDTH - words.fold(0.0, f64::max) - 6.0,
        }
    }

    /// The same, wide enough that the labels of the ticks of `scale` stay inside the drawing.
    pub(super) fn scale(&mut self, scale: &Scale) -> Scale {
        let half = |tick: Option<&f64>| tick.map_or(0.0, |&t| text_width(&scale.label(t)) / 2.0);
        let ticks = scale.ticks();
        self.left = self.left.max(half(ticks.first()) - EDGE);
        self.right = self.right.min(WIDTH - half(ticks.last()) + EDGE);
        scale.onto(self.left + EDGE, self.right - EDGE)
    }

    /// The middle of the plot, as the range of places for marks.
    pub(super) fn plot(&self) -> (f64, f64) {
        (self.left + EDGE, self.right - EDGE)
    }

    /// Writes the words of a row that begins at height `y`; returns its middle and where it ends.
    pub(super) fn row(&self, svg: &mut Svg, row: &Row, y: f64) -> (f64, f64) {
        let strong = if row.strong { " strong" } else { "" };
        let names = fit(&row.name, NAME * if row.strong { BOLD } else { 1.0 });
        let left = self.left + 2.0 * EDGE;
        let room = WIDTH - left;
        let reasons = fit(row.reason.as_deref().unwrap_or(""), room);
        let lines = names.len().max(reasons.len()).max(1);
        let height = PITCH + (lines - 1) as f64 * LINE;
        let middle = y + height / 2.0;
        let first = |n: usize| middle - (n.max(1) - 1) as f64 * LINE / 2.0;
        for (i, line) in names.iter().enumerate() {
            let at = first(names.len()) + i as f64 * LINE;
            svg.text(
                &format!("label{strong}"),
                self.left - 6.0,
                at,
                Anchor::End,
                line,
            );
        }
        for (i, line) in reasons.iter().enumerate() {
            let at = first(reasons.len()) + i as f64 * LINE;
            svg.text("missing", left, at, Anchor::Start, line);
        }
        if row.reason.is_none() {
            svg.text(
                &format!("value{strong}"),
                WIDTH,
                middle,
                Anchor::End,
                &row.words,
            );
        }
        (middle, y + height)
    }

    /// The height below the unit that stands over the plot.
    pub(super) fn head(svg: &mut Svg, unit: &str, y: f64) -> f64 {
        text_block(svg, "unit", unit, 0.0, y) + 3.0
    }

    /// Draws the axis behind `rows` and the rows over it; returns the height of all.
    pub(super) fn finish(svg: &mut Svg, rows: Svg, ticks: &[axis::Tick], ends: (f64, f64)) -> f64 {
        axis::below(svg, ticks, ends);
        svg.append(rows);
        ends.1 + 24.0
    }
}

/// Sets a text in as many lines as it needs and returns the height below it.
pub(super) fn text_block(svg: &mut Svg, class: &str, text: &str, left: f64, mut y: f64) -> f64 {
    let bold = if class.contains("panel") || class.contains("strong") {
        BOLD
    } else {
        1.0
    };
    for line in fit(text, (WIDTH - left) * bold) {
        svg.text(class, left, y + LINE / 2.0, Anchor::Start, &line);
        y += LINE;
    }
    y
}

/// A bar from one value to another, seen even if it is thin; hatched if `pattern` is given and
/// there is room for it.
pub(super) fn bar(
    svg: &mut Svg,
    class: &str,
    pattern: Option<&str>,
    (a, b): (f64, f64),
    middle: f64,
    tip: &str,
) {
    let width = (b - a).abs();
    let (left, size) = (a.min(b), (width.max(THINNEST), BAR));
    svg.rect(class, left, middle - BAR / 2.0, size, tip);
    if let Some(pattern) = pattern.filter(|_| width > 2.0 * THINNEST) {
        svg.hatched(pattern, left, middle - BAR / 2.0, size);
    }
}

/// An interval as a line with a cap at either end.
pub(super) fn whisker(svg: &mut Svg, (from, to): ((f64, f64), (f64, f64))) {
    const CAP: f64 = 3.5;
    svg.line("whisker", from, to);
    let (dx, dy) = if from.0 == to.0 {
        (CAP, 0.0)
    } else {
        (0.0, CAP)
    };
    for (x, y) in [from, to] {
        svg.line("whisker", (x - dx, y - dy), (x + dx, y + dy));
    }
}
