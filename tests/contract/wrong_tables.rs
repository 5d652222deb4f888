//! Tables that are not what they are taken for, and places that must not be written to.

use assay_tests::Bench;
use assay_workbench::words::Policy;
use serde_json::{Value, json};

fn bench() -> Bench {
    Bench::new(&["yes", "no"], Policy::default())
}

/// What a command says of a table of judgments.
fn refused(bench: &Bench, csv: &str, command: &str, wanted: Value) -> (String, String) {
    let file = bench.file("table.csv", csv);
    let request = json!({ "table": { "file": file }, "wanted": wanted });
    let error = bench.call(command, request).unwrap_err();
    (error.code, error.message)
}

#[test]
fn a_wrong_label_column_is_asked_about_before_it_fills_the_memory() {
    let rows: String = (0..3_000).map(|i| format!("i{},r{},text number {i}\n", i / 5, i % 5)).collect();
    let csv = format!("item,rater,label\n{rows}");
    for (command, wanted) in [
        ("table_agreement", json!({ "weights": "quadratic" })),
        ("table_consensus", json!({ "method": "dawid-skene" })),
    ] {
        let (code, message) = refused(&bench(), &csv, command, wanted);
        assert_eq!(code, "labels_too_many");
        assert!(message.contains("3000") && message.contains("--map label="), "{message}");
    }
}

#[test]
fn items_and_raters_the_wrong_way_round_are_asked_about() {
    let rows: String = (0..10_000).map(|i| format!("i{},r{i},{}\n", i % 2, i % 3)).collect();
    let (code, message) =
        refused(&bench(), &format!("item,rater,label\n{rows}"), "table_agreement", json!({}));
    assert_eq!(code, "too_many_pairs");
    assert!(message.contains("5000 judgments"), "{message}");
}

#[test]
fn a_table_without_judgments_says_so_everywhere() {
    for command in ["table_agreement", "table_consensus"] {
        let (code, message) = refused(&bench(), "item,rater,label\n", command, json!({}));
        assert_eq!(code, "no_judgments", "{message}");
    }
}

#[test]
fn a_project_without_judgments_has_an_empty_consensus() {
    let bench = bench();
    bench.items(2);
    let report = bench.ok("quality_consensus", json!({}));
    assert_eq!((report["items"].as_u64(), report["decided"].as_u64()), (Some(0), Some(0)));
    let error = bench.wait(&bench.ok("consensus_choose", json!({ "method": "dawid-skene" }))).unwrap_err();
    assert_eq!(error.code, "no_judgments");
}

#[test]
fn a_truth_that_contradicts_itself_is_refused() {
    let bench = bench();
    let file = bench.file("j.csv", "item,rater,label\ni1,a,x\ni1,b,x\n");
    for (truth, code) in [("i1,x\ni1,y\n", Some("truth_ambiguous")), ("i1,x\ni1,x\n", None)] {
        let truth = bench.file("t.csv", format!("item,label\n{truth}"));
        let request = json!({ "table": { "file": file }, "wanted": { "truth": truth } });
        assert_eq!(bench.call("table_consensus", request).err().map(|e| e.code).as_deref(), code);
    }
}

#[test]
fn repeats_are_left_out_and_counted() {
    let bench = bench();
    let csv = "item,rater,label\ni1,a,x\ni1,a,y\ni1,b,x\ni2,a,y\ni2,b,y\n";
    let file = bench.file("j.csv", csv);
    for command in ["table_agreement", "table_consensus"] {
        let report = bench.ok(command, json!({ "table": { "file": file } }));
        assert_eq!(report["repeats"], 1, "{command}");
    }
}

#[test]
fn weights_name_the_class_that_does_not_fit() {
    for (labels, named) in
        [(["-3", "0", "5"], "`-3`"), (["1", "2", "2.0"], "`2`"), (["1", "2", "inf"], "`inf`")]
    {
        let rows: String = labels.iter().map(|label| format!("i1,r{label},{label}\n")).collect();
        let (_, message) = refused(
            &bench(),
            &format!("item,rater,label\n{rows}"),
            "table_agreement",
            json!({ "weights": "ratio" }),
        );
        assert!(message.contains(named), "{labels:?}: {message}");
    }
}

#[test]
fn a_column_for_something_unknown_is_refused() {
    let bench = bench();
    let file = bench.file("j.csv", "item,rater,label,answer\ni1,a,x,y\n");
    let request = json!({ "table": { "file": file, "map": { "labl": "answer" } } });
    let error = bench.call("table_agreement", request).unwrap_err();
    assert_eq!(error.code, "target_unknown");
    assert!(error.message.contains("`labl`"), "{}", error.message);
}

#[test]
fn nothing_is_written_over_a_project() {
    let bench = bench();
    bench.items(2);
    let own = bench.workbench.files().register(bench.project.clone()).handle;
    let job = bench.ok("export_start", json!({ "what": "labels", "exact": true, "file": own }));
    let error = bench.wait(&job).unwrap_err();
    assert_eq!(error.code, "unwritable_file");
    assert!(error.message.contains("project"), "{}", error.message);
    let faulty = bench.file("bad.csv", "item,text\n,nothing\n");
    let more = json!({ "rejected": own });
    assert!(bench.import_with("items", &faulty, more).is_err());
    bench.assert_sound();
    assert_eq!(bench.overview().counts.items, 2);
}
