//! Everything that changes something can be taken back and done again, or says why not.

use assay_tests::Bench;
use assay_workbench::commands::TABLE;
use assay_workbench::history::{NO_UNDO, UNDO};
use assay_workbench::words::Policy;
use assay_workbench::{Caller, dispatch};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Commands of the table that record no event: they read, or write no project, or take back in their own way.
const NO_EVENT: &[&str] = &[
    "app_info",
    "recent_list",
    "job_status",
    "job_cancel",
    "project_open",
    "project_close",
    "project_overview",
    "project_copy",
    "project_check",
    "event_list",
    "item_history",
    "item_as_of",
    "person_history",
    "scheme_check",
    "scheme_foresee",
    "guideline_get",
    "guideline_preview",
    "person_list",
    "person_activity",
    "role_capabilities",
    "import_preview",
    "import_rejected_save",
    "label_queue",
    "label_left",
    "label_record",
    "label_release",
    "label_history",
    "quality_agreement",
    "quality_consensus",
    "quality_replay",
    "quality_gold",
    "table_agreement",
    "table_consensus",
    "table_replay",
    "conflict_list",
    "item_get",
    "run_list",
    "run_report",
    "field_list",
    "sheet_open",
    "sheet_rows",
    "tag_list",
    "mark_preview",
    "priorities_get",
    "audit_list",
    "audit_foresee",
    "audit_plan",
    "audit_get",
    "audit_certificate",
    "picture_save",
    "export_start",
    "ask_answers",
    "ask_get",
    "ask_list",
    "ask_seen",
    "assignment_rule_list",
    "assignment_rule_preview",
    "audit_groups",
    "baseline_list",
    "conflict_accept_preview",
    "conflict_requeue_preview",
    "dashboard_alarms",
    "dashboard_get",
    "gold_doubtful",
    "gold_list",
    "gold_pool",
    "guideline_compare",
    "guideline_effect",
    "guideline_history",
    "guideline_version",
    "human_foresee",
    "human_get",
    "human_list",
    "human_report",
    "item_list",
    "judgment_list",
    "judgments_set_aside_preview",
    "label_kept",
    "monitor_plan",
    "order_get",
    "person_attributes_list",
    "qualification_plan",
    "rater_list",
    "rater_set_aside_preview",
    "table_simulate",
];

/// Commands that take something back or do it again: their event belongs to the one that they undo.
const UNDOING: &[&str] = &[
    "event_undo",
    "label_undo",
    "adjudicate_undo",
    "sheet_undo",
    "sheet_redo",
    "audit_undo",
    "ask_answer_undo",
    "baseline_undo",
    "human_undo",
];

/// Commands whose event has another name.
const RENAMED: &[(&str, &str)] = &[("import_start", "import")];

#[test]
fn every_command_is_undoable_or_says_why_not() {
    let event_of = |command: &'static str| {
        RENAMED.iter().find(|(known, _)| *known == command).map_or(command, |(_, event)| *event)
    };
    for spec in TABLE {
        let places = [
            UNDO.iter().any(|(command, _)| *command == event_of(spec.name)),
            NO_UNDO.iter().any(|(command, _)| *command == spec.name),
            NO_EVENT.contains(&spec.name),
            UNDOING.contains(&spec.name),
        ];
        assert_eq!(
            places.iter().filter(|found| **found).count(),
            1,
            "{}: name it in history::UNDO or history::NO_UNDO, or here where it records no event",
            spec.name
        );
    }
    for (command, _) in UNDO {
        assert!(SCENARIOS.iter().any(|(known, _)| known == command), "{command}: add a scenario here");
    }
}

/// Tables that only grow, or that say who may work on what just now.
const ASIDE: &[&str] = &[
    "event",
    "event_change",
    "class_change",
    "fitted_past",
    "import",
    "import_change",
    "policy",
    "guideline",
    "consensus_fit",
    "cursor",
    "returned",
    "assignment",
    "sqlite_sequence",
];

/// Columns that say when something was written, and no more.
const WHEN: &[(&str, &str)] = &[
    ("project", "reference_revision"),
    ("project", "item_horizon"),
    ("project", "rank_end"),
    ("comment", "person_id"),
    ("comment", "made_at"),
    ("person", "retired_at"),
    ("class", "retired_at"),
];

/// What is in force of the tables that only grow, and everything of all others.
fn digest(bench: &Bench) -> BTreeMap<String, Vec<String>> {
    let sql = rusqlite::Connection::open(&bench.project).unwrap();
    let rows = |query: &str| -> Vec<String> {
        let mut statement = sql.prepare(query).unwrap();
        let columns = statement.column_count();
        let text = |row: &rusqlite::Row<'_>| {
            let cells = (0..columns).map(|at| Ok(format!("{:?}", row.get::<_, rusqlite::types::Value>(at)?)));
            cells.collect::<rusqlite::Result<Vec<_>>>().map(|cells| cells.join(" | "))
        };
        let mut rows: Vec<String> = statement.query_map([], text).unwrap().map(Result::unwrap).collect();
        rows.sort();
        rows
    };
    let names = |query: &str| -> Vec<String> {
        let mut statement = sql.prepare(query).unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    let mut digest = BTreeMap::new();
    for table in names("SELECT name FROM sqlite_master WHERE type = 'table'") {
        if ASIDE.contains(&table.as_str()) {
            continue;
        }
        let columns = names(&format!("SELECT name FROM pragma_table_info('{table}')"));
        let kept: Vec<String> = columns
            .iter()
            .map(|column| match WHEN.contains(&(table.as_str(), column.as_str())) {
                true if column == "retired_at" => "retired_at IS NULL".to_owned(),
                true => "0".to_owned(),
                false => column.clone(),
            })
            .collect();
        let which = match table.as_str() {
            "judgment" | "adjudication" => "standing = 1",
            "judgment_answer" => "judgment_id IN (SELECT id FROM judgment WHERE standing = 1)",
            _ => "1",
        };
        let found = rows(&format!("SELECT {} FROM {table} WHERE {which}", kept.join(", ")));
        digest.insert(table, found);
    }
    let newest = |query: &str| rows(query);
    digest.insert(
        "policy in force".into(),
        newest(
            "SELECT judgments_per_item, gold_share, skip_allowed, consensus_share, lease_seconds, idle_seconds, rules
             FROM policy ORDER BY id DESC LIMIT 1",
        ),
    );
    digest.insert("guideline in force".into(), newest("SELECT body FROM guideline ORDER BY id DESC LIMIT 1"));
    digest.insert(
        "consensus in force".into(),
        newest("SELECT COALESCE((SELECT method FROM consensus_fit ORDER BY id DESC LIMIT 1), 'majority')"),
    );
    digest
}

fn assert_same(what: &str, left: &BTreeMap<String, Vec<String>>, right: &BTreeMap<String, Vec<String>>) {
    for (table, rows) in left {
        assert_eq!(Some(rows), right.get(table), "{what}: {table}");
    }
}

const CLASSES: [&str; 3] = ["yes", "no", "maybe"];

/// A project in which something of everything was done.
fn base() -> Bench {
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

fn person(bench: &Bench, name: &str) -> Caller {
    let found = bench.overview().people.into_iter().find(|person| person.name == name).unwrap();
    Caller { person: Some(found.uid) }
}

fn uid(bench: &Bench, name: &str) -> String {
    person(bench, name).person.unwrap()
}

fn label(bench: &Bench, rater: &Caller, class: usize) -> Value {
    let queue = dispatch(&bench.workbench, rater, "label_queue", Value::Null).unwrap();
    let question = bench.overview().question;
    let said = json!({ "answers": [{ "question": question.id, "class": question.classes[class].id }], "active_ms": 700 });
    let uid = uuid::Uuid::new_v4().to_string();
    let request = json!({ "assignment": queue["tasks"][0]["assignment"], "uid": uid, "said": said });
    dispatch(&bench.workbench, rater, "label_submit", request).unwrap();
    dispatch(&bench.workbench, rater, "label_release", Value::Null).unwrap();
    dispatch(&bench.workbench, rater, "label_history", json!({ "limit": 1 })).unwrap()[0].clone()
}

fn view(bench: &Bench) -> Value {
    let run = bench.ok("run_list", Value::Null)[0]["id"].clone();
    bench.ok("sheet_open", json!({ "run": run, "query": {} }))
}

fn run_id(bench: &Bench) -> Value {
    bench.ok("run_list", Value::Null)[0]["id"].clone()
}

type Act = fn(&Bench);

/// Makes what the act needs before the digest is taken: the part before `act`.
const SCENARIOS: &[(&str, (Act, Act))] = &[
    ("project_rename", (|_| {}, |b| drop(b.ok("project_rename", json!({ "name": "Other" }))))),
    (
        "policy_update",
        (
            |_| {},
            |b| {
                let policy = Policy { judgments_per_item: 1, consensus_share: 0.9, ..Policy::default() };
                b.ok("policy_update", serde_json::to_value(policy).unwrap());
            },
        ),
    ),
    ("guideline_publish", (|_| {}, |b| drop(b.ok("guideline_publish", json!({ "body": "# Other" }))))),
    (
        "scheme_update",
        (
            |_| {},
            |b| {
                let classes = b.overview().question.classes;
                let draft = json!({ "question": "Is it so?", "classes": [
                { "id": classes[1].id, "name": "never", "hotkey": "9" },
                { "id": classes[0].id, "name": "always" },
                { "id": classes[2].id, "name": "perhaps" },
                { "name": "new" },
            ] });
                b.ok("scheme_update", draft);
            },
        ),
    ),
    (
        "scheme_change",
        (
            |b| fit(b),
            |b| {
                let classes = b.overview().question.classes;
                let into = json!({ "name": "not yes" });
                let merge =
                    json!({ "kind": "merge", "classes": [classes[1].id, classes[2].id], "into": into });
                b.ok("scheme_change", merge);
            },
        ),
    ),
    ("person_add", (|_| {}, |b| drop(b.ok("person_add", json!({ "name": "Bob", "roles": ["rater"] }))))),
    (
        "person_enter",
        (
            |_| {},
            |b| {
                dispatch(&b.workbench, &Caller::default(), "person_enter", json!({ "name": "Cem" })).unwrap();
            },
        ),
    ),
    (
        "person_roles",
        (
            |_| {},
            |b| {
                b.ok("person_roles", json!({ "uid": uid(b, "Ann"), "roles": ["rater", "analyst"] }));
            },
        ),
    ),
    (
        "person_rename",
        (
            |_| {},
            |b| {
                b.ok("person_rename", json!({ "uid": uid(b, "Ann"), "name": "Anna" }));
            },
        ),
    ),
    (
        "person_retire",
        (
            |_| {},
            |b| {
                b.ok("person_retire", json!({ "uid": uid(b, "Ann"), "retired": true }));
            },
        ),
    ),
    ("import", (|_| {}, |b| drop(b.import("judgments", "item,rater,label\ni4,r,yes\ni4,new,no\n")))),
    ("label_submit", (|_| {}, |b| drop(label(b, &person(b, "Ann"), 0)))),
    (
        "label_revise",
        (
            |b| drop(label(b, &person(b, "Ann"), 0)),
            |b| {
                let ann = person(b, "Ann");
                let own = dispatch(&b.workbench, &ann, "label_history", json!({ "limit": 1 })).unwrap();
                let question = b.overview().question;
                let said =
                    json!({ "answers": [{ "question": question.id, "class": question.classes[1].id }] });
                let request = json!({ "judgment": own[0]["judgment"]["id"], "said": said });
                dispatch(&b.workbench, &ann, "label_revise", request).unwrap();
            },
        ),
    ),
    ("adjudicate", (|_| {}, |b| drop(b.ok("adjudicate", json!({ "item": 1, "class": 3 }))))),
    ("consensus_choose", (|_| {}, fit)),
    ("tag_create", (|_| {}, |b| drop(b.ok("tag_create", json!({ "name": "dark" }))))),
    (
        "tag_update",
        (
            |_| {},
            |b| {
                b.ok("tag_update", json!({ "tag": 1, "edit": { "name": "sharp", "importance": 3 } }));
            },
        ),
    ),
    (
        "mark_rows",
        (
            |_| {},
            |b| {
                let view = view(b);
                let request = json!({ "view": view["view"], "revision": view["revision"], "ranges": [[0, 3]], "tag": 1, "mark": "yes" });
                b.ok("mark_rows", request);
            },
        ),
    ),
    ("comment_set", (|_| {}, |b| drop(b.ok("comment_set", json!({ "item": 1, "body": "odd" }))))),
    (
        "rows_draw",
        (
            |_| {},
            |b| {
                b.ok("rows_draw", json!({ "run": run_id(b), "from": "wrong", "size": 1, "seed": 1 }));
            },
        ),
    ),
    ("audit_create", (|_| {}, |b| drop(b.ok("audit_create", json!({ "name": "a", "size": 2, "seed": 1 }))))),
    (
        "audit_judge",
        (
            |b| drop(b.ok("audit_create", json!({ "name": "a", "size": 2, "seed": 1 }))),
            |b| {
                b.ok("audit_judge", json!({ "audit": 1, "position": 0, "class": 1 }));
            },
        ),
    ),
];

fn fit(bench: &Bench) {
    let job = bench.ok("consensus_choose", json!({ "method": "dawid-skene" }));
    bench.wait(&job).unwrap();
}

/// The newest event of a command, not counting undos.
fn newest(bench: &Bench, command: &str) -> i64 {
    let page = bench.ok("event_list", json!({ "filter": { "commands": [command] }, "limit": 1 }));
    page["events"][0]["event"]["id"].as_i64().unwrap()
}

fn undo(bench: &Bench, event: i64) -> Result<Value, String> {
    bench.call("event_undo", json!({ "event": event })).map_err(|e| format!("{}: {}", e.code, e.message))
}

#[test]
fn everything_is_taken_back_exactly_and_done_again_exactly() {
    for (command, (first, act)) in SCENARIOS {
        let bench = base();
        first(&bench);
        let before = digest(&bench);
        act(&bench);
        let after = digest(&bench);
        assert_ne!(before, after, "{command} changed nothing");
        let event = newest(&bench, command);
        undo(&bench, event).unwrap_or_else(|e| panic!("{command}: {e}"));
        assert_same(&format!("{command} taken back"), &before, &digest(&bench));
        bench.assert_sound();
        assert!(undo(&bench, event).unwrap_err().starts_with("not_undoable"), "{command} twice");
        let back = newest(&bench, "event_undo");
        if *command == "import" {
            assert!(undo(&bench, back).unwrap_err().contains("import the file again"));
            continue;
        }
        undo(&bench, back).unwrap_or_else(|e| panic!("{command} again: {e}"));
        assert_same(&format!("{command} done again"), &after, &digest(&bench));
        bench.assert_sound();
        undo(&bench, event).unwrap_or_else(|e| panic!("{command} once more: {e}"));
        assert_same(&format!("{command} taken back once more"), &before, &digest(&bench));
        bench.assert_sound();
    }
}

#[test]
fn every_kind_of_import_is_taken_back_with_what_it_corrected() {
    let update = json!({ "update": true });
    let cases = [
        ("items", "item,text,lang,size\ni0,changed,fr,1\nnew,seven,de,2\n", update.clone()),
        ("gold", "item,label,explanation\ni3,yes,because\ni4,no,so\n", update.clone()),
        ("judgments", "item,rater,label\ni0,r,maybe\ni5,t,yes\n", update.clone()),
        ("judgments", "item,rater,label\nmade,r,maybe\n", json!({ "create_items": true })),
        ("predictions", "item,prediction\ni0,no\ni4,yes\n", json!({ "run": "predictions", "update": true })),
        ("predictions", "item,prediction,score_yes\ni0,no,0.25\n", json!({ "run": "second" })),
        ("sheet", "item,tag:blurry,tag:new,comment\ni0,yes,no,odd\ni1,no,,\n", json!({})),
    ];
    for (kind, content, more) in cases {
        let bench = base();
        let before = digest(&bench);
        let file = bench.file("changed.csv", content);
        let report = bench.import_with(kind, &file, more).unwrap();
        assert_eq!(report["rejected"], 0, "{kind}: {report}");
        assert_ne!(before, digest(&bench), "{kind}");
        undo(&bench, newest(&bench, "import")).unwrap_or_else(|e| panic!("{kind}: {e}"));
        assert_same(kind, &before, &digest(&bench));
        bench.assert_sound();
    }
}

#[test]
fn what_depends_on_an_import_is_named_and_counted() {
    let bench = base();
    let imports = bench.ok("event_list", json!({ "filter": { "commands": ["import"] } }));
    let ids: Vec<i64> = imports["events"]
        .as_array()
        .unwrap()
        .iter()
        .rev()
        .map(|row| row["event"]["id"].as_i64().unwrap())
        .collect();
    let message = undo(&bench, ids[0]).unwrap_err();
    assert!(message.starts_with("in_use"), "{message}");
    for part in ["8 judgments", "1 known answers", "1 decisions", "4 predictions"] {
        assert!(message.contains(part), "{message} should tell {part}");
    }
    assert_eq!(message.matches("predictions").count(), 1, "{message}");
    let message = undo(&bench, ids[1]).unwrap_err();
    assert!(message.contains("1 decisions on their items"), "{message}");
    bench.ok("adjudicate_undo", Value::Null);
    let message = undo(&bench, ids[0]).unwrap_err();
    assert!(message.contains("1 decisions that were taken back and stay in the file"), "{message}");
    bench.ok("rows_draw", json!({ "run": run_id(&bench), "from": "wrong", "size": 1 }));
    assert!(undo(&bench, ids[3]).unwrap_err().contains("drawn rows"));
    bench.assert_sound();
}

#[test]
fn a_later_change_of_the_same_thing_refuses_the_undo_and_is_named() {
    let bench = base();
    bench.ok("project_rename", json!({ "name": "One" }));
    let first = newest(&bench, "project_rename");
    bench.ok("project_rename", json!({ "name": "Two" }));
    let second = newest(&bench, "project_rename");
    let message = undo(&bench, first).unwrap_err();
    assert!(
        message.starts_with("changed_since") && message.contains(&format!("event {second} ")),
        "{message}"
    );
    undo(&bench, second).unwrap();
    undo(&bench, first).unwrap();
    assert_eq!(bench.overview().name, "Test");

    let ann = person(&bench, "Ann");
    let own = label(&bench, &ann, 0);
    let submitted = newest(&bench, "label_submit");
    bench.ok("adjudicate", json!({ "item": own["item"]["id"], "class": 2 }));
    assert!(undo(&bench, submitted).unwrap_err().starts_with("decided"));
    undo(&bench, newest(&bench, "adjudicate")).unwrap();
    undo(&bench, submitted).unwrap();
    let history = dispatch(&bench.workbench, &ann, "label_history", json!({ "limit": 9 })).unwrap();
    assert_eq!(history, json!([]), "a retracted judgment is the rater's no more");
    bench.assert_sound();
}

#[test]
fn a_rater_cannot_take_back_from_the_history() {
    let bench = base();
    let ann = person(&bench, "Ann");
    let event = newest(&bench, "adjudicate");
    for (command, request) in [
        ("event_undo", json!({ "event": event })),
        ("event_list", json!({})),
        ("item_history", json!({ "item": 1 })),
        ("item_as_of", json!({ "item": 1 })),
        ("person_history", json!({ "uid": uid(&bench, "Lea") })),
    ] {
        assert_eq!(dispatch(&bench.workbench, &ann, command, request).unwrap_err().code, "not_allowed");
    }
}
