//! The async and the blocking driver do the same.

use proptest::prelude::*;
use toapis_poll::time::VirtualTime;
use toapis_poll::{WaitError, WaitEvent, WaitOptions};
use toapis_types::Task;

use crate::script::{Answer, COMPLETED, FAILED, LOST, QUEUED, RUNNING, Script, s, task};

/// What can be seen of a wait: its looks, its sleeps, its events and its end.
type Trace = (Vec<u128>, Vec<std::time::Duration>, Vec<String>, String);

struct Case {
    answers: Vec<Answer>,
    options: WaitOptions,
    takes: u64,
    opening: Option<Task>,
}

impl Case {
    fn run(
        &self,
        how: impl Fn(&Script, WaitOptions, Option<Task>, &mut Vec<String>) -> Result<Task, WaitError>,
    ) -> Trace {
        let time = VirtualTime::new();
        let script = Script::new(&time, self.answers.clone()).taking(s(self.takes));
        let mut events = Vec::new();
        let end = format!("{:?}", how(&script, self.options.clone(), self.opening.clone(), &mut events));
        (script.looks_ms(), time.sleeps(), events, end)
    }

    /// All four ways to wait, which must agree; their common trace.
    fn check(&self) -> Trace {
        let show = |event: &WaitEvent| format!("{event:?}");
        let awaited = self.run(|script, options, opening, events| {
            let mut waiting =
                script.wait().options(options.seed(7)).on_event(|event| events.push(show(event)));
            if let Some(task) = opening {
                waiting = waiting.seen(task);
            }
            block_on(waiting.into_future())
        });
        let streamed = self.run(|script, options, opening, events| {
            let mut waiting = script.wait().options(options.seed(7));
            if let Some(task) = opening {
                waiting = waiting.seen(task);
            }
            let mut stream = waiting.stream();
            block_on(async {
                loop {
                    let event = stream.next().await.expect("a stream ends with a last event or an error")?;
                    events.push(show(&event));
                    if let Some(task) = event.into_end() {
                        return Ok(task);
                    }
                }
            })
        });
        let blocked = self.run(|script, options, opening, events| {
            let mut waiting =
                script.wait_blocking().options(options.seed(7)).on_event(|event| events.push(show(event)));
            if let Some(task) = opening {
                waiting = waiting.seen(task);
            }
            waiting.run()
        });
        let iterated = self.run(|script, options, opening, events| {
            let mut waiting = script.wait_blocking().options(options.seed(7));
            if let Some(task) = opening {
                waiting = waiting.seen(task);
            }
            let mut last = None;
            for event in waiting.events() {
                let event = event?;
                events.push(show(&event));
                last = event.task().cloned();
            }
            Ok(last.expect("the last event holds the task"))
        });
        assert_eq!(awaited, streamed);
        assert_eq!(awaited, blocked);
        assert_eq!(awaited, iterated);
        awaited
    }
}

#[test]
fn both_drivers_make_the_same_looks_and_tell_the_same_events() {
    let limited = Answer::RateLimited(Some(s(9)));
    let scripts = [
        vec![QUEUED, RUNNING, COMPLETED],
        vec![QUEUED, LOST, limited, Answer::Gone, LOST, RUNNING, FAILED],
        vec![RUNNING],
        vec![LOST],
        vec![QUEUED, Answer::Gone],
        vec![RUNNING, Answer::Refused],
    ];
    for answers in scripts {
        let case = Case { answers, options: WaitOptions::new(), takes: 0, opening: None };
        let (looks, _, events, _) = case.check();
        assert!(!looks.is_empty() && events.len() <= looks.len());
    }
}

fn answers() -> impl Strategy<Value = Answer> {
    let seconds = || proptest::option::of((0_u64..400).prop_map(s));
    prop_oneof![
        4 => Just(QUEUED),
        4 => Just(RUNNING),
        2 => seconds().prop_map(Answer::Lost),
        1 => seconds().prop_map(Answer::RateLimited),
        1 => Just(Answer::Gone),
        1 => Just(COMPLETED),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn both_drivers_agree_on_any_script(
        answers in proptest::collection::vec(answers(), 1..20),
        deadline in 0_u64..400,
        takes in 0_u64..12,
        known in any::<bool>(),
    ) {
        let opening = known.then(|| task("tsk_1", "queued", None));
        Case { answers, options: WaitOptions::new().deadline(s(deadline)), takes, opening }.check();
    }
}

fn block_on<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().build().expect("a runtime").block_on(future)
}
