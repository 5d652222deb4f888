//! Every command as every caller, and whose rows it touches: `docs/roles.md`, line by line.

#![allow(clippy::print_stdout, reason = "the figures are the result")]

use assay_tests::Bench;
use assay_tests::roles::{CALLERS, NAMED, NEWEST, WHOSE, may};
use assay_workbench::commands::TABLE;
use assay_workbench::words::{Policy, Role};
use assay_workbench::{Caller, Needs, dispatch};
use serde_json::{Value, json};

/// What a caller hears who may not call a command.
const REFUSED: [&str; 3] = ["not_allowed", "no_person", "person_retired"];

fn bench() -> Bench {
    let policy = Policy { judgments_per_item: 2, ..Policy::default() };
    let bench = Bench::in_memory(&["yes", "no"], policy);
    bench.items(12);
    bench.import("gold", "item,label\ni10,yes\ni11,no\n");
    bench.import(
        "predictions",
        &(0..12).fold("item,pred\n".to_owned(), |text, i| format!("{text}i{i},yes\n")),
    );
    bench
}

fn someone(bench: &Bench, name: &str, roles: &[Role]) -> Caller {
    let person = bench.ok("person_add", json!({ "name": name, "roles": roles }));
    Caller { person: person["uid"].as_str().map(str::to_owned) }
}

fn ask(bench: &Bench, who: &Caller, command: &str, request: Value) -> Result<Value, String> {
    dispatch(&bench.workbench, who, command, request).map_err(|error| error.code)
}

/// Arguments that say something, where a command takes ids and names; every other command gets them too.
fn plausible() -> [Value; 6] {
    [
        Value::Null,
        json!({}),
        json!({ "item": 1 }),
        json!({ "run": 1 }),
        json!({ "limit": 5 }),
        json!({ "body": "text", "name": "a name", "id": 1 }),
    ]
}

#[test]
fn every_command_is_refused_to_whoever_may_not_call_it_and_to_nobody_else() {
    let bench = bench();
    let retired = someone(&bench, "Retired", Role::ALL);
    bench.ok("person_retire", json!({ "uid": retired.person, "retired": true }));
    let mut callers: Vec<(String, Caller, &[Role])> = CALLERS
        .iter()
        .map(|(name, held)| {
            let caller = if held.is_empty() { Caller::default() } else { someone(&bench, name, held) };
            ((*name).to_owned(), caller, *held)
        })
        .collect();
    callers.push(("retired".into(), retired, &[]));
    callers.push(("stranger".into(), Caller { person: Some(uuid::Uuid::new_v4().to_string()) }, &[]));
    callers.push(("hostile".into(), Caller { person: Some("' OR 1=1 --".into()) }, &[]));
    let mut tried = 0;
    for spec in TABLE {
        // These would take the project away from under the others.
        if ["project_close", "project_create", "project_open", "sample_create"].contains(&spec.name) {
            assert_eq!(spec.needs, Needs::Nothing, "{}", spec.name);
            continue;
        }
        for (who, caller, held) in &callers {
            for request in plausible() {
                let answer = ask(&bench, caller, spec.name, request.clone());
                let refused = answer.as_ref().is_err_and(|code| REFUSED.contains(&code.as_str()));
                assert_eq!(refused, !may(spec, held), "{} as {who} with {request}: {answer:?}", spec.name);
                tried += 1;
            }
        }
    }
    bench.assert_sound();
    println!("{} commands, {} callers, {tried} calls", TABLE.len(), callers.len());
}

#[test]
fn a_refused_command_changes_nothing() {
    let bench = bench();
    let rater = someone(&bench, "Ann", &[Role::Rater]);
    let before = bench.events().len();
    let mut tried = 0;
    for spec in TABLE.iter().filter(|spec| !may(spec, &[Role::Rater])) {
        for request in plausible() {
            ask(&bench, &rater, spec.name, request).unwrap_err();
            tried += 1;
        }
    }
    assert!(tried > 500, "{tried}");
    assert_eq!(bench.events().len(), before);
}

fn said(bench: &Bench, class: usize) -> Value {
    let question = bench.overview().question;
    json!({ "answers": [{ "question": question.id, "class": question.classes[class].id }] })
}

fn assignment(bench: &Bench, who: &Caller) -> Value {
    ask(bench, who, "label_queue", Value::Null).unwrap()["tasks"][0]["assignment"].clone()
}

fn submit(bench: &Bench, who: &Caller, assignment: &Value) -> Result<Value, String> {
    let uid = uuid::Uuid::new_v4().to_string();
    ask(bench, who, "label_submit", json!({ "assignment": assignment, "uid": uid, "said": said(bench, 0) }))
}

#[test]
fn a_rater_works_on_own_assignments_and_judgments_only() {
    let bench = bench();
    let ann = someone(&bench, "Ann", &[Role::Rater]);
    let others = [
        ("another rater", someone(&bench, "Bob", &[Role::Rater])),
        ("an analyst", someone(&bench, "Cat", &[Role::Rater, Role::Analyst])),
        ("the lead", bench.lead.clone()),
    ];
    let held = assignment(&bench, &ann);
    for (who, other) in &others {
        assert_ne!(assignment(&bench, other), held, "{who} is offered another's");
        submit(&bench, other, &held).expect_err(who);
        let uid = uuid::Uuid::new_v4().to_string();
        ask(&bench, other, "ask_send", json!({ "assignment": held, "uid": uid, "body": "why?" }))
            .expect_err(who);
        ask(&bench, other, "label_release", Value::Null).unwrap();
    }
    submit(&bench, &ann, &held).expect("her own still stands after all that");
    let judged = ask(&bench, &ann, "label_history", json!({ "limit": 9 })).unwrap();
    let judgment = &judged[0]["judgment"]["id"];
    for (who, other) in &others {
        let revised =
            ask(&bench, other, "label_revise", json!({ "judgment": judgment, "said": said(&bench, 1) }));
        revised.expect_err(who);
        let undone = ask(&bench, other, "label_undo", Value::Null).unwrap();
        assert_eq!(undone["undone"], false, "{who} took back another's label");
        assert_eq!(ask(&bench, other, "label_history", json!({ "limit": 9 })).unwrap(), json!([]), "{who}");
    }
    let after = ask(&bench, &ann, "label_history", json!({ "limit": 9 })).unwrap();
    assert_eq!(after, judged, "nobody changed what Ann said");
    ask(&bench, &ann, "label_revise", json!({ "judgment": judgment, "said": said(&bench, 1) })).unwrap();
    assert_eq!(ask(&bench, &ann, "label_undo", Value::Null).unwrap()["undone"], true);
    bench.assert_sound();
}

#[test]
fn an_undo_without_an_id_takes_back_the_callers_own_newest() {
    let bench = bench();
    let second = someone(&bench, "Second", &[Role::Lead]);
    let classes = bench.overview().question.classes;
    bench.ok("adjudicate", json!({ "item": 1, "class": classes[0].id }));
    bench.ok("baseline_set", json!({ "name": "people", "value": 0.9 }));
    bench.ok("tag_create", json!({ "name": "blurry" }));
    let view = bench.ok("sheet_open", json!({ "run": 1, "query": {} }));
    bench.ok("mark_rows", json!({ "view": view["view"], "revision": view["revision"], "ranges": [[0, 2]], "tag": 1, "mark": "yes" }));
    let audit = bench.ok("audit_create", json!({ "name": "lot", "size": 1 }))["audit"]["id"].clone();
    bench.ok("audit_judge", json!({ "audit": audit, "position": 0, "class": classes[0].id }));
    let before = bench.events().len();
    for (command, request) in [
        ("adjudicate_undo", Value::Null),
        ("baseline_undo", Value::Null),
        ("sheet_undo", Value::Null),
        ("sheet_redo", Value::Null),
        ("ask_answer_undo", Value::Null),
        ("label_undo", Value::Null),
        ("audit_undo", json!({ "audit": audit })),
        ("human_undo", json!({ "draw": 1 })),
        ("retag_undo", json!({ "retag": 1 })),
    ] {
        assert!(WHOSE.contains(&(command, NEWEST)), "{command}");
        // Refused, or an answer that says that there was nothing; either way nothing was done.
        let answer = ask(&bench, &second, command, request);
        assert_eq!(bench.events().len(), before, "{command}: {answer:?}");
    }
    for command in ["adjudicate_undo", "baseline_undo", "sheet_undo"] {
        bench.ok(command, Value::Null);
    }
    bench.ok("audit_undo", json!({ "audit": audit }));
    assert_eq!(bench.events().len(), before + 4, "the same person may");
    bench.assert_sound();
}

#[test]
fn the_table_of_rows_names_commands_that_are_there() {
    for (name, whose) in WHOSE {
        let spec =
            TABLE.iter().find(|spec| spec.name == *name).unwrap_or_else(|| panic!("no command {name}"));
        assert!(matches!(spec.needs, Needs::Role(_)), "{name} touches rows of a person and needs no role");
        if [NAMED, NEWEST].contains(whose) {
            assert_ne!(spec.needs, Needs::Nothing, "{name}");
        }
    }
    // Whatever is called undo is in it.
    for spec in TABLE.iter().filter(|spec| spec.name.ends_with("_undo")) {
        assert!(WHOSE.iter().any(|(name, _)| *name == spec.name), "{} is missing", spec.name);
    }
}
