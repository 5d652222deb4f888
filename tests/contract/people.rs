//! People: renaming, retiring, and what each role may see.

use assay_tests::Bench;
use assay_workbench::commands::TABLE;
use assay_workbench::words::{Policy, Role};
use assay_workbench::{Caller, Needs, dispatch};
use serde_json::{Value, json};

#[test]
fn whoever_is_retired_gets_no_work_and_gives_back_what_is_on_offer() {
    let bench = Bench::new(&["yes", "no"], Policy { judgments_per_item: 1, ..Policy::default() });
    bench.items(3);
    let (ann, bob) = (bench.rater("Ann"), bench.rater("Bob"));
    dispatch(&bench.workbench, &ann, "label_queue", Value::Null).unwrap();
    let left = |rater: &Caller| dispatch(&bench.workbench, rater, "label_left", Value::Null);
    assert_eq!(left(&bob).unwrap(), 1, "two items are on offer to Ann");
    bench.ok("person_rename", json!({ "uid": ann.person, "name": "Anna" }));
    bench.ok("person_retire", json!({ "uid": ann.person, "retired": true }));
    assert_eq!(left(&bob).unwrap(), 3);
    assert_eq!(left(&ann).unwrap_err().code, "person_retired");
    let entering = dispatch(&bench.workbench, &Caller::default(), "person_enter", json!({ "name": "anna" }));
    assert_eq!(entering.unwrap_err().code, "person_retired");
    let anna = bench.overview().people.into_iter().find(|person| person.name == "Anna").unwrap();
    assert!(anna.retired);
    bench.ok("person_retire", json!({ "uid": ann.person, "retired": false }));
    assert_eq!(left(&ann).unwrap(), 3);
    bench.assert_sound();
}

#[test]
fn a_project_keeps_a_lead_at_work() {
    let bench = Bench::new(&["yes", "no"], Policy::default());
    let lea = bench.lead.person.clone();
    let error = bench.call("person_retire", json!({ "uid": lea, "retired": true })).unwrap_err();
    assert_eq!(error.code, "last_lead");
    bench.ok("person_add", json!({ "name": "Max", "roles": ["lead"] }));
    let max = bench.overview().people.into_iter().find(|person| person.name == "Max").unwrap();
    bench.ok("person_retire", json!({ "uid": max.uid, "retired": true }));
    let roles = json!({ "uid": lea, "roles": ["rater"] });
    assert_eq!(bench.call("person_roles", roles).unwrap_err().code, "last_lead", "a retired lead is none");
    // Somebody who was retired is nobody, and makes no lead.
    let caller = Caller { person: Some(max.uid) };
    let boss = json!({ "name": "Boss", "roles": ["lead"] });
    assert_eq!(dispatch(&bench.workbench, &caller, "person_add", boss).unwrap_err().code, "not_allowed");
    let taken = json!({ "uid": lea, "name": "MAX" });
    assert_eq!(bench.call("person_rename", taken).unwrap_err().code, "name_taken");
}

#[test]
fn the_history_of_a_person_tells_own_acts_and_those_of_others() {
    let bench = Bench::new(&["yes", "no"], Policy { judgments_per_item: 1, ..Policy::default() });
    bench.items(2);
    let ann = bench.rater("Ann");
    let queue = dispatch(&bench.workbench, &ann, "label_queue", Value::Null).unwrap();
    let question = bench.overview().question;
    let said =
        json!({ "answers": [{ "question": question.id, "class": question.classes[0].id }], "active_ms": 5 });
    let uid = uuid::Uuid::new_v4().to_string();
    let request = json!({ "assignment": queue["tasks"][0]["assignment"], "uid": uid, "said": said });
    dispatch(&bench.workbench, &ann, "label_submit", request).unwrap();
    let newest = bench.ok("event_list", json!({ "limit": 1 }))["events"][0]["event"]["id"].clone();
    bench.ok("event_undo", json!({ "event": newest }));
    bench.ok("person_rename", json!({ "uid": ann.person, "name": "Anna" }));
    let told = bench.ok("person_history", json!({ "uid": ann.person }));
    let commands: Vec<&str> = told["events"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["event"]["command"].as_str().unwrap())
        .collect();
    assert_eq!(commands, ["person_rename", "event_undo", "label_submit", "person_add"]);
    assert_eq!(told["activity"]["judgments"], 0);
    assert!(told["activity"]["last_active"].as_i64().unwrap() > 0);
    let first = bench.ok("person_history", json!({ "uid": ann.person, "limit": 1 }));
    assert_eq!(first["more"], true);
    let older = first["events"][0]["event"]["id"].clone();
    let second = bench.ok("person_history", json!({ "uid": ann.person, "limit": 1, "before": older }));
    assert_eq!(second["events"][0]["event"]["command"], "event_undo");
}

/// Commands that a rater may call, and that say nothing of answers of others, of gold or of a model.
const FOR_RATERS: &[&str] = &[
    "label_queue",
    "label_left",
    "label_submit",
    "label_undo",
    "label_revise",
    "label_release",
    "label_history",
    "project_overview",
    "project_copy",
    "project_check",
    "label_kept",
    "label_record",
    "guideline_get",
    "guideline_version",
    "guideline_compare",
    "guideline_accept",
    "qualification_start",
    "ask_send",
    "ask_answers",
    "ask_seen",
    "person_list",
    "person_add",
    "person_enter",
    "role_capabilities",
];

#[test]
fn each_role_may_call_what_the_table_says_and_nothing_else() {
    let bench = Bench::new(&["yes", "no"], Policy::default());
    bench.items(2);
    let caller = |name: &str, roles: Value| {
        let person = bench.ok("person_add", json!({ "name": name, "roles": roles }));
        Caller { person: person["uid"].as_str().map(str::to_owned) }
    };
    let callers = [
        (Role::Rater, caller("rater", json!(["rater"]))),
        (Role::Lead, caller("lead", json!(["lead"]))),
        (Role::Analyst, caller("analyst", json!(["analyst"]))),
    ];
    let told = bench.ok("role_capabilities", Value::Null);
    for spec in TABLE {
        let Needs::Role(needed) = spec.needs else {
            assert!(
                spec.needs == Needs::Nothing || FOR_RATERS.contains(&spec.name),
                "{} is open to everyone: say here that it tells a rater nothing, or give it a role",
                spec.name
            );
            continue;
        };
        assert!(
            needed != Role::Rater || FOR_RATERS.contains(&spec.name),
            "{} is open to raters: say here that it tells nothing of others, gold or a model",
            spec.name
        );
        for (role, caller) in &callers {
            // The role is looked at before the request, which nobody could read.
            let refused = match dispatch(&bench.workbench, caller, spec.name, json!("nonsense")) {
                Err(error) => error.code == "not_allowed",
                Ok(_) => false,
            };
            let allowed = *role == needed || *role == Role::Lead;
            assert_eq!(refused, !allowed, "{} as {role}", spec.name);
            let row = told.as_array().unwrap().iter().find(|row| row["command"] == spec.name).unwrap();
            let listed = row["roles"].as_array().unwrap().contains(&json!(role.word()));
            assert_eq!(listed, allowed, "{} as {role}", spec.name);
        }
    }
}
