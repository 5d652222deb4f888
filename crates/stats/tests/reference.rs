//! Committed values of other libraries: `fixtures/*.json` name library and version.

mod common;

use assay_stats::*;
use common::{Table, close, parse, rows};
use serde_json::Value;

fn cases(text: &str) -> Vec<Value> {
    parse(text)["cases"].as_array().unwrap().clone()
}

#[test]
fn wilson_as_statsmodels() {
    let cases = cases(include_str!("fixtures/wilson.json"));
    assert!(cases.len() > 150);
    for case in cases {
        let (k, n) = (case["k"].as_u64().unwrap(), case["n"].as_u64().unwrap());
        let interval = wilson_at(k, n, 1.0 - case["alpha"].as_f64().unwrap()).unwrap();
        close(interval.lower, case["wilson"][0].as_f64().unwrap(), &format!("{k}/{n} lower"));
        close(interval.upper, case["wilson"][1].as_f64().unwrap(), &format!("{k}/{n} upper"));
        if case["alpha"] == 0.05 {
            assert!((wilson(k, n).unwrap().upper - interval.upper).abs() < 1e-12);
        }
    }
}

#[test]
fn agreement_as_irrcac_statsmodels_scikit_learn_and_krippendorff() {
    for case in cases(include_str!("fixtures/agreement.json")) {
        let name = case["name"].as_str().unwrap();
        let table = Table::from_rows(&rows(&case["rows"]), case["k"].as_u64().unwrap() as u32);
        let judgments = table.judgments();
        let coefficients = [fleiss_kappa(&judgments), gwet_ac1(&judgments), brennan_prediger(&judgments)];
        for coefficient in coefficients {
            let expected = &case["chance"][coefficient.name];
            if expected.is_object() {
                check_chance(&format!("{name} {}", coefficient.name), &coefficient, expected);
                if let Some(p_a) = expected["pa"].as_f64() {
                    close(percent_agreement(&judgments).value.unwrap(), p_a, name);
                }
            }
        }
        if let Some(alpha) = case["alpha"].as_f64() {
            close(krippendorff_alpha(&judgments).value.unwrap(), alpha, &format!("{name} alpha"));
        }
        if let Some(fleiss) = case["statsmodels_fleiss"].as_f64() {
            close(fleiss_kappa(&judgments).value.unwrap(), fleiss, &format!("{name} Fleiss"));
        }
        let pairs = cohen_pairs(&judgments);
        if let Some(kappa) = case["sklearn_cohen"].as_f64() {
            close(pairs[0].kappa.unwrap(), kappa, &format!("{name} Cohen"));
        }
        if case["cohen"]["kappa"].is_number() {
            check_cohen(name, &pairs[0], &case["cohen"]);
        }
    }
}

fn check_chance(what: &str, found: &Coefficient, expected: &Value) {
    let Some(value) = expected["value"].as_f64() else {
        // The library says NaN: here it is a reason.
        assert!(found.value.is_err(), "{what}: {found:?}");
        return;
    };
    close(found.value.unwrap(), value, what);
    if let Some(se) = expected["se"].as_f64() {
        close(found.se.unwrap(), se, &format!("{what} SE"));
    }
    // Intervals are others (irrCAC's value +- t SE covers too badly), but they hold the value.
    if let Ok(interval) = found.interval {
        assert!(interval.contains(value) && interval.upper <= 1.0 + 1e-12, "{what}: {interval:?}");
    }
}

fn check_cohen(name: &str, pair: &PairAgreement, expected: &Value) {
    close(pair.kappa.unwrap(), expected["kappa"].as_f64().unwrap(), name);
    close(pair.max_kappa.unwrap(), expected["max"].as_f64().unwrap(), &format!("{name} max"));
    if let Some(se) = expected["se"].as_f64() {
        close(pair.se.unwrap(), se, &format!("{name} SE"));
    }
    if let (Ok(interval), Some(lower)) = (pair.interval, expected["ci95"][0].as_f64()) {
        // statsmodels' value +- 1.96 SE covers too badly; the one here holds the value and is hardly narrower.
        let width = expected["ci95"][1].as_f64().unwrap().min(1.0) - lower.max(-1.0);
        assert!(interval.contains(pair.kappa.unwrap()), "{name}");
        assert!(interval.upper - interval.lower > 0.8 * width, "{name} {interval:?} {width}");
    }
}

/// name, then the reason of percent agreement, Cohen's mean, Fleiss, alpha, AC1, Brennan-Prediger; "" where defined.
const REASONS: &[(&str, [&str; 6])] = &[
    ("edge:all_same_one_class", ["", "no_pair_defined", "one_category_only", "one_category_only", "", ""]),
    ("edge:perfect_two_class", [""; 6]),
    (
        "edge:one_item",
        [
            "",
            "no_pair_defined",
            "one_category_only",
            "one_category_only",
            "one_class_declared",
            "one_class_declared",
        ],
    ),
    ("edge:one_item_disagree", [""; 6]),
    (
        "edge:one_rater",
        [
            "no_item_with_two_labels",
            "no_item_judged_by_both",
            "no_item_with_two_labels",
            "no_item_with_two_labels",
            "no_item_with_two_labels",
            "no_item_with_two_labels",
        ],
    ),
    (
        "edge:no_overlap",
        [
            "no_item_with_two_labels",
            "no_item_judged_by_both",
            "no_item_with_two_labels",
            "no_item_with_two_labels",
            "no_item_with_two_labels",
            "no_item_with_two_labels",
        ],
    ),
    ("edge:overlap_one_item_same", ["", "no_pair_defined", "", "one_category_only", "", ""]),
    ("edge:all_missing", ["no_judgments"; 6]),
    ("edge:3raters_one_class", ["", "no_pair_defined", "one_category_only", "one_category_only", "", ""]),
];

#[test]
fn edges_have_reasons_and_no_zero_width() {
    let cases = cases(include_str!("fixtures/agreement.json"));
    for case in &cases {
        let table = Table::from_rows(&rows(&case["rows"]), case["k"].as_u64().unwrap() as u32);
        let name = case["name"].as_str().unwrap();
        let all = coefficients(&table.judgments());
        for coefficient in &all {
            let what = format!("{name} {}", coefficient.name);
            match (coefficient.value, coefficient.interval) {
                (Ok(value), Ok(interval)) => {
                    assert!(interval.upper - interval.lower > 1e-9 && interval.contains(value), "{what}");
                }
                (Ok(value), Err(reason)) => {
                    assert!(value.is_finite() && reason != Unreliable::ValueUndefined, "{what} {reason}");
                }
                (Err(_), interval) => assert_eq!(interval, Err(Unreliable::ValueUndefined), "{what}"),
            }
        }
        if let Some((_, reasons)) = REASONS.iter().find(|(known, _)| *known == name) {
            let found: Vec<&str> = all.iter().map(|c| c.value.err().map_or("", |e| e.code())).collect();
            assert_eq!(found, reasons, "{name}");
        }
    }
    let known = |name: &str| cases.iter().any(|case| case["name"] == name);
    assert!(REASONS.iter().all(|(name, _)| known(name)));
}

fn coefficients(judgments: &Judgments<'_>) -> Vec<Coefficient> {
    vec![
        percent_agreement(judgments),
        cohen_kappa_mean(judgments, &cohen_pairs(judgments)).coefficient,
        fleiss_kappa(judgments),
        krippendorff_alpha(judgments),
        gwet_ac1(judgments),
        brennan_prediger(judgments),
    ]
}

#[test]
fn unanimous_items_get_wilson_and_no_kappa() {
    let rows = vec![vec![Some(1), Some(1)]; 30];
    let table = Table::from_rows(&rows, 2);
    let judgments = table.judgments();
    let agreement = percent_agreement(&judgments);
    assert_eq!((agreement.value, agreement.interval.unwrap()), (Ok(1.0), wilson(30, 30).unwrap()));
    let gwet = gwet_ac1(&judgments);
    assert_eq!((gwet.value, gwet.interval.unwrap().upper), (Ok(1.0), 1.0));
    assert!(gwet.interval.unwrap().lower > 0.6 && gwet.interval.unwrap().lower < 0.9, "{gwet:?}");
    let brennan = brennan_prediger(&judgments);
    close(brennan.interval.unwrap().lower, 2.0 * wilson(30, 30).unwrap().lower - 1.0, "transformed");
    let pair = &cohen_pairs(&judgments)[0];
    assert_eq!((pair.kappa, pair.pabak), (Err(Undefined::OneCategoryOnly), Some(1.0)));
}

#[test]
fn an_unused_class_moves_ac1() {
    // Declaring a third, unused class raises AC1 and leaves Fleiss' kappa alone.
    let mut rows = vec![vec![Some(0), Some(0)]; 20];
    rows.extend([(0, 1), (1, 0), (1, 1), (1, 1)].map(|(a, b)| vec![Some(a), Some(b)]));
    let two = gwet_ac1(&Table::from_rows(&rows, 2).judgments()).value.unwrap();
    let three = gwet_ac1(&Table::from_rows(&rows, 3).judgments()).value.unwrap();
    assert!(three > two);
    let fleiss = |k| fleiss_kappa(&Table::from_rows(&rows, k).judgments()).value.unwrap();
    assert_eq!(fleiss(2), fleiss(3));
}

#[test]
fn pair_indices_of_two_classes() {
    // 45 15 / 25 15 (Cohen 1960 style): by hand.
    let cells = [(0, 0, 45), (0, 1, 15), (1, 0, 25), (1, 1, 15)];
    let rows: Vec<_> = cells.iter().flat_map(|&(a, b, n)| vec![vec![Some(a), Some(b)]; n]).collect();
    let pair = cohen_pairs(&Table::from_rows(&rows, 2).judgments()).remove(0);
    assert_eq!((pair.a, pair.b, pair.n), (0, 1, 100));
    close(pair.p_o, 0.60, "p_o");
    close(pair.p_e, 0.6 * 0.7 + 0.4 * 0.3, "p_e");
    close(pair.prevalence_index.unwrap(), 0.30, "prevalence index");
    close(pair.bias_index.unwrap(), 0.10, "bias index");
    close(pair.pabak.unwrap(), 0.20, "PABAK");
    let three = cohen_pairs(&Table::from_rows(&rows, 3).judgments()).remove(0);
    assert_eq!((three.pabak, three.prevalence_index, three.bias_index), (None, None, None));
}

#[test]
fn per_item_and_per_class_by_hand() {
    let rows = vec![
        vec![Some(0), Some(0), Some(1), Some(1)],
        vec![Some(2), None, None, None],
        vec![None; 4],
        vec![Some(1), Some(1), Some(1), None],
    ];
    let table = Table::from_rows(&rows, 3);
    let items = per_item(&table.judgments());
    let found: Vec<_> = items.iter().map(|item| (item.n, item.agreement, item.entropy)).collect();
    let expected = vec![
        (4, Some(1.0 / 3.0), Some(1.0)),
        (1, None, Some(0.0)),
        (0, None, None),
        (3, Some(1.0), Some(0.0)),
    ];
    assert_eq!(found, expected);

    let classes = per_class(&table.judgments());
    // Class 0: 2 labels on one item: 2*1 / (2*3). Class 1: (2*1 + 3*2) / (2*3 + 3*2). Class 2: single label.
    close(classes[0].specific_agreement.value.unwrap(), 1.0 / 3.0, "class 0");
    close(classes[1].specific_agreement.value.unwrap(), 8.0 / 12.0, "class 1");
    assert_eq!(classes[2].specific_agreement.value, Err(Undefined::ClassNotUsed));
    assert_eq!((classes[1].labels, classes[1].items, classes[2].items), (5, 2, 1));
    let names: Vec<_> = classes[0].coefficients.iter().map(|c| c.name).collect();
    let expected_names = [
        "percent_agreement",
        "cohen_kappa_mean",
        "fleiss_kappa",
        "krippendorff_alpha",
        "brennan_prediger",
        "gwet_ac1",
        "conger_kappa",
    ];
    assert_eq!(names, expected_names);
}

#[test]
fn metrics_as_scikit_learn() {
    for case in cases(include_str!("fixtures/confusion.json")) {
        let name = case["name"].as_str().unwrap();
        let matrix: Vec<Vec<u64>> = serde_json::from_value(case["confusion"].clone()).unwrap();
        let k = matrix.len() as u32;
        let confusion = Confusion::from_counts(matrix.concat(), k).unwrap();
        let accuracy = confusion.accuracy().unwrap();
        close(accuracy.value, case["accuracy"].as_f64().unwrap(), name);
        for class in confusion.per_class() {
            let expected = &case["report"][class.class.to_string()];
            let number = |key: &str| expected[key].as_f64().unwrap();
            close(class.precision.unwrap().value, number("precision"), name);
            close(class.recall.unwrap().value, number("recall"), name);
            close(class.f1.unwrap().value, number("f1-score"), name);
            assert_eq!(class.support as f64, number("support"));
            let f1 = class.f1.unwrap();
            assert!(f1.interval.unwrap().contains(f1.value));
        }
        let macro_f1 = confusion.macro_f1();
        let estimate = macro_f1.estimate.unwrap();
        close(estimate.value, case["report"]["macro avg"]["f1-score"].as_f64().unwrap(), name);
        assert_eq!((macro_f1.classes_defined, macro_f1.classes_undefined), (k, 0));
        assert!(estimate.interval.unwrap().contains(estimate.value));
    }
}

#[test]
fn undefined_metrics_have_reasons() {
    // Class 1 is never predicted, class 2 never true, class 3 neither.
    let confusion = Confusion::from_labels(&[0, 0, 1, 0], &[0, 2, 0, 0], 4).unwrap();
    let classes = confusion.per_class();
    assert_eq!(classes[1].precision, Err(Undefined::ClassNeverPredicted));
    assert_eq!(classes[1].recall.unwrap().value, 0.0);
    assert_eq!(classes[2].recall, Err(Undefined::ClassNeverTrue));
    assert_eq!(classes[3].f1, Err(Undefined::ClassAbsent));
    let macro_f1 = confusion.macro_f1();
    assert_eq!((macro_f1.classes_defined, macro_f1.classes_undefined), (3, 1));
    close(macro_f1.estimate.unwrap().value, (2.0 / 3.0) / 3.0, "mean of 2/3, 0, 0");
    assert_eq!(confusion.counts()[2], 1);
    let nothing = Confusion::from_labels(&[], &[], 2).unwrap();
    assert_eq!(nothing.accuracy(), Err(Undefined::NothingScored));
    assert_eq!(nothing.macro_f1().estimate, Err(Undefined::NothingScored));
    assert_eq!(Confusion::from_labels(&[0], &[4], 2).unwrap_err().code(), "class_out_of_range");
    let perfect = Confusion::from_labels(&[0, 1, 1], &[0, 1, 1], 2).unwrap().macro_f1().estimate.unwrap();
    let interval = perfect.interval.unwrap();
    assert!(perfect.value == 1.0 && interval.upper == 1.0 && interval.lower < 0.5, "3 items say little");
}

#[test]
fn macro_f1_interval_is_near_that_of_a_numeric_gradient() {
    let counts = [50u64, 3, 7, 4, 40, 6, 1, 9, 30];
    let n: u64 = counts.iter().sum();
    let value = |p: &[f64]| {
        let f = |i: usize| {
            let sum: f64 = (0..3).map(|j| p[3 * i + j] + p[3 * j + i]).sum();
            2.0 * p[4 * i] / sum
        };
        (f(0) + f(1) + f(2)) / 3.0
    };
    let shares: Vec<f64> = counts.iter().map(|&c| c as f64 / n as f64).collect();
    let gradient: Vec<f64> = (0..9)
        .map(|i| {
            let step = |by: f64| {
                let mut p = shares.clone();
                p[i] += by;
                value(&p)
            };
            (step(1e-6) - step(-1e-6)) / 2e-6
        })
        .collect();
    let first: f64 = shares.iter().zip(&gradient).map(|(p, g)| p * g).sum();
    let second: f64 = shares.iter().zip(&gradient).map(|(p, g)| p * g * g).sum();
    let se = ((second - first * first) / n as f64).sqrt();
    let estimate = Confusion::from_counts(counts.to_vec(), 3).unwrap().macro_f1().estimate.unwrap();
    // MOVER comes to the delta method's variance as items grow, and is skewed with few.
    let interval = estimate.interval.unwrap();
    let found = (interval.upper - interval.lower) / 2.0 / 1.959963984540054;
    assert!((found / se - 1.0).abs() < 0.15, "{found} {se}");
}
