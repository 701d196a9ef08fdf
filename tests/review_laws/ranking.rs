use ict_impact::quantity::Co2e;
use ict_impact::review::ranking::{LeftOut, Member, RankingRule, distance_to_target, rank};
use ict_impact::review::target::{Direction, Target};
use proptest::prelude::*;

use super::{close, kg, year};

type Row = (i32, u8, u8, bool);

/// Values on a coarse grid, so that there are ties, with what lies below and above them.
fn rows() -> impl Strategy<Value = Vec<Row>> {
    prop::collection::vec(
        (-5_i32..5, 0_u8..4, 0_u8..4, prop::bool::weighted(0.2)),
        1..12,
    )
}

fn members(rows: &[Row]) -> Vec<Member<usize, Co2e>> {
    let member = |(key, &(value, below, above, out)): (usize, &Row)| {
        let value = f64::from(value);
        let member = Member::new(key, kg(value))
            .with_interval(kg(value - f64::from(below)), kg(value + f64::from(above)));
        if out {
            member.left_out(LeftOut::Filled)
        } else {
            member
        }
    };
    rows.iter().enumerate().map(member).collect()
}

/// A lower one is better.
fn signed(value: i32, better: Direction) -> i32 {
    if better == Direction::Down {
        value
    } else {
        -value
    }
}

proptest! {
    /// The rank is one more than the number of better members; each is ranked or left out.
    #[test]
    fn a_rank_counts_the_better_ones(rows in rows()) {
        for better in [Direction::Down, Direction::Up] {
            let rule = RankingRule::new(better).with_least_members(1);
            let Ok(found) = rank(&members(&rows), rule) else {
                prop_assert!(rows.iter().all(|row| row.3));
                continue;
            };
            let kept: Vec<usize> = (0..rows.len()).filter(|&at| !rows[at].3).collect();
            prop_assert_eq!(found.places().len() + found.left_out().len(), rows.len());
            for place in found.places() {
                prop_assert!(!rows[place.key].3);
                let own = signed(rows[place.key].0, better);
                let ahead = kept.iter().filter(|&&at| signed(rows[at].0, better) < own).count();
                prop_assert_eq!(place.rank, 1 + ahead);
                let (best, worst) = place.possible.unwrap();
                prop_assert!(best <= place.rank && place.rank <= worst && worst <= kept.len());
            }
            prop_assert!(found.places().is_sorted_by(|a, b| (a.rank, a.key) < (b.rank, b.key)));
        }
    }

    /// Whatever values the members have inside their intervals, the rank is a possible one, and
    /// the ends are reached.
    #[test]
    fn possible_ranks_bound_every_draw(
        rows in rows(), draws in prop::collection::vec(prop::collection::vec(0.0_f64..=1.0, 12), 8),
    ) {
        let rows: Vec<Row> = rows.into_iter().map(|row| (row.0, row.1, row.2, false)).collect();
        let rule = RankingRule::new(Direction::Down).with_least_members(1);
        let found = rank(&members(&rows), rule).unwrap();
        let ends = |at: usize| {
            let (value, below, above, _) = rows[at];
            (f64::from(value) - f64::from(below), f64::from(value) + f64::from(above))
        };
        let of = |values: &[f64], key: usize| {
            1 + values.iter().filter(|&&value| value < values[key]).count()
        };
        for place in found.places() {
            let (best, worst) = place.possible.unwrap();
            for draw in &draws {
                let at = |n: usize| ends(n).0 + (ends(n).1 - ends(n).0) * draw[n];
                let values: Vec<f64> = (0..rows.len()).map(at).collect();
                prop_assert!((best..=worst).contains(&of(&values, place.key)));
            }
            let side = |own_best: bool| -> Vec<f64> {
                let pick = |n: usize| {
                    let low = (n == place.key) == own_best;
                    if low { ends(n).0 } else { ends(n).1 }
                };
                (0..rows.len()).map(pick).collect()
            };
            prop_assert_eq!(of(&side(true), place.key), best);
            prop_assert_eq!(of(&side(false), place.key), worst);
        }
    }

    /// The order in which members are given, and their unit, do not matter.
    #[test]
    fn order_and_unit_do_not_matter(rows in rows()) {
        let rule = RankingRule::new(Direction::Up).with_least_members(1);
        let mut turned = members(&rows);
        turned.reverse();
        let (Ok(a), Ok(b)) = (rank(&members(&rows), rule), rank(&turned, rule)) else {
            return Ok(());
        };
        prop_assert_eq!(a.places(), b.places());
    }

    /// Distances to targets of any size and direction are the part of the way that is left.
    #[test]
    fn a_distance_has_no_unit(
        base in 1.0_f64..1e6, factor in prop_oneof![0.1_f64..0.9, 1.1_f64..9.0],
        part in -1.0_f64..2.0,
    ) {
        let value = base * factor;
        let target = Target::new(year(2020), kg(base), year(2030), kg(value)).unwrap();
        let seen = kg(base + (value - base) * part);
        let progress = target.progress(year(2025), seen).unwrap();
        let distance = distance_to_target(&progress).unwrap().value;
        prop_assert!(close(distance, 1.0 - part, 1e3));
    }
}
