//! Recorded judgments, given again through the program's own assignment of work.

use assay_tests::{Bench, shared};
use assay_workbench::words::Policy;
use serde_json::{Value, json};

fn simulate(bench: &Bench, judgments: &str, truth: &str, more: Value) -> Result<Value, String> {
    let mut request = json!({ "table": { "file": judgments }, "truth": truth });
    for (key, value) in more.as_object().into_iter().flatten() {
        request[key] = value.clone();
    }
    let job = bench.call("table_simulate", request).map_err(|e| e.code)?;
    bench.wait(&job).map_err(|e| e.code)
}

/// Eight raters on 200 items, all on each: seven are right in nine of ten cases, one guesses.
fn record() -> (String, String) {
    let (mut judgments, mut truth) = (String::from("item,rater,label\n"), String::from("item,label\n"));
    for item in 0..200_usize {
        let answer = usize::from(item % 3 == 0);
        truth += &format!("i{item},{}\n", ["no", "yes"][answer]);
        for rater in 0..8 {
            // Without memory: no two raters err on the same items by design.
            let draw = (item * 7919 + rater * 104_729 + item * item * 31 + rater * item * 17) % 100;
            let wrong = if rater == 7 { draw < 55 } else { draw < 10 };
            judgments += &format!("i{item},r{rater},{}\n", ["no", "yes"][answer ^ usize::from(wrong)]);
        }
    }
    (judgments, truth)
}

/// Much gold, so that it soon tells.
fn policy() -> Value {
    let apart = |more: Value| {
        let mut rule = json!({ "acceptable": 0.85, "unacceptable": 0.65 });
        more.as_object().unwrap().iter().for_each(|(key, value)| rule[key] = value.clone());
        rule
    };
    json!({ "judgments_per_item": 2, "gold_share": 0.4, "rules": {
        "adaptive": { "most_judgments": 8, "target": 0.95 },
        "qualification": apart(json!({ "alpha": 0.05, "beta": 0.05, "most_golds": 60, "attempts": 1 })),
        "monitor": apart(json!({ "run_length": 1000 })),
    } })
}

#[test]
fn recorded_raters_answer_as_they_did_and_the_rules_save_judgments() {
    let bench = Bench::new(&["a", "b"], Policy::default());
    let (judgments, truth) = record();
    let (judgments, truth) = (bench.file("j.csv", judgments), bench.file("t.csv", truth));
    let report = simulate(&bench, &judgments, &truth, json!({ "policy": policy() })).unwrap();
    assert_eq!(report["gold_items"], 40, "a fifth");
    assert_eq!((&report["items"], &report["recorded"]), (&json!(160), &json!(1280)));
    let share = report["share"].as_f64().unwrap();
    assert!(share > 0.2 && share < 0.7, "{share}");
    let paused = report["paused"].as_array().unwrap();
    assert_eq!(paused.len(), 1, "{paused:#?}");
    assert_eq!(paused[0]["rater"], "r7");
    assert!(paused[0]["accuracy"]["upper"].as_f64().unwrap() < 0.6);
    for row in report["accuracy"].as_array().unwrap() {
        let (value, n) = (row["accuracy"]["value"].as_f64().unwrap(), &row["accuracy"]["n"]);
        assert_eq!(n, 160, "gold is not scored");
        assert!(value > 0.9, "{row:#}");
        assert!(row["accuracy"]["lower"].as_f64().unwrap() < value);
    }
    // The same seed gives the same answer, another one another.
    let seeded = |seed: u64| {
        simulate(&bench, &judgments, &truth, json!({ "seed": seed, "policy": policy() })).unwrap()
    };
    assert_eq!(seeded(1), report);
    let other = seeded(2);
    assert_ne!(other["judgments"], report["judgments"]);
    // The open project was not touched.
    assert_eq!(bench.overview().counts.items, 0);
}

#[test]
fn what_a_paused_rater_gave_can_be_set_aside() {
    let bench = Bench::new(&["a", "b"], Policy::default());
    let (judgments, truth) = record();
    let (judgments, truth) = (bench.file("j.csv", judgments), bench.file("t.csv", truth));
    let run = |aside: bool| {
        simulate(&bench, &judgments, &truth, json!({ "policy": policy(), "set_aside": aside })).unwrap()
    };
    let (kept, aside) = (run(false), run(true));
    assert_eq!(aside["paused"][0]["rater"], "r7");
    assert_eq!(kept["set_aside"], 0);
    assert!(aside["set_aside"].as_u64().unwrap() > 0);
    assert_ne!(kept["judgments"], aside["judgments"]);
}

#[test]
fn a_simulation_that_cannot_be_made_is_refused() {
    let bench = Bench::new(&["a", "b"], Policy::default());
    let (judgments, truth) = record();
    let (judgments, truth) = (bench.file("j.csv", judgments), bench.file("t.csv", truth));
    for (more, code) in [
        (json!({ "gold": 1.5 }), "gold_invalid"),
        (json!({ "policy": { "skip_allowed": false } }), "skip_not_allowed"),
        (json!({ "policy": { "judgments_per_item": 0 } }), "policy_invalid"),
    ] {
        assert_eq!(simulate(&bench, &judgments, &truth, more).unwrap_err(), code);
    }
}

#[test]
fn rte_text_is_replayed_through_the_assignment_of_work() {
    let Some(data) = shared("data/rte_text") else { return };
    let bench = Bench::new(&["yes", "no"], Policy::default());
    let handle = |name: &str| bench.workbench.files().register(data.join(name)).handle;
    let report = simulate(&bench, &handle("judgments.csv"), &handle("gold.csv"), json!({})).unwrap();
    assert_eq!((&report["items"], &report["raters"]), (&json!(640), &json!(164)));
    assert!(report["share"].as_f64().unwrap() < 0.55, "{}", report["share"]);
    let majority = &report["accuracy"][0];
    let value = |figure: &Value| figure["value"].as_f64().unwrap();
    // Fewer than half of the judgments cost the majority less than three points.
    assert!(value(&majority["accuracy"]) > value(&majority["of_all"]) - 0.03, "{majority:#}");
    assert!(report["paused"].as_array().unwrap().len() >= 3);
    let of = |key: &str| value(&report[key]);
    assert!(of("paused_accuracy") < 0.65 && of("open_accuracy") > 0.8);
}
