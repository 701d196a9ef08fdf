//! Adapters of the suite `digital_services`: services: SCI, load curves, cloud, web and AI.

use ict_impact::energy::{LoadCurve, LoadPoint};
use ict_impact::quantity::{Quantity, Ratio, Share};

use super::{AdapterError, Entry, Inputs, Output};

pub(super) const ADAPTERS: &[Entry] = &[("power.load_curve", load_curve)];

fn load_curve(inputs: &Inputs<'_>) -> Result<Output, AdapterError> {
    let mut points = Vec::new();
    let factors = inputs.series("tdp_factor")?;
    let loads = inputs.series("x_pct")?;
    if loads.len() != factors.len() {
        return Err(inputs.unfit("tdp_factor", "a list as long as `x_pct`"));
    }
    for (percent, factor) in loads.into_iter().zip(factors) {
        let load = Share::from_percent(percent)?;
        points.push(LoadPoint::new(load, Ratio::of(factor, "1")?)?);
    }
    let load = Share::from_percent(inputs.f64("load_pct")?)?;
    let linear = LoadCurve::linear(points.clone())?.at(load)?;
    let spline = LoadCurve::natural_spline(points.clone())?.at(load)?;
    let polynomial = LoadCurve::polynomial(points)?.at(load)?;
    Ok(Output::new()
        .set("linear", linear.base())
        .set("natural_spline", spline.base())
        .set("polynomial", polynomial.base()))
}
