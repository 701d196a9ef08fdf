use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::{ReuseCounts, own};
use crate::circularity::indicator::Fraction;
use crate::circularity::scorecard::{CONSUMERS, DURABILITY, Description};
use crate::circularity::{CircularityError, Indicator, Input};
use crate::fleet::StageFlows;
use crate::quantity::{Devices, sum};
use crate::reference::indicators::Direction;
use crate::time::Year;

/// What the stages of a fleet are for: those that are neither drawers nor a further life are a
/// first use.
///
/// # Example
/// ```
/// use ict_impact::circularity::reuse::StageRoles;
/// let roles = StageRoles::new().hibernating(["drawer"]).further_life(["second life"]);
/// # let _ = roles;
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StageRoles {
    hibernating: Vec<String>,
    further: Vec<String>,
}

impl StageRoles {
    /// All stages are a first use.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same, with these stages being devices in drawers.
    #[must_use]
    pub fn hibernating<S: Into<String>>(mut self, stages: impl IntoIterator<Item = S>) -> Self {
        self.hibernating.extend(stages.into_iter().map(Into::into));
        self
    }

    /// The same, with these stages being a further life after the first.
    #[must_use]
    pub fn further_life<S: Into<String>>(mut self, stages: impl IntoIterator<Item = S>) -> Self {
        self.further.extend(stages.into_iter().map(Into::into));
        self
    }
}

/// Devices in use, in drawers and in further lives at the end of a year, and what changed place
/// in it.
///
/// # Example
/// ```
/// use ict_impact::circularity::reuse::{LifeStages, StageRoles};
/// use ict_impact::column::ColumnBuf;
/// use ict_impact::fleet::{Intervals, Lifetime, Stage, StageNetwork, Years};
/// use ict_impact::quantity::{Devices, Share};
/// use ict_impact::time::Year;
/// // Of those that leave their first use a half is put away, a quarter is refurbished.
/// let (first, last) = (Year::of::<2020>(), Year::of::<2021>());
/// let year = Lifetime::fixed(Years::new(1.0))?;
/// let network = StageNetwork::new(&Intervals::yearly(first, last)?, [
///     Stage::new("in use", year.clone())
///         .then("drawer", Share::new(0.5)?)
///         .then_refurbished("second life", Share::new(0.25)?, Share::new(0.8)?)
///         .discarded(Share::new(0.25)?),
///     Stage::new("drawer", year.clone()),
///     Stage::new("second life", year),
/// ])?;
/// let sold = ColumnBuf::<Devices>::from_base(vec![100.0, 30.0])?;
/// let flows = network.inflow_driven(sold.column())?;
/// let roles = StageRoles::new().hibernating(["drawer"]).further_life(["second life"]);
/// let stages = LifeStages::of(&flows, last, &roles)?;
/// assert_eq!(stages.hibernating_share()?.value().value, 0.5); // 50 of 30 + 50 + 20
/// assert_eq!(stages.further_life_share()?.value().value, 0.4); // 20 of 30 + 20
/// assert_eq!(stages.counts().reuse_rate()?.value().value, 0.2); // 20 of 100
/// assert_eq!(stages.counts().refurbishing_yield()?.value().value, 0.8); // 20 of 25
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct LifeStages {
    first_use: Devices,
    hibernating: Devices,
    further: Devices,
    counts: ReuseCounts,
}

impl LifeStages {
    /// The devices in the stages of a fleet at the end of `year`.
    ///
    /// What leaves a first use in the year counts as collected, what arrives in a further life as
    /// reused, what is sent to refurbishing as accepted for it.
    ///
    /// # Errors
    /// [`CircularityError::Unknown`] for a stage that the fleet does not have,
    /// [`CircularityError::Repeated`] for one that has two roles, [`CircularityError::NoYear`],
    /// and [`CircularityError::Sum`].
    pub fn of(
        flows: &StageFlows<Devices>,
        year: Year,
        roles: &StageRoles,
    ) -> Result<Self, CircularityError> {
        let named: Vec<&String> = roles.hibernating.iter().chain(&roles.further).collect();
        for (n, &name) in named.iter().enumerate() {
            if named[..n].contains(&name) {
                return Err(CircularityError::Repeated {
                    what: alloc::format!("stage {name}"),
                });
            }
            if flows.stage(name).is_none() {
                let known = flows.stages().iter().map(|stage| stage.name().to_string());
                return Err(CircularityError::Unknown {
                    what: "stage",
                    given: name.clone(),
                    known: known.collect(),
                });
            }
        }
        let is = |role: &[String], name: &str| role.iter().any(|known| known == name);
        let years = flows.total().years();
        let Ok(row) = years.binary_search(&year) else {
            return Err(CircularityError::NoYear {
                what: "stock of the stages",
                year,
            });
        };
        let [mut first_use, mut hibernating, mut further] = [const { Vec::new() }; 3];
        let [mut left, mut reused, mut accepted, mut refurbished] = [const { Vec::new() }; 4];
        for stage in flows.stages() {
            let at = |column: crate::column::Column<'_, Devices>| Devices::new(column.base()[row]);
            let stock = at(stage.flows().stock());
            if is(&roles.hibernating, stage.name()) {
                hibernating.push(stock);
            } else if is(&roles.further, stage.name()) {
                further.push(stock);
            } else {
                first_use.push(stock);
                left.push(at(stage.flows().outflow()));
            }
            for passed in stage.passed() {
                let arriving = at(passed.arriving());
                if is(&roles.further, passed.to()) {
                    reused.push(arriving);
                }
                if passed.is_refurbished() {
                    accepted.push(arriving);
                    refurbished.push(arriving);
                }
            }
            accepted.push(at(stage.failed()));
        }
        let counts = ReuseCounts::new(sum(left)?, sum(reused)?)?;
        Ok(Self {
            first_use: sum(first_use)?,
            hibernating: sum(hibernating)?,
            further: sum(further)?,
            counts: counts.with_refurbishing(sum(accepted)?, sum(refurbished)?)?,
        })
    }

    /// The stages of several fleets together.
    ///
    /// # Errors
    /// [`CircularityError::Sum`] if a sum is too large for a number.
    pub fn total_of(fleets: &[Self]) -> Result<Self, CircularityError> {
        let counts: Vec<ReuseCounts> = fleets.iter().map(|fleet| fleet.counts.clone()).collect();
        Ok(Self {
            first_use: sum(fleets.iter().map(|fleet| fleet.first_use))?,
            hibernating: sum(fleets.iter().map(|fleet| fleet.hibernating))?,
            further: sum(fleets.iter().map(|fleet| fleet.further))?,
            counts: ReuseCounts::total_of(&counts)?,
        })
    }

    /// What left its first use, was refurbished and reused in the year.
    pub const fn counts(&self) -> &ReuseCounts {
        &self.counts
    }

    /// The part of all devices that lies in drawers.
    ///
    /// # Equation
    /// ```text
    /// share = hibernating / (first use + hibernating + further lives)        all [device]
    /// ```
    ///
    /// # Source
    /// This project.
    ///
    /// # Errors
    /// [`CircularityError::Quantity`] with
    /// [`Undefined`](crate::quantity::QuantityError::Undefined) if there is no device.
    pub fn hibernating_share(&self) -> Result<Indicator, CircularityError> {
        let fraction = Fraction {
            name: "hibernating share",
            part: "devices in drawers",
            whole: "devices in all stages",
        };
        let all = sum([self.first_use, self.hibernating, self.further])?;
        fraction.share(self.hibernating, all, own("hibernating share"))
    }

    /// The part of the devices in use that is in a further life.
    ///
    /// # Equation
    /// ```text
    /// share = further lives / (first use + further lives)        all [device]
    /// ```
    ///
    /// # Source
    /// This project.
    ///
    /// # Errors
    /// [`CircularityError::Quantity`] with
    /// [`Undefined`](crate::quantity::QuantityError::Undefined) if no device is in use.
    pub fn further_life_share(&self) -> Result<Indicator, CircularityError> {
        let fraction = Fraction {
            name: "share in a further life",
            part: "devices in a further life",
            whole: "devices in use",
        };
        let in_use = sum([self.first_use, self.further])?;
        fraction.share(self.further, in_use, own("share in a further life"))
    }
}

/// Hibernating share.
pub(in crate::circularity) static HIBERNATING: Description = Description::new(
    "reuse.hibernating_share",
    "Devices in drawers",
    own("hibernating share"),
    |inputs| Ok(inputs.life_stages()?.hibernating_share()?.into()),
)
.needing(&[Input::LifeStages])
.better(Direction::Down)
.relevant_to(DURABILITY, CONSUMERS);

/// Share in a further life.
pub(in crate::circularity) static FURTHER_LIFE: Description = Description::new(
    "reuse.further_life_share",
    "Devices in use that are in a further life",
    own("share in a further life"),
    |inputs| Ok(inputs.life_stages()?.further_life_share()?.into()),
)
.needing(&[Input::LifeStages])
.relevant_to(DURABILITY, CONSUMERS);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::column::ColumnBuf;
    use crate::fleet::{Intervals, Lifetime, Stage, StageNetwork, Years};
    use crate::quantity::Share;
    use alloc::vec;

    fn fleet() -> StageFlows<Devices> {
        let year = || Lifetime::fixed(Years::new(1.0)).unwrap();
        let share = |part| Share::new(part).unwrap();
        let years = Intervals::yearly(Year::of::<2020>(), Year::of::<2022>()).unwrap();
        let stages = [
            Stage::new("in use", year())
                .then("drawer", share(0.5))
                .then_refurbished("second life", share(0.5), share(0.5)),
            Stage::new("drawer", year())
                .then("third hand", share(0.25))
                .discarded(share(0.75)),
            Stage::new("second life", year()),
            Stage::new("third hand", year()),
        ];
        let sold = ColumnBuf::<Devices>::from_base(vec![80.0, 0.0, 0.0]).unwrap();
        let network = StageNetwork::new(&years, stages).unwrap();
        network.inflow_driven(sold.column()).unwrap()
    }

    fn roles() -> StageRoles {
        let further = ["second life", "third hand"];
        StageRoles::new()
            .hibernating(["drawer"])
            .further_life(further)
    }

    #[test]
    fn devices_are_counted_once_where_they_are() {
        let of = |year| LifeStages::of(&fleet(), year, &roles()).unwrap();
        let value = |it: Result<Indicator, CircularityError>| it.unwrap().value().value;
        let first = of(Year::of::<2020>());
        assert_eq!(value(first.hibernating_share()), 0.0);
        assert!(first.counts().reuse_rate().is_err(), "nothing left yet");
        // 80 leave: 40 to the drawer, 40 to refurbishing, of which 20 work.
        let second = of(Year::of::<2021>());
        assert_eq!(value(second.hibernating_share()), 40.0 / 60.0);
        assert_eq!(value(second.further_life_share()), 1.0);
        assert_eq!(value(second.counts().reuse_rate()), 0.25);
        assert_eq!(value(second.counts().refurbishing_yield()), 0.5);
        // 10 of the 40 in the drawer find a third hand; nothing leaves a first use.
        let third = of(Year::of::<2022>());
        assert_eq!(value(third.further_life_share()), 1.0);
        assert!(third.counts().reuse_rate().is_err());
        let both = LifeStages::total_of(&[second.clone(), third]).unwrap();
        assert_eq!(value(both.counts().reuse_rate()), 30.0 / 80.0);
        assert_eq!(
            LifeStages::total_of(core::slice::from_ref(&second)).unwrap(),
            second
        );
    }

    #[test]
    fn roles_name_stages_that_there_are_once() {
        let of = |year, roles: StageRoles| LifeStages::of(&fleet(), year, &roles);
        let year = Year::of::<2021>();
        let error = of(year, roles().hibernating(["cellar"])).unwrap_err();
        assert!(error.to_string().contains("no stage `cellar`"), "{error}");
        let twice = of(year, roles().hibernating(["third hand"]));
        assert!(matches!(twice, Err(CircularityError::Repeated { .. })));
        let later = of(Year::of::<2030>(), roles());
        assert!(matches!(later, Err(CircularityError::NoYear { .. })));
    }
}
