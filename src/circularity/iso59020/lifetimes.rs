use alloc::string::ToString;
use alloc::vec::Vec;

use super::{equation, lifetime_ratio};
use crate::circularity::error::{not_negative, undefined};
use crate::circularity::scorecard::{CONSUMERS, DURABILITY, Description, Range};
use crate::circularity::{CircularityError, Indicator, Input, cti};
use crate::fleet::{DeviceKind, FleetFlows, Years};
use crate::quantity::{Devices, Quantity, Time, sum};
use crate::time::{Year, YearLength};

/// Lifetimes of devices against those of their industry, in years of life of all devices, so
/// that products and sites add.
///
/// # Example
/// ```
/// use ict_impact::circularity::iso59020::Lifetimes;
/// use ict_impact::quantity::{Devices, parse};
/// let phones = Lifetimes::of_product(parse("6 a")?, parse("4 a")?, Devices::new(100.0))?;
/// let screens = Lifetimes::of_product(parse("6 a")?, parse("8 a")?, Devices::new(300.0))?;
/// assert_eq!(phones.ratio()?.value().value, 1.5);
/// // (600 + 1800) / (400 + 2400), not the mean of 1.5 and 0.75
/// let both = Lifetimes::total_of(&[phones, screens])?;
/// assert!((both.ratio()?.value().value - 6.0 / 7.0).abs() < 1e-15);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lifetimes {
    devices: Devices,
    /// Life of all devices.
    product: Time,
    /// The same devices, had they the life usual in the industry.
    industry: Time,
}

impl Lifetimes {
    /// The average lifetime of a product, that in its industry, and the number of devices.
    ///
    /// # Errors
    /// [`CircularityError::OutOfRange`] for a negative, NaN or infinite value;
    /// [`CircularityError::Quantity`] if a product is too large for a number.
    pub fn of_product(
        product: Time,
        industry: Time,
        devices: Devices,
    ) -> Result<Self, CircularityError> {
        let devices = not_negative("devices", devices)?;
        let all = |time: Time| Time::from_base(time.value * devices.get());
        Ok(Self {
            devices,
            product: all(not_negative("lifetime of the product", product)?)?,
            industry: all(not_negative("lifetime in the industry", industry)?)?,
        })
    }

    /// The lifetimes of the devices that entered a fleet in a year, against those usual in the
    /// industry, which are given for each kind of device.
    ///
    /// # Equation
    /// ```text
    /// L = Σ_k i_k · t_k        L  life of all devices [device·years]
    ///                          i  devices of kind k that entered in the year [device]
    ///                          t  mean lifetime of those devices, or usual in the industry [years]
    /// ```
    ///
    /// # Errors
    /// - [`CircularityError::NoYear`] if the fleet does not have the year.
    /// - [`CircularityError::Repeated`] and [`CircularityError::Unknown`] for a kind that is
    ///   listed twice or that the fleet does not have; [`CircularityError::Unknown`] too for a
    ///   kind of the fleet for which no lifetime is given.
    /// - [`CircularityError::OutOfRange`] for a negative, NaN or infinite lifetime, and for a
    ///   kind with lifetime factors by year: what is in use then has no mean lifetime of its own.
    ///
    /// # Example
    /// ```
    /// use ict_impact::circularity::iso59020::Lifetimes;
    /// use ict_impact::column::ColumnBuf;
    /// use ict_impact::fleet::{DeviceKind, DeviceModel, Fleet, Intervals, Lifetime, Years};
    /// use ict_impact::quantity::Devices;
    /// use ict_impact::time::Year;
    /// let year = Year::of::<2020>();
    /// let phone = DeviceKind::Own("phone".into());
    /// let sold = ColumnBuf::<Devices>::from_base(vec![10.0])?;
    /// let flows = Fleet::new(Intervals::yearly(year, year)?)
    ///     .with_devices(DeviceModel::new(phone.clone(), Lifetime::fixed(Years::new(3.0))?), sold.column())?
    ///     .inflow_driven()?;
    /// let lifetimes = Lifetimes::of_fleet(&flows, year, &[(phone, Years::new(2.0))])?;
    /// assert_eq!(lifetimes.ratio()?.value().value, 1.5);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of_fleet(
        flows: &FleetFlows,
        year: Year,
        industry: &[(DeviceKind, Years)],
    ) -> Result<Self, CircularityError> {
        let what = "device kind";
        let kinds = || flows.models().iter().map(|flows| flows.model().kind());
        for (n, (kind, _)) in industry.iter().enumerate() {
            if industry[..n].iter().any(|(other, _)| other == kind) {
                return Err(CircularityError::Repeated {
                    what: kind.to_string(),
                });
            }
            if !kinds().any(|known| known == kind) {
                return Err(CircularityError::Unknown {
                    what,
                    given: kind.to_string(),
                    known: kinds().map(ToString::to_string).collect(),
                });
            }
        }
        let mut parts = Vec::new();
        for model in flows.models() {
            let (kind, devices) = (model.model().kind(), model.devices());
            let usual = industry.iter().find(|(other, _)| other == kind);
            let &(_, usual) = usual.ok_or_else(|| CircularityError::Unknown {
                what: "lifetime in the industry of the device kind",
                given: kind.to_string(),
                known: industry.iter().map(|(kind, _)| kind.to_string()).collect(),
            })?;
            let entered = devices.inflow_in(year);
            let cohort = devices.years().binary_search(&year).ok();
            let (Some(entered), Some(cohort)) = (entered, cohort) else {
                return Err(CircularityError::NoYear {
                    what: "inflow of the fleet",
                    year,
                });
            };
            let lifetimes = model.model().lifetimes();
            if lifetimes.by_year().is_some() {
                return Err(CircularityError::OutOfRange {
                    field: "lifetimes of a device kind",
                    given: kind.to_string(),
                    accepted: "without factors by year",
                });
            }
            let mean = lifetimes.cohort(cohort)?.mean();
            let time = |years: Years| years.duration(YearLength::Julian);
            parts.push(Self::of_product(time(mean), time(usual), entered)?);
        }
        Self::total_of(&parts)
    }

    /// The lifetimes of several products or sites together.
    ///
    /// # Errors
    /// [`CircularityError::Sum`] if a sum is too large for a number.
    pub fn total_of(lifetimes: &[Self]) -> Result<Self, CircularityError> {
        Ok(Self {
            devices: sum(lifetimes.iter().map(|it| it.devices))?,
            product: sum(lifetimes.iter().map(|it| it.product))?,
            industry: sum(lifetimes.iter().map(|it| it.industry))?,
        })
    }

    /// The mean lifetime of the devices.
    ///
    /// # Errors
    /// [`CircularityError::Quantity`] as undefined if there is no device.
    pub fn mean(&self) -> Result<Time, CircularityError> {
        if self.devices.get() == 0.0 {
            return Err(undefined("mean lifetime", "devices"));
        }
        Ok(Time::from_base(self.product.value / self.devices.get())?)
    }

    /// The average lifetime relative to the industry, A.4.
    ///
    /// # Errors
    /// As [`lifetime_ratio`].
    pub fn ratio(&self) -> Result<Indicator, CircularityError> {
        lifetime_ratio(self.product, self.industry)
    }

    /// The same by Circular Transition Indicators, [`cti::actual_lifetime`].
    ///
    /// # Errors
    /// As that function.
    pub fn actual_lifetime(&self) -> Result<Indicator, CircularityError> {
        cti::actual_lifetime(self.product, self.industry)
    }
}

/// Average lifetime relative to the industry, A.4.
pub(in crate::circularity) static LIFETIME: Description = Description::new(
    "iso59020.lifetime",
    "Average lifetime relative to the industry average",
    equation("A.4"),
    |inputs| Ok(inputs.balance().lifetimes()?.ratio()?.into()),
)
.needing(&[Input::Lifetimes])
.in_unit("1", Range::NOT_NEGATIVE)
.relevant_to(DURABILITY, CONSUMERS);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::column::ColumnBuf;
    use crate::fleet::{CohortLifetimes, DeviceModel, Fleet, Intervals, Lifetime};
    use alloc::vec;

    fn kind(name: &str) -> DeviceKind {
        DeviceKind::Own(name.into())
    }

    fn fleet(models: Vec<(&str, CohortLifetimes, Vec<f64>)>) -> FleetFlows {
        let years = Intervals::yearly(Year::of::<2020>(), Year::of::<2021>()).unwrap();
        let mut fleet = Fleet::new(years);
        for (name, lifetimes, sold) in models {
            let sold = ColumnBuf::<Devices>::from_base(sold).unwrap();
            let model = DeviceModel::new(kind(name), lifetimes);
            fleet = fleet.with_devices(model, sold.column()).unwrap();
        }
        fleet.inflow_driven().unwrap()
    }

    fn fixed(years: f64) -> Lifetime {
        Lifetime::fixed(Years::new(years)).unwrap()
    }

    #[test]
    fn a_fleet_weighs_its_kinds_by_what_entered_in_the_year() {
        let by_cohort = CohortLifetimes::from(vec![fixed(1.0), fixed(6.0)]);
        let flows = fleet(vec![
            ("phone", by_cohort, vec![7.0, 10.0]),
            ("screen", fixed(8.0).into(), vec![0.0, 5.0]),
        ]);
        let industry = [
            (kind("screen"), Years::new(4.0)),
            (kind("phone"), Years::new(5.0)),
        ];
        let of = |year| Lifetimes::of_fleet(&flows, year, &industry).unwrap();
        // (10·6 + 5·8) / (10·5 + 5·4)
        let ratio = of(Year::of::<2021>()).ratio().unwrap().value().value;
        assert!((ratio - 100.0 / 70.0).abs() < 1e-15, "{ratio}");
        // In 2020 only phones entered, which lived a year.
        assert_eq!(of(Year::of::<2020>()).ratio().unwrap().value().value, 0.2);
        let mean = of(Year::of::<2021>()).mean().unwrap().get_in("a").unwrap();
        assert!((mean - 100.0 / 15.0).abs() < 1e-14, "{mean}");
    }

    #[test]
    fn every_kind_has_its_industry_once() {
        let flows = fleet(vec![("phone", fixed(3.0).into(), vec![1.0, 1.0])]);
        let year = Year::of::<2021>();
        let phone = || (kind("phone"), Years::new(2.0));
        let of = |industry: &[_]| Lifetimes::of_fleet(&flows, year, industry);
        assert!(of(&[phone()]).is_ok());
        assert!(matches!(of(&[]), Err(CircularityError::Unknown { .. })));
        let error = of(&[phone(), (kind("tv"), Years::new(2.0))]).unwrap_err();
        assert_eq!(
            error.to_string(),
            "there is no device kind `tv`; there is: phone"
        );
        assert!(matches!(
            of(&[phone(), phone()]),
            Err(CircularityError::Repeated { .. })
        ));
        for bad in [-1.0, f64::NAN] {
            assert!(of(&[(kind("phone"), Years::new(bad))]).is_err());
        }
        let later = Lifetimes::of_fleet(&flows, Year::of::<2022>(), &[phone()]);
        assert!(matches!(later, Err(CircularityError::NoYear { .. })));
        let cared_for = CohortLifetimes::from(fixed(3.0)).with_factor_by_year(vec![1.0, 1.5]);
        let flows = fleet(vec![("phone", cared_for.unwrap(), vec![1.0, 1.0])]);
        assert!(matches!(
            Lifetimes::of_fleet(&flows, year, &[phone()]),
            Err(CircularityError::OutOfRange { .. })
        ));
    }

    #[test]
    fn no_device_has_no_life() {
        let a = Time::from_checked;
        let none = Lifetimes::of_product(a(1.0), a(1.0), Devices::new(0.0)).unwrap();
        assert!(none.ratio().is_err() && none.mean().is_err());
        assert!(Lifetimes::of_product(a(-1.0), a(1.0), Devices::new(1.0)).is_err());
        assert!(Lifetimes::of_product(a(1.0), a(f64::NAN), Devices::new(1.0)).is_err());
        assert!(Lifetimes::of_product(a(1e300), a(1.0), Devices::new(1e300)).is_err());
    }
}
