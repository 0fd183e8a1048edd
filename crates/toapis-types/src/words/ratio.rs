//! Aspect ratios as they are written: `16:9`.

/// Reads `16:9`; both sides are whole numbers above zero.
pub(crate) fn parse_ratio(text: &str) -> Option<(u32, u32)> {
    let (width, height) = text.split_once(':')?;
    let side = |text: &str| text.parse::<u32>().ok().filter(|side| *side > 0);
    Some((side(width)?, side(height)?))
}

/// The ratio closest to `width` x `height`; the first one of two that are equally close.
pub(crate) fn closest_ratio<'a>(
    width: u32,
    height: u32,
    ratios: impl Iterator<Item = &'a str>,
) -> Option<&'a str> {
    if width == 0 || height == 0 {
        return None;
    }
    let wanted = (f64::from(width) / f64::from(height)).ln();
    let distance = |ratio: &str| {
        let (a, b) = parse_ratio(ratio)?;
        Some(((f64::from(a) / f64::from(b)).ln() - wanted).abs())
    };
    ratios
        .filter_map(|ratio| Some((ratio, distance(ratio)?)))
        .min_by(|(_, one), (_, other)| one.total_cmp(other))
        .map(|(ratio, _)| ratio)
}
