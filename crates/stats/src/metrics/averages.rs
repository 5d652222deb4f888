//! Averages over the classes of a confusion matrix.

use crate::classify::{Confusion, proportion};
use crate::estimate::{Estimate, Interval, IntervalMethod, Undefined, Unreliable};
use crate::interval::{Part, Z95, mover_correlated, mover_sum, wilson_modified, wilson_z};

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
    /// macro F1 as [`Confusion::macro_f1`]; weighted F1 and weighted precision likewise, with the variance of the
    /// weights, sum w_i (metric_i - mean)^2 / n, and, where it is positive, their covariance with the
    /// precisions. The delta method alone covered .74 (weighted precision) and .90 (weighted F1) at n = 20,
    /// .83 and .84 at n = 100; these cover .93 or more from n = 20 (`tests/coverage_decisions.rs`).
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
        Ok(shown(mover_sum(&parts).times(1.0 / parts.len() as f64), self.total()))
    }

    /// Matthews' correlation coefficient, for k classes R_k (Gorodkin, Computational Biology and Chemistry 28,
    /// 2004): (c - sum t_i q_i) / sqrt((1 - sum q_i^2)(1 - sum t_i^2)) with c the accuracy, t_i and q_i the
    /// true and predicted shares of class i.
    ///
    /// Undefined where all items are truly, or all predicted to be, of one class; scikit-learn says 0 there.
    ///
    /// Interval: Wilson's on the scale (r - r_0)/(1 - r_0), r_0 = -1/(k - 1), at as many cases as the delta method's
    /// variance over the multinomial cell shares is worth, at most n, with the quantile times sqrt(1 + 2/m), m the
    /// true or predicted items of the rarest class. The widening is not from a paper: with few items of a
    /// class the variance is estimated badly, and Fisher's z with the plain delta method covered .739 at n = 20
    /// and .866 at n = 50 (prevalence .1); this covers .92 or more from n = 20 and has width at r = 1.
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
        Ok(Estimate { value, interval: self.matthews_interval(value, se), n })
    }

    fn matthews_interval(&self, value: f64, se: f64) -> Result<Interval, Unreliable> {
        let (n, least) = (self.total() as f64, -1.0 / (self.size() as f64 - 1.0));
        let counts = (0..self.size()).flat_map(|class| [self.support(class), self.predicted(class)]);
        let rarest = counts.filter(|&count| count > 0).min().unwrap_or(1) as f64;
        let share = ((value - least) / (1.0 - least)).clamp(0.0, 1.0);
        let variance = (se / (1.0 - least)).powi(2);
        let cases = if variance > 0.0 && share < 1.0 { (share * (1.0 - share) / variance).min(n) } else { n };
        // Below -1/(k - 1), possible with unequal classes, the share is 0 and says little.
        let interval = wilson_z(share, cases.max(1.0), Z95 * (1.0 + 2.0 / rarest).sqrt());
        let back = |share: f64| least + (1.0 - least) * share;
        let (lower, upper) = (back(interval.lower).min(value), back(interval.upper).max(value));
        Interval::checked(lower, upper, IntervalMethod::WilsonEffective)
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
        let parts: Vec<Part> = (0..self.size())
            .filter_map(|class| {
                let Interval { lower, upper, .. } =
                    wilson_modified(self.cell(class, class), self.predicted(class))?;
                Some(Part { value: precision[class]?, lower, upper }.times(truth[class] / weight))
            })
            .collect();
        let value: f64 = parts.iter().map(|part| part.value).sum();
        // Of the weights, and twice their covariance with the precisions: cell (i, j) moves the weight of i and
        // the precision of j.
        let (mut spread, mut covariance) = (0.0, 0.0);
        for i in 0..self.size() {
            let Some(excess) = precision[i].map(|p| p - value) else { continue };
            spread += truth[i] / weight * excess * excess;
            for j in (0..self.size()).filter(|&j| self.cell(i, j) > 0) {
                let share = self.cell(i, j) as f64 / n as f64;
                let own = if i == j { 1.0 } else { 0.0 };
                let slope = (own - precision[j].unwrap_or(0.0)) * truth[j] / weight / predicted[j];
                covariance += share * slope * excess;
            }
        }
        let extra = Z95 * Z95 * (spread + (2.0 * covariance).max(0.0)) / n as f64;
        Ok(shown(mover_correlated(&parts, extra, |_, _| 0.0), n))
    }

    fn weighted_f1(&self) -> Result<Estimate, Undefined> {
        let n = self.total();
        let (truth, _) = self.shares();
        let fixed = self.mean_f1(|class| truth[class])?;
        let spread: f64 = self
            .per_class()
            .iter()
            .zip(&truth)
            .filter_map(|(class, weight)| Some(weight * (class.f1.ok()?.value - fixed.value).powi(2)))
            .sum();
        let extra = Z95 * (spread / n as f64).sqrt();
        let below = (fixed.value - fixed.lower).hypot(extra);
        let above = (fixed.upper - fixed.value).hypot(extra);
        Ok(shown(Part { lower: fixed.value - below, upper: fixed.value + above, ..fixed }, n))
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

fn shown(mean: Part, n: u64) -> Estimate {
    let interval = Interval::checked(mean.lower.max(0.0), mean.upper.min(1.0), IntervalMethod::Mover);
    Estimate { value: mean.value, interval, n }
}
