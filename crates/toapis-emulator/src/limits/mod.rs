//! The limits on asynchronous tasks, as `rate-limits/async-tasks` documents them.
//!
//! Each user has a token bucket for submits and one for status queries, shared by all of their keys. Every request counts,
//! also one that fails, but not one that was refused with 429. What the page leaves open is a [setting](RateLimits).

mod bucket;
mod group;
mod quota;
#[cfg(test)]
mod tests;
mod verdict;
mod window;

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use bucket::Bucket;
pub(crate) use group::Category;
pub use group::{Group, UnknownGroup};
pub use quota::{GroupQuotas, InvalidQuota, Quota, QuotaTable};
pub(crate) use verdict::{Headers, Refused, Verdict};
use window::Windows;

/// How the numbers of the page are understood.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reading {
    /// A token bucket that holds the burst and is refilled at the rate. The numbers per minute follow from it nearly: after
    /// a full bucket, one minute may see the burst on top.
    #[default]
    Buckets,
    /// The bucket, and besides at most the burst in any 10 seconds and at most the number per minute in any 60. The
    /// strictest reading of the page: a client that is never refused here keeps every other.
    Windows,
    /// No limits and no headers.
    Off,
}

impl Reading {
    /// All readings and their words.
    const WORDS: [(Self, &str); 3] =
        [(Self::Buckets, "buckets"), (Self::Windows, "windows"), (Self::Off, "off")];
}

impl fmt::Display for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(Self::WORDS.iter().find(|(reading, _)| reading == self).map_or("", |(_, word)| word))
    }
}

impl FromStr for Reading {
    type Err = UnknownReading;

    fn from_str(text: &str) -> Result<Self, UnknownReading> {
        Self::WORDS.iter().find(|(_, word)| *word == text).map(|(reading, _)| *reading).ok_or(UnknownReading)
    }
}

/// A word that is no [`Reading`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("write buckets, windows or off")]
pub struct UnknownReading;

/// What `X-RateLimit-Reset` counts. The page does not say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResetUnit {
    /// Seconds since 1970, by the emulator's clock.
    #[default]
    UnixSeconds,
    /// Milliseconds since 1970, by the emulator's clock.
    UnixMillis,
    /// Seconds from now.
    SecondsLeft,
}

/// How an emulator limits. The default is what the page documents.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RateLimits {
    /// How the numbers are understood.
    pub reading: Reading,
    /// The unit of `X-RateLimit-Reset`.
    pub reset: ResetUnit,
    /// The numbers of each group.
    pub quotas: QuotaTable,
    /// While true, the limiter of submits is down: submits are refused with 503 `rate_limit_unavailable`, and queries pass
    /// uncounted. It holds also where the reading is [`Off`](Reading::Off).
    pub submit_limiter_down: bool,
}

/// What each user has left.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Limits {
    pub(crate) settings: RateLimits,
    users: BTreeMap<String, BTreeMap<Category, Allowance>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Allowance {
    bucket: Bucket,
    /// Kept by [`Reading::Windows`] only, so that it knows nothing of what happened under another reading.
    #[serde(default)]
    windows: Windows,
}

impl Limits {
    /// Full buckets for everyone.
    pub(crate) fn new(settings: RateLimits) -> Self {
        Self { settings, users: BTreeMap::new() }
    }

    /// Counts a request of a user, whatever their key, at `now` (since 1970).
    ///
    /// To be asked once for each request that was authenticated, before its body is looked at. Times may jump ahead by any
    /// amount; a time that goes back refills nothing.
    ///
    /// The headers: `X-RateLimit-Limit` is the most that can be at once, `X-RateLimit-Remaining` how many could follow right
    /// now, `X-RateLimit-Reset` when they would be the most again if nothing followed. A refusal has a `Retry-After` in
    /// whole seconds, rounded up: that much later, one request is admitted, unless others came in between.
    pub(crate) fn admit(&mut self, user: &str, group: Group, category: Category, now: Duration) -> Verdict {
        if self.settings.submit_limiter_down {
            return match category {
                Category::Submit => Verdict::Refused(Refused::unavailable()),
                Category::Query => Verdict::Admitted(Headers::new()),
            };
        }
        if self.settings.reading == Reading::Off {
            return Verdict::Admitted(Headers::new());
        }
        let strict = self.settings.reading == Reading::Windows;
        let quota = self.settings.quotas.of(group, category);
        let allowance =
            self.users.entry(user.to_owned()).or_default().entry(category).or_insert_with(|| Allowance {
                bucket: Bucket::full(quota, now),
                windows: Windows::default(),
            });
        if !strict {
            allowance.windows = Windows::default();
        }
        allowance.bucket.refill(quota, now);
        allowance.windows.forget(now);
        let admitted = allowance.room(strict, quota, now) > 0;
        if admitted {
            allowance.count(strict, now);
        }

        let limit = if strict { quota.burst().min(quota.per_minute()) } else { quota.burst() };
        let mut headers = vec![
            ("X-RateLimit-Limit", limit.to_string()),
            ("X-RateLimit-Remaining", allowance.room(strict, quota, now).to_string()),
            ("X-RateLimit-Reset", reset(self.settings.reset, allowance.wait_for(limit, quota, now), now)),
            ("X-RateLimit-Category", category.to_string()),
        ];
        if admitted {
            return Verdict::Admitted(headers);
        }
        headers.push(("Retry-After", seconds_up(allowance.wait_for(1, quota, now)).to_string()));
        Verdict::Refused(Refused::exceeded(headers))
    }

    /// Fills all buckets and empties all windows. The settings stay.
    pub(crate) fn refill_all(&mut self) {
        self.users.clear();
    }
}

impl Allowance {
    fn room(&self, strict: bool, quota: Quota, now: Duration) -> u64 {
        let tokens = self.bucket.tokens();
        if strict { tokens.min(self.windows.room(quota, now)) } else { tokens }
    }

    fn count(&mut self, strict: bool, now: Duration) {
        self.bucket.take();
        if strict {
            self.windows.add(now);
        }
    }

    /// The windows are empty where they do not count.
    fn wait_for(&self, requests: u32, quota: Quota, now: Duration) -> Duration {
        self.bucket.wait_for(requests, quota).max(self.windows.wait_for(requests, quota, now))
    }
}

fn reset(unit: ResetUnit, wait: Duration, now: Duration) -> String {
    let at = now.saturating_add(wait);
    match unit {
        ResetUnit::UnixSeconds => seconds_up(at).to_string(),
        ResetUnit::UnixMillis => at.as_nanos().div_ceil(1_000_000).to_string(),
        ResetUnit::SecondsLeft => seconds_up(wait).to_string(),
    }
}

fn seconds_up(time: Duration) -> u64 {
    time.as_secs().saturating_add(u64::from(time.subsec_nanos() > 0))
}
