//! Mean pairwise Cohen's kappa.

use super::Prepared;
use super::cohen::PairAgreement;
use super::rater_index::RaterIndex;
use super::weights::{Weights, WeightsError};
use crate::bootstrap::{Limits, bootstrap};
use crate::estimate::{Coefficient, Undefined, Unreliable};
use crate::judgments::Judgments;

/// More pairs of judgments than this are not bootstrapped: they would take minutes and 60 MB.
const MAX_SHARED: u64 = 5_000_000;

/// Median number of shared items of the pairs in the mean, below which no interval is shown.
const MIN_SHARED_ITEMS: u64 = 20;

/// Mean of Cohen's kappa over pairs of raters, with what it leaves out.
#[derive(Clone, Debug, PartialEq)]
pub struct CohenMean {
    /// The mean over defined pairs, each pair weighing the same; name `cohen_kappa_mean`.
    pub coefficient: Coefficient,
    /// Pairs that enter the mean.
    pub pairs_defined: u64,
    /// Pairs that share an item but whose kappa is undefined; left out.
    pub pairs_undefined: u64,
    /// Pairs that share at least one item: defined + undefined.
    pub pairs_sharing: u64,
    /// All pairs of raters with a judgment.
    pub pairs_total: u64,
}

/// Mean of the defined kappas of `pairs`, as [`cohen_pairs`](super::cohen_pairs) of the same judgments gave them.
///
/// Interval: basic bootstrap over items, whole rows, at most [`MAX_RESAMPLES`](crate::MAX_RESAMPLES)
/// resamples from `seed`, pairs undefined on a resample left out of it; SE: standard deviation of the
/// resamples. Kappas of few items are biased downward, and so is their mean: simulated at 7 shared items
/// per pair intervals cover .43 at best, at 15 down to .84. So no interval is
/// shown where half of the pairs share fewer than 20 items, where the resamples lie half a standard error
/// to one side, or under the rules of this module; what is then shown covered .90 to .96 in simulation
/// (5 to 30 raters, kappa .5 and .8; the ignored test `coverage` repeats it). Undefined where no pair
/// shares an item or none has a defined kappa.
pub fn cohen_kappa_mean(judgments: &Judgments<'_>, pairs: &[PairAgreement], seed: u64) -> CohenMean {
    let weights = Weights::nominal(judgments.n_classes());
    cohen_kappa_mean_of(&Prepared::new(judgments), pairs, &weights, seed)
}

/// [`cohen_kappa_mean`] of weighted kappas: `pairs` as
/// [`cohen_pairs_weighted`](super::cohen_pairs_weighted) gave them with the same weights.
///
/// # Errors
/// [`WeightsError::OtherClasses`] where the weights are for another number of classes.
pub fn cohen_kappa_mean_weighted(
    judgments: &Judgments<'_>,
    pairs: &[PairAgreement],
    weights: &Weights,
    seed: u64,
) -> Result<CohenMean, WeightsError> {
    weights.fit(judgments)?;
    Ok(cohen_kappa_mean_of(&Prepared::new(judgments), pairs, weights, seed))
}

pub(crate) fn cohen_kappa_mean_of(
    data: &Prepared<'_>,
    pairs: &[PairAgreement],
    weights: &Weights,
    seed: u64,
) -> CohenMean {
    const NAME: &str = "cohen_kappa_mean";
    let kappas: Vec<f64> = pairs.iter().filter_map(|pair| pair.kappa.ok()).collect();
    let mut coefficient = if data.judgments.is_empty() {
        data.undefined(NAME, Undefined::NoJudgments)
    } else if pairs.is_empty() {
        data.undefined(NAME, Undefined::NoItemJudgedByBoth)
    } else if kappas.is_empty() {
        data.undefined(NAME, Undefined::NoPairDefined)
    } else {
        let value = kappas.iter().sum::<f64>() / kappas.len() as f64;
        with_interval(data, value, pairs, weights, seed)
    };
    let index = RaterIndex::new(&data.judgments);
    coefficient.n_items = index.items_shared();
    let raters = coefficient.n_raters;
    CohenMean {
        coefficient,
        pairs_defined: kappas.len() as u64,
        pairs_undefined: (pairs.len() - kappas.len()) as u64,
        pairs_sharing: pairs.len() as u64,
        pairs_total: raters * raters.saturating_sub(1) / 2,
    }
}

fn with_interval(
    data: &Prepared<'_>,
    value: f64,
    pairs: &[PairAgreement],
    weights: &Weights,
    seed: u64,
) -> Coefficient {
    let mut coefficient = data.coefficient("cohen_kappa_mean", value);
    coefficient.interval = data.spread.check_chance_corrected().and_then(|()| {
        let median = median_shared(pairs);
        if median < MIN_SHARED_ITEMS {
            return Err(Unreliable::TooFewSharedItems { median, needed: MIN_SHARED_ITEMS });
        }
        let index = RaterIndex::new(&data.judgments);
        if index.shared_total() > MAX_SHARED {
            return Err(Unreliable::TooLarge);
        }
        let shared = SharedItems::new(&index, &data.judgments);
        let cost = 3 * shared.events.len() as u64 + u64::from(shared.n_items);
        let n_items = shared.n_items as usize;
        let result =
            bootstrap(n_items, value, cost, seed, Limits::Basic, |times| shared.mean_kappa(times, weights));
        coefficient.se = result.se;
        result.interval
    });
    coefficient
}

/// Lower median of the items shared by the pairs whose kappa is defined.
fn median_shared(pairs: &[PairAgreement]) -> u64 {
    let mut shared: Vec<u64> = pairs.iter().filter(|pair| pair.kappa.is_ok()).map(|pair| pair.n).collect();
    shared.sort_unstable();
    shared.get(shared.len().saturating_sub(1) / 2).copied().unwrap_or(0)
}

/// Every item judged by both raters of a pair, pair after pair: (item, label of a, label of b).
struct SharedItems {
    events: Vec<(u32, u32, u32)>,
    /// Where each pair's events end.
    ends: Vec<usize>,
    /// Items judged by two or more raters, renumbered from 0: only these are drawn.
    n_items: u32,
}

impl SharedItems {
    fn new(index: &RaterIndex, judgments: &Judgments<'_>) -> Self {
        let mut events = Vec::new();
        let mut ends = Vec::new();
        let mut new_number = vec![u32::MAX; judgments.n_items() as usize];
        for a in 0..judgments.n_raters() {
            let mut own: Vec<(u32, u32, u32, u32)> = index
                .shared_with_later(a)
                .map(|event| (event.b, event.item, event.label_a, event.label_b))
                .collect();
            own.sort_unstable();
            for group in own.chunk_by(|x, y| x.0 == y.0) {
                events.extend(group.iter().map(|&(_, item, label_a, label_b)| (item, label_a, label_b)));
                ends.push(events.len());
            }
        }
        events.iter().for_each(|event| new_number[event.0 as usize] = 0);
        let mut n_items = 0;
        // Numbered in item order, so that the draw does not depend on who judged what.
        for number in new_number.iter_mut().filter(|number| **number == 0) {
            *number = n_items;
            n_items += 1;
        }
        events.iter_mut().for_each(|event| event.0 = new_number[event.0 as usize]);
        Self { events, ends, n_items }
    }

    /// Mean kappa over the pairs that are defined when items count `times` times each.
    fn mean_kappa(&self, times: &[u32], weights: &Weights) -> Option<f64> {
        let mut margins = Margins::new(weights);
        let (mut sum, mut pairs, mut start) = (0.0, 0u64, 0);
        for &end in &self.ends {
            if let Some(kappa) = margins.kappa(&self.events[start..end], times) {
                sum += kappa;
                pairs += 1;
            }
            start = end;
        }
        (pairs > 0).then(|| sum / pairs as f64)
    }
}

/// Class totals of two raters, reused from pair to pair; they come and go all 0.
struct Margins<'w> {
    weights: &'w Weights,
    counts: Vec<(u64, u64)>,
    used: Vec<(u32, f64, f64)>,
}

impl<'w> Margins<'w> {
    fn new(weights: &'w Weights) -> Self {
        Self { weights, counts: vec![(0, 0); weights.n_classes() as usize], used: Vec::new() }
    }

    fn kappa(&mut self, events: &[(u32, u32, u32)], times: &[u32]) -> Option<f64> {
        let (mut n, mut apart) = (0u64, 0.0);
        for &(item, i, j) in events {
            let times = u64::from(times[item as usize]);
            n += times;
            apart += times as f64 * self.weights.distance(i, j);
            self.counts[i as usize].0 += times;
            self.counts[j as usize].1 += times;
        }
        self.used.clear();
        // Each class is taken once and cleared, whatever the number of classes declared.
        for class in events.iter().flat_map(|&(_, i, j)| [i, j]) {
            let (row, column) = std::mem::take(&mut self.counts[class as usize]);
            if row + column > 0 {
                self.used.push((class, row as f64, column as f64));
            }
        }
        if n == 0 || self.used.len() < 2 {
            return None;
        }
        let n = n as f64;
        let expected = if self.weights.is_nominal() {
            n * n - self.used.iter().map(|class| class.1 * class.2).sum::<f64>()
        } else {
            let of_row = |a: &(u32, f64, f64)| {
                a.1 * self.used.iter().map(|b| b.2 * self.weights.distance(a.0, b.0)).sum::<f64>()
            };
            self.used.iter().map(of_row).sum()
        };
        Some(1.0 - n * apart / expected)
    }
}
