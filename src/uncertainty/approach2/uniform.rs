use chacha20::ChaCha8Rng;
use chacha20::rand_core::{Rng, SeedableRng};
use sha2::{Digest, Sha256};

use super::Seed;

/// Which years a parameter stands for: each has random numbers of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// All years.
    Whole = 0,
    Base = 1,
    YearT = 2,
}

/// The number of the stream of a parameter, by its name alone.
pub(super) fn stream_of(name: &str, part: Part) -> u64 {
    let digest = Sha256::new()
        .chain_update([part as u8])
        .chain_update(name.as_bytes())
        .finalize();
    let first = digest.iter().take(8).rev();
    first.fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// The random numbers of one parameter, from one sample on.
pub(super) struct Uniforms(ChaCha8Rng);

impl Uniforms {
    pub(super) fn new(seed: Seed, stream: u64, sample: u64) -> Self {
        let mut words = ChaCha8Rng::from_seed(seed.bytes());
        words.set_stream(stream);
        words.set_word_pos(2 * u128::from(sample));
        Self(words)
    }

    #[inline]
    pub(super) fn draw(&mut self) -> f64 {
        from_word(self.0.next_u64())
    }
}

/// `(2k + 1) / 2⁵³` with the 52 upper bits as `k`, which no step rounds.
#[inline]
fn from_word(word: u64) -> f64 {
    const STEP: f64 = 1.0 / (1_u64 << 53) as f64;
    ((word >> 12 << 1) | 1) as f64 * STEP
}

/// The random number of one parameter in one sample: any can be recomputed alone.
///
/// # Equation
/// ```text
/// u = (2k + 1) / 2⁵³     k = ⌊w / 2¹²⌋     2⁻⁵³ ≤ u ≤ 1 − 2⁻⁵³
///
/// w  64 bits: the words 2i (lower half) and 2i + 1 (upper half) of the ChaCha8 key stream with
///    the seed as its key, the block counter in words 12 and 13 of the state and the number of the
///    stream in words 14 and 15
/// i  sample, counted from 0
/// ```
/// The number of the stream is the first 8 bytes, least significant first, of the SHA-256 of a
/// zero byte and the name in UTF-8. It does not depend on what else the model has, so neither the
/// order of parameters nor a new one changes a draw. A parameter with errors of its own in each
/// year has the byte 1 in the base year and 2 in year t instead of the zero byte.
///
/// # Source
/// Bernstein 2008, "ChaCha, a variant of Salsa20", with 8 rounds, as implemented by the `chacha20`
/// crate. Streams by name and the 52 bits are our choice: `u` and `1 − u` are both in the set, and
/// neither end is.
///
/// # Example
/// ```
/// use ict_impact::uncertainty::{Seed, uniform};
/// let seed = Seed::from_u64(1);
/// let u = uniform(seed, "grid intensity", 999);
/// assert!(u > 0.0 && u < 1.0);
/// assert_eq!(u, uniform(seed, "grid intensity", 999));
/// assert_ne!(u, uniform(seed, "grid intensity", 1000));
/// ```
#[must_use]
pub fn uniform(seed: Seed, parameter: &str, sample: u64) -> f64 {
    Uniforms::new(seed, stream_of(parameter, Part::Whole), sample).draw()
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    /// ChaCha with 8 rounds, written down from its definition.
    fn block(key: [u8; 32], counter: u64, stream: u64) -> [u32; 16] {
        let mut state = [0_u32; 16];
        state[..4].copy_from_slice(&[0x6170_7865, 0x3320_646e, 0x7962_2d32, 0x6b20_6574]);
        for (word, bytes) in state[4..12].iter_mut().zip(key.as_chunks::<4>().0) {
            *word = u32::from_le_bytes(*bytes);
        }
        for (word, long) in [(12, counter), (14, stream)] {
            state[word] = long as u32;
            state[word + 1] = (long >> 32) as u32;
        }
        let start = state;
        let mut quarter = |a: usize, b: usize, c: usize, d: usize| {
            for (x, y, z, turn) in [(a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)] {
                state[x] = state[x].wrapping_add(state[y]);
                state[z] = (state[z] ^ state[x]).rotate_left(turn);
            }
        };
        for _ in 0..4 {
            for i in 0..4 {
                quarter(i, i + 4, i + 8, i + 12);
            }
            for i in 0..4 {
                quarter(i, (i + 1) % 4 + 4, (i + 2) % 4 + 8, (i + 3) % 4 + 12);
            }
        }
        core::array::from_fn(|i| state[i].wrapping_add(start[i]))
    }

    #[test]
    fn every_draw_is_the_one_of_the_definition() {
        let seed = Seed::from_bytes(core::array::from_fn(|i| i as u8 * 7));
        let stream = stream_of("grid", Part::Whole);
        let mut run = Uniforms::new(seed, stream, 0);
        for sample in 0..200_u64 {
            let words = block(seed.bytes(), sample / 8, stream);
            let at = (sample % 8 * 2) as usize;
            let word = u64::from(words[at]) | u64::from(words[at + 1]) << 32;
            assert_eq!(run.draw(), from_word(word), "sample {sample}");
            assert_eq!(uniform(seed, "grid", sample), from_word(word));
        }
        // Far in the stream, where the counter needs its upper word.
        let sample = (1 << 40) + 5;
        let words = block(seed.bytes(), sample / 8, stream);
        let word = u64::from(words[10]) | u64::from(words[11]) << 32;
        assert_eq!(uniform(seed, "grid", sample), from_word(word));
    }

    #[test]
    fn the_ends_are_left_out_and_mirror_each_other() {
        let (least, most) = (from_word(0), from_word(u64::MAX));
        assert_eq!(least, 0.5 * f64::EPSILON);
        assert_eq!(most, 1.0 - least);
        assert_eq!(most, 1_f64.next_down());
        assert_eq!(from_word(1 << 63), 0.5 + least);
        assert_eq!(from_word((1 << 63) - 1), 0.5 - least);
    }

    /// SHA-256 of a zero byte and nothing begins 6e340b9cffb37a98.
    #[test]
    fn a_stream_is_the_digest_of_its_name() {
        assert_eq!(stream_of("", Part::Whole), 0x987a_b3ff_9c0b_346e);
        let parts = [Part::Whole, Part::Base, Part::YearT];
        let streams: Vec<_> = parts.map(|part| stream_of("a", part)).into();
        assert!(streams[0] != streams[1] && streams[1] != streams[2] && streams[0] != streams[2]);
    }

    /// The first three moments of a uniform variable, within five standard errors.
    #[test]
    fn draws_are_uniform_and_streams_independent() {
        let count = 40_000;
        let seed = Seed::from_u64(7);
        let of = |name| {
            let mut run = Uniforms::new(seed, stream_of(name, Part::Whole), 0);
            (0..count).map(|_| run.draw() - 0.5).collect::<Vec<_>>()
        };
        let (a, b) = (of("a"), of("b"));
        let mean = |values: &mut dyn Iterator<Item = f64>| values.sum::<f64>() / f64::from(count);
        let root = f64::from(count).sqrt();
        assert!(mean(&mut a.iter().copied()).abs() < 5.0 * 0.289 / root);
        assert!((mean(&mut a.iter().map(|u| u * u)) - 1.0 / 12.0).abs() < 5.0 * 0.0746 / root);
        assert!(mean(&mut a.iter().map(|u| u * u * u)).abs() < 5.0 * 0.0473 / root);
        let product = mean(&mut a.iter().zip(&b).map(|(a, b)| a * b));
        assert!(product.abs() < 5.0 / 12.0 / root);
    }
}
