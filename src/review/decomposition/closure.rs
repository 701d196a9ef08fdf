use super::DecompositionError;
use crate::quantity::Quantity;
use crate::review::amount::{finite, minus, total};

/// The sum of effects beside the change they should explain.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Closure<Q> {
    /// The sum of the effects, exact.
    pub effects: Q,
    /// End less start.
    pub change: Q,
    /// Change less effects: zero where they close.
    pub residual: Q,
}

/// Whether effects, published or computed, add up to the change from `start` to `end`.
///
/// # Equation
/// ```text
/// residual = (Vᵀ − V⁰) − Σₖ ΔVₖ
///
/// V⁰, Vᵀ  total at the start and the end    [unit of Q]
/// ΔVₖ     effect of factor k                [unit of Q]; slice: one a factor
/// ```
///
/// # Source
/// Ang (2005), Energy Policy 33, 867–871: perfect decomposition leaves no residual.
///
/// # Errors
/// [`DecompositionError::Quantity`] for NaN or infinity, or if `Q` cannot hold a difference.
///
/// # Example
/// ```
/// use ict_impact::quantity::Co2e;
/// use ict_impact::review::decomposition::closure;
/// let effects = [50.0, -10.0, -20.0].map(Co2e::from_kg);
/// let found = closure(Co2e::from_kg(140.0), Co2e::from_kg(160.0), &effects)?;
/// assert_eq!((found.effects.kg(), found.residual.kg()), (20.0, 0.0));
/// # Ok::<(), ict_impact::review::decomposition::DecompositionError>(())
/// ```
pub fn closure<Q: Quantity>(
    start: Q,
    end: Q,
    effects: &[Q],
) -> Result<Closure<Q>, DecompositionError> {
    for &effect in effects {
        finite(effect)?;
    }
    let change = minus(end, start)?;
    let terms = [end.base(), -start.base()].into_iter();
    let left = total(terms.chain(effects.iter().map(|effect| -effect.base())));
    Ok(Closure {
        effects: Q::from_base(total(effects.iter().map(|effect| effect.base())))?,
        change,
        residual: Q::from_base(left)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::Co2e;

    #[test]
    fn effects_that_do_not_close_leave_a_residual() {
        let effects = [Co2e::from_kg(50.0), Co2e::from_kg(-10.0)];
        let open = closure(Co2e::from_kg(140.0), Co2e::from_kg(160.0), &effects).unwrap();
        assert_eq!(open.residual.kg(), -20.0);
        assert!(closure(Co2e::ZERO, Co2e::ZERO, &[Co2e::from_kg(f64::NAN)]).is_err());
    }
}
