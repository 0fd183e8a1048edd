//! Chance with a seed: the same seed gives the same ids and pictures.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Seeded random numbers whose state can be kept.
#[derive(Clone, Debug)]
pub(crate) struct Random(fastrand::Rng);

impl Random {
    /// From a seed; without one, different on every run.
    pub(crate) fn new(seed: Option<u64>) -> Self {
        Self(seed.map_or_else(fastrand::Rng::new, fastrand::Rng::with_seed))
    }

    pub(crate) fn number(&mut self) -> u64 {
        self.0.u64(..)
    }

    /// The generator itself.
    pub(crate) fn rng(&mut self) -> &mut fastrand::Rng {
        &mut self.0
    }

    /// A name of letters and digits that are hard to mix up.
    pub(crate) fn name(&mut self, length: usize) -> String {
        const LETTERS: &[u8] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        (0..length).map(|_| char::from(LETTERS[self.0.usize(..LETTERS.len())])).collect()
    }

    /// A text of letters and digits.
    pub(crate) fn secret(&mut self, length: usize) -> String {
        (0..length).map(|_| self.0.alphanumeric()).collect()
    }
}

impl Serialize for Random {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // As text: the numbers of JSON do not hold 64 bits everywhere.
        serializer.serialize_str(&format!("{:016x}", self.0.get_seed()))
    }
}

impl<'de> Deserialize<'de> for Random {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let seed = u64::from_str_radix(&text, 16).map_err(serde::de::Error::custom)?;
        Ok(Self::new(Some(seed)))
    }
}
