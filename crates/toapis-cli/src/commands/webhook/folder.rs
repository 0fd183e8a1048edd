//! A folder of events: each one a file that is there before its sender is answered.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use toapis_client::transport::async_trait;
use toapis_webhook::{
    Authentic, Claimed, EventState, EventStore, Insert, MemoryStore, StoreError, WebhookSecret,
};

use super::stored::Stored;

/// What is to be done about events is in memory; what came is in the folder, if there is one. A file that is there makes a
/// duplicate, also after a restart.
pub(super) struct Folder {
    path: Option<PathBuf>,
    /// In the order of the verifier, to write the signature that the event came with.
    secrets: Vec<WebhookSecret>,
    pending: MemoryStore,
}

impl Folder {
    pub(super) fn new(path: Option<PathBuf>, secrets: Vec<WebhookSecret>) -> io::Result<Self> {
        if let Some(path) = &path {
            std::fs::create_dir_all(path)?;
        }
        Ok(Self { path, secrets, pending: MemoryStore::new() })
    }

    /// False when the file is there already.
    fn save(&self, folder: &Path, delivery: &Authentic<'_>) -> io::Result<bool> {
        let file = folder.join(file_name(delivery.id()));
        let Some(secret) = self.secrets.get(delivery.secret_index()) else { return Ok(false) };
        let stored = Stored::signed(secret, delivery.id(), delivery.signed_at(), delivery.body());
        // Whole or not at all, only for its owner to read, and never over another one.
        let mut whole = tempfile::NamedTempFile::new_in(folder)?;
        whole.write_all(&stored.to_bytes())?;
        whole.as_file().sync_all()?;
        match whole.persist_noclobber(&file) {
            Ok(_) => sync_folder(folder).map(|()| true),
            Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
            Err(error) => Err(error.error),
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
        self.pending.insert(delivery, now).await
    }

    async fn claim(&self, limit: usize, lease_until: i64, now: i64) -> Result<Vec<Claimed>, StoreError> {
        self.pending.claim(limit, lease_until, now).await
    }

    async fn renew(&self, id: &str, attempt: u32, lease_until: i64) -> Result<bool, StoreError> {
        self.pending.renew(id, attempt, lease_until).await
    }

    async fn finish(&self, id: &str, attempt: u32) -> Result<bool, StoreError> {
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
