//! Wall time of a look and of an addition among many watched tasks: the schedule beside a tokio task and a timer each.

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use toapis_benches::watchers::{SIZES, watcher};

fn watch(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("watch");
    for name in ["schedule", "tokio"] {
        for tasks in SIZES {
            let mut watched = watcher(name, tasks).expect("a name");
            watched.look(2 * tasks);
            group.bench_function(BenchmarkId::new(format!("{name}, a thousand looks"), tasks), |bench| {
                bench.iter(|| watched.look(1000));
            });
            group.bench_function(BenchmarkId::new(format!("{name}, take on"), tasks), |bench| {
                bench.iter(|| drop(watcher(name, tasks)));
            });
        }
    }
    group.finish();
}

criterion_group!(benches, watch);
criterion_main!(benches);
