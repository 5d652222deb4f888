//! Two runs side by side, the leaderboard, records of runs and promises.

use assay_tests::{Bench, shared};
use assay_workbench::words::Policy;
use serde_json::{Value, json};

/// Items of the reference label `yes` on which two runs are right or wrong as often as asked:
/// fixed, regressed, both wrong, both right.
fn bench(counts: [usize; 4]) -> Bench {
    named(counts, ["A", "B"])
}

fn named(counts: [usize; 4], names: [&str; 2]) -> Bench {
    let bench = Bench::in_memory(&["yes", "no"], Policy::default());
    let (mut items, mut gold) = (String::from("item,text,kind\n"), String::from("item,label\n"));
    let mut runs = [String::from("item,pred\n"), String::from("item,pred\n")];
    let outcomes = [[false, true], [true, false], [false, false], [true, true]];
    let mut at = 0;
    for (count, outcome) in counts.into_iter().zip(outcomes) {
        for _ in 0..count {
            let kind = if at % 2 == 0 { "even" } else { "7" };
            items.push_str(&format!("i{at},text,{kind}\n"));
            gold.push_str(&format!("i{at},yes\n"));
            for (run, right) in runs.iter_mut().zip(outcome) {
                run.push_str(&format!("i{at},{}\n", if right { "yes" } else { "no" }));
            }
            at += 1;
        }
    }
    bench.import("items", &items);
    bench.import("gold", &gold);
    for (name, run) in names.into_iter().zip(&runs) {
        import_run(&bench, name, run);
    }
    bench
}

fn import_run(bench: &Bench, name: &str, content: &str) -> Value {
    let file = bench.file("run.csv", content);
    let report = bench.import_with("predictions", &file, json!({ "run": name }));
    report.unwrap_or_else(|e| panic!("{} {}", e.code, e.message))
}

fn compare(bench: &Bench, more: Value) -> Value {
    let mut request = json!({ "a": 1, "b": 2 });
    for (key, value) in more.as_object().into_iter().flatten() {
        request[key] = value.clone();
    }
    bench.ok("runs_compare", request)
}

fn near(value: &Value, expected: f64, tolerance: f64) {
    let value = value.as_f64().unwrap_or(f64::NAN);
    assert!((value - expected).abs() <= tolerance, "{value} is not {expected}");
}

fn rows(bench: &Bench, filter: &Value) -> Value {
    bench.ok("sheet_open", json!({ "run": 2, "query": { "filter": filter } }))["rows"].clone()
}

#[test]
fn the_golden_values_come_through_the_command() {
    let bench = bench([300, 220, 100, 380]);
    let found = compare(&bench, json!({}));
    let counts = ["fixed", "regressed", "both_wrong", "both_right"].map(|key| found[key].as_u64().unwrap());
    assert_eq!(counts, [300, 220, 100, 380]);
    assert_eq!(found["mcnemar"]["method"], "chi_square");
    near(&found["mcnemar"]["statistic"], 12.0019, 5e-5);
    near(&found["mcnemar"]["p_value"], 0.000_531_456_8, 1e-9);
    near(&found["difference"]["value"], 0.08, 1e-12);
    // Tango's interval, written anew from the paper.
    near(&found["difference"]["lower"], 0.035_423_186, 1e-8);
    near(&found["difference"]["upper"], 0.124_248_533, 1e-8);
    assert_eq!((&found["difference"]["n"], &found["verdict"]), (&json!(1000), &json!("better")));
    for (key, count) in ["fixed", "regressed", "both_wrong", "both_right"].into_iter().zip(counts) {
        assert_eq!(rows(&bench, &found["rows"][key]), count, "{}", found["rows"][key]);
    }
    let turned = bench.ok("runs_compare", json!({ "a": 2, "b": 1 }));
    assert_eq!((&turned["fixed"], &turned["verdict"]), (&json!(220), &json!("worse")));
}

#[test]
fn few_differing_items_get_the_exact_test() {
    let bench = bench([10, 3, 2, 5]);
    let found = compare(&bench, json!({}));
    assert_eq!(
        (&found["mcnemar"]["method"], &found["mcnemar"]["statistic"]),
        (&json!("exact"), &Value::Null)
    );
    near(&found["mcnemar"]["p_value"], 0.0923, 5e-5);
    let same = self::bench([0, 0, 1, 1]);
    let found = compare(&same, json!({}));
    assert_eq!((&found["mcnemar"]["p_value"], &found["verdict"]), (&json!(1.0), &json!("undecided")));
    assert_eq!(same.call("runs_compare", json!({ "a": 1, "b": 1 })).unwrap_err().code, "same_run");
    assert_eq!(same.call("runs_compare", json!({ "a": 1, "b": 9 })).unwrap_err().code, "not_found");
}

#[test]
fn names_with_quotes_and_strokes_find_their_rows() {
    let bench = named([3, 2, 1, 4], [r#"a "b" \ c"#, "B"]);
    let found = compare(&bench, json!({}));
    assert_eq!(rows(&bench, &found["rows"]["fixed"]), 3, "{}", found["rows"]["fixed"]);
    let line = |filter: &str| bench.call("sheet_open", json!({ "run": 2, "query": { "filter": filter } }));
    assert_eq!(line("pred@B = pred").unwrap()["rows"], 10);
    assert_eq!(line("pred@B = yes").unwrap()["rows"], 7);
    assert_eq!(line("label != pred@B").unwrap()["rows"], 3);
    let unknown = line("pred = label and pred@nobody = yes").unwrap_err();
    assert_eq!((unknown.code.as_str(), &unknown.details["at"]), ("filter_invalid", &json!(17)));
    assert!(line("pred@B < label").is_err());
}

#[test]
fn the_prediction_of_another_run_is_offered_wherever_it_may_stand() {
    let bench = named([3, 2, 1, 4], ["second run", "B"]);
    let offered = |line: &str| -> Vec<String> {
        let cursor = line.chars().count();
        let found = bench.ok("filter_complete", json!({ "line": line, "cursor": cursor }));
        let texts = found["proposals"].as_array().unwrap().iter();
        texts.map(|proposal| proposal["text"].as_str().unwrap().to_owned()).collect()
    };
    let named = "pred@\"second run\"".to_owned();
    for line in
        ["", "pred@", "pred@sec", "pred@\"second r", "label = ", "label != pred@", "not (pred = label) and "]
    {
        assert!(offered(line).contains(&named), "{line}: {:?}", offered(line));
    }
    assert_eq!(offered("pred@\"second run\" = ").first().map(String::as_str), Some("label"));
    assert!(!offered("label in (").contains(&named), "a list holds values");
    assert!(offered("pred@B ").contains(&"is missing".to_owned()));
    assert!(offered("pred@B is ").contains(&"missing".to_owned()));
    let open = |filter: &str| bench.call("sheet_open", json!({ "run": 1, "query": { "filter": filter } }));
    assert_eq!(open("pred@\"second run\" != pred@B").unwrap()["rows"], 5);
    assert_eq!(open("pred@B is missing").unwrap()["rows"], 0);
}

#[test]
fn what_only_one_run_has_is_counted_and_told() {
    let bench = bench([2, 1, 1, 2]);
    bench.import("items", "item,text,kind\nx,t,even\ny,t,even\n");
    import_run(&bench, "C", "item,pred\ni0,yes\ni1,yes\nx,yes\n");
    let found = bench.ok("runs_compare", json!({ "a": 1, "b": 3 }));
    assert_eq!((&found["n"], &found["a"]["alone"], &found["b"]["alone"]), (&json!(2), &json!(4), &json!(0)));
    import_run(&bench, "D", "item,pred\nx,yes\ny,no\ni0,no\n");
    let found = bench.ok("runs_compare", json!({ "a": 3, "b": 4 }));
    assert_eq!((&found["n"], &found["unlabelled"], &found["a"]["alone"]), (&json!(1), &json!(1), &json!(1)));
    // A row that the other run lacks is neither equal nor different.
    let lacking = json!({ "run": 1, "query": { "filter": "pred@C = none" } });
    assert_eq!(bench.ok("sheet_open", lacking)["rows"], 4);
    let either = json!({ "run": 1, "query": { "filter": "pred@C = label or pred@C != label" } });
    assert_eq!(bench.ok("sheet_open", either)["rows"], 2);
}

#[test]
fn parts_say_where_and_are_corrected_over_each_other() {
    let bench = bench([40, 2, 4, 54]);
    let hand = bench.ok("tag_create", json!({ "name": "two words" }))["id"].clone();
    let rule = |name: &str, line: &str| {
        let tag = bench.ok("tag_create", json!({ "name": name }))["id"].clone();
        bench.ok("tag_update", json!({ "tag": tag, "edit": { "rule": line } }));
    };
    rule("even", "kind = even");
    rule("sure", "pred = yes");
    rule("surely even", "tag:sure = yes and kind = even");
    let whole = bench.ok("tag_create", json!({ "name": "all looked at" }))["id"].clone();
    let all = bench.ok("sheet_open", json!({ "run": 2, "query": {} }));
    for (range, mark) in [([0, 3], "yes"), ([3, 100], "no")] {
        let request = json!({ "view": all["view"], "revision": all["revision"], "ranges": [range], "tag": whole, "mark": mark });
        bench.ok("mark_rows", request);
    }
    let view = bench.ok("sheet_open", json!({ "run": 2, "query": { "filter": "key = i0 or key = i1" } }));
    for (range, mark) in [([0, 1], "yes"), ([1, 2], "no")] {
        let request = json!({ "view": view["view"], "revision": view["revision"], "ranges": [range], "tag": hand, "mark": mark });
        bench.ok("mark_rows", request);
    }
    let field = bench.ok("field_list", Value::Null)[0]["id"].clone();
    let found = compare(&bench, json!({ "field": field }));
    let part = |list: &str, name: &str| {
        let all = found[list].as_array().unwrap();
        all.iter().find(|part| part["name"] == name).unwrap_or_else(|| panic!("no {name}")).clone()
    };
    let hand = part("tags", "two words");
    assert_eq!((&hand["n"], &hand["fixed"], &hand["seen"]), (&json!(1), &json!(1), &json!(2)));
    assert_eq!((&hand["verdict"], rows(&bench, &hand["filter"])), (&json!("undecided"), json!(1)));
    // Who marks the wrong rows of one run alone finds that the other fixed some and broke none.
    assert!(hand["note"].as_str().unwrap().starts_with("2 of 100 items were looked at"), "{hand}");
    assert_eq!(part("tags", "all looked at")["note"], Value::Null);
    let even = part("tags", "even");
    assert_eq!((&even["n"], &even["fixed"], &even["verdict"]), (&json!(50), &json!(20), &json!("better")));
    assert_eq!(rows(&bench, &even["filter"]), 50);
    // 5 tests, three of them left out: the smaller of two p values is doubled.
    near(&even["p_adjusted"], even["p_value"].as_f64().unwrap() * 2.0, 1e-12);
    for name in ["sure", "surely even", "two words"] {
        let part = part("tags", name);
        assert_eq!((&part["verdict"], &part["p_adjusted"]), (&json!("undecided"), &Value::Null));
        assert!(part["note"].as_str().unwrap().contains("no verdict"), "{name}");
    }
    assert_eq!(part("classes", "yes")["n"], 100);
    for value in ["even", "7"] {
        let slice = part("slices", value);
        assert_eq!((&slice["n"], rows(&bench, &slice["filter"])), (&json!(50), json!(50)), "{value}");
    }
    let within = compare(&bench, json!({ "filter": "kind = even or key = i1" }));
    assert_eq!((&within["n"], &within["fixed"]), (&json!(51), &json!(21)));
    assert_eq!(rows(&bench, &within["rows"]["fixed"]), 21);
    let invalid = json!({ "a": 1, "b": 2, "filter": "nope = 1" });
    assert_eq!(bench.call("runs_compare", invalid).unwrap_err().code, "filter_invalid");
}

#[test]
fn a_promise_is_held_against_what_the_next_run_gained() {
    let bench = bench([6, 1, 4, 9]);
    let tag = bench.ok("tag_create", json!({ "name": "even" }))["id"].clone();
    bench.ok("tag_update", json!({ "tag": tag, "edit": { "rule": "kind = even" } }));
    let hand = bench.ok("tag_create", json!({ "name": "hand" }))["id"].clone();
    let view = bench.ok("sheet_open", json!({ "run": 1, "query": { "filter": "pred != label" } }));
    let mark = json!({ "view": view["view"], "revision": view["revision"], "ranges": [[0, 10]], "tag": hand, "mark": "yes" });
    bench.ok("mark_rows", mark);
    let promise = bench.ok("promise_set", json!({ "run": 1, "tags": [tag, hand, hand], "note": " plan " }));
    assert_eq!(
        (&promise["note"], &promise["n"], &promise["errors"]),
        (&json!("plan"), &json!(20), &json!(10))
    );
    let found = compare(&bench, json!({}))["promises"][0].clone();
    assert_eq!(found["reference_changed"], false);
    let [even, hand] = [0, 1].map(|at| found["tags"][at].clone());
    assert_eq!((&even["name"], &hand["name"]), (&json!("even"), &json!("hand")));
    // Items 0, 2, 4 were fixed, 6 was broken: two of twenty.
    near(&even["gained"]["value"], 0.1, 1e-12);
    assert_eq!((&even["gained"]["n"], &even["verdict"]), (&json!(20), &json!("undecided")));
    near(&even["errors_fixed"]["value"], 3.0 / 5.0, 1e-12);
    near(&hand["errors_fixed"]["value"], 0.6, 1e-12);
    let because = hand["gained"]["undefined_because"].as_str().unwrap();
    assert!(because.contains("10 of 20"), "{because}");
    let no = bench.overview().question.classes[1].id;
    bench.ok("adjudicate", json!({ "item": 1, "class": no }));
    assert_eq!(compare(&bench, json!({}))["promises"][0]["reference_changed"], true);
    assert_eq!(bench.ok("promise_list", json!({ "run": 2 })), json!([]));
    bench.ok("promise_delete", json!({ "promise": promise["id"] }));
    assert_eq!(compare(&bench, json!({}))["promises"], json!([]));
    for tags in [json!([]), json!([99])] {
        assert!(bench.call("promise_set", json!({ "run": 1, "tags": tags })).is_err());
    }
    bench.assert_sound();
}

#[test]
fn a_run_has_a_record_and_can_be_renamed_and_archived() {
    let bench = bench([1, 1, 1, 1]);
    let record = json!({ "version": "2", "code_commit": "abc", "hyperparameters": "{\"lr\": 0.1}" });
    let file = bench.file("run.csv", "item,pred\ni0,yes\n");
    bench.import_with("predictions", &file, json!({ "run": "C", "record": record })).unwrap();
    let runs = bench.ok("run_list", Value::Null);
    assert_eq!((&runs[2]["version"], &runs[2]["hyperparameters"]), (&json!("2"), &record["hyperparameters"]));
    let again = bench.import_with("predictions", &file, json!({ "run": "C", "record": record }));
    assert_eq!(again.unwrap_err().code, "run_known");
    let edit = |request: Value| bench.call("run_edit", request).map_err(|e| e.code);
    let run =
        edit(json!({ "run": 3, "name": " new ", "record": { "note": "n" }, "archived": true })).unwrap();
    assert_eq!((&run["name"], &run["note"], &run["version"]), (&json!("new"), &json!("n"), &json!("2")));
    assert!(run["archived_at"].is_i64());
    let board = bench.ok("runs_leaderboard", Value::Null);
    assert_eq!((board["rows"].as_array().unwrap().len(), &board["archived"]), (2, &json!(1)));
    assert_eq!(edit(json!({ "run": 1, "name": "B" })), Err("name_taken".into()));
    assert_eq!(edit(json!({ "run": 1, "name": " " })), Err("name_invalid".into()));
    assert_eq!(edit(json!({ "run": 1, "record": { "version": "a\nb" } })), Err("record_invalid".into()));
    let tag = bench.ok("tag_create", json!({ "name": "t" }))["id"].clone();
    bench.ok("tag_update", json!({ "tag": tag, "edit": { "rule": "pred@A != label" } }));
    edit(json!({ "run": 1, "name": "other" })).unwrap();
    let rule =
        |bench: &Bench| bench.ok("tag_list", Value::Null).as_array().unwrap().last().unwrap()["rule"].clone();
    assert_eq!(rule(&bench), "pred@other != label", "a rule follows the name");
    edit(json!({ "run": 1, "name": "A" })).unwrap();
    assert_eq!(rule(&bench), "pred@A != label");
    let before = bench.events().len();
    edit(json!({ "run": 1, "name": "A" })).unwrap();
    assert_eq!(bench.events().len(), before, "nothing changed, so nothing is recorded");
    bench.assert_sound();
}

#[test]
fn the_leaderboard_says_which_runs_cannot_be_told_apart() {
    let bench = bench([30, 2, 20, 48]);
    let like_a: String = (0..100)
        .map(|i| format!("i{i},{}\n", if i == 0 || (30..32).contains(&i) || i >= 52 { "yes" } else { "no" }))
        .collect();
    import_run(&bench, "C", &format!("item,pred\n{like_a}"));
    bench.import("items", "item,text,kind\nx,t,even\n");
    import_run(&bench, "none", "item,pred\nx,yes\n");
    bench.ok("baseline_set", json!({ "name": "people", "value": 0.9, "n": 400 }));
    bench.ok("baseline_choose", json!({ "baseline": 1 }));
    let board = bench.ok("runs_leaderboard", Value::Null);
    let row = |at: usize| board["rows"][at].clone();
    assert_eq!([0, 1, 2].map(|at| row(at)["run"]["name"].clone()), ["B", "C", "A"]);
    near(&row(0)["accuracy"]["value"], 0.78, 1e-12);
    assert_eq!([0, 1, 2].map(|at| row(at)["bands"].clone()), ["a", "b", "b"]);
    assert_eq!(row(0)["to_best"], Value::Null);
    near(&row(2)["to_best"]["difference"]["value"], -0.28, 1e-12);
    assert_eq!(row(1)["to_best"]["verdict"], "worse");
    assert_eq!((&row(0)["coverage"]["value"], &board["pairs"]), (&json!(1.0), &json!(3)));
    assert_eq!(board["unscored"][0]["name"], "none");
    assert_eq!(
        (&board["baseline"]["name"], &board["baseline"]["level"]["value"]),
        (&json!("people"), &json!(0.9))
    );
}

#[test]
fn two_models_of_income_give_what_a_count_of_the_file_gives() {
    let Some(data) = shared("data/acs_income_predictions_20k/predictions.csv") else { return };
    let bench = Bench::in_memory(&["0", "1"], Policy::default());
    let import = |kind: &str, more: Value| {
        let file = bench.workbench.files().register(data.clone()).handle;
        let report = bench.import_with(kind, &file, more).unwrap();
        assert_eq!((&report["accepted"], &report["rejected"]), (&json!(20000), &json!(0)), "{kind}");
    };
    import("items", json!({ "map": { "key": "item" } }));
    import("gold", json!({ "map": { "key": "item", "label": "label" } }));
    import("predictions", json!({ "run": "pred", "map": { "key": "item", "prediction": "pred" } }));
    import("predictions", json!({ "run": "pred_b", "map": { "key": "item", "prediction": "pred_b" } }));
    let fields = bench.ok("field_list", Value::Null);
    let sex = fields.as_array().unwrap().iter().find(|field| field["name"] == "sex").unwrap()["id"].clone();
    let found = compare(&bench, json!({ "field": sex }));
    // Counted from the file by another program; Tango's interval written anew from the paper.
    let counts = ["fixed", "regressed", "both_wrong", "both_right"].map(|key| found[key].as_u64().unwrap());
    assert_eq!(counts, [365, 424, 3191, 16020]);
    near(&found["difference"]["value"], -0.00295, 1e-12);
    near(&found["difference"]["lower"], -0.005_714_818_66, 1e-8);
    near(&found["difference"]["upper"], -0.000_197_778_45, 1e-8);
    near(&found["mcnemar"]["statistic"], 4.263_624_841_571_61, 1e-9);
    assert_eq!(found["verdict"], "worse");
    let slices = found["slices"].as_array().unwrap();
    let slice = |at: usize| ["n", "fixed", "regressed"].map(|key| slices[at][key].as_u64().unwrap());
    assert_eq!((slice(0), slice(1)), ([10384, 232, 270], [9616, 133, 154]));
    near(&slices[0]["p_adjusted"], 0.098_658_798_533_500_07 * 2.0, 1e-9);
    near(&slices[1]["p_adjusted"], 0.237_776_499_700_112_2, 1e-9);
    assert_eq!((&slices[0]["verdict"], &slices[1]["verdict"]), (&json!("undecided"), &json!("undecided")));
}
