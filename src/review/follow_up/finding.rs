use alloc::string::{String, ToString};
use core::fmt;
use core::str::FromStr;

use crate::review::{ObservationError, Severity};
use crate::time::Biennium;

use super::{FollowUpError, Principle, Subject};

/// Name of a finding that stays the same from one biennium to the next: visible ASCII characters.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "String", into = "String")]
pub struct FindingId(String);

impl FindingId {
    /// The id `text`.
    ///
    /// # Errors
    /// [`FollowUpError::Text`] for a text that is empty or has anything but visible ASCII
    /// characters.
    pub fn new(text: impl Into<String>) -> Result<Self, FollowUpError> {
        let text = text.into();
        if text.is_empty() || !text.bytes().all(|b| b.is_ascii_graphic()) {
            return Err(FollowUpError::Text {
                field: "id",
                given: text,
                accepted: "visible ASCII characters without blanks",
            });
        }
        Ok(Self(text))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for FindingId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl TryFrom<String> for FindingId {
    type Error = FollowUpError;
    fn try_from(text: String) -> Result<Self, FollowUpError> {
        Self::new(text)
    }
}

impl From<FindingId> for String {
    fn from(id: FindingId) -> Self {
        id.0
    }
}

/// What the review asks for.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Advice {
    /// What has to be done.
    Recommendation(String),
    /// What would be better.
    Encouragement(String),
}

impl Advice {
    /// The text.
    pub fn text(&self) -> &str {
        match self {
            Self::Recommendation(text) | Self::Encouragement(text) => text,
        }
    }
}

/// How far a finding has come.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum FindingStatus {
    /// Nobody has answered.
    Open,
    /// There is a response, and it is not resolved yet.
    Answered,
    /// Done.
    Resolved,
}

impl FindingStatus {
    /// The word in files.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Answered => "answered",
            Self::Resolved => "resolved",
        }
    }
}

impl FromStr for FindingStatus {
    type Err = ObservationError;
    fn from_str(text: &str) -> Result<Self, ObservationError> {
        match text {
            "open" => Ok(Self::Open),
            "answered" => Ok(Self::Answered),
            "resolved" => Ok(Self::Resolved),
            _ => Err(ObservationError::Unreadable {
                field: "status",
                given: text.to_string(),
                accepted: "open, answered or resolved",
            }),
        }
    }
}

/// What a review finds, asks for, and gets as an answer.
///
/// # Example
/// ```
/// use ict_impact::review::Severity;
/// use ict_impact::review::follow_up::{Advice, FindingId, FindingStatus, Principle, ReviewFinding};
/// use ict_impact::time::Biennium;
/// let finding = ReviewFinding::new(
///     FindingId::new("2022-KEN-01")?,
///     Principle::Transparency,
///     Severity::Warning,
///     "KEN SDG.12.4.2.EWG".parse()?,
///     Advice::Recommendation("Name the source of the put-on-market figures".to_owned()),
///     (Biennium::of::<2022>(), Biennium::of::<2024>()),
/// )?
/// .quoting("figures of the ministry")
/// .answered("a source list follows")?;
/// assert_eq!(finding.status(), FindingStatus::Answered);
/// assert!(!finding.is_overdue(Biennium::of::<2024>()));
/// assert!(finding.is_overdue(Biennium::of::<2026>()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "Raw")]
pub struct ReviewFinding {
    id: FindingId,
    principle: Principle,
    severity: Severity,
    about: Subject,
    #[serde(skip_serializing_if = "Option::is_none")]
    quote: Option<String>,
    advice: Advice,
    #[serde(skip_serializing_if = "Option::is_none")]
    response: Option<String>,
    raised: Biennium,
    due: Biennium,
    status: FindingStatus,
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    from_validation: bool,
}

#[derive(serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
struct Raw {
    id: FindingId,
    principle: Principle,
    severity: Severity,
    about: Subject,
    #[serde(default)]
    quote: Option<String>,
    advice: Advice,
    #[serde(default)]
    response: Option<String>,
    raised: Biennium,
    due: Biennium,
    status: FindingStatus,
    #[serde(default)]
    from_validation: bool,
}

impl TryFrom<Raw> for ReviewFinding {
    type Error = FollowUpError;
    fn try_from(raw: Raw) -> Result<Self, FollowUpError> {
        let periods = (raw.raised, raw.due);
        let mut finding = Self::new(
            raw.id,
            raw.principle,
            raw.severity,
            raw.about,
            raw.advice,
            periods,
        )?;
        finding.quote = raw.quote;
        finding.from_validation = raw.from_validation;
        match (raw.status, raw.response) {
            (FindingStatus::Answered, None) => Err(FollowUpError::NoResponse {
                id: finding.id.to_string(),
                status: raw.status.as_str(),
            }),
            (status, response) => {
                if let Some(response) = response {
                    finding = finding.answered(response)?;
                }
                finding.status = status;
                Ok(finding)
            }
        }
    }
}

impl ReviewFinding {
    /// An open finding that the review of the first biennium raised and that is due in the report
    /// of the second.
    ///
    /// # Errors
    /// [`FollowUpError::Text`] for advice without a text; [`FollowUpError::DueBeforeRaised`].
    pub fn new(
        id: FindingId,
        principle: Principle,
        severity: Severity,
        about: Subject,
        advice: Advice,
        (raised, due): (Biennium, Biennium),
    ) -> Result<Self, FollowUpError> {
        text("advice", advice.text())?;
        if due < raised {
            return Err(FollowUpError::DueBeforeRaised {
                id: id.to_string(),
                raised,
                due,
            });
        }
        Ok(Self {
            id,
            principle,
            severity,
            about,
            quote: None,
            advice,
            response: None,
            raised,
            due,
            status: FindingStatus::Open,
            from_validation: false,
        })
    }

    /// The same, made of what a validation rule found: the rule says when it is resolved.
    pub(super) fn of_validation(mut self) -> Self {
        self.from_validation = true;
        self
    }

    /// The same with the words of the report that it is about.
    #[must_use]
    pub fn quoting(mut self, quote: impl Into<String>) -> Self {
        self.quote = Some(quote.into());
        self
    }

    /// The same with what the entity says to it; a finding that was open is answered.
    ///
    /// # Errors
    /// [`FollowUpError::Text`] for a response without a text.
    pub fn answered(mut self, response: impl Into<String>) -> Result<Self, FollowUpError> {
        let response = response.into();
        text("response", &response)?;
        self.response = Some(response);
        if self.status == FindingStatus::Open {
            self.status = FindingStatus::Answered;
        }
        Ok(self)
    }

    /// The same, done.
    #[must_use]
    pub fn resolved(mut self) -> Self {
        self.status = FindingStatus::Resolved;
        self
    }

    /// The same as the review of an earlier biennium raised it, with its due date.
    pub(super) fn raised_as(mut self, earlier: &Self) -> Self {
        (self.raised, self.due) = (earlier.raised, earlier.due);
        if self.response.is_none()
            && let Some(response) = &earlier.response
        {
            self.response = Some(response.clone());
            if self.status == FindingStatus::Open {
                self.status = FindingStatus::Answered;
            }
        }
        self
    }

    /// Its name.
    pub fn id(&self) -> &FindingId {
        &self.id
    }

    /// The principle that is not met.
    pub fn principle(&self) -> Principle {
        self.principle
    }

    /// How serious it is.
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// What it is about.
    pub fn about(&self) -> &Subject {
        &self.about
    }

    /// The words of the report, or what validation said.
    pub fn quote(&self) -> Option<&str> {
        self.quote.as_deref()
    }

    /// What is asked for.
    pub fn advice(&self) -> &Advice {
        &self.advice
    }

    /// What the entity says to it.
    pub fn response(&self) -> Option<&str> {
        self.response.as_deref()
    }

    /// The biennium whose review raised it first.
    pub fn raised(&self) -> Biennium {
        self.raised
    }

    /// The biennium in whose report it is to be done.
    pub fn due(&self) -> Biennium {
        self.due
    }

    /// How far it has come.
    pub fn status(&self) -> FindingStatus {
        self.status
    }

    /// Forgets the words of the report.
    pub(in crate::review) fn drop_quote(&mut self) {
        self.quote = None;
    }

    /// Whether it was made of what validation found, and not by hand.
    pub fn is_from_validation(&self) -> bool {
        self.from_validation
    }

    /// Whether it is not resolved and was due before this biennium.
    pub fn is_overdue(&self, biennium: Biennium) -> bool {
        self.status != FindingStatus::Resolved && self.due < biennium
    }
}

fn text(field: &'static str, given: &str) -> Result<(), FollowUpError> {
    match given.trim().is_empty() {
        true => Err(FollowUpError::Text {
            field,
            given: given.to_string(),
            accepted: "a text that is not empty",
        }),
        false => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(
        advice: &str,
        raised: Biennium,
        due: Biennium,
    ) -> Result<ReviewFinding, FollowUpError> {
        ReviewFinding::new(
            FindingId::new("a")?,
            Principle::Accuracy,
            Severity::Error,
            "KEN".parse().unwrap(),
            Advice::Encouragement(advice.to_string()),
            (raised, due),
        )
    }

    #[test]
    fn nonsense_is_refused_when_it_is_made_and_when_it_is_read() {
        let (now, next) = (Biennium::of::<2022>(), Biennium::of::<2024>());
        assert!(finding("do", now, next).is_ok());
        assert!(finding(" ", now, next).is_err());
        assert!(finding("do", next, now).is_err());
        assert!(finding("do", now, next).unwrap().answered("").is_err());
        assert!(FindingId::new("a b").is_err() && FindingId::new("").is_err());

        let json = serde_json::to_string(&finding("do", now, next).unwrap()).unwrap();
        let read = |json: &str| serde_json::from_str::<ReviewFinding>(json);
        assert_eq!(read(&json).unwrap(), finding("do", now, next).unwrap());
        for (good, bad) in [
            ("\"due\":\"2024-2025\"", "\"due\":\"2020-2021\""),
            ("\"status\":\"open\"", "\"status\":\"answered\""),
            ("\"do\"", "\"\""),
            ("\"id\":\"a\"", "\"id\":\"a\",\"colour\":\"red\""),
        ] {
            assert!(json.contains(good), "{json}");
            assert!(read(&json.replace(good, bad)).is_err(), "{bad}");
        }
    }
}
