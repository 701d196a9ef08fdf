use alloc::format;

use crate::circularity::CircularityError;
use crate::numeric::ExactSum;
use crate::reference::phone_label::{self, Form};

/// A score from 1 (worst) to 5 (best).
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Score(pub(super) f64);

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
}

/// The score of a product for disassembly depth, fasteners or tools, from the scores of its
/// priority parts.
///
/// Of a part that is there twice, the lowest score counts; a part that is not listed is not in
/// the product, and has the best.
///
/// # Equation
/// ```text
/// S = Σ_p w_p · S_p      S    S_DD, S_F or S_T [1], 1 to 5
///                        S_p  score of the part p [1], 1 to 5
///                        w_p  its weight [1], Σ w_p = 1, other weights for foldable devices
/// ```
///
/// # Source
/// Delegated Regulation (EU) 2023/1669, Annex IV, point 5.
///
/// # Errors
/// [`CircularityError::OutOfRange`] if a product that does not fold is given a folding mechanism.
///
/// # Example
/// ```
/// use ict_impact::circularity::eu_2023_1669::{Form, PriorityPart, Score, weighted_part_score};
/// // 0.3 · 1 for the battery, 0.7 · 5 for all else
/// let parts = [(PriorityPart::Battery, Score::new(1.0)?)];
/// assert_eq!(weighted_part_score(Form::Rigid, &parts)?.get(), 3.8);
/// # Ok::<(), ict_impact::circularity::CircularityError>(())
/// ```
pub fn weighted_part_score(
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
    for (part, weight) in PriorityPart::ALL
        .into_iter()
        .zip(phone_label::part_weights(form).value)
    {
        let scores = parts.iter().filter(|(given, _)| *given == part);
        total.add_product(weight, lowest(scores.map(|(_, score)| *score)).get());
    }
    Score::new(total.value()?.clamp(1.0, 5.0))
}

/// The lowest of scores; the best, if there is none.
pub(super) fn lowest(scores: impl Iterator<Item = Score>) -> Score {
    Score(scores.map(Score::get).fold(Score::BEST.0, f64::min))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_are_the_whole() {
        for form in [Form::Rigid, Form::Foldable] {
            let weights: ExactSum = phone_label::part_weights(form).value.iter().collect();
            assert!((weights.value().unwrap() - 1.0).abs() < 1e-15, "{form:?}");
        }
    }

    #[test]
    fn of_two_equal_parts_the_worse_counts() {
        let speaker = |score| (PriorityPart::Speaker, Score::new(score).unwrap());
        let score = |parts: &[_]| weighted_part_score(Form::Rigid, parts).unwrap().get();
        assert_eq!(score(&[speaker(4.0), speaker(2.0)]), score(&[speaker(2.0)]));
        assert_eq!(score(&[]), 5.0);
        let hinge = (PriorityPart::FoldingMechanism, Score::BEST);
        assert!(weighted_part_score(Form::Rigid, &[hinge]).is_err());
        assert!(weighted_part_score(Form::Foldable, &[hinge]).is_ok());
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
