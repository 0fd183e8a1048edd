//! What the status calls answer about a task (`tasks/image-status`, `tasks/video-status`).

use std::time::Duration;

use serde_json::{Value, json};
use toapis_types::Phase;

use super::outputs::{LAYERS, Shows, outputs};
use super::task::{Making, Task};
use crate::media::{self, Format};

/// The task as an answer shows it now.
pub(crate) fn describe(task: &Task, now: Duration, files_url: &str) -> Value {
    let (phase, progress) = task.stage(now);
    let word = if phase == Phase::Queued { task.life.waiting.as_str() } else { phase.as_str() };
    let mut answer = json!({
        "id": task.id,
        "object": "generation.task",
        "model": task.model,
        "status": word,
        "progress": progress,
        "created_at": task.created.as_secs(),
        "metadata": {},
    });
    if let Some(business_id) = &task.business_id {
        answer["client_business_id"] = json!(business_id);
    }
    let Some(ended) = &task.ended else { return answer };
    if let Some(failure) = &ended.failure {
        answer["error"] = json!({"code": failure.code, "message": failure.message});
        answer["billing"] = billing("refunded", 0);
        return answer;
    }
    answer["completed_at"] = json!(ended.at.as_secs());
    answer["expires_at"] = json!(task.expires().unwrap_or_default().as_secs());
    answer["result"] = result(task, files_url);
    answer["billing"] = billing("settled", task.credits);
    if task.making.kind() == toapis_types::TaskKind::Video && task.asked().wants_web_search() {
        answer["usage"] = json!({"tool_usage": {"web_search": 1}});
    }
    answer
}

/// The `result` of a completed task.
pub(crate) fn result(task: &Task, files_url: &str) -> Value {
    let url = |path: &str| format!("{files_url}{path}");
    let files = outputs(task);
    if task.making == Making::Character {
        let portrait = files.first().map(|file| url(&file.path));
        return json!({"type": "character", "data": {"characters": [character(task, portrait.as_deref())]}});
    }
    let mut items: Vec<Value> = Vec::new();
    for file in &files {
        match file.shows {
            Shows::LastFrame { .. } => {
                if let Some(film) = items.last_mut() {
                    film["last_frame_url"] = json!(url(&file.path));
                }
            }
            Shows::Film { container, .. } => {
                items.push(json!({"url": url(&file.path), "format": container.extension()}));
            }
            Shows::Layer { index } => items.push(layer(task, index, &url(&file.path))),
            Shows::Picture { .. } | Shows::Portrait => items.push(json!({"url": url(&file.path)})),
        }
    }
    json!({"type": task.making.kind().as_str(), "data": items})
}

/// The base of a picture that was taken apart, which has the index 0, or one of its layers (`images/seedream-5.0-pro/generation`).
fn layer(task: &Task, index: u32, url: &str) -> Value {
    let painting = super::painting_of(task, 0, &[]);
    let layers = media::layers(&painting, LAYERS);
    let layer = index.checked_sub(1).and_then(|place| layers.get(place as usize));
    let (width, height) = layer.map_or((painting.width, painting.height), media::Layer::size);
    let mut item = json!({
        "url": url,
        "size": format!("{width}x{height}"),
        "output_format": Format::Png.word(),
        "z_index": index,
    });
    if let Some(layer) = layer {
        item["bounding_box"] = json!({"absolute": layer.absolute, "normalized": layer.normalized});
        item["name"] = json!(layer.name);
        item["description"] = json!(layer.description);
    }
    item
}

/// A made-up name for the one character of a video (`videos/sora2/get-personas`).
fn character(task: &Task, portrait: Option<&str>) -> Value {
    const FIRST: [&str; 8] = ["Captain", "Doctor", "Little", "Old", "Miss", "Uncle", "Lucky", "Professor"];
    const SECOND: [&str; 8] =
        ["Biscuit", "Pepper", "Willow", "Anchor", "Button", "Marble", "Thistle", "Comet"];
    let mut random = fastrand::Rng::with_seed(task.seed);
    let (first, second) = (FIRST[random.usize(..8)], SECOND[random.usize(..8)]);
    let letters: String = (0..8).map(|_| random.lowercase()).collect();
    let username = format!("{letters}.{}_{}", first.to_lowercase(), second.to_lowercase());
    json!({
        "id": format!("ch_{:032x}", random.u128(..)),
        "display_name": format!("{first} {second}"),
        "profile_picture_url": portrait,
        "username": username,
    })
}

/// The `billing` block as it was seen in the field: decimal text, 200 credits to the dollar.
fn billing(status: &str, credits: u64) -> Value {
    let thousandths = credits.saturating_mul(1000) / 200;
    let dollars = format!("{}.{:03}", thousandths / 1000, thousandths % 1000);
    let dollars = dollars.trim_end_matches('0').trim_end_matches('.');
    json!({"status": status, "credits": credits.to_string(), "cost_usd": dollars})
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_decimal_text() {
        assert_eq!(
            billing("settled", 27),
            json!({"status": "settled", "credits": "27", "cost_usd": "0.135"})
        );
        assert_eq!(billing("refunded", 0)["cost_usd"], "0");
        assert_eq!(billing("settled", 1200)["cost_usd"], "6");
    }
}
