//! Time that moves by events: everything that falls due on the way happens at its own time, in order.

use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinSet;

use super::World;
use crate::webhooks::{Attempt, send};

impl World {
    /// Moves the clock forward, stopping at each event. Deliveries are sent one after the other, and their answers waited
    /// for, so that a retry that falls into the same stretch of time happens in it too.
    pub(crate) async fn advance(&self, by: Duration) {
        let _alone = self.turn.write().await;
        let target = self.clock.now().saturating_add(by);
        loop {
            self.catch_up();
            while let Some(attempt) = self.take_due() {
                self.deliver(attempt).await;
            }
            match self.next_event().filter(|next| *next <= target) {
                Some(next) => self.clock.reach(next),
                None => break,
            }
        }
        self.clock.reach(target);
    }

    /// Sends what falls due while the clock runs by itself. Slow receivers do not hold up the others.
    pub(crate) async fn keep_delivering(self: Arc<Self>) {
        let mut changes = self.clock.changes();
        let mut under_way = JoinSet::new();
        loop {
            {
                let turn = Arc::new(Arc::clone(&self.turn).read_owned().await);
                self.catch_up();
                while let Some(attempt) = self.take_due() {
                    let (world, turn) = (Arc::clone(&self), Arc::clone(&turn));
                    under_way.spawn(async move {
                        world.deliver(attempt).await;
                        drop(turn);
                    });
                }
            }
            while under_way.try_join_next().is_some() {}
            let wait = self.next_event().and_then(|next| self.clock.real_time_until(next));
            let sleep = async {
                match wait {
                    Some(wait) => tokio::time::sleep(wait).await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                _ = changes.changed() => {}
                () = self.due.notified() => {}
                () = sleep => {}
            }
        }
    }

    fn take_due(&self) -> Option<Attempt> {
        let now = self.clock.now();
        self.state().webhooks.take_due(now)
    }

    async fn deliver(&self, attempt: Attempt) {
        let outcome = send(&attempt).await;
        let now = self.clock.now();
        self.state().webhooks.finish(attempt.delivery, outcome, now);
        self.due.notify_one();
    }

    /// When the next thing happens by itself.
    fn next_event(&self) -> Option<Duration> {
        let state = self.state();
        [state.tasks.next_due(), state.webhooks.next_due()].into_iter().flatten().min()
    }
}
