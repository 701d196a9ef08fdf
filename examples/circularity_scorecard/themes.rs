//! The themes under which the indicators stand.

use ict_impact::circularity::{Flag, Flags};
use ict_impact::reference::indicators::Direction;

/// A group of indicators on the page.
pub(crate) struct Theme {
    pub(crate) id: &'static str,
    pub(crate) title: &'static str,
    /// What the ids of its indicators begin with.
    prefixes: &'static [&'static str],
}

impl Theme {
    pub(crate) fn has(&self, id: &str) -> bool {
        let begins = |prefix: &&'static str| id.strip_prefix(*prefix).is_some_and(is_end);
        self.prefixes.iter().any(begins)
    }
}

fn is_end(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with('.')
}

/// Every indicator is in one of them; a test holds it.
pub(crate) const THEMES: &[Theme] = &[
    Theme {
        id: "iso59020",
        title: "Resources, energy, water, value (ISO 59020)",
        prefixes: &["iso59020"],
    },
    Theme {
        id: "mci",
        title: "Material circularity of the products",
        prefixes: &["mci"],
    },
    Theme {
        id: "reuse",
        title: "Reuse and refurbishing of devices",
        prefixes: &["reuse", "longevity"],
    },
    Theme {
        id: "ewaste",
        title: "E-waste",
        prefixes: &["weee", "eurostat.ewaste_recycling", "sdg"],
    },
    Theme {
        id: "batteries",
        title: "Batteries",
        prefixes: &["eu_battery"],
    },
    Theme {
        id: "cti",
        title: "Circular Transition Indicators",
        prefixes: &["cti"],
    },
    Theme {
        id: "metals",
        title: "Metals and materials of a country",
        prefixes: &["metal", "eurostat.circular_material_use"],
    },
    Theme {
        id: "products",
        title: "Repairability, endurance and design of products",
        prefixes: &["eu", "fr", "itu_l1023"],
    },
];

/// What a flag means, in a few words.
pub(crate) fn flag(flag: Flag) -> &'static str {
    match flag {
        Flag::Over100 => "above 100 %",
        Flag::Negative => "negative",
        Flag::NegativeDenominator => "more went out than came in",
        Flag::UntracedAsZero => "untraced counts as not recycled",
        Flag::RaisedToZero => "raised to 0",
        Flag::Unconfirmed => "formula not confirmed by its source",
        _ => "see the documentation",
    }
}

/// The flags in words, separated by semicolons.
pub(crate) fn flags(flags: Flags) -> String {
    flags.iter().map(flag).collect::<Vec<_>>().join("; ")
}

/// Which way is better.
pub(crate) fn better(direction: Direction) -> &'static str {
    match direction {
        Direction::Up => "more",
        Direction::Down => "less",
        _ => "neither",
    }
}
