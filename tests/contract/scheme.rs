//! Changes of classes that take the work along.

use assay_tests::Bench;
use assay_workbench::words::Policy;
use assay_workbench::{Caller, dispatch};
use serde_json::{Value, json};

fn base() -> Bench {
    let bench = Bench::new(&["cat", "dog", "wolf"], Policy { judgments_per_item: 2, ..Policy::default() });
    bench.import("items", "item,text,lang\ni0,a,de\ni1,b,es\ni2,c,de\ni3,d,fr\n");
    bench.import(
        "judgments",
        "item,rater,label\ni0,r,dog\ni0,s,wolf\ni1,r,cat\ni1,s,cat\ni2,r,wolf\ni2,s,wolf\n",
    );
    bench.import("gold", "item,label\ni3,wolf\n");
    bench.import("predictions", "item,prediction\ni0,dog\ni1,wolf\ni2,dog\n");
    bench
}

fn keys(bench: &Bench) -> Vec<String> {
    bench.overview().question.classes.into_iter().map(|class| class.key).collect()
}

fn labels(bench: &Bench, item: i64) -> Vec<Value> {
    let view = bench.ok("item_get", json!({ "item": item }));
    view["judgments"].as_array().unwrap().iter().map(|judgment| judgment["label"].clone()).collect()
}

fn take_back(bench: &Bench) -> Result<Value, String> {
    let events = bench.ok("event_list", json!({ "filter": { "commands": ["scheme_change"] }, "limit": 1 }));
    bench.call("event_undo", json!({ "event": events["events"][0]["event"]["id"] })).map_err(|e| e.message)
}

#[test]
fn a_merge_does_what_its_preview_says_and_nothing_before() {
    let bench = base();
    let merge = json!({ "kind": "merge", "classes": [2, 3], "into": { "id": 2, "name": "canine" } });
    let events = bench.ok("event_list", json!({ "limit": 500 }))["events"].as_array().unwrap().len();
    let foreseen = bench.job("scheme_foresee", merge.clone()).unwrap();
    assert_eq!(
        foreseen["moved"],
        json!({ "judgments": 3, "gold": 1, "decisions": 0, "predictions": 1, "audit_labels": 0, "items": 4 })
    );
    assert_eq!(foreseen["labels"], json!({ "moved": 2, "gained": 1, "lost": 0, "other": 0 }));
    assert_eq!((&foreseen["conflicts_before"], &foreseen["conflicts_after"]), (&json!(1), &json!(0)));
    let alpha = |side: &str| foreseen[side]["value"].as_f64().unwrap();
    assert!(alpha("agreement_before") < alpha("agreement_after"), "{foreseen}");
    assert_eq!(keys(&bench), ["cat", "dog", "wolf"], "a preview changes nothing");
    assert_eq!(bench.ok("event_list", json!({ "limit": 500 }))["events"].as_array().unwrap().len(), events);

    bench.job("scheme_change", merge).unwrap();
    assert_eq!(keys(&bench), ["cat", "canine"]);
    assert_eq!(labels(&bench, 1), ["canine", "canine"]);
    assert_eq!(bench.overview().counts.conflicts, 0);
    let report = bench.ok("run_report", json!({ "run": 1 }));
    assert_eq!(report["accuracy"]["value"].as_f64().map(|v| (v * 3.0).round()), Some(2.0), "{report}");
    bench.assert_sound();
    take_back(&bench).unwrap();
    assert_eq!(keys(&bench), ["cat", "dog", "wolf"]);
    assert_eq!(labels(&bench, 1), ["dog", "wolf"]);
    bench.assert_sound();
}

#[test]
fn work_done_in_the_merged_class_refuses_the_undo() {
    let bench = base();
    bench
        .job("scheme_change", json!({ "kind": "merge", "classes": [2, 3], "into": { "name": "canine" } }))
        .unwrap();
    let canine = bench.overview().question.classes[1].id;
    bench.ok("adjudicate", json!({ "item": 2, "class": canine }));
    let message = take_back(&bench).unwrap_err();
    assert!(message.contains("0 judgments and 1 decisions were made since"), "{message}");
    bench.ok("adjudicate_undo", Value::Null);
    bench.import("judgments", "item,rater,label\ni1,t,canine\n");
    assert!(take_back(&bench).unwrap_err().contains("1 judgments and 0 decisions"));
    bench.assert_sound();
}

#[test]
fn a_split_keeps_sorts_or_requeues_the_work() {
    let parts = json!([{ "name": "wolf of the woods" }, { "name": "wolf of the steppe" }]);
    let split = |work: Value| json!({ "kind": "split", "class": 3, "parts": parts, "work": work });

    let bench = base();
    bench.job("scheme_change", split(json!({ "kind": "stay" }))).unwrap();
    assert_eq!(keys(&bench), ["cat", "dog", "wolf of the woods", "wolf of the steppe"]);
    let mut colours: Vec<String> =
        bench.overview().question.classes.into_iter().map(|class| class.colour).collect();
    colours.sort();
    colours.dedup();
    assert_eq!(colours.len(), 4, "each class has a colour of its own");
    assert_eq!(labels(&bench, 3), ["wolf of the woods", "wolf of the woods"]);
    take_back(&bench).unwrap();
    assert_eq!(keys(&bench), ["cat", "dog", "wolf"]);
    bench.assert_sound();

    let bench = base();
    let fields = bench.ok("field_list", Value::Null);
    let values = json!([{ "value": "de", "part": 1 }]);
    bench
        .job(
            "scheme_change",
            split(json!({ "kind": "by_field", "field": fields[0]["id"], "values": values })),
        )
        .unwrap();
    assert_eq!(labels(&bench, 3), ["wolf of the steppe", "wolf of the steppe"]);
    let view = bench.ok("item_get", json!({ "item": 4 }));
    assert_eq!(view["gold"], json!([3]), "another value stays with the first part");
    bench.assert_sound();
    take_back(&bench).unwrap();
    assert_eq!(labels(&bench, 3), ["wolf", "wolf"]);
    bench.assert_sound();

    let bench = base();
    let ann = bench.rater("Ann");
    bench.job("scheme_change", split(json!({ "kind": "requeue" }))).unwrap();
    assert_eq!(labels(&bench, 3), [] as [Value; 0], "the judgments were taken back");
    assert_eq!(labels(&bench, 1), ["dog"]);
    let view = bench.ok("item_get", json!({ "item": 4 }));
    assert_eq!(view["gold"].as_array().unwrap().len(), 2, "gold accepts each part");
    assert_eq!(view["reference"], Value::Null);
    let left = dispatch(&bench.workbench, &ann, "label_left", Value::Null).unwrap();
    assert_eq!(left, 3, "i0, i2 and i3 are wanted again");
    bench.assert_sound();
    take_back(&bench).unwrap();
    assert_eq!(labels(&bench, 3), ["wolf", "wolf"]);
    assert_eq!(bench.ok("item_get", json!({ "item": 4 }))["gold"], json!([3]));
    bench.assert_sound();
}

#[test]
fn a_class_in_use_is_retired_with_its_work_or_without() {
    let bench = base();
    bench.job("scheme_change", json!({ "kind": "retire", "class": 3, "instead": null })).unwrap();
    assert_eq!(keys(&bench), ["cat", "dog"]);
    assert_eq!(labels(&bench, 3), ["wolf", "wolf"], "judgments keep it");
    let error = bench.call("adjudicate", json!({ "item": 1, "class": 3 })).unwrap_err();
    assert_eq!(error.code, "class_unknown", "and nobody can choose it");
    assert_eq!(bench.overview().kept_classes[0].key, "wolf");
    let report = bench.ok("run_report", json!({ "run": 1 }));
    assert_eq!(report["class_ids"], json!([1, 2, 3]), "figures go on counting it");
    let runs = bench.ok("run_list", Value::Null);
    assert_eq!(report["accuracy"]["n"], runs[0]["n"]);
    assert_eq!(bench.ok("quality_agreement", json!({}))["judgments"], 6);
    let wolves = bench.ok("sheet_open", json!({ "run": 1, "query": { "filter": "label = wolf" } }));
    assert_eq!(wolves["rows"], 1);
    take_back(&bench).unwrap();
    bench.job("scheme_change", json!({ "kind": "retire", "class": 3, "instead": 2 })).unwrap();
    assert_eq!(labels(&bench, 3), ["dog", "dog"]);
    bench.assert_sound();
    take_back(&bench).unwrap();
    assert_eq!(labels(&bench, 1), ["dog", "wolf"]);
    bench.assert_sound();
}

#[test]
fn a_fit_of_the_old_classes_is_dropped_and_comes_back_with_the_undo() {
    let bench = base();
    let job = bench.ok("consensus_choose", json!({ "method": "dawid-skene" }));
    bench.wait(&job).unwrap();
    let merge = json!({ "kind": "merge", "classes": [2, 3], "into": { "name": "canine" } });
    assert_eq!(bench.job("scheme_foresee", merge.clone()).unwrap()["fit_dropped"], "dawid-skene");
    let method = |item: i64| {
        bench.ok("quality_consensus", json!({}))["in_force"]["method"].clone().to_string() + &item.to_string()
    };
    let before = method(1);
    bench.job("scheme_change", merge).unwrap();
    assert_ne!(method(1), before);
    bench.assert_sound();
    take_back(&bench).unwrap();
    assert_eq!(method(1), before);
    bench.assert_sound();
}

#[test]
fn changes_that_make_no_sense_are_refused_and_change_nothing() {
    let bench = base();
    let parts = json!([{ "name": "a" }, { "name": "b" }]);
    for (change, code) in [
        (json!({ "kind": "merge", "classes": [2], "into": { "name": "x" } }), "scheme_invalid"),
        (json!({ "kind": "merge", "classes": [2, 2], "into": { "name": "x" } }), "scheme_invalid"),
        (json!({ "kind": "merge", "classes": [2, 99], "into": { "name": "x" } }), "scheme_invalid"),
        (json!({ "kind": "merge", "classes": [2, 3], "into": { "id": 1 } }), "scheme_invalid"),
        (json!({ "kind": "merge", "classes": [1, 2, 3], "into": { "name": "x" } }), "scheme_invalid"),
        (json!({ "kind": "merge", "classes": [2, 3], "into": { "name": "cat" } }), "scheme_invalid"),
        (json!({ "kind": "merge", "classes": [2, 3], "into": {} }), "scheme_invalid"),
        (
            json!({ "kind": "split", "class": 3, "parts": [{ "name": "a" }], "work": { "kind": "stay" } }),
            "scheme_invalid",
        ),
        (
            json!({ "kind": "split", "class": 3, "parts": parts, "work": { "kind": "by_field", "field": 77, "values": [] } }),
            "not_found",
        ),
        (
            json!({ "kind": "split", "class": 3, "parts": parts, "work": { "kind": "by_field", "field": 1, "values": [{ "value": "de", "part": 9 }] } }),
            "scheme_invalid",
        ),
        (json!({ "kind": "retire", "class": 3, "instead": 3 }), "scheme_invalid"),
        (json!({ "kind": "retire", "class": 42, "instead": null }), "scheme_invalid"),
        (json!({ "kind": "paint", "class": 42 }), "request_invalid"),
    ] {
        for command in ["scheme_foresee", "scheme_change"] {
            let error = bench.job(command, change.clone()).unwrap_err();
            assert_eq!(error.code, code, "{change}: {}", error.message);
        }
    }
    assert_eq!(keys(&bench), ["cat", "dog", "wolf"]);
    let ann = bench.rater("Ann");
    let merge = json!({ "kind": "merge", "classes": [2, 3], "into": { "name": "x" } });
    for caller in [&ann, &Caller::default()] {
        assert!(dispatch(&bench.workbench, caller, "scheme_change", merge.clone()).is_err());
    }
    bench.assert_sound();
}
