//! Many tasks at once, and what a download left over.

use serde_json::json;
use toapis_client::transport::memory::{Expect, MemoryTransport, Reply};
use toapis_client::types::{Task, TaskHandle, TaskId, TaskKind};
use toapis_client::{Client, Completed, Error, Saved, Target, blocking};

use crate::download::PNG;
use crate::support::{Act, NOW, both, config};

/// A finished task with two results, which stay for this many seconds.
fn done(id: &str, expires_in: i64) -> Completed {
    let url = |n: u32| format!("https://files.toapis.com/{id}-{n}.png");
    let body = json!({
        "id": id, "status": "completed", "expires_at": NOW + expires_in,
        "result": {"data": [{"url": url(1)}, {"url": url(2)}]},
    });
    let handle = TaskHandle::new(TaskKind::Image, TaskId::new(id).unwrap());
    Completed::judge(handle, Task::from_value(body).unwrap()).unwrap()
}

fn names(saved: &[Saved]) -> Vec<String> {
    saved.iter().map(|saved| saved.path.file_name().unwrap().to_str().unwrap().to_owned()).collect()
}

struct All;

impl All {
    fn tasks() -> [Completed; 3] {
        [done("tsk_late", 80_000), done("tsk_soon", 60), done("tsk_middle", 40_000)]
    }
}

/// For each task the names that were saved and the places that were not.
type Outcomes = Vec<(Vec<String>, Vec<usize>)>;

fn outcomes(all: Vec<Result<Vec<Saved>, Box<toapis_client::DownloadError>>>) -> Outcomes {
    let outcome = |outcome: Result<Vec<Saved>, Box<toapis_client::DownloadError>>| match outcome {
        Ok(saved) => (names(&saved), Vec::new()),
        Err(error) => (names(&error.saved), error.failed().map(|(place, _)| place).collect()),
    };
    all.into_iter().map(outcome).collect()
}

impl Act for All {
    type Output = Outcomes;

    async fn on_async(&self, client: Client) -> Outcomes {
        let dir = tempfile::tempdir().unwrap();
        outcomes(client.download_all(&Self::tasks(), dir.path()).await)
    }

    fn on_blocking(&self, client: blocking::Client) -> Outcomes {
        let dir = tempfile::tempdir().unwrap();
        outcomes(client.download_all(&Self::tasks(), dir.path()))
    }
}

#[test]
fn t23_of_many_tasks_the_one_that_expires_next_is_fetched_first() {
    let script = |transport: &MemoryTransport| {
        for (id, n) in [("soon", 1), ("soon", 2), ("middle", 1), ("middle", 2), ("late", 1), ("late", 2)] {
            let answer = if (id, n) == ("middle", 1) { Reply::new(401) } else { Reply::new(200).body(PNG) };
            transport.expect(Expect::get(format!("/tsk_{id}-{n}.png"))).reply(answer);
        }
    };
    let (outcomes, _) = both(&config(), script, &All);
    let both_of = |id: &str| vec![format!("tsk_{id}.png"), format!("tsk_{id}-2.png")];
    assert_eq!(
        outcomes,
        [
            (both_of("late"), vec![]),
            (both_of("soon"), vec![]),
            (vec!["tsk_middle-2.png".to_owned()], vec![1]),
        ],
        "in the order of the tasks, and one in trouble does not cost the others"
    );
}

struct Rest;

impl Act for Rest {
    type Output = Vec<(String, usize)>;

    async fn on_async(&self, client: Client) -> Self::Output {
        let dir = tempfile::tempdir().unwrap();
        let first = client.download(&done("tsk_1", 60), Target::file(dir.path().join("x.png"))).await;
        let Err(Error::Download(error)) = first else { panic!("{first:?}") };
        assert_eq!((names(&error.saved), error.expires_at), (vec!["x-2.png".to_owned()], Some(NOW + 60)));
        let all = client.download_rest(&error).await.unwrap();
        names(&all).into_iter().zip(all.iter().map(|saved| saved.place)).collect()
    }

    fn on_blocking(&self, client: blocking::Client) -> Self::Output {
        let dir = tempfile::tempdir().unwrap();
        let first = client.download(&done("tsk_1", 60), Target::file(dir.path().join("x.png")));
        let Err(Error::Download(error)) = first else { panic!("{first:?}") };
        let all = client.download_rest(&error).unwrap();
        names(&all).into_iter().zip(all.iter().map(|saved| saved.place)).collect()
    }
}

#[test]
fn d16_d20_the_rest_is_fetched_alone_and_under_the_name_it_was_meant_to_have() {
    let script = |transport: &MemoryTransport| {
        transport.expect(Expect::get("/tsk_1-1.png")).answer(401, "");
        transport.expect(Expect::get("/tsk_1-2.png")).answer(200, PNG);
        transport.expect(Expect::get("/tsk_1-1.png")).answer(200, PNG);
    };
    let (saved, trace) = both(&config(), script, &Rest);
    assert_eq!(saved, [("x.png".to_owned(), 1), ("x-2.png".to_owned(), 2)]);
    assert_eq!(trace.posts(), 0);
}
