//! The charts of a review: what they draw, what they write beside it, what they refuse.

use crate::report::svg::{LINE, WIDTH, text_width};
use crate::report::{
    BridgeChart, Chart, ChartError, DecompositionChart, Entry, Estimate, Figure, ParetoChart,
    RankChart, Report, ReportError, Section, Source, TrajectoryChart, WhiskerChart,
};
use crate::samples::{nasty, usual};
use crate::{count, draw};

/// The page with this one figure, or why there is none.
pub(crate) fn page(chart: impl Into<Chart>) -> Result<String, ReportError> {
    let figure = Figure::new("one", "Title", chart)
        .takeaway("It is.")
        .step("Read it.")
        .source("s", "");
    let section = Section::new("s", "S").figure(figure);
    let report = Report::new("T", "").section(section);
    report.source(Source::new("s", "A", "CC0")).to_html()
}

/// Why the chart of this page is refused.
pub(crate) fn refused(chart: impl Into<Chart>) -> ChartError {
    match page(chart) {
        Err(ReportError::Chart { figure, source }) => {
            assert_eq!(figure, "one");
            source
        }
        other => panic!("not refused: {:?}", other.map(|_| "a page")),
    }
}

fn attribute(element: &str, name: &str) -> f64 {
    let value = element.split(&format!(r#" {name}=""#)).nth(1).unwrap();
    value.split('"').next().unwrap().parse().unwrap()
}

/// Left and right end, middle and words of every text of a drawing.
fn texts(svg: &str) -> Vec<(f64, f64, f64, String)> {
    let body = svg.split_once("</desc>").unwrap().1;
    let elements = body.split("<text").skip(1);
    let text = |element: &str| {
        let (tag, rest) = element.split_once('>').unwrap();
        let words = rest.split_once("</text>").unwrap().0;
        let words = words.replace("&lt;", "<").replace("&gt;", ">");
        let words = words.replace("&quot;", "\"").replace("&amp;", "&");
        let bold = tag.contains("strong") || tag.contains("panel");
        let width = text_width(&words) * if bold { 1.1 } else { 1.0 };
        let x = attribute(tag, "x");
        let left = match tag {
            t if t.contains(r#"anchor="end""#) => x - width,
            t if t.contains(r#"anchor="middle""#) => x - width / 2.0,
            _ => x,
        };
        (left, left + width, attribute(tag, "y"), words)
    };
    elements.map(text).collect()
}

/// The labels below or beside an axis.
pub(crate) fn ticks(svg: &str) -> Vec<String> {
    let ticks = svg.split(r#"<text class="tick""#).skip(1);
    let label = |t: &str| t.split(['>', '<']).nth(1).unwrap().to_string();
    ticks.map(label).collect()
}

#[test]
fn no_two_texts_overlap_and_none_is_cut_off() {
    // Names so short that the labels of the ticks need more room than they do.
    let short = (0..9).fold(WhiskerChart::new("t", "i"), |chart, n| {
        chart.item(&n.to_string(), f64::from(n) * 12_345.0 - 49_000.0)
    });
    let short = [("short", short.into())];
    for (id, chart) in usual().into_iter().chain(nasty()).chain(short) {
        let svg = draw(chart).svg;
        let height = attribute(&svg.replace("0 0 400 ", r#"" height=""#), "height");
        let texts = texts(&svg);
        assert!(texts.len() > 8, "{id}: {}", texts.len());
        for (i, (left, right, y, words)) in texts.iter().enumerate() {
            assert!(
                *left > -1.0 && *right < WIDTH + 1.0,
                "{id}: {words} {left} {right}"
            );
            assert!(*y > 0.0 && *y < height, "{id}: {words} at {y} of {height}");
            for (l, r, at, other) in &texts[i + 1..] {
                let apart = (at - y).abs() > LINE - 4.0 || r <= left || right <= l;
                assert!(apart, "{id}: {words:?} overlaps {other:?}");
            }
        }
    }
}

/// Left end and width of the bars of a class after those of the legend.
pub(crate) fn bars(svg: &str, class: &str) -> Vec<(f64, f64)> {
    let start = format!(r#"<rect class="{class}""#);
    let bars = svg.split(&start).skip(1);
    let drawn = bars.filter(|bar| bar.split_once('>').unwrap().1.starts_with("<title>"));
    drawn
        .map(|bar| (attribute(bar, "x"), attribute(bar, "width")))
        .collect()
}

#[test]
fn a_bridge_leads_from_level_to_level() {
    let chart = BridgeChart::new("t")
        .level("Then", -40.0)
        .restatement("Method", 60.0)
        .level("Restated", 20.0)
        .change("Like for like", -30.0)
        .change("Nothing", 0.0)
        .level("Now", -10.0);
    let svg = draw(chart.clone()).svg;
    let zero = bars(&svg, "area f1")[1].0;
    let unit = bars(&svg, "area f1")[1].1 / 20.0;
    let near = |a: f64, b: f64| assert!((a - b).abs() < 0.05, "{a} {b}");
    for ((left, width), (from, to)) in [
        (bars(&svg, "area f1")[0], (-40.0, 0.0)),
        (bars(&svg, "area f2")[0], (-40.0, 20.0)),
        (bars(&svg, "area f3")[0], (-10.0, 20.0)),
        (bars(&svg, "area f1")[2], (-10.0, 0.0)),
    ] {
        near(left, zero + from * unit);
        near(width, (to - from) * unit);
    }
    // A step of nothing has no bar, but its row and number. Five lines link six rows.
    assert_eq!(bars(&svg, "area f3").len(), 1);
    assert_eq!(count(&svg, r#"class="leader""#), 5);
    assert!(svg.contains(">+60.0</text>") && svg.contains(">\u{2212}30.0</text>"));
    let html = page(chart).unwrap();
    let row = r#"<th scope="row">Like for like</th><td class="text">change</td><td class="number"><data value="-30">−30.0</data></td><td class="number"><data value="-10">−10.0</data></td>"#;
    assert!(html.contains(row));
}

#[test]
fn a_step_too_small_to_see_is_seen_and_told() {
    let chart = BridgeChart::new("t")
        .level("A", 1e6)
        .change("Tiny", 0.25)
        .level("B", 1_000_000.25);
    let svg = draw(chart.clone()).svg;
    assert!(bars(&svg, "area f3")[0].1 > 2.0);
    assert!(
        page(chart)
            .unwrap()
            .contains(r#"<data value="0.25">0.250</data>"#)
    );
}

#[test]
fn a_bridge_that_does_not_add_up_or_end_is_refused() {
    let start = || BridgeChart::new("t").level("A", 1.0).change("c", 1.0);
    assert!(matches!(
        refused(start().level("B", 3.0)),
        ChartError::Sum {
            sum: 1.0,
            whole: 2.0,
            ..
        }
    ));
    assert!(matches!(refused(start()), ChartError::NoLevel { .. }));
    let rounding = BridgeChart::new("t")
        .level("A", 0.1)
        .change("c", 0.2)
        .level("B", 0.1 + 0.2);
    assert!(page(rounding).is_ok());
}

#[test]
fn an_axis_without_zero_marks_the_cut_bars() {
    let chart = |low: f64, high: f64| {
        BridgeChart::new("t")
            .level("A", low)
            .change("c", high - low)
            .level("B", high)
            .without_zero()
    };
    for (low, high) in [(1000.0, 1003.0), (-1003.0, -1000.0)] {
        let drawing = draw(chart(low, high));
        assert_eq!(count(&drawing.svg, r#"class="cut""#), 4);
        assert!(drawing.reading.contains("does not begin at zero"));
        assert!(!ticks(&drawing.svg).contains(&"0".to_string()));
        assert!(bars(&drawing.svg, "area f1").iter().all(|b| b.1 > 12.0));
    }
    let across = draw(chart(-1.0, 2.0));
    assert_eq!(count(&across.svg, r#"class="cut""#), 0);
    assert!(across.reading.is_empty());
}

#[test]
fn a_trajectory_says_its_status_and_shows_target_and_projection() {
    let chart = || {
        TrajectoryChart::new("t", "95 % interval", "off track")
            .observed(2020, Estimate::between(100.0, 90.0, 110.0))
            .observed(2021, Entry::missing("not reported"))
            .observed(2022, 95.0)
            .path(
                "linear path",
                (2020..=2024).map(|y| (y, 100.0 - f64::from(y - 2020) * 10.0)),
            )
            .projected(2024, Estimate::between(90.0, 80.0, 100.0))
            .target(2024, 60.0)
    };
    let drawing = draw(chart());
    let svg = &drawing.svg;
    assert!(svg.contains(">Status: off track</text>"));
    assert!(svg.contains(">Target 60.0</text>") && svg.contains(">Projected 90.0</text>"));
    // Two whiskers of three lines, and the one of the legend.
    assert_eq!(count(svg, r#"class="whisker""#), 9);
    assert!(svg.contains("<title>target, 2024: 60.0\u{a0}t</title>"));
    assert_eq!(drawing.not_shown, ["Observed, 2021: not reported"]);
    // The gap breaks the observed line: two single points draw none.
    assert_eq!(count(svg, r#"class="line l1"#), 0);
    let html = page(chart()).unwrap();
    assert!(html.contains("95 % interval). Status: off track"));
    let row = r#"<th scope="row">2024</th><th scope="row">target</th><td class="number"><data value="60">60.0</data></td>"#;
    assert!(html.contains(row));
}

#[test]
fn contributions_add_up_to_the_change() {
    let chart = DecompositionChart::new("t", ["Users", "Use"])
        .group("A", -1.0, [3.0, -4.0])
        .group("B", 2.0, [2.0, 0.0]);
    let svg = draw(chart.clone()).svg;
    let (up, down) = (bars(&svg, "area f2"), bars(&svg, "area f1"));
    assert_eq!((up.len(), down.len()), (2, 1));
    assert!((down[0].0 + down[0].1 - up[0].0).abs() < 0.02);
    assert!((down[0].1 / up[0].1 - 4.0 / 3.0).abs() < 0.01);
    assert_eq!(count(&svg, r#"class="total""#), 2);
    assert!(
        page(chart)
            .unwrap()
            .contains(r#"<data value="-1">−1.00</data>"#)
    );
    let off = DecompositionChart::new("t", ["Users", "Use"]).group("A", -1.0, [3.0, -4.1]);
    assert!(matches!(refused(off), ChartError::Sum { .. }));
    let short = DecompositionChart::new("t", ["Users", "Use"]).group("A", 3.0, [3.0]);
    assert!(matches!(
        refused(short),
        ChartError::Length {
            given: 1,
            expected: 2,
            ..
        }
    ));
}

#[test]
fn ranks_share_ties_and_fit_each_other() {
    let ranked = |ranks: &[(usize, usize, usize)]| {
        let items = ranks.iter().enumerate();
        items.fold(
            RankChart::new("Country", "i"),
            |chart, (i, &(rank, best, worst))| chart.ranked(&format!("C{i}"), rank, (best, worst)),
        )
    };
    let tied = ranked(&[(2, 1, 3), (1, 1, 1), (2, 2, 3), (4, 4, 4)]).left_out("X", "filled");
    let drawing = draw(tied.clone());
    assert_eq!(count(&drawing.svg, ">2= ("), 2);
    assert_eq!(drawing.not_shown, ["X: filled"]);
    let html = page(tied).unwrap();
    assert!(html.contains(r#"<th scope="row">X</th><td class="missing">filled</td>"#));
    let first = html.find(r#"<th scope="row">C1"#).unwrap();
    assert!(first < html.find(r#"<th scope="row">C0"#).unwrap());
    for wrong in [
        [(2, 1, 2), (2, 2, 2)],
        [(1, 1, 1), (3, 3, 3)],
        [(1, 1, 1), (2, 2, 3)],
        [(1, 1, 1), (2, 0, 2)],
        [(1, 2, 2), (2, 2, 2)],
        [(0, 0, 1), (2, 2, 2)],
    ] {
        assert!(matches!(
            refused(ranked(&wrong)),
            ChartError::Rank { items: 2, .. }
        ));
    }
}

#[test]
fn key_categories_reach_the_threshold_and_the_rest_is_one_row() {
    let chart = ParetoChart::new("t", 0.95)
        .item("Small", 2.0)
        .item("Large", -88.0)
        .item("Middle", 8.0)
        .item("Least", 2.0);
    let svg = draw(chart.clone()).svg;
    assert_eq!(bars(&svg, "area f1").len(), 2);
    assert!(svg.contains(">2 others, not key</text>") && svg.contains(">96.0\u{a0}%</text>"));
    let html = page(chart).unwrap();
    let row = r#"<th scope="row">Large</th><td class="number"><data value="-88">−88.0</data></td><td class="number"><data value="88">88.0</data></td>"#;
    assert!(html.contains(row));
    assert_eq!(
        (count(&html, ">yes</td>"), count(&html, ">no</td>")),
        (2, 2)
    );
    let zero = page(ParetoChart::new("t", 0.95).item("A", 0.0)).unwrap();
    assert!(zero.contains(">nothing to add up</text>") && zero.contains(">not in the sum</td>"));
}

#[test]
fn records_are_short_but_told_apart_and_whole_behind_a_fold() {
    let ids = ["0123456789abcdef0", "0123456789abcdef1", "short"];
    let figure = |ids: &[&str]| {
        let figure = Figure::new("one", "Title", WhiskerChart::new("t", "i").item("A", 1.0))
            .takeaway("It is.")
            .step("Read it.")
            .source("s", "");
        let figure = ids
            .iter()
            .fold(figure, |f, id| f.lineage("Summed <b>", *id));
        let section = Section::new("s", "S").figure(figure);
        let report = Report::new("T", "").section(section);
        report.source(Source::new("s", "A", "CC0")).to_html()
    };
    let html = figure(&ids).unwrap();
    for id in ids {
        assert_eq!(count(&html, &format!("<li><code>{id}</code></li>")), 1);
    }
    assert!(html.contains(r#"<th scope="row">Summed &lt;b&gt;</th><td><code>short</code></td>"#));
    assert!(html.contains("<td><code>0123456789abcdef1</code></td>"));
    let apart = figure(&["0123456789abcdef", "f123456789abcdef"]).unwrap();
    assert!(apart.contains("<td><code>f123456789ab…</code></td>"));
    assert!(apart.contains("ledger.json") && !figure(&[]).unwrap().contains("ledger.json"));
    for id in ["", "a b", "a\n"] {
        assert!(
            matches!(figure(&[id]), Err(ReportError::Lineage { .. })),
            "{id:?}"
        );
    }
}
