//! Metrics with scores: values of scikit-learn, by hand, and what must hold.

mod common;

use assay_stats::*;
use common::{close, parse};
use proptest::prelude::*;
use serde_json::Value;

fn fixture() -> Value {
    parse(include_str!("fixtures/metrics.json"))
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|number| number.as_f64().unwrap_or(f64::INFINITY)).collect()
}

fn flags(value: &Value) -> Vec<bool> {
    numbers(value).into_iter().map(|number| number == 1.0).collect()
}

#[test]
fn averages_as_scikit_learn() {
    let fixture = fixture();
    let sets = fixture["sets"].as_object().unwrap();
    assert!(sets.len() >= 5);
    for (name, case) in sets {
        let matrix: Vec<Vec<u64>> = serde_json::from_value(case["confusion"].clone()).unwrap();
        let confusion = Confusion::from_counts(matrix.concat(), matrix.len() as u32).unwrap();
        close(
            confusion.balanced_accuracy().unwrap().value,
            case["balanced_accuracy"].as_f64().unwrap(),
            name,
        );
        close(confusion.matthews().unwrap().value, case["mcc"].as_f64().unwrap(), name);
        let micro = confusion.averaged(Average::Micro);
        close(micro.f1.unwrap().value, case["accuracy"].as_f64().unwrap(), name);
        for (average, key) in [(Average::Macro, "macro"), (Average::Weighted, "weighted")] {
            let (found, expected) = (confusion.averaged(average), &case[key]);
            for (estimate, metric) in
                [(found.precision, "precision"), (found.recall, "recall"), (found.f1, "f1-score")]
            {
                let estimate = estimate.unwrap();
                close(estimate.value, expected[metric].as_f64().unwrap(), &format!("{name} {key} {metric}"));
                assert!(estimate.interval.unwrap().contains(estimate.value));
            }
        }
        let row: f64 =
            (0..confusion.n_classes()).map(|j| confusion.share_of_truth(0, j).unwrap().value).sum();
        close(row, 1.0, "a row adds up");
    }
}

#[test]
fn curves_as_scikit_learn() {
    for (name, case) in fixture()["curves"].as_object().unwrap() {
        let (positive, scores) = (flags(&case["y"]), numbers(&case["score"]));
        let (found, curve) =
            (ranking(&positive, &scores).unwrap(), ScoreCurve::new(&positive, &scores).unwrap());
        match found.average_precision {
            Ok(estimate) => close(estimate.value, case["ap"].as_f64().unwrap(), name),
            Err(reason) => assert_eq!((reason, name.as_str()), (Undefined::NoPositive, "all_negative")),
        }
        match (found.auc, case["roc_auc"].as_f64()) {
            (Ok(estimate), Some(expected)) => close(estimate.value, expected, name),
            (found, expected) => assert!(found.is_err() && expected.is_none(), "{name}"),
        }
        if let Ok(points) = curve.precision_recall() {
            let mut points: Vec<_> = points.collect();
            points.reverse();
            let [precision, recall, thresholds] = [0, 1, 2].map(|i| numbers(&case["pr_curve"][i]));
            assert_eq!((points.len(), points.len() + 1), (thresholds.len(), precision.len()), "{name}");
            for (i, point) in points.into_iter().enumerate() {
                close(point.0, thresholds[i], name);
                close(point.1, precision[i], name);
                close(point.2, recall[i], name);
            }
        }
        if let Ok(points) = curve.roc() {
            let [false_rate, true_rate, thresholds] = [0, 1, 2].map(|i| numbers(&case["roc_curve"][i]));
            for (i, point) in points.enumerate() {
                close(point.0, thresholds[i + 1], name);
                close(point.1, false_rate[i + 1], name);
                close(point.2, true_rate[i + 1], name);
            }
        }
    }
}

#[test]
fn digits_as_scikit_learn() {
    let case = &fixture()["digits_class8"];
    let (positive, scores) = (flags(&case["positive"]), numbers(&case["score"]));
    let found = ranking(&positive, &scores).unwrap();
    assert_eq!((found.positives, found.negatives), (174, 1_623));
    close(found.average_precision.unwrap().value, case["ap"].as_f64().unwrap(), "average precision");
    close(found.auc.unwrap().value, case["auc"].as_f64().unwrap(), "AUC");
    let curve = ScoreCurve::new(&positive, &scores).unwrap();
    let expected = &case["pr_curve"];
    let mut points: Vec<_> = curve.precision_recall().unwrap().collect();
    assert_eq!(points.len() as u64, expected["points"].as_u64().unwrap());
    points.reverse();
    let first = |key: &str| numbers(&expected[key]);
    for (i, point) in points.iter().take(20).enumerate() {
        close(point.1, first("precision_first_20")[i], "precision");
        close(point.2, first("recall_first_20")[i], "recall");
        assert_eq!(point.0, first("thresholds_first_20")[i]);
    }
    // scikit-learn's last point, (1, 0), has no threshold.
    for (i, point) in points[points.len() - 4..].iter().enumerate() {
        close(point.1, first("precision_last_5")[i], "precision");
        close(point.2, first("recall_last_5")[i], "recall");
    }
}

#[test]
fn counts_at_a_threshold() {
    let positive = [true, true, false, true, false, false];
    let curve = ScoreCurve::new(&positive, &[0.9, 0.8, 0.8, 0.4, 0.3, -0.0]).unwrap();
    let counts = curve.at(0.8);
    assert_eq!(
        counts,
        BinaryCounts { true_positives: 2, false_positives: 1, false_negatives: 1, true_negatives: 2 }
    );
    close(counts.precision().unwrap().value, 2.0 / 3.0, "precision");
    close(counts.recall().unwrap().value, 2.0 / 3.0, "recall");
    close(counts.specificity().unwrap().value, 2.0 / 3.0, "specificity");
    close(counts.negative_predictive_value().unwrap().value, 2.0 / 3.0, "NPV");
    close(counts.f1().unwrap().value, 2.0 / 3.0, "F1");
    close(counts.accuracy().unwrap().value, 4.0 / 6.0, "accuracy");
    assert_eq!(curve.at(1.0).precision(), Err(Undefined::ClassNeverPredicted));
    assert_eq!(curve.at(0.0).total(), 6);
    assert_eq!(curve.at(0.0).true_negatives, 0, "0 and -0 are one score");
    let best = curve.best_f1().unwrap();
    // At .4: 3 of 3 found with one false alarm.
    assert_eq!((best.threshold, best.f1.interval), (0.4, Err(Unreliable::BiasedValue)));
    close(best.f1.value, 6.0 / 7.0, "best F1");
    assert_eq!(curve.threshold_for_recall(0.5), Ok(0.8));
    assert_eq!(curve.threshold_for_recall(1.0), Ok(0.4));
    assert!(curve.threshold_for_recall(1.1).is_err());
    assert_eq!(ScoreCurve::new(&[true], &[f64::NAN]).unwrap_err().code(), "score_not_finite");
    assert_eq!(ranking(&[true, false], &[0.1, f64::INFINITY]).unwrap_err().code(), "score_not_finite");
    assert_eq!(ranking(&[true], &[]).unwrap_err().code(), "length_mismatch");
    let thin = curve.thinned(3);
    assert_eq!((thin.len(), thin[0], thin[2]), (3, curve.points()[0], curve.points()[4]));
    assert_eq!((curve.thinned(50).len(), curve.thinned(0).len()), (5, 0));
}

#[test]
fn losses_by_hand() {
    let (positive, p) = ([true, false, true], [0.8, 0.3, 0.5]);
    let loss = binary_log_loss(&positive, &p).unwrap();
    let expected = -(0.8f64.ln() + 0.7f64.ln() + 0.5f64.ln()) / 3.0;
    close(loss.estimate.unwrap().value, expected, "log loss");
    let brier = binary_brier(&positive, &p).unwrap().unwrap();
    close(brier.value, (0.04 + 0.09 + 0.25) / 3.0, "Brier");
    let rows = [0.2, 0.8, 0.7, 0.3, 0.5, 0.5];
    let scores = ClassScores::new(&[1, 0, 1], &rows, 2).unwrap();
    close(scores.log_loss().estimate.unwrap().value, expected, "log loss of two classes");
    close(scores.brier().unwrap().value, 2.0 * brier.value, "Brier of two classes");
    let clipped = binary_log_loss(&[true, true], &[0.0, 1.0]).unwrap();
    assert_eq!(clipped.clipped, 1);
    close(clipped.estimate.unwrap().value, (-f64::EPSILON.ln() - (1.0 - f64::EPSILON).ln()) / 2.0, "clipped");
    assert_eq!(binary_log_loss(&[], &[]).unwrap().estimate, Err(Undefined::NothingScored));
    assert_eq!(binary_brier(&[true], &[1.1]).unwrap_err().code(), "not_a_probability");
}

#[test]
fn scores_are_checked() {
    let code = |truth: &[u32], scores: &[f64], k: u32| ClassScores::new(truth, scores, k).unwrap_err().code();
    assert_eq!(code(&[0], &[1.0], 2), "length_mismatch");
    assert_eq!(code(&[2], &[0.5, 0.5], 2), "class_out_of_range");
    assert_eq!(code(&[1], &[-0.5, 1.5], 2), "not_a_probability");
    assert_eq!(code(&[1], &[0.5, 0.6], 2), "not_a_distribution");
    let scores = ClassScores::new(&[0, 0, 2], &[0.5, 0.3, 0.2, 0.4, 0.4, 0.2, 0.6, 0.2, 0.2], 3).unwrap();
    assert_eq!(scores.predicted(), [0, 0, 0]);
    assert_eq!(scores.confidence(), [0.5, 0.4, 0.6]);
    let top = |k: u32| scores.top_accuracy(k).unwrap().value;
    close(top(1), 1.0 / 3.0, "a tie at the top does not count");
    close(top(2), 2.0 / 3.0, "top 2: the third ties for places 2 and 3");
    close(top(3), 1.0, "top 3");
    let macro_auc = scores.macro_auc();
    assert_eq!((macro_auc.classes_defined, macro_auc.classes_undefined), (2, 1));
    assert_eq!(scores.ranking(1).unwrap().auc, Err(Undefined::NoPositive));
    assert!(scores.ranking(3).is_none() && scores.curve(3).is_none() && scores.row(7).is_empty());
    assert!(ClassScores::new(&[], &[], 0).unwrap().macro_auc().value.is_err());
}

#[test]
fn calibration_by_hand() {
    let confidence = [0.0, 0.5, 0.55, 1.0, 0.95];
    let right = [false, true, false, true, true];
    let found = calibration(&confidence, &right, 10).unwrap();
    // Right-closed: .5 is in (.4, .5], 0 in the first.
    let place: Vec<usize> = (0..10).filter(|&bin| found.bins[bin].accuracy.is_ok()).collect();
    assert_eq!(place, [0, 4, 5, 9]);
    assert_eq!(found.bins[4].accuracy.unwrap().value, 1.0);
    close(found.bins[9].mean_confidence.unwrap(), 0.975, "mean");
    let error = found.expected_error.unwrap();
    close(error.value, (0.0 + 0.5 + 0.55 + 0.05) / 5.0, "ECE");
    assert_eq!(error.interval, Err(Unreliable::BiasedValue));
    let over = found.overconfidence.unwrap();
    close(over.value, 0.0, "3.0 against 3");
    let accuracy = wilson(3, 5).unwrap();
    close(over.interval.unwrap().lower, 0.6 - accuracy.upper, "lower");
    assert_eq!(calibration(&[], &[], 15).unwrap().overconfidence, Err(Undefined::NothingScored));
    assert_eq!(calibration(&[0.5], &[true], 0).unwrap_err().code(), "bins_out_of_range");
    assert_eq!(calibration(&[1.5], &[true], 10).unwrap_err().code(), "not_a_probability");
}

#[test]
fn a_calibrated_model_has_the_error_of_chance() {
    let uniform = |i: u64, j: u64| (mix(mix(3, i), j) >> 11) as f64 / (1u64 << 53) as f64;
    let (mut sum, mut chance) = (0.0, 0.0);
    for draw in 0..200u64 {
        let confidence: Vec<f64> = (0..400).map(|i| 0.5 + 0.5 * uniform(i, 2 * draw)).collect();
        let right: Vec<bool> = (0..400).map(|i| uniform(i, 2 * draw + 1) < confidence[i as usize]).collect();
        let found = calibration(&confidence, &right, 15).unwrap();
        sum += found.expected_error.unwrap().value;
        chance += found.expected_error_by_chance.unwrap();
    }
    assert!((sum / chance - 1.0).abs() < 0.03, "{sum} {chance}");
}

#[test]
fn one_class_only_has_no_matthews() {
    let confusion = Confusion::from_counts(vec![3, 2, 0, 0], 2).unwrap();
    assert_eq!(confusion.matthews(), Err(Undefined::OneClassOnly));
    assert_eq!(Confusion::from_counts(vec![0; 4], 2).unwrap().matthews(), Err(Undefined::NothingScored));
    let perfect = Confusion::from_counts(vec![3, 0, 0, 4], 2).unwrap().matthews().unwrap();
    let interval = perfect.interval.unwrap();
    assert!(
        perfect.value == 1.0 && interval.upper == 1.0 && interval.lower < 0.5,
        "3 and 4 items say little"
    );
    close(confusion.balanced_accuracy().unwrap().value, 0.6, "one class occurs");
    // Binary: (TP TN - FP FN)/sqrt(...).
    let binary = Confusion::from_counts(vec![50, 10, 5, 35], 2).unwrap().matthews().unwrap();
    close(binary.value, (50.0 * 35.0 - 50.0) / f64::sqrt(60.0 * 40.0 * 55.0 * 45.0), "Matthews");
}

/// AUC and average precision straight from their definitions.
fn by_definition(positive: &[bool], scores: &[f64]) -> (f64, f64) {
    let (mut area, mut pairs, mut precision, mut positives) = (0.0, 0.0, 0.0, 0.0);
    for (i, &score) in scores.iter().enumerate().filter(|&(i, _)| positive[i]) {
        positives += 1.0;
        let above = |j: &usize| scores[*j] >= score;
        let found = (0..scores.len()).filter(above).filter(|&j| positive[j]).count() as f64;
        precision += found / (0..scores.len()).filter(above).count() as f64;
        for j in (0..scores.len()).filter(|&j| !positive[j]) {
            pairs += 1.0;
            area += if scores[i] > scores[j] {
                1.0
            } else if scores[i] == scores[j] {
                0.5
            } else {
                0.0
            };
        }
    }
    (area / pairs, precision / positives)
}

/// Variance of average precision from its influence function, item by item.
fn variance_by_definition(positive: &[bool], scores: &[f64]) -> f64 {
    let n = scores.len();
    let reached = |i: usize| (0..n).filter(|&j| scores[j] >= scores[i]).count() as f64;
    let found = |i: usize| (0..n).filter(|&j| scores[j] >= scores[i] && positive[j]).count() as f64;
    let positives: Vec<usize> = (0..n).filter(|&i| positive[i]).collect();
    let total = positives.len() as f64;
    let value = positives.iter().map(|&i| found(i) / reached(i)).sum::<f64>() / total;
    (0..n)
        .map(|j| {
            let below = positives.iter().filter(|&&i| scores[i] <= scores[j]);
            let influence = if positive[j] {
                let gain: f64 = below.map(|&i| (1.0 - found(i) / reached(i)) / reached(i)).sum();
                found(j) / reached(j) - value + gain
            } else {
                -below.map(|&i| found(i) / reached(i) / reached(i)).sum::<f64>()
            };
            (influence / total).powi(2)
        })
        .sum()
}

#[test]
fn average_precision_has_a_logit_interval() {
    // Many positives and a weak score: the linearised variance is the larger one.
    let uniform = |i: u64, j: u64| (mix(mix(21, i), j) >> 11) as f64 / (1u64 << 53) as f64;
    let positive: Vec<bool> = (0..300).map(|i| uniform(i, 0) < 0.8).collect();
    let scores: Vec<f64> = (0..300u64)
        .map(|i| ((uniform(i, 1) + if positive[i as usize] { 0.1 } else { 0.0 }) * 50.0).round())
        .collect();
    let found = ranking(&positive, &scores).unwrap().average_precision.unwrap();
    let (value, variance) = (found.value, variance_by_definition(&positive, &scores));
    let spread = value * (1.0 - value);
    assert!(variance > spread / found.n as f64);
    let half = 1.959_963_984_540_054 * (variance * (1.0 + 2.0 / found.n as f64)).sqrt() / spread;
    let logit = |p: f64| (p / (1.0 - p)).ln();
    let interval = found.interval.unwrap();
    close(logit(interval.upper) - logit(value), half, "upper");
    close(logit(value) - logit(interval.lower), half, "lower");
    let perfect = ranking(&[true, true, true, false], &[0.9, 0.8, 0.7, 0.1]).unwrap();
    let interval = perfect.average_precision.unwrap().interval.unwrap();
    // 3/(3 + z^2) at z^2 times 5/3.
    close(interval.lower, 3.0 / (3.0 + 3.841_458_820_694_124 * 5.0 / 3.0), "three positives");
    assert_eq!(interval.method, IntervalMethod::WilsonEffective);
    let auc = perfect.auc.unwrap().interval.unwrap();
    assert!(auc.upper == 1.0 && auc.lower < 0.8 && auc.method == IntervalMethod::NewcombeAuc);
}

#[test]
fn many_scores_are_ranked_in_groups() {
    // More than one group of ranges, with ties and both signs.
    let n = 1_200_000u64;
    let uniform = |i: u64| (mix(9, i) >> 11) as f64 / (1u64 << 53) as f64;
    let positive: Vec<bool> = (0..n).map(|i| mix(11, i).is_multiple_of(4)).collect();
    let scores: Vec<f64> = (0..n)
        .map(|i| {
            let raw = uniform(i) - 0.5 + if positive[i as usize] { 0.1 } else { 0.0 };
            if i % 3 == 0 { (raw * 100.0).round() / 100.0 } else { raw }
        })
        .collect();
    let found = ranking(&positive, &scores).unwrap();
    let curve = ScoreCurve::new(&positive, &scores).unwrap();
    let (mut area, mut precision, mut last) = (0.0, 0.0, (0.0, 0.0));
    for (roc, pr) in curve.roc().unwrap().zip(curve.precision_recall().unwrap()) {
        area += (roc.1 - last.0) * (roc.2 + last.1) / 2.0;
        precision += (pr.2 - last.1) * pr.1;
        last = (roc.1, roc.2);
    }
    close(found.auc.unwrap().value, area, "AUC");
    close(found.average_precision.unwrap().value, precision, "average precision");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn rankings_agree_with_their_definitions(
        items in prop::collection::vec((any::<bool>(), -4i32..4, 0.0f64..1.0, any::<bool>()), 2..60),
        seed: u64,
    ) {
        let positive: Vec<bool> = items.iter().map(|item| item.0).collect();
        let scores: Vec<f64> =
            items.iter().map(|item| f64::from(item.1) / 4.0 + if item.3 { item.2 } else { 0.0 }).collect();
        let found = ranking(&positive, &scores).unwrap();
        let (area, precision) = by_definition(&positive, &scores);
        for (estimate, expected) in [(found.auc, area), (found.average_precision, precision)] {
            let Ok(estimate) = estimate else { continue };
            prop_assert!((estimate.value - expected).abs() < 1e-9);
            prop_assert!((0.0..=1.0).contains(&estimate.value));
            if let Ok(interval) = estimate.interval {
                prop_assert!(interval.contains(estimate.value) && interval.lower >= 0.0 && interval.upper <= 1.0);
            }
        }
        // The order of rows does not matter, nor an increasing function of the scores.
        let order = permutation(items.len() as u32, seed);
        let shuffled: Vec<bool> = order.iter().map(|&i| positive[i as usize]).collect();
        let moved: Vec<f64> = order.iter().map(|&i| 3.0 * scores[i as usize].exp()).collect();
        let other = ranking(&shuffled, &moved).unwrap();
        prop_assert_eq!(found.auc, other.auc);
        prop_assert_eq!(found.average_precision.map(|e| e.value), other.average_precision.map(|e| e.value));
    }

    #[test]
    fn averages_ignore_the_numbers_of_the_classes(counts in prop::collection::vec(0u64..12, 9), seed: u64) {
        let confusion = Confusion::from_counts(counts.clone(), 3).unwrap();
        let renamed = permutation(3, seed);
        let mut other = vec![0; 9];
        for i in 0..3usize {
            for j in 0..3usize {
                other[renamed[i] as usize * 3 + renamed[j] as usize] = counts[i * 3 + j];
            }
        }
        let other = Confusion::from_counts(other, 3).unwrap();
        let metrics = |c: &Confusion| {
            let (weighted, plain) = (c.averaged(Average::Weighted), c.averaged(Average::Macro));
            [weighted.precision, weighted.recall, weighted.f1, plain.precision, plain.recall, plain.f1,
                c.matthews(), c.balanced_accuracy(), c.accuracy()]
        };
        for (a, b) in metrics(&confusion).into_iter().zip(metrics(&other)) {
            match (a, b) {
                (Ok(a), Ok(b)) => {
                    prop_assert!((a.value - b.value).abs() < 1e-9);
                    prop_assert!(a.value <= 1.0 + 1e-12 && a.value >= -1.0 - 1e-12);
                    prop_assert_eq!(a.interval.is_ok(), b.interval.is_ok());
                    if let (Ok(x), Ok(y)) = (a.interval, b.interval) {
                        prop_assert!((x.lower - y.lower).abs() < 1e-9 && (x.upper - y.upper).abs() < 1e-9);
                        prop_assert!(x.lower <= a.value + 1e-12 && a.value <= x.upper + 1e-12 && x.lower < x.upper);
                    }
                }
                (a, b) => prop_assert_eq!(a, b),
            }
        }
    }

    #[test]
    fn losses_lie_in_their_intervals(items in prop::collection::vec((any::<bool>(), 0.0f64..=1.0), 1..80)) {
        let (positive, p): (Vec<bool>, Vec<f64>) = items.into_iter().unzip();
        let found = [binary_log_loss(&positive, &p).unwrap().estimate.unwrap(), binary_brier(&positive, &p).unwrap().unwrap()];
        for estimate in found {
            prop_assert!(estimate.value >= 0.0 && estimate.value.is_finite());
            if let Ok(interval) = estimate.interval {
                prop_assert!(interval.contains(estimate.value) && interval.lower >= 0.0 && interval.lower < interval.upper);
            }
        }
        let found = calibration(&p, &positive, 15).unwrap();
        let counted: u64 = found.bins.iter().filter_map(|bin| bin.accuracy.ok()).map(|accuracy| accuracy.n).sum();
        prop_assert_eq!(counted, p.len() as u64);
        let over = found.overconfidence.unwrap();
        prop_assert!(over.interval.unwrap().contains(over.value));
        prop_assert!(found.expected_error.unwrap().value + 1e-12 >= over.value.abs());
    }
}
