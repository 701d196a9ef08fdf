use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::flows::StageFlows;
use super::order::order;
use super::stage::Route;
use super::{Stage, StageError};
use crate::column::{Column, ColumnBuf};
use crate::fleet::models::{INFLOW, one_per_year};
use crate::fleet::{ByYear, Entry, Flow, Intervals, SurvivalTable};
use crate::numeric::ExactSum;
use crate::quantity::Share;
use crate::time::Year;

/// Life stages that have been checked and whose survival has been computed, for any number of
/// series.
///
/// # Example
/// ```
/// use ict_impact::fleet::{Intervals, Lifetime, Stage, StageError, StageNetwork, Years};
/// use ict_impact::quantity::Share;
/// use ict_impact::time::Year;
/// let years = Intervals::yearly(Year::of::<2020>(), Year::of::<2030>())?;
/// let stage = |name| Ok::<_, ict_impact::fleet::LifetimeError>(
///     Stage::new(name, Lifetime::fixed(Years::new(3.0))?));
/// let round = StageNetwork::new(&years, [
///     stage("in use")?.then("drawer", Share::WHOLE),
///     stage("drawer")?.then("in use", Share::WHOLE),
/// ]);
/// let way = ["in use", "drawer", "in use"].map(String::from);
/// assert_eq!(round, Err(StageError::Cycle { stages: way.to_vec() }));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct StageNetwork {
    pub(super) intervals: Intervals,
    pub(super) nodes: Vec<Node>,
    /// Each stage after all that lead to it.
    pub(super) order: Vec<usize>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Node {
    pub(super) name: String,
    pub(super) entry: Entry,
    pub(super) table: SurvivalTable,
    pub(super) edges: Vec<Edge>,
}

/// A route with its shares for each year of the network.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Edge {
    /// The next stage; none if it is discarded.
    pub(super) to: Option<usize>,
    /// Shares of the outflow, which sum to 1 over the routes of a stage to rounding.
    pub(super) shares: Vec<f64>,
    /// Yields of refurbishing, if it is refurbished.
    pub(super) yields: Option<Vec<f64>>,
}

impl StageNetwork {
    /// How far the shares of what leaves a stage may sum from 1, for what decimals cannot say
    /// exactly. They are divided by their sum, so that nothing is lost.
    pub const TOLERANCE: f64 = 1e-9;

    /// The network of these stages over these years. New devices enter the first of them.
    ///
    /// # Errors
    /// - [`StageError::NoStage`], [`StageError::Twice`], [`StageError::Unknown`].
    /// - [`StageError::NoShare`] with the first year for which a share or yield is missing.
    /// - [`StageError::Shares`] with the stage, the year and the sum, if the shares do not sum
    ///   to 1 within [`TOLERANCE`](Self::TOLERANCE).
    /// - [`StageError::Cycle`] with the stages from which devices would come back.
    /// - [`StageError::Stock`] as [`SurvivalTable::new`], with the stage.
    pub fn new(
        intervals: &Intervals,
        stages: impl IntoIterator<Item = Stage>,
    ) -> Result<Self, StageError> {
        let stages: Vec<Stage> = stages.into_iter().collect();
        if stages.is_empty() {
            return Err(StageError::NoStage);
        }
        let names: Vec<&str> = stages.iter().map(Stage::name).collect();
        for (k, name) in names.iter().enumerate() {
            if names[..k].contains(name) {
                return Err(StageError::Twice {
                    stage: name.to_string(),
                });
            }
        }
        let nodes: Vec<Node> = stages
            .iter()
            .map(|stage| Node::new(stage, &names, intervals))
            .collect::<Result<_, _>>()?;
        let next: Vec<Vec<usize>> = nodes
            .iter()
            .map(|node| node.edges.iter().filter_map(|edge| edge.to).collect())
            .collect();
        let order = order(&next).map_err(|way| StageError::Cycle {
            stages: way.iter().map(|&k| names[k].to_string()).collect(),
        })?;
        Ok(Self {
            intervals: intervals.clone(),
            nodes,
            order,
        })
    }

    /// The years and their intervals.
    pub fn intervals(&self) -> &Intervals {
        &self.intervals
    }

    /// The names of the stages, in the order in which they were given.
    pub fn stages(&self) -> impl ExactSizeIterator<Item = &str> {
        self.nodes.iter().map(|node| node.name.as_str())
    }

    /// Stocks and flows of all stages from what is put on the market, which enters the first.
    ///
    /// Shape: one inflow per year of the network, in order.
    ///
    /// # Equation
    /// As in [`stages`](super).
    ///
    /// # Source
    /// As in [`stages`](super).
    ///
    /// # Errors
    /// [`StageError::Stock`] if there is not one inflow per year, with every year whose inflow is
    /// negative, or if a value is too large for a number; [`StageError::Overflow`] if a sum is.
    ///
    /// # Example
    /// ```
    /// use ict_impact::column::ColumnBuf;
    /// use ict_impact::fleet::{Intervals, Lifetime, Stage, StageNetwork, Years};
    /// use ict_impact::quantity::Devices;
    /// use ict_impact::time::Year;
    /// let years = Intervals::yearly(Year::of::<2020>(), Year::of::<2022>())?;
    /// let in_use = Stage::new("in use", Lifetime::fixed(Years::new(1.0))?);
    /// let sold = ColumnBuf::<Devices>::from_base(vec![5.0, 7.0, 0.0])?;
    /// let flows = StageNetwork::new(&years, [in_use])?.inflow_driven(sold.column())?;
    /// assert_eq!(flows.total().outflow().base(), [0.0, 5.0, 7.0]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn inflow_driven<Q: Flow>(
        &self,
        put_on_market: Column<'_, Q>,
    ) -> Result<StageFlows<Q>, StageError> {
        match self.nodes.first() {
            Some(first) => self.inflow_driven_into(&[(&first.name, put_on_market)]),
            None => Err(StageError::NoStage),
        }
    }

    /// The same from what enters any of the stages from outside: new devices, and for example
    /// imports of used ones into a second life.
    ///
    /// Shape: stages and their inflows, one per year of the network; what is given twice adds.
    ///
    /// # Errors
    /// As [`inflow_driven`](Self::inflow_driven); [`StageError::Unknown`].
    ///
    /// # Example
    /// ```
    /// use ict_impact::column::ColumnBuf;
    /// use ict_impact::fleet::{Intervals, Lifetime, Stage, StageNetwork, Years};
    /// use ict_impact::quantity::{Devices, Share};
    /// use ict_impact::time::Year;
    /// let year = Lifetime::fixed(Years::new(1.0))?;
    /// let network = StageNetwork::new(&Intervals::yearly(Year::of::<2020>(), Year::of::<2021>())?, [
    ///     Stage::new("in use", year.clone()).then("second life", Share::WHOLE),
    ///     Stage::new("second life", year),
    /// ])?;
    /// let sold = ColumnBuf::<Devices>::from_base(vec![5.0, 0.0])?;
    /// let imported = ColumnBuf::<Devices>::from_base(vec![0.0, 2.0])?;
    /// let flows = network.inflow_driven_into(&[
    ///     ("in use", sold.column()),
    ///     ("second life", imported.column()),
    /// ])?;
    /// let second = flows.stage("second life").ok_or("no such stage")?;
    /// assert_eq!(second.flows().inflow().base(), [0.0, 7.0]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn inflow_driven_into<Q: Flow>(
        &self,
        from_outside: &[(&str, Column<'_, Q>)],
    ) -> Result<StageFlows<Q>, StageError> {
        let years = self.intervals.years();
        let names: Vec<&str> = self.stages().collect();
        let mut into: Vec<Vec<Column<'_, Q>>> = self.nodes.iter().map(|_| Vec::new()).collect();
        for &(name, inflow) in from_outside {
            let stage = find(&names, name, || {
                "an inflow from outside enters it".to_string()
            })?;
            one_per_year(INFLOW, years, inflow.base()).map_err(self.nodes[stage].failed())?;
            into[stage].push(inflow);
        }
        let into = into
            .iter()
            .map(|columns| crate::fleet::total::sum_rows(years.len(), columns))
            .collect::<Result<Vec<ColumnBuf<Q>>, _>>()?;
        StageFlows::compute(self, into)
    }
}

impl Node {
    fn new(stage: &Stage, names: &[&str], intervals: &Intervals) -> Result<Self, StageError> {
        let years = intervals.years();
        let table = SurvivalTable::new(intervals, &stage.lifetimes, stage.entry);
        let table = table.map_err(|error| StageError::Stock {
            stage: stage.name.clone(),
            error,
        })?;
        let mut edges: Vec<Edge> = stage
            .routes
            .iter()
            .map(|route| Edge::new(route, stage, names, years))
            .collect::<Result<_, _>>()?;
        if edges.is_empty() {
            edges.push(Edge {
                to: None,
                shares: alloc::vec![1.0; years.len()],
                yields: None,
            });
        }
        let constant = stage
            .routes
            .iter()
            .all(|route| matches!(route.share, ByYear::Constant(_)));
        for (t, &year) in years.iter().enumerate() {
            let sum: ExactSum = edges.iter().map(|edge| edge.shares[t]).collect();
            let refused = |sum| StageError::Shares {
                stage: stage.name.clone(),
                year: (!constant).then_some(year),
                sum,
            };
            let sum = sum.value().map_err(|_| refused(f64::NAN))?;
            if (sum - 1.0).abs() > StageNetwork::TOLERANCE {
                return Err(refused(sum));
            }
            for edge in &mut edges {
                edge.shares[t] /= sum;
            }
        }
        Ok(Self {
            name: stage.name.clone(),
            entry: stage.entry,
            table,
            edges,
        })
    }

    /// The error of this stage.
    pub(super) fn failed(&self) -> impl Fn(crate::fleet::StockError) -> StageError + '_ {
        |error| StageError::Stock {
            stage: self.name.clone(),
            error,
        }
    }
}

impl Edge {
    fn new(
        route: &Route,
        stage: &Stage,
        names: &[&str],
        years: &[Year],
    ) -> Result<Self, StageError> {
        let named_by = || format!("devices go to it after `{}`", stage.name);
        let to = match &route.to {
            Some(name) => Some(find(names, name, named_by)?),
            None => None,
        };
        let each = |what, by_year: &ByYear<Share>| -> Result<Vec<f64>, StageError> {
            let share = |&year| match by_year.at(year) {
                Some(share) => Ok(share.get()),
                None => Err(StageError::NoShare {
                    stage: stage.name.clone(),
                    to: route.target().to_string(),
                    what,
                    year,
                }),
            };
            years.iter().map(share).collect()
        };
        Ok(Self {
            to,
            shares: each("share", &route.share)?,
            yields: match &route.refurbished {
                Some(yields) => Some(each("yield", yields)?),
                None => None,
            },
        })
    }
}

/// The position of the stage of this name.
fn find(
    names: &[&str],
    name: &str,
    named_by: impl FnOnce() -> String,
) -> Result<usize, StageError> {
    let place = names.iter().position(|&stage| stage == name);
    place.ok_or_else(|| StageError::Unknown {
        stage: name.to_string(),
        named_by: named_by(),
        stages: names.iter().map(ToString::to_string).collect(),
    })
}
