//! The file around a film: boxes of ISO 14496-12, the index before the pictures so that playing can start at
//! once.

/// The kind of file a film is put in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Container {
    /// MP4, what every video task gives unless it says otherwise.
    #[default]
    Mp4,
    /// `QuickTime`, for `output_format: "mov"`: the same pictures under another brand.
    Mov,
}

impl Container {
    /// The container a request names: `mp4` or `mov`, in any case. `None` for other words.
    pub fn from_word(word: &str) -> Option<Self> {
        match word.to_ascii_lowercase().as_str() {
            "mp4" => Some(Self::Mp4),
            "mov" => Some(Self::Mov),
            _ => None,
        }
    }

    /// The value of `Content-Type`.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Mp4 => "video/mp4",
            Self::Mov => "video/quicktime",
        }
    }

    /// How file names end, without the dot; also the word for it in requests and results.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Mp4 => "mp4",
            Self::Mov => "mov",
        }
    }
}

/// Encoded pictures and what a player must know about them.
#[derive(Debug)]
pub(super) struct Track {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) frames_per_second: u32,
    /// Sequence parameters, as a NAL unit.
    pub(super) sequence: Vec<u8>,
    /// Picture parameters, as a NAL unit.
    pub(super) picture: Vec<u8>,
    /// One NAL unit for each picture.
    pub(super) pictures: Vec<Vec<u8>>,
    /// Every how many pictures one stands alone, from the first on.
    pub(super) group: usize,
}

/// Units of time in which a picture is shown; a multiple of the frame rate makes every time exact.
const TICKS: u32 = 512;

/// The matrix of no transformation.
const UPRIGHT: [u32; 9] = [0x1_0000, 0, 0, 0, 0x1_0000, 0, 0, 0, 0x4000_0000];

impl Track {
    /// The whole file.
    pub(super) fn file(&self, container: Container) -> Vec<u8> {
        let kind = match container {
            Container::Mp4 => {
                boxed(*b"ftyp", &[b"isom", &word(0x200)[..], b"isom", b"iso2", b"avc1", b"mp41"])
            }
            Container::Mov => boxed(*b"ftyp", &[b"qt  ", &word(0x200)[..], b"qt  "]),
        };
        // The index says where the pictures begin, and its own length does not depend on that.
        let index_length = self.index(container, 0).len();
        let start = length(kind.len() + index_length + 8);
        let data: usize = self.pictures.iter().map(|picture| picture.len() + 4).sum();
        let mut file = kind;
        file.reserve_exact(index_length + 8 + data);
        file.extend(self.index(container, start));
        file.extend(word(length(data + 8)));
        file.extend(b"mdat");
        for picture in &self.pictures {
            file.extend(word(length(picture.len())));
            file.extend(picture);
        }
        file
    }

    fn count(&self) -> u32 {
        length(self.pictures.len())
    }

    /// `moov`: everything a player reads before the pictures.
    fn index(&self, container: Container, start: u32) -> Vec<u8> {
        let duration = word(self.count() * TICKS);
        let timescale = word(self.frames_per_second * TICKS);
        let matrix = words(&UPRIGHT);
        let movie = full(
            *b"mvhd",
            0,
            // Made at no particular time; normal speed and loudness; the next track would be number 2.
            &[
                &[0; 8],
                &timescale,
                &duration,
                &word(0x1_0000),
                &[1, 0],
                &[0; 10],
                &matrix,
                &[0; 24],
                &word(2),
            ],
        );
        let size = words(&[self.width << 16, self.height << 16]);
        // Flags: the track is enabled, in the movie and in its preview.
        let track = full(*b"tkhd", 7, &[&[0; 8], &word(1), &[0; 4], &duration, &[0; 16], &matrix, &size]);
        // 0x55c4 is "und", three letters of five bits: no language.
        let media = full(*b"mdhd", 0, &[&[0; 8], &timescale, &duration, &[0x55, 0xc4, 0, 0]]);
        let component: &[u8; 4] = if container == Container::Mov { b"mhlr" } else { &[0; 4] };
        let name: &[u8] = if container == Container::Mov { b"\x0cVideoHandler" } else { b"VideoHandler\0" };
        let handler = full(*b"hdlr", 0, &[component, b"vide", &[0; 12], name]);
        let here = full(*b"dref", 0, &[&word(1), &full(*b"url ", 1, &[])]);
        let information = boxed(
            *b"minf",
            &[&full(*b"vmhd", 1, &[&[0; 8]]), &boxed(*b"dinf", &[&here]), &self.samples(container, start)],
        );
        let media = boxed(*b"mdia", &[&media, &handler, &information]);
        boxed(*b"moov", &[&movie, &boxed(*b"trak", &[&track, &media])])
    }

    /// `stbl`: what each picture is, how long it is shown and where it lies.
    fn samples(&self, container: Container, start: u32) -> Vec<u8> {
        let count = word(self.count());
        let alone: Vec<u32> = (0..self.pictures.len()).step_by(self.group).map(|at| length(at + 1)).collect();
        let sizes: Vec<u32> = self.pictures.iter().map(|picture| length(picture.len() + 4)).collect();
        boxed(
            *b"stbl",
            &[
                &full(*b"stsd", 0, &[&word(1), &self.description(container)]),
                &full(*b"stts", 0, &[&word(1), &count, &word(TICKS)]),
                &full(*b"stss", 0, &[&word(length(alone.len())), &words(&alone)]),
                // All in one chunk.
                &full(*b"stsc", 0, &[&words(&[1, 1]), &count, &word(1)]),
                &full(*b"stsz", 0, &[&word(0), &count, &words(&sizes)]),
                &full(*b"stco", 0, &[&word(1), &word(start)]),
            ],
        )
    }

    /// `avc1`: size, decoder parameters, colours.
    fn description(&self, container: Container) -> Vec<u8> {
        let half = |number: u32| (number as u16).to_be_bytes();
        let mut name = [0; 32];
        name[..5].copy_from_slice(b"\x04H264");
        // The profile and level are repeated from the sequence parameters.
        let parameters = boxed(
            *b"avcC",
            &[
                &[1],
                &self.sequence[1..4],
                // Lengths of four bytes, and one set of each kind.
                &[0xff, 0xe1],
                &half(length(self.sequence.len())),
                &self.sequence,
                &[1],
                &half(length(self.picture.len())),
                &self.picture,
            ],
        );
        let colours = match container {
            // BT.709 in all three, and limited range.
            Container::Mp4 => boxed(*b"colr", &[b"nclx", &[0, 1, 0, 1, 0, 1, 0]]),
            Container::Mov => boxed(*b"colr", &[b"nclc", &[0, 1, 0, 1, 0, 1]]),
        };
        boxed(
            *b"avc1",
            &[
                &[0, 0, 0, 0, 0, 0, 0, 1],
                &[0; 16],
                &half(self.width),
                &half(self.height),
                // 72 dots an inch, one picture a sample, 24 bits of colour.
                &words(&[0x48_0000, 0x48_0000, 0]),
                &half(1),
                &name,
                &[0, 24, 0xff, 0xff],
                &parameters,
                &colours,
                &boxed(*b"pasp", &[&words(&[1, 1])]),
            ],
        )
    }
}

/// A box: its length, its name and its parts.
fn boxed(name: [u8; 4], parts: &[&[u8]]) -> Vec<u8> {
    let mut bytes = vec![0; 4];
    bytes.extend(name);
    for part in parts {
        bytes.extend(*part);
    }
    let size = word(length(bytes.len()));
    bytes[..4].copy_from_slice(&size);
    bytes
}

/// A box of version 0 with flags.
fn full(name: [u8; 4], flags: u32, parts: &[&[u8]]) -> Vec<u8> {
    let flags = word(flags);
    let parts: Vec<&[u8]> = std::iter::once(&flags[..]).chain(parts.iter().copied()).collect();
    boxed(name, &parts)
}

fn word(value: u32) -> [u8; 4] {
    value.to_be_bytes()
}

fn words(values: &[u32]) -> Vec<u8> {
    values.iter().flat_map(|value| value.to_be_bytes()).collect()
}

/// A length as the boxes hold it; films are far below the limit of 4 GB.
fn length(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_name_their_container() {
        for container in [Container::Mp4, Container::Mov] {
            assert_eq!(Container::from_word(container.extension()), Some(container));
        }
        assert_eq!(Container::from_word("MOV"), Some(Container::Mov));
        for odd in ["", "webm", ".mp4", "video/mp4"] {
            assert_eq!(Container::from_word(odd), None, "{odd}");
        }
    }

    #[test]
    fn a_box_says_how_long_it_is() {
        assert_eq!(boxed(*b"abcd", &[b"xy", b"z"]), b"\0\0\0\x0babcdxyz");
        assert_eq!(full(*b"abcd", 7, &[b"xy"]), b"\0\0\0\x0eabcd\0\0\0\x07xy");
    }
}
