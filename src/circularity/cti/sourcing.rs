use super::method;
use crate::circularity::error::not_negative;
use crate::circularity::scorecard::{Description, ENVIRONMENT, Range};
use crate::circularity::{AnyIndicator, CircularityError, Flag, Flags, Input, MethodId};
use crate::emissions::{AvoidedEmissions, SecondOrderEffects};
use crate::numeric::ExactSum;
use crate::quantity::{Co2e, Factor, Mass, PerMass, Quantity};

/// A recycled material bought instead of a virgin one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RecycledSourcing {
    mass: Mass,
    virgin: Factor<Co2e, PerMass>,
    recycled: Factor<Co2e, PerMass>,
}

impl RecycledSourcing {
    /// This mass of recycled material, with the emissions of the virgin material (`virgin`) and
    /// of the recycled one.
    ///
    /// # Errors
    /// [`CircularityError::OutOfRange`] for a negative, NaN or infinite value.
    pub fn new(
        mass: Mass,
        virgin: Factor<Co2e, PerMass>,
        recycled: Factor<Co2e, PerMass>,
    ) -> Result<Self, CircularityError> {
        Ok(Self {
            mass: not_negative("mass of recycled material", mass)?,
            virgin: not_negative("emissions of virgin material", virgin)?,
            recycled: not_negative("emissions of recycled material", recycled)?,
        })
    }
}

/// What recycled sourcing avoids. It stands beside a footprint and is no part of one.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct SourcingImpact {
    /// The emissions avoided; negative if the recycled materials emit more.
    pub avoided: AvoidedEmissions,
    /// The method.
    pub method: MethodId,
    /// What to know about the value.
    pub flags: Flags,
}

/// The emissions that buying recycled instead of virgin materials avoids.
///
/// # Equation
/// ```text
/// GHG impact = Σ_i m_i · (EF_virgin,i − EF_recycled,i)
///
/// m_i   mass of the recycled material i [kg]
/// EF_i  emissions of the virgin and of the recycled material [kgCO2e/kg]
/// ```
/// It assumes that each kilogram takes the place of a whole kilogram of virgin material.
///
/// # Source
/// WBCSD CTI V4.0 (2023), GHG impact; reported apart after Recommendation ITU-T L.1480 (12/2022).
///
/// # Errors
/// [`CircularityError::Sum`], [`CircularityError::Quantity`] and [`CircularityError::Emissions`]
/// if a sum is too large for a number.
///
/// # Example
/// ```
/// use ict_impact::circularity::cti::{RecycledSourcing, greenhouse_gas_impact};
/// use ict_impact::quantity::parse;
/// let aluminium =
///     RecycledSourcing::new(parse("100 kg")?, "10 kgCO2e/kg".parse()?, "1 kgCO2e/kg".parse()?)?;
/// assert_eq!(greenhouse_gas_impact(&[aluminium])?.avoided.kg(), 900.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn greenhouse_gas_impact(
    sourcing: &[RecycledSourcing],
) -> Result<SourcingImpact, CircularityError> {
    let emitted = |of: fn(&RecycledSourcing) -> Factor<Co2e, PerMass>| {
        let mut sum = ExactSum::new();
        for material in sourcing {
            sum.add_product(material.mass.value, of(material).base());
        }
        Ok::<_, CircularityError>(Co2e::from_base(sum.value()?)?)
    };
    let (virgin, recycled) = (emitted(|it| it.virgin)?, emitted(|it| it.recycled)?);
    let avoided = SecondOrderEffects::new(virgin, recycled, Co2e::ZERO)?.net()?;
    let flags = Flags::NONE
        .with(Flag::Unconfirmed)
        .with_if(avoided.is_added(), Flag::Negative);
    Ok(SourcingImpact {
        avoided,
        method: method("GHG impact"),
        flags,
    })
}

/// GHG impact of recycled sourcing.
pub(in crate::circularity) static GHG_IMPACT: Description = Description::new(
    "cti.ghg_impact",
    "Emissions avoided by recycled sourcing",
    method("GHG impact"),
    |inputs| {
        let impact = greenhouse_gas_impact(inputs.recycled_sourcing()?)?;
        let avoided = Co2e::from_kg(impact.avoided.kg());
        Ok(AnyIndicator::of(avoided, impact.method, impact.flags))
    },
)
.needing(&[Input::RecycledSourcing])
.in_unit("kgCO2e", Range::ANY)
.relevant_to(&["12.2", "13.2"], ENVIRONMENT);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recycled_material_may_emit_more() {
        let per_kg = Factor::from_checked;
        let kg = Mass::from_checked;
        let worse = RecycledSourcing::new(kg(2.0), per_kg(1.0), per_kg(3.0)).unwrap();
        let impact = greenhouse_gas_impact(&[worse]).unwrap();
        assert_eq!(impact.avoided.kg(), -4.0);
        assert!(impact.flags.contains(Flag::Negative) && impact.flags.contains(Flag::Unconfirmed));
        assert_eq!(greenhouse_gas_impact(&[]).unwrap().avoided.kg(), 0.0);
        assert!(RecycledSourcing::new(kg(-1.0), per_kg(1.0), per_kg(1.0)).is_err());
        assert!(RecycledSourcing::new(kg(1.0), per_kg(f64::NAN), per_kg(1.0)).is_err());
        let huge = RecycledSourcing::new(kg(1e200), per_kg(1e200), per_kg(1.0)).unwrap();
        assert!(greenhouse_gas_impact(&[huge]).is_err());
    }
}
