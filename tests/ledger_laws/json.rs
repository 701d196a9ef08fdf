//! The canonical text is the one of `serde_json`, whatever the value.

use std::collections::BTreeMap;

use ict_impact::source::{Digest, DigestError, canonical_json, write_canonical_json};
use proptest::collection::{btree_map, vec};
use proptest::num;
use proptest::prelude::*;
use serde::Serialize;

#[derive(Debug, Clone, Serialize)]
struct Unit;

#[derive(Debug, Clone, Serialize)]
struct Newtype(f64);

#[derive(Debug, Clone, Serialize)]
struct Pair(i64, String);

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Plain {
    DevicesInUse,
    #[serde(rename = "quoted \" and \\")]
    Quoted,
}

/// Generates an enum for each of the four representations that serde has.
macro_rules! representations {
    ($($(#[$how:meta])* $name:ident)*) => {$(
        #[derive(Debug, Clone, Serialize)]
        $(#[$how])*
        enum $name {
            Unit,
            Newtype(Inner),
            Named { first: f64, #[serde(skip_serializing_if = "Option::is_none")] second: Option<u8> },
        }
    )*};
}

representations! {
    External
    #[serde(tag = "type")] Internal
    #[serde(tag = "type", content = "content")] Adjacent
    #[serde(untagged)] Untagged
}

#[derive(Debug, Clone, Serialize)]
struct Inner {
    text: String,
    numbers: Vec<f64>,
}

#[derive(Debug, Clone, Serialize)]
enum Tuples {
    One(u8, String),
    Empty(),
    Fields {},
}

#[derive(Debug, Clone, Serialize)]
struct Everything {
    flag: bool,
    signed: (i8, i16, i32, i64, i128),
    unsigned: (u8, u16, u32, u64, u128),
    single: f32,
    double: f64,
    letter: char,
    option: Option<Option<u8>>,
    unit: (),
    unit_struct: Unit,
    newtype: Newtype,
    pair: Pair,
    #[serde(rename = "a \"field\"\n")]
    renamed: Vec<Plain>,
    external: Vec<External>,
    internal: Vec<Internal>,
    adjacent: Vec<Adjacent>,
    untagged: Vec<Untagged>,
    tuples: [Tuples; 3],
    by_text: BTreeMap<String, Vec<u8>>,
    by_integer: BTreeMap<i32, f64>,
    by_letter: BTreeMap<char, ()>,
    by_flag: BTreeMap<bool, Newtype>,
    by_unit: BTreeMap<Plain, Vec<Vec<u8>>>,
    #[serde(flatten)]
    flattened: BTreeMap<String, f64>,
}

fn any_f64() -> impl Strategy<Value = f64> {
    prop_oneof![
        any::<u64>()
            .prop_map(f64::from_bits)
            .prop_filter("finite", |v| v.is_finite()),
        num::f64::NORMAL | num::f64::SUBNORMAL | num::f64::ZERO,
        (-1_000_000..1_000_000_i64, 0..9_i32)
            .prop_map(|(n, e)| format!("{n}e-{e}").parse().unwrap()),
        // Few bits: values that lie exactly between two decimal numbers.
        (any::<u16>(), -60..60_i64)
            .prop_map(|(n, e)| f64::from(n) * f64::from_bits(((1023 + e) as u64) << 52)),
    ]
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[\u{0}-\u{7f}\"\\\\é\u{2028}\u{1f4f1}]{0,12}"
    ]
}

macro_rules! any_of {
    ($name:ident) => {
        prop_oneof![
            Just($name::Unit),
            (any_text(), vec(any_f64(), 0..4))
                .prop_map(|(text, numbers)| $name::Newtype(Inner { text, numbers })),
            (any_f64(), any::<Option<u8>>())
                .prop_map(|(first, second)| $name::Named { first, second }),
        ]
    };
}

prop_compose! {
    fn any_value()(
        flag in any::<bool>(),
        signed in any::<(i8, i16, i32, i64, i128)>(),
        unsigned in any::<(u8, u16, u32, u64, u128)>(),
        single in num::f32::NORMAL | num::f32::SUBNORMAL | num::f32::ZERO,
        double in any_f64(),
        letter in any::<char>(),
        option in any::<Option<Option<u8>>>(),
        numbers in (any_f64(), any::<i64>(), any::<u8>()),
        texts in (any_text(), any_text()),
        renamed in vec(prop_oneof![Just(Plain::DevicesInUse), Just(Plain::Quoted)], 0..3),
        enums in (
            vec(any_of!(External), 0..4),
            vec(any_of!(Internal), 0..4),
            vec(any_of!(Adjacent), 0..4),
            vec(any_of!(Untagged), 0..4),
        ),
        by_text in btree_map(any_text(), any::<Vec<u8>>(), 0..4),
        by_integer in btree_map(any::<i32>(), any_f64(), 0..4),
        by_letter in btree_map(any::<char>(), Just(()), 0..4),
        by_flag in btree_map(any::<bool>(), any_f64().prop_map(Newtype), 0..3),
        flattened in btree_map(any_text(), any_f64(), 0..4),
    ) -> Everything {
        Everything {
            flag, signed, unsigned, single, double, letter, option,
            unit: (),
            unit_struct: Unit,
            newtype: Newtype(numbers.0),
            pair: Pair(numbers.1, texts.0),
            by_unit: renamed.iter().map(|unit| (*unit, vec![vec![numbers.2], vec![]])).collect(),
            renamed,
            external: enums.0,
            internal: enums.1,
            adjacent: enums.2,
            untagged: enums.3,
            tuples: [Tuples::One(numbers.2, texts.1), Tuples::Empty(), Tuples::Fields {}],
            by_text, by_integer, by_letter, by_flag, flattened,
        }
    }
}

proptest! {
    #[test]
    fn the_text_is_that_of_serde_json(value in any_value()) {
        let text = canonical_json(&value).unwrap();
        prop_assert_eq!(&text, &serde_json::to_string(&value).unwrap());
        prop_assert_eq!(Digest::of(&value), Ok(Digest::of_bytes(text.as_bytes())));
        let mut streamed = String::new();
        write_canonical_json(&value, &mut streamed).unwrap();
        prop_assert_eq!(streamed, text);
    }

    #[test]
    fn every_number_reads_back_to_its_bits(values in vec(any_f64(), 64)) {
        let text = canonical_json(&values).unwrap();
        prop_assert_eq!(&text, &serde_json::to_string(&values).unwrap());
        for (value, text) in values.iter().zip(text[1..].trim_end_matches(']').split(',')) {
            prop_assert_eq!(text.parse::<f64>().unwrap().to_bits(), value.to_bits());
        }
    }

    #[test]
    fn every_single_is_written_as_by_serde_json(bits in vec(any::<u32>(), 64)) {
        let values: Vec<f32> = bits.into_iter().map(f32::from_bits).filter(|v| v.is_finite()).collect();
        prop_assert_eq!(canonical_json(&values).unwrap(), serde_json::to_string(&values).unwrap());
        for value in values {
            let keys = [(value.to_string(), value)];
            prop_assert!(canonical_json(&BTreeMap::from(keys)).is_ok());
        }
    }

    #[test]
    fn one_that_is_not_finite_is_found_wherever_it_stands(
        mut values in vec(any_f64(), 1..20),
        place in any::<prop::sample::Index>(),
        wrong in prop_oneof![Just(f64::NAN), Just(f64::INFINITY), Just(f64::NEG_INFINITY)],
    ) {
        let place = place.index(values.len());
        values[place] = wrong;
        let error = Digest::of(&(7, &values)).unwrap_err();
        let expected = format!("[1][{place}]");
        match error {
            DigestError::NotFinite { at, value } => {
                prop_assert_eq!(at, expected);
                prop_assert_eq!(value.to_bits(), wrong.to_bits());
            }
            other => prop_assert!(false, "{}", other),
        }
    }
}

/// Keys that JSON cannot have are refused by both; the others are written alike.
#[test]
fn keys_are_those_of_serde_json() {
    fn entry<K: Ord + Serialize>(key: K) {
        let map = BTreeMap::from([(key, 1)]);
        match serde_json::to_string(&map) {
            Ok(text) => assert_eq!(canonical_json(&map), Ok(text)),
            Err(error) => {
                assert_eq!(error.to_string(), "key must be a string");
                let ours = canonical_json(&map);
                assert!(
                    matches!(ours, Err(DigestError::KeyNotText { .. })),
                    "{ours:?}"
                );
            }
        }
    }
    #[derive(PartialEq, Eq, PartialOrd, Ord, Serialize)]
    struct Wrapped<T>(T);
    #[derive(PartialEq, Eq, PartialOrd, Ord, Serialize)]
    enum Content {
        Newtype(u8),
        Tuple(u8, u8),
        Named { value: u8 },
    }
    #[derive(PartialEq, Eq, PartialOrd, Ord, Serialize)]
    struct Nothing;
    entry(i128::MIN);
    entry(u128::MAX);
    entry(Wrapped("text"));
    entry(Wrapped(Plain::Quoted));
    entry(Some(7_u8));
    entry(None::<u8>);
    entry(());
    entry(Nothing);
    entry((1, 2));
    entry([1, 2]);
    entry(vec![1]);
    entry(Wrapped(Wrapped(true)));
    entry(BTreeMap::from([(1, 2)]));
    entry(Content::Newtype(1));
    entry(Content::Tuple(1, 2));
    entry(Content::Named { value: 1 });
}
