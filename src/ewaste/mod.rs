//! What becomes waste, what is collected, what is recovered?
