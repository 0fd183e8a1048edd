//! Whether a file reaches the end that its own format names.
//!
//! A body without an announced length ends when the connection does, so that a cut one looks like a short one.

use std::io::{self, BufRead, BufReader, ErrorKind, Read, Seek, SeekFrom};

/// Whether `file`, `length` bytes long, ends too early. Its first bytes, `head`, tell the format: PNG, JPEG, WebP, and
/// the family of MP4, MOV, AVIF and HEIF are followed to their end; of others nothing is known, and they pass.
///
/// Nothing is decoded. All but a JPEG, which is read through, are walked from one part to the next.
pub(crate) fn is_cut(head: &[u8], file: impl Read + Seek, length: u64) -> io::Result<bool> {
    let find_end = match head {
        [0x89, b'P', b'N', b'G', ..] => png_end,
        [0xff, 0xd8, 0xff, ..] => jpeg_end,
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => riff_end,
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => boxes_end,
        _ => return Ok(false),
    };
    let mut file = BufReader::new(file);
    file.rewind()?;
    match find_end(&mut file, length) {
        Ok(end) => Ok(end > length),
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => Ok(true),
        Err(error) => Err(error),
    }
}

/// Chunks of a length, a name, that many bytes and a checksum, up to the one named `IEND`.
fn png_end<F: Read + Seek>(file: &mut BufReader<F>, _: u64) -> io::Result<u64> {
    let mut at = 8;
    loop {
        file.seek(SeekFrom::Start(at))?;
        let size = u32::from_be_bytes(read(file)?);
        let name: [u8; 4] = read(file)?;
        at += 12 + u64::from(size);
        if &name == b"IEND" {
            return Ok(at);
        }
    }
}

/// Segments that begin with a marker and a length. After some of them come bytes in which a marker cannot occur, until
/// the next one. A thumbnail, with an end of its own, is within a segment, and what follows the end does not matter.
fn jpeg_end<F: Read + Seek>(file: &mut BufReader<F>, _: u64) -> io::Result<u64> {
    file.seek(SeekFrom::Start(2))?;
    loop {
        file.skip_until(0xff)?;
        let mut marker = 0xff;
        while marker == 0xff {
            [marker] = read(file)?;
        }
        match marker {
            0xd9 => return file.stream_position(),
            // An escaped 0xff, and markers that stand alone.
            0x00 | 0x01 | 0xd0..=0xd8 => {}
            _ => {
                let size = u16::from_be_bytes(read(file)?);
                file.seek_relative(i64::from(size.saturating_sub(2)))?;
            }
        }
    }
}

/// One container, whose length stands at its front.
fn riff_end<F: Read + Seek>(file: &mut BufReader<F>, _: u64) -> io::Result<u64> {
    file.seek(SeekFrom::Start(4))?;
    Ok(8 + u64::from(u32::from_le_bytes(read(file)?)))
}

/// Boxes of a length and a name, up to the end of the file. One of them must say what the film or picture is made of,
/// so that a file cut between two boxes is mostly noticed too.
fn boxes_end<F: Read + Seek>(file: &mut BufReader<F>, length: u64) -> io::Result<u64> {
    let mut at: u64 = 0;
    let mut described = false;
    while at < length {
        file.seek(SeekFrom::Start(at))?;
        let short = u32::from_be_bytes(read(file)?);
        let name: [u8; 4] = read(file)?;
        let (size, least) = match short {
            // The last box may leave its length open.
            0 => (length - at, 0),
            1 => (u64::from_be_bytes(read(file)?), 16),
            short => (u64::from(short), 8),
        };
        described |= matches!(&name, b"moov" | b"moof" | b"meta");
        if size < least {
            // Not a box: nothing more can be said.
            return Ok(at);
        }
        at = at.saturating_add(size);
    }
    if described { Ok(at) } else { Err(ErrorKind::UnexpectedEof.into()) }
}

fn read<const N: usize>(file: &mut impl Read) -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    file.read_exact(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn cut(bytes: &[u8]) -> bool {
        is_cut(bytes, Cursor::new(bytes), bytes.len() as u64).unwrap()
    }

    /// The lengths, from `shortest` on, at which a cut file is taken for a whole one.
    fn unnoticed(whole: &[u8], shortest: usize) -> Vec<usize> {
        (shortest..=whole.len()).filter(|length| !cut(&whole[..*length])).collect()
    }

    fn chunk(name: &[u8], body: &[u8]) -> Vec<u8> {
        let size = u32::try_from(body.len()).unwrap().to_be_bytes();
        [&size[..], name, body, b"\0\0\0\0"].concat()
    }

    fn boxed(name: &[u8], body: &[u8]) -> Vec<u8> {
        let size = u32::try_from(body.len() + 8).unwrap().to_be_bytes();
        [&size[..], name, body].concat()
    }

    #[test]
    fn d05_a_png_ends_with_its_last_chunk() {
        let data = chunk(b"IDAT", b"this names IEND without being it");
        let png =
            [b"\x89PNG\r\n\x1a\n".to_vec(), chunk(b"IHDR", &[0; 13]), data, chunk(b"IEND", b"")].concat();
        assert_eq!(unnoticed(&png, 4), [png.len()]);
        assert!(!cut(&[&png[..], b"more"].concat()), "what follows the end does not matter");
    }

    #[test]
    fn d05_a_jpeg_ends_with_its_own_end_and_not_with_its_thumbnails() {
        let jpeg = [
            // A thumbnail with an end of its own; a table; a scan with an escape, a restart and filling; another scan.
            &b"\xff\xd8\xff\xe1\0\x08\xff\xd8\xff\xd9\xff\xd9"[..],
            b"\xff\xdb\0\x04\xff\xd9",
            b"\xff\xda\0\x03\x01abc\xff\0def\xff\xd0ghi",
            b"\xff\xff\xda\0\x03\x01jkl\xff\xd9",
        ]
        .concat();
        assert_eq!(unnoticed(&jpeg, 3), [jpeg.len()]);
        assert!(!cut(&[&jpeg[..], b"\0\xff\0more"].concat()), "phones append films to pictures");
    }

    #[test]
    fn d05_a_webp_is_as_long_as_it_says() {
        let webp = [&b"RIFF\x10\0\0\0WEBPVP8L"[..], &[0; 8]].concat();
        assert_eq!(unnoticed(&webp, 12), [24]);
    }

    #[test]
    fn d05_a_film_ends_with_a_box() {
        let start = boxed(b"ftyp", b"mp42\0\0\0\0mp42isom");
        let large = [&b"\0\0\0\x01mdat\0\0\0\0\0\0\0\x14"[..], b"film"].concat();
        let film = [&start[..], &large, &boxed(b"moov", &[7; 9])].concat();
        assert_eq!(unnoticed(&film, 8), [film.len()]);

        let streamed = [&start[..], &boxed(b"moov", &[7; 9]), &large].concat();
        let before_the_pictures = start.len() + 17;
        // The known weakness: a cut exactly between the description and what it describes.
        assert_eq!(unnoticed(&streamed, 8), [before_the_pictures, streamed.len()]);

        let open = [&start[..], &boxed(b"moov", b""), b"\0\0\0\0mdatfilm"].concat();
        assert!(!cut(&open));
        assert!(!cut(&[&film[..], b"\0\0\0\x02junk"].concat()), "what is no box is no proof of a cut");
    }

    #[test]
    fn other_formats_pass() {
        assert!(!cut(b"GIF89a"));
        assert!(!cut(b""));
    }
}
