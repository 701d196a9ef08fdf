use alloc::vec::Vec;

use super::super::Distribution;
use super::chunks::{checked, run as run_all};
use super::sampler::{Place, Slots};
use super::uniform::Part;
use super::{Estimate, MonteCarlo, MonteCarloError, Seed};
use crate::quantity::Quantity;

/// A parameter of an [`UncertainModel`]: its draw in a sample is read with [`Draws::of`].
#[derive(Debug)]
pub struct Parameter<Q>(Place<Q>);

impl<Q> Clone for Parameter<Q> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<Q> Copy for Parameter<Q> {}

/// The parameters of any model and their distributions: simulation by IPCC Approach 2.
///
/// What is used twice is one parameter, so that it is fully correlated with itself; different
/// parameters are independent. For activities times factors in two years see
/// [`UncertainInventory`](super::UncertainInventory).
///
/// # Source
/// IPCC 2006 Guidelines, volume 1, chapter 3 (Approach 2: Monte Carlo simulation).
///
/// # Example
/// ```
/// use ict_impact::quantity::{CarbonIntensity, Energy, parse};
/// use ict_impact::uncertainty::{Distribution, MonteCarlo, Seed, UncertainModel};
/// let mut model = UncertainModel::new();
/// let low = parse::<Energy>("80 kWh")?;
/// let energy = model.parameter("energy", Distribution::uniform(low, parse("120 kWh")?)?)?;
/// let grid = parse::<CarbonIntensity>("0.5 kgCO2e/kWh")?;
/// let grid = model.parameter("grid", Distribution::normal(grid, parse("0 kgCO2e/kWh")?)?)?;
/// let run = MonteCarlo::new(Seed::from_u64(1), 20_000)?;
/// let emitted = model.simulate(run, |draws| Ok(draws.of(energy)? * draws.of(grid)?))?;
/// // 80 to 120 kWh at 0.5 kg: 50 kg, and 2.5 % of 20 kg above 40 kg.
/// assert!((emitted.mean.kg() - 50.0).abs() < 0.2);
/// assert!((emitted.low.kg() - 40.5).abs() < 0.2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct UncertainModel {
    slots: Slots,
}

/// The draws of one sample.
#[derive(Debug)]
pub struct Draws<'a> {
    slots: &'a Slots,
    values: &'a [f64],
    sample: u64,
}

impl Draws<'_> {
    /// The value of a parameter in this sample.
    ///
    /// # Errors
    /// [`MonteCarloError::ForeignParameter`] for a parameter of another model.
    #[inline]
    pub fn of<Q: Quantity>(&self, parameter: Parameter<Q>) -> Result<Q, MonteCarloError> {
        let index = self.slots.position(parameter.0)?;
        let value = self.values.get(index).copied();
        let value = value.ok_or(MonteCarloError::ForeignParameter { index })?;
        Ok(Q::from_checked(value))
    }

    /// The number of the sample, counted from 0.
    #[must_use]
    pub const fn sample(&self) -> u64 {
        self.sample
    }
}

impl UncertainModel {
    /// A model without parameters.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A parameter with its distribution.
    ///
    /// Its random numbers are those of its name, see [`uniform`](super::uniform).
    ///
    /// # Errors
    /// [`MonteCarloError::NoName`]; [`MonteCarloError::DuplicateName`];
    /// [`MonteCarloError::SameStream`] for two names with one stream.
    pub fn parameter<Q: Quantity>(
        &mut self,
        name: &str,
        distribution: Distribution<Q>,
    ) -> Result<Parameter<Q>, MonteCarloError> {
        self.slots.check_name(name)?;
        let stream = self.slots.add_stream(name, Part::Whole)?;
        Ok(Parameter(self.slots.add(stream, &distribution)))
    }

    /// The estimate of what `model` makes of the draws.
    ///
    /// It holds 16 bytes for each sample, and about 400 for each parameter.
    ///
    /// # Errors
    /// [`MonteCarloError::NoParameters`]; [`MonteCarloError::Draw`] for a draw outside the range
    /// of its quantity; [`MonteCarloError::Model`] for a value of the model that is; the model's
    /// own; and those of [`Estimate::of_samples`].
    pub fn simulate<Q: Quantity>(
        &self,
        run: MonteCarlo,
        model: impl Fn(&Draws<'_>) -> Result<Q, MonteCarloError>,
    ) -> Result<Estimate<Q>, MonteCarloError> {
        let rows = run_all(run, &self.slots, &self.all()?, self.row(model))?;
        estimate(rows, run)
    }

    /// [`simulate`](Self::simulate) on the threads of the current rayon pool, to the same bits.
    ///
    /// # Errors
    /// As [`simulate`](Self::simulate).
    #[cfg(feature = "parallel")]
    pub fn par_simulate<Q: Quantity>(
        &self,
        run: MonteCarlo,
        model: impl Fn(&Draws<'_>) -> Result<Q, MonteCarloError> + Sync,
    ) -> Result<Estimate<Q>, MonteCarloError> {
        let rows = super::chunks::par_run(run, &self.slots, &self.all()?, self.row(model))?;
        estimate(rows, run)
    }

    /// What `model` makes of each sample, in the order of the samples.
    ///
    /// # Errors
    /// As [`simulate`](Self::simulate).
    pub fn samples<Q: Quantity>(
        &self,
        run: MonteCarlo,
        model: impl Fn(&Draws<'_>) -> Result<Q, MonteCarloError>,
    ) -> Result<Vec<Q>, MonteCarloError> {
        let rows = run_all(run, &self.slots, &self.all()?, self.row(model))?;
        let values = rows.into_iter().map(|[value]| Q::from_checked(value));
        Ok(values.collect())
    }

    /// What `model` makes of one sample, which is the one that a run with this seed has.
    ///
    /// # Errors
    /// As [`simulate`](Self::simulate).
    pub fn sample<Q: Quantity>(
        &self,
        seed: Seed,
        sample: u64,
        model: impl Fn(&Draws<'_>) -> Result<Q, MonteCarloError>,
    ) -> Result<Q, MonteCarloError> {
        let mut sampler = self.slots.sampler(seed, &self.all()?, sample);
        let (values, sample) = sampler.draw()?;
        let [value] = self.row(model)(values, sample)?;
        Ok(Q::from_checked(value))
    }

    fn all(&self) -> Result<Vec<usize>, MonteCarloError> {
        match self.slots.len() {
            0 => Err(MonteCarloError::NoParameters),
            count => Ok((0..count).collect()),
        }
    }

    fn row<Q: Quantity>(
        &self,
        model: impl Fn(&Draws<'_>) -> Result<Q, MonteCarloError>,
    ) -> impl Fn(&[f64], u64) -> Result<[f64; 1], MonteCarloError> {
        move |values, sample| {
            let value = model(&Draws {
                slots: &self.slots,
                values,
                sample,
            })?;
            Ok([checked::<Q>(value.base(), sample)?])
        }
    }
}

fn estimate<Q: Quantity>(
    mut rows: Vec<[f64; 1]>,
    run: MonteCarlo,
) -> Result<Estimate<Q>, MonteCarloError> {
    Estimate::of_values(rows.as_flattened_mut(), run.tolerance())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::{Co2e, Energy, Ratio, Share, parse};

    fn kg(value: f64) -> Co2e {
        Co2e::from_kg(value)
    }

    fn spread() -> Distribution<Co2e> {
        Distribution::normal(kg(10.0), kg(1.0)).unwrap()
    }

    fn short() -> MonteCarlo {
        MonteCarlo::new(Seed::from_u64(3), 200).unwrap()
    }

    #[test]
    fn a_parameter_is_itself_wherever_it_is_used() {
        let mut model = UncertainModel::new();
        let one = model.parameter("one", spread()).unwrap();
        let other = model.parameter("other", spread()).unwrap();
        let run = short();
        let same = model.simulate(run, |draws| Ok(draws.of(one)? + draws.of(one)? * -1.0));
        assert_eq!(same.unwrap().standard_deviation, Co2e::ZERO);
        let apart = model.simulate(run, |draws| Ok(draws.of(one)? + draws.of(other)? * -1.0));
        assert!(apart.unwrap().standard_deviation.kg() > 1.0);
    }

    #[test]
    fn names_are_there_and_single() {
        let mut model = UncertainModel::new();
        let none = model.simulate(short(), |_| Ok(kg(1.0)));
        assert_eq!(none, Err(MonteCarloError::NoParameters));
        let kind = "parameter";
        let unnamed = model.parameter("", spread()).unwrap_err();
        assert_eq!(unnamed, MonteCarloError::NoName { kind });
        model.parameter("a", spread()).unwrap();
        let twice = model.parameter("a", spread()).unwrap_err();
        let name = "a".into();
        assert_eq!(twice, MonteCarloError::DuplicateName { kind, name });
    }

    #[test]
    fn a_parameter_of_another_model_is_refused() {
        let (mut model, mut other) = (UncertainModel::new(), UncertainModel::new());
        model.parameter("a", spread()).unwrap();
        let b = other.parameter("b", spread()).unwrap();
        let energy =
            Distribution::normal(parse::<Energy>("1 kWh").unwrap(), parse("0 kWh").unwrap());
        let c = UncertainModel::new()
            .parameter("a", energy.unwrap())
            .unwrap();
        other.parameter("c", spread()).unwrap();
        let d = other.parameter("d", spread()).unwrap();
        let foreign = |index| MonteCarloError::ForeignParameter { index };
        let found = model.sample(Seed::from_u64(0), 0, |draws| draws.of(b));
        assert_eq!(found, Err(foreign(0)));
        let found = model.sample(Seed::from_u64(0), 0, |draws| draws.of(c));
        assert_eq!(found, Err(foreign(0)));
        let found = model.sample(Seed::from_u64(0), 0, |draws| draws.of(d));
        assert_eq!(found, Err(foreign(2)));
    }

    #[test]
    fn draws_and_values_out_of_range_name_their_sample() {
        let mut model = UncertainModel::new();
        let share = |part| Share::new(part).unwrap();
        let wide = Distribution::normal(share(0.5), share(0.4)).unwrap();
        let collected = model.parameter("collected", wide).unwrap();
        let error = model
            .simulate(short(), |draws| draws.of(collected))
            .unwrap_err();
        assert!(
            matches!(error, MonteCarloError::Draw { parameter, .. } if parameter == "collected")
        );
        let mut model = UncertainModel::new();
        let ratio = Ratio::from_checked;
        let around = Distribution::uniform(ratio(0.0), ratio(1.0)).unwrap();
        model.parameter("x", around).unwrap();
        let error = model.simulate(short(), |draws| {
            let bad = draws.sample() == 150;
            Ok(kg(if bad { f64::NAN } else { 1.0 }))
        });
        assert!(matches!(
            error,
            Err(MonteCarloError::Model { sample: 150, .. })
        ));
    }
}
