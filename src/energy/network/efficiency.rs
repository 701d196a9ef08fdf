use super::super::EnergyError;
use super::super::error::not_negative;
use crate::quantity::{Area, Energy, Factor, Information, PerEnergy, Quantity, QuantityError};

/// Amount of data per energy, such as bit/J.
pub type DataEnergyEfficiency = Factor<Information, PerEnergy>;
/// Area covered per energy, such as m2/J.
pub type CoverageEnergyEfficiency = Factor<Area, PerEnergy>;

/// Mobile network data energy efficiency `EE_DV`: the data delivered per energy used.
///
/// An idle network has the efficiency 0. Several sites are rated by the data of all over the
/// energy of all, not by the mean of their efficiencies.
///
/// # Equation
/// ```text
/// EE_DV = DV / EC     EE_DV  data energy efficiency [bit/J]
///                     DV     data volume delivered in the period [bit]
///                     EC     energy consumption in the period [J]
/// ```
///
/// # Source
/// ETSI ES 203 228 V1.4.1 (2022) and ITU-T L.1331, mobile network data energy efficiency; also
/// 3GPP TS 28.554 clause 6.7.1.
///
/// # Errors
/// - [`EnergyError::OutOfRange`] for a negative, NaN or infinite volume or energy.
/// - [`EnergyError::Quantity`] with [`Undefined`](crate::quantity::QuantityError::Undefined) if
///   the energy is zero.
///
/// # Example
/// ```
/// use ict_impact::energy::data_energy_efficiency;
/// use ict_impact::quantity::parse;
/// // 4.5e14 byte = 3.6e15 bit over 3.6e11 J
/// let network = data_energy_efficiency(parse("450 TB")?, parse("100 MWh")?)?;
/// assert_eq!(network, "10000 bit/J".parse()?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[doc(alias = "EE_DV")]
pub fn data_energy_efficiency(
    volume: Information,
    energy: Energy,
) -> Result<DataEnergyEfficiency, EnergyError> {
    let volume = not_negative("data volume", volume)?;
    per_energy("data energy efficiency", volume, energy)
}

/// Mobile network coverage energy efficiency `EE_CoA`: the area covered per energy used.
///
/// For networks that are there to reach people more than to carry data, as in rural areas.
///
/// # Equation
/// ```text
/// EE_CoA = CoA_des / EC     EE_CoA   coverage energy efficiency [m2/J]
///                           CoA_des  designated coverage area [m2]
///                           EC       energy consumption in the period [J]
/// ```
/// It depends on the length of the period, which a comparison has to hold equal: a year.
///
/// # Source
/// ETSI ES 203 228 and ITU-T L.1331 (09/2020), clauses 7.3.2 (coverage area), 7.4 (metrics) and
/// 8.3.3.3 (designated coverage area). The clauses are from the table of contents: the equation
/// is unconfirmed, as the text itself was not read.
///
/// # Errors
/// - [`EnergyError::OutOfRange`] for a negative, NaN or infinite area or energy.
/// - [`EnergyError::Quantity`] with [`Undefined`](crate::quantity::QuantityError::Undefined) if
///   the energy is zero.
///
/// # Example
/// ```
/// use ict_impact::energy::coverage_energy_efficiency;
/// use ict_impact::quantity::parse;
/// // 7.2e9 m2 over 3.6e12 J
/// let rural = coverage_energy_efficiency(parse("7200 km2")?, parse("1 GWh")?)?;
/// assert_eq!(rural, "0.002 m2/J".parse()?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[doc(alias = "EE_CoA")]
pub fn coverage_energy_efficiency(
    area: Area,
    energy: Energy,
) -> Result<CoverageEnergyEfficiency, EnergyError> {
    let area = not_negative("designated coverage area", area)?;
    per_energy("coverage energy efficiency", area, energy)
}

fn per_energy<Q: Quantity>(
    name: &'static str,
    amount: Q,
    energy: Energy,
) -> Result<Factor<Q, PerEnergy>, EnergyError> {
    const CONSUMPTION: &str = "energy consumption";
    let energy = not_negative(CONSUMPTION, energy)?;
    if energy.value == 0.0 {
        return Err(QuantityError::Undefined {
            ratio: name,
            denominator: CONSUMPTION,
        }
        .into());
    }
    Ok(Factor::per(amount, energy)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::parse;

    #[test]
    fn an_idle_network_is_no_error_and_one_without_energy_is() {
        let idle = data_energy_efficiency(parse("0 GB").unwrap(), parse("1 kWh").unwrap());
        assert_eq!(idle.unwrap().base(), 0.0);
        let off = data_energy_efficiency(parse("1 GB").unwrap(), parse("0 kWh").unwrap());
        assert!(matches!(
            off,
            Err(EnergyError::Quantity(QuantityError::Undefined { .. }))
        ));
        let negative = data_energy_efficiency(parse("-1 GB").unwrap(), parse("1 kWh").unwrap());
        assert!(matches!(negative, Err(EnergyError::OutOfRange { .. })));
    }

    #[test]
    fn coverage_is_an_area_per_energy() {
        let coverage =
            |area, energy| coverage_energy_efficiency(parse(area).unwrap(), parse(energy).unwrap());
        let efficiency = coverage("1 km2", "1 MJ").unwrap();
        assert_eq!(efficiency, "1 m2/J".parse().unwrap());
        assert_eq!(coverage("0 m2", "1 J").unwrap().base(), 0.0);
        assert!(matches!(
            coverage("1 m2", "0 J"),
            Err(EnergyError::Quantity(QuantityError::Undefined {
                ratio: "coverage energy efficiency",
                ..
            }))
        ));
        assert!(matches!(
            coverage("-1 m2", "1 J"),
            Err(EnergyError::OutOfRange { .. })
        ));
        assert!(matches!(
            coverage("1 m2", "-1 J"),
            Err(EnergyError::OutOfRange { .. })
        ));
    }
}
