//! Bits, numbers and blocks of coefficients, as they stand in a NAL unit.

use crate::media::h264::codes::{
    COEFF_TOKEN, COEFF_TOKEN_CHROMA_DC, Code, RUN_BEFORE, TOTAL_ZEROS, TOTAL_ZEROS_CHROMA_DC,
};

/// Reads the bits of a NAL unit.
pub(super) struct Reader {
    bytes: Vec<u8>,
    at: usize,
}

impl Reader {
    pub(super) fn new(unit: &[u8], header: u8) -> Self {
        assert_eq!(unit[0], header);
        let mut bytes = Vec::new();
        for (index, &byte) in unit.iter().enumerate().skip(1) {
            let escape = byte == 3 && index > 2 && unit[index - 2..index] == [0, 0];
            assert!(index < 3 || unit[index - 2..index] != [0, 0] || byte > 2, "a start code in the unit");
            if !escape {
                bytes.push(byte);
            }
        }
        Self { bytes, at: 0 }
    }

    pub(super) fn bits(&mut self, count: usize) -> u32 {
        (0..count).fold(0, |value, _| {
            let bit = self.bytes[self.at / 8] >> (7 - self.at % 8) & 1;
            self.at += 1;
            value << 1 | u32::from(bit)
        })
    }

    fn zeros(&mut self) -> usize {
        let start = self.at;
        while self.bits(1) == 0 {}
        self.at - start - 1
    }

    pub(super) fn unsigned(&mut self) -> u32 {
        let length = self.zeros();
        (1 << length) - 1 + self.bits(length)
    }

    pub(super) fn signed(&mut self) -> i32 {
        let code = self.unsigned() as i32;
        if code % 2 == 1 { (code + 1) / 2 } else { -(code / 2) }
    }

    pub(super) fn expect_unsigned(&mut self, values: &[u32]) {
        for &value in values {
            assert_eq!(self.unsigned(), value);
        }
    }

    /// The stop bit, and nothing after it.
    pub(super) fn expect_end(&mut self) {
        assert_eq!(self.bits(1), 1, "stop bit");
        while !self.at.is_multiple_of(8) {
            assert_eq!(self.bits(1), 0);
        }
        assert_eq!(self.at, self.bytes.len() * 8);
    }

    /// The place in a table of the code that comes next.
    fn code(&mut self, codes: impl Iterator<Item = Code>) -> usize {
        let start = self.at;
        for (index, (length, code)) in codes.enumerate() {
            self.at = start;
            if length > 0
                && start + usize::from(length) <= self.bytes.len() * 8
                && self.bits(length.into()) == u32::from(code)
            {
                return index;
            }
        }
        panic!("no code of the table at bit {start}");
    }

    /// The levels of a block in scan order; `table` is nC, `None` for the DC values of chroma.
    pub(super) fn block(&mut self, size: usize, table: Option<usize>) -> Vec<i32> {
        let token = match table {
            None => self.code(COEFF_TOKEN_CHROMA_DC.as_flattened().iter().copied()),
            Some(8..) => match self.bits(6) as usize {
                3 => 0,
                code => (code / 4 + 1) * 4 + code % 4,
            },
            Some(count) => {
                let table = &COEFF_TOKEN[[0, 0, 1, 1, 2, 2, 2, 2][count]];
                self.code(table.as_flattened().iter().copied())
            }
        };
        let (total, ones) = (token / 4, token % 4);
        let mut levels = vec![0; size];
        if total == 0 {
            return levels;
        }
        let mut found: Vec<i32> = (0..ones).map(|_| 1 - 2 * self.bits(1) as i32).collect();
        let mut suffix = usize::from(total > 10 && ones < 3);
        for index in ones..total {
            let prefix = self.zeros();
            assert!(prefix <= 15, "level_prefix {prefix} is for other profiles");
            let length = match (prefix, suffix) {
                (14, 0) => 4,
                (15, _) => 12,
                _ => suffix,
            };
            let mut code = (prefix.min(15) << suffix) as i32 + self.bits(length) as i32;
            if prefix == 15 && suffix == 0 {
                code += 15;
            }
            if index == ones && ones < 3 {
                code += 2;
            }
            let level = if code % 2 == 0 { code / 2 + 1 } else { (-code - 1) / 2 };
            found.push(level);
            suffix = suffix.max(1);
            if level.abs() > 3 << (suffix - 1) && suffix < 6 {
                suffix += 1;
            }
        }
        let mut left = 0;
        if total < size {
            let table =
                if table.is_none() { TOTAL_ZEROS_CHROMA_DC[total - 1] } else { TOTAL_ZEROS[total - 1] };
            left = self.code(table.iter().copied());
        }
        let mut place = total + left;
        for (index, level) in found.into_iter().enumerate() {
            place -= 1;
            levels[place] = level;
            if index + 1 < total && left > 0 {
                let run = self.code(RUN_BEFORE[left.min(7) - 1].iter().copied());
                left -= run;
                place -= run;
            }
        }
        levels
    }
}
