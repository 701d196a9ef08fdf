use core::marker::PhantomData;
use core::ops::Mul;

use alloc::string::String;
use alloc::vec::Vec;

use super::super::{AcrossYears, Distribution};
use super::chunks::{checked, run as run_all};
use super::result::Approach2;
use super::sampler::{Place, Slots};
use super::uniform::Part;
use super::{MonteCarlo, MonteCarloError, Seed};
use crate::numeric::ExactSum;
use crate::quantity::Quantity;

/// A parameter of an [`UncertainInventory`], an activity or a factor, in its two years.
#[derive(Debug)]
pub struct InTwoYears<P> {
    base: Place<P>,
    year_t: Place<P>,
}

impl<P> Clone for InTwoYears<P> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<P> Copy for InTwoYears<P> {}

/// An inventory of activities times factors in a base year and in year t, by IPCC Approach 2.
///
/// Categories that share a parameter, such as a grid's intensity, are fully correlated in it;
/// different parameters are independent. The errors of a parameter in the two years are the same
/// or independent, as [`AcrossYears`] says.
///
/// # Equation
/// ```text
/// E_x = A_x · F_x     T = Σ_x E_x     Δ = T_t − T_0     ΔP = Δ / T_0
///
/// A_x, F_x  activity of category x and its factor, drawn in each year [own units]
/// E_x, T    emissions of the category, of the inventory [any one unit]
/// Δ, ΔP     trend, absolute [unit of T] and as a ratio of the base year [1]
/// ```
/// The sum of a sample is exact and its random numbers follow from names, so that neither the
/// order of categories nor that of parameters changes a bit of a total.
///
/// # Source
/// IPCC 2006 Guidelines, volume 1, chapter 3 (Approach 2: Monte Carlo simulation, and its trend
/// with correlation across years).
///
/// # Example
/// ```
/// use ict_impact::quantity::{CarbonIntensity, Co2e, Energy, parse};
/// use ict_impact::uncertainty::{
///     AcrossYears, Distribution, MonteCarlo, Seed, UncertainInventory,
/// };
/// let kwh = |low, high| -> Result<_, Box<dyn std::error::Error>> {
///     Ok(Distribution::uniform(parse::<Energy>(low)?, parse(high)?)?)
/// };
/// let mut inventory = UncertainInventory::<Co2e>::new();
/// let meter = inventory.parameter(
///     "energy of the network",
///     kwh("90 kWh", "110 kWh")?,
///     kwh("190 kWh", "210 kWh")?,
///     AcrossYears::Independent,
/// )?;
/// let grid = parse::<CarbonIntensity>("500 gCO2e/kWh")?;
/// let grid = Distribution::normal(grid, parse("50 gCO2e/kWh")?)?;
/// let grid = inventory.parameter("grid", grid, grid, AcrossYears::Correlated)?;
/// inventory.category("network", meter, grid)?;
/// let found = inventory.simulate(MonteCarlo::new(Seed::from_u64(1), 20_000)?)?;
/// // 100 kWh, then 200 kWh, at 0.5 kg each.
/// assert!((found.base.mean.kg() - 50.0).abs() < 0.2);
/// assert!((found.change.mean.kg() - 50.0).abs() < 0.4);
/// assert_eq!(found.change.change()?.statement().to_string(), "increase");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct UncertainInventory<Q> {
    slots: Slots,
    categories: Vec<Category>,
    quantity: PhantomData<Q>,
}

#[derive(Debug, Clone)]
struct Category {
    name: String,
    /// Positions of the activity and of the factor.
    base: [usize; 2],
    year_t: [usize; 2],
    product: fn(f64, f64) -> f64,
}

impl<Q> Default for UncertainInventory<Q> {
    fn default() -> Self {
        Self {
            slots: Slots::default(),
            categories: Vec::new(),
            quantity: PhantomData,
        }
    }
}

impl<Q: Quantity> UncertainInventory<Q> {
    /// An inventory without categories.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// An activity or a factor, with its distribution in the base year and in year t.
    ///
    /// [`AcrossYears::Correlated`] is one draw of a probability for both years: where one year is
    /// at its upper end, so is the other.
    ///
    /// # Errors
    /// [`MonteCarloError::NoName`]; [`MonteCarloError::DuplicateName`];
    /// [`MonteCarloError::SameStream`] for two names with one stream.
    pub fn parameter<P: Quantity>(
        &mut self,
        name: &str,
        base: Distribution<P>,
        year_t: Distribution<P>,
        across_years: AcrossYears,
    ) -> Result<InTwoYears<P>, MonteCarloError> {
        self.slots.check_name(name)?;
        let [first, second] = match across_years {
            AcrossYears::Correlated => [self.slots.add_stream(name, Part::Whole)?; 2],
            AcrossYears::Independent => [
                self.slots.add_stream(name, Part::Base)?,
                self.slots.add_stream(name, Part::YearT)?,
            ],
        };
        let base_place = self.slots.add(first, &base);
        let same = first == second && base == year_t;
        Ok(InTwoYears {
            base: base_place,
            year_t: if same {
                base_place
            } else {
                self.slots.add(second, &year_t)
            },
        })
    }

    /// A category that emits `activity` times `factor`.
    ///
    /// # Errors
    /// [`MonteCarloError::NoName`]; [`MonteCarloError::DuplicateName`];
    /// [`MonteCarloError::ForeignParameter`] for a parameter of another inventory.
    pub fn category<A, F>(
        &mut self,
        name: &str,
        activity: InTwoYears<A>,
        factor: InTwoYears<F>,
    ) -> Result<(), MonteCarloError>
    where
        A: Quantity + Mul<F, Output = Q>,
        F: Quantity,
    {
        let kind = "category";
        if name.is_empty() {
            return Err(MonteCarloError::NoName { kind });
        }
        let name = String::from(name);
        if self.categories.iter().any(|category| category.name == name) {
            return Err(MonteCarloError::DuplicateName { kind, name });
        }
        let at = |activity, factor| -> Result<_, MonteCarloError> {
            Ok([
                self.slots.position::<A>(activity)?,
                self.slots.position::<F>(factor)?,
            ])
        };
        let (base, year_t) = (
            at(activity.base, factor.base)?,
            at(activity.year_t, factor.year_t)?,
        );
        self.categories.push(Category {
            name,
            base,
            year_t,
            product: |activity, factor| {
                (A::from_checked(activity) * F::from_checked(factor)).base()
            },
        });
        Ok(())
    }

    /// The totals, and the trend from the base year to year t.
    ///
    /// It holds 24 bytes for each sample, and about 400 for each parameter and year.
    ///
    /// # Errors
    /// [`MonteCarloError::NoCategories`]; [`MonteCarloError::Draw`] for a draw outside the range
    /// of its quantity; [`MonteCarloError::Model`] or [`MonteCarloError::Sum`] for a total that
    /// is; [`MonteCarloError::Quantity`] for a change or a spread that is.
    pub fn simulate(&self, run: MonteCarlo) -> Result<Approach2<Q>, MonteCarloError> {
        Approach2::of_rows(&self.rows(run, &self.categories)?, run)
    }

    /// [`simulate`](Self::simulate) on the threads of the current rayon pool, to the same bits.
    ///
    /// # Errors
    /// As [`simulate`](Self::simulate).
    #[cfg(feature = "parallel")]
    pub fn par_simulate(&self, run: MonteCarlo) -> Result<Approach2<Q>, MonteCarloError> {
        let used = used(&self.categories)?;
        let totals = totals::<Q>(&self.categories);
        let rows = super::chunks::par_run(run, &self.slots, &used, totals)?;
        Approach2::of_rows(&rows, run)
    }

    /// One category by itself, with the draws that it has in the total.
    ///
    /// # Errors
    /// [`MonteCarloError::UnknownCategory`], and as [`simulate`](Self::simulate).
    pub fn simulate_category(
        &self,
        name: &str,
        run: MonteCarlo,
    ) -> Result<Approach2<Q>, MonteCarloError> {
        let mut each = self.categories.iter();
        let found = each.find(|category| category.name == name);
        let found = found.ok_or_else(|| MonteCarloError::UnknownCategory { name: name.into() })?;
        Approach2::of_rows(&self.rows(run, core::slice::from_ref(found))?, run)
    }

    /// The names of the categories, in the order given.
    pub fn categories(&self) -> impl Iterator<Item = &str> {
        self.categories
            .iter()
            .map(|category| category.name.as_str())
    }

    /// The totals of the base year and of year t in each sample, in the order of the samples.
    ///
    /// # Errors
    /// As [`simulate`](Self::simulate).
    pub fn samples(&self, run: MonteCarlo) -> Result<Vec<[Q; 2]>, MonteCarloError> {
        let rows = self.rows(run, &self.categories)?;
        Ok(rows
            .into_iter()
            .map(|row| row.map(Q::from_checked))
            .collect())
    }

    /// The totals of the base year and of year t in one sample, which are those that a run with
    /// this seed has.
    ///
    /// # Errors
    /// As [`simulate`](Self::simulate).
    pub fn sample(&self, seed: Seed, sample: u64) -> Result<[Q; 2], MonteCarloError> {
        let used = used(&self.categories)?;
        let mut sampler = self.slots.sampler(seed, &used, sample);
        let (values, sample) = sampler.draw()?;
        let row = totals::<Q>(&self.categories)(values, sample)?;
        Ok(row.map(Q::from_checked))
    }

    fn rows(
        &self,
        run: MonteCarlo,
        categories: &[Category],
    ) -> Result<Vec<[f64; 2]>, MonteCarloError> {
        run_all(
            run,
            &self.slots,
            &used(categories)?,
            totals::<Q>(categories),
        )
    }
}

/// The slots that categories draw from.
fn used(categories: &[Category]) -> Result<Vec<usize>, MonteCarloError> {
    if categories.is_empty() {
        return Err(MonteCarloError::NoCategories);
    }
    let each = categories.iter();
    let places = each.flat_map(|category| [category.base, category.year_t]);
    Ok(places.flatten().collect())
}

/// The exact totals of the two years.
fn totals<Q: Quantity>(
    categories: &[Category],
) -> impl Fn(&[f64], u64) -> Result<[f64; 2], MonteCarloError> {
    move |values, sample| {
        let at = |place: usize| values.get(place).copied().unwrap_or(f64::NAN);
        let emitted = |category: &Category, [activity, factor]: [usize; 2]| {
            (category.product)(at(activity), at(factor))
        };
        let total = |year: fn(&Category) -> [usize; 2]| {
            let products = categories.iter().map(|one| emitted(one, year(one)));
            checked::<Q>(products.collect::<ExactSum>().value()?, sample)
        };
        Ok([total(|one| one.base)?, total(|one| one.year_t)?])
    }
}

#[cfg(test)]
mod tests;
