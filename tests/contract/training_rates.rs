//! Simulated raters go through the command table; what becomes of them is compared with what the screen promises before
//! launch. Answers are drawn by fixed seeds, so the figures are the same at every run; `--nocapture` prints them.
#![allow(clippy::print_stdout, reason = "the figures are the result")]

use assay_tests::Bench;
use assay_workbench::words::Policy;
use assay_workbench::{Caller, dispatch};
use serde_json::{Value, json};

/// Rater `rater` of accuracy `p` gets the `k`-th gold right.
fn right(p: f64, rater: u64, k: u64) -> bool {
    let mix = |seed: u64, value: u64| {
        // SplitMix64, as the program's own draws.
        let mut z = (seed ^ value.wrapping_mul(0xD6E8_FEB8_6659_FD93)).wrapping_add(0x9E37_79B9_7F4A_7C15);
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    };
    let draw = mix(mix(mix(20_261_121, (p * 1000.0) as u64), rater), k);
    ((draw >> 11) as f64 / (1u64 << 53) as f64) < p
}

struct Room {
    bench: Bench,
    question: i64,
    classes: [i64; 2],
    gold: usize,
}

impl Room {
    fn new(share: f64, rules: Value, items: usize, gold: usize, qualification: usize) -> Room {
        let policy = json!({ "judgments_per_item": 1000, "gold_share": share, "rules": rules });
        let bench = Bench::in_memory(&["yes", "no"], serde_json::from_value::<Policy>(policy).unwrap());
        bench.items(items);
        let rows: String = (0..gold).map(|i| format!("i{i},yes\n")).collect();
        bench.import("gold", &format!("item,label\n{rows}"));
        bench.ok("gold_divide", json!({ "practice": 0, "qualification": qualification, "seed": 1 }));
        let question = bench.overview().question;
        Room { bench, question: question.id, classes: [question.classes[0].id, question.classes[1].id], gold }
    }

    fn call(&self, who: &Caller, command: &str, request: Value) -> Value {
        dispatch(&self.bench.workbench, who, command, request)
            .unwrap_or_else(|e| panic!("{command}: {} {}", e.code, e.message))
    }

    fn answer(&self, who: &Caller, queue: &Value, right: bool) -> Value {
        let task = &queue["tasks"][0];
        let answers = json!([{ "question": self.question, "class": self.classes[usize::from(!right)] }]);
        let uid = uuid::Uuid::new_v4().to_string();
        self.call(
            who,
            "label_submit",
            json!({ "assignment": task["assignment"], "uid": uid, "said": { "answers": answers } }),
        )
    }

    fn is_gold(&self, queue: &Value) -> bool {
        let key = queue["tasks"][0]["item"]["key"].as_str().expect("an item");
        key[1..].parse::<usize>().expect("a number") < self.gold
    }
}

/// Within 3.5 standard errors, and never demanded to be closer than one rater in the sample.
fn assert_share(what: &str, observed: u64, n: u64, promised: f64) {
    let share = observed as f64 / n as f64;
    let error = (promised * (1.0 - promised) / n as f64).sqrt();
    println!("  {what}: promised {promised:.4}, simulated {share:.4} ({observed} of {n})");
    assert!((share - promised).abs() <= 3.5 * error + 1.0 / n as f64, "{what}");
}

fn assert_mean(what: &str, lengths: &[u64], promised: f64) {
    let n = lengths.len() as f64;
    let mean = lengths.iter().sum::<u64>() as f64 / n;
    let variance = lengths.iter().map(|&x| (x as f64 - mean).powi(2)).sum::<f64>() / (n - 1.0);
    let error = (variance / n).sqrt();
    println!("  {what}: promised {promised:.2}, simulated {mean:.2} (standard error {error:.2})");
    assert!((mean - promised).abs() <= 3.5 * error, "{what}");
}

#[test]
fn the_qualification_fails_passes_and_takes_as_long_as_promised() {
    const RATERS: u64 = 100;
    let rule = json!({
        "acceptable": 0.85, "unacceptable": 0.65, "alpha": 0.05, "beta": 0.05, "most_golds": 60, "attempts": 1,
    });
    let room = Room::new(0.0, json!({ "qualification": rule }), 70, 65, 65);
    let plan = room.bench.ok("qualification_plan", rule);
    for (name, point) in [
        ("acceptable", &plan["acceptable"]),
        ("unacceptable", &plan["unacceptable"]),
        ("longest", &plan["longest"]),
    ] {
        let p = point["accuracy"].as_f64().unwrap();
        let (mut passed, mut failed, mut lengths) = (0, 0, Vec::new());
        for rater in 0..RATERS {
            let who = room.bench.rater(&format!("{name} {rater}"));
            let mut queue = room.call(&who, "qualification_start", Value::Null);
            let mut golds = 0;
            while queue["stage"]["kind"] == "qualification" {
                queue = room.answer(&who, &queue, right(p, rater, golds));
                golds += 1;
            }
            passed += u64::from(queue["stage"]["kind"] == "work");
            failed += u64::from(queue["stage"]["gate"]["kind"] == "failed");
            lengths.push(golds);
        }
        println!("{RATERS} raters of accuracy {p:.3}");
        assert_share("passed", passed, RATERS, point["pass"].as_f64().unwrap());
        assert_share("failed", failed, RATERS, point["fail"].as_f64().unwrap());
        assert_share("undecided", RATERS - passed - failed, RATERS, point["undecided"].as_f64().unwrap());
        assert_mean("golds", &lengths, point["expected_golds"].as_f64().unwrap());
    }
    room.bench.assert_sound();
}

#[test]
fn two_attempts_share_their_risks_as_promised() {
    const RATERS: u64 = 50;
    let rule = json!({
        "acceptable": 0.85, "unacceptable": 0.65, "alpha": 0.1, "beta": 0.1, "most_golds": 40, "attempts": 2,
    });
    let room = Room::new(0.0, json!({ "qualification": rule }), 90, 85, 85);
    let plan = room.bench.ok("qualification_plan", rule);
    let point = &plan["unacceptable"];
    let p = point["accuracy"].as_f64().unwrap();
    let (mut passed, mut failed, mut lengths) = (0, 0, Vec::new());
    for rater in 0..RATERS {
        let who = room.bench.rater(&format!("r{rater}"));
        let mut queue = room.call(&who, "label_queue", Value::Null);
        let mut golds = 0;
        while queue["stage"]["gate"]["kind"] == "test" {
            queue = room.call(&who, "qualification_start", Value::Null);
            while queue["stage"]["kind"] == "qualification" {
                queue = room.answer(&who, &queue, right(p, 5000 + rater, golds));
                golds += 1;
            }
        }
        passed += u64::from(queue["stage"]["kind"] == "work");
        failed += u64::from(queue["stage"]["gate"]["kind"] == "failed");
        lengths.push(golds);
    }
    println!("{RATERS} raters of accuracy {p:.3} with two attempts");
    assert_share("passed", passed, RATERS, point["pass_in_all"].as_f64().unwrap());
    assert_share("failed", failed, RATERS, point["fail_in_all"].as_f64().unwrap());
    assert_share("undecided", RATERS - passed - failed, RATERS, point["undecided_in_all"].as_f64().unwrap());
    assert_mean("golds", &lengths, point["golds_in_all"].as_f64().unwrap());
    room.bench.assert_sound();
}

#[test]
fn the_watch_pauses_after_as_many_golds_as_promised() {
    const RATERS: u64 = 50;
    let rule = json!({ "acceptable": 0.85, "unacceptable": 0.65, "run_length": 60 });
    let room = Room::new(0.5, json!({ "monitor": rule }), 1600, 600, 0);
    let plan = room.bench.ok("monitor_plan", rule);
    for (name, point) in [("acceptable", &plan["acceptable"]), ("unacceptable", &plan["unacceptable"])] {
        let p = point["accuracy"].as_f64().unwrap();
        let (mut within_100, mut lengths) = (0, Vec::new());
        for rater in 0..RATERS {
            let who = room.bench.rater(&format!("{name} {rater}"));
            let mut queue = room.call(&who, "label_queue", Value::Null);
            let mut golds = 0;
            while queue["stage"]["kind"] == "work" {
                let gold = room.is_gold(&queue);
                queue = room.answer(&who, &queue, !gold || right(p, 9000 + rater, golds));
                golds += u64::from(gold);
            }
            assert_eq!(queue["stage"]["gate"]["kind"], "paused");
            within_100 += u64::from(golds <= 100);
            lengths.push(golds);
        }
        println!("{RATERS} raters of accuracy {p:.3}, watched");
        assert_share("paused within 100", within_100, RATERS, point["within_100"].as_f64().unwrap());
        assert_mean("golds until the pause", &lengths, point["run_length"].as_f64().unwrap());
    }
    room.bench.assert_sound();
}
