use crate::reference::gwp::{GwpSet, Horizon};

/// The limits of the rules; each default is this library's choice unless a source is named.
///
/// # Example
/// ```
/// use ict_impact::review::ValidationOptions;
/// let strict = ValidationOptions::default().with_parts_tolerance(0.001);
/// assert_eq!(strict.parts_tolerance, 0.001);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct ValidationOptions {
    /// The global warming potentials of the review: AR6 over 100 years.
    pub gwp: (GwpSet, Horizon),
    /// How far parts may be from their whole, as a part of it: 0.01 (V05).
    pub parts_tolerance: f64,
    /// How far two values of one key may be apart and still be the same, as a part of the first:
    /// 0 (V07).
    pub same_value: f64,
    /// How many median absolute deviations a yearly change may be from the median of the changes
    /// before it: 5 (V08).
    pub change_deviations: f64,
    /// Fewest earlier changes that V08 judges by: 4.
    pub change_history: usize,
    /// The least yearly change that V08 shows, as a difference of natural logarithms, however
    /// steady the changes before it were: 0.05, about 5 %.
    pub change_least: f64,
    /// How close to a power of ten the ratio to the median of the peers has to be: 0.2 (V09).
    pub magnitude_tolerance: f64,
    /// Fewest peers that V09 judges by: 5.
    pub magnitude_peers: usize,
    /// How far a population or a GDP may be from the reference series: 0.02 (V10).
    pub reference_tolerance: f64,
}

impl Default for ValidationOptions {
    fn default() -> Self {
        Self {
            gwp: (GwpSet::Ar6, Horizon::Years100),
            parts_tolerance: 0.01,
            same_value: 1e-9,
            change_deviations: 5.0,
            change_history: 4,
            change_least: 0.05,
            magnitude_tolerance: 0.2,
            magnitude_peers: 5,
            reference_tolerance: 0.02,
        }
    }
}

impl ValidationOptions {
    /// The same with other global warming potentials.
    #[must_use]
    pub fn with_gwp(mut self, set: GwpSet, horizon: Horizon) -> Self {
        self.gwp = (set, horizon);
        self
    }

    /// The same with another tolerance of V05.
    #[must_use]
    pub fn with_parts_tolerance(mut self, part: f64) -> Self {
        self.parts_tolerance = part;
        self
    }

    /// The same with another tolerance of V07.
    #[must_use]
    pub fn with_same_value(mut self, part: f64) -> Self {
        self.same_value = part;
        self
    }

    /// The same with another limit of V08, and how many earlier changes it needs.
    #[must_use]
    pub fn with_change_limit(mut self, deviations: f64, history: usize) -> Self {
        (self.change_deviations, self.change_history) = (deviations, history);
        self
    }

    /// The same with another least change that V08 shows.
    #[must_use]
    pub fn with_least_change(mut self, least: f64) -> Self {
        self.change_least = least;
        self
    }

    /// The same with another limit of V09, and how many peers it needs.
    #[must_use]
    pub fn with_magnitude_limit(mut self, tolerance: f64, peers: usize) -> Self {
        (self.magnitude_tolerance, self.magnitude_peers) = (tolerance, peers);
        self
    }

    /// The same with another tolerance of V10.
    #[must_use]
    pub fn with_reference_tolerance(mut self, part: f64) -> Self {
        self.reference_tolerance = part;
        self
    }
}
