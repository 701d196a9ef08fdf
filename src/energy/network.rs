use super::EnergyError;
use super::error::not_negative;
use crate::quantity::{Energy, Factor, Information, PerEnergy};

/// Amount of data per energy, such as bit/J.
pub type DataEnergyEfficiency = Factor<Information, PerEnergy>;

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
    let energy = not_negative("energy consumption", energy)?;
    if energy.value == 0.0 {
        return Err(crate::quantity::QuantityError::Undefined {
            ratio: "data energy efficiency",
            denominator: "energy consumption",
        }
        .into());
    }
    Ok(DataEnergyEfficiency::per(volume, energy)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::{Quantity, QuantityError, parse};

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
}
