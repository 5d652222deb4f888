//! Each value of a metadata field opens its rows, also the rare ones that are joined and the lack of any.

use assay_tests::Bench;
use assay_workbench::words::Policy;
use serde_json::{Value, json};

/// 200 rows: two frequent values, sixty that occur once, and rows without one. Sizes are numbers, of which some are
/// missing. Two runs.
fn bench() -> Bench {
    let bench = Bench::new(&["yes", "no"], Policy::default());
    let (mut items, mut gold, mut first, mut second) = (
        String::from("item,text,town,size\n"),
        String::from("item,label\n"),
        String::from("item,pred\n"),
        String::from("item,pred\n"),
    );
    for i in 0..200 {
        let town = match i {
            0..60 => "none".to_owned(),
            60..110 => "\"Bad \"\"X\"\", (West)\"".to_owned(),
            110..170 => format!("t{i}"),
            _ => String::new(),
        };
        let size = if i % 7 == 0 { String::new() } else { i.to_string() };
        items += &format!("i{i},x,{town},{size}\n");
        gold += &format!("i{i},{}\n", if i % 2 == 0 { "yes" } else { "no" });
        first += &format!("i{i},{}\n", if i % 3 == 0 { "yes" } else { "no" });
        second += &format!("i{i},{}\n", if i % 5 == 0 { "yes" } else { "no" });
    }
    bench.import("items", &items);
    bench.import("gold", &gold);
    for (run, file) in [("a", first), ("b", second)] {
        let file = bench.file("p.csv", file);
        bench.import_with("predictions", &file, json!({ "run": run })).unwrap();
    }
    bench
}

fn field(bench: &Bench, name: &str) -> Value {
    let fields = bench.ok("field_list", Value::Null);
    fields.as_array().unwrap().iter().find(|field| field["name"] == name).unwrap()["id"].clone()
}

/// The names and numbers of rows of the parts, after each was opened.
fn opened(bench: &Bench, run: i64, parts: &Value) -> Vec<(String, u64)> {
    let open = |part: &Value| {
        let query = json!({ "filter": part["filter"] });
        let rows = bench.ok("sheet_open", json!({ "run": run, "query": query }))["rows"].as_u64().unwrap();
        assert_eq!(part["n"], rows, "{part}");
        (part["name"].as_str().unwrap().to_owned(), rows)
    };
    parts.as_array().unwrap().iter().filter(|part| part["kind"] != "tag").map(open).collect()
}

#[test]
fn every_value_of_a_field_opens_its_rows() {
    let bench = bench();
    for (name, wanted) in [
        ("town", &[("none", 60), ("Bad \"X\", (West)", 50), ("60 rarer values", 60), ("no value", 30)][..]),
        ("size", &[("no value", 29)]),
    ] {
        let field = field(&bench, name);
        for filter in [None, Some("pred = yes or label = no")] {
            let parts = bench.ok("run_parts", json!({ "run": 1, "field": field, "filter": filter }));
            let found = opened(&bench, 1, &parts["parts"]);
            let gaps = bench.ok("run_gaps", json!({ "run": 1, "field": field, "filter": filter }));
            let groups = opened(&bench, 1, &gaps["groups"]);
            assert_eq!(found.iter().map(|(_, n)| n).sum::<u64>(), groups.iter().map(|(_, n)| n).sum::<u64>());
            if filter.is_none() {
                assert_eq!(found.iter().map(|(_, n)| n).sum::<u64>(), 200);
                for (name, n) in wanted {
                    assert!(found.contains(&((*name).to_owned(), *n)), "{name} in {found:?}");
                }
            }
        }
    }
}

#[test]
fn every_value_of_a_comparison_opens_its_rows() {
    let bench = bench();
    let request = json!({ "a": 1, "b": 2, "field": field(&bench, "town") });
    let compared = bench.ok("runs_compare", request);
    let found = opened(&bench, 2, &compared["slices"]);
    assert_eq!(found.iter().map(|(_, n)| n).sum::<u64>(), 200);
    assert_eq!(found.last(), Some(&("no value".to_owned(), 30)));
    assert_eq!(found[found.len() - 2].0, "12 rarer values");
    assert_eq!(compared["slices_left_out"], 12);
}
