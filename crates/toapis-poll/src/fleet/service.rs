//! How the service as a whole is doing, by what looks at whichever tasks brought.

use std::time::Duration;

use super::micros::{Micros, whole};
use super::news::News;
use crate::options::WaitOptions;
use crate::random::Random;

/// Whether looks may be sent, and how many at once.
#[derive(Debug)]
pub(super) struct Service {
    most_in_flight: u32,
    /// How many looks may be under way: one after trouble, doubled by each success.
    window: u32,
    /// Nobody is looked at before.
    paused: Micros,
    refused: bool,
    lost_in_a_row: u32,
    limited_in_a_row: u32,
    /// When it was last told to pause. What was sent before that is answered by the same trouble, and by no other.
    trouble: Micros,
}

impl Service {
    pub(super) fn new(most_in_flight: u32) -> Self {
        Self {
            most_in_flight,
            window: most_in_flight,
            paused: Micros::MIN,
            refused: false,
            lost_in_a_row: 0,
            limited_in_a_row: 0,
            trouble: Micros::MIN,
        }
    }

    /// Learns from the answer of a look that began at `asked`.
    pub(super) fn judge(&mut self, now: Micros, news: &News, asked: Micros, random: &mut Random) {
        let fresh = asked > self.trouble;
        match *news {
            News::Running(_) | News::Ended(..) | News::Gone(_) if fresh => {
                (self.lost_in_a_row, self.limited_in_a_row) = (0, 0);
                self.window = self.window.saturating_mul(2).min(self.most_in_flight);
            }
            News::Limited(_, retry_after) => {
                if fresh {
                    self.limited_in_a_row = self.limited_in_a_row.saturating_add(1);
                }
                if fresh || retry_after.is_some() {
                    self.pause(now, retry_after, self.limited_in_a_row, random);
                }
            }
            News::Lost(_, retry_after) => {
                let counts = fresh || !self.is_outage();
                if counts {
                    self.lost_in_a_row = self.lost_in_a_row.saturating_add(1);
                }
                if retry_after.is_some() {
                    self.pause(now, retry_after, 1, random);
                } else if counts && self.is_outage() {
                    self.pause(now, None, self.lost_in_a_row - OUTAGE + 1, random);
                }
            }
            News::Refused(_) => self.refused = true,
            _ => {}
        }
    }

    pub(super) fn resume(&mut self) {
        self.refused = false;
        self.window = 1;
    }

    /// Many looks were lost in a row, at whichever tasks: it is not the tasks.
    pub(super) fn is_outage(&self) -> bool {
        self.lost_in_a_row >= OUTAGE
    }

    pub(super) fn is_refused(&self) -> bool {
        self.refused
    }

    pub(super) fn window(&self) -> u32 {
        self.window
    }

    pub(super) fn paused(&self) -> Micros {
        self.paused
    }

    /// Nobody is looked at for as long as the server says, else longer each time; then one by one at first.
    fn pause(&mut self, now: Micros, retry_after: Option<Duration>, times: u32, random: &mut Random) {
        let pause = if let Some(demanded) = retry_after {
            let demanded = demanded.clamp(SHORTEST_PAUSE, WaitOptions::MAX_RETRY_AFTER);
            random.between(demanded, demanded.saturating_add(demanded.min(SPREAD)))
        } else {
            let factor = 2_u32.checked_pow(times).unwrap_or(u32::MAX);
            random.between(SHORTEST_PAUSE, SHORTEST_PAUSE.saturating_mul(factor).min(LONGEST_PAUSE))
        };
        self.paused = self.paused.max(now.saturating_add(whole(pause)));
        self.window = 1;
        self.trouble = now;
    }
}

/// So many lost looks in a row are an outage.
const OUTAGE: u32 = 8;

/// Pauses without a `Retry-After` grow from the one to the other, and none is shorter, whatever the server says.
const SHORTEST_PAUSE: Duration = Duration::from_millis(500);
pub(super) const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// Clients that were sent away together come back this far apart.
const SPREAD: Duration = Duration::from_secs(1);
