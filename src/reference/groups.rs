//! Country groups: UN regions, least developed and landlocked developing countries, small
//! island developing States, income groups.
//!
//! | code | group | also found as |
//! |---|---|---|
//! | `M49:001` | World: every country and area of [`Country`] | `M49:World` |
//! | `M49:002`, … | regions, sub-regions and intermediate regions of UN M49 | `M49:Africa`, … |
//! | `LDC` | least developed countries, with dates | |
//! | `LLDC`, `SIDS` | landlocked developing countries, small island developing States | |
//! | `WB:High income`, … | income groups of the World Bank, and `WB:Not classified` | `High income`, … |
//!
//! # Source
//! M49, LLDC, SIDS and the present members of LDC: datahub.io country-codes (commit
//! caa72d1e0e5a, 2026, PDDL), cross-checked with bblocks-places 0.0.6 (MIT); the two differ in
//! one flag (São Tomé and Príncipe, which left LDC on 2024-12-13). Income groups: bblocks-places
//! 0.0.6, which does not say for which fiscal year. Dates of LDC membership: one source a row,
//! see [`membership`].
//!
//! # What to know
//! - LDC: beginnings are in the table from 2001 on (Senegal, Timor-Leste, South Sudan); for
//!   a date before that the list would be wrong, since earlier beginnings are not in the
//!   sources. At the end of 2006 it gives the fifty members that UNCTAD's report of 2008 names.
//! - Bangladesh, Lao PDR and Nepal are scheduled to leave on 2026-11-24; whether that counts is
//!   said by [`ScheduledChanges`](crate::place::ScheduledChanges). Solomon Islands has an
//!   unverified end (2027) that is listed and never counts. Angola, once scheduled for 2021, is
//!   a member without end.
//! - All other lists are as of the table, without dates: use them for a fixed panel.
//! - Kosovo (XKX) is in Europe and Southern Europe as bblocks-places has it; M49 itself does
//!   not list it. Antarctica is in no region, only in the World. Taiwan is in Eastern Asia.
//!
//! # Example
//! ```
//! use ict_impact::place::ScheduledChanges;
//! use ict_impact::reference::groups;
//! let ldc = groups::group("LDC")?;
//! let members = |day: &str, scheduled| Ok::<_, ict_impact::time::TimeError>(
//!     ldc.members_at(day.parse()?, scheduled).len());
//! assert_eq!(members("2025-12-31", ScheduledChanges::Ignore)?, 44);
//! assert_eq!(members("2026-12-31", ScheduledChanges::Apply)?, 41);
//! assert_eq!(groups::group("M49:Africa")?.code(), "M49:002");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use super::ReferenceError;
use crate::place::{Country, Group, GroupKind, Membership};
use crate::source::{Sourced, Status, embedded, embedded_source};

struct Row {
    group: Group,
    /// Source of each membership, in the order of the group.
    member_sources: &'static [u8],
    source: u8,
    status: Status,
}

mod data {
    use super::Row;
    use crate::place::{Country, End, Group, GroupKind, Membership, PartialDate};
    use crate::source::Status;
    use crate::time::Year;
    include!(concat!(env!("OUT_DIR"), "/groups.rs"));
}

/// Every group, in the order of the codes.
pub fn all() -> impl DoubleEndedIterator<Item = &'static Group> + ExactSizeIterator {
    data::ROWS.iter().map(|row| &row.group)
}

/// The groups of one kind, in the order of the codes.
///
/// # Example
/// ```
/// use ict_impact::{place::GroupKind, reference::groups};
/// let names: Vec<_> = groups::of_kind(GroupKind::Region).map(|group| group.name()).collect();
/// assert_eq!(names, ["Africa", "Oceania", "Americas", "Asia", "Europe"]);
/// ```
pub fn of_kind(kind: GroupKind) -> impl Iterator<Item = &'static Group> {
    all().filter(move |group| group.kind() == kind)
}

/// The group of a code such as `LDC` or `M49:002`, of `M49:` and a name such as `M49:Africa`,
/// or of the name of an income group.
///
/// # Errors
/// [`ReferenceError::UnknownCode`].
///
/// # Example
/// ```
/// use ict_impact::reference::groups::group;
/// assert_eq!(group("High income")?, group("WB:High income")?);
/// assert_eq!(group("M49:Sub-Saharan Africa")?.code(), "M49:202");
/// let error = group("ldc").unwrap_err();
/// assert!(error.to_string().ends_with("did you mean LDC?"));
/// # Ok::<(), ict_impact::reference::ReferenceError>(())
/// ```
pub fn group(code: &str) -> Result<&'static Group, ReferenceError> {
    if let Ok(at) = data::ROWS.binary_search_by(|row| row.group.code().cmp(code)) {
        return Ok(&data::ROWS[at].group);
    }
    let m49_name = code.strip_prefix("M49:");
    let named = |group: &&Group| match group.kind() {
        GroupKind::Income => group.name() == code,
        _ => group.code().starts_with("M49:") && m49_name == Some(group.name()),
    };
    all().find(named).ok_or_else(|| {
        let codes = all().flat_map(|group| [group.code(), group.name()]);
        ReferenceError::unknown(
            "a country group",
            code,
            code,
            "LDC, M49:Africa or High income",
            codes,
        )
    })
}

/// Where the list of a group comes from; none for a group that is not of this table.
pub fn source(group: &Group) -> Option<Sourced<&'static Group>> {
    let row = row(group)?;
    Some(embedded(&row.group, row.source, row.status))
}

/// The first membership of a country in a group of this table, with the source of its dates.
///
/// # Example
/// ```
/// use ict_impact::reference::groups;
/// let vanuatu = groups::membership(groups::group("LDC")?, "VUT".parse()?).unwrap();
/// assert_eq!(vanuatu.value.until.unwrap().to_string(), "2020-12-04");
/// assert_eq!(vanuatu.source.as_str(), "un-ohrlls-vanuatu-2020");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn membership(group: &Group, country: Country) -> Option<Sourced<&'static Membership>> {
    let row = row(group)?;
    let members = row.group.memberships();
    let at = members
        .iter()
        .position(|member| member.country == country)?;
    let source = *row.member_sources.get(at)?;
    Some(embedded(
        &members[at],
        source,
        embedded_source(source).status(),
    ))
}

fn row(group: &Group) -> Option<&'static Row> {
    let at = data::ROWS
        .binary_search_by(|row| row.group.code().cmp(group.code()))
        .ok()?;
    data::ROWS.get(at).filter(|row| row.group == *group)
}
