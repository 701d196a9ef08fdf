//! Weights, points and class bounds of the EU label of smartphones and slate tablets.
//!
//! [`circularity::eu_2023_1669`](crate::circularity::eu_2023_1669) computes with them.
//!
//! # Source
//! Commission Delegated Regulation (EU) 2023/1669, Annexes II and IV, as read in a public copy of
//! the text consolidated on 10 May 2026: [`Secondary`](crate::source::Status::Secondary).
//!
//! # Example
//! ```
//! use ict_impact::reference::phone_label::{self, LabelledDevice};
//! let classes = phone_label::endurance_classes(LabelledDevice::Smartphone);
//! assert_eq!(classes.value, [2.7, 2.3, 1.95, 1.66, 1.41, 1.2]);
//! assert_eq!(classes.source.as_str(), "eu-2023-1669");
//! ```

use crate::source::{Sourced, Status, embedded};

/// A list of numbers with its source.
struct Table<const N: usize> {
    values: [f64; N],
    source: u8,
    status: Status,
}

impl<const N: usize> Table<N> {
    fn sourced(&self) -> Sourced<[f64; N]> {
        embedded(self.values, self.source, self.status)
    }
}

mod data {
    use super::Table;
    use crate::source::Status;
    include!(concat!(env!("OUT_DIR"), "/phone_label.rs"));
}

/// What the label is on.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum LabelledDevice {
    /// A smartphone.
    Smartphone,
    /// A slate tablet.
    SlateTablet,
}

/// Whether the device folds.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// It does not.
    Rigid,
    /// It does: the folding mechanism counts too.
    Foldable,
}

/// Weights of the six scores in the repairability index: S_DD, S_F, S_T, S_SP, S_SU, S_RI.
pub fn index_weights() -> Sourced<[f64; 6]> {
    data::INDEX_WEIGHTS.sourced()
}

/// Weights of the priority parts: battery, display assembly, back cover, front-facing camera,
/// rear-facing camera, external charging port, mechanical button, main microphone, speaker,
/// hinge or folding mechanism. The last is 0 for a device that does not fold.
pub fn part_weights(form: Form) -> Sourced<[f64; 10]> {
    match form {
        Form::Foldable => data::FOLDABLE.sourced(),
        Form::Rigid => {
            let [a, b, c, d, e, f, g, h, i] = data::RIGID.values;
            let weights = [a, b, c, d, e, f, g, h, i, 0.0];
            embedded(weights, data::RIGID.source, data::RIGID.status)
        }
    }
}

/// The most steps of disassembly for 5, 4, 3 and 2 points; more steps are 1 point.
pub fn most_steps() -> Sourced<[f64; 4]> {
    data::MOST_STEPS.sourced()
}

/// The least years of software updates, from the end of placement on the market, for 5, 3 and 1
/// points.
pub fn least_update_years() -> Sourced<[f64; 3]> {
    data::LEAST_UPDATE_YEARS.sourced()
}

/// The least repairability index of the classes A to E.
pub fn repairability_classes() -> Sourced<[f64; 5]> {
    data::REPAIRABILITY.sourced()
}

/// The energy efficiency index [h/Wh] above which the classes A to F begin; all else is G.
pub fn endurance_classes(device: LabelledDevice) -> Sourced<[f64; 6]> {
    match device {
        LabelledDevice::Smartphone => data::ENDURANCE_PHONE.sourced(),
        LabelledDevice::SlateTablet => data::ENDURANCE_TABLET.sourced(),
    }
}

/// The least falls without defect of the classes A to D: as it is, and, for foldable devices, in
/// fully extended state.
pub fn free_fall_classes(
    device: LabelledDevice,
    form: Form,
) -> (Sourced<[f64; 4]>, Option<[f64; 4]>) {
    use LabelledDevice::{SlateTablet, Smartphone};
    let (folded, extended) = match (device, form) {
        (Smartphone, Form::Rigid) => (&data::FALLS_PHONE, None),
        (SlateTablet, Form::Rigid) => (&data::FALLS_TABLET, None),
        (Smartphone, Form::Foldable) => (
            &data::FALLS_FOLDABLE_PHONE,
            Some(data::FALLS_FOLDABLE_PHONE_EXTENDED),
        ),
        (SlateTablet, Form::Foldable) => (
            &data::FALLS_FOLDABLE_TABLET,
            Some(data::FALLS_FOLDABLE_TABLET_EXTENDED),
        ),
    };
    (folded.sourced(), extended)
}
