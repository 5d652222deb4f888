//! The guideline, who gets what, questions, and many decisions at once.

use super::Scenario;
use super::base::{as_one, field, person, rules, uid};
use crate::{Bench, dispatch};
use serde_json::{Value, json};

/// Ann asks about the first item on offer.
pub fn ask(bench: &Bench) {
    let queue = dispatch(&bench.workbench, &person(bench, "Ann"), "label_queue", Value::Null).unwrap();
    let request = json!({ "assignment": queue["tasks"][0]["assignment"], "uid": "ask", "body": "What?", "active_ms": 5 });
    as_one(bench, "Ann", "ask_send", request);
}

/// The lead answers the first question.
pub fn answer(bench: &Bench, body: &str, into_guideline: bool) {
    let request = json!({ "ask": 1, "body": body, "reach": "everyone", "into_guideline": into_guideline });
    bench.ok("ask_answer", request);
}

fn only_spanish(bench: &Bench, at_least: Option<u32>) {
    let rule = json!({ "field": field(bench, "lang"), "field_value": "es", "at_least": at_least,
                       "attribute": { "name": "language", "value": "es" } });
    bench.ok("assignment_rule_add", rule);
}

fn attributes(bench: &Bench, value: &str) {
    let attributes = json!([{ "name": "language", "value": value }]);
    bench.ok("person_attributes_set", json!({ "person": uid(bench, "Ann"), "attributes": attributes }));
}

fn order(bench: &Bench, by: Value) {
    let job = bench.ok("order_set", json!({ "order": by }));
    bench.wait(&job).unwrap();
}

fn weighed(bench: &Bench) {
    bench.import("items", "item,text,weight\nw0,a,3\nw1,b,9\nw2,c,5\n");
}

/// Two conflicts with a class in the lead, one of them decided on.
fn conflicts(bench: &Bench) {
    rules(bench, json!({}), 0.0);
    let votes = "i4,r,yes\ni4,s,yes\ni4,t,no\ni5,r,no\ni5,s,no\ni5,t,yes\n";
    bench.import("judgments", &format!("item,rater,label\n{votes}"));
}

fn with_expected(bench: &Bench, command: &str, mut request: Value) {
    let preview = bench.ok(&format!("{command}_preview"), request.clone());
    assert_ne!(preview["items"], 0);
    request["expected"] = preview["items"].clone();
    bench.ok(command, request);
}

/// The scenarios.
pub const SCENARIOS: &[Scenario] = &[
    (
        "guideline_restore",
        (
            |b| drop(b.ok("guideline_publish", json!({ "body": "# Other" }))),
            |b| drop(b.ok("guideline_restore", json!({ "version": 1 }))),
        ),
    ),
    ("person_attributes_set", (|b| only_spanish(b, None), |b| attributes(b, "es"))),
    (
        "person_attributes_set",
        (
            |b| {
                only_spanish(b, Some(1));
                attributes(b, "es");
            },
            |b| attributes(b, "fr"),
        ),
    ),
    ("assignment_rule_add", (|_| {}, |b| only_spanish(b, None))),
    ("assignment_rule_add", (|_| {}, |b| only_spanish(b, Some(1)))),
    (
        "assignment_rule_retire",
        (|b| only_spanish(b, Some(1)), |b| drop(b.ok("assignment_rule_retire", json!({ "rule": 1 })))),
    ),
    ("order_set", (|_| {}, |b| order(b, json!({ "by": "import" })))),
    (
        "order_set",
        (
            |b| {
                weighed(b);
                order(b, json!({ "by": "random" }));
            },
            |b| order(b, json!({ "by": "priority", "field": field(b, "weight") })),
        ),
    ),
    (
        "order_set",
        (
            |b| {
                weighed(b);
                order(b, json!({ "by": "priority", "field": field(b, "weight") }));
            },
            |b| order(b, json!({ "by": "import" })),
        ),
    ),
    (
        "requeue_items",
        (
            |_| {},
            |b| drop(b.ok("requeue_items", json!({ "items": [1, 5], "extra": 2, "reason": "in doubt" }))),
        ),
    ),
    ("ask_send", (|_| {}, ask)),
    ("ask_answer", (ask, |b| answer(b, "So.", false))),
    ("ask_answer", (ask, |b| answer(b, "So.", true))),
    // In the place of an earlier answer.
    (
        "ask_answer",
        (
            |b| {
                ask(b);
                answer(b, "So.", true);
            },
            |b| answer(b, "Or so.", true),
        ),
    ),
    (
        "conflict_accept",
        (conflicts, |b| {
            with_expected(
                b,
                "conflict_accept",
                json!({ "filter": {}, "at_least": 0.6, "cause": "rater_error" }),
            )
        }),
    ),
    (
        "conflict_requeue",
        (conflicts, |b| with_expected(b, "conflict_requeue", json!({ "filter": {}, "extra": 2 }))),
    ),
    ("example_add", (|_| {}, |b| drop(b.ok("example_add", json!({ "item": 1, "rationale": "it *is* so" }))))),
];
