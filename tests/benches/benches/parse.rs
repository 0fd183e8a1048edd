//! Reading one status answer: this toolkit's tolerant reader beside a strict derive.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use toapis_benches::answers::{DONE, PlainTask};
use toapis_types::Task;

fn parse(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("read a status answer");
    group.bench_function("strict derive", |bench| {
        bench.iter(|| serde_json::from_slice::<PlainTask>(black_box(DONE.as_bytes())).expect("a task"));
    });
    group.bench_function("Task::from_slice", |bench| {
        bench.iter(|| Task::from_slice(black_box(DONE.as_bytes())).expect("a task"));
    });
    group.finish();
}

criterion_group!(benches, parse);
criterion_main!(benches);
