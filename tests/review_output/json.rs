//! The JSON of a review.

use ict_impact::review::output::{json, schema};
use ict_impact::source::Digest;
use proptest::prelude::*;
use serde_json::Value;

use crate::made::{of_panel, of_three};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn values_read_back_to_the_same_bits(amounts in prop::array::uniform12(0.0..1e12_f64)) {
        let review = of_three(amounts);
        let json: Value = serde_json::from_str(&json::text(&review).unwrap()).unwrap();
        for (comparison, read) in review.comparisons.iter().zip(json["comparisons"].as_array().unwrap()) {
            let value = read["current"]["value"].as_f64().unwrap();
            prop_assert_eq!(value.to_bits(), comparison.current.value.unwrap().to_bits());
        }
    }
}

/// Anyone can take a fact out of the text and find its lineage with `sha256sum`.
#[test]
fn a_lineage_is_the_digest_of_what_stands_there() {
    let text = json::text(&of_panel()).unwrap();
    let json: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(json["schema"], schema::REVIEW_ID);
    assert_eq!(json["schema_version"], schema::VERSION);
    let compared = json["comparisons"].as_array().unwrap().iter();
    let facts = compared
        .flat_map(|comparison| [&comparison["previous"], &comparison["current"]])
        .chain(json["trends"].as_array().unwrap());
    let lineages = json["lineages"].as_array().unwrap();
    let mut seen = 0;
    for (fact, lineage) in facts.zip(lineages) {
        let bytes = serde_json::to_string(fact).unwrap();
        assert!(text.contains(&bytes));
        assert_eq!(*lineage, Digest::of_bytes(bytes.as_bytes()).to_string());
        seen += 1;
    }
    assert_eq!(seen, lineages.len());
}
