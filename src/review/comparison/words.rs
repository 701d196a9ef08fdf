//! Comparisons in plain sentences.

use alloc::format;
use alloc::string::{String, ToString};

use crate::uncertainty::ChangeStatement;

use super::{ChangeCertainty, Comparison, NoChange, RestatedComparison};

/// To three significant digits.
fn short(value: f64) -> String {
    let rounded: f64 = format!("{value:.2e}").parse().unwrap_or(value);
    (rounded + 0.0).to_string()
}

fn signed(value: f64) -> String {
    let short = short(value);
    match value > 0.0 {
        true => format!("+{short}"),
        false => short,
    }
}

/// A change with what may be said of it.
fn told(change: f64, unit: &str, certainty: ChangeCertainty) -> String {
    match certainty {
        ChangeCertainty::Stated {
            low,
            high,
            statement,
        } => {
            let (low, high) = (short(low), short(high));
            let interval = format!("95 % interval {low} to {high} {unit}");
            match statement {
                ChangeStatement::Increase | ChangeStatement::Decrease => {
                    format!("{statement} of {} {unit} ({interval})", short(change.abs()))
                }
                _ => format!("{statement} ({interval})"),
            }
        }
        _ => format!(
            "change of {} {unit}; no uncertainty is stated, so whether it exceeds it is not known",
            signed(change)
        ),
    }
}

pub(super) fn change(comparison: &Comparison) -> String {
    let unit = &comparison.current.unit;
    match (comparison.change, comparison.why_no_change) {
        (Some(change), _) => told(change, unit, comparison.certainty),
        (None, Some(NoChange::NothingBefore)) => {
            "no change is told: nobody reported in the biennium before".to_string()
        }
        (None, Some(NoChange::NothingNow)) => {
            "no change is told: nobody reported in this biennium".to_string()
        }
        (None, Some(NoChange::TooFew { coverage, least })) => format!(
            "no change is told: {} % of the group is covered and {} % is needed",
            short(100.0 * coverage),
            short(100.0 * least)
        ),
        (None, _) => "no change is told: one of the two bienniums is not published".to_string(),
    }
}

pub(super) fn restated(comparison: &RestatedComparison) -> String {
    let Some(numbers) = comparison.numbers else {
        return "No comparison with what was published is told: one of its figures is not published."
            .to_string();
    };
    let unit = &comparison.current.unit;
    let certainty = comparison.certainty.unwrap_or(ChangeCertainty::NoChange);
    let mut words = match comparison.certainty {
        Some(_) => {
            let told = told(numbers.like_for_like_change, unit, certainty);
            format!("Like for like: {told}.")
        }
        None => format!(
            "Like for like: change of {} {unit}.",
            signed(numbers.like_for_like_change)
        ),
    };
    words.push_str(&format!(
        " Against the previous figure as it was published then: {} {unit}.",
        signed(numbers.naive_change)
    ));
    if numbers.triggers.change_changes_sign {
        words.push_str(
            " The two have opposite signs: the previous figure was restated, and only the \
             like-for-like change compares values of one state of knowledge.",
        );
    }
    words.push_str(&format!(
        " The restatement adds {} {unit}",
        signed(numbers.restatement)
    ));
    if let Some(relative) = numbers.relative_restatement {
        words.push_str(&format!(" ({} %)", signed(100.0 * relative)));
    }
    words.push_str(match numbers.triggers.any() {
        true => " and has to be explained.",
        false => ".",
    });
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_three_digits_and_one_zero() {
        for (value, words) in [
            (-2.644_999_999_999_982, "-2.64"),
            (2.492_05, "+2.49"),
            (-0.0, "0"),
            (123_456.0, "+123000"),
        ] {
            assert_eq!(signed(value), words);
        }
    }
}
