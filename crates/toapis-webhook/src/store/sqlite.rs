//! Events in a SQLite file.

use std::path::Path;
use std::time::Duration;

use sqlx::SqlitePool;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};

use super::sql;
use crate::StoreError;

/// Keeps events in a SQLite file (feature `sqlite`): for one machine, also for several processes on it.
///
/// An event is synced to the disk before its delivery is answered. The file is only for its owner to read on Unix, for
/// the bodies in it hold the URLs of results. Not for network file systems, where SQLite's locks do not hold.
#[derive(Clone, Debug)]
pub struct SqliteStore {
    pool: SqlitePool,
}

impl SqliteStore {
    /// Opens the file, and makes it if it is not there.
    ///
    /// # Errors
    ///
    /// When it cannot be opened or is no database.
    pub async fn open(file: impl AsRef<Path>) -> Result<Self, StoreError> {
        let file = file.as_ref();
        make_private(file).map_err(StoreError::unavailable)?;
        let options = SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // With the write-ahead log, a lesser setting would lose the last events with the power.
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(Duration::from_secs(5));
        // SQLite has one writer at a time, and nearly all that is done here is writing.
        let pool = SqlitePoolOptions::new()
            .max_connections(2)
            .acquire_timeout(Duration::from_secs(5))
            .connect_with(options)
            .await
            .map_err(StoreError::unavailable)?;
        Self::with_pool(pool).await
    }

    /// Uses a pool of yours, and makes the table `toapis_webhook_events` in it. How durable it is, is then yours to set.
    ///
    /// # Errors
    ///
    /// When the table cannot be made.
    pub async fn with_pool(pool: SqlitePool) -> Result<Self, StoreError> {
        for statement in [sql::TABLE, sql::PENDING_INDEX, sql::DONE_INDEX] {
            sqlx::query(statement).execute(&pool).await.map_err(StoreError::unavailable)?;
        }
        Ok(Self { pool })
    }

    /// Closes the file, once what is under way has ended. Clones are closed with it.
    pub async fn close(&self) {
        self.pool.close().await;
    }
}

sql::sql_store!(SqliteStore, sql::claim!(""));

#[cfg(unix)]
fn make_private(file: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::OpenOptionsExt as _;
    // SQLite gives the files beside it the same mode.
    std::fs::OpenOptions::new().create(true).append(true).mode(0o600).open(file).map(drop)
}

#[cfg(not(unix))]
fn make_private(_: &Path) -> std::io::Result<()> {
    Ok(())
}
