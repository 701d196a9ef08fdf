use alloc::vec::Vec;

use super::sampler::{Sampler, Slots};
use super::{MonteCarlo, MonteCarloError};
use crate::quantity::Quantity;

/// `W` values of a model for each sample, in the order of the samples.
pub(super) fn run<const W: usize>(
    run: MonteCarlo,
    slots: &Slots,
    used: &[usize],
    model: impl Fn(&[f64], u64) -> Result<[f64; W], MonteCarloError>,
) -> Result<Vec<[f64; W]>, MonteCarloError> {
    let mut rows = alloc::vec![[0.0; W]; run.samples() as usize];
    fill(slots.sampler(run.seed(), used, 0), &mut rows, model)?;
    Ok(rows)
}

/// [`run`] on the threads of the current rayon pool: a sample does not depend on its chunk.
#[cfg(feature = "parallel")]
pub(super) fn par_run<const W: usize>(
    run: MonteCarlo,
    slots: &Slots,
    used: &[usize],
    model: impl Fn(&[f64], u64) -> Result<[f64; W], MonteCarloError> + Sync,
) -> Result<Vec<[f64; W]>, MonteCarloError> {
    use rayon::prelude::*;
    /// Samples of a chunk: many blocks of random numbers for each stream that is opened.
    const CHUNK: usize = 4096;
    let mut rows = alloc::vec![[0.0; W]; run.samples() as usize];
    let chunks = rows.par_chunks_mut(CHUNK).enumerate();
    let filled: Vec<Result<(), MonteCarloError>> = chunks
        .map(|(chunk, rows)| {
            let first = chunk as u64 * CHUNK as u64;
            fill(slots.sampler(run.seed(), used, first), rows, &model)
        })
        .collect();
    // The error of the first sample that has one, whichever thread met it.
    filled.into_iter().collect::<Result<(), _>>()?;
    Ok(rows)
}

fn fill<const W: usize>(
    mut sampler: Sampler<'_>,
    rows: &mut [[f64; W]],
    model: impl Fn(&[f64], u64) -> Result<[f64; W], MonteCarloError>,
) -> Result<(), MonteCarloError> {
    for row in rows {
        let (values, sample) = sampler.draw()?;
        *row = model(values, sample)?;
    }
    Ok(())
}

/// The value of a sample, if its quantity has it.
pub(super) fn checked<Q: Quantity>(value: f64, sample: u64) -> Result<f64, MonteCarloError> {
    let checked = Q::check(value).map_err(|error| MonteCarloError::Model { sample, error });
    checked.map(|()| value)
}
