//! Categories from the largest to the smallest, and which of them are key.

use ict_impact::quantity::{Quantity, Ratio};
use ict_impact::review::key_category::{KeyCategories, by_level};

use super::axis;
use super::chart::{Drawing, NotShown, legend};
use super::fault::{ChartError, distinct, finite_entry};
use super::model::Entry;
use super::number::{Precision, with_unit};
use super::rows::{Columns, Row, bar};
use super::scale::Scale;
use super::svg::Svg;
use super::table::{Cell, Table};

/// How shares are rounded.
const SHARES: Precision = Precision::Decimals(1);

/// Bars of the part that each category has in the sum of magnitudes, with the cumulative share.
///
/// The key categories, the shortest head that reaches the threshold, are drawn each; the others
/// in one row. Categories without a number are no part of the sum.
#[derive(Debug, Clone)]
pub struct ParetoChart {
    unit: String,
    threshold: f64,
    head: String,
    precision: Precision,
    items: Vec<(String, Entry)>,
}

impl ParetoChart {
    /// An empty chart of values in `unit`; key are those that reach `threshold` (0.95).
    pub fn new(unit: &str, threshold: f64) -> Self {
        ParetoChart {
            unit: unit.to_string(),
            threshold,
            head: "Category".to_string(),
            precision: Precision::default(),
            items: Vec::new(),
        }
    }

    /// What the categories are ("Country"), as the heading of their column in the table.
    pub fn items_are(mut self, head: &str) -> Self {
        self.head = head.to_string();
        self
    }

    /// The next category, in any order.
    pub fn item(mut self, name: &str, value: impl Into<Entry>) -> Self {
        self.items.push((name.to_string(), value.into()));
        self
    }

    /// Rounding of the values, three significant digits otherwise.
    pub fn precision(mut self, precision: Precision) -> Self {
        self.precision = precision;
        self
    }

    pub(super) fn check(&self) -> Result<(), ChartError> {
        if self.items.is_empty() {
            return Err(ChartError::Empty);
        }
        if !(0.0..=1.0).contains(&self.threshold) {
            let value = self.threshold;
            return Err(ChartError::Threshold { value });
        }
        distinct(self.items.iter().map(|i| i.0.as_str()))?;
        let mut items = self.items.iter();
        items.try_for_each(|(name, entry)| finite_entry(name, entry))
    }

    /// The categories that have a number, in order; `None` if their magnitudes add up to nothing.
    fn ranked(&self) -> Option<KeyCategories<&str, Ratio>> {
        let numbers = self.items.iter();
        let numbers = numbers.filter_map(|(name, entry)| Some((name.as_str(), entry.value()?)));
        let given = numbers.map(|(name, v)| Some((name, Ratio::from_base(v).ok()?)));
        by_level(&given.collect::<Option<Vec<_>>>()?).ok()
    }

    fn threshold_label(&self) -> String {
        with_unit(self.threshold * 100.0, Precision::Significant(3), "%")
    }

    pub(super) fn draw(&self, id: &str, title: &str) -> Drawing {
        let mut svg = Svg::new();
        let threshold = self.threshold_label();
        let items = [
            "share".to_string(),
            "cumulative share".to_string(),
            format!("threshold: {threshold}"),
        ];
        let y = legend(&mut svg, 0.0, &items, |svg, i, (x, y)| match i {
            0 => bar(svg, "area f1", None, (x, x + 13.0), y, ""),
            1 => svg.marker(4, "m0", (x + 7.0, y), 3.2, ""),
            _ => svg.line("mark-line", (x + 7.0, y - 8.0), (x + 7.0, y + 8.0)),
        });
        let ranked = self.ranked();
        let key = ranked
            .as_ref()
            .map_or(&[][..], |r| r.reaching(self.threshold));
        let all = ranked.as_ref().map_or(0, |r| r.categories().len());
        let percent = |share: f64| with_unit(share * 100.0, SHARES, "%");
        let mut bars: Vec<(String, f64, f64)> = key
            .iter()
            .map(|c| (c.key.to_string(), c.share.value, c.cumulative.value))
            .collect();
        let before = bars.last().map_or(0.0, |b| b.2);
        match all - key.len() {
            0 => {}
            n => bars.push((format!("{n} others, not key"), 1.0 - before, 1.0)),
        }
        let row = |(name, _, cumulative): &(String, f64, f64)| Row {
            name: name.clone(),
            words: percent(*cumulative),
            ..Row::default()
        };
        let mut rows: Vec<Row> = bars.iter().map(row).collect();
        if rows.is_empty() {
            rows.push(Row {
                reason: Some("nothing to add up".to_string()),
                ..Row::default()
            });
        }
        let mut columns = Columns::of(&rows);
        let x = columns.scale(&Scale::fixed(0.0, 100.0, 25.0, (0.0, 1.0)));
        let unit = "% of the sum of magnitudes; on the right, cumulative";
        let top = Columns::head(&mut svg, unit, y);
        let mut y = top;
        let mut marks = Svg::new();
        let mut line = Vec::new();
        let mut dots = Svg::new();
        for (i, row) in rows.iter().enumerate() {
            let (middle, below) = columns.row(&mut marks, row, y);
            y = below;
            let Some((name, share, cumulative)) = bars.get(i) else {
                continue;
            };
            let tip = format!(
                "{name}: {}, up to here {}",
                percent(*share),
                percent(*cumulative)
            );
            let class = if i < key.len() { "area f1" } else { "withheld" };
            let ends = (x.place(0.0), x.place(share * 100.0));
            bar(&mut marks, class, None, ends, middle, &tip);
            let at = (x.place(cumulative * 100.0), middle);
            line.push(at);
            dots.marker(4, "m0", at, 3.2, &tip);
        }
        if !bars.is_empty() {
            marks.polyline("line l0", &line);
            marks.append(dots);
            let at = x.place(self.threshold * 100.0);
            marks.line("mark-line", (at, top), (at, y + 2.0));
        }
        let height = Columns::finish(&mut svg, marks, &axis::ticks_of(&x), (top, y));
        let names: Vec<&str> = key.iter().map(|c| c.key).collect();
        let description = format!(
            "Bars of the share of each category, largest first, with the cumulative share. {} of {all} reach {threshold}: {}. All values are in the table below.",
            key.len(),
            names.join(", "),
        );
        let mut not_shown = NotShown::default();
        for (name, entry) in self.items.iter().filter(|i| i.1.value().is_none()) {
            let reason = format!("{}; no part of the sum", entry.reason());
            not_shown.add(name, "", &reason);
        }
        Drawing {
            svg: svg.finish(id, title, &description, height),
            not_shown: not_shown.into_sentences(),
            ..Drawing::default()
        }
    }

    pub(super) fn table(&self, title: &str) -> Table {
        let mut table = Table::new(title, &[&self.head])
            .column("Value", &self.unit)
            .column("Share", "%")
            .column("Cumulative share", "%")
            .column("Key category", "");
        let ranked = self.ranked();
        let key = ranked
            .as_ref()
            .map_or(0, |r| r.reaching(self.threshold).len());
        let categories = ranked.as_ref().map_or(&[][..], |r| r.categories());
        let share = |r: Ratio| Cell::Entry(Entry::Value(r.value * 100.0), SHARES);
        for (i, category) in categories.iter().enumerate() {
            let cells = [
                Cell::Entry(Entry::Value(category.value.value), self.precision),
                share(category.share),
                share(category.cumulative),
                Cell::text(if i < key { "yes" } else { "no" }),
            ];
            table = table.row([category.key], cells);
        }
        for (name, entry) in &self.items {
            if ranked.is_some() && entry.value().is_some() {
                continue;
            }
            let none = || Cell::Entry(Entry::missing("not in the sum"), SHARES);
            let value = Cell::Entry(entry.clone(), self.precision);
            table = table.row([name.as_str()], [value, none(), none(), Cell::text("—")]);
        }
        table
    }
}
