//! What is withheld is nowhere on the page: not as a number, a mark, a tip or a longer axis, and
//! not as the difference of what is shown.

use crate::charts::{bars, page, refused, ticks};
use crate::count;
use crate::draw;
use crate::report::{
    BridgeChart, Chart, ChartError, DecompositionChart, Entry, Estimate, ParetoChart, RankChart,
    TrajectoryChart, WhiskerChart,
};

/// A number far outside all others, so that an axis that knew it would show.
const SECRET: f64 = 86_420.5;
const REASON: &str = "fewer than three reporters";

/// What a publisher does with a number of too few reporters.
fn publish(number: f64, reporters: usize) -> Entry {
    if reporters < 3 {
        Entry::withheld(REASON)
    } else {
        Entry::Value(number)
    }
}

/// Every chart with the secret once or, where it would follow from the rest, twice.
fn charts(reporters: usize) -> Vec<Chart> {
    let secret = || publish(SECRET, reporters);
    let opposite = || publish(-SECRET, reporters);
    let bridge = BridgeChart::new("t")
        .level("A", 10.0)
        .restatement("Method", secret())
        .restatement("Error", opposite())
        .level("B", 10.0)
        .change("Like for like", 2.0)
        .level("C", 12.0);
    let trajectory = TrajectoryChart::new("t", "i", "on track")
        .observed(2020, 10.0)
        .observed(2021, secret())
        .observed(2022, 12.0)
        .target(2030, 20.0);
    let decomposition = DecompositionChart::new("t", ["Users", "Use"])
        .group("A", 3.0, [1.0, 2.0])
        .group("B", 0.0, [secret(), opposite()]);
    let whiskers = WhiskerChart::new("t", "i")
        .item("A", Estimate::between(5.0, 4.0, 6.0))
        .item("B", secret());
    let pareto = ParetoChart::new("t", 0.95)
        .item("A", 5.0)
        .item("B", 3.0)
        .item("C", secret());
    vec![
        bridge.into(),
        trajectory.into(),
        decomposition.into(),
        whiskers.into(),
        pareto.into(),
    ]
}

/// The ways in which the kit writes the number, and the number itself.
fn traces(html: &str) -> usize {
    let words = [
        "86420",
        "86\u{202f}4",
        "86.4",
        "86,4",
        "100\u{202f}000",
        "thousand t",
    ];
    words.iter().map(|word| count(html, word)).sum()
}

#[test]
fn a_withheld_number_is_nowhere_and_its_reason_is_there() {
    for (open, kept) in charts(5).into_iter().zip(charts(2)) {
        // The same chart with the number does show it, so that the search is worth something.
        assert!(traces(&page(open).unwrap()) > 0);
        let html = page(kept).unwrap();
        assert_eq!(traces(&html), 0, "{html}");
        assert!(html.contains("withheld: fewer than three reporters"));
    }
}

#[test]
fn the_axis_is_that_of_the_numbers_shown() {
    let whiskers = || WhiskerChart::new("t", "i").item("A", 5.0).item("B", 7.0);
    let alone = draw(whiskers()).svg;
    let with = draw(whiskers().item("C", Entry::withheld(REASON))).svg;
    assert_eq!(ticks(&alone), ticks(&with));
    let trajectory = || {
        TrajectoryChart::new("t", "i", "s")
            .observed(2020, 5.0)
            .observed(2022, 7.0)
    };
    let with = trajectory().observed(2021, Entry::withheld(REASON));
    assert_eq!(ticks(&draw(trajectory()).svg), ticks(&draw(with).svg));
    let group = |chart: DecompositionChart| chart.group("A", 5.0, [2.0, 3.0]);
    let alone = draw(group(DecompositionChart::new("t", ["a", "b"]))).svg;
    let kept = [Entry::withheld(REASON), Entry::withheld("")];
    let with = group(DecompositionChart::new("t", ["a", "b"])).group("B", 1.0, kept);
    assert_eq!(ticks(&alone), ticks(&draw(with).svg));
    // Shares are of the numbers shown, as if the withheld category were not listed.
    let pareto = || ParetoChart::new("t", 0.9).item("A", 3.0).item("B", 1.0);
    let with = draw(pareto().item("C", Entry::withheld(REASON)));
    assert!(with.svg.contains(">75.0\u{a0}%</text>"));
    assert_eq!(
        with.not_shown,
        [format!("C: withheld: {REASON}; no part of the sum")]
    );
}

#[test]
fn a_chart_of_withheld_numbers_alone_has_no_mark() {
    let kept = || Entry::withheld(REASON);
    let charts: [Chart; 6] = [
        BridgeChart::new("t")
            .level("A", kept())
            .change("c", kept())
            .level("B", kept())
            .into(),
        TrajectoryChart::new("t", "i", "s")
            .observed(2020, kept())
            .projected(2030, kept())
            .target(2030, kept())
            .into(),
        DecompositionChart::new("t", ["a", "b"])
            .group("A", kept(), [kept(), kept()])
            .into(),
        WhiskerChart::new("t", "i").item("A", kept()).into(),
        RankChart::new("Country", "i").withheld("A", REASON).into(),
        ParetoChart::new("t", 0.95).item("A", kept()).into(),
    ];
    for chart in charts {
        let drawing = draw(chart.clone());
        let tips = count(&drawing.svg, "<title>");
        assert_eq!(tips, 0, "{}", drawing.svg);
        let html = page(chart).unwrap();
        assert!(html.contains(&format!("withheld: {REASON}")));
        assert_eq!(count(&html, "<data "), 0);
    }
}

#[test]
fn a_number_that_would_follow_from_the_rest_is_refused() {
    let kept = || Entry::withheld(REASON);
    let revealed = |chart: Chart, item: &str| {
        let item = item.to_string();
        assert_eq!(refused(chart), ChartError::Revealed { item });
    };
    let bridge = |step: Entry, end: Entry| {
        let bridge = BridgeChart::new("t").level("A", 1.0).change("c", step);
        Chart::from(bridge.change("d", 1.0).level("B", end))
    };
    revealed(bridge(kept(), 3.0.into()), "c");
    revealed(bridge(1.0.into(), kept()), "B");
    assert!(page(bridge(kept(), kept())).is_ok());
    // What is missing may stand for nothing, and then hides nothing.
    let gap = BridgeChart::new("t")
        .level("A", 1.0)
        .change("c", kept())
        .change("d", Entry::missing("no data"))
        .level("B", 3.0);
    revealed(gap.into(), "c");
    // A level in the middle is given away by either side.
    let middle = BridgeChart::new("t")
        .level("A", 1.0)
        .restatement("Method", kept())
        .level("B", kept())
        .change("c", 1.0)
        .level("C", 3.0);
    revealed(middle.into(), "B");
    let factors = || DecompositionChart::new("t", ["a", "b"]);
    let one = [kept(), Entry::from(2.0)];
    revealed(factors().group("G", 3.0, one.clone()).into(), "a");
    revealed(factors().group("G", kept(), [1.0, 2.0]).into(), "Change");
    assert!(page(factors().group("G", kept(), one)).is_ok());
    let led = TrajectoryChart::new("t", "i", "s")
        .observed(2020, 3.0)
        .observed(2022, kept())
        .projected(2030, 9.0);
    revealed(led.into(), "2022");
}

#[test]
fn what_lies_between_two_withheld_steps_is_told_but_has_no_place() {
    let chart = BridgeChart::new("t")
        .level("A", 10.0)
        .change("before", 1.0)
        .change("c", Entry::withheld(REASON))
        .change("between", 2.0)
        .change("d", Entry::withheld(""))
        .change("behind", 3.0)
        .level("B", 30.0);
    let drawing = draw(chart.clone());
    assert_eq!(
        drawing.not_shown,
        ["between: between two steps without a number, its place is not known"]
    );
    // The levels, and the steps that stand at one of them; no line across the gap.
    assert_eq!(count(&drawing.svg, "<title>"), 4);
    assert_eq!(count(&drawing.svg, r#"class="leader""#), 2);
    // The step behind ends where the last level ends, the one before begins where the first does.
    let (levels, steps) = (bars(&drawing.svg, "area f1"), bars(&drawing.svg, "area f3"));
    let end = |bar: (f64, f64)| bar.0 + bar.1;
    assert!((end(steps[1]) - end(levels[1])).abs() < 0.02);
    assert!((steps[0].0 - end(levels[0])).abs() < 0.02);
    let html = page(chart).unwrap();
    let row = r#"<th scope="row">between</th><td class="text">change</td><td class="number"><data value="2">2.00</data></td><td class="missing">not known</td>"#;
    assert!(html.contains(row));
}
