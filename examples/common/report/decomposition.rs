//! What each factor added to a change, for several groups, with the change itself as their sum.

use super::axis;
use super::chart::{Drawing, legend};
use super::fault::{ChartError, adds_up, distinct};
use super::model::Entry;
use super::number::{Precision, plus, signed, unit_label};
use super::rows::{Columns, Row, bar, text_block};
use super::scale::Scale;
use super::svg::Svg;
use super::table::{Cell, Table};

/// Name of the row of the sum.
const CHANGE: &str = "Change";

/// Signed bars, one for each factor of each group, that add up to the change of the group.
///
/// One withheld contribution alone would follow from the others, and is refused; that no total of
/// groups gives one away is for the caller to see to.
#[derive(Debug, Clone)]
pub struct DecompositionChart {
    unit: String,
    precision: Precision,
    factors: Vec<String>,
    groups: Vec<Group>,
    head: String,
}

#[derive(Debug, Clone)]
struct Group {
    name: String,
    change: Entry,
    effects: Vec<Entry>,
}

impl DecompositionChart {
    /// A chart of contributions in `unit` of these factors.
    pub fn new<'a>(unit: &str, factors: impl IntoIterator<Item = &'a str>) -> Self {
        DecompositionChart {
            unit: unit.to_string(),
            precision: Precision::default(),
            factors: factors.into_iter().map(str::to_string).collect(),
            groups: Vec::new(),
            head: "Group".to_string(),
        }
    }

    /// What the groups are ("Country"), as the heading of their column in the table.
    pub fn groups_are(mut self, head: &str) -> Self {
        self.head = head.to_string();
        self
    }

    /// The next group: its change, and what each factor added to it.
    pub fn group<E: Into<Entry>>(
        mut self,
        name: &str,
        change: impl Into<Entry>,
        effects: impl IntoIterator<Item = E>,
    ) -> Self {
        self.groups.push(Group {
            name: name.to_string(),
            change: change.into(),
            effects: effects.into_iter().map(Into::into).collect(),
        });
        self
    }

    /// Rounding of labels and table, three significant digits otherwise.
    pub fn precision(mut self, precision: Precision) -> Self {
        self.precision = precision;
        self
    }

    pub(super) fn check(&self) -> Result<(), ChartError> {
        if self.groups.is_empty() || self.factors.is_empty() {
            return Err(ChartError::Empty);
        }
        distinct(self.groups.iter().map(|g| g.name.as_str()))?;
        distinct(self.factors.iter().map(String::as_str))?;
        for group in &self.groups {
            if group.effects.len() != self.factors.len() {
                return Err(ChartError::Length {
                    item: group.name.clone(),
                    given: group.effects.len(),
                    expected: self.factors.len(),
                });
            }
            let names = self.factors.iter().map(String::as_str);
            let parts: Vec<(&str, &Entry)> = names.zip(&group.effects).collect();
            let ends = (("", &Entry::Value(0.0)), (CHANGE, &group.change));
            adds_up(&group.name, ends, &parts)?;
        }
        Ok(())
    }

    /// The bars of a group and, last, its sum.
    fn lines<'a>(&'a self, group: &'a Group) -> impl Iterator<Item = (&'a str, &'a Entry)> {
        let names = self.factors.iter().map(String::as_str);
        names.zip(&group.effects).chain([(CHANGE, &group.change)])
    }

    pub(super) fn draw(&self, id: &str, title: &str) -> Drawing {
        let mut svg = Svg::new();
        let pattern = svg.hatch(id);
        let items = ["increase", "hatched: decrease", "change, the sum"];
        let mut y = legend(
            &mut svg,
            0.0,
            &items.map(str::to_string),
            |svg, i, (x, y)| match i {
                2 => svg.marker(2, "m0", (x + 7.0, y), 4.0, ""),
                _ => contribution(svg, &pattern, i == 0, (x, x + 13.0), y, ""),
            },
        );
        let entries = self.groups.iter().flat_map(|g| self.lines(g));
        let values = entries.filter_map(|(_, e)| e.value());
        let x = Scale::covering(values, true, 4, (0.0, 1.0));
        let row = |(name, entry): (&str, &Entry)| Row {
            name: name.to_string(),
            strong: name == CHANGE,
            words: entry
                .value()
                .map_or(String::new(), |v| plus(v, x.shown(v, self.precision))),
            reason: match entry.value() {
                Some(_) => None,
                None => Some(entry.reason().to_string()),
            },
        };
        let rows: Vec<Vec<Row>> = self
            .groups
            .iter()
            .map(|group| self.lines(group).map(row).collect())
            .collect();
        let mut columns = Columns::of(&rows.concat());
        let x = columns.scale(&x);
        let unit = x.unit(&self.unit);
        y = Columns::head(&mut svg, &unit, y);
        let top = y;
        let mut marks = Svg::new();
        for (group, rows) in self.groups.iter().zip(&rows) {
            y = text_block(&mut marks, "panel", &group.name, 0.0, y);
            for ((name, entry), row) in self.lines(group).zip(rows) {
                let (middle, below) = columns.row(&mut marks, row, y);
                y = below;
                let Some(value) = entry.value() else {
                    continue;
                };
                let ends = (x.place(0.0), x.place(value));
                let tip = format!(
                    "{}, {name}: {} {}",
                    group.name,
                    signed(value, self.precision),
                    unit_label(&self.unit)
                );
                if row.strong {
                    marks.line("total", (ends.0, middle), (ends.1, middle));
                    marks.marker(2, "m0", (ends.1, middle), 4.0, &tip);
                } else if value != 0.0 {
                    contribution(&mut marks, &pattern, value >= 0.0, ends, middle, &tip);
                }
            }
            y += 8.0;
        }
        let height = Columns::finish(&mut svg, marks, &axis::ticks_of(&x), (top, y));
        let names: Vec<&str> = self.groups.iter().map(|g| g.name.as_str()).collect();
        let description = format!(
            "Signed bars, {unit}: what {} added to the change of {}. A mark shows the change, the sum of the bars. All values are in the table below.",
            self.factors.join(", "),
            names.join(", "),
        );
        Drawing {
            svg: svg.finish(id, title, &description, height),
            ..Drawing::default()
        }
    }

    pub(super) fn table(&self, title: &str) -> Table {
        let caption = format!("{title} ({})", unit_label(&self.unit));
        let mut table = Table::new(caption, &[&self.head]);
        for factor in &self.factors {
            table = table.column(factor.clone(), "");
        }
        table = table.column("Change, the sum", "");
        self.groups.iter().fold(table, |table, group| {
            let cells = self.lines(group);
            let cells = cells.map(|(_, e)| Cell::Entry(e.clone(), self.precision));
            table.row([group.name.as_str()], cells)
        })
    }
}

/// A bar in the colour of its sign; a decrease is hatched too.
fn contribution(
    svg: &mut Svg,
    pattern: &str,
    adds: bool,
    ends: (f64, f64),
    middle: f64,
    tip: &str,
) {
    if adds {
        bar(svg, "area f2", None, ends, middle, tip);
    } else {
        bar(svg, "area f1", Some(pattern), ends, middle, tip);
    }
}
