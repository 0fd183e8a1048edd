//! The same seed, the same calls, the same answers; and emulators that do not disturb one another.

use serde_json::{Value, json};
use toapis_emulator::{Emulator, EmulatorClock};

use crate::support::{AVATARS, Answer, Gateway, IMAGES, VIDEOS, film, only_url, picture, seconds, with};

/// One of each call, and what it answered, without the ports.
fn round(gateway: &Gateway) -> Vec<(u16, Value)> {
    let mut seen: Vec<(u16, Value)> = Vec::new();
    let mut keep = |answer: Answer| {
        let shown = (answer.status, gateway.clean(&answer.json()));
        seen.push(shown);
        answer.json()
    };
    let created = keep(gateway.post(IMAGES, &with(picture(), "n", 2)));
    let clip = keep(gateway.post(VIDEOS, &film()));
    keep(gateway.post("/v1/tokens", &json!({"name": "ci"})));
    let group = keep(gateway.post(&format!("{AVATARS}/private-avatar/groups"), &json!({"name": "a"})));
    keep(gateway.post(
        &format!("{AVATARS}/private-avatar/assets"),
        &json!({"group_id": group["data"]["group_id"], "asset_type": "image", "source_url": "https://example.com/a.jpg"}),
    ));
    let check = keep(gateway.post(
        &format!("{AVATARS}/real-avatar/verify-tasks"),
        &json!({"callback_url": "https://app.example.com/checked"}),
    ));
    let task = check["data"]["task_id"].as_str().unwrap();
    keep(gateway.get(&format!("{AVATARS}/real-avatar/verify-results?task_id={task}")));
    keep(gateway.post(IMAGES, &json!({"model": "none"})));
    gateway.step(12);
    for (path, task) in [(IMAGES, &created), (VIDEOS, &clip)] {
        keep(gateway.get(&format!("{path}/{}", task["id"].as_str().unwrap())));
    }
    keep(gateway.get("/v1/balance"));
    keep(gateway.admin("GET", "state", &Value::Null));
    seen
}

#[test]
fn one_seed_gives_one_run() {
    let (first, second) = (Gateway::new(), Gateway::new());
    assert_eq!(round(&first), round(&second));
    let result = |gateway: &Gateway| {
        let id = gateway.create_living(IMAGES, &picture(), "instant");
        gateway.file(&only_url(&gateway.look(IMAGES, &id)))
    };
    let (here, there) = (result(&first), result(&second));
    assert_eq!((here.headers, here.body == there.body), (there.headers, true), "headers and bytes");
}

#[test]
fn another_seed_gives_another() {
    let (first, second) = (Gateway::new(), Gateway::with(|builder| builder.seed(8)));
    let (here, there) = (round(&first), round(&second));
    assert_eq!(here.len(), there.len());
    assert_ne!(here[0].1["id"], there[0].1["id"]);
    assert_ne!(here[2].1["data"]["key"], there[2].1["data"]["key"]);
    let free = || Gateway::with(|_| Emulator::builder()).create(IMAGES, &picture());
    assert_ne!(free(), free(), "without a seed nothing repeats");
}

#[test]
fn emulators_side_by_side_have_nothing_in_common() {
    let alone = round(&Gateway::new());
    let threads: Vec<_> = (0..4).map(|_| std::thread::spawn(|| round(&Gateway::new()))).collect();
    for thread in threads {
        assert_eq!(thread.join().unwrap(), alone);
    }
}

#[test]
fn many_clients_at_once_are_all_charged_once() {
    let gateway = Gateway::with(|builder| builder.credits(1000));
    std::thread::scope(|scope| {
        for client in 0..8 {
            let gateway = &gateway;
            scope.spawn(move || {
                for number in 0..6 {
                    let name = format!("job-{client}-{number}");
                    let id = gateway.create(IMAGES, &with(picture(), "client_business_id", name.clone()));
                    assert_eq!(gateway.look(IMAGES, &name)["id"], id);
                }
            });
        }
    });
    let charges = gateway.emulator.ledger().charges();
    let mut names: Vec<_> = charges.iter().map(|charge| charge.business_id.clone().unwrap()).collect();
    names.sort();
    names.dedup();
    assert_eq!((charges.len(), names.len()), (48, 48));
    assert_eq!(gateway.credits().0, 1000 - gateway.emulator.ledger().credits());
}

#[test]
fn clocks_can_be_shared_and_names_of_users_differ() {
    let clock = EmulatorClock::stepped().starting_at(seconds(5));
    let [first, second] =
        [(); 2].map(|()| Emulator::builder().clock(clock.clone()).start_blocking().unwrap());
    first.clock().step(seconds(3));
    assert_eq!(second.clock().now(), seconds(8));
    assert_ne!(first.address(), second.address());
}
