//! What must hold for aggregation on any data.

mod common;

use assay_stats::*;
use common::Table;
use proptest::prelude::*;

const METHODS: [Method; 4] = [Method::DawidSkene, Method::OneCoin, Method::Glad, Method::Mace];

/// Up to 12 items, 6 raters and 4 classes, at least one judgment, repeats and gaps allowed.
fn tables() -> impl Strategy<Value = Table> {
    (1u32..12, 1u32..6, 2u32..5).prop_flat_map(|(n_items, n_raters, n_classes)| {
        prop::collection::vec((0..n_items, 0..n_raters, 0..n_classes), 1..60).prop_map(move |rows| {
            let mut table = Table { n_items, n_raters, n_classes, ..Table::default() };
            rows.into_iter().for_each(|(item, rater, label)| table.push(item, rater, label));
            table
        })
    })
}

/// Acceptable classes of some items.
fn gold_for(table: &Table, seed: u64) -> Gold {
    let gold = |item: u32| mix(seed, u64::from(item)).is_multiple_of(3);
    let items: Vec<u32> = (0..table.n_items).filter(|&item| gold(item)).collect();
    let classes: Vec<u32> = items
        .iter()
        .map(|&item| (mix(seed + 1, u64::from(item)) % u64::from(table.n_classes)) as u32)
        .collect();
    Gold::new(&items, &classes, table.n_items, table.n_classes).unwrap()
}

fn smoothings() -> impl Strategy<Value = Smoothing> {
    prop_oneof![
        Just(Smoothing::Dirichlet { count: 0.0 }),
        (0.001..3.0).prop_map(|count| Smoothing::Dirichlet { count }),
        (0.01..3.0).prop_map(|strength| Smoothing::Pooled { strength }),
    ]
}

fn stop(n: u32) -> Stop {
    Stop { max_iterations: n, tolerance: 0.0 }
}

/// The objective of each iteration.
fn histories(table: &Table, smoothing: Smoothing, gold: &Gold) -> [Vec<f64>; 4] {
    let judgments = table.judgments();
    [
        dawid_skene(&judgments, smoothing, stop(40), gold).unwrap().consensus.history,
        one_coin(&judgments, smoothing, stop(40), gold).unwrap().consensus.history,
        glad(&judgments, stop(40), gold).unwrap().consensus.history,
        mace(&judgments, stop(40), gold).unwrap().consensus.history,
    ]
}

fn run(table: &Table, method: Method, smoothing: Smoothing, gold: &Gold) -> Consensus {
    aggregate(&table.judgments(), method, smoothing, stop(15), gold, None).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn the_objective_never_falls(table in tables(), smoothing in smoothings(), seed in any::<u64>()) {
        for gold in [Gold::default(), gold_for(&table, seed % 1_000)] {
            for (method, history) in METHODS.iter().zip(histories(&table, smoothing, &gold)) {
                prop_assert!(history.iter().all(|value| value.is_finite()), "{method:?} {history:?}");
                for pair in history.windows(2) {
                    let slack = 1e-9 * pair[0].abs().max(1.0);
                    prop_assert!(pair[1] >= pair[0] - slack, "{method:?} {smoothing:?} {history:?}");
                }
            }
        }
    }

    #[test]
    fn posteriors_are_distributions_and_labels_lead(
        table in tables(), smoothing in smoothings(), seed in any::<u64>()
    ) {
        let k = table.n_classes as usize;
        for gold in [Gold::default(), gold_for(&table, seed % 1_000)] {
            for method in METHODS {
                let found = run(&table, method, smoothing, &gold);
                prop_assert_eq!(found.n_judgments.iter().sum::<u32>() as usize, table.items.len());
                for item in 0..table.n_items as usize {
                    let row = found.posterior(item);
                    prop_assert!((row.iter().sum::<f64>() - 1.0).abs() < 1e-9, "{:?} {:?}", method, row);
                    prop_assert!(row.iter().all(|p| (0.0..=1.0 + 1e-12).contains(p)));
                    prop_assert_eq!(found.confidence(item).is_some(), found.n_judgments[item] > 0);
                    if let Some(label) = found.labels[item] {
                        prop_assert!(row.iter().all(|&p| p <= row[label as usize]));
                    }
                    let acceptable = gold.acceptable(item);
                    for class in (0..table.n_classes).filter(|c| !acceptable.is_empty() && !acceptable.contains(c)) {
                        prop_assert_eq!(row[class as usize], 0.0);
                    }
                }
                for rater in 0..table.n_raters as usize {
                    let judged = table.raters.contains(&(rater as u32));
                    for row in found.confusion_of(rater).iter().flat_map(|m| m.chunks_exact(k)).filter(|_| judged) {
                        prop_assert!((row.iter().sum::<f64>() - 1.0).abs() < 1e-9, "{:?} {:?}", method, row);
                    }
                }
            }
        }
    }

    #[test]
    fn order_of_rows_and_names_of_classes_do_not_matter(
        table in tables(), smoothing in smoothings(), shift in 1u32..4, seed in any::<u64>()
    ) {
        let k = table.n_classes;
        let shift = shift % k;
        let order: Vec<usize> =
            permutation(table.items.len() as u32, seed).into_iter().map(|row| row as usize).collect();
        let shuffled = table.keep(&order);
        let turned = Table { labels: table.labels.iter().map(|l| (l + shift) % k).collect(), ..table.clone() };
        for method in [METHODS.as_slice(), &[Method::Majority]].concat() {
            let found = run(&table, method, smoothing, &Gold::default());
            let again = run(&shuffled, method, smoothing, &Gold::default());
            prop_assert_eq!(&found.posteriors, &again.posteriors, "{:?}", method);
            let other = run(&turned, method, smoothing, &Gold::default());
            for item in 0..table.n_items as usize {
                for class in 0..k {
                    let (a, b) = (found.posterior(item)[class as usize], other.posterior(item)[((class + shift) % k) as usize]);
                    prop_assert!((a - b).abs() < 1e-6, "{method:?} {smoothing:?} item {item}: {a} {b}");
                }
            }
        }
    }

    #[test]
    fn accuracy_stays_between_its_parts(table in tables(), seed in any::<u64>()) {
        let truth: Vec<Option<u32>> = (0..u64::from(table.n_items))
            .map(|item| (!mix(seed, item).is_multiple_of(4)).then_some((mix(seed, item) % u64::from(table.n_classes)) as u32))
            .collect();
        let decisions = run(&table, Method::Majority, Smoothing::default(), &Gold::default()).decisions();
        let found = decision_accuracy(&decisions, &truth).unwrap();
        if let (Ok(ties), Ok(cover)) = (found.ties_split, found.coverage) {
            let decided = found.decided.map_or(0.0, |decided| decided.value);
            // Undecided items score between 0 and 1/2.
            prop_assert!(ties.value >= decided * cover.value - 1e-9);
            prop_assert!(ties.value <= decided * cover.value + 0.5 * (1.0 - cover.value) + 1e-9);
            let interval = ties.interval.unwrap();
            prop_assert!(interval.lower < interval.upper && interval.contains(ties.value));
            let paired = paired_accuracy(&decisions, &decisions, &truth).unwrap().difference.unwrap();
            let interval = paired.interval.unwrap();
            prop_assert!(paired.value == 0.0 && interval.lower < 0.0 && interval.upper > 0.0);
        }
    }

    #[test]
    fn a_temperature_keeps_the_leader_and_the_sum(
        table in tables(), temperature in 0.2f64..20.0
    ) {
        let found = run(&table, Method::DawidSkene, Smoothing::default(), &Gold::default());
        let heated = at_temperature(&found.posteriors, found.n_classes, temperature).unwrap();
        let k = table.n_classes as usize;
        for (row, was) in heated.chunks_exact(k).zip(found.posteriors.chunks_exact(k)) {
            prop_assert!((row.iter().sum::<f64>() - 1.0).abs() < 1e-9);
            let largest = |row: &[f64]| row.iter().copied().fold(0.0, f64::max);
            let sign = (temperature - 1.0) * (largest(row) - largest(was));
            prop_assert!(sign <= 1e-9, "{row:?} {was:?}");
        }
    }
}

#[test]
fn one_judgment_and_one_rater() {
    let table =
        Table { items: vec![1], raters: vec![0], labels: vec![1], n_items: 3, n_raters: 2, n_classes: 2 };
    for method in METHODS {
        let found = run(&table, method, Smoothing::default(), &Gold::default());
        assert_eq!(found.labels, [None, Some(1), None], "{method:?}");
        assert_eq!(found.confidence(0), None);
    }
    let gold = Gold::from_truth(&[None, Some(1), None], 2).unwrap();
    let found = run(&table, Method::GoldWeighted, Smoothing::default(), &gold);
    // Without its own gold item nothing is known of the only rater.
    assert_eq!((found.labels[1], found.confidence(1)), (None, Some(0.5)));
    let judgments = table.judgments();
    let refused = aggregate(
        &judgments,
        Method::GoldWeighted,
        Smoothing::default(),
        Stop::default(),
        &Gold::default(),
        None,
    );
    assert_eq!(refused, Err(FitError::TooFewGold { found: 0, needed: 1 }));
    for method in Method::ALL {
        assert_eq!(Method::from_name(method.name()), Some(method));
    }
    assert_eq!(Method::from_name("Majority"), None);
}
