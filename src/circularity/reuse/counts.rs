use super::own;
use crate::circularity::error::not_negative;
use crate::circularity::indicator::Fraction;
use crate::circularity::scorecard::{CONSUMERS, DURABILITY, Description};
use crate::circularity::slot::Slot;
use crate::circularity::{CircularityError, Indicator, Input};
use crate::quantity::{Devices, sum};

/// Devices that were collected after a use, and what became of them in the year.
///
/// # Example
/// ```
/// use ict_impact::circularity::reuse::ReuseCounts;
/// use ict_impact::quantity::Devices;
/// let phones = ReuseCounts::new(Devices::new(1000.0), Devices::new(300.0))?
///     .with_refurbishing(Devices::new(250.0), Devices::new(200.0))?;
/// assert_eq!(phones.reuse_rate()?.value().value, 0.3);
/// assert_eq!(phones.refurbishing_rate()?.value().value, 0.2);
/// assert_eq!(phones.refurbishing_yield()?.value().value, 0.8);
/// # Ok::<(), ict_impact::circularity::CircularityError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct ReuseCounts {
    collected: Devices,
    reused: Devices,
    pub(in crate::circularity) refurbishing: Slot<Refurbishing>,
}

/// Devices accepted for refurbishing, and those that work after it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::circularity) struct Refurbishing {
    accepted: Devices,
    refurbished: Devices,
}

impl ReuseCounts {
    /// Devices collected after a use, and devices that began a further use, refurbished or as
    /// they were.
    ///
    /// # Errors
    /// [`CircularityError::OutOfRange`] for a negative, NaN or infinite number.
    pub fn new(collected: Devices, reused: Devices) -> Result<Self, CircularityError> {
        Ok(Self {
            collected: not_negative("devices collected", collected)?,
            reused: not_negative("devices reused", reused)?,
            refurbishing: Slot::default(),
        })
    }

    /// The same, with the devices accepted for refurbishing, and those sold or working after it.
    ///
    /// # Errors
    /// [`CircularityError::OutOfRange`] for a negative, NaN or infinite number.
    pub fn with_refurbishing(
        mut self,
        accepted: Devices,
        refurbished: Devices,
    ) -> Result<Self, CircularityError> {
        self.refurbishing = Slot::Given(Refurbishing {
            accepted: not_negative("devices accepted for refurbishing", accepted)?,
            refurbished: not_negative("devices refurbished", refurbished)?,
        });
        Ok(self)
    }

    /// The counts of several sites together. What one of them lacks is missing in the total.
    ///
    /// # Errors
    /// [`CircularityError::Sum`] if a sum is too large for a number.
    pub fn total_of(sites: &[Self]) -> Result<Self, CircularityError> {
        Ok(Self {
            collected: sum(sites.iter().map(|site| site.collected))?,
            reused: sum(sites.iter().map(|site| site.reused))?,
            refurbishing: Slot::total(sites.iter().map(|site| &site.refurbishing), |all| {
                Ok(Refurbishing {
                    accepted: sum(all.iter().map(|it| it.accepted))?,
                    refurbished: sum(all.iter().map(|it| it.refurbished))?,
                })
            })?,
        })
    }

    /// Reuse rate: devices that began a further use per device collected.
    ///
    /// # Equation
    /// ```text
    /// reuse rate = reused / collected        both [device], of one year
    /// ```
    /// Above 100 %, and flagged, where devices collected earlier are reused.
    ///
    /// # Source
    /// This project.
    ///
    /// # Errors
    /// [`CircularityError::Quantity`] with
    /// [`Undefined`](crate::quantity::QuantityError::Undefined) if nothing was collected.
    pub fn reuse_rate(&self) -> Result<Indicator, CircularityError> {
        let fraction = Fraction {
            name: "reuse rate",
            part: "devices reused",
            whole: "devices collected",
        };
        fraction.share(self.reused, self.collected, own("reuse rate"))
    }

    /// Refurbishing rate: devices refurbished per device collected.
    ///
    /// # Equation
    /// ```text
    /// refurbishing rate = refurbished / collected        both [device], of one year
    /// ```
    ///
    /// # Source
    /// This project.
    ///
    /// # Errors
    /// [`CircularityError::Missing`] if refurbishing was not given; as
    /// [`reuse_rate`](Self::reuse_rate).
    pub fn refurbishing_rate(&self) -> Result<Indicator, CircularityError> {
        let it = self.refurbishing.get(Input::Refurbishing)?;
        let fraction = Fraction {
            name: "refurbishing rate",
            part: "devices refurbished",
            whole: "devices collected",
        };
        fraction.share(it.refurbished, self.collected, own("refurbishing rate"))
    }

    /// Yield of refurbishing: devices refurbished per device accepted for it.
    ///
    /// # Equation
    /// ```text
    /// yield = refurbished / accepted        both [device], of one year
    /// ```
    ///
    /// # Source
    /// This project.
    ///
    /// # Errors
    /// [`CircularityError::Missing`] if refurbishing was not given;
    /// [`CircularityError::Quantity`] with
    /// [`Undefined`](crate::quantity::QuantityError::Undefined) if nothing was accepted.
    pub fn refurbishing_yield(&self) -> Result<Indicator, CircularityError> {
        let it = self.refurbishing.get(Input::Refurbishing)?;
        let fraction = Fraction {
            name: "yield of refurbishing",
            part: "devices refurbished",
            whole: "devices accepted for refurbishing",
        };
        fraction.share(it.refurbished, it.accepted, own("yield of refurbishing"))
    }
}

/// Reuse rate.
pub(in crate::circularity) static REUSE_RATE: Description = Description::new(
    "reuse.reuse_rate",
    "Reuse rate",
    own("reuse rate"),
    |inputs| Ok(inputs.reuse()?.reuse_rate()?.into()),
)
.needing(&[Input::Reuse])
.relevant_to(DURABILITY, CONSUMERS);

/// Refurbishing rate.
pub(in crate::circularity) static REFURBISHING_RATE: Description = Description::new(
    "reuse.refurbishing_rate",
    "Refurbishing rate",
    own("refurbishing rate"),
    |inputs| Ok(inputs.reuse()?.refurbishing_rate()?.into()),
)
.needing(&[Input::Reuse, Input::Refurbishing])
.relevant_to(DURABILITY, CONSUMERS);

/// Yield of refurbishing.
pub(in crate::circularity) static REFURBISHING_YIELD: Description = Description::new(
    "reuse.refurbishing_yield",
    "Yield of refurbishing",
    own("yield of refurbishing"),
    |inputs| Ok(inputs.reuse()?.refurbishing_yield()?.into()),
)
.needing(&[Input::Refurbishing])
.relevant_to(DURABILITY, CONSUMERS);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::circularity::Flag;

    #[test]
    fn each_rate_has_its_own_denominator() {
        let n = Devices::new;
        let bare = ReuseCounts::new(n(0.0), n(0.0)).unwrap();
        assert!(bare.reuse_rate().is_err());
        assert!(matches!(
            bare.refurbishing_yield(),
            Err(CircularityError::Missing { .. })
        ));
        let some = bare.with_refurbishing(n(4.0), n(1.0)).unwrap();
        assert_eq!(some.refurbishing_yield().unwrap().value().value, 0.25);
        assert!(some.refurbishing_rate().is_err());
        let more = ReuseCounts::new(n(2.0), n(3.0)).unwrap();
        assert!(more.reuse_rate().unwrap().flags().contains(Flag::Over100));
        let both = ReuseCounts::total_of(&[some, more]).unwrap();
        assert_eq!(both.reuse_rate().unwrap().value().value, 1.5);
        assert!(both.refurbishing_yield().is_err());
        for bad in [-1.0, f64::NAN] {
            assert!(ReuseCounts::new(n(bad), n(1.0)).is_err());
            assert!(ReuseCounts::new(n(1.0), n(bad)).is_err());
            let counts = ReuseCounts::new(n(1.0), n(1.0)).unwrap();
            assert!(counts.clone().with_refurbishing(n(bad), n(1.0)).is_err());
            assert!(counts.with_refurbishing(n(1.0), n(bad)).is_err());
        }
    }
}
