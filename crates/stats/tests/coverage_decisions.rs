//! How often the 95 % intervals of gold, audits, human level, metrics and comparisons hold the true value.
//!
//! Run by hand: `cargo test --release -p assay-stats --test coverage_decisions -- --ignored --nocapture
//! --test-threads 1`. One line per statistic and n: the least, the mean and the largest coverage over the true
//! values named, the share of draws on which an interval is shown at the least, and where that is.

#![allow(clippy::print_stdout, reason = "the table is the result")]

mod common;

use assay_stats::*;
use common::Table;
use rayon::prelude::*;

const SIZES: [u64; 4] = [20, 50, 100, 400];
const DRAWS: u64 = 4_000;

fn uniform(seed: u64, i: u64) -> f64 {
    (mix(seed, i) >> 11) as f64 / (1u64 << 53) as f64
}

fn normal(seed: u64, i: u64) -> f64 {
    let (a, b) = (uniform(seed, 2 * i).max(1e-300), uniform(seed, 2 * i + 1));
    (-2.0 * a.ln()).sqrt() * (std::f64::consts::TAU * b).cos()
}

/// Coverage of the shown intervals and the share shown, of several statistics with their true values.
fn simulate<const K: usize>(
    draw: impl Fn(u64) -> [Option<Interval>; K] + Sync,
    truth: [f64; K],
) -> [(f64, f64); K] {
    let draws: Vec<[Option<Interval>; K]> = (0..DRAWS).into_par_iter().map(|i| draw(mix(2_024, i))).collect();
    std::array::from_fn(|k| {
        let shown: Vec<Interval> = draws.iter().filter_map(|draw| draw[k]).collect();
        let held = shown.iter().filter(|interval| interval.contains(truth[k])).count();
        (held as f64 / shown.len().max(1) as f64, shown.len() as f64 / DRAWS as f64)
    })
}

/// One line: `cells` are (true value, coverage, share shown).
fn line(name: &str, n: u64, cells: &[(String, (f64, f64))]) {
    let shown: Vec<_> = cells.iter().filter(|cell| cell.1.1 > 0.02).collect();
    let Some(least) = shown.iter().min_by(|a, b| a.1.0.total_cmp(&b.1.0)) else {
        println!("{name:34} n = {n:3}: never shown");
        return;
    };
    let mean = shown.iter().map(|cell| cell.1.0).sum::<f64>() / shown.len() as f64;
    let most = shown.iter().map(|cell| cell.1.0).fold(0.0, f64::max);
    println!(
        "{name:34} n = {n:3}: {:.3} {mean:.3} {most:.3} (shown {:.2}) at {}",
        least.1.0, least.1.1, least.0
    );
}

fn interval_of(estimate: Result<Estimate, Undefined>) -> Option<Interval> {
    estimate.ok()?.interval.ok()
}

fn choose(n: u64, k: u64, p: f64) -> f64 {
    let log: f64 = (1..=k).map(|i| ((n - k + i) as f64 / i as f64).ln()).sum();
    (log + k as f64 * p.ln() + (n - k) as f64 * (1.0 - p).ln()).exp()
}

/// A method for a proportion.
type Proportion = fn(u64, u64) -> Option<Interval>;

#[test]
#[ignore = "a table, to be printed by hand"]
fn proportions_exactly() {
    let methods: [(&str, Proportion); 3] =
        [("Wilson", wilson), ("Wilson modified", wilson_modified), ("Clopper-Pearson", clopper_pearson)];
    for (name, method) in methods {
        for n in SIZES {
            let cells: Vec<_> = [0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995]
                .into_iter()
                .map(|p| {
                    let held = |k: &u64| method(*k, n).unwrap().contains(p);
                    let coverage: f64 = (0..=n).filter(held).map(|k| choose(n, k, p)).sum();
                    (format!("{p}"), (coverage, 1.0))
                })
                .collect();
            line(name, n, &cells);
        }
    }
}

/// A confusion matrix of `n` items with these cell probabilities.
fn draw_matrix(cells: &[f64], n: u64, seed: u64) -> Confusion {
    let mut counts = vec![0; cells.len()];
    for i in 0..n {
        let mut left = uniform(seed, i);
        let last = cells.len() - 1;
        let place = cells.iter().position(|&p| {
            left -= p;
            left < 0.0
        });
        counts[place.unwrap_or(last)] += 1;
    }
    Confusion::from_counts(counts, f64::sqrt(cells.len() as f64) as u32).unwrap()
}

/// The same metrics of the cell probabilities themselves, by counts large enough.
fn exact_matrix(cells: &[f64]) -> Confusion {
    let counts = cells.iter().map(|p| (p * 1e12).round() as u64).collect();
    Confusion::from_counts(counts, f64::sqrt(cells.len() as f64) as u32).unwrap()
}

fn matrix_metrics(c: &Confusion) -> [Result<Estimate, Undefined>; 9] {
    let (plain, weighted) = (c.averaged(Average::Macro), c.averaged(Average::Weighted));
    let first = c.per_class()[0];
    [
        c.accuracy(),
        first.precision,
        first.f1,
        plain.f1,
        plain.precision,
        c.balanced_accuracy(),
        weighted.precision,
        weighted.f1,
        c.matthews(),
    ]
}

#[test]
#[ignore = "a simulation, to be run by hand"]
fn confusion_metrics() {
    let names = [
        "accuracy",
        "precision of class 0",
        "F1 of class 0",
        "macro F1",
        "macro precision",
        "balanced accuracy",
        "weighted precision",
        "weighted F1",
        "Matthews",
    ];
    for k in [2usize, 4] {
        for n in SIZES {
            let mut cells: Vec<Vec<(String, (f64, f64))>> = vec![Vec::new(); names.len()];
            for prevalence in [0.1, 0.3, 0.5] {
                for recall in [0.6, 0.8, 0.9, 0.97] {
                    // Class 0 has the prevalence, the others share the rest; errors go to the others evenly.
                    let share =
                        |i: usize| if i == 0 { prevalence } else { (1.0 - prevalence) / (k - 1) as f64 };
                    let matrix: Vec<f64> = (0..k * k)
                        .map(|place| {
                            let (i, j) = (place / k, place % k);
                            share(i) * if i == j { recall } else { (1.0 - recall) / (k - 1) as f64 }
                        })
                        .collect();
                    let truth = matrix_metrics(&exact_matrix(&matrix)).map(|metric| metric.unwrap().value);
                    let found = simulate(
                        |seed| matrix_metrics(&draw_matrix(&matrix, n, seed)).map(interval_of),
                        truth,
                    );
                    for (cells, found) in cells.iter_mut().zip(found) {
                        cells.push((format!("prevalence {prevalence}, recall {recall}"), found));
                    }
                }
            }
            for (name, cells) in names.iter().zip(&cells) {
                line(&format!("{name}, {k} classes"), n, cells);
            }
        }
    }
}

fn upper_tail(x: f64) -> f64 {
    0.5 * statrs::function::erf::erfc(x / std::f64::consts::SQRT_2)
}

/// Average precision of an endless binormal sample.
fn true_precision(distance: f64, prevalence: f64) -> f64 {
    let (mut sum, mut last, mut cut) = (0.0, 0.0, 9.0 + distance);
    while cut > -9.0 {
        let (found, alarms) = (upper_tail(cut - distance), upper_tail(cut));
        if found > 0.0 {
            sum += (found - last) * prevalence * found / (prevalence * found + (1.0 - prevalence) * alarms);
        }
        last = found;
        cut -= 0.0005;
    }
    sum
}

#[test]
#[ignore = "a simulation, to be run by hand"]
fn rankings() {
    for n in SIZES {
        let mut cells = [Vec::new(), Vec::new()];
        for prevalence in [0.1, 0.3, 0.5, 0.8] {
            for distance in [0.5, 1.2, 2.0, 3.0] {
                let truth = [true_precision(distance, prevalence), upper_tail(-distance / f64::sqrt(2.0))];
                let found = simulate(
                    |seed| {
                        let positive: Vec<bool> =
                            (0..n).map(|i| uniform(mix(seed, 1), i) < prevalence).collect();
                        let shift = |i: u64| if positive[i as usize] { distance } else { 0.0 };
                        let scores: Vec<f64> = (0..n).map(|i| normal(mix(seed, 2), i) + shift(i)).collect();
                        let found = ranking(&positive, &scores).unwrap();
                        [interval_of(found.average_precision), interval_of(found.auc)]
                    },
                    truth,
                );
                for (cells, found) in cells.iter_mut().zip(found) {
                    cells.push((format!("prevalence {prevalence}, distance {distance}"), found));
                }
            }
        }
        line("average precision", n, &cells[0]);
        line("AUC", n, &cells[1]);
    }
}

#[test]
#[ignore = "a simulation, to be run by hand"]
fn losses_and_calibration() {
    for n in SIZES {
        let mut cells = [Vec::new(), Vec::new(), Vec::new()];
        for sharpness in [0.5, 1.0, 2.0, 4.0] {
            for temperature in [0.5, 1.0, 2.0] {
                let logistic = |x: f64| 1.0 / (1.0 + (-x).exp());
                let item = |seed: u64, i: u64| {
                    let logit = sharpness * normal(seed, i);
                    let given = logistic(logit / temperature);
                    (given, uniform(mix(seed, 7), i) < logistic(logit))
                };
                let losses = |p: f64, y: bool| {
                    let of_truth = if y { p } else { 1.0 - p };
                    (-of_truth.clamp(f64::EPSILON, 1.0 - f64::EPSILON).ln(), (1.0 - of_truth).powi(2))
                };
                // True means by a fine grid of the logit.
                let (mut log, mut brier, mut over, mut weight) = (0.0, 0.0, 0.0, 0.0);
                for step in -8_000..=8_000 {
                    let x = f64::from(step) / 1_000.0;
                    let (w, p, q) = (
                        (-x * x / 2.0).exp(),
                        logistic(sharpness * x / temperature),
                        logistic(sharpness * x),
                    );
                    let (yes, no) = (losses(p, true), losses(p, false));
                    log += w * (q * yes.0 + (1.0 - q) * no.0);
                    brier += w * (q * yes.1 + (1.0 - q) * no.1);
                    over += w * (p.max(1.0 - p) - if p >= 0.5 { q } else { 1.0 - q });
                    weight += w;
                }
                let found = simulate(
                    |seed| {
                        let (p, y): (Vec<f64>, Vec<bool>) = (0..n).map(|i| item(seed, i)).unzip();
                        let right: Vec<bool> = p.iter().zip(&y).map(|(&p, &y)| (p >= 0.5) == y).collect();
                        let confidence: Vec<f64> = p.iter().map(|&p| p.max(1.0 - p)).collect();
                        [
                            interval_of(binary_log_loss(&y, &p).unwrap().estimate),
                            interval_of(binary_brier(&y, &p).unwrap()),
                            interval_of(calibration(&confidence, &right, 15).unwrap().overconfidence),
                        ]
                    },
                    [log, brier, over].map(|sum| sum / weight),
                );
                for (cells, found) in cells.iter_mut().zip(found) {
                    cells.push((format!("sharpness {sharpness}, temperature {temperature}"), found));
                }
            }
        }
        for (name, cells) in ["log loss", "Brier", "overconfidence"].into_iter().zip(&cells) {
            line(name, n, cells);
        }
    }
}

#[test]
#[ignore = "a simulation, to be run by hand"]
fn differences() {
    for n in SIZES {
        let mut cells = [Vec::new(), Vec::new()];
        for p in [0.5, 0.7, 0.9, 0.95] {
            for gap in [0.0, 0.03, 0.1] {
                // Runs alike on most items: of the wrong ones of the better run 30 % are right in the other.
                let q = p - gap;
                let fixed = 0.3 * (1.0 - p);
                let regressed = fixed + gap;
                let found = simulate(
                    |seed| {
                        let mut counts = [0u64; 4];
                        let (mut first, mut second) = (0, 0);
                        for i in 0..n {
                            let u = uniform(seed, i);
                            let place = [fixed, fixed + regressed, fixed + q]
                                .iter()
                                .filter(|&&edge| u >= edge)
                                .count();
                            counts[place] += 1;
                            first += u64::from(uniform(mix(seed, 1), i) < q);
                            second += u64::from(uniform(mix(seed, 2), i) < p);
                        }
                        let [fixed, regressed, both_right, both_wrong] = counts;
                        let runs = PairedRuns { both_right, fixed, regressed, both_wrong };
                        [
                            interval_of(runs.accuracy_difference()),
                            interval_of(proportion_difference(first, n, second, n)),
                        ]
                    },
                    [-gap, -gap],
                );
                for (cells, found) in cells.iter_mut().zip(found) {
                    cells.push((format!("accuracies {p} and {q:.2}"), found));
                }
            }
        }
        line("paired difference (Tango)", n, &cells[0]);
        line("independent difference (Newcombe)", n, &cells[1]);
    }
}

/// `per_item` judgments of two classes; truth is class 0; difficulty differs by item.
fn crowd(p: f64, spread: f64, n: u64, per_item: u32, seed: u64) -> (Table, Vec<Option<u32>>) {
    let mut table = Table { n_items: n as u32, n_raters: per_item, n_classes: 2, ..Table::default() };
    let mut model = Vec::new();
    for item in 0..n {
        // A share `spread` of the items is either certain or hopeless.
        let chance = if uniform(mix(seed, 3), item) < spread {
            f64::from(u8::from(uniform(mix(seed, 4), item) < p))
        } else {
            p
        };
        for rater in 0..per_item {
            let wrong = uniform(mix(seed, 10 + u64::from(rater)), item) >= chance;
            table.push(item as u32, rater, u32::from(wrong));
        }
        model.push(Some(u32::from(uniform(mix(seed, 5), item) >= chance)));
    }
    (table, model)
}

/// Percentile bootstrap over items of the pooled accuracy, for comparison.
fn bootstrap(table: &Table, per_item: u32, seed: u64) -> Interval {
    let right: Vec<u32> = table
        .labels
        .chunks(per_item as usize)
        .map(|labels| labels.iter().filter(|&&label| label == 0).count() as u32)
        .collect();
    let n = right.len() as u64;
    let mut means: Vec<f64> = (0..400u64)
        .map(|r| {
            let sum: u32 = (0..n).map(|i| right[(uniform(mix(seed, r), i) * n as f64) as usize]).sum();
            f64::from(sum) / (n * u64::from(per_item)) as f64
        })
        .collect();
    means.sort_by(f64::total_cmp);
    Interval { lower: means[10], upper: means[389], method: IntervalMethod::Bootstrap }
}

#[test]
#[ignore = "a simulation, to be run by hand"]
fn human_level() {
    let design = ReferenceDesign { random_items: true, blind: true };
    for n in SIZES {
        let mut cells = [Vec::new(), Vec::new(), Vec::new(), Vec::new()];
        for p in [0.6, 0.8, 0.9, 0.95, 0.98] {
            for spread in [0.0, 0.5, 1.0] {
                let found = simulate(
                    |seed| {
                        let (table, model) = crowd(p, spread, n, 3, seed);
                        let reference = vec![Some(0); n as usize];
                        let judgments = table.judgments();
                        let found = human_against_reference(&judgments, &reference).unwrap();
                        let gap = human_gap(&judgments, &reference, &model, design).unwrap().unwrap();
                        [
                            interval_of(found.pooled),
                            (n <= 100).then(|| bootstrap(&table, 3, seed)),
                            gap.human.interval.ok(),
                            gap.gap.interval.ok(),
                        ]
                    },
                    [p, p, p, 0.0],
                );
                for (cells, found) in cells.iter_mut().zip(found) {
                    cells.push((format!("accuracy {p}, alike {spread}"), found));
                }
            }
        }
        for (name, cells) in
            ["HLP pooled", "HLP pooled, bootstrap", "HLP by item", "HLP minus model"].iter().zip(&cells)
        {
            line(name, n, cells);
        }
    }
}

#[test]
#[ignore = "a simulation, to be run by hand"]
fn audits() {
    for n in SIZES {
        let mut cells = [Vec::new(), Vec::new()];
        for rate in [0.01, 0.02, 0.05, 0.1, 0.3] {
            let lot = 4 * n;
            let marked = (rate * lot as f64).round() as u64;
            // Two strata, one of a quarter of the lot with three times the rate.
            let (high, low) = (3.0 * rate / 1.5, rate / 1.5);
            let sizes = [250_000u64, 750_000];
            let truth = 0.25 * high + 0.75 * low;
            let found = simulate(
                |seed| {
                    let defects =
                        sample(lot, n, seed).into_iter().filter(|&item| item < marked).count() as u64;
                    let mut strata = [AuditStratum { size: sizes[0], judged: n / 2, defects: 0 }; 2];
                    strata[1].size = sizes[1];
                    for (stratum, (rate, stream)) in strata.iter_mut().zip([(high, 1), (low, 2)]) {
                        stratum.defects =
                            (0..n / 2).filter(|&i| uniform(mix(seed, stream), i) < rate).count() as u64;
                    }
                    [
                        interval_of(error_rate(defects, n, Some(lot))),
                        interval_of(stratified_error_rate(&strata)),
                    ]
                },
                [marked as f64 / lot as f64, truth],
            );
            for (cells, found) in cells.iter_mut().zip(found) {
                cells.push((format!("error rate {rate}"), found));
            }
        }
        line("error rate of a lot, a quarter drawn", n, &cells[0]);
        line("stratified error rate", n, &cells[1]);
    }
}
