//! Edge cases of the review, each by its name.

mod clause;
mod double_counting;
mod follow_up;
mod groups;
mod made;
