//! Tests and intervals that compare: values of statsmodels and scipy, golden values, properties.

mod common;

use assay_stats::*;
use common::{close, parse};
use proptest::prelude::*;
use serde_json::Value;

fn fixture() -> Value {
    parse(include_str!("fixtures/comparisons.json"))
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|number| number.as_f64().unwrap()).collect()
}

/// p values span many powers of ten.
#[track_caller]
fn same_p(found: f64, expected: f64, what: &str) {
    assert!((found - expected).abs() <= 1e-9 * expected + 1e-300, "{what}: {found} instead of {expected}");
}

#[test]
fn mcnemar_as_statsmodels() {
    let fixture = fixture();
    let cases = fixture["mcnemar"].as_array().unwrap();
    assert!(cases.len() > 10);
    let mut forms = [0, 0];
    for case in cases {
        let (b, c) = (case["b"].as_u64().unwrap(), case["c"].as_u64().unwrap());
        let what = format!("{b} against {c}");
        let test = mcnemar(b, c);
        match test.test {
            McNemarTest::Exact => {
                forms[0] += 1;
                assert!(b + c < 25);
                same_p(test.p_value, case["exact"]["p"].as_f64().unwrap(), &what);
            }
            McNemarTest::ChiSquare { statistic } => {
                forms[1] += 1;
                close(statistic, case["chi2_cc"]["statistic"].as_f64().unwrap(), &what);
                same_p(test.p_value, case["chi2_cc"]["p"].as_f64().unwrap(), &what);
            }
        }
    }
    assert!(forms[0] > 5 && forms[1] > 2);
    for case in fixture["runs"].as_array().unwrap() {
        let count = |i: usize, j: usize| case["table"][i][j].as_u64().unwrap();
        let runs = PairedRuns {
            both_right: count(0, 0),
            regressed: count(0, 1),
            fixed: count(1, 0),
            both_wrong: count(1, 1),
        };
        let test = runs.mcnemar();
        same_p(test.p_value, case["chi2_cc"]["p"].as_f64().unwrap(), "runs");
        assert_eq!(test.n, count(0, 1) + count(1, 0));
        assert_eq!(runs.verdict(), ComparisonVerdict::Worse, "{}", case["name"]);
    }
}

#[test]
fn golden_values_of_the_statistics_page() {
    let McNemarTest::ChiSquare { statistic } = mcnemar(300, 220).test else { panic!("520 discordant items") };
    assert!((statistic - 12.0019).abs() < 5e-5);
    assert!((mcnemar(10, 3).p_value - 0.0923).abs() < 5e-5);
    assert_eq!(mcnemar(0, 0).p_value, 1.0);
    assert_eq!(mcnemar(40, 40).p_value, 1.0);
    let adjusted = benjamini_hochberg(&[0.5, 0.001, 0.04, 0.02]).unwrap();
    for (found, expected) in adjusted.into_iter().zip([0.5, 0.004, 0.16 / 3.0, 0.04]) {
        close(found, expected, "Benjamini-Hochberg");
    }
}

#[test]
fn benjamini_hochberg_as_statsmodels() {
    let fixture = fixture();
    let adjusted = benjamini_hochberg(&numbers(&fixture["multiple"]["p"])).unwrap();
    assert!(adjusted.len() >= 25);
    for (found, expected) in adjusted.into_iter().zip(numbers(&fixture["multiple"]["fdr_bh"])) {
        close(found, expected, "fdr_bh");
    }
    assert_eq!(benjamini_hochberg(&[0.5, f64::NAN]).unwrap_err().code(), "not_a_probability");
    assert!(benjamini_hochberg(&[]).unwrap().is_empty());
}

#[test]
fn newcombe_as_statsmodels() {
    for case in fixture()["difference"].as_array().unwrap() {
        let count = |key: &str| case[key].as_u64().unwrap();
        let found = proportion_difference(count("k1"), count("n1"), count("k2"), count("n2")).unwrap();
        let (interval, expected) = (found.interval.unwrap(), numbers(&case["newcomb"]));
        close(interval.lower, expected[0], "lower");
        close(interval.upper, expected[1], "upper");
    }
    assert!(proportion_difference(1, 0, 1, 2).is_err() && proportion_difference(3, 2, 1, 2).is_err());
}

#[test]
fn fisher_as_scipy() {
    let fixture = fixture();
    let cases = fixture["fisher"].as_array().unwrap();
    assert!(cases.len() > 70);
    for case in cases {
        let [a, b, c, d] = [0, 1, 2, 3].map(|i| case["table"][i].as_u64().unwrap());
        let what = format!("{a} {b} {c} {d}");
        same_p(fisher_exact(a, b, c, d, Alternative::TwoSided), case["p"].as_f64().unwrap(), &what);
        let (greater, less) =
            (fisher_exact(a, b, c, d, Alternative::Greater), fisher_exact(a, b, c, d, Alternative::Less));
        assert!(greater + less >= 1.0 - 1e-9, "{what}");
        let expected = numbers(&case["wilson"]);
        let interval = wilson(a, a + b).unwrap();
        close(interval.lower, expected[0], &what);
        close(interval.upper, expected[1], &what);
    }
    assert_eq!(fisher_exact(0, 0, 3, 4, Alternative::TwoSided), 1.0);
    // Fisher's tea: 3 of 4 found, 17/70.
    close(fisher_exact(3, 1, 1, 3, Alternative::Greater), 17.0 / 70.0, "tea");
    close(fisher_exact(3, 1, 1, 3, Alternative::TwoSided), 34.0 / 70.0, "tea");
}

#[test]
fn clopper_pearson_as_statsmodels() {
    let fixture = fixture();
    let cases = fixture["exact"].as_array().unwrap();
    assert!(cases.len() > 60);
    for case in cases {
        let (k, n) = (case["k"].as_u64().unwrap(), case["n"].as_u64().unwrap());
        let (interval, expected) = (clopper_pearson(k, n).unwrap(), numbers(&case["beta"]));
        close(interval.lower, expected[0], &format!("{k}/{n} lower"));
        close(interval.upper, expected[1], &format!("{k}/{n} upper"));
    }
    assert_eq!((clopper_pearson(0, 0), clopper_pearson(2, 1), wilson_modified(2, 1)), (None, None, None));
}

#[test]
fn paired_limits_solve_the_score_equation() {
    let runs = PairedRuns { both_right: 30, fixed: 0, regressed: 12, both_wrong: 2 };
    let difference = runs.accuracy_difference().unwrap();
    let interval = difference.interval.unwrap();
    // The limits are roots of the score equation |d - D| = 1.96 sqrt((2q + D(1 - D))/n).
    for limit in [interval.lower, interval.upper] {
        let (n, b, c) = (44.0, 0.0, 12.0);
        let (linear, constant) = (-b - c + (2.0 * n - b + c) * limit, -c * limit * (1.0 - limit));
        let q = (f64::sqrt(linear * linear - 8.0 * n * constant) - linear) / (4.0 * n);
        let z = (b - c - n * limit) / f64::sqrt(n * (2.0 * q + limit * (1.0 - limit)));
        close(z.abs(), 1.959_963_984_540_054, "score");
    }
    assert!(interval.lower < -12.0 / 44.0 && interval.upper > -12.0 / 44.0 && interval.upper < 0.0);
    let none = PairedRuns { both_right: 20, ..PairedRuns::default() };
    let interval = none.accuracy_difference().unwrap().interval.unwrap();
    assert!(interval.upper - interval.lower > 0.1 && none.verdict() == ComparisonVerdict::Undecided);
    assert!(PairedRuns::default().accuracy_difference().is_err());
}

#[test]
fn runs_are_counted_from_labels() {
    let runs = PairedRuns::from_labels(&[0, 1, 2, 0], &[0, 1, 0, 1], &[0, 0, 2, 2]).unwrap();
    assert_eq!(runs, PairedRuns { both_right: 1, fixed: 1, regressed: 1, both_wrong: 1 });
    assert!(PairedRuns::from_labels(&[0], &[0, 1], &[0]).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn shares_lie_in_their_intervals(n in 1u64..100_000, part in 0.0f64..=1.0) {
        let k = (n as f64 * part) as u64;
        let (exact, plain, modified) = (clopper_pearson(k, n).unwrap(), wilson(k, n).unwrap(), wilson_modified(k, n).unwrap());
        for interval in [exact, plain, modified] {
            prop_assert!(interval.lower >= 0.0 && interval.upper <= 1.0 && interval.lower < interval.upper);
            prop_assert!(interval.contains(k as f64 / n as f64));
        }
        prop_assert!(modified.lower <= plain.lower && modified.upper >= plain.upper);
        let mirrored = wilson_modified(n - k, n).unwrap();
        prop_assert!((mirrored.lower + modified.upper - 1.0).abs() < 1e-9);
    }

    #[test]
    fn paired_differences_lie_in_their_intervals(counts in prop::array::uniform4(0u64..60)) {
        let [both_right, fixed, regressed, both_wrong] = counts;
        let runs = PairedRuns { both_right, fixed, regressed, both_wrong };
        prop_assume!(runs.total() > 0);
        let difference = runs.accuracy_difference().unwrap();
        let interval = difference.interval.unwrap();
        prop_assert!(interval.contains(difference.value) && interval.lower >= -1.0 && interval.upper <= 1.0);
        let turned = PairedRuns { fixed: regressed, regressed: fixed, ..runs };
        let mirrored = turned.accuracy_difference().unwrap().interval.unwrap();
        prop_assert!((mirrored.lower + interval.upper).abs() < 1e-9);
        let test = runs.mcnemar();
        prop_assert!((0.0..=1.0).contains(&test.p_value));
    }

    #[test]
    fn fisher_is_symmetric(cells in prop::array::uniform4(0u64..40)) {
        let [a, b, c, d] = cells;
        let p = fisher_exact(a, b, c, d, Alternative::TwoSided);
        prop_assert!(p > 0.0 && p <= 1.0);
        for turned in [fisher_exact(c, d, a, b, Alternative::TwoSided), fisher_exact(a, c, b, d, Alternative::TwoSided)] {
            prop_assert!((turned - p).abs() < 1e-9);
        }
        let mirrored = fisher_exact(c, d, a, b, Alternative::Less);
        prop_assert!((fisher_exact(a, b, c, d, Alternative::Greater) - mirrored).abs() < 1e-9);
    }

    #[test]
    fn adjusted_p_values_keep_their_order(p in prop::collection::vec(0.0f64..=1.0, 1..40)) {
        let adjusted = benjamini_hochberg(&p).unwrap();
        for i in 0..p.len() {
            prop_assert!(adjusted[i] >= p[i] - 1e-15 && adjusted[i] <= 1.0);
            for j in 0..p.len() {
                prop_assert!(p[i] > p[j] || adjusted[i] <= adjusted[j] + 1e-15);
            }
        }
    }
}

#[test]
fn confident_learning_by_hand() {
    // Class 0: mean p_0 of items 0, 1, 2 = (.9 + .8 + .1)/3 = .6; class 1: (.7 + .4)/2 = .55.
    let rows = [0.9, 0.1, 0.8, 0.2, 0.1, 0.9, 0.3, 0.7, 0.6, 0.4];
    let scores = ClassScores::new(&[0, 0, 0, 1, 1], &rows, 2).unwrap();
    let found = confident_learning(&scores);
    close(found.thresholds[0].unwrap(), 0.6, "threshold");
    close(found.thresholds[1].unwrap(), 0.55, "threshold");
    assert_eq!(found.joint, [2, 1, 1, 1]);
    assert_eq!((found.calibrated.clone(), found.estimated_errors()), (vec![2, 1, 1, 1], 2));
    let items: Vec<(u32, u32, u32)> =
        found.suspected.iter().map(|s| (s.item, s.given, s.suggested)).collect();
    assert_eq!(items, [(2, 0, 1), (4, 1, 0)]);
    close(found.suspected[0].normalized_margin, 0.1, "(.1 - .9 + 1)/2");
    let ceiling = suspected_ceiling(&[0, 0, 0, 1, 1], &scores.predicted(), &[2]).unwrap();
    assert_eq!((ceiling.before.unwrap().value, ceiling.after.unwrap().value), (0.4, 0.2));
    assert_eq!((ceiling.errors_suspected, ceiling.suspected), (1, 1));
    assert_eq!(suspected_ceiling(&[0], &[0], &[1]).unwrap_err().code(), "item_out_of_range");
    assert!(suspected_ceiling(&[], &[], &[]).unwrap().before.is_err());
    // A class that nobody was given has no threshold and suggests nothing.
    let scores = ClassScores::new(&[0, 0], &[0.9, 0.05, 0.05, 0.1, 0.1, 0.8], 3).unwrap();
    let found = confident_learning(&scores);
    assert_eq!((found.thresholds[2], found.suspected.len()), (None, 0));
}
