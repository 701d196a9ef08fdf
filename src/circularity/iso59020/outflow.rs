use super::{equation, resource};
use crate::circularity::error::{not_negative, sum_to, sum_within};
use crate::circularity::scorecard::{Description, ENVIRONMENT, MATERIALS};
use crate::circularity::{CircularityError, Flag, Indicator, Input};
use crate::quantity::{Mass, Quantity, sum};

/// Resource outflow of a product, site or organisation, by its actual fate: products and waste.
/// What is not reused, recycled or recirculated biologically is lost, or could not be traced.
///
/// # Example
/// ```
/// use ict_impact::circularity::Flag;
/// use ict_impact::circularity::iso59020::Outflow;
/// use ict_impact::quantity::parse;
/// let known = Outflow::new(parse("100 t")?)?.with_recycled(parse("60 t")?)?;
/// let unknown = Outflow::new(parse("20 t")?)?.with_untraced(parse("20 t")?)?;
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
    untraced: Mass,
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
            untraced: none,
        })
    }

    /// The same outflow, of which this mass is reused.
    ///
    /// # Errors
    /// [`CircularityError::OutOfRange`] for a negative, NaN or infinite mass;
    /// [`CircularityError::PartsAboveWhole`] if the fates pass the total.
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
        self.checked()
    }

    /// The same outflow, of which this mass recirculates in the biological cycle.
    ///
    /// # Errors
    /// As [`with_reused`](Self::with_reused).
    pub fn with_biological(mut self, mass: Mass) -> Result<Self, CircularityError> {
        self.biological = not_negative("mass of biological outflow", mass)?;
        self.checked()
    }

    /// The same outflow, of which this mass cannot be traced to its fate: it counts as not
    /// recycled, and the result says so.
    ///
    /// # Errors
    /// As [`with_reused`](Self::with_reused).
    pub fn with_untraced(mut self, mass: Mass) -> Result<Self, CircularityError> {
        self.untraced = not_negative("mass of untraced outflow", mass)?;
        self.checked()
    }

    /// The same outflow, whose rest is known to be lost, by this mass: the fates are then the
    /// whole.
    ///
    /// # Errors
    /// [`CircularityError::OutOfRange`] for a negative, NaN or infinite mass;
    /// [`CircularityError::PartsNotWhole`] unless the masses sum to the total, within a
    /// billionth of it.
    ///
    /// # Example
    /// ```
    /// use ict_impact::circularity::iso59020::Outflow;
    /// use ict_impact::quantity::parse;
    /// let site = Outflow::new(parse("100 t")?)?
    ///     .with_recycled(parse("60 t")?)?
    ///     .with_untraced(parse("10 t")?)?;
    /// assert!(site.with_lost(parse("30 t")?).is_ok());
    /// assert!(site.with_lost(parse("40 t")?).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn with_lost(self, mass: Mass) -> Result<Self, CircularityError> {
        let lost = not_negative("mass of lost outflow", mass)?;
        let [reused, recycled, biological, untraced] = self.fates();
        sum_to(
            "reused, recycled, biological, untraced and lost outflow",
            &[reused, recycled, biological, untraced, lost],
            self.total,
        )?;
        Ok(self)
    }

    /// The mass of the whole outflow, `m_TO`.
    pub const fn total(&self) -> Mass {
        self.total
    }

    /// The mass of the outflow that cannot be traced.
    pub const fn untraced(&self) -> Mass {
        self.untraced
    }

    /// The outflows of several sites or products together.
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
            untraced: sum(outflows.iter().map(|outflow| outflow.untraced))?,
        })
    }

    /// Actual reused outflow, A.5.
    ///
    /// # Errors
    /// As [`reused_outflow`](super::reused_outflow).
    pub fn reused(&self) -> Result<Indicator, CircularityError> {
        resource::reused_outflow(self.reused, self.total)
    }

    /// Actual recycled outflow, A.6; flagged where a part of the outflow is untraced.
    ///
    /// # Errors
    /// As [`recycled_outflow`](super::recycled_outflow).
    pub fn recycled(&self) -> Result<Indicator, CircularityError> {
        let result = resource::recycled_outflow(Some(self.recycled), self.total)?;
        Ok(result.flagged(self.untraced.value > 0.0, Flag::UntracedAsZero))
    }

    /// Outflow recirculated in the biological cycle, A.7.
    ///
    /// # Errors
    /// As [`biological_outflow`](super::biological_outflow).
    pub fn biological(&self) -> Result<Indicator, CircularityError> {
        resource::biological_outflow(self.biological, self.total)
    }

    fn fates(&self) -> [Mass; 4] {
        [self.reused, self.recycled, self.biological, self.untraced]
    }

    fn checked(self) -> Result<Self, CircularityError> {
        sum_within(
            "reused, recycled, biological and untraced outflow",
            &self.fates(),
            self.total,
        )?;
        Ok(self)
    }
}

/// Actual reused outflow, A.5.
pub(in crate::circularity) static REUSED_OUTFLOW: Description = Description::new(
    "iso59020.reused_outflow",
    "Actual reused outflow",
    equation("A.5"),
    |inputs| Ok(inputs.balance().outflow()?.reused()?.into()),
)
.needing(&[Input::Outflow])
.relevant_to(MATERIALS, ENVIRONMENT);

/// Actual recycled outflow, A.6.
pub(in crate::circularity) static RECYCLED_OUTFLOW: Description = Description::new(
    "iso59020.recycled_outflow",
    "Actual recycled outflow",
    equation("A.6"),
    |inputs| Ok(inputs.balance().outflow()?.recycled()?.into()),
)
.needing(&[Input::Outflow])
.relevant_to(MATERIALS, ENVIRONMENT);

/// Outflow recirculated in the biological cycle, A.7.
pub(in crate::circularity) static BIOLOGICAL_OUTFLOW: Description = Description::new(
    "iso59020.biological_outflow",
    "Outflow recirculated in the biological cycle",
    equation("A.7"),
    |inputs| Ok(inputs.balance().outflow()?.biological()?.into()),
)
.needing(&[Input::Outflow])
.relevant_to(MATERIALS, ENVIRONMENT);

#[cfg(test)]
mod tests {
    use super::*;

    fn kg(mass: f64) -> Mass {
        Mass::from_checked(mass)
    }

    #[test]
    fn fates_that_pass_the_whole_are_refused() {
        let outflow = Outflow::new(kg(1.0)).unwrap().with_reused(kg(0.7)).unwrap();
        assert!(outflow.with_biological(kg(0.31)).is_err());
        assert!(outflow.with_untraced(kg(0.31)).is_err());
        assert!(outflow.with_recycled(kg(0.31)).is_err());
        assert!(outflow.with_lost(kg(0.3)).is_ok());
        for bad in [-1.0, f64::NAN, f64::INFINITY] {
            assert!(Outflow::new(kg(bad)).is_err() && outflow.with_lost(kg(bad)).is_err());
            assert!(outflow.with_untraced(kg(bad)).is_err());
        }
    }

    #[test]
    fn what_is_untraced_anywhere_is_flagged_in_the_whole() {
        let known = Outflow::new(kg(3.0))
            .and_then(|outflow| outflow.with_recycled(kg(2.0)))
            .unwrap();
        let unknown = known.with_untraced(kg(0.5)).unwrap();
        let recycled = |outflows: &[Outflow]| {
            let whole = Outflow::total_of(outflows).unwrap();
            whole.recycled().unwrap()
        };
        let flagged = |it: Indicator| it.flags().contains(Flag::UntracedAsZero);
        assert!(flagged(recycled(&[known, unknown])) && !flagged(recycled(&[known, known])));
        assert_eq!(recycled(&[known, unknown]).value().value, 4.0 / 6.0);
        assert_eq!(
            Outflow::total_of(&[unknown; 2]).unwrap().untraced(),
            kg(1.0)
        );
        let none = resource::recycled_outflow(None, kg(3.0)).unwrap();
        assert!(none.flags().contains(Flag::UntracedAsZero));
        let zero = resource::recycled_outflow(Some(kg(0.0)), kg(3.0)).unwrap();
        assert_eq!(
            (none.value(), zero.flags().is_empty()),
            (zero.value(), true)
        );
    }

    #[test]
    fn nothing_out_is_undefined() {
        let none = Outflow::new(kg(0.0)).unwrap();
        assert!(none.reused().is_err() && none.recycled().is_err() && none.biological().is_err());
    }
}
