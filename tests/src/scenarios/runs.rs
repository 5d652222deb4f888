//! Records of runs, promises and pipelines.

use super::Scenario;
use super::base::run_id;
use crate::Bench;
use serde_json::json;

fn promise(bench: &Bench) {
    bench.ok("promise_set", json!({ "run": run_id(bench), "tags": [1], "note": "plan" }));
}

fn pipeline(bench: &Bench, name: &str, more: bool) {
    let run = run_id(bench);
    let mut request = json!({ "name": name, "base": run, "stages": [{ "name": "one", "run": run }] });
    if more {
        request["id"] = json!(1);
        request["stages"] = json!([{ "name": "two", "run": run }, { "name": "three", "run": run }]);
    }
    bench.ok("pipeline_save", request);
}

/// The scenarios.
pub const SCENARIOS: &[Scenario] = &[
    (
        "run_edit",
        (
            |_| {},
            |b| {
                let record = json!({ "version": "2", "hyperparameters": "{\"a\": 1}", "note": "better" });
                b.ok("run_edit", json!({ "run": run_id(b), "name": "other", "record": record }));
            },
        ),
    ),
    ("run_edit", (|_| {}, |b| drop(b.ok("run_edit", json!({ "run": run_id(b), "archived": true }))))),
    ("promise_set", (|_| {}, promise)),
    ("promise_delete", (promise, |b| drop(b.ok("promise_delete", json!({ "promise": 1 }))))),
    ("pipeline_save", (|_| {}, |b| pipeline(b, "p", false))),
    ("pipeline_save", (|b| pipeline(b, "p", false), |b| pipeline(b, "q", true))),
    (
        "pipeline_delete",
        (|b| pipeline(b, "p", false), |b| drop(b.ok("pipeline_delete", json!({ "pipeline": 1 })))),
    ),
];
