use alloc::vec::Vec;

use super::GeneratedModel;
use crate::quantity::{Devices, Mass, QuantityError, Ratio, ratio};
use crate::time::{Year, YearSeries};

/// E-waste generated, and the model that says so.
#[derive(Debug, Clone, PartialEq)]
pub struct Generated {
    pub(super) model: GeneratedModel,
    pub(super) ewaste: YearSeries<Mass>,
    pub(super) pieces: Option<YearSeries<Devices>>,
    pub(super) stock: YearSeries<Mass>,
    pub(super) negative_stock: Vec<Year>,
    pub(super) clipped: Option<Clipped>,
    pub(super) put_on_market: Mass,
    pub(super) released: Mass,
}

/// E-waste after a negative stock was set to 0.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Clipped {
    pub(super) ewaste: YearSeries<Mass>,
    pub(super) pieces: Option<YearSeries<Devices>>,
}

impl Generated {
    /// The model that was used.
    pub fn model(&self) -> GeneratedModel {
        self.model
    }

    /// E-waste generated in each year, as the model gives it.
    pub fn ewaste(&self) -> &YearSeries<Mass> {
        &self.ewaste
    }

    /// Pieces of e-waste generated in each year, if pieces put on the market were given.
    pub fn pieces(&self) -> Option<&YearSeries<Devices>> {
        self.pieces.as_ref()
    }

    /// Stock at the end of each year put on the market.
    pub fn stock(&self) -> &YearSeries<Mass> {
        &self.stock
    }

    /// The years in which more had become waste than was put on the market. Empty with the
    /// mass-conserving model, but for rounding.
    pub fn years_of_negative_stock(&self) -> &[Year] {
        &self.negative_stock
    }

    /// E-waste with what a negative stock of a year lacked added to the waste of that year, if
    /// [`NegativeStock::ClipIntoWaste`](super::NegativeStock) was asked for and there was one.
    pub fn ewaste_after_clip(&self) -> Option<&YearSeries<Mass>> {
        self.clipped.as_ref().map(|clipped| &clipped.ewaste)
    }

    /// As [`ewaste_after_clip`](Self::ewaste_after_clip), in pieces.
    pub fn pieces_after_clip(&self) -> Option<&YearSeries<Devices>> {
        self.clipped.as_ref()?.pieces.as_ref()
    }

    /// What the model turns into waste beyond what was put on the market, over the whole life
    /// of all cohorts; negative if some never becomes waste.
    ///
    /// # Equation
    /// ```text
    /// imbalance = Σ_c POM[c]·(Σ_a f_c(a) − 1)        kg
    ///
    /// f_c(a)  density of cohort c's lifetime, per year, at the ages a that the model takes,
    ///         up to 10 000 years; their sum is 1 in the mass-conserving model
    /// ```
    ///
    /// # Example
    /// ```
    /// use ict_impact::ewaste::{GeneratedModel, Generation};
    /// use ict_impact::fleet::{Lifetime, Years};
    /// use ict_impact::quantity::{Mass, parse};
    /// use ict_impact::time::{Year, YearSeries};
    /// let sold = YearSeries::new(Year::new(2020)?, vec![parse::<Mass>("1 t")?])?;
    /// let lifetime = Lifetime::exponential(Years::new(1.0))?.into();
    /// let tool = Generation::of(&sold, &lifetime).model(GeneratedModel::DensityAtMidAge).compute()?;
    /// // e^−½ + e^−1½ + e^−2½ + … = e^−½ / (1 − 1/e) = 0.95952: 40 of 1000 kg disappear.
    /// assert!((tool.imbalance().value + 40.48).abs() < 0.01);
    /// let sound = Generation::of(&sold, &lifetime).compute()?;
    /// assert_eq!(sound.imbalance().value, 0.0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn imbalance(&self) -> Mass {
        self.released - self.put_on_market
    }

    /// The [imbalance](Self::imbalance) relative to all that was put on the market.
    ///
    /// # Errors
    /// [`QuantityError::Undefined`] if nothing was.
    pub fn relative_imbalance(&self) -> Result<Ratio, QuantityError> {
        let name = "imbalance of e-waste generated";
        ratio(
            self.imbalance(),
            self.put_on_market,
            name,
            "mass put on the market",
        )
    }
}
