//! How a number is written for a reader: one function for every card, axis, label and table.

/// No-break space, between a number and its unit.
pub const NBSP: char = '\u{a0}';
/// Narrow no-break space, between groups of three digits.
const GROUP: char = '\u{202f}';
/// The true minus sign; a hyphen is shorter and is read as a dash.
const MINUS: char = '\u{2212}';
/// What stands where there is no finite number.
const NONE: &str = "not available";

/// How far a number is rounded for showing. The full value stays in the page beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Precision {
    /// This many significant digits, whatever the magnitude.
    Significant(usize),
    /// This many digits after the decimal point.
    Decimals(usize),
}

impl Default for Precision {
    fn default() -> Self {
        Precision::Significant(3)
    }
}

/// Writes `value` rounded to `precision`: digits grouped by a narrow no-break space, the sign as
/// U+2212, no negative zero, and "not available" for what is not finite.
///
/// Very large and very small magnitudes (from 10¹⁵, below 10⁻⁶) become `1.23 × 10⁻⁹`.
pub fn number(value: f64, precision: Precision) -> String {
    if !value.is_finite() {
        return NONE.to_string();
    }
    let magnitude = value.abs();
    let extreme = magnitude >= 1e15 || (magnitude != 0.0 && magnitude < 1e-6);
    let digits = match precision {
        Precision::Significant(_) if value == 0.0 => "0".to_string(),
        Precision::Significant(n) if extreme => scientific(magnitude, n),
        Precision::Decimals(_) if magnitude >= 1e15 => scientific(magnitude, 3),
        Precision::Significant(n) => group(&positional(magnitude, n)),
        Precision::Decimals(n) => group(&format!("{magnitude:.n$}")),
    };
    let is_zero = digits.chars().all(|c| matches!(c, '0' | '.'));
    if value < 0.0 && !is_zero {
        format!("{MINUS}{digits}")
    } else {
        digits
    }
}

/// The same with a plus sign before what is above zero, for changes.
pub fn signed(value: f64, precision: Precision) -> String {
    plus(value, number(value, precision))
}

/// Puts the plus sign before `digits`, which show `value`, unless they show a zero.
pub fn plus(value: f64, digits: String) -> String {
    if value > 0.0 && value.is_finite() && digits.contains(|c| matches!(c, '1'..='9')) {
        format!("+{digits}")
    } else {
        digits
    }
}

/// Writes a number and its unit, kept together on one line.
pub fn with_unit(value: f64, precision: Precision, unit: &str) -> String {
    let digits = number(value, precision);
    if unit.is_empty() || !value.is_finite() {
        digits
    } else {
        format!("{digits}{NBSP}{}", unit_label(unit))
    }
}

/// A unit as it is printed: `gCO2e/kWh` becomes `gCO₂e/kWh`.
pub fn unit_label(unit: &str) -> String {
    unit.replace("CO2", "CO₂")
}

/// The shortest decimal text that reads back as the same `f64`, for `<data value>`.
pub fn full(value: f64) -> String {
    format!("{value}")
}

/// `10⁻⁶`, for axes and for numbers too long to be written out.
pub fn power_of_ten(exponent: i32) -> String {
    let digits = exponent.to_string();
    let raised = digits.chars().map(|c| match c {
        '-' => '⁻',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        digit => char::from_u32('⁰' as u32 + digit.to_digit(10).unwrap_or(0)).unwrap_or(digit),
    });
    format!("10{}", raised.collect::<String>())
}

/// Mantissa digits (no point) and decimal exponent of a positive number, rounded to `n` digits.
fn digits_and_exponent(magnitude: f64, n: usize) -> (String, i32) {
    let text = format!("{magnitude:.*e}", n.max(1) - 1);
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let digits = mantissa.chars().filter(char::is_ascii_digit).collect();
    (digits, exponent.parse().unwrap_or(0))
}

fn positional(magnitude: f64, n: usize) -> String {
    let (digits, exponent) = digits_and_exponent(magnitude, n);
    if exponent < 0 {
        let zeros = "0".repeat(exponent.unsigned_abs() as usize - 1);
        return format!("0.{zeros}{digits}");
    }
    let whole = exponent as usize + 1;
    if digits.len() <= whole {
        format!("{digits}{}", "0".repeat(whole - digits.len()))
    } else {
        format!("{}.{}", &digits[..whole], &digits[whole..])
    }
}

fn scientific(magnitude: f64, n: usize) -> String {
    let (digits, exponent) = digits_and_exponent(magnitude, n);
    let (head, tail) = digits.split_at(1);
    let point = if tail.is_empty() { "" } else { "." };
    format!("{head}{point}{tail}{NBSP}×{NBSP}{}", power_of_ten(exponent))
}

fn group(digits: &str) -> String {
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut out = String::with_capacity(digits.len() + 4);
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            out.push(GROUP);
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push('.');
        out.push_str(fraction);
    }
    out
}
