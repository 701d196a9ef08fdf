//! From the rows to the scorecards of the sites and of all together.

use ict_impact::circularity::CircularityError as Error;
use ict_impact::circularity::scorecard::{Reason, Scorecard, ScorecardInputs};
use ict_impact::quantity::{Devices, Mass, sum};
use ict_impact::time::Year;

use super::input::Data;
use super::products::ProductResult;
use super::rows::{DevicesRow, Fate, Origin};
use super::site::Of;

/// The scorecards of a year.
pub(crate) struct Model {
    pub(crate) year: Year,
    /// By name.
    pub(crate) sites: Vec<Scope>,
    pub(crate) whole: Scope,
}

/// A site, or all of them.
pub(crate) struct Scope {
    pub(crate) name: String,
    pub(crate) card: Scorecard,
    pub(crate) flows: Flows,
    pub(crate) products: Vec<ProductResult>,
    pub(crate) devices: Vec<DevicesRow>,
}

/// Masses by origin and by fate; none if the file has no row.
#[derive(Debug, Clone)]
pub(crate) struct Flows {
    pub(crate) inflow: Option<Vec<(Origin, Mass)>>,
    pub(crate) outflow: Option<Vec<(Fate, Mass)>>,
}

impl Flows {
    /// What came in and did not go out; negative if more went out.
    pub(crate) fn stock_change(&self) -> Option<Mass> {
        let (inflow, outflow) = (self.inflow.as_ref()?, self.outflow.as_ref()?);
        let less = outflow.iter().map(|(_, mass)| -*mass);
        sum(inflow.iter().map(|(_, mass)| *mass).chain(less)).ok()
    }
}

impl Model {
    pub(crate) fn compute(data: &Data, year: Option<Year>) -> Result<Self, Vec<String>> {
        let all = data.sites_and_years();
        let mut years: Vec<Year> = all.iter().map(|(year, _)| *year).collect();
        years.dedup();
        let last = years.last().copied();
        let year = year.or(last).unwrap_or(Year::MIN);
        let names: Vec<&str> = all
            .iter()
            .filter(|(of, _)| *of == year)
            .map(|(_, site)| *site)
            .collect();
        if names.is_empty() {
            let years: Vec<String> = years.iter().map(Year::to_string).collect();
            let years = years.join(", ");
            return Err(vec![format!(
                "--year {year}: the files have rows of {years}"
            )]);
        }
        let (mut sites, mut inputs, mut errors) = (Vec::new(), Vec::new(), Vec::new());
        for name in names {
            let of = Of { data, name, year };
            match of.site() {
                Ok((scope, input)) => {
                    sites.push(scope);
                    inputs.push(input);
                }
                Err(found) => errors.extend(found),
            }
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        let whole = ScorecardInputs::total_of(&inputs).and_then(|total| {
            Ok(Scope {
                name: match sites.as_slice() {
                    [one] => one.name.clone(),
                    _ => "All sites".to_owned(),
                },
                card: total.scorecard(),
                flows: together(&sites)?,
                products: sites.iter().flat_map(|it| it.products.clone()).collect(),
                devices: by_kind(sites.iter().flat_map(|it| &it.devices))?,
            })
        });
        let whole = whole.map_err(|error| vec![format!("the sites do not add: {error}")])?;
        Ok(Self { year, sites, whole })
    }

    /// The sites if there are several, and all together.
    pub(crate) fn scopes(&self) -> Vec<&Scope> {
        let several = self.sites.iter().filter(|_| self.sites.len() > 1);
        several.chain([&self.whole]).collect()
    }

    /// Why the indicator of this id has no value: as [`words`](Self::words), with the category or
    /// the metal that it is about, where an input holds several.
    pub(crate) fn words_of(&self, id: &str, reason: &Reason) -> String {
        let words = self.words(reason);
        let part = match id.rsplit_once('.') {
            Some(("weee.recovery" | "weee.reuse_recycling" | "weee.recycling", category)) => {
                format!("category {category}")
            }
            Some(("eu_battery.recovery" | "eu_battery.recycled_content", metal)) => {
                metal.to_owned()
            }
            _ => return words,
        };
        format!("{words} ({part})")
    }

    /// Why an indicator has no value, with the names of the sites that lack something.
    pub(crate) fn words(&self, reason: &Reason) -> String {
        let Reason::Missing { inputs } = reason else {
            return reason.to_string();
        };
        let each = inputs.iter().map(|missing| {
            let names = missing.sites.iter().filter_map(|&n| self.sites.get(n));
            let names: Vec<&str> = names.map(|site| site.name.as_str()).collect();
            match names.is_empty() {
                true => missing.input.to_string(),
                false => format!("{} of {}", missing.input, names.join(" and ")),
            }
        });
        format!("missing: {}", each.collect::<Vec<_>>().join(", "))
    }
}

fn together(sites: &[Scope]) -> Result<Flows, Error> {
    fn add<K: Copy + PartialEq>(
        kinds: &[K],
        sites: Vec<&Option<Vec<(K, Mass)>>>,
    ) -> Result<Option<Vec<(K, Mass)>>, Error> {
        // As in the scorecard: what one site lacks is missing in the total.
        let Some(sites) = sites
            .into_iter()
            .map(Option::as_ref)
            .collect::<Option<Vec<_>>>()
        else {
            return Ok(None);
        };
        let of = |kind: K| {
            let rows = sites.iter().copied().flatten().copied();
            Ok((
                kind,
                sum(rows.filter(|row| row.0 == kind).map(|row| row.1))?,
            ))
        };
        let masses = kinds.iter().map(|&kind| of(kind));
        Ok(Some(masses.collect::<Result<_, Error>>()?))
    }
    Ok(Flows {
        inflow: add(
            Origin::ALL,
            sites.iter().map(|it| &it.flows.inflow).collect(),
        )?,
        outflow: add(
            Fate::ALL,
            sites.iter().map(|it| &it.flows.outflow).collect(),
        )?,
    })
}

fn by_kind<'a>(rows: impl Iterator<Item = &'a DevicesRow>) -> Result<Vec<DevicesRow>, Error> {
    let mut all: Vec<&DevicesRow> = rows.collect();
    all.sort_by(|a, b| a.kind.cmp(&b.kind));
    let of = |rows: &[&DevicesRow]| {
        let add = |of: fn(&DevicesRow) -> Devices| sum(rows.iter().map(|row| of(row)));
        Ok(DevicesRow {
            kind: rows[0].kind.clone(),
            returned: add(|row| row.returned)?,
            accepted: add(|row| row.accepted)?,
            refurbished: add(|row| row.refurbished)?,
            sold_again: add(|row| row.sold_again)?,
            dismantled: add(|row| row.dismantled)?,
        })
    };
    all.chunk_by(|a, b| a.kind == b.kind).map(of).collect()
}
