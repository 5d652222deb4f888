//! The project that every scenario begins with, and what they share.

use crate::{Bench, dispatch};
use assay_workbench::Caller;
use assay_workbench::words::Policy;
use serde_json::{Value, json};

const CLASSES: [&str; 3] = ["yes", "no", "maybe"];

/// A project in which something of everything was done.
pub fn base() -> Bench {
    let bench = Bench::new(&CLASSES, Policy { judgments_per_item: 2, ..Policy::default() });
    bench.import(
        "items",
        "item,text,lang\ni0,zero,de\ni1,one,es\ni2,two,de\ni3,three,es\ni4,four,de\ni5,five,es\n",
    );
    bench.import(
        "judgments",
        "item,rater,label\ni0,r,yes\ni0,s,yes\ni1,r,no\ni1,s,maybe\ni2,r,maybe\ni2,s,maybe\ni3,r,no\ni3,s,no\n",
    );
    bench.import("gold", "item,label\ni3,no\n");
    bench.import("predictions", "item,prediction\ni0,yes\ni1,yes\ni2,no\ni3,maybe\n");
    bench.ok("tag_create", json!({ "name": "blurry" }));
    bench.ok("person_add", json!({ "name": "Ann", "roles": ["rater"] }));
    bench.ok("adjudicate", json!({ "item": 1, "class": 2, "cause": "rater_error" }));
    bench
}

/// Someone by name, as a caller.
pub fn person(bench: &Bench, name: &str) -> Caller {
    let found = bench.overview().people.into_iter().find(|person| person.name == name).unwrap();
    Caller { person: Some(found.uid) }
}

/// The uid of a person.
pub fn uid(bench: &Bench, name: &str) -> String {
    person(bench, name).person.unwrap()
}

/// One label of a rater, who then leaves; the newest entry of the own history.
pub fn label(bench: &Bench, rater: &Caller, class: usize) -> Value {
    let queue = dispatch(&bench.workbench, rater, "label_queue", Value::Null).unwrap();
    let question = bench.overview().question;
    let said = json!({ "answers": [{ "question": question.id, "class": question.classes[class].id }], "active_ms": 700 });
    let uid = uuid::Uuid::new_v4().to_string();
    let request = json!({ "assignment": queue["tasks"][0]["assignment"], "uid": uid, "said": said });
    dispatch(&bench.workbench, rater, "label_submit", request).unwrap();
    dispatch(&bench.workbench, rater, "label_release", Value::Null).unwrap();
    dispatch(&bench.workbench, rater, "label_history", json!({ "limit": 1 })).unwrap()[0].clone()
}

/// The first run, opened as a sheet.
pub fn view(bench: &Bench) -> Value {
    let run = bench.ok("run_list", Value::Null)[0]["id"].clone();
    bench.ok("sheet_open", json!({ "run": run, "query": {} }))
}

/// The row id of the first run.
pub fn run_id(bench: &Bench) -> Value {
    bench.ok("run_list", Value::Null)[0]["id"].clone()
}

/// A fitted consensus comes into force.
pub fn fit(bench: &Bench) {
    let job = bench.ok("consensus_choose", json!({ "method": "dawid-skene" }));
    bench.wait(&job).unwrap();
}

/// The project is under these rules from now on.
pub fn rules(bench: &Bench, rules: Value, gold_share: f64) {
    let policy =
        json!({ "judgments_per_item": 2, "gold_share": gold_share, "consensus_share": 0.9, "rules": rules });
    let policy: Policy = serde_json::from_value(policy).unwrap();
    bench.ok("policy_update", serde_json::to_value(policy).unwrap());
}

/// Someone other than the lead does this, and leaves nothing on offer.
pub fn as_one(bench: &Bench, who: &str, command: &str, request: Value) -> Value {
    let who = person(bench, who);
    let done = dispatch(&bench.workbench, &who, command, request)
        .unwrap_or_else(|e| panic!("{command}: {} {}", e.code, e.message));
    dispatch(&bench.workbench, &who, "label_release", Value::Null).unwrap();
    done
}

/// The row id of a person.
pub fn id(bench: &Bench, name: &str) -> i64 {
    bench.overview().people.into_iter().find(|person| person.name == name).unwrap().id
}

/// The row id of a class by its place.
pub fn class(bench: &Bench, at: usize) -> i64 {
    bench.overview().question.classes[at].id
}

/// The row id of a metadata field.
pub fn field(bench: &Bench, name: &str) -> i64 {
    let fields = bench.ok("field_list", Value::Null);
    let field = fields.as_array().unwrap().iter().find(|field| field["name"] == name).unwrap();
    field["id"].as_i64().unwrap()
}
