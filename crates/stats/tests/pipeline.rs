//! Stages of a pipeline: the worked example, Shapley values by all orders, reasons.

mod common;

use assay_stats::*;
use common::close;
use proptest::prelude::*;

fn value(figure: Result<Estimate, Undefined>) -> f64 {
    figure.unwrap().value
}

/// 100 examples: 72 right as they are, 17 mended by stage 1, 1 by stage 2, 10 by stage 3.
fn worked() -> Vec<Vec<bool>> {
    [72, 89, 90, 100].map(|right| (0..100).map(|i| i < right).collect()).to_vec()
}

fn slices(runs: &[Vec<bool>]) -> Vec<&[bool]> {
    runs.iter().map(Vec::as_slice).collect()
}

#[test]
fn worked_example() {
    let runs = worked();
    let ceiling = cumulative_ceiling(&slices(&runs)).unwrap();
    for (found, expected) in ceiling.accuracy.iter().zip([0.72, 0.89, 0.90, 1.0]) {
        close(value(*found), expected, "accuracy");
    }
    for (found, expected) in ceiling.gains.iter().zip([0.17, 0.01, 0.10]) {
        close(value(*found), expected, "gain");
        assert!(found.unwrap().interval.unwrap().contains(expected) && found.unwrap().n == 100);
    }
    assert_eq!(ceiling.gains.len(), 3);
    let first = first_stage(&slices(&runs)).unwrap();
    assert_eq!((first.errors, first.unexplained.errors), (28, 0.0));
    for (found, expected) in first.stages.iter().zip([17u64, 1, 10]) {
        assert_eq!(found.errors, expected as f64);
        assert_eq!(found.share_of_errors.unwrap().interval.unwrap(), wilson(expected, 28).unwrap());
        assert_eq!(found.points.unwrap().interval.unwrap(), wilson(expected, 100).unwrap());
    }
    assert_eq!(first.causes[0], Cause::None);
    assert_eq!([first.causes[72], first.causes[89], first.causes[99]], [0, 1, 2].map(Cause::Stage));
}

#[test]
fn the_order_decides_and_the_mean_over_orders_does_not() {
    // Two stages; either correction mends the error of the first example, both are needed for that of the second.
    let sets = [[false, false], [true, false], [true, false], [true, true]].map(|run| run.to_vec());
    let one_first = first_stage(&[&sets[0], &sets[1], &sets[3]]).unwrap();
    let two_first = first_stage(&[&sets[0], &sets[2], &sets[3]]).unwrap();
    assert_eq!(one_first.causes, [Cause::Stage(0), Cause::Stage(1)]);
    assert_eq!(two_first.causes, one_first.causes);
    let shared = over_orders(&slices(&sets)).unwrap();
    assert_eq!(shared.shares, [0.5, 0.5, 0.5, 0.5]);
    assert_eq!(shared.examples, [0, 1]);
    let stage = shared.stages[1];
    assert_eq!((stage.errors, value(stage.share_of_errors), value(stage.points)), (1.0, 0.5, 0.5));
    let method = stage.share_of_errors.unwrap().interval.unwrap().method;
    assert_eq!(method, IntervalMethod::WilsonConservative);
}

#[test]
fn reasons() {
    assert_eq!(cumulative_ceiling(&[]).unwrap_err().code(), "no_stages");
    assert_eq!(first_stage(&[&[true]]).unwrap_err().code(), "no_stages");
    assert_eq!(first_stage(&[&[true], &[]]).unwrap_err().code(), "length_mismatch");
    let run: &[bool] = &[false];
    for runs in [0, 1, 3, 512] {
        assert_eq!(over_orders(&vec![run; runs]).unwrap_err().code(), "not_all_combinations");
    }
    let none = first_stage(&[&[true], &[true]]).unwrap();
    assert_eq!(none.stages[0].share_of_errors, Err(Undefined::NoErrors));
    assert_eq!(value(none.stages[0].points), 0.0);
    assert_eq!(
        over_orders(&[&[true], &[true]]).unwrap().unexplained.share_of_errors,
        Err(Undefined::NoErrors)
    );
    let empty = cumulative_ceiling(&[&[], &[]]).unwrap();
    assert_eq!(
        (empty.accuracy[0], empty.gains[0]),
        (Err(Undefined::NothingScored), Err(Undefined::NothingScored))
    );
    // Never mended.
    let stuck = over_orders(&[run; 256]).unwrap();
    assert_eq!((stuck.unexplained.errors, stuck.shares.iter().sum::<f64>()), (1.0, 0.0));
}

/// All orders of 0..m.
fn orders(m: usize) -> Vec<Vec<usize>> {
    if m == 0 {
        return vec![Vec::new()];
    }
    let shorter = orders(m - 1);
    (0..m)
        .flat_map(|place| {
            shorter.iter().map(move |order| {
                let mut order = order.clone();
                order.insert(place, m - 1);
                order
            })
        })
        .collect()
}

proptest! {
    #[test]
    fn as_all_orders(m in 1usize..6, bits in prop::collection::vec(any::<u32>(), 1..6), monotone: bool) {
        let runs: Vec<Vec<bool>> = (0..1u32 << m)
            .map(|set| {
                let right = |seed: &u32| {
                    // Monotone: right once the set holds all of one of two random sets of stages.
                    let whole = |need: u32| need != 0 && set & need == need;
                    let mask = (1 << m) - 1;
                    if monotone { whole(seed & mask) || whole(seed >> 8 & mask) } else { seed >> set & 1 == 1 }
                };
                bits.iter().map(right).collect()
            })
            .collect();
        let found = over_orders(&slices(&runs)).unwrap();
        let orders = orders(m);
        for (at, &example) in found.examples.iter().enumerate() {
            let (mut first, mut marginal) = (vec![0.0; m], vec![0.0; m]);
            for order in &orders {
                let (mut set, mut open) = (0usize, true);
                for &stage in order {
                    let before = runs[set][example as usize];
                    set |= 1 << stage;
                    let after = runs[set][example as usize];
                    marginal[stage] += f64::from(u8::from(after)) - f64::from(u8::from(before));
                    if open && after {
                        first[stage] += 1.0;
                        open = false;
                    }
                }
            }
            for stage in 0..m {
                let share = found.shares[at * m + stage];
                prop_assert!((share - first[stage] / orders.len() as f64).abs() < 1e-12);
                if monotone {
                    prop_assert!((share - marginal[stage] / orders.len() as f64).abs() < 1e-12);
                }
            }
        }
        let credited: f64 = found.stages.iter().map(|stage| stage.errors).sum();
        prop_assert!((credited + found.unexplained.errors - found.examples.len() as f64).abs() < 1e-9);
    }
}
