use alloc::vec::Vec;

use super::{CircularityError, Input};

/// An input that may be missing.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Slot<T> {
    /// Not given; of several sites, those that lack it where others have it.
    Missing(Vec<usize>),
    Given(T),
    /// Given for several sites, over which it does not add.
    NotAdditive,
}

impl<T> Default for Slot<T> {
    fn default() -> Self {
        Self::Missing(Vec::new())
    }
}

impl<T> Slot<T> {
    /// The input, or why there is none.
    pub(super) fn get(&self, input: Input) -> Result<&T, CircularityError> {
        match self {
            Self::Given(value) => Ok(value),
            Self::NotAdditive => Err(CircularityError::NotAdditive { input }),
            Self::Missing(sites) => Err(CircularityError::Missing {
                input,
                sites: sites.clone(),
            }),
        }
    }
}

impl<T: Clone> Slot<T> {
    /// The input of several sites together: missing if any of them lacks it.
    pub(super) fn total<'a>(
        slots: impl Iterator<Item = &'a Self>,
        add: impl FnOnce(&[T]) -> Result<T, CircularityError>,
    ) -> Result<Self, CircularityError>
    where
        T: 'a,
    {
        let slots: Vec<&Self> = slots.collect();
        if let [only] = slots[..] {
            return Ok(only.clone());
        }
        let lacking: Vec<usize> = (0..slots.len())
            .filter(|&site| slots[site].is_missing())
            .collect();
        if lacking.len() == slots.len() {
            return Ok(Self::default());
        }
        if !lacking.is_empty() {
            return Ok(Self::Missing(lacking));
        }
        let given: Vec<T> = slots
            .iter()
            .filter_map(|slot| match slot {
                Self::Given(value) => Some(value.clone()),
                _ => None,
            })
            .collect();
        match given.len() == slots.len() {
            true => Ok(Self::Given(add(&given)?)),
            false => Ok(Self::NotAdditive),
        }
    }

    /// As [`total`](Self::total), for what does not add.
    pub(super) fn total_of_none<'a>(slots: impl Iterator<Item = &'a Self>) -> Self
    where
        T: 'a,
    {
        let slots: Vec<&Self> = slots.collect();
        match slots[..] {
            [only] => only.clone(),
            _ if slots.iter().all(|slot| slot.is_missing()) => Self::default(),
            _ => Self::NotAdditive,
        }
    }

    fn is_missing(&self) -> bool {
        matches!(self, Self::Missing(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;

    fn total(slots: &[Slot<i32>]) -> Slot<i32> {
        Slot::total(slots.iter(), |all| Ok(all.iter().sum())).unwrap()
    }

    #[test]
    fn a_total_is_missing_where_a_site_lacks_it() {
        let (none, one, two) = (Slot::default(), Slot::Given(1), Slot::Given(2));
        assert_eq!(total(&[]), none);
        assert_eq!(total(&[none.clone(), none.clone()]), none);
        assert_eq!(total(&[one.clone(), two.clone()]), Slot::Given(3));
        let lacking = total(&[one.clone(), none.clone(), two.clone(), none.clone()]);
        assert_eq!(lacking, Slot::Missing(vec![1, 3]));
        assert_eq!(total(&[one.clone(), Slot::NotAdditive]), Slot::NotAdditive);
        let alone = Slot::Missing(vec![4]);
        assert_eq!(total(core::slice::from_ref(&alone)), alone);
    }

    #[test]
    fn what_does_not_add_is_kept_only_of_one_site() {
        let (none, one): (Slot<i32>, _) = (Slot::default(), Slot::Given(1));
        let of = |slots: &[Slot<i32>]| Slot::total_of_none(slots.iter());
        assert_eq!(of(core::slice::from_ref(&one)), one);
        assert_eq!(of(&[none.clone(), none.clone()]), none);
        assert_eq!(of(&[one.clone(), none.clone()]), Slot::NotAdditive);
        assert_eq!(of(&[one.clone(), one.clone()]), Slot::NotAdditive);
    }
}
