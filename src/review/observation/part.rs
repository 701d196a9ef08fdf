use alloc::borrow::Cow;
use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use core::fmt;
use core::str::FromStr;

use crate::reference::gwp::Gas;

use super::super::ObservationError;

/// By what a value can be divided into parts that add up to it.
///
/// Where the whole is not reported, the parts of one division make it, if all of them are there:
/// of a closed list every code (of scope `1` and `2_location`; of stage `embodied` in place of the
/// first two), of an open one those that are named. A part that is said not to occur (NO), or to be
/// included in another of the division (IE), is there.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Dimension {
    /// Category of equipment: a UNU-KEY or another code.
    Category,
    /// Greenhouse gas, by its code in [`reference::gwp`](crate::reference::gwp); may be reported
    /// as mass of the gas.
    Gas,
    /// The country that equipment or waste was shipped to or came from.
    Partner,
    /// Scope of the GHG Protocol: `1`, `2_location`, `2_market`, `3`. The two of scope 2 are two
    /// views of one thing and never added.
    Scope,
    /// Sex: `female`, `male`.
    Sex,
    /// Life-cycle stage of ITU-T L.1410: `raw_materials`, `production`, `use`, `end_of_life`; or
    /// `embodied` for the first two together.
    Stage,
    /// Sub-sector of ICT, as ITU-T L.1450 divides it: `devices`, `networks`, `data_centres`,
    /// `enterprise_networks`.
    SubSector,
}

impl Dimension {
    /// Every dimension in order.
    pub const ALL: [Self; 7] = [
        Self::Category,
        Self::Gas,
        Self::Partner,
        Self::Scope,
        Self::Sex,
        Self::Stage,
        Self::SubSector,
    ];

    /// The name as it is written in files.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Category => "category",
            Self::Gas => "gas",
            Self::Partner => "partner",
            Self::Scope => "scope",
            Self::Sex => "sex",
            Self::Stage => "stage",
            Self::SubSector => "sub_sector",
        }
    }

    /// The codes, where there is a closed list of them.
    pub(in crate::review) const fn codes(self) -> &'static [&'static str] {
        match self {
            Self::Scope => &["1", "2_location", "2_market", "3"],
            Self::Sex => &["female", "male"],
            Self::Stage => &[
                "raw_materials",
                "production",
                "embodied",
                "use",
                "end_of_life",
            ],
            Self::SubSector => &["devices", "networks", "data_centres", "enterprise_networks"],
            Self::Category | Self::Gas | Self::Partner => &[],
        }
    }

    /// The first code that parts by this dimension need and do not have to be the whole, or what
    /// has the code `of`; none where the list of codes is open, for whoever divides by it names all
    /// that there is.
    ///
    /// Scope 3 is not needed: it is what others emit.
    pub(in crate::review) fn lacking(
        self,
        of: Option<&str>,
        has: impl Fn(&str) -> bool,
    ) -> Option<&'static str> {
        let needed: &[&str] = match (self, of) {
            (Self::Stage, Some("embodied")) if !has("embodied") => &EMBODIED,
            (_, Some(_)) => &[],
            (Self::Scope, None) => &["1", "2_location"],
            (Self::Stage, None) if has("embodied") => &["use", "end_of_life"],
            (Self::Stage, None) => &["raw_materials", "production", "use", "end_of_life"],
            _ => self.codes(),
        };
        needed.iter().copied().find(|code| !has(code))
    }

    /// What is accepted, in words.
    const fn accepted(self) -> &'static str {
        match self {
            Self::Category => "a code of letters, digits, -, . and _, such as 0303",
            Self::Gas => "a greenhouse gas such as CO2 or CH4_fossil",
            Self::Partner => "an alpha-3 country code such as KEN",
            Self::Scope => "1, 2_location, 2_market or 3",
            Self::Sex => "female or male",
            Self::Stage => "raw_materials, production, embodied, use or end_of_life",
            Self::SubSector => "devices, networks, data_centres or enterprise_networks",
        }
    }
}

impl fmt::Display for Dimension {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Dimension {
    type Err = ObservationError;
    fn from_str(text: &str) -> Result<Self, ObservationError> {
        let named = Self::ALL
            .into_iter()
            .find(|dimension| dimension.as_str() == text);
        named.ok_or_else(|| ObservationError::Unreadable {
            field: "dimension",
            given: text.to_string(),
            accepted: "category, gas, partner, scope, sex, stage or sub_sector",
        })
    }
}

/// The stages within what is embodied.
const EMBODIED: [&str; 2] = ["raw_materials", "production"];

/// Which part of a whole a value is of; the empty part is the whole.
///
/// # Example
/// ```
/// use ict_impact::review::{Dimension, Part};
/// let part = Part::WHOLE.and(Dimension::Stage, "use")?.and(Dimension::SubSector, "networks")?;
/// assert_eq!(part.to_string(), "stage=use,sub_sector=networks");
/// assert_eq!("stage=use,sub_sector=networks".parse::<Part>()?, part);
/// assert!(Part::WHOLE.and(Dimension::Stage, "usage").is_err());
/// # Ok::<(), ict_impact::review::ObservationError>(())
/// ```
#[derive(
    Debug,
    Clone,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize,
)]
#[serde(try_from = "BTreeMap<Dimension, String>")]
pub struct Part(BTreeMap<Dimension, Cow<'static, str>>);

impl Part {
    /// The whole.
    pub const WHOLE: Self = Self(BTreeMap::new());

    /// This part, and of it only what has `code` in `dimension`.
    ///
    /// # Errors
    /// [`ObservationError::Unreadable`] for a code that the dimension does not have, or a
    /// second code for one dimension.
    pub fn and(
        mut self,
        dimension: Dimension,
        code: impl Into<Cow<'static, str>>,
    ) -> Result<Self, ObservationError> {
        let code = code.into();
        let word = |b: u8| b.is_ascii_alphanumeric() || b"-._".contains(&b);
        let known = match dimension {
            Dimension::Gas => code.parse::<Gas>().is_ok(),
            Dimension::Partner => crate::place::Country::from_alpha3(&code).is_ok(),
            Dimension::Category => !code.is_empty() && code.bytes().all(word),
            _ => dimension.codes().contains(&&*code),
        };
        if !known || self.0.contains_key(&dimension) {
            return Err(ObservationError::Unreadable {
                field: dimension.as_str(),
                given: code.into_owned(),
                accepted: dimension.accepted(),
            });
        }
        self.0.insert(dimension, code);
        Ok(self)
    }

    /// Whether it is the whole.
    pub fn is_whole(&self) -> bool {
        self.0.is_empty()
    }

    /// Its code in `dimension`.
    pub fn code(&self, dimension: Dimension) -> Option<&str> {
        self.0.get(&dimension).map(|code| &**code)
    }

    /// Its dimensions and codes in order.
    pub fn iter(&self) -> impl Iterator<Item = (Dimension, &str)> {
        self.0.iter().map(|(dimension, code)| (*dimension, &**code))
    }

    /// Whether this part lies in `other`: it has every code that the other has, or the stage
    /// `raw_materials` or `production` where that has `embodied`.
    pub fn is_within(&self, other: &Self) -> bool {
        other.iter().all(|(dimension, code)| {
            let own = self.code(dimension);
            let embodied = (dimension, code) == (Dimension::Stage, "embodied");
            own == Some(code) || embodied && own.is_some_and(|own| EMBODIED.contains(&own))
        })
    }

    /// The dimensions that it is divided by.
    pub(in crate::review) fn dimensions(&self) -> impl Iterator<Item = Dimension> {
        self.0.keys().copied()
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, (dimension, code)) in self.iter().enumerate() {
            let comma = if at == 0 { "" } else { "," };
            write!(f, "{comma}{dimension}={code}")?;
        }
        Ok(())
    }
}

impl FromStr for Part {
    type Err = ObservationError;

    /// Reads what `Display` writes.
    fn from_str(text: &str) -> Result<Self, ObservationError> {
        let mut part = Self::WHOLE;
        for pair in text.split(',').filter(|_| !text.is_empty()) {
            let Some((dimension, code)) = pair.split_once('=') else {
                return Err(ObservationError::Unreadable {
                    field: "part",
                    given: text.to_string(),
                    accepted: "dimension=code, as stage=use,sub_sector=networks",
                });
            };
            part = part.and(dimension.parse()?, code.to_string())?;
        }
        Ok(part)
    }
}

impl TryFrom<BTreeMap<Dimension, String>> for Part {
    type Error = ObservationError;
    fn try_from(codes: BTreeMap<Dimension, String>) -> Result<Self, ObservationError> {
        codes
            .into_iter()
            .try_fold(Self::WHOLE, |part, (dimension, code)| {
                part.and(dimension, code)
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_checked_by_their_dimension() {
        for (dimension, good, bad) in [
            (Dimension::Category, "0303", "03 03"),
            (Dimension::Gas, "CH4_fossil", "CH5"),
            (Dimension::Partner, "NAM", "NA"),
            (Dimension::Scope, "2_market", "2"),
            (Dimension::Sex, "female", "f"),
            (Dimension::Stage, "use", "Use"),
            (Dimension::SubSector, "networks", "tv"),
        ] {
            let part = Part::WHOLE.and(dimension, good).unwrap();
            assert_eq!(part.to_string().parse::<Part>().unwrap(), part);
            assert!(part.clone().and(dimension, good).is_err());
            assert!(Part::WHOLE.and(dimension, bad).is_err(), "{bad}");
        }
        for bad in ["use", "stage=", "stage=use,", "colour=red"] {
            assert!(bad.parse::<Part>().is_err(), "{bad}");
        }
    }

    #[test]
    fn a_part_lies_in_what_it_is_a_part_of() {
        let part = |text: &str| text.parse::<Part>().unwrap();
        let inner = part("stage=use,sub_sector=networks");
        assert!(inner.is_within(&Part::WHOLE) && inner.is_within(&part("stage=use")));
        assert!(!part("stage=use").is_within(&inner));
        assert!(!inner.is_within(&part("stage=end_of_life")));
        let embodied = part("stage=embodied");
        assert!(part("stage=production").is_within(&embodied) && !inner.is_within(&embodied));
        assert!(!embodied.is_within(&part("stage=production")));
    }
}
