//! The lines and tick labels that charts stand on.

use super::scale::{Scale, year_ticks};
use super::svg::{Anchor, LINE, Svg, text_width};

/// One tick of an axis.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Tick {
    /// Where it stands.
    pub(super) at: f64,
    /// What stands below it.
    pub(super) label: String,
    /// Whether it is where the values begin.
    pub(super) zero: bool,
}

/// The ticks of a scale.
pub(super) fn ticks_of(scale: &Scale) -> Vec<Tick> {
    let tick = |t: f64| Tick {
        at: scale.place(t),
        label: scale.label(t),
        zero: t == 0.0,
    };
    scale.ticks().into_iter().map(tick).collect()
}

/// Vertical lines from `top` to `bottom`, and below them as many labels as have room.
pub(super) fn below(svg: &mut Svg, ticks: &[Tick], (top, bottom): (f64, f64)) {
    let (Some(first), Some(last)) = (ticks.first(), ticks.last()) else {
        return;
    };
    let widest = ticks.iter().map(|t| text_width(&t.label));
    let pitch = (last.at - first.at) / (ticks.len().max(2) - 1) as f64;
    let every = libm::ceil((widest.fold(0.0, f64::max) + 6.0) / pitch.max(1.0)).max(1.0) as usize;
    for (i, tick) in ticks.iter().enumerate() {
        let class = if tick.zero { "axis" } else { "grid" };
        svg.line(class, (tick.at, top), (tick.at, bottom + 2.0));
        if i % every == 0 {
            svg.text("tick", tick.at, bottom + 12.0, Anchor::Middle, &tick.label);
        }
    }
}

/// A plot of values over years: where it lies, and how a year and a value find their place.
#[derive(Debug, Clone)]
pub(super) struct YearPlot {
    years: Option<(i32, i32)>,
    pub(super) y: Scale,
    pub(super) left: f64,
    pub(super) right: f64,
}

impl YearPlot {
    /// A plot between its tick labels on the left and `right`.
    pub(super) fn new(years: &[i32], y: Scale, right: f64) -> Self {
        let ticks = y.ticks().into_iter().map(|t| text_width(&y.label(t)));
        let left = 6.0 + ticks.fold(0.0, f64::max);
        YearPlot {
            years: years.first().copied().zip(years.last().copied()),
            y,
            left,
            right,
        }
    }

    /// Where a year stands.
    pub(super) fn x(&self, year: i32) -> f64 {
        match self.years {
            Some((first, last)) if first < last => {
                let share = f64::from(year - first) / f64::from(last - first);
                self.left + 6.0 + share * (self.right - self.left - 12.0)
            }
            _ => (self.left + self.right) / 2.0,
        }
    }

    /// Where a value of a year stands.
    pub(super) fn at(&self, year: i32, value: f64) -> (f64, f64) {
        (self.x(year), self.y.place(value))
    }

    /// Draws the lines of both axes, with the unit at height `head`.
    pub(super) fn draw(&self, svg: &mut Svg, unit: &str, head: f64, bottom: f64) {
        svg.text("unit", 0.0, head, Anchor::Start, unit);
        for tick in self.y.ticks() {
            let at = self.y.place(tick);
            let class = if tick == 0.0 { "axis" } else { "grid" };
            svg.line(class, (self.left, at), (self.right, at));
            let label = self.y.label(tick);
            svg.text("tick", self.left - 5.0, at, Anchor::End, &label);
        }
        let Some((first, last)) = self.years else {
            return;
        };
        let room = ((self.right - self.left) / 44.0) as usize + 1;
        for year in year_ticks(first, last, room) {
            let x = self.x(year);
            svg.line("axis", (x, bottom), (x, bottom + 4.0));
            let text = year.to_string();
            svg.text("tick", x, bottom + LINE - 3.0, Anchor::Middle, &text);
        }
    }
}
