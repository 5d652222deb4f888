//! Losses of probabilities.

use crate::estimate::{Estimate, Undefined};
use crate::interval::mean_interval;
use crate::judgments::InputError;

/// Probabilities are kept this far from 0 and 1, as scikit-learn does for 64-bit scores.
const CLIP: f64 = f64::EPSILON;

/// Log loss, with the items on which it is a convention.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LogLoss {
    /// The mean, in nats.
    pub estimate: Result<Estimate, Undefined>,
    /// Items whose true class got probability below 2.2e-16: each adds 36.04 by convention instead of
    /// infinity.
    pub clipped: u64,
}

/// Log loss of the probabilities given to the true class: -(1/n) sum ln p_i, in nats.
pub(super) fn log_loss(n: usize, probability: impl Fn(usize) -> f64 + Sync) -> LogLoss {
    let clipped = (0..n).filter(|&i| probability(i) < CLIP).count() as u64;
    LogLoss { estimate: mean(n, |i| -probability(i).clamp(CLIP, 1.0 - CLIP).ln(), f64::INFINITY), clipped }
}

/// Mean of `n` losses between 0 and `most`.
pub(super) fn mean(n: usize, loss: impl Fn(usize) -> f64 + Sync, most: f64) -> Result<Estimate, Undefined> {
    if n == 0 {
        return Err(Undefined::NothingScored);
    }
    let count = n as f64;
    let value = (0..n).map(&loss).sum::<f64>() / count;
    let (mut second, mut third) = (0.0, 0.0);
    for i in 0..n {
        let distance = loss(i) - value;
        second += distance * distance;
        third += distance * distance * distance;
    }
    let interval = mean_interval(value, second / count, third / count, n as u64, (0.0, most));
    Ok(Estimate { value, interval, n: n as u64 })
}

fn checked(positive: &[bool], probabilities: &[f64]) -> Result<(), InputError> {
    if positive.len() != probabilities.len() {
        return Err(InputError::LengthMismatch { first: positive.len(), other: probabilities.len() });
    }
    match probabilities.iter().position(|p| !(0.0..=1.0).contains(p)) {
        Some(position) => Err(InputError::NotAProbability { position }),
        None => Ok(()),
    }
}

/// Log loss of probabilities of the positive class, in nats: -(1/n) sum ln(p_i if positive, else 1 - p_i).
///
/// Probabilities are kept between 2.2e-16 and 1 - 2.2e-16, as scikit-learn does; how many were below is said.
/// Interval: Hall's for skewed means, see [`ClassScores::log_loss`](super::ClassScores::log_loss).
///
/// # Errors
/// [`InputError`] where the slices differ in length or a value is no probability.
pub fn binary_log_loss(positive: &[bool], probabilities: &[f64]) -> Result<LogLoss, InputError> {
    checked(positive, probabilities)?;
    Ok(log_loss(positive.len(), |i| if positive[i] { probabilities[i] } else { 1.0 - probabilities[i] }))
}

/// Brier score of probabilities of the positive class, (1/n) sum (p_i - y_i)^2, in \[0, 1\] (Brier, Monthly
/// Weather Review 78, 1950, gave twice this: his sum runs over both classes, as
/// [`ClassScores::brier`](super::ClassScores::brier) does). As scikit-learn's `brier_score_loss`. The
/// outer error is of the input; the inner [`Undefined::NothingScored`] without items.
///
/// # Errors
/// [`InputError`] where the slices differ in length or a value is no probability.
pub fn binary_brier(
    positive: &[bool],
    probabilities: &[f64],
) -> Result<Result<Estimate, Undefined>, InputError> {
    checked(positive, probabilities)?;
    let loss = |i: usize| (probabilities[i] - f64::from(u8::from(positive[i]))).powi(2);
    Ok(mean(positive.len(), loss, 1.0))
}
