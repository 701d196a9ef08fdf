//! Laws of exact sums: the rounded real sum, whatever the order, the partition and the path.

use ict_impact::numeric::{ExactSum, SumError, exact_dot, exact_sum, exact_sum_by, exact_sum_zip};
use proptest::collection::vec;
use proptest::prelude::*;
use xsum::{Xsum, XsumLarge};

/// Values in a block of the kernel and side by side in it.
const BLOCK: usize = 1024;
const LANES: usize = 4;

/// A fixed-point number of 32-bit digits in units of 2^-2176, added digit by digit.
struct FixedPoint(Vec<i64>);

impl FixedPoint {
    const DIGITS: usize = 140;

    fn new() -> Self {
        Self(vec![0; Self::DIGITS])
    }

    /// Adds ± `significand` · 2^`exponent`.
    fn add(&mut self, significand: u128, exponent: i32, negative: bool) {
        let position = (exponent + 2176) as usize;
        let mut digit = position / 32;
        let mut rest = significand;
        let shift = position % 32;
        let mut carried = 0_u64;
        while rest != 0 || carried != 0 {
            let part = ((rest as u32 as u64) << shift) + carried;
            let low = i64::from(part as u32);
            self.0[digit] += if negative { -low } else { low };
            carried = part >> 32;
            rest >>= 32;
            digit += 1;
        }
        self.carry();
    }

    fn carry(&mut self) {
        let mut carry = 0;
        for digit in &mut self.0 {
            let total = *digit + carry;
            *digit = total & 0xffff_ffff;
            carry = total >> 32;
        }
        // A negative number keeps its sign in the top digit.
        *self.0.last_mut().unwrap() += carry << 32;
    }

    fn bit(&self, position: i64) -> u64 {
        match usize::try_from(position) {
            Ok(position) => (self.0[position / 32] >> (position % 32) & 1) as u64,
            Err(_) => 0,
        }
    }

    /// The nearest `f64`, ties to even; infinite beyond the largest.
    fn round(mut self) -> f64 {
        let negative = *self.0.last().unwrap() < 0;
        if negative {
            self.0.iter_mut().for_each(|digit| *digit = -*digit);
            self.carry();
        }
        let top = 32 * Self::DIGITS as i64 - 1;
        let Some(highest) = (0..top).rev().find(|&position| self.bit(position) == 1) else {
            return 0.0;
        };
        // The last place of a subnormal is 2^-1074, bit 1102.
        let last = (highest - 52).max(1102);
        let mut significand = (last..=highest.max(last))
            .rev()
            .fold(0_u64, |bits, position| bits << 1 | self.bit(position));
        let half = self.bit(last - 1) == 1;
        let below = (0..last - 1).any(|position| self.bit(position) == 1);
        if half && (below || significand & 1 == 1) {
            significand += 1;
        }
        // Exact: 53 bits times a power of two, in two steps that stay in range.
        let scale = |value: f64, exponent: i64| {
            let exponent = exponent.clamp(-2000, 2000);
            let half = exponent / 2;
            value * power_of_two(half) * power_of_two(exponent - half)
        };
        let magnitude = scale(significand as f64, last - 2176);
        if negative { -magnitude } else { magnitude }
    }
}

/// 2^`exponent`, exact for -1074 to 1023.
fn power_of_two(exponent: i64) -> f64 {
    match exponent {
        -1074..=-1023 => f64::from_bits(1 << (exponent + 1074)),
        -1022..=1023 => f64::from_bits(((exponent + 1023) as u64) << 52),
        _ => unreachable!(),
    }
}

fn parts(value: f64) -> (u128, i32, bool) {
    let bits = value.to_bits();
    let exponent = (bits >> 52 & 0x7ff) as i32;
    let fraction = u128::from(bits & ((1 << 52) - 1));
    let (significand, exponent) = match exponent {
        0 => (fraction, -1074),
        _ => (fraction | 1 << 52, exponent - 1075),
    };
    (significand, exponent, value.is_sign_negative())
}

fn oracle(values: &[f64]) -> f64 {
    let mut sum = FixedPoint::new();
    for &value in values {
        let (significand, exponent, negative) = parts(value);
        sum.add(significand, exponent, negative);
    }
    sum.round()
}

fn dot_oracle(left: &[f64], right: &[f64]) -> f64 {
    let mut sum = FixedPoint::new();
    for (&left, &right) in left.iter().zip(right) {
        let (left, right) = (parts(left), parts(right));
        sum.add(left.0 * right.0, left.1 + right.1, left.2 != right.2);
    }
    sum.round()
}

/// The sum by xsum, whose rounding of negative sums is one unit in the last place off where
/// nothing lies below the kept bits; and of nothing or negative zeros it makes a negative zero.
fn peer(values: &[f64]) -> f64 {
    let of = |sign: f64| {
        let values: Vec<f64> = values.iter().map(|value| sign * value).collect();
        let mut sum = XsumLarge::new();
        sum.add_list(&values);
        sum.sum()
    };
    let sum = of(1.0);
    if sum < 0.0 { -of(-1.0) } else { sum + 0.0 }
}

/// The bits of a result, an overflow written as the infinity it is on the side of.
fn bits(result: Result<f64, SumError>) -> u64 {
    match result {
        Ok(value) => value.to_bits(),
        Err(SumError::Overflow {
            negative: false, ..
        }) => f64::INFINITY.to_bits(),
        Err(SumError::Overflow { negative: true, .. }) => f64::NEG_INFINITY.to_bits(),
        Err(other) => panic!("{other}"),
    }
}

fn sum_of(values: &[f64]) -> ExactSum {
    let mut sum = ExactSum::new();
    sum.add_slice(values);
    sum
}

fn written(sum: &ExactSum) -> String {
    serde_json::to_string(sum).unwrap()
}

/// Any finite `f64`, all exponents equally likely.
fn any_finite() -> impl Strategy<Value = f64> {
    any::<u64>()
        .prop_map(f64::from_bits)
        .prop_filter("finite", |value| value.is_finite())
}

/// Significands and signs at random, exponents in a band: what columns look like.
fn in_band(low: i32, width: i32) -> impl Strategy<Value = f64> {
    (any::<u64>(), 0..=width).prop_map(move |(bits, above)| {
        let exponent = (low + above + 1023) as u64;
        f64::from_bits(bits & (1 << 63 | ((1 << 52) - 1)) | exponent << 52)
    })
}

/// Columns of one to a few thousand values whose exponents lie in a band of any width, with
/// zeros and a few strangers among them.
fn column() -> impl Strategy<Value = Vec<f64>> {
    let width = prop_oneof![0..4_i32, 30..50_i32, 70..100_i32, 200..700_i32];
    (-1022..300_i32, width, 1..2600_usize).prop_flat_map(|(low, width, length)| {
        let ordinary = vec(in_band(low, width), length);
        let strangers = vec(
            (0..length, prop_oneof![Just(0.0), Just(-0.0), any_finite()]),
            0..4,
        );
        (ordinary, strangers).prop_map(|(mut column, strangers)| {
            for (index, value) in strangers {
                column[index] = value;
            }
            column
        })
    })
}

/// Values whose sum cancels to what is far below them.
fn cancelling() -> impl Strategy<Value = Vec<f64>> {
    (vec(any_finite(), 1..40), any_finite(), any::<u64>()).prop_map(|(values, rest, seed)| {
        let mut all: Vec<f64> = values.iter().flat_map(|&value| [value, -value]).collect();
        all.push(rest);
        shuffle(&mut all, seed);
        all
    })
}

fn shuffle<T>(values: &mut [T], seed: u64) {
    let mut state = seed | 1;
    for last in (1..values.len()).rev() {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        values.swap(last, (state >> 33) as usize % (last + 1));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bit_patterns_round_once(values in vec(any_finite(), 0..60)) {
        let expected = oracle(&values).to_bits();
        prop_assert_eq!(bits(exact_sum(&values)), expected);
        if f64::from_bits(expected).is_finite() {
            prop_assert_eq!(peer(&values).to_bits(), expected);
        }
        let mut one_by_one = ExactSum::new();
        for &value in &values {
            one_by_one.add(value);
        }
        prop_assert_eq!(bits(one_by_one.value()), expected);
    }

    #[test]
    fn columns_round_once(values in column()) {
        let expected = peer(&values);
        prop_assume!(expected.is_finite());
        prop_assert_eq!(bits(exact_sum(&values)), expected.to_bits());
        prop_assert_eq!(bits(values.iter().collect::<ExactSum>().value()), expected.to_bits());
        if values.len() < 500 {
            prop_assert_eq!(oracle(&values).to_bits(), expected.to_bits());
        }
    }

    #[test]
    fn cancellation_leaves_the_rest(values in cancelling()) {
        prop_assert_eq!(bits(exact_sum(&values)), oracle(&values).to_bits());
    }

    #[test]
    fn subnormal_sums_are_exact(values in vec(in_band(-1022, 3), 0..60), scale in 0..3_u32) {
        let values: Vec<f64> =
            values.iter().map(|value| f64::from_bits(value.to_bits() & !(0x7fd << 52) >> scale)).collect();
        prop_assert_eq!(bits(exact_sum(&values)), oracle(&values).to_bits());
    }

    #[test]
    fn order_partition_and_merge_tree_leave_the_state(
        values in column(),
        cuts in vec(0..2600_usize, 0..12),
        seed in any::<u64>(),
    ) {
        let whole = sum_of(&values);
        let mut shuffled = values.clone();
        shuffle(&mut shuffled, seed);
        let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.min(values.len())).collect();
        cuts.extend([0, values.len()]);
        cuts.sort_unstable();
        let mut partial: Vec<ExactSum> =
            cuts.windows(2).map(|cut| sum_of(&shuffled[cut[0]..cut[1]])).collect();
        let mut state = seed;
        while partial.len() > 1 {
            shuffle(&mut partial, state);
            state = state.wrapping_add(1);
            let taken = partial.pop().unwrap();
            partial.last_mut().unwrap().merge(&taken);
        }
        prop_assert_eq!(&partial[0], &whole);
        prop_assert_eq!(written(&partial[0]), written(&whole));
        prop_assert_eq!(bits(partial[0].value()), bits(whole.value()));
    }

    #[test]
    fn merging_is_commutative_and_associative(a in column(), b in column(), c in vec(any_finite(), 0..5)) {
        let [a, b, c] = [sum_of(&a), sum_of(&b), sum_of(&c)];
        let merged = |left: &ExactSum, right: &ExactSum| {
            let mut sum = left.clone();
            sum.merge(right);
            sum
        };
        prop_assert_eq!(written(&merged(&a, &b)), written(&merged(&b, &a)));
        prop_assert_eq!(written(&merged(&merged(&a, &b), &c)), written(&merged(&a, &merged(&b, &c))));
        prop_assert_eq!(&merged(&a, &ExactSum::new()), &a);
    }

    #[test]
    fn powers_of_two_and_signs_pass_through(values in vec(in_band(-200, 300), 1..1500), power in -300..300_i64) {
        let sum = exact_sum(&values).unwrap();
        let scale = power_of_two(power);
        let scaled: Vec<f64> = values.iter().map(|value| value * scale).collect();
        prop_assert_eq!(exact_sum(&scaled).unwrap(), sum * scale);
        let negated: Vec<f64> = values.iter().map(|value| -value).collect();
        prop_assert_eq!(exact_sum(&negated).unwrap(), -sum);
        let both: Vec<f64> = values.iter().chain(&negated).copied().collect();
        prop_assert_eq!(exact_sum(&both).unwrap().to_bits(), 0);
        prop_assert_eq!(written(&sum_of(&both)), written(&ExactSum::new()));
    }

    #[test]
    fn states_survive_a_round_trip(values in column()) {
        let sum = sum_of(&values);
        let text = written(&sum);
        let read: ExactSum = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(written(&read), text);
        prop_assert_eq!(&read, &sum);
        prop_assert_eq!(bits(read.value()), bits(sum.value()));
    }

    #[test]
    fn products_of_any_bit_patterns_round_once(pairs in vec((any_finite(), any_finite()), 0..40)) {
        let (left, right): (Vec<f64>, Vec<f64>) = pairs.into_iter().unzip();
        prop_assert_eq!(bits(exact_dot(&left, &right)), dot_oracle(&left, &right).to_bits());
    }

    #[test]
    fn products_of_columns_round_once(
        band in prop_oneof![
            Just((-2, -3)), Just((-460, 420)), Just((-518, -518)), Just((512, 512)),
        ],
        narrow in vec((in_band(0, 4), in_band(0, 4)), 0..100),
        wide in vec((in_band(0, 60), in_band(0, 60)), 0..100),
    ) {
        let (left_scale, right_scale) = (power_of_two(band.0), power_of_two(band.1));
        for rows in [narrow, wide] {
            let (left, right): (Vec<f64>, Vec<f64>) = rows
                .into_iter()
                .map(|(left, right)| (left * left_scale, right * right_scale))
                .unzip();
            prop_assert_eq!(bits(exact_dot(&left, &right)), dot_oracle(&left, &right).to_bits());
        }
    }

    #[test]
    fn functions_of_rows_are_rounded_once_each(
        rows in vec((in_band(-20, 40), in_band(-30, 60)), 0..2100),
        cut in 0..2100_usize,
    ) {
        let (left, right): (Vec<f64>, Vec<f64>) = rows.into_iter().unzip();
        let products: Vec<f64> = left.iter().zip(&right).map(|(left, right)| left * right).collect();
        let expected = exact_sum(&products);
        prop_assert_eq!(exact_sum_by(left.len(), |index| left[index] * right[index]), expected);
        prop_assert_eq!(exact_sum_zip([&left, &right], |[left, right]| left * right), expected);
        let cut = cut.min(left.len());
        let mut sum = ExactSum::new();
        sum.add_by(cut..left.len(), |index| left[index] * right[index]);
        let mut first = ExactSum::new();
        first.add_zip([&left[..cut], &right[..cut]], |[left, right]| left * right).unwrap();
        sum.merge(&first);
        prop_assert_eq!(sum.value(), expected);
    }
}

#[test]
fn lengths_about_a_block_add_up() {
    let lengths = [
        0,
        1,
        LANES - 1,
        LANES,
        LANES + 1,
        4 * LANES - 1,
        4 * LANES,
        4 * LANES + 1,
        BLOCK - 1,
        BLOCK,
        BLOCK + 1,
        2 * BLOCK - 1,
        2 * BLOCK,
        2 * BLOCK + LANES + 1,
    ];
    for length in lengths {
        for scale in [1.0, 1e-30, 1e30, 1e-300, 1e300, f64::from_bits(1)] {
            let values: Vec<f64> = (1..=length).map(|index| index as f64 * scale).collect();
            assert_eq!(
                exact_sum(&values),
                Ok(peer(&values)),
                "{length} × {scale:e}"
            );
            assert_eq!(
                exact_sum_by(length, |index| values[index]),
                Ok(peer(&values))
            );
        }
    }
}

#[test]
fn a_stranger_at_any_place_of_a_block_is_not_lost() {
    let stranger_bits = 1e-40;
    for stranger in [stranger_bits, -stranger_bits, 1e40, -1e40, 5e-324, 1e308] {
        for place in (0..2 * BLOCK).step_by(61) {
            let mut values = vec![3.0; 2 * BLOCK];
            values[place] = stranger;
            values.push(-stranger);
            assert_eq!(
                exact_sum(&values),
                Ok(3.0 * (2 * BLOCK - 1) as f64),
                "{stranger:e} at {place}"
            );
        }
    }
}

#[test]
fn what_is_not_finite_is_found_at_every_place() {
    for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        for length in [1, 7, 33, BLOCK, 2 * BLOCK + 9] {
            for index in (0..length).step_by(if length < 50 { 1 } else { 37 }) {
                let mut values = vec![1.5; length];
                values[index] = value;
                values[length - 1] = if index == length - 1 {
                    value
                } else {
                    f64::INFINITY
                };
                let factors = vec![0.0; length];
                for error in [
                    exact_sum(&values),
                    exact_sum_by(length, |index| values[index]),
                    exact_sum_zip([&values], |[value]| value),
                    exact_dot(&values, &factors),
                    exact_dot(&factors, &values),
                ] {
                    let Err(SumError::NotFinite {
                        index: found,
                        value: given,
                    }) = error
                    else {
                        panic!("{error:?}");
                    };
                    assert_eq!(found, index);
                    assert_eq!(given.to_bits(), value.to_bits());
                }
            }
        }
    }
}

#[test]
fn accumulators_count_what_is_not_finite() {
    let mut sum = sum_of(&[1.0, f64::NAN, f64::INFINITY]);
    let mut other = sum_of(&vec![f64::NEG_INFINITY; 2 * BLOCK]);
    other.add_product(f64::INFINITY, -2.0);
    other.add_product(f64::INFINITY, 0.0);
    sum.merge(&other);
    let expected = SumError::Tainted {
        nan: 2,
        positive_infinity: 1,
        negative_infinity: 2 * BLOCK as u64 + 1,
    };
    assert_eq!(sum.value(), Err(expected));
    let read: ExactSum = serde_json::from_str(&written(&sum)).unwrap();
    assert_eq!(read.value(), Err(expected));
    assert_ne!(sum, sum_of(&[1.0]));
}

#[test]
fn overflow_is_of_the_rounded_sum_only() {
    // Half a unit in the last place of f64::MAX.
    let half = power_of_two(970);
    assert_eq!(exact_sum(&[f64::MAX, half.next_down()]), Ok(f64::MAX));
    assert_eq!(
        exact_sum(&[f64::MAX, half]),
        Err(SumError::Overflow {
            negative: false,
            exponent: 1023
        })
    );
    assert_eq!(
        exact_sum(&[-f64::MAX, -half, -1.0]),
        Err(SumError::Overflow {
            negative: true,
            exponent: 1023
        })
    );
    let mut values = vec![f64::MAX; 3 * BLOCK];
    assert_eq!(
        exact_sum(&values),
        Err(SumError::Overflow {
            negative: false,
            exponent: 1035
        })
    );
    values.extend(vec![-f64::MAX; 3 * BLOCK - 1]);
    assert_eq!(exact_sum(&values), Ok(f64::MAX));
    assert_eq!(
        exact_dot(&[f64::MAX, -f64::MAX, 2.0], &[f64::MAX, f64::MAX, 3.0]),
        Ok(6.0)
    );
}

#[test]
fn products_below_the_smallest_number_are_kept() {
    let tiny = f64::from_bits(1);
    let mut sum = ExactSum::new();
    sum.add_product(tiny, tiny);
    sum.add_product(-tiny, 0.5);
    // -2^-1075 + 2^-2148 is just above the tie between -2^-1074 and 0.
    assert_eq!(sum.value(), Ok(-0.0));
    sum.add_product(-tiny, tiny);
    sum.add_product(-tiny, tiny);
    assert_eq!(sum.value(), Ok(-tiny));
    let read: ExactSum = serde_json::from_str(&written(&sum)).unwrap();
    assert_eq!(read, sum);
}

#[test]
fn doubling_a_sum_carries_through() {
    // 2^power copies of each value without adding them one by one.
    for power in [1, 60, 140, 250, 600] {
        for values in [
            &[f64::MAX, -1.0, 5e-324][..],
            &[-f64::MAX],
            &[-1.0 / 3.0],
            &[1e9],
            &[5e-324],
        ] {
            let mut sum = sum_of(values);
            for _ in 0..power {
                let copy = sum.clone();
                sum.merge(&copy);
            }
            let mut expected = ExactSum::new();
            for &value in values {
                expected.add_product(value, power_of_two(power));
            }
            assert_eq!(sum, expected);
            assert_eq!(written(&sum), written(&expected));
        }
    }
}

#[test]
fn a_sum_outgrows_its_first_limbs_at_any_magnitude() {
    const ADDED: u32 = 3000;
    let low = 1_f64.next_up();
    for exponent in 100..200 {
        for large in [
            power_of_two(exponent).next_down(),
            -power_of_two(exponent).next_down(),
        ] {
            let mut sum = sum_of(&[low]);
            for _ in 0..ADDED {
                sum.add(large);
            }
            let mut expected = ExactSum::new();
            expected.add_product(large, f64::from(ADDED));
            expected.add(low);
            assert_eq!(written(&sum), written(&expected), "{large:e}");
        }
    }
}

#[test]
fn columns_of_different_length_are_refused() {
    let expected = Err(SumError::LengthMismatch {
        expected: 2,
        found: 1,
    });
    assert_eq!(exact_dot(&[1.0, 2.0], &[1.0]), expected);
    assert_eq!(
        exact_sum_zip([&[1.0, 2.0], &[1.0]], |[left, _]| left),
        expected
    );
}

#[test]
fn the_state_is_readable_and_canonical() {
    let sum = sum_of(&[0.5, 1024.0, -1024.0, 2.0]);
    assert_eq!(
        written(&sum),
        r#"{"significand":"5","exponent":-1,"nan":0,"positive_infinity":0,"negative_infinity":0}"#
    );
}

#[test]
fn corrupted_states_are_refused() {
    let state = |significand: &str, exponent: &str| {
        format!(
            r#"{{"significand":"{significand}","exponent":{exponent},"nan":0,"positive_infinity":0,"negative_infinity":0}}"#
        )
    };
    let read = |text: &str| serde_json::from_str::<ExactSum>(text);
    for (significand, exponent) in [
        ("0", "0"),
        ("-1", "-2148"),
        ("1", "2110"),
        ("1f", "0"),
        ("3", "2109"),
    ] {
        let text = state(significand, exponent);
        assert_eq!(written(&read(&text).unwrap()), text);
    }
    let long = format!("1{}1", "0".repeat(1100));
    for (significand, exponent) in [
        ("", "0"),
        ("-", "0"),
        ("-0", "0"),
        ("00", "0"),
        ("2", "0"),
        ("01", "0"),
        ("+1", "0"),
        ("1F", "0"),
        ("1g", "0"),
        ("1.5", "0"),
        (" 1", "0"),
        ("é", "0"),
        ("0", "1"),
        ("1", "-2149"),
        ("1", "2111"),
        ("3", "2110"),
        ("1", "2147483647"),
        ("1", "-2147483648"),
        ("1", "1e400"),
        ("1", "0.5"),
        (&long, "0"),
    ] {
        assert!(
            read(&state(significand, exponent)).is_err(),
            "{significand} {exponent}"
        );
    }
    assert!(read("{}").is_err());
    assert!(read(&state("1", "0").replace("\"nan\":0", "\"nan\":-1")).is_err());
    assert!(read(&state("1", "0").replace("\"nan\":0", "\"extra\":1,\"nan\":0")).is_err());
}
