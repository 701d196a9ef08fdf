use super::EnergyError;
use super::error::not_negative;
use crate::numeric::ExactSum;
use crate::quantity::sum;
use crate::quantity::{Power, Quantity, Ratio, Share, ratio};

/// What a server can do at most, and the power that takes.
///
/// The performance is the score of a benchmark; scores of different benchmarks do not compare.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ServerPerformance {
    performance: f64,
    power: Power,
}

impl ServerPerformance {
    /// A server of this maximum `performance` (`SMPE`) at this maximum `power` (`SMPO`).
    ///
    /// # Errors
    /// [`EnergyError::OutOfRange`] for a negative, NaN or infinite value.
    pub fn new(performance: f64, power: Power) -> Result<Self, EnergyError> {
        let score = not_negative("performance of a server", Ratio::from_checked(performance))?;
        Ok(Self {
            performance: score.value,
            power: not_negative("power of a server", power)?,
        })
    }
}

/// Performance per power, in the benchmark's score per watt.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct ServerEnergyEfficiency(f64);

impl ServerEnergyEfficiency {
    /// The score per watt.
    pub const fn per_watt(self) -> f64 {
        self.0
    }
}

/// IT equipment energy efficiency for servers `ITEEsv`: the performance of all servers per power
/// of all servers.
///
/// # Equation
/// ```text
/// ITEEsv = Σ_i SMPE_i / Σ_i SMPO_i     ITEEsv  [score/W]
///                                      SMPE_i  maximum performance of server i [score]
///                                      SMPO_i  maximum power of server i [W]
/// ```
///
/// # Source
/// ISO/IEC 30134-4:2017.
///
/// # Errors
/// [`EnergyError::Quantity`] with [`Undefined`](crate::quantity::QuantityError::Undefined) if the servers take no power, or
/// there is none; [`EnergyError::Sum`] if a sum is too large for a number.
///
/// # Example
/// ```
/// use ict_impact::energy::{ServerPerformance, server_energy_efficiency};
/// use ict_impact::quantity::parse;
/// let servers = [
///     ServerPerformance::new(1200.0, parse("400 W")?)?,
///     ServerPerformance::new(3300.0, parse("500 W")?)?,
/// ];
/// assert_eq!(server_energy_efficiency(&servers)?.per_watt(), 5.0); // 4500 / 900
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[doc(alias = "ITEEsv")]
pub fn server_energy_efficiency(
    servers: &[ServerPerformance],
) -> Result<ServerEnergyEfficiency, EnergyError> {
    let performance = sum(servers.iter().map(|s| Ratio::from_checked(s.performance)))?;
    let power = sum(servers.iter().map(|s| s.power))?;
    let power = Ratio::from_base(power.value)?;
    let efficiency = ratio(performance, power, "ITEEsv", "power of the servers")?;
    Ok(ServerEnergyEfficiency(efficiency.value))
}

/// IT equipment utilisation for servers `ITEUsv`: the mean processor utilisation of the servers.
///
/// # Equation
/// ```text
/// ITEUsv = Σ_i u_i / n     ITEUsv  [1]
///                          u_i     mean utilisation of the processors of server i [1]
///                          n       number of servers
/// ```
/// Accelerators are left out.
///
/// # Source
/// ISO/IEC 30134-5:2017.
///
/// # Errors
/// [`EnergyError::Quantity`] with [`Undefined`](crate::quantity::QuantityError::Undefined) if there is no server.
///
/// # Example
/// ```
/// use ict_impact::energy::server_utilisation;
/// use ict_impact::quantity::Share;
/// let servers = [Share::new(0.25)?, Share::new(0.5)?, Share::new(0.75)?];
/// assert_eq!(server_utilisation(&servers)?, Share::new(0.5)?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[doc(alias = "ITEUsv")]
pub fn server_utilisation(servers: &[Share]) -> Result<Share, EnergyError> {
    let total: ExactSum = servers.iter().map(|share| share.get()).collect();
    let total = Ratio::from_base(total.value()?)?;
    let number = Ratio::from_base(servers.len() as f64)?;
    let mean = ratio(total, number, "ITEUsv", "number of servers")?;
    Ok(Share::new(mean.value.min(1.0))?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::{QuantityError, parse};

    #[test]
    fn no_server_and_no_power_are_undefined() {
        let idle = ServerPerformance::new(1.0, parse("0 W").unwrap()).unwrap();
        for servers in [&[][..], &[idle]] {
            assert!(matches!(
                server_energy_efficiency(servers),
                Err(EnergyError::Quantity(QuantityError::Undefined { .. }))
            ));
        }
        assert!(server_utilisation(&[]).is_err());
        assert!(ServerPerformance::new(f64::NAN, parse("1 W").unwrap()).is_err());
    }
}
