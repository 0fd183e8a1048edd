//! All results of one call, in the order in which to fetch them.

use toapis_types::TaskHandle;

use super::error::{DownloadError, FetchError};
use super::plan::{Planned, plan};
use super::report::{Report, expires_at};
use super::target::{Saved, Target};
use crate::outcome::Completed;

/// The results of one or many tasks: what is to be done, and what came of it.
#[derive(Debug)]
pub(crate) struct Batch<'a> {
    /// Nearest expiry first. A result without one comes last, and those of one task stay together.
    pub(crate) jobs: Vec<Job<'a>>,
    /// One for each task, in the order in which they were given.
    reports: Vec<Report<'a>>,
}

/// One result to save.
#[derive(Debug)]
pub(crate) struct Job<'a> {
    task: usize,
    pub(crate) handle: &'a TaskHandle,
    pub(crate) planned: Planned<'a>,
    /// In Unix seconds, where it is known.
    pub(crate) expires_at: Option<i64>,
}

impl<'a> Batch<'a> {
    /// All results of these tasks.
    pub(crate) fn new(tasks: &'a [Completed], target: &'a Target) -> Self {
        let mut jobs: Vec<Job<'a>> =
            tasks.iter().enumerate().flat_map(|(index, done)| jobs_of(index, done, target)).collect();
        jobs.sort_by_key(|job| job.expires_at.unwrap_or(i64::MAX));
        Self { jobs, reports: tasks.iter().map(|done| Report::new(done, target, Vec::new())).collect() }
    }

    /// What a download left over.
    pub(crate) fn rest(error: &'a DownloadError) -> Self {
        let is_missing = |job: &Job<'_>| error.failed.iter().any(|(place, _)| *place == job.planned.place);
        let jobs = jobs_of(0, &error.done, &error.target).filter(is_missing).collect();
        Self { jobs, reports: vec![Report::new(&error.done, &error.target, error.saved.clone())] }
    }

    /// What came of one job.
    pub(crate) fn add(reports: &mut [Report<'a>], job: &Job<'a>, outcome: Result<Saved, FetchError>) {
        if let Some(report) = reports.get_mut(job.task) {
            report.add(job.planned.place, outcome);
        }
    }

    /// The jobs, and where their outcomes go.
    pub(crate) fn into_parts(self) -> (Vec<Job<'a>>, Vec<Report<'a>>) {
        (self.jobs, self.reports)
    }
}

fn jobs_of<'a>(task: usize, done: &'a Completed, target: &Target) -> impl Iterator<Item = Job<'a>> {
    let (handle, expires_at) = (&done.handle, expires_at(done));
    let planned = plan(handle, done.outputs(), target);
    planned.into_iter().map(move |planned| Job { task, handle, planned, expires_at })
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use toapis_types::{Task, TaskId, TaskKind};

    use super::*;

    fn done(id: &str, times: &serde_json::Value) -> Completed {
        let mut body = json!({
            "id": id, "status": "completed",
            "result": {"data": [{"url": "https://h/a"}, {"url": "https://h/b"}]},
        });
        body.as_object_mut().unwrap().extend(times.as_object().unwrap().clone());
        let handle = TaskHandle::new(TaskKind::Image, TaskId::new(id).unwrap());
        Completed::judge(handle, Task::from_value(body).unwrap()).unwrap()
    }

    #[test]
    fn t23_the_nearest_expiry_comes_first() {
        let tasks = [
            done("tsk_late", &json!({"expires_at": 1_750_080_000})),
            done("tsk_unknown", &json!({})),
            // By when it completed: 23 h 59 min before the others' hour.
            done("tsk_soon", &json!({"completed_at": 1_750_000_000 - 86_340})),
            done("tsk_middle", &json!({"expires_at": 1_750_010_000})),
        ];
        let target = Target::dir("out");
        let batch = Batch::new(&tasks, &target);
        let order: Vec<_> =
            batch.jobs.iter().map(|job| (job.handle.id.as_str(), job.planned.place)).collect();
        let expected = ["tsk_soon", "tsk_middle", "tsk_late", "tsk_unknown"];
        let expected: Vec<_> = expected.iter().flat_map(|id| [(*id, 1), (*id, 2)]).collect();
        assert_eq!(order, expected);
    }
}
