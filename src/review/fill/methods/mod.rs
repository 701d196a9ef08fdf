//! How is a year without a value filled, from what, and when not at all?
//!
//! | there is … | use | refused or left open |
//! |---|---|---|
//! | another source of the same quantity | [`other_source`], by declared priority | years that none has |
//! | a second series of the same quantity | [`overlap`] (IPCC 2006, Eq. 5.1) | under 2 common years, ratios varying by over 10 % |
//! | a second series whose ratio drifts | [`local_ratio`] | gaps over 3 years, the ends |
//! | a driver it is proportional to | [`surrogate`] (IPCC 2006, Eq. 5.2) | a driver of zero |
//! | values on both sides | [`linear`], [`geometric`] | gaps over 3 years, the ends |
//! | values on one side | [`trend`] | over 2 years, under 4 values |
//! | a stock or a law | [`carried_forward`] | flows and ratios, over 2 years |
//! | the total of a group | [`downscale_by_driver`], [`downscale_by_shares`] | parts that are not the total within 1 % |
//! | nothing of this member | [`peer_group`], for the sum of a group alone | under 5 peers |
//!
//! [`within_breaks`] keeps each of them from reaching across a change of boundary or method.
//!
//! Each takes a series in which years without a value are `None`, and gives a [`Filling`]: the
//! observed values as they were, a [`Filled`] line for each value it wrote, and the reason for
//! each year it left [`Open`]. The limits are options with our defaults.
//!
//! A ratio such as kg per device is filled by filling what it is made of.

mod breaks;
mod carried_forward;
mod downscaling;
mod error;
mod interpolation;
mod line;
mod local_ratio;
mod other_source;
mod overlap;
mod peer_group;
mod student;
mod surrogate;
mod trend;

pub use breaks::{Breaks, within_breaks};
pub use carried_forward::{Reach, SeriesKind, carried_forward};
pub use downscaling::{DownscalingRule, SharesBy, downscale_by_driver, downscale_by_shares};
pub use error::FillingError;
pub use interpolation::{Gap, geometric, linear};
pub use line::{Filled, Filling, Method, Open, Point};
pub use local_ratio::local_ratio;
pub use other_source::other_source;
pub use overlap::{Overlap, OverlapRule, RatioMean, overlap};
pub use peer_group::{
    GroupEstimate, GroupOnly, PeerGroup, PeerRange, PeerRule, group_estimate, peer_group,
};
pub use surrogate::{Driver, in_proportion, surrogate};
pub use trend::{TrendRule, trend};

#[cfg(test)]
mod tests {
    use alloc::vec::Vec;

    use super::*;
    use crate::quantity::{Co2e, Share};
    use crate::time::{Year, YearSeries};

    /// A series from 2018 on, in kg.
    pub(super) fn series(kg: &[Option<f64>]) -> YearSeries<Option<Co2e>> {
        let values = kg.iter().map(|value| value.map(Co2e::from_kg)).collect();
        YearSeries::new(Year::of::<2018>(), values).unwrap()
    }

    /// The filled values, in kg.
    pub(super) fn kg(filling: &Filling<Co2e>) -> Vec<f64> {
        filling.filled().map(|line| line.value.kg()).collect()
    }

    #[test]
    fn a_share_is_not_filled_beyond_the_whole() {
        let share = |part| Share::new(part).ok();
        let first = Year::of::<2018>();
        let known = YearSeries::new(first, [share(0.8), None].to_vec()).unwrap();
        let driver = series(&[Some(1.0), Some(2.0)]);
        let filled = surrogate(&known, &driver, Driver::Other).unwrap();
        assert_eq!(
            filled.open().next(),
            Some((Year::of::<2019>(), Open::OutOfRange { value: 1.6 }))
        );
    }

    #[test]
    fn methods_come_in_order_and_rest_on_the_same_observations() {
        let known = series(&[None, Some(10.0), None, Some(14.0)]);
        let line = linear(&known, Gap::default()).unwrap();
        let driver = series(&[Some(1.0), Some(2.0), Some(9.0), Some(2.0), Some(3.0)]);
        let people = surrogate(&known, &driver, Driver::Population).unwrap();
        assert_eq!(kg(&line.or(&people).unwrap()), [5.0, 12.0, 21.0]);
        assert_eq!(kg(&people.or(&line).unwrap()), [5.0, 63.0, 21.0]);
        let other = linear(&series(&[Some(1.0)]), Gap::default()).unwrap();
        assert!(matches!(
            line.or(&other),
            Err(FillingError::DifferentObservations { .. })
        ));
    }
}
