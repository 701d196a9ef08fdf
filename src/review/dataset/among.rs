use crate::review::{Dataset, Entity, Part};
use crate::time::Year;

use super::{Member, Series, State};

/// Over whom and which years something is added up: what is included elsewhere among them is in
/// the sum once, and elsewhere else it is missing.
#[derive(Debug, Clone, Copy)]
pub(in crate::review) struct Among<'a> {
    pub(in crate::review) members: &'a [Entity],
    pub(in crate::review) years: &'a [Year],
}

impl Among<'_> {
    /// Of one alone nothing is included elsewhere.
    pub(in crate::review) const NOBODY: Self = Self {
        members: &[],
        years: &[],
    };
}

impl Dataset {
    /// Whether `part` of what a member is asked for is known to be in what another says, or in
    /// what it says itself of another year.
    pub(in crate::review) fn is_included(
        &self,
        series: Series<'_>,
        (member, year): (Member, Year),
        part: &Part,
        among: &Among<'_>,
    ) -> bool {
        let own = match part.is_whole() {
            true => series.cell(member, year).map(|cell| cell.state),
            false => {
                let mut parts = series.parts(member, year).iter();
                let is_own = |row| self.observation(row).is_some_and(|o| o.key.part == *part);
                parts.find(|cell| is_own(cell.row)).map(|cell| cell.state)
            }
        };
        let Some(State::Elsewhere(row)) = own else {
            return false;
        };
        let Some(key) = self.observation(row).map(|observation| &observation.key) else {
            return false;
        };
        let (whole, year) = (self.member(key.entity), key.year);
        self.indicators.index(&key.indicator) == series.indicator
            && among.members.contains(&key.entity)
            && among.years.contains(&year)
            && key.part.is_within(part)
            && match part.is_whole() {
                true => series.amount(whole, year).is_some(),
                false => matches!(self.sum_of_part(series, whole, year, part), Ok(Some(_))),
            }
    }
}
