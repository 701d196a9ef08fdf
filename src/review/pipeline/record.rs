//! The ledger of a review: which files were read, which series came of them, and which facts
//! rest on which series.

use alloc::borrow::Cow;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::source::ledger::{Explanation, Ledger, NewStep, Outcome, StepNumber};
use crate::source::{Digest, LedgerError};

use crate::review::dataset::Cell;
use crate::review::{
    CoverageWeight, Dataset, Entity, Fact, Observation, Period, Publication, RestatedComparison,
    Review, ReviewError,
};

/// What stands before the code of a group in the name of the total of its organisations.
const ORGANISATIONS: &str = "organisations of ";

/// A file or table that observations were read from.
///
/// # Example
/// ```
/// use ict_impact::review::Input;
/// use ict_impact::source::Digest;
/// let bytes = b"entity,year,indicator,value,unit,source\n";
/// let file = Input::new("reports/kenya.csv", Digest::of_bytes(bytes), 0);
/// assert_eq!(file.name(), "reports/kenya.csv");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Input {
    name: String,
    digest: Digest,
    observations: usize,
}

impl Input {
    /// A file with the SHA-256 of its bytes, and how many observations were read from it.
    pub fn new(name: impl Into<String>, digest: Digest, observations: usize) -> Self {
        Self {
            name: name.into(),
            digest,
            observations,
        }
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The SHA-256 of its bytes.
    pub const fn digest(&self) -> Digest {
        self.digest
    }

    /// How many observations were read from it.
    pub const fn observations(&self) -> usize {
        self.observations
    }
}

/// A review with the ledger of its steps.
///
/// The ledger names values by their digests. Whoever may guess a value can check the guess, so a
/// ledger over confidential values goes to those who may see the values; everyone else gets its
/// [`Seal`](crate::source::ledger::Seal).
///
/// The total of the organisations of a group is the fact of the group `organisations of LDC`, and
/// that of a part of what its members reported the one of `stage=use LDC`.
#[derive(Debug)]
pub struct ReviewRecord<'a> {
    review: &'a Review,
    ledger: Ledger,
    facts: BTreeMap<(String, String, Period), StepNumber>,
}

impl Review {
    /// Records the steps of this review: what was read, what of it could be used, and what came
    /// of it.
    ///
    /// `inputs` are the files in the order in which their observations were given. Observations
    /// that no file accounts for are recorded as received from the program. `code` names the
    /// program and its version.
    ///
    /// # Errors
    /// [`ReviewError::Ledger`] if there are more steps than a ledger numbers;
    /// [`ReviewError::Inputs`] if the files have more observations than there are.
    ///
    /// # Example
    /// ```
    /// use ict_impact::review::{Period, ReviewOptions, panel, review};
    /// use ict_impact::time::{Biennium, Year};
    /// let observations = panel::observations(Year::of::<2020>(), Year::of::<2023>())?;
    /// let review = review(observations, &ReviewOptions::of(Biennium::of::<2022>()))?;
    /// let record = review.record(&[], "example 1.0")?;
    /// let period = Period::Biennium(Biennium::of::<2022>());
    /// let explained = record.explain("PRJ.GRID.CI", "LDC", period)?.ok_or("no such fact")?;
    /// assert!(explained.to_string().contains("aggregate PRJ.GRID.CI LDC 2022–2023"));
    /// assert!(record.rows("PRJ.GRID.CI", "LDC", period).count() > 40);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn record(
        &self,
        inputs: &[Input],
        code: impl Into<String>,
    ) -> Result<ReviewRecord<'_>, ReviewError> {
        let mut recorder = Recorder {
            review: self,
            ledger: Ledger::new(code),
            reads: Vec::new(),
            series: BTreeMap::new(),
            weights: Vec::new(),
            fills: None,
        };
        recorder.read(inputs)?;
        let validated = recorder.validate()?;
        recorder.series(validated)?;
        recorder.weights(validated)?;
        recorder.fills(validated)?;
        let facts = recorder.facts()?;
        recorder.restatements()?;
        recorder.targets(&facts)?;
        recorder.lines(&facts)?;
        Ok(ReviewRecord {
            review: self,
            ledger: recorder.ledger,
            facts,
        })
    }
}

impl<'a> ReviewRecord<'a> {
    /// The ledger.
    pub const fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// The ledger by itself, to which further steps can be added, such as the files written.
    pub fn into_ledger(self) -> Ledger {
        self.ledger
    }

    /// The steps behind a fact, down to what was read; none if there is no such fact.
    ///
    /// # Errors
    /// [`LedgerError`], which the way the ledger was made rules out.
    pub fn explain(
        &self,
        indicator: &str,
        group: &str,
        period: Period,
    ) -> Result<Option<Explanation<'_>>, LedgerError> {
        let key = (indicator.to_string(), group.to_string(), period);
        let step = self.facts.get(&key);
        step.map(|&step| self.ledger.explain(step)).transpose()
    }

    /// The observations behind a fact, with their places in what was given.
    pub fn rows(
        &self,
        indicator: &str,
        group: &str,
        period: Period,
    ) -> impl Iterator<Item = (usize, &'a Observation)> {
        let data = &self.review.dataset;
        let mut facts = named_facts(self.review);
        let fact = facts.find(|(of, fact)| {
            fact.indicator == indicator && *of == *group && fact.period == period
        });
        let fact = fact.map(|(_, fact)| fact);
        let part = fact.map(|fact| &fact.part).filter(|part| !part.is_whole());
        let contributors = fact.into_iter().flat_map(Fact::contributors);
        let mut rows = Vec::new();
        for member in contributors {
            for year in period.years() {
                match part {
                    // The indicator of a fact is one of the dataset.
                    None => rows.extend(data.rows(member, year, indicator).unwrap_or_default()),
                    Some(part) => {
                        let cells = data.parts_of(indicator, member, year).iter();
                        let of = cells.map(|cell| cell.row as usize);
                        rows.extend(of.filter(|row| {
                            let row = data.observations().get(*row);
                            row.is_some_and(|row| row.key.part.is_within(part))
                        }));
                    }
                }
            }
        }
        rows.into_iter()
            .filter_map(|row| Some((row, data.observations().get(row)?)))
    }
}

/// Every fact with the name of its group, the totals of organisations last.
fn named_facts(review: &Review) -> impl Iterator<Item = (Cow<'_, str>, &Fact)> {
    let of_countries = review.facts().map(|fact| {
        let name = match fact.part.is_whole() {
            true => Cow::from(fact.group.as_str()),
            false => Cow::from(format!("{} {}", fact.part, fact.group)),
        };
        (name, fact)
    });
    let of_organisations = review.organisations.iter().map(|of| {
        let name = format!("{ORGANISATIONS}{}", of.fact.group);
        (Cow::from(name), &of.fact)
    });
    of_countries.chain(of_organisations)
}

struct Recorder<'a> {
    review: &'a Review,
    ledger: Ledger,
    /// Steps that read, each with one past the last observation that it read.
    reads: Vec<(usize, StepNumber)>,
    series: BTreeMap<(usize, Entity), StepNumber>,
    /// What coverage is weighed by, one step for each amount.
    weights: Vec<StepNumber>,
    /// What was filled, if there was anything to fill.
    fills: Option<StepNumber>,
}

impl Recorder<'_> {
    fn read(&mut self, inputs: &[Input]) -> Result<(), ReviewError> {
        let observations = self.review.dataset.observations();
        let mut read = 0;
        for input in inputs {
            read += input.observations;
            let step = NewStep::new("read", &input.name)
                .with_parameter("observations", input.observations);
            let step = self.ledger.append(step, Outcome::made(input.digest))?;
            self.reads.push((read, step));
        }
        let Some(rest) = observations.get(read..) else {
            return Err(ReviewError::Inputs {
                read,
                given: observations.len(),
            });
        };
        if !rest.is_empty() {
            let step = NewStep::new("receive", "observations of the program")
                .with_parameter("observations", rest.len());
            let step = self
                .ledger
                .append(step, Outcome::of(rest).map_err(LedgerError::from)?)?;
            self.reads.push((observations.len(), step));
        }
        Ok(())
    }

    fn validate(&mut self) -> Result<StepNumber, ReviewError> {
        let findings = &self.review.findings;
        let step = NewStep::new("validate", "all observations")
            .with_parameter("biennium", self.review.biennium)
            .with_inputs(self.reads.iter().map(|(_, step)| *step));
        let outcome = Outcome::of(findings).map_err(LedgerError::from)?;
        let text = format!("{} findings", findings.len());
        Ok(self.ledger.append(step, outcome.with_text(text))?)
    }

    /// One step for each indicator and entity: the values that can be used.
    fn series(&mut self, validated: StepNumber) -> Result<(), ReviewError> {
        let data = &self.review.dataset;
        let same = |a: &Cell, b: &Cell| {
            (a.place.indicator(), a.place.entity()) == (b.place.indicator(), b.place.entity())
        };
        for cells in data.cells().chunk_by(same) {
            let Some(first) = cells.first() else {
                continue;
            };
            let indicator = first.place.indicator();
            let (Some(entry), Some((entity, _))) =
                (data.indicators().at(indicator), data.whose(first))
            else {
                continue;
            };
            let series = data.series_at(Some(indicator));
            let (mut values, mut divided) = (Vec::new(), Vec::new());
            let mut reads = Vec::new();
            for cell in cells {
                values.push((cell.place.year(), cell.state.amount()));
                let parts = match data.whose(cell) {
                    Some((_, year)) => series.parts(data.member(entity), year),
                    None => &[],
                };
                for part in parts {
                    let key = data.observation(part.row).map(|row| &row.key.part);
                    divided.push((cell.place.year(), key, part.state.amount()));
                }
                let rows = parts.iter().map(|part| part.row);
                for row in data.rows_of(cell).iter().copied().chain(rows) {
                    reads.extend(self.read_of(row));
                }
            }
            reads.sort_unstable();
            reads.dedup();
            let subject = format!("{} {entity}", entry.indicator.code());
            let step = NewStep::new("series", subject)
                .with_inputs(reads)
                .with_input(validated);
            let outcome = match divided.is_empty() {
                true => Outcome::of(&values),
                false => Outcome::of(&(&values, &divided)),
            };
            let outcome = outcome.map_err(LedgerError::from)?;
            let text = match values.len() {
                1 => "1 year".to_string(),
                years => format!("{years} years"),
            };
            let step = self.ledger.append(step, outcome.with_text(text))?;
            self.series.insert((indicator, entity), step);
        }
        Ok(())
    }

    /// One step for each amount that coverage is weighed by: the values of everyone.
    fn weights(&mut self, validated: StepNumber) -> Result<(), ReviewError> {
        let data = &self.review.dataset;
        for code in CoverageWeight::ALL
            .iter()
            .filter_map(|weight| weight.code())
        {
            let cells = data.series(code).cells();
            if cells.is_empty() {
                continue;
            }
            let rows = cells.iter().flat_map(|cell| data.rows_of(cell)).copied();
            let reads: BTreeSet<StepNumber> = rows.filter_map(|row| self.read_of(row)).collect();
            let values = cells.iter();
            let values = values.map(|cell| (data.whose(cell), cell.state.amount()));
            let values: Vec<_> = values.collect();
            let step = NewStep::new("weigh", code)
                .with_inputs(reads)
                .with_input(validated);
            let outcome = Outcome::of(&values).map_err(LedgerError::from)?;
            let outcome = outcome.with_text(format!("{} values", values.len()));
            self.weights.push(self.ledger.append(step, outcome)?);
        }
        Ok(())
    }

    /// One step for what was filled and what stayed open.
    fn fills(&mut self, validated: StepNumber) -> Result<(), ReviewError> {
        let fills = &self.review.fills;
        let (lines, peers, open) = (fills.lines(), fills.in_totals_only(), fills.open());
        if lines.is_empty() && peers.is_empty() && open.is_empty() {
            return Ok(());
        }
        let step = NewStep::new("fill", "gaps")
            .with_inputs(self.reads.iter().map(|(_, step)| *step))
            .with_input(validated);
        let outcome = Outcome::of(&(lines, peers, open)).map_err(LedgerError::from)?;
        let text = format!(
            "{} filled, {} in totals only, {} open",
            lines.len(),
            peers.len(),
            open.len()
        );
        self.fills = Some(self.ledger.append(step, outcome.with_text(text))?);
        Ok(())
    }

    /// The step that read an observation.
    fn read_of(&self, row: u32) -> Option<StepNumber> {
        let read = self
            .reads
            .partition_point(|(last, _)| *last <= row as usize);
        self.reads.get(read).map(|(_, step)| *step)
    }

    fn facts(&mut self) -> Result<BTreeMap<(String, String, Period), StepNumber>, ReviewError> {
        let mut steps = BTreeMap::new();
        for (group, fact) in named_facts(self.review) {
            let subject = format!("{} {group} {}", fact.indicator, fact.period);
            let key = (fact.indicator.clone(), group.into_owned(), fact.period);
            if steps.contains_key(&key) {
                continue;
            }
            let mut inputs = self.behind([fact]);
            inputs.extend(&self.weights);
            inputs.extend(self.fills.filter(|_| fact.estimate.is_some()));
            let step = NewStep::new("aggregate", subject)
                .with_parameter("method", fact.method)
                .with_parameter("members", fact.members)
                .with_parameter("least coverage", self.review.rule.least)
                .with_inputs(inputs);
            let outcome = Outcome::of(fact).map_err(LedgerError::from)?;
            let step = self.ledger.append(step, outcome.with_text(shown(fact)))?;
            steps.insert(key, step);
        }
        Ok(steps)
    }

    /// The series that facts of one indicator rest on: of the indicator and of what it is made of.
    fn behind<'f>(&self, facts: impl IntoIterator<Item = &'f Fact>) -> BTreeSet<StepNumber> {
        let indicators = self.review.dataset.indicators();
        let mut steps = BTreeSet::new();
        for fact in facts {
            // The indicator of a fact is one of the dataset.
            let Ok(indicator) = indicators.get(&fact.indicator) else {
                continue;
            };
            let codes = core::iter::once(indicator.code()).chain(indicator.parts());
            for place in codes.filter_map(|code| indicators.index(code)) {
                let of = fact.contributors().map(|member| (place, member));
                steps.extend(of.filter_map(|key| self.series.get(&key).copied()));
            }
        }
        steps
    }

    /// One step for each comparison with what was published then.
    fn restatements(&mut self) -> Result<(), ReviewError> {
        let Some(then) = self.review.then.as_ref().map(Dataset::observations) else {
            return Ok(());
        };
        let step = NewStep::new("receive", "values of the review before")
            .with_parameter("observations", then.len());
        let outcome = Outcome::of(then).map_err(LedgerError::from)?;
        let known_then = self.ledger.append(step, outcome)?;
        let review = self.review;
        for comparison in review.restated.iter().chain(&review.sign_flips) {
            let RestatedComparison {
                previous_restated,
                current,
                ..
            } = comparison;
            let subject = format!("{} {} {}", current.indicator, current.group, current.period);
            let inputs = self.behind([previous_restated, current]);
            let step = NewStep::new("compare with published", subject)
                .with_input(known_then)
                .with_inputs(inputs);
            let outcome = Outcome::of(comparison).map_err(LedgerError::from)?;
            let flips = match comparison.sign_flips() {
                true => "the sign flips",
                false => "the sign holds",
            };
            self.ledger.append(step, outcome.with_text(flips))?;
        }
        Ok(())
    }

    /// One step for each target, from the facts of its trend.
    fn targets(
        &mut self,
        facts: &BTreeMap<(String, String, Period), StepNumber>,
    ) -> Result<(), ReviewError> {
        for held in &self.review.targets {
            let (indicator, group) = (held.target.indicator(), held.target.group());
            let trend = self.review.trend(indicator, group).filter_map(|fact| {
                facts.get(&(fact.indicator.clone(), fact.group.clone(), fact.period))
            });
            let step = NewStep::new("target", held.target.name()).with_inputs(trend.copied());
            let outcome = Outcome::of(held).map_err(LedgerError::from)?;
            self.ledger.append(step, outcome)?;
        }
        Ok(())
    }

    /// One step for each Action Line, from the facts of its indicators for the whole.
    fn lines(
        &mut self,
        facts: &BTreeMap<(String, String, Period), StepNumber>,
    ) -> Result<(), ReviewError> {
        let biennium = Period::Biennium(self.review.biennium);
        for line in &self.review.action_lines {
            let of_line = line.indicators.iter().filter_map(|indicator| {
                let group = self.review.comparisons.first()?.current.group.clone();
                facts.get(&(indicator.indicator.clone(), group, biennium))
            });
            let step = NewStep::new("action line", format!("{} {}", line.line, line.name))
                .with_inputs(of_line.copied());
            let outcome = Outcome::of(line).map_err(LedgerError::from)?;
            self.ledger.append(step, outcome)?;
        }
        Ok(())
    }
}

fn shown(fact: &Fact) -> String {
    match (fact.value, &fact.publication) {
        (Some(value), _) => format!("{value} {}", fact.unit),
        (None, Publication::Withheld { .. }) => "withheld".to_string(),
        (None, Publication::NoData) => "no data".to_string(),
        (None, _) => "not published".to_string(),
    }
}
