//! The parts of the year that a programme counts a computer in each mode.
//!
//! # Source
//! ENERGY STAR Program Requirements for Computers 5.2, 6.0, 7.0 and 8.0, and Regulation (EU) No
//! 617/2013, Annex II, as a calculator of Canonical applies them: the programmes' own texts were
//! not read, so each row is [`Secondary`](crate::source::Status::Secondary).
//!
//! # What to know
//! - Version 5.2 and the Regulation have one idle mode, the later versions a long and a short one.
//! - Workstations are rated by the mean power over the modes, in watts, not by an energy.
//! - Left out: version 9.0, and products that the source does not have in a version.
//!
//! # Example
//! ```
//! use ict_impact::reference::computer_modes::{Computer, Idle, ModeScheme, weights};
//! let notebook = weights(ModeScheme::EnergyStar8_0, Computer::Notebook).ok_or("no weights")?;
//! assert_eq!(notebook.value.off.percent(), 25.0);
//! assert_eq!(notebook.value.sleep.percent(), 35.0);
//! assert!(matches!(notebook.value.idle, Idle::LongAndShort { long, .. } if long.percent() == 10.0));
//! assert_eq!(weights(ModeScheme::EnergyStar5_2, Computer::ThinClient), None);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use core::fmt;

use crate::quantity::{Quantity, Share};
use crate::source::{Sourced, Status, embedded};

#[derive(Clone, Copy)]
struct Row {
    off: f64,
    sleep: f64,
    idle: Idle<f64>,
    source: u8,
    status: Status,
}

mod data {
    use super::{Computer, Idle, ModeScheme, Row};
    use crate::source::Status;
    include!(concat!(env!("OUT_DIR"), "/computer_modes.rs"));
}

/// A programme and version that weights the modes of computers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ModeScheme {
    /// ENERGY STAR Computers, version 5.2.
    EnergyStar5_2,
    /// ENERGY STAR Computers, version 6.0.
    EnergyStar6_0,
    /// ENERGY STAR Computers, version 7.0.
    EnergyStar7_0,
    /// ENERGY STAR Computers, version 8.0.
    EnergyStar8_0,
    /// Regulation (EU) No 617/2013.
    Eu617_2013,
}

impl ModeScheme {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::EnergyStar5_2,
        Self::EnergyStar6_0,
        Self::EnergyStar7_0,
        Self::EnergyStar8_0,
        Self::Eu617_2013,
    ];
}

impl fmt::Display for ModeScheme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::EnergyStar5_2 => "ENERGY STAR Computers 5.2",
            Self::EnergyStar6_0 => "ENERGY STAR Computers 6.0",
            Self::EnergyStar7_0 => "ENERGY STAR Computers 7.0",
            Self::EnergyStar8_0 => "ENERGY STAR Computers 8.0",
            Self::Eu617_2013 => "Regulation (EU) No 617/2013",
        })
    }
}

/// A computer that is rated by its energy in a year. Workstations are not: they are rated by
/// their mean power.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Computer {
    /// Desktop computer.
    Desktop,
    /// Desktop computer with its display in one housing.
    IntegratedDesktop,
    /// Notebook computer.
    Notebook,
    /// Thin client.
    ThinClient,
}

impl Computer {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::Desktop,
        Self::IntegratedDesktop,
        Self::Notebook,
        Self::ThinClient,
    ];

    /// The name in words, such as `thin client`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Desktop => "desktop",
            Self::IntegratedDesktop => "integrated desktop",
            Self::Notebook => "notebook",
            Self::ThinClient => "thin client",
        }
    }
}

impl fmt::Display for Computer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// Something of the idle mode: of the one there is, or of a long and a short one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Idle<T> {
    /// The scheme has one idle mode.
    Single(T),
    /// The scheme has two.
    LongAndShort {
        /// Of long idle: the display is off.
        long: T,
        /// Of short idle: the display is on.
        short: T,
    },
}

/// The parts of the year in each mode. They sum to the whole.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct ModeWeights {
    /// Part of the year in off mode.
    pub off: Share,
    /// Part of the year in sleep mode.
    pub sleep: Share,
    /// Part of the year in idle mode.
    pub idle: Idle<Share>,
}

impl Row {
    fn weights(self) -> Sourced<ModeWeights> {
        let weights = ModeWeights {
            off: Share::from_checked(self.off),
            sleep: Share::from_checked(self.sleep),
            idle: match self.idle {
                Idle::Single(idle) => Idle::Single(Share::from_checked(idle)),
                Idle::LongAndShort { long, short } => Idle::LongAndShort {
                    long: Share::from_checked(long),
                    short: Share::from_checked(short),
                },
            },
        };
        embedded(weights, self.source, self.status)
    }
}

/// The weights of a scheme for a computer, if the source has them.
pub fn weights(scheme: ModeScheme, computer: Computer) -> Option<Sourced<ModeWeights>> {
    let found = data::COMPUTERS
        .iter()
        .find(|row| (row.0, row.1) == (scheme, computer));
    found.map(|row| row.2.weights())
}

/// The weights of a scheme for a workstation, if the source has them.
///
/// # Example
/// ```
/// use ict_impact::reference::computer_modes::{ModeScheme, workstation_weights};
/// let workstation = workstation_weights(ModeScheme::EnergyStar8_0).ok_or("no weights")?;
/// assert_eq!(workstation.value.sleep.percent(), 35.0);
/// assert_eq!(workstation_weights(ModeScheme::Eu617_2013), None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn workstation_weights(scheme: ModeScheme) -> Option<Sourced<ModeWeights>> {
    let found = data::WORKSTATIONS.iter().find(|row| row.0 == scheme);
    found.map(|row| row.1.weights())
}
