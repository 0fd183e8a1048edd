//! Films: a slow camera move over a painted scene.

use std::time::Duration;

use super::h264::{Encoder, LONGEST_GROUP, Shift};
use super::mp4::{Container, Track};
use super::yuv::Yuv;
use crate::paint::{self, Painting, Pixels};

/// A film to make: what a video task asked for.
#[derive(Clone, Copy, Debug)]
pub struct Film<'a> {
    painting: Painting<'a>,
    length: Duration,
    frames_per_second: u32,
}

/// Why a film cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FilmError {
    /// The length is beyond [`Film::LONGEST`].
    #[error("a film of {} s is too long: ask for at most {} s", .0.as_secs_f64(), Film::LONGEST.as_secs())]
    TooLong(Duration),
    /// The length rounds to no picture at all.
    #[error("{} s at {frames_per_second} pictures a second is no picture: ask for more", .length.as_secs_f64())]
    Empty {
        /// The length asked for.
        length: Duration,
        /// The pictures in a second.
        frames_per_second: u32,
    },
    /// The speed is not within [`Film::SPEEDS`].
    #[error("{0} pictures a second cannot be shown: ask for 1 to 60")]
    Speed(u32),
    /// A side is 0 or beyond [`Film::LONGEST_SIDE`].
    #[error(
        "a film of {width}×{height} pixels cannot be made: each side has 1 to {} pixels",
        Film::LONGEST_SIDE
    )]
    Size {
        /// The width asked for, in pixels.
        width: u32,
        /// The height asked for, in pixels.
        height: u32,
    },
}

impl<'a> Film<'a> {
    /// The longest film: one minute.
    pub const LONGEST: Duration = Duration::from_secs(60);

    /// Pictures a second unless [`with_speed`](Self::with_speed) says otherwise.
    pub const DEFAULT_SPEED: u32 = 24;

    /// The pictures a second that a film can have.
    pub const SPEEDS: std::ops::RangeInclusive<u32> = 1..=60;

    /// The longest side of a film in pixels.
    pub const LONGEST_SIDE: u32 = 4096;

    /// A film over the scene of `painting`, in its size, `length` long.
    ///
    /// # Errors
    ///
    /// When the length is beyond [`LONGEST`](Self::LONGEST) or too short for one picture, or the size is out
    /// of range.
    pub fn new(painting: Painting<'a>, length: Duration) -> Result<Self, FilmError> {
        let Painting { width, height, .. } = painting;
        if [width, height].iter().any(|side| !(1..=Self::LONGEST_SIDE).contains(side)) {
            return Err(FilmError::Size { width, height });
        }
        if length > Self::LONGEST {
            return Err(FilmError::TooLong(length));
        }
        Self { painting, length, frames_per_second: Self::DEFAULT_SPEED }.with_speed(Self::DEFAULT_SPEED)
    }

    /// The film with another number of pictures a second.
    ///
    /// # Errors
    ///
    /// When the number is not within [`SPEEDS`](Self::SPEEDS), or leaves no picture in the length.
    pub fn with_speed(self, frames_per_second: u32) -> Result<Self, FilmError> {
        if !Self::SPEEDS.contains(&frames_per_second) {
            return Err(FilmError::Speed(frames_per_second));
        }
        let film = Self { frames_per_second, ..self };
        if film.frames() == 0 {
            return Err(FilmError::Empty { length: self.length, frames_per_second });
        }
        Ok(film)
    }

    /// The number of pictures: length times speed, rounded.
    pub fn frames(&self) -> usize {
        let pictures = self.length.as_nanos() * u128::from(self.frames_per_second);
        usize::try_from((pictures + 500_000_000) / 1_000_000_000).unwrap_or(usize::MAX)
    }

    /// Width and height of the film in pixels.
    ///
    /// That is the size of the painting, with odd sides one pixel longer: colour has half the size of the
    /// picture in this format, so there are no films with odd sides.
    pub fn size(&self) -> (u32, u32) {
        (self.painting.width.next_multiple_of(2), self.painting.height.next_multiple_of(2))
    }

    /// How the camera moves.
    fn camera(&self) -> Camera {
        let (width, frames) = (self.size().0, u32::try_from(self.frames()).unwrap_or(u32::MAX));
        let steps = (frames - 1).max(1);
        // A fortieth of the width each second, in whole pixels for each picture: all are equally sharp …
        let whole = ((width + 20 * self.frames_per_second) / (40 * self.frames_per_second)).max(1);
        // … but in all no more than three tenths of the width; a film of a minute then creeps by fractions.
        let room = width * 3 / 10;
        let step = match room / steps {
            0 => (room * 4 / steps).clamp(1, 2),
            most => most.min(whole) * 4,
        };
        // Two seconds, and a number of pictures after which the camera stands at a whole pixel.
        let group = (self.frames_per_second * 2).next_multiple_of(4) as usize;
        Camera { step, group: group.min(LONGEST_GROUP), frames: frames as usize }
    }
}

/// Makes the film and puts it in a file of the given kind.
///
/// The file is H.264 (constrained baseline, 4:2:0, BT.709) without sound, with its index in front. It can be
/// entered every two seconds. Never panics. On one core of a current machine five seconds take a few hundred
/// milliseconds at 720p and about two seconds at 4K, most of it for painting.
pub fn film(film: &Film<'_>, container: Container) -> Vec<u8> {
    let camera = film.camera();
    let (width, height) = film.size();
    let encoder = Encoder::new((width, height), camera.margin(), film.frames_per_second);
    let set = Set::build(film, camera);
    let (sequence, picture) = encoder.parameters();
    let pictures = (0..camera.frames).map(|frame| {
        let (group, place) = (frame / camera.group, frame % camera.group);
        if place == 0 {
            encoder.full(&set.view(encoder.coded_size(), camera.pixel(frame)), group).0
        } else {
            encoder.moving(place, Shift { quarters: camera.step * place as u32, rows: set.moving_rows() })
        }
    });
    let pictures = pictures.collect();
    let track = Track {
        width,
        height,
        frames_per_second: film.frames_per_second,
        sequence,
        picture,
        pictures,
        group: camera.group,
    };
    track.file(container)
}

/// The last picture of the film as PNG: what `last_frame_url` of a video task leads to.
///
/// It is taken before the film is compressed, and in films so long that the camera moves by fractions of a
/// pixel it may be off by such a fraction.
pub fn last_frame(film: &Film<'_>) -> Vec<u8> {
    let camera = film.camera();
    let (width, height) = film.size();
    let set = Set::build(film, camera);
    let left = camera.pixel(camera.frames - 1);
    let mut line = vec![[0; 3]; width as usize];
    let mut data = Vec::with_capacity(width as usize * height as usize * 3);
    for y in 0..height as usize {
        set.row(left, y, &mut line);
        data.extend(line.as_flattened());
    }
    Pixels { width, height, grey: false, data }.png()
}

/// A move from left to right at a steady pace.
#[derive(Clone, Copy, Debug)]
struct Camera {
    /// Quarters of a pixel from one picture to the next.
    step: u32,
    /// Pictures from one that stands alone to the next.
    group: usize,
    /// Pictures in all.
    frames: usize,
}

impl Camera {
    /// The first column that a picture shows.
    fn pixel(&self, frame: usize) -> usize {
        frame * self.step as usize / 4
    }

    /// How many columns come into view while one full picture serves, and a few for the filter between
    /// pixels.
    fn margin(&self) -> u32 {
        self.pixel(self.group.min(self.frames)) as u32 + 4
    }
}

/// What stands before the camera: a scene wider than the film, and the caption below it, which stands still.
struct Set {
    scene: Pixels,
    strip: Option<Pixels>,
}

impl Set {
    fn build(film: &Film<'_>, camera: Camera) -> Self {
        let (width, height) = film.size();
        let painting = Painting { width, height, ..film.painting };
        // The border between what moves and what does not is one between macroblocks.
        let strip = paint::strip_height(width, height);
        let border = (height - strip) / 16 * 16;
        let moving = if strip > 0 { border } else { height };
        let travel = camera.pixel(camera.frames) as u32 + 4;
        Self {
            scene: paint::scene(&Painting { width: width + travel, height: moving, ..painting }),
            strip: (strip > 0).then(|| paint::strip(&painting, height - border)),
        }
    }

    /// How many rows of macroblocks move.
    fn moving_rows(&self) -> usize {
        (self.scene.height as usize).div_ceil(16)
    }

    /// A full picture of the coded size, from column `left` of the scene on.
    fn view(&self, (width, height): (usize, usize), left: usize) -> Yuv {
        Yuv::from_rows(width, height, |y, line| self.row(left, y, line))
    }

    /// A row of pixels from column `left` of the scene on. Beyond the edges, the edges are repeated.
    fn row(&self, left: usize, y: usize, line: &mut [[u8; 3]]) {
        let height = self.scene.height as usize;
        let (pixels, left, y) = match &self.strip {
            Some(strip) if y >= height => (strip, 0, (y - height).min(strip.height as usize - 1)),
            _ => (&self.scene, left, y.min(height - 1)),
        };
        let last = pixels.width as usize - 1;
        for (x, pixel) in line.iter_mut().enumerate() {
            *pixel = pixels.rgb((left + x).min(last), y);
        }
    }
}

#[cfg(test)]
mod tests;
