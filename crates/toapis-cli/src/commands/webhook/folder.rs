//! A folder of events: each one a file that is there before its sender is answered.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use toapis_client::transport::async_trait;
use toapis_webhook::{
    Authentic, Claimed, Decision, EventState, EventStore, Insert, InvalidSecret, MemoryStore, StoreError,
    Verifier, WebhookSecret, receive,
};

use super::now;
use super::stored::Stored;

/// What is to be done about events is in memory; what came is in the folder, if there is one. A file that is there makes a
/// duplicate, also after a restart.
///
/// Where events are to be sent on, a mark beside the file of each says that it was not yet: it is there before the file, and
/// goes when the event was taken. What has one when the folder is opened again waits once more.
pub(super) struct Folder {
    path: Option<PathBuf>,
    /// In the order of the verifier, to write the signature that the event came with.
    secrets: Vec<WebhookSecret>,
    marks: bool,
    pending: MemoryStore,
    /// Held from the look for a file until it is there, or a second copy would mark what was sent on meanwhile.
    saving: Mutex<()>,
}

impl Folder {
    /// Nothing is kept without a path, and nothing is marked as waiting unless it is to be sent on.
    pub(super) fn new(
        path: Option<PathBuf>,
        secrets: Vec<WebhookSecret>,
        sends_on: bool,
    ) -> io::Result<Self> {
        if let Some(path) = &path {
            std::fs::create_dir_all(path)?;
        }
        let marks = sends_on && path.is_some();
        Ok(Self { path, secrets, marks, pending: MemoryStore::new(), saving: Mutex::default() })
    }

    /// Takes up what waits in the folder to be sent on, in the order in which it came: how many, and what is wrong with others.
    pub(super) async fn take_up(&self) -> io::Result<(usize, Vec<String>)> {
        let (mut taken, mut troubles) = (0, Vec::new());
        let Some(folder) = self.path.as_ref().filter(|_| self.marks) else { return Ok((taken, troubles)) };
        // The signature is that of its time, and proves the file all the same.
        let verifier = Verifier::with_secrets(self.secrets.iter().cloned())
            .map_err(|error: InvalidSecret| io::Error::new(io::ErrorKind::InvalidInput, error))?
            .tolerance(Duration::MAX);
        for mark in marks_of(folder)? {
            let file = mark.with_extension("http");
            let bytes = match std::fs::read(&file) {
                Ok(bytes) => bytes,
                // It ended before the file was there, and before it had answered: the sender comes again.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    std::fs::remove_file(&mark)?;
                    continue;
                }
                Err(error) => return Err(error),
            };
            let outcome = match Stored::from_bytes(&bytes) {
                Ok(stored) => self.queue(&verifier, &stored).await,
                Err(error) => Err(error.to_string()),
            };
            match outcome {
                Ok(()) => taken += 1,
                Err(error) => {
                    troubles.push(format!("{} waits, and cannot be sent on: {error}", file.display()));
                }
            }
        }
        Ok((taken, troubles))
    }

    async fn queue(&self, verifier: &Verifier, stored: &Stored) -> Result<(), String> {
        let headers = stored.headers.iter().map(|(name, value)| (name, value));
        match receive(verifier, headers, &stored.body, now()) {
            Decision::Store(delivery, _) => {
                self.pending.insert(&delivery, now()).await.map(|_| ()).map_err(|error| error.to_string())
            }
            Decision::Refuse(error) => Err(error.to_string()),
        }
    }

    /// False when the file is there already.
    fn save(&self, folder: &Path, delivery: &Authentic<'_>) -> io::Result<bool> {
        let file = folder.join(file_name(delivery.id()));
        let Some(secret) = self.secrets.get(delivery.secret_index()) else { return Ok(false) };
        let stored = Stored::signed(secret, delivery.id(), delivery.signed_at(), delivery.body());
        let _one_by_one = self.saving.lock().unwrap_or_else(PoisonError::into_inner);
        if file.try_exists()? {
            return Ok(false);
        }
        if self.marks {
            let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
            let text = since.as_nanos().to_string();
            let mark = whole_file(folder, text.as_bytes())?;
            mark.persist(mark_of(&file)).map_err(|error| error.error)?;
        }
        // Never over another one, which another process may have made.
        match whole_file(folder, &stored.to_bytes())?.persist_noclobber(&file) {
            Ok(_) => sync_folder(folder).map(|()| true),
            Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
            Err(error) => Err(error.error),
        }
    }

    /// Takes back what was saved, so that the sender's next try is no duplicate.
    fn unsave(&self, id: &str) {
        if let Some(folder) = &self.path {
            let file = folder.join(file_name(id));
            // Should either fail, the event is there after all: it waits for the next start.
            let _ = std::fs::remove_file(&file).and_then(|()| std::fs::remove_file(mark_of(&file)));
        }
    }

    /// It was taken: it must not be sent on again, whatever comes.
    fn unmark(&self, id: &str) -> io::Result<()> {
        let Some(folder) = self.path.as_ref().filter(|_| self.marks) else { return Ok(()) };
        match std::fs::remove_file(mark_of(&folder.join(file_name(id)))) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => sync_folder(folder),
        }
    }
}

#[async_trait]
impl EventStore for Folder {
    async fn insert(&self, delivery: &Authentic<'_>, now: i64) -> Result<Insert, StoreError> {
        if let Some(folder) = &self.path
            && !self.save(folder, delivery).map_err(StoreError::unavailable)?
        {
            return Ok(Insert::Duplicate);
        }
        let inserted = self.pending.insert(delivery, now).await;
        if inserted.is_err() {
            self.unsave(delivery.id());
        }
        inserted
    }

    async fn claim(&self, limit: usize, lease_until: i64, now: i64) -> Result<Vec<Claimed>, StoreError> {
        self.pending.claim(limit, lease_until, now).await
    }

    async fn renew(&self, id: &str, attempt: u32, lease_until: i64) -> Result<bool, StoreError> {
        self.pending.renew(id, attempt, lease_until).await
    }

    async fn finish(&self, id: &str, attempt: u32) -> Result<bool, StoreError> {
        self.unmark(id).map_err(StoreError::unavailable)?;
        self.pending.finish(id, attempt).await
    }

    async fn release(&self, id: &str, attempt: u32, due_at: i64) -> Result<bool, StoreError> {
        self.pending.release(id, attempt, due_at).await
    }

    async fn purge(&self, before: i64) -> Result<u64, StoreError> {
        self.pending.purge(before).await
    }

    async fn state(&self, id: &str) -> Result<Option<EventState>, StoreError> {
        self.pending.state(id).await
    }
}

/// The id as the name of a file: what could lead elsewhere, or is no letter of a name everywhere, becomes its number.
pub(super) fn file_name(id: &str) -> String {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    let letters = id
        .bytes()
        .map(|byte| if plain(&byte) { char::from(byte).to_string() } else { format!("%{byte:02x}") });
    letters.collect::<String>() + ".http"
}

/// What says that the event in a file waits.
fn mark_of(file: &Path) -> PathBuf {
    file.with_extension("waiting")
}

/// The marks of a folder, in the order in which their events came.
fn marks_of(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut marks = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "waiting") {
            // Whoever made one by hand wants it sent on as well.
            let came = std::fs::read_to_string(&path)?.trim().parse().unwrap_or(u128::MAX);
            marks.push((came, path));
        }
    }
    marks.sort();
    Ok(marks.into_iter().map(|(_, path)| path).collect())
}

/// A file that is whole before it gets its name, only for its owner to read.
fn whole_file(folder: &Path, bytes: &[u8]) -> io::Result<tempfile::NamedTempFile> {
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok(file)
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    std::fs::File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn an_id_cannot_leave_the_folder() {
        assert_eq!(file_name("evt_01-a"), "evt_01-a.http");
        assert_eq!(file_name("../../etc/passwd"), "%2e%2e%2f%2e%2e%2fetc%2fpasswd.http");
        assert_ne!(file_name("a%2f"), file_name("a/"));
    }
}
