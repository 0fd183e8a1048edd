//! The script: which faults wait, which fired, and at which requests.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use fastrand::Rng;
use serde::{Deserialize, Serialize};

use super::FaultError;
use super::action::Action;
use super::fault::Fault;
use super::matcher::Facts;

/// The scripted faults of an emulator. Clones show the same script.
///
/// At each request the first fault that fits, is not used up and wins its dice is taken; a request meets one fault.
#[derive(Clone, Debug)]
pub struct Faults {
    script: Arc<Mutex<FaultsState>>,
}

/// The number of a scripted fault, counted from 1. It is not given twice, also not after [`Faults::clear`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FaultId(u64);

/// A fault of the script, and what became of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Scripted {
    /// Its number.
    pub id: FaultId,
    /// The fault.
    pub fault: Fault,
    /// How many requests fitted while it was not used up, also those it left alone.
    pub matched: u64,
    /// How often it fired.
    pub fired: u64,
    /// The sequence numbers of the requests it fired at; the first 1,000.
    pub requests: Vec<u64>,
    /// Requests that are on the way to meet it.
    #[serde(skip)]
    claimed: u64,
}

/// A script with its counts and its dice, to keep and to [restore](Faults::restore).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FaultsState {
    dice: u64,
    last_id: u64,
    faults: Vec<Scripted>,
}

/// Faults that did not fire as often as the script says. Its text lists them.
#[derive(Clone, Debug, PartialEq)]
pub struct NotFired(pub Vec<Scripted>);

/// How many requests a fault remembers.
const REMEMBERED: usize = 1000;

impl Faults {
    /// An empty script. Faults with a [`chance`](Fault::chance) roll dice from this seed.
    pub fn new(seed: u64) -> Self {
        Self { script: Arc::new(Mutex::new(FaultsState { dice: seed, last_id: 0, faults: Vec::new() })) }
    }

    /// Adds a fault behind those that are there.
    ///
    /// # Errors
    ///
    /// When the fault was put together wrongly: an unknown name or sample, a number out of range, parts that do not go
    /// together. The script stays as it is.
    pub fn add(&self, fault: Fault) -> Result<FaultId, FaultError> {
        fault.check()?;
        let mut script = self.lock();
        script.last_id += 1;
        let id = FaultId(script.last_id);
        script.faults.push(Scripted { id, fault, matched: 0, fired: 0, requests: Vec::new(), claimed: 0 });
        Ok(id)
    }

    /// All faults, also those that are used up, in the order in which they are tried.
    pub fn list(&self) -> Vec<Scripted> {
        self.lock().faults.clone()
    }

    /// The fault with this number, unless it was removed.
    pub fn get(&self, id: FaultId) -> Option<Scripted> {
        self.lock().faults.iter().find(|scripted| scripted.id == id).cloned()
    }

    /// Takes one fault out. Gives back whether it was there.
    pub fn remove(&self, id: FaultId) -> bool {
        let mut script = self.lock();
        let before = script.faults.len();
        script.faults.retain(|scripted| scripted.id != id);
        script.faults.len() < before
    }

    /// Takes all faults out, with their counts.
    pub fn clear(&self) {
        self.lock().faults.clear();
    }

    /// The faults that have not fired as often as they are to: [`times`](Fault::times), or once for one that fires
    /// [`always`](Fault::always). Those that are [`optional`](Fault::optional) are left out.
    pub fn not_fired(&self) -> Vec<Scripted> {
        let script = self.lock();
        script
            .faults
            .iter()
            .filter(|scripted| !scripted.fault.optional && scripted.is_owed())
            .cloned()
            .collect()
    }

    /// Checks that every fault fired as often as it is to.
    ///
    /// # Errors
    ///
    /// With the [faults that did not](Self::not_fired).
    pub fn verify(&self) -> Result<(), NotFired> {
        let owed = self.not_fired();
        if owed.is_empty() { Ok(()) } else { Err(NotFired(owed)) }
    }

    /// The script, its counts and its dice as they are now.
    pub fn state(&self) -> FaultsState {
        self.lock().clone()
    }

    /// Goes back to a state that was kept. Requests that are on the way no longer count.
    pub fn restore(&self, state: FaultsState) {
        let mut script = self.lock();
        *script = state;
        for scripted in &mut script.faults {
            scripted.claimed = 0;
        }
    }

    /// Chooses the fault for a request of which only the head is known.
    pub(crate) fn choose_by_head(&self, facts: &Facts<'_>) -> Choice {
        let waiting = |scripted: &Scripted| {
            scripted.is_live()
                && scripted.fault.matcher.needs_body()
                && scripted.fault.matcher.fits_head(facts)
        };
        if self.lock().faults.iter().any(waiting) {
            return Choice::NeedsBody;
        }
        self.choose(facts).map_or(Choice::None, Choice::Fault)
    }

    /// Chooses the fault for a request. It counts as fired when the claim says so, and is free again when the claim is
    /// dropped before.
    pub(crate) fn choose(&self, facts: &Facts<'_>) -> Option<Claim> {
        let mut script = self.lock();
        let FaultsState { dice, faults, .. } = &mut *script;
        for scripted in faults {
            if !scripted.is_live() || !scripted.fault.matcher.fits(facts) {
                continue;
            }
            scripted.matched += 1;
            if scripted.matched <= scripted.fault.after || !wins(dice, scripted.fault.chance) {
                continue;
            }
            scripted.claimed += 1;
            let (id, action) = (scripted.id, scripted.fault.action.clone());
            return Some(Claim { script: Arc::clone(&self.script), id, action, open: true });
        }
        None
    }

    fn lock(&self) -> MutexGuard<'_, FaultsState> {
        lock(&self.script)
    }
}

/// Nothing panics between two changes that belong together, so a poisoned lock protects a whole script.
fn lock(script: &Mutex<FaultsState>) -> MutexGuard<'_, FaultsState> {
    script.lock().unwrap_or_else(PoisonError::into_inner)
}

fn wins(dice: &mut u64, chance: f64) -> bool {
    if chance >= 1.0 {
        return true;
    }
    let mut rng = Rng::with_seed(*dice);
    let won = rng.f64() < chance;
    *dice = rng.get_seed();
    won
}

impl Scripted {
    fn is_live(&self) -> bool {
        self.fault.times.is_none_or(|times| self.fired + self.claimed < u64::from(times))
    }

    #[cfg(test)]
    pub(super) fn claimed(&self) -> u64 {
        self.claimed
    }

    fn is_owed(&self) -> bool {
        self.fired < self.fault.times.map_or(1, u64::from)
    }
}

impl FaultId {
    /// The number, from 1.
    pub fn number(self) -> u64 {
        self.0
    }
}

impl From<u64> for FaultId {
    fn from(number: u64) -> Self {
        Self(number)
    }
}

impl fmt::Display for FaultId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl fmt::Display for NotFired {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.0.len();
        write!(formatter, "{count} scripted fault{} did not fire:", if count == 1 { "" } else { "s" })?;
        for Scripted { id, fault, matched, fired, .. } in &self.0 {
            let (what, whom) = (fault.action.label(), fault.matcher.describe());
            let times = fault.times.map_or_else(|| "1 or more".to_owned(), |times| times.to_string());
            write!(
                formatter,
                "\n  #{id} `{what}` on {whom}: fired {fired} of {times}, {matched} requests fitted"
            )?;
            if *matched == 0 {
                write!(formatter, "; check its call, method, path and fields")?;
            } else if *matched <= fault.after {
                write!(formatter, ", and it leaves the first {} alone", fault.after)?;
            }
        }
        Ok(())
    }
}

impl std::error::Error for NotFired {}

/// What is known about the fault for a request once its head was read.
#[derive(Debug)]
pub(crate) enum Choice {
    None,
    Fault(Claim),
    /// It depends on the body.
    NeedsBody,
}

/// A fault that was chosen for a request and has not yet done its work.
#[derive(Debug)]
pub(crate) struct Claim {
    script: Arc<Mutex<FaultsState>>,
    id: FaultId,
    action: Action,
    open: bool,
}

impl Claim {
    pub(crate) fn id(&self) -> FaultId {
        self.id
    }

    pub(crate) fn action(&self) -> &Action {
        &self.action
    }

    /// Counts it as fired at the request with this sequence number.
    pub(crate) fn fired(mut self, request: u64) {
        self.open = false;
        self.with(|scripted| {
            scripted.claimed = scripted.claimed.saturating_sub(1);
            scripted.fired += 1;
            if scripted.requests.len() < REMEMBERED {
                scripted.requests.push(request);
            }
        });
    }

    /// Uses the fault, unless it was removed in the meantime.
    fn with(&self, use_it: impl FnOnce(&mut Scripted)) {
        let mut script = lock(&self.script);
        if let Some(scripted) = script.faults.iter_mut().find(|scripted| scripted.id == self.id) {
            use_it(scripted);
        }
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        if self.open {
            self.with(|scripted| scripted.claimed = scripted.claimed.saturating_sub(1));
        }
    }
}
