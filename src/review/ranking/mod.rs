//! Who comes first, how sure is that, and who cannot be compared?
//!
//! | to … | use |
//! |---|---|
//! | rank members by one indicator | [`rank`] |
//! | rank the members of a dataset by an indicator | [`rank_members`] |
//! | rank them by how far each is from its own target | [`distance_to_target`], then [`rank`] |
//!
//! Only members that are comparable have a rank. The caller says of each other one why it is
//! [`LeftOut`], and the result keeps it. Equal values share a rank. There is no composite of
//! several indicators.

mod error;
mod interval;
mod member;
mod of_dataset;

pub use error::RankingError;
pub use member::{Incomparable, LeftOut, Member, RankingRule};
pub use of_dataset::{MemberRanking, rank_members};

use alloc::vec::Vec;

use crate::quantity::{Quantity, Ratio};
use crate::review::target::{Direction, Progress, TargetError};

/// One member in its place.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Place<K, Q> {
    /// Who it is.
    pub key: K,
    /// The value it is ranked by.
    pub value: Q,
    /// Its rank, 1 for the best; equal values share it and the next ones are left free.
    pub rank: usize,
    /// The best and the worst rank that the intervals of all members leave possible; `None`
    /// unless every ranked member has an interval.
    pub possible: Option<(usize, usize)>,
}

/// Members from the best to the worst.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranking<K, Q> {
    places: Vec<Place<K, Q>>,
    left_out: Vec<(K, LeftOut)>,
}

impl<K, Q: Quantity> Ranking<K, Q> {
    /// The places from the best on; members of one rank by their key.
    pub fn places(&self) -> &[Place<K, Q>] {
        &self.places
    }

    /// Who has no place, and why, in the order given.
    pub fn left_out(&self) -> &[(K, LeftOut)] {
        &self.left_out
    }
}

/// Ranks members by their value.
///
/// # Equation
/// ```text
/// rank   1 + number of members with a better value
/// best   1 + number of members whose whole interval is better than the whole of this one
/// worst  n − number of members whose whole interval is worse than the whole of this one
///
/// n      number of members ranked
/// slice: one a member
/// ```
/// The possible ranks hold if every value lies in its interval. Intervals that touch may be a
/// tie, which worsens no rank.
///
/// # Source
/// Ties as in standard competition ranking (1, 2, 2, 4). Possible ranks from intervals and the
/// least number of members are our choice.
///
/// # Errors
/// [`RankingError::TooFew`] if fewer members are comparable than the rule asks for;
/// [`RankingError::NotComparable`] if the rule refuses them; [`RankingError::Interval`] if a
/// value lies outside its interval; [`RankingError::Duplicate`]; [`RankingError::Quantity`] for
/// NaN or infinity.
///
/// # Example
/// ```
/// use ict_impact::quantity::Co2e;
/// use ict_impact::review::ranking::{LeftOut, Member, RankingRule, rank};
/// use ict_impact::review::target::Direction;
/// let kg = |n: f64| Co2e::from_kg(n);
/// let members = [
///     Member::new("A", kg(30.0)).with_interval(kg(25.0), kg(35.0)),
///     Member::new("B", kg(20.0)).with_interval(kg(19.0), kg(21.0)),
///     Member::new("C", kg(20.0)).with_interval(kg(15.0), kg(28.0)),
///     Member::new("D", kg(5.0)).left_out(LeftOut::Filled),
/// ];
/// let rule = RankingRule::new(Direction::Down).with_least_members(3);
/// let found = rank(&members, rule)?;
/// let ranks: Vec<_> = found.places().iter().map(|p| (p.key, p.rank, p.possible)).collect();
/// assert_eq!(ranks, [
///     ("B", 1, Some((1, 2))),
///     ("C", 1, Some((1, 3))),
///     ("A", 3, Some((2, 3))),
/// ]);
/// assert_eq!(found.left_out(), [("D", LeftOut::Filled)]);
/// # Ok::<(), ict_impact::review::ranking::RankingError>(())
/// ```
pub fn rank<K: Ord + Clone, Q: Quantity>(
    members: &[Member<K, Q>],
    rule: RankingRule,
) -> Result<Ranking<K, Q>, RankingError> {
    unique(members)?;
    let (mut ranked, mut left_out) = (Vec::new(), Vec::new());
    for (row, member) in members.iter().enumerate() {
        match &member.left_out {
            Some(reason) if rule.incomparable == Incomparable::Refuse => {
                return Err(RankingError::NotComparable {
                    row,
                    reason: reason.clone(),
                });
            }
            Some(reason) => left_out.push((member.key.clone(), reason.clone())),
            None => ranked.push(interval::checked(row, member, rule.better)?),
        }
    }
    if ranked.len() < rule.least_members.max(1) {
        return Err(RankingError::TooFew {
            found: ranked.len(),
            least: rule.least_members.max(1),
        });
    }
    ranked.sort_by(|a, b| a.score.total_cmp(&b.score).then_with(|| a.key.cmp(b.key)));
    let ends: Option<Vec<(f64, f64)>> = ranked.iter().map(|member| member.ends).collect();
    let ends = ends.map(interval::Ends::new);
    let place = |member: &interval::Scored<'_, K, Q>| Place {
        key: member.key.clone(),
        value: member.value,
        rank: 1 + ranked.partition_point(|other| other.score < member.score),
        possible: match (&ends, member.ends) {
            (Some(all), Some(own)) => Some(all.possible(own)),
            _ => None,
        },
    };
    Ok(Ranking {
        places: ranked.iter().map(place).collect(),
        left_out,
    })
}

fn unique<K: Ord, Q>(members: &[Member<K, Q>]) -> Result<(), RankingError> {
    let mut order: Vec<(&K, usize)> = members
        .iter()
        .enumerate()
        .map(|(row, member)| (&member.key, row))
        .collect();
    order.sort();
    let pairs = order.iter().zip(order.iter().skip(1));
    let repeats = pairs.filter(|(a, b)| a.0 == b.0).map(|(a, b)| (b.1, a.1));
    match repeats.min() {
        Some((row, first)) => Err(RankingError::Duplicate { row, first }),
        None => Ok(()),
    }
}

/// How far a member is from its own target, as a part of the way from its base.
///
/// Targets of different size, unit or direction are comparable by it. Rank it with
/// [`Direction::Down`]: less is better.
///
/// # Equation
/// ```text
/// d = (o − t)/(b − t)        1 at the base, 0 at the target, below 0 beyond it
///
/// b, t, o  base, target and observed value      [unit of Q]
/// ```
///
/// # Source
/// Our choice: one less the share of the way of [`Progress::share`].
///
/// # Errors
/// As [`Progress::share`].
///
/// # Example
/// ```
/// use ict_impact::quantity::Co2e;
/// use ict_impact::review::{ranking::distance_to_target, target::Target};
/// use ict_impact::time::Year;
/// let kg = Co2e::from_kg;
/// let target = Target::new(Year::of::<2020>(), kg(100.0), Year::of::<2030>(), kg(60.0))?;
/// let progress = target.progress(Year::of::<2025>(), kg(90.0))?;
/// assert_eq!(distance_to_target(&progress)?.value, 0.75);
/// # Ok::<(), ict_impact::review::target::TargetError>(())
/// ```
pub fn distance_to_target<Q: Quantity>(progress: &Progress<Q>) -> Result<Ratio, TargetError> {
    Ok(Ratio::from_base(1.0 - progress.share()?.value)?)
}

/// The better of two directions as a sign: a lower score is better.
fn score(value: f64, better: Direction) -> f64 {
    // adding zero turns −0 into 0, which it ties with
    match better {
        Direction::Down => value + 0.0,
        Direction::Up => -value + 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::Co2e;

    type Found = Result<Ranking<usize, Co2e>, RankingError>;

    fn members(kg: &[f64]) -> Vec<Member<usize, Co2e>> {
        let member = |(key, &kg): (usize, &f64)| Member::new(key, Co2e::from_kg(kg));
        kg.iter().enumerate().map(member).collect()
    }

    fn ranks(found: Found) -> Vec<(usize, usize)> {
        let found = found.unwrap();
        found.places().iter().map(|p| (p.key, p.rank)).collect()
    }

    #[test]
    fn equal_values_share_a_rank_and_leave_the_next_free() {
        let rows = members(&[3.0, 1.0, 2.0, 2.0, 5.0]);
        let down = rank(&rows, RankingRule::new(Direction::Down));
        assert_eq!(ranks(down), [(1, 1), (2, 2), (3, 2), (0, 4), (4, 5)]);
        let up = rank(&rows, RankingRule::new(Direction::Up));
        assert_eq!(ranks(up), [(4, 1), (0, 2), (2, 3), (3, 3), (1, 5)]);
        let zeros = members(&[0.0, -0.0, 1.0, 1.0, 1.0]);
        let zeros = ranks(rank(&zeros, RankingRule::new(Direction::Down)));
        assert_eq!(zeros[1], (1, 1));
    }

    #[test]
    fn too_few_comparable_members_are_no_ranking() {
        let rule = RankingRule::new(Direction::Down);
        let few = Err(RankingError::TooFew { found: 4, least: 5 });
        assert_eq!(rank(&members(&[1.0, 2.0, 3.0, 4.0]), rule), few);
        let mut rows = members(&[1.0, 2.0, 3.0, 4.0, 5.0]);
        rows[2] = rows[2].clone().left_out(LeftOut::OtherBoundary);
        assert_eq!(rank(&rows, rule), few);
        let refusing = rule.with_incomparable(Incomparable::Refuse);
        assert_eq!(
            rank(&rows, refusing),
            Err(RankingError::NotComparable {
                row: 2,
                reason: LeftOut::OtherBoundary
            })
        );
        assert!(rank::<usize, Co2e>(&[], rule.with_least_members(0)).is_err());
    }

    #[test]
    fn one_member_without_an_interval_leaves_no_possible_ranks() {
        let kg = Co2e::from_kg;
        let mut rows = members(&[1.0, 2.0, 3.0, 4.0, 5.0]);
        for row in &mut rows[1..] {
            *row = row
                .clone()
                .with_interval(row.value - kg(0.1), row.value + kg(0.1));
        }
        let rule = RankingRule::new(Direction::Down);
        let found = rank(&rows, rule).unwrap();
        assert!(found.places().iter().all(|place| place.possible.is_none()));
        rows[0] = rows[0]
            .clone()
            .left_out(LeftOut::Other("no interval".into()));
        let found = rank(&rows, rule.with_least_members(4)).unwrap();
        assert!(
            found
                .places()
                .iter()
                .all(|p| p.possible == Some((p.rank, p.rank)))
        );
        assert_eq!(found.left_out()[0].0, 0);
    }

    #[test]
    fn what_does_not_fit_is_named() {
        let rule = RankingRule::new(Direction::Down);
        let mut rows = members(&[1.0; 5]);
        rows[3].key = 1;
        assert_eq!(
            rank(&rows, rule),
            Err(RankingError::Duplicate { row: 3, first: 1 })
        );
        assert!(rank(&members(&[1.0, 1.0, 1.0, 1.0, f64::NAN]), rule).is_err());
        let kg = Co2e::from_kg;
        for (low, high) in [(1.1, 2.0), (0.0, 0.9), (2.0, 0.0)] {
            let mut rows = members(&[1.0; 5]);
            rows[4] = rows[4].clone().with_interval(kg(low), kg(high));
            assert!(matches!(
                rank(&rows, rule),
                Err(RankingError::Interval { row: 4, .. })
            ));
        }
    }
}
