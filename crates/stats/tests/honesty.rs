//! Honesty of posteriors and their correction, by hand and by simulation.

mod common;

use assay_stats::*;
use common::close;

/// Uniform in [0, 1), seeded.
fn uniform(seed: u64, index: u64) -> f64 {
    (mix(seed, index) >> 11) as f64 / (1u64 << 53) as f64
}

/// `n` honest two-class posteriors and a truth drawn from them.
fn honest(n: u64, seed: u64) -> (Vec<f64>, Vec<Option<u32>>) {
    let first: Vec<f64> = (0..n).map(|item| 0.02 + 0.96 * uniform(seed, item)).collect();
    let truth = (0..n).zip(&first).map(|(item, p)| Some(u32::from(uniform(seed + 1, item) >= *p))).collect();
    (first.into_iter().flat_map(|p| [p, 1.0 - p]).collect(), truth)
}

#[test]
fn figures_by_hand() {
    // Leading posteriors .9 right, .8 wrong, .5 a tie, one without a truth.
    let posteriors = [0.9, 0.1, 0.2, 0.8, 0.5, 0.5, 0.3, 0.7];
    let truth = [Some(0), Some(0), Some(1), None];
    let found = honesty(&posteriors, 2, &truth).unwrap();
    assert_eq!((found.n, found.floored), (3, 0));
    close(found.confidence, 2.2 / 3.0, "confidence");
    close(found.accuracy.value, 0.5, "accuracy");
    close(found.calibration_error.value, 2.2 / 3.0 - 0.5, "calibration error");
    close(found.log_loss, -(0.9f64.ln() + 0.2f64.ln() + 0.5f64.ln()) / 3.0, "log loss");
    close(found.binned_error, (0.1 + 0.8 + 0.0) / 3.0, "expected calibration error");
    let interval = found.calibration_error.interval.unwrap();
    let accuracy = found.accuracy.interval.unwrap();
    close(interval.lower, found.confidence - accuracy.upper, "lower");
    close(interval.upper, found.confidence - accuracy.lower, "upper");
    assert_eq!(found.bins.len(), 3);
    assert!(found.bins.iter().all(|bin| bin.confidence > bin.lower && bin.confidence <= bin.upper + 1e-12));
    // scikit-learn's log_loss(y, p) of a certain error: -ln 2.22e-16 = 36.04.
    let certain = honesty(&[1.0, 0.0], 2, &[Some(1)]).unwrap();
    assert!((certain.log_loss - 36.043_653_389_117_15).abs() < 1e-9 && certain.floored == 1);
}

#[test]
fn a_known_correction_is_found_again() {
    let (posteriors, truth) = honest(20_000, 5);
    let unneeded = fit_correction(&posteriors, 2, &truth).unwrap();
    assert!((unneeded.temperature - 1.0).abs() < 0.05 && unneeded.lapse < 0.01, "{unneeded:?}");
    // Over-confident by 3: the temperature is 3.
    let cold = at_temperature(&posteriors, 2, 1.0 / 3.0).unwrap();
    assert!((fit_temperature(&cold, 2, &truth).unwrap() - 3.0).abs() < 0.1);
    // A fifth of the items gets a truth at random: a lapse of .2.
    let lapsed: Vec<Option<u32>> = (0u64..)
        .zip(&truth)
        .map(|(item, &class)| if uniform(9, item) < 0.2 { Some((mix(10, item) % 2) as u32) } else { class })
        .collect();
    let found = fit_correction(&cold, 2, &lapsed).unwrap();
    assert!((found.temperature - 3.0).abs() < 0.5 && (found.lapse - 0.2).abs() < 0.06, "{found:?}");
    let crossed = cross_fit_correction(&cold, 2, &lapsed, 5, 1).unwrap();
    let interval = crossed.after.calibration_error.interval.unwrap();
    assert!(interval.contains(0.0) && crossed.before.calibration_error.interval.unwrap().lower > 0.1);
    assert_eq!(crossed.corrections.len(), 5);
    let plain = cross_fit_temperature(&cold, 2, &lapsed, 5, 1).unwrap();
    assert!(crossed.after.log_loss < plain.after.log_loss);
}

#[test]
fn a_correction_is_applied_as_written() {
    let correction = Correction { temperature: 2.0, lapse: 0.1 };
    let found = correction.corrected(&[0.8, 0.2], 2).unwrap();
    let (a, b) = (0.8f64.sqrt(), 0.2f64.sqrt());
    close(found[0], 0.9 * a / (a + b) + 0.05, "first");
    close(found[1], 0.9 * b / (a + b) + 0.05, "second");
    assert_eq!(Correction { temperature: 0.0, lapse: 0.0 }.corrected(&found, 2), None);
    assert_eq!(Correction { temperature: 1.0, lapse: 1.0 }.corrected(&found, 2), None);
    assert_eq!(at_temperature(&found, 2, f64::INFINITY), None);
}

#[test]
fn too_little_gold_is_refused() {
    let (posteriors, mut truth) = honest(20, 1);
    let code = |found: Result<CrossCorrected, FitError>| found.unwrap_err().code();
    assert_eq!(code(cross_fit_correction(&posteriors, 2, &truth, 1, 1)), "setting_out_of_range");
    assert_eq!(code(cross_fit_correction(&posteriors, 2, &truth, 5, 1)), "too_few_gold");
    assert_eq!(code(cross_fit_correction(&posteriors, 2, &truth[1..], 2, 1)), "length_mismatch");
    assert_eq!(fit_correction(&posteriors, 1, &truth), Err(FitError::OneClassDeclared));
    truth.fill(None);
    assert_eq!(fit_correction(&posteriors, 2, &truth), Err(FitError::TooFewGold { found: 0, needed: 5 }));
    assert_eq!(honesty(&posteriors, 2, &truth), Err(FitError::NothingScored));
}
