//! Metrics, curves, parts and groups: on small rows counted by hand, and on the real data against other libraries.

use assay_tests::{Bench, shared};
use assay_workbench::words::Policy;
use serde_json::{Value, json};
use std::path::Path;

/// Twelve items of two classes with the score of the predicted one; `lang` makes two groups.
fn bench() -> Bench {
    let bench = Bench::new(&["yes", "no"], Policy::default());
    let lang = |i: usize| if i < 8 { "de" } else { "es" };
    let items: String = (0..12).map(|i| format!("i{i},item {i},{},{}\n", lang(i), i * 3)).collect();
    bench.import("items", &format!("item,text,lang,size\n{items}"));
    let gold: String = (0..12).map(|i| format!("i{i},{}\n", if i % 2 == 0 { "yes" } else { "no" })).collect();
    bench.import("gold", &format!("item,label\n{gold}"));
    // i0 and i8 are wrong.
    let said = |i: usize| if i.is_multiple_of(2) != i.is_multiple_of(8) { "yes" } else { "no" };
    let rows: String = (0..12).map(|i| format!("i{i},{},{}\n", said(i), 0.5 + i as f64 / 24.0)).collect();
    bench.import("predictions", &format!("item,pred,score\n{rows}"));
    bench
}

fn near(value: &Value, expected: f64) {
    let found = value.as_f64().unwrap_or(f64::NAN);
    assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
}

fn field(bench: &Bench, name: &str) -> Value {
    let fields = bench.ok("field_list", Value::Null);
    fields.as_array().unwrap().iter().find(|f| f["name"] == name).unwrap()["id"].clone()
}

/// How many rows of the sheet a filter line finds.
fn rows(bench: &Bench, line: &Value) -> Value {
    bench.ok("sheet_open", json!({ "run": 1, "query": { "filter": line } }))["rows"].clone()
}

#[test]
fn a_run_and_its_slices_are_counted() {
    let bench = bench();
    let report = bench.ok("run_metrics", json!({ "run": 1 }));
    assert_eq!((&report["n"], &report["errors"]), (&json!(12), &json!(2)));
    assert_eq!(report["confusion"], json!([[4, 2], [0, 6]]));
    near(&report["accuracy"]["value"], 10.0 / 12.0);
    near(&report["balanced_accuracy"]["value"], (4.0 / 6.0 + 1.0) / 2.0);
    // (4 * 6 - 2 * 0) / sqrt(4 * 8 * 6 * 6)
    near(&report["matthews"]["value"], 24.0 / 1152f64.sqrt());
    near(&report["averages"][1]["f1"]["value"], (0.8 + 12.0 / 14.0) / 2.0);
    let whole = bench.ok("run_report", json!({ "run": 1 }));
    for same in ["accuracy", "confusion", "per_class", "n", "errors"] {
        assert_eq!(report[same], whole[same], "{same}");
    }
    assert_eq!(report["averages"][1]["f1"], whole["macro_f1"]);
    let slice = bench.ok("run_metrics", json!({ "run": 1, "filter": "lang = es" }));
    assert_eq!((&slice["n"], &slice["errors"]), (&json!(4), &json!(1)));
    assert_eq!(slice["accuracy"]["n"], 4);
    let none = bench.ok("run_metrics", json!({ "run": 1, "filter": "lang = fr" }));
    assert_eq!(none["accuracy"]["value"], Value::Null);
    assert!(none["accuracy"]["undefined_because"].is_string());
    let wrong = bench.call("run_metrics", json!({ "run": 1, "filter": "nope = 1" })).unwrap_err();
    assert_eq!((wrong.code.as_str(), &wrong.details["at"]), ("filter_invalid", &json!(0)));
    assert_eq!(bench.call("run_metrics", json!({ "run": 1, "bins": 0 })).unwrap_err().code, "bins_invalid");
    assert_eq!(bench.call("run_metrics", json!({ "run": 9 })).unwrap_err().code, "not_found");
}

#[test]
fn the_score_of_one_of_two_classes_tells_the_other() {
    let bench = bench();
    let scores = &bench.ok("run_metrics", json!({ "run": 1 }))["scores"];
    assert_eq!((&scores["from"], &scores["n"]), (&json!("two_classes"), &json!(12)));
    let loss: f64 = (0..12)
        .map(|i| {
            let own = 0.5 + f64::from(i) / 24.0;
            -(if i == 0 || i == 8 { 1.0 - own } else { own }).ln()
        })
        .sum();
    near(&scores["log_loss"]["value"], loss / 12.0);
    assert_eq!(scores["calibration"]["n"], 12);
    let counted = scores["calibration"]["bins"].as_array().unwrap();
    assert_eq!(counted.iter().map(|bin| bin["accuracy"]["n"].as_u64().unwrap()).sum::<u64>(), 12);
    // Of three classes the score of one says nothing of the other two, and that is told.
    let three = Bench::new(&["yes", "no", "maybe"], Policy::default());
    three.items(3);
    three.import("gold", "item,label\ni0,yes\ni1,no\ni2,maybe\n");
    three.import("predictions", "item,pred,score\ni0,yes,0.9\ni1,yes,0.8\ni2,maybe,0.7\n");
    let scores = &three.ok("run_metrics", json!({ "run": 1 }))["scores"];
    assert_eq!(scores["from"], "predicted");
    assert!(
        scores["log_loss"]["undefined_because"].as_str().unwrap().contains("only the score of the predicted")
    );
    near(&scores["detection"]["auc"]["value"], 0.5);
    let refused = three.call("run_curve", json!({ "run": 1, "class": 1 })).unwrap_err();
    assert_eq!(refused.code, "scores_missing");
}

#[test]
fn a_curve_gives_counts_at_each_threshold() {
    let bench = bench();
    let curve = bench.ok("run_curve", json!({ "run": 1, "class": 1, "threshold": 0.6, "recall": 1.0 }));
    assert_eq!(
        (&curve["positives"], &curve["negatives"], &curve["distinct"]),
        (&json!(6), &json!(6), &json!(12))
    );
    let at = &curve["at"];
    let counts = ["true_positives", "false_positives", "false_negatives", "true_negatives"];
    // Scores for `yes`: i4 .667, i6 .75, i10 .917 at or above .6; i2 .583 and the two wrong ones below.
    assert_eq!(counts.map(|count| at[count].as_u64().unwrap()), [3, 0, 3, 6]);
    near(&at["precision"]["value"], 1.0);
    near(&at["recall"]["value"], 0.5);
    near(&at["specificity"]["value"], 1.0);
    assert!(at["precision"]["lower"].as_f64().unwrap() < 1.0);
    // The least of i0 (.5) and i8 (1 - .833).
    near(&curve["at_recall"]["threshold"], 1.0 - (0.5 + 8.0 / 24.0));
    assert!(curve["best_f1"]["f1"]["unreliable_because"].is_string(), "the best of many has no interval");
    let all = curve["points"].as_array().unwrap();
    assert_eq!(all.len(), 12);
    assert!(all.windows(2).all(|two| two[0]["threshold"].as_f64() > two[1]["threshold"].as_f64()));
    for (request, code) in [
        (json!({ "run": 1, "class": 99 }), "class_unknown"),
        (json!({ "run": 1, "class": 1, "recall": 2 }), "recall_invalid"),
        (json!({ "run": 1, "class": 1, "threshold": "x" }), "request_invalid"),
    ] {
        assert_eq!(bench.call("run_curve", request).unwrap_err().code, code);
    }
}

#[test]
fn parts_are_held_against_the_rest() {
    let bench = bench();
    let hand = bench.ok("tag_create", json!({ "name": "two words" }))["id"].clone();
    let rule = bench.ok("tag_create", json!({ "name": "late" }))["id"].clone();
    bench.ok("tag_update", json!({ "tag": rule, "edit": { "rule": "size >= 12" } }));
    let gone = bench.ok("tag_create", json!({ "name": "gone" }))["id"].clone();
    bench.ok("tag_update", json!({ "tag": gone, "edit": { "rule": "size = 12" } }));
    // As an import that is taken back with its field leaves it.
    let file = rusqlite::Connection::open(&bench.project).unwrap();
    file.execute("UPDATE tag SET rule = 'nothing = 12' WHERE name = 'gone'", []).unwrap();
    let mark = |filter: &str, mark: &str| {
        let view = bench.ok("sheet_open", json!({ "run": 1, "query": { "filter": filter } }));
        let ranges = json!([[0, view["rows"]]]);
        let request = json!({ "view": view["view"], "revision": view["revision"], "ranges": ranges, "tag": hand, "mark": mark });
        bench.ok("mark_rows", request);
    };
    mark("pred != label", "yes");
    let ask = json!({ "run": 1, "field": field(&bench, "lang"), "class": 1, "least": 2 });
    let report = bench.ok("run_parts", ask);
    let part = |report: &Value, name: &str| {
        let parts = report["parts"].as_array().unwrap();
        parts.iter().find(|part| part["name"] == name).unwrap_or_else(|| panic!("{name}")).clone()
    };
    // Only wrong rows were looked at: their accuracy of 0 says nothing of the tag.
    let tagged = part(&report, "two words");
    assert_eq!((&tagged["n"], &tagged["errors"], &tagged["unseen"]), (&json!(2), &json!(2), &json!(10)));
    assert!(tagged["accuracy"]["undefined_because"].as_str().unwrap().starts_with("not estimable"));
    assert_eq!(tagged["accuracy_gap"]["p_value"], Value::Null);
    let late = part(&report, "late");
    assert_eq!((&late["n"], &late["rest"], &late["errors"]), (&json!(8), &json!(4), &json!(1)));
    near(&late["accuracy_gap"]["difference"]["value"], 7.0 / 8.0 - 3.0 / 4.0);
    assert_eq!(late["accuracy_gap"]["verdict"], "undecided");
    let because = part(&report, "gone")["accuracy"]["undefined_because"].clone();
    assert!(because.as_str().unwrap().contains("its rule cannot be read"), "{because}");
    let spanish = part(&report, "es");
    near(&spanish["accuracy"]["value"], 0.75);
    near(&spanish["class"]["recall"]["value"], 0.5);
    for part in report["parts"].as_array().unwrap().iter().filter(|part| part["name"] != "gone") {
        assert_eq!(rows(&bench, &part["filter"]), part["n"], "{part}");
    }
    mark("pred = label", "no");
    let seen = part(&bench.ok("run_parts", json!({ "run": 1, "least": 2 })), "two words");
    near(&seen["accuracy"]["value"], 0.0);
    near(&seen["accuracy_gap"]["difference"]["value"], -1.0);
    assert_eq!(seen["accuracy_gap"]["verdict"], "lower");
    // Numbers stand as they are, or in bins, and each finds its rows.
    let sizes =
        bench.ok("run_parts", json!({ "run": 1, "field": field(&bench, "size"), "filter": "lang = de" }));
    let values: Vec<&Value> =
        sizes["parts"].as_array().unwrap().iter().filter(|part| part["kind"] == "value").collect();
    assert_eq!(values.len(), 8);
    for part in values {
        assert_eq!(rows(&bench, &part["filter"]), part["n"]);
    }
}

/// Items, known answers and predictions from one table; fields after `pred` of these names become metadata.
fn real(folder: &Path, classes: usize, fields: &[&str]) -> Bench {
    let names: Vec<String> = (0..classes).map(|class| class.to_string()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let bench = Bench::in_memory(&names, Policy::default());
    let text = std::fs::read_to_string(folder.join("predictions.csv")).unwrap();
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().unwrap().split(',').collect();
    let at = |name: &str| header.iter().position(|column| *column == name).unwrap();
    let places: Vec<usize> = fields.iter().map(|name| at(name)).collect();
    let (mut items, mut gold) = (format!("item,text,{}\n", fields.join(",")), String::from("item,label\n"));
    for line in lines {
        let cells: Vec<&str> = line.split(',').collect();
        let own: Vec<&str> = places.iter().map(|place| cells[*place]).collect();
        items.push_str(&format!("{},item {},{}\n", cells[0], cells[0], own.join(",")));
        gold.push_str(&format!("{},{}\n", cells[0], cells[at("label")]));
    }
    let items = if fields.is_empty() { items.replace(",\n", "\n").replace("text,", "text") } else { items };
    bench.import("items", &items);
    bench.import("gold", &gold);
    assert_eq!(bench.import("predictions", &text)["rejected"], 0);
    bench
}

#[test]
fn every_figure_is_that_of_scikit_learn() {
    let (Some(data), Some(reference)) = (shared("data"), shared("reference/classify.json")) else { return };
    let reference: Value = serde_json::from_str(&std::fs::read_to_string(reference).unwrap()).unwrap();
    for (name, classes) in
        [("digits_predictions", 10), ("compas_predictions", 2), ("label_errors_20news", 20)]
    {
        let (bench, known) = (real(&data.join(name), classes, &[]), &reference[name]);
        let report = bench.ok("run_metrics", json!({ "run": 1, "bins": 10 }));
        assert_eq!(report["confusion"], known["confusion"], "{name}");
        let number = |value: &Value| value.as_f64().unwrap();
        near(&report["accuracy"]["value"], number(&known["accuracy"]));
        near(&report["balanced_accuracy"]["value"], number(&known["balanced_accuracy"]));
        near(&report["matthews"]["value"], number(&known["mcc"]));
        for (own, averaged) in [(1, "macro avg"), (2, "weighted avg")] {
            for (figure, theirs) in [("precision", "precision"), ("recall", "recall"), ("f1", "f1-score")] {
                near(&report["averages"][own][figure]["value"], number(&known["report"][averaged][theirs]));
            }
        }
        for class in report["per_class"].as_array().unwrap() {
            let theirs = &known["report"][class["class"].as_str().unwrap()];
            for (figure, key) in [("precision", "precision"), ("recall", "recall"), ("f1", "f1-score")] {
                near(&class[figure]["value"], number(&theirs[key]));
            }
            near(&class["support"], number(&theirs["support"]));
        }
        let scores = &report["scores"];
        let Some(areas) = known["roc_auc_per_class"].as_array() else {
            assert_eq!(*scores, Value::Null, "{name} has no scores");
            continue;
        };
        assert_eq!(scores["from"], "all_classes");
        for (at, class) in scores["classes"].as_array().unwrap().iter().enumerate() {
            near(&class["auc"]["value"], number(&areas[at]));
            near(&class["average_precision"]["value"], number(&known["ap_per_class"][at]));
        }
        near(&scores["detection"]["auc"]["value"], number(&known["error_detector_1_minus_conf"]["roc_auc"]));
        near(
            &scores["detection"]["average_precision"]["value"],
            number(&known["error_detector_1_minus_conf"]["ap"]),
        );
        near(
            &scores["calibration"]["expected_error"]["value"],
            number(&known["ece_10_equal_width_right_closed"]),
        );
        let loss = [&known["log_loss"], &known["log_loss_renormalised"]].into_iter().find(|v| v.is_number());
        near(&scores["log_loss"]["value"], number(loss.unwrap()));
        if let Some(area) = known["roc_auc_ovr_macro"].as_f64() {
            near(&scores["macro_auc"]["value"], area);
            near(&scores["top"][0]["accuracy"]["value"], number(&known["top2_accuracy"]));
            let curve = bench.ok("run_curve", json!({ "run": 1, "class": 9, "recall": 1.0 }));
            assert_eq!(curve["class"], "8");
            // scikit-learn's first point from below is the one with all positives in it.
            let first = known["pr_curve_class8"]["precision_first_20"][0].as_f64().unwrap();
            near(&curve["points"].as_array().unwrap().last().unwrap()["precision"]["value"], first);
        }
    }
}

#[test]
fn gaps_between_groups_are_those_of_the_court_records() {
    let Some(data) = shared("data/compas_predictions") else { return };
    let bench = real(&data, 2, &["race", "sex", "age_cat"]);
    let race = field(&bench, "race");
    let report = bench.ok("run_gaps", json!({ "run": 1, "field": race, "class": 2, "base": "Caucasian" }));
    let group = |name: &str| {
        let groups = report["groups"].as_array().unwrap();
        groups.iter().find(|group| group["name"] == name).unwrap().clone()
    };
    let rate = |name: &str, at: usize| group(name)["rates"][at].clone();
    // Counted with Python's csv module from the same file.
    for (name, n, false_positive, false_negative, selected) in [
        (
            "African-American",
            3696,
            0.448_467_966_573_816_16,
            0.279_852_709_100_473_44,
            0.588_203_463_203_463_2,
        ),
        ("Caucasian", 2454, 0.234_543_010_752_688_19, 0.477_225_672_877_846_8, 0.348_003_259_983_700_1),
        ("Hispanic", 637, 0.214_814_814_814_814_82, 0.556_034_482_758_620_7, 0.298_273_155_416_012_57),
        ("Asian", 32, 0.086_956_521_739_130_43, 0.333_333_333_333_333_3, 0.25),
    ] {
        assert_eq!(group(name)["n"], n);
        assert_eq!(rows(&bench, &group(name)["filter"]), n);
        for (at, expected) in [(1, false_positive), (2, false_negative), (3, selected)] {
            near(&rate(name, at)["figure"]["value"], expected);
        }
    }
    assert_eq!((&report["base"], &group("Caucasian")["base"]), (&json!("Caucasian"), &json!(true)));
    assert_eq!(rate("Caucasian", 1)["gap"], Value::Null);
    let gap = rate("African-American", 1)["gap"].clone();
    near(&gap["difference"]["value"], 0.448_467_966_573_816_16 - 0.234_543_010_752_688_19);
    assert_eq!(gap["verdict"], "higher");
    assert_eq!(rate("African-American", 2)["gap"]["verdict"], "lower");
    assert_eq!(rate("African-American", 0)["gap"]["verdict"], "lower");
    assert_eq!(rate("Asian", 0)["gap"]["verdict"], "undecided", "32 people tell little");
    // 18 people, and 9 positives among 32: told, not judged.
    assert_eq!(rate("Native American", 0)["gap"]["verdict"], "too_small");
    assert_eq!(rate("Asian", 2)["gap"]["verdict"], "too_small");
    assert_eq!(report["tests"], 3 * 4 + 2, "of the Asian group accuracy and selection alone");
    let p = |at: usize| gap_p(&rate("Hispanic", at));
    assert!(p(2).1 >= p(2).0, "adjusted p values are no smaller");
    let largest = bench.ok("run_gaps", json!({ "run": 1, "field": race }));
    assert_eq!(largest["groups"][0]["name"], "African-American", "categories by size");
    assert_eq!(largest["base"], "African-American");
    assert_eq!(largest["groups"][1]["rates"].as_array().unwrap().len(), 1, "without a class accuracy alone");
    let unknown = json!({ "run": 1, "field": race, "base": "nobody" });
    assert_eq!(bench.call("run_gaps", unknown).unwrap_err().code, "group_unknown");
    assert_eq!(bench.call("run_gaps", json!({ "run": 1, "field": 99 })).unwrap_err().code, "not_found");
}

fn gap_p(rate: &Value) -> (f64, f64) {
    (rate["gap"]["p_value"].as_f64().unwrap(), rate["gap"]["adjusted"].as_f64().unwrap())
}

#[test]
fn accuracy_of_a_group_is_about_every_class() {
    let bench = Bench::new(&["yes", "no", "maybe"], Policy::default());
    bench.import("items", "item,text,lang\ni0,a,de\ni1,b,de\ni2,c,de\ni3,d,es\n");
    bench.import("gold", "item,label\ni0,yes\ni1,no\ni2,maybe\ni3,yes\n");
    bench.import("predictions", "item,pred\ni0,yes\ni1,maybe\ni2,maybe\ni3,no\n");
    let report = bench.ok("run_gaps", json!({ "run": 1, "field": field(&bench, "lang"), "class": 1 }));
    let german = &report["groups"][0];
    assert_eq!((&german["name"], &german["base"]), (&json!("de"), &json!(true)));
    // i1 is no `yes` and not taken for one, but it is wrong.
    near(&german["rates"][0]["figure"]["value"], 2.0 / 3.0);
    near(&german["rates"][1]["figure"]["value"], 0.0);
    near(&report["groups"][1]["rates"][2]["figure"]["value"], 1.0);
}
