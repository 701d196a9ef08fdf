//! Bars, each against a target of its own.

use super::chart::{Drawing, legend};
use super::model::Entry;
use super::number::{Precision, unit_label, with_unit};
use super::scale::Scale;
use super::svg::{Anchor, LINE, Svg, WIDTH, wrap};
use super::table::{Cell, Table};

const BAR: f64 = 13.0;
const BETWEEN: f64 = 9.0;
/// Where bars and words begin.
const LEFT: f64 = 6.0;

/// A chart of what was reached, in one unit, each with the least it should be.
#[derive(Debug, Clone)]
pub struct TargetChart {
    unit: String,
    rows: Vec<Row>,
}

#[derive(Debug, Clone)]
struct Row {
    name: String,
    reached: Entry,
    minimum: f64,
    met: bool,
    clause: String,
}

impl TargetChart {
    /// An empty chart of values in `unit`.
    pub fn new(unit: &str) -> Self {
        TargetChart {
            unit: unit.to_string(),
            rows: Vec::new(),
        }
    }

    /// The next bar: what was reached, the least it should be, where that is written, and whether
    /// it is met. The caller says so, because rounding must not decide it.
    pub fn row(
        mut self,
        name: &str,
        reached: impl Into<Entry>,
        (minimum, clause): (f64, &str),
        met: bool,
    ) -> Self {
        self.rows.push(Row {
            name: name.to_string(),
            reached: reached.into(),
            minimum,
            met,
            clause: clause.to_string(),
        });
        self
    }

    fn shown(&self, value: f64) -> String {
        with_unit(value, Precision::Significant(3), &self.unit)
    }

    fn status(row: &Row) -> &'static str {
        match (row.reached.value(), row.met) {
            (None, _) => "not known",
            (_, true) => "met",
            (_, false) => "not\u{a0}met",
        }
    }

    fn words(&self, row: &Row) -> String {
        let minimum = self.shown(row.minimum);
        match row.reached.value() {
            Some(reached) => {
                let reached = self.shown(reached);
                format!("{reached} of at least {minimum}: {}", Self::status(row))
            }
            None => format!("minimum {minimum}: {}", row.reached.reason()),
        }
    }

    pub(super) fn draw(&self, id: &str, title: &str) -> Drawing {
        let mut svg = Svg::new();
        let pattern = svg.hatch(id);
        let items = ["met", "not met", "minimum"].map(str::to_string);
        let mut y = legend(&mut svg, 0.0, &items, |svg, i, (x, y)| match i {
            2 => svg.line("mark-line", (x + 7.0, y - 8.0), (x + 7.0, y + 8.0)),
            _ => bar(svg, &pattern, i == 0, (x, y - 6.0), (13.0, 12.0), ""),
        });
        let values = self.rows.iter().flat_map(|row| {
            let reached = row.reached.value().into_iter();
            reached.chain([row.minimum])
        });
        let x = Scale::covering(values, true, 4, (0.0, 1.0));
        let x = x.onto(LEFT, WIDTH - 14.0);
        for row in &self.rows {
            // Bold is about a tenth wider than the estimate.
            for line in wrap(&row.name, WIDTH * 0.9) {
                svg.text("panel", LEFT, y + LINE / 2.0, Anchor::Start, &line);
                y += LINE;
            }
            let words = self.words(row);
            for line in wrap(&words, WIDTH - 2.0 * LEFT) {
                svg.text("value", LEFT, y + LINE / 2.0, Anchor::Start, &line);
                y += LINE;
            }
            y += 2.0;
            // Only beside the bars: the names stand where the lines would run.
            for tick in x.ticks() {
                let class = if tick == 0.0 { "axis" } else { "grid" };
                let at = x.place(tick);
                svg.line(class, (at, y - 2.0), (at, y + BAR + 2.0));
            }
            if let Some(reached) = row.reached.value() {
                let from = x.place(0.0).min(x.place(reached));
                let size = ((x.place(reached) - x.place(0.0)).abs(), BAR);
                let tip = format!("{}: {words}", row.name);
                bar(&mut svg, &pattern, row.met, (from, y), size, &tip);
            }
            let at = x.place(row.minimum);
            svg.line("mark-line", (at, y - 2.0), (at, y + BAR + 2.0));
            y += BAR + BETWEEN;
        }
        for tick in x.ticks() {
            let at = x.place(tick);
            svg.text("tick", at, y + 9.0, Anchor::Middle, &x.label(tick));
        }
        let unit = x.unit(&self.unit);
        svg.text("unit", WIDTH, y + 26.0, Anchor::End, &unit);
        let all = self.rows.iter();
        let all = all.map(|row| format!("{}: {}", row.name, self.words(row)));
        let description = format!(
            "Bars against minima, {unit}. {}. All values are in the table below.",
            all.collect::<Vec<_>>().join("; "),
        );
        Drawing {
            svg: svg.finish(id, title, &description, y + 36.0),
            ..Drawing::default()
        }
    }

    pub(super) fn table(&self, title: &str) -> Table {
        let caption = format!("{title} ({})", unit_label(&self.unit));
        let mut table = Table::new(caption, &["Rate"])
            .column("Reached", &self.unit)
            .column("Minimum", &self.unit)
            .column("Status", "")
            .column("Clause", "");
        for row in &self.rows {
            let cells = [
                Cell::Entry(row.reached.clone(), Precision::Significant(3)),
                Cell::number(row.minimum),
                Cell::text(Self::status(row)),
                Cell::text(row.clause.as_str()),
            ];
            table = table.row([row.name.as_str()], cells);
        }
        table
    }
}

/// A bar in the colour of what is met; what is not is hatched too.
fn bar(svg: &mut Svg, pattern: &str, met: bool, (x, y): (f64, f64), size: (f64, f64), tip: &str) {
    let class = if met { "area f1" } else { "area f2" };
    svg.rect(class, x, y, size, tip);
    if !met {
        svg.hatched(pattern, x, y, size);
    }
}
