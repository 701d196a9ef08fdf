use alloc::vec::Vec;

use super::{Filling, FillingError, Open};
use crate::quantity::Quantity;
use crate::time::{TimeError, Year, YearSeries};

/// The years in which a new boundary or method begins.
///
/// # Example
/// ```
/// use ict_impact::review::fill::methods::Breaks;
/// use ict_impact::time::Year;
/// let breaks = Breaks::new([Year::of::<2020>()]);
/// assert_eq!(breaks.between(Year::of::<2019>(), Year::of::<2021>()), Some(Year::of::<2020>()));
/// assert_eq!(breaks.between(Year::of::<2020>(), Year::of::<2021>()), None);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Breaks {
    years: Vec<Year>,
}

impl Breaks {
    /// Breaks that begin in `years`, in any order.
    pub fn new(years: impl IntoIterator<Item = Year>) -> Self {
        let mut years: Vec<Year> = years.into_iter().collect();
        years.sort_unstable();
        years.dedup();
        Self { years }
    }

    /// The first years of a new boundary or method, in order.
    pub fn years(&self) -> &[Year] {
        &self.years
    }

    /// The first break after `earlier` and not after `later`.
    pub fn between(&self, earlier: Year, later: Year) -> Option<Year> {
        let next = self.years.get(self.stretch(earlier)).copied();
        next.filter(|&year| year <= later)
    }

    /// The place of the stretch between breaks that `year` lies in.
    fn stretch(&self, year: Year) -> usize {
        self.years.partition_point(|&first| first <= year)
    }
}

/// Fills each stretch between breaks by itself, so that no value rests on one across a break.
///
/// `fill` is any filling of this module. It is given the years of one stretch at a time; what it
/// says of other years is not read. A stretch with too few years for `fill` stays open.
///
/// # Source
/// IPCC 2006 Guidelines, Volume 1, Chapter 5, section 5.3.3, asks for consistent methods on both
/// sides; filling stretches one by one is our choice.
///
/// # Errors
/// As `fill`, but for [`FillingError::TooFewOverlapYears`] and [`FillingError::TooFewPoints`].
///
/// # Example
/// ```
/// use ict_impact::quantity::Co2e;
/// use ict_impact::review::fill::methods::{Breaks, Gap, Open, linear, within_breaks};
/// use ict_impact::time::{Year, YearSeries};
/// let known = [Some(10.0), None, Some(14.0), None, Some(90.0)].map(|v| v.map(Co2e::from_kg));
/// let known = YearSeries::new(Year::of::<2018>(), known.to_vec())?;
/// let breaks = Breaks::new([Year::of::<2022>()]);
/// let filled = within_breaks(&known, &breaks, |part| linear(part, Gap::default()))?;
/// assert_eq!(filled.filled().next().unwrap().value.kg(), 12.0);
/// let open = (Year::of::<2021>(), Open::Break { year: Year::of::<2022>() });
/// assert_eq!(filled.open().next(), Some(open));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn within_breaks<Q: Quantity>(
    series: &YearSeries<Option<Q>>,
    breaks: &Breaks,
    mut fill: impl FnMut(&YearSeries<Option<Q>>) -> Result<Filling<Q>, FillingError>,
) -> Result<Filling<Q>, FillingError> {
    if breaks.years.is_empty() {
        return fill(series);
    }
    let mut stretches = Vec::with_capacity(breaks.years.len() + 1);
    let (mut first, mut last) = (series.first(), series.last());
    for at in 0..=breaks.years.len() {
        let inside = series.iter().filter(|pair| breaks.stretch(pair.0) == at);
        let part = match YearSeries::from_pairs(inside.map(|(year, value)| (year, *value))) {
            Ok(part) => part,
            Err(TimeError::Empty) => {
                stretches.push(Err(Open::NoAnchor));
                continue;
            }
            Err(error) => return Err(error.into()),
        };
        stretches.push(match fill(&part) {
            Ok(filling) => {
                first = first.min(filling.points().first());
                last = last.max(filling.points().last());
                Ok(filling)
            }
            Err(
                FillingError::TooFewOverlapYears { found, least }
                | FillingError::TooFewPoints { found, least },
            ) if part.values().iter().any(Option::is_some) => {
                Err(Open::TooFewPoints { found, least })
            }
            Err(FillingError::TooFewOverlapYears { .. } | FillingError::TooFewPoints { .. }) => {
                Err(Open::NoAnchor)
            }
            Err(error) => return Err(error),
        });
    }
    let seen: Vec<Year> = super::line::known(series)?.iter().map(|k| k.0).collect();
    let across = |at: usize| {
        let start = at.checked_sub(1).and_then(|at| breaks.years.get(at));
        let before = start.filter(|&&start| seen.iter().any(|&year| year < start));
        let end = breaks.years.get(at);
        let after = end.filter(|&&end| seen.iter().any(|&year| year >= end));
        let broken = before.or(after);
        broken.map_or(Open::NoAnchor, |&year| Open::Break { year })
    };
    Filling::over((first, last), series, |year| {
        let at = breaks.stretch(year);
        match stretches.get(at) {
            Some(Ok(filling)) => match filling.filled_or_open(year) {
                Some(Err(Open::NoAnchor)) | None => Err(across(at)),
                Some(found) => found,
            },
            Some(Err(few @ Open::TooFewPoints { .. })) => Err(*few),
            _ => Err(across(at)),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{kg, series};
    use super::super::{Gap, OverlapRule, TrendRule, linear, overlap, trend};
    use super::*;

    fn breaks(years: &[i64]) -> Breaks {
        Breaks::new(years.iter().map(|&year| Year::new(year).unwrap()))
    }

    #[test]
    fn a_break_stands_between_the_ends_of_a_gap() {
        let known = series(&[Some(1.0), None, None, Some(9.0)]);
        for year in [2019, 2020, 2021] {
            let broken = breaks(&[year]);
            let filled = within_breaks(&known, &broken, |s| linear(s, Gap::default())).unwrap();
            assert_eq!(filled.filled().count(), 0);
            let year = Year::new(year).unwrap();
            assert!(filled.open().all(|(_, why)| why == Open::Break { year }));
            assert_eq!(filled.open().count(), 2);
        }
        for year in [2018, 2022] {
            let beside = breaks(&[year]);
            let filled = within_breaks(&known, &beside, |s| linear(s, Gap::default())).unwrap();
            assert_eq!(filled.filled().count(), 2);
        }
    }

    #[test]
    fn each_stretch_has_a_ratio_of_its_own() {
        let new = series(&[Some(10.0), Some(10.0), None, Some(40.0), Some(40.0), None]);
        let old = series(&[Some(10.0); 6]);
        let fill = |s: &_| overlap(s, &old, OverlapRule::default());
        let filled = within_breaks(&new, &breaks(&[2021]), fill).unwrap();
        assert_eq!(kg(&filled), [10.0, 40.0]);
        let filled = within_breaks(&new, &breaks(&[2021, 2022]), fill).unwrap();
        let few = Open::TooFewPoints { found: 1, least: 2 };
        assert_eq!(filled.open().last(), Some((Year::of::<2023>(), few)));
    }

    #[test]
    fn years_before_the_first_stretch_are_open_for_the_break() {
        let new = series(&[None, None, Some(10.0), Some(10.0)]);
        let old = series(&[Some(1.0); 4]);
        let new = YearSeries::from_pairs(new.iter().skip(2).map(|(y, v)| (y, *v))).unwrap();
        let fill = |s: &_| overlap(s, &old, OverlapRule::default());
        let filled = within_breaks(&new, &breaks(&[2019]), fill).unwrap();
        let year = Year::of::<2019>();
        assert_eq!(kg(&filled), [10.0]);
        assert_eq!(
            filled.open().next(),
            Some((Year::of::<2018>(), Open::Break { year }))
        );
    }

    #[test]
    fn a_trend_stops_at_a_break() {
        let known = series(&[Some(1.0), Some(2.0), Some(3.0), Some(4.0), None, None]);
        let year = Year::of::<2023>();
        let filled = within_breaks(&known, &Breaks::new([year]), |s| {
            trend(s, TrendRule::default())
        });
        let filled = filled.unwrap();
        assert_eq!(kg(&filled), [5.0]);
        assert_eq!(filled.open().next(), Some((year, Open::Break { year })));
        assert_eq!(Breaks::default().years(), []);
        assert_eq!(breaks(&[2021, 2019, 2021]).years().len(), 2);
    }
}
