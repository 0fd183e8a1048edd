//! Events that are made up, in the form of `webhooks/task-webhooks`.

use serde_json::{Value, json};

use super::args::{Kind, Send};

/// The id and the body of the event that was asked for, made at `now`.
pub(super) fn event(args: &Send, now: i64) -> (String, Value) {
    let id = args.id.clone().unwrap_or_else(|| format!("evt_{}", random()));
    let word = args.task_kind.as_str();
    let task = args.task.clone().unwrap_or_else(|| {
        let short = if word == "video" { "vid" } else { "img" };
        format!("tsk_{short}_{}", random())
    });
    let suffix = if word == "video" { "mp4" } else { "png" };
    let file = json!({"type": word, "data": [{"url": format!("https://files.example.com/result.{suffix}")}]});
    let (kind, status, result, error) = match args.kind {
        Kind::Completed => ("generation.completed", "SUCCESS", file, Value::Null),
        Kind::Empty => ("generation.completed", "SUCCESS", Value::Null, Value::Null),
        Kind::Other => ("generation.of_the_future", "SUCCESS", Value::Null, Value::Null),
        Kind::Failed => {
            let error = json!({"code": "generation_failed", "message": "no attempt succeeded"});
            ("generation.failed", "FAILURE", Value::Null, error)
        }
        Kind::Test => {
            let data = json!({
                "task_id": "endpoint_test", "task_type": "image", "status": "SUCCESS", "progress": "100%",
                "result": {"message": "ToAPIs webhook endpoint test"}, "error": null,
                "submitted_at": 0, "finished_at": 0,
            });
            return (id.clone(), of("endpoint.test", &id, now, &data));
        }
    };
    let mut data = json!({
        "task_id": task, "task_type": word, "model": "model-name", "status": status, "progress": "100%",
        "result": result, "error": error, "submitted_at": now - 30, "finished_at": now,
    });
    if let Some(business_id) = &args.business_id {
        data["client_business_id"] = json!(business_id);
    }
    (id.clone(), of(kind, &id, now, &data))
}

fn of(kind: &str, id: &str, now: i64, data: &Value) -> Value {
    json!({"id": id, "type": kind, "api_version": "v1", "created_at": now, "data": data})
}

fn random() -> String {
    format!("{:016x}", fastrand::u64(..))
}
