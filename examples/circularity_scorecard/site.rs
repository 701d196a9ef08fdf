//! From the rows of a site and year to the inputs of its scorecard.

use ict_impact::circularity::CircularityError as Error;
use ict_impact::circularity::cti::{Recovered, RecoveryType};
use ict_impact::circularity::eu_battery::BatteryAccount;
use ict_impact::circularity::iso59020::{
    Balance, EnergyFlows, Inflow, Lifetimes, Outflow, WaterFlows,
};
use ict_impact::circularity::reuse::ReuseCounts;
use ict_impact::circularity::scorecard::ScorecardInputs;
use ict_impact::circularity::weee::EwasteAccount;
use ict_impact::ewaste::NationalFlows;
use ict_impact::quantity::{Mass, sum};
use ict_impact::time::{Year, YearSeries};

use super::input::Data;
use super::model::{Flows, Scope};
use super::products::ProductResult;
use super::rows::{Fate, Origin};
use super::table::Row;

/// What the files say of a site and year.
pub(crate) struct Of<'a> {
    pub(crate) data: &'a Data,
    pub(crate) name: &'a str,
    pub(crate) year: Year,
}

impl<'a> Of<'a> {
    fn rows<T>(&self, rows: &'a [Row<T>], year: Year) -> impl Iterator<Item = &'a Row<T>> {
        let name = self.name;
        rows.iter()
            .filter(move |row| row.site == name && row.year == year)
    }

    fn values<T>(&self, rows: &'a [Row<T>]) -> Vec<&'a T> {
        self.rows(rows, self.year).map(|row| &row.value).collect()
    }

    /// The scorecard of the site and its inputs, or everything that is wrong with them.
    pub(crate) fn site(&self) -> Result<(Scope, ScorecardInputs), Vec<String>> {
        let mut errors = Vec::new();
        let mut products = Vec::new();
        for row in self.rows(&self.data.products, self.year) {
            match ProductResult::of(self.data, row) {
                Ok(product) => products.push(product),
                Err(found) => errors.extend(found),
            }
        }
        let mut inputs = ScorecardInputs::new();
        type Step<'a> = fn(&Of<'a>, ScorecardInputs) -> Result<ScorecardInputs, Error>;
        let steps: [(&str, Step<'a>); 5] = [
            (
                "inflow.csv, outflow.csv, energy.csv, water.csv or revenue.csv",
                Self::balance,
            ),
            ("outflow.csv", Self::recovered),
            ("devices.csv", Self::reuse),
            ("ewaste.csv or treatment.csv", Self::ewaste),
            ("batteries.csv or battery_metals.csv", Self::batteries),
        ];
        for (files, step) in steps {
            match step(self, inputs.clone()) {
                Ok(more) => inputs = more,
                Err(error) => errors.push(format!("{files}, {} {}: {error}", self.name, self.year)),
            }
        }
        let flows = self.flows().and_then(|flows| {
            if !products.is_empty() {
                let all = products.iter().map(|it| it.product).collect();
                inputs = inputs.clone().with_products(all);
                inputs = inputs.clone().with_lifetimes(self.lifetimes()?);
            }
            Ok(flows)
        });
        match flows {
            Err(error) => errors.push(format!("{} {}: {error}", self.name, self.year)),
            Ok(flows) if errors.is_empty() => {
                let scope = Scope {
                    name: self.name.to_owned(),
                    card: inputs.scorecard(),
                    flows,
                    products,
                    devices: self
                        .values(&self.data.devices)
                        .into_iter()
                        .cloned()
                        .collect(),
                };
                return Ok((scope, inputs));
            }
            Ok(_) => {}
        }
        Err(errors)
    }

    fn flows(&self) -> Result<Flows, Error> {
        let inflow = self.values(&self.data.inflow);
        let outflow = self.values(&self.data.outflow);
        let of_origin = |&origin: &Origin| {
            let rows = inflow.iter().filter(|row| row.origin == origin);
            Ok((origin, sum(rows.map(|row| row.mass))?))
        };
        let of_fate = |&fate: &Fate| {
            let rows = outflow.iter().filter(|row| row.fate == fate);
            Ok((fate, sum(rows.map(|row| row.mass))?))
        };
        let by_origin = Origin::ALL
            .iter()
            .map(of_origin)
            .collect::<Result<_, Error>>()?;
        let by_fate = Fate::ALL
            .iter()
            .map(of_fate)
            .collect::<Result<_, Error>>()?;
        Ok(Flows {
            inflow: (!inflow.is_empty()).then_some(by_origin),
            outflow: (!outflow.is_empty()).then_some(by_fate),
        })
    }

    fn balance(&self, inputs: ScorecardInputs) -> Result<ScorecardInputs, Error> {
        let mut balance = Balance::new();
        let flows = self.flows()?;
        if let Some(masses) = &flows.inflow {
            let of = |origin| {
                masses
                    .iter()
                    .find(|it| it.0 == origin)
                    .map_or(none(), |it| it.1)
            };
            let inflow = Inflow::new(sum(masses.iter().map(|it| it.1))?)?
                .with_reused(of(Origin::Reused))?
                .with_recycled(of(Origin::Recycled))?
                .with_renewable(of(Origin::Renewable))?
                .with_linear(of(Origin::Virgin))?;
            balance = balance.with_inflow(inflow);
        }
        if let Some(masses) = &flows.outflow {
            let of = |fate| {
                masses
                    .iter()
                    .find(|it| it.0 == fate)
                    .map_or(none(), |it| it.1)
            };
            let outflow = Outflow::new(sum(masses.iter().map(|it| it.1))?)?
                .with_reused(sum([of(Fate::Reused), of(Fate::Refurbished)])?)?
                .with_recycled(of(Fate::Recycled))?
                .with_biological(of(Fate::Composted))?
                .with_untraced(of(Fate::Untraced))?
                .with_lost(sum([of(Fate::EnergyRecovery), of(Fate::Disposal)])?)?;
            balance = balance.with_outflow(outflow);
        }
        let energy = self.values(&self.data.energy);
        if !energy.is_empty() {
            let each = energy.iter().map(|row| {
                EnergyFlows::inflow(row.renewable_in, row.total_in)?
                    .with_outflow(row.renewable_out, row.total_out)
            });
            let each = each.collect::<Result<Vec<_>, _>>()?;
            balance = balance.with_energy(EnergyFlows::total_of(&each)?);
        }
        if let Some(row) = self.values(&self.data.water).first() {
            let mut water = WaterFlows::new(row.withdrawn)?;
            if let Some(volume) = row.circular_in {
                water = water.with_circular_inflow(volume)?;
            }
            if let Some(volume) = row.discharged {
                water = water.with_discharge(volume)?;
            }
            if let Some(volume) = row.circular_out {
                water = water.with_circular_discharge(volume)?;
            }
            if let Some((used, withdrawn)) = row.onsite {
                water = water.with_onsite_use(used, withdrawn)?;
            }
            balance = balance.with_water(water);
        }
        if let Some(row) = self.values(&self.data.revenue).first() {
            balance = (row.with_revenue)(balance, row.amount)?;
        }
        Ok(inputs.with_balance(balance))
    }

    fn recovered(&self, inputs: ScorecardInputs) -> Result<ScorecardInputs, Error> {
        let Some(masses) = self.flows()?.outflow else {
            return Ok(inputs);
        };
        let recovered = masses.iter().filter_map(|&(fate, mass)| {
            let kind = match fate {
                Fate::Reused => RecoveryType::Reuse,
                Fate::Refurbished => RecoveryType::Refurbish,
                Fate::Recycled => RecoveryType::Recycle,
                Fate::Composted => RecoveryType::Biodegrade,
                Fate::EnergyRecovery | Fate::Disposal | Fate::Untraced => return None,
            };
            Some((kind, mass))
        });
        let recovered = Recovered::new(&recovered.collect::<Vec<_>>())?;
        Ok(inputs.with_recovered_outflow(recovered))
    }

    fn reuse(&self, inputs: ScorecardInputs) -> Result<ScorecardInputs, Error> {
        let rows = self.values(&self.data.devices);
        if rows.is_empty() {
            return Ok(inputs);
        }
        let each = rows.iter().map(|row| {
            ReuseCounts::new(row.returned, row.sold_again)?
                .with_refurbishing(row.accepted, row.refurbished)
        });
        let each = each.collect::<Result<Vec<_>, _>>()?;
        Ok(inputs.with_reuse(ReuseCounts::total_of(&each)?))
    }

    fn lifetimes(&self) -> Result<Lifetimes, Error> {
        let rows = self.values(&self.data.products);
        let each = rows
            .iter()
            .map(|row| Lifetimes::of_product(row.life, row.industry_life, row.pieces));
        Lifetimes::total_of(&each.collect::<Result<Vec<_>, _>>()?)
    }

    /// Amounts of the three years before the year; none unless there are all.
    fn before<T>(
        &self,
        rows: &'a [Row<T>],
        of: fn(&T) -> Option<Mass>,
    ) -> Option<(Year, [Mass; 3])> {
        let mut masses = [none(); 3];
        for (mass, back) in masses.iter_mut().zip([-3, -2, -1]) {
            let year = self.year.plus(back).ok()?;
            *mass = of(&self.rows(rows, year).next()?.value)?;
        }
        Some((self.year.plus(-3).ok()?, masses))
    }

    fn ewaste(&self, inputs: ScorecardInputs) -> Result<ScorecardInputs, Error> {
        let row = self.values(&self.data.ewaste).first().copied();
        let treatments: Vec<_> = self
            .values(&self.data.treatment)
            .into_iter()
            .copied()
            .collect();
        if row.is_none() && treatments.is_empty() {
            return Ok(inputs);
        }
        let mut account = EwasteAccount::in_year(self.year);
        if !treatments.is_empty() {
            account = account.with_treatment(&treatments)?;
        }
        let Some(row) = row else {
            return Ok(inputs.with_ewaste(account));
        };
        if let Some((first, masses)) = self.before(&self.data.ewaste, |row| row.put_on_market) {
            account = account.with_put_on_market(&series(first, masses.to_vec()))?;
        }
        if let Some(mass) = row.generated {
            account = account.with_generated(&series(self.year, vec![mass]))?;
        }
        if let Some(mass) = row.collected {
            account = account.with_collected(&series(self.year, vec![mass]))?;
        }
        // The files ask for what becomes of the e-waste of the area, wherever it is treated.
        let own = |mass| NationalFlows {
            in_country: mass,
            exported: none(),
            imported: none(),
        };
        if let Some(mass) = row.treated {
            account = account.with_treated(own(mass))?;
        }
        if let Some(mass) = row.recycled {
            account = account.with_recycled(own(mass))?;
        }
        if let Some(persons) = row.inhabitants {
            account = account.with_inhabitants(persons)?;
        }
        Ok(inputs.with_ewaste(account))
    }

    fn batteries(&self, inputs: ScorecardInputs) -> Result<ScorecardInputs, Error> {
        let row = self.values(&self.data.batteries).first().copied();
        let metals = self.values(&self.data.battery_metals);
        if row.is_none() && metals.is_empty() {
            return Ok(inputs);
        }
        let mut account = BatteryAccount::new();
        if let Some(row) = row {
            let before = self.before(&self.data.batteries, |row| row.made_available);
            if let (Some(collected), Some((_, before))) = (row.collected, before) {
                account = account.with_collection(collected, before)?;
            }
            if let Some((output, input)) = row.recycling {
                account = account.with_recycling(output, input)?;
            }
        }
        for metal in metals {
            account = account.with_recovery(metal.metal, metal.recovered, metal.input)?;
        }
        Ok(inputs.with_batteries(account))
    }
}

/// Nothing of a flow that is otherwise known.
fn none() -> Mass {
    Mass::default()
}

fn series(first: Year, masses: Vec<Mass>) -> YearSeries<Mass> {
    YearSeries::new(first, masses).expect("a few years after a year")
}
