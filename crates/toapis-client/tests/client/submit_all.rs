//! Many creates from one list.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::Poll;
use std::time::Duration;

use futures_util::StreamExt as _;
use toapis_client::fleet::{Counts, InFlight, SubmitAll};
use toapis_client::poll::budget::{Group, Limits, Window};
use toapis_client::poll::time::{Clock, Sleep, VirtualTime};
use toapis_client::types::image::ImageRequest;
use toapis_client::types::video::VideoRequest;
use toapis_client::types::{BusinessId, CreateRequest};
use toapis_client::{Client, Completed, Config, Error, Money, RetryPolicy};

use crate::gateway::{Fate, Gateway};
use crate::support::{KEY, MODEL, block_on};

pub(crate) fn config() -> Config {
    let next = Arc::new(AtomicUsize::new(0));
    let next = move || next.fetch_add(1, Ordering::Relaxed);
    Config::new(KEY)
        .retry(RetryPolicy::new().seed(7))
        .check_requests(false)
        .business_ids(move || BusinessId::new(format!("job-{}", next())).unwrap())
}

fn service() -> (Gateway, Client, VirtualTime) {
    service_with(config())
}

fn service_with(config: Config) -> (Gateway, Client, VirtualTime) {
    let time = VirtualTime::new();
    let gateway = Gateway::new(&time);
    let client = Client::with(config, gateway.clone(), time.clone()).unwrap();
    (gateway, client, time)
}

pub(crate) fn request(number: usize) -> ImageRequest {
    ImageRequest::new(MODEL, prompt(number))
}

fn prompt(number: usize) -> String {
    format!("night {number:04}")
}

pub(crate) fn prompts(numbers: impl IntoIterator<Item = usize>) -> Vec<String> {
    numbers.into_iter().map(prompt).collect()
}

/// All that comes out, in the order of the indices.
fn drain<I>(results: &mut SubmitAll<'_, I>) -> Vec<(usize, Result<Completed, Error>)>
where
    I: Iterator<Item = ImageRequest>,
{
    let mut all = block_on(results.collect::<Vec<_>>());
    all.sort_by_key(|(index, _)| *index);
    all
}

pub(crate) fn number_of(
    fate: impl Fn(usize) -> Fate + Send + 'static,
) -> impl FnMut(&str) -> Fate + Send + 'static {
    move |prompt| fate(prompt.strip_prefix("night ").unwrap().parse().unwrap())
}

#[test]
fn l06_l08_i20_a_long_list_keeps_the_limits_is_pulled_lazily_and_pays_once_each() {
    let (gateway, client, time) = service();
    let pulled = Arc::new(AtomicUsize::new(0));
    let seen = Arc::clone(&pulled);
    let requests = (0..400).map(move |number| {
        seen.fetch_add(1, Ordering::Relaxed);
        request(number)
    });
    let mut results = client.submit_all(requests).most_in_flight(100);
    let mut out = BTreeSet::new();
    block_on(async {
        while let Some((index, result)) = results.next().await {
            let done = result.unwrap();
            let charge = gateway.charges().into_iter().find(|one| one.id == done.handle.id.as_str()).unwrap();
            assert_eq!(charge.prompt, prompt(index), "each result has the index of its request");
            assert!(out.insert(index));
            let ahead = pulled.load(Ordering::Relaxed) - gateway.posts().len();
            assert!(ahead <= 5, "{ahead} requests wait for their turn");
        }
    });
    assert_eq!((out.len(), gateway.charged()), (400, prompts(0..400)));
    assert!(gateway.busiest() <= 100, "{} at once", gateway.busiest());
    assert_eq!(results.in_flight(), []);
    let Counts { pulled, accepted, in_flight, ended, .. } = results.counts();
    assert_eq!((pulled, accepted, in_flight, ended), (400, 400, 0, 400));

    // Not one window has more than bulk users may take, and the list is as fast as a hundred at a time can be.
    let posts: Vec<_> = gateway.posts().into_iter().map(|(at, _)| at).collect();
    for window in Group::Default.submit().windows() {
        for (first, at) in posts.iter().enumerate() {
            let within = posts[first..].iter().take_while(|other| **other < *at + window.span()).count();
            assert!(within <= window.limit() as usize * 9 / 10, "{within} in {:?}", window.span());
        }
    }
    assert!(time.monotonic() < Duration::from_secs(190), "{:?}", time.monotonic());
    assert!(gateway.looks().values().all(|looks| *looks <= 10), "{:?}", gateway.looks());
    assert!(gateway.look_times().len() <= 4_000, "ten queries a task are what an account has");
}

#[test]
fn i14_one_requests_trouble_is_its_own() {
    let (gateway, client, _) = service_with(config().check_requests(true));
    gateway.script(number_of(|number| match number {
        1 => Fate::Refuse(422),
        2 => Fate::Fail,
        4 => Fate::Finish,
        5 => Fate::Refuse(403),
        _ => Fate::Accept,
    }));
    // The fourth breaks a limit of its model's page.
    let requests = (0..8).map(|number| match number {
        3 => ImageRequest::new("gemini-3.1-flash-image-preview", prompt(3)).size("16:10"),
        _ => request(number),
    });
    let mut results = client.submit_all(requests);
    let all = drain(&mut results);
    let money = |index: usize| all[index].1.as_ref().map(|_| ()).map_err(Error::money);
    assert_eq!(all.iter().map(|(index, _)| *index).collect::<Vec<_>>(), (0..8).collect::<Vec<_>>());
    for fine in [0, 4, 6, 7] {
        assert_eq!(money(fine), Ok(()));
    }
    for (index, moved) in
        [(1, Money::NotMoved), (2, Money::Moved), (3, Money::NotMoved), (5, Money::NotMoved)]
    {
        assert_eq!(money(index), Err(moved), "{index}");
    }
    assert!(matches!(all[3].1, Err(Error::Invalid(_))));
    assert_eq!((results.stopped(), gateway.charged()), (None, prompts([0, 2, 4, 6, 7])));
}

#[test]
fn i14_a_refused_key_or_balance_stops_the_list_and_nothing_is_lost_by_it() {
    for status in [401, 402] {
        let (gateway, client, _) = service();
        let refused = Arc::new(Mutex::new(true));
        let is_refused = Arc::clone(&refused);
        gateway.script(number_of(move |number| {
            if number >= 10 && *is_refused.lock().unwrap() { Fate::Refuse(status) } else { Fate::Accept }
        }));
        let mut results = client.submit_all((0..100).map(request));
        let all = drain(&mut results);
        let failed: Vec<_> = all.iter().filter(|(_, result)| result.is_err()).collect();
        assert!(!failed.is_empty() && failed[0].0 == 10);
        for (_, result) in &failed {
            assert!(
                matches!(result, Err(Error::Rejected(why)) if why.status.as_u16() == status),
                "{result:?}"
            );
        }
        let stopped = results.stopped().unwrap();
        assert_eq!(stopped.status.as_u16(), status);
        assert_eq!((stopped.at_least, stopped.at_most), (100 - all.len(), Some(100 - all.len())));
        assert!(stopped.to_string().ends_with(&format!("{} requests were not sent", 100 - all.len())));
        assert_eq!(gateway.charged(), prompts(0..10));

        // Things got better: it goes on where it stopped, with those that were refused gone.
        *refused.lock().unwrap() = false;
        results.resume();
        let more = drain(&mut results);
        assert!(more.iter().all(|(_, result)| result.is_ok()), "{more:?}");
        let both: BTreeSet<_> = all.iter().chain(&more).map(|(index, _)| *index).collect();
        assert_eq!((both.len(), all.len() + more.len()), (100, 100));
        assert_eq!(gateway.charges().len(), 100 - failed.len());
    }
}

#[test]
fn i14_what_was_not_sent_is_given_back() {
    let (gateway, client, _) = service();
    gateway.script(number_of(|number| if number == 3 { Fate::Refuse(402) } else { Fate::Accept }));
    let mut results = client.submit_all((0..50).map(request));
    let all = drain(&mut results);
    let stopped = results.stopped().unwrap();
    let rest = results.into_rest();
    assert_eq!(rest.in_flight, []);
    let numbers = rest.requests.map(|request| request.prompt);
    let unsent = rest.unsent.iter().map(|(index, create)| {
        assert_eq!(create.body()["prompt"], prompt(*index).as_str());
        prompt(*index)
    });
    let left: Vec<_> = unsent.chain(numbers).collect();
    assert_eq!((left.len(), left.len() + all.len()), (stopped.at_least, 50));
    let mut everything: Vec<_> = all.iter().map(|(index, _)| prompt(*index)).chain(left).collect();
    everything.sort();
    assert_eq!(everything, prompts(0..50), "each exactly once");

    // Those that are ready can be sent by another list.
    client.resume_creates();
    let again = rest.unsent.into_iter().map(|(_, create)| create);
    let sent = block_on(client.submit_all(again).collect::<Vec<_>>());
    assert!(sent.iter().all(|(_, result)| result.is_ok()), "{sent:?}");
}

#[test]
fn i02_i13_a_lost_create_is_looked_for_and_never_sent_again() {
    let (gateway, client, _) = service();
    gateway.script(number_of(|number| match number % 10 {
        3 => Fate::LoseAnswer,
        7 => Fate::Lose,
        _ => Fate::Accept,
    }));
    let mut results = client.submit_all((0..40).map(request));
    let all = drain(&mut results);
    assert_eq!(all.len(), 40);
    for (index, result) in &all {
        match (index % 10, result) {
            (7, Err(Error::Unknown { looked_up: Some(_), .. })) | (_, Ok(_)) => {}
            other => panic!("{other:?}"),
        }
    }
    let posts: BTreeSet<_> = gateway.posts().into_iter().map(|(_, prompt)| prompt).collect();
    assert_eq!((posts.len(), gateway.posts().len()), (40, 40), "one POST each");
    assert_eq!(gateway.charged(), prompts((0..40).filter(|number| number % 10 != 7)));
}

#[test]
fn t29_i20_a_list_that_is_dropped_is_taken_up_by_another_client() {
    let (gateway, client, time) = service();
    gateway.script(number_of(|number| if number % 5 == 0 { Fate::LoseAnswer } else { Fate::Accept }));
    gateway.life(Duration::from_secs(100));
    let mut results = client.submit_all((0..60).map(request)).most_in_flight(30);
    let mut first = Vec::new();
    block_on(async {
        while first.len() < 3 {
            first.extend(results.next().await);
        }
        // Until some are on their way and others are running.
        std::future::poll_fn(|context| {
            loop {
                let under_way = results.in_flight();
                let (sent, running) = under_way.iter().partition::<Vec<_>, _>(|one| one.ticket().is_some());
                if !sent.is_empty() && !running.is_empty() {
                    return Poll::Ready(());
                }
                match results.poll_next_unpin(context) {
                    Poll::Ready(one) => first.extend(one),
                    Poll::Pending => return Poll::Pending,
                }
            }
        })
        .await;
    });
    let stored = serde_json::to_string(&results.in_flight()).unwrap();
    let pulled = results.counts().pulled;
    // In mid-flight, creates that are on their way included.
    let rest = results.into_rest();
    let unsent: Vec<_> = rest.unsent.iter().map(|(index, _)| *index).collect();

    let names = || BusinessId::new(format!("again-{}", uuid::Uuid::new_v4())).unwrap();
    let client = Client::with(config().business_ids(names), gateway.clone(), time.clone()).unwrap();
    let earlier: Vec<InFlight> = serde_json::from_str(&stored).unwrap();
    assert_eq!(earlier, rest.in_flight);
    assert!(
        earlier.iter().any(|one| one.ticket().is_some()) && earlier.iter().any(|one| one.handle().is_some())
    );
    let left = unsent.into_iter().chain(pulled..60).map(request);
    let mut results = client.submit_all(left).take_up(earlier.clone());
    let second = drain(&mut results);
    let failed: Vec<_> =
        second.iter().filter_map(|(index, result)| Some((index, result.as_ref().err()?))).collect();
    assert!(failed.is_empty(), "{failed:?}");
    assert_eq!(first.len() + second.len(), 60);
    assert_eq!(gateway.charged(), prompts(0..60));
    // What was taken up keeps its index, and the others come behind.
    let taken: BTreeSet<_> = earlier.iter().map(|one| one.index).collect();
    let after: BTreeSet<_> = second.iter().map(|(index, _)| *index).collect();
    assert!(taken.is_subset(&after) && after.len() == second.len());
}

#[test]
fn j03_what_the_hooks_are_told_finds_every_task_of_a_process_that_died() {
    let (gateway, client, _) = service();
    gateway.script(number_of(|number| if number == 2 { Fate::LoseAnswer } else { Fate::Accept }));
    let journal = Mutex::new(Vec::new());
    let write = |word: &'static str| {
        let (journal, gateway) = (&journal, gateway.clone());
        move |news: &InFlight| {
            let line = serde_json::to_string(news).unwrap();
            journal.lock().unwrap().push((word, news.index, line, gateway.posts().len()));
        }
    };
    let requests = (0..5).map(request);
    let mut results =
        client.submit_all(requests).on_sending(write("sending")).on_submitted(write("submitted"));
    assert_eq!(drain(&mut results).len(), 5);
    drop(results);
    let journal = journal.into_inner().unwrap();
    for index in 0..5 {
        let of_it: Vec<_> = journal.iter().filter(|line| line.1 == index).collect();
        assert_eq!(of_it.iter().map(|line| line.0).collect::<Vec<_>>(), ["sending", "submitted"]);
        assert!(of_it[0].3 <= index, "before it was sent");
        assert!(of_it[0].2.contains("\"ticket\"") && of_it[1].2.contains("\"handle\""));
        let text = format!("{of_it:?}");
        assert!(!text.contains(KEY) && !text.contains("night"), "{text}");
    }
}

#[test]
fn t16_a_panic_in_a_callback_comes_out_and_costs_nobody_a_result() {
    let (gateway, client, _) = service();
    let results =
        client.submit_all((0..6).map(request)).on_submitted(|news| assert!(news.index != 2, "boom"));
    let mut results = AssertUnwindSafe(results);
    let mut out = Vec::new();
    let mut panics = 0;
    loop {
        match catch_unwind(AssertUnwindSafe(|| block_on(results.next()))) {
            Ok(Some((index, result))) => out.push((index, result.is_ok())),
            Ok(None) => break,
            Err(_) => panics += 1,
        }
    }
    out.sort_unstable();
    assert_eq!((out, panics), ((0..6).map(|index| (index, true)).collect(), 1));

    // One before the create keeps it from being sent, and it is given back.
    let results = client.submit_all((6..12).map(request)).on_sending(|news| assert!(news.index != 2, "boom"));
    let mut results = AssertUnwindSafe(results);
    let mut panics = 0;
    while let Ok(Some(_)) | Err(()) =
        catch_unwind(AssertUnwindSafe(|| block_on(results.next()))).map_err(|_| panics += 1)
    {}
    let rest = results.0.into_rest();
    assert_eq!((panics, rest.unsent.len(), rest.unsent[0].0), (1, 1, 2));
    assert_eq!(gateway.charged(), prompts((0..12).filter(|number| *number != 8)));
}

#[test]
fn a_list_is_not_spent_on_an_outage() {
    let (gateway, client, time) = service();
    let clock = time.clone();
    gateway.script(move |_| {
        let now = clock.monotonic().as_secs();
        if (20..320).contains(&now) { Fate::Unsent } else { Fate::Accept }
    });
    let mut results = client.submit_all((0..500).map(request));
    let all = drain(&mut results);
    let failed = all.iter().filter(|(_, result)| result.is_err()).count();
    assert!((1..150).contains(&failed), "{failed} of 500 in an outage of five minutes");
    assert!(all.iter().all(|(_, result)| result.as_ref().err().is_none_or(Error::is_retryable)));
    assert_eq!(gateway.charges().len(), 500 - failed);
    assert!(time.monotonic() < Duration::from_secs(600), "{:?}", time.monotonic());
}

#[test]
fn l06_single_creates_go_before_a_list() {
    let limits = Limits::new([Window::new(10, Duration::from_secs(10)).unwrap()]);
    let (gateway, client, time) = service_with(config().limits(limits, Limits::unlimited()));
    block_on(async {
        let mut results = client.submit_all((0..100).map(request));
        let single = async {
            // By now the list has used up its share.
            Sleep::sleep(&time, Duration::from_secs(5)).await;
            assert_eq!(gateway.posts().len(), 9);
            let before = time.monotonic();
            client.images().submit(request(1000)).await.unwrap();
            time.monotonic().saturating_sub(before)
        };
        tokio::select! {
            _ = results.by_ref().collect::<Vec<_>>() => panic!("a hundred creates in so short a time"),
            took = single => assert!(took < Duration::from_secs(1), "{took:?}"),
        }
    });
    assert_eq!(gateway.posts().len(), 10);
}

#[test]
fn pictures_and_films_in_one_list() {
    let (gateway, client, _) = service();
    let requests = (0..6).map(|number| match number % 2 {
        0 => CreateRequest::from(request(number)),
        _ => VideoRequest::new("kling-v3", prompt(number)).into(),
    });
    let all = block_on(client.submit_all(requests).collect::<Vec<_>>());
    assert!(all.iter().all(|(_, result)| result.is_ok()), "{all:?}");
    let films = gateway.charges().iter().filter(|charge| charge.id.starts_with("tsk_vid")).count();
    assert_eq!((all.len(), films), (6, 3));
}
