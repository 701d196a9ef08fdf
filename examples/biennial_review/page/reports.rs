//! What reports were sent, how they score, and what became of what was asked before.

use ict_impact::review::follow_up::{ImprovementOutcome, ReviewFinding};
use ict_impact::review::{Review, Taccc};

use super::super::figures::{entry, indicator_name, name, proposal, sourced, who};
use super::super::report::{Cell, Entry, Figure, Precision, Section, Table};

pub(super) fn section(review: &Review) -> Option<Section> {
    Section::new("reports", "The reports")
        .paragraph("Who reported, how complete and comparable it is, and what became of the findings of the biennium before.")
        .with_any([
            scores(review),
            findings(review),
            improvements(review),
            flexibility(review),
            organisations(review),
        ])
}

/// Who sent the report at this place of the input.
fn reporter(review: &Review, place: usize) -> String {
    let rows = review.reports.iter().find(|rows| rows.report == place);
    let row = rows
        .filter(|rows| rows.first < rows.end)
        .and_then(|rows| review.dataset.observations().get(rows.first));
    row.map_or_else(
        || format!("Report {}", place + 1),
        |row| format!("{} (report {})", who(row.key.entity), place + 1),
    )
}

fn scores(review: &Review) -> Option<Figure> {
    if review.scores.is_empty() {
        return None;
    }
    let mut table = Table::new("Five scores of each report, 0 to 1", &["Report"]);
    for principle in [
        "Transparency",
        "Accuracy",
        "Completeness",
        "Consistency",
        "Comparability",
    ] {
        table = table.column(principle, "");
    }
    table = table.column("Values", "").open();
    for (place, score) in &review.scores {
        let Taccc {
            transparency,
            accuracy,
            completeness,
            consistency,
            comparability,
            values,
            ..
        } = score;
        let parts = [
            transparency,
            accuracy,
            completeness,
            consistency,
            comparability,
        ];
        let mut cells: Vec<Cell> = parts
            .into_iter()
            .map(|part| {
                let entry = match part {
                    Some(part) => Entry::from(*part),
                    None => Entry::missing("nothing to measure"),
                };
                Cell::Entry(entry, Precision::Decimals(2))
            })
            .collect();
        cells.push(Cell::Entry(
            Entry::from(*values as f64),
            Precision::Decimals(0),
        ));
        table = table.row([reporter(review, *place)], cells);
    }
    Some(
        Figure::new("scores", "How the reports score by the five principles", table)
            .takeaway(format!(
                "{} reports have five scores each; they are never blended into one.",
                review.scores.len()
            ))
            .step("Transparency: values with a known source and a stated method. Accuracy: tier and stated uncertainty. Completeness: required cells that are answered. Consistency: values without a finding of change or sums. Comparability: values on the global warming potentials, boundary and edition of the review.")
            .source("ict-impact", "the measures")
            .badge(proposal()),
    )
}

fn findings(review: &Review) -> Option<Figure> {
    let found = review.follow_up.as_ref()?;
    let lists: [(&str, &[ReviewFinding]); 3] = [
        ("carried", &found.carried),
        ("resolved", &found.resolved),
        ("new", &found.new),
    ];
    if lists.iter().all(|(_, list)| list.is_empty()) {
        return None;
    }
    let mut table = Table::new("Findings about reports", &["Finding"])
        .column("Is", "")
        .column("About", "")
        .column("Principle", "")
        .column("What is asked", "")
        .column("Raised", "")
        .column("Due", "")
        .column("Status", "")
        .open();
    for (what, list) in lists {
        for finding in list {
            let overdue = finding.is_overdue(review.biennium) && what == "carried";
            let is = if overdue { "carried, overdue" } else { what };
            table = table.row(
                [finding.id().to_string()],
                [
                    Cell::text(is),
                    Cell::text(finding.about().to_string()),
                    Cell::text(finding.principle().to_string()),
                    Cell::text(finding.advice().text()),
                    Cell::text(finding.raised().to_string()),
                    Cell::text(finding.due().to_string()),
                    Cell::text(finding.status().as_str()),
                ],
            );
        }
    }
    Some(
        Figure::new("follow-up", "Findings about reports, followed from biennium to biennium", table)
            .takeaway(format!(
                "{} findings of the biennium before are carried ({} overdue), {} are resolved, {} are new.",
                found.carried.len(),
                found.overdue(review.biennium).count(),
                found.resolved.len(),
                found.new.len()
            ))
            .step("A finding of validation is resolved when a value that the rule looked at is there and the finding is not; silence resolves nothing. One by hand is resolved by a reviewer alone.")
            .source("ict-impact", "the rules")
            .badge(proposal()),
    )
}

fn improvements(review: &Review) -> Option<Figure> {
    if review.improvements.is_empty() {
        return None;
    }
    let word = |outcome| match outcome {
        ImprovementOutcome::Done => "done",
        ImprovementOutcome::StillOpen => "still open",
        ImprovementOutcome::Overdue => "overdue",
        ImprovementOutcome::DroppedWithoutAWord => "dropped without a word",
        ImprovementOutcome::New => "new",
        _ => "other",
    };
    let mut table = Table::new("Planned improvements", &["Who", "Improvement"])
        .column("What", "")
        .column("Due", "")
        .column("Outcome", "")
        .open();
    for progress in &review.improvements {
        let due = match progress.moved_to {
            Some(later) => format!("{}, now {later}", progress.due),
            None => progress.due.to_string(),
        };
        table = table.row(
            [progress.entity.to_string(), progress.key.clone()],
            [
                Cell::text(progress.text.clone()),
                Cell::text(due),
                Cell::text(word(progress.outcome)),
            ],
        );
    }
    let count = |outcome| {
        let of = review.improvements.iter();
        of.filter(|progress| progress.outcome == outcome).count()
    };
    Some(
        Figure::new("improvements", "What became of planned improvements", table)
            .takeaway(format!(
                "Of {} improvements {} are done, {} overdue and {} dropped without a word.",
                review.improvements.len(),
                count(ImprovementOutcome::Done),
                count(ImprovementOutcome::Overdue),
                count(ImprovementOutcome::DroppedWithoutAWord)
            ))
            .step("The plan of the report before is held against the report now; a later date in the new report changes nothing.")
            .source("ict-impact", "the rules")
            .badge(proposal()),
    )
}

fn flexibility(review: &Review) -> Option<Figure> {
    if review.flexibility.is_empty() {
        return None;
    }
    let mut table = Table::new("Flexibility provisions", &["Who"])
        .column("Indicator", "")
        .column("Provision", "")
        .column("Why", "")
        .column("Until", "")
        .open();
    let said = |text: &Option<String>| text.clone().unwrap_or_else(|| "not said".to_owned());
    for applied in &review.flexibility {
        let indicator = match &applied.indicator {
            Some(code) => indicator_name(review, code),
            None => "all".to_owned(),
        };
        let until = applied
            .until
            .map_or_else(|| "not said".to_owned(), |until| until.to_string());
        table = table.row(
            [who(applied.entity)],
            [
                Cell::text(indicator),
                Cell::text(said(&applied.provision)),
                Cell::text(said(&applied.constraint)),
                Cell::text(until),
            ],
        );
    }
    Some(
        Figure::new("flexibility", "Flexibility that is applied", table)
            .takeaway(format!(
                "{} provisions are applied; they lower what is asked and hide nothing.",
                review.flexibility.len()
            ))
            .step("Provisions that reports state, and those that only the values are flagged with.")
            .source("ict-impact", "the list")
            .badge(proposal()),
    )
}

fn organisations(review: &Review) -> Option<Figure> {
    let rows: Vec<_> = review
        .organisations
        .iter()
        .filter(|row| row.fact.members > 0)
        .collect();
    if rows.is_empty() {
        return None;
    }
    let mut table = Table::new("Totals of organisations", &["Indicator", "Group", "Period"])
        .column("Total", "")
        .column("Unit", "")
        .column("Organisations", "");
    let mut withheld = 0;
    for row in &rows {
        let fact = &row.fact;
        let shown = match (entry(fact), &row.part_of) {
            (entry, Some(group)) if entry.is_withheld() => {
                withheld += 1;
                let part_of = name(group);
                Entry::withheld(&format!(
                    "it would tell what single organisations reported; it is part of the total of {part_of}"
                ))
            }
            (entry, _) => {
                withheld += usize::from(entry.is_withheld());
                entry
            }
        };
        // how many reported is a number that could tell too much of a withheld total
        let count = match shown.is_withheld() {
            true => Entry::withheld(""),
            false => Entry::from(fact.contributors().count() as f64),
        };
        table = table.row(
            [
                indicator_name(review, &fact.indicator),
                name(&fact.group),
                fact.period.to_string(),
            ],
            [
                Cell::Entry(shown, Precision::Significant(3)),
                Cell::text(fact.unit.clone()),
                Cell::Entry(count, Precision::Decimals(0)),
            ],
        );
    }
    let figure = Figure::new("organisations", "Totals of organisations", table)
        .takeaway(format!(
            "{withheld} of {} totals are withheld: they would tell what a single organisation reported.",
            rows.len()
        ))
        .step("Totals of one indicator are protected together, over groups, years and bienniums; where one is held back, as many others are as it takes so that it does not follow from them.")
        .source("ict-impact", "the rules of disclosure")
        .badge(proposal());
    let facts = || rows.iter().map(|row| &row.fact);
    Some(sourced(figure, facts()))
}
