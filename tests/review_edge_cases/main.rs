//! The edge cases of the review, by the number that its specification gives them.

mod comparison;
