use super::resource;
use crate::circularity::error::{not_negative, sum_within, undefined};
use crate::circularity::{CircularityError, Flag, Flags, Indicator, MethodId};
use crate::quantity::sum;
use crate::quantity::{Mass, Quantity, Ratio};

/// Resource inflow of a product, site or organisation, by origin. What is not reused, recycled
/// or renewable is linear.
///
/// # Example
/// ```
/// use ict_impact::circularity::iso59020::Inflow;
/// use ict_impact::quantity::parse;
/// let site = Inflow::new(parse("100 t")?)?
///     .with_reused(parse("10 t")?)?
///     .with_recycled(parse("30 t")?)?
///     .with_renewable(parse("10 t")?)?;
/// assert_eq!(site.recycled_content()?.value().value, 0.3);
/// assert_eq!(site.linear_content()?.value().value, 0.5);
/// assert!(site.with_recycled(parse("90 t")?).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Inflow {
    total: Mass,
    reused: Mass,
    recycled: Mass,
    renewable: Mass,
}

impl Inflow {
    /// An inflow that is all linear.
    ///
    /// # Errors
    /// [`CircularityError::OutOfRange`] for a negative, NaN or infinite mass.
    pub fn new(total: Mass) -> Result<Self, CircularityError> {
        let none = Mass::from_checked(0.0);
        Ok(Self {
            total: not_negative("total resource inflow", total)?,
            reused: none,
            recycled: none,
            renewable: none,
        })
    }

    /// The same inflow, with this mass of reused products and components in it.
    ///
    /// # Errors
    /// [`CircularityError::OutOfRange`] for a negative, NaN or infinite mass;
    /// [`CircularityError::PartsAboveWhole`] if the circular parts pass the total.
    pub fn with_reused(mut self, mass: Mass) -> Result<Self, CircularityError> {
        self.reused = not_negative("mass of reused inflow", mass)?;
        self.checked()
    }

    /// The same inflow, with this mass of recycled material in it.
    ///
    /// # Errors
    /// As [`with_reused`](Self::with_reused).
    pub fn with_recycled(mut self, mass: Mass) -> Result<Self, CircularityError> {
        self.recycled = not_negative("mass of recycled inflow", mass)?;
        self.checked()
    }

    /// The same inflow, with this mass of renewable material in it.
    ///
    /// # Errors
    /// As [`with_reused`](Self::with_reused).
    pub fn with_renewable(mut self, mass: Mass) -> Result<Self, CircularityError> {
        self.renewable = not_negative("mass of renewable inflow", mass)?;
        self.checked()
    }

    /// The inflows of several sites or products together.
    ///
    /// # Source
    /// ISO 59020:2024, Annex G.2: masses are added, then divided.
    ///
    /// # Errors
    /// [`CircularityError::Sum`] if a sum is too large for a number.
    pub fn total_of(inflows: &[Self]) -> Result<Self, CircularityError> {
        Ok(Self {
            total: sum(inflows.iter().map(|inflow| inflow.total))?,
            reused: sum(inflows.iter().map(|inflow| inflow.reused))?,
            recycled: sum(inflows.iter().map(|inflow| inflow.recycled))?,
            renewable: sum(inflows.iter().map(|inflow| inflow.renewable))?,
        })
    }

    /// Reused inflow content, A.1.
    ///
    /// # Errors
    /// As [`reused_inflow_content`](super::reused_inflow_content).
    pub fn reused_content(&self) -> Result<Indicator, CircularityError> {
        resource::reused_inflow_content(self.reused, self.total)
    }

    /// Recycled inflow content, A.2.
    ///
    /// # Errors
    /// As [`recycled_inflow_content`](super::recycled_inflow_content).
    pub fn recycled_content(&self) -> Result<Indicator, CircularityError> {
        resource::recycled_inflow_content(self.recycled, self.total)
    }

    /// Renewable inflow content, A.3.
    ///
    /// # Errors
    /// As [`renewable_inflow_content`](super::renewable_inflow_content).
    pub fn renewable_content(&self) -> Result<Indicator, CircularityError> {
        resource::renewable_inflow_content(self.renewable, self.total)
    }

    /// The part of the inflow that is virgin and not renewable: the rest of the other three.
    ///
    /// # Equation
    /// ```text
    /// linear = (m_TI − m_REUI − m_RECI − m_RENI) / m_TI
    /// ```
    ///
    /// # Source
    /// ISO 59020:2024, A.2.1.
    ///
    /// # Errors
    /// [`CircularityError::Quantity`] with
    /// [`Undefined`](crate::quantity::QuantityError::Undefined) if there is no inflow.
    pub fn linear_content(&self) -> Result<Indicator, CircularityError> {
        if self.total.value == 0.0 {
            return Err(undefined("linear inflow content", "total resource inflow"));
        }
        let linear = self.total.value - self.circular()?.value;
        let value = Ratio::from_base(linear.max(0.0) / self.total.value)?;
        Ok(Indicator::new(
            value,
            MethodId::new("ISO59020", "2024", "A.2.1"),
            Flags::NONE,
        ))
    }

    fn circular(&self) -> Result<Mass, CircularityError> {
        let parts = [self.reused, self.recycled, self.renewable];
        sum_within("reused, recycled and renewable inflow", &parts, self.total)
    }

    fn checked(self) -> Result<Self, CircularityError> {
        self.circular()?;
        Ok(self)
    }
}

/// Resource outflow of a product, site or organisation, by its actual fate: products and waste.
///
/// # Example
/// ```
/// use ict_impact::circularity::Flag;
/// use ict_impact::circularity::iso59020::Outflow;
/// use ict_impact::quantity::parse;
/// let known = Outflow::new(parse("100 t")?)?.with_recycled(parse("60 t")?)?;
/// let unknown = Outflow::new(parse("20 t")?)?.with_recycling_untraced();
/// let both = Outflow::total_of(&[known, unknown])?.recycled()?;
/// assert_eq!(both.value().value, 0.5); // 60 / 120
/// assert!(both.flags().contains(Flag::UntracedAsZero));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outflow {
    total: Mass,
    reused: Mass,
    recycled: Mass,
    biological: Mass,
    untraced: bool,
}

impl Outflow {
    /// An outflow of which nothing circulates.
    ///
    /// # Errors
    /// [`CircularityError::OutOfRange`] for a negative, NaN or infinite mass.
    pub fn new(total: Mass) -> Result<Self, CircularityError> {
        let none = Mass::from_checked(0.0);
        Ok(Self {
            total: not_negative("total resource outflow", total)?,
            reused: none,
            recycled: none,
            biological: none,
            untraced: false,
        })
    }

    /// The same outflow, of which this mass is reused.
    ///
    /// # Errors
    /// [`CircularityError::OutOfRange`] for a negative, NaN or infinite mass;
    /// [`CircularityError::PartsAboveWhole`] if what circulates passes the total.
    pub fn with_reused(mut self, mass: Mass) -> Result<Self, CircularityError> {
        self.reused = not_negative("mass of reused outflow", mass)?;
        self.checked()
    }

    /// The same outflow, of which this mass is recycled.
    ///
    /// # Errors
    /// As [`with_reused`](Self::with_reused).
    pub fn with_recycled(mut self, mass: Mass) -> Result<Self, CircularityError> {
        self.recycled = not_negative("mass of recycled outflow", mass)?;
        self.untraced = false;
        self.checked()
    }

    /// The same outflow, of which nobody knows what is recycled: none counts as recycled.
    #[must_use]
    pub fn with_recycling_untraced(mut self) -> Self {
        self.recycled = Mass::from_checked(0.0);
        self.untraced = true;
        self
    }

    /// The same outflow, of which this mass recirculates in the biological cycle.
    ///
    /// # Errors
    /// As [`with_reused`](Self::with_reused).
    pub fn with_biological(mut self, mass: Mass) -> Result<Self, CircularityError> {
        self.biological = not_negative("mass of biological outflow", mass)?;
        self.checked()
    }

    /// The outflows of several sites or products together. Untraced in one is untraced in all.
    ///
    /// # Source
    /// ISO 59020:2024, Annex G.2: masses are added, then divided.
    ///
    /// # Errors
    /// [`CircularityError::Sum`] if a sum is too large for a number.
    pub fn total_of(outflows: &[Self]) -> Result<Self, CircularityError> {
        Ok(Self {
            total: sum(outflows.iter().map(|outflow| outflow.total))?,
            reused: sum(outflows.iter().map(|outflow| outflow.reused))?,
            recycled: sum(outflows.iter().map(|outflow| outflow.recycled))?,
            biological: sum(outflows.iter().map(|outflow| outflow.biological))?,
            untraced: outflows.iter().any(|outflow| outflow.untraced),
        })
    }

    /// Actual reused outflow, A.5.
    ///
    /// # Errors
    /// As [`reused_outflow`](super::reused_outflow).
    pub fn reused(&self) -> Result<Indicator, CircularityError> {
        resource::reused_outflow(self.reused, self.total)
    }

    /// Actual recycled outflow, A.6.
    ///
    /// # Errors
    /// As [`recycled_outflow`](super::recycled_outflow).
    pub fn recycled(&self) -> Result<Indicator, CircularityError> {
        let result = resource::recycled_outflow(Some(self.recycled), self.total)?;
        Ok(result.flagged(self.untraced, Flag::UntracedAsZero))
    }

    /// Outflow recirculated in the biological cycle, A.7.
    ///
    /// # Errors
    /// As [`biological_outflow`](super::biological_outflow).
    pub fn biological(&self) -> Result<Indicator, CircularityError> {
        resource::biological_outflow(self.biological, self.total)
    }

    fn checked(self) -> Result<Self, CircularityError> {
        let parts = [self.reused, self.recycled, self.biological];
        sum_within(
            "reused, recycled and biological outflow",
            &parts,
            self.total,
        )?;
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn kg(mass: f64) -> Mass {
        Mass {
            dimension: core::marker::PhantomData,
            units: core::marker::PhantomData,
            value: mass,
        }
    }

    #[test]
    fn parts_that_pass_the_whole_are_refused_and_decimals_are_not() {
        let inflow = Inflow::new(kg(1.0)).unwrap().with_reused(kg(0.7)).unwrap();
        assert!(inflow.with_recycled(kg(0.31)).is_err());
        let full = inflow.with_recycled(kg(0.2)).unwrap();
        let full = full.with_renewable(kg(0.1)).unwrap();
        assert!(full.linear_content().unwrap().value().value < 1e-15);
        let outflow = Outflow::new(kg(1.0)).unwrap().with_reused(kg(0.7)).unwrap();
        assert!(outflow.with_biological(kg(0.31)).is_err());
        assert!(Inflow::new(kg(-1.0)).is_err() && Outflow::new(kg(f64::NAN)).is_err());
    }

    #[test]
    fn what_is_untraced_anywhere_is_flagged_in_the_whole() {
        let known = Outflow::new(kg(3.0))
            .unwrap()
            .with_recycled(kg(2.0))
            .unwrap();
        let unknown = known.with_recycling_untraced();
        let flagged = |outflows: &[Outflow]| {
            let recycled = Outflow::total_of(outflows).unwrap().recycled().unwrap();
            recycled.flags().contains(Flag::UntracedAsZero)
        };
        assert!(flagged(&[known, unknown]) && !flagged(&[known, known]));
        let found_out = unknown.with_recycled(kg(1.0)).unwrap();
        assert!(!flagged(&[found_out]));
        let none = resource::recycled_outflow(None, kg(3.0)).unwrap();
        assert!(none.flags().contains(Flag::UntracedAsZero));
        let zero = resource::recycled_outflow(Some(kg(0.0)), kg(3.0)).unwrap();
        assert_eq!(
            (none.value(), zero.flags().is_empty()),
            (zero.value(), true)
        );
    }

    #[test]
    fn nothing_in_or_out_is_undefined() {
        let (inflow, outflow) = (
            Inflow::new(kg(0.0)).unwrap(),
            Outflow::new(kg(0.0)).unwrap(),
        );
        assert!(inflow.reused_content().is_err() && inflow.linear_content().is_err());
        assert!(outflow.recycled().is_err() && outflow.biological().is_err());
        assert!(Inflow::total_of(&[]).unwrap().recycled_content().is_err());
    }
}
