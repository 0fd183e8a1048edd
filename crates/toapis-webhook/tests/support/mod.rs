//! Signed requests, and one of each store.
#![allow(dead_code, reason = "each test file takes what it needs")]

use std::convert::Infallible;
use std::path::PathBuf;

use toapis_webhook::{
    Answer, EventStore, Handler, ID_HEADER, Inbox, MemoryStore, Received, SIGNATURE_HEADER, TIMESTAMP_HEADER,
    Verifier, WebhookSecret, sign,
};

pub(crate) const SECRET: &str = "whsec_test_0123456789abcdef01234567";
pub(crate) const NOW: i64 = 1_783_953_302;

pub(crate) fn secret() -> WebhookSecret {
    WebhookSecret::new(SECRET).unwrap()
}

/// An inbox whose clock stands still.
pub(crate) fn inbox(store: impl EventStore + 'static, now: i64) -> Inbox {
    Inbox::new(Verifier::new(secret()), store).clock(move || now)
}

/// The smallest event that is about a task.
pub(crate) fn body(id: &str) -> String {
    format!(
        r#"{{"id":"{id}","type":"generation.completed","api_version":"v1","data":{{"task_id":"tsk_{id}"}}}}"#
    )
}

pub(crate) struct Signed {
    pub(crate) headers: [(&'static str, String); 3],
    pub(crate) body: Vec<u8>,
}

pub(crate) fn signed(id: &str, now: i64, body: impl AsRef<[u8]>) -> Signed {
    let body = body.as_ref().to_vec();
    let signature = sign(&secret(), id, now, &body);
    let headers =
        [(ID_HEADER, id.to_owned()), (TIMESTAMP_HEADER, now.to_string()), (SIGNATURE_HEADER, signature)];
    Signed { headers, body }
}

pub(crate) async fn deliver(inbox: &Inbox, request: &Signed) -> Answer {
    let headers: Vec<_> = request.headers.iter().map(|(name, value)| (*name, value)).collect();
    inbox.deliver(headers, &request.body).await
}

/// A handler that has nothing to do.
pub(crate) fn count_only() -> impl Handler {
    |_: Received| async { Ok::<_, Infallible>(()) }
}

/// One kind of store, empty, that can be opened as often as wanted.
pub(crate) struct Stores {
    pub(crate) name: &'static str,
    memory: MemoryStore,
    folder: tempfile::TempDir,
    #[cfg(feature = "postgres")]
    postgres: Option<Schema>,
}

impl Stores {
    fn of(name: &'static str) -> Self {
        Self {
            name,
            memory: MemoryStore::new(),
            folder: tempfile::tempdir().unwrap(),
            #[cfg(feature = "postgres")]
            postgres: None,
        }
    }

    pub(crate) fn file(&self) -> PathBuf {
        self.folder.path().join("events.db")
    }

    /// The store, as another process would open it.
    pub(crate) async fn open(&self) -> Box<dyn EventStore> {
        match self.name {
            "memory" => Box::new(self.memory.clone()),
            #[cfg(feature = "sqlite")]
            "sqlite" => Box::new(toapis_webhook::SqliteStore::open(self.file()).await.unwrap()),
            #[cfg(feature = "postgres")]
            "postgres" => Box::new(self.postgres.as_ref().unwrap().open().await),
            other => panic!("there is no store {other}"),
        }
    }
}

/// Runs a test on every store of this build. PostgreSQL takes part when `TOAPIS_TEST_POSTGRES` holds the URL of a server
/// on this machine.
pub(crate) async fn each_store<Fut: Future<Output = ()>>(test: impl Fn(Stores) -> Fut) {
    test(Stores::of("memory")).await;
    #[cfg(feature = "sqlite")]
    test(Stores::of("sqlite")).await;
    #[cfg(feature = "postgres")]
    if let Some(schema) = Schema::new().await {
        let cleaner = schema.clone();
        test(Stores { postgres: Some(schema), ..Stores::of("postgres") }).await;
        cleaner.remove().await;
    }
}

/// A namespace of its own, so that tests do not meet in one table.
#[cfg(feature = "postgres")]
#[derive(Clone)]
pub(crate) struct Schema {
    options: toapis_webhook::sqlx::postgres::PgConnectOptions,
    name: String,
}

#[cfg(feature = "postgres")]
impl Schema {
    pub(crate) async fn new() -> Option<Self> {
        let Ok(url) = std::env::var("TOAPIS_TEST_POSTGRES") else {
            eprintln!("skipped on PostgreSQL: TOAPIS_TEST_POSTGRES names no server");
            return None;
        };
        let options: toapis_webhook::sqlx::postgres::PgConnectOptions = url.parse().unwrap();
        let host = options.get_host();
        let is_here = host.starts_with('/') || ["127.0.0.1", "::1", "localhost"].contains(&host);
        assert!(is_here, "TOAPIS_TEST_POSTGRES must name a server on this machine");
        let name =
            format!("toapis_{}", tempfile::tempdir().unwrap().path().file_name()?.to_str()?.replace('.', ""));
        let schema = Self { options, name };
        schema.run(&format!("CREATE SCHEMA \"{}\"", schema.name)).await;
        Some(schema)
    }

    pub(crate) async fn open(&self) -> toapis_webhook::PostgresStore {
        let options = self.options.clone().options([("search_path", format!("\"{}\"", self.name))]);
        let pool = toapis_webhook::sqlx::postgres::PgPoolOptions::new()
            .max_connections(4)
            .connect_with(options)
            .await
            .unwrap();
        toapis_webhook::PostgresStore::with_pool(pool).await.unwrap()
    }

    pub(crate) async fn remove(&self) {
        self.run(&format!("DROP SCHEMA \"{}\" CASCADE", self.name)).await;
    }

    async fn run(&self, statement: &str) {
        let pool = toapis_webhook::sqlx::PgPool::connect_with(self.options.clone()).await.unwrap();
        toapis_webhook::sqlx::query(statement).execute(&pool).await.unwrap();
        pool.close().await;
    }
}
