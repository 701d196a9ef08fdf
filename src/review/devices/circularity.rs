use alloc::vec::Vec;

use super::{DeviceModel, DeviceModelError, DeviceYear};
use crate::circularity::scorecard::{Scorecard, ScorecardInputs};
use crate::circularity::weee::EwasteAccount;
use crate::ewaste::materials::{Composition, MaterialFlow};
use crate::ewaste::{CollectionTarget, Rate, collection_rate_generated};
use crate::place::Country;
use crate::quantity::{Mass, sum};
use crate::reference::panel;
use crate::time::{Year, YearSeries};

/// What the modelled flows of a country say of circularity in a year, and what they do not.
///
/// # Equation
/// ```text
/// A    = P − W                                  added to what is in use; negative if it shrinks
/// m_i  = Σ_k W_k · b_ik / Σ_j b_jk              material i in the e-waste
///
/// P, W   mass put on the market, e-waste generated, all kinds of devices [kg]
/// W_k    e-waste of UNU-KEY k [kg]
/// b_ik   material i in one device of kind k [kg]
/// ```
///
/// # Source
/// Collection: Directive 2012/19/EU, Article 7(1). Materials: see
/// [`bill_of_materials`](crate::reference::bill_of_materials). Indicators: see
/// [`circularity`](crate::circularity).
#[derive(Debug, Clone)]
pub struct Circularity {
    country: Country,
    year: Year,
    put_on_market: Mass,
    ewaste: Mass,
    collection: Vec<LeastCollected>,
    materials: MaterialFlow,
    scorecard: Scorecard,
}

/// The least that would have to be collected, if a target applied to these devices alone.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LeastCollected {
    /// The target.
    pub target: CollectionTarget,
    /// The mass that reaches it.
    pub mass: Mass,
    /// That mass over the e-waste generated: above 100 % no collection of the year reaches it.
    pub of_generated: Rate,
}

impl Circularity {
    /// The country.
    pub fn country(&self) -> Country {
        self.country
    }

    /// The year.
    pub fn year(&self) -> Year {
        self.year
    }

    /// Mass put on the market.
    pub fn put_on_market(&self) -> Mass {
        self.put_on_market
    }

    /// E-waste generated.
    pub fn ewaste(&self) -> Mass {
        self.ewaste
    }

    /// What was put on the market and did not replace what became waste; negative if the mass in
    /// use became less.
    pub fn added_to_stock(&self) -> Mass {
        self.put_on_market - self.ewaste
    }

    /// The least collected, for each target of the Directive that applies in the year: reaching
    /// one of them is enough. None before 2016, and none in a year without e-waste.
    pub fn least_collected(&self) -> &[LeastCollected] {
        &self.collection
    }

    /// The materials in the e-waste generated.
    pub fn materials(&self) -> &MaterialFlow {
        &self.materials
    }

    /// Every indicator of the library: the value of those that the flows support, and for every
    /// other what is missing.
    pub fn scorecard(&self) -> &Scorecard {
        &self.scorecard
    }
}

impl DeviceModel {
    /// What the flows of a country say of circularity in a year.
    ///
    /// # Errors
    /// [`DeviceModelError::NoYear`] if the country or the year was not modelled, and where a part
    /// refuses its input.
    ///
    /// # Example
    /// ```
    /// use ict_impact::review::devices::DeviceModel;
    /// let model = DeviceModel::embedded()?;
    /// let found = model.circularity("DEU".parse()?, "2020".parse()?)?;
    /// assert_eq!(found.added_to_stock(), found.put_on_market() - found.ewaste());
    /// assert_eq!(found.least_collected()[1].of_generated.percent(), 85.0);
    /// let collected = found.scorecard().row("weee.collection_generated").ok_or("no such row")?;
    /// let why = collected.reason().map(|reason| reason.to_string());
    /// assert_eq!(why.as_deref(), Some("missing: e-waste collected in the year"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn circularity(
        &self,
        country: Country,
        year: Year,
    ) -> Result<Circularity, DeviceModelError> {
        let modelled: Vec<&DeviceYear> = self.of_year(country, year).collect();
        if modelled.is_empty() {
            return Err(DeviceModelError::NoYear { country, year });
        }
        let ewaste = sum(modelled.iter().map(|y| y.ewaste))?;
        let mut account = EwasteAccount::in_year(year)
            .with_generated(&YearSeries::new(year, alloc::vec![ewaste])?)?;
        let mut collection = Vec::new();
        if let Some(before) = self.three_years_before(country, year)? {
            let first = year.plus(-3)?;
            account = account.with_put_on_market(&YearSeries::new(first, before.to_vec())?)?;
            if ewaste.value > 0.0 {
                collection = least_collected(before, ewaste, year)?;
            }
        }
        if let Some(inhabitants) = panel::population(country, year) {
            account = account.with_inhabitants(inhabitants.value)?;
        }
        let mut materials = Vec::new();
        for assumption in &self.assumptions {
            let composition = Composition::of(assumption.materials)?;
            for of_kind in modelled.iter().filter(|y| y.key == assumption.key) {
                materials.push(composition.in_mass(of_kind.ewaste)?);
            }
        }
        Ok(Circularity {
            country,
            year,
            put_on_market: sum(modelled.iter().map(|y| y.mass_put_on_market))?,
            ewaste,
            collection,
            materials: MaterialFlow::total_of(&materials)?,
            scorecard: ScorecardInputs::new().with_ewaste(account).scorecard(),
        })
    }

    fn of_year(&self, country: Country, year: Year) -> impl Iterator<Item = &DeviceYear> {
        let years = self.years.iter();
        years.filter(move |y| (y.country, y.year) == (country, year))
    }

    /// Mass put on the market in each of the three years before, if all were modelled.
    fn three_years_before(
        &self,
        country: Country,
        year: Year,
    ) -> Result<Option<[Mass; 3]>, DeviceModelError> {
        let mut before = [Mass::default(); 3];
        for (mass, back) in before.iter_mut().zip([-3, -2, -1]) {
            let mut modelled = match year.plus(back) {
                Ok(earlier) => self.of_year(country, earlier).peekable(),
                Err(_) => return Ok(None),
            };
            if modelled.peek().is_none() {
                return Ok(None);
            }
            *mass = sum(modelled.map(|y| y.mass_put_on_market))?;
        }
        Ok(Some(before))
    }
}

fn least_collected(
    put_on_market: [Mass; 3],
    ewaste: Mass,
    year: Year,
) -> Result<Vec<LeastCollected>, DeviceModelError> {
    let targets = CollectionTarget::ALL.into_iter();
    targets
        .filter(|target| target.applies_in(year))
        .map(|target| {
            let mass = target.least_collected(put_on_market, ewaste)?;
            Ok(LeastCollected {
                target,
                mass,
                of_generated: collection_rate_generated(mass, ewaste)?,
            })
        })
        .collect()
}
