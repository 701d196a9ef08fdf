//! What each Action Line reported, answered and lacks.

use ict_impact::review::{LineStatus, MemberStatus, Reported, Review};

use super::super::figures::proposal;
use super::super::report::{Cell, Chart, Entry, Figure, Matrix, Precision, State, Table};

/// What an Action Line has of one indicator: from the review, or from the model of devices.
fn cell(review: &Review, devices: Option<&Review>, line: usize, code: &str) -> (State, String) {
    let find = |review: &Review| {
        review.action_lines[line]
            .indicators
            .iter()
            .find(|i| i.indicator == code)
            .cloned()
    };
    match find(review) {
        None => (State::NotApplicable, String::new()),
        Some(i) if i.reported != Reported::Lacking => (
            state(i.reported),
            format!("{} of {}", i.countries, i.expected),
        ),
        Some(_) => match devices.and_then(|devices| Some((devices, find(devices)?))) {
            Some((devices, i)) if i.reported != Reported::Lacking => (
                state(i.reported),
                format!("{} countries, {}", i.countries, devices.biennium),
            ),
            _ => (State::Lacking, String::new()),
        },
    }
}

pub(super) fn action_lines(review: &Review, devices: Option<&Review>) -> Figure {
    let mut columns: Vec<(&str, &str)> = Vec::new();
    for lines in [Some(review), devices]
        .into_iter()
        .flatten()
        .map(|r| &r.action_lines)
    {
        for indicator in lines.iter().flat_map(|line| &line.indicators) {
            if indicator.reported != Reported::Lacking
                && !columns.iter().any(|column| column.0 == indicator.indicator)
            {
                columns.push((&indicator.indicator, &indicator.name));
            }
        }
    }
    let mut heads: Vec<&str> = columns.iter().map(|column| column.1).collect();
    heads.push("Other proposed indicators");
    let mut matrix = Matrix::new("Action Line", "name", heads);
    let mut without = 0;
    for (index, line) in review.action_lines.iter().enumerate() {
        let mut cells: Vec<(State, String)> = columns
            .iter()
            .map(|column| cell(review, devices, index, column.0))
            .collect();
        let has = |cell: &(State, String)| {
            matches!(cell.0, State::Reported | State::Modelled | State::Filled)
        };
        without += usize::from(!cells.iter().any(has));
        let others = line.indicators.len()
            - cells
                .iter()
                .filter(|cell| cell.0 != State::NotApplicable)
                .count();
        cells.push(match others {
            0 => (State::NotApplicable, String::new()),
            _ => (State::Lacking, format!("{others} lacking")),
        });
        matrix = matrix.row_with_detail(&line.line, &line.name, cells);
    }
    Figure::new("action-lines", "What each WSIS Action Line reported", Chart::from(matrix))
        .takeaway(format!(
            "{without} of the {} reporting lines have no figure at all.",
            review.action_lines.len()
        ))
        .step("Each of the 18 reporting lines (C1–C6, the eight sub-lines of C7, C8–C11) has the indicators that this project proposes for it.")
        .step(format!(
            "Reported: countries with a value in at least one year of {}, out of all of the world. Modelled: every value comes from a model. Lacking: no country has one. n/a: not proposed for this line.",
            review.biennium
        ))
        .source("itu-wsis-action-lines", "the Action Lines")
        .source("ict-impact", "the proposed indicators of each line")
        .badge(proposal())
}

/// The status of a line in words.
pub(super) fn status(status: LineStatus) -> &'static str {
    match status {
        LineStatus::Complete => "complete",
        LineStatus::Partly => "partly",
        LineStatus::OnlyEstimated => "only estimated",
        LineStatus::Missing => "missing",
        LineStatus::NothingRequired => "nothing required yet",
        _ => "other",
    }
}

pub(super) fn lacking(review: &Review, devices: Option<&Review>) -> Figure {
    let mut table = Table::new("What each Action Line lacks", &["Action Line"])
        .column("Status", "")
        .column("In numbers", "")
        .column("Lacks", "")
        .open();
    let mut proposed = 0;
    for (index, line) in review.action_lines.iter().enumerate() {
        proposed += usize::from(!line.indicators.is_empty());
        let names: Vec<&str> = line
            .indicators
            .iter()
            .filter(|i| cell(review, devices, index, &i.indicator).0 == State::Lacking)
            .map(|i| i.name.as_str())
            .collect();
        let lacks = match (line.indicators.is_empty(), names.is_empty()) {
            (true, _) => "no indicator is proposed yet".to_owned(),
            (_, true) => "nothing of what is proposed".to_owned(),
            _ => names.join("; "),
        };
        table = table.row(
            [format!("{} {}", line.line, line.name)],
            [
                Cell::text(status(line.status)),
                Cell::text(line.words.clone()),
                Cell::text(lacks),
            ],
        );
    }
    Figure::new("lacking", "The status of each WSIS Action Line, and what it lacks", table)
        .takeaway(format!(
            "{proposed} of the {} lines have proposed indicators; the others cannot be reviewed until some are agreed.",
            review.action_lines.len()
        ))
        .step("Complete: every required indicator is reported by enough countries or answered. Partly: some of it. Only estimated: nothing is reported, some is modelled or filled. Missing: nothing is there. The status is that of what was reported; it does not count the model of devices.")
        .step("Lacks: every proposed indicator of the line for which no country has a reported or modelled value.")
        .source("ict-impact", "the proposed indicators of each line")
        .badge(proposal())
}

fn state(reported: Reported) -> State {
    match reported {
        Reported::Enough | Reported::Partly | Reported::Answered => State::Reported,
        Reported::Modelled => State::Modelled,
        Reported::Filled => State::Filled,
        _ => State::Lacking,
    }
}

/// What the countries of the world said of each indicator: by value, by notation key, or nothing.
pub(super) fn answers(review: &Review) -> Option<Figure> {
    const SHOWN: [(&str, &[MemberStatus]); 7] = [
        ("Reported", &[MemberStatus::Reported]),
        ("Partly", &[MemberStatus::Partly]),
        ("Modelled", &[MemberStatus::Modelled]),
        ("Filled", &[MemberStatus::Filled]),
        (
            "NO, NA, IE, C",
            &[
                MemberStatus::NotOccurring,
                MemberStatus::NotApplicable,
                MemberStatus::IncludedElsewhere,
                MemberStatus::Confidential,
            ],
        ),
        (
            "NE, NR, refused",
            &[
                MemberStatus::NotEstimated,
                MemberStatus::NotReported,
                MemberStatus::Refused,
            ],
        ),
        ("Nothing sent", &[MemberStatus::Absent]),
    ];
    let mut table = Table::new(
        format!("Countries by what they said, {}", review.biennium),
        &["Indicator", "Action Lines"],
    );
    for (title, _) in SHOWN {
        table = table.column(title, "");
    }
    let mut seen: Vec<&str> = Vec::new();
    let (mut some, mut silent) = (0, 0);
    for line in &review.action_lines {
        for indicator in &line.indicators {
            if seen.contains(&indicator.indicator.as_str()) {
                continue;
            }
            seen.push(&indicator.indicator);
            if indicator.answers.of(MemberStatus::Absent).members == indicator.answers.expected {
                silent += 1;
                continue;
            }
            some += 1;
            let of = |other: &&ict_impact::review::LineReport| {
                let mut all = other.indicators.iter();
                all.any(|i| i.indicator == indicator.indicator)
            };
            let lines: Vec<&str> = review
                .action_lines
                .iter()
                .filter(of)
                .map(|line| line.line.as_str())
                .collect();
            let cells = SHOWN.map(|(_, statuses)| {
                let members: usize = statuses
                    .iter()
                    .map(|status| indicator.answers.of(*status).members)
                    .sum();
                Cell::Entry(Entry::from(members as f64), Precision::Decimals(0))
            });
            table = table.row([indicator.name.clone(), lines.join(", ")], cells);
        }
    }
    if some == 0 {
        return None;
    }
    Some(
        Figure::new("answers", "What countries said of each indicator", table.open())
            .takeaway(format!(
                "Of {} required indicators countries said something of {some}; of {silent} nothing was sent at all.",
                some + silent
            ))
            .step("Each country of the world counts once for each indicator: with a value of every year that counts, of one of two, only modelled, only filled, with a notation key that is complete (NO not occurring, NA not applicable, IE included elsewhere, C confidential), with one that is missing (NE not estimated, NR not reported) or refused by validation, or with nothing.")
            .source("itu-wsis-action-lines", "the Action Lines")
            .source("ict-impact", "the proposed indicators of each line")
            .badge(proposal()),
    )
}
