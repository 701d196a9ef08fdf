//! Small multiples: the same little chart for each country, as lines or stacked areas.

use super::chart::{Drawing, NotShown, legend, tip};
use super::line::{Series, line_class, year_table, years_of};
use super::model::Entry;
use super::number::Precision;
use super::scale::Scale;
use super::svg::{Anchor, LINE, Svg, WIDTH, style_class, text_width};
use super::table::Table;

const COLUMNS: usize = 2;
const GUTTER: f64 = 18.0;
const PLOT: f64 = 88.0;

/// A grid of panels that share their years and their series.
#[derive(Debug, Clone)]
pub struct Multiples {
    unit: String,
    precision: Precision,
    stacked: bool,
    shared: bool,
    panels: Vec<Panel>,
    heads: [String; 2],
}

/// One panel: a country and its series.
#[derive(Debug, Clone)]
pub struct Panel {
    name: String,
    series: Vec<Series>,
}

impl Panel {
    /// An empty panel.
    pub fn new(name: &str) -> Self {
        Panel {
            name: name.to_string(),
            series: Vec::new(),
        }
    }

    /// The next series. Every panel should name the same ones in the same order.
    pub fn series<E: Into<Entry>>(
        mut self,
        name: &str,
        points: impl IntoIterator<Item = (i32, E)>,
    ) -> Self {
        self.series.push(Series::new(name, points));
        self
    }
}

impl Multiples {
    /// Stacked areas: the height of the stack is the total.
    pub fn stacked(unit: &str) -> Self {
        Multiples {
            unit: unit.to_string(),
            precision: Precision::default(),
            stacked: true,
            shared: false,
            panels: Vec::new(),
            heads: ["Panel", "Series"].map(str::to_string),
        }
    }

    /// What the panels and the series are ("Country", "Device"), as headings in the table.
    pub fn panels_are(mut self, panel: &str, series: &str) -> Self {
        self.heads = [panel, series].map(str::to_string);
        self
    }

    /// Lines.
    pub fn lines(unit: &str) -> Self {
        Multiples {
            stacked: false,
            ..Self::stacked(unit)
        }
    }

    /// The next panel.
    pub fn panel(mut self, panel: Panel) -> Self {
        self.panels.push(panel);
        self
    }

    /// One scale for all panels. Otherwise each has its own, and the figure says so.
    pub fn shared_scale(mut self) -> Self {
        self.shared = true;
        self
    }

    /// Rounding of the table, three significant digits otherwise.
    pub fn precision(mut self, precision: Precision) -> Self {
        self.precision = precision;
        self
    }

    /// Names of the series in order of first mention.
    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for series in self.panels.iter().flat_map(|p| &p.series) {
            if !names.contains(&series.name) {
                names.push(series.name.clone());
            }
        }
        names
    }

    /// Largest and smallest values a panel reaches.
    fn extent(&self, panel: &Panel, years: &[i32]) -> Vec<f64> {
        if !self.stacked {
            let entries = panel.series.iter().flat_map(|s| &s.points);
            return entries.filter_map(|p| p.1.value()).collect();
        }
        let totals = years.iter().filter_map(|&y| stack(panel, y));
        totals.filter_map(|s| s.last().copied()).collect()
    }

    pub(super) fn draw(&self, id: &str, title: &str) -> Drawing {
        let years = years_of(self.panels.iter().flat_map(|p| &p.series));
        let names = self.names();
        let mut not_shown = NotShown::default();
        for panel in &self.panels {
            for series in &panel.series {
                for &year in &years {
                    let entry = series.at(year);
                    if entry.value().is_none() {
                        let name = format!("{}, {}", panel.name, series.name);
                        not_shown.add(&name, year.to_string(), entry.reason());
                    }
                }
            }
        }
        let mut svg = Svg::new();
        let top = legend(&mut svg, 0.0, &names, |svg, i, (x, y)| {
            if self.stacked {
                let class = area_class(i + 1);
                svg.rect(&class, x, y - 6.0, (13.0, 12.0), "");
            } else {
                svg.polyline(&line_class(i + 1), &[(x, y), (x + 14.0, y)]);
            }
        });

        let all: Vec<f64> = self
            .panels
            .iter()
            .flat_map(|p| self.extent(p, &years))
            .collect();
        let width = (WIDTH - GUTTER * (COLUMNS - 1) as f64) / COLUMNS as f64;
        let height = 2.0 * LINE + PLOT + 30.0;
        for (i, panel) in self.panels.iter().enumerate() {
            let left = (i % COLUMNS) as f64 * (width + GUTTER);
            let at = top + (i / COLUMNS) as f64 * height;
            let values = if self.shared {
                all.clone()
            } else {
                self.extent(panel, &years)
            };
            self.panel_at(&mut svg, panel, (&years, &names), values, (left, at, width));
        }
        let rows = self.panels.len().div_ceil(COLUMNS);
        let countries: Vec<&str> = self.panels.iter().map(|p| p.name.as_str()).collect();
        let kind = if self.stacked {
            "stacked areas"
        } else {
            "lines"
        };
        let scale = if self.shared {
            "All panels have the same scale."
        } else {
            "Each panel has its own scale."
        };
        let description = format!(
            "Small multiples of {kind} over years for {}, each with {}. {scale} All values are in the table below.",
            countries.join(", "),
            names.join(", "),
        );
        let reading = if self.shared || self.panels.len() < 2 {
            ""
        } else {
            "Each panel has its own scale: compare shapes, not heights."
        };
        Drawing {
            svg: svg.finish(id, title, &description, top + rows as f64 * height),
            reading: reading.to_string(),
            not_shown: not_shown.into_sentences(),
        }
    }

    fn panel_at(
        &self,
        svg: &mut Svg,
        panel: &Panel,
        (years, names): (&[i32], &[String]),
        values: Vec<f64>,
        (left, top, width): (f64, f64, f64),
    ) {
        let plot_top = top + 2.0 * LINE + 6.0;
        let bottom = plot_top + PLOT;
        let empty = values.is_empty();
        let y = Scale::covering(values, true, 2, (bottom, plot_top));
        let name = &panel.name;
        svg.text("panel", left, top + LINE / 2.0, Anchor::Start, name);
        if empty {
            let middle = top + 2.0 * LINE;
            svg.text("missing", left, middle, Anchor::Start, "no value to show");
            return;
        }
        let unit = y.unit(&self.unit);
        svg.text("unit", left, top + LINE * 1.45, Anchor::Start, &unit);
        let labels: Vec<String> = y.ticks().iter().map(|&t| y.label(t)).collect();
        let axis = left + 5.0 + labels.iter().map(|l| text_width(l)).fold(0.0, f64::max);
        let right = left + width - 2.0;
        for (tick, label) in y.ticks().iter().zip(&labels) {
            let at = y.place(*tick);
            let class = if *tick == 0.0 { "axis" } else { "grid" };
            svg.line(class, (axis, at), (right, at));
            svg.text("tick", axis - 4.0, at, Anchor::End, label);
        }
        let (first, last) = (years[0], years[years.len() - 1]);
        let x = |year: i32| {
            if first == last {
                return (axis + right) / 2.0;
            }
            axis + 2.0 + f64::from(year - first) / f64::from(last - first) * (right - axis - 4.0)
        };
        let below = bottom + 13.0;
        let tick = |svg: &mut Svg, year: i32, anchor| {
            svg.line("axis", (x(year), bottom), (x(year), bottom + 4.0));
            svg.text("tick", x(year), below, anchor, &year.to_string());
        };
        if first == last {
            tick(svg, first, Anchor::Middle);
        } else {
            tick(svg, first, Anchor::Start);
            tick(svg, last, Anchor::End);
        }
        if self.stacked {
            self.stack_panel(svg, panel, (years, names), x, &y);
        } else {
            for series in &panel.series {
                let style = style_of(names, &series.name);
                for run in series.runs() {
                    let points: Vec<(f64, f64)> =
                        run.iter().map(|&(t, v)| (x(t), y.place(v))).collect();
                    svg.polyline(&line_class(style), &points);
                    for (&at, &(year, value)) in points.iter().zip(&run) {
                        let tip = self.tip(panel, &series.name, year, value);
                        svg.marker(style, &style_class('m', style), at, 2.2, &tip);
                    }
                }
            }
        }
    }

    fn stack_panel(
        &self,
        svg: &mut Svg,
        panel: &Panel,
        (years, names): (&[i32], &[String]),
        x: impl Fn(i32) -> f64,
        y: &Scale,
    ) {
        // Stretches of consecutive years in which every part is known.
        let mut runs: Vec<Vec<(i32, Vec<f64>)>> = Vec::new();
        for &year in years {
            let Some(levels) = stack(panel, year) else {
                continue;
            };
            match runs.last_mut() {
                Some(run) if run.last().is_some_and(|l| l.0 + 1 == year) => {
                    run.push((year, levels));
                }
                _ => runs.push(vec![(year, levels)]),
            }
        }
        for run in runs {
            for (i, series) in panel.series.iter().enumerate() {
                let class = area_class(style_of(names, &series.name));
                let low = |levels: &[f64]| if i == 0 { 0.0 } else { levels[i - 1] };
                let name = format!("{}, {}", panel.name, series.name);
                if let [(year, levels)] = run.as_slice() {
                    let (from, to) = (y.place(levels[i]), y.place(low(levels)));
                    let value = levels[i] - low(levels);
                    let tip = self.tip(panel, &series.name, *year, value);
                    svg.rect(&class, x(*year) - 3.0, from, (6.0, to - from), &tip);
                    continue;
                }
                let upper = run.iter().map(|(t, l)| (x(*t), y.place(l[i])));
                let lower = run.iter().rev().map(|(t, l)| (x(*t), y.place(low(l))));
                svg.polygon(&class, &upper.chain(lower).collect::<Vec<_>>(), &name);
            }
        }
    }

    fn tip(&self, panel: &Panel, series: &str, year: i32, value: f64) -> String {
        let name = format!("{}, {series}", panel.name);
        tip(&name, &year.to_string(), value, &self.unit)
    }

    pub(super) fn table(&self, title: &str) -> Table {
        let mut rows: Vec<(Vec<String>, &Series)> = Vec::new();
        for panel in &self.panels {
            for series in &panel.series {
                rows.push((vec![panel.name.clone(), series.name.clone()], series));
            }
        }
        let heads = [self.heads[0].as_str(), self.heads[1].as_str()];
        year_table(title, &heads, &self.unit, self.precision, &rows)
    }
}

/// Running totals of a year, or none if a part is missing or negative (a stack would hide it).
fn stack(panel: &Panel, year: i32) -> Option<Vec<f64>> {
    let mut total = 0.0;
    let add = |series: &Series| {
        let value = series.at(year).value().filter(|v| *v >= 0.0)?;
        total += value;
        Some(total)
    };
    panel.series.iter().map(add).collect()
}

fn area_class(style: usize) -> String {
    format!("area {}", style_class('f', style))
}

fn style_of(names: &[String], name: &str) -> usize {
    1 + names.iter().position(|n| n == name).unwrap_or(0)
}
