//! GLAD: raters have abilities, items have difficulties.

mod ascent;

use rayon::prelude::*;

use super::Aggregated;
use super::decision::Decision;
use super::em::{normalise, restrict};
use super::gold::Gold;
use super::layout::Layout;
use super::settings::{FitError, Stop};
use crate::judgments::Judgments;
use ascent::{Answer, ascend_ability, ascend_ease, log_sigmoid};

/// Mean of the priors, of standard deviation 1.
const PRIOR_MEAN: f64 = 1.0;

/// A fitted GLAD model.
#[derive(Clone, Debug, PartialEq)]
pub struct Glad {
    /// Labels, posteriors and how the fit went; class priors are alike and not estimated.
    pub consensus: Aggregated,
    /// Ability of each rater, 0 for guessing, below 0 for answering the contrary; none without judgments.
    pub ability: Vec<Option<f64>>,
    /// Ease of each item in (0, inf): 1 / difficulty; none without judgments.
    pub ease: Vec<Option<f64>>,
}

/// GLAD (Whitehill, Ruvolo, Wu, Bergsma & Movellan, NIPS 22, 2009; k classes as in its section 2.1).
///
/// Model: true classes are alike; rater r gives the true class of item i with probability
/// 1/(1 + exp(-`a_r` exp(`b_i`))), each other class with the rest / (k - 1); `a_r` and `b_i` have normal
/// priors of mean 1 and standard deviation 1, as in the authors' program and crowd-kit. Generalised EM
/// from `a` = `b` = 1: in each M-step every `b_i`, then every `a_r` makes one Fisher-scoring step, halved
/// until it does not lose; so the log posterior never falls. crowd-kit 1.4.2 makes up to 25
/// conjugate-gradient steps and stops by the expected complete log likelihood, which may fall; it ends
/// after 2 to 10 iterations. Memory O(judgments + items x classes), time per iteration the same.
///
/// # Errors
/// As [`super::dawid_skene`].
pub fn glad(judgments: &Judgments<'_>, stop: Stop, gold: &Gold) -> Result<Glad, FitError> {
    stop.check()?;
    gold.check(judgments)?;
    let layout = Layout::new(judgments)?;
    let mut fit = Fit::new(&layout, gold);
    let least_change = stop.tolerance * layout.n_judgments() as f64;
    let mut log_likelihood = fit.expect();
    let mut last = log_likelihood + fit.log_prior();
    let (mut history, mut converged) = (Vec::new(), false);
    while !converged && history.len() < stop.max_iterations as usize {
        fit.ascend();
        log_likelihood = fit.expect();
        let objective = log_likelihood + fit.log_prior();
        converged = (objective - last).abs() < least_change;
        history.push(objective);
        last = objective;
    }
    Ok(fit.finish(log_likelihood, history, converged))
}

struct Fit<'a> {
    layout: &'a Layout,
    gold: &'a Gold,
    /// `by_rater[starts[r]..starts[r + 1]]` holds (item, label) of the judgments of rater r.
    starts: Vec<usize>,
    by_rater: Vec<(u32, u32)>,
    ability: Vec<f64>,
    /// exp(`b_i`).
    ease: Vec<f64>,
    posteriors: Vec<f64>,
}

impl<'a> Fit<'a> {
    fn new(layout: &'a Layout, gold: &'a Gold) -> Self {
        let k = layout.n_classes();
        let mut starts = vec![0usize; layout.n_raters() + 1];
        layout.cells().iter().for_each(|&cell| starts[cell as usize / k + 1] += 1);
        for rater in 0..layout.n_raters() {
            starts[rater + 1] += starts[rater];
        }
        let mut next = starts.clone();
        let mut by_rater = vec![(0, 0); layout.n_judgments()];
        for item in 0..layout.n_items() {
            for &cell in layout.row(item) {
                let next = &mut next[cell as usize / k];
                by_rater[*next] = (item as u32, cell % k as u32);
                *next += 1;
            }
        }
        Self {
            starts,
            by_rater,
            ability: vec![PRIOR_MEAN; layout.n_raters()],
            ease: vec![PRIOR_MEAN.exp(); layout.n_items()],
            posteriors: vec![0.0; layout.n_items() * k],
            layout,
            gold,
        }
    }

    /// E-step; returns the log likelihood.
    fn expect(&mut self) -> f64 {
        let (layout, gold, k) = (self.layout, self.gold, self.layout.n_classes());
        let (ability, ease) = (&self.ability, &self.ease);
        let others = ((k - 1) as f64).ln();
        let rows = self.posteriors.par_chunks_mut(k).enumerate().with_min_len(1_024);
        let of_item = |(item, row): (usize, &mut [f64])| {
            row.fill(-(k as f64).ln());
            let mut common = 0.0;
            for &cell in layout.row(item) {
                let x = ability[cell as usize / k] * ease[item];
                let wrong = log_sigmoid(-x) - others;
                common += wrong;
                row[cell as usize % k] += log_sigmoid(x) - wrong;
            }
            let acceptable = gold.acceptable(item);
            if !acceptable.is_empty() {
                restrict(acceptable, row, f64::NEG_INFINITY);
            }
            let log = common + normalise(row);
            if layout.row(item).is_empty() { 0.0 } else { log }
        };
        // Collected before the sum, so that it does not depend on the number of threads.
        let logs: Vec<f64> = rows.map(of_item).collect();
        logs.iter().sum()
    }

    /// M-step: all items, then all raters.
    fn ascend(&mut self) {
        let (layout, k, posteriors) = (self.layout, self.layout.n_classes(), &self.posteriors);
        let right = |item: usize, label: usize| posteriors[item * k + label];
        let ability = &self.ability;
        self.ease.par_iter_mut().enumerate().with_min_len(1_024).for_each(|(item, ease)| {
            let answer = |&cell: &u32| Answer {
                right: right(item, cell as usize % k),
                scale: ability[cell as usize / k],
            };
            if !layout.row(item).is_empty() {
                *ease = ascend_ease(ease.ln(), || layout.row(item).iter().map(answer)).exp();
            }
        });
        let (ease, starts, by_rater) = (&self.ease, &self.starts, &self.by_rater);
        self.ability.par_iter_mut().enumerate().for_each(|(rater, ability)| {
            let answers = &by_rater[starts[rater]..starts[rater + 1]];
            let answer = |&(item, label): &(u32, u32)| Answer {
                right: right(item as usize, label as usize),
                scale: ease[item as usize],
            };
            *ability = ascend_ability(*ability, || answers.iter().map(answer));
        });
    }

    fn log_prior(&self) -> f64 {
        let square = |value: f64| -0.5 * (value - PRIOR_MEAN).powi(2);
        let abilities: f64 = self.ability.iter().map(|&ability| square(ability)).sum();
        abilities + self.ease.iter().map(|ease| square(ease.ln())).sum::<f64>()
    }

    fn finish(self, log_likelihood: f64, history: Vec<f64>, converged: bool) -> Glad {
        let (layout, k) = (self.layout, self.layout.n_classes());
        let judged = |item: usize| !layout.row(item).is_empty();
        let rows = self.posteriors.chunks_exact(k).enumerate();
        let label = |(item, row)| if judged(item) { Decision::label_of_row(row) } else { None };
        let labels = rows.map(label).collect();
        let rated = self.starts.windows(2).zip(&self.ability);
        Glad {
            ability: rated.map(|(ends, &ability)| (ends[1] > ends[0]).then_some(ability)).collect(),
            ease: self.ease.iter().enumerate().map(|(item, &ease)| judged(item).then_some(ease)).collect(),
            consensus: Aggregated {
                labels,
                n_judgments: layout.labels_per_item(),
                n_classes: k as u32,
                class_priors: vec![1.0 / k as f64; k],
                log_likelihood,
                log_posterior: history.last().copied().unwrap_or(log_likelihood),
                iterations: history.len() as u32,
                history,
                converged,
                posteriors: self.posteriors,
            },
        }
    }
}
