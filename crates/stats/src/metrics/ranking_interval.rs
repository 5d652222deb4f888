//! Intervals of average precision and of the area under the ROC curve.

use crate::estimate::{Interval, IntervalMethod, Unreliable};
use crate::interval::{Z95, wilson_z};

/// Sums for the variance of average precision by its influence function, thresholds descending.
///
/// AP = (1/P) sum over positives i of prec_i, prec_i = TP_i/n_i among the n_i items at or above it. One more item j
/// changes it by IF_j = (prec_j - AP + A_j)/P if positive, -C_j/P if negative, where A_j and C_j sum (1 - prec_i)/n_i
/// and prec_i/n_i over the positives i at or below j. The variance is sum IF_j^2. Sums from above are kept, so
/// that groups of thresholds can be added up in any order and joined: A_j = A - (sum above j).
#[derive(Clone, Copy, Default)]
pub(super) struct Influence {
    positives: f64,
    negatives: f64,
    /// Sum of (1 - prec)/n over positives so far, and of prec/n.
    gain: f64,
    loss: f64,
    /// Sums over positives of u = prec - gain above, and of u^2.
    first: f64,
    second: f64,
    /// Sums over negatives of v = loss above, and of v^2.
    first_negative: f64,
    second_negative: f64,
}

impl Influence {
    /// One threshold with so many new items, of `reached` at or above it.
    pub fn add(&mut self, positives: f64, negatives: f64, precision: f64, reached: f64) {
        let u = precision - self.gain;
        self.first += positives * u;
        self.second += positives * u * u;
        self.first_negative += negatives * self.loss;
        self.second_negative += negatives * self.loss * self.loss;
        self.positives += positives;
        self.negatives += negatives;
        self.gain += positives * (1.0 - precision) / reached;
        self.loss += positives * precision / reached;
    }

    /// These thresholds, then lower ones.
    pub fn followed_by(self, lower: &Self) -> Self {
        let (gain, loss) = (self.gain, self.loss);
        // In the lower ones u falls by the gain above them, v rises by the loss above them.
        let first = lower.first - lower.positives * gain;
        let second = lower.second - 2.0 * gain * lower.first + lower.positives * gain * gain;
        let first_negative = lower.first_negative + lower.negatives * loss;
        let second_negative =
            lower.second_negative + 2.0 * loss * lower.first_negative + lower.negatives * loss * loss;
        Self {
            positives: self.positives + lower.positives,
            negatives: self.negatives + lower.negatives,
            gain: gain + lower.gain,
            loss: loss + lower.loss,
            first: self.first + first,
            second: self.second + second,
            first_negative: self.first_negative + first_negative,
            second_negative: self.second_negative + second_negative,
        }
    }

    /// Variance of the average precision `value`.
    pub fn variance(&self, value: f64) -> f64 {
        let shift = self.gain - value;
        let positive = self.second + 2.0 * shift * self.first + self.positives * shift * shift;
        let negative = self.second_negative - 2.0 * self.loss * self.first_negative
            + self.negatives * self.loss * self.loss;
        ((positive + negative) / (self.positives * self.positives)).max(0.0)
    }
}

/// Interval of an average precision, see [`ranking`](super::ranking()).
pub(super) fn precision_interval(value: f64, positives: u64, variance: f64) -> Result<Interval, Unreliable> {
    let quantile = Z95 * (1.0 + 2.0 / positives as f64).sqrt();
    let spread = value * (1.0 - value);
    if spread <= 0.0 {
        let interval = wilson_z(value, positives as f64, quantile);
        return Ok(Interval { method: IntervalMethod::WilsonEffective, ..interval });
    }
    let half = quantile * variance.max(spread / positives as f64).sqrt() / spread;
    let centre = (value / (1.0 - value)).ln();
    let share = |logit: f64| 1.0 / (1.0 + (-logit).exp());
    let (lower, upper) = (share(centre - half).min(value), share(centre + half).max(value));
    Interval::checked(lower, upper, IntervalMethod::DeltaTransformed)
}

/// Newcombe's score interval of an AUC (Statistics in Medicine 25, 2006, method 5): all areas t with
/// |AUC - t| <= z sqrt(V(t)), V(t) = t(1 - t)/(PN) (1 + h (1 - t)/(2 - t) + h t/(1 + t)), h = (P + N)/2 - 1.
pub(super) fn auc_interval(value: f64, positives: u64, negatives: u64) -> Result<Interval, Unreliable> {
    let (p, q) = (positives as f64, negatives as f64);
    let h = 0.5 * (p + q) - 1.0;
    let se =
        |t: f64| (t * (1.0 - t) / (p * q) * (1.0 + h * (1.0 - t) / (2.0 - t) + h * t / (1.0 + t))).sqrt();
    let rejected = |t: f64| (value - t).abs() > Z95 * se(t);
    let edge = |mut outside: f64| {
        let mut inside = value;
        // The end of the range is inside only where it is the value.
        for _ in 0..100 {
            let middle = 0.5 * (outside + inside);
            if rejected(middle) { outside = middle } else { inside = middle }
        }
        inside
    };
    Interval::checked(edge(0.0), edge(1.0), IntervalMethod::NewcombeAuc)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_join_to_the_whole() {
        let steps = [(3.0, 1.0), (0.0, 2.0), (1.0, 0.0), (2.0, 5.0), (0.0, 1.0), (1.0, 1.0)];
        let (mut found, mut reached) = (0.0, 0.0);
        let steps = steps.map(|(positives, negatives)| {
            found += positives;
            reached += positives + negatives;
            (positives, negatives, found / reached, reached)
        });
        let sums = |steps: &[(f64, f64, f64, f64)]| {
            let mut sums = Influence::default();
            steps.iter().for_each(|&(p, n, precision, reached)| sums.add(p, n, precision, reached));
            sums
        };
        let whole = sums(&steps).variance(0.6);
        assert!(whole > 0.01);
        for (i, j) in [(0, 3), (2, 4), (1, 6), (3, 3)] {
            let joined = sums(&steps[..i]).followed_by(&sums(&steps[i..j])).followed_by(&sums(&steps[j..]));
            assert!((joined.variance(0.6) - whole).abs() < 1e-12, "{i} {j}");
        }
    }
}
