//! Gzip that inflates to a thousand times its size, made without ever holding the large form.

use axum::body::Bytes;
use flate2::{Compress, Compression, Crc, FlushCompress, Status};

use super::plan::Step;

/// How many blanks one block inflates to.
const BLOCK: usize = 1 << 20;

/// A gzip stream: a begin, one block over and over, and an end.
#[derive(Debug)]
pub(super) struct Bomb {
    begin: Vec<u8>,
    block: Vec<u8>,
    blocks: u64,
    end: Vec<u8>,
    /// How many bytes it has, as it is sent.
    pub(super) length: u64,
}

/// Gzip of `begin`, blanks and `end`, of `total` bytes when inflated; or of `begin` and `end`, if they are more.
pub(super) fn gzip(begin: &[u8], end: &[u8], total: u64) -> Bomb {
    let blanks = total.saturating_sub((begin.len() + end.len()) as u64);
    let (blocks, rest) = (blanks / BLOCK as u64, usize::try_from(blanks % BLOCK as u64).unwrap_or_default());
    let begin = [begin, &vec![b' '; rest]].concat();
    let blank_block = vec![b' '; BLOCK];

    let mut sum = Crc::new();
    sum.update(&begin);
    let mut block_sum = Crc::new();
    block_sum.update(&blank_block);
    for _ in 0..blocks {
        sum.combine(&block_sum);
    }
    let mut end_sum = Crc::new();
    end_sum.update(end);
    sum.combine(&end_sum);

    // A full flush ends on a byte and forgets what was before, so the pieces can be put behind each other.
    let header = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
    let begin = [&header[..], &deflate(&begin, FlushCompress::Full)].concat();
    let block = deflate(&blank_block, FlushCompress::Full);
    let mut end = deflate(end, FlushCompress::Finish);
    end.extend(sum.sum().to_le_bytes());
    end.extend(sum.amount().to_le_bytes());
    let length = (begin.len() + end.len()) as u64 + blocks * block.len() as u64;
    Bomb { begin, block, blocks, end, length }
}

/// One piece of a deflate stream.
fn deflate(bytes: &[u8], flush: FlushCompress) -> Vec<u8> {
    let mut compress = Compress::new(Compression::best(), false);
    let mut out = Vec::with_capacity(bytes.len() / 2 + 1024);
    loop {
        let taken = usize::try_from(compress.total_in()).unwrap_or(usize::MAX).min(bytes.len());
        let status = compress.compress_vec(&bytes[taken..], &mut out, flush);
        let all_taken = compress.total_in() >= bytes.len() as u64;
        let done = match status {
            Ok(Status::StreamEnd) | Err(_) => true,
            // It stopped for want of input, with room to spare: all is flushed.
            Ok(_) => all_taken && flush != FlushCompress::Finish && out.len() < out.capacity(),
        };
        if done {
            return out;
        }
        out.reserve(1024);
    }
}

impl Bomb {
    /// The stream as steps.
    pub(super) fn steps(self) -> [Step; 3] {
        let total = self.blocks * self.block.len() as u64;
        [
            Step::Send(self.begin.into()),
            // Many blocks in one piece, for fewer writes.
            Step::Repeat { block: Bytes::from(self.block.repeat(64)), total },
            Step::Send(self.end.into()),
        ]
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    fn bytes(bomb: Bomb) -> Vec<u8> {
        let length = bomb.length;
        let all = [bomb.begin, bomb.block.repeat(usize::try_from(bomb.blocks).unwrap()), bomb.end].concat();
        assert_eq!(all.len() as u64, length);
        all
    }

    #[test]
    fn it_is_valid_gzip_of_exactly_the_size() {
        for total in [0, 1, 100, (1 << 20) + 3, 5 << 20] {
            let packed = bytes(gzip(b"{\"padding\":\"", b"\"}", total));
            let mut text = String::new();
            flate2::read::GzDecoder::new(packed.as_slice()).read_to_string(&mut text).unwrap();
            assert_eq!(text.len() as u64, total.max(14));
            assert!(text.starts_with("{\"padding\":\"") && text.ends_with("\"}"));
        }
    }

    #[test]
    fn h34_one_megabyte_makes_a_gigabyte() {
        let bomb = gzip(b"{\"padding\":\"", b"\"}", 1 << 30);
        assert!(bomb.length < 1_200_000, "{}", bomb.length);
    }
}
