//! Longevity indicator: how long a material stays in use through first use, refurbishment and
//! recycling.
//!
//! The terms for recycling follow a summary of the paper, which has still to confirm them; the
//! result is flagged [`Unconfirmed`](super::Flag::Unconfirmed).
//!
//! # Source
//! E. Franklin-Johnson, F. Figge and L. Canning, "Resource duration as a managerial indicator for
//! Circular Economy performance", *Journal of Cleaner Production* 133 (2016).

use super::error::not_negative;
use super::scorecard::{CONSUMERS, DURABILITY, Description, Range};
use super::{CircularityError, Flag, Flags, Indicator, Input, MethodId};
use crate::quantity::{Quantity, QuantityError, Share, Time};

const METHOD: MethodId = MethodId::new("Franklin-Johnson", "2016", "");

/// What happens to a product after its first use, or after the use that followed refurbishment.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Return {
    /// Share of the products that is returned, `w`.
    pub returned: Share,
    /// Share of the returned that is refurbished, `x`.
    pub refurbished: Share,
    /// Share of the returned that is recycled, at once or after another life, `y`.
    pub recycled: Share,
    /// Share of the material that recycling yields, `z`.
    pub yielded: Share,
    /// Life after refurbishment, `U`.
    pub life: Time,
}

/// The longevity of a product, with its three parts.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Longevity {
    /// Life of the first use, `A`.
    pub first_use: Time,
    /// Life that refurbishment adds, `B`.
    pub refurbishment: Time,
    /// Life that recycling adds, `C`.
    pub recycling: Time,
    /// The sum of the three.
    pub longevity: Indicator<Time>,
}

/// The longevity of a product that may be returned after its first use and once more after
/// refurbishment.
///
/// # Equation
/// ```text
/// longevity = A + B + C
/// B = w1·x1·U1 + w1·x1·w2·x2·U2
/// C = (A + B) · (r1/(1 − r1) + r2/(1 − r2))     r1 = w1·y1·z1
///                                               r2 = w1·x1·w2·y2·z2
///
/// A           life of the first use [s]
/// w, x, y, z  shares, and U lives [s], see Return; 1 after first use, 2 after refurbishment
/// ```
///
/// # Source
/// Franklin-Johnson, Figge and Canning (2016).
///
/// # Errors
/// - [`CircularityError::OutOfRange`] for a negative, NaN or infinite life.
/// - [`CircularityError::Quantity`] with [`QuantityError::Undefined`] if all material comes back
///   in recycling: it would stay in use for ever.
///
/// # Example
/// ```
/// use ict_impact::circularity::longevity::{Return, longevity};
/// use ict_impact::quantity::{Share, parse};
/// let half = Share::new(0.5)?;
/// let first = Return {
///     returned: half,
///     refurbished: half,
///     recycled: half,
///     yielded: Share::new(0.8)?,
///     life: parse("2 a")?,
/// };
/// let second = Return { returned: Share::NONE, ..first };
/// let phone = longevity(parse("3.5 a")?, first, second)?;
/// // B = 0.25 · 2; r1 = 0.2; C = 4 · 0.25
/// assert_eq!(phone.refurbishment, parse("0.5 a")?);
/// assert!((phone.recycling.value / 31_557_600.0 - 1.0).abs() < 1e-15);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn longevity(
    first_use: Time,
    first: Return,
    second: Return,
) -> Result<Longevity, CircularityError> {
    let first_use = not_negative("life of the first use", first_use)?;
    for step in [first, second] {
        not_negative("life after refurbishment", step.life)?;
    }
    let refurbished_once = first.returned * first.refurbished;
    let refurbished_twice = refurbished_once * second.returned * second.refurbished;
    let refurbishment = Time::from_base(
        refurbished_once.get() * first.life.value + refurbished_twice.get() * second.life.value,
    )?;
    let rounds = rounds(first.returned * first.recycled * first.yielded)?
        + rounds(refurbished_once * second.returned * second.recycled * second.yielded)?;
    let used = first_use + refurbishment;
    let recycling = Time::from_base(used.value * rounds)?;
    let longevity = Time::from_base((used + recycling).value)?;
    Ok(Longevity {
        first_use,
        refurbishment,
        recycling,
        longevity: Indicator::new(longevity, METHOD, Flags::NONE.with(Flag::Unconfirmed)),
    })
}

/// How many more lives a material has of which this share comes back after each.
fn rounds(back: Share) -> Result<f64, CircularityError> {
    if back == Share::WHOLE {
        return Err(QuantityError::Undefined {
            ratio: "longevity",
            denominator: "material lost in recycling",
        }
        .into());
    }
    Ok(back.get() / back.rest().get())
}

/// The longevity of a product.
pub(super) static LONGEVITY: Description = Description::new(
    "longevity",
    "Longevity of the materials of a product",
    METHOD,
    |inputs| {
        let &(first_use, first, second) = inputs.life_cycles()?;
        Ok(longevity(first_use, first, second)?.longevity.into())
    },
)
.needing(&[Input::LifeCycles])
.in_unit("a", Range::NOT_NEGATIVE)
.relevant_to(DURABILITY, CONSUMERS);

#[cfg(test)]
mod tests {
    use super::*;

    const NOTHING: Return = Return {
        returned: Share::NONE,
        refurbished: Share::NONE,
        recycled: Share::NONE,
        yielded: Share::NONE,
        life: Time {
            dimension: core::marker::PhantomData,
            units: core::marker::PhantomData,
            value: 0.0,
        },
    };

    #[test]
    fn a_product_that_is_thrown_away_lives_once() {
        let once = longevity(Time::from_checked(4.0), NOTHING, NOTHING).unwrap();
        assert_eq!(once.longevity.value().value, 4.0);
        assert!(once.longevity.flags().contains(Flag::Unconfirmed));
    }

    #[test]
    fn nothing_lives_for_ever() {
        let all = Return {
            returned: Share::WHOLE,
            recycled: Share::WHOLE,
            yielded: Share::WHOLE,
            ..NOTHING
        };
        assert!(longevity(Time::from_checked(4.0), all, NOTHING).is_err());
        assert!(longevity(Time::from_checked(-1.0), NOTHING, NOTHING).is_err());
    }
}
