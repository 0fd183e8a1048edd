//! Events in a PostgreSQL database, for several receivers.

use std::str::FromStr as _;
use std::time::Duration;

use sqlx::PgPool;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};

use super::sql;
use crate::StoreError;

/// Keeps events in PostgreSQL (feature `postgres`): for several receivers and workers, on several machines.
///
/// Whichever of them stores an event first wins; whichever claims it works on it, and the others go past rows that are
/// being claimed without waiting for them. This build of the driver speaks no TLS: use it within a private network or
/// over a local socket, or give [`with_pool`](Self::with_pool) a pool of your own with sqlx's TLS features.
#[derive(Clone, Debug)]
pub struct PostgresStore {
    pool: PgPool,
}

impl PostgresStore {
    /// Connects to a `postgres://` URL.
    ///
    /// # Errors
    ///
    /// When the URL cannot be read, or the server not be reached. Neither repeats the password.
    pub async fn connect(url: &str) -> Result<Self, StoreError> {
        // The error of the parser may quote the text, which holds the password.
        let options = PgConnectOptions::from_str(url)
            .map_err(|_| StoreError::unavailable("the URL of the database cannot be read"))?;
        let pool = PgPoolOptions::new()
            .max_connections(8)
            .acquire_timeout(Duration::from_secs(5))
            .connect_with(options)
            .await
            .map_err(StoreError::unavailable)?;
        Self::with_pool(pool).await
    }

    /// Uses a pool of yours, and makes the table `toapis_webhook_events` in it.
    ///
    /// # Errors
    ///
    /// When the table cannot be made.
    pub async fn with_pool(pool: PgPool) -> Result<Self, StoreError> {
        let mut transaction = pool.begin().await.map_err(StoreError::unavailable)?;
        // Two receivers that start at once would trip over each other's `CREATE TABLE IF NOT EXISTS`.
        let lock = "SELECT pg_advisory_xact_lock(7284620117)";
        let table = sql::TABLE.replace("BLOB", "BYTEA");
        for statement in [lock, &table, sql::PENDING_INDEX, sql::DONE_INDEX] {
            sqlx::query(statement).execute(&mut *transaction).await.map_err(StoreError::unavailable)?;
        }
        transaction.commit().await.map_err(StoreError::unavailable)?;
        Ok(Self { pool })
    }

    /// Closes the connections, once what is under way has ended. Clones are closed with it.
    pub async fn close(&self) {
        self.pool.close().await;
    }
}

sql::sql_store!(PostgresStore, sql::claim!(" FOR UPDATE SKIP LOCKED"));
