//! Repairability index and battery endurance of smartphones and tablets, Delegated Regulation
//! (EU) 2023/1669.
//!
//! 1. Each priority part has points for its disassembly depth ([`disassembly_steps_score`]), its
//!    [`Fastener`]s and [`Tool`]s; [`weighted_part_score`] weights them over the parts.
//! 2. The product has points for [`SpareParts`], software updates ([`software_updates_score`])
//!    and [`RepairInformation`].
//! 3. [`repairability_index`] weights the six scores.
//! 4. [`RepairabilityClass::of`] rounds the index to two decimals, then classes it.
//! 5. [`battery_endurance_index`] and [`EnduranceClass::of`] rate the battery,
//!    [`FreeFallClass::of`] how many falls the device withstands.
//!
//! The index is declared with two decimals (Annex VI, table 9), and the energy efficiency index
//! is rounded to two (Annex IV, 1.3): both are classed as rounded, and returned as computed.
//!
//! # Source
//! Commission Delegated Regulation (EU) 2023/1669, Annex II (classes), Annex IV, point 1
//! (endurance), 4 (falls) and 5 (repairability), and Annex VI; weights and bounds are in
//! [`reference::phone_label`](crate::reference::phone_label).

use alloc::format;

use super::scorecard::{CONSUMERS, DURABILITY, Description, Range};
use super::{AnyIndicator, CircularityError, Flags, Indicator, Input, MethodId};
use crate::numeric::ExactSum;
use crate::quantity::{Quantity, Ratio};
use crate::reference::phone_label;

macro_rules! classes {
    ($(#[$doc:meta])* $name:ident: $($class:ident)+) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $(
                #[doc = concat!("Class ", stringify!($class), ".")]
                $class,
            )+
        }
        impl core::fmt::Display for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(self.as_str())
            }
        }
        impl $name {
            /// The letter of the class.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$class => stringify!($class),)+ }
            }
        }
    };
}

mod endurance;
mod free_fall;
mod parts;
mod points;

pub use crate::reference::phone_label::{Form, LabelledDevice};
pub use endurance::{BatteryEnduranceIndex, EnduranceClass, battery_endurance_index};
pub use free_fall::{Falls, FreeFallClass};
pub use parts::{PriorityPart, Score, weighted_part_score};
pub use points::{
    Fastener, RepairInformation, SpareParts, Tool, disassembly_steps_score, fasteners_score,
    software_updates_score, tools_score,
};

const fn method(clause: &'static str) -> MethodId {
    MethodId::new("EU-2023/1669", "2023", clause)
}

/// The scores of a product that its repairability index weights.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RepairScores {
    /// Disassembly depth, `S_DD`.
    pub disassembly_depth: Score,
    /// Fasteners, `S_F`.
    pub fasteners: Score,
    /// Tools, `S_T`.
    pub tools: Score,
    /// Spare parts, `S_SP`.
    pub spare_parts: Score,
    /// Software updates, `S_SU`.
    pub software_updates: Score,
    /// Repair information, `S_RI`.
    pub repair_information: Score,
}

/// The repairability index of a product, not rounded.
///
/// # Equation
/// ```text
/// R = 0.25·S_DD + 0.15·(S_F + S_T + S_SP + S_SU + S_RI)      R  index [1], 1 to 5
///                                                            S  scores [1], 1 to 5
/// ```
///
/// # Source
/// Delegated Regulation (EU) 2023/1669, Annex IV, point 5.
///
/// # Errors
/// [`CircularityError::Quantity`] never, for scores of 1 to 5.
///
/// # Example
/// ```
/// use ict_impact::circularity::eu_2023_1669::{
///     RepairScores, RepairabilityClass, Score, repairability_index,
/// };
/// let three = Score::new(3.0)?;
/// let index = repairability_index(&RepairScores {
///     disassembly_depth: Score::new(5.0)?,
///     fasteners: three,
///     tools: three,
///     spare_parts: three,
///     software_updates: three,
///     repair_information: three,
/// })?;
/// assert_eq!(index.value().value, 3.5); // 1.25 + 0.15 · 15
/// assert_eq!(RepairabilityClass::of(index.value())?, RepairabilityClass::B);
/// # Ok::<(), ict_impact::circularity::CircularityError>(())
/// ```
pub fn repairability_index(scores: &RepairScores) -> Result<Indicator, CircularityError> {
    let scores = [
        scores.disassembly_depth,
        scores.fasteners,
        scores.tools,
        scores.spare_parts,
        scores.software_updates,
        scores.repair_information,
    ];
    let mut index = ExactSum::new();
    for (weight, score) in phone_label::index_weights().value.into_iter().zip(scores) {
        index.add_product(weight, score.0);
    }
    let index = Ratio::from_base(index.value()?)?;
    Ok(Indicator::new(index, method("Annex IV.5"), Flags::NONE))
}

classes! {
    /// Class of the repairability index, A (best) to E.
    RepairabilityClass: A B C D E
}

impl RepairabilityClass {
    /// The class of an index, which is rounded to two decimals first, halves up.
    ///
    /// # Source
    /// Delegated Regulation (EU) 2023/1669, Annex II, table 4, and Annex VI, table 9: A from 4.00, B from 3.35, C from 2.55,
    /// D from 1.75, E from 1.00.
    ///
    /// # Errors
    /// [`CircularityError::OutOfRange`] outside 1 to 5.
    ///
    /// # Example
    /// ```
    /// use ict_impact::circularity::eu_2023_1669::RepairabilityClass;
    /// use ict_impact::quantity::parse;
    /// assert_eq!(RepairabilityClass::of(parse("3.995 1")?)?, RepairabilityClass::A);
    /// assert_eq!(RepairabilityClass::of(parse("3.994 1")?)?, RepairabilityClass::B);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of(index: Ratio) -> Result<Self, CircularityError> {
        if !(1.0..=5.0).contains(&index.value) {
            return Err(CircularityError::OutOfRange {
                field: "repairability index",
                given: format!("{}", index.value),
                accepted: "from 1 to 5",
            });
        }
        let rounded = hundredths(index.value);
        let classes = [Self::A, Self::B, Self::C, Self::D, Self::E];
        let bounds = phone_label::repairability_classes().value;
        let reached = bounds.into_iter().zip(classes);
        let mut reached = reached.filter(|(bound, _)| rounded >= hundredths(*bound));
        // The last bound is 1, the least index there is.
        Ok(reached.next().map_or(Self::E, |(_, class)| class))
    }
}

/// The value in hundredths, rounded to a whole number, halves up.
fn hundredths(value: f64) -> f64 {
    // A sum that should be 3.995 may end a few last bits below; a billionth brings it back.
    libm::floor(value * 100.0 + 0.5 + 1e-9)
}

/// The repairability index, with its class.
pub(super) static REPAIRABILITY: Description = Description::new(
    "eu.repairability",
    "Repairability index of a smartphone or tablet",
    method("Annex IV.5"),
    |inputs| {
        let index = repairability_index(inputs.repair_scores()?)?;
        let class = RepairabilityClass::of(index.value())?;
        Ok(AnyIndicator::from(index).with_class(class.as_str()))
    },
)
.needing(&[Input::RepairScores])
.in_unit("1", Range::of(1.0, 5.0))
.relevant_to(DURABILITY, CONSUMERS);

/// The energy efficiency index of the battery, with its class.
pub(super) static BATTERY_ENDURANCE: Description = Description::new(
    "eu.battery_endurance",
    "Energy efficiency index of a smartphone or tablet",
    method("Annex IV.1"),
    |inputs| {
        let &(device, index) = inputs.battery_endurance()?;
        let class = EnduranceClass::of(device, index.value());
        Ok(AnyIndicator::from(index).with_class(class.as_str()))
    },
)
.needing(&[Input::BatteryEndurance])
.in_unit("h/Wh", Range::NOT_NEGATIVE)
.relevant_to(DURABILITY, CONSUMERS);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_begin_at_their_bounds() {
        use RepairabilityClass::{A, B, C, D, E};
        let class = |index| RepairabilityClass::of(Ratio::from_checked(index)).unwrap();
        for (index, expected) in [
            (5.0, A),
            (4.0, A),
            (3.995, A),
            (3.995_f64.next_down().next_down().next_down(), A),
            (3.99, B),
            (3.35, B),
            (3.345, B),
            (3.34, C),
            (2.55, C),
            (2.54, D),
            (1.75, D),
            (1.74, E),
            (1.0, E),
        ] {
            assert_eq!(class(index), expected, "{index}");
        }
        for index in [0.99, 5.01, f64::NAN] {
            assert!(RepairabilityClass::of(Ratio::from_checked(index)).is_err());
        }
    }
}
