//! What the SQL stores have in common: one table, the same statements. SQLite takes `$1` as PostgreSQL does.

/// Only of use once there is a table.
pub(super) const TABLE: &str = "\
CREATE TABLE IF NOT EXISTS toapis_webhook_events (
    id TEXT PRIMARY KEY,
    body BLOB NOT NULL,
    signed_at BIGINT NOT NULL,
    stored_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    deliveries BIGINT NOT NULL,
    state TEXT NOT NULL,
    due_at BIGINT NOT NULL,
    attempt BIGINT NOT NULL
)";

/// Finds what is due without reading what is done, which is nearly all of the table.
pub(super) const PENDING_INDEX: &str = "\
CREATE INDEX IF NOT EXISTS toapis_webhook_events_pending
ON toapis_webhook_events (due_at) WHERE state <> 'done'";

/// Finds what may be forgotten.
pub(super) const DONE_INDEX: &str = "\
CREATE INDEX IF NOT EXISTS toapis_webhook_events_done
ON toapis_webhook_events (seen_at) WHERE state = 'done'";

/// One statement, so that there is no gap between asking and storing. The first of all callers gets 1.
pub(super) const INSERT: &str = "\
INSERT INTO toapis_webhook_events (id, body, signed_at, stored_at, seen_at, deliveries, state, due_at, attempt)
VALUES ($1, $2, $3, $4, $4, 1, 'new', $4, 0)
ON CONFLICT (id) DO UPDATE SET
    deliveries = toapis_webhook_events.deliveries + 1,
    seen_at = CASE WHEN toapis_webhook_events.seen_at > excluded.seen_at
        THEN toapis_webhook_events.seen_at ELSE excluded.seen_at END
RETURNING deliveries";

pub(super) const RENEW: &str = "\
UPDATE toapis_webhook_events SET due_at = $3 WHERE id = $1 AND attempt = $2 AND state = 'processing'";

pub(super) const FINISH: &str = "\
UPDATE toapis_webhook_events SET state = 'done' WHERE id = $1 AND attempt = $2 AND state = 'processing'";

pub(super) const RELEASE: &str = "\
UPDATE toapis_webhook_events SET state = 'new', due_at = $3 \
WHERE id = $1 AND attempt = $2 AND state = 'processing'";

pub(super) const PURGE: &str = "DELETE FROM toapis_webhook_events WHERE state = 'done' AND seen_at < $1";

pub(super) const STATE: &str = "SELECT state, due_at FROM toapis_webhook_events WHERE id = $1";

/// The statement that claims; `$lock` is what keeps two workers from waiting for the same rows, where that is needed.
macro_rules! claim {
    ($lock:literal) => {
        concat!(
            "WITH due AS MATERIALIZED (SELECT id FROM toapis_webhook_events ",
            "WHERE state <> 'done' AND due_at <= $1 ORDER BY due_at LIMIT $3",
            $lock,
            ") UPDATE toapis_webhook_events SET state = 'processing', attempt = attempt + 1, due_at = $2 ",
            "WHERE id IN (SELECT id FROM due) RETURNING id, body, signed_at, stored_at, attempt",
        )
    };
}

pub(super) use claim;

/// [`EventStore`](crate::EventStore) for a type that has a `pool`, with the statements above.
macro_rules! sql_store {
    ($store:ty, $claim:expr) => {
        #[async_trait::async_trait]
        impl crate::EventStore for $store {
            async fn insert(
                &self,
                delivery: &crate::Authentic<'_>,
                now: i64,
            ) -> Result<crate::Insert, crate::StoreError> {
                // All rows, though there is one: a driver may stop at the first, and not see that the commit failed.
                let deliveries: Vec<i64> = sqlx::query_scalar(sql::INSERT)
                    .bind(delivery.id())
                    .bind(delivery.body())
                    .bind(delivery.signed_at())
                    .bind(now)
                    .fetch_all(&self.pool)
                    .await
                    .map_err(crate::StoreError::unavailable)?;
                Ok(if deliveries == [1] { crate::Insert::New } else { crate::Insert::Duplicate })
            }

            async fn claim(
                &self,
                limit: usize,
                lease_until: i64,
                now: i64,
            ) -> Result<Vec<crate::Claimed>, crate::StoreError> {
                let rows: Vec<(String, Vec<u8>, i64, i64, i64)> = sqlx::query_as($claim)
                    .bind(now)
                    .bind(lease_until)
                    .bind(i64::try_from(limit).unwrap_or(i64::MAX))
                    .fetch_all(&self.pool)
                    .await
                    .map_err(crate::StoreError::unavailable)?;
                let claimed = rows.into_iter().map(|(id, body, signed_at, stored_at, attempt)| {
                    let attempt = u32::try_from(attempt).unwrap_or(u32::MAX);
                    crate::Claimed::new(id, body, signed_at, stored_at, attempt)
                });
                Ok(claimed.collect())
            }

            async fn renew(
                &self,
                id: &str,
                attempt: u32,
                lease_until: i64,
            ) -> Result<bool, crate::StoreError> {
                let query = sqlx::query(sql::RENEW).bind(id).bind(i64::from(attempt)).bind(lease_until);
                let done = query.execute(&self.pool).await.map_err(crate::StoreError::unavailable)?;
                Ok(done.rows_affected() == 1)
            }

            async fn finish(&self, id: &str, attempt: u32) -> Result<bool, crate::StoreError> {
                let query = sqlx::query(sql::FINISH).bind(id).bind(i64::from(attempt));
                let done = query.execute(&self.pool).await.map_err(crate::StoreError::unavailable)?;
                Ok(done.rows_affected() == 1)
            }

            async fn release(&self, id: &str, attempt: u32, due_at: i64) -> Result<bool, crate::StoreError> {
                let query = sqlx::query(sql::RELEASE).bind(id).bind(i64::from(attempt)).bind(due_at);
                let done = query.execute(&self.pool).await.map_err(crate::StoreError::unavailable)?;
                Ok(done.rows_affected() == 1)
            }

            async fn purge(&self, before: i64) -> Result<u64, crate::StoreError> {
                let query = sqlx::query(sql::PURGE).bind(before);
                let done = query.execute(&self.pool).await.map_err(crate::StoreError::unavailable)?;
                Ok(done.rows_affected())
            }

            async fn state(&self, id: &str) -> Result<Option<crate::EventState>, crate::StoreError> {
                let query = sqlx::query_as(sql::STATE).bind(id);
                let row: Option<(String, i64)> =
                    query.fetch_optional(&self.pool).await.map_err(crate::StoreError::unavailable)?;
                Ok(row.map(|(state, due_at)| match state.as_str() {
                    "done" => crate::EventState::Done,
                    "processing" => crate::EventState::Processing { lease_until: due_at },
                    _ => crate::EventState::New { due_at },
                }))
            }
        }
    };
}

pub(super) use sql_store;
