//! From one level to another, step by step: what was restated and what changed.

use super::axis;
use super::chart::{Drawing, NotShown, legend};
use super::fault::{ChartError, adds_up, distinct};
use super::model::Entry;
use super::number::{Precision, plus, signed, unit_label};
use super::rows::{BAR, Columns, Row, bar};
use super::scale::Scale;
use super::svg::Svg;
use super::table::{Cell, Table};

/// A bridge (waterfall): levels, and between them the steps that lead from one to the next.
///
/// ```ignore
/// BridgeChart::new("ktCO2e")
///     .level("2020–2021, as published", 900.0)
///     .restatement("Method", 12.0)
///     .restatement("Not stated", Entry::withheld("one reporter"))
///     .restatement("Membership", Entry::withheld("one reporter"))
///     .level("2020–2021, restated", 950.0)
///     .change("Like for like", -20.0)
///     .change("New reporters", 5.0)
///     .level("2022–2023", 935.0)
/// ```
///
/// The steps between two levels add up to their difference. A single withheld number among them
/// would follow from the others, and is refused. A step after one without a number has no place
/// until the next level is known; it is in the table, and is drawn only if it can be placed from
/// the level behind it.
#[derive(Debug, Clone)]
pub struct BridgeChart {
    unit: String,
    precision: Precision,
    from_zero: bool,
    items: Vec<Item>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Level,
    Restatement,
    Change,
}

impl Kind {
    const ALL: [Kind; 3] = [Kind::Level, Kind::Restatement, Kind::Change];

    fn word(self) -> &'static str {
        match self {
            Kind::Level => "level",
            Kind::Restatement => "restatement",
            Kind::Change => "change",
        }
    }

    fn class(self) -> &'static str {
        match self {
            Kind::Level => "area f1",
            Kind::Restatement => "area f2",
            Kind::Change => "area f3",
        }
    }
}

#[derive(Debug, Clone)]
struct Item {
    kind: Kind,
    name: String,
    entry: Entry,
}

/// Between which levels an item stands; a level stands at itself.
type Place = Option<(f64, f64)>;

impl BridgeChart {
    /// An empty bridge of values in `unit`, its axis starting at zero.
    pub fn new(unit: &str) -> Self {
        BridgeChart {
            unit: unit.to_string(),
            precision: Precision::default(),
            from_zero: true,
            items: Vec::new(),
        }
    }

    /// The next level: a period as published, as restated, or the current one.
    pub fn level(self, name: &str, value: impl Into<Entry>) -> Self {
        self.push(Kind::Level, name, value.into())
    }

    /// The next step that restates the past, named by its reason: method, factor, activity data,
    /// boundary, error, membership, or not stated.
    pub fn restatement(self, reason: &str, value: impl Into<Entry>) -> Self {
        self.push(Kind::Restatement, reason, value.into())
    }

    /// The next step that is a change: like for like, new reporters, reporters who dropped out.
    pub fn change(self, name: &str, value: impl Into<Entry>) -> Self {
        self.push(Kind::Change, name, value.into())
    }

    fn push(mut self, kind: Kind, name: &str, entry: Entry) -> Self {
        let name = name.to_string();
        self.items.push(Item { kind, name, entry });
        self
    }

    /// Lets the axis begin near the lowest level instead of at zero; the cut bars are marked. Ask
    /// for a precision that tells the levels apart too.
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
        let (Some(first), Some(last)) = (self.items.first(), self.items.last()) else {
            return Err(ChartError::Empty);
        };
        if let Some(open) = [first, last].into_iter().find(|i| i.kind != Kind::Level) {
            let item = open.name.clone();
            return Err(ChartError::NoLevel { item });
        }
        for kind in Kind::ALL {
            let of_kind = self.items.iter().filter(|i| i.kind == kind);
            distinct(of_kind.map(|i| i.name.as_str()))?;
        }
        let levels = |i: &usize| self.items[*i].kind == Kind::Level;
        let levels: Vec<usize> = (0..self.items.len()).filter(levels).collect();
        let named = |i: &Item| -> (String, Entry) { (i.name.clone(), i.entry.clone()) };
        for pair in levels.windows(2) {
            let span: Vec<(String, Entry)> =
                self.items[pair[0]..=pair[1]].iter().map(named).collect();
            let span: Vec<(&str, &Entry)> = span.iter().map(|(n, e)| (n.as_str(), e)).collect();
            let (from, to) = (span[0], span[span.len() - 1]);
            adds_up(to.0, (from, to), &span[1..span.len() - 1])?;
        }
        // A level alone leads nowhere.
        if levels.len() < 2 {
            return Err(ChartError::Empty);
        }
        Ok(())
    }

    /// Where every item stands, from the level before it or, failing that, the level after it.
    fn places(&self) -> Vec<Place> {
        let mut places: Vec<Place> = vec![None; self.items.len()];
        let finite = |p: &(f64, f64)| p.0.is_finite() && p.1.is_finite();
        let mut level = None;
        for (place, item) in places.iter_mut().zip(&self.items) {
            let value = item.entry.value();
            *place = match item.kind {
                Kind::Level => value.map(|v| (v, v)),
                _ => level.zip(value).map(|(l, v): (f64, f64)| (l, l + v)),
            };
            *place = place.filter(finite);
            level = place.map(|p| p.1);
        }
        let mut level = None;
        for (place, item) in places.iter_mut().zip(&self.items).rev() {
            if place.is_none() {
                let behind = level.zip(item.entry.value());
                *place = behind.map(|(l, v): (f64, f64)| (l - v, l)).filter(finite);
            }
            level = place.map(|p| p.0);
        }
        places
    }

    fn words(&self, item: &Item, x: &Scale) -> String {
        match (item.kind, item.entry.value()) {
            (_, None) => String::new(),
            (Kind::Level, Some(v)) => x.shown(v, self.precision),
            (_, Some(v)) => plus(v, x.shown(v, self.precision)),
        }
    }

    fn scale(&self, places: &[Place]) -> Scale {
        let ends = places.iter().flatten().flat_map(|p| [p.0, p.1]);
        let mut ends: Vec<f64> = ends.collect();
        if !self.from_zero {
            // The shortest bar keeps a length on which its cut can be marked.
            let low = ends.iter().copied().fold(f64::INFINITY, f64::min);
            let high = ends.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let room = (high - low) * 0.25;
            ends.push(if low > 0.0 { low - room } else { high + room });
        }
        Scale::covering(ends, self.from_zero, 4, (0.0, 1.0))
    }

    pub(super) fn draw(&self, id: &str, title: &str) -> Drawing {
        let mut svg = Svg::new();
        let pattern = svg.hatch(id);
        let mut items: Vec<String> = Kind::ALL.iter().map(|k| k.word().to_string()).collect();
        items.push("hatched: decrease".to_string());
        let y = legend(&mut svg, 0.0, &items, |svg, i, (x, y)| {
            let class = Kind::ALL.get(i).map_or("area f3", |k| k.class());
            let hatched = (i == Kind::ALL.len()).then_some(pattern.as_str());
            bar(svg, class, hatched, (x, x + 13.0), y, "");
        });
        let places = self.places();
        let x = self.scale(&places);
        let row = |item: &Item| Row {
            name: item.name.clone(),
            strong: item.kind == Kind::Level,
            words: self.words(item, &x),
            reason: match item.entry.value() {
                Some(_) => None,
                None => Some(item.entry.reason().to_string()),
            },
        };
        let rows: Vec<Row> = self.items.iter().map(row).collect();
        let mut columns = Columns::of(&rows);
        let x = columns.scale(&x);
        let (low, high) = x.range();
        let broken = low > 0.0 || high < 0.0;
        let base = x.place(0.0);
        let unit = x.unit(&self.unit);
        let top = Columns::head(&mut svg, &unit, y);
        let mut y = top;
        let (mut links, mut marks) = (Svg::new(), Svg::new());
        let mut not_shown = NotShown::default();
        let mut before: Option<(f64, f64)> = None;
        for ((item, row), place) in self.items.iter().zip(&rows).zip(&places) {
            let (middle, below) = columns.row(&mut marks, row, y);
            y = below;
            let Some((from, to)) = place.map(|(a, b)| (x.place(a), x.place(b))) else {
                if item.entry.value().is_some() {
                    let reason = "between two steps without a number, its place is not known";
                    not_shown.add(&item.name, "", reason);
                }
                before = None;
                continue;
            };
            // A thin line leads from where the last bar ended to where this one begins.
            if let Some((at, above)) = before.filter(|b| (b.0 - from).abs() < 1.0) {
                links.line("leader", (at, above), (from, middle));
            }
            before = Some((to, middle));
            let value = item.entry.value().unwrap_or(0.0);
            let level = item.kind == Kind::Level;
            let decrease = !level && value < 0.0;
            let ends = (if level { base } else { from }, to);
            let number = if level {
                super::number::number(value, self.precision)
            } else {
                signed(value, self.precision)
            };
            let tip = format!("{}: {number} {}", item.name, unit_label(&self.unit));
            let hatched = decrease.then_some(pattern.as_str());
            if level || value != 0.0 {
                bar(&mut marks, item.kind.class(), hatched, ends, middle, &tip);
            }
            if level && broken {
                cut(&mut marks, (base, to), middle);
            }
        }
        links.append(marks);
        let height = Columns::finish(&mut svg, links, &axis::ticks_of(&x), (top, y));
        Drawing {
            svg: svg.finish(id, title, &self.description(&unit), height),
            not_shown: not_shown.into_sentences(),
            reading: if broken {
                "The axis does not begin at zero. The bars of the levels are cut, which two strokes mark: compare where they end, not how long they are.".to_string()
            } else {
                String::new()
            },
        }
    }

    fn description(&self, unit: &str) -> String {
        let words = self.items.iter().map(|item| {
            let number = match (item.kind, item.entry.value()) {
                (_, None) => item.entry.reason().to_string(),
                (Kind::Level, Some(v)) => super::number::number(v, self.precision),
                (_, Some(v)) => signed(v, self.precision),
            };
            format!("{} {number}", item.name)
        });
        let words: Vec<String> = words.collect();
        let unit_of_numbers = unit_label(&self.unit);
        format!(
            "Bridge from level to level, axis in {unit}. In {unit_of_numbers}: {}. All values are in the table below.",
            words.join("; ")
        )
    }

    pub(super) fn table(&self, title: &str) -> Table {
        let caption = format!("{title} ({})", unit_label(&self.unit));
        let table = Table::new(caption, &["Level or step"])
            .column("Kind", "")
            .column("Value", "")
            .column("Level after it", "");
        let rows = self.items.iter().zip(self.places());
        rows.fold(table, |table, (item, place)| {
            let after = place.map_or(Entry::missing("not known"), |p| Entry::from(p.1));
            let cells = [
                Cell::text(item.kind.word()),
                Cell::Entry(item.entry.clone(), self.precision),
                Cell::Entry(after, self.precision),
            ];
            table.row([item.name.as_str()], cells)
        })
    }
}

/// Two strokes across a bar near the end at which it is cut.
fn cut(svg: &mut Svg, (base, to): (f64, f64), middle: f64) {
    let side = if to < base { -1.0 } else { 1.0 };
    for offset in [5.0, 9.0] {
        let at = base + side * offset;
        let half = BAR / 2.0 + 1.5;
        svg.line("cut", (at - 2.0, middle + half), (at + 2.0, middle - half));
    }
}
