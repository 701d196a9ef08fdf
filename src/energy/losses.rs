use super::EnergyError;
use super::error::not_negative;
use crate::quantity::{Energy, Quantity, Share, text};

/// The part of the electricity generated that is lost in transmission and distribution.
///
/// The share is of what is generated, as statistics give it: of 100 kWh fed in at 8 %, 92 kWh
/// arrive. A share of what is delivered is another number.
///
/// # Example
/// ```
/// use ict_impact::energy::GridLosses;
/// use ict_impact::quantity::{Share, parse};
/// let grid = GridLosses::new(Share::from_percent(20.0)?)?;
/// let year = grid.of_delivered(parse("80 MWh")?)?;
/// assert_eq!(year.generated(), parse("100 MWh")?);
/// assert_eq!(year.lost().energy(), parse("20 MWh")?);
/// assert!(GridLosses::new(Share::WHOLE).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// What was lost is not added to what was used:
/// ```compile_fail
/// use ict_impact::energy::GridLosses;
/// use ict_impact::quantity::{Share, parse};
/// let grid = GridLosses::new(Share::new(0.2).unwrap()).unwrap();
/// let year = grid.of_delivered(parse("80 MWh").unwrap()).unwrap();
/// let mixed = year.delivered() + year.lost();
/// ```
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct GridLosses {
    share: Share,
    per_delivered: f64,
}

impl GridLosses {
    /// Losses of this share of what is generated.
    ///
    /// # Errors
    /// [`EnergyError::OutOfRange`] if everything is lost: nothing would be delivered.
    pub fn new(share: Share) -> Result<Self, EnergyError> {
        if share == Share::WHOLE {
            return Err(EnergyError::OutOfRange {
                field: "share of transmission and distribution losses",
                given: text(share),
                accepted: "below 100 %",
            });
        }
        Ok(Self {
            share,
            per_delivered: share.get() / share.rest().get(),
        })
    }

    /// Losses of this rate of what is delivered, as the GHG Protocol's formula takes it.
    ///
    /// # Equation
    /// ```text
    /// l = r / (1 + r)       l  share of what is generated [1]
    ///                       r  loss rate, per energy delivered [1]
    /// ```
    ///
    /// # Example
    /// ```
    /// use ict_impact::energy::GridLosses;
    /// use ict_impact::quantity::{Share, parse};
    /// let grid = GridLosses::per_delivered(Share::from_percent(25.0)?);
    /// assert_eq!(grid.of_delivered(parse("80 MWh")?)?.lost().energy(), parse("20 MWh")?);
    /// assert_eq!(grid.share(), Share::from_percent(20.0)?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn per_delivered(rate: Share) -> Self {
        Self {
            share: Share::from_checked(rate.get() / (1.0 + rate.get())),
            per_delivered: rate.get(),
        }
    }

    /// The share of what is generated.
    pub const fn share(self) -> Share {
        self.share
    }

    /// What was lost, and what was generated, for energy that was delivered.
    ///
    /// # Equation
    /// ```text
    /// lost      = delivered · l / (1 − l)
    /// generated = delivered + lost = delivered / (1 − l)
    ///
    /// delivered  energy at the meter of the user [J]
    /// l          loss share [1], below 1
    /// ```
    ///
    /// # Source
    /// GHG Protocol, Corporate Value Chain (Scope 3) Standard (2011), category 3: the user of
    /// electricity reports its losses there, apart from what was delivered.
    ///
    /// # Errors
    /// [`EnergyError::OutOfRange`] for a negative, NaN or infinite energy;
    /// [`EnergyError::Quantity`] if an energy is too large for a number.
    ///
    /// # Example
    /// See [`GridLosses`].
    pub fn of_delivered(self, delivered: Energy) -> Result<GridEnergy, EnergyError> {
        let delivered = not_negative("energy delivered", delivered)?;
        let lost = delivered * self.per_delivered;
        Energy::check((delivered + lost).value)?;
        Ok(GridEnergy {
            delivered,
            lost: LostEnergy(lost),
        })
    }
}

/// Energy that a grid delivered, and what was lost on the way.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GridEnergy {
    delivered: Energy,
    lost: LostEnergy,
}

impl GridEnergy {
    /// What arrived at the meter: the energy of the use phase, and of scope 2.
    pub const fn delivered(self) -> Energy {
        self.delivered
    }

    /// What was lost: category 3 of scope 3.
    pub const fn lost(self) -> LostEnergy {
        self.lost
    }

    /// What was fed into the grid: delivered and lost.
    pub fn generated(self) -> Energy {
        self.delivered + self.lost.0
    }
}

/// Energy lost in transmission and distribution. It is no energy of the use phase and does not add
/// to one by itself.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct LostEnergy(Energy);

impl LostEnergy {
    /// The energy, for its own emissions.
    pub const fn energy(self) -> Energy {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kwh(energy: f64) -> Energy {
        Energy::of(energy, "kWh").unwrap()
    }

    #[test]
    fn nothing_is_lost_without_losses() {
        let grid = GridLosses::new(Share::NONE).unwrap();
        let energy = grid.of_delivered(kwh(5.0)).unwrap();
        assert_eq!(
            (energy.generated(), energy.lost().energy()),
            (kwh(5.0), kwh(0.0))
        );
        assert_eq!(grid.share(), Share::NONE);
    }

    #[test]
    fn losses_are_of_what_is_generated() {
        let half = GridLosses::new(Share::new(0.5).unwrap()).unwrap();
        let energy = half.of_delivered(kwh(3.0)).unwrap();
        assert_eq!(energy.lost().energy(), kwh(3.0));
        assert_eq!(energy.generated(), kwh(6.0));
        assert_eq!(energy.delivered(), kwh(3.0));
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let whole = GridLosses::new(Share::WHOLE).unwrap_err();
        assert!(matches!(whole, EnergyError::OutOfRange { .. }), "{whole}");
        let nearly = GridLosses::new(Share::new(1.0f64.next_down()).unwrap()).unwrap();
        assert!(nearly.of_delivered(kwh(1.0)).is_ok());
        let too_much = nearly.of_delivered(Energy::from_checked(1e300));
        assert!(matches!(too_much, Err(EnergyError::Quantity(_))));
        for bad in [-1.0, f64::NAN, f64::INFINITY] {
            let refused = nearly.of_delivered(Energy::from_checked(bad));
            assert!(matches!(refused, Err(EnergyError::OutOfRange { .. })));
        }
    }
}
