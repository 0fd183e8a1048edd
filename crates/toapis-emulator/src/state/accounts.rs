//! Users, their keys and their money.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::limits::Group;

/// Keys must begin like this, so that a real one never ends up in an emulator.
pub(crate) const KEY_PREFIX: &str = "sk-emulator-";

/// Whether a key is one of the emulator's: the prefix, and behind it something that fits into a header.
pub(crate) fn is_own_key(key: &str) -> bool {
    let end = key.strip_prefix(KEY_PREFIX).unwrap_or_default();
    !end.is_empty() && end.bytes().all(|byte| byte.is_ascii_graphic())
}

/// Quota units to the credit: 500,000 units are 1 USD are 200 credits.
pub(crate) const UNITS_PER_CREDIT: i64 = 2_500;
/// Credits to the US dollar.
pub(crate) const CREDITS_PER_USD: i64 = 200;
const DAY: u64 = 24 * 60 * 60;

/// All users and keys.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Accounts {
    pub(crate) users: BTreeMap<u64, User>,
    /// By the whole key, with its prefix.
    pub(crate) keys: BTreeMap<String, Key>,
}

/// The owner of keys.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct User {
    pub(crate) name: String,
    pub(crate) group: Group,
    pub(crate) purse: Purse,
}

/// A key, as `POST /v1/tokens` makes it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Key {
    pub(crate) id: u64,
    pub(crate) user: u64,
    pub(crate) name: String,
    pub(crate) created: u64,
    /// Unix seconds; -1 for never.
    pub(crate) expires: i64,
    pub(crate) purse: Purse,
    /// The most it may spend in a day and in 30 days, in quota units; 0 for no cap.
    pub(crate) caps: [i64; 2],
    /// What it spent in the running day and month, and which those are.
    pub(crate) spent: [(u64, i64); 2],
    /// The only models it may call; `None` for all.
    pub(crate) models: Option<Vec<String>>,
    pub(crate) group: String,
}

/// An amount that falls, in quota units.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Purse {
    pub(crate) remain: i64,
    pub(crate) used: i64,
    pub(crate) unlimited: bool,
}

/// Why a key does not get what it asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Denied {
    /// No such key.
    Unknown,
    /// Its time is over.
    Expired,
    /// The key, its cap or its user has too little left.
    NoCredits,
    /// The key may not call this model.
    Model(String),
}

impl Purse {
    pub(crate) fn credits(credits: u64) -> Self {
        let remain = i64::try_from(credits).unwrap_or(i64::MAX).saturating_mul(UNITS_PER_CREDIT);
        Self { remain, ..Self::default() }
    }

    fn covers(&self, units: i64) -> bool {
        self.unlimited || self.remain >= units
    }

    /// Takes an amount out; a negative one is put back.
    fn take(&mut self, units: i64) {
        self.used = self.used.saturating_add(units);
        if !self.unlimited {
            self.remain = self.remain.saturating_sub(units);
        }
    }

    /// The fields of `account/token-balance`.
    pub(crate) fn describe(&self) -> Value {
        json!({
            "success": true,
            "remain_balance": if self.unlimited { json!(-1) } else { in_usd(self.remain) },
            "used_balance": in_usd(self.used),
            "remain_credits": in_credits(self.remain),
            "used_credits": in_credits(self.used),
            "credits_per_usd": CREDITS_PER_USD,
            "unlimited_quota": self.unlimited,
        })
    }
}

impl Accounts {
    /// Adds a user with one key.
    pub(crate) fn add_user(&mut self, name: &str, group: Group, credits: u64, key: String, now: u64) {
        let id = self.users.keys().next_back().map_or(1, |id| id + 1);
        let key_id = self.next_key_id();
        self.users.insert(id, User { name: name.to_owned(), group, purse: Purse::credits(credits) });
        self.keys.insert(
            key,
            Key {
                id: key_id,
                user: id,
                name: "default".to_owned(),
                created: now,
                expires: -1,
                purse: Purse::credits(credits),
                caps: [0; 2],
                spent: [(0, 0); 2],
                models: None,
                group: String::new(),
            },
        );
    }

    /// The number of the next key.
    pub(crate) fn next_key_id(&self) -> u64 {
        self.keys.values().map(|key| key.id).max().unwrap_or(900) + 1
    }

    /// Lets a key stand for the first one there is, if it is not known.
    pub(crate) fn also_takes(&mut self, key: &str) {
        let first = self.keys.values().min_by_key(|first| first.id).cloned();
        if let Some(first) = first.filter(|_| !self.keys.contains_key(key)) {
            self.keys.insert(key.to_owned(), first);
        }
    }

    /// The key of a request, if it is good.
    pub(crate) fn authorize(&self, key: &str, now: Duration) -> Result<&Key, Denied> {
        let key = self.keys.get(key).ok_or(Denied::Unknown)?;
        let is_over = u64::try_from(key.expires).is_ok_and(|end| end <= now.as_secs());
        if is_over { Err(Denied::Expired) } else { Ok(key) }
    }

    /// Takes the price of a create from the key and its user, or nothing from either.
    pub(crate) fn charge(
        &mut self,
        key: &str,
        model: &str,
        credits: u64,
        now: Duration,
    ) -> Result<(), Denied> {
        let key = self.keys.get_mut(key).ok_or(Denied::Unknown)?;
        let user = self.users.get_mut(&key.user).ok_or(Denied::Unknown)?;
        if key.models.as_ref().is_some_and(|models| !models.iter().any(|known| known == model)) {
            return Err(Denied::Model(model.to_owned()));
        }
        let units = units(credits);
        for (spent, (cap, period)) in key.spent.iter_mut().zip(key.caps.into_iter().zip(periods(now))) {
            if spent.0 != period {
                *spent = (period, 0);
            }
            if cap > 0 && spent.1.saturating_add(units) > cap {
                return Err(Denied::NoCredits);
            }
        }
        if !key.purse.covers(units) || !user.purse.covers(units) {
            return Err(Denied::NoCredits);
        }
        for spent in &mut key.spent {
            spent.1 = spent.1.saturating_add(units);
        }
        key.purse.take(units);
        user.purse.take(units);
        Ok(())
    }

    /// Gives the price of a failed task back. It makes room under a cap only in the period in which it was charged.
    pub(crate) fn refund(&mut self, key: &str, credits: u64, charged: Duration) {
        let units = units(credits);
        if let Some(key) = self.keys.get_mut(key) {
            key.purse.take(-units);
            for (spent, period) in key.spent.iter_mut().zip(periods(charged)) {
                if spent.0 == period {
                    spent.1 = spent.1.saturating_sub(units);
                }
            }
            if let Some(user) = self.users.get_mut(&key.user) {
                user.purse.take(-units);
            }
        }
    }
}

/// The day and the 30 days that a time lies in.
fn periods(at: Duration) -> [u64; 2] {
    let days = at.as_secs() / DAY;
    [days, days / 30]
}

fn units(credits: u64) -> i64 {
    i64::try_from(credits).unwrap_or(i64::MAX).saturating_mul(UNITS_PER_CREDIT)
}

/// Quota units as credits: a JSON number, whole where it is whole.
pub(crate) fn in_credits(units: i64) -> Value {
    ratio(units, UNITS_PER_CREDIT)
}

fn in_usd(units: i64) -> Value {
    ratio(units, UNITS_PER_CREDIT * CREDITS_PER_USD)
}

fn ratio(units: i64, per: i64) -> Value {
    if units % per == 0 {
        return json!(units / per);
    }
    #[expect(clippy::cast_precision_loss, reason = "the service's own numbers are JSON floats")]
    let number = units as f64 / per as f64;
    json!(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Duration = Duration::from_secs(1_790_000_000);

    fn accounts(credits: u64) -> Accounts {
        let mut accounts = Accounts::default();
        accounts.add_user("demo", Group::Default, credits, "sk-emulator-demo".to_owned(), 0);
        accounts
    }

    fn key(accounts: &mut Accounts) -> &mut Key {
        accounts.keys.get_mut("sk-emulator-demo").unwrap()
    }

    #[test]
    fn credits_fall_and_come_back() {
        let mut accounts = accounts(20);
        assert_eq!(accounts.charge("sk-emulator-demo", "m", 12, NOW), Ok(()));
        assert_eq!(accounts.charge("sk-emulator-demo", "m", 12, NOW), Err(Denied::NoCredits));
        let shown = key(&mut accounts).purse.describe();
        assert_eq!((&shown["remain_credits"], &shown["used_credits"]), (&json!(8), &json!(12)));
        assert_eq!(shown["remain_balance"], json!(0.04));
        accounts.refund("sk-emulator-demo", 12, NOW);
        assert_eq!(accounts.users[&1].purse.describe()["remain_credits"], json!(20));
        assert_eq!(accounts.charge("sk-emulator-none", "m", 1, NOW), Err(Denied::Unknown));
    }

    #[test]
    fn a_key_keeps_its_own_limits() {
        let mut accounts = accounts(1000);
        key(&mut accounts).caps = [30 * UNITS_PER_CREDIT, 50 * UNITS_PER_CREDIT];
        key(&mut accounts).models = Some(vec!["m".to_owned()]);
        assert_eq!(
            accounts.charge("sk-emulator-demo", "other", 1, NOW),
            Err(Denied::Model("other".to_owned()))
        );
        assert_eq!(accounts.charge("sk-emulator-demo", "m", 30, NOW), Ok(()));
        assert_eq!(accounts.charge("sk-emulator-demo", "m", 1, NOW), Err(Denied::NoCredits), "the day's cap");
        let tomorrow = NOW + Duration::from_secs(DAY);
        assert_eq!(accounts.charge("sk-emulator-demo", "m", 20, tomorrow), Ok(()));
        let after = tomorrow + Duration::from_secs(DAY);
        assert_eq!(
            accounts.charge("sk-emulator-demo", "m", 1, after),
            Err(Denied::NoCredits),
            "the month's cap"
        );
        key(&mut accounts).expires = 1_790_000_000;
        assert_eq!(accounts.authorize("sk-emulator-demo", NOW).map(|key| key.id), Err(Denied::Expired));
    }

    #[test]
    fn an_unlimited_purse_says_minus_one() {
        let mut purse = Purse { unlimited: true, ..Purse::default() };
        assert!(purse.covers(i64::MAX));
        purse.take(UNITS_PER_CREDIT / 2);
        let shown = purse.describe();
        assert_eq!((&shown["remain_balance"], &shown["used_credits"]), (&json!(-1), &json!(0.5)));
    }
}
