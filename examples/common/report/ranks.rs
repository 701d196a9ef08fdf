//! The rank of each item and the ranks it might have, with those that are not ranked and why.

use super::axis::{self, Tick};
use super::chart::{Drawing, legend};
use super::fault::{ChartError, distinct};
use super::model::Entry;
use super::number::Precision;
use super::rows::{Columns, Row, bar};
use super::scale::{Scale, year_ticks};
use super::svg::Svg;
use super::table::{Cell, Table};

/// Ranks as points on bars from the best to the worst rank that is possible.
///
/// Ties share a rank and the ranks they take up are left out after it (1, 2, 2, 4). Items that are
/// not ranked take up none, so that no gap tells where they would stand.
#[derive(Debug, Clone)]
pub struct RankChart {
    head: String,
    interval: String,
    ranked: Vec<Ranked>,
    left_out: Vec<(String, Entry)>,
}

#[derive(Debug, Clone)]
struct Ranked {
    name: String,
    rank: usize,
    best: usize,
    worst: usize,
}

impl RankChart {
    /// An empty chart of items that are called so ("Country"), with rank intervals that are named
    /// so ("95 % interval").
    pub fn new(head: &str, interval: &str) -> Self {
        RankChart {
            head: head.to_string(),
            interval: interval.to_string(),
            ranked: Vec::new(),
            left_out: Vec::new(),
        }
    }

    /// The next item: its rank, and the best and the worst it might have.
    pub fn ranked(mut self, name: &str, rank: usize, (best, worst): (usize, usize)) -> Self {
        self.ranked.push(Ranked {
            name: name.to_string(),
            rank,
            best,
            worst,
        });
        self
    }

    /// An item without a rank, because something is missing or was filled.
    pub fn left_out(mut self, name: &str, reason: &str) -> Self {
        let entry = Entry::missing(reason);
        self.left_out.push((name.to_string(), entry));
        self
    }

    /// An item whose rank is kept back.
    pub fn withheld(mut self, name: &str, reason: &str) -> Self {
        let entry = Entry::withheld(reason);
        self.left_out.push((name.to_string(), entry));
        self
    }

    pub(super) fn check(&self) -> Result<(), ChartError> {
        if self.ranked.is_empty() && self.left_out.is_empty() {
            return Err(ChartError::Empty);
        }
        let names = self.ranked.iter().map(|r| r.name.as_str());
        distinct(names.chain(self.left_out.iter().map(|l| l.0.as_str())))?;
        let items = self.ranked.len();
        let ahead = |rank| self.ranked.iter().filter(|r| r.rank < rank).count();
        let fits = |r: &Ranked| {
            r.rank == ahead(r.rank) + 1
                && (1..=r.rank).contains(&r.best)
                && (r.rank..=items).contains(&r.worst)
        };
        match self.ranked.iter().find(|r| !fits(r)) {
            None => Ok(()),
            Some(r) => Err(ChartError::Rank {
                item: r.name.clone(),
                rank: r.rank,
                best: r.best,
                worst: r.worst,
                items,
            }),
        }
    }

    /// The items in order of rank; ties stay in the order in which they were given.
    fn in_order(&self) -> Vec<&Ranked> {
        let mut items: Vec<&Ranked> = self.ranked.iter().collect();
        items.sort_by_key(|r| r.rank);
        items
    }

    /// "2=" for a rank that is shared.
    fn shown(&self, item: &Ranked) -> String {
        let shared = self.ranked.iter().filter(|r| r.rank == item.rank).count() > 1;
        format!("{}{}", item.rank, if shared { "=" } else { "" })
    }

    pub(super) fn draw(&self, id: &str, title: &str) -> Drawing {
        let mut svg = Svg::new();
        let items = ["rank; = shared".to_string(), self.interval.clone()];
        let y = legend(&mut svg, 0.0, &items, |svg, i, (x, y)| match i {
            0 => svg.marker(6, "m0", (x + 7.0, y), 4.0, ""),
            _ => bar(svg, "area f3", None, (x, x + 13.0), y, ""),
        });
        let order = self.in_order();
        let row = |item: &&Ranked| Row {
            name: item.name.clone(),
            words: match self.shown(item) {
                rank if item.best == item.worst => rank,
                rank => format!("{rank} ({}–{})", item.best, item.worst),
            },
            ..Row::default()
        };
        let mut rows: Vec<Row> = order.iter().map(row).collect();
        if rows.is_empty() {
            rows.push(Row {
                reason: Some("no item has a rank".to_string()),
                ..Row::default()
            });
        }
        let columns = Columns::of(&rows);
        let last = i32::try_from(order.len().max(1)).unwrap_or(i32::MAX);
        // Half a rank of room on either side, so that a bar over one rank can be seen.
        let x = Scale::fixed(0.5, f64::from(last) + 0.5, 1.0, columns.plot());
        let top = Columns::head(&mut svg, "Rank, 1 is first", y);
        let mut y = top;
        let mut marks = Svg::new();
        for (i, row) in rows.iter().enumerate() {
            let (middle, below) = columns.row(&mut marks, row, y);
            y = below;
            let Some(item) = order.get(i) else {
                continue;
            };
            let place = |rank: usize, by: f64| x.place(rank as f64 + by);
            let ends = (place(item.best, -0.4), place(item.worst, 0.4));
            let tip = format!(
                "{}: rank {}, {} to {}",
                item.name,
                self.shown(item),
                item.best,
                item.worst
            );
            bar(&mut marks, "area f3", None, ends, middle, &tip);
            marks.marker(6, "m0", (place(item.rank, 0.0), middle), 4.0, &tip);
        }
        let tick = |rank: i32| Tick {
            at: x.place(f64::from(rank)),
            label: rank.to_string(),
            zero: false,
        };
        let ticks: Vec<Tick> = year_ticks(1, last, 8).into_iter().map(tick).collect();
        let ticks = if order.is_empty() { &[] } else { &ticks[..] };
        let height = Columns::finish(&mut svg, marks, ticks, (top, y));
        let names: Vec<String> = order
            .iter()
            .map(|item| format!("{} {}", self.shown(item), item.name))
            .collect();
        let description = format!(
            "Ranks with the {}: {}. {} are not ranked; they are listed below the drawing. All ranks are in the table below.",
            self.interval,
            names.join(", "),
            self.left_out.len(),
        );
        let sentence = |(name, entry): &(String, Entry)| format!("{name}: {}", entry.reason());
        Drawing {
            svg: svg.finish(id, title, &description, height),
            not_shown: self.left_out.iter().map(sentence).collect(),
            ..Drawing::default()
        }
    }

    pub(super) fn table(&self, title: &str) -> Table {
        let caption = format!("{title} ({})", self.interval);
        let mut table = Table::new(caption, &[&self.head])
            .column("Rank", "")
            .column("Best rank", "")
            .column("Worst rank", "")
            .column("Shared", "");
        let whole = |rank: usize| Cell::Entry(Entry::Value(rank as f64), Precision::Decimals(0));
        for item in self.in_order() {
            let shared = self.shown(item).ends_with('=');
            let cells = [
                whole(item.rank),
                whole(item.best),
                whole(item.worst),
                Cell::text(if shared { "yes" } else { "no" }),
            ];
            table = table.row([item.name.as_str()], cells);
        }
        for (name, entry) in &self.left_out {
            let none = Cell::Entry(Entry::missing("not ranked"), Precision::default());
            let why = Cell::Entry(entry.clone(), Precision::default());
            table = table.row([name.as_str()], [why, none.clone(), none, Cell::text("—")]);
        }
        table
    }
}
