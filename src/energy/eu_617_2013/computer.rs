use alloc::borrow::Cow;
use alloc::format;
use alloc::vec::Vec;

use super::super::error::not_negative;
use super::super::{
    EnergyError, ModePowers, TecCheck, TecLimit, TypicalEnergy, typical_energy_consumption,
};
use super::{Category, DesktopCategory, GraphicsClass, NotebookCategory, Tier};
use crate::quantity::{Information, Power, Quantity, text};
use crate::reference::computer_modes::ModeScheme;
use crate::reference::ecodesign_computers::{
    desktop_audio_card, lowest_power_maximum, off_maximum, wake_on_lan_allowance,
};

/// A mode whose power the Regulation limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum LimitedMode {
    /// Sleep.
    Sleep,
    /// Sleep with wake-on-LAN on, which has an allowance.
    SleepWithWakeOnLan,
    /// Off. Whether the text also has an allowance for wake-on-LAN here was not read.
    Off,
    /// The lowest power state.
    LowestPower,
}

/// A computer and what it has, for the limit of its energy.
///
/// See the [module](super).
#[derive(Debug, Clone, PartialEq)]
pub struct EcodesignComputer<C: Category> {
    category: C,
    tier: Tier,
    memory_over_base: Information,
    additional_storages: u16,
    tv_tuner: bool,
    audio_card: bool,
    graphics: Vec<GraphicsClass>,
}

/// A desktop or integrated desktop computer.
pub type DesktopComputer = EcodesignComputer<DesktopCategory>;
/// A notebook computer.
pub type NotebookComputer = EcodesignComputer<NotebookCategory>;

impl<C: Category> EcodesignComputer<C> {
    /// A computer of a category under the requirements of a tier, without anything that has an
    /// allowance.
    pub fn new(category: C, tier: Tier) -> Self {
        Self {
            category,
            tier,
            memory_over_base: Information::from_checked(0.0),
            additional_storages: 0,
            tv_tuner: false,
            audio_card: false,
            graphics: Vec::new(),
        }
    }

    /// With this memory in all. Memory up to the base memory has no allowance.
    ///
    /// # Errors
    /// [`EnergyError::OutOfRange`] for a negative, NaN or infinite memory.
    pub fn with_memory(self, memory: Information) -> Result<Self, EnergyError> {
        let memory = not_negative("memory", memory)?;
        let base = self.category.memory_without_allowance(self.tier);
        let over_base = (memory.value - base.value).max(0.0);
        self.with_memory_over_base(Information::from_checked(over_base))
    }

    /// With this memory above the base memory.
    ///
    /// # Errors
    /// As [`with_memory`](Self::with_memory).
    pub fn with_memory_over_base(mut self, over_base: Information) -> Result<Self, EnergyError> {
        self.memory_over_base = not_negative("memory above the base", over_base)?;
        Ok(self)
    }

    /// With so many internal storages beyond the first.
    #[must_use]
    pub fn with_additional_storages(mut self, number: u16) -> Self {
        self.additional_storages = number;
        self
    }

    /// With a discrete television tuner.
    #[must_use]
    pub fn with_tv_tuner(mut self) -> Self {
        self.tv_tuner = true;
        self
    }

    /// With a first discrete graphics card, and additional ones.
    #[must_use]
    pub fn with_graphics_cards(
        mut self,
        first: GraphicsClass,
        additional: &[GraphicsClass],
    ) -> Self {
        self.graphics = [&[first], additional].concat();
        self
    }

    /// The limit of the typical energy consumption, with each allowance.
    ///
    /// # Equation
    /// ```text
    /// E_TEC,max = E_base(category) + Σ allowances        kWh/device, in a year
    /// ```
    ///
    /// # Source
    /// Regulation (EU) No 617/2013, Annex II, section 1.
    ///
    /// # Errors
    /// [`EnergyError::Quantity`] or [`EnergyError::Sum`] for a memory that makes the limit too
    /// large for a number.
    ///
    /// # Example
    /// ```
    /// use ict_impact::energy::eu_617_2013::{DesktopCategory, DesktopComputer, GraphicsClass, Tier};
    /// let desktop = DesktopComputer::new(DesktopCategory::D, Tier::From2014)
    ///     .with_graphics_cards(GraphicsClass::G5, &[GraphicsClass::G1])
    ///     .with_discrete_audio_card()
    ///     .with_tv_tuner();
    /// // 211 + 133 + 20 + 15 + 15
    /// assert_eq!(desktop.limit()?.maximum().to_string(), "394 kWh/device");
    /// # Ok::<(), ict_impact::energy::EnergyError>(())
    /// ```
    pub fn limit(&self) -> Result<TecLimit, EnergyError> {
        let (product, tier) = (C::PRODUCT, self.tier);
        let base = self.category.base_energy(tier);
        let mut limit = TecLimit::of_computer(ModeScheme::Eu617_2013, C::COMPUTER, base)?;
        if self.memory_over_base.value > 0.0 {
            limit = limit.with_memory(self.memory_over_base, product.memory(tier).value)?;
        }
        if self.additional_storages > 0 {
            let each = product.additional_storage(tier).value;
            let all = each * f64::from(self.additional_storages);
            limit = limit.with_adder("additional internal storage", all)?;
        }
        if self.tv_tuner {
            let tuner = product.tv_tuner(tier).value;
            limit = limit.with_adder("discrete television tuner", tuner)?;
        }
        if self.audio_card {
            let card = desktop_audio_card(tier).value;
            limit = limit.with_adder("discrete audio card", card)?;
        }
        for (at, &class) in self.graphics.iter().enumerate() {
            let (what, card): (Cow<'static, str>, _) = match at {
                0 => (
                    "first discrete graphics card".into(),
                    product.first_graphics_card(class, tier),
                ),
                _ => (
                    format!("additional discrete graphics card {at}").into(),
                    product.additional_graphics_card(class, tier),
                ),
            };
            limit = limit.with_adder(what, card.value)?;
        }
        Ok(limit)
    }

    /// The typical energy consumption at these powers, with the weights of the Regulation.
    ///
    /// # Equation
    /// ```text
    /// desktop   E_TEC = 8760 h · (0.55·P_off + 0.05·P_sleep + 0.40·P_idle)
    /// notebook  E_TEC = 8760 h · (0.60·P_off + 0.10·P_sleep + 0.30·P_idle)
    ///
    /// E_TEC  typical energy consumption [kWh/device], in a year
    /// P      power in a mode [W]
    /// ```
    ///
    /// # Source
    /// Regulation (EU) No 617/2013, Annex II, section 1, as in
    /// [`reference::computer_modes`](mod@crate::reference::computer_modes): the weights are
    /// [`Secondary`](crate::source::Status::Secondary).
    ///
    /// # Errors
    /// [`EnergyError::OutOfRange`] for a negative, NaN or infinite power;
    /// [`EnergyError::Sum`] or [`EnergyError::Quantity`] if the energy is too large for a number.
    ///
    /// # Example
    /// ```
    /// use ict_impact::energy::eu_617_2013::{DesktopCategory, DesktopComputer, Tier};
    /// use ict_impact::quantity::parse;
    /// let desktop = DesktopComputer::new(DesktopCategory::A, Tier::From2016);
    /// // 8.76 kh · (0.55 · 1 + 0.05 · 2 + 0.4 · 20) W
    /// let energy = desktop.typical_energy(parse("1 W")?, parse("2 W")?, parse("20 W")?)?;
    /// assert_eq!(energy.yearly().to_string(), "75.774 kWh/device");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn typical_energy(
        &self,
        off: Power,
        sleep: Power,
        idle: Power,
    ) -> Result<TypicalEnergy, EnergyError> {
        let powers = ModePowers::with_idle(off, sleep, idle)?;
        typical_energy_consumption(ModeScheme::Eu617_2013, C::COMPUTER, &powers)
    }

    /// Holds the typical energy consumption at these powers against the limit.
    ///
    /// # Errors
    /// As [`typical_energy`](Self::typical_energy) and [`limit`](Self::limit).
    ///
    /// # Example
    /// See the [module](super).
    pub fn check(&self, off: Power, sleep: Power, idle: Power) -> Result<TecCheck, EnergyError> {
        let consumption = self.typical_energy(off, sleep, idle)?;
        self.limit()?.check(consumption)
    }

    /// The most power in a mode.
    ///
    /// # Source
    /// Regulation (EU) No 617/2013, Annex II, in force from 2016 at the latest.
    ///
    /// # Example
    /// ```
    /// use ict_impact::energy::eu_617_2013::{
    ///     LimitedMode, NotebookCategory, NotebookComputer, Tier,
    /// };
    /// use ict_impact::quantity::parse;
    /// let notebook = NotebookComputer::new(NotebookCategory::A, Tier::From2016);
    /// assert_eq!(notebook.power_maximum(LimitedMode::Sleep), parse("3 W")?);
    /// assert_eq!(notebook.power_maximum(LimitedMode::SleepWithWakeOnLan), parse("3.7 W")?);
    /// # Ok::<(), ict_impact::quantity::QuantityError>(())
    /// ```
    pub fn power_maximum(&self, mode: LimitedMode) -> Power {
        let sleep = || C::PRODUCT.sleep_maximum().value;
        match mode {
            LimitedMode::Sleep => sleep(),
            LimitedMode::SleepWithWakeOnLan => sleep() + wake_on_lan_allowance().value,
            LimitedMode::Off => off_maximum().value,
            LimitedMode::LowestPower => lowest_power_maximum().value,
        }
    }
}

impl DesktopComputer {
    /// The most idle power with which a desktop without sleep mode may be counted so, in W.
    pub const IDLE_AS_SLEEP_MAX_WATTS: f64 = 10.0;

    /// With a discrete audio card.
    #[must_use]
    pub fn with_discrete_audio_card(mut self) -> Self {
        self.audio_card = true;
        self
    }

    /// The typical energy consumption of a desktop without a sleep mode of its own: idle power
    /// takes the place of sleep power, which only up to 10 W of idle power is allowed.
    ///
    /// # Source
    /// Regulation (EU) No 617/2013, Annex II, point 1.1.1.
    ///
    /// # Errors
    /// [`EnergyError::OutOfRange`] for an idle power above 10 W, and as
    /// [`typical_energy`](Self::typical_energy).
    ///
    /// # Example
    /// ```
    /// use ict_impact::energy::eu_617_2013::{DesktopCategory, DesktopComputer, Tier};
    /// use ict_impact::quantity::parse;
    /// let desktop = DesktopComputer::new(DesktopCategory::A, Tier::From2016);
    /// // 8.76 kh · (0.55 · 0 + 0.45 · 10) W
    /// let energy = desktop.typical_energy_without_sleep_mode(parse("0 W")?, parse("10 W")?)?;
    /// assert_eq!(energy.yearly().to_string(), "39.42 kWh/device");
    /// assert!(desktop.typical_energy_without_sleep_mode(parse("0 W")?, parse("10.1 W")?).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn typical_energy_without_sleep_mode(
        &self,
        off: Power,
        idle: Power,
    ) -> Result<TypicalEnergy, EnergyError> {
        if idle.value > Self::IDLE_AS_SLEEP_MAX_WATTS {
            return Err(EnergyError::OutOfRange {
                field: "idle power of a desktop without sleep mode",
                given: text(idle),
                accepted: "at most 10 W",
            });
        }
        self.typical_energy(off, idle, idle)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::energy::EnergyPerDevice;
    use crate::quantity::parse;

    fn kwh(value: f64) -> EnergyPerDevice {
        EnergyPerDevice::of(value, "kWh/device").unwrap()
    }

    fn gb(value: f64) -> Information {
        Information::of(value, "GB").unwrap()
    }

    fn maximum<C: Category>(computer: &EcodesignComputer<C>) -> EnergyPerDevice {
        computer.limit().unwrap().maximum()
    }

    #[test]
    fn memory_up_to_the_base_has_no_allowance() {
        let desktop = |category, memory| {
            let computer = DesktopComputer::new(category, Tier::From2016);
            maximum(&computer.with_memory(gb(memory)).unwrap())
        };
        assert_eq!(desktop(DesktopCategory::C, 1.0), kwh(134.0));
        assert_eq!(desktop(DesktopCategory::C, 2.0), kwh(134.0));
        assert_eq!(desktop(DesktopCategory::C, 8.0), kwh(140.0));
        assert_eq!(desktop(DesktopCategory::D, 4.0), kwh(150.0));
        assert_eq!(desktop(DesktopCategory::D, 8.0), kwh(154.0));
        let notebook = NotebookComputer::new(NotebookCategory::A, Tier::From2014);
        let notebook = notebook.with_memory(gb(16.0)).unwrap();
        assert_eq!(maximum(&notebook), kwh(40.8));
        let whole = notebook.with_memory_over_base(gb(12.0)).unwrap();
        assert_eq!(maximum(&whole), kwh(40.8));
        for bad in [-1.0, f64::NAN, f64::INFINITY] {
            let bad = Information::from_checked(bad);
            assert!(whole.clone().with_memory(bad).is_err());
            assert!(whole.clone().with_memory_over_base(bad).is_err());
        }
    }

    #[test]
    fn a_notebook_with_everything() {
        let notebook = NotebookComputer::new(NotebookCategory::C, Tier::From2016)
            .with_memory(gb(8.0))
            .unwrap()
            .with_additional_storages(2)
            .with_tv_tuner()
            .with_graphics_cards(GraphicsClass::G7, &[GraphicsClass::G7, GraphicsClass::G7]);
        let limit = notebook.limit().unwrap();
        let adders: Vec<_> = limit.adders().collect();
        assert_eq!(
            adders,
            [
                ("memory", kwh(1.6)),
                ("additional internal storage", kwh(6.0)),
                ("discrete television tuner", kwh(2.1)),
                ("first discrete graphics card", kwh(61.0)),
                ("additional discrete graphics card 1", kwh(36.0)),
                ("additional discrete graphics card 2", kwh(36.0)),
            ]
        );
        assert_eq!(limit.base(), kwh(60.5));
        let all = 60.5 + 1.6 + 6.0 + 2.1 + 61.0 + 36.0 + 36.0;
        let maximum = limit.maximum().get_in("kWh/device").unwrap();
        assert!((maximum - all).abs() < 1e-12, "{maximum}");
    }

    #[test]
    fn kinds_of_computers_have_weights_and_maxima_of_their_own() {
        let desktop = DesktopComputer::new(DesktopCategory::A, Tier::From2016);
        let notebook = NotebookComputer::new(NotebookCategory::A, Tier::From2016);
        let [off, sleep, idle] = [1.0, 2.0, 20.0].map(|w| Power::of(w, "W").unwrap());
        let of_desktop = desktop.typical_energy(off, sleep, idle).unwrap();
        let of_notebook = notebook.typical_energy(off, sleep, idle).unwrap();
        assert_eq!(of_desktop.yearly(), kwh(75.774)); // 8.76 · 8.65
        assert_eq!(of_notebook.yearly(), kwh(59.568)); // 8.76 · 6.8
        assert!(desktop.check(off, sleep, idle).unwrap().is_met());
        assert!(!notebook.check(off, sleep, idle).unwrap().is_met());
        assert!(notebook.limit().unwrap().check(of_desktop).is_err());
        for (mode, desktop_max, notebook_max) in [
            (LimitedMode::Sleep, "5 W", "3 W"),
            (LimitedMode::SleepWithWakeOnLan, "5.7 W", "3.7 W"),
            (LimitedMode::Off, "1 W", "1 W"),
            (LimitedMode::LowestPower, "0.5 W", "0.5 W"),
        ] {
            assert_eq!(desktop.power_maximum(mode), parse(desktop_max).unwrap());
            assert_eq!(notebook.power_maximum(mode), parse(notebook_max).unwrap());
        }
    }

    #[test]
    fn idle_counts_as_sleep_up_to_ten_watts() {
        let desktop = DesktopComputer::new(DesktopCategory::A, Tier::From2014);
        let of = |idle: f64| {
            let [off, idle] = [0.0, idle].map(|w| Power::of(w, "W").unwrap());
            desktop.typical_energy_without_sleep_mode(off, idle)
        };
        assert_eq!(of(10.0).unwrap().yearly(), kwh(39.42)); // 8.76 · 4.5
        let above = of(10.0f64.next_up()).unwrap_err();
        assert!(matches!(above, EnergyError::OutOfRange { .. }), "{above}");
        for bad in [-1.0, f64::NAN, f64::INFINITY] {
            let bad = Power::from_checked(bad);
            assert!(desktop.typical_energy_without_sleep_mode(bad, bad).is_err());
        }
    }
}
