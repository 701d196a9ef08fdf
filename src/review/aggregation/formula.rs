//! How the value of one member comes from what it reported.

use alloc::vec::Vec;

use super::lineage::Rows;
use crate::reference::indicators::Kind;
use crate::review::dataset::{Among, Member, Series};
use crate::review::indicator::Entry;
use crate::review::{Dataset, Part, ReviewError};
use crate::time::Year;

/// What is read of each member, found once.
pub(super) struct Formula<'a> {
    data: &'a Dataset,
    part: &'a Part,
    own: Series<'a>,
    /// Those of the amounts that the indicator is made of.
    made_of: Vec<Series<'a>>,
    terms: Terms<'a>,
}

/// What stands above the line and below it.
enum Terms<'a> {
    Own,
    Part,
    Ratio {
        above: Series<'a>,
        below: Series<'a>,
    },
    Weighted {
        by: Series<'a>,
    },
    Relative {
        amount: Series<'a>,
        to: Year,
    },
}

/// One value of one member in base units, with what it is divided by.
pub(super) enum Contribution {
    Terms { above: f64, below: f64 },
    WithoutWeight,
}

impl<'a> Formula<'a> {
    pub(super) fn of(
        data: &'a Dataset,
        entry: &'a Entry,
        part: &'a Part,
    ) -> Result<Self, ReviewError> {
        let indicator = &entry.indicator;
        let terms = match indicator.kind() {
            _ if !part.is_whole() => Terms::Part,
            Kind::Ratio {
                numerator,
                denominator,
            } => Terms::Ratio {
                above: data.series(numerator),
                below: data.series(denominator),
            },
            Kind::WeightedMean { weight } => Terms::Weighted {
                by: data.series(weight),
            },
            Kind::RelativeTo { amount, base_year } => Terms::Relative {
                amount: data.series(amount),
                to: Year::new(i64::from(*base_year))?,
            },
            _ => Terms::Own,
        };
        Ok(Self {
            data,
            part,
            own: data.series(indicator.code()),
            made_of: indicator.parts().map(|code| data.series(code)).collect(),
            terms,
        })
    }

    /// Whether there is a line: the value of a group is a quotient.
    pub(super) fn is_quotient(&self) -> bool {
        !matches!(self.terms, Terms::Own | Terms::Part)
    }

    /// Whether what stands below the line are weights.
    pub(super) fn is_weighted(&self) -> bool {
        matches!(self.terms, Terms::Weighted { .. })
    }

    /// What a member adds in one year to the sum over `among`; nothing if that is missing.
    pub(super) fn contribution(
        &self,
        member: Member,
        year: Year,
        among: &Among<'_>,
    ) -> Result<Option<Contribution>, ReviewError> {
        let is_included = |series, year| {
            let whole = self
                .data
                .is_included(series, (member, year), self.part, among);
            whole.then_some(0.0)
        };
        let amount = |series: Series<'a>, year| {
            let amount = series.amount(member, year);
            amount.or_else(|| is_included(series, year))
        };
        let own = || amount(self.own, year);
        let terms = match self.terms {
            Terms::Own => own().map(|above| (above, 0.0)),
            Terms::Part => self
                .data
                .sum_of_part(self.own, member, year, self.part)?
                .or_else(|| is_included(self.own, year))
                .map(|above| (above, 0.0)),
            Terms::Ratio { above, below } => amount(below, year).and_then(|below| {
                let above = amount(above, year);
                let above = above.or_else(|| own().map(|ratio| ratio * below));
                above.map(|above| (above, below))
            }),
            // What does not occur has no place in a mean.
            Terms::Weighted { .. } if self.has_nothing(member, year, among) => Some((0.0, 0.0)),
            Terms::Weighted { by } => match own().zip(Some(amount(by, year))) {
                Some((_, None)) => return Ok(Some(Contribution::WithoutWeight)),
                Some((value, Some(weight))) => Some((value * weight, weight)),
                None => None,
            },
            Terms::Relative { amount: of, to } => amount(of, year).zip(amount(of, to)),
        };
        Ok(terms.map(|(above, below)| Contribution::Terms { above, below }))
    }

    /// Whether a member has no value of its own and is complete.
    fn has_nothing(&self, member: Member, year: Year, among: &Among<'_>) -> bool {
        let at = (member, year);
        self.own.has_nothing_to_add(member, year)
            || self.data.is_included(self.own, at, self.part, among)
    }

    /// The rows that a contribution is made from.
    pub(super) fn add_rows(&self, member: Member, year: Year, rows: &mut Rows<'_>) {
        if let Terms::Part = self.terms {
            let parts = self.own.parts(member, year).iter().map(|cell| cell.row);
            let is_within = |row: &u32| {
                let observation = self.data.observation(*row);
                observation.is_some_and(|o| o.key.part.is_within(self.part))
            };
            return parts
                .filter(is_within)
                .for_each(|row| rows.add((row, true)));
        }
        let own = core::iter::once(true).chain(core::iter::repeat(false));
        for (series, own) in self.all().zip(own) {
            let cell = series.cell(member, year);
            if cell.is_some() {
                rows.divided_into(series.parts(member, year));
            }
            for &row in cell.map(|cell| self.data.rows_of(cell)).unwrap_or_default() {
                rows.add((row, own));
            }
        }
    }

    /// Whether a flexibility provision is applied to the indicator or an amount it is made of.
    pub(super) fn is_flexible(&self, member: Member, year: Year) -> bool {
        self.all()
            .filter_map(|series| series.place(member, year))
            .any(|place| self.data.is_flexible(place))
    }

    fn all(&self) -> impl Iterator<Item = Series<'a>> {
        core::iter::once(self.own).chain(self.made_of.iter().copied())
    }
}
