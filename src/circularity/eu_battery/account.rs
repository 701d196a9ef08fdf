use super::{
    BatteryMetal, collection_rate, material_recovery, recycled_content, recycling_efficiency,
};
use crate::circularity::error::not_negative;
use crate::circularity::slot::Slot;
use crate::circularity::{CircularityError, Indicator, Input};
use crate::quantity::{Mass, Quantity, sum};

/// Figures of a year on batteries of one kind: collected, recycled, and their metals. What was
/// not given is missing, not zero.
///
/// # Example
/// ```
/// use ict_impact::circularity::eu_battery::{BatteryAccount, BatteryMetal};
/// use ict_impact::quantity::parse;
/// let year = BatteryAccount::new()
///     .with_collection(parse("500 t")?, [parse("1000 t")?; 3])?
///     .with_recovery(BatteryMetal::Cobalt, parse("9 t")?, parse("10 t")?)?;
/// let both = BatteryAccount::total_of(&[year.clone(), year])?;
/// assert_eq!(both.collection_rate()?.value().value, 0.5);
/// assert_eq!(both.material_recovery(BatteryMetal::Cobalt)?.value().value, 0.9);
/// assert!(both.recycling_efficiency().is_err()); // missing
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BatteryAccount {
    pub(in crate::circularity) collection: Slot<Collection>,
    pub(in crate::circularity) recycling: Slot<Part>,
    pub(in crate::circularity) recovery: [Slot<Part>; 5],
    pub(in crate::circularity) content: [Slot<Part>; 5],
}

/// Batteries collected, and made available in each of the three years before.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::circularity) struct Collection {
    collected: Mass,
    made_available: [Mass; 3],
}

/// A mass and the whole it is set against.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::circularity) struct Part {
    part: Mass,
    whole: Mass,
}

impl Part {
    fn new(names: [&'static str; 2], part: Mass, whole: Mass) -> Result<Self, CircularityError> {
        Ok(Self {
            part: not_negative(names[0], part)?,
            whole: not_negative(names[1], whole)?,
        })
    }

    fn total_of(parts: &[Self]) -> Result<Self, CircularityError> {
        Ok(Self {
            part: sum(parts.iter().map(|it| it.part))?,
            whole: sum(parts.iter().map(|it| it.whole))?,
        })
    }
}

impl BatteryAccount {
    /// An account of which nothing is known.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same, with the mass collected in the year, and made available in each of the three
    /// years before.
    ///
    /// # Errors
    /// [`CircularityError::OutOfRange`] for a negative, NaN or infinite mass.
    pub fn with_collection(
        mut self,
        collected: Mass,
        made_available: [Mass; 3],
    ) -> Result<Self, CircularityError> {
        for mass in made_available {
            not_negative("batteries made available", mass)?;
        }
        self.collection = Slot::Given(Collection {
            collected: not_negative("batteries collected", collected)?,
            made_available,
        });
        Ok(self)
    }

    /// The same, with the recycled mass that came out, and the waste batteries that went in.
    ///
    /// # Errors
    /// [`CircularityError::OutOfRange`] for a negative, NaN or infinite mass.
    pub fn with_recycling(mut self, output: Mass, input: Mass) -> Result<Self, CircularityError> {
        let names = ["recycled output", "waste batteries put in"];
        self.recycling = Slot::Given(Part::new(names, output, input)?);
        Ok(self)
    }

    /// The same, with the mass of a metal recovered, and that in the waste batteries.
    ///
    /// # Errors
    /// [`CircularityError::OutOfRange`] for a negative, NaN or infinite mass.
    pub fn with_recovery(
        mut self,
        metal: BatteryMetal,
        recovered: Mass,
        input: Mass,
    ) -> Result<Self, CircularityError> {
        let names = ["target material recovered", "target material put in"];
        self.recovery[metal as usize] = Slot::Given(Part::new(names, recovered, input)?);
        Ok(self)
    }

    /// The same, with the mass of a metal from waste in new batteries, and all of it in them.
    ///
    /// # Errors
    /// [`CircularityError::OutOfRange`] for a negative, NaN or infinite mass.
    pub fn with_content(
        mut self,
        metal: BatteryMetal,
        from_waste: Mass,
        total: Mass,
    ) -> Result<Self, CircularityError> {
        let names = ["metal recovered from waste", "metal in the batteries"];
        self.content[metal as usize] = Slot::Given(Part::new(names, from_waste, total)?);
        Ok(self)
    }

    /// The accounts of several countries, recyclers or plants together. What one of them lacks
    /// is missing in the total.
    ///
    /// # Errors
    /// [`CircularityError::Sum`] if a sum is too large for a number.
    pub fn total_of(accounts: &[Self]) -> Result<Self, CircularityError> {
        let mut total = Self {
            collection: Slot::total(accounts.iter().map(|it| &it.collection), |all| {
                let mut made_available = [Mass::from_checked(0.0); 3];
                for (year, mass) in made_available.iter_mut().enumerate() {
                    *mass = sum(all.iter().map(|it| it.made_available[year]))?;
                }
                Ok(Collection {
                    collected: sum(all.iter().map(|it| it.collected))?,
                    made_available,
                })
            })?,
            recycling: Slot::total(accounts.iter().map(|it| &it.recycling), Part::total_of)?,
            ..Self::default()
        };
        for metal in 0..5 {
            let recovery = accounts.iter().map(|it| &it.recovery[metal]);
            total.recovery[metal] = Slot::total(recovery, Part::total_of)?;
            let content = accounts.iter().map(|it| &it.content[metal]);
            total.content[metal] = Slot::total(content, Part::total_of)?;
        }
        Ok(total)
    }

    /// The collection rate, [`collection_rate`].
    ///
    /// # Errors
    /// [`CircularityError::Missing`], and as that function.
    pub fn collection_rate(&self) -> Result<Indicator, CircularityError> {
        let it = self.collection.get(Input::BatteryCollection)?;
        collection_rate(it.collected, it.made_available)
    }

    /// The recycling efficiency, [`recycling_efficiency`].
    ///
    /// # Errors
    /// [`CircularityError::Missing`], and as that function.
    pub fn recycling_efficiency(&self) -> Result<Indicator, CircularityError> {
        let it = self.recycling.get(Input::BatteryRecycling)?;
        recycling_efficiency(it.part, it.whole)
    }

    /// The recovery of a metal, [`material_recovery`].
    ///
    /// # Errors
    /// [`CircularityError::Missing`], and as that function.
    pub fn material_recovery(&self, metal: BatteryMetal) -> Result<Indicator, CircularityError> {
        let it = self.recovery[metal as usize].get(Input::BatteryRecovery)?;
        material_recovery(it.part, it.whole)
    }

    /// The recycled content of a metal, [`recycled_content`].
    ///
    /// # Errors
    /// [`CircularityError::Missing`], and as that function.
    pub fn recycled_content(&self, metal: BatteryMetal) -> Result<Indicator, CircularityError> {
        let it = self.content[metal as usize].get(Input::BatteryContent)?;
        recycled_content(it.part, it.whole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metals_are_told_apart_and_sums_divided() {
        let kg = Mass::from_checked;
        let one = BatteryAccount::new()
            .with_recovery(BatteryMetal::Nickel, kg(9.0), kg(10.0))
            .and_then(|it| it.with_content(BatteryMetal::Lead, kg(17.0), kg(20.0)))
            .and_then(|it| it.with_recycling(kg(60.0), kg(100.0)))
            .unwrap();
        assert_eq!(
            one.material_recovery(BatteryMetal::Nickel)
                .unwrap()
                .value()
                .value,
            0.9
        );
        assert_eq!(
            one.recycled_content(BatteryMetal::Lead)
                .unwrap()
                .value()
                .value,
            0.85
        );
        assert!(one.material_recovery(BatteryMetal::Lead).is_err());
        assert!(one.recycled_content(BatteryMetal::Nickel).is_err());
        let small = BatteryAccount::new()
            .with_recovery(BatteryMetal::Nickel, kg(0.0), kg(30.0))
            .and_then(|it| it.with_recycling(kg(100.0), kg(100.0)))
            .unwrap();
        let both = BatteryAccount::total_of(&[one.clone(), small]).unwrap();
        assert_eq!(
            both.material_recovery(BatteryMetal::Nickel)
                .unwrap()
                .value()
                .value,
            0.225
        );
        assert_eq!(both.recycling_efficiency().unwrap().value().value, 0.8);
        assert!(both.recycled_content(BatteryMetal::Lead).is_err());
        assert!(one.clone().with_recycling(kg(-1.0), kg(1.0)).is_err());
        assert!(
            one.clone()
                .with_collection(kg(1.0), [kg(1.0), kg(f64::NAN), kg(1.0)])
                .is_err()
        );
        assert!(
            one.with_content(BatteryMetal::Lead, kg(1.0), kg(f64::INFINITY))
                .is_err()
        );
    }
}
