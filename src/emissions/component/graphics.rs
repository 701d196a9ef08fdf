use super::{ComponentFactors, bounded};
use crate::emissions::error::{not_negative, out_of_range};
use crate::emissions::{ByStage, EmissionsError, LifeCycleStage};
use crate::numeric::exp;
use crate::quantity::{
    Area, Freight, Impact, ImpactCategory, Information, Length, Mass, Quantity, text,
};
use crate::reference::graphics_cards::GraphicsCardFigures;
use crate::uncertainty::Bounded;

/// The area of wafer that one die takes, with what is cut off and what is rejected.
///
/// # Equation
/// ```text
/// a' = (√a + 0.2)²                    a   area of the die [mm2]; a' with its scribe line
/// n  = W / a' − π·d / √(2·a')         n   dies on a wafer
/// y  = exp(−√(D·a' / 100))            y   yield [1]
/// A  = W / (n · y)                    A   area of wafer per good die [mm2]
///
/// d = 300 mm   diameter of the wafer      W = π·(d/2)²   its area [mm2]
/// D = 0.1      defects per cm2
/// ```
///
/// # Source
/// The model of graphics cards of BoaviztAPI 2.5.0 (dies per wafer, yield of Seeds).
///
/// # Errors
/// [`EmissionsError::OutOfRange`] for a negative, NaN or infinite area, or a die of which none
/// fits on a wafer.
///
/// # Example
/// ```
/// use ict_impact::emissions::component::wafer_area;
/// use ict_impact::quantity::parse;
/// // a die of 826 mm2: 61 on a wafer, 40 % of them good
/// let area = wafer_area(parse("826 mm2")?)?;
/// assert!((area.value * 1e6 - 2876.29).abs() < 0.01);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn wafer_area(die: Area) -> Result<Area, EmissionsError> {
    const DIAMETER_MM: f64 = 300.0;
    const DEFECTS_PER_CM2: f64 = 0.1;
    const SCRIBE_LINE_MM: f64 = 0.2;
    let die = not_negative("die of a chip", die)?;
    let side = (die.base() * 1e6).sqrt() + SCRIBE_LINE_MM;
    let (pi, area) = (core::f64::consts::PI, side * side);
    let wafer = pi * (DIAMETER_MM / 2.0) * (DIAMETER_MM / 2.0);
    let dies = wafer / area - pi * DIAMETER_MM / (2.0 * area).sqrt();
    if dies.is_nan() || dies <= 0.0 {
        let field = "die of a chip";
        return Err(out_of_range(
            field,
            text(die),
            "small enough for a wafer of 300 mm",
        ));
    }
    let good = exp(-(DEFECTS_PER_CM2 * area / 100.0).sqrt());
    Ok(Area::from_base(wafer / dies / good / 1e6)?)
}

/// The area of a memory chip per capacity: 15.5 mm2/GB (BoaviztAPI 2.5.0).
const MEMORY_DIE_M2_PER_BYTE: f64 = 15.5e-6 / 1e9;

/// A graphics card or accelerator, from its chips, board, masses and transport.
///
/// # Example
/// ```
/// use ict_impact::emissions::LifeCycleStage;
/// use ict_impact::emissions::component::{ComponentFactors, GraphicsCard};
/// use ict_impact::quantity::ClimateChange;
/// use ict_impact::reference::graphics_cards::graphics_card;
/// let card = GraphicsCard::of(graphics_card("NVIDIA T4")?)?;
/// let life = card.embodied(&ComponentFactors::<ClimateChange>::reference());
/// let end = life.get(LifeCycleStage::EndOfLife).ok_or("unknown")?;
/// assert!((end.value().kg() - 0.301 * 1.5062).abs() < 1e-12);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GraphicsCard {
    processor: Bounded<Area>,
    memory: Bounded<Area>,
    board: Bounded<Area>,
    casing: Bounded<Mass>,
    heatsink: Bounded<Mass>,
    mass: Bounded<Mass>,
    by_ship: Length,
    by_truck: Length,
    by_plane: Length,
}

impl GraphicsCard {
    /// A card whose processor takes this area of wafer (see [`wafer_area`]), without memory,
    /// board, masses and transport.
    ///
    /// # Errors
    /// [`EmissionsError::OutOfRange`] for a negative, NaN or infinite area.
    pub fn new(processor: Bounded<Area>) -> Result<Self, EmissionsError> {
        let none = Bounded::from(Area::from_checked(0.0));
        let massless = Bounded::from(Mass::from_checked(0.0));
        Ok(Self {
            processor: bounded("wafer area of a graphics processor", processor)?,
            memory: none,
            board: none,
            casing: massless,
            heatsink: massless,
            mass: massless,
            by_ship: Length::from_checked(0.0),
            by_truck: Length::from_checked(0.0),
            by_plane: Length::from_checked(0.0),
        })
    }

    /// The card of the embedded table.
    ///
    /// # Errors
    /// [`EmissionsError::OutOfRange`] if a memory chip would not fit on a wafer.
    pub fn of(figures: &GraphicsCardFigures) -> Result<Self, EmissionsError> {
        Self::new(figures.wafer_area().into())?
            .with_memory(figures.memory(), figures.memory_dies())?
            .with_board(figures.board().into())?
            .with_masses(
                figures.mass().into(),
                figures.casing().into(),
                figures.heatsink().into(),
            )?
            .with_transport(figures.by_ship(), figures.by_truck(), figures.by_plane())
    }

    /// The same card, with this memory on a number of chips.
    ///
    /// # Equation
    /// ```text
    /// A = n · wafer_area(c · G / n)       A  area of wafer of all chips [m2]
    ///                                     n  number of chips
    ///                                     G  memory [byte]
    ///                                     c  area per capacity, 15.5 mm2/GB
    /// ```
    ///
    /// # Errors
    /// [`EmissionsError::OutOfRange`] if there is no chip, the memory is negative, NaN or
    /// infinite, or a chip would not fit on a wafer.
    pub fn with_memory(mut self, memory: Information, chips: u16) -> Result<Self, EmissionsError> {
        let memory = not_negative("memory of a graphics card", memory)?;
        if chips == 0 {
            let field = "number of memory chips";
            return Err(out_of_range(field, "0", "1 or more"));
        }
        let die = memory.base() * MEMORY_DIE_M2_PER_BYTE / f64::from(chips);
        let each = wafer_area(Area::from_base(die)?)?;
        self.memory = Bounded::from(each * f64::from(chips));
        Ok(self)
    }

    /// The same card, with this area of printed wiring board.
    ///
    /// # Errors
    /// [`EmissionsError::OutOfRange`] for a negative, NaN or infinite area.
    pub fn with_board(mut self, board: Bounded<Area>) -> Result<Self, EmissionsError> {
        self.board = bounded("board of a graphics card", board)?;
        Ok(self)
    }

    /// The same card, with the mass of the whole and, within it, of casing and heat sink.
    ///
    /// # Errors
    /// [`EmissionsError::OutOfRange`] for a negative, NaN or infinite mass;
    /// [`EmissionsError::PartAboveWhole`] if casing and heat sink are more than the card.
    pub fn with_masses(
        mut self,
        whole: Bounded<Mass>,
        casing: Bounded<Mass>,
        heatsink: Bounded<Mass>,
    ) -> Result<Self, EmissionsError> {
        self.mass = bounded("mass of a graphics card", whole)?;
        self.casing = bounded("mass of a casing", casing)?;
        self.heatsink = bounded("mass of a heat sink", heatsink)?;
        let parts = self.casing + self.heatsink;
        if parts.value() > self.mass.value() {
            return Err(EmissionsError::PartAboveWhole {
                part_name: "the mass of casing and heat sink",
                part: text(parts.value()),
                whole_name: "the mass of the graphics card",
                whole: text(self.mass.value()),
            });
        }
        Ok(self)
    }

    /// The same card, carried this far by ship, truck and plane.
    ///
    /// # Errors
    /// [`EmissionsError::OutOfRange`] for a negative, NaN or infinite distance.
    pub fn with_transport(
        mut self,
        by_ship: Length,
        by_truck: Length,
        by_plane: Length,
    ) -> Result<Self, EmissionsError> {
        self.by_ship = not_negative("distance by ship", by_ship)?;
        self.by_truck = not_negative("distance by truck", by_truck)?;
        self.by_plane = not_negative("distance by plane", by_plane)?;
        Ok(self)
    }

    /// What making, carrying and disposing of one card costs.
    ///
    /// # Equation
    /// ```text
    /// raw materials and production  A_p·f_p + A_m·f_m + A_b·f_b + m_c·f_c + m_h·f_h
    /// transport                     m·f_u + m·(s_s·f_s + s_t·f_t + s_a·f_a)
    /// end of life                   m·f_e
    ///
    /// A_p, A_m, A_b   areas of wafer of processor and memory, area of the board [m2]
    /// m, m_c, m_h     mass of the card, of its casing and heat sink [kg]
    /// s_s, s_t, s_a   distances by ship, truck and plane [m]
    /// f               factors, see ComponentFactors; f_u transport of its parts to the factory
    /// ```
    #[must_use]
    pub fn embodied<C: ImpactCategory>(
        &self,
        factors: &ComponentFactors<C>,
    ) -> ByStage<Bounded<Impact<C>>> {
        let making = self.processor.map(|area| area * factors.graphics_die)
            + self.memory.map(|area| area * factors.graphics_memory_die)
            + self.board.map(|area| area * factors.graphics_board)
            + self.casing.map(|mass| mass * factors.graphics_casing)
            + self.heatsink.map(|mass| mass * factors.graphics_heatsink);
        let transport = self.mass.map(|mass| {
            mass * factors.graphics_upstream_transport
                + Freight::carried(mass, self.by_ship) * factors.graphics_by_ship
                + Freight::carried(mass, self.by_truck) * factors.graphics_by_truck
                + Freight::carried(mass, self.by_plane) * factors.graphics_by_plane
        });
        let end = self.mass.map(|mass| mass * factors.graphics_end_of_life);
        ByStage::of_checked([
            (LifeCycleStage::CradleToGate, making),
            (LifeCycleStage::Transport, transport),
            (LifeCycleStage::EndOfLife, end),
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::{ClimateChange, parse};

    #[test]
    fn a_die_as_large_as_the_wafer_is_refused() {
        for die in ["70000 mm2", "1 m2", "-1 mm2"] {
            assert!(wafer_area(parse(die).unwrap()).is_err(), "{die}");
        }
        assert!(wafer_area(Area::from_checked(f64::NAN)).is_err());
    }

    #[test]
    fn the_parts_of_a_card_weigh_no_more_than_the_card() {
        let card = GraphicsCard::new("1000 mm2".parse().unwrap()).unwrap();
        let kg = |kg| Bounded::from(Mass::from_checked(kg));
        assert!(card.with_masses(kg(1.0), kg(0.6), kg(0.5)).is_err());
        assert!(card.with_masses(kg(1.1), kg(0.6), kg(0.5)).is_ok());
        assert!(card.with_memory(parse("16 GB").unwrap(), 0).is_err());
    }

    #[test]
    fn every_term_of_a_card_counts() {
        let one = |field: fn(&mut ComponentFactors<ClimateChange>)| {
            let mut factors = ComponentFactors::<ClimateChange>::reference();
            let card = GraphicsCard::new("2000 mm2".parse().unwrap())
                .unwrap()
                .with_memory(parse("16 GB").unwrap(), 8)
                .unwrap()
                .with_board("200 cm2".parse().unwrap())
                .unwrap()
                .with_masses(
                    "1 kg".parse().unwrap(),
                    "0.3 kg".parse().unwrap(),
                    "0.6 kg".parse().unwrap(),
                )
                .unwrap()
                .with_transport(
                    parse("19000 km").unwrap(),
                    parse("1000 km").unwrap(),
                    parse("10 km").unwrap(),
                )
                .unwrap();
            let before = card.embodied(&factors).total().unwrap().value().kg();
            field(&mut factors);
            before - card.embodied(&factors).total().unwrap().value().kg()
        };
        let expected = [
            (
                one(|f| f.graphics_die = f.graphics_die * 0.0),
                2000.0 * 0.042592,
            ),
            (
                one(|f| f.graphics_board = f.graphics_board * 0.0),
                200.0 * 0.032549,
            ),
            (
                one(|f| f.graphics_casing = f.graphics_casing * 0.0),
                0.3 * 8.2542,
            ),
            (
                one(|f| f.graphics_heatsink = f.graphics_heatsink * 0.0),
                0.6 * 5.7412,
            ),
            (
                one(|f| f.graphics_upstream_transport = f.graphics_upstream_transport * 0.0),
                0.25955,
            ),
            (
                one(|f| f.graphics_by_ship = f.graphics_by_ship * 0.0),
                19000.0 * 1.33e-5,
            ),
            (
                one(|f| f.graphics_by_truck = f.graphics_by_truck * 0.0),
                1000.0 * 5.04e-5,
            ),
            (
                one(|f| f.graphics_by_plane = f.graphics_by_plane * 0.0),
                10.0 * 0.00211,
            ),
            (
                one(|f| f.graphics_end_of_life = f.graphics_end_of_life * 0.0),
                1.5062,
            ),
        ];
        for (row, (found, expected)) in expected.iter().enumerate() {
            assert!((found - expected).abs() < 1e-9, "{row}: {found} {expected}");
        }
        // 8 chips of 31 mm2: a' = 33.267 mm2, 2009.3 on a wafer, 83.33 % good
        let memory = one(|f| f.graphics_memory_die = f.graphics_memory_die * 0.0);
        let each = wafer_area(parse("31 mm2").unwrap()).unwrap().value * 1e6;
        assert!((each - 42.219).abs() < 0.001, "{each}");
        assert!((memory - 8.0 * each * 0.18379).abs() < 1e-9);
    }
}
