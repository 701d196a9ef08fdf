//! Stocks and flows of every kind of equipment in every country, by scenario.

use std::error::Error;
use std::ops::Add;

use ict_impact::column::Column;
use ict_impact::fleet::Flow;
use ict_impact::numeric::SumError;
use ict_impact::place::Country;
use ict_impact::quantity::{Devices, Mass, Quantity, sum};
use ict_impact::reference::unu_keys::{Category, UnuKey};
use ict_impact::time::{Year, YearSeries};

use super::input::Series;
use super::scenario::{Assumptions, Columns, Life, Scenario};

/// The three series of a stock, as places in arrays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    PutOnMarket,
    InUse,
    Ewaste,
}

/// The flows of a kind of equipment in a country.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct KeyFlows {
    pub(crate) country: Country,
    pub(crate) key: UnuKey,
    mass: Columns<Mass>,
    pieces: Columns<Devices>,
}

impl KeyFlows {
    pub(crate) fn mass(&self, kind: Kind) -> Column<'_, Mass> {
        self.mass[kind as usize].column()
    }
}

/// The flows of a category, or of all, in a country, or in all.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Total {
    pub(crate) country: Option<Country>,
    pub(crate) category: Option<Category>,
    mass: [Vec<Mass>; 3],
    pieces: [Vec<Devices>; 3],
    /// Sums over the years of the scenarios: put on market and e-waste.
    since: [Mass; 2],
}

impl Total {
    pub(crate) fn mass(&self, kind: Kind) -> &[Mass] {
        &self.mass[kind as usize]
    }

    pub(crate) fn pieces(&self, kind: Kind) -> &[Devices] {
        &self.pieces[kind as usize]
    }

    pub(crate) fn put_on_market_since(&self) -> Mass {
        self.since[0]
    }

    pub(crate) fn ewaste_since(&self) -> Mass {
        self.since[1]
    }
}

/// A scenario: every series, and the sums of them.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Outcome {
    pub(crate) scenario: Scenario,
    pub(crate) keys: Vec<KeyFlows>,
    pub(crate) totals: Vec<Total>,
}

impl Outcome {
    /// The sum of a country, of all without one, and of a category, of all without one.
    pub(crate) fn total(&self, country: Option<Country>, category: Option<Category>) -> &Total {
        let found = |total: &&Total| total.country == country && total.category == category;
        // A category that a country lacks is empty there, and the first total is that of all.
        self.totals.iter().find(found).unwrap_or(&self.totals[0])
    }

    /// The sum of everything.
    pub(crate) fn all(&self) -> &Total {
        &self.totals[0]
    }
}

/// The outlook: years, countries, categories and scenarios.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Outlook {
    pub(crate) assumptions: Assumptions,
    pub(crate) years: Vec<Year>,
    /// The last year of the data.
    pub(crate) last_of_data: Year,
    /// The first year of the scenarios.
    pub(crate) from: Year,
    pub(crate) countries: Vec<Country>,
    pub(crate) categories: Vec<Category>,
    /// What was put on the market, held to the end of the outlook.
    pub(crate) market: Vec<Series>,
    /// Series that end before the last year of the data, and when.
    pub(crate) ended_early: Vec<(Country, UnuKey, Year)>,
    /// In the order of [`Scenario::ALL`].
    pub(crate) outcomes: Vec<Outcome>,
}

impl Outlook {
    pub(crate) fn compute(
        series: &[Series],
        assumptions: Assumptions,
    ) -> Result<Self, Box<dyn Error>> {
        let first = series.iter().map(|one| one.mass.first()).min();
        let last = series.iter().map(|one| one.mass.last()).max();
        let (first, last) = first.zip(last).ok_or("there is no series")?;
        let until = assumptions.until;
        if until < last {
            return Err(format!("--until {until}: the data reach {last}").into());
        }
        let from = assumptions.from.unwrap_or(last.plus(1)?.min(until));
        if !(first < from && from <= until) {
            let message = format!("--from {from}: must be after {first} and up to {until}");
            return Err(message.into());
        }
        let market: Vec<Series> = series
            .iter()
            .map(|one| held(one, first, &assumptions))
            .collect::<Result<_, _>>()?;
        let mut countries: Vec<Country> = series.iter().map(|one| one.country).collect();
        countries.sort_by_key(|country| country.alpha3());
        countries.dedup();
        let mut categories: Vec<Category> = series.iter().map(|one| one.key.eu6()).collect();
        categories.sort_by_key(|category| category.code);
        categories.dedup();
        let ended_early = series.iter().filter(|one| one.mass.last() < last);
        let ended_early = ended_early.map(|one| (one.country, one.key, one.mass.last()));
        let mut outlook = Self {
            years: first.to(until).collect(),
            last_of_data: last,
            from,
            countries,
            categories,
            ended_early: ended_early.collect(),
            outcomes: Vec::new(),
            assumptions,
            market,
        };
        for scenario in Scenario::ALL {
            let outcome = outlook.outcome(scenario)?;
            outlook.outcomes.push(outcome);
        }
        Ok(outlook)
    }

    pub(crate) fn of(&self, scenario: Scenario) -> &Outcome {
        let place = Scenario::ALL.iter().position(|one| *one == scenario);
        &self.outcomes[place.unwrap_or(0)]
    }

    pub(crate) fn reference(&self) -> &Outcome {
        &self.outcomes[0]
    }

    /// The row of a year.
    pub(crate) fn row(&self, year: Year) -> usize {
        self.years.binary_search(&year).unwrap_or(0)
    }

    fn outcome(&self, scenario: Scenario) -> Result<Outcome, Box<dyn Error>> {
        let mut lives: Vec<(UnuKey, Life)> = Vec::new();
        let mut keys = Vec::with_capacity(self.market.len());
        for one in &self.market {
            let (country, key) = (one.country, one.key);
            let named = |error: Box<dyn Error>| format!("{} {key}: {error}", country.alpha3());
            let place = match lives.iter().position(|(of, _)| *of == key) {
                Some(place) => place,
                None => {
                    let life = Life::of(scenario, key, &self.assumptions, &self.years, self.from);
                    lives.push((key, life.map_err(named)?));
                    lives.len() - 1
                }
            };
            let life = &lives[place].1;
            keys.push(KeyFlows {
                country,
                key,
                mass: self.flows(life, &one.mass).map_err(named)?,
                pieces: self.flows(life, &one.pieces).map_err(named)?,
            });
        }
        let mut totals = Vec::new();
        for country in every(&self.countries) {
            for category in every(&self.categories) {
                totals.push(self.sum_of(&keys, country, category)?);
            }
        }
        Ok(Outcome {
            scenario,
            keys,
            totals,
        })
    }

    fn flows<Q: Flow>(
        &self,
        life: &Life,
        market: &YearSeries<Q>,
    ) -> Result<Columns<Q>, Box<dyn Error>> {
        let base: Vec<f64> = market.values().iter().map(|value| value.base()).collect();
        life.flows(Column::new(&base)?, self.row(self.from))
    }

    fn sum_of(
        &self,
        keys: &[KeyFlows],
        country: Option<Country>,
        category: Option<Category>,
    ) -> Result<Total, SumError> {
        let keys: Vec<&KeyFlows> = keys
            .iter()
            .filter(|one| country.is_none_or(|country| one.country == country))
            .filter(|one| category.is_none_or(|category| one.key.eu6() == category))
            .collect();
        let mass: Vec<&Columns<Mass>> = keys.iter().map(|one| &one.mass).collect();
        let pieces: Vec<&Columns<Devices>> = keys.iter().map(|one| &one.pieces).collect();
        let mass = rows(&mass, self.years.len())?;
        let since = |kind: Kind| sum(mass[kind as usize][self.row(self.from)..].iter().copied());
        Ok(Total {
            country,
            category,
            since: [since(Kind::PutOnMarket)?, since(Kind::Ewaste)?],
            pieces: rows(&pieces, self.years.len())?,
            mass,
        })
    }
}

/// None, for all of them, and then each.
fn every<T: Copy>(values: &[T]) -> impl Iterator<Item = Option<T>> {
    std::iter::once(None).chain(values.iter().copied().map(Some))
}

/// The sums of these series in each year.
fn rows<Q>(columns: &[&Columns<Q>], years: usize) -> Result<[Vec<Q>; 3], SumError>
where
    Q: Flow + Add<Output = Q>,
{
    let row = |kind: usize, t: usize| sum(columns.iter().filter_map(|of| of[kind].column().get(t)));
    let all = |kind: Kind| -> Result<Vec<Q>, SumError> {
        (0..years).map(|t| row(kind as usize, t)).collect()
    };
    Ok([
        all(Kind::PutOnMarket)?,
        all(Kind::InUse)?,
        all(Kind::Ewaste)?,
    ])
}

/// The series from `first` with nothing before its own first year, and to the end of the outlook
/// with its last value, growing.
fn held(series: &Series, first: Year, assumptions: &Assumptions) -> Result<Series, Box<dyn Error>> {
    fn longer<Q: Quantity>(
        series: &YearSeries<Q>,
        first: Year,
        assumptions: &Assumptions,
    ) -> Result<YearSeries<Q>, Box<dyn Error>> {
        let mut last = 0.0;
        let values = first.to(assumptions.until).map(|year| {
            match series.get(year) {
                Some(value) => last = value.base(),
                None if year > series.last() => last *= 1.0 + assumptions.growth / 100.0,
                None => {}
            }
            Q::from_base(last)
        });
        Ok(YearSeries::new(first, values.collect::<Result<_, _>>()?)?)
    }
    Ok(Series {
        mass: longer(&series.mass, first, assumptions)?,
        pieces: longer(&series.pieces, first, assumptions)?,
        ..series.clone()
    })
}
