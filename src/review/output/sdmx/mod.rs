//! How does a statistical agency take in a review?
//!
//! As data of one structure definition, which [`structure_message`] describes: the dimensions of
//! the global data structure definition for the indicators of the Sustainable Development Goals
//! in their order (`FREQ`, `REPORTING_TYPE`, `SERIES`, `REF_AREA`, `SEX`, …, `PRODUCT`), then
//! ours (`GAS`, `COUNTERPART_AREA`, `SCOPE`, `STAGE`), then `TIME_PERIOD`; the measure
//! `OBS_VALUE`; the attributes `OBS_STATUS`, `UNIT_MEASURE`, `UNIT_MULT`, `NATURE`,
//! `LOWER_BOUND`, `UPPER_BOUND`, `COMMENT`, `DATA_SOURCE`, and ours (`COVERAGE`, `POINTER`,
//! `LINEAGE`). A dimension by which nothing is divided holds `_T`.
//!
//! The agency `ICT_IMPACT`, the structure definition, the concepts and the code lists are this
//! library's and registered nowhere. Of the lists of others only `SDMX:CL_OBS_STATUS(2.3)` is
//! referred to. SDMX ids have no full stop and no blank: the code `SDG.12.4.2.EWG` has the id
//! `SDG_12_4_2_EWG`, and two codes that would have one id are refused.
//!
//! # Source
//! SDMX 3.0 (2021): SDMX-CSV 2.0.0 and SDMX-JSON 2.0.0 field guides and schemas
//! (<https://github.com/sdmx-twg/sdmx-csv>, <https://github.com/sdmx-twg/sdmx-json>, tag
//! `v2.0.0`). A biennium is a time range, a date and a duration (`TimeRangeType` of the SDMX-JSON
//! structure schema): `2022-01-01/P2Y`. Guidelines for the global data structure definition for
//! the SDG indicators, version 1.6 (2021).

mod component;
mod csv;
mod json;
mod record;
mod status;
mod structure;

pub use csv::csv;
pub use json::data_message;
pub use record::{Record, observation_records, records};
pub use status::{Nature, ObsStatus};
pub use structure::structure_message;

use alloc::format;
use alloc::string::String;

use super::JsonValue;
use crate::source::{Digest, DigestError};
use crate::time::Date;

/// Id of the agency: this library, registered nowhere.
pub const AGENCY: &str = "ICT_IMPACT";
/// Id of the data structure definition.
pub const STRUCTURE: &str = "BIENNIAL_REVIEW";
/// Version of the data structure definition, its concepts and its code lists.
pub const VERSION: &str = "1.0.0";

/// The name of something of ours in all of SDMX.
fn urn(class: &str, id: &str) -> String {
    format!("urn:sdmx:org.sdmx.infomodel.{class}={AGENCY}:{id}({VERSION})")
}

/// The header of a message; its id is the digest of what is in it.
fn meta(kind: &str, prepared: Date, content: &JsonValue) -> Result<JsonValue, DigestError> {
    let schema = format!(
        "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/{kind}-message/tools/schemas/2.0.0/sdmx-json-{kind}-schema.json"
    );
    let id = format!("{STRUCTURE}-{}", Digest::of(content)?);
    Ok(JsonValue::object([
        ("schema", schema.into()),
        ("id", id.into()),
        ("test", false.into()),
        ("prepared", format!("{prepared}T00:00:00Z").into()),
        ("contentLanguages", JsonValue::list(["en".into()])),
        ("sender", JsonValue::object([("id", AGENCY.into())])),
    ]))
}
