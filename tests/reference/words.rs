//! Action Lines and indicators.

use std::collections::BTreeSet;

use ict_impact::reference::action_lines;
use ict_impact::reference::indicators::{self, Framework, Kind};
use ict_impact::source::Status;

use super::registered;

#[test]
fn eighteen_lines_report() {
    let codes: Vec<_> = action_lines::reporting().map(|line| line.code()).collect();
    assert_eq!(codes.len(), 18);
    assert_eq!(codes[..6], ["C1", "C2", "C3", "C4", "C5", "C6"]);
    assert!(codes[6..14].iter().all(|code| code.starts_with("C7.")));
    assert_eq!(codes[14..], ["C8", "C9", "C10", "C11"]);
    for line in action_lines::all() {
        assert_eq!(action_lines::action_line(line.code()), Ok(line));
        assert_eq!(line.is_heading(), line.facilitator().is_none());
        registered(&line.source().source);
    }
    let unverified = |code| {
        let line = action_lines::action_line(code).unwrap();
        line.facilitator().unwrap().status == Status::Unverified
    };
    assert!(unverified("C7.egov") && unverified("C11") && !unverified("C7.eenv"));
    assert!(
        action_lines::action_line("c7.eenv")
            .unwrap_err()
            .to_string()
            .ends_with("did you mean C7.eenv?")
    );
}

#[test]
fn every_ratio_is_made_of_amounts_of_the_table() {
    for indicator in indicators::all() {
        assert_eq!(indicators::indicator(indicator.code()), Ok(indicator));
        registered(&indicator.source().source);
        for part in indicator.parts() {
            let kind = indicators::indicator(part).unwrap().kind();
            assert!(
                matches!(kind, Kind::Sum | Kind::Stock | Kind::Count),
                "{part}"
            );
        }
        if let Some(other) = indicator.mutually_exclusive_with() {
            let back = indicators::indicator(other)
                .unwrap()
                .mutually_exclusive_with();
            assert_eq!(back, Some(indicator.code()));
        }
        let sdg = indicator.framework() == Framework::Sdg;
        assert_eq!(
            indicator.sdg_target().is_some(),
            sdg,
            "{}",
            indicator.code()
        );
        let ours = matches!(indicator.framework(), Framework::Project | Framework::Part);
        assert_eq!(indicator.source().status == Status::Proposal, ours);
        assert!(indicator.source().status != Status::Unverified);
    }
    // Every part is a part of something, and every line exists and reports.
    let used: BTreeSet<_> = indicators::all()
        .flat_map(|indicator| indicator.parts())
        .collect();
    for part in indicators::all().filter(|i| i.framework() == Framework::Part) {
        assert!(used.contains(part.code()), "{}", part.code());
    }
    for mapping in indicators::mappings() {
        assert!(
            !action_lines::action_line(mapping.action_line())
                .unwrap()
                .is_heading()
        );
        assert_eq!(mapping.reason().status, Status::Proposal);
        registered(&mapping.reason().source);
    }
    assert_eq!(
        (indicators::all().count(), indicators::mappings().count()),
        (90, 47)
    );
    assert_eq!(
        indicators::indicator("SDG.12.a.1").unwrap().sdg_target(),
        Some("12.a")
    );
    assert_eq!(
        indicators::indicator("PRJ.DEV.STOCK").unwrap().kind(),
        &Kind::Stock
    );
    for sum in [
        "PRJ.DEV.USE",
        "PRJ.DEV.EMB",
        "PRJ.DEV.EWASTE",
        "SDG.12.4.2.EWG",
    ] {
        assert_eq!(indicators::indicator(sum).unwrap().kind(), &Kind::Sum);
    }
}
