//! One-coin Dawid-Skene: each rater has one accuracy.

use super::em::{Aggregated, Em, Model, ln};
use super::gold::Gold;
use super::layout::Layout;
use super::settings::{FitError, Smoothing, Stop};
use crate::judgments::Judgments;

/// A fitted one-coin model.
#[derive(Clone, Debug, PartialEq)]
pub struct OneCoin {
    /// Labels, posteriors, class priors and how the fit went.
    pub consensus: Aggregated,
    /// Estimated accuracy of each rater; none for a rater without judgments.
    pub accuracy: Vec<Option<f64>>,
}

/// One-coin Dawid-Skene by EM (Zhang, Chen, Zhou & Jordan, JMLR 17, 2016; the "homogeneous" model).
///
/// Model: rater r gives the true class with probability `s_r` and each other class with
/// (1 - `s_r`)/(k - 1). Start, stopping, gold and class priors as in [`super::dawid_skene`]; memory
/// O(judgments + items x classes + raters), time per iteration O(judgments + items x classes).
///
/// Smoothing as one prior on the accuracy: `Dirichlet { count }` adds `count` right and (k - 1) `count`
/// wrong judgments, `Pooled { strength }` adds `strength` judgments of the raters' common accuracy
/// against the vote shares, `Floor { floor }` cuts the probability of a right and of each wrong class to
/// \[floor, 1 - floor\], which with 1e-10 is crowd-kit 1.4.2.
///
/// # Errors
/// As [`super::dawid_skene`].
pub fn one_coin(
    judgments: &Judgments<'_>,
    smoothing: Smoothing,
    stop: Stop,
    gold: &Gold,
) -> Result<OneCoin, FitError> {
    smoothing.check()?;
    gold.check(judgments)?;
    let layout = Layout::new(judgments)?;
    let (k, n_raters) = (layout.n_classes(), layout.n_raters());
    let mut judged = vec![0.0; n_raters];
    layout.cells().iter().for_each(|&cell| judged[cell as usize / k] += 1.0);
    let model =
        Coins { judged, skill: vec![0.0; n_raters], logs: Vec::new(), prior: (0.0, 0.0), k, smoothing };
    let em = Em { layout: &layout, gold, model, class_priors: vec![0.0; k] };
    let (model, consensus) = em.run(stop)?;
    let skills = model.skill.iter().zip(&model.judged);
    let accuracy = skills.map(|(&skill, &judged)| (judged > 0.0).then_some(skill)).collect();
    Ok(OneCoin { consensus, accuracy })
}

struct Coins {
    /// Judgments of each rater.
    judged: Vec<f64>,
    skill: Vec<f64>,
    /// (ln wrong, ln right - ln wrong) of each rater, per class.
    logs: Vec<(f64, f64)>,
    /// Pseudo-counts (right, wrong).
    prior: (f64, f64),
    k: usize,
    smoothing: Smoothing,
}

impl Coins {
    fn others(&self) -> f64 {
        (self.k - 1) as f64
    }
}

impl Model for Coins {
    fn n_counts(&self) -> usize {
        self.judged.len()
    }

    fn score(&self, cells: &[u32], scores: &mut [f64]) {
        let k = self.k as u32;
        let mut common = 0.0;
        for &cell in cells {
            let (wrong, gain) = self.logs[(cell / k) as usize];
            common += wrong;
            scores[(cell % k) as usize] += gain;
        }
        scores.iter_mut().for_each(|score| *score += common);
    }

    fn collect(&self, cells: &[u32], posterior: &[f64], _at_start: bool, counts: &mut [f64]) {
        let k = self.k as u32;
        for &cell in cells {
            counts[(cell / k) as usize] += posterior[(cell % k) as usize];
        }
    }

    fn begin(&mut self, counts: &[f64]) {
        self.prior = match self.smoothing {
            Smoothing::Dirichlet { count } => (count, count * self.others()),
            Smoothing::Pooled { strength } => {
                let right = counts.iter().sum::<f64>() + 1.0;
                let share = right / (self.judged.iter().sum::<f64>() + self.k as f64);
                (strength * share, strength * (1.0 - share))
            }
            Smoothing::Floor { .. } => (0.0, 0.0),
        };
    }

    fn update(&mut self, counts: &[f64]) {
        let (right, wrong) = self.prior;
        for ((skill, count), judged) in self.skill.iter_mut().zip(counts).zip(&self.judged) {
            let total = judged + right + wrong;
            *skill = if total > 0.0 { ((count + right) / total).min(1.0) } else { 0.0 };
        }
        let others = self.others();
        let logs = |&skill: &f64| {
            let (right, wrong) = (skill, (1.0 - skill) / others);
            let (right, wrong) = match self.smoothing {
                Smoothing::Floor { floor } => {
                    (right.clamp(floor, 1.0 - floor), wrong.clamp(floor, 1.0 - floor))
                }
                _ => (right, wrong),
            };
            (ln(wrong), ln(right) - ln(wrong))
        };
        self.logs = self.skill.iter().map(logs).collect();
    }

    fn log_prior(&self) -> f64 {
        let (right, wrong) = self.prior;
        let density = |&(log_wrong, gain): &(f64, f64)| right * (gain + log_wrong) + wrong * log_wrong;
        if right + wrong > 0.0 { self.logs.iter().map(density).sum() } else { 0.0 }
    }
}
