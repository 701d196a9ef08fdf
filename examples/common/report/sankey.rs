//! Flows through one place: ribbons from where they come to where they go, as wide as they are
//! large. What comes in and does not go out, or the other way, is drawn too.

use super::chart::Drawing;
use super::model::Entry;
use super::number::{Precision, unit_label, with_unit};
use super::svg::{Anchor, LINE, Svg, WIDTH, style_class, wrap};
use super::table::{Cell, Table};

/// Width of a node, and the height of all flows together.
const NODE: f64 = 12.0;
const HEIGHT: f64 = 230.0;
const BETWEEN: f64 = 8.0;
/// A difference smaller than this part of the flows is rounding.
const ROUNDING: f64 = 1e-9;

/// A diagram of inflows and outflows of one place.
#[derive(Debug, Clone)]
pub struct Sankey {
    unit: String,
    place: String,
    precision: Precision,
    inflows: Vec<Flow>,
    outflows: Vec<Flow>,
    /// What it is called if more comes in than goes out, and if less does.
    difference: [String; 2],
}

#[derive(Debug, Clone)]
struct Flow {
    name: String,
    amount: f64,
    style: usize,
    hatched: bool,
}

impl Flow {
    fn drawn(&self) -> bool {
        self.amount.is_finite() && self.amount > 0.0
    }
}

/// A flow with its place on its side.
struct Placed<'a> {
    flow: &'a Flow,
    lines: Vec<String>,
    /// Middle of its node.
    middle: f64,
    height: f64,
}

impl Sankey {
    /// An empty diagram of flows in `unit` through `place`.
    pub fn new(unit: &str, place: &str) -> Self {
        Sankey {
            unit: unit.to_string(),
            place: place.to_string(),
            precision: Precision::default(),
            inflows: Vec::new(),
            outflows: Vec::new(),
            difference: ["stays", "comes from what was there"].map(str::to_string),
        }
    }

    /// The next inflow, in the colour of this number.
    pub fn inflow(mut self, name: &str, amount: f64, style: usize) -> Self {
        self.inflows.push(Flow::new(name, amount, style));
        self
    }

    /// The next outflow, in the colour of this number.
    pub fn outflow(mut self, name: &str, amount: f64, style: usize) -> Self {
        self.outflows.push(Flow::new(name, amount, style));
        self
    }

    /// What the difference is called if more comes in than goes out, and if less does.
    pub fn difference(mut self, more_in: &str, more_out: &str) -> Self {
        self.difference = [more_in, more_out].map(str::to_string);
        self
    }

    /// Rounding of labels and table, three significant digits otherwise.
    pub fn precision(mut self, precision: Precision) -> Self {
        self.precision = precision;
        self
    }

    /// Inflows and outflows with the difference as one of them, so that both sides are equal.
    fn balanced(&self) -> (Vec<Flow>, Vec<Flow>) {
        let drawn = |flows: &[Flow]| flows.iter().filter(|f| f.drawn()).cloned().collect();
        let (mut inflows, mut outflows): (Vec<Flow>, Vec<Flow>) =
            (drawn(&self.inflows), drawn(&self.outflows));
        let (more, less) = (total(&inflows), total(&outflows));
        let difference = more - less;
        let side = if difference > 0.0 {
            (&mut outflows, &self.difference[0])
        } else {
            (&mut inflows, &self.difference[1])
        };
        if difference.abs() > ROUNDING * more.max(less) {
            let mut flow = Flow::new(side.1, difference.abs(), 0);
            flow.hatched = true;
            side.0.push(flow);
        }
        (inflows, outflows)
    }

    fn shown(&self, amount: f64) -> String {
        with_unit(amount, self.precision, &self.unit)
    }

    /// The flows of a side below each other, each with room for its label, and where they end.
    fn placed<'a>(&self, flows: &'a [Flow], scale: f64) -> (Vec<Placed<'a>>, f64) {
        let mut y = 0.0;
        let placed = flows.iter().map(|flow| {
            // Bold figures are wider than the estimate.
            let mut lines = wrap(&flow.name, WIDTH * 0.4);
            lines.push(self.shown(flow.amount));
            let height = flow.amount * scale;
            let room = height.max(lines.len() as f64 * LINE);
            let middle = y + room / 2.0;
            y += room + BETWEEN;
            Placed {
                flow,
                lines,
                middle,
                height,
            }
        });
        let placed = placed.collect();
        (placed, (y - BETWEEN).max(0.0))
    }

    pub(super) fn draw(&self, id: &str, title: &str) -> Drawing {
        let (inflows, outflows) = self.balanced();
        let all = total(&inflows).max(total(&outflows));
        let mut svg = Svg::new();
        let top = 2.0 * LINE;
        let mut bottom = top;
        if all > 0.0 && all.is_finite() {
            let pattern = svg.hatch(id);
            let scale = HEIGHT / all;
            let (left, left_end) = self.placed(&inflows, scale);
            let (right, right_end) = self.placed(&outflows, scale);
            let height = left_end.max(right_end).max(HEIGHT);
            let centre = top + (height - HEIGHT) / 2.0;
            bottom = top + height;
            let middle = WIDTH / 2.0;
            let mut labels = Svg::new();
            for (side, end) in [(&left, left_end), (&right, right_end)] {
                let from = top + (height - end) / 2.0;
                let is_left = std::ptr::eq(side, &left);
                let node = if is_left { 0.0 } else { WIDTH - NODE };
                let mut at = centre;
                for one in side {
                    let y = from + one.middle;
                    let flow = one.flow;
                    let tip = format!("{}: {}", flow.name, self.shown(flow.amount));
                    let class = style_class('f', flow.style);
                    let own = y - one.height / 2.0;
                    let ends = match is_left {
                        true => [(NODE, own), (middle - NODE / 2.0, at)],
                        false => [(middle + NODE / 2.0, at), (WIDTH - NODE, own)],
                    };
                    svg.ribbon(&format!("flow {class}"), ends, one.height, &tip);
                    svg.rect(&class, node, own, (NODE, one.height), &tip);
                    if flow.hatched {
                        svg.hatched(&pattern, node, own, (NODE, one.height));
                    }
                    at += one.height;
                    let (x, anchor) = match is_left {
                        true => (NODE + 5.0, Anchor::Start),
                        false => (WIDTH - NODE - 5.0, Anchor::End),
                    };
                    let first = y - (one.lines.len() as f64 - 1.0) * LINE / 2.0;
                    for (n, line) in one.lines.iter().enumerate() {
                        let last = n + 1 == one.lines.len();
                        let class = if last { "halo strong" } else { "halo" };
                        labels.text(class, x, first + n as f64 * LINE, anchor, line);
                    }
                }
            }
            svg.rect(
                "f0",
                middle - NODE / 2.0,
                centre,
                (NODE, HEIGHT),
                &self.place,
            );
            svg.append(labels);
            let name = format!("{}: {}", self.place, self.shown(all));
            svg.text("panel", middle, LINE / 2.0, Anchor::Middle, &name);
        } else {
            let text = "nothing flows";
            svg.text("missing", WIDTH / 2.0, LINE, Anchor::Middle, text);
        }
        let list = |flows: &[Flow]| {
            let each = flows.iter();
            let each = each.map(|flow| format!("{} {}", flow.name, self.shown(flow.amount)));
            each.collect::<Vec<_>>().join(", ")
        };
        let description = format!(
            "Flow diagram of {}. In: {}. Out: {}. The width of a ribbon is its amount. All values are in the table below.",
            self.place,
            list(&inflows),
            list(&outflows),
        );
        let nothing = |side: &str, flows: &[Flow]| {
            let none = flows.iter().filter(|flow| !flow.drawn());
            let none = none.map(|flow| format!("{side}, {}: {}", flow.name, why(flow.amount)));
            none.collect::<Vec<_>>()
        };
        let mut not_shown = nothing("In", &self.inflows);
        not_shown.extend(nothing("Out", &self.outflows));
        Drawing {
            svg: svg.finish(id, title, &description, bottom + 6.0),
            reading: String::new(),
            not_shown,
        }
    }

    pub(super) fn table(&self, title: &str) -> Table {
        let caption = format!("{title} ({})", unit_label(&self.unit));
        let mut table = Table::new(caption, &["Side", "Flow"])
            .column("Amount", &self.unit)
            .column("Share of the side", "%");
        let (inflows, outflows) = self.balanced();
        let cell = |amount: f64| Cell::Entry(amount.into(), self.precision);
        let sides = [
            ("In", &self.inflows, &inflows),
            ("Out", &self.outflows, &outflows),
        ];
        for (side, given, balanced) in sides {
            let whole = total(given);
            for flow in given {
                let percent = match whole > 0.0 {
                    true => Entry::from(100.0 * flow.amount / whole),
                    false => Entry::missing("nothing flows"),
                };
                let percent = Cell::Entry(percent, Precision::Decimals(1));
                table = table.row([side, flow.name.as_str()], [cell(flow.amount), percent]);
            }
            let hundred = match whole > 0.0 {
                true => Entry::from(100.0),
                false => Entry::missing("nothing flows"),
            };
            let hundred = Cell::Entry(hundred, Precision::Decimals(1));
            table = table.row([side, "all"], [cell(whole), hundred]);
            for flow in balanced.iter().filter(|flow| flow.hatched) {
                let none = Cell::Entry(Entry::missing("the difference"), self.precision);
                table = table.row([side, flow.name.as_str()], [cell(flow.amount), none]);
            }
        }
        table.open()
    }
}

impl Flow {
    fn new(name: &str, amount: f64, style: usize) -> Self {
        Flow {
            name: name.to_string(),
            amount,
            style,
            hatched: false,
        }
    }
}

fn total(flows: &[Flow]) -> f64 {
    let amounts = flows.iter().map(|flow| flow.amount);
    amounts.filter(|amount| amount.is_finite()).sum()
}

fn why(amount: f64) -> &'static str {
    if amount == 0.0 {
        "none"
    } else {
        "not an amount that can be drawn"
    }
}
