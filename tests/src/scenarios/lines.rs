//! Filter lines that follow what they name.

use super::Scenario;
use super::run_id;
use crate::Bench;
use serde_json::{Value, json};

/// A view, a check and a tag by rule, each of which names a tag, a run and classes.
fn kept(bench: &Bench) {
    bench.ok("tag_create", json!({ "name": "dark" }));
    let file = bench.file("v2.csv", "item,prediction\ni0,yes\ni1,no\n");
    bench.import_with("predictions", &file, json!({ "run": "v2" })).unwrap();
    let line = "blurry = yes or (pred@v2 = maybe and label in (no, maybe) and label != maybe)";
    let sort = json!([{ "column": "tag:blurry" }, { "column": "pred@v2", "descending": true }]);
    bench.ok("view_save", json!({ "name": "mine", "filter": line, "sort": sort, "columns": [] }));
    bench.ok("view_save", json!({ "name": "other", "filter": "lang = de", "sort": [], "columns": [] }));
    let check =
        json!({ "name": "c", "metric": "accuracy", "bound": "at_least", "threshold": 0.5, "filter": line });
    bench.ok("check_add", check);
    bench.ok("tag_create", json!({ "name": "bad", "rule": line }));
}

fn merge(bench: &Bench) {
    let classes = bench.overview().question.classes;
    let into = json!({ "name": "not yes" });
    let merge = json!({ "kind": "merge", "classes": [classes[1].id, classes[2].id], "into": into });
    bench.job("scheme_change", merge).unwrap();
}

fn split(bench: &Bench, work: Value) {
    let class = bench.overview().question.classes[2].id;
    let parts = json!([{ "name": "perhaps" }, { "name": "rather" }]);
    bench
        .job("scheme_change", json!({ "kind": "split", "class": class, "parts": parts, "work": work }))
        .unwrap();
}

fn rename_classes(bench: &Bench) {
    let classes = bench.overview().question.classes;
    // Two swap their names, which are their keys as well.
    let named = |at: usize, name: &str| json!({ "id": classes[at].id, "key": name, "name": name });
    let draft = json!({ "question": "?", "classes": [named(0, "yes"), named(1, "maybe"), named(2, "no")] });
    bench.ok("scheme_update", draft);
}

/// What follows what it names.
pub const SCENARIOS: &[Scenario] = &[
    (
        "tag_update",
        (kept, |b| drop(b.ok("tag_update", json!({ "tag": 1, "edit": { "name": "not sharp" } })))),
    ),
    ("tag_merge", (kept, |b| drop(b.ok("tag_merge", json!({ "tag": 1, "into": 2 }))))),
    ("run_edit", (kept, |b| drop(b.ok("run_edit", json!({ "run": 2, "name": "version two" }))))),
    ("run_edit", (kept, |b| drop(b.ok("run_edit", json!({ "run": run_id(b), "name": "first" }))))),
    ("scheme_update", (kept, rename_classes)),
    ("scheme_change", (kept, merge)),
    ("scheme_change", (kept, |b| split(b, json!({ "kind": "requeue" })))),
    ("scheme_change", (kept, |b| split(b, json!({ "kind": "stay" })))),
    (
        "scheme_change",
        (kept, |b| {
            let class = b.overview().question.classes[2].id;
            b.job("scheme_change", json!({ "kind": "retire", "class": class })).unwrap();
        }),
    ),
];
