//! Many tasks watched together by one client, async and blocking.

use std::collections::BTreeSet;
use std::time::Duration;

use futures_util::StreamExt as _;
use toapis_client::poll::budget::{Limits, Window};
use toapis_client::poll::time::{Clock, Sleep, VirtualTime};
use toapis_client::poll::{CancelToken, Reason};
use toapis_client::types::image::ImageRequest;
use toapis_client::types::{TaskHandle, TaskId, TaskKind};
use toapis_client::{Client, Config, Error, blocking};

use crate::gateway::{Fate, Gateway};
use crate::submit_all::{config, number_of, prompts, request};
use crate::support::block_on;

/// A service, and both clients of it.
fn service_with(config: &Config) -> (Gateway, Client, blocking::Client, VirtualTime) {
    let time = VirtualTime::new();
    let gateway = Gateway::new(&time);
    let client = Client::with(config.clone(), gateway.clone(), time.clone()).unwrap();
    let blocking = blocking::Client::with(config.clone(), gateway.clone(), time.clone()).unwrap();
    (gateway, client, blocking, time)
}

/// So many tasks that are under way.
fn tasks(client: &blocking::Client, count: usize) -> Vec<TaskHandle> {
    (0..count).map(|number| client.images().submit(request(number)).unwrap().handle).collect()
}

#[test]
fn t14_a_fleet_hands_out_each_task_once_and_keeps_the_budget() {
    for is_async in [true, false] {
        let limits = Limits::new([Window::new(20, Duration::from_secs(10)).unwrap()]);
        let (gateway, client, blocking, _) =
            service_with(&config().limits(Limits::unlimited(), limits.clone()));
        gateway.script(number_of(|number| if number == 7 { Fate::Fail } else { Fate::Accept }));
        let handles = tasks(&blocking, 50);
        let mut ended = Vec::new();
        if is_async {
            let fleet = client.fleet();
            handles.iter().chain(&handles).for_each(|handle| fleet.add(handle).unwrap());
            assert_eq!((fleet.len(), fleet.pending().len()), (50, 50));
            block_on(async {
                while let Some(finished) = fleet.next().await {
                    ended.push((finished.handle, finished.result));
                }
            });
            assert!(fleet.is_empty() && fleet.pending().is_empty());
        } else {
            let fleet = blocking.fleet();
            handles.iter().chain(&handles).for_each(|handle| fleet.add(handle).unwrap());
            assert_eq!((fleet.len(), fleet.pending().len()), (50, 50));
            while let Some(finished) = fleet.next() {
                ended.push((finished.handle, finished.result));
            }
            assert!(fleet.is_empty() && fleet.pending().is_empty());
        }
        let ids: BTreeSet<_> = ended.iter().map(|(handle, _)| handle.id.clone()).collect();
        assert_eq!((ended.len(), ids.len()), (50, 50));
        let failed: Vec<_> = ended.iter().filter(|(_, result)| result.is_err()).collect();
        assert!(matches!(&failed[..], [(_, Err(Error::TaskFailed { .. }))]), "{failed:?}");
        let looks = gateway.look_times();
        for (first, at) in looks.iter().enumerate() {
            let within =
                looks[first..].iter().take_while(|other| **other < *at + Duration::from_secs(10)).count();
            assert!(within <= 18, "{within} looks in ten seconds, and a reserve is left");
        }
    }
}

#[test]
fn t25_waits_for_one_task_share_its_looks_and_one_that_is_dropped_costs_the_other_nothing() {
    let (gateway, client, blocking, _) = service_with(&config());
    let handle = tasks(&blocking, 1).remove(0);
    let fleet = client.fleet();
    let (one, other, dropped) = (fleet.watch(&handle), fleet.watch(&handle), fleet.watch(&handle));
    drop(dropped);
    let (one, other) =
        block_on(async { futures_util::future::join(one.into_future(), other.into_future()).await });
    assert_eq!(one.unwrap(), other.unwrap());
    assert!(gateway.look_times().len() < 8, "{:?}", gateway.look_times());
    assert!(fleet.is_empty());
}

#[test]
fn t26_a_wait_that_is_called_off_or_over_has_the_handle() {
    let (_, client, blocking, _) = service_with(&config());
    let handles = tasks(&blocking, 2);
    let token = CancelToken::new();
    let fleet = client.fleet().cancel_with(&token);
    let error =
        block_on(fleet.watch(&handles[0]).deadline(Duration::from_secs(8)).into_future()).unwrap_err();
    assert!(matches!(&error, Error::Wait(why) if why.reason() == Reason::Deadline), "{error}");
    assert_eq!(error.task(), Some(&handles[0]));
    let watch = fleet.watch(&handles[1]);
    token.cancel();
    let error = block_on(watch.into_future()).unwrap_err();
    assert!(matches!(&error, Error::Wait(why) if why.reason() == Reason::Cancelled), "{error}");
    assert_eq!(error.task(), Some(&handles[1]));
    assert!(fleet.add(&handles[0]).is_err());

    let fleet = blocking.fleet();
    let error = fleet.watch(&handles[0]).deadline(Duration::from_secs(2)).wait().unwrap_err();
    assert!(matches!(&error, Error::Wait(why) if why.reason() == Reason::Deadline), "{error}");
}

#[test]
fn h43_a_handle_of_another_origin_is_refused_and_nothing_is_sent() {
    let (gateway, client, blocking, _) = service_with(&config());
    let mut handle = TaskHandle::new(TaskKind::Image, TaskId::new("tsk_img_1").unwrap());
    handle.origin = Some("https://evil.example".to_owned());
    let outcomes = [
        client.fleet().add(&handle).unwrap_err(),
        block_on(client.fleet().watch(&handle).into_future()).unwrap_err(),
        blocking.fleet().add(&handle).unwrap_err(),
        blocking.fleet().watch(&handle).wait().unwrap_err(),
    ];
    for error in outcomes {
        assert!(matches!(&error, Error::OtherOrigin { handle: its, .. } if **its == handle), "{error}");
    }
    assert!(gateway.look_times().is_empty());
}

#[test]
fn t29_what_is_pending_goes_on_in_another_client() {
    let (gateway, client, blocking, time) = service_with(&config());
    let handles = tasks(&blocking, 20);
    let stored = block_on(async {
        let fleet = client.fleet();
        for handle in &handles {
            fleet.add(handle).unwrap();
        }
        // Some looks are under way when everything is dropped.
        tokio::select! {
            () = fleet.run() => panic!("tasks take 30 s"),
            () = Sleep::sleep(&time, Duration::from_secs(12)) => {}
        }
        serde_json::to_string(&fleet.pending()).unwrap()
    });
    drop(client);
    let pending: Vec<TaskHandle> = serde_json::from_str(&stored).unwrap();
    assert_eq!(pending.len(), 20);
    let other = blocking::Client::with(config(), gateway.clone(), time.clone()).unwrap();
    let fleet = other.fleet();
    for handle in &pending {
        fleet.add(handle).unwrap();
    }
    let mut completed = 0;
    while let Some(finished) = fleet.next() {
        completed += usize::from(finished.result.is_ok());
    }
    assert_eq!((completed, gateway.charges().len()), (20, 20));
}

#[test]
fn t17_what_a_fleet_draws_is_drawn_from_the_clients_budget_and_durations_are_shared() {
    let (_, client, blocking, _) = service_with(&config());
    let handles = tasks(&blocking, 1);
    let before = serde_json::to_string(&*client.durations().lock().unwrap()).unwrap();
    block_on(async {
        let done = client.fleet().watch(&handles[0]).await.unwrap();
        assert_eq!(done.handle.id, handles[0].id);
        let used = 500 - client.limits().query.ready;
        assert!((1..5).contains(&used), "{used}");
    });
    assert_ne!(serde_json::to_string(&*client.durations().lock().unwrap()).unwrap(), before);
    // The durations can be given to the next client.
    let shared = client.durations();
    let next = Client::with(
        Config::new("sk-1").durations(shared.clone()),
        Gateway::new(&VirtualTime::new()),
        VirtualTime::new(),
    );
    assert!(std::sync::Arc::ptr_eq(&shared, &next.unwrap().durations()));
}

#[test]
fn the_blocking_list_does_as_the_async_one_does() {
    let fates = |number: usize| match number % 10 {
        3 => Fate::LoseAnswer,
        5 => Fate::Finish,
        6 => Fate::Refuse(422),
        7 => Fate::Lose,
        8 => Fate::Fail,
        _ => Fate::Accept,
    };
    let tell = |(index, result): (usize, Result<toapis_client::Completed, Error>)| {
        let what = match result {
            Ok(done) => done.task.phase().as_str().to_owned(),
            Err(error) => format!("{:?}", error.money()),
        };
        (index, what)
    };
    let (gateway, client, _, _) = service_with(&config());
    gateway.script(number_of(fates));
    let mut one: Vec<_> =
        block_on(client.submit_all((0..60).map(request)).collect::<Vec<_>>()).into_iter().map(tell).collect();
    let (other_gateway, _, blocking, _) = service_with(&config());
    other_gateway.script(number_of(fates));
    let mut other: Vec<_> = blocking.submit_all((0..60).map(request)).map(tell).collect();
    one.sort();
    other.sort();
    assert_eq!(one, other);
    assert_eq!((one.len(), gateway.charged()), (60, other_gateway.charged()));
    assert_eq!(gateway.posts().len(), 60, "nothing is sent twice");
    assert_eq!(other_gateway.posts().len(), 60, "nothing is sent twice");
}

#[test]
fn i14_i20_the_blocking_list_stops_goes_on_and_is_taken_up() {
    let (gateway, _, client, time) = service_with(&config());
    gateway.script(number_of(|number| if number == 10 { Fate::Refuse(402) } else { Fate::Accept }));
    let mut results = client.submit_all((0..40).map(request)).most_in_flight(15);
    let first: Vec<_> = results.by_ref().collect();
    assert_eq!(first.iter().filter(|(_, result)| result.is_err()).count(), 1);
    let stopped = results.stopped().unwrap();
    assert_eq!((stopped.at_least, stopped.at_most), (29, Some(29)));
    results.resume();
    let mut second: Vec<_> = results.by_ref().take(3).collect();
    assert!(gateway.busiest() <= 15, "{}", gateway.busiest());

    let rest = results.into_rest();
    assert!(rest.unsent.is_empty() && !rest.in_flight.is_empty());
    let config = config().business_ids(|| {
        toapis_client::types::BusinessId::new(format!("again-{}", uuid::Uuid::new_v4())).unwrap()
    });
    let other = blocking::Client::with(config, gateway.clone(), time).unwrap();
    second.extend(other.submit_all(rest.requests).take_up(rest.in_flight));
    assert!(second.iter().all(|(_, result)| result.is_ok()), "{second:?}");
    assert_eq!(first.len() + second.len(), 40);
    assert_eq!(gateway.charged(), prompts((0..40).filter(|number| *number != 10)));
}

#[test]
fn l06_l08_the_blocking_list_keeps_the_limits() {
    let (gateway, _, client, time) = service_with(&config());
    let out: Vec<_> = client.submit_all((0..200).map(request)).collect();
    assert!(out.iter().all(|(_, result)| result.is_ok()));
    let posts: Vec<_> = gateway.posts().into_iter().map(|(at, _)| at).collect();
    for (first, at) in posts.iter().enumerate() {
        let within =
            posts[first..].iter().take_while(|other| **other < *at + Duration::from_secs(10)).count();
        assert!(within <= 45, "{within}");
    }
    assert!(time.monotonic() < Duration::from_secs(200), "{:?}", time.monotonic());
    let looks = gateway.looks();
    assert!(looks.values().all(|looks| *looks <= 10), "{looks:?}");
}

#[test]
fn t27_an_image_that_was_taken_for_a_film_is_found_and_its_handle_made_right() {
    let (_, client, blocking, _) = service_with(&config());
    let mut wrong = blocking.images().submit(ImageRequest::new("gpt-image-2", "night 0000")).unwrap().handle;
    wrong.kind = TaskKind::Video;
    let fleet = client.fleet();
    fleet.add(&wrong).unwrap();
    let finished = block_on(fleet.next()).unwrap();
    assert_eq!((finished.handle.kind, finished.result.is_ok()), (TaskKind::Image, true));
}
