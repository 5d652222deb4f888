//! Who gets what: adaptive overlap, calibration items, repeats, rules, order, what is asked for again. All with undo.

use assay_tests::Bench;
use assay_workbench::words::Policy;
use assay_workbench::{Caller, dispatch};
use serde_json::{Value, json};
use std::collections::HashMap;

fn policy(judgments_per_item: u32, rules: Value) -> Policy {
    let rules = serde_json::from_value(rules).unwrap();
    Policy { judgments_per_item, rules, ..Policy::default() }
}

fn as_rater(bench: &Bench, rater: &Caller, command: &str, request: Value) -> Result<Value, String> {
    dispatch(&bench.workbench, rater, command, request).map_err(|e| e.code)
}

fn queue(bench: &Bench, rater: &Caller) -> Value {
    as_rater(bench, rater, "label_queue", Value::Null).unwrap()
}

fn keys(queue: &Value) -> Vec<String> {
    let key = |task: &Value| task["item"]["key"].as_str().unwrap().to_owned();
    queue["tasks"].as_array().unwrap().iter().map(key).collect()
}

/// Labels the item in view.
fn label(bench: &Bench, rater: &Caller, queue: &Value, class: usize) -> Value {
    let question = bench.overview().question;
    let said = json!({ "answers": [{ "question": question.id, "class": question.classes[class].id }] });
    let uid = uuid::Uuid::new_v4().to_string();
    let request = json!({ "assignment": queue["tasks"][0]["assignment"], "uid": uid, "said": said });
    as_rater(bench, rater, "label_submit", request).unwrap()
}

/// Labels until nothing is left; `class` says which by item. Gives the keys in order.
fn work(bench: &Bench, rater: &Caller, class: impl Fn(&str) -> usize) -> Vec<String> {
    let mut seen = Vec::new();
    let mut now = queue(bench, rater);
    while let Some(key) = keys(&now).first().cloned() {
        now = label(bench, rater, &now, class(&key));
        seen.push(key);
    }
    seen
}

fn item(bench: &Bench, key: &str) -> i64 {
    let sql = rusqlite::Connection::open(&bench.project).unwrap();
    sql.query_row("SELECT id FROM item WHERE key = ?", [key], |row| row.get(0)).unwrap()
}

fn one(bench: &Bench, query: &str) -> i64 {
    rusqlite::Connection::open(&bench.project).unwrap().query_row(query, [], |row| row.get(0)).unwrap()
}

/// Takes back the newest event of a command that still stands.
fn undo(bench: &Bench, command: &str) {
    let sql = format!("SELECT MAX(id) FROM event WHERE command = '{command}' AND undone_by_id IS NULL");
    bench.ok("event_undo", json!({ "event": one(bench, &sql) }));
}

#[test]
fn what_a_lead_asks_for_again_is_served_beyond_the_policy_and_taken_back() {
    let bench = Bench::new(&["yes", "no"], policy(1, json!({})));
    bench.items(4);
    let (ann, bob, cy) = (bench.rater("Ann"), bench.rater("Bob"), bench.rater("Cy"));
    assert_eq!(work(&bench, &ann, |_| 0).len(), 4);
    assert_eq!(work(&bench, &bob, |_| 0).len(), 0);
    let items = [item(&bench, "i1"), item(&bench, "i2")];
    let refused =
        bench.call("requeue_items", json!({ "items": items, "extra": 0, "reason": "r" })).unwrap_err();
    assert_eq!(refused.code, "extra_invalid");
    bench.ok("requeue_items", json!({ "items": items, "extra": 2, "reason": "often confused" }));
    assert_eq!(bench.overview().counts.references, 4, "the labels stay meanwhile");
    assert_eq!(bench.ok("item_get", json!({ "item": items[0] }))["requeued"], json!([[2, "often confused"]]));
    assert_eq!(work(&bench, &ann, |_| 0).len(), 0, "never the same rater again");
    let mut of_bob = work(&bench, &bob, |_| 1);
    of_bob.sort();
    assert_eq!(of_bob, ["i1", "i2"]);
    bench.assert_sound();
    undo(&bench, "requeue_items");
    assert_eq!(work(&bench, &cy, |_| 1).len(), 0, "taken back: nothing more is wanted");
    bench.assert_sound();
}

#[test]
fn adaptive_overlap_asks_on_while_an_item_is_in_doubt_and_says_why() {
    let adaptive = json!({ "adaptive": { "most_judgments": 4, "target": 0.8 } });
    let bench = Bench::new(&["yes", "no"], policy(2, adaptive));
    bench.items(10);
    let raters: Vec<Caller> = (0..6).map(|i| bench.rater(&format!("r{i}"))).collect();
    // On even items all agree; on odd ones every second rater differs.
    let odd = |key: &str| key[1..].parse::<usize>().unwrap() % 2;
    for (i, rater) in raters.iter().enumerate() {
        work(&bench, rater, |key| odd(key) * (i % 2));
    }
    let given = |parity: i64| {
        let sql = "SELECT n, COUNT(*) FROM (SELECT COUNT(*) AS n FROM judgment j JOIN item i ON i.id = j.item_id
                   WHERE j.counted = 1 AND CAST(SUBSTR(i.key, 2) AS INTEGER) % 2 = ? GROUP BY i.id) GROUP BY n";
        let sql_file = rusqlite::Connection::open(&bench.project).unwrap();
        let mut query = sql_file.prepare(sql).unwrap();
        let rows = query.query_map([parity], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        rows.collect::<rusqlite::Result<HashMap<i64, i64>>>().unwrap()
    };
    assert_eq!(given(0), HashMap::from([(2, 5)]), "unanimous items have enough at the minimum");
    assert_eq!(given(1), HashMap::from([(4, 5)]), "items in doubt get the most");
    let reason = |key: &str| bench.ok("item_get", json!({ "item": item(&bench, key) }))["stopping"].clone();
    let text = reason("i0");
    assert!(text.as_str().unwrap().starts_with("2 judgments, posterior 0."), "{text}");
    assert!(text.as_str().unwrap().ends_with(">= 0.80"), "{text}");
    assert!(reason("i1").as_str().unwrap().starts_with("4 judgments and no more"), "{}", reason("i1"));
    assert_eq!(bench.overview().counts.complete, 10);
    bench.assert_sound();
    // With one class more the same judgments say something else.
    let more =
        json!({ "classes": [{ "id": 1, "name": "yes" }, { "id": 2, "name": "no" }, { "name": "maybe" }] });
    bench.ok("scheme_update", more);
    bench.assert_sound();
    // Undo opens it again; a policy without the rule closes what has its number.
    as_rater(&bench, &raters[3], "label_undo", Value::Null).unwrap();
    bench.assert_sound();
    let mut plain = serde_json::to_value(bench.overview().policy).unwrap();
    plain["rules"]["adaptive"] = Value::Null;
    bench.ok("policy_update", plain);
    bench.assert_sound();
    assert_eq!(one(&bench, "SELECT COUNT(*) FROM stopping"), 0);
    undo(&bench, "policy_update");
    bench.assert_sound();
    assert_eq!(one(&bench, "SELECT COUNT(*) FROM stopping"), 10);
}

#[test]
fn an_item_still_in_doubt_after_its_last_judgment_is_for_a_lead_to_decide() {
    let bench =
        Bench::new(&["yes", "no"], policy(2, json!({ "adaptive": { "most_judgments": 3, "target": 0.95 } })));
    bench.items(2);
    for (name, class) in [("Ann", 0), ("Bob", 0), ("Cy", 1)] {
        let rater = bench.rater(name);
        work(&bench, &rater, |key| if key == "i0" { class } else { 0 });
    }
    let conflicts = bench.ok("conflict_list", json!({}));
    let of =
        |key: &str| conflicts["conflicts"].as_array().unwrap().iter().any(|conflict| conflict["key"] == key);
    assert!(of("i0"), "2 of 3 are more than half of the votes, and no posterior of .95: {conflicts:#}");
    let reason = bench.ok("item_get", json!({ "item": item(&bench, "i0") }))["stopping"].clone();
    assert!(reason.as_str().unwrap().contains("and no more"), "{reason}");
    bench.ok("adjudicate", json!({ "item": item(&bench, "i0"), "class": 1 }));
    assert_eq!(bench.ok("conflict_list", json!({}))["open"], if of("i1") { 1 } else { 0 });
    bench.assert_sound();
}

#[test]
fn the_policy_is_told_what_agreeing_raters_reach_before_anything_is_known_of_them() {
    let adaptive = json!({ "adaptive": { "most_judgments": 3, "target": 0.95 } });
    let bench = Bench::new(&["yes", "no"], policy(1, adaptive));
    bench.items(1);
    // Taken to be right in 3 of 4 cases: odds of 3 for each, to the power 1 / 1.5 of the usual temperature.
    let reach = bench.ok("agreeing_reach", Value::Null);
    assert_eq!(reach["accuracy"], 0.75);
    for (n, told) in (1..).zip(reach["posteriors"].as_array().unwrap()) {
        let odds = 3_f64.powf(f64::from(n) / 1.5);
        assert!((told.as_f64().unwrap() - odds / (1.0 + odds)).abs() < 1e-12, "{n}: {told}");
    }
    // The engine reaches the same.
    for rater in ["a", "b"] {
        work(&bench, &bench.rater(rater), |_| 0);
    }
    let reason = bench.ok("item_get", json!({ "item": item(&bench, "i0") }))["stopping"].clone();
    assert!(reason.as_str().unwrap().contains("posterior 0.81"), "{reason}");
}

#[test]
fn adaptive_overlap_takes_imported_judgments_and_gold_into_account() {
    let bench =
        Bench::new(&["yes", "no"], policy(2, json!({ "adaptive": { "most_judgments": 5, "target": 0.9 } })));
    bench.items(80);
    let mut csv = String::from("item,rater,label\n");
    for i in 0..80 {
        for (rater, wrong) in [("good", i % 20 == 0), ("fair", i % 4 == 0), ("poor", i % 2 == 0)] {
            let right = if i % 3 == 0 { "yes" } else { "no" };
            let other = if i % 3 == 0 { "no" } else { "yes" };
            csv += &format!("i{i},{rater},{}\n", if wrong { other } else { right });
        }
    }
    bench.import("judgments", &csv);
    bench.assert_sound();
    let gold: String = (0..60).map(|i| format!("i{i},{}\n", if i % 3 == 0 { "yes" } else { "no" })).collect();
    bench.import("gold", &format!("item,label\n{gold}"));
    bench.assert_sound();
    assert_eq!(one(&bench, "SELECT gold FROM stopping_correction"), 60, "gold tells the correction");
    let credit = |name: &str| {
        one(
            &bench,
            &format!(
                "SELECT credit / n FROM rater_record JOIN person ON person.id = person_id WHERE name = '{name}'"
            ),
        )
    };
    assert!(credit("good") > credit("fair") && credit("fair") > credit("poor"));
}

#[test]
fn calibration_items_are_drawn_by_chance_and_keep_their_own_overlap() {
    let rules = json!({ "adaptive": { "most_judgments": 4, "target": 0.7 }, "calibration": { "items": 5, "judgments": 3 } });
    let bench = Bench::new(&["yes", "no"], policy(1, rules));
    bench.items(30);
    assert_eq!(one(&bench, "SELECT COUNT(*) FROM calibration"), 5);
    let before = one(&bench, "SELECT MIN(item_id) * 1000 + MAX(item_id) FROM calibration");
    let raters: Vec<Caller> = (0..5).map(|i| bench.rater(&format!("r{i}"))).collect();
    for rater in &raters {
        work(&bench, rater, |_| 0);
    }
    let given =
        "SELECT COUNT(*) FROM judgment j WHERE counted = 1 AND item_id IN (SELECT item_id FROM calibration)";
    assert_eq!(one(&bench, given), 15, "three of each");
    bench.assert_sound();
    // More items: some may join, the number stays.
    let rows: String = (30..90).map(|i| format!("i{i},the text of item {i}\n")).collect();
    bench.import("items", &format!("item,text\n{rows}"));
    assert_eq!(one(&bench, "SELECT COUNT(*) FROM calibration"), 5);
    assert_ne!(one(&bench, "SELECT MIN(item_id) * 1000 + MAX(item_id) FROM calibration"), before);
    bench.assert_sound();
    let report = bench.ok("quality_agreement", json!({}));
    assert_eq!(report["basis"]["kind"], "calibration", "{report:#}");
    let mut plain = serde_json::to_value(bench.overview().policy).unwrap();
    plain["rules"]["calibration"] = Value::Null;
    bench.ok("policy_update", plain);
    assert_eq!(one(&bench, "SELECT COUNT(*) FROM calibration"), 0);
    assert_eq!(bench.ok("quality_agreement", json!({}))["basis"]["kind"], "biased");
    bench.assert_sound();
}

#[test]
fn own_items_come_back_after_a_wash_out_and_count_for_self_agreement_only() {
    let rules = json!({ "repeats": { "share": 0.2, "after_seconds": 0, "after_items": 3 } });
    let bench = Bench::new(&["yes", "no"], policy(1, rules));
    bench.items(120);
    let ann = bench.rater("Ann");
    let seen = work(&bench, &ann, |_| 0);
    let mut counts: HashMap<&String, u32> = HashMap::new();
    seen.iter().for_each(|key| *counts.entry(key).or_default() += 1);
    let again = counts.values().filter(|n| **n == 2).count();
    assert!((10..=45).contains(&again), "{again} of 120 came back at a share of 0.2");
    assert!(counts.values().all(|n| *n <= 2), "each once");
    for (at, key) in seen.iter().enumerate() {
        let first = seen.iter().position(|k| k == key).unwrap();
        assert!(first == at || at - first > 3, "{key} came back after {} items", at - first);
    }
    let repeats = i64::try_from(again).unwrap();
    assert_eq!(
        one(&bench, "SELECT COUNT(*) FROM judgment WHERE purpose = 'repeat' AND counted = 0"),
        repeats
    );
    assert_eq!(one(&bench, "SELECT COUNT(*) FROM judgment WHERE counted = 1"), 120);
    let report = bench.ok("quality_agreement", json!({}));
    assert_eq!(report["repeats"], repeats);
    assert_eq!(report["self_agreement"]["pooled"]["n"], repeats, "{:#}", report["self_agreement"]);
    bench.assert_sound();
    // All the way back.
    for _ in 0..seen.len() {
        assert_eq!(as_rater(&bench, &ann, "label_undo", Value::Null).unwrap()["undone"], true);
    }
    assert_eq!(one(&bench, "SELECT COUNT(*) FROM judgment WHERE standing = 1"), 0);
    bench.assert_sound();
}

fn with_attribute(bench: &Bench, rater: &Caller, name: &str, value: &str) {
    let attributes = json!([{ "name": name, "value": value }]);
    bench.ok("person_attributes_set", json!({ "person": rater.person, "attributes": attributes }));
}

fn field(bench: &Bench, name: &str) -> i64 {
    let fields = bench.ok("field_list", Value::Null);
    fields.as_array().unwrap().iter().find(|f| f["name"] == name).unwrap()["id"].as_i64().unwrap()
}

#[test]
fn items_go_only_to_raters_that_a_rule_allows() {
    let bench = Bench::new(&["yes", "no"], policy(1, json!({})));
    let rows: String =
        (0..20).map(|i| format!("i{i},text {i},{}\n", if i % 4 == 0 { "es" } else { "en" })).collect();
    bench.import("items", &format!("item,text,lang\n{rows}"));
    let (ann, eva) = (bench.rater("Ann"), bench.rater("Eva"));
    let rule = json!({ "field": field(&bench, "lang"), "field_value": "es", "attribute": { "name": "language", "value": "es" } });
    let reach = bench.ok("assignment_rule_preview", rule.clone());
    assert_eq!(reach, json!({ "items": 5, "open": 5, "raters": 0, "of_raters": 3 }));
    bench.ok("assignment_rule_add", rule);
    assert_eq!(as_rater(&bench, &ann, "label_left", Value::Null).unwrap(), 15);
    assert_eq!(as_rater(&bench, &ann, "label_kept", Value::Null).unwrap(), 5);
    let of_ann = work(&bench, &ann, |_| 0);
    assert_eq!(of_ann.len(), 15);
    assert!(of_ann.iter().all(|key| key[1..].parse::<u32>().unwrap() % 4 != 0));
    assert_eq!(work(&bench, &eva, |_| 0).len(), 0);
    with_attribute(&bench, &eva, "Language", "ES");
    assert_eq!(as_rater(&bench, &eva, "label_left", Value::Null).unwrap(), 5);
    let next = label(&bench, &eva, &queue(&bench, &eva), 0);
    assert_eq!(keys(&next).len(), 2);
    bench.assert_sound();
    // What was changed again is not taken back underneath.
    let first = one(&bench, "SELECT MIN(id) FROM event WHERE command = 'person_attributes_set'");
    with_attribute(&bench, &eva, "language", "fr");
    assert_eq!(bench.call("event_undo", json!({ "event": first })).unwrap_err().code, "changed_since");
    undo(&bench, "person_attributes_set");
    // The rule is retired: what is left goes to anyone, and comes back to nobody when that is undone.
    as_rater(&bench, &eva, "label_release", Value::Null).unwrap();
    bench.ok("assignment_rule_retire", json!({ "rule": 1 }));
    assert_eq!(as_rater(&bench, &ann, "label_left", Value::Null).unwrap(), 4);
    undo(&bench, "assignment_rule_retire");
    assert_eq!(as_rater(&bench, &ann, "label_left", Value::Null).unwrap(), 0);
    undo(&bench, "assignment_rule_add");
    undo(&bench, "person_attributes_set");
    assert_eq!(work(&bench, &ann, |_| 0).len(), 4);
    bench.assert_sound();
}

#[test]
fn hidden_gold_comes_only_to_raters_that_a_rule_allows() {
    let bench = Bench::new(&["yes", "no"], Policy { gold_share: 0.5, ..policy(1, json!({})) });
    let rows: String =
        (0..60).map(|i| format!("i{i},text {i},{}\n", if i % 2 == 0 { "es" } else { "en" })).collect();
    bench.import("items", &format!("item,text,lang\n{rows}"));
    // Half of the gold is kept for others, and so is half of the rest.
    let rows: String = (0..20).map(|i| format!("i{i},yes\n")).collect();
    bench.import("gold", &format!("item,label\n{rows}"));
    let (ann, eva) = (bench.rater("Ann"), bench.rater("Eva"));
    with_attribute(&bench, &eva, "language", "es");
    // Ann gives gold back that a rule then keeps for others.
    let held = queue(&bench, &ann);
    as_rater(&bench, &ann, "label_release", Value::Null).unwrap();
    let spanish = |key: &String| key[1..].parse::<u32>().unwrap() % 2 == 0;
    assert!(!keys(&held).is_empty());
    let rule = json!({ "field": field(&bench, "lang"), "field_value": "es", "attribute": { "name": "language", "value": "es" } });
    bench.ok("assignment_rule_add", rule);
    let of_ann = work(&bench, &ann, |_| 0);
    assert!(!of_ann.iter().any(spanish), "{of_ann:?}");
    let gold = |keys: &[String]| keys.iter().filter(|key| key[1..].parse::<u32>().unwrap() < 20).count();
    assert!(gold(&of_ann) > 0, "gold in English comes all the same");
    let of_eva = work(&bench, &eva, |_| 0);
    assert!(of_eva.iter().any(|key| spanish(key) && key[1..].parse::<u32>().unwrap() < 20), "{of_eva:?}");
    bench.assert_sound();
}

#[test]
fn each_item_gets_its_judgments_by_raters_with_an_attribute() {
    let bench = Bench::new(&["yes", "no"], policy(3, json!({})));
    bench.items(25);
    let raters: Vec<Caller> = (0..5).map(|i| bench.rater(&format!("r{i}"))).collect();
    let expert = bench.rater("Expert");
    with_attribute(&bench, &expert, "expert", "yes");
    bench.ok(
        "assignment_rule_add",
        json!({ "attribute": { "name": "expert", "value": "yes" }, "at_least": 1 }),
    );
    bench.assert_sound();
    let mut given = 0;
    for rater in &raters {
        given += work(&bench, rater, |_| 0).len();
        assert_eq!(as_rater(&bench, rater, "label_left", Value::Null).unwrap(), 0);
    }
    assert_eq!(given, 50, "one place of each item is kept");
    assert_eq!(as_rater(&bench, &raters[4], "label_kept", Value::Null).unwrap(), 25);
    // What an expert judges and takes back is kept for experts again.
    label(&bench, &expert, &queue(&bench, &expert), 0);
    as_rater(&bench, &expert, "label_undo", Value::Null).unwrap();
    as_rater(&bench, &expert, "label_release", Value::Null).unwrap();
    assert_eq!(work(&bench, &raters[4], |_| 0).len(), 0);
    assert_eq!(work(&bench, &expert, |_| 0).len(), 25);
    assert_eq!(bench.overview().counts.complete, 25);
    bench.assert_sound();
}

#[test]
fn open_items_are_put_in_order_and_back() {
    let bench = Bench::new(&["yes", "no"], policy(2, json!({})));
    let rows: String = (0..12).map(|i| format!("i{i:02},text {i},{}\n", (i * 5) % 12)).collect();
    bench.import("items", &format!("item,text,weight\n{rows}"));
    let ranks = || {
        let sql = rusqlite::Connection::open(&bench.project).unwrap();
        let mut query = sql.prepare("SELECT key FROM item WHERE open > 0 ORDER BY rank").unwrap();
        let rows = query.query_map([], |row| row.get(0)).unwrap();
        rows.collect::<rusqlite::Result<Vec<String>>>().unwrap()
    };
    let seeded = ranks();
    let order = |by: Value| {
        let job = bench.ok("order_set", json!({ "order": by }));
        bench.wait(&job)
    };
    order(json!({ "by": "import" })).unwrap();
    let imported = ranks();
    assert!(imported.is_sorted() && imported != seeded);
    let ann = bench.rater("Ann");
    assert_eq!(keys(&queue(&bench, &ann)), ["i00", "i01"]);
    as_rater(&bench, &ann, "label_release", Value::Null).unwrap();
    order(json!({ "by": "priority", "field": field(&bench, "weight") })).unwrap();
    assert_eq!(ranks()[..3], ["i07", "i02", "i09"], "weights 11, 10, 9");
    assert_eq!(keys(&queue(&bench, &ann)), ["i07", "i02"]);
    as_rater(&bench, &ann, "label_release", Value::Null).unwrap();
    let in_force = bench.ok("order_get", Value::Null);
    assert_eq!(in_force["by"], json!({ "by": "priority", "field": field(&bench, "weight") }));
    undo(&bench, "order_set");
    assert_eq!(ranks(), imported);
    undo(&bench, "order_set");
    assert_eq!(ranks(), seeded);
    assert_eq!(bench.ok("order_get", Value::Null), Value::Null);
    bench.assert_sound();
    // Most uncertain first: by a model, then by the votes.
    let rows: String = (0..12)
        .map(|i| {
            let p = 0.5 + f64::from((i * 7) % 12) / 30.0;
            format!("i{i:02},yes,{p},{}\n", 1.0 - p)
        })
        .collect();
    let file = bench.file("p.csv", format!("item,pred,prob_yes,prob_no\n{rows}"));
    bench.import_with("predictions", &file, json!({ "run": "m" })).unwrap();
    for measure in ["top_score", "margin"] {
        order(json!({ "by": "model", "run": 1, "measure": measure })).unwrap();
        assert_eq!(ranks()[..3], ["i00", "i07", "i02"], "{measure}");
    }
    bench.import("judgments", "item,rater,label\ni03,x,yes\ni05,x,yes\n");
    bench.ok("policy_update", serde_json::to_value(policy(4, json!({}))).unwrap());
    bench.import("judgments", "item,rater,label\ni05,y,no\n");
    order(json!({ "by": "disagreement" })).unwrap();
    assert_eq!(ranks()[..2], ["i05", "i03"], "the split one, then the one with a voice");
    assert_eq!(order(json!({ "by": "model", "run": 9, "measure": "margin" })).unwrap_err().code, "not_found");
    bench.assert_sound();
}
