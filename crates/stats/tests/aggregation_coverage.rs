//! How often the intervals of accuracy, paired difference and calibration error hold the true value.
//!
//! Run by hand: `cargo test --release -p assay-stats --test aggregation_coverage -- --ignored --nocapture`.

#![allow(clippy::print_stdout, reason = "the table is the result")]

use assay_stats::*;

const DRAWS: u64 = 20_000;
const SIZES: [u64; 4] = [20, 50, 100, 400];

fn uniform(seed: u64, index: u64) -> f64 {
    (mix(seed, index) >> 11) as f64 / (1u64 << 53) as f64
}

/// Share of the draws whose interval holds `value`, as text.
fn coverage(value: f64, draw: impl Fn(u64) -> Estimate) -> String {
    let held = (0..DRAWS).filter(|&seed| draw(mix(99, seed)).interval.unwrap().contains(value));
    format!("{:.3}", held.count() as f64 / DRAWS as f64)
}

fn line(what: &str, cells: impl Iterator<Item = String>) {
    println!("{what:60} {}", cells.collect::<Vec<_>>().join("  "));
}

/// Two classes: right, wrong or tied.
fn decision(u: f64, right: f64, tied: f64) -> Decision {
    if u < tied {
        Decision::Tie(vec![0, 1])
    } else {
        Decision::Label(u32::from(u >= tied + (1.0 - tied) * right))
    }
}

#[test]
#[ignore = "a simulation, to be run by hand"]
fn coverage_of_accuracy_with_ties_split() {
    println!("coverage at n = {SIZES:?}");
    for right in [0.5, 0.7, 0.9, 0.98] {
        for tied in [0.0, 0.1, 0.3] {
            let value = tied / 2.0 + (1.0 - tied) * right;
            let of = |n: u64| {
                coverage(value, |seed| {
                    let decisions: Vec<Decision> =
                        (0..n).map(|item| decision(uniform(seed, item), right, tied)).collect();
                    decision_accuracy(&decisions, &vec![Some(0); n as usize]).unwrap().ties_split.unwrap()
                })
            };
            line(&format!("accuracy: decided items right {right}, tied {tied}"), SIZES.into_iter().map(of));
        }
    }
}

#[test]
#[ignore = "a simulation, to be run by hand"]
fn coverage_of_paired_differences() {
    println!("coverage at n = {SIZES:?}");
    for (first, second) in [(0.0, 0.0), (0.01, 0.01), (0.05, 0.05), (0.05, 0.01), (0.2, 0.2), (0.2, 0.02)] {
        let of = |n: u64| {
            coverage(first - second, |seed| {
                let draws: Vec<f64> = (0..n).map(|item| uniform(seed, item)).collect();
                let label = |wrong: bool| Decision::Label(u32::from(wrong));
                let a: Vec<Decision> =
                    draws.iter().map(|&u| label((first..first + second).contains(&u))).collect();
                let b: Vec<Decision> = draws.iter().map(|&u| label(u < first)).collect();
                paired_accuracy(&a, &b, &vec![Some(0); n as usize]).unwrap().difference.unwrap()
            })
        };
        line(
            &format!("difference: only first right {first}, only second {second}"),
            SIZES.into_iter().map(of),
        );
    }
}

#[test]
#[ignore = "a simulation, to be run by hand"]
fn coverage_of_paired_differences_with_ties() {
    println!("coverage at n = {SIZES:?}");
    for (only, tied) in [(0.05, 0.1), (0.05, 0.3), (0.0, 0.2), (0.2, 0.2)] {
        // The second is tied where the first decides, right with .8.
        let value = tied * (0.8 - 0.5) + only;
        let of = |n: u64| {
            coverage(value, |seed| {
                let (mut a, mut b) = (Vec::new(), Vec::new());
                for item in 0..n {
                    let u = uniform(seed, item);
                    let right = u < only || uniform(seed + 1, item) < 0.8;
                    a.push(Decision::Label(u32::from(!right)));
                    b.push(match u {
                        u if u < only => Decision::Label(1),
                        u if u < only + tied => Decision::Tie(vec![0, 1]),
                        _ => Decision::Label(u32::from(!right)),
                    });
                }
                paired_accuracy(&a, &b, &vec![Some(0); n as usize]).unwrap().difference.unwrap()
            })
        };
        line(&format!("difference: only first right {only}, second tied {tied}"), SIZES.into_iter().map(of));
    }
}

#[test]
#[ignore = "a simulation, to be run by hand"]
fn coverage_of_the_calibration_error() {
    println!("coverage at n = {SIZES:?}");
    // Leading posteriors spread evenly over a range; right with that probability, less what is overstated.
    for (low, high) in [(0.5, 1.0), (0.8, 1.0), (0.95, 1.0)] {
        for over in [0.0, 0.1, 0.3] {
            let of = |n: u64| {
                coverage(over, |seed| {
                    let rows = (0..n).map(|item| low + (high - low) * uniform(seed, item));
                    let posteriors: Vec<f64> = rows.flat_map(|p| [p, 1.0 - p]).collect();
                    let right = |item: u64| uniform(seed + 1, item) < posteriors[2 * item as usize] - over;
                    let truth: Vec<Option<u32>> = (0..n).map(|item| Some(u32::from(!right(item)))).collect();
                    honesty(&posteriors, 2, &truth).unwrap().calibration_error
                })
            };
            line(
                &format!("calibration error: posteriors {low} to {high}, overstated by {over}"),
                SIZES.into_iter().map(of),
            );
        }
    }
    // The worst case: posteriors that have nothing to do with what is right.
    let of = |n: u64| {
        coverage(0.25, |seed| {
            let rows = (0..n).map(|item| 0.5 + 0.5 * uniform(seed, item));
            let posteriors: Vec<f64> = rows.flat_map(|p| [p, 1.0 - p]).collect();
            let truth: Vec<Option<u32>> = (0..n).map(|item| Some((mix(seed + 1, item) % 2) as u32)).collect();
            honesty(&posteriors, 2, &truth).unwrap().calibration_error
        })
    };
    line("calibration error: posteriors 0.5 to 1, right half of the time", SIZES.into_iter().map(of));
}
