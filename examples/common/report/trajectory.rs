//! Observed values with their intervals, the way to a target, and where the observed rate leads.

use super::axis::YearPlot;
use super::chart::{Drawing, NotShown, legend, tip};
use super::estimate::Estimate;
use super::fault::{ChartError, distinct, finite};
use super::line::{End, Series, label_ends, line_class, years_of};
use super::model::Entry;
use super::number::{Precision, unit_label};
use super::rows::{text_block, whisker};
use super::scale::Scale;
use super::svg::{LINE, Svg, WIDTH, style_class, text_width};
use super::table::{Cell, Table};

/// Height of the plot.
const PLOT: f64 = 220.0;
/// Radius of the marks.
const MARK: f64 = 3.6;
/// Colours and marks: of what was observed, of the target, of the projection, of the first path.
const OBSERVED: usize = 1;
const TARGET: usize = 0;
const PROJECTED: usize = 2;
const PATHS: usize = 3;

/// One quantity over the years towards a target.
#[derive(Debug, Clone)]
pub struct TrajectoryChart {
    unit: String,
    interval: String,
    precision: Precision,
    from_zero: bool,
    observed: Vec<(i32, Estimate)>,
    paths: Vec<Series>,
    projected: Option<(i32, Estimate)>,
    target: Option<(i32, Entry)>,
    status: String,
}

impl TrajectoryChart {
    /// An empty chart of values in `unit` with intervals that are named so ("95 % interval").
    ///
    /// `status` is how it goes with the target, in words: "off track". The caller says so, because
    /// rounding must not decide it.
    pub fn new(unit: &str, interval: &str, status: &str) -> Self {
        TrajectoryChart {
            unit: unit.to_string(),
            interval: interval.to_string(),
            precision: Precision::default(),
            from_zero: true,
            observed: Vec::new(),
            paths: Vec::new(),
            projected: None,
            target: None,
            status: status.to_string(),
        }
    }

    /// The value of a year, with or without an interval, or why there is none.
    pub fn observed(mut self, year: i32, estimate: impl Into<Estimate>) -> Self {
        self.observed.push((year, estimate.into()));
        self.observed.sort_by_key(|o| o.0);
        self
    }

    /// A required path to the target ("linear path"), with its value for each year.
    pub fn path<E: Into<Entry>>(
        mut self,
        name: &str,
        points: impl IntoIterator<Item = (i32, E)>,
    ) -> Self {
        self.paths.push(Series::new(name, points));
        self
    }

    /// Where the observed rate leads, with or without an interval.
    pub fn projected(mut self, year: i32, estimate: impl Into<Estimate>) -> Self {
        self.projected = Some((year, estimate.into()));
        self
    }

    /// The target.
    pub fn target(mut self, year: i32, value: impl Into<Entry>) -> Self {
        self.target = Some((year, value.into()));
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

    pub(super) fn check(&self) -> Result<(), ChartError> {
        if self.observed.is_empty() {
            return Err(ChartError::Empty);
        }
        let years: Vec<String> = self.observed.iter().map(|o| o.0.to_string()).collect();
        distinct(years.iter().map(String::as_str))?;
        distinct(self.paths.iter().map(|p| p.name.as_str()))?;
        for (year, estimate) in &self.observed {
            estimate.check(&year.to_string())?;
        }
        if let Some((_, estimate)) = &self.projected {
            estimate.check("projected")?;
        }
        let target = self.target.iter().map(|(_, e)| ("target", e));
        let points = |p| -> (&str, &Entry) {
            let (series, entry): (&Series, &Entry) = p;
            (series.name.as_str(), entry)
        };
        let paths = self.paths.iter();
        let paths = paths.flat_map(|s| s.points.iter().map(move |p| (s, &p.1)));
        for (name, entry) in target.chain(paths.map(points)) {
            if let Entry::Value(value) = entry {
                finite(name, *value)?;
            }
        }
        // A rate needs its last value: with the projection known, so is the value.
        let last = self.observed.last().filter(|o| o.1.entry().is_withheld());
        let led = self.projected.as_ref().and_then(|p| p.1.entry().value());
        match (last, led) {
            (Some((year, _)), Some(_)) => Err(ChartError::Revealed {
                item: year.to_string(),
            }),
            _ => Ok(()),
        }
    }

    fn observed_series(&self) -> Series {
        let points = self.observed.iter().map(|(y, e)| (*y, e.entry().clone()));
        Series::new("observed", points)
    }

    /// Every year of the chart, once each, in order.
    fn years(&self) -> Vec<i32> {
        let mut ends: Vec<(i32, Entry)> = self.target.iter().cloned().collect();
        let projected = self.projected.as_ref();
        ends.extend(projected.map(|(year, e)| (*year, e.entry().clone())));
        let others = [self.observed_series(), Series::new("", ends)];
        years_of(self.paths.iter().chain(&others))
    }

    fn ends(&self, y: &Scale) -> Vec<(i32, f64, usize, String)> {
        let target = self.target.as_ref();
        let target = target.map(|(year, e)| (*year, e.value(), TARGET, "Target"));
        let projected = self.projected.as_ref();
        let projected =
            projected.map(|(year, e)| (*year, e.entry().value(), PROJECTED, "Projected"));
        let both = target.into_iter().chain(projected);
        let label = |(year, value, style, name): (i32, Option<f64>, usize, &str)| {
            let value = value?;
            let text = format!("{name} {}", y.shown(value, self.precision));
            Some((year, value, style, text))
        };
        both.filter_map(label).collect()
    }

    fn legend(&self, svg: &mut Svg, y: f64) -> f64 {
        let mut styles = vec![OBSERVED];
        let mut names = vec![format!("observed ({})", self.interval)];
        for (i, path) in self.paths.iter().enumerate() {
            styles.push(PATHS + i);
            names.push(path.name.clone());
        }
        if self.projected.is_some() {
            styles.push(PROJECTED);
            names.push("projected at the observed rate".to_string());
        }
        if self.target.is_some() {
            styles.push(TARGET);
            names.push("target".to_string());
        }
        legend(svg, y, &names, |svg, i, (x, y)| {
            let style = styles[i];
            if style == OBSERVED {
                whisker(svg, ((x + 7.0, y - 6.0), (x + 7.0, y + 6.0)));
            }
            if style != TARGET && style != OBSERVED {
                svg.polyline(&line_class(style), &[(x, y), (x + 14.0, y)]);
            }
            if style < PATHS {
                mark(svg, style, (x + 7.0, y), "");
            }
        })
    }

    pub(super) fn draw(&self, id: &str, title: &str) -> Drawing {
        let years = self.years();
        let mut svg = Svg::new();
        let status = format!("Status: {}", self.status);
        let head = text_block(&mut svg, "panel", &status, 0.0, 0.0);
        let head = self.legend(&mut svg, head + 3.0) + LINE / 2.0;
        let top = head + LINE;
        let bottom = top + PLOT;
        let observed = self.observed.iter().flat_map(|(_, e)| e.reach());
        let paths = self.paths.iter().flat_map(|p| &p.points);
        let values = observed
            .chain(paths.filter_map(|p| p.1.value()))
            .chain(self.projected.iter().flat_map(|(_, e)| e.reach()))
            .chain(self.target.iter().filter_map(|(_, e)| e.value()));
        let y = Scale::covering(values, self.from_zero, 5, (bottom, top));
        let ends = self.ends(&y);
        let widest = ends.iter().map(|e| text_width(&e.3)).fold(0.0, f64::max);
        let right = WIDTH - (widest * 1.1 + 24.0).min(WIDTH * 0.5);
        let plot = YearPlot::new(&years, y, right);
        let unit = plot.y.unit(&self.unit);
        plot.draw(&mut svg, &unit, head, bottom);
        for (i, path) in self.paths.iter().enumerate() {
            for run in path.runs() {
                let points: Vec<(f64, f64)> = run.iter().map(|&(t, v)| plot.at(t, v)).collect();
                svg.polyline(&line_class(PATHS + i), &points);
            }
        }
        self.draw_observed(&mut svg, &plot);
        self.draw_ends(&mut svg, &plot);
        let labels = ends.into_iter().map(|(year, value, style, text)| End {
            at: plot.at(year, value),
            style,
            text,
        });
        let labels: Vec<End> = labels.collect();
        label_ends(&mut svg, &labels, (right, top, bottom));
        let names: Vec<&str> = self.paths.iter().map(|p| p.name.as_str()).collect();
        let (first, last) = (years.first().unwrap_or(&0), years.last().unwrap_or(&0));
        let paths = match names.as_slice() {
            [] => String::new(),
            names => format!(" Against {}.", names.join(" and ")),
        };
        let description = format!(
            "Observed values with the {}, {unit}, and the way to the target, {first} to {last}.{paths} {status}. A missing year is a gap. All values are in the table below.",
            self.interval
        );
        Drawing {
            svg: svg.finish(id, title, &description, bottom + 26.0),
            not_shown: self.not_shown(),
            ..Drawing::default()
        }
    }

    fn draw_observed(&self, svg: &mut Svg, plot: &YearPlot) {
        for run in self.observed_series().runs() {
            let points: Vec<(f64, f64)> = run.iter().map(|&(t, v)| plot.at(t, v)).collect();
            svg.polyline(&line_class(OBSERVED), &points);
        }
        for (year, estimate) in &self.observed {
            self.draw_estimate(svg, plot, ("observed", *year), estimate, OBSERVED);
        }
    }

    fn draw_estimate(
        &self,
        svg: &mut Svg,
        plot: &YearPlot,
        (name, year): (&str, i32),
        estimate: &Estimate,
        style: usize,
    ) {
        let Some(value) = estimate.entry().value() else {
            return;
        };
        if let Some((low, high)) = estimate.interval() {
            whisker(svg, (plot.at(year, low), plot.at(year, high)));
        }
        let tip = tip(name, &year.to_string(), value, &self.unit);
        mark(svg, style, plot.at(year, value), &tip);
    }

    /// The projection, with a line from the last value if that is the last one there should be.
    fn draw_ends(&self, svg: &mut Svg, plot: &YearPlot) {
        if let Some((year, estimate)) = &self.projected {
            let last = self.observed.last();
            let last = last.and_then(|(y, e)| Some(plot.at(*y, e.entry().value()?)));
            let led = estimate.entry().value().map(|v| plot.at(*year, v));
            if let (Some(from), Some(to)) = (last, led) {
                svg.polyline(&line_class(PROJECTED), &[from, to]);
            }
            self.draw_estimate(svg, plot, ("projected", *year), estimate, PROJECTED);
        }
        if let Some((year, entry)) = &self.target
            && let Some(value) = entry.value()
        {
            let tip = tip("target", &year.to_string(), value, &self.unit);
            mark(svg, TARGET, plot.at(*year, value), &tip);
        }
    }

    fn not_shown(&self) -> Vec<String> {
        let mut not_shown = NotShown::default();
        let projected = self.projected.as_ref();
        let projected = projected.map(|(year, e)| ("Projected", *year, e.entry()));
        let target = self.target.iter().map(|(year, e)| ("Target", *year, e));
        let observed = self.observed.iter();
        let observed = observed.map(|(year, e)| ("Observed", *year, e.entry()));
        let paths = self.paths.iter();
        let paths = paths.flat_map(|s| s.points.iter().map(|p| (s.name.as_str(), p.0, &p.1)));
        for (name, year, entry) in observed.chain(paths).chain(projected).chain(target) {
            if entry.value().is_none() {
                not_shown.add(name, year.to_string(), entry.reason());
            }
        }
        not_shown.into_sentences()
    }

    pub(super) fn table(&self, title: &str) -> Table {
        let unit = unit_label(&self.unit);
        let caption = format!(
            "{title} ({unit}; {}). Status: {}",
            self.interval, self.status
        );
        let mut table = Table::new(caption, &["Year", "What"])
            .column("Value", "")
            .column("Low", "")
            .column("High", "");
        for path in &self.paths {
            table = table.column(path.name.clone(), "");
        }
        let none = || Cell::Entry(Entry::missing("—"), self.precision);
        for year in self.years() {
            let observed = self.observed.iter().filter(|o| o.0 == year);
            let observed = observed.map(|o| ("observed", o.1.clone()));
            let projected = self.projected.iter().filter(|p| p.0 == year);
            let projected = projected.map(|p| ("projected", p.1.clone()));
            let target = self.target.iter().filter(|t| t.0 == year);
            let target = target.map(|t| ("target", Estimate::from(t.1.clone())));
            let mut rows: Vec<(&str, Option<Estimate>)> = observed
                .chain(projected)
                .chain(target)
                .map(|(what, estimate)| (what, Some(estimate)))
                .collect();
            if rows.is_empty() {
                rows.push(("path", None));
            }
            for (i, (what, estimate)) in rows.into_iter().enumerate() {
                let cell = |entry: Entry| Cell::Entry(entry, self.precision);
                let mut cells = match estimate {
                    None => vec![none(), none(), none()],
                    Some(e) if what == "target" => vec![cell(e.entry().clone()), none(), none()],
                    Some(e) => {
                        let [low, high] = e.ends();
                        vec![cell(e.entry().clone()), cell(low), cell(high)]
                    }
                };
                // The paths are said once for each year.
                cells.extend(self.paths.iter().map(|path| {
                    let point = path.points.iter().find(|p| p.0 == year);
                    point
                        .filter(|_| i == 0)
                        .map_or_else(none, |p| cell(p.1.clone()))
                }));
                table = table.row([year.to_string(), what.to_string()], cells);
            }
        }
        table
    }
}

fn mark(svg: &mut Svg, style: usize, at: (f64, f64), tip: &str) {
    svg.marker(style, &style_class('m', style), at, MARK, tip);
}
