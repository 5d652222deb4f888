//! Bootstrap over items that are counted by pattern.

use rand::Rng;
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;

use crate::bootstrap::{Bootstrap, MAX_RESAMPLES, MIN_RESAMPLES, WORK_BUDGET, summarise};
use crate::sampling::{below, generator, mix};

/// Items per pattern from which the patterns' counts are drawn instead of the items.
const ITEMS_PER_PATTERN: u64 = 24;

/// Percentile bootstrap over items: `statistic` gets how often each pattern was drawn and returns `None`
/// where it is undefined; `times` says how many items have the pattern, `cost` how many elementary steps one
/// call takes. Many items of few patterns are drawn as one multinomial. Resample r uses the stream seeded
/// with `mix(seed, r)`, so that the result does not depend on the number of threads.
pub(crate) fn bootstrap_patterns(
    times: &[u64],
    estimate: f64,
    cost: u64,
    seed: u64,
    statistic: impl Fn(&[u64]) -> Option<f64> + Sync,
) -> Bootstrap {
    let items: u64 = times.iter().sum();
    let draw = Draw::new(times, items);
    let drawing = if draw.owners.is_empty() { 30 * times.len() as u64 } else { items };
    let resamples = (WORK_BUDGET / (cost + drawing).max(1))
        .clamp(u64::from(MIN_RESAMPLES), u64::from(MAX_RESAMPLES)) as u32;
    let values: Vec<Option<f64>> = (0..resamples)
        .into_par_iter()
        .map_init(
            || vec![0u64; times.len()],
            |counts, r| {
                draw.fill(&mut generator(mix(seed, u64::from(r))), counts);
                statistic(counts)
            },
        )
        .collect();
    summarise(values, estimate)
}

struct Draw<'a> {
    times: &'a [u64],
    items: u64,
    /// The pattern of each item; empty where counts are drawn.
    owners: Vec<u32>,
}

impl<'a> Draw<'a> {
    fn new(times: &'a [u64], items: u64) -> Self {
        let mut owners = Vec::new();
        if items < ITEMS_PER_PATTERN.saturating_mul(times.len() as u64) {
            for (pattern, &times) in (0..).zip(times) {
                owners.extend(std::iter::repeat_n(pattern, times as usize));
            }
        }
        Self { times, items, owners }
    }

    fn fill(&self, rng: &mut ChaCha8Rng, counts: &mut [u64]) {
        counts.fill(0);
        for _ in 0..self.owners.len() {
            counts[self.owners[below(rng, self.items) as usize] as usize] += 1;
        }
        if self.owners.is_empty() {
            // A multinomial as a chain of binomials (Devroye 1986, chapter XI).
            let (mut left, mut others) = (self.items, self.items);
            for (count, &times) in counts.iter_mut().zip(self.times) {
                *count = binomial(rng, left, times, others);
                left -= *count;
                others -= times;
            }
        }
    }
}

/// Successes of `n` trials, each with probability part / whole.
fn binomial(rng: &mut ChaCha8Rng, n: u64, part: u64, whole: u64) -> u64 {
    if n == 0 || part == 0 {
        return 0;
    }
    if part >= whole {
        return n;
    }
    if 2 * part > whole {
        return n - binomial(rng, n, whole - part, whole);
    }
    let p = part as f64 / whole as f64;
    if n as f64 * p < 10.0 { by_inversion(rng, n, p) } else { by_rejection(rng, n, p) }
}

fn uniform(rng: &mut ChaCha8Rng) -> f64 {
    // (0, 1): the half keeps the logarithm finite.
    ((rng.next_u64() >> 11) as f64 + 0.5) / (1u64 << 53) as f64
}

/// Sequential search from 0 (Devroye 1986, section X.4.2).
fn by_inversion(rng: &mut ChaCha8Rng, n: u64, p: f64) -> u64 {
    let odds = p / (1.0 - p);
    let mut mass = (n as f64 * (-p).ln_1p()).exp();
    let mut left = uniform(rng);
    let mut k = 0;
    while left > mass && k < n {
        left -= mass;
        mass *= odds * (n - k) as f64 / (k + 1) as f64;
        k += 1;
    }
    k
}

/// Transformed rejection (BTRS: Hörmann, Journal of Statistical Computation and Simulation 46, 1993);
/// p at most one half and n p at least 10.
fn by_rejection(rng: &mut ChaCha8Rng, n: u64, p: f64) -> u64 {
    use statrs::function::gamma::ln_gamma;
    let trials = n as f64;
    let deviation = (trials * p * (1.0 - p)).sqrt();
    let b = 1.15 + 2.53 * deviation;
    let a = -0.0873 + 0.0248 * b + 0.01 * p;
    let centre = trials * p + 0.5;
    let v_r = 0.92 - 4.2 / b;
    let mode = ((trials + 1.0) * p).floor();
    let log_odds = (p / (1.0 - p)).ln();
    let log_mode = ln_gamma(mode + 1.0) + ln_gamma(trials - mode + 1.0);
    let alpha = (2.83 + 5.1 / b) * deviation;
    loop {
        let u = uniform(rng) - 0.5;
        let v = uniform(rng);
        let us = 0.5 - u.abs();
        let k = ((2.0 * a / us + b) * u + centre).floor();
        if k < 0.0 || k > trials {
            continue;
        }
        if us >= 0.07 && v <= v_r {
            return k as u64;
        }
        let v = (v * alpha / (a / (us * us) + b)).ln();
        let log_mass = log_mode - ln_gamma(k + 1.0) - ln_gamma(trials - k + 1.0) + (k - mode) * log_odds;
        if v <= log_mass {
            return k as u64;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn binomial_has_its_mean_and_variance() {
        for (n, part, whole) in [(40, 1, 10), (1_000, 3, 1_000), (1_000, 300, 1_000), (5_000_000, 7, 9)] {
            let mut rng = generator(5);
            let p = part as f64 / whole as f64;
            let draws = 40_000;
            let (mut sum, mut squares) = (0.0, 0.0);
            for _ in 0..draws {
                let away = binomial(&mut rng, n, part, whole) as f64 - n as f64 * p;
                sum += away;
                squares += away * away;
            }
            let variance = n as f64 * p * (1.0 - p);
            // Five standard errors of the mean and of the variance.
            let m = f64::from(draws);
            assert!((sum / m).abs() < 5.0 * (variance / m).sqrt(), "{n} {p}: mean off by {}", sum / m);
            assert!((squares / m / variance - 1.0).abs() < 5.0 * (3.0 / m).sqrt(), "{n} {p}");
        }
    }

    #[test]
    fn both_ways_of_drawing_keep_the_number_of_items() {
        for times in [vec![3u64, 1, 2], vec![4_000, 1, 0, 12_345]] {
            let items = times.iter().sum();
            let draw = Draw::new(&times, items);
            let mut counts = vec![0; times.len()];
            draw.fill(&mut generator(1), &mut counts);
            assert_eq!(counts.iter().sum::<u64>(), items);
            assert_eq!(draw.owners.is_empty(), items > 1_000);
        }
    }
}
