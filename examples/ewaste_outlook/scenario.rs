//! What is assumed, and what becomes of equipment under it.

use std::error::Error;

use ict_impact::column::{Column, ColumnBuf};
use ict_impact::fleet::{
    ByYear, CohortLifetimes, Entry, Flow, Intervals, Lifetime, NegativeInflow, Stage, StageNetwork,
    SurvivalTable, Years,
};
use ict_impact::quantity::Share;
use ict_impact::reference::unu_keys::{LifetimeProfile, UnuKey};
use ict_impact::time::{Year, YearSeries};

/// Put on market, in use at the end of each year, and e-waste: one row per year.
pub(crate) type Columns<Q> = [ColumnBuf<Q>; 3];

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

/// How what is put on the market becomes waste.
pub(crate) enum Life {
    Stages(StageNetwork),
    SameStock {
        reference: SurvivalTable,
        longer: SurvivalTable,
    },
}

impl Life {
    /// The life of a key in a scenario.
    pub(crate) fn of(
        scenario: Scenario,
        key: UnuKey,
        assumptions: &Assumptions,
        years: &[Year],
        from: Year,
    ) -> Result<Self, Box<dyn Error>> {
        let intervals = Intervals::new(years)?;
        let base = lifetime(key, assumptions.profile)?;
        let lifetimes = CohortLifetimes::from(base.clone());
        let longer = |n: u8| lifetimes.lengthened_from(from, Years::new(f64::from(n)), &intervals);
        let network = |stages: Vec<Stage>| StageNetwork::new(&intervals, stages).map(Life::Stages);
        Ok(match scenario {
            Scenario::Reuse if may_be_reused(key) => {
                let second = base.scaled(assumptions.second_life.get() / base.mean().get())?;
                let reused = |year: &Year| match *year < from {
                    true => Share::NONE,
                    false => assumptions.reuse,
                };
                let reused: Vec<Share> = years.iter().map(reused).collect();
                let rest = reused.iter().map(|share| share.rest()).collect();
                let by_year = |shares| YearSeries::new(years[0], shares).map(ByYear::Each);
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
                reference: SurvivalTable::new(&intervals, &lifetimes, Entry::Middle)?,
                longer: SurvivalTable::new(&intervals, &longer(n)?, Entry::Middle)?,
            },
        })
    }

    /// The flows of what is put on the market, when the scenario begins in row `from`.
    pub(crate) fn flows<Q: Flow>(
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
