use alloc::vec::Vec;

use super::error::{bounded, not_negative};
use super::{EnergyError, LogCurve};
use crate::quantity::{Devices, Information, Power, Quantity, Ratio, Share};
use crate::uncertainty::Bounded;

/// The power of a server as a function of its load, from its parts.
///
/// # Equation
/// ```text
/// P(L) = ( n_p · P_p(L) + Σ_m n_m · P_m(L) + P_g ) · (1 + r) + Σ_d n_d · P_d
/// P_m(L) = (3 + 0.055 · G_m) · (0.7 + 0.3 · L)
///
/// P    power of the server [W]              L    load [1], 0 to 1
/// P_p  power of a processor, a curve [W]    n    numbers of parts
/// P_m  power of a memory module [W]         G_m  its capacity [GB]
/// P_g  power of graphics cards [W]          P_d  power of a drive [W]
/// r    what the rest of the server takes, relative to processors, memory and graphics cards
///      [1]; 0.33 (0.2 to 0.6) where nothing better is known
/// ```
///
/// # Source
/// BoaviztAPI 2.5.0, consumption profile of servers.
///
/// # Example
/// ```
/// use ict_impact::energy::{LogCurve, ServerPower};
/// use ict_impact::quantity::{Share, parse};
/// let curve = LogCurve::new(
///     parse("171.2 W")?, 0.0354, 36.89, parse("-10.13 W")?, parse("1 W")?,
/// )?;
/// let server = ServerPower::new("2 devices".parse()?, curve)?
///     .with_memory("8 devices".parse()?, parse("32 GB")?)?
///     .with_drives("1 device".parse()?, ServerPower::solid_state_drive())?;
/// let half = server.at(Share::new(0.5)?.into());
/// // (2 · 182.23 + 8 · 4.76 · 0.85) · 1.33 + 8
/// assert!((half.value().value - 535.78).abs() < 0.01);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct ServerPower {
    processors: Bounded<Devices>,
    curve: LogCurve,
    memory: Vec<(Bounded<Devices>, f64)>,
    graphics: Bounded<Power>,
    drives: Bounded<Power>,
    rest: Bounded<Ratio>,
}

impl ServerPower {
    /// A server of these processors, without memory and drives.
    ///
    /// # Errors
    /// [`EnergyError::OutOfRange`] for a negative, NaN or infinite number.
    pub fn new(processors: Bounded<Devices>, curve: LogCurve) -> Result<Self, EnergyError> {
        let none = Bounded::from(Power::from_checked(0.0));
        let [rest, least, greatest] = [0.33, 0.2, 0.6].map(Ratio::from_checked);
        Ok(Self {
            processors: bounded("number of processors", processors)?,
            curve,
            memory: Vec::new(),
            graphics: none,
            drives: none,
            rest: Bounded::of_checked(rest, least, greatest),
        })
    }

    /// The power of a solid-state drive where nothing better is known: 8 W (2 to 20 W).
    ///
    /// # Source
    /// BoaviztAPI 2.5.0.
    #[must_use]
    pub fn solid_state_drive() -> Bounded<Power> {
        let [value, min, max] = [8.0, 2.0, 20.0].map(Power::from_checked);
        Bounded::of_checked(value, min, max)
    }

    /// The power of a hard disk where nothing better is known: 6.4 W (5.4 to 9.4 W).
    ///
    /// # Source
    /// BoaviztAPI 2.5.0.
    #[must_use]
    pub fn hard_disk() -> Bounded<Power> {
        let [value, min, max] = [6.4, 5.4, 9.4].map(Power::from_checked);
        Bounded::of_checked(value, min, max)
    }

    /// The same server, with more memory modules of one capacity.
    ///
    /// # Errors
    /// [`EnergyError::OutOfRange`] for a negative, NaN or infinite number or capacity.
    pub fn with_memory(
        mut self,
        modules: Bounded<Devices>,
        capacity: Information,
    ) -> Result<Self, EnergyError> {
        let capacity = not_negative("capacity of a memory module", capacity)?;
        let watts = 3.0 + 0.055 * (capacity.base() / 1e9);
        self.memory
            .push((bounded("number of memory modules", modules)?, watts));
        Ok(self)
    }

    /// The same server, with more drives, whose power does not depend on the load.
    ///
    /// # Errors
    /// [`EnergyError::OutOfRange`] for a negative, NaN or infinite number or power.
    pub fn with_drives(
        mut self,
        drives: Bounded<Devices>,
        each: Bounded<Power>,
    ) -> Result<Self, EnergyError> {
        let drives = bounded("number of drives", drives)?;
        let each = bounded("power of a drive", each)?;
        self.drives = self.drives + drives.zip(each, |drives, each| each * drives.get());
        Ok(self)
    }

    /// The same server, with graphics cards that draw `power` together.
    ///
    /// # Errors
    /// [`EnergyError::OutOfRange`] for a negative, NaN or infinite power.
    pub fn with_graphics_cards(mut self, power: Bounded<Power>) -> Result<Self, EnergyError> {
        self.graphics = self.graphics + bounded("power of graphics cards", power)?;
        Ok(self)
    }

    /// The same server, whose other parts take `rest` of what processors, memory and graphics
    /// cards take.
    ///
    /// # Errors
    /// [`EnergyError::OutOfRange`] for a negative, NaN or infinite ratio.
    pub fn with_rest(mut self, rest: Bounded<Ratio>) -> Result<Self, EnergyError> {
        self.rest = bounded("ratio of the other consumption", rest)?;
        Ok(self)
    }

    /// The power at a load, which may lie between bounds.
    #[must_use]
    pub fn at(&self, load: Bounded<Share>) -> Bounded<Power> {
        let processor = load.map(|load| self.curve.at(load));
        let mut scaled = self.graphics
            + self
                .processors
                .zip(processor, |number, each| each * number.get());
        for (modules, watts) in &self.memory {
            let each = load.map(|load| Power::from_checked(watts * (0.7 + 0.3 * load.get())));
            scaled = scaled + modules.zip(each, |number, each| each * number.get());
        }
        scaled.zip(self.rest, |power, rest| power * (1.0 + rest.value)) + self.drives
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::parse;

    fn watts(text: &str) -> Power {
        parse(text).unwrap()
    }

    fn typical() -> ServerPower {
        let curve = LogCurve::new(
            watts("171.2 W"),
            0.0354,
            36.89,
            watts("-10.13 W"),
            watts("1 W"),
        );
        ServerPower::new("2 devices".parse().unwrap(), curve.unwrap())
            .unwrap()
            .with_memory(
                "8 devices (6 devices to 10 devices)".parse().unwrap(),
                parse("32 GB").unwrap(),
            )
            .unwrap()
            .with_drives(
                "1 device".parse().unwrap(),
                ServerPower::solid_state_drive(),
            )
            .unwrap()
    }

    #[test]
    fn a_typical_server_draws_what_the_source_gives() {
        // boaviztapi 2.5.0, platform_compute_medium: rounded to five digits within
        let load = "50 % (0 % to 100 %)".parse().unwrap();
        let power = typical().at(load);
        for (found, expected) in [
            (power.value().value, 535.78124),
            (power.min().value, 111.3416),
            (power.max().value, 928.32),
        ] {
            assert!((found / expected - 1.0).abs() < 1e-4, "{found} {expected}");
        }
    }

    #[test]
    fn drives_stand_outside_the_rest_and_graphics_within() {
        let idle = Bounded::from(Share::NONE);
        let base = typical().with_rest("0.5 1".parse().unwrap()).unwrap();
        let more = |server: ServerPower| server.at(idle).value() - base.at(idle).value();
        let drive = base
            .clone()
            .with_drives("2 devices".parse().unwrap(), "10 W".parse().unwrap());
        assert!((more(drive.unwrap()).value - 20.0).abs() < 1e-9);
        let card = base.clone().with_graphics_cards("100 W".parse().unwrap());
        assert!((more(card.unwrap()).value - 150.0).abs() < 1e-9);
    }

    #[test]
    fn what_is_negative_is_refused() {
        let negative = |text: &str| Bounded::from(watts(text));
        let server = typical();
        assert!(
            server
                .clone()
                .with_graphics_cards(negative("-1 W"))
                .is_err()
        );
        assert!(
            server
                .clone()
                .with_drives("1 device".parse().unwrap(), negative("-1 W"))
                .is_err()
        );
        assert!(server.clone().with_rest("-0.1 1".parse().unwrap()).is_err());
        let nan = Bounded::from(Devices::new(f64::NAN));
        assert!(server.with_memory(nan, parse("1 GB").unwrap()).is_err());
    }
}
