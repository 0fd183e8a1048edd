//! Counts instructions, allocations and time per call, each client in a process of its own.
//!
//! `cargo run --release` prints the table of docs/benchmarks.md; instructions need valgrind and are left out without it.

use std::alloc::System;
use std::hint::black_box;
use std::process::Command;
use std::time::Instant;

use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use toapis_benches::answers::{DONE, PlainTask, checked};
use toapis_benches::callers::{NAMES, caller};
use toapis_benches::server::{Server, serve};
use toapis_benches::watchers::{SIZES, watcher};
use toapis_types::{Task, catalog};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// How many pairs of calls warm a client up before anything is counted.
const WARM_UP: usize = 50;
/// How many pairs are counted in instructions and allocations.
const COUNTED: usize = 400;
/// How many pairs are timed, in each of the rounds of which the best counts.
const TIMED: usize = 3_000;
const ROUNDS: usize = 5;
const WIDTH: usize = 64;
/// Looks and additions are so short that ten of them are counted as one.
const MANY: usize = 10;
/// After so many looks a schedule has learned what there is to learn.
const SETTLED: usize = 20_000;

fn main() {
    let words: Vec<String> = std::env::args().collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[1..] {
        ["serve"] => serve().expect("a server"),
        ["pairs", name, base, count] => {
            caller(name, base).expect("a name").pairs(count.parse().expect("a number"));
        }
        ["at-once", name, base, count] => {
            caller(name, base).expect("a name").pairs_at_once(count.parse().expect("a number"), WIDTH);
        }
        ["add", name, tasks, count] => {
            watcher(name, number(tasks)).expect("a name").add(number(count) * MANY);
        }
        ["look", name, tasks, count] => {
            let mut watcher = watcher(name, number(tasks)).expect("a name");
            watcher.look(2 * number(tasks) + SETTLED);
            watcher.look(number(count) * MANY);
        }
        ["bytes", name, tasks] => bytes(name, number(tasks)),
        ["watch"] => watching(words[0]),
        ["parse", how, count] => parse(how, count.parse().expect("a number")),
        ["check", what, count] => check(what, count.parse().expect("a number")),
        ["check-allocations", what] => {
            let region = Region::new(ALLOCATOR);
            check(what, 0);
            let making = region.change().allocations;
            let region = Region::new(ALLOCATOR);
            check(what, COUNTED);
            println!("{:.1}", (region.change().allocations - making) as f64 / COUNTED as f64);
        }
        ["measure", name, base] => measure(name, base),
        [] => {
            table(words[0]);
            watching(words[0]);
        }
        _ => eprintln!("usage: toapis-benches"),
    }
}

/// Prints allocations and microseconds per call of one client, and the time with many calls under way.
fn measure(name: &str, base: &str) {
    let mut caller = caller(name, base).expect("a name");
    caller.pairs(WARM_UP);
    let region = Region::new(ALLOCATOR);
    caller.pairs(COUNTED);
    let stats = region.change();
    let allocations = (stats.allocations + stats.reallocations) as f64 / per_call(COUNTED);
    let one = best(|| caller.pairs(TIMED));
    let has_width = caller.pairs_at_once(WARM_UP, WIDTH);
    let many = has_width.then(|| best(|| _ = caller.pairs_at_once(TIMED, WIDTH)));
    println!(
        "{allocations:.1} {one:.2} {}",
        many.map_or_else(|| "-".to_owned(), |many| format!("{many:.2}"))
    );
}

/// The best microseconds per call.
fn best(mut run: impl FnMut()) -> f64 {
    let round = || {
        let begun = Instant::now();
        run();
        begun.elapsed().as_secs_f64() * 1e6 / per_call(TIMED)
    };
    std::iter::repeat_with(round).take(ROUNDS).fold(f64::INFINITY, f64::min)
}

fn per_call(pairs: usize) -> f64 {
    (2 * pairs) as f64
}

fn parse(how: &str, count: usize) {
    for _ in 0..count {
        let body = black_box(DONE.as_bytes());
        match how {
            "plain" => drop(black_box(serde_json::from_slice::<PlainTask>(body).expect("a task"))),
            "task" => drop(black_box(Task::from_slice(body).expect("a task"))),
            _ => panic!("plain or task"),
        }
    }
}

/// Checks a request as a create does, without making the request anew.
fn check(what: &str, count: usize) {
    let (kind, body) = checked(what).expect("picture or film");
    for _ in 0..count {
        let findings = black_box(catalog::check(kind, black_box(&body)));
        assert!(findings.is_empty(), "{findings:?}");
    }
}

fn number(word: &str) -> usize {
    word.parse().expect("a number")
}

/// Prints the bytes per task that are held after each was added and looked at once.
fn bytes(name: &str, tasks: usize) {
    let region = Region::new(ALLOCATOR);
    let mut watcher = watcher(name, tasks).expect("a name");
    watcher.look(tasks);
    let stats = region.change();
    println!("{}", stats.bytes_allocated.saturating_sub(stats.bytes_deallocated) / tasks);
}

fn watching(program: &str) {
    println!();
    println!("| watched by | tasks | instructions, a look | instructions, an addition | bytes a task |");
    println!("| --- | ---: | ---: | ---: | ---: |");
    for name in ["schedule", "tokio"] {
        for tasks in SIZES.map(|tasks| tasks.to_string()) {
            let count = |what: &str| {
                shown(instructions(program, |count| [what.into(), name.into(), tasks.clone(), count], MANY))
            };
            let bytes = Command::new(program).args(["bytes", name, &tasks]).output().expect("a run");
            let bytes = String::from_utf8_lossy(&bytes.stdout).trim().to_owned();
            println!("| {name} | {tasks} | {} | {} | {bytes} |", count("look"), count("add"));
        }
    }
}

fn table(program: &str) {
    println!("| client | instructions | allocations | µs, one at a time | µs, 64 at once |");
    println!("| --- | ---: | ---: | ---: | ---: |");
    for name in NAMES {
        let server = Server::start(program).expect("a server");
        let instructions =
            instructions(program, |count| ["pairs".into(), name.into(), server.base().into(), count], 2);
        let measured = Command::new(program).args(["measure", name, server.base()]).output().expect("a run");
        let text = String::from_utf8_lossy(&measured.stdout).into_owned();
        let mut words = text.split_whitespace();
        let mut word = || words.next().unwrap_or("?").to_owned();
        println!("| {name} | {} | {} | {} | {} |", shown(instructions), word(), word(), word());
        if name == "hyper" || name == "toapis-hyper" {
            let at_once = self::instructions(
                program,
                |count| ["at-once".into(), name.into(), server.base().into(), count],
                2,
            );
            println!("| {name}, 64 at once | {} | | | |", shown(at_once));
        }
    }
    println!();
    println!("| reading one answer | instructions |");
    println!("| --- | ---: |");
    for how in ["plain", "task"] {
        let count = instructions(program, |count| ["parse".into(), how.into(), count, String::new()], 1);
        println!("| {how} | {} |", shown(count));
    }
    println!();
    println!("| check of a create | instructions | allocations |");
    println!("| --- | ---: | ---: |");
    for what in ["picture", "film"] {
        let count = instructions(program, |count| ["check".into(), what.into(), count, String::new()], 1);
        let allocations = Command::new(program).args(["check-allocations", what]).output().expect("a run");
        let allocations = String::from_utf8_lossy(&allocations.stdout).into_owned();
        println!("| {what} | {} | {} |", shown(count), allocations.trim());
    }
}

fn shown(count: Option<f64>) -> String {
    count.map_or_else(|| "-".to_owned(), |count| format!("{count:.0}"))
}

/// Instructions per call in user space: the difference of two runs, so that start and warm-up do not count.
fn instructions(program: &str, words: impl Fn(String) -> [String; 4], calls_each: usize) -> Option<f64> {
    let run = |count: usize| {
        let words = words(count.to_string());
        let words = words.iter().filter(|word| !word.is_empty());
        let output = Command::new("valgrind")
            .args(["--tool=callgrind", "--callgrind-out-file=/dev/null", program])
            .args(words)
            .output()
            .ok()?;
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        let line = text.lines().find(|line| line.contains("Collected :"))?;
        line.split_whitespace().last()?.parse::<f64>().ok()
    };
    Some((run(WARM_UP + COUNTED)? - run(WARM_UP)?) / (calls_each * COUNTED) as f64)
}
