//! Metadata as codes: bins of numbers with readable edges, rare categories joined.

use assay_stats::*;
use proptest::prelude::*;

proptest! {
    #[test]
    fn codes_of_numbers_keep_order_and_ties(
        numbers in prop::collection::vec(prop_oneof![
            8 => (-50i32..50).prop_map(|x| f64::from(x) / 4.0),
            4 => -1e6..1e6f64,
            1 => Just(f64::NAN), 1 => Just(f64::INFINITY), 1 => Just(f64::NEG_INFINITY), 1 => Just(-0.0),
        ], 0..200),
        bins in 1usize..12,
    ) {
        let coded = code_numbers(&numbers, bins).unwrap();
        let missing = numbers.iter().any(|x| x.is_nan());
        prop_assert!(coded.values.len() <= bins + usize::from(missing));
        prop_assert_eq!(coded.values.contains(&CodedValue::Missing), missing);
        for (&x, &code) in numbers.iter().zip(&coded.codes) {
            let fits = match coded.values[code as usize] {
                CodedValue::Range { lower, upper } => {
                    lower.is_none_or(|lower| lower <= x) && upper.is_none_or(|upper| x < upper)
                }
                CodedValue::Number(own) => own == x,
                CodedValue::Missing => x.is_nan(),
                CodedValue::Category(_) | CodedValue::Rare { .. } => false,
            };
            prop_assert!(fits, "{} in {:?}", x, coded.values);
        }
        for code in 0..coded.values.len() as u32 {
            prop_assert!(coded.codes.contains(&code), "an empty bin: {:?}", coded.values);
        }
    }
}

#[test]
fn edges_are_readable() {
    // Ages 17 to 96, fewer of the old.
    let ages: Vec<f64> = (0..10_000u64).map(|i| 17.0 + (mix(1, i) % 40 + mix(2, i) % 41) as f64).collect();
    let coded = code_numbers(&ages, 5).unwrap();
    let edges: Vec<f64> = coded
        .values
        .iter()
        .filter_map(|value| match value {
            CodedValue::Range { upper, .. } => *upper,
            _ => None,
        })
        .collect();
    assert_eq!(edges.len(), 4);
    let mut counts = [0u32; 5];
    coded.codes.iter().for_each(|&code| counts[code as usize] += 1);
    assert!(counts.iter().all(|&count| (1_500..2_500).contains(&count)), "{counts:?} {edges:?}");
    let numbers: Vec<f64> = (0..1_000).map(|i| f64::from(i) * 1e-3 + 1e-7).collect();
    let upper = |value: &CodedValue| if let CodedValue::Range { upper, .. } = value { *upper } else { None };
    let edges: Vec<f64> = code_numbers(&numbers, 4).unwrap().values.iter().filter_map(upper).collect();
    assert_eq!(edges, [0.25, 0.5, 0.75]);
    // Two thirds zeros: zero is a bin of its own, not split, and the cut lies above it.
    let zeros: Vec<f64> = (0..900).map(|i| if i % 3 == 0 { f64::from(i) } else { 0.0 }).collect();
    let coded = code_numbers(&zeros, 4).unwrap();
    assert!(zeros.iter().zip(&coded.codes).all(|(&x, &code)| x > 0.0 || code == coded.codes[0]));
    assert!(coded.values.len() >= 2, "{:?}", coded.values);
    assert_eq!(
        code_numbers(&[1.0, 2.0, 1.0], 3).unwrap().values,
        [CodedValue::Number(1.0), CodedValue::Number(2.0)]
    );
    assert_eq!(code_numbers(&[], 3).unwrap().values, []);
    assert_eq!(code_numbers(&[f64::NAN], 3).unwrap().values, [CodedValue::Missing]);
    assert_eq!(code_numbers(&[1.0], 0).unwrap_err().code(), "bins_out_of_range");
}

#[test]
fn rare_categories_are_joined() {
    let values = [2, 2, 2, 0, 0, 5, 7].map(Some);
    let with_missing: Vec<Option<u32>> = values.into_iter().chain([None]).collect();
    let coded = code_categories(&with_missing, 8, 2).unwrap();
    assert_eq!(coded.codes, [0, 0, 0, 1, 1, 2, 2, 3]);
    use CodedValue::{Category, Missing, Rare};
    assert_eq!(coded.values, [Category(2), Category(0), Rare { categories: 2 }, Missing]);
    // One rare value alone stays what it is.
    let coded = code_categories(&values[..6], 8, 2).unwrap();
    assert_eq!(coded.values, [Category(2), Category(0), Category(5)]);
    assert_eq!(code_categories(&values, 7, 2).unwrap_err().code(), "class_out_of_range");
    assert_eq!(code_categories(&[], 0, 2).unwrap().values, []);
}
