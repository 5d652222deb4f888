//! Classification metrics of predictions against reference labels.

use crate::estimate::{Estimate, Interval, IntervalMethod, Undefined, Unreliable};
use crate::interval::{Z95, symmetric, wilson, wilson_of_dice};
use crate::judgments::InputError;

/// Confusion matrix: counts by true class (row) and predicted class (column), row-major.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confusion {
    n_classes: usize,
    counts: Vec<u64>,
}

/// One class: how often it is right, found, predicted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ClassMetrics {
    /// The class.
    pub class: u32,
    /// Items truly of the class.
    pub support: u64,
    /// Items predicted to be of the class.
    pub predicted: u64,
    /// TP / predicted. Wilson.
    pub precision: Result<Estimate, Undefined>,
    /// TP / support. Wilson.
    pub recall: Result<Estimate, Undefined>,
    /// 2 TP / (2 TP + FP + FN). Wilson of TP / (TP + FP + FN), of which F1 is an increasing function;
    /// `n` = TP + FP + FN.
    pub f1: Result<Estimate, Undefined>,
}

/// Mean of F1 over the classes where it is defined.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MacroF1 {
    /// The mean. Interval: delta method.
    pub estimate: Result<Estimate, Undefined>,
    /// Classes in the mean.
    pub classes_defined: u32,
    /// Classes left out: neither true nor predicted anywhere.
    pub classes_undefined: u32,
}

impl Confusion {
    /// Counts pairs of true and predicted class.
    ///
    /// # Errors
    /// [`InputError`] when the slices differ in length or a class is not below `n_classes`.
    pub fn from_labels(truth: &[u32], predicted: &[u32], n_classes: u32) -> Result<Self, InputError> {
        if truth.len() != predicted.len() {
            return Err(InputError::LengthMismatch { first: truth.len(), other: predicted.len() });
        }
        let k = n_classes as usize;
        let mut counts = vec![0; k * k];
        for (position, (&row, &column)) in truth.iter().zip(predicted).enumerate() {
            if let Some(&value) = [row, column].iter().find(|&&class| class >= n_classes) {
                return Err(InputError::ClassOutOfRange { position, value, limit: n_classes });
            }
            counts[row as usize * k + column as usize] += 1;
        }
        Ok(Self { n_classes: k, counts })
    }

    /// Takes counts as they are, row-major, one row per true class.
    ///
    /// # Errors
    /// [`InputError::LengthMismatch`] unless there are `n_classes` squared counts.
    pub fn from_counts(counts: Vec<u64>, n_classes: u32) -> Result<Self, InputError> {
        let k = n_classes as usize;
        if k.checked_mul(k) == Some(counts.len()) {
            Ok(Self { n_classes: k, counts })
        } else {
            Err(InputError::LengthMismatch { first: k.saturating_mul(k), other: counts.len() })
        }
    }

    /// Number of classes.
    pub fn n_classes(&self) -> u32 {
        self.n_classes as u32
    }

    /// Counts, row-major: `counts()[truth * n_classes + predicted]`.
    pub fn counts(&self) -> &[u64] {
        &self.counts
    }

    /// Number of items.
    pub fn total(&self) -> u64 {
        self.counts.iter().sum()
    }

    pub(crate) fn size(&self) -> usize {
        self.n_classes
    }

    pub(crate) fn cell(&self, truth: usize, predicted: usize) -> u64 {
        self.counts[truth * self.n_classes + predicted]
    }

    pub(crate) fn support(&self, class: usize) -> u64 {
        (0..self.n_classes).map(|predicted| self.cell(class, predicted)).sum()
    }

    pub(crate) fn predicted(&self, class: usize) -> u64 {
        (0..self.n_classes).map(|truth| self.cell(truth, class)).sum()
    }

    /// Accuracy: right / all. Wilson.
    ///
    /// # Errors
    /// [`Undefined::NothingScored`] without items.
    pub fn accuracy(&self) -> Result<Estimate, Undefined> {
        let right = (0..self.n_classes).map(|class| self.cell(class, class)).sum();
        proportion(right, self.total(), Undefined::NothingScored)
    }

    /// Support, precision, recall and F1 of each class, as scikit-learn with `zero_division=nan`: a class
    /// that is never predicted has no precision, one that never occurs no recall, F1 only one that is
    /// neither.
    pub fn per_class(&self) -> Vec<ClassMetrics> {
        (0..self.n_classes)
            .map(|class| {
                let (support, predicted) = (self.support(class), self.predicted(class));
                let right = self.cell(class, class);
                ClassMetrics {
                    class: class as u32,
                    support,
                    predicted,
                    precision: proportion(right, predicted, Undefined::ClassNeverPredicted),
                    recall: proportion(right, support, Undefined::ClassNeverTrue),
                    f1: f1(right, support, predicted),
                }
            })
            .collect()
    }

    /// Macro F1: the plain mean of the F1 of the classes where it is defined; the others are counted.
    ///
    /// Interval: delta method over the multinomial cell shares (Takahashi, Yamamoto, Kuchiba & Koyama,
    /// Applied Intelligence 52, 2022), +- 1.96 SE, cut at 0 and 1; not shown where the SE is 0.
    pub fn macro_f1(&self) -> MacroF1 {
        let defined: Vec<f64> =
            self.per_class().iter().filter_map(|class| class.f1.ok()).map(|f1| f1.value).collect();
        let (count, n) = (defined.len(), self.total());
        let estimate = if n == 0 {
            Err(Undefined::NothingScored)
        } else {
            let value = defined.iter().sum::<f64>() / count as f64;
            Ok(Estimate { value, interval: self.macro_f1_interval(value, count as f64), n })
        };
        let (all, count) = (self.n_classes as u32, count as u32);
        MacroF1 { estimate, classes_defined: count, classes_undefined: all - count }
    }

    fn macro_f1_interval(&self, value: f64, classes: f64) -> Result<Interval, Unreliable> {
        let n = self.total() as f64;
        // F_i = 2 p_ii / s_i with s_i = p_i. + p_.i; its derivative is 2 / s_i - 2 d_i at cell (i, i) and
        // -d_i at every other cell of row i or column i, where d_i = 2 p_ii / s_i^2.
        let sums: Vec<f64> =
            (0..self.n_classes).map(|i| (self.support(i) + self.predicted(i)) as f64 / n).collect();
        let slopes: Vec<f64> = (0..self.n_classes)
            .map(|i| if sums[i] > 0.0 { 2.0 * self.cell(i, i) as f64 / n / (sums[i] * sums[i]) } else { 0.0 })
            .collect();
        let (mut first, mut second) = (0.0, 0.0);
        for i in 0..self.n_classes {
            for j in (0..self.n_classes).filter(|&j| self.cell(i, j) > 0) {
                let own = if i == j { 2.0 / sums[i] } else { 0.0 };
                let gradient = (own - slopes[i] - slopes[j]) / classes;
                let p = self.cell(i, j) as f64 / n;
                first += p * gradient;
                second += p * gradient * gradient;
            }
        }
        let variance = (second - first * first).max(0.0) / n;
        symmetric(value, Z95 * variance.sqrt(), (0.0, 1.0), IntervalMethod::Delta)
    }
}

pub(crate) fn proportion(successes: u64, n: u64, reason: Undefined) -> Result<Estimate, Undefined> {
    let interval = wilson(successes, n).ok_or(reason)?;
    Ok(Estimate { value: successes as f64 / n as f64, interval: Ok(interval), n })
}

pub(crate) fn f1(right: u64, support: u64, predicted: u64) -> Result<Estimate, Undefined> {
    let either = support + predicted - right;
    let interval = wilson_of_dice(right, either).ok_or(Undefined::ClassAbsent)?;
    let value = 2.0 * right as f64 / (support + predicted) as f64;
    Ok(Estimate { value, interval: Ok(interval), n: either })
}
