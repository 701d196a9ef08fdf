use alloc::vec;
use alloc::vec::Vec;

use super::LifetimeError;

/// When, within its year, does a device enter the stock?
///
/// # Equation
/// ```text
/// age = b[t+1] − b[c] − η·L[c]     years, of cohort c at the end of interval t
///
/// Start   η = 0     t − c + 1   in yearly steps
/// Middle  η = 1/2   t − c + 1/2
/// End     η = 1     t − c
/// GaussLobatto  the mean of the survival at n values of η with weights that integrate
///               polynomials up to degree 2n − 3 exactly
///
/// b, L  bounds and lengths of the intervals, years
/// ```
///
/// # Source
/// flodym 1.1.0, `inflow_at` (middle unless said otherwise) and `n_pts_per_interval`; ODYM
/// 1.0.0 counts ages as with `End`. Gauss–Lobatto: M. Abramowitz and I. A. Stegun, Handbook of
/// Mathematical Functions (1964), 25.4.32.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Entry {
    /// All at the beginning of the interval.
    Start,
    /// All in the middle of the interval.
    #[default]
    Middle,
    /// All at the end of the interval.
    End,
    /// Evenly over the interval, integrated at this many nodes: for lifetimes near or under
    /// the length of an interval.
    GaussLobatto(GaussLobatto),
}

impl Entry {
    /// Evenly over the interval, integrated at `nodes` points.
    ///
    /// # Errors
    /// [`LifetimeError::Nodes`] unless there are 2 to 10.
    ///
    /// # Example
    /// ```
    /// use ict_impact::fleet::Entry;
    /// let ends_and_middle = Entry::gauss_lobatto(3)?;
    /// assert_eq!(ends_and_middle.nodes(), [(0.0, 1.0 / 6.0), (0.5, 2.0 / 3.0), (1.0, 1.0 / 6.0)]);
    /// assert!(Entry::gauss_lobatto(11).is_err());
    /// # Ok::<(), ict_impact::fleet::LifetimeError>(())
    /// ```
    pub fn gauss_lobatto(nodes: usize) -> Result<Self, LifetimeError> {
        GaussLobatto::new(nodes).map(Self::GaussLobatto)
    }

    /// Position in the interval (0 its beginning, 1 its end) and weight of each point of entry,
    /// in order; the weights add to 1.
    pub fn nodes(self) -> Vec<(f64, f64)> {
        match self {
            Self::Start => vec![(0.0, 1.0)],
            Self::Middle => vec![(0.5, 1.0)],
            Self::End => vec![(1.0, 1.0)],
            Self::GaussLobatto(rule) => rule.nodes(),
        }
    }

    /// Where in the interval the mean entry lies: 0 its beginning, 1 its end.
    pub(in crate::fleet) fn mean_point(self) -> f64 {
        match self {
            Self::Start => 0.0,
            Self::End => 1.0,
            Self::Middle | Self::GaussLobatto(_) => 0.5,
        }
    }
}

/// A Gauss–Lobatto rule of 2 to 10 nodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct GaussLobatto(u8);

impl GaussLobatto {
    /// The rule with this number of nodes.
    ///
    /// # Errors
    /// [`LifetimeError::Nodes`] unless there are 2 to 10.
    pub fn new(nodes: usize) -> Result<Self, LifetimeError> {
        if (2..=10).contains(&nodes) {
            Ok(Self(nodes as u8))
        } else {
            Err(LifetimeError::Nodes { nodes })
        }
    }

    /// How many nodes the rule has.
    pub const fn len(self) -> usize {
        self.0 as usize
    }

    /// Whether the rule has no node; it always has.
    pub const fn is_empty(self) -> bool {
        false
    }

    fn nodes(self) -> Vec<(f64, f64)> {
        let half = HALVES[self.len() - 2];
        let below = half.iter().filter(|node| node.0 > 0.0);
        let below = below.map(|&(x, weight)| ((1.0 - x) / 2.0, weight / 2.0));
        let above = half.iter().rev();
        let above = above.map(|&(x, weight)| ((1.0 + x) / 2.0, weight / 2.0));
        below.chain(above).collect()
    }
}

/// Nodes at and above 0 on [-1, 1], from 1 inwards, with their weights; those below mirror them.
/// Node: 1 or a zero of the derivative of the Legendre polynomial P of degree n − 1; weight
/// 2 / (n (n − 1) P(x)²). Computed with 60 decimal digits, rounded once.
const HALVES: [&[(f64, f64)]; 9] = [
    &[(1.0, 1.0)],
    &[
        (1.0, 0.333_333_333_333_333_3),
        (0.0, 1.333_333_333_333_333_3),
    ],
    &[
        (1.0, 0.166_666_666_666_666_66),
        (0.447_213_595_499_957_9, 0.833_333_333_333_333_4),
    ],
    &[
        (1.0, 0.1),
        (0.654_653_670_707_977_2, 0.544_444_444_444_444_4),
        (0.0, 0.711_111_111_111_111_1),
    ],
    &[
        (1.0, 0.066_666_666_666_666_67),
        (0.765_055_323_929_464_7, 0.378_474_956_297_847),
        (0.285_231_516_480_645_1, 0.554_858_377_035_486_3),
    ],
    &[
        (1.0, 0.047_619_047_619_047_616),
        (0.830_223_896_278_567, 0.276_826_047_361_565_96),
        (0.468_848_793_470_714_23, 0.431_745_381_209_862_6),
        (0.0, 0.487_619_047_619_047_6),
    ],
    &[
        (1.0, 0.035_714_285_714_285_71),
        (0.871_740_148_509_606_6, 0.210_704_227_143_506_03),
        (0.591_700_181_433_142_3, 0.341_122_692_483_504_35),
        (0.209_299_217_902_478_88, 0.412_458_794_658_703_9),
    ],
    &[
        (1.0, 0.027_777_777_777_777_776),
        (0.899_757_995_411_460_2, 0.165_495_361_560_805_52),
        (0.677_186_279_510_737_7, 0.274_538_712_500_161_7),
        (0.363_117_463_826_178_16, 0.346_428_510_973_046_33),
        (0.0, 0.371_519_274_376_417_24),
    ],
    &[
        (1.0, 0.022_222_222_222_222_223),
        (0.919_533_908_166_458_9, 0.133_305_990_851_070_12),
        (0.738_773_865_105_505, 0.224_889_342_063_126_44),
        (0.477_924_949_810_444_5, 0.292_042_683_679_683_8),
        (0.165_278_957_666_387_03, 0.327_539_761_183_897_44),
    ],
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_of_n_nodes_is_exact_for_degree_2n_minus_3() {
        for n in 2..=10 {
            let nodes = Entry::gauss_lobatto(n).unwrap().nodes();
            assert_eq!(nodes.len(), n);
            let integral = |degree: usize| {
                let power = |eta: f64| (0..degree).fold(1.0, |p, _| p * eta);
                nodes.iter().map(|&(eta, w)| w * power(eta)).sum::<f64>()
            };
            for degree in 0..=2 * n - 3 {
                let exact = 1.0 / (degree as f64 + 1.0);
                assert!((integral(degree) - exact).abs() < 3e-16, "{n} {degree}");
            }
            let beyond = 2 * n - 2;
            assert!((integral(beyond) - 1.0 / (beyond as f64 + 1.0)).abs() > 1e-13);
        }
    }

    #[test]
    fn nodes_are_those_known_in_closed_form() {
        let at = |n: usize, k: usize| Entry::gauss_lobatto(n).unwrap().nodes()[k].0 * 2.0 - 1.0;
        let sqrt = crate::numeric::sqrt;
        for (found, known) in [
            (at(4, 2), 1.0 / sqrt(5.0)),
            (at(5, 3), sqrt(3.0 / 7.0)),
            (at(6, 3), sqrt(1.0 / 3.0 - 2.0 * sqrt(7.0) / 21.0)),
            (at(6, 4), sqrt(1.0 / 3.0 + 2.0 * sqrt(7.0) / 21.0)),
            (at(7, 4), sqrt(5.0 / 11.0 - 2.0 / 11.0 * sqrt(5.0 / 3.0))),
            (at(7, 5), sqrt(5.0 / 11.0 + 2.0 / 11.0 * sqrt(5.0 / 3.0))),
        ] {
            assert!((found - known).abs() < 5e-16, "{found} {known}");
        }
    }

    #[test]
    fn nodes_mirror_each_other_in_order() {
        for n in 2..=10 {
            let nodes = Entry::gauss_lobatto(n).unwrap().nodes();
            assert!(nodes.is_sorted_by(|a, b| a.0 < b.0));
            for (left, right) in nodes.iter().zip(nodes.iter().rev()) {
                assert!((left.0 + right.0 - 1.0).abs() < 2e-16 && left.1 == right.1);
            }
        }
        for n in [0, 1, 11, 300] {
            assert_eq!(
                Entry::gauss_lobatto(n),
                Err(LifetimeError::Nodes { nodes: n })
            );
        }
    }
}
