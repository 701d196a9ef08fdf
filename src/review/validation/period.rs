//! Rule V11: the year is one of the biennium, and the days are twelve months that are declared.

use alloc::format;

use super::{Check, Rule, Severity};
use crate::review::{DateSpan, Observation, Report};
use crate::time::Date;

impl Check<'_> {
    pub(super) fn periods(&mut self) {
        let observations = self.observations;
        for (row, observation) in observations.iter().enumerate() {
            let report = self.report_of(row);
            if let Some(report) = report {
                self.in_biennium(row, observation, report);
            }
            if let Some(days) = observation.meta.days {
                self.twelve_months(row, observation, days, report);
            }
        }
    }

    /// A report speaks of its biennium; of earlier years only what it restates.
    fn in_biennium(&mut self, row: usize, observation: &Observation, report: &Report) {
        let (year, biennium) = (observation.key.year, report.biennium);
        let earlier = observation.meta.restated.is_some() && year < biennium.first();
        if !biennium.contains(year) && !earlier {
            let message = format!(
                "{year} is not in {biennium}; accepted are its years, and earlier ones that are restated"
            );
            self.find((Rule::V11, Severity::Error, "other_year"), row, message);
        }
    }

    fn twelve_months(
        &mut self,
        row: usize,
        observation: &Observation,
        days: DateSpan,
        report: Option<&Report>,
    ) {
        let year = observation.key.year;
        let calendar = Date::first_of(year) == days.first() && Date::last_of(year) == days.last();
        if calendar {
            return;
        }
        let declared = report.map(|report| report.fiscal_year.map(|fiscal| fiscal.first_month()));
        let (issue, message) = if !is_a_year(days) {
            ("not_a_year", format!("{days} are not twelve months"))
        } else if days.first().year() != year {
            let began = days.first().year();
            (
                "begins_in_other_year",
                format!("{days} count for {began}, the year they begin in, not for {year}"),
            )
        } else {
            match declared {
                Some(None) => (
                    "not_declared",
                    format!("{days} are not the calendar year, and fiscal_year is not declared"),
                ),
                Some(Some(month)) if days.first().month() != month || days.first().day() != 1 => (
                    "other_fiscal_year",
                    format!("{days} do not begin with month {month:02}, as fiscal_year declares"),
                ),
                _ => return,
            }
        };
        self.find((Rule::V11, Severity::Error, issue), row, message);
    }
}

/// Whether the day after the last is the first one year later; 1 March stands for the
/// 29 February that there is not.
fn is_a_year(days: DateSpan) -> bool {
    let (first, last) = (days.first(), days.last());
    let later = first.year().get() + 1;
    let (year, month) = (last.year().get(), last.month());
    let after = Date::new(year, month, last.day() + 1)
        .or_else(|_| Date::new(year, month + 1, 1))
        .or_else(|_| Date::new(year + 1, 1, 1));
    let again = Date::new(later, first.month(), first.day()).or_else(|_| Date::new(later, 3, 1));
    after.is_ok() && after == again
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_may_begin_on_any_day() {
        for (text, year) in [
            ("2022-04-01/2023-03-31", true),
            ("2022-04-06/2023-04-05", true),
            ("2023-03-01/2024-02-29", true),
            ("2024-02-29/2025-02-28", true),
            ("2022-01-01/2022-12-31", true),
            ("2022-04-01/2023-03-30", false),
            ("2022-04-01/2022-04-01", false),
            ("2022-04-01/2024-03-31", false),
            ("2022-01-01/2022-06-30", false),
        ] {
            assert_eq!(is_a_year(text.parse().unwrap()), year, "{text}");
        }
    }
}
