//! Recycled content and end-of-life recycling rates of metals.
//!
//! Two figures go by the name of recycled content and differ by the scrap of manufacturing:
//!
//! | figure | above the line | function |
//! |---|---|---|
//! | recycled content, RC | old and new scrap | [`MetalInput::recycled_content`] |
//! | end-of-life recycling input rate, RIR | old scrap only | [`MetalInput::recycling_input_rate`] |
//!
//! and three tell what becomes of a metal at the end of life ([`EndOfLifeMetal`]):
//! collection rate EOL-CR, process efficiency EOL-PR and their product, the recycling rate
//! EOL-RR. In the figures of one year, what is recycled may come from earlier years' scrap;
//! rates above 100 % are returned as they are, flagged [`Over100`](super::Flag::Over100).
//!
//! # Source
//! UNEP International Resource Panel, *Recycling Rates of Metals: A Status Report* (2011),
//! chapter 2. The letters of the report's flow diagram are left out.

use super::error::not_negative;
use super::indicator::Fraction;
use super::scorecard::{Description, INFRASTRUCTURE, WASTE};
use super::{CircularityError, Indicator, Input, MethodId};
use crate::quantity::{Mass, sum};

const fn method(rate: &'static str) -> MethodId {
    MethodId::new("UNEP-IRP-metals", "2011", rate)
}

/// The metal that goes into production in a year, by origin.
///
/// # Example
/// ```
/// use ict_impact::circularity::recycled_content::MetalInput;
/// use ict_impact::quantity::parse;
/// let metal = MetalInput::new(parse("100 t")?, parse("45 t")?, parse("55 t")?)?;
/// assert_eq!(metal.recycled_content()?.value().value, 0.5); // 100 / 200
/// assert_eq!(metal.recycling_input_rate()?.value().value, 0.225); // 45 / 200
/// assert_eq!(metal.old_scrap_ratio()?.value().value, 0.45); // 45 / 100
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MetalInput {
    primary: Mass,
    old_scrap: Mass,
    new_scrap: Mass,
}

impl MetalInput {
    /// Primary metal, old scrap (from products after use) and new scrap (from manufacturing).
    ///
    /// # Errors
    /// [`CircularityError::OutOfRange`] for a negative, NaN or infinite mass.
    pub fn new(primary: Mass, old_scrap: Mass, new_scrap: Mass) -> Result<Self, CircularityError> {
        Ok(Self {
            primary: not_negative("primary metal", primary)?,
            old_scrap: not_negative("old scrap", old_scrap)?,
            new_scrap: not_negative("new scrap", new_scrap)?,
        })
    }

    /// The inputs of several producers or years together.
    ///
    /// # Errors
    /// [`CircularityError::Sum`] if a sum is too large for a number.
    pub fn total_of(inputs: &[Self]) -> Result<Self, CircularityError> {
        Ok(Self {
            primary: sum(inputs.iter().map(|input| input.primary))?,
            old_scrap: sum(inputs.iter().map(|input| input.old_scrap))?,
            new_scrap: sum(inputs.iter().map(|input| input.new_scrap))?,
        })
    }

    /// Recycled content `RC`: the part of the input that is scrap, old or new.
    ///
    /// # Equation
    /// ```text
    /// RC = (O + N) / (P + O + N)      P  primary metal [kg]
    ///                                 O  old scrap [kg]
    ///                                 N  new scrap [kg]
    /// ```
    ///
    /// # Errors
    /// [`CircularityError::Quantity`] with
    /// [`Undefined`](crate::quantity::QuantityError::Undefined) if there is no metal.
    #[doc(alias = "RC")]
    pub fn recycled_content(&self) -> Result<Indicator, CircularityError> {
        self.of_metal("recycled content", self.scrap()?, "RC")
    }

    /// End-of-life recycling input rate `RIR`: the part of the input that is old scrap.
    ///
    /// # Equation
    /// ```text
    /// RIR = O / (P + O + N)           P  primary metal [kg]
    ///                                 O  old scrap [kg]
    ///                                 N  new scrap [kg]
    /// ```
    ///
    /// # Errors
    /// As [`recycled_content`](Self::recycled_content).
    #[doc(alias = "RIR")]
    pub fn recycling_input_rate(&self) -> Result<Indicator, CircularityError> {
        self.of_metal("recycling input rate", self.old_scrap, "RIR")
    }

    /// Old scrap ratio `OSR`: the part of the scrap that is old.
    ///
    /// # Equation
    /// ```text
    /// OSR = O / (O + N)               O  old scrap [kg]
    ///                                 N  new scrap [kg]
    /// ```
    ///
    /// # Errors
    /// [`CircularityError::Quantity`] with
    /// [`Undefined`](crate::quantity::QuantityError::Undefined) if there is no scrap.
    #[doc(alias = "OSR")]
    pub fn old_scrap_ratio(&self) -> Result<Indicator, CircularityError> {
        let fraction = Fraction {
            name: "old scrap ratio",
            part: "old scrap",
            whole: "scrap",
        };
        fraction.share(self.old_scrap, self.scrap()?, method("OSR"))
    }

    fn scrap(&self) -> Result<Mass, CircularityError> {
        Ok(sum([self.old_scrap, self.new_scrap])?)
    }

    fn of_metal(
        &self,
        name: &'static str,
        part: Mass,
        rate: &'static str,
    ) -> Result<Indicator, CircularityError> {
        let metal = sum([self.primary, self.old_scrap, self.new_scrap])?;
        let fraction = Fraction {
            name,
            part: "scrap",
            whole: "metal input",
        };
        fraction.share(part, metal, method(rate))
    }
}

/// What becomes of the metal in products at the end of their life, in a year.
///
/// # Example
/// ```
/// use ict_impact::circularity::recycled_content::EndOfLifeMetal;
/// use ict_impact::quantity::parse;
/// let metal = EndOfLifeMetal::new(parse("100 t")?, parse("60 t")?, parse("45 t")?)?;
/// assert_eq!(metal.collection_rate()?.value().value, 0.6);
/// assert_eq!(metal.process_efficiency()?.value().value, 0.75);
/// assert_eq!(metal.recycling_rate()?.value().value, 0.45);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EndOfLifeMetal {
    available: Mass,
    collected: Mass,
    recycled: Mass,
}

impl EndOfLifeMetal {
    /// Metal in products at the end of life, of it collected for recycling, and of that
    /// recycled.
    ///
    /// # Errors
    /// [`CircularityError::OutOfRange`] for a negative, NaN or infinite mass.
    pub fn new(available: Mass, collected: Mass, recycled: Mass) -> Result<Self, CircularityError> {
        Ok(Self {
            available: not_negative("end-of-life metal", available)?,
            collected: not_negative("collected metal", collected)?,
            recycled: not_negative("recycled metal", recycled)?,
        })
    }

    /// The metal of several countries or years together.
    ///
    /// # Errors
    /// [`CircularityError::Sum`] if a sum is too large for a number.
    pub fn total_of(metals: &[Self]) -> Result<Self, CircularityError> {
        Ok(Self {
            available: sum(metals.iter().map(|metal| metal.available))?,
            collected: sum(metals.iter().map(|metal| metal.collected))?,
            recycled: sum(metals.iter().map(|metal| metal.recycled))?,
        })
    }

    /// End-of-life collection rate `EOL-CR`: collected per available metal.
    ///
    /// # Equation
    /// ```text
    /// EOL-CR = collected [kg] / available [kg]
    /// ```
    ///
    /// # Errors
    /// [`CircularityError::Quantity`] with
    /// [`Undefined`](crate::quantity::QuantityError::Undefined) if no metal is available.
    #[doc(alias = "EOL-CR")]
    pub fn collection_rate(&self) -> Result<Indicator, CircularityError> {
        let fraction = Fraction {
            name: "end-of-life collection rate",
            part: "collected metal",
            whole: "end-of-life metal",
        };
        fraction.share(self.collected, self.available, method("EOL-CR"))
    }

    /// End-of-life process efficiency rate `EOL-PR`: recycled per collected metal.
    ///
    /// # Equation
    /// ```text
    /// EOL-PR = recycled [kg] / collected [kg]
    /// ```
    ///
    /// # Errors
    /// [`CircularityError::Quantity`] with
    /// [`Undefined`](crate::quantity::QuantityError::Undefined) if no metal is collected.
    #[doc(alias = "EOL-PR")]
    pub fn process_efficiency(&self) -> Result<Indicator, CircularityError> {
        let fraction = Fraction {
            name: "end-of-life process efficiency rate",
            part: "recycled metal",
            whole: "collected metal",
        };
        fraction.share(self.recycled, self.collected, method("EOL-PR"))
    }

    /// End-of-life recycling rate `EOL-RR`: recycled per available metal.
    ///
    /// # Equation
    /// ```text
    /// EOL-RR = recycled [kg] / available [kg] = EOL-CR · EOL-PR
    /// ```
    ///
    /// # Errors
    /// As [`collection_rate`](Self::collection_rate).
    #[doc(alias = "EOL-RR")]
    pub fn recycling_rate(&self) -> Result<Indicator, CircularityError> {
        let fraction = Fraction {
            name: "end-of-life recycling rate",
            part: "recycled metal",
            whole: "end-of-life metal",
        };
        fraction.share(self.recycled, self.available, method("EOL-RR"))
    }
}

/// End-of-life collection rate of metal.
pub(super) static COLLECTION: Description = Description::new(
    "metal.eol_collection",
    "End-of-life collection rate of metal",
    method("EOL-CR"),
    |inputs| Ok(inputs.end_of_life_metal()?.collection_rate()?.into()),
)
.needing(&[Input::EndOfLifeMetal])
.relevant_to(WASTE, INFRASTRUCTURE);

/// End-of-life process efficiency of metal.
pub(super) static PROCESS_EFFICIENCY: Description = Description::new(
    "metal.eol_process_efficiency",
    "End-of-life process efficiency of metal",
    method("EOL-PR"),
    |inputs| Ok(inputs.end_of_life_metal()?.process_efficiency()?.into()),
)
.needing(&[Input::EndOfLifeMetal])
.relevant_to(WASTE, INFRASTRUCTURE);

/// End-of-life recycling rate of metal.
pub(super) static RECYCLING: Description = Description::new(
    "metal.eol_recycling",
    "End-of-life recycling rate of metal",
    method("EOL-RR"),
    |inputs| Ok(inputs.end_of_life_metal()?.recycling_rate()?.into()),
)
.needing(&[Input::EndOfLifeMetal])
.relevant_to(WASTE, INFRASTRUCTURE);

/// Recycled content of metal, old and new scrap.
pub(super) static RECYCLED_CONTENT: Description = Description::new(
    "metal.recycled_content",
    "Recycled content of metal, old and new scrap",
    method("RC"),
    |inputs| Ok(inputs.metal_input()?.recycled_content()?.into()),
)
.needing(&[Input::MetalInput])
.relevant_to(WASTE, INFRASTRUCTURE);

/// End-of-life recycling input rate of metal, old scrap.
pub(super) static RECYCLING_INPUT: Description = Description::new(
    "metal.recycling_input",
    "End-of-life recycling input rate of metal, old scrap",
    method("RIR"),
    |inputs| Ok(inputs.metal_input()?.recycling_input_rate()?.into()),
)
.needing(&[Input::MetalInput])
.relevant_to(WASTE, INFRASTRUCTURE);

/// Old scrap ratio of metal.
pub(super) static OLD_SCRAP: Description = Description::new(
    "metal.old_scrap",
    "Old scrap ratio of metal",
    method("OSR"),
    |inputs| Ok(inputs.metal_input()?.old_scrap_ratio()?.into()),
)
.needing(&[Input::MetalInput])
.relevant_to(WASTE, INFRASTRUCTURE);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::circularity::Flag;
    use crate::quantity::Quantity;

    fn end_of_life(masses: [f64; 3]) -> EndOfLifeMetal {
        let [available, collected, recycled] = masses.map(Mass::from_checked);
        EndOfLifeMetal::new(available, collected, recycled).unwrap()
    }

    #[test]
    fn stock_from_other_years_is_flagged_and_not_clamped() {
        let rate = end_of_life([100.0, 90.0, 120.0]).recycling_rate().unwrap();
        assert_eq!(rate.value().value, 1.2);
        assert!(rate.flags().contains(Flag::Over100));
    }

    #[test]
    fn only_one_of_the_two_contents_counts_new_scrap() {
        let t = Mass::from_checked;
        let input = MetalInput::new(t(50.0), t(20.0), t(30.0)).unwrap();
        assert_eq!(input.recycled_content().unwrap().value().value, 0.5);
        assert_eq!(input.recycling_input_rate().unwrap().value().value, 0.2);
    }

    #[test]
    fn each_rate_is_undefined_on_its_own() {
        let uncollected = end_of_life([100.0, 0.0, 0.0]);
        assert_eq!(uncollected.recycling_rate().unwrap().value().value, 0.0);
        assert!(uncollected.process_efficiency().is_err());
        let none = end_of_life([0.0, 0.0, 0.0]);
        assert!(none.collection_rate().is_err() && none.recycling_rate().is_err());
        let zero = Mass::from_checked(0.0);
        let input = MetalInput::new(Mass::from_checked(1.0), zero, zero).unwrap();
        assert!(input.old_scrap_ratio().is_err());
        assert_eq!(input.recycled_content().unwrap().value().value, 0.0);
        assert!(MetalInput::new(zero, zero, Mass::from_checked(f64::NAN)).is_err());
    }
}
