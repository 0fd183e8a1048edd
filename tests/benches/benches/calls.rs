//! One create and one look through each client, against a server in a process of its own.

use std::time::{Duration, Instant};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use toapis_benches::callers::{Caller as _, NAMES, caller};
use toapis_benches::server::Server;

fn calls(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("one create and one look");
    group.throughput(Throughput::Elements(2)).measurement_time(Duration::from_secs(3));
    for name in NAMES {
        let server = Server::start(env!("CARGO_BIN_EXE_toapis-benches")).expect("a server");
        let mut caller = caller(name, server.base()).expect("a name");
        group.bench_function(name, |bench| {
            bench.iter_custom(|pairs| {
                let begun = Instant::now();
                caller.pairs(usize::try_from(pairs).expect("not that many"));
                begun.elapsed()
            });
        });
    }
    group.finish();
}

criterion_group!(benches, calls);
criterion_main!(benches);
