//! What holds for the schedule whatever happens: a model of it, far simpler, looks over its shoulder.

use std::collections::HashMap;
use std::time::Duration;

use proptest::prelude::*;
use toapis_poll::fleet::{End, FleetOptions, NewTask, News, Order, Schedule, Supply, TaskKey};
use toapis_poll::{Reason, WaitOptions};
use toapis_types::TaskKind;

use crate::events::{Event, Reply, durations, events};

#[derive(Clone, Debug)]
struct Known {
    /// The earliest moment of the next look.
    not_before: Duration,
    /// When it was last known to be running, or else the time it was added; nothing when its age was not known.
    seen: Duration,
    over: Option<Duration>,
    looking: bool,
    looks: u32,
    lost: u32,
    gone: u32,
    told_end: bool,
    /// No look told nothing since it was last seen.
    clean: bool,
}

#[derive(Clone, Copy, Debug)]
struct Flight {
    key: TaskKey,
    since: Duration,
    rides: bool,
    old_key: bool,
}

struct Watcher {
    schedule: Schedule,
    floor: Duration,
    stale_after: Duration,
    deadline: Option<Duration>,
    most_in_flight: usize,
    tolerate: (u32, u32),
    now: Duration,
    supply: Supply,
    tasks: HashMap<TaskKey, Known>,
    /// In the order in which they were added, so that an index means the same in every run.
    alive: Vec<TaskKey>,
    dead: Vec<TaskKey>,
    flights: Vec<Flight>,
    paused: (Duration, Duration),
    /// When a look last made the whole fleet pause.
    trouble: Option<Duration>,
    lost_in_a_row: u32,
    refused: bool,
    promised: Option<Duration>,
    grace: Duration,
    sleep: Duration,
}

const START: Duration = Duration::from_secs(1_000_000);

impl Watcher {
    fn whole(duration: Duration) -> Duration {
        // Beyond this, the schedule counts no further.
        duration.min(Duration::from_micros(i64::MAX as u64 / 4))
    }

    fn add(&mut self, kind: TaskKind, model: Option<&str>, age: Option<Duration>) {
        let mut task = NewTask::new(kind).age(age);
        task.model = model;
        let key = self.schedule.add(self.now, task);
        let youngest = age.map_or(self.now, |age| (self.now + self.floor).saturating_sub(age).max(self.now));
        let known = Known {
            not_before: youngest,
            seen: self.now.saturating_sub(age.unwrap_or(Duration::MAX)),
            over: self.deadline.map(|deadline| self.now + Self::whole(deadline)),
            looking: false,
            looks: 0,
            lost: 0,
            gone: 0,
            told_end: false,
            clean: true,
        };
        assert!(!self.dead.contains(&key), "a key was used again");
        assert!(self.tasks.insert(key, known).is_none(), "a key was given twice");
        self.alive.push(key);
    }

    fn forget(&mut self, key: TaskKey) {
        self.tasks.remove(&key);
        self.alive.retain(|other| *other != key);
        self.dead.push(key);
    }

    /// Takes the flight with its answer into account, before the schedule does.
    fn answered(&mut self, flight: Flight, reply: &Reply) {
        let within = |retry_after: Duration| retry_after.clamp(HALF, WaitOptions::MAX_RETRY_AFTER);
        if !flight.rides {
            let fresh = self.trouble.is_none_or(|trouble| flight.since > trouble);
            let (demanded, pauses) = match *reply {
                Reply::Lost(retry_after) => {
                    let counts = fresh || self.lost_in_a_row < 8;
                    self.lost_in_a_row += u32::from(counts);
                    (retry_after, retry_after.is_some() || (counts && self.lost_in_a_row >= 8))
                }
                Reply::Limited(retry_after) => (retry_after, retry_after.is_some() || fresh),
                Reply::Running | Reply::Ended(_) | Reply::Gone if fresh => {
                    self.lost_in_a_row = 0;
                    (None, false)
                }
                _ => (None, false),
            };
            if pauses {
                let least = within(demanded.unwrap_or_default());
                let most = demanded.map_or(MINUTE, |_| least + Duration::from_secs(1));
                self.paused.0 = self.paused.0.max(self.now + least);
                self.paused.1 = self.paused.1.max(self.now + most);
                self.trouble = Some(self.now);
            }
            self.refused |= matches!(reply, Reply::Refused) && !flight.old_key;
        }
        let Some(task) = self.tasks.get_mut(&flight.key) else { return };
        task.looking = false;
        task.not_before = self.now + self.floor;
        task.clean = false;
        match *reply {
            Reply::Running => {
                (task.lost, task.gone, task.seen, task.clean) = (0, 0, self.now, true);
            }
            Reply::Ended(_) => task.told_end = true,
            Reply::Lost(retry_after) => {
                task.lost += 1;
                let demanded = retry_after.unwrap_or_default().min(WaitOptions::MAX_RETRY_AFTER);
                task.not_before = task.not_before.max(self.now + demanded);
            }
            Reply::Gone => (task.lost, task.gone) = (0, task.gone + 1),
            _ => {}
        }
    }

    /// Steps until the schedule wants to wait.
    fn settle(&mut self, mut news: News) {
        if self.promised.is_some_and(|promised| self.now.saturating_sub(promised) > MINUTE) {
            self.grace = self.now + MINUTE;
        }
        let most = 2 * self.tasks.len() + self.most_in_flight + 8;
        for _ in 0..most {
            let order = self.schedule.step(self.now, self.supply, std::mem::replace(&mut news, News::None));
            match order {
                Order::Look(key) => self.look(key),
                Order::End(key, end) => self.end(key, end),
                Order::Sleep(rest) => {
                    self.sleeps(rest);
                    (self.sleep, self.promised) = (rest, Some(self.now + rest));
                    return;
                }
                Order::Idle => {
                    let waiting = self.tasks.values().any(|task| !task.looking);
                    assert!(!waiting || !self.flights.is_empty(), "idle while tasks wait");
                    assert!(self.tasks.is_empty() || self.deadline.is_none(), "idle over a deadline");
                    (self.sleep, self.promised) = (Duration::from_secs(1), None);
                    return;
                }
                Order::Refused => {
                    assert!(self.refused, "refused by nobody");
                    assert!(self.tasks.is_empty() || self.deadline.is_none(), "refused over a deadline");
                    (self.sleep, self.promised) = (Duration::from_secs(1), None);
                    return;
                }
            }
        }
        panic!("{most} steps, and no rest");
    }

    fn look(&mut self, key: TaskKey) {
        assert!(self.supply.ready > 0, "a look without a query to spare");
        if self.supply.ready != u32::MAX {
            self.supply.ready -= 1;
        }
        assert!(!self.refused, "a look with a key that was refused");
        assert!(
            self.now >= self.paused.0,
            "a look at {:?} before the pause was over at {:?}",
            self.now,
            self.paused.0
        );
        let in_flight = self.flights.iter().filter(|flight| !flight.rides).count();
        assert!(in_flight < self.most_in_flight, "more looks than may be under way");
        self.begin(key, false);
    }

    fn begin(&mut self, key: TaskKey, rides: bool) {
        let task = self.tasks.get_mut(&key).expect("a look at a task that is there");
        assert!(!task.looking, "two looks at one task at once");
        assert!(self.now >= task.not_before, "a look at {:?}, before {:?}", self.now, task.not_before);
        task.looking = true;
        task.looks += 1;
        assert_eq!(self.schedule.looks(key), Some(task.looks));
        self.flights.push(Flight { key, since: self.now, rides, old_key: false });
    }

    fn end(&mut self, key: TaskKey, end: End) {
        let task = self.tasks.get(&key).expect("an end of a task that is there");
        match end {
            End::Done => assert!(task.told_end, "done, says nobody"),
            End::GaveUp(Reason::Deadline) => {
                assert!(task.over.is_some_and(|over| over.max(self.grace) <= self.now), "an early deadline");
            }
            End::GaveUp(Reason::LostTooOften) => assert!(task.lost > self.tolerate.0),
            End::GaveUp(Reason::Gone) => assert_eq!(task.gone, self.tolerate.1 + 1),
            End::GaveUp(other) => panic!("{other:?}"),
        }
        self.forget(key);
    }

    /// It sleeps neither for nothing nor over anything.
    fn sleeps(&self, rest: Duration) {
        assert!(!rest.is_zero(), "a sleep of nothing spins");
        let until = self.now + rest;
        for task in self.tasks.values() {
            assert!(!task.told_end, "an end that was not said");
            if let Some(over) = task.over {
                assert!(until <= over.max(self.grace), "slept over a deadline");
                assert!(over.max(self.grace) > self.now, "a deadline that passed in silence");
            }
        }
        if self.refused || !self.flights.is_empty() {
            return;
        }
        let supply = if self.supply.ready == 0 {
            self.supply.next.max(Duration::from_millis(1))
        } else {
            Duration::ZERO
        };
        let blocked =
            self.paused.1.max(self.now.saturating_add(supply)).saturating_add(Duration::from_millis(1));
        // Whoever was lost may rest for a while; after that it is due like any other.
        let all_clean = self.tasks.values().all(|task| task.clean);
        for task in self.tasks.values() {
            let due = if all_clean {
                let due = (task.seen + self.stale_after).max(task.not_before);
                // Tasks that were not new when they were added are sorted by their age only roughly.
                let rough = if task.looks == 0 {
                    (self.now.saturating_sub(task.seen) / 3).max(Duration::from_secs(1))
                } else {
                    Duration::ZERO
                };
                due + rough
            } else {
                let longest = MINUTE.max(self.floor).max(WaitOptions::MAX_RETRY_AFTER);
                let alone = (task.seen + self.stale_after).max(task.not_before + longest);
                // It may stand behind others that were seen later.
                let others =
                    self.tasks.values().map(|task| task.seen + self.stale_after).max().unwrap_or(alone);
                alone.max(others)
            };
            assert!(until <= due.max(blocked), "sleeps until {until:?}, past {due:?}, for {task:?}");
        }
    }

    fn happen(&mut self, event: &Event) {
        let mut news = News::None;
        match event {
            Event::Add { video, model, age } => {
                let kind = if *video { TaskKind::Video } else { TaskKind::Image };
                let model = [None, Some("one"), Some("two"), Some("three")][usize::from(*model)];
                self.add(kind, model, *age);
            }
            Event::Remove(index) => {
                if !self.alive.is_empty() {
                    let key = *index.get(&self.alive);
                    assert!(self.schedule.remove(key));
                    assert!(!self.schedule.remove(key), "removed twice");
                    self.forget(key);
                }
            }
            Event::Answer(index, reply) => {
                if !self.flights.is_empty() {
                    let flight = self.flights.remove(index.index(self.flights.len()));
                    self.answered(flight, reply);
                    news = reply.news(flight.key);
                }
            }
            Event::Tell(index) => {
                if !self.alive.is_empty() {
                    let key = *index.get(&self.alive);
                    self.tasks.get_mut(&key).expect("a task").told_end = true;
                    news = News::Told(key, None);
                }
            }
            Event::Stray(index, reply) => {
                let idle: Vec<_> =
                    self.alive.iter().filter(|key| !self.tasks[key].looking).copied().collect();
                if !idle.is_empty() {
                    let key = *index.get(&idle);
                    if matches!(reply, Reply::Ended(_)) {
                        self.tasks.get_mut(&key).expect("a task").told_end = true;
                    }
                    news = reply.news(key);
                }
            }
            Event::Late(index, reply) => {
                let gone: Vec<_> = self
                    .dead
                    .iter()
                    .filter(|key| self.flights.iter().all(|flight| flight.key != **key))
                    .copied()
                    .collect();
                if !gone.is_empty() {
                    news = reply.news(*index.get(&gone));
                }
            }
            Event::Pass(time) => self.now += *time,
            Event::Sleep => self.now += self.sleep.min(Duration::from_secs(100_000)),
            Event::Back(by) => {
                let none = Supply { ready: 0, next: MINUTE };
                match self.schedule.step(self.now.saturating_sub(*by), none, News::None) {
                    Order::Sleep(rest) => self.promised = Some(self.now + rest),
                    Order::Idle | Order::Refused => self.promised = None,
                    order => panic!("going back in time brought {order:?}"),
                }
            }
            Event::Supply(supply) => self.supply = *supply,
            Event::Batch(most) => {
                if let Some(first) =
                    self.flights.iter().find(|flight| !flight.rides && flight.since == self.now)
                {
                    let mut keys = vec![first.key];
                    self.schedule.more(self.now, *most, &mut keys);
                    assert!(keys.len() <= (*most).max(1));
                    keys[1..].iter().for_each(|key| self.begin(*key, true));
                }
            }
            Event::Resume => {
                self.schedule.resume();
                self.refused = false;
                self.flights.iter_mut().for_each(|flight| flight.old_key = true);
            }
        }
        self.settle(news);
        assert_eq!(self.schedule.len(), self.tasks.len());
        assert_eq!(self.schedule.is_refused(), self.refused);
        let in_flight = self.flights.iter().filter(|flight| !flight.rides).count();
        assert_eq!(self.schedule.in_flight(), in_flight);
    }

    /// Now all goes well: each task ends, and soon.
    fn wind_up(&mut self) {
        self.supply = Supply::PLENTY;
        self.happen(&Event::Resume);
        let last = self.now + (self.floor + MINUTE * 3) * 4 + self.stale_after * 2;
        // Tasks whose age nobody can tell from their place in the queue.
        let mut rounds = 0;
        while !self.tasks.is_empty() {
            rounds += 1;
            assert!(rounds < 100_000 && self.now <= last, "{} tasks left {:?}", self.tasks.len(), self.tasks);
            if self.flights.is_empty() {
                self.happen(&Event::Sleep);
                continue;
            }
            let flight = self.flights.remove(0);
            self.answered(flight, &Reply::Ended(None));
            self.settle(News::Ended(flight.key, None));
        }
        while let Some(flight) = self.flights.pop() {
            self.answered(flight, &Reply::Running);
            self.settle(News::Running(flight.key));
        }
        assert!(self.schedule.is_empty() && self.schedule.in_flight() == 0);
        assert_eq!(self.schedule.step(self.now, Supply::PLENTY, News::None), Order::Idle);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_schedule_keeps_its_promises(
        script in proptest::collection::vec(events(), 1..200),
        (floor, stale_after, dial) in (durations(), durations(), durations()),
        deadline in proptest::option::weighted(0.3, durations()),
        most_in_flight in 0_u32..12,
        tolerate in (0_u32..8, 0_u32..4),
        seed in any::<u64>(),
    ) {
        let options = FleetOptions::new().seed(seed).floor(floor).stale_after(stale_after).dial(dial);
        let options = options.most_in_flight(most_in_flight).tolerate_lost(tolerate.0).tolerate_gone(tolerate.1);
        let options = deadline.map_or(options.clone(), |deadline| options.deadline(deadline));
        let mut watcher = Watcher {
            schedule: Schedule::new(&options),
            floor: floor.clamp(WaitOptions::LOWEST_FLOOR, WaitOptions::MAX_REST),
            stale_after: stale_after.clamp(WaitOptions::LOWEST_FLOOR, Duration::from_secs(86_400)),
            deadline,
            most_in_flight: most_in_flight.max(1) as usize,
            tolerate,
            now: START,
            supply: Supply::PLENTY,
            tasks: HashMap::new(),
            alive: Vec::new(),
            dead: Vec::new(),
            flights: Vec::new(),
            paused: (Duration::ZERO, Duration::ZERO),
            trouble: None,
            lost_in_a_row: 0,
            refused: false,
            promised: None,
            grace: Duration::ZERO,
            sleep: Duration::ZERO,
        };
        for event in &script {
            watcher.happen(event);
        }
        watcher.wind_up();
    }
}

const HALF: Duration = Duration::from_millis(500);
const MINUTE: Duration = Duration::from_secs(60);
