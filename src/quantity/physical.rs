use core::marker::PhantomData;

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::unit::{self, UnitTable};
use super::{Quantity, Unit, sealed};

/// Energy (base joule; written in kWh).
pub type Energy = uom::si::f64::Energy;
/// Power (base and written in W).
pub type Power = uom::si::f64::Power;
/// Mass (base and written in kg). Not CO2e: that is [`Co2e`](super::Co2e).
pub type Mass = uom::si::f64::Mass;
/// Duration (base second; written in h).
pub type Time = uom::si::f64::Time;
/// Amount of data (base byte; written in GB of 10⁹ bytes).
pub type Information = uom::si::f64::Information;
/// Volume (base and written in m3).
pub type Volume = uom::si::f64::Volume;
/// Length, also a distance of transport (base and written in m).
pub type Length = uom::si::f64::Length;
/// Area (base and written in m2).
pub type Area = uom::si::f64::Area;
/// A dimensionless ratio without bounds, such as a PUE or a rate that may pass 100 %.
pub type Ratio = uom::si::f64::Ratio;

macro_rules! physical {
    ($($type:ident, $name:literal, $table:expr;)+) => {$(
        impl sealed::Sealed for $type {}
        impl Quantity for $type {
            fn name() -> String { $name.to_string() }
            #[inline]
            fn from_checked(base: f64) -> Self {
                Self { dimension: PhantomData, units: PhantomData, value: base }
            }
            #[inline]
            fn base(self) -> f64 { self.value }
            fn unit() -> Unit { $table[0].clone() }
            fn find_unit(symbol: &str) -> Option<Unit> { unit::find($table, symbol) }
            fn symbols() -> Vec<String> { symbols($table) }
        }
    )+};
}

physical! {
    Energy, "energy", unit::ENERGY;
    Power, "power", unit::POWER;
    Mass, "mass", unit::MASS;
    Time, "time", unit::TIME;
    Information, "information", unit::INFORMATION;
    Volume, "volume", unit::VOLUME;
    Length, "length", unit::LENGTH;
    Area, "area", unit::AREA;
    Ratio, "ratio", unit::RATIO;
}

pub(super) fn symbols(table: UnitTable) -> Vec<String> {
    table.iter().map(|unit| unit.symbol().to_string()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_base_units_are_those_of_uom() {
        let of = |value, symbol| Energy::of(value, symbol).map(Quantity::base);
        assert_eq!(
            of(1.0, "kWh").unwrap(),
            Energy::new::<uom::si::energy::kilowatt_hour>(1.0).value
        );
        let byte = Information::of(8.0, "bit").unwrap();
        assert_eq!(
            byte.value,
            Information::new::<uom::si::information::bit>(8.0).value
        );
        assert_eq!(Mass::of(1.0, "t").unwrap().value, 1000.0);
        assert_eq!(
            Time::of(1.0, "d").unwrap(),
            Time::new::<uom::si::time::day>(1.0)
        );
        assert_eq!(
            Volume::of(1.0, "L").unwrap(),
            Volume::new::<uom::si::volume::liter>(1.0)
        );
        assert_eq!(
            Length::of(1.0, "km").unwrap(),
            Length::new::<uom::si::length::kilometer>(1.0)
        );
        assert_eq!(
            Area::of(1.0, "mm2").unwrap(),
            Area::new::<uom::si::area::square_millimeter>(1.0)
        );
        assert_eq!(
            Area::of(235.0, "in2").unwrap(),
            Area::new::<uom::si::area::square_inch>(235.0)
        );
        assert_eq!(
            Power::of(1.0, "kW").unwrap(),
            Power::new::<uom::si::power::kilowatt>(1.0)
        );
        assert_eq!(Ratio::of(40.0, "%").unwrap().value, 0.4);
    }
}
