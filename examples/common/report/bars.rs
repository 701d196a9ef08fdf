//! Horizontal bars: one for each country, or stacked parts for each country and period.

use super::axis;
use super::chart::{Drawing, NotShown, legend, tip};
use super::model::Entry;
use super::number::{Precision, unit_label};
use super::scale::Scale;
use super::svg::{Anchor, LINE, Svg, WIDTH, style_class, text_width, wrap};
use super::table::{Cell, Table};

const BAR: f64 = 14.0;
/// From one bar to the next, and from one group to the next.
const PITCH: f64 = LINE + 2.0;
const BETWEEN: f64 = 7.0;
/// Widest label that stands beside its bar; longer ones stand above.
const BESIDE: f64 = 130.0;

/// A chart of horizontal bars in groups.
#[derive(Debug, Clone)]
pub struct BarChart {
    unit: String,
    precision: Precision,
    parts: Vec<String>,
    groups: Vec<BarGroup>,
    marks: Vec<(String, f64)>,
    heads: [String; 2],
    reading: String,
}

/// Bars that belong together: the periods of one country.
#[derive(Debug, Clone)]
pub struct BarGroup {
    name: String,
    bars: Vec<Bar>,
}

#[derive(Debug, Clone)]
struct Bar {
    label: String,
    parts: Vec<Entry>,
}

impl Bar {
    /// The sum of the parts there are, or `None` if there is none.
    fn total(&self) -> Option<f64> {
        let values: Vec<f64> = self.parts.iter().filter_map(Entry::value).collect();
        if values.is_empty() {
            None
        } else {
            Some(values.iter().sum())
        }
    }

    fn complete(&self) -> bool {
        self.parts.iter().all(|p| p.value().is_some())
    }

    /// How far the stack reaches to the left and to the right of zero.
    fn reach(&self) -> [f64; 2] {
        let values = || self.parts.iter().filter_map(Entry::value);
        let below = values().filter(|v| *v < 0.0).sum();
        [below, values().filter(|v| *v > 0.0).sum()]
    }
}

impl BarGroup {
    /// An empty group.
    pub fn new(name: &str) -> Self {
        BarGroup {
            name: name.to_string(),
            bars: Vec::new(),
        }
    }

    /// The next bar: its label (a period) and an entry for each part of the chart.
    pub fn bar<E: Into<Entry>>(mut self, label: &str, parts: impl IntoIterator<Item = E>) -> Self {
        self.bars.push(Bar {
            label: label.to_string(),
            parts: parts.into_iter().map(Into::into).collect(),
        });
        self
    }
}

impl BarChart {
    /// An empty chart of values in `unit`.
    pub fn new(unit: &str) -> Self {
        BarChart {
            unit: unit.to_string(),
            precision: Precision::default(),
            parts: Vec::new(),
            groups: Vec::new(),
            marks: Vec::new(),
            heads: ["Group", "Period"].map(str::to_string),
            reading: String::new(),
        }
    }

    /// What the groups and their bars are ("Country", "Biennium"), as headings in the table.
    pub fn bars_are(mut self, group: &str, bar: &str) -> Self {
        self.heads = [group, bar].map(str::to_string);
        self
    }

    /// Names the parts of which every bar is stacked. Without it each bar has one part.
    pub fn parts<'a>(mut self, names: impl IntoIterator<Item = &'a str>) -> Self {
        self.parts = names.into_iter().map(str::to_string).collect();
        self
    }

    /// The next group.
    pub fn group(mut self, group: BarGroup) -> Self {
        self.groups.push(group);
        self
    }

    /// A group of one plain bar.
    pub fn bar(self, name: &str, entry: impl Into<Entry>) -> Self {
        self.group(BarGroup::new(name).bar("", [entry]))
    }

    /// A vertical line across the chart: a target or a threshold. The label should say its value.
    pub fn mark(mut self, label: &str, value: f64) -> Self {
        if value.is_finite() {
            self.marks.push((label.to_string(), value));
        }
        self
    }

    /// Rounding of labels and table, three significant digits otherwise.
    pub fn precision(mut self, precision: Precision) -> Self {
        self.precision = precision;
        self
    }

    /// How to read the bars, if that needs saying.
    pub fn reading(mut self, sentence: &str) -> Self {
        self.reading = sentence.to_string();
        self
    }

    fn bars(&self) -> impl Iterator<Item = &Bar> {
        self.groups.iter().flat_map(|g| &g.bars)
    }

    /// What stands at the end of a bar, in the unit of the scale.
    fn end_label(&self, bar: &Bar, scale: &Scale) -> String {
        match bar.total() {
            None => String::new(),
            Some(total) if bar.complete() => scale.shown(total, self.precision),
            Some(total) => format!("{} (part)", scale.shown(total, self.precision)),
        }
    }

    pub(super) fn draw(&self, id: &str, title: &str) -> Drawing {
        let mut svg = Svg::new();
        let pattern = svg.hatch(id);
        let mut y = 0.0;
        if self.parts.len() > 1 {
            y = legend(&mut svg, y, &self.parts, |svg, i, (x, y)| {
                let class = area_class(i);
                svg.rect(&class, x, y - 6.0, (13.0, 12.0), "");
                if i % 2 == 1 {
                    svg.hatched(&pattern, x, y - 6.0, (13.0, 12.0));
                }
            });
        }

        let plain = self.groups.iter().all(|g| g.bars.len() == 1)
            && self.bars().all(|b| b.label.is_empty())
            && self.groups.iter().all(|g| text_width(&g.name) <= BESIDE);
        let beside = |group: &BarGroup, bar: &Bar| {
            if plain {
                group.name.clone()
            } else {
                bar.label.clone()
            }
        };
        let left = self
            .groups
            .iter()
            .flat_map(|g| g.bars.iter().map(move |b| text_width(&beside(g, b))))
            .fold(0.0, f64::max);
        let left = if left > 0.0 { left + 6.0 } else { 0.0 };
        let reach = self.bars().flat_map(Bar::reach);
        let values = reach.chain(self.marks.iter().map(|m| m.1));
        let x = Scale::covering(values, true, 4, (0.0, 1.0));
        let first = x.ticks().first().map_or(0.0, |&t| text_width(&x.label(t)));
        let left = left.max(first / 2.0);
        let end = self.bars().map(|b| text_width(&self.end_label(b, &x)));
        let right = WIDTH - 8.0 - end.fold(first / 2.0, f64::max);
        let x = x.onto(left, right);

        let unit = x.unit(&self.unit);
        svg.text("unit", 0.0, y + LINE / 2.0, Anchor::Start, &unit);
        y += LINE + 2.0;
        if !self.marks.is_empty() {
            y += LINE;
        }
        let top = y;
        // The rows come first in the data but last on the page, over the grid.
        let mut rows = Svg::new();
        for group in &self.groups {
            if !plain {
                // Bold is about a tenth wider than the estimate.
                for line in wrap(&group.name, WIDTH * 0.9) {
                    rows.text("panel", 0.0, y + LINE / 2.0, Anchor::Start, &line);
                    y += LINE + 1.0;
                }
            }
            for bar in &group.bars {
                let label = beside(group, bar);
                let middle = y + PITCH / 2.0;
                rows.text("label", left - 6.0, middle, Anchor::End, &label);
                y += self.bar_at(&mut rows, (group, bar), &pattern, &x, (left, y));
            }
            y += if plain { 0.0 } else { BETWEEN };
        }
        self.axis(&mut svg, &x, top, y);
        svg.append(rows);

        let names: Vec<&str> = self.groups.iter().map(|g| g.name.as_str()).collect();
        let stacked = if self.parts.len() > 1 {
            format!(" Each bar is stacked from {}.", self.parts.join(", "))
        } else {
            String::new()
        };
        let description = format!(
            "Horizontal bar chart, {unit}, for {}.{stacked} All values are in the table below.",
            names.join(", "),
        );
        Drawing {
            svg: svg.finish(id, title, &description, y + 24.0),
            not_shown: self.not_shown(),
            reading: self.reading.clone(),
        }
    }

    fn axis(&self, svg: &mut Svg, x: &Scale, top: f64, bottom: f64) {
        axis::below(svg, &axis::ticks_of(x), (top, bottom));
        for (label, value) in &self.marks {
            let at = x.place(*value);
            svg.line("mark-line", (at, top - 2.0), (at, bottom + 2.0));
            let half = text_width(label) / 2.0;
            let text_at = at.max(half).min(WIDTH - half);
            svg.text("mark-label", text_at, top - 10.0, Anchor::Middle, label);
        }
    }

    /// Draws one bar and returns the height it took.
    fn bar_at(
        &self,
        svg: &mut Svg,
        (group, bar): (&BarGroup, &Bar),
        pattern: &str,
        x: &Scale,
        (left, y): (f64, f64),
    ) -> f64 {
        let middle = y + PITCH / 2.0;
        if bar.total().is_none() {
            let reason = bar.parts.first().map_or("not available", Entry::reason);
            let lines = wrap(reason, WIDTH - left - 6.0);
            for (i, line) in lines.iter().enumerate() {
                let at = middle + i as f64 * LINE;
                svg.text("missing", left + 6.0, at, Anchor::Start, line);
            }
            return PITCH + (lines.len().max(1) - 1) as f64 * LINE;
        }
        let mut ends = [0.0, 0.0];
        for (i, part) in bar.parts.iter().enumerate() {
            let Some(value) = part.value().filter(|v| *v != 0.0) else {
                continue;
            };
            let side = usize::from(value > 0.0);
            let from = x.place(ends[side]);
            ends[side] += value;
            let to = x.place(ends[side]);
            let size = ((to - from).abs(), BAR);
            let place = (from.min(to), middle - BAR / 2.0);
            let part_name = self.parts.get(i).map_or("", String::as_str);
            let place_name = [bar.label.as_str(), part_name];
            let place_name: Vec<&str> = place_name.into_iter().filter(|n| !n.is_empty()).collect();
            let tip = tip(&group.name, &place_name.join(", "), value, &self.unit);
            let class = area_class(i);
            svg.rect(&class, place.0, place.1, size, &tip);
            if i % 2 == 1 {
                svg.hatched(pattern, place.0, place.1, size);
            }
        }
        let label = self.end_label(bar, x);
        let at = x.place(ends[1].max(0.0)) + 5.0;
        svg.text("value", at, middle, Anchor::Start, &label);
        PITCH
    }

    fn not_shown(&self) -> Vec<String> {
        let mut not_shown = NotShown::default();
        for group in &self.groups {
            for bar in &group.bars {
                // A bar that is missing as a whole says so in its own row.
                if bar.total().is_none() {
                    continue;
                }
                for (i, part) in bar.parts.iter().enumerate() {
                    if part.value().is_none() {
                        let part_name = self.parts.get(i).map_or("part", String::as_str);
                        let place = format!("{} {part_name}", bar.label).trim().to_string();
                        let reason = format!("{}; the bar shows the rest", part.reason());
                        not_shown.add(&group.name, place, &reason);
                    }
                }
            }
        }
        not_shown.into_sentences()
    }

    pub(super) fn table(&self, title: &str) -> Table {
        let caption = format!("{title} ({})", unit_label(&self.unit));
        let labelled = self.bars().any(|b| !b.label.is_empty());
        let heads = [self.heads[0].as_str(), self.heads[1].as_str()];
        let heads = &heads[..if labelled { 2 } else { 1 }];
        let mut table = Table::new(caption, heads);
        let stacked = self.parts.len() > 1;
        if stacked {
            for part in &self.parts {
                table = table.column(part.clone(), "");
            }
            table = table.column("Total", "");
        } else {
            let name = self.parts.first().map_or("Value", String::as_str);
            table = table.column(name, "");
        }
        for group in &self.groups {
            for bar in &group.bars {
                let cell = |entry: Entry| Cell::Entry(entry, self.precision);
                let mut cells: Vec<Cell> = bar.parts.iter().cloned().map(cell).collect();
                if stacked {
                    let total = if bar.complete() {
                        Entry::from(bar.total())
                    } else {
                        Entry::missing("incomplete")
                    };
                    cells.push(cell(total));
                }
                let names = [group.name.clone(), bar.label.clone()];
                table = table.row(names.into_iter().take(heads.len()), cells);
            }
        }
        table
    }
}

fn area_class(part: usize) -> String {
    format!("area {}", style_class('f', part + 1))
}
