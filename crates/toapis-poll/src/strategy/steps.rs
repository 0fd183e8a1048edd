//! Rests from a list, or from an iterator.

use std::fmt;
use std::time::Duration;

use super::Strategy;
use crate::look_state::LookState;
use crate::random::Random;

/// Rests as an iterator says: its first item before the first look, its second after it, and so on. The last one is
/// repeated.
///
/// [`WaitOptions::strategy`](crate::WaitOptions::strategy) takes arrays, `Vec`s and iterators as they are and makes this
/// of them.
///
/// One strategy serves many waits, so the iterator is cloned and run through anew for every rest: it should be cheap to
/// clone and give the same items each time. At most [`Steps::MOST`] items are used, then the last one of them is
/// repeated, so that it may be endless.
#[derive(Clone)]
pub struct Steps<I> {
    items: I,
}

impl<I> Steps<I>
where
    I: Iterator<Item = Duration> + Clone + Send + Sync,
{
    /// How many items are used at most: 1,000.
    pub const MOST: usize = 1_000;

    /// Rests as these items say. None at all is the wait's [floor](crate::WaitOptions::floor) every time.
    pub fn new(items: impl IntoIterator<IntoIter = I>) -> Self {
        Self { items: items.into_iter() }
    }
}

impl<I> Strategy for Steps<I>
where
    I: Iterator<Item = Duration> + Clone + Send + Sync,
{
    fn delay(&self, look: &LookState, _: &mut Random) -> Duration {
        let looks = usize::try_from(look.looks).unwrap_or(usize::MAX);
        let upto = looks.saturating_add(1).min(Self::MOST);
        self.items.clone().take(upto).last().unwrap_or(Duration::ZERO)
    }
}

impl<I> fmt::Debug for Steps<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Steps").finish_non_exhaustive()
    }
}

/// What can be used as a strategy: a [`Strategy`], a closure, or anything that gives durations one by one.
///
/// `How` is found by the compiler: it tells a strategy from an iterator.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say how long to rest",
    label = "not a strategy",
    note = "use a strategy such as `Fixed`, a closure `|look: &LookState, random: &mut Random| …` that returns a `Duration`, \
            or a list of `Duration`s whose iterator can be cloned"
)]
pub trait IntoStrategy<How> {
    /// The strategy.
    fn into_strategy(self) -> impl Strategy + 'static;
}

impl<S: Strategy + 'static> IntoStrategy<AsItIs> for S {
    fn into_strategy(self) -> impl Strategy + 'static {
        self
    }
}

impl<T> IntoStrategy<OneByOne> for T
where
    T: IntoIterator<Item = Duration>,
    T::IntoIter: Clone + Send + Sync + 'static,
{
    fn into_strategy(self) -> impl Strategy + 'static {
        Steps::new(self)
    }
}

/// How a [`Strategy`] is made one; see [`IntoStrategy`].
#[derive(Clone, Copy, Debug)]
pub enum AsItIs {}

/// How an iterator is made a strategy; see [`IntoStrategy`].
#[derive(Clone, Copy, Debug)]
pub enum OneByOne {}
