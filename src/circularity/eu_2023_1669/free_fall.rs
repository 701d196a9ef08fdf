use super::{Form, LabelledDevice};
use crate::reference::phone_label;

classes! {
    /// Class of how many falls a device withstands, A (best) to E, which only tablets can have.
    FreeFallClass: A B C D E
}

/// Falls from a height of one metre that at least four of five units passed without defect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Falls {
    /// Of a device that does not fold.
    Rigid(u32),
    /// Of a foldable device.
    Foldable {
        /// Not extended.
        closed: u32,
        /// In fully extended state, on the same units.
        extended: u32,
    },
}

impl FreeFallClass {
    /// The class of a device that withstands these falls; none for a smartphone that does not
    /// reach class D. A foldable device has the class that it reaches in both states.
    ///
    /// # Source
    /// Delegated Regulation (EU) 2023/1669, Annex II, table 3, and Annex IV, point 4.
    ///
    /// # Example
    /// ```
    /// use ict_impact::circularity::eu_2023_1669::{Falls, FreeFallClass, LabelledDevice};
    /// let class = |falls| FreeFallClass::of(LabelledDevice::Smartphone, falls);
    /// assert_eq!(class(Falls::Rigid(180)), Some(FreeFallClass::B));
    /// let folds = Falls::Foldable { closed: 210, extended: 25 };
    /// assert_eq!(class(folds), Some(FreeFallClass::C)); // as it does extended
    /// assert_eq!(class(Falls::Rigid(44)), None);
    /// ```
    pub fn of(device: LabelledDevice, falls: Falls) -> Option<Self> {
        let (form, falls) = match falls {
            Falls::Rigid(falls) => (Form::Rigid, [falls, 0]),
            Falls::Foldable { closed, extended } => (Form::Foldable, [closed, extended]),
        };
        let (closed, extended) = phone_label::free_fall_classes(device, form);
        let extended = extended.unwrap_or([0.0; 4]);
        let classes = [Self::A, Self::B, Self::C, Self::D];
        let bounds = closed.value.into_iter().zip(extended).zip(classes);
        let [as_it_is, stretched] = falls.map(f64::from);
        let mut reached = bounds.filter(|((a, b), _)| as_it_is >= *a && stretched >= *b);
        match (reached.next(), device) {
            (Some((_, class)), _) => Some(class),
            (None, LabelledDevice::SlateTablet) => Some(Self::E),
            (None, LabelledDevice::Smartphone) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use FreeFallClass::{A, B, C, D, E};
    use LabelledDevice::{SlateTablet, Smartphone};

    #[test]
    fn classes_begin_at_their_bounds() {
        let phone = |falls| FreeFallClass::of(Smartphone, Falls::Rigid(falls));
        let tablet = |falls| FreeFallClass::of(SlateTablet, Falls::Rigid(falls));
        let classes = [Some(A), Some(B), Some(C), Some(D)];
        assert_eq!([270, 269, 179, 89].map(phone), classes);
        assert_eq!([45, 44].map(phone), [Some(D), None]);
        assert_eq!([208, 207, 155, 103].map(tablet), classes);
        assert_eq!([52, 51, 0].map(tablet), [Some(D), Some(E), Some(E)]);
    }

    #[test]
    fn a_foldable_device_passes_in_both_states() {
        let of = |device, closed, extended| {
            FreeFallClass::of(device, Falls::Foldable { closed, extended })
        };
        assert_eq!(of(Smartphone, 210, 45), Some(A));
        assert_eq!(of(Smartphone, 209, 45), Some(B));
        assert_eq!(of(Smartphone, 1000, 34), Some(C));
        assert_eq!(of(Smartphone, 35, 15), Some(D));
        assert_eq!(of(Smartphone, 1000, 14), None);
        assert_eq!(of(SlateTablet, 182, 20), Some(A));
        assert_eq!(of(SlateTablet, 52, 5), Some(D));
        assert_eq!(of(SlateTablet, 1000, 4), Some(E));
    }
}
