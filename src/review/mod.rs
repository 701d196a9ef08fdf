//! What are the totals, trends, gaps and findings of a biennium, for whom, and how sure are we?

mod amount;

pub mod key_category;
pub mod restatement;
pub mod target;
