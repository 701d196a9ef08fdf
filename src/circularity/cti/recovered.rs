use serde::{Deserialize, Serialize};

use super::method;
use crate::circularity::error::not_negative;
use crate::circularity::indicator::Fraction;
use crate::circularity::scorecard::{Description, ENVIRONMENT, MATERIALS};
use crate::circularity::{CircularityError, Flag, Indicator, Input};
use crate::quantity::{Mass, Quantity, sum};
use crate::reference::indicators::Direction;

/// How a part of the outflow is recovered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum RecoveryType {
    /// Reused as it is.
    Reuse,
    /// Repaired.
    Repair,
    /// Refurbished.
    Refurbish,
    /// Remanufactured.
    Remanufacture,
    /// Recycled.
    Recycle,
    /// Biodegraded in the biological cycle.
    Biodegrade,
}

impl RecoveryType {
    /// All types.
    pub const ALL: [Self; 6] = [
        Self::Reuse,
        Self::Repair,
        Self::Refurbish,
        Self::Remanufacture,
        Self::Recycle,
        Self::Biodegrade,
    ];
}

/// The outflow that is recovered, by the type of recovery.
///
/// # Example
/// ```
/// use ict_impact::circularity::cti::{Recovered, RecoveryType};
/// use ict_impact::quantity::parse;
/// let recovered = Recovered::new(&[
///     (RecoveryType::Refurbish, parse("10 t")?),
///     (RecoveryType::Recycle, parse("30 t")?),
/// ])?;
/// assert_eq!(recovered.share(RecoveryType::Refurbish)?.value().value, 0.25);
/// assert_eq!(recovered.share(RecoveryType::Reuse)?.value().value, 0.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Recovered {
    masses: [Mass; 6],
}

impl Recovered {
    /// The mass recovered by each type. The list is complete: a type that is not in it recovers
    /// nothing.
    ///
    /// # Errors
    /// [`CircularityError::Repeated`] if a type is listed twice,
    /// [`CircularityError::OutOfRange`] for a negative, NaN or infinite mass.
    pub fn new(masses: &[(RecoveryType, Mass)]) -> Result<Self, CircularityError> {
        let mut given = [None; 6];
        for &(kind, mass) in masses {
            let mass = not_negative("recovered mass", mass)?;
            if given[kind as usize].replace(mass).is_some() {
                return Err(CircularityError::Repeated {
                    what: alloc::format!("recovery type {kind:?}"),
                });
            }
        }
        let none = Mass::from_checked(0.0);
        Ok(Self {
            masses: given.map(|mass| mass.unwrap_or(none)),
        })
    }

    /// The recovered mass of several sites together.
    ///
    /// # Errors
    /// [`CircularityError::Sum`] if a sum is too large for a number.
    pub fn total_of(sites: &[Self]) -> Result<Self, CircularityError> {
        let mut masses = [Mass::from_checked(0.0); 6];
        for (n, mass) in masses.iter_mut().enumerate() {
            *mass = sum(sites.iter().map(|site| site.masses[n]))?;
        }
        Ok(Self { masses })
    }

    /// The part of the recovered outflow that is recovered in this way.
    ///
    /// # Equation
    /// ```text
    /// share_r = m_r / Σ_r m_r        m_r  mass recovered by type r [kg]
    /// ```
    ///
    /// # Source
    /// WBCSD CTI V4.0 (2023), % recovery type.
    ///
    /// # Errors
    /// [`CircularityError::Quantity`] with
    /// [`Undefined`](crate::quantity::QuantityError::Undefined) if nothing is recovered.
    pub fn share(&self, kind: RecoveryType) -> Result<Indicator, CircularityError> {
        let all = sum(self.masses)?;
        let fraction = Fraction {
            name: "recovery type",
            part: "recovered mass",
            whole: "recovered outflow",
        };
        Ok(fraction
            .share(self.masses[kind as usize], all, method("recovery type"))?
            .flagged(true, Flag::Unconfirmed))
    }
}

macro_rules! recovery_types {
    ($($name:ident: $kind:ident, $id:literal, $words:literal;)+) => {$(
        #[doc = concat!("% recovery type: ", $words, ".")]
        pub(in crate::circularity) static $name: Description = Description::new(
            concat!("cti.recovery.", $id),
            concat!("Part of the recovered outflow that is ", $words),
            method("recovery type"),
            |inputs| Ok(inputs.recovered_outflow()?.share(RecoveryType::$kind)?.into()),
        )
        .needing(&[Input::RecoveredOutflow])
        .better(Direction::Context)
        .relevant_to(MATERIALS, ENVIRONMENT);
    )+};
}

recovery_types! {
    RECOVERY_REUSE: Reuse, "reuse", "reused";
    RECOVERY_REPAIR: Repair, "repair", "repaired";
    RECOVERY_REFURBISH: Refurbish, "refurbish", "refurbished";
    RECOVERY_REMANUFACTURE: Remanufacture, "remanufacture", "remanufactured";
    RECOVERY_RECYCLE: Recycle, "recycle", "recycled";
    RECOVERY_BIODEGRADE: Biodegrade, "biodegrade", "biodegraded";
}

#[cfg(test)]
mod tests {
    use super::*;

    fn t(mass: f64) -> Mass {
        Mass::from_checked(mass)
    }

    #[test]
    fn recovery_types_are_told_apart() {
        for (n, kind) in RecoveryType::ALL.into_iter().enumerate() {
            let only = Recovered::new(&[(kind, t(2.0))]).unwrap();
            for (other, name) in RecoveryType::ALL.into_iter().enumerate() {
                let expected = if other == n { 1.0 } else { 0.0 };
                assert_eq!(only.share(name).unwrap().value().value, expected);
            }
        }
        let twice = [(RecoveryType::Reuse, t(1.0)); 2];
        assert!(matches!(
            Recovered::new(&twice),
            Err(CircularityError::Repeated { .. })
        ));
    }

    #[test]
    fn nothing_recovered_is_undefined() {
        let none = Recovered::new(&[]).unwrap();
        assert!(none.share(RecoveryType::Reuse).is_err());
        for bad in [-1.0, f64::NAN, f64::INFINITY] {
            assert!(Recovered::new(&[(RecoveryType::Reuse, t(bad))]).is_err());
        }
    }
}
