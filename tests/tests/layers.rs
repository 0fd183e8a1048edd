//! The layers hold: who may depend on whom, and what a build that did not ask for a backend must not contain.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the report")]

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use cargo_metadata::{DependencyKind, MetadataCommand};

/// For each crate, the crates of this workspace it may use.
const ALLOWED: [(&str, &[&str]); 7] = [
    ("toapis-types", &[]),
    ("toapis-transport", &[]),
    ("toapis-poll", &["toapis-types"]),
    ("toapis-webhook", &["toapis-types"]),
    ("toapis-client", &["toapis-poll", "toapis-transport", "toapis-types", "toapis-webhook"]),
    ("toapis-emulator", &["toapis-types", "toapis-webhook"]),
    (
        "toapis-cli",
        &[
            "toapis-client",
            "toapis-emulator",
            "toapis-poll",
            "toapis-transport",
            "toapis-types",
            "toapis-webhook",
        ],
    ),
];

#[test]
fn crates_depend_only_on_the_layers_below_them() {
    let metadata = MetadataCommand::new().no_deps().exec().unwrap();
    let used: BTreeMap<String, BTreeSet<String>> = metadata
        .packages
        .iter()
        .map(|package| {
            let normal =
                package.dependencies.iter().filter(|dependency| dependency.kind == DependencyKind::Normal);
            let own = normal
                .filter(|dependency| dependency.path.is_some())
                .map(|dependency| dependency.name.clone());
            (package.name.to_string(), own.collect())
        })
        .collect();
    for (name, allowed) in ALLOWED {
        let beyond: Vec<&String> =
            used[name].iter().filter(|other| !allowed.contains(&other.as_str())).collect();
        assert!(beyond.is_empty(), "{name} must not depend on {beyond:?}");
    }
}

#[test]
fn the_types_bring_serde_and_thiserror_and_nothing_else() {
    let wanted = ["serde", "serde_json", "thiserror"];
    // What those three need themselves, procedural macros included.
    let theirs = [
        "itoa",
        "memchr",
        "proc-macro2",
        "quote",
        "ryu",
        "serde_core",
        "serde_derive",
        "syn",
        "thiserror-impl",
        "unicode-ident",
        "zmij",
    ];
    for name in tree("toapis-types", &[]) {
        let known =
            name == "toapis-types" || wanted.contains(&name.as_str()) || theirs.contains(&name.as_str());
        assert!(known, "{name} came into toapis-types");
    }
}

#[test]
fn nobody_gets_a_backend_who_did_not_ask_for_one() {
    let backends = [
        "aws-lc-rs",
        "h2",
        "hyper",
        "hyper-rustls",
        "hyper-util",
        "native-tls",
        "openssl",
        "openssl-sys",
        "reqwest",
        "ring",
        "rustls",
        "tokio",
        "tokio-rustls",
        "ureq-proto",
        "webpki-roots",
    ];
    for crate_name in ["toapis-types", "toapis-transport", "toapis-poll", "toapis-webhook", "toapis-client"] {
        let found: Vec<String> = tree(crate_name, &["--no-default-features"])
            .into_iter()
            .filter(|name| backends.contains(&name.as_str()))
            .collect();
        assert!(found.is_empty(), "{crate_name} without features contains {found:?}");
    }
    let small = tree("toapis-client", &[]);
    assert!(small.contains("hyper") && small.contains("ring"), "the default backend is hyper with ring");
    assert!(
        !small.contains("reqwest") && !small.contains("aws-lc-rs"),
        "one backend and one TLS provider are enough"
    );
}

/// The names of all packages that a build of this crate alone would contain.
fn tree(package: &str, flags: &[&str]) -> BTreeSet<String> {
    let output = Command::new(env!("CARGO"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args([
            "tree",
            "--locked",
            "--edges",
            "normal",
            "--prefix",
            "none",
            "--format",
            "{p}",
            "--package",
            package,
        ])
        .args(flags)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let lines = String::from_utf8(output.stdout).unwrap();
    lines.lines().filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect()
}
