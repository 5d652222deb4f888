//! The sheet, tags and priorities.

use assay_tests::Bench;
use assay_workbench::words::Policy;
use serde_json::{Value, json};

/// Ten items, gold all `yes`; a run wrong on i0, i1, i2.
fn bench() -> Bench {
    let bench = Bench::new(&["yes", "no"], Policy::default());
    let rows: String = (0..10)
        .map(|i| format!("i{i},Grüße {i},{},{}\n", i * 10, if i % 2 == 0 { "even" } else { "odd" }))
        .collect();
    bench.import("items", &format!("item,text,size,kind\n{rows}"));
    let gold: String = (0..10).map(|i| format!("i{i},yes\n")).collect();
    bench.import("gold", &format!("item,label\n{gold}"));
    let predictions: String = (0..10)
        .map(|i| format!("i{i},{},{}\n", if i < 3 { "no" } else { "yes" }, 0.5 + f64::from(i) / 20.0))
        .collect();
    bench.import("predictions", &format!("item,pred,score\n{predictions}"));
    bench
}

fn open(bench: &Bench, filter: &str) -> Result<Value, (String, Value)> {
    let request = json!({ "run": 1, "query": { "filter": filter } });
    bench.call("sheet_open", request).map_err(|e| (e.code, e.details["at"].clone()))
}

fn mark(bench: &Bench, filter: &str, tag: &Value, mark: &str) -> Value {
    let view = open(bench, filter).unwrap();
    let request = json!({ "view": view["view"], "revision": view["revision"], "ranges": [[0, view["rows"]]], "tag": tag, "mark": mark });
    bench.ok("mark_rows", request)
}

#[test]
fn filters_find_their_rows() {
    let bench = bench();
    let tag = bench.ok("tag_create", json!({ "name": "two words" }))["id"].clone();
    mark(&bench, "key = i0", &tag, "yes");
    mark(&bench, "key = i1", &tag, "no");
    bench.ok("comment_set", json!({ "item": 3, "body": "Look HERE" }));
    bench.ok("rows_draw", json!({ "run": 1, "from": "right", "size": 2, "seed": 1 }));
    let cases = [
        ("", 10),
        ("pred != label", 3),
        ("pred = label", 7),
        ("pred != label and prob > 0.5", 2),
        ("label = yes and pred = no", 3),
        ("size >= 50", 5),
        ("size = 50 or size = 60", 2),
        ("kind = even", 5),
        ("not kind = even", 5),
        ("kind != even and size < 40", 2),
        ("text ~ \"grüsse\"", 0),
        ("text ~ GRÜSSE", 0),
        ("text ~ \"GRÜßE 3\"", 1),
        ("comment ~ here", 1),
        ("tag:\"two words\" = yes", 1),
        ("tag:\"two words\" = no", 1),
        ("tag:\"two words\" = unseen", 8),
        ("\"two words\" != yes", 9),
        ("source = gold", 10),
        ("key ~ i", 10),
        ("label = none", 0),
        ("drawn = yes", 2),
        ("drawn = no and pred != label", 3),
        ("text ~ \"\\\"\"", 0),
    ];
    for (filter, rows) in cases {
        assert_eq!(open(&bench, filter).map(|v| v["rows"].clone()), Ok(json!(rows)), "{filter}");
    }
    let wrong = [
        ("zzz = 1", 0),
        ("kind = even and nope = 3", 16),
        ("label = purple", 8),
        ("label < yes", 0),
        ("size ~", 6),
    ];
    for (filter, at) in wrong {
        assert_eq!(open(&bench, filter), Err(("filter_invalid".into(), json!(at))), "{filter}");
    }
}

#[test]
fn the_order_is_the_one_asked_for() {
    let bench = bench();
    let keys = |sort: Value| {
        let view = bench.ok("sheet_open", json!({ "run": 1, "query": { "sort": sort } }));
        let page = json!({ "view": view["view"], "revision": view["revision"], "start": 0, "count": 3 });
        let rows = bench.ok("sheet_rows", page);
        rows["rows"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row["key"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(keys(json!([{ "column": "prob", "descending": true }])), ["i9", "i8", "i7"]);
    assert_eq!(
        keys(json!([{ "column": "kind" }, { "column": "size", "descending": true }])),
        ["i8", "i6", "i4"]
    );
    assert_eq!(keys(json!([])), ["i0", "i1", "i2"]);
}

#[test]
fn marks_are_undone_and_done_again_step_by_step() {
    let bench = bench();
    let tag = bench.ok("tag_create", json!({ "name": "blurry" }))["id"].clone();
    let rows = |state: &str| open(&bench, &format!("blurry = {state}")).unwrap()["rows"].as_u64().unwrap();
    assert_eq!(mark(&bench, "pred != label", &tag, "yes")["changed"], 3);
    assert_eq!(mark(&bench, "key = i0", &tag, "no")["changed"], 1);
    assert_eq!((rows("yes"), rows("no")), (2, 1));
    bench.assert_sound();
    assert_eq!(mark(&bench, "key = i0", &tag, "no")["changed"], 0, "and no undo step is made of it");
    bench.ok("sheet_undo", Value::Null);
    assert_eq!((rows("yes"), rows("no")), (3, 0));
    bench.ok("sheet_undo", Value::Null);
    assert_eq!(rows("unseen"), 10);
    assert_eq!(bench.ok("sheet_undo", Value::Null)["summary"], Value::Null);
    bench.assert_sound();
    bench.ok("sheet_redo", Value::Null);
    bench.ok("sheet_redo", Value::Null);
    assert_eq!((rows("yes"), rows("no")), (2, 1));
    assert_eq!(bench.ok("sheet_redo", Value::Null)["summary"], Value::Null);
    bench.ok("sheet_undo", Value::Null);
    assert_eq!((rows("yes"), rows("no")), (3, 0));
    mark(&bench, "key = i9", &tag, "yes");
    assert_eq!(bench.ok("sheet_redo", Value::Null)["summary"], Value::Null, "something else was done since");
    bench.assert_sound();
}

#[test]
fn an_undo_is_refused_where_others_went_on() {
    let bench = bench();
    let tag = bench.ok("tag_create", json!({ "name": "blurry" }))["id"].clone();
    mark(&bench, "key = i0", &tag, "yes");
    let other = bench.ok("person_add", json!({ "name": "Ana", "roles": ["analyst"] }));
    let ana = assay_workbench::Caller { person: other["uid"].as_str().map(str::to_owned) };
    let view = open(&bench, "key = i0").unwrap();
    let request = json!({ "view": view["view"], "revision": view["revision"], "ranges": [[0, 1]], "tag": tag, "mark": "no" });
    assay_workbench::dispatch(&bench.workbench, &ana, "mark_rows", request).unwrap();
    assert_eq!(bench.call("sheet_undo", Value::Null).unwrap_err().code, "changed_since");
    bench.assert_sound();
}

#[test]
fn figures_move_with_the_reference_label() {
    let bench = bench();
    let tag = bench.ok("tag_create", json!({ "name": "blurry" }))["id"].clone();
    mark(&bench, "pred != label", &tag, "yes");
    let report = || bench.ok("run_report", json!({ "run": 1 }));
    assert_eq!((report()["n"].as_u64(), report()["errors"].as_u64()), (Some(10), Some(3)));
    let no = bench.overview().question.classes[1].id;
    bench.ok("adjudicate", json!({ "item": 1, "class": no }));
    assert_eq!(report()["errors"], 2);
    assert_eq!(report()["confusion"], json!([[7, 2], [0, 1]]));
    bench.assert_sound();
    bench.ok("adjudicate_undo", Value::Null);
    assert_eq!(report()["confusion"], json!([[7, 3], [0, 0]]));
    bench.assert_sound();
}

#[test]
fn priorities_say_what_cannot_be_estimated_and_why() {
    let bench = bench();
    let tag = bench.ok("tag_create", json!({ "name": "blurry" }))["id"].clone();
    let row = || bench.ok("priorities_get", json!({ "run": 1 }))["rows"][0].clone();
    mark(&bench, "key = i0", &tag, "yes");
    assert_eq!(row()["wrong"]["looked"], "hand_picked");
    assert_eq!(row()["share_of_errors"]["value"], Value::Null);
    mark(&bench, "pred != label and key != i0", &tag, "no");
    assert_eq!(
        (row()["wrong"]["looked"].as_str(), row()["right"]["looked"].as_str()),
        (Some("all"), Some("none"))
    );
    let share = row()["share_of_errors"]["value"].as_f64().unwrap();
    assert!((share - 1.0 / 3.0).abs() < 1e-12);
    assert!(
        row()["miss_rate"]["undefined_because"].as_str().is_some_and(|why| why.contains("random")),
        "{}",
        row()
    );
    // A finished random draw of right rows makes the rest estimable.
    bench.ok("rows_draw", json!({ "run": 1, "from": "right", "size": 4, "seed": 3 }));
    mark(&bench, "pred = label", &tag, "no");
    mark(&bench, "key = i5", &tag, "unseen");
    let looked = row()["right"]["looked"].clone();
    assert!(looked == "random" || looked == "unfinished", "{looked}");
    mark(&bench, "pred = label", &tag, "no");
    assert_eq!(row()["right"]["looked"], "all");
    assert_eq!(row()["miss_rate"]["value"], 1.0);
    bench.ok("tag_update", json!({ "tag": tag, "edit": { "hlp": 0.95, "importance": 4 } }));
    assert!(row()["hlp_gain"]["value"].as_f64().is_some());
    bench.assert_sound();
}

#[test]
fn a_stale_view_is_refused() {
    let bench = bench();
    let view = open(&bench, "").unwrap();
    let page = json!({ "view": view["view"], "revision": 999, "start": 0, "count": 3 });
    assert_eq!(bench.call("sheet_rows", page).unwrap_err().code, "view_stale");
    let beyond = json!({ "view": view["view"], "revision": view["revision"], "ranges": [[0, 99]], "tag": 1, "mark": "yes" });
    assert_eq!(bench.call("mark_rows", beyond).unwrap_err().code, "range_invalid");
}

fn block(view: &Value, ranges: Value, tags: Value, rows: Value) -> Value {
    json!({ "view": view["view"], "revision": view["revision"], "ranges": ranges, "tags": tags, "rows": rows })
}

#[test]
fn a_pasted_block_is_one_step_whatever_its_size() {
    let bench = bench();
    let a = bench.ok("tag_create", json!({ "name": "a" }))["id"].clone();
    let b = bench.ok("tag_create", json!({ "name": "b" }))["id"].clone();
    let count = |filter: &str| open(&bench, filter).unwrap()["rows"].as_u64().unwrap();
    mark(&bench, "key = i1", &a, "yes");
    let view = open(&bench, "").unwrap();
    // The order of the ranges is the order of the block: i4 first.
    let request =
        block(&view, json!([[4, 5], [1, 2]]), json!([a, b]), json!([["yes", "no"], ["unseen", "yes"]]));
    assert_eq!(bench.ok("marks_paste_preview", request.clone()), json!({ "rows": 2, "changes": 2 }));
    assert_eq!(bench.ok("marks_paste", request.clone()), json!({ "rows": 2, "changed": 4 }));
    assert_eq!((count("a = yes"), count("key = i4 and a = yes and b = no"), count("b = yes")), (1, 1, 1));
    assert_eq!(bench.ok("marks_paste", request)["changed"], 0, "and no undo step is made of it");
    bench.assert_sound();
    // One row for many.
    bench.ok("marks_paste", block(&view, json!([[0, 10]]), json!([b]), json!([["no"]])));
    assert_eq!(count("b = no"), 10);
    assert_eq!(bench.ok("sheet_undo", Value::Null)["summary"], "10 rows: marks of 1 tag pasted");
    assert_eq!((count("b = no"), count("b = yes")), (1, 1));
    bench.ok("sheet_undo", Value::Null);
    assert_eq!((count("a = yes"), count("b = unseen")), (1, 10));
    bench.ok("sheet_redo", Value::Null);
    bench.ok("sheet_redo", Value::Null);
    assert_eq!(count("b = no"), 10);
    bench.assert_sound();
}

#[test]
fn a_block_that_does_not_fit_changes_nothing() {
    let bench = bench();
    let tag = bench.ok("tag_create", json!({ "name": "a" }))["id"].clone();
    let view = open(&bench, "").unwrap();
    let wrong = [
        (json!([[0, 3]]), json!([tag]), json!([["yes"], ["no"]]), "block_invalid"),
        (json!([[0, 1]]), json!([tag]), json!([["yes", "no"]]), "block_invalid"),
        (json!([[0, 1]]), json!([tag, tag]), json!([["yes", "no"]]), "block_invalid"),
        (json!([[0, 1]]), json!([99]), json!([["yes"]]), "not_found"),
        (json!([[0, 11]]), json!([tag]), json!([["yes"]]), "range_invalid"),
        (json!([[0, 2], [1, 3]]), json!([tag]), json!([["yes"]]), "range_invalid"),
        (json!([[3, 1]]), json!([tag]), json!([["yes"]]), "range_invalid"),
        (json!([[0, 1]]), json!([tag]), json!([["maybe"]]), "request_invalid"),
    ];
    for (ranges, tags, rows, code) in wrong {
        let refused = bench.call("marks_paste", block(&view, ranges, tags, rows.clone())).unwrap_err();
        assert_eq!(refused.code, code, "{rows}");
    }
    assert_eq!(open(&bench, "a = unseen").unwrap()["rows"], 10);
}

#[test]
fn fifty_steps_and_bulk_steps_are_taken_back_and_done_again() {
    let bench = bench();
    let a = bench.ok("tag_create", json!({ "name": "a" }))["id"].clone();
    let b = bench.ok("tag_create", json!({ "name": "b" }))["id"].clone();
    let look = || {
        let view = open(&bench, "").unwrap();
        let page = json!({ "view": view["view"], "revision": view["revision"], "start": 0, "count": 10 });
        let rows = bench.ok("sheet_rows", page)["rows"].clone();
        rows.as_array()
            .unwrap()
            .iter()
            .map(|r| format!("{} {}", r["marks"], r["comment"]))
            .collect::<Vec<_>>()
    };
    let mut seen = vec![look()];
    for step in 0..72_u64 {
        let view = open(&bench, "").unwrap();
        let on =
            |ranges: Value| json!({ "view": view["view"], "revision": view["revision"], "ranges": ranges });
        match step % 6 {
            0 => drop(mark(&bench, &format!("key = i{}", step % 10), &a, "yes")),
            1 => drop(
                bench.ok("comment_set", json!({ "item": 1 + step % 10, "body": format!("step {step}") })),
            ),
            2 => drop(bench.ok("marks_rest", on(json!([[step / 12, 10]])))),
            3 => drop(mark(&bench, "", &b, if step % 4 == 3 { "yes" } else { "no" })),
            4 => drop(bench.ok(
                "marks_paste",
                block(&view, json!([[0, 10]]), json!([a, b]), json!([["unseen", "yes"]])),
            )),
            _ => drop(mark(&bench, "size >= 50", &a, "no")),
        }
        if look() != *seen.last().unwrap() {
            seen.push(look());
        }
    }
    assert!(seen.len() > 55, "{} states", seen.len());
    bench.assert_sound();
    for state in seen.iter().rev().skip(1) {
        assert_ne!(bench.ok("sheet_undo", Value::Null)["summary"], Value::Null);
        assert_eq!(look(), *state);
    }
    assert_eq!(bench.ok("sheet_undo", Value::Null)["summary"], Value::Null);
    bench.assert_sound();
    for state in &seen[1..] {
        bench.ok("sheet_redo", Value::Null);
        assert_eq!(look(), *state);
    }
    assert_eq!(bench.ok("sheet_redo", Value::Null)["summary"], Value::Null);
    bench.assert_sound();
}

#[test]
fn every_score_of_a_prediction_can_be_seen() {
    let bench = Bench::new(&["yes", "no"], Policy::default());
    bench.import("items", "item,text\ni0,a\ni1,b\n");
    bench.import("predictions", "item,pred,prob_yes,prob_no\ni0,yes,0.75,0.25\ni1,no,,\n");
    let of = |item: i64| bench.ok("prediction_scores", json!({ "run": 1, "item": item }));
    assert_eq!(of(1), json!({ "scores": [[1, 0.75], [2, 0.25]] }));
    assert_eq!(of(2), json!({ "scores": [] }));
    assert_eq!(of(99), json!({ "scores": [] }));
}
