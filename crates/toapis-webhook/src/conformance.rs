//! Tests for stores: does yours keep the contract of [`EventStore`]?

use std::fmt::Debug;
use std::time::Duration;

use crate::{
    Authentic, Claimed, EventState, EventStore, Insert, MIN_LIFE, SignatureHeaders, StoreError, Verifier,
    VerifyError, WebhookSecret, sign,
};

/// Runs every check against an empty store (feature `conformance`). Give it an empty one: it claims whatever is there.
///
/// # Errors
///
/// The first promise that was not kept, in words.
pub async fn check_store(store: &impl EventStore) -> Result<(), String> {
    let made = Made::new("evt_1", NOW)?;
    let first = made.delivery()?;
    equal("an id that nobody sent", &store.state("evt_1").await.map_err(text)?, &None)?;
    equal("a claim of nothing", &claim(store, 9, NOW).await?.len(), &0)?;
    equal("the first insert", &store.insert(&first, NOW).await.map_err(text)?, &Insert::New)?;
    let is_new = Some(EventState::New { due_at: NOW });
    equal("the state after it", &store.state("evt_1").await.map_err(text)?, &is_new)?;

    // A later delivery of the same event is signed anew.
    let again = Made::new("evt_1", NOW + 10)?;
    let again = again.delivery()?;
    equal("the second insert", &store.insert(&again, NOW + 10).await.map_err(text)?, &Insert::Duplicate)?;

    let claimed = claim(store, 9, NOW).await?;
    let expected = Claimed::new("evt_1".to_owned(), made.body.clone(), NOW, NOW, 1);
    equal("what is claimed", &claimed, &vec![expected])?;
    equal("a second claim", &claim(store, 9, NOW + LEASE - 1).await?.len(), &0)?;
    let leased = Some(EventState::Processing { lease_until: NOW + LEASE });
    equal("the state with a lease", &store.state("evt_1").await.map_err(text)?, &leased)?;
    equal("an insert meanwhile", &store.insert(&again, NOW).await.map_err(text)?, &Insert::Duplicate)?;

    equal("a renewal", &store.renew("evt_1", 1, NOW + 2 * LEASE).await.map_err(text)?, &true)?;
    equal("a claim after it", &claim(store, 9, NOW + 2 * LEASE - 1).await?.len(), &0)?;
    equal("a purge of what is not done", &store.purge(i64::MAX).await.map_err(text)?, &0)?;

    // The worker dies, its lease runs out, and another takes over.
    let second = claim(store, 9, NOW + 2 * LEASE).await?;
    equal("the attempt after a lease", &second.iter().map(|event| event.attempt).collect(), &vec![2])?;
    for (what, stale) in [
        ("a renewal by the dead one", store.renew("evt_1", 1, NOW).await),
        ("its end", store.finish("evt_1", 1).await),
        ("its giving back", store.release("evt_1", 1, NOW).await),
        ("the end of an attempt that never was", store.finish("evt_1", 3).await),
        ("the end of an event that never was", store.finish("evt_x", 1).await),
    ] {
        equal(what, &stale.map_err(text)?, &false)?;
    }

    equal("giving back", &store.release("evt_1", 2, NOW + 5000).await.map_err(text)?, &true)?;
    equal("a claim during the pause", &claim(store, 9, NOW + 4999).await?.len(), &0)?;
    let third = claim(store, 9, NOW + 5000).await?;
    equal("the body after all that", &third.first().map(|event| &event.body), &Some(&made.body))?;
    equal("the end", &store.finish("evt_1", 3).await.map_err(text)?, &true)?;
    equal("a second end", &store.finish("evt_1", 3).await.map_err(text)?, &false)?;
    equal("the state at the end", &store.state("evt_1").await.map_err(text)?, &Some(EventState::Done))?;
    equal("a claim after the end", &claim(store, 9, i64::MAX).await?.len(), &0)?;

    order_and_life(store).await
}

/// The longest due come first, no more than asked for; and what is done stays known for long enough.
async fn order_and_life(store: &impl EventStore) -> Result<(), String> {
    for (id, at) in [("evt_c", NOW + 3), ("evt_a", NOW + 1), ("evt_b", NOW + 2)] {
        let made = Made::new(id, at)?;
        equal("an insert", &store.insert(&made.delivery()?, at).await.map_err(text)?, &Insert::New)?;
    }
    let mut order: Vec<Claimed> = claim(store, 2, NOW + 3).await?;
    order.sort_by(|one, other| one.id.cmp(&other.id));
    equal("a claim of two", &order.iter().map(|event| event.id.as_str()).collect(), &vec!["evt_a", "evt_b"])?;
    equal("a claim of none", &claim(store, 0, NOW + 3).await?.len(), &0)?;
    for event in order {
        equal("an end", &store.finish(&event.id, event.attempt).await.map_err(text)?, &true)?;
    }

    // The last retry: 31 hours later. From then on, it stays known for another 48.
    let late = NOW + 31 * 3600;
    let made = Made::new("evt_1", late)?;
    let late_insert = store.insert(&made.delivery()?, late).await.map_err(text)?;
    equal("a delivery 31 hours later", &late_insert, &Insert::Duplicate)?;
    let forgotten = store.purge(late + 1 - MIN_LIFE).await.map_err(text)?;
    equal("a purge of what is 48 hours old", &forgotten, &0)?;
    let forgotten = store.purge(NOW + 1000).await.map_err(text)?;
    equal("a purge of the two others", &forgotten, &2)?;
    let state = store.state("evt_1").await.map_err(text)?;
    equal("the one that came again", &state, &Some(EventState::Done))?;
    equal("a purge of everything", &store.purge(i64::MAX).await.map_err(text)?, &1)?;
    equal("what was forgotten", &store.state("evt_1").await.map_err(text)?, &None)?;
    let state = store.state("evt_c").await.map_err(text)?;
    equal("what waits", &state, &Some(EventState::New { due_at: NOW + 3 }))
}

const NOW: i64 = 1_783_953_302;
const LEASE: i64 = 100;

async fn claim(store: &impl EventStore, limit: usize, now: i64) -> Result<Vec<Claimed>, String> {
    store.claim(limit, now.saturating_add(LEASE), now).await.map_err(text)
}

fn equal<T: PartialEq + Debug>(what: &str, is: &T, should: &T) -> Result<(), String> {
    if is == should { Ok(()) } else { Err(format!("{what}: {is:?} instead of {should:?}")) }
}

#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
fn text(error: StoreError) -> String {
    format!("the store failed: {error}")
}

/// A delivery that is genuine. Its body is not text, for a store must not care.
struct Made {
    verifier: Verifier,
    id: &'static str,
    timestamp: String,
    signature: String,
    body: Vec<u8>,
    now: i64,
}

impl Made {
    fn new(id: &'static str, now: i64) -> Result<Self, String> {
        let secret = WebhookSecret::new("conformance").map_err(|error| error.to_string())?;
        let body = [id.as_bytes(), b"\x00\xff'; --"].concat();
        let signature = sign(&secret, id, now, &body);
        let verifier = Verifier::new(secret).tolerance(Duration::ZERO);
        Ok(Self { verifier, id, timestamp: now.to_string(), signature, body, now })
    }

    fn delivery(&self) -> Result<Authentic<'_>, String> {
        let headers = SignatureHeaders::new(self.id, &self.timestamp, &self.signature);
        let delivery = self.verifier.authenticate(&headers, &self.body, self.now);
        delivery.map_err(|error: VerifyError| error.to_string())
    }
}
