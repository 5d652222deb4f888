//! Bootstrap over items: whole rows of judgments are drawn, never single judgments.

use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;

use crate::estimate::{Interval, IntervalMethod, Unreliable};
use crate::sampling::{below, generator, mix};

/// Resamples of every bootstrap in this crate, unless the data are so large that fewer fit the work budget.
pub const MAX_RESAMPLES: u32 = 1_000;

/// Resamples that are always drawn, however large the data.
pub const MIN_RESAMPLES: u32 = 200;

/// Elementary steps one bootstrap may take before the number of resamples is cut.
pub(crate) const WORK_BUDGET: u64 = 500_000_000;

/// Share of resamples that may be undefined: more would cut into the 2.5 % tails.
const UNDEFINED_ALLOWED: f64 = 0.01;

/// Bias of the resamples, in standard errors, from which no interval is shown. A normal interval off by 0.5
/// still covers .92; Efron & Tibshirani (1993, section 10.3) call 0.25 negligible.
const BIAS_ALLOWED: f64 = 0.5;

/// How limits are read off the resamples.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Limits {
    /// The 2.5 % and 97.5 % points.
    Percentile,
    /// These points mirrored at the estimate, which takes out the bias instead of doubling it, and cut at
    /// -1 and 1.
    Basic,
}

/// What a bootstrap gives.
pub(crate) struct Bootstrap {
    /// Standard deviation of the resampled values.
    pub se: Option<f64>,
    /// 95 % interval.
    pub interval: Result<Interval, Unreliable>,
}

/// Bootstrap (Efron & Tibshirani 1993, chapter 13; Davison & Hinkley 1997, chapter 5) of a statistic of `n` items.
///
/// `statistic(weights)` gets how often each item was drawn (the weights add up to `n`) and returns `None`
/// where it is undefined. `cost` is the number of elementary steps of one call. Resample r uses the stream
/// seeded with `mix(seed, r)`, so that the result does not depend on the number of threads.
pub(crate) fn bootstrap(
    n: usize,
    estimate: f64,
    cost: u64,
    seed: u64,
    limits: Limits,
    statistic: impl Fn(&[u32]) -> Option<f64> + Sync,
) -> Bootstrap {
    let resamples =
        (WORK_BUDGET / cost.max(1)).clamp(u64::from(MIN_RESAMPLES), u64::from(MAX_RESAMPLES)) as u32;
    let values: Vec<Option<f64>> = (0..resamples)
        .into_par_iter()
        .map_init(
            || vec![0u32; n],
            |weights, r| {
                draw(&mut generator(mix(seed, u64::from(r))), weights);
                statistic(weights)
            },
        )
        .collect();
    summarise(values, estimate, limits)
}

fn draw(rng: &mut ChaCha8Rng, weights: &mut [u32]) {
    weights.fill(0);
    for _ in 0..weights.len() {
        weights[below(rng, weights.len() as u64) as usize] += 1;
    }
}

pub(crate) fn summarise(values: Vec<Option<f64>>, estimate: f64, limits: Limits) -> Bootstrap {
    let resamples = values.len() as u32;
    let mut defined: Vec<f64> = values.into_iter().flatten().collect();
    defined.sort_unstable_by(f64::total_cmp);
    let undefined = resamples - defined.len() as u32;
    if f64::from(undefined) > UNDEFINED_ALLOWED * f64::from(resamples) || defined.len() < 2 {
        return Bootstrap {
            se: None,
            interval: Err(Unreliable::UndefinedResamples { undefined, resamples }),
        };
    }
    let (mean, se) = mean_and_deviation(&defined);
    let (low, high) = (quantile(&defined, 0.025), quantile(&defined, 0.975));
    let interval = if (mean - estimate).abs() > BIAS_ALLOWED * se || estimate < low || estimate > high {
        Err(Unreliable::BiasedResamples)
    } else if limits == Limits::Percentile {
        Interval::checked(low, high, IntervalMethod::Bootstrap)
    } else {
        let mirrored = ((2.0 * estimate - high).max(-1.0), (2.0 * estimate - low).min(1.0));
        Interval::checked(mirrored.0, mirrored.1, IntervalMethod::BootstrapBasic)
    };
    Bootstrap { se: Some(se), interval }
}

/// Linear interpolation between order statistics (Hyndman & Fan type 7).
fn quantile(sorted: &[f64], p: f64) -> f64 {
    let position = p * (sorted.len() - 1) as f64;
    let (below, share) = (position.floor() as usize, position.fract());
    let above = (below + 1).min(sorted.len() - 1);
    sorted[below] + share * (sorted[above] - sorted[below])
}

fn mean_and_deviation(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    (mean, (squares / (n - 1.0)).sqrt())
}
