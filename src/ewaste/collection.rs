use super::{EwasteError, Rate};
use crate::quantity::{Factor, Mass, PerPerson, Persons, Quantity, QuantityError, Ratio};
use crate::time::Year;

/// A minimum of e-waste collected, as Directive 2012/19/EU sets it.
///
/// From 2019 a Member State reaches one of two: 65 % of what was put on the market, or 85 % of
/// the waste generated. A country can reach one and miss the other.
///
/// # Source
/// Directive 2012/19/EU on waste electrical and electronic equipment, Article 7(1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CollectionTarget {
    /// 45 % of the mean put on the market in the three preceding years, 2016 to 2018.
    PutOnMarket45,
    /// 65 % of the mean put on the market in the three preceding years, from 2019.
    PutOnMarket65,
    /// 85 % of the e-waste generated, from 2019.
    Generated85,
}

impl CollectionTarget {
    /// All targets.
    pub const ALL: [Self; 3] = [Self::PutOnMarket45, Self::PutOnMarket65, Self::Generated85];

    /// The target in per cent.
    pub const fn percent(self) -> f64 {
        match self {
            Self::PutOnMarket45 => 45.0,
            Self::PutOnMarket65 => 65.0,
            Self::Generated85 => 85.0,
        }
    }

    /// Whether the target applies in a year.
    pub const fn applies_in(self, year: Year) -> bool {
        match self {
            Self::PutOnMarket45 => year.get() >= 2016 && year.get() <= 2018,
            Self::PutOnMarket65 | Self::Generated85 => year.get() >= 2019,
        }
    }

    /// Whether a collection rate reaches the target.
    ///
    /// The rate must be the one that the target is about.
    ///
    /// # Example
    /// ```
    /// use ict_impact::ewaste::{CollectionTarget, collection_rate_generated};
    /// use ict_impact::quantity::{Mass, parse};
    /// let rate = collection_rate_generated(parse::<Mass>("85 t")?, parse("100 t")?)?;
    /// assert!(CollectionTarget::Generated85.is_met_by(rate));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn is_met_by(self, rate: Rate) -> bool {
        rate.ratio().value >= self.percent() / 100.0
    }

    /// The least mass collected that reaches the target.
    ///
    /// # Equation
    /// ```text
    /// least[t] = p · (POM[t−3] + POM[t−2] + POM[t−1]) / 3     put on market, p = 45 % or 65 %
    /// least[t] = 85 % · W[t]                                  generated
    ///
    /// POM  equipment put on the market in each of the three years before, kg, in any order
    /// W    e-waste generated in the year, kg
    /// ```
    ///
    /// # Errors
    /// [`EwasteError::NegativeMass`]; [`EwasteError::Quantity`] for a value that is not finite.
    ///
    /// # Example
    /// ```
    /// use ict_impact::ewaste::CollectionTarget;
    /// use ict_impact::quantity::{Mass, Quantity, parse};
    /// let pom = [parse::<Mass>("8 kt")?, parse("8.5 kt")?, parse("9 kt")?];
    /// let least = CollectionTarget::PutOnMarket45.least_collected(pom, parse("6 kt")?)?;
    /// assert_eq!(least.get_in("t")?, 3825.0); // 45 % of 8500 t
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn least_collected(
        self,
        pom_three_preceding_years: [Mass; 3],
        generated: Mass,
    ) -> Result<Mass, EwasteError> {
        for pom in pom_three_preceding_years {
            not_negative("mass put on the market", pom)?;
        }
        not_negative("e-waste generated", generated)?;
        let whole = match self {
            Self::PutOnMarket45 | Self::PutOnMarket65 => mean(pom_three_preceding_years),
            Self::Generated85 => generated,
        };
        Ok(Mass::from_base(whole.value * self.percent() / 100.0)?)
    }
}

fn mean([a, b, c]: [Mass; 3]) -> Mass {
    (a + b + c) / 3.0
}

/// E-waste collected over what was put on the market in the three preceding years.
///
/// # Equation
/// ```text
/// rate[t] = collected[t] / ((POM[t−3] + POM[t−2] + POM[t−1]) / 3)
///
/// collected  e-waste collected in the year, kg
/// POM        equipment put on the market in each of the three years before, kg, in any order
/// ```
///
/// # Source
/// Directive 2012/19/EU, Article 7(1); Commission Implementing Regulation (EU) 2017/699,
/// Article 3.
///
/// # Errors
/// [`EwasteError::NegativeMass`]; [`EwasteError::Quantity`] as undefined if nothing was put on
/// the market, or with a value that is not finite.
///
/// # Example
/// ```
/// use ict_impact::ewaste::{CollectionTarget, collection_rate_pom};
/// use ict_impact::quantity::{Mass, parse};
/// let pom = [parse::<Mass>("8 kt")?, parse("8.5 kt")?, parse("9 kt")?];
/// let rate = collection_rate_pom(parse("5.1 kt")?, pom)?;
/// assert_eq!(rate.percent(), 60.0);
/// assert!(!CollectionTarget::PutOnMarket65.is_met_by(rate));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn collection_rate_pom(
    collected: Mass,
    pom_three_preceding_years: [Mass; 3],
) -> Result<Rate, EwasteError> {
    not_negative("e-waste collected", collected)?;
    for pom in pom_three_preceding_years {
        not_negative("mass put on the market", pom)?;
    }
    let denominator = "mass put on the market in the three preceding years";
    let name = "collection rate against put on market";
    Ok(Rate::of(
        collected,
        mean(pom_three_preceding_years),
        name,
        denominator,
    )?)
}

/// E-waste collected over e-waste generated in the same year.
///
/// # Equation
/// ```text
/// rate[t] = collected[t] / generated[t]        both kg
/// ```
///
/// # Source
/// Directive 2012/19/EU, Article 7(1), the alternative from 2019.
///
/// # Errors
/// As [`collection_rate_pom`], undefined if nothing was generated.
///
/// # Example
/// ```
/// use ict_impact::ewaste::{CollectionTarget, collection_rate_generated};
/// use ict_impact::quantity::{Mass, parse};
/// let rate = collection_rate_generated(parse::<Mass>("5.1 kt")?, parse("6 kt")?)?;
/// assert_eq!(rate.percent(), 85.0);
/// assert!(CollectionTarget::Generated85.is_met_by(rate));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn collection_rate_generated(collected: Mass, generated: Mass) -> Result<Rate, EwasteError> {
    let name = "collection rate against e-waste generated";
    share_of_generated(collected, generated, name, "e-waste collected")
}

/// SDG 12.4.2 for e-waste: collected over generated.
///
/// # Equation
/// ```text
/// rate = collected / generated        both kg, the same year
/// ```
///
/// # Source
/// UN SDG metadata 12.4.2, series EN_EWT_COLLR.
///
/// # Errors
/// As [`collection_rate_generated`].
///
/// # Example
/// ```
/// use ict_impact::ewaste::sdg_12_4_2_collection_rate;
/// use ict_impact::quantity::{Mass, parse};
/// let rate = sdg_12_4_2_collection_rate(parse::<Mass>("2 t")?, parse("8 t")?)?;
/// assert_eq!(rate.percent(), 25.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn sdg_12_4_2_collection_rate(collected: Mass, generated: Mass) -> Result<Rate, EwasteError> {
    let name = "e-waste collection rate (SDG 12.4.2)";
    share_of_generated(collected, generated, name, "e-waste collected")
}

/// What a country handles of its own waste: at home and abroad, without that of others.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NationalFlows {
    /// Handled in the country, whatever its origin.
    pub in_country: Mass,
    /// Exported to be handled so elsewhere.
    pub exported: Mass,
    /// Imported and part of what is handled in the country.
    pub imported: Mass,
}

impl NationalFlows {
    /// What is handled of the country's own waste; negative if more is imported than handled and
    /// exported.
    ///
    /// # Equation
    /// ```text
    /// net = in the country + exported − imported        all kg
    /// ```
    ///
    /// # Errors
    /// [`EwasteError::NegativeMass`] if one of them is negative.
    pub fn net(self) -> Result<Mass, EwasteError> {
        not_negative("mass handled in the country", self.in_country)?;
        not_negative("mass exported", self.exported)?;
        not_negative("mass imported", self.imported)?;
        Ok(self.in_country + self.exported - self.imported)
    }
}

/// SDG 12.4.2: treated share of the waste generated.
///
/// # Equation
/// ```text
/// share = (treated + exported − imported) / generated        all kg, the same year
/// ```
/// Below 0 if more is imported than treated and exported.
///
/// # Source
/// UN SDG metadata 12.4.2.
///
/// # Errors
/// As [`collection_rate_generated`].
///
/// # Example
/// ```
/// use ict_impact::ewaste::{NationalFlows, sdg_12_4_2_treated_share};
/// use ict_impact::quantity::{Mass, parse};
/// let treated = NationalFlows {
///     in_country: parse("60 t")?,
///     exported: parse("15 t")?,
///     imported: parse("5 t")?,
/// };
/// assert_eq!(sdg_12_4_2_treated_share(treated, parse::<Mass>("100 t")?)?.percent(), 70.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn sdg_12_4_2_treated_share(
    treated: NationalFlows,
    generated: Mass,
) -> Result<Rate, EwasteError> {
    not_negative("waste generated", generated)?;
    let name = "treated share (SDG 12.4.2)";
    Ok(Rate::of(
        treated.net()?,
        generated,
        name,
        "waste generated",
    )?)
}

/// SDG 12.5.1: recycling rate of the waste generated, also for e-waste alone.
///
/// # Equation
/// ```text
/// rate = (recycled + exported for recycling − imported for recycling) / generated
///
/// all kg, the same year
/// ```
/// Below 0 if more is imported than recycled and exported.
///
/// # Source
/// UN SDG metadata 12.5.1; for e-waste series EN_EWT_RCYR.
///
/// # Errors
/// As [`collection_rate_generated`].
///
/// # Example
/// ```
/// use ict_impact::ewaste::{NationalFlows, sdg_12_5_1_recycling_rate};
/// use ict_impact::quantity::{Mass, parse};
/// let recycled = NationalFlows {
///     in_country: parse("320 t")?,
///     exported: parse("80 t")?,
///     imported: parse("50 t")?,
/// };
/// assert_eq!(sdg_12_5_1_recycling_rate(recycled, parse::<Mass>("1 kt")?)?.percent(), 35.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn sdg_12_5_1_recycling_rate(
    recycled: NationalFlows,
    generated: Mass,
) -> Result<Rate, EwasteError> {
    not_negative("waste generated", generated)?;
    let name = "recycling rate (SDG 12.5.1)";
    Ok(Rate::of(
        recycled.net()?,
        generated,
        name,
        "waste generated",
    )?)
}

/// The recycling rate of all e-waste: what is collected, times what of it is recycled.
///
/// # Equation
/// ```text
/// overall = collection rate · rate of reuse and recycling of what is collected
/// ```
///
/// # Source
/// Eurostat, recycling rate of e-waste (cei_wm050).
///
/// # Example
/// ```
/// use ict_impact::ewaste::{collection_rate_generated, overall_recycling_rate};
/// use ict_impact::quantity::{Mass, parse};
/// let half = collection_rate_generated(parse::<Mass>("1 t")?, parse("2 t")?)?;
/// assert_eq!(overall_recycling_rate(half, half).percent(), 25.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn overall_recycling_rate(collection: Rate, reuse_and_recycling: Rate) -> Rate {
    let product: Ratio = collection.ratio() * reuse_and_recycling.ratio();
    Rate::of_ratio(product)
}

/// A mass per inhabitant.
///
/// # Equation
/// ```text
/// per inhabitant [kg/person] = mass [kg] / population [persons]
/// ```
///
/// # Source
/// UN SDG metadata 12.4.2 and 12.5.1, series EN_EWT_GENPCAP, EN_EWT_COLLPCAP, EN_EWT_RCYPCAP.
///
/// # Errors
/// [`QuantityError::Undefined`] if there is no inhabitant, [`QuantityError::NotFinite`].
///
/// # Example
/// ```
/// use ict_impact::ewaste::per_inhabitant;
/// use ict_impact::quantity::{Persons, parse};
/// let generated = per_inhabitant(parse("78 t")?, Persons::new(10_000.0))?;
/// assert_eq!(generated.to_string(), "7.8 kg/person");
/// # Ok::<(), ict_impact::quantity::QuantityError>(())
/// ```
pub fn per_inhabitant(
    mass: Mass,
    population: Persons,
) -> Result<Factor<Mass, PerPerson>, QuantityError> {
    Factor::per(mass, population)
}

fn share_of_generated(
    part: Mass,
    generated: Mass,
    name: &'static str,
    what: &'static str,
) -> Result<Rate, EwasteError> {
    not_negative(what, part)?;
    not_negative("e-waste generated", generated)?;
    Ok(Rate::of(part, generated, name, "e-waste generated")?)
}

fn not_negative(what: &'static str, mass: Mass) -> Result<(), EwasteError> {
    if mass.value < 0.0 {
        return Err(EwasteError::NegativeMass {
            what,
            kg: mass.value,
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn t(value: f64) -> Mass {
        Mass::of(value, "t").unwrap()
    }

    #[test]
    fn the_same_country_passes_one_option_and_fails_the_other() {
        let pom = collection_rate_pom(t(5200.0), [8000.0, 8500.0, 9000.0].map(t)).unwrap();
        let generated = collection_rate_generated(t(5200.0), t(6100.0)).unwrap();
        assert!(!CollectionTarget::PutOnMarket65.is_met_by(pom));
        assert!(CollectionTarget::PutOnMarket45.is_met_by(pom));
        assert!(CollectionTarget::Generated85.is_met_by(generated));
        approx::assert_relative_eq!(pom.percent(), 61.176470588, max_relative = 1e-9);
    }

    #[test]
    fn targets_apply_in_their_years() {
        let applying = |year| {
            let year = Year::new(year).unwrap();
            CollectionTarget::ALL.map(|target| target.applies_in(year))
        };
        assert_eq!(applying(2015), [false; 3]);
        assert_eq!(applying(2016), [true, false, false]);
        assert_eq!(applying(2018), [true, false, false]);
        assert_eq!(applying(2019), [false, true, true]);
    }

    #[test]
    fn a_rate_of_nothing_is_undefined() {
        let undefined = |result: Result<Rate, EwasteError>| {
            matches!(
                result,
                Err(EwasteError::Quantity(QuantityError::Undefined { .. }))
            )
        };
        let flows = NationalFlows {
            in_country: t(1.0),
            exported: t(0.0),
            imported: t(0.0),
        };
        assert!(undefined(collection_rate_pom(t(1.0), [t(0.0); 3])));
        assert!(undefined(collection_rate_generated(t(0.0), t(0.0))));
        assert!(undefined(sdg_12_4_2_collection_rate(t(1.0), t(0.0))));
        assert!(undefined(sdg_12_4_2_treated_share(flows, t(0.0))));
        assert!(undefined(sdg_12_5_1_recycling_rate(flows, t(0.0))));
        assert!(per_inhabitant(t(1.0), Persons::new(0.0)).is_err());
    }

    #[test]
    fn what_passes_100_is_flagged_and_what_is_negative_refused() {
        let flows = NationalFlows {
            in_country: t(900.0),
            exported: t(300.0),
            imported: t(0.0),
        };
        let rate = sdg_12_5_1_recycling_rate(flows, t(1000.0)).unwrap();
        assert!(rate.over_100() && rate.percent() == 120.0);
        assert_eq!(rate.to_string(), "120 % (over 100 %)");
        assert!(
            !sdg_12_5_1_recycling_rate(flows, t(1200.0))
                .unwrap()
                .over_100()
        );
        let negative = NationalFlows {
            imported: t(-1.0),
            ..flows
        };
        assert!(sdg_12_4_2_treated_share(negative, t(1.0)).is_err());
        assert!(collection_rate_generated(t(-1.0), t(1.0)).is_err());
        assert!(collection_rate_pom(t(1.0), [t(1.0), t(-1.0), t(1.0)]).is_err());
        assert!(collection_rate_generated(t(1.0) * f64::NAN, t(1.0)).is_err());
    }
}
