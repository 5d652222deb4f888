//! Versions of the guideline: what changed, what was judged under each, what one did.

use assay_tests::Bench;
use assay_workbench::words::Policy;
use assay_workbench::{Caller, dispatch};
use serde_json::{Value, json};

fn judge(bench: &Bench, who: &Caller, n: usize, class: impl Fn(usize) -> usize) {
    let question = bench.overview().question;
    for _ in 0..n {
        let queue = dispatch(&bench.workbench, who, "label_queue", Value::Null).unwrap();
        let key = queue["tasks"][0]["item"]["key"].as_str().unwrap();
        let class = question.classes[class(key[1..].parse().unwrap())].id;
        let said = json!({ "answers": [{ "question": question.id, "class": class }] });
        let request = json!({ "assignment": queue["tasks"][0]["assignment"], "uid": uuid::Uuid::new_v4().to_string(), "said": said });
        dispatch(&bench.workbench, who, "label_submit", request).unwrap();
    }
    dispatch(&bench.workbench, who, "label_release", Value::Null).unwrap();
}

/// 40 items judged twice under version 1 with much confusion of a and b, then 40 under version 2 with none.
fn bench() -> Bench {
    let policy = Policy { judgments_per_item: 2, ..Policy::default() };
    let bench = Bench::new(&["a", "b", "c"], policy);
    let (ann, bob) = (bench.rater("Ann"), bench.rater("Bob"));
    let items = |from: usize, to: usize| {
        let rows: String = (from..to).map(|i| format!("i{i},text {i}\n")).collect();
        bench.import("items", &format!("item,text\n{rows}"));
    };
    items(0, 40);
    judge(&bench, &ann, 40, |i| i % 3);
    judge(&bench, &bob, 40, |i| if i % 3 == 0 { 1 } else { i % 3 });
    bench.ok("guideline_publish", json!({ "body": "# How to\n\na is not b." }));
    items(40, 80);
    judge(&bench, &ann, 40, |i| i % 3);
    judge(&bench, &bob, 40, |i| i % 3);
    bench
}

#[test]
fn a_guideline_that_another_lead_published_meanwhile_is_not_replaced_unread() {
    let bench = Bench::new(&["yes", "no"], Policy::default());
    let publish =
        |body: &str, after: i64| bench.call("guideline_publish", json!({ "body": body, "after": after }));
    assert_eq!(publish("# Second, by someone else", 1).unwrap()["version"], 2);
    let refused = publish("# Mine, begun from the first", 1).unwrap_err();
    assert_eq!(refused.code, "guideline_moved");
    assert!(refused.message.contains("version 2"), "{}", refused.message);
    assert_eq!(bench.ok("guideline_get", Value::Null)["body"], "# Second, by someone else");
    assert_eq!(publish("# Mine, with the second in it", 2).unwrap()["version"], 3);
}

#[test]
fn the_effect_of_a_version_is_told_with_intervals() {
    let bench = bench();
    let classes: Vec<i64> = bench.overview().question.classes.iter().map(|c| c.id).collect();
    let history = bench.ok("guideline_history", Value::Null);
    let versions = history["versions"].as_array().unwrap();
    let shown: Vec<_> = versions
        .iter()
        .map(|v| {
            (
                v["version"]["version"].as_i64(),
                v["version"]["judgments"].as_i64(),
                v["alpha"]["n_items"].as_i64(),
            )
        })
        .collect();
    assert_eq!(shown, [(Some(2), Some(80), Some(40)), (Some(1), Some(80), Some(40))]);
    assert_eq!(versions[0]["version"]["person"], "Lea");

    for span in ["all", "adjacent"] {
        let effect = bench.ok("guideline_effect", json!({ "version": 2, "span": span }));
        let value = |path: &str| effect.pointer(path).and_then(Value::as_f64).unwrap();
        // 14 of the 40 items are 0 modulo 3.
        assert!((value("/before/agreement/value") - 26.0 / 40.0).abs() < 1e-12);
        assert!((value("/after/agreement/value") - 1.0).abs() < 1e-12);
        assert!((value("/agreement_difference/value") - 14.0 / 40.0).abs() < 1e-12);
        assert!(value("/agreement_difference/lower") > 0.0);
        assert_eq!(
            (&effect["agreement_verdict"], &effect["alpha_verdict"]),
            (&json!("better"), &json!("better"))
        );
        assert_eq!((&effect["before"]["items"], &effect["after"]["judgments"]), (&json!(40), &json!(80)));
        let pair = &effect["pairs"][0];
        assert_eq!((&pair["first"], &pair["second"]), (&json!(classes[0]), &json!(classes[1])));
        assert_eq!((&pair["items_before"], &pair["items_after"]), (&json!(14), &json!(0)));
        assert_eq!((&pair["verdict"], &pair["after"]["n"]), (&json!("better"), &json!(40)));
        assert_eq!((&effect["shared_items"], &effect["unversioned"]), (&json!(0), &json!(0)));
        assert_eq!(effect["pairs"].as_array().unwrap().len(), 1);
    }
    // The rows behind a number.
    let filter = json!({ "list": "differing", "pair": [classes[0], classes[1]], "to_version": 1 });
    assert_eq!(bench.ok("conflict_list", json!({ "filter": filter }))["matching"], 14);
    let filter = json!({ "list": "differing", "pair": [classes[0], classes[1]], "from_version": 2 });
    assert_eq!(bench.ok("conflict_list", json!({ "filter": filter }))["matching"], 0);
}

#[test]
fn what_cannot_be_compared_is_undecided_with_a_reason() {
    let policy = Policy { judgments_per_item: 2, ..Policy::default() };
    let bench = Bench::new(&["a", "b"], policy);
    for version in [0, 1, 2, -1, i64::MAX] {
        let error = bench.call("guideline_effect", json!({ "version": version })).unwrap_err();
        assert_eq!(error.code, "version_unknown");
    }
    bench.ok("guideline_publish", json!({ "body": "# Other" }));
    bench.items(3);
    bench.import("judgments", "item,rater,label\ni0,r,a\ni0,s,b\n");
    let effect = bench.ok("guideline_effect", json!({ "version": 2 }));
    assert_eq!((&effect["alpha_verdict"], &effect["unversioned"]), (&json!("undecided"), &json!(2)));
    assert!(effect["alpha_difference"]["undefined_because"].as_str().unwrap().starts_with("before: "));
    assert_eq!(effect["pairs"], json!([]));
    assert_eq!(bench.ok("guideline_history", Value::Null)["unversioned"], 2);
}

#[test]
fn versions_are_compared_restored_and_taken_back() {
    let bench = Bench::new(&["a", "b"], Policy::default());
    bench.ok("guideline_publish", json!({ "body": "# How to\n\nLook twice at it." }));
    let event = bench.events()[0]["id"].clone();
    let difference = bench.ok("guideline_compare", json!({ "older": 1, "newer": 2 }));
    assert_eq!((&difference["added"], &difference["removed"]), (&json!(2), &json!(0)));
    assert_eq!(bench.ok("guideline_compare", json!({ "older": 0, "newer": 1 }))["added"], 1);
    assert_eq!(bench.ok("guideline_version", json!({ "version": 1 }))["body"], "# How to");
    for version in [3, -1] {
        let error = bench.call("guideline_version", json!({ "version": version })).unwrap_err();
        assert_eq!(error.code, "not_found");
    }
    assert_eq!(
        bench.call("guideline_restore", json!({ "version": 2 })).unwrap_err().code,
        "nothing_to_restore"
    );
    let restored = bench.ok("guideline_restore", json!({ "version": 1 }));
    assert_eq!((&restored["version"], &restored["body"]), (&json!(3), &json!("# How to")));
    assert_eq!(bench.call("event_undo", json!({ "event": event })).unwrap_err().code, "changed_since");
    let newest = bench.events()[0]["id"].clone();
    bench.ok("event_undo", json!({ "event": newest }));
    let back = bench.ok("guideline_get", Value::Null);
    assert_eq!((&back["version"], &back["body"]), (&json!(4), &json!("# How to\n\nLook twice at it.")));
    bench.assert_sound();
}
