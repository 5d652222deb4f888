//! What must hold for any judgments.

mod common;

use assay_stats::*;
use common::Table;
use proptest::prelude::*;

/// Up to 12 items, 5 raters, 4 classes, gaps; each (item, rater) at most once.
fn tables() -> impl Strategy<Value = Table> {
    (2u32..5).prop_flat_map(|k| {
        let row = prop::collection::vec(prop::option::weighted(0.7, 0..k), 5);
        prop::collection::vec(row, 1..12).prop_map(move |rows| Table::from_rows(&rows, k))
    })
}

fn values(table: &Table) -> Vec<Option<f64>> {
    let judgments = table.judgments();
    let pairs = cohen_pairs(&judgments);
    [
        percent_agreement(&judgments),
        pair_weighted_agreement(&judgments),
        cohen_kappa_mean(&judgments, &pairs).coefficient,
        fleiss_kappa(&judgments),
        krippendorff_alpha(&judgments),
        brennan_prediger(&judgments),
        gwet_ac1(&judgments),
    ]
    .into_iter()
    .flat_map(|c| [c.value.ok(), c.se, c.interval.ok().map(|i| i.lower), c.interval.ok().map(|i| i.upper)])
    .collect()
}

fn same(a: &[Option<f64>], b: &[Option<f64>]) -> bool {
    a.len() == b.len()
        && a.iter().zip(b).all(|(a, b)| match (a, b) {
            (Some(a), Some(b)) => (a - b).abs() < 1e-9,
            (None, None) => true,
            _ => false,
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn class_numbers_and_row_order_do_not_matter(table in tables(), seed: u64) {
        let before = values(&table);
        let renamed = permutation(table.n_classes, seed);
        let mut other = table.clone();
        other.labels.iter_mut().for_each(|label| *label = renamed[*label as usize]);
        prop_assert!(same(&before, &values(&other)), "classes: {before:?}\n{:?}", values(&other));
        let order: Vec<usize> = permutation(table.items.len() as u32, seed).iter().map(|&i| i as usize).collect();
        let shuffled = table.keep(&order);
        prop_assert!(same(&before, &values(&shuffled)), "rows: {before:?}\n{:?}", values(&shuffled));
    }

    #[test]
    fn coefficients_stay_in_range(table in tables()) {
        let judgments = table.judgments();
        for pair in cohen_pairs(&judgments) {
            if let Ok(kappa) = pair.kappa {
                prop_assert!((-1.0 - 1e-12..=1.0 + 1e-12).contains(&kappa));
                prop_assert!(kappa <= pair.max_kappa.unwrap() + 1e-12);
            }
        }
        for coefficient in [fleiss_kappa(&judgments), krippendorff_alpha(&judgments), gwet_ac1(&judgments)] {
            prop_assert!(coefficient.value.map_or(true, |value| value.is_finite() && value <= 1.0 + 1e-12));
        }
        let agreement = percent_agreement(&judgments);
        if let Ok(value) = agreement.value {
            let interval = agreement.interval.unwrap();
            prop_assert!(interval.lower >= 0.0 && interval.upper <= 1.0 && interval.contains(value.clamp(0.0, 1.0)));
        }
        for class in per_class(&judgments) {
            let specific = class.specific_agreement;
            prop_assert!(specific.value.map_or(true, |value| (0.0..=1.0 + 1e-12).contains(&value)));
        }
    }

    #[test]
    fn perfect_agreement_is_one(labels in prop::collection::vec(0u32..3, 2..20), raters in 2usize..5) {
        prop_assume!(labels.iter().any(|&label| label != labels[0]));
        let rows: Vec<_> = labels.iter().map(|&label| vec![Some(label); raters]).collect();
        let table = Table::from_rows(&rows, 3);
        let judgments = table.judgments();
        prop_assert_eq!(krippendorff_alpha(&judgments).value, Ok(1.0));
        let mean = cohen_kappa_mean(&judgments, &cohen_pairs(&judgments)).coefficient;
        prop_assert!((mean.value.unwrap() - 1.0).abs() < 1e-12);
        prop_assert!((fleiss_kappa(&judgments).value.unwrap() - 1.0).abs() < 1e-12);
        // Perfect on what was seen, not known to be perfect.
        for found in [mean, krippendorff_alpha(&judgments), fleiss_kappa(&judgments), conger_kappa(&judgments)] {
            prop_assert!((found.value.unwrap() - 1.0).abs() < 1e-12);
            if let Ok(interval) = found.interval {
                prop_assert!(interval.upper >= 1.0 - 1e-12 && interval.lower < 0.95, "{found:?}");
            } else {
                let needed = if found.name == "cohen_kappa_mean" && raters > 2 { 20 } else { 10 };
                prop_assert!(labels.len() < needed, "{found:?}");
            }
        }
    }

    #[test]
    fn wilson_lies_in_the_unit_interval_and_holds_the_share(n in 1u64..1_000_000_000, part in 0.0f64..=1.0) {
        let k = (n as f64 * part) as u64;
        let interval = wilson(k, n).unwrap();
        prop_assert!(interval.lower >= 0.0 && interval.upper <= 1.0 && interval.lower < interval.upper);
        prop_assert!(interval.contains(k as f64 / n as f64));
    }
}

#[test]
fn a_seed_gives_the_same_interval_again() {
    let rows: Vec<_> =
        (0..60u32).map(|i| vec![Some(i % 2), Some(u32::from(i % 5 == 0) ^ (i % 2)), Some(i % 2)]).collect();
    let table = Table::from_rows(&rows, 2);
    let judgments = table.judgments();
    let nominal = Weights::nominal(2);
    let bootstrap = |seed| krippendorff_alpha_bootstrap(&judgments, &nominal, seed).unwrap();
    let alpha = bootstrap(11);
    assert_eq!(alpha, bootstrap(11));
    assert_ne!(alpha.interval, bootstrap(12).interval);
    let interval = alpha.interval.unwrap();
    assert!(interval.contains(alpha.value.unwrap()) && interval.method == IntervalMethod::Bootstrap);
    // The bootstrap and the linearised error of nearly the same statistics agree.
    let mean = cohen_kappa_mean(&judgments, &cohen_pairs(&judgments)).coefficient;
    for other in [krippendorff_alpha(&judgments), fleiss_kappa(&judgments), conger_kappa(&judgments), mean] {
        assert!((alpha.se.unwrap() / other.se.unwrap() - 1.0).abs() < 0.15, "{alpha:?} {other:?}");
        let found = other.interval.unwrap();
        let apart = (found.lower - interval.lower).abs() + (found.upper - interval.upper).abs();
        assert!(apart < 0.15, "{interval:?} {other:?}");
    }
}

/// Strictly increasing class values for interval and ratio weights.
fn class_values(k: u32) -> Vec<f64> {
    (0..k).map(|class| f64::from(class * class + 1)).collect()
}

fn all_values(table: &Table, weights: &Weights) -> Vec<Option<f64>> {
    let all = all_coefficients(&table.judgments(), weights).unwrap();
    let numbers = |c: &Coefficient| {
        [c.value.ok(), c.se, c.interval.ok().map(|i| i.lower), c.interval.ok().map(|i| i.upper)]
    };
    all.coefficients.iter().flat_map(numbers).collect()
}

/// Enough items for intervals, 3 classes, gaps.
fn longer_tables() -> impl Strategy<Value = Table> {
    let row = prop::collection::vec(prop::option::weighted(0.8, 0u32..3), 4);
    prop::collection::vec(row, 20..60).prop_map(|rows| Table::from_rows(&rows, 3))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn identity_weights_equal_unweighted(table in tables()) {
        let k = table.n_classes;
        let identity: Vec<f64> = (0..k * k).map(|cell| f64::from(u8::from(cell % (k + 1) == 0))).collect();
        let identity = Weights::custom(k, &identity).unwrap();
        let (weighted, unweighted) = (all_values(&table, &identity), all_values(&table, &Weights::nominal(k)));
        // Values and SE; intervals of the unweighted may use that agreement is a proportion.
        for (weighted, unweighted) in weighted.chunks(4).zip(unweighted.chunks(4)) {
            prop_assert!(same(&weighted[..2], &unweighted[..2]), "{weighted:?}\n{unweighted:?}");
        }
        if k == 2 {
            for kind in WeightKind::NAMED {
                let weights = Weights::new(kind, 2, Some(&class_values(2))).unwrap();
                let found = all_values(&table, &weights);
                for (found, unweighted) in found.chunks(4).zip(unweighted.chunks(4)) {
                    prop_assert!(same(&found[..1], &unweighted[..1]), "{kind:?} {found:?}\n{unweighted:?}");
                }
            }
        }
    }

    #[test]
    fn order_and_reversal_do_not_matter_to_weighted(table in longer_tables(), seed: u64) {
        let order: Vec<usize> = permutation(table.items.len() as u32, seed).iter().map(|&i| i as usize).collect();
        let shuffled = table.keep(&order);
        let (items, raters) = (permutation(table.n_items, seed), permutation(table.n_raters, !seed));
        let mut renumbered = shuffled.clone();
        renumbered.items.iter_mut().for_each(|item| *item = items[*item as usize]);
        renumbered.raters.iter_mut().for_each(|rater| *rater = raters[*rater as usize]);
        let mut reversed = table.clone();
        reversed.labels.iter_mut().for_each(|label| *label = 2 - *label);
        for kind in WeightKind::NAMED {
            let weights = Weights::new(kind, 3, Some(&class_values(3))).unwrap();
            let before = all_values(&table, &weights);
            prop_assert!(same(&before, &all_values(&renumbered, &weights)), "{kind:?}");
            if !kind.needs_values() {
                prop_assert!(same(&before, &all_values(&reversed, &weights)), "{kind:?}");
            }
        }
    }

    #[test]
    fn values_are_at_most_one_and_intervals_hold_them(table in longer_tables()) {
        for kind in WeightKind::NAMED {
            let weights = Weights::new(kind, 3, Some(&class_values(3))).unwrap();
            let all = all_coefficients(&table.judgments(), &weights).unwrap();
            for found in &all.coefficients {
                if let Ok(value) = found.value {
                    prop_assert!(value.is_finite() && value <= 1.0 + 1e-12, "{found:?}");
                }
                if let (Ok(value), Ok(interval)) = (found.value, found.interval) {
                    prop_assert!(interval.lower <= value + 1e-12 && value <= interval.upper + 1e-12, "{found:?}");
                    prop_assert!(interval.upper - interval.lower > 1e-9 && interval.upper <= 1.0 + 1e-9, "{found:?}");
                    prop_assert!(interval.lower.is_finite(), "{found:?}");
                }
            }
            for pair in &all.pairs {
                if let (Ok(kappa), Ok(most)) = (pair.kappa, pair.max_kappa) {
                    prop_assert!(kappa <= most + 1e-9, "{kind:?} {pair:?}");
                }
                if let (Ok(kappa), Ok(interval)) = (pair.kappa, pair.interval) {
                    prop_assert!(interval.contains(kappa) && interval.upper <= 1.0 + 1e-12, "{pair:?}");
                }
            }
        }
    }

    #[test]
    fn perfect_agreement_is_one_with_every_kind_of_weights(labels in prop::collection::vec(0u32..3, 12..40)) {
        prop_assume!(labels.iter().any(|&label| label != labels[0]));
        let rows: Vec<_> = labels.iter().map(|&label| vec![Some(label); 2]).collect();
        let table = Table::from_rows(&rows, 3);
        for kind in WeightKind::NAMED {
            let weights = Weights::new(kind, 3, Some(&class_values(3))).unwrap();
            for found in all_coefficients(&table.judgments(), &weights).unwrap().coefficients {
                prop_assert!((found.value.unwrap() - 1.0).abs() < 1e-12, "{kind:?} {found:?}");
            }
        }
    }
}
