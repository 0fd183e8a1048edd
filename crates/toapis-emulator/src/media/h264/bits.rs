//! Bits, Exp-Golomb numbers, and the units they are packed in.

/// Writes bits, the most significant first.
#[derive(Clone, Debug, Default)]
pub(super) struct BitWriter {
    bytes: Vec<u8>,
    /// Bits that do not fill a byte yet, in the low end.
    pending: u64,
    /// How many those are: at most 7 between calls.
    count: u32,
}

impl BitWriter {
    /// The lowest `count` bits of `value`, at most 32.
    pub(super) fn bits(&mut self, count: u32, value: u32) {
        debug_assert!(
            count <= 32 && (count == 32 || value >> count == 0),
            "{value} does not fit {count} bits"
        );
        self.pending = (self.pending << count) | u64::from(value);
        self.count += count;
        while self.count >= 8 {
            self.count -= 8;
            self.bytes.push((self.pending >> self.count) as u8);
        }
        self.pending &= (1 << self.count) - 1;
    }

    /// One bit.
    pub(super) fn flag(&mut self, value: bool) {
        self.bits(1, u32::from(value));
    }

    /// An unsigned Exp-Golomb number, `ue(v)` in the standard; below 2^31.
    pub(super) fn unsigned(&mut self, value: u32) {
        let length = (value + 1).ilog2();
        self.bits(length, 0);
        self.bits(length + 1, value + 1);
    }

    /// A signed Exp-Golomb number, `se(v)` in the standard.
    pub(super) fn signed(&mut self, value: i32) {
        let magnitude = value.unsigned_abs() * 2;
        self.unsigned(if value > 0 { magnitude - 1 } else { magnitude });
    }

    /// The bytes, closed with a stop bit and zeros.
    pub(super) fn finish(mut self) -> Vec<u8> {
        self.flag(true);
        if self.count > 0 {
            self.bits(8 - self.count, 0);
        }
        self.bytes
    }
}

/// A NAL unit: a header byte and a payload in which no start code can appear.
pub(super) fn unit(header: u8, payload: &[u8]) -> Vec<u8> {
    let mut unit = Vec::with_capacity(payload.len() + payload.len() / 64 + 8);
    unit.push(header);
    let mut zeros = 0;
    for &byte in payload {
        if zeros >= 2 && byte <= 3 {
            unit.push(3);
            zeros = 0;
        }
        unit.push(byte);
        zeros = if byte == 0 { zeros + 1 } else { 0 };
    }
    unit
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_codes_of_the_standard() {
        let written = |numbers: &[i32], signed: bool| {
            let mut bits = BitWriter::default();
            for &number in numbers {
                if signed { bits.signed(number) } else { bits.unsigned(number.unsigned_abs()) }
            }
            bits.finish()
        };
        // 1, 010, 011, 00100, 00111 and the stop bit.
        assert_eq!(written(&[0, 1, 2, 3, 6], false), [0b1010_0110, 0b0100_0011, 0b1100_0000]);
        // 0 is 1, 1 is 010, -1 is 011, 2 is 00100.
        assert_eq!(written(&[0, 1, -1, 2], true), [0b1010_0110, 0b0100_1000]);
    }

    #[test]
    fn a_payload_cannot_look_like_a_start_code() {
        assert_eq!(unit(0x65, &[0, 0, 1, 0, 0, 0, 0, 0, 4]), [0x65, 0, 0, 3, 1, 0, 0, 3, 0, 0, 3, 0, 4]);
    }
}
