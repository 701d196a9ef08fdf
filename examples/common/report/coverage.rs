//! How much of each group a figure covers, and whether that was enough to publish it.

use super::chart::{Drawing, legend};
use super::model::Entry;
use super::number::{Precision, with_unit};
use super::scale::Scale;
use super::svg::{Anchor, LINE, Svg, WIDTH, text_width};
use super::table::{Cell, Table};

const PITCH: f64 = LINE + 1.0;
const BAR: f64 = 12.0;

/// Coverage in percent of each group, for several indicators, against a threshold.
#[derive(Debug, Clone)]
pub struct CoverageChart {
    measure: String,
    threshold: f64,
    threshold_label: String,
    blocks: Vec<CoverageBlock>,
}

/// The groups of one indicator.
#[derive(Debug, Clone)]
pub struct CoverageBlock {
    indicator: String,
    rows: Vec<Row>,
}

#[derive(Debug, Clone)]
struct Row {
    group: String,
    percent: Entry,
    published: bool,
}

impl Row {
    fn status(&self) -> &'static str {
        if self.published {
            "published"
        } else {
            "withheld"
        }
    }
}

impl CoverageBlock {
    /// An indicator without groups yet.
    pub fn new(indicator: &str) -> Self {
        CoverageBlock {
            indicator: indicator.to_string(),
            rows: Vec::new(),
        }
    }

    /// The next group: its coverage in percent, and whether its figure is published.
    pub fn group(mut self, name: &str, percent: impl Into<Entry>, published: bool) -> Self {
        self.rows.push(Row {
            group: name.to_string(),
            percent: percent.into(),
            published,
        });
        self
    }
}

impl CoverageChart {
    /// A chart of coverage "of the population" (the measure), with the threshold in percent and
    /// the words for it ("two thirds").
    pub fn new(measure: &str, threshold: f64, threshold_label: &str) -> Self {
        CoverageChart {
            measure: measure.to_string(),
            threshold,
            threshold_label: threshold_label.to_string(),
            blocks: Vec::new(),
        }
    }

    /// The next indicator.
    pub fn block(mut self, block: CoverageBlock) -> Self {
        self.blocks.push(block);
        self
    }

    pub(super) fn draw(&self, id: &str, title: &str) -> Drawing {
        let mut svg = Svg::new();
        let pattern = svg.hatch(id);
        let threshold = format!("threshold: {}", self.threshold_label);
        let items = ["published".to_string(), "withheld".to_string(), threshold];
        let mut y = legend(&mut svg, 0.0, &items, |svg, i, (x, y)| match i {
            0 => svg.rect("area f1", x, y - 6.0, (13.0, 12.0), ""),
            1 => {
                svg.rect("withheld", x, y - 6.0, (13.0, 12.0), "");
                svg.hatched(&pattern, x, y - 6.0, (13.0, 12.0));
            }
            _ => svg.line("mark-line", (x + 7.0, y - 8.0), (x + 7.0, y + 8.0)),
        });
        let rows = || self.blocks.iter().flat_map(|b| &b.rows);
        let names = rows().map(|r| text_width(&r.group)).fold(0.0, f64::max);
        let words = rows().map(|r| text_width(&words(r))).fold(0.0, f64::max);
        let left = names + 6.0;
        let right = (WIDTH - words - 6.0).max(left + 60.0);
        let x = Scale::fixed(0.0, 100.0, 50.0, (left, right));
        for block in &self.blocks {
            let name = &block.indicator;
            svg.text("panel", 0.0, y + LINE / 2.0, Anchor::Start, name);
            y += LINE + 2.0;
            let top = y;
            let bottom = y + PITCH * block.rows.len() as f64;
            for tick in x.ticks() {
                let class = if tick == 0.0 { "axis" } else { "grid" };
                svg.line(class, (x.place(tick), top), (x.place(tick), bottom));
            }
            for row in &block.rows {
                self.row_at(&mut svg, row, &pattern, &x, y);
                y += PITCH;
            }
            if self.threshold.is_finite() {
                let at = x.place(self.threshold);
                svg.line("mark-line", (at, top - 2.0), (at, y + 2.0));
            }
            y += 8.0;
        }
        for tick in x.ticks() {
            let text = x.label(tick);
            svg.text("tick", x.place(tick), y + 4.0, Anchor::Middle, &text);
        }
        let label = format!("% of the {}", self.measure);
        let middle = ((left + right) / 2.0).max(text_width(&label) / 2.0);
        svg.text("unit", middle, y + 21.0, Anchor::Middle, &label);
        let indicators: Vec<&str> = self.blocks.iter().map(|b| b.indicator.as_str()).collect();
        let withheld = rows().filter(|r| !r.published).count();
        let description = format!(
            "Bars of coverage in per cent of the {}, by group, for {}. Threshold {}. {withheld} of {} are withheld. All values are in the table below.",
            self.measure,
            indicators.join(", "),
            self.threshold_label,
            rows().count(),
        );
        Drawing {
            svg: svg.finish(id, title, &description, y + 32.0),
            ..Drawing::default()
        }
    }

    fn row_at(&self, svg: &mut Svg, row: &Row, pattern: &str, x: &Scale, y: f64) {
        let middle = y + PITCH / 2.0;
        let (left, right) = (x.place(0.0), x.place(100.0));
        svg.text("label", left - 6.0, middle, Anchor::End, &row.group);
        let class = if row.published { "value" } else { "missing" };
        svg.text(class, right + 6.0, middle, Anchor::Start, &words(row));
        let Some(percent) = row.percent.value() else {
            return;
        };
        let place = (left, middle - BAR / 2.0);
        let size = (x.place(percent) - left, BAR);
        let tip = format!("{}: {}", row.group, words(row));
        let class = if row.published { "area f1" } else { "withheld" };
        svg.rect(class, place.0, place.1, size, &tip);
        if !row.published {
            svg.hatched(pattern, place.0, place.1, size);
        }
    }

    pub(super) fn table(&self, title: &str) -> Table {
        let mut table = Table::new(title, &["Indicator", "Group"])
            .column(format!("Coverage of the {}", self.measure), "%")
            .column("Status", "");
        for block in &self.blocks {
            for row in &block.rows {
                let heads = [block.indicator.clone(), row.group.clone()];
                let percent = Cell::Entry(row.percent.clone(), Precision::Decimals(1));
                table = table.row(heads, [percent, Cell::text(row.status())]);
            }
        }
        table
    }
}

/// "86.0 % published".
fn words(row: &Row) -> String {
    match row.percent.value() {
        Some(v) => {
            let percent = with_unit(v, Precision::Decimals(1), "%");
            format!("{percent} {}", row.status())
        }
        None => row.percent.reason().to_string(),
    }
}
