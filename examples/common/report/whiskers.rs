//! A point and its interval for each item, one below the other.

use super::axis;
use super::chart::{Drawing, legend, tip};
use super::estimate::Estimate;
use super::fault::{ChartError, distinct};
use super::number::{Precision, unit_label, with_unit};
use super::rows::{Columns, Row, whisker};
use super::scale::Scale;
use super::svg::Svg;
use super::table::{Cell, Table};

/// A dot plot with intervals.
#[derive(Debug, Clone)]
pub struct WhiskerChart {
    unit: String,
    interval: String,
    head: String,
    precision: Precision,
    from_zero: bool,
    items: Vec<(String, Estimate)>,
}

impl WhiskerChart {
    /// An empty chart of values in `unit` with intervals that are named so ("95 % interval").
    pub fn new(unit: &str, interval: &str) -> Self {
        WhiskerChart {
            unit: unit.to_string(),
            interval: interval.to_string(),
            head: "Item".to_string(),
            precision: Precision::default(),
            from_zero: true,
            items: Vec::new(),
        }
    }

    /// What the items are ("Group"), as the heading of their column in the table.
    pub fn items_are(mut self, head: &str) -> Self {
        self.head = head.to_string();
        self
    }

    /// The next item: a number with or without an interval, or why there is none.
    pub fn item(mut self, name: &str, estimate: impl Into<Estimate>) -> Self {
        self.items.push((name.to_string(), estimate.into()));
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
        if self.items.is_empty() {
            return Err(ChartError::Empty);
        }
        distinct(self.items.iter().map(|i| i.0.as_str()))?;
        self.items.iter().try_for_each(|(name, e)| e.check(name))
    }

    fn tip(&self, name: &str, value: f64, interval: Option<(f64, f64)>) -> String {
        let point = tip(name, "", value, &self.unit);
        let end = |v| with_unit(v, Precision::default(), &self.unit);
        match interval {
            Some((low, high)) => format!("{point}, {} to {}", end(low), end(high)),
            None => point,
        }
    }

    pub(super) fn draw(&self, id: &str, title: &str) -> Drawing {
        let mut svg = Svg::new();
        let items = ["value".to_string(), self.interval.clone()];
        let y = legend(&mut svg, 0.0, &items, |svg, i, (x, y)| match i {
            0 => svg.marker(0, "m1", (x + 7.0, y), 3.6, ""),
            _ => whisker(svg, ((x, y), (x + 13.0, y))),
        });
        let values = self.items.iter().flat_map(|(_, e)| e.reach());
        let x = Scale::covering(values, self.from_zero, 4, (0.0, 1.0));
        let row = |(name, estimate): &(String, Estimate)| Row {
            name: name.clone(),
            words: estimate
                .entry()
                .value()
                .map_or(String::new(), |v| x.shown(v, self.precision)),
            reason: match estimate.entry().value() {
                Some(_) => None,
                None => Some(estimate.entry().reason().to_string()),
            },
            ..Row::default()
        };
        let rows: Vec<Row> = self.items.iter().map(row).collect();
        let mut columns = Columns::of(&rows);
        let x = columns.scale(&x);
        let unit = x.unit(&self.unit);
        let top = Columns::head(&mut svg, &unit, y);
        let mut y = top;
        let mut marks = Svg::new();
        for ((name, estimate), row) in self.items.iter().zip(&rows) {
            let (middle, below) = columns.row(&mut marks, row, y);
            y = below;
            let Some(value) = estimate.entry().value() else {
                continue;
            };
            let interval = estimate.interval();
            if let Some((low, high)) = interval {
                let ends = (x.place(low), x.place(high));
                whisker(&mut marks, ((ends.0, middle), (ends.1, middle)));
            }
            let tip = self.tip(name, value, interval);
            marks.marker(0, "m1", (x.place(value), middle), 3.6, &tip);
        }
        let height = Columns::finish(&mut svg, marks, &axis::ticks_of(&x), (top, y));
        let without = rows.iter().filter(|r| r.reason.is_some()).count();
        let names: Vec<&str> = self.items.iter().map(|i| i.0.as_str()).collect();
        let description = format!(
            "Dot plot, {unit}, with the {}, for {}. {without} of {} have no number; their rows say why. All values are in the table below.",
            self.interval,
            names.join(", "),
            names.len(),
        );
        Drawing {
            svg: svg.finish(id, title, &description, height),
            ..Drawing::default()
        }
    }

    pub(super) fn table(&self, title: &str) -> Table {
        let caption = format!("{title} ({}; {})", unit_label(&self.unit), self.interval);
        let table = Table::new(caption, &[&self.head])
            .column("Value", "")
            .column("Low", "")
            .column("High", "");
        self.items.iter().fold(table, |table, (name, estimate)| {
            let [low, high] = estimate.ends();
            let cells = [estimate.entry().clone(), low, high];
            let cells = cells.map(|entry| Cell::Entry(entry, self.precision));
            table.row([name.as_str()], cells)
        })
    }
}
