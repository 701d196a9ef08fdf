use alloc::vec::Vec;

use super::EwasteAccount;
use crate::circularity::{AnyIndicator, CircularityError, Flag, Flags, Indicator, Input, MethodId};
use crate::ewaste::targets::{CategoryTreatment, recycling_rate};
use crate::ewaste::{
    Rate, collection_rate_generated, collection_rate_pom, overall_recycling_rate, per_inhabitant,
    sdg_12_4_2_collection_rate, sdg_12_4_2_treated_share, sdg_12_5_1_recycling_rate,
};
use crate::quantity::{Mass, Quantity, sum};
use crate::reference::weee_targets::TargetKind;

impl EwasteAccount {
    /// Collected over put on the market in the three preceding years, [`collection_rate_pom`].
    ///
    /// # Errors
    /// [`CircularityError::Missing`], and [`CircularityError::Quantity`] as undefined.
    pub fn collection_rate_pom(&self) -> Result<Indicator, CircularityError> {
        let method = MethodId::new("EU-2012/19", "2012", "Article 7, put on market");
        Ok(rate(self.rate_pom()?, method))
    }

    fn rate_pom(&self) -> Result<Rate, CircularityError> {
        let collected = *self.collected.get(Input::EwasteCollected)?;
        let before = *self.put_on_market.get(Input::PutOnMarket)?;
        Ok(collection_rate_pom(collected, before)?)
    }

    /// Collected over generated, [`collection_rate_generated`].
    ///
    /// # Errors
    /// As [`collection_rate_pom`](Self::collection_rate_pom).
    pub fn collection_rate_generated(&self) -> Result<Indicator, CircularityError> {
        let method = MethodId::new("EU-2012/19", "2012", "Article 7, generated");
        let (collected, generated) = self.collected_and_generated()?;
        Ok(rate(
            collection_rate_generated(collected, generated)?,
            method,
        ))
    }

    /// SDG 12.4.2 for e-waste, [`sdg_12_4_2_collection_rate`].
    ///
    /// # Errors
    /// As [`collection_rate_pom`](Self::collection_rate_pom).
    pub fn sdg_collection_rate(&self) -> Result<Indicator, CircularityError> {
        let method = MethodId::new("SDG-12.4.2", "2023-03", "EN_EWT_COLLR");
        let (collected, generated) = self.collected_and_generated()?;
        Ok(rate(
            sdg_12_4_2_collection_rate(collected, generated)?,
            method,
        ))
    }

    fn collected_and_generated(&self) -> Result<(Mass, Mass), CircularityError> {
        let collected = *self.collected.get(Input::EwasteCollected)?;
        Ok((collected, *self.generated.get(Input::EwasteGenerated)?))
    }

    /// SDG 12.4.2, treated share of the e-waste generated, [`sdg_12_4_2_treated_share`].
    ///
    /// # Errors
    /// As [`collection_rate_pom`](Self::collection_rate_pom).
    pub fn sdg_treated_share(&self) -> Result<Indicator, CircularityError> {
        let method = MethodId::new("SDG-12.4.2", "2023-03", "treated share");
        let treated = *self.treated.get(Input::EwasteTreated)?;
        let generated = *self.generated.get(Input::EwasteGenerated)?;
        Ok(rate(sdg_12_4_2_treated_share(treated, generated)?, method))
    }

    /// SDG 12.5.1 for e-waste, [`sdg_12_5_1_recycling_rate`].
    ///
    /// # Errors
    /// As [`collection_rate_pom`](Self::collection_rate_pom).
    pub fn sdg_recycling_rate(&self) -> Result<Indicator, CircularityError> {
        let method = MethodId::new("SDG-12.5.1", "metadata", "EN_EWT_RCYR");
        let recycled = *self.recycled.get(Input::EwasteRecycled)?;
        let generated = *self.generated.get(Input::EwasteGenerated)?;
        Ok(rate(
            sdg_12_5_1_recycling_rate(recycled, generated)?,
            method,
        ))
    }

    /// Eurostat's recycling rate of e-waste: the collection rate against put on market, times
    /// what of the e-waste collected separately is prepared for re-use and recycled,
    /// [`overall_recycling_rate`].
    ///
    /// # Source
    /// Eurostat, recycling rate of e-waste (cei_wm050, formerly t2020_rt130).
    ///
    /// # Errors
    /// As [`collection_rate_pom`](Self::collection_rate_pom).
    pub fn overall_recycling_rate(&self) -> Result<Indicator, CircularityError> {
        let method = MethodId::new("Eurostat-cei_wm050", "2020", "");
        let treatments = self.treatments.get(Input::EwasteTreatment)?;
        let recycled = recycling_rate(
            sum(treatments.iter().map(CategoryTreatment::prepared_for_reuse))?,
            sum(treatments.iter().map(CategoryTreatment::recycled))?,
            sum(treatments.iter().map(CategoryTreatment::collected))?,
        )?;
        Ok(rate(
            overall_recycling_rate(self.rate_pom()?, recycled),
            method,
        ))
    }

    /// The rate of a kind of target for the category with this code, such as `EU6-2`.
    ///
    /// # Errors
    /// [`CircularityError::Missing`] if the account has no treatment, or none of this category;
    /// as [`CategoryTreatment::rate`].
    pub fn category_rate(
        &self,
        category: &str,
        kind: TargetKind,
    ) -> Result<Indicator, CircularityError> {
        let treatments = self.treatments.get(Input::EwasteTreatment)?;
        let of = |it: &&CategoryTreatment| it.category().code() == category;
        let treatment = treatments.iter().find(of);
        let treatment = treatment.ok_or_else(|| CircularityError::Missing {
            input: Input::EwasteTreatment,
            sites: Vec::new(),
        })?;
        let clause = match kind {
            TargetKind::Recovery => "Annex V, recovery",
            TargetKind::Recycling => "Annex V, recycling",
            _ => "Annex V, re-use and recycling",
        };
        let method = MethodId::new("EU-2012/19", "2012", clause);
        Ok(rate(treatment.rate(kind)?, method))
    }

    /// E-waste generated per inhabitant, [`per_inhabitant`].
    ///
    /// # Errors
    /// As [`collection_rate_pom`](Self::collection_rate_pom).
    pub fn generated_per_inhabitant(&self) -> Result<AnyIndicator, CircularityError> {
        let generated = *self.generated.get(Input::EwasteGenerated)?;
        self.per_inhabitant(
            generated,
            MethodId::new("SDG-12.4.2", "2023-03", "EN_EWT_GENPCAP"),
        )
    }

    /// E-waste collected per inhabitant, [`per_inhabitant`].
    ///
    /// # Errors
    /// As [`collection_rate_pom`](Self::collection_rate_pom).
    pub fn collected_per_inhabitant(&self) -> Result<AnyIndicator, CircularityError> {
        let collected = *self.collected.get(Input::EwasteCollected)?;
        self.per_inhabitant(
            collected,
            MethodId::new("SDG-12.4.2", "2023-03", "EN_EWT_COLLPCAP"),
        )
    }

    /// E-waste recycled per inhabitant, [`per_inhabitant`].
    ///
    /// # Errors
    /// As [`collection_rate_pom`](Self::collection_rate_pom).
    pub fn recycled_per_inhabitant(&self) -> Result<AnyIndicator, CircularityError> {
        let recycled = self.recycled.get(Input::EwasteRecycled)?.net()?;
        self.per_inhabitant(
            recycled,
            MethodId::new("SDG-12.5.1", "metadata", "EN_EWT_RCYPCAP"),
        )
    }

    fn per_inhabitant(
        &self,
        mass: Mass,
        method: MethodId,
    ) -> Result<AnyIndicator, CircularityError> {
        let inhabitants = *self.inhabitants.get(Input::Inhabitants)?;
        let factor = per_inhabitant(mass, inhabitants)?;
        let flags = Flags::NONE.with_if(factor.base() < 0.0, Flag::Negative);
        Ok(AnyIndicator::of(factor, method, flags))
    }
}

/// A rate of the module `ewaste` as an indicator.
fn rate(rate: Rate, method: MethodId) -> Indicator {
    let flags = Flags::NONE
        .with_if(rate.over_100(), Flag::Over100)
        .with_if(rate.ratio().value < 0.0, Flag::Negative);
    Indicator::new(rate.ratio(), method, flags)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ewaste::NationalFlows;
    use crate::quantity::Persons;
    use crate::time::{Year, YearSeries};
    use alloc::vec;

    fn t(mass: f64) -> Mass {
        Mass::of(mass, "t").unwrap()
    }

    fn series(first: i64, masses: &[f64]) -> YearSeries<Mass> {
        let masses = masses.iter().copied().map(t).collect();
        YearSeries::new(Year::new(first).unwrap(), masses).unwrap()
    }

    fn treatment(code: &str, masses: [f64; 4]) -> CategoryTreatment {
        let [collected, recovered, prepared, recycled] = masses.map(t);
        CategoryTreatment::new(code.parse().unwrap(), collected, recovered)
            .and_then(|it| it.with_recycling(prepared, recycled))
            .unwrap()
    }

    fn flows(masses: [f64; 3]) -> NationalFlows {
        let [in_country, exported, imported] = masses.map(t);
        NationalFlows {
            in_country,
            exported,
            imported,
        }
    }

    fn account() -> EwasteAccount {
        EwasteAccount::in_year(Year::of::<2022>())
            .with_put_on_market(&series(2018, &[1e9, 90.0, 100.0, 110.0, 1e9]))
            .and_then(|it| it.with_generated(&series(2021, &[1e9, 80.0])))
            .and_then(|it| it.with_collected(&series(2022, &[60.0])))
            .and_then(|it| it.with_treated(flows([40.0, 8.0, 4.0])))
            .and_then(|it| it.with_recycled(flows([20.0, 8.0, 4.0])))
            .and_then(|it| it.with_treatment(&[treatment("EU6-6", [60.0, 48.0, 6.0, 30.0])]))
            .and_then(|it| it.with_inhabitants(Persons::new(1000.0)))
            .unwrap()
    }

    #[test]
    fn rates_are_those_of_the_year() {
        let it = account();
        let value = |rate: Result<Indicator, CircularityError>| rate.unwrap().value().value;
        assert_eq!(value(it.collection_rate_pom()), 0.6);
        assert_eq!(value(it.collection_rate_generated()), 0.75);
        assert_eq!(value(it.sdg_collection_rate()), 0.75);
        assert_eq!(value(it.sdg_treated_share()), 0.55);
        assert_eq!(value(it.sdg_recycling_rate()), 0.3);
        assert_eq!(value(it.overall_recycling_rate()), 0.6 * 0.6);
        assert_eq!(value(it.category_rate("EU6-6", TargetKind::Recovery)), 0.8);
        assert!(it.category_rate("EU6-1", TargetKind::Recovery).is_err());
        let per_person = |of: Result<AnyIndicator, CircularityError>| of.unwrap().value();
        assert_eq!(per_person(it.generated_per_inhabitant()), 80.0);
        assert_eq!(per_person(it.collected_per_inhabitant()), 60.0);
        assert_eq!(per_person(it.recycled_per_inhabitant()), 24.0);
    }

    #[test]
    fn trade_may_turn_a_rate_around() {
        let importer = account().with_recycled(flows([20.0, 0.0, 30.0])).unwrap();
        let rate = importer.sdg_recycling_rate().unwrap();
        assert_eq!(rate.value().value, -0.125);
        assert!(rate.flags().contains(Flag::Negative));
        let per_person = importer.recycled_per_inhabitant().unwrap();
        assert!(per_person.flags().contains(Flag::Negative));
        let exporter = account().with_recycled(flows([20.0, 80.0, 0.0])).unwrap();
        assert!(
            exporter
                .sdg_recycling_rate()
                .unwrap()
                .flags()
                .contains(Flag::Over100)
        );
    }

    #[test]
    fn countries_add_before_they_divide() {
        let small = EwasteAccount::in_year(Year::of::<2022>())
            .with_generated(&series(2022, &[20.0]))
            .and_then(|it| it.with_collected(&series(2022, &[0.0])))
            .and_then(|it| {
                let other = treatment("EU6-1", [4.0, 4.0, 0.0, 4.0]);
                it.with_treatment(&[other, treatment("EU6-6", [40.0, 2.0, 0.0, 0.0])])
            })
            .unwrap();
        let both = EwasteAccount::total_of(&[account(), small]).unwrap();
        assert_eq!(both.collection_rate_generated().unwrap().value().value, 0.6);
        let recovery = both.category_rate("EU6-6", TargetKind::Recovery).unwrap();
        assert_eq!(recovery.value().value, 0.5);
        assert_eq!(
            both.collection_rate_pom(),
            Err(CircularityError::Missing {
                input: Input::PutOnMarket,
                sites: vec![1],
            })
        );
        let other = EwasteAccount::in_year(Year::of::<2021>());
        assert!(matches!(
            EwasteAccount::total_of(&[account(), other]),
            Err(CircularityError::DifferentYear { .. })
        ));
        assert_eq!(
            EwasteAccount::total_of(&[]),
            Err(CircularityError::NoAccount)
        );
        assert_eq!(EwasteAccount::total_of(&[account()]).unwrap(), account());
    }

    #[test]
    fn refuses_years_and_masses_that_are_not_there() {
        let empty = || EwasteAccount::in_year(Year::of::<2022>());
        let gap = empty().with_put_on_market(&series(2020, &[1.0, 1.0, 1.0]));
        assert!(matches!(gap, Err(CircularityError::NoYear { .. })));
        assert!(empty().with_generated(&series(2021, &[1.0])).is_err());
        assert!(empty().with_collected(&series(2022, &[-1.0])).is_err());
        assert!(empty().with_recycled(flows([1.0, -1.0, 0.0])).is_err());
        assert!(empty().with_treated(flows([1.0, 0.0, -1.0])).is_err());
        assert!(empty().with_inhabitants(Persons::new(f64::NAN)).is_err());
        let one = treatment("EU6-1", [4.0, 4.0, 0.0, 4.0]);
        assert!(empty().with_treatment(&[one, one]).is_err());
        let nobody = account().with_inhabitants(Persons::new(0.0)).unwrap();
        assert!(nobody.generated_per_inhabitant().is_err());
    }
}
