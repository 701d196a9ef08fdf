use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::error::not_negative;
use super::{
    ByLocation, ByMarket, EmbodiedAccounting, FootprintError, GridFigure, Kind, Line, Scope,
};
use crate::emissions::{
    ConsolidationApproach, GwpBasis, LifeCycleStage, Operation, Scope1, Scope2,
};
use crate::numeric::ExactSum;
use crate::place::Country;
use crate::quantity::{Co2e, Denominator, Energy, Factor, Quantity, QuantityError, Share};
use crate::time::Year;

/// Emissions of some lines together, with scope 2 by each of the two methods, and the electricity
/// behind them.
///
/// The two are the same emissions counted twice: they stand side by side, and do not add.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Total {
    /// Electricity behind the emissions, in whichever scope.
    pub energy: Energy,
    /// With scope 2 by the location-based method.
    pub location_based: ByLocation,
    /// With scope 2 by the market-based method.
    pub market_based: ByMarket,
}

/// A stage that a footprint does not have: nobody said its figure or, for making and transport
/// of sold devices, it is counted elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub struct NotAccounted {
    /// Whether it is of devices used or sold.
    pub kind: Kind,
    /// The class of devices.
    pub class: Arc<str>,
    /// The stage that is not counted.
    pub stage: LifeCycleStage,
}

/// Electricity of devices that the meter of a site counts.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct InSiteMeter {
    /// The class of devices.
    pub class: Arc<str>,
    /// The country.
    pub country: Country,
    /// The year.
    pub year: Year,
    /// What they use, which is part of the electricity of sites.
    pub energy: Energy,
}

/// The footprint of an organisation: lines, and their sums by whatever a line tells.
///
/// # Example
/// See [the module](super).
#[derive(Debug, Clone, PartialEq)]
pub struct Footprint {
    pub(super) organisation: String,
    pub(super) period: (Year, Year),
    pub(super) accounting: EmbodiedAccounting,
    pub(super) approach: Option<ConsolidationApproach>,
    pub(super) lines: Vec<Line>,
    pub(super) grids: Vec<GridFigure>,
    pub(super) scope_1: Option<Scope1>,
    pub(super) scope_2: Scope2,
    pub(super) gwp_basis: Option<GwpBasis>,
    pub(super) not_accounted: Vec<NotAccounted>,
    pub(super) in_site_meters: Vec<InSiteMeter>,
    pub(super) grid_for_residual: Vec<(Country, Year)>,
    pub(super) metering_unclear: Vec<(Country, Year)>,
}

impl Footprint {
    /// The footprint, if its total is a number.
    pub(super) fn checked(self) -> Result<Self, FootprintError> {
        let total = self.total();
        Energy::check(total.energy.value)?;
        Co2e::check(total.location_based.kg())?;
        Co2e::check(total.market_based.kg())?;
        Ok(self)
    }

    /// The footprints of operations that an organisation shares with others, by one approach: each
    /// counts with the share that [`Operation::counted`] gives.
    ///
    /// # Equation
    /// ```text
    /// F = Σ_o s_o · F_o       F_o  footprint of the operation o, line by line
    ///                         s_o  share that counts [1]
    /// ```
    ///
    /// # Source
    /// GHG Protocol Corporate Standard (2004), chapter 3.
    ///
    /// # Errors
    /// - [`FootprintError::DifferentOperations`] if the operations cover different years or count
    ///   embodied emissions differently, or were consolidated before.
    /// - [`FootprintError::Emissions`] if direct emissions are by different sets of global warming
    ///   potentials.
    /// - [`FootprintError::Quantity`] with
    ///   [`Undefined`](crate::quantity::QuantityError::Undefined) if there is none.
    pub fn consolidated(
        organisation: impl Into<String>,
        approach: ConsolidationApproach,
        operations: impl IntoIterator<Item = (Operation, Self)>,
    ) -> Result<Self, FootprintError> {
        let mut whole: Option<Self> = None;
        for (operation, part) in operations {
            let share = operation.counted(approach);
            let part = if share > Share::NONE {
                part
            } else {
                part.nothing()
            };
            let part = Self {
                scope_2: part.scope_2 * share,
                scope_1: part.scope_1.map(|direct| direct * share),
                lines: part.lines.iter().map(|line| line.share(share)).collect(),
                in_site_meters: part
                    .in_site_meters
                    .iter()
                    .map(|one| one.share(share))
                    .collect(),
                ..part
            };
            whole = Some(match whole {
                None if part.approach.is_none() => part,
                Some(whole) if whole.goes_with(&part) => whole.with(part)?,
                other => {
                    return Err(FootprintError::DifferentOperations {
                        first: other.map_or(part.organisation.clone(), |w| w.organisation),
                        other: part.organisation,
                    });
                }
            });
        }
        let none = QuantityError::Undefined {
            ratio: "footprint",
            denominator: "number of operations",
        };
        let whole = whole.ok_or(none)?;
        Self {
            organisation: organisation.into(),
            approach: Some(approach),
            ..whole
        }
        .checked()
    }

    /// The same operation, of which nothing counts.
    fn nothing(self) -> Self {
        Self {
            lines: Vec::new(),
            grids: Vec::new(),
            scope_1: None,
            not_accounted: Vec::new(),
            in_site_meters: Vec::new(),
            grid_for_residual: Vec::new(),
            metering_unclear: Vec::new(),
            ..self
        }
    }

    fn goes_with(&self, other: &Self) -> bool {
        self.period == other.period
            && self.accounting == other.accounting
            && other.approach.is_none()
            && (self.gwp_basis.is_none()
                || other.gwp_basis.is_none()
                || self.gwp_basis == other.gwp_basis)
    }

    fn with(mut self, other: Self) -> Result<Self, FootprintError> {
        let direct: Vec<Scope1> = self.scope_1.into_iter().chain(other.scope_1).collect();
        if !direct.is_empty() {
            let together = Scope1::together(direct);
            let of_other = |error| FootprintError::emissions(&other.organisation, error);
            self.scope_1 = Some(together.map_err(of_other)?);
        }
        self.scope_2 = [self.scope_2, other.scope_2].into_iter().sum();
        self.gwp_basis = self.gwp_basis.or(other.gwp_basis);
        self.metering_unclear.extend(other.metering_unclear);
        self.metering_unclear.sort_unstable();
        self.metering_unclear.dedup();
        self.lines.extend(other.lines);
        self.in_site_meters.extend(other.in_site_meters);
        for figure in other.grids {
            if !self.grids.contains(&figure) {
                self.grids.push(figure);
            }
        }
        self.not_accounted.extend(other.not_accounted);
        self.not_accounted.sort_unstable();
        self.not_accounted.dedup();
        self.grid_for_residual.extend(other.grid_for_residual);
        self.grid_for_residual.sort_unstable();
        self.grid_for_residual.dedup();
        Ok(self)
    }

    /// The organisation.
    pub fn organisation(&self) -> &str {
        &self.organisation
    }

    /// The first and the last year.
    pub const fn period(&self) -> (Year, Year) {
        self.period
    }

    /// In which year embodied emissions count.
    pub const fn accounting(&self) -> EmbodiedAccounting {
        self.accounting
    }

    /// By which approach operations were put together, if they were.
    pub const fn approach(&self) -> Option<ConsolidationApproach> {
        self.approach
    }

    /// Every line: devices by class, year and country, then sites and services as they were given.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The figures of grids that were used, each with its source and whether it is of another year.
    pub fn grids(&self) -> &[GridFigure] {
        &self.grids
    }

    /// Stages that are missing from the footprint.
    pub fn not_accounted(&self) -> &[NotAccounted] {
        &self.not_accounted
    }

    /// Electricity of devices that is in the meters of sites, and not counted again.
    pub fn in_site_meters(&self) -> &[InSiteMeter] {
        &self.in_site_meters
    }

    /// Markets whose grid stands in for a residual mix that was not given: what others claim is
    /// then counted twice. To be disclosed.
    pub fn grid_for_residual(&self) -> &[(Country, Year)] {
        &self.grid_for_residual
    }

    /// Places where devices are modelled and an office has a meter: if the meter counts the
    /// devices, say so by [`DeviceRole::InUseAtMeteredSites`](super::DeviceRole), or their
    /// electricity is counted twice.
    pub fn metering_unclear(&self) -> &[(Country, Year)] {
        &self.metering_unclear
    }

    /// The set and horizon of global warming potentials that classes, services and direct
    /// emissions state, if any does. Carbon intensities of grids state none.
    pub const fn gwp_basis(&self) -> Option<GwpBasis> {
        self.gwp_basis
    }

    /// The whole.
    pub fn total(&self) -> Total {
        let mut sums = Sums::default();
        self.lines.iter().for_each(|line| sums.add(line));
        sums.total()
    }

    /// Sums by what `key` tells of a line, in the order of the keys.
    ///
    /// # Example
    /// ```
    /// # use ict_impact::footprint::{Inventory, Service};
    /// # use ict_impact::quantity::Co2e;
    /// # use ict_impact::time::Year;
    /// # let year = Year::of::<2022>();
    /// # let cloud = Service::reported("cloud", "IRL".parse()?, year, Co2e::from_tonnes(12.0))?;
    /// # let footprint = Inventory::new("Example", year, year)?.with_services([cloud]).footprint()?;
    /// let by_country_and_year = footprint.by(|line| (line.country(), line.year()));
    /// assert_eq!(by_country_and_year.len(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn by<K: Ord>(&self, key: impl Fn(&Line) -> K) -> Vec<(K, Total)> {
        let mut groups: BTreeMap<K, Sums> = BTreeMap::new();
        for line in &self.lines {
            groups.entry(key(line)).or_default().add(line);
        }
        let total = |(key, sums): (K, Sums)| (key, sums.total());
        groups.into_iter().map(total).collect()
    }

    /// Sums by life-cycle stage; none is what was bought as a whole.
    pub fn by_stage(&self) -> Vec<(Option<LifeCycleStage>, Total)> {
        self.by(Line::stage)
    }

    /// Sums by scope and category.
    pub fn by_scope(&self) -> Vec<(Scope, Total)> {
        self.by(Line::scope)
    }

    /// Sums by what causes the emissions.
    pub fn by_kind(&self) -> Vec<(Kind, Total)> {
        self.by(Line::kind)
    }

    /// Sums by name: device class, site or service.
    pub fn by_name(&self) -> Vec<((Kind, String), Total)> {
        self.by(|line| (line.kind(), line.name().to_string()))
    }

    /// Sums by country.
    pub fn by_country(&self) -> Vec<(Country, Total)> {
        self.by(Line::country)
    }

    /// Sums by year.
    pub fn by_year(&self) -> Vec<(Year, Total)> {
        self.by(Line::year)
    }

    /// Scope 1 by kind of source, with biogenic CO2 beside it and the set of global warming
    /// potentials, if a site has direct emissions.
    pub const fn scope_1(&self) -> Option<Scope1> {
        self.scope_1
    }

    /// Scope 2 by both methods, and whether a grid stands in for a residual mix.
    ///
    /// With the embedded intensities, which are of the life cycle of electricity, scope 2 holds
    /// what the GHG Protocol has in scope 3, category 3 (fuels before combustion, plants): add no
    /// upstream emissions of electricity beside it. See [`GridFigure::boundary`].
    pub const fn scope_2(&self) -> Scope2 {
        self.scope_2
    }
}

impl Total {
    /// The location-based emissions per activity: per device, subscription, data, revenue.
    ///
    /// # Equation
    /// ```text
    /// i = F / a       i  intensity [kgCO2e per unit of a]
    ///                 F  emissions, with scope 2 by location [kgCO2e]
    ///                 a  activity of the same year and boundary
    /// ```
    ///
    /// # Errors
    /// [`FootprintError::Quantity`] with
    /// [`Undefined`](crate::quantity::QuantityError::Undefined) if there is no activity;
    /// [`FootprintError::OutOfRange`] for a negative, NaN or infinite one.
    ///
    /// # Example
    /// ```
    /// # use ict_impact::footprint::{Inventory, Service};
    /// use ict_impact::quantity::{Co2e, PerInformation, parse};
    /// # use ict_impact::time::Year;
    /// # let year = Year::of::<2022>();
    /// # let cloud = Service::reported("cloud", "IRL".parse()?, year, Co2e::from_tonnes(12.0))?;
    /// # let footprint = Inventory::new("Example", year, year)?.with_services([cloud]).footprint()?;
    /// let per_gb = footprint.total().intensity::<PerInformation>(parse("100 TB")?)?;
    /// assert_eq!(per_gb, "0.12 kgCO2e/GB".parse()?);
    /// assert!(footprint.total().intensity::<PerInformation>(parse("0 GB")?).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn intensity<D: Denominator>(
        &self,
        activity: D::Activity,
    ) -> Result<Factor<Co2e, D>, FootprintError> {
        per(self.location_based.co2e(), activity)
    }

    /// The market-based emissions per activity; see [`intensity`](Self::intensity).
    ///
    /// # Errors
    /// As [`intensity`](Self::intensity).
    pub fn market_based_intensity<D: Denominator>(
        &self,
        activity: D::Activity,
    ) -> Result<Factor<Co2e, D>, FootprintError> {
        per(self.market_based.co2e(), activity)
    }
}

fn per<D: Denominator>(
    emissions: Co2e,
    activity: D::Activity,
) -> Result<Factor<Co2e, D>, FootprintError> {
    let activity = not_negative(D::Activity::name(), "activity", activity)?;
    Ok(Factor::per(emissions, activity)?)
}

impl InSiteMeter {
    fn share(&self, share: Share) -> Self {
        Self {
            energy: self.energy * share.get(),
            ..self.clone()
        }
    }
}

/// Exact sums of the three figures of lines.
#[derive(Default)]
struct Sums([ExactSum; 3]);

impl Sums {
    fn add(&mut self, line: &Line) {
        let figures = [
            line.energy.value,
            line.location_based.kg(),
            line.market_based.kg(),
        ];
        for (sum, figure) in self.0.iter_mut().zip(figures) {
            sum.add(figure);
        }
    }

    /// The sums, NaN where one is no number: a checked footprint has none.
    fn total(&self) -> Total {
        let [energy, location, market] = &self.0;
        let value = |sum: &ExactSum| sum.value().unwrap_or(f64::NAN);
        Total {
            energy: Energy::from_checked(value(energy)),
            location_based: ByLocation(Co2e::from_kg(value(location))),
            market_based: ByMarket(Co2e::from_kg(value(market))),
        }
    }
}
