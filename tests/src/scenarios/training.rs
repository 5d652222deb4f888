//! What comes before work and watches over it.

use super::Scenario;
use super::base::{as_one, class, fit, id, person, rules};
use crate::{Bench, dispatch};
use serde_json::{Value, json};

/// Gold enough for a test: `yes`, all of it for this part.
fn gold(bench: &Bench, practice: u32, qualification: u32) {
    let items: String = (0..50).map(|i| format!("g{i},gold {i}\n")).collect();
    bench.import("items", &format!("item,text\n{items}"));
    let rows: String = (0..50).map(|i| format!("g{i},yes,because\n")).collect();
    bench.import("gold", &format!("item,label,explanation\n{rows}"));
    bench.ok("gold_divide", json!({ "practice": practice, "qualification": qualification, "seed": 3 }));
}

fn tested(bench: &Bench) {
    gold(bench, 0, 45);
    let rule = json!({ "acceptable": 0.85, "unacceptable": 0.65, "alpha": 0.05, "beta": 0.05, "most_golds": 40, "attempts": 1 });
    rules(bench, json!({ "qualification": rule }), 0.0);
}

fn watched(bench: &Bench) {
    gold(bench, 0, 0);
    let rule = json!({ "acceptable": 0.85, "unacceptable": 0.65, "run_length": 200 });
    let items: String = (0..60).map(|i| format!("o{i},other {i}\n")).collect();
    bench.import("items", &format!("item,text\n{items}"));
    rules(bench, json!({ "monitor": rule }), 0.5);
}

/// Ann answers `no` while there is something to answer.
fn wrong_on(bench: &Bench) {
    let ann = person(bench, "Ann");
    let question = bench.overview().question;
    let mut queue = dispatch(&bench.workbench, &ann, "label_queue", Value::Null).unwrap();
    for answer in 0..100 {
        if !queue["tasks"][0].is_object() {
            break;
        }
        let said = json!({ "answers": [{ "question": question.id, "class": question.classes[1].id }] });
        let request = json!({ "assignment": queue["tasks"][0]["assignment"], "uid": format!("w{answer}"), "said": said });
        queue = dispatch(&bench.workbench, &ann, "label_submit", request).unwrap();
    }
    assert_eq!(queue["stage"]["kind"], "gated", "{}", queue["stage"]);
}

fn set_aside(bench: &Bench) {
    bench.ok("rater_set_aside", json!({ "person": id(bench, "r"), "which": "all" }));
}

/// The scenarios.
pub const SCENARIOS: &[Scenario] = &[
    (
        "guideline_accept",
        (
            |b| rules(b, json!({ "accept_guideline": true }), 0.0),
            |b| drop(as_one(b, "Ann", "guideline_accept", json!({ "version": 1 }))),
        ),
    ),
    ("qualification_start", (tested, |b| drop(as_one(b, "Ann", "qualification_start", Value::Null)))),
    // Without an attempt, and after one that failed.
    (
        "qualification_decide",
        (tested, |b| {
            b.ok("qualification_decide", json!({ "person": id(b, "Ann"), "decision": "pass" }));
        }),
    ),
    (
        "qualification_decide",
        (
            |b| {
                tested(b);
                as_one(b, "Ann", "qualification_start", Value::Null);
                wrong_on(b);
            },
            |b| {
                b.ok("qualification_decide", json!({ "person": id(b, "Ann"), "decision": "again" }));
            },
        ),
    ),
    (
        "gold_divide",
        (
            |b| gold(b, 5, 9),
            |b| {
                b.ok("gold_divide", json!({ "practice": 9, "qualification": 5, "seed": 8 }));
            },
        ),
    ),
    (
        "gold_set",
        (
            |b| rules(b, json!({}), 0.2),
            |b| {
                let edit =
                    json!({ "part": "practice", "answers": [class(b, 0), class(b, 2)], "explanation": "so" });
                b.ok("gold_set", json!({ "item": 4, "edit": edit }));
            },
        ),
    ),
    ("gold_remove", (|b| rules(b, json!({}), 0.2), |b| drop(b.ok("gold_remove", json!({ "item": 4 }))))),
    (
        "rater_resume",
        (
            |b| {
                watched(b);
                wrong_on(b);
            },
            |b| drop(b.ok("rater_resume", json!({ "person": id(b, "Ann") }))),
        ),
    ),
    ("rater_set_aside", (|_| {}, set_aside)),
    // What a fit said of the items holds again.
    ("rater_set_aside", (fit, set_aside)),
    // Where the items have more than they want, nothing opens.
    (
        "rater_set_aside",
        (|b| drop(b.import("judgments", "item,rater,label\ni0,t,no\ni1,t,no\ni2,t,yes\n")), set_aside),
    ),
    (
        "rater_set_aside",
        (|b| rules(b, json!({ "adaptive": { "most_judgments": 4, "target": 0.9 } }), 0.0), set_aside),
    ),
];
