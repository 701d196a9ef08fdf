use crate::circularity::error::not_negative;
use crate::circularity::scorecard::{Description, ENVIRONMENT};
use crate::circularity::{CircularityError, Flag, Flags, Indicator, Input, MethodId};
use crate::quantity::{
    Devices, Factor, Impact, ImpactCategory, PerDevice, Quantity, Ratio, Share, ratio,
};
use crate::reference::indicators::Direction;

const METHOD: MethodId = MethodId::new("Zink-Geyer", "2017", "");

/// Reuse of devices against the making of new ones.
///
/// # Example
/// ```
/// use ict_impact::circularity::reuse::Displacement;
/// use ict_impact::quantity::{Co2e, Devices, EmbodiedFactor, Share};
/// let phones = Displacement::new(
///     Share::new(0.75)?,
///     EmbodiedFactor::from_kg_per_device(50.0),
///     EmbodiedFactor::from_kg_per_device(10.0),
/// )?;
/// // 0.75 · 50 − 10 = 27.5 kg of the 40 kg that would be spared at a rate of 1
/// assert_eq!(phones.saving(Devices::new(100.0)), Co2e::from_kg(2750.0));
/// assert_eq!(phones.rebound()?.value().value, 0.3125);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Displacement<C: ImpactCategory> {
    rate: Share,
    primary: Factor<Impact<C>, PerDevice>,
    secondary: Factor<Impact<C>, PerDevice>,
}

impl<C: ImpactCategory> Displacement<C> {
    /// Devices of which each displaces `rate` of a new one (impact `primary`), at the impact
    /// `secondary` of collecting, refurbishing and selling it.
    ///
    /// # Errors
    /// [`CircularityError::OutOfRange`] for a negative, NaN or infinite impact.
    pub fn new(
        rate: Share,
        primary: Factor<Impact<C>, PerDevice>,
        secondary: Factor<Impact<C>, PerDevice>,
    ) -> Result<Self, CircularityError> {
        Ok(Self {
            rate,
            primary: not_negative("impact of a new device", primary)?,
            secondary: not_negative("impact of a reused device", secondary)?,
        })
    }

    /// What a number of reused devices spares; negative if reuse adds more than it displaces.
    ///
    /// # Equation
    /// ```text
    /// net = N · (d · E_primary − E_secondary)      N  reused devices [device]
    ///                                              d  displacement rate [1]
    ///                                              E  impacts [unit of C / device]
    /// ```
    ///
    /// # Source
    /// Zink and Geyer (2017).
    #[inline]
    pub fn saving(&self, devices: Devices) -> Impact<C> {
        devices * Factor::<Impact<C>, PerDevice>::from_checked(self.per_device())
    }

    /// The part of the potential saving that is lost; above 100 %, and flagged, where reuse adds
    /// more than it displaces.
    ///
    /// # Equation
    /// ```text
    /// rebound = 1 − (d · E_primary − E_secondary) / (E_primary − E_secondary)
    /// ```
    ///
    /// # Source
    /// Zink and Geyer (2017).
    ///
    /// # Errors
    /// [`CircularityError::Quantity`] with
    /// [`Undefined`](crate::quantity::QuantityError::Undefined) if reuse has no potential, its
    /// impact being that of a new device.
    pub fn rebound(&self) -> Result<Indicator, CircularityError> {
        let potential = self.primary.base() - self.secondary.base();
        let kept = ratio(
            Ratio::from_base(self.per_device())?,
            Ratio::from_base(potential)?,
            "rebound",
            "potential saving",
        )?;
        let rebound = Ratio::from_base(1.0 - kept.value)?;
        let flags = Flags::NONE
            .with_if(rebound.value > 1.0, Flag::Over100)
            .with_if(rebound.value < 0.0, Flag::Negative)
            .with_if(potential < 0.0, Flag::NegativeDenominator);
        Ok(Indicator::new(rebound, METHOD, flags))
    }

    fn per_device(&self) -> f64 {
        self.rate.get() * self.primary.base() - self.secondary.base()
    }
}

/// What is spared of a potential saving after rebound.
///
/// # Equation
/// ```text
/// actual = potential · (1 − rebound)
/// ```
///
/// A rebound above 1 gives a negative saving.
///
/// # Source
/// Makov and Font Vivanco (2018).
///
/// # Example
/// ```
/// use ict_impact::circularity::reuse::saving_after_rebound;
/// use ict_impact::quantity::{Co2e, parse};
/// let saving = saving_after_rebound(Co2e::from_kg(1000.0), parse("25 %")?);
/// assert_eq!(saving, Co2e::from_kg(750.0));
/// # Ok::<(), ict_impact::quantity::QuantityError>(())
/// ```
#[inline]
pub fn saving_after_rebound<C: ImpactCategory>(potential: Impact<C>, rebound: Ratio) -> Impact<C> {
    potential * (1.0 - rebound.value)
}

/// Rebound of reuse in emissions.
pub(in crate::circularity) static REBOUND: Description = Description::new(
    "reuse.rebound",
    "Rebound of reuse in emissions",
    METHOD,
    |inputs| Ok(inputs.displacement()?.rebound()?.into()),
)
.needing(&[Input::Displacement])
.better(Direction::Down)
.relevant_to(&["12.2", "13.2"], ENVIRONMENT);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::EmbodiedFactor;

    fn phones(
        rate: f64,
        primary: f64,
        secondary: f64,
    ) -> Displacement<crate::quantity::ClimateChange> {
        let kg = EmbodiedFactor::from_kg_per_device;
        Displacement::new(Share::new(rate).unwrap(), kg(primary), kg(secondary)).unwrap()
    }

    #[test]
    fn reuse_without_displacement_costs_what_it_costs() {
        let none = phones(0.0, 60.0, 10.0);
        assert_eq!(none.saving(Devices::new(1.0)).kg(), -10.0);
        let rebound = none.rebound().unwrap();
        assert_eq!(rebound.value().value, 1.2);
        assert!(rebound.flags().contains(Flag::Over100));
        assert_eq!(
            phones(1.0, 60.0, 10.0).rebound().unwrap().value().value,
            0.0
        );
    }

    #[test]
    fn no_potential_is_undefined() {
        assert!(phones(0.5, 10.0, 10.0).rebound().is_err());
        let kg = EmbodiedFactor::from_kg_per_device;
        assert!(Displacement::new(Share::WHOLE, kg(-1.0), kg(1.0)).is_err());
    }
}
