//! Dawid-Skene: each rater has a confusion matrix.

mod product;

use super::em::{Aggregated, Em, Model, ln};
use super::gold::Gold;
use super::layout::{Layout, MOST_CELLS};
use super::settings::{FitError, Smoothing, Stop};
use crate::judgments::Judgments;

/// A fitted Dawid-Skene model.
#[derive(Clone, Debug, PartialEq)]
pub struct DawidSkene {
    /// Labels, posteriors, class priors and how the fit went.
    pub consensus: Aggregated,
    /// P(label | true class), raters x true classes x labels, flat: rater r says l of a true c with
    /// probability `confusion[(r * k + c) * k + l]`. At smoothing 0 a true class that a rater never met has
    /// a uniform row.
    pub confusion: Vec<f64>,
}

impl DawidSkene {
    /// Confusion matrix of one rater, true classes x labels, flat; empty where there is no such rater.
    pub fn confusion_of(&self, rater: usize) -> &[f64] {
        let cells = (self.consensus.n_classes as usize).pow(2);
        self.confusion.get(rater * cells..(rater + 1) * cells).unwrap_or(&[])
    }
}

/// Dawid-Skene by EM (Dawid & Skene, Applied Statistics 28, 1979).
///
/// Model: item i has true class c with probability `p_c`; rater r says l of it with probability
/// `e_r[c][l]`, independently of the others. The E-step gives
/// P(c | judgments of i) proportional to `p_c` x product of `e_r[c][l]`, in log space; the M-step sets
/// `p_c` to the mean posterior and `e_r[c][l]` to the expected share, plus `smoothing`. It starts from the
/// vote shares. The log posterior (the log likelihood at `Smoothing::Dirichlet { count: 0.0 }`) never
/// falls. `gold` restricts posteriors of gold items to their acceptable classes; give `&Gold::default()`
/// for none. Repeats of one rater on one item count as independent answers. Time per iteration
/// O(judgments x classes), memory O(judgments + items x classes + raters x classes^2).
///
/// The likelihood has several maxima; this one is reached from the vote shares. crowd-kit 1.4.2 is this
/// with [`Smoothing::Floor`] at 1e-10; its stopping loss counts the class prior once per judgment instead
/// of once per item, may fall, and then ends the fit early (after 2 iterations on `bluebird`). The 1979
/// paper is smoothing 0.
///
/// # Errors
/// [`FitError`] where there is no judgment, fewer than two classes, a setting out of range, or `gold` is
/// of other items or classes.
pub fn dawid_skene(
    judgments: &Judgments<'_>,
    smoothing: Smoothing,
    stop: Stop,
    gold: &Gold,
) -> Result<DawidSkene, FitError> {
    smoothing.check()?;
    gold.check(judgments)?;
    let layout = Layout::new(judgments)?;
    let k = layout.n_classes();
    let size = layout.n_raters().checked_mul(k * k).filter(|&size| size as u64 <= MOST_CELLS);
    let too_large = FitError::TooLarge {
        raters: judgments.n_raters(),
        classes: judgments.n_classes(),
        judgments: judgments.len(),
    };
    let table = vec![0.0; size.ok_or(too_large)?];
    let model = Confusions { table, prior: Vec::new(), used: Vec::new(), k, smoothing };
    let em = Em { layout: &layout, gold, model, class_priors: vec![0.0; k] };
    let (model, consensus) = em.run(stop)?;
    Ok(DawidSkene { consensus, confusion: model.probabilities() })
}

/// Confusion matrices, `table[(rater * k + label) * k + true]`: what one judgment contributes lies side by
/// side.
struct Confusions {
    table: Vec<f64>,
    /// Pseudo-counts, `prior[label * k + true]`; empty for a floor.
    prior: Vec<f64>,
    /// For a floor: whether the rater ever gave the label, `used[rater * k + label]`.
    used: Vec<bool>,
    k: usize,
    smoothing: Smoothing,
}

impl Confusions {
    fn probabilities(&self) -> Vec<f64> {
        let k = self.k;
        let mut out = vec![0.0; self.table.len()];
        for (rater, matrix) in self.table.chunks_exact(k * k).enumerate() {
            for label in 0..k {
                for class in 0..k {
                    out[(rater * k + class) * k + label] = matrix[label * k + class];
                }
            }
        }
        out
    }
}

/// Answers of all raters together: P(label | true class) with one pseudo-count per cell.
fn pooled(counts: &[f64], k: usize) -> Vec<f64> {
    let mut pool = vec![1.0; k * k];
    for matrix in counts.chunks_exact(k * k) {
        pool.iter_mut().zip(matrix).for_each(|(sum, count)| *sum += count);
    }
    for class in 0..k {
        let total: f64 = (0..k).map(|label| pool[label * k + class]).sum();
        (0..k).for_each(|label| pool[label * k + class] /= total);
    }
    pool
}

impl Model for Confusions {
    fn n_counts(&self) -> usize {
        self.table.len()
    }

    fn score(&self, cells: &[u32], scores: &mut [f64]) {
        for &cell in cells {
            let start = cell as usize * self.k;
            let row = &self.table[start..start + self.k];
            scores.iter_mut().zip(row).for_each(|(score, p)| *score += ln(*p));
        }
    }

    fn direct(&self, cells: &[u32], priors: &[f64], row: &mut [f64]) -> Option<f64> {
        product::posterior(&self.table, cells, priors, row)
    }

    fn collect(&self, cells: &[u32], posterior: &[f64], _at_start: bool, counts: &mut [f64]) {
        product::collect(cells, posterior, counts);
    }

    fn begin(&mut self, counts: &[f64]) {
        match self.smoothing {
            Smoothing::Dirichlet { count } => self.prior = vec![count; self.k * self.k],
            Smoothing::Pooled { strength } => {
                self.prior = pooled(counts, self.k).into_iter().map(|share| strength * share).collect();
            }
            Smoothing::Floor { .. } => {
                let labels = counts.chunks_exact(self.k);
                self.used = labels.map(|row| row.iter().any(|&count| count > 0.0)).collect();
            }
        }
    }

    fn update(&mut self, counts: &[f64]) {
        let k = self.k;
        let mut totals = vec![0.0; k];
        // Any row is a maximum for a class that the rater never met; this one says nothing.
        let uniform = 1.0 / k as f64;
        for (rater, matrix) in self.table.chunks_exact_mut(k * k).enumerate() {
            matrix.copy_from_slice(&counts[rater * k * k..(rater + 1) * k * k]);
            if let Smoothing::Floor { floor } = self.smoothing {
                let used = &self.used[rater * k..(rater + 1) * k];
                for (row, _) in matrix.chunks_exact_mut(k).zip(used).filter(|(_, used)| **used) {
                    row.iter_mut().for_each(|count| *count = count.max(floor));
                }
            } else {
                matrix.iter_mut().zip(&self.prior).for_each(|(count, prior)| *count += prior);
            }
            totals.fill(0.0);
            for row in matrix.chunks_exact(k) {
                totals.iter_mut().zip(row).for_each(|(total, count)| *total += count);
            }
            for row in matrix.chunks_exact_mut(k) {
                row.iter_mut().zip(&totals).for_each(|(cell, total)| {
                    *cell = if *total > 0.0 { *cell / total } else { uniform };
                });
            }
        }
    }

    fn log_prior(&self) -> f64 {
        if self.prior.iter().all(|&prior| prior == 0.0) {
            return 0.0;
        }
        // Cells without a pseudo-count have no say; 0 x ln 0 is 0.
        let weigh = |(p, prior): (&f64, &f64)| if *prior > 0.0 { prior * ln(*p) } else { 0.0 };
        let matrices = self.table.chunks_exact(self.k * self.k);
        matrices.map(|matrix| matrix.iter().zip(&self.prior).map(weigh).sum::<f64>()).sum()
    }
}
