//! Aggregation on all data sets beside the project: crowd-kit's results reproduced and its accuracy
//! compared, as tables.

#![allow(clippy::print_stdout, reason = "the tables are the point")]

mod common;
#[path = "common/crowd_kit.rs"]
mod crowd_kit;
#[path = "common/shared.rs"]
mod shared;

use assay_stats::*;
use common::parse;
use serde_json::Value;
use shared::{DataSet, WITH_TRUTH, load, shared};

const TOLERANCE: f64 = 1e-6;

fn iterations(n: u64) -> Stop {
    Stop { max_iterations: n as u32, tolerance: 0.0 }
}

fn reference(shared: &std::path::Path) -> Value {
    parse(&std::fs::read_to_string(shared.join("reference/aggregation.json")).unwrap())
}

#[track_caller]
fn near(found: f64, expected: f64, what: &str) {
    assert!((found - expected).abs() <= TOLERANCE, "{what}: {found} instead of {expected}");
}

/// Per-item numbers of a reference, items by name, compared with posteriors.
fn check_posteriors(data: &DataSet, found: &Aggregated, expected: &Value, classes: &[&str]) -> usize {
    let Some(items) = expected["posterior"].as_object() else { return 0 };
    for (item, row) in items {
        let number = data.item_numbers[item] as usize;
        for (class, name) in classes.iter().enumerate() {
            let value = if row.is_array() { &row[class] } else { &row[*name] };
            near(found.posterior(number)[class], value.as_f64().unwrap(), &format!("{} {item}", data.name));
        }
    }
    items.len() * classes.len()
}

/// Weighted accuracy as the references report it: the first class of a tie.
fn accuracy(data: &DataSet, decisions: &[Decision]) -> f64 {
    decision_accuracy(decisions, &data.truth).unwrap().ties_split.unwrap().value
}

#[test]
fn plain_em_is_reproduced() {
    let Some(folder) = shared() else { return };
    let reference = reference(&folder);
    let mut compared = 0;
    for (name, classes) in &WITH_TRUTH[..9] {
        let data = load(&folder, name, classes);
        for (key, count) in
            [("own_ds_no_smoothing", 0.0), ("own_ds_smooth_0.01", 0.01), ("own_ds_smooth_1", 1.0)]
        {
            let expected = &reference["datasets"][*name][key];
            let n = expected["iterations"].as_u64().unwrap();
            let smoothing = Smoothing::Dirichlet { count };
            let fit =
                dawid_skene(&data.table.judgments(), smoothing, iterations(n), &Gold::default()).unwrap();
            let what = format!("{name} {key}");
            let last = expected["loglik_first_last"][1].as_f64().unwrap();
            near(fit.consensus.log_likelihood, last, &what);
            for (class, prior) in classes.iter().zip(&fit.consensus.class_priors) {
                near(*prior, expected["priors"][*class].as_f64().unwrap(), &what);
            }
            near(accuracy(&data, &fit.consensus.decisions()), expected["accuracy"].as_f64().unwrap(), &what);
            compared += 2 + classes.len() + check_posteriors(&data, &fit.consensus, expected, classes);
        }
    }
    println!("plain Dawid-Skene: {compared} comparisons");
    assert!(compared > 100);
}

#[test]
fn crowd_kit_is_reproduced() {
    let Some(folder) = shared() else { return };
    let reference = reference(&folder);
    let floor = Smoothing::Floor { floor: crowd_kit::FLOOR };
    let mut compared = 0;
    for (name, classes) in &WITH_TRUTH[..9] {
        let data = load(&folder, name, classes);
        let judgments = data.table.judgments();
        for key in ["ck_DawidSkene_100", "ck_DawidSkene_1000_tol0"] {
            let expected = &reference["datasets"][*name][key];
            let Some(n) = expected["iterations"].as_u64() else { continue };
            let fit = |n| dawid_skene(&judgments, floor, iterations(n), &Gold::default()).unwrap();
            let (after, next) = (fit(n), fit(n + 1));
            let what = format!("{name} {key}");
            let k = classes.len();
            let errors =
                |rater: usize, class: usize, label: usize| next.confusion_of(rater)[class * k + label];
            let loss = crowd_kit::loss(&data.table, &after.consensus, &next.consensus.class_priors, errors);
            near(loss, expected["loss_history_first_last"][1].as_f64().unwrap(), &what);
            for (class, prior) in classes.iter().zip(&next.consensus.class_priors) {
                near(*prior, expected["priors"][*class].as_f64().unwrap(), &what);
            }
            near(
                accuracy(&data, &after.consensus.decisions()),
                expected["accuracy"].as_f64().unwrap(),
                &what,
            );
            compared += 2 + k + check_posteriors(&data, &after.consensus, expected, classes);
        }
        let expected = &reference["datasets"][*name]["ck_OneCoinDawidSkene_100"];
        let n = expected["iterations"].as_u64().unwrap();
        let coin = |n| one_coin(&judgments, floor, iterations(n), &Gold::default()).unwrap();
        let (after, next) = (coin(n), coin(n + 1));
        let skill = |rater: usize| next.accuracy[rater].unwrap();
        let cut = |p: f64| p.clamp(crowd_kit::FLOOR, 1.0 - crowd_kit::FLOOR);
        let others = (classes.len() - 1) as f64;
        let errors =
            |r: usize, c: usize, l: usize| cut(if c == l { skill(r) } else { (1.0 - skill(r)) / others });
        let loss = crowd_kit::loss(&data.table, &after.consensus, &next.consensus.class_priors, errors);
        near(loss, expected["loss_history_first_last"][1].as_f64().unwrap(), &format!("{name} one-coin"));
        compared += 1;
        println!(
            "{name}: one-coin accuracy {} v {}",
            accuracy(&data, &after.consensus.decisions()),
            expected["accuracy"]
        );
    }
    println!("crowd-kit: {compared} comparisons");
    assert!(compared > 1_000);
}

/// Our fit at its defaults beside crowd-kit's of the same name.
struct Versus {
    name: &'static str,
    ours: Aggregated,
    crowd_kit: Vec<Decision>,
}

fn versus(judgments: &Judgments<'_>, expected: &Value) -> [Versus; 2] {
    let floor = Smoothing::Floor { floor: crowd_kit::FLOOR };
    let (smoothing, stop, none) = (Smoothing::default(), Stop::default(), Gold::default());
    let n = |key: &str| iterations(expected[key]["iterations"].as_u64().unwrap());
    let matrices = dawid_skene(judgments, floor, n("ck_DawidSkene_100"), &none).unwrap().consensus;
    let coins = one_coin(judgments, floor, n("ck_OneCoinDawidSkene_100"), &none).unwrap().consensus;
    let ours = dawid_skene(judgments, smoothing, stop, &none).unwrap().consensus;
    let our_coins = one_coin(judgments, smoothing, stop, &none).unwrap().consensus;
    [
        Versus { name: "dawid_skene", ours, crowd_kit: matrices.decisions() },
        Versus { name: "one_coin", ours: our_coins, crowd_kit: coins.decisions() },
    ]
}

#[test]
fn no_method_is_worse_than_crowd_kits() {
    let Some(folder) = shared() else { return };
    let reference = reference(&folder);
    println!(
        "{:12} {:12} {:>6} {:>8} {:>8} difference and paired 95 % interval",
        "set", "method", "n", "ours", "crowdkit"
    );
    for (name, classes) in &WITH_TRUTH[..9] {
        let data = load(&folder, name, classes);
        let judgments = data.table.judgments();
        let votes: Vec<Decision> = majority(&judgments).iter().map(Decision::from).collect();
        println!("{name:12} {:12} {:6} {:8.4}", "majority", "", accuracy(&data, &votes));
        for Versus { name: method, ours, crowd_kit } in versus(&judgments, &reference["datasets"][*name]) {
            assert!(ours.converged, "{name} {method}");
            let ours = ours.decisions();
            let paired = paired_accuracy(&ours, &crowd_kit, &data.truth).unwrap().difference.unwrap();
            let interval = paired.interval.unwrap();
            println!(
                "{name:12} {method:12} {:6} {:8.4} {:8.4} {:+.4} [{:+.4}, {:+.4}]",
                paired.n,
                accuracy(&data, &ours),
                accuracy(&data, &crowd_kit),
                paired.value,
                interval.lower,
                interval.upper
            );
            assert!(interval.upper >= 0.0, "{name} {method} is worse: {paired:?}");
        }
    }
}

#[test]
fn honesty_of_posteriors_before_and_after() {
    let Some(folder) = shared() else { return };
    let percent = |e: &Estimate| {
        let interval = e.interval.unwrap();
        format!("{:+6.2} [{:+6.2}, {:+6.2}]", 100.0 * e.value, 100.0 * interval.lower, 100.0 * interval.upper)
    };
    println!(
        "calibration error in points (mean leading posterior - accuracy), before and after 5-fold temperature"
    );
    for (name, classes) in WITH_TRUTH {
        let data = load(&folder, name, classes);
        let judgments = data.table.judgments();
        let (smoothing, stop, none) = (Smoothing::default(), Stop::default(), Gold::default());
        let fits = [
            ("dawid_skene", dawid_skene(&judgments, smoothing, stop, &none).unwrap().consensus),
            ("one_coin", one_coin(&judgments, smoothing, stop, &none).unwrap().consensus),
        ];
        for (method, fit) in fits {
            let CrossFitted { temperatures, before, after } =
                cross_fit_temperature(&fit.posteriors, fit.n_classes, &data.truth, 5, 7).unwrap();
            let mean = temperatures.iter().sum::<f64>() / temperatures.len() as f64;
            println!(
                "{name:25} {method:12} n {:5} accuracy {:.4} T {mean:6.2} error {} -> {} | log loss {:.3} -> {:.3} | ECE {:.3} -> {:.3}",
                before.n,
                before.accuracy.value,
                percent(&before.calibration_error),
                percent(&after.calibration_error),
                before.log_loss,
                after.log_loss,
                before.binned_error,
                after.binned_error
            );
            let counted: u64 = after.bins.iter().map(|bin| bin.accuracy.n).sum();
            assert_eq!(counted, after.n);
            // hitspam_cf is degenerate: all raters of an item agree.
            if before.n >= 500 {
                assert!(after.log_loss < before.log_loss, "{name} {method}");
            }
        }
    }
}

#[test]
fn glad_and_mace_are_no_worse_than_crowd_kits() {
    let Some(folder) = shared() else { return };
    let reference = reference(&folder);
    for (name, classes) in &WITH_TRUTH[..9] {
        let data = load(&folder, name, classes);
        for (method, key) in [(Method::Glad, "ck_GLAD"), (Method::Mace, "ck_MACE")] {
            let start = std::time::Instant::now();
            let found = aggregate(
                &data.table.judgments(),
                method,
                Smoothing::default(),
                Stop::default(),
                &Gold::default(),
                None,
            )
            .unwrap();
            let fit = found.fit.as_ref().unwrap();
            let crowd_kit = reference["datasets"][*name][key]["accuracy"].as_f64();
            let ours = decision_accuracy(&found.decisions(), &data.truth).unwrap().ties_split.unwrap();
            println!(
                "{name:12} {:5} ours {:.4} crowd-kit {crowd_kit:?} iterations {} {} log likelihood {:.3} {:.2} s",
                method.name(),
                ours.value,
                fit.iterations,
                fit.converged,
                fit.log_likelihood,
                start.elapsed().as_secs_f64()
            );
        }
    }
}
