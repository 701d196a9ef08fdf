use alloc::borrow::Cow;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;

use super::Parameter;
use super::methods::{
    DownscalingRule, Driver, Gap, OverlapRule, PeerRange, PeerRule, RatioMean, Reach, TrendRule,
};
use crate::quantity::Ratio;
use crate::source::SourceId;

/// Which strategy, by the number of the review's list.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum StrategyCode {
    /// Another source of the same quantity.
    F1OtherSource,
    /// Overlap with a second series, one ratio for all years.
    F2Overlap,
    /// Overlap with a second series, the ratio around the gap.
    F2LocalRatio,
    /// Proportional to a driver.
    F3Surrogate,
    /// Between two years by equal steps.
    F4Linear,
    /// Between two years by equal ratios.
    F4Geometric,
    /// Along the trend.
    F5Trend,
    /// The last value, unchanged.
    F5CarriedForward,
    /// Part of a group's total by a driver.
    F6ByDriver,
    /// Part of a group's total by observed shares.
    F6ByShares,
    /// Median of peers per driver, in totals only.
    F7PeerGroup,
}

impl StrategyCode {
    /// Whether it may count as covered where fills count: F1 to F5, which rest on the member's
    /// own values or on another source of them.
    pub const fn is_of_the_member(self) -> bool {
        !matches!(
            self,
            Self::F6ByDriver | Self::F6ByShares | Self::F7PeerGroup
        )
    }

    /// Whether it scales an observed value, for which all must have one sign.
    pub(super) const fn multiplies(self) -> bool {
        matches!(
            self,
            Self::F2Overlap | Self::F2LocalRatio | Self::F3Surrogate | Self::F4Geometric
        )
    }

    /// Whether a country's value of it may stand alone for a condition that holds or not.
    pub(super) const fn keeps_a_condition(self) -> bool {
        matches!(self, Self::F1OtherSource | Self::F5CarriedForward)
    }
}

/// The second series of an overlap.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Second {
    /// The same indicator in another source of [`Donors`](super::Donors).
    Source(SourceId),
    /// Another indicator of the dataset, in a unit that converts.
    Indicator(Cow<'static, str>),
}

impl Second {
    fn text(&self) -> String {
        match self {
            Self::Source(source) => format!("source {source}"),
            Self::Indicator(code) => format!("indicator {code}"),
        }
    }
}

/// One way to fill a gap, with its limits.
///
/// # Source
/// The formulas and limits are those of [`filling`](super::methods).
///
/// # Example
/// ```
/// use ict_impact::review::fill::{Strategy, StrategyCode};
/// use ict_impact::review::fill::methods::{Driver, Gap};
/// let linear = Strategy::Linear(Gap::up_to(2));
/// assert_eq!(linear.code(), StrategyCode::F4Linear);
/// assert_eq!(linear.parameters()[0].value, "2");
/// let by_people = Strategy::surrogate(Driver::Population).unwrap();
/// assert_eq!(by_people.parameters()[0].value, "PART.POPULATION");
/// assert!(Strategy::surrogate(Driver::Other).is_none()); // say which indicator it is
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Strategy {
    /// F1: the first source of the declared priority that has it.
    OtherSource,
    /// F2: a second series times one ratio.
    Overlap {
        /// The second series.
        second: Second,
        /// Which overlaps are good enough.
        rule: OverlapRule,
    },
    /// F2: a second series times the ratio around the gap.
    LocalRatio {
        /// The second series.
        second: Second,
        /// How long a gap may be.
        gap: Gap,
    },
    /// F3: an observed value in proportion to a driver.
    Surrogate {
        /// The driver.
        driver: Driver,
        /// Code of the indicator that the driver is.
        indicator: Cow<'static, str>,
    },
    /// F4 by equal steps.
    Linear(Gap),
    /// F4 by equal ratios; values above 0 only.
    Geometric(Gap),
    /// F5: the line of least squares.
    Trend(TrendRule),
    /// F5: the last value, for stocks and for conditions in force.
    CarriedForward(Reach),
    /// F6: part of a group's total by a driver.
    DownscaledByDriver {
        /// Code of the group.
        group: Cow<'static, str>,
        /// The driver.
        driver: Driver,
        /// Code of the indicator that the driver is.
        indicator: Cow<'static, str>,
        /// How far observed parts may be from the total.
        rule: DownscalingRule,
    },
    /// F6: part of a group's total by the shares of years in which all members are observed.
    DownscaledByShares {
        /// Code of the group.
        group: Cow<'static, str>,
        /// How far observed parts may be from the total.
        rule: DownscalingRule,
    },
    /// F7: the median of peers per driver, for totals of groups only.
    PeerGroup {
        /// The driver.
        driver: Driver,
        /// Code of the indicator that the driver is.
        indicator: Cow<'static, str>,
        /// When peers speak for a member.
        rule: PeerRule,
    },
}

/// Code of the amount that a driver is; none for another driver, which has to be named.
fn indicator_of(driver: Driver) -> Option<Cow<'static, str>> {
    Some(Cow::Borrowed(match driver {
        Driver::Population => "PART.POPULATION",
        Driver::Subscriptions => "PART.SUBSCRIPTIONS.MOBILE",
        Driver::GrossDomesticProduct => "PART.GDP",
        Driver::Electricity => "PART.ELECTRICITY.GENERATION",
        Driver::Other => return None,
    }))
}

impl Strategy {
    /// F3 by a driver whose indicator is known: none for [`Driver::Other`].
    pub fn surrogate(driver: Driver) -> Option<Self> {
        let indicator = indicator_of(driver)?;
        Some(Self::Surrogate { driver, indicator })
    }

    /// F7 by a driver whose indicator is known: none for [`Driver::Other`].
    pub fn peer_group(driver: Driver, rule: PeerRule) -> Option<Self> {
        let indicator = indicator_of(driver)?;
        Some(Self::PeerGroup {
            driver,
            indicator,
            rule,
        })
    }

    /// Which strategy it is.
    pub const fn code(&self) -> StrategyCode {
        match self {
            Self::OtherSource => StrategyCode::F1OtherSource,
            Self::Overlap { .. } => StrategyCode::F2Overlap,
            Self::LocalRatio { .. } => StrategyCode::F2LocalRatio,
            Self::Surrogate { .. } => StrategyCode::F3Surrogate,
            Self::Linear(_) => StrategyCode::F4Linear,
            Self::Geometric(_) => StrategyCode::F4Geometric,
            Self::Trend(_) => StrategyCode::F5Trend,
            Self::CarriedForward(_) => StrategyCode::F5CarriedForward,
            Self::DownscaledByDriver { .. } => StrategyCode::F6ByDriver,
            Self::DownscaledByShares { .. } => StrategyCode::F6ByShares,
            Self::PeerGroup { .. } => StrategyCode::F7PeerGroup,
        }
    }

    /// Its limits and choices, as they are written beside each value that it fills.
    pub fn parameters(&self) -> Vec<Parameter> {
        let one = |name: &'static str, value: String| Parameter { name, value };
        let ratio = |value: Ratio| format!("{}", value.value);
        match self {
            Self::OtherSource => Vec::new(),
            Self::Overlap { second, rule } => vec![
                one("second series", second.text()),
                one(
                    "ratio",
                    match rule.mean {
                        RatioMean::MeanOfRatios => "mean of ratios",
                        RatioMean::RatioOfMeans => "ratio of means",
                    }
                    .to_string(),
                ),
                one("variation limit", ratio(rule.variation_limit)),
                one("single year", rule.single_year.to_string()),
            ],
            Self::LocalRatio { second, gap } => vec![
                one("second series", second.text()),
                one("longest gap", gap.longest.to_string()),
            ],
            Self::Surrogate { indicator, .. } => vec![one("driver", indicator.to_string())],
            Self::Linear(gap) | Self::Geometric(gap) => {
                vec![one("longest gap", gap.longest.to_string())]
            }
            Self::Trend(rule) => vec![
                one("longest reach", rule.longest.to_string()),
                one("least points", rule.least_points.to_string()),
            ],
            Self::CarriedForward(reach) => {
                vec![one("longest reach", reach.longest.to_string())]
            }
            Self::DownscaledByDriver {
                group,
                indicator,
                rule,
                ..
            } => vec![
                one("group", group.to_string()),
                one("driver", indicator.to_string()),
                one("tolerance", ratio(rule.tolerance)),
            ],
            Self::DownscaledByShares { group, rule } => vec![
                one("group", group.to_string()),
                one("tolerance", ratio(rule.tolerance)),
            ],
            Self::PeerGroup {
                indicator, rule, ..
            } => vec![
                one("driver", indicator.to_string()),
                one("least peers", rule.least_peers.to_string()),
                one(
                    "range",
                    match rule.range {
                        PeerRange::Quartiles => "quartiles",
                        PeerRange::LowestToHighest => "lowest to highest",
                    }
                    .to_string(),
                ),
            ],
        }
    }
}
