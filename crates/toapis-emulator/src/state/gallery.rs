//! The files that were painted last, so that a second look or a range does not paint them again.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use axum::body::Bytes;

/// The most bytes kept.
const ROOM: usize = 64_000_000;

/// Painted files by their paths, the oldest first. Nothing is lost when one is dropped: it can be painted again.
#[derive(Debug, Default)]
pub(crate) struct Gallery(Mutex<VecDeque<(String, Bytes)>>);

impl Gallery {
    pub(crate) fn get(&self, path: &str) -> Option<Bytes> {
        let hung = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        hung.iter().find(|(known, _)| known == path).map(|(_, bytes)| bytes.clone())
    }

    pub(crate) fn keep(&self, path: &str, bytes: &Bytes) {
        let mut hung = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if hung.iter().any(|(known, _)| known == path) {
            return;
        }
        hung.push_back((path.to_owned(), bytes.clone()));
        while hung.iter().map(|(_, bytes)| bytes.len()).sum::<usize>() > ROOM {
            hung.pop_front();
        }
    }

    pub(crate) fn clear(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}
