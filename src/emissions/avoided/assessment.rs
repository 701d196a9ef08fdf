use super::super::EmissionsError;
use super::super::error::not_negative;
use super::{AvoidedEmissions, SecondOrderEffects};
use crate::quantity::Co2e;

/// How rigorous an assessment of a solution is.
///
/// # Source
/// Recommendation ITU-T L.1480 (12/2022), as summarised and quoted by a third party.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum AssessmentTier {
    /// The most comprehensive assessment.
    Tier1,
    /// In between; like tier 1 on the grounds of a consequence tree.
    Tier2,
    /// The simplest: screening with generic data. Not considered rigorous, and not for public or
    /// consumer communication.
    Tier3,
}

impl AssessmentTier {
    /// Whether results of this tier may be communicated to the public.
    pub const fn is_for_public_claims(self) -> bool {
        !matches!(self, Self::Tier3)
    }
}

impl core::fmt::Display for AssessmentTier {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.pad(match self {
            Self::Tier1 => "tier 1",
            Self::Tier2 => "tier 2",
            Self::Tier3 => "tier 3",
        })
    }
}

/// Effects of higher order: changes of behaviour and structure that a solution brings with it.
///
/// # Equation
/// ```text
/// H = −B + O        H  higher-order effects [kgCO2e]: negative where they add emissions
///                   B  rebound: emissions added because something became cheaper, easier or
///                      faster [kgCO2e], at least 0
///                   O  other effects of higher order, such as induced use [kgCO2e]: negative
///                      where they add emissions
/// ```
///
/// A rebound that is known as a share of a saving is
/// [`circularity::reuse::saving_after_rebound`](crate::circularity::reuse::saving_after_rebound).
///
/// # Source
/// Recommendation ITU-T L.1480 (12/2022): higher-order effects are identified and reported apart.
///
/// # Example
/// ```
/// use ict_impact::emissions::HigherOrderEffects;
/// use ict_impact::quantity::Co2e;
/// let t = Co2e::from_tonnes;
/// let effects = HigherOrderEffects::new(t(250.0), t(50.0))?;
/// assert_eq!(effects.total()?.tonnes(), -200.0);
/// # Ok::<(), ict_impact::emissions::EmissionsError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HigherOrderEffects {
    rebound: Co2e,
    other: AvoidedEmissions,
}

impl HigherOrderEffects {
    /// What rebound adds, and the other effects, which are negative where they add emissions.
    ///
    /// # Errors
    /// - [`EmissionsError::OutOfRange`] for a negative, NaN or infinite rebound.
    /// - [`EmissionsError::Quantity`] for other effects that are NaN or infinite.
    pub fn new(rebound: Co2e, other: Co2e) -> Result<Self, EmissionsError> {
        Ok(Self {
            rebound: not_negative("emissions that rebound adds", rebound)?,
            other: AvoidedEmissions::from_kg(other.kg())?,
        })
    }

    /// What rebound adds.
    pub const fn rebound(self) -> Co2e {
        self.rebound
    }

    /// The other effects, negative where they add emissions.
    pub const fn other(self) -> AvoidedEmissions {
        self.other
    }

    /// All of them, negative where they add emissions: no amount that a footprint could take.
    ///
    /// ```compile_fail
    /// use ict_impact::emissions::HigherOrderEffects;
    /// use ict_impact::quantity::Co2e;
    /// fn less(footprint: Co2e, effects: HigherOrderEffects) -> Co2e {
    ///     footprint + effects.total().unwrap()
    /// }
    /// ```
    ///
    /// # Errors
    /// [`EmissionsError::Quantity`] if they are too large for a number.
    pub fn total(self) -> Result<AvoidedEmissions, EmissionsError> {
        AvoidedEmissions::from_kg(self.other.kg() - self.rebound.kg())
    }
}

/// The assessment of a digital solution: its effects and how rigorously they were found.
///
/// # Example
/// ```
/// use ict_impact::emissions::{
///     AssessmentTier, HigherOrderEffects, SecondOrderEffects, SolutionAssessment,
/// };
/// use ict_impact::quantity::Co2e;
/// let t = Co2e::from_tonnes;
/// let effects = SecondOrderEffects::new(t(900.0), t(0.0), t(120.0))?;
/// let screening = SolutionAssessment::new(AssessmentTier::Tier3, effects)
///     .with_higher_order(HigherOrderEffects::new(t(200.0), t(0.0))?);
/// assert_eq!(screening.net()?.tonnes(), 780.0);
/// assert_eq!(screening.net_with_higher_order()?.map(|net| net.tonnes()), Some(580.0));
/// assert!(screening.public_claim().is_err());
/// # Ok::<(), ict_impact::emissions::EmissionsError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SolutionAssessment {
    tier: AssessmentTier,
    effects: SecondOrderEffects,
    higher_order: Option<HigherOrderEffects>,
}

impl SolutionAssessment {
    /// These effects, found by an assessment of this tier. Of higher-order effects nothing is
    /// known.
    pub const fn new(tier: AssessmentTier, effects: SecondOrderEffects) -> Self {
        Self {
            tier,
            effects,
            higher_order: None,
        }
    }

    /// The same assessment, with higher-order effects beside.
    #[must_use]
    pub const fn with_higher_order(self, effects: HigherOrderEffects) -> Self {
        Self {
            higher_order: Some(effects),
            ..self
        }
    }

    /// The tier.
    pub const fn tier(self) -> AssessmentTier {
        self.tier
    }

    /// The higher-order effects, if they were quantified.
    pub const fn higher_order(self) -> Option<HigherOrderEffects> {
        self.higher_order
    }

    /// The net second-order effect, for use inside the organisation.
    ///
    /// # Errors
    /// As [`SecondOrderEffects::net`].
    pub fn net(self) -> Result<AvoidedEmissions, EmissionsError> {
        self.effects.net()
    }

    /// The net second-order effect and the higher-order effects, if these were quantified.
    /// Reported beside [`net`](Self::net), not in its place.
    ///
    /// # Errors
    /// As [`SecondOrderEffects::net_with_higher_order`].
    pub fn net_with_higher_order(self) -> Result<Option<AvoidedEmissions>, EmissionsError> {
        self.higher_order
            .map(|effects| {
                self.effects
                    .net_with_higher_order(Co2e::from_kg(effects.total()?.kg()))
            })
            .transpose()
    }

    /// The net second-order effect, for communication to the public.
    ///
    /// # Errors
    /// - [`EmissionsError::NotForPublicClaims`] if the tier does not allow it.
    /// - As [`SecondOrderEffects::net`].
    pub fn public_claim(self) -> Result<AvoidedEmissions, EmissionsError> {
        if !self.tier.is_for_public_claims() {
            return Err(EmissionsError::NotForPublicClaims { tier: self.tier });
        }
        self.net()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assessment(tier: AssessmentTier) -> SolutionAssessment {
        let t = Co2e::from_tonnes;
        let effects = SecondOrderEffects::new(t(10.0), t(1.0), t(2.0)).unwrap();
        SolutionAssessment::new(tier, effects)
    }

    #[test]
    fn a_screening_is_not_for_the_public() {
        let claim = |tier| assessment(tier).public_claim();
        assert_eq!(claim(AssessmentTier::Tier1).unwrap().tonnes(), 7.0);
        assert_eq!(claim(AssessmentTier::Tier2).unwrap().tonnes(), 7.0);
        assert_eq!(
            claim(AssessmentTier::Tier3).unwrap_err().to_string(),
            "an assessment of tier 3 is not for public claims"
        );
    }

    #[test]
    fn what_was_not_quantified_is_unknown() {
        let plain = assessment(AssessmentTier::Tier1);
        assert_eq!(plain.net_with_higher_order(), Ok(None));
        let t = Co2e::from_tonnes;
        let full = plain.with_higher_order(HigherOrderEffects::new(t(3.0), t(-1.0)).unwrap());
        let net = full.net_with_higher_order().unwrap().unwrap();
        assert_eq!(net.tonnes(), 3.0);
        assert_eq!(full.net(), plain.net());
    }

    #[test]
    fn rebound_adds_emissions() {
        let t = Co2e::from_tonnes;
        for bad in [-1.0, f64::NAN, f64::INFINITY] {
            assert!(HigherOrderEffects::new(t(bad), t(0.0)).is_err(), "{bad}");
        }
        assert!(HigherOrderEffects::new(t(0.0), t(f64::NAN)).is_err());
        assert!(HigherOrderEffects::new(t(0.0), t(-1.0)).is_ok());
    }
}
