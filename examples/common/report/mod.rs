//! From a plain description to one self-contained HTML page: text, figures, tables, sources.
//!
//! The page needs no network and no script, follows light and dark, prints on A4, and gives every
//! figure a title and description for screen readers, its data as a table, how it is computed and
//! where it comes from. The same description gives the same bytes.
//!
//! The plotting crates `kuva` 0.6 and `plotters` 0.3 are not used: they write colours as
//! fixed values without classes, so that a chart cannot follow dark mode or print, put no `role`,
//! `<title>` and `<desc>` on the drawing, and lay text out for one width, which is too small on a
//! phone. What the figures need of SVG is little, so it is written here.
//!
//! ```ignore
//! #[path = "../common/report/mod.rs"]
//! mod report;
//! use report::{Entry, Figure, KeyFigure, LineChart, Report, Section, Source};
//!
//! let chart = LineChart::new("gCO2e/kWh")
//!     .line("World", [(2021, 470.0), (2022, 463.0)])
//!     .line("LDC", [(2021, Entry::from(366.0)), (2022, Entry::missing("not published"))])
//!     .emphasise("World");
//! let html = Report::new("ICT and climate", "Biennial review 2022–2023")
//!     .key_figure(KeyFigure::new("Grid carbon intensity, world", 463.0, "gCO2e/kWh"))
//!     .section(Section::new("grid", "Electricity").figure(
//!         Figure::new("grid-intensity", "Grid carbon intensity by group", chart)
//!             .takeaway("It fell.")
//!             .step("Emissions of all members divided by their generation.")
//!             .source("ember", "emissions and generation, 2021–2022"),
//!     ))
//!     .source(Source::new("ember", "Ember, Yearly electricity data, 2026", "CC BY 4.0"))
//!     .limit("It is not an inventory.")
//!     .to_html()?;
//! ```
#![allow(
    dead_code,
    unused_imports,
    unreachable_pub,
    reason = "each example uses a part of the kit, from inside its own binary"
)]

mod axis;
mod bars;
mod bridge;
mod chart;
mod coverage;
mod decomposition;
mod estimate;
mod fault;
mod line;
mod lineage;
mod matrix;
mod model;
mod multiples;
pub mod number;
mod page;
mod pareto;
mod ranks;
mod register;
mod rows;
mod sankey;
pub mod scale;
mod scatter;
pub mod svg;
mod table;
mod targets;
mod trajectory;
mod view;
mod whiskers;

pub use bars::{BarChart, BarGroup};
pub use bridge::BridgeChart;
pub use chart::{Chart, Drawing};
pub use coverage::{CoverageBlock, CoverageChart};
pub use decomposition::DecompositionChart;
pub use estimate::Estimate;
pub use fault::ChartError;
pub use line::{LineChart, Series};
pub use lineage::Lineage;
pub use matrix::{Matrix, State};
pub use model::{Badge, Entry, Figure, KeyFigure, Section, Source, SourceRef, Tone};
pub use multiples::{Multiples, Panel};
pub use number::{Precision, number, signed, with_unit};
pub use page::{Report, ReportError};
pub use pareto::ParetoChart;
pub use ranks::RankChart;
pub use register::id_on_page;
pub use sankey::Sankey;
pub use scatter::ScatterChart;
pub use table::{Cell, Table};
pub use targets::TargetChart;
pub use trajectory::TrajectoryChart;
pub use whiskers::WhiskerChart;
