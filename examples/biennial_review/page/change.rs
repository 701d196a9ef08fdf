//! What changed like for like, and what was restated.

use ict_impact::place::Country;
use ict_impact::reference::vintages::{self, Vintage};
use ict_impact::review::{
    Bridge, Fact, FourNumbers, RestatedComparison, RestatementReason, Review,
};
use ict_impact::source::SourceId;

use super::super::figures::{GRID, indicator_name, listed, name, sourced, traced, typeset};
use super::super::report::number::unit_label;
use super::super::report::{
    Badge, BridgeChart, Cell, Entry, Figure, LineChart, Precision, Section, Table, signed,
    with_unit,
};
use super::composition;

const LEVEL: Precision = Precision::Significant(4);
const CHANGE: Precision = Precision::Significant(3);

/// The section, if there is something to compare with or somebody came or went.
pub(super) fn section(review: &Review) -> Option<Section> {
    let words = match review.restated.is_empty() {
        true => "A change between two bienniums can be real, or come from who reported.".to_owned(),
        false => format!(
            "A change between two bienniums can be real, come from who reported, or come from figures of the past that were corrected since. What was published for the biennium before is taken {}.",
            known_then(review)
        ),
    };
    let bridges = ["M49:001", "LDC"].map(|group| bridge(review, group));
    let others = [
        flips(review),
        statements(review),
        copies(review),
        composition::composition(review),
    ];
    Section::new("change", "What changed, like for like")
        .paragraph(words)
        .with_any(
            [four_numbers(review)]
                .into_iter()
                .chain(bridges)
                .chain(others),
        )
}

/// The three facts of a comparison.
fn told(restated: &RestatedComparison) -> [&Fact; 3] {
    [
        &restated.previous_as_published,
        &restated.previous_restated,
        &restated.current,
    ]
}

/// The sources of the stored copies, if the page shows them.
pub(super) fn sources(review: &Review) -> Vec<SourceId> {
    match copy_then(review) {
        Some(_) => vintages::all().map(|copy| copy.source().source).collect(),
        None => Vec::new(),
    }
}

/// Whether something of the past is known otherwise now.
fn moved(restated: &RestatedComparison) -> bool {
    let same = restated.restated_values.is_empty()
        && restated.joined.is_empty()
        && restated.left.is_empty();
    restated.numbers.is_some() && !same
}

/// The copy of the series of carbon intensity that the past was published with.
fn copy_then(review: &Review) -> Option<Vintage> {
    let restated = review.restated.iter().chain(&review.sign_flips);
    restated.into_iter().find_map(|restated| {
        vintages::all().find(|vintage| {
            let source = vintage.source().source;
            restated.previous_as_published.sources.contains(&source)
                && !restated.current.sources.contains(&source)
        })
    })
}

fn known_then(review: &Review) -> String {
    copy_then(review).map_or_else(
        || "as it was known then".to_owned(),
        |copy| format!("as the panel stood in the copy of {}", month(copy)),
    )
}

fn month(vintage: Vintage) -> String {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let found = vintage.id().split_once('-').and_then(|(year, month)| {
        let place = month.parse::<usize>().ok()?.checked_sub(1)?;
        Some(format!("{} {year}", NAMES.get(place)?))
    });
    found.unwrap_or_else(|| vintage.id().to_owned())
}

/// The indicator that the single bridges are of: the carbon intensity, or the first restated one.
fn bridged(review: &Review) -> Option<&str> {
    let mut restated = review.restated.iter().filter(|restated| moved(restated));
    let first = restated.next()?;
    let grid = restated.find(|restated| restated.current.indicator == GRID);
    Some(&grid.unwrap_or(first).current.indicator)
}

fn four_numbers(review: &Review) -> Option<Figure> {
    let rows: Vec<_> = review
        .restated
        .iter()
        .filter(|restated| moved(restated))
        .filter_map(|restated| Some((restated, restated.numbers?)))
        .collect();
    let (first, world) = *rows.first()?;
    let before = first.previous_restated.period;
    let now = first.current.period;
    let unit = unit_label(&first.current.unit);
    let title = format!(
        "{}, {unit}; published then and known now: {before}",
        indicator_name(review, &first.current.indicator)
    );
    let mut table = Table::new(title, &["Group"])
        .column("Published then", "")
        .column("Known now", "")
        .column(now.to_string(), "")
        .column("Change, naive", "")
        .column("Like for like", "")
        .column("Restated by", "%")
        .open();
    for (row, numbers) in &rows {
        let mut head = name(&row.current.group);
        if row.current.indicator != first.current.indicator {
            let other = indicator_name(review, &row.current.indicator);
            head = format!("{head}: {other}, {}", unit_label(&row.current.unit));
        }
        let cell = |value: f64, precision| Cell::Entry(Entry::from(value), precision);
        let relative = numbers.relative_restatement.map(|part| 100.0 * part);
        table = table.row(
            [head],
            [
                cell(numbers.as_published, LEVEL),
                cell(numbers.restated, LEVEL),
                cell(numbers.current, LEVEL),
                cell(numbers.naive_change, CHANGE),
                cell(numbers.like_for_like_change, CHANGE),
                Cell::Entry(Entry::from(relative), CHANGE),
            ],
        );
    }
    let opposite = rows.iter().filter(|(row, _)| row.sign_flips()).count();
    let takeaway = format!(
        "{}: {} {unit} against what was published, {} like for like. In {opposite} of {} rows the two have opposite signs.",
        name(&first.current.group),
        signed(world.naive_change, CHANGE),
        signed(world.like_for_like_change, CHANGE),
        rows.len()
    );
    let figure = Figure::new(
        "four-numbers",
        "The biennium before as published and as known now",
        table,
    )
    .takeaway(takeaway)
    .step("P0: the biennium before with the values and the members of then. P1: the same with the values and the members of now. C: the biennium under review.")
    .step("Naive change, against what was published = C − P0: two states of knowledge. Like for like = C − P1: one. Restatement = (P1 − P0) / P0; above 5 % it has to be explained.")
    .badge(Badge::partly_verified());
    let figure = match copy_then(review) {
        Some(copy) => figure.note(format!(
            "Then: only the carbon intensity is that of the copy of {} (heading: “{}”); generation and population are those of now. Why a copy changed is not stated in it.",
            month(copy), copy.heading()
        )),
        None => figure,
    };
    let facts = || rows.iter().flat_map(|(row, _)| told(row));
    Some(traced(sourced(figure, facts()), review, facts()))
}

/// How a reason is called in a bridge.
fn reason(reason: RestatementReason) -> &'static str {
    match reason {
        RestatementReason::Method => "Method",
        RestatementReason::Factor => "Factor",
        RestatementReason::ActivityData => "Activity data",
        RestatementReason::Boundary => "Boundary",
        RestatementReason::Error => "Corrected error",
        RestatementReason::Membership => "Membership",
        _ => "Restated, reason not stated",
    }
}

fn bridge(review: &Review, group: &str) -> Option<Figure> {
    let restated = review.restatement(bridged(review)?, group)?;
    let bridge: &Bridge = restated.bridge.as_ref()?;
    let before = restated.previous_restated.period;
    let unit = &restated.current.unit;
    let mut chart = BridgeChart::new(unit)
        .without_zero()
        .precision(LEVEL)
        .level(&format!("{before}, as published"), bridge.from);
    for step in &bridge.steps {
        chart = chart.restatement(reason(step.reason), step.amount);
    }
    chart = chart
        .level(&format!("{before}, as known now"), bridge.restated)
        .change("Same reporters", bridge.like_for_like);
    let of = &restated.composition;
    for (title, members, effect) in [
        ("Drop-outs", &of.drop_outs, bridge.drop_outs),
        ("Incomplete", &of.incomplete, bridge.incomplete),
        ("New reporters", &of.new_reporters, bridge.new_reporters),
    ] {
        if !members.is_empty() || effect != 0.0 {
            chart = chart.change(&format!("{title} ({})", members.len()), effect);
        }
    }
    chart = chart.level(&restated.current.period.to_string(), bridge.to);
    let values: usize = bridge.steps.iter().map(|step| step.changed).sum();
    let id = match group {
        "LDC" => "bridge-ldc",
        _ => "bridge-world",
    };
    let title = format!(
        "{}, {}: from what was published to now",
        indicator_name(review, &restated.current.indicator),
        name(group)
    );
    let figure = Figure::new(id, &title, chart)
        .takeaway(typeset(&restated.statement()))
        .step("The restatement is split by the reason that the rows of now state; each step replaces the values of one more reason. What is left is real change over the members that reported all four years, and who came, went or missed a year.")
        .step("The steps add up to the difference of the two ends; what rounding leaves is checked.")
        .note(format!("{values} values of the biennium before are known otherwise now."))
        .badge(Badge::partly_verified());
    let mut figure = sourced(figure, told(restated));
    for (word, members) in [("Joined", &restated.joined), ("Left", &restated.left)] {
        if !members.is_empty() {
            figure = figure.note(format!("{word} the group since: {}.", listed(members)));
        }
    }
    figure = figure.note("Like for like in the sentence: the two bienniums as known now, of all who reported (C − P1). Same reporters in the bridge: of those alone who reported all four years.");
    figure = figure
        .note("The ledger has the figures as known now; what was published then is no step of it.");
    Some(traced(figure, review, told(restated)))
}

/// The countries whose change has two signs, those with the largest amounts first.
fn flipped(review: &Review) -> Vec<(&RestatedComparison, FourNumbers)> {
    let flips = review.sign_flips.iter();
    let mut rows: Vec<_> = flips
        .filter_map(|flip| Some((flip, flip.numbers?)))
        .collect();
    rows.sort_by(|a, b| {
        b.0.current
            .reported_sum
            .total_cmp(&a.0.current.reported_sum)
    });
    rows
}

/// The country, with the indicator where there are several.
fn flip_name(review: &Review, flip: &RestatedComparison) -> String {
    let country = name(&flip.current.group);
    let code = &flip.current.indicator;
    let mut flips = review.sign_flips.iter();
    match flips.all(|other| other.current.indicator == *code) {
        true => country,
        false => format!("{country}, {}", indicator_name(review, code)),
    }
}

fn flips(review: &Review) -> Option<Figure> {
    let rows = flipped(review);
    let first = rows.first()?.0;
    let before = first.previous_restated.period;
    let mut table = Table::new(
        format!("In the unit of the indicator; published then and known now: {before}"),
        &["Country"],
    )
    .column("Published then", "")
    .column("Known now", "")
    .column(first.current.period.to_string(), "")
    .column("Change, naive", "")
    .column("Like for like", "")
    .open();
    for (row, numbers) in &rows {
        let cell = |value: f64, precision| Cell::Entry(Entry::from(value), precision);
        table = table.row(
            [flip_name(review, row)],
            [
                cell(numbers.as_published, LEVEL),
                cell(numbers.restated, LEVEL),
                cell(numbers.current, LEVEL),
                cell(numbers.naive_change, CHANGE),
                cell(numbers.like_for_like_change, CHANGE),
            ],
        );
    }
    let india = rows.iter().find(|(row, _)| row.current.group == "IND");
    let shown = india.or_else(|| rows.first())?.0;
    let title = "Countries whose change has another sign like for like";
    let figure = Figure::new("sign-flips", title, table)
        .takeaway(format!(
            "For {} countries the change has the opposite sign like for like. {}. {}",
            rows.len(),
            name(&shown.current.group),
            typeset(&shown.statement())
        ))
        .step("For each country: the sign of C − P0 against the sign of C − P1. The countries with the largest amounts come first.")
        .badge(Badge::partly_verified());
    Some(sourced(figure, rows.iter().flat_map(|(row, _)| told(row))))
}

/// What the comparison of each of these countries says.
fn statements(review: &Review) -> Option<Figure> {
    let rows = flipped(review);
    if rows.is_empty() {
        return None;
    }
    let mut table = Table::new("What each comparison says", &["Country"]).column("In words", "");
    for (row, _) in &rows {
        let words = Cell::text(typeset(&row.statement()));
        table = table.row([flip_name(review, row)], [words]);
    }
    let figure = Figure::new("flip-statements", "The same countries in words", table)
        .takeaway("A direction is told only where a change exceeds its uncertainty; where none is stated, the words say so.")
        .step("The sentence follows from the four numbers and from what uncertainty is stated.")
        .badge(Badge::partly_verified());
    Some(sourced(figure, rows.iter().map(|(row, _)| &row.current)))
}

/// One country whose sign flips, in every stored copy of the series.
fn copies(review: &Review) -> Option<Figure> {
    copy_then(review)?;
    let flips = || {
        review
            .sign_flips
            .iter()
            .filter(|flip| flip.current.indicator == GRID)
    };
    let flip = flips()
        .find(|flip| flip.current.group == "IND")
        .or_else(|| flips().next())?;
    let country: Country = flip.current.group.parse().ok()?;
    let (first, last) = (
        review.biennium.previous().ok()?.first(),
        review.biennium.last(),
    );
    let mut chart = LineChart::new("gCO2e/kWh")
        .lines_are("Copy of")
        .without_zero();
    let (mut words, mut drawn) = (Vec::new(), 0);
    for vintage in vintages::all() {
        let points: Vec<(i32, Entry)> = first
            .to(last)
            .map(|year| {
                let found = vintages::figure(vintage, country, year);
                let entry = found.map_or_else(
                    || Entry::missing("not in this copy"),
                    |found| Entry::from(found.value.grams_per_kwh()),
                );
                (year.get(), entry)
            })
            .collect();
        if let Some(value) = points.first().and_then(|point| point.1.value()) {
            words.push(format!(
                "{} in the copy of {}",
                with_unit(value, LEVEL, "gCO2e/kWh"),
                month(vintage)
            ));
            drawn += 1;
        }
        chart = chart.line(&month(vintage), points);
    }
    if drawn == 0 {
        return None;
    }
    let title = format!("{}: one series in its stored copies", country.name());
    let mut figure = Figure::new("copies", &title, chart)
        .takeaway(format!(
            "The carbon intensity of {first} was {}.",
            words.join(", ")
        ))
        .step("The carbon intensity of the same country and years as four stored copies of one series have it. The copies are in the order in which they were stored, which is not that of the releases.")
        .note("The copies of 2025 head their column gCO2/kWh, a later one only names the intensity; none says why its figures differ from the earlier ones.")
        .badge(Badge::partly_verified());
    for vintage in vintages::all() {
        let id = super::super::report::id_on_page(&vintage.source().source);
        figure = figure.source(&id, &format!("copy of {}", month(vintage)));
    }
    Some(figure)
}
