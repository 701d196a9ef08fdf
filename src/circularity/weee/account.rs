use alloc::vec::Vec;

use crate::circularity::CircularityError;
use crate::circularity::error::not_negative;
use crate::circularity::slot::Slot;
use crate::ewaste::NationalFlows;
use crate::ewaste::targets::CategoryTreatment;
use crate::quantity::{Mass, Persons, Quantity, sum};
use crate::time::{Year, YearSeries};

/// The e-waste of a country and year. What was not given is missing, not zero.
///
/// # Example
/// ```
/// use ict_impact::circularity::weee::EwasteAccount;
/// use ict_impact::ewaste::NationalFlows;
/// use ict_impact::quantity::{Mass, parse};
/// use ict_impact::time::{Year, YearSeries};
/// let t = |mass: &str| parse::<Mass>(mass);
/// let sold = YearSeries::new(Year::of::<2019>(), vec![t("90 t")?, t("100 t")?, t("110 t")?])?;
/// let collected = YearSeries::new(Year::of::<2022>(), vec![t("60 t")?])?;
/// let account = EwasteAccount::in_year(Year::of::<2022>())
///     .with_put_on_market(&sold)?
///     .with_collected(&collected)?;
/// assert_eq!(account.collection_rate_pom()?.value().value, 0.6);
/// assert!(account.collection_rate_generated().is_err()); // e-waste generated is missing
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct EwasteAccount {
    year: Year,
    pub(in crate::circularity) put_on_market: Slot<[Mass; 3]>,
    pub(in crate::circularity) generated: Slot<Mass>,
    pub(in crate::circularity) collected: Slot<Mass>,
    pub(in crate::circularity) treated: Slot<NationalFlows>,
    pub(in crate::circularity) recycled: Slot<NationalFlows>,
    pub(in crate::circularity) treatments: Slot<Vec<CategoryTreatment>>,
    pub(in crate::circularity) inhabitants: Slot<Persons>,
}

impl EwasteAccount {
    /// An account of this year of which nothing is known.
    pub fn in_year(year: Year) -> Self {
        Self {
            year,
            put_on_market: Slot::default(),
            generated: Slot::default(),
            collected: Slot::default(),
            treated: Slot::default(),
            recycled: Slot::default(),
            treatments: Slot::default(),
            inhabitants: Slot::default(),
        }
    }

    /// The year.
    pub const fn year(&self) -> Year {
        self.year
    }

    /// The same, with what was put on the market by year, of which the three years before count.
    ///
    /// # Errors
    /// [`CircularityError::NoYear`] if one of the three is not in the series;
    /// [`CircularityError::OutOfRange`] for a negative, NaN or infinite mass.
    pub fn with_put_on_market(
        mut self,
        series: &YearSeries<Mass>,
    ) -> Result<Self, CircularityError> {
        let mut before = [Mass::from_checked(0.0); 3];
        for (mass, back) in before.iter_mut().zip([-3, -2, -1]) {
            let year = self.year.plus(back).unwrap_or(Year::MIN);
            *mass = in_year("mass put on the market", series, year)?;
        }
        self.put_on_market = Slot::Given(before);
        Ok(self)
    }

    /// The same, with the e-waste generated, by year: see
    /// [`Generated::ewaste`](crate::ewaste::Generated::ewaste).
    ///
    /// # Errors
    /// [`CircularityError::NoYear`] if the series does not have the year;
    /// [`CircularityError::OutOfRange`] for a negative, NaN or infinite mass.
    pub fn with_generated(mut self, series: &YearSeries<Mass>) -> Result<Self, CircularityError> {
        self.generated = Slot::Given(in_year("e-waste generated", series, self.year)?);
        Ok(self)
    }

    /// The same, with the e-waste collected, by year.
    ///
    /// # Errors
    /// As [`with_generated`](Self::with_generated).
    pub fn with_collected(mut self, series: &YearSeries<Mass>) -> Result<Self, CircularityError> {
        self.collected = Slot::Given(in_year("e-waste collected", series, self.year)?);
        Ok(self)
    }

    /// The same, with the e-waste treated at home and abroad in the year.
    ///
    /// # Errors
    /// [`CircularityError::OutOfRange`] for a negative, NaN or infinite mass.
    pub fn with_treated(mut self, treated: NationalFlows) -> Result<Self, CircularityError> {
        self.treated = Slot::Given(checked(treated)?);
        Ok(self)
    }

    /// The same, with the e-waste recycled at home and abroad in the year.
    ///
    /// # Errors
    /// [`CircularityError::OutOfRange`] for a negative, NaN or infinite mass.
    pub fn with_recycled(mut self, recycled: NationalFlows) -> Result<Self, CircularityError> {
        self.recycled = Slot::Given(checked(recycled)?);
        Ok(self)
    }

    /// The same, with what became of all e-waste collected separately in the year, by category.
    ///
    /// # Errors
    /// [`CircularityError::Repeated`] for a category that is listed twice.
    pub fn with_treatment(
        mut self,
        treatments: &[CategoryTreatment],
    ) -> Result<Self, CircularityError> {
        for (n, treatment) in treatments.iter().enumerate() {
            let same = |other: &CategoryTreatment| other.category() == treatment.category();
            if treatments[..n].iter().any(same) {
                return Err(CircularityError::Repeated {
                    what: alloc::format!("category {}", treatment.category()),
                });
            }
        }
        self.treatments = Slot::Given(treatments.to_vec());
        Ok(self)
    }

    /// The same, with the inhabitants in the year.
    ///
    /// # Errors
    /// [`CircularityError::OutOfRange`] for a negative, NaN or infinite number.
    pub fn with_inhabitants(mut self, inhabitants: Persons) -> Result<Self, CircularityError> {
        self.inhabitants = Slot::Given(not_negative("inhabitants", inhabitants)?);
        Ok(self)
    }

    /// The accounts of several countries or sites of one year together. What one of them lacks
    /// is missing in the total; a category that one does not list has no e-waste there.
    ///
    /// # Errors
    /// [`CircularityError::DifferentYear`]; [`CircularityError::NoAccount`] without an account;
    /// [`CircularityError::Sum`] and [`CircularityError::Treatment`] if a sum is too large for a
    /// number.
    pub fn total_of(accounts: &[Self]) -> Result<Self, CircularityError> {
        let Some(first) = accounts.first() else {
            return Err(CircularityError::NoAccount);
        };
        if let Some(other) = accounts.iter().find(|other| other.year != first.year) {
            return Err(CircularityError::DifferentYear {
                first: first.year,
                other: other.year,
            });
        }
        let mass = |of: fn(&Self) -> &Slot<Mass>| {
            Slot::total(accounts.iter().map(of), |all| Ok(sum(all.iter().copied())?))
        };
        let flows = |of: fn(&Self) -> &Slot<NationalFlows>| {
            Slot::total(accounts.iter().map(of), |all| {
                Ok(NationalFlows {
                    in_country: sum(all.iter().map(|it| it.in_country))?,
                    exported: sum(all.iter().map(|it| it.exported))?,
                    imported: sum(all.iter().map(|it| it.imported))?,
                })
            })
        };
        Ok(Self {
            year: first.year,
            put_on_market: Slot::total(accounts.iter().map(|it| &it.put_on_market), |all| {
                let mut before = [Mass::from_checked(0.0); 3];
                for (n, mass) in before.iter_mut().enumerate() {
                    *mass = sum(all.iter().map(|years| years[n]))?;
                }
                Ok(before)
            })?,
            generated: mass(|it| &it.generated)?,
            collected: mass(|it| &it.collected)?,
            treated: flows(|it| &it.treated)?,
            recycled: flows(|it| &it.recycled)?,
            treatments: Slot::total(accounts.iter().map(|it| &it.treatments), by_category)?,
            inhabitants: Slot::total(accounts.iter().map(|it| &it.inhabitants), |all| {
                Ok(sum(all.iter().copied())?)
            })?,
        })
    }
}

fn in_year(
    what: &'static str,
    series: &YearSeries<Mass>,
    year: Year,
) -> Result<Mass, CircularityError> {
    match series.get(year) {
        Some(mass) => not_negative(what, *mass),
        None => Err(CircularityError::NoYear { what, year }),
    }
}

fn checked(flows: NationalFlows) -> Result<NationalFlows, CircularityError> {
    not_negative("mass handled in the country", flows.in_country)?;
    not_negative("mass exported", flows.exported)?;
    not_negative("mass imported", flows.imported)?;
    Ok(flows)
}

/// The treatments of all sites, one for each category.
fn by_category(all: &[Vec<CategoryTreatment>]) -> Result<Vec<CategoryTreatment>, CircularityError> {
    let mut flat: Vec<CategoryTreatment> = all.iter().flatten().copied().collect();
    flat.sort_by_key(CategoryTreatment::category);
    let same = |a: &CategoryTreatment, b: &CategoryTreatment| a.category() == b.category();
    let totals = flat.chunk_by(same).map(CategoryTreatment::total_of);
    Ok(totals.collect::<Result<_, _>>()?)
}
