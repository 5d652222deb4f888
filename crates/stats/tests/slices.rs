//! Slice search: brute force, the Python package sliceline, honesty of the tests.

mod common;
#[path = "common/shared.rs"]
mod shared;

use std::sync::atomic::{AtomicU32, Ordering};

use assay_stats::*;
use common::{close, parse};
use proptest::prelude::*;
use serde_json::Value;

#[derive(Clone, Debug)]
struct Data {
    columns: Vec<(Codes, u32)>,
    errors: Vec<f64>,
}

impl Data {
    fn columns(&self) -> Vec<SliceColumn<'_>> {
        self.columns
            .iter()
            .map(|(codes, cardinality)| SliceColumn { codes, cardinality: *cardinality })
            .collect()
    }

    fn rows(&self, predicates: &[Predicate]) -> Vec<usize> {
        let meets =
            |row: &usize| predicates.iter().all(|p| self.columns[p.column as usize].0.at(*row) == p.code);
        (0..self.errors.len()).filter(meets).collect()
    }

    fn find(&self, search: &SliceSearch) -> Result<SlicesFound, SliceError> {
        find_slices(&self.columns(), &self.errors, search, || false)
    }
}

/// Every slice of up to `max_level` predicates, scored by the formula, in the order documented.
fn brute_force(data: &Data, search: &SliceSearch) -> Vec<Slice> {
    let n = data.errors.len() as f64;
    let mean = data.errors.iter().sum::<f64>() / n;
    let mut found = Vec::new();
    let mut open: Vec<Vec<Predicate>> = vec![Vec::new()];
    while let Some(predicates) = open.pop() {
        if !predicates.is_empty() {
            let rows = data.rows(&predicates);
            let copy = (0..predicates.len()).any(|without| {
                let mut fewer = predicates.clone();
                fewer.remove(without);
                !fewer.is_empty() && data.rows(&fewer) == rows
            });
            let (size, error_sum) =
                (rows.len() as u64, rows.iter().map(|&row| data.errors[row]).sum::<f64>());
            let score = search.alpha * (error_sum / size as f64 / mean - 1.0)
                - (1.0 - search.alpha) * (n / size as f64 - 1.0);
            if size >= search.min_support && error_sum > 0.0 && score > 0.0 && !(search.distinct && copy) {
                found.push(Slice { predicates: predicates.clone(), size, error_sum, score });
            }
        }
        if predicates.len() < search.max_level {
            let first = predicates.last().map_or(0, |p| p.column as usize + 1);
            for column in first..data.columns.len() {
                open.extend((0..data.columns[column].1).map(|code| {
                    let own = Predicate { column: column as u32, code };
                    predicates.iter().copied().chain([own]).collect()
                }));
            }
        }
    }
    found.sort_by(|a, b| {
        let ties = a.predicates.len().cmp(&b.predicates.len()).then(a.predicates.cmp(&b.predicates));
        b.score.total_cmp(&a.score).then(ties)
    });
    found.truncate(search.k);
    found
}

fn tables() -> impl Strategy<Value = (Data, SliceSearch)> {
    let sizes = (1usize..90, prop::collection::vec(1u32..5, 1..6), 0u8..3);
    sizes.prop_flat_map(|(n, cardinalities, kind)| {
        let columns: Vec<_> = cardinalities
            .into_iter()
            .map(|c| prop::collection::vec(0..c, n).prop_map(move |codes| (Codes::from(codes), c)))
            .collect();
        // Multiples of 1/4 add up without rounding in any order.
        let error = match kind {
            0 => (0u8..2).prop_map(f64::from).boxed(),
            1 => (0u8..9).prop_map(|quarters| f64::from(quarters) / 4.0).boxed(),
            _ => prop_oneof![9 => Just(0.0), 1 => Just(1.0)].boxed(),
        };
        let settings = (1usize..12, 0.3..=1.0f64, 1u64..8, 1usize..6, any::<bool>());
        (columns, prop::collection::vec(error, n), settings).prop_map(
            |(columns, errors, (k, alpha, min_support, max_level, distinct))| {
                let most_candidates = 1_000_000;
                let search = SliceSearch { k, alpha, min_support, max_level, most_candidates, distinct };
                (Data { columns, errors }, search)
            },
        )
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn the_same_as_brute_force((data, search) in tables()) {
        match data.find(&search) {
            Ok(found) => {
                prop_assert_eq!(&found.slices, &brute_force(&data, &search));
                prop_assert!(found.levels <= search.max_level && found.rows as usize == data.errors.len());
            }
            Err(error) => {
                prop_assert_eq!(error, SliceError::NoErrors);
                prop_assert!(data.errors.iter().all(|&error| error == 0.0));
            }
        }
    }

    #[test]
    fn real_errors_come_to_the_same_scores(
        (data, search) in tables(),
        noise in prop::collection::vec(0.0..1.0f64, 90),
    ) {
        prop_assume!(data.errors.iter().any(|&error| error > 0.0));
        let errors = data.errors.iter().zip(noise).map(|(error, noise)| error * (1.0 + noise)).collect();
        let data = Data { errors, ..data };
        let (found, expected) = (data.find(&search).unwrap().slices, brute_force(&data, &search));
        prop_assert_eq!(found.len(), expected.len());
        for (found, expected) in found.iter().zip(&expected) {
            prop_assert!((found.score - expected.score).abs() < 1e-9, "{:?} {:?}", found, expected);
        }
    }

    #[test]
    fn halves_are_a_partition(wrong in prop::collection::vec(any::<bool>(), 0..300), share in 0.05..0.95f64, seed: u64) {
        let parts = halves(&wrong, share, seed).unwrap();
        prop_assert_eq!(&parts, &halves(&wrong, share, seed).unwrap());
        let mut all = [parts.search, parts.test.clone()].concat();
        all.sort_unstable();
        prop_assert_eq!(all, (0..wrong.len() as u32).collect::<Vec<u32>>());
        for which in [false, true] {
            let of = wrong.iter().filter(|&&own| own == which).count() as f64;
            let tested = parts.test.iter().filter(|&&row| wrong[row as usize] == which).count() as f64;
            prop_assert!((tested - share * of).abs() <= 0.5 + 1e-9);
        }
    }
}

fn predicates(value: &Value) -> Vec<Predicate> {
    let number = |value: &Value| value.as_u64().unwrap() as u32;
    let pairs = value.as_array().unwrap().iter();
    pairs.map(|pair| Predicate { column: number(&pair[0]), code: number(&pair[1]) }).collect()
}

fn settings(case: &Value) -> SliceSearch {
    SliceSearch {
        k: case["k"].as_u64().unwrap() as usize,
        alpha: case["alpha"].as_f64().unwrap(),
        min_support: case["support"].as_u64().unwrap(),
        max_level: case["level"].as_u64().unwrap() as usize,
        most_candidates: 10_000_000,
        distinct: false,
    }
}

/// The same slices with the same figures, equal scores in any order.
fn same_slices(found: &[Slice], expected: &[Value], read: impl Fn(&Value) -> Vec<Predicate>, what: &str) {
    assert_eq!(found.len(), expected.len(), "{what}");
    let mut left: Vec<&Slice> = found.iter().collect();
    for (at, row) in expected.iter().enumerate() {
        close(found[at].score, row[3].as_f64().unwrap(), what);
        let own = read(&row[0]);
        let place = left.iter().position(|slice| slice.predicates == own);
        let slice = left.remove(place.unwrap_or_else(|| panic!("{what}: {own:?} is missing in {found:?}")));
        assert_eq!(slice.size, row[1].as_u64().unwrap(), "{what}");
        close(slice.error_sum, row[2].as_f64().unwrap(), what);
        close(slice.mean_error(), row[2].as_f64().unwrap() / row[1].as_f64().unwrap(), what);
    }
}

#[test]
fn the_same_as_sliceline() {
    let fixture = parse(include_str!("fixtures/slices.json"));
    let cases = fixture["cases"].as_array().unwrap();
    assert!(cases.len() >= 40, "{}", cases.len());
    let list = |value: &Value| -> Vec<f64> {
        value.as_array().unwrap().iter().map(|number| number.as_f64().unwrap()).collect()
    };
    for case in cases {
        let what = format!("{} {}", case["seed"], if case["real"] == true { "True" } else { "False" });
        let table = &fixture["tables"][&what];
        let column = |value: &Value| (list(value).into_iter().map(|code| code as u32).collect(), 16);
        let columns = table["columns"].as_array().unwrap().iter().map(column).collect();
        let data = Data { columns, errors: list(&table["errors"]) };
        let found = data.find(&settings(case)).unwrap();
        same_slices(&found.slices, case["found"].as_array().unwrap(), predicates, &what);
    }
}

#[test]
fn the_same_as_sliceline_on_real_predictions() {
    let Some(shared) = shared::shared() else { return };
    let fixture = parse(include_str!("fixtures/slices.json"));
    for case in fixture["shared"].as_array().unwrap() {
        let set = case["set"].as_str().unwrap();
        let (names, values, columns, wrong) = real(&shared, set, &case["columns"]);
        let errors = wrong.iter().map(|&wrong| f64::from(u8::from(wrong))).collect();
        let data = Data { columns, errors };
        let read = |row: &Value| -> Vec<Predicate> {
            let pair = |pair: &Value| {
                let column = names.iter().position(|name| name == pair[0].as_str().unwrap()).unwrap();
                let code =
                    values[column].iter().position(|value| value == pair[1].as_str().unwrap()).unwrap();
                Predicate { column: column as u32, code: code as u32 }
            };
            row.as_array().unwrap().iter().map(pair).collect()
        };
        let found = data.find(&settings(case)).unwrap();
        same_slices(&found.slices, case["found"].as_array().unwrap(), read, set);
        let tested =
            find_and_test_slices(&data.columns(), &wrong, &settings(case), 0.5, 1, || false).unwrap();
        assert_eq!(tested.found.rows + tested.rows_tested, wrong.len() as u64);
        if set.starts_with("acs") {
            // Found on one half, the worst slices of this model are worse on the other half too.
            let worse = tested.tests.iter().filter(|test| test.verdict == SliceVerdict::Worse).count();
            assert!(worse >= 5, "{tested:?}");
        }
    }
}

type Real = (Vec<String>, Vec<Vec<String>>, Vec<(Codes, u32)>, Vec<bool>);

/// Names, values and codes of the columns of a data set, and which rows the model got wrong.
fn real(shared: &std::path::Path, set: &str, names: &Value) -> Real {
    let text = std::fs::read_to_string(shared.join("data").join(set).join("predictions.csv")).unwrap();
    let mut rows = text.lines().map(|line| line.split(',').collect::<Vec<&str>>());
    let head = rows.next().unwrap();
    let rows: Vec<Vec<&str>> = rows.collect();
    let place = |name: &str| head.iter().position(|own| *own == name).unwrap();
    let names: Vec<String> =
        names.as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_owned()).collect();
    let (mut values, mut columns) = (Vec::new(), Vec::new());
    for name in &names {
        let place = place(name);
        let mut known: Vec<String> = rows.iter().map(|row| row[place].to_owned()).collect();
        known.sort_unstable();
        known.dedup();
        let code = |row: &Vec<&str>| known.iter().position(|value| value == row[place]).unwrap() as u32;
        columns.push((rows.iter().map(code).collect(), known.len() as u32));
        values.push(known);
    }
    let (label, pred) = (place("label"), place("pred"));
    let wrong = rows.iter().map(|row| row[label] != row[pred]).collect();
    (names, values, columns, wrong)
}

/// A table of 4 columns of 5 codes, wrong with a chance that depends on the first two codes.
fn noisy(n: u32, seed: u64, rate: impl Fn(u32, u32) -> f64) -> (Vec<Codes>, Vec<bool>) {
    let code = |row: u32, column: u64| (mix(seed + column, row.into()) % 5) as u32;
    let columns = (0..4).map(|column| (0..n).map(|row| code(row, column)).collect()).collect();
    let uniform = |row: u32| (mix(seed ^ 0x5eed, row.into()) >> 11) as f64 / (1u64 << 53) as f64;
    let wrong = (0..n).map(|row| uniform(row) < rate(code(row, 0), code(row, 1))).collect();
    (columns, wrong)
}

fn as_columns(codes: &[Codes]) -> Vec<SliceColumn<'_>> {
    codes.iter().map(|codes| SliceColumn { codes, cardinality: 5 }).collect()
}

#[test]
fn chance_slices_are_not_confirmed() {
    let search = SliceSearch { min_support: 15, alpha: 1.0, ..SliceSearch::for_rows(1_000) };
    let (mut runs_with_false, mut naive) = (0, 0);
    for seed in 0..200 {
        let (codes, wrong) = noisy(1_000, 1_000 * seed, |_, _| 0.2);
        let columns = as_columns(&codes);
        let tested = find_and_test_slices(&columns, &wrong, &search, 0.5, seed, || false).unwrap();
        assert!(!tested.found.slices.is_empty());
        runs_with_false += usize::from(tested.tests.iter().any(|test| test.verdict == SliceVerdict::Worse));
        // Tested on the rows they were found on, slices of pure chance look bad in almost a third of the runs.
        let rows = halves(&wrong, 0.5, seed).unwrap().search;
        let same = test_slices(&columns, &wrong, &rows, &tested.found.slices).unwrap();
        naive += usize::from(same.iter().any(|test| test.verdict == SliceVerdict::Worse));
    }
    // With no true slice, any false one in a run has chance .05 at the most.
    assert!(runs_with_false <= 18, "{runs_with_false} of 200");
    assert!(naive >= 45, "{naive} of 200");
}

#[test]
fn a_true_slice_is_found_and_confirmed() {
    let (codes, wrong) = noisy(4_000, 5, |a, b| if a == 2 && b == 3 { 0.6 } else { 0.1 });
    let search = SliceSearch { min_support: 32, ..SliceSearch::for_rows(2_000) };
    let columns = as_columns(&codes);
    let tested = find_and_test_slices(&columns, &wrong, &search, 0.5, 9, || false).unwrap();
    let best = &tested.found.slices[0];
    assert_eq!(
        best.predicates,
        [Predicate { column: 0, code: 2 }, Predicate { column: 1, code: 3 }],
        "{best:?}"
    );
    let test = tested.tests[0];
    assert_eq!(test.verdict, SliceVerdict::Worse);
    assert!(test.error_rate.unwrap().interval.unwrap().contains(0.6), "{test:?}");
    assert_eq!(test.error_rate.unwrap().interval.unwrap(), wilson(test.errors, test.size).unwrap());
    assert!(test.adjusted >= test.p_value && test.p_value < 1e-6);
    // A slice that the tested rows do not have.
    let none = Slice { predicates: vec![Predicate { column: 0, code: 4_000 }], ..best.clone() };
    let test = test_slices(&columns, &wrong, &[0, 1], &[none]).unwrap()[0];
    assert_eq!((test.size, test.p_value, test.verdict), (0, 1.0, SliceVerdict::Undecided));
    assert_eq!(test.error_rate, Err(Undefined::SliceEmpty));
    assert_eq!(test.difference, Err(Undefined::SliceEmpty));
}

#[test]
fn threads_do_not_matter() {
    let (codes, wrong) = noisy(3_000, 77, |a, b| 0.05 * f64::from(a + b));
    let errors: Vec<f64> = wrong.iter().map(|&wrong| if wrong { 0.1 } else { 0.0 }).collect();
    let search = SliceSearch { k: 40, min_support: 5, max_level: 4, ..SliceSearch::for_rows(3_000) };
    let run = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| find_slices(&as_columns(&codes), &errors, &search, || false).unwrap())
    };
    assert_eq!(run(1), run(7));
}

#[test]
fn a_long_search_can_be_stopped_and_limited() {
    let (codes, wrong) = noisy(2_000, 3, |_, _| 0.3);
    let errors: Vec<f64> = wrong.iter().map(|&wrong| f64::from(u8::from(wrong))).collect();
    let search = SliceSearch {
        k: 1_000_000,
        alpha: 1.0,
        min_support: 1,
        max_level: 4,
        ..SliceSearch::for_rows(2_000)
    };
    let asked = AtomicU32::new(0);
    let stop = || asked.fetch_add(1, Ordering::Relaxed) >= 30;
    assert_eq!(find_slices(&as_columns(&codes), &errors, &search, stop), Err(SliceError::Cancelled));
    let limited = SliceSearch { most_candidates: 200, ..search };
    let error = find_slices(&as_columns(&codes), &errors, &limited, || false).unwrap_err();
    // 20 predicates, then 6 pairs of columns with 25 candidates each fit; the third level does not.
    assert!(matches!(error, SliceError::TooManyCandidates { level: 3, limit: 200, .. }), "{error:?}");
    assert!(find_slices(&as_columns(&codes), &errors, &search, || false).is_ok());
}

#[test]
fn the_width_of_codes_changes_nothing() {
    let (codes, wrong) = noisy(4_000, 5, |a, b| if a == 2 && b == 3 { 0.6 } else { 0.1 });
    let search = SliceSearch::for_rows(2_000);
    let find = |step: u32| {
        let wide: Vec<Codes> =
            codes.iter().map(|codes| (0..codes.len()).map(|row| codes.at(row) * step).collect()).collect();
        let columns: Vec<SliceColumn<'_>> =
            wide.iter().map(|codes| SliceColumn { codes, cardinality: 4 * step + 1 }).collect();
        let mut tested = find_and_test_slices(&columns, &wrong, &search, 0.5, 9, || false).unwrap();
        tested.found.slices.iter_mut().flat_map(|s| &mut s.predicates).for_each(|p| p.code /= step);
        (wide, tested)
    };
    let (bytes, narrow) = find(1);
    let (shorts, middle) = find(300);
    let (words, wide) = find(70_000);
    assert!(matches!(
        (&bytes[0], &shorts[0], &words[0]),
        (Codes::Bytes(_), Codes::Shorts(_), Codes::Words(_))
    ));
    assert!(!narrow.found.slices.is_empty());
    assert_eq!(narrow, middle);
    assert_eq!(narrow, wide);
}

#[test]
fn wrong_input_is_refused() {
    let codes = Codes::from(vec![0, 1, 1, 0]);
    let column = SliceColumn { codes: &codes, cardinality: 2 };
    let errors = [0.0, 1.0, 0.0, 1.0];
    let search = SliceSearch { min_support: 1, ..SliceSearch::for_rows(4) };
    let code = |columns: &[SliceColumn<'_>], errors: &[f64], search: &SliceSearch| {
        find_slices(columns, errors, search, || false).unwrap_err().code()
    };
    assert_eq!(code(&[], &errors, &search), "empty");
    assert_eq!(code(&[column], &[], &search), "empty");
    assert_eq!(code(&[column], &errors[..3], &search), "column_length");
    assert_eq!(code(&[SliceColumn { cardinality: 1, ..column }], &errors, &search), "code_out_of_range");
    assert_eq!(code(&[SliceColumn { cardinality: u32::MAX, ..column }], &errors, &search), "too_many_codes");
    assert_eq!(code(&[column], &[0.0; 4], &search), "no_errors");
    assert_eq!(code(&[column], &[f64::MAX; 4], &search), "invalid_setting");
    for wrong in [-1.0, f64::NAN, f64::INFINITY] {
        assert_eq!(code(&[column], &[0.0, wrong, 0.0, 1.0], &search), "invalid_error");
    }
    for wrong in [
        SliceSearch { k: 0, ..search },
        SliceSearch { alpha: 0.0, ..search },
        SliceSearch { alpha: f64::NAN, ..search },
        SliceSearch { min_support: 0, ..search },
        SliceSearch { max_level: 0, ..search },
    ] {
        assert_eq!(code(&[column], &errors, &wrong), "invalid_setting");
    }
    // 70,000 values of one row each.
    let many: Codes = (0..70_000).collect();
    let errors = vec![1.0; many.len()];
    assert_eq!(
        code(&[SliceColumn { codes: &many, cardinality: 70_000 }], &errors, &search),
        "too_many_predicates"
    );
    assert_eq!(halves(&[true], 1.0, 0).unwrap_err().code(), "invalid_setting");
    let slice =
        Slice { predicates: vec![Predicate { column: 3, code: 0 }], size: 1, error_sum: 1.0, score: 1.0 };
    let wrong = [true, false, false, true];
    assert_eq!(test_slices(&[column], &wrong, &[4], &[]).unwrap_err().code(), "out_of_range");
    assert_eq!(test_slices(&[column], &wrong, &[0], &[slice]).unwrap_err().code(), "out_of_range");
    assert_eq!(test_slices(&[column], &wrong[..2], &[0], &[]).unwrap_err().code(), "column_length");
    // No predicate has the support: nothing is found, and that is no error.
    let large = SliceSearch { min_support: 100, ..search };
    assert!(find_slices(&[column], &[0.0, 1.0, 0.0, 1.0], &large, || false).unwrap().slices.is_empty());
}
