//! Counts of a binary decision.

use crate::classify::{f1, proportion};
use crate::estimate::{Estimate, Undefined};

/// A binary decision against the truth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct BinaryCounts {
    /// Positive and predicted so.
    pub true_positives: u64,
    /// Negative, but predicted positive.
    pub false_positives: u64,
    /// Positive, but predicted negative.
    pub false_negatives: u64,
    /// Negative and predicted so.
    pub true_negatives: u64,
}

impl BinaryCounts {
    /// Number of items.
    pub fn total(&self) -> u64 {
        self.positives() + self.false_positives + self.true_negatives
    }

    fn positives(&self) -> u64 {
        self.true_positives + self.false_negatives
    }

    fn predicted(&self) -> u64 {
        self.true_positives + self.false_positives
    }

    /// TP / (TP + FP). Wilson.
    ///
    /// # Errors
    /// [`Undefined::ClassNeverPredicted`] where nothing was predicted positive.
    pub fn precision(&self) -> Result<Estimate, Undefined> {
        proportion(self.true_positives, self.predicted(), Undefined::ClassNeverPredicted)
    }

    /// TP / (TP + FN), also called sensitivity or true positive rate. Wilson.
    ///
    /// # Errors
    /// [`Undefined::NoPositive`] without a positive.
    pub fn recall(&self) -> Result<Estimate, Undefined> {
        proportion(self.true_positives, self.positives(), Undefined::NoPositive)
    }

    /// TN / (TN + FP), 1 - false positive rate. Wilson.
    ///
    /// # Errors
    /// [`Undefined::NoNegative`] without a negative.
    pub fn specificity(&self) -> Result<Estimate, Undefined> {
        let negatives = self.true_negatives + self.false_positives;
        proportion(self.true_negatives, negatives, Undefined::NoNegative)
    }

    /// TN / (TN + FN). Wilson.
    ///
    /// # Errors
    /// [`Undefined::ClassNeverPredicted`] where nothing was predicted negative.
    pub fn negative_predictive_value(&self) -> Result<Estimate, Undefined> {
        let predicted = self.true_negatives + self.false_negatives;
        proportion(self.true_negatives, predicted, Undefined::ClassNeverPredicted)
    }

    /// 2 TP / (2 TP + FP + FN), interval as [`ClassMetrics::f1`](crate::ClassMetrics::f1).
    ///
    /// # Errors
    /// [`Undefined::ClassAbsent`] where nothing is or was predicted positive.
    pub fn f1(&self) -> Result<Estimate, Undefined> {
        f1(self.true_positives, self.positives(), self.predicted())
    }

    /// (TP + TN) / all. Wilson.
    ///
    /// # Errors
    /// [`Undefined::NothingScored`] without items.
    pub fn accuracy(&self) -> Result<Estimate, Undefined> {
        proportion(self.true_positives + self.true_negatives, self.total(), Undefined::NothingScored)
    }
}
