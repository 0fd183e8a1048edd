//! The grid that durations are counted on: eight buckets an octave, from half a second to seven and a half hours.

/// How many buckets there are. The first begins at 0, the last never ends.
pub(super) const COUNT: usize = 128;

/// How much longer, in natural logarithms, a bucket is than the one before it.
pub(super) const LOG_STEP: f64 = std::f64::consts::LN_2 / 8.0;

/// The longest time that is told apart, in seconds: ten days. Longer ones count as this.
pub(super) const LONGEST: f64 = 864_000.0;

/// Where the bucket begins, in seconds.
pub(super) fn lower(bucket: usize) -> f64 {
    let Some(step) = bucket.checked_sub(1) else { return 0.0 };
    let octave = u32::try_from(step / PER_OCTAVE).unwrap_or(u32::MAX);
    FIRST * STEPS[step % PER_OCTAVE] * f64::from(1_u32.checked_shl(octave).unwrap_or(u32::MAX))
}

/// How long the bucket is, in seconds; for the last one, what it would be if it ended.
pub(super) fn width(bucket: usize) -> f64 {
    lower(bucket + 1) - lower(bucket)
}

/// The bucket that a time falls into.
pub(super) fn bucket(seconds: f64) -> usize {
    let ratio = seconds / FIRST;
    if ratio.is_nan() || ratio < 1.0 {
        return 0;
    }
    // A power of two is in the bits; nothing is rounded.
    let octave = usize::try_from((ratio.to_bits() >> 52).saturating_sub(1023)).unwrap_or(COUNT);
    let Some(shift) = u32::try_from(octave).ok().and_then(|octave| 1_u32.checked_shl(octave)) else {
        return COUNT - 1;
    };
    let mantissa = ratio / f64::from(shift);
    let step = STEPS.iter().rposition(|step| *step <= mantissa).unwrap_or(0);
    (1 + octave * PER_OCTAVE + step).min(COUNT - 1)
}

/// The time as a bucket with a fraction.
pub(super) fn place(seconds: f64) -> f64 {
    let bucket = bucket(seconds);
    index(bucket) + ((seconds - lower(bucket)) / width(bucket)).clamp(0.0, 1.0)
}

/// A bucket as a number to reckon with.
pub(super) fn index(bucket: usize) -> f64 {
    u32::try_from(bucket).map_or(f64::MAX, f64::from)
}

const PER_OCTAVE: usize = 8;

const FIRST: f64 = 0.5;

/// 2^(i/8).
const STEPS: [f64; PER_OCTAVE] = [
    1.0,
    1.090_507_732_665_257_7,
    1.189_207_115_002_721,
    1.296_839_554_651_009_6,
    std::f64::consts::SQRT_2,
    1.542_210_825_407_940_7,
    1.681_792_830_507_429,
    1.834_008_086_409_342_4,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_edge_is_in_the_bucket_that_it_begins() {
        for own in 0..COUNT {
            assert_eq!(bucket(lower(own)), own);
            assert!((place(lower(own)) - index(own)).abs() < 1e-9);
            if own + 1 < COUNT {
                assert_eq!(bucket(lower(own + 1) * (1.0 - 1e-12)), own);
            }
        }
    }

    #[test]
    fn times_that_are_none_fall_into_some_bucket() {
        for seconds in [f64::NAN, f64::NEG_INFINITY, -1.0, 0.0, f64::MIN_POSITIVE] {
            assert_eq!(bucket(seconds), 0);
        }
        for seconds in [1e6, 1e300, f64::INFINITY] {
            assert_eq!(bucket(seconds), COUNT - 1);
        }
    }
}
