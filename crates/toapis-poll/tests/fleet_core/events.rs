//! What may happen to a schedule.

use std::time::Duration;

use proptest::prelude::*;
use proptest::sample::Index;
use toapis_poll::fleet::{News, Supply, TaskKey};

/// What the world does next; each one is used where it fits.
#[derive(Clone, Debug)]
pub(crate) enum Event {
    Add {
        video: bool,
        model: u8,
        age: Option<Duration>,
    },
    Remove(Index),
    /// One of the looks under way is answered.
    Answer(Index, Reply),
    /// Somebody else saw that a task ended, perhaps while it is being looked at.
    Tell(Index),
    /// An answer that nobody asked for, of a task that is waited for.
    Stray(Index, Reply),
    /// An answer for a task that is gone.
    Late(Index, Reply),
    Pass(Duration),
    /// As long as the schedule wanted to sleep.
    Sleep,
    Back(Duration),
    Supply(Supply),
    Batch(usize),
    Resume,
}

#[derive(Clone, Debug)]
pub(crate) enum Reply {
    Running,
    Ended(Option<Duration>),
    Lost(Option<Duration>),
    Limited(Option<Duration>),
    Gone,
    Refused,
    Dropped,
}

impl Reply {
    pub(crate) fn news(&self, key: TaskKey) -> News {
        match *self {
            Self::Running => News::Running(key),
            Self::Ended(took) => News::Ended(key, took),
            Self::Lost(retry_after) => News::Lost(key, retry_after),
            Self::Limited(retry_after) => News::Limited(key, retry_after),
            Self::Gone => News::Gone(key),
            Self::Refused => News::Refused(key),
            Self::Dropped => News::Dropped(key),
        }
    }
}

pub(crate) fn durations() -> impl Strategy<Value = Duration> {
    prop_oneof![
        6 => (0_u64..60_000).prop_map(Duration::from_millis),
        1 => (0_u64..100_000).prop_map(Duration::from_secs),
        1 => Just(Duration::ZERO),
        1 => Just(Duration::MAX),
    ]
}

fn replies() -> impl Strategy<Value = Reply> {
    let maybe = || proptest::option::of(durations());
    prop_oneof![
        20 => Just(Reply::Running),
        6 => maybe().prop_map(Reply::Ended),
        5 => maybe().prop_map(Reply::Lost),
        2 => maybe().prop_map(Reply::Limited),
        4 => Just(Reply::Gone),
        1 => Just(Reply::Refused),
        2 => Just(Reply::Dropped),
    ]
}

pub(crate) fn events() -> impl Strategy<Value = Event> {
    let index = any::<Index>;
    let supply = (0_u32..6, durations()).prop_map(|(ready, next)| Supply { ready, next });
    prop_oneof![
        8 => (any::<bool>(), 0_u8..4, proptest::option::weighted(0.8, durations()))
            .prop_map(|(video, model, age)| Event::Add { video, model, age }),
        1 => index().prop_map(Event::Remove),
        16 => (index(), replies()).prop_map(|(index, reply)| Event::Answer(index, reply)),
        1 => index().prop_map(Event::Tell),
        1 => (index(), replies()).prop_map(|(index, reply)| Event::Stray(index, reply)),
        1 => (index(), replies()).prop_map(|(index, reply)| Event::Late(index, reply)),
        4 => (0_u64..20_000).prop_map(|ms| Event::Pass(Duration::from_millis(ms))),
        1 => (0_u64..100_000).prop_map(|s| Event::Pass(Duration::from_secs(s))),
        10 => Just(Event::Sleep),
        1 => durations().prop_map(Event::Back),
        2 => supply.prop_map(Event::Supply),
        3 => Just(Event::Supply(Supply::PLENTY)),
        1 => (1_usize..120).prop_map(Event::Batch),
        2 => Just(Event::Resume),
    ]
}
