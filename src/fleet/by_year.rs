use crate::time::{Year, YearSeries};

/// A value that is the same in all years, or one for each year.
///
/// # Example
/// ```
/// use ict_impact::fleet::ByYear;
/// use ict_impact::quantity::{Mass, parse};
/// use ict_impact::time::{Year, YearSeries};
/// let (old, new): (Mass, Mass) = (parse("2.5 kg")?, parse("2 kg")?);
/// let constant = ByYear::from(new);
/// let each = ByYear::from(YearSeries::new(Year::of::<2020>(), vec![old, new])?);
/// assert_eq!(constant.at(Year::of::<2035>()), Some(new));
/// assert_eq!(each.at(Year::of::<2020>()), Some(old));
/// assert_eq!(each.at(Year::of::<2035>()), None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub enum ByYear<T> {
    /// The same in all years.
    Constant(T),
    /// One for each year of a series, none for any other.
    Each(YearSeries<T>),
}

impl<T> From<T> for ByYear<T> {
    fn from(value: T) -> Self {
        Self::Constant(value)
    }
}

impl<T> From<YearSeries<T>> for ByYear<T> {
    fn from(series: YearSeries<T>) -> Self {
        Self::Each(series)
    }
}

impl<T: Copy> ByYear<T> {
    /// The value of `year`, if there is one.
    pub fn at(&self, year: Year) -> Option<T> {
        match self {
            Self::Constant(value) => Some(*value),
            Self::Each(series) => series.get(year).copied(),
        }
    }

    /// The same, held constant outside the series from `first` to `last`: the value of its first
    /// year for those before it, of its last year for those after it.
    ///
    /// This is an assumption: what is held is not known.
    ///
    /// # Example
    /// ```
    /// use ict_impact::fleet::ByYear;
    /// use ict_impact::time::{Year, YearSeries};
    /// let known = YearSeries::new(Year::of::<2020>(), vec![2.5, 2.0])?;
    /// let held = ByYear::from(known).held(Year::of::<2019>(), Year::of::<2030>());
    /// assert_eq!(held.at(Year::of::<2019>()), Some(2.5));
    /// assert_eq!(held.at(Year::of::<2030>()), Some(2.0));
    /// assert_eq!(held.at(Year::of::<2031>()), None);
    /// # Ok::<(), ict_impact::time::TimeError>(())
    /// ```
    #[must_use]
    pub fn held(self, first: Year, last: Year) -> Self {
        let Self::Each(series) = &self else {
            return self;
        };
        let (from, to) = (series.first(), series.last());
        let years = first.min(from).to(last.max(to));
        let pairs = years.filter_map(|year| Some((year, *series.get(year.clamp(from, to))?)));
        YearSeries::from_pairs(pairs).map_or_else(|_| self.clone(), Self::Each)
    }

    /// The year of each value, none for a constant, and the value.
    pub(super) fn values(&self) -> impl Iterator<Item = (Option<Year>, T)> + '_ {
        let (constant, each) = match self {
            Self::Constant(value) => (Some((None, *value)), None),
            Self::Each(series) => (None, Some(series)),
        };
        let each = each.into_iter().flatten();
        constant
            .into_iter()
            .chain(each.map(|(year, value)| (Some(year), *value)))
    }
}
