use core::any::TypeId;
use core::marker::PhantomData;

use alloc::string::String;
use alloc::vec::Vec;

use super::super::distribution::Shape;
use super::super::{Distribution, UncertaintyError};
use super::uniform::{Part, Uniforms, stream_of};
use super::{MonteCarloError, Seed};
use crate::quantity::{Quantity, QuantityError};

/// The random numbers of a parameter.
#[derive(Debug, Clone)]
struct Stream {
    name: String,
    number: u64,
}

/// A distribution of a parameter, its quantity forgotten.
#[derive(Debug, Clone)]
struct Slot {
    stream: usize,
    shape: Shape,
    check: fn(f64) -> Result<(), QuantityError>,
    quantity: TypeId,
}

/// The distributions that a model draws from, each with the stream of its parameter.
#[derive(Debug, Clone, Default)]
pub(super) struct Slots {
    streams: Vec<Stream>,
    slots: Vec<Slot>,
}

/// A place among the slots of one model.
#[derive(Debug)]
pub(super) struct Place<Q> {
    index: usize,
    stream: u64,
    quantity: PhantomData<Q>,
}

impl<Q> Clone for Place<Q> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<Q> Copy for Place<Q> {}

impl Slots {
    /// A stream for `part` of the parameter `name`.
    pub(super) fn add_stream(&mut self, name: &str, part: Part) -> Result<usize, MonteCarloError> {
        let number = stream_of(name, part);
        let same = self.streams.iter().find(|stream| stream.number == number);
        if let Some(same) = same {
            return Err(MonteCarloError::SameStream {
                first: same.name.clone(),
                second: name.into(),
            });
        }
        self.streams.push(Stream {
            name: name.into(),
            number,
        });
        Ok(self.streams.len() - 1)
    }

    /// Whether a parameter may have this name.
    pub(super) fn check_name(&self, name: &str) -> Result<(), MonteCarloError> {
        let kind = "parameter";
        if name.is_empty() {
            return Err(MonteCarloError::NoName { kind });
        }
        if self.streams.iter().any(|stream| stream.name == name) {
            let name = name.into();
            return Err(MonteCarloError::DuplicateName { kind, name });
        }
        Ok(())
    }

    /// A slot that draws from `distribution` by a stream that was added.
    pub(super) fn add<Q: Quantity>(
        &mut self,
        stream: usize,
        distribution: &Distribution<Q>,
    ) -> Place<Q> {
        self.slots.push(Slot {
            stream,
            shape: distribution.shape(),
            check: Q::check,
            quantity: TypeId::of::<Q>(),
        });
        Place {
            index: self.slots.len() - 1,
            stream: self.streams.get(stream).map_or(0, |stream| stream.number),
            quantity: PhantomData,
        }
    }

    /// The position of a place, if it belongs to these slots.
    pub(super) fn position<Q: Quantity>(&self, place: Place<Q>) -> Result<usize, MonteCarloError> {
        let index = place.index;
        let slot = self.slots.get(index);
        let slot = slot.filter(|slot| slot.quantity == TypeId::of::<Q>());
        let stream = slot.and_then(|slot| self.streams.get(slot.stream));
        match stream {
            Some(stream) if stream.number == place.stream => Ok(index),
            _ => Err(MonteCarloError::ForeignParameter { index }),
        }
    }

    pub(super) const fn len(&self) -> usize {
        self.slots.len()
    }

    /// Draws of the slots at `used`, from one sample on.
    pub(super) fn sampler(&self, seed: Seed, used: &[usize], sample: u64) -> Sampler<'_> {
        let mut wanted: Vec<(usize, usize, &Slot)> = used
            .iter()
            .filter_map(|&index| self.slots.get(index).map(|slot| (slot.stream, index, slot)))
            .collect();
        wanted.sort_unstable_by_key(|(stream, index, _)| (*stream, *index));
        wanted.dedup_by_key(|(_, index, _)| *index);
        let mut groups: Vec<Group<'_>> = Vec::new();
        for (at, index, slot) in wanted {
            let Some(stream) = self.streams.get(at) else {
                continue;
            };
            match groups.last_mut() {
                Some(group) if group.stream.number == stream.number => {
                    group.slots.push((index, slot));
                }
                _ => groups.push(Group {
                    uniforms: Uniforms::new(seed, stream.number, sample),
                    stream,
                    slots: alloc::vec![(index, slot)],
                }),
            }
        }
        Sampler {
            groups,
            values: alloc::vec![f64::NAN; self.slots.len()],
            sample,
        }
    }
}

/// A stream and the slots that share its draw.
struct Group<'a> {
    uniforms: Uniforms,
    stream: &'a Stream,
    slots: Vec<(usize, &'a Slot)>,
}

/// Draws sample after sample.
pub(super) struct Sampler<'a> {
    groups: Vec<Group<'a>>,
    values: Vec<f64>,
    sample: u64,
}

impl Sampler<'_> {
    /// The values of the next sample by slot, in base units, NaN where a slot is not used; and
    /// the number of the sample.
    pub(super) fn draw(&mut self) -> Result<(&[f64], u64), MonteCarloError> {
        let sample = self.sample;
        for group in &mut self.groups {
            let probability = group.uniforms.draw();
            for (index, slot) in &group.slots {
                let value = slot.value(probability);
                let value = value.map_err(|error| MonteCarloError::Draw {
                    parameter: group.stream.name.clone(),
                    sample,
                    error,
                })?;
                if let Some(place) = self.values.get_mut(*index) {
                    *place = value;
                }
            }
        }
        self.sample += 1;
        Ok((&self.values, sample))
    }
}

impl Slot {
    #[inline]
    fn value(&self, probability: f64) -> Result<f64, UncertaintyError> {
        let value = self.shape.quantile(probability)?;
        (self.check)(value)?;
        Ok(value)
    }
}
