//! Averages over the classes of a confusion matrix.

use crate::classify::{Confusion, proportion};
use crate::estimate::{Estimate, Interval, IntervalMethod, Undefined, Unreliable};
use crate::interval::{Part, Z95, mover_sum, symmetric, wilson_modified};

/// How classes are averaged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Average {
    /// Over items: with one label per item precision, recall and F1 are all the accuracy.
    Micro,
    /// Plain mean over the classes where the metric is defined.
    Macro,
    /// Mean over the classes where it is defined, weighted by their true items.
    Weighted,
}

/// Precision, recall and F1 averaged over classes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AveragedMetrics {
    /// Mean precision.
    pub precision: Result<Estimate, Undefined>,
    /// Mean recall.
    pub recall: Result<Estimate, Undefined>,
    /// Mean F1.
    pub f1: Result<Estimate, Undefined>,
}

/// Which metric of a class.
#[derive(Clone, Copy)]
enum Metric {
    Precision,
    Recall,
}

impl Confusion {
    /// Precision, recall and F1 averaged over the classes; `n` is the number of items.
    ///
    /// Intervals: micro (and weighted recall, the same number) Wilson; macro precision and macro recall MOVER
    /// of Wilson's limits of each class, which are independent given the predicted or the true counts;
    /// macro F1, weighted precision and weighted F1 delta method over the multinomial cell shares.
    pub fn averaged(&self, average: Average) -> AveragedMetrics {
        match average {
            Average::Micro => {
                let accuracy = self.accuracy();
                AveragedMetrics { precision: accuracy, recall: accuracy, f1: accuracy }
            }
            Average::Macro => AveragedMetrics {
                precision: self.macro_mean(Metric::Precision),
                recall: self.macro_mean(Metric::Recall),
                f1: self.macro_f1().estimate,
            },
            Average::Weighted => AveragedMetrics {
                precision: self.weighted_precision(),
                recall: self.accuracy(),
                f1: self.weighted_f1(),
            },
        }
    }

    /// Balanced accuracy: the mean recall of the classes that occur, (1/k) sum TP_i / support_i (Brodersen et
    /// al., ICPR 2010). Interval: MOVER of Wilson's limits of the recalls. As scikit-learn.
    ///
    /// # Errors
    /// [`Undefined::NothingScored`] without items.
    pub fn balanced_accuracy(&self) -> Result<Estimate, Undefined> {
        self.macro_mean(Metric::Recall)
    }

    fn macro_mean(&self, metric: Metric) -> Result<Estimate, Undefined> {
        let parts: Vec<Part> = (0..self.size())
            .filter_map(|class| {
                let cases = match metric {
                    Metric::Precision => self.predicted(class),
                    Metric::Recall => self.support(class),
                };
                let right = self.cell(class, class);
                let Interval { lower, upper, .. } = wilson_modified(right, cases)?;
                Some(Part { value: right as f64 / cases as f64, lower, upper })
            })
            .collect();
        if parts.is_empty() {
            return Err(Undefined::NothingScored);
        }
        let sum = mover_sum(&parts).times(1.0 / parts.len() as f64);
        let interval = Interval::checked(sum.lower.max(0.0), sum.upper.min(1.0), IntervalMethod::Mover);
        Ok(Estimate { value: sum.value, interval, n: self.total() })
    }

    /// Matthews' correlation coefficient, for k classes R_k (Gorodkin, Computational Biology and Chemistry 28,
    /// 2004): (c - sum t_i q_i) / sqrt((1 - sum q_i^2)(1 - sum t_i^2)) with c the accuracy, t_i and q_i the
    /// true and predicted shares of class i.
    ///
    /// Interval: delta method over the multinomial cell shares on Fisher's scale, tanh(atanh(r) +- 1.96 SE/(1 -
    /// r^2)). Undefined where all items are truly, or all predicted to be, of one class; scikit-learn says 0
    /// there.
    ///
    /// # Errors
    /// [`Undefined::NothingScored`] without items, [`Undefined::OneClassOnly`] as said.
    pub fn matthews(&self) -> Result<Estimate, Undefined> {
        let n = self.total();
        if n == 0 {
            return Err(Undefined::NothingScored);
        }
        let (truth, predicted) = self.shares();
        let right: f64 = (0..self.size()).map(|class| self.cell(class, class) as f64).sum::<f64>() / n as f64;
        let chance: f64 = truth.iter().zip(&predicted).map(|(t, q)| t * q).sum();
        let spread = |shares: &[f64]| 1.0 - shares.iter().map(|share| share * share).sum::<f64>();
        if self.one_class(&truth) || self.one_class(&predicted) {
            return Err(Undefined::OneClassOnly);
        }
        let (a, b) = (spread(&predicted), spread(&truth));
        let scale = (a * b).sqrt();
        let value = ((right - chance) / scale).clamp(-1.0, 1.0);
        let se = self.delta_se(|i, j| {
            let own = f64::from(u8::from(i == j));
            (own - predicted[i] - truth[j]) / scale + value * (predicted[j] / a + truth[i] / b)
        });
        Ok(Estimate { value, interval: fisher_interval(value, se), n })
    }

    fn one_class(&self, shares: &[f64]) -> bool {
        shares.iter().filter(|&&share| share > 0.0).count() < 2
    }

    /// Precision, weighted by true items; classes never predicted have none and weigh nothing.
    fn weighted_precision(&self) -> Result<Estimate, Undefined> {
        let n = self.total();
        let (truth, predicted) = self.shares();
        let precision: Vec<Option<f64>> = (0..self.size())
            .map(|class| {
                let cases = self.predicted(class);
                (cases > 0).then(|| self.cell(class, class) as f64 / cases as f64)
            })
            .collect();
        let weight: f64 = truth.iter().zip(&precision).filter(|(_, p)| p.is_some()).map(|(t, _)| t).sum();
        if n == 0 {
            return Err(Undefined::NothingScored);
        }
        if weight <= 0.0 {
            return Err(Undefined::NoClassDefined);
        }
        let sum: f64 = truth.iter().zip(&precision).filter_map(|(t, p)| Some(t * (*p)?)).sum();
        let value = sum / weight;
        let se = self.delta_se(|i, j| {
            let own = if i == j { truth[i] / predicted[i] } else { 0.0 };
            let row = precision[i].map_or(0.0, |p| p - value);
            let column = precision[j].map_or(0.0, |p| truth[j] * p / predicted[j]);
            (own + row - column) / weight
        });
        Ok(Estimate { value, interval: delta_interval(value, se), n })
    }

    fn weighted_f1(&self) -> Result<Estimate, Undefined> {
        let n = self.total();
        if n == 0 {
            return Err(Undefined::NothingScored);
        }
        let (truth, predicted) = self.shares();
        let f1: Vec<f64> = (0..self.size())
            .map(|class| {
                let cases = self.support(class) + self.predicted(class);
                if cases > 0 { 2.0 * self.cell(class, class) as f64 / cases as f64 } else { 0.0 }
            })
            .collect();
        let value = truth.iter().zip(&f1).map(|(t, f)| t * f).sum();
        let slope = |class: usize| truth[class] * f1[class] / (truth[class] + predicted[class]);
        let se = self.delta_se(|i, j| {
            let own = if i == j { 2.0 * truth[i] / (truth[i] + predicted[i]) } else { 0.0 };
            own + f1[i] - slope(i) - slope(j)
        });
        Ok(Estimate { value, interval: delta_interval(value, se), n })
    }

    /// True and predicted share of each class.
    fn shares(&self) -> (Vec<f64>, Vec<f64>) {
        let n = self.total() as f64;
        let share = |count: u64| count as f64 / n;
        let classes = 0..self.size();
        let truth = classes.clone().map(|class| share(self.support(class))).collect();
        (truth, classes.map(|class| share(self.predicted(class))).collect())
    }

    /// Standard error by the delta method: gradient in the share of cell (truth, predicted).
    fn delta_se(&self, gradient: impl Fn(usize, usize) -> f64) -> f64 {
        let n = self.total() as f64;
        let (mut first, mut second) = (0.0, 0.0);
        for i in 0..self.size() {
            for j in (0..self.size()).filter(|&j| self.cell(i, j) > 0) {
                let (p, slope) = (self.cell(i, j) as f64 / n, gradient(i, j));
                first += p * slope;
                second += p * slope * slope;
            }
        }
        ((second - first * first).max(0.0) / n).sqrt()
    }

    /// Share of the items of class `truth` that were predicted to be `predicted`: the matrix by row. Wilson.
    ///
    /// # Errors
    /// [`Undefined::ClassNeverTrue`] where no item, or no such class, is there.
    pub fn share_of_truth(&self, truth: u32, predicted: u32) -> Result<Estimate, Undefined> {
        if truth.max(predicted) >= self.n_classes() {
            return Err(Undefined::ClassNeverTrue);
        }
        let (row, column) = (truth as usize, predicted as usize);
        proportion(self.cell(row, column), self.support(row), Undefined::ClassNeverTrue)
    }

    /// Share of the items predicted to be `predicted` that are truly `truth`: the matrix by column. Wilson.
    ///
    /// # Errors
    /// [`Undefined::ClassNeverPredicted`] where no item, or no such class, is there.
    pub fn share_of_predicted(&self, truth: u32, predicted: u32) -> Result<Estimate, Undefined> {
        if truth.max(predicted) >= self.n_classes() {
            return Err(Undefined::ClassNeverPredicted);
        }
        let (row, column) = (truth as usize, predicted as usize);
        proportion(self.cell(row, column), self.predicted(column), Undefined::ClassNeverPredicted)
    }
}

pub(crate) fn delta_interval(value: f64, se: f64) -> Result<Interval, Unreliable> {
    symmetric(value, Z95 * se, (0.0, 1.0), IntervalMethod::Delta)
}

/// tanh(atanh(r) +- z SE/(1 - r^2)).
fn fisher_interval(value: f64, se: f64) -> Result<Interval, Unreliable> {
    let slope = 1.0 - value * value;
    if slope <= 0.0 || se <= 0.0 {
        return Err(Unreliable::ZeroWidth);
    }
    let (centre, half) = (value.atanh(), Z95 * se / slope);
    Interval::checked((centre - half).tanh(), (centre + half).tanh(), IntervalMethod::DeltaTransformed)
}
