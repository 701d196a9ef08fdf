//! The report kit of the examples: nothing missing is drawn, nothing is left unescaped, the page is
//! whole, readable and always the same.

mod charts;
mod input;
mod page;
#[path = "../../examples/common/report/mod.rs"]
mod report;
mod samples;
mod withheld;

use proptest::prelude::*;
use report::number::{NBSP, full, number, power_of_ten, with_unit};
use report::scale::{Scale, spread, year_ticks};
use report::{
    BarChart, BarGroup, Chart, Drawing, Entry, Figure, LineChart, Multiples, Panel, Precision,
    Report, ReportError, Sankey, Section, Source, TargetChart,
};

fn draw(chart: impl Into<Chart>) -> Drawing {
    chart.into().draw("figure", "Title")
}

/// How often `part` is in `text`.
fn count(text: &str, part: &str) -> usize {
    text.matches(part).count()
}

#[test]
fn numbers_are_written_for_readers() {
    let three = Precision::Significant(3);
    for (value, precision, shown) in [
        (463.881, three, "464"),
        (1_234_567.0, three, "1\u{202f}230\u{202f}000"),
        (1_234.0, Precision::Decimals(0), "1\u{202f}234"),
        (-41.5, three, "\u{2212}41.5"),
        (-0.0001, Precision::Decimals(1), "0.0"),
        (0.0, three, "0"),
        (-0.0, three, "0"),
        (0.012345, three, "0.0123"),
        (999.96, Precision::Significant(4), "1\u{202f}000"),
        (5.0, three, "5.00"),
        (1.234e-9, three, "1.23\u{a0}×\u{a0}10⁻⁹"),
        (6.0e23, Precision::Decimals(1), "6.00\u{a0}×\u{a0}10²³"),
        (f64::NAN, three, "not available"),
        (f64::NEG_INFINITY, Precision::Decimals(1), "not available"),
    ] {
        assert_eq!(
            number(value, precision),
            shown,
            "{value:e} as {precision:?}"
        );
    }
    assert_eq!(with_unit(16.6, three, "%"), format!("16.6{NBSP}%"));
    assert_eq!(
        with_unit(364.0, three, "gCO2e/kWh"),
        format!("364{NBSP}gCO₂e/kWh")
    );
    assert_eq!(power_of_ten(-12), "10⁻¹²");
    assert_eq!(full(0.1 + 0.2), "0.30000000000000004");
}

#[test]
fn years_on_an_axis_end_with_the_last_one() {
    assert_eq!(
        year_ticks(2018, 2023, 6),
        [2018, 2019, 2020, 2021, 2022, 2023]
    );
    assert_eq!(
        year_ticks(2000, 2050, 6),
        [2000, 2010, 2020, 2030, 2040, 2050]
    );
    assert_eq!(year_ticks(2021, 2021, 6), [2021]);
}

proptest! {
    #[test]
    fn ticks_cover_any_range(a in -1e3..1e3f64, b in -1e3..1e3f64, power in -250..250i32, zero: bool) {
        let unit = libm::exp10(f64::from(power));
        let values = [a * unit, b * unit];
        let scale = Scale::covering(values, zero, 5, (0.0, 100.0));
        let ticks = scale.ticks();
        let (low, high) = scale.range();
        let slack = (high - low) * 1e-9;
        prop_assert!((2..=14).contains(&ticks.len()), "{ticks:?}");
        prop_assert!(ticks.windows(2).all(|t| t[0] < t[1]));
        prop_assert!(values.iter().all(|v| low - slack <= *v && *v <= high + slack));
        prop_assert!((ticks[0] - low).abs() <= slack && (ticks[ticks.len() - 1] - high).abs() <= slack);
        prop_assert!(values.iter().all(|v| (0.0..=100.0).contains(&scale.place(*v))));
    }

    #[test]
    fn labels_are_moved_apart(mut wanted in proptest::collection::vec(0.0..100.0f64, 0..9)) {
        wanted.sort_by(f64::total_cmp);
        let placed = spread(&wanted, 10.0, (0.0, 100.0));
        prop_assert_eq!(placed.len(), wanted.len());
        prop_assert!(placed.windows(2).all(|p| p[1] - p[0] >= 10.0 - 1e-9));
        prop_assert!(placed.iter().all(|p| (-1e-9..=100.0 + 1e-9).contains(p)));
    }
}

#[test]
fn ticks_survive_extreme_and_empty_ranges() {
    for values in [
        vec![],
        vec![0.0],
        vec![7.0],
        vec![-7.0, -7.0],
        vec![f64::MAX, f64::MIN],
        vec![f64::MIN_POSITIVE],
        vec![5e-324, 0.0],
        vec![f64::NAN, f64::INFINITY],
        vec![1e9, 1e9 + 1e-7],
    ] {
        let scale = Scale::covering(values.iter().copied(), false, 5, (0.0, 100.0));
        let ticks = scale.ticks();
        assert!((2..=14).contains(&ticks.len()), "{values:?}: {ticks:?}");
        assert!(ticks.iter().all(|t| t.is_finite()), "{values:?}: {ticks:?}");
        for v in values.iter().filter(|v| v.is_finite()) {
            assert!((0.0..=100.0).contains(&scale.place(*v)), "{v:e}");
        }
    }
    let millions = Scale::covering([0.0, 7.5e6], true, 4, (0.0, 1.0));
    let labels: Vec<String> = millions
        .ticks()
        .iter()
        .map(|&t| millions.label(t))
        .collect();
    assert_eq!(labels, ["0", "2", "4", "6", "8"]);
    assert_eq!(millions.unit("devices"), "million devices");
}

#[test]
fn a_missing_year_breaks_the_line_and_is_listed() {
    let points = [
        (2018, Entry::from(400.0)),
        (2019, Entry::from(410.0)),
        (2020, Entry::missing("not published — coverage 16.6 %")),
        (2022, Entry::from(420.0)),
        (2023, Entry::from(430.0)),
    ];
    let other = (2018..=2023).map(|y| (y, 100.0));
    let drawing = draw(LineChart::new("g").line("LDC", points).line("World", other));
    let paths = |class: &str| count(&drawing.svg, &format!(r#"<path class="line {class}"#));
    assert_eq!((paths("l1"), paths("l2")), (2, 1));
    // Four values and the mark at the label; nothing at the two missing years.
    assert_eq!(count(&drawing.svg, r#"class="m1 mark""#), 5);
    assert_eq!(
        drawing.not_shown,
        [
            "LDC, 2020: not published — coverage 16.6 %",
            "LDC, 2021: no data"
        ],
    );
}

#[test]
fn a_series_without_values_and_a_single_point_draw_no_line() {
    let none = [(2020, None::<f64>), (2021, None)];
    let drawing = draw(LineChart::new("g").line("Nothing", none));
    assert_eq!(count(&drawing.svg, "mark"), 0);
    assert_eq!(drawing.not_shown, ["Nothing, 2020 and 2021: no data"]);
    let one = draw(LineChart::new("g").line("One", [(2020, 5.0)]));
    assert_eq!(count(&one.svg, r#"<path class="line"#), 0);
    assert_eq!(count(&one.svg, r#"class="m1 mark""#), 2);
    assert!(draw(LineChart::new("g")).svg.ends_with("</svg>"));
    assert!(draw(BarChart::new("g")).svg.ends_with("</svg>"));
    assert!(draw(Multiples::stacked("g")).svg.ends_with("</svg>"));
    assert!(
        draw(Multiples::stacked("g").panel(Panel::new("Empty")))
            .svg
            .contains("no value")
    );
}

#[test]
fn a_stack_with_a_missing_part_is_not_drawn_as_a_smaller_one() {
    let known = (2018..=2021).map(|y| (y, 3.0));
    let gap = (2018..=2021).map(|y| (y, (y != 2019).then_some(2.0)));
    let panel = Panel::new("A").series("x", known).series("y", gap);
    let drawing = draw(Multiples::stacked("t").panel(panel));
    // 2018 alone is a narrow bar, 2020 and 2021 an area, for each of the two series.
    assert_eq!(count(&drawing.svg, r#"<path class="area"#), 2);
    assert_eq!(count(&drawing.svg, r#"width="6" "#), 2);
    assert_eq!(drawing.not_shown, ["A, y, 2019: no data"]);
}

#[test]
fn bars_may_be_negative_zero_or_missing() {
    let chart = BarChart::new("t")
        .bar("Avoided", -40.0)
        .bar("None", 0.0)
        .bar("Some", 60.0)
        .bar("Unknown", Entry::missing("not published"));
    let svg = draw(chart).svg;
    assert_eq!(count(&svg, r#"<rect class="area f1""#), 2);
    assert!(svg.contains(">\u{2212}40.0</text>") && svg.contains(">0</text>"));
    assert!(svg.contains(r#"<text class="missing""#) && svg.contains(">not published</text>"));
    assert!(!svg.contains(r#"width="-"#));
    let part = BarGroup::new("B").bar("2020", [Entry::from(3.0), Entry::missing("no data")]);
    let drawing = draw(BarChart::new("t").parts(["Use", "Making"]).group(part));
    assert!(drawing.svg.contains(">3.00 (part)</text>"));
    assert_eq!(
        drawing.not_shown,
        ["B, 2020 Making: no data; the bar shows the rest"]
    );
}

#[test]
fn ids_and_sources_are_checked() {
    let chart = || LineChart::new("g").line("A", [(2020, 1.0)]);
    let figure = |id: &str, source: &str| {
        let figure = Figure::new(id, "Title", chart());
        figure
            .takeaway("It is.")
            .step("Read it.")
            .source(source, "")
    };
    let page = |figures: Vec<Figure>| {
        let section = figures
            .into_iter()
            .fold(Section::new("s", "S"), Section::figure);
        let report = Report::new("T", "").section(section);
        report.source(Source::new("a", "A", "CC0")).to_html()
    };
    assert!(page(vec![figure("x", "a")]).is_ok());
    let twice = page(vec![figure("x", "a"), figure("x", "a")]);
    assert!(matches!(
        twice,
        Err(ReportError::DuplicateId { kind: "figure", .. })
    ));
    let unknown = page(vec![figure("x", "b")]);
    assert!(matches!(unknown, Err(ReportError::UnknownSource { .. })));
    assert!(matches!(
        page(vec![figure("a b", "a")]),
        Err(ReportError::Id { .. })
    ));
    let bare = page(vec![Figure::new("x", "Title", chart())]);
    assert!(matches!(
        bare,
        Err(ReportError::Bare {
            lacks: "takeaway",
            ..
        })
    ));
}

/// Heights of the nodes of a flow diagram: the shapes 12 wide.
fn nodes(svg: &str) -> Vec<f64> {
    let parts = svg.split(r#"width="12" height=""#).skip(1);
    parts
        .map(|part| part.split('"').next().unwrap().parse().unwrap())
        .collect()
}

#[test]
fn flows_are_as_wide_as_they_are_large_and_their_difference_is_drawn() {
    let chart = Sankey::new("t", "Works <A>")
        .inflow("Old", 60.0, 1)
        .inflow("New", 40.0, 2)
        .outflow("Out", 75.0, 3)
        .outflow("Nothing", 0.0, 4)
        .outflow("Unknown", f64::NAN, 5)
        .difference("Stays", "Was there");
    let drawing = draw(chart.clone());
    let svg = &drawing.svg;
    // Two in, one out, the difference with its hatch, and the middle.
    assert_eq!(nodes(svg), [138.0, 92.0, 172.5, 57.5, 57.5, 230.0]);
    assert_eq!(count(svg, r#"<path class="flow "#), 4);
    assert!(
        svg.contains(r#"role="img""#) && svg.contains("Out: Out 75.0\u{a0}t, Stays 25.0\u{a0}t.")
    );
    assert!(svg.contains("Works &lt;A&gt;") && !svg.contains("Works <A>"));
    assert!(!svg.contains("Was there") && !svg.contains("NaN"));
    assert_eq!(
        drawing.not_shown,
        [
            "Out, Nothing: none",
            "Out, Unknown: not an amount that can be drawn"
        ]
    );
    let more_out = draw(chart.clone().outflow("More", 30.0, 6)).svg;
    assert!(more_out.contains("Was there") && !more_out.contains("Stays"));
    let balanced = draw(chart.outflow("More", 25.0, 6)).svg;
    assert!(!balanced.contains("Was there") && !balanced.contains("Stays"));
    let none = draw(Sankey::new("t", "Works").inflow("Old", 0.0, 1)).svg;
    assert!(none.contains("nothing flows") && nodes(&none).is_empty());
}

#[test]
fn labels_of_flows_do_not_overlap() {
    let mut chart = Sankey::new("t", "Works").inflow("All", 1000.0, 1);
    for n in 0..8 {
        chart = chart.outflow(
            &format!("A rather long name of an outflow, number {n}"),
            1.0,
            n,
        );
    }
    let svg = draw(chart.outflow("Rest", 992.0, 1)).svg;
    let labels = svg.split(r#"<text class="halo"#).skip(1);
    let right = labels.filter(|label| label.contains(r#"text-anchor="end""#));
    let mut before = f64::NEG_INFINITY;
    let mut lines = 0;
    for label in right {
        let y = label.split(r#" y=""#).nth(1).unwrap();
        let y: f64 = y.split('"').next().unwrap().parse().unwrap();
        assert!(y - before >= 16.99, "{before} {y}");
        before = y;
        lines += 1;
    }
    assert!(lines > 20, "{lines}");
    let height: f64 = {
        let size = svg.split(r#"viewBox="0 0 400 "#).nth(1).unwrap();
        size.split('"').next().unwrap().parse().unwrap()
    };
    assert!(before < height, "{before} {height}");
}

#[test]
fn targets_say_whether_they_are_met() {
    let chart = TargetChart::new("%")
        .row("Collected", 64.99, (65.0, "Article 7"), false)
        .row("Recovered", 80.0, (75.0, "Annex V"), true)
        .row(
            "Recycled",
            Entry::missing("no data"),
            (55.0, "Annex V"),
            false,
        );
    let svg = draw(chart).svg;
    assert!(svg.contains("65.0\u{a0}% of at least 65.0\u{a0}%: not\u{a0}met"));
    assert!(svg.contains("80.0\u{a0}% of at least 75.0\u{a0}%: met"));
    assert!(svg.contains("minimum 55.0\u{a0}%: no data"));
    // One bar and one sample of each colour, and a line at each minimum beside that of the legend.
    assert_eq!(count(&svg, r#"<rect class="area f1""#), 2);
    assert_eq!(count(&svg, r#"<rect class="area f2""#), 2);
    assert_eq!(count(&svg, r#"<line class="mark-line""#), 4);
}
