//! Reading tasks out of answers that are odd in one way or another.

#![allow(clippy::unwrap_used, reason = "a fixture that does not hold fails the test")]

use serde_json::{Value, json};
use toapis_types::{Category, Phase, ReadTaskError, Task, TaskId};

fn read(body: Value) -> Task {
    Task::from_value(body).unwrap()
}

fn id_of(body: Value) -> Result<String, ReadTaskError> {
    Task::from_value(body).map(|task| task.id.to_string())
}

#[test]
fn p10_of_two_ids_the_task_id_is_polled_and_both_are_kept() {
    let task = read(json!({"id": "img_1", "task_id": "tsk_1", "status": "queued"}));
    assert_eq!(task.id.as_str(), "tsk_1");
    assert_eq!(task.other_id, TaskId::new("img_1"));

    let same = read(json!({"id": "tsk_1", "task_id": "tsk_1", "status": "queued"}));
    assert_eq!(same.other_id, None);
    let blank = read(json!({"id": "tsk_1", "task_id": " ", "status": "queued"}));
    assert_eq!((blank.id.as_str(), blank.other_id), ("tsk_1", None));
}

#[test]
fn p11_the_id_is_searched_in_a_fixed_order() {
    let found = |body: Value| id_of(body).unwrap();
    assert_eq!(found(json!({"id": "a", "data": {"id": "b"}})), "a");
    assert_eq!(found(json!({"data": {"id": "b"}})), "b");
    assert_eq!(found(json!({"data": {"id": "b", "task_id": "c"}})), "c");
    assert_eq!(found(json!({"code": 200, "data": [{"task_id": "c", "status": "submitted"}]})), "c");
    assert_eq!(found(json!({"data": [{"id": "b"}]})), "b");
    assert_eq!(found(json!({"request_id": "r", "status": "IN_QUEUE"})), "r");
    assert_eq!(found(json!({"id": 4711, "status": "queued"})), "4711");
}

#[test]
fn p11_the_id_or_status_of_an_envelope_is_not_that_of_the_task() {
    let task = read(json!({"id": "req_1", "data": {"task_id": "tsk_1", "status": "in_progress"}}));
    assert_eq!((task.id.as_str(), task.phase()), ("tsk_1", Phase::InProgress));
    let task = read(json!({"status": 200, "data": {"task_id": "tsk_1", "status": "queued"}}));
    assert_eq!((task.id.as_str(), task.phase()), ("tsk_1", Phase::Queued));
    let task = read(json!({"status": "success", "data": {"id": "tsk_1", "status": "queued"}}));
    assert_eq!((task.id.as_str(), task.phase()), ("tsk_1", Phase::Queued));
}

#[test]
fn p11_what_a_provider_said_does_not_replace_the_task() {
    let body = json!({
        "id": "tsk_1", "status": "completed",
        "data": {"task_id": "upstream-9", "status": "running", "content": {"video_url": "https://h/a.mp4"}},
    });
    let task = read(body);
    assert_eq!((task.id.as_str(), task.phase()), ("tsk_1", Phase::Completed));
    assert_eq!(task.urls().collect::<Vec<_>>(), ["https://h/a.mp4"]);
}

#[test]
fn p11_a_list_is_not_a_task() {
    assert_eq!(id_of(json!({"object": "list", "data": [{"id": "gpt-image-2"}]})), Err(ReadTaskError::NoTask));
    let known = TaskId::new("tsk_1").unwrap();
    let list = json!({"object": "list", "data": [{"url": "https://h/a.png"}]});
    assert_eq!(Task::from_value_about(&known, list), Err(ReadTaskError::NoTask));
}

#[test]
fn p08_what_is_no_object_is_no_task() {
    for body in [json!([]), json!("tsk_1"), json!(7), json!(null), json!([{"id": "tsk_1"}])] {
        assert_eq!(id_of(body.clone()), Err(ReadTaskError::NotAnObject), "{body}");
    }
    for body in
        [json!({}), json!({"id": ""}), json!({"id": true}), json!({"id": ["tsk_1"]}), json!({"id": ".."})]
    {
        assert_eq!(id_of(body.clone()), Err(ReadTaskError::NoTask), "{body}");
    }
    assert!(matches!(Task::from_slice(b""), Err(ReadTaskError::Json(_))));
}

#[test]
fn files_with_ids_are_not_taken_for_tasks() {
    let known = TaskId::new("tsk_1").unwrap();
    let files = json!({"created": 5, "data": [{"id": "f1", "url": "https://h/1"}, {"id": "f2", "url": "https://h/2"}]});
    assert_eq!(Task::from_value(files.clone()), Err(ReadTaskError::NoTask));
    let task = Task::from_value_about(&known, files).unwrap();
    assert_eq!((task.id, task.outputs.len()), (known, 2));
}

#[test]
fn j23_an_id_that_no_terminal_may_see_reads_as_missing() {
    let long = "x".repeat(257);
    for id in ["tsk\u{1b}[31m_1", "tsk_1\r\ntsk_2", "tsk 1", long.as_str()] {
        assert_eq!(id_of(json!({"id": id, "status": "queued"})), Err(ReadTaskError::NoTask), "{id:?}");
        let beside = json!({"task_id": id, "id": "tsk_2", "status": "queued"});
        assert_eq!(id_of(beside).unwrap(), "tsk_2", "{id:?}");
    }
}

#[test]
fn p13_status_words_of_any_dress() {
    for (word, phase) in [
        (json!("queued"), Phase::Queued),
        (json!("pending"), Phase::Queued),
        (json!("In_Progress"), Phase::InProgress),
        (json!(" completed\n"), Phase::Completed),
        (json!("SUCCESS"), Phase::Completed),
        (json!("FAILURE"), Phase::Failed),
        (json!("warming_up"), Phase::Queued),
        (json!(""), Phase::Queued),
        (json!(null), Phase::Queued),
        (json!(7), Phase::Queued),
        (json!({"code": 1}), Phase::Queued),
    ] {
        let task = read(json!({"id": "tsk_1", "status": word}));
        assert_eq!(task.phase(), phase, "{word}");
        assert_eq!(task.status.as_str(), word.as_str().unwrap_or(if word == 7 { "7" } else { "" }));
    }
    assert_eq!(read(json!({"id": "tsk_1"})).phase(), Phase::Queued);
}

#[test]
fn p13_a_blank_status_makes_room_for_the_next_word() {
    let task = read(json!({"id": "tsk_1", "status": null, "task_status": "completed"}));
    assert_eq!(task.phase(), Phase::Completed);
    let task = read(json!({"id": "tsk_1", "state": "failed"}));
    assert_eq!(task.phase(), Phase::Failed);
}

#[test]
fn p14_progress_is_best_effort() {
    for (progress, shown) in [
        (json!(50), Some(50)),
        (json!(50.0), Some(50)),
        (json!(50.9), Some(50)),
        (json!("50"), Some(50)),
        (json!("50%"), Some(50)),
        (json!(" 50 % "), Some(50)),
        (json!("100%"), Some(100)),
        (json!(101), Some(100)),
        (json!(u64::MAX), None),
        (json!(-1), Some(0)),
        (json!(1e300), None),
        (json!("half"), None),
        (json!(""), None),
        (json!(null), None),
        (json!([50]), None),
    ] {
        let task = read(json!({"id": "tsk_1", "status": "in_progress", "progress": progress}));
        assert_eq!(task.progress, shown, "{progress}");
    }
}

#[test]
fn p14_progress_never_decides_completion() {
    let task = read(json!({"id": "tsk_1", "status": "in_progress", "progress": 100}));
    assert_eq!(task.phase(), Phase::InProgress);
    let task = read(json!({"id": "tsk_1", "status": "completed", "progress": 3}));
    assert_eq!(task.phase(), Phase::Completed);
}

#[test]
fn p17_unknown_fields_are_kept() {
    let body =
        json!({"id": "tsk_1", "status": "queued", "usage": {"input_tokens": 3}, "new": [1, {"x": null}]});
    let task = read(body.clone());
    assert_eq!(Value::from(task.raw), body);
}

#[test]
fn p22_odd_billing_is_no_obstacle() {
    for billing in [json!(null), json!("settled"), json!([]), json!({}), json!({"credits": {"n": 1}})] {
        let body = json!({"id": "tsk_1", "status": "completed", "url": "https://h/a", "billing": billing});
        let task = read(body);
        assert_eq!((task.billing, task.outputs.len()), (None, 1), "{billing}");
    }
    let pending = read(json!({"id": "tsk_1", "status": "completed", "billing": {"status": "pending"}}));
    assert_eq!(pending.billing.unwrap().status.as_deref(), Some("pending"));
}

#[test]
fn p24_money_stays_decimal_text() {
    for (sent, kept) in
        [(json!("12.50"), "12.50"), (json!(12.5), "12.5"), (json!(-1), "-1"), (json!(1e30), "1e30")]
    {
        let task = read(json!({"id": "tsk_1", "billing": {"credits": sent}}));
        let credits = task.billing.unwrap().credits.unwrap();
        assert_eq!(credits.replace("e+", "e"), kept);
    }
}

#[test]
fn p15_a_failure_says_why_in_whatever_field() {
    let reason = |body: Value| read(body).error.map(|error| error.to_string());
    let failed = |field: &str, value: Value| json!({"id": "tsk_1", "status": "failed", field: value});
    assert_eq!(reason(failed("error", json!("blocked"))).as_deref(), Some("blocked"));
    assert_eq!(reason(failed("error", json!({"code": 500, "message": "no"}))).as_deref(), Some("no (500)"));
    assert_eq!(reason(failed("fail_reason", json!("late"))).as_deref(), Some("late"));
    assert_eq!(reason(failed("error_message", json!("broke"))).as_deref(), Some("broke"));
    for nothing in [json!(null), json!(""), json!({}), json!({"code": "", "message": " "}), json!(false)] {
        assert_eq!(reason(failed("error", nothing.clone())), None, "{nothing}");
    }
    let both =
        json!({"id": "tsk_1", "status": "failed", "error": {"code": "", "message": ""}, "detail": "seen"});
    assert_eq!(reason(both).as_deref(), Some("seen"));
    let nested =
        json!({"id": "tsk_1", "status": "failed", "detail": r#"{"error":{"code":"model_not_found"}}"#});
    assert_eq!(Category::of_failure(&read(nested).error.unwrap()), Category::ModelUnavailable);
}

#[test]
fn loose_texts_are_no_failure_while_the_task_runs() {
    let task =
        read(json!({"id": "tsk_1", "status": "in_progress", "message": "warming up", "detail": "soon"}));
    assert_eq!(task.error, None);
}

#[test]
fn an_answer_about_a_known_task_needs_no_id_but_must_describe_one() {
    let known = TaskId::new("tsk_1").unwrap();
    let about =
        |body: Value| Task::from_value_about(&known, body).map(|task| (task.id.to_string(), task.phase()));
    assert_eq!(about(json!({"status": "queued"})), Ok(("tsk_1".to_owned(), Phase::Queued)));
    assert_eq!(about(json!({"url": "https://h/a"})), Ok(("tsk_1".to_owned(), Phase::Completed)));
    assert_eq!(
        about(json!({"task_id": "tsk_2", "status": "queued"})),
        Ok(("tsk_2".to_owned(), Phase::Queued))
    );
    assert_eq!(about(json!({"error": {"type": "new_api_panic"}})), Err(ReadTaskError::NoTask));
    assert_eq!(about(json!({"success": true})), Err(ReadTaskError::NoTask));
}

#[test]
fn the_name_of_a_request_that_failed_is_not_the_name_of_a_task() {
    for body in [
        json!({"request_id": "r", "status": "error", "message": "bad key"}),
        json!({"request_id": "r", "status": "queued", "error": {"message": "bad key"}}),
    ] {
        assert_eq!(id_of(body.clone()), Err(ReadTaskError::NoTask), "{body}");
    }
}

#[test]
fn a_stored_answer_without_an_id_reads_back_as_the_same_task() {
    let known = TaskId::new("tsk_1").unwrap();
    for body in [
        json!({"object": "generation.task", "status": "queued", "progress": 0}),
        json!({"id": null, "status": "queued"}),
        json!({"code": 200, "data": {"status": "in_progress", "progress": "40%"}}),
        json!({"code": 200, "data": [{"status": "failed", "error": "no"}]}),
        json!({"data": [{"url": "https://h/1"}, {"url": "https://h/2"}]}),
    ] {
        let task = Task::from_value_about(&known, body.clone()).unwrap();
        let stored = serde_json::to_string(&task).unwrap();
        assert_eq!(serde_json::from_str::<Task>(&stored).unwrap(), task, "{body}");
    }
}

#[test]
fn a_stored_task_without_an_id_is_refused() {
    let error = serde_json::from_str::<Task>(r#"{"status": "queued"}"#).unwrap_err();
    assert!(error.to_string().contains("names no task"), "{error}");
}

#[test]
fn times_are_read_from_any_of_their_fields() {
    let task = read(
        json!({"id": "t", "created_at": 0, "submitted_at": "1750000000", "finished_at": 1_750_000_030.0}),
    );
    assert_eq!((task.created_at, task.completed_at), (Some(1_750_000_000), Some(1_750_000_030)));
    assert_eq!(task.seconds_taken(), Some(30));
    let backwards = read(json!({"id": "t", "created_at": 10, "completed_at": 5}));
    assert_eq!(backwards.seconds_taken(), None);
}
