use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use super::FootprintError;
use super::error::not_negative;
use crate::place::Country;
use crate::quantity::CarbonIntensity;
use crate::reference::panel;
use crate::source::{Sourced, Status};
use crate::time::Year;

/// What a carbon intensity of electricity covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum GridBoundary {
    /// Generation alone, which is what the GHG Protocol has in scope 2.
    Generation,
    /// The life cycle: also fuels before combustion and the making of plants, which the GHG
    /// Protocol has in scope 3, category 3.
    LifeCycle,
    /// Nobody says.
    Unstated,
}

/// Carbon intensities of the grids, by country and year.
///
/// A country or year without a figure is an error, not a guess. A figure of a year nearby, or one
/// that its source gives reason to doubt
/// ([`Questionable`](crate::source::Status::Questionable)), is taken only if asked for, and flagged
/// wherever it is used.
///
/// # Example
/// ```
/// use ict_impact::footprint::Grids;
/// use ict_impact::time::Year;
/// let kenya = "KEN".parse()?;
/// let grids = Grids::reference();
/// assert_eq!(grids.get(kenya, Year::of::<2022>()).ok_or("")?.intensity().grams_per_kwh(), 109.57);
/// assert!(grids.get(kenya, Year::of::<2031>()).is_none());
/// let nearest = grids.or_nearest_year(10);
/// let figure = nearest.get(kenya, Year::of::<2031>()).ok_or("none near")?;
/// assert!(figure.is_of_another_year() && figure.year() < Year::of::<2031>());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Grids {
    own: BTreeMap<(Country, Year), (Sourced<CarbonIntensity>, GridBoundary)>,
    reference: bool,
    nearest: u16,
    questionable: bool,
}

impl Grids {
    /// The embedded figures, which are of the life cycle of electricity: see
    /// [`reference::panel`](crate::reference::panel).
    pub const fn reference() -> Self {
        Self {
            own: BTreeMap::new(),
            reference: true,
            nearest: 0,
            questionable: false,
        }
    }

    /// No figure but those that are added.
    pub const fn none() -> Self {
        Self {
            own: BTreeMap::new(),
            reference: false,
            nearest: 0,
            questionable: false,
        }
    }

    /// The same figures and this one, which goes before an embedded one and one given before.
    ///
    /// # Errors
    /// [`FootprintError::OutOfRange`] for a negative, NaN or infinite intensity.
    pub fn with(
        mut self,
        country: Country,
        year: Year,
        intensity: Sourced<CarbonIntensity>,
        boundary: GridBoundary,
    ) -> Result<Self, FootprintError> {
        let place = format_args!("{country} {year}");
        not_negative(place, "carbon intensity of the grid", intensity.value)?;
        self.own.insert((country, year), (intensity, boundary));
        Ok(self)
    }

    /// The same figures; those that their source gives reason to doubt are taken too.
    #[must_use]
    pub const fn or_questionable(mut self) -> Self {
        self.questionable = true;
        self
    }

    /// The same figures; where a year has none, that of the nearest year up to so many years off,
    /// the earlier of two.
    #[must_use]
    pub const fn or_nearest_year(mut self, years: u16) -> Self {
        self.nearest = years;
        self
    }

    /// How far from a year another year may stand in for it.
    pub const fn nearest(&self) -> u16 {
        self.nearest
    }

    /// The figure for a country and year.
    pub fn get(&self, country: Country, year: Year) -> Option<GridFigure> {
        (0..=i32::from(self.nearest))
            .flat_map(|off| [-off, off])
            .filter_map(|off| year.plus(off).ok())
            .find_map(|of| {
                let (figure, boundary) = self.at(country, of)?;
                Some(GridFigure {
                    country,
                    wanted: year,
                    of,
                    figure,
                    boundary,
                })
            })
    }

    fn at(&self, country: Country, year: Year) -> Option<(Sourced<CarbonIntensity>, GridBoundary)> {
        let own = self.own.get(&(country, year)).cloned();
        let figure = own.or_else(|| match self.reference {
            true => Some((
                panel::carbon_intensity(country, year)?,
                GridBoundary::LifeCycle,
            )),
            false => None,
        })?;
        let doubtful = figure.0.status == Status::Questionable;
        (self.questionable || !doubtful).then_some(figure)
    }

    /// The figures for all of these, or all that are missing.
    pub(super) fn all(
        &self,
        wanted: impl IntoIterator<Item = (Country, Year)>,
    ) -> Result<BTreeMap<(Country, Year), GridFigure>, FootprintError> {
        let mut found = BTreeMap::new();
        let mut missing = Vec::new();
        for (country, year) in wanted {
            if found.contains_key(&(country, year)) {
                continue;
            }
            match self.get(country, year) {
                Some(figure) => {
                    found.insert((country, year), figure);
                }
                None => missing.push((country, year)),
            }
        }
        if missing.is_empty() {
            return Ok(found);
        }
        missing.sort_unstable();
        missing.dedup();
        Err(FootprintError::NoGrid {
            missing,
            nearest: self.nearest,
        })
    }
}

/// A carbon intensity as it was used: for which year, of which year, and from where.
#[derive(Debug, Clone, PartialEq)]
pub struct GridFigure {
    country: Country,
    wanted: Year,
    of: Year,
    figure: Sourced<CarbonIntensity>,
    boundary: GridBoundary,
}

impl GridFigure {
    /// The country.
    pub const fn country(&self) -> Country {
        self.country
    }

    /// The year it is used for.
    pub const fn used_for(&self) -> Year {
        self.wanted
    }

    /// The year it is of.
    pub const fn year(&self) -> Year {
        self.of
    }

    /// Whether it is of another year than the one it is used for.
    pub fn is_of_another_year(&self) -> bool {
        self.of != self.wanted
    }

    /// Whether its source gives reason to doubt it.
    pub fn is_questionable(&self) -> bool {
        self.figure.status == Status::Questionable
    }

    /// What it covers.
    pub const fn boundary(&self) -> GridBoundary {
        self.boundary
    }

    /// The intensity.
    pub const fn intensity(&self) -> CarbonIntensity {
        self.figure.value
    }

    /// The intensity with its source.
    pub const fn figure(&self) -> &Sourced<CarbonIntensity> {
        &self.figure
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceId;

    trait WithOwn {
        fn own(self, country: Country, year: Year, figure: Sourced<CarbonIntensity>) -> Self;
    }

    impl WithOwn for Grids {
        fn own(self, country: Country, year: Year, figure: Sourced<CarbonIntensity>) -> Self {
            self.with(country, year, figure, GridBoundary::Generation)
                .unwrap()
        }
    }

    fn figure(grams: f64) -> Sourced<CarbonIntensity> {
        let source = SourceId::new("own").unwrap();
        Sourced::new(
            CarbonIntensity::from_grams_per_kwh(grams),
            source,
            Status::Verified,
        )
    }

    #[test]
    fn an_own_figure_goes_before_the_embedded_one() {
        let (kenya, year) = ("KEN".parse().unwrap(), Year::of::<2022>());
        let grids = Grids::reference().own(kenya, year, figure(50.0));
        let found = grids.get(kenya, year).unwrap();
        assert_eq!(found.intensity(), CarbonIntensity::from_grams_per_kwh(50.0));
        assert!(Grids::none().get(kenya, year).is_none());
    }

    #[test]
    fn a_doubtful_figure_is_taken_only_if_asked_for() {
        let place: (Country, Year) = ("CAF".parse().unwrap(), Year::of::<2022>());
        assert!(Grids::reference().get(place.0, place.1).is_none());
        let asked = Grids::reference().or_questionable().get(place.0, place.1);
        assert!(asked.unwrap().is_questionable());
        let negative = Grids::none().with(place.0, place.1, figure(-1.0), GridBoundary::Unstated);
        assert!(negative.is_err());
    }

    #[test]
    fn the_nearest_year_is_the_earlier_of_two_and_no_farther_than_asked() {
        let kenya = "KEN".parse().unwrap();
        let grids = Grids::none()
            .own(kenya, Year::of::<2018>(), figure(1.0))
            .own(kenya, Year::of::<2022>(), figure(2.0));
        let at = |grids: &Grids, year| grids.get(kenya, year).map(|f| f.year());
        assert_eq!(at(&grids, Year::of::<2020>()), None);
        let near = grids.clone().or_nearest_year(1);
        assert_eq!(at(&near, Year::of::<2020>()), None);
        assert_eq!(at(&near, Year::of::<2021>()), Some(Year::of::<2022>()));
        let far = grids.or_nearest_year(2);
        assert_eq!(at(&far, Year::of::<2020>()), Some(Year::of::<2018>()));
        assert_eq!(at(&far, Year::of::<2022>()), Some(Year::of::<2022>()));
    }

    #[test]
    fn everything_that_is_missing_is_named_at_once() {
        let country = |code: &str| code.parse::<Country>().unwrap();
        let wanted = ["KEN", "UGA", "KEN"].map(|code| (country(code), Year::of::<2022>()));
        let error = Grids::none().all(wanted).unwrap_err();
        assert_eq!(
            error.to_string(),
            "no carbon intensity of the grid of KEN 2022, UGA 2022"
        );
    }
    use alloc::string::ToString;
}
