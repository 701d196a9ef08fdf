use alloc::borrow::ToOwned;
use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::numeric::ExactSum;
use crate::place::Country;
use crate::reference::indicators::Kind;
use crate::review::{Dataset, Dimension, Part, ReviewError};
use crate::time::Year;

/// What two countries say of what went from one to the other.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct MirroredFlow {
    /// Where it came from.
    pub origin: Country,
    /// Where it went.
    pub partner: Country,
    /// What the origin says that it exported; the figure that counts.
    pub exported: Option<f64>,
    /// What the partner says that it imported.
    pub imported: Option<f64>,
    /// Imported less exported, if both are known.
    pub difference: Option<f64>,
}

/// Exports of each country held against the imports of its partners.
///
/// # Equation
/// ```text
/// difference_od = M_do − X_od
/// counted       = Σ_od X_od
/// Σ M = Σ X over the flows with both + Σ difference + imported only
///
/// X_od  exports of origin o to partner d, as o says [unit of the exports]
/// M_do  imports of d from o, as d says [unit of the exports]
/// ```
/// A flow counts once, where it came from. What only the partner reports is listed and not
/// counted: it would be the origin's to report.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct MirrorCheck {
    /// Code of the exports.
    pub exports: String,
    /// Code of the imports.
    pub imports: String,
    /// The year.
    pub year: Year,
    /// Unit of all figures: that of the exports.
    pub unit: String,
    /// Every flow that one side or the other reports, by origin and partner.
    pub flows: Vec<MirroredFlow>,
    /// Sum of the exports as their origins say.
    pub counted: f64,
    /// Sum of the imports as the partners say.
    pub imported: f64,
    /// Sum of what is only reported as exports.
    pub exported_only: f64,
    /// Sum of what is only reported as imports; not counted.
    pub imported_only: f64,
    /// Sum of the differences of the flows that both sides report.
    pub difference: f64,
    /// Countries that name themselves as partner; left out of the flows.
    pub own_partner: Vec<Country>,
}

impl MirrorCheck {
    /// The flows that both sides report and that differ by more than this part of the larger
    /// figure.
    pub fn differing(&self, tolerance: f64) -> impl Iterator<Item = &MirroredFlow> {
        self.flows.iter().filter(move |flow| {
            let (Some(exported), Some(imported)) = (flow.exported, flow.imported) else {
                return false;
            };
            (imported - exported).abs() > tolerance * exported.abs().max(imported.abs())
        })
    }
}

/// Holds what each country says it exported, by `partner`, against what the partners say they
/// imported from it.
///
/// `exports` and `imports` are the codes of two amounts, such as e-waste exported and imported;
/// the embedded list has neither, so they are added to the
/// [`IndicatorSet`](crate::review::IndicatorSet).
///
/// # Errors
/// [`ReviewError::Indicator`] unless both are sums in units that convert into each other;
/// [`ReviewError::UnknownIndicator`]; [`ReviewError::Sum`] if a sum overflows.
pub fn mirror_check(
    data: &Dataset,
    exports: &str,
    imports: &str,
    year: Year,
) -> Result<MirrorCheck, ReviewError> {
    let (out, into) = (
        data.indicators().entry(exports)?,
        data.indicators().entry(imports)?,
    );
    for (entry, code) in [(out, exports), (into, imports)] {
        if *entry.indicator.kind() != Kind::Sum || !entry.unit.measures_as(&out.unit) {
            return Err(ReviewError::Indicator {
                code: code.to_owned(),
                reason: format!("it is no sum in a unit such as {}", out.indicator.unit()),
            });
        }
    }
    let mut pairs = BTreeSet::new();
    let mut own_partner = BTreeSet::new();
    for country in data.entities().iter().filter_map(|entity| entity.country()) {
        for (code, from_here) in [(exports, true), (imports, false)] {
            for partner in partners(data, code, country, year) {
                let _new = match (partner == country, from_here) {
                    (true, _) => own_partner.insert(country),
                    (false, true) => pairs.insert((country, partner)),
                    (false, false) => pairs.insert((partner, country)),
                };
            }
        }
    }
    let mut sums = Sums::default();
    let mut flows = Vec::new();
    for (origin, partner) in pairs {
        let exported = between(data, exports, origin, partner, year)?;
        let imported = between(data, imports, partner, origin, year)?;
        if exported.is_none() && imported.is_none() {
            continue;
        }
        let difference = sums.add(exported, imported, exports)?;
        let value = |base: f64| out.unit.value_of(base);
        flows.push(MirroredFlow {
            origin,
            partner,
            exported: exported.map(value),
            imported: imported.map(value),
            difference: difference.map(value),
        });
    }
    let value = |sum: &ExactSum| {
        let base = sum.value().map_err(|error| too_large(exports, error))?;
        Ok::<f64, ReviewError>(out.unit.value_of(base))
    };
    Ok(MirrorCheck {
        exports: exports.to_owned(),
        imports: imports.to_owned(),
        year,
        unit: out.indicator.unit().to_owned(),
        flows,
        counted: value(&sums.exported)?,
        imported: value(&sums.imported)?,
        exported_only: value(&sums.exported_only)?,
        imported_only: value(&sums.imported_only)?,
        difference: value(&sums.difference)?,
        own_partner: own_partner.into_iter().collect(),
    })
}

#[derive(Default)]
struct Sums {
    exported: ExactSum,
    imported: ExactSum,
    exported_only: ExactSum,
    imported_only: ExactSum,
    difference: ExactSum,
}

impl Sums {
    /// Adds one flow and gives its difference, if both sides report it.
    fn add(
        &mut self,
        exported: Option<f64>,
        imported: Option<f64>,
        code: &str,
    ) -> Result<Option<f64>, ReviewError> {
        if let Some(base) = exported {
            self.exported.add(base);
        }
        if let Some(base) = imported {
            self.imported.add(base);
        }
        match (exported, imported) {
            (Some(base), None) => self.exported_only.add(base),
            (None, Some(base)) => self.imported_only.add(base),
            (None, None) => {}
            (Some(exported), Some(imported)) => {
                self.difference.add(imported);
                self.difference.add(-exported);
                let mut own = ExactSum::new();
                own.add(imported);
                own.add(-exported);
                return own
                    .value()
                    .map(Some)
                    .map_err(|error| too_large(code, error));
            }
        }
        Ok(None)
    }
}

fn too_large(code: &str, error: crate::numeric::SumError) -> ReviewError {
    ReviewError::Sum {
        what: format!("{code} by partner"),
        error,
    }
}

/// The partners that a country names.
fn partners<'a>(
    data: &'a Dataset,
    code: &str,
    country: Country,
    year: Year,
) -> impl Iterator<Item = Country> + 'a {
    data.parts_of(code, country.into(), year)
        .iter()
        .filter_map(|cell| {
            data.observation(cell.row)?
                .key
                .part
                .code(Dimension::Partner)
        })
        .filter_map(|partner| Country::from_alpha3(partner).ok())
}

fn between(
    data: &Dataset,
    code: &str,
    country: Country,
    partner: Country,
    year: Year,
) -> Result<Option<f64>, ReviewError> {
    let Ok(part) = Part::WHOLE.and(Dimension::Partner, partner.alpha3()) else {
        return Ok(None);
    };
    data.amount_of_part(code, country.into(), year, &part)
}
