//! Slices where a run errs more: found on one half, tested on the other, made a tag.

use assay_tests::{Bench, shared};
use assay_workbench::words::Policy;
use serde_json::{Value, json};

/// 1,200 rows; the run errs on 6 of 10 small reds, else on 1 of 20. `code` is a key, `flat` says nothing.
fn bench() -> Bench {
    let bench = Bench::new(&["yes", "no"], Policy::default());
    let rows = (0..1200).map(|i| {
        let (size, colour) = (i * 7 % 100, ["red", "blue", "dark \"green\""][i % 3]);
        let wrong = if size < 30 && colour == "red" { i / 3 % 10 < 6 } else { i % 20 == 0 };
        let note = if i % 4 == 0 { String::new() } else { format!("{}", i % 3) };
        (i, size, colour.replace('"', "\"\""), note, wrong)
    });
    let (mut items, mut gold, mut predictions) = (String::new(), String::new(), String::new());
    for (i, size, colour, note, wrong) in rows {
        items += &format!("i{i},text {i},{size},\"{colour}\",{},{note},same\n", 5000 + i * 3);
        gold += &format!("i{i},yes\n");
        predictions += &format!("i{i},{}\n", if wrong { "no" } else { "yes" });
    }
    bench.import("items", &format!("item,text,size,colour,code,label,flat\n{items}"));
    bench.import("gold", &format!("item,label\n{gold}"));
    bench.import("predictions", &format!("item,pred\n{predictions}"));
    bench
}

fn find(bench: &Bench, request: Value) -> Result<Value, assay_workbench::WireError> {
    let job = bench.call("slices_find", request)?;
    bench.wait(&job)
}

fn rows(bench: &Bench, filter: &str) -> u64 {
    let view = bench.ok("sheet_open", json!({ "run": 1, "query": { "filter": filter } }));
    view["rows"].as_u64().unwrap()
}

#[test]
fn the_slice_that_was_planted_is_found_and_the_sheet_reads_its_line() {
    let bench = bench();
    let report = find(&bench, json!({ "run": 1, "seed": 7, "min_support": 15 })).unwrap();
    assert_eq!((report["n"].as_u64(), report["searched"].as_u64()), (Some(1200), Some(600)), "{report:#}");
    assert_eq!(report["looks"], report["slices"].as_array().unwrap().len());
    let out: Vec<&str> =
        report["left_out"].as_array().unwrap().iter().map(|field| field["name"].as_str().unwrap()).collect();
    assert!(out.contains(&"code") && out.contains(&"flat"), "{out:?}");
    assert!(out.contains(&"label"), "what holds an answer finds itself: {out:?}");
    let best = &report["slices"][0];
    assert_eq!(best["verdict"], "found", "{best:#}");
    assert!(best["filter"].as_str().unwrap().contains("colour = red"), "{best:#}");
    assert!(best["error_rate"]["value"].as_f64().unwrap() > 0.4);
    for slice in report["slices"].as_array().unwrap() {
        let line = slice["filter"].as_str().unwrap();
        let all = slice["n"].as_u64().unwrap() + slice["search_n"].as_u64().unwrap();
        let wrong = slice["errors"].as_u64().unwrap() + slice["search_errors"].as_u64().unwrap();
        assert_eq!(rows(&bench, line), all, "{line}");
        assert_eq!(rows(&bench, &format!("{line} and pred != label")), wrong, "{line}");
    }
    assert_eq!(
        report,
        find(&bench, json!({ "run": 1, "seed": 7, "min_support": 15 })).unwrap(),
        "a seed repeats the split"
    );
}

#[test]
fn odd_values_missing_values_and_names_can_be_filtered_by() {
    let bench = bench();
    let request = json!({ "run": 1, "fields": ["colour", "label"], "k": 50, "alpha": 0.99, "min_support": 10, "max_level": 2 });
    let report = find(&bench, request).unwrap();
    let slices = report["slices"].as_array().unwrap();
    assert!(!slices.is_empty());
    for slice in slices {
        let line = slice["filter"].as_str().unwrap();
        assert_eq!(
            rows(&bench, line),
            slice["n"].as_u64().unwrap() + slice["search_n"].as_u64().unwrap(),
            "{line}"
        );
    }
}

#[test]
fn a_slice_becomes_a_rule_tag_and_is_searched_by_next_time() {
    let bench = bench();
    let line = "size < 30 and colour = red";
    let tag = bench.ok("slice_to_tag", json!({ "run": 1, "filter": line, "name": "small reds" }));
    assert_eq!((tag["rule"].as_str(), tag["name"].as_str()), (Some(line), Some("small reds")));
    let report = find(&bench, json!({ "run": 1, "fields": ["tag:small reds"] })).unwrap();
    assert_eq!(report["fields"][0]["kind"], "rule", "{report:#}");
    assert_eq!(report["slices"][0]["filter"], format!("({line})"));
    let code = |request: Value| bench.call("slice_to_tag", request).unwrap_err().code;
    assert_eq!(code(json!({ "run": 1, "filter": line, "name": "Small Reds" })), "name_taken");
    assert_eq!(code(json!({ "run": 1, "filter": "nonsense = 3", "name": "x" })), "filter_invalid");
    assert_eq!(code(json!({ "run": 1, "filter": " ", "name": "x" })), "filter_empty");
    bench.ok("slice_to_tag", json!({ "run": 1, "filter": "pred != label", "name": "errors" }));
    for (name, line) in
        [("red errors", "tag:errors = yes and colour = red"), ("named", "pred@predictions = no")]
    {
        bench.ok("slice_to_tag", json!({ "run": 1, "filter": line, "name": name }));
    }
    let report = find(&bench, json!({ "run": 1 })).unwrap();
    for name in ["tag:errors", "tag:red errors", "tag:named"] {
        assert!(
            report["left_out"].to_string().contains(name),
            "{name}: a rule over the verdict finds itself"
        );
    }
    bench.assert_sound();
}

#[test]
fn what_cannot_be_searched_is_refused() {
    let bench = bench();
    let code = |request: Value| find(&bench, request).unwrap_err().code;
    assert_eq!(code(json!({ "run": 1, "fields": ["nope"] })), "field_unknown");
    assert_eq!(code(json!({ "run": 1, "alpha": 2.0 })), "invalid_setting");
    assert_eq!(code(json!({ "run": 1, "test_share": 1.5 })), "invalid_setting");
    assert_eq!(code(json!({ "run": 1, "filter": "pred = label" })), "no_errors");
    assert_eq!(code(json!({ "run": 1, "filter": "size > 1000" })), "nothing_to_search");
    assert_eq!(code(json!({ "run": 9 })), "not_found");
}

#[test]
fn real_tables_are_searched() {
    for (name, classes) in [("compas_predictions", ["0", "1"]), ("acs_income_predictions_20k", ["0", "1"])] {
        let Some(data) = shared(&format!("data/{name}/predictions.csv")) else { return };
        let bench = Bench::new(&classes, Policy::default());
        let text = std::fs::read_to_string(data).unwrap();
        let mut lines = text.lines().map(|line| line.split(',').map(str::to_owned).collect::<Vec<_>>());
        let header = lines.next().unwrap();
        let skip = header.iter().position(|name| name == "race").unwrap();
        let rows: Vec<Vec<String>> = lines.collect();
        let table = |head: &str, row: &dyn Fn(&Vec<String>) -> String| {
            let rows: Vec<String> = rows.iter().map(row).collect();
            format!("{head}\n{}\n", rows.join("\n"))
        };
        let items = table(&format!("item,text,{}", header[skip..].join(",")), &|row| {
            format!("{},row {},{}", row[0], row[0], row[skip..].join(","))
        });
        bench.import("items", &items);
        bench.import("gold", &table("item,label", &|row| format!("{},{}", row[0], row[1])));
        bench.import("predictions", &table("item,pred", &|row| format!("{},{}", row[0], row[2])));
        // At the usual .95 no group of compas is both large and bad enough.
        let report = find(&bench, json!({ "run": 1, "alpha": 0.99 })).unwrap();
        assert_eq!(report["n"], rows.len());
        let found = report["slices"].as_array().unwrap().iter().filter(|slice| slice["verdict"] == "found");
        assert!(found.count() > 0, "{name}: {report:#}");
    }
}
