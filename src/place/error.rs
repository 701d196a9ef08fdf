use alloc::string::String;

use super::{Country, PartialDate};
use crate::time::TimeError;

/// What can be wrong with a country code, a partial date, or the members of a group.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PlaceError {
    /// The text is not a country code.
    #[error("`{given}` is not an ISO 3166-1 alpha-3 or alpha-2 code such as NAM or NA{}", suggestion(.nearest))]
    UnknownCountry {
        /// The text that was given.
        given: String,
        /// The country that was obviously meant, if one was.
        nearest: Option<Country>,
    },
    /// There is no country of this number.
    #[error("{given:03} is not an ISO 3166-1 numeric or M49 country code such as 516")]
    UnknownNumber {
        /// The number that was given.
        given: u16,
    },
    /// The text is not a year, a month or a day.
    #[error("`{given}` is not a year, a month or a day such as 2007, 2024-12 or 2020-12-04")]
    UnreadableDate {
        /// The text that was given.
        given: String,
    },
    /// The day does not exist.
    #[error(transparent)]
    Time(#[from] TimeError),
    /// A field of a group is empty.
    #[error("the {field} of a group is empty")]
    EmptyField {
        /// Name of the empty field.
        field: &'static str,
    },
    /// A membership that ends before it begins.
    #[error("{country} in `{group}`: from {from} is not before until {until}")]
    EndsBeforeItBegins {
        /// Code of the group.
        group: String,
        /// The member.
        country: Country,
        /// First day, month or year.
        from: PartialDate,
        /// Day, month or year of leaving.
        until: PartialDate,
    },
    /// An end that is not of the kind that was said.
    #[error(
        "{country} in `{group}`: a membership without `until` cannot have a scheduled or unverified end"
    )]
    EndWithoutDate {
        /// Code of the group.
        group: String,
        /// The member.
        country: Country,
    },
    /// Two memberships of one country at the same time.
    #[error("{country} is twice in `{group}` at {at}")]
    Overlap {
        /// Code of the group.
        group: String,
        /// The member.
        country: Country,
        /// The first day on which both hold, or the earliest that is known.
        at: PartialDate,
    },
}

fn suggestion(nearest: &Option<Country>) -> String {
    match nearest {
        Some(country) => alloc::format!(
            "; did you mean {} or {} ({})?",
            country.alpha3(),
            country.alpha2(),
            country.name()
        ),
        None => String::new(),
    }
}
