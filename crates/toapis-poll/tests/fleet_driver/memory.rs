//! What a task costs.

use std::sync::Arc;

use toapis_poll::fleet::{Fleet, FleetOptions};
use toapis_poll::time::VirtualTime;
use toapis_poll::{LookError, TaskSource};
use toapis_types::{Task, TaskHandle, TaskId, TaskKind};

use crate::server::{poll_once, s};

/// Answers as the documentation shows, and remembers nothing.
struct Running;

fn answer(id: &TaskId) -> String {
    format!(
        r#"{{"id":"{id}","object":"generation.task","model":"gemini-3-pro-image-preview","status":"in_progress","progress":10,"created_at":1750000000,"metadata":{{}}}}"#
    )
}

#[async_trait::async_trait]
impl TaskSource for Running {
    async fn look(&self, handle: &TaskHandle) -> Result<Task, LookError> {
        Task::from_slice(answer(&handle.id).as_bytes()).map_err(LookError::lost)
    }
}

#[test]
fn t14_a_task_takes_less_than_300_bytes_beside_its_handle_and_its_last_answer() {
    const TASKS: usize = 10_000;
    let time = VirtualTime::stepped();
    let fleet = Fleet::new(Running, time.clone(), FleetOptions::new());
    let handle = |n| TaskHandle::new(TaskKind::Image, TaskId::new(format!("tsk_img_01{n:024}")).unwrap());
    let handles: Vec<TaskHandle> = (0..TASKS).map(handle).collect();
    let each = |bytes: i64| bytes / i64::try_from(TASKS).unwrap();
    let measure = |work: &mut dyn FnMut()| each(allocation_counter::measure(work).bytes_current);

    let mut copies = Vec::new();
    let copy = measure(&mut || copies.extend(handles.iter().map(|handle| Arc::new(handle.clone()))));
    let added = measure(&mut || handles.iter().for_each(|handle| fleet.add(handle).unwrap()));
    let state = added - copy;
    assert!(state > 64 && state <= 300, "{state} bytes, and {copy} for the handle");

    let mut watches = Vec::with_capacity(TASKS);
    let wait = measure(&mut || watches.extend(handles.iter().map(|handle| fleet.watch(handle))));
    assert!(wait <= 200, "{wait} bytes for a wait");

    // All are seen once, and more than once.
    let mut run = Box::pin(fleet.run());
    let seen = measure(&mut || {
        for _ in 0..100 {
            assert!(poll_once(&mut run).is_pending());
            time.advance(s(1));
        }
    });
    let text = i64::try_from(answer(&handles[0].id).len()).unwrap();
    assert!(fleet.snapshot(&handles[TASKS - 1].id).is_some());
    assert!(seen <= text + 16, "{seen} bytes for a text of {text}");
    println!(
        "{state} bytes of state, {copy} for the handle, {wait} for a wait, {seen} for an answer of {text}"
    );
}
