//! What is not taken back or done again because something rests on it, and what own undo commands leave to the history.

use super::undo;
use assay_tests::Bench;
use assay_tests::scenarios::{as_one, base, class, id, leads, level, person};
use assay_tests::stories::newest;
use assay_workbench::dispatch;
use serde_json::{Value, json};

/// Takes back the newest event of a command that stands; gives the event that did it.
fn take_back(bench: &Bench, command: &str) -> i64 {
    undo(bench, newest(bench, command)).unwrap();
    newest(bench, "event_undo")
}

fn refused(bench: &Bench, event: i64, code: &str) {
    let message = undo(bench, event).unwrap_err();
    assert!(message.starts_with(code), "{message}");
    bench.assert_sound();
}

#[test]
fn what_own_undo_commands_took_back_is_done_again_from_the_history() {
    let bench = base();
    level::decided(&bench);
    bench.ok("baseline_store", json!({ "name": "people", "draw": 1 }));
    bench.ok("baseline_undo", Value::Null);
    bench.ok("human_undo", json!({ "draw": 1 }));
    let decided = |n: i64| assert_eq!(bench.ok("human_get", json!({ "draw": 1 }))["draw"]["decided"], n);
    decided(2);
    let events = bench.events();
    let (of_human, of_baseline) = (&events[0]["id"], &events[1]["id"]);
    // The level rests on the decision.
    refused(&bench, of_baseline.as_i64().unwrap(), "draw_open");
    undo(&bench, of_human.as_i64().unwrap()).unwrap();
    decided(3);
    undo(&bench, of_baseline.as_i64().unwrap()).unwrap();
    assert_eq!(bench.ok("baseline_list", Value::Null)[0]["name"], "people");

    leads::ask(&bench);
    let ann = person(&bench, "Ann");
    dispatch(&bench.workbench, &ann, "label_undo", Value::Null).unwrap();
    assert_eq!(bench.overview().counts.questions, 0);
    undo(&bench, newest(&bench, "ask_undo")).unwrap();
    assert_eq!(bench.overview().counts.questions, 1);
    bench.assert_sound();
    leads::answer(&bench, "So.", true);
    let body = |at: &str| {
        assert_eq!(
            bench.ok("guideline_get", Value::Null)["body"].as_str().unwrap().contains("So."),
            at == "in"
        )
    };
    body("in");
    bench.ok("ask_answer_undo", Value::Null);
    body("out");
    undo(&bench, newest(&bench, "event_undo")).unwrap();
    body("in");
    assert_eq!(bench.overview().counts.questions, 0);
    // The question itself is answered.
    refused(&bench, newest(&bench, "ask_send"), "changed_since");
}

#[test]
fn nothing_is_done_again_over_what_came_since() {
    let bench = base();
    bench.ok("example_add", json!({ "item": 1 }));
    let back = take_back(&bench, "example_add");
    bench.ok("adjudicate_undo", Value::Null);
    refused(&bench, back, "changed_since");

    level::decided(&bench);
    let back = take_back(&bench, "human_judge");
    let judged = bench.ok("human_get", json!({ "draw": 1 }))["next"]["item"]["id"].clone();
    bench.ok("adjudicate", json!({ "item": judged, "class": class(&bench, 1) }));
    refused(&bench, back, "changed_since");

    bench.ok("baseline_set", json!({ "name": "one", "value": 0.5 }));
    let back = take_back(&bench, "baseline_set");
    bench.ok("baseline_set", json!({ "name": "ONE", "value": 0.6 }));
    refused(&bench, back, "name_taken");

    let order = |by: Value| bench.wait(&bench.ok("order_set", json!({ "order": by }))).unwrap();
    order(json!({ "by": "import" }));
    let back = take_back(&bench, "order_set");
    order(json!({ "by": "random" }));
    refused(&bench, back, "changed_since");
}

#[test]
fn an_order_is_taken_back_without_the_items_that_went_since() {
    let bench = base();
    bench.import("items", "item,text\nnew0,a\nnew1,b\nnew2,c\n");
    let job = bench.ok("order_set", json!({ "order": { "by": "import" } }));
    bench.wait(&job).unwrap();
    undo(&bench, newest(&bench, "import")).unwrap();
    let back = take_back(&bench, "order_set");
    bench.assert_sound();
    undo(&bench, back).unwrap();
    bench.assert_sound();
}

#[test]
fn gold_does_not_come_back_with_a_class_that_went_since() {
    let bench = base();
    bench.ok("gold_remove", json!({ "item": 4 }));
    let removed = newest(&bench, "gold_remove");
    let (no, maybe) = (class(&bench, 1), class(&bench, 2));
    let merge = json!({ "kind": "merge", "classes": [no, maybe], "into": { "name": "not yes" } });
    bench.job("scheme_change", merge).unwrap();
    refused(&bench, removed, "changed_since");
    undo(&bench, newest(&bench, "scheme_change")).unwrap();
    undo(&bench, removed).unwrap();
    bench.assert_sound();
}

#[test]
fn skips_are_not_set_aside() {
    let bench = base();
    let ann = person(&bench, "Ann");
    let queue = dispatch(&bench.workbench, &ann, "label_queue", Value::Null).unwrap();
    let skip =
        json!({ "assignment": queue["tasks"][0]["assignment"], "uid": "s", "said": { "skipped": true } });
    as_one(&bench, "Ann", "label_submit", skip);
    let all = json!({ "person": id(&bench, "Ann"), "which": "all" });
    assert_eq!(bench.ok("rater_set_aside_preview", all.clone())["labels"], 0);
    assert_eq!(bench.call("rater_set_aside", all).unwrap_err().code, "nothing_to_set_aside");
}
