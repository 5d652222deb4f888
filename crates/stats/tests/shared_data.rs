//! All data sets beside the project, against the reference numbers of other libraries.
//!
//! They are too large to be part of the project. Where the folder `shared` does not stand beside the
//! project root, each test says so and passes.

#![allow(clippy::print_stderr, reason = "says what was compared")]

mod common;
#[path = "common/shared.rs"]
mod shared;

use std::collections::HashMap;
use std::path::PathBuf;

use assay_stats::*;
use common::{Table, close, parse};
use serde_json::Value;
use shared::shared;

/// A data set with the names behind the numbers.
struct DataSet {
    table: Table,
    item_numbers: HashMap<String, u32>,
    class_numbers: HashMap<String, u32>,
    raters: Vec<String>,
}

fn number(names: &mut HashMap<String, u32>, name: &str) -> u32 {
    let next = names.len() as u32;
    *names.entry(name.to_owned()).or_insert(next)
}

/// `item,rater,label` without quotes; items filtered by a prefix; classes in the order given.
fn load(path: PathBuf, prefix: &str, classes: &[&str]) -> DataSet {
    let class_numbers: HashMap<String, u32> =
        (0..).zip(classes).map(|(i, name)| ((*name).to_owned(), i)).collect();
    let mut table = Table { n_classes: classes.len() as u32, ..Table::default() };
    let (mut item_numbers, mut rater_numbers) = (HashMap::new(), HashMap::new());
    for line in std::fs::read_to_string(path).unwrap().lines().skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        if fields[0].starts_with(prefix) {
            let (item, rater) = (number(&mut item_numbers, fields[0]), number(&mut rater_numbers, fields[1]));
            table.push(item, rater, class_numbers[fields[2]]);
        }
    }
    (table.n_items, table.n_raters) = (item_numbers.len() as u32, rater_numbers.len() as u32);
    let mut raters = vec![String::new(); rater_numbers.len()];
    rater_numbers.into_iter().for_each(|(name, number)| raters[number as usize] = name);
    DataSet { table, item_numbers, class_numbers, raters }
}

fn categories(value: &Value) -> Vec<&str> {
    value.as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect()
}

#[test]
fn agreement_on_all_data_sets() {
    let Some(shared) = shared() else { return };
    let reference = parse(&std::fs::read_to_string(shared.join("reference/agreement.json")).unwrap());
    let data_sets = reference["datasets"].as_object().unwrap();
    assert!(data_sets.len() >= 13);
    let mut compared = 0;
    for (name, expected) in data_sets {
        let classes = categories(&expected["categories_in_order"]);
        let (folder, prefix) = match name.split_once(':') {
            Some((_, word)) => ("wsd_amt_two_words", word),
            None => (name.as_str(), ""),
        };
        let data = load(shared.join("data").join(folder).join("labels.csv"), prefix, &classes);
        assert_eq!(data.table.items.len() as u64, expected["judgments"].as_u64().unwrap(), "{name}");
        compared += check_means(name, &data.table, &expected["all_rows"]);
        let first = data.table.keep(&data.table.judgments().first_rows());
        if expected["first_of_repeats"].is_object() {
            compared += check_means(name, &first, &expected["first_of_repeats"]);
        }
        compared += check_irrcac(name, &first, &expected["irrCAC_on_first_of_repeats"]);
        if expected["cohen_pairs"].is_object() {
            compared += check_pairs(name, &data, &expected["cohen_pairs"]);
        }
    }
    eprintln!("{compared} values of other libraries reproduced on {} data sets", data_sets.len());
    assert!(compared >= 900, "{compared}");
}

fn check_means(name: &str, table: &Table, expected: &Value) -> u32 {
    let judgments = table.judgments();
    let agreement = percent_agreement(&judgments);
    close(agreement.value.unwrap(), expected["percent_agreement_item_mean"].as_f64().unwrap(), name);
    let weighted = pair_weighted_agreement(&judgments);
    close(weighted.value.unwrap(), expected["percent_agreement_pair_weighted"].as_f64().unwrap(), name);
    assert_eq!(agreement.n_items, expected["items_with_2plus"].as_u64().unwrap());
    let k = table.n_classes;
    // The package was given the classes' places as their values.
    let places: Vec<f64> = (1..=k).map(f64::from).collect();
    let distances = [
        Weights::nominal(k),
        Weights::ordinal(k),
        Weights::interval(&places).unwrap(),
        Weights::ratio(&places).unwrap(),
    ];
    let mut compared = 3;
    for weights in distances {
        let kind = weights.kind().code();
        if let Some(alpha) = expected["krippendorff_pkg"][kind].as_f64() {
            let found = krippendorff_alpha_weighted(&judgments, &weights).unwrap();
            close(found.value.unwrap(), alpha, &format!("{name} alpha {kind}"));
            // 45 items are too few for squared distances.
            match found.interval {
                Ok(interval) => assert!(interval.contains(alpha)),
                Err(few) => {
                    assert_eq!((few.code(), found.n_items < 50), ("too_few_items", true), "{name} {kind}")
                }
            }
            compared += 1;
        }
    }
    if let Some(fleiss) = expected["statsmodels_fleiss"].as_f64() {
        close(fleiss_kappa(&judgments).value.unwrap(), fleiss, name);
        let randolph = expected["statsmodels_randolph"].as_f64().unwrap();
        close(brennan_prediger(&judgments).value.unwrap(), randolph, name);
        compared += 2;
    }
    compared
}

/// Every coefficient with every kind of weights that irrCAC computed; how many values and errors.
fn check_irrcac(name: &str, first: &Table, expected: &Value) -> u32 {
    let judgments = first.judgments();
    let k = first.n_classes;
    let mut compared = 0;
    for (key, entry) in expected.as_object().unwrap().iter().filter(|entry| entry.1["coef"].is_number()) {
        let what = format!("{name} {key}");
        let (statistic, kind) = key.split_once('/').unwrap();
        let statistic = match statistic {
            "fleiss" => Statistic::FleissKappa,
            "gwet" => Statistic::GwetAc,
            "conger" => Statistic::CongerKappa,
            "bp" => Statistic::BrennanPrediger,
            "krippendorff" => Statistic::KrippendorffAlpha,
            other => panic!("{other}"),
        };
        let weights = match kind {
            "identity" => Weights::nominal(k),
            "linear" => Weights::linear(k),
            "quadratic" => Weights::quadratic(k),
            // Alpha's own ordinal distance is another, so the matrix is given.
            "ordinal" => Weights::custom(k, &Weights::ordinal(k).matrix()).unwrap(),
            other => panic!("{other}"),
        };
        let found = weighted_coefficient(&judgments, statistic, &weights).unwrap();
        close(found.value.unwrap(), entry["coef"].as_f64().unwrap(), &what);
        close(found.se.unwrap(), entry["se"].as_f64().unwrap(), &format!("{what} SE"));
        match found.interval {
            Ok(interval) => {
                assert!(interval.contains(found.value.unwrap()), "{what}");
                check_limits(&what, found.n_items, interval, &entry["ci95"]);
            }
            Err(reason) => {
                assert!(matches!(reason, Unreliable::TooFewItems { items: 45, .. }), "{what} {reason}")
            }
        }
        compared += 2;
    }
    compared
}

/// On hundreds of items every honest interval is near irrCAC's value +- t SE; with 9 classes, one of 90 %, the
/// limits are up to half its width apart.
fn check_limits(what: &str, n_items: u64, found: Interval, expected: &Value) {
    let (lower, upper) = (expected[0].as_f64().unwrap(), expected[1].as_f64().unwrap());
    if n_items >= 500 && upper > lower {
        let apart = (found.lower - lower).abs() + (found.upper - upper).abs();
        assert!(apart < 0.5 * (upper - lower), "{what} {found:?} {lower} {upper}");
    }
}

fn check_pairs(name: &str, data: &DataSet, expected: &Value) -> u32 {
    let judgments = data.table.judgments();
    let k = data.table.n_classes;
    let kinds =
        [("None", Weights::nominal(k)), ("linear", Weights::linear(k)), ("quadratic", Weights::quadratic(k))];
    let pairs: Vec<Vec<PairAgreement>> =
        kinds.iter().map(|(_, weights)| cohen_pairs_weighted(&judgments, weights).unwrap()).collect();
    let mean = cohen_kappa_mean(&judgments, &pairs[0]);
    let number = |key: &str| expected[key].as_f64().unwrap();
    assert_eq!(mean.pairs_sharing as f64, number("pairs_with_overlap"));
    assert_eq!(mean.pairs_undefined as f64, number("pairs_undefined_0_over_0"));
    close(mean.coefficient.value.unwrap(), number("mean_over_defined"), name);
    let mut compared = 3;
    let largest = expected["largest_overlap_pairs"].as_object().unwrap();
    for (names, entry) in largest {
        let (a, b) = names.split_once('|').unwrap();
        let is = |rater: u32, name: &str| data.raters[rater as usize] == name;
        let at = pairs[0]
            .iter()
            .position(|pair| is(pair.a, a) && is(pair.b, b) || is(pair.a, b) && is(pair.b, a))
            .unwrap_or_else(|| panic!("{name}: pair {names} is missing"));
        assert_eq!(pairs[0][at].n, entry["n"].as_u64().unwrap());
        for ((kind, _), pairs) in kinds.iter().zip(&pairs) {
            compared += check_pair(&format!("{name} {names} {kind}"), &pairs[at], kind, entry);
        }
    }
    assert!(!largest.is_empty());
    compared
}

fn check_pair(what: &str, pair: &PairAgreement, kind: &str, entry: &Value) -> u32 {
    let (sklearn, statsmodels) = (&entry["sklearn"][kind], &entry["statsmodels"][kind]);
    match (pair.kappa, sklearn.as_f64()) {
        (Ok(kappa), Some(sklearn)) => close(kappa, sklearn, what),
        (kappa, sklearn) => assert!(kappa.is_err() && sklearn.is_none(), "{what}"),
    }
    let Some(se) = statsmodels["se"].as_f64() else { return 1 };
    // statsmodels takes the root of the rounding where the variance is 0.
    let found = pair.se.unwrap();
    assert!((found - se).abs() < if found == 0.0 { 1e-7 } else { 1e-9 }, "{what} SE {found} {se}");
    if kind == "None" {
        close(pair.max_kappa.unwrap(), statsmodels["kappa_max"].as_f64().unwrap(), what);
    }
    3
}

#[test]
fn majority_on_all_data_sets_with_a_truth() {
    let Some(shared) = shared() else { return };
    let reference = parse(&std::fs::read_to_string(shared.join("reference/aggregation.json")).unwrap());
    let mut checked = 0;
    for (name, expected) in reference["datasets"].as_object().unwrap() {
        let majority_vote = &expected["majority_vote"];
        if !majority_vote.is_object() {
            continue;
        }
        let folder = shared.join("data").join(name);
        let data = load(folder.join("labels.csv"), "", &categories(&expected["categories"]));
        let mut truth = vec![None; data.table.n_items as usize];
        for line in std::fs::read_to_string(folder.join("truth.csv")).unwrap().lines().skip(1) {
            let (item, label) = line.split_once(',').unwrap();
            // Some truths name items without judgments or classes nobody used.
            if let Some(&item) = data.item_numbers.get(item) {
                truth[item as usize] = Some(*data.class_numbers.get(label).unwrap_or(&u32::MAX));
            }
        }
        let consensus = majority(&data.table.judgments());
        let accuracy = consensus_accuracy(&consensus, &truth).unwrap();
        assert_eq!(accuracy.scored, expected["truth_items_scored"].as_u64().unwrap(), "{name}");
        let split = accuracy.ties_split.unwrap();
        close(split.value, majority_vote["accuracy_ties_split"].as_f64().unwrap(), name);
        let ties = consensus.iter().filter(|m| matches!(m, Majority::Tie { .. })).count() as u64;
        assert_eq!(ties, majority_vote["items_tied"].as_u64().unwrap(), "{name}");
        let undecided = accuracy.scored - accuracy.decided.unwrap().n;
        assert_eq!(undecided, majority_vote["scored_items_tied"].as_u64().unwrap(), "{name}");
        checked += 1;
    }
    assert!(checked >= 9, "{checked}");
}
