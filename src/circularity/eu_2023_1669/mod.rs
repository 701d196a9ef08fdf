//! Repairability index and battery endurance of smartphones and tablets, Delegated Regulation
//! (EU) 2023/1669.
//!
//! 1. [`disassembly_depth_score`] weights the scores of the priority parts.
//! 2. [`repairability_index`] weights it with the five scores of the product.
//! 3. [`RepairabilityClass::of`] rounds the index to two decimals, then classes it.
//! 4. [`battery_endurance_index`] and [`EnduranceClass::of_smartphone`] rate the battery.
//!
//! # Source
//! Commission Delegated Regulation (EU) 2023/1669, Annex II (classes) and Annex IV, section 5
//! (calculation).

use alloc::format;

use super::{CircularityError, Flags, Indicator, MethodId};
use crate::numeric::ExactSum;
use crate::quantity::{Quantity, Ratio};

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
                f.write_str(match self { $(Self::$class => stringify!($class),)+ })
            }
        }
    };
}

mod endurance;

pub use endurance::{BatteryEnduranceIndex, EnduranceClass, battery_endurance_index};

const fn method(clause: &'static str) -> MethodId {
    MethodId::new("EU-2023/1669", "2023", clause)
}

/// A score from 1 (worst) to 5 (best).
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Score(f64);

impl Score {
    /// The score of a part that the product does not have.
    pub const BEST: Self = Self(5.0);

    /// A score.
    ///
    /// # Errors
    /// [`CircularityError::OutOfRange`] outside 1 to 5.
    pub fn new(score: f64) -> Result<Self, CircularityError> {
        if (1.0..=5.0).contains(&score) {
            Ok(Self(score))
        } else {
            Err(CircularityError::OutOfRange {
                field: "score",
                given: format!("{score}"),
                accepted: "from 1 to 5",
            })
        }
    }

    /// The score as a number.
    pub const fn get(self) -> f64 {
        self.0
    }
}

/// A part whose repair the regulation rates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum PriorityPart {
    /// Battery.
    Battery,
    /// Display assembly.
    DisplayAssembly,
    /// Back cover or back cover assembly.
    BackCover,
    /// Front-facing camera assembly.
    FrontCamera,
    /// Rear-facing camera assembly.
    RearCamera,
    /// External charging port.
    ExternalConnector,
    /// Mechanical button.
    Button,
    /// Main microphone.
    Microphone,
    /// Speaker.
    Speaker,
    /// Hinge assembly or mechanical folding mechanism, of foldable products only.
    FoldingMechanism,
}

impl PriorityPart {
    /// All parts; the last is of foldable products only.
    pub const ALL: [Self; 10] = [
        Self::Battery,
        Self::DisplayAssembly,
        Self::BackCover,
        Self::FrontCamera,
        Self::RearCamera,
        Self::ExternalConnector,
        Self::Button,
        Self::Microphone,
        Self::Speaker,
        Self::FoldingMechanism,
    ];

    /// The part with this abbreviation: BAT, DA, BC, FFC, RFC, EC, BUT, MIC, SPK or FM.
    pub fn of_abbreviation(abbreviation: &str) -> Option<Self> {
        let place = [
            "BAT", "DA", "BC", "FFC", "RFC", "EC", "BUT", "MIC", "SPK", "FM",
        ]
        .iter()
        .position(|&known| known == abbreviation)?;
        Self::ALL.get(place).copied()
    }

    const fn weight(self, form: Form) -> f64 {
        match (form, self) {
            (Form::Rigid, Self::Battery | Self::DisplayAssembly) => 0.30,
            (Form::Rigid, Self::BackCover) => 0.10,
            (Form::Rigid, Self::FoldingMechanism) => 0.0,
            (Form::Rigid, _) => 0.05,
            (Form::Foldable, Self::Battery | Self::DisplayAssembly) => 0.25,
            (Form::Foldable, Self::BackCover) => 0.09,
            (Form::Foldable, Self::FoldingMechanism) => 0.17,
            (Form::Foldable, _) => 0.04,
        }
    }
}

/// Whether the product folds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// It does not.
    Rigid,
    /// It does: the folding mechanism counts too.
    Foldable,
}

/// The disassembly depth score of a product, from the scores of its priority parts.
///
/// Of a part that is there twice, the lowest score counts; a part that is not there has the best.
///
/// # Equation
/// ```text
/// S_DD = Σ_p w_p · S_p      S_DD  disassembly depth score [1], 1 to 5
///                           S_p   score of the part p [1], 1 to 5
///                           w_p   its weight [1], Σ w_p = 1
/// ```
///
/// # Source
/// Delegated Regulation (EU) 2023/1669, Annex IV, section 5.
///
/// # Errors
/// [`CircularityError::OutOfRange`] if a product that does not fold is given a folding mechanism.
///
/// # Example
/// ```
/// use ict_impact::circularity::eu_2023_1669::{
///     Form, PriorityPart, Score, disassembly_depth_score,
/// };
/// // 0.3 · 1 for the battery, 0.7 · 5 for all else
/// let parts = [(PriorityPart::Battery, Score::new(1.0)?)];
/// assert_eq!(disassembly_depth_score(Form::Rigid, &parts)?.get(), 3.8);
/// # Ok::<(), ict_impact::circularity::CircularityError>(())
/// ```
pub fn disassembly_depth_score(
    form: Form,
    parts: &[(PriorityPart, Score)],
) -> Result<Score, CircularityError> {
    let folds = |&(part, _): &(PriorityPart, Score)| part == PriorityPart::FoldingMechanism;
    if form == Form::Rigid && parts.iter().any(folds) {
        return Err(CircularityError::OutOfRange {
            field: "priority part",
            given: format!("{:?}", PriorityPart::FoldingMechanism),
            accepted: "a part of a product that does not fold",
        });
    }
    let mut total = ExactSum::new();
    for part in PriorityPart::ALL {
        let lowest = parts
            .iter()
            .filter(|(given, _)| *given == part)
            .map(|(_, score)| score.0)
            .fold(Score::BEST.0, f64::min);
        total.add_product(part.weight(form), lowest);
    }
    Score::new(total.value()?.clamp(1.0, 5.0))
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
/// Delegated Regulation (EU) 2023/1669, Annex IV, section 5.
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
    let mut index = ExactSum::new();
    index.add_product(0.25, scores.disassembly_depth.0);
    for score in [
        scores.fasteners,
        scores.tools,
        scores.spare_parts,
        scores.software_updates,
        scores.repair_information,
    ] {
        index.add_product(0.15, score.0);
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
    /// Delegated Regulation (EU) 2023/1669, Annex II: A from 4.00, B from 3.35, C from 2.55,
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
        // A sum that should be 3.995 may end a few last bits below; a billionth brings it back.
        let hundredths = libm::floor(index.value * 100.0 + 0.5 + 1e-9);
        Ok(match hundredths {
            400.0.. => Self::A,
            335.0.. => Self::B,
            255.0.. => Self::C,
            175.0.. => Self::D,
            _ => Self::E,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_are_the_whole() {
        for form in [Form::Rigid, Form::Foldable] {
            let weights: ExactSum = PriorityPart::ALL
                .map(|part| part.weight(form))
                .iter()
                .collect();
            assert!((weights.value().unwrap() - 1.0).abs() < 1e-15, "{form:?}");
        }
    }

    #[test]
    fn of_two_equal_parts_the_worse_counts() {
        let speaker = |score| (PriorityPart::Speaker, Score::new(score).unwrap());
        let score = |parts: &[_]| disassembly_depth_score(Form::Rigid, parts).unwrap().get();
        assert_eq!(score(&[speaker(4.0), speaker(2.0)]), score(&[speaker(2.0)]));
        assert_eq!(score(&[]), 5.0);
        let hinge = (PriorityPart::FoldingMechanism, Score::BEST);
        assert!(disassembly_depth_score(Form::Rigid, &[hinge]).is_err());
        assert!(disassembly_depth_score(Form::Foldable, &[hinge]).is_ok());
    }

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

    #[test]
    fn refuses_scores_outside_the_scale() {
        for score in [0.0, 5.5, f64::NAN] {
            assert!(Score::new(score).is_err(), "{score}");
        }
        assert_eq!(
            PriorityPart::of_abbreviation("FM"),
            Some(PriorityPart::FoldingMechanism)
        );
        assert_eq!(PriorityPart::of_abbreviation("bat"), None);
    }
}
