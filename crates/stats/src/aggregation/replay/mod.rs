//! Replay: what fewer judgments would have cost in accuracy, told from recorded judgments.

mod adaptive;
mod pool;
mod value;

pub use adaptive::Adaptive;

use rayon::prelude::*;

use super::accuracy::{mean_score, paired_difference_with, same_length};
use super::dawid_skene::dawid_skene;
use super::decision::Decision;
use super::gold::Gold;
use super::settings::{FitError, Smoothing, Stop};
use super::{Aggregated, temperature::heat};
use crate::estimate::Estimate;
use crate::judgments::Judgments;
use crate::sampling::mix;
use pool::Pool;

/// Which of the recorded judgments are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Rule {
    /// The first n of each item in random order; all where an item has fewer.
    Fixed(u32),
    /// All of them.
    All,
    /// As many as the item needs, from the raters who tell most: see [`Adaptive`].
    Adaptive,
}

impl Rule {
    /// The rules of a report: `fixed-1`, `fixed-3`, `fixed-5`, `all`, `adaptive`.
    pub const REPORTED: [Self; 5] =
        [Self::Fixed(1), Self::Fixed(3), Self::Fixed(5), Self::All, Self::Adaptive];

    /// Name in reports: `fixed-3`, `all`, `adaptive`.
    pub fn name(self) -> String {
        match self {
            Self::Fixed(n) => format!("fixed-{n}"),
            Self::All => "all".to_owned(),
            Self::Adaptive => "adaptive".to_owned(),
        }
    }
}

/// Settings of a replay.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Replay {
    /// Random orders to average over, 1 or more.
    pub repeats: u32,
    /// Seed of the orders; the same seed gives the same answer.
    pub seed: u64,
    /// Prior of the Dawid-Skene fits.
    pub smoothing: Smoothing,
    /// When a fit of the drawn judgments stops.
    pub stop: Stop,
    /// The adaptive rule.
    pub adaptive: Adaptive,
}

impl Default for Replay {
    /// 20 orders, seed 1, smoothing and adaptive rule at their defaults, fits to 1e-6 nats per judgment.
    fn default() -> Self {
        Self {
            repeats: 20,
            seed: 1,
            smoothing: Smoothing::default(),
            stop: Stop { max_iterations: 200, tolerance: 1e-6 },
            adaptive: Adaptive::default(),
        }
    }
}

/// What a rule costs and what it gives.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Replayed {
    /// The rule.
    pub rule: Rule,
    /// Judgments drawn / items with a recorded judgment, mean over the orders.
    pub judgments_per_item: f64,
    /// The same over the items that are scored.
    pub judgments_per_scored_item: f64,
    /// Accuracy against the truth, ties split: mean over the items of the mean over the orders.
    pub accuracy: Estimate,
    /// Mean leading posterior minus accuracy, posteriors as the rule reports them.
    pub calibration_error: Estimate,
    /// Accuracy minus that of [`Rule::All`], paired by item; 0 with its interval for that rule itself.
    pub difference: Estimate,
}

/// Replays rules on recorded judgments.
///
/// Each of `repeats` seeded random orders is drawn from under each rule; what is drawn is aggregated by
/// Dawid-Skene and scored on the items with a truth. The truth is used for scoring only, no rule sees it.
/// n of every figure is the number of scored items, not items x orders: the orders repeat the same items.
/// Intervals: Wilson at the mean score (conservative), the calibration error likewise, the difference as
/// [`super::paired_accuracy`] on the items' mean differences, with the variance of the orders' means added.
///
/// Posteriors are reported as fitted by `fixed-n` and `all`, at the temperature of the rule by `adaptive`.
/// A rule's own number of judgments is given with every figure, since `fixed-5` of items with three draws
/// three. The answer does not depend on the order of the rows.
///
/// On the shared data sets with 8 or more judgments an item the defaults give (20 orders, difference to
/// `all` in points): `bluebird` 19.2 of 39 judgments, -0.3 \[-3.3, 2.7\]; `d_possent` 9.6 of 20, +0.1
/// \[-0.3, 0.5\]; `rte` 5.0 of 10, -0.4 \[-1.1, 0.3\]; `s_face` 4.5 of 9, +0.4 \[-1.1, 1.8\]; `s_adult` 4.2 of
/// 8.4, -0.4 \[-2.2, 1.4\]. With raters at random (`choose_raters: false`) `rte` loses 2.9 points. Minimum,
/// temperature and rounds were chosen on these sets; between temperatures 2 and 5 none loses 1.5 points.
/// With few judgments an item half is too few: `trec` (4.6) loses 2.3 points, `d_product` (3) 1.4 and
/// `cifar10h` (3, of 50 raters with 10 classes) 2.0.
///
/// # Errors
/// [`FitError`] as [`dawid_skene`]; [`FitError::NothingScored`] where no item has a judgment and a truth.
pub fn replay(
    judgments: &Judgments<'_>,
    truth: &[Option<u32>],
    rules: &[Rule],
    settings: &Replay,
) -> Result<Vec<Replayed>, FitError> {
    same_length(judgments.n_items() as usize, truth.len())?;
    settings.check()?;
    if rules.contains(&Rule::Fixed(0)) {
        return Err(FitError::Setting("fixed"));
    }
    let pool = Pool::new(judgments);
    let all = pool.everything();
    let mut whole = Tally::new(truth.len());
    // Once, and as closely as `dawid_skene` itself: `all` is its answer.
    let closely = Replay { stop: Stop::default(), ..*settings };
    whole.add(&all.fit(&closely)?, 1.0, &all.per_item(), truth)?;
    let tally = |&rule: &Rule| {
        if rule == Rule::All {
            return whole.finish(rule, &whole);
        }
        let temperature = if rule == Rule::Adaptive { settings.adaptive.temperature } else { 1.0 };
        let fitted = |&repeat: &u32| {
            let order = pool.shuffled(mix(settings.seed, u64::from(repeat)));
            let drawn = match rule {
                Rule::Fixed(n) => order.first(n),
                _ => settings.adaptive.draw(&order, settings)?,
            };
            Ok((drawn.fit(settings)?, drawn.per_item()))
        };
        let mut tally = Tally::new(truth.len());
        let repeats: Vec<u32> = (0..settings.repeats).collect();
        // Added up in order, whatever the number of threads.
        for some in repeats.chunks(rayon::current_num_threads()) {
            let fits: Vec<_> = some.par_iter().map(fitted).collect::<Result<_, FitError>>()?;
            fits.iter().try_for_each(|(fit, drawn)| tally.add(fit, temperature, drawn, truth))?;
        }
        tally.finish(rule, &whole)
    };
    rules.iter().map(tally).collect()
}

impl Replay {
    fn check(&self) -> Result<(), FitError> {
        self.stop.check()?;
        self.smoothing.check()?;
        self.adaptive.check()?;
        if self.repeats == 0 { Err(FitError::Setting("repeats")) } else { Ok(()) }
    }
}

/// Judgments drawn so far.
#[derive(Clone, Debug)]
pub(crate) struct Drawn {
    items: Vec<u32>,
    raters: Vec<u32>,
    labels: Vec<u32>,
    /// Numbers of items, raters and classes.
    shape: (u32, u32, u32),
}

impl Drawn {
    fn fit(&self, settings: &Replay) -> Result<Aggregated, FitError> {
        Ok(dawid_skene(&self.judgments()?, settings.smoothing, settings.stop, &Gold::default())?.consensus)
    }

    fn judgments(&self) -> Result<Judgments<'_>, FitError> {
        let (n_items, n_raters, n_classes) = self.shape;
        Ok(Judgments::new(&self.items, &self.raters, &self.labels, n_items, n_raters, n_classes)?)
    }

    fn per_item(&self) -> Vec<u32> {
        let mut counts = vec![0; self.shape.0 as usize];
        self.items.iter().for_each(|&item| counts[item as usize] += 1);
        counts
    }
}

/// Sums over the orders, by item.
#[derive(Clone, Debug)]
struct Tally {
    orders: f64,
    /// Sum of the scores of each order.
    order_scores: Vec<f64>,
    score: Vec<f64>,
    confidence: Vec<f64>,
    drawn: Vec<u64>,
    /// Items with a judgment and a truth.
    scored: Vec<bool>,
}

impl Tally {
    fn new(n: usize) -> Self {
        Self {
            orders: 0.0,
            order_scores: Vec::new(),
            score: vec![0.0; n],
            confidence: vec![0.0; n],
            drawn: vec![0; n],
            scored: vec![false; n],
        }
    }

    fn add(
        &mut self,
        fit: &Aggregated,
        temperature: f64,
        drawn: &[u32],
        truth: &[Option<u32>],
    ) -> Result<(), FitError> {
        self.orders += 1.0;
        let mut row = Vec::new();
        let mut sum = 0.0;
        for (item, &count) in drawn.iter().enumerate() {
            self.drawn[item] += u64::from(count);
            let Some(truth) = truth[item].filter(|_| count > 0) else { continue };
            row.clear();
            row.extend_from_slice(fit.posterior(item));
            heat(&mut row, 1.0 / temperature);
            self.scored[item] = true;
            let score = Decision::of_row(fit.posterior(item)).score(truth).unwrap_or(0.0);
            self.score[item] += score;
            sum += score;
            self.confidence[item] += row.iter().copied().fold(0.0, f64::max);
        }
        self.order_scores.push(sum);
        if self.scored.contains(&true) { Ok(()) } else { Err(FitError::NothingScored) }
    }

    /// Sum over the scored items, mean over the orders.
    fn sum(&self, values: &[f64]) -> f64 {
        let scored = values.iter().zip(&self.scored).filter(|(_, scored)| **scored);
        scored.map(|(value, _)| value / self.orders).sum()
    }

    /// Variance of the accuracy that the draw of the orders adds to its mean over `n` items.
    fn variance_of_orders(&self, n: usize) -> f64 {
        if self.orders < 2.0 {
            return 0.0;
        }
        let mean = self.order_scores.iter().sum::<f64>() / self.orders;
        let squares: f64 = self.order_scores.iter().map(|score| (score - mean).powi(2)).sum();
        squares / (self.orders - 1.0) / self.orders / (n as f64).powi(2)
    }

    fn finish(&self, rule: Rule, whole: &Self) -> Result<Replayed, FitError> {
        let n = self.scored.iter().filter(|&&scored| scored).count();
        let nothing = |_| FitError::NothingScored;
        let accuracy = mean_score(self.sum(&self.score), n as u64).map_err(nothing)?;
        let confidence = self.sum(&self.confidence) / n as f64;
        let mean = |of: &dyn Fn(usize) -> bool, items: usize| {
            let drawn = self.drawn.iter().enumerate().filter(|(item, _)| of(*item));
            drawn.map(|(_, &count)| count as f64).sum::<f64>() / self.orders / items as f64
        };
        let differences: Vec<f64> = (0..self.score.len())
            .filter(|&item| self.scored[item])
            .map(|item| self.score[item] / self.orders - whole.score[item] / whole.orders)
            .collect();
        let with_judgment = whole.drawn.iter().filter(|&&count| count > 0).count();
        Ok(Replayed {
            rule,
            judgments_per_item: mean(&|_| true, with_judgment),
            judgments_per_scored_item: mean(&|item| self.scored[item], n),
            accuracy,
            calibration_error: accuracy.mirrored(confidence),
            difference: paired_difference_with(&differences, self.variance_of_orders(n)).map_err(nothing)?,
        })
    }
}
