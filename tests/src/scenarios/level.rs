//! The dashboard, audits by groups, human level and baselines.

use super::Scenario;
use super::base::class;
use crate::Bench;
use serde_json::{Value, json};

fn dashboard(bench: &Bench, rate: f64) {
    bench.ok(
        "dashboard_set",
        json!({ "rate_per_hour": rate, "currency": "EUR", "alarms": { "skips_above": 0.5 } }),
    );
}

fn draw(bench: &Bench) {
    bench.ok("human_draw", json!({ "name": "blind", "size": 3, "seed": 1 }));
}

fn judge(bench: &Bench, position: usize) {
    let request = json!({ "draw": 1, "position": position, "class": class(bench, position) });
    bench.ok("human_judge", request);
}

/// A draw for human level, decided on.
pub fn decided(bench: &Bench) {
    draw(bench);
    (0..3).for_each(|position| judge(bench, position));
}

/// Two baselines set by hand; the first is chosen.
fn two(bench: &Bench) {
    bench.ok("baseline_set", json!({ "name": "one", "value": 0.5, "n": 400, "source": "report" }));
    bench.ok("baseline_set", json!({ "name": "two", "value": 0.75 }));
    bench.ok("baseline_choose", json!({ "baseline": 1 }));
}

fn priorities(bench: &Bench, formula: &str) {
    bench.ok("priorities_set", json!({ "formula": formula }));
}

/// The scenarios.
pub const SCENARIOS: &[Scenario] = &[
    ("priorities_set", (|_| {}, |b| priorities(b, "gain * ease"))),
    ("priorities_set", (|b| priorities(b, "gain * ease"), |b| priorities(b, "ceiling"))),
    ("dashboard_set", (|_| {}, |b| dashboard(b, 10.0))),
    ("dashboard_set", (|b| dashboard(b, 10.0), |b| dashboard(b, 20.0))),
    (
        "audit_create",
        (
            |_| {},
            |b| {
                let groups = b.ok("audit_groups", json!({}));
                let size = |group: &Value| json!({ "name": group["name"], "size": group["population"] });
                let sizes: Vec<Value> = groups.as_array().unwrap().iter().map(size).collect();
                b.ok("audit_create", json!({ "name": "g", "groups": { "sizes": sizes }, "seed": 1 }));
            },
        ),
    ),
    ("human_draw", (|_| {}, draw)),
    ("human_judge", (draw, |b| judge(b, 0))),
    ("human_judge", (|b| (draw(b), judge(b, 0)).1, |b| judge(b, 1))),
    ("baseline_set", (|_| {}, |b| drop(b.ok("baseline_set", json!({ "name": "one", "value": 0.5 }))))),
    ("baseline_store", (decided, |b| drop(b.ok("baseline_store", json!({ "name": "people", "draw": 1 }))))),
    (
        "baseline_edit",
        (two, |b| {
            b.ok(
                "baseline_edit",
                json!({ "baseline": 2, "name": "other", "value": 0.8, "n": 9, "source": "me" }),
            );
        }),
    ),
    ("baseline_retire", (two, |b| drop(b.ok("baseline_retire", json!({ "baseline": 1 }))))),
    ("baseline_choose", (two, |b| drop(b.ok("baseline_choose", json!({ "baseline": 2 }))))),
    ("baseline_choose", (two, |b| drop(b.ok("baseline_choose", json!({ "baseline": Value::Null }))))),
];
