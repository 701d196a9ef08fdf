use core::fmt;

/// Which ledger a value belongs to: what the sector emits itself, or what its use causes.
///
/// The two count the same emissions at different ends and are never added or compared. A value
/// says its ledger by its boundary code ([`Meta::boundary`](crate::review::Meta)): the code, or
/// what stands before its first `:`. That convention is ours.
///
/// # Example
/// ```
/// use ict_impact::review::double_counting::Accounting;
/// let direct = Accounting::of_boundary("sector_direct:itu_l1450");
/// assert_eq!(direct, Some(Accounting::SectorDirect));
/// assert_eq!(Accounting::of_boundary("consumption_based"), Some(Accounting::ConsumptionBased));
/// assert_eq!(Accounting::of_boundary("itu_l1450"), None); // it does not say
/// ```
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Accounting {
    /// `sector_direct`: what the companies of the sector in the country emit.
    SectorDirect,
    /// `consumption_based`: what is emitted anywhere for the digital technology that the country
    /// uses.
    ConsumptionBased,
}

impl Accounting {
    /// Both in order.
    pub const ALL: [Self; 2] = [Self::SectorDirect, Self::ConsumptionBased];

    /// The word in boundary codes.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SectorDirect => "sector_direct",
            Self::ConsumptionBased => "consumption_based",
        }
    }

    /// The ledger that a boundary code names; `None` if it names neither.
    pub fn of_boundary(code: &str) -> Option<Self> {
        let word = code.split(':').next().unwrap_or(code);
        Self::ALL.into_iter().find(|ledger| ledger.as_str() == word)
    }
}

impl fmt::Display for Accounting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
