use alloc::vec;
use alloc::vec::Vec;

use super::density::{self, Density};
use super::result::Clipped;
use super::{EwasteError, Generated};
use crate::column::Column;
use crate::fleet::{CohortLifetimes, Entry, Flow, Intervals, SurvivalTable};
use crate::quantity::{Devices, Mass, Quantity};
use crate::time::{TimeError, Year, YearSeries};

/// How does what was put on the market become waste?
///
/// # Equation
/// ```text
/// MassConserving   W[t] = Σ_{c≤t} POM[c]·(sf[t−1,c] − sf[t,c])      all that enters leaves once
/// DensityAtMidAge  W[t] = Σ_{c≤t} POM[c]·f_c(t − c + 1/2)
/// DensityAtAge     W[t] = Σ_{c≤t} POM[c]·f_c(t − c)
///
/// W    e-waste generated in year t, kg
/// POM  put on the market in year c, kg
/// sf   share of cohort c in use at the end of year t; 1 before it enters
/// f_c  density of cohort c's lifetime, per year, at an age in years
/// ```
///
/// # Source
/// Commission Implementing Regulation (EU) 2017/699, Annex II, with the lifetime as survival
/// (MassConserving) or as density; DensityAtMidAge is the tool of UNU and Statistics
/// Netherlands (`Statistics-Netherlands/ewaste` 1.2.0, `04_WEEE_calculations.R`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum GeneratedModel {
    /// The outflow of the dynamic stock: what is put on the market is in stock or is waste.
    #[default]
    MassConserving,
    /// The density of the lifetime in the middle of each year of age, as the tool of UNU and
    /// Statistics Netherlands. Not normalised: some mass is lost or added.
    DensityAtMidAge,
    /// The density of the lifetime at whole years of age. Not normalised either.
    DensityAtAge,
}

impl GeneratedModel {
    /// The name of the model in words.
    pub const fn name(self) -> &'static str {
        match self {
            Self::MassConserving => "mass-conserving",
            Self::DensityAtMidAge => "density at mid-age (UNU/CBS tool)",
            Self::DensityAtAge => "density at age",
        }
    }
}

/// What happens when more waste is computed than was ever put on the market?
///
/// It can only happen with a density, see [`GeneratedModel`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum NegativeStock {
    /// The negative stock stands and is flagged.
    #[default]
    Keep,
    /// The stock is set to 0 and the e-waste of that year increased by what was missing, as the
    /// tool of UNU and Statistics Netherlands does. It moves the result further from balance.
    ClipIntoWaste,
}

/// E-waste generated from what was put on the market, to be computed.
///
/// # Equation
/// See [`GeneratedModel`]. The stock is what was put on the market and has not become waste.
/// ```text
/// stock[t] = Σ_{c≤t} POM[c] − Σ_{u≤t} W[u]        in the years of POM, kg
///
/// DensityAtMidAge  pieces[t] = Σ_c round(W[t,c] / POM[c] · POM pieces[c])    half to even
/// otherwise        pieces as mass, not rounded
/// ```
///
/// # Source
/// See [`GeneratedModel`].
///
/// # Example
/// ```
/// use ict_impact::ewaste::Generation;
/// use ict_impact::fleet::{Lifetime, Years};
/// use ict_impact::quantity::{Mass, parse};
/// use ict_impact::time::{Year, YearSeries};
/// let sold = YearSeries::new(Year::new(2020)?, vec![parse::<Mass>("8 t")?, parse("6 t")?])?;
/// let lifetime = Lifetime::fixed(Years::new(1.0))?.into();
/// let result = Generation::of(&sold, &lifetime).years_after_last(1).compute()?;
/// let tonnes: Vec<f64> = result.ewaste().values().iter().map(|mass| mass.value / 1000.0).collect();
/// assert_eq!(tonnes, [0.0, 8.0, 6.0]);
/// assert_eq!(result.model().name(), "mass-conserving");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
#[must_use = "compute() gives the result"]
pub struct Generation<'a> {
    pom: &'a YearSeries<Mass>,
    pieces: Option<&'a YearSeries<Devices>>,
    lifetimes: &'a CohortLifetimes,
    model: GeneratedModel,
    entry: Entry,
    years_after_last: u16,
    negative_stock: NegativeStock,
}

impl<'a> Generation<'a> {
    /// From the mass put on the market in each year and the lifetimes of these cohorts:
    /// mass-conserving, entry in the middle of the year, up to the last year put on the market.
    pub fn of(put_on_market: &'a YearSeries<Mass>, lifetimes: &'a CohortLifetimes) -> Self {
        Self {
            pom: put_on_market,
            pieces: None,
            lifetimes,
            model: GeneratedModel::default(),
            entry: Entry::default(),
            years_after_last: 0,
            negative_stock: NegativeStock::default(),
        }
    }

    /// Also in pieces, from those put on the market in the same years.
    pub fn pieces(mut self, put_on_market: &'a YearSeries<Devices>) -> Self {
        self.pieces = Some(put_on_market);
        self
    }

    /// By this model.
    pub fn model(mut self, model: GeneratedModel) -> Self {
        self.model = model;
        self
    }

    /// With entry at this time of the year; only the mass-conserving model asks.
    pub fn entry(mut self, entry: Entry) -> Self {
        self.entry = entry;
        self
    }

    /// Up to so many years after the last put on the market; the tool of UNU and Statistics
    /// Netherlands goes on for 7.
    pub fn years_after_last(mut self, years: u16) -> Self {
        self.years_after_last = years;
        self
    }

    /// With this treatment of a negative stock.
    pub fn negative_stock(mut self, treatment: NegativeStock) -> Self {
        self.negative_stock = treatment;
        self
    }

    /// Computes the e-waste generated.
    ///
    /// # Errors
    /// - [`EwasteError::NegativePutOnMarket`] with every such year;
    /// - [`EwasteError::Years`] if mass and pieces cover different years, or a year passes 9999;
    /// - [`EwasteError::Stock`] if lifetimes or factors are listed, but not one per year;
    /// - with a density: [`EwasteError::NoDensity`] and [`EwasteError::FactorsByYear`];
    /// - [`EwasteError::Values`] for what is not finite, such as the density of a Weibull
    ///   lifetime of a shape below 1 at age 0.
    pub fn compute(self) -> Result<Generated, EwasteError> {
        let mass = checked("mass put on the market", self.pom)?;
        let pieces = match self.pieces {
            Some(pieces) => {
                self.pom.zip_map(pieces, |_, _| ())?;
                Some(checked("pieces put on the market", pieces)?)
            }
            None => None,
        };
        let last = self.pom.last().plus(i32::from(self.years_after_last))?;
        let years = Intervals::yearly(self.pom.first(), last)?;
        let (waste, waste_pieces, released) = match self.model {
            GeneratedModel::MassConserving => {
                let lifetimes = self.lifetimes.extended(self.years_after_last.into());
                let table = SurvivalTable::new(&years, &lifetimes, self.entry)?;
                let waste = outflow::<Mass>(&table, &mass)?;
                let pieces = pieces.as_deref();
                let pieces = pieces.map(|pieces| outflow::<Devices>(&table, pieces));
                (waste, pieces.transpose()?, vec![1.0; mass.len()])
            }
            GeneratedModel::DensityAtMidAge | GeneratedModel::DensityAtAge => {
                let n = years.years().len();
                let (first, model) = (self.pom.first(), self.model);
                let densities = Density::of(self.lifetimes, &mass, first, n, model)?;
                let waste = density::waste(&densities, &mass, n);
                let waste_pieces = pieces.as_deref().map(|pieces| match model {
                    GeneratedModel::DensityAtAge => density::waste(&densities, pieces, n),
                    _ => density::rounded_pieces(&densities, &mass, pieces, n),
                });
                let released = densities.iter().map(|density| density.released).collect();
                (waste, waste_pieces, released)
            }
        };
        let pieces = pieces.zip(waste_pieces);
        self.result(&mass, waste, pieces, released)
    }

    /// Computes the e-waste generated in one year only.
    ///
    /// # Errors
    /// As [`compute`](Self::compute), but what is infinite in other years does not matter;
    /// [`EwasteError::Years`] if the year is before the first put on the market.
    ///
    /// # Example
    /// ```
    /// use ict_impact::ewaste::{GeneratedModel, Generation};
    /// use ict_impact::fleet::{Lifetime, Years};
    /// use ict_impact::quantity::{Mass, parse};
    /// use ict_impact::time::{Year, YearSeries};
    /// let sold = YearSeries::new(Year::new(2010)?, vec![parse::<Mass>("1000 t")?])?;
    /// let lifetime = Lifetime::weibull(2.0, Years::new(8.0))?.into();
    /// let by_density = Generation::of(&sold, &lifetime).model(GeneratedModel::DensityAtAge);
    /// // 1000 t · (2/8)·(10/8)·exp(−(10/8)²) = 65.5 t
    /// assert!((by_density.in_year(Year::new(2020)?)?.value - 65_504.0).abs() < 1.0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn in_year(mut self, year: Year) -> Result<Mass, EwasteError> {
        let before = || TimeError::OutOfOrder {
            row: 0,
            year,
            previous: self.pom.first(),
        };
        let t = usize::try_from(year.since(self.pom.first())).map_err(|_| before())?;
        if self.model == GeneratedModel::MassConserving {
            let more = (t + 1).saturating_sub(self.pom.values().len());
            self.years_after_last = u16::try_from(more).unwrap_or(u16::MAX);
            let result = self.compute()?;
            return Ok(result.ewaste().values()[t]);
        }
        let mass = checked("mass put on the market", self.pom)?;
        let first = self.pom.first();
        let densities = Density::of(self.lifetimes, &mass, first, t + 1, self.model)?;
        let waste = density::waste(&densities, &mass, t + 1);
        Ok(Mass::from_base(waste[t])?)
    }

    fn result(
        &self,
        mass: &[f64],
        waste: Vec<f64>,
        pieces: Option<(Vec<f64>, Vec<f64>)>,
        released: Vec<f64>,
    ) -> Result<Generated, EwasteError> {
        let mut stock = stock_of(mass, &waste);
        let negative: Vec<usize> = (0..stock.len()).filter(|&t| stock[t] < 0.0).collect();
        let clipped = match self.negative_stock {
            NegativeStock::ClipIntoWaste if !negative.is_empty() => {
                let mut after = waste.clone();
                let mut pieces_after = pieces.as_ref().map(|(_, waste)| waste.clone());
                if let (Some(after), Some((put, waste))) = (&mut pieces_after, &pieces) {
                    let stock = stock_of(put, waste);
                    negative.iter().for_each(|&t| after[t] -= stock[t]);
                }
                for &t in &negative {
                    after[t] -= stock[t];
                    stock[t] = 0.0;
                }
                Some(Clipped {
                    ewaste: self.series(after)?,
                    pieces: pieces_after.map(|after| self.series(after)).transpose()?,
                })
            }
            _ => None,
        };
        let years = |t: &usize| self.pom.first().plus(*t as i32);
        Ok(Generated {
            model: self.model,
            ewaste: self.series(waste)?,
            pieces: pieces.map(|(_, waste)| self.series(waste)).transpose()?,
            stock: self.series(stock)?,
            negative_stock: negative.iter().map(years).collect::<Result<_, _>>()?,
            clipped,
            put_on_market: Mass::from_checked(mass.iter().sum()),
            released: Mass::from_checked(
                mass.iter()
                    .zip(&released)
                    .map(|(mass, part)| mass * part)
                    .sum(),
            ),
        })
    }

    fn series<Q: Quantity>(&self, base: Vec<f64>) -> Result<YearSeries<Q>, EwasteError> {
        let values = Column::<Q>::new(&base)?.iter().collect();
        Ok(YearSeries::new(self.pom.first(), values)?)
    }
}

/// The stock in the years put on the market: all that came less all that left.
fn stock_of(put_on_market: &[f64], waste: &[f64]) -> Vec<f64> {
    let (mut put, mut gone) = (0.0, 0.0);
    let years = put_on_market.iter().zip(waste);
    years
        .map(|(mass, waste)| {
            put += mass;
            gone += waste;
            put - gone
        })
        .collect()
}

fn outflow<Q: Flow>(table: &SurvivalTable, put_on_market: &[f64]) -> Result<Vec<f64>, EwasteError> {
    let mut inflow = put_on_market.to_vec();
    inflow.resize(table.intervals().years().len(), 0.0);
    let flows = table.inflow_driven(Column::<Q>::new(&inflow)?)?;
    Ok(flows.outflow().base().to_vec())
}

fn checked<Q: Quantity>(
    what: &'static str,
    series: &YearSeries<Q>,
) -> Result<Vec<f64>, EwasteError> {
    let base: Vec<f64> = series.values().iter().map(|value| value.base()).collect();
    Column::<Q>::new(&base)?;
    let rows: Vec<(Year, f64)> = series
        .iter()
        .map(|(year, value)| (year, value.base()))
        .filter(|row| row.1 < 0.0)
        .collect();
    if rows.is_empty() {
        Ok(base)
    } else {
        Err(EwasteError::NegativePutOnMarket { what, rows })
    }
}
