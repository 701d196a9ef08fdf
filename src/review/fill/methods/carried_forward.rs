use alloc::vec;

use super::line::{around, known, line};
use super::{Filling, FillingError, Method, Open};
use crate::quantity::Quantity;
use crate::time::YearSeries;

/// What a value stands for in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[non_exhaustive]
pub enum SeriesKind {
    /// What is there at a moment, such as devices in use.
    Stock,
    /// A rule in force, such as a collection target.
    Law,
    /// What passes in a year, such as emissions.
    Flow,
    /// A quotient of two others, which are filled in its place.
    Ratio,
}

impl core::fmt::Display for SeriesKind {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.pad(match self {
            Self::Stock => "stock",
            Self::Law => "law",
            Self::Flow => "flow",
            Self::Ratio => "ratio",
        })
    }
}

/// How many years a value is carried. The default of 2 years is our choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reach {
    /// Years after the observed one. Default 2; a law in force may need more.
    pub longest: u16,
}

impl Reach {
    /// At most `years`.
    pub fn up_to(years: u16) -> Self {
        Self { longest: years }
    }
}

impl Default for Reach {
    fn default() -> Self {
        Self { longest: 2 }
    }
}

/// Fills the years after an observed one with its value, for stocks and laws.
///
/// # Equation
/// ```text
/// y = yₐ        a the last observed year before t, t − a ≤ reach
///
/// yₐ  observed value     [unit of Q]
/// y   filled value       [unit of Q]
/// ```
///
/// # Source
/// Our choice: a flow or a ratio has no reason to stay, a stock or a law has.
///
/// # Errors
/// [`FillingError::NotCarried`] for a flow or a ratio; [`FillingError::Quantity`] for NaN or
/// infinity.
///
/// # Example
/// ```
/// use ict_impact::quantity::Devices;
/// use ict_impact::review::fill::methods::{Reach, SeriesKind, carried_forward};
/// use ict_impact::time::{Year, YearSeries};
/// let in_use = [Some(Devices::new(40.0)), None];
/// let in_use = YearSeries::new(Year::of::<2020>(), in_use.to_vec())?;
/// let filled = carried_forward(&in_use, SeriesKind::Stock, Reach::default())?;
/// assert_eq!(filled.filled().next().unwrap().value, Devices::new(40.0));
/// assert!(carried_forward(&in_use, SeriesKind::Flow, Reach::default()).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn carried_forward<Q: Quantity>(
    series: &YearSeries<Option<Q>>,
    kind: SeriesKind,
    reach: Reach,
) -> Result<Filling<Q>, FillingError> {
    if !matches!(kind, SeriesKind::Stock | SeriesKind::Law) {
        return Err(FillingError::NotCarried { kind });
    }
    let known = known(series)?;
    Filling::over((series.first(), series.last()), series, |year| {
        let [Some((when, value)), _] = around(&known, year) else {
            return Err(Open::NoAnchor);
        };
        let years = u16::try_from(year.since(when)).unwrap_or(u16::MAX);
        if years > reach.longest {
            return Err(Open::TooFar {
                years,
                limit: reach.longest,
            });
        }
        line(
            year,
            value,
            Method::CarriedForward { kind },
            vec![when],
            None,
        )
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{kg, series};
    use super::*;
    use crate::time::Year;

    #[test]
    fn a_value_is_carried_forward_and_never_back() {
        let known = series(&[None, Some(7.0), None, None, None, Some(0.0), None]);
        let filled = carried_forward(&known, SeriesKind::Law, Reach::default()).unwrap();
        assert_eq!(kg(&filled), [7.0, 7.0, 0.0]);
        let open: alloc::vec::Vec<_> = filled.open().collect();
        let far = Open::TooFar { years: 3, limit: 2 };
        assert_eq!(
            open,
            [
                (Year::of::<2018>(), Open::NoAnchor),
                (Year::of::<2022>(), far)
            ]
        );
        let long = carried_forward(&known, SeriesKind::Law, Reach::up_to(9)).unwrap();
        assert_eq!(kg(&long), [7.0, 7.0, 7.0, 0.0]);
    }

    #[test]
    fn a_flow_or_a_ratio_is_refused() {
        for kind in [SeriesKind::Flow, SeriesKind::Ratio] {
            assert_eq!(
                carried_forward(&series(&[Some(1.0)]), kind, Reach::default()),
                Err(FillingError::NotCarried { kind })
            );
        }
    }
}
