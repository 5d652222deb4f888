//! Pipelines: cumulative ceilings, which stage an error is put down to, and every order.

use assay_tests::Bench;
use assay_workbench::words::Policy;
use serde_json::{Value, json};

/// 100 items of the label `yes`; each run is right on the items from the first to before the second of each pair.
fn bench(runs: &[(&str, &[(usize, usize)])]) -> Bench {
    let bench = Bench::in_memory(&["yes", "no"], Policy::default());
    bench.items(100);
    let gold: String = (0..100).map(|i| format!("i{i},yes\n")).collect();
    bench.import("gold", &format!("item,label\n{gold}"));
    for (name, right) in runs {
        let row = |i: usize| {
            let right = right.iter().any(|range| (range.0..range.1).contains(&i));
            format!("i{i},{}\n", if right { "yes" } else { "no" })
        };
        let rows: String = (0..100).map(row).collect();
        let file = bench.file("run.csv", format!("item,pred\n{rows}"));
        bench.import_with("predictions", &file, json!({ "run": name })).unwrap();
    }
    bench
}

/// 72 -> 89 -> 90 -> 100; stage 2 breaks one item that stage 1 had mended.
fn golden() -> Bench {
    bench(&[
        ("as it is", &[(0, 72)]),
        ("one", &[(0, 89)]),
        ("one and two", &[(0, 88), (90, 92)]),
        ("all", &[(0, 100)]),
    ])
}

fn three_stages(more: Value) -> Value {
    let mut request = json!({ "name": "reader", "base": 1, "stages": [
        { "name": "find", "run": 2 }, { "name": "read", "run": 3 }, { "name": "join", "run": 4 } ] });
    for (key, value) in more.as_object().into_iter().flatten() {
        request[key] = value.clone();
    }
    request
}

fn near(value: &Value, expected: f64) {
    let value = value.as_f64().unwrap_or(f64::NAN);
    assert!((value - expected).abs() < 1e-12, "{value} is not {expected}");
}

#[test]
fn each_stage_gains_what_the_golden_values_say() {
    let bench = golden();
    let pipeline = bench.ok("pipeline_save", three_stages(json!({ "note": "n" })))["id"].clone();
    let report = bench.ok("pipeline_report", json!({ "pipeline": pipeline }));
    near(&report["accuracy"]["value"], 0.72);
    let stage = |at: usize| report["stages"][at].clone();
    for (at, (accuracy, gain)) in [(0.89, 0.17), (0.9, 0.01), (1.0, 0.1)].into_iter().enumerate() {
        near(&stage(at)["accuracy"]["value"], accuracy);
        near(&stage(at)["gain"]["value"], gain);
        assert_eq!(stage(at)["gain"]["method"], "Tango (paired score)");
    }
    assert_eq!([0, 1, 2].map(|at| stage(at)["verdict"].clone()), ["better", "undecided", "better"]);
    // What a later correction breaks again does not count: 17 + 2 + 9 of 28 errors.
    assert_eq!([0, 1, 2].map(|at| stage(at)["first"]["errors"].clone()), [17, 2, 9]);
    assert_eq!((&report["errors"], &report["unexplained"]["errors"]), (&json!(28), &json!(0)));
    assert!(report["note"].as_str().unwrap().contains("order"));
    assert!(report["over_orders_because"].as_str().unwrap().contains("4 of 8"));
    let rows = |filter: &Value| {
        bench.ok("sheet_open", json!({ "run": 1, "query": { "filter": filter } }))["rows"].clone()
    };
    assert_eq!([0, 1, 2].map(|at| rows(&stage(at)["first"]["filter"])), [17, 2, 9]);
    assert_eq!(rows(&report["unexplained"]["filter"]), 0);
    let part =
        bench.ok("pipeline_report", json!({ "pipeline": pipeline, "filter": "key = i0 or key = i80" }));
    assert_eq!((&part["n"], &part["errors"], &part["left_out"]), (&json!(2), &json!(1), &json!(0)));
    assert_eq!(part["stages"][0]["first"]["errors"], 1);
}

#[test]
fn with_a_run_for_every_set_errors_are_shared_over_all_orders() {
    // Either stage alone mends 10 items, both are needed for 10 more, 10 stay.
    let bench =
        bench(&[("base", &[(0, 60)]), ("1", &[(0, 70)]), ("2", &[(0, 60), (70, 80)]), ("both", &[(0, 90)])]);
    let stages = json!([{ "name": "one", "run": 2 }, { "name": "two", "run": 4 }]);
    let mut request = json!({ "name": "p", "base": 1, "stages": stages });
    let pipeline = bench.ok("pipeline_save", request.clone())["id"].clone();
    request["id"] = pipeline.clone();
    request["others"] = json!([{ "stages": [1], "run": 3 }]);
    bench.ok("pipeline_save", request);
    let report = bench.ok("pipeline_report", json!({ "pipeline": pipeline }));
    assert_eq!(report["over_orders_because"], Value::Null);
    // In order, the later stage gets all that needs both; over both orders each gets half.
    assert_eq!([0, 1].map(|at| report["stages"][at]["first"]["errors"].clone()), [10, 20]);
    for at in [0, 1] {
        near(&report["stages"][at]["over_orders"]["errors"], 15.0);
        near(&report["stages"][at]["over_orders"]["points"]["value"], 0.15);
    }
    assert_eq!(report["unexplained"]["errors"], 10);
}

#[test]
fn items_that_not_every_run_has_are_left_out_and_told() {
    let bench = bench(&[("base", &[(0, 50)])]);
    let file = bench.file("run.csv", "item,pred\ni0,yes\ni60,yes\ni61,no\n");
    bench.import_with("predictions", &file, json!({ "run": "few" })).unwrap();
    let request = json!({ "name": "p", "base": 1, "stages": [{ "name": "s", "run": 2 }] });
    let pipeline = bench.ok("pipeline_save", request)["id"].clone();
    let report = bench.ok("pipeline_report", json!({ "pipeline": pipeline }));
    assert_eq!((&report["n"], &report["left_out"], &report["errors"]), (&json!(3), &json!(97), &json!(2)));
    near(&report["stages"][0]["gain"]["value"], 1.0 / 3.0);
    assert_eq!(report["unexplained"]["errors"], 1);
}

#[test]
fn what_is_no_pipeline_is_refused_and_nothing_is_half_done() {
    let bench = golden();
    let code = |request: Value| bench.call("pipeline_save", request).map(drop).map_err(|e| e.code);
    let invalid = Err("pipeline_invalid".to_owned());
    assert_eq!(code(three_stages(json!({ "name": " " }))), invalid);
    assert_eq!(code(three_stages(json!({ "stages": [] }))), invalid);
    let twice = json!([{ "name": "a", "run": 2 }, { "name": "a", "run": 3 }]);
    assert_eq!(code(three_stages(json!({ "stages": twice }))), invalid);
    assert_eq!(code(three_stages(json!({ "others": [{ "stages": [0], "run": 3 }] }))), invalid);
    assert_eq!(code(three_stages(json!({ "others": [{ "stages": [40], "run": 3 }] }))), invalid);
    assert_eq!(code(three_stages(json!({ "base": 99 }))), Err("not_found".into()));
    assert_eq!(code(three_stages(json!({ "id": 5 }))), Err("not_found".into()));
    assert_eq!(bench.ok("pipeline_list", Value::Null), json!([]));
    bench.ok("pipeline_save", three_stages(json!({})));
    assert_eq!(code(three_stages(json!({}))), Err("name_taken".into()));
    // Its runs are in use.
    let import = bench.events().into_iter().find(|event| event["command"] == "import").unwrap();
    let refused = bench.call("event_undo", json!({ "event": import["id"] })).unwrap_err();
    assert!(refused.code == "in_use" && refused.message.contains("pipelines"), "{}", refused.message);
    bench.ok("pipeline_delete", json!({ "pipeline": 1 }));
    assert_eq!(bench.call("pipeline_report", json!({ "pipeline": 1 })).unwrap_err().code, "not_found");
    bench.assert_sound();
}
