use alloc::borrow::Cow;
use alloc::collections::BTreeMap;
use alloc::vec;
use alloc::vec::Vec;

use super::methods::{Driver, Gap, PeerRule};
use super::{PeerLists, Strategy};

/// Which strategies are tried for which indicator, in order: the first that fills a year wins.
///
/// # Source
/// The default is our choice: interpolation by equal steps over at most three years, and, for
/// totals of groups alone, the median of at least five peers of the same income group and region
/// per inhabitant. Nothing else is done unless it is asked for.
///
/// # Example
/// ```
/// use ict_impact::review::fill::{FillingPlan, Strategy, StrategyCode};
/// use ict_impact::review::fill::methods::Reach;
/// let carried = Strategy::CarriedForward(Reach::default());
/// let plan = FillingPlan::default().with("PRJ.DEV.STOCK", vec![carried]);
/// let codes = |indicator| plan.strategies(indicator).iter().map(Strategy::code).collect::<Vec<_>>();
/// assert_eq!(codes("PRJ.DEV.STOCK"), [StrategyCode::F5CarriedForward]);
/// assert_eq!(codes("SDG.12.2.1"), [StrategyCode::F4Linear, StrategyCode::F7PeerGroup]);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct FillingPlan {
    all: Vec<Strategy>,
    own: BTreeMap<Cow<'static, str>, Vec<Strategy>>,
    peers: PeerLists,
}

impl FillingPlan {
    /// These strategies for every indicator.
    pub fn of_all(strategies: Vec<Strategy>) -> Self {
        Self {
            all: strategies,
            own: BTreeMap::new(),
            peers: PeerLists::by_income_and_region(),
        }
    }

    /// No strategy: every gap stays open.
    pub fn none() -> Self {
        Self::of_all(Vec::new())
    }

    /// The plan with these strategies for one indicator, in place of those for all.
    ///
    /// For a ratio they hold for the amounts that it is made of, if those have none of their own.
    #[must_use]
    pub fn with(
        mut self,
        indicator: impl Into<Cow<'static, str>>,
        strategies: Vec<Strategy>,
    ) -> Self {
        self.own.insert(indicator.into(), strategies);
        self
    }

    /// The plan with other peers.
    #[must_use]
    pub fn with_peers(mut self, peers: PeerLists) -> Self {
        self.peers = peers;
        self
    }

    /// The strategies for an indicator, in order.
    pub fn strategies(&self, indicator: &str) -> &[Strategy] {
        self.own_of(indicator).unwrap_or(&self.all)
    }

    /// Who is like whom.
    pub fn peers(&self) -> &PeerLists {
        &self.peers
    }

    /// The indicators that have strategies of their own.
    pub fn indicators(&self) -> impl Iterator<Item = &str> {
        self.own.keys().map(|code| &**code)
    }

    pub(super) fn own_of(&self, indicator: &str) -> Option<&[Strategy]> {
        self.own.get(indicator).map(Vec::as_slice)
    }

    pub(super) fn of_all_others(&self) -> &[Strategy] {
        &self.all
    }
}

impl Default for FillingPlan {
    fn default() -> Self {
        let mut strategies = vec![Strategy::Linear(Gap::default())];
        strategies.extend(Strategy::peer_group(
            Driver::Population,
            PeerRule::default(),
        ));
        Self::of_all(strategies)
    }
}
