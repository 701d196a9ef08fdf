use alloc::borrow::ToOwned;
use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::numeric::ExactSum;
use crate::place::Country;
use crate::reference::indicators::Kind;
use crate::review::observation::is_scope_3;
use crate::review::{
    Dataset, Entity, Organisation, OrganisationGroup, Organisations, Part, Period, ReviewError,
};
use crate::time::Year;

use super::Accounting;

/// Differences below this part of the country's figure are rounding.
const ROUNDING: f64 = 1e-12;

/// One year of a country beside its organisations.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct ReconciliationYear {
    /// The year.
    pub year: Year,
    /// The country's own figure, which is the one that counts.
    pub country: Option<f64>,
    /// Sum of the organisations that reported; none if none did.
    pub organisations: Option<f64>,
    /// Country less organisations, if both are known.
    pub unallocated: Option<f64>,
    /// Organisations in the sum.
    pub reporting: Vec<Organisation>,
    /// Organisations that did not report: what they emit is in `unallocated`.
    pub missing: Vec<Organisation>,
}

/// What the figures of a country and of its organisations come to.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(tag = "status", rename_all = "snake_case")]
#[non_exhaustive]
pub enum ReconciliationStatus {
    /// In each year that has both, the organisations do not exceed the country.
    Reconciled,
    /// The organisations exceed the country in these years: one of the two is wrong, or they
    /// include what lies abroad.
    OrganisationsExceedCountry {
        /// The years.
        years: Vec<Year>,
    },
    /// No year has both.
    NothingToCompare,
    /// Country and organisations do not report the same thing.
    NotComparable {
        /// What differs: `ledger` or `boundary`.
        what: &'static str,
        /// What was found.
        found: Vec<String>,
    },
    /// Values of organisations do not add up.
    NotAdditive {
        /// Why not.
        why: &'static str,
    },
}

/// A country's total, the sum of its organisations, and what lies between them.
///
/// # Equation
/// ```text
/// unallocated_y = C_y − Σ_o v_oy
///
/// C_y   figure of the country in year y [unit of the indicator]
/// v_oy  figure of organisation o in year y, of those that reported [unit of the indicator]
/// ```
/// The country's figure counts; the sum of the organisations never stands for it. The difference
/// is computed exactly and rounded once.
///
/// # Source
/// This project's rule: a country report wins over the sum of its organisations, and the
/// difference is published as unallocated.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct Reconciliation {
    /// The country.
    pub country: Country,
    /// Code of the indicator.
    pub indicator: String,
    /// Which part of the whole.
    #[serde(skip_serializing_if = "Part::is_whole")]
    pub part: Part,
    /// The period.
    pub period: Period,
    /// Unit of the figures.
    pub unit: String,
    /// Year by year; of a stock the last year only.
    pub years: Vec<ReconciliationYear>,
    /// Organisations that consolidate subsidiaries registered in other countries: their figures
    /// may take in what is not of this country.
    pub reaching_abroad: Vec<Organisation>,
    /// What the figures come to.
    pub status: ReconciliationStatus,
}

/// Holds the total of a country against the sum of its organisations.
///
/// `organisations` is [`OrganisationGroup::within`] for all of the country that no other one of
/// the country consolidates, or [`OrganisationGroup::of_countries`] for those that none
/// consolidates anywhere.
///
/// # Errors
/// [`ReviewError::Organisations`] for an organisation that the register has in another country;
/// [`ReviewError::Indicator`] unless the indicator is an amount (a sum, a stock or a count);
/// [`ReviewError::UnknownIndicator`]; [`ReviewError::Sum`] if a sum overflows.
///
/// # Example
/// ```
/// use ict_impact::place::Country;
/// use ict_impact::review::double_counting::reconcile;
/// use ict_impact::review::{
///     Datum, Entity, IndicatorSet, Key, Meta, Observation, OrganisationEntry, OrganisationGroup,
///     Organisations, Part, Period, Reading, validate,
/// };
/// use ict_impact::source::{SourceId, Status};
/// let kenya: Country = "KEN".parse()?;
/// let value = |entity: &str, tonnes| Ok::<_, Box<dyn std::error::Error>>(Observation {
///     key: Key::new(entity.parse::<Entity>()?, "2022".parse()?, "PRJ.ICT.GHG.S1"),
///     datum: Datum::Value(Reading::new(tonnes, "tCO2e")?),
///     meta: Meta::reported(SourceId::new("s")?, Status::Verified),
/// });
/// let rows = vec![value("KEN", 100.0)?, value("org:A", 60.0)?, value("org:B", 15.0)?];
/// let data = validate(rows, IndicatorSet::embedded()?).dataset;
/// let entry = |id: &str| Ok::<_, Box<dyn std::error::Error>>(OrganisationEntry {
///     organisation: id.parse()?,
///     name: id.to_owned(),
///     country: kenya,
///     parent: None,
/// });
/// let register = Organisations::new([entry("A")?, entry("B")?])?;
/// let operators = OrganisationGroup::within("OPERATORS", kenya, &register)?;
/// let year = Period::Year("2022".parse()?);
/// let found = reconcile(
///     &data, kenya, "PRJ.ICT.GHG.S1", &Part::WHOLE, year, &operators, &register,
/// )?;
/// assert_eq!(found.years[0].unallocated, Some(25.0)); // 100 − (60 + 15)
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn reconcile(
    data: &Dataset,
    country: Country,
    indicator: &str,
    part: &Part,
    period: Period,
    organisations: &OrganisationGroup,
    register: &Organisations,
) -> Result<Reconciliation, ReviewError> {
    let of = data.indicators().get(indicator)?;
    let years = match of.kind() {
        Kind::Stock => alloc::vec![period.last()],
        Kind::Sum | Kind::Count => period.years(),
        _ => {
            return Err(ReviewError::Indicator {
                code: indicator.to_owned(),
                reason: "it is no amount, so organisations do not add up to a country".to_owned(),
            });
        }
    };
    let members = organisations.members();
    if let Some(other) = members.iter().find(|id| {
        register
            .get(**id)
            .is_none_or(|entry| entry.country != country)
    }) {
        return Err(ReviewError::Organisations {
            organisation: *other,
            reason: "the register does not have it in this country",
        });
    }
    let mut compared = Compared::default();
    let mut lines = Vec::new();
    for year in years {
        lines.push(compared.year(data, country, indicator, part, year, members)?);
    }
    let reaching_abroad = members.iter().copied().filter(|id| {
        let abroad = |of: Country| of != country;
        register.iter().any(|entry| {
            abroad(entry.country) && register.above(entry.organisation).any(|above| above == *id)
        })
    });
    Ok(Reconciliation {
        country,
        indicator: indicator.to_owned(),
        part: part.clone(),
        period,
        unit: of.unit().to_owned(),
        reaching_abroad: reaching_abroad.collect(),
        status: compared.status(&lines),
        years: lines,
    })
}

/// What is known of the rows that were compared.
#[derive(Default)]
struct Compared {
    boundaries: BTreeSet<String>,
    scope_3: bool,
}

impl Compared {
    fn year(
        &mut self,
        data: &Dataset,
        country: Country,
        indicator: &str,
        part: &Part,
        year: Year,
        members: &[Organisation],
    ) -> Result<ReconciliationYear, ReviewError> {
        let unit = &data.indicators().entry(indicator)?.unit;
        let amount = |entity: Entity| match part.is_whole() {
            true => Ok(data.amount(indicator, entity, year)),
            false => data.amount_of_part(indicator, entity, year, part),
        };
        let own = amount(country.into())?;
        if own.is_some() {
            self.read(data, country.into(), indicator, part, year);
        }
        let (mut sum, mut difference) = (ExactSum::new(), ExactSum::new());
        let (mut reporting, mut missing) = (Vec::new(), Vec::new());
        for &member in members {
            match amount(member.into())? {
                Some(base) => {
                    self.read(data, member.into(), indicator, part, year);
                    sum.add(base);
                    difference.add(-base);
                    reporting.push(member);
                }
                None => missing.push(member),
            }
        }
        let value = |sum: &ExactSum| {
            let base = sum.value().map_err(|error| ReviewError::Sum {
                what: format!("{indicator} of {country} {year} and its organisations"),
                error,
            })?;
            Ok::<f64, ReviewError>(unit.value_of(base))
        };
        let organisations = match reporting.is_empty() {
            true => None,
            false => Some(value(&sum)?),
        };
        let unallocated = match (own, organisations) {
            (Some(base), Some(_)) => {
                difference.add(base);
                Some(value(&difference)?)
            }
            _ => None,
        };
        Ok(ReconciliationYear {
            year,
            country: own.map(|base| unit.value_of(base)),
            organisations,
            unallocated,
            reporting,
            missing,
        })
    }

    /// Notes the boundary and the scope of the rows behind a figure.
    fn read(&mut self, data: &Dataset, entity: Entity, indicator: &str, part: &Part, year: Year) {
        let cell = data.cell(indicator, entity, year);
        let whole = cell.map(|cell| data.rows_of(cell)).unwrap_or_default();
        let parts = data.parts_of(indicator, entity, year);
        let of_organisation = entity.organisation().is_some();
        self.scope_3 |= of_organisation && part.is_whole() && data.has_scope_3(parts);
        let within: Vec<u32> = match part.is_whole() {
            true => whole.to_vec(),
            false => parts.iter().map(|part| part.row).collect(),
        };
        for observation in within.into_iter().filter_map(|row| data.observation(row)) {
            let key = &observation.key;
            if !key.part.is_within(part) {
                continue;
            }
            let boundary = observation.meta.boundary.as_deref();
            self.boundaries.extend(boundary.map(ToOwned::to_owned));
            self.scope_3 |= of_organisation && is_scope_3(&key.indicator, &key.part);
        }
    }

    fn status(&self, years: &[ReconciliationYear]) -> ReconciliationStatus {
        let ledgers: BTreeSet<Accounting> = self
            .boundaries
            .iter()
            .filter_map(|code| Accounting::of_boundary(code))
            .collect();
        if self.scope_3 {
            return ReconciliationStatus::NotAdditive {
                why: "scope 3 of one organisation is in the scopes of others",
            };
        }
        if ledgers.len() > 1 {
            return ReconciliationStatus::NotComparable {
                what: "ledger",
                found: ledgers.iter().map(|ledger| format!("{ledger}")).collect(),
            };
        }
        if self.boundaries.len() > 1 {
            return ReconciliationStatus::NotComparable {
                what: "boundary",
                found: self.boundaries.iter().cloned().collect(),
            };
        }
        if years.iter().all(|year| year.unallocated.is_none()) {
            return ReconciliationStatus::NothingToCompare;
        }
        let exceeds = |year: &&ReconciliationYear| match (year.unallocated, year.country) {
            (Some(unallocated), Some(country)) => unallocated < -ROUNDING * country.abs(),
            _ => false,
        };
        let exceeded: Vec<Year> = years.iter().filter(exceeds).map(|year| year.year).collect();
        match exceeded.is_empty() {
            true => ReconciliationStatus::Reconciled,
            false => ReconciliationStatus::OrganisationsExceedCountry { years: exceeded },
        }
    }
}
