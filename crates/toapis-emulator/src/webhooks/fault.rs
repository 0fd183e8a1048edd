//! Deliveries that go wrong on purpose, to test receivers with.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// What is to be odd about the next event that is delivered. One fault, one event.
///
/// A fault of the signature or the timestamp is in the first attempt only: a receiver that refuses it, as it should, gets
/// the event right with the first retry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum DeliveryFault {
    /// The event is delivered twice, with the same id, both due at once: a receiver must act on it once.
    Twice,
    /// The first attempt begins so much later, by the emulator's clock. Events that come after it may overtake it.
    Late {
        /// How much later.
        seconds: u64,
    },
    /// No signature is right.
    BadSignature,
    /// The attempt was signed, with its timestamp, so long ago: right, but too old beyond 300 s.
    OldTimestamp {
        /// How long ago.
        seconds: u64,
    },
    /// An attempt captured so long ago with a new timestamp in the header, which its signature does not cover.
    RenewedTimestamp {
        /// How long ago.
        seconds: u64,
    },
}

impl DeliveryFault {
    /// How much later than now the first attempt is due.
    pub(super) fn delay(self) -> Duration {
        match self {
            Self::Late { seconds } => Duration::from_secs(seconds),
            _ => Duration::ZERO,
        }
    }

    /// The Unix seconds that are signed, and those in the header, for an attempt at `now`.
    pub(super) fn timestamps(self, now: i64) -> (i64, i64) {
        // A verifier takes positive ones only; a timestamp of 0 or below would be malformed, not old.
        let before = |seconds| now.saturating_sub(i64::try_from(seconds).unwrap_or(i64::MAX)).max(1);
        match self {
            Self::OldTimestamp { seconds } => (before(seconds), before(seconds)),
            Self::RenewedTimestamp { seconds } => (before(seconds), now),
            _ => (now, now),
        }
    }

    /// The signature header to send in place of the right one.
    pub(super) fn spoil(self, signature: String) -> String {
        if self == Self::BadSignature {
            signature.split(',').map(with_other_last_digit).collect::<Vec<_>>().join(",")
        } else {
            signature
        }
    }
}

fn with_other_last_digit(entry: &str) -> String {
    let mut entry = entry.to_owned();
    let other = if entry.pop() == Some('0') { '1' } else { '0' };
    entry.push(other);
    entry
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_entry_of_a_bad_signature_is_wrong() {
        assert_eq!(DeliveryFault::BadSignature.spoil("v1=a0,v1=0f".to_owned()), "v1=a1,v1=00");
        assert_eq!(DeliveryFault::Twice.spoil("v1=a0".to_owned()), "v1=a0");
    }

    #[test]
    fn timestamps_stay_positive() {
        assert_eq!(DeliveryFault::OldTimestamp { seconds: 301 }.timestamps(1000), (699, 699));
        assert_eq!(DeliveryFault::RenewedTimestamp { seconds: 301 }.timestamps(1000), (699, 1000));
        assert_eq!(DeliveryFault::OldTimestamp { seconds: u64::MAX }.timestamps(1000), (1, 1));
    }

    #[test]
    fn faults_are_read_by_their_words() {
        let read = |value| serde_json::from_value::<DeliveryFault>(value);
        assert_eq!(read(json!({"kind": "twice"})).unwrap(), DeliveryFault::Twice);
        assert_eq!(
            read(json!({"kind": "late", "seconds": 60})).unwrap(),
            DeliveryFault::Late { seconds: 60 }
        );
        for odd in
            [json!({"kind": "thrice"}), json!({"kind": "late"}), json!({"kind": "late", "seconds": -1})]
        {
            assert!(read(odd.clone()).is_err(), "{odd}");
        }
    }
}
