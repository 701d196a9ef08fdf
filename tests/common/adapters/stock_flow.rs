//! Adapters of the suite `stock_flow`: dynamic stocks.

use ict_impact::column::ColumnBuf;
use ict_impact::fleet::{
    CohortLifetimes, Entry as EntryPoint, Intervals, Lifetime, LifetimeError, NegativeInflow,
    StockAndFlows, StockError, SurvivalTable, Years,
};
use ict_impact::quantity::Devices;
use ict_impact::time::Year;
use serde_json::Value;

use super::super::inputs::{Inputs, OneOrMany};
use super::super::output::{AdapterError, Output};
use super::Entry;

pub(super) const ADAPTERS: &[Entry] = &[
    ("stock.inflow_driven", inflow_driven),
    ("stock.stock_driven", stock_driven),
];

fn inflow_driven(inputs: &Inputs<'_>) -> Result<Output, AdapterError> {
    let table = table(inputs)?;
    let inflow = devices(inputs.series("inflow")?)?;
    let flows = match inputs.opt_series("initial_stock_by_cohort")? {
        None => table.inflow_driven(inflow.column())?,
        Some(initial) => {
            let rest = devices(after(inputs.series("inflow")?, initial.len()))?;
            table.inflow_driven_from(devices(initial)?.column(), rest.column())?
        }
    };
    output(&flows)
}

fn stock_driven(inputs: &Inputs<'_>) -> Result<Output, AdapterError> {
    let table = table(inputs)?;
    let policy = match inputs.opt_text("negative_inflow")? {
        None | Some("keep") => NegativeInflow::Keep,
        Some("shrink_cohorts") => NegativeInflow::ShrinkCohorts,
        Some(_) => return Err(inputs.unfit("negative_inflow", "keep or shrink_cohorts")),
    };
    let stock = inputs.series("stock")?;
    let flows = match inputs.opt_series("initial_stock_by_cohort")? {
        None => table.stock_driven(devices(stock)?.column(), policy),
        Some(initial) => {
            let targets = devices(after(stock, initial.len()))?;
            table.stock_driven_from(devices(initial)?.column(), targets.column(), policy)
        }
    };
    output(&flows.map_err(undefined)?)
}

/// Where no inflow explains the stock, the inflow is undefined.
fn undefined(error: StockError) -> AdapterError {
    match error {
        StockError::NothingSurvives { .. } | StockError::NothingLeft { .. } => {
            AdapterError::undefined(error)
        }
        other => other.into(),
    }
}

/// What comes after the historic years.
fn after(values: Vec<f64>, historic: usize) -> Vec<f64> {
    values.into_iter().skip(historic).collect()
}

fn devices(values: Vec<f64>) -> Result<ColumnBuf<Devices>, AdapterError> {
    Ok(ColumnBuf::from_base(values)?)
}

fn output(flows: &StockAndFlows<Devices>) -> Result<Output, AdapterError> {
    let output = Output::new()
        .set("inflow", flows.inflow().base())
        .set("stock", flows.stock().base())
        .set("outflow", flows.outflow().base())
        .set("survival_first_cohort", flows.table().cohort(0));
    let last = flows.years().last().copied();
    Ok(
        match last.map(|year| flows.cohorts(year)).transpose()?.flatten() {
            None => output,
            Some(ages) => output
                .set("stock_by_cohort_last_year", ages.stock().base())
                .set("outflow_by_cohort_last_year", ages.outflow().base()),
        },
    )
}

fn table(inputs: &Inputs<'_>) -> Result<SurvivalTable, AdapterError> {
    let years = inputs.years("years")?;
    let years = years.into_iter().map(|year| Year::new(year.into()));
    let intervals = Intervals::new(&years.collect::<Result<Vec<_>, _>>()?)?;
    let lifetime = inputs.object("lifetime")?;
    let entry = entry_point(&lifetime)?;
    Ok(SurvivalTable::new(
        &intervals,
        &lifetimes(&lifetime, intervals.years().len())?,
        entry,
    )?)
}

fn entry_point(lifetime: &Inputs<'_>) -> Result<EntryPoint, AdapterError> {
    match lifetime.value("entry")? {
        Value::String(text) if text == "start" => Ok(EntryPoint::Start),
        Value::String(text) if text == "middle" => Ok(EntryPoint::Middle),
        Value::String(text) if text == "end" => Ok(EntryPoint::End),
        Value::Object(_) => {
            let nodes = lifetime.object("entry")?.i64("gauss_lobatto")?;
            Ok(EntryPoint::gauss_lobatto(usize::try_from(nodes)?)?)
        }
        _ => Err(lifetime.unfit("entry", "start, middle, end or {gauss_lobatto}")),
    }
}

fn lifetimes(lifetime: &Inputs<'_>, years: usize) -> Result<CohortLifetimes, AdapterError> {
    let odym = lifetime.opt_bool("odym_log_normal_moments")? == Some(true);
    let two = |first, second, of: fn(f64, f64) -> Result<Lifetime, LifetimeError>| {
        each(
            lifetime.one_or_many(first)?,
            lifetime.one_or_many(second)?,
            of,
        )
    };
    let one = |of: fn(f64) -> Result<Lifetime, LifetimeError>| {
        each_one(lifetime.one_or_many("mean")?, of)
    };
    let mut lifetimes = match lifetime.text("distribution")? {
        "fixed" => one(|mean| Lifetime::fixed(Years::new(mean)))?,
        "exponential" => one(|mean| Lifetime::exponential(Years::new(mean)))?,
        "normal" => two("mean", "std", |m, s| {
            Lifetime::normal(Years::new(m), Years::new(s))
        })?,
        "folded_normal" => two("mean", "std", |m, s| {
            Lifetime::folded_normal(Years::new(m), Years::new(s))
        })?,
        "log_normal" if odym => two("mean", "std", |m, s| {
            Lifetime::log_normal_with_odym_moments(Years::new(m), Years::new(s))
        })?,
        "log_normal" => two("mean", "std", |m, s| {
            Lifetime::log_normal(Years::new(m), Years::new(s))
        })?,
        "weibull" => two("shape", "scale", |k, s| Lifetime::weibull(k, Years::new(s)))?,
        "gamma" => two("shape", "scale", |k, s| Lifetime::gamma(k, Years::new(s)))?,
        other => return Err(AdapterError::unsupported(format!("distribution {other}"))),
    };
    if let Some(factors) = factors(lifetime, "factor_by_cohort", years)? {
        lifetimes = lifetimes.with_factor_by_cohort(factors)?;
    }
    if let Some(factors) = factors(lifetime, "factor_by_year", years)? {
        lifetimes = lifetimes.with_factor_by_year(factors)?;
    }
    Ok(lifetimes)
}

/// One factor for all years, or one for each.
fn factors(
    lifetime: &Inputs<'_>,
    field: &str,
    years: usize,
) -> Result<Option<Vec<f64>>, AdapterError> {
    if !lifetime.has(field) {
        return Ok(None);
    }
    Ok(Some(match lifetime.one_or_many(field)? {
        OneOrMany::One(factor) => vec![factor; years],
        OneOrMany::Many(factors) => factors,
    }))
}

/// One lifetime for all, or one for each cohort where either parameter is listed.
pub(super) fn each(
    first: OneOrMany,
    second: OneOrMany,
    of: fn(f64, f64) -> Result<Lifetime, LifetimeError>,
) -> Result<CohortLifetimes, AdapterError> {
    use OneOrMany::{Many, One};
    let many = match (first, second) {
        (One(a), One(b)) => return Ok(of(a, b)?.into()),
        (One(a), Many(b)) => b.into_iter().map(|b| of(a, b)).collect(),
        (Many(a), One(b)) => a.into_iter().map(|a| of(a, b)).collect(),
        (Many(a), Many(b)) => a.into_iter().zip(b).map(|(a, b)| of(a, b)).collect(),
    };
    let many: Result<Vec<Lifetime>, LifetimeError> = many;
    Ok(many?.into())
}

fn each_one(
    parameter: OneOrMany,
    of: fn(f64) -> Result<Lifetime, LifetimeError>,
) -> Result<CohortLifetimes, AdapterError> {
    match parameter {
        OneOrMany::One(value) => Ok(of(value)?.into()),
        OneOrMany::Many(values) => {
            let each: Result<Vec<Lifetime>, LifetimeError> = values.into_iter().map(of).collect();
            Ok(each?.into())
        }
    }
}
