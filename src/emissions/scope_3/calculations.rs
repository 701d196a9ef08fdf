//! The calculations of the categories that matter most for digital technology.

use alloc::vec::Vec;

use super::super::error::{not_negative, shares_are_whole};
use super::super::{EmissionsError, FuelMeasure};
use super::{CategoryEmissions, Scope3Category, Scope3Method};
use crate::energy::LostEnergy;
use crate::quantity::{
    ActivityOf, CarbonIntensity, Co2e, Currency, Denominator, Devices, EmbodiedFactor, Energy,
    Factor, Freight, Mass, Money, PerDevice, PerFreight, PerMass, PerMoney, Quantity, Share, Time,
    sum,
};

impl CategoryEmissions {
    /// Something bought, by the supplier's own factor from cradle to gate.
    ///
    /// # Equation
    /// ```text
    /// CO2e = A · e        A  amount bought [kg, device, GB, kWh …]
    ///                     e  emission factor of the supplier's product [kgCO2e per unit of A]
    /// ```
    ///
    /// # Source
    /// Formula 1.1.
    ///
    /// # Errors
    /// - [`EmissionsError::OutOfRange`] for a negative, NaN or infinite value.
    /// - [`EmissionsError::Quantity`] if the emissions are too large for a number.
    pub fn supplier_specific<D: Denominator, A: ActivityOf<D> + Quantity>(
        category: Scope3Category,
        amount: A,
        factor: Factor<Co2e, D>,
    ) -> Result<Self, EmissionsError> {
        let co2e = emissions(amount, factor)?;
        Self::new(category, Scope3Method::SupplierSpecific, co2e)
    }

    /// Something bought, by an average factor from cradle to gate.
    ///
    /// # Equation
    /// As [`supplier_specific`](Self::supplier_specific), `e` being an average.
    ///
    /// # Source
    /// Formula 1.4.
    ///
    /// # Errors
    /// As [`supplier_specific`](Self::supplier_specific).
    pub fn average_data<D: Denominator, A: ActivityOf<D> + Quantity>(
        category: Scope3Category,
        amount: A,
        factor: Factor<Co2e, D>,
    ) -> Result<Self, EmissionsError> {
        let co2e = emissions(amount, factor)?;
        Self::new(category, Scope3Method::AverageData, co2e)
    }

    /// Something bought, by what was spent on it at the prices of the factor's year.
    ///
    /// # Equation
    /// ```text
    /// CO2e = V · e        V  spent [money of one currency and price year]
    ///                     e  emission factor of the sector [kgCO2e per the same money]
    /// ```
    ///
    /// # Source
    /// Formula 1.5.
    ///
    /// # Errors
    /// As [`supplier_specific`](Self::supplier_specific).
    pub fn spend_based<C: Currency, const YEAR: u16>(
        category: Scope3Category,
        spent: Money<C, YEAR>,
        factor: Factor<Co2e, PerMoney<C, YEAR>>,
    ) -> Result<Self, EmissionsError> {
        let co2e = emissions(spent, factor)?;
        Self::new(category, Scope3Method::SpendBased, co2e)
    }

    /// Category 2: devices acquired in the year as capital goods, with the whole of what making
    /// them emitted. It is not depreciated: for shares of a life see
    /// [`YearlyAttribution`](crate::emissions::YearlyAttribution).
    ///
    /// # Equation
    /// ```text
    /// CO2e = N · e        N  devices acquired in the year [device]
    ///                     e  emissions from cradle to gate [kgCO2e/device]
    /// ```
    ///
    /// # Source
    /// Formula 1.4; Scope 3 Standard (2011), box 5.4: not depreciated, discounted or amortised.
    ///
    /// # Errors
    /// As [`supplier_specific`](Self::supplier_specific).
    ///
    /// # Example
    /// ```
    /// use ict_impact::emissions::CategoryEmissions;
    /// use ict_impact::quantity::{Co2e, Devices, EmbodiedFactor};
    /// let servers = CategoryEmissions::capital_goods(
    ///     Devices::new(20.0),
    ///     EmbodiedFactor::from_kg_per_device(1200.0),
    /// )?;
    /// assert_eq!(servers.co2e(), Co2e::from_tonnes(24.0));
    /// # Ok::<(), ict_impact::emissions::EmissionsError>(())
    /// ```
    pub fn capital_goods(
        acquired: Devices,
        cradle_to_gate: EmbodiedFactor,
    ) -> Result<Self, EmissionsError> {
        Self::average_data(Scope3Category::CapitalGoods, acquired, cradle_to_gate)
    }

    /// Category 3: the making of fuels or energy consumed, without their combustion.
    ///
    /// # Equation
    /// ```text
    /// CO2e = A · e_up     A     fuel, electricity, steam, heating or cooling consumed [kg, m3, J]
    ///                     e_up  life-cycle factor less combustion and less losses of the grid
    ///                           [kgCO2e per kg, m3 or J]
    /// ```
    ///
    /// # Source
    /// Formulas 3.1 and 3.2.
    ///
    /// # Errors
    /// As [`supplier_specific`](Self::supplier_specific).
    ///
    /// # Example
    /// ```
    /// use ict_impact::emissions::CategoryEmissions;
    /// use ict_impact::quantity::{CarbonIntensity, Co2e, Energy, parse};
    /// let upstream: CarbonIntensity = "120 gCO2e/kWh".parse()?;
    /// let made = CategoryEmissions::upstream_of_energy(parse::<Energy>("500 MWh")?, upstream)?;
    /// assert_eq!(made.co2e(), Co2e::from_tonnes(60.0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn upstream_of_energy<D: FuelMeasure, A: ActivityOf<D> + Quantity>(
        consumed: A,
        upstream: Factor<Co2e, D>,
    ) -> Result<Self, EmissionsError> {
        let category = Scope3Category::FuelAndEnergyRelatedActivities;
        Self::average_data(category, consumed, upstream)
    }

    /// Category 3: electricity, steam, heating or cooling lost in transmission and distribution.
    ///
    /// # Equation
    /// ```text
    /// CO2e = E · r · I        E  energy consumed [J]
    ///                         r  loss rate of the grid, per energy consumed [1]; E · r is lost
    ///                         I  life-cycle intensity of the energy [kgCO2e/J]
    /// ```
    ///
    /// # Source
    /// Formula 3.3. The energy lost is [`GridLosses`](crate::energy::GridLosses)', which takes
    /// rates per energy consumed and shares of what is generated apart.
    ///
    /// # Errors
    /// As [`supplier_specific`](Self::supplier_specific).
    ///
    /// # Example
    /// ```
    /// use ict_impact::emissions::CategoryEmissions;
    /// use ict_impact::energy::GridLosses;
    /// use ict_impact::quantity::{Co2e, Share, parse};
    /// let grid = GridLosses::per_delivered(Share::from_percent(10.0)?);
    /// let lost = grid.of_delivered(parse("500 MWh")?)?.lost();
    /// let intensity = "800 gCO2e/kWh".parse()?;
    /// let lost = CategoryEmissions::transmission_and_distribution_losses(lost, intensity)?;
    /// assert_eq!(lost.co2e(), Co2e::from_tonnes(40.0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn transmission_and_distribution_losses(
        lost: LostEnergy,
        intensity: CarbonIntensity,
    ) -> Result<Self, EmissionsError> {
        Self::upstream_of_energy(lost.energy(), intensity)
    }

    /// Category 4: transport of goods that the reporter buys, or from its suppliers.
    ///
    /// # Equation
    /// ```text
    /// CO2e = F · e        F  freight, mass times distance [tkm]
    ///                     e  emission factor of the mode of transport [kgCO2e/tkm]
    /// ```
    ///
    /// # Source
    /// Formula 4.6, distance-based method.
    ///
    /// # Errors
    /// As [`supplier_specific`](Self::supplier_specific).
    ///
    /// # Example
    /// ```
    /// use ict_impact::emissions::CategoryEmissions;
    /// use ict_impact::quantity::{Co2e, Freight, parse};
    /// let load = Freight::carried(parse("2 t")?, parse("2000 km")?);
    /// let road = CategoryEmissions::upstream_transportation(load, "0.2 kgCO2e/tkm".parse()?)?;
    /// assert_eq!(road.co2e(), Co2e::from_kg(800.0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn upstream_transportation(
        carried: Freight,
        factor: Factor<Co2e, PerFreight>,
    ) -> Result<Self, EmissionsError> {
        let category = Scope3Category::UpstreamTransportationAndDistribution;
        let co2e = emissions(carried, factor)?;
        Self::new(category, Scope3Method::DistanceBased, co2e)
    }

    /// Category 11: what products sold in the year are expected to emit over their whole life,
    /// all of it in the year of sale.
    ///
    /// # Equation
    /// ```text
    /// CO2e = N · L · w · I        N  products sold in the year [device]
    ///                             L  expected life [a of 365.25 d]
    ///                             w  energy that one uses in a year [J/device]
    ///                             I  intensity of the energy where they are used [kgCO2e/J]
    /// ```
    /// A longer life raises this category: report emissions per year of life beside it.
    ///
    /// # Source
    /// Formula 11.1, with years of life and energy per year in place of uses and energy per use;
    /// Scope 3 Standard (2011), section 5.5, category 11 and box 5.8.
    ///
    /// # Errors
    /// As [`supplier_specific`](Self::supplier_specific).
    ///
    /// # Example
    /// ```
    /// use ict_impact::emissions::CategoryEmissions;
    /// use ict_impact::quantity::{Co2e, Devices, parse};
    /// let routers = CategoryEmissions::use_of_sold_products(
    ///     Devices::new(1000.0),
    ///     parse("5 a")?,
    ///     "80 kWh/device".parse()?,
    ///     "250 gCO2e/kWh".parse()?,
    /// )?;
    /// assert_eq!(routers.co2e(), Co2e::from_tonnes(100.0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn use_of_sold_products(
        sold: Devices,
        expected_life: Time,
        yearly_energy: Factor<Energy, PerDevice>,
        intensity: CarbonIntensity,
    ) -> Result<Self, EmissionsError> {
        let years = not_negative("expected life", expected_life)?.get_in("a")?;
        let yearly = not_negative("energy of one product in a year", yearly_energy)?;
        let sold = not_negative("products sold", sold)?;
        let energy = Energy::from_base(sold.get() * years * yearly.base())?;
        let co2e = emissions(energy, intensity)?;
        let category = Scope3Category::UseOfSoldProducts;
        Self::new(category, Scope3Method::DirectUsePhase, co2e)
    }

    /// Category 12: the treatment of products sold in the year when they are waste.
    ///
    /// # Equation
    /// ```text
    /// CO2e = m · Σ_t s_t · e_t        m    mass of products and packaging sold [kg]
    ///                                 s_t  share treated by t [1], Σ_t s_t = 1
    ///                                 e_t  emission factor of the treatment [kgCO2e/kg]
    /// ```
    /// Credits for what recycling replaces are no emissions: see
    /// [`EndOfLifeAllocation`](crate::emissions::EndOfLifeAllocation) for footprints of products.
    ///
    /// # Source
    /// Formula 12.1, waste-type-specific method.
    ///
    /// # Errors
    /// - [`EmissionsError::NotWhole`] if the shares do not sum to 1, or there is none.
    /// - As [`supplier_specific`](Self::supplier_specific).
    ///
    /// # Example
    /// ```
    /// use ict_impact::emissions::CategoryEmissions;
    /// use ict_impact::quantity::{Co2e, Share, parse};
    /// let waste = CategoryEmissions::end_of_life_of_sold_products(parse("10 t")?, &[
    ///     (Share::from_percent(90.0)?, "0.3 kgCO2e/kg".parse()?), // landfilled
    ///     (Share::from_percent(10.0)?, "1 kgCO2e/kg".parse()?),   // incinerated
    /// ])?;
    /// assert_eq!(waste.co2e(), Co2e::from_kg(3700.0)); // 2700 + 1000
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn end_of_life_of_sold_products(
        mass: Mass,
        treatments: &[(Share, Factor<Co2e, PerMass>)],
    ) -> Result<Self, EmissionsError> {
        let mass = not_negative("mass of products sold", mass)?;
        let shares = treatments.iter().map(|treatment| treatment.0);
        shares_are_whole("shares of the treatments", shares)?;
        let parts = treatments
            .iter()
            .map(|&(share, factor)| emissions(Mass::from_checked(mass.value * share.get()), factor))
            .collect::<Result<Vec<_>, _>>()?;
        let category = Scope3Category::EndOfLifeTreatmentOfSoldProducts;
        Self::new(category, Scope3Method::WasteTypeSpecific, sum(parts)?)
    }
}

/// `amount` times `factor`, both checked.
fn emissions<D: Denominator, A: ActivityOf<D> + Quantity>(
    amount: A,
    factor: Factor<Co2e, D>,
) -> Result<Co2e, EmissionsError> {
    let amount = not_negative("amount of an activity", amount)?.amount();
    let factor = not_negative("emission factor of an activity", factor)?.base();
    Ok(Co2e::from_base(amount * factor)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::energy::GridLosses;
    use crate::quantity::parse;

    #[test]
    fn each_calculation_knows_its_category() {
        let kwh: Energy = parse("1 kWh").unwrap();
        let grid: CarbonIntensity = "400 gCO2e/kWh".parse().unwrap();
        let losses = GridLosses::per_delivered(Share::WHOLE);
        let lost = losses.of_delivered(kwh).unwrap().lost();
        let device = Devices::new(1.0);
        let whole = [(Share::WHOLE, "1 kgCO2e/kg".parse().unwrap())];
        let found = [
            CategoryEmissions::capital_goods(device, EmbodiedFactor::from_kg_per_device(1.0)),
            CategoryEmissions::upstream_of_energy(kwh, grid),
            CategoryEmissions::transmission_and_distribution_losses(lost, grid),
            CategoryEmissions::upstream_transportation(
                Freight::new(1.0),
                "0.1 kgCO2e/tkm".parse().unwrap(),
            ),
            CategoryEmissions::use_of_sold_products(
                device,
                parse("1 a").unwrap(),
                "1 kWh/device".parse().unwrap(),
                grid,
            ),
            CategoryEmissions::end_of_life_of_sold_products(parse("1 kg").unwrap(), &whole),
        ];
        let numbers = found.map(|one| one.unwrap().category().number());
        assert_eq!(numbers, [2, 3, 3, 4, 11, 12]);
    }

    #[test]
    fn treatments_are_of_the_whole() {
        let mass = parse("1 kg").unwrap();
        let half = (Share::new(0.5).unwrap(), "1 kgCO2e/kg".parse().unwrap());
        for treatments in [&[][..], &[half], &[half; 3]] {
            let error =
                CategoryEmissions::end_of_life_of_sold_products(mass, treatments).unwrap_err();
            assert!(matches!(error, EmissionsError::NotWhole { .. }), "{error}");
        }
    }

    #[test]
    fn refuses_what_is_no_emission() {
        let goods = Scope3Category::PurchasedGoodsAndServices;
        let per_device = EmbodiedFactor::from_kg_per_device(1.0);
        let grid: CarbonIntensity = "400 gCO2e/kWh".parse().unwrap();
        let (device, year) = (Devices::new(1.0), parse("1 a").unwrap());
        let energy: Factor<Energy, PerDevice> = "1 kWh/device".parse().unwrap();
        for bad in [-1.0, f64::NAN, f64::INFINITY] {
            assert!(CategoryEmissions::average_data(goods, Devices::new(bad), per_device).is_err());
            let factor = EmbodiedFactor::from_kg_per_device(bad);
            assert!(CategoryEmissions::supplier_specific(goods, device, factor).is_err());
            let sold = CategoryEmissions::use_of_sold_products;
            assert!(sold(Devices::new(bad), year, energy, grid).is_err());
            assert!(sold(device, Time::from_checked(bad), energy, grid).is_err());
            assert!(sold(device, year, Factor::from_checked(bad), grid).is_err());
            assert!(sold(device, year, energy, Factor::from_checked(bad)).is_err());
            let upstream = CategoryEmissions::upstream_of_energy;
            assert!(upstream(Energy::from_checked(bad), grid).is_err());
            let whole = [(Share::WHOLE, Factor::from_checked(bad))];
            let mass = parse("1 kg").unwrap();
            assert!(CategoryEmissions::end_of_life_of_sold_products(mass, &whole).is_err());
            let mass = Mass::from_checked(bad);
            assert!(CategoryEmissions::end_of_life_of_sold_products(mass, &[]).is_err());
        }
    }
}
