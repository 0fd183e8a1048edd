//! What the uploads of all clones of a client share: how many run at once, and which bytes are there already.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use async_lock::{OnceCell, Semaphore};
use toapis_types::Upload;

/// The SHA-256 of a file.
pub(crate) type Digest = [u8; 32];

/// An upload of some bytes: under way, done, or still to be done. Whoever finds it under way waits for it.
pub(crate) type Once = Arc<OnceCell<Upload>>;

/// Shared by all clones. It keeps URLs, and nothing of the files.
#[derive(Debug)]
pub(crate) struct Uploads {
    pub(crate) slots: Semaphore,
    pub(crate) at_once: usize,
    reuse: Duration,
    known: Mutex<HashMap<Digest, Known>>,
}

#[derive(Debug)]
struct Known {
    once: Once,
    /// When it was first asked for, by the monotonic clock.
    since: Duration,
}

impl Uploads {
    /// At most `at_once` run at the same time; a URL is given out again for as long as `reuse`.
    pub(crate) fn new(at_once: usize, reuse: Duration) -> Self {
        let at_once = at_once.max(1);
        Self { slots: Semaphore::new(at_once), at_once, reuse, known: Mutex::default() }
    }

    /// The upload of these bytes, to join or to begin. `now` is monotonic.
    pub(crate) fn of(&self, digest: Digest, now: Duration) -> Once {
        if self.reuse.is_zero() {
            return Once::default();
        }
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|_, known| {
            let is_young = now.saturating_sub(known.since) < self.reuse;
            // One that is under way is as new as can be; one that failed is not worth its place.
            let is_held = Arc::strong_count(&known.once) > 1;
            if known.once.is_initialized() { is_young } else { is_held }
        });
        if known.len() >= MOST
            && !known.contains_key(&digest)
            && let Some(oldest) = known.iter().min_by_key(|(_, known)| known.since).map(|(digest, _)| *digest)
        {
            known.remove(&oldest);
        }
        let known = known.entry(digest).or_insert_with(|| Known { once: Once::default(), since: now });
        Arc::clone(&known.once)
    }
}

/// The most URLs that are remembered.
const MOST: usize = 1024;

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const S: Duration = Duration::from_secs(1);

    fn fill(once: &Once) {
        let upload = Upload::from_value(&json!({"url": "https://files.toapis.com/a.png"})).unwrap();
        once.set_blocking(upload).unwrap();
    }

    #[test]
    fn u10_a_url_is_given_out_again_until_it_is_old() {
        let uploads = Uploads::new(4, 60 * S);
        let once = uploads.of([1; 32], S);
        assert!(!once.is_initialized());
        fill(&once);
        assert!(uploads.of([1; 32], 60 * S).is_initialized());
        assert!(!uploads.of([2; 32], 60 * S).is_initialized());
        assert!(!uploads.of([1; 32], 61 * S).is_initialized());
    }

    #[test]
    fn u10_nothing_is_remembered_where_nothing_may_be() {
        let uploads = Uploads::new(4, Duration::ZERO);
        fill(&uploads.of([1; 32], S));
        assert!(!uploads.of([1; 32], S).is_initialized());
    }

    #[test]
    fn u16_what_is_remembered_is_bounded() {
        let uploads = Uploads::new(0, 60 * S);
        assert_eq!(uploads.at_once, 1);
        for number in 0..2 * MOST {
            let mut digest = [0; 32];
            digest[..8].copy_from_slice(&number.to_le_bytes());
            fill(&uploads.of(digest, S + Duration::from_micros(number as u64)));
        }
        assert_eq!(uploads.known.lock().unwrap().len(), MOST);
    }
}
