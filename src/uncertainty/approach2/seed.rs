use core::fmt;
use core::str::FromStr;

use alloc::string::String;

use super::MonteCarloError;

/// The key of the random numbers of a simulation: whoever has it can repeat every draw.
///
/// There is no default: choose one, and it is written beside the result.
///
/// # Example
/// ```
/// use ict_impact::uncertainty::Seed;
/// let seed = Seed::from_u64(0x2026);
/// assert!(seed.to_string().starts_with("2620000000000000")); // little-endian, then zeros
/// assert_eq!(seed.to_string().parse(), Ok(seed));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Seed([u8; 32]);

impl Seed {
    /// The 8 bytes of `number`, least significant first, and 24 zeros.
    #[must_use]
    pub const fn from_u64(number: u64) -> Self {
        let [a, b, c, d, e, f, g, h] = number.to_le_bytes();
        let mut key = [0; 32];
        [
            key[0], key[1], key[2], key[3], key[4], key[5], key[6], key[7],
        ] = [a, b, c, d, e, f, g, h];
        Self(key)
    }

    /// These 32 bytes, such as the SHA-256 of the input.
    #[must_use]
    pub const fn from_bytes(key: [u8; 32]) -> Self {
        Self(key)
    }

    /// The key of the cipher.
    #[must_use]
    pub const fn bytes(self) -> [u8; 32] {
        self.0
    }
}

/// Writes 64 hexadecimal digits.
impl fmt::Display for Seed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// Reads 64 hexadecimal digits.
impl FromStr for Seed {
    type Err = MonteCarloError;
    fn from_str(text: &str) -> Result<Self, MonteCarloError> {
        let refused = || MonteCarloError::Seed { given: text.into() };
        let (pairs, rest) = text.as_bytes().as_chunks::<2>();
        if pairs.len() != 32 || !rest.is_empty() {
            return Err(refused());
        }
        let mut key = [0; 32];
        for (byte, pair) in key.iter_mut().zip(pairs) {
            let [high, low] = pair.map(|digit| char::from(digit).to_digit(16));
            let value = high.zip(low).map(|(high, low)| high * 16 + low);
            let value = value.and_then(|value| u8::try_from(value).ok());
            *byte = value.ok_or_else(refused)?;
        }
        Ok(Self(key))
    }
}

impl serde::Serialize for Seed {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Seed {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn what_is_written_is_read_and_nothing_else() {
        let mut key = [0; 32];
        for (byte, value) in key.iter_mut().zip(200..) {
            *byte = value;
        }
        let seed = Seed::from_bytes(key);
        let written = serde_json::to_string(&seed).unwrap();
        assert_eq!(written, alloc::format!("\"{seed}\""));
        assert_eq!(serde_json::from_str::<Seed>(&written).unwrap(), seed);
        let digits = seed.to_string();
        for bad in [
            "",
            "7",
            &digits[1..],
            &digits.replace('c', "g"),
            &(digits.clone() + "0"),
        ] {
            let error = bad.parse::<Seed>().unwrap_err();
            assert!(matches!(error, MonteCarloError::Seed { given } if given == bad));
        }
        assert!(serde_json::from_str::<Seed>("7").is_err());
    }
}
