//! Expectation-maximisation shared by Dawid-Skene, one-coin Dawid-Skene and MACE.

use rayon::prelude::*;

use super::decision::Decision;
use super::gold::Gold;
use super::layout::Layout;
use super::settings::{FitError, Stop};

/// Stands for ln 0. An item of contradictory evidence keeps a finite score, and e^-10000 is 0.
pub(crate) const LOG_ZERO: f64 = -1e4;

pub(crate) fn ln(probability: f64) -> f64 {
    if probability > 0.0 { probability.ln().max(LOG_ZERO) } else { LOG_ZERO }
}

/// The part of a model that differs: how a rater's answer depends on the true class.
pub(crate) trait Model: Sync {
    /// Length of the flat array of expected counts.
    fn n_counts(&self) -> usize;
    /// Adds ln P(answers | class) to `scores`, one entry per class.
    fn score(&self, cells: &[u32], scores: &mut [f64]);
    /// Posterior of one item from its class priors; `None` where this way will not do. A way to save the
    /// exponentials of the scores.
    fn direct(&self, _cells: &[u32], _priors: &[f64], _row: &mut [f64]) -> Option<f64> {
        None
    }
    /// Adds the expected counts of one item. `at_start`: there are no parameters yet.
    fn collect(&self, cells: &[u32], posterior: &[f64], at_start: bool, counts: &mut [f64]);
    /// Before the first M-step, with the counts of the vote shares: fixes what the prior takes from them.
    fn begin(&mut self, counts: &[f64]);
    /// M-step.
    fn update(&mut self, counts: &[f64]);
    /// Log density of the parameters under their prior, up to a constant; 0 without one.
    fn log_prior(&self) -> f64;
}

/// What every iterative method returns.
#[derive(Clone, Debug, PartialEq)]
pub struct Aggregated {
    /// Class of the largest posterior per item; none where there is no judgment, or where another class is
    /// within 1e-9 of it.
    pub labels: Vec<Option<u32>>,
    /// P(true class | judgments), items x classes, row by row. Rows add up to 1; without a judgment a row
    /// is the class priors (restricted to the gold classes where the item is gold).
    pub posteriors: Vec<f64>,
    /// Judgments of each item.
    pub n_judgments: Vec<u32>,
    /// Number of classes: the length of a row.
    pub n_classes: u32,
    /// Estimated share of each class, over the items with judgments.
    pub class_priors: Vec<f64>,
    /// ln P(judgments | parameters) in nats, at the parameters that gave the posteriors.
    pub log_likelihood: f64,
    /// `log_likelihood` plus the log density of the prior up to a constant; equal to it without smoothing.
    pub log_posterior: f64,
    /// Log posterior after each iteration.
    pub history: Vec<f64>,
    /// Iterations done.
    pub iterations: u32,
    /// Whether the change fell below the tolerance.
    pub converged: bool,
}

impl Aggregated {
    /// Posterior of one item, one entry per class; empty where there is no such item.
    pub fn posterior(&self, item: usize) -> &[f64] {
        let k = self.n_classes as usize;
        self.posteriors.get(item * k..(item + 1) * k).unwrap_or(&[])
    }

    /// Label, tie or nothing, per item.
    pub fn decisions(&self) -> Vec<Decision> {
        let rows = self.posteriors.chunks_exact(self.n_classes.max(1) as usize);
        let decide = |(row, &n): (&[f64], &u32)| if n == 0 { Decision::None } else { Decision::of_row(row) };
        rows.zip(&self.n_judgments).map(decide).collect()
    }
}

/// Sums of one E-step.
struct Sums {
    counts: Vec<f64>,
    classes: Vec<f64>,
    log_likelihood: f64,
}

impl Sums {
    fn add(mut self, other: &Self) -> Self {
        self.counts.iter_mut().zip(&other.counts).for_each(|(a, b)| *a += b);
        self.classes.iter_mut().zip(&other.classes).for_each(|(a, b)| *a += b);
        self.log_likelihood += other.log_likelihood;
        self
    }
}

/// Turns log scores into probabilities; returns ln of their sum.
pub(crate) fn normalise(scores: &mut [f64]) -> f64 {
    let largest = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let mut sum = 0.0;
    for score in scores.iter_mut() {
        let shifted = *score - largest;
        // Below, the exponential is 0 in double precision.
        *score = if shifted < -745.0 { 0.0 } else { shifted.exp() };
        sum += *score;
    }
    scores.iter_mut().for_each(|score| *score /= sum);
    largest + sum.ln()
}

/// Vote shares, restricted to the acceptable classes; uniform over these where none of them has a vote.
fn vote_shares(cells: &[u32], acceptable: &[u32], shares: &mut [f64]) {
    let k = shares.len() as u32;
    shares.fill(0.0);
    cells.iter().for_each(|cell| shares[(cell % k) as usize] += 1.0);
    if !acceptable.is_empty() {
        restrict(acceptable, shares, 0.0);
        if shares.iter().all(|&share| share == 0.0) {
            acceptable.iter().for_each(|&class| shares[class as usize] = 1.0);
        }
    }
    let total: f64 = shares.iter().sum();
    shares.iter_mut().for_each(|share| *share /= total);
}

/// Sets what is not acceptable to `nothing`.
pub(crate) fn restrict(acceptable: &[u32], row: &mut [f64], nothing: f64) {
    let mut allowed = acceptable.iter().peekable();
    for (class, value) in (0..).zip(row) {
        if allowed.next_if(|&&next| next == class).is_none() {
            *value = nothing;
        }
    }
}

/// A fit under way.
pub(crate) struct Em<'a, M> {
    pub layout: &'a Layout,
    pub gold: &'a Gold,
    pub model: M,
    /// Mean posterior over the items with judgments: the maximum of the likelihood.
    pub class_priors: Vec<f64>,
}

impl<M: Model> Em<'_, M> {
    /// One E-step over all items: vote shares at the start, else posteriors.
    fn expect(&self, at_start: bool) -> Sums {
        let log_priors = self.log_priors();
        let ranges = self.layout.ranges(self.model.n_counts());
        let parts: Vec<Sums> =
            ranges.into_par_iter().map(|items| self.expect_range(items, &log_priors, at_start)).collect();
        let empty = self.empty_sums();
        parts.iter().fold(empty, Sums::add)
    }

    fn log_priors(&self) -> Vec<f64> {
        self.class_priors.iter().copied().map(ln).collect()
    }

    fn empty_sums(&self) -> Sums {
        Sums {
            counts: vec![0.0; self.model.n_counts()],
            classes: vec![0.0; self.layout.n_classes()],
            log_likelihood: 0.0,
        }
    }

    fn expect_range(&self, items: std::ops::Range<usize>, log_priors: &[f64], at_start: bool) -> Sums {
        let mut sums = self.empty_sums();
        let mut row = vec![0.0; log_priors.len()];
        for item in items {
            let cells = self.layout.row(item);
            if cells.is_empty() {
                continue;
            }
            if at_start {
                vote_shares(cells, self.gold.acceptable(item), &mut row);
            } else {
                sums.log_likelihood += self.posterior(item, cells, log_priors, &mut row);
            }
            self.model.collect(cells, &row, at_start, &mut sums.counts);
            sums.classes.iter_mut().zip(&row).for_each(|(sum, p)| *sum += p);
        }
        sums
    }

    fn posterior(&self, item: usize, cells: &[u32], log_priors: &[f64], row: &mut [f64]) -> f64 {
        let acceptable = self.gold.acceptable(item);
        if acceptable.is_empty()
            && let Some(log) = self.model.direct(cells, &self.class_priors, row)
        {
            return log;
        }
        row.copy_from_slice(log_priors);
        self.model.score(cells, row);
        if !acceptable.is_empty() {
            restrict(acceptable, row, f64::NEG_INFINITY);
        }
        normalise(row)
    }

    /// Runs from the vote shares until the log posterior stands still.
    pub fn run(mut self, stop: Stop) -> Result<(M, Aggregated), FitError> {
        stop.check()?;
        let mut sums = self.expect(true);
        self.model.begin(&sums.counts);
        Ok(self.iterate(&mut sums, stop))
    }

    fn iterate(mut self, sums: &mut Sums, stop: Stop) -> (M, Aggregated) {
        let least_change = stop.tolerance * self.layout.n_judgments() as f64;
        let mut history: Vec<f64> = Vec::new();
        let mut converged = false;
        while !converged && history.len() < stop.max_iterations as usize {
            self.model.update(&sums.counts);
            let total: f64 = sums.classes.iter().sum();
            self.class_priors = sums.classes.iter().map(|sum| sum / total).collect();
            *sums = self.expect(false);
            let objective = sums.log_likelihood + self.model.log_prior();
            converged = history.last().is_some_and(|last| (objective - last).abs() < least_change);
            history.push(objective);
        }
        let result = self.finish(sums.log_likelihood, history, converged);
        (self.model, result)
    }

    fn finish(&self, log_likelihood: f64, history: Vec<f64>, converged: bool) -> Aggregated {
        let class_priors = self.class_priors.clone();
        let log_priors = self.log_priors();
        let mut posteriors = vec![0.0; self.layout.n_items() * class_priors.len()];
        self.layout.for_each_row(&mut posteriors, |item, cells, row| {
            self.posterior(item, cells, &log_priors, row);
        });
        let rows = posteriors.chunks_exact(class_priors.len()).enumerate();
        let label = |(item, row)| {
            if self.layout.row(item).is_empty() { None } else { Decision::label_of_row(row) }
        };
        Aggregated {
            labels: rows.map(label).collect(),
            n_judgments: self.layout.labels_per_item(),
            n_classes: class_priors.len() as u32,
            class_priors,
            log_likelihood,
            log_posterior: history.last().copied().unwrap_or(log_likelihood),
            iterations: history.len() as u32,
            history,
            converged,
            posteriors,
        }
    }
}
