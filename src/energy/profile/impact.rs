use super::error::BadRows;
use super::resample::Reader;
use super::sum::{CACHED, range};
use super::values::reserved;
use super::{IntervalAmount, Profile, ProfileError, RowFault, TimeAxis};
use crate::numeric::ExactSum;
use crate::quantity::{Energy, Factor, PerEnergy, Quantity, QuantityError};
use crate::time::UtcOffset;

/// What a load on a grid comes to, and the two means of the grid's intensity, which are not the
/// same.
///
/// # Example
/// See [`Profile::impact`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ProfileImpact<N: Quantity> {
    energy: Energy,
    impact: N,
    time_weighted: Factor<N, PerEnergy>,
    lowest: f64,
    highest: f64,
}

impl<N: Quantity> ProfileImpact<N> {
    /// The energy of the load.
    pub fn energy(&self) -> Energy {
        self.energy
    }

    /// The emissions, or another impact.
    pub fn impact(&self) -> N {
        self.impact
    }

    /// The intensity of the energy that was used: the impact over the energy.
    ///
    /// # Equation
    /// ```text
    /// I_E = O / E       I_E  load-weighted intensity [kgCO2e/J]
    ///                   O    impact, see Profile::impact [kgCO2e]
    ///                   E    energy of the load [J]
    /// ```
    /// It lies between the lowest and the highest intensity of the grid during the load.
    ///
    /// # Errors
    /// [`QuantityError::Undefined`] if no energy was used.
    pub fn load_weighted(&self) -> Result<Factor<N, PerEnergy>, QuantityError> {
        if self.energy.value == 0.0 {
            return Err(UNDEFINED);
        }
        let ratio = self.impact.base() / self.energy.value;
        Ok(Factor::from_checked(ratio.clamp(self.lowest, self.highest)))
    }

    /// The mean intensity of the grid during the load, whatever was used when.
    ///
    /// # Equation
    /// ```text
    /// I_t = Σ I_j · o_j / Σ o_j       I_t  time-weighted intensity [kgCO2e/J]
    ///                                 I_j  intensity of the grid in its interval j [kgCO2e/J]
    ///                                 o_j  time of interval j that the load covers [s]
    /// ```
    pub fn time_weighted(&self) -> Factor<N, PerEnergy> {
        self.time_weighted
    }
}

const UNDEFINED: QuantityError = QuantityError::Undefined {
    ratio: "load-weighted intensity",
    denominator: "energy of the load",
};

impl Profile<Energy> {
    /// The emissions of this load on a grid, or another impact per energy.
    ///
    /// # Equation
    /// ```text
    /// O   = Σ_i E_i · I_i
    /// I_i = Σ_j I_j · o_ij / Δ_i
    ///
    /// O     emissions [kgCO2e]
    /// E_i   energy in interval i of the load [J]
    /// I_i   mean intensity of the grid over that interval [kgCO2e/J]
    /// I_j   intensity in interval j of the grid [kgCO2e/J]
    /// o_ij  time that both intervals have in common [s]
    /// Δ_i   length of interval i of the load [s]
    /// ```
    /// The steps may differ. Energy flows evenly within an interval, so this is the sum over the
    /// finer grid of both: Σ_i Σ_j (E_i · o_ij / Δ_i) · I_j. Each product is rounded, their sum is
    /// exact.
    ///
    /// # Source
    /// Emissions as energy times intensity: GHG Protocol Scope 2 Guidance (2015), chapter 6, which
    /// does not require hourly matching.
    ///
    /// # Errors
    /// - [`ProfileError::NotCovered`] with the time of the load for which there is no intensity.
    /// - [`ProfileError::Sum`] if the energy or the impact is too large for a number.
    ///
    /// # Example
    /// A load that runs mostly while the grid is clean.
    /// ```
    /// use ict_impact::energy::profile::{Profile, TimeAxis};
    /// use ict_impact::quantity::{CarbonIntensity, Energy, parse};
    /// use ict_impact::time::Step;
    /// let hours = TimeAxis::even("2024-06-01T10:00:00Z".parse()?, Step::HOUR, 2)?;
    /// let load = Profile::<Energy>::read(hours.clone(), "kWh", &[1.0, 3.0])?;
    /// let grid = Profile::<CarbonIntensity>::read(hours, "gCO2e/kWh", &[400.0, 200.0])?;
    /// let used = load.impact(&grid)?;
    /// assert_eq!(used.impact().grams(), 1000.0); // 400 + 3 · 200
    /// assert_eq!(used.load_weighted()?.grams_per_kwh(), 250.0); // 1000 g over 4 kWh
    /// assert_eq!(used.time_weighted().grams_per_kwh(), 300.0); // not what was used
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[doc(alias = "emissions")]
    pub fn impact<N: Quantity>(
        &self,
        grid: &Profile<Factor<N, PerEnergy>>,
    ) -> Result<ProfileImpact<N>, ProfileError> {
        grid.axis().check_covers(self.axis(), GRID)?;
        let mut reader = Reader::new(grid, self.axis());
        let mut intensities = alloc::vec![0.0; CACHED.min(self.base().len())];
        let (mut energy, mut impact) = (ExactSum::new(), ExactSum::new());
        for energies in self.base().chunks(CACHED) {
            let intensities = &mut intensities[..energies.len()];
            reader.fill(intensities)?;
            energy.add_slice(energies);
            impact.add_zip([energies, intensities], |[energy, intensity]| {
                product::<N>(energy, intensity)
            })?;
        }
        let during = grid.mean_within(self.axis().begin(), self.axis().end())?;
        Ok(ProfileImpact {
            energy: energy.value().map(Energy::from_checked)?,
            impact: impact.value().map(N::from_checked)?,
            time_weighted: Factor::from_checked(during.mean),
            lowest: during.lowest,
            highest: during.highest,
        })
    }

    /// The emissions of this load on a grid, or another impact, in each interval of the load.
    ///
    /// # Equation
    /// ```text
    /// O_i = E_i · I_i       see Profile::impact
    /// ```
    /// To report it by frames that cut intervals of the load, such as months by which no meter was
    /// read, resample the load first: energy flows evenly within an interval, its impact does not.
    ///
    /// # Errors
    /// As [`impact`](Self::impact).
    ///
    /// # Example
    /// ```
    /// use ict_impact::energy::profile::{Calendar, Profile, TimeAxis};
    /// use ict_impact::quantity::{CarbonIntensity, Energy};
    /// use ict_impact::time::{Step, UtcOffset};
    /// let hours = TimeAxis::even("2024-06-30T23:00:00Z".parse()?, Step::HOUR, 2)?;
    /// let load = Profile::<Energy>::read(hours.clone(), "kWh", &[1.0, 3.0])?;
    /// let grid = Profile::<CarbonIntensity>::read(hours, "gCO2e/kWh", &[400.0, 200.0])?;
    /// let monthly = load.impact_profile(&grid)?.by_calendar(Calendar::Month, UtcOffset::UTC)?;
    /// let july = monthly.values().get(1).unwrap();
    /// assert_eq!(july.grams(), 600.0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn impact_profile<N: IntervalAmount>(
        &self,
        grid: &Profile<Factor<N, PerEnergy>>,
    ) -> Result<Profile<N>, ProfileError> {
        grid.axis().check_covers(self.axis(), GRID)?;
        let mut values = grid.on(self.axis().clone())?.into_base();
        for (value, &energy) in values.iter_mut().zip(self.base()) {
            *value = product::<N>(energy, *value);
        }
        Profile::computed(self.axis().clone(), values)
    }
}

impl<N: IntervalAmount> Profile<Factor<N, PerEnergy>> {
    /// The intensity on the intervals of another axis, weighted by the energy of a load.
    ///
    /// # Equation
    /// ```text
    /// I_j = O_j / E_j       I_j  intensity in interval j of the new axis [kgCO2e/J]
    ///                       O_j  impact of the load in that interval, see Profile::impact [kgCO2e]
    ///                       E_j  energy of the load in that interval [J]
    /// ```
    /// It lies between the lowest and the highest intensity in the interval. It belongs to this
    /// load; the intensity for any load is the [time-weighted](Self::resample) one.
    ///
    /// # Errors
    /// - [`ProfileError::NotCovered`] with the time of the load that the axis or this profile does
    ///   not cover.
    /// - [`ProfileError::Rows`] with all new intervals in which the load is zero.
    ///
    /// # Example
    /// ```
    /// use ict_impact::energy::profile::{Profile, TimeAxis};
    /// use ict_impact::quantity::{CarbonIntensity, Energy};
    /// use ict_impact::time::Step;
    /// let start = "2024-06-01T10:00:00Z".parse()?;
    /// let hours = TimeAxis::even(start, Step::HOUR, 2)?;
    /// let load = Profile::<Energy>::read(hours.clone(), "kWh", &[1.0, 3.0])?;
    /// let grid = Profile::<CarbonIntensity>::read(hours, "gCO2e/kWh", &[400.0, 200.0])?;
    /// let whole = TimeAxis::even(start, "2 h".parse()?, 1)?;
    /// let by_energy = grid.resample_by_energy(&whole, &load)?;
    /// assert_eq!(by_energy.values().get(0).unwrap().grams_per_kwh(), 250.0);
    /// assert_eq!(grid.resample(&whole)?.values().get(0).unwrap().grams_per_kwh(), 300.0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn resample_by_energy(
        &self,
        axis: &TimeAxis,
        load: &Profile<Energy>,
    ) -> Result<Self, ProfileError> {
        axis.check_covers(load.axis(), "the new axis")?;
        // The impact of an interval that the new axis cuts does not flow as evenly as its energy.
        let cut = load.axis().refined_by(axis).map(|cut| load.on(cut));
        let impact = match cut.transpose()? {
            Some(cut) => cut.impact_profile(self)?,
            None => load.impact_profile(self)?,
        };
        let impact = impact.resample(axis)?;
        let energy = load.resample(axis)?;
        let axis = impact.axis();
        let mut bad = BadRows::none(UtcOffset::UTC);
        let mut values = reserved(axis.len())?;
        for (row, (&impact, &energy)) in impact.base().iter().zip(energy.base()).enumerate() {
            if energy == 0.0 {
                bad.push(row, RowFault::Value(UNDEFINED));
                continue;
            }
            let within = self.axis().rows_within(axis.edge(row), axis.edge(row + 1));
            let (lowest, highest) = range(&self.base()[within]);
            values.push((impact / energy).clamp(lowest, highest));
        }
        bad.result()?;
        Self::computed(axis.clone(), values)
    }
}

const GRID: &str = "the profile of the grid";

/// The impact of energy, as of two scalars.
#[inline(always)]
fn product<N: Quantity>(energy: f64, intensity: f64) -> f64 {
    (Energy::from_checked(energy) * Factor::<N, PerEnergy>::from_checked(intensity)).base()
}
