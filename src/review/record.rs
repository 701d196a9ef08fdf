//! The ledger of a review: which files were read, which series came of them, and which facts
//! rest on which series.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::source::ledger::{Explanation, Ledger, NewStep, Outcome, StepNumber};
use crate::source::{Digest, LedgerError};

use super::dataset::Cell;
use super::{Entity, Fact, Observation, Period, Publication, Review, ReviewError};

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
    /// that no file accounts for are recorded as given by the program. `code` names the program
    /// and its version.
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
        };
        recorder.read(inputs)?;
        let validated = recorder.validate()?;
        recorder.series(validated)?;
        let facts = recorder.facts()?;
        recorder.lines(&facts)?;
        Ok(ReviewRecord {
            review: self,
            ledger: recorder.ledger,
            facts,
        })
    }

    /// Every fact of the review: of each indicator and group both bienniums, then every year.
    pub fn facts(&self) -> impl Iterator<Item = &Fact> {
        let compared = self
            .comparisons
            .iter()
            .flat_map(|c| [&c.previous, &c.current]);
        compared.chain(&self.trends)
    }
}

impl<'a> ReviewRecord<'a> {
    /// The ledger.
    pub const fn ledger(&self) -> &Ledger {
        &self.ledger
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
        let fact = self
            .review
            .facts()
            .find(|f| f.indicator == indicator && f.group == group && f.period == period);
        let mut rows = Vec::new();
        for member in fact.into_iter().flat_map(Fact::contributors) {
            for year in period.years() {
                // The indicator of a fact is one of the dataset.
                rows.extend(data.rows(member, year, indicator).unwrap_or_default());
            }
        }
        rows.into_iter()
            .filter_map(|row| Some((row, data.observations().get(row)?)))
    }
}

struct Recorder<'a> {
    review: &'a Review,
    ledger: Ledger,
    /// Steps that read, each with one past the last observation that it read.
    reads: Vec<(usize, StepNumber)>,
    series: BTreeMap<(usize, Entity), StepNumber>,
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
            let step = NewStep::new("read", "observations given by the program")
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
            let mut values = Vec::new();
            let mut reads = Vec::new();
            for cell in cells {
                values.push((cell.place.year(), cell.state.amount()));
                for &row in data.rows_of(cell) {
                    let read = self
                        .reads
                        .partition_point(|(last, _)| *last <= row as usize);
                    reads.extend(self.reads.get(read).map(|(_, step)| *step));
                }
            }
            reads.sort_unstable();
            reads.dedup();
            let subject = format!("{} {entity}", entry.indicator.code());
            let step = NewStep::new("series", subject)
                .with_inputs(reads)
                .with_input(validated);
            let outcome = Outcome::of(&values).map_err(LedgerError::from)?;
            let text = match values.len() {
                1 => "1 year".to_string(),
                years => format!("{years} years"),
            };
            let step = self.ledger.append(step, outcome.with_text(text))?;
            self.series.insert((indicator, entity), step);
        }
        Ok(())
    }

    fn facts(&mut self) -> Result<BTreeMap<(String, String, Period), StepNumber>, ReviewError> {
        let mut steps = BTreeMap::new();
        for fact in self.review.facts() {
            let key = (fact.indicator.clone(), fact.group.clone(), fact.period);
            if steps.contains_key(&key) {
                continue;
            }
            let subject = format!("{} {} {}", fact.indicator, fact.group, fact.period);
            let inputs = self.behind(fact);
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

    /// The series that a fact rests on: of the indicator and of what it is made of.
    fn behind(&self, fact: &Fact) -> Vec<StepNumber> {
        let indicators = self.review.dataset.indicators();
        let Ok(indicator) = indicators.get(&fact.indicator) else {
            return Vec::new();
        };
        let codes = core::iter::once(indicator.code()).chain(indicator.parts());
        let places: Vec<usize> = codes.filter_map(|code| indicators.index(code)).collect();
        let mut steps: Vec<StepNumber> = fact
            .contributors()
            .flat_map(|member| places.iter().map(move |place| (*place, member)))
            .filter_map(|key| self.series.get(&key).copied())
            .collect();
        steps.sort_unstable();
        steps.dedup();
        steps
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
