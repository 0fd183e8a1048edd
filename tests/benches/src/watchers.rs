//! What it costs to watch many tasks: the schedule of a fleet, and one tokio task with a timer for each, which is what one
//! would write first.
//!
//! Neither looks at anything: what is counted is the bookkeeping. Each task is looked at every 20 s and is never done.

use std::hint::black_box;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use toapis_poll::fleet::{FleetOptions, NewTask, News, Order, Schedule, Supply};
use toapis_types::TaskKind;
use tokio::runtime::Runtime;
use tokio::sync::Notify;

/// The numbers of tasks that are measured.
pub const SIZES: [usize; 3] = [100, 10_000, 100_000];

const EVERY: Duration = Duration::from_secs(20);
const MODELS: [&str; 4] = ["one", "two", "three", "four"];

/// Something that watches tasks.
pub trait Watcher {
    /// Takes on this many tasks.
    fn add(&mut self, count: usize);

    /// Looks at this many tasks in turn, and goes on waiting for each.
    fn look(&mut self, count: usize);
}

/// The watcher of this name: `schedule` or `tokio`, with this many tasks.
pub fn watcher(name: &str, tasks: usize) -> Option<Box<dyn Watcher>> {
    let mut watcher: Box<dyn Watcher> = match name {
        "schedule" => Box::new(Fleet::new(tasks)),
        "tokio" => Box::new(Each::new()),
        _ => return None,
    };
    watcher.add(tasks);
    Some(watcher)
}

struct Fleet {
    schedule: Schedule,
    now: Duration,
    pause: Duration,
    news: News,
    added: usize,
}

impl Fleet {
    fn new(tasks: usize) -> Self {
        let pause = EVERY / u32::try_from(tasks.max(1)).expect("fewer tasks");
        let schedule = Schedule::new(&FleetOptions::new().seed(1));
        Self { schedule, now: Duration::from_secs(1000), pause, news: News::None, added: 0 }
    }
}

impl Watcher for Fleet {
    fn add(&mut self, count: usize) {
        for _ in 0..count {
            let age = self.pause * u32::try_from(self.added % 1_000_000).expect("a small number");
            let task = NewTask::new(TaskKind::Video).model(MODELS[self.added % MODELS.len()]).age(age);
            black_box(self.schedule.add(self.now, task));
            self.added += 1;
        }
    }

    /// One step each: it takes the last answer, and says what to look at next.
    fn look(&mut self, count: usize) {
        for _ in 0..count {
            self.now += self.pause;
            let news = std::mem::replace(&mut self.news, News::None);
            if let Order::Look(key) = black_box(self.schedule.step(self.now, Supply::PLENTY, news)) {
                self.news = News::Running(key);
            }
        }
    }
}

struct Each {
    runtime: Runtime,
    shared: Arc<Shared>,
    added: usize,
}

impl Each {
    fn new() -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build();
        Self { runtime: runtime.expect("a runtime"), shared: Arc::default(), added: 0 }
    }
}

impl Watcher for Each {
    fn add(&mut self, count: usize) {
        for _ in 0..count {
            let shared = Arc::clone(&self.shared);
            let first = EVERY.mul_f64((self.added % 1000) as f64 / 1000.0);
            self.added += 1;
            self.runtime.spawn(async move {
                tokio::time::sleep(first).await;
                loop {
                    shared.look();
                    tokio::time::sleep(EVERY).await;
                }
            });
        }
        // Each arms its timer when it is first polled.
        self.runtime.block_on(tokio::task::yield_now());
    }

    fn look(&mut self, count: usize) {
        self.shared.left.store(count, Ordering::Relaxed);
        self.runtime.block_on(self.shared.done.notified());
    }
}

/// How many looks are to be made, and who waits for that.
#[derive(Default)]
struct Shared {
    left: AtomicUsize,
    done: Notify,
}

impl Shared {
    fn look(&self) {
        if self.left.fetch_sub(1, Ordering::Relaxed) == 1 {
            self.done.notify_one();
        }
    }
}
