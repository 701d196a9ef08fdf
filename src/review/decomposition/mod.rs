//! Which drivers made a total change, and by how much each?
//!
//! | to … | use |
//! |---|---|
//! | split a change over its factors | [`decompose`]: LMDI-I, or Shapley for negative factors |
//! | by logarithmic means | [`lmdi`] (LMDI-I, Ang 2005) |
//! | by the mean over all orders of change | [`shapley`] (Sun 1998, Albrecht et al. 2002) |
//! | get the factors from totals such as population, GDP, energy, emissions | [`chain`] (Kaya 1990) |
//! | split a change over members of a dataset | [`decompose_members`] |
//! | see whether published effects add up | [`closure`] |
//! | average two values as LMDI does | [`logarithmic_mean`] |
//!
//! A value is a product of factors in each sector (a country, a device kind, a fuel) and the
//! total is the sum over sectors. For ICT in use, E = users · devices per user · kWh per
//! device · gCO2e per kWh. LMDI-I leaves no residual and is the same split read backwards.
//!
//! Zeros are taken to their analytic limit (Wood and Lenzen 2006, Ang and Liu 2007), never
//! replaced by a small number. LMDI-I refuses negative factors; [`decompose`] then takes the
//! Shapley split, and [`Decomposition::method`] says so.

mod chain;
mod closure;
mod error;
mod logarithm;
mod members;
mod shapley;

pub use chain::chain;
pub use closure::{Closure, closure};
pub use error::{DecompositionError, Moment};
pub use logarithm::logarithmic_mean;
pub use members::{MemberDecomposition, NotSplit, decompose_members};
pub use shapley::{MOST_FACTORS, decompose, shapley};

use alloc::vec::Vec;

use crate::numeric::exp;
use crate::quantity::{Quantity, Ratio};

use super::amount::{finite, total};
use logarithm::{log_mean, log_ratio};

/// The factors of one sector at both moments.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sector<'a> {
    /// One value a factor at the start, in the order of the identity.
    pub start: &'a [f64],
    /// One value a factor at the end, in the same order and units.
    pub end: &'a [f64],
}

/// By which method a change was split.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[non_exhaustive]
pub enum SplitMethod {
    /// By logarithmic means: additive and multiplicative, for factors of 0 or more.
    LmdiI,
    /// By the mean over all orders of change: additive alone, for factors of any sign.
    Shapley,
}

/// What each factor added to the change of a total.
#[derive(Debug, Clone, PartialEq)]
pub struct Decomposition<Q> {
    method: SplitMethod,
    start: Q,
    end: Q,
    change: Q,
    effects: Vec<Q>,
    /// One row of effects a sector.
    by_sector: Vec<Vec<Q>>,
}

/// Splits the change of Σ x₁·x₂·…·xₙ over its factors, by LMDI-I.
///
/// # Equation
/// ```text
/// V  = Σᵢ Vᵢ,   Vᵢ = w · Πₖ xₖᵢ
/// ΔVₖ = Σᵢ L(Vᵢᵀ, Vᵢ⁰) · ln(xₖᵢᵀ / xₖᵢ⁰)         additive; Σₖ ΔVₖ = Vᵀ − V⁰
/// Dₖ  = exp( ΔVₖ / L(Vᵀ, V⁰) )                   multiplicative; Πₖ Dₖ = Vᵀ / V⁰
///
/// xₖᵢ  factor k of sector i, ≥ 0; units whose product is a fixed multiple of Q;
///      slices: one sector after the other, in each one value a factor
/// w    what a product of 1 is worth               [unit of Q], > 0
/// Vᵢ   value of sector i                          [unit of Q]
/// L    logarithmic mean, see `logarithmic_mean`   [unit of Q]
/// ⁰, ᵀ start and end
/// ```
/// Zeros: if a sector is zero at the start alone, the m of its factors that are zero there add
/// Vᵢᵀ/m each and the others nothing (m = 1: Vᵢᵀ); if at the end alone, −Vᵢ⁰/m each. If it is
/// zero at both, nothing adds anything. These are the limits as all zeros go to zero alike.
///
/// Sums over sectors are exact, so a group's effects are those of its members.
///
/// # Source
/// Ang (2005), Energy Policy 33, 867–871 (LMDI-I); Ang and Liu (2007), Energy Policy 35,
/// 238–246, and Wood and Lenzen (2006), Energy Policy 34, 1326–1331 (zeros).
///
/// # Errors
/// [`DecompositionError::Empty`], [`FactorCount`](DecompositionError::FactorCount),
/// [`Negative`](DecompositionError::Negative), [`Product`](DecompositionError::Product),
/// [`WorthOfOne`](DecompositionError::WorthOfOne); [`Quantity`](DecompositionError::Quantity)
/// if `Q` cannot hold an effect, as a share cannot hold a fall.
///
/// # Example
/// Twice the devices, each with half the energy: 8 kg as before, +x and −x.
/// ```
/// use ict_impact::quantity::Co2e;
/// use ict_impact::review::decomposition::{Sector, lmdi};
/// let kg_from_grams = Co2e::from_grams(1.0); // devices · kWh/device · g/kWh is in grams
/// let phones = Sector { start: &[10.0, 2.0, 400.0], end: &[20.0, 1.0, 400.0] };
/// let split = lmdi(kg_from_grams, &[phones])?;
/// assert_eq!(split.change().kg(), 0.0);
/// assert_eq!(split.effects()[0].kg(), 8.0 * core::f64::consts::LN_2);
/// assert_eq!(split.effects()[1], -split.effects()[0]);
/// assert_eq!(split.effects()[2].kg(), 0.0);
/// # Ok::<(), ict_impact::review::decomposition::DecompositionError>(())
/// ```
pub fn lmdi<Q: Quantity>(
    worth_of_one: Q,
    sectors: &[Sector<'_>],
) -> Result<Decomposition<Q>, DecompositionError> {
    split(worth_of_one, sectors, SplitMethod::LmdiI)
}

fn split<Q: Quantity>(
    worth_of_one: Q,
    sectors: &[Sector<'_>],
    method: SplitMethod,
) -> Result<Decomposition<Q>, DecompositionError> {
    let worth = finite(worth_of_one)?;
    if worth <= 0.0 {
        return Err(DecompositionError::WorthOfOne { value: worth });
    }
    let factors = sectors.first().map_or(0, |sector| sector.start.len());
    if factors == 0 {
        return Err(DecompositionError::Empty);
    }
    let (mut starts, mut ends) = (Vec::new(), Vec::new());
    let mut by_sector = Vec::with_capacity(sectors.len());
    for (index, sector) in sectors.iter().enumerate() {
        let value = |moment| value(worth, factors, index, *sector, moment, method);
        let (start, end) = (value(Moment::Start)?, value(Moment::End)?);
        starts.push(start);
        ends.push(end);
        by_sector.push(match method {
            SplitMethod::LmdiI => effects(*sector, start, end),
            SplitMethod::Shapley => shapley::effects(worth, *sector),
        });
    }
    let sum = |factor: usize| {
        let over_sectors = by_sector.iter().filter_map(|row| row.get(factor).copied());
        Q::from_base(total(over_sectors))
    };
    let effects = (0..factors).map(sum).collect::<Result<_, _>>()?;
    let typed = |row: Vec<f64>| row.into_iter().map(Q::from_base).collect();
    let change = ends
        .iter()
        .copied()
        .chain(starts.iter().map(|value| -value));
    Ok(Decomposition {
        method,
        change: Q::from_base(total(change))?,
        start: Q::from_base(total(starts))?,
        end: Q::from_base(total(ends))?,
        effects,
        by_sector: by_sector.into_iter().map(typed).collect::<Result<_, _>>()?,
    })
}

/// The product of the factors of one sector at one moment, in base units.
fn value(
    worth: f64,
    factors: usize,
    sector: usize,
    values: Sector<'_>,
    moment: Moment,
    method: SplitMethod,
) -> Result<f64, DecompositionError> {
    let row = match moment {
        Moment::Start => values.start,
        Moment::End => values.end,
    };
    if row.len() != factors {
        return Err(DecompositionError::FactorCount {
            sector,
            moment,
            expected: factors,
            found: row.len(),
        });
    }
    for (factor, &value) in row.iter().enumerate() {
        if value < 0.0 && method == SplitMethod::LmdiI {
            return Err(DecompositionError::Negative {
                sector,
                factor,
                moment,
                value,
            });
        }
        if !value.is_finite() {
            return Err(DecompositionError::Product {
                sector,
                moment,
                value,
            });
        }
    }
    if row.contains(&0.0) {
        return Ok(0.0);
    }
    let product = row.iter().fold(1.0, |product, value| product * value) * worth;
    if product.is_finite() && product != 0.0 {
        Ok(product)
    } else {
        Err(DecompositionError::Product {
            sector,
            moment,
            value: product,
        })
    }
}

/// The effects of one sector whose values are `start` and `end`, in base units.
fn effects(sector: Sector<'_>, start: f64, end: f64) -> Vec<f64> {
    if start > 0.0 && end > 0.0 {
        let mean = log_mean(end, start);
        let pairs = sector.start.iter().zip(sector.end);
        return pairs.map(|(&x, &y)| mean * log_ratio(y, x)).collect();
    }
    // At most one of the two is above zero; the zeros of the other share it.
    let zeros = if start > 0.0 {
        sector.end
    } else {
        sector.start
    };
    let count = zeros.iter().filter(|&&x| x == 0.0).count();
    let part = (end - start) / count.max(1) as f64;
    let share = |&x: &f64| if x == 0.0 { part } else { 0.0 };
    zeros.iter().map(share).collect()
}

impl<Q: Quantity> Decomposition<Q> {
    /// By which method the change was split.
    pub fn method(&self) -> SplitMethod {
        self.method
    }

    /// The total at the start.
    pub fn start(&self) -> Q {
        self.start
    }

    /// The total at the end.
    pub fn end(&self) -> Q {
        self.end
    }

    /// The change of the total, end less start.
    pub fn change(&self) -> Q {
        self.change
    }

    /// The additive effect of each factor, in the order of the identity.
    pub fn effects(&self) -> &[Q] {
        &self.effects
    }

    /// The additive effects within each sector, in the order given.
    pub fn by_sector(&self) -> impl ExactSizeIterator<Item = &[Q]> {
        self.by_sector.iter().map(Vec::as_slice)
    }

    /// The change less the sum of all effects: rounding alone, some 1e-16 of the total.
    ///
    /// # Errors
    /// [`DecompositionError::Quantity`] if `Q` cannot hold it, as a share cannot if below zero.
    pub fn residual(&self) -> Result<Q, DecompositionError> {
        let effects = self.effects.iter().map(|effect| -effect.base());
        let left = total(core::iter::once(self.change.base()).chain(effects));
        Ok(Q::from_base(left)?)
    }

    /// The multiplicative effect of each factor: the ratio by which it alone changed the total.
    ///
    /// # Equation
    /// As in [`lmdi`], multiplicative.
    ///
    /// # Source
    /// As [`lmdi`].
    ///
    /// # Errors
    /// [`DecompositionError::ZeroTotal`] if the total is zero at the start or the end;
    /// [`DecompositionError::OnlyAdditive`] for a Shapley split.
    ///
    /// # Example
    /// ```
    /// use ict_impact::quantity::Co2e;
    /// use ict_impact::review::decomposition::{Sector, lmdi};
    /// let phones = Sector { start: &[10.0, 2.0], end: &[20.0, 3.0] };
    /// let ratios = lmdi(Co2e::from_kg(1.0), &[phones])?.ratios()?;
    /// assert!((ratios[0].value - 2.0).abs() < 1e-15 && (ratios[1].value - 1.5).abs() < 1e-15);
    /// # Ok::<(), ict_impact::review::decomposition::DecompositionError>(())
    /// ```
    pub fn ratios(&self) -> Result<Vec<Ratio>, DecompositionError> {
        if self.method == SplitMethod::Shapley {
            return Err(DecompositionError::OnlyAdditive);
        }
        for (moment, value) in [(Moment::Start, self.start), (Moment::End, self.end)] {
            if value.base() == 0.0 {
                return Err(DecompositionError::ZeroTotal { moment });
            }
        }
        let mean = log_mean(self.end.base(), self.start.base());
        let ratio = |effect: &Q| Ok(Ratio::from_base(exp(effect.base() / mean))?);
        self.effects.iter().map(ratio).collect()
    }
}

#[cfg(test)]
mod tests;
