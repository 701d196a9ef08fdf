//! Adapter of the primary disclosure rules in the suite `review`.

use ict_impact::review::disclosure::DisclosureRules;

use super::{AdapterError, Entry, Inputs, Output};

pub(super) const ADAPTERS: &[Entry] = &[("review.disclosure", primary_rules)];

fn primary_rules(inputs: &Inputs<'_>) -> Result<Output, AdapterError> {
    let none = || DisclosureRules::default().with_minimum_frequency(1);
    let cells = inputs.object("cells")?;
    let mut output = Output::new();
    for (name, rules) in [
        ("min_frequency_3", DisclosureRules::default()),
        ("dominance_n1_k75", none()?.with_dominance(1, 75.0)?),
        ("dominance_n2_k85", none()?.with_dominance(2, 85.0)?),
        ("p_percent_10", none()?.with_p_percent(10.0)?),
    ] {
        let mut by_cell = Output::new();
        for cell in cells.names() {
            let contributions = cells.series(cell)?.into_iter().enumerate();
            by_cell = by_cell.set(cell, !rules.violated(contributions)?.is_empty());
        }
        output = output.set(name, by_cell);
    }
    Ok(output)
}
