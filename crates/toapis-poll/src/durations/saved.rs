//! The form in which tables are stored.

use serde::{Deserialize, Serialize};
use toapis_types::TaskKind;

use super::buckets::COUNT;
use super::learner::{Learner, Shape};
use super::{Durations, Entry, MEMORY};

/// What is written: only the cells that hold something.
#[derive(Serialize, Deserialize)]
pub(super) struct Saved {
    v: u32,
    #[serde(default)]
    memory: Option<f32>,
    #[serde(default)]
    tables: Vec<Table>,
}

#[derive(Serialize, Deserialize)]
struct Table {
    kind: TaskKind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    model: Option<String>,
    /// Middle, spread and weight of what was assumed, in buckets.
    #[serde(default)]
    assumed: Option<[f64; 3]>,
    /// Bucket, how many ended in it, time spent in it.
    #[serde(default)]
    cells: Vec<(u16, f32, f32)>,
}

impl From<Durations> for Saved {
    fn from(durations: Durations) -> Self {
        let Durations { image, video, models, memory } = durations;
        let mut tables =
            vec![Table::of(TaskKind::Image, None, &image), Table::of(TaskKind::Video, None, &video)];
        tables.extend(models.into_iter().map(|(kind, model, entry)| Table::of(kind, Some(model), &entry)));
        Self { v: VERSION, memory: Some(memory), tables }
    }
}

impl From<Saved> for Durations {
    /// A table of another version is not understood, and so is nothing.
    fn from(saved: Saved) -> Self {
        let mut durations = Self::new();
        if saved.v != VERSION {
            return durations;
        }
        durations.memory = saved.memory.filter(|memory| *memory >= 20.0 && *memory <= 1e6).unwrap_or(MEMORY);
        let (kinds, models): (Vec<_>, Vec<_>) =
            saved.tables.into_iter().partition(|table| table.model.is_none());
        for table in kinds {
            let kind = table.kind;
            let entry = table.entry(durations.kind(kind).assumed);
            *durations.kind_mut(kind) = entry;
        }
        for mut table in models {
            let Some(model) = table.model.take() else { continue };
            let kind = table.kind;
            let known = durations.find(kind, Some(&model)).1.is_some();
            if durations.models.len() < Self::MOST_MODELS && !known {
                let shape = durations.kind(kind).shape.inherited();
                durations.models.push((kind, model, table.entry(shape)));
            }
        }
        durations
    }
}

impl Table {
    fn of(kind: TaskKind, model: Option<String>, entry: &Entry) -> Self {
        let Shape { middle, spread, weight } = entry.assumed;
        let cells = entry.learner.ended.iter().zip(&entry.learner.exposed);
        let cells = (0_u16..).zip(cells).map(|(bucket, (ended, exposed))| (bucket, *ended, *exposed));
        let cells = cells.filter(|(_, ended, exposed)| *ended > 1e-6 || *exposed > 1e-6).collect();
        Self { kind, model, assumed: Some([middle, spread, weight]), cells }
    }

    fn entry(self, otherwise: Shape) -> Entry {
        let sound = |value: &f64| value.is_finite() && *value > 0.0 && *value < 1e4;
        let assumed = match self.assumed {
            Some(numbers) if numbers.iter().all(sound) => {
                Shape { middle: numbers[0], spread: numbers[1].clamp(1.5, 24.0), weight: numbers[2] }
            }
            _ => otherwise,
        };
        let mut learner = Learner::new();
        for (bucket, ended, exposed) in self.cells {
            let bucket = usize::from(bucket);
            let sound = |value: f32| value.is_finite() && (0.0..=1e7).contains(&value);
            if bucket < COUNT && sound(ended) && sound(exposed) {
                learner.ended[bucket] = ended;
                learner.exposed[bucket] = exposed;
            }
        }
        Entry::from_learner(assumed, learner)
    }
}

const VERSION: u32 = 1;
