//! What the service's own documentation asks for.

use std::time::Duration;

use toapis_types::{Phase, TaskKind};

use super::Strategy;
use crate::look_state::LookState;
use crate::random::Random;

/// The default: the rests that the status pages ask for, with jitter.
///
/// | task | first look | while queued | in progress |
/// | --- | --- | --- | --- |
/// | image (`tasks/image-status`) | 5 s old | 5 to 10 s | 5 to 10 s |
/// | video (`tasks/video-status`) | 5 s old | 5 to 10 s | 10 to 15 s |
///
/// The video page gives 10 s in one place, and by status in another; the one by status is followed, for it is the more
/// exact. A rest is anything within its range, equally likely.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Documented;

impl Strategy for Documented {
    fn delay(&self, look: &LookState, random: &mut Random) -> Duration {
        match (look.kind, look.phase) {
            _ if look.looks == 0 => FIRST,
            (TaskKind::Video, Some(Phase::InProgress)) => random.between(IN_PROGRESS_LEAST, IN_PROGRESS_MOST),
            _ => random.between(LEAST, MOST),
        }
    }
}

const FIRST: Duration = Duration::from_secs(5);
const LEAST: Duration = Duration::from_secs(5);
const MOST: Duration = Duration::from_secs(10);
const IN_PROGRESS_LEAST: Duration = Duration::from_secs(10);
const IN_PROGRESS_MOST: Duration = Duration::from_secs(15);
