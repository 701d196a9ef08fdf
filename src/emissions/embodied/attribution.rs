use super::super::EmissionsError;
use super::super::error::not_negative;
use crate::quantity::{
    Devices, Factor, Impact, ImpactCategory, PerDevice, Quantity, Share, Time, ratio, text,
};

/// The embodied impact of devices made.
///
/// # Equation
/// ```text
/// B = N · b       B  embodied impact of category C [unit of C, such as kgCO2e]
///                 N  devices made or bought in the period [device]
///                 b  embodied impact per device [unit of C / device]
/// ```
///
/// Negative, NaN or infinite arguments give what the product gives. Water figures of some
/// inventories are negative.
///
/// # Source
/// Goods raw material acquisition, production and end-of-life treatment stages of
/// Recommendation ITU-T L.1410 (2014).
///
/// # Example
/// ```
/// use ict_impact::emissions::embodied_impact;
/// use ict_impact::quantity::{AbioticDepletion, Co2e, Devices, EmbodiedFactor, Factor, PerDevice};
/// let laptops = Devices::new(3.0);
/// let climate = embodied_impact(laptops, EmbodiedFactor::from_kg_per_device(181.0));
/// assert_eq!(climate, Co2e::from_kg(543.0));
/// let metals: Factor<AbioticDepletion, PerDevice> = "0.5 gSbe/device".parse()?;
/// assert_eq!(embodied_impact(laptops, metals), AbioticDepletion::from_kg(0.0015));
/// # Ok::<(), ict_impact::quantity::QuantityError>(())
/// ```
#[inline]
pub fn embodied_impact<C: ImpactCategory>(
    devices: Devices,
    per_device: Factor<Impact<C>, PerDevice>,
) -> Impact<C> {
    devices * per_device
}

/// The share of a device's embodied impact that a service answers for: a share of the device's
/// life and a share of its resources.
///
/// # Equation
/// ```text
/// share = TS · RS       TS = TiR / EL     TiR  time reserved for the service [s]
///                                         EL   expected life of the device [s]
///                       RS = RR / ToR     RR   resources reserved, such as vCPUs
///                                         ToR  total resources of the device
/// ```
/// Neither share is above 1, so never more than the whole impact is attributed.
///
/// # Source
/// ISO/IEC 21031:2024 (Software Carbon Intensity), embodied emissions.
///
/// # Example
/// ```
/// use ict_impact::emissions::{Attribution, attributed_impact};
/// use ict_impact::quantity::{Co2e, Share, parse, ratio};
/// // an hour of 35 040, on 2 of 16 vCPUs
/// let attribution = Attribution::of_time(parse("1 h")?, parse("35040 h")?)?
///     .with_resources(parse::<ict_impact::quantity::Ratio>("2 1")?, parse("16 1")?)?;
/// let part = attributed_impact(Co2e::from_kg(1205.52), attribution.share());
/// assert!((part.grams() - 4.300_513_7).abs() < 1e-6);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Attribution {
    time: Share,
    resources: Share,
}

impl Attribution {
    /// A share of the life and a share of the resources.
    pub const fn new(time: Share, resources: Share) -> Self {
        Self { time, resources }
    }

    /// `reserved` out of the `expected_life`, with all resources.
    ///
    /// A device that outlives its expected life has no impact left to attribute: say what the
    /// longer life is, or attribute the whole with [`new`](Self::new). One that is replaced before
    /// leaves an impact that nobody answers for: see
    /// [`RemainingLife`](crate::emissions::RemainingLife).
    ///
    /// # Errors
    /// - [`EmissionsError::OutOfRange`] for a negative, NaN or infinite time.
    /// - [`EmissionsError::PartAboveWhole`] if the time reserved is longer than the life.
    /// - [`EmissionsError::Quantity`] with
    ///   [`Undefined`](crate::quantity::QuantityError::Undefined) if the life is zero.
    pub fn of_time(reserved: Time, expected_life: Time) -> Result<Self, EmissionsError> {
        let time = part_of(
            ("the time reserved", reserved),
            ("the expected life", expected_life),
            "time share",
        )?;
        Ok(Self::new(time, Share::WHOLE))
    }

    /// The same share of the life, with `reserved` out of the `total` resources.
    ///
    /// # Errors
    /// As [`of_time`](Self::of_time), for the resources.
    pub fn with_resources<Q: Quantity>(
        self,
        reserved: Q,
        total: Q,
    ) -> Result<Self, EmissionsError> {
        let resources = part_of(
            ("the resources reserved", reserved),
            ("the total resources", total),
            "resource share",
        )?;
        Ok(Self { resources, ..self })
    }

    /// The share of the life.
    pub const fn time_share(self) -> Share {
        self.time
    }

    /// The share of the resources.
    pub const fn resource_share(self) -> Share {
        self.resources
    }

    /// The share of the embodied impact.
    #[inline]
    pub fn share(self) -> Share {
        self.time * self.resources
    }
}

/// The part of an embodied impact that a share of the device answers for.
///
/// # Equation
/// ```text
/// M = TE · share        M      attributed impact [unit of C]
///                       TE     total embodied impact of the device [unit of C]
///                       share  see Attribution [1], at most 1
/// ```
///
/// A NaN or infinite impact gives NaN or an infinity.
///
/// # Source
/// ISO/IEC 21031:2024 (Software Carbon Intensity), embodied emissions.
///
/// # Example
/// ```
/// use ict_impact::emissions::attributed_impact;
/// use ict_impact::quantity::{Co2e, Share};
/// let part = attributed_impact(Co2e::from_kg(1000.0), Share::new(0.25)?);
/// assert_eq!(part, Co2e::from_kg(250.0));
/// # Ok::<(), ict_impact::quantity::QuantityError>(())
/// ```
#[inline]
pub fn attributed_impact<C: ImpactCategory>(total: Impact<C>, share: Share) -> Impact<C> {
    total * share
}

fn part_of<Q: Quantity>(
    (part_name, part): (&'static str, Q),
    (whole_name, whole): (&'static str, Q),
    name: &'static str,
) -> Result<Share, EmissionsError> {
    let part = not_negative(part_name, part)?;
    let whole = not_negative(whole_name, whole)?;
    let share = ratio(part, whole, name, whole_name)?;
    if part > whole {
        return Err(EmissionsError::PartAboveWhole {
            part_name,
            part: text(part),
            whole_name,
            whole: text(whole),
        });
    }
    Ok(Share::try_from(share)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::{Co2e, Information, QuantityError, parse};

    #[test]
    fn the_whole_life_on_the_whole_device_is_the_whole_impact() {
        let life = parse("35040 h").unwrap();
        let all = Attribution::of_time(life, life).unwrap();
        assert_eq!(
            attributed_impact(Co2e::from_kg(0.1), all.share()),
            Co2e::from_kg(0.1)
        );
    }

    #[test]
    fn no_more_than_the_whole_is_attributed() {
        let (life, longer) = (parse("4 a").unwrap(), parse("5 a").unwrap());
        let error = Attribution::of_time(longer, life).unwrap_err();
        assert!(
            matches!(error, EmissionsError::PartAboveWhole { .. }),
            "{error}"
        );
        let half = Attribution::of_time(life, longer).unwrap();
        let (gb, more): (Information, _) = (parse("16 GB").unwrap(), parse("32 GB").unwrap());
        assert!(half.with_resources(more, gb).is_err());
        assert_eq!(
            half.with_resources(gb, more)
                .unwrap()
                .resource_share()
                .get(),
            0.5
        );
    }

    #[test]
    fn no_life_and_negative_times_are_refused() {
        let (none, hour): (Time, Time) = (parse("0 h").unwrap(), parse("1 h").unwrap());
        assert!(matches!(
            Attribution::of_time(hour, none),
            Err(EmissionsError::Quantity(QuantityError::Undefined { .. }))
        ));
        for bad in [-1.0, f64::NAN] {
            assert!(Attribution::of_time(Time::from_checked(bad), hour).is_err());
        }
    }
}
