use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::review::{Entity, Finding, Rule, Severity};
use crate::source::DigestError;
use crate::time::Biennium;

use super::{Report, ReportId, ReportStatus};

/// Which of several reports count, and what is wrong with their versions.
#[derive(Debug, Clone, PartialEq)]
pub struct Current {
    /// Places of the reports that count, in the order of entity and biennium.
    pub reports: Vec<usize>,
    /// What rule V12 found.
    pub findings: Vec<Finding>,
}

/// Finds the version of each report that counts: the one with the highest number, unless it was
/// withdrawn.
///
/// Drafts do not count. Where the highest version was withdrawn, none counts: taking back is not
/// going back. Two different reports of one version are both refused; the same report twice
/// counts once.
///
/// # Errors
/// As [`Report::id`].
///
/// # Example
/// ```
/// use ict_impact::place::Country;
/// use ict_impact::review::{Report, current_reports};
/// use ict_impact::time::Biennium;
/// let kenya: Country = "KEN".parse()?;
/// let first = Report::new(kenya, Biennium::of::<2022>(), "2024-06-30".parse()?);
/// let mut second = Report::new(kenya, Biennium::of::<2022>(), "2024-12-31".parse()?);
/// second.version = 2;
/// second.supersedes = Some(first.id()?);
/// let current = current_reports(&[first, second])?;
/// assert_eq!(current.reports, [1]);
/// assert!(current.findings.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn current_reports(reports: &[Report]) -> Result<Current, DigestError> {
    let ids: Vec<ReportId> = reports.iter().map(Report::id).collect::<Result<_, _>>()?;
    let mut findings = Vec::new();
    let mut find = |report, severity, issue, message: String| {
        findings.push(Finding {
            rule: Rule::V12,
            severity,
            issue,
            report: Some(report),
            row: None,
            key: None,
            message,
            others: Vec::new(),
        });
    };
    let mut of: BTreeMap<(Entity, Biennium), Vec<usize>> = BTreeMap::new();
    for (at, report) in reports.iter().enumerate() {
        of.entry((report.entity, report.biennium))
            .or_default()
            .push(at);
    }
    let mut current = Vec::new();
    for (_, mut versions) in of {
        versions.retain(|&at| {
            let first = ids.iter().position(|id| Some(id) == ids.get(at));
            let again = first.is_some_and(|first| first < at);
            if again {
                find(
                    at,
                    Severity::Info,
                    "same_report",
                    "the same report again; counted once".into(),
                );
            }
            !again
        });
        let report = |at: usize| reports.get(at);
        let version = |at: usize| report(at).map_or(0, |report| report.version);
        versions.sort_by_key(|&at| version(at));
        for &at in &versions {
            let Some(superseded) = report(at).and_then(|report| report.supersedes) else {
                if version(at) > 1 {
                    let message = format!(
                        "version {} does not say which report it supersedes",
                        version(at)
                    );
                    find(at, Severity::Warning, "supersedes_nothing", message);
                }
                continue;
            };
            let older = versions
                .iter()
                .find(|&&other| ids.get(other) == Some(&superseded));
            match older {
                None => {
                    let message =
                        format!("the report {superseded} that it supersedes is not there");
                    find(at, Severity::Error, "supersedes_unknown", message);
                }
                Some(&other) if version(other) >= version(at) => {
                    let message = format!(
                        "version {} supersedes version {}",
                        version(at),
                        version(other)
                    );
                    find(at, Severity::Error, "version_not_higher", message);
                }
                Some(_) => {}
            }
        }
        let counts = |&at: &usize| report(at).is_some_and(|r| r.status != ReportStatus::Draft);
        let sent: Vec<usize> = versions.into_iter().filter(counts).collect();
        let Some(&last) = sent.last() else {
            continue;
        };
        let highest: Vec<usize> = sent
            .iter()
            .copied()
            .filter(|&at| version(at) == version(last))
            .collect();
        if highest.len() > 1 {
            for at in highest {
                let message = format!("there are two different reports of version {}", version(at));
                find(at, Severity::Error, "same_version", message);
            }
        } else if report(last).is_some_and(|r| r.status == ReportStatus::Withdrawn) {
            let message = "the latest version was withdrawn; no version counts".into();
            find(last, Severity::Info, "withdrawn", message);
        } else {
            current.push(last);
        }
    }
    Ok(Current {
        reports: current,
        findings,
    })
}
