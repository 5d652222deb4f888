//! Handing out items: exact under many raters, nothing stranded, nothing twice.

use assay_tests::Bench;
use assay_workbench::words::Policy;
use assay_workbench::{Caller, dispatch};
use serde_json::{Value, json};
use std::collections::{HashMap, HashSet};

fn policy(judgments_per_item: u32) -> Policy {
    Policy { judgments_per_item, ..Policy::default() }
}

fn as_rater(bench: &Bench, rater: &Caller, command: &str, request: Value) -> Result<Value, String> {
    dispatch(&bench.workbench, rater, command, request).map_err(|e| e.code)
}

/// Labels the item in view; gives its key and the queue that came back.
fn label(bench: &Bench, rater: &Caller, queue: &Value, class: usize) -> Option<(String, Value)> {
    let task = queue["tasks"].get(0)?;
    let question = bench.overview().question;
    let said = json!({ "answers": [{ "question": question.id, "class": question.classes[class].id }], "active_ms": 1000 });
    let request =
        json!({ "assignment": task["assignment"], "uid": uuid::Uuid::new_v4().to_string(), "said": said });
    let queue = as_rater(bench, rater, "label_submit", request).unwrap();
    Some((task["item"]["key"].as_str().unwrap().to_owned(), queue))
}

fn queue(bench: &Bench, rater: &Caller) -> Value {
    as_rater(bench, rater, "label_queue", Value::Null).unwrap()
}

#[test]
fn every_item_gets_exactly_what_the_policy_asks_for_and_no_rater_sees_one_twice() {
    let bench = Bench::new(&["yes", "no"], policy(3));
    bench.items(40);
    let raters: Vec<Caller> = (0..5).map(|i| bench.rater(&format!("r{i}"))).collect();
    let mut queues: Vec<Value> = raters.iter().map(|r| queue(&bench, r)).collect();
    let mut seen: Vec<HashSet<String>> = vec![HashSet::new(); raters.len()];
    let mut given: HashMap<String, u32> = HashMap::new();
    let mut active = true;
    while active {
        active = false;
        for (i, rater) in raters.iter().enumerate() {
            if let Some((key, next)) = label(&bench, rater, &queues[i], i % 2) {
                assert!(seen[i].insert(key.clone()), "{key} came twice to r{i}");
                *given.entry(key).or_default() += 1;
                queues[i] = next;
                active = true;
            } else {
                queues[i] = queue(&bench, rater);
                active |= !queues[i]["tasks"].as_array().unwrap().is_empty();
            }
        }
    }
    assert_eq!(given.len(), 40, "nothing is stranded");
    assert!(given.values().all(|n| *n == 3), "{given:?}");
    assert_eq!(bench.overview().counts.complete, 40);
    bench.assert_sound();
}

#[test]
fn what_is_returned_or_skipped_goes_to_someone_else() {
    let bench = Bench::new(&["yes", "no"], policy(1));
    bench.items(3);
    let (ann, bob) = (bench.rater("Ann"), bench.rater("Bob"));
    let first = queue(&bench, &ann);
    assert_eq!(first["tasks"].as_array().unwrap().len(), 2);
    assert_eq!(queue(&bench, &bob)["tasks"].as_array().unwrap().len(), 1, "two of three are on offer to Ann");
    as_rater(&bench, &ann, "label_release", Value::Null).unwrap();
    let mut of_bob = HashSet::new();
    let mut next = queue(&bench, &bob);
    while let Some((key, queue)) = label(&bench, &bob, &next, 0) {
        of_bob.insert(key);
        next = queue;
        if of_bob.len() == 2 {
            break;
        }
    }
    // Bob skips the last one: it comes back to Ann, and not to Bob.
    let skip =
        json!({ "assignment": next["tasks"][0]["assignment"], "uid": "u1", "said": { "skipped": true } });
    let after = as_rater(&bench, &bob, "label_submit", skip).unwrap();
    assert!(after["tasks"].as_array().unwrap().is_empty(), "{after}");
    let back = queue(&bench, &ann);
    assert_eq!(back["tasks"].as_array().unwrap().len(), 1);
    assert_eq!(back["tasks"][0]["item"]["key"], next["tasks"][0]["item"]["key"]);
    bench.assert_sound();
}

#[test]
fn an_expired_lease_goes_to_someone_else_and_a_late_answer_is_refused() {
    let bench = Bench::new(&["yes", "no"], policy(1));
    bench.items(1);
    let (ann, bob) = (bench.rater("Ann"), bench.rater("Bob"));
    let late = queue(&bench, &ann);
    let sql = rusqlite::Connection::open(&bench.project).unwrap();
    sql.execute("UPDATE assignment SET expires_at = 1", []).unwrap();
    drop(sql);
    let (_, _) = label(&bench, &bob, &queue(&bench, &bob), 0).unwrap();
    let question = bench.overview().question;
    let said = json!({ "answers": [{ "question": question.id, "class": question.classes[1].id }] });
    let request = json!({ "assignment": late["tasks"][0]["assignment"], "uid": "late", "said": said });
    assert_eq!(as_rater(&bench, &ann, "label_submit", request).unwrap_err(), "lease_lost");
    assert_eq!(bench.overview().counts.judgments, 1);
    bench.assert_sound();
}

#[test]
fn an_expired_lease_that_nobody_took_still_holds() {
    let bench = Bench::new(&["yes", "no"], policy(1));
    bench.items(1);
    let ann = bench.rater("Ann");
    let held = queue(&bench, &ann);
    let sql = rusqlite::Connection::open(&bench.project).unwrap();
    sql.execute("UPDATE assignment SET expires_at = 1", []).unwrap();
    drop(sql);
    label(&bench, &ann, &held, 0).unwrap();
    assert_eq!(bench.overview().counts.complete, 1);
    bench.assert_sound();
}

#[test]
fn undo_takes_labels_back_one_by_one_and_offers_the_item_again() {
    let bench = Bench::new(&["yes", "no"], policy(1));
    bench.items(5);
    let ann = bench.rater("Ann");
    let (first, next) = label(&bench, &ann, &queue(&bench, &ann), 0).unwrap();
    let (second, _) = label(&bench, &ann, &next, 1).unwrap();
    for expected in [&second, &first] {
        let undone = as_rater(&bench, &ann, "label_undo", Value::Null).unwrap();
        assert_eq!(undone["undone"], true);
        assert_eq!(undone["queue"]["tasks"][0]["item"]["key"], **expected);
    }
    assert_eq!(as_rater(&bench, &ann, "label_undo", Value::Null).unwrap()["undone"], false);
    assert_eq!(bench.overview().counts.judgments, 0);
    bench.assert_sound();
    // The same item, now with another answer.
    let (again, _) = label(&bench, &ann, &queue(&bench, &ann), 1).unwrap();
    assert_eq!(again, first);
    bench.assert_sound();
}

#[test]
fn a_correction_supersedes_and_its_undo_restores() {
    let bench = Bench::new(&["yes", "no"], policy(1));
    bench.items(1);
    let ann = bench.rater("Ann");
    label(&bench, &ann, &queue(&bench, &ann), 0).unwrap();
    let question = bench.overview().question;
    let history = as_rater(&bench, &ann, "label_history", json!({ "limit": 10 })).unwrap();
    let said = json!({ "answers": [{ "question": question.id, "class": question.classes[1].id }] });
    let request = json!({ "judgment": history[0]["judgment"]["id"], "said": said });
    as_rater(&bench, &ann, "label_revise", request).unwrap();
    let standing = |bench: &Bench| {
        as_rater(bench, &ann, "label_history", json!({ "limit": 10 })).unwrap()[0]["judgment"]["label"]
            .clone()
    };
    assert_eq!(standing(&bench), "no");
    bench.assert_sound();
    as_rater(&bench, &ann, "label_undo", Value::Null).unwrap();
    assert_eq!(standing(&bench), "yes");
    bench.assert_sound();
}

#[test]
fn the_same_request_twice_is_one_judgment() {
    let bench = Bench::new(&["yes", "no"], policy(1));
    bench.items(3);
    let ann = bench.rater("Ann");
    let question = bench.overview().question;
    let said = json!({ "answers": [{ "question": question.id, "class": question.classes[0].id }] });
    let request =
        json!({ "assignment": queue(&bench, &ann)["tasks"][0]["assignment"], "uid": "same", "said": said });
    let first = as_rater(&bench, &ann, "label_submit", request.clone()).unwrap();
    let second = as_rater(&bench, &ann, "label_submit", request).unwrap();
    assert_eq!(first["tasks"], second["tasks"]);
    assert_eq!(bench.overview().counts.judgments, 1);
}

#[test]
fn gold_comes_at_its_share_unmarked_and_stays_out_of_agreement() {
    let bench = Bench::new(&["yes", "no"], Policy { gold_share: 0.3, ..policy(1) });
    bench.items(200);
    let gold: String = (0..40).map(|i| format!("i{i},yes\n")).collect();
    bench.import("gold", &format!("item,label\n{gold}"));
    let ann = bench.rater("Ann");
    let mut served = Vec::new();
    let mut next = queue(&bench, &ann);
    let shape = |task: &Value| task.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    while let Some(task) = next["tasks"].get(0).cloned() {
        assert_eq!(shape(&task), ["assignment", "item", "notes"], "nothing tells gold from ordinary work");
        let (key, after) = label(&bench, &ann, &next, 0).unwrap();
        served.push(key[1..].parse::<usize>().unwrap() < 40);
        next = after;
    }
    assert_eq!(served.iter().filter(|gold| !**gold).count(), 160, "all ordinary items are served");
    let share = served.iter().take(100).filter(|gold| **gold).count();
    // Beyond four standard deviations: the seed is another one each time.
    assert!((11..=49).contains(&share), "{share} of the first 100 are gold");
    let report = bench.ok("quality_gold", Value::Null);
    assert_eq!(report["raters"][0]["n"], served.iter().filter(|gold| **gold).count());
    let agreement = bench.ok("quality_agreement", json!({}));
    assert_eq!(agreement["judgments"], 160);
    bench.assert_sound();
}

#[test]
fn more_judgments_wanted_later_opens_every_item_again() {
    let bench = Bench::new(&["yes", "no"], policy(1));
    bench.items(10);
    let (ann, bob) = (bench.rater("Ann"), bench.rater("Bob"));
    let all = |rater: &Caller| {
        let mut next = queue(&bench, rater);
        let mut n = 0;
        while let Some((_, after)) = label(&bench, rater, &next, 0) {
            next = after;
            n += 1;
        }
        n
    };
    assert_eq!(all(&ann), 10);
    assert_eq!(all(&bob), 0);
    let changed = Policy { judgments_per_item: 2, ..Policy::default() };
    bench.ok("policy_update", serde_json::to_value(changed).unwrap());
    assert_eq!(all(&ann), 0, "never the same item twice");
    assert_eq!(all(&bob), 10);
    bench.assert_sound();
}

#[test]
fn a_policy_without_skips_refuses_them() {
    let bench = Bench::new(&["yes", "no"], Policy { skip_allowed: false, ..policy(1) });
    bench.items(1);
    let ann = bench.rater("Ann");
    let skip = json!({ "assignment": queue(&bench, &ann)["tasks"][0]["assignment"], "uid": "u", "said": { "skipped": true } });
    assert_eq!(as_rater(&bench, &ann, "label_submit", skip).unwrap_err(), "skip_not_allowed");
}

#[test]
fn the_history_tells_what_was_done_to_which_item() {
    let bench = Bench::new(&["yes", "no"], policy(1));
    bench.items(2);
    let ann = bench.rater("Ann");
    let (first, _) = label(&bench, &ann, &queue(&bench, &ann), 0).unwrap();
    as_rater(&bench, &ann, "label_undo", Value::Null).unwrap();
    label(&bench, &ann, &queue(&bench, &ann), 1).unwrap();
    let class = bench.overview().question.classes[0].id;
    bench.ok("adjudicate", json!({ "item": 1, "class": class }));
    bench.ok("adjudicate_undo", Value::Null);
    let events = bench.ok("event_list", json!({ "limit": 5 }));
    let told: Vec<&str> = events["events"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["event"]["summary"].as_str().unwrap())
        .collect();
    let of_first = |what: &str| format!("`{first}`{what}");
    let expected = [
        "`i0`, decision yes taken back".to_owned(),
        "`i0` decided: yes".to_owned(),
        of_first(" labelled no"),
        of_first(", label yes taken back"),
        of_first(" labelled yes"),
    ];
    assert_eq!(told, expected);
}

#[test]
fn what_is_left_for_a_rater_falls_with_each_answer() {
    let bench = Bench::new(&["yes", "no"], policy(2));
    bench.items(3);
    let (ann, bob) = (bench.rater("Ann"), bench.rater("Bob"));
    let left = |rater: &Caller| as_rater(&bench, rater, "label_left", Value::Null).unwrap();
    let mut next = queue(&bench, &ann);
    for expected in (0..3).rev() {
        (_, next) = label(&bench, &ann, &next, 0).unwrap();
        assert_eq!((left(&ann).as_i64(), left(&bob).as_i64()), (Some(expected), Some(3)));
    }
}

#[test]
fn a_consensus_is_no_reference_label_before_the_item_has_its_judgments() {
    let bench = Bench::new(&["yes", "no"], policy(2));
    bench.items(1);
    let (ann, bob) = (bench.rater("Ann"), bench.rater("Bob"));
    label(&bench, &ann, &queue(&bench, &ann), 0).unwrap();
    assert_eq!(bench.overview().counts.references, 0);
    label(&bench, &bob, &queue(&bench, &bob), 0).unwrap();
    assert_eq!(bench.overview().counts.references, 1);
    bench.assert_sound();
}
