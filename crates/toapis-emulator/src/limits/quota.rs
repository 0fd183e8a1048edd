//! The numbers: those of the page, or others.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{Category, Group};

/// The allowance of one group in one category.
///
/// ```
/// use toapis_emulator::Quota;
///
/// let tight = Quota::new(2, 10, 20)?; // 2 at once, then 1 a second, at most 20 a minute
/// assert_eq!(tight.burst(), 2);
/// assert!(Quota::new(0, 10, 20).is_err());
/// # Ok::<(), toapis_emulator::InvalidQuota>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Numbers")]
pub struct Quota {
    burst: u32,
    per_ten_seconds: u32,
    per_minute: u32,
}

impl Quota {
    /// The largest of each number: 1,000,000. The smallest is 1.
    pub const MAX: u32 = 1_000_000;

    /// - `burst`: how many requests fit into the bucket, and into any 10 seconds by the strict reading;
    /// - `per_ten_seconds`: how many the bucket gains in 10 seconds (the page's 16.7 a second is 167);
    /// - `per_minute`: how many fit into any 60 seconds; only the strict reading counts them.
    ///
    /// # Errors
    ///
    /// When a number is 0 or above [`MAX`](Self::MAX).
    pub fn new(burst: u32, per_ten_seconds: u32, per_minute: u32) -> Result<Self, InvalidQuota> {
        let named = [("burst", burst), ("per_ten_seconds", per_ten_seconds), ("per_minute", per_minute)];
        match named.into_iter().find(|(_, value)| !(1..=Self::MAX).contains(value)) {
            Some((name, value)) => Err(InvalidQuota { name, value }),
            None => Ok(Self::documented(burst, per_ten_seconds, per_minute)),
        }
    }

    /// How many requests fit into the bucket.
    pub fn burst(self) -> u32 {
        self.burst
    }

    /// How many requests the bucket gains in 10 seconds.
    pub fn per_ten_seconds(self) -> u32 {
        self.per_ten_seconds
    }

    /// How many requests fit into any 60 seconds by the strict reading.
    pub fn per_minute(self) -> u32 {
        self.per_minute
    }

    const fn documented(burst: u32, per_ten_seconds: u32, per_minute: u32) -> Self {
        Self { burst, per_ten_seconds, per_minute }
    }
}

/// A number that no limiter can work with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("{name} is {value}; it must be between 1 and {max} (to allow everything, switch the limits off)", max = Quota::MAX)]
pub struct InvalidQuota {
    /// Which number it is.
    pub name: &'static str,
    /// What it was.
    pub value: u32,
}

/// A [`Quota`] before it was checked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Numbers {
    burst: u32,
    per_ten_seconds: u32,
    per_minute: u32,
}

impl TryFrom<Numbers> for Quota {
    type Error = InvalidQuota;

    fn try_from(numbers: Numbers) -> Result<Self, InvalidQuota> {
        Self::new(numbers.burst, numbers.per_ten_seconds, numbers.per_minute)
    }
}

/// The numbers of one group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroupQuotas {
    /// Creating tasks.
    pub async_submit: Quota,
    /// Asking for their status.
    pub async_query: Quota,
}

/// The numbers of all groups. The default is the table of `rate-limits/async-tasks`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct QuotaTable {
    /// 50 submits and 500 queries at once, 5 and 50 a second, 300 and 3,000 a minute.
    pub default: GroupQuotas,
    /// 167 and 1,667 at once, 16.7 and 166.7 a second, 1,000 and 10,000 a minute.
    pub vip: GroupQuotas,
    /// 334 and 5,000 at once, 33.3 and 500 a second, 2,000 and 30,000 a minute.
    pub svip: GroupQuotas,
}

impl Default for QuotaTable {
    fn default() -> Self {
        Self {
            default: GroupQuotas {
                async_submit: Quota::documented(50, 50, 300),
                async_query: Quota::documented(500, 500, 3_000),
            },
            vip: GroupQuotas {
                async_submit: Quota::documented(167, 167, 1_000),
                async_query: Quota::documented(1_667, 1_667, 10_000),
            },
            svip: GroupQuotas {
                async_submit: Quota::documented(334, 333, 2_000),
                async_query: Quota::documented(5_000, 5_000, 30_000),
            },
        }
    }
}

impl QuotaTable {
    /// The numbers of a group in a category.
    pub fn of(&self, group: Group, category: Category) -> Quota {
        let quotas = match group {
            Group::Default => self.default,
            Group::Vip => self.vip,
            Group::Svip => self.svip,
        };
        match category {
            Category::Submit => quotas.async_submit,
            Category::Query => quotas.async_query,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_documented_numbers() {
        let table = QuotaTable::default();
        let rows = [
            (Group::Default, Category::Submit, 300, 50, 50),
            (Group::Default, Category::Query, 3_000, 500, 500),
            (Group::Vip, Category::Submit, 1_000, 167, 167),
            (Group::Vip, Category::Query, 10_000, 1_667, 1_667),
            (Group::Svip, Category::Submit, 2_000, 333, 334),
            (Group::Svip, Category::Query, 30_000, 5_000, 5_000),
        ];
        for (group, category, per_minute, per_ten_seconds, burst) in rows {
            assert_eq!(table.of(group, category), Quota::new(burst, per_ten_seconds, per_minute).unwrap());
        }
    }

    #[test]
    fn numbers_of_ones_own_are_checked_also_when_read() {
        assert_eq!(
            Quota::new(5, 0, 10).unwrap_err().to_string(),
            "per_ten_seconds is 0; it must be between 1 and 1000000 (to allow everything, switch the limits off)"
        );
        assert!(Quota::new(Quota::MAX, Quota::MAX, Quota::MAX).is_ok());
        assert!(Quota::new(Quota::MAX + 1, 1, 1).is_err());
        let read = |value| serde_json::from_value::<Quota>(value);
        assert_eq!(
            read(json!({"burst": 1, "per_ten_seconds": 2, "per_minute": 3})).unwrap(),
            Quota::new(1, 2, 3).unwrap()
        );
        for odd in [
            json!({"burst": 0, "per_ten_seconds": 2, "per_minute": 3}),
            json!({"burst": 1, "per_ten_seconds": -2, "per_minute": 3}),
            json!({"burst": 1, "per_ten_seconds": 2}),
            json!({"burst": 1, "per_ten_seconds": 2, "per_minute": 3, "rps": 4}),
        ] {
            assert!(read(odd.clone()).is_err(), "{odd}");
        }
    }

    #[test]
    fn a_table_may_name_only_the_groups_that_differ() {
        let tight = json!({"burst": 1, "per_ten_seconds": 1, "per_minute": 1});
        let table: QuotaTable =
            serde_json::from_value(json!({"vip": {"async_submit": tight, "async_query": tight}})).unwrap();
        assert_eq!(table.default, QuotaTable::default().default);
        assert_eq!(table.of(Group::Vip, Category::Query).burst(), 1);
        assert!(serde_json::from_value::<QuotaTable>(json!({"gold": {}})).is_err());
    }
}
