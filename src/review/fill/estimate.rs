use alloc::collections::BTreeSet;
use alloc::vec::Vec;

use super::fills::How;
use super::tally::{Contribution, Tally, contribution};
use super::{Fills, StrategyCode};
use crate::place::Group;
use crate::review::aggregation::years_that_count;
use crate::review::dataset::Among;
use crate::review::{
    AggregationOptions, Coverage, Dataset, Entity, Fact, Part, Period, Publication, ReviewError,
    aggregate_part,
};
use crate::source::SourceId;
use crate::time::Year;

/// How totals with fills are made.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct FilledOptions {
    /// As for the reported total.
    pub aggregation: AggregationOptions,
    /// Whether values filled by F1 to F5 count as covered when the publication of the estimate
    /// is decided. Default no. Parts of totals (F6) and peers (F7) never count.
    pub count_fills: bool,
}

impl FilledOptions {
    /// The options of the reported total; fills do not count as covered.
    pub fn new(aggregation: AggregationOptions) -> Self {
        Self {
            aggregation,
            count_fills: false,
        }
    }

    /// The same with values filled by F1 to F5 counted as covered.
    #[must_use]
    pub fn counting_fills(mut self) -> Self {
        self.count_fills = true;
        self
    }
}

/// A member of which a value is filled, and how.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct FilledMember {
    /// The member.
    pub entity: Entity,
    /// The years.
    pub years: Vec<Year>,
    /// The strategies; more than one for a ratio whose parts were filled in different ways.
    pub strategies: Vec<StrategyCode>,
}

/// The full total of a group as far as it is reported, filled or estimated.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Estimate {
    /// The value in the unit of the fact, of everyone but [`open`](Self::open).
    pub value: f64,
    /// The value with every fill at the low end of its range, and at the high end. A fill without
    /// a range has none here either. `None` for a ratio whose denominator may be zero.
    pub range: Option<(f64, f64)>,
    /// Of whom values are filled, and how.
    pub filled: Vec<FilledMember>,
    /// What is filled as a part of the sum of magnitudes (of the numerators of a ratio), 0 to 1;
    /// `None` if that is zero.
    pub filled_share: Option<f64>,
    /// Whose values the estimates from peers rest on.
    pub peers: Vec<Entity>,
    /// Members of which one of two years is open.
    pub partly: Vec<Entity>,
    /// Members that are not in the value: neither reported nor filled.
    pub open: Vec<Entity>,
    /// How much of the group counts as covered.
    pub coverage: Coverage,
    /// Whether the estimate may be published.
    pub publication: Publication,
    /// Where the fills came from.
    pub sources: BTreeSet<SourceId>,
    /// Sum of the numerators (of the values, if it is no ratio) over the period, in base units.
    #[serde(skip)]
    pub sum: f64,
    /// Sum of the denominators over the period in base units, for ratios.
    #[serde(skip)]
    pub denominator: Option<f64>,
}

impl Estimate {
    /// Whether every year of every member is in the value.
    pub fn is_full(&self) -> bool {
        self.partly.is_empty() && self.open.is_empty()
    }
}

/// [`aggregate_part`], with the estimate of the full total beside the reported one.
///
/// The value of the fact stays that of reported values, as do its coverage and its publication.
///
/// # Equation
/// ```text
/// sum      value = Σ_m mean over the years of v_my      reported or filled
/// stock    value = Σ_m v_m(last year)
/// ratio    value = Σ_m Σ_y n_my / Σ_m Σ_y d_my          each reported or filled
///
/// range    Σ of the low ends … Σ of the high ends; for a ratio
///          Σ n_low / Σ d_high … Σ n_high / Σ d_low      (the other way round for negative ends)
/// ```
/// Ends add up, as if all fills erred together: the range is never too narrow for that.
///
/// # Source
/// IPCC 2006 Guidelines, Volume 1, Chapter 5, for the fills; the range is our choice.
///
/// # Errors
/// As [`aggregate_part`].
///
/// # Example
/// Kenya reports 10 kt and 14 kt and nothing between, Namibia 5 kt in the middle year.
/// ```
/// use ict_impact::place::{Group, GroupKind, Membership};
/// use ict_impact::review::fill::{FilledOptions, FillingPlan, aggregate_filled, fill};
/// use ict_impact::review::{AggregationOptions, IndicatorSet, MembersAt, Part, Period};
/// use ict_impact::review::{PublicationRule, Row, observations, validate};
/// let row = |entity: &str, year: &str, kilotonnes: &str| Row {
///     entity: entity.into(), year: year.into(), indicator: "SDG.12.4.2.EWG".into(),
///     value: kilotonnes.into(), unit: "kt".into(), source: "my-source".into(), ..Row::default()
/// };
/// let rows = [row("KEN", "2020", "10"), row("KEN", "2022", "14"), row("NAM", "2021", "5")];
/// let data = validate(observations(rows.into_iter().enumerate())?, IndicatorSet::embedded()?).dataset;
/// let both = ["KEN", "NAM"].map(|code| Membership::new(code.parse().unwrap()));
/// let group = Group::new("BOTH", "Both", GroupKind::Custom, both.to_vec())?;
/// let year = "2021".parse()?;
/// let fills = fill(&data, &FillingPlan::default(), (year, year), &[group.clone()])?;
/// let rule = PublicationRule { least: 0.5, ..PublicationRule::one_third() };
/// let options = AggregationOptions { rule, members_at: MembersAt::End };
/// let options = FilledOptions::new(options);
/// let period = Period::Year(year);
/// let fact = aggregate_filled(&data, &fills, &group, "SDG.12.4.2.EWG", &Part::WHOLE, period, &options)?;
/// assert_eq!(fact.value, Some(5_000.0)); // t, of Namibia
/// let estimate = fact.estimate.unwrap();
/// assert_eq!((estimate.value, estimate.range), (17_000.0, Some((15_000.0, 19_000.0))));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn aggregate_filled(
    data: &Dataset,
    fills: &Fills,
    group: &Group,
    indicator: &str,
    part: &Part,
    period: Period,
    options: &FilledOptions,
) -> Result<Fact, ReviewError> {
    let mut fact = aggregate_part(data, group, indicator, part, period, &options.aggregation)?;
    fact.estimate = estimate(data, fills, &fact, options)?;
    if let Some(estimate) = &fact.estimate {
        fact.filled = estimate.filled.iter().map(|member| member.entity).collect();
    }
    Ok(fact)
}

/// The estimate of the full total of a fact, over the members of that fact: of countries or of
/// organisations. None if nothing of it is filled, or if such values do not add up.
///
/// # Errors
/// As [`aggregate_part`].
pub fn estimate(
    data: &Dataset,
    fills: &Fills,
    fact: &Fact,
    options: &FilledOptions,
) -> Result<Option<Estimate>, ReviewError> {
    let adds = matches!(
        fact.publication,
        Publication::Published
            | Publication::Withheld { .. }
            | Publication::NoData
            | Publication::Undefined
    );
    if !adds {
        return Ok(None);
    }
    let lists = [&fact.reporting, &fact.partly, &fact.missing];
    let mut members: Vec<Entity> = lists.into_iter().flatten().copied().collect();
    members.sort_unstable();
    let kind = data.indicators().entry(&fact.indicator)?.indicator.kind();
    let years = years_that_count(kind, fact.period);
    let among = Among {
        members: &members,
        years: &years,
    };
    let mut found = Vec::new();
    for &member in &members {
        for &year in &years {
            let one = contribution(data, fills, fact, (member, year), &among)?;
            if let Some(one) = one {
                found.push(one);
            }
        }
    }
    // an estimate from peers must not stand alone: it would be one of a country
    let contributing: BTreeSet<Entity> = found.iter().map(|one| one.member).collect();
    if contributing.len() < 2 {
        found.retain(|one| !one.hows().any(|how| matches!(how, How::Peers(_))));
    }
    if !found.iter().any(Contribution::is_filled) {
        return Ok(None);
    }
    let tally = Tally {
        data,
        fact,
        options,
        members: &members,
        years: &years,
        found: &found,
    };
    tally.estimate(kind)
}

#[cfg(test)]
mod tests {
    use super::super::methods::{Driver, PeerRule};
    use super::super::samples::{
        EWASTE, GENERATION, GRID, PEOPLE, STOCK, dataset, group, options, row, rows, year,
    };
    use super::super::{FillingPlan, Strategy, StrategyCode, fill};
    use super::*;
    use crate::review::{Row, aggregate};
    use crate::time::Biennium;
    use alloc::vec;

    fn fact(
        rows: Vec<Row>,
        codes: &[&str],
        indicator: &str,
        period: Period,
        options: FilledOptions,
    ) -> Fact {
        let data = dataset(rows);
        let group = group(codes);
        let peers = PeerRule::default().with_least_peers(2);
        let plan = FillingPlan::of_all(vec![
            Strategy::Linear(Default::default()),
            Strategy::peer_group(Driver::Population, peers).unwrap(),
        ]);
        let years = period.years();
        let fills = fill(
            &data,
            &plan,
            (years[0], period.last()),
            core::slice::from_ref(&group),
        )
        .unwrap();
        let fact = aggregate_filled(
            &data,
            &fills,
            &group,
            indicator,
            &Part::WHOLE,
            period,
            &options,
        )
        .unwrap();
        let plain = aggregate(&data, &group, indicator, period, &options.aggregation).unwrap();
        // what is reported is said as without fills
        assert_eq!(
            (fact.value, &fact.coverage, &fact.publication),
            (plain.value, &plain.coverage, &plain.publication)
        );
        assert_eq!(fact.reporting, plain.reporting);
        fact
    }

    fn both() -> Period {
        Period::Biennium(Biennium::of::<2020>())
    }

    #[test]
    fn flows_add_means_and_stocks_their_last_year() {
        // 2019 … 2022; the biennium is 2020 and 2021
        let mut of = rows("KEN", 2019, EWASTE, &["10", "20", "", "40"]);
        of.extend(rows("NAM", 2019, EWASTE, &["1", "1", "3", "1"]));
        let flow = fact(of, &["KEN", "NAM"], EWASTE, both(), options());
        assert_eq!(flow.value, Some(22.0)); // Kenya's 20 alone, and (1 + 3)/2
        let estimate = flow.estimate.unwrap();
        assert_eq!((estimate.value, estimate.range), (27.0, Some((22.0, 32.0))));
        assert_eq!(estimate.filled_share, Some(30.0 / 54.0));
        assert_eq!(estimate.filled[0].years, [year(2021)]);
        assert_eq!(estimate.filled[0].strategies, [StrategyCode::F4Linear]);
        assert!(estimate.is_full());
        let of = rows("KEN", 2019, STOCK, &["10", "20", "", "40"]);
        let stock = fact(of, &["KEN"], STOCK, both(), options());
        assert_eq!((stock.value, stock.estimate.unwrap().value), (None, 30.0));
        assert_eq!(stock.filled.len(), 1);
    }

    #[test]
    fn a_ratio_is_a_ratio_of_sums_with_fills_too() {
        let mut of = rows("KEN", 2019, GRID, &["100", "100", "", "100"]);
        of.extend(rows("KEN", 2019, GENERATION, &["10", "10", "", "30"]));
        of.extend(rows("NAM", 2019, GRID, &["", "50", "50"]));
        of.extend(rows("NAM", 2019, GENERATION, &["", "40", "40"]));
        let grid = fact(of, &["KEN", "NAM"], GRID, both(), options());
        assert_eq!(grid.value, Some((1000.0 + 4000.0) / 90.0));
        let estimate = grid.estimate.unwrap();
        // Kenya's 2021: 2,000 over 20, each from 2020 and 2022
        assert_eq!(estimate.value, (1000.0 + 2000.0 + 4000.0) / 110.0);
        let (low, high) = estimate.range.unwrap();
        assert_eq!((low, high), (6000.0 / 120.0, 8000.0 / 100.0));
    }

    #[test]
    fn an_observed_ratio_is_kept_where_its_denominator_is_filled() {
        let mut of = rows("KEN", 2019, GRID, &["100", "400", "100"]);
        of.extend(rows("KEN", 2019, GENERATION, &["10", "", "30"]));
        let period = Period::Year(year(2020));
        let grid = fact(of, &["KEN"], GRID, period, options());
        assert_eq!((grid.value, grid.estimate.unwrap().value), (None, 400.0));
    }

    #[test]
    fn peers_stand_in_totals_only() {
        // Kenya, Ghana and Senegal are of one income group and region
        let mut of = vec![
            row("KEN", 2020, EWASTE, "10"),
            row("GHA", 2020, EWASTE, "30"),
        ];
        for code in ["KEN", "GHA", "SEN"] {
            of.push(row(code, 2020, PEOPLE, "10"));
        }
        let period = Period::Year(year(2020));
        let codes = ["KEN", "GHA", "SEN"];
        let total = fact(of.clone(), &codes, EWASTE, period, options());
        let estimate = total.estimate.unwrap();
        assert_eq!((total.value, estimate.value), (Some(40.0), 60.0)); // the median is 2 t a head
        assert_eq!(estimate.range, Some((55.0, 65.0))); // quartiles 1.5 and 2.5
        assert_eq!(estimate.peers.len(), 2);
        assert_eq!(estimate.filled[0].strategies, [StrategyCode::F7PeerGroup]);
        // of one country alone there is none
        let alone = fact(of.clone(), &["SEN"], EWASTE, period, options());
        assert_eq!((alone.estimate, alone.filled), (None, vec![]));
        let with_one_open = fact(of, &["SEN", "FRA"], EWASTE, period, options());
        assert_eq!(with_one_open.estimate, None);
    }

    #[test]
    fn fills_count_as_covered_only_if_asked() {
        let mut of = rows("KEN", 2019, EWASTE, &["10", "", "40"]);
        of.extend(rows("NAM", 2019, EWASTE, &["1", "1", "1"]));
        let mut options = options();
        options.aggregation.rule.least = 0.9;
        let period = Period::Year(year(2020));
        let total = fact(of.clone(), &["KEN", "NAM"], EWASTE, period, options);
        let estimate = total.estimate.unwrap();
        let withheld = Publication::Withheld {
            coverage: 0.5,
            least: 0.9,
        };
        assert_eq!(
            (estimate.coverage.reported, &estimate.publication),
            (1, &withheld)
        );
        let counted = fact(
            of,
            &["KEN", "NAM"],
            EWASTE,
            period,
            options.counting_fills(),
        );
        assert_eq!(counted.publication, withheld);
        let estimate = counted.estimate.unwrap();
        assert_eq!(
            (estimate.coverage.reported, estimate.publication),
            (2, Publication::Published)
        );
    }

    #[test]
    fn different_boundaries_are_not_published_as_one_total() {
        let mut of = rows("KEN", 2019, EWASTE, &["10", "", "40"]);
        of.extend(rows("NAM", 2019, EWASTE, &["1", "1", "1"]));
        for row in of.iter_mut().filter(|row| row.entity == "KEN") {
            row.boundary = "wide".into();
        }
        for row in of.iter_mut().filter(|row| row.entity == "NAM") {
            row.boundary = "narrow".into();
        }
        let total = fact(
            of,
            &["KEN", "NAM"],
            EWASTE,
            Period::Year(year(2020)),
            options(),
        );
        let publication = total.estimate.unwrap().publication;
        assert!(
            matches!(publication, Publication::NotComparable { found, .. } if found.len() == 2)
        );
    }

    #[test]
    fn what_the_reporter_filled_is_said() {
        let mut of = rows("KEN", 2020, EWASTE, &["10"]);
        of[0].origin = "filled".into();
        let total = fact(of, &["KEN"], EWASTE, Period::Year(year(2020)), options());
        assert_eq!((total.value, total.estimate), (Some(10.0), None));
        assert_eq!(total.filled_by_reporter, ["KEN".parse().unwrap()]);
    }

    #[test]
    fn members_that_stay_open_are_named() {
        let mut of = rows("KEN", 2019, EWASTE, &["10", "", "40"]);
        of.extend(rows("FRA", 2021, EWASTE, &["9"]));
        let total = fact(of, &["KEN", "NAM", "FRA"], EWASTE, both(), options());
        let estimate = total.estimate.unwrap();
        assert_eq!(estimate.open, ["NAM".parse().unwrap()]);
        assert_eq!(estimate.partly, ["FRA".parse().unwrap()]);
        assert!(!estimate.is_full());
    }
}
