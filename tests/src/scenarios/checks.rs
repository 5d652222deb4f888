//! Standing checks and what they find.

use super::Scenario;
use crate::Bench;
use serde_json::{Value, json};

fn add(bench: &Bench, name: &str, threshold: f64) {
    let draft = json!({ "name": name, "metric": "accuracy", "bound": "at_least", "threshold": threshold });
    bench.ok("check_add", draft);
}

fn one(bench: &Bench) {
    add(bench, "right", 0.5);
}

fn edit(bench: &Bench) {
    let to =
        json!({ "name": "right", "metric": "recall", "class": 1, "bound": "at_most", "threshold": 0.25 });
    bench.ok("check_edit", json!({ "check": 1, "to": to }));
}

fn run(bench: &Bench) {
    let run = bench.ok("run_list", Value::Null)[0]["id"].clone();
    bench.ok("checks_run", json!({ "run": run }));
}

/// The scenarios.
pub const SCENARIOS: &[Scenario] = &[
    ("check_add", (|_| {}, one)),
    ("check_add", (one, |b| add(b, "surely", 0.9))),
    ("check_edit", (one, edit)),
    ("check_edit", (|b| (one(b), run(b)).1, edit)),
    ("check_retire", (one, |b| drop(b.ok("check_retire", json!({ "check": 1 }))))),
    ("checks_run", (one, run)),
    ("checks_run", (|b| (one(b), run(b), add(b, "surely", 0.9)).2, run)),
];
