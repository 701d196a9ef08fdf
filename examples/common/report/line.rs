//! Lines over years. A missing year breaks the line; each line is named at its end.

use super::axis::YearPlot;
use super::chart::{Drawing, NotShown, tip};
use super::model::Entry;
use super::number::{Precision, unit_label};
use super::scale::{Scale, spread};
use super::svg::{Anchor, LINE, Svg, WIDTH, style_class, text_width};
use super::table::{Cell, Table};

/// More years than this are set as the rows of the table, not as its columns.
const YEARS_AS_COLUMNS: usize = 12;

/// A chart of several lines over years.
#[derive(Debug, Clone)]
pub struct LineChart {
    unit: String,
    precision: Precision,
    from_zero: bool,
    lines: Vec<Series>,
    emphasis: Option<String>,
    bands: Vec<Band>,
    marks: Vec<(String, f64)>,
    head: String,
}

/// A named sequence of yearly entries.
#[derive(Debug, Clone)]
pub struct Series {
    /// Its name in legend, label and table.
    pub name: String,
    /// Entries in ascending order of year. A year left out is a gap too.
    pub points: Vec<(i32, Entry)>,
}

#[derive(Debug, Clone)]
struct Band {
    name: String,
    limits: Vec<(i32, f64, f64)>,
}

impl Series {
    /// Entries are put in order of year.
    pub fn new<E: Into<Entry>>(name: &str, points: impl IntoIterator<Item = (i32, E)>) -> Self {
        let mut points: Vec<(i32, Entry)> =
            points.into_iter().map(|(y, e)| (y, e.into())).collect();
        points.sort_by_key(|p| p.0);
        Series {
            name: name.to_string(),
            points,
        }
    }

    /// The entry of a year; a year that was left out is "no data".
    pub fn at(&self, year: i32) -> Entry {
        let found = self.points.iter().find(|p| p.0 == year);
        found.map_or(Entry::from(None), |p| p.1.clone())
    }

    /// The stretches without a missing year, for lines that must not cross a gap.
    pub fn runs(&self) -> Vec<Vec<(i32, f64)>> {
        let mut runs: Vec<Vec<(i32, f64)>> = Vec::new();
        let mut open = false;
        for (year, entry) in &self.points {
            let Some(value) = entry.value() else {
                open = false;
                continue;
            };
            match runs.last_mut() {
                Some(run) if open && run.last().is_some_and(|p| p.0 + 1 == *year) => {
                    run.push((*year, value));
                }
                _ => runs.push(vec![(*year, value)]),
            }
            open = true;
        }
        runs
    }
}

impl LineChart {
    /// A chart of values in `unit`, its axis starting at zero.
    pub fn new(unit: &str) -> Self {
        LineChart {
            unit: unit.to_string(),
            precision: Precision::default(),
            from_zero: true,
            lines: Vec::new(),
            emphasis: None,
            bands: Vec::new(),
            marks: Vec::new(),
            head: "Series".to_string(),
        }
    }

    /// What the lines are ("Group"), as the heading of their column in the table.
    pub fn lines_are(mut self, head: &str) -> Self {
        self.head = head.to_string();
        self
    }

    /// Adds a line: pairs of year and value, `Option<f64>` or [`Entry`].
    pub fn line<E: Into<Entry>>(
        mut self,
        name: &str,
        points: impl IntoIterator<Item = (i32, E)>,
    ) -> Self {
        self.lines.push(Series::new(name, points));
        self
    }

    /// Draws this line in ink and thicker; the others keep their colours.
    pub fn emphasise(mut self, name: &str) -> Self {
        self.emphasis = Some(name.to_string());
        self
    }

    /// Shades low to high behind the line of the same name; both are in the table.
    pub fn band(mut self, name: &str, limits: impl IntoIterator<Item = (i32, f64, f64)>) -> Self {
        let finite = |l: &(i32, f64, f64)| l.1.is_finite() && l.2.is_finite();
        self.bands.push(Band {
            name: name.to_string(),
            limits: limits.into_iter().filter(finite).collect(),
        });
        self
    }

    /// A horizontal line across the chart: a target or a threshold. The label should say its value.
    pub fn mark(mut self, label: &str, value: f64) -> Self {
        if value.is_finite() {
            self.marks.push((label.to_string(), value));
        }
        self
    }

    /// Lets the axis begin near the lowest value instead of at zero.
    pub fn without_zero(mut self) -> Self {
        self.from_zero = false;
        self
    }

    /// Rounding of labels and table, three significant digits otherwise.
    pub fn precision(mut self, precision: Precision) -> Self {
        self.precision = precision;
        self
    }

    fn years(&self) -> Vec<i32> {
        years_of(&self.lines)
    }

    fn emphasised(&self, series: &Series) -> bool {
        self.emphasis.as_deref() == Some(&series.name)
    }

    /// Style of each line: 0, ink, for the emphasised one, the others in order.
    fn styles(&self) -> Vec<usize> {
        let mut next = 0;
        let style = |series: &Series| {
            if self.emphasised(series) {
                return 0;
            }
            next += 1;
            next
        };
        self.lines.iter().map(style).collect()
    }

    pub(super) fn draw(&self, id: &str, title: &str) -> Drawing {
        let years = self.years();
        let (first, last) = match (years.first(), years.last()) {
            (Some(&a), Some(&b)) => (a, b),
            _ => (0, 0),
        };
        let mut not_shown = NotShown::default();
        for series in &self.lines {
            for year in &years {
                let entry = series.at(*year);
                if entry.value().is_none() {
                    not_shown.add(&series.name, year.to_string(), entry.reason());
                }
            }
        }

        let top = LINE + 14.0;
        let plot = (LINE * self.lines.len() as f64).max(230.0);
        let bottom = top + plot;
        let values = self
            .lines
            .iter()
            .flat_map(|s| s.points.iter().filter_map(|p| p.1.value()))
            .chain(
                self.bands
                    .iter()
                    .flat_map(|b| b.limits.iter().flat_map(|l| [l.1, l.2])),
            )
            .chain(self.marks.iter().map(|m| m.1));
        let y = Scale::covering(values, self.from_zero, 5, (bottom, top));

        // The end of every line that has one: (its index, year, value).
        let ends: Vec<(usize, i32, f64)> = (0..self.lines.len())
            .filter_map(|i| {
                let run = self.lines[i].runs().pop()?;
                run.last().map(|&(year, value)| (i, year, value))
            })
            .collect();
        let labels: Vec<String> = ends
            .iter()
            .map(|&(i, year, value)| {
                let value = y.shown(value, self.precision);
                let name = &self.lines[i].name;
                if year == last {
                    format!("{name} {value}")
                } else {
                    format!("{name} {value} ({year})")
                }
            })
            .collect();
        let label_width = labels.iter().map(|l| text_width(l)).fold(0.0, f64::max);
        let right = WIDTH - (label_width + 24.0).min(WIDTH * 0.5);
        let plot = YearPlot::new(&years, y.clone(), right);
        let (left, x) = (plot.left, |year| plot.x(year));

        let mut svg = Svg::new();
        let unit = y.unit(&self.unit);
        plot.draw(&mut svg, &unit, LINE / 2.0, bottom);
        let styles = self.styles();
        for band in &self.bands {
            let style = self.lines.iter().position(|s| s.name == band.name);
            let style = style.map_or(0, |i| styles[i]);
            let class = format!("band {}", style_class('f', style));
            let upper = band.limits.iter().map(|l| (x(l.0), y.place(l.2)));
            let lower = band.limits.iter().rev().map(|l| (x(l.0), y.place(l.1)));
            svg.polygon(&class, &upper.chain(lower).collect::<Vec<_>>(), "");
        }
        for (label, value) in &self.marks {
            let at = y.place(*value);
            svg.line("mark-line", (left, at), (right, at));
            svg.text("mark-label", left + 4.0, at - 8.0, Anchor::Start, label);
        }
        for (series, &style) in self.lines.iter().zip(&styles) {
            let weight = if self.emphasised(series) {
                " strong"
            } else {
                ""
            };
            let marked = years.len() <= 15;
            for run in series.runs() {
                let points: Vec<(f64, f64)> =
                    run.iter().map(|&(t, v)| (x(t), y.place(v))).collect();
                svg.polyline(&format!("{}{weight}", line_class(style)), &points);
                for (&at, &(year, value)) in points.iter().zip(&run) {
                    if marked || run.len() == 1 {
                        let tip = tip(&series.name, &year.to_string(), value, &self.unit);
                        svg.marker(style, &style_class('m', style), at, 3.2, &tip);
                    }
                }
            }
        }
        let ends = ends
            .iter()
            .zip(labels)
            .map(|(&(i, year, value), text)| End {
                at: plot.at(year, value),
                style: styles[i],
                text,
            });
        let ends: Vec<End> = ends.collect();
        label_ends(&mut svg, &ends, (right, top, bottom));

        let names: Vec<&str> = self.lines.iter().map(|s| s.name.as_str()).collect();
        let description = format!(
            "Line chart, {unit}, {first} to {last}, {} lines: {}. A missing year is a gap in its line. All values are in the table below.",
            names.len(),
            names.join(", "),
        );
        Drawing {
            svg: svg.finish(id, title, &description, bottom + 26.0),
            not_shown: not_shown.into_sentences(),
            ..Drawing::default()
        }
    }

    pub(super) fn table(&self, title: &str) -> Table {
        let limits = self.bands.iter().flat_map(|band| {
            let low = band.limits.iter().map(|l| (l.0, l.1));
            let high = band.limits.iter().map(|l| (l.0, l.2));
            let name = &band.name;
            [
                Series::new(&format!("{name}, low"), low),
                Series::new(&format!("{name}, high"), high),
            ]
        });
        let all: Vec<Series> = self.lines.iter().cloned().chain(limits).collect();
        let named: Vec<(Vec<String>, &Series)> =
            all.iter().map(|s| (vec![s.name.clone()], s)).collect();
        year_table(title, &[&self.head], &self.unit, self.precision, &named)
    }
}

/// What is named at the right edge of a plot.
#[derive(Debug)]
pub(super) struct End {
    /// Where its line or mark ends.
    pub(super) at: (f64, f64),
    /// Its colour and the shape of its mark; 0 is set in bold.
    pub(super) style: usize,
    /// Its name and value.
    pub(super) text: String,
}

/// Names ends at the right edge of a plot, each beside its place as far as there is room.
pub(super) fn label_ends(svg: &mut Svg, ends: &[End], (right, top, bottom): (f64, f64, f64)) {
    let mut order: Vec<&End> = ends.iter().collect();
    order.sort_by(|a, b| a.at.1.total_cmp(&b.at.1));
    let wanted: Vec<f64> = order.iter().map(|end| end.at.1).collect();
    let heights = spread(&wanted, LINE - 1.0, (top, bottom));
    for (end, &height) in order.iter().zip(&heights) {
        let style = end.style;
        let class = if style == 0 { "label strong" } else { "label" };
        // A line that ends before the last year is not drawn on, not even by its leader.
        if end.at.0 > right - 10.0 {
            let ends = [(end.at.0 + 5.0, end.at.1), (right + 6.0, height)];
            svg.polyline("leader", &ends);
        }
        let at = (right + 11.0, height);
        svg.marker(style, &style_class('m', style), at, 3.2, "");
        svg.text(class, right + 19.0, height, Anchor::Start, &end.text);
    }
}

/// Class of a line: its colour and its dashes.
pub(super) fn line_class(style: usize) -> String {
    // The dashes repeat later than the colours, so that no two lines look the same.
    let dash = if style == 0 { 0 } else { 1 + (style - 1) % 8 };
    format!("line {} d{dash}", style_class('l', style))
}

/// All years that any series mentions, once each, in order.
pub(super) fn years_of<'a>(series: impl IntoIterator<Item = &'a Series>) -> Vec<i32> {
    let mut years: Vec<i32> = series
        .into_iter()
        .flat_map(|s| s.points.iter().map(|p| p.0))
        .collect();
    years.sort_unstable();
    years.dedup();
    years
}

/// Series as rows and years as columns, or the other way round if there are many years.
pub(super) fn year_table(
    title: &str,
    heads: &[&str],
    unit: &str,
    precision: Precision,
    series: &[(Vec<String>, &Series)],
) -> Table {
    let years = years_of(series.iter().map(|s| s.1));
    let unit = unit_label(unit);
    let caption = format!("{title} ({unit})");
    if years.len() <= YEARS_AS_COLUMNS {
        let mut table = Table::new(caption, heads);
        for year in &years {
            table = table.column(year.to_string(), "");
        }
        for (names, one) in series {
            let cells = years.iter().map(|&y| Cell::Entry(one.at(y), precision));
            table = table.row(names.clone(), cells);
        }
        return table;
    }
    let mut table = Table::new(caption, &["Year"]);
    for (names, _) in series {
        table = table.column(names.join(", "), "");
    }
    for &year in &years {
        let cells = series
            .iter()
            .map(|(_, one)| Cell::Entry(one.at(year), precision));
        table = table.row([year.to_string()], cells);
    }
    table
}
