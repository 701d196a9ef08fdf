//! What becomes of the e-waste generated?
//!
//! Each kilogram has one [`Fate`]. [`FateShares`] is a checked partition of any flow, [`Fates`]
//! one of a given mass or number of devices.
//!
//! # Source
//! The four fates of the Global E-waste Monitor 2024 (UNITAR and ITU), as reports quote them;
//! the report itself was not read. It counts movements across borders apart: here export is a
//! fate of a country's waste, so that a country's account adds up.

use core::fmt;
use core::marker::PhantomData;

use alloc::string::ToString;
use alloc::vec::Vec;

use super::partition::{TOLERANCE, not_negative, split};
use super::{Rate, TreatmentError};
use crate::numeric::ExactSum;
use crate::quantity::{Mass, Quantity, QuantityError, Share, text};

/// What becomes of e-waste.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Fate {
    /// Documented as formally collected and recycled.
    DocumentedCollectionAndRecycling,
    /// Collected and recycled outside of formal systems, where the infrastructure for e-waste is
    /// developed.
    OtherCollection,
    /// Collected and recycled outside of formal systems, where it is not: mainly informal.
    Informal,
    /// Disposed of as residual waste, mostly to landfill.
    ResidualWaste,
    /// Exported, as waste or as used equipment.
    Export,
}

impl Fate {
    /// All fates.
    pub const ALL: [Self; 5] = [
        Self::DocumentedCollectionAndRecycling,
        Self::OtherCollection,
        Self::Informal,
        Self::ResidualWaste,
        Self::Export,
    ];

    /// The fate in words.
    pub const fn name(self) -> &'static str {
        match self {
            Self::DocumentedCollectionAndRecycling => "documented collection and recycling",
            Self::OtherCollection => "other collection",
            Self::Informal => "informal collection and recycling",
            Self::ResidualWaste => "residual waste",
            Self::Export => "export",
        }
    }

    const fn at(self) -> usize {
        self as usize
    }
}

impl fmt::Display for Fate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// The values by fate; what is not listed is 0.
fn listed<Q: Quantity>(parts: &[(Fate, Q)]) -> Result<[f64; 5], TreatmentError> {
    let mut values = [None; 5];
    for &(fate, part) in parts {
        not_negative(fate.name(), part)?;
        if values[fate.at()].replace(part.base()).is_some() {
            return Err(TreatmentError::Repeated {
                what: fate.to_string(),
            });
        }
    }
    Ok(values.map(|value| value.unwrap_or(0.0)))
}

fn sum(values: &[f64]) -> Result<f64, TreatmentError> {
    Ok(values.iter().collect::<ExactSum>().value()?)
}

/// Shares of a flow of e-waste by fate, which sum to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FateShares([f64; 5]);

impl FateShares {
    /// How far the shares may sum from 1.
    pub const TOLERANCE: f64 = TOLERANCE;

    /// The shares of these fates; the fates that are not listed have none.
    ///
    /// # Errors
    /// - [`TreatmentError::SharesNotWhole`] if they do not sum to 1 within
    ///   [`TOLERANCE`](Self::TOLERANCE);
    /// - [`TreatmentError::Repeated`] for a fate that is listed twice.
    ///
    /// # Example
    /// ```
    /// use ict_impact::ewaste::fates::{Fate, FateShares};
    /// use ict_impact::quantity::Share;
    /// let share = |percent| Share::from_percent(percent);
    /// let missing = [(Fate::DocumentedCollectionAndRecycling, share(22.3)?), (Fate::Informal, share(60.0)?)];
    /// assert!(FateShares::new(&missing).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new(shares: &[(Fate, Share)]) -> Result<Self, TreatmentError> {
        let shares = listed(shares)?;
        let whole = sum(&shares)?;
        if (whole - 1.0).abs() > TOLERANCE {
            return Err(TreatmentError::SharesNotWhole { sum: whole });
        }
        Ok(Self(shares))
    }

    /// The shares of these fates; what they leave has the fate `rest`, which is not listed.
    ///
    /// # Errors
    /// As [`new`](Self::new), where the shares listed sum to more than 1.
    pub fn with_rest(shares: &[(Fate, Share)], rest: Fate) -> Result<Self, TreatmentError> {
        let mut shares: Vec<(Fate, Share)> = shares.to_vec();
        let known: ExactSum = shares.iter().map(|(_, share)| share.get()).collect();
        let known = known.value()?;
        if known > 1.0 + TOLERANCE {
            return Err(TreatmentError::SharesNotWhole { sum: known });
        }
        shares.push((rest, Share::new((1.0 - known).max(0.0))?));
        Self::new(&shares)
    }

    /// The share of a fate.
    pub fn share(&self, fate: Fate) -> Share {
        Share::from_checked(self.0[fate.at()])
    }

    /// Splits a mass or a number of devices by fate.
    ///
    /// # Equation
    /// ```text
    /// m_f = s_f · m                 each fate but that of the largest share, rounded down
    /// m_l = m − Σ_{f≠l} m_f         the fate of the largest share
    ///
    /// m    the flow, kg or devices
    /// s_f  share of the fate f
    /// ```
    /// The parts are rounded down to multiples of the spacing of numbers just below `m`, so that
    /// they sum to it to the last bit, in any order of addition. A part is off by less than
    /// 2⁻⁵² of the flow; the largest also takes what the shares lack to 1.
    ///
    /// # Errors
    /// [`TreatmentError::Negative`]; [`TreatmentError::Quantity`] for what is not finite.
    ///
    /// # Example
    /// ```
    /// use ict_impact::ewaste::fates::{Fate, FateShares};
    /// use ict_impact::quantity::{Mass, Share, parse};
    /// let documented = (Fate::DocumentedCollectionAndRecycling, Share::from_percent(25.0)?);
    /// let shares = FateShares::with_rest(&[documented], Fate::ResidualWaste)?;
    /// let fates = shares.split(parse::<Mass>("80 t")?)?;
    /// assert_eq!(fates.part(Fate::DocumentedCollectionAndRecycling), parse("20 t")?);
    /// assert_eq!(fates.part(Fate::ResidualWaste), parse("60 t")?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn split<Q: Quantity>(&self, flow: Q) -> Result<Fates<Q>, TreatmentError> {
        let whole = not_negative("a flow of e-waste", flow)?.base();
        let mut parts = [0.0; 5];
        parts.copy_from_slice(&split(whole, &self.0, 1.0));
        Ok(Fates::from_parts(whole, parts))
    }
}

/// A mass of e-waste, or a number of devices, by fate: the parts sum to the whole.
#[derive(Clone, Copy, PartialEq)]
pub struct Fates<Q = Mass> {
    whole: f64,
    parts: [f64; 5],
    quantity: PhantomData<Q>,
}

impl<Q: Quantity> Fates<Q> {
    fn from_parts(whole: f64, parts: [f64; 5]) -> Self {
        Self {
            whole,
            parts,
            quantity: PhantomData,
        }
    }

    /// The parts of a whole by fate, as counted; the fates that are not listed have none. The
    /// parts stay as they are given.
    ///
    /// # Errors
    /// - [`TreatmentError::PartsNotWhole`] if they do not sum to the whole within 1e-9 of it;
    /// - [`TreatmentError::Repeated`], [`TreatmentError::Negative`],
    ///   [`TreatmentError::Quantity`] for what is not finite.
    ///
    /// # Example
    /// ```
    /// use ict_impact::ewaste::fates::{Fate, Fates};
    /// use ict_impact::quantity::{Mass, parse};
    /// let parts = [
    ///     (Fate::DocumentedCollectionAndRecycling, parse::<Mass>("6 kt")?),
    ///     (Fate::Export, parse("1 kt")?),
    /// ];
    /// assert!(Fates::new(parse("8 kt")?, &parts).is_err());
    /// assert_eq!(Fates::new(parse("7 kt")?, &parts)?.part(Fate::Informal), parse("0 t")?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new(whole: Q, parts: &[(Fate, Q)]) -> Result<Self, TreatmentError> {
        let whole = not_negative("a flow of e-waste", whole)?.base();
        let parts = listed(parts)?;
        let found = sum(&parts)?;
        if (found - whole).abs() > TOLERANCE * whole {
            return Err(not_whole::<Q>(found, whole));
        }
        Ok(Self::from_parts(whole, parts))
    }

    /// The parts of a whole by fate; what they leave has the fate `rest`, which is not listed.
    ///
    /// # Errors
    /// As [`new`](Self::new), where the parts sum to more than the whole.
    pub fn with_rest(whole: Q, parts: &[(Fate, Q)], rest: Fate) -> Result<Self, TreatmentError> {
        let base = not_negative("a flow of e-waste", whole)?.base();
        let values = listed(parts)?;
        if parts.iter().any(|(fate, _)| *fate == rest) {
            return Err(TreatmentError::Repeated {
                what: rest.to_string(),
            });
        }
        let mut left = ExactSum::new();
        left.add(base);
        values.iter().for_each(|value| left.add(-value));
        let left = left.value()?;
        if left < -TOLERANCE * base {
            return Err(not_whole::<Q>(sum(&values)?, base));
        }
        let mut values = values;
        values[rest.at()] = left.max(0.0);
        Ok(Self::from_parts(base, values))
    }

    /// Several accounts together: the exact sums of wholes and parts.
    ///
    /// # Errors
    /// [`TreatmentError::Sum`] if a sum is too large for a number.
    pub fn total_of(accounts: &[Self]) -> Result<Self, TreatmentError> {
        let whole = accounts.iter().map(|account| account.whole);
        let whole = whole.collect::<ExactSum>().value()?;
        let mut parts = [0.0; 5];
        for (at, part) in parts.iter_mut().enumerate() {
            let values = accounts.iter().map(|account| account.parts[at]);
            *part = values.collect::<ExactSum>().value()?;
        }
        Ok(Self::from_parts(whole, parts))
    }

    /// The whole.
    pub fn whole(&self) -> Q {
        Q::from_checked(self.whole)
    }

    /// The part that has this fate.
    pub fn part(&self, fate: Fate) -> Q {
        Q::from_checked(self.parts[fate.at()])
    }

    /// Every fate with its part.
    pub fn iter(&self) -> impl Iterator<Item = (Fate, Q)> {
        let parts = self.parts;
        let of = move |fate: Fate| (fate, Q::from_checked(parts[fate.at()]));
        Fate::ALL.into_iter().map(of)
    }

    /// The share of a fate in the whole.
    ///
    /// # Errors
    /// [`QuantityError::Undefined`] if there is no e-waste.
    pub fn share(&self, fate: Fate) -> Result<Share, QuantityError> {
        if self.whole == 0.0 {
            return Err(QuantityError::Undefined {
                ratio: "share of a fate",
                denominator: "e-waste generated",
            });
        }
        // Parts may pass their whole by the tolerance.
        Share::new((self.parts[fate.at()] / self.whole).min(1.0))
    }
}

impl Fates<Mass> {
    /// The documented collection rate: what is documented as collected and recycled, over all.
    ///
    /// # Errors
    /// [`QuantityError::Undefined`] if there is no e-waste.
    ///
    /// # Example
    /// ```
    /// use ict_impact::ewaste::fates::{Fate, Fates};
    /// use ict_impact::quantity::parse;
    /// let documented = (Fate::DocumentedCollectionAndRecycling, parse("2 kt")?);
    /// let country = Fates::with_rest(parse("8 kt")?, &[documented], Fate::ResidualWaste)?;
    /// assert_eq!(country.documented_rate()?.percent(), 25.0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn documented_rate(&self) -> Result<Rate, QuantityError> {
        let documented = self.part(Fate::DocumentedCollectionAndRecycling);
        let name = "documented collection rate";
        Rate::of(documented, self.whole(), name, "e-waste generated")
    }
}

fn not_whole<Q: Quantity>(sum: f64, whole: f64) -> TreatmentError {
    TreatmentError::PartsNotWhole {
        sum: text(Q::from_checked(sum)),
        whole: text(Q::from_checked(whole)),
    }
}

impl<Q: Quantity> fmt::Debug for Fates<Q> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::Devices;

    fn share(part: f64) -> Share {
        Share::new(part).unwrap()
    }

    fn kg(value: f64) -> Mass {
        Mass::from_checked(value)
    }

    use Fate::{DocumentedCollectionAndRecycling as Documented, Export, Informal, ResidualWaste};

    #[test]
    fn shares_that_are_no_partition_are_refused() {
        let new = |shares: &[(Fate, f64)]| {
            let shares: Vec<_> = shares.iter().map(|&(f, s)| (f, share(s))).collect();
            FateShares::new(&shares)
        };
        assert!(new(&[(Documented, 0.3), (Informal, 0.7)]).is_ok());
        assert!(new(&[(Documented, 0.3), (Informal, 0.7 - 5e-10)]).is_ok());
        let not_whole = new(&[(Documented, 0.3), (Informal, 0.69)]);
        assert_eq!(not_whole, Err(TreatmentError::SharesNotWhole { sum: 0.99 }));
        assert!(new(&[]).is_err());
        let twice = new(&[(Informal, 0.5), (Informal, 0.5)]).unwrap_err();
        assert_eq!(
            twice.to_string(),
            "informal collection and recycling is listed twice"
        );
        assert!(
            FateShares::with_rest(&[(Export, share(0.4)), (Informal, share(0.7))], Documented)
                .is_err()
        );
        assert!(FateShares::with_rest(&[(Export, share(0.4))], Export).is_err());
    }

    #[test]
    fn masses_that_do_not_sum_to_the_whole_are_refused() {
        let parts = [(Documented, kg(60.0)), (Informal, kg(30.0))];
        let error = Fates::new(kg(100.0), &parts).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the parts by fate sum to 90 kg, not to the whole of 100 kg (± 1e-9 of it)"
        );
        let rest = Fates::with_rest(kg(100.0), &parts, ResidualWaste).unwrap();
        assert_eq!(rest.part(ResidualWaste), kg(10.0));
        assert_eq!(rest.share(Informal).unwrap(), share(0.3));
        assert!(Fates::with_rest(kg(80.0), &parts, ResidualWaste).is_err());
        assert!(Fates::with_rest(kg(100.0), &parts, Informal).is_err());
        assert!(Fates::new(kg(-1.0), &[]).is_err());
        assert!(Fates::new(kg(f64::NAN), &[]).is_err());
        assert!(Fates::new(kg(1.0), &[(Informal, kg(2.0)), (Export, kg(-1.0))]).is_err());
        assert!(
            Fates::<Mass>::new(kg(0.0), &[])
                .unwrap()
                .share(Informal)
                .is_err()
        );
    }

    #[test]
    fn devices_have_fates_too() {
        let shares = FateShares::new(&[(Documented, share(0.1)), (Export, share(0.9))]).unwrap();
        let fates = shares.split(Devices::new(1000.0)).unwrap();
        assert_eq!(fates.part(Export), Devices::new(900.0));
        let twice = Fates::total_of(&[fates, fates]).unwrap();
        assert_eq!(twice.part(Documented), Devices::new(200.0));
        assert_eq!(twice.whole(), Devices::new(2000.0));
    }
}
