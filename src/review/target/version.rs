use alloc::vec::Vec;

use crate::quantity::{Quantity, Ratio};
use crate::review::amount::finite;
use crate::time::Year;

use super::{Target, TargetError};

/// In what words a target is stated, which decides what a restated baseline does to it.
///
/// `Q` is the quantity itself, `I` its intensity, such as kg per device.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum TargetForm<Q, I> {
    /// A level to reach.
    Level(Target<Q>),
    /// A reduction of the base by a part.
    RelativeToBase(Reduction<Q>),
    /// A level of intensity to reach.
    Intensity(Target<I>),
    /// A reduction of the base intensity by a part.
    RelativeIntensity(Reduction<I>),
    /// An amount that may be used in all years together.
    Budget {
        /// The amount.
        allowed: Q,
        /// The first year.
        from: Year,
        /// The last year.
        to: Year,
    },
}

/// A reduction of a base value by a part of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reduction<Q> {
    target: Target<Q>,
    part: Ratio,
}

impl<Q: Quantity> Reduction<Q> {
    /// A reduction of `base` by the part `part` until `year`.
    ///
    /// # Errors
    /// As [`Target::reduction`].
    pub fn new(base_year: Year, base: Q, year: Year, part: Ratio) -> Result<Self, TargetError> {
        let target = Target::reduction(base_year, base, year, part)?;
        Ok(Self { target, part })
    }

    /// The target that the base and the part give.
    pub fn target(&self) -> Target<Q> {
        self.target
    }

    /// The part of the base.
    pub fn part(&self) -> Ratio {
        self.part
    }

    fn restated(&self, base: Q) -> Result<Self, TargetError> {
        Self::new(self.target.base_year, base, self.target.year, self.part)
    }
}

/// Why a version of a target was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[non_exhaustive]
pub enum VersionReason {
    /// The target was set.
    Set,
    /// It was stated anew: another form, level, year or base year.
    Changed,
    /// The value of its base year was restated.
    BaselineRestated,
}

/// One version of a target.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct TargetVersion<Q, I> {
    /// Its number, 1 for the first.
    pub number: usize,
    /// Why it was made.
    pub reason: VersionReason,
    /// The target as stated in this version.
    pub form: TargetForm<Q, I>,
}

/// All versions of a target; none is ever changed or removed.
///
/// # Source
/// Keeping the old version is our choice: progress can be told against what was promised. A
/// restated baseline moves a target that is relative to it and leaves an absolute one as it is.
///
/// # Example
/// −45 % of 1000 kg; the base is restated to 1200 kg.
/// ```
/// use ict_impact::quantity::{Co2e, Ratio, parse};
/// use ict_impact::review::target::{Reduction, TargetForm, TargetVersions};
/// use ict_impact::time::Year;
/// let (from, to) = (Year::of::<2020>(), Year::of::<2030>());
/// let reduction = Reduction::new(from, Co2e::from_kg(1000.0), to, parse("45 %")?)?;
/// let form: TargetForm<Co2e, Ratio> = TargetForm::RelativeToBase(reduction);
/// let mut versions = TargetVersions::new(form);
/// versions.restate_base(Co2e::from_kg(1200.0))?;
/// let TargetForm::RelativeToBase(now) = versions.current().form else { unreachable!() };
/// assert_eq!(now.target().value(), Co2e::from_kg(660.0));
/// assert_eq!(versions.all()[0].form, form);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct TargetVersions<Q, I> {
    all: Vec<TargetVersion<Q, I>>,
    current: TargetVersion<Q, I>,
}

impl<Q: Quantity, I: Quantity> TargetVersions<Q, I> {
    /// The first version of a target.
    pub fn new(form: TargetForm<Q, I>) -> Self {
        let current = TargetVersion {
            number: 1,
            reason: VersionReason::Set,
            form,
        };
        Self {
            all: alloc::vec![current],
            current,
        }
    }

    /// Every version, the oldest first.
    pub fn all(&self) -> &[TargetVersion<Q, I>] {
        &self.all
    }

    /// The version that holds now.
    pub fn current(&self) -> TargetVersion<Q, I> {
        self.current
    }

    /// States the target anew.
    ///
    /// # Errors
    /// [`TargetError::SameVersion`] if nothing changes.
    pub fn change(&mut self, form: TargetForm<Q, I>) -> Result<(), TargetError> {
        self.add(form, VersionReason::Changed)
    }

    /// Restates the value of the base year.
    ///
    /// # Errors
    /// [`TargetError::NoSuchBase`] for an intensity or a budget; [`TargetError::SameVersion`] if
    /// it is the value of before; [`TargetError::Quantity`] for NaN or infinity.
    pub fn restate_base(&mut self, base: Q) -> Result<(), TargetError> {
        finite(base)?;
        let form = match self.current.form {
            TargetForm::Level(target) => TargetForm::Level(with_base(target, base)?),
            TargetForm::RelativeToBase(part) => TargetForm::RelativeToBase(part.restated(base)?),
            _ => return Err(TargetError::NoSuchBase),
        };
        self.add(form, VersionReason::BaselineRestated)
    }

    /// Restates the intensity of the base year.
    ///
    /// # Errors
    /// As [`restate_base`](Self::restate_base), with [`TargetError::NoSuchBase`] for every form
    /// but the intensities.
    pub fn restate_base_intensity(&mut self, base: I) -> Result<(), TargetError> {
        finite(base)?;
        let form = match self.current.form {
            TargetForm::Intensity(target) => TargetForm::Intensity(with_base(target, base)?),
            TargetForm::RelativeIntensity(part) => {
                TargetForm::RelativeIntensity(part.restated(base)?)
            }
            _ => return Err(TargetError::NoSuchBase),
        };
        self.add(form, VersionReason::BaselineRestated)
    }

    fn add(&mut self, form: TargetForm<Q, I>, reason: VersionReason) -> Result<(), TargetError> {
        if form == self.current.form {
            return Err(TargetError::SameVersion);
        }
        self.current = TargetVersion {
            number: self.all.len() + 1,
            reason,
            form,
        };
        self.all.push(self.current);
        Ok(())
    }
}

/// The same level to reach the same way, from another base.
fn with_base<Q: Quantity>(target: Target<Q>, base: Q) -> Result<Target<Q>, TargetError> {
    let again = Target::new(target.base_year, base, target.year, target.value)?;
    Ok(Target {
        direction: target.direction.or(again.direction),
        ..again
    })
}

#[cfg(test)]
mod tests {
    use super::super::Direction;
    use super::*;
    use crate::quantity::Co2e;

    const YEARS: (Year, Year) = (Year::of::<2020>(), Year::of::<2030>());

    fn level(base: f64, value: f64) -> TargetForm<Co2e, Ratio> {
        let kg = Co2e::from_kg;
        TargetForm::Level(Target::new(YEARS.0, kg(base), YEARS.1, kg(value)).unwrap())
    }

    fn reduction(base: f64, part: f64) -> Reduction<Ratio> {
        let (base, part) = (Ratio::from_checked(base), Ratio::from_checked(part));
        Reduction::new(YEARS.0, base, YEARS.1, part).unwrap()
    }

    #[test]
    fn a_level_stays_when_its_base_moves() {
        let mut versions = TargetVersions::new(level(100.0, 60.0));
        versions.restate_base(Co2e::from_kg(50.0)).unwrap();
        let TargetForm::Level(now) = versions.current().form else {
            panic!()
        };
        assert_eq!((now.base().kg(), now.value().kg()), (50.0, 60.0));
        // less is still better, though the base is now below the target
        assert_eq!(now.direction(), Some(Direction::Down));
        assert_eq!(versions.current().reason, VersionReason::BaselineRestated);
    }

    #[test]
    fn a_new_form_keeps_the_old_version() {
        let mut versions = TargetVersions::new(level(100.0, 60.0));
        let intensity = TargetForm::RelativeIntensity(reduction(8.0, 0.25));
        versions.change(intensity).unwrap();
        versions
            .restate_base_intensity(Ratio::from_checked(4.0))
            .unwrap();
        let TargetForm::RelativeIntensity(now) = versions.current().form else {
            panic!()
        };
        assert_eq!((now.target().value().value, now.part().value), (3.0, 0.25));
        let forms: Vec<_> = versions.all().iter().map(|version| version.form).collect();
        assert_eq!(forms[..2], [level(100.0, 60.0), intensity]);
        let numbers: Vec<_> = versions
            .all()
            .iter()
            .map(|version| version.number)
            .collect();
        assert_eq!(numbers, [1, 2, 3]);
    }

    #[test]
    fn what_changes_nothing_or_has_no_base_is_refused() {
        let mut versions = TargetVersions::new(level(100.0, 60.0));
        let same = Err(TargetError::SameVersion);
        assert_eq!(versions.change(level(100.0, 60.0)), same);
        assert_eq!(versions.restate_base(Co2e::from_kg(100.0)), same);
        assert!(versions.restate_base(Co2e::from_kg(f64::NAN)).is_err());
        let ratio = Ratio::from_checked(1.0);
        let none = Err(TargetError::NoSuchBase);
        assert_eq!(versions.restate_base_intensity(ratio), none);
        let budget = TargetForm::Budget {
            allowed: Co2e::from_kg(500.0),
            from: YEARS.0,
            to: YEARS.1,
        };
        versions.change(budget).unwrap();
        assert_eq!(versions.restate_base(Co2e::from_kg(1.0)), none);
        assert_eq!(versions.all().len(), 2);
    }
}
