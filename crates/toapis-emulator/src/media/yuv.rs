//! Pictures as films hold them: brightness in full, colour at half the size (BT.709, 4:2:0, limited range).

/// One component of a picture, row by row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Plane {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) data: Vec<u8>,
}

impl Plane {
    /// A plane of one value.
    pub(super) fn new(width: usize, height: usize, value: u8) -> Self {
        Self { width, height, data: vec![value; width * height] }
    }
}

/// A picture: luma, then the two chroma planes of half its width and height.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Yuv {
    pub(super) planes: [Plane; 3],
}

impl Yuv {
    /// A grey picture; both sides are even.
    pub(super) fn new(width: usize, height: usize) -> Self {
        let chroma = Plane::new(width / 2, height / 2, 128);
        Self { planes: [Plane::new(width, height, 128), chroma.clone(), chroma] }
    }

    /// A picture with the colours that `row(y, line)` fills into each row of red, green and blue.
    pub(super) fn from_rows(width: usize, height: usize, mut row: impl FnMut(usize, &mut [[u8; 3]])) -> Self {
        let mut yuv = Self::new(width, height);
        let [luma, blue, red] = &mut yuv.planes;
        let mut lines = [vec![[0; 3]; width], vec![[0; 3]; width]];
        for y in (0..height).step_by(2) {
            for (half, line) in lines.iter_mut().enumerate() {
                row(y + half, line);
                let out = &mut luma.data[(y + half) * width..][..width];
                for (value, rgb) in out.iter_mut().zip(&*line) {
                    *value = brightness(*rgb);
                }
            }
            let (top, bottom) = (lines[0].chunks_exact(2), lines[1].chunks_exact(2));
            for (x, (top, bottom)) in top.zip(bottom).enumerate() {
                let sum = |part: usize| {
                    [top[0], top[1], bottom[0], bottom[1]].iter().map(|rgb| i32::from(rgb[part])).sum()
                };
                let [cb, cr] = colour([sum(0), sum(1), sum(2)]);
                blue.data[y / 2 * (width / 2) + x] = cb;
                red.data[y / 2 * (width / 2) + x] = cr;
            }
        }
        yuv
    }
}

/// Luma of a pixel: 16 for black to 235 for white.
fn brightness([r, g, b]: [u8; 3]) -> u8 {
    // 219 times the shares of BT.709 (0.2126, 0.7152, 0.0722) of 65536 / 255.
    let sum = 11_966 * u32::from(r) + 40_254 * u32::from(g) + 4_064 * u32::from(b);
    ((sum + (16 << 16) + (1 << 15)) >> 16) as u8
}

/// The two chroma values of four pixels, given the sums of their parts: 128 where there is no colour.
fn colour([r, g, b]: [i32; 3]) -> [u8; 2] {
    let value = |red: i32, green: i32, blue: i32| {
        let sum = red * r + green * g + blue * b;
        ((sum + (128 << 18) + (1 << 17)) >> 18).clamp(0, 255) as u8
    };
    [value(-6_596, -22_189, 28_785), value(28_785, -26_145, -2_640)]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(rgb: [u8; 3]) -> [u8; 3] {
        let yuv = Yuv::from_rows(2, 2, |_, line| line.fill(rgb));
        yuv.planes.each_ref().map(|plane| plane.data[0])
    }

    #[test]
    fn colours_have_their_numbers_of_bt_709() {
        assert_eq!(of([0, 0, 0]), [16, 128, 128]);
        assert_eq!(of([255, 255, 255]), [235, 128, 128]);
        // The primaries, as published for video of 8 bits.
        assert_eq!(of([255, 0, 0]), [63, 102, 240]);
        assert_eq!(of([0, 255, 0]), [173, 42, 26]);
        assert_eq!(of([0, 0, 255]), [32, 240, 118]);
    }
}
