//! After a refused key or an empty balance, further creates need not be tried one by one.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use http::StatusCode;

use crate::error::Error;

/// Stops the creates of a client after a 401 or 402. Looks go on.
#[derive(Debug, Default)]
pub(crate) struct Circuit {
    open: Mutex<Option<Open>>,
}

#[derive(Clone, Copy, Debug)]
struct Open {
    status: StatusCode,
    /// When the last create was let pass, or refused by the service.
    since: Duration,
    /// One create was let pass since.
    is_probed: bool,
}

impl Circuit {
    /// Whether a create may be sent now. After [`PROBE_AFTER`] one may, to see whether things got better.
    pub(crate) fn check(&self, now: Duration) -> Result<(), Error> {
        let mut open = self.lock();
        match &mut *open {
            Some(Open { status, since, .. }) if now.saturating_sub(*since) < PROBE_AFTER => {
                let left = (*since + PROBE_AFTER).saturating_sub(now);
                Err(Error::Halted { status: *status, left })
            }
            Some(probe) => {
                // Whoever comes next waits for what becomes of this one.
                (probe.since, probe.is_probed) = (now, true);
                Ok(())
            }
            None => Ok(()),
        }
    }

    /// The same for a create that was let pass and has waited since.
    pub(crate) fn recheck(&self, now: Duration) -> Result<(), Error> {
        match &*self.lock() {
            Some(Open { status, since, is_probed: false }) => {
                Err(Error::Halted { status: *status, left: (*since + PROBE_AFTER).saturating_sub(now) })
            }
            _ => Ok(()),
        }
    }

    /// Whether creates are stopped, without being a probe.
    pub(crate) fn is_open(&self, now: Duration) -> Option<StatusCode> {
        let open = *self.lock();
        open.filter(|open| now.saturating_sub(open.since) < PROBE_AFTER).map(|open| open.status)
    }

    /// What a create came to.
    pub(crate) fn learn<T>(&self, outcome: &Result<T, Error>, now: Duration) {
        match outcome {
            Ok(_) => self.close(),
            Err(Error::Rejected(refusal))
                if matches!(refusal.status, StatusCode::UNAUTHORIZED | StatusCode::PAYMENT_REQUIRED) =>
            {
                *self.lock() = Some(Open { status: refusal.status, since: now, is_probed: false });
            }
            Err(_) => {}
        }
    }

    pub(crate) fn close(&self) {
        *self.lock() = None;
    }

    fn lock(&self) -> MutexGuard<'_, Option<Open>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How long creates are stopped before one of them may try again.
const PROBE_AFTER: Duration = Duration::from_secs(60);
