//! Scores of every class: a flat matrix, one row per item.

use super::curve::ScoreCurve;
use super::loss::{LogLoss, log_loss, mean};
use super::ranking::{Ranking, rank};
use crate::classify::proportion;
use crate::estimate::{Estimate, Undefined};
use crate::judgments::InputError;

/// How far the probabilities of an item may add up to something else than 1: 32-bit and rounded scores do.
const SUM_TOLERANCE: f64 = 1e-3;

/// Probabilities of each class for each item: `scores[item * n_classes + class]`, with the true classes.
#[derive(Clone, Copy, Debug)]
pub struct ClassScores<'a> {
    truth: &'a [u32],
    scores: &'a [f64],
    n_classes: usize,
}

/// Mean of a metric over classes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MacroMean {
    /// The mean over the classes where it is defined.
    pub value: Result<f64, Undefined>,
    /// Classes in the mean.
    pub classes_defined: u32,
    /// Classes left out.
    pub classes_undefined: u32,
}

impl<'a> ClassScores<'a> {
    /// Checks shapes, ranges and sums. Row sums may differ from 1 by .001; where a probability is asked for, a row is
    /// divided by its sum, as scikit-learn's older versions did.
    ///
    /// # Errors
    /// [`InputError`] where there are not `truth.len()` x `n_classes` scores, a class is not below `n_classes`,
    /// a score is no probability, or a row does not add up to 1.
    pub fn new(truth: &'a [u32], scores: &'a [f64], n_classes: u32) -> Result<Self, InputError> {
        let k = n_classes as usize;
        if truth.len().checked_mul(k) != Some(scores.len()) {
            return Err(InputError::LengthMismatch {
                first: truth.len().saturating_mul(k),
                other: scores.len(),
            });
        }
        if let Some((position, &value)) = truth.iter().enumerate().find(|&(_, &class)| class >= n_classes) {
            return Err(InputError::ClassOutOfRange { position, value, limit: n_classes });
        }
        if let Some(position) = scores.iter().position(|p| !(0.0..=1.0).contains(p)) {
            return Err(InputError::NotAProbability { position });
        }
        let adds_up = |row: &[f64]| (row.iter().sum::<f64>() - 1.0).abs() <= SUM_TOLERANCE;
        if let Some(item) = scores.chunks_exact(k.max(1)).position(|row| !adds_up(row)) {
            return Err(InputError::NotADistribution { item });
        }
        Ok(Self { truth, scores, n_classes: k })
    }

    /// Number of items.
    pub fn len(&self) -> usize {
        self.truth.len()
    }

    /// Whether there are no items.
    pub fn is_empty(&self) -> bool {
        self.truth.is_empty()
    }

    /// Number of classes.
    pub fn n_classes(&self) -> u32 {
        self.n_classes as u32
    }

    /// True class of each item.
    pub fn truth(&self) -> &'a [u32] {
        self.truth
    }

    /// Scores of one item as given; empty past the last.
    pub fn row(&self, item: usize) -> &'a [f64] {
        let begin = item.saturating_mul(self.n_classes);
        self.scores.get(begin..begin.saturating_add(self.n_classes)).unwrap_or_default()
    }

    /// Class with the largest score of each item; of equal ones the first, as numpy's `argmax`.
    pub fn predicted(&self) -> Vec<u32> {
        (0..self.len())
            .map(|item| {
                let mut best = (0, f64::NEG_INFINITY);
                for (class, &score) in (0..).zip(self.row(item)) {
                    if score > best.1 {
                        best = (class, score);
                    }
                }
                best.0
            })
            .collect()
    }

    /// Largest score of each item, divided by the sum of the row: the confidence in its prediction.
    pub fn confidence(&self) -> Vec<f64> {
        (0..self.len())
            .map(|item| {
                let row = self.row(item);
                (row.iter().copied().fold(0.0, f64::max) / row.iter().sum::<f64>()).min(1.0)
            })
            .collect()
    }

    /// Average precision and AUC of one class against the rest, see [`ranking`](super::ranking()). `None` where the
    /// class is not declared.
    pub fn ranking(&self, class: u32) -> Option<Ranking> {
        let place = class as usize;
        if place >= self.n_classes {
            return None;
        }
        // Scores were checked, so that ranking them cannot fail.
        rank(self.len(), |item| (self.scores[item * self.n_classes + place], self.truth[item] == class)).ok()
    }

    /// [`ClassScores::ranking`] of every class, in order.
    pub fn rankings(&self) -> Vec<Ranking> {
        (0..self.n_classes()).filter_map(|class| self.ranking(class)).collect()
    }

    /// The curve of one class against the rest. `None` where the class is not declared.
    pub fn curve(&self, class: u32) -> Option<ScoreCurve> {
        if class >= self.n_classes() {
            return None;
        }
        let positive: Vec<bool> = self.truth.iter().map(|&truth| truth == class).collect();
        let scores: Vec<f64> =
            self.scores.iter().copied().skip(class as usize).step_by(self.n_classes).collect();
        ScoreCurve::new(&positive, &scores).ok()
    }

    /// Mean AUC of one class against the rest, over the classes that have one (scikit-learn's
    /// `multi_class="ovr", average="macro"`, which fails where a class has none). Without an interval: the areas are
    /// correlated.
    pub fn macro_auc(&self) -> MacroMean {
        self.macro_mean(|ranking| ranking.auc)
    }

    /// Mean average precision of one class against the rest, over the classes that occur.
    pub fn macro_average_precision(&self) -> MacroMean {
        self.macro_mean(|ranking| ranking.average_precision)
    }

    fn macro_mean(&self, metric: impl Fn(&Ranking) -> Result<Estimate, Undefined>) -> MacroMean {
        let values: Vec<f64> = self
            .rankings()
            .iter()
            .filter_map(|ranking| metric(ranking).ok())
            .map(|estimate| estimate.value)
            .collect();
        let value = if values.is_empty() {
            Err(Undefined::NoClassDefined)
        } else {
            Ok(values.iter().sum::<f64>() / values.len() as f64)
        };
        let defined = values.len() as u32;
        MacroMean { value, classes_defined: defined, classes_undefined: self.n_classes() - defined }
    }

    /// Share of items whose true class is among the `top` highest scores. Wilson.
    ///
    /// A tie at the edge counts against the prediction: the true class is in when at most `top` classes, itself
    /// included, score as high or higher. scikit-learn breaks ties by class number.
    ///
    /// # Errors
    /// [`Undefined::NothingScored`] without items.
    pub fn top_accuracy(&self, top: u32) -> Result<Estimate, Undefined> {
        let is_in = |item: usize| {
            let row = self.row(item);
            let own = row[self.truth[item] as usize];
            row.iter().filter(|&&score| score >= own).count() <= top as usize
        };
        let right = (0..self.len()).filter(|&item| is_in(item)).count() as u64;
        proportion(right, self.len() as u64, Undefined::NothingScored)
    }

    fn probability(&self, item: usize) -> f64 {
        let row = self.row(item);
        row[self.truth[item] as usize] / row.iter().sum::<f64>()
    }

    /// Log loss, -(1/n) sum ln p(true class), in nats, of rows divided by their sums. As scikit-learn's `log_loss`,
    /// with its clipping at 2.2e-16; how many items were clipped is said.
    ///
    /// Interval: losses are skewed, so Hall's transformation of the t interval (JRSS B 54, 1992), which corrects for
    /// the sample's skewness.
    pub fn log_loss(&self) -> LogLoss {
        log_loss(self.len(), |item| self.probability(item))
    }

    /// Brier score over all classes, (1/n) sum over items and classes of (p - y)^2, in \[0, 2\] (Brier 1950); with two
    /// classes twice [`binary_brier`](super::binary_brier). Interval as [`ClassScores::log_loss`].
    ///
    /// # Errors
    /// [`Undefined::NothingScored`] without items.
    pub fn brier(&self) -> Result<Estimate, Undefined> {
        let loss = |item: usize| {
            let row = self.row(item);
            let sum: f64 = row.iter().sum();
            let squares: f64 = row.iter().map(|p| (p / sum).powi(2)).sum();
            (squares - 2.0 * self.probability(item) + 1.0).max(0.0)
        };
        mean(self.len(), loss, 2.0)
    }
}
