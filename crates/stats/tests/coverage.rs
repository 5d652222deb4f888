//! How often the 95 % intervals of agreement hold the true value, and how often they are shown.
//!
//! Run by hand: `cargo test --release -p assay-stats --test coverage -- --ignored --nocapture`. It makes
//! the tables behind the figures in the documentation of `agreement`.

#![allow(clippy::print_stdout, reason = "the table is the result")]

mod common;

use assay_stats::*;
use common::Table;

const KAPPAS: [f64; 4] = [0.2, 0.5, 0.8, 0.95];
const PREVALENCES: [f64; 4] = [0.5, 0.7, 0.9, 0.95];
const SIZES: [u32; 5] = [10, 20, 50, 100, 400];

/// What is drawn: `raters` label every item; each label copies the item's latent class with probability
/// sqrt(kappa), else it is drawn anew, so that kappa is the same for every pair and every kind of weights.
/// The first class has the share `prevalence`, the others share the rest.
#[derive(Clone, Copy)]
struct Design {
    raters: u32,
    classes: u32,
    kappa: f64,
    prevalence: f64,
    /// Chance that a label is missing.
    gaps: f64,
}

impl Design {
    fn shares(&self) -> Vec<f64> {
        let rest = (1.0 - self.prevalence) / f64::from(self.classes - 1);
        (0..self.classes).map(|class| if class == 0 { self.prevalence } else { rest }).collect()
    }

    fn draw(&self, n: u32, seed: u64) -> Table {
        let uniform =
            |i: u32, j: u32| (mix(mix(seed, u64::from(i)), u64::from(j)) >> 11) as f64 / (1u64 << 53) as f64;
        let shares = self.shares();
        let class = |u: f64| {
            let ends = shares.iter().scan(0.0, |sum, share| {
                *sum += share;
                Some(*sum)
            });
            (ends.filter(|end| *end <= u).count() as u32).min(self.classes - 1)
        };
        let mut table =
            Table { n_items: n, n_raters: self.raters, n_classes: self.classes, ..Table::default() };
        for item in 0..n {
            let latent = class(uniform(item, 0));
            for rater in 0..self.raters {
                let copies = uniform(item, 3 * rater + 1) < self.kappa.sqrt();
                if uniform(item, 3 * rater + 3) >= self.gaps {
                    let label = if copies { latent } else { class(uniform(item, 3 * rater + 2)) };
                    table.push(item, rater, label);
                }
            }
        }
        table
    }

    /// The value in the limit.
    fn truth(&self, name: &str, weights: &Weights) -> f64 {
        let shares = self.shares();
        let k = f64::from(self.classes);
        let pairs = (0..self.classes).flat_map(|a| (0..self.classes).map(move |b| (a, b)));
        let p_e: f64 =
            pairs.map(|(a, b)| weights.weight(a, b) * shares[a as usize] * shares[b as usize]).sum();
        let p_a = self.kappa + (1.0 - self.kappa) * p_e;
        let total: f64 = weights.matrix().iter().sum();
        let by_chance = match name {
            "percent_agreement" => return p_a,
            "brennan_prediger" => total / (k * k),
            "gwet_ac1" | "gwet_ac2" => {
                total / (k * (k - 1.0)) * shares.iter().map(|share| share * (1.0 - share)).sum::<f64>()
            }
            _ => return self.kappa,
        };
        (p_a - by_chance) / (1.0 - by_chance)
    }
}

/// Of one statistic in one cell of the table.
#[derive(Clone, Copy, Default)]
struct Tally {
    defined: u32,
    shown: u32,
    held: u32,
    width: f64,
}

impl Tally {
    fn add(&mut self, value: &Result<f64, Undefined>, interval: &Result<Interval, Unreliable>, truth: f64) {
        self.defined += u32::from(value.is_ok());
        if let Ok(interval) = interval {
            self.shown += 1;
            self.held += u32::from(interval.lower <= truth + 1e-12 && truth <= interval.upper + 1e-12);
            self.width += interval.upper - interval.lower;
        }
    }

    fn coverage(&self) -> f64 {
        f64::from(self.held) / f64::from(self.shown)
    }
}

/// Every statistic of the design in every cell; prints the table and the least coverage by n.
fn print_table(what: &str, raters: u32, classes: u32, gaps: f64, weights: &Weights, draws: u64) {
    println!(
        "\n{what}: kappa, prevalence, n; then coverage (mean width) of the shown, share shown of defined if < 1"
    );
    let mut least: Vec<(String, Vec<f64>)> = Vec::new();
    for kappa in KAPPAS {
        for prevalence in PREVALENCES {
            for (place, n) in SIZES.into_iter().enumerate() {
                let design = Design { raters, classes, kappa, prevalence, gaps };
                let mut tallies: Vec<(&str, Tally)> = Vec::new();
                for seed in 0..draws {
                    let table = design.draw(n, mix(u64::from(n), seed));
                    let all = all_coefficients(&table.judgments(), weights).unwrap();
                    for (i, found) in all.coefficients.iter().enumerate() {
                        if tallies.len() <= i {
                            tallies.push((found.name, Tally::default()));
                        }
                        tallies[i].1.add(&found.value, &found.interval, design.truth(found.name, weights));
                    }
                }
                let mut text = format!("{kappa:.2} {prevalence:.2} {n:3}:");
                for (i, (name, tally)) in tallies.iter().enumerate() {
                    if least.len() <= i {
                        least.push(((*name).to_owned(), vec![1.0; SIZES.len()]));
                    }
                    if tally.shown == 0 {
                        text += " -";
                        continue;
                    }
                    least[i].1[place] = least[i].1[place].min(tally.coverage());
                    text += &format!(" {:.3}({:.2})", tally.coverage(), tally.width / f64::from(tally.shown));
                    if tally.shown < tally.defined {
                        text += &format!("{:.2}", f64::from(tally.shown) / f64::from(tally.defined));
                    }
                }
                println!("{text}");
            }
        }
    }
    println!("least coverage at n = {SIZES:?}");
    for (name, values) in least {
        let values: Vec<String> = values.iter().map(|value| format!("{value:.3}")).collect();
        println!("  {name:20} {}", values.join(" "));
    }
}

#[test]
#[ignore = "a simulation of minutes, to be run by hand"]
fn coverage_of_two_raters() {
    print_table("2 raters, 2 classes", 2, 2, 0.0, &Weights::nominal(2), 2_000);
}

#[test]
#[ignore = "a simulation of minutes, to be run by hand"]
fn coverage_of_several_raters() {
    print_table("3 raters, 2 classes", 3, 2, 0.0, &Weights::nominal(2), 1_000);
    print_table("5 raters, 5 classes", 5, 5, 0.0, &Weights::nominal(5), 1_000);
    print_table("5 raters, 3 classes, 40 % gaps", 5, 3, 0.4, &Weights::nominal(3), 1_000);
}

#[test]
#[ignore = "a simulation of minutes, to be run by hand"]
fn coverage_with_weights() {
    print_table("2 raters, 5 classes, quadratic", 2, 5, 0.0, &Weights::quadratic(5), 1_000);
    print_table("2 raters, 5 classes, linear", 2, 5, 0.0, &Weights::linear(5), 1_000);
    print_table("4 raters, 5 classes, ordinal", 4, 5, 0.0, &Weights::ordinal(5), 1_000);
}

#[test]
#[ignore = "a simulation of minutes, to be run by hand"]
fn coverage_of_ratios() {
    println!(
        "raters kappa share n: coverage (shown) of specific agreement of a class of the share, of pair-weighted agreement"
    );
    for (raters, gaps) in [(2, 0.0), (5, 0.0), (5, 0.4)] {
        let mut least = [[1.0f64; 4]; 2];
        for (kappa, prevalence) in
            KAPPAS.into_iter().flat_map(|kappa| PREVALENCES.map(|share| (kappa, share)))
        {
            for (place, n) in SIZES[1..].iter().copied().enumerate() {
                let design = Design { raters, classes: 2, kappa, prevalence, gaps };
                let share = 1.0 - prevalence;
                let p_a = design.truth("percent_agreement", &Weights::nominal(2));
                let mut tallies = [Tally::default(); 2];
                for seed in 0..1_000 {
                    let table = design.draw(n, mix(u64::from(n) + 7, seed));
                    let specific = per_class(&table.judgments()).remove(1).specific_agreement;
                    tallies[0].add(&specific.value, &specific.interval, kappa + (1.0 - kappa) * share);
                    let weighted = pair_weighted_agreement(&table.judgments());
                    tallies[1].add(&weighted.value, &weighted.interval, p_a);
                }
                let text = tallies.map(|tally| {
                    let shown = f64::from(tally.shown) / f64::from(tally.defined);
                    format!("{:.3} ({shown:.2})", tally.coverage())
                });
                println!("{raters} {gaps} {kappa:.2} {share:.2} {n:3}: {}", text.join("  "));
                for (least, tally) in least.iter_mut().zip(tallies).filter(|entry| entry.1.shown >= 100) {
                    least[place] = least[place].min(tally.coverage());
                }
            }
        }
        println!("least of cells shown 100 times: {least:.3?}");
    }
}

/// `per_item` of `raters` judge each item.
fn draw_crowd(design: Design, n: u32, per_item: usize, seed: u64) -> Table {
    let all = design.draw(n, seed);
    let chosen = |item: u32, rater: u32| {
        permutation(design.raters, mix(seed ^ 1, u64::from(item)))[..per_item].contains(&rater)
    };
    let rows: Vec<usize> =
        (0..all.items.len()).filter(|&row| chosen(all.items[row], all.raters[row])).collect();
    all.keep(&rows)
}

#[test]
#[ignore = "a simulation of minutes, to be run by hand"]
fn coverage_of_the_mean_kappa() {
    const DRAWS: u64 = 1_000;
    println!(
        "raters items labels-per-item (shared by a pair) kappa prevalence: share shown, coverage of the shown, bias"
    );
    for (raters, n, per_item) in [
        (3, 20, 3),
        (3, 50, 3),
        (5, 100, 5),
        (5, 100, 3),
        (12, 100, 5),
        (12, 200, 5),
        (30, 300, 5),
        (30, 400, 10),
        (30, 800, 10),
        (50, 800, 4),
    ] {
        for (kappa, prevalence) in [(0.5, 0.5), (0.5, 0.8), (0.8, 0.5), (0.8, 0.8), (0.8, 0.9), (0.95, 0.5)] {
            let design = Design { raters, classes: 2, kappa, prevalence, gaps: 0.0 };
            let (mut tally, mut sum) = (Tally::default(), 0.0);
            for seed in 0..DRAWS {
                let table = draw_crowd(design, n, per_item, mix(99, seed));
                let judgments = table.judgments();
                let mean = cohen_kappa_mean(&judgments, &cohen_pairs(&judgments)).coefficient;
                tally.add(&mean.value, &mean.interval, kappa);
                sum += mean.value.map_or(0.0, |value| value - kappa);
            }
            let m = per_item as f64;
            let shared = f64::from(n) * m * (m - 1.0) / f64::from(raters * (raters - 1));
            println!(
                "{raters} {n} {per_item} ({shared:.0}) {kappa:.2} {prevalence:.1}: {:.2} {:.3} {:+.3}",
                f64::from(tally.shown) / DRAWS as f64,
                tally.coverage(),
                sum / f64::from(tally.defined),
            );
        }
    }
}
