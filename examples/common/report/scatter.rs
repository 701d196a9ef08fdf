//! One share against another, point by point, with the diagonal where they are equal.

use super::chart::Drawing;
use super::model::Entry;
use super::number::{Precision, unit_label, with_unit};
use super::scale::Scale;
use super::svg::{Anchor, LINE, Svg, WIDTH, text_width, wrap};
use super::table::{Cell, Table};

const PLOT: f64 = 300.0;
const RADIUS: f64 = 3.6;

/// A scatter of two quantities with the same unit and range.
#[derive(Debug, Clone)]
pub struct ScatterChart {
    x: String,
    y: String,
    unit: String,
    top: f64,
    diagonal: Option<String>,
    region: Option<(f64, f64, String)>,
    points: Vec<Point>,
    precision: Precision,
    head: String,
}

#[derive(Debug, Clone)]
struct Point {
    name: String,
    x: Entry,
    y: Entry,
    labelled: bool,
}

impl ScatterChart {
    /// A chart of two percentages, 0 to 100 on both axes.
    pub fn percentages(x: &str, y: &str) -> Self {
        ScatterChart {
            x: x.to_string(),
            y: y.to_string(),
            unit: "%".to_string(),
            top: 100.0,
            diagonal: None,
            region: None,
            points: Vec::new(),
            precision: Precision::Decimals(1),
            head: "Country".to_string(),
        }
    }

    /// What the points are, if not countries, as the heading of their column in the table.
    pub fn points_are(mut self, head: &str) -> Self {
        self.head = head.to_string();
        self
    }

    /// Draws the line on which both are equal, with words for it, and for every labelled point the
    /// gap between it and the line.
    pub fn diagonal(mut self, label: &str) -> Self {
        self.diagonal = Some(label.to_string());
        self
    }

    /// Shades where both are below a limit, with words for it.
    pub fn region(mut self, x_below: f64, y_below: f64, label: &str) -> Self {
        if x_below.is_finite() && y_below.is_finite() {
            self.region = Some((x_below, y_below, label.to_string()));
        }
        self
    }

    /// A point; it is drawn if both values are there, and listed if one is missing.
    pub fn point(self, name: &str, x: impl Into<Entry>, y: impl Into<Entry>) -> Self {
        self.push(name, x.into(), y.into(), false)
    }

    /// A point that is named in the chart.
    pub fn labelled(self, name: &str, x: impl Into<Entry>, y: impl Into<Entry>) -> Self {
        self.push(name, x.into(), y.into(), true)
    }

    fn push(mut self, name: &str, x: Entry, y: Entry, labelled: bool) -> Self {
        self.points.push(Point {
            name: name.to_string(),
            x,
            y,
            labelled,
        });
        self
    }

    pub(super) fn draw(&self, id: &str, title: &str) -> Drawing {
        let mut svg = Svg::new();
        let unit = unit_label(&self.unit);
        let y_title = format!("{}, {unit}", self.y);
        svg.text("unit", 0.0, LINE / 2.0, Anchor::Start, &y_title);
        let (left, right) = (30.0, WIDTH - 8.0);
        let (top, bottom) = (LINE + 12.0, LINE + 12.0 + PLOT);
        let x = Scale::fixed(0.0, self.top, self.top / 4.0, (left, right));
        let y = x.onto(bottom, top);
        if let Some((x_below, y_below, label)) = &self.region {
            let at = y.place(*y_below);
            let size = (x.place(*x_below) - left, bottom - at);
            svg.rect("region", left, at, size, label);
        }
        for tick in x.ticks() {
            let text = x.label(tick);
            let class = if tick == 0.0 { "axis" } else { "grid" };
            svg.line(class, (left, y.place(tick)), (right, y.place(tick)));
            svg.text("tick", left - 5.0, y.place(tick), Anchor::End, &text);
            svg.line(class, (x.place(tick), top), (x.place(tick), bottom));
            // The last label ends at the edge of the drawing.
            let (at, anchor) = if tick == self.top {
                (WIDTH, Anchor::End)
            } else {
                (x.place(tick), Anchor::Middle)
            };
            svg.text("tick", at, bottom + 13.0, anchor, &text);
        }
        let x_title = format!("{}, {unit}", self.x);
        svg.text("unit", WIDTH, bottom + 31.0, Anchor::End, &x_title);

        let drawn: Vec<(&Point, f64, f64, f64)> = self
            .points
            .iter()
            .filter_map(|p| {
                let (a, b) = (p.x.value()?, p.y.value()?);
                Some((p, x.place(a), y.place(b), y.place(a)))
            })
            .collect();
        let mut taken: Vec<Area> = drawn
            .iter()
            .map(|d| Area::around(d.1, d.2, RADIUS))
            .collect();
        if let Some(label) = &self.diagonal {
            svg.line("mark-line", (left, bottom), (right, top));
            // Its words stand in the corner above it, after a sample of the line.
            let at = (left + 10.0, top + 14.0);
            svg.line("mark-line", at, (at.0 + 22.0, at.1));
            for (i, line) in wrap(label, (right - left) * 0.45).iter().enumerate() {
                let at = (at.0 + 28.0, at.1 + i as f64 * LINE);
                svg.text("mark-label", at.0, at.1, Anchor::Start, line);
                taken.push(Area::text(at.0, at.1, Anchor::Start, line));
            }
            for (_, px, py, equal) in drawn.iter().filter(|d| d.0.labelled) {
                svg.line("gap", (*px, *equal), (*px, *py));
            }
        }
        if let Some((_, y_below, label)) = &self.region {
            let at = (left + 6.0, y.place(*y_below) + 10.0);
            svg.text("mark-label", at.0, at.1, Anchor::Start, label);
            taken.push(Area::text(at.0, at.1, Anchor::Start, label));
        }
        for (point, px, py, _) in &drawn {
            let class = if point.labelled {
                "m2 mark"
            } else {
                "m1 mark faint"
            };
            let shape = usize::from(point.labelled) * 2;
            svg.marker(shape, class, (*px, *py), RADIUS, &self.tip(point));
        }
        let frame = Area {
            left: left + 1.0,
            right: WIDTH,
            top: top - 6.0,
            bottom,
        };
        for (point, px, py, _) in drawn.iter().filter(|d| d.0.labelled) {
            let (area, at, anchor) = free_place(&point.name, (*px, *py), &taken, &frame);
            svg.text("label halo", at.0, at.1, anchor, &point.name);
            taken.push(area);
        }
        let description = format!(
            "Scatter chart of {} points: {} across, {} up, both in {unit}. All values are in the table below.",
            drawn.len(),
            self.x,
            self.y,
        );
        Drawing {
            svg: svg.finish(id, title, &description, bottom + 42.0),
            not_shown: self.not_shown(),
            ..Drawing::default()
        }
    }

    fn tip(&self, point: &Point) -> String {
        let value = |e: &Entry| match e.value() {
            Some(v) => with_unit(v, self.precision, &self.unit),
            None => e.reason().to_string(),
        };
        let (x, y) = (value(&point.x), value(&point.y));
        format!("{}: {} {x}, {} {y}", point.name, self.x, self.y)
    }

    fn not_shown(&self) -> Vec<String> {
        let missing = |p: &&Point| p.x.value().is_none() || p.y.value().is_none();
        self.points
            .iter()
            .filter(missing)
            .map(|p| self.tip(p))
            .collect()
    }

    pub(super) fn table(&self, title: &str) -> Table {
        let mut table = Table::new(title, &[&self.head])
            .column(self.x.clone(), &self.unit)
            .column(self.y.clone(), &self.unit);
        for point in &self.points {
            let cells = [&point.x, &point.y].map(|e| Cell::Entry(e.clone(), self.precision));
            table = table.row([point.name.clone()], cells);
        }
        table
    }
}

/// A rectangle that a label must not cover.
#[derive(Debug, Clone)]
struct Area {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

impl Area {
    fn around(x: f64, y: f64, r: f64) -> Self {
        Area {
            left: x - r,
            right: x + r,
            top: y - r,
            bottom: y + r,
        }
    }

    fn text(x: f64, y: f64, anchor: Anchor, text: &str) -> Self {
        let width = text_width(text);
        let left = match anchor {
            Anchor::Start => x,
            Anchor::Middle => x - width / 2.0,
            Anchor::End => x - width,
        };
        Area {
            left,
            right: left + width,
            top: y - LINE / 2.0 + 1.0,
            bottom: y + LINE / 2.0 - 1.0,
        }
    }

    fn overlap(&self, other: &Area) -> f64 {
        let w = self.right.min(other.right) - self.left.max(other.left);
        let h = self.bottom.min(other.bottom) - self.top.max(other.top);
        w.max(0.0) * h.max(0.0)
    }

    fn outside(&self, frame: &Area) -> bool {
        self.left < frame.left
            || self.right > frame.right
            || self.top < frame.top
            || self.bottom > frame.bottom
    }
}

/// The place around a point where its name covers least; the first such place wins.
fn free_place(
    name: &str,
    (x, y): (f64, f64),
    taken: &[Area],
    frame: &Area,
) -> (Area, (f64, f64), Anchor) {
    let near = RADIUS + 4.0;
    let row = LINE * 0.8;
    let mut places = Vec::new();
    for lift in [0.0, -0.8, 0.8, -1.5, 1.5, -2.3, 2.3] {
        places.push(((x + near, y + lift * row), Anchor::Start));
        places.push(((x - near, y + lift * row), Anchor::End));
    }
    places.push(((x, y - row), Anchor::Middle));
    places.push(((x, y + row), Anchor::Middle));
    let cost = |area: &Area| {
        let covered: f64 = taken.iter().map(|t| t.overlap(area)).sum();
        covered + if area.outside(frame) { 1e6 } else { 0.0 }
    };
    let candidates = places.into_iter().map(|(at, anchor)| {
        let area = Area::text(at.0, at.1, anchor, name);
        (cost(&area), area, at, anchor)
    });
    let best = candidates.reduce(|a, b| if b.0 < a.0 { b } else { a });
    best.map(|(_, area, at, anchor)| (area, at, anchor))
        .unwrap_or((Area::around(x, y, 0.0), (x, y), Anchor::Start))
}
