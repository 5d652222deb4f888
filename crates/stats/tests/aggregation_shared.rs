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
            // `s_adult` and `trec` take half a minute in a debug build.
            if cfg!(debug_assertions) && n * data.table.items.len() as u64 > 2_000_000 {
                continue;
            }
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

fn row(honesty: &Honesty) -> String {
    let (error, interval) = (honesty.calibration_error.value, honesty.calibration_error.interval.unwrap());
    format!(
        "{:+6.2} [{:+6.2}, {:+6.2}] log loss {:6.3} ECE {:.3}",
        100.0 * error,
        100.0 * interval.lower,
        100.0 * interval.upper,
        honesty.log_loss,
        honesty.binned_error
    )
}

fn print_bins(honesty: &Honesty) {
    for bin in &honesty.bins {
        let interval = bin.accuracy.interval.unwrap();
        println!(
            "    ({:.3}, {:.3}] n {:5} confidence {:.3} accuracy {:.3} [{:.3}, {:.3}]",
            bin.lower,
            bin.upper,
            bin.accuracy.n,
            bin.confidence,
            bin.accuracy.value,
            interval.lower,
            interval.upper
        );
    }
}

#[test]
fn honesty_of_posteriors_before_and_after() {
    let Some(folder) = shared() else { return };
    println!("calibration error in points: mean leading posterior - accuracy; corrections from 5 folds");
    let methods = [Method::DawidSkene, Method::OneCoin, Method::Glad, Method::Mace];
    // The last two take a minute in a debug build.
    let methods = if cfg!(debug_assertions) { &methods[..2] } else { &methods };
    for (name, classes) in WITH_TRUTH {
        let data = load(&folder, name, classes);
        for &method in methods {
            let (smoothing, stop, none) = (Smoothing::default(), Stop::default(), Gold::default());
            let fit = aggregate(&data.table.judgments(), method, smoothing, stop, &none, None).unwrap();
            let hot = cross_fit_temperature(&fit.posteriors, fit.n_classes, &data.truth, 5, 7).unwrap();
            let both = cross_fit_correction(&fit.posteriors, fit.n_classes, &data.truth, 5, 7).unwrap();
            let Correction { temperature, lapse } = both.corrections[0];
            let n = both.after.n;
            println!("{name} {} n {n} accuracy {:.4}", method.name(), hot.before.accuracy.value);
            println!("  as fitted           {}", row(&hot.before));
            println!("  temperature {:7.2} {}", hot.temperatures[0], row(&hot.after));
            println!("  and lapse {temperature:5.2} {lapse:.2}{}", row(&both.after));
            print_bins(&both.after);
            assert_eq!(hot.before, both.before);
            assert_eq!(both.after.bins.iter().map(|bin| bin.accuracy.n).sum::<u64>(), n);
            if n >= 500 {
                assert!(hot.after.log_loss < hot.before.log_loss, "{name} {method:?}");
                assert!(both.after.log_loss < hot.after.log_loss + 2e-3, "{name} {method:?}");
                let interval = both.after.calibration_error.interval.unwrap();
                assert!(interval.lower <= 0.02 && interval.upper >= -0.02, "{name} {method:?} {interval:?}");
            }
        }
    }
}

/// crowd-kit's labels of the items with a truth, in the order of truth.csv.
fn committed_labels(data: &DataSet, folder: &std::path::Path, labels: &Value) -> Option<Vec<Decision>> {
    let mut digits = labels[&data.name].as_str()?.bytes();
    let mut out = vec![Decision::None; data.truth.len()];
    let truth = std::fs::read_to_string(folder.join("data").join(&data.name).join("truth.csv")).unwrap();
    for line in truth.lines().skip(1) {
        if let Some(&item) = data.item_numbers.get(line.split(',').next().unwrap()) {
            out[item as usize] = Decision::Label(u32::from(digits.next().unwrap() - b'0'));
        }
    }
    Some(out)
}

#[test]
fn glad_and_mace_are_no_worse_than_crowd_kits() {
    let Some(folder) = shared() else { return };
    let reference = reference(&folder);
    let labels = parse(include_str!("fixtures/crowd_kit_labels.json"));
    for (name, classes) in &WITH_TRUTH[..8] {
        let data = load(&folder, name, classes);
        let judgments = data.table.judgments();
        let (stop, none) = (Stop::default(), Gold::default());
        let able = glad(&judgments, stop, &none).unwrap();
        let crowd_kit = &reference["datasets"][*name]["ck_GLAD"]["loss_history_first_last"][1];
        if let Some(theirs) = crowd_kit.as_f64() {
            let ours = crowd_kit::glad_objective(&data.table, &able);
            println!("{name:12} glad objective {ours:.5} v {theirs:.5}");
            assert!((ours - theirs).abs() < 1e-3, "{name}: {ours} {theirs}");
        }
        let knowing = mace(&judgments, stop, &none).unwrap();
        for (key, fit) in [("glad", &able.consensus), ("mace", &knowing.consensus)] {
            assert!(fit.converged, "{name} {key}");
            let ours = fit.decisions();
            let Some(theirs) = committed_labels(&data, &folder, &labels[key]) else {
                println!("{name:12} {key:5} ours {:.4}", accuracy(&data, &ours));
                continue;
            };
            let stored = &reference["datasets"][*name][format!("ck_{}", key.to_uppercase())]["accuracy"];
            // Its conjugate gradients move an item or two between machines.
            let drift = (accuracy(&data, &theirs) - stored.as_f64().unwrap()).abs();
            assert!(drift < if key == "glad" { 1.1e-3 } else { 1e-9 }, "{name} {key}: {drift}");
            let paired = paired_accuracy(&ours, &theirs, &data.truth).unwrap().difference.unwrap();
            let interval = paired.interval.unwrap();
            println!(
                "{name:12} {key:5} ours {:.4} crowd-kit {:.4} {:+.4} [{:+.4}, {:+.4}]",
                accuracy(&data, &ours),
                accuracy(&data, &theirs),
                paired.value,
                interval.lower,
                interval.upper
            );
            assert!(interval.upper >= 0.0, "{name} {key} is worse: {paired:?}");
        }
    }
}

#[test]
fn majority_and_confusion_matrices_are_reproduced() {
    let Some(folder) = shared() else { return };
    let reference = reference(&folder);
    let mut compared = 0;
    for (name, classes) in &WITH_TRUTH[..9] {
        let data = load(&folder, name, classes);
        let expected = &reference["datasets"][*name];
        let votes = majority(&data.table.judgments());
        let found = consensus_accuracy(&votes, &data.truth).unwrap();
        let of = |key: &str| expected["majority_vote"][key].as_f64().unwrap();
        near(found.ties_split.unwrap().value, of("accuracy_ties_split"), name);
        assert_eq!(found.scored, expected["truth_items_scored"].as_u64().unwrap(), "{name}");
        let tied = votes.iter().filter(|vote| matches!(vote, Majority::Tie { .. })).count();
        assert_eq!(tied as f64, of("items_tied"), "{name}");
        let coverage = found.coverage.unwrap();
        near((1.0 - coverage.value) * coverage.n as f64, of("scored_items_tied"), name);
        compared += 4;
        let plain = &expected["own_ds_no_smoothing"];
        let Some(confusion) = plain["confusion"].as_object() else { continue };
        let n = plain["iterations"].as_u64().unwrap();
        let smoothing = Smoothing::Dirichlet { count: 0.0 };
        let fit = dawid_skene(&data.table.judgments(), smoothing, iterations(n), &Gold::default()).unwrap();
        for (rater, rows) in confusion {
            let found = fit.confusion_of(data.rater_numbers[rater] as usize);
            let expected = rows.as_array().unwrap().iter().flat_map(|row| row.as_array().unwrap());
            for (found, expected) in found.iter().zip(expected) {
                near(*found, expected.as_f64().unwrap(), &format!("{name} {rater}"));
                compared += 1;
            }
        }
    }
    println!("majority and confusion matrices: {compared} comparisons");
    assert!(compared > 100);
}
