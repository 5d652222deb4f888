//! Before work: the guideline's acceptance, practice, qualification; and who may see and plan it.

mod gold;

use assay_tests::Bench;
use assay_workbench::words::Policy;
use assay_workbench::{Caller, dispatch};
use serde_json::{Value, json};
use std::collections::HashSet;

fn bench(items: usize, rules: Value) -> Bench {
    let policy = json!({ "judgments_per_item": 1, "gold_share": 0.0, "rules": rules });
    let bench = Bench::new(&["yes", "no"], serde_json::from_value::<Policy>(policy).unwrap());
    bench.items(items);
    bench
}

/// The first items are gold: `yes`.
fn gold(bench: &Bench, n: usize, practice: u32, qualification: u32) {
    let rows: String = (0..n).map(|i| format!("i{i},yes,because of {i}\n")).collect();
    bench.import("gold", &format!("item,label,explanation\n{rows}"));
    bench.ok("gold_divide", json!({ "practice": practice, "qualification": qualification, "seed": 7 }));
}

fn rule(attempts: u32) -> Value {
    json!({ "acceptable": 0.85, "unacceptable": 0.65, "alpha": 0.05, "beta": 0.05, "most_golds": 40, "attempts": attempts })
}

fn call(bench: &Bench, who: &Caller, command: &str, request: Value) -> Result<Value, String> {
    dispatch(&bench.workbench, who, command, request).map_err(|e| e.code)
}

fn queue(bench: &Bench, who: &Caller) -> Value {
    call(bench, who, "label_queue", Value::Null).unwrap()
}

fn key(queue: &Value) -> Option<String> {
    queue["tasks"][0]["item"]["key"].as_str().map(str::to_owned)
}

fn number(queue: &Value) -> usize {
    key(queue).unwrap()[1..].parse().unwrap()
}

fn number_of(item: &Value) -> usize {
    item["key"].as_str().unwrap()[1..].parse().unwrap()
}

/// Answers the item in view: `yes` (0) or `no` (1).
fn answer(bench: &Bench, who: &Caller, queue: &Value, class: usize) -> Result<Value, String> {
    let question = bench.overview().question;
    let said = json!({ "answers": [{ "question": question.id, "class": question.classes[class].id }], "active_ms": 1000 });
    let request = json!({
        "assignment": queue["tasks"][0]["assignment"], "uid": uuid::Uuid::new_v4().to_string(), "said": said,
    });
    call(bench, who, "label_submit", request)
}

fn status(bench: &Bench, name: &str) -> Value {
    let all = bench.ok("rater_list", Value::Null);
    all.as_array().unwrap().iter().find(|row| row["name"] == name).unwrap().clone()
}

fn undo_newest(bench: &Bench, command: &str) -> Result<Value, String> {
    let events = bench.events();
    let event = events.iter().find(|e| e["command"] == command).unwrap()["id"].clone();
    bench.call("event_undo", json!({ "event": event })).map_err(|e| e.code)
}

fn gate(queue: &Value) -> &str {
    assert_eq!(queue["stage"]["kind"], "gated", "{queue:#}");
    assert!(queue["tasks"].as_array().unwrap().is_empty(), "nothing is offered behind a gate");
    queue["stage"]["gate"]["kind"].as_str().unwrap()
}

#[test]
fn nobody_works_before_accepting_the_guideline_and_each_new_version_asks_again() {
    let bench = bench(5, json!({ "accept_guideline": true }));
    let ann = bench.rater("Ann");
    assert_eq!(gate(&queue(&bench, &ann)), "guideline");
    assert_eq!(
        call(&bench, &ann, "guideline_accept", json!({ "version": 9 })).unwrap_err(),
        "guideline_changed"
    );
    let work = call(&bench, &ann, "guideline_accept", json!({ "version": 1 })).unwrap();
    assert_eq!(work["stage"]["kind"], "work");
    let first = key(&work);
    // A new version while an item is in view: the answer is taken in, under the version that it was made under.
    bench.ok("guideline_publish", json!({ "body": "# How to\nand more" }));
    let after = answer(&bench, &ann, &work, 0).unwrap();
    assert_eq!(gate(&after), "guideline");
    assert_eq!(after["stage"]["gate"]["accepted"], 1);
    assert_eq!(after["changes"], json!([{ "kind": "added", "text": "and more" }]));
    let done = call(&bench, &ann, "label_history", json!({ "limit": 1 })).unwrap();
    assert_eq!(done[0]["judgment"]["guideline_version"], 1);
    assert_eq!(done[0]["item"]["key"].as_str().map(str::to_owned), first);
    let again = call(&bench, &ann, "guideline_accept", json!({ "version": 2 })).unwrap();
    answer(&bench, &ann, &again, 0).unwrap();
    assert_eq!(status(&bench, "Ann")["guideline_accepted"], 2);
    undo_newest(&bench, "guideline_accept").unwrap();
    assert_eq!(gate(&queue(&bench, &ann)), "guideline");
    bench.assert_sound();
}

#[test]
fn practice_explains_each_answer_and_enters_no_figure() {
    let bench = bench(20, json!({ "practice": 3 }));
    let ann = bench.rater("Ann");
    let missing = queue(&bench, &ann);
    assert_eq!(gate(&missing), "gold_missing");
    assert_eq!(
        missing["stage"]["gate"],
        json!({ "kind": "gold_missing", "part": "practice", "wanted": 3, "there": 0 })
    );
    gold(&bench, 6, 4, 0);
    let mut next = queue(&bench, &ann);
    for done in 0..3 {
        assert_eq!(next["stage"], json!({ "kind": "practice", "done": done, "of": 3 }));
        let item = number(&next);
        assert!(item < 6, "practice is gold");
        let skip = json!({ "assignment": next["tasks"][0]["assignment"], "uid": format!("s{done}"), "said": { "skipped": true } });
        assert_eq!(call(&bench, &ann, "label_submit", skip).unwrap_err(), "skip_not_allowed");
        next = answer(&bench, &ann, &next, usize::from(done == 1)).unwrap();
        let told = &next["feedback"];
        assert_eq!((told["right"].as_bool(), told["practice"].as_bool()), (Some(done != 1), Some(true)));
        assert_eq!(told["explanation"], format!("because of {item}"));
        assert_eq!(call(&bench, &ann, "label_undo", Value::Null).unwrap_err(), "gold_shown");
    }
    assert_eq!(next["stage"]["kind"], "work");
    assert_eq!(next["pace"]["judgments"], 0, "practice is no work done");
    assert_eq!(next["pace"]["last_hour"], 0);
    assert_eq!(bench.overview().counts.judgments, 0);
    let report = bench.ok("quality_gold", Value::Null);
    assert_eq!(report["raters"], json!([]), "practice is no record");
    assert!(bench.ok("gold_doubtful", Value::Null).as_array().unwrap().is_empty());
    let dashboard = bench.ok("dashboard_get", json!({ "utc_offset_minutes": 0 }));
    let row =
        |name: &str| dashboard["raters"].as_array().unwrap().iter().find(|row| row["rater"] == name).cloned();
    assert_eq!(row("Ann").unwrap()["judgments"], 0, "as everywhere: {dashboard:#}");
    assert_eq!(bench.ok("judgment_list", json!({ "limit": 10 }))["judgments"], json!([]));
    let file = bench.export("judgments", json!({}));
    let counted: Vec<&str> = file.lines().skip(1).map(|line| line.rsplit(',').next().unwrap()).collect();
    assert_eq!(counted, ["0"; 3], "practice enters no label: {file}");
    bench.assert_sound();
}

#[test]
fn a_rater_passes_by_eleven_right_in_a_row_and_never_sees_test_gold_again() {
    let bench = bench(120, json!({ "qualification": rule(1) }));
    gold(&bench, 60, 0, 50);
    let ann = bench.rater("Ann");
    assert_eq!(
        queue(&bench, &ann)["stage"]["gate"],
        json!({ "kind": "test", "attempt": 1, "attempts": 1, "most_golds": 40 })
    );
    let mut next = call(&bench, &ann, "qualification_start", Value::Null).unwrap();
    let mut seen = HashSet::new();
    for done in 0..11 {
        assert_eq!(next["stage"]["kind"], "qualification");
        assert_eq!(next["stage"]["done"], done);
        assert!(next["feedback"].is_null(), "nothing is told during a test");
        assert!(seen.insert(number(&next)), "fresh each time");
        next = answer(&bench, &ann, &next, 0).unwrap();
    }
    assert_eq!(next["stage"]["kind"], "work");
    let shown = status(&bench, "Ann");
    assert_eq!(shown["attempts"][0]["verdict"], "pass");
    assert_eq!(
        (shown["attempts"][0]["right"].as_i64(), shown["attempts"][0]["wrong"].as_i64()),
        (Some(11), Some(0))
    );
    assert_eq!(shown["attempts"][0]["accuracy"]["method"], "exact after a sequential test");
    assert_eq!(call(&bench, &ann, "label_undo", Value::Null).unwrap_err(), "qualification_over");
    while key(&next).is_some() {
        assert!(seen.insert(number(&next)));
        next = answer(&bench, &ann, &next, 0).unwrap();
    }
    assert_eq!(bench.overview().counts.judgments, 70, "gold of the test is kept out of ordinary work");
    bench.assert_sound();
}

#[test]
fn a_failed_rater_tries_again_with_fresh_gold_and_then_waits_for_a_lead() {
    let bench = bench(200, json!({ "qualification": rule(2) }));
    gold(&bench, 150, 0, 150);
    let (bob, lead) = (bench.rater("Bob"), bench.lead.clone());
    let id = status(&bench, "Bob")["person"].clone();
    let mut seen = HashSet::new();
    for attempt in 1..=2 {
        let mut next = call(&bench, &bob, "qualification_start", Value::Null).unwrap();
        let mut wrong = 0;
        while next["stage"]["kind"] == "qualification" {
            assert_eq!(next["stage"]["attempt"], attempt);
            assert!(seen.insert(number(&next)), "no gold comes twice");
            next = answer(&bench, &bob, &next, 1).unwrap();
            wrong += 1;
        }
        assert_eq!(wrong, 5, "with alpha shared by two attempts five wrong in a row fail");
        let state = if attempt == 1 { "test" } else { "failed" };
        assert_eq!(gate(&next), state);
    }
    assert_eq!(bench.overview().counts.raters_waiting, 1);
    assert_eq!(call(&bench, &bob, "qualification_start", Value::Null).unwrap_err(), "no_test");
    let decide = |decision: &str| {
        call(&bench, &lead, "qualification_decide", json!({ "person": id, "decision": decision }))
    };
    decide("again").unwrap();
    assert_eq!(decide("pass").unwrap_err(), "nothing_to_decide");
    assert_eq!(queue(&bench, &bob)["stage"]["gate"]["attempt"], 3);
    undo_newest(&bench, "qualification_decide").unwrap();
    assert_eq!(gate(&queue(&bench, &bob)), "failed");
    decide("pass").unwrap();
    assert_eq!(queue(&bench, &bob)["stage"]["kind"], "work");
    assert_eq!(bench.overview().counts.raters_waiting, 0);
    // A colleague who is known to be good needs no test.
    bench.rater("Cleo");
    let cleo = status(&bench, "Cleo")["person"].clone();
    bench.ok("qualification_decide", json!({ "person": cleo, "decision": "pass" }));
    assert_eq!(status(&bench, "Cleo")["stage"]["kind"], "work");
    undo_newest(&bench, "qualification_decide").unwrap();
    assert_eq!(status(&bench, "Cleo")["stage"]["gate"]["kind"], "test");
    bench.assert_sound();
}

#[test]
fn a_correction_replaces_until_the_verdict() {
    let bench = bench(100, json!({ "qualification": rule(1) }));
    gold(&bench, 60, 0, 60);
    let ann = bench.rater("Ann");
    let mut next = call(&bench, &ann, "qualification_start", Value::Null).unwrap();
    let first = key(&next);
    answer(&bench, &ann, &next, 1).unwrap();
    let back = call(&bench, &ann, "label_undo", Value::Null).unwrap()["queue"].clone();
    assert_eq!(key(&back), first, "the same item again, not a fresh one");
    assert_eq!(back["stage"]["done"], 0);
    next = answer(&bench, &ann, &back, 1).unwrap();
    let history = call(&bench, &ann, "label_history", json!({ "limit": 1 })).unwrap();
    let question = bench.overview().question;
    let revise = |said: Value| {
        call(&bench, &ann, "label_revise", json!({ "judgment": history[0]["judgment"]["id"], "said": said }))
    };
    assert_eq!(revise(json!({ "skipped": true })).unwrap_err(), "skip_not_allowed");
    revise(json!({ "answers": [{ "question": question.id, "class": question.classes[0].id }] })).unwrap();
    for _ in 0..10 {
        next = answer(&bench, &ann, &next, 0).unwrap();
    }
    assert_eq!(next["stage"]["kind"], "work", "eleven right: the corrected first counts as right");
    bench.assert_sound();
}

#[test]
fn an_attempt_without_a_verdict_waits_for_a_lead() {
    let bench = bench(100, json!({ "qualification": rule(1) }));
    gold(&bench, 60, 0, 60);
    let ann = bench.rater("Ann");
    let mut next = call(&bench, &ann, "qualification_start", Value::Null).unwrap();
    // One wrong in four stays between the limits.
    for i in 0..40 {
        assert_eq!(next["stage"]["kind"], "qualification");
        next = answer(&bench, &ann, &next, usize::from(i % 4 == 3)).unwrap();
    }
    assert_eq!(gate(&next), "undecided");
    let id = status(&bench, "Ann")["person"].clone();
    bench.ok("qualification_decide", json!({ "person": id, "decision": "pass" }));
    assert_eq!(queue(&bench, &ann)["stage"]["kind"], "work");
    bench.assert_sound();
}

#[test]
fn only_leads_decide_and_plan() {
    let bench = bench(5, json!({}));
    let ann = bench.rater("Ann");
    for (command, request) in [
        ("qualification_plan", rule(1)),
        ("rater_resume", json!({ "person": 1 })),
        ("rater_set_aside", json!({ "person": 1, "which": "all" })),
        ("gold_divide", json!({ "practice": 0, "qualification": 0 })),
        ("gold_pool", Value::Null),
    ] {
        assert_eq!(call(&bench, &ann, command, request).unwrap_err(), "not_allowed", "{command}");
    }
    assert_eq!(bench.call("rater_resume", json!({ "person": 99 })).unwrap_err().code, "not_found");
    assert_eq!(bench.call("rater_resume", json!({ "person": 1 })).unwrap_err().code, "not_paused");
    let wrong = json!({ "acceptable": 0.6, "unacceptable": 0.8, "alpha": 0.05, "beta": 0.05, "most_golds": 40, "attempts": 1 });
    assert_eq!(bench.call("qualification_plan", wrong).unwrap_err().code, "policy_invalid");
}

#[test]
fn a_rater_sees_the_own_record_as_far_as_the_policy_shows_it() {
    let bench = gold::watched(0.3, json!({ "streak": true, "gold_record": true }));
    let ann = bench.rater("Ann");
    let mut next = queue(&bench, &ann);
    let mut golds = 0;
    for _ in 0..12 {
        golds += i64::from(number(&next) < 100);
        next = answer(&bench, &ann, &next, 0).unwrap();
    }
    assert!(golds > 0);
    assert_eq!(next["streak"], 12);
    let record = || call(&bench, &ann, "label_record", Value::Null).unwrap();
    assert_eq!(
        record()["n"],
        0,
        "what was answered within this hour is not told yet: it would tell which items were gold"
    );
    let sql = rusqlite::Connection::open(&bench.project).unwrap();
    // Two hours ago, but the last three half an hour and a bit after the others.
    sql.execute("UPDATE judgment SET recorded_at = recorded_at - 7200000", []).unwrap();
    let held = sql.query_row("SELECT MAX(id) - 2 FROM judgment", [], |row| row.get::<_, i64>(0)).unwrap();
    sql.execute("UPDATE judgment SET recorded_at = recorded_at + 7200000 WHERE id >= ?", [held]).unwrap();
    drop(sql);
    assert!(record()["n"].as_i64().unwrap() > 0);
    assert_eq!(record()["n"], record()["right"]);
    assert_eq!(queue(&bench, &ann)["streak"], 3, "a long break ends a streak");
    let hidden = Policy { gold_share: 0.3, ..Policy::default() };
    bench.ok("policy_update", serde_json::to_value(hidden).unwrap());
    assert_eq!((record(), queue(&bench, &ann)["streak"].clone()), (Value::Null, Value::Null));
}
