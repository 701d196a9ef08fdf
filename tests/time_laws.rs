//! Laws that instants, offsets and the calendar keep, held against the calendar of jiff.

use ict_impact::energy::profile::{Calendar, TimeAxis};
use ict_impact::time::{Interval, Timestamp, UtcOffset};
use proptest::prelude::*;

fn instant(microseconds: i64) -> Timestamp {
    Timestamp::from_unix_microseconds(microseconds).unwrap()
}

/// Any instant of the years that jiff's timestamps have with every offset.
fn any_microseconds() -> impl Strategy<Value = i64> {
    let (first, last) = ("0001-01-03T00:00:00Z", "9999-12-29T00:00:00Z");
    let range = [first, last].map(|text| text.parse::<Timestamp>().unwrap().unix_microseconds());
    prop_oneof![
        range[0]..range[1],
        (range[0] / 1_000_000..range[1] / 1_000_000).prop_map(|seconds| seconds * 1_000_000),
        0..4_000_000_000_000_000_i64,
    ]
}

fn any_offset() -> impl Strategy<Value = UtcOffset> {
    (-1439..=1439_i16).prop_map(|minutes| UtcOffset::from_minutes(minutes).unwrap())
}

fn their_offset(offset: UtcOffset) -> jiff::tz::Offset {
    jiff::tz::Offset::from_seconds(i32::from(offset.minutes()) * 60).unwrap()
}

/// What a clock of this offset shows.
fn clock(microseconds: i64, offset: UtcOffset) -> jiff::civil::DateTime {
    let instant = jiff::Timestamp::from_microsecond(microseconds).unwrap();
    their_offset(offset).to_datetime(instant)
}

proptest! {
    #[test]
    fn text_is_read_and_written_as_by_jiff(
        microseconds in any_microseconds(),
        offset in any_offset(),
    ) {
        let text = instant(microseconds).text_at(offset);
        prop_assert_eq!(text.parse(), Ok(instant(microseconds)));
        let theirs: jiff::Timestamp = text.parse().unwrap();
        prop_assert_eq!(theirs.as_microsecond(), microseconds);
        let local = clock(microseconds, offset);
        let digits = text[..19].to_owned();
        prop_assert_eq!(&digits, &local.strftime("%Y-%m-%dT%H:%M:%S").to_string());
        let fraction = microseconds.rem_euclid(1_000_000);
        let whole = instant(microseconds - fraction);
        prop_assert_eq!(Timestamp::local(&digits, offset), Ok(whole));
        let date = instant(microseconds).date_at(offset).unwrap();
        prop_assert_eq!(date.to_string(), local.date().to_string());
        let theirs = jiff::Timestamp::from_microsecond(microseconds).unwrap().to_string();
        prop_assert_eq!(theirs.parse(), Ok(instant(microseconds)));
    }

    #[test]
    fn a_text_with_an_error_is_refused_or_means_the_same_to_jiff(
        microseconds in any_microseconds(),
        offset in any_offset(),
        place in 0..40_usize,
        put in "[-+:.0-9TZtz ]",
        instead in any::<bool>(),
    ) {
        let text = instant(microseconds).text_at(offset);
        let place = place % text.len();
        let after = &text[place + usize::from(instead)..];
        let changed = format!("{}{put}{after}", &text[..place]);
        if let Ok(read) = changed.parse::<Timestamp>() {
            match changed.parse::<jiff::Timestamp>() {
                Ok(theirs) => prop_assert_eq!(theirs.as_nanosecond(), i128::from(read.unix_microseconds()) * 1000),
                Err(error) => prop_assert!(false, "{changed}: {error}"),
            }
        }
    }

    #[test]
    fn frames_are_those_of_the_calendar_of_jiff(
        microseconds in 0..4_000_000_000_000_000_i64,
        length in 1..100_000_000_000_000_i64,
        offset in any_offset(),
    ) {
        let span = Interval::new(instant(microseconds), instant(microseconds + length)).unwrap();
        for (calendar, unit) in [
            (Calendar::Day, jiff::Unit::Day),
            (Calendar::Month, jiff::Unit::Month),
            (Calendar::Year, jiff::Unit::Year),
        ] {
            let axis = TimeAxis::calendar(calendar, offset, span).unwrap();
            prop_assert_eq!(axis.span(), span);
            let first = clock(microseconds, offset).date();
            let mut date = match unit {
                jiff::Unit::Day => first,
                jiff::Unit::Month => first.first_of_month(),
                _ => first.first_of_year(),
            };
            let next = match unit {
                jiff::Unit::Day => jiff::Span::new().days(1),
                jiff::Unit::Month => jiff::Span::new().months(1),
                _ => jiff::Span::new().years(1),
            };
            let midnight = |date: jiff::civil::Date| {
                let midnight = date.to_datetime(jiff::civil::Time::midnight());
                their_offset(offset).to_timestamp(midnight).unwrap().as_microsecond()
            };
            for row in 0..axis.len() {
                let frame = axis.frame(row).unwrap();
                prop_assert_eq!(frame.from().unix_microseconds(), midnight(date));
                date = date.checked_add(next).unwrap();
                prop_assert_eq!(frame.to().unix_microseconds(), midnight(date));
            }
        }
    }
}
