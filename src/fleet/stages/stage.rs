use alloc::string::String;
use alloc::vec::Vec;

use crate::fleet::{ByYear, CohortLifetimes, Entry};
use crate::quantity::Share;

/// A stage in the life of devices: how long they stay in it, and where they go after.
///
/// Where nothing is said about what follows, all that leaves is discarded. Where something is,
/// all of it is: the shares of next stages and of what is discarded sum to 1, which
/// [`StageNetwork::new`](super::StageNetwork::new) checks.
///
/// # Example
/// ```
/// use ict_impact::fleet::{Intervals, Lifetime, Stage, StageError, StageNetwork, Years};
/// use ict_impact::quantity::Share;
/// use ict_impact::time::Year;
/// let three_years = Lifetime::fixed(Years::new(3.0))?;
/// let in_use = Stage::new("in use", three_years.clone()).then("second life", Share::new(0.25)?);
/// let second = Stage::new("second life", three_years);
/// let years = Intervals::yearly(Year::of::<2020>(), Year::of::<2030>())?;
/// let error = StageNetwork::new(&years, [in_use.clone(), second.clone()]).unwrap_err();
/// assert_eq!(error, StageError::Shares { stage: "in use".into(), year: None, sum: 0.25 });
/// assert!(StageNetwork::new(&years, [in_use.discarded(Share::new(0.75)?), second]).is_ok());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Stage {
    pub(super) name: String,
    pub(super) lifetimes: CohortLifetimes,
    pub(super) entry: Entry,
    pub(super) routes: Vec<Route>,
}

/// Where a part of what leaves a stage goes.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Route {
    /// The next stage; none if it is discarded.
    pub(super) to: Option<String>,
    pub(super) share: ByYear<Share>,
    /// The yield of refurbishing, if it is refurbished.
    pub(super) refurbished: Option<ByYear<Share>>,
}

impl Route {
    /// Where it goes, in words.
    pub(super) fn target(&self) -> &str {
        self.to.as_deref().unwrap_or("discarded")
    }
}

impl Stage {
    /// The stage of this name, in which devices stay for these lifetimes, counted from when they
    /// enter it, and enter in the middle of the year.
    ///
    /// Lifetimes by cohort are those of the year in which devices enter the stage.
    pub fn new(name: impl Into<String>, lifetimes: impl Into<CohortLifetimes>) -> Self {
        Self {
            name: name.into(),
            lifetimes: lifetimes.into(),
            entry: Entry::Middle,
            routes: Vec::new(),
        }
    }

    /// The same with another point of entry into the year.
    #[must_use]
    pub fn with_entry(mut self, entry: Entry) -> Self {
        self.entry = entry;
        self
    }

    /// The same with a share of what leaves it going to the stage `next` as it is.
    #[must_use]
    pub fn then(self, next: impl Into<String>, share: impl Into<ByYear<Share>>) -> Self {
        self.route(Some(next.into()), share.into(), None)
    }

    /// The same with a share of what leaves it being refurbished, which succeeds for the part
    /// `yield_of` of it: that goes to the stage `next`, the rest is discarded.
    ///
    /// Refurbishing takes no time; where it does, make a stage of it.
    #[must_use]
    pub fn then_refurbished(
        self,
        next: impl Into<String>,
        share: impl Into<ByYear<Share>>,
        yield_of: impl Into<ByYear<Share>>,
    ) -> Self {
        self.route(Some(next.into()), share.into(), Some(yield_of.into()))
    }

    /// The same with a share of what leaves it being discarded.
    #[must_use]
    pub fn discarded(self, share: impl Into<ByYear<Share>>) -> Self {
        self.route(None, share.into(), None)
    }

    fn route(
        mut self,
        to: Option<String>,
        share: ByYear<Share>,
        refurbished: Option<ByYear<Share>>,
    ) -> Self {
        self.routes.push(Route {
            to,
            share,
            refurbished,
        });
        self
    }

    /// The name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How long devices stay.
    pub fn lifetimes(&self) -> &CohortLifetimes {
        &self.lifetimes
    }

    /// When in its year a device enters.
    pub fn entry(&self) -> Entry {
        self.entry
    }
}
