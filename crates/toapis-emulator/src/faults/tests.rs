//! Scripts without a wire: counting, dice, JSON and messages.

use serde_json::{Value, json};

use super::{
    Action, Call, Choice, Edit, Facts, Fault, FaultError, FaultId, Faults, Parameter, StallAt, catalogue,
};

const CREATE: Facts<'_> = Facts { method: "POST", path: "/v1/images/generations", body: None };
const STATUS: Facts<'_> = Facts { method: "GET", path: "/v1/images/generations/tsk_1", body: None };

/// Meets the script as a request whose sequence number is given.
fn meet(faults: &Faults, facts: &Facts<'_>, sequence: u64) -> Option<u64> {
    let claim = faults.choose(facts)?;
    let id = claim.id().number();
    claim.fired(sequence);
    Some(id)
}

#[test]
fn the_first_live_fault_that_fits_is_taken() {
    let faults = Faults::new(1);
    faults.add(Fault::on(Call::Status).answer(500)).unwrap();
    faults.add(Fault::on(Call::Create).answer(500).times(2)).unwrap();
    faults.add(Fault::on(Call::Any).answer(500).after(1).always()).unwrap();
    let met: Vec<Option<u64>> = (1..=5).map(|sequence| meet(&faults, &CREATE, sequence)).collect();
    assert_eq!(met, [Some(2), Some(2), None, Some(3), Some(3)]);
    assert_eq!(meet(&faults, &STATUS, 6), Some(1));
    let list = faults.list();
    assert_eq!((list[1].matched, list[1].fired, list[1].requests.as_slice()), (2, 2, &[1, 2][..]));
    assert_eq!((list[2].matched, list[2].fired), (3, 2));
    faults.verify().unwrap();
}

#[test]
fn a_claim_that_is_dropped_is_free_again() {
    let faults = Faults::new(1);
    let id = faults.add(Fault::on(Call::Create).answer(500)).unwrap();
    let claim = faults.choose(&CREATE).unwrap();
    assert!(faults.choose(&CREATE).is_none(), "it is on its way");
    drop(claim);
    assert_eq!(faults.get(id).unwrap().fired, 0);
    let claim = faults.choose(&CREATE).unwrap();
    // Removed while it is on its way: it still acts, and there is nothing to count.
    assert!(faults.remove(id) && !faults.remove(id));
    claim.fired(1);
    assert!(faults.list().is_empty());
}

#[test]
fn i20_dice_are_the_same_for_the_same_seed() {
    let run = |seed| -> Vec<bool> {
        let faults = Faults::new(seed);
        faults.add(Fault::on(Call::Create).answer(500).chance(0.3).always()).unwrap();
        (0..200).map(|sequence| meet(&faults, &CREATE, sequence).is_some()).collect()
    };
    assert_eq!(run(3), run(3));
    assert_ne!(run(3), run(4));
    let hits = run(3).into_iter().filter(|hit| *hit).count();
    assert!((30..=90).contains(&hits), "{hits} of 200");
}

#[test]
fn what_depends_on_the_body_waits_for_it() {
    let faults = Faults::new(1);
    faults.add(Fault::on(Call::Create).on_model("a").answer(500)).unwrap();
    assert!(matches!(faults.choose_by_head(&CREATE), Choice::NeedsBody));
    assert!(matches!(faults.choose_by_head(&STATUS), Choice::None));
    let body = json!({"model": "a"});
    assert_eq!(meet(&faults, &Facts { body: Some(&body), ..CREATE }, 1), Some(1));
    assert!(matches!(faults.choose_by_head(&CREATE), Choice::None), "it is used up");
}

#[test]
fn faults_that_did_not_fire_are_told() {
    let faults = Faults::new(1);
    faults.add(Fault::on(Call::Create).lose_answer().times(2)).unwrap();
    faults.add(Fault::on(Call::Status).named("html-502").on_path("/v1/x*").method("get")).unwrap();
    faults.add(Fault::on(Call::Create).answer(500).after(5).always()).unwrap();
    faults.add(Fault::on(Call::Chat).answer(500).optional()).unwrap();
    meet(&faults, &CREATE, 1);
    meet(&faults, &STATUS, 2);
    let error = faults.verify().unwrap_err();
    assert_eq!(error.0, faults.not_fired());
    assert_eq!(
        error.to_string(),
        "3 scripted faults did not fire:\n  \
         #1 `lose-answer` on create: fired 1 of 2, 1 requests fitted\n  \
         #2 `html-502` on status GET /v1/x*: fired 0 of 1, 0 requests fitted; check its call, method, path and fields\n  \
         #3 `status=500` on create: fired 0 of 1 or more, 0 requests fitted; check its call, method, path and fields"
    );
    meet(&faults, &CREATE, 3);
    meet(&faults, &CREATE, 4);
    assert!(
        faults
            .verify()
            .unwrap_err()
            .to_string()
            .contains("1 requests fitted, and it leaves the first 5 alone")
    );
    faults.clear();
    faults.verify().unwrap();
    assert_eq!(
        faults.add(Fault::on(Call::Any).answer(500)).unwrap(),
        FaultId::from(5),
        "numbers are not given twice"
    );
}

#[test]
fn a_state_is_kept_and_restored() {
    let faults = Faults::new(9);
    faults.add(Fault::on(Call::Create).named("drip-body=5").times(3).chance(0.5).after(1)).unwrap();
    faults
        .add(Fault::on(Call::Any).on_path("/v1/*").on_field("n", 1).observed("error-064").always())
        .unwrap();
    let hits = |faults: &Faults| -> Vec<Option<u64>> { (0..9).map(|n| meet(faults, &CREATE, n)).collect() };
    meet(&faults, &CREATE, 1);
    let kept = faults.state();
    let first = hits(&faults);
    let json = serde_json::to_string(&kept).unwrap();
    faults.restore(serde_json::from_str(&json).unwrap());
    assert_eq!(faults.state(), kept);
    assert_eq!(hits(&faults), first);
    let claim = faults.choose(&Facts { body: Some(&json!({"n": 1})), ..CREATE });
    faults.restore(faults.state());
    drop(claim);
    assert!(faults.list().iter().all(|scripted| scripted.claimed() == 0));
}

#[test]
fn faults_are_read_from_json() {
    let read = |value: Value| serde_json::from_value::<Fault>(value);
    let short = read(json!({"action": "lose-answer"})).unwrap();
    assert_eq!(short, Fault::on(Call::Any).named("lose-answer"));
    let long = read(json!({
        "on": "create", "action": ["accepted-under-503", "drip-body=5"], "times": null, "after": 3, "chance": 0.25,
        "method": "post", "path": "/v1/images/*", "fields": {"model": "a"}, "optional": true,
    }));
    let built = Fault::on(Call::Create)
        .named("accepted-under-503, drip-body=5")
        .always()
        .after(3)
        .chance(0.25)
        .method("POST")
        .on_path("/v1/images/*")
        .on_model("a")
        .optional();
    assert_eq!(long.unwrap(), built);
    let again = serde_json::to_value(&built).unwrap();
    assert_eq!(read(again).unwrap(), built);

    let wrong = [
        (json!({}), "missing field `action`"),
        (json!({"action": "no-such"}), "no fault named `no-such`"),
        (json!({"action": "lose-answer", "time": 2}), "unknown field `time`"),
        (json!({"action": "lose-answer", "times": 0}), "nonzero"),
        (json!({"action": "lose-answer", "chance": 0}), "over 0 and up to 1"),
        (json!({"action": "lose-answer", "chance": 1.5}), "over 0 and up to 1"),
        (json!({"action": "lose-answer", "on": "creates"}), "unknown variant `creates`"),
        (
            json!({"action": {"delivery": {"drip": {"part": "body", "bytes": 0, "every_ms": 1}}}}),
            "at least 1 byte",
        ),
        (json!({"action": {"delivery": {"close": {"at": "after-answer", "bytes": 1}}}}), "no meaning"),
        (json!({"action": {"delivery": {"interim": [200]}}}), "100 to 199"),
        (json!({"action": {"delivery": {"interim": []}}}), "at least one"),
        (json!({"action": {"delivery": {"head": {"status-word": "2\n"}}}}), "control characters"),
        (json!({"action": {"delivery": {"raw-base64": "?"}}}), "not Base64"),
        (
            json!({"action": {"edits": [{"header": {"name": "a b", "value": ""}}]}}),
            "no name of an HTTP header",
        ),
        (json!({"action": {"edits": [{"header": {"name": "a", "value": "b\n"}}]}}), "a header cannot hold"),
        (json!({"action": {"edits": [{"redirect": {"status": 200}}]}}), "300 to 399"),
        (json!({"action": 3}), "a name or an object"),
    ];
    for (value, part) in wrong {
        let error = read(value.clone()).unwrap_err().to_string();
        assert!(error.contains(part), "{value}: {error}");
    }
}

#[test]
fn what_was_built_wrongly_is_told_when_it_is_added() {
    let faults = Faults::new(1);
    let on = || Fault::on(Call::Any);
    let wrong = [
        (on().named("no-such"), "no fault named"),
        (on().observed("error-000"), "no observed answer `error-000`"),
        (on().times(0), "`times` is 1 or more"),
        (on().chance(f64::NAN), "over 0 and up to 1"),
        (on().chance(-0.1), "over 0 and up to 1"),
        (on().answer(1000), "200 to 999"),
        (on().lose_answer().lose_answer(), "both say how"),
        (on().lose_answer().stall(StallAt::BeforeAnswer), "two were given"),
        (on().unprocessed().accepted_under(503), "do not go together"),
        (on().lose_answer().named("drip-head"), "both say how"),
        (on().named("close-before-body").processed(), "cannot be processed"),
        (on().header("connection", "close"), "set by the server"),
    ];
    for (fault, part) in wrong {
        let error = faults.add(fault).unwrap_err().to_string();
        assert!(error.contains(part), "{part}: {error}");
    }
    assert!(faults.list().is_empty());
    faults.add(on()).unwrap();
    assert_eq!(faults.list()[0].fault.action.label(), "nothing");
}

#[test]
fn the_catalogue_is_whole() {
    let mut names: Vec<&str> = catalogue().iter().map(|fault| fault.name).collect();
    names.sort_unstable();
    let count = names.len();
    names.dedup();
    assert_eq!(names.len(), count, "names are unique");
    for fault in catalogue() {
        assert!(fault.what.ends_with('.'), "{}", fault.name);
        for case in fault.cases {
            let (letter, digits) = case.split_at(1);
            assert!(
                "HPTILWUDJS".contains(letter) && digits.len() == 2 && digits.parse::<u8>().is_ok(),
                "{case}"
            );
        }
        assert!(
            fault
                .name
                .chars()
                .all(|letter| letter == '-' || letter.is_ascii_lowercase() || letter.is_ascii_digit())
        );
        match &fault.parameter {
            Some(Parameter { default: None, .. }) => assert!(fault.action(None).is_err(), "{}", fault.name),
            Some(_) => assert_eq!(Action::named(fault.name).unwrap().label(), fault.name),
            None => assert!(fault.action(Some("1")).is_err(), "{}", fault.name),
        }
    }
    let rows = serde_json::to_value(catalogue()).unwrap();
    assert_eq!(
        rows[0],
        json!({
            "name": "lose-answer", "processed": "yes", "cases": ["H08", "H13", "I01"],
            "what": "The request is processed, then the connection is closed without an answer.",
        })
    );
    let drip = rows.as_array().unwrap().iter().find(|row| row["name"] == "drip-body").unwrap();
    assert_eq!(drip["parameter"]["default"], "100");
}

#[test]
fn actions_go_through_json_with_all_their_parts() {
    for fault in catalogue().iter().filter(|fault| fault.name != "observed") {
        let action = fault.action(None).unwrap();
        let json = serde_json::to_string(&action).unwrap();
        assert_eq!(serde_json::from_str::<Action>(&json).unwrap(), action, "{}", fault.name);
    }
    let unnamed = Action::default().edit(Edit::EmptyBody).edit(Edit::Status(204));
    assert_eq!(unnamed.label(), "empty-body,status");
    let built = Fault::on(Call::Create).processed().answer(503).unprocessed();
    assert!(Faults::new(1).add(built).is_err(), "an answer(…) is not processed; processed() comes after it");
    let built = Fault::on(Call::Create).answer(503).empty().lose_answer();
    assert!(Faults::new(1).add(built).is_err(), "a lost answer is processed, an answer(…) is not");
    let built = Fault::on(Call::Create).unprocessed().answer(503).empty().stall(StallAt::MidBody);
    assert_eq!(built.action.label(), "status=503,empty-body,stall");
    assert_eq!(Action::named("x").unwrap_err(), FaultError::UnknownName("x".to_owned()));
}
