use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt::Write;

use crate::review::{Finding, Key, Report, Rule, Severity};
use crate::time::Biennium;

use super::{Advice, FindingId, FollowUpError, Principle, ReviewFinding, Subject};

/// Makes review findings of what validation found.
///
/// The mapping (ours):
///
/// | of validation | in the review |
/// |---|---|
/// | rule and issue | the principle: [`Principle::of_rule`] |
/// | an error: the value is not used | a recommendation |
/// | a warning: the value is used as it is | an encouragement |
/// | an info | no finding |
/// | rule, issue, entity, indicator and part | one finding, whatever the number of years |
/// | the messages, each with its key | the quote |
/// | a finding about a report as such | a finding about its entity |
///
/// The id is made of rule, issue, entity, indicator and part, without the year, so that the same
/// fault has the same name in the next biennium. It is due in the next biennium. `reports` are
/// those that [`Finding::report`] counts through.
///
/// # Errors
/// [`FollowUpError::NoSubject`] for a finding without a key about a report that is not in
/// `reports`; [`FollowUpError::Time`] if there is no next biennium.
///
/// # Example
/// ```
/// use ict_impact::review::follow_up::{Advice, Principle, findings_of_validation};
/// use ict_impact::review::{IndicatorSet, Observation, Row, validate};
/// use ict_impact::time::Biennium;
/// let row = Row {
///     entity: "KEN".into(),
///     year: "2022".into(),
///     indicator: "SDG.12.4.2.EWG".into(),
///     value: "-5".into(),
///     unit: "t".into(),
///     source: "ken-2024".into(),
///     ..Row::default()
/// };
/// let found = validate(vec![Observation::try_from(row)?], IndicatorSet::embedded()?).findings;
/// let findings = findings_of_validation(&found, &[], Biennium::of::<2022>())?;
/// assert_eq!(findings[0].id().as_str(), "V03.negative.KEN.SDG.12.4.2.EWG");
/// assert_eq!(findings[0].principle(), Principle::Accuracy);
/// assert!(matches!(findings[0].advice(), Advice::Recommendation(_)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn findings_of_validation(
    found: &[Finding],
    reports: &[Report],
    raised: Biennium,
) -> Result<Vec<ReviewFinding>, FollowUpError> {
    let due = Biennium::starting(raised.first().plus(2)?)?;
    let mut by_id: BTreeMap<String, Fault> = BTreeMap::new();
    for finding in found.iter().filter(|f| f.severity > Severity::Info) {
        let (about, name) = match (&finding.key, finding.report) {
            (Some(key), _) => (subject(key), name(key)),
            (None, Some(at)) => {
                let report = reports.get(at);
                let rule = finding.rule;
                let entity = report.ok_or(FollowUpError::NoSubject { rule })?.entity;
                (Subject::Entity(entity), entity.to_string())
            }
            (None, None) => return Err(FollowUpError::NoSubject { rule: finding.rule }),
        };
        let id = visible(&format!("{}.{}.{name}", finding.rule, finding.issue));
        let fault = by_id.entry(id).or_insert_with(|| Fault {
            rule: finding.rule,
            issue: finding.issue,
            severity: finding.severity,
            about,
            quote: String::new(),
        });
        fault.severity = fault.severity.max(finding.severity);
        fault.quote(finding);
    }
    let made = by_id
        .into_iter()
        .map(|(id, fault)| fault.finding(id, (raised, due)));
    made.collect()
}

/// One fault, in all the years that it was found in.
struct Fault {
    rule: Rule,
    issue: &'static str,
    severity: Severity,
    about: Subject,
    quote: String,
}

impl Fault {
    fn quote(&mut self, finding: &Finding) {
        if !self.quote.is_empty() {
            self.quote.push_str("; ");
        }
        if let Some(key) = &finding.key {
            self.quote.push_str(&format!("{key}: "));
        }
        self.quote.push_str(&finding.message);
    }

    fn finding(
        self,
        id: String,
        periods: (Biennium, Biennium),
    ) -> Result<ReviewFinding, FollowUpError> {
        let asks = self.rule.asks();
        let advice = match self.severity {
            Severity::Error => Advice::Recommendation(format!("correct it, so that {asks}")),
            _ => Advice::Encouragement(format!("correct or explain it, so that {asks}")),
        };
        let principle = Principle::of_rule(self.rule, self.issue);
        let id = FindingId::new(id)?;
        let finding =
            ReviewFinding::new(id, principle, self.severity, self.about, advice, periods)?;
        Ok(finding.quoting(self.quote).of_validation())
    }
}

/// What a key is about in all years; the entity alone where the code cannot be one.
fn subject(key: &Key) -> Subject {
    let code = &key.indicator;
    match code.is_empty() || code.contains(char::is_whitespace) {
        true => Subject::Entity(key.entity),
        false => Subject::EntityIndicator(key.entity, code.to_string()),
    }
}

fn name(key: &Key) -> String {
    match key.part.is_whole() {
        true => format!("{}.{}", key.entity, key.indicator),
        false => format!("{}.{}.{}", key.entity, key.indicator, key.part),
    }
}

/// The text with every other character than a visible ASCII one, and `%`, as `%` and its number.
fn visible(text: &str) -> String {
    let mut visible = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_ascii_graphic() && letter != '%' {
            visible.push(letter);
        } else {
            // Writing to a string does not fail.
            let _ = write!(visible, "%{:X};", u32::from(letter));
        }
    }
    visible
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(rule: Rule, severity: Severity, key: Option<&str>) -> Finding {
        Finding {
            rule,
            severity,
            issue: "issue",
            report: None,
            row: None,
            key: key.map(|text| text.parse().unwrap()),
            message: "wrong".into(),
            others: Vec::new(),
        }
    }

    #[test]
    fn years_are_one_finding_and_parts_are_not() {
        let now = Biennium::of::<2022>();
        let of = |key| found(Rule::V05, Severity::Warning, Some(key));
        let rows = [
            of("KEN 2022 A"),
            of("KEN 2023 A"),
            of("KEN 2023 A category=0303"),
            of("NAM 2023 A"),
            found(Rule::V07, Severity::Info, Some("KEN 2022 A")),
        ];
        let made = findings_of_validation(&rows, &[], now).unwrap();
        let ids: Vec<&str> = made.iter().map(|finding| finding.id().as_str()).collect();
        let expected = [
            "V05.issue.KEN.A",
            "V05.issue.KEN.A.category=0303",
            "V05.issue.NAM.A",
        ];
        assert_eq!(ids, expected);
        let quote = "KEN 2022 A: wrong; KEN 2023 A: wrong";
        assert_eq!(made[0].quote(), Some(quote));
        assert!(matches!(made[0].advice(), Advice::Encouragement(_)));
        assert_eq!(made[0].due(), Biennium::of::<2024>());
    }

    #[test]
    fn an_error_weighs_more_than_a_warning() {
        let rows = [
            found(Rule::V03, Severity::Warning, Some("KEN 2022 A")),
            found(Rule::V03, Severity::Error, Some("KEN 2023 A")),
        ];
        let made = findings_of_validation(&rows, &[], Biennium::of::<2022>()).unwrap();
        assert_eq!(made[0].severity(), Severity::Error);
        assert!(matches!(made[0].advice(), Advice::Recommendation(_)));
    }

    #[test]
    fn a_report_stands_for_its_entity_and_nothing_is_lost() {
        let now = Biennium::of::<2022>();
        let kenya: crate::place::Country = "KEN".parse().unwrap();
        let report = Report::new(kenya, now, "2024-01-01".parse().unwrap());
        let mut of_report = found(Rule::V12, Severity::Error, None);
        of_report.report = Some(0);
        let made = findings_of_validation(&[of_report.clone()], &[report], now).unwrap();
        assert_eq!(made[0].about(), &Subject::Entity(kenya.into()));
        let rule = Rule::V12;
        for lost in [of_report, found(rule, Severity::Error, None)] {
            let error = findings_of_validation(&[lost], &[], now).unwrap_err();
            assert_eq!(error, FollowUpError::NoSubject { rule });
        }
    }

    #[test]
    fn every_text_gives_an_id_of_its_own() {
        assert_eq!(visible("a b%é"), "a%20;b%25;%E9;");
        assert!(FindingId::new(visible("a b%é")).is_ok());
    }
}
