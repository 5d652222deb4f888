//! Checks between two splits or imports of items.

use assay_tests::Bench;
use assay_workbench::words::Policy;
use serde_json::{Value, json};

/// Train and test of 100 each: `size` is shifted, `colour` is not, `note` is missing in half of the test, `only` is in train
/// alone; two texts of the test are in train.
fn bench() -> Bench {
    let bench = Bench::new(&["yes", "no"], Policy::default());
    let mut items = String::new();
    let mut gold = String::new();
    for i in 0..200 {
        let test = i >= 100;
        let split = if test { "test" } else { "train" };
        let text = match i {
            100 => "the text of 0".to_owned(),
            101 => "  The TEXT, of 1!".to_owned(),
            _ => format!("the text of {i}"),
        };
        let size = (i % 50) + if test { 25 } else { 0 };
        let note = if test && i % 2 == 0 { "" } else { "n" };
        items += &format!(
            "i{i},\"{text}\",{split},{size},{},{note},{}\n",
            ["red", "blue"][i % 2],
            if test { "" } else { "1" }
        );
        gold += &format!("i{i},{}\n", if i % 10 < if test { 7 } else { 5 } { "yes" } else { "no" });
    }
    bench.import("items", &format!("item,text,split,size,colour,note,only\n{items}"));
    bench.import("gold", &format!("item,label\n{gold}"));
    bench
}

fn report(bench: &Bench, first: Value, second: Value) -> Result<Value, assay_workbench::WireError> {
    let job = bench.call("drift_report", json!({ "first": first, "second": second }))?;
    bench.wait(&job)
}

fn split(name: &str) -> Value {
    json!({ "kind": "split", "name": name })
}

#[test]
fn what_was_shifted_differs_and_what_was_not_does_not() {
    let bench = bench();
    let report = report(&bench, split("train"), split("test")).unwrap();
    let field = |name: &str| {
        report["fields"].as_array().unwrap().iter().find(|field| field["name"] == name).unwrap().clone()
    };
    let size = field("size");
    assert_eq!(size["tests"][1]["test"], "kolmogorov_smirnov");
    assert_eq!(size["tests"][1]["differs"], true);
    // scipy.stats.ks_2samp of the two columns: half of the values lie apart.
    assert_eq!(size["tests"][1]["size"]["value"], 0.5);
    let mean = |which: &str| (size[which].as_f64().unwrap() * 1e9).round() / 1e9;
    assert_eq!((mean("mean_first"), mean("mean_second")), (24.5, 49.5));
    let colour = field("colour");
    assert_eq!(
        (&colour["tests"][1]["differs"], &colour["tests"][1]["p_value"]),
        (&json!(false), &json!(1.0))
    );
    let note = field("note");
    assert_eq!(
        (&note["missing_first"]["value"], &note["missing_second"]["value"]),
        (&json!(0.0), &json!(0.5))
    );
    assert_eq!(note["tests"][0]["differs"], true);
    assert_eq!(field("only")["schema"], "only_first");
    // 50 against 70 of 100: chi-square 8.3333, p .0039.
    let p = report["classes"]["p_value"].as_f64().unwrap();
    assert!((p - 0.003_892).abs() < 1e-5, "{p}");
    assert!(report["classes"]["adjusted"].as_f64().unwrap() >= p);
    let difference = report["class_shares"][0]["difference"]["value"].as_f64().unwrap();
    assert!((difference - 0.2).abs() < 1e-12, "{difference}");
    let twins = &report["duplicates"];
    assert_eq!((&twins["texts"], &twins["nearly"]), (&json!(1), &json!(1)), "{twins:#}");
    assert_eq!(twins["pairs"][1], json!({ "first": "i1", "second": "i101", "how": "nearly" }));
}

#[test]
fn two_imports_are_held_against_each_other() {
    let bench = bench();
    bench.import("items", "item,text,size,colour\nx1,new one,3,red\nx2,the text of 7,4,blue\n");
    let parts = bench.ok("drift_parts", Value::Null);
    let imports: Vec<&Value> = parts
        .as_array()
        .unwrap()
        .iter()
        .filter(|part| part["part"]["kind"] == "import")
        .map(|part| &part["part"])
        .collect();
    assert_eq!(imports.len(), 2, "{parts:#}");
    let report = report(&bench, imports[0].clone(), imports[1].clone()).unwrap();
    assert_eq!((&report["first"]["items"], &report["second"]["items"]), (&json!(200), &json!(2)));
    assert_eq!(report["duplicates"]["texts"], 1);
    assert_eq!(report["unlabelled"], json!([0, 2]));
    assert!(
        report["classes"]["undefined_because"].is_string(),
        "no label in one part: {}",
        report["classes"]
    );
}

#[test]
fn what_is_no_part_is_refused() {
    let bench = bench();
    let code = |first: Value, second: Value| report(&bench, first, second).unwrap_err().code;
    assert_eq!(code(split("train"), split("train")), "same_part");
    assert_eq!(code(split("train"), split("nope")), "part_unknown");
    assert_eq!(code(split("train"), json!({ "kind": "import", "import": 99 })), "part_unknown");
}
