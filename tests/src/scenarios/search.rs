//! What is done with slices, suspects and lists of items.

use super::Scenario;
use super::base::run_id;
use crate::Bench;
use serde_json::json;

fn collect(bench: &Bench) {
    let wanted = json!({ "filter": "pred != label" });
    bench.ok(
        "collection_make",
        json!({ "run": run_id(bench), "wanted": wanted, "name": "more", "note": "n", "target": 9 }),
    );
}

/// The scenarios.
pub const SCENARIOS: &[Scenario] =
    &[
        (
            "slice_to_tag",
            (
                |_| {},
                |b| {
                    drop(b.ok(
                        "slice_to_tag",
                        json!({ "run": run_id(b), "filter": "lang = de", "name": "German" }),
                    ))
                },
            ),
        ),
        (
            "relabel_send",
            (
                |_| {},
                |b| {
                    let wanted = json!({ "filter": "pred != label" });
                    b.ok(
                        "relabel_send",
                        json!({ "run": run_id(b), "wanted": wanted, "extra_correct": 2, "seed": 1 }),
                    );
                },
            ),
        ),
        ("collection_make", (|_| {}, collect)),
        ("collection_drop", (collect, |b| drop(b.ok("collection_drop", json!({ "collection": 1 }))))),
    ];
