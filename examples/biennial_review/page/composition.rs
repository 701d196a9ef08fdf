//! What a change owes to who reported.

use ict_impact::review::{Comparison, NoChange, Review, output};

use super::super::figures::{indicator_name, listed, name, sourced};
use super::super::report::{Badge, Cell, Entry, Figure, Precision, Table, signed, with_unit};

const CHANGE: Precision = Precision::Significant(3);

/// Who came, went or missed a year, and what that does to the change.
pub(super) fn composition(review: &Review) -> Option<Figure> {
    let rows: Vec<Comparison> = review
        .comparisons
        .iter()
        // Where nobody reported in one of the two there is nothing to split.
        .filter(|c| {
            let nobody = [NoChange::NothingBefore, NoChange::NothingNow];
            c.why_no_change.is_none_or(|why| !nobody.contains(&why))
        })
        .filter(|c| {
            let of = &c.composition;
            !(of.new_reporters.is_empty() && of.drop_outs.is_empty() && of.incomplete.is_empty())
        })
        .map(output::shown_comparison)
        .collect();
    rows.first()?;
    let mut table = Table::new(
        "Effects in the unit of the indicator; in brackets the members",
        &["Indicator", "Group"],
    )
    .column("Change", "")
    .column("Same reporters", "")
    .column("Drop-outs", "")
    .column("Incomplete", "")
    .column("New reporters", "")
    .open();
    for row in &rows {
        let of = &row.composition;
        let effect = |members: usize, effect: Option<f64>| match (members, effect) {
            (0, _) => Cell::text("none"),
            (n, Some(effect)) => Cell::text(format!("{} ({n})", signed(effect, CHANGE))),
            (n, None) => Cell::text(format!("no value ({n})")),
        };
        let change = match row.change {
            Some(change) => Cell::Entry(Entry::from(change), CHANGE),
            None => Cell::Entry(Entry::missing(row.in_words()), CHANGE),
        };
        let like_for_like = match row.like_for_like {
            Some(change) => Entry::from(change),
            None => Entry::missing("not told"),
        };
        table = table.row(
            [
                indicator_name(review, &row.current.indicator),
                name(&row.current.group),
            ],
            [
                change,
                Cell::Entry(like_for_like, CHANGE),
                effect(of.drop_outs.len(), of.drop_outs_effect),
                effect(of.incomplete.len(), of.incomplete_effect),
                effect(of.new_reporters.len(), of.new_reporters_effect),
            ],
        );
    }
    let untold = rows.iter().filter(|row| row.change.is_none()).count();
    let mut figure = Figure::new("composition", "What changes owe to who reported", table)
        .takeaway(format!(
            "In {} pairs of indicator and group somebody came, went or missed a year; for {untold} of them no change is told.",
            rows.len()
        ))
        .step("Same reporters: the change like for like over the members that reported every year of both bienniums. Drop-outs: what those take away that reported in the biennium before alone. Incomplete: those that reported in both, but not every year. New reporters: what those add that reported in this biennium alone. The four add up to the difference of the two aggregates of those who reported.")
        .step(format!(
            "The World Bank tells no growth where more than half is missing; here a change needs {} of the population in both bienniums.",
            with_unit(100.0 * review.rule.least_for_change, Precision::Decimals(0), "%")
        ))
        .source("ict-impact", "the split of the change")
        .badge(Badge::partly_verified());
    let mut named: Vec<&str> = Vec::new();
    for row in &rows {
        if named.contains(&row.current.indicator.as_str()) {
            continue;
        }
        named.push(&row.current.indicator);
        for (title, members) in [
            ("Drop-outs", &row.composition.drop_outs),
            ("Incomplete", &row.composition.incomplete),
            ("New reporters", &row.composition.new_reporters),
        ] {
            if !members.is_empty() {
                figure = figure.note(format!(
                    "{title}, {}, {}: {}.",
                    indicator_name(review, &row.current.indicator),
                    name(&row.current.group),
                    listed(members)
                ));
            }
        }
    }
    let facts = || rows.iter().flat_map(|row| [&row.previous, &row.current]);
    Some(sourced(figure, facts()))
}
