//! Everything an emulator remembers: tasks, uploads, and the rules by which they are made.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::{Value, json};
use toapis_types::catalog;
use toapis_types::{Phase, TaskId, TaskKind};

use crate::clock::EmulatorClock;
use crate::ledger::{Charge, Ledger};
use crate::lifecycle::{Ending, Lifecycle};

/// How long results and their URLs live, as documented.
const RESULT_LIFE: Duration = Duration::from_secs(24 * 60 * 60);

/// Shared by all handlers of one emulator.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) key: String,
    /// `http://127.0.0.1:port`.
    pub(crate) base_url: String,
    pub(crate) clock: EmulatorClock,
    pub(crate) ledger: Ledger,
    lifecycle: Mutex<Lifecycle>,
    memory: Mutex<Memory>,
}

#[derive(Debug)]
struct Memory {
    random: fastrand::Rng,
    tasks: HashMap<String, Arc<TaskRecord>>,
    /// Business ids point at the newest task that was created with them.
    business_ids: HashMap<String, String>,
    uploads: HashMap<String, Arc<StoredUpload>>,
}

/// One task, as it was accepted. Where it stands follows from the clock.
#[derive(Debug)]
pub(crate) struct TaskRecord {
    pub(crate) id: String,
    pub(crate) kind: TaskKind,
    pub(crate) business_id: Option<String>,
    pub(crate) model: String,
    pub(crate) body: Value,
    pub(crate) seed: u64,
    pub(crate) count: u32,
    credits: u64,
    created: Duration,
    life: Lifecycle,
}

/// An uploaded file.
#[derive(Debug)]
pub(crate) struct StoredUpload {
    pub(crate) id: String,
    pub(crate) path: String,
    pub(crate) media_type: &'static str,
    pub(crate) bytes: Vec<u8>,
}

impl World {
    pub(crate) fn new(
        key: String,
        base_url: String,
        clock: EmulatorClock,
        lifecycle: Lifecycle,
        seed: Option<u64>,
    ) -> Self {
        let random = seed.map_or_else(fastrand::Rng::new, fastrand::Rng::with_seed);
        let memory =
            Memory { random, tasks: HashMap::new(), business_ids: HashMap::new(), uploads: HashMap::new() };
        let (lifecycle, memory) = (Mutex::new(lifecycle), Mutex::new(memory));
        Self { key, base_url, clock, ledger: Ledger::default(), lifecycle, memory }
    }

    /// How tasks created from now on move.
    pub(crate) fn set_lifecycle(&self, lifecycle: Lifecycle) {
        *self.lifecycle.lock().unwrap_or_else(PoisonError::into_inner) = lifecycle;
    }

    /// Accepts a create whose body was checked, and charges it.
    pub(crate) fn accept(&self, kind: TaskKind, body: Value) -> Arc<TaskRecord> {
        let life = self.lifecycle.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let text = |key: &str| body.get(key).and_then(Value::as_str).map(str::to_owned);
        let business_id = text("client_business_id").or_else(|| {
            body.get("metadata")
                .and_then(|metadata| metadata.get("client_business_id"))
                .and_then(Value::as_str)
                .map(str::to_owned)
        });
        let count = body
            .get("n")
            .and_then(Value::as_u64)
            .and_then(|n| u32::try_from(n).ok())
            .unwrap_or(1)
            .clamp(1, MAX_IMAGES);
        let mut memory = self.memory();
        let record = Arc::new(TaskRecord {
            id: format!(
                "tsk_{}_{}",
                if kind == TaskKind::Image { "img" } else { "vid" },
                name(&mut memory.random, 26)
            ),
            kind,
            model: text("model").unwrap_or_default(),
            seed: memory.random.u64(..),
            credits: price(&body).saturating_mul(u64::from(count)),
            business_id,
            body,
            count,
            created: self.clock.now(),
            life,
        });
        if let Some(business_id) = &record.business_id {
            memory.business_ids.insert(business_id.clone(), record.id.clone());
        }
        memory.tasks.insert(record.id.clone(), Arc::clone(&record));
        drop(memory);
        if let Some(task_id) = TaskId::new(&record.id) {
            self.ledger.add(Charge {
                task_id,
                business_id: record.business_id.clone(),
                model: record.model.clone(),
                credits: record.credits,
                at: record.created.as_secs(),
            });
        }
        record
    }

    /// A task by its id or its business id.
    pub(crate) fn task(&self, kind: TaskKind, id: &str) -> Option<Arc<TaskRecord>> {
        let memory = self.memory();
        let id = memory.business_ids.get(id).map_or(id, String::as_str);
        memory.tasks.get(id).filter(|task| task.kind == kind).cloned()
    }

    /// Keeps an upload and names it.
    pub(crate) fn store_upload(
        &self,
        media_type: &'static str,
        extension: &str,
        bytes: Vec<u8>,
    ) -> Arc<StoredUpload> {
        let now = self.clock.now().as_secs();
        let mut memory = self.memory();
        let suffix = name(&mut memory.random, 8).to_ascii_lowercase();
        let path = format!("/files/uploads/1/{now}_{suffix}.{extension}");
        let upload =
            Arc::new(StoredUpload { id: format!("upload_{suffix}"), path: path.clone(), media_type, bytes });
        memory.uploads.insert(path, Arc::clone(&upload));
        upload
    }

    /// An upload by the path of its URL.
    pub(crate) fn upload(&self, path: &str) -> Option<Arc<StoredUpload>> {
        self.memory().uploads.get(path).cloned()
    }

    /// The upload that a reference URL means, if it is one of this emulator.
    pub(crate) fn upload_at(&self, url: &str) -> Option<Arc<StoredUpload>> {
        self.upload(url.strip_prefix(&self.base_url)?)
    }

    /// What a status call answers about a task now.
    pub(crate) fn describe(&self, task: &TaskRecord) -> Value {
        let (phase, progress) = self.stage(task);
        let ended = task.created.saturating_add(task.life.total());
        let mut answer = json!({
            "id": task.id,
            "object": "generation.task",
            "model": task.model,
            "status": phase.as_str(),
            "progress": progress,
            "created_at": task.created.as_secs(),
            "metadata": {},
        });
        if let Some(business_id) = &task.business_id {
            answer["client_business_id"] = json!(business_id);
        }
        match (phase, &task.life.ending) {
            (Phase::Completed, _) => {
                let urls: Vec<Value> =
                    (0..task.count).map(|index| json!({"url": self.result_url(task, index)})).collect();
                answer["completed_at"] = json!(ended.as_secs());
                answer["expires_at"] = json!(ended.saturating_add(RESULT_LIFE).as_secs());
                answer["result"] = json!({"type": task.kind.as_str(), "data": urls});
                answer["billing"] = billing("settled", task.credits);
            }
            (Phase::Failed, Ending::Failed { code, message }) => {
                answer["error"] = json!({"code": code, "message": message});
                answer["billing"] = billing("refunded", 0);
            }
            _ => {}
        }
        answer
    }

    /// Where a task stands now.
    pub(crate) fn stage(&self, task: &TaskRecord) -> (Phase, u8) {
        task.life.at(self.clock.now().saturating_sub(task.created))
    }

    /// Whether the results of a completed task have expired.
    pub(crate) fn has_expired(&self, task: &TaskRecord) -> bool {
        let end = task.created.saturating_add(task.life.total()).saturating_add(RESULT_LIFE);
        self.clock.now() >= end
    }

    fn result_url(&self, task: &TaskRecord, index: u32) -> String {
        format!("{}/files/images/{}/{index}.png", self.base_url, task.id)
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
        // Handlers hold it for a few look-ups only; a panic in one cannot leave the maps broken.
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl TaskRecord {
    /// The pixel size of its pictures: what the catalogue says for its size and resolution, else the asked ratio at about
    /// a million pixels.
    pub(crate) fn pixels(&self) -> (u32, u32) {
        let size = self.body.get("size").and_then(Value::as_str);
        let in_metadata = self.body.get("metadata").and_then(|metadata| metadata.get("resolution"));
        let resolution = in_metadata.or(self.body.get("resolution")).and_then(Value::as_str);
        let documented = catalog::find(&self.model).and_then(|model| model.pixel_size(size, resolution));
        documented.or_else(|| size.and_then(of_ratio)).unwrap_or((1024, 1024))
    }

    /// The URLs of its references, in order.
    pub(crate) fn references(&self) -> impl Iterator<Item = &str> {
        let urls = self.body.get("image_urls").and_then(Value::as_array);
        urls.into_iter().flatten().filter_map(|url| url.as_str().or_else(|| url.get("url")?.as_str()))
    }
}

/// The largest picture of exactly this ratio (`16:9`) with no more pixels than a square of 1024.
fn of_ratio(size: &str) -> Option<(u32, u32)> {
    let (width, height) = size.split_once(':')?;
    let (width, height): (u32, u32) = (width.parse().ok()?, height.parse().ok()?);
    let area = u64::from(width) * u64::from(height);
    let times = (1..=1024_u64).take_while(|times| times * times * area <= 1024 * 1024).last()?;
    let times = u32::try_from(times).ok()?;
    Some((width.checked_mul(times)?, height.checked_mul(times)?))
}

/// The most pictures a task may ask for: more than any page documents, so that nobody fills a disk by accident.
pub(crate) const MAX_IMAGES: u32 = 16;

/// The price of one picture in credits: the emulator's own numbers, growing with the resolution as documented.
fn price(body: &Value) -> u64 {
    match body.get("metadata").and_then(|metadata| metadata.get("resolution")).and_then(Value::as_str) {
        Some("0.5K") => 6,
        Some("2K") => 12,
        Some("4K") => 24,
        _ => 8,
    }
}

/// The `billing` block as it was seen in the field: decimal text, 200 credits to the dollar.
fn billing(status: &str, credits: u64) -> Value {
    let cents = credits.saturating_mul(100) / 200;
    json!({"status": status, "credits": credits.to_string(), "cost_usd": format!("{}.{:02}", cents / 100, cents % 100)})
}

/// A name of letters and digits that are hard to mix up.
fn name(random: &mut fastrand::Rng, length: usize) -> String {
    const LETTERS: &[u8] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    (0..length).map(|_| char::from(LETTERS[random.usize(..LETTERS.len())])).collect()
}

#[cfg(test)]
mod tests {
    use super::of_ratio;

    #[test]
    fn a_ratio_without_documented_pixels_is_kept_exactly() {
        assert_eq!(of_ratio("16:9"), Some((1360, 765)));
        assert_eq!(of_ratio("1:1"), Some((1024, 1024)));
        for odd in ["auto", "0:0", "1:0", "99999:99999", "-1:2", "1:"] {
            assert_eq!(of_ratio(odd).filter(|(width, height)| *width > 0 && *height > 0), None, "{odd}");
        }
    }
}
