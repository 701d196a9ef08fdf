use alloc::collections::BTreeSet;

use crate::review::{Datum, Observation};
use crate::review::{Fact, NotationKey, Origin, Publication, Qualifier};

/// The status of an observation, by the codes of the SDMX code list that are used here.
///
/// # Source
/// `SDMX:CL_OBS_STATUS(2.3)`, code list for observation status. Its `O` leaves the reason of a
/// missing value open, `M` is for what cannot exist, `Q` for what is suppressed to keep it
/// confidential. Which of our statuses has which code is our choice.
///
/// # Example
/// ```
/// use ict_impact::review::NotationKey;
/// use ict_impact::review::output::sdmx::ObsStatus;
/// assert_eq!(ObsStatus::of_notation(&NotationKey::Ne).code(), "O"); // exists, is not known
/// assert_eq!(ObsStatus::of_notation(&NotationKey::No).code(), "M"); // there is nothing
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ObsStatus {
    /// `A`: a normal value.
    Normal,
    /// `E`: an estimated value; here, of a model.
    Estimated,
    /// `I`: an imputed value; here, with filled gaps.
    Imputed,
    /// `P`: a provisional value; for whoever says so of a [`Record`](super::Record).
    Provisional,
    /// `M`: missing, for it cannot exist.
    CannotExist,
    /// `O`: missing.
    Missing,
    /// `Q`: missing, suppressed.
    Suppressed,
}

impl ObsStatus {
    /// Every status in order.
    pub const ALL: [Self; 7] = [
        Self::Normal,
        Self::Estimated,
        Self::Imputed,
        Self::Provisional,
        Self::CannotExist,
        Self::Missing,
        Self::Suppressed,
    ];

    /// The code in `CL_OBS_STATUS`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Normal => "A",
            Self::Estimated => "E",
            Self::Imputed => "I",
            Self::Provisional => "P",
            Self::CannotExist => "M",
            Self::Missing => "O",
            Self::Suppressed => "Q",
        }
    }

    /// The name in `CL_OBS_STATUS`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Normal => "Normal value",
            Self::Estimated => "Estimated value",
            Self::Imputed => "Imputed value (CCSA definition)",
            Self::Provisional => "Provisional value",
            Self::CannotExist => "Missing value; data cannot exist",
            Self::Missing => "Missing value",
            Self::Suppressed => "Missing value; suppressed",
        }
    }

    /// Whether a record of this status has a value.
    pub const fn has_value(self) -> bool {
        matches!(
            self,
            Self::Normal | Self::Estimated | Self::Imputed | Self::Provisional
        )
    }

    /// The status of a fact. One that too few reported is missing (`O`), not suppressed: nothing
    /// is kept secret, and `COMMENT` says the coverage.
    pub fn of_fact(fact: &Fact) -> Self {
        match fact.publication {
            Publication::Published => Self::of_origins(&fact.origins),
            Publication::Undefined | Publication::NotAdditive { .. } => Self::CannotExist,
            Publication::Confidential => Self::Suppressed,
            Publication::Withheld { .. }
            | Publication::NoData
            | Publication::NotComparable { .. }
            | Publication::WeightMissing { .. }
            | Publication::WeightNegative { .. } => Self::Missing,
        }
    }

    /// The status of what has no value.
    pub const fn of_notation(key: &NotationKey) -> Self {
        match key {
            NotationKey::No | NotationKey::Na => Self::CannotExist,
            NotationKey::Ne | NotationKey::Nr | NotationKey::Ie(_) => Self::Missing,
            NotationKey::C(_) => Self::Suppressed,
        }
    }

    /// The status of an observation; a restricted value is suppressed.
    pub fn of_observation(observation: &Observation) -> Self {
        let meta = &observation.meta;
        match &observation.datum {
            Datum::Notation(key) => Self::of_notation(key),
            Datum::Value(_) if meta.qualifiers.contains(&Qualifier::Restricted) => Self::Suppressed,
            Datum::Value(_) => Self::of_origins(&BTreeSet::from([meta.origin])),
        }
    }

    fn of_origins(origins: &BTreeSet<Origin>) -> Self {
        if origins.contains(&Origin::Filled) {
            Self::Imputed
        } else if origins.contains(&Origin::Modelled) {
            Self::Estimated
        } else {
            Self::Normal
        }
    }
}

/// How a figure came about, by the codes that the SDG database uses.
///
/// # Source
/// The attribute `NATURE` of the SDG database: C, CA, E, G and M. Which of our origins has which
/// code is our choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Nature {
    /// `C`: data of the country.
    Country,
    /// `E`: estimated from data of countries.
    Estimated,
    /// `G`: made for global monitoring.
    GlobalMonitoring,
    /// `M`: modelled.
    Modelled,
}

impl Nature {
    /// Every nature in order.
    pub const ALL: [Self; 4] = [
        Self::Country,
        Self::Estimated,
        Self::GlobalMonitoring,
        Self::Modelled,
    ];

    /// The code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Country => "C",
            Self::Estimated => "E",
            Self::GlobalMonitoring => "G",
            Self::Modelled => "M",
        }
    }

    /// The name of the code.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Country => "Country data",
            Self::Estimated => "Estimated",
            Self::GlobalMonitoring => "Global monitoring data",
            Self::Modelled => "Modelled",
        }
    }

    /// The nature of an aggregate of values of these origins; `None` of none.
    pub fn of_aggregate(origins: &BTreeSet<Origin>) -> Option<Self> {
        let made = |origin: &Origin| matches!(origin, Origin::Modelled | Origin::Filled);
        if origins.is_empty() {
            None
        } else if origins.iter().all(|origin| *origin == Origin::Modelled) {
            Some(Self::Modelled)
        } else if origins.iter().any(made) {
            Some(Self::Estimated)
        } else {
            Some(Self::GlobalMonitoring)
        }
    }

    /// The nature of a value of this origin.
    pub const fn of_value(origin: Origin) -> Self {
        match origin {
            Origin::Measured | Origin::Reported => Self::Country,
            Origin::Derived | Origin::Filled => Self::Estimated,
            Origin::Modelled => Self::Modelled,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::boxed::Box;

    #[test]
    fn what_is_missing_and_what_cannot_be_are_told_apart() {
        let key = || Box::new("KEN 2022 PRJ.GRID.CI".parse().unwrap());
        for (notation, code) in [
            (NotationKey::No, "M"),
            (NotationKey::Na, "M"),
            (NotationKey::Ne, "O"),
            (NotationKey::Nr, "O"),
            (NotationKey::Ie(key()), "O"),
            (NotationKey::C(key()), "Q"),
        ] {
            assert_eq!(ObsStatus::of_notation(&notation).code(), code, "{notation}");
            assert!(!ObsStatus::of_notation(&notation).has_value());
        }
    }

    #[test]
    fn an_aggregate_is_as_sure_as_the_least_sure_of_its_values() {
        let of = |origins: &[Origin]| origins.iter().copied().collect::<BTreeSet<_>>();
        for (origins, status, nature) in [
            (&[Origin::Reported][..], "A", Some("G")),
            (&[Origin::Reported, Origin::Derived], "A", Some("G")),
            (&[Origin::Modelled], "E", Some("M")),
            (&[Origin::Measured, Origin::Modelled], "E", Some("E")),
            (&[Origin::Modelled, Origin::Filled], "I", Some("E")),
            (&[], "A", None),
        ] {
            assert_eq!(ObsStatus::of_origins(&of(origins)).code(), status);
            assert_eq!(Nature::of_aggregate(&of(origins)).map(Nature::code), nature);
        }
    }
}
