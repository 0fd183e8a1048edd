//! A small H.264 encoder for films of a slow camera move.
//!
//! Why own code: the encoders there are for Rust are either C libraries, which this crate does without, or
//! far too slow for a test server. A film of the emulator needs very little of the standard, and what it
//! needs is cheap:
//!
//! * A **full picture** (IDR) every two seconds, of Intra 16x16 macroblocks only (vertical, horizontal or
//!   mean prediction), with one fixed quantiser and CAVLC. See [`intra`], [`transform`], [`cavlc`].
//! * **Moving pictures** (P) in between that say one thing: the scene is now so many quarter pixels further
//!   to the right. Each refers to the full picture and to nothing else, and nothing refers to it, so errors
//!   cannot add up and a player may drop any of them. At 720p one is about 140 bytes. See [`inter`].
//! * What comes into view on the right has to come from somewhere: full pictures are coded **wider than they
//!   are shown** by as much as the camera moves until the next one, and the cropping window of the sequence
//!   parameters hides the rest.
//!
//! The stream is constrained baseline, 4:2:0, 8 bits, one slice a picture, decoded in the order it is shown.
//! Since a moving picture carries no differences, the encoder never needs the smoothed pictures of a decoder:
//! the deblocking filter is on in full pictures, at no cost here.

mod bits;
mod cavlc;
mod codes;
#[cfg(test)]
mod decode;
mod headers;
mod inter;
mod intra;
#[cfg(test)]
mod tests;
mod transform;

pub(super) use inter::Shift;

use super::yuv::Yuv;
use headers::Stream;

/// The most pictures from one full picture to the next, it included.
pub(super) const LONGEST_GROUP: usize = headers::LONGEST_GROUP;

/// Encodes pictures of one size.
#[derive(Clone, Copy, Debug)]
pub(super) struct Encoder {
    stream: Stream,
}

impl Encoder {
    /// For pictures of `width` by `height` pixels, both even, of which `margin` further columns on the right
    /// are coded but not shown.
    pub(super) fn new((width, height): (u32, u32), margin: u32, frames_per_second: u32) -> Self {
        let blocks = |pixels: u32| pixels.div_ceil(16) as usize;
        let (across, down) = (blocks(width + margin), blocks(height));
        Self { stream: Stream { across, down, width, height, frames_per_second } }
    }

    /// The size of the pictures to give to [`full`](Self::full): the shown part is at the left top.
    pub(super) fn coded_size(&self) -> (usize, usize) {
        (self.stream.across * 16, self.stream.down * 16)
    }

    /// Sequence and picture parameters, as NAL units.
    pub(super) fn parameters(&self) -> (Vec<u8>, Vec<u8>) {
        (self.stream.sequence(), headers::picture())
    }

    /// A picture that stands alone, as a NAL unit; `group` counts them. Also what it looks like before
    /// deblocking.
    pub(super) fn full(&self, source: &Yuv, group: usize) -> (Vec<u8>, Yuv) {
        let luma = &source.planes[0];
        debug_assert_eq!((luma.width, luma.height), self.coded_size());
        let mut bits = headers::full_slice(group as u32 % 2);
        let made = intra::picture(&mut bits, source);
        (bits::unit(0x65, &bits.finish()), made)
    }

    /// The `place`th picture after a full one, as a NAL unit.
    pub(super) fn moving(&self, place: usize, shift: Shift) -> Vec<u8> {
        debug_assert!((1..LONGEST_GROUP).contains(&place), "{place}");
        let mut bits = headers::moving_slice(place);
        inter::picture(&mut bits, self.stream.across, self.stream.down, shift);
        bits::unit(0x01, &bits.finish())
    }
}
