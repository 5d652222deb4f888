//! Predictions of all data sets beside the project, against the reference numbers of other libraries.
//!
//! Where the folder `shared` does not stand beside the project root, each test says so and passes.

mod common;
#[path = "common/shared.rs"]
mod shared;

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use assay_stats::*;
use common::{Table, close, parse};
use serde_json::Value;
use shared::shared;

/// Columns of a predictions file by name.
fn columns(shared: &Path, set: &str) -> BTreeMap<String, Vec<String>> {
    let text = std::fs::read_to_string(shared.join("data").join(set).join("predictions.csv")).unwrap();
    let mut lines = text.lines();
    let names: Vec<String> = lines.next().unwrap().split(',').map(str::to_owned).collect();
    let mut columns: BTreeMap<String, Vec<String>> =
        names.iter().map(|name| (name.clone(), Vec::new())).collect();
    for line in lines {
        for (name, field) in names.iter().zip(line.split(',')) {
            columns.get_mut(name).unwrap().push(field.to_owned());
        }
    }
    columns
}

fn classes(column: &[String]) -> Vec<u32> {
    column.iter().map(|field| field.parse().unwrap()).collect()
}

/// Scores p0, p1, ... of each item, row-major.
fn scores(columns: &BTreeMap<String, Vec<String>>, k: u32) -> Vec<f64> {
    let by_class: Vec<Vec<f64>> = (0..k)
        .map(|class| columns[&format!("p{class}")].iter().map(|field| field.parse().unwrap()).collect())
        .collect();
    (0..by_class[0].len()).flat_map(|item| by_class.iter().map(move |column| column[item])).collect()
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|number| number.as_f64().unwrap()).collect()
}

fn reference(shared: &Path, name: &str) -> Value {
    parse(&std::fs::read_to_string(shared.join("reference").join(name)).unwrap())
}

#[test]
fn classification_on_all_data_sets() {
    let Some(shared) = shared() else { return };
    let reference = reference(&shared, "classify.json");
    let mut checked = (0, 0);
    for (name, expected) in reference.as_object().unwrap().iter().filter(|(_, e)| e["confusion"].is_array()) {
        let columns = columns(&shared, name);
        let (truth, predicted) = (classes(&columns["label"]), classes(&columns["pred"]));
        let matrix: Vec<Vec<u64>> = serde_json::from_value(expected["confusion"].clone()).unwrap();
        let k = matrix.len() as u32;
        let confusion = Confusion::from_labels(&truth, &predicted, k).unwrap();
        assert_eq!(confusion.counts(), matrix.concat(), "{name}");
        close(confusion.matthews().unwrap().value, expected["mcc"].as_f64().unwrap(), name);
        check_kappa(name, &truth, &predicted, k, &expected["kappa"]);
        if columns.contains_key("p0") {
            check_scores(name, &truth, &predicted, &scores(&columns, k), k, expected);
            checked.1 += 1;
        }
        if let Some(second) = columns.get("pred_b") {
            let table = &expected["mcnemar_pred_vs_pred_b"]["table_a_right_x_b_right"];
            let runs = PairedRuns::from_labels(&truth, &predicted, &classes(second)).unwrap();
            let found = [runs.both_right, runs.regressed, runs.fixed, runs.both_wrong];
            assert_eq!(
                found,
                [(0, 0), (0, 1), (1, 0), (1, 1)].map(|(i, j)| table[i][j].as_u64().unwrap()),
                "{name}"
            );
        }
        checked.0 += 1;
    }
    assert!(checked.0 >= 5 && checked.1 >= 3, "{checked:?}");
}

/// Kappa of truth and prediction, as of two raters.
fn check_kappa(name: &str, truth: &[u32], predicted: &[u32], k: u32, expected: &Value) {
    let n = truth.len() as u32;
    let items: Vec<u32> = (0..n).chain(0..n).collect();
    let raters: Vec<u32> = (0..2).flat_map(|rater| std::iter::repeat_n(rater, truth.len())).collect();
    let labels = [truth, predicted].concat();
    let judgments = Judgments::new(&items, &raters, &labels, n, 2, k).unwrap();
    let weights =
        [("None", Weights::nominal(k)), ("linear", Weights::linear(k)), ("quadratic", Weights::quadratic(k))];
    for (key, weights) in weights {
        let pairs = cohen_pairs_weighted(&judgments, &weights).unwrap();
        close(pairs[0].kappa.unwrap(), expected[key].as_f64().unwrap(), &format!("{name} {key}"));
    }
}

fn check_scores(name: &str, truth: &[u32], predicted: &[u32], flat: &[f64], k: u32, expected: &Value) {
    let scores = ClassScores::new(truth, flat, k).unwrap();
    assert_eq!(scores.predicted(), predicted, "{name}");
    let (areas, precisions) = (numbers(&expected["roc_auc_per_class"]), numbers(&expected["ap_per_class"]));
    for ((ranking, area), precision) in scores.rankings().iter().zip(&areas).zip(&precisions) {
        close(ranking.auc.unwrap().value, *area, name);
        close(ranking.average_precision.unwrap().value, *precision, name);
    }
    if let Some(mean) = expected["roc_auc_ovr_macro"].as_f64() {
        let estimate = scores.macro_auc().estimate.unwrap();
        close(estimate.value, mean, name);
        assert!(estimate.interval.unwrap().contains(mean));
    }
    let loss = scores.log_loss();
    let key = if expected["log_loss"].is_number() { "log_loss" } else { "log_loss_renormalised" };
    close(loss.estimate.unwrap().value, expected[key].as_f64().unwrap(), name);
    if let Some(top) = expected["top2_accuracy"].as_f64() {
        close(scores.top_accuracy(2).unwrap().value, top, name);
    }
    let right: Vec<bool> = truth.iter().zip(predicted).map(|(truth, predicted)| truth == predicted).collect();
    // The reference takes the largest score as it is, without dividing by the sum of the row.
    let confidence: Vec<f64> =
        (0..truth.len()).map(|item| scores.row(item).iter().copied().fold(0.0, f64::max)).collect();
    let calibration = calibration(&confidence, &right, 10).unwrap();
    let ece = expected["ece_10_equal_width_right_closed"].as_f64().unwrap();
    close(calibration.expected_error.unwrap().value, ece, name);
    let wrong: Vec<bool> = right.iter().map(|right| !right).collect();
    let doubt: Vec<f64> = confidence.iter().map(|confidence| 1.0 - confidence).collect();
    let detector = ranking(&wrong, &doubt).unwrap();
    let entry = &expected["error_detector_1_minus_conf"];
    close(detector.average_precision.unwrap().value, entry["ap"].as_f64().unwrap(), name);
    close(detector.auc.unwrap().value, entry["roc_auc"].as_f64().unwrap(), name);
}

#[test]
fn human_level_of_the_votes_on_cifar10h() {
    let Some(shared) = shared() else { return };
    let expected = &reference(&shared, "counts.json")["cifar10h_first2000"];
    let text = std::fs::read_to_string(shared.join("data/cifar10h_first2000/counts.csv")).unwrap();
    let (mut table, mut reference) = (Table { n_classes: 10, ..Table::default() }, Vec::new());
    for line in text.lines().skip(1) {
        let fields: Vec<u32> = line.split(',').map(|field| field.parse().unwrap()).collect();
        let labels =
            (0..10).flat_map(|class| std::iter::repeat_n(class, fields[2 + class as usize] as usize));
        for (rater, label) in (0..).zip(labels) {
            table.push(table.n_items, rater, label);
            table.n_raters = table.n_raters.max(rater + 1);
        }
        reference.push(Some(fields[1]));
        table.n_items += 1;
    }
    let found = human_against_reference(&table.judgments(), &reference).unwrap();
    let pooled = found.pooled.unwrap();
    assert_eq!(
        (pooled.n, found.items),
        (expected["votes"].as_u64().unwrap(), expected["items"].as_u64().unwrap())
    );
    close(pooled.value, expected["per_vote_accuracy"].as_f64().unwrap(), "votes");
    // 51 votes an item are alike: the interval is several times as wide as of independent ones.
    let (interval, naive) =
        (pooled.interval.unwrap(), wilson((pooled.value * pooled.n as f64) as u64, pooled.n).unwrap());
    assert!(interval.upper - interval.lower > 2.5 * (naive.upper - naive.lower));
    // Each vote weighs the same in pooled, by class too.
    let by_class: f64 =
        found.classes.iter().filter_map(|c| c.accuracy.ok()).map(|a| a.value * a.n as f64).sum();
    close(by_class / pooled.n as f64, pooled.value, "classes add up");
    let others = human_against_others(&table.judgments()).pooled.unwrap().value;
    // Nearly every majority is the truth (.9925), so both are close.
    assert!((others - pooled.value).abs() < 0.01, "{others}");
}

#[test]
fn suspected_label_errors_as_cleanlab() {
    let Some(shared) = shared() else { return };
    let reference = reference(&shared, "issues.json");
    let sets = reference["datasets"].as_object().unwrap();
    assert!(sets.len() >= 2);
    for (name, expected) in sets {
        let columns = columns(&shared, name);
        let given = classes(&columns["label"]);
        let joint: Vec<Vec<u64>> = serde_json::from_value(expected["confident_joint_raw"].clone()).unwrap();
        let k = joint.len() as u32;
        let flat = scores(&columns, k);
        let scores = ClassScores::new(&given, &flat, k).unwrap();
        let found = confident_learning(&scores);
        for (threshold, expected) in
            found.thresholds.iter().zip(numbers(&expected["thresholds_mean_self_confidence"]))
        {
            close(threshold.unwrap(), expected, name);
        }
        assert_eq!(found.joint, joint.concat(), "{name}");
        let calibrated: Vec<Vec<u64>> =
            serde_json::from_value(expected["confident_joint_calibrated"].clone()).unwrap();
        check_calibrated(name, &found, &calibrated);
        let rate = found.estimated_errors() as f64 / given.len() as f64;
        close(rate, expected["est_noise_rate"].as_f64().unwrap(), name);
        let entry = &expected["confident_learning"];
        assert_eq!(found.suspected.len() as u64, entry["count"].as_u64().unwrap(), "{name}");
        let items: HashSet<u32> = found.suspected.iter().map(|suspected| suspected.item).collect();
        let ranked: Vec<u32> =
            serde_json::from_value(entry["indices_ranked_by_self_confidence"].clone()).unwrap();
        assert_eq!(items, ranked.iter().copied().collect(), "{name}");
        // The same order but for ties.
        let confidence = |item: u32| scores.row(item as usize)[given[item as usize] as usize];
        for (suspected, item) in found.suspected.iter().zip(ranked) {
            assert_eq!(suspected.self_confidence, confidence(item), "{name}");
        }
        check_ceiling(name, &given, &scores.predicted(), &found);
    }
}

/// Equal cells of a row may be rounded in any order.
fn check_calibrated(name: &str, found: &ConfidentLearning, expected: &[Vec<u64>]) {
    let k = expected.len();
    for (row, expected) in expected.iter().enumerate() {
        let cells = &found.joint[row * k..(row + 1) * k];
        let sorted = |calibrated: &[u64]| {
            let mut pairs: Vec<(u64, u64)> = cells.iter().copied().zip(calibrated.iter().copied()).collect();
            pairs.sort_unstable();
            pairs
        };
        assert_eq!(sorted(&found.calibrated[row * k..(row + 1) * k]), sorted(expected), "{name} row {row}");
    }
}

fn check_ceiling(name: &str, given: &[u32], predicted: &[u32], found: &ConfidentLearning) {
    let suspected: Vec<u32> = found.suspected.iter().map(|suspected| suspected.item).collect();
    let ceiling = suspected_ceiling(given, predicted, &suspected).unwrap();
    // A suspected label is never the predicted one, so that all of them are errors of the model.
    assert_eq!(ceiling.errors_suspected, found.suspected.len() as u64, "{name}");
    let (before, after) = (ceiling.before.unwrap().value, ceiling.after.unwrap().value);
    close(before - after, found.suspected.len() as f64 / given.len() as f64, name);
}
