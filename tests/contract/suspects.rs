//! Suspected labels, items sent to be decided on again, collections and examples.

use assay_tests::{Bench, shared};
use assay_workbench::words::Policy;
use serde_json::{Value, json};

/// 40 items; gold is wrong for i0 and i1, of which the scores are sure; the run is wrong on i2 beside.
fn bench() -> Bench {
    let bench = Bench::new(&["yes", "no"], Policy::default());
    let (mut items, mut gold, mut predictions) = (String::new(), String::new(), String::new());
    for i in 0..40 {
        let truth = if i % 2 == 0 { "yes" } else { "no" };
        let other = if i % 2 == 0 { "no" } else { "yes" };
        let label = if i < 2 { other } else { truth };
        let predicted = if i == 2 { other } else { truth };
        let sure = if i == 2 { 0.55 } else { 0.9 + f64::from(i) / 500.0 };
        let yes = if predicted == "yes" { sure } else { 1.0 - sure };
        items += &format!("i{i},the text of {i},{}\n", if i < 20 { "a" } else { "b" });
        gold += &format!("i{i},{label}\n");
        predictions += &format!("i{i},{predicted},{yes},{}\n", 1.0 - yes);
    }
    bench.import("items", &format!("item,text,part\n{items}"));
    bench.import("gold", &format!("item,label\n{gold}"));
    bench.import("predictions", &format!("item,pred,score_yes,score_no\n{predictions}"));
    bench
}

fn suspects(bench: &Bench) -> Value {
    bench.ok("suspects_list", json!({ "run": 1 }))
}

fn decide(bench: &Bench, next: &Value, class: &str) {
    let question = bench.overview().question;
    let id = question.classes.iter().find(|each| each.key == class).unwrap().id;
    bench.ok("adjudicate", json!({ "item": next["item"]["id"], "class": id }));
}

/// The true class of an item of `bench`.
fn truth(key: &str) -> &'static str {
    if key[1..].parse::<u32>().unwrap() % 2 == 0 { "yes" } else { "no" }
}

fn finish(bench: &Bench, relabel: &Value) -> Value {
    loop {
        let report = bench.ok("relabel_report", json!({ "relabel": relabel }));
        if report["next"].is_null() {
            return report;
        }
        decide(bench, &report["next"], truth(report["next"]["item"]["key"].as_str().unwrap()));
    }
}

#[test]
fn the_scores_speak_against_the_wrong_labels() {
    let bench = bench();
    let report = suspects(&bench);
    let keys: Vec<&str> =
        report["rows"].as_array().unwrap().iter().map(|row| row["key"].as_str().unwrap()).collect();
    assert_eq!(keys, ["i1", "i0"], "{report:#}");
    let first = &report["rows"][0];
    assert_eq!((first["given"].as_str(), first["suggested"].as_str()), (Some("yes"), Some("no")));
    assert_eq!((first["source"].as_str(), first["decided"].as_bool()), (Some("gold"), Some(false)));
    assert_eq!((report["errors"].as_u64(), report["errors_suspected"].as_u64()), (Some(3), Some(2)));
    assert_eq!(
        (&report["ceiling"]["value"], &report["ceiling_apart"]["value"]),
        (&json!(0.075), &json!(0.025))
    );
    assert_eq!(report["accuracy_apart"]["n"], 38);
    assert!(report["caution"].as_str().unwrap().contains("did not see"));
    let few = bench.ok("suspects_list", json!({ "run": 1, "limit": 1 }));
    assert_eq!((few["rows"].as_array().unwrap().len(), few["suspected"].as_u64()), (1, Some(2)));
    let part = bench.ok("suspects_list", json!({ "run": 1, "filter": "part = b" }));
    assert_eq!((part["n"].as_u64(), part["suspected"].as_u64()), (Some(20), Some(0)));
}

#[test]
fn a_run_without_scores_is_told_so() {
    let bench = Bench::new(&["a", "b", "c"], Policy::default());
    bench.items(4);
    bench.import("gold", "item,label\ni0,a\ni1,b\ni2,c\n");
    bench.import("predictions", "item,pred\ni0,a\ni1,b\ni2,a\n");
    assert_eq!(bench.call("suspects_list", json!({ "run": 1 })).unwrap_err().code, "scores_missing");
    assert_eq!(bench.call("suspects_list", json!({ "run": 7 })).unwrap_err().code, "not_found");
}

#[test]
fn what_was_sent_moves_all_figures_once_decided() {
    let bench = bench();
    let accuracy = || bench.ok("run_report", json!({ "run": 1 }))["accuracy"]["value"].as_f64().unwrap();
    assert_eq!(accuracy(), 37.0 / 40.0);
    let request = json!({ "run": 1, "wanted": { "top": 10 }, "extra_correct": 20, "extra_wrong": 1, "seed": 3, "reason": "scores" });
    let foreseen = bench.ok("relabel_foresee", request.clone());
    assert_eq!(
        foreseen,
        json!({ "chosen": 2, "waiting": 0, "unlabelled": 0, "right": 20, "wrong": 1, "right_rows": 37, "wrong_rows": 1 })
    );
    let sent = bench.ok("relabel_send", request);
    assert_eq!((sent["sent"]["items"].as_u64(), sent["sent"]["blind"].as_bool()), (Some(23), Some(true)));
    assert_eq!(sent["next"]["row"], Value::Null, "blind");
    assert_eq!(sent["rows"], json!([]), "blind");
    assert_eq!(suspects(&bench)["rows"][0]["sent"], sent["sent"]["id"]);
    let again = bench.call("relabel_send", json!({ "run": 1, "wanted": { "top": 10 } })).unwrap_err();
    assert_eq!(again.code, "nothing_to_send", "they wait already");
    let report = finish(&bench, &sent["sent"]["id"]);
    let figures = &report["figures"];
    assert_eq!(accuracy(), 39.0 / 40.0, "two labels were wrong");
    assert_eq!(figures["accuracy_before"]["value"], 37.0 / 40.0);
    assert_eq!(figures["accuracy_now"]["value"], 39.0 / 40.0);
    let weighted = figures["accuracy_weighted"]["value"].as_f64().unwrap();
    assert!((weighted - 39.0 / 40.0).abs() < 1e-12, "{figures:#}");
    assert_eq!(figures["label_noise"]["value"], 2.0 / 40.0);
    assert!(
        figures["label_noise"]["upper"].as_f64().unwrap() > 0.05,
        "the drawn rows are a sample: {figures:#}"
    );
    assert_eq!(figures["only_disagreements"], false);
    let changed: Vec<&Value> =
        figures["strata"].as_array().unwrap().iter().map(|row| &row["changed"]).collect();
    assert_eq!(changed, [2, 0, 0]);
    assert_eq!(suspects(&bench)["suspected"], 0);
    let event = bench.events().into_iter().find(|event| event["command"] == "relabel_send").unwrap();
    let refused = bench.call("event_undo", json!({ "event": event["id"] })).unwrap_err();
    assert_eq!(refused.code, "relabel_used");
    bench.ok("adjudicate_undo", Value::Null);
    assert_eq!(
        bench.ok("relabel_report", json!({ "relabel": 1 }))["sent"]["decided"],
        22,
        "a decision taken back is open"
    );
    bench.assert_sound();
}

#[test]
fn correcting_only_disagreements_is_flagged() {
    let bench = bench();
    let sent = bench
        .ok("relabel_send", json!({ "run": 1, "wanted": { "filter": "pred != label" }, "blind": false }));
    assert_eq!(sent["next"]["row"]["given"], "yes", "open: {sent:#}");
    assert_eq!(sent["rows"].as_array().unwrap().len(), 3);
    decide(&bench, &sent["next"], "no");
    let half = bench.ok("relabel_report", json!({ "relabel": 1 }));
    assert!(half["figures"]["label_noise"]["undefined_because"].as_str().unwrap().contains("all of them"));
    let figures = finish(&bench, &json!(1))["figures"].clone();
    assert_eq!(figures["only_disagreements"], true);
    assert!(figures["accuracy_weighted"]["undefined_because"].as_str().unwrap().contains("37 rows"));
    let bad =
        |wanted: Value| bench.call("relabel_send", json!({ "run": 1, "wanted": wanted })).unwrap_err().code;
    assert_eq!(bad(json!({})), "items_unclear");
    assert_eq!(bad(json!({ "top": 1, "filter": "pred = label" })), "items_unclear");
    assert_eq!(bad(json!({ "filter": "part = zzz" })), "nothing_chosen");
    assert_eq!(bad(json!({ "items": [999] })), "nothing_chosen");
    assert_eq!(bad(json!({ "tag": 5 })), "not_found");
}

#[test]
fn what_is_passed_over_comes_again_and_leaves_no_sample() {
    let bench = bench();
    let request = json!({ "run": 1, "wanted": { "top": 2 }, "extra_correct": 6, "seed": 3, "blind": false });
    let sent = bench.ok("relabel_send", request);
    let places: Vec<i64> = (0..8).collect();
    let next = |after: Option<i64>| {
        bench.ok("relabel_report", json!({ "relabel": 1, "after": after }))["next"].clone()
    };
    let seen: Vec<i64> = places.iter().map(|&at| next(Some(at))["position"].as_i64().unwrap()).collect();
    assert_eq!(seen, [1, 2, 3, 4, 5, 6, 7, 0], "behind the last it begins again");
    assert_eq!(next(None)["position"], 0);
    let drawn: Vec<usize> = (0..8).filter(|&at| sent["rows"][at]["stratum"] == "right").collect();
    let right = || bench.ok("relabel_report", json!({ "relabel": 1 }))["figures"]["strata"][1].clone();
    let decide = |at: usize| {
        let passed = if at == 0 { None } else { Some(at as i64 - 1) };
        let next = next(passed);
        assert_eq!(next["position"], at, "{next}");
        decide(&bench, &next, truth(next["item"]["key"].as_str().unwrap()));
    };
    decide(drawn[0]);
    assert_eq!((right()["stratum"].as_str(), &right()["share"]["n"]), (Some("right"), &json!(1)));
    decide(drawn[2]);
    let told = right()["share"]["undefined_because"].as_str().unwrap().to_owned();
    assert!(told.contains("passed over"), "{told}");
    let noise = bench.ok("relabel_report", json!({ "relabel": 1 }))["figures"]["label_noise"].clone();
    assert!(noise["undefined_because"].is_string(), "{noise}");
    decide(drawn[1]);
    assert_eq!(right()["share"]["n"], 3, "what was passed over is decided on");
    let figures = finish(&bench, &json!(1))["figures"].clone();
    assert_eq!(figures["label_noise"]["undefined_because"], Value::Null, "{figures:#}");
}

#[test]
fn collections_and_examples_are_written() {
    let bench = bench();
    bench.ok("slice_to_tag", json!({ "run": 1, "filter": "part = b", "name": "bees" }));
    let wanted = json!({ "tag": 1 });
    let made = bench.ok(
        "collection_make",
        json!({ "run": 1, "wanted": wanted, "name": "more bees", "note": "from b", "target": 50 }),
    );
    assert_eq!((made["items"].as_u64(), made["target"].as_u64()), (Some(20), Some(50)));
    let taken = json!({ "run": 1, "wanted": wanted, "name": "More Bees" });
    assert_eq!(bench.call("collection_make", taken).unwrap_err().code, "name_taken");
    for (format, first) in [("csv", "item,split,media,label,label_source,pred,tags,text"), ("jsonl", "{")] {
        let path = bench.folder.path().join(format!("examples.{format}"));
        let file = bench.workbench.files().register(path.clone()).handle;
        let job =
            bench.ok("examples_export", json!({ "run": 1, "collection": 1, "format": format, "file": file }));
        assert_eq!(bench.wait(&job).unwrap()["rows"], 20);
        let text = std::fs::read_to_string(path).unwrap();
        assert!(text.trim_start_matches('\u{feff}').starts_with(first), "{text}");
        assert!(text.contains("the text of 39"));
    }
    let path = bench.folder.path().join("x.csv");
    let file = bench.workbench.files().register(path).handle;
    let request = json!({ "run": 1, "format": "csv", "file": file });
    let job = bench.ok("examples_export", request);
    assert_eq!(bench.wait(&job).unwrap_err().code, "items_unclear");
    bench.ok("collection_drop", json!({ "collection": 1 }));
    assert_eq!(bench.ok("collection_list", Value::Null), json!([]));
    bench.assert_sound();
}

#[test]
fn the_suspects_are_those_of_cleanlab() {
    let Some(reference) = shared("reference/issues.json") else { return };
    let reference: Value = serde_json::from_str(&std::fs::read_to_string(reference).unwrap()).unwrap();
    for (name, n) in [("label_errors_cifar10", 10), ("label_errors_20news", 20)] {
        let Some(data) = shared(&format!("data/{name}/predictions.csv")) else { return };
        let classes: Vec<String> = (0..n).map(|class| class.to_string()).collect();
        let bench = Bench::new(&classes.iter().map(String::as_str).collect::<Vec<_>>(), Policy::default());
        let text = std::fs::read_to_string(data).unwrap();
        let rows: Vec<Vec<&str>> = text.lines().skip(1).map(|line| line.split(',').collect()).collect();
        let lines = |head: String, row: &dyn Fn(&Vec<&str>) -> String| {
            format!("{head}\n{}\n", rows.iter().map(row).collect::<Vec<_>>().join("\n"))
        };
        bench.import("items", &lines("item,text".into(), &|row| format!("{0},item {0}", row[0])));
        bench.import("gold", &lines("item,label".into(), &|row| format!("{},{}", row[0], row[1])));
        let head: Vec<String> = (0..n).map(|class| format!("score_{class}")).collect();
        bench.import(
            "predictions",
            &lines(format!("item,pred,{}", head.join(",")), &|row| {
                let mut cells = vec![row[0], row[2]];
                cells.extend(&row[3..]);
                cells.join(",")
            }),
        );
        let report = bench.ok("suspects_list", json!({ "run": 1, "limit": 100_000 }));
        let expected = &reference["datasets"][name]["confident_learning"];
        assert_eq!(report["n"], rows.len());
        assert_eq!(report["suspected"], expected["count"]);
        let rows = report["rows"].as_array().unwrap();
        let mut keys: Vec<i64> =
            rows.iter().map(|row| row["key"].as_str().unwrap().parse().unwrap()).collect();
        let mut theirs: Vec<i64> = expected["indices_ranked_by_self_confidence"]
            .as_array()
            .unwrap()
            .iter()
            .map(|v| v.as_i64().unwrap())
            .collect();
        // Where scores are equal (20news has many zeros) the order is nobody's.
        assert!(rows.is_sorted_by_key(|row| row["score"].as_f64().unwrap()));
        if name == "label_errors_cifar10" {
            assert_eq!(keys, theirs);
        }
        keys.sort_unstable();
        theirs.sort_unstable();
        assert_eq!(keys, theirs);
        let n = report["n"].as_f64().unwrap();
        let noise = reference["datasets"][name]["est_noise_rate"].as_f64().unwrap();
        assert!((report["estimated"].as_f64().unwrap() / n - noise).abs() < 1e-9, "{}", report["estimated"]);
        let accuracy = reference["datasets"][name]["model_accuracy"].as_f64().unwrap();
        assert!((report["accuracy"]["value"].as_f64().unwrap() - accuracy).abs() < 1e-9);
    }
}
