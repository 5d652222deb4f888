//! Dawid-Skene and one-coin Dawid-Skene against committed reference values: the anaesthetist data of
//! Dawid & Skene (1979) as computed by three other programs.

mod common;
#[path = "common/crowd_kit.rs"]
mod crowd_kit;

use assay_stats::*;
use common::{Table, parse};
use serde_json::Value;

/// Tolerance of iterative methods at the same start, smoothing and number of iterations.
const TOLERANCE: f64 = 1e-6;

fn fixture() -> Value {
    parse(include_str!("fixtures/aggregation.json"))
}

fn indices(value: &Value) -> Vec<u32> {
    value.as_array().unwrap().iter().map(|v| v.as_u64().unwrap() as u32).collect()
}

fn floats(value: &Value) -> Vec<f64> {
    match value {
        Value::Array(values) => values.iter().flat_map(floats).collect(),
        number => vec![number.as_f64().unwrap()],
    }
}

fn anaesthesia(fixture: &Value) -> Table {
    Table {
        items: indices(&fixture["items"]),
        raters: indices(&fixture["raters"]),
        labels: indices(&fixture["labels"]),
        n_items: 45,
        n_raters: 5,
        n_classes: 4,
    }
}

#[track_caller]
fn all_close(found: &[f64], expected: &[f64], tolerance: f64, what: &str) {
    assert_eq!(found.len(), expected.len(), "{what}");
    for (i, (found, expected)) in found.iter().zip(expected).enumerate() {
        assert!((found - expected).abs() <= tolerance, "{what} {i}: {found} instead of {expected}");
    }
}

fn iterations(n: u64) -> Stop {
    Stop { max_iterations: n as u32, tolerance: 0.0 }
}

fn fit(table: &Table, smoothing: Smoothing, n: u64) -> DawidSkene {
    dawid_skene(&table.judgments(), smoothing, iterations(n), &Gold::default()).unwrap()
}

const PLAIN: Smoothing = Smoothing::Dirichlet { count: 0.0 };

#[test]
fn the_1979_paper_as_dallascard_computes_it() {
    let fixture = fixture();
    let expected = &fixture["dallascard"];
    let likelihoods = floats(&expected["log_likelihoods"]);
    let fit = fit(&anaesthesia(&fixture), PLAIN, likelihoods.len() as u64);
    all_close(&fit.consensus.history, &likelihoods, TOLERANCE, "log likelihood");
    all_close(&fit.consensus.class_priors, &floats(&expected["class_marginals"]), TOLERANCE, "priors");
    all_close(&fit.confusion, &floats(&expected["error_rates"]), TOLERANCE, "confusion");
    all_close(&fit.consensus.posteriors, &floats(&expected["posterior"]), TOLERANCE, "posterior");
    // Table 4 of the paper, rounded to two digits: class marginals .40 .42 .11 .07.
    all_close(&fit.consensus.class_priors, &[0.40, 0.42, 0.11, 0.07], 5e-3, "published priors");
}

#[test]
fn plain_em_at_three_smoothings() {
    let fixture = fixture();
    let table = anaesthesia(&fixture);
    for (count, expected) in fixture["plain"].as_object().unwrap() {
        let n = expected["iterations"].as_u64().unwrap();
        let fit = fit(&table, Smoothing::Dirichlet { count: count.parse().unwrap() }, n);
        let ends = floats(&expected["loglik_first_last"]);
        all_close(&[fit.consensus.log_likelihood], &ends[1..], TOLERANCE, count);
        all_close(&fit.consensus.class_priors, &floats(&expected["priors"]), TOLERANCE, count);
        if expected["posterior"].is_array() {
            all_close(&fit.consensus.posteriors, &floats(&expected["posterior"]), TOLERANCE, count);
            all_close(&fit.confusion, &floats(&expected["confusion"]), TOLERANCE, count);
        }
    }
}

#[test]
fn crowd_kit_is_this_with_a_floor() {
    let fixture = fixture();
    let table = anaesthesia(&fixture);
    let expected = &fixture["crowd_kit"];
    let n = expected["iterations"].as_u64().unwrap();
    let floor = Smoothing::Floor { floor: crowd_kit::FLOOR };
    let after = fit(&table, floor, n).consensus;
    all_close(&after.posteriors, &floats(&expected["posterior"]), TOLERANCE, "posterior");
    // Its priors and confusion matrices come from one more M-step.
    let next = fit(&table, floor, n + 1);
    all_close(&next.consensus.class_priors, &floats(&expected["priors"]), TOLERANCE, "priors");
    for (key, column) in expected["errors"].as_object().unwrap() {
        let (rater, label) = key.split_once('|').unwrap();
        let position =
            |names: &Value, name: &str| names.as_array().unwrap().iter().position(|n| n == name).unwrap();
        let (rater, label) =
            (position(&fixture["rater_names"], rater), position(&fixture["class_names"], label));
        let found: Vec<f64> = (0..4).map(|class| next.confusion_of(rater)[class * 4 + label]).collect();
        all_close(&found, &floats(column), TOLERANCE, key);
    }
    let ends = floats(&expected["loss_first_last"]);
    for (n, loss) in [(1, ends[0]), (n, ends[1])] {
        let (after, next) = (fit(&table, floor, n).consensus, fit(&table, floor, n + 1));
        let errors = |rater: usize, class: usize, label: usize| next.confusion_of(rater)[class * 4 + label];
        let found = crowd_kit::loss(&table, &after, &next.consensus.class_priors, errors);
        all_close(&[found], &[loss], TOLERANCE, "loss");
    }
}

#[test]
fn crowd_kit_one_coin_likewise() {
    let fixture = fixture();
    let table = anaesthesia(&fixture);
    let expected = &fixture["crowd_kit_one_coin"];
    let ends = floats(&expected["loss_history_first_last"]);
    let floor = Smoothing::Floor { floor: crowd_kit::FLOOR };
    let fit = |n| one_coin(&table.judgments(), floor, iterations(n), &Gold::default()).unwrap();
    for (n, loss) in [(1, ends[0]), (expected["iterations"].as_u64().unwrap(), ends[1])] {
        let (after, next) = (fit(n), fit(n + 1));
        let skill = |rater: usize| next.accuracy[rater].unwrap();
        let errors = |rater: usize, class: usize, label: usize| {
            if class == label { skill(rater) } else { (1.0 - skill(rater)) / 3.0 }
        };
        let found = crowd_kit::loss(&table, &after.consensus, &next.consensus.class_priors, errors);
        all_close(&[found], &[loss], TOLERANCE, "loss");
    }
}

#[test]
fn a_fit_stops_on_the_change_of_the_log_posterior() {
    let table = anaesthesia(&fixture());
    let stop = Stop { max_iterations: 500, tolerance: 1e-9 };
    let fit =
        dawid_skene(&table.judgments(), Smoothing::default(), stop, &Gold::default()).unwrap().consensus;
    assert!(fit.converged && fit.iterations < 500);
    let [.., before, last] = fit.history[..] else { panic!("{:?}", fit.history) };
    assert!((last - before).abs() < 1e-9 * 315.0 && fit.log_posterior == last);
    assert!(fit.log_likelihood > last, "the prior takes part");
    let short = Stop { max_iterations: 3, tolerance: 1e-9 };
    let short = dawid_skene(&table.judgments(), Smoothing::default(), short, &Gold::default()).unwrap();
    assert!(!short.consensus.converged && short.consensus.iterations == 3);
}

#[test]
fn settings_and_inputs_are_checked() {
    let table = anaesthesia(&fixture());
    let judgments = table.judgments();
    let code =
        |smoothing, stop| dawid_skene(&judgments, smoothing, stop, &Gold::default()).unwrap_err().code();
    assert_eq!(code(Smoothing::Dirichlet { count: -1.0 }, Stop::default()), "setting_out_of_range");
    assert_eq!(code(Smoothing::Floor { floor: f64::NAN }, Stop::default()), "setting_out_of_range");
    assert_eq!(code(PLAIN, Stop { max_iterations: 0, tolerance: 0.0 }), "setting_out_of_range");
    let other = Gold::new(&[0], &[1], 3, 4).unwrap();
    assert_eq!(one_coin(&judgments, PLAIN, Stop::default(), &other).unwrap_err().code(), "length_mismatch");
    let none = Judgments::new(&[], &[], &[], 3, 2, 2).unwrap();
    assert_eq!(one_coin(&none, PLAIN, Stop::default(), &Gold::default()), Err(FitError::NoJudgments));
    let one_class = Judgments::new(&[0], &[0], &[0], 1, 1, 1).unwrap();
    assert_eq!(
        dawid_skene(&one_class, PLAIN, Stop::default(), &Gold::default()),
        Err(FitError::OneClassDeclared)
    );
    assert_eq!(weighted_majority(&judgments, &[1.0]).unwrap_err().code(), "length_mismatch");
    assert_eq!(weighted_majority(&judgments, &[f64::NAN; 5]), Err(FitError::Setting("weights")));
}

#[test]
fn crowd_kit_glad_reaches_the_same_objective() {
    let fixture = fixture();
    let table = anaesthesia(&fixture);
    let theirs = floats(&fixture["crowd_kit_glad"]["loss_history_first_last"])[1];
    let fit = glad(&table.judgments(), Stop::default(), &Gold::default()).unwrap();
    let ours = crowd_kit::glad_objective(&table, &fit);
    // It stops after two iterations, by conjugate gradients to 1e-2.
    assert!((ours - theirs).abs() < 1e-3, "{ours} {theirs}");
    assert!(fit.consensus.converged && fit.consensus.history.is_sorted());
}

#[test]
fn mace_finds_the_spammer() {
    // Four raters of twenty items know the answer; the fifth always says 1.
    let mut table = Table { n_items: 20, n_raters: 5, n_classes: 3, ..Table::default() };
    for item in 0..20 {
        (0..4).for_each(|rater| table.push(item, rater, item % 3));
        table.push(item, 4, 1);
    }
    let fit = mace(&table.judgments(), Stop::default(), &Gold::default()).unwrap();
    let competence: Vec<f64> = fit.competence.iter().map(|c| c.unwrap()).collect();
    assert!(competence[..4].iter().all(|&c| c > 0.95) && competence[4] < 0.1, "{competence:?}");
    assert!(fit.habits[4 * 3 + 1] > 0.5);
    let confusion = fit.confusion();
    assert!((0..3).all(|class| confusion[4 * 9 + class * 3 + 1] > 0.5));
    assert!((0..20u32).all(|item| fit.consensus.labels[item as usize] == Some(item % 3)));
    // glad says likewise: its ability is no better than a guess of one in three.
    let able = glad(&table.judgments(), Stop::default(), &Gold::default()).unwrap();
    assert!(able.ability[4].unwrap() < able.ability[0].unwrap() / 2.0, "{:?}", able.ability);
}
