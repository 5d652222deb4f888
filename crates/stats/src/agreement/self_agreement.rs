//! How far raters agree with themselves.

use super::cohen::PairAgreement;
use super::pair_table::PairTable;
use super::weights::{Weights, WeightsError};
use crate::estimate::{Estimate, Interval, Undefined, Unreliable};
use crate::interval::wilson_modified;
use crate::judgments::Judgments;

/// A rater's second answers against the first ones.
#[derive(Clone, Debug, PartialEq)]
pub struct SelfAgreement {
    /// The rater.
    pub rater: u32,
    /// Share of the items answered twice with the same class; `n` such items. Modified Wilson.
    pub same: Estimate,
    /// Cohen's kappa of second against first answers, which is what a repeat of the same quality would give.
    pub kappa: Result<f64, Undefined>,
    /// Its 95 % interval, as of two raters, or why there is none.
    pub kappa_interval: Result<Interval, Unreliable>,
    /// Answers beyond the second, which are not used.
    pub further: u64,
}

/// Self-agreement of each rater with a repeated item, by rater; and of all such raters together, their
/// (rater, item) pairs pooled.
#[derive(Clone, Debug, PartialEq)]
pub struct SelfAgreements {
    /// Raters with an item answered twice or more.
    pub raters: Vec<SelfAgreement>,
    /// All of them, as one rater of number `u32::MAX`.
    pub pooled: Result<SelfAgreement, Undefined>,
}

/// Agreement of raters with themselves, over items that they answered more than once.
///
/// Several judgments of one (item, rater) are taken in array order, which must be that of time: the first two are
/// compared. Whether the time between was long enough to forget (a wash-out) is for the caller to see to.
/// kappa = (p_o - p_e) / (1 - p_e) of second against first answers with `weights`; its interval as
/// [`cohen_pairs_weighted`](super::cohen_pairs_weighted). In the pooled figure an item repeated by two raters counts
/// twice. Undefined ([`Undefined::NoRepeats`]) where nobody answered an item twice. Time O(n log n), memory
/// O(judgments). Source: intra-rater reliability, Gwet, Handbook of Inter-Rater Reliability (2014), chapter 1.
///
/// # Errors
/// [`WeightsError::OtherClasses`] where the weights are for another number of classes.
pub fn self_agreement(judgments: &Judgments<'_>, weights: &Weights) -> Result<SelfAgreements, WeightsError> {
    weights.fit(judgments)?;
    let mut rows: Vec<usize> = (0..judgments.len()).collect();
    let key = |row: usize| (judgments.raters()[row], judgments.items()[row]);
    // Stable: the answers to one item stay in array order.
    rows.sort_by_key(|&row| key(row));
    let mut pairs: Vec<Repeat> = Vec::new();
    for answers in rows.chunk_by(|&x, &y| key(x) == key(y)) {
        if let [first, second, further @ ..] = answers {
            let label = |row: usize| judgments.labels()[row];
            pairs.push(Repeat {
                rater: key(*first).0,
                labels: (label(*first), label(*second)),
                further: further.len() as u64,
            });
        }
    }
    let raters = pairs
        .chunk_by(|x, y| x.rater == y.rater)
        .filter_map(|own| one_rater(own[0].rater, own, weights))
        .collect();
    let pooled = one_rater(u32::MAX, &pairs, weights).ok_or(Undefined::NoRepeats);
    Ok(SelfAgreements { raters, pooled })
}

/// The first two answers of a rater to an item.
struct Repeat {
    rater: u32,
    labels: (u32, u32),
    further: u64,
}

fn one_rater(rater: u32, repeats: &[Repeat], weights: &Weights) -> Option<SelfAgreement> {
    let mut labels: Vec<(u32, u32)> = repeats.iter().map(|repeat| repeat.labels).collect();
    labels.sort_unstable();
    let mut table = PairTable::new(weights);
    for cell in labels.chunk_by(|x, y| x == y) {
        table.add(cell[0].0 as usize, cell[0].1 as usize, cell.len() as u64);
    }
    let n = labels.len() as u64;
    let same = labels.iter().filter(|(first, second)| first == second).count() as u64;
    let interval = wilson_modified(same, n)?;
    let PairAgreement { kappa, interval: kappa_interval, .. } = table.agreement(0, 1);
    Some(SelfAgreement {
        rater,
        same: Estimate { value: same as f64 / n as f64, interval: Ok(interval), n },
        kappa,
        kappa_interval,
        further: repeats.iter().map(|repeat| repeat.further).sum(),
    })
}
