//! Weighted coefficients against committed values of irrCAC, krippendorff, statsmodels and scikit-learn.

mod common;

use assay_stats::*;
use common::{Table, close, parse, rows};
use serde_json::Value;

fn cases() -> Vec<Value> {
    parse(include_str!("fixtures/weighted.json"))["cases"].as_array().unwrap().clone()
}

/// irrCAC's weights on categories 1 to k; those that are not named here as a matrix, by its formulas.
fn irrcac_weights(name: &str, k: u32) -> Option<Weights> {
    let matrix = |distance: &dyn Fn(f64, f64) -> f64| {
        let numbers: Vec<f64> = (1..=k).map(f64::from).collect();
        let off = |a: f64, b: f64| if a == b { 0.0 } else { distance(a, b) };
        let all: Vec<f64> = numbers.iter().flat_map(|&a| numbers.iter().map(move |&b| off(a, b))).collect();
        let most = all.iter().copied().fold(0.0, f64::max);
        let weights: Vec<f64> = all.iter().map(|distance| (1.0 - distance / most).max(0.0)).collect();
        Weights::custom(k, &weights).unwrap()
    };
    let top = f64::from(k);
    match name {
        "identity" => Some(Weights::nominal(k)),
        "linear" => Some(Weights::linear(k)),
        "quadratic" => Some(Weights::quadratic(k)),
        "ordinal" => Some(Weights::ordinal(k)),
        "ratio" => Weights::ratio(&(1..=k).map(f64::from).collect::<Vec<_>>()).ok(),
        "radical" => Some(matrix(&|a, b| (a - b).abs().sqrt())),
        "circular" => Some(matrix(&|a, b| (std::f64::consts::PI * (a - b) / top).sin().powi(2))),
        "bipolar" => Some(matrix(&|a, b| (a - b).powi(2) / ((a + b - 2.0) * (2.0 * top - a - b)))),
        _ => None,
    }
}

fn statistic(name: &str) -> Statistic {
    match name {
        "gwet" => Statistic::GwetAc,
        "fleiss" => Statistic::FleissKappa,
        "conger" => Statistic::CongerKappa,
        "bp" => Statistic::BrennanPrediger,
        "krippendorff" => Statistic::KrippendorffAlpha,
        "scott" => Statistic::ScottPi,
        other => panic!("{other}"),
    }
}

fn object(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

#[test]
fn weighted_coefficients_as_irrcac() {
    let (mut values, mut errors, mut undefined) = (0, 0, 0);
    for case in cases() {
        let name = case["name"].as_str().unwrap();
        let table = Table::from_rows(&rows(&case["rows"]), case["k"].as_u64().unwrap() as u32);
        let judgments = table.judgments();
        for (key, expected) in object(&case["irrcac"]) {
            let what = format!("{name} {key}");
            let (short, kind) = key.split_once('/').unwrap();
            let mut weights = irrcac_weights(kind, table.n_classes).unwrap();
            if short == "krippendorff" && kind == "ordinal" {
                // Alpha's own ordinal distance is another; irrCAC's weights are given as a matrix.
                weights = Weights::custom(table.n_classes, &weights.matrix()).unwrap();
            }
            let found = weighted_coefficient(&judgments, statistic(short), &weights).unwrap();
            let Ok(value) = found.value else {
                // irrCAC answers 0 or 1 on a few tables on which the chance agreement is 1.
                assert_eq!(found.value, Err(Undefined::OneCategoryOnly), "{what}");
                undefined += 1;
                continue;
            };
            close(value, expected[0].as_f64().unwrap(), &what);
            values += 1;
            if let (Some(found), Some(se)) = (found.se, expected[1].as_f64()) {
                close(found, se, &format!("{what} SE"));
                errors += 1;
            }
        }
    }
    assert!(values >= 378 && errors >= 377 && undefined <= 20, "{values} {errors} {undefined}");
}

#[test]
fn two_raters_as_irrcac_tables() {
    let mut checked = 0;
    for case in cases() {
        let name = case["name"].as_str().unwrap();
        let table = Table::from_rows(&rows(&case["rows"]), case["k"].as_u64().unwrap() as u32);
        let judgments = table.judgments();
        let n = table.n_items as f64;
        for (key, expected) in object(&case["irrcac_table"]) {
            let what = format!("{name} {key}");
            let (short, kind) = key.split_once('/').unwrap();
            let weights = irrcac_weights(kind, table.n_classes).unwrap();
            let (value, se) = (expected[0].as_f64().unwrap(), expected[1].as_f64().unwrap());
            if short == "cohen" {
                let pair = cohen_pairs_weighted(&judgments, &weights).unwrap().remove(0);
                close(pair.kappa.unwrap(), value, &what);
                close(pair.se.unwrap(), se, &what);
            } else {
                let found = weighted_coefficient(&judgments, statistic(short), &weights).unwrap();
                close(found.value.unwrap(), value, &what);
                // Tables divide by n, raw labels by n - 1.
                close(found.se.unwrap() * ((n - 1.0) / n).sqrt(), se, &format!("{what} SE"));
            }
            checked += 1;
        }
    }
    assert_eq!(checked, 30);
}

#[test]
fn weighted_kappa_as_statsmodels_and_scikit_learn() {
    let mut checked = 0;
    for case in cases() {
        let name = case["name"].as_str().unwrap();
        let table = Table::from_rows(&rows(&case["rows"]), case["k"].as_u64().unwrap() as u32);
        let judgments = table.judgments();
        for (kind, expected) in object(&case["cohen"]) {
            let weights = irrcac_weights(kind.replace("None", "identity").as_str(), table.n_classes).unwrap();
            let pairs = cohen_pairs_weighted(&judgments, &weights).unwrap();
            let what = format!("{name} {kind}");
            for key in ["sklearn", "kappa"] {
                if let Some(kappa) = expected[key].as_f64() {
                    close(pairs[0].kappa.unwrap(), kappa, &what);
                    checked += 1;
                }
            }
            if let Some(se) = expected["se"].as_f64() {
                // statsmodels takes the root of the rounding where the variance is 0.
                let found = pairs[0].se.unwrap();
                assert!(
                    (found - se).abs() < if found == 0.0 { 1e-7 } else { 1e-9 },
                    "{what} SE {found} {se}"
                );
                checked += 1;
            }
        }
    }
    assert!(checked >= 100, "{checked}");
}

#[test]
fn alpha_as_the_krippendorff_package() {
    let mut checked = 0;
    for case in cases() {
        let name = case["name"].as_str().unwrap();
        let k = case["k"].as_u64().unwrap() as u32;
        let table = Table::from_rows(&rows(&case["rows"]), k);
        let values: Vec<f64> = (1..=k).map(f64::from).collect();
        for (kind, expected) in object(&case["alpha"]) {
            let weights = match kind.as_str() {
                "nominal" => Weights::nominal(k),
                "ordinal" => Weights::ordinal(k),
                "interval" => Weights::interval(&values).unwrap(),
                "ratio" => Weights::ratio(&values).unwrap(),
                other => panic!("{other}"),
            };
            let found = krippendorff_alpha_weighted(&table.judgments(), &weights).unwrap();
            close(found.value.unwrap(), expected.as_f64().unwrap(), &format!("{name} {kind}"));
            checked += 1;
        }
    }
    assert!(checked >= 45, "{checked}");
}

#[test]
fn all_coefficients_are_the_single_ones() {
    let case = cases().into_iter().find(|case| case["name"] == "irrCAC.raw_5observers").unwrap();
    let table = Table::from_rows(&rows(&case["rows"]), 4);
    let judgments = table.judgments();
    for weights in
        [Weights::nominal(4), Weights::quadratic(4), Weights::interval(&[0.0, 1.0, 5.0, 6.0]).unwrap()]
    {
        let all = all_coefficients(&judgments, &weights).unwrap();
        for (statistic, found) in Statistic::ALL.into_iter().zip(&all.coefficients) {
            assert_eq!(*found, weighted_coefficient(&judgments, statistic, &weights).unwrap());
        }
        let names: Vec<&str> = all.coefficients.iter().map(|c| c.name).collect();
        let gwet = if weights.kind() == WeightKind::Nominal { "gwet_ac1" } else { "gwet_ac2" };
        assert_eq!(names[..3], ["percent_agreement", "cohen_kappa_mean", "fleiss_kappa"]);
        assert_eq!(names[3..], ["conger_kappa", "scott_pi", "krippendorff_alpha", gwet, "brennan_prediger"]);
        assert_eq!(all.coefficients[4].value, Err(Undefined::NotTwoRaters));
        for name in names {
            let statistic = Statistic::from_name(name).unwrap();
            assert_eq!(all.named(name), Some(&all.coefficients[statistic as usize]), "{name}");
        }
        assert_eq!((all.named("kappa"), Statistic::from_name("kappa")), (None, None));
    }
    let other = all_coefficients(&judgments, &Weights::linear(5)).unwrap_err();
    assert_eq!(other, WeightsError::OtherClasses { weights: 5, judgments: 4 });
}

#[test]
fn largest_weighted_kappa_is_reached_by_a_table_with_these_margins() {
    // Margins 50 30 20 and 60 30 10; the coupling in class order: 50, 10 + 20, 10 + 10.
    let cells = [(0, 0, 50), (1, 0, 10), (1, 1, 20), (2, 1, 10), (2, 2, 10)];
    let other =
        [(0, 0, 44), (0, 1, 5), (0, 2, 1), (1, 0, 7), (1, 1, 20), (1, 2, 3), (2, 0, 9), (2, 1, 5), (2, 2, 6)];
    let table = |cells: &[(u32, u32, usize)]| {
        let rows: Vec<_> = cells.iter().flat_map(|&(i, j, n)| vec![vec![Some(i), Some(j)]; n]).collect();
        Table::from_rows(&rows, 3)
    };
    for weights in [Weights::linear(3), Weights::quadratic(3), Weights::ordinal(3)] {
        let best = cohen_pairs_weighted(&table(&cells).judgments(), &weights).unwrap().remove(0);
        let found = cohen_pairs_weighted(&table(&other).judgments(), &weights).unwrap().remove(0);
        close(found.max_kappa.unwrap(), best.kappa.unwrap(), weights.kind().code());
        close(best.max_kappa.unwrap(), best.kappa.unwrap(), weights.kind().code());
    }
    let ratio = Weights::ratio(&[1.0, 2.0, 3.0]).unwrap();
    let pair = cohen_pairs_weighted(&table(&other).judgments(), &ratio).unwrap().remove(0);
    assert_eq!(pair.max_kappa, Err(Undefined::NoMaximumForWeights));
}

fn pair_of(cells: &[(u32, u32, usize)], n_classes: u32) -> PairAgreement {
    let rows: Vec<_> = cells.iter().flat_map(|&(i, j, n)| vec![vec![Some(i), Some(j)]; n]).collect();
    cohen_pairs(&Table::from_rows(&rows, n_classes).judgments()).remove(0)
}

#[test]
fn odd_kappas_have_a_reason() {
    // Feinstein & Cicchetti (1990): 85 % agreement each time, kappa .70 and .32.
    let even = pair_of(&[(0, 0, 40), (0, 1, 9), (1, 0, 6), (1, 1, 45)], 2);
    let uneven = pair_of(&[(0, 0, 80), (0, 1, 10), (1, 0, 5), (1, 1, 5)], 2);
    assert!((even.kappa.unwrap() - 0.70).abs() < 5e-3 && (uneven.kappa.unwrap() - 0.32).abs() < 5e-3);
    assert_eq!((even.p_o, uneven.p_o, even.oddity), (0.85, 0.85, None));
    assert_eq!(uneven.oddity.unwrap().code(), "prevalence");
    assert!(uneven.oddity.unwrap().to_string().contains("88 % are of one class"), "{:?}", uneven.oddity);
    let biased = pair_of(&[(0, 0, 30), (0, 1, 40), (1, 1, 30)], 3);
    assert!(
        matches!(biased.oddity, Some(Oddity::Bias { difference, .. }) if difference == 0.4),
        "{biased:?}"
    );

    let rows = [vec![vec![Some(0); 3]; 90], vec![vec![Some(0), Some(0), Some(1)]; 10]].concat();
    let table = Table::from_rows(&rows, 2);
    let all = all_coefficients(&table.judgments(), &Weights::nominal(2)).unwrap();
    assert_eq!(all.oddity.unwrap().code(), "prevalence");
}

#[test]
fn raters_against_themselves() {
    // Rater 0 answers items 0 to 3 twice, item 0 three times; rater 2 answers item 0 twice, otherwise.
    let mut table = Table { n_items: 5, n_raters: 3, n_classes: 2, ..Table::default() };
    for (item, rater, label) in [
        (0, 0, 0),
        (1, 0, 1),
        (2, 0, 1),
        (3, 0, 0),
        (4, 0, 1),
        (0, 1, 1),
        (0, 2, 1),
        (0, 0, 0),
        (1, 0, 1),
        (2, 0, 0),
        (3, 0, 0),
        (0, 0, 1),
        (0, 2, 0),
    ] {
        table.push(item, rater, label);
    }
    let found = self_agreement(&table.judgments(), &Weights::nominal(2)).unwrap();
    let [first, third] = &found.raters[..] else { panic!("{found:?}") };
    assert_eq!((first.rater, first.same.n, first.same.value, first.further), (0, 4, 0.75, 1));
    // First 0 1 1 0, second 0 1 0 0: p_o 3/4, p_e 1/2.
    close(first.kappa.unwrap(), 0.5, "kappa");
    assert_eq!(first.same.interval.unwrap(), wilson_modified(3, 4).unwrap());
    assert_eq!((third.rater, third.same.n, third.same.value), (2, 1, 0.0));
    let pooled = found.pooled.unwrap();
    assert_eq!((pooled.same.n, pooled.same.value, pooled.further), (5, 0.6, 1));
    let once = table.keep(&[0, 1, 2]);
    let none = self_agreement(&once.judgments(), &Weights::nominal(2)).unwrap();
    assert_eq!((none.raters.len(), none.pooled), (0, Err(Undefined::NoRepeats)));
}

/// 4 raters, 80 items, 3 classes, gaps.
fn crowd(n_classes: u32) -> Table {
    let label = |item: u32, rater: u32| {
        let draw = |what: u32| mix(u64::from(what), u64::from(item * 4 + rater));
        let class = (mix(9, u64::from(item)) % 3) as u32;
        (draw(1) % 5 > 0).then(|| if draw(2) % 10 < 7 { class } else { (draw(3) % 3) as u32 })
    };
    let rows: Vec<_> = (0..80).map(|item| (0..4).map(|rater| label(item, rater)).collect()).collect();
    Table::from_rows(&rows, n_classes)
}

#[test]
fn many_declared_classes_change_nothing_that_does_not_count_them() {
    // Tables of so many classes are sorted instead of counted.
    let (few, many) = (crowd(3), crowd(4_000));
    let (pairs, other) = (cohen_pairs(&few.judgments()), cohen_pairs(&many.judgments()));
    for (pair, other) in pairs.iter().zip(&other) {
        assert_eq!((pair.kappa, pair.se, pair.max_kappa), (other.kappa, other.se, other.max_kappa));
        close(pair.interval.unwrap().lower, other.interval.unwrap().lower, "lower");
        close(pair.interval.unwrap().upper, other.interval.unwrap().upper, "upper");
    }
    let found = cohen_kappa_mean(&few.judgments(), &pairs).coefficient;
    let sorted = cohen_kappa_mean(&many.judgments(), &other).coefficient;
    close(found.se.unwrap(), sorted.se.unwrap(), "SE");
    close(found.interval.unwrap().lower, sorted.interval.unwrap().lower, "lower");
    close(found.interval.unwrap().upper, sorted.interval.unwrap().upper, "upper");
}

#[test]
fn the_jackknife_agrees_with_leaving_items_out() {
    let table = crowd(3);
    for weights in [Weights::nominal(3), Weights::quadratic(3)] {
        let mean = |table: &Table| {
            let pairs = cohen_pairs_weighted(&table.judgments(), &weights).unwrap();
            cohen_kappa_mean_weighted(&table.judgments(), &pairs, &weights).unwrap().coefficient
        };
        let whole = mean(&table);
        let without: Vec<f64> = (0..80)
            .map(|item| {
                let rows: Vec<usize> =
                    (0..table.items.len()).filter(|&row| table.items[row] != item).collect();
                mean(&table.keep(&rows)).value.unwrap()
            })
            .collect();
        let average = without.iter().sum::<f64>() / 80.0;
        let squares: f64 = without.iter().map(|value| (value - average).powi(2)).sum();
        let se = (79.0 / 80.0 * squares).sqrt();
        // A pseudo-item or so is among the 80.
        assert!((whole.se.unwrap() / se - 1.0).abs() < 0.03, "{whole:?} {se}");
        let middle = whole.value.unwrap() - 79.0 * (average - whole.value.unwrap());
        let interval = whole.interval.unwrap();
        assert!((interval.lower - (middle - 2.0 * se)).abs() < 0.6 * se, "{interval:?} {middle} {se}");
        assert!((interval.upper - (middle + 2.0 * se)).abs() < 0.6 * se, "{interval:?} {middle} {se}");
    }
}

#[test]
fn a_pair_bootstrapped() {
    let table = crowd(3);
    let judgments = table.judgments();
    for weights in [Weights::nominal(3), Weights::linear(3)] {
        let pair = cohen_pairs_weighted(&judgments, &weights).unwrap().remove(4);
        let found = cohen_pair_bootstrap(&judgments, (pair.b, pair.a), &weights, 5).unwrap();
        assert_eq!((found.name, found.n_items), ("cohen_kappa", pair.n));
        close(found.value.unwrap(), pair.kappa.unwrap(), "kappa");
        assert!((found.se.unwrap() / pair.se.unwrap() - 1.0).abs() < 0.15, "{found:?} {pair:?}");
        let (interval, shown) = (found.interval.unwrap(), pair.interval.unwrap());
        let apart = (interval.lower - shown.lower).abs() + (interval.upper - shown.upper).abs();
        assert!(apart < 0.4 * (shown.upper - shown.lower), "{interval:?} {shown:?}");
        assert_eq!(found, cohen_pair_bootstrap(&judgments, (pair.a, pair.b), &weights, 5).unwrap());
    }
    for pair in [(0, 0), (0, 9)] {
        let none = cohen_pair_bootstrap(&judgments, pair, &Weights::nominal(3), 5).unwrap();
        assert_eq!(none.value, Err(Undefined::NoItemJudgedByBoth));
    }
}
