use alloc::format;

use super::parts::{Score, lowest};
use crate::circularity::CircularityError;
use crate::fleet::Years;
use crate::reference::phone_label;

/// The disassembly depth score of a priority part, from the steps that remove it.
///
/// # Equation
/// ```text
/// steps = n + 5·a        n  steps of disassembly, from the product as assembled
///                        a  remote notifications and authorisations of serial numbers that the
///                           spare part needs to work in full
/// ```
/// Up to 2 steps 5 points, up to 5 four, up to 10 three, up to 15 two, more 1.
///
/// # Source
/// Delegated Regulation (EU) 2023/1669, Annex IV, point 5.
///
/// # Example
/// ```
/// use ict_impact::circularity::eu_2023_1669::disassembly_steps_score;
/// assert_eq!(disassembly_steps_score(5, 0).get(), 4.0);
/// assert_eq!(disassembly_steps_score(5, 1).get(), 3.0); // 10 steps
/// ```
pub fn disassembly_steps_score(steps: u32, remote_actions: u32) -> Score {
    let steps = f64::from(steps) + 5.0 * f64::from(remote_actions);
    let mut points = phone_label::most_steps()
        .value
        .into_iter()
        .zip([5.0, 4.0, 3.0, 2.0]);
    let points = points.find(|(most, _)| steps <= *most);
    Score(points.map_or(1.0, |(_, points)| points))
}

macro_rules! points {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $points:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $(
                $(#[$variant_doc])*
                #[doc = concat!(" (", stringify!($points), " points)")]
                $variant,
            )+
        }

        impl $name {
            /// Its points.
            pub const fn score(self) -> Score {
                Score(match self { $(Self::$variant => $points,)+ })
            }
        }
    };
}

points! {
    /// How a priority part is fastened.
    ///
    /// # Source
    /// Delegated Regulation (EU) 2023/1669, Annex I, (17) to (19), and Annex IV, point 5.
    Fastener {
        /// It can be used again, without damage.
        Reusable = 5.0,
        /// It comes with the spare part, at no additional cost.
        Resupplied = 3.0,
        /// It comes off without damage or residue that would preclude reassembly.
        Removable = 1.0,
    }
}

points! {
    /// With what a priority part is removed.
    ///
    /// # Source
    /// Delegated Regulation (EU) 2023/1669, Annex I, (43) and (44), and Annex IV, point 5.
    Tool {
        /// No tool.
        None = 5.0,
        /// A basic tool, of the list of the Regulation.
        Basic = 4.0,
        /// A set that comes with the spare part, at no additional cost.
        WithSparePart = 3.0,
        /// A set that comes with the product, at no additional cost.
        WithProduct = 2.0,
        /// A tool that the general public can buy.
        CommerciallyAvailable = 1.0,
    }
}

points! {
    /// Whose spare parts end users can buy; those of all other parts are available to
    /// professional repairers.
    ///
    /// # Source
    /// Delegated Regulation (EU) 2023/1669, Annex IV, point 5.
    SpareParts {
        /// All priority parts.
        All = 5.0,
        /// Display assembly, battery, back cover and cameras.
        DisplayBatteryCoverCameras = 4.0,
        /// Display assembly, battery and back cover.
        DisplayBatteryCover = 3.0,
        /// Display assembly and battery.
        DisplayBattery = 2.0,
        /// Display assembly.
        Display = 1.0,
    }
}

points! {
    /// Who has the repair and maintenance information, and at what cost.
    ///
    /// # Source
    /// Delegated Regulation (EU) 2023/1669, Annex IV, point 5.
    RepairInformation {
        /// Everybody, at no cost; board diagrams for professional repairers.
        Public = 5.0,
        /// Professional repairers, at no cost.
        FreeForProfessionals = 3.0,
        /// Professional repairers, for a reasonable and proportionate fee.
        ForAFee = 1.0,
    }
}

/// The fasteners score of a priority part: that of the worst fastener met.
///
/// # Source
/// Delegated Regulation (EU) 2023/1669, Annex IV, point 5.
///
/// # Errors
/// [`CircularityError::OutOfRange`] without a fastener.
///
/// # Example
/// ```
/// use ict_impact::circularity::eu_2023_1669::{Fastener, fasteners_score};
/// let battery = fasteners_score(&[Fastener::Reusable, Fastener::Resupplied])?;
/// assert_eq!(battery.get(), 3.0);
/// # Ok::<(), ict_impact::circularity::CircularityError>(())
/// ```
pub fn fasteners_score(fasteners: &[Fastener]) -> Result<Score, CircularityError> {
    worst("fasteners", fasteners.iter().map(|it| it.score()))
}

/// The tools score of a priority part: the lowest of the tools needed; [`Tool::None`] where none
/// is.
///
/// # Source
/// Delegated Regulation (EU) 2023/1669, Annex IV, point 5.
///
/// # Errors
/// [`CircularityError::OutOfRange`] for an empty list.
///
/// # Example
/// ```
/// use ict_impact::circularity::eu_2023_1669::{Tool, tools_score};
/// assert_eq!(tools_score(&[Tool::Basic, Tool::WithProduct])?.get(), 2.0);
/// # Ok::<(), ict_impact::circularity::CircularityError>(())
/// ```
pub fn tools_score(tools: &[Tool]) -> Result<Score, CircularityError> {
    worst("tools", tools.iter().map(|it| it.score()))
}

fn worst(
    field: &'static str,
    scores: impl ExactSizeIterator<Item = Score>,
) -> Result<Score, CircularityError> {
    if scores.len() == 0 {
        return Err(CircularityError::OutOfRange {
            field,
            given: "none".into(),
            accepted: "one at least",
        });
    }
    Ok(lowest(scores))
}

/// The score for software updates: 5 points for at least 7 years, 3 for 6, 1 for 5.
///
/// The years are those of guaranteed security, corrective and functionality updates of the
/// operating system from the end of placement on the market.
///
/// # Source
/// Delegated Regulation (EU) 2023/1669, Annex IV, point 5.
///
/// # Errors
/// [`CircularityError::OutOfRange`] for less than 5 years, which have no points, and for what is
/// not finite.
///
/// # Example
/// ```
/// use ict_impact::circularity::eu_2023_1669::software_updates_score;
/// use ict_impact::fleet::Years;
/// assert_eq!(software_updates_score(Years::new(6.0))?.get(), 3.0);
/// assert!(software_updates_score(Years::new(4.0)).is_err());
/// # Ok::<(), ict_impact::circularity::CircularityError>(())
/// ```
pub fn software_updates_score(years: Years) -> Result<Score, CircularityError> {
    let points = phone_label::least_update_years()
        .value
        .into_iter()
        .zip([5.0, 3.0, 1.0]);
    let reached = points.filter(|(least, _)| years.get() >= *least);
    match reached.map(|(_, points)| points).next() {
        Some(points) if years.get().is_finite() => Ok(Score(points)),
        _ => Err(CircularityError::OutOfRange {
            field: "years of software updates",
            given: format!("{years}"),
            accepted: "finite and at least 5 years",
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_of_steps_end_at_their_bounds() {
        for (steps, points) in [
            (0, 5.0),
            (2, 5.0),
            (3, 4.0),
            (5, 4.0),
            (6, 3.0),
            (10, 3.0),
            (11, 2.0),
            (15, 2.0),
            (16, 1.0),
            (u32::MAX, 1.0),
        ] {
            assert_eq!(disassembly_steps_score(steps, 0).get(), points, "{steps}");
        }
        assert_eq!(disassembly_steps_score(0, 2).get(), 3.0);
        assert_eq!(disassembly_steps_score(2, u32::MAX).get(), 1.0);
    }

    #[test]
    fn the_worst_of_several_counts() {
        assert_eq!(fasteners_score(&[Fastener::Removable]).unwrap().get(), 1.0);
        assert_eq!(tools_score(&[Tool::None]).unwrap().get(), 5.0);
        let all = [Tool::CommerciallyAvailable, Tool::None, Tool::WithSparePart];
        assert_eq!(tools_score(&all).unwrap().get(), 1.0);
        assert!(fasteners_score(&[]).is_err() && tools_score(&[]).is_err());
    }

    #[test]
    fn updates_are_rated_by_whole_thresholds() {
        let score = |years| software_updates_score(Years::new(years)).map(Score::get);
        assert_eq!((score(5.0), score(5.9)), (Ok(1.0), Ok(1.0)));
        assert_eq!((score(6.0), score(7.0)), (Ok(3.0), Ok(5.0)));
        assert_eq!(score(12.0), Ok(5.0));
        for bad in [4.9, -1.0, f64::NAN, f64::INFINITY] {
            assert!(score(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn points_are_those_of_the_regulation() {
        let fasteners = [
            Fastener::Reusable,
            Fastener::Resupplied,
            Fastener::Removable,
        ];
        assert_eq!(fasteners.map(|it| it.score().get()), [5.0, 3.0, 1.0]);
        let information = [
            RepairInformation::Public,
            RepairInformation::FreeForProfessionals,
            RepairInformation::ForAFee,
        ];
        assert_eq!(information.map(|it| it.score().get()), [5.0, 3.0, 1.0]);
        let parts = [
            SpareParts::All,
            SpareParts::DisplayBatteryCoverCameras,
            SpareParts::DisplayBatteryCover,
            SpareParts::DisplayBattery,
            SpareParts::Display,
        ];
        assert_eq!(parts.map(|it| it.score().get()), [5.0, 4.0, 3.0, 2.0, 1.0]);
    }
}
