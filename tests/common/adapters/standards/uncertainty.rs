//! Uncertainty and data quality.

use ict_impact::quantity::{Quantity, Ratio};
use ict_impact::uncertainty::{
    AcrossYears, DataQualityScores, GeometricSpread, InventoryCategory, PedigreeScores,
    RelativeUncertainty, Uncertain, approach_1, data_quality_rating, product_rule, sum_rule,
};

use super::{AdapterError, Inputs, Output, read_all};

fn percents(inputs: &Inputs<'_>, field: &str) -> Result<Vec<RelativeUncertainty>, AdapterError> {
    let percents = inputs.series(field)?.into_iter();
    Ok(percents
        .map(RelativeUncertainty::from_percent)
        .collect::<Result<_, _>>()?)
}

pub(super) fn products(inputs: &Inputs<'_>) -> Result<Output, AdapterError> {
    let combined = product_rule(&percents(inputs, "U_pct")?)?;
    Ok(Output::new().set("U_pct", combined.percent()))
}

pub(super) fn sums(inputs: &Inputs<'_>) -> Result<Output, AdapterError> {
    let values: Vec<Ratio> = read_all(inputs, "x", "1")?;
    let percents = percents(inputs, "U_pct")?;
    if percents.len() != values.len() {
        return Err(inputs.unfit("U_pct", "as many numbers as x has"));
    }
    let pairs = values.into_iter().zip(percents);
    let values = pairs
        .map(|(value, percent)| Uncertain::new(value, percent))
        .collect::<Result<Vec<_>, _>>()?;
    let total = sum_rule(&values)?;
    Ok(Output::new().set("U_pct", total.relative()?.percent()))
}

pub(super) fn approach1(inputs: &Inputs<'_>) -> Result<Output, AdapterError> {
    let mut categories = Vec::new();
    for row in inputs.rows("rows")? {
        let years = |correlated| match correlated {
            true => AcrossYears::Correlated,
            false => AcrossYears::Independent,
        };
        let category = InventoryCategory::new(
            Ratio::of(row.f64(1)?, "1")?,
            Ratio::of(row.f64(2)?, "1")?,
            RelativeUncertainty::from_percent(row.f64(3)?)?,
            RelativeUncertainty::from_percent(row.f64(4)?)?,
        )?;
        categories.push(category.across_years(years(row.bool(6)?), years(row.bool(5)?)));
    }
    let found = approach_1(&categories)?;
    Ok(Output::new()
        .set("total_C", found.base.base())
        .set("total_D", found.level.value().base())
        .set("U_total_pct", found.level.relative()?.percent())
        .set("U_trend_pp", found.trend.half_width())
        .set("trend_pct", found.trend.percent()))
}

pub(super) fn pedigree(inputs: &Inputs<'_>) -> Result<Output, AdapterError> {
    let whole = |score: f64| (1..=5_u8).find(|&whole| f64::from(whole) == score);
    let scores = inputs.series("scores")?.into_iter().map(whole);
    let scores: Option<Vec<u8>> = scores.collect();
    let scores = scores.ok_or_else(|| inputs.unfit("scores", "whole numbers from 1 to 5"))?;
    let scores = match (scores.as_slice().try_into(), scores.as_slice().try_into()) {
        (Ok(six), _) => PedigreeScores::expert(six)?,
        (_, Ok(five)) => PedigreeScores::empirical(five)?,
        _ => return Err(inputs.unfit("scores", "a list of five or six scores")),
    };
    let spread = scores.spread(GeometricSpread::from_gsd2(inputs.f64("basic")?)?)?;
    Ok(Output::new()
        .set("GSD2", spread.gsd2())
        .set("sigma", spread.sigma()))
}

pub(super) fn data_quality(inputs: &Inputs<'_>) -> Result<Output, AdapterError> {
    let score = |field| inputs.f64(field);
    let scores = DataQualityScores::new(score("TeR")?, score("GR")?, score("TiR")?, score("P")?)?;
    Ok(Output::new().set("DQR", data_quality_rating(scores).value()))
}
