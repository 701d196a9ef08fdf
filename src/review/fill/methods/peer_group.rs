use alloc::vec::Vec;

use super::FillingError;
use crate::quantity::{Quantity, QuantityError, Ratio, ratio};
use crate::review::amount::{finite, total};

/// What the range of an estimate from peers covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[non_exhaustive]
pub enum PeerRange {
    /// From the first to the third quartile of the peers' ratios.
    Quartiles,
    /// From the lowest to the highest of them.
    LowestToHighest,
}

/// When peers speak for a member that reports nothing. The defaults are our choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct PeerRule {
    /// How many peers there must be. Default 5.
    pub least_peers: usize,
    /// What the range covers. Default [`PeerRange::Quartiles`].
    pub range: PeerRange,
}

impl PeerRule {
    /// The rule with another number of peers; none or one is refused all the same.
    #[must_use]
    pub fn with_least_peers(mut self, peers: usize) -> Self {
        self.least_peers = peers;
        self
    }

    /// The rule with another range.
    #[must_use]
    pub fn with_range(mut self, range: PeerRange) -> Self {
        self.range = range;
        self
    }
}

impl Default for PeerRule {
    fn default() -> Self {
        Self {
            least_peers: 5,
            range: PeerRange::Quartiles,
        }
    }
}

/// What peers have per unit of a driver, in base units of both.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PeerGroup<Q, D> {
    peers: usize,
    range: PeerRange,
    median: f64,
    low: f64,
    high: f64,
    of: core::marker::PhantomData<(Q, D)>,
}

/// An estimate of one member's value that may stand in the sum of a group and nowhere else.
///
/// It has no value of its own to read: only [`group_estimate`] takes it.
///
/// ```compile_fail
/// use ict_impact::quantity::Co2e;
/// use ict_impact::review::fill::methods::GroupOnly;
/// fn of_one_country(estimate: GroupOnly<Co2e>) -> Co2e {
///     estimate.value
/// }
/// ```
#[derive(Clone, Copy, PartialEq)]
pub struct GroupOnly<Q> {
    value: Q,
    low: Q,
    high: Q,
}

impl<Q: Copy> GroupOnly<Q> {
    /// The estimate and the ends of its range, for sums of groups in the review.
    pub(in crate::review) fn ends(&self) -> (Q, Q, Q) {
        (self.value, self.low, self.high)
    }
}

impl<Q> core::fmt::Debug for GroupOnly<Q> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("GroupOnly").finish_non_exhaustive()
    }
}

/// The total of a group, some of whose members are estimated from peers.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct GroupEstimate<Q> {
    /// Sum of what members reported.
    pub reported: Q,
    /// Sum of what is estimated for the others.
    pub estimated: Q,
    /// Both.
    pub total: Q,
    /// The total with every estimate at the low end of its range, and at the high end.
    pub range: (Q, Q),
    /// How many members reported.
    pub reported_members: usize,
    /// How many are estimated.
    pub estimated_members: usize,
}

impl<Q: Quantity> GroupEstimate<Q> {
    /// The estimated part of the total.
    ///
    /// # Errors
    /// [`QuantityError::Undefined`] if the total is zero.
    pub fn estimated_share(&self) -> Result<Ratio, QuantityError> {
        let part = Ratio::from_base(self.estimated.base())?;
        let whole = Ratio::from_base(self.total.base())?;
        ratio(part, whole, "the estimated share", "the total of the group")
    }
}

/// What the peers of a member have per unit of a driver.
///
/// Peers are those of the same income group and region, or whatever the report declares.
///
/// # Equation
/// ```text
/// r = median of vᵢ/dᵢ                    over the peers
/// Q(p) = r₍ₖ₎ + (h − k)·(r₍ₖ₊₁₎ − r₍ₖ₎),   h = (n − 1)·p + 1,  k = ⌊h⌋
///
/// vᵢ    value of peer i             [unit of Q]; slice: value and driver, one pair a peer
/// dᵢ    its driver, above 0         [unit of D]
/// r₍ₖ₎  the kᵗʰ smallest of the n ratios
/// Q(p)  quartile, p = 1/4 and 3/4; the median is Q(1/2)
/// ```
///
/// # Source
/// Our choice, as a last resort for totals. Quantiles: definition 7 of Hyndman and Fan (1996),
/// *Sample quantiles in statistical packages*, The American Statistician 50, 361–365.
///
/// # Errors
/// [`FillingError::TooFewPeers`]; [`FillingError::Driver`] unless each driver is above 0;
/// [`FillingError::Quantity`] for NaN or infinity.
///
/// # Example
/// Three peers with 1, 2 and 6 kg a person; the member has 10 people, another reported 5 kg.
/// ```
/// use ict_impact::quantity::{Co2e, Persons};
/// use ict_impact::review::fill::methods::{PeerRange, PeerRule, group_estimate, peer_group};
/// let peers = [(4.0, 4.0), (4.0, 2.0), (6.0, 1.0)];
/// let peers = peers.map(|(kg, n)| (Co2e::from_kg(kg), Persons::new(n)));
/// let rule = PeerRule::default().with_least_peers(3).with_range(PeerRange::LowestToHighest);
/// let member = peer_group(&peers, rule)?.member(Persons::new(10.0))?;
/// let group = group_estimate(&[Co2e::from_kg(5.0)], &[member])?;
/// assert_eq!(group.total.kg(), 25.0);
/// assert_eq!((group.range.0.kg(), group.range.1.kg()), (15.0, 65.0));
/// # Ok::<(), ict_impact::review::fill::methods::FillingError>(())
/// ```
pub fn peer_group<Q: Quantity, D: Quantity>(
    peers: &[(Q, D)],
    rule: PeerRule,
) -> Result<PeerGroup<Q, D>, FillingError> {
    let least = rule.least_peers.max(2);
    if peers.len() < least {
        return Err(FillingError::TooFewPeers {
            found: peers.len(),
            least,
        });
    }
    let mut ratios = Vec::with_capacity(peers.len());
    for (row, &(value, driver)) in peers.iter().enumerate() {
        let (value, driver) = (finite(value)?, finite(driver)?);
        if driver <= 0.0 {
            return Err(FillingError::Driver {
                row,
                value: driver,
                accepted: "above 0",
            });
        }
        ratios.push(Ratio::from_base(value / driver)?.value);
    }
    ratios.sort_by(f64::total_cmp);
    let (low, high) = match rule.range {
        PeerRange::Quartiles => (quarter(&ratios, 1), quarter(&ratios, 3)),
        PeerRange::LowestToHighest => (quarter(&ratios, 0), quarter(&ratios, 4)),
    };
    Ok(PeerGroup {
        peers: ratios.len(),
        range: rule.range,
        median: quarter(&ratios, 2),
        low,
        high,
        of: core::marker::PhantomData,
    })
}

/// The quantile of `quarters` fourths of sorted values.
fn quarter(sorted: &[f64], quarters: usize) -> f64 {
    let place = sorted.len().saturating_sub(1) * quarters;
    let at = |place: usize| sorted.get(place).copied();
    let below = at(place / 4).unwrap_or(f64::NAN);
    let above = at(place / 4 + 1).unwrap_or(below);
    let part = (place % 4) as f64 / 4.0;
    // halves of each, so that the difference cannot overflow
    below * (1.0 - part) + above * part
}

impl<Q: Quantity, D: Quantity> PeerGroup<Q, D> {
    /// How many peers there are.
    pub fn peers(&self) -> usize {
        self.peers
    }

    /// What the range covers.
    pub fn range(&self) -> PeerRange {
        self.range
    }

    /// The estimate for a member with this driver, for the sum of its group.
    ///
    /// # Equation
    /// ```text
    /// v = r·d        r as in `peer_group`; d the member's driver [unit of D]; v [unit of Q]
    /// ```
    ///
    /// # Errors
    /// [`FillingError::OutOfRange`] for a negative driver; [`FillingError::Quantity`] for NaN or
    /// infinity, or if `Q` cannot hold the value or its range.
    pub fn member(&self, driver: D) -> Result<GroupOnly<Q>, FillingError> {
        let driver = finite(driver)?;
        if driver < 0.0 {
            return Err(FillingError::OutOfRange {
                what: "the driver of the member",
                value: driver,
                accepted: "0 or more",
            });
        }
        Ok(GroupOnly {
            value: Q::from_base(self.median * driver)?,
            low: Q::from_base(self.low * driver)?,
            high: Q::from_base(self.high * driver)?,
        })
    }
}

/// The total of a group from what members reported and what peers say of the others.
///
/// # Equation
/// ```text
/// T = Σ reported + Σ estimated,   range: Σ reported + Σ low ends … Σ reported + Σ high ends
/// ```
/// The ends add up because members estimated from the same peers err together.
///
/// # Source
/// Our choice.
///
/// # Errors
/// [`FillingError::NotAGroup`] for fewer than two members; [`FillingError::Quantity`] for NaN
/// or infinity.
///
/// # Example
/// See [`peer_group`].
pub fn group_estimate<Q: Quantity>(
    reported: &[Q],
    estimated: &[GroupOnly<Q>],
) -> Result<GroupEstimate<Q>, FillingError> {
    let members = reported.len() + estimated.len();
    if members < 2 {
        return Err(FillingError::NotAGroup { members });
    }
    for &value in reported {
        finite(value)?;
    }
    let known = || reported.iter().map(|value| value.base());
    let with = |end: fn(&GroupOnly<Q>) -> Q| {
        Q::from_base(total(
            known().chain(estimated.iter().map(|e| end(e).base())),
        ))
    };
    Ok(GroupEstimate {
        reported: Q::from_base(total(known()))?,
        estimated: Q::from_base(total(estimated.iter().map(|e| e.value.base())))?,
        total: with(|e| e.value)?,
        range: (with(|e| e.low)?, with(|e| e.high)?),
        reported_members: reported.len(),
        estimated_members: estimated.len(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::{Co2e, Persons};

    fn peers(ratios: &[f64]) -> Vec<(Co2e, Persons)> {
        let pair = |&r: &f64| (Co2e::from_kg(2.0 * r), Persons::new(2.0));
        ratios.iter().map(pair).collect()
    }

    fn range(ratios: &[f64], rule: PeerRule) -> [f64; 3] {
        let member = peer_group(&peers(ratios), rule).unwrap();
        let member = member.member(Persons::new(1.0)).unwrap();
        let group = group_estimate(&[Co2e::ZERO], &[member]).unwrap();
        [group.range.0, group.total, group.range.1].map(Co2e::kg)
    }

    #[test]
    fn quartiles_are_those_of_definition_7() {
        let rule = PeerRule::default();
        assert_eq!(range(&[9.0, 1.0, 3.0, 2.0, 4.0], rule), [2.0, 3.0, 4.0]);
        // n = 6: h = 5/4 + 1 = 2.25 and 4.75
        assert_eq!(
            range(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0], rule),
            [2.25, 3.5, 4.75]
        );
        let ends = rule.with_range(PeerRange::LowestToHighest);
        assert_eq!(range(&[9.0, 1.0, 3.0, 2.0, 4.0], ends), [1.0, 3.0, 9.0]);
    }

    #[test]
    fn peers_that_do_not_speak_are_refused() {
        let rule = PeerRule::default();
        assert_eq!(
            peer_group(&peers(&[1.0; 4]), rule).unwrap_err(),
            FillingError::TooFewPeers { found: 4, least: 5 }
        );
        let none = rule.with_least_peers(0);
        assert!(peer_group(&peers(&[1.0]), none).is_err());
        for bad in [0.0, -1.0] {
            let mut peers = peers(&[1.0; 5]);
            peers[3].1 = Persons::new(bad);
            assert!(matches!(
                peer_group(&peers, rule),
                Err(FillingError::Driver { row: 3, .. })
            ));
        }
        assert!(peer_group(&peers(&[1.0, 1.0, 1.0, 1.0, f64::NAN]), rule).is_err());
        let group = peer_group(&peers(&[1.0; 5]), rule).unwrap();
        assert!(group.member(Persons::new(-1.0)).is_err());
        assert_eq!((group.peers(), group.range()), (5, PeerRange::Quartiles));
    }

    #[test]
    fn an_estimate_alone_is_no_group() {
        let group = peer_group(&peers(&[1.0; 5]), PeerRule::default()).unwrap();
        let member = group.member(Persons::new(3.0)).unwrap();
        assert_eq!(
            group_estimate(&[], &[member]),
            Err(FillingError::NotAGroup { members: 1 })
        );
        let both = group_estimate(&[Co2e::from_kg(9.0)], &[member]).unwrap();
        assert_eq!(both.estimated_share().unwrap().value, 0.25);
        assert_eq!((both.reported_members, both.estimated_members), (1, 1));
        let shown = alloc::format!("{member:?}");
        assert!(!shown.contains('3'), "{shown}");
    }
}
