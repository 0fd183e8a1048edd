//! Results saved as they come in.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use futures_util::stream::FuturesUnordered;
use toapis_types::TaskHandle;

use crate::client::Client;
use crate::download::{LIFE, Saved, Target, expires_at};
use crate::error::Error;
use crate::outcome::Completed;

/// Saves results as they come in, from [`Fleet::save_all`](super::Fleet::save_all) and
/// [`Client::save_all`](crate::Client::save_all): a [`Stream`], of which [`next`](Self::next) gives what was saved of one task.
///
/// One task in trouble does not cost the others, and while files are written, tasks are watched on.
#[must_use = "nothing is saved until it is polled"]
pub struct Saving<'a, K> {
    client: Client,
    target: Target,
    finished: Ending<'a, K>,
    is_drained: bool,
    queue: Queue<K>,
    under_way: FuturesUnordered<Work<'a>>,
}

impl<'a, K> Saving<'a, K> {
    pub(crate) fn new(
        client: &Client,
        finished: impl Stream<Item = (K, Result<Completed, Error>)> + Send + 'a,
        target: Target,
    ) -> Self {
        Self {
            client: client.clone(),
            target: target.into_folder(),
            finished: Box::pin(finished),
            is_drained: false,
            queue: Queue::default(),
            under_way: FuturesUnordered::new(),
        }
    }

    /// What was saved of the next task, in the order in which it is done; `None` when all are. Dropping the returned future
    /// loses nothing.
    ///
    /// # Errors
    ///
    /// Those of the wait, and [`Error::Download`].
    pub async fn next(&mut self) -> Option<(K, Result<Vec<Saved>, Error>)> {
        poll_fn(|context| self.poll(context)).await
    }

    /// What finds the tasks that ended and of which not everything was saved yet. Beside what still runs, this is what
    /// is left when it is dropped.
    pub fn unsaved(&self) -> Vec<TaskHandle> {
        self.queue.unsaved()
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Outcome<K>>> {
        // Polled first and always, for it is what watches the tasks.
        while !self.is_drained {
            match self.finished.as_mut().poll_next(context) {
                Poll::Ready(Some((key, Ok(done)))) => self.queue.push(key, done, self.client.inner.now()),
                Poll::Ready(Some((key, Err(error)))) => return Poll::Ready(Some((key, Err(error)))),
                Poll::Ready(None) => self.is_drained = true,
                Poll::Pending => break,
            }
        }
        loop {
            while self.under_way.len() < AT_A_TIME
                && let Some((number, done)) = self.queue.begin()
            {
                let (client, target) = (self.client.clone(), self.target.clone());
                self.under_way.push(Box::pin(async move { (number, client.download(&done, target).await) }));
            }
            return match Pin::new(&mut self.under_way).poll_next(context) {
                Poll::Ready(Some((number, saved))) => match self.queue.end(number) {
                    Some(key) => Poll::Ready(Some((key, saved))),
                    None => continue,
                },
                Poll::Ready(None) if self.is_drained => Poll::Ready(None),
                _ => Poll::Pending,
            };
        }
    }
}

impl<K> Stream for Saving<'_, K> {
    type Item = (K, Result<Vec<Saved>, Error>);

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll(context)
    }
}

/// Nothing in it is pinned in place.
impl<K> Unpin for Saving<'_, K> {}

impl<K> fmt::Debug for Saving<'_, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Saving").field("unsaved", &self.queue.tasks.len()).finish_non_exhaustive()
    }
}

type Outcome<K> = (K, Result<Vec<Saved>, Error>);

type Ending<'a, K> = Pin<Box<dyn Stream<Item = (K, Result<Completed, Error>)> + Send + 'a>>;

type Work<'a> = Pin<Box<dyn Future<Output = (u64, Result<Vec<Saved>, Error>)> + Send + 'a>>;

/// What is to be saved, nearest expiry first.
struct Queue<K> {
    /// By number; those that are being saved included.
    tasks: BTreeMap<u64, (K, Completed)>,
    order: BinaryHeap<Reverse<(i64, u64)>>,
    next: u64,
}

impl<K> Queue<K> {
    /// `now` is Unix seconds, for a task that does not tell when its results expire.
    fn push(&mut self, key: K, done: Completed, now: i64) {
        let number = self.next;
        self.next += 1;
        let expires_at = expires_at(&done).unwrap_or_else(|| now.saturating_add(LIFE));
        self.order.push(Reverse((expires_at, number)));
        self.tasks.insert(number, (key, done));
    }

    fn begin(&mut self) -> Option<(u64, Completed)> {
        let Reverse((_, number)) = self.order.pop()?;
        self.tasks.get(&number).map(|(_, done)| (number, done.clone()))
    }

    fn end(&mut self, number: u64) -> Option<K> {
        self.tasks.remove(&number).map(|(key, _)| key)
    }

    fn unsaved(&self) -> Vec<TaskHandle> {
        self.tasks.values().map(|(_, done)| done.handle.clone()).collect()
    }
}

impl<K> Default for Queue<K> {
    fn default() -> Self {
        Self { tasks: BTreeMap::new(), order: BinaryHeap::new(), next: 0 }
    }
}

/// How many tasks are saved at a time.
const AT_A_TIME: usize = 4;

#[cfg(test)]
mod tests {
    use serde_json::json;
    use toapis_types::{Task, TaskId, TaskKind};

    use super::*;

    #[test]
    fn t23_the_nearest_expiry_is_saved_first_and_nothing_is_forgotten_before_it_is_saved() {
        let mut queue = Queue::default();
        for (id, expires_at) in [("tsk_late", Some(300)), ("tsk_unknown", None), ("tsk_soon", Some(100))] {
            let mut body = json!({"id": id, "status": "completed", "url": "https://files.toapis.com/a.png"});
            body["expires_at"] = expires_at.into();
            let handle = TaskHandle::new(TaskKind::Image, TaskId::new(id).unwrap());
            queue.push(id, Completed::judge(handle, Task::from_value(body).unwrap()).unwrap(), 0);
        }
        let begun: Vec<_> = std::iter::from_fn(|| queue.begin()).collect();
        let order: Vec<_> = begun.iter().map(|(_, done)| done.handle.id.as_str()).collect();
        assert_eq!((order, queue.unsaved().len()), (vec!["tsk_soon", "tsk_late", "tsk_unknown"], 3));
        assert_eq!((queue.end(begun[0].0), queue.unsaved().len()), (Some("tsk_soon"), 2));
    }
}
