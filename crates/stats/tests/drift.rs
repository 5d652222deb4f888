//! Checks between two samples: values of scipy, reasons, coverage.

mod common;

use assay_stats::*;
use common::{close, parse};
use proptest::prelude::*;
use serde_json::Value;

fn fixture() -> Value {
    parse(include_str!("fixtures/drift.json"))
}

fn list(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|number| number.as_f64().unwrap()).collect()
}

fn counts(value: &Value) -> Vec<u64> {
    value.as_array().unwrap().iter().map(|number| number.as_u64().unwrap()).collect()
}

/// p values span many powers of ten.
#[track_caller]
fn same_p(found: f64, expected: &Value, what: &str) {
    let expected = expected.as_f64().unwrap();
    assert!((found - expected).abs() <= 1e-9 * expected + 1e-300, "{what}: {found} instead of {expected}");
}

#[test]
fn kolmogorov_smirnov_as_scipy() {
    let fixture = fixture();
    for (group, least) in [("kolmogorov", 60), ("tied", 8)] {
        let cases = fixture[group].as_array().unwrap();
        assert!(cases.len() >= least);
        for case in cases {
            let drift = numeric_drift(&list(&case["first"]), &list(&case["second"]));
            let test = drift.test.unwrap();
            close(test.distance, case["distance"].as_f64().unwrap(), group);
            same_p(test.p_value, &case["p"], group);
            assert_eq!(test.method, PValueMethod::Exact);
            if group == "kolmogorov" {
                // scipy may name another of several places with the same distance.
                let at = case["at"].as_f64().unwrap();
                assert!(test.at <= at && drift.distance.unwrap().interval == Err(Unreliable::BiasedValue));
            }
        }
    }
    for case in fixture["large"].as_array().unwrap() {
        let number = |i: u32, by: u32| f64::from(i * by % 10_007) / 10_007.0;
        let curve = case["curve"].as_f64().unwrap();
        let first: Vec<f64> = (0..4_000).map(|i| number(i, 7_919)).collect();
        let second: Vec<f64> =
            (0..3_000).map(|i| number(i, 5_023)).map(|x| x * x * curve + x * (1.0 - curve)).collect();
        let test = numeric_drift(&first, &second).test.unwrap();
        close(test.distance, case["distance"].as_f64().unwrap(), "large");
        same_p(test.p_value, &case["p"], "large");
        assert_eq!(test.method, PValueMethod::Asymptotic);
    }
}

#[test]
fn chi_square_as_scipy() {
    let fixture = fixture();
    let (mut asymptotic, cases) = (0, fixture["chi_square"].as_array().unwrap());
    for case in cases {
        let drift = categorical_drift(&counts(&case["first"]), &counts(&case["second"]), 1).unwrap();
        let test = drift.test.unwrap();
        close(test.statistic, case["statistic"].as_f64().unwrap(), "statistic");
        close(test.least_expected, case["least"].as_f64().unwrap(), "expected");
        close(drift.cramers_v.unwrap().value, case["v"].as_f64().unwrap(), "V");
        assert_eq!(test.degrees, case["degrees"].as_u64().unwrap());
        if test.method == PValueMethod::Asymptotic {
            asymptotic += 1;
            same_p(test.p_value, &case["p"], "p");
        }
    }
    assert!(asymptotic >= 10, "{asymptotic} of {}", cases.len());
}

#[test]
fn drawn_tables_come_to_the_exact_p_value() {
    for case in fixture()["sparse"].as_array().unwrap() {
        let (first, second) = (counts(&case["first"]), counts(&case["second"]));
        let test = categorical_drift(&first, &second, 7).unwrap().test.unwrap();
        close(test.statistic, case["statistic"].as_f64().unwrap(), "statistic");
        assert_eq!(test.method, PValueMethod::MonteCarlo { samples: 9_999, seed: 7 });
        let exact = case["p"].as_f64().unwrap().min(1.0);
        let error = (exact * (1.0 - exact) / 9_999.0).sqrt();
        assert!((test.p_value - exact).abs() < 5.0 * error + 1e-4, "{} instead of {exact}", test.p_value);
        assert_eq!(test.p_value, categorical_drift(&first, &second, 7).unwrap().test.unwrap().p_value);
    }
    // Two categories: Fisher.
    let test = categorical_drift(&[3, 1], &[1, 3], 0).unwrap().test.unwrap();
    assert_eq!(test.method, PValueMethod::Exact);
    close(test.p_value, 34.0 / 70.0, "tea");
}

#[test]
fn reasons() {
    let code = |figure: Result<Estimate, Undefined>| figure.unwrap_err().code();
    let none = numeric_drift(&[], &[1.0, f64::NAN]);
    assert_eq!(none.test.unwrap_err().code(), "empty_sample");
    assert_eq!(code(none.missing.first), "empty_sample");
    assert_eq!(none.missing.p_value, Err(Undefined::EmptySample));
    assert_eq!(none.missing.second.unwrap().value, 0.5);
    let same = numeric_drift(&[0.1; 30], &[0.1; 40]);
    assert_eq!(same.test.unwrap().p_value, 1.0);
    assert_eq!(code(same.standardised_difference), "no_spread");
    let infinite = numeric_drift(&[f64::INFINITY, 1.0], &[2.0, 3.0]);
    assert_eq!(code(infinite.standardised_difference), "not_finite");
    assert_eq!(infinite.test.unwrap().distance, 0.5);
    let few = numeric_drift(&[1.0, 2.0], &[2.0, 4.0]).standardised_difference.unwrap();
    assert_eq!(few.interval.unwrap_err().code(), "too_few_cases");
    close(few.value, 1.5 / 1.25f64.sqrt(), "d");
    let one = categorical_drift(&[4, 0], &[9, 0], 0).unwrap();
    assert_eq!(one.test.unwrap_err().code(), "one_category_only");
    assert_eq!(code(categorical_drift(&[0, 0], &[9, 1], 0).unwrap().cramers_v), "empty_sample");
    assert_eq!(code(categorical_drift(&[], &[], 0).unwrap().cramers_v), "empty_sample");
    assert_eq!(categorical_drift(&[1], &[], 0).unwrap_err().code(), "length_mismatch");
    assert_eq!(code(missing_drift((3, 2), (0, 1)).difference), "empty_sample");
    let missing = missing_drift((8, 100), (20, 100));
    assert_eq!(missing.first.unwrap().interval.unwrap(), wilson(8, 100).unwrap());
    assert_eq!(missing.difference.unwrap(), proportion_difference(20, 100, 8, 100).unwrap());
    let expected = fisher_exact(8, 92, 20, 80, Alternative::TwoSided);
    assert_eq!(missing.p_value, Ok(expected));
}

/// Normal by Box and Muller, or exponential.
fn draw(seed: u64, n: usize, normal: bool, shift: f64) -> Vec<f64> {
    let uniform = |i: u64| ((mix(seed, i) >> 11) as f64 + 0.5) / (1u64 << 53) as f64;
    let one = |i: u64| {
        let radius = -uniform(2 * i).ln();
        if normal {
            (2.0 * radius).sqrt() * (std::f64::consts::TAU * uniform(2 * i + 1)).cos()
        } else {
            radius
        }
    };
    (0..n as u64).map(|i| one(i) + shift).collect()
}

#[test]
fn standardised_difference_covers() {
    for normal in [true, false] {
        for n in [10, 30, 200] {
            for shift in [0.0, 0.5] {
                let runs = 1_000;
                let covered = (0..runs).filter(|run| {
                    let (first, second) =
                        (draw(2 * run, n, normal, 0.0), draw(2 * run + 1, n, normal, shift));
                    // Both sources have standard deviation 1.
                    numeric_drift(&first, &second)
                        .standardised_difference
                        .unwrap()
                        .interval
                        .unwrap()
                        .contains(shift)
                });
                let covered = covered.count() as f64 / runs as f64;
                assert!(covered > 0.925, "normal {normal} n {n} d {shift}: {covered}");
            }
        }
    }
}

#[test]
fn p_values_of_equal_sources_are_even() {
    // The share of p <= .05 and <= .2 where both samples come from one source; ties are dealt with exactly.
    for ties in [false, true] {
        let round = |x: f64| if ties { (2.0 * x).round() } else { x };
        let p_values: Vec<f64> = (0..2_000)
            .map(|run| {
                let [first, second] = [2 * run, 2 * run + 1]
                    .map(|seed| draw(seed, 25, true, 0.0).into_iter().map(round).collect::<Vec<f64>>());
                numeric_drift(&first, &second).test.unwrap().p_value
            })
            .collect();
        for level in [0.05, 0.2] {
            let share = p_values.iter().filter(|&&p| p <= level).count() as f64 / 2_000.0;
            assert!(share <= level + 0.015 && share >= 0.4 * level, "{ties} {level}: {share}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn samples_can_change_places(
        first in prop::collection::vec(-5i32..5, 1..40),
        second in prop::collection::vec(-5i32..5, 1..40),
    ) {
        let [a, b] = [&first, &second].map(|list| list.iter().map(|&x| f64::from(x)).collect::<Vec<f64>>());
        let (there, back) = (numeric_drift(&a, &b), numeric_drift(&b, &a));
        let (x, y) = (there.test.unwrap(), back.test.unwrap());
        prop_assert!((x.p_value - y.p_value).abs() < 1e-12 && x.distance == y.distance && x.at == y.at);
        prop_assert!((0.0..=1.0).contains(&x.p_value) && x.p_value > 0.0);
        // A monotone change of scale does not matter to the test.
        let [cubed, other] = [&a, &b].map(|list| list.iter().map(|x| x.powi(3) + x).collect::<Vec<f64>>());
        prop_assert_eq!(numeric_drift(&cubed, &other).test.unwrap().p_value, x.p_value);
        let [a, b] = [&first, &second].map(|list| {
            (-5..5).map(|value| list.iter().filter(|&&x| x == value).count() as u64).collect::<Vec<u64>>()
        });
        let (there, back) = (categorical_drift(&a, &b, 3).unwrap(), categorical_drift(&b, &a, 3).unwrap());
        if let (Ok(x), Ok(y)) = (there.cramers_v, back.cramers_v) {
            prop_assert!((x.value - y.value).abs() < 1e-12 && (0.0..=1.0).contains(&x.value));
            let p = there.test.unwrap().p_value;
            prop_assert!(p > 0.0 && p <= 1.0);
        }
    }
}
