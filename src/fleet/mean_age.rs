use super::Years;
use crate::column::ColumnError;
use crate::numeric::ExactSum;

/// Amounts of known ages, added up exactly.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct MeanAge {
    /// All amounts together.
    pub(super) total: f64,
    /// Amount × age, all together.
    pub(super) aged: f64,
    /// None if there is no amount.
    pub(super) mean: Option<Years>,
}

impl MeanAge {
    /// Of pairs of age and amount.
    pub(super) fn of(parts: impl Iterator<Item = (f64, f64)>) -> Result<Self, ColumnError> {
        let (mut total, mut aged) = (ExactSum::new(), ExactSum::new());
        let (mut youngest, mut oldest) = (f64::INFINITY, 0.0_f64);
        for (age, amount) in parts {
            total.add(amount);
            aged.add_product(age, amount);
            if amount > 0.0 {
                (youngest, oldest) = (youngest.min(age), oldest.max(age));
            }
        }
        let total = total.value().map_err(ColumnError::Sum)?;
        let aged = aged.value().map_err(ColumnError::Sum)?;
        // The mean is among the ages; a quotient of rounded sums may be just outside.
        let mean = || Years::new((aged / total).max(youngest).min(oldest));
        Ok(Self {
            total,
            aged,
            mean: (total > 0.0).then(mean),
        })
    }
}
