//! Which bytes exactly are meant?
//!
//! A [`Digest`] names the bytes of a file, or a value by the bytes of its compact JSON text:
//! fields in the order of the type, shortest numbers that read back to the same bits, no
//! blanks. An auditor recomputes it with common tools:
//!
//! ```text
//! $ printf '{"value":2.5,"unit":"kWh"}' | sha256sum
//! 50160867336a4dc6f002b1dffb7b0e3586ab433ea732a425c0cc62bf04fab23f  -
//! ```
//!
//! [`canonical_json`] gives that text, for files too.

mod canonical;
mod error;
mod key;
mod number;

use alloc::string::String;
use core::fmt;
use core::str::FromStr;

use serde::Serialize;
use sha2::{Digest as _, Sha256};

pub use canonical::{canonical_json, write_canonical_json};
pub use error::DigestError;

/// The SHA-256 of bytes, written as 64 lower-case hexadecimal digits.
///
/// # Source
/// FIPS 180-4 (2015), section 6.2.
///
/// # Example
/// The first is the digest of the text `abc` in the examples of FIPS 180-4; the second is what
/// `printf '{"value":2.5,"unit":"kWh"}' | sha256sum` prints.
/// ```
/// use ict_impact::source::Digest;
/// let abc = Digest::of_bytes(b"abc");
/// assert_eq!(
///     abc.to_string(),
///     "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
/// );
/// #[derive(serde::Serialize)]
/// struct Reading { value: f64, unit: &'static str }
/// let reading = Digest::of(&Reading { value: 2.5, unit: "kWh" })?;
/// assert_eq!(reading, Digest::of_bytes(br#"{"value":2.5,"unit":"kWh"}"#));
/// assert_eq!(
///     reading.to_string(),
///     "50160867336a4dc6f002b1dffb7b0e3586ab433ea732a425c0cc62bf04fab23f"
/// );
/// # Ok::<(), ict_impact::source::DigestError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest([u8; 32]);

impl Digest {
    /// The digest of bytes, the one that `sha256sum` prints for a file of them.
    pub fn of_bytes(bytes: &[u8]) -> Self {
        let mut digester = Digester::new();
        digester.update(bytes);
        digester.finish()
    }

    /// The digest of the [`canonical_json`] of a value, without building that text.
    ///
    /// A map is written in the order in which it gives its entries: a `HashMap` has none, so
    /// its digest would change from run to run.
    ///
    /// # Errors
    /// Those of [`canonical_json`].
    pub fn of<T: Serialize + ?Sized>(value: &T) -> Result<Self, DigestError> {
        let mut digester = Digester::new();
        write_canonical_json(value, &mut digester)?;
        Ok(digester.finish())
    }

    /// The digest with these 32 bytes.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Its 32 bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digit = |nibble: u8| {
            if nibble < 10 {
                b'0' + nibble
            } else {
                b'a' - 10 + nibble
            }
        };
        let mut text = [0; 64];
        for (pair, byte) in text.chunks_exact_mut(2).zip(self.0) {
            pair.copy_from_slice(&[digit(byte >> 4), digit(byte & 15)]);
        }
        f.pad(core::str::from_utf8(&text).map_err(|_| fmt::Error)?)
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest({self})")
    }
}

impl FromStr for Digest {
    type Err = DigestError;
    /// Reads exactly what [`Display`](fmt::Display) writes: capitals are refused, so that one
    /// digest has one text.
    fn from_str(text: &str) -> Result<Self, DigestError> {
        let refused = || DigestError::NotADigest { given: text.into() };
        let value = |digit: u8| match digit {
            b'0'..=b'9' => Ok(digit - b'0'),
            b'a'..=b'f' => Ok(digit - b'a' + 10),
            _ => Err(refused()),
        };
        let (pairs, rest) = text.as_bytes().as_chunks::<2>();
        if pairs.len() != 32 || !rest.is_empty() {
            return Err(refused());
        }
        let mut bytes = [0; 32];
        for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
            *byte = value(*high)? << 4 | value(*low)?;
        }
        Ok(Self(bytes))
    }
}

impl Serialize for Digest {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Digest {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// A [`Digest`] in the making, for bytes or text that come in pieces.
///
/// # Example
/// ```
/// use ict_impact::source::{Digest, Digester};
/// let mut digester = Digester::new();
/// digester.update(b"a");
/// digester.update(b"bc");
/// assert_eq!(digester.finish(), Digest::of_bytes(b"abc"));
/// ```
#[derive(Clone, Default)]
pub struct Digester(Sha256);

impl Digester {
    /// The digester that has seen nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes in the next bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The digest of all bytes taken in.
    pub fn finish(self) -> Digest {
        Digest(self.0.finalize().into())
    }
}

impl fmt::Debug for Digester {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digester({})", self.clone().finish())
    }
}

impl fmt::Write for Digester {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.update(text.as_bytes());
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn one_digest_has_one_text() {
        let digest = Digest::of_bytes(b"");
        let text = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(digest.to_string(), text);
        assert_eq!(text.parse(), Ok(digest));
        assert_eq!(
            serde_json::to_string(&digest).unwrap(),
            alloc::format!("\"{text}\"")
        );
        assert_eq!(
            serde_json::from_str::<Digest>(&alloc::format!("\"{text}\"")).unwrap(),
            digest
        );
        let wrong = [
            text.to_uppercase(),
            text[1..].to_string(),
            text.to_string() + "0",
            text.to_string() + "00",
            text.replacen('e', "g", 1),
            text.replacen('e', "+", 1),
            text.replacen("e3", "é", 1),
            String::new(),
        ];
        for given in wrong {
            let error = given.parse::<Digest>();
            assert_eq!(
                error,
                Err(DigestError::NotADigest {
                    given: given.clone()
                })
            );
            assert!(serde_json::from_str::<Digest>(&alloc::format!("\"{given}\"")).is_err());
        }
    }

    #[test]
    fn the_order_is_that_of_the_text() {
        let mut digests: alloc::vec::Vec<_> = (0..50_u8).map(|n| Digest::of_bytes(&[n])).collect();
        digests.sort();
        assert!(digests.is_sorted_by_key(ToString::to_string));
    }
}
