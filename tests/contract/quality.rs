//! Agreement, consensus, conflicts, audits.

use assay_tests::Bench;
use assay_workbench::words::Policy;
use serde_json::{Value, json};

const JUDGMENTS: &str = "item,rater,label\n\
    i0,a,yes\ni0,b,yes\ni0,c,yes\ni1,a,yes\ni1,b,no\ni1,c,no\ni2,a,yes\ni2,b,no\ni3,a,no\ni3,b,no\ni3,c,yes\ni4,a,yes\n";

fn bench() -> Bench {
    let bench = Bench::new(&["yes", "no"], Policy { judgments_per_item: 3, ..Policy::default() });
    bench.items(6);
    bench.import("judgments", JUDGMENTS);
    bench
}

#[test]
fn a_plain_table_needs_no_project_and_says_the_same() {
    let bench = bench();
    let file = bench.file("j.csv", JUDGMENTS);
    let own = bench.ok("quality_agreement", json!({ "pairs": true }));
    let table =
        bench.ok("table_agreement", json!({ "table": { "file": file }, "wanted": { "pairs": true } }));
    for (a, b) in
        own["coefficients"].as_array().unwrap().iter().zip(table["coefficients"].as_array().unwrap())
    {
        assert_eq!(
            (&a["name"], &a["n_items"], &a["n_judgments"]),
            (&b["name"], &b["n_items"], &b["n_judgments"])
        );
        // Scott's pi is for two raters: undefined in both, with the same reason.
        assert_eq!(a["undefined_because"], b["undefined_because"]);
        let value = |c: &Value| c["value"].as_f64().unwrap_or(f64::INFINITY);
        assert!(value(a) == value(b) || (value(a) - value(b)).abs() < 1e-12, "{a} {b}");
    }
    // i0 3 of 3 pairs, i1 and i3 1 of 3, i2 0 of 1: mean over items with two or more.
    let percent = own["coefficients"][0]["value"].as_f64().unwrap();
    assert!((percent - (1.0 + 1.0 / 3.0 + 0.0 + 1.0 / 3.0) / 4.0).abs() < 1e-12, "{percent}");
}

#[test]
fn consensus_counts_ties_by_their_share() {
    let bench = bench();
    let truth = bench.file("truth.csv", "item,label\ni0,yes\ni1,no\ni2,yes\ni3,yes\n");
    let report = bench.ok("quality_consensus", json!({ "truth": truth }));
    assert_eq!(report["ties"], 1);
    assert_eq!(
        (report["accuracy"]["n"].as_u64(), report["accuracy"]["value"].as_f64()),
        (Some(3), Some(2.0 / 3.0))
    );
    assert_eq!(
        (report["accuracy_ties_split"]["n"].as_u64(), report["accuracy_ties_split"]["value"].as_f64()),
        (Some(4), Some(2.5 / 4.0))
    );
}

#[test]
fn a_truth_that_no_rater_ever_gave_counts_as_missed() {
    let bench = bench();
    let truth = bench.file("truth.csv", "item,label\ni0,yes\ni3,maybe\n");
    let report = bench.ok("quality_consensus", json!({ "truth": truth }));
    assert_eq!(
        (report["accuracy"]["n"].as_u64(), report["accuracy"]["value"].as_f64()),
        (Some(2), Some(0.5))
    );
    let raters = bench.ok("quality_agreement", json!({ "truth": truth }));
    assert_eq!(
        (raters["accuracy"][0]["rater"].as_str(), raters["accuracy"][0]["accuracy"]["n"].as_u64()),
        (Some("a"), Some(2))
    );
}

/// Krippendorff, Computing Krippendorff's Alpha-Reliability (2011): four observers, twelve units.
#[test]
fn weights_give_the_published_alphas_of_ordered_classes() {
    let bench = bench();
    let observers: [[u8; 12]; 4] = [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3],
        [0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0],
    ];
    let mut csv = String::from("item,rater,label\n");
    for (rater, labels) in observers.iter().enumerate() {
        for (item, label) in labels.iter().enumerate().filter(|(_, label)| **label > 0) {
            csv += &format!("u{item},r{rater},{label}\n");
        }
    }
    let file = bench.file("ordered.csv", &csv);
    for (weights, published) in
        [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
    {
        let report = bench
            .ok("table_agreement", json!({ "table": { "file": file }, "wanted": { "weights": weights } }));
        let coefficients = report["coefficients"].as_array().unwrap();
        let names: Vec<&str> = coefficients.iter().map(|c| c["name"].as_str().unwrap()).collect();
        assert_eq!(names, NAMES, "{weights}");
        let alpha = coefficients.iter().find(|c| c["name"] == "krippendorff_alpha").unwrap();
        let value = alpha["value"].as_f64().unwrap();
        assert!((value - published).abs() < 5e-4, "{weights}: {value}, published {published}");
    }
}

const NAMES: [&str; 9] = [
    "percent_agreement",
    "cohen_kappa_mean",
    "fleiss_kappa",
    "conger_kappa",
    "scott_pi",
    "krippendorff_alpha",
    "gwet_ac1",
    "gwet_ac2",
    "brennan_prediger",
];

#[test]
fn weights_that_need_numbers_are_refused_with_the_class_that_is_none() {
    let refused = bench().call("quality_agreement", json!({ "weights": "interval" })).unwrap_err();
    assert_eq!(refused.code, "values_missing");
    assert!(refused.message.contains("`yes`"), "{refused:?}");
}

#[test]
fn a_decision_is_the_reference_label_until_it_is_taken_back() {
    let bench = bench();
    let list = bench.ok("conflict_list", json!({ "limit": 10 }));
    assert_eq!((list["open"].as_i64(), list["conflicts"][0]["key"].as_str()), (Some(1), Some("i2")));
    let item = list["conflicts"][0]["item"].clone();
    let class = bench.overview().question.classes[1].id;
    let decision = json!({ "item": item, "class": class, "cause": "ambiguous_item", "rationale": "both" });
    bench.ok("adjudicate", decision);
    let view = bench.ok("item_get", json!({ "item": item }));
    assert_eq!(
        (&view["reference"]["source"], &view["reference"]["class"]),
        (&json!("adjudication"), &json!(class))
    );
    assert_eq!(view["decision"]["cause"], "ambiguous_item");
    assert_eq!(bench.overview().counts.conflicts, 0);
    bench.assert_sound();
    assert_eq!(bench.ok("adjudicate_undo", Value::Null)["item"], item);
    assert_eq!(bench.ok("item_get", json!({ "item": item }))["reference"], Value::Null);
    assert_eq!(bench.overview().counts.conflicts, 1);
    bench.assert_sound();
}

#[test]
fn a_stricter_consensus_makes_more_conflicts() {
    let bench = bench();
    let policy = Policy { judgments_per_item: 3, consensus_share: 0.9, ..Policy::default() };
    bench.ok("policy_update", serde_json::to_value(policy).unwrap());
    assert_eq!(bench.overview().counts.conflicts, 3);
    bench.assert_sound();
}

#[test]
fn an_audit_is_blind_and_counts_contradictions() {
    let bench = bench();
    let classes = bench.overview().question.classes;
    let made = bench.ok("audit_create", json!({ "name": "first", "size": 3, "seed": 5 }));
    let again = bench.ok("audit_create", json!({ "name": "second", "size": 3, "seed": 5 }));
    assert_eq!(made["next"]["item"], again["next"]["item"], "a seed draws the same rows");
    let audit = made["audit"]["id"].clone();
    let mut view = made;
    while let Some(next) = view["next"].as_object().cloned() {
        assert!(!next.contains_key("reference"), "blind");
        view = bench.ok(
            "audit_judge",
            json!({ "audit": audit, "position": next["position"], "class": classes[0].id }),
        );
    }
    assert_eq!(view["audit"]["judged"], 3);
    assert_eq!(view["error_rate"]["n"], 3);
    assert_eq!(
        view["audit"]["defects"].as_u64().unwrap() as usize,
        view["defects"].as_array().unwrap().len()
    );
    let undone = bench.ok("audit_undo", json!({ "audit": audit }));
    assert_eq!(undone["audit"]["judged"], 2);
}

#[test]
fn a_chart_is_written_where_a_person_chose_and_nothing_else_is() {
    let bench = bench();
    let path = bench.folder.path().join("chart.svg");
    let file = bench.workbench.files().register(path.clone()).handle;
    let save = |content: Value| bench.call("picture_save", json!({ "file": file, "content": content }));
    for wrong in [json!({ "svg": "<html>" }), json!({ "png": "no base64!" }), json!({ "png": "AAEC" })] {
        assert_eq!(save(wrong).unwrap_err().code, "picture_invalid");
        assert!(!path.exists());
    }
    assert_eq!(save(json!({ "svg": "<svg/>" })).unwrap()["name"], "chart.svg");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "<svg/>");
}

/// Nine raters, twelve items: eight agree on the truth, `odd` says the opposite throughout.
fn opposed() -> String {
    let mut csv = String::from("item,rater,label\n");
    for item in 0..12 {
        let (truth, opposite) = if item % 2 == 0 { ("yes", "no") } else { ("no", "yes") };
        for rater in 0..3 {
            csv += &format!("i{item},r{rater},{truth}\n");
        }
        csv += &format!("i{item},odd,{opposite}\n");
    }
    // One item on which only `odd` and one other speak: a tie of votes, and no tie for a model of the raters.
    csv + "i12,r0,yes\ni12,odd,no\n"
}

#[test]
fn a_project_takes_its_labels_from_the_method_that_a_lead_chose_until_an_item_changes() {
    let bench = Bench::new(&["yes", "no"], Policy { judgments_per_item: 2, ..Policy::default() });
    bench.items(13);
    bench.import("judgments", &opposed());
    assert_eq!(bench.overview().counts.references, 12, "a tie has no label");
    let job = bench.ok("consensus_choose", json!({ "method": "dawid-skene" }));
    let fit = bench.wait(&job).unwrap();
    assert_eq!((fit["method"].as_str(), fit["items"].as_i64()), (Some("dawid-skene"), Some(13)));
    bench.assert_sound();
    assert_eq!(bench.overview().counts.references, 13);
    let item = |key: usize| bench.ok("item_get", json!({ "item": key + 1 }))["reference"].clone();
    assert_eq!(item(12)["source"], "consensus");
    assert!(item(12)["confidence"].as_f64().unwrap() > 0.9, "{}", item(12));
    // The report is of the method in force, and equals a fit of the plain table.
    let own = bench.ok("quality_consensus", json!({ "raters": true }));
    let file = bench.file("j.csv", opposed());
    let wanted = json!({ "method": "dawid-skene", "raters": true });
    let table = bench.ok("table_consensus", json!({ "table": { "file": file }, "wanted": wanted }));
    assert_eq!(
        (own["method"].as_str(), own["iterations"].as_u64()),
        (Some("dawid-skene"), table["iterations"].as_u64())
    );
    let likelihood = |report: &Value| report["log_likelihood"].as_f64().unwrap();
    assert!((likelihood(&own) - likelihood(&table)).abs() < 1e-9);
    let odd = own["raters"].as_array().unwrap().iter().find(|r| r["rater"] == "odd").unwrap();
    assert!(odd["accuracy"].as_f64().unwrap() < 0.2, "{odd}");
    // A new judgment: the votes decide on this item until the next fit.
    bench.import("judgments", "item,rater,label\ni12,r1,no\n");
    let own = bench.ok("quality_consensus", json!({}));
    assert_eq!(own["in_force"]["changed_since"], 1);
    assert!((item(12)["confidence"].as_f64().unwrap() - 2.0 / 3.0).abs() < 1e-12);
    bench.assert_sound();
    bench.wait(&bench.ok("consensus_choose", json!({ "method": "majority" }))).unwrap();
    assert_eq!(bench.ok("quality_consensus", json!({}))["in_force"], Value::Null);
    assert!((item(0)["confidence"].as_f64().unwrap() - 0.75).abs() < 1e-12);
    bench.assert_sound();
}

#[test]
fn gold_weighs_raters_and_without_gold_that_is_said() {
    let bench = bench();
    let file = bench.file("j.csv", opposed());
    let wanted = json!({ "method": "gold-weighted" });
    let refused =
        bench.call("table_consensus", json!({ "table": { "file": file }, "wanted": wanted })).unwrap_err();
    assert_eq!(refused.code, "gold_missing");
    let known: String =
        (0..12).map(|i| format!("i{i},{}\n", if i % 2 == 0 { "yes" } else { "no" })).collect();
    let gold = bench.file("g.csv", format!("item,label\n{known}"));
    let wanted = json!({ "method": "gold-weighted", "gold": gold, "truth": gold });
    let report = bench.ok("table_consensus", json!({ "table": { "file": file }, "wanted": wanted }));
    assert_eq!(report["accuracy"]["value"], 1.0);
    let tied = report["labels"].as_array().unwrap().iter().find(|l| l["item"] == "i12").unwrap();
    assert_eq!(tied["label"], "yes", "{tied}");
}

#[test]
fn a_replay_answers_every_rule_and_needs_a_truth() {
    let bench = bench();
    let file = bench.file("j.csv", opposed());
    let start =
        |wanted: Value| bench.call("table_replay", json!({ "table": { "file": file }, "wanted": wanted }));
    assert_eq!(start(json!({})).unwrap_err().code, "truth_missing");
    let known: String =
        (0..13).map(|i| format!("i{i},{}\n", if i % 2 == 0 { "yes" } else { "no" })).collect();
    let truth = bench.file("t.csv", format!("item,label\n{known}"));
    let answer = bench.wait(&start(json!({ "truth": truth, "repeats": 3, "seed": 5 })).unwrap()).unwrap();
    let rows = answer.as_array().unwrap();
    let rules: Vec<&str> = rows.iter().map(|row| row["rule"].as_str().unwrap()).collect();
    assert_eq!(rules, ["fixed-1", "fixed-3", "fixed-5", "all", "adaptive"]);
    assert_eq!(rows[0]["judgments_per_item"], 1.0);
    assert!((rows[3]["judgments_per_item"].as_f64().unwrap() - 50.0 / 13.0).abs() < 1e-12);
    for row in rows {
        assert_eq!(row["accuracy"]["n"], 13, "{row}");
        assert!(row["calibration_error"].is_number());
    }
}
