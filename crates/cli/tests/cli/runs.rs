//! Runs, their figures, tags and parts in a terminal.

use super::{assay, json, project, write};
use serde_json::{Value, json as object};

#[test]
fn tags_and_parts_are_put_in_order_in_a_terminal() {
    let folder = project();
    let at = folder.path();
    let predictions: String =
        (0..8).map(|i| format!("t{i},{}\n", if i < 4 { "no" } else { "yes" })).collect();
    write(
        at,
        "more.csv",
        &format!("item,text\n{}", (0..8).map(|i| format!("t{i},text {i}\n")).collect::<String>()),
    );
    write(
        at,
        "more-gold.csv",
        &format!("item,label\n{}", (0..8).map(|i| format!("t{i},yes\n")).collect::<String>()),
    );
    write(at, "pred.csv", &format!("item,pred\n{predictions}"));
    json(at, &["import", "items", "p.assay", "more.csv"]);
    json(at, &["import", "gold", "p.assay", "more-gold.csv"]);
    json(at, &["import", "predictions", "p.assay", "pred.csv", "--run", "tagged"]);
    json(at, &["tag", "p.assay", "--run", "tagged", "--where", "pred != label", "--tag", "a", "yes"]);
    json(at, &["tag", "p.assay", "--run", "tagged", "--where", "pred = label", "--tag", "b", "no"]);
    let told = json(at, &["tags", "merge", "p.assay", "a", "b", "--preview"]);
    assert_eq!((&told["yes"], &told["no"]), (&4.into(), &4.into()));
    assert_eq!(json(at, &["tags", "list", "p.assay", "--run", "tagged"]).as_array().unwrap().len(), 2);
    json(at, &["tags", "merge", "p.assay", "a", "b"]);
    json(at, &["tags", "rule", "p.assay", "first", "--where", "key = t0"]);
    let split =
        json(at, &["tags", "split", "p.assay", "b", "--run", "tagged", "--where", "key = t0", "--into", "c"]);
    assert_eq!(split["moved"], 1);
    let listed = json(at, &["tags", "list", "p.assay", "--run", "tagged"]);
    let yes: Vec<i64> = listed.as_array().unwrap().iter().map(|row| row["yes"].as_i64().unwrap()).collect();
    assert_eq!(yes, [3, 1, 1], "b, first, c");
    json(at, &["tags", "delete", "p.assay", "c"]);
    let parts = json(at, &["parts", "divide", "p.assay", "--run", "tagged", "--errors", "2", "--seed", "1"]);
    assert_eq!(parts["eyeball"]["rows"], 4);
    assert_eq!(json(at, &["parts", "join", "p.assay", "--run", "tagged"])["division"], Value::Null);
}

#[test]
fn metrics_and_checks_in_a_terminal() {
    let folder = project();
    let path = folder.path();
    json(path, &["import", "gold", "p.assay", "gold.csv"]);
    json(path, &["checks", "p.assay", "--add", "right", "--metric", "accuracy", "--at-least", "0.9"]);
    let of_class =
        ["checks", "p.assay", "--add", "found", "--metric", "recall", "--class", "yes", "--at-least", "0.05"];
    let listed = json(path, &of_class);
    assert_eq!((&listed[0]["name"], &listed[1]["class_key"]), (&object!("right"), &object!("yes")));
    json(path, &["import", "predictions", "p.assay", "v1.csv", "--run", "v1"]);

    let metrics = json(path, &["metrics", "p.assay", "--run", "v1", "--class", "yes", "--threshold", "0.25"]);
    let errors = json(path, &["errors", "p.assay", "--run", "v1"]);
    for same in ["n", "errors", "accuracy", "classes", "confusion", "per_class"] {
        assert_eq!(metrics[same], errors[same], "{same}");
    }
    for key in ["value", "lower", "upper"] {
        assert!(errors["accuracy"][key].is_number(), "{key}");
    }
    for key in ["class", "precision", "recall", "f1", "support"] {
        assert!(!errors["per_class"][0][key].is_null(), "{key}");
    }
    assert_eq!(metrics["scores"]["from"], "all_classes");
    // .9 and .3 of three that are yes.
    assert_eq!(
        (&metrics["curve"]["at"]["true_positives"], &metrics["curve"]["at"]["false_negatives"]),
        (&object!(2), &object!(1))
    );
    let slice = json(path, &["metrics", "p.assay", "--run", "v1", "--where", "prob > 0.75"]);
    assert_eq!((&slice["n"], &slice["errors"]), (&object!(2), &object!(1)));

    let told = assay(path, &["checks", "p.assay", "--run", "v1", "--json"]);
    let report: Value = serde_json::from_slice(&told.stdout).unwrap();
    // One of three: far from .9, and above .05 only by chance.
    assert_eq!(
        (told.status.code(), &report["failed"]),
        (Some(1), &object!(1)),
        "a failing check is bad news"
    );
    assert_eq!(report["rows"][0]["found"]["verdict"], "fail");
    assert_eq!(report["rows"][0]["looks"], 1, "the import looked, and nothing moved since");
    json(path, &["checks", "p.assay", "--retire", "right"]);
    let left = assay(path, &["checks", "p.assay", "--run", "v1"]);
    assert_eq!(left.status.code(), Some(0));
    let text = String::from_utf8(left.stdout).unwrap();
    assert!(text.contains("recall of yes at least 0.05"), "{text}");
    for (args, code) in [
        (&["metrics", "p.assay", "--run", "v1", "--where", "nope = 1", "--json"][..], "filter_invalid"),
        (
            &["checks", "p.assay", "--add", "x", "--metric", "recall", "--at-least", "0.5", "--json"][..],
            "check_invalid",
        ),
    ] {
        let output = assay(path, args);
        assert_eq!(output.status.code(), Some(2));
        let error: Value = serde_json::from_slice(&output.stderr).unwrap();
        assert_eq!(error["error"]["code"], code);
    }
}

/// Items of the reference label `yes` with two runs: fixed, regressed, both wrong, both right.
fn two_runs(counts: [usize; 4]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let outcomes = [["no", "yes"], ["yes", "no"], ["no", "no"], ["yes", "yes"]];
    let rows = counts.into_iter().zip(outcomes).flat_map(|(count, outcome)| vec![outcome; count]);
    let (mut items, mut gold) = (String::from("item,text\n"), String::from("item,label\n"));
    let mut runs = [String::from("item,pred\n"), String::from("item,pred\n")];
    for (at, outcome) in rows.enumerate() {
        items.push_str(&format!("i{at},text\n"));
        gold.push_str(&format!("i{at},yes\n"));
        for (run, pred) in runs.iter_mut().zip(outcome) {
            run.push_str(&format!("i{at},{pred}\n"));
        }
    }
    json(path, &["new", "p.assay", "--classes", "yes,no"]);
    for (name, content) in [("items", &items), ("gold", &gold)] {
        write(path, "table.csv", content);
        json(path, &["import", name, "p.assay", "table.csv"]);
    }
    for (name, content) in ["A", "B"].into_iter().zip(&runs) {
        write(path, "table.csv", content);
        let version = format!("version={name}-1");
        let args = ["import", "predictions", "p.assay", "table.csv", "--run", name];
        json(path, &[&args[..], &["--meta", &version, "--meta", "hyperparameters={\"lr\": 0.1}"]].concat());
    }
    folder
}

#[test]
fn two_runs_are_compared_in_the_terminal() {
    let folder = two_runs([300, 220, 100, 380]);
    let found = json(folder.path(), &["compare", "p.assay", "--run", "A", "--run", "B"]);
    let counts = ["fixed", "regressed", "both_wrong", "both_right"].map(|key| found[key].as_u64().unwrap());
    assert_eq!(counts, [300, 220, 100, 380]);
    let number = |part: &str, key: &str| found[part][key].as_f64().unwrap();
    assert!((number("mcnemar", "statistic") - 12.0019).abs() < 5e-5);
    assert!((number("difference", "value") - 0.08).abs() < 1e-12);
    assert!(number("difference", "lower") > 0.0354 && number("difference", "upper") < 0.1243);
    assert_eq!(
        (&found["difference"]["n"], &found["mcnemar"]["method"]),
        (&object!(1000), &object!("chi_square"))
    );
    assert_eq!(found["a"]["run"]["version"], "A-1");
    let text = assay(folder.path(), &["compare", "p.assay", "--run", "A", "--run", "B"]);
    let text = String::from_utf8(text.stdout).unwrap();
    assert!(text.contains("fixed 300, regressed 220") && text.contains("better"), "{text}");
    let one = assay(folder.path(), &["compare", "p.assay", "--run", "A"]);
    assert_ne!(one.status.code(), Some(0));
    let unknown = assay(folder.path(), &["run", "p.assay", "--run", "A", "--meta", "colour=red"]);
    assert!(String::from_utf8_lossy(&unknown.stderr).contains("code_commit"));
}

#[test]
fn few_differing_items_get_the_exact_test_and_pipelines_their_gains() {
    let folder = two_runs([10, 3, 2, 5]);
    let path = folder.path();
    let found = json(path, &["compare", "p.assay", "--run", "A", "--run", "B"]);
    assert_eq!(
        (&found["mcnemar"]["method"], &found["mcnemar"]["statistic"]),
        (&object!("exact"), &Value::Null)
    );
    assert!((found["mcnemar"]["p_value"].as_f64().unwrap() - 0.0923).abs() < 5e-5);
    let board = json(path, &["runs", "p.assay"]);
    assert_eq!(
        (&board["rows"][0]["run"]["name"], &board["rows"][1]["bands"]),
        (&object!("B"), &object!("a"))
    );
    let edited =
        json(path, &["run", "p.assay", "--run", "B", "--rename", "C", "--meta", "note=n", "--archive"]);
    assert_eq!((&edited["name"], &edited["note"]), (&object!("C"), &object!("n")));
    let saved = json(path, &["pipeline", "p.assay", "--name", "p", "--run", "A", "--stage", "first=C"]);
    assert!((saved["stages"][0]["gain"]["value"].as_f64().unwrap() - 0.35).abs() < 1e-12);
    assert_eq!(json(path, &["pipeline", "p.assay", "--name", "p"])["stages"][0]["first"]["errors"], 10);
    assert_eq!(json(path, &["pipeline", "p.assay"])[0]["stages"], object!(["first"]));
    let two = ["--stage", "first=A", "--stage", "second=C", "--also", "second=C"];
    let saved = json(path, &[&["pipeline", "p.assay", "--name", "p", "--run", "A"], &two[..]].concat());
    assert_eq!(
        (&saved["stages"][1]["first"]["errors"], &saved["over_orders_because"]),
        (&object!(10), &Value::Null)
    );
    assay(path, &["pipeline", "p.assay", "--name", "p", "--delete"]);
    assert_eq!(json(path, &["pipeline", "p.assay"]), object!([]));
}
