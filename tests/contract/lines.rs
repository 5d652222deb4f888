//! Filter lines that the project keeps follow what they name.

use assay_tests::Bench;
use assay_workbench::words::Policy;
use serde_json::{Value, json};

const CHECK: &str = "accuracy of the rest";

fn bench() -> Bench {
    let bench = Bench::new(&["yes", "no", "maybe"], Policy::default());
    bench.import("items", "item,text,lang\ni0,zero,de\ni1,one,es\ni2,two,de\ni3,three,es\n");
    bench.import("gold", "item,label\ni0,yes\ni1,no\ni2,maybe\ni3,no\n");
    for (run, third) in [("v1", "maybe"), ("v 2", "no")] {
        let file = bench.file("p.csv", format!("item,pred\ni0,yes\ni1,yes\ni2,{third}\ni3,no\n"));
        bench.import_with("predictions", &file, json!({ "run": run })).unwrap();
    }
    for tag in ["blurry", "dark"] {
        bench.ok("tag_create", json!({ "name": tag }));
    }
    bench
}

/// A view, a check and a tag by rule with this line.
fn keep(bench: &Bench, line: &str) {
    bench.ok("view_save", json!({ "name": "v", "filter": line, "sort": [], "columns": [] }));
    let check =
        json!({ "name": CHECK, "metric": "accuracy", "bound": "at_least", "threshold": 0.5, "filter": line });
    bench.ok("check_add", check);
    bench.ok("tag_create", json!({ "name": "rule", "rule": line }));
}

/// The line of each as it is now: they are the same.
fn line(bench: &Bench) -> String {
    let view = bench.ok("view_list", Value::Null)[0]["filter"].clone();
    let tags = bench.ok("tag_list", Value::Null);
    let rule = tags.as_array().unwrap().iter().find(|tag| tag["name"] == "rule").unwrap()["rule"].clone();
    let check = bench.ok("check_list", Value::Null)[0]["filter"].clone();
    assert_eq!(view, rule);
    assert_eq!(view, check);
    view.as_str().unwrap().to_owned()
}

fn rows(bench: &Bench, line: &str) -> u64 {
    bench.ok("sheet_open", json!({ "run": 1, "query": { "filter": line } }))["rows"].as_u64().unwrap()
}

fn undo(bench: &Bench, command: &str) {
    let page = bench.ok("event_list", json!({ "filter": { "commands": [command] }, "limit": 1 }));
    bench.ok("event_undo", json!({ "event": page["events"][0]["event"]["id"] }));
}

#[test]
fn lines_follow_tags_and_runs() {
    let bench = bench();
    let was =
        "(blurry = unseen or tag:\"BLURRY\" in (yes, no)) and pred@\"v 2\" = pred and text ~ \"blurry\"";
    keep(&bench, was);
    bench.ok("tag_update", json!({ "tag": 1, "edit": { "name": "out of focus" } }));
    let named =
        was.replace("blurry =", "tag:\"out of focus\" =").replace("tag:\"BLURRY\"", "tag:\"out of focus\"");
    assert_eq!(line(&bench), named);
    bench.ok("run_edit", json!({ "run": 2, "name": "v3" }));
    assert_eq!(line(&bench), named.replace("\"v 2\"", "v3"));
    undo(&bench, "run_edit");
    assert_eq!(line(&bench), named);
    bench.ok("tag_merge", json!({ "tag": 1, "into": 2 }));
    assert_eq!(line(&bench), named.replace("\"out of focus\"", "dark"));
    undo(&bench, "tag_merge");
    undo(&bench, "tag_update");
    assert_eq!(line(&bench), was);
    bench.assert_sound();
}

#[test]
fn a_view_that_is_sorted_by_a_tag_goes_on_to_be() {
    let bench = bench();
    let sort = json!([{ "column": "tag:blurry", "descending": true }, { "column": "pred@v 2", "descending": false }]);
    bench.ok("view_save", json!({ "name": "v", "filter": "", "sort": sort, "columns": [] }));
    bench.ok("tag_update", json!({ "tag": 1, "edit": { "name": "two words" } }));
    bench.ok("run_edit", json!({ "run": 2, "name": "v3" }));
    let view = bench.ok("view_list", Value::Null)[0].clone();
    assert_eq!(
        (&view["sort"][0]["column"], &view["sort"][1]["column"]),
        (&json!("tag:two words"), &json!("pred@v3"))
    );
    assert!(view.get("fault").is_none());
    let query = json!({ "filter": view["filter"], "sort": view["sort"] });
    assert_eq!(bench.ok("sheet_open", json!({ "run": 1, "query": query }))["rows"], 4);
}

#[test]
fn lines_follow_classes_that_swap_their_names_are_merged_or_split() {
    let bench = bench();
    keep(&bench, "label = no or label != maybe and pred in (no, yes)");
    let found = rows(&bench, &line(&bench));
    let classes = bench.overview().question.classes;
    let named = |at: usize, name: &str| json!({ "id": classes[at].id, "key": name, "name": name });
    let swapped = json!({ "question": "?", "classes": [named(0, "yes"), named(1, "maybe"), named(2, "no")] });
    bench.ok("scheme_update", swapped);
    assert_eq!(line(&bench), "label = maybe or label != no and pred in (maybe, yes)");
    assert_eq!(rows(&bench, &line(&bench)), found, "it finds the same rows");
    undo(&bench, "scheme_update");
    assert_eq!(line(&bench), "label = no or label != maybe and pred in (no, yes)");

    let lang = bench.ok("field_list", Value::Null)[0]["id"].clone();
    let parts = json!([{ "name": "never" }, { "name": "not now" }]);
    let work = json!({ "kind": "by_field", "field": lang, "values": [{ "value": "es", "part": 1 }] });
    bench
        .job(
            "scheme_change",
            json!({ "kind": "split", "class": classes[1].id, "parts": parts, "work": work }),
        )
        .unwrap();
    let split = "label in (never, \"not now\") or label != maybe and pred in (never, \"not now\", yes)";
    assert_eq!(line(&bench), split);
    assert_eq!(rows(&bench, split), found);
    undo(&bench, "scheme_change");
    let into = json!({ "name": "rest" });
    bench
        .job(
            "scheme_change",
            json!({ "kind": "merge", "classes": [classes[1].id, classes[2].id], "into": into }),
        )
        .unwrap();
    assert_eq!(line(&bench), "label = rest or label != rest and pred in (rest, yes)");
    undo(&bench, "scheme_change");
    assert_eq!(line(&bench), "label = no or label != maybe and pred in (no, yes)");
    bench.assert_sound();
}

#[test]
fn what_is_written_after_a_new_name_follows_when_that_is_taken_back() {
    let bench = bench();
    bench.ok("tag_update", json!({ "tag": 1, "edit": { "name": "soft" } }));
    bench.ok("run_edit", json!({ "run": 2, "name": "v3" }));
    keep(&bench, "soft = yes and pred@v3 = yes");
    undo(&bench, "tag_update");
    assert_eq!(line(&bench), "tag:blurry = yes and pred@v3 = yes");
    undo(&bench, "run_edit");
    assert_eq!(line(&bench), "tag:blurry = yes and pred@\"v 2\" = yes");
    undo(&bench, "event_undo");
    assert_eq!(line(&bench), "tag:blurry = yes and pred@v3 = yes", "and once more with the undo of the undo");
    bench.assert_sound();
}

#[test]
fn a_view_of_a_deleted_tag_says_so() {
    let bench = bench();
    let line = "blurry = yes";
    bench.ok("view_save", json!({ "name": "v", "filter": line, "sort": [], "columns": [] }));
    let check =
        json!({ "name": "c", "metric": "accuracy", "bound": "at_least", "threshold": 0.5, "filter": line });
    bench.ok("check_add", check);
    let told = bench.ok("tag_delete_preview", json!({ "tag": 1 }));
    assert_eq!(told["views"], json!(["view `v`", "check `c`"]));
    bench.ok("tag_delete", json!({ "tag": 1 }));
    let view = bench.ok("view_list", Value::Null)[0].clone();
    assert!(view["fault"].as_str().unwrap().contains("there is no column `blurry`"), "{view}");
    assert_eq!(view["filter"], line);
    undo(&bench, "tag_delete");
    assert!(bench.ok("view_list", Value::Null)[0].get("fault").is_none());
    bench.assert_sound();
}
