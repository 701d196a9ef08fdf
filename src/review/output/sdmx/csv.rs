use alloc::format;
use alloc::string::String;

use super::super::{OutputError, delimited};
use super::component::components;
use super::record::{Record, code_lists};
use super::{AGENCY, STRUCTURE, VERSION};

/// The records as SDMX-CSV 2.0, each with the action `I` (information).
///
/// Numbers are the shortest that read back to the same bits; a cell without a value is empty.
///
/// # Source
/// SDMX-CSV 2.0.0 field guide (2021): the columns `STRUCTURE`, `STRUCTURE_ID`, `ACTION`, then
/// dimensions, measures and attributes in the order of the structure definition.
///
/// # Errors
/// [`OutputError::Empty`], [`OutputError::Duplicate`], [`OutputError::SameId`].
///
/// # Example
/// ```
/// use ict_impact::review::output::sdmx;
/// use ict_impact::review::{IndicatorSet, panel};
/// use ict_impact::time::Year;
/// let observations = panel::observations(Year::of::<2022>(), Year::of::<2022>())?;
/// let records = sdmx::observation_records(&observations, &IndicatorSet::embedded()?)?;
/// let text = sdmx::csv(&records)?;
/// assert!(text.starts_with("STRUCTURE,STRUCTURE_ID,ACTION,FREQ,REPORTING_TYPE,SERIES,REF_AREA,"));
/// assert!(text.contains("\r\ndatastructure,ICT_IMPACT:BIENNIAL_REVIEW(1.0.0),I,A,N,"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn csv(records: &[Record]) -> Result<String, OutputError> {
    code_lists(records)?;
    let mut text = String::new();
    let ids = components().iter().map(|component| component.id);
    let head = ["STRUCTURE", "STRUCTURE_ID", "ACTION"];
    delimited::record(&mut text, head.into_iter().chain(ids));
    let structure = format!("{AGENCY}:{STRUCTURE}({VERSION})");
    for record in records {
        let head = ["datastructure", &structure, "I"].map(String::from);
        let cells = components().iter().map(|component| component.text(record));
        delimited::record(&mut text, head.into_iter().chain(cells));
    }
    Ok(text)
}
