//! How often the intervals of two-rater coefficients hold the true value, and how often they are shown.
//!
//! Run by hand: `cargo test --release -p assay-stats --test coverage -- --ignored --nocapture`. It
//! repeats the simulation behind the rules in `agreement`.

#![allow(clippy::print_stdout, reason = "the table is the result")]

mod common;

use assay_stats::*;
use common::Table;

const DRAWS: u64 = 4_000;

/// Both raters copy one draw with probability kappa, else draw on their own: Cohen's and Fleiss' kappa and
/// alpha are then `kappa` in the limit; AC1 follows from the two shares.
fn draw(kappa: f64, prevalence: f64, n: u32, seed: u64) -> Table {
    let uniform = |i: u32, j: u64| (mix(mix(seed, u64::from(i)), j) >> 11) as f64 / (1u64 << 53) as f64;
    let rows: Vec<_> = (0..n)
        .map(|i| {
            let first = u32::from(uniform(i, 0) >= prevalence);
            let copies = uniform(i, 1) < kappa;
            let second = if copies { first } else { u32::from(uniform(i, 2) >= prevalence) };
            vec![Some(first), Some(second)]
        })
        .collect();
    Table::from_rows(&rows, 2)
}

#[test]
#[ignore = "a simulation of minutes, to be run by hand"]
fn coverage_of_shown_intervals() {
    println!("kappa prevalence n: share shown and coverage of Cohen, Fleiss, AC1");
    for kappa in [0.3, 0.6, 0.8, 0.9] {
        for prevalence in [0.5, 0.7, 0.9, 0.95] {
            for n in [30, 50, 100, 200, 500] {
                let p_e: f64 = 2.0 * prevalence * (1.0 - prevalence);
                let p_a = kappa + (1.0 - kappa) * (1.0 - p_e);
                let truths = [kappa, kappa, (p_a - p_e) / (1.0 - p_e)];
                let mut tallies = [(0u32, 0u32); 3];
                for seed in 0..DRAWS {
                    let table = draw(kappa, prevalence, n, mix(77, seed));
                    let judgments = table.judgments();
                    let pair = cohen_pairs(&judgments).remove(0);
                    let intervals =
                        [pair.interval, fleiss_kappa(&judgments).interval, gwet_ac1(&judgments).interval];
                    for ((tally, interval), truth) in tallies.iter_mut().zip(intervals).zip(truths) {
                        if let Ok(interval) = interval {
                            tally.0 += 1;
                            tally.1 += u32::from(interval.contains(truth));
                        }
                    }
                }
                let text = tallies.map(|(shown, held)| {
                    format!(
                        "{:.2} {:.3}",
                        f64::from(shown) / DRAWS as f64,
                        f64::from(held) / f64::from(shown)
                    )
                });
                println!("{kappa:.1} {prevalence:.2} {n:3}: {}", text.join(" | "));
            }
        }
    }
}

/// `per_item` of `raters` judge each item; each label copies the item's latent class with probability
/// sqrt(kappa), so that kappa is the same for every pair.
fn draw_crowd(kappa: f64, prevalence: f64, shape: (u32, u32, usize), seed: u64) -> Table {
    let (raters, n, per_item) = shape;
    let uniform = |i: u32, j: u64| (mix(mix(seed, u64::from(i)), j) >> 11) as f64 / (1u64 << 53) as f64;
    let class = |u: f64| u32::from(u >= prevalence);
    let mut table = Table { n_items: n, n_raters: raters, n_classes: 2, ..Table::default() };
    for item in 0..n {
        let latent = class(uniform(item, 0));
        for &rater in &permutation(raters, mix(seed, u64::from(item)))[..per_item] {
            let copies = uniform(item, 2 * u64::from(rater) + 1) < kappa.sqrt();
            let label = if copies { latent } else { class(uniform(item, 2 * u64::from(rater) + 2)) };
            table.push(item, rater, label);
        }
    }
    table
}

#[test]
#[ignore = "a simulation of minutes, to be run by hand"]
fn coverage_of_the_mean_kappa() {
    const DRAWS: u64 = 400;
    println!("raters items labels-per-item kappa prevalence: share shown, coverage of the shown");
    for shape in [(5, 100, 3), (12, 100, 5), (12, 200, 5), (30, 300, 5), (30, 800, 10), (50, 800, 4)] {
        for (kappa, prevalence) in [(0.5, 0.5), (0.5, 0.8), (0.8, 0.5), (0.8, 0.8)] {
            let (mut shown, mut held) = (0u32, 0u32);
            for seed in 0..DRAWS {
                let table = draw_crowd(kappa, prevalence, shape, mix(99, seed));
                let judgments = table.judgments();
                let mean = cohen_kappa_mean(&judgments, &cohen_pairs(&judgments), seed);
                if let Ok(interval) = mean.coefficient.interval {
                    shown += 1;
                    held += u32::from(interval.contains(kappa));
                }
            }
            let (part, coverage) = (f64::from(shown) / DRAWS as f64, f64::from(held) / f64::from(shown));
            println!("{shape:?} {kappa:.1} {prevalence:.1}: {part:.2} {coverage:.3}");
        }
    }
}
