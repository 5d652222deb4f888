//! Bootstrap over items: whole rows of judgments are drawn, never single judgments.

use crate::estimate::{Interval, IntervalMethod, Unreliable};

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

/// What a bootstrap gives.
pub(crate) struct Bootstrap {
    /// Standard deviation of the resampled values.
    pub se: Option<f64>,
    /// 95 % interval.
    pub interval: Result<Interval, Unreliable>,
}

/// The percentile interval and the standard deviation of resampled values (Efron & Tibshirani 1993,
/// chapter 13); `None` stands for a resample on which the statistic is undefined.
pub(crate) fn summarise(values: Vec<Option<f64>>, estimate: f64) -> Bootstrap {
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
    } else {
        Interval::checked(low, high, IntervalMethod::Bootstrap)
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
