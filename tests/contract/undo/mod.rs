//! Everything that changes something can be taken back and done again, or says why not.

mod digest;
mod refused;

use assay_tests::Bench;
use assay_tests::scenarios::{
    Scenario, all, base, checks, label, leads, level, lines, person, run_id, runs, search, tagging, training,
    uid, work,
};
use assay_tests::stories::newest;
use assay_workbench::commands::TABLE;
use assay_workbench::dispatch;
use assay_workbench::history::{NO_UNDO, UNDO};
use digest::{assert_same, digest};
use serde_json::{Value, json};

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
    "project_fault",
    "project_reopen",
    "project_check",
    "backups_list",
    "backup_now",
    "backup_copy",
    "backups_of_file",
    "backup_rescue",
    "event_list",
    "item_history",
    "item_as_of",
    "person_history",
    "agreeing_reach",
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
    "runs_compare",
    "runs_leaderboard",
    "promise_list",
    "pipeline_list",
    "pipeline_report",
    "field_list",
    "sheet_open",
    "sheet_rows",
    "filter_complete",
    "view_list",
    "tag_list",
    "tag_counts",
    "tag_merge_preview",
    "tag_split_preview",
    "tag_delete_preview",
    "retag_list",
    "retag_get",
    "draw_foresee",
    "draw_list",
    "parts_get",
    "parts_compare",
    "part_opened",
    "mark_preview",
    "marks_paste_preview",
    "marks_rest_preview",
    "prediction_scores",
    "priorities_get",
    "priorities_if",
    "priorities_settings",
    "run_metrics",
    "run_curve",
    "run_parts",
    "run_gaps",
    "check_list",
    "checks_get",
    "slices_find",
    "suspects_list",
    "relabel_foresee",
    "relabel_list",
    "relabel_report",
    "collection_list",
    "examples_export",
    "drift_parts",
    "drift_report",
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
    "retag_undo",
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
        assert!(all().any(|(known, _)| known == command), "{command}: add a scenario here");
    }
}

fn undo(bench: &Bench, event: i64) -> Result<Value, String> {
    bench.call("event_undo", json!({ "event": event })).map_err(|e| format!("{}: {}", e.code, e.message))
}

/// Takes back what one scenario did, does it again, and takes it back once more.
fn prove(&(command, (first, act)): &Scenario) {
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
    if command == "import" {
        assert!(undo(&bench, back).unwrap_err().contains("import the file again"));
        return;
    }
    undo(&bench, back).unwrap_or_else(|e| panic!("{command} again: {e}"));
    assert_same(&format!("{command} done again"), &after, &digest(&bench));
    bench.assert_sound();
    undo(&bench, event).unwrap_or_else(|e| panic!("{command} once more: {e}"));
    assert_same(&format!("{command} taken back once more"), &before, &digest(&bench));
    bench.assert_sound();
}

/// Goes on after one that fails, so that all that fail are told.
fn prove_all(scenarios: &'static [Scenario]) {
    let fails = |scenario: &&Scenario| {
        let scenario: Scenario = **scenario;
        std::thread::spawn(move || prove(&scenario)).join().is_err()
    };
    let failed: Vec<&str> = scenarios.iter().filter(fails).map(|(command, _)| *command).collect();
    assert_eq!(failed, [""; 0]);
}

#[test]
fn work_is_taken_back_exactly_and_done_again_exactly() {
    prove_all(work::SCENARIOS);
}

#[test]
fn training_is_taken_back_exactly_and_done_again_exactly() {
    prove_all(training::SCENARIOS);
}

#[test]
fn what_leads_do_is_taken_back_exactly_and_done_again_exactly() {
    prove_all(leads::SCENARIOS);
}

#[test]
fn levels_and_settings_are_taken_back_exactly_and_done_again_exactly() {
    prove_all(level::SCENARIOS);
}

#[test]
fn tags_and_parts_are_taken_back_exactly_and_done_again_exactly() {
    prove_all(tagging::SCENARIOS);
}

#[test]
fn lines_that_follow_names_are_taken_back_exactly_and_done_again_exactly() {
    prove_all(lines::SCENARIOS);
}

#[test]
fn checks_are_taken_back_exactly_and_done_again_exactly() {
    prove_all(checks::SCENARIOS);
}

#[test]
fn runs_promises_and_pipelines_are_taken_back_exactly_and_done_again_exactly() {
    prove_all(runs::SCENARIOS);
}

#[test]
fn what_searches_lead_to_is_taken_back_exactly_and_done_again_exactly() {
    prove_all(search::SCENARIOS);
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
