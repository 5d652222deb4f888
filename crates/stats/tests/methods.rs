//! Aggregation by a method's name, and gold that never scores itself.

use assay_stats::{
    Decision, FitError, Gold, Judgments, Method, Smoothing, Stop, aggregate, dawid_skene, gold_accuracy,
    gold_weighted_majority, majority, weighted_majority,
};
use proptest::prelude::*;

const ITEMS: u32 = 6;
const RATERS: u32 = 4;
const CLASSES: u32 = 3;

fn rows() -> impl Strategy<Value = Vec<(u32, u32, u32)>> {
    prop::collection::vec((0..ITEMS, 0..RATERS, 0..CLASSES), 1..40)
}

fn split(rows: &[(u32, u32, u32)]) -> [Vec<u32>; 3] {
    [|r: &(u32, u32, u32)| r.0, |r: &(u32, u32, u32)| r.1, |r: &(u32, u32, u32)| r.2]
        .map(|of| rows.iter().map(of).collect())
}

proptest! {
    #[test]
    fn a_gold_item_is_labelled_as_if_it_were_no_gold(rows in rows(), truth in prop::collection::vec(0..CLASSES, ITEMS as usize)) {
        let [items, raters, labels] = split(&rows);
        let judgments = Judgments::new(&items, &raters, &labels, ITEMS, RATERS, CLASSES).unwrap();
        let truth: Vec<Option<u32>> = truth.into_iter().map(Some).collect();
        let gold = Gold::from_truth(&truth, CLASSES).unwrap();
        let all = gold_weighted_majority(&judgments, &gold).unwrap();
        for item in 0..ITEMS as usize {
            let mut others = truth.clone();
            others[item] = None;
            let others = Gold::from_truth(&others, CLASSES).unwrap();
            let weights: Vec<f64> = gold_accuracy(&judgments, &others).unwrap().iter().map(|r| r.weight).collect();
            let without = weighted_majority(&judgments, &weights).unwrap();
            let range = item * CLASSES as usize..(item + 1) * CLASSES as usize;
            if rows.iter().any(|row| row.0 as usize == item) {
                for (a, b) in all.posteriors[range.clone()].iter().zip(&without.posteriors[range]) {
                    prop_assert!((a - b).abs() < 1e-9, "{a} {b}");
                }
                prop_assert_eq!(all.labels[item], without.labels[item]);
            }
        }
    }

    #[test]
    fn every_method_answers_each_item_once(rows in rows(), method in prop::sample::select(&Method::ALL[..])) {
        let [items, raters, labels] = split(&rows);
        let judgments = Judgments::new(&items, &raters, &labels, ITEMS, RATERS, CLASSES).unwrap();
        let gold = Gold::from_truth(&[Some(0), Some(1), Some(2), None, None, None], CLASSES).unwrap();
        let answer = match aggregate(&judgments, method, Smoothing::default(), Stop::default(), &gold, None) {
            Err(FitError::TooFewGold { .. }) => {
                prop_assert!(method == Method::GoldWeighted && rows.iter().all(|row| row.0 > 2));
                return Ok(());
            }
            other => other.unwrap(),
        };
        prop_assert_eq!(Method::from_name(method.name()), Some(method));
        for (item, decision) in answer.decisions().iter().enumerate() {
            let confidence = answer.confidence(item).unwrap_or(0.0);
            let n = rows.iter().filter(|row| row.0 as usize == item).count();
            prop_assert_eq!(answer.n_judgments[item] as usize, n);
            prop_assert_eq!(n == 0, *decision == Decision::None);
            let low = if n == 0 { 0.0 } else { 1.0 / 3.0 - 1e-9 };
            prop_assert!((low..=1.0 + 1e-9).contains(&confidence) && (n > 0 || confidence == 0.0));
        }
        prop_assert_eq!(answer.fit.is_some(), !matches!(method, Method::Majority | Method::GoldWeighted));
    }
}

#[test]
fn an_item_that_is_scored_is_not_clamped() {
    // Both raters say 0 of item 0; its gold says 1.
    let (items, raters, labels) = ([0, 0, 1, 1, 2, 2], [0, 1, 0, 1, 0, 1], [0, 0, 1, 1, 0, 0]);
    let judgments = Judgments::new(&items, &raters, &labels, 3, 2, 2).unwrap();
    let gold = Gold::from_truth(&[Some(1), None, None], 2).unwrap();
    let clamped =
        aggregate(&judgments, Method::DawidSkene, Smoothing::default(), Stop::default(), &gold, None)
            .unwrap();
    assert_eq!(clamped.decisions()[0], Decision::Label(1));
    let scored = aggregate(
        &judgments,
        Method::DawidSkene,
        Smoothing::default(),
        Stop::default(),
        &gold,
        Some(&[Some(1), None, None]),
    )
    .unwrap();
    assert_eq!(scored.decisions()[0], Decision::Label(0));
    let plain = dawid_skene(&judgments, Default::default(), Default::default(), &Gold::default()).unwrap();
    assert_eq!(scored.posteriors, plain.consensus.posteriors);
    let votes =
        aggregate(&judgments, Method::Majority, Smoothing::default(), Stop::default(), &gold, None).unwrap();
    assert_eq!(votes.decisions()[0].label(), majority(&judgments)[0].label());
}

#[test]
fn a_majority_of_one_class_needs_no_second_one() {
    let judgments = Judgments::new(&[0, 0], &[0, 1], &[0, 0], 2, 2, 1).unwrap();
    let found = aggregate(
        &judgments,
        Method::Majority,
        Smoothing::default(),
        Stop::default(),
        &Gold::default(),
        None,
    )
    .unwrap();
    assert_eq!(found.labels, [Some(0), None]);
    assert_eq!((found.confidence(0), found.confidence(1)), (Some(1.0), None));
}
