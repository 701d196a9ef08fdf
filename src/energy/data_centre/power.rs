use super::super::EnergyError;
use super::super::error::not_negative;
use super::undefined;
use crate::quantity::{Energy, Ratio, text};

/// The energy of a data centre and of the IT equipment in it, over the same period.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DataCentreEnergy {
    total: Energy,
    it: Energy,
}

impl DataCentreEnergy {
    /// A data centre that used `total`, of which its IT equipment used `it`.
    ///
    /// # Errors
    /// - [`EnergyError::OutOfRange`] for a negative, NaN or infinite energy.
    /// - [`EnergyError::Quantity`] with [`Undefined`](crate::quantity::QuantityError::Undefined) if the IT equipment used
    ///   nothing.
    /// - [`EnergyError::PueBelowOne`] if the part is larger than the whole: the meters disagree,
    ///   or a credit for reused heat was subtracted.
    pub fn new(total: Energy, it: Energy) -> Result<Self, EnergyError> {
        let total = not_negative("energy of the data centre", total)?;
        let it = not_negative("energy of the IT equipment", it)?;
        if it.value == 0.0 {
            return Err(undefined("PUE", "energy of the IT equipment"));
        }
        if total < it {
            return Err(EnergyError::PueBelowOne {
                total: text(total),
                it: text(it),
            });
        }
        Ok(Self { total, it })
    }

    /// A zone whose IT equipment used `it`, and the infrastructure in it `infrastructure`: its
    /// power usage effectiveness is the partial one of the zone.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn of_zone(infrastructure: Energy, it: Energy) -> Result<Self, EnergyError> {
        let infrastructure = not_negative("energy of the infrastructure", infrastructure)?;
        let it = not_negative("energy of the IT equipment", it)?;
        Self::new(infrastructure + it, it)
    }

    /// Energy of the whole data centre.
    pub const fn total(self) -> Energy {
        self.total
    }

    /// Energy of the IT equipment.
    pub const fn it(self) -> Energy {
        self.it
    }

    /// The power usage effectiveness, at least 1; see [`power_usage_effectiveness`].
    #[inline]
    #[doc(alias = "PUE")]
    pub fn power_usage_effectiveness(self) -> Ratio {
        self.total / self.it
    }
}

/// Power usage effectiveness `PUE`: the energy of the data centre per energy of its IT equipment.
///
/// # Equation
/// ```text
/// PUE = E_DC / E_IT     PUE   power usage effectiveness [1], at least 1
///                       E_DC  energy of the data centre in a year [J]
///                       E_IT  energy of its IT equipment in that year [J]
/// ```
///
/// # Source
/// ISO/IEC 30134-2:2016; EN 50600-4-2; Delegated Regulation (EU) 2024/1364, Annex III.
///
/// # Errors
/// As [`DataCentreEnergy::new`].
///
/// # Example
/// ```
/// use ict_impact::energy::power_usage_effectiveness;
/// use ict_impact::quantity::parse;
/// assert_eq!(power_usage_effectiveness(parse("1300 MWh")?, parse("1000 MWh")?)?.value, 1.3);
/// assert!(power_usage_effectiveness(parse("900 MWh")?, parse("1000 MWh")?).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[doc(alias = "PUE")]
pub fn power_usage_effectiveness(total: Energy, it: Energy) -> Result<Ratio, EnergyError> {
    Ok(DataCentreEnergy::new(total, it)?.power_usage_effectiveness())
}

/// Partial power usage effectiveness `pPUE`: as the [PUE](power_usage_effectiveness), of a zone of
/// the data centre or of one kind of infrastructure.
///
/// # Equation
/// ```text
/// pPUE = (E_sub + E_IT) / E_IT     pPUE   partial power usage effectiveness [1], at least 1
///                                  E_sub  energy of the infrastructure in the zone, in a year [J]
///                                  E_IT   energy of the IT equipment in the zone [J]
/// ```
///
/// # Source
/// ISO/IEC 30134-2:2016; EN 50600-4-2:2016, Annex C (derivatives of the PUE).
///
/// # Errors
/// As [`DataCentreEnergy::new`].
///
/// # Example
/// ```
/// use ict_impact::energy::partial_power_usage_effectiveness;
/// use ict_impact::quantity::parse;
/// let cooled_hall = partial_power_usage_effectiveness(parse("150 MWh")?, parse("600 MWh")?)?;
/// assert_eq!(cooled_hall.value, 1.25);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[doc(alias = "pPUE")]
pub fn partial_power_usage_effectiveness(
    infrastructure: Energy,
    it: Energy,
) -> Result<Ratio, EnergyError> {
    Ok(DataCentreEnergy::of_zone(infrastructure, it)?.power_usage_effectiveness())
}
