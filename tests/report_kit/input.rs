//! What the charts of a review are given: nothing, one thing, numbers that are none, names from
//! outside, magnitudes from one end of `f64` to the other.

use crate::charts::{page, refused};
use crate::report::{
    BridgeChart, Chart, ChartError, DecompositionChart, Entry, Estimate, ParetoChart, RankChart,
    TrajectoryChart, WhiskerChart,
};
use crate::{count, draw};

#[test]
fn nothing_to_show_is_refused() {
    let charts: [Chart; 8] = [
        BridgeChart::new("t").into(),
        BridgeChart::new("t").level("Alone", 1.0).into(),
        TrajectoryChart::new("t", "i", "s").target(2030, 1.0).into(),
        DecompositionChart::new("t", ["A"]).into(),
        DecompositionChart::new("t", [])
            .group("G", 1.0, [1.0; 0])
            .into(),
        WhiskerChart::new("t", "i").into(),
        RankChart::new("Country", "i").into(),
        ParetoChart::new("t", 0.95).into(),
    ];
    for chart in charts {
        // Without a page it is drawn, but does not fall over.
        assert!(draw(chart.clone()).svg.ends_with("</svg>"));
        assert_eq!(refused(chart), ChartError::Empty);
    }
}

#[test]
fn one_item_alone_is_drawn() {
    let ranks = RankChart::new("Country", "i").ranked("A", 1, (1, 1));
    let charts: [(Chart, &str); 5] = [
        (
            BridgeChart::new("t").level("A", 2.0).level("B", 2.0).into(),
            "area f1",
        ),
        (
            TrajectoryChart::new("t", "i", "s")
                .observed(2020, 5.0)
                .into(),
            "m1 mark",
        ),
        (WhiskerChart::new("t", "i").item("A", 5.0).into(), "m1 mark"),
        (ranks.into(), "m0 mark hollow"),
        (
            ParetoChart::new("t", 0.95).item("A", 5.0).into(),
            "m0 mark hollow",
        ),
    ];
    for (chart, class) in charts {
        let html = page(chart).unwrap();
        // In the legend and in the drawing.
        assert!(count(&html, &format!(r#"class="{class}""#)) >= 2, "{class}");
    }
    let one = DecompositionChart::new("t", ["A"]).group("G", 2.0, [2.0]);
    assert_eq!(count(&draw(one).svg, r#"class="area f2""#), 2);
}

#[test]
fn numbers_that_are_none_are_refused() {
    let not_finite = |e: ChartError| matches!(e, ChartError::NotFinite { .. });
    let nan = f64::NAN;
    assert!(not_finite(refused(
        WhiskerChart::new("t", "i").item("A", nan)
    )));
    let infinite = Estimate::between(1.0, 0.0, f64::INFINITY);
    assert!(not_finite(refused(
        WhiskerChart::new("t", "i").item("A", infinite)
    )));
    let empty = || TrajectoryChart::new("t", "i", "s").observed(2020, 1.0);
    assert!(not_finite(refused(empty().observed(2021, nan))));
    assert!(not_finite(refused(empty().target(2030, nan))));
    assert!(not_finite(refused(empty().path("p", [(2020, nan)]))));
    assert!(not_finite(refused(empty().projected(2030, nan))));
    assert!(not_finite(refused(
        ParetoChart::new("t", 0.95).item("A", nan)
    )));
    let bridge = BridgeChart::new("t").level("A", 1.0).change("c", nan);
    assert!(not_finite(refused(bridge.level("B", 1.0))));
    let outside = Estimate::between(5.0, 6.0, 7.0);
    assert!(matches!(
        refused(WhiskerChart::new("t", "i").item("A", outside)),
        ChartError::Interval {
            low: 6.0,
            value: 5.0,
            high: 7.0,
            ..
        }
    ));
    for threshold in [-0.1, 1.1, nan] {
        let chart = ParetoChart::new("t", threshold).item("A", 1.0);
        assert!(matches!(refused(chart), ChartError::Threshold { .. }));
    }
}

#[test]
fn names_given_twice_are_refused() {
    let twice: [Chart; 4] = [
        WhiskerChart::new("t", "i")
            .item("A", 1.0)
            .item("A", 2.0)
            .into(),
        ParetoChart::new("t", 0.9)
            .item("A", 1.0)
            .item("A", 2.0)
            .into(),
        RankChart::new("C", "i")
            .ranked("A", 1, (1, 1))
            .left_out("A", "x")
            .into(),
        DecompositionChart::new("t", ["A", "A"])
            .group("G", 2.0, [1.0, 1.0])
            .into(),
    ];
    for chart in twice {
        assert_eq!(
            refused(chart),
            ChartError::Duplicate {
                item: "A".to_string()
            }
        );
    }
    let years = TrajectoryChart::new("t", "i", "s")
        .observed(2020, 1.0)
        .observed(2020, 1.0);
    assert!(matches!(refused(years), ChartError::Duplicate { .. }));
    // The same word may name a restatement and a change.
    let bridge = BridgeChart::new("t")
        .level("A", 1.0)
        .restatement("Membership", 1.0)
        .change("Membership", 1.0)
        .level("B", 3.0);
    assert!(page(bridge).is_ok());
}

#[test]
fn extreme_magnitudes_stay_on_the_page() {
    let tiny = f64::MIN_POSITIVE;
    let charts: [Chart; 7] = [
        WhiskerChart::new("t", "i")
            .item("A", Estimate::between(f64::MIN, f64::MIN, f64::MAX))
            .item("B", tiny)
            .into(),
        BridgeChart::new("t")
            .level("A", f64::MAX)
            .level("B", f64::MAX)
            .into(),
        BridgeChart::new("t")
            .level("A", 0.0)
            .change("c", tiny)
            .level("B", tiny)
            .without_zero()
            .into(),
        TrajectoryChart::new("t", "i", "s")
            .observed(1, f64::MAX)
            .observed(9999, -tiny)
            .projected(i32::from(i16::MAX), f64::MIN)
            .into(),
        DecompositionChart::new("t", ["A", "B"])
            .group("G", 0.0, [f64::MAX, f64::MIN])
            .into(),
        ParetoChart::new("t", 1.0)
            .item("A", 1e300)
            .item("B", tiny)
            .into(),
        ParetoChart::new("t", 0.0)
            .item("A", f64::MAX)
            .item("B", f64::MAX)
            .into(),
    ];
    for chart in charts {
        let html = page(chart).unwrap();
        assert!(!html.contains("NaN") && !html.contains(">inf"), "{html}");
    }
    // Levels whose difference is beyond f64 are refused, and drawn without one.
    let beyond = BridgeChart::new("t")
        .level("A", f64::MIN)
        .change("c", f64::MAX)
        .change("d", f64::MAX)
        .level("B", f64::MAX);
    assert!(draw(beyond.clone()).svg.ends_with("</svg>"));
    assert!(matches!(refused(beyond), ChartError::Sum { .. }));
}

#[test]
fn names_from_outside_stay_text() {
    const BAD: &str = r#"<script>"&'"#;
    let charts: [Chart; 6] = [
        BridgeChart::new(BAD)
            .level(BAD, 1.0)
            .change(BAD, 1.0)
            .level("B", 2.0)
            .into(),
        TrajectoryChart::new(BAD, BAD, BAD)
            .observed(1, 1.0)
            .path(BAD, [(1, 1.0)])
            .into(),
        DecompositionChart::new(BAD, [BAD])
            .group(BAD, 1.0, [1.0])
            .into(),
        WhiskerChart::new(BAD, BAD)
            .items_are(BAD)
            .item(BAD, 1.0)
            .into(),
        RankChart::new(BAD, BAD)
            .ranked(BAD, 1, (1, 1))
            .left_out("B", BAD)
            .into(),
        ParetoChart::new(BAD, 0.9)
            .item(BAD, 1.0)
            .item("B", Entry::missing(BAD))
            .into(),
    ];
    for chart in charts {
        let html = page(chart).unwrap();
        assert!(!html.contains("<script") && html.contains("&lt;script&gt;"));
    }
}
