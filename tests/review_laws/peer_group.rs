use ict_impact::quantity::Persons;
use ict_impact::review::fill::methods::{PeerRange, PeerRule, group_estimate, peer_group};
use proptest::prelude::*;

use super::{close, kg};

proptest! {
    /// The estimate lies in both ranges, the quartiles inside the ends, in any order of peers;
    /// it grows with the driver, and peers alike say what they are.
    #[test]
    fn an_estimate_lies_within_its_peers(
        peers in prop::collection::vec((0.0_f64..1e6, 0.1_f64..1e6), 5..20),
        driver in 0.0_f64..1e6, reported in prop::collection::vec(0.0_f64..1e6, 1..5),
    ) {
        let mut rows: Vec<_> = peers.iter().map(|&(v, d)| (kg(v), Persons::new(d))).collect();
        let reported: Vec<_> = reported.into_iter().map(kg).collect();
        let of = |rows: &[_], range, driver| {
            let group = peer_group(rows, PeerRule::default().with_range(range)).unwrap();
            let member = group.member(Persons::new(driver)).unwrap();
            group_estimate(&reported, &[member]).unwrap()
        };
        let inner = of(&rows, PeerRange::Quartiles, driver);
        let outer = of(&rows, PeerRange::LowestToHighest, driver);
        prop_assert_eq!(inner.total, outer.total);
        let slack = 1.0 + 1e-12;
        prop_assert!(outer.range.0.kg() <= inner.range.0.kg() * slack);
        prop_assert!(inner.range.0 <= inner.total && inner.total <= inner.range.1);
        prop_assert!(inner.range.1.kg() <= outer.range.1.kg() * slack);
        let twice = of(&rows, PeerRange::Quartiles, 2.0 * driver);
        prop_assert_eq!(twice.estimated, inner.estimated * 2.0);
        rows.reverse();
        prop_assert_eq!(of(&rows, PeerRange::Quartiles, driver), inner);
        let alike: Vec<_> = peers.iter().map(|&(_, d)| (kg(3.0 * d), Persons::new(d))).collect();
        let same = of(&alike, PeerRange::LowestToHighest, driver);
        prop_assert!(close(same.estimated.kg(), 3.0 * driver, 3.0 * driver));
    }
}
