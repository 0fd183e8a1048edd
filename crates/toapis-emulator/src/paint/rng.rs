//! Seeded numbers that are the same on every run and every platform.

/// A small pseudo-random stream (`SplitMix64`): cheap to make, so every part of a picture gets its own.
///
/// Separate streams keep pictures stable: drawing one more star must not move the mountains.
#[derive(Clone, Debug)]
pub(super) struct Dice {
    state: u64,
}

impl Dice {
    /// A stream for `seed`.
    pub(super) fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// A stream of its own for the part of the picture called `name`; `self` does not advance.
    pub(super) fn fork(&self, name: &str) -> Self {
        Self { state: scramble(self.state ^ fnv1a(name.as_bytes())) }
    }

    /// The next 64 bits.
    pub(super) fn bits(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        scramble(self.state)
    }

    /// Uniform in `0.0..1.0`.
    pub(super) fn unit(&mut self) -> f32 {
        (self.bits() >> 40) as f32 / (1u32 << 24) as f32
    }

    /// Uniform in `low..high`.
    pub(super) fn range(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * self.unit()
    }

    /// True with the given probability.
    pub(super) fn chance(&mut self, probability: f32) -> bool {
        self.unit() < probability
    }

    /// Uniform in `0..count`; 0 when `count` is 0.
    pub(super) fn below(&mut self, count: usize) -> usize {
        if count == 0 { 0 } else { (self.bits() % count as u64) as usize }
    }

    /// -1 or 1.
    pub(super) fn sign(&mut self) -> f32 {
        if self.chance(0.5) { 1.0 } else { -1.0 }
    }

    /// One of a non-empty list.
    pub(super) fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}

/// FNV-1a, 64 bits: a stable hash of a text.
pub(super) fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// The output function of `SplitMix64`: every input bit reaches every output bit.
fn scramble(mut bits: u64) -> u64 {
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_repeat_and_forks_differ() {
        let dice = Dice::new(7);
        assert_eq!(dice.fork("sky").bits(), dice.fork("sky").bits());
        assert_ne!(dice.fork("sky").bits(), dice.fork("sea").bits());
        assert_eq!(fnv1a(b"a"), 0xaf63_dc4c_8601_ec8c, "published test vector");
    }

    #[test]
    fn numbers_stay_in_range() {
        let mut dice = Dice::new(1);
        for _ in 0..10_000 {
            let value = dice.range(-2.0, 3.0);
            assert!((-2.0..=3.0).contains(&value));
            assert!(dice.below(5) < 5);
        }
        assert_eq!(dice.below(0), 0);
    }
}
