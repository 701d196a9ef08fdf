use super::{equation, resource};
use crate::circularity::error::{not_negative, sum_to, sum_within, undefined};
use crate::circularity::scorecard::{Description, ENVIRONMENT, MATERIALS};
use crate::circularity::{CircularityError, Flags, Indicator, Input};
use crate::numeric::ExactSum;
use crate::quantity::{Mass, Quantity, Ratio, sum};
use crate::reference::indicators::Direction;

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

    /// The same inflow, whose rest is known to be this mass of virgin material that is not
    /// renewable: the four contents are then the whole.
    ///
    /// # Errors
    /// [`CircularityError::OutOfRange`] for a negative, NaN or infinite mass;
    /// [`CircularityError::PartsNotWhole`] unless the four masses sum to the total, within a
    /// billionth of it.
    ///
    /// # Example
    /// ```
    /// use ict_impact::circularity::iso59020::Inflow;
    /// use ict_impact::quantity::parse;
    /// let site = Inflow::new(parse("100 t")?)?.with_recycled(parse("30 t")?)?;
    /// assert!(site.with_linear(parse("70 t")?).is_ok());
    /// assert!(site.with_linear(parse("60 t")?).is_err()); // of 10 t the origin is not known
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn with_linear(self, mass: Mass) -> Result<Self, CircularityError> {
        let linear = not_negative("mass of linear inflow", mass)?;
        let parts = [self.reused, self.recycled, self.renewable, linear];
        sum_to(
            "reused, recycled, renewable and linear inflow",
            &parts,
            self.total,
        )?;
        Ok(self)
    }

    /// The mass of the whole inflow, `m_TI`.
    pub const fn total(&self) -> Mass {
        self.total
    }

    /// The mass of the inflow that is virgin and not renewable.
    ///
    /// # Equation
    /// ```text
    /// m_linear = m_TI − m_REUI − m_RECI − m_RENI        all [kg]
    /// ```
    ///
    /// # Source
    /// ISO 59020:2024, A.2.1.
    pub fn linear(&self) -> Mass {
        let circular: ExactSum = [self.reused, self.recycled, self.renewable]
            .iter()
            .map(|mass| mass.value)
            .collect();
        // Finite masses whose sum was checked to be at most the total.
        let circular = circular.value().unwrap_or(self.total.value);
        Mass::from_checked((self.total.value - circular).max(0.0))
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
        let value = Ratio::from_base(self.linear().value / self.total.value)?;
        Ok(Indicator::new(value, equation("A.2.1"), Flags::NONE))
    }

    fn checked(self) -> Result<Self, CircularityError> {
        let parts = [self.reused, self.recycled, self.renewable];
        sum_within("reused, recycled and renewable inflow", &parts, self.total)?;
        Ok(self)
    }
}

/// Reused inflow content, A.1.
pub(in crate::circularity) static REUSED_INFLOW: Description = Description::new(
    "iso59020.reused_inflow",
    "Reused inflow content",
    equation("A.1"),
    |inputs| Ok(inputs.balance().inflow()?.reused_content()?.into()),
)
.needing(&[Input::Inflow])
.relevant_to(MATERIALS, ENVIRONMENT);

/// Recycled inflow content, A.2.
pub(in crate::circularity) static RECYCLED_INFLOW: Description = Description::new(
    "iso59020.recycled_inflow",
    "Recycled inflow content",
    equation("A.2"),
    |inputs| Ok(inputs.balance().inflow()?.recycled_content()?.into()),
)
.needing(&[Input::Inflow])
.relevant_to(MATERIALS, ENVIRONMENT);

/// Renewable inflow content, A.3.
pub(in crate::circularity) static RENEWABLE_INFLOW: Description = Description::new(
    "iso59020.renewable_inflow",
    "Renewable inflow content",
    equation("A.3"),
    |inputs| Ok(inputs.balance().inflow()?.renewable_content()?.into()),
)
.needing(&[Input::Inflow])
.relevant_to(MATERIALS, ENVIRONMENT);

/// Linear inflow content, A.2.1.
pub(in crate::circularity) static LINEAR_INFLOW: Description = Description::new(
    "iso59020.linear_inflow",
    "Linear inflow content",
    equation("A.2.1"),
    |inputs| Ok(inputs.balance().inflow()?.linear_content()?.into()),
)
.needing(&[Input::Inflow])
.better(Direction::Down)
.relevant_to(MATERIALS, ENVIRONMENT);

#[cfg(test)]
mod tests {
    use super::*;

    fn kg(mass: f64) -> Mass {
        Mass::from_checked(mass)
    }

    #[test]
    fn parts_that_pass_the_whole_are_refused_and_decimals_are_not() {
        let inflow = Inflow::new(kg(1.0)).unwrap().with_reused(kg(0.7)).unwrap();
        assert!(inflow.with_recycled(kg(0.31)).is_err());
        let full = inflow.with_recycled(kg(0.2)).unwrap();
        let full = full.with_renewable(kg(0.1)).unwrap();
        assert!(full.linear_content().unwrap().value().value < 1e-15);
        assert!(full.with_linear(kg(0.0)).is_ok());
        assert!(full.with_linear(kg(0.1)).is_err());
        assert!(inflow.with_linear(kg(0.3)).is_ok());
        assert!(inflow.with_linear(kg(0.2)).is_err());
        for bad in [-1.0, f64::NAN, f64::INFINITY] {
            assert!(Inflow::new(kg(bad)).is_err() && inflow.with_linear(kg(bad)).is_err());
        }
    }

    #[test]
    fn nothing_in_is_undefined() {
        let none = Inflow::new(kg(0.0)).unwrap();
        assert!(none.reused_content().is_err() && none.linear_content().is_err());
        assert!(Inflow::total_of(&[]).unwrap().recycled_content().is_err());
    }
}
