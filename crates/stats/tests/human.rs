//! Human-level performance: by hand, and what must hold.

mod common;

use assay_stats::*;
use common::{Table, close};
use proptest::prelude::*;

fn table() -> Table {
    let row = |labels: [i32; 3]| labels.map(|label| u32::try_from(label).ok()).to_vec();
    Table::from_rows(&[row([0, 0, 1]), row([1, 1, 1]), row([0, 1, -1]), row([2, -1, -1])], 3)
}

#[test]
fn against_a_reference() {
    let table = table();
    let found = human_against_reference(&table.judgments(), &[Some(0), Some(1), Some(1), None]).unwrap();
    let pooled = found.pooled.unwrap();
    close(pooled.value, 6.0 / 8.0, "2 + 3 + 1 of 8");
    assert_eq!((pooled.n, found.items, found.unscored), (8, 3, 1));
    let accuracy = |rater: usize| found.raters[rater].accuracy.unwrap();
    close(accuracy(0).value, 2.0 / 3.0, "rater 0");
    close(accuracy(2).value, 0.5, "rater 2");
    let class = found.classes[1];
    close(class.accuracy.unwrap().value, 0.8, "class 1");
    assert_eq!((class.items, found.classes[2].accuracy), (2, Err(Undefined::NothingScored)));
    assert!(human_against_reference(&table.judgments(), &[None]).is_err());
}

#[test]
fn judgments_of_one_item_count_as_one_where_they_are_alike() {
    let rows: Vec<_> = (0..40).map(|item| vec![Some(u32::from(item % 2 == 0)); 3]).collect();
    let table = Table::from_rows(&rows, 2);
    let found = human_against_reference(&table.judgments(), &[Some(0); 40]).unwrap();
    // p = 1/2 of 120 judgments; V gives 39 cases, below the 40 items: Wilson's interval at 40 with t(39).
    let interval = found.pooled.unwrap().interval.unwrap();
    let t = 2.022_690_920_036_762f64;
    let half = t * (0.25 / 40.0 + t * t / 6_400.0).sqrt() / (1.0 + t * t / 40.0);
    close(interval.upper, 0.5 + half, "upper");
    close(interval.lower, 0.5 - half, "lower");
    assert_eq!(interval.method, IntervalMethod::WilsonEffective);
    // One wrong of 3 on half of the items: the judgments tell more than the items.
    let rows: Vec<_> =
        (0..40u32).map(|item| (0..3).map(|rater| Some(u32::from(rater == item % 6))).collect()).collect();
    let table = Table::from_rows(&rows, 2);
    let found = human_against_reference(&table.judgments(), &[Some(0); 40]).unwrap();
    let independent = found.pooled.unwrap().interval.unwrap();
    assert!(independent.upper - independent.lower < 0.7 * (interval.upper - interval.lower));
}

#[test]
fn against_the_others() {
    let found = human_against_others(&table().judgments());
    // Item 0: the others of rater 0 tie (1/2), so do those of rater 1; rater 2 is alone. Item 2: both miss.
    close(found.pooled.unwrap().value, (0.5 + 0.5 + 0.0 + 3.0 + 0.0 + 0.0) / 8.0, "pooled");
    assert_eq!((found.items, found.unscored), (3, 1));
    close(found.raters[1].accuracy.unwrap().value, 0.5, "rater 1: .5, 1, 0");
    // Item 2 holds rater 0's 0 against 1 and rater 1's 1 against 0; item 0 rater 2's 1 against 0.
    assert_eq!((found.classes[0].items, found.classes[1].items), (2, 2));
}

#[test]
fn where_all_are_right_the_interval_has_width() {
    let rows: Vec<_> = (0..20).map(|_| vec![Some(0), Some(0), Some(0)]).collect();
    let table = Table::from_rows(&rows, 2);
    let found = human_against_reference(&table.judgments(), &[Some(0); 20]).unwrap();
    let interval = found.pooled.unwrap().interval.unwrap();
    // No better known than from 20 cases, with t(19) for z.
    close(interval.lower, 20.0 / (20.0 + 2.093_024_054_408_263f64.powi(2)), "lower");
    assert_eq!(found.raters[0].accuracy.unwrap().interval.unwrap(), wilson(20, 20).unwrap());
}

#[test]
fn a_gap_is_paired_and_warns() {
    let table = table();
    let judgments = table.judgments();
    let reference = [Some(0), Some(1), Some(1), None];
    let design = ReferenceDesign { random_items: false, blind: true };
    let gap = human_gap(&judgments, &reference, &[Some(0), Some(0), None, Some(1)], design).unwrap().unwrap();
    close(gap.human.value, (2.0 / 3.0 + 1.0) / 2.0, "human");
    close(gap.model.value, 0.5, "model");
    close(gap.gap.value, 1.0 / 3.0, "gap");
    assert_eq!(gap.warnings, [HumanWarning::HumanOnly { items: 1 }, HumanWarning::NotRandom]);
    assert_eq!(gap.verdict, ComparisonVerdict::Undecided);
    let none = human_gap(&judgments, &reference, &[None; 4], design).unwrap();
    assert_eq!(none, Err(Undefined::NothingScored));
    assert!(human_gap(&judgments, &reference, &[None; 3], design).is_err());
}

#[test]
fn one_judgment_each_is_newcombes_paired_interval() {
    // Newcombe 1998b without continuity correction, by hand for 8, 2, 1, 9 of 20.
    let (mut rows, mut model) = (vec![], vec![]);
    for (count, human, right) in [(8, 0u32, 0u32), (2, 0, 1), (1, 1, 0), (9, 1, 1)] {
        for _ in 0..count {
            rows.push(vec![Some(human)]);
            model.push(Some(right));
        }
    }
    let table = Table::from_rows(&rows, 2);
    let design = ReferenceDesign { random_items: true, blind: true };
    let gap = human_gap(&table.judgments(), &[Some(0); 20], &model, design).unwrap().unwrap();
    close(gap.gap.value, 0.05, "10 of 20 against 9 of 20");
    let phi = (8.0 * 9.0 - 2.0 * 1.0) / f64::sqrt(10.0 * 10.0 * 9.0 * 11.0);
    let (a, b) = (gap.human.interval.unwrap(), wilson(9, 20).unwrap());
    let (dl, du) = (0.5 - a.lower, a.upper - 0.5);
    let (el, eu) = (0.45 - b.lower, b.upper - 0.45);
    let interval = gap.gap.interval.unwrap();
    close(interval.lower, 0.05 - (dl * dl - 2.0 * phi * dl * eu + eu * eu).sqrt(), "lower");
    close(interval.upper, 0.05 + (du * du - 2.0 * phi * du * el + el * el).sqrt(), "upper");
    assert!(gap.warnings.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn shares_lie_in_their_intervals(
        rows in prop::collection::vec(prop::collection::vec(prop::option::weighted(0.7, 0u32..3), 4), 1..15),
        seed: u64,
    ) {
        let table = Table::from_rows(&rows, 3);
        let reference: Vec<Option<u32>> = (0..rows.len() as u64).map(|i| Some((mix(seed, i) % 3) as u32)).collect();
        let judgments = table.judgments();
        for found in [human_against_reference(&judgments, &reference).unwrap(), human_against_others(&judgments)] {
            let estimates = found.raters.iter().map(|rater| rater.accuracy);
            let estimates = estimates.chain(found.classes.iter().map(|class| class.accuracy)).chain([found.pooled]);
            for estimate in estimates.flatten() {
                prop_assert!((0.0..=1.0).contains(&estimate.value));
                if let Ok(interval) = estimate.interval {
                    prop_assert!(interval.contains(estimate.value) && interval.lower < interval.upper);
                    prop_assert!(interval.lower >= 0.0 && interval.upper <= 1.0);
                }
            }
        }
    }
}
