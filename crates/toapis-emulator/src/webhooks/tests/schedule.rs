//! When events are sent, without sending them.

use super::*;

const URL: &str = "http://127.0.0.1:9/hooks";

fn seconds(count: u64) -> Duration {
    Duration::from_secs(count)
}

/// Takes what is due, and finishes it at once.
fn attempt(webhooks: &mut Webhooks, outcome: Outcome, now: Duration) -> Attempt {
    let attempt = webhooks.take_due(now).unwrap();
    webhooks.finish(attempt.delivery, outcome, now);
    attempt
}

#[test]
fn w18_eight_attempts_by_the_documented_schedule_then_it_is_given_up() {
    let mut webhooks = webhooks(URL);
    let id = queue(&mut webhooks, "tsk_1", NOW);
    let failures = [
        answered(500),
        answered(404),
        answered(301),
        answered(199),
        Outcome::Refused,
        Outcome::TimedOut,
        Outcome::Broken { reason: "reset".to_owned() },
        answered(503),
    ];
    let waits = [0, 10, 30, 120, 600, 3_600, 21_600, 86_400];
    let (mut now, mut sent) = (NOW, Vec::new());
    for (wait, outcome) in waits.into_iter().zip(failures.clone()) {
        now += seconds(wait);
        assert_eq!(webhooks.next_due(), Some(now));
        assert_eq!(webhooks.take_due(now.saturating_sub(Duration::from_nanos(1))), None);
        let attempt = attempt(&mut webhooks, outcome, now);
        assert!(verify(&attempt, now).is_ok(), "signed anew each time");
        sent.push((attempt.event_id, attempt.body));
    }
    assert!(sent.iter().all(|one| *one == sent[0]), "the same event each time");
    assert_eq!((webhooks.next_due(), webhooks.take_due(Duration::MAX)), (None, None));
    let delivery = delivery(&webhooks, id);
    assert_eq!(delivery.state, DeliveryState::GivenUp);
    let outcomes: Vec<_> = delivery.attempts.iter().map(|attempt| attempt.outcome.clone()).collect();
    assert_eq!(outcomes, failures);
    let mut signatures: Vec<_> = delivery.attempts.iter().map(|attempt| &attempt.signature).collect();
    signatures.dedup();
    assert_eq!(signatures.len(), 8);
}

#[test]
fn only_2xx_ends_a_delivery() {
    for status in [200, 201, 204, 299] {
        let mut webhooks = webhooks(URL);
        let id = queue(&mut webhooks, "tsk_1", NOW);
        attempt(&mut webhooks, answered(500), NOW);
        attempt(&mut webhooks, answered(status), NOW + seconds(10));
        assert_eq!(delivery(&webhooks, id).state, DeliveryState::Delivered, "{status}");
        assert_eq!(webhooks.next_due(), None);
    }
    assert!(!answered(300).is_success() && !answered(199).is_success());
}

#[test]
fn retries_count_from_the_end_of_the_attempt() {
    let mut webhooks = webhooks(URL);
    queue(&mut webhooks, "tsk_1", NOW);
    let slow = webhooks.take_due(NOW).unwrap();
    assert_eq!(webhooks.next_due(), None, "it is under way");
    webhooks.finish(slow.delivery, Outcome::TimedOut, NOW + seconds(9));
    assert_eq!(webhooks.next_due(), Some(NOW + seconds(19)));
}

#[test]
fn what_is_due_longest_goes_first_and_of_equals_what_was_queued_first() {
    let mut webhooks = webhooks(URL);
    let late = queue(&mut webhooks, "tsk_late", NOW + seconds(1));
    let (first, second) = (queue(&mut webhooks, "tsk_a", NOW), queue(&mut webhooks, "tsk_b", NOW));
    let order: Vec<_> =
        std::iter::from_fn(|| webhooks.take_due(NOW + seconds(5))).map(|attempt| attempt.delivery).collect();
    assert_eq!(order, [first, second, late]);
}

#[test]
fn an_attempt_that_nobody_knows_is_not_finished_twice() {
    let mut webhooks = webhooks(URL);
    let id = queue(&mut webhooks, "tsk_1", NOW);
    attempt(&mut webhooks, answered(200), NOW);
    let before = webhooks.clone();
    webhooks.finish(id, answered(500), NOW);
    webhooks.finish(999, answered(200), NOW);
    assert_eq!(webhooks, before);
}

#[test]
fn a_resend_by_hand_comes_now_and_with_a_whole_schedule_when_it_was_over() {
    let mut webhooks = webhooks(URL);
    let id = queue(&mut webhooks, "tsk_1", NOW);
    let first = attempt(&mut webhooks, answered(200), NOW);
    let later = NOW + seconds(100_000);
    webhooks.resend(id, later).unwrap();
    let again = attempt(&mut webhooks, answered(500), later);
    assert_eq!((&again.event_id, &again.body), (&first.event_id, &first.body));
    assert!(again.timestamp > first.timestamp && verify(&again, later).is_ok());
    assert_eq!(webhooks.next_due(), Some(later + seconds(10)));

    // One that waits is only brought forward: the next wait is the second.
    webhooks.resend(id, later + seconds(1)).unwrap();
    let under_way = webhooks.take_due(later + seconds(1)).unwrap();
    assert_eq!(webhooks.resend(id, later), Err(ResendError::UnderWay { id }));
    webhooks.finish(under_way.delivery, answered(500), later + seconds(1));
    assert_eq!(webhooks.next_due(), Some(later + seconds(31)));

    // Given up: all retries are there again.
    while let Some(now) = webhooks.next_due() {
        attempt(&mut webhooks, answered(500), now);
    }
    assert_eq!(delivery(&webhooks, id).state, DeliveryState::GivenUp);
    let made = delivery(&webhooks, id).attempts.len();
    webhooks.resend(id, NOW).unwrap();
    while let Some(now) = webhooks.next_due() {
        attempt(&mut webhooks, answered(500), now);
    }
    assert_eq!(delivery(&webhooks, id).attempts.len(), made + 8);

    let unknown = webhooks.resend(42, later).unwrap_err();
    assert_eq!(
        unknown.to_string(),
        "there is no delivery 42 in the log; the list of deliveries has their numbers"
    );
    let numbers: Vec<_> = delivery(&webhooks, id).attempts.iter().map(|attempt| attempt.number).collect();
    assert_eq!(numbers, (1..=17).collect::<Vec<_>>());
}

#[test]
fn the_attempts_of_a_delivery_are_bounded() {
    let mut webhooks = webhooks(URL);
    let id = queue(&mut webhooks, "tsk_1", NOW);
    for _ in 0..200 {
        webhooks.resend(id, NOW).unwrap();
        attempt(&mut webhooks, answered(200), NOW);
    }
    let attempts = &delivery(&webhooks, id).attempts;
    assert_eq!((attempts.len(), attempts[0].number, attempts[127].number), (128, 73, 200));
}

#[test]
fn the_log_is_bounded_and_what_waits_stays_longest() {
    let mut webhooks = webhooks(URL);
    webhooks.set_settings(DeliverySettings::default().keep(2).unwrap());
    let waiting = queue(&mut webhooks, "tsk_1", NOW);
    attempt(&mut webhooks, answered(500), NOW);
    let done = queue(&mut webhooks, "tsk_2", NOW);
    attempt(&mut webhooks, answered(200), NOW);
    let ids = |webhooks: &Webhooks| webhooks.list().map(|delivery| delivery.id).collect::<Vec<_>>();
    assert_eq!(ids(&webhooks), [waiting, done]);
    let third = queue(&mut webhooks, "tsk_3", NOW);
    assert_eq!(ids(&webhooks), [waiting, third]);
    let fourth = queue(&mut webhooks, "tsk_4", NOW);
    assert_eq!(ids(&webhooks), [third, fourth]);
    webhooks.set_settings(DeliverySettings::default().keep(1).unwrap());
    assert_eq!(ids(&webhooks), [fourth]);
}

#[test]
fn without_an_endpoint_to_sign_with_a_delivery_is_given_up_unsent() {
    for disable in [false, true] {
        let mut webhooks = webhooks(URL);
        let id = queue(&mut webhooks, "tsk_1", NOW);
        if disable {
            webhooks.endpoint_mut(USER).unwrap().enabled = false;
        } else {
            webhooks.set_endpoint(USER, None);
        }
        assert_eq!(webhooks.take_due(NOW), None);
        let given_up = delivery(&webhooks, id);
        assert_eq!(given_up.state, DeliveryState::GivenUp);
        assert!(matches!(given_up.attempts[0].outcome, Outcome::NotSent { .. }));
        assert_eq!(webhooks.next_due(), None);
        let refusal = webhooks.queue_test(USER, &mut fastrand::Rng::with_seed(1), NOW);
        assert_eq!(refusal, Err(CallbackRefusal::NotConfigured));
    }
}

#[test]
fn retries_after_a_rotation_are_signed_with_both_secrets() {
    let mut webhooks = webhooks(URL);
    queue(&mut webhooks, "tsk_1", NOW);
    let before = attempt(&mut webhooks, answered(500), NOW);
    assert_eq!(before.signature.matches("v1=").count(), 1);
    webhooks.endpoint_mut(USER).unwrap().rotate(Secret::new("new").unwrap(), NOW);
    let after = attempt(&mut webhooks, answered(500), NOW + seconds(10));
    assert_eq!(after.signature.matches("v1=").count(), 2);
    assert_eq!(verify(&after, NOW + seconds(10)).unwrap().secret_index, 0, "with the old one only");
}

#[test]
fn a_snapshot_sends_again_what_was_under_way() {
    let mut webhooks = webhooks(URL);
    webhooks.script(DeliveryFault::Late { seconds: 1 });
    webhooks.script(DeliveryFault::BadSignature);
    queue(&mut webhooks, "tsk_1", NOW);
    let lost = webhooks.take_due(NOW + seconds(1)).unwrap();
    let text = serde_json::to_string(&webhooks).unwrap();
    let mut restored: Webhooks = serde_json::from_str(&text).unwrap();
    assert_eq!(restored.take_due(NOW + seconds(1)), Some(lost));
    assert_eq!(restored, webhooks);
}

#[test]
fn a_snapshot_of_another_machine_is_refused() {
    let mut webhooks = webhooks(URL);
    queue(&mut webhooks, "tsk_1", NOW);
    let text = serde_json::to_string(&webhooks).unwrap();
    assert!(serde_json::from_str::<Webhooks>(&text).is_ok());
    assert!(
        serde_json::from_str::<Webhooks>(&text.replace("http://127.0.0.1:9/", "http://10.0.0.1:9/")).is_err()
    );
}

#[test]
fn w14_an_event_delivered_twice_has_the_same_id_and_body_in_both() {
    let mut webhooks = webhooks(URL);
    webhooks.script(DeliveryFault::Twice);
    queue(&mut webhooks, "tsk_1", NOW);
    // Both may be under way at once.
    let (one, two) = (webhooks.take_due(NOW).unwrap(), webhooks.take_due(NOW).unwrap());
    assert_ne!(one.delivery, two.delivery);
    assert_eq!((&one.event_id, &one.body, &one.signature), (&two.event_id, &two.body, &two.signature));
    assert!(verify(&one, NOW).is_ok());
    // The fault is used up.
    queue(&mut webhooks, "tsk_2", NOW);
    assert_eq!(webhooks.list().len(), 3);
    assert_eq!(webhooks.list().last().unwrap().fault, None);
}

#[test]
fn a_late_event_is_overtaken_by_the_next() {
    let mut webhooks = webhooks(URL);
    webhooks.script(DeliveryFault::Late { seconds: 60 });
    let late = queue(&mut webhooks, "tsk_1", NOW);
    let on_time = queue(&mut webhooks, "tsk_2", NOW + seconds(1));
    assert_eq!(attempt(&mut webhooks, answered(200), NOW + seconds(2)).delivery, on_time);
    assert_eq!(webhooks.next_due(), Some(NOW + seconds(60)));
    assert_eq!(attempt(&mut webhooks, answered(200), NOW + seconds(60)).delivery, late);
    webhooks.script(DeliveryFault::Late { seconds: u64::MAX });
    queue(&mut webhooks, "tsk_3", Duration::MAX);
    assert_eq!(webhooks.next_due(), Some(Duration::MAX));
}

#[test]
fn w13_spoiled_first_attempts_are_refused_by_a_receiver_and_the_retries_are_not() {
    for (fault, expected) in [
        (DeliveryFault::BadSignature, VerifyError::NoMatch),
        (DeliveryFault::OldTimestamp { seconds: 301 }, VerifyError::TooOld { seconds: 301 }),
        (DeliveryFault::RenewedTimestamp { seconds: 100_000 }, VerifyError::NoMatch),
    ] {
        let mut webhooks = webhooks(URL);
        webhooks.script(fault);
        queue(&mut webhooks, "tsk_1", NOW);
        let first = attempt(&mut webhooks, answered(401), NOW);
        assert_eq!(verify(&first, NOW).unwrap_err(), expected);
        let retry = attempt(&mut webhooks, answered(200), NOW + seconds(10));
        assert!(verify(&retry, NOW + seconds(10)).is_ok(), "{fault:?}");
    }
}

#[test]
fn an_old_timestamp_within_the_tolerance_is_right() {
    let mut webhooks = webhooks(URL);
    webhooks.script(DeliveryFault::OldTimestamp { seconds: 300 });
    queue(&mut webhooks, "tsk_1", NOW);
    assert!(verify(&webhooks.take_due(NOW).unwrap(), NOW).is_ok());
}

#[test]
fn what_people_see_has_no_whole_signature() {
    let mut webhooks = webhooks(URL);
    let id = queue(&mut webhooks, "tsk_1", NOW);
    let made = attempt(&mut webhooks, Outcome::Answered { status: 500, body: "no".to_owned() }, NOW);
    let shown = delivery(&webhooks, id).describe();
    assert_eq!(shown["event"]["data"]["task_id"], "tsk_1");
    assert_eq!(shown["next_attempt_at"], NOW.as_secs() + 10);
    assert_eq!(shown["event_type"], "generation.completed");
    let shown_attempt = &shown["attempts"][0];
    assert_eq!(
        shown_attempt["outcome"],
        serde_json::json!({"kind": "answered", "status": 500, "body": "no"})
    );
    assert_eq!(shown_attempt["signature"], format!("{}…", &made.signature[..11]));
}
