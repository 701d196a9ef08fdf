use alloc::string::String;
use alloc::vec::Vec;

use super::network::{Edge, Node};
use super::{StageError, StageNetwork};
use crate::column::{Column, ColumnBuf};
use crate::fleet::total::sum_rows;
use crate::fleet::{Ages, Flow, StockAndFlows, TotalFlows};
use crate::time::Year;

/// Stocks and flows of the stages of a [`StageNetwork`].
///
/// # Example
/// ```
/// use ict_impact::column::ColumnBuf;
/// use ict_impact::fleet::{Intervals, Lifetime, Stage, StageNetwork, Years};
/// use ict_impact::quantity::{Devices, Share};
/// use ict_impact::time::Year;
/// let year = Lifetime::fixed(Years::new(1.0))?;
/// let network = StageNetwork::new(&Intervals::yearly(Year::of::<2020>(), Year::of::<2021>())?, [
///     Stage::new("in use", year.clone())
///         .then_refurbished("second life", Share::new(0.5)?, Share::new(0.75)?)
///         .discarded(Share::new(0.5)?),
///     Stage::new("second life", year),
/// ])?;
/// let sold = ColumnBuf::<Devices>::from_base(vec![80.0, 0.0])?;
/// let flows = network.inflow_driven(sold.column())?;
/// let first = flows.stage("in use").ok_or("no such stage")?;
/// // 40 are refurbished: 30 work, 10 do not. They are discarded with the other 40.
/// assert_eq!(first.passed()[0].arriving().base(), [0.0, 30.0]);
/// assert_eq!(first.failed().base(), [0.0, 10.0]);
/// assert_eq!(first.discarded().base(), [0.0, 50.0]);
/// assert_eq!(flows.total().stock().base(), [80.0, 30.0]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct StageFlows<Q: Flow> {
    network: StageNetwork,
    stages: Vec<StageFlow<Q>>,
    total: TotalFlows<Q>,
}

/// Stock and flows of one stage, and where what leaves it goes: for an example see
/// [`StageFlows`].
///
/// # Equation
/// ```text
/// outflow[t] = Σ arriving[t] + discarded[t]        to rounding; failed is part of discarded
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct StageFlow<Q: Flow> {
    name: String,
    flows: StockAndFlows<Q>,
    from_outside: ColumnBuf<Q>,
    passed: Vec<Passed<Q>>,
    failed: ColumnBuf<Q>,
    discarded: ColumnBuf<Q>,
}

/// What goes from one stage to a next one: for an example see [`StageFlows`].
#[derive(Debug, Clone, PartialEq)]
pub struct Passed<Q: Flow> {
    to: String,
    refurbished: bool,
    arriving: ColumnBuf<Q>,
}

impl<Q: Flow> Passed<Q> {
    /// The next stage.
    pub fn to(&self) -> &str {
        &self.to
    }

    /// Whether it is refurbished on the way.
    pub fn is_refurbished(&self) -> bool {
        self.refurbished
    }

    /// What arrives per year, one row per year: after refurbishing, where there is any.
    pub fn arriving(&self) -> Column<'_, Q> {
        self.arriving.column()
    }
}

impl<Q: Flow> StageFlow<Q> {
    /// The name of the stage.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// All that enters, stock at the end of each year and all that leaves.
    ///
    /// Its cohorts are the years in which devices entered the stage.
    pub fn flows(&self) -> &StockAndFlows<Q> {
        &self.flows
    }

    /// What enters from outside per year, one row per year.
    pub fn from_outside(&self) -> Column<'_, Q> {
        self.from_outside.column()
    }

    /// What goes to next stages, a route each, in the order in which they were given.
    pub fn passed(&self) -> &[Passed<Q>] {
        &self.passed
    }

    /// What could not be refurbished after this stage, per year; it is discarded.
    pub fn failed(&self) -> Column<'_, Q> {
        self.failed.column()
    }

    /// What is discarded after this stage per year, with what could not be refurbished.
    pub fn discarded(&self) -> Column<'_, Q> {
        self.discarded.column()
    }
}

impl<Q: Flow> StageFlows<Q> {
    /// Each stage after those that lead to it.
    pub(super) fn compute(
        network: &StageNetwork,
        from_outside: Vec<ColumnBuf<Q>>,
    ) -> Result<Self, StageError> {
        let years = network.intervals.years().len();
        let mut done: Vec<Option<StageFlow<Q>>> = network.nodes.iter().map(|_| None).collect();
        let mut arrived: Vec<Vec<ColumnBuf<Q>>> =
            network.nodes.iter().map(|_| Vec::new()).collect();
        for &k in &network.order {
            let node = &network.nodes[k];
            let mut inflow: Vec<_> = arrived[k].iter().map(ColumnBuf::column).collect();
            inflow.push(from_outside[k].column());
            let inflow = sum_rows(years, &inflow)?;
            let flows = node
                .table
                .inflow_driven(inflow.column())
                .map_err(node.failed())?;
            let stage = StageFlow::new(network, node, flows, from_outside[k].clone())?;
            let onward = node.edges.iter().filter_map(|edge| edge.to);
            for (to, passed) in onward.zip(&stage.passed) {
                arrived[to].push(passed.arriving.clone());
            }
            done[k] = Some(stage);
        }
        let stages: Vec<StageFlow<Q>> = done.into_iter().flatten().collect();
        let total = TotalFlows::sum(
            network.intervals.years(),
            &stages
                .iter()
                .map(StageFlow::from_outside)
                .collect::<Vec<_>>(),
            &stages
                .iter()
                .map(|stage| stage.flows.stock())
                .collect::<Vec<_>>(),
            &stages.iter().map(StageFlow::discarded).collect::<Vec<_>>(),
        )?;
        Ok(Self {
            network: network.clone(),
            stages,
            total,
        })
    }

    /// The network that was used.
    pub fn network(&self) -> &StageNetwork {
        &self.network
    }

    /// The stages, in the order in which they were given.
    pub fn stages(&self) -> &[StageFlow<Q>] {
        &self.stages
    }

    /// One stage, if there is one of this name.
    pub fn stage(&self, name: &str) -> Option<&StageFlow<Q>> {
        self.stages.iter().find(|stage| stage.name == name)
    }

    /// The whole: what enters from outside, what is in any of the stages, and what is discarded.
    ///
    /// # Equation
    /// ```text
    /// s[t] − s[t−1] = (i[t] − o[t])·L[t]        to rounding; s before the first year is 0
    ///
    /// i  from outside, o  discarded after any stage, in the flow's unit per year
    /// s  in all stages at the end of interval t, in the flow's unit
    /// L  length of the interval, years
    /// ```
    pub fn total(&self) -> &TotalFlows<Q> {
        &self.total
    }

    /// The ages of what is in each stage at the end of `year`, counted from when it first
    /// entered a stage from outside; `None` if there is no such year.
    ///
    /// For the time spent in a stage alone see [`StockAndFlows::cohorts`]. What enters a later
    /// stage from outside counts as new in the year of entry: its age before is not known. Time:
    /// that of computing the network once for each year up to `year`.
    ///
    /// # Equation
    /// ```text
    /// n_c = s[t] of the network into which only i[c] enters      s is linear in i
    /// ages as in Ages, with the entry of the stage that i[c] enters from outside
    /// ```
    ///
    /// # Errors
    /// As [`StageNetwork::inflow_driven`].
    ///
    /// # Example
    /// ```
    /// use ict_impact::column::ColumnBuf;
    /// use ict_impact::fleet::{Intervals, Lifetime, Stage, StageNetwork, Years};
    /// use ict_impact::quantity::{Devices, Share};
    /// use ict_impact::time::Year;
    /// let two_years = Lifetime::fixed(Years::new(2.0))?;
    /// let network = StageNetwork::new(&Intervals::yearly(Year::of::<2020>(), Year::of::<2022>())?, [
    ///     Stage::new("in use", two_years.clone()).then("second life", Share::WHOLE),
    ///     Stage::new("second life", two_years),
    /// ])?;
    /// let sold = ColumnBuf::<Devices>::from_base(vec![5.0, 7.0, 0.0])?;
    /// let flows = network.inflow_driven(sold.column())?;
    /// let ages = flows.ages(Year::of::<2022>())?.ok_or("no such year")?;
    /// assert_eq!(ages[0].mean(), Some(Years::new(1.5)));
    /// assert_eq!(ages[1].mean(), Some(Years::new(2.5))); // half a year into their second life
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn ages(&self, year: Year) -> Result<Option<Vec<Ages<Q>>>, StageError> {
        let network = &self.network;
        let Some(t) = network.intervals.position(year) else {
            return Ok(None);
        };
        let years = network.intervals.years().len();
        let mut found: Vec<Vec<Ages<Q>>> = network.nodes.iter().map(|_| Vec::new()).collect();
        for (source, node) in network.nodes.iter().enumerate() {
            let entered = self.stages[source].from_outside().base();
            if entered.iter().all(|&value| value == 0.0) {
                continue;
            }
            let mut stocks: Vec<Vec<f64>> = network.nodes.iter().map(|_| Vec::new()).collect();
            for c in 0..=t {
                if entered[c] == 0.0 {
                    stocks.iter_mut().for_each(|stock| stock.push(0.0));
                    continue;
                }
                let only = |at: usize| {
                    let mut values = alloc::vec![0.0; years];
                    if at == source {
                        values[c] = entered[c];
                    }
                    ColumnBuf::from_base(values)
                };
                let only = (0..network.nodes.len())
                    .map(only)
                    .collect::<Result<_, _>>()?;
                let alone = Self::compute(network, only)?;
                for (stocks, stage) in stocks.iter_mut().zip(&alone.stages) {
                    stocks.push(stage.flows.stock().base()[t]);
                }
            }
            for (found, stock) in found.iter_mut().zip(&stocks) {
                let stock = Column::new(stock)?;
                found.push(Ages::from_stock(
                    &network.intervals,
                    node.entry,
                    year,
                    stock,
                )?);
            }
        }
        let together = found.iter().map(|ages| Ages::together(year, ages));
        Ok(Some(together.collect::<Result<_, _>>()?))
    }
}

impl<Q: Flow> StageFlow<Q> {
    /// What leaves, split over the routes.
    fn new(
        network: &StageNetwork,
        node: &Node,
        flows: StockAndFlows<Q>,
        from_outside: ColumnBuf<Q>,
    ) -> Result<Self, StageError> {
        let years = flows.years().len();
        let outflow = flows.outflow().base();
        let (mut passed, mut failed, mut discarded) = (Vec::new(), Vec::new(), Vec::new());
        for edge in &node.edges {
            let going = edge.part(outflow);
            let Some(to) = edge.to else {
                discarded.push(ColumnBuf::from_base(going)?);
                continue;
            };
            let [arriving, failing] = edge.refurbish(going);
            if edge.yields.is_some() {
                failed.push(ColumnBuf::from_base(failing)?);
            }
            passed.push(Passed {
                to: network.nodes[to].name.clone(),
                refurbished: edge.yields.is_some(),
                arriving: ColumnBuf::from_base(arriving)?,
            });
        }
        let columns = |all: &[ColumnBuf<Q>]| -> Result<ColumnBuf<Q>, StageError> {
            let all: Vec<_> = all.iter().map(ColumnBuf::column).collect();
            Ok(sum_rows(years, &all)?)
        };
        let failures = columns(&failed)?;
        discarded.append(&mut failed);
        Ok(Self {
            name: node.name.clone(),
            from_outside,
            passed,
            failed: failures,
            discarded: columns(&discarded)?,
            flows,
        })
    }
}

impl Edge {
    /// What goes this way.
    fn part(&self, outflow: &[f64]) -> Vec<f64> {
        let values = outflow.iter().zip(&self.shares);
        values.map(|(outflow, share)| outflow * share).collect()
    }

    /// What works after refurbishing, and what does not.
    fn refurbish(&self, going: Vec<f64>) -> [Vec<f64>; 2] {
        let Some(yields) = &self.yields else {
            return [going, Vec::new()];
        };
        let parts = going.iter().zip(yields);
        let split = |(going, share): (&f64, &f64)| (going * share, going * (1.0 - share));
        let (works, fails) = parts.map(split).unzip();
        [works, fails]
    }
}
