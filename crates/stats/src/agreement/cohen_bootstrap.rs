//! Cohen's kappa of one pair with a bootstrap.

use super::pair_table::PairTable;
use super::rater_index::RaterIndex;
use super::resample::bootstrap_patterns;
use super::weights::{Weights, WeightsError};
use crate::estimate::{Coefficient, Undefined, Unreliable};
use crate::judgments::Judgments;

/// Shared items needed before the interval is shown.
const MIN_ITEMS: u64 = 30;

/// Kappa of raters `a` and `b` with the percentile bootstrap over the items both judged
/// ([`MAX_RESAMPLES`](crate::MAX_RESAMPLES) resamples from `seed`), for comparison with other programs; name
/// `cohen_kappa`. SE: standard deviation of the resamples.
///
/// The bootstrap covers no better than kappa +- 1.96 SE, .34 at 100 items in the worst case of the table in the
/// [module](crate::agreement): [`cohen_pairs`](super::cohen_pairs) has the interval to show. None under 30 items,
/// where kappa is undefined on a hundredth of the resamples, and where these have no width. Undefined
/// without an item judged by both, and where both gave one and the same class throughout. Source: Efron &
/// Tibshirani, An Introduction to the Bootstrap (1993), chapter 13.
///
/// # Errors
/// [`WeightsError::OtherClasses`] where the weights are for another number of classes.
pub fn cohen_pair_bootstrap(
    judgments: &Judgments<'_>,
    (a, b): (u32, u32),
    weights: &Weights,
    seed: u64,
) -> Result<Coefficient, WeightsError> {
    weights.fit(judgments)?;
    let cells = cells_of(judgments, (a.min(b), a.max(b)));
    let times: Vec<u64> = cells.iter().map(|cell| cell.2).collect();
    let n_items: u64 = times.iter().sum();
    let kappa = |times: &[u64]| {
        let mut table = PairTable::new(weights);
        for (&(i, j, _), &count) in cells.iter().zip(times).filter(|cell| *cell.1 > 0) {
            table.add(i as usize, j as usize, count);
        }
        table.kappa().kappa
    };
    let mut coefficient = Coefficient {
        name: "cohen_kappa",
        value: Err(Undefined::NoItemJudgedByBoth),
        se: None,
        interval: Err(Unreliable::ValueUndefined),
        n_items,
        n_raters: 2,
        n_judgments: 2 * n_items,
    };
    if n_items > 0 {
        coefficient.value = kappa(&times).ok_or(Undefined::OneCategoryOnly);
    }
    if let Ok(value) = coefficient.value {
        let found = bootstrap_patterns(&times, value, cells.len() as u64, seed, kappa);
        coefficient.se = found.se;
        let few = Unreliable::TooFewItems { items: n_items, needed: MIN_ITEMS };
        coefficient.interval = if n_items < MIN_ITEMS { Err(few) } else { found.interval };
    }
    Ok(coefficient)
}

/// Labels of the two raters and on how many items, sorted.
fn cells_of(judgments: &Judgments<'_>, (a, b): (u32, u32)) -> Vec<(u32, u32, u64)> {
    if a == b || b >= judgments.n_raters() {
        return Vec::new();
    }
    let index = RaterIndex::new(judgments);
    let shared = index.shared_with_later(a).filter(|event| event.b == b);
    let mut labels: Vec<(u32, u32)> = shared.map(|event| (event.label_a, event.label_b)).collect();
    labels.sort_unstable();
    labels.chunk_by(|x, y| x == y).map(|cell| (cell[0].0, cell[0].1, cell.len() as u64)).collect()
}
