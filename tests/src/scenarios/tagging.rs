//! Tags as a whole, samples of marks, and the parts of the data.

use super::Scenario;
use super::base::{field, run_id, view};
use crate::Bench;
use serde_json::{Value, json};

/// Marks the first rows of the run, from one place to another.
fn mark(bench: &Bench, tag: i64, range: (u64, u64), to: &str) {
    let view = view(bench);
    let request = json!({ "view": view["view"], "revision": view["revision"], "ranges": [range], "tag": tag, "mark": to });
    bench.ok("mark_rows", request);
}

/// Tag 1 and tag 2 marked, 3 a kind of 1, and 4 a rule that names 1.
fn tags(bench: &Bench) {
    bench.ok("tag_create", json!({ "name": "dark" }));
    bench.ok("tag_create", json!({ "name": "out of focus" }));
    bench.ok("tag_update", json!({ "tag": 3, "edit": { "parent": 1 } }));
    mark(bench, 1, (0, 2), "yes");
    mark(bench, 1, (2, 3), "no");
    mark(bench, 2, (1, 2), "no");
    mark(bench, 2, (2, 4), "yes");
}

fn with_rule(bench: &Bench) {
    tags(bench);
    bench.ok("tag_create", json!({ "name": "bad", "rule": "pred != label and blurry = yes" }));
}

fn rules(bench: &Bench) {
    bench.ok("tag_create", json!({ "name": "wrong", "rule": "pred != label" }));
    bench.ok("tag_create", json!({ "name": "German", "rule": "lang = de" }));
}

fn split(bench: &Bench, tag: i64) {
    let request = json!({ "tag": tag, "run": run_id(bench), "filter": "lang = de", "name": "new" });
    bench.ok("tag_split", request);
}

fn sample(bench: &Bench) {
    tags(bench);
    bench.ok("retag_draw", json!({ "tags": [1, 2], "size": 3, "seed": 4 }));
}

fn divide(bench: &Bench, by: Value) {
    let mut request = json!({ "run": run_id(bench), "errors": 1, "seed": 3 });
    request.as_object_mut().unwrap().extend(by.as_object().unwrap().clone());
    bench.ok("parts_divide", request);
}

/// The scenarios.
pub const SCENARIOS: &[Scenario] = &[
    (
        "tag_create",
        (|_| {}, |b| drop(b.ok("tag_create", json!({ "name": "wrong", "rule": "pred != label" })))),
    ),
    // The rule that names it follows.
    (
        "tag_update",
        (with_rule, |b| drop(b.ok("tag_update", json!({ "tag": 1, "edit": { "name": "not sharp" } })))),
    ),
    ("tag_merge", (with_rule, |b| drop(b.ok("tag_merge", json!({ "tag": 1, "into": 2 }))))),
    ("tag_merge", (tags, |b| drop(b.ok("tag_merge", json!({ "tag": 1, "into": 3 }))))),
    ("tag_merge", (rules, |b| drop(b.ok("tag_merge", json!({ "tag": 2, "into": 3 }))))),
    ("tag_split", (tags, |b| split(b, 1))),
    ("tag_split", (rules, |b| split(b, 2))),
    ("tag_delete", (tags, |b| drop(b.ok("tag_delete", json!({ "tag": 1 }))))),
    ("tag_delete", (rules, |b| drop(b.ok("tag_delete", json!({ "tag": 2 }))))),
    (
        "rows_draw",
        (
            |_| {},
            |b| {
                let request =
                    json!({ "run": run_id(b), "from": "any", "filter": "lang = de", "size": 1, "seed": 1 });
                b.ok("rows_draw", request);
            },
        ),
    ),
    ("retag_draw", (tags, |b| drop(b.ok("retag_draw", json!({ "tags": [1, 2], "size": 3, "seed": 4 }))))),
    (
        "retag_mark",
        (sample, |b| {
            drop(b.ok("retag_mark", json!({ "retag": 1, "position": 0, "marks": [[1, true], [2, false]] })))
        }),
    ),
    ("parts_divide", (|_| {}, |b| divide(b, json!({})))),
    (
        "parts_divide",
        (|_| {}, |b| divide(b, json!({ "field": field(b, "lang"), "filter": "label != none" }))),
    ),
    ("parts_join", (|b| divide(b, json!({})), |b| drop(b.ok("parts_join", json!({ "run": run_id(b) }))))),
];
