//! One strategy on one amount of one entity.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::methods::{
    Filled, Filling, FillingError, Method, Open, SeriesKind, carried_forward, geometric, linear,
    local_ratio, other_source, overlap, surrogate, trend, within_breaks,
};
use super::series::{Observed, Subject};
use super::{Donor, Donors, FillError, Second, Strategy, StrategyCode, Why};
use crate::quantity::Ratio;
use crate::reference::indicators::Kind;
use crate::review::{Dataset, Entity, Part, ReviewError};
use crate::source::SourceId;
use crate::time::{Year, YearSeries};

static WHOLE: Part = Part::WHOLE;

/// What a strategy made of a series.
pub(super) struct Attempt {
    pub(super) filling: Result<Filling<Ratio>, Why>,
    beside: Beside,
}

/// What a strategy read beside the series itself.
enum Beside {
    Nothing,
    /// Other sources in order, those of another boundary left out, and the years in which one was.
    Sources(Vec<(SourceId, Observed)>, Vec<Year>),
    Second(Second, Observed),
    Driver(Cow<'static, str>, Observed),
    Total(Cow<'static, str>),
}

impl Attempt {
    pub(super) fn refused(why: Why) -> Self {
        Self {
            filling: Err(why),
            beside: Beside::Nothing,
        }
    }

    /// A filling that was made for all members of a group at once.
    pub(super) fn of_total(group: Cow<'static, str>, filling: Result<Filling<Ratio>, Why>) -> Self {
        Self {
            filling,
            beside: Beside::Total(group),
        }
    }

    /// The line of a year, or why there is none.
    pub(super) fn line(&self, year: Year) -> Result<Filled<Ratio>, Why> {
        let filling = self.filling.as_ref().map_err(Clone::clone)?;
        match filling.filled_or_open(year) {
            Some(Ok(line)) => Ok(line),
            Some(Err(Open::NoDonor)) if self.other_boundary(year) => Err(Why::OtherBoundary),
            Some(Err(reason)) => Err(Why::Open { reason }),
            None => Err(Why::Open {
                reason: Open::NoAnchor,
            }),
        }
    }

    fn other_boundary(&self, year: Year) -> bool {
        matches!(&self.beside, Beside::Sources(_, years) if years.contains(&year))
    }

    /// What a line rests on beside the series, and where that came from.
    pub(super) fn donors(
        &self,
        subject: &Subject<'_>,
        entity: Entity,
        line: &Filled<Ratio>,
        (data, others): (&Dataset, &Donors),
        sources: &mut alloc::collections::BTreeSet<SourceId>,
    ) -> Vec<Donor> {
        let donor = |indicator: &str, of: String, years: Vec<Year>| Donor {
            indicator: indicator.to_string(),
            of,
            years,
        };
        let mut years = line.from.clone();
        years.push(line.year);
        years.sort_unstable();
        match &self.beside {
            Beside::Nothing => Vec::new(),
            Beside::Sources(list, _) => {
                let Method::OtherSource { priority } = line.method else {
                    return Vec::new();
                };
                if let Some((source, observed)) = list.get(priority)
                    && let Some(data) = others.source(source)
                {
                    observed.add_sources(data, &years, sources);
                }
                alloc::vec![donor(subject.code, entity.to_string(), years)]
            }
            Beside::Second(second, observed) => {
                let (code, data) = match second {
                    Second::Source(source) => (subject.code, others.source(source)),
                    Second::Indicator(code) => (&**code, Some(data)),
                };
                if let Some(data) = data {
                    observed.add_sources(data, &years, sources);
                }
                alloc::vec![donor(code, entity.to_string(), years)]
            }
            Beside::Driver(code, observed) => {
                observed.add_sources(data, &years, sources);
                alloc::vec![donor(code, entity.to_string(), years)]
            }
            Beside::Total(group) => {
                for year in &years {
                    let total = others.total(group, subject.code, *year);
                    sources.extend(total.map(|(_, source)| source.clone()));
                }
                alloc::vec![donor(
                    subject.code,
                    group.to_string(),
                    alloc::vec![line.year]
                )]
            }
        }
    }
}

/// Why a strategy cannot be used for an indicator of this kind.
pub(super) fn unfit(kind: &Kind, strategy: StrategyCode, part: &Part) -> Option<Why> {
    let not = |what| Some(Why::NotForThis { what });
    match (kind, strategy) {
        (_, StrategyCode::F6ByDriver | StrategyCode::F6ByShares | StrategyCode::F7PeerGroup)
            if !part.is_whole() =>
        {
            not("a part")
        }
        (Kind::Sum | Kind::Count, StrategyCode::F5CarriedForward) => not("a flow"),
        (Kind::Sum | Kind::Stock | Kind::Count, _) => None,
        (Kind::CountOfCountries | Kind::ShareOfCountries, code) if code.keeps_a_condition() => None,
        (Kind::CountOfCountries | Kind::ShareOfCountries, _) => not("a condition"),
        _ => not("a value that is no amount"),
    }
}

/// What a strategy that looks at one member makes of it.
pub(super) fn attempt(
    strategy: &Strategy,
    subject: &Subject<'_>,
    entity: Entity,
    observed: &Observed,
    kind: &Kind,
    (data, others): (&Dataset, &Donors),
    span: (Year, Year),
) -> Result<Attempt, FillError> {
    if let Some(why) = unfit(kind, strategy.code(), subject.part) {
        return Ok(Attempt::refused(why));
    }
    if strategy.code().multiplies() && !observed.has_one_sign() {
        return Ok(Attempt::refused(Why::CrossesZero));
    }
    let series = &observed.series;
    let second = |second: &Second| match second {
        Second::Source(source) => {
            let data = others.source(source).ok_or_else(|| FillError::NoSource {
                indicator: subject.code.to_string(),
                source_id: source.clone(),
            })?;
            Ok::<_, FillError>(Observed::over(data, subject, entity, span)?)
        }
        Second::Indicator(code) => {
            let indicators = data.indicators();
            let (own, other) = (indicators.entry(subject.code)?, indicators.entry(code)?);
            if !own.unit.measures_as(&other.unit) {
                return Err(FillError::OtherUnit {
                    indicator: subject.code.to_string(),
                    second: code.to_string(),
                });
            }
            let other = Subject::of(code, subject.part);
            Ok(Observed::over(data, &other, entity, span)?)
        }
    };
    let (filling, beside) = match strategy {
        Strategy::OtherSource => return from_sources(subject, entity, observed, others, span),
        Strategy::Overlap { second: of, rule } => {
            let other = second(of)?;
            let filling = within(observed, &[&other], |part| {
                overlap(part, &other.series, *rule)
            });
            (filling, Beside::Second(of.clone(), other))
        }
        Strategy::LocalRatio { second: of, gap } => {
            let other = second(of)?;
            let filling = within(observed, &[&other], |part| {
                local_ratio(part, &other.series, *gap)
            });
            (filling, Beside::Second(of.clone(), other))
        }
        Strategy::Surrogate { driver, indicator } => {
            data.indicators()
                .entry(indicator)
                .map_err(FillError::from)?;
            let drives = Subject::of(indicator, &WHOLE);
            let drives = Observed::over(data, &drives, entity, span)?;
            let filling = within(observed, &[&drives], |part| {
                surrogate(part, &drives.series, *driver)
            });
            (filling, Beside::Driver(indicator.clone(), drives))
        }
        Strategy::Linear(gap) => {
            let filling = within(observed, &[], |part| linear(part, *gap));
            (filling, Beside::Nothing)
        }
        Strategy::Geometric(gap) => {
            let filling = within(observed, &[], |part| geometric(part, *gap));
            (filling, Beside::Nothing)
        }
        Strategy::Trend(rule) => {
            let filling = within(observed, &[], |part| trend(part, *rule));
            (filling, Beside::Nothing)
        }
        Strategy::CarriedForward(reach) => {
            let kind = match kind {
                Kind::Stock => SeriesKind::Stock,
                _ => SeriesKind::Law,
            };
            let filling = within(observed, &[], |part| carried_forward(part, kind, *reach));
            (filling, Beside::Nothing)
        }
        Strategy::DownscaledByDriver { .. }
        | Strategy::DownscaledByShares { .. }
        | Strategy::PeerGroup { .. } => {
            let what = "one member by itself";
            return Ok(Attempt::refused(Why::NotForThis { what }));
        }
    };
    debug_assert_eq!(series.first(), span.0);
    Ok(Attempt {
        filling: filling.map_err(refused),
        beside,
    })
}

fn within(
    observed: &Observed,
    others: &[&Observed],
    fill: impl FnMut(&YearSeries<Option<Ratio>>) -> Result<Filling<Ratio>, FillingError>,
) -> Result<Filling<Ratio>, FillingError> {
    within_breaks(&observed.series, &observed.breaks_with(others), fill)
}

/// Why a whole series is refused, in words.
pub(super) fn refused(error: FillingError) -> Why {
    Why::Refused {
        reason: format!("{error}"),
    }
}

fn from_sources(
    subject: &Subject<'_>,
    entity: Entity,
    observed: &Observed,
    others: &Donors,
    span: (Year, Year),
) -> Result<Attempt, FillError> {
    let (mut list, mut series, mut left_out) = (Vec::new(), Vec::new(), Vec::new());
    for (source, data) in others.sources() {
        let other = Observed::over(data, subject, entity, span)?;
        let same = other.series.iter().map(|(year, value)| {
            let (stated, own) = (other.boundary_of(year), observed.boundary_near(year));
            let fits = match (stated, own) {
                (Some(stated), Some(own)) => stated == own || stated.is_empty() || own.is_empty(),
                _ => true,
            };
            if !fits {
                left_out.push(year);
            }
            (*value).filter(|_| fits)
        });
        let same: Vec<Option<Ratio>> = same.collect();
        series.push(YearSeries::new(span.0, same).map_err(ReviewError::from)?);
        list.push((source.clone(), other));
    }
    let filling = other_source(&observed.series, &series).map_err(refused);
    Ok(Attempt {
        filling,
        beside: Beside::Sources(list, left_out),
    })
}
