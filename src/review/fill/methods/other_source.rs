use alloc::vec::Vec;

use super::line::{known, line};
use super::{Filling, FillingError, Method, Open};
use crate::quantity::Quantity;
use crate::time::YearSeries;

/// Fills a year by the first of several other sources of the same quantity that has it.
///
/// The value is taken as it is. Where levels of the sources differ, use
/// [`overlap`](super::overlap) instead.
///
/// # Source
/// The declared priority is that of composite source generation in Gütschow et al. (2016), *The
/// PRIMAP-hist national historical emissions time series*, Earth System Science Data 8, 571–603.
///
/// # Errors
/// [`FillingError::Quantity`] for NaN or infinity in any source.
///
/// # Example
/// ```
/// use ict_impact::quantity::Co2e;
/// use ict_impact::review::fill::methods::{Method, other_source};
/// use ict_impact::time::{Year, YearSeries};
/// let of = |kg: [Option<f64>; 3]| {
///     YearSeries::new(Year::of::<2018>(), kg.map(|v| v.map(Co2e::from_kg)).to_vec())
/// };
/// let reported = of([Some(10.0), None, None])?;
/// let sources = [of([Some(9.0), Some(11.0), None])?, of([None, Some(12.0), Some(13.0)])?];
/// let filled = other_source(&reported, &sources)?;
/// let kg: Vec<_> = filled.filled().map(|line| line.value.kg()).collect();
/// assert_eq!(kg, [11.0, 13.0]);
/// assert_eq!(filled.filled().last().unwrap().method, Method::OtherSource { priority: 1 });
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn other_source<Q: Quantity>(
    series: &YearSeries<Option<Q>>,
    sources: &[YearSeries<Option<Q>>],
) -> Result<Filling<Q>, FillingError> {
    let (mut first, mut last) = (series.first(), series.last());
    for source in sources {
        known(source)?;
        first = first.min(source.first());
        last = last.max(source.last());
    }
    Filling::over((first, last), series, |year| {
        let mut found = sources.iter().enumerate().filter_map(|(priority, source)| {
            Some((priority, source.get(year).copied().flatten()?))
        });
        let (priority, value) = found.next().ok_or(Open::NoDonor)?;
        let method = Method::OtherSource { priority };
        line(year, value.base(), method, Vec::new(), None)
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{kg, series};
    use super::*;
    use crate::time::Year;

    #[test]
    fn the_first_source_with_a_value_is_taken() {
        let known = series(&[None, Some(1.0), None]);
        let sources = [
            series(&[Some(2.0), Some(2.0)]),
            series(&[Some(3.0), None, None, Some(3.0)]),
        ];
        let filled = other_source(&known, &sources).unwrap();
        assert_eq!(kg(&filled), [2.0, 3.0]);
        assert_eq!(
            filled.open().next(),
            Some((Year::of::<2020>(), Open::NoDonor))
        );
        assert!(filled.filled().all(|line| line.from.is_empty()));
        assert_eq!(other_source(&known, &[]).unwrap().open().count(), 2);
        assert!(other_source(&known, &[series(&[Some(f64::NAN)])]).is_err());
    }
}
