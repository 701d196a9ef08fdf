use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::{Driver, FillingError, RatioMean, SeriesKind, SharesBy};
use crate::quantity::{Quantity, Ratio};
use crate::time::{Year, YearSeries};

/// How a value that nobody reported came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[non_exhaustive]
pub enum Method {
    /// A second series times one ratio from all years that both have.
    Overlap {
        /// How the ratio was formed.
        mean: RatioMean,
        /// Whether both series had only one year in common: a weak ratio.
        single_year: bool,
    },
    /// A second series times the ratio interpolated between the two years around the gap.
    LocalRatio,
    /// An observed value in proportion to a driver.
    Surrogate {
        /// The driver.
        driver: Driver,
    },
    /// Between two observed years by equal steps.
    Linear,
    /// Between two observed years by equal ratios.
    Geometric,
    /// Before or after the observed years, along their trend.
    Trend,
    /// The last observed value, unchanged.
    CarriedForward {
        /// What kind of series it is.
        kind: SeriesKind,
    },
    /// The value of another source of the same quantity.
    OtherSource {
        /// Its place in the declared order, counted from 0.
        priority: usize,
    },
    /// The part of a group's total.
    Downscaled {
        /// What the part follows.
        by: SharesBy,
    },
}

/// A value that was not observed, and what it rests on.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Filled<Q> {
    /// The year that had no value.
    pub year: Year,
    /// The value, always one that `Q` can hold: finite and in its range.
    pub value: Q,
    /// How it was made.
    pub method: Method,
    /// The observed years of the series that it rests on, in order. Empty if it rests on none,
    /// as a value of another source or a part by a driver.
    pub from: Vec<Year>,
    /// The lowest and highest value that a single one of those years would have given, or the
    /// 95 % prediction interval for [`Method::Trend`]; `None` if there is only one year, or if
    /// `Q` cannot hold them.
    pub range: Option<(Q, Q)>,
    /// Coefficient of variation of the ratios used, if there are at least two.
    pub variation: Option<Ratio>,
}

/// Why a year stays open.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Open {
    /// The second series or the driver has no value for the year.
    NoDonor,
    /// The gap is longer than the rule allows.
    GapTooLong {
        /// Years without a value in a row.
        years: u16,
        /// How many are allowed.
        limit: u16,
    },
    /// There is no observed year on one side: this would be an extrapolation.
    NoAnchor,
    /// An observed value or a driver that the method divides by, or takes a logarithm of, is
    /// zero or negative.
    NotPositive {
        /// Its year.
        year: Year,
        /// Its value in base units.
        value: f64,
    },
    /// The value would be outside the range of the quantity.
    OutOfRange {
        /// The value in base units.
        value: f64,
    },
    /// The year is further from the observed ones than the rule allows.
    TooFar {
        /// How many years.
        years: u16,
        /// How many are allowed.
        limit: u16,
    },
    /// The year lies between observed ones: this would be an interpolation.
    Inside,
    /// A declared break of boundary or method lies between the year and the observed ones.
    Break {
        /// The first year of the new boundary or method.
        year: Year,
    },
    /// Between the declared breaks there are too few years to fill from.
    TooFewPoints {
        /// How many there are.
        found: usize,
        /// How many are needed.
        least: usize,
    },
    /// A trend of values that have one sign would give the other.
    CrossesZero {
        /// The value in base units.
        value: f64,
    },
    /// The observed parts leave nothing of the total, or less.
    NothingLeft {
        /// The total less the observed parts, in base units.
        rest: f64,
    },
}

/// What is known of one year.
#[derive(Debug, Clone, PartialEq)]
pub enum Point<Q> {
    /// An observed value, never changed.
    Observed(Q),
    /// A filled value.
    Filled(Filled<Q>),
    /// Nothing, and why.
    Open(Open),
}

/// A series in which every year is observed, filled, or open for a reason.
///
/// Whatever is filled has a value, and whatever has a value is observed or filled. Filling
/// functions take observed series, not this one: a filled value feeds no other.
/// [`or`](Self::or) puts the results of several methods in order.
#[derive(Debug, Clone, PartialEq)]
pub struct Filling<Q> {
    points: YearSeries<Point<Q>>,
}

impl<Q: Quantity> Filling<Q> {
    /// Fills each year of `first` to `last` that `observed` lacks by `fill`.
    pub(super) fn over(
        (first, last): (Year, Year),
        observed: &YearSeries<Option<Q>>,
        mut fill: impl FnMut(Year) -> Result<Filled<Q>, Open>,
    ) -> Result<Self, FillingError> {
        let mut points = Vec::new();
        for year in first.to(last) {
            points.push(match observed.get(year).copied().flatten() {
                Some(value) => {
                    Q::check(value.base())?;
                    Point::Observed(value)
                }
                None => match fill(year) {
                    Ok(line) => Point::Filled(line),
                    Err(open) => Point::Open(open),
                },
            });
        }
        let points = YearSeries::new(first, points)?;
        Ok(Self { points })
    }

    /// What is known of `year`, if the series covers it.
    pub fn get(&self, year: Year) -> Option<&Point<Q>> {
        self.points.get(year)
    }

    /// Every year with what is known of it.
    pub fn points(&self) -> &YearSeries<Point<Q>> {
        &self.points
    }

    /// The filled values, in the order of the years.
    pub fn filled(&self) -> impl Iterator<Item = &Filled<Q>> {
        self.points.values().iter().filter_map(|point| match point {
            Point::Filled(line) => Some(line),
            _ => None,
        })
    }

    /// The years that stay open, and why.
    pub fn open(&self) -> impl Iterator<Item = (Year, Open)> + '_ {
        self.points.iter().filter_map(|(year, point)| match point {
            Point::Open(open) => Some((year, *open)),
            _ => None,
        })
    }

    /// The filled line of `year` or why it is open; `None` if it is observed or not covered.
    pub(in crate::review) fn filled_or_open(&self, year: Year) -> Option<Result<Filled<Q>, Open>> {
        match self.points.get(year)? {
            Point::Observed(_) => None,
            Point::Filled(line) => Some(Ok(line.clone())),
            Point::Open(open) => Some(Err(*open)),
        }
    }

    /// The values, observed and filled alike.
    pub fn values(&self) -> YearSeries<Option<Q>> {
        self.points.map(|point| match point {
            Point::Observed(value) => Some(*value),
            Point::Filled(line) => Some(line.value),
            Point::Open(_) => None,
        })
    }

    /// This filling, and where it leaves a year open, the other one.
    ///
    /// A year that both leave open keeps the reason of this one.
    ///
    /// # Errors
    /// [`FillingError::DifferentObservations`] unless both rest on the same observed values.
    ///
    /// # Example
    /// ```
    /// use ict_impact::quantity::Co2e;
    /// use ict_impact::review::fill::methods::{Driver, Gap, Method, linear, surrogate};
    /// use ict_impact::time::{Year, YearSeries};
    /// let first = Year::of::<2019>();
    /// let series = [None, Some(10.0), None, Some(14.0)].map(|v| v.map(Co2e::from_kg));
    /// let series = YearSeries::new(first, series.to_vec())?;
    /// let people = YearSeries::new(first, [4.0, 5.0, 5.0, 5.0].map(Some).to_vec())?
    ///     .map(|n| n.map(ict_impact::quantity::Persons::new));
    /// let first = linear(&series, Gap::default())?;
    /// let both = first.or(&surrogate(&series, &people, Driver::Population)?)?;
    /// let kg: Vec<_> = both.filled().map(|line| line.value.kg()).collect();
    /// assert_eq!(kg, [8.0, 12.0]); // 10·4/5 by people, (10 + 14)/2 by the line
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn or(&self, other: &Self) -> Result<Self, FillingError> {
        let first = self.points.first().min(other.points.first());
        let last = self.points.last().max(other.points.last());
        let mut points = Vec::new();
        for year in first.to(last) {
            let (left, right) = (self.get(year), other.get(year));
            if seen(left) != seen(right) {
                return Err(FillingError::DifferentObservations {
                    year,
                    left: written(seen(left)),
                    right: written(seen(right)),
                });
            }
            points.push(match (left, right) {
                (None | Some(Point::Open(_)), Some(right @ Point::Filled(_))) => right.clone(),
                (Some(left), _) => left.clone(),
                (None, Some(right)) => right.clone(),
                (None, None) => Point::Open(Open::NoAnchor),
            });
        }
        let points = YearSeries::new(first, points)?;
        Ok(Self { points })
    }
}

fn seen<Q: Quantity>(point: Option<&Point<Q>>) -> Option<Q> {
    match point {
        Some(Point::Observed(value)) => Some(*value),
        _ => None,
    }
}

fn written<Q: Quantity>(value: Option<Q>) -> String {
    value.map_or_else(
        || "nothing".to_string(),
        |value| format!("{}", value.base()),
    )
}

/// A line from values in base units, if `Q` can hold the value.
pub(super) fn line<Q: Quantity>(
    year: Year,
    value: f64,
    method: Method,
    from: Vec<Year>,
    range: Option<(f64, f64)>,
) -> Result<Filled<Q>, Open> {
    let range = range.and_then(|(a, b)| {
        let (low, high) = if a <= b { (a, b) } else { (b, a) };
        Some((Q::from_base(low).ok()?, Q::from_base(high).ok()?))
    });
    Ok(Filled {
        year,
        value: Q::from_base(value).map_err(|_| Open::OutOfRange { value })?,
        method,
        from,
        range,
        variation: None,
    })
}

/// The nearest year before and after `year` that has a value, with the value in base units.
pub(super) fn around(known: &[(Year, f64)], year: Year) -> [Option<(Year, f64)>; 2] {
    let after = known.partition_point(|&(when, _)| when < year);
    let before = after.checked_sub(1).and_then(|at| known.get(at));
    [before.copied(), known.get(after).copied()]
}

/// The years with a value, and the value in base units.
pub(super) fn known<Q: Quantity>(
    series: &YearSeries<Option<Q>>,
) -> Result<Vec<(Year, f64)>, FillingError> {
    let pairs = series
        .iter()
        .filter_map(|(year, value)| Some((year, (*value)?)));
    pairs
        .map(|(year, value)| {
            Q::check(value.base())?;
            Ok((year, value.base()))
        })
        .collect()
}
