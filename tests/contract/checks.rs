//! Standing checks: kept, run on every new run, corrected together, taken back.

use assay_tests::Bench;
use assay_workbench::words::Policy;
use serde_json::{Value, json};

/// 200 items, gold alternating; `run` is wrong on the first `wrong` of them.
fn predictions(bench: &Bench, run: &str, wrong: usize) {
    let label = |i: usize| if i.is_multiple_of(2) { "yes" } else { "no" };
    let rows: String =
        (0..200).map(|i| format!("i{i},{}\n", if i < wrong { label(i + 1) } else { label(i) })).collect();
    let file = bench.file("predictions.csv", format!("item,pred\n{rows}"));
    bench.import_with("predictions", &file, json!({ "run": run, "update": true })).unwrap();
}

fn bench() -> Bench {
    let bench = Bench::new(&["yes", "no"], Policy::default());
    let rows: String =
        (0..200).map(|i| format!("i{i},text {i},{}\n", if i < 100 { "old" } else { "new" })).collect();
    bench.import("items", &format!("item,text,age\n{rows}"));
    let gold: String =
        (0..200).map(|i| format!("i{i},{}\n", if i % 2 == 0 { "yes" } else { "no" })).collect();
    bench.import("gold", &format!("item,label\n{gold}"));
    bench
}

fn accuracy(name: &str, threshold: f64) -> Value {
    json!({ "name": name, "metric": "accuracy", "bound": "at_least", "threshold": threshold })
}

fn add(bench: &Bench, draft: Value) -> Value {
    bench.ok("check_add", draft)["id"].clone()
}

fn verdicts(report: &Value) -> Vec<String> {
    let rows = report["rows"].as_array().unwrap();
    rows.iter().map(|row| row["found"]["verdict"].as_str().unwrap_or("-").to_owned()).collect()
}

#[test]
fn every_new_run_is_checked_and_told() {
    let bench = bench();
    add(&bench, accuracy("at least .8", 0.8));
    add(&bench, accuracy("at least .9", 0.9));
    add(&bench, accuracy("at least .97", 0.97));
    let slice = json!({ "name": "new items", "metric": "recall", "class": 1, "filter": "age = new", "bound": "at_least", "threshold": 0.8 });
    add(&bench, slice);
    predictions(&bench, "one", 20);
    let report = bench.ok("checks_get", json!({ "run": 1 }));
    // .9 with [.85, .93]: surely above .8, surely below .97, and nobody knows about .9. New items are all right.
    assert_eq!(verdicts(&report), ["pass", "undecided", "fail", "pass"]);
    assert_eq!(
        (&report["passed"], &report["failed"], &report["undecided"]),
        (&json!(2), &json!(1), &json!(1))
    );
    assert_eq!((&report["look"]["stale"], &report["look"]["person"]), (&json!(false), &json!("Lea")));
    let row = &report["rows"][0];
    let whole = bench.ok("run_metrics", json!({ "run": 1 }));
    assert_eq!(row["found"]["figure"], whole["accuracy"], "the figure of the metrics");
    assert!(row["found"]["adjusted"].as_f64() >= row["found"]["p_value"].as_f64());
    assert_eq!(report["rows"][3]["found"]["figure"]["n"], 50);
    assert_eq!(bench.events()[0]["command"], "checks_run");
    assert_eq!(row["looks"], 1);
    bench.assert_sound();
}

#[test]
fn a_look_is_kept_for_each_state_of_the_labels() {
    let bench = bench();
    let check = add(&bench, accuracy("right", 0.85));
    predictions(&bench, "one", 10);
    let before = bench.events().len();
    bench.ok("checks_run", json!({ "run": 1 }));
    assert_eq!(bench.events().len(), before, "nothing moved: it is the same look");
    bench.ok("adjudicate", json!({ "item": 1, "class": 2 }));
    let stale = bench.ok("checks_get", json!({ "run": 1 }));
    assert_eq!(stale["look"]["stale"], true);
    let report = bench.ok("checks_run", json!({ "run": 1 }));
    let row = &report["rows"][0];
    assert_eq!((row["earlier"].as_array().unwrap().len(), &row["looks"]), (1, &json!(2)));
    assert_eq!(row["found"]["figure"]["value"], 191.0 / 200.0, "the first item is right by now");
    assert_eq!(row["earlier"][0]["figure"]["value"], 190.0 / 200.0);
    assert!(row["found"]["reference_revision"].as_i64() > row["earlier"][0]["reference_revision"].as_i64());
    // Predictions that an import changes make another look.
    predictions(&bench, "one", 60);
    let report = bench.ok("checks_get", json!({ "run": 1 }));
    assert_eq!((report["look"]["stale"].clone(), verdicts(&report)[0].as_str()), (json!(false), "fail"));
    let looks = report["rows"][0]["looks"].clone();
    add(&bench, accuracy("also right", 0.1));
    let row = bench.ok("checks_run", json!({ "run": 1 }))["rows"][0].clone();
    assert_eq!(row["looks"], looks, "the same data, seen again with another check");
    assert_eq!(row["earlier"].as_array().unwrap().len(), 2);
    bench.ok("check_retire", json!({ "check": bench.ok("check_list", Value::Null)[1]["id"] }));
    // A bound that moves is another question, with a history of its own.
    let to = accuracy("right", 0.6);
    let edited = bench.ok("check_edit", json!({ "check": check, "to": to }));
    assert_ne!(edited["id"], check);
    let report = bench.ok("checks_get", json!({ "run": 1 }));
    assert_eq!((report["look"]["stale"].clone(), verdicts(&report)), (json!(true), vec!["-".to_owned()]));
    assert_eq!(report["rows"][0]["looks"], 0);
    assert_eq!(verdicts(&bench.ok("checks_run", json!({ "run": 1 }))), ["pass"]);
    bench.assert_sound();
}

#[test]
fn a_check_that_cannot_be_made_says_why_and_spoils_no_other() {
    let bench = bench();
    add(&bench, accuracy("right", 0.5));
    add(
        &bench,
        json!({ "name": "gone", "metric": "accuracy", "filter": "nothing = 1", "bound": "at_least", "threshold": 0.5 }),
    );
    add(&bench, json!({ "name": "loss", "metric": "log_loss", "bound": "at_most", "threshold": 0.5 }));
    add(
        &bench,
        json!({ "name": "empty", "metric": "recall", "class": 1, "filter": "age = x", "bound": "at_least", "threshold": 0.5 }),
    );
    predictions(&bench, "one", 10);
    let report = bench.ok("checks_get", json!({ "run": 1 }));
    assert_eq!(verdicts(&report), ["pass", "undecided", "undecided", "undecided"]);
    for (at, why) in [(1, "there is no column `nothing`"), (2, "no labelled row here has a score"), (3, "")] {
        let because = report["rows"][at]["found"]["figure"]["undefined_because"].as_str().unwrap();
        assert!(because.contains(why), "{because}");
    }
}

#[test]
fn wrong_checks_are_refused() {
    let bench = bench();
    add(&bench, accuracy("right", 0.9));
    let cases = [
        (accuracy("  ", 0.9), "check_invalid"),
        (accuracy("more", 1.5), "check_invalid"),
        (accuracy("RIGHT", 0.5), "name_taken"),
        (json!({ "name": "r", "metric": "recall", "bound": "at_least", "threshold": 0.5 }), "check_invalid"),
        (
            json!({ "name": "a", "metric": "accuracy", "class": 1, "bound": "at_least", "threshold": 0.5 }),
            "check_invalid",
        ),
        (
            json!({ "name": "r", "metric": "recall", "class": 77, "bound": "at_least", "threshold": 0.5 }),
            "class_unknown",
        ),
        (
            json!({ "name": "f", "metric": "accuracy", "filter": "a =", "bound": "at_least", "threshold": 0.5 }),
            "filter_invalid",
        ),
        (
            json!({ "name": "x", "metric": "beauty", "bound": "at_least", "threshold": 0.5 }),
            "request_invalid",
        ),
    ];
    for (draft, code) in cases {
        assert_eq!(bench.call("check_add", draft.clone()).unwrap_err().code, code, "{draft}");
    }
    assert_eq!(bench.call("check_retire", json!({ "check": 9 })).unwrap_err().code, "not_found");
    assert_eq!(bench.ok("check_list", Value::Null).as_array().unwrap().len(), 1);
}

#[test]
fn an_import_that_is_taken_back_takes_its_looks_along() {
    let bench = bench();
    add(&bench, accuracy("right", 0.9));
    predictions(&bench, "one", 10);
    let events = bench.events();
    let of = |command: &str| events.iter().find(|event| event["command"] == command).unwrap()["id"].clone();
    let look = of("checks_run");
    bench.ok("event_undo", json!({ "event": of("import") }));
    assert_eq!(bench.ok("run_list", Value::Null), json!([]));
    assert_eq!(bench.call("event_undo", json!({ "event": look })).unwrap_err().code, "not_found");
    bench.assert_sound();
}

#[test]
fn a_check_follows_its_class_when_classes_are_merged() {
    let bench = Bench::new(&["yes", "no", "maybe"], Policy::default());
    bench.items(40);
    let gold: String = (0..40).map(|i| format!("i{i},{}\n", ["yes", "no"][i % 2])).collect();
    bench.import("gold", &format!("item,label\n{gold}"));
    let said: String = (0..40).map(|i| format!("i{i},{}\n", ["yes", "maybe"][i % 2])).collect();
    bench.import("predictions", &format!("item,pred\n{said}"));
    add(
        &bench,
        json!({ "name": "no", "metric": "recall", "class": 3, "bound": "at_least", "threshold": 0.5 }),
    );
    let found = || bench.ok("checks_run", json!({ "run": 1 }))["rows"][0].clone();
    assert!(found()["found"]["figure"]["undefined_because"].is_string(), "no item is a maybe");
    let merge = json!({ "kind": "merge", "classes": [2, 3], "into": { "id": 2, "name": "no" } });
    bench.job("scheme_change", merge).unwrap();
    let row = found();
    assert_eq!((&row["check"]["class"], &row["check"]["class_key"]), (&json!(2), &json!("no")));
    assert_eq!((&row["found"]["verdict"], &row["found"]["figure"]["value"]), (&json!("pass"), &json!(1.0)));
    let events = bench.events();
    let merged = events.iter().find(|event| event["command"] == "scheme_change").unwrap();
    bench.ok("event_undo", json!({ "event": merged["id"] }));
    assert_eq!(found()["check"]["class"], 3);
    bench.assert_sound();
}
