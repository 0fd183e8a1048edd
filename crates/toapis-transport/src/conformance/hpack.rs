//! Reads the header lists of HTTP/2 requests (RFC 7541), so that a test sees what was sent.

use std::collections::VecDeque;

/// The decoder of one connection.
#[derive(Debug)]
pub(super) struct Decoder {
    dynamic: VecDeque<(String, String)>,
    size: usize,
    limit: usize,
}

impl Decoder {
    pub(super) fn new() -> Self {
        Self { dynamic: VecDeque::new(), size: 0, limit: 4096 }
    }

    /// The header list of one block, pseudo-headers first as they came; `None` when it is not valid.
    pub(super) fn decode(&mut self, block: &[u8]) -> Option<Vec<(String, String)>> {
        let mut rest = block;
        let mut list = Vec::new();
        while let Some(&first) = rest.first() {
            if first & 0x80 != 0 {
                let index = integer(&mut rest, 7)?;
                list.push(self.entry(index)?);
            } else if first & 0xc0 == 0x40 {
                let field = self.literal(&mut rest, 6)?;
                self.insert(field.clone());
                list.push(field);
            } else if first & 0xe0 == 0x20 {
                self.limit = integer(&mut rest, 5)?;
                self.evict();
            } else {
                list.push(self.literal(&mut rest, 4)?);
            }
        }
        Some(list)
    }

    fn literal(&self, rest: &mut &[u8], prefix: u32) -> Option<(String, String)> {
        let index = integer(rest, prefix)?;
        let name = if index == 0 { string(rest)? } else { self.entry(index)?.0 };
        Some((name, string(rest)?))
    }

    fn entry(&self, index: usize) -> Option<(String, String)> {
        let at = index.checked_sub(1)?;
        match STATIC.get(at) {
            Some((name, value)) => Some(((*name).to_owned(), (*value).to_owned())),
            None => self.dynamic.get(at - STATIC.len()).cloned(),
        }
    }

    fn insert(&mut self, field: (String, String)) {
        self.size += size(&field);
        self.dynamic.push_front(field);
        self.evict();
    }

    fn evict(&mut self) {
        while self.size > self.limit {
            match self.dynamic.pop_back() {
                Some(field) => self.size -= size(&field),
                None => return,
            }
        }
    }
}

fn size((name, value): &(String, String)) -> usize {
    name.len() + value.len() + 32
}

fn byte(rest: &mut &[u8]) -> Option<u8> {
    let (&first, tail) = rest.split_first()?;
    *rest = tail;
    Some(first)
}

fn integer(rest: &mut &[u8], prefix: u32) -> Option<usize> {
    let most = (1_usize << prefix) - 1;
    let mut value = usize::from(byte(rest)?) & most;
    if value < most {
        return Some(value);
    }
    let mut shift = 0;
    loop {
        let next = byte(rest)?;
        value = value.checked_add(usize::from(next & 0x7f).checked_shl(shift)?)?;
        shift += 7;
        if next & 0x80 == 0 {
            return Some(value);
        }
        if shift > 28 {
            return None;
        }
    }
}

fn string(rest: &mut &[u8]) -> Option<String> {
    let huffman = rest.first()? & 0x80 != 0;
    let length = integer(rest, 7)?;
    let (bytes, tail) = rest.split_at_checked(length)?;
    *rest = tail;
    let bytes = if huffman { expand(bytes)? } else { bytes.to_vec() };
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// The code is canonical: with the lengths sorted, each symbol's code is the next number of its length.
fn expand(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut order: Vec<usize> = (0..CODE_LENGTHS.len()).collect();
    order.sort_by_key(|&symbol| CODE_LENGTHS[symbol]);
    let mut text = Vec::new();
    let (mut code, mut length, mut first, mut at) = (0_u32, 0_u8, 0_u32, 0_usize);
    for bit in bytes.iter().flat_map(|byte| (0..8).rev().map(move |shift| u32::from(byte >> shift & 1))) {
        (code, first, length) = (code << 1 | bit, first << 1, length + 1);
        let count = order[at..].iter().take_while(|&&symbol| CODE_LENGTHS[symbol] == length).count();
        let offset = usize::try_from(code - first).ok()?;
        if offset < count {
            text.push(u8::try_from(order[at + offset]).ok()?);
            (code, length, first, at) = (0, 0, 0, 0);
        } else {
            at += count;
            first += u32::try_from(count).ok()?;
        }
    }
    // What is left is padding: fewer than eight bits.
    (length < 8).then_some(text)
}

/// The lengths in bits of the codes for the 256 bytes and the end of a string (RFC 7541, appendix B).
const CODE_LENGTHS: [u8; 257] = [
    13, 23, 28, 28, 28, 28, 28, 28, 28, 24, 30, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 30, 28, 28, 28,
    28, 28, 28, 28, 28, 28, 6, 10, 10, 12, 13, 6, 8, 11, 10, 10, 8, 11, 8, 6, 6, 6, 5, 5, 5, 6, 6, 6, 6, 6,
    6, 6, 7, 8, 15, 6, 12, 10, 13, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 8, 7,
    8, 13, 19, 13, 14, 6, 15, 5, 6, 5, 6, 5, 6, 6, 6, 5, 7, 7, 6, 6, 6, 5, 6, 7, 6, 5, 5, 6, 7, 7, 7, 7, 7,
    15, 11, 14, 13, 28, 20, 22, 20, 20, 22, 22, 22, 23, 22, 23, 23, 23, 23, 23, 24, 23, 24, 24, 22, 23, 24,
    23, 23, 23, 23, 21, 22, 23, 22, 23, 23, 24, 22, 21, 20, 22, 22, 23, 23, 21, 23, 22, 22, 24, 21, 22, 23,
    23, 21, 21, 22, 21, 23, 22, 23, 23, 20, 22, 22, 22, 23, 22, 22, 23, 26, 26, 20, 19, 22, 23, 22, 25, 26,
    26, 26, 27, 27, 26, 24, 25, 19, 21, 26, 27, 27, 26, 27, 24, 21, 21, 26, 26, 28, 27, 27, 27, 20, 24, 20,
    21, 22, 21, 21, 23, 22, 22, 25, 25, 24, 24, 26, 23, 26, 27, 26, 26, 27, 27, 27, 27, 27, 28, 27, 27, 27,
    27, 27, 26, 30,
];

/// The static table (RFC 7541, appendix A).
const STATIC: [(&str, &str); 61] = [
    (":authority", ""),
    (":method", "GET"),
    (":method", "POST"),
    (":path", "/"),
    (":path", "/index.html"),
    (":scheme", "http"),
    (":scheme", "https"),
    (":status", "200"),
    (":status", "204"),
    (":status", "206"),
    (":status", "304"),
    (":status", "400"),
    (":status", "404"),
    (":status", "500"),
    ("accept-charset", ""),
    ("accept-encoding", "gzip, deflate"),
    ("accept-language", ""),
    ("accept-ranges", ""),
    ("accept", ""),
    ("access-control-allow-origin", ""),
    ("age", ""),
    ("allow", ""),
    ("authorization", ""),
    ("cache-control", ""),
    ("content-disposition", ""),
    ("content-encoding", ""),
    ("content-language", ""),
    ("content-length", ""),
    ("content-location", ""),
    ("content-range", ""),
    ("content-type", ""),
    ("cookie", ""),
    ("date", ""),
    ("etag", ""),
    ("expect", ""),
    ("expires", ""),
    ("from", ""),
    ("host", ""),
    ("if-match", ""),
    ("if-modified-since", ""),
    ("if-none-match", ""),
    ("if-range", ""),
    ("if-unmodified-since", ""),
    ("last-modified", ""),
    ("link", ""),
    ("location", ""),
    ("max-forwards", ""),
    ("proxy-authenticate", ""),
    ("proxy-authorization", ""),
    ("range", ""),
    ("referer", ""),
    ("refresh", ""),
    ("retry-after", ""),
    ("server", ""),
    ("set-cookie", ""),
    ("strict-transport-security", ""),
    ("transfer-encoding", ""),
    ("user-agent", ""),
    ("vary", ""),
    ("via", ""),
    ("www-authenticate", ""),
];

#[cfg(test)]
mod tests {
    use super::*;

    /// The requests of RFC 7541, appendix C.4: Huffman codes, and entries that later blocks refer to.
    #[test]
    fn the_examples_of_the_rfc_are_read() {
        let mut decoder = Decoder::new();
        let first = decoder
            .decode(&[
                0x82, 0x86, 0x84, 0x41, 0x8c, 0xf1, 0xe3, 0xc2, 0xe5, 0xf2, 0x3a, 0x6b, 0xa0, 0xab, 0x90,
                0xf4, 0xff,
            ])
            .unwrap();
        assert_eq!(first[3], (":authority".to_owned(), "www.example.com".to_owned()));
        let second = decoder
            .decode(&[0x82, 0x86, 0x84, 0xbe, 0x58, 0x86, 0xa8, 0xeb, 0x10, 0x64, 0x9c, 0xbf])
            .unwrap();
        assert_eq!(second[3].1, "www.example.com");
        assert_eq!(second[4], ("cache-control".to_owned(), "no-cache".to_owned()));
        let third = decoder
            .decode(&[
                0x82, 0x87, 0x85, 0xbf, 0x40, 0x88, 0x25, 0xa8, 0x49, 0xe9, 0x5b, 0xa9, 0x7d, 0x7f, 0x89,
                0x25, 0xa8, 0x49, 0xe9, 0x5b, 0xb8, 0xe8, 0xb4, 0xbf,
            ])
            .unwrap();
        assert_eq!(third[4], ("custom-key".to_owned(), "custom-value".to_owned()));
    }

    #[test]
    fn broken_blocks_are_no_lists() {
        for block in [&[0x41_u8][..], &[0xff], &[0xff, 0xff, 0xff, 0xff, 0xff, 0xff], &[0x80], &[0xfe, 0x00]]
        {
            assert!(Decoder::new().decode(block).is_none(), "{block:?}");
        }
    }
}
