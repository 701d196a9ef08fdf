use core::fmt::{self, Write};

use super::DigestError;

/// Where a number is written without exponent: the decimal exponents of its first digit.
///
/// The limits are those of `serde_json` 1.0, so that a file written by either is the same.
struct Plain {
    from: i32,
    to: i32,
}

const F64: Plain = Plain { from: -5, to: 15 };
const F32: Plain = Plain { from: -6, to: 12 };

/// Writes the shortest decimal number that reads back to the same bits; of two that are as
/// short and as near, the one whose last digit is even.
pub(super) fn write_f64<W: Write + ?Sized>(sink: &mut W, value: f64) -> Result<(), DigestError> {
    if !value.is_finite() {
        return Err(DigestError::not_finite(value));
    }
    let mut text = Text::new(format_args!("{value:e}"))?;
    text.even(value, |text| text.parse() == Ok(value))?;
    write(sink, &text, &F64)
}

/// The same for an `f32`, whose bits need fewer digits.
pub(super) fn write_f32<W: Write + ?Sized>(sink: &mut W, value: f32) -> Result<(), DigestError> {
    if !value.is_finite() {
        return Err(DigestError::not_finite(f64::from(value)));
    }
    let mut text = Text::new(format_args!("{value:e}"))?;
    text.even(f64::from(value), |text| text.parse() == Ok(value))?;
    write(sink, &text, &F32)
}

/// Brings `-1.25e-7` to the form of JSON.
fn write<W: Write + ?Sized>(sink: &mut W, text: &Text, plain: &Plain) -> Result<(), DigestError> {
    let (mantissa, exponent) = text.as_str()?.split_once('e').ok_or(fmt::Error)?;
    let exponent: i32 = exponent.parse().map_err(|_| fmt::Error)?;
    let magnitude = match mantissa.strip_prefix('-') {
        Some(magnitude) => {
            sink.write_char('-')?;
            magnitude
        }
        None => mantissa,
    };
    let (whole, fraction) = magnitude.split_once('.').unwrap_or((magnitude, ""));
    if exponent < plain.from || exponent > plain.to {
        sink.write_str(magnitude)?;
        write!(sink, "e{exponent:+}")?;
    } else if exponent < 0 {
        sink.write_str("0.")?;
        zeros(sink, -1 - exponent)?;
        sink.write_str(whole)?;
        sink.write_str(fraction)?;
    } else {
        sink.write_str(whole)?;
        let before = usize::try_from(exponent).map_err(|_| fmt::Error)?;
        match fraction.split_at_checked(before) {
            Some((before, after)) => {
                sink.write_str(before)?;
                sink.write_char('.')?;
                sink.write_str(if after.is_empty() { "0" } else { after })?;
            }
            None => {
                sink.write_str(fraction)?;
                for _ in fraction.len()..before {
                    sink.write_char('0')?;
                }
                sink.write_str(".0")?;
            }
        }
    }
    Ok(())
}

fn zeros<W: Write + ?Sized>(sink: &mut W, count: i32) -> fmt::Result {
    (0..count).try_for_each(|_| sink.write_char('0'))
}

/// A number with its exponent; the longest is `-2.2250738585072014e-308`.
#[derive(Clone, Default)]
struct Text {
    bytes: [u8; 32],
    len: usize,
}

impl Text {
    fn new(scientific: fmt::Arguments<'_>) -> Result<Self, fmt::Error> {
        let mut text = Self::default();
        text.write_fmt(scientific)?;
        Ok(text)
    }

    fn as_str(&self) -> Result<&str, fmt::Error> {
        let bytes = self.bytes.get(..self.len).ok_or(fmt::Error)?;
        core::str::from_utf8(bytes).map_err(|_| fmt::Error)
    }

    /// Takes the even neighbour below, if the value lies exactly between the two: `core` rounds
    /// such a value up, `serde_json`, Python and ECMAScript to even.
    fn even(&mut self, value: f64, reads_back: impl Fn(&str) -> bool) -> Result<(), fmt::Error> {
        let Some((exact, exact_place)) = exact(value) else {
            return Ok(());
        };
        let (mantissa, exponent) = self.as_str()?.split_once('e').ok_or(fmt::Error)?;
        let digits = mantissa.bytes().filter(u8::is_ascii_digit);
        let shortest = digits.fold(0, |sum, digit| 10 * sum + u128::from(digit - b'0'));
        let fraction = mantissa.split_once('.').map_or(0, |(_, f)| f.len());
        let exponent: i32 = exponent.parse().map_err(|_| fmt::Error)?;
        let place = exponent - i32::try_from(fraction).map_err(|_| fmt::Error)?;
        let between = place == exact_place + 1 && 10 * shortest == exact + 5;
        if between && shortest % 2 == 1 {
            let last = mantissa.len() - 1;
            let mut below = self.clone();
            if let Some(digit) = below.bytes.get_mut(last) {
                *digit -= 1;
            }
            if reads_back(below.as_str()?) {
                *self = below;
            }
        }
        Ok(())
    }
}

/// The digits of a number and the decimal place of the last of them, which is 5.
///
/// # Equation
/// ```text
/// |v| = m · 2^q = m · 5^−q · 10^q
///
/// v  value
/// m  odd integer
/// q  from −25 to 22: beyond, the last digit 5 is not the 18th or an earlier one
/// ```
fn exact(value: f64) -> Option<(u128, i32)> {
    let bits = value.to_bits();
    let fraction = bits & ((1 << 52) - 1);
    let (significand, exponent) = match i32::try_from(bits >> 52 & 0x7ff).ok()? {
        0 => (fraction, -1074),
        biased => (fraction | 1 << 52, biased - 1075),
    };
    if significand == 0 {
        return None;
    }
    let zeros = significand.trailing_zeros();
    let odd = u128::from(significand >> zeros);
    let place = exponent + i32::try_from(zeros).ok()?;
    let digits = match place {
        -25..0 => odd * 5_u128.pow(place.unsigned_abs()),
        0..=22 if odd.is_multiple_of(5_u128.pow(place.unsigned_abs())) => {
            odd / 5_u128.pow(place.unsigned_abs())
        }
        _ => return None,
    };
    (digits % 10 == 5).then_some((digits, place))
}

impl Write for Text {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let end = self.len + text.len();
        let room = self.bytes.get_mut(self.len..end).ok_or(fmt::Error)?;
        room.copy_from_slice(text.as_bytes());
        self.len = end;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::String;

    fn text(value: f64) -> String {
        let mut text = String::new();
        write_f64(&mut text, value).unwrap();
        text
    }

    #[test]
    fn the_form_changes_where_that_of_serde_json_does() {
        for (value, expected) in [
            (0.0, "0.0"),
            (-0.0, "-0.0"),
            (1.0, "1.0"),
            (-2.5, "-2.5"),
            (1e15, "1000000000000000.0"),
            (1e16, "1e+16"),
            (1_234_567_890_123_456.7, "1234567890123456.8"),
            (9_007_199_254_740_993.0, "9007199254740992.0"),
            (0.000_012_5, "0.0000125"),
            (0.000_001_25, "1.25e-6"),
            (f64::MAX, "1.7976931348623157e+308"),
            (f64::MIN_POSITIVE, "2.2250738585072014e-308"),
            (5e-324, "5e-324"),
            (1.0 / 33_554_432.0, "2.9802322387695312e-8"),
        ] {
            assert_eq!(text(value), expected);
            assert_eq!(serde_json::to_string(&value).unwrap(), expected);
        }
    }

    /// Every power of two and of ten, and their neighbours.
    #[test]
    fn the_text_at_the_edges_is_that_of_serde_json() {
        let twos = (0..2047_u64).map(|exponent| f64::from_bits(exponent << 52));
        let tens = (-323..=308).map(|exponent| alloc::format!("1e{exponent}").parse().unwrap());
        for value in twos.chain(tens) {
            for value in [value.next_down(), value, value.next_up()] {
                assert_eq!(text(value), serde_json::to_string(&value).unwrap());
            }
        }
        for exponent in 0..255_u32 {
            let value = f32::from_bits(exponent << 23);
            for value in [value.next_down(), value, value.next_up()] {
                let mut text = String::new();
                write_f32(&mut text, value).unwrap();
                assert_eq!(text, serde_json::to_string(&value).unwrap());
            }
        }
    }
}
