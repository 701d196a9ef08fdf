//! The outputs of a review: read back as they were written, and silent where they must be.

mod json;
mod made;
#[cfg(feature = "schema")]
mod schema;
mod sdmx;
mod tables;
mod withheld;
