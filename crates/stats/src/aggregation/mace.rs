//! MACE: a rater either knows the answer or spams by a habit.

use statrs::function::gamma::{digamma, ln_gamma};

use super::em::{Aggregated, Em, Model};
use super::gold::Gold;
use super::layout::{Layout, MOST_CELLS};
use super::settings::{FitError, Stop};
use crate::judgments::Judgments;

/// Pseudo-counts of knowing and of spamming: Jeffreys' prior.
const KNOWING: f64 = 0.5;

/// Pseudo-counts of each label of a spammer.
const HABIT: f64 = 10.0;

/// A fitted MACE model.
#[derive(Clone, Debug, PartialEq)]
pub struct Mace {
    /// Labels, posteriors and how the fit went. `log_likelihood` is taken at exp(E ln parameter), and
    /// `log_posterior` is the variational lower bound of ln P(judgments).
    pub consensus: Aggregated,
    /// Posterior mean of the probability that a rater knows an answer ("competence"); none for a rater
    /// without judgments.
    pub competence: Vec<Option<f64>>,
    /// Posterior mean of what a rater answers when spamming, raters x classes, flat.
    pub habits: Vec<f64>,
}

impl Mace {
    /// P(label | true class), raters x true classes x labels, flat: competence where the label is true,
    /// plus (1 - competence) x habit. Rows of zeros for a rater without judgments.
    pub fn confusion(&self) -> Vec<f64> {
        let k = self.consensus.n_classes as usize;
        let mut out = vec![0.0; self.habits.len() * k];
        let raters = self.competence.iter().zip(self.habits.chunks_exact(k));
        for ((known, habit), matrix) in raters.zip(out.chunks_exact_mut(k * k)) {
            let Some(known) = known else { continue };
            for (class, row) in matrix.chunks_exact_mut(k).enumerate() {
                row.iter_mut().zip(habit).for_each(|(cell, share)| *cell = (1.0 - known) * share);
                row[class] += known;
            }
        }
        out
    }
}

/// MACE by variational Bayes (Hovy, Berg-Kirkpatrick, Vaswani & Hovy, NAACL-HLT 2013).
///
/// Model: true class c has probability `p_c`; rater r knows the answer with probability `t_r` and gives it, else
/// says l with probability `x_r[l]`, whatever the truth. Priors as in the authors' program and
/// crowd-kit: Beta(0.5, 0.5) on `t_r`, Dirichlet(10, ...) on `x_r`. The M-step takes exp(E ln parameter)
/// under the Dirichlet posteriors of the expected counts; the lower bound of ln P(judgments), returned as
/// log posterior and history, never falls. Memory O(judgments + items x classes + raters x classes), time
/// per iteration O(judgments + items x classes).
///
/// It starts from the vote shares, all answers as far as known as they have votes, and so needs no seed.
/// The paper and crowd-kit hold classes alike (`p_c` = 1/k); here they are estimated as in the other
/// methods, because rare classes are otherwise overstated: on `d_product`, 12 % positive, accuracy is .931
/// with and .853 without. crowd-kit 1.4.2 gets .929 with classes alike: it hands habits to other raters
/// (its counts are sorted by name, its parameters by appearance), so that they hardly take part. It
/// starts at random and takes the best of 10, but gives each the same seed.
///
/// # Errors
/// As [`super::dawid_skene`].
pub fn mace(judgments: &Judgments<'_>, stop: Stop, gold: &Gold) -> Result<Mace, FitError> {
    gold.check(judgments)?;
    let layout = Layout::new(judgments)?;
    let cells = (layout.n_raters() * layout.n_classes()) as u64 * layout.n_classes() as u64;
    if cells > MOST_CELLS {
        let (raters, classes) = (judgments.n_raters(), judgments.n_classes());
        return Err(FitError::TooLarge { raters, classes, judgments: judgments.len() });
    }
    let (k, n_raters) = (layout.n_classes(), layout.n_raters());
    let model = Spammers { k, n_raters, cells: Vec::new(), counts: Vec::new(), divergence: 0.0 };
    let em = Em { layout: &layout, gold, model, class_priors: vec![0.0; k] };
    let (model, consensus) = em.run(stop)?;
    let mut judged = vec![false; n_raters];
    layout.cells().iter().for_each(|&cell| judged[cell as usize / k] = true);
    let competence = (0..n_raters).map(|rater| judged[rater].then(|| model.competence(rater))).collect();
    Ok(Mace { consensus, competence, habits: model.habits() })
}

/// What one judgment says.
#[derive(Clone, Copy)]
struct Cell {
    /// ln of spamming this label.
    spam: f64,
    /// What is added where the label is the true class.
    gain: f64,
    /// P(knows | the label is true).
    knows: f64,
}

struct Spammers {
    k: usize,
    n_raters: usize,
    /// By rater and label.
    cells: Vec<Cell>,
    /// Expected counts of the last M-step: spammed labels by rater and label, then known answers by rater.
    counts: Vec<f64>,
    /// Sum over raters of the divergence of posterior from prior.
    divergence: f64,
}

impl Spammers {
    fn known(&self, rater: usize) -> f64 {
        self.counts[self.n_raters * self.k + rater]
    }

    fn spammed(&self, rater: usize) -> &[f64] {
        &self.counts[rater * self.k..(rater + 1) * self.k]
    }

    fn competence(&self, rater: usize) -> f64 {
        let (known, spammed) = (self.known(rater), self.spammed(rater).iter().sum::<f64>());
        (known + KNOWING) / (known + spammed + 2.0 * KNOWING)
    }

    fn habits(&self) -> Vec<f64> {
        let share = |rater| {
            let counts = self.spammed(rater);
            let total = counts.iter().sum::<f64>() + HABIT * self.k as f64;
            counts.iter().map(move |count| (count + HABIT) / total)
        };
        (0..self.n_raters).flat_map(share).collect()
    }
}

/// E ln of the parts of a Dirichlet with these counts over a prior, and its divergence from the prior.
fn dirichlet(counts: &[f64], prior: f64) -> (Vec<f64>, f64) {
    let n = counts.len() as f64;
    let total: f64 = counts.iter().sum::<f64>() + prior * n;
    let logs: Vec<f64> = counts.iter().map(|count| digamma(count + prior) - digamma(total)).collect();
    let terms = counts.iter().zip(&logs);
    let parts: f64 = terms.map(|(count, log)| count * log - ln_gamma(count + prior) + ln_gamma(prior)).sum();
    (logs, ln_gamma(total) - ln_gamma(prior * n) + parts)
}

impl Model for Spammers {
    fn n_counts(&self) -> usize {
        self.n_raters * (self.k + 1)
    }

    fn score(&self, cells: &[u32], scores: &mut [f64]) {
        let mut common = 0.0;
        for &cell in cells {
            let Cell { spam, gain, .. } = self.cells[cell as usize];
            common += spam;
            scores[cell as usize % self.k] += gain;
        }
        scores.iter_mut().for_each(|score| *score += common);
    }

    fn collect(&self, cells: &[u32], posterior: &[f64], at_start: bool, counts: &mut [f64]) {
        for &cell in cells {
            let (rater, label) = (cell as usize / self.k, cell as usize % self.k);
            let knows = if at_start { 1.0 } else { self.cells[cell as usize].knows };
            let known = posterior[label] * knows;
            counts[self.n_raters * self.k + rater] += known;
            counts[cell as usize] += 1.0 - known;
        }
    }

    fn begin(&mut self, _counts: &[f64]) {}

    fn update(&mut self, counts: &[f64]) {
        self.counts = counts.to_vec();
        self.divergence = 0.0;
        let mut cells = Vec::with_capacity(self.n_raters * self.k);
        for rater in 0..self.n_raters {
            let (habit, of_habit) = dirichlet(self.spammed(rater), HABIT);
            let spammed = self.spammed(rater).iter().sum();
            let (knowing, of_knowing) = dirichlet(&[self.known(rater), spammed], KNOWING);
            self.divergence += of_habit + of_knowing;
            let cell = |log: f64| {
                let spam = knowing[1] + log;
                let odds = (knowing[0] - spam).exp();
                Cell {
                    spam,
                    gain: odds.ln_1p(),
                    knows: if odds.is_finite() { odds / (1.0 + odds) } else { 1.0 },
                }
            };
            cells.extend(habit.into_iter().map(cell));
        }
        self.cells = cells;
    }

    fn log_prior(&self) -> f64 {
        -self.divergence
    }
}
