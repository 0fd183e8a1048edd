//! Films: creates, changes of earlier ones, characters; the same care as for pictures.

use serde_json::json;
use toapis_client::types::video::{ExtendRequest, RemixRequest, VideoRequest};
use toapis_client::types::{TaskId, TaskKind};
use toapis_client::{Client, Completed, Error, blocking};

use crate::support::{Act, both, config, lost, reply};
use toapis_client::transport::memory::Expect;

const FILM: &str = "tsk_vid_01AAAAAAAAAAAAAAAAAAAAAAA2";

/// One call, made by both clients.
macro_rules! act {
    ($name:ident, $output:ty, |$client:ident| $call:expr) => {
        struct $name;

        impl Act for $name {
            type Output = Result<$output, Error>;

            async fn on_async(&self, $client: Client) -> Self::Output {
                $call.await
            }

            fn on_blocking(&self, $client: blocking::Client) -> Self::Output {
                $call
            }
        }
    };
}
pub(crate) use act;

fn film() -> TaskId {
    TaskId::new(FILM).unwrap()
}

fn done() -> serde_json::Value {
    json!({
        "id": "tsk_vid_new", "object": "video", "status": "completed",
        "result": {"type": "video", "data": [{"url": "https://files.toapis.com/videos/a.mp4", "format": "mp4"}]},
    })
}

act!(RunFilm, Completed, |client| client.videos().run(VideoRequest::new("seedance-2", "Waves")));
act!(Remix, Completed, |client| client.videos().remix(&film(), RemixRequest::new("sora-2", "At night")));
act!(Extend, Completed, |client| client
    .videos()
    .extend(&film(), ExtendRequest::new("grok-video-1.0", "On and on")));

#[test]
fn a_film_is_made_and_looked_at_on_its_own_path() {
    let (outcome, trace) = both(
        &config(),
        |transport| {
            let queued =
                json!({"id": FILM, "task_id": FILM, "object": "video", "model": "seedance-2", "status": ""});
            transport.expect(Expect::post("/v1/videos/generations")).reply(reply(200, &queued));
            transport
                .expect(Expect::get(format!("/v1/videos/generations/{FILM}")))
                .reply(reply(200, &done()));
        },
        &RunFilm,
    );
    let handle = outcome.unwrap().handle;
    assert_eq!((handle.kind, handle.model.as_deref()), (TaskKind::Video, Some("seedance-2")));
    let body: serde_json::Value = serde_json::from_slice(trace.requests[0].body().as_bytes()).unwrap();
    assert_eq!(body, json!({"model": "seedance-2", "prompt": "Waves", "client_business_id": "job-1"}));
}

#[test]
fn remix_and_extend_name_the_earlier_film_in_their_path() {
    let (remixed, _) = both(
        &config(),
        |transport| {
            transport.expect(Expect::post(format!("/v1/videos/{FILM}/remix"))).reply(reply(200, &done()));
        },
        &Remix,
    );
    assert_eq!(remixed.unwrap().task.urls().count(), 1);
    let (extended, _) = both(
        &config(),
        |transport| {
            transport.expect(Expect::post(format!("/v1/videos/{FILM}/extend"))).reply(reply(200, &done()));
        },
        &Extend,
    );
    assert_eq!(extended.unwrap().handle.id.as_str(), "tsk_vid_new");
}

/// I02: a lost remix is looked for like any other create.
#[test]
fn i02_a_lost_remix_is_looked_up_and_not_sent_again() {
    let (outcome, trace) = both(
        &config(),
        |transport| {
            transport.expect(Expect::post(format!("/v1/videos/{FILM}/remix"))).reply(lost());
            transport.expect(Expect::get("/v1/videos/generations/job-1")).reply(reply(200, &done()));
        },
        &Remix,
    );
    assert_eq!(outcome.unwrap().handle.id.as_str(), "tsk_vid_new");
    assert_eq!(trace.posts(), 1);
}

#[test]
fn a_character_counts_as_a_result() {
    let character = json!({
        "id": "tsk_vid_c", "object": "generation.task", "status": "completed",
        "result": {"type": "character", "data": {"characters": [{"id": "ch_1", "username": "x.captain"}, {"odd": 1}]}},
    });
    let (outcome, _) = both(
        &config(),
        |transport| transport.expect(Expect::post("/v1/videos/generations")).reply(reply(200, &character)),
        &RunFilm,
    );
    let task = outcome.unwrap().task;
    assert_eq!(task.characters.len(), 1);
    assert_eq!(task.characters[0].username.as_deref(), Some("x.captain"));
    assert_eq!(task.outputs, []);
}

/// Checks come before the wire: nothing is expected by the transport, so anything sent would fail the test.
#[test]
fn films_are_checked_before_they_cost_anything() {
    act!(Wrong, Completed, |client| client
        .videos()
        .run(VideoRequest::new("sora-2-official", "Waves").duration(5)));
    let (outcome, trace) = both(&config().check_requests(true), |_| {}, &Wrong);
    assert!(matches!(outcome.unwrap_err(), Error::Invalid(findings) if findings[0].field == "duration"));
    assert_eq!(trace.posts(), 0);
}
