//! Faults by a seed: how often, which ones, and whether they are honest about delivery.
#![cfg(feature = "faults")]
#![allow(clippy::unwrap_used, reason = "in a test a panic is the report")]

use toapis_transport::faults::{Fault, FaultTransport};
use toapis_transport::memory::{MemoryTransport, Reply};
use toapis_transport::{
    BlockingTransport, Delivery, ErrorKind, Request, RequestBody, Transport, TransportError, http,
};

const BODY: &str = r#"{"id":"tsk_1","status":"queued"}"#;

fn server() -> MemoryTransport {
    MemoryTransport::new().otherwise(|_| {
        Reply::new(200).header("x-request-id", "r1").body("{\"id\":\"tsk_1\",").body("\"status\":\"queued\"}")
    })
}

fn post() -> Request {
    http::Request::post("https://api.example/buy?a=1").body(RequestBody::from("{}")).unwrap()
}

fn get() -> Request {
    http::Request::get("https://api.example/look").body(RequestBody::empty()).unwrap()
}

/// The status and body, or the error, of one request; async and blocking agree.
fn one(fault: &Fault) -> (Result<(u16, String), TransportError>, usize) {
    let behind = server();
    let faulty = FaultTransport::new(behind.clone(), 7).with(fault.clone());
    let blocking = BlockingTransport::send(&faulty, post()).and_then(|mut answer| {
        let body = answer.body_mut().read_to_end(1024)?;
        Ok((answer.status().as_u16(), String::from_utf8_lossy(&body).into_owned()))
    });
    let sent = behind.requests().len();
    let behind = server();
    let faulty = FaultTransport::new(behind.clone(), 7).with(fault.clone());
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let other = runtime.block_on(async {
        let mut answer = Transport::send(&faulty, post()).await?;
        let body = answer.body_mut().read_to_end(1024).await?;
        Ok::<_, TransportError>((answer.status().as_u16(), String::from_utf8_lossy(&body).into_owned()))
    });
    assert_eq!(format!("{blocking:?}"), format!("{other:?}"), "blocking, then async");
    assert_eq!(behind.requests().len(), sent);
    assert_eq!(faulty.injected().len(), 1);
    assert_eq!(faulty.requests(), 1);
    (blocking, sent)
}

fn broken(fault: &Fault) -> (ErrorKind, Delivery, usize) {
    let (result, sent) = one(fault);
    let error = result.unwrap_err();
    assert_eq!(error.host(), Some("api.example"));
    (error.kind(), error.delivery(), sent)
}

#[test]
fn what_is_not_sent_never_reaches_the_transport_behind() {
    for kind in [ErrorKind::Dns, ErrorKind::Connect, ErrorKind::Tls, ErrorKind::Refused, ErrorKind::Address] {
        assert_eq!(broken(&Fault::not_sent(kind)), (kind, Delivery::NotSent, 0));
    }
    let (result, sent) = one(&Fault::answer_instead(429, "slow"));
    assert_eq!((result.unwrap(), sent), ((429, "slow".into()), 0));
}

#[test]
fn what_is_lost_was_sent() {
    assert_eq!(broken(&Fault::lost_answer()), (ErrorKind::Closed, Delivery::Unknown, 1));
    assert_eq!(broken(&Fault::timed_out()), (ErrorKind::HeadTimeout, Delivery::Unknown, 1));
    let (result, sent) = one(&Fault::answer(524, ""));
    assert_eq!((result.unwrap(), sent), ((524, String::new()), 1));
}

#[test]
fn h23_a_body_is_cut_where_it_was_said_or_somewhere() {
    for at in [0, 1, 20, 1000] {
        let (result, sent) = one(&Fault::cut_body_after(at));
        let error = result.unwrap_err();
        assert_eq!((error.kind(), error.delivery(), sent), (ErrorKind::Truncated, Delivery::Answered, 1));
        assert_eq!(error.partial().unwrap(), BODY.get(..at).unwrap_or(BODY));
    }
    let (result, _) = one(&Fault::cut_body());
    let partial = result.unwrap_err().partial().unwrap().clone();
    assert!(partial.len() < BODY.len() && BODY.as_bytes().starts_with(&partial));
}

#[test]
fn a_garbled_body_is_whole_and_wrong() {
    let (result, sent) = one(&Fault::garbled_body());
    let (status, body) = result.unwrap();
    assert_eq!((status, sent), (200, 1));
    assert_ne!(body, BODY);
}

#[test]
fn the_errors_of_the_transport_behind_stay_true() {
    let error = || TransportError::not_sent(ErrorKind::Connect, "connection refused");
    for fault in [Fault::lost_answer(), Fault::cut_body(), Fault::garbled_body(), Fault::answer(524, "")] {
        let behind = MemoryTransport::new().otherwise(move |_| Reply::failure(error()));
        let faulty = FaultTransport::new(behind, 7).with(fault);
        let error = BlockingTransport::send(&faulty, post()).unwrap_err();
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::Connect, Delivery::NotSent));
    }
    let cut = || TransportError::answered(ErrorKind::IdleTimeout, "silence");
    for fault in [Fault::cut_body_after(1), Fault::garbled_body()] {
        let behind = MemoryTransport::new().otherwise(move |_| Reply::new(200).body("abc").then_fail(cut()));
        let faulty = FaultTransport::new(behind, 7).with(fault);
        let error = BlockingTransport::send(&faulty, post()).unwrap().body_mut().read_to_end(9).unwrap_err();
        assert_eq!((error.kind(), &error.partial().unwrap()[..]), (ErrorKind::IdleTimeout, &b"abc"[..]));
    }
}

#[test]
fn the_same_seed_breaks_the_same_requests() {
    let run = |seed| {
        let faulty = FaultTransport::new(server(), seed)
            .with(Fault::lost_answer().chance(0.2).on(|request| request.method() == "POST"))
            .with(Fault::cut_body().chance(0.3));
        let bodies: Vec<String> = (0..200)
            .map(|index| {
                let request = if index % 2 == 0 { post() } else { get() };
                let body =
                    BlockingTransport::send(&faulty, request).and_then(|mut a| a.body_mut().read_to_end(99));
                format!("{body:?}")
            })
            .collect();
        (bodies, faulty.injected())
    };
    let (bodies, injected) = run(1);
    assert_eq!((&bodies, &injected), (&run(1).0, &run(1).1));
    assert_ne!(injected, run(2).1);
    let lost = injected.iter().filter(|injected| injected.fault == "lost-answer");
    assert!(lost.clone().all(|injected| injected.method == "POST" && injected.path == "/buy"));
    assert!((8..=35).contains(&lost.clone().count()), "{}", lost.count());
}

#[test]
fn chances_and_counts_are_kept() {
    let strikes = |fault: Fault| {
        let faulty = FaultTransport::new(server(), 3).with(fault);
        for _ in 0..50 {
            let _ = BlockingTransport::send(&faulty.clone(), post());
        }
        faulty.injected().len()
    };
    let lost = Fault::lost_answer;
    assert_eq!(strikes(lost()), 50);
    assert_eq!(strikes(lost().at_most(2)), 2);
    for (chance, wanted) in [(0.0, 0), (-1.0, 0), (f64::NAN, 0), (1.0, 50), (f64::INFINITY, 50)] {
        assert_eq!(strikes(lost().chance(chance)), wanted, "{chance}");
    }
    assert_eq!(strikes(lost().on(|request| request.method() == "GET")), 0);
    let wrong = FaultTransport::new(server(), 3).with(Fault::answer_instead(7, ""));
    let error = BlockingTransport::send(&wrong, post()).unwrap_err();
    assert!(error.to_string().contains("7 is not a status"), "{error}");
}

#[cfg(feature = "cassette")]
#[test]
fn h53_a_recording_of_faults_replays_without_them() {
    use toapis_transport::cassette::{Cassette, RecordTransport, ReplayTransport};

    let run = |transport: &dyn BlockingTransport| -> Vec<String> {
        let send = |request| {
            let answer = transport.send(request);
            format!("{:?}", answer.and_then(|mut answer| answer.body_mut().read_to_end(99)))
        };
        (0..40).map(|index| send(if index % 3 == 0 { post() } else { get() })).collect()
    };
    let faulty = FaultTransport::new(server(), 11)
        .with(Fault::not_sent(ErrorKind::Dns).chance(0.2))
        .with(Fault::timed_out().chance(0.2))
        .with(Fault::cut_body().chance(0.3))
        .with(Fault::garbled_body().chance(0.3));
    let recorder = RecordTransport::new(faulty);
    let seen = run(&recorder);
    let replay = ReplayTransport::new(Cassette::from_json(&recorder.cassette().to_json()).unwrap());
    assert_eq!(run(&replay), seen);
    replay.assert_done();
}
