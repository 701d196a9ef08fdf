//! What are the totals, trends, gaps and findings of a biennium, for whom, and how sure are we?
