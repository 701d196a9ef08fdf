//! Stocks and flows of every kind of equipment in every country, by scenario.

use std::error::Error;
use std::ops::Add;

use ict_impact::column::{Column, ColumnBuf};
use ict_impact::fleet::{
    ByYear, CohortLifetimes, Entry, Flow, Intervals, Lifetime, NegativeInflow, Stage, StageNetwork,
    SurvivalTable, Years,
};
use ict_impact::numeric::SumError;
use ict_impact::place::Country;
use ict_impact::quantity::{Devices, Mass, Quantity, Share, sum};
use ict_impact::reference::unu_keys::{Category, LifetimeProfile, UnuKey};
use ict_impact::time::{Year, YearSeries};

use super::input::Series;

/// What is assumed, and can be assumed otherwise.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Assumptions {
    /// Whose lifetimes, for all countries.
    pub(crate) profile: LifetimeProfile,
    /// The last year of the outlook.
    pub(crate) until: Year,
    /// Growth per year of what is put on the market after the last year of the data, %.
    pub(crate) growth: f64,
    /// When longer lifetimes and the reuse programme begin; otherwise with the outlook.
    pub(crate) from: Option<Year>,
    /// What part of what leaves its first use is used again. Illustrative.
    pub(crate) reuse: Share,
    /// The mean of the second life. Illustrative.
    pub(crate) second_life: Years,
}

impl Default for Assumptions {
    fn default() -> Self {
        Self {
            profile: LifetimeProfile::NetherlandsFranceBelgium2023,
            until: Year::of::<2030>(),
            growth: 0.0,
            from: None,
            reuse: Share::new(0.1).expect("a tenth is a share"),
            second_life: Years::new(3.0),
        }
    }
}

/// What is different from the lifetimes and the sales of the reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scenario {
    Reference,
    /// Lifetimes longer by so many years, sales as in the reference.
    Longer(u8),
    /// Lifetimes longer by so many years, and only as many sales as keep the stock of the
    /// reference.
    LongerSameStock(u8),
    Reuse,
}

impl Scenario {
    pub(crate) const ALL: [Self; 6] = [
        Self::Reference,
        Self::Longer(1),
        Self::Longer(2),
        Self::LongerSameStock(1),
        Self::LongerSameStock(2),
        Self::Reuse,
    ];

    /// Its name in the files.
    pub(crate) fn id(self) -> String {
        match self {
            Self::Reference => "reference".to_owned(),
            Self::Longer(years) => format!("lifetime_plus_{years}"),
            Self::LongerSameStock(years) => format!("lifetime_plus_{years}_same_stock"),
            Self::Reuse => "reuse".to_owned(),
        }
    }

    /// Its name in words.
    pub(crate) fn name(self) -> String {
        let years = |years| if years == 1 { "year" } else { "years" };
        match self {
            Self::Reference => "Reference".to_owned(),
            Self::Longer(n) => format!("Lifetimes +{n} {}", years(n)),
            Self::LongerSameStock(n) => format!("+{n} {}, same stock", years(n)),
            Self::Reuse => "Reuse programme".to_owned(),
        }
    }
}

/// The three series of a stock, as places in arrays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    PutOnMarket,
    InUse,
    Ewaste,
}

/// Put on market, in use at the end of each year, and e-waste: one row per year.
type Columns<Q> = [ColumnBuf<Q>; 3];

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
                    lives.push((key, self.life(scenario, key).map_err(named)?));
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
        Ok(life.flows(Column::new(&base)?, self.row(self.from))?)
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

    fn life(&self, scenario: Scenario, key: UnuKey) -> Result<Life, Box<dyn Error>> {
        let years = Intervals::yearly(self.years[0], self.assumptions.until)?;
        let base = lifetime(key, self.assumptions.profile)?;
        let lifetimes = CohortLifetimes::from(base.clone());
        let longer =
            |n: u8| lifetimes.lengthened_from(self.from, Years::new(f64::from(n)), &years);
        let network = |stages: Vec<Stage>| StageNetwork::new(&years, stages).map(Life::Stages);
        Ok(match scenario {
            Scenario::Reuse if may_be_reused(key) => {
                let second = base.scaled(self.assumptions.second_life.get() / base.mean().get())?;
                let reused = |year: &Year| match *year < self.from {
                    true => Share::NONE,
                    false => self.assumptions.reuse,
                };
                let reused: Vec<Share> = self.years.iter().map(reused).collect();
                let rest = reused.iter().map(|share| share.rest()).collect();
                let by_year = |shares| YearSeries::new(self.years[0], shares).map(ByYear::Each);
                network(vec![
                    Stage::new("first life", lifetimes)
                        .then("second life", by_year(reused)?)
                        .discarded(by_year(rest)?),
                    Stage::new("second life", second),
                ])?
            }
            Scenario::Reference | Scenario::Reuse => {
                network(vec![Stage::new("first life", lifetimes)])?
            }
            Scenario::Longer(n) => network(vec![Stage::new("first life", longer(n)?)])?,
            Scenario::LongerSameStock(n) => Life::SameStock {
                reference: SurvivalTable::new(&years, &lifetimes, Entry::Middle)?,
                longer: SurvivalTable::new(&years, &longer(n)?, Entry::Middle)?,
            },
        })
    }
}

/// The Weibull lifetime of a key.
pub(crate) fn lifetime(key: UnuKey, profile: LifetimeProfile) -> Result<Lifetime, Box<dyn Error>> {
    let weibull = key.lifetime(profile).ok_or("the profile has no lifetime")?;
    let scale = Years::new(weibull.value.scale_years);
    Ok(Lifetime::weibull(weibull.value.shape, scale)?)
}

/// The name of a profile, as it is given to the program.
pub(crate) fn profile_name(profile: LifetimeProfile) -> &'static str {
    match profile {
        LifetimeProfile::NetherlandsFranceBelgium2023 => "NL_FR_BE",
        LifetimeProfile::Italy2023 => "IT",
        _ => "UNU_2015",
    }
}

/// Whether the reuse programme takes this kind: all but lamps (category 3).
pub(crate) fn may_be_reused(key: UnuKey) -> bool {
    key.eu6().code != "3"
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
    Ok([all(Kind::PutOnMarket)?, all(Kind::InUse)?, all(Kind::Ewaste)?])
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

/// How what is put on the market becomes waste.
enum Life {
    Stages(StageNetwork),
    SameStock {
        reference: SurvivalTable,
        longer: SurvivalTable,
    },
}

impl Life {
    fn flows<Q: Flow>(
        &self,
        market: Column<'_, Q>,
        from: usize,
    ) -> Result<Columns<Q>, Box<dyn Error>> {
        let owned = |column: Column<'_, Q>| ColumnBuf::from_base(column.base().to_vec());
        let (inflow, stock, outflow) = match self {
            Self::Stages(network) => {
                let flows = network.inflow_driven(market)?;
                let total = flows.total();
                (
                    owned(total.inflow())?,
                    owned(total.stock())?,
                    owned(total.outflow())?,
                )
            }
            Self::SameStock { reference, longer } => {
                let flows = reference.inflow_driven(market)?;
                let stock = flows.stock();
                let before = flows.years()[from - 1];
                let ages = flows.cohorts(before)?.ok_or("no such year")?;
                let wanted = stock.rows(from..stock.len()).ok_or("no such year")?;
                // What is too much is discarded: nothing negative is sold.
                let policy = NegativeInflow::ShrinkCohorts;
                let flows = longer.stock_driven_from(ages.stock(), wanted, policy)?;
                (
                    owned(flows.inflow())?,
                    owned(flows.stock())?,
                    owned(flows.outflow())?,
                )
            }
        };
        Ok([inflow, stock, outflow])
    }
}
